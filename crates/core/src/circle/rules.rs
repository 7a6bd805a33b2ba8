//! Which control records are valid: a pure function of their set.
//!
//! Every record has the rank of the grant that it cites. What can void a record has a smaller rank than it (or is its
//! author's own leaving), so records are judged by ascending rank and nothing is judged twice. See
//! `docs/decisions/0002-invitations.md` for admissions by ticket.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::ancestry::{Ancestry, Marks, topological};
use super::entry::{Body, Entry};
use super::op::{self, Op};
use super::role::{Policy, Role};
use crate::id::{CircleId, DeviceId, PersonId, RecordId};
use crate::key::Certificate;
use crate::limits;

/// Why a record does not count. Some of these end when missing records arrive, or when more time of others is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Reason {
    /// The body is not what its kind promises, or a certificate in it is false.
    #[error("malformed")]
    Malformed,
    /// It belongs to another circle, or its signatures are over something else.
    #[error("of another circle or falsely signed")]
    Foreign,
    /// What it cites as authority is not a grant that we know.
    #[error("cites no known grant")]
    NoGrant,
    /// The cited grant is itself not valid.
    #[error("cites a grant that is not valid")]
    FalseGrant,
    /// The device is not certified for the person of the cited grant.
    #[error("written by a device that is not the grant's person's")]
    NotTheirs,
    /// It had not seen the grant, or what else it needs to have seen.
    #[error("had not seen what it builds on")]
    Unseen,
    /// The role does not allow it.
    #[error("beyond the author's role")]
    Role,
    /// The rank does not allow it: nobody acts on equals or seniors.
    #[error("beyond the author's rank")]
    Rank,
    /// The author had been removed.
    #[error("the author was removed")]
    Removed,
    /// The author had left.
    #[error("the author had left")]
    Left,
    /// The device had been taken away by its person.
    #[error("the device was revoked")]
    DeviceRevoked,
    /// The ticket's proof is false, or role or rank differ from the invitation.
    #[error("the ticket does not fit")]
    Proof,
    /// The invitation was used more often than it allows; a steward's own grant settles it.
    #[error("the invitation is used up")]
    UsedUp,
}

/// What somebody acts on: a grant, or the genesis.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grounds {
    pub(super) node: usize,
    pub(super) person: PersonId,
    pub(super) role: Role,
    pub(super) rank: u16,
    /// The invitation under which the grant was made.
    invite: Option<usize>,
}

/// The control records of a circle in topological order, and what the rules make of them.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    pub(super) entries: Vec<Arc<Entry>>,
    pub(super) index: HashMap<RecordId, usize>,
    pub(super) ancestry: Ancestry,
    pub(super) policy: Policy,
    pub(super) standing: Vec<Result<(), Reason>>,
    /// Certificates by person and device; the latest by (lamport, id) of its record.
    pub(super) certificates: BTreeMap<PersonId, BTreeMap<DeviceId, Certificate>>,
    circle: CircleId,
    removals: Removals,
    /// Well-formed proofs by invitation.
    admissions: HashMap<usize, Vec<usize>>,
}

/// Valid removals by what they remove.
#[derive(Debug, Clone, Default)]
struct Removals {
    revokes: HashMap<usize, Vec<usize>>,
    bans: HashMap<PersonId, Vec<usize>>,
    leaves: HashMap<PersonId, Vec<usize>>,
    devices: HashMap<(PersonId, DeviceId), Vec<usize>>,
    extensions: HashMap<RecordId, Vec<usize>>,
}

impl Rules {
    /// Judges all entries. They may come in any order, each once.
    pub(super) fn judge(circle: CircleId, entries: Vec<Arc<Entry>>) -> Self {
        let mut rules = Self::arrange(circle, entries);
        let mut ranked = Vec::new();
        for node in 0..rules.entries.len() {
            match rules.judge_alone(node) {
                Some(standing) => rules.settle(node, standing),
                None => match rules.acting_grounds(node) {
                    Ok(grounds) => ranked.push((grounds.rank, rules.class(node), node, grounds)),
                    Err(reason) => rules.settle(node, Err(reason)),
                },
            }
        }
        ranked.sort_unstable_by_key(|(rank, class, node, _)| (*rank, *class, *node));
        for (_, _, node, grounds) in ranked {
            let standing = rules.judge_on(node, &grounds);
            rules.settle(node, standing);
        }
        rules
    }

    fn arrange(circle: CircleId, entries: Vec<Arc<Entry>>) -> Self {
        let entries = in_topological_order(entries);
        let index: HashMap<_, _> = entries.iter().enumerate().map(|(node, entry)| (entry.id, node)).collect();
        let parents = |entry: &Arc<Entry>| entry.after.iter().filter_map(|id| index.get(id).copied()).collect();
        let ancestry = Ancestry::of(&entries.iter().map(parents).collect::<Vec<Vec<usize>>>());
        let policy = entries.iter().find_map(|entry| entry.as_genesis()).map(|genesis| genesis.policy);
        let mut rules = Self {
            standing: vec![Err(Reason::NoGrant); entries.len()],
            certificates: certificates(&entries),
            policy: policy.unwrap_or_default(),
            entries,
            index,
            ancestry,
            circle,
            removals: Removals::default(),
            admissions: HashMap::new(),
        };
        rules.admissions = rules.proven_admissions();
        rules
    }

    /// The verdict on what needs no member's authority.
    fn judge_alone(&self, node: usize) -> Option<Result<(), Reason>> {
        match &self.entries[node].body {
            Body::False(reason) => Some(Err(*reason)),
            Body::Op(Op::Genesis(_) | Op::Device(_) | Op::DeviceRevoke(_)) => Some(Ok(())),
            Body::Op(_) | Body::Unknown => None,
        }
    }

    /// Inside one rank: leaving voids the rest of its author's, and admissions stand on invitations.
    fn class(&self, node: usize) -> u8 {
        match self.entries[node].op() {
            Some(Op::Leave(_)) => 0,
            Some(Op::Invite(_)) => 1,
            _ => 2,
        }
    }

    /// Records the verdict, and what it removes.
    fn settle(&mut self, node: usize, standing: Result<(), Reason>) {
        self.standing[node] = standing;
        let entry = Arc::clone(&self.entries[node]);
        let (Ok(()), Some(op)) = (standing, entry.op()) else { return };
        let removals = &mut self.removals;
        match op {
            Op::Revoke(revoke) => {
                if let Some(&target) = self.index.get(&revoke.grant) {
                    removals.revokes.entry(target).or_default().push(node);
                }
            }
            Op::Ban(ban) => removals.bans.entry(ban.person).or_default().push(node),
            Op::Leave(_) => {
                if let Ok(grounds) = self.acting_grounds(node) {
                    self.removals.leaves.entry(grounds.person).or_default().push(node);
                }
            }
            Op::DeviceRevoke(revoke) => {
                let device = (revoke.certificate.person(), revoke.certificate.device());
                removals.devices.entry(device).or_default().push(node);
            }
            Op::ExtendCut(extension) => removals.extensions.entry(extension.of).or_default().push(node),
            _ => {}
        }
    }

    /// On what the record acts: the grant that it cites or, for an admission by ticket, the inviter's.
    fn acting_grounds(&self, node: usize) -> Result<Grounds, Reason> {
        let entry = &self.entries[node];
        match entry.as_grant().and_then(|grant| grant.invite) {
            None => self.cited_grounds(&entry.auth, &entry.device),
            Some(proof) => {
                let invite = self.index.get(&proof.invite).map(|&node| &self.entries[node]).ok_or(Reason::Proof)?;
                invite.as_invite().ok_or(Reason::Proof)?;
                self.cited_grounds(&invite.auth, &invite.device)
            }
        }
    }

    /// What the grant `auth` gives to `device`, whether or not the grant is valid.
    pub(super) fn cited_grounds(&self, auth: &RecordId, device: &DeviceId) -> Result<Grounds, Reason> {
        let node = *self.index.get(auth).ok_or(Reason::NoGrant)?;
        let grounds = match self.entries[node].op() {
            Some(Op::Genesis(genesis)) => self.founder_grounds(node, genesis, device)?,
            Some(Op::Grant(_)) => self.grant_grounds(node).ok_or(Reason::NoGrant)?,
            _ => return Err(Reason::NoGrant),
        };
        if self.is_certified(&grounds.person, device) { Ok(grounds) } else { Err(Reason::NotTheirs) }
    }

    fn founder_grounds(&self, node: usize, genesis: &op::Genesis, device: &DeviceId) -> Result<Grounds, Reason> {
        let named = genesis.founders.iter().find(|certificate| certificate.device() == *device);
        // A device added later may only be claimed by several founders if one of them lies; then the smaller id has it.
        let later = || genesis.founders.iter().map(Certificate::person).filter(|p| self.is_certified(p, device)).min();
        let person = named.map(Certificate::person).or_else(later).ok_or(Reason::NotTheirs)?;
        Ok(Grounds { node, person, role: Role::Steward, rank: 0, invite: None })
    }

    /// What the grant at `node` gives.
    pub(super) fn grant_grounds(&self, node: usize) -> Option<Grounds> {
        let grant = self.entries[node].as_grant()?;
        let invite = grant.invite.and_then(|proof| self.index.get(&proof.invite).copied());
        Some(Grounds { node, person: grant.person, role: grant.role, rank: grant.rank, invite })
    }

    fn is_certified(&self, person: &PersonId, device: &DeviceId) -> bool {
        self.certificates.get(person).is_some_and(|devices| devices.contains_key(device))
    }

    fn judge_on(&self, node: usize, grounds: &Grounds) -> Result<(), Reason> {
        self.standing[grounds.node].map_err(|_| Reason::FalseGrant)?;
        if !self.ancestry.has_seen(node, grounds.node) {
            return Err(Reason::Unseen);
        }
        match self.entries[node].as_grant().and_then(|grant| grant.invite) {
            Some(_) => self.judge_admission(node)?,
            None => self.judge_device(node, grounds)?,
        }
        self.judge_removals(node, grounds)?;
        self.entries[node].op().map_or(Ok(()), |op| self.judge_right(node, op, grounds))
    }

    fn judge_device(&self, node: usize, grounds: &Grounds) -> Result<(), Reason> {
        let unseen_by = |revoke: &usize| !self.ancestry.has_seen(*revoke, node);
        if self.device_revocations(grounds, &self.entries[node].device).iter().any(unseen_by) {
            return Err(Reason::DeviceRevoked);
        }
        Ok(())
    }

    fn judge_removals(&self, node: usize, grounds: &Grounds) -> Result<(), Reason> {
        let leaving = matches!(self.entries[node].op(), Some(Op::Leave(_)));
        for removal in self.removals_of(grounds) {
            if self.ancestry.has_seen(removal, node) {
                continue;
            }
            match self.entries[removal].op() {
                Some(Op::Leave(_)) if leaving => {}
                Some(Op::Leave(_)) => return Err(Reason::Left),
                _ => return Err(Reason::Removed),
            }
        }
        Ok(())
    }

    /// The valid removals that end this grant.
    pub(super) fn removals_of(&self, grounds: &Grounds) -> Vec<usize> {
        let of_grant = listed(&self.removals.revokes, &grounds.node).iter();
        let of_invite = grounds.invite.iter().flat_map(|invite| listed(&self.removals.revokes, invite));
        let of_invite = of_invite.filter(|&&revoke| !self.ancestry.has_seen(revoke, grounds.node));
        let bans = listed(&self.removals.bans, &grounds.person).iter();
        let bans = bans.filter(|&&ban| self.rank(ban) < grounds.rank && !self.is_pardoned(grounds, ban));
        let leaves = listed(&self.removals.leaves, &grounds.person).iter();
        let leaves =
            leaves.filter(|&&leave| self.rank(leave) <= grounds.rank && !self.ancestry.has_seen(grounds.node, leave));
        of_grant.chain(of_invite).chain(bans).chain(leaves).copied().collect()
    }

    /// Whether the grant was made in knowledge of the ban by somebody who may set it aside. A ticket knows what its
    /// invitation knew: an old one does not bring a banned person back.
    fn is_pardoned(&self, grounds: &Grounds, ban: usize) -> bool {
        let decision = grounds.invite.unwrap_or(grounds.node);
        self.ancestry.has_seen(decision, ban) && self.rank(decision) <= self.rank(ban)
    }

    /// The rank of the record, as what it cites says.
    pub(super) fn rank(&self, node: usize) -> u16 {
        self.acting_grounds(node).map_or(u16::MAX, |grounds| grounds.rank)
    }

    /// The valid revocations of this device of the grant's person.
    pub(super) fn device_revocations(&self, grounds: &Grounds, device: &DeviceId) -> &[usize] {
        listed(&self.removals.devices, &(grounds.person, *device))
    }

    /// Whether somebody took this invitation back.
    pub(super) fn is_closed(&self, invite: usize) -> bool {
        !listed(&self.removals.revokes, &invite).is_empty()
    }

    /// The valid extensions of a removal.
    pub(super) fn extensions(&self, removal: usize) -> &[usize] {
        listed(&self.removals.extensions, &self.entries[removal].id)
    }

    fn judge_right(&self, node: usize, op: &Op, grounds: &Grounds) -> Result<(), Reason> {
        match op {
            Op::Grant(grant) => self.judge_granting(grounds, grant.invite.is_some(), grant.role, grant.rank),
            Op::Invite(invite) => self.judge_granting(grounds, false, invite.role, invite.rank),
            Op::Revoke(revoke) => {
                require(grounds.role == Role::Steward, Reason::Role)?;
                require(self.granted_rank(&revoke.grant)? > grounds.rank, Reason::Rank)
            }
            Op::Ban(_) => require(grounds.role == Role::Steward, Reason::Role),
            Op::ExtendCut(extension) => {
                require(grounds.role == Role::Steward, Reason::Role)?;
                let removal = *self.index.get(&extension.of).ok_or(Reason::Unseen)?;
                let is_removal = matches!(self.entries[removal].op(), Some(Op::Revoke(_) | Op::Ban(_) | Op::Leave(_)));
                require(is_removal && grounds.rank <= self.rank(removal), Reason::Rank)
            }
            Op::Epoch(epoch) => {
                require(grounds.role >= Role::Learner, Reason::Role)?;
                require(self.may_be_so_high(node, epoch.height), Reason::Unseen)
            }
            Op::Welcome => require(grounds.role >= Role::Learner, Reason::Role),
            Op::Leave(_) | Op::Genesis(_) | Op::Device(_) | Op::DeviceRevoke(_) => Ok(()),
        }
    }

    fn judge_granting(&self, grounds: &Grounds, by_ticket: bool, role: Role, rank: u16) -> Result<(), Reason> {
        // The right to admit was the inviter's; the invitation was judged by it.
        require(by_ticket || self.policy.may_admit(grounds.role, role), Reason::Role)?;
        require(rank > grounds.rank, Reason::Rank)
    }

    /// The rank that a grant or an invitation gives.
    fn granted_rank(&self, id: &RecordId) -> Result<u16, Reason> {
        let node = *self.index.get(id).ok_or(Reason::Unseen)?;
        match self.entries[node].op() {
            Some(Op::Grant(grant)) => Ok(grant.rank),
            Some(Op::Invite(invite)) => Ok(invite.rank),
            _ => Err(Reason::Rank),
        }
    }

    /// A chain of epochs is no longer than the epochs it has seen. Otherwise one claim of a great height would make an
    /// epoch the preferred one for ever.
    fn may_be_so_high(&self, node: usize, height: u32) -> bool {
        if height == 0 {
            return true;
        }
        let epochs = Marks::of(self.entries.len(), |node| matches!(self.entries[node].op(), Some(Op::Epoch(_))));
        usize::try_from(height).is_ok_and(|height| height <= self.ancestry.count(node, &epochs))
    }

    fn judge_admission(&self, node: usize) -> Result<(), Reason> {
        let grant = self.entries[node].as_grant().ok_or(Reason::Proof)?;
        let proof = grant.invite.ok_or(Reason::Proof)?;
        let invite_node = *self.index.get(&proof.invite).ok_or(Reason::Proof)?;
        self.standing[invite_node].map_err(|_| Reason::FalseGrant)?;
        require(self.ancestry.has_seen(node, invite_node), Reason::Unseen)?;
        let invite = self.entries[invite_node].as_invite().ok_or(Reason::Proof)?;
        let admissions = self.admissions(invite_node);
        require(admissions.contains(&node), Reason::Proof)?;
        require(self.is_within_uses(node, usize::from(invite.uses), admissions), Reason::UsedUp)
    }

    /// Grants with a true proof under this invitation, valid or not.
    pub(super) fn admissions(&self, invite: usize) -> &[usize] {
        listed(&self.admissions, &invite)
    }

    fn proven_admissions(&self) -> HashMap<usize, Vec<usize>> {
        let mut admissions: HashMap<usize, Vec<usize>> = HashMap::new();
        for (node, entry) in self.entries.iter().enumerate() {
            let Some((grant, proof)) = entry.as_grant().and_then(|grant| Some((grant, grant.invite?))) else {
                continue;
            };
            let Some(&at) = self.index.get(&proof.invite) else { continue };
            let Some(invite) = self.entries[at].as_invite() else { continue };
            if *entry.proof.get_or_init(|| fits(&self.circle, invite, grant, &proof)) {
                admissions.entry(at).or_default().push(node);
            }
        }
        admissions
    }

    /// Whether the invitation was not used up when this grant was made, as far as others did not come after it. Counts
    /// proofs and not valid grants: validity may not depend on itself.
    fn is_within_uses(&self, node: usize, uses: usize, admissions: &[usize]) -> bool {
        let mut persons = BTreeSet::new();
        for &other in admissions {
            if !self.ancestry.has_seen(other, node) {
                persons.extend(self.entries[other].as_grant().map(|grant| grant.person));
            }
            if persons.len() > uses {
                return false;
            }
        }
        true
    }

    /// Whether nothing has ended this grant, and it is valid.
    pub(super) fn is_live(&self, grounds: &Grounds) -> bool {
        self.standing[grounds.node].is_ok() && self.removals_of(grounds).is_empty()
    }
}

fn require(holds: bool, otherwise: Reason) -> Result<(), Reason> {
    if holds { Ok(()) } else { Err(otherwise) }
}

fn listed<'a, K: std::hash::Hash + Eq>(map: &'a HashMap<K, Vec<usize>>, key: &K) -> &'a [usize] {
    map.get(key).map_or(&[], Vec::as_slice)
}

fn fits(circle: &CircleId, invite: &op::Invite, grant: &op::Grant, proof: &op::InviteProof) -> bool {
    (invite.role, invite.rank) == (grant.role, grant.rank)
        && op::verify_ticket(&invite.key, circle, &grant.person, &grant.certificates, &proof.signature)
}

/// The entries with parents first; beyond the bound those of greatest (lamport, id) are left out, on every node the same.
fn in_topological_order(mut entries: Vec<Arc<Entry>>) -> Vec<Arc<Entry>> {
    entries.sort_unstable_by_key(|entry| (entry.lamport, entry.id));
    entries.dedup_by_key(|entry| entry.id);
    entries.truncate(limits::CONTROL_RECORDS);
    let index: HashMap<_, _> = entries.iter().enumerate().map(|(node, entry)| (entry.id, node)).collect();
    let parents = |entry: &Arc<Entry>| entry.after.iter().filter_map(|id| index.get(id).copied()).collect();
    let order = topological(&entries.iter().map(parents).collect::<Vec<Vec<usize>>>());
    order.into_iter().map(|node| Arc::clone(&entries[node])).collect()
}

fn certificates(entries: &[Arc<Entry>]) -> BTreeMap<PersonId, BTreeMap<DeviceId, Certificate>> {
    let mut by_age: Vec<&Arc<Entry>> = entries.iter().collect();
    by_age.sort_unstable_by_key(|entry| (entry.lamport, entry.id));
    let mut all: BTreeMap<PersonId, BTreeMap<DeviceId, Certificate>> = BTreeMap::new();
    let carried = by_age.into_iter().filter_map(|entry| entry.op()).flat_map(Op::certificates);
    for certificate in carried {
        all.entry(certificate.person()).or_default().insert(certificate.device(), certificate.clone());
    }
    all
}
