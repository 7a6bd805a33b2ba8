//! Delays that differ from peer to peer, so that a room of nodes does not act in step.

use std::time::Duration;

use rand_chacha::ChaCha20Rng;
use rand_core::Rng;

/// The delay, longer or shorter by up to a fifth.
pub(crate) fn varied(delay: Duration, rng: &mut ChaCha20Rng) -> Duration {
    let percent = 80 + rng.next_u32() % 41;
    delay * percent / 100
}

/// A delay shorter than this one, any as likely as another: none where there is no delay, and then nothing is drawn.
pub(crate) fn up_to(delay: Duration, rng: &mut ChaCha20Rng) -> Duration {
    let millis = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
    if millis == 0 { Duration::ZERO } else { Duration::from_millis(rng.next_u64() % millis) }
}
