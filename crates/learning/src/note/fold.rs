//! Folding a note from its records.

use std::collections::BTreeMap;

use commonplace_core::id::RecordId;

use super::{Meta, Note, NoteCreate, NoteEdit};
use crate::catalogue::{Body, Class};
use crate::discussion::Discussion;
use crate::entry::Entry;
use crate::ledger::{FoldError, Ledger};
use crate::merge::{Built, Register, Seed, Set, Text, Update, Write};
use crate::moderation::Visibility;

impl Note {
    /// The note that these records make, in whatever order and however often each is given.
    ///
    /// # Errors
    /// [`FoldError`] when the record that begins the note is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        let mut ledger = Ledger::read(entries, Class::Note)?;
        let discussion = Discussion::fold(&ledger);
        let Some(Body::Note(create)) = ledger.beginning.take() else {
            return Ok(Self::gone(ledger.root, discussion));
        };
        if discussion.visibility(&ledger.root.id) == Visibility::Retracted {
            let mut note = Self::gone(ledger.root, discussion);
            note.edits = ledger.iter().filter_map(|(entry, body)| Some((entry.id, meta(entry, edit(body)?)))).collect();
            return Ok(note);
        }
        Ok(Self::begun(ledger.root, create, discussion).with_edits(&ledger))
    }

    fn begun(root: &Entry, create: NoteCreate, discussion: Discussion) -> Self {
        let seed = Seed { device: root.device, nonce: create.nonce.into_array(), text: create.text };
        let mut titles = Register::default();
        titles.insert(root.id, Write::of(root, Vec::new(), create.title));
        let mut tags = Set::default();
        create.tags.into_iter().for_each(|tag| tags.add(root.id, tag));
        Self {
            id: root.id,
            author: root.author,
            device: root.device,
            seq: root.seq,
            created: root.wall,
            path: create.path,
            titles,
            tags,
            text: Text::new(seed),
            built: Built { text: String::new(), fates: BTreeMap::new() },
            edits: BTreeMap::new(),
            visibility: discussion.visibility(&root.id),
            discussion,
        }
    }

    /// A note that was taken back shows nothing, whether its body is still here or not: the same on every node.
    fn gone(root: &Entry, discussion: Discussion) -> Self {
        let seed = Seed { device: root.device, nonce: [0; 16], text: String::new() };
        Self {
            id: root.id,
            author: root.author,
            device: root.device,
            seq: root.seq,
            created: root.wall,
            path: None,
            titles: Register::default(),
            tags: Set::default(),
            text: Text::new(seed),
            built: Built { text: String::new(), fates: BTreeMap::new() },
            edits: BTreeMap::new(),
            visibility: Visibility::Retracted,
            discussion,
        }
    }

    fn with_edits(mut self, ledger: &Ledger<'_>) -> Self {
        for (entry, body) in ledger.iter() {
            if let Some(edit) = edit(body) {
                self.take(entry, edit);
            }
        }
        self.built = self.text.build();
        self
    }

    fn take(&mut self, entry: &Entry, edit: &NoteEdit) {
        if let Some((title, replaces)) = &edit.title {
            self.titles.insert(entry.id, Write::of(entry, replaces.clone(), title.clone()));
        }
        edit.tags_added.iter().for_each(|tag| self.tags.add(entry.id, tag.clone()));
        edit.tags_removed.iter().for_each(|(tag, added): &(String, RecordId)| self.tags.remove(tag.clone(), *added));
        if let Some(bytes) = &edit.update {
            let update =
                Update { device: entry.device, lamport: entry.lamport, follows: edit.follows, bytes: bytes.to_vec() };
            self.text.insert(entry.id, update);
        }
        self.edits.insert(entry.id, meta(entry, edit));
    }
}

fn edit(body: &Body) -> Option<&NoteEdit> {
    match body {
        Body::NoteEdit(edit) => Some(edit),
        _ => None,
    }
}

fn meta(entry: &Entry, edit: &NoteEdit) -> Meta {
    Meta {
        author: entry.author,
        device: entry.device,
        seq: entry.seq,
        wall: entry.wall,
        lamport: entry.lamport,
        title: edit.title.as_ref().map(|(title, _)| title.clone()),
        tags_added: edit.tags_added.clone(),
        tags_removed: edit.tags_removed.iter().map(|(tag, _)| tag.clone()).collect(),
        has_text: edit.update.is_some(),
    }
}
