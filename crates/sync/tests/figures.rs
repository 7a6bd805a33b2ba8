//! What agreeing costs, in bytes and turns: never in time, which belongs to the machine.
#![expect(clippy::print_stdout, reason = "the figures are what this test is run for")]

use std::collections::BTreeMap;

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::SetKey;
use commonplace_core::time::Slot;
use commonplace_sync::{Millis, Notice};
use commonplace_testkit::network::{Network, Weather};
use commonplace_testkit::pair::{Pair, Traffic, kind};
use commonplace_testkit::paper;

const TAG: Tag = Tag::from_bytes([7; 16]);
/// Two years of hours.
const SLOTS: u32 = 17_520;

fn common(n: u64) -> impl Iterator<Item = SetKey> {
    (0..n).map(|number| {
        let id = RecordId::of(&number.to_le_bytes());
        let slot = Slot(u32::from_le_bytes(id.as_bytes()[28..].try_into().expect("four bytes")) % SLOTS);
        SetKey { slot, id }
    })
}

fn note(number: u64, slot: u32) -> Sealed {
    let content = [&number.to_le_bytes()[..], &[0; 1_500]].concat();
    paper::record(TAG, Lane::Posts, Slot(slot), &content)
}

/// Both hold `n` posts; of `d` more, each holds half.
fn differing(n: u64, d: u64, slot: impl Fn(u64) -> u32) -> (Pair, Traffic) {
    let mut pair = Pair::new(TAG);
    for node in [0, 1] {
        pair.replicas[node].insert_ids(&TAG, Lane::Posts, common(n));
    }
    for number in 0..d {
        let node = usize::from(number % 2 == 1);
        pair.replicas[node].insert(note(number, slot(number)));
    }
    pair.connect();
    let traffic = pair.take_traffic();
    assert_eq!(pair.replicas[0].view_hash(&TAG), pair.replicas[1].view_hash(&TAG));
    assert_eq!(pair.ingested.iter().map(Vec::len).sum::<usize>(), usize::try_from(d).expect("few"), "each record once");
    (pair, traffic)
}

/// A number that has nothing to do with this one.
fn random(number: u64) -> u32 {
    let hash = RecordId::of(&[&number.to_le_bytes()[..], b"slot"].concat());
    u32::from_le_bytes(hash.as_bytes()[..4].try_into().expect("four bytes"))
}

fn scattered(number: u64) -> u32 {
    random(number) % SLOTS
}

/// In the last week.
fn recent(number: u64) -> u32 {
    SLOTS - 1 - random(number) % 168
}

#[test]
fn equal_sets_cost_one_exchange_of_sums() {
    let (mut pair, first) = differing(100_000, 0, scattered);
    println!("open and compare, 100k equal: {:?}", first.by_kind);
    assert_eq!(first.bytes(kind::RANGES), 0);
    pair.run_until(Millis(90_000));
    let later = pair.take_traffic();
    println!("heartbeat, 100k equal: {:?}", later.by_kind);
    assert!(later.overhead() <= 100, "{later:?}");
    let equal = |notices: &[Notice]| {
        notices.iter().any(|notice| matches!(notice, Notice::Equal { counts: [0, 100_000, 0], .. }))
    };
    assert!(pair.notices.iter().all(|notices| equal(notices)), "both know that the other one has everything");
}

#[test]
fn a_difference_costs_what_it_is_and_not_what_the_set_is() {
    type Slots = fn(u64) -> u32;
    // n, d, where, most bytes without records, most turns; the prototype's figures are in docs/protocol.md.
    let cases: [(u64, u64, &str, Slots, usize, usize); 9] = [
        (10_000, 1, "scattered", scattered, 1_500, 7),
        (100_000, 1, "scattered", scattered, 2_000, 8),
        (100_000, 10, "recent", recent, 4_000, 8),
        (100_000, 10, "scattered", scattered, 14_000, 8),
        (10_000, 100, "recent", recent, 4_000, 8),
        (100_000, 100, "recent", recent, 12_000, 8),
        (100_000, 100, "scattered", scattered, 75_000, 9),
        (10_000, 10_000, "recent", recent, 150_000, 12),
        (100_000, 10_000, "scattered", scattered, 1_200_000, 24),
    ];
    for (n, d, name, slot, most_bytes, most_turns) in cases {
        let (_, traffic) = differing(n, d, slot);
        let (bytes, turns) = (traffic.overhead(), traffic.range_turns);
        let records = traffic.bytes(kind::RECORDS);
        println!("n {n:>7} d {d:>6} {name:<9}: {bytes:>8} B in {turns:>2} turns; records {records} B");
        assert!(bytes <= most_bytes, "n {n} d {d} {name}: {bytes} B");
        assert!(turns <= most_turns, "n {n} d {d} {name}: {turns} turns");
    }
}

#[test]
fn an_empty_side_is_sent_everything_without_ranges() {
    let mut pair = Pair::new(TAG);
    for number in 0..2_000 {
        pair.replicas[1].insert(note(number, scattered(number)));
    }
    pair.connect();
    let traffic = pair.take_traffic();
    println!("2,000 records to an empty side: {:?}", traffic.by_kind);
    assert_eq!(pair.ingested[0].len(), 2_000);
    assert!(traffic.overhead() <= 200, "{traffic:?}");
    let slot_of: BTreeMap<RecordId, u32> =
        pair.replicas[0].keys(&TAG, Lane::Posts).iter().map(|key| (key.id, key.slot.0)).collect();
    let slots: Vec<u32> = pair.ingested[0].iter().map(|id| slot_of[id]).collect();
    assert!(slots.is_sorted_by(|newer, older| newer >= older), "newest first");
}

#[test]
fn one_writer_among_sixteen_wastes_less_than_it_sends() {
    let weather = Weather { latency: (1, 5), bandwidth: 10_000, journal: (0, 2), redial: (1, 50) };
    let mut network = Network::new(16, 16, weather);
    for node in 0..16 {
        network.join(node, TAG);
        for other in 0..node {
            network.connect(node, other);
        }
    }
    network.run_until(Millis(10_000));
    let before = network.bytes();
    let grant = paper::record(TAG, Lane::Control, Slot(1), &[0; 16]);
    let mut needed = grant.bytes().len() as u64 * 15;
    network.publish(0, grant);
    for number in 0..100_u64 {
        let content = [&[0][..], &number.to_le_bytes(), &[0; 1_500]].concat();
        let record = paper::record(TAG, Lane::Posts, Slot(1), &content);
        needed += record.bytes().len() as u64 * 15;
        network.publish(0, record);
    }
    let end = Millis(network.now().0 + 60_000);
    let began = network.now();
    assert!(network.run_while(end, |network| network.durable(&TAG) < 101 || !network.holds_all(&TAG)));
    let took = network.now().since(began);
    network.run_until(Millis(network.now().0 + 5_000));
    let sent = network.bytes() - before;
    println!("one writer, 16 nodes, 100 notes: {sent} B sent, {needed} B needed, {} ms virtual", took.as_millis());
    assert!(sent <= 2 * needed, "{sent} bytes sent where {needed} were needed");
}
