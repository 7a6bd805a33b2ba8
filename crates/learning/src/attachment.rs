//! Attachments: files added to items. The record names the blob and brings the key that opens it.

use commonplace_core::blob::BlobKey;
use commonplace_core::id::{BlobId, PersonId, RecordId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;

use crate::body::{Payload as _, Unfit, at_most, filled, payload};
use crate::catalogue::Thread;
use crate::entry::Content;

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
        /// Bytes of the file.
        pub size: u64,
        /// File name, or path in an imported folder.
        pub name: String,
        /// Media type (RFC 6838), as the author says; may be empty.
        pub media_type: String,
    } later {
        /// Zeros that are sealed behind the file, so that its size tells less.
        pub padding: u64,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.target);
    check(self) = {
        filled("file name", &self.name, limits::PATH_BYTES)?;
        at_most("media type", self.media_type.len(), limits::MEDIA_TYPE_BYTES)?;
        at_most("file", length(self.size.saturating_add(self.padding)), length(limits::BLOB_BYTES))
    };
}

impl Attach {
    /// Sealed bytes of the blob, if what the record says is true.
    #[must_use]
    pub fn sealed_size(&self) -> u64 {
        commonplace_core::blob::sealed_size(self.size.saturating_add(self.padding))
    }
}

/// Bytes as a length, where lengths may have fewer bits.
fn length(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

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
    /// Bytes of the file.
    pub size: u64,
    /// Zeros that are sealed behind it.
    pub padding: u64,
    /// File name, or path in an imported folder.
    pub name: String,
    /// Media type; may be empty.
    pub media_type: String,
}

impl NewAttachment {
    /// Sealed bytes of the blob, if what its record says is true.
    #[must_use]
    pub const fn sealed_size(&self) -> u64 {
        commonplace_core::blob::sealed_size(self.size.saturating_add(self.padding))
    }
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
    let NewAttachment { blob, key, size, padding, name, media_type } = file;
    Attach { root, target, blob, key, size, name, media_type, padding }.content()
}

/// Takes the attachment made by record `attached` away.
///
/// # Errors
/// None in practice: nothing in it has a bound.
pub fn detach(root: RecordId, attached: RecordId) -> Result<Content, Unfit> {
    Detach { root, attached }.content()
}
