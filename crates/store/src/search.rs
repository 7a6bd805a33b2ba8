//! Full-text search over what this node can read.

use commonplace_core::id::Tag;

use crate::derived::Derived;
use crate::entry::Cursor;
use crate::error::IndexError;

/// One searchable document.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// What names it in the answers, at most 64 bytes; an update replaces what was there.
    pub key: &'a [u8],
    /// The circle it belongs to.
    pub tag: Tag,
    /// Weighs more than the text.
    pub title: &'a str,
    /// The rest.
    pub text: &'a str,
}

/// A document that matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The document's key.
    pub key: Vec<u8>,
    /// The circle it belongs to.
    pub tag: Tag,
    /// Greater is better; comparable within one answer only.
    pub score: u32,
}

/// A token index on a derived tree.
#[derive(Debug, Clone)]
pub struct Search {
    tree: Derived,
}

impl Search {
    /// Searches in this tree, which must serve nothing else.
    #[must_use]
    pub fn new(tree: Derived) -> Self {
        Self { tree }
    }

    /// Up to where in the journal the index is true.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.tree.cursor()
    }

    /// Adds or replaces documents and removes those named; the index is true up to `cursor` then.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable.
    pub fn update(&self, documents: &[Document<'_>], removed: &[&[u8]], cursor: Cursor) -> Result<(), IndexError> {
        let _ = (documents, removed, cursor);
        todo!()
    }

    /// The best `max` documents that hold the words of `query`, of one circle or of all. The last word may be unfinished.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable.
    pub fn query(&self, tag: Option<Tag>, query: &str, max: usize) -> Result<Vec<Hit>, IndexError> {
        let _ = (tag, query, max);
        todo!()
    }
}
