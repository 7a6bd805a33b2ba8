//! Disputes, what was made from what they dispute, and what reaches a reader of that.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Author, Comment, Delivery, Hidden};
use crate::command::Weight;

/// How far a dispute has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DisputeState {
    /// Nothing is decided.
    Open,
    /// A moderator, or those who weighed it, say that it is right.
    Upheld,
    /// The item was changed for it.
    Corrected,
    /// A moderator says that the passage is right as it is.
    Rejected,
}

impl DisputeState {
    /// Its name in the files of sentences.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Corrected => "corrected",
            Self::Rejected => "rejected",
        }
    }
}

/// A dispute in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeRow {
    /// The dispute.
    pub id: RecordId,
    /// The title of the note, question or whatever else its thread begins with.
    pub title: String,
    /// In which circle.
    pub circle: CircleId,
    /// The note or question in whose thread it stands.
    pub thread: RecordId,
    /// `note`, `question` and so on: what begins that thread.
    pub kind: String,
    /// What is disputed: that, or an answer or comment in it.
    pub item: RecordId,
    /// The passage; all of the item if there is none.
    pub passage: Option<String>,
    /// What is wrong.
    pub claim: String,
    /// Who disputes.
    pub author: Author,
    /// Who wrote what is disputed; of a note, who began it.
    pub of: Author,
    /// When, as the author claims.
    pub created: Timestamp,
    /// The latest claimed time at which something was said to it.
    pub updated: Timestamp,
    /// `open`, `upheld`, `corrected` or `rejected`.
    pub state: DisputeState,
    /// How many agree, who disputes included.
    pub agree: usize,
    /// How many disagree.
    pub disagree: usize,
    /// How many are not sure.
    pub unsure: usize,
    /// What I think of it, if I said.
    pub mine: Option<Weight>,
    /// Whether it was flagged or hidden: then only its author and those who moderate still see it.
    pub hidden: bool,
    /// Devices known to hold its thread.
    pub on: Delivery,
}

/// A dispute, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// What a list shows of it.
    #[serde(flatten)]
    pub row: DisputeRow,
    /// Why, Markdown; may be empty.
    pub why: String,
    /// The passage that says otherwise, if that is in the circle.
    pub source: Option<DisputeSource>,
    /// A book, a page or an address that says otherwise; may be empty.
    pub elsewhere: String,
    /// Whether the item still says the passage, as far as it is here.
    pub stands: bool,
    /// Who thinks what of it.
    pub weighed: Vec<WeighedBy>,
    /// What moderators decided, that which counts first.
    pub rulings: Vec<DisputeRuling>,
    /// Who says that it is corrected, while that stands.
    pub corrected_by: Option<Author>,
    /// Whether I may weigh it.
    pub may_weigh: bool,
    /// Whether I may decide it.
    pub may_rule: bool,
    /// Whether I may say that it is corrected.
    pub may_correct: bool,
    /// What was made from the passage and is known here, at most
    /// [`MADE_FROM`](commonplace_core::limits::MADE_FROM).
    pub made_from: Vec<MadeFrom>,
    /// Whether I wrote what is disputed, or something that was made from it.
    pub concerns_me: bool,
    /// Comments on it.
    pub replies: Vec<Comment>,
    /// Why it is hidden, if it is.
    pub why_hidden: Option<Hidden>,
}

/// What says otherwise than what is disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeSource {
    /// The note or question in which it stands.
    pub thread: RecordId,
    /// The item.
    pub item: RecordId,
    /// The title, if it is here.
    pub title: Option<String>,
    /// `note`, `question` and so on, if it is here.
    pub kind: Option<String>,
    /// The passage; all of it if there is none.
    pub passage: Option<String>,
}

/// What somebody thinks of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeighedBy {
    /// Who.
    pub author: Author,
    /// What.
    pub weight: Weight,
}

/// What a moderator decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeRuling {
    /// Who.
    pub by: Author,
    /// Whether the dispute is right.
    pub upheld: bool,
    /// Why.
    pub reason: String,
    /// When, as they claim.
    pub at: Timestamp,
}

/// Something that was made from a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFrom {
    /// The question, answer, card or whatever else it is.
    pub id: RecordId,
    /// The thread in which it stands.
    pub thread: RecordId,
    /// `question`, `answer` and so on.
    pub kind: String,
    /// The title of its thread.
    pub title: String,
    /// Who made it.
    pub author: Author,
}

/// That something from which an item was made is disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceDisputed {
    /// The dispute.
    pub dispute: RecordId,
    /// `open`, `upheld` or `corrected`.
    pub state: DisputeState,
    /// What is wrong.
    pub claim: String,
    /// The title of the note or question that is disputed.
    pub title: String,
}
