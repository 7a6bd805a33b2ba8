//! Two nodes and a perfect wire between them, with every byte counted by type of message.

use std::collections::{BTreeMap, VecDeque};

use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::record::Sealed;
use commonplace_core::slip::Slip;
use commonplace_sync::{CloseReason, Input, LinkId, Millis, Notice, Origin, Output, Rejection, Replicator};

use crate::memory::MemoryReplica;

/// Types of messages as `docs/protocol.md` numbers them.
pub mod kind {
    /// The opener's proof and sums.
    pub const BEGIN: u8 = 3;
    /// Ranges.
    pub const RANGES: u8 = 5;
    /// Records.
    pub const RECORDS: u8 = 6;
    /// Sums.
    pub const SUM: u8 = 8;
    /// The sums are equal.
    pub const SAME: u8 = 9;
    /// The end of a run.
    pub const END: u8 = 10;
    /// News that the sender has.
    pub const HAVE: u8 = 11;
    /// Lanes of which nothing is taken now.
    pub const HOLD: u8 = 14;
    /// Slips that the sender has.
    pub const SLIP_HAVE: u8 = 15;
    /// Slips that the sender wants.
    pub const SLIP_ASK: u8 = 16;
    /// Slips.
    pub const SLIPS: u8 = 17;
}

const LINK: LinkId = LinkId(1);

/// What went over the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Frames and their bytes, with four of the length prefix each, per type of message.
    pub by_kind: BTreeMap<u8, (usize, usize)>,
    /// How often the direction of messages of ranges changed, the first one included: two are a round trip.
    pub range_turns: usize,
    last_range_from: Option<usize>,
}

impl Traffic {
    fn count(&mut self, from: usize, frame: &[u8]) {
        let kind = frame.get(1).copied().unwrap_or(u8::MAX);
        let (frames, bytes) = self.by_kind.entry(kind).or_default();
        *frames += 1;
        *bytes += frame.len() + 4;
        if kind == kind::RANGES && self.last_range_from != Some(from) {
            self.range_turns += 1;
            self.last_range_from = Some(from);
        }
    }

    /// Bytes of one type.
    #[must_use]
    pub fn bytes(&self, kind: u8) -> usize {
        self.by_kind.get(&kind).map_or(0, |(_, bytes)| *bytes)
    }

    /// Bytes of agreeing on the difference: sums, ranges, ends. Neither the opening of the session nor records.
    #[must_use]
    pub fn overhead(&self) -> usize {
        [kind::RANGES, kind::SUM, kind::SAME, kind::END, kind::HOLD].iter().map(|kind| self.bytes(*kind)).sum()
    }
}

/// What a node does with the records that come to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// They enter the set.
    Admits,
    /// They are kept out of the set.
    KeepsOut,
    /// They are kept out until they can be judged.
    Holds,
    /// Nothing is kept of them, for this reason.
    Refuses(Rejection),
}

/// Two nodes.
#[derive(Debug)]
pub struct Pair {
    /// Alice, who opens the stream, and bob.
    pub replicas: [MemoryReplica; 2],
    machines: [Replicator; 2],
    /// Frames under way, and whether their sender's transport has not taken them yet.
    wires: [VecDeque<(Vec<u8>, bool)>; 2],
    now: Millis,
    wake: [Option<Millis>; 2],
    /// What went over the wire since this was last taken.
    pub traffic: Traffic,
    /// What each of them was told.
    pub notices: [Vec<Notice>; 2],
    /// Ids that each of them was given to admit, in order.
    pub ingested: [Vec<RecordId>; 2],
    /// What each of them does with records that come.
    pub taking: [Taking; 2],
    /// Frames of this node are under way for long: they arrive by [`Pair::arrive`].
    pub delayed: [bool; 2],
    /// Why either has closed the stream.
    pub closed: Option<CloseReason>,
}

impl Pair {
    /// Two nodes of one circle, not connected yet.
    #[must_use]
    pub fn new(tag: Tag) -> Self {
        let replica = |device: u8| {
            let mut replica = MemoryReplica::new(DeviceId::from_bytes([device; 32]));
            replica.join(tag);
            replica
        };
        Self {
            replicas: [replica(1), replica(2)],
            machines: [Replicator::new([1; 32]), Replicator::new([2; 32])],
            wires: Default::default(),
            now: Millis(0),
            wake: [None; 2],
            traffic: Traffic::default(),
            notices: Default::default(),
            ingested: Default::default(),
            taking: [Taking::Admits; 2],
            delayed: [false; 2],
            closed: None,
        }
    }

    /// Connects them and delivers until nothing is under way.
    pub fn connect(&mut self) {
        for (node, initiator) in [(0, true), (1, false)] {
            self.input(node, Input::LinkUp { link: LINK, initiator, binding: [9; 32] });
        }
        self.deliver();
    }

    /// Something happens to a node, and everything that follows at once.
    pub fn tell(&mut self, node: usize, input: Input) {
        self.input(node, input);
        self.deliver();
    }

    /// Both nodes learn something at the same moment, before either hears of the other.
    pub fn tell_both(&mut self, input: &Input) {
        self.input(0, input.clone());
        self.input(1, input.clone());
        self.deliver();
    }

    /// A node writes a record, and everything that follows at once happens.
    pub fn publish(&mut self, node: usize, record: Sealed) {
        let (tag, id) = (record.header().tag, record.id());
        self.replicas[node].insert(record);
        self.input(node, Input::Admitted { tag, id, from: Origin::Own });
        self.deliver();
    }

    /// A node writes a slip, and everything that follows at once happens.
    pub fn write_slip(&mut self, node: usize, slip: Slip) {
        let (tag, key, number) = (slip.header().tag, slip.header().key, slip.header().number);
        self.replicas[node].keep_slip(slip);
        self.input(node, Input::SlipKept { tag, key, number, from: None });
        self.deliver();
    }

    /// Lets what is under way arrive, and everything that follows at once happen.
    pub fn arrive(&mut self) {
        self.delayed = [false; 2];
        self.deliver();
    }

    /// Lets time pass.
    pub fn run_until(&mut self, end: Millis) {
        loop {
            let next = self.wake.iter().flatten().min().copied();
            let Some(at) = next.filter(|at| *at <= end) else { break };
            self.now = self.now.max(at);
            for node in [0, 1] {
                if self.wake[node].is_some_and(|wake| wake <= self.now) {
                    self.wake[node] = None;
                    self.input(node, Input::Tick);
                }
            }
            self.deliver();
        }
        self.now = self.now.max(end);
    }

    /// What went over the wire since the last time.
    pub fn take_traffic(&mut self) -> Traffic {
        std::mem::take(&mut self.traffic)
    }

    fn deliver(&mut self) {
        while let Some(from) = [0, 1].into_iter().find(|node| !self.delayed[*node] && !self.wires[*node].is_empty()) {
            // All that one side has said is heard before the other answers: as over a wire with a delay.
            for (frame, waits) in std::mem::take(&mut self.wires[from]) {
                if waits {
                    self.input(from, Input::Drained { link: LINK, bytes: frame.len() });
                }
                self.input(1 - from, Input::Frame { link: LINK, bytes: frame });
            }
        }
    }

    fn input(&mut self, node: usize, input: Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for output in self.machines[node].handle(self.now, input, &self.replicas[node]) {
                self.output(node, output, &mut inputs);
            }
        }
    }

    fn output(&mut self, node: usize, output: Output, inputs: &mut VecDeque<Input>) {
        match output {
            Output::Send { frame, .. } => {
                self.traffic.count(node, &frame);
                if self.delayed[node] {
                    inputs.push_back(Input::Drained { link: LINK, bytes: frame.len() });
                }
                self.wires[node].push_back((frame, !self.delayed[node]));
            }
            Output::Ingest { link, tag, records } => {
                for record in records {
                    self.ingested[node].push(record.id());
                    inputs.push_back(self.take_in(node, link, tag, record));
                }
            }
            Output::Slips { link, tag, slips } => {
                for slip in slips {
                    let (key, number) = (slip.header().key, slip.header().number);
                    if self.replicas[node].keep_slip(slip) {
                        inputs.push_back(Input::SlipKept { tag, key, number, from: Some(link) });
                    }
                }
            }
            Output::Close { why, .. } => {
                self.closed = Some(why);
                self.wires = Default::default();
            }
            Output::WakeAt(at) => self.wake[node] = Some(at),
            Output::Notice(notice) => self.notices[node].push(notice),
        }
    }

    fn take_in(&mut self, node: usize, link: LinkId, tag: Tag, record: Sealed) -> Input {
        let id = record.id();
        let rejected = |why| Input::Rejected { link, tag, ids: vec![id], why };
        match self.taking[node] {
            Taking::Admits => {
                self.replicas[node].insert(record);
                Input::Admitted { tag, id, from: Origin::Link(link) }
            }
            Taking::KeepsOut => {
                self.replicas[node].keep_out(record);
                rejected(Rejection::Inadmissible)
            }
            Taking::Holds => {
                self.replicas[node].keep_out(record);
                Input::Held { tag, id }
            }
            Taking::Refuses(why) => rejected(why),
        }
    }
}
