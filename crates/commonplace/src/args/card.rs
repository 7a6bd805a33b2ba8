//! Cards of a circle, and reviewing them.

use std::path::PathBuf;

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use commonplace_node::command::Grade;

/// What to do with cards.
#[derive(Debug, Subcommand)]
pub(crate) enum CardArgs {
    /// Make a card
    New {
        /// In which circle
        circle: String,
        /// The back, Markdown; `-` for standard input. Left out, the passage is the back
        file: Option<PathBuf>,
        /// The front: what is asked, Markdown
        #[arg(long, short)]
        front: String,
        /// What it is made from: the title or id of a note, question, answer, quick vote, meeting or card
        #[arg(long, value_name = "ITEM")]
        from: Option<String>,
        /// The passage of that
        #[arg(long, value_name = "TEXT", requires = "from")]
        passage: Option<String>,
    },
    /// The cards of a circle, the latest change first
    List {
        /// Which circle
        circle: String,
        /// Only those to be reviewed now: what is due, and the new ones of today
        #[arg(long)]
        due: bool,
        /// Only those made from this item: its title or id
        #[arg(long, value_name = "ITEM", conflicts_with = "due")]
        from: Option<String>,
    },
    /// How many cards there are to review
    Due {
        /// In which circle
        circle: String,
    },
    /// A card with both sides, and where it was taken from
    Show {
        /// Its front or id
        card: String,
    },
    /// Change a card that you made; facilitators and stewards change any
    Edit {
        /// Its front or id
        card: String,
        /// The back, Markdown; `-` for standard input
        file: Option<PathBuf>,
        /// The front: what is asked, Markdown
        #[arg(long, short)]
        front: Option<String>,
    },
    /// Say how well you knew a card; only your own laptops hear of it
    Review {
        /// Its front or id
        card: String,
        /// again, hard, good or easy; none takes the last review back
        #[arg(value_name = "again|hard|good|easy|none", value_parser = grade())]
        grade: Grade,
    },
}

fn grade() -> impl TypedValueParser<Value = Grade> {
    PossibleValuesParser::new(["again", "hard", "good", "easy", "none"])
        .map(|name| Grade::GIVEN.into_iter().find(|grade| grade.name() == name).unwrap_or(Grade::None))
}
