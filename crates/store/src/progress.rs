//! How long work tells how far it is, and how it is stopped.

/// What is being worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Reading the journal.
    Journal,
    /// Checking attachments.
    Blobs,
    /// Rewriting the journal without dropped bodies.
    Compaction,
}

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being worked on.
    pub stage: Stage,
    /// How much is done, in units of the stage.
    pub done: u64,
    /// How much there is, in the same units.
    pub total: u64,
}

/// The listener's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continue {
    /// Go on.
    Yes,
    /// Stop as soon as nothing is left half done.
    No,
}

/// A listener that never stops the work.
pub fn unwatched() -> impl FnMut(Progress) -> Continue {
    |_| Continue::Yes
}
