//! What can be done with the page that is open: selecting, looking for words, its outline, what leads to it, how it came
//! to be, and what is wrong with it; and writing with marks, lists and files.

use commonplace_core::time::Timestamp;
use commonplace_node::answer::{BothEdited, Lead, OtherDraft, QuestionState};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::sheet::{Base, Sheet};
use iced::Point;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{in_circle, person, story, written};
use crate::app::Message;
use crate::desk;
use crate::screen::items::{self, item_id};
use crate::screen::{comments, editor, judge, note, question, writing};
use crate::widget::markdown::view::block_id;

const LONG: &str = "# Salt\n\nFirst *words*.\n\n## Water\n\nSecond words.\n\n## Both\n\nThird words.\n";

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
    window.press(Named::ArrowDown, Modifiers::empty());
    window.press(Named::ArrowDown, Modifiers::empty());
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
fn words_are_found_one_place_after_the_other() {
    let mut story = story();
    story.world.add_note(story.circle, person("Bob"), "Long", LONG, 1);
    let mut window = in_circle(story.world);
    window.click("Long");
    window.command("f", false);
    window.types("WORDS");
    window.expect("1 of 3");
    window.press(Named::Enter, Modifiers::empty());
    window.expect("2 of 3");
    window.press(Named::Enter, Modifiers::SHIFT);
    window.press(Named::Enter, Modifiers::SHIFT);
    window.expect("3 of 3");
    window.types("x");
    window.expect("not found");
    window.press(Named::Escape, Modifiers::empty());
    assert!(!window.sees("not found"));
    window.expect("Edit");
}

#[test]
fn the_outline_shows_the_headings_where_there_is_room_or_when_asked() {
    let mut story = story();
    story.world.add_note(story.circle, person("Bob"), "Long", LONG, 1);
    let mut window = in_circle(story.world);
    window.click("Long");
    let seen = |window: &mut super::Window| window.texts().iter().any(|text| text == "Water");
    assert!(!seen(&mut window));
    window.command("o", true);
    assert!(seen(&mut window));
    window.press(Named::Escape, Modifiers::empty());
    assert!(!seen(&mut window));
    window.resize(1700.0, 900.0);
    assert!(seen(&mut window));
}

#[test]
fn what_leads_to_a_note_is_shown_under_it_and_opened_from_there() {
    let mut story = story();
    let (question, osmosis) = (story.question, story.osmosis);
    let lead = |id, title: &str, state, quote: Option<&str>| Lead {
        id,
        title: title.into(),
        state,
        quote: quote.map(Into::into),
    };
    let other = story.world.notes[1].row.id;
    story.world.note_mut(osmosis).leads_here = vec![
        lead(question, "Why so?", Some(QuestionState::Answered), Some("Water moves")),
        lead(other, "The book of enzymes", None, None),
    ];
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.expect("What leads here");
    window.click("The book of enzymes");
    window.expect("2 hours ago");
    window.press(Named::Escape, Modifiers::empty());
    window.click("Why so?");
    window.expect("Answer it yourself");
}

#[test]
fn a_note_that_was_never_changed_shows_how_it_began_and_marks_nothing() {
    let mut window = in_circle(story().world);
    window.click("Osmosis");
    window.command("h", true);
    window.expect("It has not been changed since it was written.");
    for nothing in ["added", "taken away", "Bring this version back"] {
        assert!(!window.sees(nothing), "{nothing}");
    }
}

#[test]
fn the_beginning_of_a_changed_note_is_no_change_either() {
    let mut story = story();
    let osmosis = story.osmosis;
    story.world.add_edit(osmosis, person("Bob"), "Water flows to salt.", 30);
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.command("h", true);
    window.expect("added");
    window.click("1 minute ago  ·  the beginning");
    window.expect("This is how it began.");
    assert!(!window.sees("added"));
}

#[test]
fn at_the_end_of_a_chapter_the_next_one_is_one_press_away() {
    let mut story = story();
    let (osmosis, other) = (story.osmosis, story.world.notes[1].row.id);
    story.world.note_mut(osmosis).after =
        Some(Lead { id: other, title: "Chapter 2: Enzymes".into(), state: None, quote: None });
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    assert!(!window.sees("Before this"));
    window.tab_to("Chapter 2: Enzymes");
    window.press(Named::Enter, Modifiers::empty());
    window.expect("2 hours ago");
    window.press(Named::Escape, Modifiers::empty());
    window.expect("Chapter 2: Enzymes");
}

#[test]
fn a_version_is_looked_at_and_brought_back_as_a_new_change() {
    let mut story = story();
    let osmosis = story.osmosis;
    let first = story.world.note_mut(osmosis).text.clone();
    story.world.add_edit(osmosis, person("Bob"), "Water flows to salt.", 30);
    let base = Some(Box::new(Base::from(&*story.world.note_mut(osmosis))));
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.command("h", true);
    window.expect("How it came to be");
    window.expect("Bob");
    window.click("Bring this version back");
    assert_eq!(written(&window), [], "it is the present one");
    window.click("1 minute ago  ·  the beginning");
    window.click("Bring this version back");
    let expected = Command::NoteEdit { note: osmosis.into(), title: None, tags: None, text: Some(first), base };
    assert_eq!(written(&window), [expected]);
    window.expect("changed 2 times");
}

#[test]
fn what_two_changed_apart_is_looked_over_in_one_step() {
    let mut story = story();
    let both =
        BothEdited { passage: "Water *moves* to where salt is.".into(), by: vec![story.world.me(), person("Bob")] };
    story.world.note_mut(story.osmosis).both_edited = vec![both];
    let osmosis = story.osmosis;
    let base = Some(Box::new(Base::from(&*story.world.note_mut(osmosis))));
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.expect("You and Bob changed this while apart");
    window.click("Look it over");
    window.types("Water goes to salt.");
    window.command("s", false);
    let text = Some("Water goes to salt.".into());
    assert_eq!(written(&window), [Command::NoteEdit { note: osmosis.into(), title: None, tags: None, text, base }]);
}

#[test]
fn what_is_wrong_is_told_to_those_who_moderate_and_hidden_by_them() {
    let story = story();
    let enzymes = story.world.notes[1].row.id;
    let mut window = in_circle(story.world);
    window.click("Enzymes");
    window.press(Named::F10, Modifiers::SHIFT);
    window.click("Something is wrong here");
    window.types("A copy");
    window.click("Tell them");
    assert_eq!(written(&window), [Command::Flag { item: enzymes.into(), reason: "A copy".into() }]);
    window.expect("have been told");
    window.press(Named::F10, Modifiers::SHIFT);
    window.click("Hide");
    window.click("Hide it");
    assert_eq!(written(&window).len(), 1, "not without a reason");
    window.click_id(judge::REASON);
    window.types("Not ours");
    window.click("Hide it");
    window.expect("Hidden: only its author");
    window.click("Show again");
    window.click("Show it");
    assert!(!window.sees("Hidden: only its author"));
    let hidden = |hidden, reason: &str| Command::Hide { item: enzymes.into(), hidden, reason: reason.into() };
    assert_eq!(written(&window)[1..], [hidden(true, "Not ours"), hidden(false, "")]);
}

#[test]
fn what_is_ones_own_is_taken_back_in_a_while_unless_somebody_thinks_better_of_it() {
    let story = story();
    let osmosis = story.osmosis;
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.press(Named::F10, Modifiers::SHIFT);
    window.click("Take back");
    window.expect("Taking back “Osmosis”. Nobody has been told yet.");
    assert!(window.place_of("Osmosis").is_none(), "neither its page nor its row is shown");
    assert_eq!(written(&window), []);
    window.tell(Message::ToastOver);
    assert_eq!(written(&window), [Command::Retract { item: osmosis.into() }]);
}

#[test]
fn an_answer_of_another_is_flagged_where_it_stands() {
    let story = story();
    let answer = story.answer;
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.right_click_id(block_id(Some(answer), 0));
    window.click("Something is wrong here");
    window.types("Rude");
    window.click("Tell them");
    assert_eq!(written(&window), [Command::Flag { item: answer.into(), reason: "Rude".into() }]);
}

#[test]
fn an_answer_begun_on_the_other_laptop_is_seen_and_put_below() {
    let mut story = story();
    let key = format!("answer:{}", story.question);
    let device = Some("Old laptop".into());
    let other = OtherDraft {
        id: "7".into(),
        device,
        text: Some("It is entropy.".into()),
        written: Timestamp::from_millis(super::fake::NOON),
    };
    story.world.drafts.insert(key.clone(), "Perhaps.".into());
    story.world.others.insert(key.clone(), vec![other]);
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.expect("Old laptop");
    window.click("Add it below");
    assert_eq!(window.double.world().drafts.get(&key).map(String::as_str), Some("Perhaps.\n\nIt is entropy."));
    assert!(!window.sees("Old laptop"));
}

#[test]
fn a_comment_that_goes_on_elsewhere_follows() {
    let mut story = story();
    let key = format!("comment:{}", story.osmosis);
    story.world.drafts.insert(key.clone(), "Which".into());
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.click("Comment");
    let device = Some("Old laptop".into());
    let other = OtherDraft {
        id: "8".into(),
        device,
        text: Some("salt?".into()),
        written: Timestamp::from_millis(super::fake::NOON),
    };
    window.double.world().others.insert(key.clone(), vec![other]);
    window.news(Event::DraftChanged { key });
    window.expect("Old laptop");
    window.click("Add it below");
    window.click("Send");
    let item = written(&window);
    assert!(matches!(&item[..], [Command::Comment { text, .. }] if text == "Which salt?"), "{item:?}");
}

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
fn words_are_found_in_a_question_its_answers_and_comments() {
    let mut story = story();
    story.world.add_comment(story.answer, person("Eve"), "Which water?");
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.command("f", false);
    window.types("water");
    window.expect("1 of 2");
    window.press(Named::Enter, Modifiers::empty());
    window.expect("2 of 2");
    window.press(Named::Escape, Modifiers::empty());
    assert!(!window.sees("2 of 2"));
    window.expect("Answer it yourself");
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

#[test]
fn letters_that_mark_words_mark_them_in_answers_and_comments_too() {
    let mut window = in_circle(story().world);
    window.click("Why does salt attract water?");
    window.click_id(question::ANSWER);
    window.command("i", false);
    window.types("entropy");
    assert!(!window.sees("Invite into"));
    window.press(Named::Enter, Modifiers::COMMAND);
    assert!(matches!(&written(&window)[..], [Command::Answer { text, .. }] if text == "*entropy*"));
    window.click_last("Comment");
    window.click_id(comments::FIELD);
    window.command("k", false);
    window.types("rules");
    assert!(!window.sees("Type what you want"), "it is no letter of the window here");
    window.press(Named::Enter, Modifiers::empty());
    assert!(matches!(&written(&window)[1..], [Command::Comment { text, .. }] if text == "[rules]()"));
}

#[test]
fn what_one_answered_is_changed_where_it_stands() {
    let mut story = story();
    let alice = story.world.me();
    let mine = story.world.add_answer(story.question, alice, "Becose of entropy.", 30);
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.right_click_id(block_id(Some(mine), 0));
    window.click("Edit");
    window.command("a", false);
    window.types("Because of entropy.");
    window.click("Publish the change");
    let expected =
        Command::Revise { item: mine.into(), title: None, text: Some("Because of entropy.".into()), tags: None };
    assert_eq!(written(&window), [expected]);
    window.expect("edited");
    window.right_click_id(item_id(story.answer));
    window.expect("Something is wrong here");
    assert!(!window.sees("Edit"), "Bob's is nobody else's to change");
}

#[test]
fn what_one_asked_is_changed_on_the_desk() {
    let story = story();
    let question = story.question;
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.press(Named::F10, Modifiers::SHIFT);
    window.click("Edit");
    window.click_id(editor::TITLE);
    window.types("?!");
    window.press(Named::Tab, Modifiers::empty());
    window.press(Named::Tab, Modifiers::empty());
    window.types("water, salt");
    window.click("Publish");
    let written = written(&window);
    assert!(
        matches!(&written[..], [Command::Revise { item, title: Some(title), text: Some(text), tags: Some(tags) }]
            if *item == question.into() && title.contains("?!") && text == "I do not see it." && tags == &["water", "salt"]),
        "{written:?}"
    );
}

#[test]
fn a_draft_of_some_days_ago_takes_no_tag_away_that_was_given_since() {
    let asked = story().question;
    let (title, text) = ("Why does salt attract water?".to_owned(), "I do not see it.".to_owned());
    let base = Some(Box::new(Base { title, tags: vec!["water".into()], text: text.clone() }));
    // One that does not say from which tags it began takes none away either.
    for base in [base, None] {
        let mut story = story();
        story.world.question_mut(asked).row.tags = vec!["salt".into()];
        let draft =
            Sheet { title: "Why so?".into(), tags: "water".into(), text: text.clone(), base, ..Sheet::default() };
        story.world.drafts.insert(format!("edit:{asked}"), draft.pack());
        let mut window = in_circle(story.world);
        window.click("Why does salt attract water?");
        window.press(Named::F10, Modifiers::SHIFT);
        window.click("Edit");
        window.click("Publish");
        let expected =
            Command::Revise { item: asked.into(), title: Some("Why so?".into()), text: Some(text.clone()), tags: None };
        assert_eq!(written(&window), [expected]);
    }
}

#[test]
fn a_hidden_answer_is_shown_with_its_reason_to_those_who_moderate() {
    let story = story();
    let answer = story.answer;
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.right_click_id(block_id(Some(answer), 0));
    window.click("Hide");
    window.click_id(judge::REASON);
    window.types("Off the subject");
    window.click("Hide it");
    window.expect("Hidden by you: “Off the subject”");
    window.click("Show again");
    window.click("Show it");
    assert!(!window.sees("Off the subject"));
}

#[test]
fn what_is_typed_while_an_answer_is_being_published_stays() {
    let mut story = story();
    let question = story.question;
    story.world.add_question(story.circle, person("Bob"), "Why is the sea salt?", "", 60);
    let mut window = in_circle(story.world);
    let publish = |window: &mut super::Window, title: &str, words: &str| {
        window.click(title);
        window.click_id(question::ANSWER);
        window.types(words);
        window.tell_later(Message::Desk(desk::Message::Question(question::Message::Publish)))
    };
    let of_another = publish(&mut window, "Why is the sea salt?", "Rivers.");
    let published = publish(&mut window, "Why does salt attract water?", "Entropy.");
    window.types(" And heat");
    window.double.world().refusals.push_back(Error::DiskFull);
    window.run(of_another);
    let key = format!("answer:{question}");
    let draft = |window: &super::Window| window.double.world().drafts.get(&key).cloned();
    assert_eq!(draft(&window).as_deref(), Some("Entropy. And heat"), "that was another question");
    window.run(published);
    assert_eq!(draft(&window).as_deref(), Some("And heat"));
}

#[test]
fn of_titles_given_apart_one_is_taken_by_one_press() {
    let mut story = story();
    let osmosis = story.osmosis;
    story.world.note_mut(osmosis).other_titles = vec!["Osmosis, briefly".into()];
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.expect("Several titles were given at the same time");
    window.click_last("Take this one");
    let title = Some("Osmosis, briefly".into());
    let expected = Command::NoteEdit { note: osmosis.into(), title, tags: None, text: None, base: None };
    assert_eq!(written(&window), [expected]);
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

#[test]
fn a_comment_whose_field_is_gone_when_it_is_taken_leaves_no_draft_and_refused_it_is_said() {
    let story = story();
    let key = format!("comment:{}", story.osmosis);
    let mut window = in_circle(story.world);
    let of_note = |message| {
        let message = note::Message::Items(items::Message::Comments(message));
        Message::Desk(desk::Message::Note(message))
    };
    window.click("Osmosis");
    window.click("Comment");
    window.types("Which salt?");
    let sent = window.tell_later(of_note(comments::Message::Send));
    window.tell(of_note(comments::Message::Cancel));
    window.run(sent);
    assert_eq!(window.double.world().drafts[&key], "");
    for elsewhere in ["Enzymes", "Why does salt attract water?"] {
        window.click("Osmosis");
        window.click("Comment");
        window.types("!");
        let refused = window.tell_later(of_note(comments::Message::Send));
        window.click(elsewhere);
        window.double.world().refusals.push_back(Error::DiskFull);
        window.run(refused);
        window.expect("The disk is full");
        assert!(window.double.world().drafts[&key].contains('!'));
    }
}

#[test]
fn a_change_begun_while_a_comment_on_the_same_is_sent_is_no_change_yet() {
    let story = story();
    let answer = story.answer;
    let mut window = in_circle(story.world);
    let of_question = |message| {
        let message = question::Message::Items(items::Message::Comments(message));
        Message::Desk(desk::Message::Question(message))
    };
    window.click("Why does salt attract water?");
    window.tell(of_question(comments::Message::Begin(answer)));
    window.types("Really?");
    let sent = window.tell_later(of_question(comments::Message::Send));
    window.tell(of_question(comments::Message::Change(answer, "It does not: water spreads out.".into())));
    window.run(sent);
    let drafts = window.double.world().drafts.clone();
    assert!(drafts.values().all(String::is_empty), "{drafts:?}");
}
