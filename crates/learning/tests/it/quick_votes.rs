//! Stories of quick votes: what is sealed stays sealed until all is uncovered, and whoever cheats gains nothing.

use commonplace_core::id::{DeviceId, RecordId};
use commonplace_core::limits;
use commonplace_learning::body::{Payload as _, Unfit};
use commonplace_learning::quick_vote::{
    self, Again, NewQuickVote, OpenedChoice, QuickVote, Refused, SealedChoice, Uncover, commitment, nonce,
};
use commonplace_learning::summary::QuickVoteRow;
use commonplace_learning::view::QuickVoteView;
use commonplace_learning::{Body, Class, Content, Entry, Standing, comment, moderation};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_bytes::ByteArray;

use crate::people::{Desk, alice, bob, eve, fatima, meet};
use crate::views::{obeys, with_strangers};

/// What a device keeps to itself.
fn secret(device: &DeviceId) -> [u8; 32] {
    *RecordId::of(device.as_bytes()).as_bytes()
}

fn begin(desk: &mut Desk) -> RecordId {
    let options = ["nothing", "water", "salt", "both"].map(str::to_owned).to_vec();
    let new = NewQuickVote { question: "What moves?".to_owned(), options, ..NewQuickVote::default() };
    desk.write(quick_vote::compose(new).expect("fits"))
}

fn vote(desk: &Desk) -> QuickVote {
    QuickVote::fold(&desk.entries()).expect("the quick vote is here")
}

fn seal(desk: &mut Desk, option: usize) -> RecordId {
    let salt = [u8::try_from(desk.entries().len()).expect("few"); 16];
    let content = vote(desk).seal(&desk.person, option, &secret(&desk.device), salt).expect("may");
    desk.write(content)
}

fn uncover(desk: &mut Desk) {
    for content in vote(desk).uncover(&desk.person, desk.standing).expect("may") {
        desk.write(content);
    }
}

fn again(desk: &mut Desk) {
    let content = vote(desk).again(&desk.person, desk.standing).expect("may");
    desk.write(content);
}

/// What a node does by itself.
fn open(desk: &mut Desk) -> usize {
    let own = desk.device;
    let contents = vote(desk).openings(&desk.person, |device| (*device == own).then(|| secret(device)));
    contents.into_iter().map(|content| desk.write(content)).count()
}

fn counts(desk: &Desk) -> Vec<usize> {
    let vote = vote(desk);
    vote.round().expect("there is one").counts(vote.options().len())
}

#[test]
fn two_choose_disagree_talk_and_choose_again() {
    let (mut alice, mut bob) = (alice(), bob());
    let asked = begin(&mut alice);
    meet(&mut alice, &mut bob);
    seal(&mut alice, 1);
    seal(&mut bob, 3);
    meet(&mut alice, &mut bob);
    let row = QuickVoteRow::fold(&bob.entries()).expect("a quick vote");
    assert_eq!((row.question.as_str(), row.options, row.round, row.chosen), ("What moves?", 4, 1, 2));
    assert!(!row.uncovered && vote(&bob).round().expect("the first").opened.is_empty(), "sealed 2 of 2");
    assert_eq!(open(&mut alice) + open(&mut bob), 0, "nobody opens before all do");
    uncover(&mut alice);
    assert_eq!(open(&mut alice), 1);
    meet(&mut alice, &mut bob);
    assert_eq!(vote(&alice).round().expect("the first").unopened().collect::<Vec<_>>(), [bob.person]);
    assert_eq!(open(&mut bob), 1);
    meet(&mut alice, &mut bob);
    assert_eq!(counts(&alice), [0, 1, 0, 1]);
    let voted = vote(&alice);
    let round = voted.round().expect("the first");
    assert!(round.differs() && round.unopened().next().is_none());
    assert_eq!(round.otherwise(&alice.person).collect::<Vec<_>>(), [(bob.person, 3)]);
    assert_eq!(open(&mut alice) + open(&mut bob), 0, "what is open is not opened again");
    again(&mut alice);
    meet(&mut alice, &mut bob);
    seal(&mut alice, 3);
    seal(&mut bob, 3);
    meet(&mut alice, &mut bob);
    uncover(&mut alice);
    meet(&mut alice, &mut bob);
    assert_eq!(open(&mut alice) + open(&mut bob), 2);
    meet(&mut alice, &mut bob);
    assert_eq!(counts(&bob), [0, 0, 0, 2]);
    assert!(!vote(&bob).round().expect("the second").differs());
    assert_eq!((vote(&bob).rounds().len(), vote(&bob).passed_over()), (2, 0));
    let options = vec!["yes".to_owned(), "no".to_owned()];
    let sister = NewQuickVote { question: "And sugar?".to_owned(), options, follows: Some(asked), about: None };
    let Ok(Body::QuickVote(begun)) =
        Body::read(Class::QuickVote.kind(), &quick_vote::compose(sister).expect("fits").body)
    else {
        panic!("a quick vote");
    };
    assert_eq!(begun.follows, Some(asked));
}

#[test]
fn who_did_not_choose_cannot_learn_what_others_chose_before() {
    let (mut alice, mut bob) = (alice(), bob());
    let root = begin(&mut alice);
    meet(&mut alice, &mut bob);
    let of = |desk: &Desk, id: &RecordId| {
        let entry = desk.entries().into_iter().find(|entry| entry.id == *id).expect("here");
        SealedChoice::read(&entry.body).expect("a sealed choice")
    };
    let (one, two) = (seal(&mut alice, 2), seal(&mut bob, 2));
    let (one, two) = (of(&alice, &one), of(&bob, &two));
    assert_ne!(one.commitment, two.commitment, "equal choices look different");
    // Whoever changes it back and forth cannot be told from one who keeps it.
    let changed = seal(&mut alice, 2);
    assert_ne!(of(&alice, &changed).commitment, one.commitment);
    for option in 0..6 {
        let guess = nonce(&secret(&bob.device), &root, 1, &one.salt);
        assert_ne!(commitment(&root, 1, &alice.person, &guess, option), *one.commitment, "with bob's secret");
    }
}

#[test]
fn what_is_sealed_after_the_uncovering_counts_for_nothing() {
    let (mut alice, mut bob, mut eve) = (alice(), bob(), eve());
    begin(&mut alice);
    meet(&mut alice, &mut bob);
    meet(&mut alice, &mut eve);
    seal(&mut bob, 0);
    seal(&mut eve, 1);
    meet(&mut alice, &mut bob);
    uncover(&mut alice);
    meet(&mut alice, &mut bob);
    open(&mut bob);
    assert_eq!(vote(&bob).seal(&bob.person, 1, &[0; 32], [0; 16]), Err(Refused::Uncovered));
    meet(&mut bob, &mut eve);
    meet(&mut alice, &mut eve);
    // Eve's choice was sealed apart and comes late; what bob chose can be read by then. It stays sealed.
    assert_eq!(open(&mut eve), 0);
    let voted = vote(&eve);
    let round = voted.round().expect("the first");
    assert_eq!((round.opened.len(), counts(&eve)), (1, vec![1, 0, 0, 0]));
    assert!(round.late.contains(&eve.person), "named, apart from the others");
    assert_eq!(voted.passed_over(), 0, "being late is no cheating");
}

#[test]
fn of_a_choice_that_was_changed_the_last_one_known_at_the_uncovering_counts() {
    let (mut alice, mut bob) = (alice(), bob());
    begin(&mut alice);
    meet(&mut alice, &mut bob);
    seal(&mut bob, 0);
    seal(&mut bob, 1);
    meet(&mut alice, &mut bob);
    let known = vote(&alice).round().expect("the first").sealed[&bob.person];
    // Alice uncovers while bob, apart, makes up his mind once more.
    uncover(&mut alice);
    let later = seal(&mut bob, 2);
    meet(&mut alice, &mut bob);
    assert_eq!(open(&mut bob), 1);
    let voted = vote(&bob);
    let round = voted.round().expect("the first");
    assert_eq!(round.opened.get(&bob.person), Some(&1));
    assert_eq!(round.sealed[&bob.person], known);
    assert_ne!(known, later);
    assert!(round.late.is_empty(), "who takes part is not late");
    assert!(round.changed_late.contains(&bob.person), "and is told that the last change was");
}

#[test]
fn two_devices_of_a_person_choose_once_and_each_opens_its_own() {
    let (mut laptop, mut alice) = (bob(), alice());
    let mut phone = Desk::new(2, 23, Standing::Learner);
    begin(&mut alice);
    meet(&mut alice, &mut laptop);
    meet(&mut alice, &mut phone);
    seal(&mut laptop, 0);
    seal(&mut phone, 1);
    meet(&mut laptop, &mut phone);
    meet(&mut alice, &mut phone);
    assert_eq!(vote(&alice).round().expect("the first").sealed.len(), 1);
    uncover(&mut alice);
    meet(&mut alice, &mut laptop);
    meet(&mut alice, &mut phone);
    assert_eq!(open(&mut laptop) + open(&mut phone), 1, "only the device that sealed it can");
    meet(&mut laptop, &mut phone);
    assert_eq!(counts(&phone).iter().sum::<usize>(), 1);
    assert!(!vote(&laptop).owes(&laptop.person, |_| true));
}

#[test]
fn two_who_uncover_apart_uncover_what_either_knew() {
    let (mut alice, mut bob, mut fatima, mut eve) = (alice(), bob(), fatima(), eve());
    begin(&mut alice);
    for desk in [&mut bob, &mut fatima, &mut eve] {
        meet(&mut alice, desk);
    }
    seal(&mut bob, 0);
    seal(&mut eve, 1);
    meet(&mut alice, &mut bob);
    meet(&mut fatima, &mut eve);
    uncover(&mut alice);
    uncover(&mut fatima);
    meet(&mut alice, &mut fatima);
    let voted = vote(&alice);
    let round = voted.round().expect("the first");
    assert_eq!((round.sealed.len(), round.uncovered_by.len(), voted.passed_over()), (2, 2, 0));
}

#[test]
fn who_uncovers_lets_nothing_in_afterwards() {
    let (mut alice, mut bob) = (alice(), bob());
    let root = begin(&mut alice);
    meet(&mut alice, &mut bob);
    seal(&mut bob, 0);
    meet(&mut alice, &mut bob);
    // Alice, whose program is changed, has a look first and chooses then.
    uncover(&mut alice);
    let salt = [9; 16];
    let covered = QuickVote::fold(&bob.entries()).expect("the quick vote is here");
    let content = covered.seal(&alice.person, 2, &secret(&alice.device), salt).expect("may");
    let sealed = alice.write(content);
    alice.write(Uncover { root, round: 1, sealed: vec![sealed] }.content().expect("fits"));
    open(&mut alice);
    meet(&mut alice, &mut bob);
    let voted = vote(&bob);
    let round = voted.round().expect("the first");
    assert!(!round.sealed.contains_key(&alice.person) && round.late.contains(&alice.person));
    assert_eq!(voted.passed_over(), 1, "her second uncovering");
}

#[test]
fn options_that_look_the_same_are_none_to_choose_between() {
    let content = |options: &[&str]| {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        quick_vote::Begin { question: "Why?".to_owned(), options, about: None, follows: None }.content()
    };
    assert!(content(&["yes", "no"]).is_ok());
    assert!(content(&["yes", "yes"]).is_err() && content(&["yes", "yes "]).is_err());
}

#[test]
fn nobody_opens_other_than_they_sealed_or_in_the_name_of_others() {
    let (mut alice, mut eve) = (alice(), eve());
    let root = begin(&mut alice);
    meet(&mut alice, &mut eve);
    let honest = seal(&mut alice, 2);
    let own = seal(&mut eve, 1);
    meet(&mut alice, &mut eve);
    // Eve seals the very bytes that alice did, to choose as she does, whatever it is.
    let copied = alice.entries().into_iter().find(|entry| entry.id == honest).expect("here");
    let copy = eve.write(Content { lane: SealedChoice::LANE, kind: copied.kind, body: copied.body });
    meet(&mut alice, &mut eve);
    uncover(&mut alice);
    open(&mut alice);
    meet(&mut alice, &mut eve);
    let opened = eve.entries().into_iter().find(|entry| entry.kind == OpenedChoice::KIND).expect("alice's");
    let opened = OpenedChoice::read(&opened.body).expect("an opening");
    let salt = SealedChoice::read(&eve.entries().into_iter().find(|entry| entry.id == own).expect("here").body);
    let mine = nonce(&secret(&eve.device), &root, 1, &salt.expect("a sealed choice").salt);
    for lie in [
        // As alice opened, of what was copied from her.
        OpenedChoice { sealed: copy, ..opened.clone() },
        // Alice's own choice, by eve.
        opened,
        // What eve sealed, as another option, and as one that there is not.
        OpenedChoice { root, sealed: own, nonce: ByteArray::new(mine), option: 2 },
        OpenedChoice { root, sealed: own, nonce: ByteArray::new(mine), option: 5 },
    ] {
        eve.write(lie.content().expect("fits"));
    }
    let voted = vote(&eve);
    let round = voted.round().expect("the first");
    assert_eq!((round.opened.len(), voted.passed_over()), (1, 4), "{round:?}");
    assert_eq!(round.opened.get(&alice.person), Some(&2));
}

#[test]
fn only_who_began_it_and_moderators_uncover_and_begin_rounds() {
    let (mut alice, mut bob, mut eve) = (alice(), bob(), eve());
    let root = begin(&mut alice);
    meet(&mut alice, &mut eve);
    assert_eq!(vote(&alice).uncover(&alice.person, alice.standing), Err(Refused::NobodyChose));
    let sealed = seal(&mut eve, 0);
    assert_eq!(vote(&eve).uncover(&eve.person, eve.standing), Err(Refused::NotYours));
    assert_eq!(vote(&eve).again(&eve.person, eve.standing), Err(Refused::NotYours));
    assert_eq!(vote(&eve).again(&alice.person, alice.standing), Err(Refused::Covered));
    // A changed program writes them all the same.
    eve.write(Uncover { root, round: 1, sealed: vec![sealed] }.content().expect("fits"));
    eve.write(Again { root, round: 2 }.content().expect("fits"));
    meet(&mut alice, &mut eve);
    let voted = vote(&alice);
    assert_eq!((voted.rounds().len(), voted.passed_over()), (1, 2));
    assert!(!voted.round().expect("the first").is_uncovered());
    // Nor does a round begin that was not uncovered before, whoever says so, nor is one chosen in that never began.
    alice.write(Again { root, round: 2 }.content().expect("fits"));
    alice.write(Uncover { root, round: 3, sealed: vec![sealed] }.content().expect("fits"));
    let of = SealedChoice {
        root,
        round: 3,
        commitment: ByteArray::new([0; 32]),
        salt: ByteArray::new([0; 16]),
        replaces: vec![],
    };
    eve.write(of.content().expect("fits"));
    meet(&mut alice, &mut eve);
    assert_eq!((vote(&alice).rounds().len(), vote(&alice).passed_over()), (1, 2), "what waits is not unfit");
    meet(&mut alice, &mut bob);
    // When the first is uncovered, the second begins that alice had announced.
    uncover(&mut alice);
    assert_eq!((vote(&alice).rounds().len(), vote(&alice).passed_over()), (2, 2));
}

#[test]
fn rounds_end_some_day() {
    let mut alice = alice();
    begin(&mut alice);
    for round in 1..=limits::QUICK_VOTE_ROUNDS {
        seal(&mut alice, 0);
        uncover(&mut alice);
        if round < limits::QUICK_VOTE_ROUNDS {
            again(&mut alice);
        }
    }
    assert_eq!(vote(&alice).again(&alice.person, alice.standing), Err(Refused::LastRound));
    assert_eq!(open(&mut alice), usize::from(limits::QUICK_VOTE_ROUNDS), "what was missed is made up for");
}

#[test]
fn a_quick_vote_has_a_question_and_some_options_each_once() {
    let new = |question: &str, options: &[&str]| {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        quick_vote::compose(NewQuickVote { question: question.to_owned(), options, ..NewQuickVote::default() })
    };
    assert_eq!(new(" ", &["a", "b"]).expect_err("no question"), Unfit::Empty("question"));
    assert_eq!(new("Why?", &["a", " a ", " "]).expect_err("one option"), Unfit::Empty("second option"));
    assert!(matches!(new("Why?", &["1", "2", "3", "4", "5", "6", "7"]), Err(Unfit::TooMany { .. })));
    let body = new(" Why? ", &[" a", "b ", "", "a"]).expect("fits").body;
    let Ok(Body::QuickVote(begun)) = Body::read(Class::QuickVote.kind(), &body) else { panic!("a quick vote") };
    assert_eq!((begun.question.as_str(), begun.options), ("Why?", vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn the_most_sealed_choices_fit_a_record() {
    let root = RecordId::from_bytes([1; 32]);
    let ids = |many: usize| (0..many).map(|number| RecordId::of(&number.to_le_bytes())).collect();
    let most = Uncover { root, round: 16, sealed: ids(limits::QUICK_VOTE_NAMED) };
    assert!(most.content().expect("fits").body.len() <= limits::BODY_BYTES);
    let more = Uncover { root, round: 16, sealed: ids(limits::QUICK_VOTE_NAMED + 1) };
    assert!(matches!(more.content(), Err(Unfit::TooMany { .. })));
    assert!(Uncover { root, round: 1, sealed: vec![] }.content().is_err(), "that would only show the late ones");
    assert!(Again { root, round: 0 }.content().is_err() && Again { root, round: 17 }.content().is_err());
}

#[test]
fn the_question_stays_as_it_was_asked_and_can_be_taken_back_and_talked_about() {
    let (mut alice, mut bob) = (alice(), bob());
    let root = begin(&mut alice);
    meet(&mut alice, &mut bob);
    seal(&mut bob, 0);
    bob.write(comment::compose(root, root, "Salt, surely.").expect("fits"));
    meet(&mut alice, &mut bob);
    let revised = vote(&alice).discussion().revise(root, Some("What stays?".to_owned()), "").expect("fits");
    alice.write(revised);
    let voted = vote(&alice);
    assert_eq!((voted.item().now.title.as_str(), voted.item().revisions), ("What moves?", 0));
    assert_eq!(voted.searchable_text(), "nothing\n\nwater\n\nsalt\n\nboth\n\nSalt, surely.");
    alice.write(moderation::retract(root, root).expect("fits"));
    let row = QuickVoteRow::fold(&alice.entries()).expect("a quick vote");
    assert!(row.retracted && row.question.is_empty() && vote(&alice).rounds().is_empty());
    assert_eq!(vote(&bob).rounds().len(), 1, "who has not heard of it goes on");
}

/// What happens next: who acts, what they do, a number for it, and whom they meet afterwards.
type Scene = (usize, u8, usize, usize);

/// Plays scenes with an asker, a learner, a facilitator and somebody whose program is changed.
fn played(scenes: &[Scene]) -> Vec<Entry> {
    let mut desks = [alice(), bob(), fatima(), eve()];
    let root = begin(&mut desks[0]);
    let first = desks[0].entries();
    for desk in &mut desks[1..] {
        first.iter().cloned().for_each(|entry| desk.take(entry));
    }
    for (who, what, which, other) in scenes {
        act(&mut desks[*who], root, *what, *which);
        if who < other {
            let (left, right) = desks.split_at_mut(*other);
            meet(&mut left[*who], &mut right[0]);
        }
    }
    desks.iter().flat_map(Desk::entries).collect()
}

fn act(desk: &mut Desk, root: RecordId, what: u8, which: usize) {
    let held = desk.entries();
    let voted = vote(desk);
    let round = u16::try_from(1 + which % 3).expect("small");
    let salt = [u8::try_from(which).unwrap_or_default(); 16];
    let any = held[which % held.len()].id;
    let content = match what {
        0 | 1 => voted.seal(&desk.person, which % 4, &secret(&desk.device), salt).ok(),
        2 => {
            voted.uncover(&desk.person, desk.standing).into_iter().flatten().for_each(|one| _ = desk.write(one));
            None
        }
        3 => voted.again(&desk.person, desk.standing).ok(),
        4 => {
            open(desk);
            None
        }
        5 => Uncover { root, round, sealed: vec![any] }.content().ok(),
        6 => Again { root, round }.content().ok(),
        7 => {
            let option = u8::try_from(which % 6).expect("small");
            OpenedChoice { root, sealed: any, nonce: ByteArray::new([7; 32]), option }.content().ok()
        }
        _ => comment::compose(root, any, "hm").ok(),
    };
    content.into_iter().for_each(|content| _ = desk.write(content));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_repetition_and_parting_gives_the_same_quick_vote(
        scenes in prop::collection::vec((0..4_usize, 0..9_u8, 0..64_usize, 0..4_usize), 0..32),
        keys in prop::collection::vec(any::<u64>(), 60),
        cut in any::<Index>(),
    ) {
        let entries = played(&scenes);
        obeys::<QuickVoteView>(&with_strangers(entries.clone()), &keys, &cut);
        // Whatever anybody writes: only what a person sealed is said of them, and never while it is covered.
        let voted = QuickVote::fold(&entries).expect("it has begun");
        for round in voted.rounds() {
            prop_assert!(round.is_uncovered() || round.opened.is_empty());
            prop_assert!(round.opened.keys().all(|person| round.sealed.contains_key(person)));
            prop_assert!(round.late.iter().all(|person| !round.sealed.contains_key(person)));
            prop_assert!(round.changed_late.iter().all(|person| round.sealed.contains_key(person)));
            prop_assert!(round.opened.values().all(|option| usize::from(*option) < voted.options().len()));
            let is_true = |entry: &Entry| OpenedChoice::read(&entry.body).is_ok_and(|it| *it.nonce != [7; 32]);
            let honest = entries.iter().any(|entry| entry.author == eve().person && is_true(entry));
            prop_assert!(!round.opened.contains_key(&eve().person) || honest);
        }
    }
}
