//! Frontiers: what one device says that it holds, signed, as a slip. From these follows on how many devices something is.
//! See `docs/protocol.md`, "Frontiers".

mod places;

use std::collections::BTreeMap;

use serde_bytes::{ByteBuf, Bytes};

use crate::encoding::{decode, encode};
use crate::epoch::EpochSecret;
use crate::id::{DeviceId, RecordId, SlipKey, Tag};
use crate::key::{DeviceSecret, Signature, verify};
use crate::limits;
use crate::slip::{Slip, SlipSecret};
use crate::time::{Slot, Timestamp};

pub use places::Places;

/// What the device signs, besides the slip's own signature: so the slip's key is shown to be this device's.
const SIGN_CONTEXT: &str = "commonplace 2026 frontier 1";
/// The same, where bodies were let go.
const SIGN_CONTEXT_WITHOUT: &str = "commonplace 2026 frontier 2";
/// What the content of a slip begins with when it is a frontier.
const KIND: u8 = 0;
/// The same, where bodies were let go. A program that is too old to know of them cannot read it, and claims nothing of it.
const KIND_WITHOUT: u8 = 1;
/// Name, place and record of one head.
const HEAD_BYTES: usize = 8 + 4 + 8;
/// Which head, the first place, and how many more follow it.
const RUN_BYTES: usize = 1 + 4 + 2;
/// Places in one run.
const RUN_PLACES: u64 = 1 << 16;

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

/// Places of chains, by the names of their devices: of the records there a device holds the signed heads alone.
pub type Without = BTreeMap<DeviceName, Places>;

/// What a device says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    /// Whose word it is.
    pub device: DeviceId,
    /// When, as it claims.
    pub wall: Timestamp,
    /// What it holds without gaps. At most [`limits::FRONTIER_HEADS`]; of further chains nothing is said.
    pub heads: Heads,
    /// Of these all but the bodies at these places, which it has let go. Each is at or below its chain's head.
    pub without: Without,
}

/// `[kind, device, wall, heads, signature]`.
type FrontierWire = (u8, DeviceId, Timestamp, ByteBuf, Signature);
/// `[kind, device, wall, heads, without, signature]`.
type WithoutWire = (u8, DeviceId, Timestamp, ByteBuf, ByteBuf, Signature);

impl Frontier {
    /// What can be said in one slip of what is held: at most [`limits::FRONTIER_HEADS`] chains, and of a chain whose missing
    /// bodies find no room nothing at all. So it may say less than is true, and never more.
    #[must_use]
    pub fn fitting(device: DeviceId, wall: Timestamp, mut heads: Heads, without: &Without) -> Self {
        while heads.len() > limits::FRONTIER_HEADS {
            heads.pop_last();
        }
        let mut said = Without::new();
        let mut free = limits::FRONTIER_BYTES.saturating_sub(heads.len() * HEAD_BYTES);
        for (name, places) in without {
            let Some(head) = heads.get(name) else { continue };
            let mut below = Places::default();
            for (first, last) in places.runs().iter().filter(|(first, _)| *first <= head.seq) {
                below.insert_run(*first, head.seq.min(*last));
            }
            if below.is_empty() {
                continue;
            }
            match free.checked_sub(run_bytes(&below)) {
                Some(left) => {
                    free = left;
                    said.insert(*name, below);
                }
                None => _ = heads.remove(name),
            }
        }
        Self { device, wall, heads, without: said }
    }

    /// Whether what is let go, of so many chains, takes at most half of the room that there is for it: then further chains
    /// find some.
    #[must_use]
    pub fn has_room(chains: usize, without: &Without) -> bool {
        let heads = chains.min(limits::FRONTIER_HEADS) * HEAD_BYTES;
        without.values().map(run_bytes).sum::<usize>() * 2 + RUN_BYTES <= limits::FRONTIER_BYTES.saturating_sub(heads)
    }

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
        let without = self.write_without()?;
        let said = Said { tag: &tag, key: &secret.key(), number, device: self.device, wall: self.wall, heads: &heads };
        let content = if without.is_empty() {
            encode(&(KIND, self.device, self.wall, Bytes::new(&heads), device.sign(&said.bytes())))
        } else {
            let signature = device.sign(&said.bytes_without(&without));
            encode(&(KIND_WITHOUT, self.device, self.wall, Bytes::new(&heads), Bytes::new(&without), signature))
        };
        secret.write(tag, number, Slot::of(self.wall), epoch, &content)
    }

    fn write_without(&self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        for (name, places) in &self.without {
            let (index, head) = (0_u8..).zip(&self.heads).find(|(_, (of, _))| *of == name).map(|(n, (_, h))| (n, h))?;
            if places.last().is_none_or(|last| last > head.seq) {
                return None;
            }
            for (first, last) in places.runs() {
                let mut first = *first;
                while first <= *last {
                    let more = (last - first).min(RUN_PLACES - 1);
                    out.push(index);
                    out.extend_from_slice(&u32::try_from(first).ok()?.to_be_bytes());
                    out.extend_from_slice(&u16::try_from(more).ok()?.to_be_bytes());
                    first += more + 1;
                }
            }
        }
        (self.heads.len() * HEAD_BYTES + out.len() <= limits::FRONTIER_BYTES).then_some(out)
    }

    /// What a slip says, if it is a frontier, opens under this secret, and the device signed it. Whether the device counts
    /// in the circle is for the caller to judge.
    #[must_use]
    pub fn read(slip: &Slip, epoch: &EpochSecret) -> Option<Self> {
        let content = slip.open(epoch)?;
        let header = slip.header();
        let said = |device, wall, heads| {
            let (tag, key) = (&header.tag, &header.key);
            Said { tag, key, number: header.number, device, wall, heads }
        };
        let is_of_the_hour = |wall| Slot::of(wall) == header.slot;
        if let Ok(wire) = decode::<FrontierWire>(&content, limits::SLIP_CONTENT_BYTES) {
            let (kind, device, wall, flat, signature) = wire;
            let signed = said(device, wall, &flat).bytes();
            let is_true = kind == KIND && is_of_the_hour(wall) && verify(device.as_bytes(), &signed, &signature);
            let heads = read_heads(&flat).filter(|_| is_true)?;
            return Some(Self { device, wall, heads, without: Without::new() });
        }
        let wire: WithoutWire = decode(&content, limits::SLIP_CONTENT_BYTES).ok()?;
        let (kind, device, wall, flat, runs, signature) = wire;
        let signed = said(device, wall, &flat).bytes_without(&runs);
        let is_true = kind == KIND_WITHOUT && is_of_the_hour(wall) && verify(device.as_bytes(), &signed, &signature);
        let heads = read_heads(&flat).filter(|_| is_true)?;
        let without = read_without(&runs, &heads)?;
        Some(Self { device, wall, heads, without })
    }
}

/// What the device signs of a frontier.
struct Said<'a> {
    tag: &'a Tag,
    key: &'a SlipKey,
    number: u64,
    device: DeviceId,
    wall: Timestamp,
    heads: &'a [u8],
}

impl Said<'_> {
    fn bytes(&self) -> Vec<u8> {
        let Self { tag, key, number, device, wall, heads } = self;
        encode(&(SIGN_CONTEXT, tag, key, number, device, wall, Bytes::new(heads)))
    }

    fn bytes_without(&self, without: &[u8]) -> Vec<u8> {
        let Self { tag, key, number, device, wall, heads } = self;
        encode(&(SIGN_CONTEXT_WITHOUT, tag, key, number, device, wall, Bytes::new(heads), Bytes::new(without)))
    }
}

/// Bytes that these places take in a slip.
fn run_bytes(places: &Places) -> usize {
    let pieces = |(first, last): &(u64, u64)| (last - first) / RUN_PLACES + 1;
    let pieces: u64 = places.runs().iter().map(pieces).fold(0, u64::saturating_add);
    usize::try_from(pieces).unwrap_or(usize::MAX).saturating_mul(RUN_BYTES)
}

/// Runs that ascend by chain and place without overlapping, each at or below its chain's head; at least one.
fn read_without(flat: &[u8], heads: &Heads) -> Option<Without> {
    let (chunks, rest) = flat.as_chunks::<RUN_BYTES>();
    let room = heads.len() * HEAD_BYTES + flat.len() <= limits::FRONTIER_BYTES;
    if !rest.is_empty() || chunks.is_empty() || !room {
        return None;
    }
    let chains: Vec<(&DeviceName, &Head)> = heads.iter().collect();
    let mut without = Without::new();
    let mut before = None;
    for chunk in chunks {
        let (index, rest) = chunk.split_first()?;
        let (first, more) = rest.split_first_chunk::<4>()?;
        let first = u64::from(u32::from_be_bytes(*first));
        let last = first + u64::from(u16::from_be_bytes(more.try_into().ok()?));
        let (name, head) = chains.get(usize::from(*index))?;
        if last > head.seq || before.is_some_and(|before| before >= (*index, first)) {
            return None;
        }
        before = Some((*index, last));
        without.entry(**name).or_default().insert_run(first, last);
    }
    Some(without)
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
        Frontier { device: device(of).id(), wall: WALL, heads: heads.collect(), without: Without::new() }
    }

    /// Heads at place 100,000, and of each of these chains the bodies at every other place up to there let go.
    fn thinned(heads: u64, runs: u64) -> Frontier {
        let head = |n: u64| (n.to_be_bytes(), Head::new(100_000, &RecordId::of(&n.to_le_bytes())));
        let without = |n: u64| (n.to_be_bytes(), (0..runs).map(|run| run * 2 + n).collect());
        let (heads, without) = ((0..heads).map(head).collect(), (0..heads).map(without).collect());
        Frontier { device: device(2).id(), wall: WALL, heads, without }
    }

    #[test]
    fn bodies_that_were_let_go_are_named() {
        for (heads, runs) in [(1, 1), (1, 500), (30, 15), (190, 0)] {
            let mut said = thinned(heads, runs);
            if let Some(places) = said.without.values_mut().next_back() {
                places.insert_run(2_000, 90_000);
            }
            said.without.retain(|_, places| !places.is_empty());
            let slip = said.write(&device(2), TAG, 9, &epoch()).expect("in bounds");
            assert_eq!(Frontier::read(&slip, &epoch()), Some(said), "{heads} heads, {runs} runs");
        }
        assert!(thinned(1, 600).write(&device(2), TAG, 9, &epoch()).is_none(), "more than a slip holds");
        let mut said = thinned(1, 1);
        said.without.insert([9; 8], Places::run(0, 0));
        assert!(said.write(&device(2), TAG, 9, &epoch()).is_none(), "of a chain that is not named");
        let mut said = thinned(1, 1);
        said.without.insert([0; 8], Places::run(0, 100_001));
        assert!(said.write(&device(2), TAG, 9, &epoch()).is_none(), "beyond the head");
    }

    #[test]
    fn what_does_not_fit_is_not_claimed() {
        let Frontier { device: of, wall, heads, without } = thinned(40, 100);
        let said = Frontier::fitting(of, wall, heads.clone(), &without);
        assert!(said.write(&device(2), TAG, 9, &epoch()).is_some());
        assert!(!said.without.is_empty() && said.heads.len() < heads.len());
        assert!(
            said.heads.keys().all(|name| said.without.get(name) == without.get(name)),
            "all of a chain, or nothing"
        );
        // Beyond a head nothing is claimed, and so nothing is missing.
        let without = Without::from([([0; 8], Places::run(99_990, 200_000)), ([77; 8], Places::all())]);
        let said = Frontier::fitting(of, wall, heads, &without);
        assert_eq!(said.without, Without::from([([0; 8], Places::run(99_990, 100_000))]));
        assert!(Frontier::has_room(40, &said.without) && !Frontier::has_room(40, &thinned(40, 100).without));
    }

    #[test]
    fn false_runs_are_refused() {
        let run = |index: u8, first: u32, more: u16| [&[index][..], &first.to_be_bytes(), &more.to_be_bytes()].concat();
        let heads = thinned(2, 0).heads;
        let good = [run(0, 5, 0), run(0, 6, 3), run(1, 0, 65_535)].concat();
        assert!(read_without(&good, &heads).is_some());
        let many: Vec<u8> = (0..600).flat_map(|n| run(0, n * 2, 0)).collect();
        for (bad, why) in [
            (Vec::new(), "none"),
            (good[..20].to_vec(), "cut"),
            (run(2, 0, 0), "a chain that is not named"),
            (run(0, 99_999, 2), "beyond the head"),
            (run(0, u32::MAX, u16::MAX), "beyond all"),
            ([run(0, 5, 3), run(0, 8, 0)].concat(), "overlapping"),
            ([run(1, 5, 0), run(0, 8, 0)].concat(), "out of order"),
            (many, "more than fit"),
        ] {
            assert_eq!(read_without(&bad, &heads), None, "{why}");
        }
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
