//! Quick votes, with their rounds.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{About, Author, Comment, Delivery, DisputeRow, Hidden, SourceDisputed};

/// A quick vote in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickVoteRow {
    /// The quick vote.
    pub id: RecordId,
    /// The question.
    pub title: String,
    /// In which circle.
    pub circle: CircleId,
    /// Who began it.
    pub author: Author,
    /// The note that it is about, if it is about one.
    pub note: Option<RecordId>,
    /// When, as they claim.
    pub created: Timestamp,
    /// The latest claimed activity.
    pub updated: Timestamp,
    /// Whether something in it by others is new to me, on whichever device.
    pub unread: bool,
    /// Who wrote the last of what is new, while something is.
    pub unread_by: Option<Author>,
    /// The round that it has come to, from 1.
    pub round: u16,
    /// Whether that round is uncovered.
    pub uncovered: bool,
    /// How many have chosen in that round, as far as is known here.
    pub chosen: usize,
    /// Of how many: those who have, and the members who still can.
    pub of: usize,
    /// Whether I have chosen in that round, on whichever device.
    pub mine: bool,
    /// Comments.
    pub comments: usize,
    /// Whether it was flagged or hidden: then only its author and those who moderate still see it.
    pub hidden: bool,
    /// Devices known to hold it.
    pub on: Delivery,
}

/// A quick vote with its rounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickVote {
    /// What a list shows of it.
    #[serde(flatten)]
    pub row: QuickVoteRow,
    /// What can be chosen; the first is number 1.
    pub options: Vec<String>,
    /// The passage that it is about.
    pub about: Option<About>,
    /// The quick vote after which it asks something alike.
    pub follows: Option<Related>,
    /// Quick votes that ask something alike after this one, the latest first.
    pub followed_by: Vec<Related>,
    /// Its rounds, the first one first.
    pub rounds: Vec<QuickVoteRound>,
    /// Whether I may choose now.
    pub may_choose: bool,
    /// Whether I may uncover its rounds and begin further ones.
    pub leads: bool,
    /// Disputes of it and of its comments.
    #[serde(default)]
    pub disputes: Vec<DisputeRow>,
    /// What is disputed of the passage that it is about.
    #[serde(default)]
    pub sources: Vec<SourceDisputed>,
    /// Comments.
    pub replies: Vec<Comment>,
    /// Records in it that mean nothing, since who wrote them may not, or cheats.
    pub passed_over: usize,
    /// Why it is hidden, if it is.
    pub why_hidden: Option<Hidden>,
}

/// A round of a quick vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickVoteRound {
    /// From 1.
    pub round: u16,
    /// Who uncovered it; nobody while it is covered.
    pub uncovered_by: Vec<Author>,
    /// Who has chosen.
    pub chosen: Vec<Author>,
    /// My own choice, by its number; none when I have not chosen, and when another device of mine sealed it.
    pub mine: Option<usize>,
    /// How many chose each option, once it is uncovered; all are zero before.
    pub counts: Vec<usize>,
    /// Who chose what, once it is uncovered.
    pub opened: Vec<Chose>,
    /// Whose choice is not known yet though it is uncovered: their devices have not opened it.
    pub unopened: Vec<Author>,
    /// Who chose too late: the uncovering did not know of it, and it stays sealed.
    pub late: Vec<Author>,
    /// Whether my last change came too late, so that the choice before counts.
    pub changed_late: bool,
    /// Whether people chose differently.
    pub differs: bool,
    /// Who chose otherwise than I did.
    pub otherwise: Vec<Chose>,
}

/// What somebody chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chose {
    /// Who.
    pub author: Author,
    /// The number of the option.
    pub option: usize,
}

/// Another quick vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Which.
    pub id: RecordId,
    /// Its question; empty while it is not here.
    pub title: String,
}
