//! What can be done with the page that is open: looking for words, its outline, what leads to it, and how it came to be.

use commonplace_node::answer::{BothEdited, Lead, QuestionState};
use commonplace_node::command::Command;
use commonplace_node::sheet::Base;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{in_circle, person, story, written};

const LONG: &str = "# Salt\n\nFirst *words*.\n\n## Water\n\nSecond words.\n\n## Both\n\nThird words.\n";

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
