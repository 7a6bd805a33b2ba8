//! What a person takes from laptop to laptop: drafts and read marks.

use std::path::PathBuf;

use clap::Subcommand;

/// What was begun and not published.
#[derive(Debug, Subcommand)]
pub(crate) enum DraftArgs {
    /// All of them, and on which laptops they are
    List,
    /// One, with what your other laptops have of it
    Show {
        /// As `draft list` names it
        draft: String,
    },
    /// Keep a text; your other laptops have it soon after
    Keep {
        /// What you call it; the window's own begin with what they will be, as `note-new:`
        draft: String,
        /// The text; `-` or nothing for standard input
        file: Option<PathBuf>,
        /// A text of another laptop of which this one is what became: it ends. May be given more than once
        #[arg(long, value_name = "ID")]
        seen: Vec<String>,
    },
    /// Forget one, on all your laptops
    Discard {
        /// As `draft list` names it
        draft: String,
    },
}

/// What was seen.
#[derive(Debug, Subcommand)]
pub(crate) enum MarkArgs {
    /// Nothing of it is new any more, until somebody writes again
    Read {
        /// A note or question
        #[arg(required_unless_present = "circle")]
        item: Option<String>,
        /// Everything in this circle instead
        #[arg(long, conflicts_with = "item")]
        circle: Option<String>,
    },
}
