//! Rows of a list that is read in parts, newest first, from two sources: notes and questions. Pure.

use commonplace_core::limits::{LIST_ROWS, LIST_ROWS_AT_ONCE};
use commonplace_node::command::Page;

use crate::ui::card::Card;

/// Where rows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum From {
    /// Notes.
    Notes,
    /// Questions.
    Questions,
}

#[derive(Debug, Clone, Default)]
struct Source {
    used: bool,
    cards: Vec<Card>,
    complete: bool,
    busy: bool,
}

impl Source {
    fn is_done(&self) -> bool {
        !self.used || self.complete
    }
}

/// The rows read so far, merged by their latest change.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    notes: Source,
    questions: Source,
    /// The merged order, and how far each source has been taken into it.
    order: Vec<(From, usize)>,
    taken: (usize, usize),
}

impl Rows {
    /// Nothing read yet, of these sources.
    pub(crate) fn of(notes: bool, questions: bool) -> Self {
        let source = |used| Source { used, ..Source::default() };
        Self { notes: source(notes), questions: source(questions), ..Self::default() }
    }

    /// Rows that can be shown.
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// The row at this place.
    pub(crate) fn get(&self, place: usize) -> Option<&Card> {
        let (from, at) = *self.order.get(place)?;
        self.source(from).cards.get(at)
    }

    /// Whether everything has been read.
    pub(crate) fn is_complete(&self) -> bool {
        self.notes.is_done() && self.questions.is_done()
    }

    /// Whether every source has given its first part.
    pub(crate) fn has_begun(&self) -> bool {
        let begun = |source: &Source| source.is_done() || !source.cards.is_empty();
        begun(&self.notes) && begun(&self.questions)
    }

    /// What to ask for so that `count` rows can be shown. Marks it as asked for.
    pub(crate) fn wanted(&mut self, count: usize) -> Vec<(From, Page)> {
        let lack = count.saturating_sub(self.order.len());
        if lack == 0 {
            return Vec::new();
        }
        let take = lack.clamp(LIST_ROWS, LIST_ROWS_AT_ONCE);
        let mut asked = Vec::new();
        for (from, taken) in [(From::Notes, self.taken.0), (From::Questions, self.taken.1)] {
            let source = self.source_mut(from);
            // A source that is ahead of the merge is not what it waits for.
            let runs_dry = source.cards.len() <= taken + lack;
            if source.used && !source.complete && !source.busy && runs_dry {
                source.busy = true;
                asked.push((from, Page { skip: source.cards.len(), take }));
            }
        }
        asked
    }

    /// Takes what was answered to `page`.
    pub(crate) fn arrived(&mut self, from: From, page: Page, cards: Vec<Card>) {
        let source = self.source_mut(from);
        source.busy = false;
        if source.cards.len() != page.skip {
            return;
        }
        source.complete = cards.len() < page.take;
        source.cards.extend(cards);
        self.merge();
    }

    /// What was asked for did not come.
    pub(crate) fn failed(&mut self, from: From) {
        let source = self.source_mut(from);
        source.busy = false;
        source.complete = true;
    }

    fn merge(&mut self) {
        loop {
            let (note, question) = (self.notes.cards.get(self.taken.0), self.questions.cards.get(self.taken.1));
            let from = match (note, question) {
                (Some(note), Some(question)) if note.updated >= question.updated => From::Notes,
                (Some(_), Some(_)) => From::Questions,
                (Some(_), None) if self.questions.is_done() => From::Notes,
                (None, Some(_)) if self.notes.is_done() => From::Questions,
                // A source that may have more is waited for: what comes next is not known.
                _ => return,
            };
            let taken = match from {
                From::Notes => &mut self.taken.0,
                From::Questions => &mut self.taken.1,
            };
            self.order.push((from, *taken));
            *taken += 1;
        }
    }

    fn source(&self, from: From) -> &Source {
        match from {
            From::Notes => &self.notes,
            From::Questions => &self.questions,
        }
    }

    fn source_mut(&mut self, from: From) -> &mut Source {
        match from {
            From::Notes => &mut self.notes,
            From::Questions => &mut self.questions,
        }
    }
}

#[cfg(test)]
mod tests {
    use commonplace_core::id::{PersonId, RecordId};
    use commonplace_core::time::Timestamp;
    use commonplace_node::answer::Author;

    use super::*;
    use crate::ui::card::Item;

    fn card(item: fn(RecordId) -> Item, updated: u64) -> Card {
        Card {
            item: item(RecordId::of(&updated.to_be_bytes())),
            title: updated.to_string(),
            excerpt: String::new(),
            author: Author { id: PersonId::from_bytes([0; 32]), name: "alice".into(), me: true },
            updated: Some(Timestamp::from_millis(updated)),
            on: None,
            state: None,
        }
    }

    /// Answers everything that is asked for from `notes` and `questions`, which are newest first.
    fn fill(rows: &mut Rows, count: usize, notes: &[Card], questions: &[Card]) -> usize {
        let mut asked = 0;
        loop {
            let wanted = rows.wanted(count);
            if wanted.is_empty() {
                return asked;
            }
            for (from, page) in wanted {
                asked += 1;
                let all = if from == From::Notes { notes } else { questions };
                let part = all.iter().skip(page.skip).take(page.take).cloned().collect();
                rows.arrived(from, page, part);
            }
        }
    }

    fn titles(rows: &Rows) -> Vec<u64> {
        (0..rows.len()).filter_map(|place| rows.get(place)?.title.parse().ok()).collect()
    }

    #[test]
    fn two_sources_are_merged_newest_first() {
        let notes: Vec<_> = (0..500).rev().map(|n| card(Item::Note, n * 2)).collect();
        let questions: Vec<_> = (0..90).rev().map(|n| card(Item::Question, n * 7 + 1)).collect();
        let mut rows = Rows::of(true, true);
        fill(&mut rows, 1_000, &notes, &questions);
        let shown = titles(&rows);
        assert!(rows.is_complete());
        assert_eq!(shown.len(), 590);
        assert!(shown.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn only_what_is_needed_is_asked_for() {
        let notes: Vec<_> = (0..100_000).rev().map(|n| card(Item::Note, n)).collect();
        let mut rows = Rows::of(true, false);
        assert_eq!(fill(&mut rows, 20, &notes, &[]), 1);
        assert_eq!(rows.len(), LIST_ROWS);
        assert!(!rows.is_complete());
        let far = fill(&mut rows, 100_000, &notes, &[]);
        assert!(far <= 100_000 / LIST_ROWS_AT_ONCE + 2, "{far} answers for a jump to the end");
        assert_eq!(rows.len(), 100_000);
    }

    #[test]
    fn nothing_is_shown_out_of_order_while_a_source_is_silent() {
        let mut rows = Rows::of(true, true);
        let wanted = rows.wanted(10);
        assert_eq!(wanted.len(), 2);
        rows.arrived(From::Notes, wanted[0].1, vec![card(Item::Note, 5)]);
        assert_eq!(rows.len(), 0, "a question could be newer");
        rows.failed(From::Questions);
        rows.arrived(From::Notes, Page { skip: 1, take: 1 }, vec![]);
        assert_eq!(titles(&rows), [5]);
    }

    #[test]
    fn an_answer_that_comes_twice_counts_once() {
        let mut rows = Rows::of(true, false);
        let page = rows.wanted(1)[0].1;
        rows.arrived(From::Notes, page, vec![card(Item::Note, 1)]);
        rows.arrived(From::Notes, page, vec![card(Item::Note, 1)]);
        assert_eq!(titles(&rows), [1]);
    }
}
