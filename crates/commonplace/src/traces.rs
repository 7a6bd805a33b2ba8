//! What the program does inside: told on standard error when somebody asks for it, and kept for the window's page for
//! trouble.

use std::io::{self, IsTerminal};

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::args::Args;

/// What is kept for the window.
#[cfg(feature = "desktop")]
pub(crate) type Kept = std::sync::Arc<commonplace_desktop::log::Log>;
/// A binary without a window keeps nothing.
#[cfg(not(feature = "desktop"))]
pub(crate) type Kept = ();

/// Begins to listen, and returns what is kept of it.
pub(crate) fn listen(args: &Args) -> Kept {
    let asked = std::env::var("COMMONPLACE_LOG").unwrap_or_default();
    let told = filter(asked.trim(), args.global.verbose).map(|filter| {
        let traces = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
        traces.with_filter(EnvFilter::new(filter))
    });
    keep(args, told)
}

/// Only a window shows what is kept, so nothing is for any other command.
#[cfg(feature = "desktop")]
fn keep<S>(args: &Args, told: Option<S>) -> Kept
where
    S: Layer<tracing_subscriber::Registry> + Send + Sync,
{
    let home = args.global.home.clone().unwrap_or_else(commonplace_node::home::default_folder);
    let log = Kept::new(commonplace_desktop::log::Log::hiding(&home));
    let kept = args.command.is_none().then(|| {
        let traces = fmt::layer().with_writer(std::sync::Arc::clone(&log)).with_ansi(false);
        traces.with_filter(EnvFilter::new(KEPT))
    });
    if told.is_some() || kept.is_some() {
        tracing_subscriber::registry().with(told).with(kept).init();
    }
    log
}

#[cfg(not(feature = "desktop"))]
fn keep<S>(_args: &Args, told: Option<S>) -> Kept
where
    S: Layer<tracing_subscriber::Registry> + Send + Sync,
{
    if told.is_some() {
        tracing_subscriber::registry().with(told).init();
    }
}

/// What is kept: what our own lines tell that names nobody. Drawing tells much, and nothing that helps.
#[cfg(feature = "desktop")]
const KEPT: &str = "warn,commonplace=info,commonplace_node=info,commonplace_net=info,commonplace_store=info,libp2p=off,iced=error,wgpu=off";

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
