//! Moving attachments between nodes. See `docs/protocol.md`, "Blobs".
//!
//! | module | what it holds |
//! |---|---|
//! | `wire` | the words of a stream |
//! | `serve` | the holder's end |
//! | `talk` | the asker's end of one stream |
//! | `fetch` | one attachment from several peers, by the [`Schedule`](crate::schedule::Schedule) |
//! | `keep` | checking and writing what arrives |
//! | `decoders` | what fuzzing calls |

pub mod decoders;
mod fetch;
mod keep;
mod serve;
mod talk;
#[cfg(test)]
mod tests;
mod wire;

use commonplace_core::id::BlobId;
use commonplace_net::PeerId;
use tokio::sync::oneshot;

use crate::engine::{BlobEnd, BlobQuestion, PeerName};

pub(super) use fetch::{Ground, fetch};
pub(super) use serve::serve;
pub(super) use talk::who_keeps;

/// What those who move attachments tell the machine for which they do it: a person's engine, or a relay.
#[derive(Debug)]
pub(super) enum Word {
    /// A fetch is over, and how.
    Ended { blob: BlobId, end: BlobEnd },
    /// A peer has said whether it holds all of it.
    Held { blob: BlobId, peer: PeerName, whole: bool },
    /// A peer sent what no honest one sends.
    False { blob: BlobId, peer: PeerName },
    /// How far a fetch is: bytes here, of how many, bytes a second, from how many peers.
    Progress { blob: BlobId, here: u64, of: u64, rate: u64, peers: usize },
    /// A peer asks about one that is here, perhaps.
    Asked { peer: PeerId, blob: BlobId, question: BlobQuestion, answer: oneshot::Sender<bool> },
}
