//! Meetings of a circle.

use std::path::PathBuf;

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use commonplace_node::command::Comes;

/// What to do with meetings.
#[derive(Debug, Subcommand)]
pub(crate) enum MeetingArgs {
    /// Plan a meeting
    New {
        /// Of which circle
        circle: String,
        /// What is to be done, Markdown; `-` for standard input
        file: Option<PathBuf>,
        /// What it is, in a line
        #[arg(long, short)]
        title: String,
        /// When it begins, as 2026-12-03 18:00, by the clock of this computer
        #[arg(long)]
        when: Option<String>,
        /// Where
        #[arg(long)]
        place: Option<String>,
    },
    /// The meetings of a circle: those ahead, the earliest first, and then those past
    List {
        /// Which circle
        circle: String,
    },
    /// A meeting with its agenda and who comes
    Show {
        /// Its title or id
        meeting: String,
    },
    /// Change a meeting that you planned; facilitators and stewards change any
    Edit {
        /// Its title or id
        meeting: String,
        /// What is to be done, Markdown; `-` for standard input
        file: Option<PathBuf>,
        /// What it is, in a line
        #[arg(long, short)]
        title: Option<String>,
        /// When it begins, as 2026-12-03 18:00, by the clock of this computer; `none` when that is open
        #[arg(long)]
        when: Option<String>,
        /// Where
        #[arg(long)]
        place: Option<String>,
        /// Call it off
        #[arg(long)]
        off: bool,
        /// It takes place after all
        #[arg(long, conflicts_with = "off")]
        on: bool,
    },
    /// Say whether you come
    Coming {
        /// To which meeting: its title or id
        meeting: String,
        /// yes, maybe or no; none takes it back
        #[arg(value_name = "yes|maybe|no|none", value_parser = comes())]
        answer: Comes,
    },
    /// Print what happened since the meeting before, for a recap; with a file or a note, make that the recap
    Recap {
        /// Of which meeting: its title or id
        meeting: String,
        /// The recap, Markdown, which becomes a note; `-` for standard input
        file: Option<PathBuf>,
        /// What the note is called; taken from its first heading if left out
        #[arg(long, short, requires = "file")]
        title: Option<String>,
        /// A note that is there already: its title or id; `none` when no note is
        #[arg(long, conflicts_with = "file")]
        note: Option<String>,
    },
}

fn comes() -> impl TypedValueParser<Value = Comes> {
    PossibleValuesParser::new(["yes", "maybe", "no", "none"]).map(|name| match name.as_str() {
        "yes" => Comes::Yes,
        "maybe" => Comes::Maybe,
        "no" => Comes::No,
        _ => Comes::None,
    })
}
