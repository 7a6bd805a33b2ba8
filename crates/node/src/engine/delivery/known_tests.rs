//! Eight laptops write, meet, and carry each other's words, in any order: whatever is claimed to be somewhere, is there.

use std::collections::BTreeSet;

use commonplace_core::id::RecordId;
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use super::*;

/// Seeds told by default; `COMMONPLACE_SEEDS` tells more.
const SEEDS: u64 = 3_000;
const LAPTOPS: usize = 8;
/// Whose word is not to be believed.
const EVE: usize = LAPTOPS - 1;
const STEPS: usize = 40;

fn device(number: usize) -> DeviceId {
    DeviceId::from_bytes([u8::try_from(number + 1).expect("few"); 32])
}

/// Place, record and the one before it of one device.
type Link = (usize, u64, RecordId, Option<RecordId>);

#[derive(Default)]
struct Laptop {
    chains: Chains,
    links: Vec<Link>,
    /// Of these records it has let the bodies go.
    bodiless: BTreeSet<RecordId>,
    known: BTreeMap<DeviceId, Known>,
}

impl Laptop {
    fn take(&mut self, (writer, seq, id, prev): Link) {
        if self.chains.insert(device(writer), seq, id, prev) {
            self.links.push((writer, seq, id, prev));
        }
    }

    /// Takes a body back that another one has.
    fn fetch(&mut self, id: &RecordId) {
        self.bodiless.remove(id);
    }

    fn without(&self) -> Without {
        let mut without = Without::new();
        for (writer, seq, id, _) in &self.links {
            if self.bodiless.contains(id) {
                without.entry(device_name(&device(*writer))).or_default().insert(*seq);
            }
        }
        without
    }

    fn heads(&self) -> Heads {
        let head = |device: &DeviceId| {
            self.chains.line_end(device).map(|(seq, id)| (device_name(device), Head::new(seq, &id)))
        };
        self.chains.devices().filter_map(head).collect()
    }

    fn forked(&self) -> BTreeSet<DeviceId> {
        self.chains.forks().into_iter().map(|fork| fork.device).collect()
    }

    fn names(&self) -> Names<'_> {
        names(&self.chains, &self.forked())
    }

    fn coverage(&self, me: usize) -> Coverage {
        let others = (0..LAPTOPS).filter(|other| *other != me).map(device);
        Coverage::made(others.map(|device| (device, self.known.get(&device))), &self.names())
    }

    fn hear(&mut self, slip: &(u64, Frontier)) {
        let (number, said) = slip.clone();
        let forked = self.forked();
        let names = names(&self.chains, &forked);
        let key = SlipKey::from_bytes(*said.device.as_bytes());
        self.known.entry(said.device).or_default().hear(key, number, said, Timestamp::default(), &names);
    }
}

fn names<'a>(chains: &'a Chains, forked: &BTreeSet<DeviceId>) -> Names<'a> {
    Names::new(chains, |device| chains.line_end(device).filter(|_| !forked.contains(device)).map(|(seq, _)| seq))
}

struct Story {
    rng: ChaCha20Rng,
    laptops: Vec<Laptop>,
    /// All words ever said; any of them may be replayed to anybody at any time.
    said: Vec<(u64, Frontier)>,
    equalities: usize,
    losses: usize,
    let_go: usize,
}

impl Story {
    fn new(seed: u64) -> Self {
        let laptops = (0..LAPTOPS).map(|_| Laptop::default()).collect();
        Self { rng: ChaCha20Rng::seed_from_u64(seed), laptops, said: Vec::new(), equalities: 0, losses: 0, let_go: 0 }
    }

    fn pick(&mut self, count: usize) -> usize {
        usize::try_from(self.rng.next_u64() % count.max(1) as u64).expect("small")
    }

    fn step(&mut self) {
        let (one, other) = (self.pick(LAPTOPS), self.pick(LAPTOPS));
        match self.pick(13) {
            0..=2 => self.write(one),
            // A session that breaks off: some of what one has whole comes to the other, in any order.
            3 | 4 => {
                for link in self.whole(one) {
                    if self.pick(3) == 0 {
                        self.laptops[other].take(link);
                    }
                }
            }
            11 if one != EVE => self.let_go(one),
            // Somebody opens what was let go.
            12 => {
                for link in self.whole(other) {
                    if self.pick(2) == 0 {
                        self.laptops[one].fetch(&link.2);
                    }
                }
            }
            5 if one != other => self.agree(one, other),
            6 | 7 => self.say(one),
            8 if one != EVE => self.lose(one),
            _ => {
                for _ in 0..4 {
                    if !self.said.is_empty() {
                        let number = self.pick(self.said.len());
                        let word = self.said[number].clone();
                        self.laptops[one].hear(&word);
                    }
                }
            }
        }
    }

    fn write(&mut self, writer: usize) {
        let position = self.laptops[writer].chains.next_position(&device(writer));
        // Eve sometimes writes twice at one place, and shows one of the two to one half of the others.
        let branch = if writer == EVE { self.pick(2) } else { 0 };
        let seq = if branch == 1 { position.seq.saturating_sub(1) } else { position.seq };
        let prev = match seq.checked_sub(1) {
            Some(before) => self.laptops[writer].chains.at(&device(writer), before).next(),
            None => None,
        };
        let drawn = self.rng.next_u64();
        let id = RecordId::of(&[&device(writer).as_bytes()[..], &seq.to_le_bytes(), &drawn.to_le_bytes()].concat());
        self.laptops[writer].take((writer, seq, id, prev));
    }

    /// What a laptop can give away.
    fn whole(&self, who: usize) -> Vec<Link> {
        let laptop = &self.laptops[who];
        laptop.links.iter().filter(|link| !laptop.bodiless.contains(&link.2)).copied().collect()
    }

    /// Both come to hold the same, bodies apart, and know it; unless one has let go of what the other never had.
    fn agree(&mut self, one: usize, other: usize) {
        for (from, to) in [(one, other), (other, one)] {
            for link in self.whole(from) {
                self.laptops[to].take(link);
            }
        }
        let ids = |who: usize| self.laptops[who].links.iter().map(|link| link.2).collect::<BTreeSet<_>>();
        if ids(one) != ids(other) {
            return;
        }
        for (here, there) in [(one, other), (other, one)] {
            let lines = self.laptops[here].heads();
            let met = &mut self.laptops[here].known.entry(device(there)).or_default().met;
            (met.lines, met.equal) = (lines, Some(Timestamp::from_millis(self.said.len() as u64)));
        }
        self.equalities += 1;
    }

    /// A laptop lets go of bodies that others wrote. It says so first, and all hear it.
    fn let_go(&mut self, who: usize) {
        for (writer, _, id, _) in self.laptops[who].links.clone() {
            if writer != who && self.pick(3) == 0 {
                self.laptops[who].bodiless.insert(id);
            }
        }
        self.say(who);
        let word = self.said.last().cloned().expect("said");
        self.laptops.iter_mut().for_each(|laptop| laptop.hear(&word));
        self.let_go += 1;
    }

    /// A disk spoils some of what others wrote. Its laptop says so, and all hear it.
    fn lose(&mut self, who: usize) {
        let links = std::mem::take(&mut self.laptops[who].links);
        self.laptops[who].chains = Chains::default();
        for link in links {
            if link.0 == who || self.pick(5) > 0 {
                self.laptops[who].take(link);
            } else {
                self.laptops[who].bodiless.remove(&link.2);
            }
        }
        self.say(who);
        let word = self.said.last().cloned().expect("said");
        self.laptops.iter_mut().for_each(|laptop| laptop.hear(&word));
        self.losses += 1;
    }

    fn say(&mut self, who: usize) {
        let mut heads = self.laptops[who].heads();
        if who == EVE {
            // She says that she holds whatever anybody holds.
            for laptop in &self.laptops {
                heads.extend(laptop.heads());
            }
        }
        let number = self.said.len() as u64 + 1;
        let (wall, without) = (Timestamp::from_millis(number), self.laptops[who].without());
        self.said.push((number, Frontier::fitting(device(who), wall, heads, &without)));
    }

    /// Every claim of every honest laptop about every honest one, against what that one holds. Returns how many there
    /// were.
    fn check(&self, seed: u64) -> usize {
        let mut claims = 0;
        for observer in 0..EVE {
            let coverage = self.laptops[observer].coverage(observer);
            for holder in (0..EVE).filter(|holder| *holder != observer) {
                let holds: BTreeSet<RecordId> = self.whole(holder).iter().map(|(_, _, id, _)| *id).collect();
                for (writer, seq, id, _) in &self.laptops[observer].links {
                    let name = device_name(&device(*writer));
                    let mut holders = coverage.holders_of(&name, *seq);
                    if holders.any(|one| one == device(holder)) {
                        claims += 1;
                        assert!(coverage.is_held(&name, *seq), "seed {seed}");
                        assert!(
                            holds.contains(id),
                            "seed {seed}: {observer} says that {holder} holds {writer}'s {seq}"
                        );
                    }
                }
            }
        }
        claims
    }
}

#[test]
fn nothing_is_claimed_to_be_where_it_is_not() {
    let seeds = std::env::var("COMMONPLACE_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(SEEDS);
    let (mut claims, mut let_go) = (0, 0);
    for seed in 0..seeds {
        let mut story = Story::new(seed);
        for _ in 0..STEPS {
            story.step();
        }
        claims += story.check(seed);
        let_go += story.let_go;
    }
    assert!(claims > 0 && let_go > 0, "{claims} claims, {let_go} times something was let go");
}

#[test]
fn when_all_have_met_and_said_it_all_of_it_is_claimed() {
    for seed in 0..50 {
        let mut story = Story::new(seed);
        for _ in 0..STEPS {
            story.step();
        }
        // Nobody lacks a body any more.
        story.laptops.iter_mut().for_each(|laptop| laptop.bodiless.clear());
        // A chain of meetings: no two but neighbours ever meet, there and back.
        let order: Vec<(usize, usize)> = (1..EVE).map(|b| (b - 1, b)).collect();
        for (a, b) in order.iter().chain(order.iter().rev()) {
            story.agree(*a, *b);
        }
        (0..EVE).for_each(|who| story.say(who));
        let said = story.said.clone();
        for laptop in &mut story.laptops {
            said.iter().rev().for_each(|word| laptop.hear(word));
        }
        for observer in 0..EVE {
            let laptop = &story.laptops[observer];
            let (coverage, forked) = (laptop.coverage(observer), laptop.forked());
            for (writer, seq, ..) in laptop.links.iter().filter(|(writer, ..)| !forked.contains(&device(*writer))) {
                for holder in (0..EVE).filter(|holder| *holder != observer) {
                    let held = coverage.upto(&device(holder), &device_name(&device(*writer)));
                    // Of what eve left a gap in, nobody says anything.
                    let whole = laptop.chains.gaps(&device(*writer)).is_empty();
                    assert!(!whole || held >= Some(*seq), "seed {seed}: {observer} of {holder}: {writer}'s {seq}");
                }
            }
        }
    }
}

#[test]
fn a_device_that_says_less_is_believed_and_one_that_repeats_itself_is_not() {
    let mut alice = Laptop::default();
    let ids: Vec<RecordId> = (0..5_u8).map(|number| RecordId::of(&[number])).collect();
    for (seq, id) in ids.iter().enumerate() {
        alice.take((0, seq as u64, *id, seq.checked_sub(1).map(|before| ids[before])));
    }
    let word = |number: u64, seq: u64| {
        let id = ids.get(usize::try_from(seq).expect("small")).copied().unwrap_or(RecordId::of(b"not here yet"));
        let heads = Heads::from([(device_name(&device(0)), Head::new(seq, &id))]);
        let (wall, without) = (Timestamp::from_millis(number), Without::new());
        (number, Frontier { device: device(1), wall, heads, without })
    };
    let held = |alice: &Laptop| alice.coverage(0).upto(&device(1), &device_name(&device(0)));
    assert_eq!(held(&alice), None);
    alice.hear(&word(1, 3));
    assert_eq!(held(&alice), Some(3));
    // It is ahead of us: what it said before still stands, and no more is claimed.
    alice.hear(&word(2, 7));
    assert_eq!(held(&alice), Some(3));
    // It has lost some: it says so itself.
    alice.hear(&word(3, 1));
    assert_eq!(held(&alice), Some(1));
    alice.hear(&word(2, 7));
    alice.hear(&word(1, 3));
    assert_eq!(held(&alice), Some(1), "eve replays old words");
}

#[test]
fn what_a_device_has_let_go_of_is_not_on_it() {
    let mut alice = Laptop::default();
    let ids: Vec<RecordId> = (0..6_u8).map(|number| RecordId::of(&[number])).collect();
    for (seq, id) in ids.iter().enumerate() {
        alice.take((0, seq as u64, *id, seq.checked_sub(1).map(|before| ids[before])));
    }
    let name = device_name(&device(0));
    let heads = Heads::from([(name, Head::new(5, &ids[5]))]);
    let word = |who: usize, number: u64, without: Places| {
        let without = Without::from([(name, without)]);
        (number, Frontier::fitting(device(who), Timestamp::from_millis(number), heads.clone(), &without))
    };
    alice.hear(&word(1, 1, Places::run(2, 3)));
    alice.hear(&word(2, 1, Places::run(3, 4)));
    let coverage = alice.coverage(0);
    // Carol is known to lack nothing, and to hold nothing.
    let on = |places: Places| coverage.holders(&[(name, places)]);
    assert_eq!((on(Places::run(0, 1)), on(Places::run(5, 5))), (2, 2));
    assert_eq!((on(Places::run(2, 2)), on(Places::run(4, 5)), on(Places::run(2, 4))), (1, 1, 0));
    assert_eq!(
        (0..6).map(|seq| coverage.is_held(&name, seq)).collect::<Vec<_>>(),
        [true, true, true, false, true, true]
    );
    assert_eq!((coverage.sure(&name), coverage.upto(&device(1), &name)), (Some(2), Some(5)));
    // What both have shown by equal sets is lowered by the word too.
    alice.known.entry(device(1)).or_default().met.lines = heads.clone();
    assert!(!alice.coverage(0).is_held(&name, 3));
    // Here again, it says so.
    alice.hear(&word(1, 2, Places::default()));
    assert_eq!(alice.coverage(0).sure(&name), Some(5));
}
