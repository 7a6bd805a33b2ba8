//! Which control records are judged at all.
//!
//! What a record acts on, and whether its role and rank allow it, is written in the records themselves: it needs no
//! verdict and no ancestry. What cannot count by that takes no room. Of the rest only so many count for each grant, each
//! invitation and the circle, those on senior grounds first: what juniors write never pushes out what seniors did.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::entry::Body;
use super::op::Op;
use super::role::Role;
use super::rules::{Grounds, Reason, Rules};
use crate::encoding::encode;
use crate::id::{PersonId, RecordId};
use crate::limits;

/// Where a record stands before anybody is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Footing {
    /// With whom it shares a bound.
    group: Group,
    /// The rank of what it acts on.
    pub(super) rank: u16,
    /// Of a proof, the rank of who brings it: members before strangers.
    bringer: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// The genesis.
    Genesis,
    /// Records of one person that cite one grant.
    Grant(usize, PersonId),
    /// Proofs under one invitation.
    Invite(usize),
    /// What one root key says of its devices.
    Devices(PersonId),
}

impl Group {
    /// How many of its records count at most, and what is said of the others.
    fn bound(&self) -> (usize, Reason) {
        match self {
            Self::Invite(_) => (limits::CONTROL_RECORDS_PER_GRANT, Reason::UsedUp),
            Self::Genesis | Self::Grant(..) | Self::Devices(_) => (limits::CONTROL_RECORDS_PER_GRANT, Reason::TooMany),
        }
    }
}

/// The footing of each node, or why it cannot count.
pub(super) type Footings = Vec<Result<Footing, Reason>>;

/// Finds every node's footing and applies the bounds.
pub(super) fn settle(rules: &Rules) -> Footings {
    let mut footings = vec![Err(Reason::NoGrant); rules.entries.len()];
    let order = in_order_of_authority(rules);
    for &node in &order {
        footings[node] = footing(rules, node, &footings);
    }
    bound_devices(rules, &mut footings);
    bound_groups(rules, &mut footings);
    // What was made under something that fell out takes no room either.
    for &node in &order {
        if footings[node].is_ok() && stands_on(rules, node).is_some_and(|under| footings[under].is_err()) {
            footings[node] = Err(Reason::FalseGrant);
        }
    }
    bound_all(rules, &mut footings);
    footings
}

/// What gives authority comes before what is done on it: by the rank given, invitations before their proofs, then
/// everything that gives none. Devices last: they stand on whatever their person has.
fn in_order_of_authority(rules: &Rules) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rules.entries.len()).collect();
    order.sort_by_cached_key(|&node| match rules.entries[node].op() {
        Some(Op::Genesis(_)) => (0, 0, 0),
        Some(Op::Invite(invite)) => (1, invite.rank, 0),
        Some(Op::Grant(grant)) => (1, grant.rank, 1),
        Some(Op::Device(_) | Op::DeviceRevoke(_)) => (3, 0, 0),
        _ => (2, 0, 0),
    });
    order
}

fn footing(rules: &Rules, node: usize, footings: &[Result<Footing, Reason>]) -> Result<Footing, Reason> {
    let entry = &rules.entries[node];
    let of = |group, rank| Footing { group, rank, bringer: 0 };
    match &entry.body {
        Body::False(reason) => Err(*reason),
        Body::Op(Op::Genesis(_)) => Ok(of(Group::Genesis, 0)),
        Body::Op(Op::Device(device)) => of_device(rules, device.certificate.person(), footings),
        Body::Op(Op::DeviceRevoke(revoke)) => of_device(rules, revoke.certificate.person(), footings),
        Body::Op(Op::Grant(grant)) if grant.invite.is_some() => of_proof(rules, node, footings),
        Body::Op(_) | Body::Unknown => {
            let grounds = rules.cited_grounds(&entry.auth, &entry.device)?;
            if let Some(op) = entry.op() {
                is_within(rules, op, &grounds, footings)?;
            }
            footings[grounds.node].map_err(|_| Reason::FalseGrant)?;
            Ok(of(Group::Grant(grounds.node, grounds.person), grounds.rank))
        }
    }
}

/// A root key's word stands on the most senior grant of its person.
fn of_device(rules: &Rules, person: PersonId, footings: &[Result<Footing, Reason>]) -> Result<Footing, Reason> {
    let granted = rules.grants_of(&person).iter().filter(|&&grant| footings[grant].is_ok());
    let ranks = granted.filter_map(|&grant| rules.grant_grounds(grant)).map(|grounds| grounds.rank);
    let founder = rules.founders.contains(&person).then_some(0);
    let rank = ranks.chain(founder).min().ok_or(Reason::NoGrant)?;
    Ok(Footing { group: Group::Devices(person), rank, bringer: 0 })
}

/// A grant by ticket stands on its invitation.
fn of_proof(rules: &Rules, node: usize, footings: &[Result<Footing, Reason>]) -> Result<Footing, Reason> {
    let entry = &rules.entries[node];
    let invite = entry.as_grant().and_then(|grant| grant.invite).and_then(|proof| rules.node(&proof.invite));
    let invite = invite.filter(|&invite| rules.is_proven(node, invite)).ok_or(Reason::Proof)?;
    let rank = footings[invite].map_err(|_| Reason::FalseGrant)?.rank;
    let own = rules.cited_grounds(&entry.auth, &entry.device).ok().filter(|own| footings[own.node].is_ok());
    let bringer = own.map_or(u16::MAX, |own| own.rank);
    Ok(Footing { group: Group::Invite(invite), rank, bringer })
}

/// Whether role and rank of the grounds allow this.
fn is_within(rules: &Rules, op: &Op, grounds: &Grounds, footings: &[Result<Footing, Reason>]) -> Result<(), Reason> {
    let require = |holds, otherwise| if holds { Ok(()) } else { Err(otherwise) };
    match op {
        Op::Grant(grant) => {
            require(rules.policy.may_admit(grounds.role, grant.role), Reason::Role)?;
            require(grant.rank > grounds.rank, Reason::Rank)
        }
        Op::Invite(invite) => {
            require(rules.policy.may_admit(grounds.role, invite.role), Reason::Role)?;
            require(invite.rank > grounds.rank, Reason::Rank)
        }
        Op::Revoke(revoke) => {
            require(grounds.role == Role::Steward, Reason::Role)?;
            require(given_rank(rules, &revoke.grant)? > grounds.rank, Reason::Rank)
        }
        Op::Ban(_) | Op::Settings(_) => require(grounds.role == Role::Steward, Reason::Role),
        Op::ExtendCut(extension) => {
            let removal = rules.node(&extension.of).ok_or(Reason::Unseen)?;
            let rank = match rules.entries[removal].op() {
                // It took away a device of this person: their own words are theirs to let stand, whatever their role.
                Some(Op::DeviceRevoke(revoke)) if revoke.certificate.person() == grounds.person => return Ok(()),
                Some(Op::DeviceRevoke(revoke)) => of_device(rules, revoke.certificate.person(), footings)?.rank,
                Some(Op::Revoke(_) | Op::Ban(_) | Op::Leave(_)) => {
                    rules.acting_grounds(removal).map_or(u16::MAX, |grounds| grounds.rank)
                }
                _ => return Err(Reason::Rank),
            };
            require(grounds.role == Role::Steward, Reason::Role)?;
            require(grounds.rank <= rank, Reason::Rank)
        }
        Op::Epoch(_) | Op::Welcome => require(grounds.role.writes(), Reason::Role),
        Op::Leave(_) | Op::Genesis(_) | Op::Device(_) | Op::DeviceRevoke(_) => Ok(()),
    }
}

/// The rank that a grant or an invitation gives.
fn given_rank(rules: &Rules, id: &RecordId) -> Result<u16, Reason> {
    let node = rules.node(id).ok_or(Reason::Unseen)?;
    match rules.entries[node].op() {
        Some(Op::Grant(grant)) => Ok(grant.rank),
        Some(Op::Invite(invite)) => Ok(invite.rank),
        _ => Err(Reason::Rank),
    }
}

/// The node of the grant or invitation on which this one acts; none for what needs nobody's authority.
fn stands_on(rules: &Rules, node: usize) -> Option<usize> {
    match rules.entries[node].op() {
        Some(Op::Genesis(_) | Op::Device(_) | Op::DeviceRevoke(_)) => None,
        Some(Op::Grant(grant)) if grant.invite.is_some() => grant.invite.and_then(|proof| rules.node(&proof.invite)),
        _ => rules.node(&rules.entries[node].auth),
    }
}

/// Anybody can say again what a root key said. Once is enough: all copies have the same words and, since the signature of
/// a revocation covers it, the same place in the history.
fn bound_devices(rules: &Rules, footings: &mut Footings) {
    let mut said: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for (node, _) in footings.iter().enumerate().filter(|(_, footing)| footing.is_ok()) {
        let words = match rules.entries[node].op() {
            Some(Op::Device(device)) => encode(&device.certificate),
            Some(Op::DeviceRevoke(revoke)) => revoke.words(),
            _ => continue,
        };
        said.entry(words).or_default().push(node);
    }
    for copies in said.into_values() {
        let keyed = copies.into_iter().map(|node| ((rules.entries[node].seq, rules.entries[node].id), node)).collect();
        keep(keyed, 1, Reason::Repeated, footings);
    }
}

fn bound_groups(rules: &Rules, footings: &mut Footings) {
    let mut groups: BTreeMap<Group, Vec<_>> = BTreeMap::new();
    for (node, footing) in footings.iter().enumerate() {
        if let Ok(footing) = footing {
            let key = (footing.bringer, rules.entries[node].seq, rules.entries[node].id);
            groups.entry(footing.group).or_default().push((key, node));
        }
    }
    for (group, keyed) in groups {
        let (most, otherwise) = group.bound();
        keep(keyed, most, otherwise, footings);
    }
}

/// The bound of the circle. What founds it does not count towards it.
fn bound_all(rules: &Rules, footings: &mut Footings) {
    let order = by_seniority(rules, footings);
    let counted = order.into_iter().filter(|&node| rules.entries[node].as_genesis().is_none());
    for node in counted.skip(limits::CONTROL_RECORDS) {
        footings[node] = Err(Reason::TooMany);
    }
}

/// The nodes that may count, those on the most senior grounds first, then by (lamport, id).
pub(super) fn by_seniority(rules: &Rules, footings: &Footings) -> Vec<usize> {
    let mut order: Vec<usize> = (0..footings.len()).filter(|&node| footings[node].is_ok()).collect();
    order.sort_by_cached_key(|&node| {
        let entry = &rules.entries[node];
        let rank = footings[node].map_or(u16::MAX, |footing| footing.rank);
        (Reverse(entry.as_genesis().is_some()), rank, entry.lamport, entry.id)
    });
    order
}

/// Keeps the so many nodes of smallest key, and says `otherwise` of the rest.
fn keep<K: Ord>(mut keyed: Vec<(K, usize)>, most: usize, otherwise: Reason, footings: &mut Footings) {
    if keyed.len() > most {
        keyed.sort_unstable();
        keyed.into_iter().skip(most).for_each(|(_, node)| footings[node] = Err(otherwise));
    }
}
