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

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let args = args::Args::parse();
    listen_to_traces(args.global.verbose);
    command::perform(args)
}

/// What the program does inside goes to standard error, when somebody asks for it.
fn listen_to_traces(verbose: u8) {
    let filter = match (std::env::var("COMMONPLACE_LOG"), verbose) {
        (Ok(filter), _) if !filter.is_empty() => filter,
        (_, 0) => return,
        (_, 1) => "warn,commonplace=debug".to_owned(),
        _ => "debug,commonplace=trace".to_owned(),
    };
    let traces = tracing_subscriber::fmt().with_env_filter(EnvFilter::new(filter)).with_writer(io::stderr);
    traces.with_ansi(io::stderr().is_terminal()).init();
}
