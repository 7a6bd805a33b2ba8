//! Of this home: who it is of, its devices and keys, what it is set to, and what was begun in it.

use std::path::PathBuf;

use commonplace_core::id::{DeviceId, PersonId};
use commonplace_core::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::backup::Doing;
use crate::command::Discovery;

/// This home's person and device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whoami {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// This device.
    pub device: DeviceId,
    /// Where this home lies.
    pub home: PathBuf,
    /// What this device is called.
    pub device_name: String,
    /// Four words for the person, to be compared by eye.
    pub fingerprint: String,
    /// Whether a passphrase seals the keys.
    pub sealed: bool,
    /// Whether the recovery words were shown and checked.
    pub words: WordsState,
    /// Whether this device was taken away: it reads what it has and writes no more.
    pub revoked: bool,
    /// To whom the keys of this person were handed that have not shown themselves as a device of theirs since.
    pub handed_over: Vec<HandedOver>,
}

/// Keys that were handed to a laptop which has not shown itself since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// When.
    pub at: Timestamp,
    /// The random name of the node.
    pub node: String,
    /// What the device was to be called.
    pub device: String,
}

/// Whether somebody can bring the person back when this device is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordsState {
    /// Nobody has seen the recovery words.
    #[default]
    Unseen,
    /// They were shown.
    Shown,
    /// Some of them were asked for and were right.
    Checked,
}

/// The words that stand for a person's root key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryWords {
    /// All 24, in order.
    pub words: Vec<String>,
    /// Four words for the person, to be compared by eye after a recovery.
    pub fingerprint: String,
}

impl std::fmt::Debug for RecoveryWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryWords(..)")
    }
}

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// `writing`, `checking` or `restoring`.
    pub doing: Doing,
    /// Bytes done.
    pub done: u64,
    /// Bytes in all.
    pub of: u64,
}

/// A backup, read whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Backup {
    /// Where it lies.
    pub file: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// Whose it is.
    pub id: Option<PersonId>,
    /// What they were called.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// Whether their keys are in it.
    pub keys: bool,
    /// Records in it.
    pub records: u64,
    /// Attachments in it.
    pub blobs: u64,
    /// Drafts in it.
    pub drafts: u64,
    /// What in it is damaged, as sentences.
    pub damaged: Vec<String>,
}

/// A device of the person of this home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The device.
    pub id: DeviceId,
    /// What its person calls it.
    pub name: String,
    /// Whether it is this one.
    pub this: bool,
    /// Whether it was taken away.
    pub revoked: bool,
    /// Titles of the circles in which it is known.
    pub circles: Vec<String>,
    /// When the latest record of it that is here was written, as it claims.
    pub wrote: Option<Timestamp>,
    /// Whether its key was used in two places at once, as in a copied home.
    pub forked: bool,
}

/// A device that was taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRevoked {
    /// The device.
    pub device: DeviceId,
    /// What it was called.
    pub name: String,
    /// Titles of the circles in which it is taken away now.
    pub circles: Vec<String>,
    /// Titles of circles in which it will be, as soon as this device has all that others there have: before, its last
    /// words would be cut off.
    pub waiting: Vec<String>,
    /// Records of it that are here and stand.
    pub kept: u64,
    /// Records of it that are here and stand no longer: of a second branch of a copied home, or behind a gap.
    pub cut_off: u64,
}

/// What a home is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The person of this home.
    pub id: PersonId,
    /// How its node takes part in the discovery of a local network: of this home alone.
    pub mdns: Discovery,
    /// The language that this person has chosen for all their devices, by its code.
    pub language: Option<String>,
    /// `light`, `dark`, `contrast-light`, `contrast-dark` or `system`, if this person has chosen for all their devices.
    pub appearance: Option<String>,
    /// Whether there is a private circle, in which other devices of this person hear of it.
    pub shared: bool,
}

/// Outcome of a check of every stored byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// The person of this home.
    pub id: PersonId,
    /// Records checked.
    pub records: u64,
    /// Attachments checked.
    pub blobs: u64,
    /// What is damaged, as sentences; empty when all is well.
    pub damaged: Vec<String>,
}

/// Text not yet published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What it will be.
    pub key: String,
    /// The text; empty when there is none.
    pub text: String,
    /// Which text of another own device it is; none if it lies here.
    #[serde(default)]
    pub id: Option<String>,
    /// Texts that other own devices have besides, the latest first.
    #[serde(default)]
    pub others: Vec<OtherDraft>,
}

/// What another device of this person has of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherDraft {
    /// Names this text, for whoever has seen it.
    pub id: String,
    /// What the device is called, if it is known.
    pub device: Option<String>,
    /// The text; none if it is too long to be passed on, and lies there.
    pub text: Option<String>,
    /// When it was written, as the device claims.
    pub written: Timestamp,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    /// What it will be, as screens name it.
    pub id: String,
    /// Whether a text of it lies on this laptop.
    pub here: bool,
    /// What other devices have of it, the latest first.
    pub others: Vec<OtherDraft>,
}
