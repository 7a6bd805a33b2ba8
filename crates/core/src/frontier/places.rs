//! Places of one chain, kept as runs: what a device lets go of lies together mostly.

/// Places of one chain, in ascending runs that neither overlap nor touch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// First and last of each.
    runs: Vec<(u64, u64)>,
}

impl Places {
    /// Every place.
    #[must_use]
    pub fn all() -> Self {
        Self { runs: vec![(0, u64::MAX)] }
    }

    /// From a first place to a last one.
    #[must_use]
    pub fn run(first: u64, last: u64) -> Self {
        Self { runs: if first <= last { vec![(first, last)] } else { Vec::new() } }
    }

    /// The runs, ascending: first and last of each.
    #[must_use]
    pub fn runs(&self) -> &[(u64, u64)] {
        &self.runs
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The greatest.
    #[must_use]
    pub fn last(&self) -> Option<u64> {
        self.runs.last().map(|(_, last)| *last)
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn contains(&self, place: u64) -> bool {
        let after = self.runs.partition_point(|(first, _)| *first <= place);
        after.checked_sub(1).and_then(|run| self.runs.get(run)).is_some_and(|(_, last)| place <= *last)
    }

    /// Whether both have a place in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        other.runs.iter().any(|(first, last)| {
            let after = self.runs.partition_point(|(start, _)| start <= last);
            after.checked_sub(1).and_then(|run| self.runs.get(run)).is_some_and(|(_, end)| first <= end)
        })
    }

    /// Adds a place.
    pub fn insert(&mut self, place: u64) {
        self.insert_run(place, place);
    }

    /// Adds all places from a first to a last one.
    pub fn insert_run(&mut self, first: u64, last: u64) {
        if first > last {
            return;
        }
        // Those that it overlaps or touches become one with it.
        let from = self.runs.partition_point(|(_, end)| end.checked_add(1).is_some_and(|next| next < first));
        let upto = self.runs.partition_point(|(start, _)| *start <= last.saturating_add(1)).max(from);
        let joined = &self.runs[from..upto];
        let first = joined.first().map_or(first, |(start, _)| first.min(*start));
        let last = joined.last().map_or(last, |(_, end)| last.max(*end));
        self.runs.splice(from..upto, [(first, last)]);
    }

    /// Takes a place away.
    pub fn remove(&mut self, place: u64) {
        let after = self.runs.partition_point(|(first, _)| *first <= place);
        let Some(at) = after.checked_sub(1).filter(|at| self.runs[*at].1 >= place) else { return };
        let (first, last) = self.runs[at];
        let below = place.checked_sub(1).filter(|below| *below >= first).map(|below| (first, below));
        let above = place.checked_add(1).filter(|above| *above <= last).map(|above| (above, last));
        self.runs.splice(at..=at, below.into_iter().chain(above));
    }

    /// At most so many runs: of more, the last ones become one, with what lies between them.
    pub fn coarsen(&mut self, runs: usize) {
        if let Some(last) = self.last()
            && self.runs.len() > runs
            && let Some(kept) = runs.checked_sub(1)
        {
            self.runs.truncate(runs);
            self.runs[kept].1 = last;
        }
    }
}

impl FromIterator<u64> for Places {
    fn from_iter<T: IntoIterator<Item = u64>>(places: T) -> Self {
        let mut made = Self::default();
        places.into_iter().for_each(|place| made.insert(place));
        made
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone)]
    enum Change {
        Insert(u64, u64),
        Remove(u64),
    }

    fn changes() -> impl Strategy<Value = Vec<Change>> {
        // Near both ends of what a place can be.
        let place = prop_oneof![0_u64..40, u64::MAX - 20..=u64::MAX];
        let insert =
            (place.clone(), 0_u64..4).prop_map(|(first, more)| Change::Insert(first, first.saturating_add(more)));
        prop::collection::vec(prop_oneof![insert, place.prop_map(Change::Remove)], 0..40)
    }

    fn made(changes: &[Change]) -> (Places, BTreeSet<u64>) {
        let (mut places, mut model) = (Places::default(), BTreeSet::new());
        for change in changes {
            match *change {
                Change::Insert(first, last) => {
                    places.insert_run(first, last);
                    model.extend(first..=last);
                }
                Change::Remove(place) => {
                    places.remove(place);
                    model.remove(&place);
                }
            }
        }
        (places, model)
    }

    proptest! {
        #[test]
        fn they_are_what_was_put_in_and_not_taken_away(one in changes(), other in changes(), runs in 1_usize..6) {
            let (places, model) = made(&one);
            let listed: BTreeSet<u64> = places.runs().iter().flat_map(|(first, last)| *first..=*last).collect();
            prop_assert_eq!(&listed, &model);
            prop_assert!(places.runs().windows(2).all(|pair| pair[0].1 + 1 < pair[1].0), "runs that touch are one");
            prop_assert_eq!(places.last(), model.last().copied());
            prop_assert_eq!(places.is_empty(), model.is_empty());
            for place in (0..50).chain(u64::MAX - 30..=u64::MAX) {
                prop_assert_eq!(places.contains(place), model.contains(&place));
            }
            prop_assert_eq!(&model.iter().copied().collect::<Places>(), &places);
            let (others, other_model) = made(&other);
            prop_assert_eq!(places.meets(&others), !model.is_disjoint(&other_model));
            let mut coarse = places.clone();
            coarse.coarsen(runs);
            prop_assert!(coarse.runs().len() <= runs && coarse.last() == places.last());
            prop_assert!(model.iter().all(|place| coarse.contains(*place)), "never less");
        }
    }
}
