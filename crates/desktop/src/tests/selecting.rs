//! Selecting words of a page, and what can be done with them and with what they stand in.

use commonplace_node::command::Command;
use iced::Point;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{in_circle, person, story, written};
use crate::screen::items::item_id;
use crate::widget::markdown::view::block_id;

#[test]
fn what_is_selected_is_asked_about_and_copied_as_it_is_written() {
    let story = story();
    let (circle, osmosis) = (story.circle, story.osmosis);
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.expect("Ask about this");
    window.drag_over(block_id(Some(osmosis), 0));
    window.command("c", true);
    assert_eq!(window.clipboard.as_deref(), Some("Water *moves* to where salt is."));
    window.click("Ask about this");
    window.types("Why?");
    window.click("Ask the circle");
    let expected = Command::Ask {
        circle: circle.into(),
        title: "Why?".into(),
        text: String::new(),
        about: Some(osmosis.into()),
        quote: Some("Water *moves* to where salt is.".into()),
        tags: Vec::new(),
    };
    assert_eq!(written(&window), [expected]);
}

#[test]
fn a_note_is_copied_as_markdown_with_its_title() {
    let mut window = in_circle(story().world);
    window.click("Osmosis");
    window.command("c", true);
    assert_eq!(window.clipboard.as_deref(), Some("# Osmosis\n\nWater *moves* to where salt is."));
}

#[test]
fn the_other_button_and_the_menu_key_show_what_can_be_done() {
    let story = story();
    let osmosis = story.osmosis;
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.right_click_id(block_id(Some(osmosis), 0));
    window.expect("Take back");
    assert!(!window.sees("Something is wrong here"), "it is one's own");
    window.press(Named::Escape, Modifiers::empty());
    assert!(!window.sees("Take back"));
    window.press(Named::F10, Modifiers::SHIFT);
    window.expect("Copy as Markdown");
    window.expect("Ctrl Shift C");
    for _to_find_words in 0..3 {
        window.press(Named::ArrowDown, Modifiers::empty());
    }
    window.press(Named::Enter, Modifiers::empty());
    assert!(!window.sees("Take back"), "what was chosen closes it");
    window.types("moves");
    window.expect("1 of 1");
    // The field in which one looks for words has a menu of its own.
    window.press(Named::F10, Modifiers::SHIFT);
    window.expect("This field");
    window.press(Named::Escape, Modifiers::empty());
    window.press(Named::Escape, Modifiers::empty());
    window.press(Named::F10, Modifiers::SHIFT);
    window.command("h", true);
    window.expect("How it came to be");
    assert!(!window.sees("Take back"), "a key beside its line does the same");
}

#[test]
fn a_selection_goes_over_paragraphs_and_over_words_that_run_from_the_right() {
    let mut story = story();
    let text = "Salt *pulls* water.\n\n- one\n- two\n\nالماء **يتبع** الملح.\n";
    let note = story.world.add_note(story.circle, person("Bob"), "Both", text, 1);
    let mut window = in_circle(story.world);
    window.click("Both");
    window.drag_from_to(block_id(Some(note), 0), block_id(Some(note), 2));
    let copied = window.copied();
    assert!(copied.starts_with("Salt pulls water.\n\n- one\n- two\n"), "{copied:?}");
    assert!(copied.ends_with("الماء يتبع الملح."), "{copied:?}");
    window.command("c", true);
    assert_eq!(window.clipboard.as_deref(), Some("Salt *pulls* water.\n\n- one\n- two\n\nالماء **يتبع** الملح."));
}

#[test]
fn what_is_copied_over_several_items_of_lists_comes_with_their_numbers_and_signs() {
    let mut story = story();
    let text = "1. one\n\n   still one\n2. two\n   - [x] done\n   - [ ] not yet\n\nEnd.\n";
    let note = story.world.add_note(story.circle, person("Bob"), "Steps", text, 1);
    let mut window = in_circle(story.world);
    window.click("Steps");
    window.drag_from_to(block_id(Some(note), 0), block_id(Some(note), 1));
    let copied = window.copied();
    assert_eq!(copied, "1. one\n   still one\n2. two\n   - [x] done\n   - [ ] not yet\nEnd.");
    window.drag_over(block_id(Some(note), 1));
    assert_eq!(window.copied(), "End.");
}

#[test]
fn drawing_over_the_lower_edge_brings_more_in_sight_until_the_end() {
    let mut story = story();
    let lines: Vec<String> = (1..=60).map(|number| format!("Line {number}.")).collect();
    story.world.add_note(story.circle, person("Bob"), "Long", &lines.join("\n\n"), 1);
    let mut window = in_circle(story.world);
    window.click("Long");
    window.hold(Point::new(700.0, 200.0), Point::new(700.0, 1_000.0));
    window.frames(200);
    window.let_go();
    let copied = window.copied();
    assert!(copied.starts_with("Line") && copied.ends_with("Line 60."), "{copied:?}");
}

#[test]
fn the_menu_key_is_for_the_answer_or_the_comment_that_has_the_focus() {
    let mut story = story();
    let alice = story.world.me();
    let comment = story.world.add_comment(story.answer, alice, "Really?");
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.press(Named::F10, Modifiers::SHIFT);
    window.expect("Write an answer");
    window.press(Named::Escape, Modifiers::empty());
    // Beside Bob's answer stands what votes for it.
    window.tab_to("Helpful");
    window.press(Named::ContextMenu, Modifiers::empty());
    window.expect("Something is wrong here");
    assert!(!window.sees("Write an answer"));
    window.press(Named::Escape, Modifiers::empty());
    window.right_click_id(item_id(comment));
    window.expect("Take back");
}
