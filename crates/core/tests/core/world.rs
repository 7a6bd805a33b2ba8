//! People with devices, and a way to write control records at any place of a history.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use commonplace_core::chain::Chains;
use commonplace_core::circle::op::{self, NO_AUTHORITY};
use commonplace_core::circle::{Circle, Cut, Op, Policy, Reach, Role, Settings, founding};
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::id::{CircleId, DeviceId, EpochId, PersonId, RecordId, Tag};
use commonplace_core::key::{Certificate, DeviceSecret, PersonSecret};
use commonplace_core::record::{Header, Lane, Position, Record};
use commonplace_core::time::{Slot, Timestamp};

/// A person with a laptop and a phone.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) root: PersonSecret,
    pub(crate) laptop: DeviceSecret,
    pub(crate) phone: DeviceSecret,
}

impl Person {
    pub(crate) fn new(seed: u8) -> Self {
        Self {
            root: PersonSecret::from_seed([seed; 32]),
            laptop: DeviceSecret::from_seed([seed.wrapping_add(100); 32]),
            phone: DeviceSecret::from_seed([seed.wrapping_add(200); 32]),
        }
    }

    pub(crate) fn id(&self) -> PersonId {
        self.root.id()
    }

    pub(crate) fn laptop_certificate(&self) -> Certificate {
        self.root.certify(&self.laptop, "laptop")
    }

    pub(crate) fn phone_certificate(&self) -> Certificate {
        self.root.certify(&self.phone, "phone")
    }
}

static PEOPLE: LazyLock<Vec<Person>> = LazyLock::new(|| (1..=6).map(Person::new).collect());

pub(crate) fn people() -> &'static [Person] {
    &PEOPLE
}

pub(crate) fn alice() -> &'static Person {
    &PEOPLE[0]
}

pub(crate) fn bob() -> &'static Person {
    &PEOPLE[1]
}

pub(crate) fn carol() -> &'static Person {
    &PEOPLE[2]
}

pub(crate) fn eve() -> &'static Person {
    &PEOPLE[3]
}

pub(crate) const TAG: Tag = Tag::from_bytes([8; 16]);

/// All records that anybody wrote. Records are made without sealing: the rules never see the seal.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) circle: CircleId,
    pub(crate) genesis: RecordId,
    pub(crate) records: Vec<Record>,
    pub(crate) content: Vec<Record>,
    pub(crate) chains: Chains,
    positions: BTreeMap<DeviceId, Position>,
    /// The circle of the first so many records: every step asks for it.
    latest: RefCell<Option<(usize, Circle)>>,
}

impl World {
    /// A circle that alice founded.
    pub(crate) fn new(policy: Policy) -> Self {
        Self::founded_by(&[alice()], policy)
    }

    pub(crate) fn founded_by(founders: &[&Person], policy: Policy) -> Self {
        let certificates = founders.iter().map(|person| person.laptop_certificate()).collect();
        let (circle, genesis) = founding("Organic chemistry", certificates, policy, [9; 16]);
        let mut world = Self {
            circle,
            genesis: NO_AUTHORITY,
            records: Vec::new(),
            content: Vec::new(),
            chains: Chains::default(),
            positions: BTreeMap::new(),
            latest: RefCell::new(None),
        };
        world.genesis = world.write(founders[0].laptop.id(), NO_AUTHORITY, &[], &genesis);
        world
    }

    /// Writes an operation that has seen `after`.
    pub(crate) fn write(&mut self, device: DeviceId, auth: RecordId, after: &[RecordId], op: &Op) -> RecordId {
        let record = self.record(device, auth, after, op.kind(), op.encode(), Lane::Control);
        let id = record.id;
        self.chains.insert_record(&record);
        self.records.push(record);
        id
    }

    /// Writes an operation that has seen everything valid.
    pub(crate) fn say(&mut self, person: &Person, auth: RecordId, op: &Op) -> RecordId {
        let heads = self.now().heads();
        self.write(person.laptop.id(), auth, &heads, op)
    }

    /// Writes an epoch or a welcome, boxed to these certificates.
    pub(crate) fn say_boxed(
        &mut self,
        person: &Person,
        auth: RecordId,
        after: &[RecordId],
        op: &Op,
        secret: &EpochSecret,
        to: &[&Certificate],
    ) -> RecordId {
        let id = self.write(person.laptop.id(), auth, after, op);
        let record = self.records.last_mut().expect("just written");
        record.header.epoch = secret.id();
        record.boxes = to.iter().filter_map(|c| KeyBox::seal(secret, &TAG, c.kem())).collect();
        id
    }

    /// Boxes a secret to somebody once more: an act without consequences.
    pub(crate) fn welcome(&mut self, by: &Person, auth: RecordId) -> RecordId {
        let heads = self.now().heads();
        let secret = EpochSecret::from_bytes([0; 32]);
        self.say_boxed(by, auth, &heads, &Op::Welcome, &secret, &[&by.laptop_certificate()])
    }

    /// A post.
    pub(crate) fn post(&mut self, device: DeviceId, auth: RecordId) -> Record {
        let body = self.content.len().to_le_bytes().to_vec();
        let record = self.record(device, auth, &[], commonplace_core::record::Kind(64), body, Lane::Posts);
        self.chains.insert_record(&record);
        self.content.push(record.clone());
        record
    }

    /// A record at a place of the device's own choosing, with a lamport time to match: hostile ones.
    pub(crate) fn forge(&mut self, device: DeviceId, auth: RecordId, op: &Op, seq: u64, lamport: u64) -> RecordId {
        let (circle, positions) = (self.circle, self.positions.clone());
        let id = self.write(device, auth, &[], op);
        self.positions = positions;
        let record = self.records.last_mut().expect("just written");
        record.id = RecordId::of(&commonplace_core::encoding::encode(&(circle, id, seq, lamport)));
        (record.seq, record.lamport) = (seq, lamport);
        record.prev = (seq > 0).then_some(id);
        record.id
    }

    fn record(
        &mut self,
        device: DeviceId,
        auth: RecordId,
        after: &[RecordId],
        kind: commonplace_core::record::Kind,
        body: Vec<u8>,
        lane: Lane,
    ) -> Record {
        let mut after = after.to_vec();
        after.sort_unstable();
        after.dedup();
        let position = self.positions.get(&device).copied().unwrap_or_default();
        let seen = self.records.iter().filter(|r| after.contains(&r.id)).map(|r| r.lamport).max();
        let lamport = seen.unwrap_or(0).saturating_add(1);
        let named = (device, position.seq, position.prev, &after, auth, kind, &body);
        let id = RecordId::of(&commonplace_core::encoding::encode(&named));
        self.positions.insert(device, Position { seq: position.seq + 1, prev: Some(id) });
        let epoch = EpochId::from_bytes([0; 16]);
        Record {
            id,
            header: Header { tag: TAG, lane, slot: Slot(0), epoch },
            kind,
            device,
            seq: position.seq,
            prev: position.prev,
            after,
            auth,
            wall: Timestamp::from_millis(0),
            lamport,
            body,
            dropped: false,
            boxes: Vec::new(),
        }
    }

    /// The circle as everybody has it who has everything.
    pub(crate) fn now(&self) -> Circle {
        let known = self.latest.take();
        let circle = match known {
            Some((len, circle)) if len == self.records.len() => circle,
            Some((len, circle)) => circle.extended(&self.records[len..]),
            None => Circle::evaluate(self.circle, &self.records),
        };
        self.latest.replace(Some((self.records.len(), circle.clone())));
        circle
    }

    /// Alice, or whoever holds `auth`, grants by her own word, having seen everything.
    pub(crate) fn grant(&mut self, by: &Person, auth: RecordId, to: &Person, role: Role, rank: u16) -> RecordId {
        self.say(by, auth, &grant_op(to, role, rank))
    }
}

pub(crate) fn grant_op(to: &Person, role: Role, rank: u16) -> Op {
    let certificates = vec![to.laptop_certificate()];
    Op::Grant(op::Grant { person: to.id(), certificates, role, rank, invite: None })
}

pub(crate) fn revoke_op(grant: RecordId) -> Op {
    Op::Revoke(op::Revoke { grant, cut: Cut::default() })
}

pub(crate) fn ban_op(person: &Person) -> Op {
    Op::Ban(op::Ban { person: person.id(), cut: Cut::default() })
}

/// The address of some relay.
pub(crate) const RELAY: &str = "/ip4/203.0.113.7/tcp/4001/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN";

pub(crate) fn settings(reach: Reach, relays: &[&str], quota: Option<u64>) -> Settings {
    Settings { reach, relays: relays.iter().map(ToString::to_string).collect(), quota, relay_days: None }
}
