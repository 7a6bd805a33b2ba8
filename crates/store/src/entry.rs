//! What is appended to the journal, and where things stand in it.

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::time::Slot;

/// A place in the order of arrival: how many records this node had received before. Stays true through restart,
/// rebuild and compaction; starts at [`Cursor::START`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cursor(pub u64);

impl Cursor {
    /// Before the first record.
    pub const START: Self = Self(0);
}

/// Whether a record counts in the replicated set of its circle and lane, or is kept beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetState {
    /// Counted: peers compare it.
    In,
    /// Kept beside: beyond a cut, or waiting for its time.
    Out,
}

/// A change of what is known of a record that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Counts in the set from now on.
    In,
    /// No longer counts in the set.
    Out,
    /// Its body is let go: from now on only its head is given, and at the next compaction the body leaves the disk too.
    /// The record stays where it was in every set. Nothing happens to a record that has no body to let go.
    Dropped,
    /// Its bytes on disk are damaged: from now on it is unknown and counts nowhere, so that it is fetched again. It then
    /// gets a new place in the order of arrival. See [`Store::mark_lost`](crate::Store::mark_lost).
    Lost,
}

/// One thing to keep. A batch of them is durable together or reported as failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A record. One that is known already, by whatever state, is a no-op, unless its body was let go and this one has
    /// it: then the body is here again, and all else stays.
    Record {
        /// The record.
        sealed: Sealed,
        /// Whether it counts.
        state: SetState,
    },
    /// A change of a record's state. A no-op for an unknown id.
    Mark {
        /// The record.
        id: RecordId,
        /// What changes.
        mark: Mark,
    },
    /// A small value of this node alone (keyring, settings, drafts); the last write wins, `None` removes.
    Local {
        /// Its name, at most [`limits::LOCAL_KEY_BYTES`](commonplace_core::limits::LOCAL_KEY_BYTES).
        key: Vec<u8>,
        /// Its value, at most [`limits::LOCAL_VALUE_BYTES`](commonplace_core::limits::LOCAL_VALUE_BYTES).
        value: Option<Vec<u8>>,
    },
    /// Registers a circle's sets with the key of their fingerprints. A no-op when registered with the same key.
    Circle {
        /// The circle's blinded name.
        tag: Tag,
        /// Keys the numbers of its records ([`SetSum::element`](commonplace_core::set::SetSum::element)).
        fp_key: [u8; 32],
    },
}

/// What is known of a record without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// Its circle's blinded name.
    pub tag: Tag,
    /// Its lane.
    pub lane: Lane,
    /// The hour it claims.
    pub slot: Slot,
    /// Whether it counts in the set.
    pub state: SetState,
    /// Whether all of it is here, and not its head alone as after [`Mark::Dropped`].
    pub whole: bool,
    /// Its place in the order of arrival.
    pub cursor: Cursor,
}
