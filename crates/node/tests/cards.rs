//! Cards of a circle, and reviews of which nobody but their person's own laptops hears.

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, Card, CardRow, CardsDue, SourceState};
use commonplace_node::command::{CardPick, Command, Grade, Name, Page, RoleName};
use commonplace_node::error::Error;

use super::private::room;
use super::stories::{edit, note};
use super::world::World;

const DAY: u64 = 24 * 3_600_000;
/// Seconds until a review is on the other laptop.
const TOLD: u64 = 90;
const FRONT: &str = "What moves through a membrane?";

pub(crate) fn card(circle: &Name, front: &str, from: Option<RecordId>, quote: Option<&str>) -> Command {
    Command::CardNew {
        circle: circle.clone(),
        front: front.into(),
        back: "Water, and not salt.".into(),
        from: from.map(Name::from),
        quote: quote.map(str::to_owned),
    }
}

pub(crate) fn shown(world: &mut World, who: &'static str, id: RecordId) -> Card {
    match world.ask(who, Command::CardShow { card: id.into() }).expect("a card").pop() {
        Some(Answer::Card(card)) => card,
        other => panic!("{other:?} where a card was expected"),
    }
}

fn review(world: &mut World, who: &'static str, id: RecordId, grade: Grade) -> CardRow {
    match world.ask(who, Command::CardReview { card: id.into(), grade, at: None }).expect("reviewed").pop() {
        Some(Answer::CardRow(row)) => row,
        other => panic!("{other:?} where a card was expected"),
    }
}

fn list(world: &mut World, who: &'static str, circle: &Name, pick: CardPick) -> Vec<RecordId> {
    let command = Command::CardList { circle: circle.clone(), pick, page: Page::FIRST };
    let id = |answer| if let Answer::CardRow(row) = answer { row.id } else { panic!("{answer:?} in a list") };
    world.ask(who, command).expect("a list").into_iter().map(id).collect()
}

fn due(world: &mut World, who: &'static str, circle: &Name) -> CardsDue {
    match world.ask(who, Command::CardsDue { circle: circle.clone() }).expect("an answer").pop() {
        Some(Answer::CardsDue(due)) => due,
        other => panic!("{other:?} where numbers were expected"),
    }
}

fn to_review(world: &mut World, who: &'static str, circle: &Name) -> (usize, usize) {
    let CardsDue { due, new, .. } = due(world, who, circle);
    (due, new)
}

fn days(card: &Card) -> Vec<u32> {
    card.next.iter().map(|next| next.days).collect()
}

#[test]
fn a_card_is_the_circles_and_its_review_is_bobs_alone() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", card(&circle, FRONT, None, None));
    world.settle();
    assert_eq!(to_review(&mut world, "bob", &circle), (0, 1));
    assert_eq!(list(&mut world, "bob", &circle, CardPick::Due), [id]);
    let before = world.status("alice", &circle).records;
    let card = shown(&mut world, "bob", id);
    assert_eq!((card.front.as_str(), card.row.author.name.as_str(), card.row.due), (FRONT, "alice", None));
    assert_eq!(days(&card), [0, 1, 2, 8]);
    let row = review(&mut world, "bob", id, Grade::Good);
    assert!(row.due.is_some() && row.reviews == 1);
    assert_eq!(to_review(&mut world, "bob", &circle), (0, 0));
    assert_eq!(due(&mut world, "bob", &circle).next, row.due);
    world.settle();
    // Alice has heard nothing, and nothing was written.
    assert_eq!(world.status("alice", &circle).records, before);
    assert_eq!(world.status("bob", &circle).records, before);
    assert_eq!(shown(&mut world, "alice", id).row.reviews, 0);
    assert_eq!(to_review(&mut world, "alice", &circle), (0, 1));
    // Two days later it is bob's again.
    world.wait(2 * DAY);
    assert_eq!(to_review(&mut world, "bob", &circle), (1, 0));
    assert_eq!(list(&mut world, "bob", &circle, CardPick::Due), [id]);
    let hits = world.ask("bob", Command::Search { circle: None, query: "salt".into(), max: 5 }).expect("hits");
    assert!(matches!(&hits[..], [Answer::Hit(hit)] if hit.kind == "card" && hit.id == id), "{hits:?}");
    let unread = world.ask("bob", Command::CircleShow { circle: circle.clone() }).expect("a circle");
    assert!(matches!(&unread[..], [Answer::Circle(circle)] if circle.unread == 0), "no list would show what is new");
}

#[test]
fn a_changed_card_stays_where_it_is_in_everybodys_schedule() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let id = world.write("alice", card(&circle, FRONT, None, None));
    world.settle();
    let reviewed = review(&mut world, "bob", id, Grade::Easy);
    let change = |back: &str| Command::CardEdit { card: id.into(), front: None, back: Some(back.into()) };
    let refused = world.ask("bob", change("Salt."));
    assert_eq!(refused, Err(Error::NotAllowed { what: "change-card".into() }));
    world.ask("alice", change("Only water.")).expect("hers");
    world.settle();
    let card = shown(&mut world, "bob", id);
    assert_eq!((card.back.as_str(), card.row.due, card.row.reviews), ("Only water.", reviewed.due, 1));
    assert!(!card.mine_to_change && shown(&mut world, "alice", id).mine_to_change);
    // Both sides of a cable that is out: both versions stand.
    let facilitate = Command::CircleRole { circle: circle.clone(), person: "bob".into(), role: RoleName::Facilitator };
    world.ask("alice", facilitate).expect("alice may");
    world.settle();
    world.unplug("alice", "bob");
    world.ask("alice", change("Water.")).expect("hers");
    world.ask("bob", change("Water and gas.")).expect("a facilitator may");
    world.plug("alice", "bob");
    world.settle();
    let [mine, theirs] = ["alice", "bob"].map(|who| shown(&mut world, who, id));
    assert_eq!((&mine.back, mine.also.len()), (&theirs.back, 1), "the same one first");
    assert!(mine.row.apart && theirs.row.due == reviewed.due);
}

#[test]
fn a_card_knows_from_which_passage_it_is_when_that_is_gone_and_when_it_never_came() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let osmosis = world.write("alice", note(&circle, "Osmosis", "Water moves. Salt stays."));
    let id = world.write("alice", card(&circle, FRONT, Some(osmosis), Some("Water moves.")));
    world.settle();
    let source = shown(&mut world, "bob", id).source.expect("from a note");
    assert_eq!((source.id, source.kind.as_deref(), source.state), (osmosis, Some("note"), SourceState::Here));
    assert_eq!((source.title.as_deref(), source.quote.as_deref()), (Some("Osmosis"), Some("Water moves.")));
    assert_eq!(list(&mut world, "bob", &circle, CardPick::Of(osmosis.into())), [id]);
    world.ask("alice", edit(osmosis, "Salt stays.")).expect("hers");
    world.settle();
    let state = |world: &mut World, id| shown(world, "bob", id).source.map(|source| (source.state, source.title));
    assert_eq!(state(&mut world, id), Some((SourceState::Changed, Some("Osmosis".to_owned()))));
    world.ask("alice", Command::Retract { item: osmosis.into() }).expect("hers");
    world.settle();
    assert_eq!(state(&mut world, id), Some((SourceState::Gone, None)));
    let quote = shown(&mut world, "bob", id).source.and_then(|source| source.quote);
    assert_eq!(quote.as_deref(), Some("Water moves."), "the words are the card's own");
    // Of an answer, and of what stands in another circle.
    let asked = Command::Ask {
        circle: circle.clone(),
        title: "Why?".into(),
        text: String::new(),
        about: None,
        quote: None,
        tags: Vec::new(),
    };
    let question = world.write("bob", asked);
    let answer = world.write("bob", Command::Answer { question: question.into(), text: "Pores let it.".into() });
    let of_answer = world.write("bob", card(&circle, "Why?", Some(answer), None));
    world.settle();
    let source = shown(&mut world, "alice", of_answer).source.expect("from an answer");
    assert_eq!((source.id, source.thread, source.title.as_deref()), (answer, question, Some("Why?")));
    for item in [question, answer] {
        assert_eq!(list(&mut world, "alice", &circle, CardPick::Of(item.into())), [of_answer]);
    }
    let other = world.ask("alice", Command::CircleNew { title: "Chemistry".into() }).expect("founded");
    assert!(matches!(&other[..], [Answer::Circle(_)]));
    let refused = world.ask("alice", card(&Name::from("Chemistry"), "Why?", Some(answer), None));
    assert!(matches!(refused, Err(Error::Unknown { .. })), "{refused:?}");
}

#[test]
fn two_laptops_review_one_card_apart_and_a_stale_one_takes_nothing_back() {
    let (mut world, circle) = room();
    let id = world.write("desk", card(&circle, FRONT, None, None));
    world.settle();
    let records = world.status("bob", &circle).records;
    review(&mut world, "desk", id, Grade::Good);
    world.pass(TOLD);
    assert_eq!(shown(&mut world, "train", id).row.reviews, 1, "it is one person");
    assert_eq!(to_review(&mut world, "train", &circle), (0, 0));
    world.unplug("desk", "train");
    world.wait(3 * DAY);
    review(&mut world, "desk", id, Grade::Good);
    world.wait(DAY);
    // The train knows nothing of that, and forgets the card.
    assert_eq!(to_review(&mut world, "train", &circle), (1, 0));
    let forgotten = review(&mut world, "train", id, Grade::Again);
    world.plug("desk", "train");
    world.pass(TOLD);
    let [desk, train] = ["desk", "train"].map(|who| shown(&mut world, who, id).row);
    assert_eq!((desk.reviews, desk.due), (3, train.due), "all three, on both");
    assert_eq!(desk.due, forgotten.due, "it was forgotten last");
    // The circle, of which bob has all, has heard of none of it.
    world.settle();
    assert_eq!(world.status("bob", &circle).records, records);
    assert_eq!(shown(&mut world, "bob", id).row.reviews, 0);
    // And what is taken back is taken back on both.
    review(&mut world, "train", id, Grade::None);
    world.pass(TOLD);
    assert_eq!(shown(&mut world, "desk", id).row.reviews, 2);
}

#[test]
fn reviews_outlive_a_crash_and_an_index_that_is_made_anew() {
    let mut world = World::new(&["alice"]);
    world.ask("alice", Command::CircleNew { title: "Cell biology".into() }).expect("founded");
    let circle = Name::from("Cell biology");
    let [known, new] = ["one", "two"].map(|front| world.write("alice", card(&circle, front, None, None)));
    let reviewed = review(&mut world, "alice", known, Grade::Hard);
    for index_is_gone in [false, true] {
        world.crash("alice");
        if index_is_gone {
            world.remove_index("alice");
        }
        world.start("alice");
        world.settle();
        let row = shown(&mut world, "alice", known).row;
        assert_eq!((row.due, row.reviews), (reviewed.due, 1));
        assert_eq!(list(&mut world, "alice", &circle, CardPick::Due), [new]);
        let numbers = due(&mut world, "alice", &circle);
        assert_eq!((numbers.cards, numbers.due, numbers.new), (2, 0, 1));
    }
}

#[test]
fn one_begins_with_twenty_new_cards_a_day_and_reviews_what_is_due_first() {
    let mut world = World::new(&["alice"]);
    world.ask("alice", Command::CircleNew { title: "Cell biology".into() }).expect("founded");
    let circle = Name::from("Cell biology");
    let mut all = Vec::new();
    for number in 0..23 {
        all.push(world.write("alice", card(&circle, &format!("card {number}"), None, None)));
        world.wait(1_000);
    }
    assert_eq!(list(&mut world, "alice", &circle, CardPick::Due), all[..20], "the first made first");
    for id in &all[..20] {
        review(&mut world, "alice", *id, Grade::Good);
    }
    assert_eq!(to_review(&mut world, "alice", &circle), (0, 0), "enough for today");
    review(&mut world, "alice", all[3], Grade::Again);
    world.wait(11 * 60_000);
    assert_eq!(list(&mut world, "alice", &circle, CardPick::Due), [all[3]], "but what was forgotten comes again");
    world.wait(DAY);
    let next = list(&mut world, "alice", &circle, CardPick::Due);
    assert_eq!((next[0], &next[1..]), (all[3], &all[20..]), "what is due, and then the new ones");
    assert_eq!(list(&mut world, "alice", &circle, CardPick::All).len(), 23);
}

#[test]
fn a_laptop_whose_clock_was_a_year_ahead_keeps_nothing_away_once_it_is_right() {
    let mut world = World::new(&["alice"]);
    world.ask("alice", Command::CircleNew { title: "Cell biology".into() }).expect("founded");
    let circle = Name::from("Cell biology");
    let id = world.write("alice", card(&circle, FRONT, None, None));
    world.set_clock("alice", i64::try_from(365 * DAY).expect("small"));
    review(&mut world, "alice", id, Grade::Easy);
    assert_eq!(to_review(&mut world, "alice", &circle), (0, 0));
    world.set_clock("alice", 0);
    world.wait(3_600_000);
    world.tick("alice");
    world.settle();
    assert_eq!(shown(&mut world, "alice", id).row.reviews, 0, "not yet");
    assert_eq!(to_review(&mut world, "alice", &circle), (0, 1), "and it holds up no other card either");
}

#[test]
fn what_is_taken_back_or_hidden_is_reviewed_by_nobody() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let [gone, hidden, stays] =
        ["one", "two", "three"].map(|front| world.write("bob", card(&circle, front, None, None)));
    world.settle();
    world.ask("bob", Command::Retract { item: gone.into() }).expect("his");
    let hide = Command::Hide { item: hidden.into(), hidden: true, reason: "wrong".into() };
    world.ask("alice", hide).expect("a steward may");
    world.settle();
    for who in ["alice", "bob"] {
        assert_eq!(list(&mut world, who, &circle, CardPick::Due), [stays], "nobody learns what was found wrong");
    }
    assert_eq!(list(&mut world, "bob", &circle, CardPick::All).len(), 2, "who made it still sees it");
    assert!(shown(&mut world, "bob", hidden).why_hidden.is_some());
    assert_eq!(due(&mut world, "alice", &circle).cards, 1);
    let refused = world.ask("alice", Command::CardShow { card: gone.into() });
    assert!(matches!(refused, Err(Error::Unknown { .. })));
    let refused = world.ask("alice", Command::CardReview { card: gone.into(), grade: Grade::Good, at: None });
    assert!(matches!(refused, Err(Error::Unknown { .. })));
}
