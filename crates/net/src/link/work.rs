//! One task per link: reads frames into a bounded inbox, writes queued frames in batches, and ends when either fails.
//!
//! A frame is its length as big-endian `u32`, then its bytes. A length with the top bit set has no bytes: it is a
//! word of this crate to itself, a probe or its echo.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use commonplace_core::limits;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;

use super::{CloseReason, Link, LinkEvents, LinkSender};
use crate::PeerId;

/// Longest that a begun frame may take to arrive whole, or that the peer may take none of our bytes.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the last bytes may take to leave when the link is closed here.
const FAREWELL: Duration = Duration::from_secs(2);
/// Bytes gathered before one write: enough that its cost is spread, little enough that a small frame is not late.
const BATCH_BYTES: usize = 128 * 1024;
/// Buffer of the reader: one frame of the longest kind.
const READ_BYTES: usize = limits::FRAME_BYTES;
/// Marks a length word that is none.
const WORD: u32 = 1 << 31;
/// Asks the peer to say [`ECHO`].
const PROBE: u32 = WORD | 1;
/// Answers [`PROBE`].
const ECHO: u32 = WORD | 2;

/// What the network keeps of a running link.
#[derive(Debug)]
pub(crate) struct LinkControl {
    words: mpsc::Sender<u32>,
    close: Option<oneshot::Sender<CloseReason>>,
}

impl LinkControl {
    /// Asks the peer for a sign of life.
    pub(crate) fn probe(&self) {
        // A full queue of words means that one is on its way already.
        let _ = self.words.try_send(PROBE);
    }

    /// Ends the link for this reason.
    pub(crate) fn close(mut self, reason: CloseReason) {
        if let Some(close) = self.close.take() {
            let _ = close.send(reason);
        }
    }
}

/// Everything that the task of a link owns.
pub(crate) struct LinkTask {
    inbox: mpsc::Sender<Vec<u8>>,
    outbox: mpsc::Receiver<Vec<u8>>,
    queued: Arc<AtomicUsize>,
    drained: watch::Sender<u64>,
    reason: Arc<OnceLock<CloseReason>>,
    echoes: mpsc::Sender<u32>,
    words: mpsc::Receiver<u32>,
    close: oneshot::Receiver<CloseReason>,
    patience: Duration,
}

/// A link's three faces: for its owner, for the network, and for the task that [`LinkTask::run`]s it.
pub(crate) fn link(peer: PeerId, initiator: bool) -> (Link, LinkControl, LinkTask) {
    let (inbox, frames) = mpsc::channel(limits::LINK_INBOX_FRAMES);
    let (sender, outbox) = mpsc::channel(limits::LINK_QUEUE_FRAMES);
    let (drained, drained_seen) = watch::channel(0);
    let (words_in, words) = mpsc::channel(4);
    let (close_in, close) = oneshot::channel();
    let queued = Arc::new(AtomicUsize::new(0));
    let reason = Arc::new(OnceLock::new());

    let events = LinkEvents { frames, drained: drained_seen, reason: reason.clone(), over: false };
    let sender = LinkSender { frames: sender, queued: queued.clone() };
    let control = LinkControl { words: words_in.clone(), close: Some(close_in) };
    let task = LinkTask { inbox, outbox, queued, drained, reason, echoes: words_in, words, close, patience: PATIENCE };
    (Link { peer, initiator, events, sender }, control, task)
}

impl LinkTask {
    /// Carries frames until the end of the link.
    pub(crate) async fn run(self, stream: impl AsyncRead + AsyncWrite) -> CloseReason {
        let Self { inbox, outbox, queued, drained, reason, echoes, words, mut close, patience } = self;
        let (from_peer, to_peer) = tokio::io::split(stream);
        let from_peer = BufReader::with_capacity(READ_BYTES, from_peer);
        let mut reader = Reader { from_peer, inbox: &inbox, echoes, patience };
        let mut writer = Writer { to_peer, outbox, words, queued, drained, batch: Vec::new(), patience };
        let end = tokio::select! {
            end = reader.run() => end,
            end = writer.run() => end,
            // Nobody to receive is a closing, too, even if nothing comes in that could not be delivered.
            () = inbox.closed() => CloseReason::ByUs,
            asked = &mut close => asked.unwrap_or(CloseReason::ByUs),
        };
        if end == CloseReason::ByUs {
            writer.farewell().await;
        }
        let _ = reason.set(end.clone());
        end
    }
}

struct Reader<'a, R> {
    from_peer: BufReader<R>,
    inbox: &'a mpsc::Sender<Vec<u8>>,
    echoes: mpsc::Sender<u32>,
    patience: Duration,
}

impl<R: AsyncRead + Unpin> Reader<'_, R> {
    async fn run(&mut self) -> CloseReason {
        loop {
            if let Err(end) = self.step().await {
                return end;
            }
        }
    }

    async fn step(&mut self) -> Result<(), CloseReason> {
        // Between frames the peer may be silent for as long as it likes.
        if self.from_peer.fill_buf().await.map_err(broken)?.is_empty() {
            return Err(CloseReason::ByPeer);
        }
        let frame = timeout(self.patience, self.frame()).await.map_err(|_| CloseReason::SlowFrame)??;
        match frame {
            Some(frame) => self.inbox.send(frame).await.map_err(|_| CloseReason::ByUs),
            None => Ok(()),
        }
    }

    /// The next frame, or nothing if it was a word.
    async fn frame(&mut self) -> Result<Option<Vec<u8>>, CloseReason> {
        let length = self.from_peer.read_u32().await.map_err(broken)?;
        if length & WORD != 0 {
            if length == PROBE {
                // A full queue holds an echo already. Words that we do not know are for newer versions.
                let _ = self.echoes.try_send(ECHO);
            }
            return Ok(None);
        }
        let bytes = usize::try_from(length).ok().filter(|bytes| *bytes <= limits::FRAME_BYTES);
        let mut frame = vec![0; bytes.ok_or(CloseReason::Oversize(length))?];
        self.from_peer.read_exact(&mut frame).await.map_err(broken)?;
        Ok(Some(frame))
    }
}

struct Writer<W> {
    to_peer: W,
    outbox: mpsc::Receiver<Vec<u8>>,
    words: mpsc::Receiver<u32>,
    queued: Arc<AtomicUsize>,
    drained: watch::Sender<u64>,
    batch: Vec<u8>,
    patience: Duration,
}

impl<W: AsyncWrite + Unpin> Writer<W> {
    async fn run(&mut self) -> CloseReason {
        loop {
            let payload = tokio::select! {
                biased;
                Some(word) = self.words.recv() => {
                    self.batch.extend_from_slice(&word.to_be_bytes());
                    0
                }
                frame = self.outbox.recv() => match frame {
                    Some(frame) => self.gather(&frame),
                    None => return CloseReason::ByUs,
                },
            };
            if let Err(end) = self.write_batch(payload).await {
                return end;
            }
        }
    }

    /// Puts a frame and those that wait behind it into the batch. Returns their bytes without headers.
    fn gather(&mut self, first: &[u8]) -> usize {
        let mut payload = self.append(first);
        while self.batch.len() < BATCH_BYTES
            && let Ok(frame) = self.outbox.try_recv()
        {
            payload += self.append(&frame);
        }
        payload
    }

    fn append(&mut self, frame: &[u8]) -> usize {
        let length = u32::try_from(frame.len()).expect("frames are at most 64 KiB, as `try_send` checks");
        self.batch.extend_from_slice(&length.to_be_bytes());
        self.batch.extend_from_slice(frame);
        frame.len()
    }

    async fn write_batch(&mut self, payload: usize) -> Result<(), CloseReason> {
        let mut rest = self.batch.as_slice();
        while !rest.is_empty() {
            let written = timeout(self.patience, self.to_peer.write(rest)).await.map_err(|_| CloseReason::Stalled)?;
            let written = written.map_err(broken)?;
            if written == 0 {
                return Err(CloseReason::Broken("nothing more can be written".to_owned()));
            }
            rest = &rest[written..];
        }
        self.batch.clear();
        if payload > 0 {
            self.queued.fetch_sub(payload, Ordering::Relaxed);
            self.drained.send_modify(|drained| *drained += payload as u64);
        }
        if self.outbox.is_empty() {
            timeout(self.patience, self.to_peer.flush()).await.map_err(|_| CloseReason::Stalled)?.map_err(broken)?;
        }
        Ok(())
    }

    /// Ends the stream so that the peer sees an end and not a break.
    async fn farewell(&mut self) {
        // If the peer does not take it in time, a break it is.
        let _ = timeout(FAREWELL, self.to_peer.shutdown()).await;
    }
}

fn broken(error: std::io::Error) -> CloseReason {
    CloseReason::Broken(error.to_string())
}

#[cfg(test)]
#[path = "work_tests.rs"]
mod tests;
