//! The handle to a running node: cheap to clone, usable from any thread or task.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::limits::LIST_ROWS_AT_ONCE;
use commonplace_learning::reading::Wanted;
use tokio::sync::{broadcast, mpsc};

use crate::answer::Answer;
use crate::command::{Command, Page};
use crate::error::Error;
use crate::event::Event;

/// One step of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// An answer; more may follow.
    Answer(Box<Answer>),
    /// It did not go; nothing follows.
    Failed(Error),
}

/// A command on its way to the engine, with the channel for its answers. Dropping the receiver calls the command off.
#[derive(Debug)]
pub struct Request {
    /// What is asked.
    pub command: Command,
    /// Where the answers go; closed by the engine when the last one is sent.
    pub replies: mpsc::Sender<Reply>,
}

/// A running node.
#[derive(Debug, Clone)]
pub struct Node {
    requests: mpsc::Sender<Request>,
    events: broadcast::Sender<Event>,
}

/// Answers waiting to be taken before the node waits with the next one.
const REPLIES_WAITING: usize = 64;

/// What a link in a text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// A note.
    Note(RecordId),
    /// A question.
    Question(RecordId),
}

impl Node {
    /// A handle over these channels: for the runtime, and for doubles in tests of a face.
    #[must_use]
    pub fn new(requests: mpsc::Sender<Request>, events: broadcast::Sender<Event>) -> Self {
        Self { requests, events }
    }

    /// Asks; the answers come one by one. The channel closes after the last. Dropping it calls the command off.
    ///
    /// # Errors
    /// [`Error::Stopped`] when the node has stopped.
    pub async fn ask(&self, command: Command) -> Result<mpsc::Receiver<Reply>, Error> {
        let (replies, receiver) = mpsc::channel(REPLIES_WAITING);
        self.requests.send(Request { command, replies }).await.map_err(|_| Error::Stopped)?;
        Ok(receiver)
    }

    /// Asks and collects all answers.
    ///
    /// # Errors
    /// What the node says, or [`Error::Stopped`].
    pub async fn answers(&self, command: Command) -> Result<Vec<Answer>, Error> {
        let mut replies = self.ask(command).await?;
        let mut answers = Vec::new();
        while let Some(reply) = replies.recv().await {
            match reply {
                Reply::Answer(answer) => answers.push(*answer),
                Reply::Failed(error) => return Err(error),
            }
        }
        Ok(answers)
    }

    /// Asks for a list and collects it whole, page by page.
    ///
    /// # Errors
    /// What the node says, or [`Error::Stopped`].
    pub async fn whole_list(&self, mut command: Command) -> Result<Vec<Answer>, Error> {
        let mut all = Vec::new();
        loop {
            let answers = self.answers(command.clone()).await?;
            let count = answers.len();
            all.extend(answers);
            match command.page_mut() {
                Some(page) if count >= page.take => *page = page.after(),
                _ => return Ok(all),
            }
        }
    }

    /// Tells something to all who listen; that nobody does is no mistake.
    pub(crate) fn tell(&self, event: Event) {
        let _nobody_listens = self.events.send(event);
    }

    /// Looks through a circle for the note that a link means; none when there is none.
    ///
    /// # Errors
    /// What the node says, or [`Error::Stopped`].
    pub async fn note_meant(&self, circle: CircleId, wanted: &Wanted) -> Result<Option<RecordId>, Error> {
        let mut best: Option<(usize, RecordId)> = None;
        let mut page = Page { skip: 0, take: LIST_ROWS_AT_ONCE };
        loop {
            let rows = self.answers(Command::NoteList { circle: circle.into(), page }).await?;
            for answer in &rows {
                let Answer::NoteRow(row) = answer else { continue };
                let rank = wanted.rank(&row.title, row.path.as_deref());
                let fits = rank.filter(|rank| best.is_none_or(|(best, _)| *rank < best));
                best = fits.map(|rank| (rank, row.id)).or(best);
            }
            if rows.len() < page.take || best.is_some_and(|(rank, _)| rank == 0) {
                return Ok(best.map(|(_, id)| id));
            }
            page = page.after();
        }
    }

    /// The note that a link means; where no note goes by its title, the question that does.
    ///
    /// # Errors
    /// As [`Node::note_meant`].
    pub async fn item_meant(&self, circle: CircleId, wanted: &Wanted) -> Result<Option<Meant>, Error> {
        if let Some(note) = self.note_meant(circle, wanted).await? {
            return Ok(Some(Meant::Note(note)));
        }
        let mut page = Page { skip: 0, take: LIST_ROWS_AT_ONCE };
        loop {
            let rows = self.answers(Command::QuestionList { circle: circle.into(), open: false, page }).await?;
            let named = |answer: &Answer| match answer {
                Answer::QuestionRow(row) => (wanted.rank(&row.title, None) == Some(0)).then_some(row.id),
                _ => None,
            };
            match rows.iter().find_map(named) {
                Some(question) => return Ok(Some(Meant::Question(question))),
                None if rows.len() < page.take => return Ok(None),
                None => page = page.after(),
            }
        }
    }

    /// What the node tells by itself, from now on. A reader that is too slow is told how many it missed.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }
}
