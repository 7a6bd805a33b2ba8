//! How a store is opened, and what is found then.

use std::sync::Arc;

use crate::disk::Faults;

/// How a store is opened; the default is right for a laptop.
#[derive(Debug, Clone)]
pub struct Options {
    /// Memory for the index, in bytes. Its own use is about twice this.
    pub cache_bytes: u64,
    /// A disk that fails on demand, for tests.
    pub faults: Option<Arc<dyn Faults>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache_bytes: 32 * 1024 * 1024, faults: None }
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
    /// Damage found while reading. Empty does not mean that there is none: see [`Store::verify`](super::Store::verify).
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
