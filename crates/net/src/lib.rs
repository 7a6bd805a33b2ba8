//! Carries it: finds peers, keeps connections, spreads gossip, opens streams. Everything of libp2p stays in here.
//!
//! What libp2p leaves to its user is done here: an address book and redialling ([`NetHandle::add_known`]), one rule for
//! who dials, dead connections found and closed, other kinds of programs sent away, every queue bounded.
//!
//! **Invariant:** this crate moves frames that it does not understand. It knows no circle, no record and no journal.
//!
//! **Invariant:** nothing that a peer does makes it hold more than the bounds in `commonplace_core::limits`.
//!
//! **Invariant:** the task that owns the swarm waits for nothing but the swarm and bounded channels.
//!
//! What it deliberately does not do: it keeps nothing across a restart (who starts it does, see [`NetHandle::known`]),
//! it looks up no name other than of a [`Locator`], each time anew (there may be no name server), it believes no address that a peer claims for itself other than
//! on the local network, and it proves nothing about persons: a [`PeerId`] names a program. [`binding`] lets the layer
//! above tie its own proofs to a pair of peers.
//!
//! [`Net::start`] is the beginning; what happens then comes as [`Event`]s:
//!
//! ```
//! use commonplace_net::{Config, Event, LinkEvent, Net, TransportSecret};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let (alice, mut alices_events) = Net::start(Config::loopback(), TransportSecret::from_seed([1; 32]))?;
//! let (bob, mut bobs_events) = Net::start(Config::loopback(), TransportSecret::from_seed([2; 32]))?;
//!
//! let Some(Event::Listening { addresses, .. }) = bobs_events.recv().await else { panic!("bob must listen") };
//! alice.dial(addresses[0]).await;
//!
//! let alices_end = loop {
//!     if let Some(Event::Link { link, .. }) = alices_events.recv().await {
//!         break link;
//!     }
//! };
//! let mut bobs_end = loop {
//!     if let Some(Event::Link { link, .. }) = bobs_events.recv().await {
//!         break link;
//!     }
//! };
//! // Whoever lets go of an end closes the link.
//! alices_end.sender.try_send(b"good morning".to_vec())?;
//! assert_eq!(bobs_end.events.recv().await, Some(LinkEvent::Frame(b"good morning".to_vec())));
//! alice.shutdown().await;
//! bob.shutdown().await;
//! # Ok(()) })
//! # }
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | `address`, `extent`, `locator`, `peer`, `way`, `config`, `error`, `event` | the words of the API |
//! | `handle`, `link`, `stream` | commands in; frames and bytes both ways |
//! | `dialer`, `links`, `book`, `relays`, `agenda`, `liveness` | the rules, pure and tested in virtual time |
//! | `announcing`, `behaviour`, `gossip`, `listen`, `failure` | libp2p: settings, and its errors in our words |
//! | `discreet` | libp2p: what begins by itself, held back until a peer has proved something |
//! | `task` | the one task that owns the swarm |

mod address;
mod agenda;
mod announcing;
mod behaviour;
mod book;
pub mod checks;
mod config;
mod dialer;
mod discreet;
mod error;
mod event;
mod extent;
mod failure;
mod forward;
mod gossip;
mod handle;
mod link;
mod links;
mod listen;
mod liveness;
mod locator;
mod peer;
mod quiet;
mod relays;
mod stream;
mod task;
mod way;

use std::sync::Arc;

use commonplace_core::limits;
use tokio::sync::mpsc;
use tokio::time::Instant;

pub use address::{Address, AddressError, Carrier};
pub use config::{Config, Mdns, RelayServer};
pub use error::{DialFailure, OpenError, PublishError, StartError};
pub use event::{Channel, Direction, Event, EventStream, MessageId, Route, Verdict};
pub use handle::NetHandle;
pub use link::{CloseReason, Link, LinkEvent, LinkEvents, LinkSender, SendError};
pub use locator::Locator;
pub use peer::{PeerId, PeerIdError, TransportSecret, binding};
pub use stream::{Protocol, Stream};
pub use way::{Straight, Way};

/// The network of one node.
#[derive(Debug)]
pub struct Net;

impl Net {
    /// Starts listening, looking for peers and redialling known ones, on the current tokio runtime.
    ///
    /// It runs until [`NetHandle::shutdown`], or until every handle or the event stream is dropped.
    ///
    /// # Errors
    /// Outside a runtime, or if no address to listen on can be used.
    pub fn start(config: Config, identity: TransportSecret) -> Result<(NetHandle, EventStream), StartError> {
        tokio::runtime::Handle::try_current().map_err(|_| StartError::NoRuntime)?;
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(StartError::Randomness)?;

        let local = identity.peer();
        let mut swarm = behaviour::swarm(&config, identity.keypair())?;
        listen::listen(&mut swarm, &config)?;

        let origin = Instant::now();
        let streams = stream::Streams::new(swarm.behaviour().streams.new_control(), origin);
        let shared = Arc::new(handle::Shared::default());
        let (commands_to, commands) = mpsc::channel(limits::NET_COMMANDS);
        let (events, event_stream) = mpsc::channel(limits::NET_EVENTS);
        let handle = NetHandle::new(local, commands_to, shared.clone(), streams.clone());
        let (quic, mdns) = (config.quic, config.mdns);
        let inbound = behaviour::inbound(&config) as usize;
        let relay = config.relay.is_some();
        let announces = config.relay.is_some_and(|relay| relay.external.is_empty());
        let parts = task::Parts {
            local,
            quic,
            mdns,
            inbound,
            relay,
            announces,
            seed,
            swarm,
            shared,
            streams,
            origin,
            commands,
            events,
        };
        tokio::spawn(task::Task::new(parts).run());
        Ok((handle, event_stream))
    }
}
