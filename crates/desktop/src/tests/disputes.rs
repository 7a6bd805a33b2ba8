//! Disputes: marking a passage, the form with its draft and its sources, the margin, the badges, weighing, deciding, correcting.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{DisputeState, MadeFrom};
use commonplace_node::command::{Command, RoleName, Weight};
use commonplace_node::event::Event;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;

use super::fake::{World, person};
use super::window::Window;
use super::{Story, in_circle, story};
use crate::app::Message;
use crate::desk;
use crate::screen::{dispute, note, question};
use crate::widget::select::Selecting;

const NONE: Modifiers = Modifiers::empty();
const PASSAGE: &str = "Water stays where it is.";
const CLAIM: &str = "It moves to where there is more salt.";

/// The story with a note of bob's in which a sentence is wrong, and a question about that.
fn wrong() -> (Story, RecordId, RecordId) {
    let mut story = story();
    let text = "It is simple. Water stays where it is.\n\nSalt dissolves.";
    let note = story.world.add_note(story.circle, person("Bob"), "Water at rest", text, 60);
    let asked = story.world.add_question(story.circle, person("Li"), "Why does it rest?", "I wonder.", 30);
    story.world.add_answer(asked, person("Bob"), "It is lazy.", 20);
    (story, note, asked)
}

/// The same with a dispute by mira.
fn disputed() -> (Story, RecordId, RecordId) {
    let (mut story, note, asked) = wrong();
    let dispute = story.world.add_dispute(note, person("Mira"), PASSAGE, CLAIM);
    story.world.is_made_from(asked, dispute);
    (story, dispute, asked)
}

/// What was asked about disputes, without what only reads.
fn said(window: &Window) -> Vec<Command> {
    let writes = |command: &&Command| {
        matches!(
            command,
            Command::DisputeNew { .. }
                | Command::DisputeWeigh { .. }
                | Command::DisputeRule { .. }
                | Command::DisputeCorrected { .. }
        )
    };
    window.double.world().asked.iter().filter(writes).cloned().collect()
}

fn opened(world: World, title: &str) -> Window {
    let mut window = in_circle(world);
    window.click(title);
    window
}

/// How often the window says so.
fn count(window: &mut Window, words: &str) -> usize {
    window.texts().iter().filter(|said| said.as_str() == words).count()
}

fn select(window: &mut Window, words: &str) {
    let told = Selecting::Words(Some(words.to_owned()));
    window.tell(Message::Desk(desk::Message::Note(note::Message::Selected(told))));
}

#[test]
fn a_selected_passage_is_disputed_by_keys_alone_with_a_source_of_the_circle() {
    let (story, note, _) = wrong();
    let mut window = opened(story.world, "Water at rest");
    select(&mut window, PASSAGE);
    window.command("d", true);
    window.expect("Dispute a passage");
    window.expect("You do not have to be certain. Say what you read elsewhere, and let the others look.");
    window.types(CLAIM);
    window.command("s", false);
    assert_eq!(said(&window), [], "there is nothing to weigh it by");
    // The passage, a source elsewhere, one of the circle.
    for _ in 0..3 {
        window.press(Named::Tab, NONE);
    }
    window.types("osmosis");
    window.tab_to("Osmosis");
    window.press(Named::Enter, NONE);
    window.expect("Source: Osmosis");
    window.press(Named::Enter, Modifiers::COMMAND);
    let asked = said(&window);
    let [Command::DisputeNew { item, passage, claim, source, .. }] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!((item, passage.as_deref(), claim.as_str()), (&note.into(), Some(PASSAGE), CLAIM));
    assert!(source.is_some(), "the note that was chosen");
    // Its own page, with what it disputes and what says otherwise.
    window.expect(CLAIM);
    window.expect("What is disputed");
    window.expect(PASSAGE);
    window.expect("Osmosis");
}

#[test]
fn what_was_begun_of_a_dispute_is_kept_with_its_source() {
    let (story, _, _) = wrong();
    let mut window = opened(story.world, "Water at rest");
    window.command("d", true);
    window.types(CLAIM);
    window.press(Named::Tab, NONE);
    window.press(Named::Tab, NONE);
    window.types("Our book, page 12");
    window.press(Named::Escape, NONE);
    window.expect("Water at rest");
    window.command("d", true);
    window.expect("This is your draft from last time.");
    window.command("s", false);
    let asked = said(&window);
    let [Command::DisputeNew { claim, elsewhere, passage: None, .. }] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!((claim.as_str(), elsewhere.as_str()), (CLAIM, "Our book, page 12"));
}

#[test]
fn the_margin_says_that_a_passage_is_disputed_and_leads_to_why() {
    let (story, dispute, _) = disputed();
    let mut window = opened(story.world, "Water at rest");
    let chip = format!("Disputed by Mira: {CLAIM}");
    window.expect(&chip);
    window.click(&chip);
    window.expect("What people think");
    window.expect("One agrees with the source: Mira");
    window.tab_to("Agree with the source");
    window.press(Named::Enter, NONE);
    assert_eq!(said(&window), [Command::DisputeWeigh { dispute: dispute.into(), weight: Weight::Agree }]);
    window.expect("2 agree with the source: Mira, you");
    window.click("Agree with the source");
    assert_eq!(said(&window).pop(), Some(Command::DisputeWeigh { dispute: dispute.into(), weight: Weight::None }));
    // Back to the note over the way that one came.
    window.press(Named::Escape, NONE);
    window.expect("Water at rest");
}

#[test]
fn a_question_and_its_answer_say_that_their_source_is_disputed_and_then_corrected() {
    let (story, dispute, asked) = disputed();
    let circle = story.circle;
    let mut window = opened(story.world, "Why does it rest?");
    assert_eq!(count(&mut window, "Its source is disputed, see why"), 2, "the question and the answer");
    {
        let mut world = window.double.world();
        world.dispute_mut(dispute).row.state = DisputeState::Corrected;
        world.is_made_from(asked, dispute);
    }
    window.news(Event::Disputed { circle, disputes: vec![dispute] });
    assert_eq!(count(&mut window, "Source corrected, see why"), 2, "without anybody opening it again");
    window.click("Source corrected, see why");
    window.expect(CLAIM);
}

#[test]
fn who_may_correct_says_so_and_a_facilitator_rules_with_a_reason() {
    let (mut story, dispute, _) = disputed();
    story.world.circles[0].role = Some(RoleName::Facilitator);
    {
        let dispute = story.world.dispute_mut(dispute);
        (dispute.may_rule, dispute.may_correct) = (true, true);
    }
    let mut window = in_circle(story.world);
    window.expect("Open disputes");
    window.click(CLAIM);
    window.click("Uphold it");
    assert_eq!(said(&window), [], "not without a reason");
    let reason = dispute::Message::Reason("The book says so.".into());
    window.tell(Message::Desk(desk::Message::Dispute(reason)));
    window.click("Uphold it");
    let rule = Command::DisputeRule { dispute: dispute.into(), upheld: true, reason: "The book says so.".into() };
    assert_eq!(said(&window), [rule]);
    window.expect("Upheld by you: The book says so.");
    window.click("It is corrected");
    let corrected = Command::DisputeCorrected { dispute: dispute.into(), corrected: true };
    assert_eq!(said(&window).pop(), Some(corrected));
    window.expect("Corrected, by you");
    window.expect("It is not corrected after all");
}

#[test]
fn whoever_checks_sources_finds_all_disputes_in_the_commands_and_only_open_ones_by_a_press() {
    let (mut story, dispute, _) = disputed();
    let made = MadeFrom {
        id: dispute,
        thread: dispute,
        kind: "question".into(),
        title: "Why does it rest?".into(),
        author: person("Li"),
    };
    story.world.dispute_mut(dispute).made_from.push(made);
    let note = story.world.add_note(story.circle, person("Bob"), "Sugar", "Sugar is salt.", 10);
    let other = story.world.add_dispute(note, person("Li"), "Sugar is salt.", "It is not.");
    story.world.dispute_mut(other).row.state = DisputeState::Rejected;
    let mut window = in_circle(story.world);
    window.command("k", false);
    window.types("mistake");
    window.press(Named::Enter, NONE);
    window.expect("It is not.");
    window.expect(CLAIM);
    window.click("Only open ones");
    window.expect(CLAIM);
    assert!(!window.sees("It is not."));
    window.click(CLAIM);
    window.expect("Made from it");
    window.expect("Why does it rest?  ·  Li");
}

#[test]
fn of_an_answer_its_own_menu_disputes_it() {
    let (story, _, asked) = wrong();
    let mut window = opened(story.world, "Why does it rest?");
    let answer = window.double.world().question_mut(asked).replies[0].id;
    window.tell(Message::Desk(desk::Message::Question(question::Message::BeginDispute(answer))));
    window.expect("Dispute a passage");
    window.press(Named::Escape, NONE);
    window.expect("I ask this too");
}

#[test]
fn whom_a_dispute_concerns_is_told_outside_of_the_window_without_what_it_says() {
    let (mut story, dispute, _) = disputed();
    story.world.dispute_mut(dispute).concerns_me = true;
    let circle = story.circle;
    let mut window = in_circle(story.world);
    window.tell(Message::Focused(false));
    let news = Event::Disputed { circle, disputes: vec![dispute] };
    window.news(news.clone());
    window.news(news);
    let told = window.double.notices();
    assert_eq!(told.iter().filter(|words| words.contains("from which you made something")).count(), 1, "{told:?}");
    assert!(told.iter().all(|words| !words.contains("salt")), "{told:?}");
}
