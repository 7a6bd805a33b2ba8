//! The words of coming back on a stream: hello, hello, gate, counter-gate, request, answer. See `docs/protocol.md`,
//! "Coming back".

use std::time::Duration;

use commonplace_core::circle::join::JoinHello;
use commonplace_core::circle::returning::{ReturnAnswer, ReturnCounter, ReturnGate, ReturnRequest, Talk};
use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_net::{NetHandle, PeerId, Protocol, Stream, binding};
use tokio::io::AsyncWriteExt;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::engine_thread::Message;
use super::exchange::{Broken, nonce, read_up_to, write};
use crate::engine::Input;
use crate::home::Keys;

/// How long the whole exchange may take: three round trips over a bad link, and a disk that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks a peer for the circles of this person, and tells the engine what it said.
pub(super) async fn knock(net: NetHandle, inputs: mpsc::Sender<Message>, peer: String, keys: Keys, held: Vec<Tag>) {
    let Ok(id) = peer.parse::<PeerId>() else { return };
    match timeout(PATIENCE, ask(&net, id, &keys, held)).await {
        Ok(Ok(Some(answer))) => {
            let _stopping = inputs.send(Message::Input(Input::Returned { peer, answer })).await;
        }
        Ok(Ok(None)) => tracing::debug!(%peer, "this peer does not know us"),
        Ok(Err(error)) => tracing::debug!(%peer, %error, "coming back came to nothing"),
        Err(_) => tracing::debug!(%peer, "coming back took too long"),
    }
}

async fn ask(net: &NetHandle, peer: PeerId, keys: &Keys, held: Vec<Tag>) -> Result<Option<ReturnAnswer>, Broken> {
    let Some(root) = keys.root() else { return Ok(None) };
    let person = keys.person_id();
    let mut stream = net.open_stream(peer, Protocol::Return).await?;
    let returner = nonce()?;
    write(&mut stream, &JoinHello { nonce: returner }.encode()).await?;
    let member = JoinHello::decode(&read_up_to(&mut stream, limits::RETURN_MESSAGE_BYTES).await?)?.nonce;
    let talk = Talk { returner, member, binding: binding(net.local(), peer) };
    write(&mut stream, &ReturnGate::new(&person, &talk).encode()).await?;
    let counter = ReturnCounter::decode(&read_up_to(&mut stream, limits::RETURN_MESSAGE_BYTES).await?)?;
    // Who we are is for those who know us.
    if !counter.knows(&person, &talk) {
        return Ok(None);
    }
    let request = ReturnRequest::new(&root, keys.certificate().clone(), &talk, held);
    write(&mut stream, &request.encode()).await?;
    Ok(Some(ReturnAnswer::decode(&read_up_to(&mut stream, limits::RETURN_ANSWER_BYTES).await?)?))
}

/// Answers somebody who comes back.
pub(super) async fn answer(stream: Stream, peer: PeerId, inputs: mpsc::Sender<Message>, binding: [u8; 32]) {
    match timeout(PATIENCE, reply(stream, peer, inputs, binding)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "somebody's coming back came to nothing"),
        Err(_) => tracing::debug!("somebody's coming back took too long"),
    }
}

async fn reply(
    mut stream: Stream,
    peer: PeerId,
    inputs: mpsc::Sender<Message>,
    binding: [u8; 32],
) -> Result<(), Broken> {
    let returner = JoinHello::decode(&read_up_to(&mut stream, limits::RETURN_MESSAGE_BYTES).await?)?.nonce;
    let member = nonce()?;
    write(&mut stream, &JoinHello { nonce: member }.encode()).await?;
    let talk = Talk { returner, member, binding };
    let gate = ReturnGate::decode(&read_up_to(&mut stream, limits::RETURN_MESSAGE_BYTES).await?)?;
    let (answer, shown) = oneshot::channel();
    inputs.send(Message::ReturnGate { gate, talk, answer }).await.map_err(|_| Broken::Nobody)?;
    let counter = shown.await.map_err(|_| Broken::Nobody)?;
    write(&mut stream, &counter.encode()).await?;
    if counter == ReturnCounter::Unknown {
        stream.shutdown().await?;
        return Ok(());
    }
    let request = ReturnRequest::decode(&read_up_to(&mut stream, limits::RETURN_MESSAGE_BYTES).await?)?;
    let (answer, decided) = oneshot::channel();
    inputs.send(Message::Return { peer, gate, request, talk, answer }).await.map_err(|_| Broken::Nobody)?;
    let answer = decided.await.map_err(|_| Broken::Nobody)?;
    write(&mut stream, &answer.encode()).await?;
    stream.shutdown().await?;
    Ok(())
}
