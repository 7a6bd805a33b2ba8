//! One node: a replicator over a replica, and the least of rules for what enters the set.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_sync::{Input, LinkId, Millis, Notice, Output, Replica, Replicator};

use crate::memory::MemoryReplica;
use crate::paper;

/// A post whose author has no grant here yet, and where it came from.
type Waiting = (Sealed, Option<LinkId>);

#[derive(Debug)]
pub(super) struct Node {
    /// None while it is down.
    replicator: Option<Replicator>,
    pub(super) replica: MemoryReplica,
    /// How often it was started: events of an earlier life mean nothing.
    pub(super) life: u64,
    pub(super) journal_free: Millis,
    pub(super) notices: Vec<Notice>,
    /// Authors with a grant, per circle: derived from the control lane.
    grants: BTreeSet<(Tag, u8)>,
    waiting: BTreeMap<RecordId, Waiting>,
}

impl Node {
    pub(super) fn new(number: usize, seed: u64) -> Self {
        let mut device = [0; 32];
        device[..8].copy_from_slice(&(number as u64 + 1).to_le_bytes());
        let mut node = Self {
            replicator: None,
            replica: MemoryReplica::new(DeviceId::from_bytes(device)),
            life: 0,
            journal_free: Millis(0),
            notices: Vec::new(),
            grants: BTreeSet::new(),
            waiting: BTreeMap::new(),
        };
        node.start(seed);
        node
    }

    pub(super) fn start(&mut self, seed: u64) {
        self.life += 1;
        self.replicator = Some(Replicator::new(*blake3::hash(&seed.to_le_bytes()).as_bytes()));
    }

    pub(super) fn crash(&mut self) {
        self.replicator = None;
        for (id, _) in std::mem::take(&mut self.waiting) {
            self.replica.forget_waiting(&id);
        }
    }

    pub(super) const fn is_up(&self) -> bool {
        self.replicator.is_some()
    }

    pub(super) const fn is_alive(&self, life: u64) -> bool {
        self.is_up() && self.life == life
    }

    pub(super) fn is_member(&self, tag: &Tag) -> bool {
        self.replica.circle(tag).is_some()
    }

    pub(super) fn is_waiting(&self, record: &Sealed) -> bool {
        self.waiting.contains_key(&record.id())
    }

    pub(super) fn handle(&mut self, now: Millis, input: Input) -> Vec<Output> {
        self.replicator.as_mut().map_or_else(Vec::new, |machine| machine.handle(now, input, &self.replica))
    }

    /// Lets a record into the set, and with it those that waited for it. Control records are grants: their first content
    /// byte names an author. Posts and documents need the grant of theirs.
    pub(super) fn admit(&mut self, record: Sealed, from: Option<LinkId>) -> Vec<(RecordId, Option<LinkId>)> {
        let tag = record.header().tag;
        let author = paper::content(&record).first().copied().unwrap_or_default();
        if record.header().lane != Lane::Control && !self.grants.contains(&(tag, author)) {
            self.replica.postpone(record.id());
            self.waiting.insert(record.id(), (record, from));
            return Vec::new();
        }
        let mut admitted = vec![(record.id(), from)];
        if record.header().lane == Lane::Control {
            self.grants.insert((tag, author));
            let freed = |(waiting, _): &Waiting| {
                waiting.header().tag == tag && paper::content(waiting).first() == Some(&author)
            };
            let ids: Vec<RecordId> =
                self.waiting.iter().filter(|(_, waiting)| freed(waiting)).map(|(id, _)| *id).collect();
            for id in ids {
                if let Some((waiting, came_from)) = self.waiting.remove(&id) {
                    self.replica.insert(waiting);
                    admitted.push((id, came_from));
                }
            }
        }
        self.replica.insert(record);
        admitted
    }
}
