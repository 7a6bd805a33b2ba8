//! What multicast DNS says of this node: where it is, and of a relay that it is one.
//!
//! Whoever hears of a laptop connects to it. A relay is of use only to those whose circles go by it, so it announces itself
//! as a place behind itself: that says what it is, and who does not go by it leaves it alone. At an address that the internet
//! carries to it announces nothing: there it is named.

use std::task::{Context, Poll};

use libp2p::mdns::tokio::Behaviour;
use libp2p::multiaddr::Protocol;
use libp2p::swarm::behaviour::{ExpiredListenAddr, NewListenAddr};
use libp2p::swarm::{FromSwarm, NetworkBehaviour, THandler, THandlerInEvent, ToSwarm};
use libp2p::{Multiaddr, PeerId};

use crate::Address;
use crate::forward::forward_to_inner;

/// Multicast DNS of a laptop, or of a relay.
pub(crate) struct Announcing {
    inner: Behaviour,
    relay: Option<PeerId>,
}

impl Announcing {
    /// That of a relay of this name, or of a laptop.
    pub(crate) const fn new(inner: Behaviour, relay: Option<PeerId>) -> Self {
        Self { inner, relay }
    }

    /// Connections are as the library has them.
    const fn around(&self, _: &PeerId, inner: THandler<Behaviour>) -> THandler<Behaviour> {
        inner
    }
}

/// What is announced of a relay at this address: a place behind it.
fn shown(address: &Multiaddr, relay: PeerId) -> Option<Multiaddr> {
    let here = Address::from_multiaddr(address).is_ok_and(|address| address.stays_here());
    here.then(|| address.clone().with(Protocol::P2p(relay)).with(Protocol::P2pCircuit))
}

impl NetworkBehaviour for Announcing {
    type ConnectionHandler = THandler<Behaviour>;
    type ToSwarm = <Behaviour as NetworkBehaviour>::ToSwarm;

    forward_to_inner!();

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        match (self.relay, event) {
            (Some(relay), FromSwarm::NewListenAddr(NewListenAddr { listener_id, addr })) => {
                let Some(addr) = &shown(addr, relay) else { return };
                self.inner.on_swarm_event(FromSwarm::NewListenAddr(NewListenAddr { listener_id, addr }));
            }
            (Some(relay), FromSwarm::ExpiredListenAddr(ExpiredListenAddr { listener_id, addr })) => {
                let Some(addr) = &shown(addr, relay) else { return };
                self.inner.on_swarm_event(FromSwarm::ExpiredListenAddr(ExpiredListenAddr { listener_id, addr }));
            }
            (_, event) => self.inner.on_swarm_event(event),
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        self.inner.poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TransportSecret;

    #[test]
    fn a_relay_shows_itself_as_a_place_behind_itself() {
        let relay = TransportSecret::from_seed([7; 32]).peer();
        let there: Address = "192.168.1.9:17017".parse().unwrap();
        let of = |place: Address| shown(&place.to_multiaddr(), relay.to_libp2p().unwrap());
        assert_eq!(of(there).map(|shown| Address::from_multiaddr(&shown)), Some(Ok(there.through(relay))));
        assert_eq!(of("203.0.113.7:17017".parse().unwrap()), None, "what is on the internet is named");
        assert_eq!(there.through(relay).shows_relay(relay), Some(there));
        assert_eq!(there.shows_relay(relay), None);
        let other = TransportSecret::from_seed([8; 32]).peer();
        assert_eq!(
            there.through(other).shows_relay(relay),
            None,
            "a place behind somebody else says nothing of this one"
        );
    }
}
