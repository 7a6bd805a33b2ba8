//! Stories of questions.

use commonplace_core::blob::BlobKey;
use commonplace_core::id::{BlobId, RecordId};
use commonplace_learning::attachment::{self, NewAttachment};
use commonplace_learning::flag::Reason;
use commonplace_learning::moderation::{self, Visibility};
use commonplace_learning::origin::Anchor;
use commonplace_learning::profile::{Details, Profiles};
use commonplace_learning::question::{self, NewQuestion, NotYours, State, Thread};
use commonplace_learning::summary::QuestionRow;
use commonplace_learning::vote::Choice;
use commonplace_learning::{FoldError, Standing, comment};

use crate::people::{Desk, alice, bob, eve, fatima, meet};

fn ask(desk: &mut Desk, title: &str) -> RecordId {
    let new = NewQuestion { title: title.to_owned(), text: "I wonder.".to_owned(), ..NewQuestion::default() };
    desk.write(question::compose(new).expect("fits"))
}

fn answer(desk: &mut Desk, question: RecordId, text: &str) -> RecordId {
    desk.write(question::answer(question, text).expect("fits"))
}

fn thread(desk: &Desk) -> Thread {
    Thread::fold(&desk.entries()).expect("the question is here")
}

fn accept(desk: &mut Desk, answer: RecordId) {
    let content = thread(desk).accept(&desk.person, desk.standing, answer).expect("may");
    desk.write(content);
}

fn vote(desk: &mut Desk, item: RecordId, choice: Choice) {
    let content = thread(desk).discussion().vote(&desk.person, item, choice).expect("fits");
    desk.write(content);
}

#[test]
fn a_question_is_open_then_answered_then_accepted() {
    let (mut alice, mut bob) = (alice(), bob());
    let asked = ask(&mut alice, "Why is the sea salty?");
    assert_eq!(thread(&alice).state(), State::Open);
    meet(&mut alice, &mut bob);
    let answered = answer(&mut bob, asked, "Rivers bring salt.");
    meet(&mut alice, &mut bob);
    assert_eq!(thread(&alice).state(), State::Answered);
    accept(&mut alice, answered);
    let row = QuestionRow::fold(&alice.entries()).expect("a question");
    assert_eq!((row.state, row.answers, row.participants), (State::Accepted, 1, 2));
    let taken_back = thread(&alice).unaccept(&alice.person, alice.standing, answered).expect("may");
    alice.write(taken_back);
    assert_eq!(thread(&alice).state(), State::Answered);
}

#[test]
fn answers_stand_accepted_first_then_endorsed_then_by_votes() {
    let (mut alice, mut bob, mut fatima) = (alice(), bob(), fatima());
    let asked = ask(&mut alice, "Why?");
    meet(&mut alice, &mut bob);
    let plain = answer(&mut bob, asked, "first");
    let helpful = answer(&mut bob, asked, "second");
    let endorsed = answer(&mut bob, asked, "third");
    let accepted = answer(&mut bob, asked, "fourth");
    meet(&mut bob, &mut alice);
    meet(&mut bob, &mut fatima);
    accept(&mut alice, accepted);
    vote(&mut alice, helpful, Choice::Helpful);
    accept(&mut fatima, endorsed);
    meet(&mut alice, &mut fatima);
    let thread = thread(&alice);
    let order: Vec<RecordId> = thread.answers().iter().map(|answer| answer.item.id).collect();
    assert_eq!(order, [accepted, endorsed, helpful, plain]);
    assert_eq!(thread.answers()[1].endorsed_by, [fatima.person]);
    assert!(!thread.answers()[1].accepted);
}

#[test]
fn only_the_asker_accepts_and_only_moderators_endorse() {
    let (mut alice, mut bob, mut eve) = (alice(), bob(), eve());
    let asked = ask(&mut alice, "Why?");
    meet(&mut alice, &mut bob);
    let answered = answer(&mut bob, asked, "Because.");
    meet(&mut bob, &mut eve);
    let refused = thread(&eve).accept(&eve.person, eve.standing, answered);
    assert_eq!(refused, Err(NotYours::Neither));
    assert_eq!(thread(&eve).accept(&eve.person, eve.standing, asked), Err(NotYours::NoAnswer));
    // A changed program writes both all the same; honest ones pass over them.
    let forged = thread(&alice_with(&bob)).accept(&alice.person, Standing::Learner, answered).expect("as alice");
    eve.write(forged);
    let forged = thread(&bob).accept(&eve.person, Standing::Steward, answered).expect("as a steward");
    eve.write(forged);
    let thread = thread(&eve);
    assert_eq!(thread.state(), State::Answered);
    assert_eq!(thread.answers()[0].endorsed_by, []);
}

fn alice_with(desk: &Desk) -> Desk {
    let mut alice = alice();
    meet(&mut alice, &mut desk.clone());
    alice
}

#[test]
fn the_asker_accepting_on_two_devices_apart_has_accepted_one() {
    let (mut laptop, mut phone, mut bob) = (alice(), Desk::new(1, 12, Standing::Learner), bob());
    let asked = ask(&mut laptop, "Why?");
    meet(&mut laptop, &mut bob);
    let first = answer(&mut bob, asked, "one");
    let second = answer(&mut bob, asked, "two");
    meet(&mut laptop, &mut bob);
    meet(&mut phone, &mut bob);
    accept(&mut laptop, first);
    accept(&mut phone, second);
    meet(&mut laptop, &mut phone);
    let accepted = |desk: &Desk| thread(desk).answers().iter().filter(|answer| answer.accepted).count();
    assert_eq!((accepted(&laptop), accepted(&phone)), (1, 1));
    assert_eq!(thread(&laptop).answers()[0].item.id, thread(&phone).answers()[0].item.id);
    // What is chosen with both in sight replaces both.
    accept(&mut phone, second);
    meet(&mut laptop, &mut phone);
    assert_eq!(thread(&laptop).answers()[0].item.id, second);
}

#[test]
fn a_vote_is_changed_and_taken_back_and_ones_own_does_not_count() {
    let (mut alice, mut bob) = (alice(), bob());
    let asked = ask(&mut alice, "Why?");
    vote(&mut alice, asked, Choice::Same);
    assert_eq!(thread(&alice).question().votes.same, 0, "it is her own question");
    meet(&mut alice, &mut bob);
    vote(&mut bob, asked, Choice::Same);
    vote(&mut bob, asked, Choice::Unclear);
    let votes = thread(&bob).question().votes;
    assert_eq!((votes.same, votes.unclear), (0, 1));
    assert_eq!(thread(&bob).discussion().vote_of(&bob.person, &asked), Some(Choice::Unclear));
    vote(&mut bob, asked, Choice::None);
    assert_eq!(thread(&bob).question().votes.unclear, 0);
    assert_eq!(thread(&bob).discussion().vote_of(&bob.person, &asked), None);
}

#[test]
fn inflating_lamport_times_gains_nothing() {
    let (mut alice, mut bob, mut eve) = (alice(), bob(), eve());
    let asked = ask(&mut alice, "Why?");
    meet(&mut alice, &mut bob);
    meet(&mut alice, &mut eve);
    vote(&mut eve, asked, Choice::Helpful);
    let early = eve.entries().into_iter().find(|entry| entry.author == eve.person).expect("the vote");
    vote(&mut eve, asked, Choice::Unclear);
    eve.take(commonplace_learning::Entry { lamport: u64::MAX, ..early });
    assert_eq!(thread(&eve).question().votes.unclear, 1, "her own later vote counts, whatever the other claims");
}

#[test]
fn the_asker_and_who_moderates_give_a_question_other_tags_and_nobody_else_does() {
    let (mut alice, mut bob, mut fatima) = (alice(), bob(), fatima());
    let new = NewQuestion { title: "Why?".into(), tags: vec!["cel".into()], ..NewQuestion::default() };
    let asked = alice.write(question::compose(new).expect("fits"));
    meet(&mut alice, &mut bob);
    meet(&mut alice, &mut fatima);
    let retag = |desk: &mut Desk, tags: &[&str]| {
        let tags: Vec<String> = tags.iter().map(ToString::to_string).collect();
        let content = thread(desk).retag(&desk.person, desk.standing, &tags)?;
        desk.write(content);
        Ok::<_, NotYours>(())
    };
    assert_eq!(retag(&mut bob, &["mine"]), Err(NotYours::Neither));
    retag(&mut alice, &["#water", "cell", "cell"]).expect("it is hers");
    assert_eq!(thread(&alice).tags(), ["cell", "water"]);
    assert_eq!(QuestionRow::fold(&alice.entries()).expect("a question").tags, ["cell", "water"]);
    // Apart: the facilitator's counts, whichever comes first.
    retag(&mut fatima, &["biology"]).expect("she moderates");
    meet(&mut alice, &mut fatima);
    assert_eq!(
        (thread(&alice).tags(), thread(&fatima).tags()),
        (&["biology".to_owned()][..], &["biology".to_owned()][..])
    );
    // With both in sight the last counts, also without any.
    retag(&mut alice, &[]).expect("it is hers");
    meet(&mut alice, &mut fatima);
    assert_eq!(thread(&fatima).tags(), &[] as &[String]);
    assert_eq!(thread(&fatima).question().id, asked);
}

#[test]
fn authors_revise_what_they_wrote_and_nobody_else_does() {
    let (mut alice, mut bob) = (alice(), bob());
    let asked = ask(&mut alice, "Wy?");
    meet(&mut alice, &mut bob);
    let revised = thread(&alice).discussion().revise(asked, Some("Why?".into()), "I do wonder.").expect("fits");
    alice.write(revised);
    let forged = thread(&bob).discussion().revise(asked, Some("Who?".into()), "Ha.").expect("fits");
    bob.write(forged);
    meet(&mut alice, &mut bob);
    let thread = thread(&bob);
    let question = thread.question();
    assert_eq!((question.now.title.as_str(), question.revisions), ("Why?", 1));
    assert_eq!(question.also, []);
    assert!(question.updated > question.created);
}

#[test]
fn three_flags_hide_until_a_moderator_decides() {
    let (mut alice, mut fatima) = (alice(), fatima());
    let asked = ask(&mut alice, "Buy now!");
    for person in 5..8 {
        let mut desk = Desk::new(person, person, Standing::Learner);
        meet(&mut alice, &mut desk);
        let flag = thread(&desk).discussion().flag(&desk.person, asked, Reason::Spam, "").expect("fits");
        desk.write(flag);
        assert_eq!(thread(&desk).question().visibility.is_shown(), person < 7);
        meet(&mut alice, &mut desk);
    }
    assert_eq!(thread(&alice).question().visibility, Visibility::Flagged);
    meet(&mut alice, &mut fatima);
    let shown = thread(&fatima).discussion().hide(asked, false, "an honest question").expect("fits");
    fatima.write(shown);
    assert_eq!(thread(&fatima).question().visibility, Visibility::Shown);
    assert_eq!(thread(&fatima).question().flags.len(), 3, "the flags are still told");
}

#[test]
fn of_decisions_made_apart_the_higher_standing_counts_and_then_the_hiding() {
    let (mut alice, mut fatima) = (alice(), fatima());
    let mut other = Desk::new(9, 99, Standing::Facilitator);
    let mut steward = Desk::new(8, 88, Standing::Steward);
    let asked = ask(&mut alice, "Hm?");
    for desk in [&mut fatima, &mut other, &mut steward] {
        meet(&mut alice, desk);
    }
    let decide = |desk: &mut Desk, hidden| {
        let content = thread(desk).discussion().hide(asked, hidden, "so").expect("fits");
        desk.write(content);
    };
    decide(&mut fatima, true);
    decide(&mut other, false);
    meet(&mut fatima, &mut other);
    assert_eq!(thread(&other).question().visibility, Visibility::Hidden { by: fatima.person, reason: "so".into() });
    decide(&mut steward, false);
    meet(&mut steward, &mut other);
    assert_eq!(thread(&other).question().visibility, Visibility::Shown);
    // A learner's decision is none.
    decide(&mut alice, true);
    meet(&mut alice, &mut other);
    assert_eq!(thread(&other).question().visibility, Visibility::Shown);
}

#[test]
fn a_retracted_answer_does_not_count() {
    let (mut alice, mut bob) = (alice(), bob());
    let asked = ask(&mut alice, "Why?");
    meet(&mut alice, &mut bob);
    let answered = answer(&mut bob, asked, "Wrong.");
    meet(&mut alice, &mut bob);
    accept(&mut alice, answered);
    bob.write(moderation::retract(asked, answered).expect("fits"));
    meet(&mut alice, &mut bob);
    let thread = thread(&alice);
    assert_eq!(thread.state(), State::Open);
    assert_eq!(thread.answers()[0].item.now.text, "");
    assert_eq!(thread.droppable(), [answered]);
}

#[test]
fn comments_stand_by_their_item_in_the_order_of_reading() {
    let (mut alice, mut bob) = (alice(), bob());
    let asked = ask(&mut alice, "Why?");
    let first = alice.write(comment::compose(asked, asked, "or how?").expect("fits"));
    meet(&mut alice, &mut bob);
    let second = bob.write(comment::compose(asked, first, "how, I think").expect("fits"));
    meet(&mut alice, &mut bob);
    let thread = thread(&alice);
    let ids: Vec<RecordId> = thread.comments().iter().map(|comment| comment.item.id).collect();
    assert_eq!(ids, [first, second]);
    assert_eq!(thread.discussion().comments_on(first).count(), 1);
    assert!(thread.searchable_text().ends_with("or how?\n\nhow, I think"));
}

#[test]
fn files_are_attached_to_ones_own_items_and_taken_away_again() {
    let (mut alice, mut bob) = (alice(), bob());
    let asked = ask(&mut alice, "What is this?");
    meet(&mut alice, &mut bob);
    let file = |byte: u8| NewAttachment {
        blob: BlobId::from_bytes([byte; 32]),
        key: BlobKey::from_bytes([byte; 32]),
        size: 5_000_000,
        padding: 0,
        name: "leaf.png".to_owned(),
        media_type: "image/png".to_owned(),
    };
    let own = alice.write(attachment::attach(asked, asked, file(1)).expect("fits"));
    bob.write(attachment::attach(asked, asked, file(2)).expect("fits"));
    meet(&mut alice, &mut bob);
    let files = thread(&bob).question().attachments.clone();
    assert_eq!(files.len(), 1, "bob's is on somebody else's question");
    assert_eq!((files[0].id, files[0].file.size), (own, 5_000_000));
    bob.write(attachment::detach(asked, own).expect("fits"));
    assert_eq!(thread(&bob).question().attachments.len(), 1, "nor may he take hers away");
    alice.write(attachment::detach(asked, own).expect("fits"));
    assert_eq!(thread(&alice).question().attachments, []);
}

#[test]
fn a_question_about_a_passage_keeps_it() {
    let (mut alice, mut bob) = (alice(), bob());
    let note = alice.new_note("Osmosis", "Water moves. Salt stays.");
    meet(&mut alice, &mut bob);
    let about = Anchor::at(note, bob.note().text(), 13..24);
    let new = NewQuestion { title: "Why does it stay?".into(), about, ..NewQuestion::default() };
    let asked = bob.write(question::compose(new).expect("fits"));
    let entries: Vec<_> = bob.entries().into_iter().filter(|entry| entry.id == asked).collect();
    let thread = Thread::fold(&entries).expect("a question");
    let anchor = thread.about().expect("about a passage");
    assert_eq!((anchor.item, anchor.quote.as_str()), (note, "Salt stays."));
    assert_eq!(anchor.find("Preface.\nWater moves. Salt stays."), Some(22..33));
}

#[test]
fn answers_without_their_question_have_no_meaning_yet() {
    let mut bob = bob();
    answer(&mut bob, RecordId::from_bytes([7; 32]), "Because.");
    assert_eq!(Thread::fold(&bob.entries()).err(), Some(FoldError::NoRoot));
}

#[test]
fn people_say_who_they_are_and_nobody_says_it_for_them() {
    let (mut alice, mut eve) = (alice(), eve());
    let details =
        |name: &str| Details { name: name.to_owned(), about: String::new(), languages: vec!["tr".to_owned()] };
    alice.write(Profiles::default().compose(alice.person, details("Alis")).expect("fits"));
    let renamed = Profiles::fold(&alice.entries()).compose(alice.person, details("Alice")).expect("fits");
    alice.write(renamed);
    eve.write(Profiles::default().compose(alice.person, details("Mallory")).expect("fits"));
    meet(&mut alice, &mut eve);
    let profiles = Profiles::fold(&eve.entries());
    assert_eq!(profiles.get(&alice.person).map(|details| details.name.as_str()), Some("Alice"));
    assert_eq!(profiles.iter().count(), 1);
    assert!(Profiles::default().compose(alice.person, details(" ")).is_err());
}
