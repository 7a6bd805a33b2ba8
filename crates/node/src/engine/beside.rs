//! What lies before and behind a note in the folder that it was brought from, where no table of contents tells it.
//!
//! Notes know their path in that folder and who brought them, not which folder it was. Two books that one person brought have
//! a `ch1.md` each; what was brought together came at one time, so of what has the same path each belongs to the note that
//! came at about its time.

use commonplace_core::id::RecordId;
use commonplace_store::Scan;

use super::schema::{self, Place, Row, Summary};
use super::{Engine, store_error};
use crate::answer::Lead;
use crate::error::Error;

/// Places looked at on each side: some may be hidden or taken back, or be of other books.
const BESIDE: usize = 16;

/// A note in the order of the folders: its path there, and which it is.
type Filed = (Vec<u8>, RecordId);

impl Engine {
    /// What comes before and behind a note of its book.
    pub(super) fn beside(&self, row: &Row, root: &RecordId) -> Result<[Option<Lead>; 2], Error> {
        if row.summary.path().is_none() {
            return Ok([None, None]);
        }
        if let Some(told) = self.by_contents(row, root)? {
            return Ok(told);
        }
        let here = row.in_folder(root);
        let (mut behind, ahead) = (self.filed(row, &here, true)?, self.filed(row, &here, false)?);
        let folders = schema::folders_of(&row.tag, &row.summary.author());
        let path = here.get(folders.len()..here.len() - RecordId::LEN).unwrap_or_default().to_vec();
        // From top to bottom, as they stand in their order.
        behind.reverse();
        let at = behind.len();
        let all: Vec<Filed> = behind.into_iter().chain(std::iter::once((path, *root))).chain(ahead).collect();
        let mine = self.of_one_book(row, &all, at)?;
        let before = (0..at).rev().find(|place| mine[*place]);
        let after = (at + 1..all.len()).find(|place| mine[*place]);
        let lead = |place: Option<usize>| -> Result<Option<Lead>, Error> {
            let Some((_, id)) = place.and_then(|place| all.get(place)) else { return Ok(None) };
            let row = self.views.row(&row.tag, id)?;
            Ok(row.map(|row| Lead { id: *id, title: row.summary.title().to_owned(), state: None, quote: None }))
        };
        Ok([lead(before)?, lead(after)?])
    }

    /// What lies next to a place on one side, the nearest first.
    fn filed(&self, row: &Row, here: &[u8], reverse: bool) -> Result<Vec<Filed>, Error> {
        let folders = schema::folders_of(&row.tag, &row.summary.author());
        let scan = Scan { prefix: &folders, after: Some(here), max: BESIDE, reverse };
        let mut filed = Vec::new();
        for (key, value) in self.views.tree().scan(scan).map_err(store_error)? {
            let Some(id) = schema::last_id(&key) else { continue };
            if self.lists(row.tag, &id, Place(&value).marks())? {
                filed.push((key[folders.len()..key.len() - RecordId::LEN].to_vec(), id));
            }
        }
        Ok(filed)
    }

    /// Of each whether it is of the book of that at `at`: all of them, unless two have one path.
    fn of_one_book(&self, row: &Row, all: &[Filed], at: usize) -> Result<Vec<bool>, Error> {
        let mut begin = 0;
        let mut nearest: Option<(usize, &[Filed])> = None;
        for same in all.chunk_by(|one, other| one.0 == other.0) {
            let far = if at < begin { begin - at } else { at.saturating_sub(begin + same.len() - 1) };
            if same.len() > 1 && nearest.is_none_or(|(least, _)| far < least) {
                nearest = Some((far, same));
            }
            begin += same.len();
        }
        let Some((_, several)) = nearest else { return Ok(vec![true; all.len()]) };
        let came = |(_, id): &Filed| -> Result<u64, Error> {
            Ok(match self.views.row(&row.tag, id)?.map(|row| row.summary) {
                Some(Summary::Note(note)) => note.created.millis(),
                _ => 0,
            })
        };
        let books = several.iter().map(came).collect::<Result<Vec<_>, _>>()?;
        let book = |filed: &Filed| -> Result<Option<usize>, Error> {
            let time = came(filed)?;
            Ok((0..books.len()).min_by_key(|book| books[*book].abs_diff(time)))
        };
        let mine = all.get(at).map(book).transpose()?.flatten();
        all.iter().map(|filed| Ok(book(filed)? == mine)).collect()
    }
}
