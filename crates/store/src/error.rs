//! What can go wrong, by what the caller can do about it.

use std::io;
use std::path::{Path, PathBuf};

use commonplace_core::id::{RecordId, Tag};

/// Why a store does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("held by another process{}", .pid.map(|pid| format!(" ({pid})")).unwrap_or_default())]
    HeldByOther {
        /// Its process id, if it wrote one.
        pid: Option<u32>,
    },
    /// Written by a later version of the program; nothing was touched.
    #[error("store format {found} is newer than {known}, the newest that this version knows")]
    NewerFormat {
        /// The format on disk.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// The folder may not be read or written by this user.
    #[error("no permission for {}", .path.display())]
    Permission {
        /// What may not be touched.
        path: PathBuf,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
    /// The folder holds something that is not a store.
    #[error("{} is not a store", .path.display())]
    NotAStore {
        /// The folder.
        path: PathBuf,
    },
    /// Any other failure of the file system.
    #[error("cannot use {}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
    /// The progress listener asked to stop.
    #[error("stopped")]
    Stopped,
}

impl OpenError {
    /// Names the file that an error is about.
    pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Permission { path: path.to_owned(), source }
            }
            _ => Self::Io { path: path.to_owned(), source },
        }
    }
}

/// Why entries were not kept. None of a failed batch may be acknowledged.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// No room. What was acknowledged stays readable; appending works again when room returns.
    #[error("the disk is full")]
    DiskFull,
    /// The system could not make written bytes durable: nothing can be known of them until the store is opened again.
    #[error("the disk did not keep what was written; open the store again")]
    Sync(#[source] io::Error),
    /// An earlier append failed in a way that only opening again can settle.
    #[error("the journal must be opened again after an earlier failure")]
    Closed,
    /// A record of a circle that was never registered. Nothing of the batch was written.
    #[error("circle {} is not registered", .0.short())]
    UnknownCircle(Tag),
    /// A circle registered before, with another fingerprint key. Nothing of the batch was written.
    #[error("circle {} is registered with another fingerprint key", .0.short())]
    CircleKey(Tag),
    /// More circles than a node may carry. Nothing of the batch was written.
    #[error("more circles than a node may carry")]
    TooManyCircles,
    /// A local key or value out of bounds. Nothing of the batch was written.
    #[error("a local value of {0} bytes is out of bounds")]
    LocalTooLong(usize),
    /// Any other failure to write.
    #[error("cannot write to the journal")]
    Io(#[source] io::Error),
}

/// Why something that should be here cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The stored bytes are not those that were written: the record is to be fetched again.
    #[error("record {} is damaged on disk", .0.short())]
    Damaged(RecordId),
    /// A local value is not what was written.
    #[error("a local value is damaged on disk")]
    DamagedLocal,
    /// The file system failed.
    #[error("cannot read from the journal")]
    Io(#[from] io::Error),
}

/// Why a derived tree does not answer. Everything in it can be derived again: see
/// [`Store::rebuild_index`](crate::Store::rebuild_index).
#[derive(Debug, Clone, thiserror::Error)]
pub enum IndexError {
    /// The index is unreadable; it is rebuilt at the next open, or when asked to.
    #[error("the index is unreadable: {0}")]
    Broken(String),
    /// The tree lost what it held, as when the disk became too full for sled, and begins anew: read its cursor, go on
    /// from there. Until its cursor is read it neither answers nor takes changes, so that no change is made to what its
    /// owner believes to be there.
    #[error("the index begins anew")]
    Rewound,
    /// The disk is full, and the memory that stands in for it too. What was taken before is still answered.
    #[error("no room for the index")]
    NoRoom,
    /// A key or a value out of bounds.
    #[error("{0} bytes are out of bounds for an index entry")]
    TooLong(usize),
}

/// Why an attachment cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// Larger than the bound that was given, or than any attachment may be.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The bound, in bytes.
        limit: u64,
    },
    /// Not enough room on the disk; nothing was written.
    #[error("{need} bytes are needed and {free} are free")]
    NoRoom {
        /// Bytes needed.
        need: u64,
        /// Bytes free.
        free: u64,
    },
    /// Not here.
    #[error("no such attachment here")]
    Missing,
    /// The bytes on disk, or those received, are not those that the id names.
    #[error("bytes of segment {segment} are not those that the id names")]
    Damaged {
        /// Which segment, from 0.
        segment: u32,
    },
    /// The list of segment hashes does not belong to the id.
    #[error("the segment list does not belong to the id")]
    WrongList,
    /// The list of segment hashes is not here yet.
    #[error("the segment list is not here yet")]
    NoList,
    /// Segments are still missing.
    #[error("{missing} segments are still missing")]
    Incomplete {
        /// How many.
        missing: u32,
    },
    /// Somebody else is writing it now: one writer at a time.
    #[error("the attachment is being written by another")]
    Busy,
    /// The key does not open it.
    #[error("the key does not open it")]
    Seal,
    /// The file system failed.
    #[error("cannot use an attachment file")]
    Io(#[from] io::Error),
}

/// Whether the system said that there is no room.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Whether the disk itself cannot give back what was written: damage, and not a passing failure.
pub(crate) fn is_unreadable(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}
