//! Quick votes.

use clap::Subcommand;

/// What to do with quick votes.
#[derive(Debug, Subcommand)]
pub(crate) enum QuickVoteArgs {
    /// Ask something that everybody answers by choosing, sealed until all is shown
    New {
        /// In which circle
        circle: String,
        /// The question
        #[arg(long, short)]
        question: String,
        /// What can be chosen; two to six, in this order
        #[arg(long = "option", short = 'o', value_name = "OPTION", required = true)]
        options: Vec<String>,
        /// The note that it is about: its title or id
        #[arg(long, value_name = "NOTE")]
        about: Option<String>,
        /// The passage of that note that it is about
        #[arg(long, value_name = "PASSAGE", requires = "about")]
        quote: Option<String>,
        /// The quick vote after which it asks something alike: its question or id
        #[arg(long, value_name = "QUICKVOTE")]
        after: Option<String>,
    },
    /// The quick votes of a circle, the latest change first
    List {
        /// Which circle
        circle: String,
        /// Only those in which people choose now
        #[arg(long)]
        open: bool,
    },
    /// A quick vote with what was chosen in its rounds
    Show {
        /// Its question or id
        vote: String,
    },
    /// Choose, sealed until all is shown, and then with your name; again, to choose otherwise
    Choose {
        /// Its question or id
        vote: String,
        /// An option: its number, or its words
        option: String,
    },
    /// Show everybody what was chosen in this round
    Uncover {
        /// Its question or id
        vote: String,
    },
    /// Let everybody vote again
    Again {
        /// Its question or id
        vote: String,
    },
}
