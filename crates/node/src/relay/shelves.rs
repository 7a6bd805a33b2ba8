//! What a relay keeps of each lease: its terms, how much lies there, and the slips.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{SlipKey, Tag};
use commonplace_core::lease::Lease;
use commonplace_core::limits;
use commonplace_core::record::Lane;
use commonplace_core::slip::{Offered, Regard, Shelf, Slip};
use commonplace_core::time::Slot;
use commonplace_store::{AppendError, Entry, Mark, Store};

use super::attachments::Attachments;
use crate::error::Error;

/// A lease that the operator allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// What the steward handed over.
    pub lease: Lease,
    /// Bytes that may be kept.
    pub quota: u64,
}

/// A lease at work.
#[derive(Debug)]
pub(super) struct Lent {
    /// With the present terms.
    pub(super) lease: Lease,
    pub(super) quota: u64,
    /// Bytes of records here.
    pub(super) used: u64,
    /// Whether something was refused since there was room last.
    pub(super) full: bool,
    pub(super) slips: Shelf,
    pub(super) attachments: Attachments,
    /// Those of the slips that holders of passes left, since the start.
    left: BTreeSet<SlipKey>,
}

/// All leases at work.
#[derive(Debug, Default)]
pub(super) struct Shelves(BTreeMap<Tag, Lent>);

const LEASES: &[u8] = b"lease/";
const GIVEN: &[u8] = b"given/";
const USED: &[u8] = b"used/";
const SLIPS: &[u8] = b"slip/";

fn key(prefix: &[u8], tag: &Tag) -> Vec<u8> {
    [prefix, tag.as_bytes()].concat()
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Store { why: error.to_string() }
}

impl Shelves {
    /// Those that are allowed, with what the store remembers of them. What admins have changed since stays, unless the
    /// operator was handed another lease for the same circle.
    pub(super) fn open(store: &mut Store, allowed: Vec<Allowed>) -> Result<Self, Error> {
        let mut shelves = Self::default();
        let mut entries = Vec::new();
        for Allowed { lease, quota } in allowed {
            let tag = lease.tag;
            let given = blake3::hash(&lease.encode()).as_bytes().to_vec();
            let before = store.local(&key(GIVEN, &tag)).map_err(failed)?;
            let stored = store.local(&key(LEASES, &tag)).map_err(failed)?.and_then(|bytes| Lease::decode(&bytes));
            // What was forgotten at an admin's wish stays so until the operator is handed a lease that was made after it.
            let stays = |stored: &Lease| {
                let later = lease.terms.follows(&stored.terms);
                before.as_ref() == Some(&given) || (stored.terms.is_forgotten() && !later)
            };
            let present = match stored.filter(stays) {
                Some(stored) => stored,
                None => {
                    entries.push(Entry::Local { key: key(GIVEN, &tag), value: Some(given) });
                    entries.push(Entry::Local { key: key(LEASES, &tag), value: Some(lease.encode()) });
                    lease
                }
            };
            entries.push(Entry::Circle { tag, fp_key: present.fp_key });
            let used = store.local(&key(USED, &tag)).map_err(failed)?;
            let used = used.and_then(|bytes| Some(u64::from_be_bytes(bytes.try_into().ok()?))).unwrap_or(0);
            let (slips, attachments) = (slips(store, &tag)?, Attachments::load(store, &tag)?);
            let (full, left) = (used >= quota, BTreeSet::new());
            shelves.0.insert(tag, Lent { lease: present, quota, used, full, slips, attachments, left });
        }
        store.append(&entries).map_err(failed)?;
        for lent in shelves.0.values_mut().filter(|lent| lent.lease.terms.is_forgotten()) {
            // A stop may have come in between. On a full disk it is tried again when somebody asks.
            if let Err(error) = lent.clear(store) {
                tracing::warn!(%error, "could not delete what a circle had here");
            }
        }
        Ok(shelves)
    }

    pub(super) fn get(&self, tag: &Tag) -> Option<&Lent> {
        self.0.get(tag)
    }

    pub(super) fn get_mut(&mut self, tag: &Tag) -> Option<&mut Lent> {
        self.0.get_mut(tag)
    }

    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut Lent> {
        self.0.values_mut()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Lent> {
        self.0.values()
    }
}

fn slips(store: &Store, tag: &Tag) -> Result<Shelf, Error> {
    let mut shelf = Shelf::default();
    for (_, bytes) in store.locals(&key(SLIPS, tag)).map_err(failed)?.values {
        if let Ok(slip) = Slip::read(&bytes)
            && slip.header().tag == *tag
        {
            shelf.keep(slip, Regard::Stranger);
        }
    }
    Ok(shelf)
}

impl Lent {
    /// Lets go of all records.
    pub(super) fn clear(&mut self, store: &mut Store) -> Result<(), AppendError> {
        let tag = self.lease.tag;
        for lane in Lane::ALL {
            loop {
                let keys = store.set_ids(&tag, lane, .., limits::LEASE_DROPS);
                if keys.is_empty() {
                    break;
                }
                let marks: Vec<Entry> = keys.iter().map(|key| Entry::Mark { id: key.id, mark: Mark::Lost }).collect();
                store.append(&marks)?;
            }
        }
        (self.used, self.full) = (0, false);
        store.append(&[self.used_entry()])?;
        Ok(())
    }

    /// Whether so many bytes more may be kept.
    pub(super) fn has_room(&self, bytes: u64) -> bool {
        self.used.saturating_add(bytes) <= self.quota
    }

    /// Per lane, the first slot that is kept. Who is a member is known from the beginning on.
    pub(super) const fn horizon(&self) -> [Slot; 3] {
        let horizon = self.lease.terms.horizon;
        [Slot(0), horizon, horizon]
    }

    /// Bytes that attachments may take: their part of the room, as far as records leave it.
    pub(super) const fn room_for_attachments(&self) -> u64 {
        let (part, left) = (self.quota / limits::LEASE_ATTACHMENTS_PART, self.quota.saturating_sub(self.used));
        if part < left { part } else { left }
    }

    /// The terms as they are written down.
    pub(super) fn terms_entry(&self) -> Entry {
        Entry::Local { key: key(LEASES, &self.lease.tag), value: Some(self.lease.encode()) }
    }

    /// How much lies here, as it is written down.
    pub(super) fn used_entry(&self) -> Entry {
        Entry::Local { key: key(USED, &self.lease.tag), value: Some(self.used.to_be_bytes().to_vec()) }
    }

    /// Takes a slip that the holder of a pass leaves. They have a part of the shelf to themselves, so that who floods it
    /// leaves the members theirs.
    pub(super) fn leave(&mut self, slip: Slip, now: Slot) -> Offered {
        let key = slip.header().key;
        let Self { slips, left, .. } = self;
        left.retain(|key| slips.get(key).is_some());
        if slips.get(&key).is_none() && left.len() >= limits::LEASE_ASKS {
            return Offered::Full;
        }
        let offered = slips.offer(slip, Regard::Stranger, now);
        if matches!(offered, Offered::Kept { .. }) {
            left.insert(key);
        }
        offered
    }

    /// The slips that answer one that asks: they have its epoch and its number.
    pub(super) fn answers_to(&self, asked: &Slip) -> Vec<Vec<u8>> {
        let asked = asked.header();
        let answers = self.slips.slips().filter(|slip| {
            let header = slip.header();
            (header.epoch, header.number) == (asked.epoch, asked.number) && !self.left.contains(&header.key)
        });
        let others = answers.filter(|slip| slip.header().key != asked.key);
        others.take(limits::LEASE_ANSWERS).map(|slip| slip.bytes().to_vec()).collect()
    }

    /// A slip, or its absence, as it is written down.
    pub(super) fn slip_entry(&self, slip: &SlipKey) -> Entry {
        let value = self.slips.get(slip).map(|slip| slip.bytes().to_vec());
        let key = [SLIPS, self.lease.tag.as_bytes(), slip.as_bytes()].concat();
        Entry::Local { key, value }
    }
}
