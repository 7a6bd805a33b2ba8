//! The one long-lived stream of frames with each peer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commonplace_core::limits;
use tokio::sync::{mpsc, watch};

use crate::PeerId;

/// A link that is up: what comes in, and a way to send.
#[derive(Debug)]
pub struct Link {
    /// Who is at the other end.
    pub peer: PeerId,
    /// Whether we opened it.
    pub initiator: bool,
    /// What comes in. Not reading it stops the peer, by back-pressure; dropping it closes the link.
    pub events: LinkEvents,
    /// The way out.
    pub sender: LinkSender,
}

/// What happens on a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkEvent {
    /// A frame arrived.
    Frame(Vec<u8>),
    /// So many bytes of our frames, counted since the link came up, were handed to the transport.
    Drained(u64),
    /// The link is over; the last event.
    Closed(CloseReason),
}

/// Why a link ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloseReason {
    /// This end was dropped or closed.
    #[error("closed here")]
    ByUs,
    /// The peer ended it well.
    #[error("closed by the other device")]
    ByPeer,
    /// The transport broke.
    #[error("the connection broke: {0}")]
    Broken(String),
    /// The peer announced a frame longer than any may be.
    #[error("the other device sent a frame of {0} bytes, more than allowed")]
    Oversize(u64),
    /// A begun frame did not arrive whole in time.
    #[error("the other device took too long to send a frame")]
    SlowFrame,
    /// The peer did not take our bytes in time.
    #[error("the other device stopped reading")]
    Stalled,
    /// A newer link with the same peer took its place.
    #[error("replaced by a newer link")]
    Replaced,
}

/// Why a frame was not queued.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The queue is full; the frame is handed back. Wait for [`LinkEvent::Drained`].
    #[error("the link's queue is full")]
    Full(Vec<u8>),
    /// The frame is longer than any may be.
    #[error("a frame of {0} bytes is too long")]
    TooLarge(usize),
    /// The link is over.
    #[error("the link is closed")]
    Closed,
}

/// Sends frames on a link; cheap to clone.
#[derive(Debug, Clone)]
pub struct LinkSender {
    frames: mpsc::Sender<Vec<u8>>,
    queued: Arc<AtomicUsize>,
}

impl LinkSender {
    /// Queues a frame of at most 64 KiB. The queue holds 64 frames or 1.5 MiB, whichever is reached first.
    ///
    /// # Errors
    /// If the queue is full, the frame too long, or the link over.
    pub fn try_send(&self, frame: Vec<u8>) -> Result<(), SendError> {
        if frame.len() > limits::FRAME_BYTES {
            return Err(SendError::TooLarge(frame.len()));
        }
        if self.queued() + frame.len() > limits::LINK_QUEUE_BYTES {
            return Err(SendError::Full(frame));
        }
        let bytes = frame.len();
        self.queued.fetch_add(bytes, Ordering::Relaxed);
        self.frames.try_send(frame).map_err(|error| {
            self.queued.fetch_sub(bytes, Ordering::Relaxed);
            match error {
                mpsc::error::TrySendError::Full(frame) => SendError::Full(frame),
                mpsc::error::TrySendError::Closed(_) => SendError::Closed,
            }
        })
    }

    /// Bytes of frames that wait to be written.
    #[must_use]
    pub fn queued(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }
}

/// The incoming half of a link.
#[derive(Debug)]
pub struct LinkEvents {
    frames: mpsc::Receiver<Vec<u8>>,
    drained: watch::Receiver<u64>,
    closed: watch::Receiver<Option<CloseReason>>,
    over: bool,
}

impl LinkEvents {
    /// The next event; nothing after [`LinkEvent::Closed`]. May be dropped while waiting without losing an event.
    pub async fn recv(&mut self) -> Option<LinkEvent> {
        None
    }
}
