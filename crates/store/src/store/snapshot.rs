//! What a backup copies: files as they are at one moment, and a check of each by itself, without a store.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Store;
use crate::error::OpenError;
use crate::journal::frame::Content;
use crate::journal::segment::{Header, SEGMENT_HEAD, Scan, Stretch, segment_numbers, segment_path};

/// A file of a store, as long as it was at that moment. Later it may be longer, and begins alike: as long as one of them is
/// held, the journal is not compacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotFile {
    hold: Arc<()>,
    /// Where it is.
    pub path: PathBuf,
    /// Where it belongs in a store's folder: `journal/000001.seg`, `blobs/ab/cd…`.
    pub name: String,
    /// Its bytes at that moment.
    pub len: u64,
}

/// What the bytes of a journal segment hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SegmentCheck {
    /// Records whose bytes are here.
    pub records: u64,
    /// Stretches of bytes that are no frame.
    pub damaged: u64,
}

/// Checks the bytes of a journal segment by themselves: its header, every frame's hash. None when the header is damaged.
#[must_use]
pub fn check_segment(bytes: &[u8]) -> Option<SegmentCheck> {
    let header = Header::from_bytes(bytes)?;
    let mut check = SegmentCheck::default();
    for stretch in Scan::new(&header.key, bytes, SEGMENT_HEAD) {
        match stretch {
            Stretch::Frame { frame, .. } => check.records += u64::from(matches!(frame.content, Content::Record { .. })),
            Stretch::Damaged { .. } | Stretch::Tail { .. } => check.damaged += 1,
        }
    }
    Some(check)
}

impl Store {
    /// The files that hold everything, journal first; all else can be made again from them. The journal ends between two
    /// appends.
    ///
    /// # Errors
    /// [`OpenError::Io`].
    pub fn snapshot(&mut self) -> Result<Vec<SnapshotFile>, OpenError> {
        let mut files = Vec::new();
        let hold = self.snapshots.upgrade().unwrap_or_default();
        self.snapshots = Arc::downgrade(&hold);
        let journal = &self.layout.journal;
        for number in segment_numbers(journal).map_err(OpenError::at(journal))? {
            let path = segment_path(journal, number);
            let len = path.metadata().map_err(OpenError::at(&path))?.len();
            files.push(SnapshotFile { hold: Arc::clone(&hold), path, name: format!("journal/{number:06}.seg"), len });
        }
        let blobs = &self.layout.blobs;
        blob_files(blobs, &hold, &mut files).map_err(OpenError::at(blobs))?;
        Ok(files)
    }
}

fn blob_files(blobs: &Path, hold: &Arc<()>, files: &mut Vec<SnapshotFile>) -> io::Result<()> {
    for folder in fs::read_dir(blobs)? {
        let folder = folder?;
        let Ok(inside) = fs::read_dir(folder.path()) else { continue };
        let head = folder.file_name().to_string_lossy().into_owned();
        for file in inside {
            let file = file?;
            let tail = file.file_name().to_string_lossy().into_owned();
            // Lists of segments beside them are made again.
            if blake3::Hash::from_hex(format!("{head}{tail}")).is_ok() {
                files.push(SnapshotFile {
                    hold: Arc::clone(hold),
                    path: file.path(),
                    name: format!("blobs/{head}/{tail}"),
                    len: file.metadata()?.len(),
                });
            }
        }
    }
    Ok(())
}
