//! Cards: a front that asks and a back that answers, made by hand or from a passage, an answer or a quick vote. Everybody of the circle
//! has them; when somebody reviews one, and how well they knew it, is nobody's business but theirs ([`reviews`]).
//!
//! **Invariant:** nothing that is said of a card, and no change of it, touches when anybody is to review it.

pub mod reviews;
pub mod schedule;
mod thread;

use commonplace_core::id::RecordId;
use commonplace_core::limits;

pub use thread::{Card, NotYours};

use crate::body::{Payload as _, Unfit, filled, payload, replaced};
use crate::catalogue::Thread;
use crate::entry::Content;
use crate::origin::Origin;

payload! {
    /// Begins a card.
    pub struct CardCreate = 128, Posts, Card {
        /// What is asked, Markdown.
        pub front: String,
        /// What is to be known, Markdown.
        pub back: String,
        /// Where it was taken from; it stays, whatever becomes of the card.
        pub from: Option<Origin>,
    }
    thread(self) = None;
    target(self) = self.from.as_ref().map(|from| from.at.item);
    check(self) = {
        fits(&self.front, &self.back)?;
        self.from.as_ref().map_or(Ok(()), Origin::check)
    };
}

payload! {
    /// Says both sides of a card anew; a register. Composed by [`Card::change`].
    pub struct CardChange = 129, Posts, CardChange {
        /// The card.
        pub card: RecordId,
        /// What is asked, Markdown.
        pub front: String,
        /// What is to be known, Markdown.
        pub back: String,
        /// Versions that it replaces: changes, or the card's own record.
        pub replaces: Vec<RecordId>,
    }
    thread(self) = Some(Thread::Record(self.card));
    target(self) = Some(self.card);
    check(self) = {
        fits(&self.front, &self.back)?;
        replaced(&self.replaces)
    };
}

fn fits(front: &str, back: &str) -> Result<(), Unfit> {
    filled("front", front, limits::CARD_SIDE_BYTES)?;
    filled("back", back, limits::CARD_SIDE_BYTES)
}

/// Both sides of a card, as one person wrote them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Sides {
    /// What is asked, Markdown.
    pub front: String,
    /// What is to be known, Markdown.
    pub back: String,
}

/// A new card.
///
/// # Errors
/// [`Unfit`] when a side is empty or too long.
pub fn compose(new: Sides, from: Option<Origin>) -> Result<Content, Unfit> {
    let Sides { front, back } = trimmed(new);
    CardCreate { front, back, from }.content()
}

/// White space around a side says nothing, and would make two versions of one.
fn trimmed(sides: Sides) -> Sides {
    Sides { front: sides.front.trim().to_owned(), back: sides.back.trim().to_owned() }
}
