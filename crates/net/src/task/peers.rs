//! Connections: who is there, whether it speaks our protocol, whether it is alive, and who is shut out.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::time::Duration;

use commonplace_core::limits;
use libp2p::core::ConnectedPoint;
use libp2p::swarm::ConnectionId;
use libp2p::{identify, ping};

use super::{Due, Task};
use crate::behaviour::{PROTOCOL_NAME, PROTOCOL_VERSION};
use crate::dialer::{Input, Target};
use crate::link::work::LinkControl;
use crate::liveness::Passed;
use crate::{Address, Channel, CloseReason, DialFailure, Direction, Event, PeerId, Route, Way};

/// How long a peer may take to show that it speaks our protocol.
const PROOF: Duration = Duration::from_secs(5);
/// How long another kind of program is left alone.
const STRANGER: Duration = Duration::from_secs(600);
/// How long a peer may take to answer a probe, when there is reason to think that the connection is dead.
const ANSWER: Duration = Duration::from_secs(5);

/// How long both ways to a peer stand after a straight one was found: what was begun through the relay comes to its end, and
/// the other end has the straight one, too.
const HANDING_OVER: Duration = Duration::from_secs(1);

/// A connected peer.
#[derive(Debug)]
pub(super) struct Peer {
    connections: BTreeMap<ConnectionId, Connection>,
    /// Whether it speaks our protocol.
    pub(super) proven: bool,
    /// Whether it said to speak another one.
    refused: bool,
    /// Whether it was told to leave.
    leaving: bool,
    pub(super) since: Duration,
    probed: bool,
    /// Links that it may still open, and since when it earns more.
    openings: (u32, Duration),
    /// Channels of ours on which it listens, as far as the node was told.
    pub(super) listens: BTreeSet<Channel>,
    /// The ways of which the node was told, each with the relay that it leads through.
    told: BTreeSet<(Way, Option<PeerId>)>,
}

impl Peer {
    fn new(since: Duration) -> Self {
        Self {
            connections: BTreeMap::new(),
            proven: false,
            refused: false,
            leaving: false,
            since,
            probed: false,
            openings: (limits::NET_LINK_OPENINGS, since),
            listens: BTreeSet::new(),
            told: BTreeSet::new(),
        }
    }

    /// Whether it may open one more link: each is an event, and one peer must not fill the queue with them.
    pub(super) fn may_open(&mut self, now: Duration) -> bool {
        let (left, since) = &mut self.openings;
        let earned = u32::try_from(now.saturating_sub(*since).as_secs()).unwrap_or(u32::MAX);
        if earned > 0 {
            (*left, *since) = (left.saturating_add(earned).min(limits::NET_LINK_OPENINGS), now);
        }
        let may = *left > 0;
        *left = left.saturating_sub(1);
        may
    }

    /// The connection of the farthest way.
    fn farthest(&self) -> Option<&Connection> {
        self.connections.values().max_by_key(|connection| connection.way)
    }

    /// All connections, the farthest first.
    fn routes(&self) -> Vec<Route> {
        let mut routes: Vec<Route> =
            self.connections.values().map(|one| Route { address: one.address, way: one.way }).collect();
        routes.sort_by_key(|route| std::cmp::Reverse(route.way));
        routes
    }

    /// What matters of them to who may use some ways and not others.
    fn ways(&self) -> BTreeSet<(Way, Option<PeerId>)> {
        self.connections.values().map(|one| (one.way, one.address.relay())).collect()
    }

    /// Where a relay that we dialled leads to it.
    pub(super) fn behind(&self) -> Option<Address> {
        self.dialled().find(|address| address.relay().is_some())
    }

    /// Whether it is connected, and only through relays.
    pub(super) fn is_relayed(&self) -> bool {
        self.connections.values().all(|connection| connection.way == Way::Relayed)
    }

    /// Where we have dialled it straight: a relay, if it is one.
    pub(super) fn straight(&self) -> Option<Address> {
        self.dialled().find(|address| address.relay().is_none())
    }

    /// The connections straight across other people's networks.
    pub(super) fn direct(&self) -> Vec<ConnectionId> {
        self.connections.iter().filter(|(_, one)| one.way == Way::Direct).map(|(id, _)| *id).collect()
    }

    /// Whether it is connected by other ways than these.
    pub(super) fn has_others(&self, ids: &[ConnectionId]) -> bool {
        self.connections.keys().any(|id| !ids.contains(id))
    }

    /// The connections through relays.
    pub(super) fn relayed(&self) -> Vec<ConnectionId> {
        self.connections.iter().filter(|(_, one)| one.way == Way::Relayed).map(|(id, _)| *id).collect()
    }

    fn inbound(&self) -> usize {
        self.connections.values().filter(|connection| connection.direction == Direction::Inbound).count()
    }

    /// Whether it came from there to us.
    fn came_from(&self, place: IpAddr) -> bool {
        let inbound = self.connections.values().filter(|one| one.direction == Direction::Inbound);
        inbound.filter_map(|one| origin(&one.address)).any(|from| from == place)
    }

    /// Where we have dialled it.
    fn dialled(&self) -> impl Iterator<Item = Address> {
        self.connections.values().filter(|one| one.direction == Direction::Outbound).map(|one| one.address)
    }
}

#[derive(Debug, Clone, Copy)]
struct Connection {
    address: Address,
    direction: Direction,
    way: Way,
}

/// Those who came first, if there are more than so many.
fn first_beyond(mut came: Vec<(Duration, PeerId)>, most: usize) -> Vec<PeerId> {
    came.sort_unstable();
    came.truncate(came.len().saturating_sub(most));
    came.into_iter().map(|(_, peer)| peer).collect()
}

/// The place that an address is of, where one holder of it may have many: an IPv4 address, or a network of IPv6. Through a
/// relay, and from this machine, everybody comes from one place.
fn origin(address: &Address) -> Option<IpAddr> {
    if address.relay().is_some() || address.is_loopback() {
        return None;
    }
    Some(match address.socket().ip().to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => IpAddr::V6((ip.to_bits() & !u128::from(u64::MAX)).into()),
    })
}

impl Task {
    pub(super) fn on_connected(&mut self, peer: &libp2p::PeerId, id: ConnectionId, endpoint: &ConnectedPoint) {
        let (our_peer, connection) = (PeerId::from_libp2p(peer), self.connection(endpoint));
        let (Some(peer), Some(connection)) = (our_peer, connection) else {
            self.swarm.close_connection(id);
            return;
        };
        let now = self.now();
        self.on_dial_done(id, peer, connection.address);
        let known = self.peers.entry(peer).or_insert_with(|| {
            self.streams.peer_up(peer);
            self.agenda.at(now + PROOF, Due::Proof(peer, now));
            Peer::new(now)
        });
        known.connections.insert(id, connection);
        if self.leave_straight(peer) && connection.way == Way::Direct {
            self.dial(Input::Connected(peer));
            return;
        }
        let Some(known) = self.peers.get_mut(&peer) else { return };
        let straight = connection.way != Way::Relayed && !known.relayed().is_empty();
        let (since, only) = (known.since, known.connections.len() == 1);
        if known.proven {
            self.prove_address(peer, connection);
            self.tell_ways(peer);
        }
        if only && connection.way == Way::Relayed && connection.direction == Direction::Outbound {
            self.punch_later(peer, since, 0);
        }
        if straight {
            self.agenda.at(now + HANDING_OVER, Due::LeaveRelay(peer));
        }
        self.dial(Input::Connected(peer));
        if connection.direction == Direction::Inbound {
            self.thin_out(connection.address);
            self.make_room(peer);
        }
    }

    /// While few places for inbound connections are free, the one who shares no circle with us and came first makes room.
    fn make_room(&mut self, newcomer: PeerId) {
        let staying = || self.peers.iter().filter(|(_, known)| !known.leaving);
        let taken: usize = staying().map(|(_, known)| known.inbound()).sum();
        let spare = (self.inbound / limits::NET_SPARE_PART as usize).max(1);
        if taken + spare <= self.inbound {
            return;
        }
        let others =
            staying().filter(|(peer, known)| **peer != newcomer && known.inbound() > 0 && !self.useful.contains(peer));
        if let Some(oldest) = others.min_by_key(|(_, known)| known.since).map(|(peer, _)| *peer) {
            self.send_away(oldest);
        }
    }

    /// Of those who came from one IP address and share no circle with us only so many stay, and those who came last.
    fn thin_out(&mut self, address: Address) {
        let Some(place) = origin(&address) else { return };
        let strangers = self
            .peers
            .iter()
            .filter(|(peer, known)| !known.leaving && known.came_from(place) && !self.useful.contains(peer));
        let strangers = strangers.map(|(peer, known)| (known.since, *peer)).collect();
        for peer in first_beyond(strangers, limits::NET_STRANGERS_PER_ADDRESS) {
            self.send_away(peer);
        }
    }

    fn send_away(&mut self, peer: PeerId) {
        if let Some(known) = self.peers.get_mut(&peer) {
            known.leaving = true;
        }
        tracing::debug!(%peer, "makes room");
        self.disconnect(peer);
    }

    pub(super) fn mark_useful(&mut self, peer: PeerId, useful: bool) {
        self.useful.retain(|one| *one != peer);
        if !useful {
            return self.follow_marks(peer);
        }
        self.useful.push_back(peer);
        if self.useful.len() > limits::NET_USEFUL_PEERS
            && let Some(oldest) = self.useful.pop_front()
        {
            self.follow_marks(oldest);
        }
        self.follow_marks(peer);
        let dialled: Vec<Address> = self.peers.get(&peer).map(|known| known.dialled().collect()).unwrap_or_default();
        for address in dialled {
            self.shared.book().remember(peer, &[address]);
            self.shared.book().proven(peer, address);
        }
    }

    pub(super) fn on_closed(&mut self, peer: &libp2p::PeerId, id: ConnectionId) {
        self.liveness.closed(id);
        let Some(peer) = PeerId::from_libp2p(peer) else { return };
        let Some(known) = self.peers.get_mut(&peer) else { return };
        let last = known.connections.remove(&id);
        if known.connections.is_empty() {
            self.on_gone(peer, last);
        } else {
            self.tell_ways(peer);
        }
    }

    fn on_gone(&mut self, peer: PeerId, last: Option<Connection>) {
        let Some(known) = self.peers.remove(&peer) else { return };
        self.streams.peer_down(peer);
        let now = self.now();
        if self.relays.gone(now, peer) {
            self.tell_listening_soon();
        }
        self.dial(Input::Disconnected(peer));
        if !self.shared.book().knows(peer) {
            self.dial(Input::Forget(Target::Peer(peer)));
        }
        if !known.proven {
            let dialled = last.filter(|last| last.direction == Direction::Outbound && !known.refused);
            if let Some(Connection { address, .. }) = dialled {
                let why = DialFailure::Handshake("it ended without an introduction".to_owned());
                self.tell(Event::DialFailed { address, why });
            }
            return;
        }
        self.close_link_of(peer, &CloseReason::Broken("the connection is gone".to_owned()));
        self.shared.peers().remove(&peer);
        self.tell(Event::PeerDown { peer });
    }

    pub(super) fn on_identify(&mut self, event: identify::Event) {
        let identify::Event::Received { peer_id, info, .. } = event else { return };
        let Some(peer) = PeerId::from_libp2p(&peer_id) else { return };
        if info.protocol_version == PROTOCOL_VERSION {
            self.prove(peer);
        } else {
            let ours = info.protocol_version.starts_with(PROTOCOL_NAME);
            self.refuse(peer, if ours { DialFailure::OtherVersion } else { DialFailure::NotCommonplace });
        }
    }

    /// The peer speaks our protocol.
    pub(super) fn prove(&mut self, peer: PeerId) {
        let Some(known) = self.peers.get_mut(&peer).filter(|known| !known.proven) else { return };
        known.proven = true;
        let Some(first) = known.farthest().copied() else { return };
        known.told = known.ways();
        let routes = known.routes();
        self.shared.peers().insert(peer);
        self.prove_address(peer, first);
        let Connection { address, direction, way } = first;
        self.tell(Event::PeerUp { peer, address, direction, way, routes });
        self.tell_listens(peer);
        let now = self.now();
        self.relays.connected(now, peer);
        match self.links.peer_up(now, peer) {
            at if at <= now => self.open_link(peer),
            at => self.agenda.at(at, Due::OpenLink(peer)),
        }
    }

    /// Tells the node if the ways to a peer are others than it was told.
    fn tell_ways(&mut self, peer: PeerId) {
        let Some(known) = self.peers.get_mut(&peer).filter(|known| known.proven) else { return };
        let Some(Connection { address, way, .. }) = known.farthest().copied() else { return };
        let ways = known.ways();
        if known.told != ways {
            known.told = ways;
            let routes = known.routes();
            self.tell(Event::Moved { peer, address, way, routes });
        }
    }

    /// An address that we dialled with success is worth remembering; the far end of an inbound one cannot be dialled.
    fn prove_address(&self, peer: PeerId, connection: Connection) {
        if connection.direction == Direction::Outbound {
            if self.useful.contains(&peer) {
                self.shared.book().remember(peer, &[connection.address]);
            }
            self.shared.book().proven(peer, connection.address);
        }
    }

    /// A peer that has said nothing may be slow, or busy: it is left, and dialled again after a pause that grows.
    pub(super) fn on_proof_due(&mut self, peer: PeerId, since: Duration) {
        if self.peers.get(&peer).is_some_and(|known| !known.proven && known.since == since) {
            self.disconnect(peer);
        }
    }

    /// It is another kind of program, or another version of ours: leave it, and leave it alone.
    fn refuse(&mut self, peer: PeerId, why: DialFailure) {
        let Some(known) = self.peers.get_mut(&peer) else { return };
        known.refused = true;
        let tried: Vec<Address> = known.dialled().collect();
        self.shared.book().forget(peer);
        self.dial(Input::Shun(peer, self.now() + STRANGER));
        self.disconnect(peer);
        for address in tried {
            self.tell(Event::DialFailed { address, why: why.clone() });
        }
    }

    pub(super) fn on_ping(&mut self, event: &ping::Event) {
        let Err(failure) = &event.result else {
            self.liveness.answered(event.connection);
            return;
        };
        let Some(peer) = PeerId::from_libp2p(&event.peer) else { return };
        // Of several connections, what one brings says nothing about another.
        let only = self.peers.get(&peer).is_some_and(|known| known.connections.len() == 1);
        let passed = if only { self.streams.passed(peer) } else { Passed::default() };
        if self.liveness.missed(self.now(), event.connection, passed) {
            tracing::debug!(%peer, %failure, "no sign of life");
            self.swarm.close_connection(event.connection);
        }
    }

    /// The network changed under every connection: ask each peer whether it is still there.
    pub(super) fn probe_all(&mut self) {
        let peers: Vec<PeerId> = self.peers.keys().copied().collect();
        for peer in peers {
            self.probe(peer);
        }
    }

    /// Asks a peer for a sign of life over its link. Without a link, pings will tell, only later.
    pub(super) fn probe(&mut self, peer: PeerId) {
        let now = self.now();
        let asked = self.links.current(peer).and_then(|id| self.controls.get(&id)).map(LinkControl::probe);
        let Some(known) = self.peers.get_mut(&peer).filter(|known| asked.is_some() && !known.probed) else { return };
        known.probed = true;
        self.agenda.at(now + ANSWER, Due::Answer(peer, now));
    }

    pub(super) fn on_answer_due(&mut self, peer: PeerId, asked: Duration) {
        let Some(known) = self.peers.get_mut(&peer) else { return };
        known.probed = false;
        // A peer that came after the question need not answer it. Times heard are whole milliseconds.
        if known.since <= asked && self.streams.heard(peer) + Duration::from_millis(1) < asked {
            tracing::debug!(%peer, "no answer to a probe");
            self.disconnect(peer);
        }
    }

    pub(super) fn ban(&mut self, peer: PeerId, duration: Duration) {
        let until = self.now().saturating_add(duration);
        self.bans.insert(peer, until);
        if self.bans.len() > limits::NET_BANS
            && let Some((first, _)) = self.bans.iter().min_by_key(|(_, until)| **until)
        {
            let first = *first;
            self.unban(first);
        }
        if let Some(target) = peer.to_libp2p() {
            self.swarm.behaviour_mut().banned.block_peer(target);
        }
        self.shared.set_banned(self.bans.keys().copied().collect());
        self.agenda.at(until, Due::Unban(peer));
        self.dial(Input::Shun(peer, until));
        self.disconnect(peer);
    }

    pub(super) fn on_unban_due(&mut self, peer: PeerId) {
        let now = self.now();
        if self.bans.get(&peer).is_some_and(|until| *until <= now) {
            self.unban(peer);
        }
    }

    fn unban(&mut self, peer: PeerId) {
        self.bans.remove(&peer);
        self.shared.set_banned(self.bans.keys().copied().collect());
        if let Some(target) = peer.to_libp2p() {
            self.swarm.behaviour_mut().banned.unblock_peer(target);
        }
    }

    pub(super) fn disconnect(&mut self, peer: PeerId) {
        if let Some(target) = peer.to_libp2p() {
            // An error says that it is not connected, which is what we want.
            let _ = self.swarm.disconnect_peer_id(target);
        }
    }

    fn connection(&self, endpoint: &ConnectedPoint) -> Option<Connection> {
        let (multiaddr, direction) = match endpoint {
            ConnectedPoint::Dialer { address, .. } => (address, Direction::Outbound),
            // Of who comes through a relay only the relay's address is known.
            ConnectedPoint::Listener { local_addr, .. } if endpoint.is_relayed() => (local_addr, Direction::Inbound),
            ConnectedPoint::Listener { send_back_addr, .. } => (send_back_addr, Direction::Inbound),
        };
        let address = Address::from_multiaddr(multiaddr).ok()?.without_peer();
        Some(Connection { address, direction, way: Way::to(&address, &self.here) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_an_address_or_a_network_of_ipv6() {
        let of = |text: &str| origin(&text.parse().unwrap());
        assert_eq!(of("203.0.113.7:1"), of("203.0.113.7:2"));
        assert_ne!(of("203.0.113.7:1"), of("203.0.113.8:1"));
        assert_eq!(of("[::ffff:203.0.113.7]:1"), of("203.0.113.7:1"));
        assert_eq!(of("[2001:db8:1:2::7]:1"), of("[2001:db8:1:2:3:4:5:6]:1"));
        assert_ne!(of("[2001:db8:1:2::7]:1"), of("[2001:db8:1:3::7]:1"));
        assert_eq!(of("127.0.0.1:1"), None);
        let relay = crate::TransportSecret::from_seed([9; 32]).peer();
        let place: Address = "203.0.113.7:1".parse().unwrap();
        assert_eq!(origin(&place.through(relay)), None);
    }

    #[test]
    fn of_many_at_one_place_those_who_came_last_stay() {
        let came = |number: u8| (Duration::from_secs(u64::from(9 - number)), PeerId::from_bytes([number; 32]));
        let gone = |count: u8, most| -> Vec<u8> {
            first_beyond((0..count).map(came).collect(), most).iter().map(|peer| peer.as_bytes()[0]).collect()
        };
        assert_eq!(gone(5, 3), [4, 3]);
        assert_eq!(gone(3, 3), [0; 0]);
        assert_eq!(gone(0, 3), [0; 0]);
    }
}
