//! Stories of disputes.

use commonplace_core::id::RecordId;
use commonplace_core::limits;
use commonplace_learning::body::Unfit;
use commonplace_learning::discussion::Discussion;
use commonplace_learning::dispute::{self, Disputed, NewDispute, NotYours, State, Weight};
use commonplace_learning::note::Note;
use commonplace_learning::origin::Origin;
use commonplace_learning::question::{self, NewQuestion, Thread};
use commonplace_learning::{Standing, comment, moderation};

use crate::people::{Desk, alice, bob, eve, fatima, meet};

const TEXT: &str = "Water stays where it is.\nSalt dissolves.\n";

fn passage(note: RecordId, words: &str) -> Origin {
    let start = TEXT.find(words).expect("there");
    Origin::passage(note, note, TEXT, start..start + words.len()).expect("a passage")
}

fn new(about: Origin, claim: &str) -> NewDispute {
    NewDispute { about, claim: claim.into(), why: String::new(), source: None, elsewhere: "Our book, page 12".into() }
}

fn disputes(desk: &mut Desk, about: Origin, claim: &str) -> RecordId {
    desk.write(dispute::compose(new(about, claim)).expect("fits"))
}

fn discussion(desk: &Desk) -> Discussion {
    let entries = desk.entries();
    let note = Note::fold(&entries).map(|note| note.discussion().clone());
    note.or_else(|_| Thread::fold(&entries).map(|thread| thread.discussion().clone())).expect("the thread is here")
}

fn seen(desk: &Desk, dispute: RecordId) -> Disputed {
    discussion(desk).disputes().get(&dispute).expect("shown").clone()
}

fn weighs(desk: &mut Desk, dispute: RecordId, weight: Weight) {
    let content = discussion(desk).disputes().weigh(&desk.person, dispute, weight).expect("may");
    desk.write(content);
}

fn rules(desk: &mut Desk, dispute: RecordId, upheld: bool) {
    let ruled = discussion(desk).disputes().rule(desk.standing, dispute, upheld, "The book says so.");
    desk.write(ruled.expect("may"));
}

fn corrects(desk: &mut Desk, dispute: RecordId, corrected: bool) {
    let content = discussion(desk).disputes().correct(&desk.person, dispute, corrected).expect("may");
    desk.write(content);
}

/// Bob's note, which Alice disputes.
fn disputed_note() -> (Desk, Desk, RecordId) {
    let (mut alice, mut bob) = (alice(), bob());
    let note = bob.new_note("Osmosis", TEXT);
    meet(&mut alice, &mut bob);
    let dispute = disputes(&mut alice, passage(note, "Water stays where it is."), "Water moves.");
    meet(&mut alice, &mut bob);
    (alice, bob, dispute)
}

#[test]
fn one_who_agrees_upholds_it_unless_somebody_is_against() {
    let (mut alice, mut bob, dispute) = disputed_note();
    assert_eq!(seen(&bob, dispute).state, State::Open);
    assert_eq!(seen(&bob, dispute).weight_of(&alice.person), Some(Weight::Agree), "who disputes agrees");
    weighs(&mut alice, dispute, Weight::Agree);
    assert_eq!(seen(&alice, dispute).state, State::Open, "nobody upholds their own by saying it twice");
    weighs(&mut bob, dispute, Weight::Agree);
    meet(&mut alice, &mut bob);
    assert_eq!(seen(&alice, dispute).state, State::Upheld);
    let mut eve = eve();
    meet(&mut bob, &mut eve);
    weighs(&mut eve, dispute, Weight::Disagree);
    meet(&mut bob, &mut eve);
    assert_eq!(seen(&bob, dispute).state, State::Open, "one is against");
    weighs(&mut eve, dispute, Weight::Unsure);
    assert_eq!((seen(&eve, dispute).state, seen(&eve, dispute).count(Weight::Unsure)), (State::Upheld, 1));
    weighs(&mut bob, dispute, Weight::None);
    assert_eq!(seen(&bob, dispute).weight_of(&bob.person), None, "taken back");
}

#[test]
fn a_facilitators_ruling_decides_and_a_learners_does_not() {
    let (mut alice, mut bob, dispute) = disputed_note();
    let (mut eve, mut fatima) = (eve(), fatima());
    meet(&mut alice, &mut eve);
    let refused = discussion(&eve).disputes().rule(eve.standing, dispute, false, "I say so.");
    assert_eq!(refused, Err(NotYours::Moderators));
    // A changed program writes it all the same; honest ones pass over it.
    let forged = discussion(&eve).disputes().rule(Standing::Facilitator, dispute, false, "I say so.");
    eve.write(forged.expect("as a facilitator"));
    meet(&mut alice, &mut eve);
    assert_eq!((seen(&alice, dispute).state, seen(&alice, dispute).rulings.len()), (State::Open, 0));
    meet(&mut alice, &mut fatima);
    let unsaid = discussion(&fatima).disputes().rule(fatima.standing, dispute, false, "  ");
    assert_eq!(unsaid, Err(NotYours::Unfit(Unfit::Empty("reason"))));
    rules(&mut fatima, dispute, false);
    meet(&mut alice, &mut fatima);
    meet(&mut alice, &mut bob);
    weighs(&mut bob, dispute, Weight::Agree);
    assert_eq!(seen(&bob, dispute).state, State::Rejected, "a ruling stands over what people weigh");
}

#[test]
fn of_rulings_made_apart_the_one_that_warns_counts_and_both_are_shown() {
    let (mut alice, _, dispute) = disputed_note();
    let (mut one, mut other) = (fatima(), Desk::new(8, 88, Standing::Facilitator));
    meet(&mut alice, &mut one);
    meet(&mut alice, &mut other);
    rules(&mut one, dispute, false);
    rules(&mut other, dispute, true);
    meet(&mut one, &mut other);
    for desk in [&one, &other] {
        assert_eq!((seen(desk, dispute).state, seen(desk, dispute).rulings.len()), (State::Upheld, 2));
    }
    let mut steward = Desk::new(9, 99, Standing::Steward);
    meet(&mut alice, &mut steward);
    rules(&mut steward, dispute, false);
    meet(&mut one, &mut steward);
    assert_eq!(seen(&one, dispute).state, State::Rejected, "a steward's counts over both");
    rules(&mut one, dispute, true);
    let settled = seen(&one, dispute);
    assert_eq!((settled.state, settled.rulings.len()), (State::Upheld, 1), "with all in sight the last word counts");
}

#[test]
fn it_is_corrected_until_a_moderator_who_looked_says_otherwise() {
    let (mut alice, mut bob, dispute) = disputed_note();
    let mut fatima = fatima();
    bob.edit_text("Water moves.\nSalt dissolves.\n");
    corrects(&mut bob, dispute, true);
    meet(&mut alice, &mut bob);
    let corrected = seen(&alice, dispute);
    assert_eq!((corrected.state, corrected.corrected_by), (State::Corrected, Some(bob.person)));
    // A ruling made before that was seen leaves it corrected.
    let (mut early, _, _) = disputed_note();
    meet(&mut early, &mut fatima);
    rules(&mut fatima, dispute, true);
    meet(&mut alice, &mut fatima);
    assert_eq!(seen(&alice, dispute).state, State::Corrected);
    rules(&mut fatima, dispute, true);
    meet(&mut alice, &mut fatima);
    assert_eq!(seen(&alice, dispute).state, State::Upheld, "it was looked at, and it is still wrong");
    meet(&mut alice, &mut bob);
    corrects(&mut bob, dispute, true);
    assert_eq!(seen(&bob, dispute).state, State::Corrected, "and is corrected after all");
    meet(&mut alice, &mut bob);
    corrects(&mut alice, dispute, false);
    assert_eq!(seen(&alice, dispute).state, State::Upheld, "a note is everybody's, so everybody takes that back");
}

#[test]
fn an_answer_is_corrected_by_its_author_alone() {
    let (mut alice, mut bob, mut eve) = (alice(), bob(), eve());
    let asked = question::compose(NewQuestion { title: "Does water move?".into(), ..NewQuestion::default() });
    let root = alice.write(asked.expect("fits"));
    meet(&mut alice, &mut bob);
    let answer = bob.write(question::answer(root, TEXT).expect("fits"));
    meet(&mut alice, &mut bob);
    let at = Origin::passage(root, answer, TEXT, 0..24).expect("a passage");
    let dispute = disputes(&mut alice, at, "It does.");
    meet(&mut alice, &mut bob);
    meet(&mut alice, &mut eve);
    assert_eq!(discussion(&eve).disputes().correct(&eve.person, dispute, true), Err(NotYours::Writers));
    let forged = discussion(&eve).disputes().correct(&bob.person, dispute, true).expect("as bob");
    eve.write(forged);
    meet(&mut bob, &mut eve);
    assert_eq!(seen(&bob, dispute).state, State::Open);
    corrects(&mut bob, dispute, true);
    assert_eq!(seen(&bob, dispute).state, State::Corrected);
    assert_eq!(discussion(&bob).disputes().on(answer).count(), 1);
    assert_eq!(discussion(&bob).disputes().on(root).count(), 0, "the question itself is not disputed");
}

#[test]
fn who_disputed_takes_it_back_and_nobody_else() {
    let (mut alice, mut bob, dispute) = disputed_note();
    let root = discussion(&alice).root();
    bob.write(moderation::retract(root, dispute).expect("fits"));
    meet(&mut alice, &mut bob);
    assert_eq!(seen(&alice, dispute).state, State::Open, "it is not his");
    alice.write(moderation::retract(root, dispute).expect("fits"));
    assert!(discussion(&alice).disputes().all().is_empty());
    assert_eq!(discussion(&alice).disputes().left_out(), 0, "nor is it counted");
}

#[test]
fn what_is_forged_to_another_thread_or_to_no_item_is_passed_over() {
    let (mut alice, mut bob, dispute) = disputed_note();
    let root = discussion(&bob).root();
    let mut eve = eve();
    meet(&mut bob, &mut eve);
    let elsewhere = RecordId::from_bytes([77; 32]);
    disputes(&mut eve, Origin::whole(root, elsewhere), "An item of another thread.");
    disputes(&mut eve, Origin::whole(elsewhere, root), "A thread elsewhere.");
    disputes(&mut eve, Origin::whole(root, dispute), "A dispute is no item.");
    let said = comment::compose(root, root, "Thank you!").expect("fits");
    let said = eve.write(said);
    let of_comment = disputes(&mut eve, Origin::whole(root, said), "No thanks to me.");
    meet(&mut alice, &mut eve);
    let mut all: Vec<RecordId> = discussion(&alice).disputes().all().iter().map(|disputed| disputed.id).collect();
    all.sort_unstable();
    let mut expected = [dispute, of_comment];
    expected.sort_unstable();
    assert_eq!(all, expected);
}

#[test]
fn a_thousand_disputes_by_eve_hide_none_of_alices() {
    let (mut alice, mut bob, dispute) = disputed_note();
    let root = discussion(&bob).root();
    let mut eve = eve();
    meet(&mut bob, &mut eve);
    for number in 0..1_000 {
        disputes(&mut eve, Origin::whole(root, root), &format!("Wrong {number}"));
    }
    meet(&mut alice, &mut eve);
    let of_alice = disputes(&mut alice, passage(root, "Salt dissolves."), "Not in oil.");
    let thread = discussion(&alice);
    let all = thread.disputes().all();
    assert_eq!(all.iter().filter(|disputed| disputed.author == eve.person).count(), limits::DISPUTES_EACH);
    assert_eq!(thread.disputes().left_out(), 1_000 - limits::DISPUTES_EACH);
    assert!(thread.disputes().get(&dispute).is_some() && thread.disputes().get(&of_alice).is_some());
}

#[test]
fn a_dispute_needs_a_claim_and_something_to_weigh_it_by() {
    let root = RecordId::from_bytes([1; 32]);
    let about = || Origin::whole(root, root);
    assert_eq!(dispute::compose(new(about(), "  ")), Err(Unfit::Empty("claim")));
    let bare = NewDispute { elsewhere: " ".into(), ..new(about(), "Wrong.") };
    assert_eq!(dispute::compose(bare.clone()), Err(Unfit::Empty("source")));
    assert!(dispute::compose(NewDispute { why: "I tried it.".into(), ..bare.clone() }).is_ok());
    assert!(dispute::compose(NewDispute { source: Some(about()), ..bare }).is_ok());
    let long = NewDispute { elsewhere: "x".repeat(limits::DISPUTE_SOURCE_BYTES + 1), ..new(about(), "Wrong.") };
    assert!(matches!(dispute::compose(long), Err(Unfit::TooLong { what: "source", .. })));
}

#[test]
fn what_a_moderator_found_right_nobody_corrects() {
    let (mut alice, mut bob, dispute) = disputed_note();
    let mut fatima = fatima();
    meet(&mut alice, &mut fatima);
    let apart = discussion(&alice).disputes().correct(&alice.person, dispute, true).expect("not ruled yet");
    rules(&mut fatima, dispute, false);
    alice.write(apart);
    meet(&mut alice, &mut fatima);
    meet(&mut alice, &mut bob);
    let settled = seen(&bob, dispute);
    assert_eq!((settled.state, settled.corrected_by), (State::Rejected, None));
    assert_eq!(discussion(&bob).disputes().correct(&bob.person, dispute, true), Err(NotYours::Writers));
    rules(&mut fatima, dispute, true);
    meet(&mut bob, &mut fatima);
    assert_eq!(seen(&bob, dispute).state, State::Upheld);
    corrects(&mut bob, dispute, true);
    assert_eq!(seen(&bob, dispute).state, State::Corrected, "now there is something to correct");
}

#[test]
fn words_that_are_taken_back_are_not_disputed_any_longer() {
    let (mut alice, mut bob) = (alice(), bob());
    let asked = question::compose(NewQuestion { title: "Does water move?".into(), ..NewQuestion::default() });
    let root = alice.write(asked.expect("fits"));
    meet(&mut alice, &mut bob);
    let answer = bob.write(question::answer(root, TEXT).expect("fits"));
    meet(&mut alice, &mut bob);
    disputes(&mut alice, Origin::passage(root, answer, TEXT, 0..24).expect("a passage"), "It does.");
    bob.write(moderation::retract(root, answer).expect("fits"));
    meet(&mut alice, &mut bob);
    assert!(discussion(&alice).disputes().all().is_empty());
}
