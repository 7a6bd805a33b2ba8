//! What the engine keeps in memory of one circle: its keys, its control records and what follows from them, and the
//! ends of the device chains. All of it can be read again from the journal.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::chain::Chains;
use commonplace_core::circle::op::Settings;
use commonplace_core::circle::{Circle, Ending, EpochInfo, Op, Reach, open_old};
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::frontier::{Head, Heads, Without, device_name};
use commonplace_core::id::{CircleId, DeviceId, EpochId, PersonId, RecordId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_core::record::{Lane, Position, Record, Sealed};
use commonplace_core::slip::Shelf;
use commonplace_store::{Cursor, ReadError, Store};
use serde::{Deserialize, Serialize};

use super::delivery::Pace;
use super::views::Views;
use super::{Me, PeerName, schema, slips, store_error};
use crate::answer::Membership;
use crate::error::Error;

/// How the key of a circle's fingerprints is derived from its id, which outsiders do not know.
const FINGERPRINT_CONTEXT: &str = "commonplace 2026 fingerprint key 1";
/// How the key is derived from which each attachment's own key follows.
const BLOB_CONTEXT: &str = "commonplace 2026 attachment keys 1";
/// Records read at a time when the chains follow the journal.
const FED: usize = 1024;

/// What this node alone remembers of a circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) id: CircleId,
    /// The title on the ticket, until the genesis is here.
    pub(super) title: String,
    pub(super) left: bool,
    /// Whether a member has heard that we left.
    pub(super) told: bool,
}

/// Who brought a record that waits: a person, a peer of whom nobody is known, or whoever has it by hand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bearer([u8; 8]);

impl Bearer {
    /// The bearer of this name. By hand there is none.
    pub(super) fn of(name: &[u8]) -> Self {
        let mut mark = [0; 8];
        mark.copy_from_slice(&blake3::hash(name).as_bytes()[..8]);
        Self(mark)
    }

    /// As it was written down; earlier versions wrote nothing.
    fn read(bytes: &[u8]) -> Self {
        bytes.try_into().map_or_else(|_| Self::default(), Self)
    }

    /// As it is written down.
    pub(super) fn write(self) -> Vec<u8> {
        self.0.to_vec()
    }
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
    /// Records that came before the secret of their epoch: kept beside the set, neither verified nor passed on.
    waiting: BTreeMap<EpochId, BTreeMap<RecordId, Bearer>>,
    /// How many of them each has brought.
    brought: BTreeMap<Bearer, usize>,
    pub(super) names: BTreeMap<PersonId, String>,
    /// What travels beside the set.
    pub(super) slips: Shelf,
    /// How its records may travel until its own first record is here, which says how: in this network, and by the relays
    /// on the ticket that brought us.
    unsettled: Settings,
    /// The peer that let us in over the network. It knows how the circle may travel, and has found that it may to us.
    pub(super) let_in_by: Option<PeerName>,
    /// When to say what we hold.
    pub(super) pace: Pace,
    /// The end of an unbroken line of each device's chain.
    lines: BTreeMap<DeviceId, (u64, RecordId)>,
    /// Devices with two records at one place.
    forked: BTreeSet<DeviceId>,
    /// Records of which the heads alone are here.
    without: Without,
    /// How this person came out of the circle, as the records here say.
    out: Option<Ending>,
    /// Whether we try to come in by a ticket.
    pub(super) asks: bool,
    /// Whether somebody has given us a secret since we were told that we are out, as to a member.
    pub(super) recalled: bool,
}

impl CircleState {
    /// A circle of which nothing is known but its names.
    pub(super) fn empty(tag: Tag, remembered: Remembered) -> Self {
        let circle = Circle::evaluate(remembered.id, &[]);
        let unsettled = Settings { reach: Reach::Relays, ..circle.settings().clone() };
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
            waiting: BTreeMap::new(),
            brought: BTreeMap::new(),
            names: BTreeMap::new(),
            slips: Shelf::default(),
            unsettled,
            let_in_by: None,
            pace: Pace::default(),
            lines: BTreeMap::new(),
            forked: BTreeSet::new(),
            without: Without::new(),
            out: None,
            asks: false,
            recalled: false,
        }
    }

    /// How its records may travel, as far as that is known here.
    pub(super) fn settings(&self) -> &Settings {
        if self.circle.genesis().is_some() { self.circle.settings() } else { &self.unsettled }
    }

    /// The relays on the ticket that brings us here.
    pub(super) fn use_relays(&mut self, relays: Vec<String>) {
        self.unsettled.relays = relays;
    }

    /// Those relays.
    pub(super) fn relays_by_ticket(&self) -> &[String] {
        &self.unsettled.relays
    }

    /// Whether a peer has let us in and is to tell us how the circle may travel.
    pub(super) fn is_let_in_by(&self, peer: &str) -> bool {
        self.circle.genesis().is_none() && self.let_in_by.as_deref() == Some(peer)
    }

    /// What the journal says of a circle.
    pub(super) fn load(store: &Store, views: &Views, tag: Tag, me: &Me) -> Result<Self, Error> {
        let remembered = match store.local(&remembered_key(&tag)) {
            Ok(bytes) => bytes.as_deref().and_then(schema::read),
            Err(ReadError::Io(error)) => return Err(store_error(error)),
            // Damaged: the circle's own first record says what matters.
            Err(_) => None,
        };
        // All of them: which ones count is for the circle to say.
        let ids = store.set_ids(&tag, Lane::Control, .., usize::MAX);
        let ids: Vec<RecordId> = ids.iter().map(|key| key.id).collect();
        let remembered = remembered.or_else(|| remembered_by(store, tag, &ids, me));
        let remembered = remembered.ok_or_else(|| Error::Store { why: "a circle without a name".into() })?;
        let mut state = Self::empty(tag, remembered);
        for (key, value) in store.locals(&all_waiting(&tag)).map_err(store_error)?.values {
            if let Some((epoch, id)) = read_waiting(&key) {
                state.wait(epoch, id, Bearer::read(&value));
            }
        }
        let mut all = state.circle.records();
        state.open_control(store, ids, me, |record| _ = all.insert(record));
        state.circle = all.evaluate();
        state.read_views(views)?;
        state.read_tail(store, views.cursor())?;
        state.read_without(store);
        state.slips = slips::load(store, &tag)?;
        state.refresh(me);
        state.out = state.ended(me);
        Ok(state)
    }

    /// Follows the journal from where the views are: the chains must be whole before anything is written, or a place in
    /// the own chain would be given twice.
    fn read_tail(&mut self, store: &Store, mut from: Cursor) -> Result<(), Error> {
        loop {
            let fed = store.feed(from, FED).map_err(store_error)?;
            let Some((last, ..)) = fed.last() else { return Ok(()) };
            from = *last;
            for (_, sealed, _) in &fed {
                if sealed.header().tag == self.tag
                    && let Some(record) = self.reopen(sealed)
                {
                    self.place(&record);
                }
            }
        }
    }

    /// Opens control records until no further one opens: each may bring the secret of another.
    /// Reads them one by one, so that no more than one envelope is in memory at a time.
    fn open_control(&mut self, store: &Store, mut closed: Vec<RecordId>, me: &Me, mut opened: impl FnMut(&Record)) {
        loop {
            let before = closed.len();
            closed.retain(|id| {
                let Some(sealed) = store.get(id).ok().flatten() else { return false };
                self.take_secret(&sealed, me);
                let Some(record) = self.secret_of(&sealed).and_then(|secret| sealed.open_again(secret).ok()) else {
                    return true;
                };
                self.take_in(&record);
                opened(&record);
                false
            });
            if closed.len() == before {
                break;
            }
        }
    }

    fn read_views(&mut self, views: &Views) -> Result<(), Error> {
        for (key, value) in views.scan(&schema::chains(&self.tag))? {
            let Some((device, links)) = schema::read_part(&key, &value) else { continue };
            for (seq, id, prev) in links {
                self.chains.insert(device, seq, id, prev);
                self.follow_line(device, seq);
                let head = self.heads.entry(device).or_insert((seq, id));
                *head = (*head).max((seq, id));
            }
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

    /// A record of the journal, opened; none while it waits for its secret or to be verified.
    pub(super) fn reopen(&self, sealed: &Sealed) -> Option<Record> {
        if self.waits(sealed) {
            return None;
        }
        self.secret_of(sealed).and_then(|secret| sealed.open_again(secret).ok())
    }

    /// Whether a record has not been verified yet.
    pub(super) fn waits(&self, sealed: &Sealed) -> bool {
        self.waiting.get(&sealed.header().epoch).is_some_and(|ids| ids.contains_key(&sealed.id()))
    }

    /// Notes that a record waits for the secret of its epoch, and who brought it.
    pub(super) fn wait(&mut self, epoch: EpochId, id: RecordId, bearer: Bearer) {
        if self.waiting.entry(epoch).or_default().insert(id, bearer).is_none() {
            *self.brought.entry(bearer).or_default() += 1;
        }
    }

    /// Whether a further record of this bearer may wait. Nobody fills more than half of the places that others leave, so
    /// that whoever comes after a flood finds some.
    pub(super) fn may_wait(&self, bearer: Bearer) -> bool {
        let free = limits::WAITING_RECORDS.saturating_sub(self.waiting_count());
        self.brought.get(&bearer).is_none_or(|brought| *brought < free) && free > 0
    }

    /// A record was verified, and waits no longer.
    pub(super) fn verified(&mut self, epoch: &EpochId, id: &RecordId) {
        let Some(ids) = self.waiting.get_mut(epoch) else { return };
        if let Some(bearer) = ids.remove(id)
            && let Some(brought) = self.brought.get_mut(&bearer)
        {
            *brought -= 1;
            if *brought == 0 {
                self.brought.remove(&bearer);
            }
        }
        if ids.is_empty() {
            self.waiting.remove(epoch);
        }
    }

    /// Records that wait for an epoch.
    pub(super) fn waiting_for(&self, epoch: &EpochId) -> Vec<RecordId> {
        self.waiting.get(epoch).into_iter().flatten().map(|(id, _)| *id).collect()
    }

    /// Epochs whose records wait although their secrets are here: a crash came in between.
    pub(super) fn overdue(&self) -> Vec<EpochId> {
        self.waiting.keys().filter(|epoch| self.secrets.contains_key(epoch)).copied().collect()
    }

    /// How many records wait.
    pub(super) fn waiting_count(&self) -> usize {
        self.brought.values().sum()
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
        let Some(secret) = me.unbox(record) else { return false };
        self.secrets.insert(secret.id(), secret).is_none()
    }

    /// Takes in an opened record that is, or is about to be, in the journal. Returns epochs that can be opened since.
    pub(super) fn learn(&mut self, record: &Record) -> Vec<EpochId> {
        self.verified(&record.header.epoch, &record.id);
        if record.header.lane == Lane::Control {
            self.fresh.push(record.clone());
        }
        self.take_in(record)
    }

    /// The same, except for what it says of the circle.
    fn take_in(&mut self, record: &Record) -> Vec<EpochId> {
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
        if !record.boxes.is_empty() {
            let tags = record.boxes.iter().map(KeyBox::tag).collect();
            self.boxed.push((record.id, record.header.epoch, tags));
        }
        opened
    }

    /// Takes in where a record stands in its chain, when the chains are read again.
    pub(super) fn place(&mut self, record: &Record) {
        self.lamport = self.lamport.max(record.lamport);
        if self.chains.insert_record(record) {
            self.follow_line(record.device, record.seq);
        }
        let head = self.heads.entry(record.device).or_insert((record.seq, record.id));
        if record.seq >= head.0 {
            *head = (record.seq, record.id);
        }
    }

    /// A record is known at this place: how far does its chain go on without a gap?
    fn follow_line(&mut self, device: DeviceId, seq: u64) {
        if self.chains.at(&device, seq).nth(1).is_some() {
            self.forked.insert(device);
        }
        let mut line = self.lines.get(&device).copied();
        loop {
            let next = match line {
                None => self.chains.at(&device, 0).next().map(|id| (0, id)),
                Some((seq, id)) => self.chains.after(&device, seq, &id).map(|id| (seq + 1, id)),
            };
            let Some(next) = next else { break };
            line = Some(next);
        }
        self.lines.extend(line.map(|line| (device, line)));
    }

    /// The end of an unbroken line of a device's chain, from its first record on.
    pub(super) fn line(&self, device: &DeviceId) -> Option<(u64, RecordId)> {
        self.lines.get(device).copied()
    }

    /// The records of which the heads alone are here.
    pub(super) fn without(&self) -> &Without {
        &self.without
    }

    /// Reads of which records the heads alone are here. Costs a look at each of them.
    pub(super) fn read_without(&mut self, store: &Store) {
        self.without.clear();
        for sealed in store.bodiless(&self.tag).filter_map(|id| store.get(&id).ok().flatten()) {
            if let Some(record) = self.reopen(&sealed) {
                self.body_is_here(&record, false);
            }
        }
    }

    /// The body of a record has gone, or is here again.
    pub(super) fn body_is_here(&mut self, record: &Record, here: bool) {
        let name = device_name(&record.device);
        let places = self.without.entry(name).or_default();
        if here {
            places.remove(record.seq);
        } else {
            places.insert(record.seq);
        }
        self.without.retain(|_, places| !places.is_empty());
    }

    /// Whether two records of a device stand at one place of its chain.
    pub(super) fn is_forked(&self, device: &DeviceId) -> bool {
        self.forked.contains(device)
    }

    /// The lines as far as their records count in the set, which only those of devices that a removal reaches may not.
    pub(super) fn lines_that_count(&self, counts: impl Fn(&RecordId) -> bool) -> Heads {
        let mut heads = Heads::new();
        for (device, (seq, id)) in &self.lines {
            let mut line = Some((*seq, *id));
            if self.circle.is_cut(device) {
                line = self.chains.records(device).take_while(|(place, id)| place <= seq && counts(id)).last();
            }
            heads.extend(line.map(|(seq, id)| (device_name(device), Head::new(seq, &id))));
        }
        heads
    }

    /// Everybody who is or was a member.
    pub(super) fn people(&self) -> Vec<PersonId> {
        self.circle.members().map(|member| member.person).chain(self.circle.former_members().copied()).collect()
    }

    /// Evaluates the control records if any has come since the last time. Returns what it was before.
    pub(super) fn refresh(&mut self, me: &Me) -> Option<Circle> {
        let fresh = std::mem::take(&mut self.fresh);
        if fresh.is_empty() {
            return None;
        }
        let circle = self.circle.extended(&fresh);
        let before = std::mem::replace(&mut self.circle, circle);
        self.out = self.ended(me);
        Some(before)
    }

    fn ended(&self, me: &Me) -> Option<Ending> {
        self.circle.ending(&me.person)
    }

    /// How this person came out of the circle, as the records here say, other than by leaving on this device.
    pub(super) fn out(&self) -> Option<&Ending> {
        self.out.as_ref().filter(|_| !self.remembered.left)
    }

    /// Whether what a record says stands here, though a removal cuts it off everywhere else: what this device wrote stays
    /// its owner's to read and to take along, for as long as they are out.
    pub(super) fn stays_ours(&self, record: &Record, me: &Me) -> bool {
        self.out.is_some() && me.wrote(&record.device)
    }

    /// The circle as of the last [`CircleState::refresh`].
    pub(super) fn circle(&self) -> &Circle {
        &self.circle
    }

    /// Whether peers are served: not after leaving, once somebody has heard of it; and not once we have seen that we were
    /// removed, unless we may come in again.
    pub(super) fn is_served(&self) -> bool {
        let may_be_in = self.out.is_none() || self.asks || self.recalled;
        (!self.remembered.left && may_be_in) || self.is_parting()
    }

    /// Whether we have left and nobody has heard of it.
    pub(super) fn is_parting(&self) -> bool {
        self.remembered.left && !self.remembered.told
    }

    /// Whether no removal lets a record stand, though there is one.
    pub(super) fn is_beyond_every_cut(&self, record: &Record) -> bool {
        self.circle.beyond_every_cut(&record.auth, &record.device, record.seq, &record.id, &self.chains)
    }

    /// Whether several removals concern a device: then what is in the set may be cut off all the same, by one of them.
    pub(super) fn is_removed_twice(&self, device: &DeviceId) -> bool {
        let removals =
            |person| self.circle.removals_of(&person).len() + self.circle.revocations_of(&person, device).len();
        self.circle.person_of(device).map_or(0, removals) > 1
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
        } else if self.asks {
            Membership::Pending
        } else if self.out.is_some_and(|ending| ending.left) {
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

    /// The epochs whose secrets were boxed to one of these devices, and those that follow from them.
    pub(super) fn secrets_of(&self, devices: &[DeviceId]) -> BTreeSet<EpochId> {
        if devices.is_empty() {
            return BTreeSet::new();
        }
        let of: Vec<&Certificate> =
            self.circle.certificates().filter(|certificate| devices.contains(&certificate.device())).collect();
        let epochs = self.circle.epochs();
        let is_boxed = |epoch: &EpochInfo| {
            of.iter().any(|one| epoch.recipients.contains(&KeyBox::recipient_tag(one.kem(), &epoch.epoch)))
        };
        let mut held: BTreeSet<EpochId> = BTreeSet::new();
        let mut next: Vec<EpochId> = epochs.iter().filter(|epoch| is_boxed(epoch)).map(|epoch| epoch.epoch).collect();
        // Whoever has a secret has those of the epochs that it follows.
        while let Some(epoch) = next.pop() {
            if held.insert(epoch) {
                next.extend(epochs.iter().filter(|info| info.epoch == epoch).flat_map(|info| &info.bases));
            }
        }
        held
    }

    /// Control records that bring the secret of an epoch along.
    pub(super) fn boxed_in<'a>(&'a self, epoch: &'a EpochId) -> impl Iterator<Item = RecordId> + 'a {
        self.boxed.iter().filter(move |(_, boxed, _)| boxed == epoch).map(|(id, ..)| *id)
    }

    /// All devices of all members.
    pub(super) fn devices(&self) -> BTreeSet<DeviceId> {
        self.circle.members().flat_map(|member| member.certificates.iter().map(Certificate::device)).collect()
    }

    /// The key from which each attachment's own follows: of the newest secret, which who was removed does not have.
    pub(super) fn attachment_key(&self) -> Option<[u8; 32]> {
        let epoch = self.circle.writable_epoch(&self.secrets)?;
        Some(blake3::derive_key(BLOB_CONTEXT, &self.secrets.get(&epoch)?.gate_key()))
    }
}

pub(super) fn fingerprint_key(circle: &CircleId) -> [u8; 32] {
    blake3::derive_key(FINGERPRINT_CONTEXT, circle.as_bytes())
}

/// How the keys begin under which this node remembers its circles.
pub(super) const REMEMBERED: &[u8] = b"circle/";

pub(super) fn remembered_key(tag: &Tag) -> Vec<u8> {
    [REMEMBERED, tag.as_bytes()].concat()
}

/// What the circle's first record says, should the node's own memory of it be damaged. Leaving is forgotten then.
fn remembered_by(store: &Store, tag: Tag, control: &[RecordId], me: &Me) -> Option<Remembered> {
    let nameless = Remembered { id: CircleId::from_bytes([0; 32]), title: String::new(), left: false, told: false };
    let mut found = None;
    CircleState::empty(tag, nameless).open_control(store, control.to_vec(), me, |record| {
        if let Ok(Op::Genesis(genesis)) = Op::decode(record.kind, &record.body) {
            let (id, title) = (CircleId::of(&record.body), genesis.title);
            found = Some(Remembered { id, title, left: false, told: false });
        }
    });
    found
}

/// Under which key the node remembers that a record waits to be verified.
pub(super) fn waiting_key(tag: &Tag, epoch: &EpochId, id: &RecordId) -> Vec<u8> {
    [all_waiting(tag).as_slice(), epoch.as_bytes(), id.as_bytes()].concat()
}

fn all_waiting(tag: &Tag) -> Vec<u8> {
    [b"waiting/".as_slice(), tag.as_bytes()].concat()
}

fn read_waiting(key: &[u8]) -> Option<(EpochId, RecordId)> {
    let (rest, id) = key.split_at_checked(key.len().checked_sub(RecordId::LEN)?)?;
    let (_, epoch) = rest.split_at_checked(rest.len().checked_sub(EpochId::LEN)?)?;
    Some((epoch.try_into().ok()?, id.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eve_floods_the_waiting_places_and_leaves_bob_and_the_relay_theirs() {
        let nameless = Remembered { id: CircleId::from_bytes([0; 32]), title: String::new(), left: false, told: false };
        let mut state = CircleState::empty(Tag::from_bytes([3; 16]), nameless);
        let epoch = EpochId::from_bytes([9; 16]);
        let mut number = 0_u64;
        let mut flood = |state: &mut CircleState, bearer: Bearer| {
            let mut taken = Vec::new();
            while state.may_wait(bearer) {
                number += 1;
                let id = RecordId::of(&number.to_be_bytes());
                state.wait(epoch, id, bearer);
                taken.push(id);
            }
            taken
        };
        let (eve, bob) = (Bearer::of(b"eve"), Bearer::of(b"bob"));
        let eves = flood(&mut state, eve);
        assert_eq!(eves.len(), limits::WAITING_RECORDS / 2);
        assert!(!state.may_wait(eve) && state.may_wait(bob) && state.may_wait(Bearer::default()));
        flood(&mut state, Bearer::of(b"another one of eve's"));
        assert_eq!(flood(&mut state, bob).len(), limits::WAITING_RECORDS / 8, "half of what two have left");
        // What was verified, or proved false, frees its place.
        state.verified(&epoch, &eves[0]);
        state.verified(&epoch, &eves[0]);
        assert!(state.may_wait(bob) && !state.may_wait(eve), "to whoever has less of them");
        eves.iter().for_each(|id| state.verified(&epoch, id));
        assert!(state.may_wait(eve));
        // And it is known after a restart who brought what.
        assert_eq!(Bearer::read(&eve.write()), eve);
        assert_eq!(Bearer::read(&[]), Bearer::default());
    }
}
