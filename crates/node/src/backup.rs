//! A backup: a whole home in one file that other tools open too.
//!
//! An [age](https://age-encryption.org/v1) file, sealed by a passphrase (scrypt), with a tar in it:
//!
//! ```text
//! README.txt            what this is, for whoever finds it
//! about.json            whose it is, when it was made, whether keys are in it
//! identity/keys.cbor    the keys, unless they were left out
//! home/name             what the person is called
//! home/drafts/*         what was being written
//! store/journal/*.seg   all records, as the journal has them
//! store/blobs/*/*       attachments, each named by its BLAKE3
//! MANIFEST.b3           the BLAKE3 of every file before it, as `b3sum --check` reads it
//! ```
//!
//! Everything streams: memory is that of one journal segment. A restored home is always a new device.

mod read;
mod write;

use std::io;
use std::path::Path;

use commonplace_core::id::PersonId;
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Error;

pub use read::{Restored, decoders, restore, verify};
pub(crate) use write::{Job, write};

/// Format of the tar's contents; a greater one is refused.
const VERSION: u32 = 1;
const README: &str = "README.txt";
const ABOUT: &str = "about.json";
const KEYS: &str = "identity/keys.cbor";
const NAME: &str = "home/name";
const DRAFTS: &str = "home/drafts/";
const STORE: &str = "store/";
const JOURNAL: &str = "store/journal/";
const BLOBS: &str = "store/blobs/";
const MANIFEST: &str = "MANIFEST.b3";

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    version: u32,
    /// Whose it is.
    pub person: PersonId,
    /// What they were called.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// Whether their keys are in it.
    pub keys: bool,
}

/// What long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Doing {
    /// Writing the file.
    Writing,
    /// Reading it and checking every byte.
    Checking,
    /// Making a home of it.
    Restoring,
}

/// Hears how far long work is, in bytes; false calls it off.
pub type Watch<'a> = &'a mut dyn FnMut(Doing, u64, u64) -> bool;

/// Why a file is no backup that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadBackup {
    /// No age file that a passphrase opens.
    #[error("not a backup")]
    Foreign,
    /// It ends too early, or a byte in it is another.
    #[error("damaged")]
    Damaged,
    /// Written by a later version.
    #[error("of a newer version")]
    Newer,
    /// It holds no keys, so the recovery words are needed.
    #[error("without keys")]
    WithoutKeys,
    /// The recovery words are another person's.
    #[error("of another person")]
    OtherPerson,
}

/// How reading ends that was called off. Not `Interrupted`: whoever copies would try again for ever.
const CALLED_OFF: io::ErrorKind = io::ErrorKind::ConnectionAborted;

/// An operation on a file, failed.
fn of_file(file: &Path) -> impl Fn(io::Error) -> Error + '_ {
    move |error| Error::of_file(file, &error)
}
