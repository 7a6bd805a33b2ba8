//! How often strangers are heard, so that nobody fills a screen, tries codes one after the other, or lists offers.

use std::collections::BTreeMap;
use std::time::Duration;

use commonplace_core::limits;
use commonplace_sync::Millis;

use super::super::PeerName;
use crate::error::PairingEnd;

/// How long a peer is not heard after a person has refused it, or has not answered.
const AFTER_REFUSAL: Duration = Duration::from_secs(60);
/// How long after anything else that came to nothing.
const AFTER_ANY: Duration = Duration::from_secs(5);

/// A store of attempts that fills up slowly.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: u32,
    most: u32,
    every: Duration,
    since: Millis,
}

impl Bucket {
    const fn full(most: u32, every: Duration) -> Self {
        Self { left: most, most, every, since: Millis(0) }
    }

    fn take(&mut self, now: Millis) -> bool {
        let every = u64::try_from(self.every.as_millis()).unwrap_or(u64::MAX).max(1);
        let earned = now.0.saturating_sub(self.since.0) / every;
        if earned > 0 {
            self.left = self.left.saturating_add(u32::try_from(earned).unwrap_or(u32::MAX)).min(self.most);
            self.since = Millis(self.since.0.saturating_add(earned.saturating_mul(every)));
        }
        let may = self.left > 0;
        self.left = self.left.saturating_sub(1);
        may
    }
}

/// What one peer may still do.
#[derive(Debug)]
struct Of {
    queries: Bucket,
    not_before: Millis,
    heard: Millis,
}

/// What all may still do, and each.
#[derive(Debug)]
pub(super) struct Pace {
    requests: Bucket,
    queries: Bucket,
    peers: BTreeMap<PeerName, Of>,
}

impl Default for Pace {
    fn default() -> Self {
        let second = Duration::from_secs(1);
        Self {
            requests: Bucket::full(limits::PAIRING_REQUESTS_AT_ONCE, limits::PAIRING_REQUEST_EVERY),
            queries: Bucket::full(limits::PAIRING_QUERIES_AT_ONCE, second),
            peers: BTreeMap::new(),
        }
    }
}

impl Pace {
    /// Whether a request of this peer may come before a person.
    pub(super) fn may_request(&mut self, now: Millis, peer: &PeerName) -> bool {
        self.of(now, peer).not_before <= now && self.requests.take(now)
    }

    /// Whether a question of this peer for a nameplate is answered.
    pub(super) fn may_query(&mut self, now: Millis, peer: &PeerName) -> bool {
        let of = self.of(now, peer);
        of.not_before <= now && of.queries.take(now) && self.queries.take(now)
    }

    /// Something that this peer began came to nothing.
    pub(super) fn over(&mut self, now: Millis, peer: &PeerName, why: PairingEnd) {
        let pause = match why {
            PairingEnd::Refused | PairingEnd::Expired => AFTER_REFUSAL,
            // Asking for a nameplate that is not there is no misdeed; the store of questions bounds it.
            PairingEnd::NoOffer | PairingEnd::Busy => return,
            _ => AFTER_ANY,
        };
        self.of(now, peer).not_before = now.after(pause);
    }

    fn of(&mut self, now: Millis, peer: &PeerName) -> &mut Of {
        if self.peers.len() >= limits::PAIRING_PACED_PEERS && !self.peers.contains_key(peer) {
            let longest = self.peers.iter().min_by_key(|(_, of)| of.heard).map(|(peer, _)| peer.clone());
            if let Some(longest) = longest {
                self.peers.remove(&longest);
            }
        }
        let queries = Bucket::full(limits::PAIRING_QUERIES_PER_PEER, Duration::from_secs(2));
        let of = self.peers.entry(peer.clone()).or_insert(Of { queries, not_before: Millis(0), heard: now });
        of.heard = now;
        of
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eve_with_a_thousand_names_shows_a_few_requests_and_then_one_every_quarter_minute() {
        let mut pace = Pace::default();
        let mut shown = |at: u64| (0..1000).filter(|n| pace.may_request(Millis(at), &format!("eve{n}"))).count();
        assert_eq!(shown(0), 8);
        assert_eq!(shown(14_999), 0);
        assert_eq!(shown(15_000), 1);
        assert_eq!(shown(46_000), 2);
        assert!(pace.peers.len() <= limits::PAIRING_PACED_PEERS);
    }

    #[test]
    fn who_was_refused_waits_a_minute() {
        let mut pace = Pace::default();
        let (eve, bob) = ("eve".to_owned(), "bob".to_owned());
        assert!(pace.may_request(Millis(0), &eve));
        pace.over(Millis(1_000), &eve, PairingEnd::Refused);
        assert!(!pace.may_request(Millis(60_999), &eve));
        assert!(pace.may_request(Millis(2_000), &bob));
        assert!(pace.may_request(Millis(61_000), &eve));
    }

    #[test]
    fn trying_every_nameplate_takes_longer_than_any_offer_lasts() {
        let mut pace = Pace::default();
        let ten_minutes = 600_000;
        let mut asked = 0;
        for at in (0..ten_minutes).step_by(100) {
            asked += (0..50).filter(|n| pace.may_query(Millis(at), &format!("eve{n}"))).count();
        }
        assert!(asked < 700, "{asked} of 2,048");
    }
}
