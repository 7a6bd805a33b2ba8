//! One lane's set, in order, with sums kept per leaf: a range costs its leaves, not its records.

use std::collections::BTreeMap;
use std::ops::{Bound, RangeBounds};

use commonplace_core::set::{SetKey, SetSum};

/// Most members of a leaf. A range cuts two leaves at most, and hashes half of each at most.
const LEAF_MEMBERS: usize = 64;

/// How members (arrival numbers) are told apart and hashed.
pub(crate) trait Members {
    fn key(&self, member: u32) -> SetKey;
    fn element(&self, member: u32) -> SetSum;
}

#[derive(Debug, Clone, Default)]
struct Leaf {
    /// In order of their keys.
    members: Vec<u32>,
    sum: SetSum,
}

/// The members of one lane of one circle.
#[derive(Debug, Clone, Default)]
pub(crate) struct LaneSet {
    /// By a key that is not greater than any in the leaf, and greater than all before it.
    leaves: BTreeMap<SetKey, Leaf>,
    total: SetSum,
}

impl LaneSet {
    /// The set of these members, in any order and without repetition.
    pub(crate) fn build(mut members: Vec<u32>, resolve: &impl Members) -> Self {
        members.sort_unstable_by_key(|member| resolve.key(*member));
        let mut set = Self::default();
        for chunk in members.chunks(LEAF_MEMBERS / 2) {
            let sum = chunk.iter().map(|member| resolve.element(*member)).sum();
            let start = if set.leaves.is_empty() { SetKey::MIN } else { resolve.key(chunk[0]) };
            set.total += sum;
            set.leaves.insert(start, Leaf { members: chunk.to_vec(), sum });
        }
        set
    }

    /// Adds a member that is not in the set.
    pub(crate) fn insert(&mut self, member: u32, resolve: &impl Members) {
        let key = resolve.key(member);
        let element = resolve.element(member);
        self.total += element;
        if self.leaves.is_empty() {
            self.leaves.insert(SetKey::MIN, Leaf::default());
        }
        let Some((_, leaf)) = self.leaves.range_mut(..=key).next_back() else { return };
        let place = leaf.members.partition_point(|other| resolve.key(*other) < key);
        leaf.members.insert(place, member);
        leaf.sum += element;
        if leaf.members.len() > LEAF_MEMBERS {
            // Records mostly come in order of time: then the full leaf stays full, instead of every leaf half empty.
            let at = if place == LEAF_MEMBERS { place } else { LEAF_MEMBERS / 2 };
            let upper = split(leaf, at, resolve);
            self.leaves.insert(resolve.key(upper.members[0]), upper);
        }
    }

    /// Takes a member out, if it is in the set.
    pub(crate) fn remove(&mut self, member: u32, resolve: &impl Members) {
        let key = resolve.key(member);
        let Some((start, leaf)) = self.leaves.range_mut(..=key).next_back() else { return };
        let start = *start;
        let Ok(place) = leaf.members.binary_search_by_key(&key, |other| resolve.key(*other)) else { return };
        let element = resolve.element(member);
        leaf.members.remove(place);
        leaf.sum -= element;
        self.total -= element;
        if leaf.members.is_empty() && start != SetKey::MIN {
            self.leaves.remove(&start);
        }
    }

    pub(crate) fn sum(&self, range: &impl RangeBounds<SetKey>, resolve: &impl Members) -> SetSum {
        if is_unbounded(range) {
            return self.total;
        }
        self.parts(range, resolve).map(|part| part.sum(resolve)).sum()
    }

    pub(crate) fn keys(&self, range: &impl RangeBounds<SetKey>, max: usize, resolve: &impl Members) -> Vec<SetKey> {
        let members = self.parts(range, resolve).flat_map(Part::into_members);
        members.take(max).map(|member| resolve.key(*member)).collect()
    }

    /// The keys at the given places of the range; `places` ascend.
    pub(crate) fn at(
        &self,
        range: &impl RangeBounds<SetKey>,
        places: impl Iterator<Item = u64>,
        resolve: &impl Members,
    ) -> Vec<SetKey> {
        let mut parts = self.parts(range, resolve);
        let mut current = parts.next();
        let mut before = 0_u64;
        let mut keys = Vec::new();
        for place in places {
            while let Some(part) = &current {
                let members = part.members();
                if let Some(member) = usize::try_from(place - before).ok().and_then(|index| members.get(index)) {
                    keys.push(resolve.key(*member));
                    break;
                }
                before += members.len() as u64;
                current = parts.next();
            }
        }
        keys
    }

    /// The leaves that a range touches, each cut to it.
    fn parts<'a>(
        &'a self,
        range: &impl RangeBounds<SetKey>,
        resolve: &'a impl Members,
    ) -> impl Iterator<Item = Part<'a>> + 'a {
        let (start, end) = (range.start_bound().cloned(), range.end_bound().cloned());
        let first = match start {
            Bound::Included(key) | Bound::Excluded(key) => self.leaves.range(..=key).next_back().map(|(key, _)| *key),
            Bound::Unbounded => None,
        };
        let from = first.map_or(Bound::Unbounded, Bound::Included);
        let mut leaves = self.leaves.range((from, Bound::Unbounded)).peekable();
        std::iter::from_fn(move || {
            let (key, leaf) = leaves.next_if(|(key, _)| !beyond(key, &end))?;
            // Only the first and the last leaf are cut: for those between their keys say so, without a look at members.
            let whole_below = !before(key, &start);
            let whole_above = leaves.peek().is_some_and(|(next, _)| !beyond(next, &end));
            let place =
                |cut: &dyn Fn(&SetKey) -> bool| leaf.members.partition_point(|member| cut(&resolve.key(*member)));
            let low = if whole_below { 0 } else { place(&|key| before(key, &start)) };
            let high = if whole_above { leaf.members.len() } else { place(&|key| !beyond(key, &end)) };
            Some(Part { leaf, low, high: high.max(low) })
        })
    }
}

#[derive(Debug)]
struct Part<'a> {
    leaf: &'a Leaf,
    low: usize,
    high: usize,
}

impl<'a> Part<'a> {
    fn members(&self) -> &'a [u32] {
        &self.leaf.members[self.low..self.high]
    }

    fn into_members(self) -> impl Iterator<Item = &'a u32> {
        self.members().iter()
    }

    /// Hashes whichever is less: what is inside the range or what is outside.
    fn sum(&self, resolve: &impl Members) -> SetSum {
        let all = &self.leaf.members;
        let elements = |members: &[u32]| members.iter().map(|member| resolve.element(*member)).sum::<SetSum>();
        if self.high - self.low > all.len() / 2 {
            self.leaf.sum - elements(&all[..self.low]) - elements(&all[self.high..])
        } else {
            elements(self.members())
        }
    }
}

fn split(leaf: &mut Leaf, at: usize, resolve: &impl Members) -> Leaf {
    let members = leaf.members.split_off(at);
    let sum = members.iter().map(|member| resolve.element(*member)).sum();
    leaf.sum -= sum;
    Leaf { members, sum }
}

fn is_unbounded(range: &impl RangeBounds<SetKey>) -> bool {
    matches!((range.start_bound(), range.end_bound()), (Bound::Unbounded, Bound::Unbounded))
}

fn before(key: &SetKey, start: &Bound<SetKey>) -> bool {
    match start {
        Bound::Included(start) => key < start,
        Bound::Excluded(start) => key <= start,
        Bound::Unbounded => false,
    }
}

fn beyond(key: &SetKey, end: &Bound<SetKey>) -> bool {
    match end {
        Bound::Included(end) => key > end,
        Bound::Excluded(end) => key >= end,
        Bound::Unbounded => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use commonplace_core::id::RecordId;
    use commonplace_core::time::Slot;
    use proptest::prelude::*;

    use super::*;

    /// Members are numbers; few slots, so that many share one.
    struct Numbers;

    impl Members for Numbers {
        fn key(&self, member: u32) -> SetKey {
            SetKey { slot: Slot(member % 5), id: RecordId::of(&member.to_le_bytes()) }
        }

        fn element(&self, member: u32) -> SetSum {
            SetSum::element(&[7; 32], &self.key(member).id)
        }
    }

    fn bound(kind: u8, member: u32) -> Bound<SetKey> {
        match kind {
            0 => Bound::Unbounded,
            1 => Bound::Included(Numbers.key(member)),
            _ => Bound::Excluded(Numbers.key(member)),
        }
    }

    proptest! {
        #[test]
        fn every_answer_equals_that_of_a_plain_set(
            changes in proptest::collection::vec((any::<bool>(), 0_u32..400), 0..900),
            built in 0_usize..300,
            start in (0_u8..3, 0_u32..400),
            end in (0_u8..3, 0_u32..400),
            parts in 1_u64..20,
        ) {
            let mut model: BTreeSet<(SetKey, u32)> =
                (1000..1000 + u32::try_from(built).expect("small")).map(|member| (Numbers.key(member), member)).collect();
            let mut set = LaneSet::build(model.iter().map(|(_, member)| *member).rev().collect(), &Numbers);
            for (add, member) in changes {
                let entry = (Numbers.key(member), member);
                if add && model.insert(entry) {
                    set.insert(member, &Numbers);
                } else if !add && model.remove(&entry) {
                    set.remove(member, &Numbers);
                }
            }
            let range = (bound(start.0, start.1), bound(end.0, end.1));
            let expected: Vec<_> = model.iter().filter(|(key, _)| range.contains(key)).collect();
            let keys: Vec<_> = expected.iter().map(|(key, _)| *key).collect();
            let sum: SetSum = expected.iter().map(|(_, member)| Numbers.element(*member)).sum();
            prop_assert_eq!(set.sum(&range, &Numbers), sum);
            prop_assert_eq!(set.keys(&range, usize::MAX, &Numbers), &keys[..]);
            prop_assert_eq!(set.keys(&range, 7, &Numbers), &keys[..keys.len().min(7)]);
            let places = (1..parts).map(|part| part * keys.len() as u64 / parts);
            let at: Vec<_> = places.clone().filter_map(|place| keys.get(usize::try_from(place).ok()?).copied()).collect();
            prop_assert_eq!(set.at(&range, places, &Numbers), at);
            prop_assert_eq!(set.sum(&.., &Numbers).count, model.len() as u64);
        }
    }
}
