//! Time as data. This crate has no clock: who calls says what time it is.

use serde::{Deserialize, Serialize};

/// Seconds from the Unix epoch to 2020-01-01T00:00:00Z, where slots begin.
const SLOT_ORIGIN_SECONDS: u64 = 1_577_836_800;

/// Wall time in milliseconds since the Unix epoch, as somebody claims it. For display, never for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The time this many milliseconds after the Unix epoch.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// This time, `millis` later; stays at the end of time instead of wrapping.
    #[must_use]
    pub const fn later(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

/// The hour in which a record was written, as its author claims: hours since 2020-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slot(pub u32);

impl Slot {
    /// The slot of a time; times before 2020 fall into the first.
    #[must_use]
    pub fn of(time: Timestamp) -> Self {
        let hours = (time.0 / 1000).saturating_sub(SLOT_ORIGIN_SECONDS) / 3600;
        Self(u32::try_from(hours).unwrap_or(u32::MAX))
    }

    /// When it begins.
    #[must_use]
    pub fn begins(self) -> Timestamp {
        Timestamp((u64::from(self.0) * 3600 + SLOT_ORIGIN_SECONDS) * 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_hours_since_2020() {
        assert_eq!(Slot::of(Timestamp::from_millis(0)), Slot(0));
        assert_eq!(Slot::of(Timestamp::from_millis(1_577_836_800_000)), Slot(0));
        assert_eq!(Slot::of(Timestamp::from_millis(1_577_836_800_000 + 3_600_000)), Slot(1));
        assert_eq!(Slot::of(Timestamp::from_millis(u64::MAX)), Slot(u32::MAX));
        assert_eq!(Slot(1).begins(), Timestamp::from_millis(1_577_836_800_000 + 3_600_000));
    }
}
