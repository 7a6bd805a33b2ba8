//! Reading: a note with its pictures and comments, a question with its answers, links.

use commonplace_core::id::RecordId;
use commonplace_learning::reading::Link;
use commonplace_node::answer::Membership;
use commonplace_node::command::{Command, Vote};
use commonplace_node::event::Event;
use commonplace_node::sheet::Sheet;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{in_circle, story, written};
use crate::app::Message;
use crate::clipboard::Pasted;
use crate::desk;
use crate::screen::{comments, editor, note, question};
use crate::widget::markdown::Event as Text;
use crate::widget::markdown::view::slug_id;
use crate::widget::select::Selecting;

/// Somebody presses this link of the open note.
fn link(address: &str) -> Message {
    Message::Desk(desk::Message::Note(note::Message::Text(Text::Link(Link::Address(address.into())))))
}

const DRAWING: &[u8] =
    br#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9"/></svg>"#;

#[test]
fn a_note_opens_with_its_author_and_where_it_is() {
    let mut window = in_circle(story().world);
    window.click("Osmosis");
    window.expect("1 minute ago");
    window.expect("only here");
    window.expect("Ask about this");
    window.expect("No comments yet");
}

/// Eve copies from a program that ends its paragraphs in a way of its own, or wants to harm: her name, titles, texts and
/// tags have such signs between words that run in two directions.
#[test]
fn signs_that_end_a_paragraph_in_other_programs_break_nothing_that_shows_them() {
    for end in ['\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2029}'] {
        let mixed = format!("Salt{end}ملح");
        let mut story = story();
        let eve = super::person(&format!("Eve{end}حواء"));
        let note = story.world.add_note(story.circle, eve.clone(), &mixed, &format!("{mixed} and water."), 0);
        story.world.note_mut(note).row.tags = vec![mixed.clone()];
        let question = story.world.add_question(story.circle, eve.clone(), &format!("{mixed}?"), &mixed, 0);
        story.world.add_answer(question, eve, &mixed, 0);
        story.world.add_circle(&format!("Art{end}فن"), Membership::Joined, 1);
        let mut window = in_circle(story.world);
        let drawn = crate::widget::text::drawn(mixed.as_str()).into_owned();
        window.click(&drawn);
        window.expect("and water.");
        window.expect("حواء");
        window.command("e", false);
        let drafts = window.double.world().drafts.clone();
        assert!(drafts.values().all(String::is_empty), "who only looks at it has changed nothing: {drafts:?}");
        window.click("Publish");
        assert!(written(&window).iter().all(|command| !matches!(command, Command::NoteEdit { text: Some(_), .. })));
        window.command("1", false);
        window.expect("Art");
        window.click("Cell biology");
        window.click(&format!("{drawn}?"));
        window.expect("حواء");
        window.command("k", false);
        window.types("salt");
        window.expect(&drawn);
    }
}

#[test]
fn what_is_pasted_from_another_program_ends_its_paragraphs_as_lines_end() {
    for end in ['\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2029}'] {
        let mixed = format!("Salt{end}ملح");
        let story = story();
        let (note, answer) = (format!("note-new:{}", story.circle), format!("answer:{}", story.question));
        let mut window = in_circle(story.world);
        window.double.world().clipboard = Some(Ok(Pasted::Text(mixed.clone())));
        window.click("Write");
        window.pastes(&mixed);
        window.types(&format!("{end}!"));
        window.click_id(editor::TEXT);
        window.pastes(&mixed);
        let kept = Sheet::unpack(&window.double.world().drafts[&note]);
        assert_eq!((kept.title.as_str(), kept.text.as_str()), ("Saltملح!", "Salt\nملح"), "{end:?}");
        window.press(Named::Escape, Modifiers::empty());
        window.click("Why does salt attract water?");
        window.click_id(question::ANSWER);
        window.pastes(&mixed);
        assert_eq!(window.double.world().drafts[&answer], "Salt\nملح", "{end:?}");
    }
}

#[test]
fn a_picture_is_shown_from_its_attachment_and_others_say_why_not() {
    let mut story = story();
    let text = "![cell](img/cell.svg)\n\n![gone](gone.png)\n\n![far](https://example.org/x.png)";
    let note = story.world.add_note(story.circle, super::person("Bob"), "Pictures", text, 0);
    story.world.attach(note, "img/cell.svg", "image/svg+xml", DRAWING);
    let mut window = in_circle(story.world);
    window.click("Pictures");
    window.expect("gone");
    let absent = window.texts().iter().filter(|text| text.contains("not attached")).count();
    assert_eq!(absent, 2, "nothing is fetched from elsewhere");
    assert!(!window.sees("img/cell.svg is"), "the drawing is shown");
}

#[test]
fn what_describes_a_picture_is_shown_however_long_it_is() {
    let mut story = story();
    let long = |of: &str| format!("{of} {}", "where water goes in and out through the wall, ".repeat(9).trim_end());
    let [alone, among] = ["A cell", "A leaf"].map(long);
    let text = format!("![{alone}](img/cell.svg)\n\n| of | drawn |\n|---|---|\n| leaves | ![{among}](img/cell.svg) |");
    let note = story.world.add_note(story.circle, super::person("Bob"), "Pictures", &text, 0);
    story.world.attach(note, "img/cell.svg", "image/svg+xml", DRAWING);
    let mut window = in_circle(story.world);
    window.click("Pictures");
    window.expect(&alone);
    window.expect(&among);
}

#[test]
fn what_another_wrote_is_never_said_to_be_only_here() {
    let mut window = in_circle(story().world);
    window.click("Enzymes");
    assert_eq!(window.texts().iter().filter(|text| *text == "only here").count(), 2, "two rows of alice's own");
    window.expect("on this laptop");
}

#[test]
fn what_alice_changed_of_anothers_note_is_said_to_be_only_here() {
    let mut story = story();
    let enzymes = story.world.notes.iter().find(|note| note.row.title == "Enzymes").map(|note| note.row.id);
    story.world.note_mut(enzymes.expect("it was added")).row.on.only_here = true;
    let mut window = in_circle(story.world);
    let count = |window: &mut super::Window| window.texts().iter().filter(|text| *text == "only here").count();
    assert_eq!(count(&mut window), 3, "two rows of alice's own, and bob's");
    window.click("Enzymes");
    assert_eq!(count(&mut window), 4);
}

#[test]
fn a_helpful_vote_is_given_and_taken_back() {
    let story = story();
    let item = story.osmosis;
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.click("Helpful");
    window.click("Helpful · 1");
    let votes = [Vote::Helpful, Vote::None].map(|vote| Command::Vote { item: item.into(), vote });
    assert_eq!(written(&window), votes);
}

#[test]
fn a_comment_is_written_and_shown() {
    let story = story();
    let item = story.osmosis;
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.click("Comment");
    window.click_id(comments::FIELD);
    window.types("Which salt?");
    window.click("Send");
    assert_eq!(written(&window), [Command::Comment { item: item.into(), text: "Which salt?".into() }]);
    window.expect("1 comment");
    assert_eq!(window.double.world().note_mut(item).replies[0].text, "Which salt?");
}

#[test]
fn the_asker_accepts_an_answer() {
    let story = story();
    let answer = story.answer;
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.click("This answers it");
    assert_eq!(written(&window), [Command::Accept { answer: answer.into() }]);
    window.expect("accepted");
    assert!(!window.sees("This answers it"));
}

#[test]
fn another_cannot_accept_and_is_not_offered_it() {
    let mut story = story();
    story.world.question_mut(story.question).row.author = super::person("Bob");
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.expect("I ask this too");
    assert!(!window.sees("This answers it"));
}

#[test]
fn a_link_shows_its_host_and_opens_nothing() {
    let mut window = in_circle(story().world);
    window.click("Osmosis");
    window.tell(link("https://bank.example@evil.example/login"));
    window.expect("evil.example");
    window.click("Copy the link");
    assert_eq!(window.clipboard.as_deref(), Some("https://bank.example@evil.example/login"));
    window.tell(link("javascript:alert(1)"));
    window.expect("This link leads nowhere that can be shown");
    assert!(!window.sees("Copy the link"));
}

#[test]
fn a_link_to_another_note_opens_it() {
    let mut story = story();
    story.world.note_mut(story.osmosis).row.path = Some("Osmosis.md".into());
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.tell(link("Nowhere.md"));
    window.expect("This leads to “Nowhere.md”, which was not brought along");
    window.tell(link("biology/Enzymes.md"));
    assert_eq!(window.texts().iter().filter(|text| *text == "Enzymes").count(), 2, "in the list and on the page");
    // This one was written here: nobody has brought anything.
    window.tell(link("Nowhere.md"));
    window.expect("No note here is named “Nowhere.md”");
    let by_name = Text::Link(Link::Note("Nowhere".into()));
    window.tell(Message::Desk(desk::Message::Note(note::Message::Text(by_name))));
    window.expect("No note here is named “Nowhere”");
}

#[test]
fn a_link_to_the_heading_that_says_the_title_leads_to_the_title() {
    let mut story = story();
    let text = format!("# Diffusion\n\n{}", "Particles move at random.\n\n".repeat(120));
    let note = story.world.add_note(story.circle, super::person("Bob"), "Diffusion", &text, 1);
    let mut window = in_circle(story.world);
    window.click("Diffusion");
    let title = slug_id(Some(note), "diffusion");
    assert!(window.shows(title.clone()));
    (0..3).for_each(|_| window.press(Named::PageDown, Modifiers::empty()));
    assert!(!window.shows(title.clone()));
    window.tell(link("#diffusion"));
    assert!(window.shows(title));
}

#[test]
fn chapters_lead_to_each_other_by_path_and_one_comes_back() {
    let mut story = story();
    let text = "Go on with [types](ch02.html#the-tuple) or read [[Osmosis]].";
    let first = story.world.add_note(story.circle, super::person("Bob"), "Variables", text, 1);
    let second =
        story.world.add_note(story.circle, super::person("Bob"), "Data Types", "## The tuple\n\nTwo things.", 2);
    story.world.note_mut(first).row.path = Some("book/ch01.md".into());
    story.world.note_mut(second).row.path = Some("book/ch02.md".into());
    let osmosis = story.osmosis;
    let mut window = in_circle(story.world);
    window.click("Variables");
    window.tell(link("ch02.html#the-tuple"));
    assert_eq!(opened(&window), [first, second]);
    window.press(Named::Escape, Modifiers::empty());
    assert_eq!(opened(&window), [first, second, first], "back to where the link was");
    let by_name = Text::Link(Link::Note("osmosis".into()));
    window.tell(Message::Desk(desk::Message::Note(note::Message::Text(by_name))));
    assert_eq!(opened(&window), [first, second, first, osmosis]);
    window.click("Enzymes");
    window.press(Named::Escape, Modifiers::empty());
    window.expect("New for you");
}

/// The notes that were opened, in order.
fn opened(window: &super::Window) -> Vec<RecordId> {
    let shown = |command: &Command| match command {
        Command::NoteShow { note } => note.0.parse().ok(),
        _ => None,
    };
    window.double.world().asked.iter().filter_map(shown).collect()
}

#[test]
fn a_title_is_not_said_twice() {
    let mut story = story();
    let text = "# Diffusion\n\nParticles move at random.";
    story.world.add_note(story.circle, super::person("Bob"), "Diffusion", text, 1);
    let mut window = in_circle(story.world);
    window.click("Diffusion");
    window.expect("Particles move at random.");
    assert_eq!(window.texts().iter().filter(|text| *text == "Diffusion").count(), 2, "in the list and above the text");
}

#[test]
fn a_note_that_is_opened_begins_at_its_beginning_and_keys_move_it() {
    let mut story = story();
    let long = (0..80).map(|number| format!("Paragraph {number} says little.\n\n")).collect::<String>();
    story.world.add_note(story.circle, super::person("Bob"), "Long", &format!("{long}## The end"), 1);
    let mut window = in_circle(story.world);
    window.click("Long");
    let at_end = |window: &mut super::Window| window.place_of("No comments yet").is_some();
    assert!(!at_end(&mut window));
    window.press(Named::End, Modifiers::empty());
    assert!(at_end(&mut window));
    window.press(Named::Home, Modifiers::empty());
    assert!(!at_end(&mut window));
    for _ in 0..40 {
        window.press(Named::PageDown, Modifiers::empty());
    }
    assert!(at_end(&mut window));
    window.click("Enzymes");
    window.click("Long");
    assert!(!at_end(&mut window), "another note is not begun at its end");
    window.tell(link("#the-end"));
    assert!(at_end(&mut window), "a link leads to a heading");
}

#[test]
fn an_attachment_is_saved_under_a_harmless_name() {
    let mut story = story();
    story.world.attach(story.osmosis, "../../weights.csv", "text/csv", b"minute,gram");
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.click("Save");
    window.expect("weights.csv");
    let saved = crate::backend::Host::saved(window.double.as_ref()).join("weights.csv");
    assert_eq!(std::fs::read(saved).expect("it was written"), b"minute,gram");
}

#[test]
fn a_late_answer_to_another_note_changes_nothing() {
    let story = story();
    let (circle, osmosis) = (story.circle, story.osmosis);
    let mut window = in_circle(story.world);
    window.click("Enzymes");
    let late = window.double.world().note_mut(osmosis).clone();
    let message = note::Message::Loaded(osmosis, Box::new(Ok(late)));
    window.tell(Message::Desk(desk::Message::Note(message)));
    window.expect("2 hours ago");
    window.news(Event::Changed { circle, threads: Vec::new() });
    assert_eq!(window.texts().iter().filter(|text| *text == "Enzymes").count(), 2);
}

#[test]
fn a_circle_of_one_does_not_say_in_every_row_that_nobody_else_has_it() {
    let mut story = story();
    let alone = commonplace_node::answer::Delivery { devices: 1, of: 1, only_here: true };
    let rows = [story.osmosis].map(|note| story.world.note_mut(note).row.id);
    story.world.notes.retain(|note| rows.contains(&note.row.id));
    story.world.questions.clear();
    story.world.note_mut(story.osmosis).row.on = alone;
    let mut window = in_circle(story.world);
    window.expect("Osmosis");
    assert!(!window.sees("on this laptop"));
    window.click("Osmosis");
    window.expect("on this laptop");
}

#[test]
fn an_answer_that_is_gone_is_not_looked_through_any_more() {
    let mut story = story();
    let question = story.question;
    story.world.question_mut(question).replies[0].text = "Water *goes* away.".into();
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    let copied = |window: &mut super::Window| {
        let of_question = |message| Message::Desk(desk::Message::Question(message));
        window.tell(of_question(question::Message::Selected(Selecting::Words(Some("Water goes away.".into())))));
        window.tell(of_question(question::Message::CopyMarkdown(question)));
        window.clipboard.take()
    };
    assert_eq!(copied(&mut window).as_deref(), Some("Water *goes* away."), "as its author wrote it");
    window.double.world().question_mut(question).replies.clear();
    let circle = story.circle;
    window.news(Event::Changed { circle, threads: vec![question] });
    assert_eq!(copied(&mut window).as_deref(), Some("Water goes away."));
}
