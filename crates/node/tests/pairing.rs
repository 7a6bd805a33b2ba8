//! Coming in next to each other, by four words and by a spoken code; and those who try it without being meant.

use commonplace_core::pairing::nearby_name;
use commonplace_node::answer::{Answer, Membership, Pairing, PairingState};
use commonplace_node::command::{Command, Name, ReachName, RoleName};
use commonplace_node::engine::{AskId, Way};
use commonplace_node::error::{Error, PairingEnd};
use commonplace_node::event::Event;
use commonplace_node::node::Reply;

use super::world::World;

const SECRETS: [&str; 3] = ["Cell biology", "alice", "commonplace:"];

fn admit(circle: &str) -> Command {
    Command::CircleAdmit { circle: Name::from(circle), node: None, role: RoleName::Learner }
}

fn knock_nearby(node: Option<&str>) -> Command {
    Command::CircleJoinNearby { node: node.map(Name::from) }
}

fn pairings(replies: Vec<Reply>) -> Vec<Pairing> {
    let pairing = |reply| match reply {
        Reply::Answer(answer) => match *answer {
            Answer::Pairing(pairing) => pairing,
            other => panic!("{other:?} where a pairing was expected"),
        },
        Reply::Failed(error) => panic!("{error}"),
    };
    replies.into_iter().map(pairing).collect()
}

fn last(world: &mut World, name: &'static str, ask: AskId) -> Pairing {
    pairings(world.heard(name, ask)).pop().expect("something was answered")
}

/// Why it came to nothing.
fn why(world: &mut World, name: &'static str, ask: AskId) -> PairingEnd {
    match world.heard(name, ask).pop() {
        Some(Reply::Failed(Error::Pairing { why })) => why,
        other => panic!("{other:?} where an end was expected"),
    }
}

fn asked(world: &World, name: &str) -> Vec<Pairing> {
    let asked = |event: &Event| match event {
        Event::Pairing(pairing) if pairing.state == PairingState::Asked => Some(pairing.clone()),
        _ => None,
    };
    world.events(name).iter().filter_map(asked).collect()
}

fn membership(world: &mut World, name: &'static str) -> Vec<Membership> {
    let circles = world.ask(name, Command::CircleList).expect("a list");
    let state = |answer| match answer {
        Answer::Circle(circle) => circle.state,
        other => panic!("{other:?} in a list of circles"),
    };
    circles.into_iter().map(state).collect()
}

/// Alice with a circle, the others next to her with nothing.
fn room(others: &[&'static str]) -> World {
    let names: Vec<&'static str> = [&["alice"], others].concat();
    let mut world = World::new(&names);
    world.ask("alice", Command::CircleNew { title: "Cell biology".into() }).expect("founded");
    for other in others {
        world.plug("alice", other);
    }
    world
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn bob_asks_alice_picks_a_circle_both_see_four_words_and_he_is_in() {
    let mut world = room(&["bob"]);
    let bobs = world.begin("bob", knock_nearby(None));
    world.pass(4);
    assert_eq!(last(&mut world, "bob", bobs).state, PairingState::Asking);
    let request = asked(&world, "alice").pop().expect("alice is asked");
    assert_eq!(request.node, Some(nearby_name("bob")));
    assert_eq!((request.asking, request.circle, request.person), (false, None, None));

    let alices = world.begin("alice", admit("Cell biology"));
    let (hers, his) = (last(&mut world, "alice", alices), last(&mut world, "bob", bobs));
    assert_eq!((hers.state, his.state), (PairingState::Words, PairingState::Words));
    assert_eq!(hers.words, his.words);
    assert_eq!(hers.words.expect("words").split(' ').count(), 4);
    assert_eq!(hers.title.as_deref(), Some("Cell biology"));
    assert_eq!((his.title, his.circle), (None, None), "nothing of the circle before she has confirmed");
    for secret in SECRETS {
        assert!(!contains(world.said(), secret), "{secret} was said");
    }

    world.ask("alice", Command::PairingConfirm { pairing: Name::from(&hers.id) }).expect("they are the same");
    world.pass(2);
    let (hers, his) = (last(&mut world, "alice", alices), last(&mut world, "bob", bobs));
    assert_eq!((hers.state, his.state), (PairingState::Joined, PairingState::Joined));
    assert_eq!(hers.person.as_deref(), Some("bob"));
    assert_eq!(his.title.as_deref(), Some("Cell biology"));
    assert_eq!(membership(&mut world, "bob"), [Membership::Joined]);
    for secret in SECRETS {
        assert!(!contains(world.said(), secret), "{secret} was said in clear");
    }
}

#[test]
fn alice_opens_the_door_before_bob_knocks() {
    let mut world = room(&["bob"]);
    let alices = world.begin("alice", admit("Cell biology"));
    assert_eq!(last(&mut world, "alice", alices).state, PairingState::Waiting);
    let bobs = world.begin("bob", knock_nearby(Some(&nearby_name("alice").to_uppercase().replace(' ', "-"))));
    let hers = last(&mut world, "alice", alices);
    assert_eq!(hers.state, PairingState::Words);
    world.ask("alice", Command::PairingConfirm { pairing: Name::from(nearby_name("bob")) }).expect("the same words");
    world.pass(1);
    assert_eq!(last(&mut world, "bob", bobs).state, PairingState::Joined);
    // The invitation was for one, and for some minutes.
    let again = world.begin("bob", knock_nearby(None));
    world.pass(4);
    let alices = world.begin("alice", admit("Cell biology"));
    world.ask("alice", Command::PairingConfirm { pairing: Name::from(nearby_name("bob")) }).expect("the same words");
    assert_eq!(last(&mut world, "bob", again).state, PairingState::Joined, "who is a member already is told so");
    assert_eq!(last(&mut world, "alice", alices).state, PairingState::Joined, "and so is she");
}

#[test]
fn no_means_no_for_a_minute() {
    let mut world = room(&["eve"]);
    let eves = world.begin("eve", knock_nearby(Some(&nearby_name("alice"))));
    world.ask("alice", Command::PairingRefuse { pairing: Name::from(nearby_name("eve")) }).expect("no");
    assert_eq!(why(&mut world, "eve", eves), PairingEnd::Refused);
    for _ in 0..20 {
        let again = world.begin("eve", knock_nearby(Some(&nearby_name("alice"))));
        assert_eq!(why(&mut world, "eve", again), PairingEnd::Busy);
    }
    assert_eq!(asked(&world, "alice").len(), 1, "alice is bothered once");
    world.pass(60);
    world.begin("eve", knock_nearby(Some(&nearby_name("alice"))));
    assert_eq!(asked(&world, "alice").len(), 2);
}

#[test]
fn strangers_do_not_fill_the_screen() {
    let crowd = ["eve1", "eve2", "eve3", "eve4", "eve5", "eve6"];
    let mut world = room(&crowd);
    let asks: Vec<_> = crowd.map(|eve| (eve, world.begin(eve, knock_nearby(Some(&nearby_name("alice")))))).into();
    assert_eq!(asked(&world, "alice").len(), 4);
    for (eve, ask) in &asks[4..] {
        assert_eq!(why(&mut world, eve, *ask), PairingEnd::Busy);
    }
    // Two of one name or several at once: alice has to say whom she means.
    let several = world.ask("alice", admit("Cell biology")).expect_err("several ask");
    assert!(matches!(several, Error::SeveralAsk { nodes } if nodes.len() == 4));
    world.go_away("eve1", asks[0].1);
    let (over, events) = (PairingState::Over, world.events("alice"));
    assert!(events.iter().any(|event| matches!(event, Event::Pairing(seen) if seen.state == over)));
    world.pass(180);
    let (eve, ask) = asks[1];
    assert_eq!(why(&mut world, eve, ask), PairingEnd::Expired, "nobody answered her");
}

#[test]
fn words_that_differ_let_nobody_in() {
    let mut world = room(&["bob"]);
    let bobs = world.begin("bob", knock_nearby(Some(&nearby_name("alice"))));
    let alices = world.begin("alice", admit("Cell biology"));
    let hers = last(&mut world, "alice", alices);
    world.ask("alice", Command::PairingRefuse { pairing: Name::from(&hers.id) }).expect("they differ");
    assert_eq!(why(&mut world, "bob", bobs), PairingEnd::Refused);
    assert_eq!(why(&mut world, "alice", alices), PairingEnd::Refused);
    assert_eq!(membership(&mut world, "bob"), []);
    let late = world.ask("alice", Command::PairingConfirm { pairing: Name::from(&hers.id) });
    assert_eq!(late, Err(Error::Unknown { name: hers.id }));
}

#[test]
fn either_side_may_go_away_at_any_time_and_the_other_is_told() {
    for goes in ["alice", "bob"] {
        let mut world = room(&["bob"]);
        let bobs = world.begin("bob", knock_nearby(Some(&nearby_name("alice"))));
        let alices = world.begin("alice", admit("Cell biology"));
        let (stays, ask) = if goes == "alice" { ("bob", bobs) } else { ("alice", alices) };
        world.go_away(goes, if goes == "alice" { alices } else { bobs });
        assert_eq!(why(&mut world, stays, ask), PairingEnd::Cancelled);
        assert_eq!(membership(&mut world, "bob"), []);
    }
    let mut world = room(&["bob"]);
    let bobs = world.begin("bob", knock_nearby(Some(&nearby_name("alice"))));
    world.unplug("alice", "bob");
    assert_eq!(why(&mut world, "bob", bobs), PairingEnd::Lost);
}

#[test]
fn who_is_not_there_yet_is_waited_for_and_several_have_to_be_named() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let bobs = world.begin("bob", knock_nearby(None));
    assert_eq!(last(&mut world, "bob", bobs).state, PairingState::Waiting);
    world.plug("alice", "bob");
    assert_eq!(asked(&world, "alice").len(), 1, "the only one is taken for the one that is meant");
    world.go_away("bob", bobs);
    world.plug("carol", "bob");
    let bobs = world.begin("bob", knock_nearby(None));
    world.pass(4);
    let Some(Reply::Failed(Error::SeveralNearby { nodes })) = world.heard("bob", bobs).pop() else {
        panic!("two could be meant")
    };
    assert_eq!(nodes.len(), 2);
    let bobs = world.begin("bob", knock_nearby(Some("purple unicorn")));
    world.pass(61);
    assert_eq!(why(&mut world, "bob", bobs), PairingEnd::Nobody);
    let nearby = world.ask("bob", Command::Nearby).expect("a list");
    assert_eq!(nearby.len(), 3, "himself and two others");
}

fn code_of(world: &mut World, circle: &str) -> (AskId, String) {
    let invite = Command::CircleInviteCode { circle: Name::from(circle), role: RoleName::Reader };
    let ask = world.begin("alice", invite);
    let offer = last(world, "alice", ask);
    assert_eq!(offer.state, PairingState::Code);
    (ask, offer.words.expect("four words"))
}

fn typed(code: &str) -> Command {
    Command::CircleJoinCode { code: code.to_owned() }
}

#[test]
fn a_code_said_across_the_room_lets_in_whoever_types_it() {
    let mut world = room(&["bob", "eve"]);
    let (alices, code) = code_of(&mut world, "Cell biology");
    assert!(!world.events("alice").iter().any(|event| format!("{event:?}").contains(&code)), "no listener is told");
    world.plug("bob", "eve");
    let bobs = world.begin("bob", typed(&code.to_uppercase().replace(' ', "-")));
    world.pass(2);
    assert_eq!(last(&mut world, "bob", bobs).state, PairingState::Joined);
    let hers = last(&mut world, "alice", alices);
    assert_eq!((hers.state, hers.person.as_deref()), (PairingState::Joined, Some("bob")));
    for secret in SECRETS.into_iter().chain(code.split(' ')) {
        assert!(!contains(world.said(), secret), "{secret} was said in clear");
    }
    // It was for one.
    let eves = world.begin("eve", typed(&code));
    world.pass(10);
    assert_eq!(why(&mut world, "eve", eves), PairingEnd::NoOffer);
}

#[test]
fn three_wrong_codes_and_it_is_worth_nothing() {
    let mut world = room(&["bob", "eve"]);
    let (alices, code) = code_of(&mut world, "Cell biology");
    let plate = code.split(' ').next().expect("a word");
    let wrong = typed(&format!("{plate} zoo zoo zoo"));
    for left in [2, 1] {
        let eves = world.begin("eve", wrong.clone());
        world.pass(1);
        assert_eq!(why(&mut world, "eve", eves), PairingEnd::WrongCode);
        let hers = last(&mut world, "alice", alices);
        assert_eq!((hers.state, hers.guesses), (PairingState::Wrong, Some(left)));
        world.pass(6);
    }
    let eves = world.begin("eve", wrong);
    world.pass(1);
    assert_eq!(why(&mut world, "eve", eves), PairingEnd::WrongCode);
    assert_eq!(why(&mut world, "alice", alices), PairingEnd::Guesses);
    let bobs = world.begin("bob", typed(&code));
    world.pass(10);
    assert_eq!(why(&mut world, "bob", bobs), PairingEnd::NoOffer, "the right one comes too late");
    assert_eq!(membership(&mut world, "eve"), []);
}

#[test]
fn a_code_lasts_ten_minutes_and_no_longer_than_its_maker_waits() {
    let mut world = room(&["bob"]);
    let (alices, code) = code_of(&mut world, "Cell biology");
    world.pass(600);
    assert_eq!(why(&mut world, "alice", alices), PairingEnd::Expired);
    let bobs = world.begin("bob", typed(&code));
    world.pass(10);
    assert_eq!(why(&mut world, "bob", bobs), PairingEnd::NoOffer);
    let (alices, code) = code_of(&mut world, "Cell biology");
    world.go_away("alice", alices);
    let bobs = world.begin("bob", typed(&code));
    world.pass(10);
    assert_eq!(why(&mut world, "bob", bobs), PairingEnd::NoOffer);
}

#[test]
fn eve_who_claims_every_offer_gets_one_guess_and_keeps_nobody_out() {
    // Eve and alice happen to have offers under one nameplate; eve's is asked first or second, as it comes.
    let mut world = room(&["bob", "eve"]);
    world.ask("eve", Command::CircleNew { title: "Eve's".into() }).expect("founded");
    world.plug("bob", "eve");
    let (_, code) = code_of(&mut world, "Cell biology");
    let plate = code.split(' ').next().expect("a word").to_owned();
    let invite = Command::CircleInviteCode { circle: Name::from("Eve's"), role: RoleName::Learner };
    for _ in 0..20_000 {
        let eves = world.begin("eve", invite.clone());
        let hers = last(&mut world, "eve", eves).words.expect("four words");
        if hers.starts_with(&format!("{plate} ")) {
            break;
        }
        world.go_away("eve", eves);
        world.forget_events();
    }
    let bobs = world.begin("bob", typed(&code));
    world.pass(3);
    assert_eq!(last(&mut world, "bob", bobs).title.as_deref(), Some("Cell biology"));
}

#[test]
fn what_is_no_code_is_told_apart() {
    let mut world = room(&["bob"]);
    let three = world.ask("bob", typed("river stone candle"));
    assert_eq!(three, Err(Error::NotACode { word: None, count: 3 }));
    let other = world.ask("bob", typed("river stone candle xylophone"));
    assert_eq!(other, Err(Error::NotACode { word: Some("xylophone".into()), count: 4 }));
}

#[test]
fn who_may_not_invite_does_not_open_the_door() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let role = RoleName::Reader;
    world
        .ask("alice", Command::CircleRole { circle: circle.clone(), person: Name::from("bob"), role })
        .expect("a role");
    world.settle();
    for command in [admit("Cell biology"), Command::CircleInviteCode { circle, role: RoleName::Learner }] {
        let refused = world.ask("bob", command).expect_err("a reader invites nobody");
        assert!(matches!(refused, Error::NotAllowed { .. }), "{refused}");
    }
}

#[test]
fn nearby_is_who_is_in_the_same_network_and_no_relay() {
    const RELAY: &str = "12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";
    let mut world = World::new(&["alice", "bob", "eve", RELAY]);
    world.ask("alice", Command::CircleNew { title: "Cell biology".into() }).expect("founded");
    world.ask("bob", Command::CircleNew { title: "Chemistry".into() }).expect("founded");
    let relays = Some(vec![format!("/ip4/192.168.1.7/tcp/4001/p2p/{RELAY}")]);
    let chemistry = Name::from("Chemistry");
    world
        .ask("bob", Command::CircleSet { circle: chemistry, reach: None, relays, quota: None, relay_days: None })
        .expect("settled");
    world.plug_by(Way::Relayed, "alice", "eve");
    world.plug("bob", RELAY);
    assert_eq!((near(&mut world, "alice"), near(&mut world, "bob")), (Vec::new(), Vec::new()));
    // Eve asks from the other end of a relay: no person is told of somebody nearby.
    let eves = world.begin("eve", knock_nearby(Some(&nearby_name("alice"))));
    world.pass(70);
    assert!(asked(&world, "alice").is_empty());
    assert_eq!(why(&mut world, "eve", eves), PairingEnd::Nobody);
    // Bob's only neighbour is found though a relay stands in the same room.
    world.plug("alice", "bob");
    assert_eq!(near(&mut world, "bob"), [nearby_name("alice")]);
    world.begin("bob", knock_nearby(None));
    world.pass(4);
    assert_eq!(asked(&world, "alice").pop().expect("alice is asked").node, Some(nearby_name("bob")));
    // Eve has come into the room.
    world.move_to(Way::Local, "alice", "eve");
    assert_eq!(near(&mut world, "alice").len(), 2);
}

fn near(world: &mut World, name: &'static str) -> Vec<String> {
    let named = |answer| match answer {
        Answer::Nearby(nearby) => (!nearby.me).then_some(nearby.name),
        other => panic!("{other:?} in a list of neighbours"),
    };
    world.ask(name, Command::Nearby).expect("a list").into_iter().filter_map(named).collect()
}

/// How far this circle of alice's may travel from now on.
fn keep(world: &mut World, circle: &str, reach: ReachName) {
    let settled = Command::CircleSet {
        circle: Name::from(circle),
        reach: Some(reach),
        relays: None,
        quota: None,
        relay_days: None,
    };
    world.ask("alice", settled).expect("settled");
}

#[test]
fn a_code_for_a_circle_of_this_room_is_worth_nothing_elsewhere_and_both_are_told() {
    let mut world = World::new(&["alice", "bob"]);
    world.ask("alice", Command::CircleNew { title: "Cell biology".into() }).expect("founded");
    keep(&mut world, "Cell biology", ReachName::Lan);
    world.plug_by(Way::Relayed, "alice", "bob");
    let offer = Command::CircleInviteCode { circle: Name::from("Cell biology"), role: RoleName::Learner };
    let alices = world.begin("alice", offer.clone());
    let code = last(&mut world, "alice", alices).words.expect("a code");
    let bobs = world.begin("bob", Command::CircleJoinCode { code });
    world.pass(10);
    assert_eq!(why(&mut world, "alice", alices), PairingEnd::OutOfReach);
    assert_eq!(why(&mut world, "bob", bobs), PairingEnd::OutOfReach);
    assert_eq!(membership(&mut world, "bob"), []);
    world.move_to(Way::Local, "alice", "bob");
    let alices = world.begin("alice", offer);
    let code = last(&mut world, "alice", alices).words.expect("a code");
    world.begin("bob", Command::CircleJoinCode { code });
    world.pass(10);
    assert_eq!(membership(&mut world, "bob"), [Membership::Joined]);
}

#[test]
fn nobody_is_let_into_a_circle_of_sticks_over_a_network() {
    let mut world = room(&["bob"]);
    keep(&mut world, "Cell biology", ReachName::Usb);
    let offer = Command::CircleInviteCode { circle: Name::from("Cell biology"), role: RoleName::Learner };
    for command in [offer, admit("Cell biology")] {
        let refused = world.ask("alice", command);
        assert!(matches!(refused, Err(Error::BySticks { .. })), "{refused:?}");
    }
    world.ticket("alice", &Name::from("Cell biology"));
}
