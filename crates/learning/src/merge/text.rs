//! Text that several people change at once: a Loro document that begins from plain text.
//!
//! The first record of a text is plain; its Loro operations follow from device, nonce and text, so that every node has
//! the same ones without anybody sending them, and a text that nobody changed never touches Loro.
//!
//! **Against equivocation** (one device giving two meanings to one operation, which Loro cannot notice): the operations
//! of an update must be of the one peer that its device has in this text, and continue the device's previous update,
//! which the record names by hash. Of two that continue the same one, the smaller record id counts, on every node.

use std::collections::BTreeMap;

use commonplace_core::id::{DeviceId, RecordId};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use super::Join;
use crate::body::Unfit;

mod document;
mod guard;
mod preflight;
mod replay;
mod sandbox;

pub use document::Built;
pub(crate) use replay::{Trace, replay, traces};

/// What the peer numbers of a text are derived with (BLAKE3 `derive_key`).
pub const PEER_CONTEXT: &str = "commonplace/note/peer/1";

/// The hash of an update's bytes: the first half of BLAKE3. Names the update that the next one continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UpdateHash(ByteArray<16>);

impl UpdateHash {
    /// The hash of these update bytes.
    #[must_use]
    pub fn of(update: &[u8]) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&blake3::hash(update).as_bytes()[..16]);
        Self(ByteArray::new(half))
    }
}

/// What a text begins from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The device that began it.
    pub device: DeviceId,
    /// Different for each text of that device.
    pub nonce: [u8; 16],
    /// The text itself.
    pub text: String,
}

impl Seed {
    /// The Loro peer number of a device in this text. The highest bit is left clear: Loro reserves `u64::MAX`.
    #[must_use]
    pub fn peer(&self, device: &DeviceId) -> u64 {
        let mut hasher = blake3::Hasher::new_derive_key(PEER_CONTEXT);
        hasher.update(device.as_bytes()).update(&self.nonce);
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        u64::from_le_bytes(first) & (u64::MAX >> 1)
    }
}

/// A change as a record brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The device that wrote it.
    pub device: DeviceId,
    /// Orders the history, and nothing else.
    pub lamport: u64,
    /// The device's previous update of this text.
    pub follows: Option<UpdateHash>,
    /// Loro updates, at most one body of them.
    pub bytes: Vec<u8>,
}

/// Why an update is not in the text. Its record is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Refusal {
    /// Not a Loro update, or one that Loro fails on.
    #[error("not an update")]
    Malformed,
    /// Operations of another device's peer.
    #[error("operations of another device")]
    ForeignPeer,
    /// Operations that do not continue the device's previous ones, or too many of them.
    #[error("operations out of sequence")]
    OutOfSequence,
    /// The device wrote two updates for one place, and the other one counts.
    #[error("the device wrote another update in its place")]
    Forked,
}

/// What became of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is in the text.
    Applied,
    /// It builds on records that are not here yet.
    Waiting,
    /// It is not in the text, and will not be.
    Refused(Refusal),
}

/// A text and its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    seed: Seed,
    updates: BTreeMap<RecordId, Update>,
}

impl Text {
    /// A text that nobody has changed.
    #[must_use]
    pub fn new(seed: Seed) -> Self {
        Self { seed, updates: BTreeMap::new() }
    }

    /// What it begins from.
    #[must_use]
    pub fn seed(&self) -> &Seed {
        &self.seed
    }

    /// Adds a change; adding it again changes nothing.
    pub fn insert(&mut self, id: RecordId, update: Update) {
        self.updates.entry(id).or_insert(update);
    }

    /// How many changes there are, of whatever fate.
    #[must_use]
    pub fn updates(&self) -> usize {
        self.updates.len()
    }

    /// The text with all changes that count. Without any change this is cheap; with them Loro replays them.
    #[must_use]
    pub fn build(&self) -> Built {
        document::build(self)
    }

    /// The version of its document: for each peer the end of its operations.
    #[must_use]
    pub fn version(&self) -> BTreeMap<u64, i32> {
        document::replayed(self).doc.oplog_vv().iter().map(|(peer, end)| (*peer, *end)).collect()
    }

    /// The updates that turn the present text into `wanted`, as this device writes them: one for each record, in this
    /// order; each follows the one before. Empty when nothing changes.
    ///
    /// **Invariant:** what is returned must be published before the device writes on this text again.
    ///
    /// # Errors
    /// [`Unfit::Unworkable`] when Loro fails on the changes that somebody else wrote.
    pub fn edit(&self, device: DeviceId, wanted: &str) -> Result<Vec<NextUpdate>, Unfit> {
        document::edit(self, device, wanted)
    }
}

impl Join for Text {
    /// The seeds are of one record, and so the same.
    fn join(&mut self, other: Self) {
        for (id, update) in other.updates {
            self.insert(id, update);
        }
    }
}

/// An update to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextUpdate {
    /// The device's previous update of this text.
    pub follows: Option<UpdateHash>,
    /// Loro updates.
    pub bytes: Vec<u8>,
}
