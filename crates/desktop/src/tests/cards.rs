//! Cards: made from a passage, an answer and a quick vote, changed, and reviewed by keys alone.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{CardSource, DisputeState, OtherSides, SourceDisputed, SourceState};
use commonplace_node::command::{Command, Grade, RoleName};
use commonplace_node::text::Language;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::widget::Id;

use super::fake::{NOON, World, person};
use super::window::Window;
use super::{Story, in_circle, story};
use crate::app::Message;
use crate::desk;
use crate::screen::question;
use crate::ui::learning::back_of;
use crate::widget::markdown::view::block_id;

const NONE: Modifiers = Modifiers::empty();

/// What was asked about cards, without what only reads.
fn said(window: &Window) -> Vec<Command> {
    let writes = |command: &&Command| {
        matches!(command, Command::CardNew { .. } | Command::CardEdit { .. } | Command::CardReview { .. })
    };
    window.double.world().asked.iter().filter(writes).cloned().collect()
}

fn front(card: RecordId) -> Id {
    block_id(Some(card), 0)
}

fn back(card: RecordId) -> Id {
    front(back_of(card))
}

fn review(card: RecordId, grade: Grade) -> Command {
    Command::CardReview { card: card.into(), grade, at: None }
}

/// The story with two cards of bob's.
fn learning() -> (Story, RecordId, RecordId) {
    let mut story = story();
    let one = story.world.add_card(story.circle, person("Bob"), "What moves through a membrane?", "Only *water*.");
    let other = story.world.add_card(story.circle, person("Bob"), "What stays?", "Salt.");
    (story, one, other)
}

/// Reviewing in that circle.
fn reviewing(world: World) -> Window {
    let mut window = in_circle(world);
    window.click("Review");
    window
}

#[test]
fn the_home_says_how_many_there_are_and_one_reviews_them_by_keys_alone() {
    let (story, one, other) = learning();
    let mut window = in_circle(story.world);
    window.expect("2 cards to review");
    window.command("r", true);
    assert!(window.shows(front(one)) && !window.shows(back(one)), "not before one asks");
    window.expect("2 left");
    window.types("3");
    assert_eq!(said(&window), [], "nobody grades what they have not seen");
    window.press(Named::Space, NONE);
    assert!(window.shows(back(one)));
    for words in ["Again", "10 min", "Hard", "1 day", "Good", "2 days", "Easy", "8 days"] {
        window.expect(words);
    }
    window.types("3");
    assert_eq!(said(&window), [review(one, Grade::Good)]);
    assert!(window.shows(front(other)) && !window.shows(front(one)));
    window.expect("One left");
    window.press(Named::Enter, NONE);
    window.types("1");
    assert_eq!(said(&window).pop(), Some(review(other, Grade::Again)));
    window.expect("A short break");
    // The last one was not meant.
    window.command("z", false);
    assert_eq!(said(&window).pop(), Some(review(other, Grade::None)));
    assert!(window.shows(front(other)) && !window.shows(back(other)), "it begins with its front");
    window.click("Show");
    window.click("Easy");
    assert_eq!(said(&window).pop(), Some(review(other, Grade::Easy)));
    window.expect("Done for today");
    window.expect("The next card comes");
}

#[test]
fn a_circle_without_cards_has_none_on_its_home_and_says_how_one_comes_to_some() {
    let mut window = in_circle(story().world);
    assert!(!window.sees("to review"));
    window.command("r", true);
    window.expect("No cards yet");
    window.expect("Select a passage of a note and make a card from it.");
}

#[test]
fn a_card_is_made_from_what_is_selected_in_a_note_and_knows_where_it_is_from() {
    let story = story();
    let (circle, osmosis) = (story.circle, story.osmosis);
    let mut window = in_circle(story.world);
    window.click("Osmosis");
    window.drag_over(front(osmosis));
    window.command("m", true);
    window.expect("From “Osmosis”");
    window.types("What does water do?");
    window.command("s", false);
    let new = Command::CardNew {
        circle: circle.into(),
        front: "What does water do?".into(),
        back: "Water *moves* to where salt is.".into(),
        from: Some(osmosis.into()),
        quote: Some("Water *moves* to where salt is.".into()),
    };
    assert_eq!(said(&window), [new]);
    // It is open then, and leads back to the passage.
    window.expect("new");
    window.click("From “Osmosis”");
    assert!(window.shows(front(osmosis)));
    window.expect("Ask about this");
}

#[test]
fn an_answer_and_a_quick_vote_fill_in_both_sides() {
    let mut story = story();
    let (circle, answer, me) = (story.circle, story.answer, story.world.me());
    let vote = story.world.add_vote(circle, me, "What moves?", &["Only water", "Both"], 60);
    story.world.chooses(vote, person("Bob"), 1);
    let mut window = in_circle(story.world);
    window.click("Why does salt attract water?");
    window.tell(Message::Desk(desk::Message::Question(question::Message::Card(answer))));
    window.expect("Why does salt attract water?");
    window.command("s", false);
    let of_answer = Command::CardNew {
        circle: circle.into(),
        front: "Why does salt attract water?".into(),
        back: "It does not: water spreads out.".into(),
        from: Some(answer.into()),
        quote: None,
    };
    assert_eq!(said(&window), [of_answer]);
    window.command("h", false);
    window.click("What moves?");
    assert!(!window.sees("Make a card"), "not while people choose");
    window.click("Show what was chosen");
    window.click("Make a card");
    window.command("s", false);
    let of_vote = Command::CardNew {
        circle: circle.into(),
        front: "What moves?".into(),
        back: "Only water".into(),
        from: Some(vote.into()),
        quote: None,
    };
    assert_eq!(said(&window).pop(), Some(of_vote));
}

#[test]
fn what_was_begun_of_a_card_is_kept_and_gone_on_with() {
    let mut window = in_circle(story().world);
    window.command("k", false);
    window.types("Make a card");
    window.press(Named::Enter, NONE);
    window.types("What stays?");
    window.press(Named::Escape, NONE);
    window.command("h", false);
    window.expect("a card");
    window.click("What stays?");
    window.expect("This is your draft from last time.");
}

#[test]
fn a_card_says_what_became_of_its_source_and_what_else_stands_on_it() {
    let (mut story, one, _) = learning();
    let osmosis = story.osmosis;
    let source = |state, title: Option<&str>| CardSource {
        id: osmosis,
        thread: osmosis,
        kind: Some("note".into()),
        title: title.map(str::to_owned),
        quote: Some("Water goes.".into()),
        state,
    };
    let card = story.world.card_mut(one);
    card.source = Some(source(SourceState::Gone, None));
    card.also = vec![OtherSides { by: person("Mira"), front: "What passes?".into(), back: "Water and gas.".into() }];
    card.row.due = Some(Timestamp::from_millis(NOON + 50 * 3_600_000));
    let mut window = in_circle(story.world);
    window.click("Cards");
    window.click("What moves through a membrane?");
    window.expect("From something that was taken back or is hidden");
    window.expect("Water goes.");
    window.expect("Also changed by Mira: What passes?  ·  Water and gas.");
    window.expect("due Monday");
    assert!(!window.sees("Edit"), "it is bob's");
}

#[test]
fn who_moderates_changes_a_card_and_what_they_did_not_touch_is_not_said_again() {
    let (mut story, one, _) = learning();
    story.world.circles[0].role = Some(RoleName::Facilitator);
    let card = story.world.card_mut(one);
    (card.mine_to_change, card.front) = (true, "What moves\n\nthrough a membrane?".into());
    let mut window = in_circle(story.world);
    window.click("Cards");
    window.click("What moves through a membrane?");
    window.command("e", false);
    window.command("a", false);
    window.types("Water, and gas.");
    window.command("s", false);
    let edit = Command::CardEdit { card: one.into(), front: None, back: Some("Water, and gas.".into()) };
    assert_eq!(said(&window), [edit]);
}

#[test]
fn it_reads_from_right_to_left_and_in_a_small_window() {
    let (story, ..) = learning();
    let mut window = reviewing_in(story.world, Language::Arabic);
    window.resize(900.0, 600.0);
    window.expect("أظهر");
    window.press(Named::Space, NONE);
    window.expect("لم أعرفها");
}

fn reviewing_in(world: World, language: Language) -> Window {
    let mut window = Window::open_in(world, language);
    window.click("Cell biology");
    window.command("r", true);
    window
}

#[test]
fn who_looks_at_a_card_meanwhile_comes_back_to_the_review() {
    let (story, one, _) = learning();
    let mut window = reviewing(story.world);
    window.click("Show");
    window.click("Open the card");
    window.expect("Comment");
    window.press(Named::Escape, NONE);
    window.expect("2 left");
    assert!(window.shows(front(one)) && !window.shows(back(one)));
    window.press(Named::Escape, NONE);
    window.expect("2 cards to review");
}

#[test]
fn a_card_whose_source_is_disputed_says_so_beside_its_back_and_leads_to_why() {
    let (mut story, one, _) = learning();
    let claim = "It moves both ways.";
    let dispute = story.world.add_dispute(story.osmosis, person("Li"), "Water *moves* to where salt is.", claim);
    let source = SourceDisputed { dispute, state: DisputeState::Open, claim: claim.into(), title: "Osmosis".into() };
    story.world.card_mut(one).sources.push(source);
    let mut window = reviewing(story.world);
    assert!(!window.sees(claim), "the front asks, and nothing stands between");
    window.press(Named::Space, NONE);
    window.expect("Its source is disputed, see why");
    window.click(claim);
    let asked = Command::DisputeShow { dispute: dispute.into() };
    assert!(window.double.world().asked.contains(&asked));
}
