//! What sync reads: frames of a stranger, and of a member in a session. Gossip's messages are envelopes, which `envelope`
//! reads.

use std::time::Duration;

use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;
use commonplace_core::time::Slot;
use commonplace_sync::{Input, LinkId};
use commonplace_testkit::eve::{Bob, TAG};
use commonplace_testkit::paper;

use super::parts;

/// Most that bob may have sent for so many bytes of eve's: each may ask for all of his records again, and no more.
fn bounded(bob: &Bob, heard: usize) {
    let held = 40 * 400;
    assert!(bob.sent_bytes <= 2 * limits::WINDOW_BYTES + heard * held, "{} bytes for {heard}", bob.sent_bytes);
}

/// Each part is a frame; one that is a single byte is a pause of so many 100 ms instead.
fn hear(bob: &mut Bob, bytes: &[u8]) {
    for part in parts(bytes).take(64) {
        match part {
            [pause] => bob.wait(Duration::from_millis(100) * u32::from(*pause)),
            frame => bob.hear_bytes(frame.to_vec()),
        }
        if bob.closed.is_some() {
            return;
        }
    }
    bob.wait(limits::SETUP_TIME);
}

/// From the first frame on.
pub(super) fn stranger(bytes: &[u8]) {
    let mut bob = Bob::new();
    bob.input(Input::LinkUp { link: LinkId(1), initiator: bytes.len().is_multiple_of(2), binding: [9; 32] });
    hear(&mut bob, bytes);
    assert!(bob.ingested.is_empty(), "a stranger puts nothing in");
    bounded(&bob, bytes.len());
}

/// With a session, in which she claims to hold twelve records, and bob holds forty.
pub(super) fn session(bytes: &[u8]) {
    let (mut bob, _) = Bob::in_session([2, 7, 3]);
    for number in 0..40_u32 {
        let lane = Lane::ALL[(number % 3) as usize];
        bob.replica.insert(paper::record(TAG, lane, Slot(40 + number / 4), &number.to_le_bytes()));
    }
    hear(&mut bob, bytes);
    assert!(bob.ingested.iter().all(|record| record.header().tag == TAG), "nothing of another circle");
    bounded(&bob, bytes.len());
}
