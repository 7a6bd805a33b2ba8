//! Which end opens the link with a peer, when, and which of two stays. Pure: time is an argument.

use std::collections::HashMap;
use std::time::Duration;

use crate::PeerId;

/// How long the peer with the larger id waits for the other to open the link.
const PATIENCE: Duration = Duration::from_secs(5);
/// A link younger than this may have crossed with one that the other end opened meanwhile. Whoever opens later than
/// that has no link any more, so that ours is dead.
const CROSSING: Duration = Duration::from_secs(10);
/// First pause before a link that ended is opened again; it doubles while links are short-lived.
const PAUSE_MIN: Duration = Duration::from_secs(1);
/// Longest pause.
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// A link that lived this long was a good one.
const SETTLED: Duration = Duration::from_secs(60);
/// Failures in a row after which the connection itself is held to be broken.
const FAILURES: u32 = 3;

/// Names one link of this process.
pub(crate) type LinkId = u64;

/// What becomes of a new stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// It is the link from now on, instead of any former one.
    Keep {
        /// The new link.
        id: LinkId,
        /// The one that it replaces.
        replaces: Option<LinkId>,
    },
    /// It is one too many.
    Drop,
}

/// What to do after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Ask [`Links::should_open`] again at this time.
    OpenAt(Duration),
    /// Close the connection.
    Disconnect,
    /// Nothing; the link is up, or the peer is gone.
    Nothing,
}

/// The links with all connected peers.
#[derive(Debug)]
pub(crate) struct Links {
    local: PeerId,
    peers: HashMap<PeerId, State>,
    next: LinkId,
}

#[derive(Debug, Default)]
struct State {
    current: Option<Current>,
    opening: bool,
    /// If the link ends, it is to come back at once.
    wanted: bool,
    failures: u32,
}

#[derive(Debug, Clone, Copy)]
struct Current {
    id: LinkId,
    by_us: bool,
    since: Duration,
}

impl Links {
    pub(crate) fn new(local: PeerId) -> Self {
        Self { local, peers: HashMap::new(), next: 0 }
    }

    /// A peer is connected: when to open the link, if none came by then.
    pub(crate) fn peer_up(&mut self, now: Duration, peer: PeerId) -> Duration {
        self.peers.entry(peer).or_default();
        if self.we_come_first(peer) { now } else { now + PATIENCE }
    }

    /// A peer is gone. Returns its link, to be closed.
    pub(crate) fn peer_down(&mut self, peer: PeerId) -> Option<LinkId> {
        self.peers.remove(&peer)?.current.map(|current| current.id)
    }

    /// The link with a peer, if it is up.
    pub(crate) fn current(&self, peer: PeerId) -> Option<LinkId> {
        self.peers.get(&peer)?.current.map(|current| current.id)
    }

    /// Whether to open a stream now; if so, [`Self::opened`] or [`Self::failed`] must follow.
    pub(crate) fn should_open(&mut self, peer: PeerId) -> bool {
        let Some(state) = self.peers.get_mut(&peer) else { return false };
        let open = state.current.is_none() && !state.opening;
        state.opening |= open;
        open
    }

    /// A stream stands, opened by us or by the peer.
    pub(crate) fn opened(&mut self, now: Duration, peer: PeerId, by_us: bool) -> Choice {
        let we_come_first = self.we_come_first(peer);
        let Some(state) = self.peers.get_mut(&peer) else { return Choice::Drop };
        if by_us {
            state.opening = false;
        }
        if let Some(current) = state.current {
            let favoured = by_us == we_come_first;
            let crossed = current.by_us != by_us && now.saturating_sub(current.since) < CROSSING;
            if crossed && !favoured {
                return Choice::Drop;
            }
        }
        self.next += 1;
        let replaced = state.current.replace(Current { id: self.next, by_us, since: now });
        Choice::Keep { id: self.next, replaces: replaced.map(|current| current.id) }
    }

    /// The stream that we wanted to open did not come about.
    pub(crate) fn failed(&mut self, now: Duration, peer: PeerId) -> Next {
        let Some(state) = self.peers.get_mut(&peer) else { return Next::Nothing };
        state.opening = false;
        if state.current.is_some() {
            return Next::Nothing;
        }
        state.failures += 1;
        if state.failures >= FAILURES { Next::Disconnect } else { Next::OpenAt(now + self.pause(peer)) }
    }

    /// The link is wanted now: earlier failures do not count any more. One that is up may be ending at this very moment,
    /// and comes back at once then.
    pub(crate) fn hurry(&mut self, peer: PeerId) {
        if let Some(state) = self.peers.get_mut(&peer) {
            (state.failures, state.wanted) = (0, state.current.is_some());
        }
    }

    /// A link has ended.
    pub(crate) fn over(&mut self, now: Duration, peer: PeerId, id: LinkId) -> Next {
        let Some(state) = self.peers.get_mut(&peer) else { return Next::Nothing };
        let Some(current) = state.current.filter(|current| current.id == id) else { return Next::Nothing };
        state.current = None;
        if std::mem::take(&mut state.wanted) {
            return Next::OpenAt(now);
        }
        let settled = now.saturating_sub(current.since) >= SETTLED;
        state.failures = if settled { 0 } else { state.failures.saturating_add(1) };
        Next::OpenAt(now + self.pause(peer))
    }

    fn pause(&self, peer: PeerId) -> Duration {
        let failures = self.peers.get(&peer).map_or(0, |state| state.failures);
        let doubled = PAUSE_MIN.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(PAUSE_MAX);
        if self.we_come_first(peer) { doubled } else { doubled + PATIENCE }
    }

    fn we_come_first(&self, peer: PeerId) -> bool {
        self.local < peer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransportSecret;

    const SECOND: Duration = Duration::from_secs(1);

    /// Both ends of one pair, the smaller id first.
    fn ends() -> [(Links, PeerId); 2] {
        let (one, other) = (TransportSecret::from_seed([1; 32]).peer(), TransportSecret::from_seed([2; 32]).peer());
        let (small, large) = (one.min(other), one.max(other));
        [(Links::new(small), large), (Links::new(large), small)]
    }

    fn kept(choice: Choice) -> (LinkId, Option<LinkId>) {
        match choice {
            Choice::Keep { id, replaces } => (id, replaces),
            Choice::Drop => panic!("dropped"),
        }
    }

    #[test]
    fn the_smaller_id_opens_and_the_larger_has_patience() {
        let [(mut small, large_id), (mut large, small_id)] = ends();
        assert_eq!(small.peer_up(SECOND, large_id), SECOND);
        assert_eq!(large.peer_up(SECOND, small_id), 6 * SECOND);
        assert!(small.should_open(large_id));
        assert!(!small.should_open(large_id), "one at a time");
        kept(small.opened(SECOND, large_id, true));
        kept(large.opened(SECOND, small_id, false));
        assert!(!large.should_open(small_id), "the link is there");
    }

    #[test]
    fn when_both_open_the_one_of_the_smaller_id_stays_in_whatever_order_they_arrive() {
        // At each end: does the stream of the smaller id come first?
        for (first_at_small, first_at_large) in [(true, true), (true, false), (false, true), (false, false)] {
            let mut winners = Vec::new();
            for (end, smaller_first) in ends().into_iter().zip([first_at_small, first_at_large]) {
                let (mut links, peer) = end;
                let we_are_small = links.local < peer;
                links.peer_up(SECOND, peer);
                let mut by_small = None;
                for of_small in [smaller_first, !smaller_first] {
                    let choice = links.opened(SECOND, peer, of_small == we_are_small);
                    if let Choice::Keep { .. } = choice {
                        by_small = Some(of_small);
                    }
                }
                winners.push(by_small);
            }
            assert_eq!(winners, [Some(true), Some(true)], "{first_at_small} {first_at_large}");
        }
    }

    #[test]
    fn a_peer_that_lost_its_link_replaces_ours() {
        let [(mut small, large), _] = ends();
        small.peer_up(SECOND, large);
        let (old, _) = kept(small.opened(SECOND, large, true));
        let (_, replaced) = kept(small.opened(60 * SECOND, large, false));
        assert_eq!(replaced, Some(old));
        assert_eq!(small.over(61 * SECOND, large, old), Next::Nothing, "the end of the old one changes nothing");
    }

    #[test]
    fn a_second_stream_of_the_same_end_is_the_newer_truth() {
        let [_, (mut large, small)] = ends();
        large.peer_up(SECOND, small);
        let (old, _) = kept(large.opened(SECOND, small, false));
        assert_eq!(kept(large.opened(SECOND, small, false)).1, Some(old));
    }

    #[test]
    fn short_lived_links_are_reopened_with_growing_pauses_and_good_ones_soon() {
        let [(mut small, large), _] = ends();
        let mut now = SECOND;
        small.peer_up(now, large);
        let mut pauses = Vec::new();
        for _ in 0..8 {
            let (id, _) = kept(small.opened(now, large, true));
            let Next::OpenAt(at) = small.over(now, large, id) else { panic!("must reopen") };
            pauses.push((at - now).as_secs());
            now = at;
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
        let (id, _) = kept(small.opened(now, large, true));
        assert_eq!(small.over(now + SETTLED, large, id), Next::OpenAt(now + SETTLED + SECOND));
    }

    #[test]
    fn a_link_that_is_wanted_now_has_no_failures_behind_it() {
        let [_, (mut large, small)] = ends();
        large.peer_up(SECOND, small);
        let mut pause = Duration::ZERO;
        for _ in 0..8 {
            let (id, _) = kept(large.opened(SECOND, small, false));
            let Next::OpenAt(at) = large.over(SECOND, small, id) else { panic!("must reopen") };
            pause = at - SECOND;
        }
        assert_eq!(pause, PAUSE_MAX + PATIENCE);
        large.hurry(small);
        assert!(large.should_open(small), "the larger id need not wait either");
        assert_eq!(large.failed(SECOND, small), Next::OpenAt(SECOND + PAUSE_MIN + PATIENCE));
        let (id, _) = kept(large.opened(SECOND, small, false));
        large.hurry(small);
        assert_eq!(large.over(SECOND, small, id), Next::OpenAt(SECOND), "it was ending already");
    }

    #[test]
    fn a_connection_that_carries_no_link_is_given_up() {
        let [(mut small, large), _] = ends();
        small.peer_up(SECOND, large);
        let mut nexts = Vec::new();
        for _ in 0..3 {
            assert!(small.should_open(large));
            nexts.push(small.failed(SECOND, large));
        }
        assert_eq!(nexts, [Next::OpenAt(2 * SECOND), Next::OpenAt(3 * SECOND), Next::Disconnect]);
    }

    #[test]
    fn a_peer_that_is_gone_has_no_link() {
        let [(mut small, large), _] = ends();
        small.peer_up(SECOND, large);
        let (id, _) = kept(small.opened(SECOND, large, true));
        assert_eq!(small.peer_down(large), Some(id));
        assert_eq!(small.opened(SECOND, large, false), Choice::Drop);
        assert_eq!(small.over(SECOND, large, id), Next::Nothing);
        assert!(!small.should_open(large));
    }
}
