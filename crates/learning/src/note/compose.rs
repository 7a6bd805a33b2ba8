//! Writing notes and changes of notes.

use std::collections::BTreeSet;

use commonplace_core::id::{DeviceId, RecordId};
use commonplace_core::{limits, text};
use serde_bytes::{ByteArray, ByteBuf};

use super::{Format, Note, NoteCreate, NoteEdit};
use crate::body::{Payload as _, Unfit, at_most};
use crate::diff;
use crate::entry::Content;
use crate::merge::{NextUpdate, Seed, Text};
use crate::tag;

/// A note to be begun.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewNote {
    /// Title.
    pub title: String,
    /// Tags, as people type them.
    pub tags: Vec<String>,
    /// Where it stood in an imported folder, as `chapter/one.md`.
    pub path: Option<String>,
    /// Markdown, whole.
    pub text: String,
}

/// The records of a new note. The first is to be published first: the others name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotePlan {
    /// Begins the note.
    pub first: Content,
    rest: Vec<NextUpdate>,
}

impl NewNotePlan {
    /// What continues a long text, now that the first record has an id. Empty for most notes.
    ///
    /// # Errors
    /// [`Unfit`] never in practice: the pieces are cut to fit.
    pub fn rest(self, note: RecordId) -> Result<Vec<Content>, Unfit> {
        self.rest.into_iter().map(|update| text_edit(note, update).content()).collect()
    }

    /// Records in all.
    #[must_use]
    pub fn records(&self) -> usize {
        1 + self.rest.len()
    }
}

/// A new note of this device. `nonce` must never serve twice on a device.
///
/// # Errors
/// [`Unfit`] when the title is empty or a part is too long.
pub fn compose(new: NewNote, device: DeviceId, nonce: [u8; 16]) -> Result<NewNotePlan, Unfit> {
    let NewNote { title, tags, path, text } = new;
    at_most("text", text.len(), limits::NOTE_TEXT_BYTES)?;
    let begin = first_part(&text).to_owned();
    let rest = if begin.len() == text.len() {
        Vec::new()
    } else {
        Text::new(Seed { device, nonce, text: begin.clone() }).edit(device, &text)?
    };
    let create = NoteCreate {
        nonce: ByteArray::new(nonce),
        title: title.trim().to_owned(),
        tags: tag::normal_all(&tags).into_iter().collect(),
        path,
        text: begin,
        format: Format::Markdown,
    };
    Ok(NewNotePlan { first: create.content()?, rest })
}

/// As much of a text as its first record takes, up to the end of a line if there is one.
fn first_part(whole: &str) -> &str {
    let part = text::cut(whole, limits::NOTE_FIRST_BYTES);
    if part.len() == whole.len() {
        return part;
    }
    part.rfind('\n').map_or(part, |end| &part[..=end])
}

/// What is to change in a note; what is none stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteChange {
    /// A new title.
    pub title: Option<String>,
    /// All tags that it is to have.
    pub tags: Option<Vec<String>>,
    /// The whole text as it is to be.
    pub text: Option<String>,
    /// What somebody made the change from, if that may not be how the note stands now.
    pub from: Option<Began>,
}

/// How a note stood when somebody began to change it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Began {
    /// All tags that it had.
    pub tags: Vec<String>,
    /// The whole text as it was.
    pub text: String,
}

impl Note {
    /// The records that make this change, in the order of publishing; none when nothing changes.
    ///
    /// **Invariant:** they must be published before the device changes this note again: two changes composed from one
    /// state are two updates for one place in the device's chain, of which one counts.
    ///
    /// What others changed since [`NoteChange::from`] stays: the change is made to it, not instead of it. Where both
    /// changed the same lines, both are there, this change behind theirs.
    ///
    /// # Errors
    /// [`Unfit`] when a part is out of bounds, or the text cannot be changed any more.
    pub fn edit(&self, device: DeviceId, change: NoteChange) -> Result<Vec<Content>, Unfit> {
        let mut edits: Vec<NoteEdit> = Vec::new();
        let change = self.carried_over(change);
        if let Some(text) = &change.text {
            at_most("text", text.len(), limits::NOTE_TEXT_BYTES)?;
            edits.extend(self.text.edit(device, text)?.into_iter().map(|update| text_edit(self.id, update)));
        }
        let title = change.title.map(|title| title.trim().to_owned()).filter(|title| self.differs(title));
        let (added, removed) = change.tags.map(|tags| self.tag_changes(&tags)).unwrap_or_default();
        if title.is_some() || !added.is_empty() || !removed.is_empty() {
            // Title and tags travel with the first piece of text when they fit, so that an edit is one record.
            let mut edit = if edits.len() == 1 { edits.remove(0) } else { empty_edit(self.id) };
            edit.title = title.map(|title| (title, self.titles.latest()));
            edit.tags_added = added;
            edit.tags_removed = removed;
            edits.splice(0..0, parted(edit));
        }
        edits.iter().map(NoteEdit::content).collect()
    }

    /// The change as it is to be made now, of one that was made from how the note stood earlier.
    fn carried_over(&self, change: NoteChange) -> NoteChange {
        let NoteChange { title, tags, text, from: Some(from) } = change else { return change };
        let text = text.map(|text| diff::merged(&from.text, self.text(), &text));
        let tags = tags.map(|tags| {
            let (from, wanted) = (tag::normal_all(&from.tags), tag::normal_all(&tags));
            let stay = self.tags.values().filter(|tag| !from.contains(*tag) || wanted.contains(*tag));
            stay.chain(wanted.difference(&from)).cloned().collect()
        });
        NoteChange { title, tags, text, from: None }
    }

    /// A title given again settles titles given apart, and is a change then.
    fn differs(&self, title: &str) -> bool {
        self.titles() != [title]
    }

    fn tag_changes(&self, wanted: &[String]) -> (Vec<String>, Vec<(String, RecordId)>) {
        let wanted = tag::normal_all(wanted);
        let present: BTreeSet<String> = self.tags.values().cloned().collect();
        let added = wanted.difference(&present).cloned().collect();
        let gone = present.difference(&wanted);
        let removed = gone.flat_map(|tag| self.tags.additions(tag).into_iter().map(move |id| (tag.clone(), id)));
        (added, removed.take(limits::TAGS_REMOVED).collect())
    }
}

/// One record if it fits, otherwise the text in a record of its own.
fn parted(edit: NoteEdit) -> Vec<NoteEdit> {
    if edit.content().is_ok() || edit.update.is_none() {
        return vec![edit];
    }
    let text = NoteEdit { title: None, tags_added: Vec::new(), tags_removed: Vec::new(), ..edit.clone() };
    vec![NoteEdit { follows: None, update: None, ..edit }, text]
}

fn empty_edit(note: RecordId) -> NoteEdit {
    NoteEdit { note, title: None, tags_added: Vec::new(), tags_removed: Vec::new(), follows: None, update: None }
}

fn text_edit(note: RecordId, update: NextUpdate) -> NoteEdit {
    NoteEdit { follows: update.follows, update: Some(ByteBuf::from(update.bytes)), ..empty_edit(note) }
}
