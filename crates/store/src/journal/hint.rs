//! Hint files: what a segment's frames say, without the bodies, so that a start need not read the journal.
//!
//! A hint is disposable. It is believed only when its own hash is right and it ends at a frame that is still there.

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits::LOCAL_KEY_BYTES;
use commonplace_core::record::Lane;
use commonplace_core::time::Slot;

use super::frame::{FrameKey, mark_byte, mark_of, state_byte, state_of};
use super::{Fact, Place};

/// The second edition says of each record whether its body is there; in the first all were.
const MAGIC: &[u8; 8] = b"cphint2\n";
const FIRST_MAGIC: &[u8; 8] = b"cphint1\n";
/// Magic, covered bytes, offset and hash of the last covered frame.
const HEAD: usize = 8 + 4 + 4 + 32;
const HASH: usize = 32;

/// The facts of the first `covered` bytes of a segment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hint {
    /// Bytes of the segment that it speaks for.
    pub(crate) covered: u32,
    /// Where the last of its frames begins; zero when there is none.
    pub(crate) last_offset: u32,
    /// The hash in that frame.
    pub(crate) last_hash: [u8; 32],
    facts: Vec<u8>,
    tag: Option<Tag>,
}

impl Hint {
    /// For a segment of which `covered` bytes (its header) hold no frames.
    pub(crate) fn empty(covered: u32) -> Self {
        Self { covered, ..Self::default() }
    }

    /// With these bytes for facts, whatever they are: for the fuzz target.
    pub(crate) fn with_facts(facts: Vec<u8>) -> Self {
        Self { facts, ..Self::default() }
    }

    /// Adds the fact of the next frame.
    pub(crate) fn push(&mut self, arrival: u32, fact: &Fact) {
        let out = &mut self.facts;
        match fact {
            Fact::Known { id, tag, lane, slot, state, place, whole } => {
                if self.tag != Some(*tag) {
                    self.tag = Some(*tag);
                    out.push(0);
                    out.extend_from_slice(tag.as_bytes());
                }
                out.push(1);
                out.extend_from_slice(id.as_bytes());
                out.push(u8::from(!*whole) << 3 | u8::from(*lane) << 1 | state_byte(*state));
                out.extend_from_slice(&slot.0.to_le_bytes());
                out.extend_from_slice(&arrival.to_le_bytes());
                write_place(place.as_ref(), out);
            }
            Fact::Mark { id, mark } => {
                out.push(2);
                out.push(mark_byte(*mark));
                out.extend_from_slice(id.as_bytes());
            }
            Fact::Local { key, place } => {
                out.push(3);
                out.extend_from_slice(&u16::try_from(key.len()).unwrap_or(u16::MAX).to_le_bytes());
                out.extend_from_slice(key);
                write_place(place.as_ref(), out);
            }
            Fact::Circle { tag, fp_key } => {
                out.push(4);
                out.extend_from_slice(tag.as_bytes());
                out.extend_from_slice(fp_key);
            }
        }
    }

    pub(crate) fn to_bytes(&self, key: &FrameKey, number: u32) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + self.facts.len() + HASH);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.covered.to_le_bytes());
        bytes.extend_from_slice(&self.last_offset.to_le_bytes());
        bytes.extend_from_slice(&self.last_hash);
        bytes.extend_from_slice(&self.facts);
        let hash = hash(key, number, &bytes);
        bytes.extend_from_slice(&hash);
        bytes
    }

    /// None when it is not a whole hint of this segment of this store.
    pub(crate) fn from_bytes(bytes: &[u8], key: &FrameKey, number: u32) -> Option<Self> {
        let (content, found) = bytes.split_last_chunk::<HASH>()?;
        if hash(key, number, content) != *found {
            return None;
        }
        let rest = content.strip_prefix(MAGIC).or_else(|| content.strip_prefix(FIRST_MAGIC))?;
        let (covered, rest) = rest.split_first_chunk()?;
        let (last_offset, rest) = rest.split_first_chunk()?;
        let (last_hash, facts) = rest.split_first_chunk()?;
        Some(Self {
            covered: u32::from_le_bytes(*covered),
            last_offset: u32::from_le_bytes(*last_offset),
            last_hash: *last_hash,
            facts: facts.to_vec(),
            tag: None,
        })
    }

    /// The facts in order, with the arrival number of each record. Stops at anything malformed.
    pub(crate) fn facts(&self, segment: u32) -> Facts<'_> {
        Facts { segment, rest: &self.facts, tag: None }
    }
}

fn hash(key: &FrameKey, number: u32, content: &[u8]) -> [u8; HASH] {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(&number.to_le_bytes()).update(content);
    *hasher.finalize().as_bytes()
}

fn write_place(place: Option<&Place>, out: &mut Vec<u8>) {
    let (offset, len) = place.map_or((0, 0), |place| (place.offset, place.len));
    out.extend_from_slice(&offset.to_le_bytes());
    out.extend_from_slice(&len.to_le_bytes());
}

/// Iterator over a hint's facts.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    segment: u32,
    rest: &'a [u8],
    tag: Option<Tag>,
}

impl Facts<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*head)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    /// No frame begins at the very start of a file, so a zero offset means that there is no body.
    fn place(&mut self) -> Option<Option<Place>> {
        let (offset, len) = (self.number()?, self.number()?);
        Some((offset != 0).then_some(Place { segment: self.segment, offset, len }))
    }

    fn known(&mut self) -> Option<(u32, Fact)> {
        let id = RecordId::from_bytes(self.take()?);
        let [flags] = self.take()?;
        let slot = Slot(self.number()?);
        let arrival = self.number()?;
        let place = self.place()?;
        let fact = Fact::Known {
            id,
            tag: self.tag?,
            lane: Lane::try_from(flags >> 1 & 3).ok()?,
            slot,
            state: state_of(flags & 1)?,
            place,
            whole: flags >> 3 == 0 && place.is_some(),
        };
        Some((arrival, fact))
    }

    fn local(&mut self) -> Option<Fact> {
        let len = usize::from(u16::from_le_bytes(self.take()?));
        if len > LOCAL_KEY_BYTES {
            return None;
        }
        let (key, rest) = self.rest.split_at_checked(len)?;
        let key = key.to_vec();
        self.rest = rest;
        Some(Fact::Local { key, place: self.place()? })
    }
}

impl Iterator for Facts<'_> {
    type Item = (u32, Fact);

    fn next(&mut self) -> Option<(u32, Fact)> {
        loop {
            return match self.take::<1>()? {
                [0] => {
                    self.tag = Some(Tag::from_bytes(self.take()?));
                    continue;
                }
                [1] => self.known(),
                [2] => {
                    let [mark] = self.take()?;
                    Some((0, Fact::Mark { id: RecordId::from_bytes(self.take()?), mark: mark_of(mark)? }))
                }
                [3] => self.local().map(|fact| (0, fact)),
                [4] => Some((0, Fact::Circle { tag: Tag::from_bytes(self.take()?), fp_key: self.take()? })),
                _ => None,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::{Mark, SetState};

    fn facts() -> Vec<(u32, Fact)> {
        let place = Some(Place { segment: 7, offset: 64, len: 1700 });
        let known = |n: u8, tag: u8, place| Fact::Known {
            id: RecordId::from_bytes([n; 32]),
            tag: Tag::from_bytes([tag; 16]),
            lane: Lane::Documents,
            slot: Slot(50_000),
            state: SetState::In,
            place,
            whole: n == 1,
        };
        vec![
            (0, Fact::Circle { tag: Tag::from_bytes([2; 16]), fp_key: [9; 32] }),
            (0, known(1, 2, place)),
            (1, known(2, 2, None)),
            (2, known(3, 4, place)),
            (0, Fact::Mark { id: RecordId::from_bytes([1; 32]), mark: Mark::Dropped }),
            (0, Fact::Local { key: b"keyring".to_vec(), place }),
            (0, Fact::Local { key: b"draft".to_vec(), place: None }),
        ]
    }

    #[test]
    fn a_hint_tells_what_the_frames_said() {
        let mut hint = Hint::empty(64);
        for (arrival, fact) in facts() {
            hint.push(arrival, &fact);
        }
        let bytes = hint.to_bytes(&[3; 32], 7);
        let read = Hint::from_bytes(&bytes, &[3; 32], 7).expect("whole");
        assert_eq!(read.facts(7).collect::<Vec<_>>(), facts());
        assert!(Hint::from_bytes(&bytes, &[3; 32], 8).is_none(), "of another segment");
        assert!(Hint::from_bytes(&bytes, &[4; 32], 7).is_none(), "of another store");
        for place in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[place] ^= 1;
            assert!(Hint::from_bytes(&flipped, &[3; 32], 7).is_none());
        }
    }
}
