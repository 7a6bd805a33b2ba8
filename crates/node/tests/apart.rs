//! Joining while inviter and joiner are never online together: their slips are carried by hand, as by a stick.

use commonplace_core::circle::Ticket;
use commonplace_core::circle::apart::Ask;
use commonplace_core::circle::join::JoinRequest;
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_core::slip::SlipSecret;
use commonplace_core::time::{Slot, Timestamp};
use commonplace_node::answer::{Admission, Answer, Membership};
use commonplace_node::command::{Command, Name, ReachName, RoleName};
use commonplace_node::event::Event;

use super::world::World;

fn shown(world: &mut World, name: &'static str, circle: &Name) -> commonplace_node::answer::Circle {
    let answers = world.ask(name, Command::CircleShow { circle: circle.clone() }).expect("the circle");
    match answers.first() {
        Some(Answer::Circle(circle)) => circle.clone(),
        other => panic!("{other:?} where a circle was expected"),
    }
}

fn state(world: &mut World, name: &'static str, circle: &Name) -> Membership {
    shown(world, name, circle).state
}

fn members(world: &mut World, name: &'static str, circle: &Name) -> usize {
    world.ask(name, Command::CircleMembers { circle: circle.clone() }).expect("members").len()
}

/// Alice and dave are members, and bob holds a ticket of alice's. Nobody is connected.
fn apart() -> (World, Name, Tag, String) {
    let mut world = World::new(&["alice", "bob", "dave", "eve"]);
    let circle = world.circle("alice", &["dave"]);
    let text = world.ticket("alice", &circle);
    world.settle();
    world.unplug("alice", "dave");
    let tag = text.parse::<Ticket>().expect("own text").tag;
    world.ask("bob", Command::CircleJoin { ticket: text.clone() }).expect("a good ticket");
    (world, circle, tag, text)
}

#[test]
fn bob_is_let_in_by_alice_whom_he_never_meets() {
    let (mut world, circle, tag, _) = apart();
    // Dave only reads: he carries, and could let nobody in himself.
    let role = Command::CircleRole { circle: circle.clone(), person: Name::from("dave"), role: RoleName::Reader };
    world.ask("alice", role).expect("allowed");
    let text = "Water follows salt.".to_owned();
    let note = Command::NoteNew { circle: circle.clone(), title: None, tags: Vec::new(), text, path: None };
    let id = world.write("alice", note);
    assert_eq!(state(&mut world, "bob", &circle), Membership::Pending);
    world.carry_slips("bob", "alice", tag);
    assert_eq!(members(&mut world, "alice", &circle), 3, "alice let him in");
    // What she answers, and what she writes, comes to him by others.
    world.carry_slips("alice", "bob", tag);
    world.plug("alice", "dave");
    world.settle();
    world.unplug("alice", "dave");
    world.plug("bob", "dave");
    world.settle();
    assert_eq!(state(&mut world, "bob", &circle), Membership::Joined);
    assert_eq!(world.note("bob", id).text, "Water follows salt.");
    // Everybody meets, and nobody is let in twice.
    world.plug("alice", "dave");
    world.settle();
    for name in ["alice", "bob", "dave"] {
        assert_eq!(members(&mut world, name, &circle), 3, "{name}");
    }
}

#[test]
fn any_member_who_may_let_in_carries_the_invitation_out() {
    let (mut world, circle, tag, _) = apart();
    world.carry_slips("bob", "dave", tag);
    assert_eq!(members(&mut world, "dave", &circle), 3, "dave let him in");
    world.carry_slips("dave", "bob", tag);
    world.plug("bob", "dave");
    world.settle();
    assert_eq!(state(&mut world, "bob", &circle), Membership::Joined);
    world.plug("alice", "dave");
    world.settle();
    assert_eq!(members(&mut world, "alice", &circle), 3);
}

#[test]
fn a_ticket_for_one_lets_one_in_and_an_old_one_nobody() {
    let (mut world, circle, tag, text) = apart();
    world.ask("eve", Command::CircleJoin { ticket: text }).expect("a ticket");
    world.carry_slips("bob", "alice", tag);
    world.carry_slips("eve", "alice", tag);
    assert_eq!(members(&mut world, "alice", &circle), 3, "the second one comes too late");
    world.carry_slips("alice", "eve", tag);
    let refused = |event: &Event| matches!(event, Event::Refused { why, .. } if why == "used-up");
    assert!(world.events("eve").iter().any(refused), "and hears so");
    assert_eq!(shown(&mut world, "eve", &circle).admission, Some(Admission::UsedUp));
    // That is not forgotten with the night.
    world.crash("eve");
    world.start("eve");
    assert_eq!(shown(&mut world, "eve", &circle).admission, Some(Admission::UsedUp));

    let (mut world, circle, tag, _) = apart();
    world.wait(16 * 24 * 3_600_000);
    world.carry_slips("bob", "alice", tag);
    assert_eq!(members(&mut world, "alice", &circle), 2, "the time is over");
    world.carry_slips("alice", "bob", tag);
    assert_eq!(shown(&mut world, "bob", &circle).admission, Some(Admission::Expired), "and bob hears so");
}

#[test]
fn an_answer_outlives_a_crash_that_comes_right_after_it() {
    let (mut world, circle, tag, _) = apart();
    world.carry_slips("bob", "alice", tag);
    world.crash("alice");
    world.start("alice");
    assert_eq!(members(&mut world, "alice", &circle), 3);
    world.carry_slips("alice", "bob", tag);
    world.plug("bob", "dave");
    world.settle();
    world.plug("alice", "bob");
    world.settle();
    assert_eq!(state(&mut world, "bob", &circle), Membership::Joined);
}

#[test]
fn a_ticket_names_relays_only_where_the_circle_goes_by_them() {
    const RELAY: &str = "/ip4/203.0.113.7/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    let reaches = [
        (ReachName::Anywhere, vec![RELAY]),
        (ReachName::Relays, vec![RELAY]),
        (ReachName::Lan, Vec::new()),
        (ReachName::Usb, Vec::new()),
    ];
    for (reach, expected) in reaches {
        let (relays, circle) = (Some(vec![RELAY.to_owned()]), circle.clone());
        let set =
            Command::CircleSet { circle: circle.clone(), reach: Some(reach), relays, quota: None, relay_days: None };
        world.ask("alice", set).expect("settled");
        let ticket: Ticket = world.ticket("alice", &circle).parse().expect("own text");
        let named: Vec<&str> = ticket.relays.iter().map(|relay| relay.address.as_str()).collect();
        assert_eq!(named, expected, "{reach:?}");
        assert!(ticket.mailbox.is_some(), "a stick does in any case");
    }
}

#[test]
fn a_ticket_for_many_gives_nothing_to_a_member_who_was_removed() {
    let mut world = World::new(&["alice", "eve"]);
    let circle = Name::from("Cell biology");
    world.ask("alice", Command::CircleNew { title: circle.0.clone() }).expect("founded");
    let invite = Command::CircleInvite { circle: circle.clone(), uses: 30, role: RoleName::Learner };
    let Some(Answer::Ticket(ticket)) = world.ask("alice", invite).expect("invited").pop() else { panic!("no ticket") };
    let join = Command::CircleJoin { ticket: ticket.ticket.clone() };
    world.ask("eve", join.clone()).expect("a ticket");
    world.plug("alice", "eve");
    world.settle();
    world.unplug("alice", "eve");
    world.ask("alice", Command::CircleRemove { circle: circle.clone(), person: Name::from("eve") }).expect("removed");
    let text = "Water follows salt.".to_owned();
    let note = Command::NoteNew { circle: circle.clone(), title: None, tags: Vec::new(), text, path: None };
    let id = world.write("alice", note);
    let records = |world: &mut World| world.status("alice", &circle).records;
    let before = records(&mut world);
    // Eve comes back with the ticket of the class and another laptop, at the door and in writing.
    world.restore("eve 2", "eve");
    world.ask("eve 2", join).expect("a ticket");
    let tag = ticket.ticket.parse::<Ticket>().expect("own text").tag;
    world.carry_slips("eve 2", "alice", tag);
    world.carry_slips("alice", "eve 2", tag);
    world.plug("alice", "eve 2");
    world.settle();
    let refused = |event: &Event| matches!(event, Event::Refused { why, .. } if why == "used-up");
    assert!(world.events("eve 2").iter().any(refused));
    assert!(world.ask("eve 2", Command::NoteShow { note: Name::from(id) }).is_err());
    assert_eq!(records(&mut world), before, "alice has written nothing for her");
}

#[test]
fn who_floods_the_shelf_stops_nobody_who_asks_to_be_let_in() {
    let (mut world, circle, tag, _) = apart();
    let hour = Slot::of(Timestamp::from_millis(world.now()));
    let flood = (0..=limits::SLIPS as u64).map(|number| {
        let mut seed = [9; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        let secret = EpochSecret::from_bytes([3; 32]);
        SlipSecret::from_seed(seed).write(tag, 1, hour, &secret, b"noise").expect("in bounds").bytes().to_vec()
    });
    world.bring_slips("alice", tag, &flood.collect::<Vec<_>>());
    world.carry_slips("bob", "alice", tag);
    assert_eq!(members(&mut world, "alice", &circle), 3, "alice let him in");
}

#[test]
fn who_asks_anew_is_answered_anew() {
    let (mut world, circle, tag, text) = apart();
    world.carry_slips("bob", "alice", tag);
    assert_eq!(members(&mut world, "alice", &circle), 3, "alice let him in");
    // What bob asked, and the answer, are lost with his disk. He asks again, and alice has not been started since.
    let ticket: Ticket = text.parse().expect("own text");
    let request = JoinRequest::new(&ticket, world.certificates("bob")).expect("a certificate");
    let now = Timestamp::from_millis(world.now() + 1_000);
    let ask = Ask::write(&ticket, &world.device_key("bob"), &request, now.millis(), now).expect("in bounds");
    world.bring_slips("alice", tag, &[ask.bytes().to_vec()]);
    let answers = world.slips("alice", tag);
    let number = ask.header().number;
    assert!(answers.iter().any(|slip| slip.header().number == number && slip.header().key != ask.header().key));
}

#[test]
fn who_says_something_new_all_the_time_fills_no_disk() {
    let (mut world, _, tag, _) = apart();
    let before = world.bytes_on_disk("alice");
    for turn in 1..=1_200 {
        world.wait(100);
        let hour = Slot::of(Timestamp::from_millis(world.now()));
        let secret = EpochSecret::from_bytes([3; 32]);
        let noise = SlipSecret::from_seed([9; 32]).write(tag, turn, hour, &secret, &[7; 3_000]).expect("in bounds");
        world.bring_slips("alice", tag, &[noise.bytes().to_vec()]);
        world.tick("alice");
    }
    world.settle();
    let grown = world.bytes_on_disk("alice") - before;
    assert!(grown < 64 << 10, "{grown} bytes in two minutes");
}
