//! The address book: where peers were, are, or should be. Pure and bounded.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

use commonplace_core::limits;

use crate::{Address, PeerId};

/// Where peers may be found: what was given to remember, and what the local network says just now.
#[derive(Debug, Default)]
pub(crate) struct AddressBook {
    known: BTreeMap<PeerId, Entry>,
    nearby: BTreeMap<PeerId, Vec<Address>>,
    turn: u64,
}

#[derive(Debug, Default)]
struct Entry {
    /// The one proven last comes first.
    addresses: Vec<Address>,
    used: u64,
}

impl AddressBook {
    /// Remembers addresses of a peer. Returns the peer that had to give way, if any.
    pub(crate) fn remember(&mut self, peer: PeerId, addresses: &[Address]) -> Option<PeerId> {
        self.turn += 1;
        let entry = self.known.entry(peer).or_default();
        entry.used = self.turn;
        for address in addresses.iter().map(|address| address.without_peer()) {
            if address.can_be_dialled() && !entry.addresses.contains(&address) {
                entry.addresses.push(address);
            }
        }
        entry.addresses.truncate(limits::BOOK_ADDRESSES);
        self.make_room()
    }

    /// An address led to the peer: if the peer is remembered, this address comes first from now on.
    pub(crate) fn proven(&mut self, peer: PeerId, address: Address) {
        self.turn += 1;
        let Some(entry) = self.known.get_mut(&peer) else { return };
        let address = address.without_peer();
        entry.used = self.turn;
        entry.addresses.retain(|known| *known != address);
        entry.addresses.insert(0, address);
        entry.addresses.truncate(limits::BOOK_ADDRESSES);
    }

    /// The peer need not be remembered.
    pub(crate) fn forget(&mut self, peer: PeerId) {
        self.known.remove(&peer);
    }

    /// The local network says that the peer is here. Returns whether this is news.
    pub(crate) fn nearby(&mut self, peer: PeerId, address: Address) -> bool {
        let address = address.without_peer();
        // Whoever announces loopback means its own machine; two homes on one machine also announce their LAN address.
        if !address.can_be_dialled() || address.is_loopback() {
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

    /// Whether any address of the peer is known.
    pub(crate) fn knows(&self, peer: PeerId) -> bool {
        self.known.contains_key(&peer) || self.nearby.contains_key(&peer)
    }

    /// Where to dial the peer, in order of trust: proven or given, then nearby; never one of our own sockets.
    pub(crate) fn addresses(&self, peer: PeerId, own: &BTreeSet<SocketAddr>) -> Vec<Address> {
        let known = self.known.get(&peer).map_or(&[][..], |entry| &entry.addresses);
        let nearby = self.nearby.get(&peer).map_or(&[][..], Vec::as_slice);
        let mut out: Vec<Address> = Vec::new();
        for address in known.iter().chain(nearby) {
            if !own.contains(&address.socket()) && !out.contains(address) {
                out.push(*address);
            }
        }
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
        let oldest = self.known.iter().min_by_key(|(_, entry)| entry.used).map(|(peer, _)| *peer)?;
        self.known.remove(&oldest);
        (!self.knows(oldest)).then_some(oldest)
    }
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
