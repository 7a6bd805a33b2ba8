//! What a relay has let go of leaves its disk: the journal is rewritten in slices, between which everybody is served.

use std::time::Duration;

use commonplace_core::id::Tag;
use commonplace_core::record::Lane;
use commonplace_store::{Compacted, Compaction, Entry, Store, Thoroughness};
use commonplace_sync::Millis;

use super::Relay;
use crate::engine::Now;

/// Bytes that are rewritten between two looks at what peers send, with one fsync: some 20 ms.
const SLICE_BYTES: usize = 2 << 20;
/// How long after a start, and after the last time, it is looked whether anything is to leave the disk.
const AGAIN: Duration = Duration::from_secs(3600);
/// How long it is waited when there is no room for a second copy of a segment.
const NO_ROOM: Duration = Duration::from_secs(600);
/// Stands in the store from the moment on at which a circle is forgotten until nothing of it is on the disk: a stop may come
/// in between.
const WISH: &[u8] = b"erase";

/// When the journal is compacted, and how far that has come.
#[derive(Debug)]
pub(super) struct Compacting {
    current: Option<Compaction>,
    /// Nothing is to stay of what was forgotten: not the keys and slips either.
    erasing: bool,
    at: Millis,
}

impl Compacting {
    /// As a start finds it.
    pub(super) fn of(store: &Store) -> Self {
        // A value that cannot be read is a wish as well.
        let erasing = store.local(WISH).map_or(true, |value| value.is_some());
        Self { current: None, erasing, at: Millis::default() }
    }

    /// What is written down with the wish that a circle be forgotten.
    pub(super) fn wish() -> Entry {
        Entry::Local { key: WISH.to_vec(), value: Some(vec![1]) }
    }

    /// A circle is forgotten: what is left of it goes as soon as all of it is deleted. What a compaction under way has passed
    /// by may be of it.
    pub(super) fn erase(&mut self, now: Now) {
        (self.current, self.erasing, self.at) = (None, true, now.mono);
    }

    /// When to go on.
    pub(super) fn due(&self) -> Millis {
        if self.current.is_some() { Millis::default() } else { self.at }
    }
}

impl Relay {
    /// Compacts a slice of the journal, if that is due.
    pub(super) fn compact(&mut self, now: Now) {
        if self.compacting.due() > now.mono {
            return;
        }
        // What is forgotten and not deleted yet would stay whole, and the wish that it go be forgotten.
        if self.compacting.erasing && self.compacting.current.is_none() && !self.clear_forgotten() {
            self.compacting.at = now.mono.after(NO_ROOM);
            return;
        }
        let thoroughness = if self.compacting.erasing { Thoroughness::Everything } else { Thoroughness::Records };
        let mut current = self.compacting.current.take().unwrap_or_else(|| Compaction::new(thoroughness));
        let wait = match current.step(&mut self.store, SLICE_BYTES) {
            Ok(Compacted::More) => {
                self.compacting.current = Some(current);
                return;
            }
            Ok(Compacted::Done(freed)) => {
                if freed > 0 {
                    tracing::info!(freed, "the journal is compacted");
                }
                self.erased(current.has_left());
                AGAIN
            }
            Ok(Compacted::Waits) => NO_ROOM,
            Err(error) => {
                tracing::warn!(%error, "could not compact the journal");
                NO_ROOM
            }
        };
        self.compacting.at = now.mono.after(wait);
    }

    /// Deletes what is still here of circles that are forgotten, which a full disk may have prevented. Says whether nothing is.
    fn clear_forgotten(&mut self) -> bool {
        let forgotten: Vec<_> = self.shelves.all().filter(|lent| lent.lease.terms.is_forgotten()).collect();
        let is_here = |tag: &Tag| Lane::ALL.iter().any(|lane| !self.store.set_ids(tag, *lane, .., 1).is_empty());
        let left: Vec<Tag> = forgotten.into_iter().map(|lent| lent.lease.tag).filter(is_here).collect();
        left.iter().all(|tag| {
            let cleared = self.shelves.get_mut(tag).map(|lent| lent.clear(&mut self.store));
            if let Some(Err(error)) = &cleared {
                tracing::warn!(%error, "could not delete what a circle had here");
            }
            !matches!(cleared, Some(Err(_)))
        })
    }

    /// Nothing is left of what was forgotten; or something is in a segment that is damaged, and the next start tries again.
    fn erased(&mut self, something_left: bool) {
        if !std::mem::take(&mut self.compacting.erasing) || something_left {
            return;
        }
        // Should that fail, the next start looks again, and finds nothing to do.
        let done = Entry::Local { key: WISH.to_vec(), value: None };
        if let Err(error) = self.store.append(&[done]) {
            tracing::warn!(%error, "could not write");
        }
    }
}
