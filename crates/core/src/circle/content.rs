//! Content against the circle: who may have written it, and what a removal cuts off.

use super::Circle;
use super::op::Op;
use super::role::Role;
use super::rules::{Grounds, Reason};
use crate::chain::Chains;
use crate::id::{DeviceId, PersonId, RecordId};
use crate::record::Record;

/// What the circle says of a record outside the control lane. It may change when control records arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Written by a member of this role.
    Valid {
        /// Who.
        person: PersonId,
        /// The role of the cited grant.
        role: Role,
    },
    /// The cited grant, or the device's certificate, has not arrived.
    Unknown,
    /// Not by somebody who might.
    Invalid(Reason),
    /// Written by somebody removed, and not seen by the remover.
    BeyondCut,
}

impl Circle {
    /// What the circle says of a record of the lanes of posts and documents.
    #[must_use]
    pub fn content_verdict(&self, record: &Record, chains: &Chains) -> Verdict {
        let grounds = match self.rules.cited_grounds(&record.auth, &record.device) {
            Ok(grounds) => grounds,
            Err(Reason::NoGrant) if self.rules.index.contains_key(&record.auth) => {
                return Verdict::Invalid(Reason::NoGrant);
            }
            Err(_) => return Verdict::Unknown,
        };
        let is_cut = |grounds: &Grounds| self.is_cut_from(grounds, &record.device, record.seq, &record.id, chains);
        let role = match self.rules.standing[grounds.node] {
            Ok(()) => Some(grounds.role),
            Err(Reason::UsedUp) => {
                let standing = self.rules.settling_grants(&grounds).filter(|grant| !is_cut(grant));
                let settled = standing.map(|grant| grant.role).max().map(|role| role.min(grounds.role));
                settled.or_else(|| self.rules.settling_grants(&grounds).next().map(|_| grounds.role))
            }
            Err(_) => None,
        };
        let Some(role) = role else { return Verdict::Invalid(Reason::FalseGrant) };
        if !role.writes() {
            return Verdict::Invalid(Reason::Role);
        }
        if self.is_cut_off(&grounds, &record.device, record.seq, &record.id, chains) {
            return Verdict::BeyondCut;
        }
        Verdict::Valid { person: grounds.person, role }
    }

    /// Whether there are valid removals and none of them lets this record stand, so that it is no part of the replicated
    /// set. What one lets stand and another does not is [`Verdict::BeyondCut`] and stays in the set: without it nobody who
    /// comes later could tell which earlier records lie below the head that the longer cut names. `auth` is what the
    /// record cites: a person who was removed and admitted again writes under another grant.
    #[must_use]
    pub fn beyond_every_cut(
        &self,
        auth: &RecordId,
        device: &DeviceId,
        seq: u64,
        id: &RecordId,
        chains: &Chains,
    ) -> bool {
        let is_beyond = |grounds: &Grounds| {
            let mut removals = self.removals_from(grounds, device).peekable();
            removals.peek().is_some() && !removals.any(|node| self.lets_stand(node, device, seq, id, chains))
        };
        self.rules.cited_grounds(auth, device).is_ok_and(|grounds| self.goes_by(&grounds, is_beyond))
    }

    /// What we have seen of a person's devices: the cut of their removal. Of each device the end of its longest unbroken
    /// line, so that a place claimed far ahead lets nothing stand that comes later.
    #[must_use]
    pub fn cut_for(&self, person: &PersonId, chains: &Chains) -> super::Cut {
        let devices = self.certificates_of(person).map(crate::key::Certificate::device);
        let heads = devices.filter_map(|device| chains.line_end(&device).map(|(seq, id)| (device, seq, id)));
        super::Cut::new(heads)
    }

    /// Whether a removal of the grounds cuts the record off.
    fn is_cut_off(&self, grounds: &Grounds, device: &DeviceId, seq: u64, id: &RecordId, chains: &Chains) -> bool {
        self.goes_by(grounds, |grounds| self.is_cut_from(grounds, device, seq, id, chains))
    }

    /// Whether what was written under the grounds goes, by what `goes` says of each. What was written under a grant by
    /// ticket that came to nothing stands as if it were under the grant that settled it, so it goes with that one too.
    fn goes_by(&self, grounds: &Grounds, goes: impl Fn(&Grounds) -> bool) -> bool {
        let is_used_up = self.rules.standing[grounds.node] == Err(Reason::UsedUp);
        let mut settling = self.rules.settling_grants(grounds).filter(|_| is_used_up).peekable();
        goes(grounds) || (settling.peek().is_some() && settling.all(|grant| goes(&grant)))
    }

    fn is_cut_from(&self, grounds: &Grounds, device: &DeviceId, seq: u64, id: &RecordId, chains: &Chains) -> bool {
        self.removals_from(grounds, device).any(|removal| !self.lets_stand(removal, device, seq, id, chains))
    }

    /// The valid removals that concern what the device writes on these grounds, its own revocations among them.
    fn removals_from(&self, grounds: &Grounds, device: &DeviceId) -> impl Iterator<Item = usize> {
        let revocations = self.rules.revocations_of(&grounds.person, device).iter().copied();
        self.rules.removals_of(grounds).into_iter().chain(revocations)
    }

    /// Whether the cut of a removal, or one that extends it, lets the record stand.
    fn lets_stand(&self, removal: usize, device: &DeviceId, seq: u64, id: &RecordId, chains: &Chains) -> bool {
        let extensions = self.rules.extensions(removal).iter().copied();
        std::iter::once(removal).chain(extensions).any(|node| self.stands_in(node, device, seq, id, chains))
    }

    /// Whether the cut at `node` lets the record stand.
    fn stands_in(&self, node: usize, device: &DeviceId, seq: u64, id: &RecordId, chains: &Chains) -> bool {
        let head = self.rules.entries[node].op().and_then(Op::cut).and_then(|cut| cut.head(device));
        head.is_some_and(|(head_seq, head)| chains.is_on_branch(device, seq, id, head_seq, &head))
    }
}
