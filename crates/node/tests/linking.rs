//! A laptop becomes a device of the person of another one, by four words and by a code; and those who would like the keys.

use commonplace_core::pairing::nearby_name;
use commonplace_node::answer::{Answer, Pairing, PairingPurpose, PairingState, Whoami};
use commonplace_node::command::{Command, Name, RoleName};
use commonplace_node::engine::AskId;
use commonplace_node::error::{Error, PairingEnd};
use commonplace_node::event::Event;
use commonplace_node::home::Passphrase;
use commonplace_node::node::Reply;

use super::stories::{note, titles};
use super::world::World;

/// Alice's first laptop is the first of a world; its root key is 32 of these.
const ROOT: [u8; 32] = [1; 32];

fn link() -> Command {
    Command::DeviceLink { node: None, passphrase: None }
}

fn be_linked(name: Option<&str>) -> Command {
    Command::DeviceBecome { name: name.map(ToOwned::to_owned), node: Some(Name::from(nearby_name("alice"))) }
}

fn last(world: &mut World, name: &'static str, ask: AskId) -> Pairing {
    match world.heard(name, ask).pop() {
        Some(Reply::Answer(answer)) => match *answer {
            Answer::Pairing(pairing) => pairing,
            other => panic!("{other:?} where a pairing was expected"),
        },
        other => panic!("{other:?} where a pairing was expected"),
    }
}

/// Why it came to nothing.
fn why(world: &mut World, name: &'static str, ask: AskId) -> PairingEnd {
    match world.heard(name, ask).pop() {
        Some(Reply::Failed(Error::Pairing { why })) => why,
        other => panic!("{other:?} where an end was expected"),
    }
}

fn who(world: &mut World, name: &'static str) -> Whoami {
    match world.ask(name, Command::Whoami).expect("an answer").pop() {
        Some(Answer::Whoami(whoami)) => whoami,
        other => panic!("{other:?} where a person was expected"),
    }
}

fn confirm(world: &mut World, name: &'static str, pairing: &Pairing) {
    world.ask(name, Command::PairingConfirm { pairing: Name::from(&pairing.id) }).expect("they are the same");
}

fn was_said(world: &World, secret: &[u8]) -> bool {
    world.said().windows(secret.len()).any(|window| window == secret)
}

/// Alice with a circle and a note, and laptops next to her on which nothing was done.
fn room(others: &[&'static str]) -> World {
    let names: Vec<&'static str> = [&["alice"], others].concat();
    let mut world = World::new(&names);
    let circle = world.circle("alice", &[]);
    world.write("alice", note(&circle, "Osmosis", "Water follows salt."));
    for other in others {
        world.plug("alice", other);
    }
    world
}

/// Both laptops as far as the words.
fn compare(world: &mut World, name: Option<&str>) -> ((AskId, Pairing), (AskId, Pairing)) {
    let alices = world.begin("alice", link());
    assert_eq!(last(world, "alice", alices).state, PairingState::Waiting);
    let desks = world.begin("desk", be_linked(name));
    ((alices, last(world, "alice", alices)), (desks, last(world, "desk", desks)))
}

#[test]
fn four_words_on_both_screens_and_the_new_laptop_is_alices() {
    for first in ["alice", "desk"] {
        let mut world = room(&["desk"]);
        let (alice, before) = (who(&mut world, "alice"), who(&mut world, "desk"));
        let ((alices, hers), (desks, its)) = compare(&mut world, None);
        assert_eq!((hers.state, its.state), (PairingState::Words, PairingState::Words));
        assert_eq!((hers.purpose, its.purpose), (PairingPurpose::Device, PairingPurpose::Device));
        assert_eq!(hers.words, its.words);
        let (second, second_sees, first_sees) =
            if first == "alice" { ("desk", &its, &hers) } else { ("alice", &hers, &its) };
        confirm(&mut world, first, first_sees);
        world.pass(5);
        assert_eq!(who(&mut world, "desk").id, before.id, "one yes is not enough: {first}");
        confirm(&mut world, second, second_sees);
        world.pass(1);
        let (hers, its) = (last(&mut world, "alice", alices), last(&mut world, "desk", desks));
        assert_eq!((hers.state, its.state), (PairingState::Joined, PairingState::Joined));
        assert_eq!((hers.device.as_deref(), its.device.as_deref()), (Some("laptop 2"), Some("laptop 2")));
        assert_eq!(its.person.as_deref(), Some("alice"));

        let after = who(&mut world, "desk");
        assert_eq!((after.id, after.name.as_str()), (alice.id, "alice"));
        assert_eq!(after.device, before.device, "its key was made there and stays there");
        assert_ne!(after.device, alice.device);
        world.settle();
        let circle = Name::from("Cell biology");
        assert_eq!(titles(&mut world, "desk", &circle), ["Osmosis"]);
        world.write("desk", note(&circle, "From the desk", "text"));
        world.settle();
        assert_eq!(titles(&mut world, "alice", &circle), ["From the desk", "Osmosis"]);
        assert_eq!(world.ask("alice", Command::DeviceList).expect("a list").len(), 2);
        assert_eq!(who(&mut world, "alice").handed_over, [], "it has shown itself");
        for secret in [ROOT.as_slice(), b"laptop 2", b"alice", b"Cell biology"] {
            assert!(!was_said(&world, secret), "{secret:?} was said in clear");
        }
    }
}

#[test]
fn a_code_that_is_typed_on_the_new_laptop_is_enough() {
    let mut world = room(&["desk"]);
    let alices = world.begin("alice", Command::DeviceLinkCode { passphrase: None });
    let offer = last(&mut world, "alice", alices);
    assert_eq!((offer.state, offer.purpose, offer.circle), (PairingState::Code, PairingPurpose::Device, None));
    let code = offer.words.expect("four words");
    assert!(!world.events("alice").iter().any(|event| format!("{event:?}").contains(&code)), "no listener is told");
    let command = Command::DeviceBecomeCode { name: Some("desk".into()), code: code.to_uppercase() };
    let desks = world.begin("desk", command);
    world.pass(2);
    let (hers, its) = (last(&mut world, "alice", alices), last(&mut world, "desk", desks));
    assert_eq!((hers.state, its.state), (PairingState::Joined, PairingState::Joined));
    assert_eq!(hers.device.as_deref(), Some("desk"));
    let (alice, desk) = (who(&mut world, "alice"), who(&mut world, "desk"));
    assert_eq!((desk.id, desk.device_name.as_str()), (alice.id, "desk"));
    assert!(!was_said(&world, &ROOT) && !was_said(&world, b"desk"));
}

#[test]
fn eve_gets_no_keys_from_whoever_lets_somebody_into_a_circle() {
    let mut world = room(&["eve", "bob"]);
    let before = who(&mut world, "eve");
    let circle = Name::from("Cell biology");
    let admit = Command::CircleAdmit { circle: circle.clone(), node: None, role: RoleName::Learner };
    let alices = world.begin("alice", admit);
    let eves = world.begin("eve", be_linked(None));
    assert_eq!(why(&mut world, "eve", eves), PairingEnd::NotAwaited);
    assert_eq!(last(&mut world, "alice", alices).state, PairingState::Waiting, "alice was not even asked");
    assert!(!world.events("alice").iter().any(|event| match event {
        Event::Pairing(seen) => seen.purpose == PairingPurpose::Device,
        _ => false,
    }));
    // She waits for who wants to come in, and gets it.
    let bobs = world.begin("bob", Command::CircleJoinNearby { node: Some(Name::from(nearby_name("alice"))) });
    let hers = last(&mut world, "alice", alices);
    assert_eq!((hers.state, hers.purpose), (PairingState::Words, PairingPurpose::Join));
    confirm(&mut world, "alice", &hers);
    world.pass(1);
    assert_eq!(last(&mut world, "bob", bobs).state, PairingState::Joined);
    assert_ne!(who(&mut world, "bob").id, who(&mut world, "alice").id, "bob is bob");

    // Nor does a code for a circle open anything else, for somebody who knows it.
    let alices = world.begin("alice", Command::CircleInviteCode { circle, role: RoleName::Learner });
    let code = last(&mut world, "alice", alices).words.expect("four words");
    let eves = world.begin("eve", Command::DeviceBecomeCode { name: None, code });
    world.pass(10);
    assert_eq!(why(&mut world, "eve", eves), PairingEnd::NoOffer);
    assert_eq!(who(&mut world, "eve").id, before.id);
}

#[test]
fn who_asks_for_a_circle_is_not_taken_for_the_new_laptop_and_nobody_is_made_a_device_of_eve() {
    let mut world = room(&["desk", "eve"]);
    world.plug("desk", "eve");
    // Eve asks to come into a circle while alice waits for her own laptop.
    let alices = world.begin("alice", link());
    last(&mut world, "alice", alices);
    let eves = world.begin("eve", Command::CircleJoinNearby { node: Some(Name::from(nearby_name("alice"))) });
    assert_eq!(last(&mut world, "eve", eves).state, PairingState::Asking);
    assert!(world.heard("alice", alices).is_empty(), "the wait for a laptop goes on");
    world.go_away("eve", eves);
    world.go_away("alice", alices);
    // Eve answers instead of alice. The desk's person sees no words on alice's screen, and says so.
    let before = who(&mut world, "desk");
    let eves = world.begin("eve", link());
    last(&mut world, "eve", eves);
    let become_eves = Command::DeviceBecome { name: None, node: Some(Name::from(nearby_name("eve"))) };
    let desks = world.begin("desk", become_eves);
    let (hers, its) = (last(&mut world, "eve", eves), last(&mut world, "desk", desks));
    confirm(&mut world, "eve", &hers);
    world.pass(10);
    assert_eq!(who(&mut world, "desk").id, before.id, "not before its person agrees");
    world.ask("desk", Command::PairingRefuse { pairing: Name::from(&its.id) }).expect("no");
    assert_eq!(why(&mut world, "eve", eves), PairingEnd::Cancelled);
    assert_eq!(who(&mut world, "desk").id, before.id);
}

#[test]
fn either_laptop_may_go_away_and_nothing_has_changed() {
    for goes in ["alice", "desk"] {
        let mut world = room(&["desk"]);
        let before = who(&mut world, "desk");
        let ((alices, hers), (desks, its)) = compare(&mut world, None);
        let (stays, left, sees) = if goes == "alice" { ("desk", desks, &its) } else { ("alice", alices, &hers) };
        confirm(&mut world, stays, sees);
        world.go_away(goes, if goes == "alice" { alices } else { desks });
        assert_eq!(why(&mut world, stays, left), PairingEnd::Cancelled);
        assert_eq!(who(&mut world, "desk").id, before.id);
    }
    let mut world = room(&["desk"]);
    let before = who(&mut world, "desk");
    let ((alices, _), (desks, _)) = compare(&mut world, None);
    world.unplug("alice", "desk");
    for (name, ask) in [("alice", alices), ("desk", desks)] {
        assert_eq!(why(&mut world, name, ask), PairingEnd::Lost);
    }
    assert_eq!(who(&mut world, "desk").id, before.id);
    // And who waits for no laptop is not bothered by one, however often it asks.
    let mut world = room(&["desk"]);
    for _ in 0..50 {
        let desks = world.begin("desk", be_linked(None));
        assert!(matches!(why(&mut world, "desk", desks), PairingEnd::NotAwaited | PairingEnd::Busy));
    }
    assert!(!world.events("alice").iter().any(|event| matches!(event, Event::Pairing(_))));
}

#[test]
fn a_home_with_circles_stays_who_it_is() {
    let mut world = room(&["desk"]);
    let ((alices, hers), (desks, its)) = compare(&mut world, None);
    // Founded while people compared words.
    world.ask("desk", Command::CircleNew { title: "Chess".into() }).expect("founded");
    let before = who(&mut world, "desk");
    confirm(&mut world, "alice", &hers);
    confirm(&mut world, "desk", &its);
    world.pass(1);
    assert_eq!(why(&mut world, "desk", desks), PairingEnd::Broken);
    assert_eq!(who(&mut world, "desk").id, before.id);
    assert!(matches!(world.ask("desk", be_linked(None)), Err(Error::LivedIn { .. })));
    // The key was there before it was refused, and nobody tells alice that nothing happened; not after a restart either.
    assert_eq!(why(&mut world, "alice", alices), PairingEnd::HandedOver);
    world.crash("alice");
    world.start("alice");
    let handed = who(&mut world, "alice").handed_over;
    assert_eq!(handed.iter().map(|one| one.node.as_str()).collect::<Vec<_>>(), [nearby_name("desk")]);
}

#[test]
fn a_circle_that_one_laptop_joins_appears_on_the_other() {
    // Linked before there is any circle.
    let mut world = World::new(&["alice", "desk", "bob"]);
    world.plug("alice", "desk");
    let ((_, hers), (_, its)) = compare(&mut world, Some("desk"));
    confirm(&mut world, "alice", &hers);
    confirm(&mut world, "desk", &its);
    world.pass(1);
    assert_eq!(who(&mut world, "desk").id, who(&mut world, "alice").id);
    let circles = |world: &mut World, name| world.ask(name, Command::CircleList).expect("a list").len();
    // The first one, founded on the new laptop.
    world.ask("desk", Command::CircleNew { title: "Chess".into() }).expect("founded");
    world.pass(301);
    assert_eq!(circles(&mut world, "alice"), 1, "the old one has asked");
    // One of bob's, while both laptops are together.
    let title = Name::from("Rust");
    world.ask("bob", Command::CircleNew { title: title.0.clone() }).expect("founded");
    let invite = Command::CircleInvite { circle: title.clone(), uses: 1, role: RoleName::Learner };
    let Some(Answer::Ticket(ticket)) = world.ask("bob", invite).expect("invited").pop() else { panic!("no ticket") };
    world.ask("alice", Command::CircleJoin { ticket: ticket.ticket }).expect("a good ticket");
    world.plug("alice", "bob");
    world.pass(301);
    world.settle();
    assert_eq!(circles(&mut world, "desk"), 2);
    world.unplug("alice", "bob");
    let id = world.write("desk", note(&title, "From the desk", "text"));
    world.settle();
    world.plug("alice", "bob");
    world.settle();
    assert_eq!(world.note("bob", id).row.author.name, "alice");
    // And when they meet again, without waiting.
    world.unplug("alice", "desk");
    world.ask("alice", Command::CircleNew { title: "Maps".into() }).expect("founded");
    world.plug("alice", "desk");
    world.pass(1);
    assert_eq!(circles(&mut world, "desk"), 3);
    assert_eq!(world.ask("desk", Command::DeviceList).expect("a list").len(), 2);
}

#[test]
fn a_minute_at_an_open_laptop_is_not_enough_where_a_passphrase_seals_the_keys() {
    let mut world = room(&["eve"]);
    world.seal("alice", "correct horse");
    world.plug("alice", "eve");
    let before = who(&mut world, "eve");
    let passphrase = |typed| Some(Passphrase::new(typed).expect("a passphrase"));
    // Eve sits at alice's laptop while alice fetches coffee.
    for typed in [None, passphrase("battery staple")] {
        for command in [
            Command::DeviceLink { node: None, passphrase: typed.clone() },
            Command::DeviceLinkCode { passphrase: typed.clone() },
        ] {
            let expected = if typed.is_some() { "WrongPassphrase" } else { "Locked" };
            let refused = world.ask("alice", command).expect_err("it is sealed");
            assert!(format!("{refused:?}").starts_with(expected), "{refused:?}");
            let eves = world.begin("eve", be_linked(None));
            assert_eq!(why(&mut world, "eve", eves), PairingEnd::NotAwaited, "nobody waits for her laptop");
            world.pass(120);
        }
    }
    assert_eq!(who(&mut world, "eve").id, before.id);
    assert!(!was_said(&world, &ROOT));
    // Alice knows it.
    let command = Command::DeviceLink { node: None, passphrase: passphrase("correct horse") };
    let alices = world.begin("alice", command);
    assert_eq!(last(&mut world, "alice", alices).state, PairingState::Waiting);
    // Who goes away while it is looked at waits for nobody.
    world.go_away("alice", alices);
    let eves = world.begin("eve", be_linked(None));
    assert_eq!(why(&mut world, "eve", eves), PairingEnd::NotAwaited);
}

#[test]
fn a_seventeenth_laptop_is_refused_with_a_sentence_and_puts_none_out() {
    const AGAIN: [&str; 15] = ["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"];
    let mut world = room(&["desk"]);
    for again in AGAIN {
        world.restore(again, "alice");
        world.plug("alice", again);
        world.settle();
        world.unplug("alice", again);
    }
    let circle = Name::from("Cell biology");
    let records = world.status("alice", &circle).records;
    assert!(matches!(world.ask("alice", link()), Err(Error::TooManyDevices { devices }) if devices.len() == 16));
    // One that was made from words asks by itself, again and again.
    world.restore("17", "alice");
    world.plug("alice", "17");
    world.pass(650);
    assert_eq!(world.status("alice", &circle).records, records, "no record is written");
    assert_eq!(world.ask("17", Command::CircleList).expect("a list"), []);
    for again in AGAIN {
        world.plug("alice", again);
        world.write("alice", note(&circle, again, "text"));
        world.settle();
        assert!(titles(&mut world, again, &circle).contains(&again.to_owned()), "{again} is served");
        world.unplug("alice", again);
    }
}
