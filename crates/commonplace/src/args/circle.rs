//! `commonplace circle …`

use clap::Subcommand;
use commonplace_node::command::RoleName;

use super::role;

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
    /// Leave a circle
    Leave {
        /// Which
        circle: String,
    },
}
