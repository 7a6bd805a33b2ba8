//! The node's end of the control socket.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use commonplace_core::limits::{CONTROL_CONNECTIONS, CONTROL_LINE_BYTES, CONTROL_REQUEST_SECONDS};
use tokio::io::{AsyncReadExt, BufReader};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Semaphore, broadcast, mpsc};

use super::{Line, Reach, read_line, write_line};
use crate::answer::Answer;
use crate::command::Command;
use crate::error::Error;
use crate::event::Event;
use crate::home::socket_file;
use crate::node::{Node, Reply};

/// The listening socket of a home; removed from the folder when it is dropped.
#[derive(Debug)]
pub struct Server {
    listener: UnixListener,
    socket: PathBuf,
    window: bool,
}

/// How long to wait after a connection could not be accepted, instead of trying at full speed.
const PAUSE: Duration = Duration::from_millis(100);

impl Server {
    /// Listens in the home in `folder`, which the caller holds ([`Lock`](crate::home::Lock)). Call it inside a tokio
    /// runtime. A socket that a killed node left is replaced.
    ///
    /// # Errors
    /// [`Error::HomeHeld`] when a living node answers there, [`Error::File`], [`Error::DiskFull`].
    pub fn bind(folder: &Path) -> Result<Self, Error> {
        let socket = socket_file(folder);
        let failed = |error: io::Error| Error::of_file(&socket, &error);
        let reach = Reach::of(&socket).map_err(failed)?;
        if std::os::unix::net::UnixStream::connect(&reach.path).is_ok() {
            return Err(Error::HomeHeld { home: folder.to_owned(), pid: None });
        }
        let _may_not_exist = fs::remove_file(&reach.path);
        let listener = UnixListener::bind(&reach.path).map_err(failed)?;
        fs::set_permissions(&reach.path, Permissions::from_mode(0o600)).map_err(failed)?;
        Ok(Self { listener, socket, window: false })
    }

    /// Whether a window shows the node, which can be brought to the front.
    #[must_use]
    pub fn with_window(mut self, window: bool) -> Self {
        self.window = window;
        self
    }

    /// Serves the node to whoever connects, until this future is dropped.
    pub async fn run(self, node: Node) {
        let places = Arc::new(Semaphore::new(CONTROL_CONNECTIONS));
        // Dropped with this future: a node that stops ends the conversations too.
        let mut conversations = tokio::task::JoinSet::new();
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            match self.listener.accept().await {
                Ok((stream, _)) if is_same_user(&stream) => {
                    let (node, socket, window) = (node.clone(), self.socket.clone(), self.window);
                    conversations.spawn(async move {
                        let _gone = converse(stream, &node, window, socket).await;
                        drop(place);
                    });
                }
                Ok(_) => tracing::warn!("another user tried the control socket"),
                // Out of file handles, most likely: the next one may fare better when some are closed.
                Err(error) => {
                    tracing::warn!(%error, "control socket");
                    tokio::time::sleep(PAUSE).await;
                }
            }
            while conversations.try_join_next().is_some() {}
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _may_be_gone = fs::remove_file(&self.socket);
    }
}

fn is_same_user(stream: &UnixStream) -> bool {
    stream.peer_cred().is_ok_and(|peer| peer.uid() == rustix::process::geteuid().as_raw())
}

/// One command and its answers. Ends early, calling the command off, when the asker goes away.
async fn converse(stream: UnixStream, node: &Node, window: bool, socket: PathBuf) -> io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    write_line(&mut writer, &Line::Hello).await?;
    let patience = Duration::from_secs(CONTROL_REQUEST_SECONDS);
    let request = tokio::time::timeout(patience, read_line(&mut reader, CONTROL_LINE_BYTES)).await?;
    let command = match request {
        Ok(Some(command)) => command,
        Ok(None) => return Ok(()),
        Err(_) => return write_line(&mut writer, &Line::Failed(not_understood(socket))).await,
    };
    tokio::select! {
        done = reply(command, node, window, &mut writer) => done,
        () = asker_gone(&mut reader) => Ok(()),
    }
}

/// A command that this version does not know: the asker is of another one.
fn not_understood(socket: PathBuf) -> Error {
    Error::File { file: socket, why: "the running node is of another version; stop and start it again".to_owned() }
}

async fn asker_gone(reader: &mut BufReader<OwnedReadHalf>) {
    let mut ignored = [0; 64];
    while reader.read(&mut ignored).await.is_ok_and(|read| read > 0) {}
}

async fn reply(command: Command, node: &Node, window: bool, writer: &mut OwnedWriteHalf) -> io::Result<()> {
    if command == Command::Events {
        return stream_events(node.events(), writer).await;
    }
    let command = match command {
        Command::ShowWindow { open } if window => {
            node.tell(Event::ShowWindow { open });
            return write_line(writer, &Line::Done).await;
        }
        command => command,
    };
    match node.ask(command).await {
        Ok(replies) => stream_replies(replies, writer).await,
        Err(error) => write_line(writer, &Line::Failed(error)).await,
    }
}

async fn stream_replies(mut replies: mpsc::Receiver<Reply>, writer: &mut OwnedWriteHalf) -> io::Result<()> {
    while let Some(reply) = replies.recv().await {
        match reply {
            Reply::Answer(answer) => write_line(writer, &Line::Answer(answer)).await?,
            Reply::Failed(error) => return write_line(writer, &Line::Failed(error)).await,
        }
    }
    write_line(writer, &Line::Done).await
}

/// An event as other processes hear it. What somebody has opened is for the window of this one: it may be a ticket, or a
/// link, and these are secrets.
fn outside(event: Event) -> Event {
    if matches!(event, Event::ShowWindow { .. }) { Event::ShowWindow { open: None } } else { event }
}

async fn stream_events(mut events: broadcast::Receiver<Event>, writer: &mut OwnedWriteHalf) -> io::Result<()> {
    loop {
        match events.recv().await {
            Ok(event) => write_line(writer, &Line::Answer(Box::new(Answer::Event(outside(event))))).await?,
            // A slow reader misses some; what it shows it reads again with the next.
            Err(RecvError::Lagged(missed)) => tracing::debug!(missed, "an asker is too slow for the events"),
            Err(RecvError::Closed) => return write_line(writer, &Line::Done).await,
        }
    }
}
