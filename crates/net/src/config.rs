//! What the user of this crate may choose.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use commonplace_core::limits;

use crate::Address;

/// How a node takes part in the network.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen. A port that is taken is replaced by a free one; see [`Config::on_port`] for the usual list.
    pub listen: Vec<Address>,
    /// Whether to look for peers on the local network, and be found by them (multicast DNS).
    pub mdns: bool,
    /// Whether to listen on and dial QUIC addresses; TCP is always on.
    pub quic: bool,
    /// Most established connections; at least two. Each end costs about 75 kB and a file descriptor.
    pub connections: u32,
    /// Bytes of resident memory of the process above which new connections are refused.
    pub memory: usize,
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
        Self { listen, mdns: false, ..Self::default() }
    }
}

impl Default for Config {
    /// Finds and dials others on every carrier, but listens nowhere.
    fn default() -> Self {
        Self {
            listen: Vec::new(),
            mdns: true,
            quic: true,
            connections: limits::NET_CONNECTIONS,
            memory: limits::NET_MEMORY_BYTES,
        }
    }
}
