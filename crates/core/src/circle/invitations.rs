//! Invitations as they stand.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Circle;
use super::op;
use super::role::Role;
use crate::id::{InviteKey, PersonId, RecordId};
use crate::time::Timestamp;

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InviteState {
    /// Its record.
    pub record: RecordId,
    /// Its one-time key.
    pub key: InviteKey,
    /// For how many persons.
    pub uses: u16,
    /// For how many more persons; 0 as well when its inviter can no longer admit, or it was closed.
    pub uses_left: u16,
    /// Whether its inviter can still admit and nobody closed it.
    pub open: bool,
    /// The role of those who come.
    pub role: Role,
    /// Their rank.
    pub rank: u16,
    /// Until when to carry it out.
    pub expires: Timestamp,
    /// Who invites.
    pub by: PersonId,
    /// The rank on which they do.
    pub by_rank: u16,
}

impl InviteState {
    /// Which of several invitations with one key is meant: an open one, then that of the most senior inviter, then that
    /// of the smallest id. Whoever copies the key of another's invitation gains nothing.
    fn preference(&self) -> impl Ord + use<> {
        (Reverse(self.uses_left > 0), self.by_rank, self.record)
    }
}

impl Circle {
    /// The invitation with this one-time key.
    #[must_use]
    pub fn invitation(&self, key: &InviteKey) -> Option<InviteState> {
        self.best_invitation(|invite| invite.key == *key)
    }

    /// Whether this invitation gives this person nothing any more, since they were removed, or what it gave them was taken
    /// back, without its knowing.
    #[must_use]
    pub fn is_shut_out(&self, invite: &InviteState, person: &PersonId) -> bool {
        self.rules.node(&invite.record).is_none_or(|node| self.rules.is_shut_out(node, person))
    }

    /// Of the invitations that fit, the one that is meant.
    pub(super) fn best_invitation(&self, fits: impl Fn(&InviteState) -> bool) -> Option<InviteState> {
        self.invitations().into_iter().filter(fits).min_by_key(InviteState::preference)
    }

    /// The valid invitations, used up ones too.
    #[must_use]
    pub fn invitations(&self) -> Vec<InviteState> {
        self.rules.ancestry.chosen().iter().filter_map(|&node| self.invite_state(node)).collect()
    }

    /// Who came in by an invitation, whether or not they are still in, in ascending order of person.
    #[must_use]
    pub fn admitted_by(&self, invitation: &RecordId) -> BTreeSet<PersonId> {
        let under = self.rules.node(invitation).map_or(&[][..], |node| self.rules.admissions(node));
        let valid = under.iter().filter(|&&node| self.rules.standing[node].is_ok());
        valid.filter_map(|&node| self.rules.entries[node].as_grant().map(|grant| grant.person)).collect()
    }

    fn invite_state(&self, node: usize) -> Option<InviteState> {
        let entry = &self.rules.entries[node];
        let invite = entry.as_invite().filter(|_| self.rules.standing[node].is_ok())?;
        let by = self.rules.cited_grounds(&entry.auth, &entry.device).ok()?;
        let admitted = self.rules.admissions(node).iter();
        let used: BTreeSet<_> =
            admitted.filter_map(|&node| self.rules.entries[node].as_grant().map(|grant| grant.person)).collect();
        let open = self.rules.is_live(&by) && self.rules.revokes_of(node).is_empty();
        let left = usize::from(invite.uses).saturating_sub(used.len());
        let uses_left = if open { u16::try_from(left).unwrap_or(0) } else { 0 };
        let op::Invite { key, role, rank, uses, expires } = *invite;
        let (record, by, by_rank) = (entry.id, by.person, by.rank);
        Some(InviteState { record, key, uses, uses_left, open, role, rank, expires, by, by_rank })
    }
}
