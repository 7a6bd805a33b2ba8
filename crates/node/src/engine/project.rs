//! From the journal to what lists show: follows the journal from the cursor of the derived tree, slice by slice.
//!
//! A slice is folded whole before its cursor is written, so that a crash repeats work and loses none.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::frontier::{DeviceName, Places, device_name};
use commonplace_core::id::{PersonId, RecordId, Tag};
use commonplace_core::record::{Lane, Record, Sealed};
use commonplace_learning::catalogue::{Body, Class, Thread, Unreadable, describe};
use commonplace_learning::profile::Profiles;
use commonplace_learning::quick_vote::QuickVote;
use commonplace_learning::summary::{CardRow, MeetingRow, NoteRow, QuestionRow, QuickVoteRow};
use commonplace_store::{Cursor, SetState};
use serde_bytes::ByteArray;

use super::disputes::origin_of;
use super::people::profile_thread;
use super::quick_votes::chooser;
use super::schema::{self, Item, Row, Summary, Wanted};
use super::state::CircleState;
use super::views::Slice;
use super::{Engine, Now, store_error};
use crate::error::Error;
use crate::event::Event;

/// Records of one slice: about 10 ms of work on an old laptop, after which inputs are looked at again.
const SLICE: usize = 256;
/// Threads folded again in one slice, after a change of membership.
const REFOLD_SLICE: usize = 256;
/// Slices that a command waits for at most, a tenth of a second; with more to do it is parked until all is done.
const SLICES_WAITED: usize = 16;
/// Steps of percent in which a rebuild is told.
const TOLD_PERCENT: u8 = 5;

impl Engine {
    /// Projects one slice. Returns whether more is left.
    pub(super) fn project(&mut self) -> bool {
        let (late, people) = (self.views.late.clone(), self.views.people.clone());
        match self.project_slice() {
            Ok(more) => more,
            Err(error) => {
                // What the slice had taken on is still to be done.
                self.views.late = late;
                self.views.people = people;
                self.views.refold.extend(self.circles.keys());
                self.private.forget_news();
                self.trouble(error.to_string());
                false
            }
        }
    }

    /// Makes what was written and what has arrived visible to a command that is about to read it, but for the rest of a
    /// flood. False when that takes longer than a person waits: then the command is to be asked again when all is done.
    pub(super) fn caught_up(&mut self, now: Now) -> Result<bool, Error> {
        self.commit(now);
        for _ in 0..SLICES_WAITED {
            if !self.project_slice()? || self.only_a_flood_waits() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether all that waits for its views was written by devices of which very much waits, none of them ours: nobody else
    /// waits for that.
    fn only_a_flood_waits(&self) -> bool {
        let me = self.me.device.id();
        let behind = self.views.behind(&self.store);
        !self.views.anew && self.views.late.is_empty() && self.views.turns.only_a_flood_waits(behind, &me)
    }

    pub(super) fn project_slice(&mut self) -> Result<bool, Error> {
        let mut slice = Slice::default();
        let mut cursor = self.views.cursor();
        if cursor == Cursor::START && self.store.end() > Cursor::START {
            // Made anew in the middle of a run, as when a full disk took the index away.
            self.views.anew = true;
            self.told_percent = 0;
        }
        let fed = self.store.feed(cursor, SLICE).map_err(store_error)?;
        let full = fed.len() == SLICE;
        for (place, sealed, state) in fed {
            cursor = place;
            self.place(&mut slice, &sealed, state)?;
        }
        if !full {
            cursor = cursor.max(self.store.end());
            self.views.turns.all_placed();
        }
        self.place_late(&mut slice)?;
        let mut more = full;
        more |= self.gather_refolds(&mut slice)?;
        let dirty = std::mem::take(&mut slice.dirty);
        for (tag, root) in &dirty {
            self.fold_row(&mut slice, *tag, *root)?;
            self.mark_changed(*tag, *root);
        }
        slice.people.append(&mut self.views.people);
        for (tag, person) in std::mem::take(&mut slice.people) {
            self.fold_name(&mut slice, tag, person)?;
        }
        if !more && self.views.anew {
            // Once: the second time round there is nothing anew, and the mark goes when that is on the disk.
            self.views.anew = false;
            self.views.refold.extend(self.circles.keys());
            more = !self.views.refold.is_empty();
            self.rebuilt = true;
        } else if !more && std::mem::take(&mut self.rebuilt) {
            slice.batch.delete(schema::anew());
        }
        for (key, links) in std::mem::take(&mut slice.chains) {
            slice.batch.put(key, schema::write(&links));
        }
        for (tag, counts) in &slice.counts {
            slice.batch.put(schema::counts(tag), schema::write(counts));
        }
        for (key, tagged) in std::mem::take(&mut slice.tagged) {
            if tagged.count > 0 {
                slice.batch.put(key, schema::write(&tagged));
            } else {
                slice.batch.delete(key);
            }
        }
        if !slice.batch.is_empty() || cursor != self.views.cursor() {
            self.views.tree().apply(slice.batch, cursor).map_err(store_error)?;
        }
        self.tell_rebuild();
        Ok(more)
    }

    /// Says how far a rebuild is, in steps.
    fn tell_rebuild(&mut self) {
        let Some(percent) = self.views.rebuilding(&self.store) else { return };
        if percent >= self.told_percent.saturating_add(TOLD_PERCENT) {
            self.told_percent = percent;
            self.tell(Event::Rebuilding { percent });
        }
    }

    fn place_late(&mut self, slice: &mut Slice) -> Result<(), Error> {
        for (tag, id) in std::mem::take(&mut self.views.late) {
            let Some(status) = self.store.status(&id) else { continue };
            let Some(sealed) = self.store.get(&id).map_err(store_error)? else { continue };
            self.place(slice, &sealed, status.state)?;
            // After a write that failed it may be waiting again.
            if self.circles.get(&tag).is_some_and(|state| !state.waits(&sealed)) {
                self.seen_open(tag, &sealed);
            }
        }
        Ok(())
    }

    /// Takes threads that a change of membership may have changed.
    fn gather_refolds(&mut self, slice: &mut Slice) -> Result<bool, Error> {
        for tag in std::mem::take(&mut self.views.refold) {
            let pairs = self.views.scan(&schema::threads(&tag))?;
            let mut roots: BTreeSet<RecordId> =
                pairs.iter().filter_map(|(key, _)| schema::read_thread(key)).map(|(root, _)| root).collect();
            let people = self.circles.get(&tag).map(CircleState::people).unwrap_or_default();
            let said = people.into_iter().filter(|person| roots.remove(&profile_thread(person)));
            slice.people.extend(said.map(|person| (tag, person)));
            self.views.dirty.extend(roots.into_iter().map(|root| (tag, root)));
        }
        for _ in 0..REFOLD_SLICE {
            let Some(thread) = self.views.dirty.pop_first() else { break };
            slice.dirty.insert(thread);
        }
        Ok(!self.views.dirty.is_empty())
    }

    /// Puts one record where it belongs. What is kept beside the set has a place in its device's chain and no other.
    fn place(&mut self, slice: &mut Slice, sealed: &Sealed, set: SetState) -> Result<(), Error> {
        let tag = sealed.header().tag;
        // What is closed is placed when it has been opened and verified.
        let record = self.circles.get(&tag).and_then(|state| self.reopen_outlined(state, sealed));
        let Some(record) = record else { return Ok(()) };
        if let Some(state) = self.circles.get_mut(&tag) {
            state.place(&record);
        }
        let is_new = slice.link(&self.views, tag, &record.device, (record.seq, record.id, record.prev))?;
        let counts = slice.counts_of(&self.views, tag)?;
        counts.lamport = counts.lamport.max(record.lamport);
        let stands =
            set == SetState::In || self.circles.get(&tag).is_some_and(|state| state.stays_ours(&record, &self.me));
        if record.header.lane == Lane::Control || !stands {
            return Ok(());
        }
        self.place_content(slice, tag, &record, is_new)
    }

    fn place_content(&mut self, slice: &mut Slice, tag: Tag, record: &Record, is_new: bool) -> Result<(), Error> {
        let described = match describe(record.kind, &record.body) {
            Ok(described) => described,
            // Kept and passed on; it has no place in any list, and people are told how many there are.
            Err(Unreadable::NewerVersion) => {
                // What was damaged and came again counts once.
                slice.counts_of(&self.views, tag)?.newer += u64::from(is_new);
                return Ok(());
            }
            Err(_) => return Ok(()),
        };
        let root = match described.thread_of(record.id) {
            Thread::Record(root) => root,
            Thread::Person(person) => {
                let thread = profile_thread(&person);
                self.place_entry(slice, tag, thread, record);
                slice.people.insert((tag, person));
                return Ok(());
            }
        };
        if self.is_foreign(tag, &root) {
            return Ok(());
        }
        self.place_entry(slice, tag, root, record);
        slice.batch.put(schema::item(record.id.as_bytes()), schema::write(&Item { tag, root, kind: record.kind.0 }));
        if record.kind == Class::Hide.kind() {
            let key = schema::moderation(&tag, record.lamport, &record.id);
            slice.batch.put(key, record.id.as_bytes().to_vec());
        }
        if let Ok(Body::Attach(attach)) = Body::read(record.kind, &record.body) {
            let wanted = Wanted {
                tag,
                root,
                target: attach.target,
                key: *attach.key.as_bytes(),
                size: attach.size,
                sealed_size: attach.sealed_size(),
                name: attach.name.clone(),
                media: attach.media_type.clone(),
            };
            self.want(attach.blob, &wanted);
            slice.batch.put(schema::blob(&attach.blob, &record.id), schema::write(&wanted));
        }
        slice.dirty.insert((tag, root));
        Ok(())
    }

    fn place_entry(&self, slice: &mut Slice, tag: Tag, thread: RecordId, record: &Record) {
        slice.batch.put(schema::thread_entry(&tag, &thread, record.lamport, &record.id), Vec::new());
        slice.entries.entry((tag, thread)).or_default().push(record.id);
    }

    /// Whether a thread begins in another circle: nobody writes into that from here.
    fn is_foreign(&self, tag: Tag, root: &RecordId) -> bool {
        self.store.status(root).is_some_and(|status| status.tag != tag)
    }

    /// Folds a thread and writes its row, its place in the list and the counts.
    fn fold_row(&mut self, slice: &mut Slice, tag: Tag, root: RecordId) -> Result<(), Error> {
        let old = self.views.row(&tag, &root)?;
        let entries = self.thread_entries(tag, &root, slice.fresh(tag, &root))?;
        let vote = QuickVote::fold(&entries).ok();
        let mut summary = summarise(&entries, vote.as_ref());
        if let Some(Summary::Card(_, due)) = &mut summary {
            *due = self.schedule(&self.circle_id(tag)?, &root).due();
        }
        let updated = entries.iter().map(|entry| entry.wall.millis()).max().unwrap_or_default();
        if let Some(old) = &old {
            old.places(&root).into_iter().for_each(|place| slice.batch.delete(place));
            slice.batch.delete(schema::title(old.summary.title(), &tag, &root));
        }
        self.count(slice, tag, old.as_ref().map(|row| &row.summary), summary.as_ref())?;
        self.count_tags(slice, tag, old.as_ref().map(|row| &row.summary), summary.as_ref())?;
        slice.batch.put(schema::unsearched(&tag, &root), Vec::new());
        self.note_unopened(slice, tag, root, vote.as_ref());
        // What no list shows is not new either.
        let shown = summary.as_ref().map(Summary::marks).filter(|marks| !marks.hidden && !marks.retracted);
        // Nor is a meeting among them: it stands at the top of the home, and no list could say that it was seen. A card is new to
        // whoever reviews it.
        let listed = shown.filter(|_| !matches!(summary, Some(Summary::Meeting(_) | Summary::Card(..))));
        let others = listed.and_then(|_| self.others_in(&entries));
        match others {
            Some(others) => slice.batch.put(schema::others(&tag, &root), schema::write(&others)),
            None => slice.batch.delete(schema::others(&tag, &root)),
        }
        self.note_news(tag, root, others);
        let marks = summary.as_ref().map(Summary::marks);
        let was_disputed = old.as_ref().is_some_and(|row| row.disputed);
        let disputed = self.keep_disputes(slice, tag, root, &entries, marks, was_disputed)?;
        let origin = origin_of(&entries).filter(|_| shown.is_some());
        if let Some(old) = old.as_ref().and_then(|row| row.origin.as_ref()) {
            slice.batch.delete(schema::made(&tag, &old.thread, &root));
        }
        if let Some(origin) = &origin {
            slice.batch.put(schema::made(&tag, &origin.thread, &root), Vec::new());
        }
        match summary {
            Some(summary) => {
                slice.batch.put(schema::title(summary.title(), &tag, &root), Vec::new());
                let (value, written) = (summary.place(), writers(&entries));
                let row = Row { tag, summary, written, updated, origin, disputed };
                row.places(&root).into_iter().for_each(|place| slice.batch.put(place, value.clone()));
                slice.batch.put(schema::row(&tag, &root), schema::write(&row));
            }
            None => slice.batch.delete(schema::row(&tag, &root)),
        }
        Ok(())
    }

    fn count(&self, slice: &mut Slice, tag: Tag, old: Option<&Summary>, new: Option<&Summary>) -> Result<(), Error> {
        let counts = slice.counts_of(&self.views, tag)?;
        let (was, is) = (counted(old), counted(new));
        counts.notes = (counts.notes + is.0).saturating_sub(was.0);
        counts.questions = (counts.questions + is.1).saturating_sub(was.1);
        counts.open = (counts.open + is.2).saturating_sub(was.2);
        counts.quick_votes = (counts.quick_votes + is.3).saturating_sub(was.3);
        let cards =
            |summary: Option<&Summary>| u64::from(matches!(summary, Some(Summary::Card(row, _)) if !row.hidden));
        counts.cards = (counts.cards + cards(new)).saturating_sub(cards(old));
        Ok(())
    }

    /// Counts the tags of what lists show.
    fn count_tags(
        &self,
        slice: &mut Slice,
        tag: Tag,
        old: Option<&Summary>,
        new: Option<&Summary>,
    ) -> Result<(), Error> {
        let shown = |summary: Option<&Summary>| -> Vec<String> {
            let shown = summary.filter(|summary| !summary.marks().hidden);
            shown.map(|summary| summary.tags().to_vec()).unwrap_or_default()
        };
        let (was, is) = (shown(old), shown(new));
        if was == is {
            return Ok(());
        }
        for name in &was {
            let tagged = slice.tagged(&self.views, tag, name)?;
            tagged.count = tagged.count.saturating_sub(1);
        }
        for name in is {
            let tagged = slice.tagged(&self.views, tag, &name)?;
            (tagged.count, tagged.tag) = (tagged.count + 1, name);
        }
        Ok(())
    }

    /// Takes over the name that a person gives themselves now.
    fn fold_name(&mut self, slice: &mut Slice, tag: Tag, person: PersonId) -> Result<(), Error> {
        let thread = profile_thread(&person);
        self.views.learners.borrow_mut().remove(&tag);
        let profiles = Profiles::fold(&self.person_entries(tag, &person, slice.fresh(tag, &thread))?);
        if let Some(details) = profiles.get(&person) {
            let name = details.name.clone();
            slice.batch.put(schema::person(&tag, &person), name.as_bytes().to_vec());
            self.state_mut(tag)?.names.insert(person, name);
        }
        self.changed.entry(tag).or_default();
        Ok(())
    }
}

/// The devices that wrote in a thread, each with the places of its records there.
fn writers(entries: &[commonplace_learning::Entry]) -> Vec<(ByteArray<8>, Vec<(u64, u64)>)> {
    let mut written: BTreeMap<DeviceName, Vec<u64>> = BTreeMap::new();
    for entry in entries {
        written.entry(device_name(&entry.device)).or_default().push(entry.seq);
    }
    if written.len() > schema::ROW_WRITERS {
        // Nobody is known to hold so much.
        return vec![(ByteArray::new([0; 8]), Places::all().runs().to_vec())];
    }
    let each = (schema::ROW_RUNS / written.len().max(1)).max(1);
    let runs = |(name, mut seqs): (DeviceName, Vec<u64>)| {
        // Ascending, each is put at the end.
        seqs.sort_unstable();
        let mut places: Places = seqs.into_iter().collect();
        places.coarsen(each);
        (ByteArray::new(name), places.runs().to_vec())
    };
    written.into_iter().map(runs).collect()
}

/// Notes, questions, open questions and quick votes that a row counts for. What lists leave out does not count.
fn counted(summary: Option<&Summary>) -> (u64, u64, u64, u64) {
    match summary {
        Some(Summary::Note(row)) if !row.hidden => (1, 0, 0, 0),
        Some(Summary::Question(row)) if !row.hidden => (0, 1, u64::from(!row.is_accepted()), 0),
        Some(Summary::QuickVote(row, _)) if !row.hidden => (0, 0, 0, 1),
        _ => (0, 0, 0, 0),
    }
}

/// What lists show of a thread; `vote` is the quick vote that it is, if it is one.
fn summarise(entries: &[commonplace_learning::Entry], vote: Option<&QuickVote>) -> Option<Summary> {
    let has = |class: Class| entries.iter().any(|entry| entry.kind == class.kind());
    if has(Class::Note) {
        NoteRow::fold(entries).ok().map(Summary::Note)
    } else if has(Class::Card) {
        CardRow::fold(entries).ok().map(|row| Summary::Card(row, None))
    } else if has(Class::Question) {
        QuestionRow::fold(entries).ok().map(Summary::Question)
    } else if has(Class::Meeting) {
        MeetingRow::fold(entries).ok().map(Summary::Meeting)
    } else {
        let choosers =
            |vote: &QuickVote| vote.round().into_iter().flat_map(|round| round.sealed.keys()).map(chooser).collect();
        vote.map(|vote| Summary::QuickVote(QuickVoteRow::of(vote), choosers(vote)))
    }
}
