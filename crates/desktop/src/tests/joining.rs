//! Coming into a circle, and letting others in.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Membership, Nearby, Pairing, PairingState, Peer};
use commonplace_node::command::{Command, RoleName};
use commonplace_node::error::{Error, PairingEnd};
use commonplace_node::event::Event;
use iced::keyboard::{Modifiers, key::Named};

use super::fake::World;
use super::waiting::stranger;
use super::window::Window;
use super::{in_circle, story, written};
use crate::screen::join;

fn node(name: &str, me: bool) -> Nearby {
    Nearby { id: format!("12D3KooW{name}"), name: name.into(), me, person: None, circles: Vec::new(), asks: None }
}

pub(super) fn pairing(state: PairingState, asking: bool, circle: Option<CircleId>) -> Pairing {
    Pairing {
        id: "7".into(),
        purpose: commonplace_node::answer::PairingPurpose::Join,
        state,
        why: None,
        asking,
        node: Some("amber otter".into()),
        peer: None,
        words: None,
        digits: None,
        guesses: None,
        circle,
        title: None,
        person: Some("Ben".into()),
        device: None,
        expires: None,
        link: None,
    }
}

#[test]
fn ben_asks_the_laptop_next_to_him_and_is_in() {
    let mut world = World::of("Ben");
    let circle = world.add_circle("Cell biology", Membership::Joined, 2);
    world.nearby = vec![node("blue heron", true), node("amber otter", false)];
    world.pairings.push_back(vec![
        pairing(PairingState::Asking, true, None),
        pairing(PairingState::Words, true, None),
        pairing(PairingState::Joined, true, Some(circle)),
    ]);
    let mut window = Window::open(world);
    window.click("Join a circle");
    window.expect("Others see this laptop as “blue heron”.");
    window.expect("amber otter");
    window.click("Ask to join");
    assert_eq!(written(&window), [Command::CircleJoinNearby { node: Some("amber otter".into()) }]);
    window.expect("Write the first note");
}

#[test]
fn the_only_laptop_nearby_is_asked_by_one_press() {
    let mut world = World::of("Ben");
    world.peers = vec![Peer { address: None, ..stranger() }];
    world.nearby = vec![node("blue heron", true), node("amber otter", false)];
    world.pairings.push_back(vec![pairing(PairingState::Asking, true, None)]);
    let mut window = Window::open(world);
    window.click("Ask to join");
    assert_eq!(written(&window), [Command::CircleJoinNearby { node: Some("amber otter".into()) }]);
}

#[test]
fn whoever_asks_which_laptop_this_is_reads_it_before_any_dialog() {
    let with = |address: &str| {
        let mut world = World::of("Ben");
        world.nearby = vec![node("blue heron", true)];
        world.listening = vec![address.into()];
        Window::open(world)
    };
    let mut window = with("/ip4/192.168.1.7/tcp/4001");
    window.expect("Others see this laptop as “blue heron”.");
    window.command("2", false);
    window.expect("Others see this laptop as “blue heron”.");
    // Without a network there is nobody to see it.
    let mut window = with("/ip4/127.0.0.1/tcp/4001");
    assert!(!window.sees("Others see this laptop"));
    window.command("2", false);
    assert!(!window.sees("Others see this laptop"));
}

#[test]
fn where_another_has_come_meanwhile_somebody_chooses() {
    let mut world = World::of("Ben");
    world.peers = vec![Peer { address: None, ..stranger() }];
    world.nearby = vec![node("blue heron", true), node("amber otter", false), node("quiet heron", false)];
    let mut window = Window::open(world);
    window.click("Ask to join");
    window.expect("choose the one whose owner you see");
    assert_eq!(written(&window), []);
}

#[test]
fn who_lets_somebody_in_knows_which_of_the_laptops_is_their_own() {
    let mut story = story();
    story.world.nearby = vec![node("blue heron", true), node("amber otter", false)];
    let mut window = in_circle(story.world);
    window.command("i", false);
    window.expect("Others see this laptop as “blue heron”.");
    window.click("With a ticket");
    assert!(!window.sees("blue heron"));
}

#[test]
fn words_that_lead_nowhere_are_said_to_and_can_be_typed_again() {
    let mut window = Window::open(World::of("Ben"));
    window.click("Join a circle");
    window.click("With four words");
    window.double.world().refusals.push_back(Error::Pairing { why: PairingEnd::NoOffer });
    window.click_id(join::CODE);
    window.types("salt water cell wall");
    window.click("Join");
    assert_eq!(written(&window), [Command::CircleJoinCode { code: "salt water cell wall".into() }]);
    window.expect("Nobody who can be reached has made a code with this first word");
    assert!(window.sees("salt water cell wall"), "what was typed is still there");
}

#[test]
fn a_knock_from_nearby_is_shown_and_answered_for_the_circle_that_is_meant() {
    let mut world = World::of("Ana");
    world.add_circle("Cell biology", Membership::Joined, 2);
    let chemistry = world.add_circle("Chemistry", Membership::Joined, 1);
    world.pairings.push_back(vec![pairing(PairingState::Joined, false, Some(chemistry))]);
    let mut window = Window::open(world);
    window.news(Event::Pairing(pairing(PairingState::Asked, false, None)));
    window.expect("“amber otter”, a laptop nearby, asks to come into a circle of yours.");
    window.click("Answer");
    window.expect("Into which circle do you let “amber otter”?");
    window.click_last("Chemistry");
    let admitted =
        Command::CircleAdmit { circle: chemistry.into(), node: Some("amber otter".into()), role: RoleName::Learner };
    assert_eq!(written(&window), [admitted]);
    window.expect("Ben is in.");
    window.press(Named::Enter, Modifiers::empty());
    assert!(!window.sees("Ben is in."));
}

#[test]
fn a_knock_takes_nobody_from_their_writing() {
    let mut window = in_circle(story().world);
    window.command("n", false);
    window.types("Osm");
    window.news(Event::Pairing(pairing(PairingState::Asked, false, None)));
    window.expect("asks to come into a circle of yours.");
    window.types("osis, again");
    assert!(window.sees("Osmosis, again"), "the caret is where it was");
}

#[test]
fn a_knock_can_be_refused_and_goes_when_the_other_side_goes() {
    let mut world = World::of("Ana");
    world.add_circle("Cell biology", Membership::Joined, 2);
    let mut window = Window::open(world);
    window.news(Event::Pairing(pairing(PairingState::Asked, false, None)));
    window.click("Not now");
    assert_eq!(written(&window), [Command::PairingRefuse { pairing: "7".into() }]);
    assert!(!window.sees("a laptop nearby, asks"));
    window.news(Event::Pairing(pairing(PairingState::Asked, false, None)));
    window.expect("a laptop nearby, asks");
    window.news(Event::Pairing(pairing(PairingState::Over, false, None)));
    assert!(!window.sees("a laptop nearby, asks"));
}

#[test]
fn who_asks_while_one_is_about_to_invite_is_seen_and_let_in() {
    let mut world = World::of("Ana");
    let circle = world.add_circle("Cell biology", Membership::Joined, 2);
    world.pairings.push_back(vec![pairing(PairingState::Joined, false, Some(circle))]);
    let mut window = Window::open(world);
    window.click("Cell biology");
    window.command("i", false);
    window.news(Event::Pairing(pairing(PairingState::Asked, false, None)));
    window.expect("“amber otter” asks to come in.");
    window.click("Let somebody in");
    let node = Some("amber otter".into());
    assert_eq!(written(&window), [Command::CircleAdmit { circle: circle.into(), node, role: RoleName::Learner }]);
}
