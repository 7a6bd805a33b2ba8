//! Places where a peer can be reached.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use libp2p::Multiaddr;

use crate::extent::Extent;
use crate::{Locator, PeerId};

/// How bytes are carried to an [`Address`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    /// TCP with Noise and Yamux: first choice on a LAN, half the processor time of QUIC.
    Tcp,
    /// QUIC over UDP.
    Quic,
}

/// An address to listen on or to dial: IP address, port, carrier, and optionally who is expected there; or a place behind
/// a relay, which stands at that IP address and port.
///
/// People type `192.168.1.7:4001` or `[fe80::1]:4001` (meaning TCP); the full form is a libp2p multiaddr such as
/// `/ip4/192.168.1.7/udp/4001/quic-v1/p2p/12D3KooW…`, through a relay `…/p2p/RELAY/p2p-circuit/p2p/PEER`, and it is what
/// [`Display`](fmt::Display) writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    socket: SocketAddr,
    carrier: Carrier,
    relay: Option<PeerId>,
    peer: Option<PeerId>,
}

/// Why a text is not an address, in words for who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing was typed.
    #[error("no address given; write one like 192.168.1.7:4001")]
    Empty,
    /// An IP address without a port.
    #[error("the port is missing; write {0}:PORT, with the number that the other device shows")]
    PortMissing(String),
    /// The part after the last colon is no port number.
    #[error("'{0}' is not a port; a port is a number up to 65535")]
    Port(String),
    /// A host name: names need a name server, and there may be none.
    #[error("'{0}' is a name; use the numbers of the address, like 192.168.1.7:4001")]
    Name(String),
    /// An IPv6 address with an interface after a percent sign.
    #[error("an address with '%' works only on one device; use the IPv4 address or another IPv6 address of it")]
    Zone,
    /// A multiaddr of a kind that this program does not carry.
    #[error("this kind of address is not supported; write /ip4/…/tcp/… or /ip4/…/udp/…/quic-v1")]
    Unsupported,
    /// Neither form.
    #[error("'{0}' is not an address; write one like 192.168.1.7:4001")]
    NotAnAddress(String),
    /// A peer id belongs to another kind of program.
    #[error("the address names the peer id of another kind of program")]
    ForeignPeer,
    /// An address of a relay that does not say who is there.
    #[error("the relay's id is missing; use the whole address that the relay shows, with /p2p/… at its end")]
    RelayIdMissing,
}

impl Address {
    /// A TCP address.
    #[must_use]
    pub const fn tcp(socket: SocketAddr) -> Self {
        Self { socket, carrier: Carrier::Tcp, relay: None, peer: None }
    }

    /// A QUIC address.
    #[must_use]
    pub const fn quic(socket: SocketAddr) -> Self {
        Self { socket, carrier: Carrier::Quic, relay: None, peer: None }
    }

    /// The place behind the relay that is at this address.
    #[must_use]
    pub const fn through(self, relay: PeerId) -> Self {
        Self { relay: Some(relay), peer: None, ..self }
    }

    /// The relay behind which the place is; none if it is reached directly.
    #[must_use]
    pub const fn relay(&self) -> Option<PeerId> {
        self.relay
    }

    /// IP address and port: of the relay, if the place is behind one.
    #[must_use]
    pub const fn socket(&self) -> SocketAddr {
        self.socket
    }

    /// How bytes are carried there.
    #[must_use]
    pub const fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// Who is expected there, if the address says so.
    #[must_use]
    pub const fn peer(&self) -> Option<PeerId> {
        self.peer
    }

    /// The same place, expecting this peer.
    #[must_use]
    pub const fn with_peer(self, peer: PeerId) -> Self {
        Self { peer: Some(peer), ..self }
    }

    /// The same place, whoever is there.
    #[must_use]
    pub const fn without_peer(self) -> Self {
        Self { peer: None, ..self }
    }

    /// The same with another port.
    #[must_use]
    pub const fn with_port(self, port: u16) -> Self {
        let mut socket = self.socket;
        socket.set_port(port);
        Self { socket, ..self }
    }

    /// Whether the place is on this very machine.
    #[must_use]
    pub const fn is_loopback(&self) -> bool {
        self.socket.ip().is_loopback()
    }

    /// Whether somebody could be reached there: a real port, and neither "any" nor a group of machines.
    #[must_use]
    pub fn can_be_dialled(&self) -> bool {
        let ip = self.socket.ip();
        let broadcast = matches!(ip, IpAddr::V4(v4) if v4.is_broadcast());
        // A link-local IPv6 address means nothing without its interface, for which a multiaddr has no room.
        let scoped = matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local());
        self.socket.port() != 0 && !ip.is_unspecified() && !ip.is_multicast() && !broadcast && !scoped
    }

    /// Whether the internet carries nothing to it: one of a home, a school, or this machine, and behind no relay.
    #[must_use]
    pub fn stays_here(&self) -> bool {
        self.relay.is_none() && Extent::of(self.socket.ip()).stays_here()
    }

    /// Where this peer is, if the address says that it is a relay: what a relay announces on the local network is a place
    /// behind itself.
    pub(crate) fn shows_relay(&self, peer: PeerId) -> Option<Self> {
        (self.relay == Some(peer)).then(|| Self::new(self.socket, self.carrier, None, None))
    }

    pub(crate) const fn new(socket: SocketAddr, carrier: Carrier, relay: Option<PeerId>, peer: Option<PeerId>) -> Self {
        Self { socket, carrier, relay, peer }
    }

    pub(crate) fn to_multiaddr(self) -> Multiaddr {
        Locator::from(self).to_multiaddr()
    }

    pub(crate) fn from_multiaddr(multiaddr: &Multiaddr) -> Result<Self, AddressError> {
        Locator::from_multiaddr(multiaddr)?.address()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_multiaddr().fmt(f)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        text.parse::<Locator>()?.address()
    }
}

/// What is wrong with a text that is no `IP:PORT`.
pub(crate) fn explain(text: &str) -> AddressError {
    if let Ok(ip) = text.trim_matches(['[', ']']).parse::<IpAddr>() {
        let shown = if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() };
        return AddressError::PortMissing(shown);
    }
    let (host, port) = text.rsplit_once(':').unwrap_or((text, ""));
    if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return AddressError::Port(port.to_owned());
    }
    let nameish = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    if !host.is_empty() && host.chars().all(nameish) && host.chars().any(char::is_alphabetic) {
        return AddressError::Name(host.to_owned());
    }
    AddressError::NotAnAddress(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransportSecret;

    fn parse(text: &str) -> Result<String, AddressError> {
        text.parse::<Address>().map(|address| address.to_string())
    }

    #[test]
    fn what_people_type_is_understood() {
        let good = [
            ("192.168.1.7:4001", "/ip4/192.168.1.7/tcp/4001"),
            ("  192.168.1.7:4001\n", "/ip4/192.168.1.7/tcp/4001"),
            ("[2001:db8::7]:4001", "/ip6/2001:db8::7/tcp/4001"),
            ("/ip4/192.168.1.7/tcp/4001", "/ip4/192.168.1.7/tcp/4001"),
            ("/ip4/10.0.0.1/udp/9/quic-v1", "/ip4/10.0.0.1/udp/9/quic-v1"),
            ("/ip6/::/udp/0/quic-v1", "/ip6/::/udp/0/quic-v1"),
        ];
        for (typed, meant) in good {
            assert_eq!(parse(typed).as_deref(), Ok(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let bad = [
            ("", AddressError::Empty),
            ("   ", AddressError::Empty),
            ("192.168.1.7", AddressError::PortMissing("192.168.1.7".into())),
            ("::1", AddressError::PortMissing("[::1]".into())),
            ("[::1]", AddressError::PortMissing("[::1]".into())),
            ("/ip4/192.168.1.7", AddressError::PortMissing("192.168.1.7".into())),
            ("192.168.1.7:", AddressError::Port(String::new())),
            ("192.168.1.7:70000", AddressError::Port("70000".into())),
            ("192.168.1.7:four", AddressError::Port("four".into())),
            ("alices-laptop.local:4001", AddressError::Name("alices-laptop.local".into())),
            ("alices-laptop", AddressError::Name("alices-laptop".into())),
            ("/dns4/example.org/tcp/4001", AddressError::Name("example.org".into())),
            ("[fe80::1%eth0]:4001", AddressError::Zone),
            ("/ip4/10.0.0.1/udp/9", AddressError::Unsupported),
            ("/ip4/10.0.0.1/tcp/9/ws", AddressError::Unsupported),
            ("192.168.1.7.8:4001", AddressError::NotAnAddress("192.168.1.7.8:4001".into())),
            ("/what/is/this", AddressError::NotAnAddress("/what/is/this".into())),
            ("http://10.0.0.1:4001", AddressError::NotAnAddress("http://10.0.0.1:4001".into())),
        ];
        for (typed, error) in bad {
            assert_eq!(parse(typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_place_behind_a_relay_is_told_from_the_relay_itself() {
        let (relay, bob) = (TransportSecret::from_seed([9; 32]).peer(), TransportSecret::from_seed([2; 32]).peer());
        let place: Address = "203.0.113.7:4001".parse().unwrap();
        let behind = place.with_peer(relay).through(relay);
        assert_eq!(behind.to_string(), format!("/ip4/203.0.113.7/tcp/4001/p2p/{relay}/p2p-circuit"));
        let text = behind.with_peer(bob).to_string();
        assert_eq!(text, format!("/ip4/203.0.113.7/tcp/4001/p2p/{relay}/p2p-circuit/p2p/{bob}"));
        let read: Address = text.parse().unwrap();
        assert_eq!((read.relay(), read.peer(), read.without_peer()), (Some(relay), Some(bob), behind));
        for wrong in ["/p2p-circuit", &format!("/p2p-circuit/p2p/{bob}"), &format!("/p2p/{relay}/p2p/{bob}")] {
            assert_eq!(parse(&format!("{place}{wrong}")), Err(AddressError::Unsupported), "{wrong}");
        }
    }

    #[test]
    fn an_address_can_say_whom_it_expects() {
        let bob = TransportSecret::from_seed([2; 32]).peer();
        let place: Address = "192.168.1.7:4001".parse().unwrap();
        let text = place.with_peer(bob).to_string();
        assert_eq!(text, format!("/ip4/192.168.1.7/tcp/4001/p2p/{bob}"));
        assert_eq!(text.parse::<Address>().unwrap().peer(), Some(bob));
        assert_eq!(text.parse::<Address>().unwrap().without_peer(), place);
    }

    #[test]
    fn only_a_place_of_one_machine_can_be_dialled() {
        for (text, expected) in [
            ("192.168.1.7:4001", true),
            ("127.0.0.1:4001", true),
            ("[2001:db8::7]:1", true),
            ("0.0.0.0:4001", false),
            ("192.168.1.7:0", false),
            ("224.0.0.251:5353", false),
            ("255.255.255.255:1", false),
            ("[::]:4001", false),
            ("[fe80::1]:4001", false),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().can_be_dialled(), expected, "{text}");
        }
    }
}
