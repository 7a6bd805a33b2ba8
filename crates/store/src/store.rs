//! The store: one folder, one process, one writer.

mod compaction;
mod load;
mod opened;
mod reading;
mod snapshot;
mod upkeep;
mod verify;

use std::collections::{BTreeSet, HashSet};
use std::ops::{Bound, RangeBounds};
use std::path::Path;
use std::sync::{Mutex, Weak};
use std::{panic, thread};

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits::{CIRCLES, DERIVED_NAME_BYTES, LOCAL_KEY_BYTES, LOCAL_VALUE_BYTES};
use commonplace_core::record::Lane;
use commonplace_core::set::{SetKey, SetSum};

use crate::blobs::Blobs;
use crate::catalogue::Catalogue;
use crate::derived::Derived;
use crate::disk::{Disk, size_below};
use crate::entry::{Cursor, Entry, Status};
use crate::error::{AppendError, IndexError, OpenError};
use crate::home::{self, Layout, Lock, Reserve};
use crate::index::{self, Index};
use crate::journal::frame::Content;
use crate::journal::{Fact, Journal};
use crate::progress::{Continue, Progress};

pub use compaction::{Compacted, Compaction, Thoroughness};
use load::Hints;
pub use opened::{Damage, IndexState, Opened, Options, Sizes};
pub use reading::Locals;
pub use snapshot::{SegmentCheck, SnapshotFile, check_segment};
pub use verify::{Verification, VerifyReport};

/// Everything that a node keeps, in one folder. One writer; reads take `&self`.
#[derive(Debug)]
pub struct Store {
    layout: Layout,
    journal: Journal,
    catalogue: Catalogue,
    reserve: Reserve,
    blobs: Blobs,
    index: Index,
    /// Records whose bytes were damaged when they were read, until the owner takes note.
    damaged: Mutex<BTreeSet<RecordId>>,
    /// How often places in the journal have moved.
    moves: u64,
    /// Held by the copies of a backup that are under way.
    snapshots: Weak<()>,
    // Last: the folder is free only when everything above is closed.
    _lock: Lock,
}

impl Store {
    /// Opens the store in `dir`, or makes one there. `progress` hears how far long work is, and may stop it.
    ///
    /// # Errors
    /// [`OpenError`]. A damaged journal or index is no error: what was found is told.
    pub fn open(
        dir: &Path,
        options: Options,
        progress: &mut dyn FnMut(Progress) -> Continue,
    ) -> Result<(Self, Opened), OpenError> {
        let layout = Layout::of(dir);
        home::refuse_newer(dir, &layout)?;
        let in_turn = options.faults.is_some();
        let disk = Disk::new(options.faults);
        disk.create_dir(dir).map_err(OpenError::at(dir))?;
        let lock = Lock::take(dir)?;
        layout.create()?;
        let key = home::frame_key(dir, &layout, &disk)?;
        let reserve = Reserve::open(dir, disk.clone());
        let open_index = || index::Found::open(&layout.index, disk.clone(), options.cache_bytes);
        let mut load = || load::load(&layout, &key, &disk, Hints::Trusted, progress);
        // The journal and the index know nothing of each other, and each takes a core. A disk that is told to fail is told at
        // which step: there one comes after the other.
        let (loaded, found) = if in_turn { (load()?, open_index()) } else { at_once(load, open_index)? };
        layout.sync(dir, &disk)?;
        let folders = (layout.journal.clone(), layout.hints.clone());
        let journal = Journal::new(folders, key, disk.clone(), loaded.resume, loaded.last);
        let journal = journal.map_err(OpenError::at(&layout.journal))?;
        let end = Cursor(loaded.catalogue.next());
        let (index, renewed) = Index::new(found, end).map_err(OpenError::at(&layout.index))?;
        let found = match (renewed.or(loaded.unhinted), loaded.frames) {
            (Some(why), _) => IndexState::Rebuilt { why },
            (None, 0) => IndexState::Kept,
            (None, frames) => IndexState::CaughtUp { frames },
        };
        let opened = Opened { torn_tail: loaded.torn, damaged: loaded.damaged, index: found };
        let blobs = Blobs::new(&layout, disk);
        let (catalogue, damaged) = (loaded.catalogue, Mutex::default());
        let snapshots = Weak::new();
        let store =
            Self { layout, journal, catalogue, reserve, blobs, index, damaged, moves: 0, snapshots, _lock: lock };
        Ok((store, opened))
    }

    /// Keeps entries: durable on return, with one fsync for all of them. Returns the end of the journal.
    ///
    /// # Errors
    /// [`AppendError`]; then none of them may be acknowledged.
    pub fn append(&mut self, entries: &[Entry]) -> Result<Cursor, AppendError> {
        self.check(entries)?;
        // As long as there is no room for the reserve, nothing is written: else each append would eat the room that
        // the last failure gave back.
        let was_full = self.is_full();
        if !self.reserve.take() {
            return Err(AppendError::DiskFull);
        }
        if was_full {
            self.index.nudge();
        }
        let kept = self.keep(entries);
        if let Err(error) = &kept {
            self.journal.unstage();
            if matches!(error, AppendError::DiskFull) {
                self.reserve.give_up();
            }
        }
        kept
    }

    fn check(&self, entries: &[Entry]) -> Result<(), AppendError> {
        let mut circles: Vec<(Tag, [u8; 32])> = Vec::new();
        let known = |circles: &[(Tag, [u8; 32])], tag: &Tag| {
            let new = circles.iter().find(|(new, _)| new == tag).map(|(_, key)| *key);
            new.or_else(|| self.catalogue.fp_key(tag))
        };
        for entry in entries {
            match entry {
                Entry::Circle { tag, fp_key } => match known(&circles, tag) {
                    Some(key) if key == *fp_key => {}
                    Some(_) => return Err(AppendError::CircleKey(*tag)),
                    None => circles.push((*tag, *fp_key)),
                },
                Entry::Record { sealed, .. } => {
                    require_circle(known(&circles, &sealed.header().tag), sealed.header().tag)?;
                }
                Entry::Local { key, value } => check_local(key, value.as_deref())?,
                Entry::Mark { .. } => {}
            }
        }
        let circles = self.catalogue.circle_count() + circles.len();
        if circles > CIRCLES { Err(AppendError::TooManyCircles) } else { Ok(()) }
    }

    fn keep(&mut self, entries: &[Entry]) -> Result<Cursor, AppendError> {
        let mut batch = Batch { next: self.catalogue.next(), ids: HashSet::new() };
        for entry in entries {
            if !self.journal.has_room() {
                self.settle()?;
                self.journal.roll();
            }
            self.stage(entry, &mut batch)?;
        }
        self.settle()?;
        Ok(self.end())
    }

    /// Makes staged frames durable, and only then known.
    fn settle(&mut self) -> Result<(), AppendError> {
        for (arrival, fact) in self.journal.commit()? {
            self.catalogue.apply(arrival, &fact);
        }
        Ok(())
    }

    fn stage(&mut self, entry: &Entry, batch: &mut Batch) -> Result<(), AppendError> {
        let knows = |id: &RecordId, batch: &Batch| batch.ids.contains(id) || self.catalogue.status(id).is_some();
        match entry {
            Entry::Record { sealed, state } => {
                let (id, whole) = (sealed.id(), sealed.has_body());
                let known = self.catalogue.status(&id);
                if batch.ids.contains(&id) || known.is_some_and(|known| known.whole || !whole) {
                    return Ok(());
                }
                // One whose body is back gets a number of its own as well: should damage take the frame in which it
                // first stood, it has a place in the order of arrival all the same.
                let state = known.map_or(*state, |known| known.state);
                let header = *sealed.header();
                let content = Content::Record { state, sealed: sealed.bytes() };
                self.journal.stage(batch.take(id), &content, |place| Fact::Known {
                    id,
                    tag: header.tag,
                    lane: header.lane,
                    slot: header.slot,
                    state,
                    place: Some(place),
                    whole,
                })
            }
            Entry::Mark { id, mark } => {
                if !knows(id, batch) {
                    return Ok(());
                }
                let (id, mark) = (*id, *mark);
                self.journal.stage(batch.next, &Content::Mark { id, mark }, |_| Fact::Mark { id, mark })
            }
            Entry::Local { key, value } => {
                let content = Content::Local { key, value: value.as_deref() };
                let held = value.is_some();
                self.journal
                    .stage(batch.next, &content, |place| Fact::Local { key: key.clone(), place: held.then_some(place) })
            }
            Entry::Circle { tag, fp_key } => {
                if self.catalogue.fp_key(tag).is_some() {
                    return Ok(());
                }
                let (tag, fp_key) = (*tag, *fp_key);
                self.journal.stage(batch.next, &Content::Circle { tag, fp_key }, |_| Fact::Circle { tag, fp_key })
            }
        }
    }

    /// Whether the disk was full at the last try.
    #[must_use]
    pub fn is_full(&self) -> bool {
        !self.reserve.is_held()
    }

    /// Whether the id is known, in whatever state: it need not be fetched.
    #[must_use]
    pub fn has(&self, id: &RecordId) -> bool {
        self.status(id).is_some()
    }

    /// What is known of a record.
    #[must_use]
    pub fn status(&self, id: &RecordId) -> Option<Status> {
        self.catalogue.status(id)
    }

    /// Records of a circle that count in its sets and arrived at `from` or later, in the order of arrival. Costs a look
    /// at each record that arrived since, of whatever circle.
    pub fn arrived_since(&self, tag: &Tag, from: Cursor) -> impl Iterator<Item = RecordId> + '_ {
        self.catalogue.counted_from(tag, from.0)
    }

    /// The cursor after the last record.
    #[must_use]
    pub fn end(&self) -> Cursor {
        Cursor(self.catalogue.next())
    }

    /// The registered circles, in the order in which they were registered.
    #[must_use]
    pub fn circles(&self) -> Vec<Tag> {
        self.catalogue.circles()
    }

    /// The sum of a whole lane; zero for an unregistered circle.
    #[must_use]
    pub fn set_total(&self, tag: &Tag, lane: Lane) -> SetSum {
        self.set_sum(tag, lane, ..)
    }

    /// The sum of a range of a lane. Costs a few hashes and one addition per 50 records of the range.
    #[must_use]
    pub fn set_sum(&self, tag: &Tag, lane: Lane, range: impl RangeBounds<SetKey>) -> SetSum {
        if is_empty(&range) { SetSum::ZERO } else { self.catalogue.sum(tag, lane, &range) }
    }

    /// The first `max` keys of a range of a lane, in order.
    #[must_use]
    pub fn set_ids(&self, tag: &Tag, lane: Lane, range: impl RangeBounds<SetKey>, max: usize) -> Vec<SetKey> {
        if is_empty(&range) { Vec::new() } else { self.catalogue.keys(tag, lane, &range, max) }
    }

    /// The key at place `n` of a range of a lane, from 0.
    #[must_use]
    pub fn set_nth(&self, tag: &Tag, lane: Lane, range: impl RangeBounds<SetKey>, n: u64) -> Option<SetKey> {
        if is_empty(&range) { None } else { self.catalogue.at(tag, lane, &range, std::iter::once(n)).pop() }
    }

    /// The keys at which a range of a lane falls into `parts` parts of equal counts (within one): at most `parts - 1`,
    /// ascending, each the first key of a part.
    #[must_use]
    pub fn set_split(&self, tag: &Tag, lane: Lane, range: impl RangeBounds<SetKey>, parts: usize) -> Vec<SetKey> {
        if is_empty(&range) {
            return Vec::new();
        }
        let count = self.catalogue.sum(tag, lane, &range).count;
        let parts = (parts as u64).min(count);
        // 128 bits, so that no count times part overflows.
        let place =
            |part: u64| u64::try_from(u128::from(count) * u128::from(part) / u128::from(parts)).unwrap_or(count);
        self.catalogue.at(tag, lane, &range, (1..parts).map(place))
    }

    /// The derived tree of this name. It is empty when it was written under another version. Names are at most
    /// [`limits::DERIVED_NAME_BYTES`](commonplace_core::limits::DERIVED_NAME_BYTES) long.
    ///
    /// # Errors
    /// [`IndexError`] when the index is unreadable or the name too long.
    pub fn derived(&self, name: &str, version: u32) -> Result<Derived, IndexError> {
        if name.len() > DERIVED_NAME_BYTES {
            return Err(IndexError::TooLong(name.len()));
        }
        let (shared, name) = self.index.tree(name, version)?;
        Ok(Derived::new(shared, name))
    }

    /// The attachments.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The records of a circle that are held, in the order of arrival, with the bytes that each takes in the journal, or
    /// will when it is next compacted. Costs a look at every record of the store.
    pub fn record_sizes(&self, tag: &Tag) -> impl Iterator<Item = (RecordId, u32)> + '_ {
        self.catalogue.held_of(tag)
    }

    /// The records of a circle of which the heads alone are here, in the order of arrival. Costs a look at every such record of
    /// the store.
    pub fn bodiless(&self, tag: &Tag) -> impl Iterator<Item = RecordId> + '_ {
        self.catalogue.bodiless_of(tag)
    }

    /// Bytes on disk, by part.
    #[must_use]
    pub fn sizes(&self) -> Sizes {
        Sizes {
            journal: size_below(&self.layout.journal),
            index: size_below(&self.layout.index),
            blobs: size_below(&self.layout.blobs),
            partial: size_below(&self.layout.partial),
        }
    }
}

impl Drop for Store {
    /// Writes down everything derived, so that the next start is fast.
    fn drop(&mut self) {
        // On a full disk the room that the reserve gave back is not for hints.
        if !self.is_full() {
            self.journal.write_hint();
        }
    }
}

/// Does one thing here and the other beside it.
fn at_once<A, B: Send>(
    here: impl FnOnce() -> Result<A, OpenError>,
    beside: impl FnOnce() -> B + Send,
) -> Result<(A, B), OpenError> {
    thread::scope(|scope| {
        let beside = scope.spawn(beside);
        let done = here();
        let beside = beside.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
        Ok((done?, beside))
    })
}

/// What a batch has added so far.
struct Batch {
    next: u64,
    ids: HashSet<RecordId>,
}

impl Batch {
    /// The arrival number for a new record.
    fn take(&mut self, id: RecordId) -> u64 {
        self.ids.insert(id);
        self.next += 1;
        self.next - 1
    }
}

fn require_circle(fp_key: Option<[u8; 32]>, tag: Tag) -> Result<(), AppendError> {
    fp_key.map(|_| ()).ok_or(AppendError::UnknownCircle(tag))
}

fn check_local(key: &[u8], value: Option<&[u8]>) -> Result<(), AppendError> {
    let value = value.map_or(0, <[u8]>::len);
    if key.len() > LOCAL_KEY_BYTES || value > LOCAL_VALUE_BYTES {
        return Err(AppendError::LocalTooLong(key.len().max(value)));
    }
    Ok(())
}

fn is_empty(range: &impl RangeBounds<SetKey>) -> bool {
    match (range.start_bound(), range.end_bound()) {
        (Bound::Included(start), Bound::Included(end)) => start > end,
        (Bound::Included(start) | Bound::Excluded(start), Bound::Included(end) | Bound::Excluded(end)) => start >= end,
        _ => false,
    }
}
