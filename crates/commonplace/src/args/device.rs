//! Keys, recovery words, devices.

use std::path::PathBuf;

use clap::Subcommand;

/// Coming back.
#[derive(Debug, clap::Args)]
pub(crate) struct RestoreArgs {
    /// What others call you; a backup knows it
    #[arg(long, required_unless_present = "from")]
    pub(crate) name: Option<String>,
    /// A backup, instead of recovery words alone
    #[arg(long, value_name = "FILE", conflicts_with = "name")]
    pub(crate) from: Option<PathBuf>,
    /// Read the passphrase of the backup from the first line of this file instead of asking for it
    #[arg(long, value_name = "FILE", requires = "from")]
    pub(crate) backup_passphrase_file: Option<PathBuf>,
    /// What you call this device [default: laptop, or the next number]
    #[arg(long, value_name = "NAME")]
    pub(crate) device_name: Option<String>,
    /// Read the 24 recovery words from this file instead of asking for them
    #[arg(long, value_name = "FILE")]
    pub(crate) words_file: Option<PathBuf>,
}

/// Becoming a device of somebody who has another one.
#[derive(Debug, clap::Args)]
pub(crate) struct LinkArgs {
    /// The four words that the other laptop shows with `device link --code`, or the text or file of its QR code; without
    /// them it is looked for nearby
    #[arg(value_name = "WORD")]
    pub(crate) words: Vec<String>,
    /// The random name of the other laptop, if there are several nearby
    #[arg(long, value_name = "NAME", conflicts_with = "words")]
    pub(crate) nearby: Option<String>,
    /// What you call this device [default: the next number]
    #[arg(long, value_name = "NAME")]
    pub(crate) device_name: Option<String>,
}

/// Writing a backup.
#[derive(Debug, clap::Args)]
pub(crate) struct BackupArgs {
    /// Where to; must not exist yet
    pub(crate) file: PathBuf,
    /// Leave your keys out: then it takes your recovery words to restore from it
    #[arg(long)]
    pub(crate) without_keys: bool,
    /// Read the passphrase of the backup from the first line of this file instead of asking for it
    #[arg(long, value_name = "FILE")]
    pub(crate) backup_passphrase_file: Option<PathBuf>,
}

/// Checking a backup.
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyBackupArgs {
    /// The backup
    pub(crate) file: PathBuf,
    /// Read the passphrase of the backup from the first line of this file instead of asking for it
    #[arg(long, value_name = "FILE")]
    pub(crate) backup_passphrase_file: Option<PathBuf>,
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
    /// Make a new laptop one of your devices; on that one, type `link`
    Link {
        /// Show four words to be typed there, instead of looking for it nearby
        #[arg(long)]
        code: bool,
        /// The same as a QR code, for a laptop that is not found nearby
        #[arg(long, conflicts_with = "code")]
        qr: bool,
        /// Write what is in the QR code into this new file as well, which is typed after `link` there
        #[arg(long, value_name = "FILE", requires = "qr")]
        file: Option<PathBuf>,
        /// The random name of the new laptop, if others ask too
        #[arg(long, value_name = "NAME", conflicts_with_all = ["code", "qr"])]
        node: Option<String>,
    },
    /// Go on as a new device after this one was taken away, and not by you
    Renew,
    /// Take a lost device away: it reads nothing written from now on, and writes no more
    Revoke {
        /// Its id, the beginning of one, or its name
        #[arg(required = true)]
        device: Vec<String>,
    },
}
