//! Frames: the unit of the journal. Each can be checked alone.
//!
//! `[u32 length][32 hash][u32 arrival][u8 kind][content]`, numbers little-endian. The hash is BLAKE3 of all that follows
//! it, keyed with the store's own key, so that nobody can write a record whose bytes would pass for a frame when damage
//! makes the reader look for one. `arrival` is the number, within the segment, of this record or of the next one.

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits::{ENVELOPE_BYTES, JOURNAL_FRAME_BYTES};
use commonplace_core::record::Lane;
use commonplace_core::time::Slot;

use crate::entry::{Mark, SetState};

/// Bytes before the content.
pub(crate) const FRAME_HEAD: usize = 4 + 32 + 4 + 1;
/// Where the hashed part begins.
const HASHED_FROM: usize = 36;

/// Keys the hashes of one store's frames.
pub(crate) type FrameKey = [u8; 32];

/// What a frame says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    Record {
        state: SetState,
        sealed: &'a [u8],
    },
    /// What compaction leaves of a record of which a later frame holds more.
    Absent {
        id: RecordId,
        tag: Tag,
        lane: Lane,
        slot: Slot,
        state: SetState,
    },
    Mark {
        id: RecordId,
        mark: Mark,
    },
    Local {
        key: &'a [u8],
        value: Option<&'a [u8]>,
    },
    Circle {
        tag: Tag,
        fp_key: [u8; 32],
    },
}

impl Content<'_> {
    fn kind(&self) -> u8 {
        match self {
            Content::Record { .. } => 1,
            Content::Absent { .. } => 2,
            Content::Mark { .. } => 3,
            Content::Local { .. } => 4,
            Content::Circle { .. } => 5,
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Content::Record { state, sealed } => {
                out.push(state_byte(*state));
                out.extend_from_slice(sealed);
            }
            Content::Absent { id, tag, lane, slot, state } => {
                out.push(state_byte(*state));
                out.extend_from_slice(id.as_bytes());
                out.extend_from_slice(tag.as_bytes());
                out.push(u8::from(*lane));
                out.extend_from_slice(&slot.0.to_le_bytes());
            }
            Content::Mark { id, mark } => {
                out.push(mark_byte(*mark));
                out.extend_from_slice(id.as_bytes());
            }
            Content::Local { key, value } => {
                out.push(u8::from(value.is_some()));
                out.extend_from_slice(&u32::try_from(key.len()).unwrap_or(u32::MAX).to_le_bytes());
                out.extend_from_slice(key);
                out.extend_from_slice(value.unwrap_or_default());
            }
            Content::Circle { tag, fp_key } => {
                out.extend_from_slice(tag.as_bytes());
                out.extend_from_slice(fp_key);
            }
        }
    }
}

impl<'a> Content<'a> {
    fn read(kind: u8, bytes: &'a [u8]) -> Option<Self> {
        match kind {
            1 => {
                let (state, sealed) = bytes.split_first()?;
                let in_bounds = sealed.len() <= ENVELOPE_BYTES;
                in_bounds.then_some(Self::Record { state: state_of(*state)?, sealed })
            }
            2 => {
                let (state, rest) = bytes.split_first()?;
                let (id, rest) = rest.split_first_chunk::<32>()?;
                let (tag, rest) = rest.split_first_chunk::<16>()?;
                let (lane, slot) = rest.split_first()?;
                Some(Self::Absent {
                    id: RecordId::from_bytes(*id),
                    tag: Tag::from_bytes(*tag),
                    lane: Lane::try_from(*lane).ok()?,
                    slot: Slot(u32::from_le_bytes(slot.try_into().ok()?)),
                    state: state_of(*state)?,
                })
            }
            3 => {
                let (mark, id) = bytes.split_first()?;
                Some(Self::Mark { id: RecordId::try_from(id).ok()?, mark: mark_of(*mark)? })
            }
            4 => {
                let (present, rest) = bytes.split_first()?;
                let (key_len, rest) = rest.split_first_chunk::<4>()?;
                let (key, value) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*key_len)).ok()?)?;
                Some(Self::Local { key, value: (*present == 1).then_some(value) })
            }
            5 => {
                let (tag, fp_key) = bytes.split_first_chunk::<16>()?;
                Some(Self::Circle { tag: Tag::from_bytes(*tag), fp_key: fp_key.try_into().ok()? })
            }
            _ => None,
        }
    }
}

pub(crate) fn state_byte(state: SetState) -> u8 {
    u8::from(state == SetState::In)
}

pub(crate) fn state_of(byte: u8) -> Option<SetState> {
    match byte {
        0 => Some(SetState::Out),
        1 => Some(SetState::In),
        _ => None,
    }
}

pub(crate) fn mark_byte(mark: Mark) -> u8 {
    match mark {
        Mark::Out => 0,
        Mark::In => 1,
        Mark::Dropped => 2,
        Mark::Lost => 3,
    }
}

pub(crate) fn mark_of(byte: u8) -> Option<Mark> {
    match byte {
        0 => Some(Mark::Out),
        1 => Some(Mark::In),
        2 => Some(Mark::Dropped),
        3 => Some(Mark::Lost),
        _ => None,
    }
}

/// Adds a frame to a buffer; returns its length.
pub(crate) fn write_frame(key: &FrameKey, arrival: u32, content: &Content<'_>, out: &mut Vec<u8>) -> usize {
    let start = out.len();
    out.resize(start + HASHED_FROM, 0);
    out.extend_from_slice(&arrival.to_le_bytes());
    out.push(content.kind());
    content.write(out);
    let length = u32::try_from(out.len() - start - FRAME_HEAD).unwrap_or(u32::MAX);
    let hash = blake3::keyed_hash(key, &out[start + HASHED_FROM..]);
    out[start..start + 4].copy_from_slice(&length.to_le_bytes());
    out[start + 4..start + HASHED_FROM].copy_from_slice(hash.as_bytes());
    out.len() - start
}

/// A frame that was checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) arrival: u32,
    pub(crate) content: Content<'a>,
    /// Bytes of the whole frame.
    pub(crate) len: usize,
}

/// The length that the frame at the start of `bytes` claims, if any frame could have it.
pub(crate) fn claimed_len(bytes: &[u8]) -> Option<usize> {
    let length = usize::try_from(u32::from_le_bytes(*bytes.first_chunk()?)).ok()?;
    let kind = *bytes.get(FRAME_HEAD - 1)?;
    ((1..=JOURNAL_FRAME_BYTES).contains(&length) && (1..=5).contains(&kind)).then_some(FRAME_HEAD + length)
}

/// The frame at the start of `bytes`, if there is a whole and undamaged one.
pub(crate) fn read_frame<'a>(key: &FrameKey, bytes: &'a [u8]) -> Option<Frame<'a>> {
    let len = claimed_len(bytes)?;
    let bytes = bytes.get(..len)?;
    let hash = blake3::keyed_hash(key, &bytes[HASHED_FROM..]);
    if hash.as_bytes() != &bytes[4..HASHED_FROM] {
        return None;
    }
    let arrival = u32::from_le_bytes(bytes[HASHED_FROM..].first_chunk().copied()?);
    let content = Content::read(bytes[FRAME_HEAD - 1], &bytes[FRAME_HEAD..])?;
    Some(Frame { arrival, content, len })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: FrameKey = [3; 32];

    fn samples() -> Vec<Content<'static>> {
        let id = RecordId::from_bytes([1; 32]);
        let tag = Tag::from_bytes([2; 16]);
        vec![
            Content::Record { state: SetState::Out, sealed: b"sealed" },
            Content::Absent { id, tag, lane: Lane::Documents, slot: Slot(77), state: SetState::In },
            Content::Mark { id, mark: Mark::Dropped },
            Content::Local { key: b"keyring", value: Some(b"secret") },
            Content::Local { key: b"draft", value: None },
            Content::Circle { tag, fp_key: [9; 32] },
        ]
    }

    #[test]
    fn what_is_written_is_read() {
        for content in samples() {
            let mut bytes = Vec::new();
            let len = write_frame(&KEY, 5, &content, &mut bytes);
            let frame = read_frame(&KEY, &bytes).expect("undamaged");
            assert_eq!((frame.content, frame.arrival, frame.len, bytes.len()), (content, 5, len, len));
        }
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        for content in samples() {
            let mut bytes = Vec::new();
            write_frame(&KEY, 5, &content, &mut bytes);
            for place in 0..bytes.len() * 8 {
                let mut flipped = bytes.clone();
                flipped[place / 8] ^= 1 << (place % 8);
                assert!(read_frame(&KEY, &flipped).is_none(), "bit {place} of {content:?}");
            }
            for cut in 0..bytes.len() {
                assert!(read_frame(&KEY, &bytes[..cut]).is_none());
            }
        }
    }

    #[test]
    fn a_frame_of_another_store_is_none_of_ours() {
        let mut bytes = Vec::new();
        write_frame(&[4; 32], 5, &samples()[3], &mut bytes);
        assert!(read_frame(&KEY, &bytes).is_none(), "eve cannot smuggle a keyring in");
    }
}
