//! W3: two people at one table.

use std::path::Path;
use std::time::Duration;

use commonplace_core::id::RecordId;
use commonplace_node::command::Name;
use commonplace_node::error::Error;
use commonplace_node::event::Event;

use super::Bench;
use super::catch_up::{equal, found, member};
use super::figure::{Figure, now};
use super::notes::{self, NOTE_BYTES};
use super::report::{Bytes, Includes, Outcome};
use crate::laptop::{Asking, Laptop};

/// Notes that are published one by one, unless told otherwise.
const TRIALS: usize = 200;
/// Notes before those that count: the first ones find cold caches.
const WARM_UP: usize = 10;

/// Ana publishes notes one by one, each when Ben could read the one before.
pub(super) async fn run(bench: &Bench<'_>, folder: &Path) -> Result<Outcome, Error> {
    let trials = bench.notes_or(TRIALS);
    let mut ana = Laptop::new(folder, "Ana")?;
    ana.open().await?;
    let (_, circle) = found(&ana).await?;
    let mut ben = member(&mut ana, folder, "Ben", &circle).await?;
    ben.open().await?;
    ben.dial(ana.address().await?).await?;
    equal(&mut ben, &ana, &circle).await?;

    bench.progress("W3", 1, 1);
    let mut took = Vec::new();
    for trial in 0..WARM_UP + trials {
        let one = publish(&ana, &mut ben, &circle, trial).await?;
        if trial >= WARM_UP {
            took.push(one);
        }
    }
    Ok(outcome(bench, &took))
}

fn outcome(bench: &Bench<'_>, took: &[Duration]) -> Outcome {
    Outcome {
        workload: "W3",
        measures: "connected: from the command that publishes a note until the other node shows it whole",
        setup: "two nodes in one process over TCP on 127.0.0.1; p50 is the median",
        includes: Includes { signed: true, sealed: true, fsynced: true, indexed: true, search: false },
        n: took.len(),
        note_bytes: NOTE_BYTES,
        runs: 1,
        figures: vec![Figure::durations("readable", took, bench.limits.for_publishing())],
        bytes: Bytes::default(),
    }
}

async fn publish(ana: &Laptop, ben: &mut Laptop, circle: &Name, number: usize) -> Result<Duration, Error> {
    ben.forget_events();
    let start = now();
    let id = ana.node()?.write(notes::note(circle, number)).await?.id;
    loop {
        if tells_of(&ben.event().await?, id) && ben.node()?.note(id).await?.is_some() {
            return Ok(start.elapsed());
        }
    }
}

/// Whether lists changed in this thread, or in so many that none is named.
fn tells_of(event: &Event, id: RecordId) -> bool {
    matches!(event, Event::Changed { threads, .. } if threads.is_empty() || threads.contains(&id))
}
