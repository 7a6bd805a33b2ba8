//! Derived trees: what the node computes from records, each with the cursor up to which it is true.

use std::sync::Arc;

use crate::entry::Cursor;
use crate::error::IndexError;

/// Changes to one derived tree; the last change of a key wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    pub(crate) changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

impl Batch {
    /// No changes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a key to a value.
    pub fn put(&mut self, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) {
        self.changes.push((key.into(), Some(value.into())));
    }

    /// Removes a key.
    pub fn delete(&mut self, key: impl Into<Vec<u8>>) {
        self.changes.push((key.into(), None));
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Which entries a scan returns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scan<'a> {
    /// Keys begin with these bytes.
    pub prefix: &'a [u8],
    /// Only keys beyond this one, in the direction of the scan.
    pub after: Option<&'a [u8]>,
    /// At most so many.
    pub max: usize,
    /// From the last key to the first.
    pub reverse: bool,
}

/// A key and its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// One derived tree. Cheap to clone, usable from every thread; reads see every change that `apply` returned for.
#[derive(Debug, Clone)]
pub struct Derived {
    _index: Arc<()>,
}

impl Derived {
    /// Up to where in the journal the tree is true. After a crash this may be earlier than what was applied last:
    /// go on from here.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        todo!()
    }

    /// Makes the changes, together with the cursor up to which the tree is true then.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable or an entry is out of bounds.
    pub fn apply(&self, batch: Batch, cursor: Cursor) -> Result<(), IndexError> {
        Self::apply_together(vec![(self, batch)], cursor)
    }

    /// Makes changes to several trees; readers see all or none. After a crash each tree is true up to its own cursor.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable or an entry is out of bounds.
    pub fn apply_together(parts: Vec<(&Self, Batch)>, cursor: Cursor) -> Result<(), IndexError> {
        let _ = (parts, cursor);
        todo!()
    }

    /// The value of a key.
    ///
    /// # Errors
    /// [`IndexError::Broken`] when the index is unreadable.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, IndexError> {
        let _ = key;
        todo!()
    }

    /// Entries in order of their keys.
    ///
    /// # Errors
    /// [`IndexError::Broken`] when the index is unreadable.
    pub fn scan(&self, scan: Scan<'_>) -> Result<Vec<Pair>, IndexError> {
        let _ = scan;
        todo!()
    }

    /// Forgets everything; the cursor is at the start again.
    ///
    /// # Errors
    /// [`IndexError::Broken`] when the index is unreadable.
    pub fn clear(&self) -> Result<(), IndexError> {
        todo!()
    }
}
