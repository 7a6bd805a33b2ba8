//! Disks that are full, that lie, and that lose power.

use std::fs;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commonplace_core::record::Sealed;
use commonplace_store::{AppendError, Cursor, Faults, OpenError, Options, Store, unwatched};
use proptest::prelude::*;

use crate::support::{FailsAt, FullDisk, Recorder, circle, copy_folder, kept, note, open, open_with, store_with};

#[test]
fn a_full_disk_refuses_reads_on_and_recovers() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 5));
    let disk = Arc::new(FullDisk::default());
    let mut store = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
    assert!(!store.is_full());
    disk.0.store(true, Ordering::Relaxed);
    for _ in 0..3 {
        assert!(matches!(store.append(&[kept(&note(5))]), Err(AppendError::DiskFull)));
        assert!(store.is_full());
        assert_eq!(store.get(&note(2).id()).expect("reads"), Some(note(2)));
        assert!(!store.has(&note(5).id()));
    }
    drop(store);
    let mut store = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens on a full disk");
    assert!(store.is_full());
    assert_eq!(store.feed(Cursor::START, 9).expect("reads").len(), 5);
    disk.0.store(false, Ordering::Relaxed);
    store.append(&[kept(&note(5))]).expect("room has returned");
    assert!(!store.is_full());
    drop(store);
    let (store, opened) = open(dir.path());
    assert_eq!((opened.torn_tail, store.end()), (None, Cursor(6)));
}

#[test]
fn a_disk_that_does_not_sync_is_not_believed_again() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 5));
    let disk = Arc::new(FailsAt(AtomicUsize::new(usize::MAX), io::ErrorKind::Other));
    let mut store = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
    // The write is the first step of an append here, the fsync the second.
    disk.0.store(1, Ordering::Relaxed);
    assert!(matches!(store.append(&[kept(&note(5))]), Err(AppendError::Sync(_))));
    assert!(matches!(store.append(&[kept(&note(6))]), Err(AppendError::Closed)));
    assert_eq!(store.get(&note(2).id()).expect("reads"), Some(note(2)));
    drop(store);
    open(dir.path()).0.append(&[kept(&note(6))]).expect("opened again, it writes on");
}

#[test]
fn what_a_killed_process_left_in_memory_is_durable_once_it_is_read() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path().join("new/store");
    let disk = Arc::new(Recorder::default());
    drop(open_with(&home, Arc::clone(&disk) as Arc<dyn Faults>).expect("made"));
    let synced = disk.take();
    for made in [dir.path(), &dir.path().join("new"), &home] {
        assert!(synced.iter().any(|path| path == made), "{} is not durable", made.display());
    }
    drop(store_with(&home, 5));
    // Bob's process was killed between a write and its fsync: the frames are there, in the page cache.
    drop(open_with(&home, Arc::clone(&disk) as Arc<dyn Faults>).expect("opens"));
    let synced = disk.take();
    for left in [home.join("journal/000001.seg"), home.join("journal"), home.join("blobs"), home] {
        assert!(synced.contains(&left), "{} may be lost to power", left.display());
    }
}

#[test]
fn a_store_that_cannot_make_its_end_durable_does_not_open() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(store_with(dir.path(), 5));
    let disk = Arc::new(FailsAt(AtomicUsize::new(0), io::ErrorKind::Other));
    assert!(matches!(open_with(dir.path(), disk), Err(OpenError::Io { .. })));
}

/// Appends until something fails; what was acknowledged.
fn write_until_failure(dir: &std::path::Path, faults: Arc<dyn Faults>) -> Vec<Sealed> {
    let mut acknowledged = Vec::new();
    let Ok(mut store) = open_with(dir, faults) else { return acknowledged };
    let _may_fail = store.append(&[circle()]);
    for first in (0..30).step_by(3) {
        let batch: Vec<_> = (first..first + 3).map(note).collect();
        let entries: Vec<_> = std::iter::once(circle()).chain(batch.iter().map(kept)).collect();
        if store.append(&entries).is_ok() {
            acknowledged.extend(batch);
        }
    }
    acknowledged
}

#[test]
fn no_single_failing_step_loses_what_was_acknowledged() {
    for kind in [io::ErrorKind::StorageFull, io::ErrorKind::Other] {
        for step in 0..42 {
            let dir = tempfile::tempdir().expect("a folder");
            let disk = Arc::new(FailsAt(AtomicUsize::new(step), kind));
            let acknowledged = write_until_failure(dir.path(), disk);
            let (mut store, opened) = open(dir.path());
            assert_eq!(opened.damaged, vec![], "{kind:?} at step {step}");
            for note in &acknowledged {
                assert_eq!(store.get(&note.id()).expect("reads").as_ref(), Some(note), "{kind:?} at step {step}");
            }
            store.append(&[circle(), kept(&note(99))]).expect("writes on");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    /// The journal only grows, so what power loss leaves is: everything synced, and of the rest any sectors.
    #[test]
    fn power_loss_takes_only_what_was_not_acknowledged(
        synced in 0_u64..8,
        unsynced in 1_u64..8,
        len in any::<prop::sample::Index>(),
        sectors in proptest::collection::vec(any::<bool>(), 40),
        hint_survives in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().expect("a folder");
        let (mut store, notes) = store_with(dir.path(), synced);
        let path = dir.path().join("journal/000001.seg");
        let durable = usize::try_from(path.metadata().expect("there").len()).expect("small");
        store.append(&(synced..synced + unsynced).map(|n| kept(&note(n))).collect::<Vec<_>>()).expect("kept");
        let after = tempfile::tempdir().expect("a folder");
        copy_folder(dir.path(), after.path());
        drop(store);
        if hint_survives {
            copy_folder(&dir.path().join("index"), &after.path().join("index"));
        }
        let mut bytes = fs::read(&path).expect("reads");
        bytes.truncate(durable + len.index(bytes.len() - durable + 1));
        for (sector, lost) in bytes[durable..].chunks_mut(512).zip(&sectors) {
            if *lost {
                sector.fill(0);
            }
        }
        fs::write(after.path().join("journal/000001.seg"), bytes).expect("written");
        let (mut store, _) = open(after.path());
        for note in &notes {
            prop_assert_eq!(store.get(&note.id()).expect("reads"), Some(note.clone()));
        }
        let fed = store.feed(Cursor::START, 99).expect("reads").len() as u64;
        prop_assert!((synced..=synced + unsynced).contains(&fed));
        store.append(&(0..16).map(|n| kept(&note(n))).collect::<Vec<_>>()).expect("writes on");
        drop(store);
        prop_assert_eq!(open(after.path()).0.feed(Cursor::START, 99).expect("reads").len(), 16);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_of_another_user_is_one_clear_error() {
    // Root may write everywhere; a file where the folder should be stops even root.
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("not a folder");
    fs::write(&path, b"text").expect("written");
    let refused = Store::open(&path, Options::default(), &mut unwatched());
    assert!(matches!(refused, Err(OpenError::Io { .. } | OpenError::NotAStore { .. })));
}
