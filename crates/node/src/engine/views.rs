//! The derived tree of lists and threads, and the search index: what is read of them, and how far they are.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use commonplace_core::id::{DeviceId, PersonId, RecordId, Tag};
use commonplace_learning::skill::Learners;
use commonplace_store::{Batch, Cursor, Derived, Pair, Scan, Search, Store};

use super::schema::{self, Counts, Link, Row, Tagged};
use super::store_error;
use super::turns::Turns;
use crate::error::Error;

/// The derived tree of lists and threads, and the search index.
#[derive(Debug)]
pub(super) struct Views {
    tree: Derived,
    pub(super) search: Search,
    /// Circles whose threads must all be folded again.
    pub(super) refold: BTreeSet<Tag>,
    /// Threads to fold again.
    pub(super) dirty: BTreeSet<(Tag, RecordId)>,
    /// People whose words about themselves are to be read again.
    pub(super) people: BTreeSet<(Tag, PersonId)>,
    /// Records that are placed out of turn: behind the cursor, since they count only now, or far ahead of it, since their
    /// authors are not those of whom so much waits.
    pub(super) late: Vec<(Tag, RecordId)>,
    /// Quick votes in which a choice of ours is to be opened, as the tree has them.
    pub(super) unopened: BTreeSet<(Tag, RecordId)>,
    /// Those of them in which it was done since the start, or could not be.
    pub(super) tried: BTreeSet<(Tag, RecordId)>,
    /// The people of circles that somebody looked at, with their skills: until somebody there says something of themselves, or
    /// who counts there changes.
    pub(super) learners: RefCell<BTreeMap<Tag, Arc<Learners>>>,
    /// How many records of each device wait for their turn.
    pub(super) turns: Turns,
    /// Whether the tree is being made anew: then threads are folded once more when all device chains are known, since
    /// what lies below a removal's cut shows only then. The tree remembers it over a restart.
    pub(super) anew: bool,
}

impl Views {
    pub(super) fn open(store: &Store) -> Result<Self, Error> {
        let tree = store.derived("views", schema::VERSION).map_err(store_error)?;
        let marked = tree.get(&schema::anew()).map_err(store_error)?.is_some();
        let anew = marked || (tree.cursor() == Cursor::START && store.end() > Cursor::START);
        if anew && !marked {
            let mut batch = Batch::new();
            batch.put(schema::anew(), Vec::new());
            tree.apply(batch, Cursor::START).map_err(store_error)?;
        }
        let search = Search::new(store.derived("search", schema::SEARCH_VERSION).map_err(store_error)?);
        let (refold, dirty, people) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (late, turns) = (Vec::new(), Turns::default());
        let mut views = Self {
            tree,
            search,
            refold,
            dirty,
            people,
            late,
            learners: RefCell::default(),
            unopened: BTreeSet::new(),
            tried: BTreeSet::new(),
            turns,
            anew,
        };
        let unopened = views.scan(&schema::all_unopened())?;
        views.unopened = unopened.iter().filter_map(|(key, _)| schema::last_tag_and_id(key)).collect();
        Ok(views)
    }

    pub(super) fn tree(&self) -> &Derived {
        &self.tree
    }

    pub(super) fn cursor(&self) -> Cursor {
        self.tree.cursor()
    }

    /// Records whose views are still to be made.
    pub(super) fn behind(&self, store: &Store) -> u64 {
        store.end().0.saturating_sub(self.tree.cursor().0)
    }

    /// How far making the tree anew is, in percent; none when it is not being made anew.
    pub(super) fn rebuilding(&self, store: &Store) -> Option<u8> {
        let percent = (self.tree.cursor().0 * 100).checked_div(store.end().0).unwrap_or(100);
        self.anew.then(|| u8::try_from(percent.min(99)).unwrap_or(99))
    }

    pub(super) fn get<T: serde::Serialize + serde::de::DeserializeOwned>(
        &self,
        key: &[u8],
    ) -> Result<Option<T>, Error> {
        Ok(self.tree.get(key).map_err(store_error)?.and_then(|bytes| schema::read(&bytes)))
    }

    pub(super) fn row(&self, tag: &Tag, root: &RecordId) -> Result<Option<Row>, Error> {
        self.get(&schema::row(tag, root))
    }

    pub(super) fn counts(&self, tag: &Tag) -> Result<Counts, Error> {
        Ok(self.get(&schema::counts(tag))?.unwrap_or_default())
    }

    /// All entries with this prefix.
    pub(super) fn scan(&self, prefix: &[u8]) -> Result<Vec<Pair>, Error> {
        self.tree.scan(Scan { prefix, after: None, max: usize::MAX, reverse: false }).map_err(store_error)
    }

    /// The ids at the end of all keys with this prefix.
    pub(super) fn ids(&self, prefix: &[u8]) -> Result<Vec<RecordId>, Error> {
        Ok(self.scan(prefix)?.iter().filter_map(|(key, _)| schema::last_id(key)).collect())
    }

    /// Whether nothing behind the cursor is left to be made again.
    pub(super) fn is_settled(&self) -> bool {
        self.refold.is_empty() && self.dirty.is_empty() && self.people.is_empty() && self.late.is_empty()
    }

    pub(super) fn reproject(&mut self, tag: Tag, id: RecordId) {
        self.late.push((tag, id));
    }

    /// A record of a device is about to come into the journal, behind others that wait.
    pub(super) fn queue(&mut self, tag: Tag, device: DeviceId, id: RecordId) {
        if self.turns.begin(tag, device) {
            self.late.push((tag, id));
        }
    }
}

/// What one slice changes.
#[derive(Debug, Default)]
pub(super) struct Slice {
    pub(super) batch: Batch,
    pub(super) counts: BTreeMap<Tag, Counts>,
    /// How often tags are used, by their keys, as the slice leaves them.
    pub(super) tagged: BTreeMap<Vec<u8>, Tagged>,
    pub(super) dirty: BTreeSet<(Tag, RecordId)>,
    /// People who said something of themselves.
    pub(super) people: BTreeSet<(Tag, PersonId)>,
    /// Parts of chains in which records were placed, by their keys, as the slice leaves them.
    pub(super) chains: BTreeMap<Vec<u8>, Vec<Link>>,
    /// Thread entries that the tree does not show before the slice is applied.
    pub(super) entries: BTreeMap<(Tag, RecordId), Vec<RecordId>>,
}

impl Slice {
    /// The counts of a circle, to be changed.
    pub(super) fn counts_of(&mut self, views: &Views, tag: Tag) -> Result<&mut Counts, Error> {
        use std::collections::btree_map::Entry;
        match self.counts.entry(tag) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => Ok(unknown.insert(views.counts(&tag)?)),
        }
    }

    /// Writes down where a record stands in its device's chain. Whether that was not known before.
    pub(super) fn link(&mut self, views: &Views, tag: Tag, device: &DeviceId, link: Link) -> Result<bool, Error> {
        use std::collections::btree_map::Entry;
        for key in schema::parts(&tag, device, &link) {
            let links = match self.chains.entry(key) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let known = views.get(unknown.key())?.unwrap_or_default();
                    unknown.insert(known)
                }
            };
            if links.iter().any(|(_, id, _)| *id == link.1) {
                return Ok(false);
            }
            if links.len() < schema::PART_LINKS {
                links.push(link);
                break;
            }
        }
        Ok(true)
    }

    /// How often a tag is used, to be changed.
    pub(super) fn tagged(&mut self, views: &Views, circle: Tag, tag: &str) -> Result<&mut Tagged, Error> {
        use std::collections::btree_map::Entry;
        let key = schema::tagged(&circle, tag);
        match self.tagged.entry(key) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => {
                let known = views.get(unknown.key())?.unwrap_or_default();
                Ok(unknown.insert(known))
            }
        }
    }

    /// Entries of a thread that the tree does not show yet.
    pub(super) fn fresh(&self, tag: Tag, thread: &RecordId) -> &[RecordId] {
        self.entries.get(&(tag, *thread)).map(Vec::as_slice).unwrap_or_default()
    }
}
