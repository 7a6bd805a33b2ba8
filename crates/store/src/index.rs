//! The index: derived trees in sled, and in memory what sled has not taken yet.
//!
//! Changes are visible at once and reach sled later, with the cursor up to which they are true in the same atomic batch.
//! A crash loses the latest of them, and the cursor tells which.
//!
//! Sled needs room to write even to be read. On a full disk it is closed, and each tree lives in memory alone: it begins
//! anew, its owner fills it again from the journal, and it is carried to the disk when room returns.

pub(crate) mod engine;
mod worker;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use sled::IVec;

use crate::disk::Disk;
use crate::entry::Cursor;
use crate::error::IndexError;
use engine::{Failure, Files, guarded};

/// Where a tree keeps its version and cursor; keys of callers begin with [`USER`].
pub(crate) const META: &[u8] = &[0];
/// First byte of every caller's key.
pub(crate) const USER: u8 = 1;
/// What a change weighs in memory beside its bytes: map nodes and queue entries.
pub(crate) const CHANGE_OVERHEAD: usize = 128;
/// Keys that one sled batch carries. Its garbage, some 2 KiB for each, is freed only after it.
const BATCH_CHANGES: usize = 8_192;

/// Changes on their way to sled, made together.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) changes: Vec<(IVec, Option<IVec>)>,
    pub(crate) cursor: Cursor,
    /// Number of this change of the tree, from 1; kept with the tree, so that a loss is noticed.
    pub(crate) serial: u64,
    /// What it weighs in memory.
    pub(crate) bytes: usize,
}

/// One derived tree.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) version: u32,
    /// Up to where it is true, memory included.
    pub(crate) cursor: Cursor,
    /// Number of the last change that sled has.
    pub(crate) settled: u64,
    /// None while sled is closed: then all of the tree is in the overlay.
    pub(crate) sled: Option<sled::Tree>,
    /// What sled has not taken yet, with the number of the change.
    pub(crate) overlay: BTreeMap<IVec, (u64, Option<IVec>)>,
    pub(crate) jobs: VecDeque<Job>,
    /// What the overlay weighs while it is all there is, in bytes.
    pub(crate) held: usize,
    /// It is not what its owner believes until the owner has read its cursor.
    pub(crate) rewound: bool,
}

impl Tree {
    fn new(version: u32) -> Self {
        Self {
            version,
            cursor: Cursor::START,
            settled: 0,
            sled: None,
            overlay: BTreeMap::new(),
            jobs: VecDeque::new(),
            held: 0,
            rewound: false,
        }
    }

    fn empty(&mut self) {
        *self = Self::new(self.version);
    }

    /// Begins anew, which its owner is told.
    fn rewind(&mut self) {
        self.empty();
        self.rewound = true;
    }

    /// A change while memory is all there is.
    pub(crate) fn hold(&mut self, key: IVec, value: Option<IVec>) {
        let weight = |key: &IVec, value: &IVec| CHANGE_OVERHEAD + key.len() + value.len();
        let old = match value {
            Some(value) => {
                self.held += weight(&key, &value);
                self.overlay.insert(key.clone(), (0, Some(value)))
            }
            None => self.overlay.remove(&key),
        };
        if let Some((_, Some(old))) = old {
            self.held -= weight(&key, &old);
        }
    }

    /// All that is in memory, as changes for an empty tree of sled; the last of them makes it true.
    fn queue_all(&mut self) {
        let held: Vec<_> = self.overlay.iter().map(|(key, (_, value))| (key.clone(), value.clone())).collect();
        let mut chunks: Vec<_> = held.chunks(BATCH_CHANGES).map(<[_]>::to_vec).collect();
        if chunks.is_empty() {
            chunks.push(Vec::new());
        }
        let count = chunks.len();
        for (number, changes) in (1..).zip(chunks) {
            let serial = number as u64;
            let mut bytes = CHANGE_OVERHEAD;
            for (key, value) in &changes {
                self.overlay.insert(key.clone(), (serial, value.clone()));
                bytes += CHANGE_OVERHEAD + key.len() + value.as_ref().map_or(0, |value| value.len());
            }
            let cursor = if number == count { self.cursor } else { Cursor::START };
            self.jobs.push_back(Job { changes, cursor, serial, bytes });
        }
        self.held = 0;
    }
}

#[derive(Debug, Default)]
pub(crate) struct State {
    /// None while the disk is too full to open it.
    db: Option<sled::Db>,
    pub(crate) trees: HashMap<Arc<str>, Tree>,
    /// Trees with jobs, each once.
    pub(crate) dirty: VecDeque<Arc<str>>,
    /// What all jobs weigh, in bytes.
    pub(crate) pending: usize,
    /// The tree that the worker writes to.
    busy: Option<Arc<str>>,
    /// The worker opens sled.
    opening: bool,
    /// How often sled was closed: whoever let go of the lock meanwhile knows by it.
    closed: u64,
    /// Bytes of keys and values that sled took since it was opened.
    given: usize,
    /// The furthest cursor that was ever true here: a tree that claims more has seen what the journal lost.
    seen: Cursor,
    pub(crate) broken: Option<String>,
    closing: bool,
}

impl State {
    /// What memory holds in place of sled, in bytes.
    pub(crate) fn held(&self) -> usize {
        self.trees.values().map(|tree| tree.held).sum()
    }

    pub(crate) fn saw(&mut self, cursor: Cursor) {
        self.seen = self.seen.max(cursor);
    }

    /// Without sled every tree begins anew in memory.
    fn close(&mut self) {
        self.trees.values_mut().filter(|tree| tree.sled.is_some()).for_each(Tree::rewind);
        self.dirty.clear();
        self.pending = 0;
        self.db = None;
        self.given = 0;
        self.closed += 1;
    }
}

/// What the store, its trees and the worker share.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    /// There is work, or it is time to close.
    pub(crate) work: Condvar,
    /// Work was done.
    pub(crate) room: Condvar,
    files: Files,
    cache_bytes: u64,
}

/// Sled as it was found, before anything is known of the journal.
pub(crate) struct Found {
    files: Files,
    cache_bytes: u64,
    sled: Result<sled::Db, Failure>,
    /// Why a new one was begun, if so.
    renewed: Option<String>,
}

impl Found {
    /// Opens what is there, or begins anew.
    pub(crate) fn open(dir: &Path, disk: Disk, cache_bytes: u64) -> Self {
        let files = Files::of(dir, disk);
        let (sled, renewed) = files.open_or_renew(cache_bytes);
        Self { files, cache_bytes, sled, renewed }
    }
}

/// The open index; closes when dropped, with everything in sled.
#[derive(Debug)]
pub(crate) struct Index {
    shared: Arc<Shared>,
    worker: Option<JoinHandle<()>>,
}

impl Index {
    /// Begins with what was found; tells why, if an old index had to be given up.
    pub(crate) fn new(found: Found, journal_end: Cursor) -> std::io::Result<(Self, Option<String>)> {
        let Found { files, cache_bytes, sled, renewed } = found;
        let mut state = State { seen: journal_end, ..State::default() };
        match sled {
            Ok(db) => state.db = Some(db),
            Err(Failure::Full) => tracing::warn!("no room to open the index; it is held in memory"),
            Err(Failure::Broken(why)) => state.broken = Some(why),
        }
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            work: Condvar::new(),
            room: Condvar::new(),
            files,
            cache_bytes,
        });
        let for_worker = Arc::clone(&shared);
        let worker = std::thread::Builder::new().name("index".to_owned()).spawn(move || worker::run(&for_worker))?;
        Ok((Self { shared, worker: Some(worker) }, renewed))
    }

    /// The tree of this name, emptied if it was written under another version.
    pub(crate) fn tree(&self, name: &str, version: u32) -> Result<(Arc<Shared>, Arc<str>), IndexError> {
        let name: Arc<str> = name.into();
        let mut state = self.shared.lock();
        self.shared.require(&state)?;
        if state.trees.get(&name).is_none_or(|tree| tree.version != version) {
            if state.trees.contains_key(&name) {
                state = self.shared.empty(state, &name)?;
            }
            let found = self.shared.open_tree(&mut state, &name, version)?;
            state.trees.insert(Arc::clone(&name), found);
        }
        Ok((Arc::clone(&self.shared), name))
    }

    /// Empties everything and begins anew.
    pub(crate) fn reset(&self) -> Result<(), IndexError> {
        let shared = &self.shared;
        let mut state = shared.lock();
        while state.busy.is_some() || state.opening {
            state = shared.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.close();
        for tree in state.trees.values_mut() {
            tree.empty();
        }
        state.broken = None;
        shared.files.set_aside();
        match shared.files.open(shared.cache_bytes) {
            Ok(db) => drop(shared.attach(&mut state, db)),
            Err(failure) => drop(shared.fail(&mut state, failure)),
        }
        shared.room.notify_all();
        shared.require(&state)
    }

    /// Room may have returned.
    pub(crate) fn nudge(&self) {
        self.shared.work.notify_all();
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.work.notify_all();
        if let Some(worker) = self.worker.take() {
            let _a_panic_was_reported_by_its_thread = worker.join();
        }
        let mut state = self.shared.lock();
        state.trees.clear();
        if let Some(db) = state.db.take() {
            let _not_needed_for_anything_but_speed = guarded(|| db.flush().map(|_| ()));
        }
    }
}

impl Shared {
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index answers.
    pub(crate) fn require(&self, state: &State) -> Result<(), IndexError> {
        state.broken.as_ref().map_or(Ok(()), |why| Err(IndexError::Broken(why.clone())))
    }

    /// Whether sled is open; otherwise memory is all there is.
    pub(crate) fn has_sled(&self, state: &State) -> bool {
        state.db.is_some()
    }

    /// Sled failed: without room it is closed for another try; otherwise the index is given up until it is rebuilt.
    pub(crate) fn fail(&self, state: &mut State, failure: Failure) -> IndexError {
        state.close();
        self.work.notify_all();
        self.room.notify_all();
        match failure {
            Failure::Full => {
                tracing::warn!("no room for the index; it is held in memory");
                IndexError::Rewound
            }
            Failure::Broken(why) => {
                tracing::error!(why, "the index is unreadable");
                self.files.mark_broken(&why);
                state.broken = Some(why.clone());
                IndexError::Broken(why)
            }
        }
    }

    /// Puts the trees in use onto an open sled. False when one of them does not open.
    fn attach(&self, state: &mut State, db: sled::Db) -> bool {
        let names: Vec<_> = state.trees.keys().cloned().collect();
        for name in names {
            let Some(tree) = state.trees.get(&name) else { continue };
            let (version, cursor, seen) = (tree.version, tree.cursor, state.seen);
            let is_new = cursor == Cursor::START && tree.overlay.is_empty();
            let opened = guarded(|| match open_at(&db, &name, version, seen)? {
                (sled, found) if found.cursor > cursor || is_new => Ok((sled, Some(found))),
                // Memory is as far or further: sled begins with that, and the owner need not notice.
                (sled, _) => {
                    drop(sled);
                    Ok((renew(&db, &name)?, None))
                }
            });
            match opened {
                Ok((sled, found)) => adopt(state, &name, sled, found),
                Err(failure) => {
                    drop(db);
                    self.fail(state, failure);
                    return false;
                }
            }
        }
        state.db = Some(db);
        true
    }

    /// Closes sled and opens it again: only when it is opened it writes down where everything lies, and all that it logged
    /// after that is read again at the next opening, which somebody waits for. Whoever reads waits for this here: a part of
    /// a second, now and then while very much is written.
    fn open_again(&self, state: &mut State) {
        let names: Vec<_> = state.trees.keys().cloned().collect();
        state.trees.values_mut().for_each(|tree| tree.sled = None);
        state.db = None;
        state.given = 0;
        let opened = self.files.open(self.cache_bytes).and_then(|db| {
            for name in names {
                let Some(tree) = state.trees.get_mut(&name) else { continue };
                let (sled, found) = guarded(|| open_at(&db, &name, tree.version, state.seen))?;
                if found.serial != tree.settled {
                    return Err(Failure::Broken("sled lost what it had taken".to_owned()));
                }
                tree.sled = Some(sled);
            }
            Ok(db)
        });
        let failure = match opened {
            Ok(db) => {
                state.db = Some(db);
                return;
            }
            Err(failure) => failure,
        };
        state.trees.values_mut().for_each(Tree::rewind);
        state.close();
        match failure {
            Failure::Full => drop(self.fail(state, Failure::Full)),
            // As at a start: what cannot be read is set aside, and made again by whoever owns it.
            Failure::Broken(why) => {
                tracing::warn!(why, "the index did not open again");
                match self.files.open_or_renew(self.cache_bytes) {
                    (Ok(db), _) => drop(self.attach(state, db)),
                    (Err(failure), _) => drop(self.fail(state, failure)),
                }
            }
        }
    }

    fn open_tree(&self, state: &mut State, name: &str, version: u32) -> Result<Tree, IndexError> {
        let tree = Tree::new(version);
        let Some(db) = state.db.clone() else { return Ok(tree) };
        let opened = guarded(|| open_at(&db, name, version, state.seen));
        drop(db);
        match opened {
            Ok((sled, Meta { cursor, serial, .. })) => Ok(Tree { cursor, settled: serial, sled: Some(sled), ..tree }),
            Err(failure @ Failure::Full) => {
                self.fail(state, failure);
                Ok(tree)
            }
            Err(failure) => Err(self.fail(state, failure)),
        }
    }

    /// Takes everything out of a tree; its cursor is at the start then.
    pub(crate) fn empty<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        name: &Arc<str>,
    ) -> Result<MutexGuard<'a, State>, IndexError> {
        while state.busy.as_ref() == Some(name) {
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        self.require(&state)?;
        let State { trees, dirty, pending, db, .. } = &mut *state;
        let Some(tree) = trees.get_mut(name) else { return Ok(state) };
        *pending -= tree.jobs.iter().map(|job| job.bytes).sum::<usize>();
        dirty.retain(|other| other != name);
        tree.empty();
        let Some(db) = db.clone() else { return Ok(state) };
        let renewed = guarded(|| renew(&db, name));
        drop(db);
        match renewed {
            Ok(sled) => tree.sled = Some(sled),
            // Memory begins as empty as was asked.
            Err(failure @ Failure::Full) => drop(self.fail(&mut state, failure)),
            Err(failure) => return Err(self.fail(&mut state, failure)),
        }
        self.room.notify_all();
        Ok(state)
    }
}

/// A tree of memory goes on with what sled kept of it, or is carried into a new one.
fn adopt(state: &mut State, name: &Arc<str>, sled: sled::Tree, found: Option<Meta>) {
    let State { trees, dirty, pending, .. } = state;
    let Some(tree) = trees.get_mut(name) else { return };
    match found {
        Some(found) => {
            // Whoever has not read yet that it began anew is still to be told.
            let rewound = tree.rewound || found.cursor != Cursor::START || !tree.overlay.is_empty();
            tree.empty();
            (tree.cursor, tree.settled, tree.rewound) = (found.cursor, found.serial, rewound);
        }
        None => {
            tree.queue_all();
            *pending += tree.jobs.iter().map(|job| job.bytes).sum::<usize>();
            dirty.push_back(Arc::clone(name));
        }
    }
    tree.sled = Some(sled);
}

fn renew(db: &sled::Db, name: &str) -> sled::Result<sled::Tree> {
    db.drop_tree(tree_name(name))?;
    db.open_tree(tree_name(name))
}

fn tree_name(name: &str) -> Vec<u8> {
    format!("derived/{name}").into_bytes()
}

/// Opens a tree of sled; empties it when it is of another version, or claims to be true beyond `end`.
fn open_at(db: &sled::Db, name: &str, version: u32, end: Cursor) -> sled::Result<(sled::Tree, Meta)> {
    let fresh = Meta { version, ..Meta::default() };
    let sled = db.open_tree(tree_name(name))?;
    match sled.get(META)?.map(|bytes| Meta::from_bytes(&bytes)) {
        Some(Some(found)) if found.version == version && found.cursor <= end => return Ok((sled, found)),
        None if sled.is_empty() => return Ok((sled, fresh)),
        _ => {}
    }
    drop(sled);
    Ok((renew(db, name)?, fresh))
}

/// What a tree says of itself.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Meta {
    pub(crate) version: u32,
    pub(crate) cursor: Cursor,
    /// Number of the last change it took.
    pub(crate) serial: u64,
}

impl Meta {
    pub(crate) fn to_bytes(self) -> [u8; 20] {
        let mut bytes = [0; 20];
        bytes[..4].copy_from_slice(&self.version.to_le_bytes());
        bytes[4..12].copy_from_slice(&self.cursor.0.to_le_bytes());
        bytes[12..].copy_from_slice(&self.serial.to_le_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first_chunk()?;
        let (cursor, serial) = rest.split_first_chunk()?;
        Some(Self {
            version: u32::from_le_bytes(*version),
            cursor: Cursor(u64::from_le_bytes(*cursor)),
            serial: u64::from_le_bytes(serial.try_into().ok()?),
        })
    }
}
