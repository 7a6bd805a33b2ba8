//! Closing the window: what somebody wrote is with the node before the program ends.

use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::sheet::Sheet;

use super::window::Window;
use super::{in_circle, story, written};
use crate::app::Message;
use crate::desk;
use crate::screen::{editor, list, question};
use crate::ui::card::Item;

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
    // It holds whatever else happens meanwhile; whoever stays a while is told again.
    let mut window = in_circle(story.world);
    window.click("Write");
    window.double.world().disk_full = true;
    window.types("Diffusion");
    window.tell(Message::Closing);
    window.tell(Message::WarningOver);
    window.tell(Message::Closing);
    assert!(!window.is_gone);
    window.tell(Message::Tick);
    window.types("!");
    let closing = window.tell_later(Message::Closing);
    window.tell(Message::WarningOver);
    window.run(closing);
    assert!(window.is_gone, "they have closed it in time");
}

#[test]
fn a_node_that_answers_nothing_holds_the_window_only_so_long() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let mut window = in_circle(story.world);
    window.click("Write");
    let mut world = window.double.world();
    (world.swallows, world.out_of_time) = (1, true);
    drop(world);
    let keeping = window.tell_later(of_editor(editor::Message::Title("Diffusion".into())));
    window.tell(Message::Closing);
    assert!(!window.is_gone);
    window.expect("What you wrote could not be kept.");
    window.tell(Message::WarningOver);
    // It was only slow. What was on its way when nobody waited for it any longer goes once more.
    window.double.world().out_of_time = false;
    window.run(keeping);
    window.tell(Message::Closing);
    assert!(window.is_gone);
    assert_eq!(Sheet::unpack(&window.double.world().drafts[&key]).title, "Diffusion");
}

#[test]
fn whoever_closes_a_window_twice_on_a_node_that_answers_nothing_leaves() {
    let mut window = in_circle(story().world);
    window.click("Write");
    window.double.world().disk_full = true;
    window.types("Diffusion");
    {
        let mut world = window.double.world();
        (world.swallows, world.out_of_time) = (usize::MAX, true);
    }
    window.tell(Message::Closing);
    assert!(!window.is_gone);
    window.tell(Message::Closing);
    assert!(window.is_gone);
}

#[test]
fn words_that_could_not_be_kept_are_not_forgotten_with_the_page_that_they_were_written_on() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let mut window = in_circle(story.world);
    window.click("Write");
    window.double.world().disk_full = true;
    window.types("Diffusion");
    // Elsewhere something else is begun, which is when drafts that nobody holds any more are forgotten.
    for item in [Item::Note(story.osmosis), Item::Question(story.question)] {
        window.tell(Message::Desk(desk::Message::List(list::Message::Press(item))));
    }
    window.expect("I do not see it.");
    window.tell(Message::Closing);
    assert!(!window.is_gone);
    window.expect("What you wrote could not be kept. The disk is full");
    window.double.world().disk_full = false;
    window.tell(Message::Closing);
    assert!(window.is_gone);
    assert_eq!(Sheet::unpack(&window.double.world().drafts[&key]).title, "Diffusion");
}

#[test]
fn nothing_is_written_over_what_a_busy_node_may_hold() {
    let story = story();
    let key = format!("note-new:{}", story.circle);
    let before = Sheet { title: "Cells".into(), ..Sheet::default() }.pack();
    // What can never be read can be shown to nobody; what cannot be read just now is read later.
    for (why, passes) in
        [(Error::Busy, true), (Error::Stopped, true), (Error::Store { why: "a damaged page".into() }, false)]
    {
        let mut world = super::story().world;
        world.drafts.insert(key.clone(), before.clone());
        world.illegible = Some(why);
        let mut window = in_circle(world);
        window.click("Write");
        window.types("Diffusion");
        window.tell(Message::Closing);
        assert_eq!(window.is_gone, !passes);
        assert_eq!(window.double.world().drafts[&key] == before, passes, "nobody has seen it");
        window.double.world().illegible = None;
        if passes {
            window.tell(Message::Closing);
            assert!(window.is_gone);
        }
        let drafts = window.double.world().drafts.clone();
        assert_eq!(Sheet::unpack(&drafts[&key]).title, "Diffusion");
        assert_eq!(drafts.get(&format!("before:{key}")), passes.then_some(&before));
    }
}

#[test]
fn a_window_without_a_home_closes_at_once() {
    let mut window = Window::open(super::fake::World::default());
    window.tell(Message::Closing);
    assert!(window.is_gone);
    let mut world = super::fake::World::of("Alice");
    world.closed = Some(Error::Stopped);
    let mut window = Window::open(world);
    window.tell(Message::Closing);
    assert!(window.is_gone);
}
