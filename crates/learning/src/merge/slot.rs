//! Slots: one value for each person and target, of which the person's own latest counts.

use commonplace_core::id::RecordId;

use super::{Join, Write, Writes};

/// One person's value on one target. Only that person's writings are to be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot<V>(Writes<V>);

impl<V> Default for Slot<V> {
    fn default() -> Self {
        Self(Writes::default())
    }
}

impl<V> Slot<V> {
    /// Adds a writing; adding it again changes nothing.
    pub fn insert(&mut self, id: RecordId, write: Write<V>) {
        self.0.0.entry(id).or_insert(write);
    }

    /// The value that counts: the latest; of two that the person's devices wrote apart, that with the smaller id.
    #[must_use]
    pub fn value(&self) -> Option<&V> {
        self.write().map(|write| &write.value)
    }

    /// The writing that counts.
    #[must_use]
    pub fn write(&self) -> Option<&Write<V>> {
        self.0.latest().first().map(|(_, write)| *write)
    }

    /// What the person's next writing replaces.
    #[must_use]
    pub fn latest(&self) -> Vec<RecordId> {
        self.0.latest_ids()
    }
}

impl<V> Join for Slot<V> {
    fn join(&mut self, other: Self) {
        self.0.join(other.0);
    }
}
