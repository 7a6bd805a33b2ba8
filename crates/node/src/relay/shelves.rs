//! What a relay keeps of each lease: its terms, how much lies there, and the slips.

use std::collections::BTreeMap;
use std::time::Duration;

use commonplace_core::id::{SlipKey, Tag};
use commonplace_core::lease::Lease;
use commonplace_core::limits;
use commonplace_core::record::Lane;
use commonplace_core::slip::{Offered, Regard, Shelf, Slip};
use commonplace_core::time::Slot;
use commonplace_store::{AppendError, Entry, Mark, Store};
use commonplace_sync::Millis;

use super::attachments::Attachments;
use crate::engine::Now;
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
    /// Those of the slips that holders of passes left.
    left: BTreeMap<SlipKey, Left>,
}

/// A slip that the holder of a pass left.
#[derive(Debug, Default)]
struct Left {
    /// Before this no change of it is taken.
    next: Millis,
    /// How often it was asked for what answers it.
    asked: usize,
    /// The later ones came later.
    order: usize,
}

/// How long the holder of a pass waits before they may change what they left: honest ones never do, and each change is
/// written to the disk.
const CHANGED_AFTER: Duration = Duration::from_secs(600);
/// How far a slip's number may be ahead of the clock here: as far as its hour.
const AHEAD_MILLIS: u64 = limits::SLOT_AHEAD_HOURS as u64 * 3_600_000;

/// All leases at work.
#[derive(Debug, Default)]
pub(super) struct Shelves(BTreeMap<Tag, Lent>);

const LEASES: &[u8] = b"lease/";
const GIVEN: &[u8] = b"given/";
const USED: &[u8] = b"used/";
const SLIPS: &[u8] = b"slip/";
/// Slips that holders of passes left, so that they are known as such after a start.
const LEFT: &[u8] = b"left/";

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
            let ((slips, left), attachments) = (slips(store, &tag)?, Attachments::load(store, &tag)?);
            let full = used >= quota;
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

/// The slips that were written down, and which of them holders of passes left. Those are the last, so that they make room
/// for members'.
fn slips(store: &Store, tag: &Tag) -> Result<(Shelf, BTreeMap<SlipKey, Left>), Error> {
    let (mut shelf, mut left) = (Shelf::default(), BTreeMap::new());
    for prefix in [SLIPS, LEFT] {
        for (_, bytes) in store.locals(&key(prefix, tag)).map_err(failed)?.values {
            let Some(slip) = Slip::read(&bytes).ok().filter(|slip| slip.header().tag == *tag) else { continue };
            let key = slip.header().key;
            if shelf.number(&key).is_none_or(|number| number < slip.header().number) {
                shelf.keep(slip, Regard::Stranger);
            }
            if prefix == LEFT {
                left.insert(key, Left { order: left.len(), ..Left::default() });
            }
        }
    }
    Ok((shelf, left))
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
    /// leaves the members theirs; and none of them changes what they left again and again, or for a time to come.
    pub(super) fn leave(&mut self, slip: Slip, now: Now) -> Offered {
        let (key, number) = (slip.header().key, slip.header().number);
        let Self { slips, left, .. } = self;
        left.retain(|key, _| slips.get(key).is_some());
        if number > now.wall.millis().saturating_add(AHEAD_MILLIS) {
            return Offered::Ahead;
        }
        let is_new = slips.get(&key).is_none();
        let too_soon = left.get(&key).is_some_and(|known| now.mono < known.next);
        let is_change = slips.number(&key).is_some_and(|known| known < number);
        if (is_new && left.len() >= limits::LEASE_ASKS) || (is_change && too_soon) {
            return Offered::Full;
        }
        let offered = slips.offer(slip, Regard::Stranger, Slot::of(now.wall));
        if matches!(offered, Offered::Kept { .. }) && (is_new || left.contains_key(&key)) {
            let order = left.values().map(|left| left.order + 1).max().unwrap_or(0);
            let known = left.entry(key).or_insert(Left { order, ..Left::default() });
            known.next = now.mono.after(CHANGED_AFTER);
        }
        offered
    }

    /// Takes a slip that a member brings: whose it is nobody here can tell. Where there is no room, what came last by a
    /// pass makes some, so that their answers are not kept out by those who ask.
    pub(super) fn bring(&mut self, slip: Slip, now: Slot) -> Offered {
        let offered = self.slips.offer(slip.clone(), Regard::Stranger, now);
        let last = self.left.iter().max_by_key(|(_, left)| left.order).map(|(key, _)| *key);
        let (Offered::Full, Some(last)) = (&offered, last) else { return offered };
        self.left.remove(&last);
        self.slips.remove(&last);
        match self.slips.offer(slip, Regard::Stranger, now) {
            Offered::Kept { .. } => Offered::Kept { dropped: Some(last) },
            other => other,
        }
    }

    /// The slips that answer one that asks: they have its epoch and its number. Of more than are given at once, others
    /// come the next time, so that nobody crowds out the one that is waited for.
    pub(super) fn answers_to(&mut self, asked: &Slip) -> Vec<Vec<u8>> {
        let asked = asked.header();
        let turn = self.left.get_mut(&asked.key).map_or(0, |left| {
            left.asked += 1;
            left.asked - 1
        });
        let answers = self.slips.slips().filter(|slip| {
            let header = slip.header();
            let is_answer = (header.epoch, header.number) == (asked.epoch, asked.number);
            is_answer && header.key != asked.key && !self.left.contains_key(&header.key)
        });
        let answers: Vec<&Slip> = answers.collect();
        let rounds = answers.len().div_ceil(limits::LEASE_ANSWERS).max(1);
        let from = (turn % rounds) * limits::LEASE_ANSWERS;
        answers.into_iter().skip(from).take(limits::LEASE_ANSWERS).map(|slip| slip.bytes().to_vec()).collect()
    }

    /// A slip, or its absence, as it is written down.
    pub(super) fn slip_entries(&self, slip: &SlipKey) -> Vec<Entry> {
        let entry = |prefix: &[u8], value| {
            let key = [prefix, self.lease.tag.as_bytes(), slip.as_bytes()].concat();
            Entry::Local { key, value }
        };
        match self.slips.get(slip).map(|slip| slip.bytes().to_vec()) {
            Some(bytes) if self.left.contains_key(slip) => vec![entry(LEFT, Some(bytes))],
            Some(bytes) => vec![entry(SLIPS, Some(bytes))],
            None => vec![entry(SLIPS, None), entry(LEFT, None)],
        }
    }
}
