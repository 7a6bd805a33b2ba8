//! What the user of this crate may choose.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use commonplace_core::limits;

use crate::{Address, Locator};

/// How a node takes part in multicast DNS, by which peers on a local network find each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mdns {
    /// Looks for others and is found by them. Whoever listens learns our peer id and addresses.
    #[default]
    On,
    /// Only listens: finds those that announce themselves, and says nothing. Two quiet nodes do not find each other.
    Quiet,
    /// Is found by others, as a relay, and looks for nobody. Only those connect whose relay it is.
    Relay,
    /// Neither.
    Off,
}

/// How a node takes part in the network.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen. A port that is taken is replaced by a free one; see [`Config::on_port`] for the usual list.
    pub listen: Vec<Address>,
    /// How to look for peers on the local network.
    pub mdns: Mdns,
    /// Whether to listen on and dial QUIC addresses; TCP is always on.
    pub quic: bool,
    /// Most established connections; at least two. Each end costs about 75 kB and a file descriptor.
    pub connections: u32,
    /// Bytes of resident memory of the process above which new connections are refused.
    pub memory: usize,
    /// Whether to relay for others, and how much.
    pub relay: Option<RelayServer>,
}

/// How much a relay carries for others. Everybody may be reached through it who holds a place there, and only peers that are
/// [marked as useful](crate::NetHandle::mark_useful) keep one.
#[derive(Debug, Clone)]
pub struct RelayServer {
    /// Where it can be reached from outside. If empty, at the addresses of its own interfaces.
    pub external: Vec<Locator>,
    /// Most peers that hold a place.
    pub reservations: usize,
    /// Most connections carried at once, in all and for one peer.
    pub circuits: usize,
    /// Most connections carried at once for one peer.
    pub circuits_per_peer: usize,
    /// Longest time that one connection is carried.
    pub circuit_time: Duration,
    /// Most bytes that one connection carries each way.
    pub circuit_bytes: u64,
}

impl Default for RelayServer {
    fn default() -> Self {
        Self {
            external: Vec::new(),
            reservations: limits::RELAY_RESERVATIONS,
            circuits: limits::RELAY_CIRCUITS,
            circuits_per_peer: limits::RELAY_CIRCUITS_PER_PEER,
            circuit_time: limits::RELAY_CIRCUIT_TIME,
            circuit_bytes: limits::RELAY_CIRCUIT_BYTES,
        }
    }
}

impl Config {
    /// Listen on every interface at this port (0 takes any), by TCP and QUIC, IPv4 and IPv6; everything else on.
    #[must_use]
    pub fn on_port(port: u16) -> Self {
        let v4 = SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
        let v6 = SocketAddr::from((Ipv6Addr::UNSPECIFIED, port));
        let listen = vec![Address::tcp(v4), Address::quic(v4), Address::tcp(v6), Address::quic(v6)];
        Self { listen, ..Self::default() }
    }

    /// Only this machine, by TCP at any port, without looking for anybody: for tests and demonstrations.
    #[must_use]
    pub fn loopback() -> Self {
        let listen = vec![Address::tcp(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))];
        Self { listen, mdns: Mdns::Off, ..Self::default() }
    }
}

impl Default for Config {
    /// Finds and dials others on every carrier, but listens nowhere.
    fn default() -> Self {
        Self {
            listen: Vec::new(),
            mdns: Mdns::On,
            quic: true,
            connections: limits::NET_CONNECTIONS,
            memory: limits::NET_MEMORY_BYTES,
            relay: None,
        }
    }
}
