//! Revisions: the author of a question, answer or comment replaces its title or text. Earlier versions are kept.

use commonplace_core::id::RecordId;
use commonplace_core::limits;

use crate::body::{at_most, payload, replaced};
use crate::catalogue::Thread;

payload! {
    /// A new version of an item by its author; a register. Composed by [`crate::discussion::Discussion::revise`].
    pub struct Revision = 74, Posts, Revision {
        /// The question or note of the thread.
        pub root: RecordId,
        /// The item.
        pub of: RecordId,
        /// The title, for items that have one.
        pub title: Option<String>,
        /// Markdown, whole.
        pub text: String,
        /// Versions that it replaces: revisions, or the item itself.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.of);
    check(self) = {
        at_most("title", self.title.as_ref().map_or(0, String::len), limits::POST_TITLE_BYTES)?;
        at_most("text", self.text.len(), limits::POST_TEXT_BYTES)?;
        replaced(&self.replaces)
    };
}
