//! Delays that differ from peer to peer, so that a room of nodes does not act in step.

use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_core::Rng;

/// The delay, longer or shorter by up to a fifth.
pub(crate) fn varied(delay: Duration, rng: &mut ChaCha20Rng) -> Duration {
    let percent = 80 + rng.next_u32() % 41;
    delay * percent / 100
}
