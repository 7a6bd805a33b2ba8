//! Records whose envelope is real and whose content is not: replication never looks inside.

use commonplace_core::encoding::encode;
use commonplace_core::id::{EpochId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::time::Slot;
use serde_bytes::{ByteArray, Bytes};

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
