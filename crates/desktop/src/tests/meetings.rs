//! Meetings: the next one on the home, saying whether one comes, planning, changing, calling off, and telling what came of one.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_learning::reading::Link;
use commonplace_node::answer::OtherVersion;
use commonplace_node::command::{Comes, Command, MeetingChange, RoleName, When};
use commonplace_node::event::Event;
use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::{NOON, World, person};
use super::window::Window;
use super::{Story, in_circle, story};
use crate::app::Message;
use crate::desk;
use crate::notices::MEETINGS;
use crate::screen::{editor, meeting};
use crate::widget::markdown;

const NONE: Modifiers = Modifiers::empty();
const HOUR: u64 = 3_600_000;

/// The story with a meeting of bob's in two days, to which li comes.
fn planned() -> (Story, RecordId) {
    let mut story = story();
    let bob = person("Bob");
    let meeting = story.world.add_meeting(story.circle, bob, "Membranes together", 48);
    story.world.meeting_mut(meeting).agenda = "## Work\n\nWe look at *membranes*, see [[Osmosis]].".into();
    story.world.comes(meeting, person("Li"), Comes::Yes);
    (story, meeting)
}

/// What was asked about meetings, without what only reads.
fn said(window: &Window) -> Vec<Command> {
    let writes = |command: &&Command| {
        matches!(
            command,
            Command::MeetingNew { .. }
                | Command::MeetingEdit { .. }
                | Command::MeetingCome { .. }
                | Command::MeetingTell { .. }
        )
    };
    window.double.world().asked.iter().filter(writes).cloned().collect()
}

/// The meeting's own page.
fn opened(world: World) -> Window {
    let mut window = in_circle(world);
    window.click("Membranes together");
    window
}

#[test]
fn the_home_begins_with_the_next_meeting_and_one_says_whether_one_comes() {
    let (story, meeting) = planned();
    let mut window = in_circle(story.world);
    window.expect("Next meeting");
    // Noon in UTC is three in the afternoon where this window stands.
    window.expect("Monday, 23 November, 15:00");
    window.expect("Room 12");
    window.expect("One comes: Li");
    window.tab_to("I come");
    window.press(Named::Enter, NONE);
    assert_eq!(said(&window), [Command::MeetingCome { meeting: meeting.into(), comes: Comes::Yes }]);
    window.expect("2 come: Li, you");
    window.click("I come");
    assert_eq!(said(&window).pop(), Some(Command::MeetingCome { meeting: meeting.into(), comes: Comes::None }));
    window.click("Not this time");
    window.expect("One does not come this time: you");
}

#[test]
fn without_a_meeting_those_who_write_are_offered_to_plan_one_and_readers_are_not() {
    let mut window = in_circle(story().world);
    window.expect("Plan a meeting");
    assert!(!window.sees("Next meeting"));
    let mut reads = story();
    reads.world.circles[0].role = Some(RoleName::Reader);
    let mut window = in_circle(reads.world);
    assert!(!window.sees("Plan a meeting"));
}

#[test]
fn a_meeting_is_planned_by_keys_alone_from_a_sheet_with_its_four_parts() {
    let mut window = in_circle(story().world);
    window.command("k", false);
    window.types("Plan a meeting");
    window.press(Named::Enter, NONE);
    window.expect("What the meeting is about");
    window.types("Membranes");
    window.press(Named::Enter, NONE);
    window.types("tomorrow");
    window.command("s", false);
    assert_eq!(said(&window), [], "that is no time");
    window.expect("“tomorrow” is not a time; write it like 2026-12-03 18:00.");
    window.command("a", false);
    window.types("3.12.2025 18.00");
    window.expect("That is Wednesday, 3 December 2025, 18:00, which is over already.");
    window.command("a", false);
    window.types("2026-12-03 18:00");
    window.expect("That is Thursday, 3 December, 18:00.");
    window.press(Named::Enter, Modifiers::COMMAND);
    let circle = window.double.world().circles[0].id;
    let asked = said(&window);
    let [Command::MeetingNew { circle: of, title, when, agenda, .. }] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!((of, title.as_str()), (&circle.into(), "Membranes"));
    // Six in the evening where this window stands is three in the afternoon in UTC.
    assert_eq!(*when, Some(Timestamp::from_millis(1_796_310_000_000)));
    assert!(agenda.contains("## Check-in") && agenda.contains("## Activity"), "{agenda}");
    window.expect("Thursday, 3 December, 18:00");
}

#[test]
fn what_was_begun_of_a_meeting_is_kept_and_gone_on_with() {
    let mut window = in_circle(story().world);
    window.click("Plan a meeting");
    window.types("Membranes");
    window.press(Named::Escape, NONE);
    window.command("h", false);
    window.expect("a new meeting");
    window.click("Membranes");
    window.expect("This is your draft from last time.");
}

#[test]
fn its_own_page_has_all_of_it_and_a_link_of_its_agenda_leads_to_the_note() {
    let (mut story, meeting) = planned();
    story.world.comes(meeting, person("Mira"), Comes::Maybe);
    story.world.meeting_mut(meeting).row.coming[0].of_another_time = true;
    let also = OtherVersion {
        by: person("Mira"),
        title: "Membranes together".into(),
        when: Some(Timestamp::from_millis(NOON + 72 * HOUR)),
        place: "Library".into(),
        agenda: String::new(),
        called_off: false,
    };
    story.world.meeting_mut(meeting).also.push(also);
    let said_apart = "Also changed by Mira: Membranes together  ·  Tuesday, 24 November, 15:00  ·  Library";
    let mut window = in_circle(story.world);
    window.expect(said_apart);
    window.click("Membranes together");
    for words in ["Who comes", "One perhaps: Mira", "What is to be done", "What came of it"] {
        window.expect(words);
    }
    window.expect("One said so before this time was set: Li");
    window.expect(said_apart);
    let link = markdown::Event::Link(Link::Note("Osmosis".into()));
    window.tell(Message::Desk(desk::Message::Meeting(meeting::Message::Text(link))));
    let osmosis = Command::NoteShow { note: story.osmosis.into() };
    assert!(window.double.world().asked.contains(&osmosis), "a link of the agenda leads to the note");
    window.press(Named::Escape, NONE);
    window.expect("Who comes");
}

#[test]
fn who_may_changes_only_what_they_change_and_calls_it_off_and_on_again() {
    let (story, meeting) = planned();
    let mut window = opened(story.world);
    window.command("e", false);
    window.click_id(editor::WHEN);
    window.command("a", false);
    window.types("2026-11-24 10:30");
    window.command("s", false);
    let change = MeetingChange {
        when: Some(When::At(Timestamp::from_millis(NOON + 67 * HOUR + HOUR / 2))),
        ..MeetingChange::default()
    };
    assert_eq!(said(&window), [Command::MeetingEdit { meeting: meeting.into(), change }]);
    window.expect("Tuesday, 24 November, 10:30");
    window.press(Named::F10, Modifiers::SHIFT);
    window.click("Call it off");
    window.expect("This meeting is called off.");
    assert!(!window.sees("I come"), "to what does not take place nobody comes");
    window.click("It takes place after all");
    window.expect("I come");
}

#[test]
fn a_change_that_was_begun_before_another_moved_it_moves_it_not_back() {
    let (story, meeting) = planned();
    let mut window = opened(story.world);
    window.command("e", false);
    window.click_id(editor::TITLE);
    window.types("All about: ");
    window.press(Named::Escape, NONE);
    let friday = Some(Timestamp::from_millis(NOON + 120 * HOUR));
    window.double.world().meeting_mut(meeting).row.when = friday;
    let circle = window.double.world().circles[0].id;
    window.news(Event::Changed { circle, threads: vec![meeting] });
    window.command("e", false);
    window.expect("This is your draft from last time.");
    window.command("s", false);
    let asked = said(&window);
    let [Command::MeetingEdit { change, .. }] = &asked[..] else { panic!("{asked:?}") };
    assert!(change.title.is_some() && change.when.is_none(), "{change:?}");
    assert_eq!(window.double.world().meeting_mut(meeting).row.when, friday);
}

#[test]
fn a_reader_of_its_page_is_offered_nothing_to_write() {
    let (mut story, _) = planned();
    story.world.circles[0].role = Some(RoleName::Reader);
    let mut window = opened(story.world);
    window.expect("One comes: Li");
    assert!(!window.sees("I come") && !window.sees("Write the recap"));
}

#[test]
fn who_may_not_change_it_is_not_offered_to() {
    let (mut story, meeting) = planned();
    story.world.meeting_mut(meeting).mine_to_change = false;
    let mut window = opened(story.world);
    window.command("e", false);
    window.expect("Who comes");
    window.press(Named::F10, Modifiers::SHIFT);
    assert!(!window.sees("Call it off"));
}

#[test]
fn a_recap_begins_with_what_happened_and_is_published_by_its_writer_alone() {
    let (mut story, _) = planned();
    let meeting = story.world.add_meeting(story.circle, person("Bob"), "Salt together", -48);
    let mut window = in_circle(story.world);
    window.click("All meetings");
    window.expect("Past");
    window.click("Salt together");
    window.click("Write the recap");
    window.expect("Recap: Salt together (19 November 2026)");
    assert_eq!(said(&window), [], "nothing is published by itself");
    window.types("We weighed salt.");
    window.command("s", false);
    let asked = said(&window);
    let [Command::MeetingTell { meeting: of, title, text }] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!((of, title.as_str()), (&meeting.into(), "Recap: Salt together (19 November 2026)"));
    for words in
        ["We weighed salt.", "## New notes", "- [[Osmosis]] (Alice)", "- [[Enzymes]] (Bob)", "- Li\n- and 2 more"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    window.command("h", false);
    window.click("All meetings");
    window.expect("recap");
}

#[test]
fn what_is_planned_or_moved_is_told_of_while_nobody_looks() {
    let (mut story, _) = planned();
    story.world.circles[0].records = 10;
    let mut window = in_circle(story.world);
    window.command("h", false);
    let circle = window.double.world().circles[0].id;
    window.tell(Message::Focused(false));
    let late = window.double.world().add_meeting(circle, person("Bob"), "Turgor", 96);
    window.double.world().circles[0].records += 1;
    window.news(Event::Changed { circle, threads: vec![late] });
    assert_eq!(window.double.notices(), ["Somebody has planned a meeting."]);
    let when = Some(Timestamp::from_millis(NOON + 100 * HOUR));
    let me = window.double.world().me();
    window.double.world().comes(late, me, Comes::Yes);
    window.double.world().circles[0].records += 1;
    window.news(Event::Changed { circle, threads: vec![late] });
    assert_eq!(window.double.notices().len(), 1, "what one said oneself is no news");
    window.double.world().meeting_mut(late).row.when = when;
    window.double.world().circles[0].records += 1;
    window.news(Event::Changed { circle, threads: vec![late] });
    let told = "A meeting that you want to come to is at another time, or called off.";
    assert_eq!(window.double.notices().last().map(String::as_str), Some(told));
}

#[test]
fn a_meeting_that_comes_into_sight_since_another_is_over_is_not_new() {
    let mut story = story();
    story.world.circles[0].records = 10;
    let circle = story.circle;
    let count = i64::try_from(MEETINGS).expect("a few") + 1;
    let weekly: Vec<RecordId> =
        (1..=count).map(|week| story.world.add_meeting(circle, person("Bob"), "Weekly", week * 168)).collect();
    let mut window = in_circle(story.world);
    window.tell(Message::Focused(false));
    window.double.world().meeting_mut(weekly[0]).row.past = true;
    window.double.world().circles[0].records += 1;
    window.news(Event::Changed { circle, threads: vec![weekly[0]] });
    assert_eq!(window.double.notices(), Vec::<String>::new(), "the last one was planned with the others");
    let soon = window.double.world().add_meeting(circle, person("Bob"), "Sooner", 24);
    window.double.world().circles[0].records += 1;
    window.news(Event::Changed { circle, threads: vec![soon] });
    assert_eq!(window.double.notices(), ["Somebody has planned a meeting."]);
}

#[test]
fn every_language_has_room_for_it_in_a_small_window_and_in_large_text() {
    for language in Language::ALL {
        let (mut story, meeting) = planned();
        let me = story.world.me();
        story.world.comes(meeting, me, Comes::Maybe);
        for scale in [100, 150] {
            let remembered = format!(r#"{{"scale":{scale}}}"#);
            let mut window = Window::open_as(story_of(&story), language, &remembered);
            window.resize(900.0, 600.0);
            window.click("Cell biology");
            assert_eq!(window.beyond(), Vec::<String>::new(), "{language:?} at {scale} percent: the home");
            window.click("Membranes together");
            assert_eq!(window.beyond(), Vec::<String>::new(), "{language:?} at {scale} percent: its page");
        }
    }
}

/// The same story once more: a world belongs to its window.
fn story_of(story: &Story) -> World {
    let mut world = super::story().world;
    world.meetings.clone_from(&story.world.meetings);
    world
}

#[test]
fn a_meeting_is_found_by_searching() {
    let (story, _) = planned();
    let mut window = in_circle(story.world);
    window.command("f", true);
    window.types("membranes");
    window.press(Named::Enter, NONE);
    window.expect("Who comes");
}
