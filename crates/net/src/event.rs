//! What the network tells its owner.

use tokio::sync::mpsc;

use crate::{Address, DialFailure, Link, Locator, PeerId, Protocol, Stream, Way};

/// The bounded queue of events. While it is full the network waits: no event is lost, and peers feel the back-pressure.
pub type EventStream = mpsc::Receiver<Event>;

/// A blinded gossip channel, made by who knows the circle. This crate gives it no meaning.
pub type Channel = [u8; 32];

/// Names a gossip message: a hash over channel and bytes, the same at every node.
pub type MessageId = [u8; 32];

/// Who began a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The peer dialled us.
    Inbound,
    /// We dialled the peer.
    Outbound,
}

/// One connection with a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Route {
    /// Where it comes from or leads to. Of who came through a relay only the relay's is known.
    pub address: Address,
    /// By which way.
    pub way: Way,
}

/// What to do with a gossip message, once its content was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Good: pass it on.
    Accept,
    /// Not for us to judge (a circle we do not know, too old): do not pass it on.
    Ignore,
    /// Bad: do not pass it on, and hold it against the sender.
    Reject,
}

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The addresses at which we can be reached have changed; all of them, none when every interface is gone.
    Listening {
        /// Concrete addresses of interfaces, loopback among them, and those at which a relay has reached us.
        addresses: Vec<Address>,
        /// Places behind the relays that hold a place for us.
        relayed: Vec<Locator>,
    },
    /// A peer that speaks our protocol is connected.
    PeerUp {
        /// Who.
        peer: PeerId,
        /// Where the connection comes from or leads to.
        address: Address,
        /// Who began it.
        direction: Direction,
        /// By which way.
        way: Way,
        /// All connections with it, the farthest first: a stream may take any of them.
        routes: Vec<Route>,
    },
    /// A connected peer is connected by other ways than before, or through another relay: hole punching went well, or a
    /// cable was pulled.
    Moved {
        /// Who.
        peer: PeerId,
        /// Where the farthest connection comes from or leads to.
        address: Address,
        /// By which way.
        way: Way,
        /// All connections with it, the farthest first: a stream may take any of them.
        routes: Vec<Route>,
    },
    /// The last connection to a peer is gone. Its link ends with [`LinkEvent::Closed`](crate::LinkEvent::Closed).
    PeerDown {
        /// Who.
        peer: PeerId,
    },
    /// Somebody was found on the local network; the network dials by itself. It may be another kind of program.
    Discovered {
        /// Who.
        peer: PeerId,
        /// Where.
        addresses: Vec<Address>,
    },
    /// The relays that show themselves on the local network are others than before; these are all of them. Those that were
    /// [named](crate::NetHandle::set_relays) are dialled, the others are left alone.
    RelaysNear {
        /// One address of each, with its peer id.
        relays: Vec<Locator>,
    },
    /// A gossip message. It is passed on only after [`NetHandle::decide`](crate::NetHandle::decide).
    Gossip {
        /// The neighbour that handed it to us; who wrote it is not told.
        from: PeerId,
        /// The channel.
        channel: Channel,
        /// Its name for the decision.
        message_id: MessageId,
        /// The bytes.
        data: Vec<u8>,
    },
    /// A peer listens on a gossip channel on which we listen, too: what we publish there reaches somebody. Told once per
    /// channel while the peer is connected.
    Listens {
        /// Who.
        peer: PeerId,
        /// The channel.
        channel: Channel,
    },
    /// The one long-lived link with a peer is up. A further one for the same peer replaces the former.
    Link {
        /// Who.
        peer: PeerId,
        /// Both directions of it.
        link: Link,
    },
    /// A peer opened a stream to us (not [`Protocol::Sync`], which is this crate's own).
    Inbound {
        /// Who.
        peer: PeerId,
        /// For what.
        protocol: Protocol,
        /// The stream; dropping it refuses.
        stream: Stream,
    },
    /// An address could not be reached. Known and given addresses are tried again by themselves.
    DialFailed {
        /// Where.
        address: Address,
        /// Why.
        why: DialFailure,
    },
}
