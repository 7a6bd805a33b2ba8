//! Attachments: files added to items. The record names the blob and brings the key that opens it.

use std::fmt;

use commonplace_core::id::{BlobId, PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use crate::body::{Payload as _, Unfit, at_most, filled, payload};
use crate::catalogue::Thread;
use crate::entry::Content;

/// The key that opens a blob. Never printed.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlobKey(ByteArray<32>);

impl BlobKey {
    /// The key with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(ByteArray::new(bytes))
    }

    /// The bytes of the key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlobKey(..)")
    }
}

payload! {
    /// Adds a file to an item: to any note, or to what one wrote oneself.
    pub struct Attach = 88, Posts, Attach {
        /// The note or question of the thread.
        pub root: RecordId,
        /// The item.
        pub target: RecordId,
        /// The sealed bytes.
        pub blob: BlobId,
        /// Opens them.
        pub key: BlobKey,
        /// Bytes, opened.
        pub size: u64,
        /// File name, or path in an imported folder.
        pub name: String,
        /// Media type (RFC 6838), as the author says; may be empty.
        pub media_type: String,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.target);
    check(self) = {
        filled("file name", &self.name, limits::PATH_BYTES)?;
        at_most("media type", self.media_type.len(), limits::MEDIA_TYPE_BYTES)?;
        at_most("file", usize::try_from(self.size).unwrap_or(usize::MAX), BLOB_MAX)
    };
}

/// The bound of a blob as a length; saturates where lengths have 32 bits.
#[expect(clippy::cast_possible_truncation, reason = "guarded by the comparison")]
const BLOB_MAX: usize = if limits::BLOB_BYTES > usize::MAX as u64 { usize::MAX } else { limits::BLOB_BYTES as usize };

payload! {
    /// Takes an attachment away: by who attached it, by the item's author, or by a moderator.
    pub struct Detach = 89, Posts, Detach {
        /// The note or question of the thread.
        pub root: RecordId,
        /// The record that attached it.
        pub attached: RecordId,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.attached);
    check(self) = Ok(());
}

/// A file to attach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    /// The sealed bytes.
    pub blob: BlobId,
    /// Opens them.
    pub key: BlobKey,
    /// Bytes, opened.
    pub size: u64,
    /// File name, or path in an imported folder.
    pub name: String,
    /// Media type; may be empty.
    pub media_type: String,
}

/// A file on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The record that attached it.
    pub id: RecordId,
    /// The item.
    pub target: RecordId,
    /// Who attached it.
    pub by: PersonId,
    /// When, as they claim.
    pub at: Timestamp,
    /// The file.
    pub file: NewAttachment,
}

/// Attaches a file to `target` in the thread of `root`.
///
/// # Errors
/// [`Unfit`] when a part is out of bounds.
pub fn attach(root: RecordId, target: RecordId, file: NewAttachment) -> Result<Content, Unfit> {
    let NewAttachment { blob, key, size, name, media_type } = file;
    Attach { root, target, blob, key, size, name, media_type }.content()
}

/// Takes the attachment made by record `attached` away.
///
/// # Errors
/// None in practice: nothing in it has a bound.
pub fn detach(root: RecordId, attached: RecordId) -> Result<Content, Unfit> {
    Detach { root, attached }.content()
}
