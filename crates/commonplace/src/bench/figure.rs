//! Figures: what many measurements come to, and how near they are to what the machine allows.

use std::time::{Duration, Instant};

use serde::Serialize;

/// The clock of measurements.
#[expect(clippy::disallowed_methods, reason = "measuring time is what a benchmark is for")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) enum Unit {
    /// A duration: less is better.
    #[serde(rename = "s")]
    Seconds,
    /// A rate: more is better.
    #[serde(rename = "1/s")]
    PerSecond,
    /// Processor time in a time: 1 is one core at work all along.
    #[cfg(feature = "desktop")]
    #[serde(rename = "1")]
    Cores,
    /// Memory: less is better.
    #[cfg(feature = "desktop")]
    #[serde(rename = "B")]
    Bytes,
}

/// Many measurements of one thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Figure {
    /// What was measured.
    pub(super) name: &'static str,
    pub(super) unit: Unit,
    /// Measurements.
    pub(super) samples: usize,
    pub(super) median: f64,
    pub(super) min: f64,
    pub(super) max: f64,
    /// The value that 95 of 100 do not exceed; none for so few that it would be the greatest.
    pub(super) p95: Option<f64>,
    /// The same of 99 of 100.
    pub(super) p99: Option<f64>,
    /// What the machine allows, and why.
    pub(super) limit: Limit,
    /// The share of that limit which was reached: 1 is all that there is. None when nothing was taken at all.
    pub(super) of_limit: Option<f64>,
}

/// The best that this machine could do, by its own measured limits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Limit {
    pub(super) value: f64,
    /// What it is made of.
    pub(super) made_of: &'static str,
}

impl Figure {
    /// Durations.
    pub(super) fn durations(name: &'static str, samples: &[Duration], limit: Limit) -> Self {
        Self::of(name, Unit::Seconds, samples.iter().map(Duration::as_secs_f64).collect(), limit)
    }

    /// Things per second: so many in each of these durations.
    pub(super) fn rates(name: &'static str, count: usize, samples: &[Duration], limit: Limit) -> Self {
        Self::of(name, Unit::PerSecond, samples.iter().map(|took| per_second(count, *took)).collect(), limit)
    }

    /// What these measurements come to.
    pub(super) fn of(name: &'static str, unit: Unit, mut values: Vec<f64>, limit: Limit) -> Self {
        values.sort_by(f64::total_cmp);
        let median = median(&values);
        let of_limit = if unit == Unit::PerSecond { median / limit.value } else { limit.value / median };
        let (min, max) = (values.first().copied().unwrap_or_default(), values.last().copied().unwrap_or_default());
        Self {
            name,
            unit,
            samples: values.len(),
            median,
            min,
            max,
            p95: percentile(&values, 95),
            p99: percentile(&values, 99),
            limit,
            of_limit: Some(of_limit).filter(|share| share.is_finite()),
        }
    }
}

/// Things per second.
pub(super) fn per_second(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64().max(f64::MIN_POSITIVE)
}

/// Of ascending values.
pub(super) fn median(ascending: &[f64]) -> f64 {
    let middle = ascending.len() / 2;
    match (ascending.get(middle), ascending.len() % 2) {
        (Some(upper), 0) => f64::midpoint(ascending[middle - 1], *upper),
        (Some(value), _) => *value,
        (None, _) => 0.0,
    }
}

/// The nearest rank: the smallest value that is not exceeded by so many of a hundred.
fn percentile(ascending: &[f64], of_hundred: usize) -> Option<f64> {
    let rank = (ascending.len() * of_hundred).div_ceil(100);
    ascending.get(rank.checked_sub(1)?).filter(|_| rank < ascending.len()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF_A_SECOND: Limit = Limit { value: 0.5, made_of: "a test" };

    #[test]
    fn the_middle_of_an_even_number_lies_between_two() {
        assert!((median(&[1.0, 2.0, 4.0, 9.0]) - 3.0).abs() < f64::EPSILON);
        assert!((median(&[1.0, 2.0, 9.0]) - 2.0).abs() < f64::EPSILON);
        assert!(median(&[]).abs() < f64::EPSILON);
    }

    #[test]
    fn one_slow_trial_of_two_hundred_does_not_make_the_percentile_but_three_do() {
        let trials = |slow: usize| {
            let samples: Vec<Duration> =
                (0..200).map(|index| Duration::from_millis(if index < slow { 900 } else { 1 })).collect();
            Figure::durations("live", &samples, HALF_A_SECOND).p99.expect("enough")
        };
        assert!(trials(1) < 0.01 && trials(2) < 0.01);
        assert!(trials(3) > 0.8);
        let few = Figure::durations("few", &[Duration::from_secs(1); 20], HALF_A_SECOND);
        assert_eq!(
            (few.p95, few.p99),
            (Some(1.0), None),
            "of twenty the greatest is one of a hundred and nothing more"
        );
    }

    #[test]
    fn half_as_fast_as_the_machine_is_a_half_whichever_way_one_counts() {
        let time = Figure::durations("time", &[Duration::from_secs(1)], HALF_A_SECOND);
        let rate = Figure::rates("rate", 100, &[Duration::from_secs(1)], Limit { value: 200.0, made_of: "a test" });
        let is_half = |figure: Figure| figure.of_limit.is_some_and(|share| (share - 0.5).abs() < 1e-9);
        assert!(is_half(time) && is_half(rate));
        assert_eq!(Figure::of("nothing", Unit::Seconds, vec![0.0], HALF_A_SECOND).of_limit, None);
    }
}
