//! The six merge types, and no others: fact, slot, register, set, text, tally.
//!
//! Each but the tally is a growing set of writings, so that joining is union: any order, any repetition and any
//! splitting give the same. What is *shown* is a function of that set. No Lamport time decides anything, so nobody
//! gains by inflating it; a value is replaced only by one that names it, or by a later one of the same device.

mod fact;
mod register;
mod set;
mod slot;
mod tally;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{DeviceId, RecordId};

pub use fact::Facts;
pub use register::Register;
pub use set::Set;
pub use slot::Slot;
pub use tally::Tally;
pub use text::{Built, Fate, NextUpdate, PEER_CONTEXT, Refusal, Seed, Text, Update, UpdateHash};
pub(crate) use text::{Trace, replay, traces};

use crate::entry::{Entry, Standing};

/// Joining two states that grew apart. Commutative, associative and idempotent.
pub trait Join {
    /// Takes in all that the other knows.
    fn join(&mut self, other: Self);
}

/// A value as one record wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write<V> {
    /// On which device.
    pub device: DeviceId,
    /// Place in the device's chain.
    pub seq: u64,
    /// What the author was when writing it.
    pub standing: Standing,
    /// Writings that this one replaces.
    pub replaces: Vec<RecordId>,
    /// The value.
    pub value: V,
}

impl<V> Write<V> {
    /// The writing of a value by an entry.
    #[must_use]
    pub fn of(entry: &Entry, replaces: Vec<RecordId>, value: V) -> Self {
        Self { device: entry.device, seq: entry.seq, standing: entry.role, replaces, value }
    }
}

/// Writings by record: what slots and registers are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Writes<V>(BTreeMap<RecordId, Write<V>>);

impl<V> Default for Writes<V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<V> Writes<V> {
    /// Writings that no other replaces, in ascending order of id.
    ///
    /// Honest records cannot replace each other in a circle, since an id is a hash. A device that forks its chain can:
    /// then all of them count, which is as good as any other rule and the same on every node.
    fn latest(&self) -> Vec<(RecordId, &Write<V>)> {
        if self.0.len() <= 1 {
            return self.0.iter().map(|(id, write)| (*id, write)).collect();
        }
        let named: BTreeSet<RecordId> = self.0.values().flat_map(|write| write.replaces.iter().copied()).collect();
        let mut ends: BTreeMap<DeviceId, u64> = BTreeMap::new();
        for write in self.0.values() {
            let end = ends.entry(write.device).or_default();
            *end = write.seq.max(*end);
        }
        let stands =
            |id: &RecordId, write: &Write<V>| !named.contains(id) && ends.get(&write.device) == Some(&write.seq);
        let latest: Vec<_> =
            self.0.iter().filter(|(id, write)| stands(id, write)).map(|(id, write)| (*id, write)).collect();
        if latest.is_empty() { self.0.iter().map(|(id, write)| (*id, write)).collect() } else { latest }
    }

    fn latest_ids(&self) -> Vec<RecordId> {
        let mut ids: Vec<RecordId> = self.latest().into_iter().map(|(id, _)| id).collect();
        ids.truncate(commonplace_core::limits::REPLACED_IDS);
        ids
    }
}

impl<V> Join for Writes<V> {
    fn join(&mut self, other: Self) {
        for (id, write) in other.0 {
            self.0.entry(id).or_insert(write);
        }
    }
}
