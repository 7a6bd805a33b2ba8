//! Bodies of large texts: which of them go when a circle takes more room than it is given, and how they come back when
//! somebody opens what they belong to. See `docs/decisions/0024-a-frontier-says-all-but.md`.
//!
//! The rule is that of attachments, in the same place (`quota`): never one's own, never pinned, and only when another device
//! says at that moment that its own stays. Of what is let go the head stays, which sets and chains stand on, and an outline
//! with the title, which lists stand on.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::Duration;

use commonplace_core::frontier::{Frontier, device_name};
use commonplace_core::id::{BlobId, PersonId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_core::record::{Lane, Record, Sealed};
use commonplace_learning::Class;
use commonplace_learning::catalogue::Body;
use commonplace_learning::outline::outline;
use commonplace_store::{Entry, Mark, SetState};
use commonplace_sync::{LinkId, Millis};

use super::quota::{ASKED_AGAIN, PEERS_ASKED, QUESTIONS};
use super::state::CircleState;
use super::{Effect, Engine, Now, PeerName};
use crate::answer::{self, Author};
use crate::error::Error;
use crate::evict::{Kept, Leaving, to_let_go};

/// What is kept of a body that was let go, by the record's id.
const OUTLINE: &[u8] = b"outline/";
/// Bytes that a record takes whose body was let go: its head and its outline.
const LEFT_BYTES: u64 = 2 * 1024;
/// How long the texts of a thread stay after somebody has read in it, or one of them came because it was asked for. Without
/// this a text that came back would be the first to go again, and the page that shows it would ask for it again at once.
const READ_STAYS: Duration = Duration::from_secs(30 * 60);

/// Of the items of a thread whose texts are not whole here: who is known to hold what is missing.
pub(super) type Away = BTreeMap<RecordId, Vec<String>>;

/// Bodies on their way from here, and back.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    leaving: Leaving<RecordId>,
    /// Of which nobody said that theirs stays: not asked again before this.
    asked_again: BTreeMap<RecordId, Millis>,
    /// Of which somebody has opened the thread, until they are here.
    wanted: BTreeMap<RecordId, Tag>,
    /// Threads that somebody has read in since the last look at them.
    opened: RefCell<BTreeSet<(Tag, RecordId)>>,
    /// Until when the texts of threads stay that somebody reads.
    read: BTreeMap<(Tag, RecordId), Millis>,
    /// Came back in the batch that is under way.
    came: Vec<(Tag, RecordId)>,
    /// Whoever has come since may have what is wanted.
    ask_again: bool,
    /// A large record has come, for which there may be too little room.
    more: bool,
}

/// A record with a large body that is here.
#[derive(Debug)]
struct Large {
    kept: Kept<RecordId, Option<PersonId>>,
    title: String,
    devices: usize,
}

fn key(id: &RecordId) -> Vec<u8> {
    [OUTLINE, id.as_bytes()].concat()
}

/// As peers are asked about a record, over the streams on which they are asked about attachments.
fn as_blob(id: &RecordId) -> BlobId {
    BlobId::from_bytes(*id.as_bytes())
}

impl Engine {
    /// A record as its thread shows it: where its body was let go, with the outline in its place.
    pub(super) fn reopen_outlined(&self, state: &CircleState, sealed: &Sealed) -> Option<Record> {
        let mut record = state.reopen(sealed)?;
        if record.dropped
            && let Some(outline) = self.store.local(&key(&record.id)).ok().flatten()
        {
            (record.body, record.dropped) = (outline, false);
        }
        Some(record)
    }

    /// The records of a thread of which the heads alone are here.
    fn bodiless_in(&self, tag: Tag, root: &RecordId) -> Result<Vec<RecordId>, Error> {
        if self.circles.get(&tag).is_none_or(|state| state.without().is_empty()) {
            return Ok(Vec::new());
        }
        let mut ids = self.views.ids(&super::schema::thread(&tag, root))?;
        ids.retain(|id| self.store.status(id).is_some_and(|status| !status.whole));
        Ok(ids)
    }

    /// Says no where the text of a note or question itself is not whole here. Somebody reads in the thread: what is missing
    /// anywhere in it is fetched, and what is here stays for a while.
    pub(super) fn whole_text(&self, tag: Tag, root: &RecordId) -> Result<(), Error> {
        self.bodies.opened.borrow_mut().insert((tag, *root));
        match self.parts_away(tag, root)?.remove(root) {
            Some(with) => Err(Error::TextAway { title: self.title_of(root), with }),
            None => Ok(()),
        }
    }

    /// The items of a thread whose texts are not whole here.
    pub(super) fn parts_away(&self, tag: Tag, root: &RecordId) -> Result<Away, Error> {
        let mut missing: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for id in self.bodiless_in(tag, root)? {
            missing.entry(self.item_of_text(tag, root, &id)).or_default().push(id);
        }
        let names = |ids: &[RecordId]| self.holders_of_bodies(tag, ids).into_iter().map(|author| author.name).collect();
        Ok(missing.into_iter().map(|(item, ids)| (item, names(&ids))).collect())
    }

    /// Of which item of a thread a record has text: of the thread's own, unless it is known to be of another.
    fn item_of_text(&self, tag: Tag, root: &RecordId, id: &RecordId) -> RecordId {
        let sealed = self.store.get(id).ok().flatten();
        let record =
            self.circles.get(&tag).zip(sealed).and_then(|(state, sealed)| self.reopen_outlined(state, &sealed));
        match record.and_then(|record| Body::read(record.kind, &record.body).ok()) {
            Some(Body::Answer(_) | Body::Comment(_)) => *id,
            Some(Body::Revision(revision)) => revision.of,
            _ => *root,
        }
    }

    /// The texts of a thread stay for a while from now on. Of very many threads those that were read last.
    fn keep_read(&mut self, now: Now, tag: Tag, root: RecordId) {
        let read = &mut self.bodies.read;
        read.retain(|_, until| *until > now.mono);
        read.insert((tag, root), now.mono.after(READ_STAYS));
        if read.len() > limits::THREADS_READ
            && let Some(first) = read.iter().min_by_key(|(_, until)| **until).map(|(thread, _)| *thread)
        {
            read.remove(&first);
        }
    }

    /// Who is known to hold all of these records.
    fn holders_of_bodies(&self, tag: Tag, ids: &[RecordId]) -> Vec<Author> {
        let Some(state) = self.circles.get(&tag) else { return Vec::new() };
        let coverage = self.coverage(tag);
        let mut people: Option<BTreeSet<PersonId>> = None;
        for id in ids {
            let record = self.store.get(id).ok().flatten().and_then(|sealed| state.reopen(&sealed));
            let Some(record) = record else { return Vec::new() };
            let name = device_name(&record.device);
            let devices = coverage.holders_of(&name, record.seq);
            let of: BTreeSet<PersonId> = devices.filter_map(|device| state.circle().person_of(&device)).collect();
            people = Some(people.map_or_else(|| of.clone(), |people| people.intersection(&of).copied().collect()));
        }
        people.unwrap_or_default().into_iter().map(|person| self.author(tag, person)).collect()
    }

    /// A record with a large body, if its body is one that can go; whether it may go now stands in it.
    fn large(&self, now: Now, tag: Tag, id: RecordId, bytes: u32) -> Option<Large> {
        let state = self.circles.get(&tag)?;
        let status = self.store.status(&id).filter(|status| status.whole && status.lane != Lane::Control)?;
        let head = self.store.get(&id).ok().flatten()?.without_body()?;
        let record = state.reopen(&head)?;
        let classes = [Class::Note, Class::Question, Class::Answer, Class::Revision, Class::Comment];
        Class::of(record.kind).filter(|class| classes.contains(class))?;
        let root = self.item(&id).ok()?.root;
        let row = self.views.row(&tag, &root).ok().flatten()?;
        let by = state.circle().person_of(&record.device);
        // Of what nobody can be told to lack, nothing goes: a chain that forks, or one that has a gap before it.
        let is_told =
            !state.is_forked(&record.device) && state.line(&record.device).is_some_and(|(end, _)| record.seq <= end);
        let is_kept = by.is_none_or(|by| by == self.me.person) || self.is_pinned(&id) || self.has_draft_on(&[id, root]);
        let later = self.bodies.asked_again.get(&id).is_some_and(|at| *at > now.mono);
        let needed = self.bodies.wanted.contains_key(&id) || self.bodies.leaving.is_leaving(&id);
        let is_read = self.bodies.read.get(&(tag, root)).is_some_and(|until| *until > now.mono);
        let may_go = is_told && status.state == SetState::In && !is_kept && !later && !needed && !is_read;
        // What came first goes first; what was taken back before all else.
        let since = if row.summary.marks().retracted { 0 } else { status.cursor.0.saturating_add(1) };
        let bytes = u64::from(bytes).saturating_sub(LEFT_BYTES);
        let devices = self.coverage(tag).holders_of(&device_name(&record.device), record.seq).count();
        let kept = Kept { blob: id, by, bytes, since, may_go };
        Some(Large { kept, title: row.summary.title().to_owned(), devices })
    }

    /// The records of others with large bodies in a circle, the first ones that came: a look at all of very many would keep
    /// others waiting, and when these are gone the next ones are looked at.
    fn larges(&self, now: Now, tag: Tag) -> Vec<Large> {
        let Some(state) = self.circles.get(&tag) else { return Vec::new() };
        let own = self.own_chains(state);
        let own: HashSet<RecordId> =
            own.flat_map(|device| state.chains().records(&device).map(|(_, id)| id).collect::<Vec<_>>()).collect();
        let large = self.store.record_sizes(&tag).filter(|(_, bytes)| *bytes >= limits::BIG_RECORD_BYTES);
        let large = large.filter(|(id, _)| !own.contains(id));
        large.filter_map(|(id, bytes)| self.large(now, tag, id, bytes)).take(limits::BODIES_LOOKED_AT).collect()
    }

    /// Whether somebody writes on here what is to become a part of one of these.
    fn has_draft_on(&self, items: &[RecordId]) -> bool {
        let names: Vec<String> = items.iter().map(ToString::to_string).collect();
        self.private.drafts().any(|key| names.iter().any(|name| key.contains(name.as_str())))
    }

    /// What of the texts would go first, were there too little room.
    pub(super) fn texts_going(&self, now: Now, tag: Tag, most: usize) -> Vec<answer::Going> {
        let larges = self.larges(now, tag);
        let kept: Vec<_> = larges.iter().map(|large| large.kept).collect();
        let going = to_let_go(&kept, u64::MAX, 0).into_iter().take(most);
        let of = |id: RecordId| {
            let large = larges.iter().find(|large| large.kept.blob == id)?;
            let (bytes, devices, taken_back) = (large.kept.bytes, large.devices, large.kept.since == 0);
            Some(answer::Going {
                id,
                title: large.title.clone(),
                name: String::new(),
                blob: None,
                bytes,
                devices,
                taken_back,
            })
        };
        going.filter_map(of).collect()
    }

    /// Asks around about the texts that should go so that a circle takes so many bytes less.
    pub(super) fn let_texts_go(&mut self, now: Now, tag: Tag, beyond: u64) {
        let kept: Vec<_> = self.larges(now, tag).into_iter().map(|large| large.kept).collect();
        for id in to_let_go(&kept, beyond, 0) {
            if self.bodies.leaving.count() >= QUESTIONS || !self.has_room_to_say(tag) {
                return;
            }
            let peers = self.peers_of_body(tag, &id);
            if !peers.is_empty() {
                self.bodies.leaving.begin(id);
                self.batch.effects.push(Effect::AskWhetherStays { blob: as_blob(&id), peers });
            }
        }
    }

    /// Whether our frontier can name one more body that is let go.
    fn has_room_to_say(&self, tag: Tag) -> bool {
        let state = self.circles.get(&tag);
        state.is_some_and(|state| Frontier::has_room(state.chains().devices().count(), state.without()))
    }

    /// Members' peers to ask about a body, those first that are known to hold it.
    fn peers_of_body(&self, tag: Tag, id: &RecordId) -> Vec<PeerName> {
        let Some(state) = self.circles.get(&tag) else { return Vec::new() };
        let Some(record) = self.store.get(id).ok().flatten().and_then(|sealed| state.reopen(&sealed)) else {
            return Vec::new();
        };
        let name = device_name(&record.device);
        let known: BTreeSet<_> = self.coverage(tag).holders_of(&name, record.seq).collect();
        let links = self.links.values().filter(|link| self.may_travel_to(tag, &link.peer));
        let proved = links.filter_map(|link| Some((!known.contains(link.proved.get(&tag)?), link.peer.clone())));
        let peers: BTreeSet<(bool, PeerName)> = proved.collect();
        peers.into_iter().map(|(_, peer)| peer).take(PEERS_ASKED).collect()
    }

    /// Whether it is a record about which peers were asked.
    pub(super) fn is_leaving_body(&self, blob: &BlobId) -> bool {
        self.bodies.leaving.is_leaving(&RecordId::from_bytes(*blob.as_bytes()))
    }

    /// A peer has said that its copy of a body stays, or nobody has.
    pub(super) fn body_stays(&mut self, now: Now, blob: &BlobId, peer: Option<&str>) {
        let id = RecordId::from_bytes(*blob.as_bytes());
        let may_go = self.bodies.leaving.answered(&id, peer.is_some());
        self.kept_more(now);
        if !may_go {
            self.bodies.asked_again.retain(|_, at| *at > now.mono);
            self.bodies.asked_again.insert(id, now.mono.after(ASKED_AGAIN));
            return;
        }
        // What was settled while the question was on its way counts.
        let Some(tag) = self.store.status(&id).map(|status| status.tag) else { return };
        let is_over = self.quota_of(tag).is_some_and(|quota| self.room_taken(tag) > quota);
        let large = self.large(now, tag, id, u32::MAX).filter(|large| large.kept.may_go);
        if is_over && large.is_some() && self.has_room_to_say(tag) {
            self.let_body_go(now, tag, id);
        }
    }

    fn let_body_go(&mut self, now: Now, tag: Tag, id: RecordId) {
        let Some(sealed) = self.store.get(&id).ok().flatten() else { return };
        let Some(record) = self.circles.get(&tag).and_then(|state| state.reopen(&sealed)) else { return };
        let Some(outline) = outline(record.kind, &record.body) else { return };
        let freed = (sealed.bytes().len() as u64).saturating_sub(LEFT_BYTES);
        self.batch.entries.push(Entry::Local { key: key(&id), value: Some(outline) });
        self.batch.entries.push(Entry::Mark { id, mark: Mark::Dropped });
        self.commit(now);
        if self.store.status(&id).is_none_or(|status| status.whole) {
            return;
        }
        if let Some(state) = self.circles.get_mut(&tag) {
            state.body_is_here(&record, false);
        }
        self.used_less(tag, freed);
        self.bodies_changed(now, tag, &id);
    }

    /// What follows when a body has gone or come.
    fn bodies_changed(&mut self, now: Now, tag: Tag, id: &RecordId) {
        self.deliveries.changed(tag);
        self.frontier_soon(now, tag);
        if let Ok(item) = self.item(id) {
            self.mark_changed(tag, item.root);
        }
    }

    /// A peer wants to let its copy of a body go: whether ours stays.
    pub(super) fn body_will_stay(&self, id: &RecordId) -> bool {
        let is_here = self.store.status(id).is_some_and(|status| status.whole && status.state == SetState::In);
        self.bodies.leaving.will_stay(id, is_here)
    }

    /// Whether the body of a record that came is one that somebody here waits for.
    pub(super) fn is_wanted_body(&self, sealed: &Sealed) -> bool {
        sealed.has_body() && self.bodies.wanted.contains_key(&sealed.id())
    }

    /// Stages a record whose body is back. Its id says that it is the body which its author signed.
    pub(super) fn take_body(&mut self, tag: Tag, sealed: &Sealed) {
        let id = sealed.id();
        self.batch.entries.push(Entry::Record { sealed: sealed.clone(), state: SetState::In });
        self.batch.entries.push(Entry::Local { key: key(&id), value: None });
        self.bodies.came.push((tag, id));
    }

    /// A record is being kept: if it is a large one, it is looked whether that is too much.
    pub(super) fn large_came(&mut self, sealed: &Sealed) {
        self.bodies.more |= sealed.bytes().len() >= limits::BIG_RECORD_BYTES as usize;
    }

    /// What follows from bodies that have come back, once they are durable; and asks for those of threads that were opened.
    pub(super) fn follow_bodies(&mut self, now: Now) {
        let opened = std::mem::take(&mut *self.bodies.opened.borrow_mut());
        for (tag, root) in &opened {
            self.keep_read(now, *tag, *root);
        }
        for (tag, id) in std::mem::take(&mut self.bodies.came) {
            if self.store.status(&id).is_none_or(|status| !status.whole) {
                continue;
            }
            self.bodies.wanted.remove(&id);
            let sealed = self.store.get(&id).ok().flatten();
            if let Some(state) = self.circles.get_mut(&tag)
                && let Some(record) = sealed.and_then(|sealed| state.reopen(&sealed))
            {
                state.body_is_here(&record, true);
            }
            if let Ok(item) = self.item(&id) {
                self.views.dirty.insert((tag, item.root));
                self.keep_read(now, tag, item.root);
            }
            self.bodies_changed(now, tag, &id);
            self.kept_more(now);
        }
        if std::mem::take(&mut self.bodies.more) {
            self.kept_more(now);
        }
        let mut ask: BTreeMap<RecordId, Tag> = BTreeMap::new();
        for (tag, root) in opened {
            for id in self.bodiless_in(tag, &root).unwrap_or_default() {
                if self.bodies.wanted.len() < limits::BODIES_WANTED || self.bodies.wanted.contains_key(&id) {
                    self.bodies.wanted.insert(id, tag);
                    ask.insert(id, tag);
                }
            }
        }
        if std::mem::take(&mut self.bodies.ask_again) {
            ask.extend(self.bodies.wanted.iter().map(|(id, tag)| (*id, *tag)));
        }
        for (id, tag) in ask {
            let from = self.links_with_body(tag, &id);
            if !from.is_empty() {
                self.drive(now, commonplace_sync::Input::BodyWanted { tag, id, from });
            }
        }
    }

    /// The links of those who are known to hold a record: members first, then relays.
    fn links_with_body(&self, tag: Tag, id: &RecordId) -> Vec<LinkId> {
        let Some((state, status)) = self.circles.get(&tag).zip(self.store.status(id)) else { return Vec::new() };
        let record = self.store.get(id).ok().flatten().and_then(|sealed| state.reopen(&sealed));
        let Some(record) = record else { return Vec::new() };
        let known: BTreeSet<_> = self.coverage(tag).holders_of(&device_name(&record.device), record.seq).collect();
        let open = || self.links.iter().filter(|(_, link)| link.open.contains(&tag));
        let members = open().filter(|(_, link)| link.proved.get(&tag).is_some_and(|device| known.contains(device)));
        let relays = open().filter(|(id, _)| self.relay_holds(**id, tag, &status));
        members.chain(relays).map(|(id, _)| *id).collect()
    }

    /// Somebody has come who may have what is wanted.
    pub(super) fn ask_for_bodies_again(&mut self) {
        self.bodies.ask_again = !self.bodies.wanted.is_empty();
    }
}
