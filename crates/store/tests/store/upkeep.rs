//! Checking, rebuilding and compacting.

use std::fs;

use commonplace_core::blob::BlobKey;
use commonplace_core::record::Lane;
use commonplace_store::{Batch, Continue, Cursor, Entry, Mark, OpenError, SetState, unwatched};

use crate::support::{TAG, files_below, kept, local, open, store_with};

#[test]
fn a_healthy_store_verifies_and_a_damaged_one_says_what_is_damaged() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(dir.path(), 7);
    store.append(&[local("a", b"1"), local("a", b"2")]).expect("kept");
    store.append(&[Entry::Mark { id: notes[6].id(), mark: Mark::Dropped }]).expect("kept");
    let key = BlobKey::from_bytes([1; 32]);
    let blob = store.blobs().put_plain(&[7; 1000][..], &key, None, 5000).expect("kept").0;
    let report = store.verify(&mut unwatched()).expect("verifies");
    assert_eq!((report.records, report.blobs, report.mismatches), (7, 1, 0));
    assert!(report.damaged.is_empty() && report.damaged_records.is_empty() && report.damaged_blobs.is_empty());
    drop(store);

    let journal = dir.path().join("journal/000001.seg");
    let mut bytes = fs::read(&journal).expect("reads");
    let place = bytes.windows(32).position(|window| window == &notes[3].bytes()[..32]).expect("there");
    bytes[place + 99] ^= 1;
    fs::write(&journal, bytes).expect("written");
    let file = &files_below(&dir.path().join("blobs"))[0];
    fs::write(file, [7; 1016]).expect("written");
    let mut store = open(dir.path()).0;
    let report = store.verify(&mut unwatched()).expect("verifies");
    assert_eq!((report.records, report.blobs, report.damaged.len()), (6, 0, 1));
    assert_eq!((report.damaged_records, report.damaged_blobs), (vec![notes[3].id()], vec![blob]));

    assert!(store.has(&notes[3].id()), "not fetched as long as it is thought to be here");
    let damaged = store.rebuild_index(&mut unwatched()).expect("rebuilt");
    assert_eq!(damaged.len(), 1);
    assert!(!store.has(&notes[3].id()));
    assert_eq!(store.set_total(&TAG, Lane::Posts).count, 6);
    store.append(&[kept(&notes[3])]).expect("fetched again");
    assert_eq!(store.get(&notes[3].id()).expect("reads"), Some(notes[3].clone()));
    let again = store.verify(&mut unwatched()).expect("verifies");
    assert_eq!((again.records, again.damaged_records.len(), again.mismatches), (7, 0, 0));
}

#[test]
fn rebuilding_empties_derived_trees_that_are_in_use() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, _) = store_with(dir.path(), 7);
    let tree = store.derived("threads", 1).expect("opens");
    let mut batch = Batch::new();
    batch.put("a", "1");
    tree.apply(batch.clone(), Cursor(7)).expect("applied");
    store.rebuild_index(&mut unwatched()).expect("rebuilt");
    assert_eq!((tree.cursor(), tree.get(b"a").expect("reads")), (Cursor::START, None));
    tree.apply(batch, Cursor(7)).expect("applied");
    drop((store, tree));
    assert_eq!(open(dir.path()).0.derived("threads", 1).expect("opens").cursor(), Cursor(7));
}

#[test]
fn dropped_bodies_and_old_secrets_leave_the_disk_and_nothing_else_does() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(dir.path(), 9);
    store.append(&[local("keyring", b"old secret of alice"), local("keyring", b"new secret")]).expect("kept");
    let tree = store.derived("threads", 1).expect("opens");
    tree.apply(Batch::new(), Cursor(9)).expect("applied");
    for n in [0, 4, 8] {
        store.append(&[Entry::Mark { id: notes[n].id(), mark: Mark::Dropped }]).expect("kept");
    }
    store.append(&[Entry::Mark { id: notes[8].id(), mark: Mark::Out }]).expect("kept");
    let total = store.set_total(&TAG, Lane::Posts);
    let before = store.sizes().journal;
    let freed = store.compact(&mut unwatched()).expect("compacts");
    assert_eq!(store.sizes().journal, before - freed);
    assert!(freed > 700, "{freed}");
    assert_eq!(store.compact(&mut unwatched()).expect("nothing left to do"), 0);
    store.append(&[local("after", b"wards")]).expect("writes on");
    for restart in [None, Some(false), Some(true)] {
        if let Some(without_index) = restart {
            drop(store);
            if without_index {
                fs::remove_dir_all(dir.path().join("index")).expect("removed");
            }
            store = open(dir.path()).0;
        }
        assert_eq!(store.end(), Cursor(9));
        assert_eq!(store.set_total(&TAG, Lane::Posts), total);
        let fed = store.feed(Cursor(3), 99).expect("reads");
        assert_eq!(fed.iter().map(|(cursor, ..)| cursor.0).collect::<Vec<_>>(), [4, 5, 6, 7, 8, 9]);
        assert_eq!(fed[1].1, notes[4].without_body().expect("a post"), "its head stays");
        assert_eq!(store.get(&notes[5].id()).expect("reads"), Some(notes[5].clone()));
        let status = store.status(&notes[8].id()).expect("known");
        assert_eq!((status.state, status.whole, status.cursor), (SetState::Out, false, Cursor(8)));
        assert_eq!(store.local(b"keyring").expect("reads"), Some(b"new secret".to_vec()));
        assert_eq!(store.verify(&mut unwatched()).expect("verifies").mismatches, 0);
    }
    let bytes = fs::read(dir.path().join("journal/000001.seg")).expect("reads");
    let tail = |n: usize| &notes[n].bytes()[notes[n].bytes().len() - 100..];
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    assert!(!holds(b"old secret of alice") && !holds(tail(4)));
    assert!(holds(tail(5)) && holds(&notes[4].bytes()[100..200]), "the head stays");
}

#[test]
fn a_crash_while_compacting_leaves_the_journal_as_it_was() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 9));
    let half = dir.path().join("journal/000001.new");
    fs::write(&half, b"half a segment").expect("written");
    let (store, opened) = open(dir.path());
    assert_eq!((store.end(), opened.damaged.len(), half.exists()), (Cursor(9), 0, false));
}

#[test]
fn whoever_watches_may_stop_the_work() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, notes) = store_with(dir.path(), 9);
    store.append(&[Entry::Mark { id: notes[1].id(), mark: Mark::Dropped }]).expect("kept");
    let mut stop = |_| Continue::No;
    assert!(matches!(store.verify(&mut stop), Err(OpenError::Stopped)));
    assert!(matches!(store.compact(&mut stop), Err(OpenError::Stopped)));
    assert!(matches!(store.rebuild_index(&mut stop), Err(OpenError::Stopped)));
    assert_eq!(store.feed(Cursor::START, 99).expect("reads").len(), 9);
}
