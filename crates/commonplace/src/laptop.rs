//! A laptop for a demonstration or a measurement: a home of its own in a passing folder, and the node on it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use commonplace_core::id::RecordId;
use commonplace_node::answer::{Answer, Circle, Note, NoteRow, Question, QuestionRow, Status, Ticket, Written};
use commonplace_node::command::{Command, Discovery, Name, Page, RoleName};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::home::ADDRESSES_FILE;
use commonplace_node::node::Node;
use commonplace_node::runtime::{self, Options, Running};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// How long a laptop may tell nothing at all before what we wait for counts as never coming: twice a heartbeat of the
/// replicator.
const PATIENCE: Duration = Duration::from_secs(120);
/// Any free port of this machine, reached by nobody outside it.
const LOOPBACK: &str = "/ip4/127.0.0.1/tcp/0";

/// A laptop, open or closed. Dropping it closes it.
#[derive(Debug)]
pub(crate) struct Laptop {
    name: String,
    home: PathBuf,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    running: Running,
    events: Receiver<Event>,
}

impl Laptop {
    /// A new person's, with an empty home below `folder`. It is closed.
    ///
    /// # Errors
    /// As [`runtime::create_home`].
    pub(crate) fn new(folder: &Path, name: &str) -> Result<Self, Error> {
        let home = folder.join(name);
        runtime::create_home(&home, name)?;
        Ok(Self { name: name.to_owned(), home, open: None })
    }

    /// Whose it is.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Where its home lies.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// Starts its node, reachable on this machine alone. It listens on another port than the time before, so that
    /// nobody reaches it by an address of then.
    ///
    /// # Errors
    /// As [`runtime::start`].
    pub(crate) async fn open(&mut self) -> Result<(), Error> {
        // Where others were is forgotten, so that they meet when they are told to, and the way that they are told.
        let _absent = std::fs::remove_file(self.home.join(ADDRESSES_FILE));
        self.start(Options {
            listen: vec![LOOPBACK.to_owned()],
            mdns: Some(Discovery::Off),
            ..Options::on(self.home.clone())
        })
        .await
    }

    /// Starts its node without any network.
    ///
    /// # Errors
    /// As [`runtime::start`].
    pub(crate) async fn open_alone(&mut self) -> Result<(), Error> {
        self.start(Options::alone(self.home.clone())).await
    }

    async fn start(&mut self, options: Options) -> Result<(), Error> {
        self.close();
        // It reads a journal, which must not hold up those who wait for Ctrl+C.
        let started = spawn_blocking(move || runtime::start(&options)).await;
        let running = started.map_err(|_| Error::Stopped)??;
        let events = running.node.events();
        self.open = Some(Open { running, events });
        Ok(())
    }

    /// Stops its node, as when the lid is shut.
    pub(crate) fn close(&mut self) {
        self.open = None;
    }

    /// The node.
    ///
    /// # Errors
    /// [`Error::Stopped`] when the laptop is closed.
    pub(crate) fn node(&self) -> Result<&Node, Error> {
        self.open.as_ref().map(|open| &open.running.node).ok_or(Error::Stopped)
    }

    /// Where others on this machine reach it. Waits until it listens.
    pub(crate) async fn address(&mut self) -> Result<String, Error> {
        self.until(async |node| Ok(node.status().await?.listening.into_iter().next())).await
    }

    /// Connects with another laptop by its address.
    pub(crate) async fn dial(&self, address: String) -> Result<(), Error> {
        self.node()?.answers(Command::Dial { address }).await.map(drop)
    }

    /// What the laptop tells next. Events that were too many to be kept are passed over.
    ///
    /// # Errors
    /// [`Error::Stopped`]; [`Error::Network`] when it tells nothing for so long that it never will.
    pub(crate) async fn event(&mut self) -> Result<Event, Error> {
        let events = &mut self.open.as_mut().ok_or(Error::Stopped)?.events;
        loop {
            match timeout(PATIENCE, events.recv()).await {
                Ok(Ok(event)) => return Ok(event),
                Ok(Err(RecvError::Lagged(_))) => {}
                Ok(Err(RecvError::Closed)) => return Err(Error::Stopped),
                Err(_) => return Err(Error::Network { why: ErrorKind::TimedOut.to_string() }),
            }
        }
    }

    /// Forgets what was told until now.
    pub(crate) fn forget_events(&mut self) {
        if let Some(open) = &mut self.open {
            open.events = open.running.node.events();
        }
    }

    /// Looks again whenever the laptop tells something, until there is something to see.
    ///
    /// # Errors
    /// What looking meets, or as [`Laptop::event`].
    pub(crate) async fn until<T>(
        &mut self,
        mut look: impl AsyncFnMut(&Node) -> Result<Option<T>, Error>,
    ) -> Result<T, Error> {
        loop {
            if let Some(seen) = look(self.node()?).await? {
                return Ok(seen);
            }
            self.event().await?;
        }
    }
}

/// Questions to a node whose answer is one thing.
pub(crate) trait Asking {
    /// The first answer that `pick` knows.
    async fn first<T>(&self, command: Command, pick: impl Fn(Answer) -> Option<T>) -> Result<T, Error>;
    /// All answers that `pick` knows.
    async fn all<T>(&self, command: Command, pick: impl Fn(Answer) -> Option<T>) -> Result<Vec<T>, Error>;

    /// How the node is.
    async fn status(&self) -> Result<Status, Error> {
        let pick = |answer| if let Answer::Status(status) = answer { Some(status) } else { None };
        self.first(Command::Status { circle: None }, pick).await
    }

    /// A circle, new or shown.
    async fn circle(&self, command: Command) -> Result<Circle, Error> {
        self.first(command, |answer| if let Answer::Circle(circle) = answer { Some(circle) } else { None }).await
    }

    /// A circle as it stands.
    async fn show(&self, circle: &Name) -> Result<Circle, Error> {
        self.circle(Command::CircleShow { circle: circle.clone() }).await
    }

    /// A ticket into a circle for so many people.
    async fn invite(&self, circle: &Name, uses: u16) -> Result<Ticket, Error> {
        let command = Command::CircleInvite { circle: circle.clone(), uses, role: RoleName::Learner };
        self.first(command, |answer| if let Answer::Ticket(ticket) = answer { Some(ticket) } else { None }).await
    }

    /// What a command wrote.
    async fn write(&self, command: Command) -> Result<Written, Error> {
        self.first(command, |answer| if let Answer::Written(written) = answer { Some(written) } else { None }).await
    }

    /// A note; none while it is not here.
    async fn note(&self, id: RecordId) -> Result<Option<Note>, Error> {
        let pick = |answer| if let Answer::Note(note) = answer { Some(note) } else { None };
        here(self.first(Command::NoteShow { note: id.into() }, pick).await)
    }

    /// A question; none while it is not here.
    async fn question(&self, id: RecordId) -> Result<Option<Question>, Error> {
        let pick = |answer| if let Answer::Question(question) = answer { Some(question) } else { None };
        here(self.first(Command::QuestionShow { question: id.into() }, pick).await)
    }

    /// The newest notes of a circle.
    async fn notes(&self, circle: &Name, page: Page) -> Result<Vec<NoteRow>, Error> {
        let pick = |answer| if let Answer::NoteRow(row) = answer { Some(row) } else { None };
        self.all(Command::NoteList { circle: circle.clone(), page }, pick).await
    }

    /// All questions of a circle.
    async fn questions(&self, circle: &Name) -> Result<Vec<QuestionRow>, Error> {
        let pick = |answer| if let Answer::QuestionRow(row) = answer { Some(row) } else { None };
        self.all(Command::QuestionList { circle: circle.clone(), open: false, page: Page::FIRST }, pick).await
    }
}

impl Asking for Node {
    async fn first<T>(&self, command: Command, pick: impl Fn(Answer) -> Option<T>) -> Result<T, Error> {
        // A node that answers with nothing is one that went away.
        self.all(command, pick).await?.into_iter().next().ok_or(Error::Stopped)
    }

    async fn all<T>(&self, command: Command, pick: impl Fn(Answer) -> Option<T>) -> Result<Vec<T>, Error> {
        Ok(self.answers(command).await?.into_iter().filter_map(pick).collect())
    }
}

fn here<T>(found: Result<T, Error>) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::Unknown { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
