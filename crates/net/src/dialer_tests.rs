//! Stories of dialling, in virtual time.

use super::*;
use crate::TransportSecret;

const SECOND: Duration = Duration::from_secs(1);

/// Two peers, the one with the smaller id first.
fn pair() -> (PeerId, PeerId) {
    let (one, other) = (TransportSecret::from_seed([1; 32]).peer(), TransportSecret::from_seed([2; 32]).peer());
    (one.min(other), one.max(other))
}

fn place(text: &str) -> Target {
    Target::Place(text.parse().unwrap())
}

/// Runs until `end`, letting every dial fail at once, and returns when each first stage began.
fn dials_until(dialer: &mut Dialer, mut now: Duration, end: Duration) -> Vec<Duration> {
    let mut starts = Vec::new();
    let mut pending = dialer.handle(now, Input::Tick);
    loop {
        while let Some(dial) = pending.pop() {
            if dial.stage == Stage::First {
                starts.push(now);
            }
            pending.extend(dialer.handle(now, Input::Failed(dial.target)));
        }
        match dialer.wake() {
            Some(wake) if wake <= end => now = wake.max(now),
            _ => return starts,
        }
        pending = dialer.handle(now, Input::Tick);
    }
}

#[test]
fn the_smaller_id_dials_at_once_and_the_larger_two_seconds_later() {
    let (small, large) = pair();
    let mut first = Dialer::new(small, [0; 32]);
    let target = Target::Peer(large);
    assert_eq!(first.handle(SECOND, Input::Wanted(target)), [Dial { target, stage: Stage::First }]);

    let mut second = Dialer::new(large, [0; 32]);
    let target = Target::Peer(small);
    assert_eq!(second.handle(SECOND, Input::Wanted(target)), []);
    assert_eq!(second.wake(), Some(3 * SECOND));
    assert_eq!(second.handle(3 * SECOND, Input::Tick), [Dial { target, stage: Stage::First }]);

    // Somebody who typed the address does not wait for the other's turn.
    let mut typed = Dialer::new(large, [0; 32]);
    typed.handle(SECOND, Input::Wanted(target));
    assert_eq!(typed.handle(SECOND, Input::Asked(target)), [Dial { target, stage: Stage::First }]);
}

#[test]
fn the_larger_id_stays_quiet_when_the_other_was_faster() {
    let (small, large) = pair();
    let mut dialer = Dialer::new(large, [0; 32]);
    dialer.handle(SECOND, Input::Wanted(Target::Peer(small)));
    dialer.handle(SECOND, Input::Connected(small));
    assert_eq!(dialer.wake(), None);
    assert_eq!(dialer.handle(100 * SECOND, Input::Tick), []);
}

#[test]
fn quic_is_tried_beside_a_silent_tcp_and_right_after_a_refusal() {
    let (small, large) = pair();
    let target = Target::Peer(large);
    let mut silent = Dialer::new(small, [0; 32]);
    silent.handle(SECOND, Input::Wanted(target));
    assert_eq!(silent.wake(), Some(SECOND + SECOND_STAGE));
    assert_eq!(silent.handle(SECOND + SECOND_STAGE, Input::Tick), [Dial { target, stage: Stage::Second }]);
    // Only when both have failed does the pause begin.
    assert_eq!(silent.handle(11 * SECOND, Input::Failed(target)), []);
    assert_eq!(silent.wake(), None);
    silent.handle(12 * SECOND, Input::Failed(target));
    assert!(silent.wake().is_some_and(|wake| wake > 12 * SECOND));

    let mut refused = Dialer::new(small, [0; 32]);
    refused.handle(SECOND, Input::Wanted(target));
    assert_eq!(refused.handle(SECOND, Input::Failed(target)), [Dial { target, stage: Stage::Second }]);
    assert_eq!(refused.handle(SECOND, Input::Failed(target)), []);
    assert!(refused.wake().is_some_and(|wake| wake > SECOND));
}

#[test]
fn pauses_double_with_jitter_up_to_five_minutes() {
    for seed in 0..20_u8 {
        let (small, large) = pair();
        let mut dialer = Dialer::new(small, [seed; 32]);
        dialer.handle(Duration::ZERO, Input::Wanted(Target::Peer(large)));
        let target = Target::Peer(large);
        dialer.handle(Duration::ZERO, Input::Failed(target));
        dialer.handle(Duration::ZERO, Input::Failed(target));
        let starts = dials_until(&mut dialer, Duration::ZERO, 3600 * SECOND);
        let pauses: Vec<Duration> = starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
        for (round, pause) in pauses.iter().enumerate() {
            let ideal = PAUSE_MAX.min(SECOND * (1 << (round + 1).min(16)));
            assert!(
                *pause >= ideal * 3 / 4 && *pause <= ideal * 5 / 4,
                "seed {seed}, round {round}: {pause:?} for {ideal:?}"
            );
        }
        assert!((15..=25).contains(&starts.len()), "seed {seed}: {} dials in an hour", starts.len());
    }
}

#[test]
fn an_interface_that_comes_back_ends_a_long_pause() {
    let (small, large) = pair();
    let mut dialer = Dialer::new(small, [3; 32]);
    dialer.handle(Duration::ZERO, Input::Wanted(Target::Peer(large)));
    dialer.handle(Duration::ZERO, Input::Failed(Target::Peer(large)));
    dialer.handle(Duration::ZERO, Input::Failed(Target::Peer(large)));
    let now = 2000 * SECOND;
    dials_until(&mut dialer, Duration::ZERO, now);
    assert!(dialer.wake().unwrap() > now + 10 * SECOND);
    dialer.handle(now, Input::NetworkChanged);
    assert!(dialer.wake().unwrap() <= now + SPREAD);
}

#[test]
fn a_flapping_cable_makes_no_storm_of_dials() {
    let (small, large) = pair();
    let target = Target::Peer(large);
    let mut dialer = Dialer::new(small, [4; 32]);
    for dial in dialer.handle(Duration::ZERO, Input::Wanted(target)) {
        dialer.handle(Duration::ZERO, Input::Failed(dial.target));
        dialer.handle(Duration::ZERO, Input::Failed(dial.target));
    }
    let mut starts = Vec::new();
    for flap in 0..600 {
        let up = 2 * SECOND * flap;
        assert_eq!(dialer.handle(up, Input::NetworkChanged), [], "the dials are spread");
        starts.extend(dials_until(&mut dialer, up, up + 2 * SECOND - Duration::from_millis(1)));
    }
    let late: Vec<_> = starts.iter().filter(|at| **at > 300 * SECOND).collect();
    let minutes = 15;
    assert!(late.len() <= 2 * minutes + 4, "{} dials in {minutes} minutes of flapping", late.len());
    assert!(late.len() >= minutes, "it still tries");
}

#[test]
fn a_connection_that_breaks_at_once_counts_as_a_failure() {
    let (small, large) = pair();
    let mut dialer = Dialer::new(small, [5; 32]);
    let mut now = Duration::ZERO;
    dialer.handle(now, Input::Wanted(Target::Peer(large)));
    let mut pauses = Vec::new();
    for _ in 0..5 {
        dialer.handle(now, Input::Connected(large));
        dialer.handle(now, Input::Disconnected(large));
        let wake = dialer.wake().unwrap();
        pauses.push(wake - now);
        now = wake;
        assert_eq!(dialer.handle(now, Input::Tick).len(), 1);
    }
    assert!(pauses[4] > 8 * SECOND, "{pauses:?}");

    dialer.handle(now, Input::Connected(large));
    dialer.handle(now + SETTLED, Input::Disconnected(large));
    assert!(dialer.wake().unwrap() < now + SETTLED + 2 * SECOND, "a settled one is redialled soon");
}

#[test]
fn a_shunned_peer_is_left_alone_even_when_found_again() {
    let (small, large) = pair();
    let mut dialer = Dialer::new(small, [6; 32]);
    dialer.handle(Duration::ZERO, Input::Wanted(Target::Peer(large)));
    dialer.handle(Duration::ZERO, Input::Connected(large));
    dialer.handle(SECOND, Input::Shun(large, 600 * SECOND));
    dialer.handle(SECOND, Input::Disconnected(large));
    dialer.handle(2 * SECOND, Input::Wanted(Target::Peer(large)));
    dialer.handle(2 * SECOND, Input::NetworkChanged);
    assert_eq!(dialer.wake(), Some(600 * SECOND));
    assert_eq!(dialer.handle(600 * SECOND, Input::Tick).len(), 1);
}

#[test]
fn a_hall_full_of_peers_is_dialled_in_portions() {
    let (small, _) = pair();
    let mut dialer = Dialer::new(small, [7; 32]);
    let mut flying = Vec::new();
    for port in 1..=500_u16 {
        flying.extend(dialer.handle(Duration::ZERO, Input::Wanted(place(&format!("10.0.0.1:{port}")))));
    }
    assert_eq!(flying.len(), limits::NET_DIALS);
    assert!(dialer.wake().is_some(), "second stages are due");
    let further = dialer.handle(Duration::ZERO, Input::Forget(flying[0].target));
    assert_eq!(further.len(), 1, "one that ends makes room for the next");
}

#[test]
fn a_typed_place_is_tried_until_forgotten() {
    let (_, large) = pair();
    let mut dialer = Dialer::new(large, [8; 32]);
    let target = place("192.168.1.7:4001");
    assert_eq!(dialer.handle(Duration::ZERO, Input::Wanted(target)).len(), 1);
    dialer.handle(Duration::ZERO, Input::Failed(target));
    dialer.handle(Duration::ZERO, Input::Failed(target));
    assert!(dials_until(&mut dialer, Duration::ZERO, 60 * SECOND).len() >= 4);
    dialer.handle(60 * SECOND, Input::Forget(target));
    assert_eq!(dialer.wake(), None);
}
