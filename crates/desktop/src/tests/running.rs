//! Running a circle: roles, removal, ways, leaving.

use std::path::PathBuf;

use commonplace_core::id::{CircleId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Bundle, BundleState, Did, Invitation, LogLine, Member, Membership, Removed};
use commonplace_node::command::{Command, ReachName, RoleName, Room};
use commonplace_node::error::Error;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::{NOON, World, person};
use super::window::Window;
use super::written;
use crate::screen::circle::{room, stick};

fn member(name: &str, role: RoleName, rank: u16, me: bool) -> Member {
    Member {
        id: person(name).id,
        name: name.into(),
        role,
        rank,
        me,
        devices: vec!["laptop".into()],
        forked: Vec::new(),
    }
}

fn page() -> (Window, CircleId, PersonId) {
    let mut world = World::of("Ana");
    let circle = world.add_circle("Cell biology", Membership::Joined, 2);
    world.members = vec![member("Ana", RoleName::Steward, 0, true), member("Ben", RoleName::Learner, 10, false)];
    let mut window = Window::open(world);
    window.resize(1280.0, 2000.0);
    window.click("Cell biology");
    window.command("m", false);
    (window, circle, person("Ben").id)
}

#[test]
fn a_member_gets_another_role() {
    let (mut window, circle, ben) = page();
    window.expect("Ana (you)");
    window.click("Change");
    window.click("facilitator");
    let role = Command::CircleRole { circle: circle.into(), person: ben.into(), role: RoleName::Facilitator };
    assert_eq!(written(&window), [role]);
}

#[test]
fn what_removal_cannot_do_is_said_before_it_is_done() {
    let (mut window, circle, ben) = page();
    window.click("Change");
    window.click("Remove from the circle");
    window.expect("Ben keeps what is on their laptop");
    assert!(written(&window).is_empty());
    window.click("Remove");
    assert_eq!(written(&window), [Command::CircleRemove { circle: circle.into(), person: ben.into() }]);
}

#[test]
fn who_was_removed_reads_by_whom_and_is_offered_nothing_to_write() {
    let mut world = World::of("Ben");
    world.add_circle("Cell biology", Membership::Removed, 2);
    world.circles[0].removed = Some(Removed { by: Some(person("Ana")), at: Timestamp::from_millis(NOON) });
    let mut window = Window::open(world);
    window.expect("You were removed by Ana on");
    window.click("Cell biology");
    window.expect("What you have stays readable here; nothing new comes.");
    assert!(!window.sees("Ask a question"));
    window.command("n", false);
    window.expect("Ana removed you from");
    assert!(written(&window).is_empty());
}

#[test]
fn a_circle_can_be_kept_to_one_network() {
    let (mut window, circle, _) = page();
    window.click("This network only");
    let set = Command::CircleSet {
        circle: circle.into(),
        reach: Some(ReachName::Lan),
        relays: Some(Vec::new()),
        quota: None,
        relay_days: None,
    };
    assert_eq!(written(&window), [set]);
}

#[test]
fn a_relay_of_this_room_is_added_without_typing_and_its_lease_is_copied() {
    let mut world = World::of("Ana");
    let circle = world.add_circle("Cell biology", Membership::Joined, 2);
    world.members = vec![member("Ana", RoleName::Steward, 0, true)];
    let relay = "/ip4/192.168.1.9/tcp/17017/p2p/12D3KooWyzyzyzyzyzyz".to_owned();
    world.circles[0].relays_near = vec![relay.clone()];
    let mut window = Window::open(world);
    window.resize(1280.0, 2000.0);
    window.click("Cell biology");
    window.command("m", false);
    window.expect("Shows itself in this network:");
    window.expect("192.168.1.9");
    window.expect(&commonplace_node::relay::words_of(&relay));
    // The one beside it comes before the one beside the field.
    window.click("Add");
    let set = Command::CircleSet {
        circle: circle.into(),
        reach: Some(ReachName::Anywhere),
        relays: Some(vec![relay.clone()]),
        quota: None,
        relay_days: None,
    };
    assert_eq!(written(&window), [set]);
    window.click("Copy its lease");
    assert_eq!(window.clipboard.as_deref(), Some("commonplace-lease:abc"));
    window.expect("commonplace relay --allow");
}

#[test]
fn who_is_a_carrier_reads_what_carries_instead_and_nobody_is_made_one() {
    let mut world = World::of("Ana");
    world.add_circle("Cell biology", Membership::Joined, 2);
    world.members = vec![member("Ana", RoleName::Steward, 0, true), member("Ben", RoleName::Carrier, 10, false)];
    let mut window = Window::open(world);
    window.resize(1280.0, 2000.0);
    window.click("Cell biology");
    window.command("m", false);
    window.expect("carrier");
    window.click("Change");
    window.expect("What carries sealed records for others is a relay");
    window.click("reader");
    let asked = written(&window);
    assert!(matches!(asked[..], [Command::CircleRole { role: RoleName::Reader, .. }]), "{asked:?}");
}

#[test]
fn leaving_asks_once_more() {
    let (mut window, circle, _) = page();
    window.click_last("Leave the circle");
    window.expect("You keep what is on this laptop");
    window.click("Leave it");
    assert_eq!(written(&window), [Command::CircleLeave { circle: circle.into(), sure: true }]);
    window.expect("Hello, Ana");
}

#[test]
fn the_only_steward_reads_what_nobody_could_do_then() {
    let (mut window, ..) = page();
    window.expect("You are the only steward.");
    let mut world = World::of("Ana");
    world.add_circle("Cell biology", Membership::Joined, 2);
    world.members = vec![member("Ana", RoleName::Steward, 0, true), member("Ben", RoleName::Steward, 1, false)];
    let mut window = Window::open(world);
    window.resize(1280.0, 2000.0);
    window.click("Cell biology");
    window.command("m", false);
    window.expect("You keep what is on this laptop");
    assert!(!window.sees("You are the only steward."));
}

#[test]
fn a_ticket_is_taken_back_where_tickets_are_made() {
    let mut world = World::of("Ana");
    let circle = world.add_circle("Cell biology", Membership::Joined, 2);
    let open = |at: u8, may_take_back: bool| Invitation {
        id: RecordId::from_bytes([at; 32]),
        circle: "Cell biology".into(),
        by: person("Ben"),
        role: RoleName::Learner,
        uses: 5,
        came: vec![person("Cem")],
        expires: Timestamp::from_millis(NOON),
        open: true,
        may_take_back,
    };
    world.invitations = vec![open(1, true), open(2, false)];
    let mut window = Window::open(world);
    window.resize(1280.0, 2000.0);
    window.click("Cell biology");
    window.command("i", false);
    window.click("With a ticket");
    window.expect("Ben invites as learner, until");
    window.expect("1 of 5 came");
    window.click("Take back");
    let invitation = RecordId::from_bytes([1; 32]).into();
    assert_eq!(written(&window), [Command::CircleUninvite { circle: circle.into(), invitation }]);
    assert!(!window.sees("Take back"), "the other is not hers to take");
}

#[test]
fn a_stick_is_read_and_then_written_for_the_others() {
    let (mut window, circle, _) = page();
    let bundle = |state: BundleState, new: u64| Bundle { state, new, records: 7, blobs: 2, whole: true, ..empty() };
    window.double.world().bundles = [
        vec![bundle(BundleState::Read, 5)],
        vec![bundle(BundleState::Written, 0)],
        vec![bundle(BundleState::Written, 0)],
    ]
    .into();
    window.click_id(stick::PLACE);
    window.types("/media/ana/STICK");
    window.click("Exchange");
    let place = PathBuf::from("/media/ana/STICK");
    assert_eq!(
        written(&window),
        [
            Command::BundleRead { from: place.clone() },
            Command::BundleHave { circle: circle.into(), to: place.clone() },
            Command::BundleWrite { circle: circle.into(), to: place.clone(), have: Some(place) },
        ]
    );
    window.expect("5 new changes");
    window.expect("What is on it has reached nobody yet");
}

#[test]
fn the_first_laptop_finds_an_empty_stick_and_writes_on_it() {
    let (mut window, _, _) = page();
    window.double.world().bundles =
        [vec![], vec![Bundle { state: BundleState::Written, records: 7, ..empty() }]].into();
    window.double.world().refusals.push_back(Error::NoBundles { folder: "/media/ana/STICK".into() });
    window.click_id(stick::PLACE);
    window.types("/media/ana/STICK");
    window.click("Exchange");
    assert!(!window.sees("There are no bundles"));
    window.expect("Written: 7 changes");
}

#[test]
fn of_a_stick_on_which_nothing_was_missing_nothing_is_said_that_waits() {
    let (mut window, _, _) = page();
    let bundle = |state: BundleState| Bundle { state, new: 1, whole: true, left_out: 21, ..empty() };
    let written = || vec![bundle(BundleState::Written)];
    window.double.world().bundles = [vec![bundle(BundleState::Read)], written(), written()].into();
    window.click_id(stick::PLACE);
    window.types("/media/ana/STICK");
    window.click("Exchange");
    window.expect("one new change");
    window.expect("lack nothing of what is here");
    assert!(!window.sees("Written: "));
}

fn empty() -> Bundle {
    Bundle { why: None, ..Bundle::refused("stick.cpbundle".as_ref(), String::new()) }
}

#[test]
fn what_changed_is_told_with_what_does_not_count() {
    let mut world = World::of("Ana");
    world.add_circle("Cell biology", Membership::Joined, 2);
    let removed = LogLine {
        id: RecordId::of(b"1"),
        at: Timestamp::from_millis(NOON),
        by: Some(person("Eve")),
        did: Did::Removed,
        who: Some(person("Ben")),
        role: None,
        item: None,
        words: None,
        stands: false,
        why: Some("rank".into()),
        hidden: 0,
        readable: 0,
    };
    let (me, words) = (Some(world.me()), Some("Cell biology".into()));
    let founded = LogLine { by: me, did: Did::Founded, who: None, words, stands: true, why: None, ..removed.clone() };
    world.log = vec![founded, removed];
    let mut window = Window::open(world);
    window.resize(1280.0, 2000.0);
    window.click("Cell biology");
    window.command("m", false);
    window.expect("Eve removed Ben");
    window.expect("Ana (you) founded the circle");
    window.expect("it is beyond its author’s rank");
}

#[test]
fn room_is_given_and_what_would_go_first_is_named() {
    let mut world = World::of("Ana");
    let circle = world.add_circle("Cell biology", Membership::Joined, 2);
    let note = world.add_note(circle, person("Ben"), "Film", "See below.", 60);
    world.attach(note, "film.mp4", "video/mp4", &[7; 2_000]);
    world.note_mut(note).blobs[0].holders = vec![person("Ben")];
    let mut window = Window::open(world);
    window.resize(1280.0, 2400.0);
    window.click("Cell biology");
    window.command("m", false);
    window.expect("It takes 50 kB, and may take as much as there is.");
    window.expect("film.mp4");
    window.expect("one other device has it");
    window.click_id(room::ROOM);
    window.types("lots");
    window.expect("Type a number and MB or GB.");
    for _ in 0..4 {
        window.press(Named::Backspace, Modifiers::empty());
    }
    window.types("2 GB");
    window.press(Named::Enter, Modifiers::empty());
    let given = Command::CircleQuota { circle: circle.into(), room: Some(Room::Bytes(2_000_000_000)) };
    assert_eq!(written(&window), [given]);
    window.expect("It takes 50 kB of the 2 GB that you give it.");
    window.click("Without a limit");
    window.expect("as much as there is");
}
