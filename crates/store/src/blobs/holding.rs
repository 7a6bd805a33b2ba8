//! What is here of a blob, whole or in part, for those who are to be sent it.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use commonplace_core::blob::SegmentList;
use commonplace_core::id::BlobId;

use super::receive::files;
use super::{Blobs, checked_segment, parse_list};
use crate::disk::remove_if_there;
use crate::error::BlobError;

/// An open blob, of which all segments are here or some. What it gives was checked.
#[derive(Debug)]
pub struct Holding {
    list: Arc<SegmentList>,
    file: File,
    /// One bit per segment that is here; none when all are.
    have: Option<File>,
}

impl Blobs {
    /// What is here of a blob; nothing if there is none of it, or not even its list.
    ///
    /// # Errors
    /// [`BlobError`] when it is damaged or unreadable.
    pub fn holding(&self, id: &BlobId) -> Result<Option<Holding>, BlobError> {
        if self.has(id) {
            return Ok(Some(Holding { list: self.list(id)?, file: self.file(id)?, have: None }));
        }
        let [part, list, have] = files(&self.folders.partial, id);
        let (Ok(file), Ok(bytes), Ok(have)) = (File::open(part), fs::read(list), File::open(have)) else {
            return Ok(None);
        };
        let list = parse_list(file.metadata()?.len(), &bytes, id);
        Ok(list.map(|list| Holding { list: Arc::new(list), file, have: Some(have) }))
    }

    /// Sealed bytes of a blob that are here, as far as is known without reading them; zero if there are none.
    #[must_use]
    pub fn bytes_here(&self, id: &BlobId) -> u64 {
        if let Some(size) = self.size(id) {
            return size;
        }
        let Ok(Some(holding)) = self.holding(id) else { return 0 };
        let bits = holding.bits().unwrap_or_default();
        let here = (0..holding.list.count()).filter(|index| bit(&bits, *index));
        here.map(|index| holding.list.segment_len(index) as u64).sum()
    }

    /// When a whole blob came here, in milliseconds since 1970 by the file system's clock; zero if that is not known.
    #[must_use]
    pub fn since(&self, id: &BlobId) -> u64 {
        let modified = self.path(id).metadata().and_then(|meta| meta.modified()).ok();
        let since = modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    /// Forgets what is here of a blob that is not whole. Nobody may be receiving it.
    ///
    /// # Errors
    /// The file system's.
    pub fn discard_part(&self, id: &BlobId) -> Result<(), BlobError> {
        Ok(files(&self.folders.partial, id).iter().try_for_each(|path| remove_if_there(path))?)
    }

    /// Removes a whole blob, durably. Those who have it open may read on.
    ///
    /// # Errors
    /// The file system's; then it is here or is not.
    pub fn remove(&self, id: &BlobId) -> Result<(), BlobError> {
        self.forget_list(id);
        let path = self.path(id);
        remove_if_there(&path)?;
        remove_if_there(&self.list_path(id))?;
        Ok(self.folders.disk.sync_dir(crate::disk::above(&path))?)
    }
}

impl Holding {
    /// The chaining values of all segments.
    #[must_use]
    pub fn list(&self) -> &SegmentList {
        &self.list
    }

    /// One bit per segment that is here, the lowest bit of the first byte first; none when all are.
    #[must_use]
    pub fn bits(&self) -> Option<Vec<u8>> {
        let have = self.have.as_ref()?;
        Some(read_bits(have, self.list.count() as usize).unwrap_or_default())
    }

    /// One sealed segment, checked; none while it is not here.
    ///
    /// # Errors
    /// [`BlobError`] when it is damaged or unreadable.
    pub fn segment(&self, index: u32) -> Result<Option<Vec<u8>>, BlobError> {
        if index >= self.list.count() || self.bits().is_some_and(|bits| !bit(&bits, index)) {
            return Ok(None);
        }
        checked_segment(&self.file, &self.list, index).map(Some)
    }
}

/// As many bits as there are segments, in whole bytes; those beyond the end of the file are not set.
pub(super) fn read_bits(have: &File, count: usize) -> io::Result<Vec<u8>> {
    let mut bits = vec![0; count.div_ceil(8)];
    let len = usize::try_from(have.metadata()?.len()).unwrap_or(usize::MAX).min(bits.len());
    have.read_exact_at(&mut bits[..len], 0)?;
    Ok(bits)
}

/// Whether the bit of a segment is set.
pub(super) fn bit(bits: &[u8], index: u32) -> bool {
    bits.get(index as usize / 8).is_some_and(|byte| byte & 1 << (index % 8) != 0)
}
