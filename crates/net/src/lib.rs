//! Carries it: finds peers, keeps connections, spreads gossip, opens streams.
//!
//! **Invariant:** this crate moves frames that it does not understand.

mod address;
mod config;
mod error;
mod event;
mod handle;
mod link;
mod peer;
mod stream;

pub use address::{Address, AddressError, Carrier};
pub use config::Config;
pub use error::{DialFailure, OpenError, PublishError, StartError};
pub use event::{Channel, Direction, Event, EventStream, MessageId, Verdict};
pub use handle::NetHandle;
pub use link::{CloseReason, Link, LinkEvent, LinkEvents, LinkSender, SendError};
pub use peer::{PeerId, PeerIdError, TransportSecret, binding};
pub use stream::{Protocol, Stream};

/// The network of one node.
#[derive(Debug)]
pub struct Net;

impl Net {
    /// Starts listening, looking for peers and redialling known ones, on the current tokio runtime.
    ///
    /// # Errors
    /// Outside a runtime, or if no address to listen on can be used.
    pub fn start(config: Config, identity: TransportSecret) -> Result<(NetHandle, EventStream), StartError> {
        let _ = (config, identity);
        Err(StartError::NoRuntime)
    }
}
