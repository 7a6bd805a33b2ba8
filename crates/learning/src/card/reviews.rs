//! Reviews: when a person looked at a card and how well they knew it. They are no records of a circle: own devices tell them to each
//! other and to nobody else ([`crate::private`]).
//!
//! The reviews of a card grow by union, so that of two laptops on which it was reviewed apart neither takes anything from the other,
//! however long one of them lay in a drawer. One that is taken back stays among them as that.

use std::collections::BTreeMap;

use commonplace_core::limits;
use commonplace_core::time::Timestamp;

use crate::body::numbered;

numbered! {
    /// How well somebody knew a card.
    pub enum Grade {
        /// The review was taken back.
        None = 0,
        /// Not at all.
        Again = 1,
        /// With difficulty.
        Hard = 2,
        /// Well.
        Good = 3,
        /// Without thinking.
        Easy = 4,
    }
}

impl Grade {
    /// Those that somebody can give, the lowest first.
    pub const GIVEN: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];
}

/// Numbers that one second takes in the packed form: a grade, and room for none.
const STEP: u64 = 8;

/// The reviews of one card by one person, by the second in which each was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reviews(BTreeMap<u64, Grade>);

impl Reviews {
    /// Adds a review at this moment, or in the next second that has none: two of one second would be one. Returns when it was.
    pub fn add(&mut self, at: Timestamp, grade: Grade) -> Timestamp {
        let mut second = (at.millis() / 1000).min(LAST);
        while second < LAST && self.0.contains_key(&second) {
            second += 1;
        }
        self.0.insert(second, grade);
        self.bound();
        Timestamp::from_millis(second * 1000)
    }

    /// Takes the review back that was made at this moment, or the last one. Says whether there was one.
    pub fn take_back(&mut self, at: Option<Timestamp>) -> bool {
        let taken = |second: u64| at.is_none_or(|at| at.millis() / 1000 == second);
        let mut standing = self.0.iter_mut().rev().filter(|(_, grade)| **grade != Grade::None);
        standing.find(|(second, _)| taken(**second)).map(|(_, grade)| *grade = Grade::None).is_some()
    }

    /// Takes in what another device knows. Says whether that was more. Of two grades of one second the lower one stands, so that what
    /// was taken back stays so.
    pub fn join(&mut self, other: &Self) -> bool {
        let before = self.clone();
        for (second, grade) in &other.0 {
            let known = self.0.entry(*second).or_insert(*grade);
            *known = (*known).min(*grade);
        }
        self.bound();
        *self != before
    }

    /// The latest are kept: after so many it no longer matters how a card was learnt at first. Keeping the greatest of a union is a
    /// union again, in whatever order it is made.
    fn bound(&mut self) {
        while self.0.len() > limits::REVIEWS_PER_CARD {
            self.0.pop_first();
        }
    }

    /// Those that stand, the earliest first: when, in seconds since 1970, and the grade.
    pub fn iter(&self) -> impl Iterator<Item = (u64, Grade)> + '_ {
        self.0.iter().filter(|(_, grade)| **grade != Grade::None).map(|(second, grade)| (*second, *grade))
    }

    /// When the first one that stands was made.
    #[must_use]
    pub fn began(&self) -> Option<Timestamp> {
        self.iter().next().map(|(second, _)| Timestamp::from_millis(second * 1000))
    }

    /// How many are kept, those taken back among them.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.0.len()
    }

    /// The second of the last one that stands.
    #[must_use]
    pub fn last(&self) -> Option<u64> {
        self.0.iter().rev().find(|(_, grade)| **grade != Grade::None).map(|(second, _)| *second)
    }

    /// Whether there is none, not even one that was taken back.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In short: of the first one its second, of each further one the seconds since the one before, times eight, and the grade.
    #[must_use]
    pub fn packed(&self) -> Vec<u64> {
        let mut before = 0;
        let pack = |(second, grade): (&u64, &Grade)| {
            let since = second - std::mem::replace(&mut before, *second);
            since * STEP + u64::from(u8::from(*grade))
        };
        self.0.iter().map(pack).collect()
    }

    /// What [`Reviews::packed`] gave; none if it is not that.
    #[must_use]
    pub fn unpacked(packed: &[u64]) -> Option<Self> {
        if packed.len() > limits::REVIEWS_PER_CARD {
            return None;
        }
        let (mut reviews, mut second) = (Self::default(), 0_u64);
        for (place, number) in packed.iter().enumerate() {
            let (since, grade) = (number / STEP, u8::try_from(number % STEP).ok()?);
            if since == 0 && place > 0 {
                return None;
            }
            second = second.checked_add(since).filter(|second| *second <= LAST)?;
            reviews.0.insert(second, Grade::try_from(grade).ok()?);
        }
        Some(reviews)
    }
}

/// The last second that a review may claim: what it is packed into stays a number that every program reads.
const LAST: u64 = limits::LARGEST_NUMBER / 1000;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + second * 1000)
    }

    fn of(given: &[(u64, Grade)]) -> Reviews {
        let mut reviews = Reviews::default();
        for (second, grade) in given {
            reviews.add(at(*second), *grade);
        }
        reviews
    }

    #[test]
    fn devices_that_reviewed_a_card_apart_come_to_the_same_in_whatever_order() {
        let (desk, train) =
            (of(&[(1, Grade::Good), (90_000, Grade::Easy)]), of(&[(1, Grade::Again), (70, Grade::Hard)]));
        let (mut one, mut other) = (desk.clone(), train.clone());
        assert!(one.join(&train) && other.join(&desk));
        assert_eq!(one, other);
        assert!(!one.join(&train) && !one.join(&desk), "hearing it again changes nothing");
        let grades: Vec<Grade> = one.iter().map(|(_, grade)| grade).collect();
        assert_eq!(grades, [Grade::Again, Grade::Hard, Grade::Easy], "of one second the lower one");
    }

    #[test]
    fn what_was_taken_back_stays_so_whoever_still_has_it() {
        let mut desk = of(&[(1, Grade::Good), (70, Grade::Easy)]);
        let stale = desk.clone();
        assert!(desk.take_back(None));
        desk.join(&stale);
        assert_eq!(desk.iter().count(), 1);
        assert!(!desk.take_back(Some(at(70))), "that one is taken back");
        assert!(desk.take_back(Some(at(1))) && !desk.take_back(None), "there is nothing more");
        assert!(!desk.is_empty() && desk.began().is_none());
    }

    #[test]
    fn they_are_read_as_they_were_packed_and_nothing_else_is() {
        let reviews = of(&[(1, Grade::Good), (1, Grade::Again), (90_000, Grade::Easy)]);
        let packed = reviews.packed();
        assert_eq!(packed[1..], [8 + 1, 89_998 * 8 + 4], "two of one second are of two");
        assert_eq!(Reviews::unpacked(&packed), Some(reviews));
        for odd in [vec![5], vec![8, 3], vec![8, 7], vec![u64::MAX], vec![8; limits::REVIEWS_PER_CARD + 1]] {
            assert_eq!(Reviews::unpacked(&odd), None, "{:?}", odd.first());
        }
    }

    #[test]
    fn the_latest_are_kept_and_in_any_order_the_same_ones() {
        let most = u64::try_from(limits::REVIEWS_PER_CARD).expect("small");
        let all: Vec<(u64, Grade)> = (0..most + 9).map(|second| (second, Grade::Good)).collect();
        let (mut forth, mut back) = (of(&all), of(&all.iter().rev().copied().collect::<Vec<_>>()));
        assert_eq!(forth.iter().count(), limits::REVIEWS_PER_CARD);
        assert_eq!(forth.began(), Some(at(9)));
        assert!(!forth.join(&of(&all[..9])), "those before do not come back");
        back.join(&forth);
        assert_eq!(forth, back);
    }

    #[test]
    fn the_end_of_time_is_no_trouble() {
        let mut reviews = Reviews::default();
        for _ in 0..3 {
            reviews.add(Timestamp::from_millis(u64::MAX), Grade::Easy);
        }
        assert_eq!(Reviews::unpacked(&reviews.packed()), Some(reviews));
    }
}
