//! W1: a new member comes to a circle with thousands of notes.

use std::path::Path;
use std::time::Duration;

use commonplace_core::id::CircleId;
use commonplace_node::command::{Command, Name, Page};
use commonplace_node::error::Error;
use commonplace_node::event::Event;

use super::figure::{Figure, now};
use super::meter::Meter;
use super::notes::{self, NOTE_BYTES};
use super::report::{Bytes, Includes, Outcome};
use super::{Bench, machine};
use crate::laptop::{Asking, Laptop};

/// Notes of the full side, unless told otherwise.
const NOTES: usize = 10_000;
/// Rows of the first screen.
const FIRST: usize = 50;

/// Several members who came in while the circle was empty catch up, one after the other; one more is counted.
pub(super) async fn run(bench: &Bench<'_>, folder: &Path) -> Result<Outcome, Error> {
    let n = bench.notes_or(NOTES);
    let mut full = Laptop::new(folder, "Ana")?;
    full.open().await?;
    let (id, circle) = found(&full).await?;
    let names: Vec<String> = (1..=bench.runs).map(|run| format!("Ben {run}")).chain(["Meter".to_owned()]).collect();
    let mut empty = Vec::new();
    for name in &names {
        empty.push(member(&mut full, folder, name, &circle).await?);
    }
    notes::write_all(full.node()?, &circle, 0..n, |done| bench.written("W1", done, n)).await?;

    let (mut all, mut first) = (Vec::new(), Vec::new());
    let mut bytes = Bytes::default();
    for (run, laptop) in empty.iter_mut().enumerate() {
        bench.progress("W1", run + 1, names.len());
        laptop.open().await?;
        let address = full.address().await?;
        if run < bench.runs {
            let took = catch_up(laptop, address, id, &circle, n).await?;
            first.push(took.first);
            all.push(took.all);
        } else {
            let meter = Meter::to(&address).await?;
            catch_up(laptop, meter.address(), id, &circle, n).await?;
            bytes.wire = Some(meter.bytes());
            bytes.wire_per_note = Some(meter.bytes() as f64 / n as f64);
        }
        laptop.close();
        bytes.disk = Some(machine::bytes_below(laptop.home()));
    }
    Ok(outcome(bench, n, &all, &first, bytes))
}

fn outcome(bench: &Bench<'_>, n: usize, all: &[Duration], first: &[Duration], bytes: Bytes) -> Outcome {
    Outcome {
        workload: "W1",
        measures: "a member without notes catches up: from dialling until lists show all notes, durable",
        setup: "two nodes in one process over TCP on 127.0.0.1; several members, one at a time",
        includes: Includes { signed: true, sealed: true, fsynced: true, indexed: true, search: false },
        n,
        note_bytes: NOTE_BYTES,
        runs: bench.runs,
        figures: vec![
            Figure::durations("all", all, bench.limits.for_catch_up(n)),
            Figure::durations("first_50", first, bench.limits.for_difference(n.min(FIRST))),
        ],
        bytes,
    }
}

struct Took {
    first: Duration,
    all: Duration,
}

/// From dialling until all notes are in the lists of `laptop`.
async fn catch_up(laptop: &mut Laptop, address: String, id: CircleId, circle: &Name, n: usize) -> Result<Took, Error> {
    let start = now();
    laptop.dial(address).await?;
    let mut first = None;
    loop {
        if !matches!(laptop.event().await?, Event::Changed { circle, .. } if circle == id) {
            continue;
        }
        let node = laptop.node()?;
        let here = node.show(circle).await?.notes;
        if first.is_none() && here >= n.min(FIRST) {
            node.notes(circle, Page { skip: 0, take: FIRST }).await?;
            first = Some(start.elapsed());
        }
        if here >= n {
            let all = start.elapsed();
            return Ok(Took { first: first.unwrap_or(all), all });
        }
    }
}

/// A new circle, and its name for commands.
pub(super) async fn found(laptop: &Laptop) -> Result<(CircleId, Name), Error> {
    let circle = laptop.node()?.circle(Command::CircleNew { title: "Cell biology".to_owned() }).await?;
    Ok((circle.id, Name::from(circle.id)))
}

/// A new laptop whose owner has come into the circle and left the room again.
pub(super) async fn member(host: &mut Laptop, folder: &Path, name: &str, circle: &Name) -> Result<Laptop, Error> {
    host.address().await?;
    let ticket = host.node()?.invite(circle, 1).await?.ticket;
    let mut guest = Laptop::new(folder, name)?;
    guest.open().await?;
    guest.node()?.answers(Command::CircleJoin { ticket }).await?;
    equal(&mut guest, host, circle).await?;
    guest.close();
    Ok(guest)
}

/// Waits until a guest holds all that the host holds, and knows it.
pub(super) async fn equal(guest: &mut Laptop, host: &Laptop, circle: &Name) -> Result<(), Error> {
    loop {
        if let Event::Synced { records, .. } = guest.event().await?
            && records >= host.node()?.show(circle).await?.records
        {
            return Ok(());
        }
    }
}
