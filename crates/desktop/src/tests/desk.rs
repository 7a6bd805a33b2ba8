//! The desk: marks and lists, files, words that are found there, and how much of it is seen.

use commonplace_node::command::Command;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{in_circle, story, written};
use crate::app::Message;
use crate::desk;
use crate::screen::{editor, writing};

#[test]
fn keys_mark_what_is_written_and_a_list_goes_on() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.types("Salt");
    window.click_id(editor::TEXT);
    window.command("b", false);
    window.types("salt");
    window.press(Named::End, Modifiers::empty());
    window.press(Named::Enter, Modifiers::empty());
    window.command("l", false);
    window.types("one");
    window.press(Named::Enter, Modifiers::empty());
    window.types("two");
    window.click("Publish");
    let text = written(&window);
    assert!(matches!(&text[..], [Command::NoteNew { text, .. }] if text == "**salt**\n- one\n- two"), "{text:?}");
}

#[test]
fn letters_that_mark_words_do_nothing_else_on_the_desk() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.click_id(editor::TEXT);
    window.command("i", false);
    window.types("water");
    assert!(!window.sees("Invite into"));
    window.click("Publish");
    let text = written(&window);
    assert!(matches!(&text[..], [Command::NoteNew { text, .. }] if text == "*water*"), "{text:?}");
}

#[test]
fn a_file_let_go_over_the_desk_comes_with_the_note() {
    let folder = tempfile::tempdir().expect("a folder");
    let cell = folder.path().join("a cell.png");
    std::fs::write(&cell, b"png").expect("it is written");
    let mut window = in_circle(story().world);
    window.click("Write");
    window.click_id(editor::TEXT);
    window.types("See ");
    window.tell(Message::Desk(desk::Message::Dropped(cell.clone())));
    window.expect("Attached when you publish:");
    window.expect("a cell.png");
    window.click("Publish");
    let text = written(&window);
    assert!(
        matches!(&text[..1], [Command::NoteNew { text, .. }] if text == "See ![a cell.png](a%20cell.png)"),
        "{text:?}"
    );
    let attached =
        window.double.world().asked.iter().any(
            |command| matches!(command, Command::Attach { files, .. } if files.iter().any(|file| file.path == cell)),
        );
    assert!(attached, "it is attached to what was published");
}

#[test]
fn words_are_found_on_the_desk_one_place_after_the_other() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.click_id(editor::TEXT);
    window.types("Salt, and salt.");
    window.command("f", false);
    window.types("SALT");
    window.press(Named::Enter, Modifiers::empty());
    window.press(Named::Enter, Modifiers::empty());
    window.tell(Message::Desk(desk::Message::Editor(editor::Message::Text(writing::Message::Format(
        writing::Format::Strong,
    )))));
    window.press(Named::Escape, Modifiers::empty());
    window.expect("Publish");
    window.click("Publish");
    let text = written(&window);
    assert!(matches!(&text[..], [Command::NoteNew { text, .. }] if text == "Salt, and **salt**."), "{text:?}");
}

#[test]
fn in_a_narrow_window_text_and_preview_take_turns() {
    let mut window = in_circle(story().world);
    window.resize(900.0, 600.0);
    window.click("Write");
    assert!(!window.sees("appears here as others will read it"));
    window.click("Preview");
    window.expect("appears here as others will read it");
}

#[test]
fn in_a_wide_window_the_preview_goes_and_one_writes_on() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.types("Salt");
    for _ in 0..2 {
        window.click("Preview");
        window.click_id(editor::TITLE);
        window.types("y");
    }
    assert!(window.sees("Saltyy"));
}

#[test]
fn of_titles_given_apart_the_present_one_is_taken_on_the_desk() {
    let mut story = story();
    let osmosis = story.osmosis;
    story.world.note_mut(osmosis).other_titles = vec!["Osmosis, briefly".into()];
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.click("Edit");
    window.click("Osmosis");
    window.click("Publish");
    let title = Some("Osmosis".into());
    let expected = Command::NoteEdit { note: osmosis.into(), title, tags: None, text: None, base: None };
    assert_eq!(written(&window), [expected]);
}

#[test]
fn tab_leads_from_the_title_to_the_text() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.types("Salt");
    window.press(Named::Tab, Modifiers::empty());
    window.types("It is white.");
    window.press(Named::Tab, Modifiers::empty());
    window.types("kitchen");
    window.click("Publish");
    let written = written(&window);
    assert!(
        matches!(&written[..], [Command::NoteNew { title: Some(title), text, tags, .. }]
            if title == "Salt" && text == "It is white." && tags == &["kitchen"]),
        "{written:?}"
    );
}
