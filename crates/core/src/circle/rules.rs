//! Which control records are valid: a pure function of their set.
//!
//! Every record has the rank of the grant that it cites. What can void a record has a smaller rank than it (or is its
//! author's own leaving), so records are judged by ascending rank and nothing is judged twice. See
//! `docs/decisions/0002-invitations.md` for admissions by ticket.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::ancestry::{Ancestry, Marks, topological};
use super::entry::Entry;
use super::footing;
use super::op::{self, Op};
use super::role::{Policy, Role};
use crate::id::{CircleId, DeviceId, PersonId, RecordId};
use crate::key::Certificate;

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
    /// More records under one grant, or in the circle, than count.
    #[error("beyond the number of records that count")]
    TooMany,
    /// Another record carries the same words of a root key.
    #[error("says again what another record says")]
    Repeated,
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
    /// All known ones, those too that cannot count; of several geneses one.
    pub(super) entries: Vec<Arc<Entry>>,
    /// The other geneses: they say the same at the same place, so each of their ids names the one.
    pub(super) aliases: Vec<Arc<Entry>>,
    pub(super) index: HashMap<RecordId, usize>,
    /// Of those that may count.
    pub(super) ancestry: Ancestry,
    pub(super) policy: Policy,
    pub(super) standing: Vec<Result<(), Reason>>,
    /// Certificates by person and device; the latest by (lamport, id) of its record.
    pub(super) certificates: BTreeMap<PersonId, BTreeMap<DeviceId, Certificate>>,
    /// Which of all certifications of a device, the genesis' first and then by (lamport, id) of the record, was the first.
    ages: HashMap<(PersonId, DeviceId), usize>,
    /// Whom the genesis names.
    pub(super) founders: BTreeSet<PersonId>,
    /// The genesis.
    pub(super) genesis: Option<usize>,
    circle: CircleId,
    ranks: Vec<u16>,
    removals: Removals,
    /// All known grants of a person, valid or not.
    grants: HashMap<PersonId, Vec<usize>>,
    /// Grants with a true proof by invitation.
    admissions: HashMap<usize, Vec<usize>>,
    /// Of those, the ones within the invitation's uses.
    within_uses: HashMap<usize, BTreeSet<usize>>,
    epochs: Marks,
}

/// Valid removals by what they remove.
#[derive(Debug, Clone, Default)]
struct Removals {
    revokes: HashMap<usize, Vec<usize>>,
    bans: HashMap<PersonId, Vec<usize>>,
    leaves: HashMap<PersonId, Vec<usize>>,
    devices: HashMap<(PersonId, DeviceId), Vec<usize>>,
    extensions: HashMap<RecordId, Vec<usize>>,
    /// Those of revoked devices, by the words of the root key: which of several copies counts may change.
    device_extensions: HashMap<Vec<u8>, Vec<usize>>,
}

impl Rules {
    /// Judges all entries. They may come in any order, each once.
    pub(super) fn judge(circle: CircleId, entries: Vec<Arc<Entry>>) -> Self {
        let mut rules = Self::arrange(circle, entries);
        let mut ranked = Vec::new();
        for node in rules.ancestry.chosen().to_vec() {
            match rules.entries[node].op() {
                // What needs no member's authority.
                Some(Op::Genesis(_) | Op::Device(_) | Op::DeviceRevoke(_)) => rules.settle(node, Ok(())),
                _ => ranked.push((rules.rank(node), rules.class(node), node)),
            }
        }
        ranked.sort_unstable();
        for (_, _, node) in ranked {
            let standing = rules.judge_on(node);
            rules.settle(node, standing);
        }
        rules
    }

    fn arrange(circle: CircleId, entries: Vec<Arc<Entry>>) -> Self {
        let (entries, aliases) = with_one_genesis(entries);
        let (entries, parents) = in_topological_order(&entries, &aliases);
        let mut rules = Self::unjudged(circle, entries, aliases);
        let footings = footing::settle(&rules);
        rules.ancestry = Ancestry::of(&parents, &footing::by_seniority(&rules, &footings));
        rules.ranks = footings.iter().map(|footing| footing.map_or(u16::MAX, |footing| footing.rank)).collect();
        rules.standing = footings.iter().map(|footing| footing.map(drop)).collect();
        rules.epochs = rules.ancestry.marks(|node| matches!(rules.entries[node].op(), Some(Op::Epoch(_))));
        for &node in rules.ancestry.chosen() {
            let proof = rules.entries[node].as_grant().and_then(|grant| grant.invite);
            if let Some(&invite) = proof.and_then(|proof| rules.index.get(&proof.invite)) {
                rules.admissions.entry(invite).or_default().push(node);
            }
        }
        rules
    }

    /// What the records say, before anything follows from it.
    fn unjudged(circle: CircleId, entries: Vec<Arc<Entry>>, aliases: Vec<Arc<Entry>>) -> Self {
        let index = index(&entries, &aliases);
        let genesis = entries.iter().enumerate().find_map(|(node, entry)| Some((node, entry.as_genesis()?)));
        let founders = genesis.iter().flat_map(|(_, genesis)| &genesis.founders).map(Certificate::person).collect();
        let mut grants: HashMap<PersonId, Vec<usize>> = HashMap::new();
        for (node, entry) in entries.iter().enumerate() {
            if let Some(grant) = entry.as_grant() {
                grants.entry(grant.person).or_default().push(node);
            }
        }
        let ancestry = Ancestry::default();
        Self {
            policy: genesis.map(|(_, genesis)| genesis.policy).unwrap_or_default(),
            genesis: genesis.map(|(node, _)| node),
            founders,
            standing: Vec::new(),
            certificates: certificates(&entries),
            ages: ages(&entries),
            epochs: ancestry.no_marks(),
            ancestry,
            entries,
            aliases,
            index,
            circle,
            ranks: Vec::new(),
            removals: Removals::default(),
            grants,
            admissions: HashMap::new(),
            within_uses: HashMap::new(),
        }
    }

    /// Inside one rank: leaving voids the rest of its author's; admissions stand on invitations, and on who closed them.
    fn class(&self, node: usize) -> u8 {
        match self.entries[node].op() {
            Some(Op::Leave(_)) => 0,
            Some(Op::Invite(_) | Op::Revoke(_)) => 1,
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
            Op::ExtendCut(extension) => match self.index.get(&extension.of).and_then(|&of| self.entries[of].op()) {
                Some(Op::DeviceRevoke(revoke)) => {
                    removals.device_extensions.entry(revoke.words()).or_default().push(node);
                }
                _ => removals.extensions.entry(extension.of).or_default().push(node),
            },
            _ => {}
        }
    }

    /// On what the record acts: the grant that it cites or, for an admission by ticket, the inviter's.
    pub(super) fn acting_grounds(&self, node: usize) -> Result<Grounds, Reason> {
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

    /// What a founder acts on with this device.
    pub(super) fn founder_of(&self, person: &PersonId, device: &DeviceId) -> Option<Grounds> {
        let node = self.genesis.filter(|_| self.founders.contains(person))?;
        let grounds = self.founder_grounds(node, self.entries[node].as_genesis()?, device).ok()?;
        (grounds.person == *person).then_some(grounds)
    }

    /// What the grant at `node` gives.
    pub(super) fn grant_grounds(&self, node: usize) -> Option<Grounds> {
        let grant = self.entries[node].as_grant()?;
        let invite = grant.invite.and_then(|proof| self.index.get(&proof.invite).copied());
        Some(Grounds { node, person: grant.person, role: grant.role, rank: grant.rank, invite })
    }

    /// The place of a person's device among all that were certified: who came first has the smaller one.
    pub(super) fn age(&self, person: &PersonId, device: &DeviceId) -> usize {
        self.ages.get(&(*person, *device)).copied().unwrap_or(usize::MAX)
    }

    fn is_certified(&self, person: &PersonId, device: &DeviceId) -> bool {
        self.certificates.get(person).is_some_and(|devices| devices.contains_key(device))
    }

    fn judge_on(&mut self, node: usize) -> Result<(), Reason> {
        let grounds = self.acting_grounds(node)?;
        self.standing[grounds.node].map_err(|_| Reason::FalseGrant)?;
        if !self.ancestry.has_seen(node, grounds.node) {
            return Err(Reason::Unseen);
        }
        match self.entries[node].as_grant().and_then(|grant| grant.invite) {
            Some(proof) => self.judge_admission(node, &proof)?,
            None => self.judge_device(node, &grounds)?,
        }
        self.judge_removals(node, &grounds)?;
        match self.entries[node].op() {
            Some(Op::Epoch(epoch)) => require(self.may_be_so_high(node, epoch.height), Reason::Unseen),
            _ => Ok(()),
        }
    }

    fn judge_device(&self, node: usize, grounds: &Grounds) -> Result<(), Reason> {
        let unseen_by = |revoke: &usize| !self.ancestry.has_seen(*revoke, node);
        if self.revocations_of(&grounds.person, &self.entries[node].device).iter().any(unseen_by) {
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

    /// The valid removals that end this grant. What a ticket gave and somebody took back, it does not give again: a
    /// revocation of one grant ends all that the same person has under the same invitation.
    pub(super) fn removals_of(&self, grounds: &Grounds) -> Vec<usize> {
        let of_grant = listed(&self.removals.revokes, &grounds.node).iter();
        let of_others = grounds.invite.iter().flat_map(|&invite| self.taken_back(&grounds.person, invite));
        let of_others = of_others.filter(|(node, _)| *node != grounds.node).map(|(_, revoke)| revoke);
        let of_invite = grounds.invite.iter().flat_map(|invite| listed(&self.removals.revokes, invite));
        let of_invite = of_invite.filter(|&&revoke| !self.ancestry.has_seen(revoke, grounds.node));
        let bans = listed(&self.removals.bans, &grounds.person).iter();
        let bans = bans.filter(|&&ban| self.rank(ban) < grounds.rank && !self.is_pardoned(grounds, ban));
        let leaves = listed(&self.removals.leaves, &grounds.person).iter();
        let leaves =
            leaves.filter(|&&leave| self.rank(leave) <= grounds.rank && !self.ancestry.has_seen(grounds.node, leave));
        of_grant.chain(of_invite).chain(bans).chain(leaves).copied().chain(of_others).collect()
    }

    /// The grants of a person under an invitation that were revoked, each with a revocation.
    fn taken_back(&self, person: &PersonId, invite: usize) -> impl Iterator<Item = (usize, usize)> {
        let under = move |node: &usize| self.grant_grounds(*node).is_some_and(|grounds| grounds.invite == Some(invite));
        let grants = self.grants_of(person).iter().copied().filter(under);
        grants.flat_map(|node| self.revokes_of(node).iter().map(move |&revoke| (node, revoke)))
    }

    /// Whether a grant made to this person now under the invitation at `invite` would be ended at once by a removal of
    /// which the invitation does not know.
    pub(super) fn is_shut_out(&self, invite: usize, person: &PersonId) -> bool {
        let Some(&op::Invite { role, rank, .. }) = self.entries[invite].as_invite() else { return true };
        let grounds = Grounds { node: invite, person: *person, role, rank, invite: Some(invite) };
        let ends = |&ban: &usize| self.rank(ban) < rank && !self.is_pardoned(&grounds, ban);
        self.taken_back(person, invite).next().is_some() || listed(&self.removals.bans, person).iter().any(ends)
    }

    /// Whether the grant was made in knowledge of the ban by somebody who may set it aside. A ticket knows what its
    /// invitation knew: an old one does not bring a banned person back.
    fn is_pardoned(&self, grounds: &Grounds, ban: usize) -> bool {
        let decision = grounds.invite.unwrap_or(grounds.node);
        self.ancestry.has_seen(decision, ban) && self.rank(decision) <= self.rank(ban)
    }

    /// The rank of what the record acts on.
    pub(super) fn rank(&self, node: usize) -> u16 {
        self.ranks[node]
    }

    /// The valid revocations of this device of a person.
    pub(super) fn revocations_of(&self, person: &PersonId, device: &DeviceId) -> &[usize] {
        listed(&self.removals.devices, &(*person, *device))
    }

    /// The valid extensions of a removal.
    pub(super) fn extensions(&self, removal: usize) -> &[usize] {
        match self.entries[removal].op() {
            Some(Op::DeviceRevoke(revoke)) => listed(&self.removals.device_extensions, &revoke.words()),
            _ => listed(&self.removals.extensions, &self.entries[removal].id),
        }
    }

    /// A chain of epochs is no longer than the epochs it has seen. Otherwise one claim of a great height would make an
    /// epoch the preferred one for ever.
    fn may_be_so_high(&self, node: usize, height: u32) -> bool {
        height == 0 || usize::try_from(height).is_ok_and(|height| height <= self.ancestry.count(node, &self.epochs))
    }

    fn judge_admission(&mut self, node: usize, proof: &op::InviteProof) -> Result<(), Reason> {
        let invite = self.node(&proof.invite).ok_or(Reason::Proof)?;
        self.standing[invite].map_err(|_| Reason::FalseGrant)?;
        require(self.ancestry.has_seen(node, invite), Reason::Unseen)?;
        if !self.within_uses.contains_key(&invite) {
            let within = self.proofs_within_uses(invite);
            self.within_uses.insert(invite, within);
        }
        require(self.within_uses.get(&invite).is_some_and(|within| within.contains(&node)), Reason::UsedUp)
    }

    /// Grants with a true proof under this invitation, valid or not.
    pub(super) fn admissions(&self, invite: usize) -> &[usize] {
        listed(&self.admissions, &invite)
    }

    /// Whether the grant at `node` carries a true proof of the invitation at `invite`.
    pub(super) fn is_proven(&self, node: usize, invite: usize) -> bool {
        let grant = self.entries[node].as_grant();
        let parts = grant.and_then(|grant| Some((self.entries[invite].as_invite()?, grant, grant.invite?)));
        let fits = |(invite, grant, proof)| fits(&self.circle, invite, grant, &proof);
        parts.is_some_and(|parts| *self.entries[node].proof.get_or_init(|| fits(parts)))
    }

    /// The node of a record, if it is known.
    pub(super) fn node(&self, id: &RecordId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// All known grants of a person, valid or not.
    pub(super) fn grants_of(&self, person: &PersonId) -> &[usize] {
        listed(&self.grants, person)
    }

    /// The valid grants that somebody gave to this grant's person by their own word.
    pub(super) fn settling_grants(&self, grounds: &Grounds) -> impl Iterator<Item = Grounds> {
        let valid = self.grants_of(&grounds.person).iter().filter(|&&node| self.standing[node].is_ok());
        valid.filter_map(|&node| self.grant_grounds(node)).filter(|grounds| grounds.invite.is_none())
    }

    /// The valid revocations of a grant or an invitation.
    pub(super) fn revokes_of(&self, node: usize) -> &[usize] {
        listed(&self.removals.revokes, &node)
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

/// The entries, each once, and apart from them all geneses but the one of smallest id. A founder may write as many as
/// they like: none of them is another's ground, and none is more than the first.
fn with_one_genesis(mut entries: Vec<Arc<Entry>>) -> (Vec<Arc<Entry>>, Vec<Arc<Entry>>) {
    entries.sort_unstable_by_key(|entry| (entry.lamport, entry.id));
    entries.dedup_by_key(|entry| entry.id);
    let first = entries.iter().filter(|entry| entry.as_genesis().is_some()).map(|entry| entry.id).min();
    entries.into_iter().partition(|entry| entry.as_genesis().is_none() || Some(entry.id) == first)
}

/// The entries with parents first, and the parents of each.
fn in_topological_order(entries: &[Arc<Entry>], aliases: &[Arc<Entry>]) -> (Vec<Arc<Entry>>, Vec<Vec<usize>>) {
    let order = topological(&parents(entries, aliases));
    let entries: Vec<_> = order.into_iter().map(|node| Arc::clone(&entries[node])).collect();
    let parents = parents(&entries, aliases);
    (entries, parents)
}

fn parents(entries: &[Arc<Entry>], aliases: &[Arc<Entry>]) -> Vec<Vec<usize>> {
    let index = index(entries, aliases);
    let known = |entry: &Arc<Entry>| entry.after.iter().filter_map(|id| index.get(id).copied()).collect();
    entries.iter().map(known).collect()
}

fn index(entries: &[Arc<Entry>], aliases: &[Arc<Entry>]) -> HashMap<RecordId, usize> {
    let genesis = entries.iter().position(|entry| entry.as_genesis().is_some());
    let named = aliases.iter().filter_map(|alias| Some((alias.id, genesis?)));
    entries.iter().enumerate().map(|(node, entry)| (entry.id, node)).chain(named).collect()
}

fn ages(entries: &[Arc<Entry>]) -> HashMap<(PersonId, DeviceId), usize> {
    let mut by_age: Vec<&Arc<Entry>> = entries.iter().collect();
    by_age.sort_unstable_by_key(|entry| (entry.as_genesis().is_none(), entry.lamport, entry.id));
    let mut ages = HashMap::new();
    let carried = by_age.into_iter().filter_map(|entry| entry.op()).flat_map(Op::certificates);
    for (age, certificate) in carried.enumerate() {
        ages.entry((certificate.person(), certificate.device())).or_insert(age);
    }
    ages
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
