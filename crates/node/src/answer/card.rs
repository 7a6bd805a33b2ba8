//! Cards, and when they are to be reviewed.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Author, Comment, Delivery, DisputeRow, Hidden, SourceDisputed};
use crate::command::Grade;

/// A card in a list. When it is due, is of this person alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRow {
    /// The card.
    pub id: RecordId,
    /// The beginning of its front, without Markdown: what it is called.
    pub title: String,
    /// The beginning of its back, without Markdown.
    pub excerpt: String,
    /// In which circle.
    pub circle: CircleId,
    /// Who made it.
    pub author: Author,
    /// When, as they claim.
    pub created: Timestamp,
    /// The latest claimed time at which it was changed or talked about.
    pub updated: Timestamp,
    /// The item from which it was made.
    pub from: Option<RecordId>,
    /// From when on I am to review it; none while I never did.
    pub due: Option<Timestamp>,
    /// When I reviewed it last.
    pub reviewed: Option<Timestamp>,
    /// How often I have reviewed it.
    pub reviews: usize,
    /// Whether several changed it apart, so that it is more than one thing.
    pub apart: bool,
    /// Comments.
    pub comments: usize,
    /// Whether it was flagged or hidden: then only its author and those who moderate still see it.
    pub hidden: bool,
    /// Devices known to hold it.
    pub on: Delivery,
}

impl CardRow {
    /// Whether I am to review it at this moment. One that I never reviewed is new, and not due.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|due| due <= now)
    }
}

/// A card, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What a list shows of it.
    #[serde(flatten)]
    pub row: CardRow,
    /// What is asked, Markdown, whole.
    pub front: String,
    /// What is to be known, Markdown, whole.
    pub back: String,
    /// Where it was taken from.
    pub source: Option<CardSource>,
    /// How long it would stay away, by how it is graded now.
    pub next: Vec<NextReview>,
    /// Whether I may change it: whoever made it may, and who moderates.
    pub mine_to_change: bool,
    /// Who wrote what is shown, when that was not who made it.
    pub changed_by: Option<Author>,
    /// What else stands on it, where several changed it apart.
    pub also: Vec<OtherSides>,
    /// Disputes of it and of its comments.
    #[serde(default)]
    pub disputes: Vec<DisputeRow>,
    /// What is disputed of that from which it was made, or of what it quotes.
    #[serde(default)]
    pub sources: Vec<SourceDisputed>,
    /// Comments on it.
    pub replies: Vec<Comment>,
    /// Why it is hidden, if it is.
    pub why_hidden: Option<Hidden>,
}

/// From what a card was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSource {
    /// The item.
    pub id: RecordId,
    /// The thread in which it stands, which for a note is the same.
    pub thread: RecordId,
    /// What the thread is: `note`, `question`, `quickvote`, `meeting` or `card`; none while it is not here.
    pub kind: Option<String>,
    /// What the thread is called, if it is here.
    pub title: Option<String>,
    /// The passage as it was; none when all of the item is meant.
    pub quote: Option<String>,
    /// What became of it.
    pub state: SourceState,
}

/// What became of that from which a card was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceState {
    /// It is as it was.
    Here,
    /// The item is here, and these words no longer stand in it.
    Changed,
    /// It was taken back, or is hidden.
    Gone,
    /// It has not come to this laptop.
    Away,
}

/// How long a card would stay away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextReview {
    /// If it is graded so.
    pub grade: Grade,
    /// So many days; 0 when it comes again within the sitting.
    pub days: u32,
    /// So many minutes, when it comes again within the sitting.
    pub minutes: u32,
}

/// Both sides of a card as somebody else wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherSides {
    /// Who.
    pub by: Author,
    /// What is asked.
    pub front: String,
    /// What is to be known.
    pub back: String,
}

/// What there is to review in a circle, for this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardsDue {
    /// The circle.
    pub id: CircleId,
    /// Its cards, whoever made them.
    pub cards: usize,
    /// Cards to be reviewed again; no more than [`DUE_COUNTED`](commonplace_core::limits::DUE_COUNTED) are counted.
    pub due: usize,
    /// Cards never reviewed that one begins with today.
    pub new: usize,
    /// When the next one is due, where none is now.
    pub next: Option<Timestamp>,
}

impl CardsDue {
    /// How many there are to review now.
    #[must_use]
    pub const fn now(&self) -> usize {
        self.due + self.new
    }
}
