//! The first minute: a name, a circle, another paper, another language.

use commonplace_node::answer::Membership;
use commonplace_node::command::{Command, OwnSetting};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::World;
use super::window::Window;
use super::{story, written};
use crate::app::Message;
use crate::screen::{found, join, welcome};

#[test]
fn a_name_is_all_it_asks() {
    let mut window = Window::open(World::default());
    window.expect("What should the others call you?");
    window.types("Alice");
    window.click("Begin");
    assert_eq!(window.double.world().name, "Alice");
    window.expect("Hello, Alice");
    window.expect("A circle is a group that learns together");
}

#[test]
fn a_name_that_cannot_be_is_refused_with_a_sentence_and_kept() {
    let mut window = Window::open(World::default());
    window.click_id(welcome::NAME);
    window.types(&"a".repeat(129));
    window.click("Begin");
    window.expect("the name is too long");
    assert!(window.sees(&"a".repeat(129)), "what was typed is still there");
    assert!(window.double.world().name.is_empty());
}

#[test]
fn a_home_that_another_holds_is_said_and_can_be_tried_again() {
    let mut world = World::of("Alice");
    world.closed = Some(Error::HomeHeld { home: "/home/alice".into(), pid: Some(4711) });
    let mut window = Window::open(world);
    window.expect("process 4711");
    window.double.world().closed = None;
    window.click("Try again");
    window.expect("Hello, Alice");
}

#[test]
fn a_new_circle_opens_at_once() {
    let mut window = Window::open(World::of("Alice"));
    window.click("New circle");
    window.click_id(found::TITLE);
    window.types("Cell biology");
    window.click("Start the circle");
    assert_eq!(written(&window), [Command::CircleNew { title: "Cell biology".into() }]);
    window.expect("A new circle. What comes first?");
}

#[test]
fn a_damaged_ticket_is_said_to_be_damaged() {
    let mut window = Window::open(World::of("Ben"));
    window.click("Join a circle");
    window.click("With a ticket");
    window.click_id(join::TICKET);
    window.types("commonplace1xyz");
    window.click("Join");
    window.expect("The ticket has a mistake in it");
    window.click_id(join::TICKET);
    window.press(Named::End, Modifiers::empty());
    window.types("-ok");
    assert!(!window.sees("The ticket has a mistake in it"), "the sentence goes with the mistake");
    window.click("Join");
    window.expect("The ticket is good");
    assert_eq!(window.double.world().circles[0].state, Membership::Pending);
}

#[test]
fn a_pending_circle_says_what_it_waits_for_and_opens_by_itself() {
    let mut world = World::of("Ben");
    let circle = world.add_circle("Cell biology", Membership::Pending, 0);
    let mut window = Window::open(world);
    window.click("Cell biology");
    window.expect("You hold a ticket for");
    (window.double.world().circles[0].state, window.double.world().circles[0].members) = (Membership::Joined, 3);
    window.news(Event::Joined { circle, title: "Cell biology".into() });
    window.expect("Nothing has arrived here yet.");
    window.expect("You are in “Cell biology”");
}

#[test]
fn whoever_still_looks_at_the_ticket_goes_in_with_it() {
    let mut window = Window::open(World::of("Ben"));
    window.click("Join a circle");
    window.click("With a ticket");
    window.click_id(join::TICKET);
    window.types("commonplace1Cells-ok");
    window.click("Join");
    window.expect("The ticket is good");
    let circle = {
        let mut world = window.double.world();
        world.circles[0].state = Membership::Joined;
        world.circles[0].id
    };
    window.news(Event::Joined { circle, title: "Cells".into() });
    assert!(!window.sees("The ticket is good"));
    window.expect("Write the first note");
}

#[test]
fn the_language_changes_at_once_and_is_remembered() {
    let mut window = Window::open(story().world);
    window.click("Settings");
    window.click("Window");
    window.click("Türkçe");
    window.expect("Ayarlar");
    let mut window = window.reopen();
    window.click("Ayarlar");
    window.expect("Ayarlar");
}

#[test]
fn what_is_chosen_on_another_laptop_holds_here() {
    let mut window = Window::open(story().world);
    window.click("Settings");
    window.click("Window");
    window.click("Türkçe");
    let chosen = window.double.world().own.get(&OwnSetting::Language).cloned().flatten();
    assert_eq!(chosen.as_deref(), Some("tr"), "the other laptops hear of it");
    window.double.world().own.insert(OwnSetting::Language, Some("en".into()));
    window.double.world().own.insert(OwnSetting::Appearance, Some("dark".into()));
    window.news(Event::SettingsChanged);
    window.expect("Settings");
    assert!(window.is_dark() && window.double_remembers("dark"));
}

#[test]
fn the_paper_changes_by_key_and_is_remembered() {
    let mut window = Window::open(story().world);
    window.command("d", false);
    assert!(window.double_remembers("dark"));
    window.tell(Message::System(iced::theme::Mode::Light));
    assert!(window.is_dark(), "what was chosen wins over the system");
    assert!(window.reopen().is_dark());
}

#[test]
fn every_sentence_exists_in_every_language() {
    for language in Language::ALL {
        let mut window = Window::open_in(story().world, language);
        let mut seen = window.texts();
        window.click("Cell biology");
        seen.extend(window.texts());
        window.click("Osmosis");
        seen.extend(window.texts());
        for key in ["1", "2", ",", "n"] {
            window.command(key, false);
            seen.extend(window.texts());
        }
        window.press(Named::F1, Modifiers::empty());
        seen.extend(window.texts());
        let missing: Vec<_> = seen.iter().filter(|text| text.starts_with('[') || text.contains("{$")).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
        assert!(seen.len() > 60, "{language:?}: the screens were drawn");
    }
}
