//! The words of a lease stream: hello, hello, question, answer. See `docs/protocol.md`, "Leases".

use std::time::Duration;

use commonplace_core::encoding::DecodeError;
use commonplace_core::id::Tag;
use commonplace_core::lease::{Answer, Hello, Question, Wish, gate};
use commonplace_core::limits;
use commonplace_net::{NetHandle, PeerId, Protocol, Stream, binding};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::engine_thread::Message;
use crate::engine::Input;

/// How long the whole exchange may take: two round trips over a bad link, and a disk that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why an exchange came to nothing. The asker tries again at its next visit.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    #[error("the stream broke")]
    Stream(#[from] std::io::Error),
    #[error("not a message of this exchange")]
    Message(#[from] DecodeError),
    #[error("not a question or answer")]
    Strange,
    #[error("a message of {0} bytes")]
    TooLong(u32),
    #[error("no stream to the relay")]
    Open(#[from] commonplace_net::OpenError),
    #[error("no randomness")]
    Randomness(#[from] getrandom::Error),
    #[error("nobody to answer")]
    Nobody,
}

/// A question that came in, and the way back.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) peer: PeerId,
    pub(super) nonces: [[u8; 32]; 2],
    pub(super) question: Question,
    pub(super) answer: oneshot::Sender<Answer>,
}

/// Asks a relay, and tells the engine what it said.
pub(super) async fn ask(
    net: NetHandle,
    inputs: mpsc::Sender<Message>,
    peer: String,
    tag: Tag,
    keys: Vec<[u8; 32]>,
    wish: Wish,
) {
    let Ok(relay) = peer.parse::<PeerId>() else { return };
    match timeout(PATIENCE, exchange(&net, relay, &keys, wish)).await {
        Ok(Ok(answer)) => {
            let answer = Box::new(answer);
            let _stopping = inputs.send(Message::Input(Input::RelayAnswered { peer, tag, answer })).await;
        }
        Ok(Err(error)) => tracing::debug!(%error, "a relay was asked in vain"),
        Err(_) => tracing::debug!("a relay took too long to answer"),
    }
}

async fn exchange(net: &NetHandle, relay: PeerId, keys: &[[u8; 32]], wish: Wish) -> Result<Answer, Broken> {
    let mut stream = net.open_stream(relay, Protocol::Lease).await?;
    let ours = nonce()?;
    write(&mut stream, &Hello { nonce: ours }.encode()).await?;
    let theirs = Hello::decode(&read(&mut stream).await?)?.nonce;
    let binding = binding(net.local(), relay);
    let gates = keys.iter().map(|key| gate(key, &[ours, theirs], &binding)).collect();
    write(&mut stream, &Question { gates, wish }.encode()).await?;
    Answer::decode(&read(&mut stream).await?).ok_or(Broken::Strange)
}

/// Serves one question to a relay.
pub(super) async fn serve(stream: Stream, peer: PeerId, asked: mpsc::Sender<Asked>) {
    match timeout(PATIENCE, reply(stream, peer, asked)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a question came to nothing"),
        Err(_) => tracing::debug!("a question took too long"),
    }
}

async fn reply(mut stream: Stream, peer: PeerId, asked: mpsc::Sender<Asked>) -> Result<(), Broken> {
    let theirs = Hello::decode(&read(&mut stream).await?)?.nonce;
    let ours = nonce()?;
    write(&mut stream, &Hello { nonce: ours }.encode()).await?;
    let question = Question::decode(&read(&mut stream).await?).ok_or(Broken::Strange)?;
    let (answer, decided) = oneshot::channel();
    asked.send(Asked { peer, nonces: [theirs, ours], question, answer }).await.map_err(|_| Broken::Nobody)?;
    let answer = decided.await.map_err(|_| Broken::Nobody)?;
    write(&mut stream, &answer.encode()).await?;
    stream.shutdown().await?;
    Ok(())
}

fn nonce() -> Result<[u8; 32], Broken> {
    let mut nonce = [0; 32];
    getrandom::fill(&mut nonce)?;
    Ok(nonce)
}

async fn write(stream: &mut Stream, message: &[u8]) -> Result<(), Broken> {
    let len = u32::try_from(message.len()).unwrap_or(u32::MAX);
    stream.write_all(&len.to_be_bytes()).await?;
    stream.write_all(message).await?;
    stream.flush().await?;
    Ok(())
}

async fn read(stream: &mut Stream) -> Result<Vec<u8>, Broken> {
    let len = stream.read_u32().await?;
    let bytes = usize::try_from(len).ok().filter(|bytes| *bytes <= limits::LEASE_MESSAGE_BYTES);
    let bytes = bytes.ok_or(Broken::TooLong(len))?;
    // As it comes: who only announces much makes us hold nothing.
    let mut message = Vec::new();
    (&mut *stream).take(bytes as u64).read_to_end(&mut message).await?;
    if message.len() == bytes {
        Ok(message)
    } else {
        Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into())
    }
}
