//! Flags: a person asks the moderators to look at an item. Enough of them hide it until a moderator decides.

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;

use crate::body::{at_most, numbered, payload, replaced};
use crate::catalogue::Thread;
use crate::entry::Standing;

numbered! {
    /// What is wrong with an item.
    pub enum Reason {
        /// Something else; the words say what.
        Other = 0,
        /// Hurts somebody.
        Rude = 1,
        /// Does not belong here.
        OffTopic = 2,
        /// Advertising or flooding.
        Spam = 3,
        /// Dangerous to read, follow or pass on.
        Unsafe = 4,
        /// Takes an earlier flag back.
        None = 5,
    }
}

impl Reason {
    /// The reason that a word names (`rude`, `off-topic`, `spam`, `unsafe`), or [`Reason::Other`].
    #[must_use]
    pub fn named(word: &str) -> Self {
        match word.trim().to_lowercase().as_str() {
            "rude" => Self::Rude,
            "off-topic" | "offtopic" => Self::OffTopic,
            "spam" => Self::Spam,
            "unsafe" => Self::Unsafe,
            _ => Self::Other,
        }
    }
}

payload! {
    /// A person's flag on an item; a slot. Composed by [`crate::discussion::Discussion::flag`].
    pub struct Flag = 82, Posts, Flag {
        /// The note or question of the thread.
        pub root: RecordId,
        /// What is flagged.
        pub target: RecordId,
        /// What is wrong.
        pub reason: Reason,
        /// In the flagger's words; may be empty.
        pub words: String,
        /// The same person's earlier flags on it that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.target);
    check(self) = {
        at_most("reason", self.words.len(), limits::REASON_BYTES)?;
        replaced(&self.replaces)
    };
}

/// A flag that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// Who.
    pub by: PersonId,
    /// What they are in the circle: a moderator's flag weighs more.
    pub standing: Standing,
    /// What is wrong.
    pub reason: Reason,
    /// In their words; may be empty.
    pub words: String,
}

impl Raised {
    /// How much it weighs against [`limits::FLAG_WEIGHT_HIDES`]: a moderator's alone is enough.
    #[must_use]
    pub fn weight(&self) -> usize {
        if self.standing.moderates() { limits::FLAG_WEIGHT_HIDES } else { 1 }
    }
}
