//! A node that keeps one circle in memory, for the stories of import and export.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use commonplace_core::id::{BlobId, CircleId, PersonId, RecordId};
use commonplace_core::limits::{NOTE_TEXT_BYTES, PATH_BYTES};
use commonplace_core::time::Timestamp;
use tokio::sync::{broadcast, mpsc};

use crate::answer::{
    self, About, Answer, Author, Blob, Circle, Comment, Delivery, Edit, ImportState, Membership, Note, NoteRow,
    Question, QuestionRow, QuestionState, Whoami, Written,
};
use crate::command::{Command, FileToAttach, Name, RoleName};
use crate::error::Error;
use crate::node::{Node, Reply, Request};
use crate::text::{Language, Text};

/// A person's node with one circle, and the folder that is its home.
#[derive(Clone)]
pub(super) struct Fake {
    held: Arc<Mutex<Held>>,
    home: Arc<tempfile::TempDir>,
}

struct Held {
    me: Author,
    home: PathBuf,
    role: Option<RoleName>,
    /// Errors to answer the next such commands with, before they do anything.
    fail: Vec<(&'static str, Error)>,
    written: u64,
    notes: Vec<Note>,
    history: HashMap<RecordId, Vec<Edit>>,
    questions: Vec<Question>,
    blobs: HashMap<BlobId, Vec<u8>>,
}

pub(super) fn person(name: &str, me: bool) -> Author {
    Author { id: PersonId::from_bytes(*blake3::hash(name.as_bytes()).as_bytes()), name: name.to_owned(), me }
}

impl Fake {
    /// The node of this person, in a circle without anything.
    pub(super) fn of(name: &str) -> Self {
        let home = Arc::new(tempfile::tempdir().expect("a home"));
        let held = Held {
            me: person(name, true),
            home: home.path().to_owned(),
            role: Some(RoleName::Learner),
            fail: Vec::new(),
            written: 0,
            notes: Vec::new(),
            history: HashMap::new(),
            questions: Vec::new(),
            blobs: HashMap::new(),
        };
        Self { held: Arc::new(Mutex::new(held)), home }
    }

    /// The handle; a task answers until all handles are gone.
    pub(super) fn node(&self) -> Node {
        let (requests, mut arriving) = mpsc::channel::<Request>(64);
        let held = Arc::clone(&self.held);
        tokio::spawn(async move {
            while let Some(Request { command, replies }) = arriving.recv().await {
                let answered = held.lock().unwrap_or_else(PoisonError::into_inner).answer(command);
                let all = match answered {
                    Ok(answers) => answers.into_iter().map(|answer| Reply::Answer(Box::new(answer))).collect(),
                    Err(error) => vec![Reply::Failed(error)],
                };
                for reply in all {
                    if replies.send(reply).await.is_err() {
                        break;
                    }
                }
            }
        });
        Node::new(requests, broadcast::channel(1).0)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Held) -> T) -> T {
        act(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn set_role(&self, role: RoleName) {
        self.with(|held| held.role = Some(role));
    }

    /// Answers the next command of this name with an error.
    pub(super) fn fail_next(&self, command: &'static str, error: Error) {
        self.with(|held| held.fail.push((command, error)));
    }

    pub(super) fn notes(&self) -> Vec<Note> {
        self.with(|held| held.notes.clone())
    }

    pub(super) fn note_at(&self, path: &str) -> Note {
        self.notes().into_iter().find(|note| note.row.path.as_deref() == Some(path)).expect("a note at this path")
    }

    pub(super) fn questions(&self) -> Vec<Question> {
        self.with(|held| held.questions.clone())
    }

    /// Does something as this person, at once.
    pub(super) fn does(&self, command: Command) -> RecordId {
        match self.with(|held| held.answer(command)).expect("it goes").first() {
            Some(Answer::Written(written)) => written.id,
            other => panic!("not written: {other:?}"),
        }
    }

    /// Of what was said of notes and questions the ends are let go; somebody else has them.
    pub(super) fn lets_go_of_talk(&self, with: &str) {
        self.with(|held| {
            let replies = held.questions.iter_mut().flat_map(|question| &mut question.replies);
            replies.for_each(|reply| reply.away = Some(vec![with.to_owned()]));
            let comments = held.notes.iter_mut().flat_map(|note| &mut note.replies);
            comments.for_each(|comment| comment.away = Some(vec![with.to_owned()]));
        });
    }

    /// Somebody else changes a note.
    pub(super) fn changed_by(&self, name: &str, note: RecordId, text: &str) {
        self.with(|held| {
            let me = std::mem::replace(&mut held.me, person(name, false));
            held.edit(note, Some(text.to_owned()));
            held.me = me;
        });
    }

    /// Makes somebody else the author of everything so far.
    pub(super) fn all_by(&self, name: &str) {
        self.with(|held| held.notes.iter_mut().for_each(|note| note.row.author = person(name, false)));
    }

    /// Attaches a file with these bytes.
    pub(super) fn attaches(&self, item: RecordId, name: &str, bytes: &[u8]) {
        let file = self.home.path().join("to-attach");
        fs::write(&file, bytes).expect("written");
        let files = vec![FileToAttach { path: file.clone(), name: Some(name.to_owned()) }];
        self.with(|held| held.answer(Command::Attach { item: item.into(), files })).expect("attached");
        fs::remove_file(file).expect("removed");
    }

    /// Imports and gives back what was told of each file: path, state, and why.
    pub(super) async fn imports(&self, path: &Path) -> Vec<(String, ImportState, Option<String>)> {
        let answers = self.try_import(path).await.expect("the import ends well");
        answers
            .into_iter()
            .map(|answer| match answer {
                Answer::Imported(told) => (told.path, told.state, told.why),
                other => panic!("not of an import: {other:?}"),
            })
            .collect()
    }

    pub(super) async fn try_import(&self, path: &Path) -> Result<Vec<Answer>, Error> {
        let (node, path) = (self.node(), path.to_owned());
        let (out, told) = mpsc::channel(4);
        // Spawned, because the runtime will: the work must be able to move between threads.
        tokio::spawn(async move {
            super::import(&node, "Salt".into(), &path, &Text::new(Language::English), out).await;
        });
        collect(told).await
    }

    /// Exports and gives back what was told of each file: path and why not.
    pub(super) async fn exports(&self, to: &Path) -> Vec<(String, Option<String>)> {
        let answers = self.try_export(to).await.expect("the export ends well");
        answers
            .into_iter()
            .map(|answer| match answer {
                Answer::Exported(told) => (told.path, told.why),
                other => panic!("not of an export: {other:?}"),
            })
            .collect()
    }

    pub(super) async fn try_export(&self, to: &Path) -> Result<Vec<Answer>, Error> {
        let (node, to) = (self.node(), to.to_owned());
        let (out, told) = mpsc::channel(4);
        tokio::spawn(async move {
            super::export(&node, "Salt".into(), &to, &Text::new(Language::English), out).await;
        });
        collect(told).await
    }
}

async fn collect(mut told: mpsc::Receiver<Reply>) -> Result<Vec<Answer>, Error> {
    let mut answers = Vec::new();
    while let Some(reply) = told.recv().await {
        match reply {
            Reply::Answer(answer) => answers.push(*answer),
            Reply::Failed(error) => return Err(error),
        }
    }
    Ok(answers)
}

impl Held {
    fn answer(&mut self, command: Command) -> Result<Vec<Answer>, Error> {
        let said = format!("{command:?}");
        if let Some(place) = self.fail.iter().position(|(name, _)| said.starts_with(name)) {
            return Err(self.fail.swap_remove(place).1);
        }
        Ok(match command {
            Command::Whoami => vec![Answer::Whoami(self.whoami())],
            Command::CatchUp => Vec::new(),
            Command::CircleShow { .. } => vec![Answer::Circle(self.circle())],
            Command::NoteList { .. } => self.notes.iter().rev().map(|note| Answer::NoteRow(note.row.clone())).collect(),
            Command::NoteNew { title, tags, text, path, .. } => vec![self.note_new(title, tags, text, path)?],
            Command::NoteEdit { note, title, tags, text, .. } => {
                let id = self.note(&note).row.id;
                self.edit(id, text);
                let row = &mut self.note(&note).row;
                row.title = title.unwrap_or_else(|| row.title.clone());
                row.tags = tags.unwrap_or_else(|| row.tags.clone());
                vec![written(id)]
            }
            Command::NoteShow { note } => vec![Answer::Note(self.note(&note).clone())],
            Command::NoteHistory { note } => {
                let id = self.note(&note).row.id;
                self.history.get(&id).into_iter().flatten().cloned().map(Answer::Edit).collect()
            }
            Command::QuestionList { .. } => {
                self.questions.iter().rev().map(|question| Answer::QuestionRow(question.row.clone())).collect()
            }
            Command::QuestionShow { question } => vec![Answer::Question(self.question(&question).clone())],
            Command::Ask { title, text, about, quote, tags, .. } => vec![self.ask(title, text, about, quote, tags)],
            Command::Answer { question, text } => vec![self.reply(&question, text)],
            Command::Accept { answer } => vec![self.accept(&answer)],
            Command::Comment { item, text } => vec![self.comment(&item, text)],
            Command::Attach { item, files } => self.attach(&item, files)?,
            Command::BlobGet { blob, to, .. } => vec![self.blob_get(blob, &to)?],
            other => panic!("no transfer asks {other:?}"),
        })
    }

    fn whoami(&self) -> Whoami {
        let device = commonplace_core::id::DeviceId::from_bytes([1; 32]);
        Whoami {
            id: self.me.id,
            name: self.me.name.clone(),
            device,
            home: self.home.clone(),
            device_name: "laptop".to_owned(),
            fingerprint: String::new(),
            sealed: false,
            words: answer::WordsState::Unseen,
            revoked: false,
            handed_over: Vec::new(),
        }
    }

    fn circle(&self) -> Circle {
        Circle {
            id: circle_id(),
            title: "Salt".to_owned(),
            state: if self.role.is_some() { Membership::Joined } else { Membership::Pending },
            admission: None,
            until: None,
            removed: None,
            role: self.role,
            members: 1,
            notes: self.notes.len(),
            questions: self.questions.len(),
            disputes: 0,
            quick_votes: 0,
            open: 0,
            unread: 0,
            records: self.written,
            reach: crate::command::ReachName::Anywhere,
            relays: Vec::new(),
            dropped: Vec::new(),
            relays_near: Vec::new(),
            quota: None,
            relay_days: None,
        }
    }

    fn next_id(&mut self) -> RecordId {
        self.written += 1;
        RecordId::of(format!("{} {}", self.me.name, self.written).as_bytes())
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_795_255_200_000 + self.written * 1000)
    }

    fn note(&mut self, name: &Name) -> &mut Note {
        self.notes.iter_mut().find(|note| note.row.id.to_string() == name.0).expect("a note of this id")
    }

    fn question(&mut self, name: &Name) -> &mut Question {
        self.questions.iter_mut().find(|question| question.row.id.to_string() == name.0).expect("a question of this id")
    }

    fn note_new(
        &mut self,
        title: Option<String>,
        tags: Vec<String>,
        text: String,
        path: Option<String>,
    ) -> Result<Answer, Error> {
        assert!(text.len() <= NOTE_TEXT_BYTES, "the importer looks before");
        if path.as_ref().is_some_and(|path| path.len() > PATH_BYTES) {
            return Err(Error::TooLong { what: "path".into(), max: format!("{PATH_BYTES} bytes") });
        }
        let id = self.next_id();
        let row = NoteRow {
            id,
            title: title.expect("a title"),
            circle: circle_id(),
            author: self.me.clone(),
            tags,
            path,
            excerpt: String::new(),
            created: self.now(),
            updated: self.now(),
            unread: false,
            unread_by: None,
            edits: 0,
            comments: 0,
            attachments: 0,
            helpful: 0,
            hidden: false,
            on: Delivery::default(),
        };
        self.notes.push(Note {
            row,
            text,
            other_titles: Vec::new(),
            contributors: Vec::new(),
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
        Ok(written(id))
    }

    fn edit(&mut self, note: RecordId, text: Option<String>) {
        let Some(text) = text else { return };
        let (author, id, at) = (self.me.clone(), self.next_id(), self.now());
        let note = self.note(&note.into());
        let gone = note.text.lines().map(|line| format!("-{line}\n"));
        let difference = gone.chain(text.lines().map(|line| format!("+{line}\n"))).collect();
        note.row.edits += 1;
        note.text = text;
        let edit = Edit { id, author, at, difference, title: None };
        let note = note.row.id;
        self.history.entry(note).or_default().push(edit);
    }

    fn ask(
        &mut self,
        title: String,
        text: String,
        about: Option<Name>,
        quote: Option<String>,
        tags: Vec<String>,
    ) -> Answer {
        let about = about.map(|note| About { note: self.note(&note).row.id, title: None, quote });
        let row = QuestionRow {
            id: self.next_id(),
            title,
            circle: circle_id(),
            author: self.me.clone(),
            note: about.as_ref().map(|about| about.note),
            tags,
            excerpt: String::new(),
            created: self.now(),
            updated: self.now(),
            unread: false,
            unread_by: None,
            state: QuestionState::Open,
            answers: 0,
            same: 0,
            source: None,
            hidden: false,
            on: Delivery::default(),
        };
        let id = row.id;
        let (replies, comments, blobs) = (Vec::new(), Vec::new(), Vec::new());
        self.questions.push(Question {
            row,
            text,
            about,
            replies,
            comments,
            blobs,
            my_vote: None,
            revisions: 0,
            disputes: Vec::new(),
            sources: Vec::new(),
            also: Vec::new(),
            why_hidden: None,
        });
        written(id)
    }

    fn reply(&mut self, question: &Name, text: String) -> Answer {
        let (id, author, created) = (self.next_id(), self.me.clone(), self.now());
        let reply = answer::Reply {
            id,
            author,
            created,
            text,
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
        let question = self.question(question);
        question.row.state = QuestionState::Answered;
        question.replies.push(reply);
        written(id)
    }

    fn accept(&mut self, answer: &Name) -> Answer {
        for question in &mut self.questions {
            if let Some(reply) = question.replies.iter_mut().find(|reply| reply.id.to_string() == answer.0) {
                reply.accepted = true;
                question.row.state = QuestionState::Accepted;
                return written(reply.id);
            }
        }
        panic!("no such answer")
    }

    fn comment(&mut self, item: &Name, text: String) -> Answer {
        let (id, author, created) = (self.next_id(), self.me.clone(), self.now());
        let sources = Vec::new();
        let comment = Comment { id, author, created, text, away: None, revisions: 0, sources, hidden: None };
        if let Some(note) = self.notes.iter_mut().find(|note| note.row.id.to_string() == item.0) {
            note.row.comments += 1;
            note.replies.push(comment);
            return written(id);
        }
        let on_answer = self.questions.iter_mut().flat_map(|question| &mut question.replies);
        match on_answer.into_iter().find(|reply| reply.id.to_string() == item.0) {
            Some(reply) => reply.comments.push(comment),
            None => self.question(item).comments.push(comment),
        }
        written(id)
    }

    fn attach(&mut self, item: &Name, files: Vec<FileToAttach>) -> Result<Vec<Answer>, Error> {
        let mut answers = Vec::new();
        for file in files {
            let name = file.name.expect("a name");
            let bytes =
                fs::read(&file.path).map_err(|error| Error::File { file: file.path, why: error.to_string() })?;
            let id = BlobId::from_bytes(*self.next_id().as_bytes());
            let item: RecordId = item.0.parse().expect("an id");
            let size = bytes.len() as u64;
            let media = String::new();
            let blob = Blob {
                id,
                item,
                name,
                size,
                media,
                here: size,
                sealed_size: size,
                devices: 1,
                holders: Vec::new(),
                coming: false,
                pinned: false,
                file: None,
            };
            self.blobs.insert(id, bytes);
            self.blobs_of(item).push(blob.clone());
            self.notes.iter_mut().filter(|note| note.row.id == item).for_each(|note| note.row.attachments += 1);
            answers.push(Answer::Blob(blob));
        }
        Ok(answers)
    }

    fn blobs_of(&mut self, item: RecordId) -> &mut Vec<Blob> {
        let notes = self.notes.iter_mut().map(|note| (note.row.id, &mut note.blobs));
        let threads = self.questions.iter_mut().flat_map(|question| {
            let answers = question.replies.iter_mut().map(|reply| (reply.id, &mut reply.blobs));
            std::iter::once((question.row.id, &mut question.blobs)).chain(answers)
        });
        notes.chain(threads).find(|(id, _)| *id == item).map(|(_, blobs)| blobs).expect("an item")
    }

    fn blob_get(&mut self, blob: BlobId, to: &Path) -> Result<Answer, Error> {
        let bytes = self.blobs.get(&blob).ok_or(Error::BlobAbsent)?;
        assert!(!to.exists(), "the engine writes new files only");
        fs::write(to, bytes).map_err(|error| Error::File { file: to.to_owned(), why: error.to_string() })?;
        let all = self.notes.iter().flat_map(|note| &note.blobs);
        let all = all
            .chain(self.questions.iter().flat_map(|q| q.blobs.iter().chain(q.replies.iter().flat_map(|r| &r.blobs))));
        let found = all.into_iter().find(|known| known.id == blob).cloned();
        Ok(Answer::Blob(found.expect("attached to something")))
    }
}

fn circle_id() -> CircleId {
    CircleId::from_bytes([7; 32])
}

fn written(id: RecordId) -> Answer {
    Answer::Written(Written { id, title: None, changed: true })
}
