//! The slips of one circle that a node keeps and passes on.

use std::collections::BTreeMap;

use super::Slip;
use crate::id::SlipKey;
use crate::limits;
use crate::time::Slot;

/// What the keeper of a shelf knows of a slip's writer. A relay, which reads nothing, knows none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regard {
    /// It may be anybody's: kept while there is room, those that came first.
    Stranger,
    /// A member's own, or one that the circle waits for: strangers make room for it, and it does not grow too old.
    Known,
}

/// What became of a slip that was offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offered {
    /// It is kept, and passed on.
    Kept {
        /// A stranger's slip that made room for it.
        dropped: Option<SlipKey>,
    },
    /// The same one or a later one is here.
    Old,
    /// Its hour is further ahead than [`limits::SLOT_AHEAD_HOURS`]: it may be offered again then.
    Ahead,
    /// It was written more than [`limits::SLIP_HOURS`] ago.
    Stale,
    /// There is no room for another stranger's.
    Full,
}

#[derive(Debug, Clone)]
struct Place {
    slip: Slip,
    regard: Regard,
    /// When its key came first, among all of this shelf.
    order: u64,
}

/// The slips of one circle: of each key the latest, at most [`limits::SLIPS`] of at most [`limits::SLIP_BYTES`] bytes each.
///
/// When it is full, no key that came later puts out one that came earlier, so that whoever floods it with keys stops
/// newcomers at most; and [`Regard::Known`] ones put out strangers, the last one first.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    places: BTreeMap<SlipKey, Place>,
    next: u64,
}

impl Shelf {
    /// Offers a slip whose signature was verified. `now` is the hour of the clock here.
    pub fn offer(&mut self, slip: Slip, regard: Regard, now: Slot) -> Offered {
        let header = *slip.header();
        if self.number(&header.key).is_some_and(|number| number >= header.number) {
            return Offered::Old;
        }
        if header.slot.0 > now.0.saturating_add(limits::SLOT_AHEAD_HOURS) {
            return Offered::Ahead;
        }
        if is_stale(header.slot, now) {
            return Offered::Stale;
        }
        if let Some(place) = self.places.get_mut(&header.key) {
            (place.slip, place.regard) = (slip, regard);
            return Offered::Kept { dropped: None };
        }
        let mut dropped = None;
        if self.places.len() >= limits::SLIPS {
            if regard == Regard::Stranger {
                return Offered::Full;
            }
            let strangers = self.places.iter().filter(|(_, place)| place.regard == Regard::Stranger);
            dropped = strangers.max_by_key(|(_, place)| place.order).map(|(key, _)| *key);
            let Some(key) = dropped else { return Offered::Full };
            self.places.remove(&key);
        }
        self.keep(slip, regard);
        Offered::Kept { dropped }
    }

    /// Puts back a slip that was kept before, at a start.
    pub fn keep(&mut self, slip: Slip, regard: Regard) {
        let order = self.next;
        self.next += 1;
        self.places.insert(slip.header().key, Place { slip, regard, order });
    }

    /// Changes what is known of a slip's writer. Says no if it is not here.
    pub fn regard(&mut self, key: &SlipKey, regard: Regard) -> bool {
        self.places.get_mut(key).map(|place| place.regard = regard).is_some()
    }

    /// What is known of a slip's writer; nothing if it is not here.
    #[must_use]
    pub fn regarded(&self, key: &SlipKey) -> Option<Regard> {
        self.places.get(key).map(|place| place.regard)
    }

    /// Lets go of a slip.
    pub fn remove(&mut self, key: &SlipKey) -> bool {
        self.places.remove(key).is_some()
    }

    /// Lets go of strangers' slips that are too old. Returns their keys.
    pub fn forget_stale(&mut self, now: Slot) -> Vec<SlipKey> {
        let stale = |place: &Place| place.regard == Regard::Stranger && is_stale(place.slip.header().slot, now);
        let keys: Vec<SlipKey> = self.places.iter().filter(|(_, place)| stale(place)).map(|(key, _)| *key).collect();
        for key in &keys {
            self.places.remove(key);
        }
        keys
    }

    /// The slip with this key.
    #[must_use]
    pub fn get(&self, key: &SlipKey) -> Option<&Slip> {
        self.places.get(key).map(|place| &place.slip)
    }

    /// The number of the slip with this key.
    #[must_use]
    pub fn number(&self, key: &SlipKey) -> Option<u64> {
        self.get(key).map(|slip| slip.header().number)
    }

    /// All slips, in ascending order of keys.
    pub fn slips(&self) -> impl Iterator<Item = &Slip> {
        self.places.values().map(|place| &place.slip)
    }

    /// Those that are fit to be passed on: of the others nobody would take them.
    pub fn fresh(&self, now: Slot) -> impl Iterator<Item = &Slip> {
        self.slips().filter(move |slip| !is_stale(slip.header().slot, now))
    }

    /// Their keys and numbers, as a peer is told of them.
    #[must_use]
    pub fn told(&self, now: Slot) -> Vec<(SlipKey, u64)> {
        self.fresh(now).map(|slip| (slip.header().key, slip.header().number)).collect()
    }

    /// Those of whose writers nothing is known.
    pub fn strangers(&self) -> impl Iterator<Item = &Slip> {
        self.places.values().filter(|place| place.regard == Regard::Stranger).map(|place| &place.slip)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Bytes of all of them.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.slips().map(|slip| slip.bytes().len()).sum()
    }
}

fn is_stale(slot: Slot, now: Slot) -> bool {
    slot.0.saturating_add(limits::SLIP_HOURS) < now.0
}

#[cfg(test)]
mod tests {
    use super::super::SlipSecret;
    use super::*;
    use crate::id::{EpochId, Tag};

    const NOW: Slot = Slot(60_000);

    fn slip(who: u64, number: u64, slot: Slot) -> Slip {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&who.to_le_bytes());
        let (tag, epoch) = (Tag::from_bytes([7; 16]), EpochId::from_bytes([1; 16]));
        SlipSecret::from_seed(seed).write_sealed(tag, number, slot, epoch, &[0; 256]).expect("in bounds")
    }

    fn offer(shelf: &mut Shelf, slip: Slip) -> Offered {
        shelf.offer(slip, Regard::Stranger, NOW)
    }

    #[test]
    fn the_latest_of_a_key_counts_whatever_the_order() {
        for order in [[1, 2, 3], [3, 1, 2], [2, 3, 1]] {
            let mut shelf = Shelf::default();
            for number in order {
                offer(&mut shelf, slip(1, number, NOW));
            }
            assert_eq!(shelf.slips().map(|slip| slip.header().number).collect::<Vec<_>>(), [3]);
            assert_eq!(offer(&mut shelf, slip(1, 2, NOW)), Offered::Old, "eve replays");
        }
    }

    #[test]
    fn who_floods_a_shelf_puts_out_nobody() {
        let mut shelf = Shelf::default();
        let alice = slip(0, 1, NOW);
        offer(&mut shelf, alice.clone());
        for who in 1..=limits::SLIPS as u64 {
            offer(&mut shelf, slip(who, limits::LARGEST_NUMBER, NOW));
        }
        assert_eq!(shelf.len(), limits::SLIPS);
        assert!(shelf.bytes() <= limits::SLIPS * limits::SLIP_BYTES);
        assert_eq!(shelf.get(&alice.header().key), Some(&alice));
        let later = slip(0, 2, NOW);
        assert_eq!(offer(&mut shelf, later), Offered::Kept { dropped: None }, "alice's next one");
        let bob = slip(5_000, 1, NOW);
        assert_eq!(offer(&mut shelf, bob.clone()), Offered::Full);
        // A member knows bob, and the last stranger makes room.
        let last = slip(limits::SLIPS as u64 - 1, 1, NOW).header().key;
        assert_eq!(shelf.offer(bob.clone(), Regard::Known, NOW), Offered::Kept { dropped: Some(last) });
        assert_eq!(shelf.len(), limits::SLIPS);
        assert!(shelf.get(&bob.header().key).is_some());
    }

    #[test]
    fn neither_the_future_nor_the_distant_past_is_taken() {
        let mut shelf = Shelf::default();
        let ahead = Slot(NOW.0 + limits::SLOT_AHEAD_HOURS + 1);
        assert_eq!(offer(&mut shelf, slip(1, 9, ahead)), Offered::Ahead);
        assert_eq!(offer(&mut shelf, slip(1, 1, Slot(NOW.0 - limits::SLIP_HOURS - 1))), Offered::Stale);
        assert_eq!(offer(&mut shelf, slip(1, 1, Slot(NOW.0 - limits::SLIP_HOURS))), Offered::Kept { dropped: None });
        shelf.offer(slip(2, 1, Slot(NOW.0 - limits::SLIP_HOURS)), Regard::Known, NOW);
        let later = Slot(NOW.0 + 1);
        assert_eq!(shelf.forget_stale(later), [slip(1, 1, NOW).header().key]);
        assert_eq!(shelf.len(), 1, "a member's is remembered");
    }
}
