//! What is wrong with an item: told, hidden, shown with its reason, or taken back.

use commonplace_node::command::Command;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{in_circle, story, written};
use crate::app::Message;
use crate::screen::judge;
use crate::widget::markdown::view::block_id;

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
