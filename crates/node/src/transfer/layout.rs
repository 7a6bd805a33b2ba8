//! Where items stand in an exported folder. Export writes by it, and import knows items again by it.

use std::collections::HashMap;

use commonplace_core::id::RecordId;

use super::names::{self, Taken};
use crate::answer::{NoteRow, QuestionRow};

/// Where questions stand.
const QUESTIONS: &str = "questions";
/// Where comments on notes stand, each file under the path of its note.
const COMMENTS: &str = "comments";

/// Where an item's file stands, and where its attachments do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The item's file.
    pub(super) path: String,
    /// The folder that the names of its attachments are relative to; empty for the top.
    pub(super) folder: String,
}

impl Place {
    /// Where an attachment of this name goes, if nothing else stands there.
    pub(super) fn attachment(&self, name: &str) -> String {
        names::join(&self.folder, &names::safe_path(name))
    }
}

/// Gives every note its place. Who came first keeps the plain name, so that places stay when others are added.
pub(super) fn notes(rows: &[NoteRow], taken: &mut Taken) -> HashMap<RecordId, Place> {
    let mut oldest_first: Vec<&NoteRow> = rows.iter().collect();
    oldest_first.sort_by_key(|row| (row.created, row.id));
    oldest_first.into_iter().map(|row| (row.id, note(row, taken))).collect()
}

/// A note written here stands under its title; with attachments in a folder of its own, where its links find them.
fn note(row: &NoteRow, taken: &mut Taken) -> Place {
    match &row.path {
        Some(path) => Place { path: taken.claim(&names::note_path(path)), folder: String::new() },
        None => titled("", &row.title, row.attachments > 0, taken),
    }
}

/// The place of a question.
pub(super) fn question(row: &QuestionRow, has_attachments: bool, taken: &mut Taken) -> Place {
    titled(QUESTIONS, &row.title, has_attachments, taken)
}

/// The file with the comments on the note at `note`.
pub(super) fn comments(note: &str, taken: &mut Taken) -> String {
    taken.claim(&names::join(COMMENTS, note))
}

fn titled(folder: &str, title: &str, has_attachments: bool, taken: &mut Taken) -> Place {
    let name = names::safe_component(title);
    let file = names::safe_component(&format!("{name}.md"));
    let folder = if has_attachments { names::join(folder, names::stem(&file)) } else { folder.to_owned() };
    let path = taken.claim(&names::join(&folder, &file));
    Place { folder: names::parent(&path).to_owned(), path }
}
