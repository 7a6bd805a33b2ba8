//! Alice and bob pass on slips: small values beside the set, of which only the latest of each key counts.

use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_core::slip::Slip;
use commonplace_sync::{Millis, Replica};
use commonplace_testkit::pair::{Pair, kind};
use commonplace_testkit::paper;

const TAG: Tag = Tag::from_bytes([7; 16]);

fn slip(writer: u64, number: u64) -> Slip {
    paper::slip(TAG, writer, number, false)
}

fn numbers(pair: &Pair, node: usize) -> Vec<u64> {
    let mut numbers: Vec<u64> = pair.replicas[node].slips(&TAG).into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn what_was_written_apart_is_with_both_after_they_meet() {
    let mut pair = Pair::new(TAG);
    for (node, writer, number) in [(0, 1, 10), (0, 2, 20), (0, 3, 30), (1, 3, 31), (1, 4, 40), (1, 1, 9)] {
        pair.replicas[node].keep_slip(slip(writer, number));
    }
    pair.connect();
    pair.run_until(Millis(2_000));
    for node in [0, 1] {
        assert_eq!(numbers(&pair, node), [10, 20, 31, 40], "node {node}");
    }
    let traffic = pair.take_traffic();
    let whole = slip(1, 1).bytes().len();
    let sent = traffic.bytes(kind::SLIPS);
    assert!((4 * whole..5 * whole).contains(&sent), "{sent}: four were newer on one side, and no more is sent");
    pair.run_until(Millis(600_000));
    assert_eq!(pair.take_traffic().bytes(kind::SLIP_HAVE), 0, "nothing is said of slips when nothing changes");
}

#[test]
fn a_slip_that_changes_all_the_time_is_sent_now_and_then_and_ends_up_there() {
    let mut pair = Pair::new(TAG);
    pair.connect();
    pair.run_until(Millis(1_000));
    pair.take_traffic();
    for number in 1..=1_000 {
        pair.write_slip(0, slip(1, number));
        pair.run_until(Millis(1_000 + 10 * number));
    }
    pair.run_until(Millis(15_000));
    assert_eq!(numbers(&pair, 1), [1_000]);
    let (frames, _) = pair.take_traffic().by_kind[&kind::SLIPS];
    assert!(frames <= 14, "{frames} in ten seconds");
}

#[test]
fn all_that_a_circle_may_have_comes_over() {
    let mut pair = Pair::new(TAG);
    for writer in 0..limits::SLIPS as u64 {
        pair.replicas[0].keep_slip(paper::slip(TAG, writer, 1, true));
    }
    pair.connect();
    pair.run_until(Millis(10_000));
    assert_eq!(pair.replicas[1].slips(&TAG).len(), limits::SLIPS);
    assert_eq!(pair.closed, None);
}
