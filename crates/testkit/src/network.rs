//! A network in virtual time: nodes, streams between them, and everything that goes wrong.
//!
//! Streams keep their order and lose nothing, as TCP and QUIC streams do; what is lost is lost by a stream's end, with all
//! that was under way. Nodes crash between any two events: what their journal had not confirmed is gone. One seed gives
//! one trace, whose hash [`Network::trace`] tells.

mod door;
mod node;
mod story;
mod stream;

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{RecordId, SlipKey, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::slip::Slip;
use commonplace_sync::{CloseReason, Input, LinkId, Millis, Notice, Origin, Output, Replica};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use crate::memory::MemoryReplica;
use crate::paper::{self, Claim};
use node::Node;
use stream::{Side, Stream};

pub use story::{Story, Verdict};

/// How streams and journals behave; all times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    /// Shortest and longest delay of a stream; each stream has its own.
    pub latency: (u64, u64),
    /// Bytes per millisecond of a stream.
    pub bandwidth: u64,
    /// Shortest and longest time until a write is durable.
    pub journal: (u64, u64),
    /// Shortest and longest time until a lost stream is opened again.
    pub redial: (u64, u64),
}

impl Default for Weather {
    fn default() -> Self {
        Self { latency: (0, 80), bandwidth: 1_000, journal: (1, 8), redial: (100, 3_000) }
    }
}

#[derive(Debug)]
enum Event {
    Deliver { link: LinkId, to: Side, frame: Vec<u8> },
    Drained { link: LinkId, at: Side, bytes: usize },
    Down { link: LinkId, at: Side },
    Tick { node: usize, life: u64 },
    Durable { node: usize, life: u64, from: Origin, tag: Tag, records: Vec<Sealed> },
    Dial { pair: (usize, usize) },
}

/// The network.
#[derive(Debug)]
pub struct Network {
    now: Millis,
    rng: ChaCha20Rng,
    weather: Weather,
    nodes: Vec<Node>,
    streams: BTreeMap<LinkId, Stream>,
    next_link: u64,
    events: BTreeMap<(Millis, u64), Event>,
    next_event: u64,
    /// Pairs between which a stream is opened again when it is lost.
    neighbours: BTreeSet<(usize, usize)>,
    /// Which side of the partition each node is on; all on one when it is healed.
    partition: Vec<bool>,
    trace: blake3::Hasher,
    bytes: u64,
    closes: Vec<(usize, CloseReason)>,
    durable: BTreeMap<Tag, BTreeMap<RecordId, (Lane, Claim)>>,
    /// Of these, those that count by the rules, whoever learnt what when.
    counting: BTreeMap<Tag, BTreeSet<RecordId>>,
    /// Records that nodes did not take in, by reason.
    not_taken: BTreeMap<&'static str, usize>,
    /// The number of the slip that each node wrote last in each circle.
    slips: BTreeMap<(Tag, usize), u64>,
}

impl Network {
    /// A network of so many nodes without circles and without streams.
    #[must_use]
    pub fn new(seed: u64, nodes: usize, weather: Weather) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let nodes: Vec<Node> = (0..nodes).map(|number| Node::new(number, rng.next_u64())).collect();
        Self {
            now: Millis(0),
            rng,
            weather,
            partition: vec![false; nodes.len()],
            nodes,
            streams: BTreeMap::new(),
            next_link: 0,
            events: BTreeMap::new(),
            next_event: 0,
            neighbours: BTreeSet::new(),
            trace: blake3::Hasher::new(),
            bytes: 0,
            closes: Vec::new(),
            durable: BTreeMap::new(),
            counting: BTreeMap::new(),
            not_taken: BTreeMap::new(),
            slips: BTreeMap::new(),
        }
    }

    /// The time.
    #[must_use]
    pub const fn now(&self) -> Millis {
        self.now
    }

    /// A hash of everything that has happened.
    #[must_use]
    pub fn trace(&self) -> [u8; 32] {
        *self.trace.finalize().as_bytes()
    }

    /// Bytes of frames sent so far, by all nodes.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Streams closed by the protocol, and by whom.
    #[must_use]
    pub fn closes(&self) -> &[(usize, CloseReason)] {
        &self.closes
    }

    /// Notices of a node since they were last taken.
    pub fn take_notices(&mut self, node: usize) -> Vec<Notice> {
        std::mem::take(&mut self.nodes[node].notices)
    }

    /// The sets of a node.
    #[must_use]
    pub fn replica(&self, node: usize) -> &MemoryReplica {
        &self.nodes[node].replica
    }

    /// The sets of a node, to prepare them before the story begins.
    pub fn replica_mut(&mut self, node: usize) -> &mut MemoryReplica {
        &mut self.nodes[node].replica
    }

    /// Records that were durable on any node at any time, and count.
    #[must_use]
    pub fn durable(&self, tag: &Tag) -> usize {
        self.counting.get(tag).map_or(0, BTreeSet::len)
    }

    /// Records that were in the set of some node and count nowhere in the end.
    #[must_use]
    pub fn voided(&self, tag: &Tag) -> usize {
        self.durable.get(tag).map_or(0, BTreeMap::len) - self.durable(tag)
    }

    /// How many records nodes did not take in when they came, by reason.
    #[must_use]
    pub const fn not_taken(&self) -> &BTreeMap<&'static str, usize> {
        &self.not_taken
    }

    /// Whether a node runs.
    #[must_use]
    pub fn is_up(&self, node: usize) -> bool {
        self.nodes[node].is_up()
    }

    /// Whether a node knows that an author may write in a circle.
    #[must_use]
    pub fn is_granted(&self, node: usize, tag: &Tag, author: u8) -> bool {
        self.nodes[node].is_granted(*tag, author)
    }

    /// From now on a node can write nothing, or it can again.
    pub fn fill_disk(&mut self, node: usize, full: bool) {
        self.nodes[node].disk_full = full;
    }

    /// Lets two nodes be neighbours: a stream is opened now, and again whenever it is lost.
    pub fn connect(&mut self, a: usize, b: usize) {
        let pair = (a.min(b), a.max(b));
        self.neighbours.insert(pair);
        self.schedule(0, Event::Dial { pair });
    }

    /// Opens one more stream between two nodes, beside those that are there.
    pub fn open_stream(&mut self, a: usize, b: usize) {
        if a == b || !self.nodes[a].is_up() || !self.nodes[b].is_up() || self.partition[a] != self.partition[b] {
            return;
        }
        let link = LinkId(self.next_link);
        self.next_link += 1;
        let latency = self.between(self.weather.latency);
        self.streams.insert(link, Stream::new([a, b], latency, self.now));
        let mut binding = [0; 32];
        binding[0] = u8::try_from(a.min(b)).unwrap_or(u8::MAX);
        binding[1] = u8::try_from(a.max(b)).unwrap_or(u8::MAX);
        self.input(a, Input::LinkUp { link, initiator: true, binding });
        self.input(b, Input::LinkUp { link, initiator: false, binding });
    }

    /// Cuts a stream: both ends learn it sooner or later, and what is under way is lost.
    pub fn cut(&mut self, link: LinkId) {
        if let Some(stream) = self.streams.get_mut(&link).filter(|stream| !stream.cut) {
            stream.cut = true;
            for at in [Side::A, Side::B] {
                let delay = self.rng.next_u64() % 2_000;
                self.schedule(delay, Event::Down { link, at });
            }
        }
    }

    /// The streams that are not cut.
    #[must_use]
    pub fn open_links(&self) -> Vec<LinkId> {
        self.streams.iter().filter(|(_, stream)| !stream.cut).map(|(link, _)| *link).collect()
    }

    /// Stops a node without warning. What was not durable is lost.
    pub fn crash(&mut self, node: usize) {
        self.nodes[node].crash();
        for link in self.links_of(node) {
            self.cut(link);
        }
    }

    /// Starts a node that was stopped.
    pub fn restart(&mut self, node: usize) {
        if !self.nodes[node].is_up() {
            let seed = self.rng.next_u64();
            self.nodes[node].start(seed);
            self.redial_all(node);
        }
    }

    /// Parts the nodes into two halves that do not reach each other.
    pub fn part(&mut self, sides: Vec<bool>) {
        self.partition = sides;
        let across = |stream: &Stream| self.partition[stream.nodes[0]] != self.partition[stream.nodes[1]];
        let lost: Vec<LinkId> =
            self.streams.iter().filter(|(_, stream)| across(stream)).map(|(link, _)| *link).collect();
        for link in lost {
            self.cut(link);
        }
    }

    /// Ends the partition.
    pub fn heal(&mut self) {
        self.partition.fill(false);
        for node in 0..self.nodes.len() {
            self.redial_all(node);
        }
    }

    /// Lets a node join a circle.
    pub fn join(&mut self, node: usize, tag: Tag) {
        self.nodes[node].replica.join(tag);
        self.input(node, Input::CircleAdded { tag });
        self.redial_all(node);
    }

    /// A node writes a record; it counts as soon as it is durable.
    pub fn publish(&mut self, node: usize, record: Sealed) {
        if self.nodes[node].is_up() && !self.nodes[node].disk_full {
            let tag = record.header().tag;
            self.make_durable(node, Origin::Own, tag, vec![record]);
        }
    }

    /// A node writes its next slip in a circle, unless it is not running or not part of it.
    pub fn write_slip(&mut self, node: usize, tag: Tag) {
        if !self.nodes[node].is_up() || !self.nodes[node].is_member(&tag) {
            return;
        }
        let number = self.slips.get(&(tag, node)).map_or(1, |number| number + 1);
        self.slips.insert((tag, node), number);
        self.keep_slip(node, None, tag, paper::slip(tag, node as u64, number, number.is_multiple_of(5)));
    }

    fn keep_slip(&mut self, node: usize, from: Option<LinkId>, tag: Tag, slip: Slip) {
        let (key, number) = (slip.header().key, slip.header().number);
        if self.nodes[node].replica.keep_slip(slip) {
            self.input(node, Input::SlipKept { tag, key, number, from });
        }
    }

    /// Whether every member of a circle has of each writer the slip that was written last.
    #[must_use]
    pub fn slips_agree(&self, tag: &Tag) -> bool {
        let written = self.slips.iter().filter(|((circle, _), _)| circle == tag);
        let latest: BTreeSet<(SlipKey, u64)> = written
            .map(|((_, writer), number)| (paper::slip(*tag, *writer as u64, *number, false).header().key, *number))
            .collect();
        self.members(tag).all(|node| node.replica.slips(tag).into_iter().collect::<BTreeSet<_>>() == latest)
    }

    /// Lets time pass, up to and including this moment.
    pub fn run_until(&mut self, end: Millis) {
        while let Some((key, _)) = self.events.first_key_value().filter(|((at, _), _)| *at <= end) {
            let key = *key;
            if let Some(event) = self.events.remove(&key) {
                self.now = key.0;
                self.happen(event);
            }
        }
        self.now = self.now.max(end);
    }

    /// Lets time pass until the condition holds, which is asked after every event. Says whether it came to hold in time.
    pub fn run_while(&mut self, end: Millis, mut goes_on: impl FnMut(&Self) -> bool) -> bool {
        while goes_on(self) {
            let Some(((at, _), _)) = self.events.first_key_value() else { return false };
            if *at > end {
                return false;
            }
            self.run_until(*at);
        }
        true
    }

    /// Whether all nodes of a circle hold the same set.
    #[must_use]
    pub fn agrees(&self, tag: &Tag) -> bool {
        let mut hashes = self.members(tag).map(|node| node.replica.view_hash(tag));
        hashes.next().is_none_or(|first| hashes.all(|hash| hash == first))
    }

    /// Whether every member of a circle holds as many records as count, of all that was ever durable anywhere.
    #[must_use]
    pub fn holds_all(&self, tag: &Tag) -> bool {
        let all = self.durable(tag) as u64;
        self.members(tag).all(|node| node.replica.count(tag) == all)
    }

    /// Whether every member of a circle holds exactly what counts.
    #[must_use]
    pub fn holds_exactly(&self, tag: &Tag) -> bool {
        let all = self.counting.get(tag).cloned().unwrap_or_default();
        self.members(tag).all(|node| {
            let keys = Lane::ALL.into_iter().flat_map(|lane| node.replica.keys(tag, lane));
            keys.map(|key| key.id).collect::<BTreeSet<RecordId>>() == all
        })
    }

    fn members(&self, tag: &Tag) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(move |node| node.is_member(tag))
    }

    fn links_of(&self, node: usize) -> Vec<LinkId> {
        self.streams.iter().filter(|(_, stream)| stream.nodes.contains(&node)).map(|(link, _)| *link).collect()
    }

    fn schedule(&mut self, delay: u64, event: Event) {
        let at = Millis(self.now.0 + delay);
        self.schedule_at(at, event);
    }

    fn schedule_at(&mut self, at: Millis, event: Event) {
        self.events.insert((at.max(self.now), self.next_event), event);
        self.next_event += 1;
    }

    fn between(&mut self, (least, most): (u64, u64)) -> u64 {
        least + self.rng.next_u64() % (most - least + 1)
    }

    fn happen(&mut self, event: Event) {
        self.note(&event);
        match event {
            Event::Deliver { link, to, frame } => {
                if let Some(node) = self.reachable(link, to) {
                    self.input(node, Input::Frame { link, bytes: frame });
                }
            }
            Event::Drained { link, at, bytes } => {
                if let Some(node) = self.reachable(link, at) {
                    self.input(node, Input::Drained { link, bytes });
                }
            }
            Event::Down { link, at } => self.down(link, at),
            Event::Tick { node, life } => {
                if self.nodes[node].is_alive(life) {
                    self.input(node, Input::Tick);
                }
            }
            Event::Durable { node, life, from, tag, records } => {
                if self.nodes[node].is_alive(life) {
                    self.admit(node, from, tag, records);
                }
            }
            Event::Dial { pair: (a, b) } => {
                let linked = self.streams.values().any(|stream| !stream.cut && stream.joins(a, b));
                if !linked && self.neighbours.contains(&(a, b)) {
                    // Whoever dials leads: let it be either of the two.
                    if self.rng.next_u32().is_multiple_of(2) { self.open_stream(a, b) } else { self.open_stream(b, a) }
                }
            }
        }
    }

    fn note(&mut self, event: &Event) {
        self.trace.update(&self.now.0.to_le_bytes());
        let words: [u64; 2] = match event {
            Event::Deliver { link, to, frame } => {
                self.trace.update(frame);
                [link.0, *to as u64]
            }
            Event::Drained { link, bytes, .. } => [link.0, *bytes as u64],
            Event::Down { link, at } => [link.0, *at as u64],
            Event::Tick { node, life } => [*node as u64, *life],
            Event::Durable { node, records, .. } => [*node as u64, records.len() as u64],
            Event::Dial { pair } => [pair.0 as u64, pair.1 as u64],
        };
        self.trace.update(&words[0].to_le_bytes()).update(&words[1].to_le_bytes());
    }

    /// The running node at one end of a stream that stands there.
    fn reachable(&self, link: LinkId, at: Side) -> Option<usize> {
        let stream = self.streams.get(&link).filter(|stream| stream.up[at as usize])?;
        let node = stream.nodes[at as usize];
        (self.nodes[node].is_up() && !stream.cut).then_some(node)
    }

    fn down(&mut self, link: LinkId, at: Side) {
        let Some(stream) = self.streams.get_mut(&link).filter(|stream| stream.up[at as usize]) else { return };
        stream.up[at as usize] = false;
        let (node, nodes) = (stream.nodes[at as usize], stream.nodes);
        if stream.up == [false; 2] {
            self.streams.remove(&link);
            let delay = self.between(self.weather.redial);
            let pair = (nodes[0].min(nodes[1]), nodes[0].max(nodes[1]));
            self.schedule(delay, Event::Dial { pair });
        }
        self.input(node, Input::LinkDown { link });
    }

    fn redial_all(&mut self, node: usize) {
        let pairs: Vec<(usize, usize)> =
            self.neighbours.iter().filter(|(a, b)| *a == node || *b == node).copied().collect();
        for pair in pairs {
            let delay = self.between(self.weather.redial);
            self.schedule(delay, Event::Dial { pair });
        }
    }

    fn input(&mut self, node: usize, input: Input) {
        let outputs = self.nodes[node].handle(self.now, input);
        for output in outputs {
            self.output(node, output);
        }
    }

    fn output(&mut self, node: usize, output: Output) {
        match output {
            Output::Send { link, frame } => self.send(node, link, frame),
            Output::Ingest { link, tag, records } => self.ingest(node, link, tag, records),
            Output::Slips { link, tag, slips } => {
                for slip in slips {
                    self.keep_slip(node, Some(link), tag, slip);
                }
            }
            Output::Close { link, why } => {
                self.closes.push((node, why));
                if let Some(stream) = self.streams.get_mut(&link) {
                    stream.up[stream.side_of(node) as usize] = false;
                }
                self.cut(link);
            }
            Output::WakeAt(at) => {
                let life = self.nodes[node].life;
                self.schedule_at(at, Event::Tick { node, life });
            }
            Output::Notice(notice) => self.nodes[node].notices.push(notice),
        }
    }

    fn send(&mut self, node: usize, link: LinkId, frame: Vec<u8>) {
        let bytes = frame.len();
        self.bytes += bytes as u64 + 4;
        let Some(stream) = self.streams.get_mut(&link) else { return };
        let at = stream.side_of(node);
        let jitter = self.rng.next_u64() % 3;
        let (taken, arrives) = stream.transmit(at, self.now, bytes as u64, self.weather.bandwidth, jitter);
        self.schedule_at(taken, Event::Drained { link, at, bytes });
        self.schedule_at(arrives, Event::Deliver { link, to: at.other(), frame });
    }

    /// Records of a lane on a node.
    #[must_use]
    pub fn count(&self, node: usize, tag: &Tag, lane: Lane) -> usize {
        self.nodes[node].replica.keys(tag, lane).len()
    }
}
