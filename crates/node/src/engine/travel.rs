//! Whether a circle's records may travel to a peer: what its stewards settled, held against the way to the peer.
//!
//! The way belongs to the peer and not to a stream of it: while one connection leads through a relay, any stream may.

use commonplace_core::circle::{Reach, Settings};
use commonplace_core::id::Tag;

use super::peers::PeerState;
use super::{Effect, Engine, Now, PeerName, Way};
use crate::event::Event;

impl PeerState {
    /// Whether records of a circle with these settings may travel to this peer.
    pub(super) fn may_carry(&self, name: &str, settings: &Settings) -> bool {
        let is_relay = |peer: &str| settings.relays.iter().any(|relay| peer_of(relay) == Some(peer));
        match settings.reach {
            Reach::Anywhere => true,
            Reach::Lan => self.way == Way::Local,
            Reach::Relays => match self.way {
                Way::Local => true,
                Way::Direct => is_relay(name),
                Way::Relayed => relay_of(&self.address).is_some_and(is_relay),
            },
            Reach::Usb => false,
        }
    }
}

/// The peer that an address names.
fn peer_of(address: &str) -> Option<&str> {
    address.rsplit_once("/p2p/").map(|(_, peer)| peer)
}

/// The relay through which an address leads.
fn relay_of(address: &str) -> Option<&str> {
    address.split_once("/p2p-circuit").and_then(|(relay, _)| peer_of(relay))
}

impl Engine {
    /// Whether a circle's records may travel to a peer. To one that is not connected only what may travel anywhere does.
    pub(super) fn may_travel_to(&self, tag: Tag, peer: &str) -> bool {
        let Some(state) = self.circles.get(&tag) else { return false };
        let settings = state.circle().settings();
        match self.peers.get(peer) {
            Some(known) => known.may_carry(peer, settings),
            None => settings.reach == Reach::Anywhere,
        }
    }

    /// A peer is connected by another way than before.
    pub(super) fn peer_moved(&mut self, now: Now, peer: &PeerName, address: String, way: Way) {
        let Some(known) = self.peers.get_mut(peer) else { return };
        (known.address, known.way) = (address.clone(), way);
        self.tell(Event::PeerMoved { peer: peer.clone(), address, way });
        let links = self.links.iter().filter(|(_, link)| link.peer == *peer).map(|(id, _)| *id);
        for link in links.collect::<Vec<_>>() {
            self.drive(now, commonplace_sync::Input::LinkMoved { link });
        }
        self.link_with_unlinked();
        self.knock_at(now, peer);
    }

    /// Opens links to peers that have none: there may be something to share now that there was not before.
    pub(super) fn link_with_unlinked(&mut self) {
        let linked: std::collections::BTreeSet<&PeerName> = self.links.values().map(|link| &link.peer).collect();
        let others = self.peers.keys().filter(|peer| !linked.contains(peer)).cloned();
        self.batch.effects.extend(others.map(Effect::Link));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "12D3KooWRelayOfTheCircle";
    const OTHER: &str = "12D3KooWSomebodyElsesRelay";

    fn settings(reach: Reach) -> Settings {
        Settings { reach, relays: vec![format!("/ip4/203.0.113.7/tcp/4001/p2p/{OWN}")], quota: None }
    }

    fn peer(way: Way, address: &str) -> PeerState {
        PeerState { address: address.to_owned(), way }
    }

    #[test]
    fn each_reach_allows_its_ways_and_no_others() {
        let here = peer(Way::Local, "/ip4/192.168.1.7/tcp/4001");
        let far = peer(Way::Direct, "/ip4/198.51.100.7/tcp/4001");
        let through = |relay: &str| {
            peer(Way::Relayed, &format!("/ip4/203.0.113.7/tcp/4001/p2p/{relay}/p2p-circuit/p2p/12D3KooWBob"))
        };
        let cases = [
            (&here, "bob", [true, true, true, false]),
            (&far, "bob", [true, false, false, false]),
            (&far, OWN, [true, false, true, false]),
            (&far, OTHER, [true, false, false, false]),
            (&through(OWN), "bob", [true, false, true, false]),
            (&through(OTHER), "bob", [true, false, false, false]),
        ];
        for (peer, name, expected) in cases {
            let reaches = [Reach::Anywhere, Reach::Lan, Reach::Relays, Reach::Usb];
            let allowed = reaches.map(|reach| peer.may_carry(name, &settings(reach)));
            assert_eq!(allowed, expected, "{name} by {peer:?}");
        }
    }
}
