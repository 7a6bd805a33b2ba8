//! What somebody has, in few bytes: of each record its hour and eight bytes of a salted hash. Whoever writes a bundle for
//! them leaves that out. A collision leaves out one record too many, with a chance of one in 10^9 among 10^5 records on
//! each side; the next such file has another salt.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Write};

use serde_bytes::ByteArray;

use super::HAVE_MAGIC;
use super::frame::{FRAME_HEAD_BYTES, FrameHead, HASH_BYTES, frame, kind, payload};
use super::reader::NotABundle;
use crate::encoding::{decode, encode};
use crate::id::{BlobId, Tag};
use crate::limits::{BLOB_BYTES, HAVE_FRAME_BYTES, HAVE_PARTS, SEGMENT_PLAIN_BYTES};
use crate::record::Lane;
use crate::set::SetKey;

/// The version that a header names.
const FORMAT: u8 = 1;
/// Records of one frame: each takes at most 13 bytes.
const RECORDS_PER_FRAME: usize = HAVE_FRAME_BYTES / 16;
/// Longest list of the segments that are here of one attachment: a bit for each.
const PART_BYTES: u64 = BLOB_BYTES.div_ceil(8 * SEGMENT_PLAIN_BYTES as u64);
/// Bytes of a file read for each id that may be taken: its id, its hour, its part of a frame's head, and spoiled places.
const FILE_BYTES_PER_ID: usize = 32;
/// Ids of one frame.
const IDS_PER_FRAME: usize = HAVE_FRAME_BYTES / 8 - 1;

type HeaderWire = (u8, Tag, ByteArray<32>);

fn short(salt: &[u8; 32], id: &[u8; 32]) -> u64 {
    let hash = blake3::keyed_hash(salt, id);
    let (first, _) = hash.as_bytes().split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
    u64::from_le_bytes(*first)
}

/// Writes what somebody has.
#[derive(Debug)]
pub struct HaveWriter<W> {
    sink: W,
    salt: [u8; 32],
    records: Vec<SetKey>,
    lane: Lane,
    blobs: Vec<u64>,
    slips: Vec<u64>,
}

impl<W: Write> HaveWriter<W> {
    /// Begins. `salt` is 32 random bytes.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn new(mut sink: W, tag: Tag, salt: [u8; 32]) -> io::Result<Self> {
        sink.write_all(&HAVE_MAGIC)?;
        let header: HeaderWire = (FORMAT, tag, ByteArray::new(salt));
        sink.write_all(&frame(kind::HAVE_HEADER, &encode(&header)))?;
        Ok(Self { sink, salt, records: Vec::new(), lane: Lane::Control, blobs: Vec::new(), slips: Vec::new() })
    }

    /// A record that is there. Those of one lane come in ascending or descending order, one lane after the other.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn record(&mut self, lane: Lane, key: SetKey) -> io::Result<()> {
        if lane != self.lane || self.records.len() == RECORDS_PER_FRAME {
            self.write_records()?;
            self.lane = lane;
        }
        self.records.push(key);
        Ok(())
    }

    fn write_records(&mut self) -> io::Result<()> {
        let mut records = std::mem::take(&mut self.records);
        records.sort_unstable();
        if records.is_empty() {
            return Ok(());
        }
        let (mut bytes, mut before) = (vec![u8::from(self.lane)], 0);
        for key in records {
            write_number(&mut bytes, key.slot.0.saturating_sub(before));
            before = key.slot.0;
            bytes.extend_from_slice(&short(&self.salt, key.id.as_bytes()).to_le_bytes());
        }
        self.sink.write_all(&frame(kind::HAVE_RECORDS, &bytes))
    }

    /// An attachment that is there whole.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn blob(&mut self, blob: &BlobId) -> io::Result<()> {
        self.blobs.push(short(&self.salt, blob.as_bytes()));
        if self.blobs.len() == IDS_PER_FRAME { self.write_ids(kind::HAVE_BLOBS) } else { Ok(()) }
    }

    /// An attachment of which the segments are there that a bit says so of, the lowest bit first.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn part(&mut self, blob: &BlobId, bits: &[u8]) -> io::Result<()> {
        let bytes = [&short(&self.salt, blob.as_bytes()).to_le_bytes(), bits].concat();
        if bytes.len() > HAVE_FRAME_BYTES { Ok(()) } else { self.sink.write_all(&frame(kind::HAVE_PART, &bytes)) }
    }

    /// A slip that is there, by the hash of its bytes.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn slip(&mut self, hash: &[u8; 32]) -> io::Result<()> {
        self.slips.push(short(&self.salt, hash));
        if self.slips.len() == IDS_PER_FRAME { self.write_ids(kind::HAVE_SLIPS) } else { Ok(()) }
    }

    fn write_ids(&mut self, kind: u8) -> io::Result<()> {
        let ids = if kind == kind::HAVE_BLOBS { &mut self.blobs } else { &mut self.slips };
        let mut ids = std::mem::take(ids);
        ids.sort_unstable();
        let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
        if bytes.is_empty() { Ok(()) } else { self.sink.write_all(&frame(kind, &bytes)) }
    }

    /// Writes what is left, and gives the sink back.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_records()?;
        self.write_ids(kind::HAVE_BLOBS)?;
        self.write_ids(kind::HAVE_SLIPS)?;
        self.sink.flush()?;
        Ok(self.sink)
    }
}

/// What somebody has. What of the file is spoiled or cut off counts as not there, and so is sent again.
#[derive(Debug, Clone)]
pub struct Have {
    tag: Tag,
    salt: [u8; 32],
    /// Slots and short ids, in order.
    records: [Vec<(u32, u64)>; 3],
    blobs: Vec<u64>,
    parts: BTreeMap<u64, Vec<u8>>,
    slips: Vec<u64>,
}

impl Have {
    /// Reads the file, up to about `most` ids of 16 bytes each in memory. What is beyond counts as not there.
    ///
    /// # Errors
    /// [`NotABundle`] when it is no such file, or of a later version.
    pub fn read(source: impl Read, most: usize) -> Result<Self, NotABundle> {
        let mut source = BufReader::new(source.take(most.saturating_mul(FILE_BYTES_PER_ID) as u64));
        let mut magic = [0; HAVE_MAGIC.len()];
        if !fill(&mut source, &mut magic)? || magic != HAVE_MAGIC {
            return Err(NotABundle::Other);
        }
        let (head, first) = next(&mut source)?.ok_or(NotABundle::Other)?;
        let (version, tag, salt) = match payload(head, &first).map(|bytes| decode::<HeaderWire>(bytes, 1024)) {
            Ok(Ok(header)) if head.kind == kind::HAVE_HEADER => header,
            _ => return Err(NotABundle::Other),
        };
        if version != FORMAT {
            return Err(NotABundle::Newer(version));
        }
        let salt = salt.into_array();
        let (records, parts) = (<[Vec<_>; 3]>::default(), BTreeMap::new());
        let mut have = Self { tag, salt, records, blobs: Vec::new(), parts, slips: Vec::new() };
        while have.weight() < most
            && let Some((head, rest)) = next(&mut source)?
        {
            if let Ok(bytes) = payload(head, &rest) {
                have.take(head.kind, bytes);
            }
        }
        have.records.iter_mut().for_each(|lane| lane.sort_unstable());
        have.blobs.sort_unstable();
        have.slips.sort_unstable();
        Ok(have)
    }

    fn take(&mut self, kind: u8, bytes: &[u8]) {
        let ids = || bytes.as_chunks::<8>().0.iter().map(|id| u64::from_le_bytes(*id));
        match kind {
            kind::HAVE_RECORDS => self.take_records(bytes),
            kind::HAVE_BLOBS => self.blobs.extend(ids()),
            kind::HAVE_SLIPS => self.slips.extend(ids()),
            kind::HAVE_PART if self.parts.len() < HAVE_PARTS => {
                if let Some((id, bits)) = bytes.split_first_chunk::<8>()
                    && bits.len() as u64 <= PART_BYTES
                {
                    self.parts.insert(u64::from_le_bytes(*id), bits.to_vec());
                }
            }
            _ => {}
        }
    }

    fn take_records(&mut self, bytes: &[u8]) {
        let Some((lane, mut rest)) = bytes.split_first() else { return };
        let Some(lane) = self.records.get_mut(usize::from(*lane)) else { return };
        let mut slot = 0_u32;
        while let Some(delta) = read_number(&mut rest)
            && let Some((id, after)) = rest.split_first_chunk::<8>()
        {
            slot = slot.saturating_add(delta);
            lane.push((slot, u64::from_le_bytes(*id)));
            rest = after;
        }
    }

    /// What it takes in memory, in ids of 16 bytes each.
    #[must_use]
    pub fn weight(&self) -> usize {
        let parts: usize = self.parts.values().map(|bits| 4 + bits.len() / 16).sum();
        self.record_count() + self.blobs.len() + self.slips.len() + parts
    }

    /// Of which circle.
    #[must_use]
    pub fn tag(&self) -> Tag {
        self.tag
    }

    /// How many records it names.
    #[must_use]
    pub fn record_count(&self) -> usize {
        self.records.iter().map(Vec::len).sum()
    }

    /// Whether a record is there.
    #[must_use]
    pub fn has_record(&self, lane: Lane, key: &SetKey) -> bool {
        let place = (key.slot.0, short(&self.salt, key.id.as_bytes()));
        self.records.get(usize::from(u8::from(lane))).is_some_and(|lane| lane.binary_search(&place).is_ok())
    }

    /// Whether an attachment is there whole.
    #[must_use]
    pub fn has_blob(&self, blob: &BlobId) -> bool {
        self.blobs.binary_search(&short(&self.salt, blob.as_bytes())).is_ok()
    }

    /// Whether a segment of an attachment is there.
    #[must_use]
    pub fn has_segment(&self, blob: &BlobId, index: u32) -> bool {
        let part = self.parts.get(&short(&self.salt, blob.as_bytes()));
        let byte = part.and_then(|bits| bits.get(usize::try_from(index / 8).unwrap_or(usize::MAX)));
        byte.is_some_and(|byte| byte & (1 << (index % 8)) != 0)
    }

    /// Whether a slip is there, by the hash of its bytes.
    #[must_use]
    pub fn has_slip(&self, hash: &[u8; 32]) -> bool {
        self.slips.binary_search(&short(&self.salt, hash)).is_ok()
    }
}

/// The next frame: head, and payload with hash. None at the end, and from the first frame on that is none.
fn next(source: &mut impl Read) -> io::Result<Option<(FrameHead, Vec<u8>)>> {
    let mut head = [0; FRAME_HEAD_BYTES];
    if !fill(source, &mut head)? {
        return Ok(None);
    }
    let Some(head) = FrameHead::parse(&head) else { return Ok(None) };
    let mut rest = vec![0; head.len + HASH_BYTES];
    Ok(fill(source, &mut rest)?.then_some((head, rest)))
}

fn fill(source: &mut impl Read, bytes: &mut [u8]) -> io::Result<bool> {
    match source.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow (LEB128).
fn write_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(u8::try_from(number & 0x7f).unwrap_or(0) | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap_or(0));
}

fn read_number(rest: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for place in 0..5 {
        let (first, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(first & 0x7f).checked_shl(7 * place)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The hash by which [`Have::has_slip`] knows a slip: that of its bytes.
#[must_use]
pub fn slip_hash(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}
