//! What the machine reads of the sets that this node keeps.

use std::ops::Range;

use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::time::Slot;

/// A circle as replication sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircleView {
    /// Its blinded name.
    pub tag: Tag,
    /// One key per epoch, newest first: what is shown to peers and accepted from them. At most
    /// [`GATE_KEYS`](commonplace_core::limits::sync::GATE_KEYS) are used.
    pub gate_keys: Vec<[u8; 32]>,
    /// Per lane, the first slot that this node wants. Both sides compare from the later of their horizons on.
    pub horizon: [Slot; 3],
}

/// What a proof says about the peer that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// One of the circle, by this device.
    Device(DeviceId),
    /// To be served, though no device can be named: a carrier, or a device whose certificate has not arrived yet.
    Unnamed,
    /// Not, or no longer, one of the circle.
    Refused,
}

/// The sets of this node, for reading. Answers within one call of [`Replicator::handle`](crate::Replicator::handle)
/// belong to one state; from call to call it may change, always by [`Input::Admitted`](crate::Input::Admitted) or a
/// change of the circle.
///
/// Ranges are half open, and ascending in [`SetKey`] order. Every method answers for the *set*, which is a function of
/// content and never of the order of arrival (`docs/protocol.md`).
pub trait Replica {
    /// The circles that this node replicates. At most
    /// [`SYNC_CIRCLES`](commonplace_core::limits::sync::CIRCLES) are served, the first ones.
    fn circles(&self) -> Vec<CircleView>;

    /// One of [`Replica::circles`].
    fn circle(&self, tag: &Tag) -> Option<CircleView> {
        self.circles().into_iter().find(|circle| circle.tag == *tag)
    }

    /// The sum of a whole lane.
    fn total(&self, tag: &Tag, lane: Lane) -> SetSum {
        self.sum(tag, lane, SetKey::MIN..SetKey::MAX)
    }

    /// The sum of a range.
    fn sum(&self, tag: &Tag, lane: Lane, range: Range<SetKey>) -> SetSum;

    /// The greatest keys of a range, at most `max`, newest first.
    fn ids(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, max: usize) -> Vec<SetKey>;

    /// Places at which to cut a range into at most `parts` of about equal counts: ascending, distinct, strictly inside.
    /// They need not be keys of records, and they are moved a little for the sake of fewer bytes: to the beginning of a
    /// slot if that is as good.
    fn split(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, parts: usize) -> Vec<SetKey>;

    /// The record with this id, if its bytes are here.
    fn sealed(&self, id: &RecordId) -> Option<Sealed>;

    /// Whether a peer need not send this record: it is in the set, or is waiting, or was refused for good.
    fn has(&self, tag: &Tag, id: &RecordId) -> bool;

    /// What shows a peer who this node is: a signature over the transcript, at most
    /// [`PROOF_BYTES`](commonplace_core::limits::sync::PROOF_BYTES).
    fn prove(&self, tag: &Tag, transcript: [u8; 32]) -> Vec<u8>;

    /// Judges a peer's proof over the transcript.
    fn check(&self, tag: &Tag, transcript: [u8; 32], proof: &[u8]) -> Standing;
}
