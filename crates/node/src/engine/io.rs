//! What goes into the engine and what comes out: closed sets of values, so that a runtime or a simulator drives it alike.

use commonplace_core::circle::Ticket;
use commonplace_core::circle::join::{JoinAnswer, JoinCounter, JoinGate, JoinRequest};
use commonplace_core::circle::returning::{ReturnAnswer, ReturnCounter, ReturnGate, ReturnRequest, Talk};
use commonplace_core::id::{BlobId, PersonId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::record::Sealed;
use commonplace_core::time::Timestamp;
use commonplace_store::SnapshotFile;
use commonplace_sync::{LinkId, Millis};

use super::bundling::{BundleAsk, BundleGiven};
use crate::command::{Command, Discovery};
use crate::error::Error;
use crate::event::Event;
pub use crate::event::Way;
use crate::home::Passphrase;
use crate::node::Reply;
pub use commonplace_net::Straight;

/// The two clocks of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Wall time: a claim for display.
    pub wall: Timestamp,
    /// Time since start, never going back: for timers.
    pub mono: Millis,
}

/// Which asker a command came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskId(pub u64);

/// A peer as the transport names it. Text, because only the transport gives it meaning.
pub type PeerName = String;

/// One connection with a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Where it comes from or leads to, as the transport writes it. Of who came through a relay only the relay's is known.
    pub address: String,
    /// By which way.
    pub way: Way,
}

/// A stream for pairing with one peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PairId(u64);

impl PairId {
    /// One that we open. The engine counts these.
    #[must_use]
    pub const fn outbound(number: u64) -> Self {
        Self(number << 1)
    }

    /// One that a peer opened. Whoever takes streams counts these.
    #[must_use]
    pub const fn inbound(number: u64) -> Self {
        Self(number << 1 | 1)
    }
}

/// What happens to the engine.
#[derive(Debug)]
pub enum Input {
    /// Somebody asks.
    Ask {
        /// Who waits for the answer.
        ask: AskId,
        /// What.
        command: Command,
    },
    /// The network is up, or its addresses changed.
    Listening {
        /// Where others can reach us.
        addresses: Vec<String>,
    },
    /// The relays that show themselves on the local network are others than before.
    RelaysNear {
        /// One address of each.
        relays: Vec<String>,
    },
    /// A peer is connected.
    PeerUp {
        /// Who.
        peer: PeerName,
        /// All connections with it, the farthest first.
        routes: Vec<Route>,
    },
    /// A connected peer is connected by other ways than before, or through another relay.
    PeerMoved {
        /// Who.
        peer: PeerName,
        /// All connections with it, the farthest first.
        routes: Vec<Route>,
    },
    /// A peer is gone.
    PeerDown {
        /// Who.
        peer: PeerName,
    },
    /// The link of frames with a peer is up.
    LinkUp {
        /// The link.
        link: LinkId,
        /// With whom.
        peer: PeerName,
        /// Whether we opened it.
        initiator: bool,
        /// Hash of both transport identities.
        binding: [u8; 32],
    },
    /// A link is over.
    LinkDown {
        /// Which.
        link: LinkId,
    },
    /// A frame arrived.
    Frame {
        /// On which link.
        link: LinkId,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Bytes of ours were handed to the transport.
    Drained {
        /// On which link.
        link: LinkId,
        /// How many since the last time.
        bytes: usize,
    },
    /// A gossip message arrived.
    Gossip {
        /// The channel.
        channel: [u8; 32],
        /// Its name for the decision.
        message: [u8; 32],
        /// The bytes.
        data: Vec<u8>,
    },
    /// A stranger shows that they hold a ticket.
    GateShown {
        /// Who waits for the counter-gate.
        ask: AskId,
        /// Where they are.
        peer: PeerName,
        /// What they show.
        gate: JoinGate,
        /// The nonces of this conversation, theirs first.
        nonces: [[u8; 32]; 2],
    },
    /// A stranger with a ticket asks to be let in.
    Knock {
        /// Who waits for the answer.
        ask: AskId,
        /// Where they are.
        peer: PeerName,
        /// The gate that they showed.
        gate: JoinGate,
        /// Who they are.
        request: JoinRequest,
        /// The nonces of this conversation, theirs first.
        nonces: [[u8; 32]; 2],
    },
    /// A member answered our knock.
    KnockAnswered {
        /// Who.
        peer: PeerName,
        /// For which circle's ticket.
        tag: Tag,
        /// What they said.
        answer: JoinAnswer,
    },
    /// A relay answered what we asked.
    RelayAnswered {
        /// Which.
        peer: PeerName,
        /// For which circle.
        tag: Tag,
        /// What it said.
        answer: Box<commonplace_core::lease::Answer>,
    },
    /// A stranger shows that somebody knows them, perhaps we.
    ReturnGateShown {
        /// Who waits for the counter-gate.
        ask: AskId,
        /// What they show.
        gate: ReturnGate,
        /// The conversation.
        talk: Talk,
    },
    /// Somebody whom we know asks for their circles.
    ReturnAsked {
        /// Who waits for the answer.
        ask: AskId,
        /// On which peer they are.
        peer: PeerName,
        /// The gate that they showed.
        gate: ReturnGate,
        /// Who they are now.
        request: ReturnRequest,
        /// The conversation.
        talk: Talk,
    },
    /// Somebody who knows us gave us circles back.
    Returned {
        /// Who.
        peer: PeerName,
        /// What.
        answer: ReturnAnswer,
    },
    /// A stream for pairing stands.
    PairUp {
        /// Which.
        pair: PairId,
        /// With whom.
        peer: PeerName,
        /// Hash of both transport identities.
        binding: [u8; 32],
        /// Whether the peer opened it.
        inbound: bool,
    },
    /// A message of pairing arrived.
    PairFrame {
        /// On which stream.
        pair: PairId,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A stream for pairing is over, or could not be opened.
    PairDown {
        /// Which.
        pair: PairId,
    },
    /// Whoever asked has gone without waiting for the last answer.
    AskerGone {
        /// Who.
        ask: AskId,
    },
    /// An attachment's bytes are all here and checked.
    BlobDone {
        /// Which.
        blob: BlobId,
    },
    /// Fetching an attachment ended without all of it.
    BlobFailed {
        /// Which.
        blob: BlobId,
        /// Why.
        why: BlobEnd,
    },
    /// A peer has said what it has of an attachment.
    BlobHeld {
        /// Which.
        blob: BlobId,
        /// Who.
        peer: PeerName,
        /// Whether it has all of it.
        whole: bool,
    },
    /// A peer sent something that the attachment's id does not name.
    BlobFalse {
        /// Which.
        blob: BlobId,
        /// Who.
        peer: PeerName,
    },
    /// A peer asks about an attachment.
    BlobAsked {
        /// Who waits for the answer.
        ask: AskId,
        /// Which peer.
        peer: PeerName,
        /// Which attachment.
        blob: BlobId,
        /// What.
        question: BlobQuestion,
    },
    /// Peers were asked whether their copy of an attachment stays.
    BlobStays {
        /// Which.
        blob: BlobId,
        /// Who said that it does.
        peer: Option<PeerName>,
    },
    /// All attachments were read and checked.
    BlobsChecked {
        /// What was found.
        outcome: Result<commonplace_store::BlobReport, Error>,
    },
    /// A draft that lies on this laptop's disk was read.
    DraftChecked {
        /// What it will be.
        key: String,
        /// The text; empty when there is none.
        text: String,
    },
    /// Part of an attachment arrived.
    BlobProgress {
        /// Which.
        blob: BlobId,
        /// Sealed bytes here.
        here: u64,
        /// Sealed bytes in all.
        of: u64,
        /// Bytes a second lately.
        rate: u64,
        /// From how many peers.
        peers: usize,
    },
    /// A passphrase was looked at.
    PassphraseChecked {
        /// Who waits for the answer.
        ask: AskId,
        /// Whether it is that of the home.
        outcome: Result<(), Error>,
    },
    /// An attachment was read from a file, sealed and kept; now it can be published.
    Attached {
        /// Who waits for the answer.
        ask: AskId,
        /// What became of the files, in the order of the command.
        outcome: Result<Vec<SealedFile>, Error>,
        /// The command that asked for it.
        job: AttachJob,
    },
    /// Whoever writes or reads a bundle asks for a piece.
    Bundle {
        /// Who waits for the answer.
        ask: AskId,
        /// What.
        asked: BundleAsk,
    },
    /// Time has passed.
    Tick,
}

/// How a fetch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobEnd {
    /// All is here.
    Done,
    /// Nobody who was asked had what is missing.
    Unfinished,
    /// It was called off.
    CalledOff,
    /// There is no room for it.
    DiskFull,
}

/// What a peer wants to know about an attachment, or about a record of which it wants to let the body go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobQuestion {
    /// May it be sent what is here?
    MayFetch,
    /// Is it no attachment, but a record that is whole here?
    IsRecord,
    /// It says that it has all of it now.
    IsWholeThere,
    /// Will the copy here stay if the peer lets its own go?
    WillStay,
}

/// A file that was sealed into the blob store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFile {
    /// Its name from now on.
    pub blob: BlobId,
    /// The key that opens it.
    pub key: [u8; 32],
    /// Bytes of the file.
    pub size: u64,
    /// Zeros that are sealed behind it.
    pub padding: u64,
    /// Bytes, sealed.
    pub sealed_size: u64,
    /// Name or path.
    pub name: String,
    /// Media type.
    pub media: String,
}

/// Which item files are attached to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachJob {
    /// The circle.
    pub tag: Tag,
    /// The item.
    pub item: commonplace_core::id::RecordId,
    /// The thread that the item belongs to.
    pub root: commonplace_core::id::RecordId,
}

/// What the engine wants done. Nothing of it happens before everything that it rests on is durable.
#[derive(Debug)]
pub enum Effect {
    /// Answers for an asker.
    Reply {
        /// Who waits.
        ask: AskId,
        /// What to say.
        replies: Vec<Reply>,
        /// Whether more may follow.
        last: bool,
    },
    /// Tell everybody who listens.
    Tell(Event),
    /// Send a frame.
    Send {
        /// On which link.
        link: LinkId,
        /// Its bytes.
        frame: Vec<u8>,
    },
    /// End a link; ban the peer for this long if it misbehaved.
    Close {
        /// Which.
        link: LinkId,
        /// Milliseconds.
        ban: Option<u64>,
    },
    /// Try an address.
    Dial(String),
    /// Try an address that a relay has named: it is not remembered until its peer has shown a circle.
    Try(String),
    /// Take part in the discovery of the local network in this way from now on.
    Discover(Discovery),
    /// Open the link with a peer now: there is something to say that there was not before.
    Link(PeerName),
    /// A peer shares a circle with us: keep room for it, and remember where it was.
    Useful {
        /// Who.
        peer: PeerName,
        /// Whether they and we may be connected straight across other people's networks.
        straight: Straight,
    },
    /// Whether a peer and we may be connected straight across other people's networks has changed.
    SetStraight {
        /// Who.
        peer: PeerName,
        /// Whether.
        straight: Straight,
    },
    /// Keep a draft; an empty text forgets it. Answers when it is on the disk.
    KeepDraft {
        /// Who waits for the answer, if anybody does.
        ask: Option<AskId>,
        /// What it will be.
        key: String,
        /// The text.
        text: String,
    },
    /// Read a draft and answer with it.
    ReadDraft {
        /// Who waits for the answer.
        ask: AskId,
        /// What it will be.
        key: String,
        /// What other own devices have of it, the latest first. Where no text lies here the first of them is the draft.
        others: Vec<crate::answer::OtherDraft>,
    },
    /// Read a draft, then come back with `Input::DraftChecked`.
    CheckDraft {
        /// What it will be.
        key: String,
    },
    /// Hold a place at these relays, and at no others.
    Relays(Vec<String>),
    /// Ask a relay about a circle's lease, then come back with `Input::RelayAnswered`.
    AskRelay {
        /// Which.
        peer: PeerName,
        /// For which circle.
        tag: Tag,
        /// The keys whose gates are shown, the newest first.
        keys: Vec<[u8; 32]>,
        /// What to ask.
        wish: Box<commonplace_core::lease::Wish>,
    },
    /// Listen on a gossip channel.
    Subscribe([u8; 32]),
    /// Listen on it no longer.
    Unsubscribe([u8; 32]),
    /// Hand a record to the neighbours on a channel.
    Publish {
        /// The channel.
        channel: [u8; 32],
        /// The record.
        record: Sealed,
    },
    /// What to do with a gossip message.
    Decide {
        /// Which.
        message: [u8; 32],
        /// Pass on, stay silent, or hold against the sender.
        verdict: GossipVerdict,
    },
    /// Ask a peer to let us in.
    Knock {
        /// Whom.
        peer: PeerName,
        /// For which circle.
        tag: Tag,
        /// The ticket, which does not show itself.
        ticket: Box<Ticket>,
    },
    /// Show a stranger that we know their invitation, or that it goes no further.
    AnswerGate {
        /// Who waits.
        ask: AskId,
        /// What to show.
        counter: JoinCounter,
    },
    /// Answer a peer that asked about an attachment.
    AnswerBlobAsked {
        /// Who waits.
        ask: AskId,
        /// Yes or no.
        may: bool,
    },
    /// Answer a knock.
    AnswerKnock {
        /// Who waits.
        ask: AskId,
        /// What to say.
        answer: JoinAnswer,
    },
    /// Ask a peer for our circles.
    Return {
        /// Whom.
        peer: PeerName,
        /// Circles that are here already.
        held: Vec<Tag>,
    },
    /// Show a stranger whether we know them.
    AnswerReturnGate {
        /// Who waits.
        ask: AskId,
        /// What to show.
        counter: ReturnCounter,
    },
    /// Give somebody their circles back.
    AnswerReturn {
        /// Who waits.
        ask: AskId,
        /// Their circles.
        answer: ReturnAnswer,
    },
    /// Show these certificates from now on.
    Certified(Vec<Certificate>),
    /// Open a stream for pairing, then come back with `Input::PairUp` or `Input::PairDown`.
    PairOpen {
        /// Its name.
        pair: PairId,
        /// With whom.
        peer: PeerName,
    },
    /// Say something on it.
    PairSend {
        /// On which.
        pair: PairId,
        /// The message.
        frame: Vec<u8>,
        /// Whether it rests on what this batch writes.
        written: bool,
    },
    /// Let go of it, once what was said is sent.
    PairClose {
        /// Which.
        pair: PairId,
    },
    /// Fetch an attachment, from all of these at once.
    FetchBlob {
        /// Which.
        blob: BlobId,
        /// Bytes, sealed.
        sealed_size: u64,
        /// From whom.
        peers: Vec<PeerName>,
    },
    /// Others may have an attachment that is being fetched.
    BlobPeers {
        /// Which.
        blob: BlobId,
        /// From whom it may be fetched by now.
        peers: Vec<PeerName>,
    },
    /// Ask peers whether their copy of an attachment stays when ours goes, then come back with `Input::BlobStays`.
    AskWhetherStays {
        /// Which.
        blob: BlobId,
        /// Whom, one after the other until one says yes.
        peers: Vec<PeerName>,
    },
    /// Stop fetching an attachment, then come back with `Input::BlobFailed`.
    StopBlob {
        /// Which.
        blob: BlobId,
    },
    /// Read and check all attachments, then come back with `Input::BlobsChecked`.
    CheckBlobs,
    /// Seal files into the blob store, then come back with `Input::Attached`.
    SealFiles {
        /// Who waits for the answer.
        ask: AskId,
        /// Which files.
        files: Vec<crate::command::FileToAttach>,
        /// The key from which each file's key is derived.
        circle_key: [u8; 32],
        /// Where they will be attached.
        job: AttachJob,
    },
    /// Open an attachment into a file, then answer.
    OpenBlob {
        /// Who waits for the answer.
        ask: AskId,
        /// The attachment.
        blob: Box<crate::answer::Blob>,
        /// Keys that records give for it; one opens it.
        keys: Vec<[u8; 32]>,
        /// Where to.
        to: std::path::PathBuf,
    },
    /// Write the home into one file.
    Backup {
        /// Who waits for the answer.
        ask: AskId,
        /// The store's files as they are now.
        store: Vec<SnapshotFile>,
        /// Whose home it is, what they are called, and when this is.
        about: (PersonId, String, Timestamp),
        /// Where to.
        to: std::path::PathBuf,
        /// Seals the file.
        passphrase: Passphrase,
        /// Whether the keys go into it.
        keys: bool,
        /// Of a sealed home.
        home_passphrase: Option<Passphrase>,
    },
    /// Look whether this is the passphrase of the home, which takes its time, then come back with
    /// `Input::PassphraseChecked`.
    CheckPassphrase {
        /// Who waits for the answer.
        ask: AskId,
        /// As given.
        passphrase: Passphrase,
    },
    /// Show, check or seal the keys of the home for their person.
    Keys {
        /// Who waits for the answer.
        ask: AskId,
        /// What is asked.
        command: Command,
    },
    /// Read or write a folder for an asker.
    Transfer {
        /// Who waits for the answer.
        ask: AskId,
        /// Import or export.
        command: Command,
    },
    /// Answer a bundle's writer or reader.
    Bundle {
        /// Who waits.
        ask: AskId,
        /// What to say.
        given: Result<BundleGiven, Error>,
    },
    /// Come back with `Input::Tick` by then at the latest.
    WakeAt(Millis),
    /// Stop the node.
    Stop,
}

/// What to do with a gossip message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GossipVerdict {
    /// Good: pass it on.
    Accept,
    /// Not ours to judge.
    Ignore,
    /// Bad.
    Reject,
}
