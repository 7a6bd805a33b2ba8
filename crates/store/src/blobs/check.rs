//! Checking attachments, on any thread, and putting damaged ones aside.

use std::io;
use std::path::PathBuf;

use commonplace_core::id::BlobId;
use commonplace_core::limits::DAMAGED_COPIES;

use super::{Blobs, checked_segment, hex};
use crate::error::{BlobError, OpenError, is_unreadable};
use crate::progress::{Continue, Progress, Stage};

/// What a check of all attachments found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlobReport {
    /// Read and found right.
    pub good: u64,
    /// Not what their ids name, or not readable.
    pub damaged: Vec<BlobId>,
}

impl Blobs {
    /// Reads the whole blob and checks it against its id.
    ///
    /// # Errors
    /// [`BlobError::Damaged`] when it is not what the id names.
    pub fn verify(&self, id: &BlobId) -> Result<(), BlobError> {
        let list = self.list(id)?;
        let file = self.file(id)?;
        (0..list.count()).try_for_each(|index| checked_segment(&file, &list, index).map(|_| ()))
    }

    /// Reads and checks all attachments; `progress` hears of every one, in bytes, and may stop it. For a thread that may
    /// take long: it reads everything, segment by segment, and holds no lock meanwhile.
    ///
    /// # Errors
    /// [`OpenError`] when the listener stops it, or the folder cannot be read.
    pub fn verify_all(&self, progress: &mut dyn FnMut(Progress) -> Continue) -> Result<BlobReport, OpenError> {
        let ids = self.ids().map_err(|error| match error {
            BlobError::Io(source) => OpenError::at(&self.folders.blobs)(source),
            other => OpenError::at(&self.folders.blobs)(io::Error::other(other)),
        })?;
        let sizes: Vec<u64> = ids.iter().map(|id| self.size(id).unwrap_or(0)).collect();
        let total = sizes.iter().sum();
        let (mut report, mut done) = (BlobReport::default(), 0);
        for (id, size) in ids.iter().zip(sizes) {
            if progress(Progress { stage: Stage::Blobs, done, total }) == Continue::No {
                return Err(OpenError::Stopped);
            }
            match self.verify(id) {
                Ok(()) => report.good += 1,
                // Removed or put aside meanwhile.
                Err(BlobError::Missing) => {}
                Err(_) => report.damaged.push(*id),
            }
            done += size;
        }
        Ok(report)
    }

    /// Puts a damaged blob aside, so that it counts as missing and is fetched again. Its file is renamed into the store's
    /// `damaged` folder, and never deleted: it may be the only copy, and most of it is good. Nothing happens to a blob
    /// that is not damaged: false then.
    ///
    /// # Errors
    /// [`BlobError::Missing`] when it is not here, or the file system's failure; then the file is where it was.
    pub fn set_aside(&self, id: &BlobId) -> Result<bool, BlobError> {
        match self.verify(id) {
            Ok(()) => return Ok(false),
            Err(BlobError::Io(error)) if !is_unreadable(&error) => return Err(BlobError::Io(error)),
            Err(BlobError::Missing) => return Err(BlobError::Missing),
            Err(_) => {}
        }
        let disk = &self.folders.disk;
        disk.create_dir(&self.folders.damaged)?;
        let free = |number: u32| {
            let path: PathBuf = self.folders.damaged.join(format!("{}.{number}", hex(id)));
            (!path.exists()).then_some(path)
        };
        let target =
            (1..=DAMAGED_COPIES).find_map(free).ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;
        self.forget_list(id);
        let path = self.path(id);
        disk.rename(&path, &target)?;
        disk.sync_dir(&self.folders.damaged)?;
        disk.sync_dir(crate::disk::above(&path))?;
        Ok(true)
    }
}
