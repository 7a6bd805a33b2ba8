//! The relays at which this node holds a place, and when to ask for one. Pure: time and randomness are arguments.
//!
//! libp2p asks once: it never asks again after a relay has restarted, refused, or gone without a word.

use std::collections::BTreeMap;
use std::time::Duration;

use commonplace_core::limits;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use crate::{Locator, PeerId};

/// First pause after a failure; it doubles with each further one.
const PAUSE_MIN: Duration = Duration::from_secs(1);
/// Longest pause: a relay that was away for a night is found within a minute.
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// How long a relay may take to answer, and a connection to come about.
const PATIENCE: Duration = Duration::from_secs(15);

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Look the relay up and connect to it.
    Find(PeerId, Locator),
    /// Ask it for a place.
    Reserve(PeerId),
}

/// The relays that are wanted.
#[derive(Debug)]
pub(crate) struct Relays {
    random: ChaCha8Rng,
    wanted: BTreeMap<PeerId, Relay>,
}

#[derive(Debug)]
struct Relay {
    locator: Locator,
    state: State,
    failures: u32,
    due: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not connected.
    Away,
    /// Connected, without a place.
    Here,
    /// Connected, and asked for a place.
    Asked,
    /// It holds a place for us.
    Held,
}

impl Relays {
    pub(crate) fn new(seed: [u8; 32]) -> Self {
        Self { random: ChaCha8Rng::from_seed(seed), wanted: BTreeMap::new() }
    }

    /// Wants these and no others. `connected` says which peers are. Returns those that are wanted no more.
    pub(crate) fn want(
        &mut self,
        now: Duration,
        locators: Vec<Locator>,
        connected: impl Fn(PeerId) -> bool,
    ) -> Vec<PeerId> {
        let mut wanted = BTreeMap::new();
        for locator in locators {
            let Ok(peer) = locator.of_relay() else { continue };
            if wanted.len() >= limits::NET_RELAYS || wanted.contains_key(&peer) {
                continue;
            }
            let state = if connected(peer) { State::Here } else { State::Away };
            let fresh = || Relay { locator: locator.clone(), state, failures: 0, due: Some(now) };
            let mut relay = self.wanted.remove(&peer).unwrap_or_else(fresh);
            if relay.locator != locator && relay.state == State::Away {
                relay.due = Some(now);
            }
            relay.locator = locator;
            wanted.insert(peer, relay);
        }
        let gone = std::mem::replace(&mut self.wanted, wanted);
        gone.into_keys().collect()
    }

    pub(crate) fn contains(&self, peer: PeerId) -> bool {
        self.wanted.contains_key(&peer)
    }

    /// The relays that hold a place for us, as they were named.
    pub(crate) fn held(&self) -> impl Iterator<Item = &Locator> {
        self.wanted.values().filter(|relay| relay.state == State::Held).map(|relay| &relay.locator)
    }

    /// A peer is connected and speaks our protocol.
    pub(crate) fn connected(&mut self, now: Duration, peer: PeerId) {
        if let Some(relay) = self.wanted.get_mut(&peer).filter(|relay| relay.state == State::Away) {
            (relay.state, relay.due) = (State::Here, Some(now));
        }
    }

    /// The last connection with a peer is gone. Says whether it held a place for us.
    pub(crate) fn gone(&mut self, now: Duration, peer: PeerId) -> bool {
        let Some(relay) = self.wanted.get(&peer) else { return false };
        let held = relay.state == State::Held;
        self.failed(now, peer, State::Away);
        held
    }

    /// The relay holds a place for us. Says whether that is new.
    pub(crate) fn reserved(&mut self, peer: PeerId) -> bool {
        let Some(relay) = self.wanted.get_mut(&peer).filter(|relay| relay.state != State::Held) else { return false };
        (relay.state, relay.failures, relay.due) = (State::Held, 0, None);
        true
    }

    /// The place was refused, or is lost. Says whether there was one.
    pub(crate) fn lost(&mut self, now: Duration, peer: PeerId) -> bool {
        let Some(relay) = self.wanted.get(&peer).filter(|relay| relay.state != State::Away) else { return false };
        let held = relay.state == State::Held;
        self.failed(now, peer, State::Here);
        held
    }

    /// What is due.
    pub(crate) fn tick(&mut self, now: Duration) -> Vec<Step> {
        let mut steps = Vec::new();
        let due: Vec<PeerId> = self
            .wanted
            .iter()
            .filter(|(_, relay)| relay.due.is_some_and(|at| at <= now))
            .map(|(peer, _)| *peer)
            .collect();
        for peer in due {
            let Some(relay) = self.wanted.get_mut(&peer) else { continue };
            match relay.state {
                State::Away => {
                    steps.push(Step::Find(peer, relay.locator.clone()));
                    self.failed(now, peer, State::Away);
                }
                State::Here => {
                    (relay.state, relay.due) = (State::Asked, Some(now + PATIENCE));
                    steps.push(Step::Reserve(peer));
                }
                State::Asked => self.failed(now, peer, State::Here),
                State::Held => relay.due = None,
            }
        }
        steps
    }

    /// When [`Relays::tick`] is due.
    pub(crate) fn wake(&self) -> Option<Duration> {
        self.wanted.values().filter_map(|relay| relay.due).min()
    }

    fn failed(&mut self, now: Duration, peer: PeerId, state: State) {
        let jitter = 750 + self.random.next_u32() % 500;
        let Some(relay) = self.wanted.get_mut(&peer) else { return };
        let doubled = PAUSE_MIN.saturating_mul(1 << relay.failures.min(16)).min(PAUSE_MAX);
        relay.failures = relay.failures.saturating_add(1);
        (relay.state, relay.due) = (state, Some(now + doubled * jitter / 1000));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransportSecret;

    const SECOND: Duration = Duration::from_secs(1);

    fn relay(seed: u8) -> (PeerId, Locator) {
        let peer = TransportSecret::from_seed([seed; 32]).peer();
        (peer, format!("/dns4/relay{seed}.example/tcp/4001/p2p/{peer}").parse().unwrap())
    }

    fn one() -> (Relays, PeerId, Locator) {
        let mut relays = Relays::new([0; 32]);
        let (peer, locator) = relay(1);
        assert_eq!(relays.want(SECOND, vec![locator.clone()], |_| false), []);
        (relays, peer, locator)
    }

    #[test]
    fn a_relay_is_found_asked_and_kept() {
        let (mut relays, peer, locator) = one();
        assert_eq!(relays.tick(SECOND), [Step::Find(peer, locator.clone())]);
        relays.connected(SECOND, peer);
        assert_eq!(relays.tick(SECOND), [Step::Reserve(peer)]);
        assert!(relays.reserved(peer));
        assert!(!relays.reserved(peer), "told once");
        assert_eq!(relays.held().collect::<Vec<_>>(), [&locator]);
        assert_eq!(relays.wake(), None, "nothing to do while it lasts");
    }

    #[test]
    fn a_lost_place_is_asked_for_again_and_a_lost_relay_looked_up_again() {
        let (mut relays, peer, locator) = one();
        relays.tick(SECOND);
        relays.connected(SECOND, peer);
        relays.tick(SECOND);
        relays.reserved(peer);
        assert!(relays.lost(10 * SECOND, peer));
        assert_eq!(relays.held().count(), 0);
        let again = relays.wake().expect("a pause");
        assert!(again > 10 * SECOND && again < 12 * SECOND, "{again:?}");
        assert_eq!(relays.tick(again), [Step::Reserve(peer)]);
        assert!(!relays.gone(20 * SECOND, peer), "there was none by then");
        let again = relays.wake().expect("a pause");
        assert_eq!(relays.tick(again), [Step::Find(peer, locator)]);
    }

    #[test]
    fn who_refuses_or_says_nothing_is_asked_ever_less_often_but_every_minute() {
        let (mut relays, peer, _) = one();
        relays.connected(SECOND, peer);
        let (mut now, mut asked) = (SECOND, Vec::new());
        for _ in 0..12 {
            now = relays.wake().expect("something to do");
            if relays.tick(now) == [Step::Reserve(peer)] {
                asked.push(now);
                relays.lost(now, peer);
            }
        }
        let pauses: Vec<_> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(pauses[0] < 2 * SECOND && pauses.iter().all(|pause| *pause <= PAUSE_MAX * 5 / 4), "{pauses:?}");
        assert!(pauses.last() > Some(&(40 * SECOND)), "{pauses:?}");
        relays.tick(relays.wake().expect("due"));
        let silence = relays.wake().expect("patience ends");
        assert!(relays.tick(silence).is_empty() && relays.wake() > Some(silence));
        let _ = now;
    }

    #[test]
    fn what_is_wanted_no_more_is_let_go_and_the_number_is_bounded() {
        let (mut relays, peer, locator) = one();
        let (other, other_locator) = relay(2);
        assert_eq!(relays.want(SECOND, vec![other_locator], |_| true), [peer]);
        assert_eq!(relays.tick(SECOND), [Step::Reserve(other)]);
        let many: Vec<Locator> = (1..100).map(|seed| relay(seed).1).chain([locator]).collect();
        relays.want(SECOND, many, |_| false);
        assert_eq!(relays.wanted.len(), limits::NET_RELAYS);
        relays.want(SECOND, vec!["10.0.0.1:4001".parse().unwrap()], |_| false);
        assert_eq!(relays.wake(), None, "an address without an id is no relay");
    }
}
