//! The one binary: without a command the desktop, otherwise the command line of `docs/cli.md`.
//!
//! It parses, asks the node (the running one through its control socket, or else its own on the same home), and prints
//! what comes. It decides nothing: every rule is the node's.

mod args;
mod bench;
mod clock;
mod command;
mod demo;
mod failure;
mod input;
mod laptop;
mod open;
mod output;
mod secret;
mod traces;
mod usage;

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

/// The system's own allocator takes a fifth longer for a frame of the window, and for opening a large home.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage::refuse(&error, std::env::args_os()),
    };
    if !matches!(args.command, Some(args::CommandArgs::Bench(_))) {
        keep_memory_private();
    }
    let kept = traces::listen(&args);
    command::perform(args, kept)
}

/// Keys and what people wrote are in memory while it runs. A crash must not leave them in a file, and on Linux no other
/// program of the same user looks into it. A bench has no secrets, and measures its own memory by what this forbids.
fn keep_memory_private() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where a system refuses, the program is no worse than others.
    let _as_before = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _as_before = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}
