//! How far an IP address leads.

use std::net::IpAddr;

/// From how far away what an address names can be reached. Ordered from the nearest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// It names nobody: "any".
    Nobody,
    /// This machine.
    Machine,
    /// What hangs on the same cable.
    Link,
    /// A network of a home, a school, an office; there are many with the same address.
    Site,
    /// Anywhere.
    World,
}

impl Extent {
    /// That of an address. An IPv4 address that is written as IPv6 leads where it leads as IPv4.
    pub(crate) fn of(ip: IpAddr) -> Self {
        let ip = ip.to_canonical();
        let (link, site) = match ip {
            IpAddr::V4(ip) => (ip.is_link_local(), ip.is_private()),
            IpAddr::V6(ip) => (ip.is_unicast_link_local(), ip.is_unique_local()),
        };
        match ip {
            ip if ip.is_unspecified() => Self::Nobody,
            ip if ip.is_loopback() => Self::Machine,
            _ if link => Self::Link,
            _ if site => Self::Site,
            _ => Self::World,
        }
    }

    /// Whether it leads to another machine, and beyond the link: what answers there without a network is nobody's relay.
    pub(crate) fn is_elsewhere(self) -> bool {
        self >= Self::Site
    }

    /// Whether it leads to this machine, or means nothing beyond the next cable.
    pub(crate) const fn is_next_door(self) -> bool {
        matches!(self, Self::Machine | Self::Link)
    }

    /// Whether it names something that the internet does not carry to.
    pub(crate) const fn stays_here(self) -> bool {
        matches!(self, Self::Machine | Self::Link | Self::Site)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_leads_as_far_as_it_does() {
        let cases: [(&str, Extent); 16] = [
            ("0.0.0.0", Extent::Nobody),
            ("::", Extent::Nobody),
            ("127.0.0.1", Extent::Machine),
            ("127.8.8.8", Extent::Machine),
            ("::1", Extent::Machine),
            ("::ffff:127.0.0.1", Extent::Machine),
            ("169.254.169.254", Extent::Link),
            ("fe80::1", Extent::Link),
            ("10.1.2.3", Extent::Site),
            ("172.17.0.2", Extent::Site),
            ("192.168.1.7", Extent::Site),
            ("::ffff:192.168.1.7", Extent::Site),
            ("fd00:1::9", Extent::Site),
            ("100.64.0.1", Extent::World),
            ("203.0.113.7", Extent::World),
            ("2001:db8::7", Extent::World),
        ];
        for (text, extent) in cases {
            let of = Extent::of(text.parse().unwrap());
            assert_eq!(of, extent, "{text}");
            assert_eq!(of.is_elsewhere(), matches!(extent, Extent::Site | Extent::World), "{text}");
            assert_eq!(of.stays_here(), !matches!(extent, Extent::Nobody | Extent::World), "{text}");
        }
    }
}
