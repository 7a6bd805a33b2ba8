//! Records that a peer has and this node keeps out of its set, so that runs do not bring them again and again.

use std::collections::{BTreeSet, HashMap};

use commonplace_core::id::RecordId;
use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;

use crate::event::Millis;

/// How long a record stays out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stay {
    /// Until this node says that it counts.
    Kept,
    /// For a while: it may be taken later.
    Postponed,
}

/// What one session remembers of them, at most [`limits::OUTSIDE_IDS`] in all lanes. What finds no place comes again in the
/// next run; to let an older one go for it would change nothing about that.
#[derive(Debug, Default)]
pub(crate) struct Outside {
    lanes: [BTreeSet<SetKey>; 3],
    by_id: HashMap<RecordId, (Lane, SetKey, Stay)>,
    /// How often postponed records were waited for, and when they may come again.
    waits: u32,
    again_at: Option<Millis>,
}

impl Outside {
    /// The keys of a lane.
    pub(crate) const fn lane(&self, lane: Lane) -> &BTreeSet<SetKey> {
        &self.lanes[lane as usize]
    }

    pub(crate) fn insert(&mut self, lane: Lane, key: SetKey, stay: Stay) {
        if self.by_id.len() < limits::OUTSIDE_IDS || self.by_id.contains_key(&key.id) {
            self.lanes[lane as usize].insert(key);
            self.by_id.insert(key.id, (lane, key, stay));
        }
    }

    /// The record counts from now on.
    pub(crate) fn remove(&mut self, id: &RecordId) {
        if let Some((lane, key, _)) = self.by_id.remove(id) {
            self.lanes[lane as usize].remove(&key);
        }
    }

    /// A record was postponed: it may come again after a pause, which gets longer each time.
    pub(crate) fn postpone(&mut self, lane: Lane, key: SetKey, now: Millis) {
        self.insert(lane, key, Stay::Postponed);
        if self.again_at.is_none() {
            self.again_at = Some(now.after(limits::growing_pause(self.waits)));
            self.waits = self.waits.saturating_add(1);
        }
    }

    /// When postponed records may come again.
    pub(crate) const fn due(&self) -> Option<Millis> {
        self.again_at
    }

    /// Lets postponed records come again. Says whether there were any.
    pub(crate) fn let_come(&mut self) -> bool {
        self.again_at = None;
        let postponed: Vec<RecordId> =
            self.by_id.iter().filter(|(_, (.., stay))| *stay == Stay::Postponed).map(|(id, _)| *id).collect();
        postponed.iter().for_each(|id| self.remove(id));
        !postponed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use commonplace_core::time::Slot;

    use super::*;

    fn key(number: usize) -> SetKey {
        SetKey { slot: Slot(1), id: RecordId::of(&number.to_le_bytes()) }
    }

    #[test]
    fn memory_is_bounded_and_the_first_stay() {
        let mut outside = Outside::default();
        for number in 0..=limits::OUTSIDE_IDS {
            outside.insert(Lane::Posts, key(number), Stay::Kept);
        }
        assert_eq!(outside.lane(Lane::Posts).len(), limits::OUTSIDE_IDS);
        assert!(outside.lane(Lane::Posts).contains(&key(0)));
        outside.remove(&key(0).id);
        assert_eq!(
            (outside.lane(Lane::Posts).len(), outside.by_id.len()),
            (limits::OUTSIDE_IDS - 1, limits::OUTSIDE_IDS - 1)
        );
    }

    #[test]
    fn what_is_postponed_may_come_again_later_each_time() {
        let mut outside = Outside::default();
        outside.insert(Lane::Posts, key(1), Stay::Kept);
        let mut pauses = Vec::new();
        for _ in 0..12 {
            outside.postpone(Lane::Posts, key(2), Millis(0));
            outside.postpone(Lane::Posts, key(3), Millis(7));
            pauses.push(outside.due().expect("a pause"));
            assert!(outside.let_come());
        }
        assert!(pauses.is_sorted() && pauses[0] < pauses[1], "{pauses:?}");
        assert_eq!(pauses.last(), Some(&Millis(0).after(limits::LONGEST_PAUSE)));
        assert!(!outside.let_come());
        assert_eq!(outside.lane(Lane::Posts).len(), 1);
    }
}
