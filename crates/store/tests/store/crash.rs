//! kill -9, at any step of the disk, many times.

use commonplace_core::id::RecordId;
use commonplace_store::Cursor;

use crate::kill::{in_child, killed_at, next_random, say};
use crate::support::{circle, kept, note, open, seed};

const CYCLES: u32 = 200;
/// Steps within which a child is killed: those of opening, and of some dozens of appends.
const STEPS: u64 = 150;

/// In the child: appends for ever, and prints each id once it is acknowledged. In the parent: does nothing.
#[test]
fn child_that_appends_until_it_is_killed() {
    let Some((mut store, _)) = in_child() else { return };
    store.append(&[circle()]).expect("kept");
    for first in (store.end().0..).step_by(7) {
        let batch: Vec<_> = (first..first + 1 + first % 7).map(note).collect();
        store.append(&batch.iter().map(kept).collect::<Vec<_>>()).expect("kept");
        let ids: Vec<_> = batch.iter().map(|note| note.id().to_string()).collect();
        say(&format!("acknowledged {}", ids.join(" ")));
    }
}

#[test]
fn no_acknowledged_record_is_lost_by_200_kills() {
    let seed = seed();
    // The generator stays at zero for ever.
    let mut random = seed.max(1);
    let mut dir = tempfile::tempdir().expect("a folder");
    let mut acknowledged: Vec<RecordId> = Vec::new();
    for cycle in 0..CYCLES {
        if cycle % 40 == 0 {
            dir = tempfile::tempdir().expect("a folder");
            acknowledged.clear();
        }
        let step = next_random(&mut random) % STEPS;
        let said = killed_at(step, "crash::child_that_appends_until_it_is_killed", dir.path());
        // The test's name stands before the first of them.
        let ids = said.iter().filter_map(|line| line.split_once("acknowledged ")).flat_map(|(_, ids)| ids.split(' '));
        acknowledged.extend(ids.map(|id| id.parse::<RecordId>().expect("an id")));
        let (store, opened) = open(dir.path());
        assert_eq!(opened.damaged, vec![], "cycle {cycle}, seed {seed}, step {step}");
        for id in &acknowledged {
            assert!(store.get(id).expect("reads").is_some(), "cycle {cycle}, seed {seed}, step {step}: {id} is lost");
        }
        assert_eq!(store.feed(Cursor::START, usize::MAX).expect("reads").len() as u64, store.end().0);
    }
    assert!(!acknowledged.is_empty(), "the children had time to write");
}
