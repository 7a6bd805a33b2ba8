//! Sets in which adding wins: a removal names the additions that it takes away, and so never one it had not seen.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::RecordId;

use super::Join;

/// A set that several may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set<V: Ord> {
    added: BTreeMap<V, BTreeSet<RecordId>>,
    removed: BTreeSet<(V, RecordId)>,
}

impl<V: Ord> Default for Set<V> {
    fn default() -> Self {
        Self { added: BTreeMap::new(), removed: BTreeSet::new() }
    }
}

impl<V: Ord + Clone> Set<V> {
    /// Adds a value by a record.
    pub fn add(&mut self, id: RecordId, value: V) {
        self.added.entry(value).or_default().insert(id);
    }

    /// Takes away what the record `added` added. May arrive before it.
    pub fn remove(&mut self, value: V, added: RecordId) {
        self.removed.insert((value, added));
    }

    /// The values, in ascending order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.added.iter().filter(|(value, ids)| ids.iter().any(|id| self.counts(value, *id))).map(|(value, _)| value)
    }

    /// Whether the value is in the set.
    #[must_use]
    pub fn contains(&self, value: &V) -> bool {
        !self.additions(value).is_empty()
    }

    /// The additions that a removal of this value names.
    #[must_use]
    pub fn additions(&self, value: &V) -> Vec<RecordId> {
        let ids = self.added.get(value).into_iter().flatten();
        ids.filter(|id| self.counts(value, **id)).copied().collect()
    }

    fn counts(&self, value: &V, id: RecordId) -> bool {
        self.removed.is_empty() || !self.removed.contains(&(value.clone(), id))
    }
}

impl<V: Ord> Join for Set<V> {
    fn join(&mut self, other: Self) {
        for (value, ids) in other.added {
            self.added.entry(value).or_default().extend(ids);
        }
        self.removed.extend(other.removed);
    }
}
