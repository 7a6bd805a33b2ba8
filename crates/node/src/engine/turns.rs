//! Whose records are placed in the views first, when many wait. A pure count.

use std::collections::BTreeMap;

use commonplace_core::id::{DeviceId, Tag};

/// Records of one device that are placed out of turn while others wait: a long session of writing.
const SHOWN_AT_ONCE: u64 = 64;
/// Records of one device that wait at once and are more than anybody writes: some minutes of the fastest.
const FLOOD: u64 = 1024;

/// How many records of each device wait for their turn, since last none waited.
#[derive(Debug, Default)]
pub(super) struct Turns {
    waiting: BTreeMap<(Tag, DeviceId), u64>,
}

impl Turns {
    /// A record of a device begins to wait. Says whether it is placed with the next slice: whoever writes ten thousand
    /// keeps nobody else waiting.
    pub(super) fn begin(&mut self, tag: Tag, device: DeviceId) -> bool {
        let waiting = self.waiting.entry((tag, device)).or_default();
        *waiting += 1;
        *waiting <= SHOWN_AT_ONCE
    }

    /// None waits any more.
    pub(super) fn all_placed(&mut self) {
        self.waiting.clear();
    }

    /// Whether the `behind` records that are not placed yet, without those that go out of turn, are of devices of which so
    /// much waits that nobody waits for them; of `me` everything is waited for.
    pub(super) fn only_a_flood_waits(&self, behind: u64, me: &DeviceId) -> bool {
        let may_wait =
            |(of, waiting): (&(Tag, DeviceId), &u64)| *waiting <= SHOWN_AT_ONCE || (*waiting >= FLOOD && of.1 != *me);
        // What an earlier run left, nobody has counted.
        behind <= self.waiting.values().sum::<u64>() && self.waiting.iter().all(may_wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELLS: Tag = Tag::from_bytes([1; 16]);

    fn device(number: u8) -> DeviceId {
        DeviceId::from_bytes([number; 32])
    }

    #[test]
    fn eve_waits_for_herself_and_nobody_else_does() {
        let (me, bob, eve) = (device(1), device(2), device(6));
        let mut turns = Turns::default();
        let shown = (0..10_000).filter(|_| turns.begin(CELLS, eve)).count();
        assert_eq!(shown, 64);
        assert!(turns.begin(CELLS, bob), "bob's note is shown with the next slice");
        assert!(turns.begin(CELLS, me));
        assert!(turns.only_a_flood_waits(9_000, &me));
        assert!(!turns.only_a_flood_waits(12_000, &me), "some of it is of an earlier run");
        // Whoever has just brought a term's notes along wants to see them all.
        (0..2_000).for_each(|_| _ = turns.begin(CELLS, me));
        assert!(!turns.only_a_flood_waits(9_000, &me));
        turns.all_placed();
        // A friend who was away for a while is waited for.
        (0..500).for_each(|_| _ = turns.begin(CELLS, bob));
        assert!(!turns.only_a_flood_waits(400, &me));
    }
}
