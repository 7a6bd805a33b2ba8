//! Reading the journal into the catalogue: by hints where they are good, by scanning where not.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use commonplace_core::limits::{JOURNAL_CUT_BYTES, JOURNAL_SEGMENT_BYTES};
use commonplace_core::record::Sealed;

use super::Damage;
use crate::catalogue::Catalogue;
use crate::disk::Disk;
use crate::error::OpenError;
use crate::home::Layout;
use crate::journal::frame::{Content, Frame, FrameKey};
use crate::journal::hint::Hint;
use crate::journal::segment::{Header, SEGMENT_HEAD, Scan, Stretch, read_segment, segment_numbers, segment_path};
use crate::journal::{Fact, Place, Resume, hint_path, small, write_hint};
use crate::progress::{Continue, Progress, Stage};

/// What the journal said.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) catalogue: Catalogue,
    pub(super) resume: Option<Resume>,
    /// The number of the last segment; zero when there is none.
    pub(super) last: u32,
    pub(super) torn: Option<u64>,
    pub(super) damaged: Vec<Damage>,
    /// Frames that no hint told of.
    pub(super) frames: u64,
    /// Why a whole segment had to be read, if one had to.
    pub(super) unhinted: Option<String>,
}

/// How far hints are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hints {
    /// They spare reading what they cover.
    Trusted,
    /// They only prove what was acknowledged; every frame is read.
    ProofOnly,
}

/// Reads the whole journal, or what hints leave of it.
pub(super) fn load(
    layout: &Layout,
    key: &FrameKey,
    disk: &Disk,
    hints: Hints,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Loaded, OpenError> {
    remove_half_written(&layout.journal).map_err(OpenError::at(&layout.journal))?;
    let numbers = segment_numbers(&layout.journal).map_err(OpenError::at(&layout.journal))?;
    let sizes: Vec<u64> = numbers.iter().map(|number| file_len(&segment_path(&layout.journal, *number))).collect();
    let total = sizes.iter().sum();
    let loaded = Loaded {
        catalogue: Catalogue::load(),
        resume: None,
        last: numbers.last().copied().unwrap_or(0),
        torn: None,
        damaged: Vec::new(),
        frames: 0,
        unhinted: None,
    };
    let mut loader = Loader { layout, key, disk, hints, loaded };
    let mut done = 0;
    for (number, size) in numbers.iter().zip(sizes) {
        if progress(Progress { stage: Stage::Journal, done, total }) == Continue::No {
            return Err(OpenError::Stopped);
        }
        let path = segment_path(&layout.journal, *number);
        loader.segment(*number, &path).map_err(OpenError::at(&path))?;
        done += size;
    }
    loader.lost_segments(&numbers);
    loader.loaded.catalogue.loaded();
    loader.lost_circles();
    let _last_word = progress(Progress { stage: Stage::Journal, done, total });
    Ok(loader.loaded)
}

/// What a crash left of a segment that was being rewritten; the old one is whole.
fn remove_half_written(journal: &Path) -> io::Result<()> {
    for entry in fs::read_dir(journal)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "new") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn file_len(path: &Path) -> u64 {
    path.metadata().map_or(0, |meta| meta.len())
}

struct Loader<'a> {
    layout: &'a Layout,
    key: &'a FrameKey,
    disk: &'a Disk,
    hints: Hints,
    loaded: Loaded,
}

/// A segment being read.
struct Segment<'a> {
    number: u32,
    path: &'a Path,
    first: u64,
    is_last: bool,
    /// Bytes of it that were acknowledged once, as a hint proves.
    proven: u64,
    /// Some of them are not there any more, as the same hint proves.
    gone: bool,
}

/// What a hint tells of its segment.
#[derive(Default)]
struct Hinted {
    /// It, if it may be believed.
    hint: Option<Hint>,
    proven: u64,
    gone: bool,
}

impl Loader<'_> {
    fn segment(&mut self, number: u32, path: &Path) -> io::Result<()> {
        let is_last = number == self.loaded.last;
        let header = Header::read(path)?;
        let Hinted { hint, proven, gone } = self.hint(number, path);
        if header.is_none() && is_last && file_len(path) <= SEGMENT_HEAD as u64 && proven == 0 {
            return self.drop_unborn(path);
        }
        if header.is_none() {
            self.damage(number, 0, "the segment's header is damaged");
        }
        let first = header.map_or(self.loaded.catalogue.next(), |header| header.first);
        self.loaded.catalogue.skip_to(first);
        let hinted = hint.is_some();
        let mut hint = hint.unwrap_or_else(|| Hint::empty(small(SEGMENT_HEAD)));
        for (arrival, fact) in hint.facts(number) {
            self.loaded.catalogue.apply(first + u64::from(arrival), &fact);
        }
        let before = self.loaded.frames;
        let end = self.scan(&Segment { number, path, first, is_last, proven, gone }, &mut hint)?;
        if !is_last && (self.loaded.frames > before || !hinted) {
            if !hinted {
                self.loaded.unhinted = Some(format!("no hint for journal segment {number}"));
            }
            write_hint(&self.layout.hints, self.key, number, &hint);
        }
        if is_last {
            // A killed process may have left frames in the system's memory alone. From here on they count as kept.
            self.disk.sync((&File::open(path)?, path))?;
        }
        // A segment with a damaged header is not written to again.
        if let Some(end) = end.filter(|end| is_last && header.is_some() && *end < JOURNAL_SEGMENT_BYTES) {
            let len = u32::try_from(end).map_err(io::Error::other)?;
            self.loaded.resume = Some(Resume { number, len, first, hint });
        }
        Ok(())
    }

    /// A last segment of which not even the header was written whole: no frame was ever acknowledged in it.
    fn drop_unborn(&mut self, path: &Path) -> io::Result<()> {
        let len = file_len(path);
        fs::remove_file(path)?;
        self.disk.sync_dir(&self.layout.journal)?;
        self.loaded.torn = Some(len);
        Ok(())
    }

    /// What the hint of a segment tells. It is written of durable frames only.
    fn hint(&self, number: u32, path: &Path) -> Hinted {
        let file = hint_path(&self.layout.hints, number);
        let bytes = fs::read(&file).unwrap_or_default();
        let Some(hint) = Hint::from_bytes(&bytes, self.key, number) else { return Hinted::default() };
        let proven = if hint.last_offset == 0 { 0 } else { u64::from(hint.covered) };
        let is_true = || {
            let mut found = [0; 32];
            let read = File::open(path)?.read_exact_at(&mut found, u64::from(hint.last_offset) + 4);
            read.map(|()| found == hint.last_hash)
        };
        let agrees = u64::from(hint.covered) <= file_len(path) && (proven == 0 || is_true().unwrap_or(false));
        if !agrees {
            // It is told now; once more frames lie there it would be told of those.
            let _told_again_otherwise = fs::remove_file(&file);
        }
        Hinted { hint: Some(hint).filter(|_| agrees && self.hints == Hints::Trusted), proven, gone: !agrees }
    }

    /// Reads what the hint does not cover. Returns where the segment's good bytes end; none when nothing may be written
    /// behind them.
    fn scan(&mut self, segment: &Segment<'_>, hint: &mut Hint) -> io::Result<Option<u64>> {
        let (covered, len) = (u64::from(hint.covered), file_len(segment.path));
        let before = self.loaded.damaged.len();
        let mut end = Some(len.max(covered));
        if len > covered {
            let bytes = read_segment(segment.path)?;
            end = Some(bytes.len() as u64);
            for stretch in Scan::new(self.key, &bytes, hint.covered as usize) {
                match stretch {
                    Stretch::Frame { offset, frame } => {
                        self.frame(segment, offset, &frame, hint);
                        hint.last_hash.copy_from_slice(&bytes[offset + 4..][..32]);
                    }
                    Stretch::Damaged { offset } => self.damage(segment.number, offset, "damaged bytes between frames"),
                    Stretch::Tail { offset } => end = self.tail(segment, offset, &bytes)?,
                }
            }
        }
        if segment.gone && self.loaded.damaged.len() == before {
            self.damage(segment.number, hint.covered as usize, "acknowledged bytes are gone");
        }
        Ok(end)
    }

    fn frame(&mut self, segment: &Segment<'_>, offset: usize, frame: &Frame<'_>, hint: &mut Hint) {
        self.loaded.frames += 1;
        let place = Place { segment: segment.number, offset: small(offset), len: small(frame.len) };
        match fact_of(&frame.content, place) {
            Some(fact) => {
                self.loaded.catalogue.apply(segment.first + u64::from(frame.arrival), &fact);
                hint.push(frame.arrival, &fact);
            }
            None => self.damage(segment.number, offset, "a frame holds no record"),
        }
        hint.last_offset = small(offset);
        hint.covered = small(offset + frame.len);
    }

    /// Bytes up to the end that are no frame: what a crash tore, or damage where a hint proves that they were whole.
    fn tail(&mut self, segment: &Segment<'_>, offset: usize, bytes: &[u8]) -> io::Result<Option<u64>> {
        let is_damage = !segment.is_last || (offset as u64) < segment.proven;
        if is_damage {
            self.damage(segment.number, offset, "damaged bytes at the end");
        }
        if !segment.is_last {
            return Ok(None);
        }
        let kept = keep_cut(&self.layout.cut, self.disk, &bytes[offset..]);
        if let Err(error) = kept {
            tracing::warn!(%error, "the cut end of the journal is not kept");
            if is_damage {
                // Rather a new segment behind it than the loss of what may still be read by hand.
                return Ok(None);
            }
        }
        let file = File::options().write(true).open(segment.path)?;
        file.set_len(offset as u64)?;
        self.disk.sync((&file, segment.path))?;
        if !is_damage {
            self.loaded.torn = Some((bytes.len() - offset) as u64);
        }
        Ok(Some(offset as u64))
    }

    fn damage(&mut self, segment: u32, offset: usize, why: &'static str) {
        self.loaded.damaged.push(Damage { segment, offset: offset as u64, why });
    }

    /// Segments that only their hints still tell of.
    fn lost_segments(&mut self, numbers: &[u32]) {
        let Ok(hints) = fs::read_dir(&self.layout.hints) else { return };
        for path in hints.flatten().map(|hint| hint.path()) {
            let number = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
            let Some(number) = number.filter(|number| !numbers.contains(number)) else { continue };
            let hint = fs::read(&path).ok().and_then(|bytes| Hint::from_bytes(&bytes, self.key, number));
            if hint.is_some_and(|hint| hint.last_offset != 0) {
                self.damage(number, 0, "the segment is gone");
                // Its number is not given again.
                self.loaded.last = self.loaded.last.max(number);
            }
            let _told_again_otherwise = fs::remove_file(&path);
        }
    }

    /// Circles whose records are here and whose registration is not.
    fn lost_circles(&mut self) {
        for place in self.loaded.catalogue.unregistered() {
            self.damage(place.segment, place.offset as usize, "the registration of this record's circle is lost");
        }
    }
}

/// Keeps what is cut from the journal's end, for whoever can still read it: in one file, the newest at its end.
fn keep_cut(path: &Path, disk: &Disk, bytes: &[u8]) -> io::Result<()> {
    let bytes = &bytes[..bytes.len().min(JOURNAL_CUT_BYTES)];
    let len = file_len(path);
    let fits = len.saturating_add(bytes.len() as u64) <= JOURNAL_CUT_BYTES as u64;
    let file = if fits { disk.open_or_create(path)? } else { disk.create(path)? };
    disk.write_at((&file, path), bytes, if fits { len } else { 0 })?;
    disk.sync((&file, path))
}

/// What a frame means; none when its bytes are no record.
pub(crate) fn fact_of(content: &Content<'_>, place: Place) -> Option<Fact> {
    Some(match *content {
        Content::Record { state, sealed } => {
            let sealed = Sealed::from_bytes(sealed).ok()?;
            let header = sealed.header();
            let (id, tag, lane, slot) = (sealed.id(), header.tag, header.lane, header.slot);
            Fact::Known { id, tag, lane, slot, state, place: Some(place), whole: sealed.has_body() }
        }
        Content::Absent { id, tag, lane, slot, state } => {
            Fact::Known { id, tag, lane, slot, state, place: None, whole: false }
        }
        Content::Mark { id, mark } => Fact::Mark { id, mark },
        Content::Local { key, value } => Fact::Local { key: key.to_vec(), place: value.map(|_| place) },
        Content::Circle { tag, fp_key } => Fact::Circle { tag, fp_key },
    })
}
