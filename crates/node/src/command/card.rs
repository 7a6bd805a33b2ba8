//! What somebody says of cards.

use commonplace_learning::card::reviews;
use serde::{Deserialize, Serialize};

use super::Name;

/// How well somebody knew a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Not at all.
    Again,
    /// With difficulty.
    Hard,
    /// Well.
    Good,
    /// Without thinking.
    Easy,
    /// Takes the last review back.
    None,
}

impl Grade {
    /// Those that somebody can give, the lowest first.
    pub const GIVEN: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// Its name in the contract, and in the files of sentences.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
            Self::None => "none",
        }
    }
}

impl From<Grade> for reviews::Grade {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::Again => Self::Again,
            Grade::Hard => Self::Hard,
            Grade::Good => Self::Good,
            Grade::Easy => Self::Easy,
            Grade::None => Self::None,
        }
    }
}

/// Which cards of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardPick {
    /// All, the latest change first.
    #[default]
    All,
    /// Those to be reviewed now: what is due, the longest due first, and then new ones, as many as one begins with in a day.
    Due,
    /// Those that were made from this note, question, answer, quick vote, meeting or card, or from something in it.
    Of(Name),
}
