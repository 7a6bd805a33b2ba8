//! The replicated sets, against a plain list.

use std::ops::Bound;

use commonplace_core::record::Lane;
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::time::Slot;
use commonplace_store::{Entry, Mark, SetState};
use proptest::prelude::*;

use crate::support::{FP_KEY, TAG, circle, note_at, open};

fn key(n: u64) -> SetKey {
    let sealed = note_at(n, n % 7, 8);
    SetKey { slot: sealed.header().slot, id: sealed.id() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn sums_equal_those_of_a_plain_list_before_and_after_a_restart(
        numbers in proptest::collection::btree_set(0_u64..200, 0..120),
        out in proptest::collection::btree_set(0_u64..200, 0..40),
        start in 0_u64..200,
        end in 0_u64..200,
        parts in 1_usize..20,
    ) {
        let dir = tempfile::tempdir().expect("a folder");
        let mut store = open(dir.path()).0;
        let mut entries = vec![circle()];
        entries.extend(numbers.iter().map(|n| Entry::Record { sealed: note_at(*n, n % 7, 8), state: SetState::In }));
        store.append(&entries).expect("kept");
        store.append(&out.iter().map(|n| Entry::Mark { id: key(*n).id, mark: Mark::Out }).collect::<Vec<_>>()).expect("kept");
        let mut model: Vec<_> = numbers.difference(&out).map(|n| key(*n)).collect();
        model.sort_unstable();
        let range = (Bound::Included(key(start)), Bound::Excluded(key(end)));
        let inside: Vec<_> = model.iter().filter(|k| **k >= key(start) && **k < key(end)).copied().collect();
        for _ in 0..2 {
            let sum = |keys: &[SetKey]| keys.iter().map(|key| SetSum::element(&FP_KEY, &key.id)).sum::<SetSum>();
            prop_assert_eq!(store.set_total(&TAG, Lane::Posts), sum(&model));
            prop_assert_eq!(store.set_sum(&TAG, Lane::Posts, range), sum(&inside));
            prop_assert_eq!(store.set_ids(&TAG, Lane::Posts, range, 999), &inside[..]);
            let nth = store.set_nth(&TAG, Lane::Posts, range, 3);
            prop_assert_eq!(nth, inside.get(3).copied());
            let cuts = store.set_split(&TAG, Lane::Posts, .., parts);
            prop_assert_eq!(cuts.len(), parts.min(model.len()).saturating_sub(1));
            let mut low = SetKey::MIN;
            for cut in cuts.into_iter().chain([SetKey::first_of(Slot(u32::MAX))]) {
                let count = store.set_sum(&TAG, Lane::Posts, low..cut).count;
                prop_assert!(count.abs_diff(model.len() as u64 / parts.min(model.len().max(1)) as u64) <= 1);
                low = cut;
            }
            drop(store);
            store = open(dir.path()).0;
        }
    }
}
