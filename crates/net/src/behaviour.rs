//! The swarm: which protocols a node speaks, and with which bounds.

use std::num::NonZeroU32;
use std::time::Duration;

use commonplace_core::limits;
use libp2p::allow_block_list::{self, BlockedPeers};
use libp2p::connection_limits::{self, ConnectionLimits};
use libp2p::identity::Keypair;
use libp2p::swarm::NetworkBehaviour;
use libp2p::swarm::behaviour::toggle::Toggle;
use libp2p::{
    Swarm, SwarmBuilder, autonat, dcutr, identify, mdns, memory_connection_limits, noise, ping, quic, relay, tcp, yamux,
};

use crate::announcing::Announcing;
use crate::discreet::Discreet;
use crate::gossip::{self, Gossip};
use crate::{Config, Mdns, RelayServer, StartError};

/// What every node says of itself; whoever says otherwise is another kind of program.
pub(crate) const PROTOCOL_VERSION: &str = "/commonplace/1";
/// What that begins with in every version of this program.
pub(crate) const PROTOCOL_NAME: &str = "/commonplace/";
/// The program, without its version: that would tell strangers which holes it has.
const AGENT: &str = "commonplace/1";
/// Interval and patience of the sign of life on each connection.
const PING: Duration = Duration::from_secs(5);
/// How long a connection without any stream is kept.
const IDLE: Duration = Duration::from_secs(120);
/// Longest handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How often the local network is asked who is there.
const MDNS_QUERY: Duration = Duration::from_secs(30);
/// How long an answer holds: two unanswered questions and a half.
const MDNS_TTL: Duration = Duration::from_secs(120);

/// All protocols of a node.
#[derive(NetworkBehaviour)]
pub(crate) struct Behaviour {
    limits: connection_limits::Behaviour,
    memory: memory_connection_limits::Behaviour,
    pub(crate) banned: allow_block_list::Behaviour<BlockedPeers>,
    pub(crate) gossip: Discreet<Gossip>,
    identify: identify::Behaviour,
    ping: ping::Behaviour,
    pub(crate) streams: libp2p_stream::Behaviour,
    pub(crate) mdns4: Toggle<Announcing>,
    pub(crate) mdns6: Toggle<Announcing>,
    relayed: relay::client::Behaviour,
    pub(crate) punching: Discreet<dcutr::Behaviour>,
    reachable: autonat::v2::client::Behaviour,
    relaying: Toggle<relay::Behaviour>,
    probing: Toggle<autonat::v2::server::Behaviour>,
}

/// A swarm that does not listen yet.
pub(crate) fn swarm(config: &Config, keypair: Keypair) -> Result<Swarm<Behaviour>, StartError> {
    let transport = |error: &dyn std::fmt::Display| StartError::Transport(error.to_string());
    let mut muxer = yamux::Config::default();
    muxer.set_max_num_streams(limits::NET_STREAMS_PER_CONNECTION as usize);
    let builder = SwarmBuilder::with_existing_identity(keypair)
        .with_tokio()
        .with_tcp(tcp::Config::default().nodelay(true), noise::Config::new, || muxer.clone())
        .map_err(|error| transport(&error))?
        .with_quic_config(bounded)
        .with_relay_client(noise::Config::new, || muxer.clone())
        .map_err(|error| transport(&error))?
        .with_behaviour(|keypair, relayed| Behaviour::new(config, keypair, relayed).map_err(Into::into))
        .map_err(|error| transport(&error))?;
    Ok(builder
        .with_swarm_config(|swarm| {
            let negotiating = limits::NET_NEGOTIATING_STREAMS;
            swarm.with_idle_connection_timeout(IDLE).with_max_negotiating_inbound_streams(negotiating)
        })
        .with_connection_timeout(HANDSHAKE)
        .build())
}

/// The library's own bounds let one peer make us hold 15 MB.
fn bounded(mut config: quic::Config) -> quic::Config {
    config.max_concurrent_stream_limit = limits::NET_STREAMS_PER_CONNECTION;
    config.max_stream_data = limits::QUIC_STREAM_BYTES;
    config.max_connection_data = limits::QUIC_CONNECTION_BYTES;
    config
}

impl Behaviour {
    fn new(config: &Config, keypair: &Keypair, relayed: relay::client::Behaviour) -> Result<Self, StartError> {
        let local = keypair.public().to_peer_id();
        let relaying = config.relay.as_ref().map(|server| relay::Behaviour::new(local, relaying(server)));
        Ok(Self {
            limits: connection_limits::Behaviour::new(connection_limits(config)),
            memory: memory_connection_limits::Behaviour::with_max_bytes(config.memory),
            banned: allow_block_list::Behaviour::default(),
            gossip: Discreet::new(gossip::behaviour().map_err(StartError::Transport)?),
            identify: identify::Behaviour::new(identity(keypair)),
            ping: ping::Behaviour::new(ping::Config::new().with_interval(PING).with_timeout(PING)),
            streams: libp2p_stream::Behaviour::new(),
            mdns4: discovery(config.mdns, local, false),
            mdns6: discovery(config.mdns, local, true),
            relayed,
            punching: Discreet::new(dcutr::Behaviour::new(local)),
            reachable: autonat::v2::client::Behaviour::default(),
            relaying: relaying.into(),
            probing: config.relay.is_some().then(autonat::v2::server::Behaviour::default).into(),
        })
    }
}

/// Most established inbound connections. An eighth is kept for those that we begin, so that strangers cannot take every
/// place.
pub(crate) const fn inbound(config: &Config) -> u32 {
    config.connections - config.connections / 8
}

fn connection_limits(config: &Config) -> ConnectionLimits {
    ConnectionLimits::default()
        .with_max_established(Some(config.connections))
        .with_max_established_incoming(Some(inbound(config)))
        .with_max_established_per_peer(Some(limits::NET_CONNECTIONS_PER_PEER))
        .with_max_pending_incoming(Some(limits::NET_PENDING_CONNECTIONS))
        .with_max_pending_outgoing(Some(limits::NET_PENDING_CONNECTIONS))
}

/// What a relay carries. The library's own rates would stop a school behind one address after sixty laptops.
fn relaying(server: &RelayServer) -> relay::Config {
    let hour = Duration::from_secs(3600);
    let (per_peer, per_address) = (limits::RELAY_PLACES_PER_PEER, limits::RELAY_PLACES_PER_ADDRESS);
    let mut config = relay::Config {
        max_reservations: server.reservations,
        max_reservations_per_peer: limits::NET_CONNECTIONS_PER_PEER as usize,
        max_circuits: server.circuits,
        max_circuits_per_peer: server.circuits_per_peer,
        max_circuit_duration: server.circuit_time,
        max_circuit_bytes: server.circuit_bytes,
        reservation_rate_limiters: Vec::new(),
        circuit_src_rate_limiters: Vec::new(),
        ..relay::Config::default()
    };
    // The library takes an interval in which one more is earned.
    if let Some(limit) = NonZeroU32::new(per_peer) {
        let earned = hour / per_peer;
        config = config.reservation_rate_per_peer(limit, earned).circuit_src_per_peer(limit, earned);
    }
    if let Some(limit) = NonZeroU32::new(per_address) {
        let earned = hour / per_address;
        config = config.reservation_rate_per_ip(limit, earned).circuit_src_per_ip(limit, earned);
    }
    config
}

/// Tells strangers the least possible, and believes no address that they tell.
fn identity(keypair: &Keypair) -> identify::Config {
    identify::Config::new(PROTOCOL_VERSION.to_owned(), keypair.public())
        .with_agent_version(AGENT.to_owned())
        .with_cache_size(0)
        .with_hide_listen_addrs(true)
}

/// Multicast DNS, if it is wanted and the system lets us watch its interfaces.
pub(crate) fn discovery(mdns: Mdns, local: libp2p::PeerId, enable_ipv6: bool) -> Toggle<Announcing> {
    let build = || {
        let settings = mdns::Config { ttl: MDNS_TTL, query_interval: MDNS_QUERY, enable_ipv6 };
        mdns::tokio::Behaviour::new(settings, local)
            .inspect_err(|error| tracing::warn!(%error, enable_ipv6, "no discovery on the local network"))
            .ok()
    };
    let inner = matches!(mdns, Mdns::On | Mdns::Relay).then(build).flatten();
    inner.map(|inner| Announcing::new(inner, (mdns == Mdns::Relay).then_some(local))).into()
}
