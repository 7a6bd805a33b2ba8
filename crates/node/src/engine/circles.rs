//! Keeping circles in memory: adding one, reading one again, and what follows when its control records change.

use std::collections::BTreeSet;

use commonplace_core::circle::op::Revoke;
use commonplace_core::circle::{Cut, InviteState, Op, Role};
use commonplace_core::id::{DeviceId, EpochId, RecordId, Tag};
use commonplace_core::record::Lane;
use commonplace_store::{Entry, Mark, SetState};

use super::state::{CircleState, Remembered, fingerprint_key, remembered_key};
use super::{Engine, Now, schema};
use crate::error::Error;
use crate::event::Event;

impl Engine {
    /// Registers a circle with the store and keeps an empty state for it.
    pub(super) fn add_circle(&mut self, tag: Tag, remembered: Remembered) {
        self.batch.entries.push(Entry::Circle { tag, fp_key: fingerprint_key(&remembered.id) });
        self.remember(tag, &remembered);
        self.circles.entry(tag).or_insert_with(|| CircleState::empty(tag, remembered));
    }

    pub(super) fn remember(&mut self, tag: Tag, remembered: &Remembered) {
        let value = Some(schema::write(remembered));
        self.batch.entries.push(Entry::Local { key: remembered_key(&tag), value });
    }

    /// Reads a circle again from the journal, after something staged for it could not be written. While that cannot be
    /// read either, nothing more is written in the circle.
    pub(super) fn reload(&mut self, tag: Tag) -> Result<(), Error> {
        if !self.store.circles().contains(&tag) {
            self.circles.remove(&tag);
            return Ok(());
        }
        match CircleState::load(&self.store, &self.views, tag, &self.me) {
            Ok(state) => {
                self.circles.insert(tag, state);
                self.outdated.remove(&tag);
                Ok(())
            }
            Err(error) => {
                self.outdated.insert(tag);
                Err(error)
            }
        }
    }

    /// What follows after control records of a circle were taken in: new members, new keys, other views.
    pub(super) fn control_changed(&mut self, now: Now, tag: Tag, mut opened: Vec<EpochId>) {
        while let Some(epoch) = opened.pop() {
            opened.extend(self.reopen_waiting(tag, &epoch));
        }
        let Some(state) = self.circles.get_mut(&tag) else { return };
        let Some(before) = state.refresh() else { return };
        if state.circle().is_tagged(&tag, &state.secrets) == Some(false) {
            self.refuse_foreign(now, tag);
            return;
        }
        let joined = before.role_of(&self.me.person).is_none() && state.circle().role_of(&self.me.person).is_some();
        let devices = state.circle().devices_that_differ(&before);
        self.judge_again(tag, &devices);
        if joined {
            self.joined(now, tag);
        }
        self.close_invitations(now, tag);
        self.drive(now, commonplace_sync::Input::CircleChanged { tag });
        self.changed.entry(tag).or_default();
    }

    /// Judges the content of these devices again: what a removal cuts off counts no longer, what it does not counts
    /// again, and the threads in which they wrote are folded once more. So the sets, and what is shown of them, follow
    /// from the records alone and not from the order in which they came.
    pub(super) fn judge_again(&mut self, tag: Tag, devices: &BTreeSet<DeviceId>) {
        for device in devices {
            let Some(state) = self.circles.get(&tag) else { return };
            let ids: Vec<RecordId> = state.chains().records(device).map(|(_, id)| id).collect();
            self.views.people.extend(state.circle().person_of(device).map(|person| (tag, person)));
            for id in ids {
                self.judge_record_again(tag, &id);
            }
        }
    }

    fn judge_record_again(&mut self, tag: Tag, id: &RecordId) {
        let Some(status) = self.store.status(id).filter(|status| status.lane != Lane::Control) else { return };
        let Some(sealed) = self.store.get(id).ok().flatten() else { return };
        let Some(state) = self.circles.get(&tag) else { return };
        let Some(record) = state.reopen(&sealed) else { return };
        match (status.state, state.is_beyond_cut(&record)) {
            (SetState::In, true) => self.batch.entries.push(Entry::Mark { id: *id, mark: Mark::Out }),
            (SetState::Out, false) => {
                self.count_in(tag, id);
                self.views.reproject(tag, *id);
            }
            _ => {}
        }
        if let Ok(item) = self.item(id) {
            self.views.dirty.insert((item.tag, item.root));
        }
    }

    /// A ticket had paired this name on the wire with the id of another circle.
    fn refuse_foreign(&mut self, now: Now, tag: Tag) {
        let Some(state) = self.circles.get_mut(&tag) else { return };
        (state.remembered.left, state.remembered.told) = (true, true);
        let remembered = state.remembered.clone();
        self.remember(tag, &remembered);
        if self.pending.remove(&tag).is_some() {
            self.forget_ticket(tag);
        }
        self.tell(Event::Refused { circle: remembered.id, why: "false-proof".to_owned() });
        self.drive(now, commonplace_sync::Input::CircleRemoved { tag });
    }

    /// Closes own tickets for several people that are used up or over: until then whoever holds one could, by proofs for
    /// invented people, put the admission of those in doubt who came by it.
    fn close_invitations(&mut self, now: Now, tag: Tag) {
        let Some(state) = self.circles.get(&tag) else { return };
        let circle = state.circle();
        if circle.role_of(&self.me.person) != Some(Role::Steward) {
            return;
        }
        let over = |invite: &InviteState| invite.uses_left == 0 || invite.expires < now.wall;
        let own = circle.invitations().into_iter().filter(|invite| invite.by == self.me.person && invite.open);
        let over: Vec<RecordId> = own.filter(|invite| invite.uses > 1 && over(invite)).map(|one| one.record).collect();
        for grant in over {
            let op = Op::Revoke(Revoke { grant, cut: Cut::default() });
            if let Err(error) = self.publish_op(now, tag, &op) {
                self.trouble(error.to_string());
                return;
            }
        }
    }

    pub(super) fn mark_changed(&mut self, tag: Tag, thread: RecordId) {
        self.changed.entry(tag).or_default().insert(thread);
    }

    /// Tells once per batch which lists are out of date.
    pub(super) fn tell_changes(&mut self) {
        for (tag, threads) in std::mem::take(&mut self.changed) {
            let Some(state) = self.circles.get(&tag) else { continue };
            let circle = state.remembered.id;
            let threads = if threads.len() > THREADS_TOLD { Vec::new() } else { threads.into_iter().collect() };
            self.tell(Event::Changed { circle, threads });
        }
    }
}

/// Threads named in one event; when more changed, everything is read again anyway.
const THREADS_TOLD: usize = 64;
