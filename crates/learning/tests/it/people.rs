//! Alice, Bob and Eve: people with devices who write entries and show them to each other.

use std::collections::BTreeMap;

use commonplace_core::encoding::encode;
use commonplace_core::id::{DeviceId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_learning::note::{NewNote, Note, NoteChange, compose};
use commonplace_learning::{Content, Entry, Standing};

/// One device of a person, with the entries that it holds.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) person: PersonId,
    pub(crate) device: DeviceId,
    pub(crate) standing: Standing,
    seq: u64,
    held: BTreeMap<RecordId, Entry>,
}

impl Desk {
    pub(crate) fn new(person: u8, device: u8, standing: Standing) -> Self {
        Self {
            person: PersonId::from_bytes([person; 32]),
            device: DeviceId::from_bytes([device; 32]),
            standing,
            seq: 0,
            held: BTreeMap::new(),
        }
    }

    /// What this device holds, in ascending order of id.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.held.values().cloned().collect()
    }

    /// Publishes content, and keeps it.
    pub(crate) fn write(&mut self, content: Content) -> RecordId {
        let lamport = self.held.values().map(|entry| entry.lamport).max().unwrap_or(0) + 1;
        let id = RecordId::of(&encode(&(self.device, self.seq, lamport, content.kind, &content.body)));
        let entry = Entry {
            id,
            kind: content.kind,
            author: self.person,
            device: self.device,
            role: self.standing,
            lamport,
            wall: Timestamp::from_millis(1_790_000_000_000 + 1_000 * lamport),
            after: Vec::new(),
            seq: self.seq,
            body: content.body,
        };
        self.seq += 1;
        self.held.insert(id, entry);
        id
    }

    /// Takes in an entry that somebody else made up.
    pub(crate) fn take(&mut self, entry: Entry) {
        self.held.insert(entry.id, entry);
    }

    pub(crate) fn new_note(&mut self, title: &str, text: &str) -> RecordId {
        let new = NewNote { title: title.to_owned(), text: text.to_owned(), ..NewNote::default() };
        self.new_note_of(new)
    }

    pub(crate) fn new_note_of(&mut self, new: NewNote) -> RecordId {
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.seq.to_le_bytes());
        let plan = compose(new, self.device, nonce).expect("a note that fits");
        let id = self.write(plan.first.clone());
        for content in plan.rest(id).expect("pieces fit") {
            self.write(content);
        }
        id
    }

    pub(crate) fn note(&self) -> Note {
        Note::fold(&self.entries()).expect("the note is here")
    }

    pub(crate) fn edit(&mut self, change: NoteChange) -> Vec<RecordId> {
        let contents = self.note().edit(self.device, change).expect("a change that fits");
        contents.into_iter().map(|content| self.write(content)).collect()
    }

    pub(crate) fn edit_text(&mut self, text: &str) -> Vec<RecordId> {
        self.edit(NoteChange { text: Some(text.to_owned()), ..NoteChange::default() })
    }

    pub(crate) fn retitle(&mut self, title: &str) -> Vec<RecordId> {
        self.edit(NoteChange { title: Some(title.to_owned()), ..NoteChange::default() })
    }

    pub(crate) fn retag(&mut self, tags: &[&str]) -> Vec<RecordId> {
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        self.edit(NoteChange { tags: Some(tags), ..NoteChange::default() })
    }
}

/// Both hold what either held.
pub(crate) fn meet(one: &mut Desk, other: &mut Desk) {
    let of_one = one.held.clone();
    one.held.extend(other.held.clone());
    other.held.extend(of_one);
}

pub(crate) fn alice() -> Desk {
    Desk::new(1, 11, Standing::Learner)
}

pub(crate) fn bob() -> Desk {
    Desk::new(2, 22, Standing::Learner)
}

/// A facilitator.
pub(crate) fn fatima() -> Desk {
    Desk::new(3, 33, Standing::Facilitator)
}

/// Means harm.
pub(crate) fn eve() -> Desk {
    Desk::new(4, 44, Standing::Learner)
}
