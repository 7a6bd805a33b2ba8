//! Attachments: cut into segments, each sealed alone, named together.
//!
//! A blob's plaintext is cut into pieces of [`SEGMENT_PLAIN_BYTES`]; each is sealed by XChaCha20-Poly1305 under the
//! blob's own random key into a segment of at most [`SEGMENT_BYTES`]. The nonce is the piece's index and whether it is the
//! last, so that segments cannot change places, and none can be cut off the end. The [`BlobId`] is BLAKE3 of all sealed
//! bytes. Since a segment is a whole subtree of BLAKE3's tree (BLAKE3 paper, section 2.1), the list of the segments'
//! chaining values can be checked against the id, and each segment against the list: from any peer, in any order.

use std::fmt;

use blake3::hazmat::{HasherExt, Mode, left_subtree_len, merge_subtrees_non_root, merge_subtrees_root};
use chacha20poly1305::aead::{Aead, AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::id::BlobId;
use crate::limits::{BLOB_BYTES, SEGMENT_BYTES, SEGMENT_PLAIN_BYTES};
use crate::padding::padme;

/// Bytes that sealing adds to each segment.
const SEAL_BYTES: usize = SEGMENT_BYTES - SEGMENT_PLAIN_BYTES;

/// The key of one blob. A key seals one blob only: a second one under it would reuse nonces.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlobKey(#[serde(with = "serde_bytes")] [u8; 32]);

impl BlobKey {
    /// The key made of 32 fresh random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, to be sealed inside a record.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlobKey(..)")
    }
}

/// Why a segment is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// Longer than a segment is.
    #[error("a segment of {0} bytes")]
    TooLong(usize),
    /// Not sealed under this key, or not at this place.
    #[error("the seal of the segment is broken")]
    Seal,
}

/// Why a list of segment hashes is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// No blob has this many sealed bytes.
    #[error("no blob has {0} sealed bytes")]
    Size(u64),
    /// Not as many values as the size calls for.
    #[error("{found} segment hashes where the size calls for {expected}")]
    Count {
        /// Values given.
        found: usize,
        /// Segments of a blob of that size.
        expected: u32,
    },
}

/// Attachments grow in steps of this many bytes, so that whoever carries them learns less from their sizes.
const STEP_BYTES: u64 = 4096;
/// Above this size padding follows Padmé: at most 12 % more, and less than 4 % from a mebibyte on.
const PADME_FROM: u64 = 8 * STEP_BYTES;

/// The size of a plaintext of `plain` bytes with the zeros that are sealed behind it: a picture's exact length would say
/// to a relay, or to the finder of a stick, which picture it is. The largest attachment has no more.
#[must_use]
pub fn padded_size(plain: u64) -> u64 {
    let padded = match plain {
        0..=PADME_FROM => plain.max(1).next_multiple_of(STEP_BYTES),
        _ => padme(plain),
    };
    padded.min(BLOB_BYTES).max(plain)
}

/// Sealed size of a plaintext of `plain` bytes. Even an empty one has a segment, so that its end is sealed.
#[must_use]
pub const fn sealed_size(plain: u64) -> u64 {
    let pieces = plain.div_ceil(SEGMENT_PLAIN_BYTES as u64);
    let seals = if pieces == 0 { 1 } else { pieces };
    plain.saturating_add(seals.saturating_mul(SEAL_BYTES as u64))
}

/// Plain size of a blob of `sealed` bytes; none when no blob has this size.
#[must_use]
pub fn plain_size(sealed: u64) -> Option<u64> {
    let seals = u64::from(segment_count(sealed)?) * SEAL_BYTES as u64;
    let plain = sealed.checked_sub(seals)?;
    (sealed_size(plain) == sealed).then_some(plain)
}

/// How many segments a blob of `sealed` bytes has; none when it is empty or larger than any blob.
#[must_use]
pub fn segment_count(sealed: u64) -> Option<u32> {
    if sealed == 0 || sealed > sealed_size(BLOB_BYTES) {
        return None;
    }
    u32::try_from(sealed.div_ceil(SEGMENT_BYTES as u64)).ok()
}

/// Where segment `index` begins in the sealed bytes.
#[must_use]
pub const fn segment_offset(index: u32) -> u64 {
    index as u64 * SEGMENT_BYTES as u64
}

/// Seals one piece of plaintext, in place.
///
/// # Errors
/// [`SegmentError::TooLong`] for more than [`SEGMENT_PLAIN_BYTES`].
pub fn seal_segment(key: &BlobKey, index: u32, last: bool, piece: &mut Vec<u8>) -> Result<(), SegmentError> {
    if piece.len() > SEGMENT_PLAIN_BYTES {
        return Err(SegmentError::TooLong(piece.len()));
    }
    cipher(key).encrypt_in_place(&nonce(index, last), b"", piece).map_err(|_| SegmentError::Seal)
}

/// The plaintext of one segment.
///
/// # Errors
/// [`SegmentError`] when it is too long, or was not sealed under this key for this place.
pub fn open_segment(key: &BlobKey, index: u32, last: bool, sealed: &[u8]) -> Result<Vec<u8>, SegmentError> {
    if sealed.len() > SEGMENT_BYTES {
        return Err(SegmentError::TooLong(sealed.len()));
    }
    cipher(key).decrypt(&nonce(index, last), sealed).map_err(|_| SegmentError::Seal)
}

fn cipher(key: &BlobKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&key.0.into())
}

fn nonce(index: u32, last: bool) -> XNonce {
    let mut nonce = [0; 24];
    nonce[..4].copy_from_slice(&index.to_le_bytes());
    nonce[4] = u8::from(last);
    XNonce::from(nonce)
}

/// The chaining values of a blob's segments: what each is checked against. For a blob of one segment it is its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentList {
    size: u64,
    values: Vec<[u8; 32]>,
}

impl SegmentList {
    /// The list of a blob of `size` sealed bytes. Whether it is true, [`SegmentList::id`] tells.
    ///
    /// # Errors
    /// [`ListError`] when no blob has this size, or it calls for another number of values.
    pub fn new(size: u64, values: Vec<[u8; 32]>) -> Result<Self, ListError> {
        let expected = segment_count(size).ok_or(ListError::Size(size))?;
        if values.len() as u64 != u64::from(expected) {
            return Err(ListError::Count { found: values.len(), expected });
        }
        Ok(Self { size, values })
    }

    /// The blob whose list this is.
    #[must_use]
    pub fn id(&self) -> BlobId {
        let hash = match self.values.as_slice() {
            [only] => *only,
            values => {
                let (left, right) = halves(values, self.size);
                *merge_subtrees_root(&left, &right, Mode::Hash).as_bytes()
            }
        };
        BlobId::from_bytes(hash)
    }

    /// Sealed bytes of the blob.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The values, in order.
    #[must_use]
    pub fn values(&self) -> &[[u8; 32]] {
        &self.values
    }

    /// How many segments there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        segment_count(self.size).unwrap_or(0)
    }

    /// Whether `index` is the last segment.
    #[must_use]
    pub fn is_last(&self, index: u32) -> bool {
        index.checked_add(1) == Some(self.count())
    }

    /// Sealed bytes of one segment; zero beyond the end.
    #[must_use]
    pub fn segment_len(&self, index: u32) -> usize {
        let rest = self.size.saturating_sub(segment_offset(index));
        usize::try_from(rest).map_or(SEGMENT_BYTES, |rest| rest.min(SEGMENT_BYTES))
    }

    /// Whether these are the bytes of that segment.
    #[must_use]
    pub fn verify(&self, index: u32, sealed: &[u8]) -> bool {
        let Some(value) = usize::try_from(index).ok().and_then(|index| self.values.get(index)) else { return false };
        sealed.len() == self.segment_len(index) && segment_value(index, self.values.len() == 1, sealed) == *value
    }
}

/// The two children of the node over `values`, which cover `size` bytes.
fn halves(values: &[[u8; 32]], size: u64) -> ([u8; 32], [u8; 32]) {
    let left_size = left_subtree_len(size);
    // A left subtree is a power of two of chunks and longer than one segment's worth, so it is whole segments.
    let middle = usize::try_from(left_size / SEGMENT_BYTES as u64).unwrap_or(values.len());
    (subtree(&values[..middle], left_size), subtree(&values[middle..], size - left_size))
}

fn subtree(values: &[[u8; 32]], size: u64) -> [u8; 32] {
    match values {
        [only] => *only,
        _ => {
            let (left, right) = halves(values, size);
            merge_subtrees_non_root(&left, &right, Mode::Hash)
        }
    }
}

fn segment_value(index: u32, only: bool, sealed: &[u8]) -> [u8; 32] {
    if only {
        return *blake3::hash(sealed).as_bytes();
    }
    let mut hasher = blake3::Hasher::new();
    hasher.set_input_offset(segment_offset(index)).update(sealed);
    hasher.finalize_non_root()
}

/// Makes the list of a blob while its segments go by, in order.
#[derive(Debug, Default)]
pub struct ListBuilder {
    size: u64,
    values: Vec<[u8; 32]>,
}

impl ListBuilder {
    /// No segments yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next sealed segment. `last` must be told, since the hash of a blob's only segment is another.
    pub fn push(&mut self, sealed: &[u8], last: bool) {
        let index = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(segment_value(index, last && index == 0, sealed));
        self.size += sealed.len() as u64;
    }

    /// The list, when all segments went by.
    ///
    /// # Errors
    /// [`ListError`] when there were none, or more than a blob may have.
    pub fn finish(self) -> Result<SegmentList, ListError> {
        SegmentList::new(self.size, self.values)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: BlobKey = BlobKey::from_bytes([7; 32]);

    fn seal(plain: &[u8]) -> (Vec<Vec<u8>>, SegmentList) {
        let mut builder = ListBuilder::new();
        let count = segment_count(sealed_size(plain.len() as u64)).expect("in bounds");
        let mut segments = Vec::new();
        for index in 0..count {
            let start = index as usize * SEGMENT_PLAIN_BYTES;
            let end = plain.len().min(start + SEGMENT_PLAIN_BYTES);
            let mut piece = plain[start..end].to_vec();
            seal_segment(&KEY, index, index + 1 == count, &mut piece).expect("fits");
            builder.push(&piece, index + 1 == count);
            segments.push(piece);
        }
        (segments, builder.finish().expect("in bounds"))
    }

    fn check(plain_len: usize) {
        let plain: Vec<u8> = (0..plain_len).map(|n| u8::try_from(n * 31 % 251).expect("below 251")).collect();
        let (segments, list) = seal(&plain);
        let whole = segments.concat();
        assert_eq!(list.id().as_bytes(), blake3::hash(&whole).as_bytes(), "{plain_len} bytes");
        assert_eq!(whole.len() as u64, sealed_size(plain_len as u64));
        assert_eq!(plain_size(whole.len() as u64), Some(plain_len as u64));
        let mut opened = Vec::new();
        for (index, segment) in (0..).zip(&segments) {
            assert!(list.verify(index, segment));
            opened.extend(open_segment(&KEY, index, list.is_last(index), segment).expect("opens"));
        }
        assert_eq!(opened, plain);
    }

    #[test]
    fn the_id_is_the_hash_of_all_sealed_bytes() {
        let piece = SEGMENT_PLAIN_BYTES;
        for len in [0, 1, 1000, piece - 1, piece, piece + 1, 2 * piece - 1, 2 * piece, 2 * piece + 1] {
            check(len);
        }
        for pieces in 3..=9 {
            check(pieces * piece - 77);
        }
    }

    #[test]
    fn sizes_that_are_sealed_are_few() {
        for (plain, padded) in [(0, 4096), (1, 4096), (4096, 4096), (4097, 8192), (100_000, 100_352)] {
            assert_eq!(padded_size(plain), padded, "{plain}");
        }
        assert_eq!(padded_size(BLOB_BYTES - 1), BLOB_BYTES);
        assert_eq!(padded_size(u64::MAX), u64::MAX, "which is refused elsewhere");
        let sizes: std::collections::BTreeSet<u64> = (0..1_000_000).map(padded_size).collect();
        assert!(sizes.len() < 200, "{} sizes up to a megabyte", sizes.len());
    }

    #[test]
    fn segments_do_not_change_places_and_the_end_is_sealed() {
        let (segments, list) = seal(&vec![5; 2 * SEGMENT_PLAIN_BYTES + 9]);
        assert!(!list.verify(1, &segments[0]));
        assert_eq!(open_segment(&KEY, 1, false, &segments[0]), Err(SegmentError::Seal));
        assert_eq!(open_segment(&KEY, 1, true, &segments[1]), Err(SegmentError::Seal), "eve cuts off the end");
        assert!(open_segment(&BlobKey::from_bytes([8; 32]), 0, false, &segments[0]).is_err());
    }

    #[test]
    fn lists_and_sizes_out_of_bounds_are_refused() {
        assert_eq!(SegmentList::new(0, vec![]), Err(ListError::Size(0)));
        assert_eq!(SegmentList::new(5, vec![]), Err(ListError::Count { found: 0, expected: 1 }));
        assert_eq!(SegmentList::new(u64::MAX, vec![]), Err(ListError::Size(u64::MAX)));
        assert!(SegmentList::new(sealed_size(BLOB_BYTES) + 1, vec![]).is_err());
        assert_eq!(sealed_size(u64::MAX), u64::MAX);
        let (_, list) = seal(b"short");
        assert!(list.is_last(0) && !list.is_last(u32::MAX));
        assert_eq!(plain_size(15), None, "shorter than a seal");
        assert_eq!(plain_size(SEGMENT_BYTES as u64 + 3), None, "the last segment is shorter than a seal");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn the_id_is_the_hash_for_any_length(len in 0_usize..1_500_000) {
            check(len);
        }

        #[test]
        fn a_flipped_bit_is_noticed(place in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let (segments, list) = seal(&vec![5; SEGMENT_PLAIN_BYTES + 9]);
            let mut segment = segments[1].clone();
            let place = place.index(segment.len());
            segment[place] ^= 1 << bit;
            prop_assert!(!list.verify(1, &segment));
            let mut values = list.values().to_vec();
            values[0][place] ^= 1 << bit;
            let forged = SegmentList::new(list.size(), values).expect("in bounds");
            prop_assert_ne!(forged.id(), list.id());
        }
    }
}
