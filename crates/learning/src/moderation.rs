//! Taking back and hiding. An author retracts what they wrote; a moderator hides, says why, and can show again.
//!
//! Nothing is erased silently: the record of the hiding stays in the thread for everybody to read.

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::limits;

use crate::body::{Payload as _, Unfit, at_most, payload, replaced};
use crate::catalogue::Thread;
use crate::entry::Content;

payload! {
    /// The author takes an item back: a note, question, answer or comment. Its body may be dropped.
    pub struct Retract = 96, Posts, Retract {
        /// The note or question of the thread.
        pub root: RecordId,
        /// The item.
        pub target: RecordId,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.target);
    check(self) = Ok(());
}

payload! {
    /// A moderator hides an item or shows it again; a register. Composed by [`crate::discussion::Discussion::hide`].
    pub struct Hide = 97, Posts, Hide {
        /// The note or question of the thread.
        pub root: RecordId,
        /// The item.
        pub target: RecordId,
        /// Hide, or show again.
        pub hidden: bool,
        /// Why; everybody can read it.
        pub reason: String,
        /// Earlier decisions on the item that the writing device knew.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.root));
    target(self) = Some(self.target);
    check(self) = {
        at_most("reason", self.reason.len(), limits::REASON_BYTES)?;
        replaced(&self.replaces)
    };
}

/// The author takes `target` back.
///
/// # Errors
/// None in practice: nothing in it has a bound.
pub fn retract(root: RecordId, target: RecordId) -> Result<Content, Unfit> {
    Retract { root, target }.content()
}

/// Whether an item is to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Yes.
    #[default]
    Shown,
    /// Its author took it back: there is nothing to show.
    Retracted,
    /// A moderator hid it; shown when asked for.
    Hidden {
        /// Who.
        by: PersonId,
        /// Why, in their words.
        reason: String,
    },
    /// Flagged by enough people, and no moderator has decided; shown when asked for.
    Flagged,
}

impl Visibility {
    /// Whether a list shows it without being asked.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        *self == Self::Shown
    }
}
