//! What the node answers: plain data in the reader's terms. Its JSON is the contract of `docs/cli.md`.

mod card;
mod circle;
mod dispute;
mod file;
mod home;
mod item;
mod joining;
mod meeting;
mod quick_vote;
mod skill;
mod status;

use commonplace_core::id::{PersonId, RecordId};
use serde::{Deserialize, Serialize};

pub use self::card::{Card, CardRow, CardSource, CardsDue, NextReview, OtherSides, SourceState};
pub use self::circle::{Circle, Did, LogLine, Member, Membership, Removed};
pub use self::dispute::{
    Dispute, DisputeRow, DisputeRuling, DisputeSource, DisputeState, MadeFrom, SourceDisputed, WeighedBy,
};
pub use self::file::{Blob, Bundle, BundleState, Exported, Going, ImportState, Imported, Quota};
pub use self::home::{
    Backup, Device, DeviceRevoked, Draft, DraftRow, HandedOver, OtherDraft, Progress, RecoveryWords, Settings,
    Verified, Whoami, WordsState,
};
pub use self::item::{
    About, BothEdited, Comment, Delivery, Edit, Hidden, Hit, Lead, Note, NoteRow, Question, QuestionRow, QuestionState,
    Reply, TagRow, Version,
};
pub use self::joining::{Admission, Invitation, Joining, Nearby, Pairing, PairingPurpose, PairingState, Ticket};
pub use self::meeting::{Comer, Happened, Happening, Lately, Meeting, MeetingRow, OtherVersion, RecapNote};
pub use self::quick_vote::{Chose, QuickVote, QuickVoteRound, QuickVoteRow, Related};
pub use self::skill::{
    Help, Pair, PairState, PairSuggestion, PersonSkills, free_times, language_name, level_of_four, level_words,
    skills_named, skills_said,
};
pub use self::status::{CircleStatus, Delivered, Finding, Lease, OnlyHere, Peer, RelayStatus, Severity, Status};
use crate::event::Event;

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer", content = "value")]
#[allow(missing_docs, reason = "each variant is the type that it holds")]
pub enum Answer {
    Whoami(Whoami),
    RecoveryWords(RecoveryWords),
    Progress(Progress),
    Backup(Backup),
    Device(Device),
    DeviceRevoked(DeviceRevoked),
    Circle(Circle),
    Member(Member),
    PersonSkills(PersonSkills),
    PairSuggestion(PairSuggestion),
    Pair(Pair),
    LogLine(LogLine),
    Ticket(Ticket),
    Invitation(Invitation),
    Lease(Lease),
    Joining(Joining),
    Nearby(Nearby),
    Pairing(Pairing),
    Written(Written),
    Note(Note),
    NoteRow(NoteRow),
    Card(Card),
    CardRow(CardRow),
    CardsDue(CardsDue),
    Edit(Edit),
    Version(Version),
    Question(Question),
    QuestionRow(QuestionRow),
    Dispute(Dispute),
    DisputeRow(DisputeRow),
    QuickVote(QuickVote),
    QuickVoteRow(QuickVoteRow),
    TagRow(TagRow),
    Meeting(Meeting),
    MeetingRow(MeetingRow),
    Happened(Happened),
    Blob(Blob),
    Quota(Quota),
    Bundle(Bundle),
    Imported(Imported),
    Exported(Exported),
    Hit(Hit),
    Status(Status),
    CircleStatus(CircleStatus),
    Peer(Peer),
    OnlyHere(OnlyHere),
    Verified(Verified),
    Settings(Settings),
    Finding(Finding),
    Draft(Draft),
    DraftRow(DraftRow),
    Event(Event),
}

/// Who somebody is, by id and by the name that they gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The person.
    pub id: PersonId,
    /// Their name, or a short form of the id while it is unknown.
    pub name: String,
    /// Whether it is the person of this home.
    pub me: bool,
}

/// What was written and is now durable here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The item: for an edit, the note; for a vote, the item voted on.
    pub id: RecordId,
    /// The title, where it has one.
    pub title: Option<String>,
    /// Whether anything was written at all: an edit without a change writes nothing.
    pub changed: bool,
}
