//! What fuzzing calls: readers of what is said on a stream about an attachment.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use commonplace_core::limits::SEGMENT_BYTES;

use super::wire::{Said, read_ask, read_list, read_request, read_said, segment_len};

/// Runs what reads from memory, which waits for nothing.
fn at_once<T>(reading: impl Future<Output = T>) -> T {
    match pin!(reading).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(read) => read,
        Poll::Pending => unreachable!("all of it is in memory"),
    }
}

/// What an asker may say: a request, then asks.
pub fn asker(mut bytes: &[u8]) {
    if at_once(read_request(&mut bytes)).is_ok() {
        while let Ok(Some(_)) = at_once(read_ask(&mut bytes)) {}
    }
}

/// What a holder may say to whoever believes in this size: a list, then what is there, and segments.
pub fn holder(size: u64, mut bytes: &[u8]) {
    let given = bytes.len();
    if let Ok(list) = at_once(read_list(&mut &*bytes, size)) {
        assert!(list.values().len() * 32 <= given && list.size() == size, "a list has bytes");
    }
    while let Ok(said) = at_once(read_said(&mut bytes, size)) {
        if let Said::Segment(index, segment) = said {
            assert!(
                segment.len() <= SEGMENT_BYTES && segment.len() == segment_len(size, index),
                "no longer than it is"
            );
        }
    }
}
