//! Answers, comments and changes written where they stand: here, on another laptop, and while others are on their way.

use commonplace_core::time::Timestamp;
use commonplace_node::answer::OtherDraft;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::sheet::{Base, Sheet};
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::{in_circle, person, story, written};
use crate::app::Message;
use crate::desk;
use crate::screen::items::{self, item_id};
use crate::screen::{comments, editor, note, question};
use crate::widget::markdown::view::block_id;

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
