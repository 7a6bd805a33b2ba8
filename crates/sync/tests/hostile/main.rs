//! What eve can do to bob: nothing but waste her own time. She is a stranger at first, then a member who cheats.

mod slips;

use std::time::Duration;

use commonplace_core::encoding::{decode, encode};
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits::sync as limits;
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::time::Slot;
use commonplace_sync::{ByeReason, CloseReason, Input, LinkId, Notice, Origin, Rejection};
use commonplace_testkit::eve::{Bob, EVE, LaneSum, OTHER_TAG, TAG, sums};
use commonplace_testkit::network::{Network, Weather};
use commonplace_testkit::paper;
use proptest::prelude::*;
use serde_bytes::{ByteBuf, Bytes};

const MOMENT: Duration = Duration::from_millis(1);

fn post(number: u64) -> Sealed {
    paper::record(TAG, Lane::Posts, Slot(50), &number.to_le_bytes())
}

/// The session was opened, so the tests below test what they say.
#[test]
fn a_member_who_knows_the_protocol_gets_a_session() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    assert_eq!(bob.closed, None);
    let open = Notice::SessionOpen { link: LinkId(1), tag: TAG, device: Some(EVE) };
    assert!(bob.notices.contains(&open), "{:?}", bob.notices);
    assert_eq!(bob.take_sent(9).len(), 1, "both hold nothing, and bob says so");
    bob.hear_records(&[post(1)]);
    assert_eq!(bob.ingested, [post(1)]);
}

#[test]
fn a_stranger_learns_neither_circles_nor_their_number() {
    let mut lengths = Vec::new();
    for circles in [1, 5] {
        let mut bob = Bob::new();
        for number in 0..circles {
            bob.replica.join(Tag::from_bytes([number; 16]));
        }
        bob.input(Input::LinkUp { link: LinkId(1), initiator: true, binding: [9; 32] });
        bob.hear(&(0_u8, 1_u8, Bytes::new(&[0xe0; 32]), 0_u64));
        let open = bob.take_sent(1).pop().expect("an open");
        let (_, _, gates) = decode::<(u8, u32, ByteBuf)>(&open, 10_000).expect("well formed");
        lengths.push(gates.len());
        // She sends his own gates back.
        bob.hear(&(1_u8, 1_u32, Bytes::new(&gates)));
        assert_eq!(bob.take_sent(2), [encode(&(2_u8, Vec::<u8>::new()))], "none of them fits");
        bob.wait(limits::SETUP_TIME + MOMENT);
        assert_eq!(bob.closed, Some(CloseReason::NothingShared));
        assert_eq!(bob.sent.len(), 0);
    }
    assert_eq!(lengths[0], lengths[1]);
}

#[test]
fn a_gate_alone_tells_nothing_of_the_set() {
    let (mut bob, eve) = Bob::greeted();
    bob.replica.insert(post(1));
    bob.replica.refuse(EVE);
    bob.hear(&(1_u8, 0_u32, Bytes::new(&eve.gate(TAG, 0))));
    bob.hear(&(3_u8, 0_u32, Bytes::new(&eve.proof(0)), [0_u32; 3], sums([0; 3])));
    let kinds: Vec<u8> = bob.sent.iter().map(|frame| frame[1]).collect();
    assert!(kinds.iter().all(|kind| [1, 2, 4].contains(kind)), "gates and a farewell: {kinds:?}");
    assert!(bob.notices.contains(&Notice::SessionClosed { link: LinkId(1), tag: TAG, why: ByeReason::Refused }));
}

#[test]
fn who_is_refused_is_not_kept_waiting_for_ever() {
    let (mut bob, eve) = Bob::greeted();
    bob.replica.refuse(EVE);
    bob.hear(&(1_u8, 0_u32, Bytes::new(&eve.gate(TAG, 0))));
    bob.hear(&(3_u8, 0_u32, Bytes::new(&eve.proof(0)), [0_u32; 3], sums([0; 3])));
    bob.hear_records(&[post(1)]);
    bob.wait(limits::SETUP_TIME + MOMENT);
    assert_eq!((bob.closed, bob.ingested.len()), (Some(CloseReason::NothingShared), 0));
}

#[test]
fn who_is_removed_loses_the_session() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    bob.replica.refuse(EVE);
    bob.input(Input::CircleChanged { tag: TAG });
    bob.take_sent(0);
    bob.replica.insert(post(1));
    bob.input(Input::Admitted { tag: TAG, id: post(1).id(), from: Origin::Own });
    bob.wait(Duration::from_millis(120_000));
    assert_eq!(bob.take_sent(6).len(), 0);
}

#[test]
fn hundreds_of_strangers_do_not_keep_a_member_out() {
    let mut network = Network::new(11, 203, Weather::default());
    for member in [0, 1] {
        network.join(member, TAG);
    }
    for stranger in 2..203 {
        network.join(stranger, OTHER_TAG);
        network.open_stream(stranger, 0);
    }
    network.connect(0, 1);
    network.publish(1, paper::record(TAG, Lane::Control, Slot(1), &[1; 20]));
    let end = commonplace_sync::Millis(30_000);
    assert!(network.run_while(end, |network| network.durable(&TAG) < 1 || !network.holds_all(&TAG)));
    network.run_until(end);
    assert_eq!(network.open_links().len(), 1, "the strangers are gone");
}

#[test]
fn a_forger_is_shut_out() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    for number in 0..5 {
        assert_eq!(bob.closed, None, "after {number}");
        let ids = vec![post(number).id()];
        bob.input(Input::Rejected { link: LinkId(1), tag: TAG, ids, why: Rejection::Invalid });
    }
    assert_eq!(bob.closed, Some(CloseReason::Misbehaved));
}

#[test]
fn coming_back_does_not_restore_trust() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    for _ in 0..4 {
        bob.hear_bytes(vec![0xff; 9]);
    }
    assert_eq!(bob.closed, None);
    bob.input(Input::LinkDown { link: LinkId(1) });
    bob.input(Input::LinkUp { link: LinkId(2), initiator: false, binding: [9; 32] });
    bob.input(Input::Frame { link: LinkId(2), bytes: vec![0xff; 9] });
    assert_eq!(bob.closed, Some(CloseReason::Misbehaved));
}

#[test]
fn records_of_another_circle_are_not_taken_in() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    bob.replica.join(OTHER_TAG);
    for number in 0..5_u64 {
        bob.hear_records(&[paper::record(OTHER_TAG, Lane::Posts, Slot(1), &number.to_le_bytes())]);
    }
    assert_eq!(bob.ingested, []);
    assert_eq!(bob.closed, Some(CloseReason::Misbehaved));
}

#[test]
fn records_of_another_circle_are_not_given_away() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    bob.replica.join(OTHER_TAG);
    let secret = paper::record(OTHER_TAG, Lane::Posts, Slot(1), b"between bob and alice");
    bob.replica.insert(secret.clone());
    bob.hear_ids(12, &[secret.id()]);
    bob.wait(Duration::from_millis(1_000));
    assert_eq!(bob.take_sent(6).len(), 0);
}

#[test]
fn replays_change_nothing_and_cost_trust() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    let before = bob.replica.view_hash(&TAG);
    bob.hear_records(&[post(1)]);
    let after = bob.replica.view_hash(&TAG);
    assert_ne!(before, after);
    bob.hear_records(&[post(1)]);
    assert_eq!(bob.closed, None, "an answer may cross the record that it is about");
    // From then on it can be no answer.
    bob.wait(limits::ASK_PATIENCE);
    for _ in 0..limits::TRUST {
        bob.hear_records(&[post(1)]);
    }
    assert_eq!(bob.ingested.len(), 1);
    assert_eq!(bob.replica.view_hash(&TAG), after);
    assert_eq!(bob.closed, Some(CloseReason::Misbehaved));
}

#[test]
fn what_bob_keeps_out_may_be_sent_to_him_again() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    bob.replica.keep_out(post(1));
    for _ in 0..2 * limits::TRUST {
        bob.hear_records(&[post(1)]);
    }
    assert_eq!(bob.closed, None, "an honest peer cannot know what bob keeps out");
    assert_eq!(bob.ingested, []);
}

#[test]
fn records_that_cross_a_farewell_are_no_fault_and_others_out_of_any_session_are() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    bob.replica.leave(&TAG);
    bob.input(Input::CircleRemoved { tag: TAG });
    for number in 0..2 * limits::TRUST {
        bob.hear_records(&[post(u64::from(number.unsigned_abs()))]);
    }
    assert_eq!((bob.closed, bob.ingested.len()), (None, 0));
    for _ in 0..limits::TRUST {
        bob.hear(&(6_u8, 4_u32, [Bytes::new(post(1).bytes())]));
    }
    assert_eq!(bob.closed, Some(CloseReason::Misbehaved), "there never was a session 4");
}

#[test]
fn who_says_to_hold_the_same_must_hold_it() {
    let (mut bob, eve) = Bob::greeted();
    bob.replica.insert(post(1));
    bob.hear(&(1_u8, 0_u32, Bytes::new(&eve.gate(TAG, 0))));
    bob.hear(&(3_u8, 0_u32, Bytes::new(&eve.proof(0)), [0_u32; 3], sums([0, 1, 0])));
    // His sums, which he tells ahead of his ranges, come back as hers.
    let told = bob.take_sent(8).pop().expect("bob's sums");
    let (_, _, his) = decode::<(u8, u32, [LaneSum; 3])>(&told, 1_000).expect("well formed");
    bob.hear(&(10_u8, 0_u32, 0_u32));
    bob.hear(&(8_u8, 0_u32, &his));
    bob.wait(Duration::from_millis(10_000));
    assert_eq!(bob.take_sent(9).len(), 0, "he does not take her for an equal");
    // He wishes to compare, and she says that it is all there, by what she can compute of what she heard.
    bob.hear(&(10_u8, 0_u32, 1_u32));
    bob.input(Input::GossipHint { tag: TAG });
    bob.wait(Duration::from_millis(10_000));
    let wish = bob.take_sent(8).pop().expect("bob's wish");
    let (_, _, his) = decode::<(u8, u32, [LaneSum; 3])>(&wish, 1_000).expect("well formed");
    let mut hasher = blake3::Hasher::new();
    for (count, fingerprint) in &his {
        hasher.update(&count.to_le_bytes()).update(fingerprint);
    }
    for guess in [&hasher.finalize().as_bytes()[..16], &his[1].1] {
        bob.hear(&(9_u8, 0_u32, 1_u32, Bytes::new(guess)));
    }
    let equal = |notice: &Notice| matches!(notice, Notice::Equal { .. } | Notice::EqualSince { .. });
    assert!(!bob.notices.iter().any(equal), "{:?}", bob.notices);
    assert_eq!(bob.closed, None, "the frames were well formed");
}

/// A frame of ranges in which the whole lane differs, cut in two.
fn endless(round: u64) -> Vec<u8> {
    let fingerprint = blake3::hash(&round.to_le_bytes());
    let range = |down: u32| (down, Bytes::new(&[]), 0_u8, Bytes::new(&fingerprint.as_bytes()[..16]));
    encode(&(5_u8, 0_u32, 0_u32, Lane::Posts, false, true, [range(u32::MAX - 50), range(50)]))
}

#[test]
fn endless_ranges_end() {
    let (mut bob, eve) = Bob::greeted();
    for number in 0..100 {
        bob.replica.insert(post(number));
    }
    bob.hear(&(1_u8, 0_u32, Bytes::new(&eve.gate(TAG, 0))));
    bob.hear(&(3_u8, 0_u32, Bytes::new(&eve.proof(0)), [0_u32; 3], sums([0, 100, 0])));
    assert_eq!(bob.take_sent(5).len(), 1, "bob begins");
    let answers = (0..1_000)
        .take_while(|round| {
            bob.hear_bytes(endless(*round));
            bob.take_sent(5).len() == 1
        })
        .count();
    assert!((10..=limits::ROUNDS as usize).contains(&answers), "{answers} answers");
    assert!(bob.sent_bytes < 200_000, "{} bytes", bob.sent_bytes);
}

#[test]
fn a_peer_that_asks_and_never_reads_is_let_go() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    let large: Vec<Sealed> = (0..400_u64)
        .map(|number| paper::record(TAG, Lane::Posts, Slot(1), &[&number.to_le_bytes()[..], &[0; 8_000]].concat()))
        .collect();
    for record in &large {
        bob.replica.insert(record.clone());
    }
    let ids: Vec<RecordId> = large.iter().map(Sealed::id).collect();
    bob.reads = false;
    bob.sent_bytes = 0;
    for round in 0..50 {
        bob.hear_ids(12, &ids[..256]);
        // Ids that nobody has are answered, and the answers wait.
        let strange: Vec<RecordId> = (0..200_u64).map(|n| RecordId::of(&(n + round * 1_000).to_le_bytes())).collect();
        bob.hear_ids(12, &strange);
    }
    assert!(bob.sent_bytes <= limits::WINDOW_BYTES, "{} bytes under way", bob.sent_bytes);
    bob.wait(limits::PATIENCE + MOMENT);
    assert!(matches!(bob.closed, Some(CloseReason::Stalled)), "{:?}", bob.closed);
}

#[test]
fn who_asks_for_what_is_not_here_is_told_so() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    bob.hear_ids(12, &[post(1).id()]);
    assert_eq!(bob.take_sent(7).len(), 1);
}

#[test]
fn a_flood_of_announcements_leads_to_few_questions() {
    let (mut bob, _) = Bob::in_session([0; 3]);
    for round in 0..100_u64 {
        let ids: Vec<RecordId> = (0..256_u64).map(|n| RecordId::of(&(n + round * 1_000).to_le_bytes())).collect();
        bob.hear_ids(11, &ids);
    }
    bob.wait(Duration::from_millis(60_000));
    let asked: usize = bob.take_sent(12).iter().map(|frame| frame.len() / RecordId::LEN).sum();
    assert!((1..=limits::ASKS_WAITING).contains(&asked), "{asked} asked for");
}

#[test]
fn claims_of_size_reserve_nothing() {
    let (mut bob, _) = Bob::in_session([u64::MAX; 3]);
    // An array, a byte string and a list of ranges of four thousand million parts each.
    for head in [
        vec![0x83, 6, 0, 0x9a, 0xff, 0xff, 0xff, 0xff],
        vec![0x83, 12, 0, 0x5a, 0xff, 0xff, 0xff, 0xff],
        vec![0x87, 5, 0, 0, 1, 0xf4, 0xf4, 0x9a, 0xff, 0xff, 0xff, 0xff],
    ] {
        bob.hear_bytes(head);
    }
    bob.hear_bytes(vec![0; limits::FRAME_BYTES + 1]);
    assert_eq!(bob.closed, None, "four bad frames");
    bob.hear_bytes(vec![]);
    assert_eq!(bob.closed, Some(CloseReason::Misbehaved), "five");
}

#[test]
fn knocking_on_and_on_is_paid_for() {
    let (mut bob, _) = Bob::greeted();
    let knocks = (0..1_000_u32)
        .take_while(|knock| {
            bob.hear(&(1_u8, knock * 1_024, Bytes::new(&[0xee; 16 * limits::GATES_PER_OPEN])));
            bob.closed.is_none()
        })
        .count();
    assert!(knocks <= 40, "{knocks} knocks");
}

/// A frame that is well formed in part: real types, real heads, and anything behind them.
fn nearly_a_frame() -> impl Strategy<Value = Vec<u8>> {
    let any_bytes = proptest::collection::vec(any::<u8>(), 0..300);
    let of_type = (0_u8..15, any_bytes.clone()).prop_map(|(kind, rest)| {
        let arity = [4, 3, 2, 5, 3, 7, 3, 3, 3, 4, 3, 3, 3, 2, 3][usize::from(kind)];
        [vec![0x80 | arity, kind, 0], rest].concat()
    });
    let range =
        (any::<u32>(), proptest::collection::vec(1_u8.., 0..3), 0_u8..3, proptest::collection::vec(any::<u8>(), 16));
    let flags = (any::<bool>(), any::<bool>());
    let ranges = (0_u32..2, 0_u8..3, flags, proptest::collection::vec(range, 0..20)).prop_map(
        |(run, lane, (more, rest), ranges)| {
            let ranges: Vec<(u32, ByteBuf, u8, ByteBuf)> = ranges
                .into_iter()
                .map(|(down, prefix, mode, bytes)| {
                    (down % 40_000_000, ByteBuf::from(prefix), mode, ByteBuf::from(bytes))
                })
                .collect();
            encode(&(5_u8, 0_u32, run, lane, more, rest, ranges))
        },
    );
    let sums = any::<[u64; 3]>().prop_map(|counts| encode(&(8_u8, 0_u32, sums(counts))));
    let ids = (prop_oneof![Just(7_u8), Just(11), Just(12)], proptest::collection::vec(any::<[u8; 32]>(), 1..5))
        .prop_map(|(kind, ids)| encode(&(kind, 0_u32, Bytes::new(ids.as_flattened()))));
    let records = proptest::collection::vec(any::<u64>(), 1..4).prop_map(|numbers| {
        let records: Vec<ByteBuf> = numbers.iter().map(|n| ByteBuf::from(post(n % 10).bytes())).collect();
        encode(&(6_u8, 0_u32, records))
    });
    let end = (0_u32..2).prop_map(|run| encode(&(10_u8, 0_u32, run)));
    let hold = (0_u8..8).prop_map(|lanes| encode(&(14_u8, 0_u32, lanes)));
    prop_oneof![1 => any_bytes, 2 => of_type, 6 => ranges, 2 => sums, 2 => ids, 2 => records, 1 => end, 1 => hold]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_frames_in_any_order_break_bob(frames in proptest::collection::vec((nearly_a_frame(), 0_u64..20_000), 1..60)) {
        let (mut bob, _) = Bob::in_session([0, 3, 0]);
        for number in 0..50 {
            bob.replica.insert(post(number + 5));
        }
        for (frame, pause) in frames {
            let before = bob.sent_bytes;
            bob.hear_bytes(frame);
            prop_assert!(bob.sent_bytes - before <= limits::WINDOW_BYTES);
            bob.wait(Duration::from_millis(pause));
        }
        prop_assert!(bob.ingested.iter().all(|record| record.header().tag == TAG));
    }
}
