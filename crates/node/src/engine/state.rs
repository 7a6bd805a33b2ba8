//! What the engine keeps in memory of one circle: its keys, its control records and what follows from them, and the
//! ends of the device chains. All of it can be read again from the journal.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::chain::Chains;
use commonplace_core::circle::{Circle, Op, open_old};
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::id::{CircleId, DeviceId, EpochId, PersonId, RecordId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_core::record::{Lane, Position, Record, Sealed};
use commonplace_store::{Pair, Scan, Store};
use serde::{Deserialize, Serialize};

use super::project::Views;
use super::{Me, schema, store_error};
use crate::answer::Membership;
use crate::error::Error;

/// How the key of a circle's fingerprints is derived from its id, which outsiders do not know.
const FINGERPRINT_CONTEXT: &str = "commonplace 2026 fingerprint key 1";
/// How a circle's gossip channel of one week is derived.
const GOSSIP_CONTEXT: &str = "commonplace 2026 gossip channel 1";
/// How the key is derived from which each attachment's own key follows.
const BLOB_CONTEXT: &str = "commonplace 2026 attachment keys 1";
/// Milliseconds of a week: how long a gossip channel's name serves.
const WEEK_MILLIS: u64 = 7 * 24 * 3600 * 1000;

/// What this node alone remembers of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) id: CircleId,
    /// The title on the ticket, until the genesis is here.
    pub(super) title: String,
    pub(super) left: bool,
}

#[derive(Debug)]
pub(super) struct CircleState {
    pub(super) tag: Tag,
    pub(super) remembered: Remembered,
    pub(super) secrets: BTreeMap<EpochId, EpochSecret>,
    /// Control records that bring secrets along, by the tags of the devices they are for.
    boxed: Vec<(RecordId, EpochId, Vec<[u8; 8]>)>,
    circle: Circle,
    /// Control records that came since `circle` was evaluated.
    fresh: Vec<Record>,
    chains: Chains,
    pub(super) lamport: u64,
    /// Latest record of each device, to be named as seen.
    heads: BTreeMap<DeviceId, (u64, RecordId)>,
    named: BTreeMap<DeviceId, u64>,
    pub(super) names: BTreeMap<PersonId, String>,
}

impl CircleState {
    /// A circle of which nothing is known but its names.
    pub(super) fn empty(tag: Tag, remembered: Remembered) -> Self {
        let circle = Circle::evaluate(remembered.id, &[]);
        Self {
            tag,
            remembered,
            secrets: BTreeMap::new(),
            boxed: Vec::new(),
            circle,
            fresh: Vec::new(),
            chains: Chains::default(),
            lamport: 0,
            heads: BTreeMap::new(),
            named: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// What the journal says of a circle.
    pub(super) fn load(store: &Store, views: &Views, tag: Tag, me: &Me) -> Result<Self, Error> {
        let bytes = store.local(&remembered_key(&tag)).map_err(store_error)?.unwrap_or_default();
        let remembered = schema::read(&bytes).ok_or_else(|| Error::Store { why: "a circle without a name".into() })?;
        let mut state = Self::empty(tag, remembered);
        let ids = store.set_ids(&tag, Lane::Control, .., limits::CONTROL_RECORDS);
        let sealed: Vec<Sealed> = ids.iter().filter_map(|key| store.get(&key.id).ok().flatten()).collect();
        state.open_control(&sealed, me);
        state.read_views(views)?;
        state.refresh();
        Ok(state)
    }

    /// Opens control records until no further one opens: each may bring the secret of another.
    fn open_control(&mut self, sealed: &[Sealed], me: &Me) {
        let mut closed: Vec<&Sealed> = sealed.iter().collect();
        loop {
            let before = closed.len();
            closed.retain(|record| {
                self.take_secret(record, me);
                let Some(opened) = self.secret_of(record).and_then(|secret| record.open_again(secret).ok()) else {
                    return true;
                };
                self.learn(&opened);
                false
            });
            if closed.len() == before {
                break;
            }
        }
    }

    fn read_views(&mut self, views: &Views) -> Result<(), Error> {
        for (key, value) in views.scan(&schema::chains(&self.tag))? {
            let Some((device, seq, id)) = schema::read_chain(&key) else { continue };
            self.chains.insert(device, seq, id, value.as_slice().try_into().ok());
            self.heads.insert(device, (seq, id));
        }
        for (key, value) in views.scan(&schema::people(&self.tag))? {
            let person = key.get(key.len() - PersonId::LEN..).and_then(|bytes| PersonId::try_from(bytes).ok());
            if let (Some(person), Ok(name)) = (person, String::from_utf8(value)) {
                self.names.insert(person, name);
            }
        }
        let counts = views.counts(&self.tag)?;
        self.lamport = self.lamport.max(counts.lamport);
        Ok(())
    }

    /// The secret that opens this record, if it is here.
    pub(super) fn secret_of(&self, record: &Sealed) -> Option<&EpochSecret> {
        self.secrets.get(&record.header().epoch)
    }

    /// Takes the secret that travels with a boxed record, if it is for us. Returns whether it was new.
    pub(super) fn take_secret(&mut self, record: &Sealed, me: &Me) -> bool {
        if record.header().lane != Lane::Control || self.secrets.contains_key(&record.header().epoch) {
            return false;
        }
        let Some(secret) = record.unbox(&me.device) else { return false };
        self.secrets.insert(secret.id(), secret).is_none()
    }

    /// Takes in an opened record that is, or is about to be, in the journal. Returns epochs that can be opened since.
    pub(super) fn learn(&mut self, record: &Record) -> Vec<EpochId> {
        self.place(record);
        if record.header.lane != Lane::Control {
            return Vec::new();
        }
        let mut opened = Vec::new();
        if let (Ok(op), Some(secret)) = (Op::decode(record.kind, &record.body), self.secrets.get(&record.header.epoch))
        {
            for old in open_old(&op, secret) {
                let id = old.id();
                if self.secrets.insert(id, old).is_none() {
                    opened.push(id);
                }
            }
        }
        if !record.box_tags.is_empty() {
            self.boxed.push((record.id, record.header.epoch, record.box_tags.clone()));
        }
        self.fresh.push(record.clone());
        opened
    }

    /// Takes in where a record stands in its chain, when the chains are read again.
    pub(super) fn place(&mut self, record: &Record) {
        self.lamport = self.lamport.max(record.lamport);
        self.chains.insert_record(record);
        let head = self.heads.entry(record.device).or_insert((record.seq, record.id));
        if record.seq >= head.0 {
            *head = (record.seq, record.id);
        }
    }

    /// Everybody who is or was a member.
    pub(super) fn people(&self) -> Vec<PersonId> {
        self.circle.members().map(|member| member.person).chain(self.circle.former_members().copied()).collect()
    }

    /// Evaluates the control records if any has come since the last time. Returns what it was before.
    pub(super) fn refresh(&mut self) -> Option<Circle> {
        let fresh = std::mem::take(&mut self.fresh);
        if fresh.is_empty() {
            return None;
        }
        let circle = self.circle.extended(&fresh);
        Some(std::mem::replace(&mut self.circle, circle))
    }

    /// The circle as of the last [`CircleState::refresh`].
    pub(super) fn circle(&self) -> &Circle {
        &self.circle
    }

    pub(super) fn chains(&self) -> &Chains {
        &self.chains
    }

    pub(super) fn title(&self) -> String {
        self.circle.title().map_or_else(|| self.remembered.title.clone(), str::to_owned)
    }

    pub(super) fn membership(&self, me: &Me) -> Membership {
        if self.circle.role_of(&me.person).is_some() {
            Membership::Joined
        } else if self.remembered.left {
            Membership::Left
        } else if self.circle.person_of(&me.device.id()).is_some() {
            Membership::Removed
        } else {
            Membership::Pending
        }
    }

    /// Where this device's next record stands.
    pub(super) fn position(&self, device: &DeviceId) -> Position {
        self.chains.next_position(device)
    }

    /// What a content record of `device` names as seen: the latest of the other devices that it has not named yet.
    pub(super) fn seen(&mut self, device: &DeviceId) -> Vec<RecordId> {
        let fresh: Vec<(DeviceId, u64, RecordId)> = self
            .heads
            .iter()
            .filter(|(other, (seq, _))| *other != device && self.named.get(other).is_none_or(|named| named < seq))
            .map(|(other, (seq, id))| (*other, *seq, *id))
            .take(limits::AFTER_IDS)
            .collect();
        fresh
            .into_iter()
            .map(|(other, seq, id)| {
                self.named.insert(other, seq);
                id
            })
            .collect()
    }

    /// The name of a person, or a short form of their id while it is unknown.
    pub(super) fn name_of(&self, person: &PersonId) -> String {
        self.names.get(person).cloned().unwrap_or_else(|| person.short())
    }

    /// Control records that bring a secret for this device.
    pub(super) fn boxed_for(&self, certificate: &Certificate) -> Vec<RecordId> {
        let tag_in = |epoch: &EpochId| KeyBox::recipient_tag(certificate.kem(), epoch);
        let for_device = self.boxed.iter().filter(|(_, epoch, tags)| tags.contains(&tag_in(epoch)));
        for_device.map(|(id, _, _)| *id).collect()
    }

    /// All devices of all members.
    pub(super) fn devices(&self) -> BTreeSet<DeviceId> {
        self.circle.members().flat_map(|member| member.certificates.iter().map(Certificate::device)).collect()
    }

    pub(super) fn gossip_channel(&self, wall: u64) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key(GOSSIP_CONTEXT);
        hasher.update(self.remembered.id.as_bytes()).update(&(wall / WEEK_MILLIS).to_be_bytes());
        *hasher.finalize().as_bytes()
    }

    pub(super) fn attachment_key(&self) -> [u8; 32] {
        blake3::derive_key(BLOB_CONTEXT, self.remembered.id.as_bytes())
    }
}

pub(super) fn fingerprint_key(circle: &CircleId) -> [u8; 32] {
    blake3::derive_key(FINGERPRINT_CONTEXT, circle.as_bytes())
}

pub(super) fn remembered_key(tag: &Tag) -> Vec<u8> {
    [b"circle/".as_slice(), tag.as_bytes()].concat()
}

impl Views {
    fn scan(&self, prefix: &[u8]) -> Result<Vec<Pair>, Error> {
        self.tree().scan(Scan { prefix, after: None, max: usize::MAX, reverse: false }).map_err(store_error)
    }
}
