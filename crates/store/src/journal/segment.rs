//! Segment files: a header, then frames. Reading one survives any damage and tells of it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use commonplace_core::limits::{JOURNAL_FRAME_BYTES, JOURNAL_SEGMENT_BYTES};

use super::frame::{Frame, FrameKey, claimed_len, read_frame};

/// The format of this version: the store's folder and its segments.
pub(crate) const FORMAT: u32 = 1;
/// Bytes before the first frame.
pub(crate) const SEGMENT_HEAD: usize = 64;
const MAGIC: &[u8; 8] = b"cpstore\n";

/// What a segment says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) format: u32,
    pub(crate) number: u32,
    /// Records that arrived before this segment.
    pub(crate) first: u64,
    /// The store's frame key, here too so that losing the folder's own copy loses nothing.
    pub(crate) key: FrameKey,
}

impl Header {
    pub(crate) fn to_bytes(self) -> [u8; SEGMENT_HEAD] {
        let mut bytes = [0; SEGMENT_HEAD];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8..12].copy_from_slice(&self.format.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.number.to_le_bytes());
        bytes[16..24].copy_from_slice(&self.first.to_le_bytes());
        bytes[24..56].copy_from_slice(&self.key);
        let check = blake3::hash(&bytes[..56]);
        bytes[56..].copy_from_slice(&check.as_bytes()[..8]);
        bytes
    }

    /// None when damaged.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; SEGMENT_HEAD] = bytes.first_chunk()?;
        let check = blake3::hash(&bytes[..56]);
        if &bytes[..8] != MAGIC || bytes[56..] != check.as_bytes()[..8] {
            return None;
        }
        Some(Self {
            format: u32::from_le_bytes(*bytes[8..].first_chunk()?),
            number: u32::from_le_bytes(*bytes[12..].first_chunk()?),
            first: u64::from_le_bytes(*bytes[16..].first_chunk()?),
            key: *bytes[24..].first_chunk()?,
        })
    }

    pub(crate) fn read(path: &Path) -> io::Result<Option<Self>> {
        let mut bytes = Vec::with_capacity(SEGMENT_HEAD);
        File::open(path)?.take(SEGMENT_HEAD as u64).read_to_end(&mut bytes)?;
        Ok(Self::from_bytes(&bytes))
    }
}

/// The file of a segment.
pub(crate) fn segment_path(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("{number:06}.seg"))
}

/// Numbers of the segments in a folder, ascending.
pub(crate) fn segment_numbers(dir: &Path) -> io::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for entry in dir.read_dir()? {
        let name = entry?.file_name();
        let number: Option<u32> =
            name.to_str().and_then(|name| name.strip_suffix(".seg")).and_then(|digits| digits.parse().ok());
        numbers.extend(number);
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Longest segment file that is read: a segment, and one frame over.
const READ_BYTES: u64 = JOURNAL_SEGMENT_BYTES + (JOURNAL_FRAME_BYTES + SEGMENT_HEAD) as u64;

/// All bytes of a segment file, as many as one may have.
pub(crate) fn read_segment(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(READ_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A stretch of a segment.
#[derive(Debug)]
pub(crate) enum Stretch<'a> {
    /// An undamaged frame.
    Frame { offset: usize, frame: Frame<'a> },
    /// Bytes that are no frame, up to the next one.
    Damaged { offset: usize },
    /// Bytes that are no frame, up to the end of the file.
    Tail { offset: usize },
}

/// Walks through the bytes of a segment, over any damage.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    key: &'a FrameKey,
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Scan<'a> {
    /// From `offset`, which must be the start of a frame, or the end.
    pub(crate) fn new(key: &'a FrameKey, bytes: &'a [u8], offset: usize) -> Self {
        Self { key, bytes, offset }
    }

    fn frame_at(&self, offset: usize) -> Option<Frame<'a>> {
        read_frame(self.key, self.bytes.get(offset..)?)
    }

    /// Where the next undamaged frame begins, after a damaged one at `offset`.
    fn resynchronise(&self, offset: usize) -> Option<usize> {
        let claimed = claimed_len(&self.bytes[offset..]).map(|len| offset + len);
        claimed
            .filter(|next| self.frame_at(*next).is_some())
            .or_else(|| (offset + 1..self.bytes.len()).find(|next| self.frame_at(*next).is_some()))
    }
}

impl<'a> Iterator for Scan<'a> {
    type Item = Stretch<'a>;

    fn next(&mut self) -> Option<Stretch<'a>> {
        let offset = self.offset;
        if offset >= self.bytes.len() {
            return None;
        }
        if let Some(frame) = self.frame_at(offset) {
            self.offset += frame.len;
            return Some(Stretch::Frame { offset, frame });
        }
        match self.resynchronise(offset) {
            Some(next) => {
                self.offset = next;
                Some(Stretch::Damaged { offset })
            }
            None => {
                self.offset = self.bytes.len();
                Some(Stretch::Tail { offset })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::frame::{Content, write_frame};
    use super::*;

    const KEY: FrameKey = [3; 32];

    fn journal(values: &[Vec<u8>]) -> (Vec<u8>, Vec<usize>) {
        let mut bytes = Vec::new();
        let mut starts = Vec::new();
        for value in values {
            starts.push(bytes.len());
            write_frame(&KEY, 0, &Content::Local { key: b"k", value: Some(value) }, &mut bytes);
        }
        (bytes, starts)
    }

    fn values_in(bytes: &[u8]) -> Vec<Vec<u8>> {
        Scan::new(&KEY, bytes, 0)
            .filter_map(|stretch| match stretch {
                Stretch::Frame { frame: Frame { content: Content::Local { value, .. }, .. }, .. } => {
                    value.map(<[u8]>::to_vec)
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn headers_are_read_as_written_and_damage_is_noticed() {
        let header = Header { format: FORMAT, number: 7, first: 40_000, key: KEY };
        let bytes = header.to_bytes();
        assert_eq!(Header::from_bytes(&bytes), Some(header));
        for place in 0..bytes.len() {
            let mut flipped = bytes;
            flipped[place] ^= 4;
            assert_eq!(Header::from_bytes(&flipped), None);
        }
    }

    proptest! {
        #[test]
        fn one_damaged_place_costs_the_frames_it_touches_and_no_more(
            values in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..80), 1..12),
            place in any::<prop::sample::Index>(),
            width in 1_usize..60,
            fill in any::<u8>(),
        ) {
            let (mut bytes, starts) = journal(&values);
            let place = place.index(bytes.len());
            let end = (place + width).min(bytes.len());
            let original = bytes.clone();
            bytes[place..end].fill(fill);
            let untouched = |index: &usize| {
                let range = starts[*index]..starts.get(index + 1).copied().unwrap_or(bytes.len());
                bytes[range.clone()] == original[range]
            };
            let expected: Vec<_> = (0..values.len()).filter(untouched).map(|index| values[index].clone()).collect();
            prop_assert_eq!(values_in(&bytes), expected);
        }

        #[test]
        fn noise_is_no_frame_and_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
            prop_assert!(values_in(&bytes).is_empty());
        }
    }
}
