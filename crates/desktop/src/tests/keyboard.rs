//! Everything by keys alone.

use commonplace_node::command::{Command, RoleName};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::World;
use super::window::Window;
use super::{in_circle, story, written};
use crate::app::Message;
use crate::desk;
use crate::screen::{bring, circle};

const NONE: Modifiers = Modifiers::empty();

#[test]
fn from_the_first_screen_to_a_published_note_without_a_mouse() {
    let mut window = Window::open(World::default());
    window.types("Alice");
    window.press(Named::Enter, NONE);
    window.expect("Hello, Alice");
    // Tab walks the shelf: all circles, new circle.
    window.press(Named::Tab, NONE);
    window.press(Named::Tab, NONE);
    window.press(Named::Enter, NONE);
    window.expect("Start the circle");
    window.types("Cells");
    window.press(Named::Enter, NONE);
    window.command("n", false);
    window.types("Osmosis");
    window.press(Named::Tab, NONE);
    window.types("Water moves.");
    window.press(Named::Tab, NONE);
    window.types("cells");
    window.command("s", false);
    let [Command::CircleNew { .. }, Command::NoteNew { title, tags, text, .. }] = &written(&window)[..] else {
        panic!("{:?}", written(&window))
    };
    assert_eq!(
        (title.as_deref(), tags.as_slice(), text.as_str()),
        (Some("Osmosis"), &["cells".to_owned()][..], "Water moves.")
    );
}

#[test]
fn arrows_walk_the_list_and_enter_opens() {
    let mut window = in_circle(story().world);
    for _ in 0..3 {
        window.press(Named::ArrowDown, NONE);
    }
    window.press(Named::ArrowUp, NONE);
    window.press(Named::Enter, NONE);
    window.expect("Publish the answer");
}

#[test]
fn every_place_has_a_key_and_escape_leads_back() {
    let mut window = in_circle(story().world);
    window.command("2", false);
    window.expect("What each device is known to have");
    window.press(Named::Escape, NONE);
    window.expect("New for you");
    window.command(",", false);
    window.expect("Others see you by this name");
    window.press(Named::Escape, NONE);
    window.letter("?");
    window.expect("walk through the list");
    window.press(Named::Escape, NONE);
    assert!(!window.sees("walk through the list"));
    window.command("1", false);
    window.expect("Hello, Alice");
}

#[test]
fn letters_typed_before_what_was_opened_is_there_are_not_lost() {
    let mut window = in_circle(story().world);
    window.command_and_type("k", "os/");
    window.expect("os/");
    window.types("m");
    window.expect("os/m");
    window.press(Named::Escape, NONE);
    window.command("f", true);
    window.types("osm");
    window.expect("osm");
    window.press(Named::Escape, NONE);
    window.command_and_type("n", "Why / how?");
    window.press(Named::Tab, NONE);
    window.types("Water moves.");
    window.command("s", false);
    let [Command::NoteNew { title, .. }] = &written(&window)[..] else { panic!("{:?}", written(&window)) };
    assert_eq!(title.as_deref(), Some("Why / how?"));
}

#[test]
fn letters_typed_behind_a_chosen_command_are_for_the_field_that_it_leads_to() {
    let mut window = in_circle(story().world);
    window.command("k", false);
    window.types("usb stick");
    window.press_and_type(Named::Enter, "/media/alice/STICK");
    window.press(Named::Enter, NONE);
    let read = Command::BundleRead { from: "/media/alice/STICK".into() };
    assert!(window.double.world().asked.contains(&read));
    window.command("k", false);
    window.types("new circle");
    window.press_and_type(Named::Enter, "Cells / tissue");
    window.press(Named::Enter, NONE);
    let [.., Command::CircleNew { title, .. }] = &written(&window)[..] else { panic!("{:?}", written(&window)) };
    assert_eq!(title, "Cells / tissue");
}

#[test]
fn a_field_under_a_dialog_hears_that_the_command_key_was_let_go() {
    let mut window = in_circle(story().world);
    for place in ["/media/alice/STICK", "/vac"] {
        window.command("k", false);
        window.types("usb stick");
        window.press(Named::Enter, NONE);
        // Of the letters of this, three would copy, paste and mark all.
        window.types(place);
        window.expect(place);
        window.press(Named::Enter, NONE);
    }
}

#[test]
fn a_space_right_behind_a_key_of_the_same_field_is_not_lost() {
    let mut window = in_circle(story().world);
    window.command("k", false);
    window.types("osmm");
    window.press_and_type(Named::Backspace, " b");
    window.expect("osm b");
}

#[test]
fn a_field_whose_words_are_refused_keeps_the_focus() {
    let mut window = in_circle(story().world);
    window.command("k", false);
    window.types("usb stick");
    window.press(Named::Enter, NONE);
    window.types("/media/alice");
    window.double.world().refusals.push_back(Error::DiskFull);
    window.press(Named::Enter, NONE);
    window.types("/STICK");
    window.expect("/media/alice/STICK");
}

#[test]
fn a_space_behind_what_opens_a_search_is_for_its_field() {
    let mut window = in_circle(story().world);
    window.types("/cell wall?");
    window.expect("cell wall?");
}

#[test]
fn letters_that_no_field_was_to_have_come_into_none_later() {
    let mut window = in_circle(story().world);
    window.types("jjj");
    window.command("k", false);
    window.types("osm");
    assert!(window.texts().contains(&"osm".to_owned()));
    window.press(Named::Escape, NONE);
    window.types("jjj");
    window.click("Ask a question");
    window.types("Osmosis");
    assert!(window.texts().contains(&"Osmosis".to_owned()));
}

#[test]
fn escape_ends_what_is_being_taken_in_as_its_button_does() {
    let mut window = in_circle(story().world);
    window.command("o", false);
    window.types("/home/alice/notes");
    let taking = window.tell_later(Message::Desk(desk::Message::Bring(bring::Message::Take)));
    window.expect("Working…");
    window.press(Named::Escape, NONE);
    assert!(!window.sees("Working…"));
    window.run(taking);
    assert!(!window.double.world().asked.iter().any(|command| matches!(command, Command::Import { .. })));
    window.expect("Bring it in");
    window.press(Named::Escape, NONE);
    assert!(!window.sees("Bring it in"));
}

#[test]
fn a_slash_searches_unless_somebody_types() {
    let mut window = in_circle(story().world);
    window.letter("/");
    window.types("enz");
    window.expect("one result");
    window.types("/");
    window.expect("enz/");
    window.press(Named::Escape, NONE);
    window.press(Named::Escape, NONE);
    window.type_at_once("/osm");
    assert!(window.texts().contains(&"osm".to_owned()));
}

#[test]
fn question_and_edit_keys_concern_the_open_note() {
    let mut window = in_circle(story().world);
    window.click("Osmosis");
    window.command("e", false);
    window.expect("Editing");
    window.press(Named::Escape, NONE);
    window.command("n", true);
    window.expect("About “Osmosis”");
    window.press(Named::Escape, NONE);
    window.expect("Ask about this");
}

#[test]
fn keys_of_the_page_are_asleep_under_a_dialog() {
    let mut window = in_circle(story().world);
    window.command("i", false);
    window.command("n", false);
    window.expect("Let somebody in");
    assert!(!window.sees("New note"));
}

#[test]
fn tab_stays_inside_a_dialog() {
    let mut window = in_circle(story().world);
    window.command("i", false);
    // Close, and the three ways.
    for _ in 0..4 {
        window.press(Named::Tab, NONE);
    }
    window.press(Named::Enter, NONE);
    // One person, 5 people.
    for _ in 0..2 {
        window.press(Named::Tab, NONE);
    }
    window.press(Named::Enter, NONE);
    for _ in 0..2 {
        window.press(Named::Tab, NONE);
    }
    window.press(Named::Enter, NONE);
    for _ in 0..3 {
        window.press(Named::Tab, NONE);
    }
    window.press(Named::Enter, NONE);
    let asked = window.double.world().asked.clone();
    let invited = asked.iter().find_map(|command| match command {
        Command::CircleInvite { uses, role, .. } => Some((*uses, *role)),
        _ => None,
    });
    assert_eq!(invited, Some((5, RoleName::Learner)));
}

#[test]
fn escape_ends_a_search_that_is_in_sight_and_the_list_is_whole_again() {
    let mut window = in_circle(story().world);
    window.letter("/");
    window.types("enzymes");
    window.expect("one result");
    assert!(!window.sees("Osmosis"));
    window.press(Named::Escape, NONE);
    window.expect("Osmosis");
    window.expect("New for you");
    assert!(!window.sees("one result"));
    window.resize(900.0, 600.0);
    window.letter("/");
    window.types("enzymes");
    window.press(Named::Enter, NONE);
    window.press(Named::Escape, NONE);
    window.expect("one result");
}

#[test]
fn a_change_is_undone_and_done_again() {
    let mut window = in_circle(story().world);
    window.click("Osmosis");
    window.command("e", false);
    window.press(Named::Enter, NONE);
    window.types("New");
    window.command("z", false);
    window.command("z", false);
    window.command("z", true);
    window.command("z", true);
    window.command("z", false);
    window.command("s", false);
    let [Command::NoteEdit { text, .. }] = &written(&window)[..] else { panic!("{:?}", written(&window)) };
    assert_eq!(text.as_deref(), Some("\nWater *moves* to where salt is."));
}

#[test]
fn files_are_brought_in_by_their_place() {
    let story = story();
    let circle = story.circle;
    let mut window = in_circle(story.world);
    window.command("o", false);
    window.expect("Bring in files");
    window.types("/home/alice/notes");
    window.press(Named::Enter, NONE);
    let path = "/home/alice/notes".into();
    assert!(window.double.world().asked.contains(&Command::Import { circle: circle.into(), path }));
    window.expect("You may not do this here");
}

#[test]
fn the_arrows_stay_at_their_row_when_another_comes_above_it() {
    let story = story();
    let (circle, question) = (story.circle, story.question);
    let mut window = in_circle(story.world);
    window.press(Named::ArrowDown, NONE);
    window.press(Named::ArrowDown, NONE);
    window.double.world().add_note(circle, super::person("Bob"), "News", "Just now.", 0);
    window.news(Event::Changed { circle, threads: Vec::new() });
    window.expect("News");
    window.press(Named::Enter, NONE);
    let last = window.double.world().asked.iter().rev().find_map(|command| match command {
        Command::QuestionShow { question } => Some(question.clone()),
        _ => None,
    });
    assert_eq!(last, Some(question.into()));
}

#[test]
fn after_a_search_the_keys_belong_to_what_was_opened() {
    let mut window = in_circle(story().world);
    window.letter("/");
    window.types("enzymes");
    window.press(Named::Enter, NONE);
    window.expect("Ask about this");
    window.letter("?");
    window.expect("walk through the list");
}

#[test]
fn in_a_narrow_window_the_arrows_move_the_page_that_covers_the_list() {
    let mut story = story();
    let long = "A paragraph that says little.\n\n".repeat(60);
    story.world.add_note(story.circle, super::person("Bob"), "Long", &long, 1);
    let mut window = in_circle(story.world);
    window.resize(900.0, 600.0);
    window.click("Notes and questions");
    window.click("Long");
    assert!(window.place_of("No comments yet").is_none());
    for _ in 0..80 {
        window.press(Named::ArrowDown, NONE);
    }
    assert!(window.place_of("No comments yet").is_some());
}

#[test]
fn tab_brings_into_sight_what_it_reaches_and_nothing_else() {
    let mut story = story();
    let long = "A paragraph that says little.\n\n".repeat(60);
    let note = story.world.add_note(story.circle, super::person("Bob"), "Long", &long, 1);
    story.world.attach(note, "weights.csv", "text/csv", b"minute,gram");
    let mut window = in_circle(story.world);
    window.click("Long");
    let stops = (0..40).take_while(|_| {
        window.press(Named::Tab, NONE);
        window.place_of("Save").is_none()
    });
    let stops = stops.count();
    assert!((4..40).contains(&stops), "Tab reaches the button and shows it: {stops}");
    // From here Tab goes on to what else can be done with it, and to the status line, which does not move the page.
    window.press(Named::Tab, NONE);
    window.press(Named::Tab, NONE);
    window.press(Named::Home, NONE);
    window.press(Named::Tab, NONE);
    assert!(window.place_of("Save").is_none());
}

#[test]
fn a_question_is_answered_by_keys_alone() {
    let story = story();
    let question = story.question;
    let mut window = in_circle(story.world);
    window.press(Named::ArrowDown, NONE);
    window.press(Named::ArrowDown, NONE);
    window.press(Named::Enter, NONE);
    window.command("e", false);
    window.types("Water spreads out.");
    window.command("s", false);
    let [Command::Answer { question: asked, text }] = &written(&window)[..] else { panic!("{:?}", written(&window)) };
    assert_eq!((asked, text.trim()), (&question.into(), "Water spreads out."));
}

#[test]
fn every_act_of_the_settings_has_a_stop_of_the_tab_key() {
    let mut window = Window::open(World::of("Alice"));
    window.command(",", false);
    let pages: [(&str, &[&str]); 4] = [
        ("You", &["Link a new laptop", "This is my new laptop", "Show the words", "Set a passphrase"]),
        ("Window", &["Light", "High contrast, dark", "Larger", "English", "Tell me nothing"]),
        ("Trouble", &["Look what is in the way", "Copy all of it", "Save as a file"]),
        ("Network", &["On", "Quiet"]),
    ];
    for (page, acts) in pages {
        window.tab_to(page);
        window.press(Named::Enter, NONE);
        for act in acts {
            window.tab_to(act);
        }
    }
    window.press(Named::Enter, NONE);
    assert_eq!(window.double.world().discovery, commonplace_node::command::Discovery::Quiet);
}

#[test]
fn a_circle_is_run_without_a_mouse() {
    let mut story = story();
    story.world.members = vec![member("Alice", true), member("Bob", false)];
    let bob = super::person("Bob").id;
    let mut window = in_circle(story.world);
    window.command("m", false);
    for act in ["Back", "Change", "Invite", "Any way", "This network only"] {
        window.tab_to(act);
    }
    window.tab_to("Change");
    window.press(Named::Enter, NONE);
    window.tab_to("reader");
    window.tab_to("Remove from the circle");
    window.press(Named::Enter, NONE);
    window.tab_to("Remove");
    window.press(Named::Enter, NONE);
    assert_eq!(written(&window), [Command::CircleRemove { circle: story.circle.into(), person: bob.into() }]);
    window.tab_to("Leave the circle");
    window.press(Named::Enter, NONE);
    window.tab_to("Leave it");
}

fn member(name: &str, me: bool) -> commonplace_node::answer::Member {
    let (role, rank) = if me { (RoleName::Steward, 0) } else { (RoleName::Learner, 20) };
    commonplace_node::answer::Member {
        id: super::person(name).id,
        name: name.into(),
        role,
        rank,
        me,
        devices: Vec::new(),
        forked: Vec::new(),
    }
}

#[test]
fn people_and_what_is_in_the_way_are_asked_about_without_a_mouse() {
    let mut window = Window::open(World::of("Alice"));
    window.command("2", false);
    window.tab_to("Look what is in the way");
    window.press(Named::Enter, NONE);
    assert!(window.double.world().asked.iter().any(|asked| matches!(asked, Command::Doctor { .. })));
}

#[test]
fn the_end_of_a_dialog_is_reached_in_a_low_window() {
    let mut window = in_circle(story().world);
    window.resize(900.0, 420.0);
    window.command("i", false);
    window.tab_to("Let somebody in");
    assert!(window.place_of("Let somebody in").is_some(), "the focus is brought into sight");
}

#[test]
fn no_page_takes_over_the_focus_of_the_one_before() {
    let mut window = in_circle(story().world);
    for place in ["m", "2", ",", "1"] {
        window.click("Cell biology");
        window.click("Osmosis");
        window.tab_to("Edit");
        window.command(place, false);
        assert!(!window.is_focused(), "after Ctrl {place}");
    }
    // Asked for once more, a page is opened anew.
    window.click("Cell biology");
    window.command("m", false);
    window.tab_to("Back");
    window.command("m", false);
    assert!(!window.is_focused());
}

#[test]
fn whoever_walks_along_the_shelf_stays_there() {
    let mut window = in_circle(story().world);
    window.tab_to("Settings");
    window.press(Named::Enter, NONE);
    window.expect("Others see you by this name");
    assert!(window.is_focused());
}

#[test]
fn a_stick_is_brought_up_to_date_by_the_name_of_what_one_wants() {
    let mut window = in_circle(story().world);
    window.command("k", false);
    window.types("usb stick");
    window.press(Named::Enter, NONE);
    assert!(window.place_of("Exchange").is_some(), "it is in sight");
    window.types("/media/alice/STICK");
    window.press(Named::Enter, NONE);
    let read = Command::BundleRead { from: "/media/alice/STICK".into() };
    assert!(window.double.world().asked.contains(&read));
}

#[test]
fn the_page_goes_to_the_stick_once_and_then_where_one_goes() {
    let mut window = in_circle(story().world);
    window.command("k", false);
    window.types("usb stick");
    window.press(Named::Enter, NONE);
    assert!(window.place_of("Exchange").is_some());
    window.press(Named::PageUp, NONE);
    assert!(window.place_of("Exchange").is_none());
    window.tell(Message::Desk(desk::Message::Circle(circle::Message::Logged(Ok(Vec::new())))));
    assert!(window.place_of("Exchange").is_none());
}
