//! A list as files lie in their folders, in which a book comes in its own order: where the first of its files would stand come
//! the chapters that its contents name, one after the other, and what these do not name stands where it would without them.

use std::collections::{BTreeSet, VecDeque};

use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_store::{Pair, Scan};

use super::contents::{CONTENTS, came, is_same, within};
use super::schema::{self, Place, Row};
use super::{Engine, store_error};
use crate::error::Error;

/// Chapters of one book that come in its order: more than books have.
const CHAPTERS: usize = 1_024;
/// Books of one person in one folder whose contents are read: whoever brings a book again has several.
const BOOKS: usize = 16;

/// What has been come to on the way through such a list.
#[derive(Debug, Default)]
pub(super) struct Shelved {
    ahead: VecDeque<Pair>,
    /// Chapters that came in the order of their book.
    told: BTreeSet<RecordId>,
    /// Folders, as keys have them, whose contents were looked for.
    seen: BTreeSet<(PersonId, Vec<u8>)>,
}

impl Shelved {
    /// What comes next of a list of which `next` gives the places as files lie in their folders.
    pub(super) fn next(
        &mut self,
        engine: &Engine,
        tag: Tag,
        mut next: impl FnMut() -> Result<Option<Pair>, Error>,
    ) -> Result<Option<Pair>, Error> {
        loop {
            if let Some(pair) = self.ahead.pop_front() {
                return Ok(Some(pair));
            }
            let Some((key, value)) = next()? else { return Ok(None) };
            if let Some((author, folders)) = schema::folders_above(&key) {
                for folder in folders {
                    if self.seen.insert((author, folder.to_vec())) {
                        self.open(engine, tag, &author, folder)?;
                    }
                }
            }
            if schema::last_id(&key).is_none_or(|id| !self.told.contains(&id)) {
                self.ahead.push_back((key, value));
            }
        }
    }

    /// The chapters of the books of this folder come next.
    fn open(&mut self, engine: &Engine, tag: Tag, author: &PersonId, folder: &[u8]) -> Result<(), Error> {
        let prefix = schema::in_folder_named(&tag, author, folder, CONTENTS);
        let scan = Scan { prefix: &prefix, after: None, max: BOOKS, reverse: false };
        let mut books = Vec::new();
        for (key, value) in engine.views.tree().scan(scan).map_err(store_error)? {
            let Some(contents) = schema::last_id(&key) else { continue };
            if engine.lists(tag, &contents, Place(&value).marks())? {
                books.extend(engine.views.row(&tag, &contents)?.map(|row| (row, contents)));
            }
        }
        // Of several books with one path the one comes first that was brought first.
        books.sort_by_key(|(row, contents)| (came(row), *contents));
        books.iter().try_for_each(|(row, contents)| self.chapters(engine, row, contents))
    }

    fn chapters(&mut self, engine: &Engine, contents: &Row, id: &RecordId) -> Result<(), Error> {
        let path = contents.summary.path().unwrap_or_default();
        let folder = path.rfind('/').and_then(|end| path.get(..end)).unwrap_or_default();
        if !is_same(path, &within(folder, CONTENTS)) {
            return Ok(());
        }
        for chapter in engine.chapters(contents, id, folder)?.iter().take(CHAPTERS) {
            let Some((id, _)) = engine.at_path(contents, chapter)? else { continue };
            let Some(row) = engine.views.row(&contents.tag, &id)?.filter(|_| self.told.insert(id)) else { continue };
            self.ahead.push_back((row.in_folder(&id), row.summary.place()));
        }
        Ok(())
    }
}
