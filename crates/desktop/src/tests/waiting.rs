//! A circle that waits: a ticket was taken, and nobody of it was met yet.

use commonplace_core::id::CircleId;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Admission, Finding, Membership, Peer, Severity};
use commonplace_node::command::Command;
use commonplace_node::event::Event;

use super::fake::{NOON, World};
use super::window::Window;
use super::written;

const RELAY: &str = "/ip4/192.168.1.9/tcp/17017/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";

/// Ben holds a ticket to a circle, and has met nobody.
fn ben() -> (World, CircleId) {
    let mut world = World::of("Ben");
    let circle = world.add_circle("Cell biology", Membership::Pending, 0);
    world.circles[0].until = Some(Timestamp::from_millis(NOON + 86_400_000));
    world.findings = vec![Finding {
        id: "multicast-blocked".into(),
        severity: Severity::Problem,
        about: Some("wlan0".into()),
        minutes: None,
        text: String::new(),
        next: None,
    }];
    (world, circle)
}

/// Somebody nearby of whom nothing is known.
pub(super) fn stranger() -> Peer {
    Peer {
        id: "12D3".into(),
        person: None,
        address: Some("/ip4/192.168.1.8/tcp/4001".into()),
        way: None,
        connected: true,
        nearby: true,
        clock: None,
        circles: Vec::new(),
    }
}

#[test]
fn it_says_whom_to_meet_and_who_is_there() {
    let (mut world, _) = ben();
    world.circles[0].relays = vec![RELAY.into()];
    let mut window = Window::open(world);
    window.resize(1280.0, 1600.0);
    window.click("Cell biology");
    window.expect("Anybody who is in the circle");
    window.expect("Nobody is nearby just now. This page changes by itself");
    window.expect("The ticket is good until");
    window.expect(&commonplace_node::relay::words_of(RELAY));
    assert!(!window.sees("Search this circle"), "there is no list of it yet");
    window.double.world().peers = vec![stranger()];
    window.news(Event::Listening { addresses: Vec::new() });
    window.expect("One laptop is nearby.");
}

#[test]
fn what_is_in_the_way_is_looked_for_where_one_waits() {
    let (world, _) = ben();
    let mut window = Window::open(world);
    window.resize(1280.0, 1600.0);
    window.click("Cell biology");
    window.click("Look what is in the way");
    window.expect("wlan0");
    window.click("Ask on a USB stick instead");
    window.expect("Exchange");
    window.click("Try the address of the other laptop");
    window.expect("People and copies");
}

#[test]
fn waiting_is_given_up_after_one_more_look() {
    let (world, circle) = ben();
    let mut window = Window::open(world);
    window.resize(1280.0, 1600.0);
    window.click("Cell biology");
    window.click_last("Give up waiting");
    assert_eq!(written(&window), []);
    window.click("Go on waiting");
    window.click_last("Give up waiting");
    window.click("Give it up");
    assert_eq!(written(&window), [Command::CircleLeave { circle: circle.into(), sure: true }]);
    window.expect("Hello, Ben");
    assert!(!window.sees("Cell biology"));
}

#[test]
fn who_was_turned_away_is_told_so_and_waits_for_nothing() {
    let told = "You were not let in: the ticket has expired. Ask for a new one.";
    let (mut world, _) = ben();
    world.circles[0].admission = Some(Admission::Expired);
    let mut window = Window::open(world);
    window.click("Cell biology");
    window.expect(told);
    assert!(!window.sees("Whom to meet"));
    let (mut world, _) = ben();
    world.circles[0].until = Some(Timestamp::from_millis(NOON - 1));
    let mut window = Window::open(world);
    window.click("Cell biology");
    window.expect(told);
}

#[test]
fn nothing_is_written_in_a_circle_that_one_is_not_in_yet() {
    let (world, _) = ben();
    let mut window = Window::open(world);
    window.click("Cell biology");
    window.command("n", false);
    window.expect("You are not a member of “Cell biology”");
    window.command("m", false);
    window.expect("Whom to meet");
    window.command("k", false);
    assert!(!window.sees("write a note") && !window.sees("export the circle"));
}
