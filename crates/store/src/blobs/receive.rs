//! Receiving a blob in pieces. What is there survives a restart; what a crash left half-written is noticed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use commonplace_core::blob::{SegmentList, segment_count, segment_offset};
use commonplace_core::id::BlobId;
use commonplace_core::limits::BLOB_BYTES;

use super::holding::{bit, read_bits};
use super::{Blobs, checked_segment, hex, parse_list};
use crate::disk::remove_if_there;
use crate::error::BlobError;

/// Ends of the names of the three files: the sealed bytes, the list, one bit per segment that is there.
const PART: &str = ".part";
const LIST: &str = ".list";
const HAVE: &str = ".have";

/// The files of a partial blob.
pub(super) fn files(partial: &Path, id: &BlobId) -> [PathBuf; 3] {
    let hex = hex(id);
    [PART, LIST, HAVE].map(|end| partial.join(format!("{hex}{end}")))
}

/// The bits of the segments that are said to be here.
pub(super) fn claimed(partial: &Path, id: &BlobId) -> Option<Vec<u8>> {
    let [_, list, have] = files(partial, id);
    let count = list.metadata().ok()?.len() / 32;
    let bits = fs::read(have).ok()?;
    (bits.len() as u64 <= count.div_ceil(8)).then_some(bits)
}

/// The right to write a blob; given back when dropped.
#[derive(Debug)]
struct Turn {
    blobs: Blobs,
    id: BlobId,
}

impl Turn {
    fn take(blobs: &Blobs, id: BlobId) -> Result<Self, BlobError> {
        let mut writing = blobs.folders.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if writing.insert(id) { Ok(Self { blobs: blobs.clone(), id }) } else { Err(BlobError::Busy) }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.blobs.folders.writing.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// Receives a blob, segment by segment, in any order and from several peers.
#[derive(Debug)]
pub struct BlobWriter {
    blobs: Blobs,
    id: BlobId,
    size: u64,
    files: [PathBuf; 3],
    part: File,
    have: File,
    list: Option<SegmentList>,
    /// Which segments are there.
    there: Vec<bool>,
    /// Those that an earlier run had: bits and bytes reach the disk in no order, so they are read again in the end.
    unchecked: Vec<u32>,
    _turn: Turn,
}

impl BlobWriter {
    pub(super) fn open(blobs: &Blobs, id: BlobId, size: u64) -> Result<Self, BlobError> {
        let count = segment_count(size).ok_or(BlobError::TooLarge { limit: BLOB_BYTES })?;
        let turn = Turn::take(blobs, id)?;
        let files = files(&blobs.folders.partial, &id);
        let [part_path, list_path, have_path] = &files;
        let list = fs::read(list_path).ok().and_then(|bytes| parse_list(size, &bytes, &id));
        if list.is_none() {
            blobs.require_room(size)?;
            // Without its list nothing that is there can be believed.
            files.iter().try_for_each(|path| remove_if_there(path))?;
        }
        let disk = &blobs.folders.disk;
        let part = disk.open_or_create(part_path)?;
        part.set_len(size)?;
        let have = disk.open_or_create(have_path)?;
        let there = vec![false; count as usize];
        let unchecked = Vec::new();
        let mut writer =
            Self { blobs: blobs.clone(), id, size, files, part, have, list, there, unchecked, _turn: turn };
        writer.find_segments()?;
        Ok(writer)
    }

    /// Takes the bits for what they say: reading a gigabyte again before going on would cost seconds at each start.
    /// [`BlobWriter::recheck`] finds out which of them are true.
    fn find_segments(&mut self) -> io::Result<()> {
        if self.list.is_none() {
            return Ok(());
        }
        let bits = read_bits(&self.have, self.there.len())?;
        for (index, there) in (0_u32..).zip(&mut self.there) {
            *there = bit(&bits, index);
            self.unchecked.extend(there.then_some(index));
        }
        Ok(())
    }

    /// Reads the segments of earlier runs and counts those as missing again that a crash has spoiled. Returns how many
    /// these are. Whoever calls this before [`BlobWriter::finish`] can still receive them.
    ///
    /// # Errors
    /// The file system's.
    pub fn recheck(&mut self) -> Result<usize, BlobError> {
        let Some(list) = &self.list else { return Ok(0) };
        let mut spoiled = Vec::new();
        for index in std::mem::take(&mut self.unchecked) {
            match checked_segment(&self.part, list, index) {
                Ok(_) => {}
                Err(BlobError::Damaged { .. }) => {
                    spoiled.push(index);
                    self.there[index as usize] = false;
                }
                Err(error) => {
                    self.unchecked.push(index);
                    return Err(error);
                }
            }
        }
        spoiled.iter().try_for_each(|index| self.write_bits(*index))?;
        Ok(spoiled.len())
    }

    /// Writes the byte of bits in which a segment's stands.
    fn write_bits(&self, index: u32) -> io::Result<()> {
        let byte = index / 8;
        let first = (byte * 8) as usize;
        let bits =
            (0..8).filter(|bit| self.there.get(first + bit) == Some(&true)).fold(0_u8, |bits, bit| bits | 1 << bit);
        self.blobs.folders.disk.write_at((&self.have, &self.files[2]), &[bits], u64::from(byte))
    }

    /// Whether the segment list is here, without which no segment can be checked.
    #[must_use]
    pub fn has_list(&self) -> bool {
        self.list.is_some()
    }

    /// Takes the segment list.
    ///
    /// # Errors
    /// [`BlobError::WrongList`] when it does not belong to the id and size.
    pub fn set_list(&mut self, list: SegmentList) -> Result<(), BlobError> {
        if list.size() != self.size || list.id() != self.id {
            return Err(BlobError::WrongList);
        }
        if self.list.is_none() {
            let disk = &self.blobs.folders.disk;
            let file = disk.create(&self.files[1])?;
            disk.write_at((&file, &self.files[1]), list.values().as_flattened(), 0)?;
            self.list = Some(list);
        }
        Ok(())
    }

    /// Takes one sealed segment; one that is here already is a no-op.
    ///
    /// # Errors
    /// [`BlobError::Damaged`] when it is not the one that the list names; the writer is unharmed.
    pub fn put(&mut self, index: u32, sealed: &[u8]) -> Result<(), BlobError> {
        let list = self.list.as_ref().ok_or(BlobError::NoList)?;
        let Some(there) = self.there.get(index as usize) else { return Err(BlobError::Damaged { segment: index }) };
        if *there {
            return Ok(());
        }
        if !list.verify(index, sealed) {
            return Err(BlobError::Damaged { segment: index });
        }
        let disk = &self.blobs.folders.disk;
        disk.write_at((&self.part, &self.files[0]), sealed, segment_offset(index))?;
        self.there[index as usize] = true;
        Ok(self.write_bits(index)?)
    }

    /// Whether a segment is still missing; false beyond the end.
    #[must_use]
    pub fn lacks(&self, index: u32) -> bool {
        self.there.get(index as usize).is_some_and(|there| !there)
    }

    /// The segments that are still missing, in ascending order.
    #[must_use]
    pub fn missing(&self) -> Vec<u32> {
        (0_u32..).zip(&self.there).filter(|(_, there)| !**there).map(|(index, _)| index).collect()
    }

    /// Sealed bytes that are here.
    #[must_use]
    pub fn bytes_here(&self) -> u64 {
        let Some(list) = &self.list else { return 0 };
        let here = (0_u32..).zip(&self.there).filter(|(_, there)| **there);
        here.map(|(index, _)| list.segment_len(index) as u64).sum()
    }

    /// The blob is complete: durable under its id on return.
    ///
    /// # Errors
    /// [`BlobError::Incomplete`] while segments are missing; what is here stays.
    pub fn finish(mut self) -> Result<(), BlobError> {
        self.recheck()?;
        let missing = self.there.iter().filter(|there| !**there).count();
        if missing > 0 {
            return Err(BlobError::Incomplete { missing: u32::try_from(missing).unwrap_or(u32::MAX) });
        }
        let list = self.list.as_ref().ok_or(BlobError::NoList)?;
        self.blobs.folders.disk.sync((&self.part, &self.files[0]))?;
        self.blobs.install(&self.files[0], list)?;
        self.files[1..].iter().try_for_each(|path| remove_if_there(path))?;
        Ok(())
    }
}
