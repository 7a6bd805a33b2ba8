//! Derived trees: what the node computes from records, each with the cursor up to which it is true.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, MutexGuard, PoisonError};

use commonplace_core::limits::{
    DERIVED_GATHERED_BYTES, DERIVED_KEY_BYTES, DERIVED_MEMORY_BYTES, DERIVED_PENDING_BYTES, DERIVED_VALUE_BYTES,
};
use sled::IVec;

use crate::entry::Cursor;
use crate::error::IndexError;
use crate::index::engine::guarded;
use crate::index::{CHANGE_OVERHEAD, Job, Shared, State, Tree, USER};

/// Changes to one derived tree; the last change of a key wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    pub(crate) changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

impl Batch {
    /// No changes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a key to a value.
    pub fn put(&mut self, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) {
        self.changes.push((key.into(), Some(value.into())));
    }

    /// Removes a key.
    pub fn delete(&mut self, key: impl Into<Vec<u8>>) {
        self.changes.push((key.into(), None));
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Which entries a scan returns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scan<'a> {
    /// Keys begin with these bytes.
    pub prefix: &'a [u8],
    /// Only keys beyond this one, in the direction of the scan.
    pub after: Option<&'a [u8]>,
    /// At most so many.
    pub max: usize,
    /// From the last key to the first.
    pub reverse: bool,
}

/// A key and its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// One derived tree. Cheap to clone, usable from every thread; reads see every change that `apply` returned for.
#[derive(Debug, Clone)]
pub struct Derived {
    shared: Arc<Shared>,
    name: Arc<str>,
}

impl Derived {
    pub(crate) fn new(shared: Arc<Shared>, name: Arc<str>) -> Self {
        Self { shared, name }
    }

    /// Up to where in the journal the tree is true. After a crash this may be earlier than what was applied last, and
    /// after [`IndexError::Rewound`] too: go on from here. Whoever changes a tree reads this first, every time.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        let mut state = self.shared.lock();
        let Some(tree) = state.trees.get_mut(&self.name) else { return Cursor::START };
        tree.rewound = false;
        tree.cursor
    }

    /// Makes the changes, together with the cursor up to which the tree is true then; readers see all or none. Waits
    /// while more than [`DERIVED_PENDING_BYTES`] of earlier changes have not reached the disk.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable, has no room, begins anew, or an entry is out of bounds.
    pub fn apply(&self, batch: Batch, cursor: Cursor) -> Result<(), IndexError> {
        batch.changes.iter().try_for_each(check)?;
        let mut state = self.wait_for_room(weight(&batch))?;
        state.saw(cursor);
        let was_idle = state.dirty.is_empty();
        enqueue(&mut state, &self.name, batch, cursor);
        // In between the worker gathers, and is left alone.
        if was_idle || state.pending >= DERIVED_GATHERED_BYTES {
            self.shared.work.notify_one();
        }
        Ok(())
    }

    fn wait_for_room(&self, weight: usize) -> Result<MutexGuard<'_, State>, IndexError> {
        let shared = &*self.shared;
        let mut state = shared.lock();
        loop {
            shared.require(&state)?;
            if state.trees.get(&self.name).is_none_or(|tree| tree.rewound) {
                return Err(IndexError::Rewound);
            }
            if !shared.has_sled(&state) {
                let fits = state.held().saturating_add(weight) <= DERIVED_MEMORY_BYTES;
                return if fits { Ok(state) } else { Err(IndexError::NoRoom) };
            }
            if state.pending <= DERIVED_PENDING_BYTES {
                return Ok(state);
            }
            state = shared.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The value of a key.
    ///
    /// # Errors
    /// [`IndexError::Broken`] when the index is unreadable, [`IndexError::Rewound`] when it begins anew.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, IndexError> {
        let key = user_key(key);
        self.read(|tree, sled| {
            if let Some((_, value)) = tree.overlay.get(key.as_slice()) {
                return Ok(value.as_ref().map(|value| value.to_vec()));
            }
            let stored = sled.map(|sled| sled.get(&key)).transpose()?;
            Ok(stored.flatten().map(|value| value.to_vec()))
        })
    }

    /// Entries in order of their keys.
    ///
    /// # Errors
    /// [`IndexError::Broken`] when the index is unreadable, [`IndexError::Rewound`] when it begins anew.
    pub fn scan(&self, scan: Scan<'_>) -> Result<Vec<Pair>, IndexError> {
        let Some(range) = range_of(&scan) else { return Ok(Vec::new()) };
        self.read(|tree, sled| {
            let overlay = overlay_range(&tree.overlay, &range).map(|(key, (_, value))| (key.clone(), value.clone()));
            let stored = sled.into_iter().flat_map(|sled| sled.range(range.clone()));
            if scan.reverse {
                merge(stored.rev(), overlay.rev(), scan.max, Ordering::reverse)
            } else {
                merge(stored, overlay, scan.max, |order| order)
            }
        })
    }

    /// Reads from sled and memory; from memory alone while the disk has no room for sled.
    fn read<T>(&self, work: impl FnOnce(&Tree, Option<&sled::Tree>) -> sled::Result<T>) -> Result<T, IndexError> {
        let mut state = self.shared.lock();
        self.shared.require(&state)?;
        let tree = state.trees.get(&self.name).filter(|tree| !tree.rewound).ok_or(IndexError::Rewound)?;
        let sled = tree.sled.clone();
        match guarded(|| work(tree, sled.as_ref())) {
            Ok(value) => Ok(value),
            Err(failure) => {
                drop(sled);
                Err(self.shared.fail(&mut state, failure))
            }
        }
    }
}

fn check((key, value): &(Vec<u8>, Option<Vec<u8>>)) -> Result<(), IndexError> {
    let value = value.as_ref().map_or(0, Vec::len);
    if key.len() > DERIVED_KEY_BYTES || value > DERIVED_VALUE_BYTES {
        return Err(IndexError::TooLong(key.len().max(value)));
    }
    Ok(())
}

fn weight(batch: &Batch) -> usize {
    let changes = batch.changes.iter();
    changes.map(|(key, value)| CHANGE_OVERHEAD + key.len() + value.as_ref().map_or(0, Vec::len)).sum()
}

fn enqueue(state: &mut State, name: &Arc<str>, batch: Batch, cursor: Cursor) {
    let State { trees, dirty, pending, .. } = state;
    let Some(tree) = trees.get_mut(name) else { return };
    tree.cursor = cursor;
    if tree.sled.is_none() {
        for (key, value) in batch.changes {
            tree.hold(IVec::from(user_key(&key)), value.map(IVec::from));
        }
        return;
    }
    let serial = tree.jobs.back().map_or(tree.settled, |job| job.serial) + 1;
    let bytes = CHANGE_OVERHEAD + weight(&batch);
    let mut changes = Vec::with_capacity(batch.changes.len());
    for (key, value) in batch.changes {
        let (key, value) = (IVec::from(user_key(&key)), value.map(IVec::from));
        tree.overlay.insert(key.clone(), (serial, value.clone()));
        changes.push((key, value));
    }
    if tree.jobs.is_empty() {
        dirty.push_back(Arc::clone(name));
    }
    tree.jobs.push_back(Job { changes, cursor, serial, bytes });
    *pending += bytes;
}

fn user_key(key: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + key.len());
    bytes.push(USER);
    bytes.extend_from_slice(key);
    bytes
}

type KeyRange = (Bound<Vec<u8>>, Bound<Vec<u8>>);

/// The keys that a scan looks at; none when there can be no such key.
fn range_of(scan: &Scan<'_>) -> Option<KeyRange> {
    let start = user_key(scan.prefix);
    let end = successor(&start);
    let after = scan.after.map(user_key);
    let (low, high) = match after {
        None => (Bound::Included(start), Bound::Excluded(end)),
        Some(after) if scan.reverse && after <= start => return None,
        Some(after) if scan.reverse => (Bound::Included(start), Bound::Excluded(after.min(end))),
        Some(after) if after >= end => return None,
        Some(after) if after < start => (Bound::Included(start), Bound::Excluded(end)),
        Some(after) => (Bound::Excluded(after), Bound::Excluded(end)),
    };
    Some((low, high))
}

/// The first key after all that begin with `prefix`. There is one, since every prefix begins with [`USER`].
fn successor(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            break;
        }
    }
    end
}

fn overlay_range<'a>(
    overlay: &'a BTreeMap<IVec, (u64, Option<IVec>)>,
    (low, high): &KeyRange,
) -> std::collections::btree_map::Range<'a, IVec, (u64, Option<IVec>)> {
    overlay.range::<[u8], _>((low.as_ref().map(Vec::as_slice), high.as_ref().map(Vec::as_slice)))
}

/// Both in order; where both have a key, memory is newer.
fn merge(
    stored: impl Iterator<Item = sled::Result<(IVec, IVec)>>,
    overlay: impl Iterator<Item = (IVec, Option<IVec>)>,
    max: usize,
    direction: impl Fn(Ordering) -> Ordering,
) -> sled::Result<Vec<Pair>> {
    let (mut stored, mut overlay) = (stored.peekable(), overlay.peekable());
    let mut pairs = Vec::new();
    while pairs.len() < max {
        let from_memory = match (stored.peek(), overlay.peek()) {
            (None, None) => break,
            (Some(Err(_)), _) | (Some(_), None) => false,
            (None, Some(_)) => true,
            (Some(Ok((old, _))), Some((new, _))) => match direction(old.cmp(new)) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal => {
                    stored.next();
                    true
                }
            },
        };
        let next = if from_memory { overlay.next() } else { stored.next().transpose()?.map(|(k, v)| (k, Some(v))) };
        if let Some((key, Some(value))) = next {
            pairs.push((key[1..].to_vec(), value.to_vec()));
        }
    }
    Ok(pairs)
}
