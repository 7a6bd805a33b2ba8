//! Who somebody is, and what keeps them so.

use commonplace_core::id::DeviceId;
use commonplace_node::answer::{Device, Nearby, PairingState, WordsState};
use commonplace_node::command::{Command, Discovery};
use commonplace_node::error::{Error, PairingEnd};
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::World;
use super::joining::pairing;
use super::window::Window;
use super::written;
use crate::screen::settings::{backup, devices, seal};
use crate::screen::{locked, welcome};

fn near(name: &str) -> Nearby {
    Nearby { id: name.into(), name: name.into(), me: false, person: None, circles: Vec::new(), asks: None }
}

#[test]
fn a_sealed_home_asks_for_its_passphrase_until_it_is_the_right_one() {
    let mut world = World::of("Alice");
    world.passphrase = Some("correct horse".into());
    let mut window = Window::open(world);
    window.expect("Your keys are sealed");
    window.click_id(locked::PASSPHRASE);
    window.types("battery staple");
    window.click("Open");
    window.expect("This is not the passphrase");
    window.click_id(locked::PASSPHRASE);
    window.types("correct horse");
    window.click("Open");
    window.expect("Hello, Alice");
}

#[test]
fn somebody_comes_back_with_the_words_and_mistakes_in_them_are_told() {
    let mut window = Window::open(World::default());
    window.click("I have been here before");
    window.click_id(welcome::WORDS);
    window.types("salt water");
    window.click_id(welcome::NAME);
    window.types("Alice");
    window.click("Come back");
    window.expect("Recovery words are 24, and these are 2");
    window.click("I am new here");
    window.click("Begin");
    window.expect("Hello, Alice");
}

#[test]
fn somebody_comes_back_with_a_backup_and_is_told_that_the_words_are_missing() {
    let mut window = Window::open(World::default());
    window.click("I have been here before");
    window.click("I also have a backup");
    window.types("/media/alice/STICK/alice.age");
    // Past the button that chooses it.
    window.tab_to("Choose a file…");
    window.press(Named::Tab, Modifiers::empty());
    window.types("open sesame");
    window.press(Named::Enter, Modifiers::empty());
    window.expect("your 24 recovery words are needed too");
    window.click_id(welcome::WORDS);
    window.types("salt water");
    window.click("Come back");
    window.expect("Hello, alice");
}

#[test]
fn whoever_has_it_on_another_laptop_is_led_to_linking_by_keys_alone() {
    let mut world = World::default();
    world.nearby = vec![near("amber otter")];
    world.pairings.push_back(vec![]);
    let mut window = Window::open(world);
    // The button, I have been here before, I use it on another laptop.
    for _ in 0..2 {
        window.press(Named::Tab, Modifiers::empty());
    }
    window.press(Named::Enter, Modifiers::empty());
    window.expect("Then both laptops are yours");
    window.types("Alice");
    window.press(Named::Enter, Modifiers::empty());
    window.resize(1280.0, 2400.0);
    window.expect("That is mine");
    window.types("salt water cell wall");
    window.press(Named::Enter, Modifiers::empty());
    assert_eq!(written(&window), [Command::DeviceBecomeCode { name: None, code: "salt water cell wall".into() }]);
    window.expect("salt water cell wall");
}

#[test]
fn a_new_laptop_chooses_the_one_that_its_person_sees_and_the_other_one_waits_for_it() {
    let mut world = World::of("Alice");
    world.nearby = vec![near("amber otter")];
    let mut window = Window::open(world);
    window.command(",", false);
    window.resize(1280.0, 2400.0);
    window.click("This is my new laptop");
    window.double.world().refusals.push_back(Error::Pairing { why: PairingEnd::NotAwaited });
    window.click("That is mine");
    window.expect("Press “Link a new laptop” on it");
    window.expect("amber otter");
    window.click("Cancel");
    window.click("Link a new laptop");
    let node = Some("amber otter".into());
    assert_eq!(
        written(&window),
        [Command::DeviceBecome { name: None, node }, Command::DeviceLink { node: None, passphrase: None }]
    );
}

#[test]
fn two_passphrases_that_will_differ_are_said_to_while_they_are_typed() {
    let mut window = Window::open(World::of("Alice"));
    window.click("Settings");
    window.resize(1280.0, 2400.0);
    window.click("Set a passphrase");
    window.types("correct horse");
    window.click_id(seal::AGAIN);
    window.types("correct h");
    assert!(!window.sees("The two differ."));
    window.types("a");
    window.expect("The two differ.");
}

#[test]
fn recovery_words_are_shown_and_then_asked_for() {
    let mut window = Window::open(World::of("Alice"));
    window.click("Settings");
    window.resize(1280.0, 2400.0);
    window.expect("You have not written them down yet.");
    window.click("Show the words");
    window.expect("whoever has these words is you");
    window.click("Check my paper");
    window.expect("What does your paper say?");
    assert_eq!(window.double.world().words, WordsState::Shown);
    window.click("Cancel");
    window.expect("your paper was never checked");
}

#[test]
fn a_sealed_home_asks_for_its_passphrase_before_it_links_a_laptop() {
    let mut world = World::of("Alice");
    world.passphrase = Some("correct horse".into());
    world.pairings.push_back(vec![pairing(PairingState::Joined, false, None)]);
    let mut window = Window::open(world);
    window.click_id(locked::PASSPHRASE);
    window.types("correct horse");
    window.click("Open");
    window.click("Settings");
    window.resize(1280.0, 2400.0);
    window.click("Link a new laptop");
    window.expect("the key that your recovery words stand for");
    window.click_id(devices::PASSPHRASE);
    window.types("battery staple");
    window.click("Link a new laptop");
    window.expect("This is not the passphrase");
    window.click("Link a new laptop");
    window.click_id(devices::PASSPHRASE);
    window.types("correct horse");
    window.click("Link a new laptop");
    window.expect("Linked. Your circles arrive by themselves.");
}

#[test]
fn who_was_taken_away_by_somebody_else_goes_on_as_a_new_device() {
    let mut world = World::of("Alice");
    world.revoked = true;
    let mut window = Window::open(world);
    window.click("Settings");
    window.resize(1280.0, 2400.0);
    window.expect("Was that not you?");
    window.click("It was not me: make it a new device");
    assert!(!window.double.world().revoked);
    window.expect("Link a new laptop");
}

#[test]
fn two_passphrases_that_differ_seal_nothing() {
    let mut window = Window::open(World::of("Alice"));
    window.click("Settings");
    window.resize(1280.0, 2400.0);
    window.click("Set a passphrase");
    window.click_id(seal::NEW);
    window.types("correct horse");
    window.click_id(seal::AGAIN);
    window.types("correct hors");
    window.click("Set a passphrase");
    window.expect("the two that you typed differ");
    assert!(window.double.world().passphrase.is_none());
}

#[test]
fn a_lost_laptop_is_taken_away_after_a_second_word() {
    let mut world = World::of("Alice");
    let device = |number: u8, name: &str, this: bool| Device {
        id: DeviceId::from_bytes([number; 32]),
        name: name.into(),
        this,
        revoked: false,
        circles: vec!["Cell biology".into()],
        wrote: None,
        forked: false,
    };
    world.devices = vec![device(1, "desk", true), device(2, "old laptop", false)];
    let mut window = Window::open(world);
    window.click("Settings");
    window.resize(1280.0, 2400.0);
    window.expect("old laptop");
    window.click("Take away");
    window.expect("This cannot be undone.");
    assert!(written(&window).is_empty());
    window.click("Take it away");
    let revoked = Command::DeviceRevoke { device: DeviceId::from_bytes([2; 32]).into() };
    assert_eq!(written(&window), [revoked]);
    window.expect("was taken away in one circle.");
}

#[test]
fn what_the_words_lack_is_an_error_and_no_home() {
    let mut window = Window::open(World::of("Alice"));
    window.click("Settings");
    window.resize(1280.0, 2400.0);
    window.double.world().refusals.push_back(Error::NoRootKey);
    window.click("Show the words");
    window.expect("the key that your recovery words stand for is not on it");
}

#[test]
fn a_backup_is_written_under_a_passphrase_of_its_own_and_without_keys() {
    let mut window = Window::open(World::of("Alice"));
    window.click("Settings");
    window.resize(1280.0, 2400.0);
    window.click_id(backup::PLACE);
    window.types("/media/alice/alice.age");
    window.click_id(backup::PASSPHRASE);
    window.types("correct horse");
    window.click_id(backup::AGAIN);
    window.types("correct horse");
    window.click("Write the backup");
    assert!(matches!(&written(&window)[..], [Command::Backup { keys: false, home_passphrase: None, .. }]));
    window.expect("The backup is written and was read back: 12 changes, 3 attachments.");
}

#[test]
fn discovery_is_set_at_once() {
    let mut window = Window::open(World::of("Alice"));
    window.click("Settings");
    window.click("Network");
    window.resize(1280.0, 2400.0);
    window.click("Quiet");
    window.expect("Two quiet laptops do not find each other.");
    assert_eq!(window.double.world().discovery, Discovery::Quiet);
}
