//! What a relay has let go of leaves its disk: the journal is rewritten in slices, between which everybody is served.

use std::time::Duration;

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

    /// A circle is forgotten: what is left of it goes at once. What a compaction under way has passed by may be of it.
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
                self.erased();
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

    /// Nothing is left of what was forgotten.
    fn erased(&mut self) {
        if !std::mem::take(&mut self.compacting.erasing) {
            return;
        }
        // Should that fail, the next start looks again, and finds nothing to do.
        let done = Entry::Local { key: WISH.to_vec(), value: None };
        if let Err(error) = self.store.append(&[done]) {
            tracing::warn!(%error, "could not write");
        }
    }
}
