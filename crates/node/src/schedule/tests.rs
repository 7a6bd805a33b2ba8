//! Peers that stall, lie, vanish and come back, in virtual time.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use super::*;

const SEGMENT: u64 = limits::SEGMENT_BYTES as u64;

/// How a peer behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Delivers a segment every so many milliseconds.
    Honest(u64),
    /// Says that it has everything, and has nothing.
    Empty,
    /// Sends other bytes.
    Liar,
    /// Delivers so many and then nothing more.
    Stalls(u32),
    /// Is gone after so many, and back after so many milliseconds.
    Comes(u32, u64),
}

#[derive(Debug)]
struct Fake {
    manner: Manner,
    has: Option<Bits>,
    /// What it was asked for and has not answered.
    owes: BTreeSet<u32>,
    delivered: u32,
    busy_until: u64,
    /// Counts how often it came, so that answers from before do not count.
    visit: u32,
    here: bool,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Happens {
    Answer { peer: u8, visit: u32, index: u32 },
    Back { peer: u8 },
    Look,
}

struct Play {
    schedule: Schedule<u8>,
    fakes: BTreeMap<u8, Fake>,
    queue: BinaryHeap<std::cmp::Reverse<(u64, u64, Happens)>>,
    number: u64,
    now: u64,
    asks: u64,
    got: BTreeSet<u32>,
}

impl Play {
    fn new(count: u32, start: u32, fakes: Vec<(Manner, Option<Bits>)>) -> Self {
        let schedule = Schedule::new(count, 0..count, start);
        let new = |(manner, has)| Fake {
            manner,
            has,
            owes: BTreeSet::new(),
            delivered: 0,
            busy_until: 0,
            visit: 0,
            here: false,
        };
        let fakes = (0..).zip(fakes).map(|(name, fake)| (name, new(fake))).collect();
        let mut play =
            Self { schedule, fakes, queue: BinaryHeap::new(), number: 0, now: 0, asks: 0, got: BTreeSet::new() };
        for peer in play.fakes.keys().copied().collect::<Vec<_>>() {
            play.arrive(peer);
        }
        play.later(0, Happens::Look);
        play
    }

    fn later(&mut self, after: u64, what: Happens) {
        self.number += 1;
        self.queue.push(std::cmp::Reverse((self.now + after, self.number, what)));
    }

    fn arrive(&mut self, peer: u8) {
        let fake = self.fakes.get_mut(&peer).expect("there");
        fake.here = true;
        fake.visit += 1;
        fake.owes.clear();
        let has = fake.has.clone();
        self.schedule.joined(Millis(self.now), peer, has);
    }

    fn step(&mut self) {
        for step in self.schedule.steps(Millis(self.now)) {
            match step {
                Step::Ask(peer, index) => self.asked(peer, index),
                // Whoever has a part, or turned out to have not all.
                Step::AskWhat(peer) => assert!(self.fakes[&peer].here),
                Step::Drop(peer) => {
                    self.fakes.get_mut(&peer).expect("there").here = false;
                    // Whoever drives the schedule tries again later.
                    self.later(20_000, Happens::Back { peer });
                }
            }
        }
    }

    fn asked(&mut self, peer: u8, index: u32) {
        self.asks += 1;
        let now = self.now;
        let fake = self.fakes.get_mut(&peer).expect("there");
        assert!(fake.here, "nobody who is gone is asked");
        assert!(fake.has.as_ref().is_none_or(|has| has.get(index)), "{peer} said that it has not {index}");
        assert!(fake.owes.insert(index), "{peer} is asked twice for {index}");
        assert!(fake.owes.len() <= limits::BLOB_WINDOW, "never more than the window");
        assert!(!self.got.contains(&index), "{index} is here");
        let visit = fake.visit;
        let after = match fake.manner {
            Manner::Honest(each) => each,
            Manner::Empty | Manner::Liar => 3,
            Manner::Stalls(most) | Manner::Comes(most, _) if fake.delivered >= most => return,
            Manner::Stalls(_) | Manner::Comes(..) => 5,
        };
        fake.delivered += 1;
        fake.busy_until = fake.busy_until.max(now) + after;
        let after = fake.busy_until - now;
        self.later(after, Happens::Answer { peer, visit, index });
    }

    fn answered(&mut self, peer: u8, visit: u32, index: u32) {
        let now = Millis(self.now);
        let fake = self.fakes.get_mut(&peer).expect("there");
        if !fake.here || fake.visit != visit {
            return;
        }
        fake.owes.remove(&index);
        match fake.manner {
            Manner::Empty => self.schedule.absent(now, &peer, index),
            Manner::Liar => {
                fake.here = false;
                self.schedule.wrong(&peer);
            }
            manner => {
                self.schedule.kept(now, &peer, index, SEGMENT);
                self.got.insert(index);
                let fake = self.fakes.get_mut(&peer).expect("there");
                if let Manner::Comes(most, away) = manner
                    && fake.delivered >= most
                {
                    (fake.here, fake.delivered) = (false, 0);
                    self.schedule.left(&peer);
                    self.later(away, Happens::Back { peer });
                }
            }
        }
    }

    /// Plays until all is here. Returns the milliseconds that it took.
    fn run(&mut self) -> u64 {
        while !self.schedule.is_done() {
            let std::cmp::Reverse((at, _, what)) = self.queue.pop().expect("it goes on");
            self.now = at;
            assert!(at < 24 * 3_600_000, "it ends: {} missing", self.schedule.missing());
            match what {
                Happens::Answer { peer, visit, index } => self.answered(peer, visit, index),
                Happens::Back { peer } => self.arrive(peer),
                Happens::Look => self.later(250, Happens::Look),
            }
            self.step();
        }
        self.now
    }
}

fn whole(manner: Manner) -> (Manner, Option<Bits>) {
    (manner, None)
}

#[test]
fn all_arrives_whoever_stalls_lies_or_leaves_as_long_as_one_honest_peer_has_it() {
    for seed in 0..400_u64 {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let mut draw = |below: u32| rng.next_u32() % below;
        let count = 1 + draw(300);
        let mut fakes = vec![whole(Manner::Honest(1 + u64::from(draw(2_000))))];
        for _ in 0..draw(7) {
            let manner = match draw(6) {
                0 => Manner::Empty,
                1 => Manner::Liar,
                2 => Manner::Stalls(draw(40)),
                3 => Manner::Comes(1 + draw(20), u64::from(draw(30_000))),
                _ => Manner::Honest(1 + u64::from(draw(300))),
            };
            let mut part = Bits::new(count);
            (0..count).filter(|_| draw(2) == 0).for_each(|index| part.set(index, true));
            fakes.push((manner, (draw(2) == 0).then_some(part)));
        }
        let start = draw(count);
        let mut play = Play::new(count, start, fakes);
        let took = play.run();
        assert_eq!(play.got.len(), count as usize, "seed {seed}");
        let honest = u64::from(count) * 2_001 + 120_000;
        assert!(took <= honest, "seed {seed}: {took} ms");
    }
}

#[test]
fn an_attachment_that_lies_in_parts_with_several_is_put_together() {
    for seed in 0..100_u64 {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let count = 1 + rng.next_u32() % 500;
        let holders = 2 + rng.next_u32() % 4;
        let mut parts = vec![Bits::new(count); holders as usize];
        for index in 0..count {
            parts[(rng.next_u32() % holders) as usize].set(index, true);
        }
        let fakes = parts.into_iter().map(|part| (Manner::Honest(4), Some(part))).collect();
        let mut play = Play::new(count, 0, fakes);
        play.run();
        assert_eq!(play.asks, u64::from(count), "seed {seed}: nothing is asked for twice");
    }
}

#[test]
fn two_equal_peers_take_half_the_time_and_little_is_asked_twice() {
    let alone = Play::new(1_000, 0, vec![whole(Manner::Honest(4))]).run();
    let mut both = Play::new(1_000, 0, vec![whole(Manner::Honest(4)); 2]);
    let together = both.run();
    assert!(together * 10 < alone * 6, "{together} ms of {alone}");
    assert!(both.asks <= 1_040, "{} asks", both.asks);
}

#[test]
fn a_slow_peer_does_not_hold_up_the_end() {
    let fast = Play::new(500, 0, vec![whole(Manner::Honest(4))]).run();
    let mixed = Play::new(500, 0, vec![whole(Manner::Honest(4)), whole(Manner::Honest(4_000))]).run();
    assert!(mixed < fast + 2_000, "{mixed} ms, {fast} ms without the slow one");
}

#[test]
fn what_a_silent_peer_owes_is_asked_of_another_and_taken_from_either() {
    let mut schedule = Schedule::new(4, 0..4, 0);
    schedule.joined(Millis(0), 'b', None);
    let asked: Vec<u32> = schedule.steps(Millis(0)).iter().map(|step| asked_of(step, 'b')).collect();
    assert_eq!(asked, [0, 1, 2, 3]);
    schedule.joined(Millis(100), 'c', None);
    assert_eq!(schedule.steps(Millis(100)), [], "bob is given time");
    let mut again: Vec<u32> = schedule.steps(Millis(5_000)).iter().map(|step| asked_of(step, 'c')).collect();
    again.sort_unstable();
    assert_eq!(again, [0, 1, 2, 3]);
    schedule.kept(Millis(5_001), &'b', 2, SEGMENT);
    schedule.kept(Millis(5_002), &'c', 0, SEGMENT);
    assert_eq!(schedule.missing(), 2);
    let dropped = schedule.steps(Millis(50_001));
    assert!(!dropped.iter().any(|step| matches!(step, Step::Drop(_))), "both delivered not long ago: {dropped:?}");
    let dropped = schedule.steps(Millis(55_002));
    assert!(dropped.contains(&Step::Drop('b')) && dropped.contains(&Step::Drop('c')), "{dropped:?}");
}

fn asked_of(step: &Step<char>, peer: char) -> u32 {
    match step {
        Step::Ask(one, index) if *one == peer => *index,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_rarest_is_asked_for_first() {
    let part = |ones: &[u32]| {
        let mut part = Bits::new(6);
        ones.iter().for_each(|index| part.set(*index, true));
        Some(part)
    };
    let mut schedule = Schedule::new(6, 0..6, 0);
    schedule.joined(Millis(0), 'b', part(&[0, 1, 2, 3]));
    schedule.joined(Millis(0), 'c', part(&[0, 1, 2]));
    schedule.joined(Millis(0), 'd', None);
    let first = schedule.steps(Millis(0)).into_iter().find_map(|step| match step {
        Step::Ask('d', index) => Some(index),
        _ => None,
    });
    assert_eq!(first, Some(4), "which only dora has");
    assert_eq!(Bits::from_bytes(&[0b11_1111], 6), Some(Bits::full(6)));
    assert_eq!(Bits::from_bytes(&[0b111_1111], 6), None);
    assert_eq!(Bits::from_bytes(&[1, 0], 6), None);
}

#[test]
fn numbers_come_from_a_place_on_and_then_from_the_beginning() {
    let mut bits = Bits::new(200);
    for index in [0, 5, 63, 64, 127, 128, 199] {
        bits.set(index, true);
    }
    bits.set(200, true);
    assert_eq!(bits.ones_from(64).collect::<Vec<_>>(), [64, 127, 128, 199, 0, 5, 63]);
    assert_eq!(bits.ones_from(500).collect::<Vec<_>>(), [0, 5, 63, 64, 127, 128, 199]);
    assert_eq!(bits.count(), 7);
}
