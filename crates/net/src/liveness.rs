//! When a silent connection is dead. Pure: time is an argument.
//!
//! TCP notices a pulled cable after minutes, and the library's ping only counts. But on a slow line full of our own
//! bytes, a sign of life is late without anything being wrong.

use std::collections::HashMap;
use std::time::Duration;

use commonplace_core::limits;
use libp2p::swarm::ConnectionId;

/// Failed signs of life in a row after which a connection is dead: found within 32 seconds.
const FAILURES: u32 = 2;
/// A peer that sent bytes so recently is alive, whatever its pings say.
const RECENT: Duration = Duration::from_secs(10);

/// How long bytes that were taken of us speak for a peer from which nothing comes. They may be in our own buffers; only when
/// more were taken than fit there, some have reached the peer, and the time begins anew. A line of 35 kB/s that is full of
/// our bytes stays open, and a dead one that is given a few bytes now and then is found out.
const TAKEN: Duration = Duration::from_secs(240);

/// What has passed between us and a peer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Passed {
    /// When the peer last sent bytes; zero if that is not known.
    pub(crate) heard: Duration,
    /// When the transport last took bytes of ours for it, and how many in all.
    pub(crate) taken_at: Duration,
    pub(crate) taken: u64,
}

/// Counts failed signs of life.
#[derive(Debug, Default)]
pub(crate) struct Liveness {
    missing: HashMap<ConnectionId, Missing>,
}

/// A connection of which signs of life are missing.
#[derive(Debug)]
struct Missing {
    failures: u32,
    /// Since when nothing proves that the peer takes our bytes, and how many it or our buffers had taken then.
    since: Duration,
    taken: u64,
}

impl Liveness {
    /// A sign of life came.
    pub(crate) fn answered(&mut self, connection: ConnectionId) {
        self.missing.remove(&connection);
    }

    /// A sign of life did not come. Returns whether to close the connection.
    pub(crate) fn missed(&mut self, now: Duration, connection: ConnectionId, passed: Passed) -> bool {
        let recent = |at: Duration| at > Duration::ZERO && now.saturating_sub(at) < RECENT;
        if recent(passed.heard) {
            self.missing.remove(&connection);
            return false;
        }
        let fresh = || Missing { failures: 0, since: now, taken: passed.taken };
        let missing = self.missing.entry(connection).or_insert_with(fresh);
        if passed.taken.saturating_sub(missing.taken) >= limits::NET_BUFFERED_BYTES {
            (missing.since, missing.taken) = (now, passed.taken);
        }
        if recent(passed.taken_at) && now.saturating_sub(missing.since) < TAKEN {
            missing.failures = 0;
            return false;
        }
        missing.failures += 1;
        missing.failures >= FAILURES
    }

    /// The connection is gone.
    pub(crate) fn closed(&mut self, connection: ConnectionId) {
        self.missing.remove(&connection);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn heard(heard: Duration) -> Passed {
        Passed { heard, ..Passed::default() }
    }

    #[test]
    fn two_missed_signs_are_death_and_one_is_not() {
        let (mut liveness, connection) = (Liveness::default(), ConnectionId::new_unchecked(1));
        assert!(!liveness.missed(100 * SECOND, connection, heard(SECOND)));
        liveness.answered(connection);
        assert!(!liveness.missed(110 * SECOND, connection, heard(SECOND)));
        assert!(liveness.missed(120 * SECOND, connection, heard(SECOND)));
    }

    #[test]
    fn a_peer_that_just_sent_bytes_is_alive() {
        let (mut liveness, connection) = (Liveness::default(), ConnectionId::new_unchecked(1));
        for round in 10..20 {
            assert!(!liveness.missed(round * 10 * SECOND, connection, heard(round * 10 * SECOND - SECOND)));
        }
    }

    /// How long a connection lasts from which nothing comes, while this many bytes a second are taken of us.
    fn lasts(bytes_a_second: u64) -> Option<u64> {
        let (mut liveness, connection) = (Liveness::default(), ConnectionId::new_unchecked(1));
        (10..7200).step_by(10).find(|second| {
            let now = Duration::from_secs(*second);
            let passed = Passed { heard: SECOND, taken_at: now - SECOND, taken: second * bytes_a_second };
            liveness.missed(now, connection, passed)
        })
    }

    #[test]
    fn a_slow_line_full_of_our_bytes_is_alive_and_a_dead_one_with_a_trickle_is_not() {
        assert_eq!(lasts(100_000), None);
        assert_eq!(lasts(40_000), None);
        let dead = lasts(1_000).expect("its buffers never fill");
        assert!((TAKEN.as_secs()..TAKEN.as_secs() + 60).contains(&dead), "{dead} s");
    }
}
