//! `desktop`: how long somebody waits at the window, on a circle with a hundred thousand notes.
//!
//! This process fills the home; each run opens it in a process of its own, so that what is told of memory and of the first
//! frame is the window's alone.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command as Program, Stdio};
use std::time::Duration;

use commonplace_desktop::speed::{self, Home, Meter, Waits};
use commonplace_node::answer::Answer;
use commonplace_node::command::{Command, Name};
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use super::Bench;
use super::catch_up::found;
use super::figure::{Figure, Limit, Unit, now};
use super::machine;
use super::notes::{self, NOTE_BYTES};
use super::report::{Bytes, Includes, Outcome};
use crate::command::Done;
use crate::failure::Failure;
use crate::laptop::{Asking, Laptop};

/// Notes, unless told otherwise.
const NOTES: usize = 100_000;
/// Notes for one question.
const NOTES_A_QUESTION: usize = 5;
/// Texts that each search lets the index follow by, at least.
const TEXTS_A_SEARCH: usize = 100;
/// Lines of the note in which is typed.
const LINES: usize = 2_000;
/// The title of the note that is written last.
const NEWEST: &str = "Written last of all";
/// The title of the note in which is typed.
const LONG: &str = "Parchment";
/// Sixty frames a second.
const FRAME: f64 = 1.0 / 60.0;

/// The goals, in seconds. A window has no limit of the machine to stand beside; it has somebody who waits.
const FIRST_FRAME: Limit = Limit { value: 0.5, made_of: "the goal: seen to have started" };
const USABLE: Limit = Limit { value: 1.0, made_of: "the goal: no break in what somebody thinks" };
const SMOOTH: Limit = Limit { value: FRAME, made_of: "the goal: sixty frames a second" };
const TYPED: Limit = Limit { value: 0.033, made_of: "the goal: two frames, which a hand does not feel" };
const SEARCHED: Limit = Limit { value: 0.05, made_of: "the goal: at once" };

/// A hundredth of one core.
const IDLE: Limit = Limit { value: 0.01, made_of: "the goal: a hundredth of one core" };
/// What an old laptop with 4 GiB can spare.
const MEMORY: Limit = Limit { value: 512.0 * 1024.0 * 1024.0, made_of: "the goal: an eighth of 4 GiB" };

/// What the process of a window tells of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Told {
    waits: Waits,
    /// Most bytes of memory that it held.
    peak: Option<u64>,
}

/// One home, filled once; the window opened on it run after run, in a process of its own.
pub(super) async fn run(bench: &Bench<'_>, folder: &Path) -> Result<Outcome, Failure> {
    let n = bench.notes_or(NOTES);
    let home = filled(bench, folder, n).await?;
    let file = folder.join("window.json");
    fs::write(&file, serde_json::to_vec(&home).map_err(io::Error::from)?)?;
    let mut told = Vec::new();
    for run in 1..=bench.runs {
        bench.progress("desktop", run, bench.runs);
        let file = file.clone();
        told.push(spawn_blocking(move || in_a_process(&file)).await.map_err(|_| Error::Stopped)??);
    }
    Ok(Outcome {
        workload: "desktop",
        measures: "how long somebody waits at the window, drawn by the processor at 1280 by 800 into memory, and what it takes",
        setup: "one node without a network, each run in a new process; one circle with one question for five notes",
        includes: Includes { signed: true, sealed: true, fsynced: true, indexed: true, search: true },
        n,
        note_bytes: NOTE_BYTES,
        runs: bench.runs,
        figures: figures(&told),
        bytes: Bytes::default(),
    })
}

/// Opens the window on the home that `file` names, in a process of its own.
fn in_a_process(file: &Path) -> Result<Told, Failure> {
    let mut program = Program::new(std::env::current_exe()?);
    program.args(["bench", "--window"]).arg(file);
    let ended = program.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if !ended.status.success() {
        return Err(Failure::Said(format!("the window ended: {}", ended.status)));
    }
    Ok(serde_json::from_slice(&ended.stdout).map_err(io::Error::from)?)
}

/// What such a process does: opens the window and tells what it was like.
pub(super) fn open(file: &PathBuf) -> Done {
    let home: Home = serde_json::from_slice(&fs::read(file)?).map_err(io::Error::from)?;
    let meter = Meter { now, worked: || machine::cpu_seconds().map(Duration::from_secs_f64), held: machine::held_rss };
    let waits = speed::measure(&home, meter).map_err(|error| Failure::Said(error.to_string()))?;
    let told = Told { waits, peak: machine::peak_rss() };
    super::line(&serde_json::to_string(&told).map_err(io::Error::from)?)
}

fn figures(told: &[Told]) -> Vec<Figure> {
    let once = |of: fn(&Waits) -> Duration| told.iter().map(|told| of(&told.waits)).collect::<Vec<_>>();
    let often =
        |of: fn(&Waits) -> &Vec<Duration>| told.iter().flat_map(|told| of(&told.waits)).copied().collect::<Vec<_>>();
    let counted = |of: fn(&Told) -> Option<f64>| told.iter().filter_map(of).collect::<Vec<_>>();
    let share = |told: &Told| Some(told.waits.idle?.as_secs_f64() / told.waits.rested.as_secs_f64());
    let mut figures = vec![
        Figure::durations("first_frame", &once(|waits| waits.first_frame), FIRST_FRAME),
        Figure::durations("circles", &once(|waits| waits.circles), USABLE),
        Figure::durations("list", &once(|waits| waits.list), USABLE),
        Figure::durations("scrolled", &often(|waits| &waits.scrolled), SMOOTH),
        Figure::durations("read", &often(|waits| &waits.read), SMOOTH),
        Figure::durations("searched", &often(|waits| &waits.searched), SEARCHED),
        Figure::durations("typed", &often(|waits| &waits.typed), TYPED),
    ];
    let taken = [
        ("idle", Unit::Cores, counted(share), IDLE),
        ("memory_at_rest", Unit::Bytes, counted(|told| Some(told.waits.held? as f64)), MEMORY),
        ("memory_peak", Unit::Bytes, counted(|told| Some(told.peak? as f64)), MEMORY),
    ];
    // Where the system does not tell, there is no figure.
    let told_of = taken.into_iter().filter(|(_, _, values, _)| !values.is_empty());
    figures.extend(told_of.map(|(name, unit, values, limit)| Figure::of(name, unit, values, limit)));
    figures
}

/// A closed home with so many notes and a fifth as many questions in one circle, all of it in the search index.
async fn filled(bench: &Bench<'_>, folder: &Path, n: usize) -> Result<Home, Error> {
    let mut ana = Laptop::new(folder, "Ana")?;
    ana.open_alone().await?;
    let (_, circle) = found(&ana).await?;
    let title = ana.node()?.show(&circle).await?.title;
    let all = n + n / NOTES_A_QUESTION;
    let commands = (0..all).map(|number| if number < n { note(&circle, number) } else { question(&circle, number) });
    notes::write_each(ana.node()?, commands, |done| bench.written("desktop", done, all)).await?;
    write(ana.node()?, &circle, LONG, notes::chapters(LINES)).await?;
    write(ana.node()?, &circle, NEWEST, notes::prose(n)).await?;
    let searches = searches(n);
    for (query, title) in &searches {
        found_by(&ana, &circle, query, title, n).await?;
    }
    found_by(&ana, &circle, NEWEST, NEWEST, n).await?;
    // Texts come into the index in no order: some are still on their way, and would be so when the window is opened.
    for _ in 0..=all / TEXTS_A_SEARCH {
        found_by(&ana, &circle, NEWEST, NEWEST, n).await?;
    }
    ana.close();
    Ok(Home {
        folder: ana.home().to_owned(),
        circle: title,
        newest: NEWEST.to_owned(),
        long: LONG.to_owned(),
        searches,
    })
}

/// Titles of notes from all over the circle, with words that are in every note.
fn searches(n: usize) -> Vec<(String, String)> {
    let titles = (1..=8).map(|part| n * part / 9).map(|number| format!("Note {number}"));
    titles.map(|title| (format!("ta ne {title}"), title)).collect()
}

fn note(circle: &Name, number: usize) -> Command {
    Command::NoteNew {
        circle: circle.clone(),
        title: Some(format!("Note {number}")),
        tags: Vec::new(),
        text: notes::prose(number),
        path: None,
    }
}

fn question(circle: &Name, number: usize) -> Command {
    Command::Ask {
        circle: circle.clone(),
        title: format!("Question {number}"),
        text: notes::prose(number),
        about: None,
        quote: None,
        tags: Vec::new(),
    }
}

async fn write(node: &Node, circle: &Name, title: &str, text: String) -> Result<(), Error> {
    let (circle, title) = (circle.clone(), Some(title.to_owned()));
    node.answers(Command::NoteNew { circle, title, tags: Vec::new(), text, path: None }).await.map(drop)
}

/// Asks until the search finds this: each question lets the index follow by some texts.
///
/// # Errors
/// [`Error::Unknown`] when it has followed all and does not find it.
async fn found_by(ana: &Laptop, circle: &Name, query: &str, title: &str, texts: usize) -> Result<(), Error> {
    let command = || Command::Search { circle: Some(circle.clone()), query: query.to_owned(), max: 1 };
    for _ in 0..=texts {
        let pick = |answer| if let Answer::Hit(hit) = answer { Some(hit.title) } else { None };
        if ana.node()?.all(command(), pick).await?.iter().any(|found| found == title) {
            return Ok(());
        }
    }
    Err(Error::Unknown { name: title.to_owned() })
}
