//! Lists of the node in memory: sorted, filtered and searched as simply as can be.

use std::collections::BTreeMap;

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Answer, Author, Hit, QuestionState, TagRow};
use commonplace_node::command::{Name, Page, Pick, Sort, What};

use super::World;

/// A row, and what lists ask of it.
pub(super) struct Listed {
    updated: Timestamp,
    title: String,
    author: Author,
    /// Whether something in it is new.
    pub(super) new: bool,
    tags: Vec<String>,
    answer: Answer,
}

impl World {
    /// Every note and question of a circle.
    pub(super) fn rows(&self, circle: &Name) -> Vec<Listed> {
        let notes = self.notes.iter().map(|note| note.row.clone());
        let notes = notes.filter(|row| row.circle.to_string() == circle.0).map(|row| Listed {
            updated: row.updated,
            title: row.title.to_lowercase(),
            author: row.author.clone(),
            new: row.unread,
            tags: row.tags.clone(),
            answer: Answer::NoteRow(row),
        });
        let questions = self.questions.iter().map(|question| question.row.clone());
        let questions = questions.filter(|row| row.circle.to_string() == circle.0).map(|row| Listed {
            updated: row.updated,
            title: row.title.to_lowercase(),
            author: row.author.clone(),
            new: row.unread,
            tags: row.tags.clone(),
            answer: Answer::QuestionRow(row),
        });
        let votes = self.quick_votes.iter().map(|vote| vote.row.clone());
        let votes = votes.filter(|row| row.circle.to_string() == circle.0).map(|row| Listed {
            updated: row.updated,
            title: row.title.to_lowercase(),
            author: row.author.clone(),
            new: row.unread,
            tags: Vec::new(),
            answer: Answer::QuickVoteRow(row),
        });
        let cards = self.cards.iter().map(|learnt| learnt.card.row.clone());
        let cards = cards.filter(|row| row.circle.to_string() == circle.0).map(|row| Listed {
            updated: row.updated,
            title: row.title.to_lowercase(),
            author: row.author.clone(),
            new: false,
            tags: Vec::new(),
            answer: Answer::CardRow(row),
        });
        notes.chain(questions).chain(votes).chain(cards).collect()
    }

    pub(super) fn library(&self, circle: &Name, pick: &Pick, page: Page) -> Vec<Answer> {
        let fits = |answer: &Answer| match (pick.what, answer) {
            (What::All, answer) => !matches!(answer, Answer::CardRow(_)),
            (What::Cards, answer) => matches!(answer, Answer::CardRow(_)),
            (What::Notes, answer) => matches!(answer, Answer::NoteRow(_)),
            (What::Questions, Answer::QuestionRow(_)) => true,
            (What::Open, Answer::QuestionRow(row)) => row.state != QuestionState::Accepted,
            (What::Unanswered, Answer::QuestionRow(row)) => row.state == QuestionState::Open,
            (What::QuickVotes, Answer::QuickVoteRow(_)) => true,
            (What::Choosing, Answer::QuickVoteRow(row)) => !row.uncovered,
            _ => false,
        };
        let mut rows = self.rows(circle);
        rows.retain(|row| {
            fits(&row.answer)
                && (!pick.unread || row.new)
                && pick.author.as_ref().is_none_or(|name| name.0 == row.author.id.to_string())
                && pick.tag.as_ref().is_none_or(|tag| row.tags.contains(tag))
        });
        match pick.sort {
            Sort::Newest => rows.sort_by_key(|row| std::cmp::Reverse(row.updated)),
            Sort::Oldest => rows.sort_by_key(|row| row.updated),
            Sort::Folder => rows.sort_by_key(|row| match &row.answer {
                Answer::NoteRow(note) => (note.path.is_none(), note.path.clone()),
                _ => (true, None),
            }),
            Sort::Title => rows.sort_by_key(|row| row.title.clone()),
            Sort::Author => rows.sort_by_key(|row| (row.author.name.to_lowercase(), std::cmp::Reverse(row.updated))),
        }
        rows.into_iter().skip(page.skip).take(page.take).map(|row| row.answer).collect()
    }

    pub(super) fn tags(&self, circle: &Name) -> Vec<Answer> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for tag in self.rows(circle).into_iter().flat_map(|row| row.tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<TagRow> = counts.into_iter().map(|(id, count)| TagRow { id, count }).collect();
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.count));
        tags.into_iter().map(Answer::TagRow).collect()
    }

    pub(super) fn mark(&mut self, is_it: impl Fn(RecordId, CircleId) -> bool) {
        for row in self.notes.iter_mut().map(|note| &mut note.row).filter(|row| is_it(row.id, row.circle)) {
            (row.unread, row.unread_by) = (false, None);
        }
        for row in self.questions.iter_mut().map(|one| &mut one.row).filter(|row| is_it(row.id, row.circle)) {
            (row.unread, row.unread_by) = (false, None);
        }
    }

    /// Something by this person in a note or question is new.
    pub(crate) fn make_new(&mut self, item: RecordId, by: &Author) {
        for row in self.notes.iter_mut().map(|note| &mut note.row).filter(|row| row.id == item) {
            (row.unread, row.unread_by) = (true, Some(by.clone()));
        }
        for row in self.questions.iter_mut().map(|one| &mut one.row).filter(|row| row.id == item) {
            (row.unread, row.unread_by) = (true, Some(by.clone()));
        }
    }

    pub(super) fn search(&self, circle: Option<&Name>, query: &str, max: usize) -> Vec<Answer> {
        // As the real one: whatever holds a word of the query, or begins as its last one does.
        let words: Vec<&str> = query.split_whitespace().collect();
        let found = |title: &str, text: &str| {
            let said = format!("{title} {text}").to_lowercase();
            !words.is_empty() && words.iter().any(|word| said.contains(word))
        };
        let within = |id: CircleId| circle.is_none_or(|circle| circle.0 == id.to_string());
        let notes = self.notes.iter().filter(|note| within(note.row.circle) && found(&note.row.title, &note.text)).map(
            |note| {
                let row = note.row.clone();
                (row.id, "note", row.title, row.circle, row.excerpt, row.author)
            },
        );
        let questions =
            self.questions.iter().filter(|one| within(one.row.circle) && found(&one.row.title, &one.text)).map(
                |question| {
                    let row = question.row.clone();
                    (row.id, "question", row.title, row.circle, row.excerpt, row.author)
                },
            );
        let meetings =
            self.meetings.iter().filter(|one| within(one.row.circle) && found(&one.row.title, &one.agenda)).map(
                |meeting| {
                    let row = meeting.row.clone();
                    (row.id, "meeting", row.title, row.circle, row.excerpt, row.author)
                },
            );
        let votes = self.quick_votes.iter().filter(|one| within(one.row.circle) && found(&one.row.title, ""));
        let votes = votes.map(|vote| {
            let row = vote.row.clone();
            (row.id, "quickvote", row.title, row.circle, String::new(), row.author)
        });
        let hits = notes.chain(questions).chain(meetings).chain(votes).take(max).map(
            |(id, kind, title, circle, excerpt, author)| {
                Answer::Hit(Hit { id, kind: kind.into(), title, circle, excerpt, author, score: 1 })
            },
        );
        hits.collect()
    }
}
