//! Comments: something said about an item, or about another comment.

use commonplace_core::id::RecordId;
use commonplace_core::limits;

use crate::body::{Payload as _, Unfit, filled, payload};
use crate::catalogue::Thread;
use crate::entry::Content;

payload! {
    /// Says something about an item of a thread.
    pub struct Comment = 80, Posts, Comment {
        /// The note or question of the thread.
        pub root: RecordId,
        /// What it is about: the root, an answer, or another comment.
        pub target: RecordId,
        /// Markdown.
        pub text: String,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.target);
    check(self) = filled("comment", &self.text, limits::COMMENT_BYTES);
}

/// A comment about `target` in the thread of `root`.
///
/// # Errors
/// [`Unfit`] when the text is empty or too long.
pub fn compose(root: RecordId, target: RecordId, text: &str) -> Result<Content, Unfit> {
    Comment { root, target, text: text.to_owned() }.content()
}
