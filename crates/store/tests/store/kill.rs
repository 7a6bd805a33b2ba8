//! A child of the test that writes until it is killed, at a step of the disk that the seed tells.
//!
//! When it has come to that step it says so and goes no further, so that nobody waits for a moment. What the threads of the
//! index do at that time the machine decides. Steps that are done by halves are in the tests with faults.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use commonplace_store::{Fault, Faults, Step, Store};

use crate::support::open_with;

/// Set for a child: the folder to write in, and the step at which it is killed.
const FOLDER: &str = "COMMONPLACE_STORE_CHILD_FOLDER";
const STEP: &str = "COMMONPLACE_STORE_CHILD_STEP";
/// What it says when it has come there.
const STANDS: &str = "stands still";

/// Stands still before its n-th step.
#[derive(Debug)]
struct StandsStill(AtomicU64);

impl Faults for StandsStill {
    fn before(&self, _: Step, _: &Path) -> Result<(), Fault> {
        // Wraps around after zero: the step comes once.
        if self.0.fetch_sub(1, Ordering::Relaxed) != 0 {
            return Ok(());
        }
        say(STANDS);
        loop {
            std::thread::park();
        }
    }
}

/// What a child tells whoever kills it.
pub(crate) fn say(words: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{words}").and_then(|()| out.flush()).expect("the parent listens");
}

/// In a child: its store, and the step to which it comes. In the parent: nothing.
pub(crate) fn in_child() -> Option<(Store, u64)> {
    let folder = PathBuf::from(std::env::var_os(FOLDER)?);
    let step = std::env::var(STEP).ok().and_then(|step| step.parse().ok()).expect("a step");
    let store = open_with(&folder, Arc::new(StandsStill(AtomicU64::new(step)))).expect("opens");
    Some((store, step))
}

/// Runs the child that this test is, kills it at this step, and tells what it had said until then.
pub(crate) fn killed_at(step: u64, test: &str, folder: &Path) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .env(STEP, step.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut said = Vec::new();
    let mut stands = false;
    for line in BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok) {
        stands = line.ends_with(STANDS);
        if stands {
            break;
        }
        said.push(line);
    }
    assert!(stands, "it ended before step {step}: {said:?}");
    child.kill().expect("killed");
    child.wait().expect("ended");
    said
}

/// A small generator, so that the seed printed tells the whole run.
pub(crate) fn next_random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}
