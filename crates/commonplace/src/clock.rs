//! What time it is, for "two hours ago".

use std::time::{SystemTime, UNIX_EPOCH};

use commonplace_core::time::Timestamp;

/// Now, by the clock of this computer.
#[expect(clippy::disallowed_methods, reason = "the binary is one of the two places with a clock")]
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
