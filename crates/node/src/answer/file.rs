//! Files: attachments and the room that they take, folders taken in and written out, bundles.

use std::path::{Path, PathBuf};

use commonplace_core::id::{BlobId, CircleId, RecordId};
use serde::{Deserialize, Serialize};

use super::{Admission, Author};
use crate::engine::BundleCircle;

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    /// The bytes, sealed.
    pub id: BlobId,
    /// The item that it is attached to.
    pub item: RecordId,
    /// File name, or path in an imported folder.
    pub name: String,
    /// Bytes, opened.
    pub size: u64,
    /// Media type, as the author says.
    pub media: String,
    /// Bytes of it that are here, sealed; all of them when equal to `sealed_size`.
    pub here: u64,
    /// Bytes, sealed.
    pub sealed_size: u64,
    /// Devices that are known to hold all of it, this one included.
    pub devices: usize,
    /// Whose devices these are, this one aside; one's own other devices count.
    pub holders: Vec<Author>,
    /// Whether it is not here and is to come: small enough to come unasked, or asked for.
    pub coming: bool,
    /// Whether it stays here whatever the quota, because its item or the thread of that is pinned.
    pub pinned: bool,
    /// A file with its opened bytes, when somebody asked for one.
    pub file: Option<PathBuf>,
}

/// How much room a circle takes on this device, and how much it may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// The circle.
    pub id: CircleId,
    /// Its title.
    pub title: String,
    /// Bytes that it may take here; none for as much as there is.
    pub quota: Option<u64>,
    /// Bytes that it takes: the records, the bodies and the attachments.
    pub used: u64,
    /// Bytes of records without large bodies.
    pub records: u64,
    /// Bytes of records with large bodies.
    pub bodies: u64,
    /// Bytes of attachments, sealed.
    pub blobs: u64,
    /// Of the attachments, bytes that never go, being one's own or pinned.
    pub staying: u64,
    /// What would go first, in this order, were there too little room.
    pub next: Vec<Going>,
}

/// An attachment or a large text that goes from this device when there is too little room. Never the last copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Going {
    /// The item that it belongs to.
    pub id: RecordId,
    /// The title of the note or question.
    pub title: String,
    /// The file's name; of a text it is empty.
    pub name: String,
    /// The attachment; none for a text.
    pub blob: Option<BlobId>,
    /// How many bytes that are.
    pub bytes: u64,
    /// Other devices that have said that they hold it. Whether it may go is asked again when it is to go.
    pub devices: usize,
    /// Whether its author has taken it back.
    pub taken_back: bool,
}

/// What happened to one file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The note, if there is one now.
    pub id: Option<RecordId>,
    /// The file, relative to the folder.
    pub path: String,
    /// What happened.
    pub state: ImportState,
    /// Its title.
    pub title: Option<String>,
    /// Why it was refused or passed over: a sentence.
    pub why: Option<String>,
    /// Files done, this one included.
    pub done: usize,
    /// Files in all.
    pub of: usize,
}

/// What happened to one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImportState {
    /// A new note.
    Created,
    /// A note that an earlier import made was changed.
    Updated,
    /// Nothing to do.
    Unchanged,
    /// Attached to the notes that show it.
    Attached,
    /// Not taken, and said why.
    Refused,
}

/// What happened to one item of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// The note or question; none for an attachment.
    pub id: Option<RecordId>,
    /// The file, relative to the folder.
    pub path: String,
    /// Why it could not be written: a sentence.
    pub why: Option<String>,
    /// Items done, this one included.
    pub done: usize,
    /// Items in all.
    pub of: usize,
}

/// A bundle, or a file that says what is here, written or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// Of which circle; none when nothing was read.
    pub id: Option<CircleId>,
    /// Title of the circle.
    pub circle: Option<String>,
    /// The file.
    pub file: PathBuf,
    /// How far it is.
    pub state: BundleState,
    /// Why nothing was read, as a sentence.
    pub why: Option<String>,
    /// Records in it, or named by it.
    pub records: u64,
    /// Attachments in it; of one that was read, those that are here whole since.
    pub blobs: u64,
    /// Slips in it: signed words of devices on what they hold, and requests to join; of one that was read, the new ones.
    pub slips: u64,
    /// Records and attachments that were not written, because whoever it is for has them.
    pub left_out: u64,
    /// Records read that were not here.
    pub new: u64,
    /// Records read that cannot be opened yet.
    pub waiting: u64,
    /// Records read that could not be taken, since others that they need are not here.
    pub later: u64,
    /// Records and segments that are false; of one that was written, damaged ones that are not in it.
    pub refused: u64,
    /// Parts that only a newer version can read.
    pub newer: u64,
    /// Bytes that the stick has spoiled.
    pub spoiled: u64,
    /// Where coming in stands, of a circle that had not let us in before.
    pub admission: Option<Admission>,
    /// How many people were let in because of what it brought.
    pub let_in: u64,
    /// How many asked in vain to be let in, since their tickets are expired or used up.
    pub turned_away: u64,
    /// Whether it has its end; otherwise it was cut short.
    pub whole: bool,
    /// Bytes done.
    pub done: u64,
    /// Bytes in all, once known.
    pub of: Option<u64>,
}

/// How far a bundle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BundleState {
    /// It is being written.
    Writing,
    /// It is written, and durable.
    Written,
    /// It was looked at, and nothing of it is read.
    Offered,
    /// It is being read.
    Reading,
    /// It is read, and what it brought is durable.
    Read,
    /// It was not read.
    Refused,
}

impl Bundle {
    /// A bundle of which nothing is done yet.
    #[must_use]
    pub fn of(circle: &BundleCircle, file: &Path, state: BundleState) -> Self {
        let (id, title) = (Some(circle.id), Some(circle.title.clone()));
        Self {
            id,
            circle: title,
            state,
            why: None,
            admission: circle.admission,
            whole: true,
            ..Self::refused(file, String::new())
        }
    }

    /// A bundle that was not read.
    #[must_use]
    pub fn refused(file: &Path, why: String) -> Self {
        Self {
            id: None,
            circle: None,
            file: file.to_owned(),
            state: BundleState::Refused,
            why: Some(why),
            records: 0,
            blobs: 0,
            slips: 0,
            left_out: 0,
            new: 0,
            waiting: 0,
            later: 0,
            refused: 0,
            newer: 0,
            spoiled: 0,
            admission: None,
            let_in: 0,
            turned_away: 0,
            whole: false,
            done: 0,
            of: None,
        }
    }
}
