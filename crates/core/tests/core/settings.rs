//! What stewards settle for a circle, and what holds when they disagree.

use commonplace_core::circle::{Action, Circle, Op, OpError, Policy, Reach, Role, Settings, op};
use commonplace_core::encoding::encode;

use crate::world::*;

fn set(world: &mut World, by: &Person, auth: commonplace_core::id::RecordId, reach: Reach) {
    world.say(by, auth, &Op::Settings(settings(reach, &[], None)));
}

#[test]
fn before_anybody_settles_anything_all_ways_are_open() {
    let world = World::new(Policy::default());
    assert_eq!(*world.now().settings(), settings(Reach::Anywhere, &[], None));
    assert!(world.now().may(&alice().id(), Action::Set));
    assert!(!world.now().may(&bob().id(), Action::Set));
}

#[test]
fn the_latest_word_of_the_most_senior_steward_holds() {
    let mut world = World::new(Policy::default());
    let genesis = world.genesis;
    let bobs = world.grant(alice(), genesis, bob(), Role::Steward, 1);
    let carols = world.grant(alice(), genesis, carol(), Role::Learner, 1);
    set(&mut world, bob(), bobs, Reach::Relays);
    assert_eq!(world.now().settings().reach, Reach::Relays);
    set(&mut world, carol(), carols, Reach::Usb);
    assert_eq!(world.now().settings().reach, Reach::Relays, "a learner settles nothing");
    set(&mut world, alice(), genesis, Reach::Lan);
    assert_eq!(world.now().settings().reach, Reach::Lan);
    assert!(!world.now().may(&bob().id(), Action::Set), "a junior does not change what a senior settled");
    set(&mut world, bob(), bobs, Reach::Anywhere);
    assert_eq!(world.now().settings().reach, Reach::Lan);
    world.say(alice(), genesis, &Op::Settings(settings(Reach::Relays, &[RELAY], Some(1 << 30))));
    assert_eq!(*world.now().settings(), settings(Reach::Relays, &[RELAY], Some(1 << 30)));
}

#[test]
fn what_two_founders_settle_at_once_is_the_same_for_everybody() {
    let mut world = World::founded_by(&[alice(), bob()], Policy::default());
    let genesis = world.genesis;
    for (by, reach) in [(alice(), Reach::Lan), (bob(), Reach::Usb)] {
        world.write(by.laptop.id(), genesis, &[genesis], &Op::Settings(settings(reach, &[], None)));
    }
    let mut backwards = world.records.clone();
    backwards.reverse();
    assert_eq!(Circle::evaluate(world.circle, &backwards).settings(), world.now().settings());
    let greatest = world.records[1..].iter().max_by_key(|record| record.id).expect("two");
    let expected = if greatest.device == alice().laptop.id() { Reach::Lan } else { Reach::Usb };
    assert_eq!(world.now().settings().reach, expected);
}

#[test]
fn what_a_removed_steward_settles_unseen_does_not_hold() {
    let mut world = World::new(Policy::default());
    let genesis = world.genesis;
    let bobs = world.grant(alice(), genesis, bob(), Role::Steward, 1);
    set(&mut world, bob(), bobs, Reach::Lan);
    let before = world.now().heads();
    world.say(alice(), genesis, &revoke_op(bobs));
    world.write(bob().laptop.id(), bobs, &before, &Op::Settings(settings(Reach::Anywhere, &[RELAY], None)));
    assert_eq!(*world.now().settings(), settings(Reach::Lan, &[], None), "what was seen stands, what was not does not");
}

#[test]
fn nobody_opens_what_the_founders_closed_for_good() {
    let mut world = World::new(Policy { reach: Reach::Lan, ..Policy::default() });
    let genesis = world.genesis;
    assert_eq!(world.now().settings().reach, Reach::Lan);
    for (settled, holds) in [(Reach::Anywhere, Reach::Lan), (Reach::Relays, Reach::Lan), (Reach::Usb, Reach::Usb)] {
        set(&mut world, alice(), genesis, settled);
        assert_eq!(world.now().settings().reach, holds, "{settled:?}");
    }
}

#[test]
fn what_a_later_version_adds_does_not_hide_what_is_known() {
    let relays = [RELAY];
    let read = |body: &[u8]| Op::decode(op::kind::SETTINGS, body);
    let longer = encode(&(Reach::Lan, relays, Some(7_u64), None::<u16>, "something new", (1_u8, true)));
    assert_eq!(read(&longer).expect("read as far as known"), Op::Settings(settings(Reach::Lan, &[RELAY], Some(7))));
    let first = encode(&(Reach::Lan, relays, Some(7_u64)));
    assert_eq!(read(&first).expect("as the first version wrote it").encode(), first);
    let days = Op::Settings(Settings { relay_days: Some(90), ..settings(Reach::Lan, &[RELAY], Some(7)) });
    assert_eq!(read(&days.encode()).expect("with days"), days);
    let unknown = read(&encode(&(4_u8, relays, None::<u64>)));
    assert!(matches!(unknown, Err(OpError::NewerBody(op::kind::SETTINGS))), "{unknown:?}");
}

#[test]
fn settings_out_of_bounds_are_malformed() {
    let others: Vec<String> = (0..5).map(|n| format!("/ip4/203.0.113.{n}/tcp/4001/p2p/12D3KooW")).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let long = format!("/ip4/203.0.113.7/tcp/4001/p2p/{}", "a".repeat(256));
    assert!(settings(Reach::Relays, &others[..4], Some((1 << 53) - 1)).is_bounded());
    for (why, wrong) in [
        ("five relays", settings(Reach::Relays, &others, None)),
        ("one twice", settings(Reach::Relays, &[RELAY, RELAY], None)),
        ("nobody named", settings(Reach::Relays, &["/ip4/203.0.113.7/tcp/4001"], None)),
        ("no place", settings(Reach::Relays, &["/p2p/12D3KooW"], None)),
        ("no multiaddress", settings(Reach::Relays, &["203.0.113.7:4001/p2p/a"], None)),
        ("white space", settings(Reach::Relays, &["/ip4/203.0.113.7/tcp/4001 /p2p/a"], None)),
        ("too long", settings(Reach::Relays, &[&long], None)),
        ("a great number", settings(Reach::Anywhere, &[], Some(1 << 53))),
    ] {
        assert!(!wrong.is_bounded(), "{why}");
        let read = Op::decode(op::kind::SETTINGS, &Op::Settings(wrong).encode());
        assert!(matches!(read, Err(OpError::Malformed(_))), "{why}: {read:?}");
    }
    for short in [encode(&(0_u8, [RELAY])), encode(&7_u8), Vec::new()] {
        assert!(matches!(Op::decode(op::kind::SETTINGS, &short), Err(OpError::Malformed(_))));
    }
}
