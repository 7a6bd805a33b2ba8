//! What a change of membership leaves to do: content is judged again, and the threads that it changes are folded again.
//!
//! It is done after what caused it is durable, since it reads the store, and a mark on the disk goes with the cause and
//! stays until all of it is done. So sets and views follow from the records alone: not from the order in which they came,
//! nor from what was batched together, nor from when the power failed.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{DeviceId, RecordId, Tag};
use commonplace_core::record::Lane;
use commonplace_store::{Entry, Mark, SetState};

use super::{Engine, store_error};
use crate::error::Error;

/// How the keys begin under which circles are remembered that have something left to do.
const PREFIX: &[u8] = b"unsettled/";

/// Why a device's content is judged again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// Its chain has a new link, so that more of it may stand.
    Link,
    /// Its author's standing is another one, so that anything of it may mean something else.
    Standing,
}

/// What is left to do.
#[derive(Debug, Default)]
pub(super) struct Unsettled {
    /// Circles with a mark on the disk, or on its way there.
    marked: BTreeSet<Tag>,
    /// Devices whose content is to be judged.
    devices: BTreeMap<(Tag, DeviceId), Cause>,
}

impl Engine {
    /// Reads which circles have something left to do since before a crash: everything in them is judged and folded again.
    pub(super) fn load_unsettled(&mut self) -> Result<(), Error> {
        for (key, _) in self.store.locals(PREFIX).map_err(store_error)?.values {
            let Some(tag) = key.get(PREFIX.len()..).and_then(|tag| Tag::try_from(tag).ok()) else { continue };
            self.unsettled.marked.insert(tag);
            self.views.refold.insert(tag);
            let Some(state) = self.circles.get(&tag) else { continue };
            let devices = state.chains().devices().map(|device| ((tag, *device), Cause::Standing));
            self.unsettled.devices.extend(devices);
        }
        Ok(())
    }

    /// A device's author has another standing.
    pub(super) fn standing_changed(&mut self, tag: Tag, device: DeviceId) {
        self.unsettled.devices.insert((tag, device), Cause::Standing);
        self.mark_unsettled(tag);
    }

    /// A device has a further record: of somebody removed it may let more of what they wrote stand.
    pub(super) fn link_added(&mut self, tag: Tag, device: &DeviceId) {
        if self.circles.get(&tag).is_some_and(|state| state.circle().is_cut(device)) {
            self.unsettled.devices.entry((tag, *device)).or_insert(Cause::Link);
            self.mark_unsettled(tag);
        }
    }

    /// What was on its way to the disk has not arrived there: the next cause marks its circle again.
    pub(super) fn unsettled_again(&mut self) {
        self.unsettled.marked.clear();
    }

    fn mark_unsettled(&mut self, tag: Tag) {
        if self.unsettled.marked.insert(tag) {
            self.batch.entries.push(Entry::Local { key: key(&tag), value: Some(Vec::new()) });
        }
    }

    /// Judges what was left to be judged, now that its causes are durable.
    pub(super) fn settle(&mut self) {
        for ((tag, device), cause) in std::mem::take(&mut self.unsettled.devices) {
            let Some(state) = self.circles.get(&tag) else { continue };
            let ids: Vec<RecordId> = state.chains().records(&device).map(|(_, id)| id).collect();
            if cause == Cause::Standing {
                self.views.people.extend(state.circle().person_of(&device).map(|person| (tag, person)));
            }
            // A link lets more into the set; where several removals concern the device, also more of the set stand.
            let only_set = cause == Cause::Link && !state.is_removed_twice(&device);
            for id in ids {
                self.judge_again(tag, &id, only_set);
            }
        }
    }

    fn judge_again(&mut self, tag: Tag, id: &RecordId, only_set: bool) {
        let Some(status) = self.store.status(id).filter(|status| status.lane != Lane::Control) else { return };
        if only_set && status.state == SetState::In {
            return;
        }
        let Some(sealed) = self.store.get(id).ok().flatten() else { return };
        let Some(state) = self.circles.get(&tag) else { return };
        let Some(record) = state.reopen(&sealed) else { return };
        match (status.state, state.is_beyond_every_cut(&record)) {
            (SetState::In, true) => self.batch.entries.push(Entry::Mark { id: *id, mark: Mark::Out }),
            (SetState::Out, false) => {
                self.count_in(tag, id);
                self.views.reproject(tag, *id);
            }
            _ if only_set => return,
            _ => {}
        }
        if let Ok(item) = self.item(id) {
            self.views.dirty.insert((item.tag, item.root));
        }
    }

    /// Forgets the marks of circles in which nothing is left to do. To be called when the views are up to date.
    pub(super) fn forget_settled(&mut self) {
        if !self.unsettled.devices.is_empty() || !self.views.is_settled() || !self.batch.is_empty() {
            return;
        }
        for tag in std::mem::take(&mut self.unsettled.marked) {
            self.batch.entries.push(Entry::Local { key: key(&tag), value: None });
        }
    }
}

fn key(tag: &Tag) -> Vec<u8> {
    [PREFIX, tag.as_bytes()].concat()
}
