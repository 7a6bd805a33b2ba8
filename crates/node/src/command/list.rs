//! Which part of a list is asked for, and in which order.

use commonplace_core::limits::ANSWER_ROWS;
use serde::{Deserialize, Serialize};

use super::Name;

/// What a list leaves out, and in which order it comes. All that is asked for must be so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pick {
    /// Notes, questions, quick votes, or some of these.
    pub what: What,
    /// In which order.
    pub sort: Sort,
    /// Only what has this tag, capitals aside.
    pub tag: Option<String>,
    /// Only what this person began.
    pub author: Option<Name>,
    /// Only what has something by others that is new to me.
    pub unread: bool,
}

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Notes, questions and quick votes.
    #[default]
    All,
    /// Notes.
    Notes,
    /// Cards.
    Cards,
    /// Questions.
    Questions,
    /// Questions without an accepted answer.
    Open,
    /// Questions that nobody has answered.
    Unanswered,
    /// Quick votes.
    QuickVotes,
    /// Quick votes in which people choose now: the last round is not uncovered.
    Choosing,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The latest change first.
    #[default]
    Newest,
    /// The latest change last: what has been quiet for longest comes first.
    Oldest,
    /// By title, capitals and accents aside.
    Title,
    /// By the author's name; of each the latest change first.
    Author,
    /// As files lie in the folders that they were brought from; behind them what was written here, the latest change first.
    Folder,
}

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Rows to pass over.
    pub skip: usize,
    /// Rows to give at most; no answer has more than [`ANSWER_ROWS`].
    pub take: usize,
}

impl Page {
    /// As many as one answer has, from the beginning. Whoever wants all goes on with [`Page::after`].
    pub const FIRST: Self = Self { skip: 0, take: ANSWER_ROWS };

    /// The page after this one.
    #[must_use]
    pub fn after(self) -> Self {
        Self { skip: self.skip.saturating_add(self.take), ..self }
    }
}
