//! Tallies: how many people hold which value. Derived from slots and never stored, so they cannot be wrong.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::PersonId;

use super::Slot;

/// Who holds which value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally<V: Ord>(BTreeMap<V, BTreeSet<PersonId>>);

impl<V: Ord + Clone> Tally<V> {
    /// The tally of these slots.
    pub fn of<'a>(slots: impl IntoIterator<Item = (PersonId, &'a Slot<V>)>) -> Self
    where
        V: 'a,
    {
        let mut people: BTreeMap<V, BTreeSet<PersonId>> = BTreeMap::new();
        for (person, slot) in slots {
            if let Some(value) = slot.value() {
                people.entry(value.clone()).or_default().insert(person);
            }
        }
        Self(people)
    }

    /// How many hold this value.
    #[must_use]
    pub fn count(&self, value: &V) -> usize {
        self.0.get(value).map_or(0, BTreeSet::len)
    }

    /// Who holds this value, in ascending order of id.
    pub fn people(&self, value: &V) -> impl Iterator<Item = PersonId> {
        self.0.get(value).into_iter().flatten().copied()
    }
}
