//! A Markdown file becomes a note, or is known again as one.

use std::sync::Arc;

use super::history::is_earlier;
use super::{Import, Outcome, Owner, Taken};
use crate::answer::{ImportState, Note};
use crate::command::Command;
use crate::error::Error;
use crate::transfer::reading::{self, FileNote};
use crate::transfer::walk::{Found, Kind};
use crate::transfer::why::Why;
use crate::transfer::{blocking, ends_all};

/// What became of a file.
pub(super) enum Step {
    /// It is a question or comments, to be taken when all notes are there.
    Thread(Found),
    /// It is done, and the note is there if it was not refused.
    Done(Outcome, Option<Taken>),
}

/// Takes a file.
pub(super) async fn take(import: Arc<Import>, found: Found) -> Result<Step, Error> {
    if let Kind::Refused(why) = &found.kind {
        return Ok(Step::Done(Outcome::refused(&found, why.clone()), None));
    }
    let (file, path) = (found.file.clone(), found.path.clone());
    let note = match blocking(move || reading::read(&file, &path)).await? {
        Ok(note) => note,
        Err(why) => return Ok(Step::Done(Outcome::refused(&found, why), None)),
    };
    if matches!(note.form.as_deref(), Some("question" | "comments")) {
        return Ok(Step::Thread(found));
    }
    match settle(&import, &found, &note).await {
        Ok((outcome, owner)) => {
            let taken = owner.map(|owner| Taken { path: found.path, references: note.references, owner });
            Ok(Step::Done(Outcome { title: Some(note.title), ..outcome }, taken))
        }
        Err(error) => Ok(Step::Done(Outcome::failed(&found, error)?, None)),
    }
}

/// What a file is to a circle that has notes at its path.
enum Verdict {
    Same,
    /// It is an older version.
    Older,
    Edited,
    /// Somebody else changed the note, and the file does not know of it.
    Apart(String),
}

async fn settle(import: &Import, found: &Found, file: &FileNote) -> Result<(Outcome, Option<Owner>), Error> {
    let notes = notes_at(import, &found.path).await?;
    let Some(note) = the_one(import, &notes, found, file) else { return create(import, found, file).await };
    let outcome = |state, why| Outcome { id: Some(note.row.id), why, ..Outcome::new(found, state) };
    let outcome = match verdict(import, note, found, file).await? {
        Verdict::Same => outcome(ImportState::Unchanged, None),
        Verdict::Older => outcome(ImportState::Unchanged, Some(Why::NewerHere)),
        Verdict::Apart(name) => outcome(ImportState::Refused, Some(Why::ChangedBy(name))),
        Verdict::Edited => {
            edit(import, note, file, &found.path).await?;
            outcome(ImportState::Updated, None)
        }
    };
    let folder = import.known.folder_of(note.row.id);
    let owner = Owner { item: note.row.id, folder, has: note.blobs.clone().into() };
    Ok((outcome, Some(owner)))
}

async fn notes_at(import: &Import, path: &str) -> Result<Vec<Note>, Error> {
    let mut notes = Vec::new();
    for id in import.known.notes_at(path) {
        match import.asking.note(*id).await {
            Ok(note) => notes.push(note),
            // It may be the one that the file is.
            Err(error) if ends_all(&error) || matches!(error, Error::TextAway { .. }) => return Err(error),
            // Taken back since it was listed.
            Err(_) => {}
        }
    }
    Ok(notes)
}

/// The note that a file is: the one with its text, else my own, else one that an export wrote into this folder. A note
/// that somebody else brought from a folder of their own is another note, though it has the same path: every folder has
/// a README.
fn the_one<'a>(import: &Import, notes: &'a [Note], found: &Found, file: &FileNote) -> Option<&'a Note> {
    let ledger = &import.known.ledger;
    let exported =
        |note: &&Note| ledger.wrote(&found.path, &hash(&note.text)) || ledger.wrote(&found.path, &hash(&file.text));
    let same = notes.iter().find(|note| note.text == file.text);
    same.or_else(|| notes.iter().find(|note| note.row.author.me)).or_else(|| notes.iter().find(exported))
}

async fn verdict(import: &Import, note: &Note, found: &Found, file: &FileNote) -> Result<Verdict, Error> {
    if note.text == file.text {
        return Ok(Verdict::Same);
    }
    let ledger = &import.known.ledger;
    if ledger.wrote(&found.path, &hash(&file.text)) {
        return Ok(Verdict::Older);
    }
    if ledger.wrote(&found.path, &hash(&note.text)) || note.row.edits == 0 {
        return Ok(Verdict::Edited);
    }
    let history = import.asking.history(note.row.id).await?;
    Ok(match history.last() {
        _ if is_earlier(&file.text, &note.text, &history) => Verdict::Older,
        Some(edit) if !edit.author.me => Verdict::Apart(edit.author.name.clone()),
        _ => Verdict::Edited,
    })
}

fn hash(text: &str) -> [u8; 32] {
    *blake3::hash(text.as_bytes()).as_bytes()
}

async fn create(import: &Import, found: &Found, file: &FileNote) -> Result<(Outcome, Option<Owner>), Error> {
    let command = Command::NoteNew {
        circle: import.asking.circle(),
        title: Some(file.title.clone()),
        tags: file.tags.clone(),
        text: file.text.clone(),
        path: Some(found.path.clone()),
    };
    let item = import.asking.write(command).await?.id;
    let outcome = Outcome { id: Some(item), ..Outcome::new(found, ImportState::Created) };
    Ok((outcome, Some(Owner { item, folder: String::new(), has: Arc::new([]) })))
}

/// Title and tags are changed only if the file changed them: those given in the circle stay.
async fn edit(import: &Import, note: &Note, file: &FileNote, path: &str) -> Result<(), Error> {
    let before = reading::parse(note.text.clone(), path);
    let command = Command::NoteEdit {
        note: note.row.id.into(),
        title: (before.title != file.title).then(|| file.title.clone()),
        tags: (before.tags != file.tags).then(|| file.tags.clone()),
        text: Some(file.text.clone()),
        base: None,
    };
    import.asking.write(command).await.map(drop)
}
