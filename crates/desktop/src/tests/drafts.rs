//! Drafts that come late, or are on their way: nothing takes the place of a text that nobody has seen.

use commonplace_node::error::Error;
use commonplace_node::sheet::Sheet;
use iced::widget::text_editor::{Action, Edit};

use super::window::Window;
use super::{in_circle, story};
use crate::app::Message;
use crate::desk;
use crate::screen::{comments, editor, items, list, note, question, writing};
use crate::ui::card::Item;

fn of_editor(message: editor::Message) -> Message {
    Message::Desk(desk::Message::Editor(message))
}

fn of_question(message: question::Message) -> Message {
    Message::Desk(desk::Message::Question(message))
}

fn of_list(message: list::Message) -> Message {
    Message::Desk(desk::Message::List(message))
}

fn letter(letter: char) -> writing::Message {
    writing::Message::Edit(Action::Edit(Edit::Insert(letter)))
}

fn draft(window: &Window, key: &str) -> String {
    window.double.world().drafts.get(key).cloned().unwrap_or_default()
}

#[test]
fn a_draft_that_is_read_after_somebody_has_begun_to_type_is_offered_beside_it() {
    let mut story = story();
    let key = format!("note-new:{}", story.circle);
    let files = vec!["/home/alice/cell.png".into()];
    let before = Sheet { title: "Diffusion".into(), text: "Things spread.".into(), files, ..Sheet::default() };
    story.world.drafts.insert(key.clone(), before.pack());
    let mut window = in_circle(story.world);
    let read = window.tell_later(of_list(list::Message::Write));
    window.tell(of_editor(editor::Message::Title("Cells".into())));
    window.run(read);
    window.expect("Cells");
    window.expect("You had begun this before.");
    assert_eq!(Sheet::unpack(&draft(&window, &key)).title, "Cells");
    // Nobody has decided yet, and the window is closed.
    let mut window = window.reopen();
    window.click("Cell biology");
    window.click("Write");
    window.expect("Cells");
    window.expect("You had begun this before.");
    window.click("Add it below");
    assert!(!window.sees("You had begun this before."));
    let kept = Sheet::unpack(&draft(&window, &key));
    assert_eq!((kept.title.as_str(), kept.text.as_str()), ("Cells / Diffusion", "Things spread."));
    assert_eq!(kept.files, before.files);
    assert_eq!(draft(&window, &format!("before:{key}")), "", "it has become a part of the other");
}

#[test]
fn letters_typed_while_the_draft_is_on_its_way_here_do_not_take_its_place() {
    let mut story = story();
    let key = format!("note-new:{}", story.circle);
    story.world.drafts.insert(key.clone(), Sheet { title: "Diffusion".into(), ..Sheet::default() }.pack());
    let mut window = in_circle(story.world);
    let read = window.tell_later(of_list(list::Message::Write));
    let kept = window.tell_later(of_editor(editor::Message::Title("Cells".into())));
    window.run(read);
    window.run(kept);
    window.expect("You had begun this before.");
    assert_eq!(Sheet::unpack(&draft(&window, &format!("before:{key}"))).title, "Diffusion");
    assert_eq!(Sheet::unpack(&draft(&window, &key)).title, "Cells");
}

#[test]
fn the_draft_of_an_answer_that_is_read_late_is_offered_too() {
    let mut story = story();
    let (asked, key) = (story.question, format!("answer:{}", story.question));
    story.world.drafts.insert(key.clone(), "It is entropy.".into());
    let mut window = in_circle(story.world);
    let opened = window.tell_later(of_list(list::Message::Press(Item::Question(asked))));
    window.tell(of_question(question::Message::Write(letter('H'))));
    window.run(opened);
    window.expect("You had begun this before.");
    assert_eq!(draft(&window, &key), "H");
    window.click("Add it below");
    assert_eq!(draft(&window, &key), "H\n\nIt is entropy.");
    assert_eq!(draft(&window, &format!("before:{key}")), "");
}

#[test]
fn the_draft_of_a_comment_that_is_read_late_is_offered_too() {
    let mut story = story();
    let (osmosis, key) = (story.osmosis, format!("comment:{}", story.osmosis));
    story.world.drafts.insert(key.clone(), "Which salt?".into());
    let mut window = in_circle(story.world);
    let of_note = |message| {
        let message = note::Message::Items(items::Message::Comments(message));
        Message::Desk(desk::Message::Note(message))
    };
    window.click("Osmosis");
    let read = window.tell_later(of_note(comments::Message::Begin(osmosis)));
    window.tell(of_note(comments::Message::Write(letter('H'))));
    window.run(read);
    window.expect("You had begun this before.");
    window.click("Add it below");
    assert_eq!(draft(&window, &key), "H Which salt?");
}

#[test]
fn an_answer_that_is_being_published_is_no_draft_of_whoever_comes_back() {
    let story = story();
    let key = format!("answer:{}", story.question);
    let mut window = in_circle(story.world);
    window.resize(1280.0, 2000.0);
    let leave_and_come_back = |window: &mut Window| {
        window.click("Why does salt attract water?");
        window.click_id(question::ANSWER);
        window.types("Entropy.");
        let sent = window.tell_later(of_question(question::Message::Publish));
        window.click("Osmosis");
        window.click("Why does salt attract water?");
        window.click_id(question::ANSWER);
        sent
    };
    let published = leave_and_come_back(&mut window);
    window.types("Heat.");
    assert_eq!(draft(&window, &key), "Heat.");
    window.run(published);
    assert_eq!(draft(&window, &key), "Heat.", "what was begun since is another answer");
    window.expect("2 answers");
    window.tell(of_question(question::Message::Publish));
    // Refused, it is a draft again, whether or not that page is still open.
    let refused = leave_and_come_back(&mut window);
    window.types("Heat.");
    window.double.world().refusals.push_back(Error::DiskFull);
    window.run(refused);
    window.expect("The disk is full");
    assert_eq!(draft(&window, &key), "Entropy.\n\nHeat.");
    window.tell(of_question(question::Message::Publish));
    let refused = leave_and_come_back(&mut window);
    window.types("Heat.");
    window.click("Osmosis");
    window.double.world().refusals.push_back(Error::DiskFull);
    window.run(refused);
    window.expect("The disk is full");
    assert_eq!(draft(&window, &key), "Heat.\n\nEntropy.");
}
