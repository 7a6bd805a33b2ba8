//! Notes and questions, with all that hangs on them.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Author, Blob, DisputeRow, SourceDisputed};
use crate::command::Vote;

/// That an item is hidden from most, and why. Only its author and those who moderate are given it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Who hid it; none while nobody has decided, and it was only flagged by enough people.
    pub by: Option<Author>,
    /// Why, in their words; of flags, all of them.
    pub reason: String,
}

/// A note in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRow {
    /// The note.
    pub id: RecordId,
    /// Title.
    pub title: String,
    /// In which circle.
    pub circle: CircleId,
    /// Who began it.
    pub author: Author,
    /// Tags.
    pub tags: Vec<String>,
    /// Where it stood in an imported folder, as `chapter/one.md`.
    pub path: Option<String>,
    /// The beginning of its text, without Markdown.
    pub excerpt: String,
    /// When it was begun, as its author claims.
    pub created: Timestamp,
    /// The latest claimed change.
    pub updated: Timestamp,
    /// Whether something in it by others is new to me, on whichever device.
    pub unread: bool,
    /// Who wrote the last of what is new, while something is.
    #[serde(default)]
    pub unread_by: Option<Author>,
    /// Changes after the first version.
    pub edits: usize,
    /// Comments.
    pub comments: usize,
    /// Attachments.
    pub attachments: usize,
    /// Helpful votes.
    pub helpful: usize,
    /// Whether it was flagged or hidden: then only its author and those who moderate still see it.
    pub hidden: bool,
    /// Devices known to hold it, this one included, out of all members' devices.
    pub on: Delivery,
}

/// "On `devices` of `of`".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Delivery {
    /// Devices known to hold it, this one included.
    pub devices: usize,
    /// Devices of all members.
    pub of: usize,
    /// Whether something in it that this person wrote is here and known to be nowhere else: in what another began, too.
    pub only_here: bool,
}

/// A note, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What a list shows of it.
    #[serde(flatten)]
    pub row: NoteRow,
    /// Markdown, whole.
    pub text: String,
    /// Other titles given at the same time by people apart.
    pub other_titles: Vec<String>,
    /// Who wrote in it.
    pub contributors: Vec<Author>,
    /// Passages that two people changed while apart; both changes are in the text.
    pub both_edited: Vec<BothEdited>,
    /// Comments on it.
    pub replies: Vec<Comment>,
    /// Attachments.
    pub blobs: Vec<Blob>,
    /// Parts that this version cannot read.
    pub unreadable: usize,
    /// My own vote.
    pub my_vote: Option<Vote>,
    /// Notes whose texts link to it, and questions about it, by their titles. At most
    /// [`LEADS`](commonplace_core::limits::LEADS).
    #[serde(default)]
    pub leads_here: Vec<Lead>,
    /// Disputes of it and of its comments.
    #[serde(default)]
    pub disputes: Vec<DisputeRow>,
    /// What is disputed of what it quotes.
    #[serde(default)]
    pub sources: Vec<SourceDisputed>,
    /// Of an imported note: the one before it in its folder.
    #[serde(default)]
    pub before: Option<Lead>,
    /// And the one behind it.
    #[serde(default)]
    pub after: Option<Lead>,
    /// Why it is hidden, if it is.
    #[serde(default)]
    pub why_hidden: Option<Hidden>,
}

/// A note that links to another one or lies beside it, or a question about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// The note or question.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// How far it has come, if it is a question.
    pub state: Option<QuestionState>,
    /// The passage that the question is about, if it is about one.
    pub quote: Option<String>,
}

/// A passage that two people changed while apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BothEdited {
    /// The passage as it stands now.
    pub passage: String,
    /// Who changed it.
    pub by: Vec<Author>,
}

/// One change of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The record.
    pub id: RecordId,
    /// Who.
    pub author: Author,
    /// When, as they claim.
    pub at: Timestamp,
    /// Lines that it took away and added, as `-` and `+` lines.
    pub difference: String,
    /// The title that it gave, if it gave one.
    pub title: Option<String>,
}

/// The text of a note before and after one of its changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The change; of the first version the note.
    pub id: RecordId,
    /// Who.
    pub author: Author,
    /// When, as they claim.
    pub at: Timestamp,
    /// The text before.
    pub before: String,
    /// The text from then on, Markdown.
    pub text: String,
}

/// A question in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRow {
    /// The question.
    pub id: RecordId,
    /// The question in a line.
    pub title: String,
    /// In which circle.
    pub circle: CircleId,
    /// Who asks.
    pub author: Author,
    /// The note that it is about, if it is about one.
    #[serde(default)]
    pub note: Option<RecordId>,
    /// Tags.
    pub tags: Vec<String>,
    /// The beginning of its text.
    pub excerpt: String,
    /// When, as the asker claims.
    pub created: Timestamp,
    /// The latest claimed activity.
    pub updated: Timestamp,
    /// Whether something in it by others is new to me, on whichever device.
    pub unread: bool,
    /// Who wrote the last of what is new, while something is.
    #[serde(default)]
    pub unread_by: Option<Author>,
    /// `open`, `answered` or `accepted`.
    pub state: QuestionState,
    /// Answers.
    pub answers: usize,
    /// How many have the same question.
    pub same: usize,
    /// What is disputed of the passage that it is about, first what is to be looked at.
    #[serde(default)]
    pub source: Option<SourceDisputed>,
    /// Whether it was flagged or hidden: then only its author and those who moderate still see it.
    pub hidden: bool,
    /// Devices known to hold it.
    pub on: Delivery,
}

/// A tag of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRow {
    /// The tag, as it was written last.
    pub id: String,
    /// Notes and questions that have it.
    pub count: u64,
}

/// How far a question has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuestionState {
    /// Nobody has answered.
    Open,
    /// Answered, and no answer is accepted.
    Answered,
    /// The asker has accepted an answer.
    Accepted,
}

/// A question with its thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What a list shows of it.
    #[serde(flatten)]
    pub row: QuestionRow,
    /// Markdown, whole.
    pub text: String,
    /// The note that it is about.
    pub about: Option<About>,
    /// Best first: accepted, then helpful, then earlier.
    pub replies: Vec<Reply>,
    /// Comments on the question.
    pub comments: Vec<Comment>,
    /// Attachments.
    pub blobs: Vec<Blob>,
    /// My own vote.
    pub my_vote: Option<Vote>,
    /// How often its author has changed it.
    #[serde(default)]
    pub revisions: usize,
    /// Disputes of the question, its answers and its comments.
    #[serde(default)]
    pub disputes: Vec<DisputeRow>,
    /// What is disputed of that about which it asks, and of what it quotes.
    #[serde(default)]
    pub sources: Vec<SourceDisputed>,
    /// What else it says, title and text, where its author changed it on two devices apart.
    #[serde(default)]
    pub also: Vec<String>,
    /// Why it is hidden, if it is.
    #[serde(default)]
    pub why_hidden: Option<Hidden>,
}

/// The passage that a question is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The note.
    pub note: RecordId,
    /// Its title, if we hold it.
    pub title: Option<String>,
    /// The passage.
    pub quote: Option<String>,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The answer.
    pub id: RecordId,
    /// Who answers.
    pub author: Author,
    /// When, as they claim.
    pub created: Timestamp,
    /// Markdown.
    pub text: String,
    /// Of the text only the beginning is here, since the rest was let go for want of room: who is known to hold it, by name.
    #[serde(default)]
    pub away: Option<Vec<String>>,
    /// Whether the asker accepted it.
    pub accepted: bool,
    /// Whether a facilitator endorsed it.
    pub endorsed: bool,
    /// Helpful votes.
    pub helpful: usize,
    /// Votes that it was unclear.
    pub unclear: usize,
    /// Comments on it.
    pub comments: Vec<Comment>,
    /// Attachments.
    pub blobs: Vec<Blob>,
    /// My own vote.
    pub my_vote: Option<Vote>,
    /// How often its author has changed it.
    #[serde(default)]
    pub revisions: usize,
    /// What else it says, where its author changed it on two devices apart.
    #[serde(default)]
    pub also: Vec<String>,
    /// What is disputed of that about which it was asked, and of what it quotes.
    #[serde(default)]
    pub sources: Vec<SourceDisputed>,
    /// Why it is hidden, if it is: then only its author and those who moderate are given it.
    #[serde(default)]
    pub hidden: Option<Hidden>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The comment.
    pub id: RecordId,
    /// Who.
    pub author: Author,
    /// When, as they claim.
    pub created: Timestamp,
    /// Markdown.
    pub text: String,
    /// Of the text only the beginning is here, since the rest was let go for want of room: who is known to hold it, by name.
    #[serde(default)]
    pub away: Option<Vec<String>>,
    /// How often its author has changed it.
    #[serde(default)]
    pub revisions: usize,
    /// What is disputed of what it quotes.
    #[serde(default)]
    pub sources: Vec<SourceDisputed>,
    /// As of an answer.
    #[serde(default)]
    pub hidden: Option<Hidden>,
}

/// A search result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The note, question or meeting.
    pub id: RecordId,
    /// `note`, `question` or `meeting`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// In which circle.
    pub circle: CircleId,
    /// The beginning of its text.
    pub excerpt: String,
    /// Who wrote it.
    pub author: Author,
    /// Greater is better.
    pub score: u32,
}
