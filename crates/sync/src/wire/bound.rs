//! Ranges on the wire: from the newest to the oldest, each written as its lower bound and what is said of it.

use std::fmt;
use std::ops::Range;

use commonplace_core::id::RecordId;
use commonplace_core::limits::sync as limits;
use commonplace_core::set::SetKey;
use commonplace_core::time::Slot;
use serde::de::{self, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_bytes::{ByteBuf, Bytes};

use super::FrameError;
use crate::gate::ShortId;

/// What is said of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing: it is equal, or its turn comes later.
    Skip,
    /// The fingerprint of the sender's records there.
    Fingerprint([u8; 16]),
    /// All of the sender's records there, at most 32 (`LIST_IDS`).
    List(Vec<ShortId>),
    /// Records that the receiver listed there and the sender wants.
    Want(Vec<ShortId>),
}

/// A range as it is written: it ends where the one before it begins, the first one at the end of all keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WireRange {
    /// Slots from the bound before (at first `u32::MAX`) down to this bound.
    down: u32,
    /// The first bytes of the bound's id; zeros follow, and are not written.
    prefix: Vec<u8>,
    content: Content,
}

const FINGERPRINT: u8 = 0;
const LIST: u8 = 1;
const WANT: u8 = 2;

impl Serialize for WireRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mode, bytes): (u8, &[u8]) = match &self.content {
            Content::Skip => {
                let mut tuple = serializer.serialize_tuple(2)?;
                tuple.serialize_element(&self.down)?;
                tuple.serialize_element(Bytes::new(&self.prefix))?;
                return tuple.end();
            }
            Content::Fingerprint(fingerprint) => (FINGERPRINT, fingerprint),
            Content::List(ids) => (LIST, ids.as_flattened()),
            Content::Want(ids) => (WANT, ids.as_flattened()),
        };
        let mut tuple = serializer.serialize_tuple(4)?;
        tuple.serialize_element(&self.down)?;
        tuple.serialize_element(Bytes::new(&self.prefix))?;
        tuple.serialize_element(&mode)?;
        tuple.serialize_element(Bytes::new(bytes))?;
        tuple.end()
    }
}

impl<'de> Deserialize<'de> for WireRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RangeVisitor;
        impl<'de> Visitor<'de> for RangeVisitor {
            type Value = WireRange;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a range")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<WireRange, A::Error> {
                let down = seq.next_element()?.ok_or_else(|| de::Error::invalid_length(0, &self))?;
                let prefix: ByteBuf = seq.next_element()?.ok_or_else(|| de::Error::invalid_length(1, &self))?;
                let content = match seq.next_element()? {
                    None => Content::Skip,
                    Some(mode) => {
                        let bytes: ByteBuf = seq.next_element()?.ok_or_else(|| de::Error::invalid_length(3, &self))?;
                        content(mode, &bytes).ok_or_else(|| de::Error::custom("content of a range"))?
                    }
                };
                Ok(WireRange { down, prefix: prefix.into_vec(), content })
            }
        }
        deserializer.deserialize_seq(RangeVisitor)
    }
}

fn content(mode: u8, bytes: &[u8]) -> Option<Content> {
    let shorts = || {
        let (ids, rest) = bytes.as_chunks::<8>();
        (rest.is_empty() && ids.len() <= limits::LIST_IDS).then(|| ids.to_vec())
    };
    match mode {
        FINGERPRINT => bytes.try_into().ok().map(Content::Fingerprint),
        LIST => shorts().map(Content::List),
        WANT => shorts().map(Content::Want),
        _ => None,
    }
}

/// The ranges of a frame with their keys, without those of which nothing is said.
pub(crate) fn read_ranges(wire: Vec<WireRange>) -> Result<Vec<(Range<SetKey>, Content)>, FrameError> {
    let mut upper = SetKey::MAX;
    let mut ranges = Vec::new();
    for range in wire {
        let lower = lower_bound(upper, &range)?;
        if range.content != Content::Skip {
            ranges.push((lower..upper, range.content));
        }
        upper = lower;
    }
    Ok(ranges)
}

fn lower_bound(upper: SetKey, range: &WireRange) -> Result<SetKey, FrameError> {
    let slot = upper.slot.0.checked_sub(range.down).ok_or(FrameError::Bounds)?;
    // Zeros at the end would write one bound in several ways.
    if range.prefix.len() > RecordId::LEN || range.prefix.last() == Some(&0) {
        return Err(FrameError::Bounds);
    }
    let mut id = [0; RecordId::LEN];
    id[..range.prefix.len()].copy_from_slice(&range.prefix);
    let lower = SetKey { slot: Slot(slot), id: RecordId::from_bytes(id) };
    if lower < upper { Ok(lower) } else { Err(FrameError::Bounds) }
}

/// Head of the array, type, session, run, lane, two flags, head of the list.
const RANGES_HEAD_BYTES: usize = 1 + 1 + 5 + 5 + 1 + 2 + 3;

/// Gathers ranges, newest first, into the list of one frame.
#[derive(Debug)]
pub(crate) struct RangeWriter {
    upper: SetKey,
    ranges: Vec<WireRange>,
    bytes: usize,
}

impl RangeWriter {
    pub(crate) const fn new() -> Self {
        Self { upper: SetKey::MAX, ranges: Vec::new(), bytes: RANGES_HEAD_BYTES }
    }

    /// Bytes left in the frame.
    pub(crate) const fn room(&self) -> usize {
        limits::FRAME_BYTES.saturating_sub(self.bytes)
    }

    /// Takes a range that lies below all before it. One that overlaps them comes of a peer's overlapping ranges, and is
    /// left out. The caller sees to the room.
    pub(crate) fn push(&mut self, range: &Range<SetKey>, content: Content) {
        if range.end > self.upper || range.is_empty() {
            return;
        }
        if range.end < self.upper {
            self.say(range.end, Content::Skip);
        }
        self.say(range.start, content);
    }

    fn say(&mut self, lower: SetKey, content: Content) {
        let range = wire_range(self.upper, lower, content);
        self.bytes += size(&range);
        self.ranges.push(range);
        self.upper = lower;
    }

    pub(crate) fn finish(self) -> Vec<WireRange> {
        self.ranges
    }
}

fn wire_range(upper: SetKey, lower: SetKey, content: Content) -> WireRange {
    let id = lower.id.as_bytes();
    let len = id.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    WireRange { down: upper.slot.0 - lower.slot.0, prefix: id[..len].to_vec(), content }
}

/// Most bytes that the range takes: heads as large as they can be.
fn size(range: &WireRange) -> usize {
    let content = match &range.content {
        Content::Skip => 0,
        Content::Fingerprint(_) => 1 + 1 + 16,
        Content::List(ids) | Content::Want(ids) => 1 + 3 + 8 * ids.len(),
    };
    1 + 5 + 2 + range.prefix.len() + content
}
