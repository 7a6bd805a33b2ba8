//! Whatever goes wrong between them, nodes that can reach each other again come to hold the same.

use std::collections::BTreeMap;

use commonplace_testkit::memory::Bug;
use commonplace_testkit::network::Story;

/// Seeds told by default; `COMMONPLACE_SEEDS` tells more.
const SEEDS: u64 = 200;
/// Sums of two circles, once a minute and twice that when both sides ask, on a stream; and frames' lengths.
const IDLE_BYTES_A_MINUTE: u64 = 500;

fn seeds() -> u64 {
    std::env::var("COMMONPLACE_SEEDS").ok().and_then(|count| count.parse().ok()).unwrap_or(SEEDS)
}

#[test]
fn every_story_ends_in_agreement_and_quiet() {
    let (mut voided, mut not_taken) = (0, BTreeMap::<&str, usize>::new());
    for seed in 0..seeds() {
        let verdict = Story::new(seed).tell();
        voided += verdict.voided;
        verdict.not_taken.iter().for_each(|(why, count)| *not_taken.entry(why).or_default() += count);
        assert!(verdict.agreed, "seed {seed}: {verdict:?}");
        assert!(verdict.slips_agreed, "seed {seed}: slips: {verdict:?}");
        assert_eq!(verdict.banned, 0, "seed {seed}: nobody was dishonest: {verdict:?}");
        assert!(verdict.idle_bytes <= IDLE_BYTES_A_MINUTE, "seed {seed}: {verdict:?}");
    }
    // What the stories are about has happened in them.
    assert!(voided > 0);
    for why in ["inadmissible", "postponed", "unavailable", "held"] {
        assert!(not_taken.get(why).is_some_and(|count| *count > 0), "{why}: {not_taken:?}");
    }
}

#[test]
fn one_seed_is_one_trace() {
    let (first, second) = (Story::new(7).tell(), Story::new(7).tell());
    assert_eq!(first.trace, second.trace);
    assert_ne!(first.trace, Story::new(8).tell().trace);
}

#[test]
fn planted_bugs_are_found() {
    for bug in [Bug::SumsOmit, Bug::BytesGone] {
        let found = (0..20).find(|seed| !Story::new(*seed).with(bug).tell().agreed);
        assert!(found.is_some(), "{bug:?} goes unnoticed in twenty stories");
    }
}
