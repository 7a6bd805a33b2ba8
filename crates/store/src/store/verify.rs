//! Checking every stored byte: all at once, or in slices between other work.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use commonplace_core::id::{BlobId, RecordId};
use commonplace_core::limits::JOURNAL_FRAME_BYTES;

use super::load::fact_of;
use super::upkeep::{Listener, tell};
use super::{Damage, Store};
use crate::blobs::BlobReport;
use crate::error::{OpenError, is_unreadable};
use crate::journal::frame::FRAME_HEAD;
use crate::journal::segment::{Header, SEGMENT_HEAD, Scan, Stretch, segment_numbers, segment_path};
use crate::journal::{Fact, Place, small};
use crate::progress::{Progress, Stage};

/// Bytes of the journal between two looks at the listener.
const SLICE_BYTES: usize = 4 * 1024 * 1024;
/// The longest frame: whatever begins before the end of a slice ends within so many bytes behind it.
pub(super) const FRAME_BYTES: usize = FRAME_HEAD + JOURNAL_FRAME_BYTES;

/// What a check of every stored byte found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// Records read and found right.
    pub records: u64,
    /// Attachments read and found right.
    pub blobs: u64,
    /// Damage in the journal.
    pub damaged: Vec<Damage>,
    /// Records that are known, and not readable: for [`Store::mark_lost`], so that they are fetched again.
    pub damaged_records: Vec<RecordId>,
    /// Local values that are known, and not readable.
    pub damaged_locals: u64,
    /// Attachments that are not what their id names: for [`Blobs::set_aside`](crate::Blobs::set_aside).
    pub damaged_blobs: Vec<BlobId>,
    /// Places where what is known differs from what the journal says, other than by damage.
    pub mismatches: u64,
}

impl VerifyReport {
    /// Adds what [`Blobs::verify_all`](crate::Blobs::verify_all) found.
    pub fn add_blobs(&mut self, blobs: BlobReport) {
        self.blobs += blobs.good;
        self.damaged_blobs.extend(blobs.damaged);
    }
}

/// A check of the journal in slices, between which the store may be written to. What is written meanwhile is not part of
/// it. One slice costs time in proportion to its budget; the last also a search per known record: n log n for n records.
/// Keeps eight bytes of memory a frame.
#[derive(Debug, Default)]
pub struct Verification {
    report: VerifyReport,
    /// None before the first slice.
    course: Option<Course>,
}

/// What is to be checked, and where the check is.
#[derive(Debug)]
struct Course {
    /// Places have moved when the store's number is another: the check begins anew.
    moves: u64,
    /// The segments, ascending, each with the bytes it had at the beginning.
    segments: Vec<(u32, u64)>,
    /// The end of the journal at the beginning.
    end: (u32, u64),
    current: usize,
    offset: u64,
    /// The bytes at the offset belong to damage that was told.
    in_damage: bool,
    /// Undamaged frames, ascending: segment and offset.
    good: Vec<(u32, u32)>,
    /// Records that arrived before the current segment.
    first: u64,
}

impl Verification {
    /// A check that has not begun.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How far it is, in bytes of the journal.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (done, total) = self.course.as_ref().map_or((0, 0), |course| {
            let before: u64 = course.segments.iter().take(course.current).map(|(_, len)| len).sum();
            (before + course.offset, course.segments.iter().map(|(_, len)| len).sum())
        });
        Progress { stage: Stage::Journal, done, total }
    }

    /// Checks about `budget` bytes more, at least one frame; the report when nothing is left. Attachments are not part
    /// of it: see [`Blobs::verify_all`](crate::Blobs::verify_all), for any thread.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails.
    pub fn step(&mut self, store: &Store, budget: usize) -> Result<Option<VerifyReport>, OpenError> {
        if self.course.as_ref().is_none_or(|course| course.moves != store.moves) {
            self.report = VerifyReport::default();
            self.course = Some(Course::begin(store)?);
        }
        let Some(course) = &mut self.course else { return Ok(None) };
        if course.current < course.segments.len() {
            course.slice(store, budget.max(1), &mut self.report)?;
            return Ok(None);
        }
        course.compare(store, &mut self.report);
        self.course = None;
        Ok(Some(std::mem::take(&mut self.report)))
    }
}

impl Course {
    fn begin(store: &Store) -> Result<Self, OpenError> {
        let dir = &store.layout.journal;
        let numbers = segment_numbers(dir).map_err(OpenError::at(dir))?;
        let len = |number| segment_path(dir, number).metadata().map_or(0, |meta| meta.len());
        let segments: Vec<_> = numbers.into_iter().map(|number| (number, len(number))).collect();
        let end = segments.last().copied().unwrap_or_default();
        let moves = store.moves;
        Ok(Self { moves, segments, end, current: 0, offset: 0, in_damage: false, good: Vec::new(), first: 0 })
    }

    fn slice(&mut self, store: &Store, budget: usize, report: &mut VerifyReport) -> Result<(), OpenError> {
        let (number, len) = self.segments[self.current];
        let path = segment_path(&store.layout.journal, number);
        let max = budget.saturating_add(SEGMENT_HEAD + FRAME_BYTES);
        let bytes = match window(&path, self.offset, len, max) {
            Err(error) if is_unreadable(&error) => {
                if !std::mem::replace(&mut self.in_damage, true) {
                    self.tell(report, number, 0, "the disk cannot read it");
                }
                self.skip(budget as u64, len);
                return Ok(());
            }
            other => other.map_err(OpenError::at(&path))?,
        };
        let to_end = bytes.len() < max;
        let mut from = 0;
        if self.offset == 0 {
            let header = Header::from_bytes(&bytes);
            if header.is_none() {
                report.damaged.push(Damage { segment: number, offset: 0, why: "the segment's header is damaged" });
            }
            self.first = header.map_or(u64::MAX, |header| header.first);
            from = SEGMENT_HEAD.min(bytes.len());
        }
        let scanned = self.scan(store, number, &bytes, (from, budget), report);
        if to_end && scanned == bytes.len() {
            self.skip(u64::MAX, len);
        } else if scanned < bytes.len() {
            self.skip(scanned as u64, len);
        } else {
            // No frame in sight: one may begin in the last bytes and end beyond them.
            self.skip((bytes.len() - FRAME_BYTES) as u64, len);
        }
        Ok(())
    }

    fn skip(&mut self, bytes: u64, len: u64) {
        self.offset = self.offset.saturating_add(bytes);
        if self.offset >= len {
            (self.current, self.offset, self.in_damage) = (self.current + 1, 0, false);
        }
    }

    /// Takes the frames that begin before the budget's end; returns where it stopped.
    fn scan(
        &mut self,
        store: &Store,
        number: u32,
        bytes: &[u8],
        (from, budget): (usize, usize),
        report: &mut VerifyReport,
    ) -> usize {
        for stretch in Scan::new(store.journal.key(), bytes, from) {
            match stretch {
                Stretch::Frame { offset, .. } if offset > from && offset >= budget => return offset,
                Stretch::Frame { offset, frame } => {
                    self.in_damage = false;
                    let place = Place {
                        segment: number,
                        offset: u32::try_from(self.offset).unwrap_or(u32::MAX).saturating_add(small(offset)),
                        len: small(frame.len),
                    };
                    self.good.push((number, place.offset));
                    let arrival = self.first.saturating_add(u64::from(frame.arrival));
                    match fact_of(&frame.content, place) {
                        Some(fact) => verify_fact(store, arrival, &fact, report),
                        None => self.tell(report, number, offset, "a frame holds no record"),
                    }
                }
                Stretch::Damaged { offset } | Stretch::Tail { offset } => {
                    // A frame that the window cuts is whole in the next one.
                    if offset > from && offset >= budget {
                        return offset;
                    }
                    if !std::mem::replace(&mut self.in_damage, true) {
                        self.tell(report, number, offset, "bytes that are no frame");
                    }
                }
            }
        }
        bytes.len()
    }

    fn tell(&self, report: &mut VerifyReport, segment: u32, offset: usize, why: &'static str) {
        report.damaged.push(Damage { segment, offset: self.offset + offset as u64, why });
    }

    /// What is known must have been found, as far as it was there at the beginning.
    fn compare(&self, store: &Store, report: &mut VerifyReport) {
        let missing = |place: &Place| {
            let was_there = (place.segment, u64::from(place.offset)) < self.end;
            was_there && self.good.binary_search(&(place.segment, place.offset)).is_err()
        };
        let records = store.catalogue.held_from(0).filter(|(_, _, (place, _), _)| missing(place));
        report.damaged_records.extend(records.map(|(_, id, ..)| id));
        report.damaged_locals = store.catalogue.locals(b"").filter(|(_, place)| missing(place)).count() as u64;
    }
}

/// What the journal says must be known, and known as it says.
fn verify_fact(store: &Store, arrival: u64, fact: &Fact, report: &mut VerifyReport) {
    let Fact::Known { id, tag, lane, slot, place, .. } = fact else { return };
    // Of a record that came twice the later frame is the one that is read.
    let is_read = store.catalogue.place(id).is_some_and(|(read, _)| Some(read) == *place);
    report.records += u64::from(is_read);
    match store.catalogue.status(id) {
        Some(known) if (known.tag, known.lane, known.slot) == (*tag, *lane, *slot) => {}
        // Marked as lost, and not here again yet.
        None if store.catalogue.is_lost(arrival) => {}
        _ => report.mismatches += 1,
    }
}

/// At most `max` bytes of a file from `offset` on, none beyond `end`.
pub(super) fn window(path: &std::path::Path, offset: u64, end: u64, max: usize) -> io::Result<Vec<u8>> {
    let len = usize::try_from(end.saturating_sub(offset)).unwrap_or(usize::MAX).min(max);
    let mut bytes = vec![0; len];
    let file = File::open(path)?;
    let mut read = 0;
    while read < len {
        match file.read_at(&mut bytes[read..], offset + read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}

impl Store {
    /// Reads and checks every stored byte, attachments included, in one go.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails or the listener stops it.
    pub fn verify(&self, progress: Listener<'_>) -> Result<VerifyReport, OpenError> {
        let mut verification = Verification::new();
        let mut report = loop {
            let Progress { stage, done, total } = verification.progress();
            tell(progress, stage, done, total)?;
            if let Some(report) = verification.step(self, SLICE_BYTES)? {
                break report;
            }
        };
        report.add_blobs(self.blobs.verify_all(progress)?);
        Ok(report)
    }
}
