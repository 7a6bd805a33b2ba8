//! Attachments: sealed bytes in files named by their hash.

use std::io::{self, Read};

use commonplace_core::blob::{BlobKey, SegmentList};
use commonplace_core::id::BlobId;

use crate::error::BlobError;

/// The attachments of a store. Cheap to clone, usable from every thread.
#[derive(Debug, Clone)]
pub struct Blobs {}

impl Blobs {
    /// Seals everything that `reader` yields and keeps it, durable on return: the id and the sealed size in bytes.
    /// `size` is what is known beforehand of the length (a file's metadata): too large a file is refused before a byte
    /// of it is read. The key must be fresh: one key seals one blob.
    ///
    /// # Errors
    /// [`BlobError`]; nothing is left behind.
    pub fn put_plain(
        &self,
        reader: impl Read,
        key: &BlobKey,
        size: Option<u64>,
        limit: u64,
    ) -> Result<(BlobId, u64), BlobError> {
        let _ = (reader, key, size, limit);
        todo!()
    }

    /// Begins to receive a blob of `size` sealed bytes, or goes on where it was left, even before a restart.
    ///
    /// # Errors
    /// [`BlobError`] when it is too large or there is no room.
    pub fn writer(&self, id: BlobId, size: u64) -> Result<BlobWriter, BlobError> {
        let _ = (id, size);
        todo!()
    }

    /// Whether the whole blob is here.
    #[must_use]
    pub fn has(&self, id: &BlobId) -> bool {
        let _ = id;
        todo!()
    }

    /// Its sealed size in bytes, if it is here.
    #[must_use]
    pub fn size(&self, id: &BlobId) -> Option<u64> {
        let _ = id;
        todo!()
    }

    /// The list by which each segment can be checked alone, if the blob is here.
    ///
    /// # Errors
    /// [`BlobError`] when the blob is damaged or unreadable.
    pub fn segment_list(&self, id: &BlobId) -> Result<SegmentList, BlobError> {
        let _ = id;
        todo!()
    }

    /// One sealed segment, checked.
    ///
    /// # Errors
    /// [`BlobError`] when it is missing, damaged or unreadable.
    pub fn segment(&self, id: &BlobId, index: u32) -> Result<Vec<u8>, BlobError> {
        let _ = (id, index);
        todo!()
    }

    /// A reader of the plaintext, which checks and opens segment by segment.
    ///
    /// # Errors
    /// [`BlobError`] when it is missing or damaged.
    pub fn reader(&self, id: &BlobId, key: &BlobKey) -> Result<BlobReader, BlobError> {
        let _ = (id, key);
        todo!()
    }

    /// Forgets a blob, whole or partial. Not an error when it is not here.
    ///
    /// # Errors
    /// The file system's.
    pub fn remove(&self, id: &BlobId) -> Result<(), BlobError> {
        let _ = id;
        todo!()
    }

    /// The whole blobs that are here, in no order.
    ///
    /// # Errors
    /// The file system's.
    pub fn ids(&self) -> Result<Vec<BlobId>, BlobError> {
        todo!()
    }

    /// Blobs of which a part is here, with their sealed sizes.
    ///
    /// # Errors
    /// The file system's.
    pub fn partial(&self) -> Result<Vec<(BlobId, u64)>, BlobError> {
        todo!()
    }
}

/// Receives a blob, segment by segment, in any order and from several peers.
#[derive(Debug)]
pub struct BlobWriter {}

impl BlobWriter {
    /// Whether the segment list is here, without which no segment can be checked.
    #[must_use]
    pub fn has_list(&self) -> bool {
        todo!()
    }

    /// Takes the segment list.
    ///
    /// # Errors
    /// [`BlobError::WrongList`] when it does not belong to the id and size.
    pub fn set_list(&mut self, list: SegmentList) -> Result<(), BlobError> {
        let _ = list;
        todo!()
    }

    /// Takes one sealed segment; one that is here already is a no-op.
    ///
    /// # Errors
    /// [`BlobError::Damaged`] when it is not the one that the list names; the writer is unharmed.
    pub fn put(&mut self, index: u32, sealed: &[u8]) -> Result<(), BlobError> {
        let _ = (index, sealed);
        todo!()
    }

    /// The segments that are still missing, in ascending order.
    #[must_use]
    pub fn missing(&self) -> Vec<u32> {
        todo!()
    }

    /// The blob is complete: durable under its id on return.
    ///
    /// # Errors
    /// [`BlobError::Incomplete`] while segments are missing.
    pub fn finish(self) -> Result<(), BlobError> {
        todo!()
    }
}

/// Reads the plaintext of a blob.
#[derive(Debug)]
pub struct BlobReader {}

impl BlobReader {
    /// The length of the plaintext, in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        todo!()
    }

    /// Whether the plaintext is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let _ = buffer;
        todo!()
    }
}
