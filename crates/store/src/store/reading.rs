//! Reading records and local values, each checked, and noting which of them the disk has spoilt.

use std::io;
use std::sync::PoisonError;

use commonplace_core::id::RecordId;
use commonplace_core::limits::DAMAGED_RECORDS;
use commonplace_core::record::Sealed;

use super::Store;
use crate::derived::Pair;
use crate::entry::{Cursor, Entry, Mark, SetState};
use crate::error::{AppendError, ReadError, is_unreadable};
use crate::journal::Place;
use crate::journal::frame::{Content, FRAME_HEAD, read_frame};

/// Local values, in order of their keys. As an iterator, those that are undamaged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locals {
    /// Keys and values that are as they were written.
    pub values: Vec<Pair>,
    /// Keys whose values are damaged on disk. They are not absent: writing them anew repairs them.
    pub damaged: Vec<Vec<u8>>,
}

impl IntoIterator for Locals {
    type Item = Pair;
    type IntoIter = std::vec::IntoIter<Pair>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}

impl Store {
    /// A record, checked against its id; its head alone when its body was let go. `None` when it is unknown.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] when the bytes on disk are not those that were written; see [`Store::mark_lost`].
    /// [`ReadError::Io`] when the file system fails.
    pub fn get(&self, id: &RecordId) -> Result<Option<Sealed>, ReadError> {
        self.catalogue.place(id).map(|(place, whole)| self.read_record(id, place, whole)).transpose()
    }

    pub(super) fn read_record(&self, id: &RecordId, place: Place, whole: bool) -> Result<Sealed, ReadError> {
        let read = self.journal.read(place).map_err(|error| damaged_if_gone(error, ReadError::Damaged(*id)));
        let sealed = read.and_then(|bytes| {
            // The id is the hash of the record's bytes: with it right, the frame's own hash says nothing more.
            let sealed = bytes.get(FRAME_HEAD + 1..).and_then(|sealed| Sealed::from_bytes(sealed).ok());
            let sealed = sealed.filter(|sealed| sealed.id() == *id).ok_or(ReadError::Damaged(*id))?;
            // Let go is let go, though the body is on the disk until the journal is compacted.
            Ok(Some(&sealed).filter(|_| !whole).and_then(Sealed::without_body).unwrap_or(sealed))
        });
        if let Err(ReadError::Damaged(id)) = &sealed {
            let mut damaged = self.damaged.lock().unwrap_or_else(PoisonError::into_inner);
            if damaged.len() < DAMAGED_RECORDS {
                damaged.insert(*id);
            }
        }
        sealed
    }

    /// Held records in the order of arrival, at most `max` of them, from `from` on. Each comes with the cursor after it:
    /// where to go on, and up to where a tree is true that has taken it in. Damaged records are left out, and are among
    /// [`Store::take_damaged`] then.
    ///
    /// # Errors
    /// [`ReadError::Io`] when the file system fails.
    pub fn feed(&self, from: Cursor, max: usize) -> Result<Vec<(Cursor, Sealed, SetState)>, ReadError> {
        let mut fed = Vec::new();
        for (arrival, id, (place, whole), state) in self.catalogue.held_from(from.0) {
            if fed.len() >= max {
                break;
            }
            match self.read_record(&id, place, whole) {
                Ok(sealed) => fed.push((Cursor(arrival + 1), sealed, state)),
                Err(ReadError::Io(error)) => return Err(ReadError::Io(error)),
                Err(error) => tracing::warn!(%error, "left out"),
            }
        }
        Ok(fed)
    }

    /// Records that [`Store::get`] and [`Store::feed`] found damaged since this was last called, at most
    /// [`DAMAGED_RECORDS`]: for [`Store::mark_lost`].
    #[must_use]
    pub fn take_damaged(&self) -> Vec<RecordId> {
        let damaged = std::mem::take(&mut *self.damaged.lock().unwrap_or_else(PoisonError::into_inner));
        damaged.into_iter().collect()
    }

    /// Takes those of these records that cannot be read out of what is known and counted, so that they are fetched from
    /// a peer again; they then arrive, and are fed, once more. Records that can be read stay. The damaged bytes stay
    /// where they are. Returns those that were lost.
    ///
    /// # Errors
    /// [`AppendError`]; then nothing is changed.
    pub fn mark_lost(&mut self, ids: &[RecordId]) -> Result<Vec<RecordId>, AppendError> {
        let lost: Vec<_> =
            ids.iter().filter(|id| matches!(self.get(id), Err(ReadError::Damaged(_)))).copied().collect();
        let marks: Vec<_> = lost.iter().map(|id| Entry::Mark { id: *id, mark: Mark::Lost }).collect();
        self.append(&marks)?;
        let damaged = self.damaged.get_mut().unwrap_or_else(PoisonError::into_inner);
        damaged.retain(|id| !lost.contains(id));
        Ok(lost)
    }

    /// A value of this node; `None` when it was never written, or removed.
    ///
    /// # Errors
    /// [`ReadError::DamagedLocal`] when there is one and its bytes are not those that were written; [`ReadError::Io`]
    /// when the file system fails.
    pub fn local(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        self.catalogue.local(key).map(|place| self.read_local(place)).transpose()
    }

    /// The values of this node whose keys begin with `prefix`. A damaged one is named and stops nothing.
    ///
    /// # Errors
    /// [`ReadError::Io`] when the file system fails.
    pub fn locals(&self, prefix: &[u8]) -> Result<Locals, ReadError> {
        let mut locals = Locals::default();
        for (key, place) in self.catalogue.locals(prefix) {
            match self.read_local(place) {
                Ok(value) => locals.values.push((key.to_vec(), value)),
                Err(ReadError::Io(error)) => return Err(ReadError::Io(error)),
                Err(error) => {
                    tracing::warn!(%error, "left out");
                    tracing::debug!(key = %String::from_utf8_lossy(key), "left out");
                    locals.damaged.push(key.to_vec());
                }
            }
        }
        Ok(locals)
    }

    fn read_local(&self, place: Place) -> Result<Vec<u8>, ReadError> {
        let bytes = self.journal.read(place).map_err(|error| damaged_if_gone(error, ReadError::DamagedLocal))?;
        match read_frame(self.journal.key(), &bytes).map(|frame| frame.content) {
            Some(Content::Local { value: Some(value), .. }) => Ok(value.to_vec()),
            _ => Err(ReadError::DamagedLocal),
        }
    }
}

/// A frame that reaches beyond the end of its file, or lies where the disk cannot read any more, is damage: it costs one
/// entry. Anything else is a failure to read, which says nothing about what is there.
fn damaged_if_gone(error: io::Error, damaged: ReadError) -> ReadError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound => damaged,
        _ if is_unreadable(&error) => damaged,
        _ => ReadError::Io(error),
    }
}
