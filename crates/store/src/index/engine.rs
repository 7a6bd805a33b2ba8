//! sled, held at arm's length: whatever it does, a panic included, becomes a value here.
//!
//! sled 0.34 takes a half-written snapshot for the newest (spacejam/sled#1527), panics on some damaged files, and stays
//! failed for ever after one failed write. It holds nothing that is not in the journal too, so that none of this matters
//! for longer than a rebuild.

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use commonplace_core::limits::INDEX_ROOM_BYTES;

use crate::disk::{Disk, Step, free_bytes, size_below};
use crate::error::is_full;

/// How long sled may keep changes from the disk, in milliseconds. Losing them costs deriving them again.
const FLUSH_MILLIS: u64 = 5_000;

/// How often, and how long between, to ask for sled's own lock: its threads let go of it only after its last handle is
/// gone. Ours is held by then, so that nobody else can have it.
const LOCK_TRIES: u32 = 400;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// Why sled does not do what it is asked.
#[derive(Debug, Clone)]
pub(crate) enum Failure {
    /// No room, or not let go of yet: worth another try.
    Full,
    /// Anything else: the index is to be made again.
    Broken(String),
}

/// Runs something that calls sled.
pub(crate) fn guarded<T>(work: impl FnOnce() -> sled::Result<T>) -> Result<T, Failure> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(error))) if is_full(&error) || is_locked(&error) => Err(Failure::Full),
        Ok(Err(error)) => Err(Failure::Broken(error.to_string())),
        Err(_) => Err(Failure::Broken("sled panicked".to_owned())),
    }
}

/// Sled gives its lock no error of its own.
fn is_locked(error: &io::Error) -> bool {
    error.to_string().contains("could not acquire lock")
}

/// The files of the index.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    disk: Disk,
    sled: PathBuf,
    bad: PathBuf,
    marker: PathBuf,
}

impl Files {
    pub(crate) fn of(index: &Path, disk: Disk) -> Self {
        Self { disk, sled: index.join("sled"), bad: index.join("sled.bad"), marker: index.join("broken") }
    }

    pub(crate) fn open(&self, cache_bytes: u64) -> Result<sled::Db, Failure> {
        if let Err(fault) = self.disk.before(Step::OpenIndex, &self.sled) {
            return guarded(|| Err(sled::Error::Io(fault.error)));
        }
        remove_half_snapshots(&self.sled);
        let open = || {
            sled::Config::new()
                .path(&self.sled)
                .mode(sled::Mode::LowSpace)
                .cache_capacity(cache_bytes)
                .flush_every_ms(Some(FLUSH_MILLIS))
                .open()
        };
        for _ in 0..LOCK_TRIES {
            match guarded(|| Ok(open())) {
                Ok(Err(sled::Error::Io(error))) if is_locked(&error) => std::thread::sleep(LOCK_PAUSE),
                Ok(opened) => return guarded(|| opened),
                Err(failure) => return Err(failure),
            }
        }
        guarded(open)
    }

    /// Opens what is there; when that cannot be done, sets it aside and begins anew. Tells why, if so.
    pub(crate) fn open_or_renew(&self, cache_bytes: u64) -> (Result<sled::Db, Failure>, Option<String>) {
        let mut why = self.marked();
        if why.is_some() {
            self.set_aside();
        }
        let mut opened = self.open(cache_bytes);
        if let Err(Failure::Broken(broken)) = &opened {
            why = Some(broken.clone());
            self.set_aside();
            opened = self.open(cache_bytes);
        }
        if matches!(opened, Err(Failure::Full)) && self.drop_bad() {
            opened = self.open(cache_bytes);
        }
        match opened {
            // Without room sled may fail in any way, a new one too.
            Err(Failure::Broken(_)) if !self.has_room(0) => (Err(Failure::Full), why),
            opened => (opened, why),
        }
    }

    /// Whether sled may take to the disk again, with `held` bytes to carry there: its files take some four times what
    /// they hold.
    pub(crate) fn has_room(&self, held: usize) -> bool {
        self.free() >= INDEX_ROOM_BYTES.saturating_add(4 * held as u64)
    }

    /// Removes the unreadable index that was kept. False when there was none.
    pub(crate) fn drop_bad(&self) -> bool {
        self.bad.exists() && remove_all(&self.bad).is_ok()
    }

    /// Remembers over a restart that the index is unreadable.
    pub(crate) fn mark_broken(&self, why: &str) {
        if let Err(error) = fs::write(&self.marker, why) {
            tracing::warn!(%error, "the broken index is not marked");
        }
    }

    fn marked(&self) -> Option<String> {
        let bytes = fs::read(&self.marker).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Keeps one unreadable index for whoever wants to know why, where there is room for it and for its successor; the
    /// one before is removed first.
    pub(crate) fn set_aside(&self) {
        let keep = || match self.sled.exists() {
            true if self.has_room(0) && size_below(&self.sled) < self.free() / 2 => fs::rename(&self.sled, &self.bad),
            _ => remove_all(&self.sled),
        };
        let aside = remove_all(&self.bad).and_then(|()| keep()).or_else(|_| remove_all(&self.sled));
        if let Err(error) = aside.and_then(|()| remove_all(&self.marker)) {
            tracing::warn!(%error, "the broken index is still in the way");
        }
    }

    fn free(&self) -> u64 {
        free_bytes(self.sled.parent().unwrap_or(&self.sled)).unwrap_or(0)
    }
}

fn remove_all(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn remove_half_snapshots(sled: &Path) {
    let Ok(entries) = fs::read_dir(sled) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().ends_with(".generating") {
            let _gone_or_sled_tells = fs::remove_file(entry.path());
        }
    }
}
