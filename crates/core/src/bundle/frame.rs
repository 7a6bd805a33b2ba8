//! Frames: the unit of bundles. `[u8 kind][u32 length][3 check][payload][16 hash]`, numbers little-endian. The check
//! covers kind and length, so that a reader finds the next frame again when a stick has spoiled one.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use crate::blob::SegmentList;
use crate::encoding::{decode, encode};
use crate::id::{BlobId, Tag};
use crate::limits::{BUNDLE_FRAME_BYTES, BUNDLE_SECTIONS, ENVELOPE_BYTES, HAVE_FRAME_BYTES, SEGMENT_BYTES, SLIP_BYTES};
use crate::set::SetSum;

/// Bytes before the payload.
pub const FRAME_HEAD_BYTES: usize = 8;
/// Bytes after it.
pub(super) const HASH_BYTES: usize = 16;
const CHECK_BYTES: usize = 3;
const HEAD_KEY: [u8; 32] = *b"commonplace 2026 bundle head   1";
const FRAME_KEY: [u8; 32] = *b"commonplace 2026 bundle frame  1";
/// The version that a header names.
const FORMAT: u8 = 1;
/// Bytes before the bytes of a segment: the blob's id, and the segment's place.
pub(super) const SEGMENT_HEAD_BYTES: usize = BlobId::LEN + 4;

/// Kinds of frames.
pub(super) mod kind {
    pub(crate) const HEADER: u8 = 1;
    pub(crate) const RECORD: u8 = 2;
    pub(crate) const SLIP: u8 = 3;
    pub(crate) const BLOB: u8 = 4;
    pub(crate) const SEGMENT: u8 = 5;
    pub(crate) const INDEX: u8 = 6;
    pub(crate) const END: u8 = 7;
    pub(crate) const HAVE_HEADER: u8 = 16;
    pub(crate) const HAVE_RECORDS: u8 = 17;
    pub(crate) const HAVE_BLOBS: u8 = 18;
    pub(crate) const HAVE_PART: u8 = 19;
    pub(crate) const HAVE_SLIPS: u8 = 20;
}

/// What stands before a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameHead {
    /// What the payload is.
    pub kind: u8,
    /// Its length, in bytes.
    pub len: usize,
}

impl FrameHead {
    /// The head in these bytes; none when they are no head, or claim more than a frame of this kind may have.
    #[must_use]
    pub fn parse(bytes: &[u8; FRAME_HEAD_BYTES]) -> Option<Self> {
        let [kind, a, b, c, d, check @ ..] = *bytes;
        let len = usize::try_from(u32::from_le_bytes([a, b, c, d])).ok()?;
        if kind == 0 || len > most(kind) || check != check_of(&[kind, a, b, c, d]) {
            return None;
        }
        Some(Self { kind, len })
    }

    /// Bytes of the whole frame.
    #[must_use]
    pub fn frame_len(self) -> usize {
        FRAME_HEAD_BYTES + self.len + HASH_BYTES
    }

    /// Whether this version knows the kind.
    #[must_use]
    pub fn is_known(self) -> bool {
        (kind::HEADER..=kind::END).contains(&self.kind) || (kind::HAVE_HEADER..=kind::HAVE_SLIPS).contains(&self.kind)
    }
}

/// The longest payload of a kind: a claim beyond it is no frame, and costs no memory.
fn most(kind: u8) -> usize {
    match kind {
        kind::RECORD => ENVELOPE_BYTES,
        kind::SLIP => SLIP_BYTES,
        kind::SEGMENT => SEGMENT_HEAD_BYTES + SEGMENT_BYTES,
        kind::HEADER | kind::END => 1024,
        kind::HAVE_HEADER..=kind::HAVE_SLIPS => HAVE_FRAME_BYTES,
        _ => BUNDLE_FRAME_BYTES,
    }
}

fn check_of(head: &[u8; 5]) -> [u8; CHECK_BYTES] {
    let hash = blake3::keyed_hash(&HEAD_KEY, head);
    let [a, b, c, ..] = *hash.as_bytes();
    [a, b, c]
}

fn hash_of(kind: u8, payload: &[u8]) -> [u8; HASH_BYTES] {
    let mut hasher = blake3::Hasher::new_keyed(&FRAME_KEY);
    hasher.update(&[kind]).update(payload);
    let mut hash = [0; HASH_BYTES];
    hasher.finalize_xof().fill(&mut hash);
    hash
}

/// A frame around a payload.
pub(super) fn frame(kind: u8, payload: &[u8]) -> Vec<u8> {
    let [a, b, c, d] = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes();
    let head = [kind, a, b, c, d];
    [&head, check_of(&head).as_slice(), payload, &hash_of(kind, payload)].concat()
}

/// How many records of a lane the writer held when it began, and their fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LaneSum {
    /// How many.
    pub count: u64,
    /// [`SetSum::fingerprint`] of them.
    pub fingerprint: [u8; 16],
}

impl From<&SetSum> for LaneSum {
    fn from(sum: &SetSum) -> Self {
        Self { count: sum.count, fingerprint: sum.fingerprint() }
    }
}

/// What a bundle says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "HeaderWire", try_from = "HeaderWire")]
pub struct Header {
    /// The circle's name on the wire.
    pub tag: Tag,
    /// Which part of a bundle in several files it is, from 1.
    pub part: u16,
    /// What its writer held of each lane when it began, whether or not it is in the bundle: whoever has the same after
    /// reading has all.
    pub held: [LaneSum; 3],
}

type HeaderWire = (u8, Tag, u16, Vec<(u64, ByteArray<16>)>);

impl From<Header> for HeaderWire {
    fn from(header: Header) -> Self {
        let held = header.held.iter().map(|lane| (lane.count, ByteArray::new(lane.fingerprint))).collect();
        (FORMAT, header.tag, header.part, held)
    }
}

impl TryFrom<HeaderWire> for Header {
    type Error = FrameError;
    fn try_from((version, tag, part, held): HeaderWire) -> Result<Self, FrameError> {
        if version != FORMAT {
            return Err(FrameError::Version(version));
        }
        let lane =
            |(count, fingerprint): (u64, ByteArray<16>)| LaneSum { count, fingerprint: fingerprint.into_array() };
        let held: Vec<LaneSum> = held.into_iter().map(lane).collect();
        let held = held.try_into().map_err(|_| FrameError::Malformed)?;
        Ok(Self { tag, part, held })
    }
}

/// Where frames of one kind stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(u8, u64, u64)", from = "(u8, u64, u64)")]
pub struct Section {
    /// The kind of the first of them.
    pub kind: u8,
    /// Where that begins, in bytes from the beginning of the file.
    pub offset: u64,
    /// How many frames there are.
    pub count: u64,
}

impl From<Section> for (u8, u64, u64) {
    fn from(section: Section) -> Self {
        (section.kind, section.offset, section.count)
    }
}

impl From<(u8, u64, u64)> for Section {
    fn from((kind, offset, count): (u8, u64, u64)) -> Self {
        Self { kind, offset, count }
    }
}

/// The last frame of a whole bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Bytes before this frame.
    pub len: u64,
    /// Where the index stands.
    pub index: u64,
    /// BLAKE3 of all bytes before this frame, as `b3sum` gives it.
    pub hash: [u8; 32],
}

impl End {
    /// Bytes of its payload.
    pub(super) const LEN: usize = 8 + 8 + 32;

    fn parse(payload: &[u8]) -> Option<Self> {
        let (len, rest) = payload.split_first_chunk::<8>()?;
        let (index, hash) = rest.split_first_chunk::<8>()?;
        let hash = hash.try_into().ok()?;
        Some(Self { len: u64::from_le_bytes(*len), index: u64::from_le_bytes(*index), hash })
    }
}

/// One frame of a bundle.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame<'a> {
    /// What the bundle says of itself; the first one.
    Header(Header),
    /// An envelope.
    Record(&'a [u8]),
    /// A slip.
    Slip(&'a [u8]),
    /// The list by which an attachment's segments are checked; before them.
    Blob(SegmentList),
    /// One sealed segment of an attachment.
    Segment {
        /// Of which.
        blob: BlobId,
        /// Which, from 0.
        index: u32,
        /// Its bytes.
        bytes: &'a [u8],
    },
    /// Where what stands; before the end.
    Index(Vec<Section>),
    /// The last one.
    End(End),
    /// Of a later version, or not of a bundle.
    Unknown(u8),
}

/// Why bytes are no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The hash is not that of the payload.
    #[error("spoiled")]
    Hash,
    /// The payload is not what its kind promises.
    #[error("malformed")]
    Malformed,
    /// The bundle is of a later version.
    #[error("version {0}")]
    Version(u8),
}

impl Frame<'_> {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> u8 {
        match self {
            Self::Header(_) => kind::HEADER,
            Self::Record(_) => kind::RECORD,
            Self::Slip(_) => kind::SLIP,
            Self::Blob(_) => kind::BLOB,
            Self::Segment { .. } => kind::SEGMENT,
            Self::Index(_) => kind::INDEX,
            Self::End(_) => kind::END,
            Self::Unknown(kind) => *kind,
        }
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Header(header) => frame(kind::HEADER, &encode(header)),
            Self::Record(bytes) | Self::Slip(bytes) => frame(self.kind(), bytes),
            Self::Blob(list) => frame(kind::BLOB, &[&list.size().to_le_bytes(), list.values().as_flattened()].concat()),
            Self::Segment { blob, index, bytes } => {
                frame(kind::SEGMENT, &[blob.as_bytes(), index.to_le_bytes().as_slice(), bytes].concat())
            }
            Self::Index(sections) => frame(kind::INDEX, &encode(sections)),
            Self::End(end) => {
                frame(kind::END, &[&end.len.to_le_bytes(), end.index.to_le_bytes().as_slice(), &end.hash].concat())
            }
            Self::Unknown(kind) => frame(*kind, &[]),
        }
    }
}

/// The payload of a frame, after a check of its hash. `rest` is what follows the head: payload and hash.
pub(super) fn payload(head: FrameHead, rest: &[u8]) -> Result<&[u8], FrameError> {
    let (payload, hash) = rest.split_at_checked(head.len).ok_or(FrameError::Hash)?;
    if hash == hash_of(head.kind, payload) { Ok(payload) } else { Err(FrameError::Hash) }
}

impl<'a> Frame<'a> {
    /// The frame with this head. `rest` is what follows the head: payload and hash.
    ///
    /// # Errors
    /// [`FrameError`] when the hash or the payload is false.
    pub fn parse(head: FrameHead, rest: &'a [u8]) -> Result<Self, FrameError> {
        let payload = payload(head, rest)?;
        let malformed = |_| FrameError::Malformed;
        Ok(match head.kind {
            // A header of a later version has other items: what matters is that it is later.
            kind::HEADER => Self::Header(header(payload)?),
            kind::RECORD => Self::Record(payload),
            kind::SLIP => Self::Slip(payload),
            kind::BLOB => Self::Blob(blob(payload).ok_or(FrameError::Malformed)?),
            kind::SEGMENT => {
                let (blob, rest) = payload.split_first_chunk::<{ BlobId::LEN }>().ok_or(FrameError::Malformed)?;
                let (index, bytes) = rest.split_first_chunk::<4>().ok_or(FrameError::Malformed)?;
                Self::Segment { blob: BlobId::from_bytes(*blob), index: u32::from_le_bytes(*index), bytes }
            }
            kind::INDEX => {
                let sections: Vec<Section> = decode(payload, BUNDLE_FRAME_BYTES).map_err(malformed)?;
                if sections.len() > BUNDLE_SECTIONS {
                    return Err(FrameError::Malformed);
                }
                Self::Index(sections)
            }
            kind::END => Self::End(End::parse(payload).ok_or(FrameError::Malformed)?),
            other => Self::Unknown(other),
        })
    }
}

fn header(payload: &[u8]) -> Result<Header, FrameError> {
    match decode::<Header>(payload, 1024) {
        Ok(header) => Ok(header),
        Err(_) => match crate::encoding::items(payload, 1024).ok().and_then(|items| items.first().copied()) {
            Some(&[version]) if version > FORMAT => Err(FrameError::Version(version)),
            _ => Err(FrameError::Malformed),
        },
    }
}

fn blob(payload: &[u8]) -> Option<SegmentList> {
    let (size, values) = payload.split_first_chunk::<8>()?;
    let (values, rest) = values.as_chunks::<32>();
    rest.is_empty().then(|| SegmentList::new(u64::from_le_bytes(*size), values.to_vec()).ok())?
}
