//! The laws of views, for every view: any order, any repetition; grown step by step or folded anew; one set, one hash.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_learning::card::{self, Card, Sides};
use commonplace_learning::discussion::Discussion;
use commonplace_learning::dispute::{self, NewDispute, Weight};
use commonplace_learning::flag::Reason;
use commonplace_learning::meeting::{self, Comes, Meeting};
use commonplace_learning::note::Note;
use commonplace_learning::origin::Origin;
use commonplace_learning::profile::{Details, Profiles};
use commonplace_learning::question::{self, NewQuestion, Thread};
use commonplace_learning::view::{CardView, MeetingView, NoteView, ProfileView, QuestionView, View};
use commonplace_learning::vote::Choice;
use commonplace_learning::{Entry, Standing, comment, moderation};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::people::{Desk, alice, bob, fatima, meet};

/// What happens next: who acts, what they do, on which item, and whether they meet the next person afterwards.
type Scene = (usize, u8, Index, bool);

fn scenes() -> impl Strategy<Value = Vec<Scene>> {
    prop::collection::vec((0..3_usize, 0..15_u8, any::<Index>(), any::<bool>()), 0..24)
}

/// Plays scenes on one thread; returns all its entries.
fn played(scenes: &[Scene], begin: impl Fn(&mut Desk) -> RecordId) -> Vec<Entry> {
    let mut desks = [alice(), bob(), fatima()];
    let root = begin(&mut desks[0]);
    let first = desks[0].entries();
    for desk in &mut desks[1..] {
        first.iter().cloned().for_each(|entry| desk.take(entry));
    }
    for (number, (who, what, which, meets)) in scenes.iter().enumerate() {
        act(&mut desks[*who], root, *what, which, number);
        if *meets {
            let [one, two, three] = &mut desks;
            let pair = if *who == 0 { (one, two) } else { (two, three) };
            meet(pair.0, pair.1);
        }
    }
    desks.iter().flat_map(Desk::entries).collect()
}

fn act(desk: &mut Desk, root: RecordId, what: u8, which: &Index, number: usize) {
    let held = desk.entries();
    let item = held[which.index(held.len())].id;
    let note = Note::fold(&held).ok();
    let thread = Thread::fold(&held).ok();
    let meeting = Meeting::fold(&held).ok();
    let discussion = note.as_ref().map(Note::discussion).or(thread.as_ref().map(Thread::discussion));
    let card = Card::fold(&held).ok();
    let discussion = discussion.or(card.as_ref().map(Card::discussion));
    let discussion = discussion.or(meeting.as_ref().map(Meeting::discussion));
    let discussion = discussion.expect("the thread has begun");
    let content = match what {
        0 => comment::compose(root, item, &format!("comment {number}")),
        1 => discussion.vote(&desk.person, item, Choice::Helpful),
        2 => discussion.vote(&desk.person, item, Choice::None),
        3 => discussion.flag(&desk.person, item, Reason::Rude, "why"),
        4 => discussion.hide(item, number.is_multiple_of(2), "so"),
        5 => moderation::retract(root, item),
        6 => discussion.revise(item, None, &format!("revised {number}")),
        7 => question::answer(root, &format!("answer {number}")),
        11..=14 => return act_on_dispute(desk, discussion, what, item, number),
        _ => return act_on_whole(desk, what, item, number),
    };
    desk.write(content.expect("fits"));
}

fn act_on_whole(desk: &mut Desk, what: u8, item: RecordId, number: usize) {
    let held = desk.entries();
    if let Ok(thread) = Thread::fold(&held) {
        if let Ok(content) = thread.accept(&desk.person, desk.standing, item) {
            desk.write(content);
        }
        return;
    }
    if let Ok(card) = Card::fold(&held) {
        let to = Sides { back: format!("back {number}"), ..card.sides() };
        if let Ok(content) = card.change(&desk.person, [desk.standing, Standing::Steward][number % 2], to) {
            desk.write(content);
        }
        return;
    }
    if let Ok(meeting) = Meeting::fold(&held) {
        act_on_meeting(desk, &meeting, what, item, number);
        return;
    }
    if !desk.note().visibility().is_shown() {
        return;
    }
    match what {
        8 => drop(desk.retitle(&format!("title {number}"))),
        9 => drop(desk.retag(&[["x", "y", "z"][number % 3]])),
        _ => {
            let text = format!("{number} {}\nline {number}\n", desk.note().text());
            desk.edit_text(&text);
        }
    }
}

/// Disputes an item, or says something to a dispute; also as somebody who may not, with a changed program.
fn act_on_dispute(desk: &mut Desk, discussion: &Discussion, what: u8, item: RecordId, number: usize) {
    let (disputes, root) = (discussion.disputes(), discussion.root());
    let Some(dispute) = disputes.all().get(number % 3).map(|disputed| disputed.id).filter(|_| what != 11) else {
        let (about, claim) = (Origin::whole(root, item), format!("claim {number}"));
        let new = NewDispute { about, claim, why: "so".to_owned(), source: None, elsewhere: String::new() };
        desk.write(dispute::compose(new).expect("fits"));
        return;
    };
    let weight = [Weight::None, Weight::Agree, Weight::Disagree, Weight::Unsure][number % 4];
    let by = if number.is_multiple_of(5) { disputes.get(&dispute).expect("there").of } else { desk.person };
    let content = match what {
        12 => disputes.weigh(&desk.person, dispute, weight),
        13 => disputes.rule(Standing::Steward, dispute, number.is_multiple_of(2), "so"),
        _ => disputes.correct(&by, dispute, !number.is_multiple_of(3)),
    };
    if let Ok(content) = content {
        desk.write(content);
    }
}

fn act_on_meeting(desk: &mut Desk, meeting: &Meeting, what: u8, item: RecordId, number: usize) {
    let content = match what {
        8 => meeting.come(&desk.person, [Comes::None, Comes::Yes, Comes::Maybe, Comes::No][number % 4]),
        9 => meeting.recap((!number.is_multiple_of(3)).then_some(item)),
        _ => {
            // Whoever may not writes it all the same, with a changed program: it must count for nothing everywhere.
            let to = meeting::Details {
                title: format!("title {number}"),
                when: (number.is_multiple_of(2)).then(|| Timestamp::from_millis(1_800_000_000_000 + number as u64)),
                called_off: number.is_multiple_of(5),
                ..meeting.details()
            };
            Ok(meeting.change(&desk.person, Standing::Steward, to).expect("as a steward"))
        }
    };
    desk.write(content.expect("fits"));
}

fn hash_of<V: View>(entries: &[Entry]) -> [u8; 32] {
    let mut view = V::default();
    entries.iter().for_each(|entry| view.apply(entry));
    view.view_hash()
}

/// Checks the laws of one view.
pub(crate) fn obeys<V: View>(entries: &[Entry], keys: &[u64], cut: &Index) {
    let expected = hash_of::<V>(entries);
    let mut keyed: Vec<(u64, &Entry)> = keys.iter().copied().cycle().zip(entries).collect();
    keyed.sort_by_key(|(key, _)| *key);
    let shuffled: Vec<Entry> = keyed.into_iter().map(|(_, entry)| entry.clone()).collect();
    assert_eq!(hash_of::<V>(&shuffled), expected, "{}: any order", V::NAME);
    let (left, right) = shuffled.split_at(cut.index(shuffled.len() + 1));
    let repeated = [right, left, right].concat();
    assert_eq!(hash_of::<V>(&repeated), expected, "{}: any repetition", V::NAME);
    let mut grown = V::default();
    for entry in &shuffled {
        grown.apply(entry);
        let _looked_at_on_the_way = grown.view_hash();
    }
    assert_eq!(grown.view_hash(), expected, "{}: grown or folded anew", V::NAME);
}

pub(crate) fn with_strangers(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut unknown = entries[0].clone();
    unknown.id = RecordId::from_bytes([250; 32]);
    unknown.kind = commonplace_core::record::Kind(60_000);
    let mut broken = entries[0].clone();
    broken.id = RecordId::from_bytes([251; 32]);
    broken.kind = commonplace_learning::Class::Comment.kind();
    broken.body = vec![0xff, 0x00];
    entries.extend([unknown, broken]);
    entries
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn notes(scenes in scenes(), keys in prop::collection::vec(any::<u64>(), 60), cut in any::<Index>()) {
        let entries = played(&scenes, |desk| desk.new_note("Osmosis", "Water moves.\n"));
        obeys::<NoteView>(&with_strangers(entries), &keys, &cut);
    }

    #[test]
    fn cards(scenes in scenes(), keys in prop::collection::vec(any::<u64>(), 60), cut in any::<Index>()) {
        let entries = played(&scenes, |desk| {
            let new = Sides { front: "What moves?".to_owned(), back: "Water.".to_owned() };
            desk.write(card::compose(new, None).expect("fits"))
        });
        obeys::<CardView>(&with_strangers(entries), &keys, &cut);
    }

    #[test]
    fn questions(scenes in scenes(), keys in prop::collection::vec(any::<u64>(), 60), cut in any::<Index>()) {
        let entries = played(&scenes, |desk| {
            let new = NewQuestion { title: "Why?".to_owned(), ..NewQuestion::default() };
            desk.write(question::compose(new).expect("fits"))
        });
        obeys::<QuestionView>(&with_strangers(entries), &keys, &cut);
    }

    #[test]
    fn meetings(scenes in scenes(), keys in prop::collection::vec(any::<u64>(), 60), cut in any::<Index>()) {
        let entries = played(&scenes, |desk| {
            let new = meeting::Details { title: "Membranes".to_owned(), ..meeting::Details::default() };
            desk.write(meeting::compose(new).expect("fits"))
        });
        obeys::<MeetingView>(&with_strangers(entries), &keys, &cut);
    }

    #[test]
    fn profiles(
        scenes in prop::collection::vec((0..2_usize, any::<bool>()), 1..16),
        keys in prop::collection::vec(any::<u64>(), 60),
        cut in any::<Index>(),
    ) {
        let mut desks = [alice(), Desk::new(1, 12, Standing::Learner)];
        for (number, (who, meets)) in scenes.iter().enumerate() {
            let desk = &mut desks[*who];
            let details = Details { name: format!("name {number}"), ..Details::default() };
            let content = Profiles::fold(&desk.entries()).compose(desk.person, details).expect("fits");
            desk.write(content);
            if *meets {
                let [one, two] = &mut desks;
                meet(one, two);
            }
        }
        let entries: Vec<Entry> = desks.iter().flat_map(Desk::entries).collect();
        obeys::<ProfileView>(&with_strangers(entries), &keys, &cut);
    }
}

#[test]
fn a_view_tells_different_threads_apart() {
    let (mut alice, mut bob) = (alice(), bob());
    alice.new_note("Osmosis", "Water moves.");
    meet(&mut alice, &mut bob);
    let before = hash_of::<NoteView>(&alice.entries());
    bob.edit_text("Water stays.");
    assert_ne!(hash_of::<NoteView>(&bob.entries()), before);
}
