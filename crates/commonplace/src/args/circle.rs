//! `commonplace circle …`

use std::path::PathBuf;

use clap::Subcommand;
use commonplace_core::limits;
use commonplace_node::command::{ReachName, RoleName, Room};

use super::{reach, role, room, size};

/// How to invite.
#[derive(Debug, clap::Args)]
pub(crate) struct InviteArgs {
    /// Into which circle
    pub(crate) circle: String,
    /// How many people may use it
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) uses: u16,
    /// The role that it gives
    #[arg(long, default_value = "learner", value_parser = role())]
    pub(crate) role: RoleName,
    /// Four words to say to one person, who must be reachable while this waits
    #[arg(long, conflicts_with_all = ["uses", "qr", "file"])]
    pub(crate) code: bool,
    /// Draw a QR code in the terminal
    #[arg(long)]
    pub(crate) qr: bool,
    /// Write the ticket into this file, `.cpticket` by custom; it must not exist yet
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// By what to come in.
#[derive(Debug, clap::Args)]
pub(crate) struct JoinArgs {
    /// A ticket, whole; a file with one; or the four words of a code
    #[arg(value_name = "TICKET|FILE|WORDS")]
    pub(crate) ticket: Vec<String>,
    /// Ask the node of this random name, or the only one nearby
    #[arg(long, value_name = "NAME", num_args = 0..=1, conflicts_with = "ticket")]
    pub(crate) nearby: Option<Option<String>>,
}

/// What to do with circles.
#[derive(Debug, Subcommand)]
pub(crate) enum CircleArgs {
    /// Found a circle
    New {
        /// Its title
        #[arg(required = true)]
        title: Vec<String>,
        /// Somebody from another circle who founds it with you; may be given more than once. Founders cannot be removed
        #[arg(long, value_name = "PERSON")]
        with: Vec<String>,
    },
    /// Who changed what, oldest first
    Log {
        /// Its title or id
        circle: String,
    },
    /// Change the circle's key, as every removal does: who has got hold of the old one reads nothing written from now on
    Renew {
        /// Its title or id
        circle: String,
    },
    /// Let the work stand of a removed member, or of a device that was taken away, that had not been seen then
    KeepWork {
        /// In which circle
        circle: String,
        /// Who; your own name for your own devices
        person: String,
        /// Of their devices this one alone: its id, the beginning of one, or its name
        #[arg(long, value_name = "DEVICE")]
        device: Option<String>,
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
    /// Make a ticket to hand to somebody, or four words to say to them
    Invite(InviteArgs),
    /// Invitations by which somebody may still come in
    Invitations {
        /// Its title or id
        circle: String,
    },
    /// Take an invitation back; who has come in by it stays
    Uninvite {
        /// Of which circle
        circle: String,
        /// Its id, as `circle invitations` shows it; its ticket; or a file with one
        #[arg(value_name = "INVITATION|TICKET|FILE")]
        invitation: String,
    },
    /// Come in: with a ticket, a file with one, four words, or, with nothing, next to a member
    Join(JoinArgs),
    /// Let in who asks nearby, or the next one who does, if the same four words stand on both screens
    Admit {
        /// Into which circle
        circle: String,
        /// The random name of the node that asks, as `nearby` shows it
        #[arg(long, value_name = "NAME")]
        node: Option<String>,
        /// The role that it gives
        #[arg(long, default_value = "learner", value_parser = role())]
        role: RoleName,
    },
    /// Say no to who asks nearby
    Refuse {
        /// The random name of the node that asks
        #[arg(required = true, value_name = "NAME")]
        node: Vec<String>,
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
    /// Show how much room it takes on this laptop and what would go first, or say how much it may take
    Quota {
        /// Its title or id
        circle: String,
        /// As 2GiB; `none` for as much as there is; `advised` for what its stewards advise; left out, nothing changes
        #[arg(value_parser = room)]
        size: Option<Room>,
    },
    /// Leave a circle
    Leave {
        /// Which
        circle: String,
        /// Even as its only steward, after whom nobody lets anybody in
        #[arg(long)]
        yes: bool,
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
    /// How many of the last days its relays keep; 0 for all of them
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(0..=i64::from(limits::RELAY_DAYS)))]
    pub(crate) relay_days: Option<u16>,
}
