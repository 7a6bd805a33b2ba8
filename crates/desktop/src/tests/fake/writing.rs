//! What somebody writes, changes, votes on and hides.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{About, Answer, Blob, Comment, Hidden, QuestionState, Written};
use commonplace_node::command::{Command, Name, Vote};
use commonplace_node::error::Error;

use super::{NOON, World};

impl World {
    pub(super) fn write(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        let me = self.me();
        let (id, title) = match command {
            Command::NoteNew { circle, title, tags, text, .. } => {
                let title = title.unwrap_or_else(|| text.lines().next().unwrap_or_default().to_owned());
                let circle = self.circle(&circle)?;
                let id = self.add_note(circle, me, &title, &text, 0);
                self.note_mut(id).row.tags = tags;
                (id, Some(title))
            }
            Command::NoteEdit { note, title, tags, text, .. } => {
                let id = self.note(&note)?.row.id;
                let note = self.note_mut(id);
                note.row.title = title.unwrap_or_else(|| note.row.title.clone());
                note.row.tags = tags.unwrap_or_else(|| note.row.tags.clone());
                note.text = text.unwrap_or_else(|| note.text.clone());
                note.row.edits += 1;
                (id, Some(note.row.title.clone()))
            }
            Command::Ask { circle, title, text, about, quote, tags } => {
                let about = about.map(|note| self.note(&note).map(|note| (note.row.id, note.row.title.clone())));
                let circle = self.circle(&circle)?;
                let id = self.add_question(circle, me, &title, &text, 0);
                let question = self.questions.last_mut().ok_or(Error::Stopped)?;
                question.about = about.transpose()?.map(|(note, title)| About { note, title: Some(title), quote });
                question.row.tags = tags;
                (id, Some(title))
            }
            Command::Answer { question, text } => {
                let id = self.question(&question)?.row.id;
                (self.add_answer(id, me, &text, 0), None)
            }
            Command::Revise { item, title, text, tags } => {
                let id = self.named(&item)?;
                if let (Some(tags), Some(one)) = (tags, self.questions.iter_mut().find(|one| one.row.id == id)) {
                    one.row.tags = tags;
                }
                (text.map_or(Ok(id), |text| self.revise(&item, title, text))?, None)
            }
            Command::Accept { answer } => (self.accept(&answer)?, None),
            Command::Vote { item, vote } => (self.vote(&item, vote)?, None),
            Command::Comment { item, text } => (self.comment(&item, text)?, None),
            Command::Flag { item, .. } => (self.named(&item)?, None),
            Command::Hide { item, hidden, reason } => {
                let id = self.named(&item)?;
                if let Some(note) = self.notes.iter_mut().find(|note| note.row.id == id) {
                    note.row.hidden = hidden;
                }
                if let Some(question) = self.questions.iter_mut().find(|question| question.row.id == id) {
                    question.row.hidden = hidden;
                }
                let why = hidden.then(|| Hidden { by: Some(self.me()), reason });
                if let Some(reply) = self.replies().find(|reply| reply.id == id) {
                    reply.hidden = why;
                }
                (id, None)
            }
            other => return Err(Error::NotAllowed { what: format!("{other:?}") }),
        };
        Ok(vec![Answer::Written(Written { id, title, changed: true })])
    }

    pub(super) fn change_blobs(
        &mut self,
        is_it: impl Fn(&Blob) -> bool,
        change: fn(&mut Blob),
    ) -> Result<Vec<Answer>, Error> {
        self.notes.iter_mut().flat_map(|note| &mut note.blobs).filter(|blob| is_it(blob)).for_each(change);
        Ok(Vec::new())
    }

    /// Changes what somebody asked, answered or commented.
    fn revise(&mut self, item: &Name, title: Option<String>, text: String) -> Result<RecordId, Error> {
        let id = self.named(item)?;
        for question in &mut self.questions {
            if question.row.id == id {
                question.row.title = title.unwrap_or_else(|| question.row.title.clone());
                (question.text, question.revisions) = (text, question.revisions + 1);
                return Ok(id);
            }
            for reply in &mut question.replies {
                if reply.id == id {
                    (reply.text, reply.revisions) = (text, reply.revisions + 1);
                    return Ok(id);
                }
            }
        }
        let comments = self.notes.iter_mut().flat_map(|note| &mut note.replies);
        let found = comments.into_iter().find(|comment| comment.id == id);
        let comment = found.ok_or_else(|| Error::Unknown { name: item.0.clone() })?;
        (comment.text, comment.revisions) = (text, comment.revisions + 1);
        Ok(id)
    }

    fn accept(&mut self, answer: &Name) -> Result<RecordId, Error> {
        for question in &mut self.questions {
            if let Some(reply) = question.replies.iter_mut().find(|reply| reply.id.to_string() == answer.0) {
                reply.accepted = true;
                question.row.state = QuestionState::Accepted;
                return Ok(reply.id);
            }
        }
        Err(Error::Unknown { name: answer.0.clone() })
    }

    /// An item by its id.
    fn named(&self, item: &Name) -> Result<RecordId, Error> {
        item.0.parse().map_err(|_| Error::Unknown { name: item.0.clone() })
    }

    fn vote(&mut self, item: &Name, vote: Vote) -> Result<RecordId, Error> {
        let mine = (vote != Vote::None).then_some(vote);
        let helpful = usize::from(vote == Vote::Helpful);
        if let Some(note) = self.notes.iter_mut().find(|note| note.row.id.to_string() == item.0) {
            (note.my_vote, note.row.helpful) = (mine, helpful);
            return Ok(note.row.id);
        }
        if let Some(reply) = self.replies().find(|reply| reply.id.to_string() == item.0) {
            (reply.my_vote, reply.helpful) = (mine, helpful);
            return Ok(reply.id);
        }
        let question = self.questions.iter_mut().find(|question| question.row.id.to_string() == item.0);
        let question = question.ok_or_else(|| Error::Unknown { name: item.0.clone() })?;
        (question.my_vote, question.row.same) = (mine, usize::from(vote == Vote::Same));
        Ok(question.row.id)
    }

    fn comment(&mut self, item: &Name, text: String) -> Result<RecordId, Error> {
        let id = self.id();
        let created = Timestamp::from_millis(NOON);
        let sources = Vec::new();
        let comment = Comment { id, author: self.me(), created, text, away: None, revisions: 0, sources, hidden: None };
        if let Some(note) = self.notes.iter_mut().find(|note| note.row.id.to_string() == item.0) {
            note.replies.push(comment);
        } else if let Some(reply) = self.replies().find(|reply| reply.id.to_string() == item.0) {
            reply.comments.push(comment);
        } else if let Some(question) = self.questions.iter_mut().find(|one| one.row.id.to_string() == item.0) {
            question.comments.push(comment);
        } else if let Some(vote) = self.quick_votes.iter_mut().find(|one| one.row.id.to_string() == item.0) {
            vote.replies.push(comment);
        } else {
            return Err(Error::Unknown { name: item.0.clone() });
        }
        Ok(id)
    }
}
