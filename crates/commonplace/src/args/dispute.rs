//! Disputes: what is wrong with a passage, and what others think of that.

use std::path::PathBuf;

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use commonplace_node::command::Weight;

/// What to do with disputes.
#[derive(Debug, Subcommand)]
pub(crate) enum DisputeArgs {
    /// Say that something is wrong
    New {
        /// A note, question, answer, comment, quick vote or meeting: its title or id
        item: String,
        /// The passage, in its words; all of the item if left out
        #[arg(long)]
        passage: Option<String>,
        /// What is wrong, in a sentence
        #[arg(long)]
        claim: String,
        /// A file that says why, Markdown; `-` for standard input
        #[arg(long, value_name = "FILE")]
        why: Option<PathBuf>,
        /// What says otherwise, if it is in the circle: its title or id
        #[arg(long, value_name = "ITEM")]
        source: Option<String>,
        /// The passage of it that says so
        #[arg(long, value_name = "TEXT", requires = "source")]
        source_passage: Option<String>,
        /// A book, a page or an address that says otherwise
        #[arg(long, value_name = "TEXT")]
        source_text: Option<String>,
    },
    /// The disputes of a circle, open ones first
    List {
        /// Which circle
        circle: String,
        /// Only open ones
        #[arg(long)]
        open: bool,
    },
    /// A dispute with its sources, what others think, and what was made from the passage
    Show {
        /// Its id
        dispute: String,
    },
    /// Say what you think of a dispute
    Weigh {
        /// Its id
        dispute: String,
        /// agree (with the source), disagree or unsure; none takes it back
        #[arg(value_name = "agree|disagree|unsure|none", value_parser = weight())]
        weight: Weight,
    },
    /// Decide a dispute, as facilitators and stewards do
    Rule {
        /// Its id
        dispute: String,
        /// upheld or rejected
        #[arg(value_name = "upheld|rejected", value_parser = ["upheld", "rejected"])]
        ruling: String,
        /// Why; everybody can read it
        reason: String,
    },
    /// Say that what was disputed is corrected, if you may change it
    Corrected {
        /// Its id
        dispute: String,
        /// It is not corrected after all
        #[arg(long)]
        not: bool,
    },
}

fn weight() -> impl TypedValueParser<Value = Weight> {
    PossibleValuesParser::new(["agree", "disagree", "unsure", "none"]).map(|name| match name.as_str() {
        "agree" => Weight::Agree,
        "disagree" => Weight::Disagree,
        "unsure" => Weight::Unsure,
        _ => Weight::None,
    })
}
