//! The laws of the merge types: any order, any repetition, and any splitting and joining give the same.

use commonplace_core::id::{DeviceId, PersonId, RecordId};
use commonplace_learning::Standing;
use commonplace_learning::merge::{Facts, Join, Register, Seed, Set, Slot, Tally, Text, Update, Write};
use proptest::prelude::*;
use proptest::sample::Index;

/// Operations in another order, some of them twice.
#[derive(Debug, Clone)]
struct Shuffle {
    keys: Vec<u64>,
    again: Vec<Index>,
    cut: Index,
}

fn shuffle() -> impl Strategy<Value = Shuffle> {
    let keys = prop::collection::vec(any::<u64>(), 64);
    (keys, prop::collection::vec(any::<Index>(), 0..8), any::<Index>()).prop_map(|(keys, again, cut)| Shuffle {
        keys,
        again,
        cut,
    })
}

impl Shuffle {
    fn of<T: Clone>(&self, ops: &[T]) -> Vec<T> {
        let mut shuffled: Vec<(u64, T)> = self.keys.iter().copied().cycle().zip(ops.iter().cloned()).collect();
        if !ops.is_empty() {
            let keys = self.keys.iter().rev().copied();
            shuffled.extend(keys.zip(self.again.iter().map(|index| ops[index.index(ops.len())].clone())));
        }
        shuffled.sort_by_key(|(key, _)| *key);
        shuffled.into_iter().map(|(_, op)| op).collect()
    }
}

/// Checks all laws for one state type, its operations, and what is read of it.
fn obeys<S, T, R>(
    ops: &[T],
    shuffle: &Shuffle,
    empty: impl Fn() -> S,
    apply: impl Fn(&mut S, T),
    read: impl Fn(&S) -> R,
) where
    S: Join + Clone,
    T: Clone,
    R: PartialEq + std::fmt::Debug,
{
    let built = |ops: &[T]| {
        let mut state = empty();
        ops.iter().cloned().for_each(|op| apply(&mut state, op));
        state
    };
    let expected = read(&built(ops));
    let other = shuffle.of(ops);
    assert_eq!(read(&built(&other)), expected, "any order, any repetition");
    let (left, right) = other.split_at(shuffle.cut.index(other.len() + 1));
    let (left, right) = (built(left), built(right));
    let mut joined = left.clone();
    joined.join(right.clone());
    let mut turned = right;
    turned.join(left);
    assert_eq!(read(&joined), expected, "split and joined");
    assert_eq!(read(&turned), expected, "joined the other way round");
    joined.join(built(ops));
    assert_eq!(read(&joined), expected, "joined with itself");
}

fn id(number: u8) -> RecordId {
    RecordId::from_bytes([number; 32])
}

fn standing() -> impl Strategy<Value = Standing> {
    prop::sample::select(vec![Standing::Learner, Standing::Facilitator, Standing::Steward])
}

/// Writings by few devices that replace each other in any way, in circles too, as no honest node can.
fn writes() -> impl Strategy<Value = Vec<(RecordId, Write<u8>)>> {
    let write = (0..3_u8, 0..4_u64, standing(), prop::collection::vec((0..12_u8).prop_map(id), 0..3), any::<u8>())
        .prop_map(|(device, seq, standing, replaces, value)| Write {
            device: DeviceId::from_bytes([device; 32]),
            seq,
            standing,
            replaces,
            value,
        });
    prop::collection::btree_map((0..12_u8).prop_map(id), write, 0..12).prop_map(|writes| writes.into_iter().collect())
}

proptest! {
    #[test]
    fn facts(facts in prop::collection::btree_map((0..20_u8).prop_map(id), any::<u8>(), 0..12), shuffle in shuffle()) {
        let ops: Vec<_> = facts.into_iter().collect();
        obeys(&ops, &shuffle, Facts::default, |state, (id, fact)| state.insert(id, fact), Clone::clone);
    }

    #[test]
    fn slots(writes in writes(), shuffle in shuffle()) {
        obeys(&writes, &shuffle, Slot::default, |state, (id, write)| state.insert(id, write), |slot: &Slot<u8>| {
            (slot.value().copied(), slot.latest())
        });
        let mut slot = Slot::default();
        writes.iter().cloned().for_each(|(id, write)| slot.insert(id, write));
        prop_assert_eq!(slot.value().is_none(), writes.is_empty(), "a slot written to has a value");
    }

    #[test]
    fn registers(writes in writes(), shuffle in shuffle()) {
        obeys(&writes, &shuffle, Register::default, |state, (id, write)| state.insert(id, write), |register| {
            let values: Vec<(RecordId, u8)> = register.writes().into_iter().map(|(id, write)| (id, write.value)).collect();
            (values, register.latest())
        });
    }

    #[test]
    fn a_register_shows_the_highest_standing_first(writes in writes()) {
        let mut register = Register::default();
        writes.into_iter().for_each(|(id, write)| register.insert(id, write));
        let shown: Vec<_> = register.writes().into_iter().map(|(id, write)| (write.standing, id)).collect();
        prop_assert!(shown.windows(2).all(|pair| pair[0].0 > pair[1].0 || (pair[0].0 == pair[1].0 && pair[0].1 < pair[1].1)));
    }

    #[test]
    fn sets(ops in prop::collection::vec((any::<bool>(), 0..4_u8, (0..6_u8).prop_map(id)), 0..16), shuffle in shuffle()) {
        let apply = |set: &mut Set<u8>, (adds, value, id): (bool, u8, RecordId)| {
            if adds { set.add(id, value) } else { set.remove(value, id) }
        };
        obeys(&ops, &shuffle, Set::default, apply, |set| set.values().copied().collect::<Vec<_>>());
    }

    #[test]
    fn tallies_are_of_people_and_not_of_writings(writes in writes(), person in 0..3_u8) {
        let mut slot = Slot::default();
        writes.iter().cloned().for_each(|(id, write)| slot.insert(id, write));
        let person = PersonId::from_bytes([person; 32]);
        let tally = Tally::of([(person, &slot)]);
        let total: usize = (0..=u8::MAX).map(|value| tally.count(&value)).sum();
        prop_assert_eq!(total, usize::from(!writes.is_empty()));
    }
}

/// What one of three devices does next: writes this, having seen all or only its own.
type Typing = (u8, bool, String);

fn typed(seed: &Seed, typing: Vec<Typing>) -> Vec<(RecordId, Update)> {
    let mut of_device: Vec<Text> = (0..3).map(|_| Text::new(seed.clone())).collect();
    let mut all: Vec<(RecordId, Update)> = Vec::new();
    for (device, sees_all, text) in typing {
        let mine = &mut of_device[usize::from(device)];
        if sees_all {
            all.iter().cloned().for_each(|(id, update)| mine.insert(id, update));
        }
        let device = DeviceId::from_bytes([device; 32]);
        for next in mine.edit(device, &text).expect("honest") {
            let id = RecordId::of(&[device.as_bytes().as_slice(), &next.bytes].concat());
            let update = Update { device, lamport: all.len() as u64, follows: next.follows, bytes: next.bytes };
            mine.insert(id, update.clone());
            all.push((id, update));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn texts(
        typing in prop::collection::vec((0..3_u8, any::<bool>(), "[ab ü\n]{0,20}"), 0..10),
        shuffle in shuffle(),
    ) {
        let seed = Seed { device: DeviceId::from_bytes([0; 32]), nonce: [7; 16], text: "a b\nü".to_owned() };
        let updates = typed(&seed, typing);
        obeys(&updates, &shuffle, || Text::new(seed.clone()), |text, (id, update)| text.insert(id, update), Text::build);
        let mut text = Text::new(seed);
        updates.iter().cloned().for_each(|(id, update)| text.insert(id, update));
        let built = text.build();
        prop_assert!(built.fates.values().all(|fate| *fate == commonplace_learning::merge::Fate::Applied));
    }
}

#[test]
fn two_nodes_begin_a_text_with_the_same_operations() {
    let seed =
        Seed { device: DeviceId::from_bytes([1; 32]), nonce: [2; 16], text: "Water moves. ü水🌊".to_owned() };
    let (alice, bob) = (Text::new(seed.clone()), Text::new(seed.clone()));
    let (one, two) = (alice.version(), bob.version());
    assert_eq!(one, two);
    assert_eq!(one.get(&seed.peer(&seed.device)).copied(), Some(16), "one operation for each character");
    // An edit made on one imports on the other, which has never seen the one's document.
    let device = DeviceId::from_bytes([9; 32]);
    let edit = bob.edit(device, "Water moves slowly. ü水🌊").expect("honest").remove(0);
    let mut alice = alice;
    alice.insert(id(5), Update { device, lamport: 1, follows: edit.follows, bytes: edit.bytes });
    assert_eq!(alice.build().text, "Water moves slowly. ü水🌊");
}

#[test]
fn peers_differ_between_devices_and_between_texts() {
    let seed = |nonce| Seed { device: DeviceId::from_bytes([1; 32]), nonce: [nonce; 16], text: String::new() };
    let (one, two) = (DeviceId::from_bytes([1; 32]), DeviceId::from_bytes([2; 32]));
    assert_ne!(seed(1).peer(&one), seed(1).peer(&two));
    assert_ne!(seed(1).peer(&one), seed(2).peer(&one));
}
