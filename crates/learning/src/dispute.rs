//! Disputes: somebody says that a passage is wrong, and why; others weigh it; moderators rule; whoever may change the item says that
//! it is corrected. A dispute stands in the thread of what it disputes, so that whoever has the one has the other.
//!
//! **Invariant:** what a dispute has come to follows from the records of its thread, and nothing in it from a clock.

mod fold;

use commonplace_core::id::RecordId;
use commonplace_core::limits;

pub use fold::{Disputed, Disputes, NotYours, Ruled, State, Weighed};

use crate::body::{Payload as _, Unfit, at_most, filled, numbered, payload, replaced};
use crate::catalogue::Thread;
use crate::entry::Content;
use crate::origin::Origin;

payload! {
    /// Says that a passage is wrong; a fact. Composed by [`compose`].
    pub struct Dispute = 136, Posts, Dispute {
        /// What is disputed.
        pub about: Origin,
        /// What is wrong, in a sentence or two.
        pub claim: String,
        /// Why, Markdown; may be empty.
        pub why: String,
        /// What says otherwise, if that is in the circle.
        pub source: Option<Origin>,
        /// What says otherwise, if that is a book, a page or an address; may be empty.
        pub elsewhere: String,
    }
    thread(self) = Some(Thread::Record(self.about.thread));
    target(self) = Some(self.about.at.item);
    check(self) = {
        self.about.check()?;
        filled("claim", &self.claim, limits::DISPUTE_CLAIM_BYTES)?;
        at_most("reason", self.why.len(), limits::COMMENT_BYTES)?;
        at_most("source", self.elsewhere.len(), limits::DISPUTE_SOURCE_BYTES)?;
        match &self.source {
            Some(source) => source.check(),
            // There would be nothing to weigh it by.
            None if self.why.trim().is_empty() && self.elsewhere.trim().is_empty() => Err(Unfit::Empty("source")),
            None => Ok(()),
        }
    };
}

numbered! {
    /// What somebody thinks of a dispute.
    pub enum Weight {
        /// Takes an earlier word back.
        None = 0,
        /// The source is right.
        Agree = 1,
        /// The passage is.
        Disagree = 2,
        /// They cannot tell, and have looked.
        Unsure = 3,
    }
}

payload! {
    /// What somebody thinks of a dispute; a slot. Composed by [`Disputes::weigh`].
    pub struct Weigh = 137, Posts, Weigh {
        /// What begins the thread.
        pub root: RecordId,
        /// The dispute.
        pub dispute: RecordId,
        /// What they think.
        pub weight: Weight,
        /// The same person's earlier words on it that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.dispute);
    check(self) = replaced(&self.replaces);
}

payload! {
    /// A moderator decides a dispute and says why; a register. Composed by [`Disputes::rule`].
    pub struct Ruling = 138, Posts, Ruling {
        /// What begins the thread.
        pub root: RecordId,
        /// The dispute.
        pub dispute: RecordId,
        /// Whether the dispute is right.
        pub upheld: bool,
        /// Why; everybody can read it.
        pub reason: String,
        /// Rulings, and words that it is corrected, that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.dispute);
    check(self) = {
        filled("reason", &self.reason, limits::REASON_BYTES)?;
        replaced(&self.replaces)
    };
}

payload! {
    /// Whoever may change the item says that what was disputed is corrected, or takes that back; a register. Composed by
    /// [`Disputes::correct`].
    pub struct Corrected = 139, Posts, Corrected {
        /// What begins the thread.
        pub root: RecordId,
        /// The dispute.
        pub dispute: RecordId,
        /// Whether it is corrected.
        pub corrected: bool,
        /// Earlier words on it that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.dispute);
    check(self) = replaced(&self.replaces);
}

/// A dispute to be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDispute {
    /// What is disputed.
    pub about: Origin,
    /// What is wrong.
    pub claim: String,
    /// Why, Markdown; may be empty.
    pub why: String,
    /// What says otherwise, if that is in the circle.
    pub source: Option<Origin>,
    /// A book, a page or an address; may be empty.
    pub elsewhere: String,
}

/// A new dispute.
///
/// # Errors
/// [`Unfit`] when nothing is claimed, when there is neither a source nor a reason, or a part is too long.
pub fn compose(new: NewDispute) -> Result<Content, Unfit> {
    let NewDispute { about, claim, why, source, elsewhere } = new;
    let claim = claim.trim().to_owned();
    let (why, elsewhere) = (why.trim().to_owned(), elsewhere.trim().to_owned());
    Dispute { about, claim, why, source, elsewhere }.content()
}
