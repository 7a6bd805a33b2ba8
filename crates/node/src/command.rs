//! What a person may ask of the node. The same values serve the desktop, the command line and the control socket.

mod card;
mod choice;
mod list;
mod skill;

use std::collections::BTreeMap;
use std::path::PathBuf;

use commonplace_core::id::{BlobId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::card::{CardPick, Grade};
pub use self::choice::{
    Chosen, Comes, Discovery, MeetingChange, OwnSetting, ReachName, RoleName, Room, Vote, Weight, When,
};
pub use self::list::{Page, Pick, Sort, What};
pub use self::skill::{FreeAt, Pass, SkillLevel, SkillsChange};
use crate::home::Passphrase;
use crate::sheet::Base;

/// How a person names a circle, note, question, answer or person: a full id, a unique prefix of one (8 characters or
/// more, with or without the part that all ids share), or an exact title or name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(pub String);

impl<T: ToString> From<T> for Name {
    fn from(text: T) -> Self {
        Self(text.to_string())
    }
}

/// One request. Each is answered by zero or more [`Answer`](crate::answer::Answer)s and an end, or by an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
pub enum Command {
    /// Who this home is. Answered by `Whoami`.
    Whoami,
    /// Changes the name that others see.
    Rename {
        /// The new name.
        name: String,
    },
    /// Founds a circle. Answered by `Circle`.
    CircleNew {
        /// Its title.
        title: String,
    },
    /// Seals the keys of this home by a passphrase, by another one, or no longer. Answered by nothing.
    PassphraseChange {
        /// The one that seals them now.
        old: Option<Passphrase>,
        /// From now on; none takes the seal away.
        new: Option<Passphrase>,
    },
    /// The words that stand for the person's root key. `RecoveryWords`; that they were shown is remembered.
    WordsShow {
        /// Of a sealed home.
        passphrase: Option<Passphrase>,
    },
    /// Checks that somebody wrote the recovery words down: at least three of them, at different places. Answered by
    /// nothing; that it was done is remembered.
    WordsCheck {
        /// As typed.
        words: Vec<WordAt>,
    },
    /// Writes this home into one file. `Progress` now and then, `Backup` at the end. Going away calls it off.
    Backup {
        /// Where to; must not exist yet.
        to: PathBuf,
        /// Seals the file.
        passphrase: Passphrase,
        /// Whether the keys go into it.
        keys: bool,
        /// Of a sealed home, when the keys go into it.
        home_passphrase: Option<Passphrase>,
    },
    /// The devices of this person. `Device` each.
    DeviceList,
    /// Gives this device another name. `Device`.
    DeviceName {
        /// The new name.
        name: String,
    },
    /// Waits for a new laptop nearby that asks to become a device of this person. `Pairing` each time something happens:
    /// with state `words` both sides wait for [`Command::PairingConfirm`].
    DeviceLink {
        /// The random name of the new laptop; whichever asks next if none.
        node: Option<Name>,
        /// Of a sealed home: the root key goes over, as with [`Command::WordsShow`].
        passphrase: Option<Passphrase>,
    },
    /// Makes up a code for a new laptop, and waits until it has been typed there. `Pairing` as above, first with the words.
    DeviceLinkCode {
        /// Of a sealed home.
        passphrase: Option<Passphrase>,
    },
    /// Goes on as a new device of the same person, after this one was taken away by somebody else than them. `Whoami`.
    DeviceRenew {
        /// Of a sealed home.
        passphrase: Option<Passphrase>,
    },
    /// Asks a laptop nearby, which waits by [`Command::DeviceLink`], to make this one a device of its person. `Pairing` as
    /// above. Only in a home without circles.
    DeviceBecome {
        /// What this device is to be called; the next free name if none.
        name: Option<String>,
        /// The random name of the other laptop; the only one there is if none.
        node: Option<Name>,
    },
    /// The same with the code of [`Command::DeviceLinkCode`].
    DeviceBecomeCode {
        /// What this device is to be called; the next free name if none.
        name: Option<String>,
        /// Four words, as a person types them; or the text of the QR code.
        code: String,
    },
    /// Takes a device of this person away in every circle: it reads nothing written since, and writes no more.
    /// `DeviceRevoked`.
    DeviceRevoke {
        /// Its id, the beginning of one, or its name.
        device: Name,
    },
    /// All circles of this home. `Circle` each.
    CircleList,
    /// One circle. `Circle`.
    CircleShow {
        /// Which.
        circle: Name,
    },
    /// `Member` each.
    CircleMembers {
        /// Which.
        circle: Name,
    },
    /// Says what one can help with and would like help with. `PersonSkills`.
    SkillsSet {
        /// In which circle.
        circle: Name,
        /// What is to be otherwise.
        change: SkillsChange,
    },
    /// What everybody can help with and would like help with, oneself first. `PersonSkills` each.
    SkillList {
        /// Of which circle.
        circle: Name,
    },
    /// With whom one might learn, and why: derived here, and told to nobody. `PairSuggestion` each, at most three.
    PairSuggest {
        /// Of which circle.
        circle: Name,
    },
    /// Says that one learns with somebody. It is so when both say so. `Pair`.
    PairAccept {
        /// In which circle.
        circle: Name,
        /// With whom.
        person: Name,
    },
    /// Says that one does so no longer, or takes the word back. `Pair`.
    PairEnd {
        /// In which circle.
        circle: Name,
        /// With whom.
        person: Name,
    },
    /// Has somebody not suggested, on all own laptops and for nobody else to see. `Pair`.
    PairPass {
        /// In which circle.
        circle: Name,
        /// Whom.
        person: Name,
        /// For how long.
        how: Pass,
    },
    /// With whom one learns, waits or does not want to, and then who else learns together. `Pair` each.
    PairList {
        /// Of which circle.
        circle: Name,
    },
    /// Makes a ticket. `Ticket`.
    CircleInvite {
        /// Into which circle.
        circle: Name,
        /// How many people may use it.
        uses: u16,
        /// The role that it gives.
        role: RoleName,
    },
    /// The invitations by which somebody may still come in. `Invitation` each.
    CircleInvitations {
        /// Of which circle.
        circle: Name,
    },
    /// Takes an invitation back. `Invitation`.
    CircleUninvite {
        /// Of which circle.
        circle: Name,
        /// Its id, or its ticket.
        invitation: Name,
    },
    /// Asks to be let in with a ticket. `Joining` at once; a pending one completes by itself.
    CircleJoin {
        /// The ticket's text.
        ticket: String,
    },
    /// Makes up a code of four words for one person, and waits for whoever says it. `Pairing` each time something
    /// happens, first with the words, until somebody is in. Whoever goes away takes the code back.
    CircleInviteCode {
        /// Into which circle.
        circle: Name,
        /// The role that it gives.
        role: RoleName,
    },
    /// Looks for who has said this code, among the nodes that can be reached, and comes in. `Pairing` as above.
    CircleJoinCode {
        /// Four words, as a person types them.
        code: String,
    },
    /// Asks a node nearby to be let in. `Pairing` as above: the words once a member there has picked a circle.
    CircleJoinNearby {
        /// Its random name; the only one there is if none.
        node: Option<Name>,
    },
    /// Lets who asks nearby into a circle, or the next one who does. `Pairing` as above: with state `words` it waits for
    /// [`Command::PairingConfirm`].
    CircleAdmit {
        /// Into which circle.
        circle: Name,
        /// The random name of the node that asks; the only one that asks if none.
        node: Option<Name>,
        /// The role that it gives.
        role: RoleName,
    },
    /// Nodes in a network with this machine, under their random names, this one first. `Nearby` each.
    Nearby,
    /// The words on both screens are the same. The ticket goes over.
    PairingConfirm {
        /// The `id` of the pairing, or the random name of the other node.
        pairing: Name,
    },
    /// No: the words differ, or not now. Calls off whatever it is.
    PairingRefuse {
        /// The `id` of the pairing, or the random name of the other node.
        pairing: Name,
    },
    /// Founds a circle together with others. Answered by `Circle`.
    CircleNewWith {
        /// Its title.
        title: String,
        /// People known from other circles, who are founders as well.
        with: Vec<Name>,
    },
    /// Who changed what in a circle. `LogLine` each, oldest first.
    CircleLog {
        /// In which circle.
        circle: Name,
    },
    /// Begins an epoch with a fresh secret, as every removal does: whoever got hold of the old one, and of no
    /// device's key, reads nothing written since. `Circle`.
    CircleRenew {
        /// Which circle.
        circle: Name,
    },
    /// Lets the work of a removed person stand that is here and that who removed them had not seen; that of devices that
    /// were taken away, too, which also their own person may let stand. `Circle`.
    CircleKeepWork {
        /// In which circle.
        circle: Name,
        /// Who.
        person: Name,
        /// Of their devices this one alone.
        device: Option<Name>,
    },
    /// Hides an item from those who do not moderate, or shows it again. `Written`.
    Hide {
        /// Which item.
        item: Name,
        /// Hide it, or show it again.
        hidden: bool,
        /// Why; everybody can read it.
        reason: String,
    },
    /// Gives a member another role.
    CircleRole {
        /// In which circle.
        circle: Name,
        /// Who.
        person: Name,
        /// The role from now on.
        role: RoleName,
    },
    /// Removes a member.
    CircleRemove {
        /// From which circle.
        circle: Name,
        /// Who.
        person: Name,
    },
    /// Settles how a circle's records travel; what is `None` stays. `Circle`.
    CircleSet {
        /// Which.
        circle: Name,
        /// By which ways.
        reach: Option<ReachName>,
        /// Its relays, all of them, each a multiaddress that names a peer.
        relays: Option<Vec<String>>,
        /// Bytes that members are advised to set aside for it; 0 takes the advice back.
        quota: Option<u64>,
        /// How many of the last days its relays keep; 0 for all of them.
        relay_days: Option<u16>,
    },
    /// What a relay's operator registers for a circle. `Lease`.
    RelayLease {
        /// Which circle.
        circle: Name,
        /// The relay's whole address; the one that the circle names, if left out.
        relay: Option<String>,
    },
    /// Leaves a circle.
    CircleLeave {
        /// Even as its only steward, after whom nobody lets anybody in.
        #[serde(default)]
        sure: bool,
        /// Which.
        circle: Name,
    },
    /// Writes a note. `Written`.
    NoteNew {
        /// In which circle.
        circle: Name,
        /// Title; without one, taken from the text.
        title: Option<String>,
        /// Tags.
        tags: Vec<String>,
        /// Markdown.
        text: String,
        /// Where it stood in an imported folder, as `chapter/one.md`; export puts it there again.
        path: Option<String>,
    },
    /// Changes a note; what is `None` stays. `Written`.
    NoteEdit {
        /// Which.
        note: Name,
        /// New title.
        title: Option<String>,
        /// New tags, all of them.
        tags: Option<Vec<String>>,
        /// New text, all of it.
        text: Option<String>,
        /// What it was made from: what others changed since stays. None means that it takes the place of all there is.
        #[serde(default)]
        base: Option<Box<Base>>,
    },
    /// `Note`.
    NoteShow {
        /// Which.
        note: Name,
    },
    /// Newest first. `NoteRow` each.
    NoteList {
        /// Of which circle.
        circle: Name,
        /// Which part of the list.
        page: Page,
    },
    /// What people began in a circle, in one list. `NoteRow`, `QuestionRow` and `QuickVoteRow`, in the order that was asked for.
    Library {
        /// Of which circle.
        circle: Name,
        /// Which of them, and in which order.
        pick: Pick,
        /// Which part of the list.
        page: Page,
    },
    /// The tags of a circle, the most used first. `TagRow` each.
    Tags {
        /// Of which circle.
        circle: Name,
    },
    /// `Edit` each, oldest first.
    NoteHistory {
        /// Of which note.
        note: Name,
    },
    /// The text of a note before and after one of its changes. `Version`.
    NoteVersion {
        /// Of which note.
        note: Name,
        /// Which change; the note's own id for its beginning.
        edit: RecordId,
    },
    /// Makes a card. `Written`.
    CardNew {
        /// In which circle.
        circle: Name,
        /// What is asked, Markdown.
        front: String,
        /// What is to be known, Markdown.
        back: String,
        /// The note, question, answer, quick vote, meeting or card that it is made from.
        from: Option<Name>,
        /// The passage of that.
        quote: Option<String>,
    },
    /// Changes a card, as whoever made it may, and who moderates. `Written`.
    CardEdit {
        /// Which.
        card: Name,
        /// What is asked from now on; as before if none.
        front: Option<String>,
        /// What is to be known from now on; as before if none.
        back: Option<String>,
    },
    /// `CardRow` each.
    CardList {
        /// Of which circle.
        circle: Name,
        /// Which of them.
        #[serde(default)]
        pick: CardPick,
        /// Which part of the list.
        page: Page,
    },
    /// `Card`.
    CardShow {
        /// Which.
        card: Name,
    },
    /// Says how well one knew a card, or takes the last review of it back. Nobody else hears of it. `CardRow`.
    CardReview {
        /// Which.
        card: Name,
        /// How well.
        grade: Grade,
        /// Which review is taken back, by when it was made; the last one if none.
        #[serde(default)]
        at: Option<Timestamp>,
    },
    /// How many cards there are to review. `CardsDue`.
    CardsDue {
        /// In which circle.
        circle: Name,
    },
    /// Takes an item of one's own back: no node that hears of it shows it any more. `Written`.
    Retract {
        /// Note, card, question, answer, comment or meeting.
        item: Name,
    },
    /// Asks a question. `Written`.
    Ask {
        /// In which circle.
        circle: Name,
        /// The question in a line.
        title: String,
        /// More about it, Markdown.
        text: String,
        /// The note that it is about.
        about: Option<Name>,
        /// The passage of that note that it is about.
        quote: Option<String>,
        /// Tags.
        tags: Vec<String>,
    },
    /// Answers a question. `Written`.
    Answer {
        /// Which.
        question: Name,
        /// Markdown.
        text: String,
    },
    /// Changes what one wrote oneself; earlier versions are kept. Who moderates may give the questions of others other tags.
    /// Of a note, anybody its title, text and tags. `Written`.
    Revise {
        /// Note, question, answer or comment.
        item: Name,
        /// New title of a note or a question; none to leave it. Nothing else has one.
        title: Option<String>,
        /// Markdown, whole; none to leave it.
        text: Option<String>,
        /// All tags of a note or a question; none to leave them.
        #[serde(default)]
        tags: Option<Vec<String>>,
    },
    /// Accepts an answer to one's own question. `Written`.
    Accept {
        /// Which answer.
        answer: Name,
    },
    /// Votes on an item. `Written`.
    Vote {
        /// Note, question, answer or comment.
        item: Name,
        /// What one thinks.
        vote: Vote,
    },
    /// Comments on an item. `Written`.
    Comment {
        /// Note, question or answer.
        item: Name,
        /// Markdown.
        text: String,
    },
    /// Tells the facilitators of something wrong. `Written`.
    Flag {
        /// Which item.
        item: Name,
        /// Why.
        reason: String,
    },
    /// Newest first. `QuestionRow` each.
    QuestionList {
        /// Of which circle.
        circle: Name,
        /// Only those without an accepted answer.
        open: bool,
        /// Which part of the list.
        page: Page,
    },
    /// `Question`.
    QuestionShow {
        /// Which.
        question: Name,
    },
    /// Says that a passage is wrong. `Written`.
    DisputeNew {
        /// Note, question, answer, comment, quick vote or meeting.
        item: Name,
        /// The passage; all of the item if there is none.
        passage: Option<String>,
        /// What is wrong.
        claim: String,
        /// Why, Markdown; may be empty when there is a source.
        why: String,
        /// What says otherwise, if that is in the circle.
        source: Option<Name>,
        /// The passage of it that says so.
        source_passage: Option<String>,
        /// A book, a page or an address that says otherwise; may be empty.
        elsewhere: String,
    },
    /// Says what one thinks of a dispute. `Written`.
    DisputeWeigh {
        /// Of which.
        dispute: Name,
        /// What one thinks.
        weight: Weight,
    },
    /// Decides a dispute, as who moderates may. `Written`.
    DisputeRule {
        /// Which.
        dispute: Name,
        /// Whether it is right.
        upheld: bool,
        /// Why.
        reason: String,
    },
    /// Says that what was disputed is corrected, or no longer says so, as who may change the item may. `Written`.
    DisputeCorrected {
        /// Which.
        dispute: Name,
        /// Whether it is corrected.
        corrected: bool,
    },
    /// Open ones first, and of these and of the others the latest. `DisputeRow` each.
    DisputeList {
        /// Of which circle.
        circle: Name,
        /// Only open ones.
        open: bool,
        /// Which part of the list.
        page: Page,
    },
    /// `Dispute`.
    DisputeShow {
        /// Which.
        dispute: Name,
    },
    /// Plans a meeting. `Written`.
    MeetingNew {
        /// In which circle.
        circle: Name,
        /// What it is, in a line.
        title: String,
        /// When it is to begin, if that is settled.
        when: Option<Timestamp>,
        /// Where; may be empty.
        place: String,
        /// What is to be done, Markdown; may be empty.
        agenda: String,
    },
    /// Changes a meeting, as whoever planned it may, and who moderates. `Written`.
    MeetingEdit {
        /// Which.
        meeting: Name,
        /// What is to be otherwise.
        change: MeetingChange,
    },
    /// Says whether one comes to a meeting. `Written`.
    MeetingCome {
        /// To which.
        meeting: Name,
        /// Whether.
        comes: Comes,
    },
    /// Names the note that tells what came of a meeting. `Written`.
    MeetingRecap {
        /// Of which.
        meeting: Name,
        /// The note; none takes what was named away.
        note: Option<Name>,
    },
    /// Writes a note that tells what came of a meeting, and names it. `Written`, of the note.
    MeetingTell {
        /// Of which meeting.
        meeting: Name,
        /// What the note is called.
        title: String,
        /// Markdown.
        text: String,
    },
    /// Meetings ahead, the earliest first, and then past ones, the latest first. `MeetingRow` each.
    MeetingList {
        /// Of which circle.
        circle: Name,
        /// Which part of the list.
        page: Page,
    },
    /// The next meeting, or nothing. `Meeting`.
    MeetingNext {
        /// Of which circle.
        circle: Name,
    },
    /// `Meeting`.
    MeetingShow {
        /// Which.
        meeting: Name,
    },
    /// What happened since the meeting before. `Happened`.
    MeetingHappened {
        /// The meeting of which a recap is to tell.
        meeting: Name,
    },
    /// Begins a quick vote. `Written`.
    QuickVoteNew {
        /// In which circle.
        circle: Name,
        /// The question.
        question: String,
        /// What can be chosen, 2 to 6.
        options: Vec<String>,
        /// The note that it is about.
        about: Option<Name>,
        /// The passage of that note that it is about.
        quote: Option<String>,
        /// The quick vote after which it asks something alike.
        follows: Option<Name>,
    },
    /// Newest first. `QuickVoteRow` each.
    QuickVoteList {
        /// Of which circle.
        circle: Name,
        /// Only those in which people choose now.
        open: bool,
        /// Which part of the list.
        page: Page,
    },
    /// `QuickVote`.
    QuickVoteShow {
        /// Which.
        vote: Name,
    },
    /// Chooses in the present round, sealed; again, to choose otherwise. `Written`.
    QuickVoteChoose {
        /// In which.
        vote: Name,
        /// Which option.
        option: Chosen,
    },
    /// Lets everybody see what was chosen in the present round. By who began it, or who moderates. `Written`.
    QuickVoteUncover {
        /// Of which.
        vote: Name,
    },
    /// Begins another round, once the present one is uncovered. By who began it, or who moderates. `Written`.
    QuickVoteAgain {
        /// Of which.
        vote: Name,
    },
    /// Attaches files. `Blob` each, when all of them are attached; until then `Event`s tell how far it is. Whoever goes
    /// away calls it off, and nothing of it stays.
    Attach {
        /// To which item.
        item: Name,
        /// Files of this machine.
        files: Vec<FileToAttach>,
    },
    /// `Blob` each.
    BlobList {
        /// Of which item.
        item: Name,
    },
    /// Writes an attachment's bytes to a file. `Blob`. One that is not here is fetched from now on.
    BlobGet {
        /// Which.
        blob: BlobId,
        /// Where to; must not exist yet.
        to: PathBuf,
        /// Whether to answer only when it is here: `Event`s tell how far it is. Whoever goes away calls it off.
        #[serde(default)]
        wait: bool,
    },
    /// Says how much room a circle may take on this device, or only asks. `Quota`.
    CircleQuota {
        /// Which circle.
        circle: Name,
        /// How much from now on; none to leave it as it is.
        room: Option<Room>,
    },
    /// Keeps an item's attachments here, whatever the quota. `Written`.
    Pin {
        /// A note, question or answer.
        item: Name,
    },
    /// Takes a pin back. `Written`.
    Unpin {
        /// A note, question or answer.
        item: Name,
    },
    /// Has an attachment fetched that is not here, whatever its size: from now on, and after a restart. Answers at once
    /// with nothing; `Event`s tell how far it is.
    BlobFetch {
        /// Which.
        blob: BlobId,
    },
    /// Fetches an attachment no more. What is here of it stays.
    BlobCancel {
        /// Which.
        blob: BlobId,
    },
    /// Reads a folder of Markdown into a circle. `Imported` each file.
    Import {
        /// Into which circle.
        circle: Name,
        /// The folder, or one file.
        path: PathBuf,
    },
    /// Writes a circle out as a folder of Markdown and attachments. `Exported` each file.
    Export {
        /// Which circle.
        circle: Name,
        /// A folder, made if missing.
        to: PathBuf,
    },
    /// Writes a file that says what is here of a circle, so that a bundle may leave it out. `Bundle`.
    BundleHave {
        /// Of which circle.
        circle: Name,
        /// The file, or a folder in which it gets a name of its own.
        to: PathBuf,
    },
    /// Writes the records and attachments of a circle into a file, for a stick. `Bundle` each file, and now and then.
    BundleWrite {
        /// Which circle.
        circle: Name,
        /// The file, or a folder in which it gets a name of its own.
        to: PathBuf,
        /// What its readers have, which is left out: a file of [`Command::BundleHave`], or a folder with several.
        have: Option<PathBuf>,
    },
    /// Says of which circle a bundle is and what its index says that is in it, and reads nothing of it. `Bundle`.
    BundleLook {
        /// The file.
        from: PathBuf,
    },
    /// Reads a bundle. `Bundle` each file, and now and then.
    BundleRead {
        /// The file, or a folder with several.
        from: PathBuf,
    },
    /// Best first. `Hit` each.
    Search {
        /// In which circle; in all if none.
        circle: Option<Name>,
        /// Words.
        query: String,
        /// At most so many.
        max: usize,
    },
    /// `OnlyHere` each: the items of which a record written here is not known to be on any other device.
    OnlyHere {
        /// Which circle.
        circle: Name,
    },
    /// `Status`, then `CircleStatus` each.
    Status {
        /// Of one circle only.
        circle: Option<Name>,
    },
    /// `Peer` each.
    Peers,
    /// What this home is set to; changes what is not `None`, at once and for later starts. `Settings`.
    Settings {
        /// How to take part in the discovery of a local network: of this home alone.
        mdns: Option<Discovery>,
        /// What all own devices are set to; without a value as on the first day.
        #[serde(default)]
        own: BTreeMap<OwnSetting, Option<String>>,
    },
    /// A note or question is before somebody: what is here of it is not new any more, on no own device. `Written`.
    MarkRead {
        /// Which.
        item: Name,
    },
    /// The same of everything in a circle. `Circle`.
    MarkAllRead {
        /// Which.
        circle: Name,
    },
    /// Tries to reach a node at an address typed by a person.
    Dial {
        /// `192.168.1.7:4001` or a multiaddress.
        address: String,
    },
    /// Says why two nodes do not meet. `Finding` each, as they come.
    Doctor {
        /// An address, or the id of a known peer, to look at too.
        target: Option<String>,
    },
    /// Checks every stored byte. `Verified`.
    Verify,
    /// Rebuilds all that is derived. `Verified`.
    Repair,
    /// Keeps text that is not yet published; an empty text forgets it, on all own devices.
    DraftKeep {
        /// What it will be, as the screen names it.
        key: String,
        /// The text.
        text: String,
        /// Texts of other own devices that somebody has seen, and of which this is what became: they end. Others stay.
        #[serde(default)]
        seen: Vec<String>,
    },
    /// Forgets a draft, with all that other own devices have of it. Answered by nothing.
    DraftDiscard {
        /// Which.
        key: String,
    },
    /// What was begun and not published, here and on other own devices. `DraftRow` each.
    DraftList,
    /// `Draft`.
    DraftRead {
        /// Which.
        key: String,
    },
    /// Answers, with nothing, when all that was written and has arrived is in the lists: for those who must not work on a
    /// part of them.
    CatchUp,
    /// Streams [`Event`](crate::event::Event)s until the asker goes away.
    Events,
    /// Brings the window that runs on this home to the front. Answered by nothing; `NoWindow` where there is none.
    ShowWindow {
        /// What somebody has opened, and the window is to show.
        #[serde(default)]
        open: Option<Opened>,
    },
    /// Stops the node.
    Stop,
}

/// A recovery word at its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordAt {
    /// From 1 to 24.
    pub place: usize,
    /// As typed.
    pub word: String,
}

/// What somebody opens by its name or by a click. Nothing is done with it before they say so in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opened {
    /// A ticket.
    Ticket(String),
    /// The text of a link, by which this laptop becomes a device of somebody who has another.
    Link(String),
    /// A bundle, in this file.
    Bundle(PathBuf),
}

/// A file of this machine that becomes an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileToAttach {
    /// Where it is.
    pub path: PathBuf,
    /// The name it gets; the file's own if none. A path such as `img/cell.png` lets relative links find it.
    pub name: Option<String>,
}

impl Command {
    /// Whether it goes on until something happens elsewhere, and is called off when its asker goes away.
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(
            self,
            Self::CircleInviteCode { .. }
                | Self::DeviceLink { .. }
                | Self::DeviceLinkCode { .. }
                | Self::DeviceBecome { .. }
                | Self::DeviceBecomeCode { .. }
                | Self::CircleJoinCode { .. }
                | Self::CircleJoinNearby { .. }
                | Self::CircleAdmit { .. }
                | Self::BlobGet { wait: true, .. }
        )
    }

    /// Which part of a list is asked for, if it is a list that has parts.
    pub fn page_mut(&mut self) -> Option<&mut Page> {
        match self {
            Self::NoteList { page, .. }
            | Self::QuestionList { page, .. }
            | Self::DisputeList { page, .. }
            | Self::QuickVoteList { page, .. }
            | Self::Library { page, .. } => Some(page),
            _ => None,
        }
    }
}
