//! Finding peers: our own addresses, the local network, the address book, and dialling.

use std::time::Duration;

use commonplace_core::limits;
use libp2p::core::transport::ListenerId;
use libp2p::swarm::behaviour::{FromSwarm, NewListenAddr};
use libp2p::swarm::dial_opts::{DialOpts, PeerCondition};
use libp2p::swarm::{ConnectionId, DialError, NetworkBehaviour as _};
use libp2p::{Multiaddr, mdns};

use super::{Dialled, Due, Task};
use crate::behaviour::discovery;
use crate::dialer::{Dial, Input, Stage, Target};
use crate::failure;
use crate::quiet::ear::Ear;
use crate::quiet::{Announced, Heard};
use crate::way::Surroundings;
use crate::{Address, Carrier, DialFailure, Event, Locator, Mdns, PeerId, Straight, Way};

/// Changes of our own addresses come in swarms, one per interface and carrier; they are told together.
const GATHER: Duration = Duration::from_millis(20);

impl Task {
    pub(super) fn on_listening(&mut self, address: &Multiaddr, new: bool) {
        // What nobody can dial (an address that means nothing without its interface) is not worth telling.
        let address = Address::from_multiaddr(address).map(Address::without_peer);
        let direct = |address: &Address| address.can_be_dialled() && address.relay().is_none();
        let Some(address) = address.ok().filter(direct) else { return };
        let changed = if new { self.listening.insert(address) } else { self.listening.remove(&address) };
        if !changed {
            return;
        }
        self.here = Surroundings::now();
        self.announce(address, new);
        self.shared.set_listeners(self.listening.iter().copied().collect());
        self.tell_listening_soon();
        if address.is_loopback() {
            return;
        }
        if !new {
            self.probe_all();
        }
        self.dial(Input::NetworkChanged);
    }

    pub(super) fn tell_listening_soon(&mut self) {
        if !std::mem::replace(&mut self.listening_untold, true) {
            self.agenda.at(self.now() + GATHER, Due::Listening);
        }
    }

    pub(super) fn tell_listening(&mut self) {
        self.listening_untold = false;
        let addresses = self.listening.union(&self.confirmed).copied().collect();
        let relayed = self.relayed_places();
        self.tell(Event::Listening { addresses, relayed });
    }

    /// A relay shows itself, and looks for nobody.
    pub(super) fn on_mdns(&mut self, event: mdns::Event) {
        if self.relay {
            return;
        }
        match event {
            mdns::Event::Discovered(found) => self.on_discovered(nodes(&found)),
            mdns::Event::Expired(lost) => self.on_lost(nodes(&lost)),
        }
    }

    /// Somebody announced themselves while we keep silent.
    pub(super) fn on_announced(&mut self, all: &[Announced]) {
        let (now, local, due) = (self.now(), self.local, self.heard.due());
        let mut heard = Vec::new();
        for one in all.iter().filter(|one| one.peer != local) {
            if self.heard.hear(now, one) {
                heard.push((one.peer, one.address));
            }
        }
        if let (None, Some(due)) = (due, self.heard.due()) {
            self.agenda.at(due, Due::Silence);
        }
        self.on_discovered(heard.into_iter());
    }

    pub(super) fn on_silence_due(&mut self) {
        let silent = self.heard.silent(self.now());
        if let Some(due) = self.heard.due() {
            self.agenda.at(due, Due::Silence);
        }
        self.on_lost(silent.into_iter());
    }

    /// Another way of taking part in multicast DNS. What the former one found is found again, or is gone.
    pub(super) fn set_mdns(&mut self, mdns: Mdns) {
        let found = self.shared.book().all_nearby();
        self.on_lost(found.into_iter());
        self.heard = Heard::default();
        self.ear = (mdns == Mdns::Quiet).then(Ear::open);
        let Some(local) = self.local.to_libp2p() else { return };
        let listeners: Vec<Multiaddr> = self.swarm.listeners().cloned().collect();
        let behaviour = self.swarm.behaviour_mut();
        (behaviour.mdns4, behaviour.mdns6) = (discovery(mdns, local, false), discovery(mdns, local, true));
        // They announce the addresses of which they hear, and hear of those that come.
        for addr in &listeners {
            let event = FromSwarm::NewListenAddr(NewListenAddr { listener_id: ListenerId::next(), addr });
            behaviour.mdns4.on_swarm_event(event);
            behaviour.mdns6.on_swarm_event(event);
        }
    }

    fn on_lost(&mut self, lost: impl Iterator<Item = (PeerId, Address)>) {
        let mut relays_left = false;
        for (peer, address) in lost {
            let address = address.shows_relay(peer).unwrap_or(address);
            if let Some(near) = self.near.get_mut(&peer).filter(|near| near.contains(&address)) {
                near.remove(&address);
                relays_left = true;
            }
            if self.shared.book().left(peer, address) && !self.peers.contains_key(&peer) {
                self.dial(Input::Forget(Target::Peer(peer)));
            }
        }
        if relays_left {
            self.near.retain(|_, addresses| !addresses.is_empty());
            self.tell_relays_near();
        }
    }

    fn on_discovered(&mut self, found: impl Iterator<Item = (PeerId, Address)>) {
        let own = self.own_sockets();
        let mut news: Vec<(PeerId, Vec<Address>)> = Vec::new();
        let mut relays_came = false;
        for (peer, announced) in found {
            let relay = announced.shows_relay(peer);
            let address = relay.unwrap_or(announced);
            if own.contains(&address.socket()) || !self.shared.book().nearby(peer, address) {
                continue;
            }
            if relay.is_some() {
                self.near.entry(peer).or_default().insert(address);
                relays_came = true;
                if !self.relays.contains(peer) {
                    continue;
                }
            }
            match news.last_mut().filter(|(last, _)| *last == peer) {
                Some((_, addresses)) => addresses.push(address),
                None => news.push((peer, vec![address])),
            }
        }
        if relays_came {
            self.tell_relays_near();
        }
        for (peer, addresses) in news {
            // A connected peer at a new address may have left the old one without a word.
            self.probe(peer);
            self.straighten(peer, &addresses);
            self.tell(Event::Discovered { peer, addresses });
            self.dial(Input::Wanted(Target::Peer(peer)));
        }
    }

    /// Of each relay the address that is most easily read and typed.
    fn tell_relays_near(&mut self) {
        let simplest = |address: &&Address| (address.carrier() == Carrier::Quic, address.socket().is_ipv6());
        let relays = self.near.iter().filter_map(|(peer, addresses)| {
            let address = addresses.iter().min_by_key(simplest)?;
            Some(Locator::from(*address).with_peer(*peer))
        });
        let relays = relays.collect();
        self.tell(Event::RelaysNear { relays });
    }

    /// Somebody typed this address, or got it in a ticket.
    pub(super) fn want_address(&mut self, address: Address) {
        if !address.can_be_dialled() || (address.carrier() == Carrier::Quic && !self.quic) {
            self.tell(Event::DialFailed { address, why: DialFailure::Undialable });
            return;
        }
        if address.relay().is_none() && self.own_sockets().contains(&address.socket()) {
            self.tell(Event::DialFailed { address, why: DialFailure::Ourselves });
            return;
        }
        match address.peer() {
            Some(peer) if self.bans.contains_key(&peer) => {
                self.tell(Event::DialFailed { address, why: DialFailure::Banned });
            }
            Some(peer) => {
                self.remember(peer, &[address]);
                self.straighten(peer, &[address]);
                self.dial(Input::Asked(Target::Peer(peer)));
            }
            None if address.relay().is_some() => self.tell(Event::DialFailed { address, why: DialFailure::Undialable }),
            None => self.want_place(address),
        }
    }

    /// A relay says that it leads there. It is tried and not remembered, and who asks is told nothing of a failure.
    pub(super) fn try_address(&mut self, address: Address) {
        let Some(peer) = address.peer().filter(|peer| *peer != self.local && !self.bans.contains_key(peer)) else {
            return;
        };
        if !address.can_be_dialled() {
            return;
        }
        let gone = self.shared.book().hint(peer, address);
        if let Some(gone) = gone.filter(|gone| !self.peers.contains_key(gone)) {
            self.dial(Input::Forget(Target::Peer(gone)));
        }
        self.dial(Input::Wanted(Target::Peer(peer)));
    }

    fn want_place(&mut self, address: Address) {
        if !self.places.contains(&address) {
            self.places.push_back(address);
        }
        if self.places.len() > limits::DIAL_PLACES
            && let Some(oldest) = self.places.pop_front()
        {
            self.dial(Input::Forget(Target::Place(oldest)));
        }
        self.dial(Input::Wanted(Target::Place(address)));
    }

    fn forget_place(&mut self, address: Address) {
        self.places.retain(|place| *place != address);
        self.dial(Input::Forget(Target::Place(address)));
    }

    pub(super) fn remember(&mut self, peer: PeerId, addresses: &[Address]) {
        if peer == self.local {
            return;
        }
        let evicted = self.shared.book().remember(peer, addresses);
        if let Some(evicted) = evicted.filter(|evicted| !self.peers.contains_key(evicted)) {
            self.dial(Input::Forget(Target::Peer(evicted)));
        }
        self.dial(Input::Wanted(Target::Peer(peer)));
    }

    /// Lets the dialer take note, and does what it says until it says nothing more.
    pub(super) fn dial(&mut self, input: Input) {
        let mut inputs = vec![input];
        while let Some(input) = inputs.pop() {
            for dial in self.dialer.handle(self.now(), input) {
                if !self.start_dial(dial) {
                    inputs.push(Input::Failed(dial.target));
                }
            }
        }
    }

    /// Begins one dial. Returns false if there is nothing to dial, or the swarm refuses at once.
    fn start_dial(&mut self, dial: Dial) -> bool {
        let addresses = self.addresses_for(dial);
        if addresses.is_empty() {
            return false;
        }
        let multiaddrs: Vec<Multiaddr> = addresses.iter().map(|address| address.to_multiaddr()).collect();
        let options = match dial.target {
            // A new local port, as a shared one fails on a second dial to the same place within a minute. But what a relay
            // sees of us must be where we listen: that is where others punch their holes.
            Target::Peer(peer) => peer.to_libp2p().map(|target| {
                let options = DialOpts::peer_id(target).condition(PeerCondition::Disconnected).addresses(multiaddrs);
                if self.relays.contains(peer) { options.build() } else { options.allocate_new_port().build() }
            }),
            Target::Place(address) => {
                let options = DialOpts::unknown_peer_id().address(address.to_multiaddr());
                Some(options.allocate_new_port().build())
            }
        };
        let Some(options) = options else { return false };
        let id = options.connection_id();
        match self.swarm.dial(options) {
            Ok(()) => {
                self.dials.insert(id, Dialled { target: dial.target, addresses });
                true
            }
            Err(error) => {
                self.tell_failures(error, &addresses);
                false
            }
        }
    }

    /// TCP first: on a LAN it costs half the processor time. If only QUIC is known, that is first. Relays come last: where
    /// there is a straight way, it is found before. Where one is not free, those across other people's networks come after
    /// the relays, or not at all.
    fn addresses_for(&self, dial: Dial) -> Vec<Address> {
        let all = match dial.target {
            Target::Place(address) => vec![address],
            Target::Peer(peer) => self.shared.book().addresses(peer, &self.own_sockets()),
        };
        let straight = match dial.target {
            Target::Peer(peer) => self.straight_to(peer),
            Target::Place(_) => Straight::Free,
        };
        let usable = all.into_iter().filter(|address| self.quic || address.carrier() == Carrier::Tcp);
        let across = |address: &Address| straight != Straight::Free && Way::to(address, &self.here) == Way::Direct;
        let (across, usable): (Vec<_>, Vec<_>) = usable.partition(across);
        let across = if straight == Straight::Last { across } else { Vec::new() };
        let usable = usable.into_iter();
        let (relayed, direct): (Vec<_>, Vec<_>) = usable.partition(|address| address.relay().is_some());
        let (tcp, quic): (Vec<_>, Vec<_>) = direct.into_iter().partition(|address| address.carrier() == Carrier::Tcp);
        let mut stages = [tcp, quic, relayed, across].into_iter().filter(|stage| !stage.is_empty());
        match dial.stage {
            Stage::First => stages.next().unwrap_or_default(),
            Stage::Second => stages.skip(1).flatten().collect(),
        }
    }

    pub(super) fn on_dial_error(&mut self, id: ConnectionId, error: DialError) {
        let Some(Dialled { target, addresses }) = self.dials.remove(&id) else { return };
        let ourselves = matches!(error, DialError::LocalPeerId { .. });
        self.tell_failures(error, &addresses);
        match target {
            // Nothing will ever change about that.
            Target::Place(address) if ourselves => self.forget_place(address),
            Target::Place(_) | Target::Peer(_) => self.dial(Input::Failed(target)),
        }
    }

    /// A dial led to this peer. A place that answered is a peer's address from now on.
    pub(super) fn on_dial_done(&mut self, id: ConnectionId, peer: PeerId, address: Address) {
        let Some(dialled) = self.dials.remove(&id) else { return };
        if let Target::Place(place) = dialled.target {
            self.forget_place(place);
            self.shared.book().remember(peer, &[address]);
        }
    }

    fn tell_failures(&mut self, error: DialError, tried: &[Address]) {
        for (address, why) in failure::explain(error, tried) {
            self.tell(Event::DialFailed { address, why });
        }
    }
}

/// Those of the found nodes that have our kind of key and address.
fn nodes(found: &[(libp2p::PeerId, Multiaddr)]) -> impl Iterator<Item = (PeerId, Address)> {
    found.iter().filter_map(|(peer, address)| {
        let address = Address::from_multiaddr(address).ok()?;
        Some((PeerId::from_libp2p(peer)?, address.without_peer()))
    })
}
