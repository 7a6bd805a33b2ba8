//! Why the node did not do what it was asked. Every variant becomes one sentence that says what to do (`sentence.rs`).

use std::io;
use std::path::{Path, PathBuf};

use commonplace_core::armor::ArmorError;
use commonplace_core::words::WordsError;
use serde::{Deserialize, Serialize};

use crate::backup::BadBackup;

/// Why a command was refused or failed. Plain data, so that it crosses the control socket whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "error")]
pub enum Error {
    /// Nothing goes by this name.
    #[error("nothing is named {name}")]
    Unknown {
        /// As typed.
        name: String,
    },
    /// Several things go by this name.
    #[error("{name} names several things")]
    Ambiguous {
        /// As typed.
        name: String,
        /// Some of them, as `id title`.
        candidates: Vec<String>,
    },
    /// The role does not allow it.
    #[error("not allowed: {what}")]
    NotAllowed {
        /// What was tried.
        what: String,
    },
    /// A text is empty where one is needed.
    #[error("{what} is empty")]
    Empty {
        /// Which text.
        what: String,
    },
    /// It cannot be done in this quick vote, or not now.
    #[error("not in this quick vote: {why:?}")]
    QuickVote {
        /// Why.
        why: NotNow,
    },
    /// Too long.
    #[error("{what} is too long: at most {max}")]
    TooLong {
        /// Which part.
        what: String,
        /// The bound, with its unit.
        max: String,
    },
    /// The text is no ticket at all.
    #[error("not a ticket")]
    NotATicket,
    /// A ticket with a mistake in it.
    #[error("the ticket is damaged")]
    TicketDamaged,
    /// A ticket of a later version.
    #[error("the ticket was made by a newer version")]
    TicketNewer,
    /// A ticket whose time is over.
    #[error("the ticket has expired")]
    TicketExpired,
    /// Not four words of the list of codes.
    #[error("not a code: {count} words, {word:?} unknown")]
    NotACode {
        /// A word that is not on the list, if there are four words.
        word: Option<String>,
        /// How many words it has.
        count: usize,
    },
    /// Two people did not come together.
    #[error("not paired: {why:?}")]
    Pairing {
        /// Why.
        why: PairingEnd,
    },
    /// Several nodes could be meant.
    #[error("several nodes are nearby")]
    SeveralNearby {
        /// Their random names.
        nodes: Vec<String>,
    },
    /// Several nodes ask to be let in.
    #[error("several nodes ask")]
    SeveralAsk {
        /// Their random names.
        nodes: Vec<String>,
    },
    /// It needs others, and this node talks to nobody.
    #[error("no network")]
    NoNetwork,
    /// Nobody comes into the circle over a network: it goes by sticks.
    #[error("{circle} goes by sticks")]
    BySticks {
        /// Its title.
        circle: String,
    },
    /// The circle is not yet joined, or no longer.
    #[error("not a member of {circle}")]
    NotAMember {
        /// Its title.
        circle: String,
    },
    /// This person was removed from the circle.
    #[error("removed from {circle}")]
    Removed {
        /// Its title.
        circle: String,
        /// Who removed them, when known.
        by: Option<String>,
    },
    /// The only steward of a circle with other members wants to leave it.
    #[error("the only steward of {circle}")]
    OnlySteward {
        /// Its title.
        circle: String,
        /// How many others are in it.
        others: usize,
    },
    /// It has circles, so it cannot become another person's.
    #[error("{home} was lived in")]
    LivedIn {
        /// Where.
        home: PathBuf,
    },
    /// There is no home yet.
    #[error("no home at {home}")]
    NoHome {
        /// Where.
        home: PathBuf,
    },
    /// There is a home already.
    #[error("{home} is already somebody's home")]
    HomeExists {
        /// Where.
        home: PathBuf,
    },
    /// Another process holds the home.
    #[error("{home} is held by process {pid:?}")]
    HomeHeld {
        /// Where.
        home: PathBuf,
        /// By whom.
        pid: Option<u32>,
    },
    /// No window is open on the home.
    #[error("no window is open")]
    NoWindow,
    /// The home was written by a later version.
    #[error("{home} was written by a newer version")]
    HomeNewer {
        /// Where.
        home: PathBuf,
    },
    /// Others may read the key file.
    #[error("others may read {file}")]
    KeyExposed {
        /// Which file.
        file: PathBuf,
    },
    /// A passphrase seals the keys of this home.
    #[error("{home} is locked")]
    Locked {
        /// Where.
        home: PathBuf,
    },
    /// Not the passphrase of this home.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// This device does not have the person's root key.
    #[error("the root key is not here")]
    NoRootKey,
    /// This home is a copy of another, and without the root key it cannot become a device of its own.
    #[error("{home} is a copy")]
    Copied {
        /// Where.
        home: PathBuf,
    },
    /// Not the words that a recovery needs.
    #[error("not the recovery words: {why}")]
    BadWords {
        /// What is wrong with them.
        why: WordsError,
    },
    /// The word at this place is another one.
    #[error("the word at {place} is another")]
    WrongWord {
        /// From 1 to 24.
        place: usize,
    },
    /// A file that is no backup, or none that can be used.
    #[error("the backup cannot be used: {why}")]
    BadBackup {
        /// What is wrong with it.
        why: BadBackup,
    },
    /// This device was taken away by its person.
    #[error("this device was revoked")]
    DeviceRevoked,
    /// The disk is full; nothing was written half.
    #[error("the disk is full")]
    DiskFull,
    /// A file could not be read or written.
    #[error("{file}: {why}")]
    File {
        /// Which.
        file: PathBuf,
        /// As the operating system says.
        why: String,
    },
    /// The file exists already and is not overwritten.
    #[error("{file} exists")]
    FileExists {
        /// Which.
        file: PathBuf,
    },
    /// Not text in UTF-8.
    #[error("not UTF-8 text: {file:?}")]
    NotText {
        /// Which; none for standard input.
        file: Option<PathBuf>,
    },
    /// The attachment is not here yet.
    #[error("the attachment is not here yet")]
    BlobAbsent,
    /// An address that cannot be used.
    #[error("{address} is not an address")]
    BadAddress {
        /// As typed.
        address: String,
    },
    /// The address of a relay does not say which relay it is, or is no address.
    #[error("{address} is not the address of a relay")]
    NotARelay {
        /// As typed.
        address: String,
    },
    /// Of several relays that a circle names, or of none, it was not said which.
    #[error("say which relay; the circle names {named}")]
    WhichRelay {
        /// How many the circle names.
        named: usize,
    },
    /// A text is no lease, or one for another relay.
    #[error("a lease cannot be used")]
    BadLease {
        /// What is wrong.
        why: LeaseError,
    },
    /// A title or tags were given to an answer or a comment.
    #[error("answers and comments have neither title nor tags")]
    NoTitle,
    /// The folder is a person's home, or holds something else.
    #[error("{} is not the folder of a relay", home.display())]
    NotARelayHome {
        /// The folder.
        home: PathBuf,
    },
    /// Health and figures are told on this machine only.
    #[error("{address} is not an address of this machine alone")]
    NotLoopback {
        /// As given.
        address: String,
    },
    /// A setting was given a value that is none of its choices.
    #[error("{what} is one of {choices}")]
    NotAChoice {
        /// Which setting.
        what: String,
        /// Its choices.
        choices: String,
    },
    /// What was typed is no time.
    #[error("{typed} is not a time")]
    NotATime {
        /// As typed.
        typed: String,
    },
    /// There are more drafts than own devices pass on to each other.
    #[error("there are too many drafts to be shared with other devices")]
    TooMuchToShare,
    /// A configuration cannot be understood.
    #[error("{} cannot be used: {why}", file.display())]
    BadConfig {
        /// The file.
        file: PathBuf,
        /// What is wrong, and where.
        why: String,
    },
    /// The network could not be started.
    #[error("the network could not be started: {why}")]
    Network {
        /// What failed.
        why: String,
    },
    /// Too much waits to be done.
    #[error("the node is busy")]
    Busy,
    /// An item that this version cannot change as it is.
    #[error("{what} cannot be changed as it is")]
    Unchangeable {
        /// Which part.
        what: String,
    },
    /// There is no room for a bundle.
    #[error("no room in {folder}")]
    StickFull {
        /// Where it was being written.
        folder: PathBuf,
    },
    /// A file that is no bundle, nor says what somebody has.
    #[error("{file} is no bundle")]
    NotABundle {
        /// Which.
        file: PathBuf,
    },
    /// A file that does not say what somebody has.
    #[error("{file} does not say what somebody has")]
    NotAHave {
        /// Which.
        file: PathBuf,
    },
    /// A bundle of a later version.
    #[error("{file} was written by a newer version")]
    BundleNewer {
        /// Which.
        file: PathBuf,
    },
    /// A bundle of a circle that is not here.
    #[error("{file} is of a circle that is not here")]
    BundleForeign {
        /// Which.
        file: PathBuf,
    },
    /// What somebody has of another circle.
    #[error("{file} is about another circle")]
    HaveForeign {
        /// Which file.
        file: PathBuf,
    },
    /// A folder without any bundle.
    #[error("no bundles in {folder}")]
    NoBundles {
        /// Which.
        folder: PathBuf,
    },
    /// A person has as many devices as a circle takes.
    #[error("no more devices than {}", devices.len())]
    TooManyDevices {
        /// What they are called.
        devices: Vec<String>,
    },
    /// A part of the text was let go here for want of room.
    #[error("the text of {title} is elsewhere")]
    TextAway {
        /// Of the note or question.
        title: String,
        /// The names of members who are known to hold it.
        with: Vec<String>,
    },
    /// Nothing of a person is hidden.
    #[error("nothing of {name} is hidden")]
    NothingHidden {
        /// Who.
        name: String,
    },
    /// The store failed.
    #[error("the store failed: {why}")]
    Store {
        /// What failed.
        why: String,
    },
    /// The node is stopping or still opening.
    #[error("the node is not running")]
    Stopped,
    /// It was called off.
    #[error("cancelled")]
    Cancelled,
}

/// What is wrong with a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaseError {
    /// It is some other text.
    Other,
    /// It was cut short or mistyped.
    Damaged,
    /// It is of a later version.
    Newer,
    /// It is for another relay.
    Elsewhere,
}

impl From<ArmorError> for LeaseError {
    fn from(error: ArmorError) -> Self {
        match error {
            ArmorError::Other => Self::Other,
            ArmorError::Damaged => Self::Damaged,
            ArmorError::Version(_) => Self::Newer,
        }
    }
}

/// Why something cannot be done in a quick vote, or not now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotNow {
    /// It has no such option.
    NoOption,
    /// The round is uncovered: who chooses now has seen what others chose.
    Uncovered,
    /// The round is not uncovered yet.
    Covered,
    /// Nobody has chosen, as far as is known here.
    NobodyChose,
    /// It has had as many rounds as there can be.
    LastRound,
    /// What was asked stays as it was: others may have chosen.
    Asked,
    /// No files are attached to it.
    NoFiles,
}

/// Why two people did not come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingEnd {
    /// One of them said no, or the words were not the same.
    Refused,
    /// One of them called it off.
    Cancelled,
    /// The other node hears nobody for a while: too many ask, or the same one too often.
    Busy,
    /// No node that can be reached has an offer under the first word of the code.
    NoOffer,
    /// The code was another one.
    WrongCode,
    /// Somebody has guessed at our code too often; it is worth nothing any more.
    Guesses,
    /// It took too long.
    Expired,
    /// The keys were handed over, and the laptop that got them has not shown itself.
    HandedOver,
    /// The connection broke.
    Lost,
    /// No node was found, or none of that name.
    Nobody,
    /// The other laptop waits for no new device.
    NotAwaited,
    /// The circle does not travel by the way on which the two are connected.
    OutOfReach,
    /// The other side said what does not belong there: somebody may stand in between.
    Broken,
}

impl PairingEnd {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Refused,
        Self::Cancelled,
        Self::Busy,
        Self::NoOffer,
        Self::WrongCode,
        Self::Guesses,
        Self::Expired,
        Self::HandedOver,
        Self::Lost,
        Self::Nobody,
        Self::NotAwaited,
        Self::OutOfReach,
        Self::Broken,
    ];
}

impl Error {
    /// Whether it passes by itself: the same, asked for again in a moment, may go well. Whoever was refused so knows nothing of
    /// what they asked for, and takes nothing for missing or for done.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy | Self::Stopped)
    }

    /// What went wrong with a file, as the operating system says it.
    #[must_use]
    pub fn of_file(file: &Path, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::File { file: file.to_owned(), why: error.to_string() },
        }
    }
}
