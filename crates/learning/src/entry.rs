//! What the folds read and what the composers write: an opened record with its author's standing, and a payload.

use commonplace_core::id::{DeviceId, PersonId, RecordId};
use commonplace_core::record::{Kind, Lane, Record};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What its author's role allows a record to do here. Readers and carriers write nothing, so they have no standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Standing {
    /// Writes, votes, changes notes.
    #[default]
    Learner,
    /// Also endorses and moderates.
    Facilitator,
    /// As a facilitator; wins over one where two moderators disagree.
    Steward,
}

impl Standing {
    /// Whether somebody of this standing may endorse answers and hide items.
    #[must_use]
    pub fn moderates(self) -> bool {
        self >= Self::Facilitator
    }
}

/// A verified, admitted record as the folds read it. Everything in it is its author's claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub id: RecordId,
    /// What the body is.
    pub kind: Kind,
    /// Who wrote it.
    pub author: PersonId,
    /// On which device.
    pub device: DeviceId,
    /// What the author was when writing it.
    pub role: Standing,
    /// Greater than that of everything the author had seen; for the order of display only.
    pub lamport: u64,
    /// When, as the author claims.
    pub wall: Timestamp,
    /// Latest records seen.
    pub after: Vec<RecordId>,
    /// Place in the device's chain.
    pub seq: u64,
    /// The payload; empty when this node has dropped it after a retraction.
    pub body: Vec<u8>,
}

impl Entry {
    /// The entry of an opened record, whose author and standing the circle knows.
    #[must_use]
    pub fn of(record: &Record, author: PersonId, role: Standing) -> Self {
        Self {
            id: record.id,
            kind: record.kind,
            author,
            device: record.device,
            role,
            lamport: record.lamport,
            wall: record.wall,
            after: record.after.clone(),
            seq: record.seq,
            body: record.body.clone(),
        }
    }

    /// Sorts as people read: causes before effects, and the same on every node.
    #[must_use]
    pub fn reading_order(&self) -> (u64, RecordId) {
        (self.lamport, self.id)
    }
}

/// What a composer writes: the parts of a draft that have a meaning. The node adds place, time and signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Replication class.
    pub lane: Lane,
    /// What the body is.
    pub kind: Kind,
    /// The payload, at most [`commonplace_core::limits::BODY_BYTES`].
    pub body: Vec<u8>,
}
