//! A story: a random life of a circle of nodes, told from a seed, and how it ends.

use std::collections::BTreeMap;

use commonplace_core::id::Tag;
use commonplace_core::record::Lane;
use commonplace_core::time::Slot;
use commonplace_sync::{CloseReason, Millis};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use super::{Network, Weather};
use crate::memory::Bug;
use crate::paper::{self, Claim};

/// Virtual time that nodes have for agreeing once nothing goes wrong any more.
const CALM: u64 = 10 * 60 * 1000;
/// Virtual time for which they are watched afterwards.
const IDLE: u64 = 5 * 60 * 1000;

/// What is told.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    seed: u64,
    bug: Option<Bug>,
}

/// How a story has ended.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The seed of the story.
    pub seed: u64,
    /// Nodes in it.
    pub nodes: usize,
    /// Records that were durable anywhere.
    pub records: usize,
    /// Records that some node had in its set, and that count nowhere in the end.
    pub voided: usize,
    /// Records that nodes did not take in when they came, by reason.
    pub not_taken: BTreeMap<&'static str, usize>,
    /// Whether all members of every circle hold the same set: of all that was ever durable, what counts, and nothing else.
    pub agreed: bool,
    /// Whether all members of every circle have the latest slip of each of them.
    pub slips_agreed: bool,
    /// Virtual milliseconds from calm to agreement.
    pub took: u64,
    /// Honest nodes that were shut out.
    pub banned: usize,
    /// Bytes that one stream carries in a minute when nothing happens.
    pub idle_bytes: u64,
    /// A hash of everything that has happened.
    pub trace: [u8; 32],
}

impl Story {
    /// The story of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, bug: None }
    }

    /// The same story, with a bug planted in every node.
    #[must_use]
    pub const fn with(self, bug: Bug) -> Self {
        Self { bug: Some(bug), ..self }
    }

    /// Tells it.
    #[must_use]
    pub fn tell(self) -> Verdict {
        let mut teller = Teller::new(self);
        teller.begin();
        for _ in 0..teller.between(40, 80) {
            teller.step();
        }
        teller.end()
    }
}

struct Teller {
    seed: u64,
    rng: ChaCha20Rng,
    /// For what happens beside the records.
    slips: ChaCha20Rng,
    network: Network,
    nodes: usize,
    circles: Vec<Tag>,
    written: u64,
    /// Who is still to be granted the right to write, first come last.
    grants: Vec<(Tag, usize)>,
    /// Who joins when.
    latecomers: Vec<(Millis, usize, Tag)>,
}

impl Teller {
    fn new(story: Story) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(story.seed);
        let nodes = 2 + usize::try_from(rng.next_u64() % 11).unwrap_or_default();
        let mut circles = vec![Tag::from_bytes([1; 16]), Tag::from_bytes([2; 16])];
        circles.truncate(1 + usize::from(rng.next_u32().is_multiple_of(2)));
        let mut network = Network::new(rng.next_u64(), nodes, Weather::default());
        if let Some(bug) = story.bug {
            // The same code runs everywhere.
            (0..nodes).for_each(|node| network.replica_mut(node).plant(bug));
        }
        let slips = ChaCha20Rng::seed_from_u64(!story.seed);
        Self {
            seed: story.seed,
            rng,
            slips,
            network,
            nodes,
            circles,
            written: 0,
            grants: Vec::new(),
            latecomers: Vec::new(),
        }
    }

    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.rng.next_u64() % (most - least + 1)
    }

    fn pick(&mut self, count: usize) -> usize {
        usize::try_from(self.rng.next_u64() % count.max(1) as u64).unwrap_or_default()
    }

    fn percent(&mut self, percent: u32) -> bool {
        self.rng.next_u32() % 100 < percent
    }

    /// Founders, members, latecomers, and who is next to whom.
    fn begin(&mut self) {
        for tag in self.circles.clone() {
            for node in 0..self.nodes {
                match self.rng.next_u32() % 10 {
                    _ if node < 2 => self.network.join(node, tag),
                    0..=6 => self.network.join(node, tag),
                    7 | 8 => {
                        let at = Millis(self.between(1_000, 60_000));
                        self.latecomers.push((at, node, tag));
                    }
                    _ => {}
                }
            }
            for author in 0..self.nodes {
                self.grants.push((tag, author));
            }
        }
        let mesh = self.nodes <= 5 || self.percent(30);
        for a in 0..self.nodes {
            for b in a + 1..self.nodes {
                let next = b == a + 1 || (a == 0 && b == self.nodes - 1);
                if next || mesh || self.percent(15) {
                    self.network.connect(a, b);
                }
            }
        }
    }

    fn write(&mut self, node: usize, tag: Tag, lane: Lane, author: usize) {
        self.written += 1;
        let author = u8::try_from(author).unwrap_or_default();
        self.say(node, tag, lane, Claim { author, number: self.written, void_from: None });
    }

    fn say(&mut self, node: usize, tag: Tag, lane: Lane, claim: Claim) {
        let len = usize::try_from(self.between(16, 3_000)).unwrap_or_default();
        let content = claim.to_content(len);
        // Most are of the hour, some of days ago: written on a laptop that was closed since.
        let slot = if self.percent(70) { 50_000 } else { 49_900 + self.rng.next_u32() % 100 };
        self.network.publish(node, paper::record(tag, lane, Slot(slot), &content));
    }

    fn step(&mut self) {
        let pause = self.between(0, 3_000);
        self.network.run_until(Millis(self.network.now().0 + pause));
        self.let_join();
        if self.percent(40) {
            self.grant_one();
        }
        self.write_slip();
        match self.rng.next_u32() % 100 {
            0..=45 | 49 => self.write_some(1),
            46..=48 => self.void_some(),
            50..=54 => {
                let count = self.between(10, 80);
                self.write_some(count);
            }
            55..=64 => {
                let links = self.network.open_links();
                if !links.is_empty() {
                    let link = links[self.pick(links.len())];
                    self.network.cut(link);
                }
            }
            65..=70 => {
                let (a, b) = (self.pick(self.nodes), self.pick(self.nodes));
                self.network.open_stream(a, b);
            }
            71..=77 => {
                let node = self.pick(self.nodes);
                self.network.crash(node);
            }
            78..=86 => {
                let node = self.pick(self.nodes);
                self.network.restart(node);
            }
            87 | 88 => {
                let (node, full) = (self.pick(self.nodes), self.percent(60));
                self.network.fill_disk(node, full);
            }
            89..=93 => {
                let sides = (0..self.nodes).map(|_| self.rng.next_u32().is_multiple_of(2)).collect();
                self.network.part(sides);
            }
            _ => self.network.heal(),
        }
    }

    fn let_join(&mut self) {
        let now = self.network.now();
        let (due, later) = self.latecomers.iter().partition(|(at, ..)| *at <= now);
        self.latecomers = later;
        for (_, node, tag) in due {
            self.network.join(node, tag);
        }
    }

    fn write_some(&mut self, count: u64) {
        let (node, circle) = (self.pick(self.nodes), self.pick(self.circles.len()));
        let tag = self.circles[circle];
        let lane = if self.percent(60) { Lane::Posts } else { Lane::Documents };
        // Who has not got their grant yet does not write.
        let granted = self.network.is_granted(node, &tag, u8::try_from(node).unwrap_or_default());
        if granted && self.network.replica(node).is_in(&tag) {
            for _ in 0..count {
                self.write(node, tag, lane, node);
            }
        }
    }

    /// Now and then somebody writes their next slip. What is drawn for that changes nothing of the rest of the story.
    fn write_slip(&mut self) {
        let drawn = self.slips.next_u32();
        if drawn.is_multiple_of(3) {
            let (node, circle) = (drawn as usize / 3 % self.nodes, drawn as usize / 97 % self.circles.len());
            self.network.write_slip(node, self.circles[circle]);
        }
    }

    /// A founder who is there grants the next one.
    fn grant_one(&mut self) {
        let founder = self.pick(2);
        if self.network.is_up(founder)
            && let Some((tag, author)) = self.grants.pop()
        {
            self.write(founder, tag, Lane::Control, author);
        }
    }

    /// Somebody who moderates makes void what an author has written lately, and what comes of that author.
    fn void_some(&mut self) {
        let (node, circle) = (self.pick(2), self.pick(self.circles.len()));
        let author = u8::try_from(self.pick(self.nodes)).unwrap_or_default();
        self.written += 1;
        let from = self.written.saturating_sub(self.between(0, 30));
        let claim = Claim { author, number: self.written, void_from: Some(from) };
        self.say(node, self.circles[circle], Lane::Control, claim);
    }

    /// Everything is mended; do they agree, and are they quiet afterwards?
    fn end(mut self) -> Verdict {
        for (_, node, tag) in std::mem::take(&mut self.latecomers) {
            self.network.join(node, tag);
        }
        self.network.heal();
        for node in 0..self.nodes {
            self.network.fill_disk(node, false);
            self.network.restart(node);
            for other in 0..node {
                self.network.connect(node, other);
            }
        }
        while !self.grants.is_empty() {
            self.grant_one();
        }
        let calm = self.network.now();
        let circles = self.circles.clone();
        let complete = |network: &Network| circles.iter().all(|tag| network.holds_all(tag));
        let agreed = self.network.run_while(Millis(calm.0 + CALM), |network| !complete(network));
        let took = self.network.now().since(calm).as_millis();
        self.network.run_until(Millis(self.network.now().0 + 60_000));
        let before = self.network.bytes();
        self.network.run_until(Millis(self.network.now().0 + IDLE));
        let streams = self.network.open_links().len().max(1) as u64;
        let idle_bytes = (self.network.bytes() - before) / streams / (IDLE / 60_000);
        Verdict {
            seed: self.seed,
            nodes: self.nodes,
            records: self.circles.iter().map(|tag| self.network.durable(tag)).sum(),
            voided: self.circles.iter().map(|tag| self.network.voided(tag)).sum(),
            not_taken: self.network.not_taken().clone(),
            agreed: agreed && self.circles.iter().all(|tag| self.network.holds_exactly(tag)),
            slips_agreed: self.circles.iter().all(|tag| self.network.slips_agree(tag)),
            took: u64::try_from(took).unwrap_or(u64::MAX),
            banned: self.network.closes().iter().filter(|(_, why)| *why == CloseReason::Misbehaved).count(),
            idle_bytes,
            trace: self.network.trace(),
        }
    }
}
