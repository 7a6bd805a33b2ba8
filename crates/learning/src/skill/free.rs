//! When somebody is free: parts of the days of a week.

use serde::{Deserialize, Serialize};

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Before noon.
    Morning,
    /// Until evening.
    Afternoon,
    /// After work and school.
    Evening,
}

impl Part {
    /// All of them, in the order of the day.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];
}

/// A part of a day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// 1 for Monday, up to 7 for Sunday.
    pub weekday: u8,
    /// The part of that day.
    pub part: Part,
}

impl When {
    /// All of a week, in its order.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=7).flat_map(|weekday| Part::ALL.map(|part| Self { weekday, part }))
    }

    /// Its bit; none for a day that no week has.
    const fn bit(self) -> u32 {
        match self.weekday {
            1..=7 => 1 << ((self.weekday as u32 - 1) * 3 + self.part as u32),
            _ => 0,
        }
    }
}

/// Parts of a week in which somebody is free, by the clocks where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(into = "u32", try_from = "u32")]
pub struct Free(u32);

impl Free {
    /// One bit for each part of a week.
    const END: u32 = 1 << 21;

    /// Whether somebody is free then.
    #[must_use]
    pub fn has(self, when: When) -> bool {
        self.0 & when.bit() != 0
    }

    /// With this part of the week turned to the other.
    #[must_use]
    pub fn toggled(self, when: When) -> Self {
        Self(self.0 ^ when.bit())
    }

    /// When both are free.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Parts of the week, in its order.
    pub fn iter(self) -> impl Iterator<Item = When> {
        When::all().filter(move |when| self.has(*when))
    }

    /// How many parts.
    #[must_use]
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<When> for Free {
    fn from_iter<I: IntoIterator<Item = When>>(parts: I) -> Self {
        Self(parts.into_iter().fold(0, |bits, when| bits | when.bit()))
    }
}

impl From<Free> for u32 {
    fn from(free: Free) -> Self {
        free.0
    }
}

/// More parts than a week has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no week has these parts: {0}")]
pub struct NoWeek(u32);

impl TryFrom<u32> for Free {
    type Error = NoWeek;

    fn try_from(bits: u32) -> Result<Self, NoWeek> {
        if bits < Self::END { Ok(Self(bits)) } else { Err(NoWeek(bits)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_share_is_what_both_said() {
        let thursday = When { weekday: 4, part: Part::Evening };
        let (monday, sunday) = (When { weekday: 1, part: Part::Morning }, When { weekday: 7, part: Part::Evening });
        let (one, other) = (Free::from_iter([monday, thursday]), Free::from_iter([thursday, sunday]));
        assert_eq!(one.and(other).iter().collect::<Vec<_>>(), [thursday]);
        assert_eq!(one.toggled(thursday).and(other), Free::default());
        assert_eq!(Free::from_iter(When::all()).len(), 21);
        assert_eq!(Free::try_from(1 << 21), Err(NoWeek(1 << 21)));
        assert!(Free::from_iter([When { weekday: 8, part: Part::Morning }]).is_empty());
    }
}
