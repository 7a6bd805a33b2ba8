//! What the circle holds already, by the paths under which a folder may name it.

use std::collections::{HashMap, HashSet};

use commonplace_core::id::RecordId;

use crate::answer::{NoteRow, QuestionRow};
use crate::error::Error;
use crate::transfer::asking::Asking;
use crate::transfer::layout::{self, Place};
use crate::transfer::ledger::Ledger;
use crate::transfer::names::Taken;
use crate::transfer::walk::Walk;
use crate::transfer::{blocking, folder};

/// Most notes of one path that are looked at: imports by a few people of one folder.
const SAME_PATH: usize = 8;

/// What the circle holds, and what earlier exports wrote into the folder.
#[derive(Debug)]
pub(super) struct Known {
    notes: HashSet<RecordId>,
    by_path: HashMap<String, Vec<RecordId>>,
    places: HashMap<RecordId, Place>,
    /// All questions of the circle.
    pub(super) questions: Vec<QuestionRow>,
    /// Of the folder.
    pub(super) ledger: Ledger,
}

impl Known {
    /// Asks for it.
    pub(super) async fn of(asking: &Asking, walk: &Walk) -> Result<Self, Error> {
        let rows = asking.notes().await?;
        let root = walk.root.clone();
        let ledger = blocking(move || folder::ledger_of(&root)).await?;
        Ok(Self::from_rows(&rows, asking.questions().await?, ledger))
    }

    fn from_rows(rows: &[NoteRow], questions: Vec<QuestionRow>, ledger: Ledger) -> Self {
        let places = layout::notes(rows, &mut Taken::default());
        let mut by_path: HashMap<String, Vec<RecordId>> = HashMap::new();
        for row in rows {
            let place = places.get(&row.id).map(|place| &place.path);
            let names: HashSet<&String> = row.path.iter().chain(place).collect();
            for name in names {
                by_path.entry(name.clone()).or_default().push(row.id);
            }
        }
        Self { notes: rows.iter().map(|row| row.id).collect(), by_path, places, questions, ledger }
    }

    /// Notes that a file at this path may be, newest first as the node lists them.
    pub(super) fn notes_at(&self, path: &str) -> &[RecordId] {
        let notes = self.by_path.get(path).map_or(&[][..], Vec::as_slice);
        &notes[..notes.len().min(SAME_PATH)]
    }

    /// Whether the circle holds this note.
    pub(super) fn has_note(&self, id: RecordId) -> bool {
        self.notes.contains(&id)
    }

    /// What the names of a note's attachments are relative to; the top for notes that are new.
    pub(super) fn folder_of(&self, id: RecordId) -> String {
        self.places.get(&id).map(|place| place.folder.clone()).unwrap_or_default()
    }
}
