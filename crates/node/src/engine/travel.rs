//! Whether a circle's records may travel to a peer: what its stewards settled, held against the ways to the peer.
//!
//! The ways belong to the peer and not to a stream of it: of several connections a stream takes any. So each of them has
//! to be one that the circle allows.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::circle::{Reach, Settings};
use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_net::Locator;

use super::peers::PeerState;
use super::state::CircleState;
use super::{Effect, Engine, Now, PeerName, Route, Straight, Way};
use crate::event::Event;

impl PeerState {
    /// Whether records of a circle with these settings may travel to this peer.
    pub(super) fn may_carry(&self, name: &str, settings: &Settings) -> bool {
        let allowed = |route: &Route| match settings.reach {
            Reach::Anywhere => true,
            Reach::Lan => route.way == Way::Local,
            Reach::Relays => match route.way {
                Way::Local => true,
                Way::Direct => is_relay(settings, name),
                Way::Relayed => relay_of(&route.address).is_some_and(|relay| is_relay(settings, relay)),
            },
            Reach::Usb => false,
        };
        !self.routes.is_empty() && self.routes.iter().all(allowed)
    }
}

/// Whether a circle with these settings goes by a relay that it names at this address. One that keeps to its network goes by
/// a relay in there: a laptop or a box of the room, which is told by its number.
pub(super) fn goes_by(settings: &Settings, relay: &str) -> bool {
    match settings.reach {
        Reach::Anywhere | Reach::Relays => true,
        Reach::Lan => relay.parse::<Locator>().is_ok_and(|place| place.stays_here()),
        Reach::Usb => false,
    }
}

/// Whether a circle names a peer as one of its relays.
pub(super) fn is_relay(settings: &Settings, peer: &str) -> bool {
    settings.relays.iter().any(|relay| peer_of(relay) == Some(peer))
}

/// Circles that peers are known to share with us, since the start: what decides whether a straight way is looked for.
#[derive(Debug, Default)]
pub(super) struct Shared {
    peers: BTreeMap<PeerName, BTreeSet<Tag>>,
}

/// The peer that an address names.
fn peer_of(address: &str) -> Option<&str> {
    address.rsplit_once("/p2p/").map(|(_, peer)| peer)
}

/// The relay through which an address leads.
pub(super) fn relay_of(address: &str) -> Option<&str> {
    address.split_once("/p2p-circuit").and_then(|(relay, _)| peer_of(relay))
}

impl Engine {
    /// Whether a circle's records may travel to a peer. To one that is not connected only what may travel anywhere does.
    pub(super) fn may_travel_to(&self, tag: Tag, peer: &str) -> bool {
        let Some(state) = self.circles.get(&tag) else { return false };
        let settings = state.settings();
        match self.peers.get(peer) {
            Some(known) => state.is_let_in_by(peer) || known.may_carry(peer, settings),
            None => settings.reach == Reach::Anywhere,
        }
    }

    /// Whether a peer is in a network with this machine, and no relay of ours: somebody whom the person here may see.
    pub(super) fn is_nearby(&self, peer: &str) -> bool {
        let here = self.peers.get(peer).is_some_and(|state| state.routes.iter().any(|route| route.way == Way::Local));
        here && !self.relays.names(peer)
    }

    /// Notes that a peer shares a circle with us. Says whether a straight way to it may be looked for.
    pub(super) fn share(&mut self, peer: &str, tag: Tag) -> Straight {
        let shared = &mut self.shared.peers;
        if !shared.contains_key(peer) && shared.len() >= limits::NET_USEFUL_PEERS {
            // Whoever it is: met again, it is noted again.
            shared.pop_first();
        }
        shared.entry(peer.to_owned()).or_default().insert(tag);
        self.straight_to(peer)
    }

    /// Whether a straight way to a peer may be looked for: not where all that is shared has to go through relays, and only
    /// as long as no relay leads there where some of it has to.
    fn straight_to(&self, peer: &str) -> Straight {
        let tags = self.shared.peers.get(peer).into_iter().flatten();
        let known = |state: &&CircleState| state.is_served() && state.circle().genesis().is_some();
        let states = tags.filter_map(|tag| self.circles.get(tag)).filter(known);
        let reaches: Vec<Reach> = states
            .map(|state| state.circle().settings())
            .filter(|settings| !is_relay(settings, peer))
            .map(|settings| settings.reach)
            .collect();
        match (reaches.contains(&Reach::Relays), reaches.contains(&Reach::Anywhere)) {
            (false, _) => Straight::Free,
            (true, true) => Straight::Last,
            (true, false) => Straight::Never,
        }
    }

    /// A circle's reach is another one, and so may be the ways to those who share it.
    pub(super) fn straighten(&mut self, tag: Tag) {
        let sharing = self.shared.peers.iter().filter(|(_, tags)| tags.contains(&tag));
        for peer in sharing.map(|(peer, _)| peer.clone()).collect::<Vec<_>>() {
            let straight = self.straight_to(&peer);
            self.batch.effects.push(Effect::SetStraight { peer, straight });
        }
    }

    /// A peer is connected by other ways than before. People are told of the farthest.
    pub(super) fn peer_moved(&mut self, now: Now, peer: &PeerName, routes: Vec<Route>) {
        let Some(known) = self.peers.get_mut(peer) else { return };
        let clock = known.clock;
        let before = std::mem::replace(known, PeerState { routes, clock });
        if let Some((address, way)) = known.farthest()
            && before.farthest().is_none_or(|(_, former)| former != way)
        {
            let address = address.to_owned();
            self.tell(Event::PeerMoved { peer: peer.clone(), address, way });
        }
        let links = self.links.iter().filter(|(_, link)| link.peer == *peer).map(|(id, _)| *id);
        for link in links.collect::<Vec<_>>() {
            self.drive(now, commonplace_sync::Input::LinkMoved { link });
        }
        self.link_with_unlinked();
        self.knock_at(now, peer);
        self.pairing_peer_up(now, peer);
    }

    /// Opens links to peers that have none: there may be something to share now that there was not before.
    pub(super) fn link_with_unlinked(&mut self) {
        let linked: BTreeSet<&PeerName> = self.links.values().map(|link| &link.peer).collect();
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
        Settings { reach, relays: vec![format!("/ip4/203.0.113.7/tcp/4001/p2p/{OWN}")], quota: None, relay_days: None }
    }

    fn route(way: Way, address: &str) -> Route {
        Route { address: address.to_owned(), way }
    }

    fn through(relay: &str) -> Route {
        route(Way::Relayed, &format!("/ip4/203.0.113.7/tcp/4001/p2p/{relay}/p2p-circuit/p2p/12D3KooWBob"))
    }

    #[test]
    fn each_reach_allows_its_ways_and_no_others() {
        let here = || route(Way::Local, "/ip4/192.168.1.7/tcp/4001");
        let far = || route(Way::Direct, "/ip4/198.51.100.7/tcp/4001");
        let cases = [
            (vec![here()], "bob", [true, true, true, false]),
            (vec![far()], "bob", [true, false, false, false]),
            (vec![far()], OWN, [true, false, true, false]),
            (vec![far()], OTHER, [true, false, false, false]),
            (vec![through(OWN)], "bob", [true, false, true, false]),
            (vec![through(OTHER)], "bob", [true, false, false, false]),
            // Of several connections a stream takes any.
            (vec![through(OWN), here()], "bob", [true, false, true, false]),
            (vec![through(OWN), far()], "bob", [true, false, false, false]),
            (vec![far(), here()], "bob", [true, false, false, false]),
            (vec![through(OWN), through(OTHER)], "bob", [true, false, false, false]),
            (vec![through(OTHER), through(OWN)], "bob", [true, false, false, false]),
            (vec![far(), here()], OWN, [true, false, true, false]),
        ];
        for (routes, name, expected) in cases {
            let peer = PeerState { routes, clock: None };
            let reaches = [Reach::Anywhere, Reach::Lan, Reach::Relays, Reach::Usb];
            let allowed = reaches.map(|reach| peer.may_carry(name, &settings(reach)));
            assert_eq!(allowed, expected, "{name} by {peer:?}");
        }
    }

    #[test]
    fn a_circle_that_keeps_to_its_network_goes_by_relays_in_there_alone() {
        let [here, elsewhere, named] = ["/ip4/192.168.1.7", "/ip4/203.0.113.7", "/dns4/relay.example.org"]
            .map(|host| format!("{host}/tcp/17017/p2p/12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN"));
        for (reach, expected) in [
            (Reach::Anywhere, [true, true, true]),
            (Reach::Relays, [true, true, true]),
            (Reach::Lan, [true, false, false]),
            (Reach::Usb, [false, false, false]),
        ] {
            let goes = [&here, &elsewhere, &named].map(|relay| goes_by(&settings(reach), relay));
            assert_eq!(goes, expected, "{reach:?}");
        }
    }

    #[test]
    fn a_circle_whose_first_record_is_not_here_goes_no_further_than_its_ticket_says() {
        let id = commonplace_core::id::CircleId::from_bytes([1; 32]);
        let remembered = super::super::state::Remembered { id, title: "Biology".into(), left: false, told: false };
        let mut state = CircleState::empty(Tag::from_bytes([2; Tag::LEN]), remembered);
        state.use_relays(settings(Reach::Anywhere).relays);
        let here = route(Way::Local, "/ip4/192.168.1.7/tcp/4001");
        let far = route(Way::Direct, "/ip4/198.51.100.7/tcp/4001");
        for (route, expected) in [(here, true), (far, false), (through(OWN), true), (through(OTHER), false)] {
            let peer = PeerState { routes: vec![route], clock: None };
            assert_eq!(peer.may_carry("bob", state.settings()), expected, "{peer:?}");
        }
        // Who let us in knows more, and says it.
        state.let_in_by = Some("bob".into());
        assert!(state.is_let_in_by("bob") && !state.is_let_in_by("eve"));
    }
}
