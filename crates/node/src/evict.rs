//! What is let go when a circle takes more room than it is given: rules without IO.
//!
//! Nothing goes on a memory of who holds what. A copy goes only when another device has just said that its own stays, and a
//! device that wants to let its own go says so to nobody. So among honest devices one copy stays, whoever asks whom.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// An attachment that is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept<B, A> {
    pub(crate) blob: B,
    /// Whose it is.
    pub(crate) by: A,
    /// Bytes that it takes.
    pub(crate) bytes: u64,
    /// When it came: what came first goes first. Zero for what was taken back, which goes before all else.
    pub(crate) since: u64,
    /// Neither one's own, nor pinned, nor needed now.
    pub(crate) may_go: bool,
}

/// What should go so that `used` bytes become `quota`: what was taken back, then what is of whoever takes most at that
/// moment, so that nobody who attaches much pushes out what others attached. Of one person the oldest goes first; of equally
/// old ones the largest. As much as may go, if that is not enough.
pub(crate) fn to_let_go<B: Copy + Ord, A: Copy + Ord>(kept: &[Kept<B, A>], used: u64, quota: u64) -> Vec<B> {
    let mut taken: BTreeMap<A, u64> = BTreeMap::new();
    for kept in kept {
        *taken.entry(kept.by).or_default() += kept.bytes;
    }
    let mut candidates: Vec<&Kept<B, A>> = kept.iter().filter(|kept| kept.may_go).collect();
    candidates.sort_by_key(|kept| (kept.since, Reverse(kept.bytes), kept.blob));
    let back = candidates.partition_point(|kept| kept.since == 0);
    let mut taken_back = candidates[..back].iter().copied();
    let mut of: BTreeMap<A, VecDeque<&Kept<B, A>>> = BTreeMap::new();
    for kept in &candidates[back..] {
        of.entry(kept.by).or_default().push_back(kept);
    }
    let (mut left, mut going) = (used, Vec::new());
    while left > quota {
        let next = taken_back.next().or_else(|| {
            let most = of.iter().filter_map(|(by, theirs)| Some((taken.get(by)?, Reverse(theirs.front()?.since), *by)));
            let (.., by) = most.max()?;
            of.get_mut(&by)?.pop_front()
        });
        let Some(next) = next else { break };
        left = left.saturating_sub(next.bytes);
        taken.entry(next.by).and_modify(|bytes| *bytes -= next.bytes);
        going.push(next.blob);
    }
    going
}

/// Attachments of which this device has asked others whether theirs stay, and has no answer yet.
#[derive(Debug)]
pub(crate) struct Leaving<B> {
    asked: BTreeSet<B>,
}

impl<B> Default for Leaving<B> {
    fn default() -> Self {
        Self { asked: BTreeSet::new() }
    }
}

impl<B: Copy + Ord> Leaving<B> {
    /// This device asks others about it from now on.
    pub(crate) fn begin(&mut self, blob: B) {
        self.asked.insert(blob);
    }

    /// Whether it waits for an answer about it.
    pub(crate) fn is_leaving(&self, blob: &B) -> bool {
        self.asked.contains(blob)
    }

    /// How many answers it waits for.
    pub(crate) fn count(&self) -> usize {
        self.asked.len()
    }

    /// What to say to a device that wants to let its copy go. Never yes while ours may go on its word.
    pub(crate) fn will_stay(&self, blob: &B, is_here: bool) -> bool {
        is_here && !self.is_leaving(blob)
    }

    /// Another device has answered. Whether ours may go.
    pub(crate) fn answered(&mut self, blob: &B, stays: bool) -> bool {
        self.asked.remove(blob) && stays
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng as _;

    use super::*;

    fn kept() -> impl Strategy<Value = Vec<Kept<usize, u8>>> {
        let one = (1_u64..1_000, 0_u64..8, any::<bool>(), 0_u8..4);
        prop::collection::vec(one, 0..40).prop_map(|all| {
            let kept = |(blob, (bytes, since, may_go, by))| Kept { blob, by, bytes, since, may_go };
            all.into_iter().enumerate().map(kept).collect()
        })
    }

    /// Says the same in another way: takes one at a time from what is left.
    fn reference(kept: &[Kept<usize, u8>], quota: u64) -> Vec<usize> {
        let (mut left, mut going) = (kept.to_vec(), Vec::new());
        loop {
            let used: u64 = left.iter().map(|kept| kept.bytes).sum();
            let takes = |by: u8| left.iter().filter(|kept| kept.by == by).map(|kept| kept.bytes).sum::<u64>();
            let next = left.iter().filter(|kept| kept.may_go).min_by_key(|kept| {
                let fair = if kept.since == 0 { (0, 0, 0) } else { (1, u64::MAX - takes(kept.by), kept.since) };
                let by = if kept.since == 0 { 0 } else { u8::MAX - kept.by };
                (fair, by, Reverse(kept.bytes), kept.blob)
            });
            match next.map(|kept| kept.blob) {
                Some(blob) if used > quota => {
                    left.retain(|kept| kept.blob != blob);
                    going.push(blob);
                }
                _ => return going,
            }
        }
    }

    #[test]
    fn whoever_attaches_much_pushes_out_nobody_elses() {
        let one = |blob, by, bytes, since| Kept { blob, by, bytes, since, may_go: true };
        // Bob's two pictures are the oldest; eve has attached a hundred films since.
        let mut kept = vec![one(0, 'b', 10, 1), one(1, 'b', 10, 2)];
        kept.extend((2..102).map(|blob| one(blob, 'e', 1_000, blob)));
        assert_eq!(to_let_go(&kept, 100_020, 2_000), (2..101).collect::<Vec<_>>());
        kept[1].since = 0;
        assert_eq!(to_let_go(&kept, 100_020, 100_015), [1], "but what he took back goes first");
    }

    proptest! {
        #[test]
        fn what_goes_is_what_the_reference_lets_go(kept in kept(), quota in 0_u64..20_000) {
            let used = kept.iter().map(|kept| kept.bytes).sum();
            let going = to_let_go(&kept, used, quota);
            prop_assert_eq!(&going, &reference(&kept, quota));
            prop_assert!(kept.iter().all(|kept| kept.may_go || !going.contains(&kept.blob)), "never what must stay");
        }
    }

    /// A device of the model: one attachment, and messages that take their time.
    #[derive(Default)]
    struct Device {
        here: bool,
        leaving: Leaving<()>,
    }

    enum Message {
        Asks { from: usize, to: usize },
        Answers { to: usize, stays: bool },
    }

    #[test]
    fn whoever_lets_go_when_one_copy_stays() {
        let mut dropped = 0;
        for seed in 0..2_000 {
            let mut rng = ChaCha20Rng::seed_from_u64(seed);
            let mut draw = |below: usize| rng.next_u32() as usize % below;
            let mut devices: Vec<Device> =
                (0..2 + draw(4)).map(|_| Device { here: true, ..Device::default() }).collect();
            let mut way: Vec<Message> = Vec::new();
            for _ in 0..200 {
                if draw(3) == 0 {
                    let (from, to) = (draw(devices.len()), draw(devices.len()));
                    if from != to && devices[from].here && !devices[from].leaving.is_leaving(&()) {
                        devices[from].leaving.begin(());
                        way.push(Message::Asks { from, to });
                    }
                } else if !way.is_empty() {
                    // In any order, and some are lost: then the asker hears a no in the end.
                    match way.swap_remove(draw(way.len())) {
                        Message::Asks { from, to } => {
                            let stays = devices[to].leaving.will_stay(&(), devices[to].here) && draw(10) > 0;
                            way.push(Message::Answers { to: from, stays });
                        }
                        Message::Answers { to, stays } => {
                            if devices[to].leaving.answered(&(), stays) {
                                devices[to].here = false;
                                dropped += 1;
                            }
                        }
                    }
                }
                assert!(devices.iter().any(|device| device.here), "seed {seed}: the last copy is gone");
            }
        }
        assert!(dropped > 2_000, "copies do go: {dropped}");
    }
}
