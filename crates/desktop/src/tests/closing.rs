//! Closing the window: what somebody wrote is with the node before the program ends.

use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::Sheet;

use super::{in_circle, story, written};
use crate::app::Message;
use crate::desk;
use crate::screen::{editor, question};

fn of_editor(message: editor::Message) -> Message {
    Message::Desk(desk::Message::Editor(message))
}

#[test]
fn the_last_letters_are_kept_before_the_window_is_gone() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let mut window = in_circle(story.world);
    window.click("Write");
    let keeping = window.tell_later(of_editor(editor::Message::Title("Diffusion".into())));
    let closing = window.tell_later(Message::Closing);
    window.run_at_once(closing);
    assert!(!window.is_gone, "what was typed last is not kept yet");
    window.run(keeping);
    assert!(window.is_gone);
    assert_eq!(Sheet::unpack(&window.double.world().drafts[&key]).title, "Diffusion");
}

#[test]
fn what_is_being_published_is_published_with_its_files_before_the_window_is_gone() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("cell.png");
    std::fs::write(&file, b"png").expect("a file");
    let mut window = in_circle(story.world);
    window.click("Write");
    window.types("Diffusion");
    window.click_id(editor::TEXT);
    window.types("Things spread.");
    window.tell(Message::Desk(desk::Message::Dropped(file)));
    let publishing = window.tell_later(of_editor(editor::Message::Publish));
    let closing = window.tell_later(Message::Closing);
    window.run_at_once(closing);
    assert!(!window.is_gone, "it is not published yet");
    window.run(publishing);
    assert!(window.is_gone);
    assert!(matches!(written(&window)[..], [Command::NoteNew { .. }]));
    assert_eq!(window.double.world().drafts[&key], "");
    let attached = |command: &&Command| matches!(command, Command::Attach { .. });
    assert_eq!(window.double.world().asked.iter().filter(attached).count(), 1);
}

#[test]
fn an_answer_on_its_way_is_waited_for_whoever_looks_elsewhere() {
    let mut window = in_circle(story().world);
    window.click("Why does salt attract water?");
    window.click_id(question::ANSWER);
    window.types("Entropy.");
    let publishing = window.tell_later(Message::Desk(desk::Message::Question(question::Message::Publish)));
    window.click("Osmosis");
    let closing = window.tell_later(Message::Closing);
    window.run_at_once(closing);
    assert!(!window.is_gone);
    window.run(publishing);
    assert!(window.is_gone);
    assert!(matches!(written(&window)[..], [Command::Answer { .. }]));
}

#[test]
fn what_cannot_be_kept_is_said_before_it_is_left_behind() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    for room in [false, true] {
        let mut window = in_circle(super::story().world);
        window.click("Write");
        window.double.world().disk_full = true;
        window.types("Diffusion");
        window.tell(Message::Closing);
        assert!(!window.is_gone);
        window.expect("What you wrote could not be kept. The disk is full");
        window.double.world().disk_full = !room;
        window.tell(Message::Closing);
        assert!(window.is_gone, "they mean it");
        let kept = window.double.world().drafts.get(&key).map(|draft| Sheet::unpack(draft).title);
        assert_eq!(kept, room.then(|| "Diffusion".to_owned()), "it was tried once more");
    }
    // Whoever stays a while is told again.
    let mut window = in_circle(story.world);
    window.click("Write");
    window.double.world().disk_full = true;
    window.types("Diffusion");
    window.tell(Message::Closing);
    window.tell(Message::Tick);
    window.tell(Message::Closing);
    assert!(!window.is_gone);
}

#[test]
fn a_window_without_a_home_closes_at_once() {
    let mut window = super::Window::open(super::fake::World::default());
    window.tell(Message::Closing);
    assert!(window.is_gone);
    let mut world = super::fake::World::of("Alice");
    world.closed = Some(Error::Stopped);
    let mut window = super::Window::open(world);
    window.tell(Message::Closing);
    assert!(window.is_gone);
}
