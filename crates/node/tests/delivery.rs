//! On how many devices something is, told through others, and never more than is true.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, Delivered};
use commonplace_node::command::{Command, Name};

use super::world::World;

fn note(circle: &Name, title: &str) -> Command {
    let (circle, title) = (circle.clone(), Some(title.to_owned()));
    Command::NoteNew { circle, title, tags: Vec::new(), text: "About it.".into(), path: None }
}

fn on(world: &mut World, name: &'static str, id: RecordId) -> (usize, usize) {
    let on = world.note(name, id).row.on;
    (on.devices, on.of)
}

fn delivered(world: &mut World, name: &'static str, circle: &Name, person: &str) -> Delivered {
    let status = world.status(name, circle);
    status.delivered.into_iter().find(|one| one.person.name == person).expect("a member's device")
}

fn only_here(world: &mut World, name: &'static str, circle: &Name) -> Vec<(String, u64)> {
    let answers = world.ask(name, Command::OnlyHere { circle: circle.clone() }).expect("a list");
    let item = |answer| match answer {
        Answer::OnlyHere(item) => (item.title, item.records),
        other => panic!("{other:?} where an item was expected"),
    };
    answers.into_iter().map(item).collect()
}

/// Alice, bob and carol are members; alice and carol met once and never will again.
fn apart() -> (World, Name) {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    world.unplug("alice", "carol");
    world.unplug("alice", "bob");
    (world, circle)
}

#[test]
fn alice_hears_through_bob_that_carol_has_it() {
    let (mut world, circle) = apart();
    let id = world.write("alice", note(&circle, "Osmosis"));
    assert_eq!(on(&mut world, "alice", id), (1, 3));
    assert_eq!(only_here(&mut world, "alice", &circle), [("Osmosis".to_owned(), 1)]);
    assert!(!world.status("alice", &circle).safe);
    // Bob carries it to carol, and her word back.
    world.plug("alice", "bob");
    world.settle();
    assert_eq!(on(&mut world, "alice", id), (2, 3));
    assert!(world.status("alice", &circle).safe, "bob has it");
    world.unplug("alice", "bob");
    world.plug("bob", "carol");
    world.settle();
    assert_eq!(on(&mut world, "alice", id), (2, 3), "carol has it, and alice cannot know");
    assert_eq!(on(&mut world, "carol", id), (3, 3), "bob and alice have it, as carol knows");
    world.unplug("bob", "carol");
    world.plug("bob", "alice");
    world.settle();
    assert_eq!(on(&mut world, "alice", id), (3, 3));
    let carol = delivered(&mut world, "alice", &circle, "carol");
    assert!(carol.all && carol.mine && carol.lacks == 0, "{carol:?}");
    assert!(carol.heard > carol.met, "she was heard of without being met: {carol:?}");
    assert!(only_here(&mut world, "alice", &circle).is_empty());
    // And it is remembered.
    world.crash("alice");
    world.start("alice");
    assert_eq!(on(&mut world, "alice", id), (3, 3));
}

#[test]
fn what_is_only_here_is_counted_by_its_items() {
    let (mut world, circle) = apart();
    world.plug("alice", "bob");
    let known = world.write("alice", note(&circle, "Osmosis"));
    world.settle();
    world.unplug("alice", "bob");
    assert!(only_here(&mut world, "alice", &circle).is_empty());
    // Bob has its first record; what follows is only here, as is all of another note.
    let fresh = world.write("alice", note(&circle, "Diffusion"));
    for (id, text) in [(known, "Water moves."), (fresh, "Ink spreads."), (known, "Water moves through.")] {
        world.ask("alice", crate::stories::edit(id, text)).expect("edited");
    }
    let expected = [("Osmosis".to_owned(), 2), ("Diffusion".to_owned(), 2)];
    assert_eq!(only_here(&mut world, "alice", &circle), expected, "the latest first");
}

#[test]
fn a_change_of_anothers_note_is_only_here_until_somebody_has_it() {
    let (mut world, circle) = apart();
    world.plug("alice", "bob");
    let id = world.write("alice", note(&circle, "Osmosis"));
    world.settle();
    let only_here = |world: &mut World, name| world.note(name, id).row.on.only_here;
    assert!(!only_here(&mut world, "alice") && !only_here(&mut world, "bob"));
    world.unplug("alice", "bob");
    world.ask("bob", crate::stories::edit(id, "Water moves.")).expect("edited");
    assert!(only_here(&mut world, "bob"), "his change, though alice has all the rest");
    assert!(!only_here(&mut world, "alice"));
    world.plug("alice", "bob");
    world.settle();
    assert!(!only_here(&mut world, "bob"));
}

#[test]
fn quiet_is_told_apart_from_unreachable() {
    let (mut world, circle) = apart();
    world.plug("alice", "bob");
    world.settle();
    let [bob, carol] = ["bob", "carol"].map(|name| delivered(&mut world, "alice", &circle, name));
    world.wait(9 * 24 * 3_600_000);
    world.write("alice", note(&circle, "Osmosis"));
    world.settle();
    let later = ["bob", "carol"].map(|name| delivered(&mut world, "alice", &circle, name));
    assert!(later[0].connected && later[0].heard > bob.heard, "bob is there");
    assert_eq!(later[0].wrote, bob.wrote, "and has written nothing for nine days");
    assert_eq!((later[1].heard, later[1].wrote), (carol.heard, carol.wrote), "nobody has heard of carol");
}

#[test]
fn who_was_removed_counts_for_nothing() {
    let (mut world, circle) = apart();
    world.plug("alice", "bob");
    world.plug("alice", "carol");
    let id = world.write("alice", note(&circle, "Osmosis"));
    world.settle();
    assert_eq!(on(&mut world, "alice", id), (3, 3));
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: Name::from("carol") }).expect("removed");
    world.settle();
    assert_eq!(on(&mut world, "alice", id), (2, 2));
    assert!(world.status("alice", &circle).delivered.iter().all(|one| one.person.name != "carol"));
}

#[test]
fn nobody_talks_when_nothing_changes() {
    let (mut world, circle) = apart();
    world.plug("alice", "bob");
    world.plug("bob", "carol");
    world.write("alice", note(&circle, "Osmosis"));
    world.settle();
    world.settle();
    let before = world.frames();
    world.settle();
    let minutes = 3;
    // Sums once a minute on each of two links, asked and answered, are all that is said.
    assert!(world.frames() - before <= 2 * 2 * 2 * minutes, "{} frames", world.frames() - before);
}

#[test]
fn a_home_that_moved_does_not_count_what_it_was_as_somebody_who_has_it() {
    let (mut world, circle) = apart();
    let notes: Vec<RecordId> = (0..20).map(|n| world.write("alice", note(&circle, &format!("Note {n}")))).collect();
    assert_eq!(only_here(&mut world, "alice", &circle).len(), 20);
    // The disk is brought to another machine, and the old one is gone.
    world.crash("alice");
    world.clone_disk("alice 2", "alice");
    world.crash("alice 2");
    world.renew("alice 2");
    world.start("alice 2");
    world.settle();
    let status = world.status("alice 2", &circle);
    assert_eq!((status.safe, only_here(&mut world, "alice 2", &circle).len()), (false, 20), "{status:?}");
    assert!(status.only_here >= 20 && status.delivered.iter().all(|one| one.person.name != "alice"), "{status:?}");
    assert_eq!(on(&mut world, "alice 2", notes[0]), (1, 3));
    world.plug("alice 2", "bob");
    world.settle();
    assert_eq!(on(&mut world, "alice 2", notes[0]), (2, 3));
    assert!(world.status("alice 2", &circle).safe);
}

#[test]
fn what_a_lost_laptop_showed_to_this_one_alone_is_not_called_safe() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.restore("alice 2", "alice");
    world.plug("alice", "alice 2");
    world.plug("alice 2", "bob");
    world.settle();
    world.unplug("alice", "bob");
    world.unplug("alice 2", "bob");
    world.write("alice", note(&circle, "On the train"));
    world.settle();
    assert!(world.status("alice 2", &circle).safe, "both laptops have it");
    let lost = Name::from(world.device("alice").to_string());
    world.unplug("alice", "alice 2");
    world.ask("alice 2", Command::DeviceRevoke { device: lost }).expect("allowed");
    assert!(!world.status("alice 2", &circle).safe);
    assert!(only_here(&mut world, "alice 2", &circle).contains(&("On the train".to_owned(), 1)));
    world.plug("alice 2", "bob");
    world.settle();
    assert!(world.status("alice 2", &circle).safe, "bob has it as well");
}
