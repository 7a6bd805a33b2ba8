//! A card with all that was said about it.

use commonplace_core::id::{PersonId, RecordId};
use commonplace_core::time::Timestamp;

use super::{CardChange, Sides, trimmed};
use crate::body::{Payload as _, Unfit};
use crate::catalogue::{Body, Class};
use crate::discussion::{Discussion, Item, Version};
use crate::entry::{Content, Entry, Standing};
use crate::ledger::{FoldError, Ledger};
use crate::merge::{Register, Write};
use crate::moderation::Visibility;
use crate::origin::Origin;

/// Why somebody cannot change a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotYours {
    /// Only who made it and who moderates may.
    #[error("only who made the card or a facilitator may do this")]
    Neither,
    /// The record cannot be composed.
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// Versions shown beside the first: more people than change one card at a time, and no more whatever somebody writes.
const ALSO: usize = 8;

/// A card: its two sides, where they were taken from, and what is said about it.
#[derive(Debug, Clone)]
pub struct Card {
    item: Item,
    from: Option<Origin>,
    versions: Register<(PersonId, Sides)>,
    discussion: Discussion,
    updated: Timestamp,
}

impl Card {
    /// The card that these records make, in whatever order and however often each is given.
    ///
    /// # Errors
    /// [`FoldError`] when the card's own record is missing or cannot be read.
    pub fn fold(entries: &[Entry]) -> Result<Self, FoldError> {
        let mut ledger = Ledger::read(entries, Class::Card)?;
        let discussion = Discussion::fold(&ledger);
        let mut item = discussion.item(ledger.root, Version::default());
        let (mut versions, mut from) = (Register::default(), None);
        match ledger.beginning.take() {
            Some(Body::Card(create)) => {
                from = create.from;
                let first = trimmed(Sides { front: create.front, back: create.back });
                versions.insert(ledger.root.id, Write::of(ledger.root, Vec::new(), (ledger.root.author, first)));
            }
            // The body was dropped after a retraction that may not be here: nothing to show either way.
            _ => item.visibility = Visibility::Retracted,
        }
        let mut card = Self { item, from, versions, discussion, updated: ledger.root.wall };
        ledger.iter().for_each(|(entry, body)| card.take(entry, body));
        Ok(card)
    }

    fn take(&mut self, entry: &Entry, body: &Body) {
        match body {
            Body::CardChange(change) if self.may_change(&entry.author, entry.role) => {
                let sides = trimmed(Sides { front: change.front.clone(), back: change.back.clone() });
                let write = Write::of(entry, change.replaces.clone(), (entry.author, sides));
                self.versions.insert(entry.id, write);
            }
            Body::Comment(_) => {}
            _ => return,
        }
        self.updated = self.updated.max(entry.wall);
    }

    /// Whether somebody may say what stands on the card: who made it, and who moderates.
    #[must_use]
    pub fn may_change(&self, person: &PersonId, standing: Standing) -> bool {
        *person == self.item.author || standing.moderates()
    }

    /// The card itself: who made it, when they wrote that, and whether to show it.
    #[must_use]
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// Comments, flags and decisions of moderators.
    #[must_use]
    pub fn discussion(&self) -> &Discussion {
        &self.discussion
    }

    fn is_gone(&self) -> bool {
        self.item.visibility == Visibility::Retracted
    }

    /// Where it was taken from, unless its author took it back.
    #[must_use]
    pub fn from(&self) -> Option<&Origin> {
        self.from.as_ref().filter(|_| !self.is_gone())
    }

    /// What stands on it: nothing when its author took it back.
    #[must_use]
    pub fn sides(&self) -> Sides {
        let shown = self.versions.value().filter(|_| !self.is_gone());
        shown.map(|(_, sides)| sides.clone()).unwrap_or_default()
    }

    /// What else stands on it, and who wrote that, where several changed it apart. At most eight of them.
    #[must_use]
    pub fn also(&self) -> Vec<(PersonId, Sides)> {
        let apart = self.versions.writes().into_iter().skip(1).take(ALSO).filter(|_| !self.is_gone());
        apart.map(|(_, write)| write.value.clone()).collect()
    }

    /// Who wrote what stands on it, when that was not who made it.
    #[must_use]
    pub fn changed_by(&self) -> Option<PersonId> {
        self.versions.value().map(|(by, _)| *by).filter(|by| *by != self.item.author)
    }

    /// The latest claimed time at which it was changed or talked about.
    #[must_use]
    pub fn updated(&self) -> Timestamp {
        self.updated
    }

    /// All words of it that are shown, for the search index; the front is what it is called, and stands before them.
    #[must_use]
    pub fn searchable_text(&self) -> String {
        let comments = self.discussion.comments().iter().map(|comment| &comment.item);
        let comments = comments.filter(|item| item.visibility.is_shown()).map(|item| item.now.text.clone());
        std::iter::once(self.sides().back).chain(comments).collect::<Vec<_>>().join("\n\n")
    }

    /// Says both sides anew. The same again settles what several wrote apart.
    ///
    /// # Errors
    /// [`NotYours`] for who neither made it nor moderates, and when a side is empty or too long.
    pub fn change(&self, me: &PersonId, standing: Standing, to: Sides) -> Result<Content, NotYours> {
        if !self.may_change(me, standing) {
            return Err(NotYours::Neither);
        }
        let Sides { front, back } = trimmed(to);
        let (card, replaces): (RecordId, _) = (self.item.id, self.versions.latest());
        Ok(CardChange { card, front, back, replaces }.content()?)
    }
}
