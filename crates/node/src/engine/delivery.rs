//! What is delivered to whom: up to which place of each chain every device is known to hold everything.
//!
//! Three things are known of a device. What it has shown: it and this node compared their sets and found them equal. What
//! it has said: its frontier, signed, whoever brought it. And that it holds what it wrote itself. What it has said counts
//! from the moment on in which the record that it names is here, so that of a chain that forks nothing is claimed.

mod frontier;
mod known;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use commonplace_core::frontier::{DeviceName, Places, device_name};
use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::time::Timestamp;
use commonplace_store::{Entry, SetState};
use commonplace_sync::LinkId;

pub(super) use self::frontier::{Pace, is_members_word};
pub(super) use self::known::Known;
use self::known::{Coverage, Names};
use super::schema::{self, Row};
use super::state::CircleState;
use super::{Engine, Now, store_error};
use crate::answer::Delivery;
use crate::error::Error;
use crate::event::Event;

#[derive(Debug, Default)]
pub(super) struct Deliveries {
    known: BTreeMap<(Tag, DeviceId), Known>,
    /// What follows of it, made when it is asked for.
    coverage: std::cell::RefCell<BTreeMap<Tag, Arc<Coverage>>>,
    /// What is not on the disk yet. A crash forgets it, and then less is claimed than is true.
    unwritten: BTreeSet<(Tag, DeviceId)>,
}

impl Deliveries {
    pub(super) fn known(&self, tag: Tag, device: DeviceId) -> Option<&Known> {
        self.known.get(&(tag, device))
    }

    fn of(&mut self, tag: Tag, device: DeviceId) -> &mut Known {
        self.known.entry((tag, device)).or_default()
    }

    /// Something has changed of which it depends what is delivered.
    pub(super) fn changed(&self, tag: Tag) {
        self.coverage.borrow_mut().remove(&tag);
    }
}

const PREFIX: &[u8] = b"heard/";
/// How long what was heard may wait for the disk: an fsync of its own for each peer and each note would cost more than
/// the notes.
pub(super) const WRITTEN_AFTER: Duration = Duration::from_secs(5);

fn key(tag: &Tag, device: &DeviceId) -> Vec<u8> {
    [PREFIX, tag.as_bytes(), device.as_bytes()].concat()
}

impl Engine {
    pub(super) fn load_deliveries(&mut self) -> Result<(), Error> {
        for (key, value) in self.store.locals(PREFIX).map_err(store_error)?.values {
            let Some((tag, device)) = key.get(PREFIX.len()..).and_then(|rest| rest.split_at_checked(Tag::LEN)) else {
                continue;
            };
            let (Ok(tag), Ok(device)) = (Tag::try_from(tag), DeviceId::try_from(device)) else { continue };
            if let Some(met) = schema::read(&value) {
                self.deliveries.of(tag, device).met = met;
            }
        }
        for tag in self.circles.keys().copied().collect::<Vec<_>>() {
            self.read_frontiers(tag, Timestamp::from_millis(0));
        }
        Ok(())
    }

    /// A peer's set and ours were found equal at this moment.
    pub(super) fn found_equal(&mut self, now: Now, link: LinkId, tag: Tag, device: Option<DeviceId>, records: u64) {
        let device = device.or_else(|| self.links.get(&link).and_then(|link| link.proved.get(&tag).copied()));
        let (Some(device), Some(state)) = (device, self.circles.get(&tag)) else { return };
        let counted = |id: &RecordId| self.store.status(id).is_some_and(|status| status.state == SetState::In);
        let lines = state.lines_that_count(counted);
        let met = &mut self.deliveries.of(tag, device).met;
        let news = met.lines != lines;
        (met.equal, met.seen) = (Some(now.wall), Some(now.wall));
        if news {
            met.lines = lines;
            self.deliveries.unwritten.insert((tag, device));
            self.write_soon(now);
            self.deliveries.changed(tag);
            self.changed.entry(tag).or_default();
        }
        self.has_caught_up(now, tag);
        let Some(state) = self.circles.get(&tag) else { return };
        let person = state.circle().person_of(&device).map_or_else(|| device.short(), |person| state.name_of(&person));
        let peer = self.links.get(&link).map(|link| link.peer.clone()).unwrap_or_default();
        let (circle, title) = (state.remembered.id, state.title());
        if !self.is_private(tag) {
            self.tell(Event::Synced { circle, title, person, peer, records });
        }
    }

    /// A device was seen: it is connected, or was until now.
    pub(super) fn device_seen(&mut self, now: Now, tag: Tag, device: DeviceId) {
        self.deliveries.of(tag, device).met.seen = Some(now.wall);
        self.deliveries.unwritten.insert((tag, device));
        self.write_soon(now);
    }

    /// Stages what is not on the disk yet: with whatever else is written, or after a while.
    pub(super) fn write_deliveries(&mut self) {
        self.timers.deliveries = None;
        self.write_slips();
        self.write_relayed();
        for (tag, device) in std::mem::take(&mut self.deliveries.unwritten) {
            if let Some(known) = self.deliveries.known(tag, device) {
                let value = Some(schema::write(&known.met));
                self.batch.entries.push(Entry::Local { key: key(&tag, &device), value });
            }
        }
    }

    /// What each member's device holds of each chain, as far as is known here.
    pub(super) fn coverage(&self, tag: Tag) -> Arc<Coverage> {
        if let Some(made) = self.deliveries.coverage.borrow().get(&tag) {
            return Arc::clone(made);
        }
        let made = Arc::new(self.circles.get(&tag).map(|state| self.make_coverage(state)).unwrap_or_default());
        self.deliveries.coverage.borrow_mut().insert(tag, Arc::clone(&made));
        made
    }

    fn make_coverage(&self, state: &CircleState) -> Coverage {
        let others = self.devices_elsewhere(state);
        Coverage::made(others.map(|device| (device, self.deliveries.known(state.tag, device))), &Names::of(state))
    }

    /// The members' devices that are somewhere else than here: not this one, nor what this home was before it became this
    /// one.
    fn devices_elsewhere(&self, state: &CircleState) -> impl Iterator<Item = DeviceId> + use<> {
        let here = self.here();
        state.devices().into_iter().filter(move |device| !here.contains(device))
    }

    /// Every device that this home is or was.
    pub(super) fn here(&self) -> BTreeSet<DeviceId> {
        self.me.former.iter().map(commonplace_core::key::DeviceSecret::id).chain([self.me.device.id()]).collect()
    }

    /// "On so many devices of so many", for a thread.
    pub(super) fn delivery_of(&self, row: &Row) -> Delivery {
        let Some(state) = self.circles.get(&row.tag) else { return Delivery::default() };
        let written = row.written();
        // This one holds it, member or no longer, unless it has let go of a part.
        let is_here = written
            .iter()
            .all(|(writer, places)| state.without().get(writer).is_none_or(|without| !without.meets(places)));
        let coverage = self.coverage(row.tag);
        let holders = coverage.holders(&written);
        // Whoever holds all of it holds what this person wrote.
        let only_here =
            holders == 0 && self.own_chains(state).any(|own| is_lonely(&coverage, &device_name(&own), &written));
        let devices = usize::from(is_here) + holders;
        Delivery { devices, of: 1 + self.devices_elsewhere(state).count(), only_here }
    }

    /// Records of a writer that count and lie beyond a place, the latest first.
    fn beyond<'a>(
        &'a self,
        state: &'a CircleState,
        writer: &'a DeviceId,
        held: Option<u64>,
    ) -> impl Iterator<Item = (u64, RecordId)> + 'a {
        let beyond =
            state.chains().records(writer).rev().take_while(move |(seq, _)| held.is_none_or(|held| *seq > held));
        self.counting(state, writer, beyond)
    }

    /// Records of a writer that count, up to a place, and whose bodies are let go.
    fn bodiless<'a>(
        &'a self,
        state: &'a CircleState,
        writer: &'a DeviceId,
        held: Option<u64>,
        without: Option<&'a Places>,
    ) -> impl Iterator<Item = (u64, RecordId)> + 'a {
        let records = without.into_iter().flat_map(move |places| {
            state.chains().records(writer).filter(move |(seq, _)| Some(*seq) <= held && places.contains(*seq))
        });
        self.counting(state, writer, records)
    }

    /// Of these records of a writer those that count in the set.
    fn counting<'a>(
        &'a self,
        state: &'a CircleState,
        writer: &'a DeviceId,
        records: impl Iterator<Item = (u64, RecordId)> + 'a,
    ) -> impl Iterator<Item = (u64, RecordId)> + 'a {
        let cut = state.circle().is_cut(writer);
        let counts = move |id: &RecordId| self.store.status(id).is_some_and(|status| status.state == SetState::In);
        records.filter(move |(_, id)| !cut || counts(id))
    }

    /// How many records are here that a device is not known to hold, or not to hold whole.
    pub(super) fn lacking(&self, state: &CircleState, device: &DeviceId) -> u64 {
        let coverage = self.coverage(state.tag);
        let of_chain = |writer: &DeviceId| {
            let name = device_name(writer);
            let (held, without) = (coverage.upto(device, &name), coverage.without(device, &name));
            self.beyond(state, writer, held).chain(self.bodiless(state, writer, held, without)).count() as u64
        };
        state.chains().devices().map(of_chain).sum()
    }

    /// Records that devices of members say they hold and that are not here, of the chains of members' devices; where `before`
    /// is given, by what they said until then. It is their word: whoever lies about them makes a number, and nothing else.
    pub(super) fn elsewhere(&self, state: &CircleState, before: Option<Timestamp>) -> u64 {
        let devices = state.devices();
        let mut said: BTreeMap<DeviceName, u64> = BTreeMap::new();
        for device in devices.iter().filter(|device| **device != self.me.device.id()) {
            let known = self.deliveries.known(state.tag, *device);
            for (name, seq) in known.into_iter().flat_map(|known| known.says(before)) {
                let most = said.entry(*name).or_insert(seq);
                *most = seq.max(*most);
            }
        }
        let missing = |device: &DeviceId| {
            let seq = *said.get(&device_name(device))?;
            let whole = state.line(device).is_some_and(|(end, _)| seq <= end);
            if whole || state.is_forked(device) || state.circle().is_cut(device) {
                return None;
            }
            let here = state.chains().records(device).filter(|(place, _)| *place <= seq).count() as u64;
            Some(seq.saturating_add(1).saturating_sub(here))
        };
        devices.iter().filter_map(missing).fold(0, u64::saturating_add)
    }

    /// The chains of this person, on whatever device they were written. Of one that forks nothing is known.
    pub(super) fn own_chains<'a>(&self, state: &'a CircleState) -> impl Iterator<Item = DeviceId> + use<'a> {
        let certified = state.circle().certificates_of(&self.me.person).map(commonplace_core::key::Certificate::device);
        let own: BTreeSet<DeviceId> = certified.chain(self.here()).collect();
        own.into_iter().filter(move |device| !state.is_forked(device))
    }

    /// Whether a device is known to hold every record that this person wrote and that is here.
    pub(super) fn holds_mine(&self, state: &CircleState, device: &DeviceId) -> bool {
        let coverage = self.coverage(state.tag);
        self.own_chains(state).all(|own| {
            let name = device_name(&own);
            let (held, without) = (coverage.upto(device, &name), coverage.without(device, &name));
            self.beyond(state, &own, held).chain(self.bodiless(state, &own, held, without)).next().is_none()
        })
    }

    /// What this person wrote, on this device or another, that is here and that no device elsewhere is known to hold. Of
    /// each chain the latest first.
    pub(super) fn only_here(&self, state: &CircleState) -> Vec<RecordId> {
        let coverage = self.coverage(state.tag);
        let of_chain = |own: DeviceId| {
            let name = device_name(&own);
            let beyond = self.beyond(state, &own, coverage.sure(&name));
            beyond.filter(|(seq, _)| !coverage.is_held(&name, *seq)).map(|(_, id)| id).collect::<Vec<_>>()
        };
        self.own_chains(state).flat_map(of_chain).collect()
    }
}

/// Whether a writer wrote something of a thread that no device elsewhere is known to hold.
fn is_lonely(coverage: &Coverage, writer: &DeviceName, written: &[(DeviceName, Places)]) -> bool {
    let sure = coverage.sure(writer);
    let of_writer = written.iter().filter(|(name, _)| name == writer).flat_map(|(_, places)| places.runs());
    let first_unsure = sure.map_or(0, |sure| sure.saturating_add(1));
    let mut unsure = of_writer.flat_map(|(first, last)| first_unsure.max(*first)..=*last);
    unsure.any(|seq| !coverage.is_held(writer, seq))
}
