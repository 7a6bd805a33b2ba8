//! In a circle: the list, search, tickets, people.

use commonplace_core::limits::LIST_ROWS;
use commonplace_node::answer::{CircleStatus, Delivered, Finding, Peer, Severity};
use commonplace_node::command::Command;
use commonplace_node::event::Event;

use super::fake::{World, person};
use super::window::Window;
use super::{in_circle, story};
use crate::app::Message;
use crate::desk;
use crate::screen::list;

#[test]
fn the_list_shows_notes_and_questions_newest_first() {
    let mut window = in_circle(story().world);
    let texts = window.texts();
    let place = |title: &str| texts.iter().position(|text| text == title);
    assert!(place("Osmosis") < place("Why does salt attract water?"), "{texts:#?}");
    assert!(place("Why does salt attract water?") < place("Enzymes"));
    window.expect("1 answer");
}

#[test]
fn the_list_can_be_filtered() {
    let mut window = in_circle(story().world);
    window.click("Questions");
    assert!(!window.sees("Osmosis"));
    window.expect("Why does salt attract water?");
    window.click("Notes");
    window.expect("Enzymes");
    assert!(!window.sees("Why does salt attract water?"));
}

#[test]
fn a_list_without_open_questions_says_so() {
    let mut story = story();
    story.world.questions.clear();
    let mut window = in_circle(story.world);
    window.click("Questions");
    window.click("Open");
    window.expect("Nothing is open");
}

#[test]
fn search_finds_and_opens_the_first_by_enter() {
    let mut window = in_circle(story().world);
    window.click_id(list::SEARCH);
    window.types("catalyst");
    window.expect("one result");
    assert!(!window.sees("Osmosis"));
    window.press(iced::keyboard::key::Named::Enter, iced::keyboard::Modifiers::empty());
    window.expect("Edit");
    window.tell(Message::Desk(desk::Message::List(list::Message::Query("nowhere".into()))));
    window.expect("Nothing found");
}

#[test]
fn a_long_list_asks_for_what_it_shows() {
    let mut story = story();
    for number in 0..2_000 {
        story.world.add_note(story.circle, person("Bob"), &format!("Note {number}"), "text", 10_000 + number);
    }
    let mut window = in_circle(story.world);
    window.expect("Note 1");
    let asked = window.double.world().asked.clone();
    let rows: usize = asked
        .iter()
        .filter_map(|command| match command {
            Command::NoteList { page, .. } => Some(page.take),
            _ => None,
        })
        .sum();
    assert!(rows <= LIST_ROWS, "asked for {rows} rows");
    assert!(window.texts().len() < 150, "rows out of sight are not drawn: {}", window.texts().len());
}

#[test]
fn what_arrives_appears_in_the_list() {
    let story = story();
    let circle = story.circle;
    let mut window = in_circle(story.world);
    let note = window.double.world().add_note(circle, person("Bob"), "Mitosis", "Cells divide.", 0);
    window.news(Event::Changed { circle, threads: vec![note] });
    window.expect("Mitosis");
}

#[test]
fn a_ticket_is_made_and_copied() {
    let mut window = in_circle(story().world);
    window.command("i", false);
    window.click("With a ticket");
    window.click("5 people");
    window.click("Make a ticket");
    window.expect("commonplace1");
    window.click("Show the picture");
    assert!(!window.sees("commonplace1"));
    window.click("Show the text");
    window.expect("until 28 November 2026");
    window.click("Copy the ticket");
    assert!(window.clipboard.as_ref().is_some_and(|text| text.starts_with("commonplace1")), "{:?}", window.clipboard);
    window.expect("Copied");
}

fn with_bob(only_here: u64, lacks: u64) -> World {
    let mut story = story();
    story.world.listening = vec!["/ip4/192.168.1.7/tcp/4001".into()];
    story.world.peers = vec![Peer {
        id: "12D3".into(),
        person: Some(person("Bob")),
        address: Some("/ip4/192.168.1.8/tcp/4001".into()),
        way: None,
        connected: true,
        nearby: true,
        clock: None,
        circles: vec!["Cell biology".into()],
    }];
    story.world.status = vec![CircleStatus {
        id: story.circle,
        title: "Cell biology".into(),
        records: 9,
        unread: 0,
        newer: 0,
        waiting: 0,
        blobs_missing: 0,
        blobs_bytes: 0,
        blobs_quota: None,
        delivered: vec![Delivered {
            person: person("Bob"),
            device: "Bob's laptop".into(),
            connected: true,
            all: lacks == 0,
            lacks,
            heard: None,
            mine: only_here == 0,
            met: None,
            said: None,
            wrote: None,
        }],
        only_here,
        elsewhere: 0,
        safe: only_here == 0,
        relays: Vec::new(),
    }];
    story.world
}

#[test]
fn the_status_line_says_who_is_nearby_and_what_is_only_here() {
    let mut window = Window::open(with_bob(2, 2));
    window.expect("In touch with Bob");
    window.expect("2 changes only on this laptop so far");
    window.click("People and copies");
    window.expect("lacks 2 changes");
    window.expect("If this laptop were lost now, they would be lost with it.");
}

#[test]
fn who_is_met_elsewhere_is_not_called_nearby() {
    let mut world = with_bob(0, 0);
    world.peers[0].nearby = false;
    let stranger = |nearby| Peer { id: "12D4".into(), person: None, nearby, ..with_bob(0, 0).peers[0].clone() };
    world.peers.push(stranger(false));
    let mut window = Window::open(world);
    window.expect("Nobody is nearby just now");
    window.expect("Elsewhere");
    window.expect("Bob");
    let mut world = with_bob(0, 0);
    world.peers.push(stranger(true));
    let mut window = Window::open(world);
    window.expect("One laptop nearby shares no circle with you yet");
    assert!(!window.sees("Elsewhere"));
}

#[test]
fn what_is_being_received_is_said_for_as_long_as_it_comes() {
    let story = story();
    let circle = story.circle;
    let mut window = Window::open(story.world);
    window.news(Event::Receiving { circle, peer: "12D3".into(), received: 34, expected: Some(37) });
    window.tell(Message::Tick);
    window.expect("Receiving: 34 of 37");
    window.tell(Message::Tick);
    assert!(!window.sees("Receiving"), "a session that ended without a word is over");
}

#[test]
fn everything_is_called_safe_only_when_it_is() {
    let mut window = Window::open(with_bob(0, 0));
    window.expect("Everything is also on another device");
    window.click("People and copies");
    window.expect("has everything");
}

#[test]
fn no_internet_is_fine() {
    let mut window = Window::open(World::of("Alice"));
    window.expect("No internet. That is fine.");
    window.double.world().listening = vec!["/ip4/192.168.1.7/tcp/4001".into()];
    window.news(Event::Listening { addresses: Vec::new() });
    window.expect("Nobody is nearby. That is fine.");
}

#[test]
fn a_small_window_shows_one_thing_at_a_time() {
    let mut window = in_circle(story().world);
    window.resize(700.0, 500.0);
    assert!(!window.sees("Enzymes"), "the home of the circle covers the list");
    window.click("Notes and questions");
    window.expect("Enzymes");
    window.click("Osmosis");
    window.expect("Ask about this");
    assert!(!window.sees("Enzymes"), "the page takes the place of the list");
    window.press(iced::keyboard::key::Named::Escape, iced::keyboard::Modifiers::empty());
    window.expect("Enzymes");
}

#[test]
fn the_connection_doctor_says_what_is_in_the_way_and_what_to_try() {
    let mut story = story();
    story.world.findings = vec![Finding {
        id: "target-firewall".into(),
        severity: Severity::Problem,
        about: Some("192.168.1.7:4001".into()),
        minutes: None,
        text: String::new(),
        next: None,
    }];
    let mut window = Window::open(story.world);
    window.resize(1280.0, 2000.0);
    window.click("People and copies");
    window.click("Look what is in the way");
    window.expect("The laptop at 192.168.1.7:4001 is in this network and lets nothing in");
    window.expect("Allow Commonplace in the firewall of that laptop");
}
