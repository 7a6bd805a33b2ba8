//! Circles: who is a member with which role, and which secret to write under. A pure function of the control records.
//!
//! [`Circle::evaluate`] folds the opened records of the control lane, in any order, into a [`Circle`]: two nodes with the
//! same set of records have the same circle. Nothing here reads a clock; what a removal voids is decided by what its
//! author had seen. [`Circle::extended`] adds records without verifying the known ones again. Hand in every control record
//! there is: which of them are worth judging is decided here, see [`ControlRecords`].

mod ancestry;
pub mod apart;
mod changes;
mod content;
mod control;
mod entry;
pub mod epochs;
mod footing;
mod invitations;
pub mod join;
pub mod op;
mod removed;
pub mod returning;
pub mod role;
mod rules;
mod settings;
mod ticket;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::epoch::EpochSecret;
use crate::id::{CircleId, DeviceId, EpochId, PersonId, RecordId, Tag};
use crate::key::Certificate;
use crate::limits;
use crate::record::Record;
use crate::time::Timestamp;
use entry::Entry;
use rules::{Grounds, Rules};

pub use content::Verdict;
pub use control::ControlRecords;
pub use epochs::{EpochInfo, collect_secrets, open_old};
pub use invitations::InviteState;
pub use op::{Cut, InviteProof, Op, OpError, Settings};
pub use removed::Ending;
pub use role::{Action, Admit, History, Policy, Reach, Role};
pub use rules::Reason;
pub(crate) use ticket::addresses as ticket_addresses;
pub use ticket::{Ticket, TicketRelay};

/// A circle, as a set of control records has it.
#[derive(Debug, Clone)]
pub struct Circle {
    id: CircleId,
    rules: Rules,
    members: BTreeMap<PersonId, Member>,
    former: BTreeSet<PersonId>,
    owners: BTreeMap<DeviceId, PersonId>,
    cut: BTreeSet<DeviceId>,
    settings: Settings,
    relays_ever: BTreeSet<String>,
}

/// Somebody who is in the circle now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// The greatest role of their grants.
    pub role: Role,
    /// The rank of the grant that gives it.
    pub rank: u16,
    /// That grant: what they cite.
    pub grant: RecordId,
    /// Their devices, without revoked ones, in ascending order; at most [`limits::DEVICES_PER_PERSON`], those that were
    /// certified first.
    pub certificates: Vec<Certificate>,
    /// Whether the genesis names them.
    pub founder: bool,
}

/// What a person acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority {
    /// The grant to cite.
    pub auth: RecordId,
    /// The role that it gives.
    pub role: Role,
    /// Its rank.
    pub rank: u16,
}

/// A control record in the circle's history.
#[derive(Debug, Clone, Copy)]
pub struct LogLine<'a> {
    /// The record.
    pub record: RecordId,
    /// Who signed it.
    pub device: DeviceId,
    /// Whose device that is, when known.
    pub author: Option<PersonId>,
    /// When, as the author claims.
    pub wall: Timestamp,
    /// Greater than those of all that it had seen: the order of the history.
    pub lamport: u64,
    /// What it says; none for a kind of a later version or a malformed one.
    pub op: Option<&'a Op>,
    /// Whether it counts.
    pub standing: Result<(), Reason>,
}

/// The id and first operation of a new circle. The body becomes the circle's first record, in the control lane, citing
/// [`op::NO_AUTHORITY`], written by a device of a founder. `salt` is 16 random bytes.
#[must_use]
pub fn founding(title: &str, certificates: Vec<Certificate>, policy: Policy, salt: [u8; 16]) -> (CircleId, Op) {
    let title = crate::text::cut(title, limits::TITLE_BYTES).to_owned();
    let genesis = Op::Genesis(op::Genesis { version: 1, title, founders: certificates, policy, salt });
    (CircleId::of(&genesis.encode()), genesis)
}

impl Circle {
    /// The circle of these control records; records of other lanes are passed over. The order does not matter, nor
    /// whether a record comes twice. All records must have been opened, that is, their signatures verified.
    #[must_use]
    pub fn evaluate(circle: CircleId, records: &[Record]) -> Self {
        let mut all = ControlRecords::new(circle);
        for record in records {
            all.insert(record);
        }
        all.evaluate()
    }

    /// The circle with these records in addition. The same as evaluating all of them, without verifying the certificates
    /// and tickets of known ones again.
    #[must_use]
    pub fn extended(&self, records: &[Record]) -> Self {
        let mut all = self.records();
        for record in records {
            all.insert(record);
        }
        all.evaluate()
    }

    /// The known control records, to add to.
    #[must_use]
    pub fn records(&self) -> ControlRecords {
        ControlRecords::of(self.id, self.rules.entries.iter().chain(&self.rules.aliases))
    }

    fn judge(id: CircleId, entries: Vec<Arc<Entry>>) -> Self {
        let rules = Rules::judge(id, entries);
        let (members, former, owners, cut) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
        let (settings, relays_ever) = (settings::of(&rules), settings::relays_ever(&rules));
        let mut circle = Self { id, rules, members, former, owners, cut, settings, relays_ever };
        circle.settle_members();
        circle.owners = circle.owners_of_devices();
        circle.cut = circle.devices_cut();
        circle
    }

    fn settle_members(&mut self) {
        let mut best: BTreeMap<PersonId, Grounds> = BTreeMap::new();
        for grounds in self.all_grounds() {
            if !self.rules.is_live(&grounds) {
                self.former.insert(grounds.person);
                continue;
            }
            let standing = best.entry(grounds.person).or_insert(grounds);
            if self.weight(&grounds) > self.weight(standing) {
                *standing = grounds;
            }
        }
        self.former.retain(|person| !best.contains_key(person));
        self.members = best.into_iter().map(|(person, grounds)| (person, self.member(&grounds))).collect();
    }

    /// What decides between the grants of one person: the greater role, then the smaller rank, then the smaller id.
    fn weight(&self, grounds: &Grounds) -> impl Ord + use<> {
        let id = self.rules.entries[grounds.node].id;
        (grounds.role, std::cmp::Reverse(grounds.rank), std::cmp::Reverse(id))
    }

    /// Every valid grant, and every founder's standing.
    fn all_grounds(&self) -> Vec<Grounds> {
        let mut all = Vec::new();
        for (node, entry) in self.rules.entries.iter().enumerate() {
            if self.rules.standing[node].is_err() {
                continue;
            }
            all.extend(self.rules.grant_grounds(node));
            let founders = entry.as_genesis().map_or(&[][..], |genesis| &genesis.founders);
            all.extend(founders.iter().filter_map(|c| self.rules.cited_grounds(&entry.id, &c.device()).ok()));
        }
        all
    }

    fn member(&self, grounds: &Grounds) -> Member {
        let certified = self.rules.certificates.get(&grounds.person);
        let certified = certified.into_iter().flat_map(BTreeMap::values);
        let usable = certified.filter(|c| self.rules.revocations_of(&grounds.person, &c.device()).is_empty());
        let mut usable: Vec<&Certificate> = usable.collect();
        // Who came first stays: a further one must not put another one out.
        if usable.len() > limits::DEVICES_PER_PERSON {
            usable.sort_by_key(|c| self.rules.age(&grounds.person, &c.device()));
            usable.truncate(limits::DEVICES_PER_PERSON);
            usable.sort_unstable_by_key(|c| c.device());
        }
        Member {
            person: grounds.person,
            role: grounds.role,
            rank: grounds.rank,
            grant: self.rules.entries[grounds.node].id,
            certificates: usable.into_iter().cloned().collect(),
            founder: self.rules.founders.contains(&grounds.person),
        }
    }

    /// For display only: authority goes by the grant that a record cites. When two persons certify one device it is of
    /// the one who did so first, by (lamport, id) of the record.
    fn owners_of_devices(&self) -> BTreeMap<DeviceId, PersonId> {
        let mut by_age: Vec<&Arc<Entry>> = self.rules.entries.iter().collect();
        by_age.sort_unstable_by_key(|entry| (entry.as_genesis().is_none(), entry.lamport, entry.id));
        let mut owners = BTreeMap::new();
        for certificate in by_age.into_iter().filter_map(|entry| entry.op()).flat_map(Op::certificates) {
            let person = certificate.person();
            if self.members.contains_key(&person) || self.former.contains(&person) {
                owners.entry(certificate.device()).or_insert(person);
            }
        }
        owners
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> CircleId {
        self.id
    }

    /// What people call it; none until the genesis is known.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let genesis = self.rules.genesis.and_then(|node| self.rules.entries[node].as_genesis());
        genesis.map(|genesis| genesis.title.as_str())
    }

    /// Whose private circle it is: that of its only founder, for whom its salt was made ([`crate::private`]).
    #[must_use]
    pub fn private_of(&self) -> Option<PersonId> {
        let genesis = self.rules.genesis.and_then(|node| self.rules.entries[node].as_genesis())?;
        let person = genesis.founders.first()?.person();
        let alone = genesis.founders.iter().all(|certificate| certificate.person() == person);
        (alone && crate::private::is_marked(&person, &genesis.salt)).then_some(person)
    }

    /// What its founders decided once for all; the default until the genesis is known.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.rules.policy
    }

    /// The record of the genesis, once known: the one of smallest id, should founders have written several.
    #[must_use]
    pub fn genesis(&self) -> Option<RecordId> {
        self.rules.genesis.map(|node| self.rules.entries[node].id)
    }

    /// The latest valid control records, for `after` of the next one: at most [`limits::AFTER_IDS`], senior ones first
    /// when there are more.
    #[must_use]
    pub fn heads(&self) -> Vec<RecordId> {
        let mut heads = self.head_nodes();
        heads.sort_unstable_by_key(|&node| {
            let entry = &self.rules.entries[node];
            (self.rules.rank(node), std::cmp::Reverse(entry.lamport), entry.id)
        });
        heads.truncate(limits::AFTER_IDS);
        heads.into_iter().map(|node| self.rules.entries[node].id).collect()
    }

    fn head_nodes(&self) -> Vec<usize> {
        let mut seen = self.rules.ancestry.no_marks();
        let valid = || self.rules.ancestry.chosen().iter().copied().filter(|&node| self.rules.standing[node].is_ok());
        valid().for_each(|node| self.rules.ancestry.mark_seen(&mut seen, node));
        let seen: BTreeSet<usize> = self.rules.ancestry.marked(&seen).collect();
        valid().filter(|node| !seen.contains(node)).collect()
    }

    /// The greatest lamport of a valid control record; 0 before the first.
    #[must_use]
    pub fn lamport(&self) -> u64 {
        let valid = self.rules.entries.iter().zip(&self.rules.standing).filter(|(_, standing)| standing.is_ok());
        valid.map(|(entry, _)| entry.lamport).max().unwrap_or(0)
    }

    /// Who is in the circle, in ascending order of person.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// The member that this person is.
    #[must_use]
    pub fn member_of(&self, person: &PersonId) -> Option<&Member> {
        self.members.get(person)
    }

    /// Who was in the circle and no longer is, in ascending order.
    pub fn former_members(&self) -> impl Iterator<Item = &PersonId> {
        self.former.iter()
    }

    /// Whose device this is or was. For display; authority goes by what a record cites.
    #[must_use]
    pub fn person_of(&self, device: &DeviceId) -> Option<PersonId> {
        self.owners.get(device).copied()
    }

    /// Whether somebody has certified this device, member or not. What is known of that only grows.
    #[must_use]
    pub fn is_certified(&self, device: &DeviceId) -> bool {
        self.rules.certificates.values().any(|devices| devices.contains_key(device))
    }

    /// Whether the person has taken this device away. It stays so.
    #[must_use]
    pub fn is_revoked(&self, person: &PersonId, device: &DeviceId) -> bool {
        !self.rules.revocations_of(person, device).is_empty()
    }

    /// Whether this device was ever made known here as the person's. That it was taken away says so too, but only in
    /// advance, of a device that the circle had not met.
    #[must_use]
    pub fn was_let_in(&self, person: &PersonId, device: &DeviceId) -> bool {
        let ops = self.rules.entries.iter().filter_map(|entry| entry.op());
        let letting_in = ops.filter(|op| !matches!(op, Op::DeviceRevoke(_)));
        letting_in.flat_map(Op::certificates).any(|known| known.device() == *device && known.person() == *person)
    }

    /// The devices that the person has taken away, each with its certificate.
    pub fn taken_away(&self, person: &PersonId) -> impl Iterator<Item = &Certificate> {
        self.certificates_of(person).filter(|known| self.is_revoked(&known.person(), &known.device()))
    }

    /// The record by which the person took this device away.
    #[must_use]
    pub fn revocation(&self, person: &PersonId, device: &DeviceId) -> Option<RecordId> {
        self.rules.revocations_of(person, device).first().map(|&node| self.rules.entries[node].id)
    }

    /// Every certificate known of a person, revoked devices too.
    pub fn certificates_of(&self, person: &PersonId) -> impl Iterator<Item = &Certificate> {
        self.rules.certificates.get(person).into_iter().flat_map(BTreeMap::values)
    }

    /// Every certificate known of anybody.
    pub fn certificates(&self) -> impl Iterator<Item = &Certificate> {
        self.rules.certificates.values().flat_map(BTreeMap::values)
    }

    /// The role of a member.
    #[must_use]
    pub fn role_of(&self, person: &PersonId) -> Option<Role> {
        self.members.get(person).map(|member| member.role)
    }

    /// What a member cites in what they write.
    #[must_use]
    pub fn authority_of(&self, person: &PersonId) -> Option<Authority> {
        self.members.get(person).map(|member| Authority { auth: member.grant, role: member.role, rank: member.rank })
    }

    /// What a member cites when leaving: their grant of smallest rank, which takes the others along.
    #[must_use]
    pub fn authority_to_leave(&self, person: &PersonId) -> Option<Authority> {
        let own = self.all_grounds().into_iter().filter(|g| g.person == *person && self.rules.is_live(g));
        let senior = own.min_by_key(|grounds| (grounds.rank, self.rules.entries[grounds.node].id))?;
        Some(Authority { auth: self.rules.entries[senior.node].id, role: senior.role, rank: senior.rank })
    }

    /// The live grants of a person below `rank`: what a remover revokes. Empty for founders.
    #[must_use]
    pub fn grants_of(&self, person: &PersonId) -> Vec<Authority> {
        let live = self.all_grounds().into_iter().filter(|g| g.person == *person && self.rules.is_live(g));
        let grants = live.filter(|grounds| self.rules.entries[grounds.node].as_grant().is_some());
        grants.map(|g| Authority { auth: self.rules.entries[g.node].id, role: g.role, rank: g.rank }).collect()
    }

    /// The records by which this person took a device away, with the rank that stewards need to extend their cuts: the
    /// person's most senior one. The person may do so on any rank.
    #[must_use]
    pub fn revocations_of(&self, person: &PersonId, device: &DeviceId) -> Vec<(RecordId, u16)> {
        let revocations = self.rules.revocations_of(person, device).iter();
        revocations.map(|&node| (self.rules.entries[node].id, self.rules.rank(node))).collect()
    }

    /// Whether this is a device of a member, not revoked.
    #[must_use]
    pub fn is_member_device(&self, device: &DeviceId) -> bool {
        self.members.values().flat_map(|member| &member.certificates).any(|certificate| certificate.device() == *device)
    }

    /// Whether a person may do this now.
    #[must_use]
    pub fn may(&self, person: &PersonId, action: Action) -> bool {
        let Some(member) = self.members.get(person) else { return false };
        match action {
            Action::Write | Action::Rotate | Action::LetIn => member.role.writes(),
            Action::Admit(role) | Action::Invite(role) => {
                self.policy().may_admit(member.role, role) && member.rank < u16::MAX
            }
            Action::Remove(other) => {
                let below = |other: &Member| other.rank > member.rank && !other.founder;
                member.role == Role::Steward && self.members.get(&other).is_some_and(below)
            }
            Action::Set => member.role == Role::Steward && self.settings_rank() >= member.rank,
            Action::Leave => true,
        }
    }

    /// Whether a control record counts; false too when it is not known.
    #[must_use]
    pub fn valid(&self, record: &RecordId) -> bool {
        self.standing(record).is_some_and(|standing| standing.is_ok())
    }

    /// Whether a known control record counts, and why not.
    #[must_use]
    pub fn standing(&self, record: &RecordId) -> Option<Result<(), Reason>> {
        self.rules.index.get(record).map(|&node| self.rules.standing[node])
    }

    /// Whether this is the circle's name on the wire, as its first epoch's secret makes it. None while no held secret
    /// says so and not all secrets of first epochs are held. A ticket that pairs the id of one circle with the tag of
    /// another is refused by this, once its holder is let in.
    #[must_use]
    pub fn is_tagged(&self, tag: &Tag, held: &BTreeMap<EpochId, EpochSecret>) -> Option<bool> {
        if held.values().any(|secret| secret.tag(&self.id) == *tag) {
            return Some(true);
        }
        let mut first = self.epochs().into_iter().filter(|epoch| epoch.height == 0).peekable();
        (first.peek().is_some() && first.all(|epoch| held.contains_key(&epoch.epoch))).then_some(false)
    }

    /// All known control records, those seen by others first; those too that are beyond a bound.
    pub fn log(&self) -> impl Iterator<Item = LogLine<'_>> {
        self.rules.entries.iter().zip(&self.rules.standing).map(|(entry, standing)| LogLine {
            record: entry.id,
            device: entry.device,
            author: self.person_of(&entry.device),
            wall: entry.wall,
            lamport: entry.lamport,
            op: entry.op(),
            standing: *standing,
        })
    }
}
