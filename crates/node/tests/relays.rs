//! Circles that go by a relay: what lies there, who is served, and what is told of it.

use commonplace_core::circle::Ticket;
use commonplace_node::answer::{self, Admission, Answer, Membership};
use commonplace_node::command::{Command, Name, ReachName, RoleName, Room};
use commonplace_node::engine::Way;
use commonplace_node::error::Error;
use commonplace_node::event::{Event, RelayNews};
use commonplace_node::sentence::sentence;
use commonplace_node::text::{Language, Text};

use super::world::World;

const RELAY: &str = "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";

fn address() -> String {
    format!("/ip4/203.0.113.7/tcp/4001/p2p/{RELAY}")
}

fn set(world: &mut World, circle: &Name, reach: Option<ReachName>, relays: Option<Vec<String>>) {
    let change = Command::CircleSet { circle: circle.clone(), reach, relays, quota: None, relay_days: None };
    world.ask("alice", change).expect("settled");
}

fn lease_for(world: &mut World, circle: &Name) -> String {
    lease_at(world, circle, address())
}

fn lease_at(world: &mut World, circle: &Name, relay: String) -> String {
    let lease = Command::RelayLease { circle: circle.clone(), relay: Some(relay) };
    match world.ask("alice", lease).expect("a lease").pop() {
        Some(Answer::Lease(lease)) => lease.lease,
        other => panic!("{other:?} where a lease was expected"),
    }
}

fn shown(world: &mut World, name: &'static str, circle: &Name) -> answer::Circle {
    match world.ask(name, Command::CircleShow { circle: circle.clone() }).expect("the circle").pop() {
        Some(Answer::Circle(circle)) => circle,
        other => panic!("{other:?} where a circle was expected"),
    }
}

fn write(world: &mut World, name: &'static str, circle: &Name, title: &str) {
    let (circle, title) = (circle.clone(), Some(title.to_owned()));
    world.write(name, Command::NoteNew { circle, title, tags: Vec::new(), text: "salt".into(), path: None });
    world.settle();
}

fn news(world: &World, name: &str) -> Vec<(RelayNews, u64)> {
    let news = world.events(name).iter().filter_map(|event| match event {
        Event::Relay { news, count, .. } => Some((*news, *count)),
        _ => None,
    });
    news.collect()
}

/// A circle of alice's with these others, at a relay that they all have met and are connected with.
fn at_a_relay(others: &[&'static str]) -> (World, Name) {
    let names: Vec<&'static str> = std::iter::once("alice").chain(others.iter().copied()).collect();
    let mut world = World::new(&names);
    let circle = world.circle("alice", others);
    set(&mut world, &circle, None, Some(vec![address()]));
    world.settle();
    let lease = lease_for(&mut world, &circle);
    world.start_relay(RELAY, &[lease]);
    for name in names {
        world.plug_relay(name, RELAY);
    }
    for other in others {
        world.unplug("alice", other);
    }
    write(&mut world, "alice", &circle, "Osmosis");
    (world, circle)
}

#[test]
fn what_alice_writes_bob_has_by_the_relay_alone() {
    let (mut world, circle) = at_a_relay(&["bob"]);
    assert_eq!(shown(&mut world, "bob", &circle).notes, 1);
    assert!(world.kept_at(RELAY) > 0);
    let status = world.status("alice", &circle);
    assert!(status.relays[0].holds_all && !status.relays[0].dropped, "{:?}", status.relays);
}

#[test]
fn a_relay_by_which_the_circle_goes_no_more_keeps_nothing() {
    for (reach, relays) in [(Some(ReachName::Lan), None), (None, Some(Vec::new()))] {
        let (mut world, circle) = at_a_relay(&["bob"]);
        set(&mut world, &circle, reach, relays);
        assert_eq!(shown(&mut world, "alice", &circle).dropped, [address()], "until it has answered");
        let [relay] = &world.status("alice", &circle).relays[..] else { panic!("no word of the relay") };
        assert!(relay.dropped);
        world.settle();
        assert_eq!(world.kept_at(RELAY), 0);
        assert_eq!(shown(&mut world, "alice", &circle).dropped, [""; 0]);
        assert!(world.status("alice", &circle).relays.is_empty());
        assert!(news(&world, "alice").contains(&(RelayNews::Forgot, 0)));
        // That is so tomorrow, too, and nothing of what is written now goes there.
        world.crash("alice");
        world.start("alice");
        assert_eq!(shown(&mut world, "alice", &circle).dropped, [""; 0]);
        world.plug_relay("alice", RELAY);
        write(&mut world, "alice", &circle, "Diffusion");
        assert_eq!(world.kept_at(RELAY), 0);
        // Bob hears it of alice, and then of the relay.
        world.plug("alice", "bob");
        world.settle();
        assert_eq!(shown(&mut world, "bob", &circle).dropped, [""; 0]);
        let told = |news: &(RelayNews, u64)| matches!(news.0, RelayNews::Forgot | RelayNews::Unknown);
        assert!(news(&world, "bob").iter().any(told), "whichever he hears first");
        // Chosen again it is no relay of theirs until its operator has a new lease, which no old one is.
        set(&mut world, &circle, Some(ReachName::Anywhere), Some(vec![address()]));
        world.settle();
        assert_eq!(world.kept_at(RELAY), 0);
        let lease = lease_for(&mut world, &circle);
        world.unplug_relay("alice", RELAY);
        world.unplug_relay("bob", RELAY);
        world.start_relay(RELAY, &[lease]);
        world.plug_relay("alice", RELAY);
        assert!(world.kept_at(RELAY) > 0);
    }
}

#[test]
fn a_circle_that_keeps_to_its_network_goes_by_a_relay_in_there() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let here = format!("/ip4/192.168.1.9/tcp/17017/p2p/{RELAY}");
    set(&mut world, &circle, Some(ReachName::Lan), Some(vec![here.clone()]));
    world.settle();
    let lease = lease_at(&mut world, &circle, here.clone());
    world.start_relay(RELAY, &[lease]);
    world.unplug("alice", "bob");
    // The laptop with the relay is at home today, and a router away: nothing goes there, not even a question.
    world.plug_relay_by(Way::Direct, "alice", RELAY);
    write(&mut world, "alice", &circle, "Osmosis");
    assert_eq!(world.kept_at(RELAY), 0);
    assert_eq!(world.status("alice", &circle).relays[0].lease, None);
    world.unplug_relay("alice", RELAY);
    world.plug_relay_by(Way::Local, "alice", RELAY);
    assert!(world.status("alice", &circle).relays[0].holds_all);
    world.unplug_relay("alice", RELAY);
    world.plug_relay_by(Way::Local, "bob", RELAY);
    assert_eq!(shown(&mut world, "bob", &circle).notes, 1);
    // A ticket brings its holder there, too.
    let ticket: Ticket = world.ticket("alice", &circle).parse().expect("a ticket");
    assert_eq!(ticket.relays.iter().map(|relay| &relay.address).collect::<Vec<_>>(), [&here]);
    // By its other address it is a relay elsewhere, and is to forget what it has.
    set(&mut world, &circle, None, Some(vec![address()]));
    let dropped = shown(&mut world, "alice", &circle).dropped;
    assert!(dropped == [address()] || dropped == [here], "{dropped:?}");
    world.plug_relay_by(Way::Local, "alice", RELAY);
    assert_eq!(world.kept_at(RELAY), 0);
}

#[test]
fn relays_of_this_network_are_offered_where_they_would_be_gone_by() {
    let mut world = World::new(&["alice"]);
    let circle = world.circle("alice", &[]);
    let here = format!("/ip4/192.168.1.9/tcp/17017/p2p/{RELAY}");
    world.show_relays("alice", &[here.clone(), address()]);
    assert_eq!(shown(&mut world, "alice", &circle).relays_near, [here.clone(), address()]);
    set(&mut world, &circle, Some(ReachName::Lan), None);
    assert_eq!(shown(&mut world, "alice", &circle).relays_near, std::slice::from_ref(&here));
    set(&mut world, &circle, Some(ReachName::Usb), None);
    assert_eq!(shown(&mut world, "alice", &circle).relays_near, [""; 0]);
    // Its address was another one yesterday, when it was named.
    set(&mut world, &circle, Some(ReachName::Anywhere), Some(vec![address()]));
    assert_eq!(shown(&mut world, "alice", &circle).relays_near, [""; 0]);
    world.show_relays("alice", &[]);
    set(&mut world, &circle, None, Some(Vec::new()));
    assert_eq!(shown(&mut world, "alice", &circle).relays_near, [""; 0]);
}

#[test]
fn nobody_is_made_a_carrier() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let role = RoleName::Carrier;
    for command in [
        Command::CircleInvite { circle: circle.clone(), uses: 1, role },
        Command::CircleInviteCode { circle: circle.clone(), role },
        Command::CircleAdmit { circle: circle.clone(), node: None, role },
        Command::CircleRole { circle: circle.clone(), person: Name::from("bob"), role },
    ] {
        let refused = world.ask("alice", command).expect_err("nobody is");
        let said = sentence(&refused, &Text::new(Language::English));
        assert!(said.contains("commonplace relay"), "{said}");
    }
}

#[test]
fn a_relay_that_is_away_is_looked_for_and_gets_no_new_keys() {
    let (mut world, circle) = at_a_relay(&["bob", "eve"]);
    world.unplug_relay("alice", RELAY);
    set(&mut world, &circle, Some(ReachName::Lan), None);
    let remove = Command::CircleRemove { circle: circle.clone(), person: Name::from("eve") };
    world.ask("alice", remove).expect("removed");
    world.settle();
    assert_eq!(shown(&mut world, "alice", &circle).dropped, [address()]);
    assert!(world.dialled("alice").contains(&address()), "{:?}", world.dialled("alice"));
    assert!(world.kept_at(RELAY) > 0, "of which the window speaks");
    world.crash("alice");
    world.start("alice");
    world.settle();
    assert_eq!(shown(&mut world, "alice", &circle).dropped, [address()], "it is not forgotten with the night");
    world.forget_events();
    world.plug_relay("alice", RELAY);
    assert_eq!(world.kept_at(RELAY), 0);
    assert_eq!(shown(&mut world, "alice", &circle).dropped, [""; 0]);
    // Bob's and eve's laptops are not told to do anything there; eve is told that nothing is left.
    world.settle();
    assert_eq!(news(&world, "alice"), [(RelayNews::Forgot, 0)]);
    assert!(!news(&world, "eve").iter().any(|(news, _)| *news == RelayNews::Holds));
}

#[test]
fn a_relay_that_keeps_back_what_alice_speaks_of_is_named() {
    let (mut world, circle) = at_a_relay(&["bob"]);
    let lease = lease_for(&mut world, &circle);
    world.unplug_relay("bob", RELAY);
    let title = Some("Diffusion".to_owned());
    let note = Command::NoteNew { circle: circle.clone(), title, tags: Vec::new(), text: "salt".into(), path: None };
    let kept_back = world.write("alice", note);
    world.settle();
    world.unplug_relay("alice", RELAY);
    world.lose_at(RELAY, kept_back, &[lease]);
    world.forget_events();
    world.plug_relay("bob", RELAY);
    world.settle();
    assert_eq!(shown(&mut world, "bob", &circle).notes, 1);
    let status = world.status("bob", &circle);
    assert_eq!((status.elsewhere, status.relays[0].without), (1, 1));
    assert_eq!(news(&world, "bob").iter().filter(|(news, _)| *news == RelayNews::Without).count(), 1, "once");
    // It comes by another way, and nothing is missing any more.
    world.plug("alice", "bob");
    world.settle();
    let status = world.status("bob", &circle);
    assert_eq!((shown(&mut world, "bob", &circle).notes, status.elsewhere, status.relays[0].without), (2, 0, 0));
    assert!(!news(&world, "alice").iter().any(|(news, _)| *news == RelayNews::Without));
}

/// Bob and eve hold the same ticket for one of the circle of alice and dave, and bob asks at the relay. Nobody else is there.
fn asked_at_the_relay() -> (World, Name, String) {
    let mut world = World::new(&["alice", "bob", "dave", "eve"]);
    let circle = world.circle("alice", &["dave"]);
    set(&mut world, &circle, None, Some(vec![address()]));
    world.settle();
    let lease = lease_for(&mut world, &circle);
    world.start_relay(RELAY, &[lease]);
    let ticket = world.ticket("alice", &circle);
    world.plug_relay("alice", RELAY);
    world.unplug("alice", "dave");
    world.unplug_relay("alice", RELAY);
    for joiner in ["bob", "eve"] {
        world.ask(joiner, Command::CircleJoin { ticket: ticket.clone() }).expect("a good ticket");
    }
    (world, circle, ticket)
}

#[test]
fn who_asks_again_is_let_in_by_the_answer_to_the_first() {
    let (mut world, circle, ticket) = asked_at_the_relay();
    world.plug_relay("bob", RELAY);
    assert!(news(&world, "bob").contains(&(RelayNews::Asked, 0)));
    world.unplug_relay("bob", RELAY);
    world.plug_relay("alice", RELAY);
    world.unplug_relay("alice", RELAY);
    // He sees that he still waits, and opens the link again.
    world.ask("bob", Command::CircleJoin { ticket }).expect("a good ticket");
    world.plug_relay("bob", RELAY);
    assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Joined);
}

#[test]
fn a_refusal_is_one_members_word_and_ends_no_asking() {
    let (mut world, circle, ticket) = asked_at_the_relay();
    let tag = ticket.parse::<Ticket>().expect("own text").tag;
    // Dave lets eve in, of which alice knows nothing, and so has nothing but a refusal for bob.
    world.carry_slips("eve", "dave", tag);
    world.carry_slips("bob", "dave", tag);
    world.carry_slips("dave", "bob", tag);
    assert_eq!(shown(&mut world, "bob", &circle).admission, Some(Admission::UsedUp));
    world.plug_relay("bob", RELAY);
    world.wait(600_000);
    world.settle();
    assert!(news(&world, "bob").contains(&(RelayNews::Asked, 0)), "he asks on");
    world.plug_relay("alice", RELAY);
    world.unplug_relay("alice", RELAY);
    world.wait(600_000);
    world.settle();
    assert_eq!(shown(&mut world, "bob", &circle).state, Membership::Joined);
}

#[test]
fn what_bob_let_go_of_for_want_of_room_comes_back_from_the_relay() {
    let (mut world, circle) = at_a_relay(&["bob"]);
    let text = "Water goes where the salt is. ".repeat(900).trim().to_owned();
    let (title, path) = (Some("Diffusion".to_owned()), None);
    let new = Command::NoteNew { circle: circle.clone(), title, tags: Vec::new(), text: text.clone(), path };
    let note = world.write("alice", new);
    world.settle();
    let room = |bytes| Command::CircleQuota { circle: circle.clone(), room: Some(bytes) };
    // As long as no member says that theirs stays, the relay's copy is none.
    world.ask("bob", room(Room::Bytes(1))).expect("settled");
    world.pass(30);
    assert_eq!(world.note("bob", note).text, text);
    // It stays for half an hour after he has read it.
    world.pass(31 * 60);
    world.plug("alice", "bob");
    world.pass(30);
    world.ask("bob", room(Room::Unlimited)).expect("settled");
    world.crash("alice");
    let show = || Command::NoteShow { note: Name::from(note) };
    assert!(matches!(world.ask("bob", show()), Err(Error::TextAway { .. })));
    world.settle();
    assert_eq!(world.note("bob", note).text, text);
    assert!(news(&world, "bob").iter().all(|(news, _)| *news != RelayNews::Withheld), "and it is told of as before");
}

#[test]
fn a_relay_is_told_from_others_by_four_words_wherever_it_is_met() {
    let (one, other) = (
        "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN",
        "12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo",
    );
    let words = commonplace_node::relay::words_of(one);
    assert_eq!(words, "digital glory vote sail");
    for place in ["/ip4/192.168.1.9/tcp/17017/p2p/", "/dns4/relay.example.org/tcp/17017/p2p/"] {
        assert_eq!(commonplace_node::relay::words_of(&format!("{place}{one}")), words);
    }
    assert_ne!(commonplace_node::relay::words_of(other), words);
}
