//! Compacting: a segment is rewritten beside the old one, without bodies that were let go and values that were overwritten,
//! and takes its place when all of it is durable. In slices, between which the store may be written to.
//!
//! At every moment the old segment or the new one is whole under the name. What a kill leaves of the new one is removed at
//! the next start.

use std::fs::File;
use std::path::PathBuf;

use commonplace_core::limits::RESERVE_BYTES;
use commonplace_core::record::Sealed;

use super::Store;
use super::load::fact_of;
use super::upkeep::{Listener, tell};
use super::verify::{FRAME_BYTES, window};
use crate::catalogue::{Moved, What};
use crate::disk::{free_bytes, remove_if_there};
use crate::error::OpenError;
use crate::journal::frame::{Content, Frame, FrameKey, read_frame, write_frame};
use crate::journal::hint::Hint;
use crate::journal::segment::{Header, SEGMENT_HEAD, Scan, Stretch, segment_path};
use crate::journal::{Fact, Place, hint_path, small, write_hint};
use crate::progress::{Progress, Stage};

/// Bytes between two looks at the listener.
const SLICE_BYTES: usize = 4 * 1024 * 1024;
/// A segment is worth rewriting when this part of it, the eighth, is needed by nobody: then what is written is at most
/// eight times what is freed.
const WORTHWHILE: u64 = 8;
/// And when it is so many bytes: a small segment soon has an eighth of overwritten values, and is not written for them again
/// and again.
const WORTHWHILE_BYTES: u64 = 1024 * 1024;

/// What a slice of compaction came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compacted {
    /// There is more to do.
    More,
    /// Not now: a backup is being copied, or the disk has no room for a second copy of a segment.
    Waits,
    /// Nothing is left to do, and so many bytes were freed.
    Done(u64),
}

/// How much of what nobody needs is to leave the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Thoroughness {
    /// Only where so much would leave that rewriting is worth it.
    #[default]
    Worthwhile,
    /// Also each body that was let go, and each record that is unknown again.
    Records,
    /// Also each value of this node that was overwritten or removed.
    Everything,
}

/// Compaction of the journal in slices. Needs the room of one segment on the disk, and some 60 bytes of memory for each
/// frame of it. Dropped, it leaves the journal as it is.
#[derive(Debug, Default)]
pub struct Compaction {
    thoroughness: Thoroughness,
    freed: u64,
    current: Option<Rewriting>,
    /// Segments up to here are done, and those beyond `upto` were not there when it began: so it comes to an end, however much
    /// is overwritten meanwhile.
    passed: u32,
    upto: Option<u32>,
    /// A segment stayed as it is, since it is damaged.
    left: bool,
}

/// A segment on its way to be smaller.
#[derive(Debug)]
struct Rewriting {
    /// Places have moved when the store's number is another: it is begun anew.
    moves: u64,
    number: u32,
    path: PathBuf,
    new: PathBuf,
    file: File,
    key: FrameKey,
    /// Bytes of the old one, read and in all.
    read: u64,
    len: u64,
    /// Bytes of the new one that are written.
    written: u32,
    moved: Vec<Moved>,
    hint: Hint,
    named: bool,
}

impl Drop for Rewriting {
    fn drop(&mut self) {
        if !self.named {
            let _removed_at_the_next_start_otherwise = std::fs::remove_file(&self.new);
        }
    }
}

impl Compaction {
    /// One that has not begun.
    #[must_use]
    pub fn new(thoroughness: Thoroughness) -> Self {
        Self { thoroughness, ..Self::default() }
    }

    /// Whether there is anything to do for it.
    #[must_use]
    pub fn is_due(&self, store: &Store) -> bool {
        self.current.is_some() || self.next(store).is_some()
    }

    /// Whether a damaged segment stayed as it is, with all that should have gone from it.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.left
    }

    /// How far the segment is that is being rewritten, in bytes.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (done, total) = self.current.as_ref().map_or((0, 0), |current| (current.read, current.len));
        Progress { stage: Stage::Compaction, done, total }
    }

    /// Rewrites about `budget` bytes more, with one fsync for them.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails; the journal is whole in every case.
    pub fn step(&mut self, store: &mut Store, budget: usize) -> Result<Compacted, OpenError> {
        if self.current.as_ref().is_some_and(|current| current.moves != store.moves) {
            self.current = None;
        }
        let Some(current) = &mut self.current else { return self.begin(store) };
        if current.read < current.len {
            if !current.slice(store, budget.max(1))? {
                store.catalogue.leave(current.number);
                self.left = true;
                self.passed = current.number;
                self.current = None;
            }
            return Ok(Compacted::More);
        }
        if store.snapshots.strong_count() > 0 {
            return Ok(Compacted::Waits);
        }
        let Some(current) = self.current.take() else { return Ok(Compacted::More) };
        self.passed = current.number;
        self.freed += current.finish(store)?;
        Ok(Compacted::More)
    }

    /// The next segment to rewrite.
    fn next(&self, store: &Store) -> Option<u32> {
        let is_due = |(segment, waste, dropped): &(u32, u64, u64)| {
            let len = segment_path(&store.layout.journal, *segment).metadata().map_or(0, |meta| meta.len());
            let is_much = *waste >= WORTHWHILE_BYTES && waste.saturating_mul(WORTHWHILE) >= len;
            match self.thoroughness {
                Thoroughness::Worthwhile => is_much,
                Thoroughness::Records => is_much || *dropped > 0,
                Thoroughness::Everything => *waste > 0,
            }
        };
        let is_left =
            |(segment, ..): &(u32, u64, u64)| *segment > self.passed && self.upto.is_none_or(|upto| *segment <= upto);
        store.catalogue.waste().into_iter().filter(is_left).find(is_due).map(|(segment, ..)| segment)
    }

    fn begin(&mut self, store: &mut Store) -> Result<Compacted, OpenError> {
        self.upto = self.upto.or_else(|| store.catalogue.waste().last().map(|(segment, ..)| *segment));
        let Some(number) = self.next(store) else {
            let freed = self.freed;
            *self = Self { left: self.left, ..Self::new(self.thoroughness) };
            return Ok(Compacted::Done(freed));
        };
        let path = segment_path(&store.layout.journal, number);
        let Ok(len) = path.metadata().map(|meta| meta.len()) else {
            store.catalogue.leave(number);
            self.passed = number;
            return Ok(Compacted::More);
        };
        let free = free_bytes(&store.layout.journal).map_err(OpenError::at(&path))?;
        if store.snapshots.strong_count() > 0 || free < len + RESERVE_BYTES {
            return Ok(Compacted::Waits);
        }
        if store.journal.active_number() == Some(number) {
            store.journal.roll();
        }
        let Some(header) = Header::read(&path).map_err(OpenError::at(&path))? else {
            store.catalogue.leave(number);
            (self.passed, self.left) = (number, true);
            return Ok(Compacted::More);
        };
        let new = path.with_extension("new");
        let disk = store.journal.disk();
        let file = disk.create(&new).map_err(OpenError::at(&new))?;
        let current = Rewriting {
            moves: store.moves,
            number,
            path,
            new,
            file,
            key: *store.journal.key(),
            read: SEGMENT_HEAD as u64,
            len,
            written: small(SEGMENT_HEAD),
            moved: Vec::new(),
            hint: Hint::empty(small(SEGMENT_HEAD)),
            named: false,
        };
        disk.write_at((&current.file, &current.new), &header.to_bytes(), 0).map_err(OpenError::at(&current.new))?;
        self.current = Some(current);
        Ok(Compacted::More)
    }
}

impl Rewriting {
    /// Takes over the frames that begin within the budget. False when the segment is damaged, and so stays as it is.
    fn slice(&mut self, store: &Store, budget: usize) -> Result<bool, OpenError> {
        let bytes = window(&self.path, self.read, self.len, budget.saturating_add(FRAME_BYTES));
        let bytes = bytes.map_err(OpenError::at(&self.path))?;
        let (mut out, mut upto) = (Vec::new(), 0);
        let key = self.key;
        for stretch in Scan::new(&key, &bytes, 0) {
            let Stretch::Frame { offset, frame } = stretch else {
                if upto >= budget {
                    break;
                }
                return Ok(false);
            };
            if offset >= budget {
                break;
            }
            let at = u32::try_from(self.read).unwrap_or(u32::MAX).saturating_add(small(offset));
            let place = Place { segment: self.number, offset: at, len: small(frame.len) };
            self.frame(store, &frame, place, &bytes[offset..offset + frame.len], &mut out);
            upto = offset + frame.len;
        }
        if upto == 0 {
            return Ok(false);
        }
        let disk = store.journal.disk();
        let file = (&self.file, self.new.as_path());
        let kept = disk.write_at(file, &out, u64::from(self.written)).and_then(|()| disk.sync(file));
        kept.map_err(OpenError::at(&self.new))?;
        self.written += small(out.len());
        self.read += upto as u64;
        Ok(true)
    }

    /// Takes over a frame: whole, without its body, or not at all.
    fn frame(&mut self, store: &Store, frame: &Frame<'_>, from: Place, raw: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        match frame.content {
            Content::Record { state, sealed } => match Sealed::from_bytes(sealed) {
                Ok(sealed) => {
                    let header = *sealed.header();
                    let (id, lane) = (sealed.id(), header.lane);
                    match store.catalogue.place(&id) {
                        // A later frame holds it, it is fetched again, or forgotten: of this one the place in the order stays.
                        read if read.is_none_or(|(place, _)| place != from) => {
                            let content = Content::Absent { id, tag: header.tag, lane, slot: header.slot, state };
                            write_frame(&self.key, frame.arrival, &content, out);
                        }
                        Some((_, false)) => {
                            let head = sealed.without_body().unwrap_or(sealed);
                            write_frame(
                                &self.key,
                                frame.arrival,
                                &Content::Record { state, sealed: head.bytes() },
                                out,
                            );
                        }
                        _ => out.extend_from_slice(raw),
                    }
                }
                Err(_) => out.extend_from_slice(raw),
            },
            Content::Local { key, value: Some(_) } if store.catalogue.local(key) != Some(from) => return,
            _ => out.extend_from_slice(raw),
        }
        self.note(frame.arrival, from, &out[start..]);
    }

    /// Notes what the frame says that was just written.
    fn note(&mut self, arrival: u32, from: Place, written: &[u8]) {
        let offset = self.hint.covered;
        let to = Place { segment: self.number, offset, len: small(written.len()) };
        if let Some(fact) = read_frame(&self.key, written).and_then(|frame| fact_of(&frame.content, to)) {
            self.hint.push(arrival, &fact);
            match fact {
                Fact::Known { id, place: Some(_), whole, .. } => {
                    self.moved.push(Moved { what: What::Record(id), from, to, whole });
                }
                Fact::Local { key, place: Some(_) } => {
                    self.moved.push(Moved { what: What::Local(key), from, to, whole: false });
                }
                _ => {}
            }
        }
        self.hint.last_offset = offset;
        self.hint.last_hash.copy_from_slice(&written[4..][..32]);
        self.hint.covered = offset + to.len;
    }

    /// Puts the new segment in the old one's place. Returns the bytes freed.
    fn finish(mut self, store: &mut Store) -> Result<u64, OpenError> {
        let hints = store.layout.hints.clone();
        let disk = store.journal.disk().clone();
        // Before the old bytes are gone, for good: a hint that speaks of them would tell of damage.
        let removed = remove_if_there(&hint_path(&hints, self.number)).and_then(|()| disk.sync_dir(&hints));
        removed.map_err(OpenError::at(&hints))?;
        let named = disk.sync((&self.file, &self.new)).and_then(|()| disk.rename(&self.new, &self.path));
        named.map_err(OpenError::at(&self.path))?;
        self.named = true;
        // From here on the new one is what is read, whether or not its name is durable already.
        store.journal.forget_reader(self.number);
        store.catalogue.moved(self.number, &self.moved);
        store.moves += 1;
        disk.sync_dir(&store.layout.journal).map_err(OpenError::at(&store.layout.journal))?;
        // Not sooner: a hint that outlives a name which is lost would tell of damage in the old segment.
        write_hint(&hints, &self.key, self.number, &self.hint);
        Ok(self.len.saturating_sub(u64::from(self.written)))
    }
}

impl Store {
    /// Compacts the journal in one go, so that no body that was let go stays: bytes freed. Segments with damage stay as they are.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails, the listener stops it, or a backup is being copied; the journal is whole
    /// in every case.
    pub fn compact(&mut self, progress: Listener<'_>) -> Result<u64, OpenError> {
        let mut compaction = Compaction::new(Thoroughness::Records);
        loop {
            let Progress { stage, done, total } = compaction.progress();
            tell(progress, stage, done, total)?;
            match compaction.step(self, SLICE_BYTES)? {
                Compacted::More => {}
                Compacted::Waits => return Err(OpenError::Stopped),
                Compacted::Done(freed) => return Ok(freed),
            }
        }
    }
}
