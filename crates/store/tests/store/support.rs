//! Records to keep, and stores to keep them in.

use std::path::Path;

use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::key::DeviceSecret;
use commonplace_core::record::{Draft, Kind, Lane, Position, Sealed};
use commonplace_core::time::Timestamp;
use commonplace_store::{Entry, Opened, Options, SetState, Store, unwatched};

pub(crate) const TAG: Tag = Tag::from_bytes([8; 16]);
pub(crate) const FP_KEY: [u8; 32] = [9; 32];
/// 2026-11-21, in milliseconds.
const NOVEMBER: u64 = 1_795_219_200_000;
const HOUR: u64 = 3_600_000;

/// Alice's note number `n`, written in hour `hour`.
pub(crate) fn note_at(n: u64, hour: u64, len: usize) -> Sealed {
    let draft = Draft {
        lane: Lane::Posts,
        kind: Kind(64),
        after: vec![],
        auth: RecordId::from_bytes([4; 32]),
        wall: Timestamp::from_millis(NOVEMBER + hour * HOUR),
        lamport: n,
        body: n.to_le_bytes().into_iter().cycle().take(len).collect(),
    };
    let prev = (n > 0).then(|| RecordId::from_bytes([5; 32]));
    let alice = DeviceSecret::from_seed([1; 32]);
    let epoch = EpochSecret::from_bytes([5; 32]);
    draft.seal(&alice, Position { seq: n, prev }, TAG, &epoch).expect("fits").0
}

pub(crate) fn note(n: u64) -> Sealed {
    note_at(n, n / 3, 40)
}

pub(crate) fn kept(sealed: &Sealed) -> Entry {
    Entry::Record { sealed: sealed.clone(), state: SetState::In }
}

pub(crate) fn circle() -> Entry {
    Entry::Circle { tag: TAG, fp_key: FP_KEY }
}

pub(crate) fn local(key: &str, value: &[u8]) -> Entry {
    Entry::Local { key: key.into(), value: Some(value.to_vec()) }
}

pub(crate) fn open(dir: &Path) -> (Store, Opened) {
    Store::open(dir, Options::default(), &mut unwatched()).expect("opens")
}

/// A store in `dir` that holds notes `0..count`, appended in batches of five.
pub(crate) fn store_with(dir: &Path, count: u64) -> (Store, Vec<Sealed>) {
    let mut store = open(dir).0;
    store.append(&[circle()]).expect("kept");
    let notes: Vec<_> = (0..count).map(note).collect();
    for batch in notes.chunks(5) {
        store.append(&batch.iter().map(kept).collect::<Vec<_>>()).expect("kept");
    }
    (store, notes)
}

/// Every file below a folder, with its bytes, in order of names.
pub(crate) fn files_below(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from).expect("below"));
        std::fs::create_dir_all(target.parent().expect("in a folder")).expect("made");
        std::fs::copy(&file, &target).expect("copied");
    }
}
