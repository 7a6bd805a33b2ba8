//! The order in which a book says that it is read: that of the links of its table of contents.
//!
//! Books of Markdown have one in a file named `SUMMARY.md`. It is a note as any other, so its order needs no place in a record:
//! it holds for books that came earlier, and changes with it. A chapter that it does not name stands as in its folder.

use std::collections::BTreeSet;

use commonplace_core::id::RecordId;
use commonplace_core::limits;
use commonplace_learning::markdown::{Link, links};
use commonplace_learning::note::Note;
use commonplace_store::Scan;

use super::leads::{resolved, without_ending};
use super::schema::{self, Place, Row, Summary};
use super::{Engine, store_error};
use crate::answer::Lead;
use crate::error::Error;

/// The file in which a book tells its order.
pub(super) const CONTENTS: &str = "SUMMARY.md";
/// Chapters that are looked for on each side: a table of contents may name some that were never brought.
const SOUGHT: usize = 16;
/// Notes of one path that are looked at: books of one person may have chapters of the same name.
const SAME: usize = 16;

impl Engine {
    /// What comes before and behind a note, if the contents of its book name it.
    pub(super) fn by_contents(&self, row: &Row, root: &RecordId) -> Result<Option<[Option<Lead>; 2]>, Error> {
        let Some(path) = row.summary.path() else { return Ok(None) };
        // The nearest counts, whether or not it names the chapter: one is read each time that a chapter is opened.
        for folder in above(path).take(limits::BOOK_DEPTH) {
            let Some((contents, of)) = self.at_path(row, &within(folder, CONTENTS))? else { continue };
            // They may be those of another book, in which a chapter has the same path: then that one came nearer to them.
            if self.at_path(&of, path)?.is_some_and(|(nearest, _)| nearest != *root) {
                continue;
            }
            let chapters = self.chapters(row, &contents, folder)?;
            let Some(at) = chapters.iter().position(|chapter| is_same(chapter, path)) else { return Ok(None) };
            let (before, rest) = chapters.split_at(at);
            let doors = [self.nearest(row, before.iter().rev())?, self.nearest(row, rest.iter().skip(1))?];
            // It may name pages that are made of its chapters, under names that none of them has here.
            return Ok(doors.iter().any(Option::is_some).then_some(doors));
        }
        Ok(None)
    }

    /// The paths of a book in its order: its contents, and what they lead to, as far as a book goes.
    pub(super) fn chapters(&self, row: &Row, contents: &RecordId, folder: &str) -> Result<Vec<String>, Error> {
        let entries = self.thread_entries(row.tag, contents, &[])?;
        let Ok(note) = Note::fold(&entries) else { return Ok(Vec::new()) };
        let led = links(note.text()).into_iter().filter_map(|(_, link)| match link {
            Link::Relative { path, image: false } if path.starts_with('/') => resolved("", &path),
            Link::Relative { path, image: false } if !path.is_empty() => resolved(folder, &path),
            _ => None,
        });
        let mut seen = BTreeSet::new();
        let all = std::iter::once(within(folder, CONTENTS)).chain(led);
        let once = all.filter(|path| seen.insert(without_ending(path).to_lowercase()));
        Ok(once.take(limits::BOOK_CHAPTERS).collect())
    }

    /// The first of these chapters that is here and may be seen.
    fn nearest<'a>(&self, row: &Row, chapters: impl Iterator<Item = &'a String>) -> Result<Option<Lead>, Error> {
        for chapter in chapters.take(SOUGHT) {
            if let Some((id, found)) = self.at_path(row, chapter)? {
                let title = found.summary.title().to_owned();
                return Ok(Some(Lead { id, title, state: None, quote: None }));
            }
        }
        Ok(None)
    }

    /// The note at a path of the book that a note is of: of several the one that came at about its time.
    pub(super) fn at_path(&self, row: &Row, path: &str) -> Result<Option<(RecordId, Row)>, Error> {
        let prefix = schema::at_path(&row.tag, &row.summary.author(), path);
        let scan = Scan { prefix: &prefix, after: None, max: SAME, reverse: false };
        let mut found: Option<(u64, RecordId, Row)> = None;
        for (key, value) in self.views.tree().scan(scan).map_err(store_error)? {
            let Some(id) = schema::last_id(&key) else { continue };
            if !self.lists(row.tag, &id, Place(&value).marks())? {
                continue;
            }
            let Some(other) = self.views.row(&row.tag, &id)? else { continue };
            let far = came(&other).abs_diff(came(row));
            if other.summary.path().is_some_and(|other| is_same(other, path))
                && found.as_ref().is_none_or(|(least, ..)| far < *least)
            {
                found = Some((far, id, other));
            }
        }
        Ok(found.map(|(_, id, row)| (id, row)))
    }
}

/// When a note began.
pub(super) fn came(row: &Row) -> u64 {
    match &row.summary {
        Summary::Note(note) => note.created.millis(),
        Summary::Card(..) | Summary::Question(_) | Summary::Meeting(_) | Summary::QuickVote(..) => 0,
    }
}

/// The folder of a path, and those in which it lies.
fn above(path: &str) -> impl Iterator<Item = &str> {
    let folder = |path: &'_ str| path.rfind('/').unwrap_or_default();
    let first = path.get(..folder(path)).unwrap_or_default();
    std::iter::successors(Some(first), move |inner| {
        (!inner.is_empty()).then(|| inner.get(..folder(inner)).unwrap_or_default())
    })
}

pub(super) fn within(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether two paths are of one chapter: books link to the pages that are made of their Markdown.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    without_ending(one).to_lowercase() == without_ending(other).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_looked_for_from_a_chapter_upwards() {
        assert_eq!(above("book/part/ch1.md").collect::<Vec<_>>(), ["book/part", "book", ""]);
        assert_eq!(above("ch1.md").collect::<Vec<_>>(), [""]);
        assert!(is_same("Part/Ch1.md", "part/ch1.html") && !is_same("part/ch1.md", "ch1.md"));
    }
}
