//! The way to the node: through the control socket of one that runs on the home, or by opening the home ourselves.

use std::time::Duration;

use commonplace_node::command::Command;
use commonplace_node::control::Client;
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use commonplace_node::home::{Home, Passphrase};
use commonplace_node::node::{Node, Reply, Request};
use commonplace_node::runtime::{self, Options, Running};
use tokio::sync::{broadcast, mpsc};

use crate::clock;
use crate::command::Setting;
use crate::secret;

/// How long a held home is tried before it counts as held, in milliseconds: another command has it for a moment, or a
/// node is starting.
const HELD_MILLIS: u64 = 3000;
/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(50);

/// How long a node may take to open without a word, in milliseconds.
const SILENT_MILLIS: u64 = 1000;

/// Questions to the node of another process that wait to be handed over; whoever asks waits with further ones.
const REQUESTS: usize = 64;

/// An open way to the node of a home.
#[derive(Debug)]
pub(crate) struct Door {
    waiting: tokio::runtime::Runtime,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// A node runs on the home.
    Socket(Client),
    /// None does: this one is ours, without a network.
    Own(Box<Running>),
}

impl Door {
    /// Opens the way to the node of the home.
    ///
    /// # Errors
    /// What is wrong with the home; [`Error::HomeHeld`] when another process holds it and does not answer.
    pub(crate) fn open(setting: &Setting) -> Result<Self, Error> {
        Self::open_with(setting, None)
    }

    /// The same with a passphrase that was asked for already.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub(crate) fn open_with(setting: &Setting, passphrase: Option<Passphrase>) -> Result<Self, Error> {
        let found = Home::find(setting.folder())?;
        let options = Options { passphrase, ..Options::alone(found.folder.clone()) };
        Self::open_as(setting, options, found.sealed)
    }

    fn open_as(setting: &Setting, mut options: Options, sealed: bool) -> Result<Self, Error> {
        let waiting = tokio()?;
        let patience = clock::now().later(HELD_MILLIS);
        loop {
            if let Some(client) = waiting.block_on(Client::connect(&options.home)) {
                return Ok(Self { waiting, way: Way::Socket(client) });
            }
            if sealed && options.passphrase.is_none() {
                options.passphrase = secret::of_home(setting, &options.home)?;
            }
            match start(&options, setting) {
                Ok(running) => return Ok(Self { waiting, way: Way::Own(Box::new(running)) }),
                Err(Error::HomeHeld { .. }) if clock::now() < patience => std::thread::sleep(PAUSE),
                Err(error) => return Err(error),
            }
        }
    }

    /// The same for a command that needs others: when no node runs on the home, one that talks to the network runs here,
    /// with a passphrase that was asked for already, if there is one.
    ///
    /// # Errors
    /// As [`Door::open`], or when the network cannot be started.
    pub(crate) fn open_to_others(setting: &Setting, passphrase: Option<Passphrase>) -> Result<Self, Error> {
        let found = Home::find(setting.folder())?;
        let options = Options { passphrase, ..Options::on(found.folder.clone()) };
        Self::open_as(setting, options, found.sealed)
    }

    /// What a node that runs here tells; none when another process runs it.
    pub(crate) fn own_events(&self) -> Option<broadcast::Receiver<Event>> {
        match &self.way {
            Way::Socket(_) => None,
            Way::Own(running) => Some(running.node.events()),
        }
    }

    /// Asks, as [`Node::ask`](commonplace_node::node::Node::ask).
    pub(crate) async fn ask(&self, command: Command) -> Result<mpsc::Receiver<Reply>, Error> {
        match &self.way {
            Way::Socket(client) => client.ask(command).await,
            Way::Own(running) => running.node.ask(command).await,
        }
    }

    /// A handle to the node, of the same manners whether it is ours or not; it works while something waits by
    /// [`Door::block_on`]. Of one that another process runs it tells no events.
    pub(crate) fn node(&self) -> Node {
        let client = match &self.way {
            Way::Own(running) => return running.node.clone(),
            Way::Socket(client) => client.clone(),
        };
        let (requests, mut asked) = mpsc::channel::<Request>(REQUESTS);
        self.waiting.spawn(async move {
            while let Some(request) = asked.recv().await {
                tokio::spawn(pass(client.clone(), request));
            }
        });
        Node::new(requests, broadcast::channel(1).0)
    }

    /// Waits for a conversation with the node.
    pub(crate) fn block_on<T>(&self, conversation: impl Future<Output = T>) -> T {
        self.waiting.block_on(conversation)
    }

    /// Lets the home go, when it was ours.
    pub(crate) fn close(self) {
        drop(self.way);
    }
}

/// Hands a question to the node of another process, and its answers back.
async fn pass(client: Client, request: Request) {
    let Request { command, replies } = request;
    match client.ask(command).await {
        Ok(mut answers) => {
            while let Some(answer) = answers.recv().await {
                if replies.send(answer).await.is_err() {
                    return;
                }
            }
        }
        // Who asked is gone, or is told.
        Err(error) => drop(replies.send(Reply::Failed(error)).await),
    }
}

/// Where this process waits for answers and signals; the node has threads of its own.
pub(crate) fn tokio() -> Result<tokio::runtime::Runtime, Error> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::Network { why: error.to_string() })
}

/// Starts a node on a home, telling on standard error how far it is when that takes longer than people like to wait.
pub(crate) fn start(options: &Options, setting: &Setting) -> Result<Running, Error> {
    let patience = clock::now().later(SILENT_MILLIS);
    let mut told = None;
    runtime::start_with(options, &mut |percent| {
        let tenth = percent / 10;
        if told != Some(tenth) && clock::now() > patience {
            told = Some(tenth);
            setting.remark(&setting.text().with("cli-event-rebuilding", &[("percent", percent.into())]));
        }
    })
}
