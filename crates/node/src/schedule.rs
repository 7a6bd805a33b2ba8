//! Which segment of an attachment is asked of whom: a machine without IO and without a clock.
//!
//! Several peers are asked at once, each for as many segments as it delivers in half a second, so that a fast one is never
//! idle and a slow one holds little back. The rarest come first where some peers have only a part, so that those who fetch
//! the same attachment can give each other what they have. A peer that falls silent keeps what it was asked for, but others
//! are asked for it too; one that sends a wrong segment is asked no more. What arrives is checked by whoever drives this.

mod bits;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

pub(crate) use bits::Bits;
use commonplace_core::limits;
use commonplace_sync::Millis;

/// How much of a peer's time is asked for at once.
const AHEAD: Duration = Duration::from_millis(500);
/// Over how long a peer's rate is measured.
const MEASURED: Duration = Duration::from_millis(250);
/// How long a peer may deliver nothing before others are asked for what it owes.
const SILENCE: Duration = Duration::from_secs(5);
/// How long a peer may deliver nothing at all: a segment at 5 kB/s.
const PATIENCE: Duration = Duration::from_secs(50);
/// How old an ask is before, in the end, another peer is asked as well.
const DOUBTED: Duration = Duration::from_millis(500);
/// How often a peer that has a part, and nothing that we lack, is asked what it has by now.
const NEWS: Duration = Duration::from_secs(2);
/// Segments first asked of a peer whose rate nobody knows.
const FIRST_WINDOW: usize = 4;
/// Segments that a peer may turn out not to have after it said so, until it is asked no more.
const ABSENT: u32 = 64;
/// Candidates looked at for the rarest: a walk over all of them for each ask would cost more than it brings.
const CANDIDATES: usize = 256;

/// What is to be said to a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<P> {
    /// Ask for a segment.
    Ask(P, u32),
    /// Ask what it has by now.
    AskWhat(P),
    /// It delivers nothing, or not what it says: have no more to do with it for now.
    Drop(P),
}

/// What a peer is asked for.
#[derive(Debug, Clone, Copy)]
struct Asked {
    at: Millis,
    /// The peer has fallen silent since, and others may be asked.
    doubtful: bool,
}

#[derive(Debug)]
struct Peer {
    /// Segments that it has; none means all.
    part: Option<Bits>,
    asked: BTreeMap<u32, Asked>,
    window: usize,
    /// When it last delivered a segment, or was first asked after owing nothing.
    heard: Millis,
    /// Bytes a second, once measured.
    rate: Option<u64>,
    measured: (Millis, u64),
    absent: u32,
    /// When it was last asked what it has.
    news: Millis,
}

impl Peer {
    fn has(&self, index: u32) -> bool {
        self.part.as_ref().is_none_or(|part| part.get(index))
    }

    fn has_room(&self) -> bool {
        self.asked.len() < self.window
    }

    /// Counts what it delivered, and asks it for more at once if it is fast.
    fn delivered(&mut self, now: Millis, bytes: u64) {
        self.heard = now;
        self.measured.1 += bytes;
        let elapsed = now.since(self.measured.0);
        if elapsed < MEASURED {
            return;
        }
        let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
        let rate = self.measured.1.saturating_mul(1000) / millis;
        let rate = self.rate.map_or(rate, |before| u64::midpoint(before, rate));
        self.rate = Some(rate);
        self.measured = (now, 0);
        let ahead = rate.saturating_mul(u64::try_from(AHEAD.as_millis()).unwrap_or(0)) / 1000;
        let segments = usize::try_from(ahead / limits::SEGMENT_BYTES as u64).unwrap_or(usize::MAX);
        self.window = segments.clamp(limits::BLOB_WINDOW_LEAST, limits::BLOB_WINDOW);
    }
}

/// The segments of one attachment that are still to come, and the peers that may be asked for them.
#[derive(Debug)]
pub(crate) struct Schedule<P> {
    missing: Bits,
    /// Missing, and asked of nobody who can be expected to deliver.
    free: Bits,
    peers: BTreeMap<P, Peer>,
    /// How many of the peers that have a part have each segment.
    copies: Vec<u16>,
    cursor: u32,
}

impl<P: Ord + Copy> Schedule<P> {
    /// For an attachment of `count` segments of which these are missing. `start` tells where to begin: another place on each
    /// node, so that those who fetch the same at one time soon have something for each other.
    #[must_use]
    pub(crate) fn new(count: u32, missing: impl IntoIterator<Item = u32>, start: u32) -> Self {
        let mut bits = Bits::new(count);
        missing.into_iter().for_each(|index| bits.set(index, true));
        let cursor = start.checked_rem(count).unwrap_or(0);
        Self { free: bits.clone(), missing: bits, peers: BTreeMap::new(), copies: vec![0; count as usize], cursor }
    }

    /// Whether nothing is missing.
    #[must_use]
    pub(crate) fn is_done(&self) -> bool {
        self.missing.count() == 0
    }

    /// How many segments are missing.
    #[must_use]
    pub(crate) fn missing(&self) -> u32 {
        self.missing.count()
    }

    /// The peers that may be asked.
    pub(crate) fn peers(&self) -> impl Iterator<Item = P> + '_ {
        self.peers.keys().copied()
    }

    /// How many peers are delivering.
    #[must_use]
    pub(crate) fn sources(&self) -> usize {
        self.peers.values().filter(|peer| !peer.asked.is_empty() && peer.rate.is_some_and(|rate| rate > 0)).count()
    }

    /// Bytes a second that all peers together delivered lately.
    #[must_use]
    pub(crate) fn rate(&self, now: Millis) -> u64 {
        let lately = |peer: &&Peer| now.since(peer.heard) < SILENCE;
        self.peers.values().filter(lately).filter_map(|peer| peer.rate).sum()
    }

    /// A peer may be asked: for any segment, or for those of a part.
    pub(crate) fn joined(&mut self, now: Millis, peer: P, part: Option<Bits>) {
        self.left(&peer);
        self.count_copies(part.as_ref(), true);
        let new = Peer {
            part,
            asked: BTreeMap::new(),
            window: FIRST_WINDOW,
            heard: now,
            rate: None,
            measured: (now, 0),
            absent: 0,
            news: now,
        };
        self.peers.insert(peer, new);
    }

    /// A peer says what it has by now.
    pub(crate) fn has(&mut self, peer: &P, part: Option<Bits>) {
        let Some(state) = self.peers.get_mut(peer) else { return };
        let before = std::mem::replace(&mut state.part, part.clone());
        self.count_copies(before.as_ref(), false);
        self.count_copies(part.as_ref(), true);
    }

    fn count_copies(&mut self, part: Option<&Bits>, more: bool) {
        let Some(part) = part else { return };
        for (index, copies) in (0..).zip(&mut self.copies) {
            if part.get(index) {
                *copies = if more { copies.saturating_add(1) } else { copies.saturating_sub(1) };
            }
        }
    }

    /// A peer is gone, or has nothing more to say. What it owes is asked of others.
    pub(crate) fn left(&mut self, peer: &P) {
        let Some(gone) = self.peers.remove(peer) else { return };
        self.count_copies(gone.part.as_ref(), false);
        for index in gone.asked.into_keys() {
            self.release(index);
        }
    }

    /// A segment that this peer sent is kept.
    pub(crate) fn kept(&mut self, now: Millis, peer: &P, index: u32, bytes: u64) {
        if let Some(state) = self.peers.get_mut(peer)
            && state.asked.remove(&index).is_some()
        {
            state.delivered(now, bytes);
        }
        self.missing.set(index, false);
        self.free.set(index, false);
    }

    /// A segment that was kept is spoiled, and missing again.
    pub(crate) fn spoiled(&mut self, index: u32) {
        self.missing.set(index, true);
        self.release(index);
    }

    /// The peer sent something that is not the segment, and is asked no more.
    pub(crate) fn wrong(&mut self, peer: &P) {
        self.left(peer);
    }

    /// The peer turns out not to have a segment.
    pub(crate) fn absent(&mut self, now: Millis, peer: &P, index: u32) {
        let count = self.missing.len();
        let Some(state) = self.peers.get_mut(peer) else { return };
        if state.asked.remove(&index).is_none() {
            return;
        }
        state.heard = now;
        state.absent += 1;
        let was_whole = state.part.is_none();
        let part = state.part.get_or_insert_with(|| Bits::full(count));
        let had = part.get(index);
        part.set(index, false);
        if was_whole {
            let part = part.clone();
            self.count_copies(Some(&part), true);
        } else if had && let Some(copies) = self.copies.get_mut(index as usize) {
            *copies = copies.saturating_sub(1);
        }
        self.release(index);
    }

    /// A segment is asked of nobody any more, unless another peer is at it.
    fn release(&mut self, index: u32) {
        if self.missing.get(index) && !self.is_expected(index) {
            self.free.set(index, true);
        }
    }

    fn is_expected(&self, index: u32) -> bool {
        self.peers.values().any(|peer| peer.asked.get(&index).is_some_and(|asked| !asked.doubtful))
    }

    /// What is to be said now. Due whenever something has happened, and after a quarter of a second at the latest.
    pub(crate) fn steps(&mut self, now: Millis) -> Vec<Step<P>> {
        let mut steps = Vec::new();
        for peer in self.hopeless(now) {
            self.left(&peer);
            steps.push(Step::Drop(peer));
        }
        self.doubt(now);
        // The fastest first: of the last segments it gets most.
        let mut order: Vec<(u64, P)> =
            self.peers.iter().map(|(peer, state)| (state.rate.unwrap_or(0), *peer)).collect();
        order.sort_by(|left, right| right.cmp(left));
        for (_, peer) in order {
            self.fill(now, peer, &mut steps);
        }
        steps
    }

    fn hopeless(&self, now: Millis) -> Vec<P> {
        let hopeless =
            |state: &Peer| (!state.asked.is_empty() && now.since(state.heard) >= PATIENCE) || state.absent >= ABSENT;
        self.peers.iter().filter(|(_, state)| hopeless(state)).map(|(peer, _)| *peer).collect()
    }

    /// Lets others be asked for what silent peers owe.
    fn doubt(&mut self, now: Millis) {
        let mut doubted = Vec::new();
        for state in self.peers.values_mut().filter(|state| now.since(state.heard) >= SILENCE) {
            for (index, asked) in state.asked.iter_mut().filter(|(_, asked)| !asked.doubtful) {
                asked.doubtful = true;
                doubted.push(*index);
            }
            state.window = limits::BLOB_WINDOW_LEAST;
        }
        for index in doubted {
            self.release(index);
        }
    }

    /// Asks a peer for as much as it has room for.
    fn fill(&mut self, now: Millis, peer: P, steps: &mut Vec<Step<P>>) {
        while let Some(state) = self.peers.get(&peer).filter(|state| state.has_room()) {
            let Some(index) = self.choose(state).or_else(|| self.doubtful(now, state)) else { break };
            self.ask(now, peer, index);
            steps.push(Step::Ask(peer, index));
        }
        if let Some(state) = self.peers.get_mut(&peer)
            && state.asked.is_empty()
            && state.part.is_some()
            && now.since(state.news) >= NEWS
            && self.missing.count() > 0
        {
            state.news = now;
            steps.push(Step::AskWhat(peer));
        }
    }

    fn ask(&mut self, now: Millis, peer: P, index: u32) {
        self.free.set(index, false);
        self.cursor = index;
        if let Some(state) = self.peers.get_mut(&peer) {
            if state.asked.is_empty() {
                (state.heard, state.measured) = (now, (now, 0));
            }
            state.asked.insert(index, Asked { at: now, doubtful: false });
        }
    }

    /// A free segment that this peer has: the next one, or the rarest of the next ones where rarity differs.
    fn choose(&self, state: &Peer) -> Option<u32> {
        let may = |index: &u32| state.has(*index) && !state.asked.contains_key(index);
        let mut candidates = self.free.ones_from(self.cursor).filter(may);
        if self.peers.values().all(|peer| peer.part.is_none()) {
            return candidates.next();
        }
        let copies = |index: &u32| self.copies.get(*index as usize).copied().unwrap_or(0);
        candidates.take(CANDIDATES).min_by_key(copies)
    }

    /// In the end: a segment that another peer owes for long, and that nobody else was asked for as well.
    fn doubtful(&self, now: Millis, state: &Peer) -> Option<u32> {
        if self.free.count() > 0 && state.part.is_none() {
            return None;
        }
        let mut owed: BTreeMap<u32, (usize, Millis)> = BTreeMap::new();
        for peer in self.peers.values() {
            for (index, asked) in peer.asked.iter().filter(|(_, asked)| !asked.doubtful) {
                let entry = owed.entry(*index).or_insert((0, asked.at));
                entry.0 += 1;
            }
        }
        let old = |(count, at): &(usize, Millis)| *count == 1 && now.since(*at) >= DOUBTED;
        let mut owed = owed.into_iter().filter(|(_, owed)| old(owed));
        let may = |index: u32| self.missing.get(index) && state.has(index) && !state.asked.contains_key(&index);
        owed.by_ref().filter(|(index, _)| may(*index)).min_by_key(|(_, (_, at))| *at).map(|(index, _)| index)
    }
}
