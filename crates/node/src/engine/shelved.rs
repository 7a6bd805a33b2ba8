//! A list as files lie in their folders, in which a book comes in its own order: where the first of its files would stand come
//! the chapters that its contents name, one after the other, and what these do not name stands where it would without them.
//!
//! The way begins anew with each part of the list that somebody asks for, and what it costs is in the hands of whoever wrote
//! the files. So chapters are looked for one by one, as they are come to, and everything that is looked for is counted: behind
//! its bounds all stands as in its folder.

use std::collections::{BTreeSet, VecDeque};

use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_store::{Pair, Scan};

use super::contents::{CONTENTS, came, is_same, within};
use super::schema::{self, Place, Row};
use super::{Engine, store_error};
use crate::error::Error;

/// What has been come to on the way through such a list.
#[derive(Debug)]
pub(super) struct Shelved {
    /// Books of which chapters come next.
    books: VecDeque<Book>,
    /// The place on the way to which these books were found; it comes behind them.
    waiting: Option<Pair>,
    /// Files that have come. A chapter may be named by several contents, and stand before those that name it.
    given: BTreeSet<RecordId>,
    /// Folders, as keys have them, whose contents were looked for.
    seen: BTreeSet<(PersonId, Vec<u8>)>,
    left: Left,
}

/// A book, and the paths of its chapters that were not looked for yet.
#[derive(Debug)]
struct Book {
    contents: Row,
    paths: std::vec::IntoIter<String>,
}

/// How much may still be looked for on the way.
#[derive(Debug)]
struct Left {
    folders: usize,
    books: usize,
    chapters: usize,
}

impl Default for Shelved {
    fn default() -> Self {
        let left =
            Left { folders: limits::SHELF_FOLDERS, books: limits::SHELF_BOOKS, chapters: limits::SHELF_CHAPTERS };
        Self { books: VecDeque::new(), waiting: None, given: BTreeSet::new(), seen: BTreeSet::new(), left }
    }
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
            if let Some(chapter) = self.chapter(engine)? {
                return Ok(Some(chapter));
            }
            if let Some((key, value)) = self.waiting.take()
                && schema::last_id(&key).is_none_or(|id| self.given.insert(id))
            {
                return Ok(Some((key, value)));
            }
            let Some(pair) = next()? else { return Ok(None) };
            let Some((author, folders)) = schema::folders_above(&pair.0) else { return Ok(Some(pair)) };
            for folder in folders.into_iter().take(limits::BOOK_DEPTH) {
                if self.seen.insert((author, folder.to_vec())) && spend(&mut self.left.folders) {
                    self.open(engine, tag, &author, folder)?;
                }
            }
            self.waiting = Some(pair);
        }
    }

    /// The next chapter of the books that were come to.
    fn chapter(&mut self, engine: &Engine) -> Result<Option<Pair>, Error> {
        while let Some(book) = self.books.front_mut() {
            let Some(path) = book.paths.next().filter(|_| spend(&mut self.left.chapters)) else {
                self.books.pop_front();
                continue;
            };
            if let Some((id, row)) = engine.at_path(&book.contents, &path)?
                && self.given.insert(id)
            {
                return Ok(Some((row.in_folder(&id), row.summary.place())));
            }
        }
        Ok(None)
    }

    /// The chapters of the books of this folder come next.
    fn open(&mut self, engine: &Engine, tag: Tag, author: &PersonId, folder: &[u8]) -> Result<(), Error> {
        let prefix = schema::in_folder_named(&tag, author, folder, CONTENTS);
        let scan = Scan { prefix: &prefix, after: None, max: limits::SHELF_BOOKS_PER_FOLDER, reverse: false };
        let mut books = Vec::new();
        for (key, value) in engine.views.tree().scan(scan).map_err(store_error)? {
            let Some(contents) = schema::last_id(&key) else { continue };
            if engine.lists(tag, &contents, Place(&value).marks())? {
                books.extend(engine.views.row(&tag, &contents)?.map(|row| (row, contents)));
            }
        }
        // Of several books with one path the one comes first that was brought first.
        books.sort_by_key(|(row, contents)| (came(row), *contents));
        for (contents, id) in books {
            let path = contents.summary.path().unwrap_or_default();
            let folder = path.rfind('/').and_then(|end| path.get(..end)).unwrap_or_default();
            if is_same(path, &within(folder, CONTENTS)) && spend(&mut self.left.books) {
                let paths = engine.chapters(&contents, &id, folder)?.into_iter();
                self.books.push_back(Book { contents, paths });
            }
        }
        Ok(())
    }
}

/// Takes one of what is left, if anything is.
fn spend(left: &mut usize) -> bool {
    let some = *left > 0;
    *left = left.saturating_sub(1);
    some
}
