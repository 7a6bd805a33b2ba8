//! W8: notes a second, each on the disk before its writer hears that it is.

use std::path::Path;
use std::time::Duration;

use commonplace_node::error::Error;

use super::Bench;
use super::catch_up::found;
use super::figure::{Figure, now};
use super::notes::{self, NOTE_BYTES};
use super::report::{Bytes, Includes, Outcome};
use crate::laptop::{Asking, Laptop};

/// Notes of each run with many writers, unless told otherwise.
const NOTES: usize = 10_000;
/// One writer alone writes so many times fewer: waiting for the disk each time takes as long.
const FEWER_ALONE: usize = 10;

/// One writer, then many, each time in a new circle.
pub(super) async fn run(bench: &Bench<'_>, folder: &Path) -> Result<Outcome, Error> {
    let n = bench.notes_or(NOTES);
    let alone = n.div_ceil(FEWER_ALONE);
    let mut ana = Laptop::new(folder, "Ana")?;
    ana.open().await?;
    let (mut serial, mut together) = (Vec::new(), Vec::new());
    for run in 1..=bench.runs {
        bench.progress("W8", run, bench.runs);
        serial.push(one_by_one(&ana, alone).await?);
        together.push(many_at_once(&ana, n).await?);
    }
    Ok(Outcome {
        workload: "W8",
        measures: "notes published a second by one writer who waits for each (n / 10 of them), and by 64 at one time",
        setup: "one node; each run in a new circle",
        includes: Includes { signed: true, sealed: true, fsynced: true, indexed: false, search: false },
        n,
        note_bytes: NOTE_BYTES,
        runs: bench.runs,
        figures: vec![
            Figure::rates("serial", alone, &serial, bench.limits.serial()),
            Figure::rates("concurrent_64", n, &together, bench.limits.together()),
        ],
        bytes: Bytes::default(),
    })
}

async fn one_by_one(ana: &Laptop, n: usize) -> Result<Duration, Error> {
    let (_, circle) = found(ana).await?;
    let start = now();
    for number in 0..n {
        ana.node()?.write(notes::note(&circle, number)).await?;
    }
    Ok(start.elapsed())
}

async fn many_at_once(ana: &Laptop, n: usize) -> Result<Duration, Error> {
    let (_, circle) = found(ana).await?;
    let start = now();
    notes::write_all(ana.node()?, &circle, 0..n, |_| ()).await?;
    Ok(start.elapsed())
}
