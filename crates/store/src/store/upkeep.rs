//! Checking, rebuilding and compacting: long work that tells how far it is and may be stopped.

use std::collections::HashSet;

use commonplace_core::id::{BlobId, RecordId};

use super::load::{self, fact_of};
use super::{Damage, Store};
use crate::error::OpenError;
use crate::journal::frame::{Content, Frame, write_frame};
use crate::journal::hint::Hint;
use crate::journal::segment::{Header, SEGMENT_HEAD, Scan, Stretch, read_segment, segment_numbers, segment_path};
use crate::journal::{Fact, Journal, Place, hint_path, small, write_hint};
use crate::progress::{Continue, Progress, Stage};

type Listener<'a> = &'a mut dyn FnMut(Progress) -> Continue;

/// What a check of every stored byte found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// Records read and found right.
    pub records: u64,
    /// Attachments read and found right.
    pub blobs: u64,
    /// Damage in the journal.
    pub damaged: Vec<Damage>,
    /// Records that are known, and not readable. [`Store::rebuild_index`] forgets them, so that they are fetched again.
    pub damaged_records: Vec<RecordId>,
    /// Local values that are known, and not readable.
    pub damaged_locals: u64,
    /// Attachments that are not what their id names.
    pub damaged_blobs: Vec<BlobId>,
    /// Places where what is known differs from what the journal says, other than by damage.
    pub mismatches: u64,
}

impl Store {
    /// Reads and checks every stored byte.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails or the listener stops it.
    pub fn verify(&self, progress: Listener<'_>) -> Result<VerifyReport, OpenError> {
        let mut report = VerifyReport::default();
        let dir = &self.layout.journal;
        let numbers = segment_numbers(dir).map_err(OpenError::at(dir))?;
        let mut good = HashSet::new();
        let total = numbers.len() as u64;
        for (done, number) in (0..).zip(numbers) {
            tell(progress, Stage::Journal, done, total)?;
            self.verify_segment(number, &mut good, &mut report)?;
        }
        for (_, id, place, _) in self.catalogue.held_from(0) {
            if !good.contains(&(place.segment, place.offset)) {
                report.damaged_records.push(id);
            }
        }
        let lost = |place: Place| !good.contains(&(place.segment, place.offset));
        report.damaged_locals = self.catalogue.locals(b"").filter(|(_, place)| lost(*place)).count() as u64;
        self.verify_blobs(progress, &mut report)?;
        Ok(report)
    }

    fn verify_segment(
        &self,
        number: u32,
        good: &mut HashSet<(u32, u32)>,
        report: &mut VerifyReport,
    ) -> Result<(), OpenError> {
        let path = segment_path(&self.layout.journal, number);
        let bytes = read_segment(&path).map_err(OpenError::at(&path))?;
        if Header::from_bytes(&bytes).is_none() {
            report.damaged.push(Damage { segment: number, offset: 0, why: "the segment's header is damaged" });
        }
        for stretch in Scan::new(self.journal.key(), &bytes, SEGMENT_HEAD.min(bytes.len())) {
            match stretch {
                Stretch::Frame { offset, frame } => {
                    let place = Place { segment: number, offset: small(offset), len: small(frame.len) };
                    good.insert((number, place.offset));
                    match fact_of(&frame.content, place) {
                        Some(fact) => self.verify_fact(&fact, report),
                        None => report.damaged.push(Damage {
                            segment: number,
                            offset: offset as u64,
                            why: "a frame holds no record",
                        }),
                    }
                }
                Stretch::Damaged { offset } | Stretch::Tail { offset } => {
                    let why = "bytes that are no frame";
                    report.damaged.push(Damage { segment: number, offset: offset as u64, why });
                }
            }
        }
        Ok(())
    }

    /// What the journal says must be known, and known as it says.
    fn verify_fact(&self, fact: &Fact, report: &mut VerifyReport) {
        let Fact::Known { id, tag, lane, slot, place, .. } = fact else { return };
        report.records += u64::from(place.is_some());
        let known = self.catalogue.status(id);
        if known.is_none_or(|known| (known.tag, known.lane, known.slot) != (*tag, *lane, *slot)) {
            report.mismatches += 1;
        }
    }

    fn verify_blobs(&self, progress: Listener<'_>, report: &mut VerifyReport) -> Result<(), OpenError> {
        let ids = self.blobs.ids().unwrap_or_default();
        let sizes: Vec<u64> = ids.iter().map(|id| self.blobs.size(id).unwrap_or(0)).collect();
        let total = sizes.iter().sum();
        let mut done = 0;
        for (id, size) in ids.iter().zip(sizes) {
            tell(progress, Stage::Blobs, done, total)?;
            match self.blobs.verify(id) {
                Ok(()) => report.blobs += 1,
                Err(_) => report.damaged_blobs.push(*id),
            }
            done += size;
        }
        Ok(())
    }

    /// Forgets everything derived and derives it again from the journal: damaged records are unknown then, and derived
    /// trees are empty, with their cursors at the start. Returns the damage found.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails or the listener stops it; then everything is as it was.
    pub fn rebuild_index(&mut self, progress: Listener<'_>) -> Result<Vec<Damage>, OpenError> {
        let dir = &self.layout.journal;
        for number in segment_numbers(dir).map_err(OpenError::at(dir))? {
            let _none_is_as_good = std::fs::remove_file(hint_path(&self.layout.hints, number));
        }
        let (key, disk) = (*self.journal.key(), self.journal.disk().clone());
        let loaded = load::load(&self.layout, &key, &disk, progress)?;
        let folders = (dir.clone(), self.layout.hints.clone());
        self.journal = Journal::new(folders, key, disk, loaded.resume, loaded.last).map_err(OpenError::at(dir))?;
        self.catalogue = loaded.catalogue;
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
        // Before the old bytes are gone: a hint must never speak of them.
        let _none_is_as_good = std::fs::remove_file(hint_path(&self.layout.hints, segment));
        if let Err(error) = self.journal.disk().replace(&path, &rewritten) {
            let _removed_at_the_next_start_otherwise = std::fs::remove_file(path.with_extension("new"));
            return Err(at()(error));
        }
        write_hint(&self.layout.hints, self.journal.key(), segment, &hint);
        self.journal.forget_reader(segment);
        self.catalogue.moved(segment, &facts);
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

fn tell(progress: Listener<'_>, stage: Stage, done: u64, total: u64) -> Result<(), OpenError> {
    match progress(Progress { stage, done, total }) {
        Continue::Yes => Ok(()),
        Continue::No => Err(OpenError::Stopped),
    }
}
