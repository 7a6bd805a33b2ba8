//! A relay: keeps sealed records for circles of which it knows nothing but a tag, and agrees on them with members by the
//! same replicator as they use among themselves.
//!
//! It holds no key of a circle. What it checks is size, hour, tag, hash and quota, and that who asks shows the gate of the
//! circle's lease. See `docs/relay.md` for those who run one, and `docs/protocol.md`, "Leases".
//!
//! **Invariant:** like [`Engine`](crate::engine::Engine), [`Relay`] has no clock, no socket and no thread, and nothing is
//! acknowledged before it is durable.

mod attachments;
mod home;
mod keeper;
mod replica;
mod shelves;

pub use home::RelayHome;
pub use keeper::{Counts, Effect, Input, Relay};
pub use shelves::Allowed;

/// Four words by which people tell relays apart: of an address that circles name one by, or of the name of its key alone.
#[must_use]
pub fn words_of(address: &str) -> String {
    let peer = address.rsplit_once("/p2p/").map_or(address, |(_, peer)| peer);
    commonplace_core::words::of_relay(peer).join(" ")
}
