//! The records of one thread, decoded once, by id: what every fold begins with.

use std::collections::BTreeMap;

use commonplace_core::id::{PersonId, RecordId};

use crate::catalogue::{Body, Class, Thread, Unreadable};
use crate::entry::Entry;

/// Why entries have no meaning together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// The record that begins the thread is not among them.
    #[error("the record that begins the thread is not here")]
    NoRoot,
    /// The record that begins the thread cannot be read.
    #[error("the record that begins the thread cannot be read")]
    Root(#[source] Unreadable),
}

/// Decoded entries of one thread. Entries of other threads and repetitions are passed over.
pub(crate) struct Ledger<'a> {
    pub(crate) root: &'a Entry,
    /// What began the thread; none when its body was dropped after a retraction.
    pub(crate) beginning: Option<Body>,
    pub(crate) rest: BTreeMap<RecordId, (&'a Entry, Body)>,
    pub(crate) unreadable: Vec<(RecordId, Unreadable)>,
    authors: BTreeMap<RecordId, PersonId>,
}

impl<'a> Ledger<'a> {
    /// Decodes the entries of the thread that a record of class `root` begins.
    pub(crate) fn read(entries: &'a [Entry], root: Class) -> Result<Self, FoldError> {
        let begins = |entry: &&Entry| entry.kind == root.kind();
        let root = entries.iter().filter(begins).min_by_key(|entry| entry.id).ok_or(FoldError::NoRoot)?;
        let beginning = match Body::read(root.kind, &root.body) {
            Ok(body) => Some(body),
            Err(Unreadable::Dropped) => None,
            Err(unreadable) => return Err(FoldError::Root(unreadable)),
        };
        let mut ledger = Self {
            root,
            beginning,
            rest: BTreeMap::new(),
            unreadable: Vec::new(),
            authors: BTreeMap::from([(root.id, root.author)]),
        };
        entries.iter().for_each(|entry| ledger.take(entry));
        ledger.unreadable.sort_unstable();
        ledger.unreadable.dedup();
        Ok(ledger)
    }

    fn take(&mut self, entry: &'a Entry) {
        if entry.id == self.root.id || self.rest.contains_key(&entry.id) {
            return;
        }
        match Body::read(entry.kind, &entry.body) {
            Ok(body) if body.described().thread == Some(Thread::Record(self.root.id)) => {
                self.authors.insert(entry.id, entry.author);
                self.rest.insert(entry.id, (entry, body));
            }
            Ok(_) => {}
            Err(unreadable) => {
                self.authors.insert(entry.id, entry.author);
                self.unreadable.push((entry.id, unreadable));
            }
        }
    }

    /// Who wrote a record of this thread.
    pub(crate) fn author(&self, id: &RecordId) -> Option<PersonId> {
        self.authors.get(id).copied()
    }

    /// Whether somebody wrote both the record and the item.
    pub(crate) fn is_own(&self, entry: &Entry, item: &RecordId) -> bool {
        self.author(item) == Some(entry.author)
    }

    /// Records that people wrote, without the root, in ascending order of id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a Entry, &Body)> {
        self.rest.values().map(|(entry, body)| (*entry, body))
    }
}
