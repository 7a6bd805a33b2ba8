//! The control socket: how another process of the same user asks the node that runs on a home.
//!
//! One connection carries one command. The node greets with `"hello"`: a connection alone says nothing, since the kernel
//! makes it for a node that hangs, too. The asker sends its command as a line of JSON, the node sends each answer as a
//! line, and `"done"` after the last. A connection that ends without that line means that the node died. Whoever goes
//! away calls the command off, as with [`Node::ask`].
//!
//! **Invariant:** only processes of the same user are heard: the socket lies in the closed home, and the uid of every
//! peer is checked. There is no TCP control port.

mod client;
mod server;

use std::io;
use std::path::{Path, PathBuf};

use rustix::fd::{AsRawFd, OwnedFd};
use rustix::fs::{Mode, OFlags};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::answer::Answer;
use crate::error::Error;

pub use client::Client;
pub use server::Server;

#[cfg(doc)]
use crate::node::Node;

/// One line from the node to the asker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The node is there and listens.
    Hello,
    /// An answer; more may follow.
    Answer(Box<Answer>),
    /// It did not go; nothing follows.
    Failed(Error),
    /// The last answer was sent.
    Done,
}

/// Reads one line of JSON, at most `max` bytes long; none at the end of the stream.
async fn read_line<T, R>(reader: &mut R, max: usize) -> io::Result<Option<T>>
where
    T: for<'de> Deserialize<'de>,
    R: AsyncBufRead + Unpin,
{
    let mut line = Vec::new();
    let bound = u64::try_from(max).unwrap_or(u64::MAX);
    let read = reader.take(bound).read_until(b'\n', &mut line).await?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') {
        return Err(io::ErrorKind::InvalidData.into());
    }
    serde_json::from_slice(&line).map(Some).map_err(|_| io::ErrorKind::InvalidData.into())
}

async fn write_line<W: AsyncWrite + Unpin>(writer: &mut W, value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    writer.write_all(&line).await
}

/// Longest path of a socket, in bytes: `sun_path` of unix(7) less its closing zero.
const SOCKET_PATH_BYTES: usize = 107;

/// A path by which the socket can be reached: its own, or, where that is too long for a socket, one through a handle on
/// its folder. So the socket lies in the home however deep the home lies, and never in a folder that others share.
#[derive(Debug)]
struct Reach {
    path: PathBuf,
    _folder: Option<OwnedFd>,
}

impl Reach {
    fn of(socket: &Path) -> io::Result<Self> {
        let (Some(folder), Some(name)) = (socket.parent(), socket.file_name()) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        if socket.as_os_str().len() <= SOCKET_PATH_BYTES {
            return Ok(Self { path: socket.to_owned(), _folder: None });
        }
        let handle = rustix::fs::open(folder, OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        let path = Path::new("/proc/self/fd").join(handle.as_raw_fd().to_string()).join(name);
        Ok(Self { path, _folder: Some(handle) })
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixStream;

    use tokio::sync::{broadcast, mpsc};

    use super::*;
    use crate::command::{Command, Opened};
    use crate::event::Event;
    use crate::node::{Node, Reply, Request};

    /// A node whose engine is the test itself.
    struct Puppet {
        node: Node,
        requests: mpsc::Receiver<Request>,
        events: broadcast::Sender<Event>,
    }

    fn puppet() -> Puppet {
        let (sender, requests) = mpsc::channel(4);
        let (events, _) = broadcast::channel(4);
        Puppet { node: Node::new(sender, events.clone()), requests, events }
    }

    fn draft(text: &str) -> Answer {
        Answer::Draft(crate::answer::Draft { key: "k".into(), text: text.into(), id: None, others: Vec::new() })
    }

    async fn answer(request: Request, replies: Vec<Reply>) {
        for reply in replies {
            request.replies.send(reply).await.expect("the asker waits");
        }
    }

    /// A puppet behind a socket, and a client of it.
    async fn at(folder: &Path) -> (Puppet, Client, tokio::task::JoinHandle<()>) {
        let puppet = puppet();
        let server = Server::bind(folder).expect("bound");
        let serving = tokio::spawn(server.run(puppet.node.clone()));
        let client = Client::connect(folder).await.expect("a node runs");
        (puppet, client, serving)
    }

    #[tokio::test]
    async fn answers_cross_the_socket_in_order_and_end() {
        let home = tempfile::tempdir().expect("folder");
        let (mut puppet, client, _serving) = at(home.path()).await;
        let asked = tokio::spawn(async move { client.answers(Command::DraftRead { key: "k".into() }).await });
        let request = puppet.requests.recv().await.expect("a request");
        assert_eq!(request.command, Command::DraftRead { key: "k".into() });
        let replies = ["ğ", "line\nbreak"].map(|text| Reply::Answer(Box::new(draft(text))));
        answer(request, replies.into()).await;
        assert_eq!(asked.await.expect("joined"), Ok(vec![draft("ğ"), draft("line\nbreak")]));
    }

    #[tokio::test]
    async fn an_error_crosses_whole() {
        let home = tempfile::tempdir().expect("folder");
        let (mut puppet, client, _serving) = at(home.path()).await;
        let asked = tokio::spawn(async move { client.answers(Command::Peers).await });
        let refused = Error::HomeHeld { home: "/home/alice".into(), pid: Some(7) };
        let request = puppet.requests.recv().await.expect("a request");
        answer(request, vec![Reply::Failed(refused.clone())]).await;
        assert_eq!(asked.await.expect("joined"), Err(refused));
    }

    #[tokio::test]
    async fn who_goes_away_calls_the_command_off() {
        let home = tempfile::tempdir().expect("folder");
        let (mut puppet, client, _serving) = at(home.path()).await;
        let replies = client.ask(Command::Verify).await.expect("asked");
        let request = puppet.requests.recv().await.expect("a request");
        drop(replies);
        request.replies.closed().await;
    }

    #[tokio::test]
    async fn a_node_that_dies_is_told_from_one_that_is_done() {
        let home = tempfile::tempdir().expect("folder");
        let (mut puppet, client, serving) = at(home.path()).await;
        let mut replies = client.ask(Command::Verify).await.expect("asked");
        let request = puppet.requests.recv().await.expect("a request");
        answer(request, vec![]).await;
        assert_eq!(replies.recv().await, None, "done without an answer");

        let mut replies = client.ask(Command::Verify).await.expect("asked");
        let _unanswered = puppet.requests.recv().await.expect("a request");
        serving.abort();
        assert_eq!(replies.recv().await, Some(Reply::Failed(Error::Stopped)));
    }

    #[tokio::test]
    async fn events_stream_until_the_asker_has_enough() {
        let home = tempfile::tempdir().expect("folder");
        let (puppet, client, _serving) = at(home.path()).await;
        let mut replies = client.ask(Command::Events).await.expect("asked");
        while puppet.events.receiver_count() == 0 {
            tokio::task::yield_now().await;
        }
        puppet.events.send(Event::Ready).expect("somebody listens");
        assert_eq!(replies.recv().await, Some(Reply::Answer(Box::new(Answer::Event(Event::Ready)))));
    }

    #[tokio::test]
    async fn a_window_is_shown_where_there_is_one() {
        let home = tempfile::tempdir().expect("folder");
        let (mut puppet, client, serving) = at(home.path()).await;
        let asked = tokio::spawn(async move { client.answers(Command::ShowWindow { open: None }).await });
        let request = puppet.requests.recv().await.expect("a node without a window is asked itself");
        assert_eq!(request.command, Command::ShowWindow { open: None });
        request.replies.send(Reply::Failed(Error::NoWindow)).await.expect("it waits");
        drop(request);
        assert_eq!(asked.await.expect("asked"), Err(Error::NoWindow));
        serving.abort();
        let _ended = serving.await;
        let server = Server::bind(home.path()).expect("bound").with_window(true);
        let mut told = puppet.events.subscribe();
        let _serving = tokio::spawn(server.run(puppet.node.clone()));
        let client = Client::connect(home.path()).await.expect("it answers");
        let mut heard = client.ask(Command::Events).await.expect("asked");
        while puppet.events.receiver_count() < 2 {
            tokio::task::yield_now().await;
        }
        let open = Some(Opened::Ticket("commonplace:abc".into()));
        assert_eq!(client.answers(Command::ShowWindow { open: open.clone() }).await, Ok(Vec::new()));
        assert_eq!(told.recv().await, Ok(Event::ShowWindow { open }));
        let outside = Event::ShowWindow { open: None };
        assert_eq!(heard.recv().await, Some(Reply::Answer(Box::new(Answer::Event(outside)))), "a ticket is a secret");
    }

    #[tokio::test]
    async fn a_socket_that_a_killed_node_left_is_replaced() {
        let home = tempfile::tempdir().expect("folder");
        let socket = crate::home::socket_file(home.path());
        drop(std::os::unix::net::UnixListener::bind(&socket).expect("bound"));
        assert!(socket.exists());
        assert!(Client::connect(home.path()).await.is_none());
        let (_puppet, _client, _serving) = at(home.path()).await;
        let held = Server::bind(home.path()).expect_err("a living node is not pushed aside");
        assert!(matches!(held, Error::HomeHeld { .. }));
    }

    #[tokio::test]
    async fn a_node_that_hangs_counts_as_none() {
        let home = tempfile::tempdir().expect("folder");
        let socket = crate::home::socket_file(home.path());
        let _hangs = std::os::unix::net::UnixListener::bind(&socket).expect("bound");
        let patience = std::time::Duration::ZERO;
        assert!(Client::connect_within(home.path(), patience).await.is_none());
    }

    #[tokio::test]
    async fn a_home_that_lies_too_deep_for_a_socket_is_served_too() {
        let place = tempfile::tempdir().expect("folder");
        let home = place.path().join("d".repeat(120));
        std::fs::create_dir(&home).expect("folder");
        let (mut puppet, client, _serving) = at(&home).await;
        let asked = tokio::spawn(async move { client.answers(Command::Peers).await });
        answer(puppet.requests.recv().await.expect("a request"), vec![]).await;
        assert_eq!(asked.await.expect("joined"), Ok(vec![]));
        assert!(crate::home::socket_file(&home).exists());
    }

    #[tokio::test]
    async fn nonsense_is_answered_and_the_node_serves_on() {
        use std::io::{Read, Write};
        let home = tempfile::tempdir().expect("folder");
        let (_puppet, _client, _serving) = at(home.path()).await;
        let socket = crate::home::socket_file(home.path());
        let said = tokio::task::spawn_blocking(move || {
            let mut stream = UnixStream::connect(socket).expect("connected");
            stream.write_all(b"{\"command\":\"make_tea\"}\n").expect("sent");
            let mut said = String::new();
            stream.read_to_string(&mut said).expect("text");
            said
        });
        assert!(said.await.expect("joined").contains("failed"));
        assert!(Client::connect(home.path()).await.is_some());
    }

    #[tokio::test]
    async fn a_line_without_end_is_not_read_without_end() {
        let endless = vec![b'x'; 100];
        let read: io::Result<Option<Command>> = read_line(&mut endless.as_slice(), 64).await;
        assert_eq!(read.expect_err("too long").kind(), io::ErrorKind::InvalidData);
    }
}
