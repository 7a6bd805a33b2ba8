//! A relay's sets as the replicator reads them.

use std::ops::Range;

use commonplace_core::id::{RecordId, SlipKey, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::slip::Slip;
use commonplace_core::time::Slot;
use commonplace_store::Store;
use commonplace_sync::{CircleView, LinkId, Replica, Standing};

use super::shelves::{Lent, Shelves};
use crate::sets;

/// A view of the keeper's parts for the time of one call.
pub(super) struct RelayReplica<'a> {
    pub(super) store: &'a Store,
    pub(super) shelves: &'a Shelves,
    /// The hour of the clock.
    pub(super) hour: Slot,
}

fn view(lent: &Lent) -> CircleView {
    let terms = &lent.lease.terms;
    CircleView { tag: lent.lease.tag, gate_keys: terms.gate_keys.clone(), horizon: lent.horizon() }
}

impl Replica for RelayReplica<'_> {
    fn circles(&self, _link: LinkId) -> Vec<CircleView> {
        self.shelves.all().map(view).collect()
    }

    fn circle(&self, _link: LinkId, tag: &Tag) -> Option<CircleView> {
        self.shelves.get(tag).map(view)
    }

    /// A relay names no circle by itself: whoever asks has to show the gate first.
    fn offers(&self, _link: LinkId) -> Vec<CircleView> {
        Vec::new()
    }

    fn may_travel(&self, _link: LinkId, _tag: &Tag) -> bool {
        true
    }

    fn sum(&self, tag: &Tag, lane: Lane, range: Range<SetKey>) -> SetSum {
        self.store.set_sum(tag, lane, range)
    }

    fn ids(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, max: usize) -> Vec<SetKey> {
        sets::ids(self.store, tag, lane, range, max)
    }

    fn split(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, parts: usize) -> Vec<SetKey> {
        sets::split(self.store, tag, lane, range, parts)
    }

    fn sealed(&self, id: &RecordId) -> Option<Sealed> {
        self.store.get(id).ok().flatten()
    }

    /// Of another circle's record it is not said that it is here.
    fn has(&self, tag: &Tag, id: &RecordId) -> bool {
        self.store.status(id).is_some_and(|status| status.tag == *tag)
    }

    fn slips(&self, tag: &Tag) -> Vec<(SlipKey, u64)> {
        self.shelves.get(tag).map(|lent| lent.slips.told(self.hour)).unwrap_or_default()
    }

    fn slip_number(&self, tag: &Tag, key: &SlipKey) -> Option<u64> {
        self.shelves.get(tag)?.slips.number(key)
    }

    fn slip(&self, tag: &Tag, key: &SlipKey) -> Option<Slip> {
        self.shelves.get(tag)?.slips.get(key).cloned()
    }

    /// A relay is nobody of the circle; who it is, its transport key has shown.
    fn prove(&self, _link: LinkId, _tag: &Tag, _transcript: [u8; 32]) -> Vec<u8> {
        Vec::new()
    }

    /// Who shows the gate may come in, and says no name.
    fn check(&self, _link: LinkId, _tag: &Tag, _current: bool, _transcript: [u8; 32], _proof: &[u8]) -> Standing {
        Standing::Unnamed
    }
}
