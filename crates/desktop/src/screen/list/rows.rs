//! Rows of a list that is read in parts. Pure.

use commonplace_core::limits::{LIST_ROWS, LIST_ROWS_AT_ONCE};
use commonplace_node::command::Page;

use crate::ui::card::Card;

/// The rows read so far, in the order in which the node gives them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    cards: Vec<Card>,
    complete: bool,
    busy: bool,
}

impl Rows {
    /// Rows that can be shown.
    pub(crate) fn len(&self) -> usize {
        self.cards.len()
    }

    /// The row at this place.
    pub(crate) fn get(&self, place: usize) -> Option<&Card> {
        self.cards.get(place)
    }

    /// Whether everything has been read.
    pub(crate) fn is_complete(&self) -> bool {
        self.complete
    }

    /// Whether the first part has come.
    pub(crate) fn has_begun(&self) -> bool {
        self.complete || !self.cards.is_empty()
    }

    /// What to ask for so that `count` rows can be shown. Marks it as asked for.
    pub(crate) fn wanted(&mut self, count: usize) -> Option<Page> {
        let lack = count.saturating_sub(self.cards.len());
        if lack == 0 || self.complete || self.busy {
            return None;
        }
        self.busy = true;
        Some(Page { skip: self.cards.len(), take: lack.clamp(LIST_ROWS, LIST_ROWS_AT_ONCE) })
    }

    /// Takes what was answered to `page`.
    pub(crate) fn arrived(&mut self, page: Page, cards: Vec<Card>) {
        self.busy = false;
        if self.cards.len() != page.skip {
            return;
        }
        self.complete = cards.len() < page.take;
        self.cards.extend(cards);
    }

    /// What was asked for did not come.
    pub(crate) fn failed(&mut self) {
        (self.busy, self.complete) = (false, true);
    }
}

#[cfg(test)]
mod tests {
    use commonplace_core::id::{PersonId, RecordId};
    use commonplace_node::answer::Author;

    use super::*;
    use crate::ui::card::Item;

    fn card(number: u64) -> Card {
        Card {
            item: Item::Note(RecordId::of(&number.to_be_bytes())),
            title: number.to_string(),
            excerpt: String::new(),
            author: Author { id: PersonId::from_bytes([0; 32]), name: "alice".into(), me: true },
            tags: Vec::new(),
            unread_by: None,
            created: None,
            updated: None,
            on: None,
            state: None,
            vote: None,
        }
    }

    /// Answers everything that is asked for.
    fn fill(rows: &mut Rows, count: usize, all: &[Card]) -> usize {
        let mut asked = 0;
        while let Some(page) = rows.wanted(count) {
            asked += 1;
            rows.arrived(page, all.iter().skip(page.skip).take(page.take).cloned().collect());
        }
        asked
    }

    #[test]
    fn only_what_is_needed_is_asked_for() {
        let notes: Vec<_> = (0..100_000).map(card).collect();
        let mut rows = Rows::default();
        assert_eq!(fill(&mut rows, 20, &notes), 1);
        assert_eq!(rows.len(), LIST_ROWS);
        assert!(!rows.is_complete());
        let far = fill(&mut rows, 100_001, &notes);
        assert!(far <= 100_000 / LIST_ROWS_AT_ONCE + 2, "{far} answers for a jump to the end");
        assert_eq!(rows.len(), 100_000);
        assert!(rows.is_complete());
    }

    #[test]
    fn an_answer_that_comes_twice_counts_once() {
        let mut rows = Rows::default();
        let page = rows.wanted(1).expect("a part");
        assert_eq!(rows.wanted(1), None, "one part at a time");
        rows.arrived(page, vec![card(1)]);
        rows.arrived(page, vec![card(1)]);
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn a_list_that_cannot_be_read_is_not_asked_for_again_and_again() {
        let mut rows = Rows::default();
        rows.wanted(1);
        rows.failed();
        assert_eq!(rows.wanted(1), None);
    }
}
