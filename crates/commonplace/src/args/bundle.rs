//! `commonplace bundle …`

use std::path::PathBuf;

use clap::Subcommand;

/// What to do with bundles.
#[derive(Debug, Subcommand)]
pub(crate) enum BundleArgs {
    /// Write what is here of a circle to a stick
    Write {
        /// The circle
        circle: String,
        /// A file, or a folder in which it gets a name of its own
        #[arg(value_name = "FILE")]
        to: PathBuf,
        /// Leave out what this file of `bundle have` names; of a folder, what all in it name
        #[arg(long = "for", value_name = "HAVE")]
        have: Option<PathBuf>,
    },
    /// Write down what is here of a circle, so that a bundle for you leaves it out
    Have {
        /// The circle
        circle: String,
        /// A file, or a folder in which it gets a name of its own
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Say of which circle a bundle is and what is in it, without reading it
    Look {
        /// A file
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    /// Read a bundle, or all that lie on a stick
    Read {
        /// A file, or a folder
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
}
