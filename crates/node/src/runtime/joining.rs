//! The words of joining on a stream: hello, hello, gate, counter-gate, request, answer. See `docs/protocol.md`, "Joining".

use std::time::Duration;

use commonplace_core::circle::Ticket;
use commonplace_core::circle::join::{JoinAnswer, JoinCounter, JoinGate, JoinHello, JoinRequest};
use commonplace_core::id::Tag;
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_net::{NetHandle, PeerId, Protocol, Stream};
use tokio::io::AsyncWriteExt;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::engine_thread::Message;
use super::exchange::{Broken, nonce, read_up_to, write};
use crate::engine::Input;

/// How long the whole exchange may take: three round trips over a bad link, and a disk that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks a peer to let us in, and tells the engine what it said.
pub(super) async fn knock(
    net: NetHandle,
    inputs: mpsc::Sender<Message>,
    peer: String,
    tag: Tag,
    ticket: Box<Ticket>,
    certificates: Vec<Certificate>,
) {
    let Ok(peer) = peer.parse::<PeerId>() else { return };
    match timeout(PATIENCE, ask(&net, peer, &ticket, certificates)).await {
        Ok(Ok(answer)) => {
            let peer = peer.to_string();
            let _stopping = inputs.send(Message::Input(Input::KnockAnswered { peer, tag, answer })).await;
        }
        Ok(Err(error)) => tracing::debug!(%peer, %error, "knocking came to nothing"),
        Err(_) => tracing::debug!(%peer, "knocking took too long"),
    }
}

async fn ask(
    net: &NetHandle,
    peer: PeerId,
    ticket: &Ticket,
    certificates: Vec<Certificate>,
) -> Result<JoinAnswer, Broken> {
    let mut stream = net.open_stream(peer, Protocol::Join).await?;
    let ours = nonce()?;
    write(&mut stream, &JoinHello { nonce: ours }.encode()).await?;
    let theirs = JoinHello::decode(&read(&mut stream).await?)?.nonce;
    write(&mut stream, &JoinGate::new(ticket, &ours, &theirs).encode()).await?;
    let counter = JoinCounter::decode(&read(&mut stream).await?)?;
    // Who we are is for members only.
    if let Err(refusal) = counter.check(ticket, &ours, &theirs) {
        return Ok(JoinAnswer::Refused(refusal));
    }
    let request = JoinRequest::new(ticket, certificates).ok_or(Broken::Nobody)?;
    write(&mut stream, &request.encode()).await?;
    Ok(JoinAnswer::decode(&read(&mut stream).await?)?)
}

/// Answers somebody who knocks.
pub(super) async fn answer(stream: Stream, peer: PeerId, inputs: mpsc::Sender<Message>) {
    match timeout(PATIENCE, reply(stream, peer, inputs)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a knock came to nothing"),
        Err(_) => tracing::debug!("a knock took too long"),
    }
}

async fn reply(mut stream: Stream, peer: PeerId, inputs: mpsc::Sender<Message>) -> Result<(), Broken> {
    let theirs = JoinHello::decode(&read(&mut stream).await?)?.nonce;
    let ours = nonce()?;
    write(&mut stream, &JoinHello { nonce: ours }.encode()).await?;
    let nonces = [theirs, ours];
    let gate = JoinGate::decode(&read(&mut stream).await?)?;
    let (answer, shown) = oneshot::channel();
    inputs.send(Message::Gate { peer, gate, nonces, answer }).await.map_err(|_| Broken::Nobody)?;
    let counter = shown.await.map_err(|_| Broken::Nobody)?;
    write(&mut stream, &counter.encode()).await?;
    if matches!(counter, JoinCounter::Refused(_)) {
        stream.shutdown().await?;
        return Ok(());
    }
    let request = JoinRequest::decode(&read(&mut stream).await?)?;
    let (answer, decided) = oneshot::channel();
    let knock = Message::Knock { peer, gate, request, nonces, answer };
    inputs.send(knock).await.map_err(|_| Broken::Nobody)?;
    let answer = decided.await.map_err(|_| Broken::Nobody)?;
    write(&mut stream, &answer.encode()).await?;
    stream.shutdown().await?;
    Ok(())
}

async fn read(stream: &mut Stream) -> Result<Vec<u8>, Broken> {
    read_up_to(stream, limits::JOIN_MESSAGE_BYTES).await
}
