//! Every key of the derived tree "views", on one page. Numbers are big-endian, so that keys sort as numbers do.
//!
//! | first byte | key | value |
//! |---|---|---|
//! | `c` | tag, device, seq, id | the record before it, or nothing: device chains |
//! | `t` | tag, thread, lamport, id | nothing: the records of a thread in reading order |
//! | `i` | item id | [`Item`]: where an item belongs |
//! | `r` | tag, thread's first record | [`Row`]: what a list shows |
//! | `o` | tag, class, descending time, id | [`Marks`]: the order of a list |
//! | `l` | hash of a title, tag, thread's first record | nothing: threads by their titles |
//! | `s` | tag, thread's first record | nothing: threads that search does not know as they are now |
//! | `u` | tag, thread's first record | things by others in it, and the Lamport number of the last one |
//! | `n` | tag | [`Counts`] |
//! | `p` | tag, person | their name |
//! | `b` | blob, attaching record | [`Wanted`]: an attachment |
//! | `h` | tag, lamport, id | the id: what moderators decided
//! | `m` | | nothing: the tree is being made anew |

use commonplace_core::encoding::{decode, encode};
use commonplace_core::frontier::{DeviceName, Places};
use commonplace_core::id::{BlobId, DeviceId, PersonId, RecordId, Tag};
use commonplace_learning::summary::{NoteRow, QuestionRow};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

/// Changes when any layout on this page changes: the tree is then filled anew.
pub(super) const VERSION: u32 = 4;
/// Largest value: a row with the longest title, tags and excerpt, and the most writers.
const VALUE_BYTES: usize = 24 * 1024;

pub(super) fn write<T: Serialize>(value: &T) -> Vec<u8> {
    encode(value)
}

pub(super) fn read<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    decode(bytes, VALUE_BYTES).ok()
}

fn key<const N: usize>(kind: u8, parts: [&[u8]; N]) -> Vec<u8> {
    let mut key = vec![kind];
    for part in parts {
        key.extend_from_slice(part);
    }
    key
}

pub(super) fn chain(tag: &Tag, device: &DeviceId, seq: u64, id: &RecordId) -> Vec<u8> {
    key(b'c', [tag.as_bytes(), device.as_bytes(), &seq.to_be_bytes(), id.as_bytes()])
}

pub(super) fn chains(tag: &Tag) -> Vec<u8> {
    key(b'c', [tag.as_bytes()])
}

/// Device, seq and id of a chain key.
pub(super) fn read_chain(key: &[u8]) -> Option<(DeviceId, u64, RecordId)> {
    let rest = key.get(1 + Tag::LEN..)?;
    let (device, rest) = rest.split_at_checked(DeviceId::LEN)?;
    let (seq, id) = rest.split_first_chunk::<8>()?;
    Some((device.try_into().ok()?, u64::from_be_bytes(*seq), id.try_into().ok()?))
}

pub(super) fn thread_entry(tag: &Tag, root: &RecordId, lamport: u64, id: &RecordId) -> Vec<u8> {
    key(b't', [tag.as_bytes(), root.as_bytes(), &lamport.to_be_bytes(), id.as_bytes()])
}

pub(super) fn thread(tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b't', [tag.as_bytes(), root.as_bytes()])
}

pub(super) fn threads(tag: &Tag) -> Vec<u8> {
    key(b't', [tag.as_bytes()])
}

/// Root and id of a thread key.
pub(super) fn read_thread(key: &[u8]) -> Option<(RecordId, RecordId)> {
    let rest = key.get(1 + Tag::LEN..)?;
    let (root, rest) = rest.split_at_checked(RecordId::LEN)?;
    let (_, id) = rest.split_first_chunk::<8>()?;
    Some((root.try_into().ok()?, id.try_into().ok()?))
}

pub(super) fn item(id: &[u8]) -> Vec<u8> {
    key(b'i', [id])
}

pub(super) fn row(tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b'r', [tag.as_bytes(), root.as_bytes()])
}

/// Threads with this title, whatever their circle.
pub(super) fn titled(title: &str) -> Vec<u8> {
    key(b'l', [&blake3::hash(title.as_bytes()).as_bytes()[..16]])
}

pub(super) fn title(title: &str, tag: &Tag, root: &RecordId) -> Vec<u8> {
    [titled(title).as_slice(), tag.as_bytes(), root.as_bytes()].concat()
}

pub(super) fn moderation(tag: &Tag, lamport: u64, id: &RecordId) -> Vec<u8> {
    key(b'h', [tag.as_bytes(), &lamport.to_be_bytes(), id.as_bytes()])
}

pub(super) fn moderations(tag: &Tag) -> Vec<u8> {
    key(b'h', [tag.as_bytes()])
}

pub(super) fn unsearched(tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b's', [tag.as_bytes(), root.as_bytes()])
}

pub(super) fn all_unsearched() -> Vec<u8> {
    vec![b's']
}

/// The tag and id at the end of a key.
pub(super) fn last_tag_and_id(key: &[u8]) -> Option<(Tag, RecordId)> {
    let rest = key.get(key.len().checked_sub(Tag::LEN + RecordId::LEN)?..)?;
    let (tag, id) = rest.split_at_checked(Tag::LEN)?;
    Some((tag.try_into().ok()?, id.try_into().ok()?))
}

pub(super) fn anew() -> Vec<u8> {
    vec![b'm']
}

/// Newest first: times descend as keys ascend.
pub(super) fn order(tag: &Tag, list: List, updated: u64, root: &RecordId) -> Vec<u8> {
    key(b'o', [tag.as_bytes(), &[list as u8], &(u64::MAX - updated).to_be_bytes(), root.as_bytes()])
}

pub(super) fn list(tag: &Tag, list: List) -> Vec<u8> {
    key(b'o', [tag.as_bytes(), &[list as u8]])
}

/// The last 32 bytes of any key that ends in an id.
pub(super) fn last_id(key: &[u8]) -> Option<RecordId> {
    key.get(key.len().checked_sub(RecordId::LEN)?..)?.try_into().ok()
}

pub(super) fn others(tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b'u', [tag.as_bytes(), root.as_bytes()])
}

pub(super) fn all_others(tag: &Tag) -> Vec<u8> {
    key(b'u', [tag.as_bytes()])
}

pub(super) fn counts(tag: &Tag) -> Vec<u8> {
    key(b'n', [tag.as_bytes()])
}

pub(super) fn person(tag: &Tag, person: &PersonId) -> Vec<u8> {
    key(b'p', [tag.as_bytes(), person.as_bytes()])
}

pub(super) fn people(tag: &Tag) -> Vec<u8> {
    key(b'p', [tag.as_bytes()])
}

pub(super) fn blob(blob: &BlobId, attached: &RecordId) -> Vec<u8> {
    key(b'b', [blob.as_bytes(), attached.as_bytes()])
}

pub(super) fn blobs() -> Vec<u8> {
    vec![b'b']
}

pub(super) fn blob_uses(blob: &BlobId) -> Vec<u8> {
    key(b'b', [blob.as_bytes()])
}

/// What a list must know of a row to count it without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    /// Hidden or flagged, and so left out for most.
    pub(super) hidden: bool,
    /// Taken back by its author, and so left out for all.
    pub(super) retracted: bool,
    /// A question whose asker has accepted an answer.
    pub(super) accepted: bool,
}

impl Marks {
    pub(super) fn write(self) -> Vec<u8> {
        vec![u8::from(self.hidden) | u8::from(self.accepted) << 1 | u8::from(self.retracted) << 2]
    }

    pub(super) fn read(value: &[u8]) -> Self {
        let bits = value.first().copied().unwrap_or_default();
        Self { hidden: bits & 1 != 0, accepted: bits & 2 != 0, retracted: bits & 4 != 0 }
    }
}

/// The lists that a circle has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Notes = b'n' as isize,
    Questions = b'q' as isize,
}

/// Where an item belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Item {
    pub(super) tag: Tag,
    pub(super) root: RecordId,
    /// Kind of the record that begins it.
    pub(super) kind: u16,
}

/// Most writing devices in a row: as many as the largest circle has. Each takes 10 bytes and its runs.
pub(super) const ROW_WRITERS: usize = 512;
/// Most runs of places in a row, of 19 bytes at most: in a thread with more of them it is not told apart which of its records
/// somebody lacks. Each writer has one at least.
pub(super) const ROW_RUNS: usize = 512;

/// What a list shows of a thread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) tag: Tag,
    pub(super) summary: Summary,
    /// Whose devices wrote in it, at most [`ROW_WRITERS`], and where in their chains, in [`ROW_RUNS`] runs at most.
    pub(super) written: Vec<(ByteArray<8>, Vec<(u64, u64)>)>,
    /// The latest claimed time of one of its records: where it stands in its list.
    pub(super) updated: u64,
}

impl Row {
    /// Where in their chains the writers of a thread wrote it, by their names.
    pub(super) fn written(&self) -> Vec<(DeviceName, Places)> {
        let places = |runs: &[(u64, u64)]| {
            let mut places = Places::default();
            runs.iter().for_each(|(first, last)| places.insert_run(*first, *last));
            places
        };
        self.written.iter().map(|(name, runs)| (name.into_array(), places(runs))).collect()
    }
}

/// The summary of a thread, by what began it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Summary {
    Note(NoteRow),
    Question(QuestionRow),
}

impl Summary {
    pub(super) fn list(&self) -> List {
        match self {
            Self::Note(_) => List::Notes,
            Self::Question(_) => List::Questions,
        }
    }

    pub(super) fn marks(&self) -> Marks {
        match self {
            Self::Note(row) => Marks { hidden: row.hidden, accepted: false, retracted: row.retracted },
            Self::Question(row) => Marks { hidden: row.hidden, accepted: row.is_accepted(), retracted: row.retracted },
        }
    }

    pub(super) fn is_question(&self) -> bool {
        matches!(self, Self::Question(_))
    }

    pub(super) fn author(&self) -> PersonId {
        match self {
            Self::Note(row) => row.author,
            Self::Question(row) => row.author,
        }
    }

    pub(super) fn title(&self) -> &str {
        match self {
            Self::Note(row) => &row.title,
            Self::Question(row) => &row.title,
        }
    }
}

/// What is counted per circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) notes: u64,
    pub(super) questions: u64,
    pub(super) open: u64,
    /// Records of kinds, or with parts, that only a newer version can read.
    pub(super) newer: u64,
    /// Greatest lamport number seen.
    pub(super) lamport: u64,
}

/// An attachment as its record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wanted {
    pub(super) tag: Tag,
    pub(super) root: RecordId,
    pub(super) target: RecordId,
    #[serde(with = "serde_bytes")]
    pub(super) key: [u8; 32],
    pub(super) size: u64,
    pub(super) sealed_size: u64,
    pub(super) name: String,
    pub(super) media: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_give_their_parts_back() {
        let tag = Tag::from_bytes([1; 16]);
        let device = DeviceId::from_bytes([2; 32]);
        let id = RecordId::from_bytes([3; 32]);
        let root = RecordId::from_bytes([4; 32]);
        assert_eq!(read_chain(&chain(&tag, &device, 7, &id)), Some((device, 7, id)));
        assert_eq!(read_thread(&thread_entry(&tag, &root, 9, &id)), Some((root, id)));
        assert_eq!(last_tag_and_id(&title("Osmosis", &tag, &root)), Some((tag, root)));
        assert_eq!(last_id(&order(&tag, List::Notes, 5, &root)), Some(root));
        assert!(order(&tag, List::Notes, 6, &root) < order(&tag, List::Notes, 5, &root), "newer rows come first");
    }
}
