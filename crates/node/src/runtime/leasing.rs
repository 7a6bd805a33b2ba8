//! The words of a lease stream: hello, hello, question, answer. See `docs/protocol.md`, "Leases".

use std::time::Duration;

use commonplace_core::id::Tag;
use commonplace_core::lease::{Answer, Hello, Question, Wish, gate};
use commonplace_core::limits;
use commonplace_net::{NetHandle, PeerId, Protocol, Stream, binding};
use tokio::io::AsyncWriteExt;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::engine_thread::Message;
use super::exchange::{Broken, nonce, read_up_to, write};
use crate::engine::Input;

/// How long the whole exchange may take: two round trips over a bad link, and a disk that writes.
const PATIENCE: Duration = Duration::from_secs(20);

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

async fn read(stream: &mut Stream) -> Result<Vec<u8>, Broken> {
    read_up_to(stream, limits::LEASE_MESSAGE_BYTES).await
}
