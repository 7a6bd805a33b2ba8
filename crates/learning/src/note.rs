//! Notes: Markdown that everybody in the circle may change, also while apart. `docs/decisions/0003` says why a note
//! begins as plain text.
//!
//! A note's title is a register, its tags a set in which adding wins, its text a Loro document ([`crate::merge`]).

mod both;
mod compose;
mod fold;
mod history;

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{DeviceId, PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use serde_bytes::{ByteArray, ByteBuf};

pub use both::BothEdited;
pub use compose::{Began, NewNote, NewNotePlan, NoteChange, compose};
pub use history::{Edit, Version};

use crate::attachment::Attachment;
use crate::body::{at_most, count, filled, numbered, payload, replaced};
use crate::catalogue::Thread;
use crate::discussion::Discussion;
use crate::merge::{Built, Fate, Refusal, Register, Set, Text, UpdateHash};
use crate::moderation::Visibility;

numbered! {
    /// How the text of a note is written.
    pub enum Format {
        /// CommonMark with front matter, wiki links and what else people write; kept as it is.
        Markdown = 0,
    }
}

payload! {
    /// Begins a note with plain text; what does not fit continues in edits.
    pub struct NoteCreate = 64, Documents, Note {
        /// Different for each note of a device; the peers of its document are derived from it.
        pub nonce: ByteArray<16>,
        /// Title.
        pub title: String,
        /// Tags, in ascending order, each once.
        pub tags: Vec<String>,
        /// Where it stood in an imported folder, as `chapter/one.md`.
        pub path: Option<String>,
        /// The first part of the text.
        pub text: String,
        /// How it is written.
        pub format: Format,
    }
    thread(self) = None;
    target(self) = None;
    check(self) = {
        filled("title", &self.title, limits::POST_TITLE_BYTES)?;
        check_tags(&self.tags)?;
        at_most("path", self.path.as_ref().map_or(0, String::len), limits::PATH_BYTES)?;
        at_most("text", self.text.len(), limits::NOTE_FIRST_BYTES)
    };
}

payload! {
    /// Changes a note: its title, its tags, its text, or several of them.
    pub struct NoteEdit = 65, Documents, NoteEdit {
        /// The note.
        pub note: RecordId,
        /// A new title, and the records whose titles it replaces.
        pub title: Option<(String, Vec<RecordId>)>,
        /// Tags added, in ascending order, each once.
        pub tags_added: Vec<String>,
        /// Tags taken away, each with a record that added it, in ascending order.
        pub tags_removed: Vec<(String, RecordId)>,
        /// The device's previous update of this note's text.
        pub follows: Option<UpdateHash>,
        /// Loro updates of the text.
        pub update: Option<ByteBuf>,
    }
    thread(self) = Some(Thread::Record(self.note));
    target(self) = Some(self.note);
    check(self) = {
        if let Some((title, replaces)) = &self.title {
            filled("title", title, limits::POST_TITLE_BYTES)?;
            replaced(replaces)?;
        }
        check_tags(&self.tags_added)?;
        count("tags taken away", self.tags_removed.len(), limits::TAGS_REMOVED)?;
        self.tags_removed.iter().try_for_each(|(tag, _)| filled("tag", tag, limits::TAG_BYTES))
    };
}

fn check_tags(tags: &[String]) -> Result<(), crate::body::Unfit> {
    count("tags", tags.len(), limits::TAGS)?;
    tags.iter().try_for_each(|tag| filled("tag", tag, limits::TAG_BYTES))
}

/// What an edit changed besides the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Meta {
    author: PersonId,
    device: DeviceId,
    seq: u64,
    wall: Timestamp,
    lamport: u64,
    title: Option<String>,
    tags_added: Vec<String>,
    tags_removed: Vec<String>,
    has_text: bool,
}

impl Meta {
    fn is_text_alone(&self) -> bool {
        self.has_text && self.title.is_none() && self.tags_added.is_empty() && self.tags_removed.is_empty()
    }
}

/// A note, folded from the records of its thread. Folding reads Loro only when somebody changed the text.
#[derive(Debug, Clone)]
pub struct Note {
    id: RecordId,
    author: PersonId,
    device: DeviceId,
    seq: u64,
    created: Timestamp,
    path: Option<String>,
    titles: Register<String>,
    tags: Set<String>,
    text: Text,
    built: Built,
    edits: BTreeMap<RecordId, Meta>,
    discussion: Discussion,
    visibility: Visibility,
}

impl Note {
    /// The record that began it.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// Who began it.
    #[must_use]
    pub fn author(&self) -> PersonId {
        self.author
    }

    /// When it was begun, as its author claims.
    #[must_use]
    pub fn created(&self) -> Timestamp {
        self.created
    }

    /// The latest claimed time of a change.
    #[must_use]
    pub fn updated(&self) -> Timestamp {
        self.edits.values().map(|edit| edit.wall).fold(self.created, Timestamp::max)
    }

    /// Where it stood in an imported folder, as `chapter/one.md`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The title to display; empty when the note was taken back.
    #[must_use]
    pub fn title(&self) -> &str {
        self.titles.value().map_or("", String::as_str)
    }

    /// All titles given apart, the displayed one first; usually one.
    #[must_use]
    pub fn titles(&self) -> Vec<&str> {
        let mut titles: Vec<&str> = Vec::new();
        for (_, write) in self.titles.writes() {
            if !titles.contains(&write.value.as_str()) {
                titles.push(&write.value);
            }
        }
        titles
    }

    /// Its tags, in ascending order.
    #[must_use]
    pub fn tags(&self) -> Vec<&str> {
        self.tags.values().map(String::as_str).collect()
    }

    /// Its text, whole, as people wrote it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.built.text
    }

    /// Changes after it was begun. What of a long text the first record has no room for comes in the same moment, by the same
    /// person: nobody has changed anything by that. The moment is what they claim; that nothing else was written on their
    /// device in between is what its chain shows.
    #[must_use]
    pub fn edits(&self) -> usize {
        let goes_on = |edit: &&Meta| {
            (edit.author, edit.device, edit.wall) == (self.author, self.device, self.created) && edit.is_text_alone()
        };
        let places: BTreeSet<u64> = self.edits.values().filter(goes_on).map(|edit| edit.seq).collect();
        let begins = (self.seq + 1..).take_while(|seq| places.contains(seq)).count();
        self.edits.len() - begins
    }

    /// Everybody who wrote in it, its author first.
    #[must_use]
    pub fn contributors(&self) -> Vec<PersonId> {
        let others: BTreeSet<PersonId> = self.edits.values().map(|edit| edit.author).collect();
        std::iter::once(self.author).chain(others.into_iter().filter(|person| *person != self.author)).collect()
    }

    /// Files on it.
    #[must_use]
    pub fn attachments(&self) -> Vec<Attachment> {
        self.discussion.attachments(&self.id)
    }

    /// Whether to show it.
    #[must_use]
    pub fn visibility(&self) -> &Visibility {
        &self.visibility
    }

    /// Comments, votes and flags on it.
    #[must_use]
    pub fn discussion(&self) -> &Discussion {
        &self.discussion
    }

    /// Changes of the text that build on records which are not here yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.built.fates.values().filter(|fate| **fate == Fate::Waiting).count()
    }

    /// Changes of the text that are not in it and will not be, and why. Their records are kept.
    pub fn refused(&self) -> impl Iterator<Item = (RecordId, Refusal)> {
        self.built.fates.iter().filter_map(|(id, fate)| match fate {
            Fate::Refused(refusal) => Some((*id, *refusal)),
            Fate::Applied | Fate::Waiting => None,
        })
    }

    /// Records of which the bodies may be dropped, now that the note was taken back; empty when it was not.
    #[must_use]
    pub fn droppable(&self) -> Vec<RecordId> {
        if self.visibility != Visibility::Retracted {
            return Vec::new();
        }
        std::iter::once(self.id).chain(self.edits.keys().copied()).collect()
    }
}
