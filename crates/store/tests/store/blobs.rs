//! Attachments: sealed, received in pieces, read back, and never believed unchecked.

use std::fs;
use std::io::Read;

use commonplace_core::blob::{BlobKey, sealed_size};
use commonplace_core::id::BlobId;
use commonplace_core::limits::{BLOB_BYTES, SEGMENT_PLAIN_BYTES};
use commonplace_store::{BlobError, Blobs};

use crate::support::{files_below, open};

const KEY: BlobKey = BlobKey::from_bytes([6; 32]);

fn photograph(len: usize) -> Vec<u8> {
    (0..len).map(|n| u8::try_from((n * 7 + n / 251) % 253).expect("small")).collect()
}

fn put(blobs: &Blobs, plain: &[u8]) -> BlobId {
    let (id, size) = blobs.put_plain(plain, &KEY, Some(plain.len() as u64), BLOB_BYTES).expect("kept");
    assert_eq!((size, blobs.size(&id)), (sealed_size(plain.len() as u64), Some(size)));
    id
}

fn read(blobs: &Blobs, id: &BlobId) -> std::io::Result<Vec<u8>> {
    let mut reader = blobs.reader(id, &KEY).map_err(std::io::Error::other)?;
    let mut plain = Vec::new();
    reader.read_to_end(&mut plain)?;
    assert_eq!(plain.len() as u64, reader.len());
    Ok(plain)
}

#[test]
fn what_alice_attaches_is_read_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    let mut ids = Vec::new();
    for len in [0, 1, SEGMENT_PLAIN_BYTES - 1, SEGMENT_PLAIN_BYTES, SEGMENT_PLAIN_BYTES + 1, 1_000_000] {
        let id = put(store.blobs(), &photograph(len));
        assert_eq!(read(store.blobs(), &id).expect("reads"), photograph(len));
        ids.push(id);
    }
    let mut found = store.blobs().ids().expect("lists");
    found.sort_unstable();
    ids.sort_unstable();
    assert_eq!(found, ids);
    assert_eq!(files_below(&dir.path().join("partial")), Vec::<std::path::PathBuf>::new());
    let absent = BlobId::from_bytes([9; 32]);
    assert!(!store.blobs().has(&absent));
    assert!(matches!(store.blobs().segment(&absent, 0), Err(BlobError::Missing)));
}

#[test]
fn bob_receives_in_any_order_over_a_restart() {
    let (alice_dir, bob_dir) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let alice = open(alice_dir.path()).0;
    let plain = photograph(5 * SEGMENT_PLAIN_BYTES + 100);
    let id = put(alice.blobs(), &plain);
    let list = alice.blobs().segment_list(&id).expect("whole");
    let segment = |index| alice.blobs().segment(&id, index).expect("whole");

    let bob = open(bob_dir.path()).0;
    let mut writer = bob.blobs().writer(id, list.size()).expect("room");
    assert!(matches!(writer.put(0, &segment(0)), Err(BlobError::NoList)));
    writer.set_list(list.clone()).expect("belongs");
    for index in [4, 0, 5] {
        writer.put(index, &segment(index)).expect("right");
    }
    assert!(matches!(writer.put(1, &segment(2)), Err(BlobError::Damaged { segment: 1 })), "eve swaps segments");
    assert_eq!(writer.missing(), [1, 2, 3]);
    drop((writer, bob));

    // A crash lost one segment's bytes, though its bit is there.
    let part = files_below(&bob_dir.path().join("partial"))
        .into_iter()
        .find(|path| path.ends_with(".part") || path.extension().is_some_and(|end| end == "part"))
        .expect("there");
    let mut bytes = fs::read(&part).expect("reads");
    bytes[4 * 262_144 + 9] ^= 1;
    fs::write(&part, bytes).expect("written");

    let bob = open(bob_dir.path()).0;
    let mut writer = bob.blobs().writer(id, list.size()).expect("room");
    assert!(writer.has_list());
    assert_eq!(writer.missing(), [1, 2, 3], "going on costs no reading");
    let holding = bob.blobs().holding(&id).expect("reads").expect("a part");
    assert_eq!(holding.bits(), Some(vec![0b11_0001]));
    assert_eq!(holding.segment(0).expect("right"), Some(segment(0)));
    assert_eq!(holding.segment(1).expect("absent"), None);
    assert!(matches!(holding.segment(4), Err(BlobError::Damaged { segment: 4 })), "nobody is sent what is spoiled");
    assert_eq!(writer.recheck().expect("reads"), 1);
    assert_eq!(writer.missing(), [1, 2, 3, 4]);
    for index in writer.missing() {
        writer.put(index, &segment(index)).expect("right");
    }
    writer.finish().expect("complete");
    assert_eq!(read(bob.blobs(), &id).expect("reads"), plain);
    assert_eq!(files_below(&bob_dir.path().join("partial")), Vec::<std::path::PathBuf>::new());
}

#[test]
fn what_is_spoiled_is_noticed_at_the_end_at_the_latest_and_can_be_received_again() {
    let (alice_dir, bob_dir) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let alice = open(alice_dir.path()).0;
    let id = put(alice.blobs(), &photograph(2 * SEGMENT_PLAIN_BYTES));
    let list = alice.blobs().segment_list(&id).expect("whole");
    let bob = open(bob_dir.path()).0;
    let mut writer = bob.blobs().writer(id, list.size()).expect("room");
    writer.set_list(list.clone()).expect("belongs");
    for index in 0..2 {
        writer.put(index, &alice.blobs().segment(&id, index).expect("whole")).expect("right");
    }
    assert_eq!(bob.blobs().bytes_here(&id), list.size());
    drop((writer, bob));
    let part = files_below(&bob_dir.path().join("partial"))
        .into_iter()
        .find(|path| path.extension().is_some_and(|end| end == "part"));
    let part = part.expect("there");
    let mut bytes = fs::read(&part).expect("reads");
    bytes[7] ^= 1;
    fs::write(&part, bytes).expect("written");
    let bob = open(bob_dir.path()).0;
    let writer = bob.blobs().writer(id, list.size()).expect("room");
    assert!(matches!(writer.finish(), Err(BlobError::Incomplete { missing: 1 })));
    assert!(!bob.blobs().has(&id));
    let mut writer = bob.blobs().writer(id, list.size()).expect("room");
    assert_eq!(writer.missing(), [0], "that one is missing is remembered");
    assert_eq!(writer.recheck().expect("reads"), 0);
    writer.put(0, &alice.blobs().segment(&id, 0).expect("whole")).expect("right");
    writer.finish().expect("complete");
    bob.blobs().verify(&id).expect("whole");
    bob.blobs().remove(&id).expect("removed");
    assert!(!bob.blobs().has(&id) && bob.blobs().bytes_here(&id) == 0);
    assert_eq!(files_below(&bob_dir.path().join("blobs")), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_list_that_lies_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    let id = put(store.blobs(), &photograph(600_000));
    let other = put(store.blobs(), &photograph(600_001));
    let list = store.blobs().segment_list(&other).expect("whole");
    let mut writer = store.blobs().writer(id, sealed_size(600_000)).expect("room");
    assert!(matches!(writer.set_list(list), Err(BlobError::WrongList)));
    assert!(matches!(writer.finish(), Err(BlobError::Incomplete { missing: 3 })));
}

#[test]
fn any_flipped_bit_of_an_attachment_is_noticed() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    let plain = photograph(3 * SEGMENT_PLAIN_BYTES);
    let id = put(store.blobs(), &plain);
    let files = files_below(&dir.path().join("blobs"));
    let (blob, list) = (&files[0], &files[1]);
    let bytes = fs::read(blob).expect("reads");
    drop(store);
    for place in (0..bytes.len()).step_by(50_021) {
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << (place % 8);
        fs::write(blob, flipped).expect("written");
        let store = open(dir.path()).0;
        assert!(read(store.blobs(), &id).is_err(), "byte {place}");
        assert!(store.blobs().verify(&id).is_err());
    }
    fs::write(blob, &bytes).expect("written");
    for damaged in [vec![], fs::read(list).expect("reads")[1..].to_vec(), vec![7; 96]] {
        fs::write(list, damaged).expect("written");
        assert_eq!(read(open(dir.path()).0.blobs(), &id).expect("the list is made again"), plain);
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path()).0;
    let sparse = tempfile::tempfile().expect("a file");
    sparse.set_len(10 << 30).expect("sparse");
    let size = sparse.metadata().expect("known").len();
    let refused = store.blobs().put_plain(&sparse, &KEY, Some(size), BLOB_BYTES);
    assert!(matches!(refused, Err(BlobError::TooLarge { limit: BLOB_BYTES })));
    let endless = store.blobs().put_plain(std::io::repeat(1), &KEY, None, 3_000_000);
    assert!(matches!(endless, Err(BlobError::TooLarge { limit: 3_000_000 })));
    let claimed = store.blobs().writer(BlobId::from_bytes([1; 32]), u64::MAX);
    assert!(matches!(claimed, Err(BlobError::TooLarge { .. })));
    assert_eq!(files_below(&dir.path().join("partial")), Vec::<std::path::PathBuf>::new(), "nothing is left behind");
}
