//! Every key of the derived tree "views", on one page. Numbers are big-endian, so that keys sort as numbers do.
//!
//! | first byte | key | value |
//! |---|---|---|
//! | `c` | tag, device, stretch, part | [`Link`]s: device chains, by stretches of sixteen places |
//! | `t` | tag, thread, lamport, id | nothing: the records of a thread in reading order |
//! | `i` | item id | [`Item`]: where an item belongs |
//! | `q` | tag, thread's first record, dispute | [`KeptDispute`]: the disputes of a thread |
//! | `y` | tag, whether it is open, descending time, id | [`KeptDispute`]: the disputes of a circle, those to be looked at first |
//! | `j` | tag, author, descending time, id | [`KeptDispute`]: those whose words are looked for in what is shown |
//! | `e` | tag, origin's thread, thread's first record | nothing: threads by what they were made from |
//! | `z` | tag, whether it is new, when it is due or was made, id | [`Place`]: cards in the order in which one reviews them |
//! | `r` | tag, thread's first record | [`Row`]: what a list shows |
//! | `o` | tag, class, descending time, folded path, id | [`Place`]: the order of a list, the latest change first |
//! | `a` | tag, class, author, descending time, id | [`Place`]: the same of one author |
//! | `g` | tag, hash of a tag, class, descending time, id | [`Place`]: the same of one tag |
//! | `k` | tag, class, folded title, id | [`Place`]: the order of a list by titles |
//! | `d` | tag, class, who brought it, folded path, id | [`Place`]: the order of a list as its files lie in their folders |
//! | `f` | tag, a tag in small letters | [`Tagged`]: how often a tag is used |
//! | `l` | hash of a title, tag, thread's first record | nothing: threads by their titles |
//! | `s` | tag, thread's first record | nothing: threads that search and `w` do not know as they are now |
//! | `w` | hash of what is meant, tag, thread's first record | the passage meant, or nothing: threads that lead to a note |
//! | `v` | tag, thread's first record | the hashes under which `w` has it |
//! | `u` | tag, thread's first record | [`Others`]: what others wrote in it |
//! | `n` | tag | [`Counts`] |
//! | `p` | tag, person | their name |
//! | `b` | blob, attaching record | [`Wanted`]: an attachment |
//! | `h` | tag, lamport, id | the id: what moderators decided
//! | `x` | tag, quick vote | nothing: a choice of ours in it is to be opened
//! | `m` | | nothing: the tree is being made anew |

use commonplace_core::encoding::{decode, encode};
use commonplace_core::frontier::{DeviceName, Places};
use commonplace_core::id::{BlobId, DeviceId, PersonId, RecordId, Tag};
use commonplace_core::time::{Slot, Timestamp};
use commonplace_learning::dispute::{State, Weight};
use commonplace_learning::origin::Origin;
use commonplace_learning::summary::{CardRow, MeetingRow, NoteRow, QuestionRow, QuickVoteRow};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use crate::order;

/// Changes when any layout on this page changes, or what is computed into a row: the tree is then filled anew.
pub(super) const VERSION: u32 = 12;
/// Changes when other texts are searched, or when the store lays its search index out in another way: it is then filled
/// anew, and lists and threads stay.
pub(super) const SEARCH_VERSION: u32 = 10;
/// Places of a device's chain that are written together: all chains are read when a home is opened, and one by one that took
/// a quarter of the time. Each further record writes its stretch again.
const STRETCH: u64 = 16;
/// Links in one part of a stretch. More than one part has only a stretch in which a device has written at one place again and
/// again.
pub(super) const PART_LINKS: usize = 32;
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

/// Where a record stands in its device's chain: its place, the record, and the one that it names as the one before it.
pub(super) type Link = (u64, RecordId, Option<RecordId>);

/// The parts in which a link may be, the likely one first: that of its stretch, and where a device has filled that with forks,
/// one by the record's id, so that no number of them makes the next one dearer.
pub(super) fn parts(tag: &Tag, device: &DeviceId, (seq, id, _): &Link) -> [Vec<u8>; 2] {
    let start = seq - seq % STRETCH;
    let key = |part: [u8; 4]| key(b'c', [tag.as_bytes(), device.as_bytes(), &start.to_be_bytes(), &part]);
    let [a, b, c, d, ..] = *id.as_bytes();
    [key([0; 4]), key([a | 0x80, b, c, d])]
}

pub(super) fn chains(tag: &Tag) -> Vec<u8> {
    key(b'c', [tag.as_bytes()])
}

/// The device of a part of a chain, and its links.
pub(super) fn read_part(key: &[u8], value: &[u8]) -> Option<(DeviceId, Vec<Link>)> {
    let device = key.get(1 + Tag::LEN..)?.get(..DeviceId::LEN)?;
    Some((device.try_into().ok()?, read(value)?))
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

/// The disputes of a thread.
pub(super) fn disputes_of(tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b'q', [tag.as_bytes(), root.as_bytes()])
}

pub(super) fn dispute(tag: &Tag, root: &RecordId, dispute: &RecordId) -> Vec<u8> {
    key(b'q', [tag.as_bytes(), root.as_bytes(), dispute.as_bytes()])
}

/// The disputes of a circle, open ones first.
pub(super) fn disputes_by_state(tag: &Tag) -> Vec<u8> {
    key(b'y', [tag.as_bytes()])
}

pub(super) fn open_disputes(tag: &Tag) -> Vec<u8> {
    key(b'y', [tag.as_bytes(), &[OPEN]])
}

/// Disputes whose words are looked for, by who disputes.
pub(super) fn disputes_by_author(tag: &Tag) -> Vec<u8> {
    key(b'j', [tag.as_bytes()])
}

pub(super) fn disputes_by(tag: &Tag, author: &PersonId) -> Vec<u8> {
    key(b'j', [tag.as_bytes(), author.as_bytes()])
}

/// The author of a key of [`disputes_by`].
pub(super) fn disputes_author(key: &[u8]) -> Option<PersonId> {
    key.get(1 + Tag::LEN..1 + Tag::LEN + PersonId::LEN)?.try_into().ok()
}

/// Threads that were made from something in another one.
pub(super) fn made_from(tag: &Tag, origin: &RecordId) -> Vec<u8> {
    key(b'e', [tag.as_bytes(), origin.as_bytes()])
}

pub(super) fn made(tag: &Tag, origin: &RecordId, root: &RecordId) -> Vec<u8> {
    key(b'e', [tag.as_bytes(), origin.as_bytes(), root.as_bytes()])
}

/// Before a dispute that is open, in the order by state; everything else comes behind.
const OPEN: u8 = 0;
const SETTLED: u8 = 1;

/// What the index keeps of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptDispute {
    pub(super) id: RecordId,
    pub(super) about: Origin,
    pub(super) claim: String,
    pub(super) author: PersonId,
    /// Who wrote what is disputed.
    pub(super) of: PersonId,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) lamport: u64,
    pub(super) state: State,
    pub(super) agree: usize,
    pub(super) disagree: usize,
    pub(super) unsure: usize,
    /// What the person of this home thinks of it.
    pub(super) mine: Option<Weight>,
    pub(super) hidden: bool,
}

impl KeptDispute {
    pub(super) fn is_open(&self) -> bool {
        self.state == State::Open && !self.hidden
    }

    /// Under which keys it is kept.
    pub(super) fn keys(&self, tag: &Tag) -> Vec<Vec<u8>> {
        let first = if self.state == State::Open { OPEN } else { SETTLED };
        let time = newest(self.updated.millis());
        let listed = key(b'y', [tag.as_bytes(), &[first], &time, self.id.as_bytes()]);
        let mut keys = vec![dispute(tag, &self.about.thread, &self.id), listed];
        if self.state.follows_copies() && !self.hidden {
            keys.push(key(b'j', [tag.as_bytes(), self.author.as_bytes(), &time, self.id.as_bytes()]));
        }
        keys
    }
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

/// A quick vote in which a choice of ours is to be opened.
pub(super) fn unopened(tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b'x', [tag.as_bytes(), root.as_bytes()])
}

pub(super) fn all_unopened() -> Vec<u8> {
    vec![b'x']
}

pub(super) fn unsearched(tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b's', [tag.as_bytes(), root.as_bytes()])
}

pub(super) fn all_unsearched() -> Vec<u8> {
    vec![b's']
}

/// What a text may mean, as it is hashed in a key; see `leads`.
pub(super) type Meant = [u8; 16];

/// Threads of a circle that lead to what is meant.
pub(super) fn leading(meant: &Meant, tag: &Tag) -> Vec<u8> {
    key(b'w', [meant, tag.as_bytes()])
}

pub(super) fn lead(meant: &Meant, tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b'w', [meant, tag.as_bytes(), root.as_bytes()])
}

pub(super) fn leads_of(tag: &Tag, root: &RecordId) -> Vec<u8> {
    key(b'v', [tag.as_bytes(), root.as_bytes()])
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
fn newest(updated: u64) -> [u8; 8] {
    (u64::MAX - updated).to_be_bytes()
}

/// Threads of one list that a person began.
pub(super) fn by_author(tag: &Tag, list: List, author: &PersonId) -> Vec<u8> {
    key(b'a', [tag.as_bytes(), &[list as u8], author.as_bytes()])
}

/// Threads of one list whoever began them, by author.
pub(super) fn by_authors(tag: &Tag, list: List) -> Vec<u8> {
    key(b'a', [tag.as_bytes(), &[list as u8]])
}

/// The author of a key of [`by_author`].
pub(super) fn read_author(key: &[u8]) -> Option<PersonId> {
    key.get(2 + Tag::LEN..2 + Tag::LEN + PersonId::LEN)?.try_into().ok()
}

/// Threads of one list that have a tag.
pub(super) fn by_tag(circle: &Tag, tag: &str, list: List) -> Vec<u8> {
    key(b'g', [circle.as_bytes(), &tag_name(tag), &[list as u8]])
}

/// Threads of one list by their titles.
pub(super) fn by_title(tag: &Tag, list: List) -> Vec<u8> {
    key(b'k', [tag.as_bytes(), &[list as u8]])
}

/// Threads of one list as their files lie in the folders that they were brought from, and behind them those of no file.
pub(super) fn by_folder(tag: &Tag, list: List) -> Vec<u8> {
    key(b'd', [tag.as_bytes(), &[list as u8]])
}

/// Notes of one person's folders.
pub(super) fn folders_of(tag: &Tag, author: &PersonId) -> Vec<u8> {
    key(b'd', [tag.as_bytes(), &[List::Notes as u8, FILED], author.as_bytes()])
}

/// Of these, those that lie where a file of this path does.
pub(super) fn at_path(tag: &Tag, author: &PersonId, path: &str) -> Vec<u8> {
    [folders_of(tag, author).as_slice(), order::of_path(path, PATH_BYTES).as_bytes(), &[0]].concat()
}

/// Of these, those of this name in a folder as keys have it.
pub(super) fn in_folder_named(tag: &Tag, author: &PersonId, folder: &[u8], name: &str) -> Vec<u8> {
    let name = order::of_path(name, PATH_BYTES);
    let part = if folder.is_empty() { "" } else { order::PART };
    [folders_of(tag, author).as_slice(), folder, part.as_bytes(), name.as_bytes(), &[0]].concat()
}

/// Whose file has this key in the order by folders, and the folders in which it lies, as keys have them: the outermost first.
pub(super) fn folders_above(key: &[u8]) -> Option<(PersonId, Vec<&[u8]>)> {
    let (filed, rest) = key.get(2 + Tag::LEN..)?.split_first()?;
    let (author, rest) = rest.split_at_checked(PersonId::LEN).filter(|_| *filed == FILED)?;
    let path = rest.get(..rest.len().checked_sub(1 + RecordId::LEN)?)?;
    let parts = path.iter().enumerate().filter(|(_, byte)| order::PART.as_bytes() == [**byte]);
    let folders = std::iter::once(0).chain(parts.map(|(end, _)| end)).filter_map(|end| path.get(..end));
    Some((author.try_into().ok()?, folders.collect()))
}

/// Before whose file it is, in the order by folders; everything else comes behind.
const FILED: u8 = 0;
const UNFILED: u8 = 1;

/// Which tag it is, capitals aside: the beginning of a hash, so that a key has one length whatever somebody calls a tag.
pub(super) fn tag_name(tag: &str) -> [u8; 8] {
    let mut name = [0; 8];
    name.copy_from_slice(&blake3::hash(tag.to_lowercase().as_bytes()).as_bytes()[..8]);
    name
}

/// How often a tag is used in a circle.
pub(super) fn tagged(circle: &Tag, tag: &str) -> Vec<u8> {
    key(b'f', [circle.as_bytes(), tag.to_lowercase().as_bytes()])
}

pub(super) fn all_tagged(circle: &Tag) -> Vec<u8> {
    key(b'f', [circle.as_bytes()])
}

pub(super) fn list(tag: &Tag, list: List) -> Vec<u8> {
    key(b'o', [tag.as_bytes(), &[list as u8]])
}

/// Where in a list a time stands, before all that has it.
pub(super) fn list_at(tag: &Tag, list: List, time: u64) -> Vec<u8> {
    [self::list(tag, list).as_slice(), &newest(time)].concat()
}

/// The orders in which one reviews cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// By when they are due.
    At = b'a' as isize,
    /// Those never reviewed, by when they were made.
    New = b'n' as isize,
}

/// Cards of a circle in one of these orders.
pub(super) fn due(tag: &Tag, order: Due) -> Vec<u8> {
    key(b'z', [tag.as_bytes(), &[order as u8]])
}

/// The time in a key of [`due`].
pub(super) fn due_at(key: &[u8]) -> Option<u64> {
    let time = key.get(2 + Tag::LEN..)?.first_chunk::<8>()?;
    Some(u64::from_be_bytes(*time))
}

/// Rows of threads whose ids begin so.
pub(super) fn rows_named(tag: &Tag, beginning: &[u8]) -> Vec<u8> {
    key(b'r', [tag.as_bytes(), beginning])
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
    /// A question whose asker has accepted an answer, or a quick vote of which the last round is uncovered.
    pub(super) accepted: bool,
    /// A question that somebody has answered.
    pub(super) answered: bool,
}

impl Marks {
    fn write(self) -> u8 {
        u8::from(self.hidden)
            | u8::from(self.accepted) << 1
            | u8::from(self.retracted) << 2
            | u8::from(self.answered) << 3
    }

    pub(super) fn read(value: &[u8]) -> Self {
        let bits = value.first().copied().unwrap_or_default();
        Self { hidden: bits & 1 != 0, accepted: bits & 2 != 0, retracted: bits & 4 != 0, answered: bits & 8 != 0 }
    }
}

/// What stands at a place in an order: enough to pass over a row without reading it. One byte of [`Marks`], the beginning of
/// the author's id, and the name of each tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a>(pub(super) &'a [u8]);

/// Bytes of an author's id, and of a tag's name, at a place.
const NAME: usize = 8;

impl Place<'_> {
    pub(super) fn marks(self) -> Marks {
        Marks::read(self.0)
    }

    pub(super) fn is_by(self, author: &PersonId) -> bool {
        self.0.get(1..=NAME) == author.as_bytes().get(..NAME)
    }

    pub(super) fn has_tag(self, name: [u8; NAME]) -> bool {
        self.0.get(1 + NAME..).is_some_and(|tags| tags.as_chunks::<NAME>().0.contains(&name))
    }
}

/// What others wrote in a thread, as far as one reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Others {
    /// How many things.
    pub(super) count: u64,
    /// The Lamport number of the last one.
    pub(super) last: u64,
    /// Who wrote that.
    pub(super) by: PersonId,
}

/// How often a tag is used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Tagged {
    pub(super) count: u64,
    /// The tag as it was written last.
    pub(super) tag: String,
}

/// The lists that a circle has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Notes = b'n' as isize,
    Cards = b'c' as isize,
    Questions = b'q' as isize,
    /// By when they are, and not by their latest change.
    Meetings = b'm' as isize,
    QuickVotes = b'v' as isize,
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
    /// From what it was made, if from something.
    pub(super) origin: Option<Origin>,
    /// Whether something of it is disputed.
    pub(super) disputed: bool,
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
    /// And from when on this person is to review it; none while they never did.
    Card(CardRow, Option<Timestamp>),
    Question(QuestionRow),
    Meeting(MeetingRow),
    /// And who has chosen in the round that it has come to, by the beginnings of their ids.
    QuickVote(QuickVoteRow, Vec<ByteArray<8>>),
}

impl Summary {
    pub(super) fn list(&self) -> List {
        match self {
            Self::Note(_) => List::Notes,
            Self::Card(..) => List::Cards,
            Self::Question(_) => List::Questions,
            Self::Meeting(_) => List::Meetings,
            Self::QuickVote(..) => List::QuickVotes,
        }
    }

    pub(super) fn marks(&self) -> Marks {
        match self {
            Self::Note(row) => Marks { hidden: row.hidden, retracted: row.retracted, accepted: false, answered: false },
            Self::Question(row) => Marks {
                hidden: row.hidden,
                retracted: row.retracted,
                accepted: row.is_accepted(),
                answered: row.answers > 0,
            },
            Self::Card(row, _) => Marks { hidden: row.hidden, retracted: row.retracted, ..Marks::default() },
            Self::Meeting(row) => Marks { hidden: row.hidden, retracted: row.retracted, ..Marks::default() },
            Self::QuickVote(row, _) => {
                Marks { hidden: row.hidden, retracted: row.retracted, accepted: row.uncovered, answered: false }
            }
        }
    }

    /// The record that begins it.
    pub(super) fn id(&self) -> RecordId {
        match self {
            Self::Note(row) => row.id,
            Self::Card(row, _) => row.id,
            Self::Question(row) => row.id,
            Self::Meeting(row) => row.id,
            Self::QuickVote(row, _) => row.id,
        }
    }

    /// What it is, as answers name it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Note(_) => "note",
            Self::Card(..) => "card",
            Self::Question(_) => "question",
            Self::Meeting(_) => "meeting",
            Self::QuickVote(..) => "quickvote",
        }
    }

    pub(super) fn author(&self) -> PersonId {
        match self {
            Self::Note(row) => row.author,
            Self::Card(row, _) => row.author,
            Self::Question(row) => row.author,
            Self::Meeting(row) => row.author,
            Self::QuickVote(row, _) => row.author,
        }
    }

    pub(super) fn title(&self) -> &str {
        match self {
            Self::Note(row) => &row.title,
            Self::Card(row, _) => &row.title,
            Self::Question(row) => &row.title,
            Self::Meeting(row) => &row.title,
            Self::QuickVote(row, _) => &row.question,
        }
    }

    /// Where it lay in the folder that it was brought from.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::Note(row) => row.path.as_deref(),
            Self::Card(..) | Self::Question(_) | Self::Meeting(_) | Self::QuickVote(..) => None,
        }
    }

    pub(super) fn tags(&self) -> &[String] {
        match self {
            Self::Note(row) => &row.tags,
            Self::Question(row) => &row.tags,
            Self::Card(..) | Self::Meeting(_) | Self::QuickVote(..) => &[],
        }
    }

    /// What stands at each of its places.
    pub(super) fn place(&self) -> Vec<u8> {
        let mut place = vec![self.marks().write()];
        place.extend_from_slice(&self.author().as_bytes()[..NAME]);
        self.tags().iter().for_each(|tag| place.extend_from_slice(&tag_name(tag)));
        place
    }
}

impl Row {
    /// Its places in all orders.
    pub(super) fn places(&self, root: &RecordId) -> Vec<Vec<u8>> {
        let (tag, list) = (&self.tag, self.summary.list());
        let time = self.time();
        let timed = |prefix: Vec<u8>| [prefix.as_slice(), &time, root.as_bytes()].concat();
        let title = order::folded(self.summary.title(), TITLE_BYTES);
        let title = [by_title(tag, list).as_slice(), title.as_bytes(), &[0], root.as_bytes()].concat();
        let mut places = vec![
            timed(self::list(tag, list)),
            timed(by_author(tag, list, &self.summary.author())),
            title,
            self.in_folder(root),
        ];
        // Nobody learns what was found wrong.
        if let Summary::Card(row @ CardRow { hidden: false, retracted: false, .. }, at) = &self.summary {
            let (order, time) = at.map_or((Due::New, row.created), |at| (Due::At, at));
            places.push([due(tag, order).as_slice(), &time.millis().to_be_bytes(), root.as_bytes()].concat());
        }
        places.extend(self.summary.tags().iter().map(|name| timed(by_tag(tag, name, list))));
        places
    }

    /// Its place as its file lies in its folder, or among those of no file.
    pub(super) fn in_folder(&self, root: &RecordId) -> Vec<u8> {
        match self.summary.path() {
            Some(path) => [at_path(&self.tag, &self.summary.author(), path).as_slice(), root.as_bytes()].concat(),
            None => {
                let list = by_folder(&self.tag, self.summary.list());
                [list.as_slice(), &[UNFILED], &self.time(), root.as_bytes()].concat()
            }
        }
    }

    /// Where its time puts it. Files that were brought together came within moments of each other: until somebody has
    /// written in one of them it stands as in its folder, with the others of the hour in which they came. What of a long text
    /// its first record does not hold comes in the same moment.
    fn time(&self) -> Vec<u8> {
        match &self.summary {
            Summary::Note(NoteRow { path: Some(path), comments: 0, created, updated, .. }) if updated == created => {
                let hour = Slot::of(*created).begins().millis();
                [newest(hour).as_slice(), order::of_path(path, PATH_BYTES).as_bytes(), &[0]].concat()
            }
            Summary::Meeting(row) => newest(meets(row)).to_vec(),
            _ => newest(self.updated).to_vec(),
        }
    }
}

/// Where in time a meeting stands among the others: one without a time behind all that have one, and once something tells of it
/// or it is called off, where it was planned.
pub(super) fn meets(row: &MeetingRow) -> u64 {
    let is_open = row.recaps.is_empty() && !row.called_off;
    let without = if is_open { u64::MAX } else { row.created.millis() };
    row.when.map_or(without, Timestamp::millis)
}

/// Bytes of a title that its place among titles goes by.
const TITLE_BYTES: usize = 64;
/// Bytes of a path that its place in its folder goes by: what tells deep folders apart.
const PATH_BYTES: usize = 160;

/// What is counted per circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) notes: u64,
    pub(super) questions: u64,
    pub(super) open: u64,
    /// Disputes that are open.
    pub(super) disputes: u64,
    pub(super) quick_votes: u64,
    pub(super) cards: u64,
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
        let link = (17, id, Some(root));
        let [likely, other] = parts(&tag, &device, &link);
        assert!(likely != other && [&likely, &other].into_iter().all(|key| key.starts_with(&chains(&tag))));
        assert_eq!(parts(&tag, &device, &(31, root, None))[0], likely, "one stretch");
        assert_ne!(parts(&tag, &device, &(32, root, None))[0], likely, "the next one");
        let full = vec![link; PART_LINKS];
        assert!(write(&full).len() <= VALUE_BYTES);
        assert_eq!(read_part(&other, &write(&full)), Some((device, full)));
        assert_eq!(read_thread(&thread_entry(&tag, &root, 9, &id)), Some((root, id)));
        assert_eq!(last_tag_and_id(&title("Osmosis", &tag, &root)), Some((tag, root)));
        assert_eq!(last_id(&row(&tag, &root)), Some(root));
        assert!(newest(6) < newest(5), "newer rows come first");
        let author = PersonId::from_bytes([5; 32]);
        assert_eq!(read_author(&by_author(&tag, List::Notes, &author)), Some(author));
    }
}
