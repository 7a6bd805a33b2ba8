//! The engine's thread: takes what has come, lets the engine handle it as one batch, and hands out the effects.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use commonplace_core::circle::join::{JoinAnswer, JoinCounter, JoinGate, JoinRequest};
use commonplace_core::circle::returning::{ReturnAnswer, ReturnCounter, ReturnGate, ReturnRequest, Talk};
use commonplace_core::id::BlobId;
use commonplace_core::time::Timestamp;
use commonplace_net::PeerId;
use commonplace_sync::{LinkId, Millis};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, broadcast, mpsc, oneshot};

use super::blobs::Word;
use super::dispatch::{Dispatcher, Tools, refuse};
use super::started;
use crate::answer::Answer;
use crate::command::Command;
use crate::engine::{BlobEnd, BlobQuestion, BundleAsk, BundleGiven, Engine, Input, Now};
use crate::error::Error;
use crate::event::Event;
use crate::home::Lock;
use crate::node::{Reply, Request};

/// What the thread is sent.
#[derive(Debug)]
pub(super) enum Message {
    /// For the engine.
    Input(Input),
    /// A frame of a link, and its share of what may wait.
    Frame { link: LinkId, bytes: Vec<u8>, share: OwnedSemaphorePermit },
    /// A link that is up, and the way out of it.
    Link(super::network::NewLink),
    /// A stream for pairing that a peer opened, and the way out of it.
    Pair(super::pairing::NewPair),
    /// A stranger who shows that they hold a ticket.
    Gate { peer: PeerId, gate: JoinGate, nonces: [[u8; 32]; 2], answer: oneshot::Sender<JoinCounter> },
    /// A stranger with a ticket.
    Knock {
        peer: PeerId,
        gate: JoinGate,
        request: JoinRequest,
        nonces: [[u8; 32]; 2],
        answer: oneshot::Sender<JoinAnswer>,
    },
    /// A peer that asks about an attachment.
    BlobAsked { peer: PeerId, blob: BlobId, question: BlobQuestion, answer: oneshot::Sender<bool> },
    /// A stranger who may be somebody we know.
    ReturnGate { gate: ReturnGate, talk: Talk, answer: oneshot::Sender<ReturnCounter> },
    /// Somebody whom we know, and who asks for their circles.
    Return { peer: PeerId, gate: ReturnGate, request: ReturnRequest, talk: Talk, answer: oneshot::Sender<ReturnAnswer> },
    /// A bundle's writer or reader.
    Bundle { asked: BundleAsk, answer: oneshot::Sender<Result<BundleGiven, Error>> },
    /// Stop the node.
    Stop,
}

impl From<Word> for Message {
    fn from(word: Word) -> Self {
        Self::Input(match word {
            Word::Asked { peer, blob, question, answer } => {
                return Self::BlobAsked { peer, blob, question, answer };
            }
            Word::Ended { blob, end: BlobEnd::Done } => Input::BlobDone { blob },
            Word::Ended { blob, end } => Input::BlobFailed { blob, why: end },
            Word::Held { blob, peer, whole } => Input::BlobHeld { blob, peer, whole },
            Word::False { blob, peer } => Input::BlobFalse { blob, peer },
            Word::Progress { blob, here, of, rate, peers } => Input::BlobProgress { blob, here, of, rate, peers },
        })
    }
}

/// What the thread works with.
pub(super) struct Parts {
    pub(super) engine: Engine,
    pub(super) tools: Tools,
    pub(super) events: broadcast::Sender<Event>,
    pub(super) lock: Lock,
}

/// What the engine has left to do when nothing comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// Views: somebody may be waiting for them.
    Views,
    /// Perhaps the search index, when it has been quiet for a moment: a word costs more than a note.
    Search,
    /// More of it.
    MoreSearch,
    Nothing,
}

/// How long it is quiet before the search index is seen to: whoever writes or sends one thing after the other comes first.
const SEARCH_QUIET: Duration = Duration::from_millis(20);
/// Bytes of frames after which a batch is closed: some 150 records, so that what arrives in a long stream is written,
/// and seen, piece by piece.
const BATCH_BYTES: usize = 256 * 1024;
/// Inputs of one batch at most: what one fsync makes durable together.
const BATCH: usize = 256;

/// Runs the engine until it is told to stop. Whoever still waits then is told so, and if the engine fails as well: its
/// defect must not leave a process behind that holds the home and does nothing.
pub(super) fn run(parts: Parts, mut inbox: Inbox, name: &str) {
    let events = parts.events.clone();
    // What the engine held is gone with it; nothing of it is looked at after a panic.
    let ended = catch_unwind(AssertUnwindSafe(|| serve(parts, &mut inbox, name)));
    inbox.refuse_all();
    if ended.is_err() {
        tracing::error!("the engine failed; what was acknowledged is on the disk");
        let _listeners = events.send(Event::Stopping);
    }
}

fn serve(parts: Parts, inbox: &mut Inbox, name: &str) {
    let Parts { mut engine, tools, lock, events } = parts;
    let clock = Clock::start();
    let handle = tools.handle.clone();
    let peer = engine.peer_name().to_owned();
    let mut dispatcher = Dispatcher::new(tools);
    for event in started(name, &peer) {
        dispatcher.tell(event);
    }
    let mut left = Left::Views;
    while !dispatcher.stopping() {
        let wait = match left {
            Left::Views | Left::MoreSearch => Duration::ZERO,
            Left::Search => SEARCH_QUIET.min(clock.until(engine.wake_at())),
            Left::Nothing => clock.until(engine.wake_at()),
        };
        let Some(batch) = next_batch(&handle, inbox, wait, &mut dispatcher, &events) else { break };
        let now = clock.now();
        let due = engine.wake_at().is_some_and(|at| at <= now.mono);
        if batch.is_empty() && !due && matches!(left, Left::Search | Left::MoreSearch) {
            left = if engine.index() { Left::MoreSearch } else { Left::Nothing };
            continue;
        }
        dispatcher.carry_out(engine.handle(now, batch.into_iter().chain(due.then_some(Input::Tick))));
        // A slice after every batch: what arrives in a long stream is to be seen while it arrives.
        let (effects, more) = engine.catch_up(now);
        dispatcher.carry_out(effects);
        left = if more { Left::Views } else { Left::Search };
    }
    dispatcher.shut_down();
    drop(engine);
    drop(lock);
}

/// What comes to the engine. Those who ask are not behind whatever a peer sends: a person waits for the answer.
pub(super) struct Inbox {
    pub(super) asks: mpsc::Receiver<Request>,
    pub(super) inputs: mpsc::Receiver<Message>,
}

/// One thing that has come.
enum Came {
    Ask(Request),
    Input(Message),
    /// Every sender is gone.
    End,
    /// The time is over.
    Nothing,
}

impl Inbox {
    /// What is there, without waiting; those who ask first, as long as `asks` says so.
    fn now(&mut self, asks: bool) -> Came {
        if asks && let Ok(request) = self.asks.try_recv() {
            return Came::Ask(request);
        }
        match self.inputs.try_recv() {
            Ok(message) => Came::Input(message),
            Err(mpsc::error::TryRecvError::Disconnected) => Came::End,
            Err(mpsc::error::TryRecvError::Empty) => Came::Nothing,
        }
    }

    /// Waits at most so long.
    fn within(&mut self, handle: &Handle, wait: Duration) -> Came {
        let came = self.now(true);
        if wait.is_zero() || !matches!(came, Came::Nothing) {
            return came;
        }
        let next = async {
            tokio::select! {
                Some(request) = self.asks.recv() => Came::Ask(request),
                message = self.inputs.recv() => message.map_or(Came::End, Came::Input),
            }
        };
        handle.block_on(async { tokio::time::timeout(wait, next).await }).unwrap_or(Came::Nothing)
    }

    /// Tells everybody whose command nobody will look at any more.
    fn refuse_all(&mut self) {
        self.asks.close();
        while let Ok(request) = self.asks.try_recv() {
            refuse(&request.replies);
        }
    }
}

/// Waits for an input at most so long, then takes all that are there, up to a bound. Nothing when every sender is gone or
/// the node is to stop; empty when the time is over.
fn next_batch(
    handle: &Handle,
    inbox: &mut Inbox,
    wait: Duration,
    dispatcher: &mut Dispatcher,
    events: &broadcast::Sender<Event>,
) -> Option<Vec<Input>> {
    let mut batch = Vec::new();
    let (mut asked, mut bytes) = (0, 0);
    let mut next = inbox.within(handle, wait);
    loop {
        match next {
            Came::Ask(request) if request.command == Command::Events => {
                handle.spawn(stream_events(events.subscribe(), request.replies));
            }
            Came::Ask(request) => {
                asked += 1;
                batch.push(dispatcher.asked(request));
            }
            Came::Input(Message::Stop) | Came::End => return None,
            Came::Input(message) => {
                if let Message::Frame { bytes: frame, .. } = &message {
                    bytes += frame.len();
                }
                batch.extend(dispatcher.take_in(message));
            }
            Came::Nothing => return Some(batch),
        }
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            return Some(batch);
        }
        // Half of a batch at most is what people ask, so that a busy writer does not keep peers waiting for ever.
        next = inbox.now(asked < BATCH / 2);
    }
}

async fn stream_events(mut events: broadcast::Receiver<Event>, replies: mpsc::Sender<Reply>) {
    loop {
        let event = tokio::select! {
            event = events.recv() => event,
            () = replies.closed() => return,
        };
        match event {
            Ok(event) => {
                let stopping = event == Event::Stopping;
                let sent = replies.send(Reply::Answer(Box::new(Answer::Event(event)))).await;
                if sent.is_err() || stopping {
                    return;
                }
            }
            Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}

/// The clocks of this machine.
pub(super) struct Clock {
    origin: Instant,
}

/// Without any wish to be woken the engine is looked at this often all the same: a week's gossip channel may be over.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "the runtime is where the clocks are")]
    pub(super) fn start() -> Self {
        Self { origin: Instant::now() }
    }

    #[expect(clippy::disallowed_methods, reason = "the runtime is where the clocks are")]
    pub(super) fn now(&self) -> Now {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Now { wall: Timestamp::from_millis(millis(wall)), mono: Millis(millis(self.origin.elapsed())) }
    }

    pub(super) fn until(&self, at: Option<Millis>) -> Duration {
        let now = self.now().mono;
        at.map_or(LONGEST_WAIT, |at| Duration::from_millis(at.0.saturating_sub(now.0)).min(LONGEST_WAIT))
    }
}
