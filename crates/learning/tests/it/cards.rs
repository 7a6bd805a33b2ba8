//! Stories of cards.

use commonplace_core::id::RecordId;
use commonplace_core::limits;
use commonplace_learning::body::Unfit;
use commonplace_learning::card::{self, Card, NotYours, Sides};
use commonplace_learning::origin::{Anchor, Origin};
use commonplace_learning::summary::CardRow;
use commonplace_learning::{FoldError, Standing, comment, moderation};

use crate::people::{Desk, alice, bob, eve, fatima, meet};

fn sides(front: &str, back: &str) -> Sides {
    Sides { front: front.to_owned(), back: back.to_owned() }
}

fn make(desk: &mut Desk, from: Option<Origin>) -> RecordId {
    desk.write(card::compose(sides("What moves through a membrane?", "Water."), from).expect("fits"))
}

fn seen(desk: &Desk) -> Card {
    Card::fold(&desk.entries()).expect("the card is here")
}

fn change(desk: &mut Desk, front: &str, back: &str) {
    let content = seen(desk).change(&desk.person, desk.standing, sides(front, back)).expect("may");
    desk.write(content);
}

#[test]
fn a_card_says_from_which_passage_it_was_made_whatever_becomes_of_both() {
    let (mut alice, mut bob) = (alice(), bob());
    let note = alice.new_note("Osmosis", "Water moves. Salt stays.");
    let text = alice.note().text().to_owned();
    meet(&mut alice, &mut bob);
    let from = Origin::passage(note, note, &text, 0..12).expect("a passage");
    make(&mut bob, Some(from.clone()));
    // The words go from the note, and the card is written anew.
    alice.edit_text("Salt stays.");
    change(&mut bob, "What does water do?", "It moves.");
    meet(&mut alice, &mut bob);
    let card = seen(&alice);
    assert_eq!((card.from(), card.sides()), (Some(&from), sides("What does water do?", "It moves.")));
    let row = CardRow::of(&card);
    assert_eq!(
        (row.from, row.title.as_str(), row.excerpt.as_str()),
        (Some((note, note)), "What does water do?", "It moves.")
    );
    assert_eq!(from.at.find(alice.note().text()), None, "the passage is gone, and its words are on the card");
    assert_eq!(from.quote(), Some("Water moves."));
}

#[test]
fn who_made_it_and_who_moderates_change_it_and_both_versions_stand() {
    let (mut alice, mut fatima) = (alice(), fatima());
    make(&mut alice, None);
    meet(&mut alice, &mut fatima);
    change(&mut alice, "What moves?", "Water.");
    change(&mut fatima, "What moves through a membrane?", "Water, and not salt.");
    meet(&mut alice, &mut fatima);
    let card = seen(&alice);
    assert_eq!(card.sides().back, "Water, and not salt.", "that of the higher standing first");
    assert_eq!(card.changed_by(), Some(fatima.person));
    assert_eq!(card.also(), [(alice.person, sides("What moves?", "Water."))]);
    assert!(CardRow::of(&card).apart);
    change(&mut alice, "What moves?", "Water, and not salt.");
    meet(&mut alice, &mut fatima);
    assert_eq!((seen(&fatima).also(), seen(&fatima).changed_by()), (vec![], None));
}

#[test]
fn a_change_by_anybody_else_counts_for_nothing() {
    let (mut alice, mut eve) = (alice(), eve());
    make(&mut alice, None);
    meet(&mut alice, &mut eve);
    let wrong = sides("What moves?", "Salt.");
    assert_eq!(seen(&eve).change(&eve.person, eve.standing, wrong.clone()), Err(NotYours::Neither));
    let forged = seen(&eve).change(&alice.person, Standing::Learner, wrong).expect("as alice");
    eve.write(forged);
    meet(&mut alice, &mut eve);
    for desk in [&alice, &eve] {
        assert_eq!((seen(desk).sides().back.as_str(), seen(desk).also()), ("Water.", vec![]));
    }
}

#[test]
fn what_its_author_takes_back_is_shown_to_nobody() {
    let (mut alice, mut bob) = (alice(), bob());
    let id = make(&mut alice, Some(Origin::whole(RecordId::from_bytes([7; 32]), RecordId::from_bytes([8; 32]))));
    alice.write(comment::compose(id, id, "And sugar?").expect("fits"));
    assert!(["Water.", "And sugar?"].iter().all(|words| seen(&alice).searchable_text().contains(words)));
    meet(&mut alice, &mut bob);
    bob.write(moderation::retract(id, id).expect("fits"));
    assert!(!CardRow::fold(&bob.entries()).expect("a card").retracted, "it is not his");
    alice.write(moderation::retract(id, id).expect("fits"));
    let row = CardRow::fold(&alice.entries()).expect("a card");
    assert!(row.retracted && row.title.is_empty() && row.excerpt.is_empty() && row.from.is_none());
    assert!(Card::fold(&[]).is_err_and(|error| error == FoldError::NoRoot));
}

#[test]
fn a_side_is_neither_empty_nor_a_book() {
    let long = "x".repeat(limits::CARD_SIDE_BYTES + 1);
    assert_eq!(card::compose(sides(" ", "Water."), None), Err(Unfit::Empty("front")));
    assert_eq!(card::compose(sides("What moves?", "\n"), None), Err(Unfit::Empty("back")));
    assert!(matches!(card::compose(sides("What moves?", &long), None), Err(Unfit::TooLong { what: "back", .. })));
    let passage = Anchor { quote: "x".repeat(limits::QUOTE_BYTES + 1), ..Anchor::whole(RecordId::from_bytes([7; 32])) };
    let from = Some(Origin { thread: RecordId::from_bytes([7; 32]), at: passage });
    assert!(matches!(card::compose(sides("a", "b"), from), Err(Unfit::TooLong { what: "quote", .. })));
    let longest = sides(&long[1..], &long[1..]);
    assert!(card::compose(longest, None).is_ok(), "two full sides are a record");
}
