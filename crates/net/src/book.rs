//! The address book: where peers were, are, or should be. Pure and bounded.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::{IpAddr, SocketAddr};

use commonplace_core::limits;

use crate::{Address, Carrier, PeerId};

/// Where peers may be found: what was given to remember, and what the local network says just now.
#[derive(Debug, Default)]
pub(crate) struct AddressBook {
    known: BTreeMap<PeerId, Entry>,
    nearby: BTreeMap<PeerId, Vec<Address>>,
    /// Where a relay leads, as it says: not remembered, and the oldest gives way.
    hinted: VecDeque<(PeerId, Address)>,
    turn: u64,
    revision: u64,
}

#[derive(Debug, Default)]
struct Entry {
    /// The one proven last comes first, then what was given, the latest first.
    addresses: Vec<Address>,
    /// Whether the first one is proven.
    proven: bool,
    used: u64,
}

impl AddressBook {
    /// Remembers addresses of a peer, in this order, right after the proven one: somebody knows better than the book.
    /// Returns the peer that had to give way, if any.
    pub(crate) fn remember(&mut self, peer: PeerId, addresses: &[Address]) -> Option<PeerId> {
        self.turn += 1;
        let entry = self.known.entry(peer).or_default();
        let before = entry.addresses.clone();
        entry.used = self.turn;
        let mut place = usize::from(entry.proven);
        for address in addresses.iter().map(|address| address.without_peer()).filter(Address::can_be_dialled) {
            let known = entry.addresses.iter().position(|known| *known == address);
            if known.is_some_and(|at| at < place) {
                continue;
            }
            if let Some(at) = known {
                entry.addresses.remove(at);
            }
            entry.addresses.insert(place, address);
            place += 1;
        }
        entry.addresses.truncate(limits::BOOK_ADDRESSES);
        self.revision += u64::from(entry.addresses != before);
        self.make_room()
    }

    /// An address led to the peer: if the peer is remembered, this address comes first from now on.
    pub(crate) fn proven(&mut self, peer: PeerId, address: Address) {
        self.turn += 1;
        let Some(entry) = self.known.get_mut(&peer) else { return };
        let address = address.without_peer();
        (entry.used, entry.proven) = (self.turn, true);
        if entry.addresses.first() == Some(&address) {
            return;
        }
        entry.addresses.retain(|known| *known != address);
        entry.addresses.insert(0, address);
        entry.addresses.truncate(limits::BOOK_ADDRESSES);
        self.revision += 1;
    }

    /// The peer need not be remembered.
    pub(crate) fn forget(&mut self, peer: PeerId) {
        self.revision += u64::from(self.known.remove(&peer).is_some());
    }

    /// Forgets those given or proven addresses of a peer that are not to be dialled any more.
    pub(crate) fn keep_only(&mut self, peer: PeerId, wanted: impl Fn(&Address) -> bool) {
        let Some(entry) = self.known.get_mut(&peer) else { return };
        let before = entry.addresses.len();
        entry.proven = entry.proven && entry.addresses.first().is_some_and(&wanted);
        entry.addresses.retain(wanted);
        self.revision += u64::from(entry.addresses.len() != before);
        if entry.addresses.is_empty() {
            self.known.remove(&peer);
        }
    }

    /// Grows with each change of what is remembered.
    pub(crate) const fn revision(&self) -> u64 {
        self.revision
    }

    /// The local network says that the peer is here. Returns whether this is news.
    pub(crate) fn nearby(&mut self, peer: PeerId, address: Address) -> bool {
        let address = address.without_peer();
        // Whoever announces loopback means its own machine; two homes on one machine also announce their LAN address.
        if !address.can_be_dialled() || address.is_loopback() || address.relay().is_some() {
            return false;
        }
        if !self.nearby.contains_key(&peer) && self.nearby.len() >= limits::NET_DISCOVERED_PEERS {
            return false;
        }
        let addresses = self.nearby.entry(peer).or_default();
        let news = !addresses.contains(&address) && addresses.len() < limits::BOOK_ADDRESSES;
        if news {
            addresses.push(address);
        }
        news
    }

    /// The local network no longer says so. Returns whether nothing at all is known of the peer any more.
    pub(crate) fn left(&mut self, peer: PeerId, address: Address) -> bool {
        if let Some(addresses) = self.nearby.get_mut(&peer) {
            addresses.retain(|known| *known != address.without_peer());
            if addresses.is_empty() {
                self.nearby.remove(&peer);
            }
        }
        !self.knows(peer)
    }

    /// A relay says that it leads to this peer. It is tried, and remembered once it has shown a circle: a relay can name as many
    /// as it likes. Returns the peer of which nothing is known any more, if any.
    pub(crate) fn hint(&mut self, peer: PeerId, address: Address) -> Option<PeerId> {
        let hint = (peer, address.without_peer());
        if self.hinted.contains(&hint) || !hint.1.can_be_dialled() {
            return None;
        }
        self.hinted.push_back(hint);
        let full = self.hinted.len() > limits::BOOK_HINTS;
        let (gone, _) = full.then(|| self.hinted.pop_front()).flatten()?;
        (!self.knows(gone)).then_some(gone)
    }

    /// Who is near, by what they announce.
    pub(crate) fn all_nearby(&self) -> Vec<(PeerId, Address)> {
        let all = self.nearby.iter();
        all.flat_map(|(peer, addresses)| addresses.iter().map(|address| (*peer, *address))).collect()
    }

    /// Whether any address of the peer is known.
    pub(crate) fn knows(&self, peer: PeerId) -> bool {
        self.known.contains_key(&peer)
            || self.nearby.contains_key(&peer)
            || self.hinted.iter().any(|(hinted, _)| *hinted == peer)
    }

    /// Where to dial the peer: the proven address, then TCP over IPv4 in a network of ours, then the rest; each in order of
    /// trust, given before nearby. Never one of our own sockets.
    pub(crate) fn addresses(&self, peer: PeerId, own: &BTreeSet<SocketAddr>) -> Vec<Address> {
        let entry = self.known.get(&peer);
        let known = entry.map_or(&[][..], |entry| &entry.addresses);
        let nearby = self.nearby.get(&peer).map_or(&[][..], Vec::as_slice);
        let hinted = self.hinted.iter().filter(|(hinted, _)| *hinted == peer).map(|(_, address)| address);
        let mut out: Vec<Address> = Vec::new();
        for address in known.iter().chain(nearby).chain(hinted) {
            if (address.relay().is_some() || !own.contains(&address.socket())) && !out.contains(address) {
                out.push(*address);
            }
        }
        let proven = entry.filter(|entry| entry.proven).and_then(|entry| entry.addresses.first()).copied();
        out.sort_by_key(|address| (Some(*address) != proven, !is_next_door(address, own)));
        out
    }

    /// What was given to remember, for keeping across a restart.
    pub(crate) fn export(&self) -> Vec<(PeerId, Vec<Address>)> {
        self.known.iter().map(|(peer, entry)| (*peer, entry.addresses.clone())).collect()
    }

    fn make_room(&mut self) -> Option<PeerId> {
        if self.known.len() <= limits::BOOK_PEERS {
            return None;
        }
        // What no dial has proven and is known behind a relay only, is worth least.
        let worth = |entry: &Entry| entry.proven || entry.addresses.iter().any(|address| address.relay().is_none());
        let oldest = self.known.iter().min_by_key(|(_, entry)| (worth(entry), entry.used)).map(|(peer, _)| *peer)?;
        self.known.remove(&oldest);
        self.revision += 1;
        (!self.knows(oldest)).then_some(oldest)
    }
}

/// Whether an address looks like one of a network that we are in. The system does not tell us its masks; a home or a class
/// room has three bytes in common, and where that is wrong only an order is.
fn is_next_door(address: &Address, own: &BTreeSet<SocketAddr>) -> bool {
    let IpAddr::V4(ip) = address.socket().ip() else { return false };
    if address.relay().is_some() {
        return false;
    }
    let ours = |own: &SocketAddr| matches!(own.ip(), IpAddr::V4(own) if own.octets()[..3] == ip.octets()[..3]);
    address.carrier() == Carrier::Tcp && own.iter().any(ours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransportSecret;

    fn peer(seed: u8) -> PeerId {
        TransportSecret::from_seed([seed; 32]).peer()
    }

    fn at(text: &str) -> Address {
        text.parse().unwrap()
    }

    #[test]
    fn the_address_that_worked_last_comes_first_and_is_kept() {
        let (mut book, bob) = (AddressBook::default(), peer(2));
        book.remember(bob, &[at("10.0.0.1:1"), at("10.0.0.2:1")]);
        book.nearby(bob, at("10.0.0.3:1"));
        book.proven(bob, at("10.0.0.3:1"));
        let expected = vec![at("10.0.0.3:1"), at("10.0.0.1:1"), at("10.0.0.2:1")];
        assert_eq!(book.addresses(bob, &BTreeSet::new()), expected);
        assert_eq!(book.export(), [(bob, expected)]);
    }

    #[test]
    fn a_typed_address_comes_right_after_the_proven_one_and_is_not_dropped() {
        let (mut book, bob) = (AddressBook::default(), peer(2));
        let many: Vec<Address> = (1..100).map(|port| at("10.0.0.1:1").with_port(port)).collect();
        book.remember(bob, &many);
        book.proven(bob, many[7]);
        book.remember(bob, &[at("10.9.9.9:1")]);
        assert_eq!(book.addresses(bob, &BTreeSet::new())[..3], [many[7], at("10.9.9.9:1"), many[0]]);
        book.remember(bob, &[many[20], many[7]]);
        let order = book.addresses(bob, &BTreeSet::new());
        assert_eq!(order[..3], [many[7], many[20], at("10.9.9.9:1")]);
        assert_eq!(order.len(), limits::BOOK_ADDRESSES);
    }

    #[test]
    fn the_next_room_is_tried_before_the_bridges_of_a_laptop() {
        let (mut book, bob) = (AddressBook::default(), peer(2));
        let (quic, v6) = ("/ip4/192.168.1.7/udp/4001/quic-v1", "[2001:db8::7]:4001");
        book.remember(bob, &[at("172.17.0.1:4001"), at(quic), at(v6), at("192.168.1.7:4001")]);
        let own = BTreeSet::from(["192.168.1.3:9".parse().unwrap()]);
        let order = book.addresses(bob, &own);
        assert_eq!(order, [at("192.168.1.7:4001"), at("172.17.0.1:4001"), at(quic), at(v6)]);
        book.proven(bob, at(v6));
        assert_eq!(book.addresses(bob, &own)[..2], [at(v6), at("192.168.1.7:4001")]);
    }

    #[test]
    fn only_changes_are_counted() {
        let (mut book, bob) = (AddressBook::default(), peer(2));
        book.remember(bob, &[at("10.0.0.1:1"), at("10.0.0.2:1")]);
        let first = book.revision();
        book.remember(bob, &[at("10.0.0.1:1"), at("10.0.0.2:1")]);
        book.proven(bob, at("10.0.0.1:1"));
        book.nearby(bob, at("10.0.0.3:1"));
        assert_eq!(book.revision(), first);
        book.proven(bob, at("10.0.0.2:1"));
        book.forget(bob);
        assert_eq!(book.revision(), first + 2);
    }

    #[test]
    fn a_stranger_met_in_a_cafe_is_not_remembered() {
        let (mut book, eve) = (AddressBook::default(), peer(3));
        assert!(book.nearby(eve, at("10.0.0.3:1")));
        assert!(!book.nearby(eve, at("10.0.0.3:1")), "told once");
        book.proven(eve, at("10.0.0.3:1"));
        assert_eq!(book.export(), []);
        assert!(book.left(eve, at("10.0.0.3:1")), "nothing is left of her");
    }

    #[test]
    fn our_own_and_senseless_addresses_are_never_dialled() {
        let (mut book, bob) = (AddressBook::default(), peer(2));
        book.remember(bob, &[at("0.0.0.0:1"), at("127.0.0.1:7"), at("10.0.0.9:0"), at("10.0.0.5:7")]);
        assert!(!book.nearby(bob, at("127.0.0.1:9")));
        let own = BTreeSet::from(["127.0.0.1:7".parse().unwrap()]);
        assert_eq!(book.addresses(bob, &own), [at("10.0.0.5:7")]);
    }

    #[test]
    fn a_relay_that_names_strangers_pushes_nobody_out() {
        let (mut book, bob, relay) = (AddressBook::default(), peer(2), peer(9));
        book.remember(bob, &[at("10.0.0.1:1")]);
        let behind = at("203.0.113.7:4001").through(relay);
        let mut gone = 0;
        for number in 0..2_000_u64 {
            let stranger = PeerId::from_bytes(*blake3::hash(&number.to_le_bytes()).as_bytes());
            gone += usize::from(book.hint(stranger, behind).is_some());
            assert_eq!(book.addresses(stranger, &BTreeSet::new()), [behind]);
        }
        assert_eq!(gone, 2_000 - limits::BOOK_HINTS);
        assert_eq!(book.export(), [(bob, vec![at("10.0.0.1:1")])]);
        // Bob is there, too: that is one more way to him, and his own address comes first.
        book.hint(bob, behind);
        assert_eq!(book.addresses(bob, &BTreeSet::new()), [at("10.0.0.1:1"), behind]);
        // Those that were remembered behind a relay give way before him, whenever he was used last.
        for number in 0..=limits::BOOK_PEERS as u64 {
            book.remember(PeerId::from_bytes(*blake3::hash(&number.to_le_bytes()).as_bytes()), &[behind]);
        }
        assert!(book.export().iter().any(|(peer, _)| *peer == bob));
    }

    #[test]
    fn the_book_is_bounded_and_the_longest_unused_gives_way() {
        let mut book = AddressBook::default();
        let peers: Vec<PeerId> =
            (0..=limits::BOOK_PEERS).map(|n| PeerId::from_bytes(*blake3::hash(&n.to_be_bytes()).as_bytes())).collect();
        let mut gone = Vec::new();
        for peer in &peers {
            book.proven(peers[0], at("10.0.0.1:1"));
            gone.extend(book.remember(*peer, &[at("10.0.0.1:1")]));
        }
        assert_eq!(gone, [peers[1]]);
        let many: Vec<Address> = (1..100).map(|port| at("10.0.0.1:1").with_port(port)).collect();
        book.remember(peers[0], &many);
        assert_eq!(book.addresses(peers[0], &BTreeSet::new()).len(), limits::BOOK_ADDRESSES);
    }
}
