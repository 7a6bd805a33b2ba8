//! By which way a peer is connected.

use std::fmt;
use std::net::IpAddr;

use crate::Address;

/// By which way a peer is connected, or one connection leads. Ordered from the nearest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Straight, within a local network: the peer has an address that the internet does not carry (of a home, a school, this
    /// machine), or one of a network that this machine is in.
    Local,
    /// Straight, across other people's networks.
    Direct,
    /// Through a relay, which sees how much passes and when, and not what.
    Relayed,
}

/// Whether two peers may be connected straight across other people's networks. Ways within a local network always may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Straight {
    /// Wherever there is such a way: it is looked for, and the relay is left.
    #[default]
    Free,
    /// Where no relay leads there now: none is looked for, and one that stands is left for a relay.
    Last,
    /// Never: none is looked for, none is dialled, and one that stands is closed.
    Never,
}

impl fmt::Display for Way {
    /// `local`, `direct` or `relayed`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Local => "local",
            Self::Direct => "direct",
            Self::Relayed => "relayed",
        })
    }
}

impl Way {
    /// The way to an address, where this machine is in these networks.
    pub(crate) fn to(address: &Address, networks: &[Network]) -> Self {
        let ip = address.socket().ip().to_canonical();
        if address.relay().is_some() {
            Self::Relayed
        } else if stays_here(ip) || networks.iter().any(|network| network.holds(ip)) {
            Self::Local
        } else {
            Self::Direct
        }
    }
}

/// Whether an address is one that the internet does not carry.
pub(crate) fn stays_here(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

/// A network that an interface of this machine is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network {
    ip: IpAddr,
    bits: u32,
}

impl Network {
    /// The networks of all interfaces now; none where the system does not say.
    pub(crate) fn all() -> Vec<Self> {
        let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
        let network = |addr: if_addrs::IfAddr| match addr {
            if_addrs::IfAddr::V4(v4) => Self { ip: v4.ip.into(), bits: v4.prefixlen.into() },
            if_addrs::IfAddr::V6(v6) => Self { ip: v6.ip.into(), bits: v6.prefixlen.into() },
        };
        // A link between two points, as a tunnel has, is no network that others are in.
        interfaces.into_iter().map(|interface| network(interface.addr)).filter(Network::is_shared).collect()
    }

    fn is_shared(&self) -> bool {
        match self.ip {
            IpAddr::V4(_) => (8..=30).contains(&self.bits),
            IpAddr::V6(_) => (16..=126).contains(&self.bits),
        }
    }

    fn holds(&self, ip: IpAddr) -> bool {
        let same = |ours: u128, theirs: u128, width: u32| {
            let shift = width.saturating_sub(self.bits);
            ours.checked_shr(shift) == theirs.checked_shr(shift)
        };
        match (self.ip, ip) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => same(u32::from(ours).into(), u32::from(theirs).into(), 32),
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => same(ours.into(), theirs.into(), 128),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransportSecret;

    #[test]
    fn rooms_are_local_and_the_internet_is_not() {
        let campus = [Network { ip: "198.51.100.9".parse().unwrap(), bits: 24 }];
        let way = |text: &str| Way::to(&text.parse().unwrap(), &campus);
        for text in
            ["192.168.1.7:1", "10.1.2.3:1", "127.0.0.1:1", "169.254.3.4:1", "[fd00::7]:1", "[::ffff:10.0.0.1]:1"]
        {
            assert_eq!(way(text), Way::Local, "{text}");
        }
        assert_eq!(way("198.51.100.200:1"), Way::Local, "a campus with addresses of the internet");
        for text in ["198.51.101.200:1", "203.0.113.7:1", "[2001:db8::7]:1", "100.64.0.1:1"] {
            assert_eq!(way(text), Way::Direct, "{text}");
        }
    }

    #[test]
    fn behind_a_relay_is_relayed_wherever_the_relay_stands() {
        let relay = TransportSecret::from_seed([9; 32]).peer();
        let place: Address = "192.168.1.7:4001".parse().unwrap();
        assert_eq!(Way::to(&place.through(relay), &[]), Way::Relayed);
        assert!(Way::Local < Way::Direct && Way::Direct < Way::Relayed);
    }
}
