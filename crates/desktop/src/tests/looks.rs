//! How the window looks and what it tells: paper, size, place, notices, and the page for trouble.

use commonplace_node::answer::Membership;
use commonplace_node::command::OwnSetting;
use commonplace_node::event::Event;
use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Point, Size};

use super::fake::{World, person};
use super::window::Window;
use super::{Story, in_circle, story};
use crate::app::Message;

const NONE: Modifiers = Modifiers::empty();

/// The settings, on the page of this name.
fn settings(world: World, page: &str) -> Window {
    let mut window = Window::open(world);
    window.resize(1280.0, 2400.0);
    window.command(",", false);
    window.click(page);
    window
}

#[test]
fn high_contrast_is_chosen_for_all_laptops_and_turns_dark_by_the_same_key() {
    let mut window = settings(story().world, "Window");
    let usual = window.contrast();
    window.click("High contrast, light");
    assert!(window.contrast() > usual && !window.is_dark());
    let chosen = window.double.world().own.get(&OwnSetting::Appearance).cloned().flatten();
    assert_eq!(chosen.as_deref(), Some("contrast-light"));
    window.command("d", false);
    assert!(window.contrast() > usual && window.is_dark());
    assert!(window.reopen().contrast() > usual);
}

#[test]
fn a_look_that_only_a_later_version_knows_leaves_this_one_as_it_is() {
    let mut window = Window::open(story().world);
    window.command("d", false);
    window.double.world().own.insert(OwnSetting::Appearance, Some("sepia".into()));
    window.news(Event::SettingsChanged);
    assert!(window.is_dark());
}

#[test]
fn everything_grows_by_keys_and_is_as_large_the_next_day() {
    let mut window = in_circle(story().world);
    window.resize(1280.0, 800.0);
    for _ in 0..9 {
        window.command("+", false);
    }
    assert_eq!(window.room(), Size::new(640.0, 400.0));
    window.expect("Notes and questions");
    assert!(!window.sees("Search this circle"), "list and page have no room side by side");
    let mut window = window.reopen();
    assert_eq!(window.room().width, 640.0);
    window.command("-", false);
    assert!(window.room().width > 640.0);
    window.command("0", false);
    assert_eq!(window.room().width, 1280.0);
}

#[test]
fn the_first_screens_grow_as_well() {
    let mut window = Window::open(World::default());
    window.command("=", true);
    assert!(window.room().width < 1280.0);
}

/// Walks through the screens and looks on each for what is cut off at its sides.
fn walk(language: Language, width: f32, height: f32, larger: usize) -> Vec<String> {
    let Story { mut world, circle, .. } = story();
    world.attach(world.notes[0].row.id, "weights.csv", "text/csv", b"minute,gram");
    world.add_circle("Linear algebra for those who begin", Membership::Pending, 0);
    let mut cut = Vec::new();
    let mut window = Window::open_in(world, language);
    window.resize(width, height);
    for _ in 0..larger {
        window.command("+", false);
    }
    let mut look = |window: &mut Window, screen: &str| {
        cut.extend(window.cut().into_iter().map(|cut| format!("{language:?} {screen}: {cut}")));
    };
    look(&mut window, "circles");
    window.command(",", false);
    look(&mut window, "you");
    for key in ["settings-tab-looks", "settings-tab-network", "settings-tab-trouble"] {
        let words = commonplace_node::text::Text::new(language).get(key);
        window.tab_to(&words);
        window.press(Named::Enter, NONE);
        look(&mut window, key);
    }
    window.command("2", false);
    look(&mut window, "people");
    window.press(Named::F1, NONE);
    look(&mut window, "keys");
    window.press(Named::Escape, NONE);
    window.tell(Message::Desk(crate::desk::Message::Shelf(crate::screen::shelf::Message::Circle(circle))));
    look(&mut window, "list");
    for (key, screen) in [("i", "invite"), ("o", "bring")] {
        window.command(key, false);
        look(&mut window, screen);
        window.press(Named::Escape, NONE);
    }
    window.press(Named::ArrowDown, NONE);
    window.press(Named::Enter, NONE);
    look(&mut window, "note");
    window.press(Named::Escape, NONE);
    window.press(Named::ArrowDown, NONE);
    window.press(Named::Enter, NONE);
    look(&mut window, "question");
    window.press(Named::Escape, NONE);
    window.command("m", false);
    look(&mut window, "room");
    cut
}

#[test]
fn nothing_is_cut_off_at_twice_the_size() {
    let cut: Vec<String> = Language::ALL.into_iter().flat_map(|language| walk(language, 1280.0, 800.0, 5)).collect();
    assert!(cut.is_empty(), "{cut:#?}");
}

#[test]
fn nothing_is_cut_off_in_a_small_window() {
    let cut: Vec<String> = Language::ALL.into_iter().flat_map(|language| walk(language, 900.0, 600.0, 0)).collect();
    assert!(cut.is_empty(), "{cut:#?}");
}

#[test]
fn the_window_comes_back_where_it_was() {
    let mut window = Window::open(story().world);
    window.resize(1000.0, 700.0);
    window.tell(Message::Moved(Point::new(40.0, 30.0)));
    assert!(!window.double_remembers("1000"), "whoever drags a window is left alone");
    window.tell(Message::Placed { maximized: false, over: false });
    assert!(window.double_remembers(r#""size":[1000,700],"corner":[40,30],"maximized":false"#));
    window.tell(Message::Moved(Point::new(50.0, 60.0)));
    window.tell(Message::Placed { maximized: false, over: false });
    assert!(window.double_remembers(r#""corner":[50,60]"#));
    // It fills the screen: its size and corner under that stay.
    window.resize(1920.0, 1080.0);
    window.tell(Message::Moved(Point::ORIGIN));
    window.tell(Message::Placed { maximized: true, over: true });
    assert!(window.double_remembers(r#""size":[1000,700],"corner":[50,60],"maximized":true"#));
}

#[test]
fn an_answer_is_told_once_to_who_works_elsewhere_and_without_a_word_of_it() {
    let Story { world, circle, question, .. } = story();
    let mut window = Window::open(world);
    let answer = |window: &mut Window| {
        let mut world = window.double.world();
        world.add_answer(question, person("Bob"), "Osmotic pressure.", 1);
        let row = world.questions.iter_mut().find(|one| one.row.id == question).expect("it is there");
        row.row.unread = true;
        world.circles[0].unread = 1;
        world.circles[0].records += 1;
        drop(world);
        window.news(Event::Changed { circle, threads: vec![question] });
    };
    answer(&mut window);
    assert!(window.double.notices().is_empty(), "the window is in front");
    window.tell(Message::Focused(false));
    answer(&mut window);
    assert_eq!(window.double.notices(), ["A question of yours has a new answer."]);
    window.news(Event::Changed { circle, threads: vec![question] });
    assert_eq!(window.double.notices().len(), 1, "nothing new has come");
}

#[test]
fn what_others_ask_is_told_only_to_who_wants_to_hear_everything() {
    let ask = |window: &mut Window| {
        let mut world = window.double.world();
        let circle = world.circles[0].id;
        world.add_question(circle, person("Bob"), "What is turgor?", "Please.", 1);
        world.circles[0].questions += 1;
        world.circles[0].unread += 1;
        world.circles[0].records += 1;
        drop(world);
        window.news(Event::Changed { circle, threads: Vec::new() });
    };
    let mut window = settings(story().world, "Window");
    window.tell(Message::Focused(false));
    ask(&mut window);
    assert!(window.double.notices().is_empty());
    window.click("Tell me everything new");
    ask(&mut window);
    assert_eq!(window.double.notices(), ["Somebody has asked a question."]);
    window.click("Tell me nothing");
    ask(&mut window);
    assert_eq!(window.double.notices().len(), 1);
}

#[test]
fn in_trouble_the_log_and_what_the_doctor_finds_are_handed_on_together() {
    let mut world = story().world;
    world.findings = vec![commonplace_node::answer::Finding {
        id: "discovery-quiet".into(),
        severity: commonplace_node::answer::Severity::Note,
        about: None,
        minutes: None,
        text: "this node is quiet".into(),
        next: None,
    }];
    let mut window = settings(world, "Trouble");
    window.expect("no discovery on the local network");
    window.click("Look what is in the way");
    window.expect("This node is quiet");
    window.click("Copy all of it");
    let copied = window.clipboard.clone().expect("something was copied");
    assert!(copied.contains("This node is quiet") && copied.contains("no discovery"), "{copied}");
    window.click("Save as a file");
    let saved = crate::backend::Host::saved(window.double.as_ref()).join("commonplace-log.txt");
    assert_eq!(std::fs::read_to_string(saved).expect("it is there"), copied);
}

#[test]
fn the_profile_says_how_others_see_somebody_and_what_is_missing() {
    let mut window = settings(World::of("Alice"), "You");
    window.expect("Others see you by this name");
    window.expect("You have not written them down yet.");
    window.expect("None is set");
}

#[test]
fn short_messages_stay_for_who_wants_them_to() {
    let mut window = settings(story().world, "Window");
    window.click("Stay until I close them");
    assert!(window.double_remembers(r#""lasting":true"#));
    window.click("Trouble");
    window.click("Copy all of it");
    window.expect("Copied");
    window.press(Named::Escape, NONE);
    assert!(!window.sees("Copied"));
}
