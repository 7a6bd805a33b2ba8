//! The journal: append-only segment files that are the truth of a node.
//!
//! Frames are staged, then committed with one write and one fsync for all of them. What a failed commit leaves in the
//! file is cut off; when not even that can be known, the journal closes, and only opening again settles what is there.

pub(crate) mod frame;
pub(crate) mod hint;
pub(crate) mod segment;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits::{JOURNAL_FRAME_BYTES, JOURNAL_SEGMENT_BYTES};
use commonplace_core::record::Lane;
use commonplace_core::time::Slot;

use crate::disk::Disk;
use crate::entry::{Mark, SetState};
use crate::error::{AppendError, is_full};
use frame::{Content, FRAME_HEAD, FrameKey, write_frame};
use hint::Hint;
use segment::{FORMAT, Header, SEGMENT_HEAD, segment_path};

/// Segment files that are kept open for reading: more are opened anew.
const OPEN_SEGMENTS: usize = 64;

/// Where a frame lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) segment: u32,
    pub(crate) offset: u32,
    /// Bytes of the whole frame.
    pub(crate) len: u32,
}

/// What a frame means to the catalogue, without the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact {
    /// `whole` says whether the body is in the frame too.
    Known {
        id: RecordId,
        tag: Tag,
        lane: Lane,
        slot: Slot,
        state: SetState,
        place: Option<Place>,
        whole: bool,
    },
    Mark {
        id: RecordId,
        mark: Mark,
    },
    Local {
        key: Vec<u8>,
        place: Option<Place>,
    },
    Circle {
        tag: Tag,
        fp_key: [u8; 32],
    },
}

/// The segment that is written to.
#[derive(Debug)]
struct Active {
    number: u32,
    path: PathBuf,
    file: File,
    /// Durable bytes.
    len: u32,
    first: u64,
    hint: Hint,
}

/// Facts whose frames wait for the commit.
#[derive(Debug, Default)]
struct Staged {
    bytes: Vec<u8>,
    facts: Vec<(u64, Fact)>,
    last_offset: usize,
}

/// The writer, and the readers of places.
#[derive(Debug)]
pub(crate) struct Journal {
    dir: PathBuf,
    hints: PathBuf,
    key: FrameKey,
    disk: Disk,
    /// None until the first frame, and after a failure that closed the journal.
    active: Option<Active>,
    /// The number and first arrival that the next segment will have.
    next_number: u32,
    staged: Staged,
    closed: bool,
    readers: Mutex<HashMap<u32, Arc<File>>>,
}

/// Where the writer goes on after opening.
#[derive(Debug)]
pub(crate) struct Resume {
    pub(crate) number: u32,
    pub(crate) len: u32,
    pub(crate) first: u64,
    pub(crate) hint: Hint,
}

impl Journal {
    /// Goes on in the last segment, or with a new one after segment `last`.
    pub(crate) fn new(
        (dir, hints): (PathBuf, PathBuf),
        key: FrameKey,
        disk: Disk,
        resume: Option<Resume>,
        last: u32,
    ) -> io::Result<Self> {
        let active = resume
            .map(|resume| {
                let path = segment_path(&dir, resume.number);
                let file = File::options().read(true).write(true).open(&path)?;
                let Resume { number, len, first, hint } = resume;
                io::Result::Ok(Active { number, path, file, len, first, hint })
            })
            .transpose()?;
        Ok(Self {
            dir,
            hints,
            key,
            disk,
            active,
            next_number: last + 1,
            staged: Staged::default(),
            closed: false,
            readers: Mutex::default(),
        })
    }

    pub(crate) fn key(&self) -> &FrameKey {
        &self.key
    }

    pub(crate) fn disk(&self) -> &Disk {
        &self.disk
    }

    /// The segment that is written to.
    pub(crate) fn active_number(&self) -> Option<u32> {
        self.active.as_ref().map(|active| active.number)
    }

    /// Whether the staged frames leave room for another one in this segment.
    pub(crate) fn has_room(&self) -> bool {
        let used = self.active.as_ref().map_or(0, |active| u64::from(active.len)) + self.staged.bytes.len() as u64;
        used + ((FRAME_HEAD + JOURNAL_FRAME_BYTES) as u64) <= JOURNAL_SEGMENT_BYTES
    }

    /// Prepares a frame. `arrival` is the number of this record, or of the next one; `fact` gets the frame's place.
    pub(crate) fn stage(
        &mut self,
        arrival: u64,
        content: &Content<'_>,
        fact: impl FnOnce(Place) -> Fact,
    ) -> Result<(), AppendError> {
        if self.closed {
            return Err(AppendError::Closed);
        }
        if self.active.is_none() {
            self.begin_segment(arrival)?;
        }
        let active = self.active.as_ref().ok_or(AppendError::Closed)?;
        let number = u32::try_from(arrival - active.first).map_err(|_| AppendError::Closed)?;
        self.staged.last_offset = self.staged.bytes.len();
        let len = write_frame(&self.key, number, content, &mut self.staged.bytes);
        let offset = active.len + small(self.staged.last_offset);
        let place = Place { segment: active.number, offset, len: small(len) };
        self.staged.facts.push((arrival, fact(place)));
        Ok(())
    }

    /// Forgets what was staged.
    pub(crate) fn unstage(&mut self) {
        self.staged = Staged::default();
    }

    /// Makes the staged frames durable with one write and one fsync; returns their facts.
    pub(crate) fn commit(&mut self) -> Result<Vec<(u64, Fact)>, AppendError> {
        let staged = std::mem::take(&mut self.staged);
        if staged.facts.is_empty() {
            return Ok(Vec::new());
        }
        let active = self.active.as_mut().ok_or(AppendError::Closed)?;
        if let Err(error) = self.disk.write_at((&active.file, &active.path), &staged.bytes, u64::from(active.len)) {
            // Half a write is no frame. If it cannot be cut off now, the next opening cuts it.
            if active.file.set_len(u64::from(active.len)).is_err() {
                self.closed = true;
            }
            return Err(write_error(error));
        }
        if let Err(error) = self.disk.sync((&active.file, &active.path)) {
            // The system may have dropped the written pages: a second fsync that succeeds would prove nothing.
            self.closed = true;
            return Err(AppendError::Sync(error));
        }
        for (arrival, fact) in &staged.facts {
            active.hint.push(u32::try_from(arrival - active.first).unwrap_or(u32::MAX), fact);
        }
        active.hint.last_offset = active.len + small(staged.last_offset);
        active.hint.last_hash.copy_from_slice(&staged.bytes[staged.last_offset + 4..][..32]);
        active.len += small(staged.bytes.len());
        active.hint.covered = active.len;
        Ok(staged.facts)
    }

    /// Ends the segment; the next frame begins another.
    pub(crate) fn roll(&mut self) {
        self.write_hint();
        self.active = None;
    }

    fn begin_segment(&mut self, first: u64) -> Result<(), AppendError> {
        let number = self.next_number;
        let path = segment_path(&self.dir, number);
        let header = Header { format: FORMAT, number, first, key: self.key };
        let made = self.disk.create(&path).and_then(|file| {
            self.disk.write_at((&file, &path), &header.to_bytes(), 0)?;
            Ok(file)
        });
        let file = made.map_err(|error| {
            let _ignored_as_the_next_try_overwrites_it = fs::remove_file(&path);
            write_error(error)
        })?;
        let synced = self.disk.sync((&file, &path)).and_then(|()| self.disk.sync_dir(&self.dir));
        if let Err(error) = synced {
            self.closed = true;
            return Err(AppendError::Sync(error));
        }
        let len = small(SEGMENT_HEAD);
        self.active = Some(Active { number, path, file, len, first, hint: Hint::empty(len) });
        self.next_number = number + 1;
        Ok(())
    }

    /// Writes down the facts of the active segment. A hint that fails to be written costs time at the next start only.
    pub(crate) fn write_hint(&self) {
        if let Some(active) = &self.active {
            write_hint(&self.hints, &self.key, active.number, &active.hint);
        }
    }

    /// The bytes of a frame.
    pub(crate) fn read(&self, place: Place) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; place.len as usize];
        self.reader(place.segment)?.read_exact_at(&mut bytes, u64::from(place.offset))?;
        Ok(bytes)
    }

    /// Forgets the open file of a segment that was rewritten or removed.
    pub(crate) fn forget_reader(&self, segment: u32) {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).remove(&segment);
    }

    fn reader(&self, segment: u32) -> io::Result<Arc<File>> {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = readers.get(&segment) {
            return Ok(Arc::clone(file));
        }
        if readers.len() >= OPEN_SEGMENTS {
            readers.clear();
        }
        let file = Arc::new(File::open(segment_path(&self.dir, segment))?);
        readers.insert(segment, Arc::clone(&file));
        Ok(file)
    }
}

/// Lengths within a segment, which is far smaller than 4 GiB.
pub(crate) fn small(len: usize) -> u32 {
    u32::try_from(len).expect("a segment is far smaller than 4 GiB")
}

fn write_error(error: io::Error) -> AppendError {
    if is_full(&error) { AppendError::DiskFull } else { AppendError::Io(error) }
}

/// The hint file of a segment.
pub(crate) fn hint_path(hints: &Path, segment: u32) -> PathBuf {
    hints.join(format!("{segment:06}.hint"))
}

/// Writes a hint, without fsync: it is disposable. It takes its name last, so that a half-written one is never read.
pub(crate) fn write_hint(hints: &Path, key: &FrameKey, segment: u32, hint: &Hint) {
    let path = hint_path(hints, segment);
    let new = path.with_extension("new");
    let written = fs::write(&new, hint.to_bytes(key, segment)).and_then(|()| fs::rename(&new, &path));
    if let Err(error) = written {
        tracing::debug!(segment, %error, "hint not written");
        let _none_is_as_good = fs::remove_file(&new);
    }
}
