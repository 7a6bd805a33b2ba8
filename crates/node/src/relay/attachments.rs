//! What a relay keeps of a circle's attachments: sealed segments, in a part of the lease's room.
//!
//! When there is not room for all, what was attached first goes first, and of the same hour the largest. Nothing that is
//! older than what is here is taken in its place, so that what members offer again does not chase itself round.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::blob::segment_count;
use commonplace_core::encoding::{decode, encode};
use commonplace_core::id::{BlobId, Tag};
use commonplace_core::lease::{Keeping, Parcel};
use commonplace_core::limits;
use commonplace_core::time::Slot;
use commonplace_store::{Entry, ReadError, Store};

use crate::error::Error;

const PREFIX: &[u8] = b"parcel/";
/// Longest value: a size and an hour.
const VALUE_BYTES: usize = 32;

/// An attachment that is kept, or is to be.
#[derive(Debug)]
pub(super) struct Kept {
    /// Its sealed size, in bytes. It takes this room from the moment at which it is to come.
    pub(super) size: u64,
    /// The hour of the latest record that names it, as members say.
    pub(super) slot: Slot,
    /// Whether all of it is here.
    pub(super) whole: bool,
    /// Who offered it since the last fetch.
    pub(super) from: BTreeSet<[u8; 32]>,
}

/// The attachments of a lease.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    all: BTreeMap<BlobId, Kept>,
    bytes: u64,
}

fn key(tag: &Tag, blob: &BlobId) -> Vec<u8> {
    [PREFIX, tag.as_bytes(), blob.as_bytes()].concat()
}

impl Attachments {
    /// Those that the store remembers. Whether they are whole their files say.
    pub(super) fn load(store: &Store, tag: &Tag) -> Result<Self, Error> {
        let mut attachments = Self::default();
        let prefix = [PREFIX, tag.as_bytes()].concat();
        let failed = |error: ReadError| Error::Store { why: error.to_string() };
        for (key, value) in store.locals(&prefix).map_err(failed)?.values {
            let blob = key.strip_prefix(prefix.as_slice()).and_then(|bytes| BlobId::try_from(bytes).ok());
            let said = decode::<(u64, Slot)>(&value, VALUE_BYTES).ok();
            let (Some(blob), Some((size, slot))) = (blob, said) else { continue };
            let whole = store.blobs().has(&blob);
            attachments.insert(blob, Kept { size, slot, whole, from: BTreeSet::new() });
        }
        Ok(attachments)
    }

    /// How it is written down that an attachment is kept, or not any more.
    pub(super) fn entry(&self, tag: &Tag, blob: &BlobId) -> Entry {
        let value = self.all.get(blob).map(|kept| encode(&(kept.size, kept.slot)));
        Entry::Local { key: key(tag, blob), value }
    }

    /// Bytes that they take, or will when all have come.
    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many are here, whole.
    pub(super) fn whole(&self) -> usize {
        self.all.values().filter(|kept| kept.whole).count()
    }

    pub(super) fn get(&self, blob: &BlobId) -> Option<&Kept> {
        self.all.get(blob)
    }

    pub(super) fn get_mut(&mut self, blob: &BlobId) -> Option<&mut Kept> {
        self.all.get_mut(blob)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&BlobId, &Kept)> {
        self.all.iter()
    }

    fn insert(&mut self, blob: BlobId, kept: Kept) {
        self.bytes = self.bytes.saturating_add(kept.size);
        if let Some(before) = self.all.insert(blob, kept) {
            self.bytes = self.bytes.saturating_sub(before.size);
        }
    }

    pub(super) fn remove(&mut self, blob: &BlobId) {
        if let Some(kept) = self.all.remove(blob) {
            self.bytes = self.bytes.saturating_sub(kept.size);
        }
    }

    /// What goes first, when something must.
    fn order(&self) -> Vec<BlobId> {
        let mut order: Vec<_> = self.all.iter().map(|(blob, kept)| (rank(kept.slot, kept.size, blob), *blob)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, blob)| blob).collect()
    }

    /// A member offers one, and `room` bytes may be taken in all. Says what becomes of it, and which go for it. `busy` says
    /// that it is being fetched.
    pub(super) fn offer(&mut self, parcel: Parcel, from: [u8; 32], room: u64, busy: bool) -> (Keeping, Vec<BlobId>) {
        let Parcel { blob, size, slot } = parcel;
        if let Some(kept) = self.all.get_mut(&blob) {
            // Of two who name different sizes one lies. The fetch finds out; until then the later word counts.
            let same = kept.size == size;
            if kept.whole || busy || same {
                kept.slot = kept.slot.max(slot);
                if same && !kept.whole && kept.from.len() < limits::BLOB_SOURCES {
                    kept.from.insert(from);
                }
                return (if kept.whole { Keeping::Whole } else { Keeping::Comes }, Vec::new());
            }
            self.remove(&blob);
        }
        if segment_count(size).is_none() || size > room {
            return (Keeping::NoRoom, Vec::new());
        }
        let (mut bytes, mut count) = (self.bytes.saturating_add(size), self.all.len() + 1);
        let mut going = Vec::new();
        if bytes > room || count > limits::LEASE_ATTACHMENTS {
            for first in self.order() {
                let Some(kept) = self.all.get(&first) else { continue };
                if rank(kept.slot, kept.size, &first) >= rank(slot, size, &blob) {
                    return (Keeping::NoRoom, Vec::new());
                }
                (bytes, count) = (bytes.saturating_sub(kept.size), count - 1);
                going.push(first);
                if bytes <= room && count <= limits::LEASE_ATTACHMENTS {
                    break;
                }
            }
        }
        going.iter().for_each(|blob| self.remove(blob));
        self.insert(blob, Kept { size, slot, whole: false, from: BTreeSet::from([from]) });
        (Keeping::Comes, going)
    }

    /// Keeps within so many bytes, and says what went for it.
    pub(super) fn keep_within(&mut self, room: u64) -> Vec<BlobId> {
        let mut going = Vec::new();
        if self.bytes > room {
            for first in self.order() {
                if self.bytes <= room {
                    break;
                }
                self.remove(&first);
                going.push(first);
            }
        }
        going
    }
}

fn rank(slot: Slot, size: u64, blob: &BlobId) -> (Slot, Reverse<u64>, [u8; 32]) {
    (slot, Reverse(size), *blob.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALICE: [u8; 32] = [1; 32];

    fn parcel(number: u8, size: u64, hour: u32) -> Parcel {
        Parcel { blob: BlobId::from_bytes([number; 32]), size, slot: Slot(hour) }
    }

    fn held(attachments: &Attachments) -> Vec<u8> {
        attachments.iter().map(|(blob, _)| blob.as_bytes()[0]).collect()
    }

    #[test]
    fn what_was_attached_first_makes_room_and_of_one_hour_the_largest() {
        let mut attachments = Attachments::default();
        for (number, size, hour) in [(1, 300, 7), (2, 400, 7), (3, 200, 8)] {
            assert_eq!(
                attachments.offer(parcel(number, size, hour), ALICE, 1_000, false),
                (Keeping::Comes, Vec::new())
            );
        }
        let (keeping, going) = attachments.offer(parcel(4, 200, 9), ALICE, 1_000, false);
        assert_eq!((keeping, going), (Keeping::Comes, vec![BlobId::from_bytes([2; 32])]));
        assert_eq!((held(&attachments), attachments.bytes()), (vec![1, 3, 4], 700));
        assert_eq!(attachments.keep_within(450), [BlobId::from_bytes([1; 32])], "records need the room");
        assert_eq!(attachments.bytes(), 400);
    }

    #[test]
    fn what_went_does_not_come_back_in_the_place_of_what_is_newer() {
        let mut attachments = Attachments::default();
        assert_eq!(attachments.offer(parcel(1, 600, 9), ALICE, 1_000, false).0, Keeping::Comes);
        for older in [parcel(2, 600, 8), parcel(3, 700, 9)] {
            assert_eq!(attachments.offer(older, ALICE, 1_000, false), (Keeping::NoRoom, Vec::new()));
        }
        assert_eq!(held(&attachments), [1]);
        // Nor is anything taken that does not fit even alone, or that no attachment is as large as.
        for strange in [parcel(4, 1_001, 10), parcel(5, 0, 10), parcel(6, u64::MAX, 10)] {
            assert_eq!(attachments.offer(strange, ALICE, 1_000, false).0, Keeping::NoRoom);
        }
    }

    #[test]
    fn eve_fills_the_list_and_it_stays_as_long_as_it_may_be() {
        let mut attachments = Attachments::default();
        for number in 0..u32::try_from(limits::LEASE_ATTACHMENTS).expect("few") + 10 {
            let blob = BlobId::from_bytes(*blake3::hash(&number.to_be_bytes()).as_bytes());
            attachments.offer(Parcel { blob, size: 1, slot: Slot(number) }, ALICE, u64::MAX, false);
        }
        assert_eq!(attachments.iter().count(), limits::LEASE_ATTACHMENTS);
        assert_eq!(attachments.bytes(), limits::LEASE_ATTACHMENTS as u64);
    }

    #[test]
    fn eve_who_names_a_false_size_keeps_out_nobody() {
        let mut attachments = Attachments::default();
        attachments.offer(parcel(1, 900, 9), [3; 32], 1_000, false);
        assert_eq!(attachments.offer(parcel(1, 300, 9), ALICE, 1_000, true).0, Keeping::Comes);
        assert_eq!(attachments.bytes(), 900, "while it is being fetched");
        assert_eq!(attachments.offer(parcel(1, 300, 9), ALICE, 1_000, false).0, Keeping::Comes);
        let kept = attachments.get(&BlobId::from_bytes([1; 32])).expect("kept");
        assert_eq!((kept.size, kept.from.len(), attachments.bytes()), (300, 1, 300));
    }
}
