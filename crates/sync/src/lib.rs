//! Agrees on what is kept: set reconciliation, announcing and fetching of sealed records, as a machine without IO.

mod circle;
mod event;
mod gate;
mod jitter;
mod known;
mod link;
mod outbox;
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

pub use event::{ByeReason, CloseReason, Input, LinkId, Millis, Notice, Output, Rejection};
pub use replica::{CircleView, Replica, Standing};
pub use replicator::Replicator;
