//! Reading: a note with its pictures and comments, a question with its answers, links.

use commonplace_node::command::{Command, Vote};
use commonplace_node::event::Event;

use super::{in_circle, story, written};
use crate::app::Message;
use crate::desk;
use crate::screen::{comments, note};
use crate::widget::markdown;

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
    window.expect("Which salt?");
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
    let link = |link: &str| Message::Desk(desk::Message::Note(note::Message::Text(markdown::Event::Link(link.into()))));
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
    let mut window = in_circle(story().world);
    window.click("Osmosis");
    let link = |link: &str| Message::Desk(desk::Message::Note(note::Message::Text(markdown::Event::Link(link.into()))));
    window.tell(link("biology/Enzymes.md"));
    assert_eq!(window.texts().iter().filter(|text| *text == "Enzymes").count(), 2, "in the list and on the page");
    window.tell(link("Nowhere.md"));
    window.expect("No note here is named “Nowhere”");
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
