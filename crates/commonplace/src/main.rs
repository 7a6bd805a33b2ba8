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
mod usage;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage::refuse(&error, std::env::args_os()),
    };
    if !matches!(args.command, Some(args::CommandArgs::Bench(_))) {
        keep_memory_private();
    }
    listen_to_traces(args.global.verbose);
    command::perform(args)
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

/// What the program does inside goes to standard error, when somebody asks for it.
fn listen_to_traces(verbose: u8) {
    let asked = std::env::var("COMMONPLACE_LOG").unwrap_or_default();
    let Some(filter) = filter(asked.trim(), verbose) else { return };
    let traces = tracing_subscriber::fmt().with_env_filter(EnvFilter::new(filter)).with_writer(io::stderr);
    traces.with_ansi(io::stderr().is_terminal()).init();
}

/// What is told: nothing unless it is asked for. Down to `info` our own lines name no peer and no address; the library's
/// do, and are left out there.
fn filter(asked: &str, verbose: u8) -> Option<String> {
    match (asked, verbose) {
        ("", 0) => None,
        ("", 1) => Some("warn,commonplace=debug".to_owned()),
        ("", _) => Some("debug,commonplace=trace".to_owned()),
        (asked, _) if matches!(asked.to_ascii_lowercase().as_str(), "error" | "warn" | "info") => {
            Some(format!("{asked},libp2p=off"))
        }
        (asked, _) => Some(asked.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::filter;

    #[test]
    fn what_names_peers_is_told_only_to_who_asks_for_more_than_info() {
        assert_eq!(filter("", 0), None);
        for level in ["error", "warn", "INFO"] {
            assert_eq!(filter(level, 0), Some(format!("{level},libp2p=off")), "{level}");
        }
        for asked in ["debug", "info,commonplace_net=debug"] {
            assert_eq!(filter(asked, 2).as_deref(), Some(asked));
        }
        assert_eq!(filter("", 1).as_deref(), Some("warn,commonplace=debug"));
    }
}
