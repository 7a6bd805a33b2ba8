//! Somebody who was removed: how their own node comes to know it, what stays, and how they come in again.

use std::collections::BTreeMap;

use commonplace_core::circle::op::Ban;
use commonplace_core::circle::returning::{ReturnAnswer, ReturnedCircle};
use commonplace_core::circle::{Circle, Cut, Op, collect_secrets};
use commonplace_core::id::RecordId;
use commonplace_core::record::{Draft, Lane, Position, Record};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{self, Answer, Membership};
use commonplace_node::command::{Command, Name, RoleName};
use commonplace_node::engine::Input;
use commonplace_node::error::Error;
use commonplace_node::event::Event;

use super::stories::{edit, note, titles};
use super::world::World;

fn shown(world: &mut World, name: &'static str, circle: &Name) -> answer::Circle {
    match world.ask(name, Command::CircleShow { circle: circle.clone() }).expect("a circle").pop() {
        Some(Answer::Circle(circle)) => circle,
        other => panic!("{other:?} where a circle was expected"),
    }
}

fn remove(world: &mut World, by: &'static str, circle: &Name, person: &str) {
    let person = Name::from(person);
    world.ask(by, Command::CircleRemove { circle: circle.clone(), person }).expect("allowed");
}

fn told(world: &World, name: &str) -> usize {
    world.events(name).iter().filter(|event| matches!(event, Event::Removed { .. })).count()
}

/// Bob was in alice's circle with carol, and is removed while his laptop is off. His last words nobody has.
fn bob_is_out() -> (World, Name, RecordId) {
    let mut world = World::new(&["alice", "bob", "carol", "eve"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    world.write("alice", note(&circle, "Before", "for all"));
    world.settle();
    world.unplug("alice", "bob");
    let unsent = world.write("bob", note(&circle, "Unsent", "nobody has it"));
    // What bob's laptop does not know yet, and what the removal rests on: newcomers came in between.
    for _ in 0..20 {
        world.ticket("alice", &circle);
    }
    remove(&mut world, "alice", &circle, "bob");
    world.write("alice", note(&circle, "After", "not for bob"));
    world.settle();
    (world, circle, unsent)
}

#[test]
fn whom_a_member_refuses_is_shown_the_removal_and_says_by_whom_and_stops() {
    let (mut world, circle, unsent) = bob_is_out();
    assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Joined, "he cannot know it yet");
    // Carol tells him, who did not remove him.
    world.plug("carol", "bob");
    world.settle();
    let seen = shown(&mut world, "bob", &circle);
    assert_eq!(seen.state, Membership::Removed);
    assert_eq!(seen.removed.expect("by somebody").by.expect("known").name, "alice");
    assert_eq!(told(&world, "bob"), 1);
    let refused = world.ask("bob", note(&circle, "More", "text"));
    assert!(matches!(&refused, Err(Error::Removed { by: Some(by), .. }) if by == "alice"), "{refused:?}");

    // What he has stays, his own unsent words too; nothing new comes; others never have his words.
    for round in 0..2 {
        assert_eq!(titles(&mut world, "bob", &circle), ["Before", "Unsent"], "round {round}");
        assert_eq!(world.note("bob", unsent).text, "nobody has it");
        world.crash("bob");
        world.start("bob");
        world.ask("bob", Command::Repair).expect("rebuilt");
    }
    assert!(world.ask("bob", edit(unsent, "changed")).is_err());
    assert_eq!(titles(&mut world, "alice", &circle), ["After", "Before"]);
    assert!(world.status("bob", &circle).safe, "waiting brings his words nowhere");

    // He does not try any more: nobody offers a circle to anybody.
    world.plug("carol", "bob");
    world.settle();
    assert_eq!(told(&world, "bob"), 1, "once is enough");
    world.unplug("carol", "bob");
    world.unplug("alice", "carol");
    let said = ["bob", "eve"].map(|name| {
        let before = world.frames();
        world.plug("alice", name);
        world.settle();
        world.unplug("alice", name);
        world.frames() - before
    });
    assert_eq!(said[0], said[1], "no more is said to him than to a stranger");
}

#[test]
fn eves_word_that_bob_is_out_is_not_believed() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let circle = world.circle("alice", &["bob", "eve"]);
    world.settle();
    let id = shown(&mut world, "bob", &circle).id;
    world.crash("eve");
    let (keys, sealed) = world.disk("eve");
    let mut held = BTreeMap::new();
    collect_secrets(&sealed, &keys.device(), &mut held);
    let open = |sealed: &commonplace_core::record::Sealed| held.values().find_map(|secret| sealed.open(secret).ok());
    let records: Vec<Record> = sealed.iter().filter_map(open).collect();
    let known = Circle::evaluate(id, &records);
    let (tag, bob) = (sealed[0].header().tag, world.person("bob"));
    let ban = |auth: RecordId, lamport: u64| {
        let op = Op::Ban(Ban { person: bob, cut: Cut::default() });
        let wall = Timestamp::from_millis(world.now());
        let after = known.heads();
        let draft = Draft { lane: Lane::Control, kind: op.kind(), after, auth, wall, lamport, body: op.encode() };
        let position = Position { seq: 90, prev: Some(RecordId::of(b"before")) };
        let secret = held.values().next().expect("eve is a member");
        draft.seal(&keys.device(), position, tag, secret).expect("well formed").0
    };
    // Under her own grant, and under that of alice, which is not hers.
    let hers = known.authority_of(&keys.person_id()).expect("a member").auth;
    let alices = known.genesis().expect("founded");
    let lies = [ban(hers, known.lamport() + 1), ban(alices, known.lamport() + 2)];
    let mut broken = lies[1].bytes().to_vec();
    *broken.last_mut().expect("not empty") ^= 1;
    for bytes in lies.iter().map(|lie| lie.bytes().to_vec()).chain([broken]) {
        let returned = ReturnedCircle { circle: id, tag, title: "Cell biology".into(), records: vec![bytes] };
        let answer = ReturnAnswer { circles: vec![returned], more: false };
        world.put("bob", Input::Returned { peer: "eve".into(), answer });
        world.settle();
        assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Joined);
    }
    assert_eq!(told(&world, "bob"), 0);
    world.write("bob", note(&circle, "Still here", "text"));
    world.settle();
    assert_eq!(titles(&mut world, "alice", &circle), ["Still here"], "nor by alice, who is told what bob was told");
}

#[test]
fn who_was_removed_comes_in_again_by_a_new_ticket() {
    let (mut world, circle, _) = bob_is_out();
    world.plug("carol", "bob");
    world.settle();
    assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Removed);
    let ticket = world.ticket("alice", &circle);
    world.forget_events();
    world.plug("alice", "bob");
    world.ask("bob", Command::CircleJoin { ticket }).expect("a good ticket");
    world.settle();
    assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Joined);
    assert!(world.events("bob").iter().any(|event| matches!(event, Event::Joined { .. })));
    world.write("bob", note(&circle, "Back", "text"));
    world.settle();
    for name in ["alice", "carol", "bob"] {
        assert_eq!(titles(&mut world, name, &circle), ["After", "Back", "Before"], "{name}");
    }
    world.crash("bob");
    world.start("bob");
    assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Joined);
}

#[test]
fn a_removal_that_a_founder_sets_aside_is_over_as_soon_as_anybody_who_knows_is_met() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    let person = Name::from("carol");
    world
        .ask("alice", Command::CircleRole { circle: circle.clone(), person, role: RoleName::Steward })
        .expect("allowed");
    world.settle();
    world.unplug("alice", "bob");
    world.unplug("alice", "carol");
    // Carol goes wild while alice removes her, and neither knows of the other.
    remove(&mut world, "carol", &circle, "bob");
    remove(&mut world, "alice", &circle, "carol");
    world.plug("carol", "bob");
    world.settle();
    assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Removed);
    world.unplug("carol", "bob");
    world.plug("alice", "bob");
    world.settle();
    assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Joined);
    let id = world.write("bob", note(&circle, "Still here", "text"));
    world.settle();
    assert_eq!(world.note("alice", id).text, "text");
}

#[test]
fn who_leaves_on_one_laptop_has_left_on_the_other() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.restore("bob 2", "bob");
    world.plug("alice", "bob 2");
    world.settle();
    assert_eq!(shown(&mut world, "bob 2", &circle).state, Membership::Joined);
    world.unplug("alice", "bob 2");
    world.ask("bob", Command::CircleLeave { circle: circle.clone(), sure: false }).expect("left");
    world.settle();
    world.plug("alice", "bob 2");
    world.settle();
    assert_eq!(shown(&mut world, "bob 2", &circle).state, Membership::Left);
    assert_eq!(told(&world, "bob 2"), 0, "nobody removed him");
}

#[test]
fn a_note_is_never_on_more_devices_than_there_are() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("bob", note(&circle, "Osmosis", "text"));
    world.settle();
    world.ask("bob", Command::CircleLeave { circle, sure: false }).expect("left");
    world.settle();
    let on = world.note("bob", id).row.on;
    assert_eq!((on.devices, on.of), (2, 2), "his own laptop holds it, member or no longer");
}
