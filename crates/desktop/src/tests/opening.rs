//! Bundles, tickets and links that are opened by a click outside of the window.

use commonplace_node::answer::{Bundle, BundleState};
use commonplace_node::command::{Command, Opened};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use iced::keyboard::{Modifiers, key::Named};

use super::fake::World;
use super::window::Window;
use super::{Story, in_circle, story, written};
use crate::screen::{found, locked};

fn opens(window: &mut Window, opened: Opened) {
    window.news(Event::ShowWindow { open: Some(opened) });
}

fn bundle() -> Opened {
    Opened::Bundle("/media/alice/STICK/homework.cpbundle".into())
}

fn told(state: BundleState) -> Bundle {
    let file = "/media/alice/STICK/homework.cpbundle".as_ref();
    let bare = Bundle { why: None, ..Bundle::refused(file, String::new()) };
    Bundle {
        state,
        circle: Some("Cell biology".into()),
        records: 120,
        blobs: 4,
        new: 17,
        whole: true,
        of: Some(2_000_000),
        ..bare
    }
}

#[test]
fn a_bundle_says_what_it_is_and_nothing_of_it_is_read_before_somebody_says_so() {
    let mut window = in_circle(story().world);
    window.double.world().bundles =
        [vec![told(BundleState::Offered)], vec![told(BundleState::Reading), told(BundleState::Read)]].into();
    opens(&mut window, bundle());
    window.expect("Of “Cell biology”: 120 changes, 4 attachments, 2 MB.");
    window.expect("Who wrote this file does not stand in it.");
    assert!(written(&window).is_empty());
    window.click("Read it");
    assert_eq!(written(&window), [Command::BundleRead { from: "/media/alice/STICK/homework.cpbundle".into() }]);
    window.expect("17 new changes");
}

#[test]
fn a_bundle_of_a_strange_circle_is_refused_in_one_sentence() {
    let mut window = in_circle(story().world);
    let refused = Error::BundleForeign { file: "/media/alice/STICK/homework.cpbundle".into() };
    window.double.world().refusals.push_back(refused);
    opens(&mut window, bundle());
    window.expect("is of a circle that you are not in");
    assert!(!window.sees("Read it"));
}

#[test]
fn a_ticket_stands_in_the_field_until_somebody_hands_it_in() {
    let mut window = in_circle(story().world);
    opens(&mut window, Opened::Ticket("commonplace:abcdef".into()));
    assert!(written(&window).is_empty());
    window.click_last("Join");
    assert_eq!(written(&window), [Command::CircleJoin { ticket: "commonplace:abcdef".into() }]);
}

#[test]
fn a_link_stands_in_the_field_of_the_settings_until_somebody_means_it() {
    let mut window = in_circle(story().world);
    opens(&mut window, Opened::Link("commonplace-link:abcdef".into()));
    window.expect("commonplace-link:abcdef");
    assert!(written(&window).is_empty());
}

#[test]
fn what_somebody_types_in_a_dialog_is_not_taken_from_them() {
    let mut window = Window::open(World::of("Alice"));
    window.click("New circle");
    window.click_id(found::TITLE);
    window.types("Botany");
    opens(&mut window, Opened::Ticket("commonplace:abcdef".into()));
    window.expect("Botany");
    window.press(Named::Escape, Modifiers::empty());
    window.click_last("Join");
    assert_eq!(written(&window), [Command::CircleJoin { ticket: "commonplace:abcdef".into() }]);
}

#[test]
fn what_is_opened_while_the_home_is_locked_waits_until_it_is_open() {
    let Story { mut world, .. } = story();
    world.passphrase = Some("correct horse".into());
    let mut window = Window::open(world);
    window.double.world().bundles = [vec![told(BundleState::Offered)]].into();
    opens(&mut window, bundle());
    window.click_id(locked::PASSPHRASE);
    window.types("correct horse");
    window.click("Open");
    window.expect("Of “Cell biology”: 120 changes");
}
