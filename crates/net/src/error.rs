//! What can go wrong, in words that can be shown.

use crate::{Address, PeerId};

/// Why the network could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// [`Net::start`](crate::Net::start) was called outside a tokio runtime.
    #[error("the network needs a running tokio runtime")]
    NoRuntime,
    /// A part of the transport could not be built.
    #[error("the transport could not be set up: {0}")]
    Transport(String),
    /// None of the addresses to listen on could be used; the first failure is told.
    #[error("no address to listen on could be used, not even {address}")]
    Listen {
        /// The address tried first.
        address: Address,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The system gave no random bytes.
    #[error("the system gave no random bytes: {0}")]
    Randomness(getrandom::Error),
}

/// Why an address could not be reached. Each reads as the end of "could not connect to …: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DialFailure {
    /// The machine is there, but nothing listens at that port.
    #[error("nothing is listening there; is Commonplace running on that device, and is the number right")]
    Refused,
    /// No way leads there from here.
    #[error("that network cannot be reached from here")]
    Unreachable,
    /// Nothing came back: switched off, another network, or a firewall that drops silently.
    #[error("no answer; the device may be off, in another network, or behind a firewall")]
    TimedOut,
    /// Another peer than the expected one is there.
    #[error("another device answers there ({found})")]
    WrongPeer {
        /// Who answered.
        found: PeerId,
    },
    /// Something answers that is no Commonplace node.
    #[error("something answers there, but it is not Commonplace")]
    NotCommonplace,
    /// A Commonplace node answers, whose version speaks another protocol than ours.
    #[error("another version of Commonplace answers there")]
    OtherVersion,
    /// The address is our own.
    #[error("that is this device itself")]
    Ourselves,
    /// The address names no single machine and port, or a carrier that is switched off.
    #[error("this address cannot be dialled from here")]
    Undialable,
    /// That peer is banned for a while.
    #[error("that device was shut out for misbehaving")]
    Banned,
    /// Our own limit of connections or memory is reached.
    #[error("too many connections are open already")]
    Full,
    /// The connection was made and broke during the handshake.
    #[error("the connection broke during the handshake: {0}")]
    Handshake(String),
    /// Anything else, as the system words it.
    #[error("{0}")]
    Other(String),
}

/// Why a stream could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No connection to that peer.
    #[error("not connected to that device")]
    NotConnected,
    /// The peer does not offer the protocol.
    #[error("that device does not offer this")]
    Unsupported,
    /// Three tries, each without an answer in time.
    #[error("that device does not answer")]
    TimedOut,
    /// The peer has no room for another stream of ours.
    #[error("that device is too busy")]
    Refused,
    /// The connection failed.
    #[error("the connection failed")]
    Io(#[from] std::io::Error),
}

/// Why a message could not be published. Gossip is a hint: what is not published here is found by reconciliation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// None of our neighbours listens on the channel; [`Event::Listens`](crate::Event::Listens) tells when one does.
    #[error("nobody listens on this channel yet")]
    NoListeners,
    /// These very bytes were published here, or received, within the last two minutes.
    #[error("this was published already")]
    Duplicate,
    /// More bytes than every node accepts.
    #[error("the message has {size} bytes, more than the {limit} that gossip carries")]
    TooLarge {
        /// Bytes of the message.
        size: usize,
        /// Most bytes of a message.
        limit: usize,
    },
    /// Every peer's queue is full.
    #[error("the other devices are too slow for more messages now")]
    Busy,
    /// The network was shut down, or refused for a reason that should not occur.
    #[error("the message was not sent: {0}")]
    Failed(String),
}
