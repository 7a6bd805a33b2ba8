//! Derived trees: read what was written, true up to their cursor, and gone without harm.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use commonplace_core::limits::{DERIVED_PENDING_BYTES, DERIVED_VALUE_BYTES, INDEX_LOGGED_BYTES};
use commonplace_store::{Batch, Cursor, Derived, Faults, IndexError, IndexState, Scan, Store, unwatched};
use proptest::prelude::*;

use crate::support::{FullDisk, Unreadable, files_below, kept, note, open, open_with, store_with};

fn put(pairs: &[(&str, &str)]) -> Batch {
    let mut batch = Batch::new();
    for (key, value) in pairs {
        batch.put(*key, *value);
    }
    batch
}

fn all(tree: &Derived) -> Vec<(Vec<u8>, Vec<u8>)> {
    tree.scan(Scan { max: usize::MAX, ..Scan::default() }).expect("reads")
}

#[test]
fn a_tree_is_as_true_after_a_restart_as_its_cursor_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = store_with(dir.path(), 9).0;
    let (threads, titles) = (store.derived("threads", 1).expect("opens"), store.derived("titles", 1).expect("opens"));
    threads.apply(put(&[("a", "1"), ("b", "2")]), Cursor(4)).expect("applied");
    titles.apply(put(&[("salt", "x")]), Cursor(4)).expect("applied");
    assert_eq!(threads.get(b"b").expect("reads"), Some(b"2".to_vec()));
    let mut second = put(&[("c", "3")]);
    second.delete("a");
    threads.apply(second, Cursor(9)).expect("applied");
    drop(store);
    let (store, opened) = open(dir.path());
    assert_eq!(opened.index, IndexState::Kept);
    let threads = store.derived("threads", 1).expect("opens");
    assert_eq!(threads.cursor(), Cursor(9));
    assert_eq!(all(&threads), [(b"b".to_vec(), b"2".to_vec()), (b"c".to_vec(), b"3".to_vec())]);
    assert_eq!(store.derived("titles", 1).expect("opens").cursor(), Cursor(4));
    let newer = store.derived("titles", 2).expect("opens");
    assert_eq!((newer.cursor(), all(&newer).len()), (Cursor::START, 0), "another version starts empty");
}

#[test]
fn a_tree_that_saw_more_than_the_journal_kept_is_begun_anew() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = store_with(dir.path(), 5).0;
    store.derived("threads", 1).expect("opens").apply(put(&[("a", "1")]), Cursor(5)).expect("applied");
    drop(store);
    let path = dir.path().join("journal/000001.seg");
    let bytes = fs::read(&path).expect("reads");
    fs::write(&path, &bytes[..bytes.len() - 1]).expect("written");
    let (mut store, _) = open(dir.path());
    store.append(&[kept(&note(70)), kept(&note(71))]).expect("kept");
    let tree = store.derived("threads", 1).expect("opens");
    assert_eq!((tree.cursor(), all(&tree).len()), (Cursor::START, 0));
}

#[derive(Debug, Clone)]
enum Step {
    Apply(Vec<(u8, Option<u8>)>),
    Reopen,
    Rebuild,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => proptest::collection::vec((any::<u8>(), any::<Option<u8>>()), 0..30).prop_map(Step::Apply),
        1 => Just(Step::Reopen),
        1 => Just(Step::Rebuild),
    ]
}

/// Keys of different lengths that share prefixes.
fn key(n: u8) -> Vec<u8> {
    vec![n / 16; usize::from(n % 4)].into_iter().chain([n]).collect()
}

fn scan_model(model: &BTreeMap<Vec<u8>, Vec<u8>>, scan: &Scan<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let beyond = |key: &[u8]| scan.after.is_none_or(|after| if scan.reverse { key < after } else { key > after });
    let mut found: Vec<_> = model
        .iter()
        .filter(|(key, _)| key.starts_with(scan.prefix) && beyond(key))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    if scan.reverse {
        found.reverse();
    }
    found.truncate(scan.max);
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_tree_answers_like_a_plain_map(
        steps in proptest::collection::vec(step(), 1..25),
        scans in proptest::collection::vec((any::<u8>(), 0_usize..3, any::<Option<u8>>(), 0_usize..50, any::<bool>()), 8),
    ) {
        let dir = tempfile::tempdir().expect("a folder");
        let mut store = store_with(dir.path(), 30).0;
        let mut tree = store.derived("model", 3).expect("opens");
        let mut model = BTreeMap::new();
        for (number, step) in (1..).zip(steps) {
            match step {
                Step::Apply(changes) => {
                    let mut batch = Batch::new();
                    for (n, value) in changes {
                        match value {
                            Some(value) => {
                                model.insert(key(n), vec![value]);
                                batch.put(key(n), vec![value]);
                            }
                            None => {
                                model.remove(&key(n));
                                batch.delete(key(n));
                            }
                        }
                    }
                    tree.apply(batch, Cursor(number)).expect("applied");
                    prop_assert_eq!(tree.cursor(), Cursor(number));
                }
                Step::Reopen => {
                    drop((store, tree));
                    store = open(dir.path()).0;
                    tree = store.derived("model", 3).expect("opens");
                }
                Step::Rebuild => {
                    store.rebuild_index(&mut unwatched()).expect("rebuilt");
                    prop_assert_eq!(tree.cursor(), Cursor::START);
                    model.clear();
                }
            }
            for (n, prefix, after, max, reverse) in &scans {
                let (prefix_key, after) = (key(*n), after.map(key));
                let prefix = &prefix_key[..(*prefix).min(prefix_key.len())];
                let scan = Scan { prefix, after: after.as_deref(), max: *max, reverse: *reverse };
                prop_assert_eq!(tree.scan(scan).expect("reads"), scan_model(&model, &scan));
                prop_assert_eq!(tree.get(&prefix_key).expect("reads"), model.get(&prefix_key).cloned());
            }
        }
    }
}

/// What a node does: goes on from the cursor.
fn derive(store: &Store) -> Result<BTreeMap<Vec<u8>, Vec<u8>>, IndexError> {
    let tree = store.derived("ids", 1)?;
    for (cursor, sealed, _) in store.feed(tree.cursor(), usize::MAX).expect("reads") {
        let mut batch = Batch::new();
        batch.put(sealed.id().as_bytes().to_vec(), cursor.0.to_le_bytes().to_vec());
        tree.apply(batch, cursor)?;
    }
    Ok(tree.scan(Scan { max: usize::MAX, ..Scan::default() })?.into_iter().collect())
}

fn damage(path: &Path, kind: usize, place: usize) {
    let mut bytes = fs::read(path).expect("reads");
    let place = place % bytes.len().max(1);
    match kind {
        0 if !bytes.is_empty() => bytes[place] ^= 1 << (place % 8),
        1 => bytes.truncate(place),
        2 => {
            let end = (place + 4096).min(bytes.len());
            bytes[place..end].fill(0);
        }
        _ => return fs::remove_file(path).expect("removed"),
    }
    fs::write(path, bytes).expect("written");
}

#[test]
fn whatever_happens_to_the_index_it_is_derived_again() {
    let original = tempfile::tempdir().expect("a folder");
    let store = store_with(original.path(), 40).0;
    let expected = derive(&store).expect("derived");
    drop(store);
    let sled = original.path().join("index/sled");
    let mut place = 7_919;
    for file in files_below(&sled) {
        for kind in 0..4 {
            for _ in 0..3 {
                place = (place * 31 + 17) % 1_000_003;
                let dir = tempfile::tempdir().expect("a folder");
                crate::support::copy_folder(original.path(), dir.path());
                damage(&dir.path().join(file.strip_prefix(original.path()).expect("below")), kind, place);
                let found = derive(&open(dir.path()).0);
                // Noticed while reading: the next start begins anew, without a question.
                let found = found.or_else(|_| derive(&open(dir.path()).0)).expect("derived again");
                assert_eq!(found, expected, "{} {kind} {place}", file.display());
            }
        }
    }
    fs::remove_dir_all(original.path().join("index")).expect("removed");
    assert_eq!(derive(&open(original.path()).0).expect("derived again"), expected);
}

#[test]
fn opening_again_at_once_finds_the_index_and_not_a_lock() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = store_with(dir.path(), 9).0;
    for number in 1..30 {
        store.derived("threads", 1).expect("opens").apply(put(&[("a", "1")]), Cursor(number % 10)).expect("applied");
        drop(store);
        let (again, opened) = open(dir.path());
        assert_eq!(opened.index, IndexState::Kept);
        assert_eq!(again.derived("threads", 1).expect("opens").cursor(), Cursor(number % 10));
        store = again;
    }
}

#[test]
fn a_half_written_snapshot_of_sled_does_no_harm() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = store_with(dir.path(), 10).0;
    let expected = derive(&store).expect("derived");
    drop(store);
    fs::write(dir.path().join("index/sled/snap.0000000000009999.generating"), b"half").expect("written");
    let (store, opened) = open(dir.path());
    assert_eq!(opened.index, IndexState::Kept);
    assert_eq!(derive(&store).expect("derived"), expected);
}

/// So much that sled must have taken [`INDEX_LOGGED_BYTES`] of it before the last is applied, whatever waits still.
fn write_much(tree: &Derived) -> Result<usize, IndexError> {
    let rounds = (DERIVED_PENDING_BYTES + 2 * INDEX_LOGGED_BYTES) / DERIVED_VALUE_BYTES;
    for round in 0..rounds {
        let mut batch = Batch::new();
        batch.put(format!("{round:08}"), vec![round.to_le_bytes()[0]; DERIVED_VALUE_BYTES]);
        tree.apply(batch, Cursor(9))?;
    }
    Ok(rounds)
}

/// What sled wrote down of where everything lies: it does so when it is opened.
fn written_down(dir: &Path) -> Vec<String> {
    let files = fs::read_dir(dir.join("index/sled")).expect("reads");
    let names = files.map(|file| file.expect("reads").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("snap.") && !name.ends_with(".generating")).collect()
}

#[test]
fn after_much_that_was_written_the_next_start_does_not_read_all_of_it_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = store_with(dir.path(), 9).0;
    let tree = store.derived("threads", 1).expect("opens");
    let before = written_down(dir.path());
    let rounds = write_much(&tree).expect("applied");
    assert_ne!(written_down(dir.path()), before, "it was written down on the way");
    let read = |tree: &Derived| {
        for round in 0..rounds {
            let value = tree.get(format!("{round:08}").as_bytes()).expect("reads").expect("it is there");
            assert_eq!(value, vec![round.to_le_bytes()[0]; DERIVED_VALUE_BYTES], "{round}");
        }
        assert_eq!((tree.cursor(), all(tree).len()), (Cursor(9), rounds));
    };
    read(&tree);
    drop((store, tree));
    let (store, opened) = open(dir.path());
    assert_eq!(opened.index, IndexState::Kept);
    read(&store.derived("threads", 1).expect("opens"));
}

#[test]
fn what_cannot_be_opened_again_begins_anew_and_its_owner_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 9));
    let disk = Arc::new(FullDisk::default());
    let store = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
    let tree = store.derived("threads", 1).expect("opens");
    disk.0.store(true, Ordering::Relaxed);
    assert!(matches!(write_much(&tree), Err(IndexError::Rewound)), "sled did not open");
    assert_eq!((tree.cursor(), all(&tree).len()), (Cursor::START, 0));
    tree.apply(put(&[("a", "1")]), Cursor(9)).expect("applied in memory");
    disk.0.store(false, Ordering::Relaxed);
    drop((store, tree));
    let (store, opened) = open(dir.path());
    assert_eq!(opened.index, IndexState::Kept);
    // Sled has what it took before, or memory was carried there meanwhile; never some of each.
    let tree = store.derived("threads", 1).expect("opens");
    let found = all(&tree);
    if found == [(b"a".to_vec(), b"1".to_vec())] {
        assert_eq!(tree.cursor(), Cursor(9));
        return;
    }
    for (round, (key, value)) in found.iter().enumerate() {
        let expected = (format!("{round:08}").into_bytes(), vec![round.to_le_bytes()[0]; DERIVED_VALUE_BYTES]);
        assert!((key, value) == (&expected.0, &expected.1), "{round}");
    }
    assert_eq!(tree.cursor(), if found.is_empty() { Cursor::START } else { Cursor(9) });
}

#[test]
fn an_index_that_cannot_be_read_on_the_way_is_taken_up_as_at_a_start() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 9));
    let store = open_with(dir.path(), Arc::new(Unreadable::default())).expect("opens");
    let tree = store.derived("threads", 1).expect("opens");
    assert!(matches!(write_much(&tree), Err(IndexError::Rewound)), "its owner is told");
    assert!(tree.cursor() <= Cursor(9), "and reads how far it is");
    let rounds = write_much(&tree).expect("it takes all again");
    assert_eq!(all(&tree).len(), rounds);
}
