//! Rebuilding: long work that tells how far it is and may be stopped.

use super::load::{self, Hints};
use super::{Damage, Store};
use crate::error::OpenError;
use crate::journal::Journal;
use crate::progress::{Continue, Progress, Stage};

pub(super) type Listener<'a> = &'a mut dyn FnMut(Progress) -> Continue;

impl Store {
    /// Forgets everything derived and derives it again from the journal: damaged records are unknown then, and derived
    /// trees are empty, with their cursors at the start. Returns the damage found.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails or the listener stops it; then everything is as it was.
    pub fn rebuild_index(&mut self, progress: Listener<'_>) -> Result<Vec<Damage>, OpenError> {
        let dir = &self.layout.journal;
        // What was acknowledged is to be found again.
        self.journal.write_hint();
        let (key, disk) = (*self.journal.key(), self.journal.disk().clone());
        let loaded = load::load(&self.layout, &key, &disk, Hints::ProofOnly, progress)?;
        let folders = (dir.clone(), self.layout.hints.clone());
        self.journal = Journal::new(folders, key, disk, loaded.resume, loaded.last).map_err(OpenError::at(dir))?;
        self.catalogue = loaded.catalogue;
        self.moves += 1;
        if let Err(error) = self.index.reset() {
            tracing::warn!(%error, "the index is begun anew at the next start");
        }
        Ok(loaded.damaged)
    }
}

pub(super) fn tell(progress: Listener<'_>, stage: Stage, done: u64, total: u64) -> Result<(), OpenError> {
    match progress(Progress { stage, done, total }) {
        Continue::Yes => Ok(()),
        Continue::No => Err(OpenError::Stopped),
    }
}
