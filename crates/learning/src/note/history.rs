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

impl Note {
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
