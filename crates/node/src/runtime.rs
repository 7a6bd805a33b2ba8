//! The only place with threads, sockets, randomness and a clock: runs an [`Engine`] for real.
//!
//! The engine has a thread of its own. Everything else happens in tasks that hand it inputs over one bounded channel and
//! are handed their work as effects; no task waits for another's effect, so nothing can lock up.

mod addresses;
mod attach;
mod blobs;
mod bundle;
mod dispatch;
mod doctor;
mod drafts;
mod engine_thread;
mod exchange;
mod joining;
mod keyring;
mod leasing;
mod metrics;
mod network;
mod pairing;
mod places;
mod relaying;
mod returning;

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use commonplace_core::id::PersonId;
use commonplace_core::time::Timestamp;
use commonplace_core::words::Words;
use commonplace_net::{Address, Config, Mdns, Net, TransportSecret};
use commonplace_store::{Continue, IndexState, OpenError, Opened, Options as StoreOptions, Progress, Store};
use tokio::runtime::Runtime;
use tokio::sync::{broadcast, mpsc};

pub use self::blobs::decoders as blob_decoders;
use self::keyring::Keyring;
pub use self::relaying::{RELAY_PORT, RelayCircuits, RelayOptions, RunningRelay, start_relay};
use crate::answer::WordsState;
use crate::command::Discovery;
use crate::control::Server;
use crate::engine::{Engine, Me};
use crate::error::Error;
use crate::event::Event;
use crate::home::{Cost, DeviceSeeds, Home, Keys, Lock, Passphrase, Place, Seeds, next_name, valid_name};
use crate::node::{Node, Request};

/// Commands that wait for the engine at most; askers wait with further ones.
const REQUESTS: usize = 64;
/// Inputs that wait for the engine at most; links and peers feel the back-pressure.
const INPUTS: usize = 1024;
/// Events that a slow listener may be behind before it loses the oldest.
const EVENTS: usize = 1024;
/// Tasks that serve sockets; the engine and the blocking pool have threads of their own.
const WORKERS: usize = 2;
/// What the first device of a person is called until they say otherwise.
const DEVICE_NAME: &str = "laptop";

/// How to run a node.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds all that it owns.
    pub home: PathBuf,
    /// Addresses to listen on; the usual ones when empty.
    pub listen: Vec<String>,
    /// Nodes to stay in touch with.
    pub peers: Vec<String>,
    /// Relays to use for every circle that may travel anywhere, besides those that circles name.
    pub relays: Vec<String>,
    /// How to find others on the local network; as the home is set if none.
    pub mdns: Option<Discovery>,
    /// Whether to talk to anybody at all. Without, it serves one command and stops.
    pub network: bool,
    /// Opens a home whose keys are sealed.
    pub passphrase: Option<Passphrase>,
    /// Whether a window shows this node, which can be asked to come to the front.
    pub window: bool,
    /// How dear a guess at a passphrase is made that is set from now on.
    pub cost: Cost,
}

impl Options {
    /// A node on this home that finds others on the local network as the home is set.
    #[must_use]
    pub fn on(home: PathBuf) -> Self {
        Self {
            home,
            listen: Vec::new(),
            peers: Vec::new(),
            relays: Vec::new(),
            mdns: None,
            network: true,
            passphrase: None,
            window: false,
            cost: Cost::USUAL,
        }
    }

    /// A node on this home that talks to nobody: to serve a command while no node runs.
    #[must_use]
    pub fn alone(home: PathBuf) -> Self {
        Self { network: false, ..Self::on(home) }
    }
}

/// A node at work. Dropping it stops the node.
#[derive(Debug)]
pub struct Running {
    /// The handle to it.
    pub node: Node,
    /// Whose home it is.
    pub name: String,
    /// The transport id under which peers see it.
    pub peer: String,
    /// What was found while the store was opened, for people to know.
    pub found: Found,
    engine: Option<JoinHandle<()>>,
    runtime: Option<Runtime>,
    stop: mpsc::Sender<engine_thread::Message>,
}

/// What opening the store has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Bytes of a write that a crash had cut short; they were never acknowledged.
    pub torn_tail: Option<u64>,
    /// Why the index was made again, if it was.
    pub rebuilt: Option<String>,
    /// Damage in what was acknowledged, as sentences.
    pub damage: Vec<String>,
    /// Told when this home was found to be a copy, and became a device of its own.
    pub new_device: Option<Event>,
}

impl Found {
    fn of(opened: &Opened) -> Self {
        let rebuilt = match &opened.index {
            IndexState::Rebuilt { why } => Some(why.clone()),
            IndexState::Kept | IndexState::CaughtUp { .. } => None,
        };
        let damage = opened.damaged.iter();
        let damage = damage.map(|one| format!("journal segment {} at byte {}: {}", one.segment, one.offset, one.why));
        Self { torn_tail: opened.torn_tail, rebuilt, damage: damage.collect(), new_device: None }
    }
}

/// Makes a home for a person of this name, with fresh keys.
///
/// # Errors
/// As [`Home::create`].
pub fn create_home(folder: &Path, name: &str) -> Result<PersonId, Error> {
    let seeds = Seeds { person: random()?, device: random()?, transport: random()? };
    Ok(Home::create(folder, Keys::new(&seeds, DEVICE_NAME), name)?.person_id())
}

/// Makes a home of the person of these recovery words, on a new device of this name. It finds its circles when it meets
/// their members.
///
/// # Errors
/// [`Error::BadWords`], and as [`Home::create`].
pub fn restore_home(folder: &Path, words: &str, name: &str, device_name: Option<&str>) -> Result<PersonId, Error> {
    let root = Words::parse(words).map_err(|why| Error::BadWords { why })?;
    let seeds = Seeds { person: *root, device: random()?, transport: random()? };
    let keys = Keys::new(&seeds, &valid_name(device_name.unwrap_or(DEVICE_NAME))?);
    let home = Home::create_returning(folder, keys, name, wall_now())?;
    // Whoever has just typed them has them.
    home.set_words_state(WordsState::Checked)?;
    Ok(home.person_id())
}

/// Makes a home of a backup, on a new device; see [`backup::restore`](crate::backup::restore). `words` are needed when no keys are in it.
///
/// # Errors
/// [`Error::BadWords`], and as [`backup::restore`](crate::backup::restore).
pub fn restore_backup(
    file: &Path,
    passphrase: &Passphrase,
    words: Option<&str>,
    folder: &Path,
    device_name: Option<&str>,
    watch: crate::backup::Watch<'_>,
) -> Result<crate::backup::Restored, Error> {
    let root = words.map(Words::parse).transpose().map_err(|why| Error::BadWords { why })?;
    let seeds = DeviceSeeds { device: random()?, transport: random()? };
    let name = device_name.map(valid_name).transpose()?;
    crate::backup::restore(file, passphrase, root.as_deref(), folder, &seeds, name.as_deref(), wall_now(), watch)
}

/// Opens the home and sees to its place: a copy becomes another device of its person before anything is written in it.
/// Returns what is to be told of it. The lock must be held.
fn settle_place(home: &mut Home) -> Result<Option<Event>, Error> {
    match home.place()? {
        Place::Same => Ok(None),
        Place::Unmarked => home.mark_place().map(|()| None),
        Place::Another => {
            let seeds = DeviceSeeds { device: random()?, transport: random()? };
            let name = next_name(home.keys().certificate().name());
            let keys = home.keys().on_new_device(&seeds, &name);
            let keys = keys.ok_or_else(|| Error::Copied { home: home.folder().to_owned() })?;
            let (former, device) = (home.device_id(), keys.device_id());
            home.keep(keys)?;
            Ok(Some(Event::NewDevice { device, name, former }))
        }
    }
}

/// A random number below `bound`.
///
/// # Errors
/// [`Error::Store`] when the system has no randomness.
pub fn draw_below(bound: usize) -> Result<usize, Error> {
    let drawn = random()?;
    let number = u64::from_le_bytes([drawn[0], drawn[1], drawn[2], drawn[3], drawn[4], drawn[5], drawn[6], drawn[7]]);
    // 64 bits against a small bound: the bias is nobody's business.
    Ok(usize::try_from(number % (bound.max(1) as u64)).unwrap_or_default())
}

/// Starts a node. Returns when its store is open, which may take a while when the index must be made again: `progress`
/// hears how far that is, in percent.
///
/// # Errors
/// [`Error::NoHome`], [`Error::Locked`], [`Error::WrongPassphrase`], [`Error::Copied`], [`Error::HomeHeld`],
/// [`Error::HomeNewer`], [`Error::KeyExposed`], [`Error::BadAddress`], [`Error::Network`], [`Error::DiskFull`], [`Error::File`], [`Error::Store`].
pub fn start_with(options: &Options, progress: &mut dyn FnMut(u8)) -> Result<Running, Error> {
    let mut home = Home::unlock(&options.home, options.passphrase.as_ref())?;
    let lock = Lock::take(home.folder())?;
    let new_device = settle_place(&mut home)?;
    let config = network_config(options, &home)?;
    let (store, opened) = open_store(&home, progress)?;
    let found = Found { new_device, ..Found::of(&opened) };
    let keyring = Keyring::new(home.clone(), options.cost);
    let keeper = Box::new(keyring.clone());
    let mut engine = Engine::open(me(&home), keeper, home.name().to_owned(), store, random()?, options.network)?;
    engine.remember_damage(&found.damage);
    engine.use_relays(options.relays.clone());

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .enable_all()
        .build()
        .map_err(|error| Error::Network { why: error.to_string() })?;
    let (requests, asks) = mpsc::channel::<Request>(REQUESTS);
    let (inputs, incoming) = mpsc::channel(INPUTS);
    let (events, _) = broadcast::channel(EVENTS);
    let node = Node::new(requests, events.clone());

    let guard = runtime.enter();
    let discovery = options.mdns.map_or_else(|| engine.discovery(), Ok)?;
    let net = match config.map(|config| Config { mdns: mdns(discovery), ..config }) {
        Some(config) => Some(
            Net::start(config, TransportSecret::from_seed(*home.keys().transport_seed()))
                .map_err(|error| Error::Network { why: error.to_string() })?,
        ),
        None => None,
    };
    if options.network {
        let server = Server::bind(home.folder())?.with_window(options.window);
        tokio::spawn(server.run(node.clone()));
    }
    drop(guard);

    let handle = runtime.handle().clone();
    let net = net.map(|(net, stream)| {
        handle.spawn(network::follow(net.clone(), stream, inputs.clone(), engine.blobs()));
        handle.spawn(addresses::keep(net.clone(), home.folder().to_owned()));
        net
    });
    for address in options.peers.iter().cloned().chain(engine.pending_addresses()) {
        if let (Some(net), Ok(address)) = (net.clone(), address.parse::<Address>()) {
            handle.spawn(async move { net.dial(address).await });
        }
    }
    let (name, peer) = (home.name().to_owned(), home.peer());
    let told_name = name.clone();
    let drafts = drafts::Desk::open(&handle, home.folder().to_owned());
    let tools = dispatch::Tools {
        node: node.clone(),
        handle,
        net,
        inputs: inputs.clone(),
        events: events.clone(),
        blobs: engine.blobs(),
        drafts,
        keyring,
        home: home.folder().to_owned(),
        certificates: engine.certificates(),
    };
    let parts = engine_thread::Parts { engine, tools, events, lock };
    let engine = std::thread::Builder::new()
        .name("engine".into())
        .spawn(move || engine_thread::run(parts, engine_thread::Inbox { asks, inputs: incoming }, &told_name))
        .map_err(|error| Error::Network { why: error.to_string() })?;
    Ok(Running { node, name, peer, found, engine: Some(engine), runtime: Some(runtime), stop: inputs })
}

/// As [`start_with`], for those who show no progress.
///
/// # Errors
/// As [`start_with`].
pub fn start(options: &Options) -> Result<Running, Error> {
    start_with(options, &mut |_| {})
}

impl Running {
    /// Waits until the node has stopped by itself, as after [`Command::Stop`](crate::command::Command::Stop).
    pub fn wait(mut self) {
        self.finish();
    }

    fn finish(&mut self) {
        if let Some(engine) = self.engine.take() {
            // A panicked engine has printed why; there is nothing left to save here.
            let _ended = engine.join();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let stop = self.stop.clone();
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move { stop.send(engine_thread::Message::Stop).await });
        }
        self.finish();
    }
}

fn me(home: &Home) -> Me {
    Me::new(home.keys().clone(), home.folder().to_owned(), home.peer())
}

/// Discovery in the network's terms.
pub(super) const fn mdns(discovery: Discovery) -> Mdns {
    match discovery {
        Discovery::On => Mdns::On,
        Discovery::Quiet => Mdns::Quiet,
        Discovery::Off => Mdns::Off,
    }
}

fn network_config(options: &Options, home: &Home) -> Result<Option<Config>, Error> {
    for relay in &options.relays {
        let leads = relay.parse::<commonplace_net::Locator>().is_ok_and(|place| place.of_relay().is_ok());
        if !leads {
            return Err(Error::NotARelay { address: relay.clone() });
        }
    }
    for peer in &options.peers {
        peer.parse::<Address>().map_err(|_| Error::BadAddress { address: peer.clone() })?;
    }
    if !options.network {
        return Ok(None);
    }
    let mut config = Config::on_port(usual_port(&home.keys().transport_seed()));
    if !options.listen.is_empty() {
        let parse = |text: &String| text.parse().map_err(|_| Error::BadAddress { address: text.clone() });
        config.listen = options.listen.iter().map(parse).collect::<Result<_, _>>()?;
    }
    Ok(Some(config))
}

/// A port that stays the same from start to start, so that remembered addresses stay true, and differs from home to
/// home: between 20,000 and 29,999, below the range that systems hand out by themselves.
fn usual_port(seed: &[u8; 32]) -> u16 {
    let hash = blake3::derive_key("commonplace 2026 usual port 1", seed);
    20_000 + u16::from_be_bytes([hash[0], hash[1]]) % 10_000
}

fn open_store(home: &Home, progress: &mut dyn FnMut(u8)) -> Result<(Store, Opened), Error> {
    let mut watch = |step: Progress| {
        let percent = step.done.saturating_mul(100).checked_div(step.total).unwrap_or(100);
        progress(u8::try_from(percent).unwrap_or(100));
        Continue::Yes
    };
    let folder = home.folder().to_owned();
    Store::open(&home.store_folder(), StoreOptions::default(), &mut watch).map_err(|error| match error {
        OpenError::HeldByOther { pid } => Error::HomeHeld { home: folder, pid },
        OpenError::NewerFormat { .. } => Error::HomeNewer { home: folder },
        OpenError::Permission { path, source } | OpenError::Io { path, source } => Error::of_file(&path, &source),
        OpenError::NotAStore { path } => Error::File { file: path, why: "not a store".into() },
        OpenError::Stopped => Error::Cancelled,
    })
}

#[expect(clippy::disallowed_methods, reason = "the runtime is where the clocks are")]
fn wall_now() -> Timestamp {
    let wall = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(u64::try_from(wall.as_millis()).unwrap_or(u64::MAX))
}

fn random() -> Result<[u8; 32], Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| Error::Store { why: error.to_string() })?;
    Ok(bytes)
}

/// Tells the listeners that the node is up.
fn started(name: &str, peer: &str) -> [Event; 2] {
    [Event::Started { name: name.to_owned(), peer: peer.to_owned() }, Event::Ready]
}
