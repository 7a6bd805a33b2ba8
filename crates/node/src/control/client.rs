//! The asker's end of the control socket.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use commonplace_core::limits::{CONTROL_GREETING_SECONDS, CONTROL_LINE_BYTES};
use tokio::io::BufReader;
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::mpsc;

use super::{Line, Reach, read_line, write_line};
use crate::answer::Answer;
use crate::command::Command;
use crate::error::Error;
use crate::home::socket_file;
use crate::node::Reply;

/// A way to the node that runs on a home, with the manners of [`Node`](crate::node::Node).
#[derive(Debug, Clone)]
pub struct Client {
    socket: PathBuf,
}

/// Answers taken from the socket before the asker has taken them.
const REPLIES_WAITING: usize = 64;
/// How long a node may take to greet.
const PATIENCE: Duration = Duration::from_secs(CONTROL_GREETING_SECONDS);

impl Client {
    /// The node that runs on the home in `folder`; none when no node runs there, or one that does not answer.
    pub async fn connect(folder: &Path) -> Option<Self> {
        Self::connect_within(folder, PATIENCE).await
    }

    /// As [`Client::connect`], waiting so long for the greeting.
    pub(super) async fn connect_within(folder: &Path, patience: Duration) -> Option<Self> {
        let socket = std::path::absolute(socket_file(folder)).ok()?;
        dial(&socket, patience).await.ok()?;
        Some(Self { socket })
    }

    /// Asks; the answers come one by one. The channel closes after the last. Dropping it calls the command off.
    ///
    /// # Errors
    /// [`Error::Stopped`] when the node has stopped, [`Error::TooLong`] for a command above the bound of a line.
    pub async fn ask(&self, command: Command) -> Result<mpsc::Receiver<Reply>, Error> {
        let line = serde_json::to_vec(&command).map_err(|_| Error::Stopped)?;
        if line.len() >= CONTROL_LINE_BYTES {
            return Err(Error::TooLong { what: "text".to_owned(), max: format!("{} MiB", CONTROL_LINE_BYTES >> 20) });
        }
        let (reader, mut writer) = dial(&self.socket, PATIENCE).await.map_err(|_| Error::Stopped)?;
        write_line(&mut writer, &command).await.map_err(|_| Error::Stopped)?;
        let (sender, replies) = mpsc::channel(REPLIES_WAITING);
        tokio::spawn(async move {
            tokio::select! {
                () = forward(reader, &sender) => {}
                () = sender.closed() => {}
            }
            // Only now: closing this half would tell the node that the asker is gone.
            drop(writer);
        });
        Ok(replies)
    }

    /// Asks and collects all answers.
    ///
    /// # Errors
    /// What the node says, or as [`Client::ask`].
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
}

/// A connection to a node that has greeted.
async fn dial(socket: &Path, patience: Duration) -> io::Result<(BufReader<OwnedReadHalf>, OwnedWriteHalf)> {
    let reach = Reach::of(socket)?;
    let (reader, writer) = UnixStream::connect(&reach.path).await?.into_split();
    let mut reader = BufReader::new(reader);
    match tokio::time::timeout(patience, read_line(&mut reader, CONTROL_LINE_BYTES)).await?? {
        Some(Line::Hello) => Ok((reader, writer)),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

async fn forward(mut reader: BufReader<OwnedReadHalf>, sender: &mpsc::Sender<Reply>) {
    loop {
        let reply = match read_line(&mut reader, CONTROL_LINE_BYTES).await {
            Ok(Some(Line::Answer(answer))) => Reply::Answer(answer),
            Ok(Some(Line::Failed(error))) => Reply::Failed(error),
            Ok(Some(Line::Done)) => return,
            Ok(None | Some(Line::Hello)) | Err(_) => Reply::Failed(Error::Stopped),
        };
        let over = matches!(reply, Reply::Failed(_));
        if sender.send(reply).await.is_err() || over {
            return;
        }
    }
}
