//! Streams for pairing: frames there and back, a few of them. What they say is the engine's affair.

use std::time::Duration;

use commonplace_core::limits;
use commonplace_net::{NetHandle, PeerId, Protocol, Stream, binding};
use tokio::io::{AsyncWriteExt, ReadHalf};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::engine_thread::Message;
use super::exchange::{read_up_to, write};
use crate::engine::{Input, PairId};

/// Frames of one side that wait to be written: a whole pairing.
const OUTGOING: usize = limits::PAIRING_MESSAGES;
/// How long the peer may take to read our last words.
const FAREWELL: Duration = Duration::from_secs(5);

/// A stream on its way to the engine, and the way out of it.
#[derive(Debug)]
pub(super) struct NewPair {
    pub(super) pair: PairId,
    pub(super) peer: PeerId,
    pub(super) binding: [u8; 32],
    pub(super) sender: mpsc::Sender<Vec<u8>>,
}

/// Opens a stream to a peer and carries what is said on it.
pub(super) async fn open(
    net: NetHandle,
    inputs: mpsc::Sender<Message>,
    pair: PairId,
    peer: String,
    outgoing: mpsc::Receiver<Vec<u8>>,
) {
    let opened = match peer.parse::<PeerId>() {
        Ok(id) => net.open_stream(id, Protocol::Pair).await.map(|stream| (id, stream)),
        Err(_) => Err(commonplace_net::OpenError::NotConnected),
    };
    match opened {
        Ok((id, stream)) => {
            let binding = binding(net.local(), id);
            let up = Input::PairUp { pair, peer, binding, inbound: false };
            if inputs.send(Message::Input(up)).await.is_ok() {
                carry(stream, inputs, pair, outgoing).await;
            }
        }
        Err(error) => {
            tracing::debug!(%peer, %error, "no stream for pairing");
            let _stopping = inputs.send(Message::Input(Input::PairDown { pair })).await;
        }
    }
}

/// Carries what is said on a stream that a peer opened.
pub(super) async fn answer(
    stream: Stream,
    inputs: mpsc::Sender<Message>,
    pair: PairId,
    peer: PeerId,
    binding: [u8; 32],
) {
    let (sender, outgoing) = mpsc::channel(OUTGOING);
    let new = NewPair { pair, peer, binding, sender };
    if inputs.send(Message::Pair(new)).await.is_ok() {
        carry(stream, inputs, pair, outgoing).await;
    }
}

/// A way out for frames to a stream that is being opened.
pub(super) fn outgoing() -> (mpsc::Sender<Vec<u8>>, mpsc::Receiver<Vec<u8>>) {
    mpsc::channel(OUTGOING)
}

/// Until the engine lets go of it, or the peer does.
async fn carry(stream: Stream, inputs: mpsc::Sender<Message>, pair: PairId, mut outgoing: mpsc::Receiver<Vec<u8>>) {
    let (reader, mut writer) = tokio::io::split(stream);
    let mut reading = tokio::spawn(read_all(reader, inputs.clone(), pair));
    loop {
        let frame = tokio::select! {
            frame = outgoing.recv() => frame,
            _ = &mut reading => break,
        };
        let Some(frame) = frame else {
            // Ours is said. Letting go at once could take the last of it away from under the peer.
            let _either_way = timeout(FAREWELL, writer.shutdown()).await;
            let _either_way = timeout(FAREWELL, &mut reading).await;
            break;
        };
        if write(&mut writer, &frame).await.is_err() {
            break;
        }
    }
    reading.abort();
    let _stopping = inputs.send(Message::Input(Input::PairDown { pair })).await;
}

/// Takes as many frames as a pairing has, and no more.
async fn read_all(mut reader: ReadHalf<Stream>, inputs: mpsc::Sender<Message>, pair: PairId) {
    for _ in 0..limits::PAIRING_MESSAGES {
        let Ok(bytes) = read_up_to(&mut reader, limits::PAIRING_MESSAGE_BYTES).await else { return };
        if inputs.send(Message::Input(Input::PairFrame { pair, bytes })).await.is_err() {
            return;
        }
    }
}
