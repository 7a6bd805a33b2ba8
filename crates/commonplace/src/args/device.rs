//! Keys, recovery words, devices.

use std::path::PathBuf;

use clap::Subcommand;

/// Coming back.
#[derive(Debug, clap::Args)]
pub(crate) struct RestoreArgs {
    /// What others call you
    #[arg(long)]
    pub(crate) name: String,
    /// What you call this device [default: laptop]
    #[arg(long, value_name = "NAME")]
    pub(crate) device_name: Option<String>,
    /// Read the 24 recovery words from this file instead of asking for them
    #[arg(long, value_name = "FILE")]
    pub(crate) words_file: Option<PathBuf>,
}

/// What is done with recovery words.
#[derive(Debug, Subcommand)]
pub(crate) enum WordsArgs {
    /// Show them, to be written on paper
    Show,
    /// Ask for three of them, so that you know that your paper is right
    Check,
}

/// What is done with the passphrase.
#[derive(Debug, Subcommand)]
pub(crate) enum PassphraseArgs {
    /// Seal the keys by a passphrase
    Set(NewPassphrase),
    /// Seal them by another one
    Change(NewPassphrase),
    /// Seal them no longer
    Remove,
}

/// Where a new passphrase comes from.
#[derive(Debug, clap::Args)]
pub(crate) struct NewPassphrase {
    /// Read it from the first line of this file instead of asking for it
    #[arg(long, value_name = "FILE")]
    pub(crate) new_passphrase_file: Option<PathBuf>,
}

/// Own devices.
#[derive(Debug, Subcommand)]
pub(crate) enum DeviceArgs {
    /// All of them
    List,
    /// Call this device something else
    Name {
        /// The new name
        #[arg(required = true)]
        name: Vec<String>,
    },
    /// Take a lost device away: it reads nothing written from now on, and writes no more
    Revoke {
        /// Its id, the beginning of one, or its name
        #[arg(required = true)]
        device: Vec<String>,
    },
}
