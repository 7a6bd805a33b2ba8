//! Measures how long a circle of many control records takes: `cargo run --release --example evaluate [RECORDS]`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an instrument: it prints, and reads the clock")]

use std::time::{Duration, Instant};

use commonplace_core::circle::op::{self, NO_AUTHORITY};
use commonplace_core::circle::{Circle, Cut, Op, Policy, Role, founding};
use commonplace_core::id::{DeviceId, EpochId, RecordId, Tag};
use commonplace_core::key::{DeviceSecret, PersonSecret};
use commonplace_core::record::{Header, Lane, Record};
use commonplace_core::time::{Slot, Timestamp};

const RUNS: usize = 5;

fn main() {
    let wanted = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(5000);
    let alice = PersonSecret::from_seed([1; 32]);
    let laptop = DeviceSecret::from_seed([2; 32]);
    let (circle, genesis) = founding("Measured", vec![alice.certify(&laptop, "laptop")], Policy::default(), [3; 16]);
    let mut records = vec![record(0, laptop.id(), NO_AUTHORITY, &[], &genesis)];
    let founded = records[0].id;
    let mut latest = vec![founded];
    let mut grants = Vec::new();
    for number in 1..wanted {
        let op = if number % 4 == 0 && !grants.is_empty() {
            Op::Revoke(op::Revoke { grant: grants[number % grants.len()], cut: Cut::default() })
        } else {
            grant(number)
        };
        // Three writers at once, now and then joined.
        let after = if number % 10 == 0 { latest.clone() } else { vec![latest[number % latest.len()]] };
        let new = record(number as u64, laptop.id(), founded, &after, &op);
        if matches!(op, Op::Grant(_)) {
            grants.push(new.id);
        }
        latest.push(new.id);
        latest.drain(..latest.len().saturating_sub(3));
        records.push(new);
    }
    let (known, new) = records.split_at(wanted - 1);
    let (whole, first) = fastest(|| Circle::evaluate(circle, known));
    println!("{wanted} records, all certificates verified: {whole:?}");
    let (step, second) = fastest(|| first.extended(new));
    println!("one more record: {step:?}; {} members", second.members().count());
}

/// The least of several runs: the others say how busy the machine was.
fn fastest<T>(run: impl Fn() -> T) -> (Duration, T) {
    let once = || {
        let start = Instant::now();
        let result = run();
        (start.elapsed(), result)
    };
    (0..RUNS).map(|_| once()).min_by_key(|(time, _)| *time).expect("several runs")
}

fn grant(number: usize) -> Op {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&(number as u64).to_le_bytes());
    let person = PersonSecret::from_seed(seed);
    seed[31] = 1;
    let certificates = vec![person.certify(&DeviceSecret::from_seed(seed), "laptop")];
    Op::Grant(op::Grant { person: person.id(), certificates, role: Role::Learner, rank: 10, invite: None })
}

fn record(number: u64, device: DeviceId, auth: RecordId, after: &[RecordId], op: &Op) -> Record {
    let tag = Tag::from_bytes([0; 16]);
    let mut after = after.to_vec();
    after.sort_unstable();
    Record {
        id: RecordId::of(&number.to_le_bytes()),
        header: Header { tag, lane: Lane::Control, slot: Slot(0), epoch: EpochId::from_bytes([0; 16]) },
        kind: op.kind(),
        device,
        seq: number,
        prev: None,
        after,
        auth,
        wall: Timestamp::from_millis(0),
        lamport: number,
        body: op.encode(),
        dropped: false,
        boxes: Vec::new(),
    }
}
