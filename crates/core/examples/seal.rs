//! Measures what sealing and opening a note of 1 KiB costs: `cargo run --example seal`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an instrument: it prints, and reads the clock")]

use std::time::{Duration, Instant};

use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::key::DeviceSecret;
use commonplace_core::record::{Draft, Kind, Lane, Position, Sealed};
use commonplace_core::time::Timestamp;

const NOTE_BYTES: usize = 1024;
const RUNS: usize = 20;
const TIMES: u32 = 200;

fn main() {
    let (laptop, epoch) = (DeviceSecret::from_seed([1; 32]), EpochSecret::from_bytes([2; 32]));
    let seen = RecordId::from_bytes([3; 32]);
    let seal = || {
        let draft = Draft {
            lane: Lane::Documents,
            kind: Kind(64),
            after: vec![seen],
            auth: seen,
            wall: Timestamp::from_millis(1_790_000_000_000),
            lamport: 70_000,
            body: vec![7; NOTE_BYTES],
        };
        let position = Position { seq: 900, prev: Some(seen) };
        draft.seal(&laptop, position, Tag::from_bytes([4; 16]), &epoch).expect("fits").0
    };
    let sealed = seal();
    let parse = || Sealed::from_bytes(sealed.bytes()).expect("an envelope");
    println!("{NOTE_BYTES} bytes of a note: {} bytes sealed", sealed.bytes().len());
    println!("seal {:?}", fastest(|| drop(seal())));
    println!("parse and name {:?}", fastest(|| drop(parse())));
    println!("open {:?}", fastest(|| drop(parse().open(&epoch))));
    println!("open again {:?}", fastest(|| drop(parse().open_again(&epoch))));
}

/// The least of several runs: the others say how busy the machine was.
fn fastest(run: impl Fn()) -> Duration {
    let many = || {
        let start = Instant::now();
        (0..TIMES).for_each(|_| run());
        start.elapsed() / TIMES
    };
    (0..RUNS).map(|_| many()).min().unwrap_or_default()
}
