//! The same difference as negentropy finds, an older implementation of the same idea by others.

use std::collections::BTreeSet;

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::time::Slot;
use commonplace_testkit::pair::Pair;
use commonplace_testkit::paper;
use negentropy::{Id, Negentropy, NegentropyStorageVector};
use proptest::prelude::*;

const TAG: Tag = Tag::from_bytes([7; 16]);

/// A record of a set: its slot, its number, and who holds it.
#[derive(Debug, Clone)]
struct Item {
    slot: u32,
    number: u32,
    alice: bool,
    bob: bool,
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let holders = prop_oneof![3 => Just((true, true)), 1 => Just((true, false)), 1 => Just((false, true))];
    let slot = prop_oneof![Just(7_u32), 0_u32..20_000];
    let item = (slot, any::<u32>(), holders).prop_map(|(slot, number, (alice, bob))| Item { slot, number, alice, bob });
    // One side may hold nothing, and sets may be larger than one list or one cut.
    (proptest::collection::vec(item, 0..1_200), any::<bool>()).prop_map(|(mut items, empty)| {
        items.iter_mut().filter(|_| empty).for_each(|item| item.bob = false);
        items
    })
}

fn record(item: &Item) -> Sealed {
    paper::record(TAG, Lane::Documents, Slot(item.slot), &item.number.to_le_bytes())
}

fn storage<'a>(records: impl Iterator<Item = &'a Sealed>) -> NegentropyStorageVector {
    let mut storage = NegentropyStorageVector::new();
    let unique: BTreeSet<(u64, RecordId)> =
        records.map(|record| (u64::from(record.header().slot.0), record.id())).collect();
    for (slot, id) in unique {
        storage.insert(slot, Id::from_byte_array(*id.as_bytes())).expect("not sealed yet");
    }
    storage.seal().expect("sealed once");
    storage
}

/// What alice has and bob lacks, and what she lacks and he has.
fn oracle(alice: &NegentropyStorageVector, bob: &NegentropyStorageVector) -> (BTreeSet<[u8; 32]>, BTreeSet<[u8; 32]>) {
    let mut initiator = Negentropy::borrowed(alice, 0).expect("no frame limit");
    let mut responder = Negentropy::borrowed(bob, 0).expect("no frame limit");
    let (mut have, mut need) = (Vec::new(), Vec::new());
    let mut query = initiator.initiate().expect("first");
    loop {
        let answer = responder.reconcile(&query).expect("well formed");
        match initiator.reconcile_with_ids(&answer, &mut have, &mut need).expect("well formed") {
            Some(next) => query = next,
            None => break,
        }
    }
    let set = |ids: Vec<Id>| ids.into_iter().map(Id::to_bytes).collect();
    (set(have), set(need))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_sides_get_what_negentropy_says_they_lack(items in items()) {
        let mut pair = Pair::new(TAG);
        let (mut alices, mut bobs) = (Vec::new(), Vec::new());
        for item in &items {
            let record = record(item);
            if item.alice {
                pair.replicas[0].insert(record.clone());
                alices.push(record.clone());
            }
            if item.bob {
                pair.replicas[1].insert(record.clone());
                bobs.push(record);
            }
        }
        let (have, need) = oracle(&storage(alices.iter()), &storage(bobs.iter()));
        pair.connect();
        let got = |node: usize| pair.ingested[node].iter().map(|id| *id.as_bytes()).collect::<Vec<_>>();
        let unique = |ids: &[[u8; 32]]| ids.iter().copied().collect::<BTreeSet<_>>();
        prop_assert_eq!(unique(&got(0)), need);
        prop_assert_eq!(unique(&got(1)), have);
        prop_assert_eq!(got(0).len() + got(1).len(), unique(&got(0)).len() + unique(&got(1)).len(), "nothing comes twice");
        prop_assert_eq!(pair.replicas[0].view_hash(&TAG), pair.replicas[1].view_hash(&TAG));
    }
}
