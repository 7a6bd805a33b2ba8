//! Putting into the world what a story begins with.

use commonplace_core::id::{BlobId, CircleId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{
    Answer, Author, Blob, Circle, Comment, Delivery, Edit, Membership, Note, NoteRow, Question, QuestionRow,
    QuestionState, Reply, Version,
};
use commonplace_node::command::{FileToAttach, Name, RoleName};
use commonplace_node::error::Error;

use super::{NOON, World, excerpt};

impl World {
    /// Adds a circle.
    pub(crate) fn add_circle(&mut self, title: &str, state: Membership, members: usize) -> CircleId {
        let id = CircleId::from_bytes(*self.id().as_bytes());
        let role = (state == Membership::Joined).then_some(RoleName::Steward);
        let title = title.to_owned();
        self.circles.push(Circle {
            id,
            title,
            state,
            admission: None,
            until: None,
            removed: None,
            role,
            members,
            notes: 0,
            questions: 0,
            disputes: 0,
            quick_votes: 0,
            open: 0,
            unread: 0,
            records: 0,
            reach: commonplace_node::command::ReachName::Anywhere,
            relays: Vec::new(),
            dropped: Vec::new(),
            relays_near: Vec::new(),
            quota: None,
            relay_days: None,
        });
        id
    }

    /// Adds a note that was changed `ago` seconds before noon.
    pub(crate) fn add_note(&mut self, circle: CircleId, author: Author, title: &str, text: &str, ago: u64) -> RecordId {
        let id = self.id();
        let at = Timestamp::from_millis(NOON - ago * 1000);
        let row = NoteRow {
            id,
            title: title.into(),
            circle,
            author: author.clone(),
            tags: Vec::new(),
            path: None,
            excerpt: excerpt(text),
            created: at,
            updated: at,
            unread: false,
            unread_by: None,
            edits: 0,
            comments: 0,
            attachments: 0,
            helpful: 0,
            hidden: false,
            on: Delivery { devices: 1, of: 3, only_here: author.me },
        };
        self.notes.push(Note {
            row,
            text: text.into(),
            other_titles: Vec::new(),
            contributors: vec![author],
            both_edited: Vec::new(),
            replies: Vec::new(),
            blobs: Vec::new(),
            unreadable: 0,
            my_vote: None,
            leads_here: Vec::new(),
            disputes: Vec::new(),
            sources: Vec::new(),
            before: None,
            after: None,
            why_hidden: None,
        });
        id
    }

    /// Attaches these bytes to a note.
    pub(crate) fn attach(&mut self, note: RecordId, name: &str, media: &str, bytes: &[u8]) -> BlobId {
        let id = BlobId::from_bytes(*RecordId::of(bytes).as_bytes());
        let size = bytes.len() as u64;
        let blob = Blob {
            id,
            item: note,
            name: name.into(),
            size,
            media: media.into(),
            here: size + 16,
            sealed_size: size + 16,
            devices: 1,
            holders: Vec::new(),
            coming: false,
            pinned: false,
            file: None,
        };
        self.blobs.insert(id, bytes.to_owned());
        if let Some(note) = self.notes.iter_mut().find(|one| one.row.id == note) {
            note.blobs.push(blob);
        }
        id
    }

    /// Attaches these files, whatever is in them.
    pub(super) fn attached(&mut self, item: &Name, files: &[FileToAttach]) -> Result<Vec<Answer>, Error> {
        let note = self.note(item)?.row.id;
        for file in files {
            self.attach(note, &file.path.to_string_lossy(), "image/png", b"pixels");
        }
        Ok(self.note_mut(note).blobs.iter().rev().take(files.len()).cloned().map(Answer::Blob).collect())
    }

    /// Adds a question asked `ago` seconds before noon.
    pub(crate) fn add_question(
        &mut self,
        circle: CircleId,
        author: Author,
        title: &str,
        text: &str,
        ago: u64,
    ) -> RecordId {
        let id = self.id();
        let at = Timestamp::from_millis(NOON - ago * 1000);
        let only_here = author.me;
        let row = QuestionRow {
            id,
            title: title.into(),
            circle,
            author,
            note: None,
            tags: Vec::new(),
            excerpt: excerpt(text),
            created: at,
            updated: at,
            unread: false,
            unread_by: None,
            state: QuestionState::Open,
            answers: 0,
            same: 0,
            source: None,
            hidden: false,
            on: Delivery { devices: 1, of: 3, only_here },
        };
        self.questions.push(Question {
            row,
            text: text.into(),
            about: None,
            replies: Vec::new(),
            comments: Vec::new(),
            blobs: Vec::new(),
            my_vote: None,
            revisions: 0,
            disputes: Vec::new(),
            sources: Vec::new(),
            also: Vec::new(),
            why_hidden: None,
        });
        id
    }

    /// Adds an answer.
    pub(crate) fn add_answer(&mut self, question: RecordId, author: Author, text: &str, ago: u64) -> RecordId {
        let id = self.id();
        let reply = Reply {
            id,
            author,
            created: Timestamp::from_millis(NOON - ago * 1000),
            text: text.into(),
            away: None,
            accepted: false,
            endorsed: false,
            helpful: 0,
            unclear: 0,
            comments: Vec::new(),
            blobs: Vec::new(),
            my_vote: None,
            revisions: 0,
            also: Vec::new(),
            sources: Vec::new(),
            hidden: None,
        };
        if let Some(question) = self.questions.iter_mut().find(|one| one.row.id == question) {
            question.replies.push(reply);
            question.row.answers += 1;
            question.row.state = QuestionState::Answered;
        }
        id
    }

    /// Somebody comments on an answer.
    pub(crate) fn add_comment(&mut self, answer: RecordId, author: Author, text: &str) -> RecordId {
        let (id, created) = (self.id(), Timestamp::from_millis(NOON));
        let sources = Vec::new();
        let comment =
            Comment { id, author, created, text: text.into(), away: None, revisions: 0, sources, hidden: None };
        self.replies().find(|reply| reply.id == answer).expect("the answer was added before").comments.push(comment);
        id
    }

    /// Writes down that somebody changed a note, `ago` seconds before noon.
    pub(crate) fn add_edit(&mut self, note: RecordId, author: Author, text: &str, ago: u64) -> RecordId {
        let (id, at) = (self.id(), Timestamp::from_millis(NOON - ago * 1000));
        let one = self.note_mut(note);
        let before = std::mem::replace(&mut one.text, text.into());
        one.row.edits += 1;
        let edit = Edit { id, author: author.clone(), at, difference: String::new(), title: None };
        let version = Version { id, author, at, before, text: text.into() };
        self.edits.push((note, edit, version));
        id
    }
}
