//! Records whose envelope is real and whose content is not: replication never looks inside.

use commonplace_core::encoding::encode;
use commonplace_core::id::{EpochId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::slip::{Slip, SlipSecret};
use commonplace_core::time::Slot;
use serde_bytes::{ByteArray, Bytes};

use crate::memory::HOUR;

/// What stands before the content in a sealed body: nonce and seal.
const BODY_HEAD: usize = 24 + 16;
/// First content byte of a record that [`is_forged`] tells apart: the test's stand-in for a false signature.
const FORGED: u8 = 0xff;

/// A record of a circle with this content. Different contents give different ids.
///
/// # Panics
/// If the content does not fit into an envelope.
#[must_use]
pub fn record(tag: Tag, lane: Lane, slot: Slot, content: &[u8]) -> Sealed {
    let epoch = EpochId::from_bytes([0; 16]);
    let body = [&[0; BODY_HEAD], content].concat();
    let (nonce, head, body) = (ByteArray::new([0_u8; 24]), Bytes::new(&[0; 16]), Bytes::new(&body));
    let envelope = (1_u8, 1_u8, tag, lane, slot, epoch, nonce, head, (), body);
    Sealed::from_bytes(&encode(&envelope)).expect("the content fits into an envelope")
}

/// A slip of a writer in a circle, truly signed, with nothing sealed inside. Long when `long` says so.
///
/// # Panics
/// If the number is out of bounds.
#[must_use]
pub fn slip(tag: Tag, writer: u64, number: u64, long: bool) -> Slip {
    let mut seed = [0x51; 32];
    seed[..8].copy_from_slice(&writer.to_le_bytes());
    seed[8..24].copy_from_slice(tag.as_bytes());
    let sealed = vec![0; if long { 4096 } else { 256 }];
    let slip = SlipSecret::from_seed(seed).write_sealed(tag, number, HOUR, EpochId::from_bytes([0; 16]), &sealed);
    slip.expect("a number in bounds")
}

/// What the rules of the simulated network read in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Who has written it; of a control record, whom it is about.
    pub author: u8,
    /// Its number; a later one of the same author is greater.
    pub number: u64,
    /// Of a control record that is no grant: from which number on nothing of the author counts.
    pub void_from: Option<u64>,
}

impl Claim {
    /// As content of a record, padded to this length if that is longer.
    #[must_use]
    pub fn to_content(self, len: usize) -> Vec<u8> {
        let mut content = vec![self.author];
        content.extend_from_slice(&self.number.to_le_bytes());
        content.push(u8::from(self.void_from.is_some()));
        content.extend_from_slice(&self.void_from.unwrap_or_default().to_le_bytes());
        content.resize(content.len().max(len), 0);
        content
    }

    /// What a record claims; what its content does not say is zero.
    #[must_use]
    pub fn of(record: &Sealed) -> Self {
        let mut bytes = [0; 18];
        let content = content(record);
        let len = content.len().min(bytes.len());
        bytes[..len].copy_from_slice(&content[..len]);
        let number = |at: usize| bytes[at..at + 8].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        Self { author: bytes[0], number: number(1), void_from: (bytes[9] == 1).then(|| number(10)) }
    }
}

/// A record that [`is_forged`] calls forged.
#[must_use]
pub fn forged(tag: Tag, lane: Lane, slot: Slot, number: u64) -> Sealed {
    record(tag, lane, slot, &[&[FORGED][..], &number.to_le_bytes()].concat())
}

/// Whether the record is one of [`forged`].
#[must_use]
pub fn is_forged(record: &Sealed) -> bool {
    content(record).first() == Some(&FORGED)
}

/// What was given as content.
#[must_use]
pub fn content(record: &Sealed) -> &[u8] {
    let bytes = record.bytes();
    // Everything before the body has a fixed length, except for the slot and the body's own head.
    let slot_bytes = match record.header().slot.0 {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        _ => 5,
    };
    let before = 1 + 1 + 1 + 17 + 1 + slot_bytes + 17 + 26 + 17 + 1;
    let body_head = if bytes.get(before) == Some(&0x58) { 2 } else { 3 };
    &bytes[before + body_head + BODY_HEAD..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_comes_back() {
        for void_from in [None, Some(0), Some(70_000)] {
            let claim = Claim { author: 3, number: 80_000, void_from };
            let tag = Tag::from_bytes([1; 16]);
            assert_eq!(Claim::of(&record(tag, Lane::Control, Slot(9), &claim.to_content(40))), claim);
        }
    }

    #[test]
    fn content_comes_back() {
        for slot in [0, 30, 300, 60_000, 100_000] {
            for len in [0, 1, 23, 24, 255, 256, 40_000] {
                let record = record(Tag::from_bytes([1; 16]), Lane::Posts, Slot(slot), &vec![7; len]);
                assert_eq!(content(&record), vec![7; len], "slot {slot}, {len} bytes");
            }
        }
        assert!(is_forged(&forged(Tag::from_bytes([1; 16]), Lane::Posts, Slot(9), 3)));
    }
}
