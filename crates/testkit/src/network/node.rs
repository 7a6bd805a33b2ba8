//! One node: a replicator over a replica, and the least of rules for what enters the set.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_sync::{Input, Millis, Notice, Origin, Output, Replicator};

use crate::memory::MemoryReplica;
use crate::paper::Claim;

/// A record, and how it came.
type Waiting = (Sealed, Origin);

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It counts.
    In,
    /// It is kept, and does not count.
    Out,
    /// It is kept until it can be judged.
    Held,
    /// It is not kept, and may come again.
    NotYet,
}

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
    /// From which number on nothing of an author counts, per circle.
    voids: BTreeMap<(Tag, u8), u64>,
    /// Whether nothing can be written.
    pub(super) disk_full: bool,
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
            voids: BTreeMap::new(),
            disk_full: false,
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
        self.replica.is_in(tag)
    }

    pub(super) fn handle(&mut self, now: Millis, input: Input) -> Vec<Output> {
        self.replicator.as_mut().map_or_else(Vec::new, |machine| machine.handle(now, input, &self.replica))
    }

    /// Judges a record, and those that waited for it. Control records are grants to an author, or make void what an author
    /// has written from some number on. Posts and documents need the grant of theirs: without it, posts are held as
    /// records that cannot be opened are, and documents are not kept at all. What counts is a function of the records
    /// alone; the order in which they came must not show.
    pub(super) fn admit(&mut self, record: Sealed, from: Origin) -> (Fate, Vec<Waiting>) {
        let (tag, lane, claim) = (record.header().tag, record.header().lane, Claim::of(&record));
        if lane == Lane::Control {
            self.replica.insert(record.clone());
            let mut admitted = vec![(record, from)];
            admitted.extend(self.learn(tag, claim));
            return (Fate::In, admitted);
        }
        if !self.is_granted(tag, claim.author) {
            if lane == Lane::Documents {
                return (Fate::NotYet, Vec::new());
            }
            self.replica.postpone(record.id());
            self.waiting.insert(record.id(), (record, from));
            return (Fate::Held, Vec::new());
        }
        if self.is_void(tag, claim) {
            self.replica.keep_out(record);
            return (Fate::Out, Vec::new());
        }
        self.replica.insert(record.clone());
        (Fate::In, vec![(record, from)])
    }

    pub(super) fn is_granted(&self, tag: Tag, author: u8) -> bool {
        self.grants.contains(&(tag, author))
    }

    fn is_void(&self, tag: Tag, claim: Claim) -> bool {
        self.voids.get(&(tag, claim.author)).is_some_and(|from| claim.number >= *from)
    }

    fn learn(&mut self, tag: Tag, claim: Claim) -> Vec<Waiting> {
        if let Some(from) = claim.void_from {
            let void_from = self.voids.entry((tag, claim.author)).or_insert(from);
            *void_from = from.min(*void_from);
            for record in self.replica.records(&tag) {
                if record.header().lane != Lane::Control && self.is_void(tag, Claim::of(&record)) {
                    self.replica.keep_out(record);
                }
            }
            return Vec::new();
        }
        self.grants.insert((tag, claim.author));
        let freed = |(waiting, _): &Waiting| waiting.header().tag == tag && Claim::of(waiting).author == claim.author;
        let ids: Vec<RecordId> = self.waiting.iter().filter(|(_, one)| freed(one)).map(|(id, _)| *id).collect();
        let freed: Vec<Waiting> = ids.iter().filter_map(|id| self.waiting.remove(id)).collect();
        freed.into_iter().flat_map(|(record, from)| self.admit(record, from).1).collect()
    }
}
