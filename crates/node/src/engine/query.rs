//! Reads for screens: rows for lists, whole threads for readers.

use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::limits::ANSWER_ROWS;
use commonplace_learning::attachment::Attachment;
use commonplace_learning::discussion::{Comment, Discussion, Version};
use commonplace_learning::flag::Raised;
use commonplace_learning::moderation::Visibility;
use commonplace_learning::origin::Anchor;
use commonplace_learning::question::State;
use commonplace_learning::vote::Choice;

use super::bodies::Away;
use super::disputes::Sources;
use super::schema::{Marks, Row, Summary};
use super::threads::standing;
use super::{AskId, Engine, store_error};
use crate::answer::{self, Answer, QuestionState};
use crate::command::{Name, Vote};
use crate::error::Error;

impl Engine {
    /// Whether a list shows me a row: what was flagged or hidden, only if it is mine or I moderate.
    pub(super) fn lists(&self, tag: Tag, root: &RecordId, marks: Marks) -> Result<bool, Error> {
        if marks.retracted || !marks.hidden {
            return Ok(!marks.retracted);
        }
        let mine = self.views.row(&tag, root)?.is_some_and(|row| row.summary.author() == self.me.person);
        Ok(mine || self.moderates(tag))
    }

    /// Whether an item is to be shown to me.
    pub(super) fn may_see(&self, tag: Tag, author: PersonId, visibility: &Visibility) -> bool {
        match visibility {
            Visibility::Shown => true,
            Visibility::Retracted => false,
            Visibility::Hidden { .. } | Visibility::Flagged => author == self.me.person || self.moderates(tag),
        }
    }

    pub(super) fn moderates(&self, tag: Tag) -> bool {
        let role = self.circles.get(&tag).and_then(|state| state.circle().role_of(&self.me.person));
        role.is_some_and(|role| standing(role).moderates())
    }

    pub(super) fn note_row(&self, row: &Row) -> Option<answer::NoteRow> {
        let Summary::Note(note) = &row.summary else { return None };
        Some(answer::NoteRow {
            id: note.id,
            title: note.title.clone(),
            circle: self.circle_id(row.tag).ok()?,
            author: self.author(row.tag, note.author),
            tags: note.tags.clone(),
            path: note.path.clone(),
            excerpt: note.excerpt.clone(),
            created: note.created,
            updated: note.updated,
            unread: self.is_unread(row.tag, &note.id),
            unread_by: self.unread_by(row.tag, &note.id).map(|person| self.author(row.tag, person)),
            edits: note.edits,
            comments: note.comments,
            attachments: note.attachments,
            helpful: note.helpful,
            hidden: note.hidden,
            on: self.delivery_of(row),
        })
    }

    pub(super) fn question_row(&self, row: &Row) -> Option<answer::QuestionRow> {
        let Summary::Question(question) = &row.summary else { return None };
        Some(answer::QuestionRow {
            id: question.id,
            title: question.title.clone(),
            circle: self.circle_id(row.tag).ok()?,
            author: self.author(row.tag, question.author),
            note: question.about,
            tags: question.tags.clone(),
            excerpt: question.excerpt.clone(),
            created: question.created,
            updated: question.updated,
            unread: self.is_unread(row.tag, &question.id),
            unread_by: self.unread_by(row.tag, &question.id).map(|person| self.author(row.tag, person)),
            state: state(question.state),
            answers: question.answers,
            same: question.same,
            source: self.source_of_row(row),
            hidden: question.hidden,
            on: self.delivery_of(row),
        })
    }

    pub(super) fn note_show(&mut self, ask: AskId, name: &Name) -> Result<(), Error> {
        // A step only: a long backlog holds up nobody who wants to read.
        self.index_search();
        let (_, item) = self.item_named(name)?;
        let note = self.whole_note(&item, name)?;
        if !self.may_see(item.tag, note.author(), note.visibility()) {
            return Err(Error::Unknown { name: name.0.clone() });
        }
        let kept = self.row(&item.root)?.ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        let [before, after] = self.beside(&kept, &item.root)?;
        let row = self.note_row(&kept).ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        let (tag, discussion) = (item.tag, note.discussion());
        let away = self.parts_away(tag, &item.root)?;
        let by = |people: &[PersonId]| people.iter().map(|person| self.author(tag, *person)).collect::<Vec<_>>();
        let both_edited = note.both_edited();
        let sources = self.sources_of(tag, &item.root)?;
        let answer = answer::Note {
            text: note.text().to_owned(),
            other_titles: note.titles().into_iter().skip(1).map(str::to_owned).collect(),
            contributors: by(&note.contributors()),
            both_edited: both_edited
                .iter()
                .map(|both| answer::BothEdited { passage: both.passage.clone(), by: by(&both.by) })
                .collect(),
            replies: self.comments_on(tag, discussion, item.root, &away, &sources),
            disputes: self.disputes_in(tag, &item.root)?,
            sources: self.sources_disputed(&sources, item.root, note.text(), true),
            blobs: self.blobs_of(tag, &note.attachments()),
            unreadable: discussion.unreadable().len() + note.refused().count(),
            my_vote: discussion.vote_of(&self.me.person, &item.root).and_then(vote),
            leads_here: self.leads_to(tag, &row)?,
            before,
            after,
            why_hidden: self.hiding(tag, note.visibility(), &discussion.flags(&item.root)),
            row,
        };
        self.reply(ask, vec![Answer::Note(answer)]);
        Ok(())
    }

    pub(super) fn note_history(&mut self, ask: AskId, name: &Name) -> Result<(), Error> {
        let (_, item) = self.item_named(name)?;
        let note = self.whole_note(&item, name)?;
        let edits = note.history();
        let answers = edits.into_iter().map(|edit| {
            Answer::Edit(answer::Edit {
                id: edit.id,
                author: self.author(item.tag, edit.author),
                at: edit.at,
                difference: edit.difference(),
                title: edit.title,
            })
        });
        let answers = answers.collect();
        self.reply(ask, answers);
        Ok(())
    }

    pub(super) fn note_version(&mut self, ask: AskId, name: &Name, edit: RecordId) -> Result<(), Error> {
        let (_, item) = self.item_named(name)?;
        let note = self.whole_note(&item, name)?;
        if !self.may_see(item.tag, note.author(), note.visibility()) {
            return Err(Error::Unknown { name: name.0.clone() });
        }
        let version = note.version(&edit).ok_or_else(|| Error::Unknown { name: edit.to_string() })?;
        let author = self.author(item.tag, version.author);
        let (at, before, text) = (version.at, version.before, version.text);
        self.reply(ask, vec![Answer::Version(answer::Version { id: edit, author, at, before, text })]);
        Ok(())
    }

    pub(super) fn question_show(&mut self, ask: AskId, name: &Name) -> Result<(), Error> {
        let (_, item) = self.item_named(name)?;
        let thread = self.whole_question(&item, name)?;
        let question = thread.question();
        if !self.may_see(item.tag, question.author, &question.visibility) {
            return Err(Error::Unknown { name: name.0.clone() });
        }
        let row = self.row(&item.root)?.and_then(|row| self.question_row(&row));
        let row = row.ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        let (tag, discussion) = (item.tag, thread.discussion());
        let away = self.parts_away(tag, &item.root)?;
        let about = thread.about().map(|anchor| self.about_answer(anchor));
        let sources = self.sources_of(tag, &item.root)?;
        let shown = thread.answers().iter();
        let shown = shown.filter(|answer| self.may_see(tag, answer.item.author, &answer.item.visibility));
        let replies = shown.map(|answered| {
            let item = &answered.item;
            answer::Reply {
                id: item.id,
                author: self.author(tag, item.author),
                created: item.created,
                text: item.now.text.clone(),
                away: away.get(&item.id).cloned(),
                accepted: answered.accepted,
                endorsed: !answered.endorsed_by.is_empty(),
                helpful: item.votes.helpful,
                unclear: item.votes.unclear,
                comments: self.comments_on(tag, discussion, item.id, &away, &sources),
                blobs: self.blobs_of(tag, &item.attachments),
                my_vote: discussion.vote_of(&self.me.person, &item.id).and_then(vote),
                revisions: item.revisions,
                also: item.also.iter().map(|version| version.text.clone()).collect(),
                sources: self.sources_disputed(&sources, item.id, &item.now.text, true),
                hidden: self.hiding(tag, &item.visibility, &item.flags),
            }
        });
        let answer = answer::Question {
            text: question.now.text.clone(),
            about,
            replies: replies.collect(),
            comments: self.comments_on(tag, discussion, question.id, &away, &sources),
            blobs: self.blobs_of(tag, &question.attachments),
            my_vote: discussion.vote_of(&self.me.person, &question.id).and_then(vote),
            revisions: question.revisions,
            also: question.also.iter().map(titled).collect(),
            disputes: self.disputes_in(tag, &item.root)?,
            sources: self.sources_disputed(&sources, question.id, &question.now.text, true),
            why_hidden: self.hiding(tag, &question.visibility, &question.flags),
            row,
        };
        self.reply(ask, vec![Answer::Question(answer)]);
        Ok(())
    }

    pub(super) fn about_answer(&self, anchor: &Anchor) -> answer::About {
        answer::About {
            note: anchor.item,
            title: Some(self.title_of(&anchor.item)).filter(|title| !title.is_empty()),
            quote: Some(anchor.quote.clone()).filter(|quote| !quote.is_empty()),
        }
    }

    pub(super) fn comments(
        &self,
        tag: Tag,
        discussion: &Discussion,
        item: RecordId,
        away: &Away,
    ) -> Vec<answer::Comment> {
        let sources = self.sources_of(tag, &discussion.root()).unwrap_or_default();
        self.comments_on(tag, discussion, item, away, &sources)
    }

    /// The same, for who has looked up what is disputed.
    fn comments_on(
        &self,
        tag: Tag,
        discussion: &Discussion,
        item: RecordId,
        away: &Away,
        sources: &Sources,
    ) -> Vec<answer::Comment> {
        let shown = discussion.comments_on(item);
        let shown = shown.filter(|Comment { item, .. }| self.may_see(tag, item.author, &item.visibility));
        shown.map(|comment| self.comment_answer(tag, comment, away, sources)).collect()
    }

    fn comment_answer(
        &self,
        tag: Tag,
        Comment { item, .. }: &Comment,
        away: &Away,
        sources: &Sources,
    ) -> answer::Comment {
        let (id, created, text) = (item.id, item.created, item.now.text.clone());
        answer::Comment {
            id,
            author: self.author(tag, item.author),
            created,
            text,
            away: away.get(&id).cloned(),
            revisions: item.revisions,
            sources: self.sources_disputed(sources, id, &item.now.text, false),
            hidden: self.hiding(tag, &item.visibility, &item.flags),
        }
    }

    /// Why an item is hidden, if it is.
    pub(super) fn hiding(&self, tag: Tag, visibility: &Visibility, flags: &[Raised]) -> Option<answer::Hidden> {
        match visibility {
            Visibility::Shown | Visibility::Retracted => None,
            Visibility::Hidden { by, reason } => {
                Some(answer::Hidden { by: Some(self.author(tag, *by)), reason: reason.clone() })
            }
            Visibility::Flagged => {
                let said = flags.iter().map(|flag| flag.words.trim()).filter(|words| !words.is_empty());
                Some(answer::Hidden { by: None, reason: said.collect::<Vec<_>>().join("; ") })
            }
        }
    }

    fn blobs_of(&self, tag: Tag, attachments: &[Attachment]) -> Vec<answer::Blob> {
        attachments.iter().map(|attachment| self.blob_answer(tag, attachment)).collect()
    }

    pub(super) fn search(&mut self, ask: AskId, circle: Option<&Name>, query: &str, max: usize) -> Result<(), Error> {
        let tag = circle.map(|circle| self.circle_named(circle)).transpose()?;
        self.search_caught_up();
        let hits = self.views.search.query(tag, query, max.min(ANSWER_ROWS)).map_err(store_error)?;
        let mut answers = Vec::new();
        for hit in hits {
            let Ok(root) = RecordId::try_from(hit.key.as_slice()) else { continue };
            let Some(row) = self.row(&root)? else { continue };
            let kind = row.summary.kind();
            let (title, excerpt, author) = match &row.summary {
                Summary::Note(note) => (note.title.clone(), note.excerpt.clone(), note.author),
                Summary::Card(row, _) => (row.title.clone(), row.excerpt.clone(), row.author),
                Summary::Question(row) => (row.title.clone(), row.excerpt.clone(), row.author),
                Summary::Meeting(row) => (row.title.clone(), row.excerpt.clone(), row.author),
                Summary::QuickVote(row, _) => (row.question.clone(), String::new(), row.author),
            };
            let circle = self.circle_id(row.tag)?;
            let author = self.author(row.tag, author);
            let (id, kind, score) = (root, kind.to_owned(), hit.score);
            answers.push(Answer::Hit(answer::Hit { id, kind, title, circle, excerpt, author, score }));
        }
        self.reply(ask, answers);
        Ok(())
    }
}

/// Title and text in one.
fn titled(version: &Version) -> String {
    format!("{}\n\n{}", version.title, version.text).trim().to_owned()
}

pub(super) fn state(state: State) -> QuestionState {
    match state {
        State::Open => QuestionState::Open,
        State::Answered => QuestionState::Answered,
        State::Accepted => QuestionState::Accepted,
    }
}

fn vote(choice: Choice) -> Option<Vote> {
    match choice {
        Choice::None => None,
        Choice::Helpful => Some(Vote::Helpful),
        Choice::Unclear => Some(Vote::Unclear),
        Choice::Same => Some(Vote::Same),
    }
}
