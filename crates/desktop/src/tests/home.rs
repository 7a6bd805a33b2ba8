//! What a circle has for one: what is new, who waits, who is there, what is begun; and how a new circle begins.

use commonplace_core::time::Timestamp;
use commonplace_node::answer::{CircleStatus, Delivered, Member, Membership, OnlyHere};
use commonplace_node::command::{Comes, Command, RoleName};
use commonplace_node::event::Event;
use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::{NOON, World, person};
use super::window::Window;
use super::{Story, in_circle, story};

const NONE: Modifiers = Modifiers::empty();

/// The story, in which bob has changed his note and li waits for an answer since four days.
pub(super) fn busy() -> Story {
    let mut story = story();
    let bob = person("Bob");
    let meeting = story.world.add_meeting(story.circle, bob.clone(), "Membranes together", 48);
    story.world.comes(meeting, person("Li"), Comes::Yes);
    story.world.add_card(story.circle, bob.clone(), "What moves through a membrane?", "Only *water*.");
    let enzymes = story.world.notes.iter().find(|note| note.row.title == "Enzymes").map(|note| note.row.id);
    story.world.make_new(enzymes.expect("it was added"), &bob);
    story.world.add_question(story.circle, person("Li"), "How thick is a membrane?", "", 4 * 86_400);
    let delivered = |person, connected, ago: u64| Delivered {
        person,
        device: "laptop".into(),
        connected,
        all: true,
        lacks: 0,
        mine: true,
        heard: Some(Timestamp::from_millis(NOON - ago * 1000)),
        met: None,
        said: None,
        wrote: None,
    };
    story.world.status = vec![CircleStatus {
        id: story.circle,
        title: "Cell biology".into(),
        records: 9,
        unread: 1,
        newer: 0,
        waiting: 0,
        blobs_missing: 0,
        blobs_bytes: 0,
        blobs_quota: None,
        delivered: vec![delivered(bob, true, 1), delivered(person("Li"), false, 2 * 86_400)],
        only_here: 1,
        elsewhere: 0,
        safe: false,
        relays: Vec::new(),
    }];
    let osmosis = story.osmosis;
    story.world.only_here =
        vec![OnlyHere { id: osmosis, kind: "note".into(), title: "Osmosis".into(), circle: story.circle, records: 1 }];
    let draft = r#"{"title":"Turgor","text":"Leaves hang."}"#;
    story.world.drafts.insert(format!("note-new:{}", story.circle), draft.into());
    story
}

#[test]
fn a_circle_says_what_it_has_for_one() {
    let mut window = in_circle(busy().world);
    for words in [
        "New for you",
        "2 hours ago",
        "Waiting for an answer",
        "unanswered for 4 days",
        "in touch now",
        "last heard 2 days ago",
        "Only on this laptop",
        "Begun and not published",
        "Turgor",
    ] {
        window.expect(words);
    }
}

#[test]
fn each_line_leads_on_by_keys_alone() {
    let mut window = in_circle(busy().world);
    window.tab_to("Turgor");
    window.press(Named::Enter, NONE);
    window.expect("New note");
    window.expect("This is your draft from last time.");
    window.press(Named::Escape, NONE);
    window.command("h", false);
    window.tab_to("How thick is a membrane?");
    window.press(Named::Enter, NONE);
    window.expect("Publish the answer");
    window.command("h", false);
    window.tab_to("Mark all as read");
    window.press(Named::Enter, NONE);
    let circle = window.double.world().circles[0].id;
    assert!(window.double.world().asked.contains(&Command::MarkAllRead { circle: circle.into() }));
    window.news(Event::Changed { circle, threads: Vec::new() });
    window.expect("Nothing new");
}

#[test]
fn a_new_circle_offers_a_beginning() {
    let mut world = World::of("Alice");
    world.add_circle("Cells", Membership::Joined, 1);
    let mut window = Window::open(world);
    window.click("Cells");
    window.expect("Invite somebody");
    assert!(!window.sees("A blank page"), "one empty place says enough");
    window.tab_to("Write the first note");
    window.press(Named::Enter, NONE);
    window.expect("New note");
    window.press(Named::Escape, NONE);
    window.click("Bring in notes that you have");
    window.expect("Bring it in");
}

#[test]
fn in_a_narrow_window_the_home_comes_first_and_leads_to_the_list() {
    let mut window = Window::open(busy().world);
    window.resize(900.0, 600.0);
    window.click("Cell biology");
    window.expect("New for you");
    assert!(!window.sees("Sort and filter"));
    window.click("Notes and questions");
    window.expect("Sort and filter");
    window.click("Osmosis");
    window.press(Named::Escape, NONE);
    window.expect("Sort and filter");
    window.command("h", false);
    window.expect("New for you");
}

#[test]
fn it_is_said_in_every_language() {
    for language in [Language::Turkish, Language::Spanish, Language::Arabic] {
        let mut window = Window::open_in(busy().world, language);
        window.click("Cell biology");
        let texts = window.texts();
        assert!(texts.iter().any(|text| text == "Turgor"), "{texts:#?}");
        assert!(!texts.iter().any(|text| text.contains("home-") || text.contains("New for you")), "{texts:#?}");
    }
}

#[test]
fn everybody_is_named_with_what_they_are_and_leads_to_what_they_began() {
    let mut story = busy();
    let member = |name: &str, role, rank| Member {
        id: person(name).id,
        name: name.into(),
        role,
        rank,
        me: false,
        devices: vec!["old laptop".into()],
        forked: Vec::new(),
    };
    // Somebody of whom no device has spoken is there as well.
    story.world.members = vec![member("Bob", RoleName::Facilitator, 10), member("Zoe", RoleName::Reader, 20)];
    let mut window = Window::open(story.world);
    window.command("2", false);
    window.expect("Cell biology (facilitator)  ·  laptop, old laptop");
    window.expect("Cell biology (reader)  ·  old laptop");
    window.tab_to("Zoe");
    window.press(Named::Enter, NONE);
    window.expect("Nothing fits");
    let asked = window.double.world().asked.clone();
    let by = asked.iter().rev().find_map(|command| match command {
        Command::Library { pick, .. } => pick.author.clone(),
        _ => None,
    });
    assert_eq!(by, Some(person("Zoe").id.into()));
    window.expect("Zoe");
}
