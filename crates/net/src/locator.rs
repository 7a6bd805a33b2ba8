//! Where a peer can be found, perhaps by a name: what is written in tickets and settings, and looked up anew each time.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use libp2p::Multiaddr;
use libp2p::multiaddr::Protocol;

use crate::address::explain;
use crate::extent::Extent;
use crate::{Address, AddressError, Carrier, PeerId};

/// Longest host name (RFC 1035).
const NAME_BYTES: usize = 253;

/// An [`Address`] whose host may be a name: `/dns4/relay.example.org/tcp/4001/p2p/12D3KooW…`.
///
/// Names are looked up when they are needed and at no other time: a laptop that starts without a network has no name
/// server, and tomorrow the name may lead elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locator {
    host: Host,
    port: u16,
    carrier: Carrier,
    relay: Option<PeerId>,
    peer: Option<PeerId>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Host {
    Ip(IpAddr),
    Name(Family, String),
}

/// Which addresses of a name are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Family {
    Any,
    V4,
    V6,
}

impl Locator {
    /// Who is expected there, if it says so.
    #[must_use]
    pub const fn peer(&self) -> Option<PeerId> {
        self.peer
    }

    /// The relay behind which the place is; none if it is reached directly.
    #[must_use]
    pub const fn relay(&self) -> Option<PeerId> {
        self.relay
    }

    /// How bytes are carried there.
    #[must_use]
    pub const fn carrier(&self) -> Carrier {
        self.carrier
    }

    /// Whether its host is a name, which has to be looked up.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        matches!(self.host, Host::Name(..))
    }

    /// Whether the internet carries nothing to it, as far as can be told without looking up a name: a number of a home, a
    /// school, or this machine, or a name that machines of one network give each other (RFC 6762); and behind no relay.
    #[must_use]
    pub fn stays_here(&self) -> bool {
        match &self.host {
            Host::Ip(ip) => self.at(*ip).stays_here(),
            Host::Name(_, name) => {
                let labels = name.strip_suffix('.').unwrap_or(name);
                let last = labels.rsplit_once('.').map(|(_, last)| last);
                self.relay.is_none() && last.is_some_and(|last| last.eq_ignore_ascii_case("local"))
            }
        }
    }

    /// The same place, expecting this peer.
    #[must_use]
    pub fn with_peer(self, peer: PeerId) -> Self {
        Self { peer: Some(peer), ..self }
    }

    /// The place of `peer` behind the relay that this leads to.
    ///
    /// # Errors
    /// [`AddressError::RelayIdMissing`] if it does not say which relay; [`AddressError::Unsupported`] if it is behind
    /// another one.
    pub fn to_peer_behind(&self, peer: PeerId) -> Result<Self, AddressError> {
        let relay = self.of_relay()?;
        Ok(Self { relay: Some(relay), peer: Some(peer), ..self.clone() })
    }

    /// Which relay this leads to.
    ///
    /// # Errors
    /// [`AddressError::RelayIdMissing`] if it does not say which; [`AddressError::Unsupported`] if it leads to a place
    /// behind a relay.
    pub fn of_relay(&self) -> Result<PeerId, AddressError> {
        match (self.relay, self.peer) {
            (Some(_), _) => Err(AddressError::Unsupported),
            (None, None) => Err(AddressError::RelayIdMissing),
            (None, Some(peer)) => Ok(peer),
        }
    }

    /// The address, when no name has to be looked up.
    ///
    /// # Errors
    /// [`AddressError::Name`] if one has.
    pub fn address(&self) -> Result<Address, AddressError> {
        match &self.host {
            Host::Ip(ip) => Ok(self.at(*ip)),
            Host::Name(_, name) => Err(AddressError::Name(name.clone())),
        }
    }

    /// The addresses to which it leads now.
    ///
    /// # Errors
    /// When the name cannot be looked up.
    pub async fn resolve(&self) -> io::Result<Vec<Address>> {
        let (family, name) = match &self.host {
            Host::Ip(ip) => return Ok(vec![self.at(*ip)]),
            Host::Name(family, name) => (*family, name),
        };
        let found = tokio::net::lookup_host((name.as_str(), self.port)).await?;
        let wanted = |socket: &SocketAddr| match family {
            Family::Any => true,
            Family::V4 => socket.is_ipv4(),
            Family::V6 => socket.is_ipv6(),
        };
        Ok(found.filter(wanted).map(|socket| self.at(socket.ip())).collect())
    }

    /// The same for a place that others gave: a name of theirs leads to no service of this machine, and to none of its link.
    /// Numbers stand as they are, since whoever reads them sees where they lead.
    ///
    /// # Errors
    /// When the name cannot be looked up, or leads nowhere else.
    pub async fn resolve_elsewhere(&self) -> io::Result<Vec<Address>> {
        let found = self.resolve().await?;
        if matches!(self.host, Host::Ip(_)) {
            return Ok(found);
        }
        let elsewhere: Vec<Address> =
            found.into_iter().filter(|address| Extent::of(address.socket().ip()).is_elsewhere()).collect();
        if elsewhere.is_empty() {
            return Err(io::Error::new(io::ErrorKind::AddrNotAvailable, "the name leads to this machine or its link"));
        }
        Ok(elsewhere)
    }

    const fn at(&self, ip: IpAddr) -> Address {
        Address::new(SocketAddr::new(ip, self.port), self.carrier, self.relay, self.peer)
    }

    pub(crate) fn to_multiaddr(&self) -> Multiaddr {
        let mut out = match &self.host {
            Host::Ip(ip) => Multiaddr::from(*ip),
            Host::Name(Family::Any, name) => Multiaddr::from(Protocol::Dns(name.as_str().into())),
            Host::Name(Family::V4, name) => Multiaddr::from(Protocol::Dns4(name.as_str().into())),
            Host::Name(Family::V6, name) => Multiaddr::from(Protocol::Dns6(name.as_str().into())),
        };
        match self.carrier {
            Carrier::Tcp => out.push(Protocol::Tcp(self.port)),
            Carrier::Quic => {
                out.push(Protocol::Udp(self.port));
                out.push(Protocol::QuicV1);
            }
        }
        if let Some(relay) = self.relay.and_then(PeerId::to_libp2p) {
            out.push(Protocol::P2p(relay));
            out.push(Protocol::P2pCircuit);
        }
        if let Some(peer) = self.peer.and_then(PeerId::to_libp2p) {
            out.push(Protocol::P2p(peer));
        }
        out
    }

    pub(crate) fn from_multiaddr(multiaddr: &Multiaddr) -> Result<Self, AddressError> {
        let mut parts = multiaddr.iter();
        let host = match parts.next() {
            Some(Protocol::Ip4(ip)) => Host::Ip(IpAddr::V4(ip)),
            Some(Protocol::Ip6(ip)) => Host::Ip(IpAddr::V6(ip)),
            Some(Protocol::Dns(name)) => named(Family::Any, &name)?,
            Some(Protocol::Dns4(name)) => named(Family::V4, &name)?,
            Some(Protocol::Dns6(name)) => named(Family::V6, &name)?,
            _ => return Err(AddressError::Unsupported),
        };
        let (port, carrier) = match parts.next() {
            Some(Protocol::Tcp(port)) => (port, Carrier::Tcp),
            Some(Protocol::Udp(port)) if parts.next() == Some(Protocol::QuicV1) => (port, Carrier::Quic),
            None => return Err(AddressError::PortMissing(host.to_string())),
            _ => return Err(AddressError::Unsupported),
        };
        let first = expected_peer(parts.next())?;
        let (relay, peer) = match parts.next() {
            None => (None, first),
            Some(Protocol::P2pCircuit) if first.is_some() => (first, expected_peer(parts.next())?),
            Some(_) => return Err(AddressError::Unsupported),
        };
        if parts.next().is_some() {
            return Err(AddressError::Unsupported);
        }
        Ok(Self { host, port, carrier, relay, peer })
    }
}

fn named(family: Family, name: &str) -> Result<Host, AddressError> {
    let fits = |label: &str| {
        let inner = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (1..=63).contains(&label.len()) && label.chars().all(inner)
    };
    let labels = name.strip_suffix('.').unwrap_or(name);
    if name.len() > NAME_BYTES || !labels.split('.').all(fits) {
        return Err(AddressError::NotAnAddress(name.to_owned()));
    }
    Ok(Host::Name(family, name.to_owned()))
}

fn expected_peer(part: Option<Protocol<'_>>) -> Result<Option<PeerId>, AddressError> {
    match part {
        None => Ok(None),
        Some(Protocol::P2p(peer)) => PeerId::from_libp2p(&peer).map(Some).ok_or(AddressError::ForeignPeer),
        Some(_) => Err(AddressError::Unsupported),
    }
}

impl From<Address> for Locator {
    fn from(address: Address) -> Self {
        let socket = address.socket();
        Self {
            host: Host::Ip(socket.ip()),
            port: socket.port(),
            carrier: address.carrier(),
            relay: address.relay(),
            peer: address.peer(),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ip(IpAddr::V6(ip)) => write!(f, "[{ip}]"),
            Self::Ip(ip) => ip.fmt(f),
            Self::Name(_, name) => f.write_str(name),
        }
    }
}

impl fmt::Display for Locator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_multiaddr().fmt(f)
    }
}

impl FromStr for Locator {
    type Err = AddressError;

    /// Names only in the full form: a typed `name:port` is more often a mistake than a name that a name server knows.
    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if text.contains('%') {
            return Err(AddressError::Zone);
        }
        if text.starts_with('/') {
            let multiaddr = text.parse().map_err(|_| AddressError::NotAnAddress(text.to_owned()))?;
            return Self::from_multiaddr(&multiaddr);
        }
        text.parse().map(Address::tcp).map(Self::from).map_err(|_| explain(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransportSecret;

    fn peer(seed: u8) -> PeerId {
        TransportSecret::from_seed([seed; 32]).peer()
    }

    #[test]
    fn names_and_places_behind_relays_are_written_as_they_are_read() {
        let (relay, bob) = (peer(9), peer(2));
        for text in [
            format!("/dns4/relay.example.org/tcp/4001/p2p/{relay}"),
            format!("/dns/relay/udp/4001/quic-v1/p2p/{relay}/p2p-circuit/p2p/{bob}"),
            format!("/ip6/2001:db8::7/tcp/4001/p2p/{relay}"),
        ] {
            assert_eq!(text.parse::<Locator>().map(|read| read.to_string()).as_ref(), Ok(&text));
        }
        let typed: Locator = "192.168.1.7:4001".parse().unwrap();
        assert_eq!(typed.address(), "192.168.1.7:4001".parse());
    }

    #[test]
    fn a_relay_is_named_by_its_id_and_leads_to_those_behind_it() {
        let (relay, bob) = (peer(9), peer(2));
        let place: Locator = format!("/dns4/relay.example.org/tcp/4001/p2p/{relay}").parse().unwrap();
        assert_eq!(place.of_relay(), Ok(relay));
        let behind = place.to_peer_behind(bob).unwrap();
        assert_eq!(behind.to_string(), format!("{place}/p2p-circuit/p2p/{bob}"));
        assert_eq!(behind.of_relay(), Err(AddressError::Unsupported));
        let nameless: Locator = "192.168.1.7:4001".parse().unwrap();
        assert_eq!(nameless.of_relay(), Err(AddressError::RelayIdMissing));
    }

    #[test]
    fn a_name_is_no_address_and_odd_names_are_none() {
        let named: Locator = "/dns4/example.org/tcp/4001".parse().unwrap();
        assert_eq!(named.address(), Err(AddressError::Name("example.org".into())));
        for odd in ["/dns4/-../tcp/1", "/dns4/a b/tcp/1", "/dnsaddr/example.org", "/dns4/example.org"] {
            assert!(odd.parse::<Locator>().is_err(), "{odd}");
        }
        assert!(format!("/dns4/{}/tcp/1", "a.".repeat(200)).parse::<Locator>().is_err());
    }

    #[test]
    fn what_the_internet_does_not_carry_to_is_told_by_number_or_name() {
        let place = |host: &str| format!("{host}/tcp/4001/p2p/{}", peer(9)).parse::<Locator>().unwrap();
        for here in
            ["/ip4/192.168.1.7", "/ip6/fd00:1::9", "/ip4/127.0.0.1", "/dns4/old-laptop.local", "/dns/box.LOCAL."]
        {
            assert!(place(here).stays_here(), "{here}");
        }
        for far in ["/ip4/203.0.113.7", "/dns4/relay.example.org", "/dns4/local", "/dns4/notlocal", "/ip6/2001:db8::7"]
        {
            assert!(!place(far).stays_here(), "{far}");
        }
        let behind = place("/dns4/old-laptop.local").to_peer_behind(peer(2)).unwrap();
        assert!(!behind.stays_here(), "who is behind a relay may be anywhere");
    }

    #[tokio::test]
    async fn numbers_need_no_name_server() {
        let place: Locator = "/ip4/203.0.113.7/tcp/4001".parse().unwrap();
        assert_eq!(place.resolve().await.unwrap(), ["203.0.113.7:4001".parse().unwrap()]);
        let here: Locator = "/dns4/localhost/tcp/4001".parse().unwrap();
        assert_eq!(here.resolve().await.unwrap(), ["127.0.0.1:4001".parse().unwrap()]);
    }

    #[tokio::test]
    async fn a_relays_name_leads_to_no_service_of_this_machine() {
        let here: Locator = "/dns4/localhost/tcp/4001".parse().unwrap();
        assert!(here.resolve_elsewhere().await.is_err());
        let number: Locator = "/ip4/127.0.0.1/tcp/4001".parse().unwrap();
        assert_eq!(number.resolve_elsewhere().await.unwrap(), ["127.0.0.1:4001".parse().unwrap()]);
    }
}
