//! What hangs on notes: whether it is here, how far it is, who has it; and what is only here.

use std::path::Path;

use commonplace_core::id::{BlobId, RecordId};
use commonplace_node::answer::{CircleStatus, Delivery, OnlyHere};
use commonplace_node::command::Command;
use commonplace_node::event::Event;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::{World, person};
use super::window::Window;
use super::{Story, in_circle, story, written};
use crate::choose::Wish;
use crate::screen::attachments::row_id;

/// Alice's note with a film of a gigabyte that Bob has and she has not.
fn film() -> (Window, RecordId, BlobId) {
    let Story { mut world, osmosis, .. } = story();
    let blob = world.attach(osmosis, "film.mp4", "video/mp4", b"frames");
    let film = &mut world.note_mut(osmosis).blobs[0];
    (film.size, film.sealed_size, film.here) = (1_200_000_000, 1_200_000_000, 0);
    film.holders = vec![person("Bob")];
    let mut window = in_circle(world);
    window.resize(1280.0, 1600.0);
    window.click("Osmosis");
    (window, osmosis, blob)
}

#[test]
fn what_is_not_here_says_who_has_it_and_is_fetched_when_somebody_asks() {
    let (mut window, _, blob) = film();
    window.expect("1.2 GB  ·  not on this laptop  ·  with Bob");
    assert!(!window.sees("Save"), "what is not here is not saved");
    window.click("Fetch");
    assert_eq!(written(&window), [Command::BlobFetch { blob }]);
    window.expect("1.2 GB, comes as soon as somebody who has it is near  ·  with Bob");
}

#[test]
fn what_arrives_tells_how_far_it_is_and_can_be_called_off() {
    let (mut window, _, blob) = film();
    window.click("Fetch");
    window.news(Event::BlobProgress { blob, here: 540_000_000, of: 1_200_000_000, rate: 11_000_000, peers: 2 });
    window.expect("45 % of 1.2 GB, 11 MB a second from 2 laptops");
    window.click("Cancel");
    assert_eq!(written(&window)[1], Command::BlobCancel { blob });
    window.expect("not on this laptop");
    assert!(!window.sees("a second from"));
}

#[test]
fn nobody_who_left_is_said_to_send_on() {
    let (mut window, _, blob) = film();
    window.click("Fetch");
    window.news(Event::BlobProgress { blob, here: 540_000_000, of: 1_200_000_000, rate: 11_000_000, peers: 1 });
    window.expect("from one laptop");
    window.news(Event::PeerDown { peer: "12D3KooW".into() });
    assert!(!window.sees("from one laptop"));
    window.expect("somebody who has it is near");
}

#[test]
fn attachments_of_a_note_are_kept_here_and_let_go_again() {
    let (mut window, osmosis, _) = film();
    window.click("Keep here");
    window.expect("Kept here");
    window.click("Kept here");
    window.expect("Keep here");
    assert_eq!(written(&window), [Command::Pin { item: osmosis.into() }, Command::Unpin { item: osmosis.into() }]);
}

#[test]
fn a_picture_that_is_elsewhere_says_so_in_its_place() {
    let Story { mut world, circle, .. } = story();
    let alice = world.me();
    let note = world.add_note(circle, alice, "Drawn", "![A cell](cell.svg)", 30);
    world.attach(note, "cell.svg", "image/svg+xml", b"<svg/>");
    world.note_mut(note).blobs[0].here = 0;
    let mut window = in_circle(world);
    window.click("Drawn");
    window.expect("This picture is not on this laptop");
}

#[test]
fn what_would_be_lost_with_this_laptop_is_named_and_leads_there() {
    let Story { mut world, circle, osmosis, question, .. } = story();
    let item =
        |id, kind: &str, title: &str| OnlyHere { id, kind: kind.into(), title: title.into(), circle, records: 1 };
    world.only_here =
        vec![item(osmosis, "note", "Osmosis"), item(question, "question", "Why does salt attract water?")];
    world.status = vec![lonely(circle)];
    let mut window = Window::open(world);
    window.command("2", false);
    window.expect("Osmosis");
    window.click("Why does salt attract water?");
    window.expect("Publish the answer");
}

#[test]
fn files_let_go_together_are_attached_one_after_the_other() {
    let Story { world, osmosis, .. } = story();
    let mut window = in_circle(world);
    window.click("Osmosis");
    window.tell(crate::app::Message::Dropped("/home/alice/one.pdf".into()));
    let attached = window
        .double
        .world()
        .asked
        .iter()
        .filter(|asked| matches!(asked, Command::Attach { item, .. } if *item == osmosis.into()))
        .count();
    assert_eq!(attached, 1);
    window.expect("You may not do this here");
    assert!(window.sees("/home/alice/one.pdf"), "what was let go is named, and can be tried again");
}

#[test]
fn the_copy_of_a_pasted_picture_goes_when_it_is_attached_though_somebody_stops_right_behind_it() {
    for closes in [false, true] {
        let Story { mut world, .. } = story();
        world.attaches = true;
        let mut window = in_circle(world);
        window.click("Osmosis");
        let begun = window.tell_later(crate::app::Message::Dropped("/home/alice/pasted/picture.png".into()));
        let attached = window.on_its_way(begun);
        window.click("Cancel");
        if closes {
            window.press(Named::Escape, Modifiers::empty());
        }
        assert!(window.double.world().forgotten.is_empty());
        attached.into_iter().for_each(|told| window.tell(told));
        assert_eq!(window.double.world().forgotten, [Path::new("/home/alice/pasted/picture.png")], "{closes}");
    }
}

#[test]
fn a_note_is_not_said_to_be_where_its_attachment_is_not_yet() {
    let Story { mut world, circle, osmosis, .. } = story();
    world.attach(osmosis, "film.mp4", "video/mp4", b"frames");
    let note = world.note_mut(osmosis);
    note.row.on = Delivery { devices: 2, of: 2, only_here: false };
    let mut window = in_circle(world);
    window.click("Osmosis");
    window.expect("text on 2 of 2, attachment on 1");
    window.double.world().note_mut(osmosis).blobs[0].devices = 2;
    window.news(Event::Changed { circle, threads: vec![osmosis] });
    window.expect("on 2 of 2");
    assert!(!window.sees("text on"));
}

#[test]
fn of_a_note_that_is_on_this_laptop_alone_nothing_is_counted() {
    let Story { mut world, circle, .. } = story();
    let note = world.add_note(circle, person("Bob"), "Osmometers", "How they are made.", 60);
    world.attach(note, "film.mp4", "video/mp4", b"frames");
    let mut window = in_circle(world);
    window.click("Osmometers");
    // Where there is no room for the list, only the page says where it is.
    window.resize(640.0, 720.0);
    let place = window.place_of("on this laptop");
    assert!(place.is_some());
    window.double.world().note_mut(note).blobs[0].devices = 0;
    window.news(Event::Changed { circle, threads: vec![note] });
    assert_eq!(window.place_of("on this laptop"), place, "it stands in the line that says who wrote it, as before");
}

/// Alice's note with weights, before a dialog of the system in which somebody will have chosen this.
fn weights(chooses: &Path) -> (Window, BlobId) {
    let Story { mut world, osmosis, .. } = story();
    let blob = world.attach(osmosis, "data/weights.csv", "text/csv", b"minute,gram");
    world.chooses.push_back(Ok(vec![chooses.to_owned()]));
    let mut window = in_circle(world);
    window.resize(1280.0, 1600.0);
    window.click("Osmosis");
    (window, blob)
}

#[test]
fn an_attachment_is_saved_where_somebody_chooses_also_over_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("mine.csv");
    std::fs::write(&to, "old").expect("it is written");
    let (mut window, blob) = weights(&to);
    window.right_click_id(row_id(blob));
    window.click("Save as…");
    let asked = window.double.world().dialogs.pop().expect("the dialog of the system");
    assert_eq!(asked.wish, Wish::NewFile("weights.csv".into()));
    assert_eq!(std::fs::read_to_string(&to).expect("it is there"), "minute,gram");
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 1, "nothing else is left there: {left:?}");
    window.expect("Saved as");
    assert!(!window.sees("Where “weights.csv” goes"));
}

#[test]
fn without_a_dialog_the_place_is_typed_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("mine.csv");
    std::fs::write(&to, "old").expect("it is written");
    let (mut window, _) = weights(&to);
    window.double.world().chooses.clear();
    // By keys: the menu of what has the focus.
    window.tab_to("Save");
    window.press(Named::F10, Modifiers::SHIFT);
    window.press(Named::ArrowDown, Modifiers::empty());
    window.press(Named::Enter, Modifiers::empty());
    window.expect("Where “weights.csv” goes");
    window.press(Named::ContextMenu, Modifiers::empty());
    window.click("Select all");
    window.frames(1);
    window.types(&to.to_string_lossy());
    window.press(Named::Enter, Modifiers::empty());
    window.expect("exists already");
    assert_eq!(std::fs::read_to_string(&to).expect("it is there"), "old");
    window.types("2");
    window.press(Named::Enter, Modifiers::empty());
    assert_eq!(std::fs::read_to_string(folder.path().join("mine.csv2")).expect("it is there"), "minute,gram");
}

fn lonely(circle: commonplace_core::id::CircleId) -> CircleStatus {
    CircleStatus {
        id: circle,
        title: "Cell biology".into(),
        records: 9,
        unread: 0,
        newer: 0,
        waiting: 0,
        blobs_missing: 0,
        blobs_bytes: 0,
        blobs_quota: None,
        delivered: Vec::new(),
        only_here: 2,
        elsewhere: 0,
        safe: false,
        relays: Vec::new(),
    }
}

#[test]
fn a_home_where_nothing_is_only_here_lists_nothing() {
    let mut window = Window::open(World::of("Ana"));
    window.command("2", false);
    window.expect("If two laptops do not see each other");
    assert!(!window.double.world().asked.iter().any(|asked| matches!(asked, Command::OnlyHere { .. })));
}
