//! When to dial whom. Pure: time and randomness are arguments, and dialling is done by who asks.
//!
//! libp2p dials nobody twice and multicast DNS tells of a peer once, so that without this a lost connection stays lost.

use std::collections::BTreeMap;
use std::time::Duration;

use commonplace_core::limits;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use crate::{Address, PeerId};

/// First pause after a failure; it doubles with each further one.
const PAUSE_MIN: Duration = Duration::from_secs(1);
/// Longest pause: a peer that comes back unannounced is found within it.
const PAUSE_MAX: Duration = Duration::from_secs(300);
/// How long the peer with the larger id leaves the first word to the other, so that one connection comes about, not two.
const HANDICAP: Duration = Duration::from_secs(2);
/// How long TCP has the field before QUIC addresses are tried beside it: a LAN connects in a fifth of that.
const SECOND_STAGE: Duration = Duration::from_millis(1500);
/// A connection that lived less counts as a failure, so that one which breaks at once is not redialled every second.
const SETTLED: Duration = Duration::from_secs(30);
/// Resets of the pause that one target saves up: a laptop opened, carried and docked, but not a flapping cable for ever.
const RESETS: u32 = 8;
/// One further reset is earned in this time: two dials a minute while the network flaps.
const RESET_EVERY: Duration = Duration::from_secs(30);
/// Spread of dials after a change of network, so that a class of thirty does not dial in one instant.
const SPREAD: Duration = Duration::from_millis(500);

/// Who or what is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// Whoever answers at an address.
    Place(Address),
    /// A peer, at the addresses known of it.
    Peer(PeerId),
}

/// Which addresses of a target to dial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Those of the preferred carrier.
    First,
    /// The others.
    Second,
}

/// What the dialer learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// A target has a new address: try soon, whatever failed before.
    Wanted(Target),
    /// The same, and a person is waiting: at once, whoever's turn it is.
    Asked(Target),
    /// Never mind a target any more.
    Forget(Target),
    /// A connection with a peer is established, by whoever.
    Connected(PeerId),
    /// The last connection with a peer is gone.
    Disconnected(PeerId),
    /// One dial failed, or there was no address to dial in that stage.
    Failed(Target),
    /// Leave a peer alone until this time.
    Shun(PeerId, Duration),
    /// An interface came, went, or changed its address.
    NetworkChanged,
    /// Time has passed.
    Tick,
}

/// Dial these addresses of that target now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dial {
    pub(crate) target: Target,
    pub(crate) stage: Stage,
}

/// Decides when to dial whom.
#[derive(Debug)]
pub(crate) struct Dialer {
    local: PeerId,
    random: ChaCha8Rng,
    targets: BTreeMap<Target, Effort>,
}

#[derive(Debug)]
struct Effort {
    state: State,
    failures: u32,
    shunned_until: Duration,
    resets: u32,
    reset_earned_at: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting { until: Duration },
    Dialling { flying: u8, second_at: Option<Duration> },
    Connected { since: Duration },
}

impl Dialer {
    pub(crate) fn new(local: PeerId, seed: [u8; 32]) -> Self {
        Self { local, random: ChaCha8Rng::from_seed(seed), targets: BTreeMap::new() }
    }

    /// Takes note of one thing and says what to dial.
    pub(crate) fn handle(&mut self, now: Duration, input: Input) -> Vec<Dial> {
        let mut dials = Vec::new();
        match input {
            Input::Wanted(target) => self.want(now, now + self.handicap(target), target),
            Input::Asked(target) => self.want(now, now, target),
            Input::Forget(target) => {
                self.targets.remove(&target);
            }
            Input::Connected(peer) => self.connected(now, peer),
            Input::Disconnected(peer) => self.disconnected(now, peer),
            Input::Failed(target) => dials.extend(self.failed(now, target)),
            Input::Shun(peer, until) => {
                let target = Target::Peer(peer);
                self.targets.entry(target).or_insert_with(|| Effort::new(now, until)).shun(until);
            }
            Input::NetworkChanged => self.network_changed(now),
            Input::Tick => {}
        }
        self.start_due(now, &mut dials);
        dials
    }

    /// When the next [`Input::Tick`] is due; nothing while only an answer is awaited.
    pub(crate) fn wake(&self) -> Option<Duration> {
        let full = self.in_flight() >= limits::NET_DIALS;
        let due = |effort: &Effort| match effort.state {
            State::Waiting { until } if !full => Some(until),
            State::Dialling { second_at, .. } => second_at,
            State::Waiting { .. } | State::Connected { .. } => None,
        };
        self.targets.values().filter_map(due).min()
    }

    fn want(&mut self, now: Duration, start: Duration, target: Target) {
        match self.targets.get_mut(&target) {
            None => {
                self.targets.insert(target, Effort::new(now, start));
            }
            Some(effort) => effort.hurry(now, start),
        }
    }

    fn connected(&mut self, now: Duration, peer: PeerId) {
        let effort = self.targets.entry(Target::Peer(peer)).or_insert_with(|| Effort::new(now, now));
        effort.state = State::Connected { since: now };
    }

    fn disconnected(&mut self, now: Duration, peer: PeerId) {
        let target = Target::Peer(peer);
        let Some(effort) = self.targets.get_mut(&target) else { return };
        if let State::Connected { since } = effort.state {
            effort.failures = if now.saturating_sub(since) < SETTLED { effort.failures.saturating_add(1) } else { 1 };
            self.pause(now, target);
        }
    }

    fn failed(&mut self, now: Duration, target: Target) -> Option<Dial> {
        let effort = self.targets.get_mut(&target)?;
        let State::Dialling { flying, second_at } = &mut effort.state else { return None };
        if second_at.take().is_some() {
            // The one that failed makes room for its second stage, which need not wait any more.
            return Some(Dial { target, stage: Stage::Second });
        }
        *flying = flying.saturating_sub(1);
        if *flying == 0 {
            effort.failures = effort.failures.saturating_add(1);
            self.pause(now, target);
        }
        None
    }

    fn pause(&mut self, now: Duration, target: Target) {
        let handicap = self.handicap(target);
        let jitter = 750 + self.random.next_u32() % 500;
        let Some(effort) = self.targets.get_mut(&target) else { return };
        let doubled = PAUSE_MIN.saturating_mul(1 << effort.failures.saturating_sub(1).min(16)).min(PAUSE_MAX);
        let until = now + doubled * jitter / 1000 + handicap;
        effort.state = State::Waiting { until: until.max(effort.shunned_until) };
    }

    fn network_changed(&mut self, now: Duration) {
        let targets: Vec<Target> = self.targets.keys().copied().collect();
        for target in targets {
            let spread = SPREAD * (self.random.next_u32() % 1000) / 1000;
            let start = now + self.handicap(target) + spread;
            if let Some(effort) = self.targets.get_mut(&target) {
                effort.hurry(now, start);
            }
        }
    }

    fn start_due(&mut self, now: Duration, dials: &mut Vec<Dial>) {
        for (&target, effort) in &mut self.targets {
            if let State::Dialling { flying, second_at } = &mut effort.state
                && second_at.is_some_and(|at| at <= now)
            {
                *second_at = None;
                *flying += 1;
                dials.push(Dial { target, stage: Stage::Second });
            }
        }
        let room = limits::NET_DIALS.saturating_sub(self.in_flight());
        for target in self.due(now).into_iter().take(room) {
            if let Some(effort) = self.targets.get_mut(&target) {
                effort.state = State::Dialling { flying: 1, second_at: Some(now + SECOND_STAGE) };
                dials.push(Dial { target, stage: Stage::First });
            }
        }
    }

    /// Targets whose time has come, the one that waits longest first.
    fn due(&self, now: Duration) -> Vec<Target> {
        let waiting = |(target, effort): (&Target, &Effort)| match effort.state {
            State::Waiting { until } if until <= now => Some((until, *target)),
            _ => None,
        };
        let mut due: Vec<(Duration, Target)> = self.targets.iter().filter_map(waiting).collect();
        due.sort_unstable();
        due.into_iter().map(|(_, target)| target).collect()
    }

    fn in_flight(&self) -> usize {
        self.targets.values().filter(|effort| matches!(effort.state, State::Dialling { .. })).count()
    }

    fn handicap(&self, target: Target) -> Duration {
        match target {
            Target::Peer(peer) if self.local > peer => HANDICAP,
            Target::Peer(_) | Target::Place(_) => Duration::ZERO,
        }
    }
}

impl Effort {
    fn new(now: Duration, until: Duration) -> Self {
        let state = State::Waiting { until };
        Self { state, failures: 0, shunned_until: Duration::ZERO, resets: RESETS, reset_earned_at: now }
    }

    /// Waits no longer than until `start`, as long as resets are left. Failures are forgotten only while many are:
    /// with few left the network flaps, and each flap is worth one try, not a series.
    fn hurry(&mut self, now: Duration, start: Duration) {
        let State::Waiting { until } = self.state else { return };
        if until <= start || !self.spend_reset(now) {
            return;
        }
        if self.resets >= RESETS / 2 {
            self.failures = 0;
        }
        self.state = State::Waiting { until: start.max(self.shunned_until) };
    }

    fn spend_reset(&mut self, now: Duration) -> bool {
        let earned = now.saturating_sub(self.reset_earned_at).as_secs() / RESET_EVERY.as_secs();
        let earned = u32::try_from(earned).unwrap_or(u32::MAX);
        if earned > 0 {
            self.resets = self.resets.saturating_add(earned).min(RESETS);
            self.reset_earned_at = now;
        }
        let any = self.resets > 0;
        self.resets = self.resets.saturating_sub(1);
        any
    }

    fn shun(&mut self, until: Duration) {
        self.shunned_until = until;
        if let State::Waiting { until: planned } = &mut self.state {
            *planned = (*planned).max(until);
        }
    }
}

#[cfg(test)]
#[path = "dialer_tests.rs"]
mod tests;
