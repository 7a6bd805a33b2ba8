//! Reading a thread: its records in order, opened, with the standing of their authors.

use std::collections::BTreeSet;

use commonplace_core::circle::{Role, Verdict};
use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_learning::{Entry, Standing};

use super::people::profile_thread;
use super::schema::{self, Item, Row};
use super::{Engine, state::CircleState};
use crate::error::Error;

/// Records of one thread that are read at most: a note edited daily for fifty years.
pub(super) const THREAD_RECORDS: usize = 20_000;

impl Engine {
    /// The valid entries of a thread, its first record before all others. `fresh` are records that the tree does not
    /// show yet. Only what is valid counts against the bound: nobody crowds out others by writing much that is not.
    pub(super) fn thread_entries(&self, tag: Tag, root: &RecordId, fresh: &[RecordId]) -> Result<Vec<Entry>, Error> {
        let stored = self.views.ids(&schema::thread(&tag, root))?;
        let known: BTreeSet<&RecordId> = if fresh.is_empty() { BTreeSet::new() } else { stored.iter().collect() };
        let new = fresh.iter().filter(|id| !known.contains(id));
        let others = stored.iter().chain(new).filter(|id| *id != root);
        let state = self.state(tag)?;
        let valid = std::iter::once(root).chain(others).filter_map(|id| self.entry(state, id));
        Ok(valid.take(THREAD_RECORDS).collect())
    }

    /// What a person says of themselves: what others write into their thread is not read, and takes no room.
    pub(super) fn person_entries(&self, tag: Tag, person: &PersonId, fresh: &[RecordId]) -> Result<Vec<Entry>, Error> {
        let stored = self.views.ids(&schema::thread(&tag, &profile_thread(person)))?;
        let known: BTreeSet<&RecordId> = stored.iter().collect();
        let new = fresh.iter().filter(|id| !known.contains(id));
        let state = self.state(tag)?;
        let valid = stored.iter().chain(new).filter_map(|id| self.entry(state, id));
        Ok(valid.filter(|entry| entry.author == *person).take(THREAD_RECORDS).collect())
    }

    /// A record as learning reads it; none when it is not here, damaged, or not by somebody who might.
    fn entry(&self, state: &CircleState, id: &RecordId) -> Option<Entry> {
        let sealed = self.store.get(id).ok().flatten()?;
        let record = self.reopen_outlined(state, &sealed)?;
        match state.circle().content_verdict(&record, state.chains()) {
            Verdict::Valid { person, role } => Some(Entry::of(&record, person, standing(role))),
            Verdict::BeyondCut if state.stays_ours(&record, &self.me) => {
                Some(Entry::of(&record, self.me.person, Standing::Learner))
            }
            _ => None,
        }
    }

    /// The circle and thread of an item.
    pub(super) fn item(&self, id: &RecordId) -> Result<Item, Error> {
        self.views.get(&schema::item(id.as_bytes()))?.ok_or_else(|| Error::Unknown { name: id.to_string() })
    }

    /// The row of a thread, by the id of its first record.
    pub(super) fn row(&self, root: &RecordId) -> Result<Option<Row>, Error> {
        match self.store.status(root) {
            Some(status) => self.views.row(&status.tag, root),
            None => Ok(None),
        }
    }
}

pub(super) fn standing(role: Role) -> Standing {
    match role {
        Role::Steward => Standing::Steward,
        Role::Facilitator => Standing::Facilitator,
        Role::Learner | Role::Reader | Role::Carrier => Standing::Learner,
    }
}
