//! By which ways a circle's records travel, as its stewards settle it.

use commonplace_node::answer::{self, Answer};
use commonplace_node::command::{Command, Name, ReachName};
use commonplace_node::error::Error;

use super::world::World;

const RELAY: &str = "/ip4/203.0.113.7/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";

fn set(circle: &Name, reach: Option<ReachName>, relays: Option<&[&str]>, quota: Option<u64>) -> Command {
    let relays = relays.map(|relays| relays.iter().map(ToString::to_string).collect());
    Command::CircleSet { circle: circle.clone(), reach, relays, quota }
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
