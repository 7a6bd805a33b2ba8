//! Cards of the world: made, changed, reviewed.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Answer, Author, Card, CardRow, CardSource, CardsDue, Delivery, NextReview, SourceState, Written,
};
use commonplace_node::command::{CardPick, Command, Grade, Name, Page};
use commonplace_node::error::Error;

use super::{NOON, World};

const DAY: u64 = 86_400_000;

/// A card, and how it was graded until now, the last one last.
#[derive(Debug, Clone)]
pub(crate) struct Learnt {
    pub(crate) card: Card,
    grades: Vec<Grade>,
}

impl World {
    /// Adds a card that nobody has reviewed.
    pub(crate) fn add_card(&mut self, circle: CircleId, author: Author, front: &str, back: &str) -> RecordId {
        let id = self.id();
        let row = CardRow {
            id,
            title: front.into(),
            excerpt: back.into(),
            circle,
            author,
            created: Timestamp::from_millis(NOON - DAY),
            updated: Timestamp::from_millis(NOON - DAY),
            from: None,
            due: None,
            reviewed: None,
            reviews: 0,
            apart: false,
            comments: 0,
            hidden: false,
            on: Delivery { devices: 1, of: 3, only_here: false },
        };
        let next = |(grade, days, minutes)| NextReview { grade, days, minutes };
        let next = [(Grade::Again, 0, 10), (Grade::Hard, 1, 0), (Grade::Good, 2, 0), (Grade::Easy, 8, 0)].map(next);
        let card = Card {
            mine_to_change: row.author.me,
            row,
            front: front.into(),
            back: back.into(),
            source: None,
            next: next.to_vec(),
            changed_by: None,
            also: Vec::new(),
            disputes: Vec::new(),
            sources: Vec::new(),
            replies: Vec::new(),
            why_hidden: None,
        };
        self.cards.push(Learnt { card, grades: Vec::new() });
        id
    }

    /// A card that exists, to be changed.
    pub(crate) fn card_mut(&mut self, id: RecordId) -> &mut Card {
        let found = self.cards.iter_mut().find(|learnt| learnt.card.row.id == id);
        &mut found.expect("the card was added before").card
    }

    pub(super) fn of_cards(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        match command {
            Command::CardNew { circle, front, back, from, quote } => {
                let (circle, me) = (self.circle(&circle)?, self.me());
                let id = self.add_card(circle, me, &front, &back);
                let source = from.and_then(|from| self.source(&from, quote));
                self.card_mut(id).source = source;
                Ok(vec![Answer::Written(Written { id, title: Some(front), changed: true })])
            }
            Command::CardEdit { card, front, back } => {
                let card = &mut self.learnt(&card)?.card;
                card.front = front.unwrap_or_else(|| card.front.clone());
                card.back = back.unwrap_or_else(|| card.back.clone());
                card.row.title.clone_from(&card.front);
                let (id, title) = (card.row.id, Some(card.front.clone()));
                Ok(vec![Answer::Written(Written { id, title, changed: true })])
            }
            Command::CardShow { card } => Ok(vec![Answer::Card(self.learnt(&card)?.card.clone())]),
            Command::CardList { circle, pick, page } => Ok(self.card_list(&circle, &pick, page)),
            Command::CardReview { card, grade, .. } => self.review(&card, grade),
            Command::CardsDue { circle } => {
                let id = self.circle(&circle)?;
                let cards = self.cards.iter().filter(|learnt| learnt.card.row.circle == id).count();
                let due = self.due(id).len();
                let next = self.cards.iter().filter_map(|learnt| learnt.card.row.due).min().filter(|_| due == 0);
                Ok(vec![Answer::CardsDue(CardsDue { id, cards, due, new: 0, next })])
            }
            other => panic!("{other:?} is about no card"),
        }
    }

    fn source(&self, from: &Name, quote: Option<String>) -> Option<CardSource> {
        let note = self.notes.iter().find(|note| note.row.id.to_string() == from.0)?;
        let (id, title) = (note.row.id, Some(note.row.title.clone()));
        Some(CardSource { id, thread: id, kind: Some("note".into()), title, quote, state: SourceState::Here })
    }

    fn learnt(&mut self, name: &Name) -> Result<&mut Learnt, Error> {
        let named = |learnt: &&mut Learnt| learnt.card.row.id.to_string() == name.0;
        self.cards.iter_mut().find(named).ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }

    fn due(&self, circle: CircleId) -> Vec<CardRow> {
        let rows = self.cards.iter().map(|learnt| &learnt.card.row).filter(|row| row.circle == circle);
        let now = Timestamp::from_millis(NOON);
        rows.filter(|row| row.due.is_none_or(|due| due <= now)).cloned().collect()
    }

    fn card_list(&self, circle: &Name, pick: &CardPick, page: Page) -> Vec<Answer> {
        let of_circle = |row: &CardRow| row.circle.to_string() == circle.0;
        let rows: Vec<CardRow> = match pick {
            CardPick::Due => self.circle(circle).map(|circle| self.due(circle)).unwrap_or_default(),
            _ => self.cards.iter().map(|learnt| learnt.card.row.clone()).filter(of_circle).collect(),
        };
        rows.into_iter().skip(page.skip).take(page.take).map(Answer::CardRow).collect()
    }

    fn review(&mut self, name: &Name, grade: Grade) -> Result<Vec<Answer>, Error> {
        let learnt = self.learnt(name)?;
        match grade {
            Grade::None => drop(learnt.grades.pop()),
            grade => learnt.grades.push(grade),
        }
        let days = |grade: &Grade| learnt.card.next.iter().find(|next| next.grade == *grade).map(|next| next.days);
        let due = learnt.grades.last().and_then(days).map(|days| Timestamp::from_millis(NOON + u64::from(days) * DAY));
        // What was forgotten waits some minutes: to a clock that stands still it would come at once, for ever.
        let due = due.map(|due| if due.millis() == NOON { due.later(600_000) } else { due });
        (learnt.card.row.due, learnt.card.row.reviews) = (due, learnt.grades.len());
        Ok(vec![Answer::CardRow(learnt.card.row.clone())])
    }
}
