//! Exported questions and comments become questions and comments again, in a circle that does not have them yet.

use std::collections::HashMap;
use std::sync::Arc;

use commonplace_core::id::RecordId;

use super::{Import, Outcome, Owner};
use crate::answer::{Blob, Comment, ImportState, Question};
use crate::command::Command;
use crate::error::Error;
use crate::transfer::thread_file::{Head, Part, PartKind, QuestionHead, Said, ThreadFile};
use crate::transfer::walk::Found;
use crate::transfer::why::Why;
use crate::transfer::{blocking, names, reading};

/// Files of a thread by their paths, and whom they are attached to.
type Attached = Vec<(String, Owner)>;
/// Notes of the folder that are in the circle now, by path.
type Notes = HashMap<String, RecordId>;

/// Takes a file with a thread.
pub(super) async fn take(import: Arc<Import>, notes: Arc<Notes>, found: Found) -> Result<(Outcome, Attached), Error> {
    let (file, path) = (found.file.clone(), found.path.clone());
    let read = blocking(move || reading::read(&file, &path).map(|note| ThreadFile::read(&note.text))).await?;
    let thread = match read {
        Ok(Some(thread)) => thread,
        Ok(None) => return Ok((Outcome::refused(&found, Why::Malformed), Vec::new())),
        Err(why) => return Ok((Outcome::refused(&found, why), Vec::new())),
    };
    let mut taking =
        Taking { import: &import, notes: &notes, folder: names::parent(&found.path), attached: Vec::new() };
    let taken = match &thread.head {
        Head::Question(question) => taking.question(&found, question, &thread.parts).await,
        Head::Note(note, path) => taking.comments(&found, *note, path, &thread.parts).await,
    };
    match taken {
        Ok(outcome) => Ok((outcome, taking.attached)),
        Err(error) => Ok((Outcome::failed(&found, error)?, taking.attached)),
    }
}

/// One file's way.
struct Taking<'a> {
    import: &'a Import,
    notes: &'a Notes,
    /// The file's folder, to which its attachments' names are relative.
    folder: &'a str,
    attached: Attached,
}

impl Taking<'_> {
    async fn question(&mut self, found: &Found, head: &QuestionHead, parts: &[Part]) -> Result<Outcome, Error> {
        let title = Some(head.title.clone());
        let outcome = |id, state| Outcome { id: Some(id), title, ..Outcome::new(found, state) };
        if self.import.known.questions.iter().any(|row| row.id == head.said.id) {
            let question = self.import.asking.question(head.said.id).await?;
            self.know_attachments(&question, head, parts);
            return Ok(outcome(question.row.id, ImportState::Unchanged));
        }
        if let Some(question) = self.asked_before(head).await? {
            self.owns(&head.said, question.row.id, &question.blobs);
            let added = self.add_missing(Thread::of(&question), head, parts).await?;
            let state = if added { ImportState::Updated } else { ImportState::Unchanged };
            return Ok(outcome(question.row.id, state));
        }
        let id = self.ask(head).await?;
        self.owns(&head.said, id, &[]);
        self.add_missing(Thread::new(id), head, parts).await?;
        Ok(outcome(id, ImportState::Created))
    }

    async fn comments(&mut self, found: &Found, note: RecordId, path: &str, parts: &[Part]) -> Result<Outcome, Error> {
        if self.import.known.has_note(note) {
            return Ok(Outcome { id: Some(note), ..Outcome::new(found, ImportState::Unchanged) });
        }
        let Some(here) = self.notes.get(path) else { return Ok(Outcome::refused(found, Why::NoteMissing)) };
        let note = self.import.asking.note(*here).await?;
        let mut thread = Thread { item: *here, answers: Vec::new(), comments: texts(&note.replies) };
        let mut added = false;
        for part in parts.iter().filter(|part| part.kind == PartKind::Comment) {
            added |= self.add_comment(&mut thread.comments, *here, part).await?;
        }
        let state = if added { ImportState::Created } else { ImportState::Unchanged };
        Ok(Outcome { id: Some(*here), ..Outcome::new(found, state) })
    }

    /// The question that an earlier import of this file asked here.
    async fn asked_before(&self, head: &QuestionHead) -> Result<Option<Question>, Error> {
        let rows = &self.import.known.questions;
        for row in rows.iter().filter(|row| row.author.me && row.title == head.title) {
            let question = self.import.asking.question(row.id).await?;
            if says(&question.text, &head.text) {
                return Ok(Some(question));
            }
        }
        Ok(None)
    }

    async fn ask(&self, head: &QuestionHead) -> Result<RecordId, Error> {
        let about = head.about.as_ref().and_then(|(note, path)| self.note_here(*note, path));
        let asked = Command::Ask {
            circle: self.import.asking.circle(),
            title: head.title.clone(),
            text: self.attributed(&head.said, None, &head.text),
            about: about.map(Into::into),
            quote: head.quote.clone().filter(|_| about.is_some()),
            tags: head.tags.clone(),
        };
        Ok(self.import.asking.write(asked).await?.id)
    }

    fn note_here(&self, note: RecordId, path: &str) -> Option<RecordId> {
        if self.import.known.has_note(note) { Some(note) } else { self.notes.get(path).copied() }
    }

    /// Writes the answers and comments that a thread does not have yet; whether there were any.
    async fn add_missing(&mut self, mut thread: Thread, head: &QuestionHead, parts: &[Part]) -> Result<bool, Error> {
        let mut added = false;
        let question = thread.item;
        let mut on = question;
        let mut comments = std::mem::take(&mut thread.comments);
        for part in parts {
            if part.kind == PartKind::Comment {
                added |= self.add_comment(&mut comments, on, part).await?;
                continue;
            }
            let answer = match thread.answers.iter().position(|answer| says(&answer.text, &part.text)) {
                Some(place) => thread.answers.swap_remove(place),
                None => {
                    added = true;
                    self.answer(question, head, part).await?
                }
            };
            self.owns(&part.said, answer.id, &answer.blobs);
            (on, comments) = (answer.id, answer.comments);
        }
        Ok(added)
    }

    async fn answer(&self, question: RecordId, head: &QuestionHead, part: &Part) -> Result<Answered, Error> {
        let text = self.attributed(&part.said, Some(PartKind::Answer), &part.text);
        let id = self.import.asking.write(Command::Answer { question: question.into(), text }).await?.id;
        if part.said.accepted && head.state == "accepted" {
            self.import.asking.write(Command::Accept { answer: id.into() }).await?;
        }
        Ok(Answered { id, text: String::new(), comments: Vec::new(), blobs: Vec::new() })
    }

    async fn add_comment(&self, known: &mut Vec<String>, item: RecordId, part: &Part) -> Result<bool, Error> {
        if let Some(place) = known.iter().position(|comment| says(comment, &part.text)) {
            known.swap_remove(place);
            return Ok(false);
        }
        let text = self.attributed(&part.said, Some(PartKind::Comment), &part.text);
        self.import.asking.write(Command::Comment { item: item.into(), text }).await?;
        Ok(true)
    }

    /// The words of somebody else begin with who said them, since it is me who writes them here.
    fn attributed(&self, said: &Said, kind: Option<PartKind>, text: &str) -> String {
        if said.person == self.import.asking.me {
            return text.to_owned();
        }
        let words = &self.import.text;
        let line = kind.map_or_else(|| said.asked(words), |kind| said.attribution(kind, words));
        if text.is_empty() { line } else { format!("{line}\n\n{text}") }
    }

    fn know_attachments(&mut self, question: &Question, head: &QuestionHead, parts: &[Part]) {
        self.owns(&head.said, question.row.id, &question.blobs);
        for part in parts {
            if let Some(reply) = question.replies.iter().find(|reply| reply.id == part.said.id) {
                self.owns(&part.said, reply.id, &reply.blobs);
            }
        }
    }

    fn owns(&mut self, said: &Said, item: RecordId, has: &[Blob]) {
        let owner = Owner { item, folder: self.folder.to_owned(), has: has.to_vec().into() };
        let paths = said.attachments.iter().map(|name| names::join(self.folder, name));
        self.attached.extend(paths.map(|path| (path, owner.clone())));
    }
}

/// What a thread of the circle has already.
struct Thread {
    item: RecordId,
    answers: Vec<Answered>,
    comments: Vec<String>,
}

struct Answered {
    id: RecordId,
    text: String,
    comments: Vec<String>,
    blobs: Vec<Blob>,
}

impl Thread {
    fn new(item: RecordId) -> Self {
        Self { item, answers: Vec::new(), comments: Vec::new() }
    }

    fn of(question: &Question) -> Self {
        let answered = |reply: &crate::answer::Reply| Answered {
            id: reply.id,
            text: reply.text.clone(),
            comments: texts(&reply.comments),
            blobs: reply.blobs.clone(),
        };
        let answers = question.replies.iter().map(answered).collect();
        Self { item: question.row.id, answers, comments: texts(&question.comments) }
    }
}

fn texts(comments: &[Comment]) -> Vec<String> {
    comments.iter().map(|comment| comment.text.clone()).collect()
}

/// Whether `here` is `text`, with or without the line that says whose words they are, in whatever language.
fn says(here: &str, text: &str) -> bool {
    here == text || here.strip_suffix(text).is_some_and(|line| is_attribution(line.trim_end()))
}

fn is_attribution(line: &str) -> bool {
    line.len() > 2 && line.starts_with('*') && line.ends_with('*') && !line.contains('\n')
}
