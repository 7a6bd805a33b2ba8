//! kill -9, at any moment, many times.
//!
//! The seed tells after how long each child is killed; the rest of what it does is always the same. At which write that
//! finds it, the machine decides: the moment is wall time, and no two runs are alike in it. A failure at a certain step
//! is told exactly by the tests with faults.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use commonplace_core::id::RecordId;
use commonplace_store::Cursor;

use crate::support::{circle, kept, note, open, seed};

/// Set for the child: the folder to write in.
const CHILD: &str = "COMMONPLACE_STORE_CRASH_CHILD";
const CYCLES: u32 = 200;

/// In the child: appends for ever, and prints each id once it is acknowledged. In the parent: does nothing.
#[test]
fn child_that_appends_until_it_is_killed() {
    let Some(dir) = std::env::var_os(CHILD) else { return };
    let mut store = open(Path::new(&dir)).0;
    store.append(&[circle()]).expect("kept");
    let mut out = std::io::stdout().lock();
    for first in (store.end().0..).step_by(7) {
        let batch: Vec<_> = (first..first + 1 + first % 7).map(note).collect();
        store.append(&batch.iter().map(kept).collect::<Vec<_>>()).expect("kept");
        let ids: Vec<_> = batch.iter().map(|note| note.id().to_string()).collect();
        writeln!(out, "acknowledged {}", ids.join(" ")).expect("the parent listens");
        out.flush().expect("the parent listens");
    }
}

/// A small generator, so that the seed printed tells the whole run.
fn next_random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn run_and_kill(dir: &Path, after: Duration) -> Vec<RecordId> {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "crash::child_that_appends_until_it_is_killed", "--nocapture", "--test-threads=1"])
        .env(CHILD, dir)
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let stdout = child.stdout.take().expect("piped");
    let reader = std::thread::spawn(move || {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        // A line is whole only with its end: the last one may be cut.
        lines.filter_map(|line| line.split_once("acknowledged ").map(|(_, ids)| ids.to_owned())).collect::<Vec<_>>()
    });
    // The moment of the kill is what is being varied, not something waited for.
    std::thread::sleep(after);
    child.kill().expect("killed");
    child.wait().expect("ended");
    let lines = reader.join().expect("read");
    lines.iter().flat_map(|line| line.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}

#[test]
fn no_acknowledged_record_is_lost_by_200_kills() {
    let seed = seed();
    // The generator stays at zero for ever.
    let mut random = seed.max(1);
    let mut dir = tempfile::tempdir().expect("a folder");
    let mut acknowledged = Vec::new();
    for cycle in 0..CYCLES {
        if cycle % 40 == 0 {
            dir = tempfile::tempdir().expect("a folder");
            acknowledged.clear();
        }
        let after = Duration::from_micros(next_random(&mut random) % 120_000);
        acknowledged.extend(run_and_kill(dir.path(), after));
        let (store, opened) = open(dir.path());
        assert_eq!(opened.damaged, vec![], "cycle {cycle}, seed {seed}");
        for id in &acknowledged {
            assert!(store.get(id).expect("reads").is_some(), "cycle {cycle}, seed {seed}: {id} is lost");
        }
        assert_eq!(store.feed(Cursor::START, usize::MAX).expect("reads").len() as u64, store.end().0);
    }
    assert!(!acknowledged.is_empty(), "the children had time to write");
}
