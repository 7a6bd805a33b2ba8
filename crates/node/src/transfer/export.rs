//! Export: notes at their paths, attachments where the notes' links find them, questions and comments as pages.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use commonplace_core::id::RecordId;
use commonplace_core::limits::EXPORT_AHEAD;
use commonplace_learning::summary::excerpt;
use futures::stream::{self, StreamExt as _};
use tokio::sync::mpsc;

use super::asking::Asking;
use super::folder::{self, Folder};
use super::layout::{self, Place};
use super::ledger::Hash;
use super::names::{self, Taken};
use super::thread_file::{Head, Part, PartKind, QuestionHead, Said, ThreadFile};
use super::why::Why;
use super::{Teller, blocking, ends_all, file_error};
use crate::answer::{Answer, Blob, Comment, Exported, Note, Question, QuestionRow};
use crate::command::Name;
use crate::error::Error;
use crate::node::{Node, Reply};
use crate::sentence::part_away;
use crate::text::Text;

/// Exports, and tells of each file.
pub(super) async fn run(
    node: &Node,
    circle: Name,
    to: &Path,
    text: &Text,
    out: &mpsc::Sender<Reply>,
) -> Result<(), Error> {
    let asking = Asking::of(node, circle).await?;
    // The node may run in another folder than who asks it to write attachments.
    let root = std::path::absolute(to).map_err(|error| file_error(to, &error))?;
    let folder = Arc::new(blocking(move || Folder::open(&root)).await??);
    let mut notes = asking.notes().await?;
    let (questions, questions_away) = all_questions(&asking).await?;
    let mut taken = Taken::default();
    let places = layout::notes(&notes, &mut taken);
    notes.sort_by_cached_key(|row| places.get(&row.id).map(|place| place.path.clone()));
    let of_notes: usize = notes.iter().map(|row| 1 + row.attachments + usize::from(row.comments > 0)).sum();
    let of_questions: usize = questions.iter().map(|question| 1 + blobs_of(question).count()).sum();
    let teller = Teller::new(out, of_notes + of_questions + questions_away.len());
    let mut export =
        Export { asking: asking.clone(), folder, teller, text: text.clone(), places, taken, placed: HashMap::new() };
    let mut whole =
        stream::iter(notes.into_iter().map(|row| row.id)).map(|id| show(asking.clone(), id)).buffered(EXPORT_AHEAD);
    while let Some(note) = whole.next().await {
        export.note(note?).await?;
    }
    for question in questions {
        export.question(question).await?;
    }
    for (row, error) in questions_away {
        export.question_away(&row, error).await?;
    }
    export.close().await
}

/// A note, or its id when it was taken back since it was listed.
async fn show(asking: Asking, id: RecordId) -> Result<Result<Note, (RecordId, Error)>, Error> {
    match asking.note(id).await {
        Err(error) if ends_all(&error) => Err(error),
        shown => Ok(shown.map_err(|error| (id, error))),
    }
}

/// Those whose own texts are here, and those whose are not. They come in the order in which they were asked, so that places stay
/// when others are added.
async fn all_questions(asking: &Asking) -> Result<(Vec<Question>, Vec<(QuestionRow, Error)>), Error> {
    let mut rows = asking.questions().await?;
    rows.sort_by_key(|row| (row.created, row.id));
    let (mut questions, mut away) = (Vec::with_capacity(rows.len()), Vec::new());
    let mut whole = stream::iter(rows).map(|row| {
        let asking = asking.clone();
        async move { (asking.question(row.id).await, row) }
    });
    let mut whole = whole.by_ref().buffered(EXPORT_AHEAD);
    while let Some(question) = whole.next().await {
        match question {
            (Ok(question), _) => questions.push(question),
            (Err(error), _) if ends_all(&error) => return Err(error),
            (Err(error @ Error::TextAway { .. }), row) => away.push((row, error)),
            // Taken back since it was listed.
            (Err(_), _) => {}
        }
    }
    Ok((questions, away))
}

fn blobs_of(question: &Question) -> impl Iterator<Item = &Blob> {
    question.blobs.iter().chain(question.replies.iter().flat_map(|reply| &reply.blobs))
}

/// One export.
struct Export<'a> {
    asking: Asking,
    folder: Arc<Folder>,
    teller: Teller<'a>,
    text: Text,
    places: HashMap<RecordId, Place>,
    taken: Taken,
    /// Attachments that are placed, by the key of the path that they wanted: those of equal content share a file.
    placed: HashMap<String, Vec<(String, Hash)>>,
}

impl Export<'_> {
    async fn note(&mut self, shown: Result<Note, (RecordId, Error)>) -> Result<(), Error> {
        let id = shown.as_ref().map_or_else(|(id, _)| *id, |note| note.row.id);
        let Some(place) = self.places.get(&id).cloned() else { return Ok(()) };
        let note = match shown {
            Ok(note) => note,
            Err((id, error)) => return self.tell(Some(id), place.path, Err(Why::Node(error))).await,
        };
        self.put(id, &place.path, note.text).await?;
        self.attachments(&note.blobs, &place).await?;
        if note.replies.is_empty() {
            return Ok(());
        }
        let path = layout::comments(&place.path, &mut self.taken);
        let mut parts = Vec::new();
        self.add_comments(&mut parts, &note.replies, &path).await?;
        let file = ThreadFile { head: Head::Note(id, place.path), parts };
        self.put(id, &path, file.write(&self.text)).await
    }

    async fn question(&mut self, question: Question) -> Result<(), Error> {
        let place = layout::question(&question.row, blobs_of(&question).next().is_some(), &mut self.taken);
        let about =
            question.about.as_ref().and_then(|about| self.places.get(&about.note)).map(|place| place.path.clone());
        let mut head = QuestionHead::of(&question, about);
        head.said.attachments = self.attachments(&question.blobs, &place).await?;
        let mut parts = Vec::new();
        self.add_comments(&mut parts, &question.comments, &place.path).await?;
        // A hidden answer stays out: the file has no place for that it is hidden, and why.
        for reply in question.replies.iter().filter(|reply| reply.hidden.is_none()) {
            let mut said = Said::by(reply.id, &reply.author, reply.created);
            said.accepted = reply.accepted;
            said.attachments = self.attachments(&reply.blobs, &place).await?;
            let text = self.words(reply.id, &place.path, &reply.text, reply.away.as_deref()).await?;
            parts.push(Part { kind: PartKind::Answer, said, text });
            self.add_comments(&mut parts, &reply.comments, &place.path).await?;
        }
        let file = ThreadFile { head: Head::Question(head), parts };
        self.put(question.row.id, &place.path, file.write(&self.text)).await
    }

    /// A question whose own text is not here has no file; whoever exports hears so.
    async fn question_away(&mut self, row: &QuestionRow, error: Error) -> Result<(), Error> {
        let place = layout::question(row, false, &mut self.taken);
        self.tell(Some(row.id), place.path, Err(Why::Node(error))).await
    }

    async fn add_comments(&mut self, parts: &mut Vec<Part>, comments: &[Comment], path: &str) -> Result<(), Error> {
        for comment in comments.iter().filter(|comment| comment.hidden.is_none()) {
            let said = Said::by(comment.id, &comment.author, comment.created);
            let text = self.words(comment.id, path, &comment.text, comment.away.as_deref()).await?;
            parts.push(Part { kind: PartKind::Comment, said, text });
        }
        Ok(())
    }

    /// The text of an answer or comment. Where only its beginning is here, both the file and whoever exports are told so.
    async fn words(&mut self, id: RecordId, path: &str, text: &str, away: Option<&[String]>) -> Result<String, Error> {
        let Some(with) = away else { return Ok(text.to_owned()) };
        let error = Error::TextAway { title: excerpt(text), with: with.to_vec() };
        self.tell(Some(id), path.to_owned(), Err(Why::Node(error))).await?;
        Ok(format!("{}\n\n*{}*", text.trim_end(), part_away(with, &self.text)))
    }

    /// Writes the attachments of one item; of several of one name the latest. Their names relative to the item's folder.
    async fn attachments(&mut self, blobs: &[Blob], place: &Place) -> Result<Vec<String>, Error> {
        let mut seen = HashSet::new();
        let mut latest: Vec<&Blob> =
            blobs.iter().rev().filter(|blob| seen.insert(names::safe_path(&blob.name))).collect();
        latest.reverse();
        let mut relative = Vec::new();
        for blob in latest {
            let wanted = place.attachment(&blob.name);
            let (path, placed) = match self.attachment(blob, &wanted, place).await {
                Ok(path) => (path, Ok(())),
                Err(why) => (wanted, Err(why)),
            };
            let inside = path.strip_prefix(place.folder.as_str()).map(|rest| rest.trim_start_matches('/'));
            relative.push(inside.unwrap_or(&path).to_owned());
            self.tell(None, path, placed).await?;
        }
        Ok(relative)
    }

    async fn attachment(&mut self, blob: &Blob, wanted: &str, owner: &Place) -> Result<String, Why> {
        let unfinished = self.folder.unfinished();
        self.asking.fetch(blob.id, unfinished.clone()).await.map_err(Why::Node)?;
        let fetched = unfinished.clone();
        let hash = blocking(move || folder::sync_file(&fetched).and_then(|()| folder::hash_of(&fetched)));
        let hash = hash.await.map_err(Why::Node)?.map_err(|error| Why::unwritable(&error))?;
        let path = self.place_attachment(wanted, hash);
        let (folder, to, note) = (Arc::clone(&self.folder), path.clone(), owner.path.clone());
        let put = blocking(move || folder.put_file(&to, &unfinished, &hash).and_then(|()| folder.attached(&to, &note)));
        put.await.map_err(Why::Node)??;
        Ok(path)
    }

    fn place_attachment(&mut self, wanted: &str, hash: Hash) -> String {
        let placed = self.placed.entry(names::key(wanted)).or_default();
        if let Some((path, _)) = placed.iter().find(|(_, there)| *there == hash) {
            return path.clone();
        }
        let path = self.taken.claim(wanted);
        placed.push((path.clone(), hash));
        path
    }

    async fn put(&mut self, id: RecordId, path: &str, text: String) -> Result<(), Error> {
        let (folder, to) = (Arc::clone(&self.folder), path.to_owned());
        let put = blocking(move || folder.put(&to, text.as_bytes())).await?;
        self.tell(Some(id), path.to_owned(), put).await
    }

    async fn tell(&mut self, id: Option<RecordId>, path: String, put: Result<(), Why>) -> Result<(), Error> {
        let why = match put {
            Err(Why::Node(error)) if ends_all(&error) => return Err(error),
            put => put.err().map(|why| why.sentence(&self.text)),
        };
        let (done, of) = self.teller.count();
        self.teller.tell(Answer::Exported(Exported { id, path, why, done, of })).await
    }

    async fn close(self) -> Result<(), Error> {
        let folder = self.folder;
        match blocking(move || folder.close()).await? {
            Err(Why::Node(error)) => Err(error),
            // Every file is whole; at worst a later export finds some that it does not know as its own.
            _ => Ok(()),
        }
    }
}
