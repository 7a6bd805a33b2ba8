//! What the machine reads of the sets that this node keeps.

use std::ops::Range;
use std::time::Duration;

use commonplace_core::id::{DeviceId, RecordId, SlipKey, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::slip::Slip;
use commonplace_core::time::Slot;

use crate::event::LinkId;

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
    /// To be served, though no device can be named: one whose certificate has not arrived yet. Ends
    /// when the circle gets an epoch whose gate the peer has not shown.
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
    /// The circles that this node replicates with the peer on a link, by the keys that it shows to such a peer: a relay is
    /// shown other ones than a member, and a peer in another network may be shown none.
    fn circles(&self, link: LinkId) -> Vec<CircleView>;

    /// One of [`Replica::circles`].
    fn circle(&self, link: LinkId, tag: &Tag) -> Option<CircleView> {
        self.circles(link).into_iter().find(|circle| circle.tag == *tag)
    }

    /// Those of [`Replica::circles`] that this node begins to speak of: a relay waits to be asked. At most
    /// [`CIRCLES`](commonplace_core::limits::sync::CIRCLES) are, the first ones.
    fn offers(&self, link: LinkId) -> Vec<CircleView> {
        self.circles(link)
    }

    /// Whether a circle's records may travel over this link. If not, the peer there learns nothing of the circle: no gate of
    /// it is shown or answered, and a session that stands ends when the circle or the link changes.
    fn may_travel(&self, link: LinkId, tag: &Tag) -> bool;

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

    /// Whether a peer need not send this record: it is in the set, or is kept out of it, or waits, or was refused for good.
    fn has(&self, tag: &Tag, id: &RecordId) -> bool;

    /// Whether the set counts the record of this key. What is here and not counted is not passed on, and no peer is
    /// blamed for sending it.
    fn counts(&self, tag: &Tag, lane: Lane, key: SetKey) -> bool {
        self.sum(tag, lane, key..next(key)).count > 0
    }

    /// The slips of a circle that are here and not too old to be passed on, by key, with their numbers. At most
    /// [`SLIPS`](commonplace_core::limits::SLIPS).
    fn slips(&self, _tag: &Tag) -> Vec<(SlipKey, u64)> {
        Vec::new()
    }

    /// The number of the slip with this key.
    fn slip_number(&self, tag: &Tag, key: &SlipKey) -> Option<u64> {
        self.slip(tag, key).map(|slip| slip.header().number)
    }

    /// The slip with this key.
    fn slip(&self, _tag: &Tag, _key: &SlipKey) -> Option<Slip> {
        None
    }

    /// How long news of a circle wait at most before the peer of a link hears of them; how long, is drawn each time. A relay
    /// need not know to the second who was awake. What a new session finds missing does not wait.
    fn news_wait(&self, _link: LinkId, _tag: &Tag) -> Duration {
        Duration::ZERO
    }

    /// What shows a peer who this node is: a signature over the transcript, at most
    /// [`PROOF_BYTES`](commonplace_core::limits::sync::PROOF_BYTES).
    fn prove(&self, link: LinkId, tag: &Tag, transcript: [u8; 32]) -> Vec<u8>;

    /// Judges a peer's proof over the transcript. `current` says whether both ends have shown the first of
    /// [`CircleView::gate_keys`]: who has shown an older one only may have left since, so that without a name it is to be
    /// refused. Who has shown one that is not among them any more is refused without being judged.
    fn check(&self, link: LinkId, tag: &Tag, current: bool, transcript: [u8; 32], proof: &[u8]) -> Standing;
}

/// The least key above this one.
fn next(key: SetKey) -> SetKey {
    let mut bytes = key.to_bytes();
    for byte in bytes.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            return SetKey::from_bytes(&bytes);
        }
    }
    SetKey::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_key_carries_over_into_the_slot() {
        let key = |slot, last| {
            let mut id = [0xff; 32];
            id[31] = last;
            SetKey { slot: Slot(slot), id: RecordId::from_bytes(id) }
        };
        assert_eq!(next(key(1, 3)), key(1, 4));
        assert_eq!(next(key(1, 0xff)), SetKey::first_of(Slot(2)));
    }
}
