//! What to measure.

use std::path::PathBuf;

use clap::ValueEnum;

use super::BadValue;

/// Times that each workload runs, unless told otherwise: enough for a median.
const RUNS: usize = 5;

/// Which workloads, and how much of each.
#[derive(Debug, clap::Args)]
pub(crate) struct BenchArgs {
    /// The workloads [default: all but desktop]
    #[arg(value_name = "WORKLOAD", ignore_case = true)]
    pub(crate) workloads: Vec<Workload>,
    /// So many notes, for a quick look or a long one [default: 10,000; 200 for W3; 100,000 for desktop]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) notes: Option<usize>,
    /// A file of so many bytes for W4, as 1GiB; more than 32MiB, since smaller ones are fetched unasked [default: 128MiB]
    #[arg(long, value_name = "SIZE", value_parser = super::size)]
    pub(crate) size: Option<u64>,
    /// So many runs of each but W3
    #[arg(long, value_name = "N", default_value_t = RUNS, value_parser = at_least_one)]
    pub(crate) runs: usize,
    /// Put the homes below this folder, on the disk to be measured [default: the system's folder for passing files]
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// Open the window on the home that this file names, as `desktop` does in each run
    #[cfg(feature = "desktop")]
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) window: Option<PathBuf>,
}

/// A workload of `docs/performance.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "verbatim")]
pub(crate) enum Workload {
    /// Catching up: a member without notes meets one with all of them
    W1,
    /// A small difference: ten notes are new
    W2,
    /// Live: one note, from hand to hand
    W3,
    /// An attachment: from one peer, and from two at once
    W4,
    /// Writing: notes a second
    W8,
    /// The window: frames, lists, search and typing with 100,000 notes
    #[cfg(feature = "desktop")]
    #[value(name = "desktop")]
    Desktop,
}

fn at_least_one(typed: &str) -> Result<usize, BadValue> {
    typed.parse().ok().filter(|number| *number > 0).ok_or(BadValue::Count)
}
