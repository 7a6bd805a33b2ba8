//! What each peer has left of the trust it began with.

use std::collections::BTreeMap;
use std::time::Duration;

use commonplace_core::limits::sync as limits;

use crate::event::Millis;

/// A number that is spent at will and grows back with time, up to where it began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    points: i32,
    most: i32,
    refill: Duration,
    since: Millis,
}

impl Bucket {
    /// A full one that gains a point per `refill`.
    pub(crate) const fn new(most: i32, refill: Duration, now: Millis) -> Self {
        Self { points: most, most, refill, since: now }
    }

    /// Takes points away and says what is left. There are no debts: whoever relayed a whole frame of bad records in good
    /// faith is back when its ban is over, and not days later.
    pub(crate) fn spend(&mut self, price: i32, now: Millis) -> i32 {
        self.refill(now);
        self.points = self.points.saturating_sub(price).max(0);
        self.points
    }

    /// Takes a point if there is one.
    pub(crate) fn take(&mut self, now: Millis) -> bool {
        self.refill(now);
        let any = self.points > 0;
        self.points -= i32::from(any);
        any
    }

    fn refill(&mut self, now: Millis) {
        let gained = now.since(self.since).as_millis() / self.refill.as_millis().max(1);
        let missing = self.most.saturating_sub(self.points);
        match i32::try_from(gained) {
            Ok(gained) if gained < missing => {
                self.points += gained;
                // What is left of a started interval counts for the next point.
                self.since = self.since.after(self.refill * gained.unsigned_abs());
            }
            _ => (self.points, self.since) = (self.most, now),
        }
    }

    fn is_full(&mut self, now: Millis) -> bool {
        self.refill(now);
        self.points == self.most
    }
}

/// The trust of all peers, under their bindings: coming back on another stream does not restore it.
#[derive(Debug, Default)]
pub(crate) struct Trust {
    peers: BTreeMap<[u8; 32], Bucket>,
}

impl Trust {
    /// Charges a peer. Says whether its trust is spent.
    pub(crate) fn charge(&mut self, binding: [u8; 32], price: i32, now: Millis) -> bool {
        if !self.peers.contains_key(&binding) {
            self.make_room(now);
        }
        let fresh = || Bucket::new(limits::TRUST, limits::TRUST_REFILL, now);
        self.peers.entry(binding).or_insert_with(fresh).spend(price, now) <= 0
    }

    /// Forgets those who have earned everything back; if there are none, whoever has lost least.
    fn make_room(&mut self, now: Millis) {
        if self.peers.len() < limits::TRUST_REMEMBERED {
            return;
        }
        self.peers.retain(|_, bucket| !bucket.is_full(now));
        if self.peers.len() >= limits::TRUST_REMEMBERED
            && let Some(best) = self.peers.iter().max_by_key(|(_, bucket)| bucket.points).map(|(key, _)| *key)
        {
            self.peers.remove(&best);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVE: [u8; 32] = [6; 32];

    #[test]
    fn five_forgeries_are_too_many() {
        let mut trust = Trust::default();
        let spent: Vec<bool> = (0..5).map(|_| trust.charge(EVE, limits::PRICE_INVALID, Millis(0))).collect();
        assert_eq!(spent, [false, false, false, false, true]);
    }

    #[test]
    fn a_frame_of_bad_records_is_forgiven_like_five() {
        let mut trust = Trust::default();
        assert!(trust.charge(EVE, 256 * limits::PRICE_INVALID, Millis(0)));
        let later = Millis(0).after(limits::BAN);
        assert!(!trust.charge(EVE, limits::PRICE_INVALID, later), "an hour later she has earned sixty points");
    }

    #[test]
    fn trust_comes_back_a_point_a_minute_and_never_beyond_the_beginning() {
        let mut bucket = Bucket::new(100, Duration::from_secs(60), Millis(0));
        assert_eq!(bucket.spend(50, Millis(0)), 50);
        assert_eq!(bucket.spend(0, Millis(119_999)), 51);
        assert_eq!(bucket.spend(0, Millis(120_000)), 52, "the rest of an interval is not lost");
        assert_eq!(bucket.spend(0, Millis(u64::MAX)), 100);
    }

    #[test]
    fn strangers_cannot_wash_eve_out_of_memory() {
        let mut trust = Trust::default();
        trust.charge(EVE, 90, Millis(0));
        for number in 0..2 * limits::TRUST_REMEMBERED {
            let mut stranger = [0; 32];
            number_into(&mut stranger, number);
            trust.charge(stranger, 1, Millis(0));
        }
        assert!(trust.peers.len() <= limits::TRUST_REMEMBERED);
        assert!(trust.charge(EVE, 10, Millis(0)));
    }

    fn number_into(binding: &mut [u8; 32], number: usize) {
        binding[..8].copy_from_slice(&number.to_le_bytes());
        binding[31] = 1;
    }
}
