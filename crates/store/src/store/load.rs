//! Reading the journal into the catalogue: by hints where they are good, by scanning where not.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use commonplace_core::limits::JOURNAL_SEGMENT_BYTES;
use commonplace_core::record::Sealed;

use super::Damage;
use crate::catalogue::Catalogue;
use crate::disk::Disk;
use crate::error::OpenError;
use crate::home::Layout;
use crate::journal::frame::{Content, FrameKey};
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

/// Reads the whole journal, or what hints leave of it.
pub(super) fn load(
    layout: &Layout,
    key: &FrameKey,
    disk: &Disk,
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
    let mut loader = Loader { layout, key, disk, loaded };
    let mut done = 0;
    for (number, size) in numbers.iter().zip(sizes) {
        if progress(Progress { stage: Stage::Journal, done, total }) == Continue::No {
            return Err(OpenError::Stopped);
        }
        let path = segment_path(&layout.journal, *number);
        loader.segment(*number, &path).map_err(OpenError::at(&path))?;
        done += size;
    }
    loader.loaded.catalogue.loaded();
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
    loaded: Loaded,
}

impl Loader<'_> {
    fn segment(&mut self, number: u32, path: &Path) -> io::Result<()> {
        let is_last = number == self.loaded.last;
        let header = Header::read(path)?;
        if header.is_none() && is_last && file_len(path) <= SEGMENT_HEAD as u64 {
            return self.drop_unborn(path);
        }
        if header.is_none() {
            self.loaded.damaged.push(Damage { segment: number, offset: 0, why: "the segment's header is damaged" });
        }
        let first = header.map_or(self.loaded.catalogue.next(), |header| header.first);
        self.loaded.catalogue.skip_to(first);
        let (mut hint, hinted) = match self.good_hint(number, path) {
            Some(hint) => (hint, true),
            None => (Hint::empty(small(SEGMENT_HEAD)), false),
        };
        for (arrival, fact) in hint.facts(number) {
            self.loaded.catalogue.apply(first + u64::from(arrival), &fact);
        }
        let before = self.loaded.frames;
        let end = self.scan((number, first), path, &mut hint, is_last)?;
        let read = self.loaded.frames - before;
        if !is_last && read > 0 {
            if !hinted {
                self.loaded.unhinted = Some(format!("no hint for journal segment {number}"));
            }
            write_hint(&self.layout.hints, self.key, number, &hint);
        }
        // A segment with a damaged header is not written to again.
        if is_last && header.is_some() && end < JOURNAL_SEGMENT_BYTES {
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

    fn good_hint(&self, number: u32, path: &Path) -> Option<Hint> {
        let bytes = fs::read(hint_path(&self.layout.hints, number)).ok()?;
        let hint = Hint::from_bytes(&bytes, self.key, number)?;
        if u64::from(hint.covered) > file_len(path) {
            return None;
        }
        if hint.last_offset == 0 {
            return Some(hint);
        }
        let mut found = [0; 32];
        File::open(path).ok()?.read_exact_at(&mut found, u64::from(hint.last_offset) + 4).ok()?;
        (found == hint.last_hash).then_some(hint)
    }

    /// Reads what the hint does not cover; returns where the segment's good bytes end.
    fn scan(&mut self, (number, first): (u32, u64), path: &Path, hint: &mut Hint, is_last: bool) -> io::Result<u64> {
        let covered = u64::from(hint.covered);
        if file_len(path) <= covered {
            return Ok(covered);
        }
        let bytes = read_segment(path)?;
        let mut end = bytes.len();
        for stretch in Scan::new(self.key, &bytes, hint.covered as usize) {
            match stretch {
                Stretch::Frame { offset, frame } => {
                    self.loaded.frames += 1;
                    let place = Place { segment: number, offset: small(offset), len: small(frame.len) };
                    match fact_of(&frame.content, place) {
                        Some(fact) => {
                            self.loaded.catalogue.apply(first + u64::from(frame.arrival), &fact);
                            hint.push(frame.arrival, &fact);
                        }
                        None => self.damage(number, offset, "a frame holds no record"),
                    }
                    hint.last_offset = small(offset);
                    hint.last_hash.copy_from_slice(&bytes[offset + 4..][..32]);
                    hint.covered = small(offset + frame.len);
                }
                Stretch::Damaged { offset } => self.damage(number, offset, "damaged bytes between frames"),
                Stretch::Tail { offset } if is_last => {
                    self.cut(path, offset, bytes.len())?;
                    end = offset;
                }
                Stretch::Tail { offset } => self.damage(number, offset, "damaged bytes at the end"),
            }
        }
        Ok(end as u64)
    }

    fn damage(&mut self, segment: u32, offset: usize, why: &'static str) {
        self.loaded.damaged.push(Damage { segment, offset: offset as u64, why });
    }

    fn cut(&mut self, path: &Path, offset: usize, len: usize) -> io::Result<()> {
        let file = File::options().write(true).open(path)?;
        file.set_len(offset as u64)?;
        self.disk.sync(&file)?;
        self.loaded.torn = Some((len - offset) as u64);
        Ok(())
    }
}

/// What a frame means; none when its bytes are no record.
pub(crate) fn fact_of(content: &Content<'_>, place: Place) -> Option<Fact> {
    Some(match *content {
        Content::Record { state, sealed } => {
            let sealed = Sealed::from_bytes(sealed).ok()?;
            let header = sealed.header();
            let (id, tag, lane, slot) = (sealed.id(), header.tag, header.lane, header.slot);
            Fact::Known { id, tag, lane, slot, state, place: Some(place) }
        }
        Content::Absent { id, tag, lane, slot, state } => Fact::Known { id, tag, lane, slot, state, place: None },
        Content::Mark { id, mark } => Fact::Mark { id, mark },
        Content::Local { key, value } => Fact::Local { key: key.to_vec(), place: value.map(|_| place) },
        Content::Circle { tag, fp_key } => Fact::Circle { tag, fp_key },
    })
}
