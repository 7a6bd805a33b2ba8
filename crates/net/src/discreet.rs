//! Saying nothing to who has proved nothing: a protocol of the library, held back for each peer until it may speak.
//!
//! The library opens its streams as soon as a connection stands, when nobody knows yet who is at the other end: hole
//! punching tells where we are, gossip on which channels we listen.

use std::collections::{HashMap, VecDeque};
use std::ops::{Deref, DerefMut};
use std::task::{Context, Poll};

use libp2p::PeerId;
use libp2p::swarm::handler::ConnectionEvent;
use libp2p::swarm::{
    ConnectionHandler, ConnectionHandlerEvent, ConnectionId, FromSwarm, NetworkBehaviour, NotifyHandler,
    SubstreamProtocol, THandler, THandlerInEvent, ToSwarm,
};

use crate::forward::forward_to_inner;

/// What the protocol may do with a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Manner {
    /// It hears the peer and answers, and begins nothing.
    #[default]
    Hear,
    /// All that it wants.
    Speak,
    /// Nothing: it takes no stream, opens none, and dials nobody.
    Refuse,
}

/// A protocol that is held back.
pub(crate) struct Discreet<B> {
    inner: B,
    /// Peers with another manner than the usual one; whoever sets them bounds them.
    manners: HashMap<PeerId, Manner>,
    connections: HashMap<ConnectionId, PeerId>,
    /// What handlers have to be told.
    untold: VecDeque<(PeerId, ConnectionId, Manner)>,
}

impl<B> Discreet<B> {
    pub(crate) fn new(inner: B) -> Self {
        Self { inner, manners: HashMap::new(), connections: HashMap::new(), untold: VecDeque::new() }
    }

    fn manner(&self, peer: &PeerId) -> Manner {
        self.manners.get(peer).copied().unwrap_or_default()
    }

    /// How the protocol behaves towards a peer from now on.
    pub(crate) fn set(&mut self, peer: PeerId, manner: Manner) {
        if self.manner(&peer) == manner {
            return;
        }
        if manner == Manner::default() {
            self.manners.remove(&peer);
        } else {
            self.manners.insert(peer, manner);
        }
        let of_peer = self.connections.iter().filter(|(_, other)| **other == peer);
        self.untold.extend(of_peer.map(|(id, _)| (peer, *id, manner)));
    }
}

impl<B> Deref for Discreet<B> {
    type Target = B;

    fn deref(&self) -> &B {
        &self.inner
    }
}

impl<B> DerefMut for Discreet<B> {
    fn deref_mut(&mut self) -> &mut B {
        &mut self.inner
    }
}

impl<B: NetworkBehaviour> Discreet<B> {
    fn around(&self, peer: &PeerId, inner: THandler<B>) -> Held<THandler<B>> {
        Held::new(inner, self.manner(peer))
    }
}

impl<B: NetworkBehaviour> NetworkBehaviour for Discreet<B> {
    type ConnectionHandler = Held<THandler<B>>;
    type ToSwarm = B::ToSwarm;

    forward_to_inner!();

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        match &event {
            FromSwarm::ConnectionEstablished(up) => _ = self.connections.insert(up.connection_id, up.peer_id),
            FromSwarm::ConnectionClosed(closed) => _ = self.connections.remove(&closed.connection_id),
            _ => {}
        }
        self.inner.on_swarm_event(event);
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        if let Some((peer_id, id, manner)) = self.untold.pop_front() {
            let (handler, event) = (NotifyHandler::One(id), Told::Manner(manner));
            return Poll::Ready(ToSwarm::NotifyHandler { peer_id, handler, event });
        }
        loop {
            match self.inner.poll(cx) {
                Poll::Ready(ToSwarm::Dial { opts })
                    if opts.get_peer_id().is_some_and(|peer| self.manner(&peer) == Manner::Refuse) => {}
                Poll::Ready(event) => return Poll::Ready(event.map_in(Told::Inner)),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// What the handler of one connection is told.
#[derive(Debug)]
pub(crate) enum Told<T> {
    Inner(T),
    Manner(Manner),
}

/// The handler of one connection.
pub(crate) struct Held<H: ConnectionHandler> {
    inner: H,
    manner: Manner,
    /// Streams that it would open; as few as the protocol wants at a time.
    waiting: VecDeque<SubstreamProtocol<H::OutboundProtocol, H::OutboundOpenInfo>>,
}

impl<H: ConnectionHandler> Held<H> {
    const fn new(inner: H, manner: Manner) -> Self {
        Self { inner, manner, waiting: VecDeque::new() }
    }
}

impl<H: ConnectionHandler> ConnectionHandler for Held<H> {
    type FromBehaviour = Told<H::FromBehaviour>;
    type ToBehaviour = H::ToBehaviour;
    type InboundProtocol = H::InboundProtocol;
    type OutboundProtocol = H::OutboundProtocol;
    type InboundOpenInfo = H::InboundOpenInfo;
    type OutboundOpenInfo = H::OutboundOpenInfo;

    fn listen_protocol(&self) -> SubstreamProtocol<Self::InboundProtocol, Self::InboundOpenInfo> {
        self.inner.listen_protocol()
    }

    fn connection_keep_alive(&self) -> bool {
        self.manner == Manner::Speak && self.inner.connection_keep_alive()
    }

    fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<ConnectionHandlerEvent<Self::OutboundProtocol, Self::OutboundOpenInfo, Self::ToBehaviour>> {
        let speaks = self.manner == Manner::Speak;
        if speaks && let Some(protocol) = self.waiting.pop_front() {
            return Poll::Ready(ConnectionHandlerEvent::OutboundSubstreamRequest { protocol });
        }
        loop {
            match self.inner.poll(cx) {
                Poll::Ready(ConnectionHandlerEvent::OutboundSubstreamRequest { protocol }) if !speaks => {
                    self.waiting.push_back(protocol);
                }
                other => return other,
            }
        }
    }

    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<Option<Self::ToBehaviour>> {
        self.inner.poll_close(cx)
    }

    fn on_behaviour_event(&mut self, event: Self::FromBehaviour) {
        match event {
            Told::Inner(event) => self.inner.on_behaviour_event(event),
            Told::Manner(manner) => self.manner = manner,
        }
    }

    fn on_connection_event(
        &mut self,
        event: ConnectionEvent<
            '_,
            Self::InboundProtocol,
            Self::OutboundProtocol,
            Self::InboundOpenInfo,
            Self::OutboundOpenInfo,
        >,
    ) {
        // A stream that is not taken is dropped, which resets it.
        let begun = matches!(event, ConnectionEvent::FullyNegotiatedInbound(_));
        if !(begun && self.manner == Manner::Refuse) {
            self.inner.on_connection_event(event);
        }
    }
}
