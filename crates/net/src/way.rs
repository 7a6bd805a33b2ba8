//! By which way a peer is connected.

use std::fmt;
use std::net::IpAddr;

use crate::Address;
use crate::extent::Extent;

/// By which way a peer is connected, or one connection leads. Ordered from the nearest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Straight, within a local network: the peer has an address of this machine, or one of a network that this machine is
    /// in by an interface of its own that is no tunnel, and is not the router of that network.
    Local,
    /// Straight, across other people's networks, or through a tunnel: nobody here can say what lies in between.
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
    /// The way to an address from where this machine is.
    pub(crate) fn to(address: &Address, here: &Surroundings) -> Self {
        let ip = address.socket().ip().to_canonical();
        if address.relay().is_some() {
            Self::Relayed
        } else if here.hold(ip) {
            Self::Local
        } else {
            Self::Direct
        }
    }
}

/// Where this machine is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Surroundings {
    networks: Vec<Network>,
    /// Routers to elsewhere. What a router hands on in its own name comes from anywhere: so does what reaches a container.
    routers: Vec<IpAddr>,
}

impl Surroundings {
    /// The networks of all interfaces now; none where the system does not say.
    pub(crate) fn now() -> Self {
        // A tunnel may be as wide as a network; who else is in it is anywhere.
        let own = if_addrs::get_if_addrs().unwrap_or_default().into_iter().filter(|interface| !interface.is_p2p());
        let network = |addr: if_addrs::IfAddr| match addr {
            if_addrs::IfAddr::V4(v4) => Network { ip: v4.ip.into(), bits: v4.prefixlen.into() },
            if_addrs::IfAddr::V6(v6) => Network { ip: v6.ip.into(), bits: v6.prefixlen.into() },
        };
        let networks = own.map(|interface| network(interface.addr)).filter(Network::is_shared).collect();
        let routes = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
        Self { networks, routers: routers(&routes) }
    }

    fn hold(&self, ip: IpAddr) -> bool {
        Extent::of(ip).is_next_door()
            || (!self.routers.contains(&ip) && self.networks.iter().any(|network| network.holds(ip)))
    }
}

/// The routers in a table of IPv4 routes as Linux writes it: addresses in hex, least byte first.
fn routers(table: &str) -> Vec<IpAddr> {
    let router = |row: &str| {
        let gateway = u32::from_str_radix(row.split_whitespace().nth(2)?, 16).ok()?;
        (gateway != 0).then(|| IpAddr::from(gateway.to_le_bytes()))
    };
    table.lines().skip(1).filter_map(router).collect()
}

/// A network that an interface of this machine is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    ip: IpAddr,
    bits: u32,
}

impl Network {
    /// Whether others are in it: a link between two points has no room for them.
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

    fn network(ip: &str, bits: u32) -> Network {
        Network { ip: ip.parse().unwrap(), bits }
    }

    #[test]
    fn what_is_in_a_network_of_ours_is_local_and_nothing_else() {
        let networks = vec![network("192.168.1.9", 24), network("198.51.100.9", 24), network("fd00:1::9", 64)];
        let here = Surroundings { networks, routers: vec!["192.168.1.1".parse().unwrap()] };
        let way = |text: &str| Way::to(&text.parse().unwrap(), &here);
        for text in ["192.168.1.7:1", "127.0.0.1:1", "169.254.3.4:1", "[fd00:1::7]:1", "[::ffff:192.168.1.7]:1"] {
            assert_eq!(way(text), Way::Local, "{text}");
        }
        assert_eq!(way("198.51.100.200:1"), Way::Local, "a campus with addresses of the internet");
        for text in ["198.51.101.200:1", "203.0.113.7:1", "[2001:db8::7]:1", "100.64.0.1:1"] {
            assert_eq!(way(text), Way::Direct, "{text}");
        }
        // Private, and of some other network: through a tunnel or a router, and who knows what lies in between.
        for text in ["10.1.2.3:1", "192.168.2.7:1", "172.17.0.2:1", "[fd00:2::7]:1"] {
            assert_eq!(way(text), Way::Direct, "{text}");
        }
        assert_eq!(way("192.168.1.1:1"), Way::Direct, "what the router hands on in its own name");
    }

    #[test]
    fn routers_are_read_from_the_table_of_the_system() {
        let table = "Iface\tDestination\tGateway\tFlags\n\
            eth0\t00000000\t0101A8C0\t0003\n\
            eth0\t0001A8C0\t00000000\t0001\n\
            what is this\n";
        assert_eq!(routers(table), ["192.168.1.1".parse::<IpAddr>().unwrap()]);
        assert_eq!(routers(""), [] as [IpAddr; 0]);
    }

    #[test]
    fn behind_a_relay_is_relayed_wherever_the_relay_stands() {
        let relay = TransportSecret::from_seed([9; 32]).peer();
        let place: Address = "192.168.1.7:4001".parse().unwrap();
        assert_eq!(Way::to(&place.through(relay), &Surroundings::default()), Way::Relayed);
        assert!(Way::Local < Way::Direct && Way::Direct < Way::Relayed);
    }
}
