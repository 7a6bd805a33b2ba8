//! The index: derived trees in sled, and in memory what sled has not taken yet.
//!
//! Changes are visible at once and reach sled later, with the cursor up to which they are true in the same atomic batch.
//! A crash loses the latest of them, and the cursor tells which.

pub(crate) mod engine;
mod worker;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use sled::IVec;

use crate::entry::Cursor;
use crate::error::IndexError;
use engine::{Failure, Files, guarded};

/// Where a tree keeps its version and cursor; keys of callers begin with [`USER`].
pub(crate) const META: &[u8] = &[0];
/// First byte of every caller's key.
pub(crate) const USER: u8 = 1;

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
    /// None while sled is closed.
    pub(crate) sled: Option<sled::Tree>,
    /// What sled has not taken yet, with the number of the change.
    pub(crate) overlay: BTreeMap<IVec, (u64, Option<IVec>)>,
    pub(crate) jobs: VecDeque<Job>,
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
    pub(crate) broken: Option<String>,
    closing: bool,
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
    /// The end of the journal at opening: a tree that claims more has seen what the journal lost.
    journal_end: Cursor,
}

/// The open index; closes when dropped, with everything in sled.
#[derive(Debug)]
pub(crate) struct Index {
    shared: Arc<Shared>,
    worker: Option<JoinHandle<()>>,
}

impl Index {
    /// Opens the index, or begins a new one; tells why, if the old one had to be given up.
    pub(crate) fn open(dir: &Path, cache_bytes: u64, journal_end: Cursor) -> std::io::Result<(Self, Option<String>)> {
        let files = Files::of(dir);
        let (opened, renewed) = files.open_or_renew(cache_bytes);
        let mut state = State::default();
        match opened {
            Ok(db) => state.db = Some(db),
            Err(Failure::Full) => tracing::warn!("no room to open the index"),
            Err(Failure::Broken(why)) => state.broken = Some(why),
        }
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            work: Condvar::new(),
            room: Condvar::new(),
            files,
            cache_bytes,
            journal_end,
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
        while state.busy.is_some() {
            state = shared.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.dirty.clear();
        state.pending = 0;
        for tree in state.trees.values_mut() {
            tree.overlay.clear();
            tree.jobs.clear();
            (tree.cursor, tree.settled, tree.sled) = (Cursor::START, 0, None);
        }
        state.db = None;
        state.broken = None;
        shared.files.set_aside();
        match shared.files.open(shared.cache_bytes) {
            Ok(db) => drop(shared.attach(&mut state, db)),
            Err(failure) => drop(shared.fail(&mut state, failure)),
        }
        shared.room.notify_all();
        shared.require(&state)
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

    /// Whether changes only gather, since sled has no room.
    pub(crate) fn is_stalled(&self, state: &State) -> bool {
        state.db.is_none()
    }

    /// Sled failed: without room it is closed for another try; otherwise the index is given up until it is rebuilt.
    pub(crate) fn fail(&self, state: &mut State, failure: Failure) -> IndexError {
        for tree in state.trees.values_mut() {
            tree.sled = None;
        }
        state.db = None;
        match failure {
            Failure::Full => {
                tracing::warn!("no room for the index");
                IndexError::Broken("no room on the disk".to_owned())
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
            match guarded(|| open_at(&db, &name, tree.version, self.journal_end.max(tree.cursor))) {
                Ok((sled, found)) => self.adopt(state, &name, sled, found),
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

    /// Goes on with what sled kept. If that is less than what it took, the tree is as true as sled says, and no more.
    fn adopt(&self, state: &mut State, name: &Arc<str>, sled: sled::Tree, found: Meta) {
        let State { trees, dirty, pending, .. } = state;
        let Some(tree) = trees.get_mut(name) else { return };
        tree.sled = Some(sled);
        if tree.settled != found.serial {
            *pending -= tree.jobs.iter().map(|job| job.bytes).sum::<usize>();
            dirty.retain(|other| other != name);
            tree.jobs.clear();
            tree.overlay.clear();
            (tree.cursor, tree.settled) = (found.cursor, found.serial);
        }
    }

    fn open_tree(&self, state: &mut State, name: &str, version: u32) -> Result<Tree, IndexError> {
        let tree = Tree {
            version,
            cursor: Cursor::START,
            settled: 0,
            sled: None,
            overlay: BTreeMap::new(),
            jobs: VecDeque::new(),
        };
        let Some(db) = state.db.clone() else { return Ok(tree) };
        let opened = guarded(|| open_at(&db, name, version, self.journal_end));
        drop(db);
        match opened {
            Ok((sled, Meta { cursor, serial, .. })) => Ok(Tree { cursor, settled: serial, sled: Some(sled), ..tree }),
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
        tree.jobs.clear();
        tree.overlay.clear();
        (tree.cursor, tree.settled, tree.sled) = (Cursor::START, 0, None);
        let Some(db) = db.clone() else { return Ok(state) };
        let renewed = guarded(|| {
            db.drop_tree(tree_name(name))?;
            db.open_tree(tree_name(name))
        });
        drop(db);
        match renewed {
            Ok(sled) => tree.sled = Some(sled),
            Err(failure) => return Err(self.fail(&mut state, failure)),
        }
        self.room.notify_all();
        Ok(state)
    }
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
    db.drop_tree(tree_name(name))?;
    Ok((db.open_tree(tree_name(name))?, fresh))
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
