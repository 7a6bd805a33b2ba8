//! Who changed what in a note, and when, as they claim.

use std::collections::BTreeMap;

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::time::Timestamp;

use super::Note;
use crate::diff::{self, Line};
use crate::merge::{Fate, replay};

/// One change of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The record that brought it.
    pub id: RecordId,
    /// Who.
    pub author: PersonId,
    /// When, as they claim.
    pub at: Timestamp,
    /// The title that it gave, if it gave one.
    pub title: Option<String>,
    /// Tags that it added.
    pub tags_added: Vec<String>,
    /// Tags that it took away.
    pub tags_removed: Vec<String>,
    /// Lines that differ from the text before it, in the order of the text.
    pub lines: Vec<Line>,
    /// Whether its change of the text, if it has one, is in the text.
    pub applied: bool,
}

impl Edit {
    /// The lines as `-` and `+` lines, as people read differences.
    #[must_use]
    pub fn difference(&self) -> String {
        let mut difference = String::new();
        for line in &self.lines {
            let (sign, text) = match line {
                Line::Removed(text) => ('-', text),
                Line::Added(text) => ('+', text),
            };
            difference.push(sign);
            difference.push_str(text);
            difference.push('\n');
        }
        difference
    }
}

/// The text of a note before and after one of its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Who.
    pub author: PersonId,
    /// When, as they claim.
    pub at: Timestamp,
    /// The text before; of the first version nothing.
    pub before: String,
    /// The text from then on.
    pub text: String,
}

impl Note {
    /// The text as this change left it; with the note's own id, as it began. None when it is no change of this note, or one
    /// that is not in the text. Replays the text.
    #[must_use]
    pub fn version(&self, id: &RecordId) -> Option<Version> {
        if *id == self.id() {
            let text = self.text.seed().text.clone();
            return Some(Version { author: self.author(), at: self.created(), before: String::new(), text });
        }
        let edit = self.edits.get(id)?;
        let mut found = None;
        let mut latest = self.text.seed().text.clone();
        replay(&self.text, |step| {
            if step.id == *id {
                found = Some((step.before.to_owned(), step.after.to_owned()));
            }
            if self.edits.get(&step.id).is_some_and(|other| (other.lamport, step.id) <= (edit.lamport, *id)) {
                step.after.clone_into(&mut latest);
            }
        });
        if edit.has_text && found.is_none() {
            return None;
        }
        // A change of the title alone left the text as it was.
        let (before, text) = found.unwrap_or_else(|| (latest.clone(), latest));
        Some(Version { author: edit.author, at: edit.wall, before, text })
    }

    /// All changes after the first record, causes before effects. Replays the text, so ask when somebody looks.
    #[must_use]
    pub fn history(&self) -> Vec<Edit> {
        let mut lines: BTreeMap<RecordId, Vec<Line>> = BTreeMap::new();
        if self.text.updates() > 0 {
            replay(&self.text, |step| drop(lines.insert(step.id, diff::lines(step.before, step.after))));
        }
        let mut edits: Vec<_> = self.edits.iter().collect();
        edits.sort_by_key(|(id, edit)| (edit.lamport, **id));
        let told = edits.into_iter().map(|(id, edit)| Edit {
            id: *id,
            author: edit.author,
            at: edit.wall,
            title: edit.title.clone(),
            tags_added: edit.tags_added.clone(),
            tags_removed: edit.tags_removed.clone(),
            applied: !edit.has_text || self.built.fates.get(id) == Some(&Fate::Applied),
            lines: lines.remove(id).unwrap_or_default(),
        });
        told.collect()
    }
}
