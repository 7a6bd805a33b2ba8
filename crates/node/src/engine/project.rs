//! From the journal to what lists show: follows the journal from the cursor of the derived tree, slice by slice.
//!
//! A slice is folded whole before its cursor is written, so that a crash repeats work and loses none.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::record::{Lane, Record, Sealed};
use commonplace_learning::catalogue::{Body, Class, Thread, describe};
use commonplace_learning::profile::Profiles;
use commonplace_learning::question::State;
use commonplace_store::{Batch, Cursor, Derived, Mark, Scan, Search, SetState, Store};

use super::people::profile_thread;
use super::schema::{self, Counts, Item, Row, Summary, Wanted};
use super::state::CircleState;
use super::{Engine, store_error};
use crate::error::Error;

/// Records of one slice: about 10 ms of work on an old laptop, after which inputs are looked at again.
const SLICE: usize = 256;
/// Threads folded again in one slice, after a change of membership.
const REFOLD_SLICE: usize = 256;

/// The derived tree of lists and threads, and the search index.
#[derive(Debug)]
pub(super) struct Views {
    tree: Derived,
    pub(super) search: Search,
    /// Circles whose threads must all be folded again.
    refold: BTreeSet<Tag>,
    /// Threads to fold again.
    dirty: BTreeSet<(Tag, RecordId)>,
    /// Records behind the cursor that can be opened only now.
    late: Vec<(Tag, RecordId)>,
    /// Whether the tree is being made anew: then threads are folded once more when all device chains are known, since
    /// what lies below a removal's cut shows only then.
    anew: bool,
}

impl Views {
    pub(super) fn open(store: &Store) -> Result<Self, Error> {
        let tree = store.derived("views", schema::VERSION).map_err(store_error)?;
        let anew = tree.cursor() == Cursor::START;
        let search = Search::new(store.derived("search", schema::VERSION).map_err(store_error)?);
        Ok(Self { tree, search, refold: BTreeSet::new(), dirty: BTreeSet::new(), late: Vec::new(), anew })
    }

    pub(super) fn tree(&self) -> &Derived {
        &self.tree
    }

    /// Records whose views are still to be made.
    pub(super) fn behind(&self, store: &Store) -> u64 {
        store.end().0.saturating_sub(self.tree.cursor().0)
    }

    pub(super) fn get<T: serde::Serialize + serde::de::DeserializeOwned>(
        &self,
        key: &[u8],
    ) -> Result<Option<T>, Error> {
        Ok(self.tree.get(key).map_err(store_error)?.and_then(|bytes| schema::read(&bytes)))
    }

    pub(super) fn counts(&self, tag: &Tag) -> Result<Counts, Error> {
        Ok(self.get(&schema::counts(tag))?.unwrap_or_default())
    }

    /// The ids at the end of all keys with this prefix.
    pub(super) fn ids(&self, prefix: &[u8]) -> Result<Vec<RecordId>, Error> {
        let all = Scan { prefix, after: None, max: usize::MAX, reverse: false };
        let pairs = self.tree.scan(all).map_err(store_error)?;
        Ok(pairs.iter().filter_map(|(key, _)| schema::last_id(key)).collect())
    }

    pub(super) fn refold_circle(&mut self, tag: Tag) {
        self.refold.insert(tag);
    }

    pub(super) fn reproject(&mut self, tag: Tag, id: RecordId) {
        self.late.push((tag, id));
    }
}

/// What one slice changes.
#[derive(Debug, Default)]
struct Slice {
    batch: Batch,
    counts: BTreeMap<Tag, Counts>,
    dirty: BTreeSet<(Tag, RecordId)>,
    /// Place in the journal of the latest record of each dirty thread.
    places: BTreeMap<RecordId, u64>,
    /// People who said something of themselves.
    people: BTreeSet<(Tag, PersonId)>,
    /// Thread entries that the tree does not show before the slice is applied.
    entries: BTreeMap<RecordId, Vec<RecordId>>,
}

impl Engine {
    /// Projects one slice. Returns whether more is left.
    pub(super) fn project(&mut self) -> bool {
        match self.project_slice() {
            Ok(more) => more,
            Err(error) => {
                self.trouble.push(error.to_string());
                false
            }
        }
    }

    pub(super) fn project_slice(&mut self) -> Result<bool, Error> {
        let mut slice = Slice::default();
        let mut cursor = self.views.tree.cursor();
        let fed = self.store.feed(cursor, SLICE).map_err(store_error)?;
        let full = fed.len() == SLICE;
        for (place, sealed, state) in fed {
            cursor = place;
            if state == SetState::In {
                self.place(&mut slice, place, &sealed)?;
            }
        }
        if !full {
            cursor = cursor.max(self.store.end());
            if std::mem::take(&mut self.views.anew) {
                self.views.refold.extend(self.circles.keys());
            }
        }
        self.place_late(&mut slice)?;
        let mut more = full;
        more |= self.gather_refolds(&mut slice)?;
        let dirty = std::mem::take(&mut slice.dirty);
        for (tag, root) in &dirty {
            self.fold_row(&mut slice, *tag, *root)?;
            self.mark_changed(*tag, *root);
        }
        for (tag, person) in std::mem::take(&mut slice.people) {
            self.fold_name(&mut slice, tag, person)?;
        }
        for (tag, counts) in &slice.counts {
            slice.batch.put(schema::counts(tag), schema::write(counts));
        }
        if !slice.batch.is_empty() || cursor != self.views.tree.cursor() {
            self.views.tree.apply(slice.batch, cursor).map_err(store_error)?;
        }
        Ok(more || !self.views.refold.is_empty())
    }

    fn place_late(&mut self, slice: &mut Slice) -> Result<(), Error> {
        let late = std::mem::take(&mut self.views.late);
        for (tag, id) in late {
            let Some(status) = self.store.status(&id) else { continue };
            let Some(sealed) = self.store.get(&id).map_err(store_error)? else { continue };
            let waiting = schema::waiting(&tag, &sealed.header().epoch, &id);
            if self.views.tree.get(&waiting).map_err(store_error)?.is_some() {
                slice.batch.delete(waiting);
                let counts = self.counts_in(slice, tag)?;
                counts.waiting = counts.waiting.saturating_sub(1);
            }
            self.place(slice, status.cursor, &sealed)?;
        }
        Ok(())
    }

    /// Takes threads that a change of membership may have changed.
    fn gather_refolds(&mut self, slice: &mut Slice) -> Result<bool, Error> {
        for tag in std::mem::take(&mut self.views.refold) {
            let prefix = schema::threads(&tag);
            let all = Scan { prefix: &prefix, after: None, max: usize::MAX, reverse: false };
            let pairs = self.views.tree.scan(all).map_err(store_error)?;
            let mut roots: BTreeSet<RecordId> =
                pairs.iter().filter_map(|(key, _)| schema::read_thread(key)).map(|(root, _)| root).collect();
            let people = self.circles.get(&tag).map(CircleState::people).unwrap_or_default();
            let said = people.into_iter().filter(|person| roots.remove(&profile_thread(person)));
            slice.people.extend(said.map(|person| (tag, person)));
            self.views.dirty.extend(roots.into_iter().map(|root| (tag, root)));
        }
        let again: Vec<(Tag, RecordId)> = self.views.dirty.iter().take(REFOLD_SLICE).copied().collect();
        for entry in &again {
            self.views.dirty.remove(entry);
        }
        slice.dirty.extend(again);
        Ok(!self.views.dirty.is_empty())
    }

    fn counts_in<'a>(&self, slice: &'a mut Slice, tag: Tag) -> Result<&'a mut Counts, Error> {
        match slice.counts.entry(tag) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => Ok(unknown.insert(self.views.counts(&tag)?)),
        }
    }

    /// Puts one record where it belongs.
    fn place(&mut self, slice: &mut Slice, place: Cursor, sealed: &Sealed) -> Result<(), Error> {
        let tag = sealed.header().tag;
        let Some(state) = self.circles.get(&tag) else { return Ok(()) };
        let Some(record) = state.secret_of(sealed).and_then(|secret| sealed.open_again(secret).ok()) else {
            slice.batch.put(schema::waiting(&tag, &sealed.header().epoch, &sealed.id()), Vec::new());
            self.counts_in(slice, tag)?.waiting += 1;
            return Ok(());
        };
        if let Some(state) = self.circles.get_mut(&tag) {
            state.place(&record);
        }
        let link = record.prev.map(|prev| prev.as_bytes().to_vec()).unwrap_or_default();
        slice.batch.put(schema::chain(&tag, &record.device, record.seq, &record.id), link);
        let counts = self.counts_in(slice, tag)?;
        counts.lamport = counts.lamport.max(record.lamport);
        if record.header.lane == Lane::Control {
            return Ok(());
        }
        self.place_content(slice, place, tag, &record)
    }

    fn place_content(&mut self, slice: &mut Slice, place: Cursor, tag: Tag, record: &Record) -> Result<(), Error> {
        let author = self.circles.get(&tag).and_then(|state| state.circle().person_of(&record.device));
        // What this version cannot read is kept and passed on, and has no place in any list.
        let Ok(described) = describe(record.kind, &record.body) else { return Ok(()) };
        let root = match described.thread_of(record.id) {
            Thread::Record(root) => root,
            Thread::Person(person) => {
                let thread = profile_thread(&person);
                slice.batch.put(schema::thread_entry(&tag, &thread, record.lamport, &record.id), Vec::new());
                slice.entries.entry(thread).or_default().push(record.id);
                slice.people.insert((tag, person));
                return Ok(());
            }
        };
        slice.batch.put(schema::thread_entry(&tag, &root, record.lamport, &record.id), Vec::new());
        slice.entries.entry(root).or_default().push(record.id);
        let places = slice.places.entry(root).or_default();
        *places = (*places).max(place.0);
        if let Some(author) = author {
            let item = Item { tag, root, kind: record.kind.0, author };
            slice.batch.put(schema::item(record.id.as_bytes()), schema::write(&item));
        }
        match Body::read(record.kind, &record.body) {
            Ok(Body::Attach(attach)) => {
                let wanted = Wanted {
                    tag,
                    root,
                    target: attach.target,
                    key: *attach.key.as_bytes(),
                    size: attach.size,
                    sealed_size: commonplace_core::blob::sealed_size(attach.size),
                    name: attach.name.clone(),
                    media: attach.media_type.clone(),
                };
                self.want(attach.blob, &wanted);
                slice.batch.put(schema::blob(&attach.blob, &record.id), schema::write(&wanted));
            }
            Ok(Body::Retract(retract)) => self.drop_body(author, &retract.target),
            _ => {}
        }
        slice.dirty.insert((tag, root));
        Ok(())
    }

    /// An author's retraction drops the body here for good; the id stays, so that sets do not change.
    fn drop_body(&mut self, author: Option<PersonId>, target: &RecordId) {
        let item: Option<Item> = self.views.get(&schema::item(target.as_bytes())).ok().flatten();
        if item.is_some_and(|item| Some(item.author) == author) {
            self.batch.entries.push(commonplace_store::Entry::Mark { id: *target, mark: Mark::Dropped });
        }
    }

    /// Folds a thread and writes its row, its place in the list and the counts.
    fn fold_row(&mut self, slice: &mut Slice, tag: Tag, root: RecordId) -> Result<(), Error> {
        let old: Option<Row> = self.views.get(&schema::row(&root))?;
        let fresh = slice.entries.get(&root).map(Vec::as_slice).unwrap_or_default();
        let entries = self.thread_entries(tag, &root, fresh)?;
        let summary = Self::summarise(&entries);
        let before = old.as_ref().map_or(0, |row| row.cursor);
        let cursor = slice.places.get(&root).copied().unwrap_or(0).max(before);
        let updated = entries.iter().map(|entry| entry.wall.millis()).max().unwrap_or_default();
        if let Some(old) = &old {
            slice.batch.delete(schema::order(&tag, old.summary.list(), old.updated, &root));
        }
        self.count(slice, tag, old.as_ref().map(|row| &row.summary), summary.as_ref())?;
        match summary {
            Some(summary) => {
                slice.batch.put(schema::order(&tag, summary.list(), updated, &root), Vec::new());
                let row = Row { tag, summary, cursor, updated };
                slice.batch.put(schema::row(&root), schema::write(&row));
            }
            None => slice.batch.delete(schema::row(&root)),
        }
        Ok(())
    }

    fn count(&self, slice: &mut Slice, tag: Tag, old: Option<&Summary>, new: Option<&Summary>) -> Result<(), Error> {
        let counts = self.counts_in(slice, tag)?;
        let one = |summary: Option<&Summary>| match summary {
            Some(Summary::Note(_)) => (1, 0, 0),
            Some(Summary::Question(row)) => (0, 1, u64::from(row.state != State::Accepted)),
            None => (0, 0, 0),
        };
        let (was, is) = (one(old), one(new));
        counts.notes = (counts.notes + is.0).saturating_sub(was.0);
        counts.questions = (counts.questions + is.1).saturating_sub(was.1);
        counts.open = (counts.open + is.2).saturating_sub(was.2);
        Ok(())
    }

    fn summarise(entries: &[commonplace_learning::Entry]) -> Option<Summary> {
        let kinds: BTreeSet<_> = entries.iter().map(|entry| entry.kind).collect();
        if kinds.contains(&Class::Note.kind()) {
            commonplace_learning::summary::NoteRow::fold(entries).ok().map(Summary::Note)
        } else if kinds.contains(&Class::Question.kind()) {
            commonplace_learning::summary::QuestionRow::fold(entries).ok().map(Summary::Question)
        } else {
            None
        }
    }

    /// Takes over the name that a person gives themselves now.
    fn fold_name(&mut self, slice: &mut Slice, tag: Tag, person: PersonId) -> Result<(), Error> {
        let thread = profile_thread(&person);
        let fresh = slice.entries.get(&thread).map(Vec::as_slice).unwrap_or_default();
        let profiles = Profiles::fold(&self.thread_entries(tag, &thread, fresh)?);
        if let Some(details) = profiles.get(&person) {
            let name = details.name.clone();
            slice.batch.put(schema::person(&tag, &person), name.as_bytes().to_vec());
            self.state_mut(tag)?.names.insert(person, name);
        }
        self.changed.entry(tag).or_default();
        Ok(())
    }
}
