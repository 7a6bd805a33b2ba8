//! W2: two nodes that hold nearly the same meet again.

use std::path::Path;
use std::time::Duration;

use commonplace_node::command::Name;
use commonplace_node::error::Error;
use commonplace_node::event::Event;

use super::Bench;
use super::catch_up::{equal, found, member};
use super::figure::{Figure, now};
use super::meter::Meter;
use super::notes::{self, NOTE_BYTES};
use super::report::{Bytes, Includes, Outcome};
use crate::laptop::{Asking, Laptop};

/// Notes on both sides, unless told otherwise.
const NOTES: usize = 10_000;
/// Notes that one side lacks.
const NEW: usize = 10;

/// They part, one of them writes ten notes, they meet: several times, and once more to count bytes.
pub(super) async fn run(bench: &Bench<'_>, folder: &Path) -> Result<Outcome, Error> {
    let n = bench.notes_or(NOTES);
    let mut ana = Laptop::new(folder, "Ana")?;
    ana.open().await?;
    let (_, circle) = found(&ana).await?;
    let mut ben = member(&mut ana, folder, "Ben", &circle).await?;
    notes::write_all(ana.node()?, &circle, 0..n, |done| bench.written("W2", done, n)).await?;
    ben.open().await?;
    ben.dial(ana.address().await?).await?;
    equal(&mut ben, &ana, &circle).await?;

    let mut took = Vec::new();
    let mut bytes = Bytes::default();
    for run in 0..=bench.runs {
        bench.progress("W2", run + 1, bench.runs + 1);
        ben.close();
        let from = n + run * NEW;
        notes::write_all(ana.node()?, &circle, from..from + NEW, |_| ()).await?;
        settled(&mut ben, &circle, from).await?;
        let address = ana.address().await?;
        if run < bench.runs {
            took.push(meet(&mut ben, &ana, &circle, address).await?);
        } else {
            let meter = Meter::to(&address).await?;
            meet(&mut ben, &ana, &circle, meter.address()).await?;
            bytes.wire = Some(meter.bytes());
            bytes.wire_per_note = Some(meter.bytes() as f64 / NEW as f64);
        }
    }
    Ok(outcome(bench, n, &took, bytes))
}

fn outcome(bench: &Bench<'_>, n: usize, took: &[Duration], bytes: Bytes) -> Outcome {
    Outcome {
        workload: "W2",
        measures: "both hold n notes and one has ten more: from dialling until the other is told that both are equal",
        setup: "two nodes in one process over TCP on 127.0.0.1; the ten notes are recent ones, since no command \
                writes into the past: ten scattered over years are not measured",
        includes: Includes { signed: true, sealed: true, fsynced: true, indexed: false, search: false },
        n,
        note_bytes: NOTE_BYTES,
        runs: bench.runs,
        figures: vec![Figure::durations("equal", took, bench.limits.for_difference(NEW))],
        bytes,
    }
}

/// Opens the laptop and waits until its lists are what they were.
async fn settled(laptop: &mut Laptop, circle: &Name, notes: usize) -> Result<(), Error> {
    laptop.open().await?;
    laptop.address().await?;
    laptop.until(async |node| Ok((node.show(circle).await?.notes >= notes).then_some(()))).await?;
    laptop.forget_events();
    Ok(())
}

/// From dialling until `guest` is told that both are equal, with all that the host holds.
async fn meet(guest: &mut Laptop, host: &Laptop, circle: &Name, address: String) -> Result<Duration, Error> {
    let all = host.node()?.show(circle).await?.records;
    let start = now();
    guest.dial(address).await?;
    loop {
        if let Event::Synced { records, .. } = guest.event().await?
            && records >= all
        {
            return Ok(start.elapsed());
        }
    }
}
