//! What is delivered to whom: up to which place of our journal each device is known to hold everything.
//!
//! Only what a device has shown counts: it and this node compared their sets and found them equal.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use commonplace_core::id::{DeviceId, Tag};
use commonplace_core::time::Timestamp;
use commonplace_store::{Cursor, Entry};
use commonplace_sync::LinkId;
use serde::{Deserialize, Serialize};

use super::schema::{self, Row};
use super::{Engine, Now, store_error};
use crate::answer::Delivery;
use crate::error::Error;
use crate::event::Event;

/// Everything up to this place of the journal was on that device at that time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    pub(super) cursor: u64,
    pub(super) heard: Timestamp,
}

#[derive(Debug, Default)]
pub(super) struct Deliveries {
    marks: BTreeMap<(Tag, DeviceId), Mark>,
    /// Marks that are not on the disk yet. A crash forgets them, and then less is claimed than is true.
    unwritten: BTreeSet<(Tag, DeviceId)>,
}

impl Deliveries {
    pub(super) fn mark(&self, tag: Tag, device: DeviceId) -> Option<Mark> {
        self.marks.get(&(tag, device)).copied()
    }

    /// Other devices known to hold what lies at `cursor`.
    fn holders(&self, tag: Tag, cursor: u64) -> impl Iterator<Item = DeviceId> + '_ {
        let of_circle = move |((circle, device), mark): (&(Tag, DeviceId), &Mark)| {
            (*circle == tag && mark.cursor >= cursor).then_some(*device)
        };
        self.marks.iter().filter_map(of_circle)
    }
}

const PREFIX: &[u8] = b"delivered/";
/// How long a mark may wait for the disk: an fsync of its own for each peer and each note would cost more than the notes.
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
            if let Some(mark) = schema::read(&value) {
                self.deliveries.marks.insert((tag, device), mark);
            }
        }
        Ok(())
    }

    /// A peer's set and ours were found equal at this moment.
    pub(super) fn found_equal(&mut self, now: Now, link: LinkId, tag: Tag, device: Option<DeviceId>, records: u64) {
        let device = device.or_else(|| self.links.get(&link).and_then(|link| link.proved.get(&tag).copied()));
        let Some(device) = device else { return };
        let mark = Mark { cursor: self.store.end().0, heard: now.wall };
        let before = self.deliveries.marks.insert((tag, device), mark);
        if before.is_none_or(|before| before.cursor < mark.cursor) {
            self.deliveries.unwritten.insert((tag, device));
            self.write_soon(now);
            self.changed.entry(tag).or_default();
        }
        self.has_caught_up(now, tag);
        let Some(state) = self.circles.get(&tag) else { return };
        let person = state.circle().person_of(&device).map_or_else(|| device.short(), |person| state.name_of(&person));
        let peer = self.links.get(&link).map(|link| link.peer.clone()).unwrap_or_default();
        let (circle, title) = (state.remembered.id, state.title());
        self.tell(Event::Synced { circle, title, person, peer, records });
    }

    /// A record from a place where marks have passed counts only now: they say less from here on.
    pub(super) fn lower_deliveries(&mut self, tag: Tag, place: Cursor) {
        let marks =
            self.deliveries.marks.iter_mut().filter(|((circle, _), mark)| *circle == tag && mark.cursor > place.0);
        for (key, mark) in marks {
            mark.cursor = place.0;
            self.deliveries.unwritten.insert(*key);
        }
    }

    /// Stages the marks that are not on the disk yet: with whatever else is written, or after a while.
    pub(super) fn write_deliveries(&mut self) {
        self.timers.deliveries = None;
        self.write_slips();
        for (tag, device) in std::mem::take(&mut self.deliveries.unwritten) {
            if let Some(mark) = self.deliveries.mark(tag, device) {
                let value = Some(schema::write(&mark));
                self.batch.entries.push(Entry::Local { key: key(&tag, &device), value });
            }
        }
    }

    /// "On so many devices of so many", for a thread.
    pub(super) fn delivery_of(&self, row: &Row) -> Delivery {
        let Some(state) = self.circles.get(&row.tag) else { return Delivery::default() };
        let members = state.devices();
        let me = self.me.device.id();
        let others =
            self.deliveries.holders(row.tag, row.cursor).filter(|device| *device != me && members.contains(device));
        Delivery { devices: 1 + others.count(), of: members.len().max(1) }
    }
}
