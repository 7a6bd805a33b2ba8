//! Keeping circles in memory: adding one, reading one again, and what follows when its control records change.

use commonplace_core::circle::Circle;
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
        let joined = before.role_of(&self.me.person).is_none() && state.circle().role_of(&self.me.person).is_some();
        if changes_the_past(&before, state.circle()) {
            self.views.refold_circle(tag);
        }
        if joined {
            self.joined(now, tag);
        }
        self.drive(now, commonplace_sync::Input::CircleChanged { tag });
        self.changed.entry(tag).or_default();
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

/// Whether what earlier records meant may be another thing now: somebody lost a grant, or a role changed. People who
/// only came in change nothing that was valid before; what waited for their grant is folded again in any case.
fn changes_the_past(before: &Circle, after: &Circle) -> bool {
    let lost = before.members().any(|member| after.role_of(&member.person) != Some(member.role));
    let came = after.members().count() != before.members().count();
    lost || came
}
