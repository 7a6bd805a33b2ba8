//! Learning in pairs: saying what one can help with, being shown who fits and why, accepting, and ending it.

use commonplace_core::id::CircleId;
use commonplace_node::answer::PairState;
use commonplace_node::command::{Command, Pass, RoleName};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::pairs::{THURSDAY, levels};
use super::fake::{World, person};
use super::window::Window;
use super::{Story, in_circle, story};
use crate::app::Message;
use crate::desk;
use crate::screen::pairs;

const NONE: Modifiers = Modifiers::empty();

/// What was said, without what only reads.
fn said(window: &Window) -> Vec<Command> {
    let writes = |command: &&Command| {
        matches!(
            command,
            Command::SkillsSet { .. } | Command::PairAccept { .. } | Command::PairEnd { .. } | Command::PairPass { .. }
        )
    };
    window.double.world().asked.iter().filter(writes).cloned().collect()
}

/// Alice has named skills, and bob and li fit.
fn fitting() -> Story {
    let mut story = story();
    let circle = story.circle;
    story.world.add_skills(circle, "Alice", &[("Essay plans", 4)], &[("Stoichiometry", 4)]);
    story.world.add_skills(circle, "Bob", &[("Stoichiometry", 3)], &[("Essay plans", 2)]);
    story.world.add_suggestion(circle, "Bob", &[("Stoichiometry", 3)], &[("Essay plans", 4)]);
    story.world.add_suggestion(circle, "Li", &[("Stoichiometry", 2)], &[]);
    story
}

fn accept(circle: CircleId, name: &str) -> Command {
    Command::PairAccept { circle: circle.into(), person: person(name).id.into() }
}

/// The page, as one comes to it by the commands.
fn opened(world: World) -> Window {
    let mut window = in_circle(world);
    window.command("k", false);
    window.types("Learn in pairs");
    window.press(Named::Enter, NONE);
    window
}

#[test]
fn the_home_has_one_card_with_its_reasons_and_one_accepts_by_key() {
    let story = fitting();
    let mut window = in_circle(story.world);
    window.expect("You and Bob");
    window.expect("You would like help with Stoichiometry; Bob is at 3 of 4, sure of it");
    window.expect("Bob would like help with Essay plans; you are at 4 of 4, can teach it");
    window.expect("Both free: Thursday evening");
    assert!(!window.sees("You and Li"), "one card at most");
    window.tab_to("Accept");
    window.press(Named::Enter, NONE);
    assert_eq!(said(&window), [accept(story.circle, "Bob")]);
    window.expect("You accepted on 20 November 2026, waiting for Bob.");
    window.expect("You and Li");
}

#[test]
fn another_one_is_shown_and_not_now_puts_a_card_away() {
    let story = fitting();
    let mut window = in_circle(story.world);
    window.click("Show another");
    window.expect("You and Li");
    window.click("Show another");
    window.expect("You and Bob");
    assert_eq!(said(&window), [], "looking says nothing to anybody");
    window.click("Not now");
    let pass = Command::PairPass { circle: story.circle.into(), person: person("Bob").id.into(), how: Pass::Later };
    assert_eq!(said(&window), [pass]);
    assert!(!window.sees("You and Bob"));
    window.expect("You and Li");
}

#[test]
fn whoever_waits_for_an_answer_comes_before_all_suggestions() {
    let mut story = fitting();
    story.world.add_pair(story.circle, "Alice", "Mira", PairState::Asked);
    let mut window = in_circle(story.world);
    window.expect("You and Mira");
    window.expect("Mira has wanted to learn with you since 20 November 2026.");
    assert!(!window.sees("You and Bob"));
    window.click("Rather not");
    let end = Command::PairEnd { circle: story.circle.into(), person: person("Mira").id.into() };
    assert_eq!(said(&window), [end]);
    window.expect("You and Bob");
}

#[test]
fn readers_are_shown_no_card_and_no_form() {
    let mut story = fitting();
    story.world.circles[0].role = Some(RoleName::Reader);
    let mut window = in_circle(story.world);
    assert!(!window.sees("You and Bob"));
    window.command("k", false);
    window.types("Learn in pairs");
    window.press(Named::Enter, NONE);
    window.expect("What people can help with");
    assert!(!window.sees("Your skills"));
}

#[test]
fn whoever_has_named_nothing_is_invited_to_name_two_skills_and_does_so_by_keys_alone() {
    let mut story = story();
    story.world.add_skills(story.circle, "Bob", &[("Stoichiometry", 3)], &[]);
    let mut window = opened(story.world);
    window
        .expect("Name one thing that you can help with and one that you would like help with: then you see who fits.");
    window.click_id("skill-offers-0");
    window.types("Essay plans");
    // Past the cross that takes the line away, to the last of the four steps.
    for _ in 0..5 {
        window.press(Named::Tab, NONE);
    }
    window.press(Named::Enter, NONE);
    window.click_id("skill-needs-0");
    window.types("stoi");
    window.tab_to("Stoichiometry");
    window.press(Named::Enter, NONE);
    let free = pairs::Message::Form(pairs::Typing::Free(THURSDAY));
    window.tell(Message::Desk(desk::Message::Pairs(free)));
    window.command("s", false);
    let asked = said(&window);
    let [Command::SkillsSet { change, .. }] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(change.offers, Some(levels(&[("Essay plans", 4)])));
    assert_eq!(change.needs, Some(levels(&[("Stoichiometry", 3)])), "taken from what others named");
    let free: Vec<String> = change.free.iter().flatten().map(ToString::to_string).collect();
    assert_eq!(free, Vec::<String>::new(), "it was free then, and is no more");
}

#[test]
fn what_is_not_saved_is_kept_and_gone_on_with() {
    let mut window = opened(fitting().world);
    window.click_id("skill-offers-0");
    window.command("a", false);
    window.types("Osmosis");
    window.expect("Not saved yet; kept on this laptop.");
    window.press(Named::Escape, NONE);
    window.command("h", false);
    window.click("your skills");
    window.expect("Osmosis");
    window.expect("Not saved yet; kept on this laptop.");
    window.tab_to("Leave it as it was");
    window.press(Named::Enter, NONE);
    window.expect("Essay plans");
    assert!(!window.sees("Not saved yet; kept on this laptop."));
    assert_eq!(said(&window), []);
}

#[test]
fn what_is_typed_while_it_is_being_saved_is_not_lost() {
    let mut window = opened(fitting().world);
    window.click_id("skill-offers-0");
    window.command("a", false);
    window.types("Osmosis");
    // The node has it, and its answer is on its way.
    let save = pairs::Message::Form(pairs::Typing::Save);
    let saving = window.tell_later(Message::Desk(desk::Message::Pairs(save)));
    window.types(" and more");
    window.run(saving);
    window.expect("Osmosis and more");
    window.expect("Not saved yet; kept on this laptop.");
    let kept = window.double.world().drafts.values().any(|draft| draft.contains("Osmosis and more"));
    assert!(kept, "nor is it gone from the draft");
}

#[test]
fn what_is_refused_stays_in_the_form_and_says_why() {
    let mut window = opened(fitting().world);
    window.click_id("skill-offers-0");
    window.command("a", false);
    window.types("…");
    window.tab_to("Save");
    window.double.world().refusals.push_back(Error::Empty { what: "skill".into() });
    window.press(Named::Enter, NONE);
    window.expect("Nothing was written, because a skill is empty; fill it in and try again.");
    window.expect("Not saved yet; kept on this laptop.");
}

#[test]
fn two_who_learn_together_plan_a_meeting_and_end_it_only_when_asked_twice() {
    let mut story = fitting();
    story.world.add_pair(story.circle, "Alice", "Mira", PairState::Together);
    let mut window = opened(story.world);
    window.expect("You have been learning together since 20 November 2026.");
    window.click("End it");
    window.expect("Mira is told that the pair has ended, and no reason. What you wrote together stays.");
    assert_eq!(said(&window), []);
    window.click("Go on together");
    window.click("Plan a meeting");
    window.expect("Alice and Mira: Osmosis");
    window.press(Named::Escape, NONE);
    window.command("k", false);
    window.types("Learn in pairs");
    window.press(Named::Enter, NONE);
    window.tab_to("End it");
    window.press(Named::Enter, NONE);
    window.press(Named::Enter, NONE);
    assert_eq!(said(&window), [], "two presses at one place end nothing");
    window.click("End it");
    window.click("End the pair");
    assert_eq!(said(&window).len(), 1);
    assert!(!window.sees("You have been learning together since 20 November 2026."));
    window.expect("This pair ended on 20 November 2026.");
}

#[test]
fn a_second_press_after_accepting_says_nothing_to_the_next_one() {
    let story = fitting();
    let mut window = in_circle(story.world);
    window.tab_to("Accept");
    window.press(Named::Enter, NONE);
    window.press(Named::Enter, NONE);
    assert_eq!(said(&window), [accept(story.circle, "Bob")]);
    // What is said of Bob is as it is now.
    window.double.world().pairs[0].state = PairState::Ended;
    window.news(Event::Changed { circle: story.circle, threads: Vec::new() });
    assert!(!window.sees("You accepted on 20 November 2026, waiting for Bob."));
}

#[test]
fn a_draft_takes_back_nothing_that_was_saved_since_it_was_begun() {
    let mut window = opened(fitting().world);
    window.click_id("skill-offers-0");
    window.command("a", false);
    window.types("Osmosis");
    window.press(Named::Escape, NONE);
    // Meanwhile the other laptop has saved that more people fit in.
    let me = window.double.world().skills.iter().position(|one| one.me).expect("named");
    window.double.world().skills[me].capacity = 5;
    window.command("h", false);
    window.click("your skills");
    window.tab_to("Save");
    window.press(Named::Enter, NONE);
    let asked = said(&window);
    let [Command::SkillsSet { change, .. }] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!((change.capacity, change.offers.clone()), (Some(5), Some(levels(&[("Osmosis", 4)]))));
    assert!(!window.sees("Not saved yet; kept on this laptop."));
}

#[test]
fn a_line_that_is_typed_on_stays_while_others_write() {
    let story = fitting();
    let mut window = opened(story.world);
    window.click_id("skill-offers-0");
    window.press(Named::Enter, NONE);
    window.news(Event::Changed { circle: story.circle, threads: Vec::new() });
    window.types("Graphs");
    window.expect("Graphs");
    window.expect("Not saved yet; kept on this laptop.");
}

#[test]
fn whoever_has_said_yes_to_enough_is_told_why_nobody_is_shown() {
    let mut story = fitting();
    story.world.found.clear();
    story.world.add_pair(story.circle, "Alice", "Mira", PairState::Together);
    let mut window = opened(story.world);
    window.expect("Nobody fits yet. Whoever names a skill that fits yours is shown here.");
    window.double.world().add_pair(story.circle, "Alice", "Zoe", PairState::Waiting);
    window.news(Event::Changed { circle: story.circle, threads: Vec::new() });
    window.expect("You learn with as many people as you said. Take a yes back or raise the number, and others are shown here again.");
}

#[test]
fn whom_one_set_aside_is_suggested_again_when_one_wants() {
    let mut window = opened(fitting().world);
    window.click("Do not suggest any more");
    window.expect("Not suggested any more. Only your own laptops know.");
    window.tab_to("Suggest again");
    window.press(Named::Enter, NONE);
    assert!(matches!(said(&window).last(), Some(Command::PairPass { how: Pass::Again, .. })));
}

#[test]
fn pairs_of_others_are_seen_without_reasons() {
    let mut story = fitting();
    story.world.add_pair(story.circle, "Mira", "Li", PairState::Together);
    let mut window = opened(story.world);
    window.expect("Who else learns together");
    window.expect("Mira and Li");
}

#[test]
fn a_yes_to_oneself_is_told_once_and_without_a_name() {
    let mut story = fitting();
    let circle = story.circle;
    story.world.add_pair(circle, "Alice", "Zoe", PairState::Waiting);
    let mut window = in_circle(story.world);
    window.tell(Message::Focused(false));
    window.double.world().add_pair(circle, "Alice", "Mira", PairState::Asked);
    window.double.world().circles[0].records += 1;
    window.news(Event::Changed { circle, threads: Vec::new() });
    assert_eq!(window.double.notices(), ["Somebody would like to learn with you."]);
    window.double.world().circles[0].records += 1;
    window.news(Event::Changed { circle, threads: Vec::new() });
    assert_eq!(window.double.notices().len(), 1, "once");
    window.double.world().pairs[0].state = PairState::Together;
    window.double.world().circles[0].records += 1;
    window.news(Event::Changed { circle, threads: Vec::new() });
    let told = window.double.notices();
    assert_eq!(told.last().map(String::as_str), Some("Somebody has said yes, too: you learn together."));
}

#[test]
fn every_language_has_words_for_all_of_it() {
    for language in Language::ALL {
        let mut story = fitting();
        story.world.add_pair(story.circle, "Alice", "Mira", PairState::Together);
        story.world.add_pair(story.circle, "Alice", "Zoe", PairState::Never);
        let circle = story.circle;
        let mut window = Window::open_in(story.world, language);
        window.tell(Message::Desk(desk::Message::Shelf(crate::screen::shelf::Message::Circle(circle))));
        window.tell(Message::Desk(desk::Message::CircleHome(crate::screen::home::Message::Pairs)));
        let keys = ["pair-", "pairs-", "skill-", "free-"];
        let texts = window.texts();
        assert!(!texts.iter().any(|text| keys.iter().any(|key| text.starts_with(key))), "{language:?}: {texts:#?}");
        assert!(window.beyond().is_empty(), "{language:?}");
    }
}
