//! The one long-lived stream of frames with each peer: what its owner sees. How it works is in [`work`].

pub(crate) mod work;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

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
    /// The way out. When the last clone is dropped, what is queued is still written, then the link closes.
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
    /// This end was dropped, or the network shut down.
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
    Oversize(u32),
    /// A begun frame did not arrive whole within 30 seconds.
    #[error("the other device took too long to send a frame")]
    SlowFrame,
    /// The peer took none of our bytes for 30 seconds.
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
        let bytes = frame.len();
        let before = self.queued.fetch_add(bytes, Ordering::Relaxed);
        let result = if before + bytes > limits::LINK_QUEUE_BYTES {
            Err(SendError::Full(frame))
        } else {
            self.frames.try_send(frame).map_err(SendError::from)
        };
        if result.is_err() {
            self.queued.fetch_sub(bytes, Ordering::Relaxed);
        }
        result
    }

    /// Bytes of frames that wait to be written.
    #[must_use]
    pub fn queued(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }
}

impl From<mpsc::error::TrySendError<Vec<u8>>> for SendError {
    fn from(error: mpsc::error::TrySendError<Vec<u8>>) -> Self {
        match error {
            mpsc::error::TrySendError::Full(frame) => Self::Full(frame),
            mpsc::error::TrySendError::Closed(_) => Self::Closed,
        }
    }
}

/// The incoming half of a link.
#[derive(Debug)]
pub struct LinkEvents {
    frames: mpsc::Receiver<Vec<u8>>,
    drained: watch::Receiver<u64>,
    reason: Arc<OnceLock<CloseReason>>,
    over: bool,
}

impl LinkEvents {
    /// The next event; nothing after [`LinkEvent::Closed`]. May be dropped while waiting without losing an event.
    ///
    /// Frames that arrived before the end are still handed out; of several drainings only the last is told.
    pub async fn recv(&mut self) -> Option<LinkEvent> {
        if self.over {
            return None;
        }
        tokio::select! {
            Ok(()) = self.drained.changed() => Some(LinkEvent::Drained(*self.drained.borrow_and_update())),
            frame = self.frames.recv() => Some(frame.map_or_else(|| self.end(), LinkEvent::Frame)),
        }
    }

    fn end(&mut self) -> LinkEvent {
        self.over = true;
        LinkEvent::Closed(self.reason.get().cloned().unwrap_or(CloseReason::ByUs))
    }
}
