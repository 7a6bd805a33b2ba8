//! Agrees on what is kept: set reconciliation, announcing and fetching of sealed records, as a machine without IO.

mod event;
mod replica;

pub use event::{ByeReason, CloseReason, Input, LinkId, Millis, Notice, Output, Rejection};
pub use replica::{CircleView, Replica, Standing};

/// Agrees with peers on the records of all circles of this node.
#[derive(Debug)]
pub struct Replicator {}

impl Replicator {
    /// A machine without links. `seed` is 32 random bytes: nonces, padding and jitter come from it.
    #[must_use]
    pub fn new(_seed: [u8; 32]) -> Self {
        Self {}
    }

    /// Takes one input and says what is to be done, in this order.
    pub fn handle(&mut self, _now: Millis, _input: Input, _replica: &impl Replica) -> Vec<Output> {
        Vec::new()
    }
}
