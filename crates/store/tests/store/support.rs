//! Records to keep, and stores to keep them in.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::key::DeviceSecret;
use commonplace_core::record::{Draft, Kind, Lane, Position, Sealed};
use commonplace_core::time::Timestamp;
use commonplace_store::{Entry, Fault, Faults, OpenError, Opened, Options, SetState, Step, Store, unwatched};

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

/// The seed of this run: that of `COMMONPLACE_SEED`, or a fresh one. It is printed, and tells the whole run again.
#[expect(clippy::print_stdout, reason = "a failed run can be told again")]
pub(crate) fn seed() -> u64 {
    let given = std::env::var("COMMONPLACE_SEED").ok().and_then(|seed| seed.parse().ok());
    let fresh = || {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).expect("random bytes");
        u64::from_le_bytes(bytes)
    };
    let seed = given.unwrap_or_else(fresh);
    println!("COMMONPLACE_SEED={seed}");
    seed
}

/// Every file below a folder, with its bytes, in order of names.
pub(crate) fn files_below(dir: &Path) -> Vec<PathBuf> {
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

/// Full while the switch is on, for sled too.
#[derive(Debug, Default)]
pub(crate) struct FullDisk(pub(crate) AtomicBool);

impl Faults for FullDisk {
    fn before(&self, step: Step, _: &Path) -> Result<(), Fault> {
        let written = match step {
            _ if !self.0.load(Ordering::Relaxed) => return Ok(()),
            Step::Write { len } => len / 2,
            Step::OpenIndex => 0,
            _ => return Ok(()),
        };
        Err(Fault { written, error: io::ErrorKind::StorageFull.into() })
    }
}

/// Fails once, at the n-th step.
#[derive(Debug)]
pub(crate) struct FailsAt(pub(crate) AtomicUsize, pub(crate) io::ErrorKind);

impl Faults for FailsAt {
    fn before(&self, step: Step, _: &Path) -> Result<(), Fault> {
        // Wraps around after zero: the step comes once.
        if self.0.fetch_sub(1, Ordering::Relaxed) != 0 {
            return Ok(());
        }
        let written = if let Step::Write { len } = step { len / 3 } else { 0 };
        Err(Fault { written, error: self.1.into() })
    }
}

/// A disk on which sled cannot be read the second time that it is opened.
#[derive(Debug, Default)]
pub(crate) struct Unreadable(AtomicUsize);

impl Faults for Unreadable {
    fn before(&self, step: Step, _: &Path) -> Result<(), Fault> {
        if step == Step::OpenIndex && self.0.fetch_add(1, Ordering::Relaxed) == 1 {
            return Err(Fault { written: 0, error: io::Error::other("unreadable") });
        }
        Ok(())
    }
}

/// Remembers what was made durable.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Vec<PathBuf>>);

impl Recorder {
    pub(crate) fn take(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.0.lock().expect("unharmed"))
    }
}

impl Faults for Recorder {
    fn before(&self, step: Step, path: &Path) -> Result<(), Fault> {
        if step == Step::Sync {
            self.0.lock().expect("unharmed").push(path.to_owned());
        }
        Ok(())
    }
}

pub(crate) fn open_with(dir: &Path, faults: Arc<dyn Faults>) -> Result<Store, OpenError> {
    let options = Options { faults: Some(faults), ..Options::default() };
    Store::open(dir, options, &mut unwatched()).map(|(store, _)| store)
}
