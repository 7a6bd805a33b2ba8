//! Registers: one value that several may write. Values written apart are all kept and shown.

use std::cmp::Reverse;

use commonplace_core::id::RecordId;

use super::{Join, Write, Writes};

/// A value that several people may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register<V>(Writes<V>);

impl<V> Default for Register<V> {
    fn default() -> Self {
        Self(Writes::default())
    }
}

impl<V> Register<V> {
    /// Adds a writing; adding it again changes nothing.
    pub fn insert(&mut self, id: RecordId, write: Write<V>) {
        self.0.0.entry(id).or_insert(write);
    }

    /// Values that no other replaced, the displayed one first: of the higher standing, then of the smaller id.
    #[must_use]
    pub fn writes(&self) -> Vec<(RecordId, &Write<V>)> {
        let mut latest = self.0.latest();
        latest.sort_by_key(|(id, write)| (Reverse(write.standing), *id));
        latest
    }

    /// The displayed value.
    #[must_use]
    pub fn value(&self) -> Option<&V> {
        self.writes().first().map(|(_, write)| &write.value)
    }

    /// What the next writing replaces.
    #[must_use]
    pub fn latest(&self) -> Vec<RecordId> {
        self.0.latest_ids()
    }

    /// Writings in all, replaced ones too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.0.len()
    }

    /// Whether nobody wrote anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }
}

impl<V> Join for Register<V> {
    fn join(&mut self, other: Self) {
        self.0.join(other.0);
    }
}
