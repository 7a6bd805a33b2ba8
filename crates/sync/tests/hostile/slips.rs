//! What eve can do with slips.

use commonplace_core::encoding::decode;
use commonplace_core::limits;
use commonplace_core::slip::Slip;
use commonplace_sync::{CloseReason, Input, Replica};
use commonplace_testkit::paper;
use serde_bytes::{ByteBuf, Bytes};

use commonplace_testkit::eve::{Bob, OTHER_TAG, TAG};

const HAVE: u8 = 15;
const ASK: u8 = 16;
const SLIPS: u8 = 17;

fn slip(writer: u64, number: u64) -> Slip {
    paper::slip(TAG, writer, number, false)
}

fn hear_slips(bob: &mut Bob, slips: &[&[u8]]) {
    let slips: Vec<&Bytes> = slips.iter().map(|bytes| Bytes::new(bytes)).collect();
    bob.hear(&(SLIPS, 0_u32, slips));
}

fn writes(bob: &mut Bob, slip: Slip) {
    let (tag, key, number) = (slip.header().tag, slip.header().key, slip.header().number);
    bob.replica.keep_slip(slip);
    bob.input(Input::SlipKept { tag, key, number, from: None });
}

/// She is in a session that has gone through one run, and bob knows that she speaks of slips.
fn live() -> Bob {
    let (mut bob, _) = Bob::in_session([0; 3]);
    bob.take_sent(0);
    bob
}

#[test]
fn what_bob_writes_comes_to_a_member() {
    let mut bob = live();
    let written = slip(1, 1);
    writes(&mut bob, written.clone());
    let frames = bob.take_sent(SLIPS);
    let (_, _, slips) = decode::<(u8, u32, Vec<ByteBuf>)>(&frames[0], 10_000).expect("slips");
    assert_eq!(slips, [ByteBuf::from(written.bytes())]);
    // She sends it back, and an older one: neither is news.
    hear_slips(&mut bob, &[written.bytes(), slip(1, 0).bytes()]);
    assert_eq!((bob.slips, bob.closed), (0, None));
}

#[test]
fn forged_slips_cost_her_the_stream() {
    let mut bob = live();
    let mut forged = slip(1, 1).bytes().to_vec();
    let place = forged.len() - 1;
    forged[place] ^= 1;
    hear_slips(&mut bob, &[forged.as_slice(); 4]);
    assert_eq!((bob.slips, bob.closed), (0, None), "four may be an accident");
    hear_slips(&mut bob, &[&forged]);
    assert_eq!((bob.slips, bob.closed), (0, Some(CloseReason::Misbehaved)));
}

#[test]
fn slips_of_another_circle_are_refused() {
    let mut bob = live();
    bob.replica.join(OTHER_TAG);
    for number in 1..=5 {
        hear_slips(&mut bob, &[paper::slip(OTHER_TAG, 1, number, false).bytes()]);
    }
    assert_eq!((bob.slips, bob.closed), (0, Some(CloseReason::Misbehaved)));
    assert!(bob.replica.slips(&OTHER_TAG).is_empty());
}

#[test]
fn a_flood_of_slips_is_slowed_down_and_leaves_bobs_own_in_place() {
    let mut bob = live();
    writes(&mut bob, slip(0, 1));
    let mut sent = 0;
    for round in 1..=4 {
        for writer in 1..=limits::SLIPS as u64 {
            hear_slips(&mut bob, &[slip(writer, round).bytes()]);
            sent += 1;
        }
    }
    assert!(bob.slips <= limits::sync::SLIPS_AT_ONCE, "{} of {sent}", bob.slips);
    assert_eq!(bob.closed, None, "haste is no lie");
    let kept = bob.replica.slips(&TAG);
    assert_eq!(kept.len(), limits::SLIPS);
    assert!(kept.contains(&(slip(0, 1).header().key, 1)));
}

#[test]
fn telling_of_slips_that_are_nowhere_costs_bob_one_question() {
    let mut bob = live();
    let mut told = Vec::new();
    for name in 0..limits::SLIPS as u64 {
        told.extend_from_slice(&name.to_be_bytes());
        told.extend_from_slice(&u64::MAX.to_be_bytes());
    }
    for _ in 0..20 {
        bob.hear(&(HAVE, 0_u32, Bytes::new(&told)));
    }
    bob.wait(limits::sync::HEARTBEAT);
    assert_eq!(bob.take_sent(ASK).len(), 1);
    bob.wait(limits::sync::HEARTBEAT);
    assert_eq!(bob.take_sent(ASK).len(), 0);
    // More than a circle may have is no message.
    told.extend_from_slice(&[9; 16]);
    for _ in 0..5 {
        bob.hear(&(HAVE, 0_u32, Bytes::new(&told)));
    }
    assert_eq!(bob.closed, Some(CloseReason::Misbehaved));
}

#[test]
fn asking_without_end_gets_what_she_reads_and_no_more() {
    let mut bob = live();
    for writer in 0..limits::SLIPS as u64 {
        bob.replica.keep_slip(paper::slip(TAG, writer, 1, true));
    }
    bob.reads = false;
    let before = bob.sent_bytes;
    let names: Vec<u8> = bob.replica.slips(&TAG).iter().flat_map(|(key, _)| key.as_bytes()[..8].to_vec()).collect();
    for _ in 0..50 {
        bob.hear(&(ASK, 0_u32, Bytes::new(&names)));
    }
    assert!(bob.sent_bytes - before <= limits::sync::WINDOW_BYTES, "{}", bob.sent_bytes - before);
    assert_eq!(bob.closed, None);
}

#[test]
fn slips_before_a_session_stands_say_nothing() {
    let (mut bob, _) = Bob::greeted();
    hear_slips(&mut bob, &[slip(1, 1).bytes()]);
    bob.hear(&(ASK, 0_u32, Bytes::new(&[1; 8])));
    assert_eq!((bob.slips, bob.closed), (0, None));
    assert!(bob.replica.slips(&TAG).is_empty());
}

#[test]
fn an_old_node_is_told_nothing_of_slips() {
    let mut bob = live_with(0);
    writes(&mut bob, slip(1, 1));
    bob.wait(limits::sync::HEARTBEAT);
    assert!(bob.sent.iter().all(|frame| frame[1] < HAVE));
}

fn live_with(features: u64) -> Bob {
    let (mut bob, _) = Bob::in_session_with(features, [0; 3]);
    bob.take_sent(0);
    bob
}
