//! When a silent connection is dead. Pure: time is an argument.
//!
//! TCP notices a pulled cable after minutes, and the library's ping only counts. But on a slow line full of our own
//! bytes, a sign of life is late without anything being wrong.

use std::collections::HashMap;
use std::time::Duration;

use libp2p::swarm::ConnectionId;

/// Failed signs of life in a row after which a connection is dead: found within 32 seconds.
const FAILURES: u32 = 2;
/// A peer that sent bytes so recently is alive, whatever its pings say.
const RECENT: Duration = Duration::from_secs(10);

/// Counts failed signs of life.
#[derive(Debug, Default)]
pub(crate) struct Liveness {
    failures: HashMap<ConnectionId, u32>,
}

impl Liveness {
    /// A sign of life came.
    pub(crate) fn answered(&mut self, connection: ConnectionId) {
        self.failures.remove(&connection);
    }

    /// A sign of life did not come. `heard`: when the peer last sent bytes. Returns whether to close the connection.
    pub(crate) fn missed(&mut self, now: Duration, connection: ConnectionId, heard: Duration) -> bool {
        if heard > Duration::ZERO && now.saturating_sub(heard) < RECENT {
            self.failures.remove(&connection);
            return false;
        }
        let failures = self.failures.entry(connection).or_default();
        *failures += 1;
        *failures >= FAILURES
    }

    /// The connection is gone.
    pub(crate) fn closed(&mut self, connection: ConnectionId) {
        self.failures.remove(&connection);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn two_missed_signs_are_death_and_one_is_not() {
        let (mut liveness, connection) = (Liveness::default(), ConnectionId::new_unchecked(1));
        assert!(!liveness.missed(100 * SECOND, connection, SECOND));
        liveness.answered(connection);
        assert!(!liveness.missed(110 * SECOND, connection, SECOND));
        assert!(liveness.missed(120 * SECOND, connection, SECOND));
    }

    #[test]
    fn a_peer_that_just_sent_bytes_is_alive() {
        let (mut liveness, connection) = (Liveness::default(), ConnectionId::new_unchecked(1));
        for round in 10..20 {
            assert!(!liveness.missed(round * 10 * SECOND, connection, round * 10 * SECOND - SECOND));
        }
    }
}
