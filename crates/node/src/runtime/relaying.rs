//! Runs a relay for real: the thread of its machine, and the network around it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use commonplace_core::armor::ArmorError;
use commonplace_core::id::BlobId;
use commonplace_core::limits;
use commonplace_net::{
    Address, Config, EventStream, Link, LinkSender, Locator, Net, NetHandle, PeerId, Protocol, RelayServer,
    TransportSecret, binding,
};
use commonplace_store::{Blobs, Options as StoreOptions, Store, unwatched};
use commonplace_sync::LinkId;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot, watch};

use super::blobs::{self, Word};
use super::engine_thread::Clock;
use super::leasing::{self, Asked};
use super::network::{Heard, follow_link};
use super::places::Places;
use super::{metrics, random};
use crate::engine::BlobQuestion;
use crate::error::{Error, LeaseError};
use crate::relay::{Allowed, Counts, Effect, Input, Relay, RelayHome};

/// Inputs that wait for the machine at most; peers feel the back-pressure.
const INPUTS: usize = 1024;
/// Inputs of one batch at most: what one fsync makes durable together.
const BATCH: usize = 256;
/// Lists of sources that wait for one fetch; the latest counts.
const SOURCES: usize = 4;
/// The port on which a relay listens when nothing else is said.
pub const RELAY_PORT: u16 = 17_017;

/// How to run a relay.
#[derive(Debug, Clone)]
pub struct RelayOptions {
    /// The folder that holds all that it owns.
    pub home: PathBuf,
    /// Addresses to listen on; every interface at [`RELAY_PORT`] when empty.
    pub listen: Vec<String>,
    /// Where it is reached from outside; at its own interfaces when empty.
    pub external: Vec<String>,
    /// Whether it shows itself on the local network, so that laptops there find it at whatever address it has: not at
    /// one that the internet carries to, and never if it is reached from outside.
    pub shown: bool,
    /// Leases as stewards hand them over, each with the bytes that it may keep.
    pub allow: Vec<(String, u64)>,
    /// Where to tell health and figures; on this machine only.
    pub metrics: Option<SocketAddr>,
    /// How much to carry for others.
    pub circuits: RelayCircuits,
}

/// How much a relay carries between peers that cannot reach each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelayCircuits {
    /// Most peers that hold a place.
    pub places: usize,
    /// Most connections carried at once, in all.
    pub most: usize,
    /// Most connections carried at once for one peer.
    pub per_peer: usize,
    /// Longest time that one connection is carried.
    pub minutes: u64,
    /// Most bytes that one connection carries each way.
    pub bytes: u64,
}

impl Default for RelayCircuits {
    fn default() -> Self {
        Self {
            places: limits::RELAY_RESERVATIONS,
            most: limits::RELAY_CIRCUITS,
            per_peer: limits::RELAY_CIRCUITS_PER_PEER,
            minutes: limits::RELAY_CIRCUIT_TIME.as_secs() / 60,
            bytes: limits::RELAY_CIRCUIT_BYTES,
        }
    }
}

/// A relay at work. Dropping it stops it.
#[derive(Debug)]
pub struct RunningRelay {
    peer: PeerId,
    leases: usize,
    addresses: watch::Receiver<Vec<String>>,
    machine: Option<JoinHandle<()>>,
    runtime: Option<Runtime>,
    net: NetHandle,
    stop: mpsc::Sender<Message>,
}

enum Message {
    Link {
        link: LinkId,
        peer: PeerId,
        initiator: bool,
        sender: LinkSender,
    },
    Input(Input),
    Asked(Asked),
    /// A peer asks about an attachment.
    BlobAsked {
        peer: PeerId,
        blob: BlobId,
        question: BlobQuestion,
        answer: oneshot::Sender<bool>,
    },
    /// How far a fetch is, which nobody watches here.
    Passing,
    Stop,
}

impl From<Word> for Message {
    fn from(word: Word) -> Self {
        match word {
            Word::Asked { peer, blob, question, answer } => Self::BlobAsked { peer, blob, question, answer },
            Word::Ended { blob, .. } => Self::Input(Input::FetchEnded { blob }),
            // Whoever gives false bytes is asked for that attachment no more; it costs its circle and nobody else.
            Word::Held { .. } | Word::False { .. } | Word::Progress { .. } => Self::Passing,
        }
    }
}

/// Starts a relay. Returns when its store is open.
///
/// # Errors
/// [`Error::NotARelayHome`], [`Error::BadLease`], [`Error::BadAddress`], [`Error::NotLoopback`], [`Error::HomeHeld`],
/// [`Error::KeyExposed`], [`Error::Network`], [`Error::DiskFull`], [`Error::File`], [`Error::Store`].
pub fn start_relay(options: &RelayOptions) -> Result<RunningRelay, Error> {
    if let Some(place) = options.metrics.filter(|place| !place.ip().is_loopback()) {
        return Err(Error::NotLoopback { address: place.to_string() });
    }
    let config = network(options)?;
    let home = RelayHome::open(&options.home, random()?)?;
    let allowed = allowed(options, &home)?;
    let leases = allowed.len();
    let (store, _) = Store::open(&home.store_folder(), StoreOptions::default(), &mut unwatched())
        .map_err(|error| Error::Store { why: error.to_string() })?;
    let blobs = store.blobs().clone();
    let relay = Relay::open(home.id(), store, allowed, random()?)?;

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(super::WORKERS)
        .enable_all()
        .build()
        .map_err(|error| Error::Network { why: error.to_string() })?;
    let guard = runtime.enter();
    let (net, events) = Net::start(config, TransportSecret::from_seed(home.seed()))
        .map_err(|error| Error::Network { why: error.to_string() })?;
    drop(guard);
    let (inputs, inbox) = mpsc::channel(INPUTS);
    let (tell_addresses, addresses) = watch::channel(external(options, &net));
    let counts = Arc::new(Mutex::new(relay.counts()));
    let handle = runtime.handle().clone();
    if let Some(place) = options.metrics {
        let listener = handle
            .block_on(tokio::net::TcpListener::bind(place))
            .map_err(|error| Error::Network { why: format!("{place}: {error}") })?;
        handle.spawn(metrics::serve(listener, counts.clone(), net.clone()));
    }
    let told = options.external.is_empty().then_some(tell_addresses);
    handle.spawn(follow(net.clone(), events, inputs.clone(), blobs.clone(), told));
    let (stop, peer) = (inputs.clone(), net.local());
    let machine = Machine { relay, net: net.clone(), handle, counts, blobs, inputs, _home: home };
    let machine = std::thread::Builder::new()
        .name("relay".into())
        .spawn(move || machine.run(inbox))
        .map_err(|error| Error::Network { why: error.to_string() })?;
    Ok(RunningRelay { peer, leases, addresses, machine: Some(machine), runtime: Some(runtime), net, stop })
}

impl RunningRelay {
    /// The transport id under which peers see it.
    #[must_use]
    pub fn peer(&self) -> String {
        self.peer.to_string()
    }

    /// Leases at work.
    #[must_use]
    pub fn leases(&self) -> usize {
        self.leases
    }

    /// Where stewards and members find it, once that is known: what a circle's settings name.
    pub async fn addresses(&mut self) -> Vec<String> {
        // The network ends when the relay does, and then nothing is known.
        let _ended = self.addresses.wait_for(|addresses| !addresses.is_empty()).await.is_ok();
        self.addresses.borrow().clone()
    }
}

impl Drop for RunningRelay {
    fn drop(&mut self) {
        let (stop, net) = (self.stop.clone(), self.net.clone());
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move { stop.send(Message::Stop).await });
        }
        if let Some(machine) = self.machine.take() {
            let _panicked = machine.join();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.block_on(net.shutdown());
            runtime.shutdown_background();
        }
    }
}

fn network(options: &RelayOptions) -> Result<Config, Error> {
    let bad = |text: &String| Error::BadAddress { address: text.clone() };
    let mut config = Config::on_port(RELAY_PORT);
    if !options.listen.is_empty() {
        let parse = |text: &String| text.parse::<Address>().map_err(|_| bad(text));
        config.listen = options.listen.iter().map(parse).collect::<Result<_, _>>()?;
    }
    let parse = |text: &String| text.parse::<Locator>().ok().filter(|place| place.relay().is_none()).ok_or(bad(text));
    let external = options.external.iter().map(parse).collect::<Result<_, _>>()?;
    let found = options.shown && options.external.is_empty();
    config.mdns = if found { commonplace_net::Mdns::Relay } else { commonplace_net::Mdns::Off };
    config.connections = limits::RELAY_CONNECTIONS;
    let RelayCircuits { places, most, per_peer, minutes, bytes } = options.circuits;
    config.relay = Some(RelayServer {
        external,
        reservations: places,
        circuits: most,
        circuits_per_peer: per_peer,
        circuit_time: Duration::from_secs(minutes.clamp(1, 24 * 60) * 60),
        circuit_bytes: bytes,
    });
    Ok(config)
}

fn allowed(options: &RelayOptions, home: &RelayHome) -> Result<Vec<Allowed>, Error> {
    let read = |(text, quota): &(String, u64)| {
        let lease: commonplace_core::lease::Lease =
            text.parse().map_err(|error: ArmorError| Error::BadLease { why: error.into() })?;
        if lease.relay != home.id() {
            return Err(Error::BadLease { why: LeaseError::Elsewhere });
        }
        Ok(Allowed { lease, quota: *quota })
    };
    options.allow.iter().map(read).collect()
}

fn external(options: &RelayOptions, net: &NetHandle) -> Vec<String> {
    let places = options.external.iter().filter_map(|text| text.parse::<Locator>().ok());
    places.map(|place| place.with_peer(net.local()).to_string()).collect()
}

/// The hands of the machine.
struct Machine {
    relay: Relay,
    net: NetHandle,
    handle: tokio::runtime::Handle,
    counts: Arc<Mutex<Counts>>,
    blobs: Blobs,
    /// For what is done beside the machine to tell it.
    inputs: mpsc::Sender<Message>,
    _home: RelayHome,
}

/// What a message came to.
enum Taken {
    Input(Input),
    Nothing,
    Stop,
}

/// Who waits for what.
#[derive(Default)]
struct Waiting {
    links: HashMap<LinkId, (PeerId, LinkSender)>,
    asks: HashMap<u64, oneshot::Sender<commonplace_core::lease::Answer>>,
    blob_asks: HashMap<u64, oneshot::Sender<bool>>,
    /// Where those hear who fetch an attachment.
    fetches: HashMap<BlobId, mpsc::Sender<Vec<String>>>,
    next: u64,
}

impl Machine {
    fn run(mut self, mut inbox: mpsc::Receiver<Message>) {
        let clock = Clock::start();
        let mut waiting = Waiting::default();
        loop {
            let wait = clock.until(self.relay.wake_at());
            let handle = self.handle.clone();
            let first = handle.block_on(async { tokio::time::timeout(wait, inbox.recv()).await });
            let mut batch = Vec::new();
            let mut next = match first {
                Ok(None) => return,
                Ok(message) => message,
                Err(_) => None,
            };
            while let Some(message) = next {
                match self.take_in(message, &mut waiting) {
                    Taken::Input(input) => batch.push(input),
                    Taken::Nothing => {}
                    Taken::Stop => return,
                }
                next = if batch.len() < BATCH { inbox.try_recv().ok() } else { None };
            }
            let now = clock.now();
            let due = self.relay.wake_at().is_some_and(|at| at <= now.mono);
            let effects = self.relay.handle(now, batch.into_iter().chain(due.then_some(Input::Tick)));
            for effect in effects {
                self.carry_out(effect, &mut waiting);
            }
            *lock(&self.counts) = self.relay.counts();
        }
    }

    /// What a message is to the machine.
    fn take_in(&self, message: Message, waiting: &mut Waiting) -> Taken {
        Taken::Input(match message {
            Message::Stop => return Taken::Stop,
            Message::Passing => return Taken::Nothing,
            Message::Input(input) => {
                match &input {
                    Input::LinkDown { link } => _ = waiting.links.remove(link),
                    Input::FetchEnded { blob } => _ = waiting.fetches.remove(blob),
                    _ => {}
                }
                input
            }
            Message::BlobAsked { peer, blob, question, answer } => {
                waiting.next += 1;
                waiting.blob_asks.insert(waiting.next, answer);
                Input::BlobAsked { ask: waiting.next, peer: *peer.as_bytes(), blob, question }
            }
            Message::Link { link, peer, initiator, sender } => {
                waiting.links.insert(link, (peer, sender));
                let binding = binding(self.net.local(), peer);
                Input::LinkUp { link, peer: *peer.as_bytes(), initiator, binding }
            }
            Message::Asked(Asked { peer, nonces, question, answer }) => {
                waiting.next += 1;
                waiting.asks.insert(waiting.next, answer);
                let binding = binding(self.net.local(), peer);
                Input::Asked { ask: waiting.next, peer: *peer.as_bytes(), nonces, binding, question }
            }
        })
    }

    fn carry_out(&self, effect: Effect, waiting: &mut Waiting) {
        let net = self.net.clone();
        match effect {
            Effect::AnswerBlob { ask, may } => {
                if let Some(asker) = waiting.blob_asks.remove(&ask) {
                    let _gone = asker.send(may);
                }
            }
            Effect::Fetch { blob, size, peers } => {
                let ground = blobs::Ground { net, store: self.blobs.clone(), inputs: self.inputs.clone() };
                let (sources, told) = mpsc::channel(SOURCES);
                waiting.fetches.insert(blob, sources);
                self.tell_fetch(waiting, blob, &peers);
                self.handle.spawn(blobs::fetch(ground, blob, size, told));
            }
            Effect::Sources { blob, peers } => self.tell_fetch(waiting, blob, &peers),
            // What it waits for has closed then: it ends.
            Effect::StopFetch { blob } => _ = waiting.fetches.remove(&blob),
            Effect::Send { link, frame } => {
                let Some((_, sender)) = waiting.links.get(&link) else { return };
                if sender.try_send(frame).is_err() {
                    // The replicator keeps within the link's window, so a full queue means that the link is over.
                    waiting.links.remove(&link);
                }
            }
            Effect::Close { link, ban } => {
                let Some((peer, _)) = waiting.links.remove(&link) else { return };
                if let Some(millis) = ban {
                    self.handle.spawn(async move { net.ban(peer, Duration::from_millis(millis)).await });
                }
            }
            Effect::Answer { ask, answer } => {
                if let Some(asker) = waiting.asks.remove(&ask) {
                    // Who has gone asks again.
                    let _gone = asker.send(answer);
                }
            }
            Effect::Welcome { peer } => {
                self.handle.spawn(async move { net.mark_useful(PeerId::from_bytes(peer), true).await });
            }
        }
    }
}

impl Machine {
    /// Tells a fetch from whom it may fetch. When many lists wait, the latest waits its turn.
    fn tell_fetch(&self, waiting: &Waiting, blob: BlobId, peers: &[[u8; 32]]) {
        let Some(sources) = waiting.fetches.get(&blob).cloned() else { return };
        let peers = peers.iter().map(|peer| PeerId::from_bytes(*peer).to_string()).collect();
        if let Err(mpsc::error::TrySendError::Full(peers)) = sources.try_send(peers) {
            self.handle.spawn(async move { sources.send(peers).await });
        }
    }
}

pub(super) fn lock(counts: &Mutex<Counts>) -> MutexGuard<'_, Counts> {
    counts.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Follows the network until it ends.
async fn follow(
    net: NetHandle,
    mut events: EventStream,
    inputs: mpsc::Sender<Message>,
    store: Blobs,
    addresses: Option<watch::Sender<Vec<String>>>,
) {
    use commonplace_net::Event;
    let mut next_link = 0;
    let asking = Places::new(limits::LEASE_STREAMS, limits::LEASE_STREAMS_PER_PEER);
    let fetching = Places::new(limits::BLOB_STREAMS, limits::BLOB_STREAMS_PER_PEER);
    let (asked_to, mut asked) = mpsc::channel(limits::LEASE_STREAMS);
    loop {
        let event = tokio::select! {
            event = events.recv() => event,
            Some(question) = asked.recv() => {
                if inputs.send(Message::Asked(question)).await.is_err() {
                    return;
                }
                continue;
            }
        };
        let Some(event) = event else { return };
        match event {
            Event::Listening { addresses: at, .. } => {
                if let Some(tell) = &addresses {
                    let outside = at.iter().filter(|address| !address.is_loopback());
                    let mut all: Vec<String> =
                        outside.map(|address| address.with_peer(net.local()).to_string()).collect();
                    if all.is_empty() {
                        all.extend(at.iter().map(|address| address.with_peer(net.local()).to_string()));
                    }
                    tell.send_replace(all);
                }
            }
            Event::Link { peer, link } => {
                next_link += 1;
                let id = LinkId(next_link);
                let Link { initiator, events, sender, .. } = link;
                if inputs.send(Message::Link { link: id, peer, initiator, sender }).await.is_err() {
                    return;
                }
                let told = move |heard| {
                    Message::Input(match heard {
                        Heard::Frame(bytes, _) => Input::Frame { link: id, bytes },
                        Heard::Drained(bytes) => Input::Drained { link: id, bytes },
                        Heard::Down => Input::LinkDown { link: id },
                    })
                };
                tokio::spawn(follow_link(id, events, inputs.clone(), told));
            }
            Event::Inbound { peer, protocol: Protocol::Lease, stream } => {
                // A stream beyond the places is dropped, and its peer tries again.
                let Some(place) = asking.take(peer) else { continue };
                let asked_to = asked_to.clone();
                tokio::spawn(async move {
                    leasing::serve(stream, peer, asked_to).await;
                    drop(place);
                });
            }
            Event::Inbound { peer, protocol: Protocol::Blob, stream } => {
                let Some(place) = fetching.take(peer) else { continue };
                let (store, inputs) = (store.clone(), inputs.clone());
                tokio::spawn(async move {
                    blobs::serve(stream, store, peer, inputs).await;
                    drop(place);
                });
            }
            _ => {}
        }
    }
}
