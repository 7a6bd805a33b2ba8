//! Agrees on what is kept: set reconciliation, announcing and fetching of sealed records, as a machine without IO.
//!
//! A [`Replicator`] is told what happens on its streams and to its circles ([`Input`]) and says what is to be done
//! ([`Output`]). It reads the node's sets through [`Replica`]. The bytes are specified in `docs/protocol.md`.
//!
//! **Invariant:** no clock, no socket, no file, and no randomness but the seed given at the beginning: the same inputs give
//! the same outputs.
//!
//! **Invariant:** it never looks inside a record, and holds none: what waits to be sent is looked up when there is room.
//!
//! **Invariant:** whatever peers send, memory and work stay bounded
//! ([`limits::sync`](commonplace_core::limits::sync)); a peer's bad bytes cost that peer its trust and nothing else.
//!
//! **Invariant:** nothing is said of a circle, nor of how many there are, to who has not shown its gate key; and nothing of
//! what is in it to who has not proved to be one of it.
//!
//! It does not verify or admit records (every [`Output::Ingest`] is a question to the node, to be answered for each record),
//! does not choose or dial peers, does not carry attachments, and promises no order of delivery beyond membership first.
//! What the node must keep to: answer for every record; say [`Input::CircleChanged`] for a new epoch, horizon or member;
//! and open streams again to connected peers when it joins a circle, for those that shared nothing were closed.
//!
//! ```
//! use commonplace_core::id::{DeviceId, Tag};
//! use commonplace_sync::{Input, LinkId, Millis, Output, Replicator};
//! use commonplace_testkit::memory::MemoryReplica;
//!
//! let tag = Tag::from_bytes([7; 16]);
//! let mut replica = MemoryReplica::new(DeviceId::from_bytes([1; 32]));
//! replica.join(tag);
//!
//! // Alice's machine gets a stream to bob: it greets him, and asks to be called again.
//! let mut alice = Replicator::new([42; 32]);
//! let up = Input::LinkUp { link: LinkId(1), initiator: true, binding: [9; 32] };
//! let outputs = alice.handle(Millis(0), up, &replica);
//! assert!(matches!(&outputs[..], [Output::Send { .. }, Output::WakeAt(_)]));
//! ```
//!
//! | module | holds |
//! |---|---|
//! | `event`, `replica` | the joints: inputs, outputs, what is read |
//! | `replicator` | dispatch; `setup` hellos, gates and proofs, `talk` frames, `news` across links |
//! | `link`, `outbox` | one stream: its sessions, its window |
//! | `session` | one circle on one stream: `run` compares sets, `pace` says when, `live` passes on news, `slips` slips |
//! | `reconcile`, `push` | ranges of one lane; orders of records to send |
//! | `circle`, `known` | what is awaited, and what peers have |
//! | `outside`, `hold` | what peers have and this node does not take: ever, or now |
//! | `gate`, `wire` | derivations and bytes |
//! | `trust`, `timers`, `jitter` | scores and times |

mod circle;
mod event;
mod gate;
mod hold;
mod jitter;
mod known;
mod link;
mod outbox;
mod outside;
mod push;
mod reconcile;
mod replica;
mod replicator;
mod session;
mod timers;
mod trust;
#[cfg(test)]
mod vectors;
mod wire;

pub use event::{ByeReason, CloseReason, Input, LinkId, Millis, Notice, Origin, Output, Rejection};
pub use replica::{CircleView, Replica, Standing};
pub use replicator::Replicator;
