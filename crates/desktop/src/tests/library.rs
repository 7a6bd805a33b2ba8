//! Sorting, filtering, choosing several, and what is done with them.

use commonplace_node::answer::Membership;
use commonplace_node::command::{Command, Pick, Sort, What};
use commonplace_node::event::Event;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::{World, person};
use super::window::Window;
use super::{Story, in_circle, story, written};
use crate::app::Message;
use crate::desk;
use crate::widget::clamp::shaped;

const NONE: Modifiers = Modifiers::empty();

/// The story with a tag, and something new by bob.
fn shelf() -> Story {
    let mut story = story();
    story.world.note_mut(story.osmosis).row.tags = vec!["membranes".into()];
    let enzymes = story.world.notes.iter().find(|note| note.row.title == "Enzymes").map(|note| note.row.id);
    story.world.make_new(enzymes.expect("it was added"), &person("Bob"));
    story
}

/// A row's title, its excerpt whole, twice cut, and who wrote it.
const SHAPED_A_ROW: usize = 5;

#[test]
fn a_list_that_moves_by_a_row_sets_no_other_row_anew() {
    let mut world = World::of("Alice");
    let circle = world.add_circle("Cell biology", Membership::Joined, 3);
    for number in 0..60 {
        let text = format!("Note {number} says what water does when a membrane holds the salt back. ").repeat(8);
        world.add_note(circle, person("Bob"), &format!("Number {number}"), &text, 60 + number);
    }
    let mut window = in_circle(world);
    window.expect("Number 0");
    for step in 0..40 {
        let before = shaped();
        window.press(Named::ArrowDown, NONE);
        let anew = shaped() - before;
        assert!(anew <= SHAPED_A_ROW, "step {step} has shaped {anew} texts");
    }
    window.expect("Number 39");
}

fn asked(window: &Window) -> Vec<Pick> {
    let world = window.double.world();
    let picks = world.asked.iter().filter_map(|command| match command {
        Command::Library { pick, .. } => Some(pick.clone()),
        _ => None,
    });
    picks.collect()
}

fn hold(window: &mut Window, held: Modifiers) {
    window.tell(Message::Desk(desk::Message::Held(held)));
}

#[test]
fn what_is_new_is_marked_in_its_row_and_counted_on_the_shelf() {
    let story = shelf();
    let circle = story.circle;
    let mut window = in_circle(story.world);
    window.expect("new from Bob");
    window.expect("2 h");
    assert!(window.texts().iter().any(|text| text == "1"), "on the shelf");
    window.click("Enzymes");
    window.news(Event::Changed { circle, threads: Vec::new() });
    assert!(!window.sees("new from Bob"));
    assert!(!window.texts().iter().any(|text| text == "1"));
}

#[test]
fn the_list_is_sorted_and_filtered_by_the_node() {
    let mut window = in_circle(shelf().world);
    window.click("Sort and filter");
    window.click("as in its folder");
    assert_eq!(asked(&window).pop().map(|pick| pick.sort), Some(Sort::Folder));
    window.click("title");
    window.click("#membranes 1");
    let last = asked(&window).pop().expect("it was asked");
    assert_eq!(last, Pick { sort: Sort::Title, tag: Some("membranes".into()), ..Pick::default() });
    assert!(!window.sees("new from Bob"), "Enzymes has no such tag");
    window.click("Sort and filter");
    window.click("#membranes");
    window.expect("new from Bob");
    window.click("Questions");
    window.click("Unanswered");
    assert_eq!(asked(&window).pop().map(|pick| pick.what), Some(What::Unanswered));
    window.expect("Nobody waits");
    window.click("mine");
    let me = window.double.world().me().id;
    assert_eq!(asked(&window).pop().and_then(|pick| pick.author), Some(me.into()));
    window.expect("Nothing fits");
}

#[test]
fn several_are_chosen_with_ctrl_and_shift_and_marked_as_read() {
    let mut window = in_circle(shelf().world);
    hold(&mut window, Modifiers::COMMAND);
    window.click("Osmosis");
    window.expect("1 chosen");
    hold(&mut window, Modifiers::SHIFT);
    window.click("Enzymes");
    hold(&mut window, NONE);
    window.expect("3 chosen");
    window.click("Mark as read");
    window.expect("3 marked as read");
    let marked = window.double.world().asked.iter().filter(|one| matches!(one, Command::MarkRead { .. })).count();
    assert_eq!(marked, 3);
    assert!(!window.sees("3 chosen"));
}

#[test]
fn keys_choose_and_escape_chooses_none() {
    let mut window = in_circle(shelf().world);
    window.press(Named::ArrowDown, NONE);
    window.press(Named::ArrowDown, Modifiers::SHIFT);
    window.expect("2 chosen");
    window.command("a", false);
    window.expect("3 chosen");
    window.press(Named::Escape, NONE);
    assert!(!window.sees("chosen"));
    window.press(Named::Space, Modifiers::COMMAND);
    window.expect("1 chosen");
}

#[test]
fn what_is_copied_is_markdown() {
    let mut window = in_circle(shelf().world);
    window.command("a", false);
    window.click("Copy as Markdown");
    window.expect("3 copied as Markdown");
    let copied = window.clipboard.clone().unwrap_or_default();
    assert!(copied.contains("# Osmosis\n\nWater *moves* to where salt is."), "{copied}");
    assert!(copied.contains("## Bob\n\nIt does not: water spreads out."), "{copied}");
}

#[test]
fn the_menu_of_a_row_is_there_by_keys_and_knows_whose_it_is() {
    let mut window = in_circle(shelf().world);
    window.press(Named::ArrowDown, NONE);
    window.press(Named::F10, Modifiers::SHIFT);
    window.expect("Take back");
    window.press(Named::Enter, NONE);
    window.expect("Ask about this");
    // Bob's is nobody else's to take back.
    window.press(Named::ArrowDown, NONE);
    window.press(Named::ArrowDown, NONE);
    window.press(Named::ContextMenu, NONE);
    window.expect("Mark as read");
    assert!(!window.sees("Take back"));
    window.press(Named::Escape, NONE);
    assert!(!window.sees("Mark as read"));
}

#[test]
fn what_is_taken_back_can_be_undone_until_it_is_told() {
    let story = shelf();
    let osmosis = story.osmosis;
    let mut window = in_circle(story.world);
    let take_back = |window: &mut Window| {
        hold(window, Modifiers::COMMAND);
        window.click("Osmosis");
        hold(window, NONE);
        window.click("Take back");
    };
    take_back(&mut window);
    window.expect("Taking back “Osmosis”. Nobody has been told yet.");
    assert!(window.place_of("Osmosis").is_none(), "it is not shown any more");
    window.command("z", false);
    assert!(window.place_of("Osmosis").is_some());
    assert!(written(&window).is_empty());
    take_back(&mut window);
    // What is said meanwhile takes neither the word away nor its button.
    window.tell(Message::Desk(desk::Message::Saved(Ok("/saved/cell.png".into()))));
    window.expect("Nobody has been told yet.");
    window.expect("Undo");
    window.tell(Message::ToastOver);
    assert_eq!(written(&window), [Command::Retract { item: osmosis.into() }]);
    window.expect("Copies that others made elsewhere cannot be recalled.");
}
