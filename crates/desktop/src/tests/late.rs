//! What comes late: answers to something that somebody has called off, or does not wait for any more.

use commonplace_node::answer::Exported;

use super::window::Window;
use super::{Story, in_circle, story};
use crate::app::Message;
use crate::desk;
use crate::screen::attachments::row_id;
use crate::screen::{export, place, save};

fn desk(message: desk::Message) -> Message {
    Message::Desk(message)
}

#[test]
fn what_comes_of_an_earlier_save_is_said_and_not_taken_for_that_of_a_later_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let Story { mut world, osmosis, .. } = story();
    let blob = world.attach(osmosis, "data/weights.csv", "text/csv", b"minute,gram");
    let mut window = in_circle(world);
    window.resize(1280.0, 1600.0);
    window.click("Osmosis");
    let begin = |window: &mut Window, name: &str| {
        window.right_click_id(row_id(blob));
        window.click("Save as…");
        let to = place::Message::Typed(folder.path().join(name).to_string_lossy().into_owned());
        window.tell(desk(desk::Message::Save(save::Message::Place(to))));
        window.tell_later(desk(desk::Message::Save(save::Message::Save)))
    };
    let (dialog, close) = ("Where “weights.csv” goes", || desk(desk::Message::Close));
    let first = begin(&mut window, "first.csv");
    let late = window.on_its_way(first);
    window.tell(close());
    let second = begin(&mut window, "second.csv");
    late.into_iter().for_each(|message| window.tell(message));
    window.expect("first.csv");
    assert!(window.sees(dialog), "the second is not saved yet");
    window.run(second);
    window.expect("second.csv");
    assert!(!window.sees(dialog));
    let third = begin(&mut window, "third.csv");
    let late = window.on_its_way(third);
    window.tell(close());
    late.into_iter().for_each(|message| window.tell(message));
    window.expect("third.csv");
}

#[test]
fn what_is_heard_of_a_command_that_was_called_off_is_not_taken_for_that_of_the_next() {
    let Story { mut world, .. } = story();
    world.written = vec![Exported { id: None, path: "Osmosis.md".into(), why: None, done: 1, of: 2 }];
    let mut window = in_circle(world);
    let of_export = |message| desk(desk::Message::Export(message));
    let begin = |window: &mut Window| {
        window.command("k", false);
        window.types("export");
        window.press(iced::keyboard::key::Named::Enter, iced::keyboard::Modifiers::empty());
        window.tell_later(of_export(export::Message::Write))
    };
    let first = begin(&mut window);
    let late = window.on_its_way(first);
    assert_eq!(late.len(), 2, "a file, and the end");
    window.tell(desk(desk::Message::Close));
    let second = begin(&mut window);
    late.into_iter().for_each(|message| window.tell(message));
    assert!(!window.sees("Written to"), "the second is not over yet");
    window.run(second);
    window.expect("Written to");
}
