//! W4: a large attachment goes from hand to hand, from one and from two at once, beside a plain copy over TCP.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use commonplace_core::id::BlobId;
use commonplace_core::limits::BLOB_UNASKED_BYTES;
use commonplace_node::answer::Answer;
use commonplace_node::command::{Command, FileToAttach, Name};
use commonplace_node::error::Error;
use commonplace_node::event::Event;
use tokio::task::spawn_blocking;

use super::catch_up::{found, member};
use super::figure::{Figure, Limit, median, now};
use super::notes;
use super::report::{Bytes, Includes, Outcome};
use super::{Bench, machine};
use crate::laptop::{Asking, Laptop};

/// Bytes of the file, unless told otherwise.
const SIZE: u64 = 128 << 20;
/// Bytes that are read and written at a time.
const PIECE: usize = 1 << 20;
const MIB: f64 = 1_048_576.0;

#[derive(Default)]
struct Took {
    plain: Vec<Duration>,
    attached: Vec<Duration>,
    one: Vec<Duration>,
    two: Vec<Duration>,
}

/// One attaches a file, a second fetches it from them, a third from both: several times, each with another file.
pub(super) async fn run(bench: &Bench<'_>, folder: &Path) -> Result<Outcome, Error> {
    // What is smaller comes unasked.
    let size = bench.size.unwrap_or(SIZE).max(BLOB_UNASKED_BYTES + 1);
    let mut ana = Laptop::new(folder, "Ana")?;
    ana.open().await?;
    let (_, circle) = found(&ana).await?;
    let mut ben = member(&mut ana, folder, "Ben", &circle).await?;
    let mut cleo = member(&mut ana, folder, "Cleo", &circle).await?;
    ben.open().await?;
    cleo.open().await?;
    ben.dial(ana.address().await?).await?;
    for other in [&mut ana, &mut ben] {
        cleo.dial(other.address().await?).await?;
    }
    meets(&mut ben, 1).await?;
    meets(&mut cleo, 2).await?;

    let mut took = Took::default();
    for run in 0..bench.runs {
        bench.progress("W4", run + 1, bench.runs);
        let file = folder.join("film.mp4");
        write(&file, run as u64, size)?;
        took.plain.push(copied(&file, &folder.join("copy.mp4")).await?);
        let item = Name::from(ana.node()?.write(notes::note(&circle, run)).await?.id);
        let files = vec![FileToAttach { path: file, name: None }];
        let start = now();
        let blob = ana.node()?.first(Command::Attach { item: item.clone(), files }, blob_id).await?;
        took.attached.push(start.elapsed());
        took.one.push(fetched(&mut ben, &item, blob, folder).await?);
        took.two.push(fetched(&mut cleo, &item, blob, folder).await?);
    }
    Ok(outcome(bench, size, &took, machine::bytes_below(ben.home())))
}

fn outcome(bench: &Bench<'_>, size: u64, took: &Took, disk: u64) -> Outcome {
    let mebibytes = size as f64 / MIB;
    let mut plain: Vec<f64> = took.plain.iter().map(Duration::as_secs_f64).collect();
    plain.sort_by(f64::total_cmp);
    let copy = Limit { value: median(&plain), made_of: "the plain copy of the same run" };
    let in_one_go = Limit {
        value: mebibytes / bench.limits.synced_write_mib_per_second,
        made_of: "writing the file to the disk in one go",
    };
    Outcome {
        workload: "W4",
        measures: "a file is attached, fetched by a second from the first, and by a third from both: until it is checked \
                   and durable; beside it a plain copy through TCP into a file, with one fdatasync",
        setup: "three nodes in one process over TCP on 127.0.0.1, which share its cores and its disk; another file each \
                run",
        includes: Includes { signed: true, sealed: true, fsynced: true, indexed: false, search: false },
        n: 1,
        note_bytes: usize::try_from(size).unwrap_or(usize::MAX),
        runs: bench.runs,
        figures: vec![
            Figure::durations("plain_copy", &took.plain, in_one_go),
            Figure::durations("attached", &took.attached, in_one_go),
            Figure::durations("from_one", &took.one, copy),
            Figure::durations("from_two", &took.two, copy),
        ],
        bytes: Bytes { disk: Some(disk), ..Bytes::default() },
    }
}

fn blob_id(answer: Answer) -> Option<BlobId> {
    if let Answer::Blob(blob) = answer { Some(blob.id) } else { None }
}

/// Waits until a laptop has been found equal with so many others.
async fn meets(laptop: &mut Laptop, others: usize) -> Result<(), Error> {
    let mut met = BTreeSet::new();
    while met.len() < others {
        if let Event::Synced { peer, .. } = laptop.event().await? {
            met.insert(peer);
        }
    }
    Ok(())
}

/// From asking for an attachment until all of it is here, once its record is.
async fn fetched(laptop: &mut Laptop, item: &Name, blob: BlobId, folder: &Path) -> Result<Duration, Error> {
    let listed = Command::BlobList { item: item.clone() };
    laptop
        .until(async |node| match node.all(listed.clone(), blob_id).await {
            Ok(all) => Ok(all.contains(&blob).then_some(())),
            Err(Error::Unknown { .. }) => Ok(None),
            Err(error) => Err(error),
        })
        .await?;
    let start = now();
    let to = folder.join("nowhere");
    match laptop.node()?.answers(Command::BlobGet { blob, to, wait: false }).await {
        Ok(_) | Err(Error::BlobAbsent) => {}
        Err(error) => return Err(error),
    }
    while !matches!(laptop.event().await?, Event::BlobHere { blob: here, .. } if here == blob) {}
    Ok(start.elapsed())
}

/// Writes a file of bytes that no other run has.
fn write(path: &Path, run: u64, size: u64) -> Result<(), Error> {
    let failed = |error: io::Error| Error::of_file(path, &error);
    let mut state = run;
    let mut file = BufWriter::new(File::create(path).map_err(failed)?);
    let mut piece = vec![0; PIECE];
    let mut left = size;
    while left > 0 {
        let len = usize::try_from(left).unwrap_or(usize::MAX).min(PIECE);
        for word in piece.chunks_exact_mut(8) {
            // Knuth's multiplier for MMIX, as for the words of notes.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            word.copy_from_slice(&state.to_le_bytes());
        }
        file.write_all(&piece[..len]).map_err(failed)?;
        left -= len as u64;
    }
    file.flush().map_err(failed)
}

/// Copies a file through a socket into another one, as plainly as can be.
async fn copied(from: &Path, to: &Path) -> Result<Duration, Error> {
    let (from, to): (PathBuf, PathBuf) = (from.to_owned(), to.to_owned());
    let copied = spawn_blocking(move || {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let start = now();
        let sender = std::thread::spawn(move || -> io::Result<u64> {
            let mut stream = TcpStream::connect(address)?;
            pass_on(&mut File::open(from)?, &mut stream)
        });
        let (mut stream, _) = listener.accept()?;
        let mut file = File::create(to)?;
        pass_on(&mut stream, &mut file)?;
        file.sync_data()?;
        let took = start.elapsed();
        sender.join().map_err(|_| io::Error::other("the sender failed"))??;
        Ok(took)
    });
    let copied: io::Result<Duration> = copied.await.map_err(|_| Error::Stopped)?;
    copied.map_err(|error| Error::Network { why: error.to_string() })
}

fn pass_on(from: &mut impl Read, to: &mut impl Write) -> io::Result<u64> {
    let mut piece = vec![0; PIECE];
    let mut passed = 0;
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            return Ok(passed);
        }
        to.write_all(&piece[..read])?;
        passed += read as u64;
    }
}
