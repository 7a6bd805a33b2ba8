//! Facts: written once, never changed.

use std::collections::BTreeMap;

use commonplace_core::id::RecordId;

use super::Join;

/// Facts by the records that state them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts<V>(BTreeMap<RecordId, V>);

impl<V> Default for Facts<V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<V> Facts<V> {
    /// Adds a fact. A record states one, so adding again changes nothing.
    pub fn insert(&mut self, id: RecordId, fact: V) {
        self.0.entry(id).or_insert(fact);
    }

    /// The fact that a record states.
    #[must_use]
    pub fn get(&self, id: &RecordId) -> Option<&V> {
        self.0.get(id)
    }

    /// All facts in ascending order of record id.
    pub fn iter(&self) -> impl Iterator<Item = (RecordId, &V)> {
        self.0.iter().map(|(id, fact)| (*id, fact))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<V> Join for Facts<V> {
    fn join(&mut self, other: Self) {
        for (id, fact) in other.0 {
            self.insert(id, fact);
        }
    }
}
