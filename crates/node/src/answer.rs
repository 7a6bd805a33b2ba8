//! What the node answers: plain data in the reader's terms. Its JSON is the contract of `docs/cli.md`.

use std::path::PathBuf;

use commonplace_core::id::{BlobId, CircleId, DeviceId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::command::{Discovery, ReachName, RoleName, Vote};
use crate::error::PairingEnd;

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
    Edit(Edit),
    Version(Version),
    Question(Question),
    QuestionRow(QuestionRow),
    TagRow(TagRow),
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
    Event(crate::event::Event),
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

/// This home's person and device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whoami {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// This device.
    pub device: DeviceId,
    /// Where this home lies.
    pub home: PathBuf,
    /// What this device is called.
    pub device_name: String,
    /// Four words for the person, to be compared by eye.
    pub fingerprint: String,
    /// Whether a passphrase seals the keys.
    pub sealed: bool,
    /// Whether the recovery words were shown and checked.
    pub words: WordsState,
    /// Whether this device was taken away: it reads what it has and writes no more.
    pub revoked: bool,
    /// To whom the keys of this person were handed that have not shown themselves as a device of theirs since.
    pub handed_over: Vec<HandedOver>,
}

/// Keys that were handed to a laptop which has not shown itself since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// When.
    pub at: Timestamp,
    /// The random name of the node.
    pub node: String,
    /// What the device was to be called.
    pub device: String,
}

/// Whether somebody can bring the person back when this device is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordsState {
    /// Nobody has seen the recovery words.
    #[default]
    Unseen,
    /// They were shown.
    Shown,
    /// Some of them were asked for and were right.
    Checked,
}

/// The words that stand for a person's root key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryWords {
    /// All 24, in order.
    pub words: Vec<String>,
    /// Four words for the person, to be compared by eye after a recovery.
    pub fingerprint: String,
}

impl std::fmt::Debug for RecoveryWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryWords(..)")
    }
}

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// `writing`, `checking` or `restoring`.
    pub doing: crate::backup::Doing,
    /// Bytes done.
    pub done: u64,
    /// Bytes in all.
    pub of: u64,
}

/// A backup, read whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Backup {
    /// Where it lies.
    pub file: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// Whose it is.
    pub id: Option<PersonId>,
    /// What they were called.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// Whether their keys are in it.
    pub keys: bool,
    /// Records in it.
    pub records: u64,
    /// Attachments in it.
    pub blobs: u64,
    /// Drafts in it.
    pub drafts: u64,
    /// What in it is damaged, as sentences.
    pub damaged: Vec<String>,
}

/// A device of the person of this home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The device.
    pub id: DeviceId,
    /// What its person calls it.
    pub name: String,
    /// Whether it is this one.
    pub this: bool,
    /// Whether it was taken away.
    pub revoked: bool,
    /// Titles of the circles in which it is known.
    pub circles: Vec<String>,
    /// When the latest record of it that is here was written, as it claims.
    pub wrote: Option<Timestamp>,
    /// Whether its key was used in two places at once, as in a copied home.
    pub forked: bool,
}

/// A device that was taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRevoked {
    /// The device.
    pub device: DeviceId,
    /// What it was called.
    pub name: String,
    /// Titles of the circles in which it is taken away now.
    pub circles: Vec<String>,
    /// Titles of circles in which it will be, as soon as this device has all that others there have: before, its last
    /// words would be cut off.
    pub waiting: Vec<String>,
    /// Records of it that are here and stand.
    pub kept: u64,
    /// Records of it that are here and stand no longer: of a second branch of a copied home, or behind a gap.
    pub cut_off: u64,
}

/// A circle of this home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circle {
    /// The circle.
    pub id: CircleId,
    /// Its title; of a pending one the title on the ticket.
    pub title: String,
    /// `joined`, `pending`, `left` or `removed`.
    pub state: Membership,
    /// What a member has answered to our ticket, while the circle is pending.
    pub admission: Option<Admission>,
    /// Until when the ticket lets its holder in, while the circle is pending.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// With state `removed`: by whom and when.
    pub removed: Option<Removed>,
    /// My role.
    pub role: Option<RoleName>,
    /// Members, me included.
    pub members: usize,
    /// Notes.
    pub notes: usize,
    /// Questions.
    pub questions: usize,
    /// Questions without an accepted answer.
    pub open: usize,
    /// Notes and questions with something by others that I have not seen, on whichever device.
    pub unread: usize,
    /// Records held.
    pub records: u64,
    /// By which ways its records travel.
    pub reach: ReachName,
    /// Its relays, the preferred one first; of a pending one those on the ticket.
    pub relays: Vec<String>,
    /// Relays by which it goes no more, and which have not said yet that they hold nothing of it.
    pub dropped: Vec<String>,
    /// Relays that show themselves on the local network and that it does not name.
    pub relays_near: Vec<String>,
    /// Bytes that members are advised to set aside for it, if its stewards advise any.
    pub quota: Option<u64>,
    /// How many of the last days its relays keep; all of them if none.
    pub relay_days: Option<u16>,
}

/// How this person was removed from a circle, as its records say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// By whom, when known.
    pub by: Option<Author>,
    /// When, as they claim.
    pub at: Timestamp,
}

/// How this home stands to a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Membership {
    /// A member.
    Joined,
    /// Holds a ticket and has not yet met a member.
    Pending,
    /// Has left.
    Left,
    /// Was removed.
    Removed,
}

/// A member of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: RoleName,
    /// Seniority: 0 for founders; a grant must carry a greater number than its author's.
    pub rank: u16,
    /// Whether it is me.
    pub me: bool,
    /// Names of their devices.
    pub devices: Vec<String>,
    /// Names of those, also of such that were taken away, whose key wrote two records at one place of its chain: it was used
    /// in two places at once, or somebody tells different people different things.
    pub forked: Vec<String>,
}

/// An invitation, to be handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The invitation's record.
    pub id: RecordId,
    /// The text to hand over.
    pub ticket: String,
    /// Into which circle.
    pub circle: String,
    /// How many people may use it.
    pub uses: u16,
    /// Which role it gives.
    pub role: RoleName,
    /// Honest members refuse it after this.
    pub expires: Timestamp,
}

/// An invitation as the circle has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its record.
    pub id: RecordId,
    /// Into which circle.
    pub circle: String,
    /// Who invites.
    pub by: Author,
    /// Which role it gives.
    pub role: RoleName,
    /// How many people may use it.
    pub uses: u16,
    /// Who has come in by it.
    pub came: Vec<Author>,
    /// Honest members refuse it after this.
    pub expires: Timestamp,
    /// Whether nobody took it back, and its inviter may still invite.
    pub open: bool,
    /// Whether this person may take it back.
    pub may_take_back: bool,
}

/// A node in a network with this machine that is no relay of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nearby {
    /// Its transport id.
    pub id: String,
    /// Two words that follow from the id: all that strangers see.
    pub name: String,
    /// Whether it is this one.
    pub me: bool,
    /// Whose it is, once it has proved a circle.
    pub person: Option<Author>,
    /// Titles of the circles that it shares with us.
    pub circles: Vec<String>,
    /// The `id` of the [`Pairing`] by which it asks to be let in, if it does.
    pub asks: Option<String>,
}

/// Where two people stand who pair: one of them asks to come into a circle of the other. Or one person with two laptops: the
/// new one asks to become a device of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    /// Names it as long as it lasts.
    pub id: String,
    /// What for.
    pub purpose: PairingPurpose,
    /// How far it is.
    pub state: PairingState,
    /// With state `over`: why it came to nothing.
    pub why: Option<PairingEnd>,
    /// Whether it is we who ask.
    pub asking: bool,
    /// The random name of the other node.
    pub node: Option<String>,
    /// Its transport id.
    pub peer: Option<String>,
    /// With state `words`: what must be the same on both screens. With state `code`: what to say; only who asked for the
    /// code is told.
    pub words: Option<String>,
    /// The same as digits, four for each word: its place in the list. For whoever does not read the words' letters.
    pub digits: Option<String>,
    /// With states `code` and `wrong`: wrong guesses that are left.
    pub guesses: Option<u8>,
    /// Into which circle. For who asks: known once the ticket is here.
    pub circle: Option<CircleId>,
    /// Its title.
    pub title: Option<String>,
    /// What the one who asks is called, once that is known. With purpose `device`: whose device it becomes, once the keys
    /// are handed over.
    pub person: Option<String>,
    /// With purpose `device`: what the new device is called, once that is settled.
    pub device: Option<String>,
    /// With state `code`: nobody comes in by it after this.
    pub expires: Option<Timestamp>,
    /// With state `code` and purpose `device`: the code and where this node can be reached, as one text for a QR code. Only
    /// who asked for the code is told.
    #[serde(default)]
    pub link: Option<String>,
}

/// What two people pair for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingPurpose {
    /// Who asks comes into a circle.
    Join,
    /// Who asks becomes a device of the other's person.
    Device,
}

impl From<commonplace_core::pairing::Purpose> for PairingPurpose {
    fn from(purpose: commonplace_core::pairing::Purpose) -> Self {
        match purpose {
            commonplace_core::pairing::Purpose::Join => Self::Join,
            commonplace_core::pairing::Purpose::Device => Self::Device,
        }
    }
}

/// How far a pairing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingState {
    /// We look for a node, or wait for one that asks.
    Waiting,
    /// A code stands.
    Code,
    /// Somebody has tried another code.
    Wrong,
    /// We have asked; a member there has to answer.
    Asking,
    /// Somebody asks us; a person here has to answer.
    Asked,
    /// Words stand on both screens; the member has to say whether they are the same. With purpose `device` both have to.
    Words,
    /// The ticket is handed over, or the keys are.
    Confirmed,
    /// Who asked is a member now, or a device of the person.
    Joined,
    /// It came to nothing.
    Over,
}

/// Where joining stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    /// The circle.
    pub id: CircleId,
    /// Its title as the ticket gives it.
    pub title: String,
    /// `joined` or `pending`.
    pub state: Membership,
}

/// That an item is hidden from most, and why. Only its author and those who moderate are given it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Who hid it; none while nobody has decided, and it was only flagged by enough people.
    pub by: Option<Author>,
    /// Why, in their words; of flags, all of them.
    pub reason: String,
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
    /// As of an answer.
    #[serde(default)]
    pub hidden: Option<Hidden>,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// The bytes, sealed.
    pub id: BlobId,
    /// The item that it is attached to.
    pub item: RecordId,
    /// File name, or path in an imported folder.
    pub name: String,
    /// Bytes, opened.
    pub size: u64,
    /// Media type, as the author says.
    pub media: String,
    /// Bytes of it that are here, sealed; all of them when equal to `sealed_size`.
    pub here: u64,
    /// Bytes, sealed.
    pub sealed_size: u64,
    /// Devices that are known to hold all of it, this one included.
    pub devices: usize,
    /// Whose devices these are, this one aside; one's own other devices count.
    pub holders: Vec<Author>,
    /// Whether it is not here and is to come: small enough to come unasked, or asked for.
    pub coming: bool,
    /// Whether it stays here whatever the quota, because its item or the thread of that is pinned.
    pub pinned: bool,
    /// A file with its opened bytes, when somebody asked for one.
    pub file: Option<PathBuf>,
}

/// How much room a circle takes on this device, and how much it may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// The circle.
    pub id: CircleId,
    /// Its title.
    pub title: String,
    /// Bytes that it may take here; none for as much as there is.
    pub quota: Option<u64>,
    /// Bytes that it takes: the records, the bodies and the attachments.
    pub used: u64,
    /// Bytes of records without large bodies.
    pub records: u64,
    /// Bytes of records with large bodies.
    pub bodies: u64,
    /// Bytes of attachments, sealed.
    pub blobs: u64,
    /// Of the attachments, bytes that never go, being one's own or pinned.
    pub staying: u64,
    /// What would go first, in this order, were there too little room.
    pub next: Vec<Going>,
}

/// An attachment or a large text that goes from this device when there is too little room. Never the last copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Going {
    /// The item that it belongs to.
    pub id: RecordId,
    /// The title of the note or question.
    pub title: String,
    /// The file's name; of a text it is empty.
    pub name: String,
    /// The attachment; none for a text.
    pub blob: Option<BlobId>,
    /// How many bytes that are.
    pub bytes: u64,
    /// Other devices that have said that they hold it. Whether it may go is asked again when it is to go.
    pub devices: usize,
    /// Whether its author has taken it back.
    pub taken_back: bool,
}

/// What happened to one file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The note, if there is one now.
    pub id: Option<RecordId>,
    /// The file, relative to the folder.
    pub path: String,
    /// What happened.
    pub state: ImportState,
    /// Its title.
    pub title: Option<String>,
    /// Why it was refused or passed over: a sentence.
    pub why: Option<String>,
    /// Files done, this one included.
    pub done: usize,
    /// Files in all.
    pub of: usize,
}

/// What happened to one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportState {
    /// A new note.
    Created,
    /// A note that an earlier import made was changed.
    Updated,
    /// Nothing to do.
    Unchanged,
    /// Attached to the notes that show it.
    Attached,
    /// Not taken, and said why.
    Refused,
}

/// What happened to one item of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The note or question; none for an attachment.
    pub id: Option<RecordId>,
    /// The file, relative to the folder.
    pub path: String,
    /// Why it could not be written: a sentence.
    pub why: Option<String>,
    /// Items done, this one included.
    pub done: usize,
    /// Items in all.
    pub of: usize,
}

/// A search result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The note or question.
    pub id: RecordId,
    /// `note` or `question`.
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

/// How the node is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The person of this home.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether a node runs on this home, or this command opened it for itself.
    pub running: bool,
    /// Addresses at which others can reach it.
    pub listening: Vec<String>,
    /// Peers connected.
    pub peers: usize,
    /// Whether the disk is full: then the node reads and sends but takes nothing.
    pub disk_full: bool,
    /// Progress of a rebuild of the index, in percent, while one runs.
    pub rebuilding: Option<u8>,
    /// What was found damaged and set aside, as sentences.
    pub damage: Vec<String>,
}

/// How a circle is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircleStatus {
    /// The circle.
    pub id: CircleId,
    /// Title.
    pub title: String,
    /// Records held.
    pub records: u64,
    /// Records that cannot be opened yet.
    pub waiting: u64,
    /// Records that only a newer version can show.
    pub newer: u64,
    /// Notes and questions with something by others that I have not seen, on whichever device.
    pub unread: usize,
    /// Attachments not yet here.
    pub blobs_missing: usize,
    /// Bytes that the circle takes here; known of circles with a quota.
    pub blobs_bytes: u64,
    /// Bytes that it may take here; none for as much as there is.
    pub blobs_quota: Option<u64>,
    /// For each device of a member: how much of what is here it is known to hold.
    pub delivered: Vec<Delivered>,
    /// Own records that no other device is known to hold: losing this laptop would lose them.
    pub only_here: u64,
    /// Records that devices of members say they hold and that have not come here: so many of each writer's chain.
    pub elsewhere: u64,
    /// Whether this laptop may be closed, or lost: every record written on it is known to be on one other device at least.
    /// Attachments are not counted.
    pub safe: bool,
    /// For each relay of the circle: whether it is there, and how much of what is here it is known to hold.
    pub relays: Vec<RelayStatus>,
}

/// What one relay is known to hold of a circle. A relay is nobody's device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayStatus {
    /// Where it is.
    pub address: String,
    /// Whether it is connected now.
    pub connected: bool,
    /// Whether it keeps records for this circle; nothing while it has not said.
    pub lease: Option<bool>,
    /// Whether it holds all that is here. Never of one that keeps the last days only.
    pub holds_all: bool,
    /// Of one that keeps the last days only: from when on. What is older is with members alone.
    pub keeps_since: Option<Timestamp>,
    /// Records held here that it is not known to hold, apart from those that are older than what it keeps.
    pub lacks: u64,
    /// When it was last known to be equal, by our clock.
    pub heard: Option<Timestamp>,
    /// Whether it refuses more for want of room.
    pub full: bool,
    /// Bytes that it keeps for the circle, as it says.
    pub used: Option<u64>,
    /// Bytes that it would keep.
    pub quota: Option<u64>,
    /// Attachments held here that it says to hold, since this node was started and has asked.
    pub attachments: u64,
    /// Attachments held here that it does not say to hold. It is told of when it has been asked.
    pub lacks_attachments: u64,
    /// Records that it held once and did not hold later, since this node was started.
    pub lost: u64,
    /// Records that it counted and did not give, since this node was started.
    pub withheld: u64,
    /// Records that devices of members say they hold and that were neither here nor there when it was last known to be equal.
    pub without: u64,
    /// Whether the circle goes by it no more: what it holds stays there until it has heard so from a steward's device.
    pub dropped: bool,
}

/// What a relay's operator registers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The circle.
    pub id: CircleId,
    /// Its title.
    pub circle: String,
    /// For which relay it is.
    pub relay: String,
    /// The text to hand over.
    pub lease: String,
    /// Whether the circle names this relay, so that its members go there.
    pub named: bool,
}

/// What one device is known to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Whose device.
    pub person: Author,
    /// Which.
    pub device: String,
    /// Whether it is connected now.
    pub connected: bool,
    /// Whether it holds all that is here.
    pub all: bool,
    /// Records held here that it is not known to hold.
    pub lacks: u64,
    /// Whether it is known to hold every record that was written on this device.
    pub mine: bool,
    /// When it was last heard: connected with us, or speaking through others; the later of `met` and `said`.
    pub heard: Option<Timestamp>,
    /// When it was last connected with us, by our clock.
    pub met: Option<Timestamp>,
    /// The time of its own latest word on what it holds, as it claims; whoever brought it.
    pub said: Option<Timestamp>,
    /// The time of the latest record of its that is here, as it claims.
    pub wrote: Option<Timestamp>,
}

/// An item of which some record is not known to be on any other device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlyHere {
    /// The note or question.
    pub id: RecordId,
    /// `note` or `question`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// In which circle.
    pub circle: CircleId,
    /// Records of it that are only here.
    pub records: u64,
}

/// A node that we are connected with or know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    /// Its transport id.
    pub id: String,
    /// Who it is, once it has proved a circle that we share.
    pub person: Option<Author>,
    /// Where.
    pub address: Option<String>,
    /// By which way it is connected.
    pub way: Option<crate::event::Way>,
    /// Whether it is connected.
    pub connected: bool,
    /// Whether it is in a network with this machine, and no relay of ours.
    pub nearby: bool,
    /// How far its clock is ahead of ours, in milliseconds, as it said while it was connected; behind, if negative.
    pub clock: Option<i64>,
    /// Circles shared and proved, by title.
    pub circles: Vec<String>,
}

/// What the connection doctor has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is, for programs; `docs/cli.md` lists them.
    pub id: String,
    /// How it is to be taken.
    pub severity: Severity,
    /// The address, interface, circle or person that it is about.
    pub about: Option<String>,
    /// Of clocks: how many minutes they are apart.
    pub minutes: Option<u64>,
    /// A sentence.
    pub text: String,
    /// What to try next: a sentence.
    pub next: Option<String>,
}

/// How a finding is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// In the way.
    Problem,
}

/// What a home is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The person of this home.
    pub id: PersonId,
    /// How its node takes part in the discovery of a local network: of this home alone.
    pub mdns: Discovery,
    /// The language that this person has chosen for all their devices, by its code.
    pub language: Option<String>,
    /// `light`, `dark`, `contrast-light`, `contrast-dark` or `system`, if this person has chosen for all their devices.
    pub appearance: Option<String>,
    /// Whether there is a private circle, in which other devices of this person hear of it.
    pub shared: bool,
}

/// Outcome of a check of every stored byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// The person of this home.
    pub id: PersonId,
    /// Records checked.
    pub records: u64,
    /// Attachments checked.
    pub blobs: u64,
    /// What is damaged, as sentences; empty when all is well.
    pub damaged: Vec<String>,
}

/// Text not yet published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What it will be.
    pub key: String,
    /// The text; empty when there is none.
    pub text: String,
    /// Which text of another own device it is; none if it lies here.
    #[serde(default)]
    pub id: Option<String>,
    /// Texts that other own devices have besides, the latest first.
    #[serde(default)]
    pub others: Vec<OtherDraft>,
}

/// What another device of this person has of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherDraft {
    /// Names this text, for whoever has seen it.
    pub id: String,
    /// What the device is called, if it is known.
    pub device: Option<String>,
    /// The text; none if it is too long to be passed on, and lies there.
    pub text: Option<String>,
    /// When it was written, as the device claims.
    pub written: Timestamp,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    /// What it will be, as screens name it.
    pub id: String,
    /// Whether a text of it lies on this laptop.
    pub here: bool,
    /// What other devices have of it, the latest first.
    pub others: Vec<OtherDraft>,
}

/// A bundle, or a file that says what is here, written or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// Of which circle; none when nothing was read.
    pub id: Option<CircleId>,
    /// Title of the circle.
    pub circle: Option<String>,
    /// The file.
    pub file: PathBuf,
    /// How far it is.
    pub state: BundleState,
    /// Why nothing was read, as a sentence.
    pub why: Option<String>,
    /// Records in it, or named by it.
    pub records: u64,
    /// Attachments in it; of one that was read, those that are here whole since.
    pub blobs: u64,
    /// Slips in it: signed words of devices on what they hold, and requests to join; of one that was read, the new ones.
    pub slips: u64,
    /// Records and attachments that were not written, because whoever it is for has them.
    pub left_out: u64,
    /// Records read that were not here.
    pub new: u64,
    /// Records read that cannot be opened yet.
    pub waiting: u64,
    /// Records read that could not be taken, since others that they need are not here.
    pub later: u64,
    /// Records and segments that are false; of one that was written, damaged ones that are not in it.
    pub refused: u64,
    /// Parts that only a newer version can read.
    pub newer: u64,
    /// Bytes that the stick has spoiled.
    pub spoiled: u64,
    /// Where coming in stands, of a circle that had not let us in before.
    pub admission: Option<Admission>,
    /// How many people were let in because of what it brought.
    pub let_in: u64,
    /// How many asked in vain to be let in, since their tickets are expired or used up.
    pub turned_away: u64,
    /// Whether it has its end; otherwise it was cut short.
    pub whole: bool,
    /// Bytes done.
    pub done: u64,
    /// Bytes in all, once known.
    pub of: Option<u64>,
}

/// Where coming into a circle stands, as far as bundles bring it about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Admission {
    /// What we ask is on its way.
    Asked,
    /// We are in since.
    LetIn,
    /// A member says that the ticket has expired.
    Expired,
    /// A member says that the ticket is used up.
    UsedUp,
    /// A member says that the ticket is false.
    Refused,
}

/// How far a bundle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BundleState {
    /// It is being written.
    Writing,
    /// It is written, and durable.
    Written,
    /// It was looked at, and nothing of it is read.
    Offered,
    /// It is being read.
    Reading,
    /// It is read, and what it brought is durable.
    Read,
    /// It was not read.
    Refused,
}

impl Bundle {
    /// A bundle of which nothing is done yet.
    #[must_use]
    pub fn of(circle: &crate::engine::BundleCircle, file: &std::path::Path, state: BundleState) -> Self {
        let (id, title) = (Some(circle.id), Some(circle.title.clone()));
        Self {
            id,
            circle: title,
            state,
            why: None,
            admission: circle.admission,
            whole: true,
            ..Self::refused(file, String::new())
        }
    }

    /// A bundle that was not read.
    #[must_use]
    pub fn refused(file: &std::path::Path, why: String) -> Self {
        Self {
            id: None,
            circle: None,
            file: file.to_owned(),
            state: BundleState::Refused,
            why: Some(why),
            records: 0,
            blobs: 0,
            slips: 0,
            left_out: 0,
            new: 0,
            waiting: 0,
            later: 0,
            refused: 0,
            newer: 0,
            spoiled: 0,
            admission: None,
            let_in: 0,
            turned_away: 0,
            whole: false,
            done: 0,
            of: None,
        }
    }
}

/// One change of who may do what in a circle, or of what is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// The record.
    pub id: RecordId,
    /// When, as its author claims.
    pub at: Timestamp,
    /// Who did it, when known.
    pub by: Option<Author>,
    /// What.
    pub did: Did,
    /// To whom.
    pub who: Option<Author>,
    /// The role that was given, or taken back.
    pub role: Option<RoleName>,
    /// The item that was hidden or shown.
    pub item: Option<RecordId>,
    /// The title, or the reason that was given.
    pub words: Option<String>,
    /// Whether it counts.
    pub stands: bool,
    /// Why not, as a short name.
    pub why: Option<String>,
    /// Of a removal, what is here of the removed person's work, or of the device's that was taken away, and is hidden, since
    /// it had not been seen.
    pub hidden: usize,
    /// Of a removal, how many records of others here were written since, by the clocks of their writers, under a secret that
    /// the removed person, or the device, has: they can be read by whoever brings them. At most
    /// [`READABLE`](commonplace_core::limits::READABLE).
    pub readable: usize,
}

/// What somebody did to a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each says what was done")]
pub enum Did {
    Founded,
    Granted,
    Revoked,
    Removed,
    Left,
    Invited,
    ClosedInvitation,
    Rotated,
    AddedDevice,
    RevokedDevice,
    KeptWork,
    Settled,
    Hid,
    Showed,
}

impl Did {
    /// Its name in the files of sentences: `cli-log-NAME` tells of it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::Granted => "granted",
            Self::Revoked => "revoked",
            Self::Removed => "removed",
            Self::Left => "left",
            Self::Invited => "invited",
            Self::ClosedInvitation => "closed",
            Self::Rotated => "rotated",
            Self::AddedDevice => "added-device",
            Self::RevokedDevice => "revoked-device",
            Self::KeptWork => "kept-work",
            Self::Settled => "settled",
            Self::Hid => "hid",
            Self::Showed => "showed",
        }
    }
}
