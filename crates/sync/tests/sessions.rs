//! Alice and bob meet: over epochs apart, many circles, different horizons.

use commonplace_core::id::{DeviceId, Tag};
use commonplace_core::limits::sync as limits;
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::time::Slot;
use commonplace_sync::{CircleView, Input, Millis, Notice};
use commonplace_testkit::pair::{Pair, kind};
use commonplace_testkit::paper;

const TAG: Tag = Tag::from_bytes([7; 16]);

fn post(number: u64, slot: u32) -> Sealed {
    paper::record(TAG, Lane::Posts, Slot(slot), &number.to_le_bytes())
}

/// A view with these epochs, newest first.
fn view(epochs: &[u8], horizon: u32) -> CircleView {
    let gate_keys = epochs.iter().map(|epoch| [*epoch; 32]).collect();
    CircleView { tag: TAG, gate_keys, horizon: [Slot(0), Slot(horizon), Slot(horizon)] }
}

fn meet(alice: CircleView, bob: CircleView) -> Pair {
    let mut pair = Pair::new(TAG);
    pair.replicas[0].join_with(alice);
    pair.replicas[1].join_with(bob);
    pair.replicas[0].insert(post(1, 60));
    pair.connect();
    pair
}

fn sessions(pair: &Pair, node: usize) -> usize {
    pair.notices[node].iter().filter(|notice| matches!(notice, Notice::SessionOpen { .. })).count()
}

fn agree(pair: &Pair) -> bool {
    pair.replicas[0].view_hash(&TAG) == pair.replicas[1].view_hash(&TAG)
}

#[test]
fn both_learn_whose_device_the_other_is() {
    let pair = meet(view(&[1], 0), view(&[1], 0));
    for (node, device) in [(0, 2), (1, 1)] {
        let named = pair.notices[node].iter().any(|notice| {
            matches!(notice, Notice::SessionOpen { device: Some(id), .. } if *id == DeviceId::from_bytes([device; 32]))
        });
        assert!(named, "{:?}", pair.notices[node]);
    }
}

#[test]
fn who_was_away_still_gets_in() {
    // Alice has rotated three times since; in the next case each of both has rotated alone.
    assert!(agree(&meet(view(&[4, 3, 2, 1], 0), view(&[1], 0))));
    assert!(agree(&meet(view(&[5, 1], 0), view(&[6, 1], 0))));
    // More epochs lie between them than are shown: the one who is behind opens.
    let many: Vec<u8> = (1..=30).rev().collect();
    assert!(agree(&meet(view(&many, 0), view(&[1], 0))));
    assert!(agree(&meet(view(&[1], 0), view(&many, 0))));
    // No common epoch: no session.
    let strangers = meet(view(&[1], 0), view(&[2], 0));
    assert_eq!((sessions(&strangers, 0), sessions(&strangers, 1)), (0, 0));
    assert!(!agree(&strangers));
}

#[test]
fn both_open_at_once_and_one_session_comes_of_it() {
    let mut pair = Pair::new(TAG);
    pair.replicas.iter_mut().for_each(|replica| replica.leave(&TAG));
    pair.connect();
    for replica in &mut pair.replicas {
        replica.join_with(view(&[1], 0));
    }
    pair.replicas[1].insert(post(1, 60));
    pair.tell_both(&Input::CircleAdded { tag: TAG });
    assert_eq!((sessions(&pair, 0), sessions(&pair, 1)), (1, 1));
    assert!(agree(&pair));
}

#[test]
fn all_circles_get_their_sessions_though_few_at_a_time() {
    let mut pair = Pair::new(TAG);
    let tags: Vec<Tag> = (0..63).map(|number| Tag::from_bytes([100 + number; 16])).collect();
    for tag in &tags {
        for replica in &mut pair.replicas {
            replica.join(*tag);
        }
        pair.replicas[0].insert(paper::record(*tag, Lane::Control, Slot(1), b"alice"));
        pair.replicas[1].insert(paper::record(*tag, Lane::Posts, Slot(1), b"bob"));
    }
    pair.connect();
    pair.run_until(Millis(10_000));
    assert_eq!((sessions(&pair, 0), sessions(&pair, 1)), (limits::CIRCLES, limits::CIRCLES));
    for tag in &tags {
        assert_eq!(pair.replicas[0].view_hash(tag), pair.replicas[1].view_hash(tag));
    }
}

#[test]
fn the_later_horizon_counts_for_both() {
    let mut pair = Pair::new(TAG);
    pair.replicas[0].join_with(view(&[1], 0));
    pair.replicas[1].join_with(view(&[1], 50));
    for slot in [10, 49, 50, 60] {
        pair.replicas[0].insert(post(u64::from(slot), slot));
    }
    pair.connect();
    let slots: Vec<u32> = pair.replicas[1].keys(&TAG, Lane::Posts).iter().map(|key| key.slot.0).collect();
    assert_eq!(slots, [50, 60]);
    pair.run_until(Millis(5_000));
    let equal = |notice: &Notice| matches!(notice, Notice::Equal { counts: [0, 2, 0], .. });
    assert!(pair.notices.iter().all(|notices| notices.iter().any(equal)), "from the horizon on they are equal");
}

#[test]
fn membership_comes_before_posts() {
    let mut pair = Pair::new(TAG);
    for number in 0..300_u64 {
        pair.replicas[0].insert(post(number, 60));
        pair.replicas[0].insert(paper::record(TAG, Lane::Control, Slot(60), &number.to_le_bytes()));
    }
    pair.connect();
    let control: Vec<bool> = pair.ingested[1]
        .iter()
        .map(|id| pair.replicas[1].keys(&TAG, Lane::Control).iter().any(|key| key.id == *id))
        .collect();
    assert_eq!(control.len(), 600);
    assert!(control.is_sorted_by(|first, then| first >= then));
}

#[test]
fn a_new_note_takes_one_frame_and_no_question() {
    let mut pair = meet(view(&[1], 0), view(&[1], 0));
    pair.run_until(Millis(5_000));
    pair.take_traffic();
    pair.publish(0, post(2, 61));
    assert_eq!(pair.take_traffic().by_kind.into_keys().collect::<Vec<_>>(), [kind::RECORDS]);
    assert!(agree(&pair));
    // And before long both know that both have it.
    pair.notices.iter_mut().for_each(Vec::clear);
    pair.run_until(Millis(6_000));
    let equal = |notice: &Notice| matches!(notice, Notice::Equal { counts: [0, 2, 0], .. });
    assert!(pair.notices.iter().all(|notices| notices.iter().any(equal)));
}

#[test]
fn what_the_other_refuses_is_not_sent_without_end() {
    let mut pair = Pair::new(TAG);
    pair.admits[1] = false;
    for number in 0..100 {
        pair.replicas[0].insert(post(number, 60));
    }
    pair.connect();
    pair.run_until(Millis(3_600_000));
    let traffic = pair.take_traffic();
    let once = 100 * post(0, 60).bytes().len();
    assert!(traffic.bytes(kind::RECORDS) <= 12 * once, "{} bytes in an hour", traffic.bytes(kind::RECORDS));
    let told = |notice: &Notice| matches!(notice, Notice::Mismatch { .. });
    assert!(pair.notices[0].iter().any(told) || pair.notices[1].iter().any(told), "and somebody says so");
}
