//! Frontiers: what one device says that it holds, signed, as a slip. From these follows on how many devices something is.
//! See `docs/protocol.md`, "Frontiers".

use std::collections::BTreeMap;

use serde_bytes::{ByteBuf, Bytes};

use crate::encoding::{decode, encode};
use crate::epoch::EpochSecret;
use crate::id::{DeviceId, RecordId, SlipKey, Tag};
use crate::key::{DeviceSecret, Signature, verify};
use crate::limits;
use crate::slip::{Slip, SlipSecret};
use crate::time::{Slot, Timestamp};

/// What the device signs, besides the slip's own signature: so the slip's key is shown to be this device's.
const SIGN_CONTEXT: &str = "commonplace 2026 frontier 1";
/// What the content of a slip begins with when it is a frontier.
const KIND: u8 = 0;
/// Name, place and record of one head.
const HEAD_BYTES: usize = 8 + 4 + 8;

/// The first bytes of a device's id: enough to tell the devices of a circle apart.
pub type DeviceName = [u8; 8];

/// The name of a device.
#[must_use]
pub fn device_name(device: &DeviceId) -> DeviceName {
    first(device.as_bytes())
}

/// The end of what is held of a device's chain: an unbroken line from its first record to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Place of the last record.
    pub seq: u64,
    /// The first bytes of its id: of a chain that forks, they say which branch.
    pub id: [u8; 8],
}

impl Head {
    /// The head at this record.
    #[must_use]
    pub fn new(seq: u64, id: &RecordId) -> Self {
        Self { seq, id: first(id.as_bytes()) }
    }

    /// Whether it is this record.
    #[must_use]
    pub fn is(&self, seq: u64, id: &RecordId) -> bool {
        *self == Self::new(seq, id)
    }
}

/// The heads of all chains of which anything is held.
pub type Heads = BTreeMap<DeviceName, Head>;

/// What a device says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    /// Whose word it is.
    pub device: DeviceId,
    /// When, as it claims.
    pub wall: Timestamp,
    /// What it holds without gaps. At most [`limits::FRONTIER_HEADS`]; of further chains nothing is said.
    pub heads: Heads,
}

/// `[kind, device, wall, heads, signature]`.
type FrontierWire = (u8, DeviceId, Timestamp, ByteBuf, Signature);

impl Frontier {
    /// The slip of this device that says so; `number` is greater than that of the one before. None when a part is out of
    /// bounds.
    #[must_use]
    pub fn write(&self, device: &DeviceSecret, tag: Tag, number: u64, epoch: &EpochSecret) -> Option<Slip> {
        if self.device != device.id() || self.heads.len() > limits::FRONTIER_HEADS {
            return None;
        }
        let secret = SlipSecret::frontier(device, &tag);
        let mut heads = Vec::with_capacity(self.heads.len() * HEAD_BYTES);
        for (name, head) in &self.heads {
            heads.extend_from_slice(name);
            heads.extend_from_slice(&u32::try_from(head.seq).ok()?.to_be_bytes());
            heads.extend_from_slice(&head.id);
        }
        let signature = device.sign(&signed_bytes(&tag, &secret.key(), number, self.device, self.wall, &heads));
        let content = encode(&(KIND, self.device, self.wall, Bytes::new(&heads), signature));
        secret.write(tag, number, Slot::of(self.wall), epoch, &content)
    }

    /// What a slip says, if it is a frontier, opens under this secret, and the device signed it. Whether the device counts
    /// in the circle is for the caller to judge.
    #[must_use]
    pub fn read(slip: &Slip, epoch: &EpochSecret) -> Option<Self> {
        let content = slip.open(epoch)?;
        let (kind, device, wall, flat, signature): FrontierWire = decode(&content, limits::SLIP_CONTENT_BYTES).ok()?;
        let header = slip.header();
        let signed = signed_bytes(&header.tag, &header.key, header.number, device, wall, &flat);
        let is_true = kind == KIND && Slot::of(wall) == header.slot && verify(device.as_bytes(), &signed, &signature);
        let heads = read_heads(&flat).filter(|_| is_true)?;
        Some(Self { device, wall, heads })
    }
}

fn signed_bytes(tag: &Tag, key: &SlipKey, number: u64, device: DeviceId, wall: Timestamp, heads: &[u8]) -> Vec<u8> {
    encode(&(SIGN_CONTEXT, tag, key, number, device, wall, Bytes::new(heads)))
}

/// In ascending order of names, each once.
fn read_heads(flat: &[u8]) -> Option<Heads> {
    let (chunks, rest) = flat.as_chunks::<HEAD_BYTES>();
    if !rest.is_empty() || chunks.len() > limits::FRONTIER_HEADS {
        return None;
    }
    let mut heads = Heads::new();
    for chunk in chunks {
        let (name, rest) = chunk.split_first_chunk::<8>()?;
        let (seq, id) = rest.split_first_chunk::<4>()?;
        if heads.last_key_value().is_some_and(|(last, _)| last >= name) {
            return None;
        }
        heads.insert(*name, Head { seq: u64::from(u32::from_be_bytes(*seq)), id: id.try_into().ok()? });
    }
    Some(heads)
}

fn first(bytes: &[u8; 32]) -> [u8; 8] {
    let mut out = [0; 8];
    out.copy_from_slice(&bytes[..8]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: Tag = Tag::from_bytes([7; 16]);
    const WALL: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn device(seed: u8) -> DeviceSecret {
        DeviceSecret::from_seed([seed; 32])
    }

    fn epoch() -> EpochSecret {
        EpochSecret::from_bytes([5; 32])
    }

    fn frontier(of: u8, heads: usize) -> Frontier {
        let heads = (0..heads as u64).map(|seq| (seq.to_be_bytes(), Head::new(seq, &RecordId::of(&seq.to_le_bytes()))));
        Frontier { device: device(of).id(), wall: WALL, heads: heads.collect() }
    }

    #[test]
    fn what_a_device_says_is_read_by_who_holds_the_epoch() {
        for heads in [0, 1, limits::FRONTIER_HEADS] {
            let said = frontier(2, heads);
            let slip = said.write(&device(2), TAG, 9, &epoch()).expect("in bounds");
            assert_eq!(Frontier::read(&slip, &epoch()), Some(said));
            assert_eq!(Frontier::read(&slip, &EpochSecret::from_bytes([6; 32])), None);
        }
        assert!(frontier(2, limits::FRONTIER_HEADS + 1).write(&device(2), TAG, 9, &epoch()).is_none());
    }

    #[test]
    fn nobody_speaks_for_another_device() {
        assert!(frontier(2, 3).write(&device(3), TAG, 9, &epoch()).is_none());
        // Eve, who holds the epoch, seals alice's signed words under a key of her own, or under another number.
        let slip = frontier(2, 3).write(&device(2), TAG, 9, &epoch()).expect("in bounds");
        let content = slip.open(&epoch()).expect("sealed under it");
        let hers = SlipSecret::from_seed([9; 32]).write(TAG, 9, Slot::of(WALL), &epoch(), &content).expect("in bounds");
        assert_eq!(Frontier::read(&hers, &epoch()), None);
        let again = SlipSecret::frontier(&device(2), &TAG).write(TAG, 10, Slot::of(WALL), &epoch(), &content);
        assert_eq!(Frontier::read(&again.expect("in bounds"), &epoch()), None);
        let other = Tag::from_bytes([8; 16]);
        let elsewhere = SlipSecret::frontier(&device(2), &TAG).write(other, 9, Slot::of(WALL), &epoch(), &content);
        assert_eq!(Frontier::read(&elsewhere.expect("in bounds"), &epoch()), None);
    }
}
