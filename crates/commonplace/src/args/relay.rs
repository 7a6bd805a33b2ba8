//! `commonplace relay …`

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Subcommand;

use super::size;

/// Run a relay, or make what a relay's operator registers.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct RelayArgs {
    #[command(subcommand)]
    pub(crate) action: Option<RelayAction>,
    #[command(flatten)]
    pub(crate) serve: ServeArgs,
}

/// What a steward does about relays.
#[derive(Debug, Subcommand)]
pub(crate) enum RelayAction {
    /// Print what a relay's operator registers for a circle
    Lease {
        /// Which circle
        circle: String,
        /// The relay's whole address [default: the one that the circle names]
        #[arg(value_name = "ADDR")]
        relay: Option<String>,
    },
}

/// How to run a relay.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Read this file first; what is given here counts more
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Listen here; may be given more than once [default: every interface, port 17017]
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Vec<String>,
    /// Where it is reached from outside, with a name or a number; may be given more than once
    #[arg(long, value_name = "ADDR")]
    pub(crate) external: Vec<String>,
    /// Do not show it to the laptops of this local network
    #[arg(long)]
    pub(crate) no_mdns: bool,
    /// Keep records for the circle of this lease, or of those in this file; may be given more than once
    #[arg(long, value_name = "LEASE")]
    pub(crate) allow: Vec<String>,
    /// Room for each circle, as `500MB` or `2GiB` [default: 1GiB]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) quota: Option<u64>,
    /// Tell health and figures here, on this machine only
    #[arg(long, value_name = "ADDR")]
    pub(crate) metrics: Option<SocketAddr>,
}
