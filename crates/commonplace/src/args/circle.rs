//! `commonplace circle …`

use clap::Subcommand;
use commonplace_node::command::{ReachName, RoleName};

use super::{reach, role, size};

/// What to do with circles.
#[derive(Debug, Subcommand)]
pub(crate) enum CircleArgs {
    /// Found a circle
    New {
        /// Its title
        #[arg(required = true)]
        title: Vec<String>,
    },
    /// All your circles
    List,
    /// One circle
    Show {
        /// Its title or id
        circle: String,
    },
    /// Who is in it
    Members {
        /// Its title or id
        circle: String,
    },
    /// Make a ticket to hand to somebody
    Invite {
        /// Into which circle
        circle: String,
        /// How many people may use it
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
        uses: u16,
        /// The role that it gives
        #[arg(long, default_value = "learner", value_parser = role())]
        role: RoleName,
    },
    /// Come in with a ticket
    Join {
        /// The ticket, whole
        ticket: String,
    },
    /// Give a member another role
    Role {
        /// In which circle
        circle: String,
        /// Who
        person: String,
        /// The role from now on
        #[arg(value_parser = role())]
        role: RoleName,
    },
    /// Remove a member
    Remove {
        /// From which circle
        circle: String,
        /// Who
        person: String,
    },
    /// Settle how its records travel
    Set {
        /// Its title or id
        circle: String,
        #[command(flatten)]
        change: SetArgs,
    },
    /// Leave a circle
    Leave {
        /// Which
        circle: String,
    },
}

/// What to settle.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = true)]
pub(crate) struct SetArgs {
    /// By which ways: any; this local network only; that and the relays only; USB sticks only
    #[arg(long, value_parser = reach())]
    pub(crate) reach: Option<ReachName>,
    /// A relay of the circle, as `commonplace relay` shows it; all of them, each with a `--relay` of its own
    #[arg(long = "relay", value_name = "ADDR", conflicts_with = "no_relays")]
    pub(crate) relays: Vec<String>,
    /// The circle has no relay
    #[arg(long)]
    pub(crate) no_relays: bool,
    /// How much room members are advised to give it, as 2GiB; 0 for no advice
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) quota: Option<u64>,
}
