//! What a workload comes to, as `docs/performance.md` lists it.

use serde::Serialize;

use super::figure::Figure;
use super::limits::Limits;
use super::machine::Machine;

/// One workload, whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Report {
    #[serde(flatten)]
    pub(super) outcome: Outcome,
    /// Processor time of all nodes, preparation included.
    pub(super) cpu_seconds: Option<f64>,
    /// Most memory that the process held at one time, in bytes, preparation included.
    pub(super) peak_rss: Option<u64>,
    pub(super) limits: Limits,
    pub(super) machine: Machine,
}

/// What a workload measured itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Outcome {
    pub(super) workload: &'static str,
    /// What the figures mean, in a sentence.
    pub(super) measures: &'static str,
    /// How it was set up.
    pub(super) setup: &'static str,
    pub(super) includes: Includes,
    /// Notes that each run is about.
    pub(super) n: usize,
    /// Bytes of a note's text.
    pub(super) note_bytes: usize,
    pub(super) runs: usize,
    pub(super) figures: Vec<Figure>,
    /// What was counted; none where nothing was.
    pub(super) bytes: Bytes,
}

/// What a figure includes: the clock runs until all of it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Includes {
    /// Records are signed, and signatures verified.
    pub(super) signed: bool,
    /// Bodies are sealed and opened.
    pub(super) sealed: bool,
    /// They are on the disk of all nodes that take part.
    pub(super) fsynced: bool,
    /// Lists and counts show them.
    pub(super) indexed: bool,
    /// Search finds them.
    pub(super) search: bool,
}

/// Bytes that were counted.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub(super) struct Bytes {
    /// Inside TCP, in both directions, from connecting to the end; counted in a further run, through a relay of bytes.
    pub(super) wire: Option<u64>,
    /// The same for each note that was sent.
    pub(super) wire_per_note: Option<f64>,
    /// Files of the receiver's home.
    pub(super) disk: Option<u64>,
}
