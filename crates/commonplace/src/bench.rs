//! `commonplace bench`: the workloads of `docs/performance.md`, on real nodes of this machine.
//!
//! What is measured is what people get: signed, sealed, on the disk. Beside it stand the limits of the machine, measured
//! in the same run, because a figure alone says more of the machine than of the program.

mod append;
mod attachment;
mod catch_up;
mod difference;
mod figure;
mod limits;
mod live;
mod machine;
mod meter;
mod notes;
mod report;
mod table;
#[cfg(feature = "desktop")]
mod window;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use commonplace_node::error::Error;
use tempfile::TempDir;

use crate::args::{BenchArgs, Workload};
use crate::command::{Done, Setting};
use crate::failure::Failure;
use crate::open;
use crate::output::Format;
use limits::Limits;
use machine::Machine;
use report::{Outcome, Report};

/// What every workload stands on.
struct Bench<'a> {
    setting: &'a Setting,
    /// Where homes may lie.
    folder: PathBuf,
    notes: Option<usize>,
    /// Bytes of the file of W4, unless the usual ones.
    size: Option<u64>,
    runs: usize,
    limits: Limits,
}

/// Runs the workloads, one after the other. Ctrl+C ends it, and the homes are gone in any case.
pub(crate) fn bench(setting: &Setting, args: &BenchArgs) -> Done {
    #[cfg(feature = "desktop")]
    if let Some(file) = &args.window {
        return window::open(file);
    }
    let waiting = open::tokio()?;
    waiting.block_on(async {
        tokio::select! {
            done = all(setting, args) => done,
            _ = tokio::signal::ctrl_c() => Err(Error::Cancelled.into()),
        }
    })
}

async fn all(setting: &Setting, args: &BenchArgs) -> Done {
    let folder = args.dir.clone().unwrap_or_else(std::env::temp_dir);
    setting.remark(&setting.text().get("cli-bench-limits"));
    let limits = limits::measure(&folder).await?;
    let bench = Bench { setting, folder, notes: args.notes, size: args.size, runs: args.runs.max(1), limits };
    let mut reports = Vec::new();
    for workload in workloads(args) {
        let report = bench.run(workload).await?;
        if setting.format() == Format::Json {
            line(&serde_json::to_string(&report).map_err(io::Error::from)?)?;
        }
        reports.push(report);
    }
    if setting.format() == Format::Text {
        line(table::render(&reports, &bench.limits, setting.text()).trim_end())?;
    }
    Ok(())
}

/// Those asked for, each once; without a word those of the node, since the window's takes minutes to set up.
fn workloads(args: &BenchArgs) -> Vec<Workload> {
    if args.workloads.is_empty() {
        return vec![Workload::W1, Workload::W2, Workload::W3, Workload::W4, Workload::W8];
    }
    let asked = |workload: &Workload| args.workloads.contains(workload);
    Workload::value_variants().iter().copied().filter(asked).collect()
}

fn line(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

impl Bench<'_> {
    async fn run(&self, workload: Workload) -> Result<Report, Failure> {
        let folder = self.scratch()?;
        machine::forget_peak();
        let before = machine::cpu_seconds();
        let outcome = match workload {
            Workload::W1 => catch_up::run(self, folder.path()).await?,
            Workload::W2 => difference::run(self, folder.path()).await?,
            Workload::W3 => live::run(self, folder.path()).await?,
            Workload::W4 => attachment::run(self, folder.path()).await?,
            Workload::W8 => append::run(self, folder.path()).await?,
            #[cfg(feature = "desktop")]
            Workload::Desktop => window::run(self, folder.path()).await?,
        };
        let cpu_seconds = before.zip(machine::cpu_seconds()).map(|(before, after)| after - before);
        Ok(self.report(outcome, cpu_seconds))
    }

    fn report(&self, outcome: Outcome, cpu_seconds: Option<f64>) -> Report {
        let machine = Machine::with(&self.folder);
        Report { outcome, cpu_seconds, peak_rss: machine::peak_rss(), limits: self.limits, machine }
    }

    /// A folder for the homes of one workload, gone when it is over.
    fn scratch(&self) -> Result<TempDir, Error> {
        scratch(&self.folder)
    }

    /// Notes to write, unless told otherwise.
    fn notes_or(&self, usual: usize) -> usize {
        self.notes.unwrap_or(usual).max(1)
    }

    /// Says on standard error how far it is.
    fn progress(&self, workload: &str, done: usize, of: usize) {
        let values = [("workload", workload.into()), ("done", done.into()), ("of", of.into())];
        self.setting.remark(&self.setting.text().with("cli-bench-run", &values));
    }

    /// Says on standard error how many notes are written.
    fn written(&self, workload: &str, done: usize, of: usize) {
        let values = [("workload", workload.into()), ("done", done.into()), ("of", of.into())];
        self.setting.remark(&self.setting.text().with("cli-bench-written", &values));
    }
}

fn scratch(folder: &Path) -> Result<TempDir, Error> {
    let made = tempfile::Builder::new().prefix("commonplace-bench-").tempdir_in(folder);
    made.map_err(|error| Error::of_file(folder, &error))
}
