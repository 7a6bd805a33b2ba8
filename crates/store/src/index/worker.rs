//! The thread that carries changes from memory into sled, away from whoever waits for an acknowledgement.

use std::collections::BTreeMap;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::Duration;

use commonplace_core::limits::{DERIVED_GATHERED_BYTES, INDEX_LOGGED_BYTES};
use sled::IVec;

use super::engine::{Failure, guarded};
use super::{BATCH_CHANGES, META, Meta, Shared, State};

/// How long to wait for room on a full disk before trying again.
const FULL_PAUSE: Duration = Duration::from_secs(2);
/// How long changes are gathered when few come: so much more is to be read from the journal after a crash.
const GATHER_PAUSE: Duration = Duration::from_secs(1);

/// What the worker took on.
struct Load {
    name: Arc<str>,
    tree: sled::Tree,
    /// By their keys: what is changed again and again is written once, and what lies side by side one after the other.
    changes: BTreeMap<IVec, Option<IVec>>,
    /// What the tree says of itself then.
    meta: Meta,
    /// Bytes of keys and values.
    bytes: usize,
}

pub(super) fn run(shared: &Shared) {
    let mut state = shared.lock();
    loop {
        let full = state.db.is_none() && state.broken.is_none();
        if full && shared.files.has_room(state.held()) {
            state = reopen(shared, state);
            if state.db.is_some() {
                continue;
            }
        }
        if state.broken.is_some() || state.dirty.is_empty() {
            if state.closing {
                return;
            }
            state = if full {
                // What is kept for the curious makes room for what is needed.
                shared.files.drop_bad();
                let waited = shared.work.wait_timeout(state, FULL_PAUSE);
                waited.unwrap_or_else(PoisonError::into_inner).0
            } else {
                shared.work.wait(state).unwrap_or_else(PoisonError::into_inner)
            };
            continue;
        }
        if !state.closing && state.pending < DERIVED_GATHERED_BYTES {
            let waited = shared.work.wait_timeout(state, GATHER_PAUSE).unwrap_or_else(PoisonError::into_inner);
            state = waited.0;
            if !waited.1.timed_out() {
                continue;
            }
        }
        for _ in 0..state.dirty.len() {
            state = carry(shared, state);
        }
    }
}

/// Carries one load. The lock is free while sled works.
fn carry<'a>(shared: &'a Shared, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
    let Some(load) = take_load(&mut state) else { return state };
    state.busy = Some(Arc::clone(&load.name));
    let closed = state.closed;
    let logged_much = state.given + load.bytes >= INDEX_LOGGED_BYTES && !state.closing;
    drop(state);
    let mut batch = sled::Batch::default();
    for (key, value) in &load.changes {
        match value {
            Some(value) => batch.insert(key, value),
            None => batch.remove(key),
        }
    }
    batch.insert(META, &load.meta.to_bytes());
    let applied = guarded(|| {
        load.tree.apply_batch(batch)?;
        sweep(&load.tree, load.changes.len())?;
        // What the disk takes long for is done before anybody must wait.
        if logged_much { load.tree.flush().map(drop) } else { Ok(()) }
    });
    let mut state = shared.lock();
    state.busy = None;
    match applied {
        // Somebody else found sled wanting meanwhile, and the tree has begun anew.
        _ if state.closed != closed => drop(load.tree),
        Ok(()) => {
            settle(&mut state, &load);
            drop(load.tree);
            if logged_much {
                shared.open_again(&mut state);
            }
        }
        Err(failure) => {
            drop(load.tree);
            shared.fail(&mut state, failure);
        }
    }
    shared.room.notify_all();
    state
}

/// Lets sled free what a batch made garbage. Each change replaces a node; the old ones wait for crossbeam's epochs, which
/// free at most some 500 of them in every 128 calls, and a batch is one call: without this, memory grew by 2 KiB a change.
fn sweep(tree: &sled::Tree, changes: usize) -> sled::Result<()> {
    for _ in 0..changes / 2 + 128 {
        tree.contains_key(META)?;
    }
    Ok(())
}

fn take_load(state: &mut State) -> Option<Load> {
    let name = state.dirty.pop_front()?;
    let tree = state.trees.get(&name)?;
    let mut changes = BTreeMap::new();
    let mut last = None;
    for job in &tree.jobs {
        if !changes.is_empty() && changes.len() + job.changes.len() > BATCH_CHANGES {
            break;
        }
        changes.extend(job.changes.iter().cloned());
        last = Some(job);
    }
    let last = last?;
    let load = Load {
        tree: tree.sled.clone()?,
        bytes: changes.iter().map(|(key, value)| key.len() + value.as_ref().map_or(0, |value| value.len())).sum(),
        changes,
        meta: Meta { version: tree.version, cursor: last.cursor, serial: last.serial },
        name: Arc::clone(&name),
    };
    // Back in line until it is done: what fails is still to be carried.
    state.dirty.push_back(name);
    Some(load)
}

/// What sled has need not be in memory.
fn settle(state: &mut State, load: &Load) {
    let State { trees, dirty, pending, given, .. } = state;
    let Some(tree) = trees.get_mut(&load.name) else { return };
    tree.settled = load.meta.serial;
    *given += load.bytes;
    while tree.jobs.front().is_some_and(|job| job.serial <= load.meta.serial) {
        let Some(job) = tree.jobs.pop_front() else { break };
        *pending -= job.bytes;
    }
    for key in load.changes.keys() {
        if tree.overlay.get(key).is_some_and(|(serial, _)| *serial <= load.meta.serial) {
            tree.overlay.remove(key);
        }
    }
    if tree.jobs.is_empty() {
        dirty.retain(|name| *name != load.name);
    }
}

/// After a full disk sled must be opened again. The lock is free meanwhile: memory answers.
fn reopen<'a>(shared: &'a Shared, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
    state.opening = true;
    drop(state);
    let opened = shared.files.open(shared.cache_bytes);
    let mut state = shared.lock();
    state.opening = false;
    match opened {
        Ok(db) => drop(shared.attach(&mut state, db)),
        Err(Failure::Full) => {}
        Err(failure) => drop(shared.fail(&mut state, failure)),
    }
    shared.room.notify_all();
    state
}
