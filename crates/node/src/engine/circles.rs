//! Keeping circles in memory: adding one, reading one again, and what follows when its control records change.

use commonplace_core::circle::op::Revoke;
use commonplace_core::circle::{Circle, Cut, InviteState, Op, Role};
use commonplace_core::id::{EpochId, RecordId, Tag};
use commonplace_store::Entry;

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
                let overdue = state.overdue();
                self.circles.insert(tag, state);
                self.recall_pending(tag);
                self.deliveries.changed(tag);
                self.outdated.remove(&tag);
                // A crash may have come between a secret and the records that waited for it.
                for epoch in overdue {
                    self.reopen_waiting(tag, &epoch, true);
                    self.reopen_waiting(tag, &epoch, false);
                }
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
            opened.extend(self.reopen_waiting(tag, &epoch, true));
        }
        let Some(state) = self.circles.get_mut(&tag) else { return };
        let before = state.refresh(&self.me);
        for epoch in state.overdue() {
            self.reopen_waiting(tag, &epoch, false);
        }
        let (Some(before), Some(state)) = (before, self.circles.get(&tag)) else { return };
        if state.circle().is_tagged(&tag, &state.secrets) == Some(false) {
            self.refuse_foreign(now, tag);
            return;
        }
        let joined = before.role_of(&self.me.person).is_none() && state.circle().role_of(&self.me.person).is_some();
        let was_out = before.ending(&self.me.person).is_some();
        let removed = state.out().filter(|ending| !was_out && !ending.left).map(|ending| {
            let by = ending.by.map(|person| state.name_of(&person));
            (state.remembered.id, state.title(), by, ending.wall)
        });
        let recalled = was_out && state.circle().ending(&self.me.person).is_none();
        let began = before.genesis().is_none() && state.circle().genesis().is_some();
        let resettled = began || before.settings() != state.circle().settings();
        let is_revoked = |circle: &Circle| circle.is_revoked(&self.me.person, &self.me.device.id());
        let taken_away = is_revoked(state.circle()) && !is_revoked(&before);
        let taken_away = taken_away.then(|| (state.remembered.id, state.title()));
        for device in state.circle().devices_that_differ(&before) {
            self.standing_changed(tag, device);
        }
        self.own_devices_changed(tag, &before);
        // Each of the other circles says so too.
        if let Some((circle, title)) = taken_away.filter(|_| !self.is_private(tag)) {
            self.tell(Event::DeviceRevoked { circle, title });
        }
        if let Some((circle, title, by, at)) = removed {
            self.tell(Event::Removed { circle, title, by, at });
        }
        if joined {
            self.joined(now, tag);
        }
        self.read_frontiers(tag, now.wall);
        if self.is_private(tag) {
            self.private_changed(now);
        }
        self.hear_asks(now, tag);
        self.close_invitations(now, tag);
        if resettled {
            self.straighten(tag);
        }
        if resettled || recalled {
            self.link_with_unlinked();
        }
        self.follow_gossip(now);
        self.served_or_not(now, tag);
        self.follow_relays(now);
        self.renew_leases(now, tag);
        self.changed.entry(tag).or_default();
    }

    /// Peers are served by what the circle says now: sessions end once we have seen that we are out.
    fn served_or_not(&mut self, now: Now, tag: Tag) {
        let Some(state) = self.circles.get_mut(&tag) else { return };
        state.recalled &= state.out().is_some();
        let changed = if state.is_served() {
            commonplace_sync::Input::CircleChanged { tag }
        } else {
            commonplace_sync::Input::CircleRemoved { tag }
        };
        self.drive(now, changed);
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
        let mut over = own.filter(|invite| invite.uses > 1 && over(invite));
        // One at a time: that it is closed is a change of the circle, which brings us here again.
        let Some(grant) = over.next().map(|invite| invite.record) else { return };
        if let Err(error) = self.publish_op(now, tag, &Op::Revoke(Revoke { grant, cut: Cut::default() })) {
            self.trouble(error.to_string());
        }
    }

    pub(super) fn mark_changed(&mut self, tag: Tag, thread: RecordId) {
        self.changed.entry(tag).or_default().insert(thread);
    }

    /// Tells once per batch which lists are out of date.
    pub(super) fn tell_changes(&mut self) {
        for (tag, threads) in std::mem::take(&mut self.changed) {
            let Some(state) = self.circles.get(&tag).filter(|state| !self.is_private_state(state)) else { continue };
            let circle = state.remembered.id;
            let threads = if threads.len() > THREADS_TOLD { Vec::new() } else { threads.into_iter().collect() };
            self.tell(Event::Changed { circle, threads });
        }
        for (tag, disputes) in std::mem::take(&mut self.disputed) {
            let Some(state) = self.circles.get(&tag) else { continue };
            let circle = state.remembered.id;
            let disputes = if disputes.len() > THREADS_TOLD { Vec::new() } else { disputes.into_iter().collect() };
            self.tell(Event::Disputed { circle, disputes });
        }
    }
}

/// Threads named in one event; when more changed, everything is read again anyway.
const THREADS_TOLD: usize = 64;
