//! Whoever is in the circle no longer: who ended it, and what shows that to them.

use std::collections::BTreeSet;

use super::Circle;
use super::op::Op;
use crate::id::{PersonId, RecordId};
use crate::key::Certificate;
use crate::time::Timestamp;

/// How somebody came out of the circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// The record that ended it.
    pub record: RecordId,
    /// Who signed it, when known.
    pub by: Option<PersonId>,
    /// When, as they claim.
    pub wall: Timestamp,
    /// Whether the person left by themselves.
    pub left: bool,
}

impl Circle {
    /// How somebody who was in the circle came out of it; none for members and for who never was one. Of several removals
    /// the earliest by (lamport, id), and a removal before their own leaving: it says why nothing comes.
    #[must_use]
    pub fn ending(&self, person: &PersonId) -> Option<Ending> {
        self.former.contains(person).then_some(())?;
        let ending = |node: usize| {
            let entry = &self.rules.entries[node];
            let left = matches!(entry.op(), Some(Op::Leave(_)));
            let by = self.person_of(&entry.device);
            ((left, entry.lamport, entry.id), Ending { record: entry.id, by, wall: entry.wall, left })
        };
        self.endings(person).into_iter().map(ending).min_by_key(|(order, _)| *order).map(|(_, ending)| ending)
    }

    /// What shows somebody that they are out: the records that ended it, and before each what it rests on, as much as
    /// `most` allows. What they rest on and the person does not know yet is among the latest, which come first; a person
    /// who has been away for more than that believes it when the rest has come by another way.
    #[must_use]
    pub fn told_of_ending(&self, person: &PersonId, most: usize) -> Vec<RecordId> {
        let endings = self.endings(person);
        let mut seen = self.rules.ancestry.no_marks();
        endings.iter().for_each(|&node| self.rules.ancestry.mark_seen(&mut seen, node));
        let mut before: Vec<usize> = self.rules.ancestry.marked(&seen).filter(|node| !endings.contains(node)).collect();
        before.sort_unstable_by_key(|&node| std::cmp::Reverse((self.rules.entries[node].lamport, node)));
        endings.into_iter().chain(before).take(most).map(|node| self.rules.entries[node].id).collect()
    }

    /// The valid removals that end something of a person, with the rank on which each was made; a steward of that rank or a
    /// more senior one may extend their cuts.
    #[must_use]
    pub fn removals_of(&self, person: &PersonId) -> Vec<(RecordId, u16)> {
        let told = |node: usize| (self.rules.entries[node].id, self.rules.rank(node));
        self.endings(person).into_iter().map(told).collect()
    }

    /// The valid removals that end something of a person, in the order of their nodes.
    fn endings(&self, person: &PersonId) -> BTreeSet<usize> {
        let granted = self.rules.grants_of(person).iter().filter_map(|&node| self.rules.grant_grounds(node));
        let devices = self.certificates_of(person).map(Certificate::device).collect::<Vec<_>>();
        let founder = devices.iter().filter_map(|device| self.rules.founder_of(person, device));
        granted.chain(founder).flat_map(|grounds| self.rules.removals_of(&grounds)).collect()
    }
}
