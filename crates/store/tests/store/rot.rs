//! Bytes that the disk does not give back as they were: told, kept, and fetched again.

use std::fs;
use std::path::Path;

use commonplace_core::blob::BlobKey;
use commonplace_core::record::Lane;
use commonplace_store::{Continue, Cursor, Entry, OpenError, ReadError, SetState, Store, Verification, unwatched};

use crate::support::{TAG, circle, files_below, kept, local, note, open, store_with};

fn segment(dir: &Path) -> std::path::PathBuf {
    dir.join("journal/000001.seg")
}

/// Flips a bit behind the first place where the journal holds these bytes.
fn spoil(dir: &Path, needle: &[u8], behind: usize) {
    let mut bytes = fs::read(segment(dir)).expect("reads");
    let place = bytes.windows(needle.len()).position(|window| window == needle).expect("there");
    bytes[place + behind] ^= 1;
    fs::write(segment(dir), bytes).expect("written");
}

#[test]
fn one_damaged_value_stops_nothing_and_is_not_taken_for_absent() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut store, _) = store_with(dir.path(), 2);
    store
        .append(&[local("draft/1", b"first draft"), local("draft/2", b"second"), local("draft/3", b"third")])
        .expect("kept");
    drop(store);
    spoil(dir.path(), b"second", 2);
    // Found by the hint, which reads no values, and found by reading everything.
    for hinted in [true, false] {
        let (store, opened) = open(dir.path());
        let locals = store.locals(b"draft/").expect("reads");
        if hinted {
            assert!(matches!(store.local(b"draft/2"), Err(ReadError::DamagedLocal)));
            assert_eq!(locals.damaged, [b"draft/2".to_vec()]);
        } else {
            assert_eq!(opened.damaged.len(), 1, "told at opening");
        }
        assert_eq!(locals.into_iter().map(|(key, _)| key).collect::<Vec<_>>(), [&b"draft/1"[..], b"draft/3"]);
        assert_eq!(store.local(b"draft/9").expect("reads"), None);
        drop(store);
        fs::remove_dir_all(dir.path().join("index")).expect("removed");
    }
    let mut store = open(dir.path()).0;
    store.append(&[local("draft/2", b"written anew")]).expect("kept");
    assert_eq!(store.local(b"draft/2").expect("reads"), Some(b"written anew".to_vec()));
}

#[test]
fn a_circle_whose_registration_is_damaged_is_told_and_registered_again() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 4));
    // The first frame registers the circle; its tag follows the head.
    spoil(dir.path(), TAG.as_bytes(), 3);
    fs::remove_dir_all(dir.path().join("index")).expect("removed");
    let (mut store, opened) = open(dir.path());
    assert_eq!(store.circles(), []);
    let told: Vec<_> = opened.damaged.iter().map(|damage| damage.why).collect();
    assert!(told.contains(&"the registration of this record's circle is lost"), "{told:?}");
    store.append(&[circle()]).expect("registered again");
    assert_eq!(store.set_total(&TAG, Lane::Posts).count, 4);
    drop(store);
    assert_eq!(open(dir.path()).1.damaged, vec![], "told once");
}

#[test]
fn acknowledged_bytes_that_are_gone_are_damage_and_no_torn_tail() {
    let original = tempfile::tempdir().expect("a folder");
    let (store, notes) = store_with(original.path(), 6);
    drop(store);
    let bytes = fs::read(segment(original.path())).expect("reads");
    let cuts = [bytes.len() - 1, bytes.len() - 300, bytes.len() - 900, 100, 64, 10];
    for cut in cuts {
        let dir = tempfile::tempdir().expect("a folder");
        crate::support::copy_folder(original.path(), dir.path());
        fs::write(segment(dir.path()), &bytes[..cut]).expect("written");
        let (mut store, opened) = open(dir.path());
        assert_eq!((opened.torn_tail, opened.damaged.is_empty()), (None, false), "{cut}");
        store.append(&[circle()]).expect("registered again at worst");
        store.append(&notes.iter().map(kept).collect::<Vec<_>>()).expect("fetched again");
        drop(store);
        let (store, opened) = open(dir.path());
        assert!(notes.iter().all(|note| store.get(&note.id()).expect("reads").is_some()), "{cut}");
        assert!(opened.damaged.iter().all(|damage| damage.why.contains("header")), "{cut}: told once");
    }
    // The last frame is there, and is not what was acknowledged.
    let dir = tempfile::tempdir().expect("a folder");
    crate::support::copy_folder(original.path(), dir.path());
    let mut flipped = bytes.clone();
    let last = notes[5].bytes();
    let place = bytes.windows(last.len()).position(|window| window == last).expect("there");
    flipped[place - 20] ^= 1;
    fs::write(segment(dir.path()), &flipped).expect("written");
    let (store, opened) = open(dir.path());
    assert_eq!((opened.torn_tail, opened.damaged.len(), store.end()), (None, 1, Cursor(5)));
    let cut = fs::read(dir.path().join("journal.cut")).expect("kept beside");
    assert!(flipped.ends_with(&cut) && cut.len() > last.len(), "what was cut may still be read by hand");
}

#[test]
fn a_torn_tail_is_kept_beside_within_bounds() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 2));
    let mut all = Vec::new();
    for n in 0..40_u8 {
        let torn = vec![n; 1 << 20];
        let bytes = [fs::read(segment(dir.path())).expect("reads"), torn.clone()].concat();
        fs::write(segment(dir.path()), bytes).expect("written");
        let (store, opened) = open(dir.path());
        assert_eq!((opened.torn_tail, opened.damaged.len(), store.end()), (Some(1 << 20), 0, Cursor(2)));
        all.extend(torn);
        drop(store);
        let cut = fs::read(dir.path().join("journal.cut")).expect("kept");
        assert!(all.ends_with(&cut) && cut.len() <= 16 << 20, "{n}: {}", cut.len());
    }
}

#[test]
fn a_segment_that_is_gone_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let (store, notes) = store_with(dir.path(), 3);
    drop(store);
    fs::remove_file(segment(dir.path())).expect("removed");
    let (mut store, opened) = open(dir.path());
    assert_eq!(opened.damaged.iter().map(|damage| damage.why).collect::<Vec<_>>(), ["the segment is gone"]);
    store.append(&[circle(), kept(&notes[0])]).expect("writes on");
    assert!(!segment(dir.path()).exists(), "no number is given twice");
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Restart {
    None,
    WithHints,
    Reading,
}

#[test]
fn a_record_that_rots_is_fetched_again() {
    for restart in [Restart::None, Restart::WithHints, Restart::Reading] {
        let dir = tempfile::tempdir().expect("a folder");
        let (store, notes) = store_with(dir.path(), 6);
        let total = store.set_total(&TAG, Lane::Posts);
        drop(store);
        spoil(dir.path(), &notes[2].bytes()[..64], 300);
        let mut store = open(dir.path()).0;
        assert!(store.has(&notes[2].id()), "nobody has read it yet");
        assert_eq!(store.feed(Cursor::START, 9).expect("reads").len(), 5);
        let damaged = store.take_damaged();
        assert_eq!(damaged, [notes[2].id()]);
        assert_eq!(store.take_damaged(), []);
        let lost = store.mark_lost(&[notes[1].id(), notes[2].id()]).expect("kept");
        assert_eq!(lost, damaged, "what can be read stays");
        store = restarted(store, dir.path(), restart);
        assert_eq!((store.has(&notes[2].id()), store.get(&notes[2].id()).expect("unknown")), (false, None));
        assert_eq!(store.set_total(&TAG, Lane::Posts).count, 5, "peers see that it is missing");
        let report = store.verify(&mut unwatched()).expect("verifies");
        assert_eq!((report.records, report.damaged_records.len(), report.mismatches), (5, 0, 0));

        store.append(&[kept(&notes[2])]).expect("fetched again");
        for restart in [Restart::None, restart] {
            store = restarted(store, dir.path(), restart);
            assert_eq!(store.get(&notes[2].id()).expect("reads"), Some(notes[2].clone()), "{restart:?}");
            assert_eq!(store.set_total(&TAG, Lane::Posts), total);
            assert_eq!(store.feed(Cursor(6), 9).expect("reads").len(), 1, "it arrives once more");
            let status = store.status(&notes[2].id()).expect("known");
            assert_eq!((status.state, status.whole, status.cursor), (SetState::In, true, Cursor(6)));
        }
    }
}

fn restarted(store: Store, dir: &Path, restart: Restart) -> Store {
    if restart == Restart::None {
        return store;
    }
    drop(store);
    if restart == Restart::Reading {
        fs::remove_dir_all(dir.join("index")).expect("removed");
    }
    open(dir).0
}

#[test]
fn a_damaged_attachment_is_put_aside_and_fetched_again() {
    let (alice_dir, dir) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (alice, bob) = (open(alice_dir.path()).0, open(dir.path()).0);
    let key = BlobKey::from_bytes([1; 32]);
    let put = |store: &Store| store.blobs().put_plain(&vec![7; 600_000][..], &key, None, 1 << 20).expect("kept").0;
    let id = put(&alice);
    assert_eq!(put(&bob), id);
    let other = bob.blobs().put_plain(&[1; 9][..], &key, None, 1 << 20).expect("kept").0;
    let file = files_below(&dir.path().join("blobs"))
        .into_iter()
        .find(|file| file.metadata().is_ok_and(|m| m.len() > 500_000));
    let file = file.expect("there");
    for copy in 1..=2 {
        assert!(!bob.blobs().set_aside(&id).expect("whole"), "a good one stays");
        let mut bytes = fs::read(&file).expect("reads");
        bytes[400_000] ^= 1;
        fs::write(&file, &bytes).expect("written");
        // On any thread.
        let blobs = bob.blobs().clone();
        let report =
            std::thread::spawn(move || blobs.verify_all(&mut unwatched())).join().expect("ends").expect("reads");
        assert_eq!((report.good, report.damaged), (1, vec![id]));
        assert!(bob.blobs().set_aside(&id).expect("renamed"));
        assert!(!bob.blobs().has(&id) && bob.blobs().has(&other));
        let aside = files_below(&dir.path().join("damaged"));
        assert_eq!(aside.len(), copy);
        assert_eq!(fs::read(&aside[copy - 1]).expect("reads"), bytes, "the only copy is not deleted");

        let list = alice.blobs().segment_list(&id).expect("whole");
        let mut writer = bob.blobs().writer(id, list.size()).expect("room");
        if !writer.has_list() {
            writer.set_list(list).expect("belongs");
        }
        for index in writer.missing() {
            writer.put(index, &alice.blobs().segment(&id, index).expect("whole")).expect("right");
        }
        writer.finish().expect("complete");
    }
    assert!(matches!(bob.blobs().verify_all(&mut |_| Continue::No), Err(OpenError::Stopped)));
}

#[test]
fn a_check_in_slices_finds_what_a_whole_one_finds_while_the_store_is_written_to() {
    let dir = tempfile::tempdir().expect("a folder");
    let (store, notes) = store_with(dir.path(), 40);
    drop(store);
    for n in [3, 4, 17, 39] {
        spoil(dir.path(), &notes[n].bytes()[..64], 200);
    }
    let mut store = open(dir.path()).0;
    let whole = store.verify(&mut unwatched()).expect("verifies");
    assert_eq!(whole.damaged_records, [3, 4, 17, 39].map(|n: usize| notes[n].id()));
    assert_eq!(whole.damaged.len(), 3, "neighbours are one damage");
    for budget in [0, 1, 700, 5_000, usize::MAX] {
        let mut verification = Verification::new();
        let mut slices = 0;
        let report = loop {
            if let Some(report) = verification.step(&store, budget).expect("reads") {
                break report;
            }
            slices += 1;
            // Alice writes on meanwhile.
            store.append(&[local("draft", &[slices]), kept(&note(40 + u64::from(slices) % 60))]).expect("kept");
        };
        assert!(budget > 1 || slices >= 36, "{slices} slices");
        assert_eq!(report.damaged_records, whole.damaged_records, "{budget}");
        assert_eq!((report.damaged.len(), report.damaged_locals, report.mismatches), (3, 0, 0), "{budget}");
    }
    // Compaction moves everything: the check begins anew.
    let mut verification = Verification::new();
    assert_eq!(verification.step(&store, 700).expect("reads"), None);
    let again: Vec<_> = [3, 4, 17, 39].iter().map(|n: &usize| notes[*n].id()).collect();
    store.mark_lost(&again).expect("kept");
    store.append(&again.iter().zip([3, 4, 17, 39]).map(|(_, n)| kept(&notes[n])).collect::<Vec<_>>()).expect("fetched");
    store.append(&[Entry::Local { key: b"draft".to_vec(), value: None }]).expect("kept");
    store.rebuild_index(&mut unwatched()).expect("rebuilt");
    let report = loop {
        if let Some(report) = verification.step(&store, 5_000).expect("reads") {
            break report;
        }
    };
    assert_eq!((report.damaged_records, report.mismatches), (vec![], 0));
}
