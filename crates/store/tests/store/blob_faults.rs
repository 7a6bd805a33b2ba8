//! Attachments on disks that are full and that fail: nothing half is ever taken for whole.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commonplace_core::blob::BlobKey;
use commonplace_store::{BlobError, Faults, Store};

use crate::support::{FailsAt, FullDisk, Recorder, files_below, open, open_with};

const KEY: BlobKey = BlobKey::from_bytes([6; 32]);

fn photograph() -> Vec<u8> {
    (0..600_000_u32).map(|n| u8::try_from(n * 7 % 253).expect("small")).collect()
}

fn put(store: &Store) -> Result<commonplace_core::id::BlobId, BlobError> {
    store.blobs().put_plain(&photograph()[..], &KEY, None, 1 << 20).map(|(id, _)| id)
}

/// Receives all that is missing from alice.
fn receive(alice: &Store, bob: &Store, id: commonplace_core::id::BlobId) -> Result<(), BlobError> {
    let list = alice.blobs().segment_list(&id)?;
    let mut writer = bob.blobs().writer(id, list.size())?;
    if !writer.has_list() {
        writer.set_list(list)?;
    }
    // What an earlier run left is believed until it is read again, and then received anew where it is spoiled.
    writer.recheck()?;
    for index in writer.missing() {
        writer.put(index, &alice.blobs().segment(&id, index)?)?;
    }
    writer.finish()
}

#[test]
fn no_single_failing_step_leaves_half_an_attachment() {
    let alice_dir = tempfile::tempdir().expect("a folder");
    let alice = open(alice_dir.path()).0;
    let id = put(&alice).expect("kept");
    for kind in [io::ErrorKind::StorageFull, io::ErrorKind::Other] {
        let (mut failed_puts, mut failed_receptions) = (0, 0);
        for step in 0..20 {
            let dir = tempfile::tempdir().expect("a folder");
            let disk = Arc::new(FailsAt(AtomicUsize::new(usize::MAX), kind));
            let bob = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
            disk.0.store(step, Ordering::Relaxed);
            let done = if step % 2 == 0 { put(&bob).map(drop) } else { receive(&alice, &bob, id) };
            if done.is_err() {
                *if step % 2 == 0 { &mut failed_puts } else { &mut failed_receptions } += 1;
            }
            disk.0.store(usize::MAX, Ordering::Relaxed);
            if bob.blobs().has(&id) {
                bob.blobs().verify(&id).expect("whole");
            }
            assert!(done.is_err() || bob.blobs().has(&id), "{kind:?} at step {step}");
            drop(bob);
            let bob = open(dir.path()).0;
            let imports = files_below(&dir.path().join("partial"));
            assert!(imports.iter().all(|file| !file.to_string_lossy().contains("import")), "{kind:?} at step {step}");
            receive(&alice, &bob, id).expect("goes on where it was");
            bob.blobs().verify(&id).expect("whole");
        }
        assert!(
            failed_puts >= 3 && failed_receptions >= 5,
            "{failed_puts} and {failed_receptions}: the faults were met"
        );
    }
}

#[test]
fn a_full_disk_refuses_an_attachment_and_recovers() {
    let (alice_dir, dir) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let alice = open(alice_dir.path()).0;
    let id = put(&alice).expect("kept");
    let disk = Arc::new(FullDisk::default());
    let bob = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
    disk.0.store(true, Ordering::Relaxed);
    let is_full =
        |error: BlobError| matches!(error, BlobError::Io(error) if error.kind() == io::ErrorKind::StorageFull);
    assert!(is_full(put(&bob).expect_err("full")));
    assert!(is_full(receive(&alice, &bob, id).expect_err("full")));
    assert!(!bob.blobs().has(&id));
    disk.0.store(false, Ordering::Relaxed);
    receive(&alice, &bob, id).expect("room has returned");
    bob.blobs().verify(&id).expect("whole");
}

#[test]
fn an_attachment_is_durable_under_its_name_before_it_is_told_of() {
    let dir = tempfile::tempdir().expect("a folder");
    let disk = Arc::new(Recorder::default());
    let store = open_with(dir.path(), Arc::clone(&disk) as Arc<dyn Faults>).expect("opens");
    drop(disk.take());
    put(&store).expect("kept");
    let synced = disk.take();
    let folder = files_below(&dir.path().join("blobs"))[0].parent().expect("a folder").to_owned();
    let at = |wanted: &std::path::Path| synced.iter().position(|path| path == wanted).expect("synced");
    let bytes = synced.iter().position(|path| path.to_string_lossy().contains("import")).expect("synced");
    assert!(bytes < at(&folder), "its bytes before its name");
    assert!(synced.contains(&dir.path().join("blobs")), "and the name of a new folder");
}
