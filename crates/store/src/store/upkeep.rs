//! Rebuilding and compacting: long work that tells how far it is and may be stopped.

use super::load::{self, Hints, fact_of};
use super::{Damage, Store};
use crate::disk::remove_if_there;
use crate::error::OpenError;
use crate::journal::frame::{Content, Frame, write_frame};
use crate::journal::hint::Hint;
use crate::journal::segment::{Header, SEGMENT_HEAD, Scan, Stretch, read_segment, segment_path};
use crate::journal::{Fact, Journal, Place, hint_path, small, write_hint};
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

    /// Rewrites the journal without dropped bodies and overwritten local values: bytes freed. Segments with damage stay
    /// as they are.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails or the listener stops it; the journal is whole in every case.
    pub fn compact(&mut self, progress: Listener<'_>) -> Result<u64, OpenError> {
        let waste = self.catalogue.waste();
        let total = waste.len() as u64;
        let mut freed = 0;
        for (done, (segment, _)) in (0..).zip(waste) {
            tell(progress, Stage::Compaction, done, total)?;
            if self.journal.active_number() == Some(segment) {
                self.journal.roll();
            }
            freed += self.rewrite(segment)?;
        }
        Ok(freed)
    }

    fn rewrite(&mut self, segment: u32) -> Result<u64, OpenError> {
        let path = segment_path(&self.layout.journal, segment);
        let at = || OpenError::at(&path);
        let bytes = read_segment(&path).map_err(at())?;
        let Some(header) = Header::from_bytes(&bytes) else { return Ok(0) };
        let mut rewriting = Rewriting {
            store: self,
            first: header.first,
            bytes: header.to_bytes().to_vec(),
            facts: Vec::new(),
            hint: Hint::empty(small(SEGMENT_HEAD)),
        };
        for stretch in Scan::new(self.journal.key(), &bytes, SEGMENT_HEAD) {
            let Stretch::Frame { offset, frame } = stretch else { return Ok(0) };
            let place = Place { segment, offset: small(offset), len: small(frame.len) };
            rewriting.frame(&frame, place, &bytes[offset..offset + frame.len]);
        }
        let Rewriting { bytes: rewritten, facts, hint, .. } = rewriting;
        // Before the old bytes are gone, for good: a hint that speaks of them would tell of damage.
        let hints = &self.layout.hints;
        let removed = remove_if_there(&hint_path(hints, segment)).and_then(|()| self.journal.disk().sync_dir(hints));
        removed.map_err(at())?;
        if let Err(error) = self.journal.disk().replace(&path, &rewritten) {
            let _removed_at_the_next_start_otherwise = std::fs::remove_file(path.with_extension("new"));
            return Err(at()(error));
        }
        write_hint(&self.layout.hints, self.journal.key(), segment, &hint);
        self.journal.forget_reader(segment);
        self.catalogue.moved(segment, &facts);
        self.moves += 1;
        Ok((bytes.len() - rewritten.len()) as u64)
    }
}

/// A segment on its way to be smaller.
struct Rewriting<'a> {
    store: &'a Store,
    first: u64,
    bytes: Vec<u8>,
    facts: Vec<(u64, Fact)>,
    hint: Hint,
}

impl Rewriting<'_> {
    /// Takes over a frame: whole, without its body, or not at all.
    fn frame(&mut self, frame: &Frame<'_>, place: Place, raw: &[u8]) {
        let catalogue = &self.store.catalogue;
        let arrival = self.first + u64::from(frame.arrival);
        let offset = self.bytes.len();
        match (&frame.content, fact_of(&frame.content, place)) {
            (Content::Record { .. }, Some(Fact::Known { id, tag, lane, slot, state, .. }))
                if !catalogue.needs_body(arrival, place) =>
            {
                let content = Content::Absent { id, tag, lane, slot, state };
                write_frame(self.store.journal.key(), frame.arrival, &content, &mut self.bytes);
            }
            (Content::Local { key, value: Some(_) }, _) if catalogue.local(key) != Some(place) => return,
            _ => self.bytes.extend_from_slice(raw),
        }
        let len = self.bytes.len() - offset;
        let moved = Place { offset: small(offset), len: small(len), ..place };
        let written = crate::journal::frame::read_frame(self.store.journal.key(), &self.bytes[offset..]);
        if let Some(fact) = written.and_then(|frame| fact_of(&frame.content, moved)) {
            self.hint.push(frame.arrival, &fact);
            self.facts.push((arrival, fact));
        }
        self.hint.last_offset = small(offset);
        self.hint.last_hash.copy_from_slice(&self.bytes[offset + 4..][..32]);
        self.hint.covered = small(self.bytes.len());
    }
}

pub(super) fn tell(progress: Listener<'_>, stage: Stage, done: u64, total: u64) -> Result<(), OpenError> {
    match progress(Progress { stage, done, total }) {
        Continue::Yes => Ok(()),
        Continue::No => Err(OpenError::Stopped),
    }
}
