//! Asking the node: commands as tasks, answers as the type that was asked for.

use std::path::PathBuf;
use std::sync::Arc;

use commonplace_node::answer::{self, Answer};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use commonplace_node::node::{Node, Reply};
use iced::Task;
use iced::futures::{SinkExt, Stream};
use iced::task::Handle;

use crate::backend::Host;
use crate::draft::Drafts;
use crate::limits::ANSWERS_WAITING;

/// What a screen reaches beyond itself. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    /// The node.
    pub(crate) node: Node,
    /// Where the opened bytes of pictures go.
    pub(crate) pictures: PathBuf,
    /// The machine around it, for what only that knows.
    pub(crate) host: Arc<dyn Host>,
    /// What is being written in this window.
    pub(crate) drafts: Drafts,
}

/// An answer of one kind.
pub(crate) trait FromAnswer: Sized + Send + 'static {
    /// The answer, if it is of this kind.
    fn from_answer(answer: Answer) -> Option<Self>;
}

macro_rules! answers {
    ($($kind:ident),*) => {
        $(impl FromAnswer for answer::$kind {
            fn from_answer(answer: Answer) -> Option<Self> {
                match answer {
                    Answer::$kind(value) => Some(value),
                    _ => None,
                }
            }
        })*
    };
}

answers!(
    Whoami,
    Lease,
    Circle,
    Ticket,
    Joining,
    Written,
    Note,
    NoteRow,
    Card,
    CardRow,
    CardsDue,
    Question,
    QuestionRow,
    QuickVote,
    QuickVoteRow,
    TagRow,
    Dispute,
    DisputeRow,
    Meeting,
    MeetingRow,
    Happened,
    Blob,
    Imported,
    Exported,
    Hit,
    Status,
    CircleStatus,
    Peer,
    Member,
    PersonSkills,
    PairSuggestion,
    Pair,
    Nearby,
    Pairing,
    RecoveryWords,
    Device,
    DeviceRevoked,
    OnlyHere,
    LogLine,
    Invitation,
    Bundle,
    Quota,
    Finding,
    Settings,
    Draft,
    DraftRow,
    Edit,
    Version
);

/// Outcome of a command with one answer.
pub(crate) type One<T> = Result<T, Error>;
/// Outcome of a command with any number of answers.
pub(crate) type All<T> = Result<Vec<T>, Error>;

/// All answers, of whatever kind.
pub(crate) async fn answers(node: &Node, command: Command) -> Result<Vec<Answer>, Error> {
    node.answers(command).await
}

/// All answers of one kind; others are passed over.
pub(crate) async fn all<T: FromAnswer>(node: Node, command: Command) -> All<T> {
    Ok(answers(&node, command).await?.into_iter().filter_map(T::from_answer).collect())
}

/// The one answer of this kind.
pub(crate) async fn one<T: FromAnswer>(node: Node, command: Command) -> One<T> {
    // A node that ends its answers without one is on its way out.
    all(node, command).await?.pop().ok_or(Error::Stopped)
}

impl Reach {
    /// A command with one answer, as a task.
    pub(crate) fn one<T: FromAnswer, M: Send + 'static>(
        &self,
        command: Command,
        then: impl FnOnce(One<T>) -> M + Send + 'static,
    ) -> Task<M> {
        Task::perform(one(self.node.clone(), command), then)
    }

    /// A command with many answers, as a task.
    pub(crate) fn all<T: FromAnswer, M: Send + 'static>(
        &self,
        command: Command,
        then: impl FnOnce(All<T>) -> M + Send + 'static,
    ) -> Task<M> {
        Task::perform(all(self.node.clone(), command), then)
    }

    /// A command of which only the outcome matters, as a task.
    pub(crate) fn done<M: Send + 'static>(
        &self,
        command: Command,
        then: impl FnOnce(Result<(), Error>) -> M + Send + 'static,
    ) -> Task<M> {
        let node = self.node.clone();
        Task::perform(async move { answers(&node, command).await.map(drop) }, then)
    }
}

/// One thing among all that were ever asked for. What comes of another is late, and nobody waits for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Which(Arc<()>);

impl PartialEq for Which {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Whoever waits for what comes of something. Dropping it calls that off; what was on its way already still comes.
#[derive(Debug)]
pub(crate) struct Asker {
    of: Which,
    _handle: Handle,
}

impl Asker {
    /// Has this be done as long as somebody waits for it.
    pub(crate) fn begin<M: 'static>(of: Which, task: Task<M>) -> (Task<M>, Self) {
        let (task, handle) = task.abortable();
        (task, Self { of, _handle: handle.abort_on_drop() })
    }

    /// Whether that is what it waits for.
    pub(crate) fn waits_for(&self, which: &Which) -> bool {
        self.of == *which
    }
}

/// What a command tells, and which one that is: of a command that was called off something may still be on its way, and come
/// to whoever has asked for the same again.
#[derive(Debug, Clone)]
pub(crate) struct Told<T> {
    of: Which,
    heard: Heard<T>,
}

impl<T> Told<T> {
    /// What is heard of it, whoever waits.
    pub(crate) fn heard(&self) -> &Heard<T> {
        &self.heard
    }

    /// What is heard of it by this one, if it is what they wait for.
    pub(crate) fn to(self, asker: Option<&Asker>) -> Option<Heard<T>> {
        asker.filter(|asker| asker.waits_for(&self.of)).map(|_| self.heard)
    }
}

/// What is heard of a command whose answers come one by one.
#[derive(Debug, Clone)]
pub(crate) enum Heard<T> {
    /// An answer; more may follow.
    Answer(T),
    /// It is over, well or not.
    Over(Result<(), Error>),
}

fn follow<T: FromAnswer>(node: Node, command: Command) -> impl Stream<Item = Heard<T>> {
    iced::stream::channel(ANSWERS_WAITING, async move |mut window| {
        let mut outcome = Ok(());
        match node.ask(command).await {
            Ok(mut replies) => {
                while let Some(reply) = replies.recv().await {
                    match reply {
                        Reply::Answer(answer) => {
                            if let Some(answer) = T::from_answer(*answer) {
                                let _closed = window.send(Heard::Answer(answer)).await;
                            }
                        }
                        Reply::Failed(error) => outcome = Err(error),
                    }
                }
            }
            Err(error) => outcome = Err(error),
        }
        let _closed = window.send(Heard::Over(outcome)).await;
    })
}

impl Reach {
    /// A command whose answers are heard as they come, by whoever waits for them.
    pub(crate) fn follow<T: FromAnswer + Clone, M: Send + 'static>(
        &self,
        command: Command,
        then: impl Fn(Told<T>) -> M + Send + 'static,
    ) -> (Task<M>, Asker) {
        let which = Which::default();
        let of = which.clone();
        let tell = move |heard| then(Told { of: of.clone(), heard });
        Asker::begin(which, Task::run(follow(self.node.clone(), command), tell))
    }
}

/// Work that takes its time, on a thread that may wait; `fallback` when that thread broke down.
pub(crate) async fn away<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static, fallback: T) -> T {
    tokio::task::spawn_blocking(work).await.unwrap_or(fallback)
}
