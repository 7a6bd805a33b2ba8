//! Votes: one for each person and item, and anyone may change theirs.

use commonplace_core::id::RecordId;

use crate::body::{numbered, payload, replaced};
use crate::catalogue::Thread;

numbered! {
    /// What a person thinks of an item.
    pub enum Choice {
        /// Takes an earlier vote back.
        None = 0,
        /// It helped.
        Helpful = 1,
        /// It was not understood.
        Unclear = 2,
        /// "I have the same question."
        Same = 3,
    }
}

payload! {
    /// A person's vote on an item; a slot. Composed by [`crate::discussion::Discussion::vote`].
    pub struct Vote = 81, Posts, Vote {
        /// The note or question of the thread.
        pub root: RecordId,
        /// What is voted on.
        pub target: RecordId,
        /// The vote.
        pub choice: Choice,
        /// The same person's earlier votes on it that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.target);
    check(self) = replaced(&self.replaces);
}

/// Votes on one item, one for each person. An author's vote on their own item is not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Votes {
    /// It helped them.
    pub helpful: usize,
    /// They did not understand it.
    pub unclear: usize,
    /// They have the same question.
    pub same: usize,
}
