//! When a card is to be reviewed next: FSRS, version 6, with the parameters that were fitted to some hundred million reviews of many people,
//! as the project `open-spaced-repetition` publishes both.
//!
//! It keeps two numbers for a card: its *stability*, the days after which one still knows it nine times of ten, and its
//! *difficulty*, from 1 to 10. Both are computed from the reviews each time and written nowhere, so that devices which know the same
//! reviews show the same, and better parameters need no change of what is kept.
//!
//! **Invariant:** a pure function of the reviews and of the moment that is handed in.

use commonplace_core::limits::{CARD_LONGEST_DAYS, CLOCK_AHEAD_SECONDS};
use commonplace_core::time::Timestamp;

use super::reviews::{Grade, Reviews};

/// The parameters w0 to w20.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/// The share of cards that one is to know when they come again. With nine of ten the interval is the stability itself.
const KNOWN: f64 = 0.9;
const DAY: u64 = 24 * 3600;
/// Seconds by which a card comes before its hour: whoever reviews after school one day and before it on another is not sent away.
const EARLY: u64 = 6 * 3600;
/// Minutes after which a card comes again that was not known: within the same sitting.
const AGAIN_MINUTES: u32 = 10;
const LEAST_STABILITY: f64 = 0.001;

/// How well a card is known.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Memory {
    stability: f64,
    difficulty: f64,
}

/// How long until a card comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wait {
    /// So many minutes.
    Minutes(u32),
    /// So many days.
    Days(u32),
}

impl Wait {
    /// From when on it is due, for a review in this second.
    fn due(self, second: u64) -> u64 {
        match self {
            Self::Minutes(minutes) => second.saturating_add(u64::from(minutes) * 60),
            Self::Days(days) => second.saturating_add((u64::from(days) * DAY).saturating_sub(EARLY)),
        }
    }
}

/// Where somebody is with a card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schedule {
    /// None for a card that they have not reviewed.
    known: Option<(Memory, u64)>,
    due: Option<u64>,
    /// Reviews that count.
    pub times: usize,
}

impl Schedule {
    /// What follows from these reviews.
    #[must_use]
    pub fn of(reviews: &Reviews, now: Timestamp) -> Self {
        let until = (now.millis() / 1000).saturating_add(CLOCK_AHEAD_SECONDS);
        let mut schedule = Self { known: None, due: None, times: 0 };
        for (second, grade) in reviews.iter().take_while(|(second, _)| *second <= until) {
            let wait = schedule.after(grade, second);
            schedule.known = Some((schedule.remembered(grade, second), second));
            schedule.due = Some(wait.due(second));
            schedule.times += 1;
        }
        schedule
    }

    /// From when on it is due; none for a card that was never reviewed.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        self.due.map(|second| Timestamp::from_millis(second.saturating_mul(1000)))
    }

    /// When it was reviewed last.
    #[must_use]
    pub fn last(&self) -> Option<Timestamp> {
        self.known.map(|(_, second)| Timestamp::from_millis(second.saturating_mul(1000)))
    }

    /// Whether it is due at this moment. A card that was never reviewed is new, and not due.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|second| second <= now.millis() / 1000)
    }

    /// How long it takes until it comes again when it is graded so at this moment.
    #[must_use]
    pub fn next(&self, grade: Grade, now: Timestamp) -> Wait {
        self.after(grade, now.millis() / 1000)
    }

    /// Whoever says that they knew it better waits longer, also where rounding to days would make both the same.
    fn after(&self, grade: Grade, second: u64) -> Wait {
        let days = |grade| interval(self.remembered(grade, second).stability);
        let hard = days(Grade::Hard).min(days(Grade::Good));
        let good = days(Grade::Good).max(hard + 1);
        match grade {
            Grade::None | Grade::Again => Wait::Minutes(AGAIN_MINUTES),
            Grade::Hard => Wait::Days(hard),
            Grade::Good => Wait::Days(good),
            Grade::Easy => Wait::Days(days(Grade::Easy).max(good + 1)),
        }
    }

    fn remembered(&self, grade: Grade, second: u64) -> Memory {
        let number = u8::from(grade.max(Grade::Again));
        let grade = f64::from(number);
        let Some((before, last)) = self.known else {
            let (stability, difficulty) = (W[usize::from(number - 1)], first_difficulty(grade).clamp(1.0, 10.0));
            return Memory { stability, difficulty };
        };
        let days = (second.saturating_sub(last) + EARLY) / DAY;
        let difficulty = before.difficulty_after(grade);
        let stability = match days {
            0 => before.stability_same_day(grade),
            days => before.stability_after(grade, days as f64),
        };
        Memory { difficulty, stability: stability.clamp(LEAST_STABILITY, f64::from(CARD_LONGEST_DAYS)) }
    }
}

/// The difficulty that a first review leaves behind, which may lie out of bounds.
fn first_difficulty(grade: f64) -> f64 {
    W[4] - (W[5] * (grade - 1.0)).exp() + 1.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what the type holds")]
fn interval(stability: f64) -> u32 {
    stability.round().clamp(1.0, f64::from(CARD_LONGEST_DAYS)) as u32
}

impl Memory {
    /// How likely it is to be known after so many days.
    fn retrievability(&self, days: f64) -> f64 {
        let factor = KNOWN.powf(-1.0 / W[20]) - 1.0;
        (1.0 + factor * days / self.stability).powf(-W[20])
    }

    fn difficulty_after(&self, grade: f64) -> f64 {
        let change = -W[6] * (grade - 3.0);
        let changed = self.difficulty + change * (10.0 - self.difficulty) / 9.0;
        // A little back to that of what is easy at first sight, so that no card stays hard for ever.
        (W[7] * first_difficulty(4.0) + (1.0 - W[7]) * changed).clamp(1.0, 10.0)
    }

    fn stability_same_day(&self, grade: f64) -> f64 {
        let growth = (W[17] * (grade - 3.0 + W[18])).exp() * self.stability.powf(-W[19]);
        self.stability * if grade > 2.5 { growth.max(1.0) } else { growth }
    }

    fn stability_after(&self, grade: f64, days: f64) -> f64 {
        let forgotten = 1.0 - self.retrievability(days);
        if grade < 1.5 {
            let left = W[11]
                * self.difficulty.powf(-W[12])
                * ((self.stability + 1.0).powf(W[13]) - 1.0)
                * (W[14] * forgotten).exp();
            return left.min(self.stability / (W[17] * W[18]).exp());
        }
        let harder = if grade < 2.5 { W[15] } else { 1.0 };
        let easier = if grade > 3.5 { W[16] } else { 1.0 };
        let growth = W[8].exp()
            * (11.0 - self.difficulty)
            * self.stability.powf(-W[9])
            * ((W[10] * forgotten).exp() - 1.0)
            * harder
            * easier;
        self.stability * (1.0 + growth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGAN: u64 = 1_790_000_000;

    fn at(second: u64) -> Timestamp {
        Timestamp::from_millis((BEGAN + second) * 1000)
    }

    /// Reviewed with these grades, each so many days after the one before.
    fn reviewed(given: &[(Grade, u64)]) -> (Reviews, Timestamp) {
        let (mut reviews, mut second) = (Reviews::default(), 0);
        for (place, (grade, days)) in given.iter().enumerate() {
            second += days * DAY + u64::from(place > 0);
            reviews.add(at(second), *grade);
        }
        (reviews, at(second))
    }

    fn memory(schedule: &Schedule) -> (f64, f64) {
        let (memory, _) = schedule.known.expect("reviewed");
        (memory.stability, memory.difficulty)
    }

    fn close(is: f64, should: f64) -> bool {
        (is - should).abs() < 1e-4
    }

    /// The figures that implementations of FSRS 6 agree on for this story.
    #[test]
    fn it_remembers_as_other_programs_with_fsrs_do() {
        let good = |days| (Grade::Good, days);
        let (reviews, now) = reviewed(&[(Grade::Again, 0), good(0), good(1), good(3), good(8), good(21)]);
        let (stability, difficulty) = memory(&Schedule::of(&reviews, now));
        assert!(close(stability, 53.62691) && close(difficulty, 6.357_486_7), "{stability} {difficulty}");
        for (grade, stability, difficulty) in [
            (Grade::Again, 0.212, 6.4133),
            (Grade::Hard, 1.2931, 5.112_170_7),
            (Grade::Good, 2.3065, 2.118_104),
            (Grade::Easy, 8.2956, 1.0),
        ] {
            let (reviews, now) = reviewed(&[(grade, 0)]);
            let is = memory(&Schedule::of(&reviews, now));
            assert!(close(is.0, stability) && close(is.1, difficulty), "{grade:?}: {is:?}");
        }
    }

    #[test]
    fn what_was_known_well_comes_later_each_time() {
        let (mut reviews, mut now) = (Reviews::default(), at(0));
        let mut waits = Vec::new();
        for _ in 0..5 {
            reviews.add(now, Grade::Good);
            let schedule = Schedule::of(&reviews, now);
            let due = schedule.due().expect("reviewed");
            waits.push((due.millis() - now.millis()) / 1000 + EARLY);
            assert!(!schedule.is_due(now) && schedule.is_due(due));
            now = due.later(EARLY * 1000);
        }
        let days: Vec<u64> = waits.iter().map(|wait| wait / DAY).collect();
        // As computed from the published formulas by another program.
        assert_eq!(days, [2, 11, 46, 163, 497]);
    }

    #[test]
    fn a_better_grade_never_brings_a_card_back_sooner() {
        let stories: [&[(Grade, u64)]; 5] = [
            &[],
            &[(Grade::Again, 0)],
            &[(Grade::Hard, 0), (Grade::Again, 2)],
            &[(Grade::Easy, 0), (Grade::Easy, 0), (Grade::Easy, 0)],
            &[(Grade::Good, 0), (Grade::Good, 2), (Grade::Good, 4_000)],
        ];
        for story in stories {
            let (reviews, last) = reviewed(story);
            let schedule = Schedule::of(&reviews, last);
            for hours in [0, 1, 30, 24 * 400] {
                let now = last.later(hours * 3_600_000);
                let waits = Grade::GIVEN.map(|grade| schedule.next(grade, now));
                assert!(waits.is_sorted_by(|one, other| one < other), "{story:?} after {hours} h: {waits:?}");
            }
        }
        let schedule = Schedule::of(&Reviews::default(), at(0));
        let new = Grade::GIVEN.map(|grade| schedule.next(grade, at(0)));
        assert_eq!(new, [Wait::Minutes(10), Wait::Days(1), Wait::Days(2), Wait::Days(8)]);
        assert!(schedule.due().is_none() && !schedule.is_due(at(0)), "a new card is not due");
    }

    #[test]
    fn a_forgotten_card_comes_again_in_the_same_sitting_and_is_learnt_anew() {
        let (reviews, now) = reviewed(&[(Grade::Good, 0), (Grade::Good, 2), (Grade::Again, 11)]);
        let schedule = Schedule::of(&reviews, now);
        assert_eq!(schedule.due(), Some(now.later(600_000)));
        assert!(memory(&schedule).0 < 3.0);
        assert_eq!((schedule.times, schedule.last()), (3, Some(now)));
    }

    #[test]
    fn a_clock_that_is_far_ahead_puts_no_card_away() {
        let (mut reviews, now) = reviewed(&[(Grade::Good, 0)]);
        let honest = Schedule::of(&reviews, now);
        reviews.add(at(75 * 365 * DAY), Grade::Easy);
        assert_eq!(Schedule::of(&reviews, now), honest);
        // Nor does what was made on that laptop, once its own clock is right: it is left out until its time comes.
        assert!(Schedule::of(&reviews, at(75 * 365 * DAY)).times == 2);
        // One that is ahead by an hour is believed.
        reviews.add(at(3600), Grade::Again);
        assert_eq!(Schedule::of(&reviews, now).times, 2);
    }

    #[test]
    fn nothing_that_somebody_claims_leaves_the_bounds() {
        let mut reviews = Reviews::default();
        for second in 0..300 {
            let grade = Grade::GIVEN[second % 4];
            reviews.add(Timestamp::from_millis(u64::try_from(second).expect("small") * 977_000_000), grade);
        }
        let schedule = Schedule::of(&reviews, Timestamp::from_millis(u64::MAX));
        for now in [0, 1_790_000_000_000, u64::MAX] {
            for wait in Grade::GIVEN.map(|grade| schedule.next(grade, Timestamp::from_millis(now))) {
                assert!(matches!(wait, Wait::Minutes(10)) || matches!(wait, Wait::Days(1..=CARD_MOST)), "{wait:?}");
            }
        }
        let (stability, difficulty) = memory(&schedule);
        assert!(stability.is_finite() && (1.0..=10.0).contains(&difficulty));
    }

    /// Two more than the longest, since a better grade waits a day longer.
    const CARD_MOST: u32 = CARD_LONGEST_DAYS + 2;
}
