//! How often an invitation was used: see `docs/decisions/0002-invitations.md`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rules::Rules;
use crate::id::PersonId;

impl Rules {
    /// The proven grants under this invitation that are within its uses. Counts proofs and not valid grants: validity may
    /// not depend on itself. To be asked when the closes of the inviter's rank and of smaller ones are judged.
    ///
    /// A grant is within the uses if the persons in proofs that do not come after it, itself included, are at most so
    /// many. A proof that somebody who closed the invitation had not seen counts against itself only.
    pub(super) fn proofs_within_uses(&self, invite: usize) -> BTreeSet<usize> {
        let Some(uses) = self.entries[invite].as_invite().map(|invite| usize::from(invite.uses)) else {
            return BTreeSet::new();
        };
        let admissions = self.admissions(invite);
        let counting: BTreeMap<PersonId, Vec<usize>> = self.counting_proofs(invite);
        let later = self.persons_after(admissions, &counting);
        let within = |&&node: &&usize| {
            let others = counting.len() - later.get(&node).copied().unwrap_or(0);
            others + usize::from(!self.counts_itself(node, &counting)) <= uses
        };
        admissions.iter().filter(within).copied().collect()
    }

    /// The proofs that every close of the invitation had seen, by person.
    fn counting_proofs(&self, invite: usize) -> BTreeMap<PersonId, Vec<usize>> {
        let inviter = self.rank(invite);
        let closes: Vec<usize> =
            self.revokes_of(invite).iter().copied().filter(|&close| self.rank(close) <= inviter).collect();
        let mut seen = self.ancestry.marks(|_| true);
        closes.iter().for_each(|&close| self.ancestry.keep_seen(&mut seen, close));
        let mut under = self.ancestry.no_marks();
        self.admissions(invite).iter().for_each(|&node| self.ancestry.mark(&mut under, node));
        let mut counting: BTreeMap<PersonId, Vec<usize>> = BTreeMap::new();
        for node in self.ancestry.marked(&seen.and(&under)) {
            if let Some(grant) = self.entries[node].as_grant() {
                counting.entry(grant.person).or_default().push(node);
            }
        }
        counting
    }

    /// For each grant, how many persons have all their counting proofs after it. One pass over the rows of the ancestry.
    fn persons_after(&self, admissions: &[usize], counting: &BTreeMap<PersonId, Vec<usize>>) -> HashMap<usize, usize> {
        let mut under = self.ancestry.no_marks();
        admissions.iter().for_each(|&node| self.ancestry.mark(&mut under, node));
        let mut later = HashMap::new();
        for proofs in counting.values() {
            let mut before_all = under.clone();
            proofs.iter().for_each(|&proof| self.ancestry.keep_seen(&mut before_all, proof));
            for node in self.ancestry.marked(&before_all) {
                *later.entry(node).or_default() += 1;
            }
        }
        later
    }

    /// Whether the person of this grant is among those that count for it.
    fn counts_itself(&self, node: usize, counting: &BTreeMap<PersonId, Vec<usize>>) -> bool {
        let person = self.entries[node].as_grant().map(|grant| grant.person);
        let proofs = person.and_then(|person| counting.get(&person));
        proofs.is_some_and(|proofs| proofs.iter().any(|&proof| !self.ancestry.has_seen(proof, node)))
    }
}
