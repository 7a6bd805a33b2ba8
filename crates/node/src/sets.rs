//! The sets of a store, as the replicator reads them.

use std::ops::Range;

use commonplace_core::id::Tag;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;
use commonplace_store::Store;

/// The greatest keys of a range, at most `max`, newest first.
pub(crate) fn ids(store: &Store, tag: &Tag, lane: Lane, range: Range<SetKey>, max: usize) -> Vec<SetKey> {
    let extra = store.set_sum(tag, lane, range.clone()).count.saturating_sub(max as u64);
    let start = store.set_nth(tag, lane, range.clone(), extra).unwrap_or(range.start);
    let mut ids = store.set_ids(tag, lane, start..range.end, max);
    ids.reverse();
    ids
}

/// Places at which to cut a range into at most `parts` of about equal counts, strictly inside.
pub(crate) fn split(store: &Store, tag: &Tag, lane: Lane, range: Range<SetKey>, parts: usize) -> Vec<SetKey> {
    let start = range.start;
    let mut cuts = store.set_split(tag, lane, range, parts);
    cuts.retain(|cut| *cut > start);
    cuts
}
