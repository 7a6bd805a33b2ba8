//! Relays: holding a place at them, leaving them for a straight way, and being one.

use std::time::Duration;

use commonplace_core::limits;
use libp2p::core::transport::ListenerId;
use libp2p::swarm::ConnectionId;
use libp2p::swarm::dial_opts::{DialOpts, PeerCondition};
use libp2p::{Multiaddr, relay};

use super::{Due, Report, Task};
use crate::dialer::{Input, Target};
use crate::discreet::Manner;
use crate::relays::Step;
use crate::{Address, Locator, PeerId, Straight, Way};

/// How long a peer that holds a place here may take to show that it may: a session opens within seconds.
const WELCOME: Duration = Duration::from_secs(60);

/// When a hole is punched again after a try that failed. The first try comes too early if the relay has not yet told us how
/// it sees us, and both ends' words may cross on the way; where no hole can be punched at all, three tries more cost little.
/// A connection that a relay has carried for its whole time is dialled anew, and tried anew.
const PUNCH_AGAIN: [Duration; 3] = [Duration::from_secs(5), Duration::from_secs(60), Duration::from_secs(600)];
/// How long a try may take: the library's own three, with its longest handshake for one of them.
const PUNCHING: Duration = Duration::from_secs(15);

impl Task {
    pub(super) fn want_relays(&mut self, locators: Vec<Locator>) {
        let (now, local) = (self.now(), self.local);
        let others = locators.into_iter().filter(|locator| locator.peer() != Some(local)).collect();
        let peers = &self.peers;
        let gone = self.relays.want(now, others, |peer| peers.get(&peer).is_some_and(|known| known.proven));
        for relay in gone {
            self.let_go(relay);
        }
        self.follow_relays();
    }

    /// Gives a relay's place up. The connection stays as long as something else needs it.
    fn let_go(&mut self, relay: PeerId) {
        let listeners: Vec<ListenerId> =
            self.behind.iter().filter(|(_, peer)| **peer == relay).map(|(id, _)| *id).collect();
        for id in listeners {
            self.behind.remove(&id);
            self.swarm.remove_listener(id);
        }
        self.tell_listening_soon();
    }

    /// Does what is due about relays.
    pub(super) fn follow_relays(&mut self) {
        for step in self.relays.tick(self.now()) {
            match step {
                Step::Find(peer, locator) => self.find_relay(peer, locator),
                Step::Reserve(peer) => self.reserve(peer),
            }
        }
    }

    fn find_relay(&self, peer: PeerId, locator: Locator) {
        let report_to = self.report_to.clone();
        tokio::spawn(async move {
            match locator.resolve_elsewhere().await {
                // If the network is shut down, nobody needs to know.
                Ok(addresses) => _ = report_to.send(Report::Found(peer, addresses)).await,
                Err(error) => tracing::debug!(%error, "a relay's name leads nowhere now"),
            }
        });
    }

    pub(super) fn on_relay_found(&mut self, peer: PeerId, addresses: &[Address]) {
        if self.relays.contains(peer) {
            self.remember(peer, addresses);
            self.dial(Input::Asked(Target::Peer(peer)));
        }
    }

    fn reserve(&mut self, relay: PeerId) {
        let Some(address) = self.peers.get(&relay).and_then(super::peers::Peer::straight) else { return };
        match self.swarm.listen_on(address.through(relay).to_multiaddr()) {
            Ok(id) => _ = self.behind.insert(id, relay),
            Err(error) => tracing::debug!(%error, "cannot ask a relay for a place"),
        }
    }

    pub(super) fn on_place_held(&mut self, id: ListenerId) {
        let Some(relay) = self.behind.get(&id).copied() else { return };
        if self.relays.reserved(relay) {
            self.tell_listening_soon();
        }
    }

    pub(super) fn on_place_lost(&mut self, id: ListenerId) {
        let Some(relay) = self.behind.remove(&id) else { return };
        let now = self.now();
        // An older listener than the present one ends without loss.
        if !self.behind.values().any(|other| *other == relay) && self.relays.lost(now, relay) {
            self.tell_listening_soon();
        }
    }

    /// Our places behind relays, as the relays were named to us.
    pub(super) fn relayed_places(&self) -> Vec<Locator> {
        self.relays.held().filter_map(|locator| locator.to_peer_behind(self.local).ok()).collect()
    }

    /// A relay has reached us at an address, or does no more.
    pub(super) fn on_confirmed(&mut self, address: &Multiaddr, new: bool) {
        let address = Address::from_multiaddr(address).map(Address::without_peer);
        let Some(address) = address.ok().filter(|address| address.can_be_dialled() && address.relay().is_none()) else {
            return;
        };
        let changed = if new { self.confirmed.insert(address) } else { self.confirmed.remove(&address) };
        if changed {
            self.tell_listening_soon();
        }
    }

    /// A relay that was told no other address is reached at those of its interfaces.
    pub(super) fn announce(&mut self, address: Address, new: bool) {
        if !self.announces {
            return;
        }
        let multiaddr = address.to_multiaddr();
        if new {
            self.swarm.add_external_address(multiaddr);
        } else {
            self.swarm.remove_external_address(&multiaddr);
        }
    }

    /// Whether a straight way to a peer is wanted, and how much.
    pub(super) fn straight_to(&self, peer: PeerId) -> Straight {
        self.kept.iter().find(|(kept, _)| *kept == peer).map(|(_, straight)| *straight).unwrap_or_default()
    }

    pub(super) fn set_straight(&mut self, peer: PeerId, straight: Straight) {
        let before = self.straight_to(peer);
        self.kept.retain(|(kept, _)| *kept != peer);
        if straight != Straight::Free {
            self.kept.push_back((peer, straight));
        }
        if self.kept.len() > limits::NET_USEFUL_PEERS
            && let Some((oldest, _)) = self.kept.pop_front()
        {
            self.follow_marks(oldest);
        }
        if before == straight {
            return;
        }
        self.follow_marks(peer);
        if straight == Straight::Never {
            let here = &self.here;
            self.shared.book().keep_only(peer, |address| Way::to(address, here) != Way::Direct);
        }
        self.leave_straight(peer);
        if let Some(known) = self.peers.get(&peer).filter(|known| straight == Straight::Free && known.is_relayed()) {
            self.punch_later(peer, known.since, 0);
        }
    }

    /// Lets protocols that begin by themselves speak with a peer as far as it is marked.
    pub(super) fn follow_marks(&mut self, peer: PeerId) {
        let Some(target) = peer.to_libp2p() else { return };
        let spoken = if self.useful.contains(&peer) { Manner::Speak } else { Manner::Hear };
        let punching = if self.straight_to(peer) == Straight::Free { spoken } else { Manner::Refuse };
        let behaviour = self.swarm.behaviour_mut();
        behaviour.punching.set(target, punching);
        behaviour.gossip.set(target, spoken);
    }

    /// Closes what leads straight across other people's networks to a peer where that is not wanted. Says whether anything
    /// was closed.
    pub(super) fn leave_straight(&mut self, peer: PeerId) -> bool {
        let straight = self.straight_to(peer);
        let Some(known) = self.peers.get(&peer).filter(|_| straight != Straight::Free) else { return false };
        let direct = known.direct();
        if direct.is_empty() || (straight == Straight::Last && !known.has_others(&direct)) {
            return false;
        }
        self.links.hurry(peer);
        for id in direct {
            self.swarm.close_connection(id);
        }
        true
    }

    /// Tries new straight addresses of a peer that is connected through a relay only.
    pub(super) fn straighten(&mut self, peer: PeerId, addresses: &[Address]) {
        if !self.peers.get(&peer).is_some_and(super::peers::Peer::is_relayed) {
            return;
        }
        let own = self.own_sockets();
        let free = self.straight_to(peer) == Straight::Free;
        let straight = addresses.iter().filter(|address| match Way::to(address, &self.here) {
            Way::Relayed => false,
            Way::Direct => free && !own.contains(&address.socket()),
            Way::Local => !own.contains(&address.socket()),
        });
        let multiaddrs: Vec<Multiaddr> = straight.map(|address| address.without_peer().to_multiaddr()).collect();
        let Some(target) = peer.to_libp2p().filter(|_| !multiaddrs.is_empty()) else { return };
        let options = DialOpts::peer_id(target).condition(PeerCondition::NotDialing).addresses(multiaddrs);
        if let Err(error) = self.swarm.dial(options.allocate_new_port().build()) {
            tracing::debug!(%peer, %error, "no straight way");
        }
    }

    /// Tries later to reach a peer straight that is connected through a relay only, unless it was tried often enough.
    pub(super) fn punch_later(&mut self, peer: PeerId, since: Duration, tried: usize) {
        if let Some(pause) = PUNCH_AGAIN.get(tried) {
            self.agenda.at(self.now() + *pause, Due::Punch(peer, since, tried));
        }
    }

    /// The library punches when a relayed connection comes about, and never again: so one more is dialled.
    pub(super) fn punch_again(&mut self, peer: PeerId, since: Duration, tried: usize) {
        let free = self.straight_to(peer) == Straight::Free;
        let relayed = |known: &&super::peers::Peer| known.since == since && known.is_relayed() && free;
        let Some(known) = self.peers.get(&peer).filter(relayed) else { return };
        let (Some(behind), Some(target)) = (known.behind(), peer.to_libp2p()) else { return };
        let options = DialOpts::peer_id(target).condition(PeerCondition::Always).addresses(vec![behind.to_multiaddr()]);
        let options = options.build();
        let id = options.connection_id();
        match self.swarm.dial(options) {
            Ok(()) => self.agenda.at(self.now() + PUNCHING, Due::PunchOver(peer, since, tried, id)),
            Err(error) => tracing::debug!(%peer, %error, "no further try at a straight way"),
        }
    }

    /// A try has led to a straight connection, or what it was made over is in the way.
    pub(super) fn on_punch_over(&mut self, peer: PeerId, since: Duration, tried: usize, id: ConnectionId) {
        if self.peers.get(&peer).is_some_and(|known| known.since == since && known.is_relayed()) {
            // If it never came about there is nothing to close.
            self.swarm.close_connection(id);
            self.punch_later(peer, since, tried + 1);
        }
    }

    /// Ends what a relay carries between us and a peer that is connected straight. The link that it carried comes back at
    /// once over the straight way.
    pub(super) fn leave_relay(&mut self, peer: PeerId) {
        let Some(known) = self.peers.get(&peer).filter(|known| !known.is_relayed()) else { return };
        let relayed = known.relayed();
        if relayed.is_empty() {
            return;
        }
        self.links.hurry(peer);
        for id in relayed {
            self.swarm.close_connection(id);
        }
    }

    /// Whoever holds a place here has to show that it may: the node says so by marking it as useful.
    pub(super) fn on_relaying(&mut self, event: &relay::Event) {
        if let relay::Event::ReservationReqAccepted { src_peer_id, .. } = event
            && let Some(peer) = PeerId::from_libp2p(src_peer_id)
            && !self.useful.contains(&peer)
        {
            self.agenda.at(self.now() + WELCOME, Due::Welcome(peer));
        }
    }

    pub(super) fn on_welcome_due(&mut self, peer: PeerId) {
        if self.relay && !self.useful.contains(&peer) {
            tracing::debug!(%peer, "holds a place that it may not have");
            self.disconnect(peer);
        }
    }
}
