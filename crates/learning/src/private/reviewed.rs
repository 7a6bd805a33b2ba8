//! What one person's devices know of the cards that they reviewed. No circle ever hears of it.
//!
//! All of it stays on a device; of it are passed on those cards of which something was learnt last, and of the others some more each
//! time, so that a laptop that comes years later has all of them after a while, though no word is ever longer.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::encoding::{decode, encode};
use commonplace_core::id::CircleId;
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use serde_bytes::ByteArray;

use super::ThreadName;
use crate::card::reviews::{Grade, Reviews};
use crate::card::schedule::Schedule;

/// The reviews of one card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Known {
    reviews: Reviews,
    /// When this device learnt of them: which ones are the latest. Each device has its own.
    at: Timestamp,
}

/// The reviews of all cards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviewed(BTreeMap<(CircleId, ThreadName), Known>);

/// The reviews of cards, by circle, as devices say them: a card's name, and [`Reviews::packed`].
pub(super) type ReviewedWire = Vec<(CircleId, Vec<CardWire>)>;
type CardWire = (ByteArray<12>, Vec<u64>);
/// The reviews of one card as a device keeps them on its disk: when it learnt of them, and what they are.
type KeptWire = (Timestamp, Vec<u64>);

/// Bytes that a card takes on the wire beside its reviews, and most that one review takes.
const CARD_BYTES: usize = 17;
const REVIEW_BYTES: usize = 9;

impl Reviewed {
    /// The reviews of a card; none that was never reviewed.
    #[must_use]
    pub fn of(&self, circle: &CircleId, card: &ThreadName) -> Option<&Reviews> {
        self.0.get(&(*circle, *card)).map(|known| &known.reviews)
    }

    /// All cards of a circle that were reviewed, and their reviews.
    pub fn of_circle(&self, circle: &CircleId) -> impl Iterator<Item = (&ThreadName, &Reviews)> {
        let of = (*circle, [u8::MIN; 12])..=(*circle, [u8::MAX; 12]);
        self.0.range(of).map(|((_, card), known)| (card, &known.reviews))
    }

    /// Where the person is with a card at this moment.
    #[must_use]
    pub fn schedule(&self, circle: &CircleId, card: &ThreadName, now: Timestamp) -> Schedule {
        self.of(circle, card)
            .map_or_else(|| Schedule::of(&Reviews::default(), now), |reviews| Schedule::of(reviews, now))
    }

    /// The cards of which something is known.
    pub fn names(&self) -> impl Iterator<Item = (CircleId, ThreadName)> + '_ {
        self.0.keys().copied()
    }

    /// The cards of which something was learnt last, at most so many.
    #[must_use]
    pub fn latest(&self, max: usize) -> Vec<(CircleId, ThreadName)> {
        let mut latest: Vec<_> = self.0.iter().map(|(name, known)| (std::cmp::Reverse(known.at), *name)).collect();
        latest.sort_unstable();
        latest.into_iter().take(max).map(|(_, name)| name).collect()
    }

    /// Cards of which this device learnt while its clock was wrong, as the right one shows: they are taken as learnt of now, and
    /// whatever was computed of them then is to be computed anew.
    pub fn set_right(&mut self, now: Timestamp) -> Vec<(CircleId, ThreadName)> {
        let ahead = limits::CLOCK_AHEAD_SECONDS * 1000;
        let mut wrong = Vec::new();
        for (name, known) in &mut self.0 {
            let last = Timestamp::from_millis(known.reviews.last().unwrap_or_default() * 1000);
            let was_behind = last > known.at.later(ahead) && last <= now.later(ahead);
            if was_behind || known.at > now.later(ahead) {
                known.at = now;
                wrong.push(*name);
            }
        }
        wrong
    }

    /// Of how many cards something is known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is known of any card.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The person has reviewed a card now. Returns when, or nothing when it is not kept, being of more cards than anybody learns.
    pub fn review(&mut self, circle: CircleId, card: ThreadName, grade: Grade, now: Timestamp) -> Option<Timestamp> {
        let mut made = None;
        self.change(circle, card, now, |reviews| {
            made = Some(reviews.add(now, grade));
            true
        });
        made
    }

    /// Takes the review of a card back that was made at this moment, or the last one. Says whether there was one.
    pub fn take_back(&mut self, circle: CircleId, card: ThreadName, at: Option<Timestamp>, now: Timestamp) -> bool {
        self.0.contains_key(&(circle, card)) && self.change(circle, card, now, |reviews| reviews.take_back(at))
    }

    fn change(
        &mut self,
        circle: CircleId,
        card: ThreadName,
        now: Timestamp,
        change: impl FnOnce(&mut Reviews) -> bool,
    ) -> bool {
        let full = self.0.len() >= limits::REVIEWED_CARDS;
        if full && !self.0.contains_key(&(circle, card)) {
            return false;
        }
        let known = self.0.entry((circle, card)).or_default();
        let changed = change(&mut known.reviews);
        if changed {
            known.at = now;
        }
        changed
    }

    /// Takes in what another device says; returns of which cards it knew more.
    pub(super) fn join(&mut self, other: &Self, now: Timestamp) -> BTreeSet<(CircleId, ThreadName)> {
        let mut changed = BTreeSet::new();
        for ((circle, card), said) in &other.0 {
            if self.change(*circle, *card, now, |reviews| reviews.join(&said.reviews)) {
                changed.insert((*circle, *card));
            }
        }
        changed
    }

    /// What a device says to the others: of the latest what [`limits::PRIVATE_REVIEWED_BYTES`] hold, and of the rest those whose turn it
    /// is.
    pub(super) fn said(&self, turn: u64) -> ReviewedWire {
        let mut latest: Vec<(&(CircleId, ThreadName), &Known)> = self.0.iter().collect();
        latest.sort_by_key(|(name, known)| (std::cmp::Reverse(known.at), **name));
        let fits = holding(&latest, limits::PRIVATE_REVIEWED_BYTES);
        let mut rest = latest.split_off(fits);
        rest.sort_unstable_by_key(|(name, _)| **name);
        let mut turns = Vec::new();
        let mut waiting = rest.as_slice();
        while !waiting.is_empty() {
            let (some, others) = waiting.split_at(holding(waiting, limits::PRIVATE_REVIEWED_TURN_BYTES).max(1));
            turns.push(some);
            waiting = others;
        }
        let place = usize::try_from(turn % turns.len().max(1) as u64).unwrap_or_default();
        let rest = turns.get(place).copied().unwrap_or_default();
        let mut circles: BTreeMap<CircleId, BTreeMap<ThreadName, Vec<u64>>> = BTreeMap::new();
        for ((circle, card), known) in latest.iter().chain(rest) {
            circles.entry(*circle).or_default().insert(*card, known.reviews.packed());
        }
        let cards = |cards: BTreeMap<ThreadName, Vec<u64>>| {
            cards.into_iter().map(|(card, packed)| (ByteArray::new(card), packed)).collect()
        };
        circles.into_iter().map(|(circle, all)| (circle, cards(all))).collect()
    }

    /// What another device says; none if that is no such thing.
    pub(super) fn heard(wire: ReviewedWire) -> Option<Self> {
        let mut heard = Self::default();
        for (circle, cards) in wire {
            for (card, packed) in cards {
                let reviews = Reviews::unpacked(&packed)?;
                heard.0.insert((circle, card.into_array()), Known { reviews, at: Timestamp::default() });
            }
        }
        Some(heard)
    }

    /// The reviews of a card as a device keeps them on its disk; none when there are none.
    #[must_use]
    pub fn keep(&self, circle: &CircleId, card: &ThreadName) -> Option<Vec<u8>> {
        let known = self.0.get(&(*circle, *card))?;
        let kept: KeptWire = (known.at, known.reviews.packed());
        Some(encode(&kept))
    }

    /// Takes back what [`Reviewed::keep`] gave. Says whether it was that.
    pub fn recall(&mut self, circle: CircleId, card: ThreadName, bytes: &[u8]) -> bool {
        let kept = decode::<KeptWire>(bytes, limits::LOCAL_VALUE_BYTES).ok();
        let known = kept.and_then(|(at, packed)| Some(Known { reviews: Reviews::unpacked(&packed)?, at }));
        known.map(|known| self.0.insert((circle, card), known)).is_some()
    }
}

/// How many of these, from the first on, so many bytes hold.
fn holding(cards: &[(&(CircleId, ThreadName), &Known)], max: usize) -> usize {
    let mut bytes = 0;
    let fits = |(_, known): &&(&(CircleId, ThreadName), &Known)| {
        bytes += CARD_BYTES + known.reviews.kept() * REVIEW_BYTES;
        bytes <= max
    };
    cards.iter().take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use super::super::Private;
    use super::*;

    const CIRCLE: CircleId = CircleId::from_bytes([3; 32]);
    /// What the pages of a device hold.
    const MOST: usize = limits::PRIVATE_PAGES * limits::PRIVATE_PAGE_BYTES;

    fn at(second: u64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + second * 1000)
    }

    fn card(number: u64) -> ThreadName {
        let mut name = [0; 12];
        name[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        name
    }

    fn said(private: &Private, turn: u64) -> Private {
        Private::read(&private.document(MOST, turn).expect("short")).expect("own bytes")
    }

    fn grades(private: &Private, number: u64) -> Vec<Grade> {
        let reviews = private.reviewed().of(&CIRCLE, &card(number));
        reviews.map(|reviews| reviews.iter().map(|(_, grade)| grade).collect()).unwrap_or_default()
    }

    #[test]
    fn two_laptops_that_reviewed_one_card_apart_know_both_reviews() {
        let (mut desk, mut train) = (Private::default(), Private::default());
        desk.reviewed_mut().review(CIRCLE, card(1), Grade::Good, at(1));
        train.join(&said(&desk, 0), at(2));
        desk.reviewed_mut().review(CIRCLE, card(1), Grade::Easy, at(100));
        train.reviewed_mut().review(CIRCLE, card(1), Grade::Again, at(200));
        let (from_desk, from_train) = (said(&desk, 0), said(&train, 0));
        let changes = desk.join(&from_train, at(300));
        assert_eq!(changes.reviewed, BTreeSet::from([(CIRCLE, card(1))]));
        train.join(&from_desk, at(301));
        for private in [&desk, &train] {
            assert_eq!(grades(private, 1), [Grade::Good, Grade::Easy, Grade::Again]);
        }
        assert!(desk.join(&from_desk, at(400)).is_empty(), "what it said long ago takes nothing away");
        assert!(train.reviewed_mut().take_back(CIRCLE, card(1), None, at(500)));
        desk.join(&said(&train, 0), at(501));
        train.join(&from_train, at(502));
        assert_eq!((grades(&desk, 1).len(), grades(&train, 1).len()), (2, 2), "taken back everywhere");
    }

    #[test]
    fn who_reviews_no_cards_says_what_older_programs_understand() {
        let mut desk = Private::default();
        desk.mark_all(CIRCLE, 7);
        let plain = desk.document(MOST, 0).expect("short");
        assert!(decode::<super::super::PrivateWire>(&plain, MOST).is_ok());
        desk.reviewed_mut().review(CIRCLE, card(1), Grade::Good, at(1));
        let document = desk.document(MOST, 0).expect("short");
        assert!(decode::<super::super::PrivateWire>(&document, MOST).is_err());
        assert_eq!(Private::read(&document).map(|read| read.floor_of(&CIRCLE)), Some(7));
    }

    #[test]
    fn of_twenty_thousand_cards_the_latest_are_said_and_the_others_in_their_turn() {
        let (mut desk, mut train) = (Private::default(), Private::default());
        let all = 20_000;
        for number in 0..all {
            for review in 0..4 {
                desk.reviewed_mut().review(CIRCLE, card(number), Grade::Good, at(number + review * 86_400));
            }
        }
        let document = desk.document(MOST, 0).expect("within the bounds");
        assert!(document.len() <= limits::PRIVATE_REVIEWED_BYTES + limits::PRIVATE_REVIEWED_TURN_BYTES + 200);
        train.join(&said(&desk, 0), at(1));
        assert_eq!(grades(&train, all - 1).len(), 4, "those of today");
        assert!(train.reviewed().len() < 2_000);
        let mut turns = 0;
        while train.reviewed().len() < desk.reviewed().len() {
            turns += 1;
            assert!(turns < 200, "every card has its turn");
            train.join(&said(&desk, turns), at(2));
        }
        assert!((0..all).all(|number| grades(&train, number).len() == 4));
    }

    /// A laptop whose battery is dead begins in 2015, hears what the others say, and is told the time a minute later.
    #[test]
    fn a_clock_that_was_wrong_for_a_while_leaves_nothing_behind() {
        let (year, mut desk) = (365 * 86_400, Private::default());
        desk.reviewed_mut().review(CIRCLE, card(1), Grade::Easy, at(0));
        for wrong in [Timestamp::from_millis(0), at(year)] {
            let mut train = Private::default();
            train.join(&said(&desk, 0), wrong);
            assert_eq!(train.reviewed_mut().set_right(wrong), [], "it knows no better");
            assert_eq!(train.reviewed_mut().set_right(at(60)), [(CIRCLE, card(1))]);
            assert_eq!(train.reviewed_mut().set_right(at(61)), [], "once");
            let of = |private: &Private| private.reviewed().schedule(&CIRCLE, &card(1), at(61));
            assert_eq!((of(&train).due(), of(&train).times), (of(&desk).due(), 1));
        }
    }

    #[test]
    fn they_are_kept_and_found_again_on_the_disk() {
        let mut desk = Reviewed::default();
        desk.review(CIRCLE, card(1), Grade::Hard, at(1));
        let kept = desk.keep(&CIRCLE, &card(1)).expect("there");
        let mut again = Reviewed::default();
        assert!(again.recall(CIRCLE, card(1), &kept));
        assert_eq!(again, desk);
        assert!(!again.recall(CIRCLE, card(2), &kept[1..]) && again.len() == 1, "bad bytes are none");
        assert!(desk.keep(&CIRCLE, &card(2)).is_none());
        assert!(!desk.take_back(CIRCLE, card(2), None, at(2)) && desk.len() == 1);
    }
}
