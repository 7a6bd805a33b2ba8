//! What the node tells by itself.

use commonplace_core::id::{BlobId, CircleId, DeviceId, RecordId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::command::Opened;

/// By which way a peer is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Straight, within a local network.
    Local,
    /// Straight, across other people's networks.
    Direct,
    /// Through a relay.
    Relayed,
}

/// What is told of a relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelayNews {
    /// It holds all that this node holds.
    Holds,
    /// It refuses more for want of room.
    Full,
    /// It knows no lease of the circle that lets us in.
    Unknown,
    /// It no longer holds what it once held; it is sent again.
    Lost,
    /// It does not give what it says that it holds.
    Withheld,
    /// Our request to be let in lies there.
    Asked,
    /// It was found equal, though devices of members speak of records that it does not hold.
    Without,
    /// The circle goes by it no more, and it says that it holds nothing of it.
    Forgot,
}

/// One event. `run --json` prints each as a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    /// The node is up.
    Started {
        /// Whose home it is.
        name: String,
        /// The transport id, under which peers see it.
        peer: String,
    },
    /// Addresses at which others can reach it; comes again whenever they change.
    Listening {
        /// Full addresses, fit for `--peer`.
        addresses: Vec<String>,
    },
    /// A peer is connected.
    PeerUp {
        /// Its transport id.
        peer: String,
        /// Where.
        address: String,
        /// By which way.
        way: Way,
    },
    /// A connected peer is connected by another way than before.
    PeerMoved {
        /// Its transport id.
        peer: String,
        /// Where.
        address: String,
        /// By which way.
        way: Way,
    },
    /// A peer is gone.
    PeerDown {
        /// Its transport id.
        peer: String,
    },
    /// A peer has proved to be a member's device.
    Met {
        /// Its transport id.
        peer: String,
        /// The circle that it proved.
        circle: CircleId,
        /// Whose device it is.
        person: String,
    },
    /// A device is known to hold all that this one holds of a circle, and the other way round.
    Synced {
        /// The circle.
        circle: CircleId,
        /// Its title.
        title: String,
        /// With whom.
        person: String,
        /// The peer.
        peer: String,
        /// Records that both hold.
        records: u64,
    },
    /// Something is to be told of a relay of a circle.
    Relay {
        /// The circle.
        circle: CircleId,
        /// Its title.
        title: String,
        /// The relay's address.
        relay: String,
        /// What.
        news: RelayNews,
        /// Records, or for `full` bytes that it keeps.
        count: u64,
    },
    /// A relay is at work.
    Relaying {
        /// Its transport id.
        peer: String,
        /// What circles name it by.
        addresses: Vec<String>,
        /// Leases at work.
        leases: usize,
    },
    /// Pages of a circle are served on this machine.
    Serving {
        /// Where, with the key that lets in.
        address: String,
        /// The circle.
        circle: CircleId,
        /// Its title.
        title: String,
    },
    /// What all own devices are set to has changed.
    SettingsChanged,
    /// Another own device has written or ended a draft.
    DraftChanged {
        /// What it will be, as screens name it.
        key: String,
    },
    /// Records are arriving.
    Receiving {
        /// The circle.
        circle: CircleId,
        /// From whom.
        peer: String,
        /// Records received in this session.
        received: u64,
        /// Records expected, once known.
        expected: Option<u64>,
    },
    /// Something in a circle changed; lists should be read again.
    Changed {
        /// The circle.
        circle: CircleId,
        /// Threads that changed, at most 64 of them; empty means many.
        threads: Vec<RecordId>,
    },
    /// Disputes came, or have come to something else: whatever was made from what they dispute should be read again.
    Disputed {
        /// The circle.
        circle: CircleId,
        /// Which, at most 64 of them; empty means many.
        disputes: Vec<RecordId>,
    },
    /// A pending circle let us in.
    Joined {
        /// The circle.
        circle: CircleId,
        /// Its title.
        title: String,
    },
    /// Joining was refused: a sentence.
    Refused {
        /// The circle.
        circle: CircleId,
        /// Why.
        why: String,
    },
    /// This home goes on as another device of its person, because the key of the former is used elsewhere too: the home
    /// was copied.
    NewDevice {
        /// This device from now on.
        device: DeviceId,
        /// Its name.
        name: String,
        /// What it was.
        former: DeviceId,
    },
    /// This person was removed from a circle, as its records say: what is here stays, and nothing new comes.
    Removed {
        /// The circle.
        circle: CircleId,
        /// Its title.
        title: String,
        /// Who removed us, when known.
        by: Option<String>,
        /// When, as they claim.
        at: Timestamp,
    },
    /// This device was taken away by its person: it reads what it has and writes no more.
    DeviceRevoked {
        /// In this circle, and sooner or later in all.
        circle: CircleId,
        /// Its title.
        title: String,
    },
    /// Somebody asks to be let in, or what was begun goes on. Told for every pairing of which a person here knows.
    Pairing(crate::answer::Pairing),
    /// An attachment is here.
    BlobHere {
        /// The circle.
        circle: CircleId,
        /// Which.
        blob: BlobId,
    },
    /// An attachment was let go to keep a quota; others hold it.
    BlobGone {
        /// The circle.
        circle: CircleId,
        /// Which.
        blob: BlobId,
    },
    /// Part of an attachment is here.
    BlobProgress {
        /// Which.
        blob: BlobId,
        /// Sealed bytes here.
        here: u64,
        /// Sealed bytes in all.
        of: u64,
        /// Bytes a second lately.
        rate: u64,
        /// From how many peers they come.
        peers: usize,
    },
    /// A file is being attached. Told to whoever attaches it, and to nobody else.
    AttachProgress {
        /// The file's name.
        name: String,
        /// Bytes of it that are done.
        done: u64,
        /// Bytes of it in all.
        of: u64,
    },
    /// The index is being rebuilt.
    Rebuilding {
        /// Percent done.
        percent: u8,
    },
    /// The store opened; reads are answered from now on.
    Ready,
    /// Something needs a person: a sentence.
    Trouble {
        /// What, and what to do.
        text: String,
    },
    /// Somebody has started the program once more: the window is wanted at the front.
    ShowWindow {
        /// What they have opened. Other processes are not told.
        #[serde(default)]
        open: Option<Opened>,
    },
    /// The node is stopping.
    Stopping,
}
