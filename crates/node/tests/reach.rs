//! By which ways a circle's records travel, as its stewards settle it.

use commonplace_node::answer::{self, Answer};
use commonplace_node::command::{Command, Name, ReachName};
use commonplace_node::error::Error;

use commonplace_core::id::BlobId;
use commonplace_node::command::RoleName;
use commonplace_node::engine::{Straight, Way};
use commonplace_node::event::Event;

use super::world::World;

const RELAY: &str = "/ip4/203.0.113.7/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";

fn set(circle: &Name, reach: Option<ReachName>, relays: Option<&[&str]>, quota: Option<u64>) -> Command {
    let relays = relays.map(|relays| relays.iter().map(ToString::to_string).collect());
    Command::CircleSet { circle: circle.clone(), reach, relays, quota, relay_days: None }
}

fn shown(world: &mut World, name: &'static str, circle: &Name) -> answer::Circle {
    let answers = world.ask(name, Command::CircleShow { circle: circle.clone() }).expect("a circle");
    let [Answer::Circle(circle)] = &answers[..] else { panic!("{answers:?}") };
    circle.clone()
}

#[test]
fn what_a_steward_settles_everybody_knows() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    assert_eq!(shown(&mut world, "bob", &circle).reach, ReachName::Anywhere);
    world.ask("alice", set(&circle, None, Some(&[RELAY, RELAY]), Some(7))).expect("settled");
    world.ask("alice", set(&circle, Some(ReachName::Relays), None, None)).expect("settled");
    world.settle();
    for name in ["alice", "bob"] {
        let circle = shown(&mut world, name, &circle);
        assert_eq!((circle.reach, circle.quota), (ReachName::Relays, Some(7)), "{name}");
        assert_eq!(circle.relays, [RELAY], "{name}");
    }
    let records = shown(&mut world, "alice", &circle).records;
    world.ask("alice", set(&circle, Some(ReachName::Relays), Some(&[RELAY]), Some(7))).expect("settled already");
    assert_eq!(shown(&mut world, "alice", &circle).records, records, "nothing changes, so nothing is written");
    world.ask("alice", set(&circle, None, Some(&[]), Some(0))).expect("settled");
    let after = shown(&mut world, "alice", &circle);
    assert_eq!((after.relays, after.quota), (Vec::new(), None));
}

#[test]
fn only_stewards_settle_and_only_what_makes_sense() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let refused = world.ask("bob", set(&circle, Some(ReachName::Usb), None, None));
    assert!(matches!(refused, Err(Error::NotAllowed { .. })), "{refused:?}");
    for wrong in ["", "relay", "/ip4/203.0.113.7/tcp/4001", "203.0.113.7:4001"] {
        let refused = world.ask("alice", set(&circle, None, Some(&[wrong]), None));
        assert!(matches!(refused, Err(Error::NotARelay { .. })), "{wrong}: {refused:?}");
    }
    let five: Vec<String> = (1..=5).map(|port| RELAY.replace("4001", &port.to_string())).collect();
    let five: Vec<&str> = five.iter().map(String::as_str).collect();
    let refused = world.ask("alice", set(&circle, None, Some(&five), None));
    assert!(matches!(refused, Err(Error::TooLong { .. })), "{refused:?}");
    assert_eq!(shown(&mut world, "alice", &circle).relays, [""; 0]);
}

fn write(world: &mut World, name: &'static str, circle: &Name, title: &str) {
    let (circle, title) = (circle.clone(), Some(title.to_owned()));
    world.write(name, Command::NoteNew { circle, title, tags: Vec::new(), text: "salt".into(), path: None });
    world.settle();
}

fn notes(world: &mut World, name: &'static str, circle: &Name) -> usize {
    shown(world, name, circle).notes
}

#[test]
fn who_is_elsewhere_does_not_hear_of_a_circle_of_this_room() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = Name::from("Cell biology");
    world.ask("alice", Command::CircleNew { title: circle.0.clone() }).expect("founded");
    world.ask("alice", set(&circle, Some(ReachName::Lan), None, None)).expect("settled");
    let invite = Command::CircleInvite { circle: circle.clone(), uses: 1, role: RoleName::Learner };
    let answers = world.ask("alice", invite).expect("invited");
    let [Answer::Ticket(ticket)] = &answers[..] else { panic!("{answers:?}") };
    world.ask("bob", Command::CircleJoin { ticket: ticket.ticket.clone() }).expect("a good ticket");
    write(&mut world, "alice", &circle, "Osmosis");

    for way in [Way::Direct, Way::Relayed] {
        world.plug_by(way, "alice", "bob");
        assert_eq!(shown(&mut world, "bob", &circle).state, answer::Membership::Pending, "{way:?}");
        assert_eq!(shown(&mut world, "alice", &circle).members, 1, "{way:?}");
        world.unplug("alice", "bob");
    }
    assert!(!world.events("bob").iter().any(|event| matches!(event, Event::Met { .. } | Event::Refused { .. })));
    world.plug_by(Way::Local, "alice", "bob");
    assert_eq!(shown(&mut world, "bob", &circle).state, answer::Membership::Joined);
    assert_eq!(notes(&mut world, "bob", &circle), 1);
}

#[test]
fn what_is_settled_later_ends_what_goes_on() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.move_to(Way::Direct, "alice", "bob");
    let title = Some("Osmosis".into());
    let (tags, text) = (Vec::new(), "salt".into());
    let note = world.write("alice", Command::NoteNew { circle: circle.clone(), title, tags, text, path: None });
    world.settle();
    assert_eq!(notes(&mut world, "bob", &circle), 1);
    let some = world.attach("alice", note, b"a drawing of salt");
    assert!(world.would_serve("alice", "bob", some));
    assert!(!world.would_serve("alice", "bob", BlobId::from_bytes([5; 32])), "which no record of theirs names");
    assert!(!world.would_serve("alice", "eve", some), "who knows an id and nothing else");

    // Bob hears nothing of it: that, too, would have to travel.
    world.ask("alice", set(&circle, Some(ReachName::Lan), None, None)).expect("settled");
    world.settle();
    write(&mut world, "alice", &circle, "Diffusion");
    write(&mut world, "bob", &circle, "Salt");
    assert_eq!((notes(&mut world, "alice", &circle), notes(&mut world, "bob", &circle)), (2, 2));
    assert!(!world.would_serve("alice", "bob", some));

    // In one room again they agree, and bob learns what was settled; then he keeps to it himself.
    world.move_to(Way::Local, "alice", "bob");
    assert_eq!((notes(&mut world, "alice", &circle), notes(&mut world, "bob", &circle)), (3, 3));
    assert_eq!(shown(&mut world, "bob", &circle).reach, ReachName::Lan);
    assert!(world.would_serve("bob", "alice", some));
    world.move_to(Way::Direct, "alice", "bob");
    assert!(!world.would_serve("bob", "alice", some));
    write(&mut world, "bob", &circle, "Water");
    assert_eq!((notes(&mut world, "alice", &circle), notes(&mut world, "bob", &circle)), (3, 4));
    world.move_to(Way::Local, "alice", "bob");
    assert_eq!(notes(&mut world, "alice", &circle), 4);
}

#[test]
fn a_circle_of_usb_sticks_uses_no_network_at_all() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.ask("alice", set(&circle, Some(ReachName::Usb), None, None)).expect("settled");
    world.settle();
    write(&mut world, "alice", &circle, "Osmosis");
    for way in [Way::Relayed, Way::Local, Way::Direct] {
        world.move_to(way, "alice", "bob");
        assert_eq!(notes(&mut world, "bob", &circle), 0, "{way:?}");
    }
    let invite = Command::CircleInvite { circle: circle.clone(), uses: 1, role: RoleName::Learner };
    let answers = world.ask("alice", invite).expect("invited");
    let [Answer::Ticket(ticket)] = &answers[..] else { panic!("{answers:?}") };
    let ticket: commonplace_core::circle::Ticket = ticket.ticket.parse().expect("a ticket");
    assert_eq!(ticket.addresses, [""; 0]);
    // Opened again, the two find each other without being unplugged.
    world.ask("alice", set(&circle, Some(ReachName::Anywhere), None, None)).expect("settled");
    world.settle();
    assert_eq!(notes(&mut world, "bob", &circle), 1);
}

#[test]
fn whom_one_circle_calls_its_relay_is_a_member_in_another() {
    const BOB: &str = "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";
    let mut world = World::new(&["alice", BOB]);
    let biology = world.circle("alice", &[BOB]);
    let chemistry = Name::from("Chemistry");
    world.ask("alice", Command::CircleNew { title: chemistry.0.clone() }).expect("founded");
    // Whoever settles that circle knows where bob's laptop is.
    world.ask("alice", set(&chemistry, None, Some(&[RELAY]), None)).expect("settled");
    world.unplug("alice", BOB);
    world.plug("alice", BOB);
    write(&mut world, "alice", &biology, "Osmosis");
    assert_eq!(notes(&mut world, BOB, &biology), 1);
}

#[test]
fn of_several_connections_each_has_to_be_one_that_the_circle_allows() {
    const OTHER: &str = "/ip4/198.51.100.9/tcp/4001/p2p/12D3KooWSomebodyElsesRelay";
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let (own, other) = (format!("{RELAY}/p2p-circuit"), format!("{OTHER}/p2p-circuit"));
    let (own, other) = ((Way::Relayed, own.as_str()), (Way::Relayed, other.as_str()));
    let straight = (Way::Direct, "/ip4/198.51.100.7/tcp/4001");
    world.move_along(&[own], "alice", "bob");
    world.ask("alice", set(&circle, Some(ReachName::Relays), Some(&[RELAY]), None)).expect("settled");
    world.settle();
    write(&mut world, "alice", &circle, "Osmosis");
    assert_eq!(notes(&mut world, "bob", &circle), 1);

    // Beside the way that is allowed stands one that is not, and a stream would take any.
    for (more, title) in [(straight, "Salt"), (other, "Water")] {
        world.move_along(&[own, more], "alice", "bob");
        write(&mut world, "alice", &circle, title);
    }
    assert_eq!(notes(&mut world, "bob", &circle), 1);
    world.move_along(&[own], "alice", "bob");
    assert_eq!(notes(&mut world, "bob", &circle), 3);
}

#[test]
fn a_straight_way_is_looked_for_where_a_circle_may_take_it() {
    let mut world = World::new(&["alice", "bob", "eve"]);
    let biology = world.circle("alice", &["bob"]);
    assert_eq!(world.straight("alice", "bob"), Some(Straight::Free));
    let through = format!("{RELAY}/p2p-circuit");
    world.move_along(&[(Way::Relayed, &through)], "alice", "bob");
    world.ask("alice", set(&biology, Some(ReachName::Relays), Some(&[RELAY]), None)).expect("settled");
    world.settle();
    for (name, other) in [("alice", "bob"), ("bob", "alice")] {
        assert_eq!(world.straight(name, other), Some(Straight::Never), "{name}");
    }
    // Of two circles one may go straight and one may not: a relay serves both, and a straight way one of them.
    let chemistry = Name::from("Chemistry");
    world.ask("alice", Command::CircleNew { title: chemistry.0.clone() }).expect("founded");
    let ticket = world.ticket("alice", &chemistry);
    world.ask("bob", Command::CircleJoin { ticket }).expect("a good ticket");
    world.settle();
    assert_eq!(world.straight("alice", "bob"), Some(Straight::Last));
    world.ask("alice", set(&biology, Some(ReachName::Lan), None, None)).expect("settled");
    assert_eq!(world.straight("alice", "bob"), Some(Straight::Free));
    // Who shares nothing is no affair of the transport's.
    world.plug("alice", "eve");
    assert_eq!(world.straight("alice", "eve"), None);
}
