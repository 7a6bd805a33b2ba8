//! The store: one folder, one process, one writer.

use std::ops::RangeBounds;
use std::path::Path;

use commonplace_core::id::{BlobId, RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::{SetKey, SetSum};

use crate::blobs::Blobs;
use crate::derived::Derived;
use crate::entry::{Cursor, Entry, SetState, Status};
use crate::error::{AppendError, IndexError, OpenError, ReadError};
use crate::progress::{Continue, Progress};

/// How a store is opened; the default is right for a laptop.
#[derive(Debug, Clone)]
pub struct Options {
    /// Memory for the index, in bytes. Its own use is about twice this.
    pub cache_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache_bytes: 32 * 1024 * 1024 }
    }
}

/// Bytes that are not what was written. They are skipped; the rest is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// Number of the journal segment.
    pub segment: u32,
    /// Where in its file, in bytes.
    pub offset: u64,
    /// What is wrong there.
    pub why: &'static str,
}

/// How everything derived was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexState {
    /// As it was left.
    Kept,
    /// The journal was ahead, as after a crash.
    CaughtUp {
        /// Journal frames read again.
        frames: u64,
    },
    /// Made again from the journal. Derived trees may be empty: feed them from their cursor.
    Rebuilt {
        /// What was wrong.
        why: String,
    },
}

/// What opening found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Bytes cut from the end of the journal: the last, unacknowledged write of a crash.
    pub torn_tail: Option<u64>,
    /// Damage found while reading. Empty does not mean that there is none: see [`Store::verify`].
    pub damaged: Vec<Damage>,
    /// How everything derived was found.
    pub index: IndexState,
}

/// Bytes on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sizes {
    /// The journal.
    pub journal: u64,
    /// The index, with everything that is derived.
    pub index: u64,
    /// Whole attachments.
    pub blobs: u64,
    /// Attachments that are still being received.
    pub partial: u64,
}

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
    /// Attachments that are not what their id names.
    pub damaged_blobs: Vec<BlobId>,
    /// Places where what is known differs from what the journal says, other than by damage.
    pub mismatches: u64,
}

/// Everything that a node keeps, in one folder. One writer; reads take `&self`.
#[derive(Debug)]
pub struct Store {}

impl Store {
    /// Opens the store in `dir`, or makes one there. `progress` hears how far long work is, and may stop it.
    ///
    /// # Errors
    /// [`OpenError`]. A damaged journal or index is no error: what was found is told.
    pub fn open(
        dir: &Path,
        options: Options,
        progress: &mut dyn FnMut(Progress) -> Continue,
    ) -> Result<(Self, Opened), OpenError> {
        let _ = (dir, options, progress);
        todo!()
    }

    /// Keeps entries: durable on return, with one fsync for all of them. Returns the end of the journal.
    ///
    /// # Errors
    /// [`AppendError`]; then none of them may be acknowledged.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Cursor, AppendError> {
        let _ = entries;
        todo!()
    }

    /// Whether the disk was full at the last try.
    #[must_use]
    pub fn is_full(&self) -> bool {
        todo!()
    }

    /// A record, checked against its id. `None` when it is unknown or its body is not held.
    ///
    /// # Errors
    /// [`ReadError`] when the bytes on disk are damaged or unreadable.
    pub fn get(&self, id: &RecordId) -> Result<Option<Sealed>, ReadError> {
        let _ = id;
        todo!()
    }

    /// Whether the id is known, in whatever state: it need not be fetched.
    #[must_use]
    pub fn has(&self, id: &RecordId) -> bool {
        self.status(id).is_some()
    }

    /// What is known of a record.
    #[must_use]
    pub fn status(&self, id: &RecordId) -> Option<Status> {
        let _ = id;
        todo!()
    }

    /// Held records in the order of arrival, at most `max` of them, from `from` on. Each comes with the cursor after it:
    /// where to go on, and up to where a tree is true that has taken it in. Damaged records are left out.
    ///
    /// # Errors
    /// [`ReadError::Io`] when the file system fails.
    pub fn feed(&self, from: Cursor, max: usize) -> Result<Vec<(Cursor, Sealed, SetState)>, ReadError> {
        let _ = (from, max);
        todo!()
    }

    /// The cursor after the last record.
    #[must_use]
    pub fn end(&self) -> Cursor {
        todo!()
    }

    /// A value of this node.
    ///
    /// # Errors
    /// [`ReadError`] when the bytes on disk are damaged or unreadable.
    pub fn local(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        let _ = key;
        todo!()
    }

    /// The values of this node whose keys begin with `prefix`, in order of keys.
    ///
    /// # Errors
    /// [`ReadError`] when the bytes on disk are damaged or unreadable.
    pub fn locals(&self, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Vec<u8>)>, ReadError> {
        let _ = prefix;
        todo!()
    }

    /// The registered circles, in the order in which they were registered.
    #[must_use]
    pub fn circles(&self) -> Vec<Tag> {
        todo!()
    }

    /// The sum of a whole lane; zero for an unregistered circle.
    #[must_use]
    pub fn set_total(&self, tag: &Tag, lane: Lane) -> SetSum {
        self.set_sum(tag, lane, ..)
    }

    /// The sum of a range of a lane.
    #[must_use]
    pub fn set_sum(&self, tag: &Tag, lane: Lane, range: impl RangeBounds<SetKey>) -> SetSum {
        let _ = (tag, lane, range);
        todo!()
    }

    /// The first `max` keys of a range of a lane, in order.
    #[must_use]
    pub fn set_ids(&self, tag: &Tag, lane: Lane, range: impl RangeBounds<SetKey>, max: usize) -> Vec<SetKey> {
        let _ = (tag, lane, range, max);
        todo!()
    }

    /// The key at place `n` of a range of a lane, from 0.
    #[must_use]
    pub fn set_nth(&self, tag: &Tag, lane: Lane, range: impl RangeBounds<SetKey>, n: u64) -> Option<SetKey> {
        let _ = (tag, lane, range, n);
        todo!()
    }

    /// The keys at which a range of a lane falls into `parts` parts of equal counts (within one): at most `parts - 1`,
    /// ascending, each the first key of a part.
    #[must_use]
    pub fn set_split(&self, tag: &Tag, lane: Lane, range: impl RangeBounds<SetKey>, parts: usize) -> Vec<SetKey> {
        let _ = (tag, lane, range, parts);
        todo!()
    }

    /// The derived tree of this name. It is empty when it was written under another version. Names are at most
    /// [`limits::DERIVED_NAME_BYTES`](commonplace_core::limits::DERIVED_NAME_BYTES) long.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable or the name too long.
    pub fn derived(&self, name: &str, version: u32) -> Result<Derived, IndexError> {
        let _ = (name, version);
        todo!()
    }

    /// The attachments.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        todo!()
    }

    /// Reads and checks every stored byte.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails or the listener stops it.
    pub fn verify(&self, progress: &mut dyn FnMut(Progress) -> Continue) -> Result<VerifyReport, OpenError> {
        let _ = progress;
        todo!()
    }

    /// Forgets everything derived and derives it again from the journal: damaged records are unknown then, and derived
    /// trees are empty, with their cursors at the start.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails or the listener stops it.
    pub fn rebuild_index(&mut self, progress: &mut dyn FnMut(Progress) -> Continue) -> Result<Vec<Damage>, OpenError> {
        let _ = progress;
        todo!()
    }

    /// Rewrites the journal without dropped bodies and overwritten local values: bytes freed.
    ///
    /// # Errors
    /// [`OpenError`] when the file system fails or the listener stops it; the journal is whole in every case.
    pub fn compact(&mut self, progress: &mut dyn FnMut(Progress) -> Continue) -> Result<u64, OpenError> {
        let _ = progress;
        todo!()
    }

    /// Bytes on disk, by part.
    #[must_use]
    pub fn sizes(&self) -> Sizes {
        todo!()
    }

    /// Writes down everything derived, so that the next start is fast. Dropping the store does the same.
    pub fn close(self) {
        drop(self);
    }
}
