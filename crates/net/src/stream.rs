//! Streams of bytes to a peer, one per errand. The only module that knows the stream crate, an alpha.
//!
//! That crate drops an incoming stream unseen when its acceptor lags by one. Therefore whoever takes a stream says so
//! with one byte, [`TAKEN`], and whoever opened it tries again if that does not come.

use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use commonplace_core::limits;
use futures::StreamExt;
use libp2p::StreamProtocol;
use libp2p_stream::{Control, IncomingStreams, OpenStreamError};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::sync::{Mutex as AsyncMutex, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, timeout};
use tokio_util::compat::{Compat, FuturesAsyncReadCompatExt};

use crate::liveness::Passed;
use crate::{OpenError, PeerId};

/// How long one try to open a stream may take.
const OPEN_TIMEOUT: Duration = Duration::from_secs(5);
/// Tries before an opening fails.
const OPEN_TRIES: u32 = 3;
/// Said by whoever takes a stream.
const TAKEN: u8 = 1;

/// The errands for which a stream is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// The long-lived link of frames; opened by this crate only.
    Sync,
    /// Segments of a blob.
    Blob,
    /// Asking to be let into a circle.
    Join,
    /// A person with a new device asks for their circles.
    Return,
    /// Speaking with a relay about what it keeps for a circle.
    Lease,
    /// Pairing with somebody who stands next to us.
    Pair,
}

impl Protocol {
    /// Every protocol.
    pub(crate) const ALL: [Self; 6] = [Self::Sync, Self::Blob, Self::Join, Self::Return, Self::Lease, Self::Pair];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sync => "/commonplace/sync/1",
            Self::Blob => "/commonplace/blob/1",
            Self::Join => "/commonplace/join/1",
            Self::Return => "/commonplace/return/1",
            Self::Lease => "/commonplace/lease/1",
            Self::Pair => "/commonplace/pair/1",
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Bytes both ways, with back-pressure: [`AsyncRead`] and [`AsyncWrite`]. Dropping it resets; shut it down to end it well.
pub struct Stream {
    inner: Compat<libp2p::Stream>,
    heard: Arc<Heard>,
    /// The place that a stream opened by the peer takes up.
    _place: Option<Places>,
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").finish_non_exhaustive()
    }
}

impl Stream {
    /// Says that we take the stream that the peer opened.
    pub(crate) async fn say_taken(&mut self) -> std::io::Result<()> {
        self.write_all(&[TAKEN]).await?;
        self.flush().await
    }

    async fn taken(&mut self) -> std::io::Result<()> {
        match self.read_u8().await? {
            TAKEN => Ok(()),
            _ => Err(std::io::ErrorKind::InvalidData.into()),
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        ready!(Pin::new(&mut self.inner).poll_read(cx, out))?;
        self.heard.mark();
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let taken = ready!(Pin::new(&mut self.inner).poll_write(cx, bytes))?;
        self.heard.mark_taken(taken);
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

/// When a peer was last heard, and when and how much it was last sent.
#[derive(Debug)]
struct Heard {
    origin: Instant,
    millis: AtomicU64,
    taken_millis: AtomicU64,
    taken: AtomicU64,
}

impl Heard {
    fn mark(&self) {
        self.millis.store(millis(self.origin.elapsed()), Ordering::Relaxed);
    }

    fn mark_taken(&self, bytes: usize) {
        self.taken_millis.store(millis(self.origin.elapsed()), Ordering::Relaxed);
        self.taken.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// What a stream opened by a peer takes up: one of that peer's places and one of all.
type Places = (OwnedSemaphorePermit, OwnedSemaphorePermit);

/// What is kept of each connected peer.
struct Peer {
    heard: Arc<Heard>,
    turn: Arc<AsyncMutex<()>>,
    places: Arc<Semaphore>,
}

/// Opens streams, and takes those that peers open.
#[derive(Clone)]
pub(crate) struct Streams {
    control: Control,
    origin: Instant,
    peers: Arc<Mutex<HashMap<PeerId, Peer>>>,
    places: Arc<Semaphore>,
}

impl fmt::Debug for Streams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streams").finish_non_exhaustive()
    }
}

/// A stream that a peer opened.
pub(crate) struct Accepted {
    pub(crate) peer: PeerId,
    pub(crate) protocol: Protocol,
    pub(crate) stream: Stream,
}

impl Streams {
    pub(crate) fn new(control: Control, origin: Instant) -> Self {
        let places = Arc::new(Semaphore::new(limits::NET_INBOUND_STREAMS));
        Self { control, origin, peers: Arc::default(), places }
    }

    /// Streams with this peer are possible from now on.
    pub(crate) fn peer_up(&self, peer: PeerId) {
        let millis = AtomicU64::new(millis(self.origin.elapsed()));
        let heard = Heard { origin: self.origin, millis, taken_millis: AtomicU64::new(0), taken: AtomicU64::new(0) };
        let places = Arc::new(Semaphore::new(limits::NET_INBOUND_STREAMS_PER_PEER));
        self.peers().insert(peer, Peer { heard: Arc::new(heard), turn: Arc::default(), places });
    }

    /// The peer is gone.
    pub(crate) fn peer_down(&self, peer: PeerId) {
        self.peers().remove(&peer);
    }

    /// When any stream of this peer last brought bytes, counted from the origin; zero if it is not connected.
    pub(crate) fn heard(&self, peer: PeerId) -> Duration {
        let heard = self.peers().get(&peer).map(|peer| peer.heard.millis.load(Ordering::Relaxed));
        Duration::from_millis(heard.unwrap_or(0))
    }

    /// What has passed between us and this peer on all streams; nothing if it is not connected.
    pub(crate) fn passed(&self, peer: PeerId) -> Passed {
        let peers = self.peers();
        let Some(heard) = peers.get(&peer).map(|peer| &peer.heard) else { return Passed::default() };
        let time = |millis: &AtomicU64| Duration::from_millis(millis.load(Ordering::Relaxed));
        let taken = heard.taken.load(Ordering::Relaxed);
        Passed { heard: time(&heard.millis), taken_at: time(&heard.taken_millis), taken }
    }

    /// Opens a stream that the peer has taken.
    pub(crate) async fn open(&self, peer: PeerId, protocol: Protocol) -> Result<Stream, OpenError> {
        let (turn, heard) = self.of(peer).ok_or(OpenError::NotConnected)?;
        let _turn = turn.lock().await;
        let mut last = OpenError::TimedOut;
        for _ in 0..OPEN_TRIES {
            last = match timeout(OPEN_TIMEOUT, self.try_open(peer, protocol, heard.clone())).await {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(OpenError::Unsupported)) => return Err(OpenError::Unsupported),
                Ok(Err(error)) => error,
                Err(_) => OpenError::TimedOut,
            };
            if self.of(peer).is_none() {
                return Err(OpenError::NotConnected);
            }
        }
        Err(last)
    }

    async fn try_open(&self, peer: PeerId, protocol: Protocol, heard: Arc<Heard>) -> Result<Stream, OpenError> {
        let target = peer.to_libp2p().ok_or(OpenError::NotConnected)?;
        let opened = self.control.clone().open_stream(target, StreamProtocol::new(protocol.name())).await;
        let inner = opened.map_err(|error| match error {
            OpenStreamError::Io(error) => OpenError::Io(error),
            // The enum may grow; whatever else it says, the peer does not give us this stream.
            _ => OpenError::Unsupported,
        })?;
        let mut stream = Stream { inner: inner.compat(), heard, _place: None };
        stream.taken().await.map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => OpenError::Refused,
            _ => OpenError::Io(error),
        })?;
        Ok(stream)
    }

    /// Starts taking streams of this protocol. The acceptor does nothing but spawn, lest streams are dropped unseen.
    pub(crate) fn accept(&self, protocol: Protocol, accepted: mpsc::Sender<Accepted>) {
        let Ok(mut incoming) = self.control.clone().accept(StreamProtocol::new(protocol.name())) else { return };
        let streams = self.clone();
        tokio::spawn(async move {
            while let Some(new) = next_until_closed(&mut incoming, &accepted).await {
                if let Some(new) = streams.admit(new, protocol) {
                    tokio::spawn(hand_over(new, accepted.clone()));
                }
            }
        });
    }

    /// Gives the stream its place, or drops it if there is none.
    fn admit(&self, (peer, inner): (libp2p::PeerId, libp2p::Stream), protocol: Protocol) -> Option<Accepted> {
        let peer = PeerId::from_libp2p(&peer)?;
        let (heard, of_peer) = {
            let peers = self.peers();
            let state = peers.get(&peer)?;
            (state.heard.clone(), state.places.clone())
        };
        let place = (of_peer.try_acquire_owned().ok()?, self.places.clone().try_acquire_owned().ok()?);
        let stream = Stream { inner: inner.compat(), heard, _place: Some(place) };
        Some(Accepted { peer, protocol, stream })
    }

    fn of(&self, peer: PeerId) -> Option<(Arc<AsyncMutex<()>>, Arc<Heard>)> {
        self.peers().get(&peer).map(|peer| (peer.turn.clone(), peer.heard.clone()))
    }

    fn peers(&self) -> MutexGuard<'_, HashMap<PeerId, Peer>> {
        self.peers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn next_until_closed(
    incoming: &mut IncomingStreams,
    accepted: &mpsc::Sender<Accepted>,
) -> Option<(libp2p::PeerId, libp2p::Stream)> {
    tokio::select! {
        next = incoming.next() => next,
        () = accepted.closed() => None,
    }
}

/// Tells the network of a stream; a link is taken only when the network has chosen it, anything else at once.
async fn hand_over(mut new: Accepted, accepted: mpsc::Sender<Accepted>) {
    if new.protocol != Protocol::Sync && !matches!(timeout(OPEN_TIMEOUT, new.stream.say_taken()).await, Ok(Ok(()))) {
        return;
    }
    // If the network is shut down, the stream is dropped, which is right.
    let _ = accepted.send(new).await;
}
