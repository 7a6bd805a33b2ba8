//! The control records of a circle, gathered in any order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Circle;
use super::entry::Entry;
use crate::id::{CircleId, RecordId};
use crate::record::{Lane, Record};

/// All control records of a circle that a node has, one after another, in any order and with repetitions. Nobody has to
/// choose among them: [`ControlRecords::evaluate`] judges at most [`CONTROL_RECORDS`](crate::limits::CONTROL_RECORDS),
/// chosen by what they stand on, and the same ones on every node.
///
/// Memory: for every record about half a KiB and its decoded body (at most
/// [`BODY_BYTES`](crate::limits::BODY_BYTES), mostly some 300 bytes), whether or not it is among those judged, since a
/// grant that comes later may put it there. Evaluating takes one bit for each pair of judged ones, 50 MB at most, and up
/// to as much again for a moment. The record itself is not kept.
#[derive(Debug, Clone)]
pub struct ControlRecords {
    circle: CircleId,
    entries: BTreeMap<RecordId, Arc<Entry>>,
}

impl ControlRecords {
    /// No records of this circle.
    #[must_use]
    pub const fn new(circle: CircleId) -> Self {
        Self { circle, entries: BTreeMap::new() }
    }

    pub(super) fn of<'a>(circle: CircleId, entries: impl Iterator<Item = &'a Arc<Entry>>) -> Self {
        Self { circle, entries: entries.map(|entry| (entry.id, Arc::clone(entry))).collect() }
    }

    /// Takes in a record, which must have been opened, that is, its signature verified. Returns whether it was new;
    /// records of other lanes are passed over.
    pub fn insert(&mut self, record: &Record) -> bool {
        let is_new = record.header.lane == Lane::Control && !self.entries.contains_key(&record.id);
        if is_new {
            self.entries.insert(record.id, Arc::new(Entry::of(&self.circle, record)));
        }
        is_new
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The circle of these records.
    #[must_use]
    pub fn evaluate(self) -> Circle {
        Circle::judge(self.circle, self.entries.into_values().collect())
    }
}
