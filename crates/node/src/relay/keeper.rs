//! The machine of a relay: what peers send is kept or refused, and questions about leases are answered.

mod attaching;
mod compacting;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use commonplace_core::id::{BlobId, RecordId, SlipKey, Tag};
use commonplace_core::lease::{Answer, Question, RelayId, Standing, Terms, Wish, gate, pass, pass_key};
use commonplace_core::limits;
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::SetKey;
use commonplace_core::slip::{Offered, Slip};
use commonplace_core::time::Slot;
use commonplace_store::{Entry, Mark, SetState, Store};
use commonplace_sync::{self as sync, CloseReason, LinkId, Millis, Notice, Output, Rejection, Replicator};

use self::compacting::Compacting;
use super::replica::RelayReplica;
use super::shelves::{Allowed, Lent, Shelves};
use crate::engine::{BlobQuestion, Now};
use crate::error::Error;

/// How long slips that members brought wait for the disk: a lively circle says something new each second, and only the
/// last of it is worth a write.
const WRITTEN_AFTER: Duration = Duration::from_secs(30);

/// What happens to a relay.
#[derive(Debug)]
pub enum Input {
    /// The link of frames with a peer is up.
    LinkUp {
        /// The link.
        link: LinkId,
        /// With whom.
        peer: [u8; 32],
        /// Whether we opened it.
        initiator: bool,
        /// Hash of both transport identities.
        binding: [u8; 32],
    },
    /// A link is over.
    LinkDown {
        /// Which.
        link: LinkId,
    },
    /// A frame arrived.
    Frame {
        /// On which link.
        link: LinkId,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Bytes of ours were handed to the transport.
    Drained {
        /// On which link.
        link: LinkId,
        /// How many since the last time.
        bytes: usize,
    },
    /// A peer asks about a lease.
    Asked {
        /// Who waits for the answer.
        ask: u64,
        /// Who asks.
        peer: [u8; 32],
        /// The nonces of this conversation, theirs first.
        nonces: [[u8; 32]; 2],
        /// Hash of both transport identities.
        binding: [u8; 32],
        /// What.
        question: Question,
    },
    /// A peer asks about an attachment.
    BlobAsked {
        /// Who waits for the answer.
        ask: u64,
        /// Who asks.
        peer: [u8; 32],
        /// About which.
        blob: BlobId,
        /// What.
        question: BlobQuestion,
    },
    /// A fetch is over, however it went: what is here of it the store knows.
    FetchEnded {
        /// Of which attachment.
        blob: BlobId,
    },
    /// Time has passed.
    Tick,
}

/// What a relay wants done. Nothing of it happens before everything that it rests on is durable.
#[derive(Debug)]
pub enum Effect {
    /// Send a frame.
    Send {
        /// On which link.
        link: LinkId,
        /// Its bytes.
        frame: Vec<u8>,
    },
    /// End a link; ban the peer for this long if it misbehaved.
    Close {
        /// Which.
        link: LinkId,
        /// Milliseconds.
        ban: Option<u64>,
    },
    /// Answer a question.
    Answer {
        /// Who waits.
        ask: u64,
        /// What to say.
        answer: Answer,
    },
    /// Answer a question about an attachment.
    AnswerBlob {
        /// Who waits.
        ask: u64,
        /// Whether they may have it.
        may: bool,
    },
    /// Fetch what is missing of an attachment.
    Fetch {
        /// Which.
        blob: BlobId,
        /// Its sealed size, in bytes.
        size: u64,
        /// From whom.
        peers: Vec<[u8; 32]>,
    },
    /// Fetch it from these from now on.
    Sources {
        /// Which.
        blob: BlobId,
        /// From whom; from nobody ends it.
        peers: Vec<[u8; 32]>,
    },
    /// Fetch it no longer.
    StopFetch {
        /// Which.
        blob: BlobId,
    },
    /// A peer has shown the gate of a lease: keep room for it, and a place if it wants one.
    Welcome {
        /// Who.
        peer: [u8; 32],
    },
}

/// What has happened since the start, and how things stand: numbers without names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Leases at work.
    pub leases: u64,
    /// Leases that have refused something for want of room.
    pub full: u64,
    /// Links that are up, and sessions on them.
    pub links: u64,
    /// Sessions that are open.
    pub sessions: u64,
    /// Bytes of records kept for all leases.
    pub bytes: u64,
    /// Attachments kept whole for all leases, and bytes that are set aside for all of them.
    pub kept: u64,
    /// See `kept`.
    pub kept_bytes: u64,
    /// Attachments fetched.
    pub attachments: u64,
    /// Records taken.
    pub taken: u64,
    /// Records refused: too far ahead, beyond the quota, or not written.
    pub refused: u64,
    /// Questions about leases that no gate fitted.
    pub turned_away: u64,
    /// Changes of leases.
    pub changed: u64,
    /// Peers closed for misbehaving.
    pub misbehaved: u64,
}

#[derive(Debug)]
struct Link {
    peer: [u8; 32],
    open: BTreeSet<Tag>,
}

/// An attachment that is being fetched.
#[derive(Debug)]
struct Fetching {
    /// For which circle it was begun.
    tag: Tag,
    peers: BTreeSet<[u8; 32]>,
    /// It is to go when the fetch has ended.
    stopping: bool,
}

/// A record on its way to the disk.
#[derive(Debug, Clone, Copy)]
struct Staged {
    tag: Tag,
    id: RecordId,
    link: LinkId,
    bytes: u64,
}

/// The machine of a relay.
#[derive(Debug)]
pub struct Relay {
    me: RelayId,
    store: Store,
    shelves: Shelves,
    replicator: Replicator,
    links: BTreeMap<LinkId, Link>,
    entries: Vec<Entry>,
    staged: Vec<Staged>,
    touched: BTreeSet<Tag>,
    slips: BTreeSet<(Tag, SlipKey)>,
    /// Attachments of which it is to be written down that they are kept, or no longer.
    parcels: BTreeSet<(Tag, BlobId)>,
    /// Circles of which records may be here that are older than what is kept.
    sweeping: BTreeSet<Tag>,
    fetching: BTreeMap<BlobId, Fetching>,
    /// Slips that members brought: they are written after a while, of each key the latest. A crash forgets them, and
    /// members bring them again.
    later: BTreeSet<(Tag, SlipKey)>,
    later_at: Option<Millis>,
    /// Slips that could not be written down.
    unwritten: BTreeSet<(Tag, SlipKey)>,
    effects: Vec<Effect>,
    /// What was promised in this batch, to be taken back if it cannot be written.
    promised: Vec<Promise>,
    /// What a sweep counts as free before it is on the disk.
    swept: Option<(Tag, u64)>,
    /// Askers to whom a promise of this batch was broken.
    refused: BTreeSet<u64>,
    wake: Option<Millis>,
    compacting: Compacting,
    counts: Counts,
}

/// Who asks, and the question's number.
#[derive(Debug, Clone, Copy)]
struct Asker {
    ask: u64,
    peer: [u8; 32],
}

/// What an asker was told to be done, and what was before.
#[derive(Debug)]
struct Promise {
    ask: u64,
    before: Before,
}

#[derive(Debug)]
enum Before {
    /// The terms that were replaced.
    Terms(Tag, Box<Terms>),
    /// Bytes that were counted as free.
    Freed(Tag, u64),
    /// A slip was not here. It stays, and is written down with what comes next.
    NoSlip,
}

/// Whom a question comes from.
enum Known {
    Present(Tag),
    Retired(Tag),
    /// A ticket's holder, by the pass of a key that is present or retired: tickets outlive epochs.
    Passing(Tag),
    Nobody,
}

impl Relay {
    /// The relay with this id on an open store. `seed` is 32 random bytes.
    ///
    /// # Errors
    /// [`Error::Store`] when what is stored cannot be read, or the leases not be written.
    pub fn open(me: RelayId, mut store: Store, allowed: Vec<Allowed>, seed: [u8; 32]) -> Result<Self, Error> {
        let ours = allowed.into_iter().filter(|allowed| allowed.lease.relay == me).collect();
        let shelves = Shelves::open(&mut store, ours)?;
        let compacting = Compacting::of(&store);
        let tags = |wanted: fn(&Lent) -> bool| -> Vec<Tag> {
            shelves.all().filter(|lent| wanted(lent)).map(|lent| lent.lease.tag).collect()
        };
        let forgotten = tags(|lent| lent.lease.terms.is_forgotten());
        let sweeping = tags(|lent| lent.lease.terms.horizon > Slot(0)).into_iter().collect();
        let mut relay = Self {
            me,
            store,
            shelves,
            replicator: Replicator::new(seed),
            links: BTreeMap::new(),
            entries: Vec::new(),
            staged: Vec::new(),
            touched: BTreeSet::new(),
            slips: BTreeSet::new(),
            parcels: BTreeSet::new(),
            sweeping,
            fetching: BTreeMap::new(),
            later: BTreeSet::new(),
            later_at: None,
            unwritten: BTreeSet::new(),
            effects: Vec::new(),
            promised: Vec::new(),
            swept: None,
            refused: BTreeSet::new(),
            wake: None,
            compacting,
            counts: Counts::default(),
        };
        forgotten.into_iter().for_each(|tag| relay.forget_attachments(tag));
        Ok(relay)
    }

    /// Takes a batch of inputs and says what is to be done, in this order.
    pub fn handle(&mut self, now: Now, inputs: impl IntoIterator<Item = Input>) -> Vec<Effect> {
        for input in inputs {
            self.take(now, input);
        }
        if self.later_at.is_some_and(|at| at <= now.mono) {
            self.write_slips(now);
        }
        self.commit(now);
        self.sweep(now);
        self.compact(now);
        let refused = std::mem::take(&mut self.refused);
        for effect in &mut self.effects {
            if let Effect::Answer { ask, answer } = effect
                && refused.contains(ask)
            {
                *answer = Answer::Refused;
            }
        }
        std::mem::take(&mut self.effects)
    }

    /// When [`Input::Tick`] is due, if at all.
    #[must_use]
    pub fn wake_at(&self) -> Option<Millis> {
        let sweeping = (!self.sweeping.is_empty()).then(Millis::default);
        self.wake.into_iter().chain(self.later_at).chain(sweeping).chain([self.compacting.due()]).min()
    }

    /// How things stand.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let count = |count: usize| count as u64;
        Counts {
            leases: count(self.shelves.all().count()),
            full: count(self.shelves.all().filter(|lent| lent.full).count()),
            links: count(self.links.len()),
            sessions: count(self.links.values().map(|link| link.open.len()).sum()),
            bytes: self.shelves.all().map(|lent| lent.used).sum(),
            kept: count(self.shelves.all().map(|lent| lent.attachments.whole()).sum()),
            kept_bytes: self.shelves.all().map(|lent| lent.attachments.bytes()).sum(),
            ..self.counts
        }
    }

    fn take(&mut self, now: Now, input: Input) {
        match input {
            Input::LinkUp { link, peer, initiator, binding } => {
                self.links.insert(link, Link { peer, open: BTreeSet::new() });
                self.drive(now, sync::Input::LinkUp { link, initiator, binding });
            }
            Input::LinkDown { link } => {
                if self.links.remove(&link).is_some() {
                    self.drive(now, sync::Input::LinkDown { link });
                    self.follow_sources();
                }
            }
            Input::Frame { link, bytes } => self.drive(now, sync::Input::Frame { link, bytes }),
            Input::Drained { link, bytes } => self.drive(now, sync::Input::Drained { link, bytes }),
            Input::Asked { ask, peer, nonces, binding, question } => {
                let asker = Asker { ask, peer };
                let answer = self.answer(now, asker, &nonces, &binding, question);
                self.effects.push(Effect::Answer { ask, answer });
            }
            Input::BlobAsked { ask, peer, blob, question } => {
                let may = self.may_have(&peer, &blob, question);
                self.effects.push(Effect::AnswerBlob { ask, may });
            }
            Input::FetchEnded { blob } => self.fetch_ended(blob),
            Input::Tick => {
                // A wish whose time has not come stays: the replicator makes none twice.
                self.wake = self.wake.filter(|at| *at > now.mono);
                self.drive(now, sync::Input::Tick);
            }
        }
    }

    /// Gives the replicator an input and does what it wants. What comes of that may be further inputs, hence the queue.
    fn drive(&mut self, now: Now, input: sync::Input) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let replica = RelayReplica { store: &self.store, shelves: &self.shelves, hour: Slot::of(now.wall) };
            for output in self.replicator.handle(now.mono, input, &replica) {
                self.carry_out(now, output, &mut inputs);
            }
        }
    }

    fn carry_out(&mut self, now: Now, output: Output, inputs: &mut VecDeque<sync::Input>) {
        match output {
            Output::Send { link, frame } => self.effects.push(Effect::Send { link, frame }),
            Output::Ingest { link, tag, records } => self.ingest(now, link, tag, records, inputs),
            Output::Slips { link, tag, slips } => self.keep_slips(now, link, tag, slips, inputs),
            Output::Close { link, why } => {
                let misbehaved = why == CloseReason::Misbehaved;
                self.counts.misbehaved += u64::from(misbehaved);
                let ban = misbehaved.then(|| u64::try_from(limits::sync::BAN.as_millis()).unwrap_or(u64::MAX));
                self.effects.push(Effect::Close { link, ban });
            }
            Output::WakeAt(at) => self.wake = Some(at),
            Output::Notice(Notice::SessionOpen { link, tag, .. }) => {
                if let Some(known) = self.links.get_mut(&link) {
                    known.open.insert(tag);
                    self.effects.push(Effect::Welcome { peer: known.peer });
                    self.follow_sources();
                    self.fetch_more();
                }
            }
            Output::Notice(Notice::SessionClosed { link, tag, .. }) => {
                if let Some(known) = self.links.get_mut(&link) {
                    known.open.remove(&tag);
                    self.follow_sources();
                }
            }
            Output::Notice(_) => {}
        }
    }

    /// Keeps records, or refuses them and says so. Their hash is their name and their tag the session's: the replicator has
    /// seen to both.
    fn ingest(&mut self, now: Now, link: LinkId, tag: Tag, records: Vec<Sealed>, inputs: &mut VecDeque<sync::Input>) {
        let latest = Slot(Slot::of(now.wall).0.saturating_add(limits::SLOT_AHEAD_HOURS));
        let mut refused: [Vec<RecordId>; 3] = Default::default();
        for sealed in records {
            let (id, bytes) = (sealed.id(), sealed.bytes().len() as u64);
            let Some(lent) = self.shelves.get_mut(&tag) else {
                refused[0].push(id);
                continue;
            };
            if self.staged.iter().any(|staged| staged.id == id) {
                self.staged.push(Staged { tag, id, link, bytes: 0 });
            } else if sealed.header().slot < lent.horizon()[sealed.header().lane as usize] {
                // It was on its way when the horizon moved on.
                refused[2].push(id);
            } else if sealed.header().slot > latest || !sealed.has_body() {
                // Nobody honest sends a head alone, and whoever came by would be kept from the body.
                refused[1].push(id);
            } else if !lent.has_room(bytes) {
                lent.full = true;
                refused[0].push(id);
            } else {
                lent.used += bytes;
                self.touched.insert(tag);
                self.staged.push(Staged { tag, id, link, bytes });
                self.entries.push(Entry::Record { sealed, state: SetState::In });
            }
        }
        for (ids, why) in
            refused.into_iter().zip([Rejection::Unavailable, Rejection::Postponed, Rejection::Inadmissible])
        {
            self.counts.refused += ids.len() as u64;
            if !ids.is_empty() {
                inputs.push_back(sync::Input::Rejected { link, tag, ids, why });
            }
        }
    }

    fn keep_slips(&mut self, now: Now, link: LinkId, tag: Tag, slips: Vec<Slip>, inputs: &mut VecDeque<sync::Input>) {
        let Some(lent) = self.shelves.get_mut(&tag) else { return };
        for slip in slips {
            let (key, number) = (slip.header().key, slip.header().number);
            if let Offered::Kept { dropped } = lent.bring(slip, Slot::of(now.wall)) {
                self.later.extend(dropped.into_iter().chain([key]).map(|key| (tag, key)));
                self.later_at.get_or_insert(now.mono.after(WRITTEN_AFTER));
                inputs.push_back(sync::Input::SlipKept { tag, key, number, from: Some(link) });
            }
        }
    }

    /// Stages the slips that members brought, and lets go of those that are too old.
    fn write_slips(&mut self, now: Now) {
        self.later_at = None;
        self.slips.append(&mut self.later);
        for lent in self.shelves.all_mut() {
            let tag = lent.lease.tag;
            let stale = lent.slips.forget_stale(Slot::of(now.wall));
            self.slips.extend(stale.into_iter().map(|key| (tag, key)));
        }
    }

    /// Makes the batch durable, then acknowledges it.
    fn commit(&mut self, now: Now) {
        loop {
            let staged = std::mem::take(&mut self.staged);
            let mut entries = std::mem::take(&mut self.entries);
            for tag in std::mem::take(&mut self.touched) {
                self.make_room(tag);
                entries.extend(self.shelves.get(&tag).map(Lent::used_entry));
            }
            let mut slips = std::mem::take(&mut self.slips);
            if !entries.is_empty() || !slips.is_empty() {
                slips.append(&mut self.unwritten);
            }
            let parcels = std::mem::take(&mut self.parcels);
            for (tag, blob) in &parcels {
                entries.extend(self.shelves.get(tag).map(|lent| lent.attachments.entry(tag, blob)));
            }
            for (tag, key) in &slips {
                entries.extend(self.shelves.get(tag).map(|lent| lent.slip_entries(key)).into_iter().flatten());
            }
            if entries.is_empty() {
                self.promised.clear();
                return;
            }
            match self.store.append(&entries) {
                Ok(_) => {
                    self.promised.clear();
                    for Staged { tag, id, link, bytes } in staged {
                        self.counts.taken += u64::from(bytes > 0);
                        self.drive(now, sync::Input::Admitted { tag, id, from: sync::Origin::Link(link) });
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "could not write");
                    self.unwritten.extend(slips);
                    self.roll_back(now, staged);
                }
            }
        }
    }

    fn roll_back(&mut self, now: Now, staged: Vec<Staged>) {
        self.break_promises(now);
        if let Some((tag, bytes)) = self.swept.take()
            && let Some(lent) = self.shelves.get_mut(&tag)
        {
            // At the next start, or when the horizon moves on again.
            lent.used = lent.used.saturating_add(bytes);
            self.sweeping.remove(&tag);
        }
        for Staged { tag, id, link, bytes } in staged {
            self.counts.refused += u64::from(bytes > 0);
            if let Some(lent) = self.shelves.get_mut(&tag) {
                lent.used = lent.used.saturating_sub(bytes);
                lent.full = true;
            }
            let ids = vec![id];
            self.drive(now, sync::Input::Rejected { link, tag, ids, why: Rejection::Unavailable });
        }
    }

    /// Takes back what was promised and is not on the disk, the last first: who asked hears that it was not done, and asks
    /// again at the next visit.
    fn break_promises(&mut self, now: Now) {
        for Promise { ask, before } in std::mem::take(&mut self.promised).into_iter().rev() {
            match before {
                Before::Terms(tag, terms) => {
                    if let Some(lent) = self.shelves.get_mut(&tag) {
                        lent.lease.terms = *terms;
                    }
                    self.counts.changed = self.counts.changed.saturating_sub(1);
                    self.drive(now, sync::Input::CircleChanged { tag });
                }
                Before::Freed(tag, bytes) => {
                    if let Some(lent) = self.shelves.get_mut(&tag) {
                        lent.used = lent.used.saturating_add(bytes);
                    }
                }
                Before::NoSlip => {}
            }
            self.refused.insert(ask);
        }
    }

    fn answer(
        &mut self,
        now: Now,
        asker: Asker,
        nonces: &[[u8; 32]; 2],
        binding: &[u8; 32],
        question: Question,
    ) -> Answer {
        match self.known(&question.gates, nonces, binding) {
            Known::Nobody => {
                self.counts.turned_away += 1;
                Answer::Unknown
            }
            Known::Retired(tag) if self.has_forgotten(&tag) => self.forgotten(&tag),
            Known::Retired(tag) => self.doors(&tag),
            Known::Present(tag) => self.done(now, tag, asker, question.wish),
            Known::Passing(tag) if self.has_forgotten(&tag) => Answer::Unknown,
            Known::Passing(tag) => match question.wish {
                Wish::Leave { slip } => self.left(now, tag, asker, &slip),
                Wish::Visit | Wish::Change { .. } | Wish::Drop { .. } | Wish::Forget { .. } | Wish::Offer { .. } => {
                    Answer::Refused
                }
            },
        }
    }

    /// Which lease a question is about: of several gates the first that fits one, with the same work whether any does.
    fn known(&self, shown: &[[u8; 16]], nonces: &[[u8; 32]; 2], binding: &[u8; 32]) -> Known {
        let mut found = (usize::MAX, Known::Nobody);
        for lent in self.shelves.all() {
            let terms = &lent.lease.terms;
            let present = terms.gate_keys.iter().map(|key| (key, true));
            for (key, is_present) in present.chain(terms.retired.iter().map(|key| (key, false))) {
                let tag = lent.lease.tag;
                let held = if is_present { Known::Present(tag) } else { Known::Retired(tag) };
                for (key, known) in [(*key, held), (pass_key(&pass(key)), Known::Passing(tag))] {
                    let fitting = gate(&key, nonces, binding);
                    let place = shown.iter().position(|shown| *shown == fitting).unwrap_or(usize::MAX);
                    if place < found.0 {
                        found = (place, known);
                    }
                }
            }
        }
        found.1
    }

    /// The records in which a present member finds the newest secret: of no use to who was removed.
    fn doors(&self, tag: &Tag) -> Answer {
        let doors = self.shelves.get(tag).map(|lent| lent.lease.terms.doors.clone()).unwrap_or_default();
        let of_circle = |sealed: &Sealed| sealed.header().tag == *tag;
        let records = doors.iter().filter_map(|id| self.store.get(id).ok().flatten()).filter(of_circle);
        Answer::Door(records.map(|sealed| sealed.bytes().to_vec()).collect())
    }

    fn done(&mut self, now: Now, tag: Tag, asker: Asker, wish: Wish) -> Answer {
        let me = self.me;
        let Some(lent) = self.shelves.get_mut(&tag) else { return Answer::Unknown };
        if !wish.is_allowed(&lent.lease.terms, &tag, &me) {
            return Answer::Refused;
        }
        match wish {
            Wish::Visit => {}
            Wish::Change { terms, .. } => {
                // Terms without a key or an admin would shut everybody out for ever.
                let usable = !terms.gate_keys.is_empty() && !terms.admins.is_empty();
                if !usable || !terms.follows(&lent.lease.terms) {
                    return Answer::Refused;
                }
                let before = Box::new(std::mem::replace(&mut lent.lease.terms, *terms));
                self.entries.push(lent.terms_entry());
                let moves = before.horizon < lent.lease.terms.horizon;
                self.promised.push(Promise { ask: asker.ask, before: Before::Terms(tag, before) });
                if moves {
                    self.sweeping.insert(tag);
                }
                self.counts.changed += 1;
                self.drive(now, sync::Input::CircleChanged { tag });
            }
            Wish::Drop { ids, .. } => self.drop_records(now, tag, asker, &ids),
            Wish::Leave { slip } => return self.left(now, tag, asker, &slip),
            Wish::Forget { number, .. } => return self.forget(now, tag, number),
            Wish::Offer { parcels } => return self.offered(now, tag, asker.peer, parcels),
        }
        self.standing(tag, asker.peer)
    }

    fn has_forgotten(&self, tag: &Tag) -> bool {
        self.shelves.get(tag).is_some_and(|lent| lent.lease.terms.is_forgotten())
    }

    /// Ends a lease. First nobody is let in any more, then what lies here goes.
    fn forget(&mut self, now: Now, tag: Tag, number: u64) -> Answer {
        self.commit(now);
        let Some(lent) = self.shelves.get_mut(&tag) else { return Answer::Unknown };
        let before = lent.lease.terms.clone();
        if number != before.next_number() {
            return Answer::Refused;
        }
        lent.lease.terms = before.clone().forgotten(number);
        let slips = std::mem::take(&mut lent.slips);
        let gone = slips.slips().flat_map(|slip| lent.slip_entries(&slip.header().key));
        let entries: Vec<Entry> = [lent.terms_entry(), Compacting::wish()].into_iter().chain(gone).collect();
        if let Err(error) = self.store.append(&entries) {
            tracing::warn!(%error, "could not write");
            (lent.lease.terms, lent.slips) = (before, slips);
            return Answer::Refused;
        }
        self.counts.changed += 1;
        self.drive(now, sync::Input::CircleChanged { tag });
        let answer = self.forgotten(&tag);
        self.compacting.erase(now);
        answer
    }

    /// Says that a circle is forgotten, once that is so.
    fn forgotten(&mut self, tag: &Tag) -> Answer {
        self.forget_attachments(*tag);
        let Some(lent) = self.shelves.get_mut(tag) else { return Answer::Unknown };
        match lent.clear(&mut self.store) {
            Ok(()) => Answer::Forgotten(lent.lease.terms.number),
            Err(error) => {
                tracing::warn!(%error, "could not delete what a circle had here");
                Answer::Refused
            }
        }
    }

    /// Keeps what a ticket's holder asks, and gives what answers it: they hear of nothing else.
    fn left(&mut self, now: Now, tag: Tag, asker: Asker, bytes: &[u8]) -> Answer {
        let Some(lent) = self.shelves.get_mut(&tag) else { return Answer::Unknown };
        let Ok(slip) = Slip::from_bytes(bytes) else { return Answer::Refused };
        if slip.header().tag != tag {
            return Answer::Refused;
        }
        let (key, number) = (slip.header().key, slip.header().number);
        self.later_at.get_or_insert(now.mono.after(WRITTEN_AFTER));
        match lent.leave(slip.clone(), now) {
            Offered::Kept { dropped } => {
                self.slips.extend(dropped.into_iter().chain([key]).map(|key| (tag, key)));
                self.promised.push(Promise { ask: asker.ask, before: Before::NoSlip });
                self.drive(now, sync::Input::SlipKept { tag, key, number, from: None });
            }
            Offered::Old if self.unwritten.contains(&(tag, key)) || self.later.contains(&(tag, key)) => {
                self.slips.insert((tag, key));
                self.promised.push(Promise { ask: asker.ask, before: Before::NoSlip });
            }
            Offered::Old => {}
            Offered::Ahead | Offered::Stale | Offered::Full => return Answer::Refused,
        }
        Answer::Slips(self.shelves.get_mut(&tag).map(|lent| lent.answers_to(&slip)).unwrap_or_default())
    }

    fn drop_records(&mut self, now: Now, tag: Tag, asker: Asker, ids: &[RecordId]) {
        let freed = self.stage_lost(tag, ids);
        if let Some(lent) = self.shelves.get_mut(&tag) {
            lent.used = lent.used.saturating_sub(freed);
            lent.full &= lent.used >= lent.quota;
        }
        self.promised.push(Promise { ask: asker.ask, before: Before::Freed(tag, freed) });
        self.touched.insert(tag);
        self.commit(now);
        self.drive(now, sync::Input::CircleChanged { tag });
    }

    /// Lets go of what is older than what a lease keeps, some at a time: others are served meanwhile.
    fn sweep(&mut self, now: Now) {
        let Some(tag) = self.sweeping.first().copied() else { return };
        let Some(lent) = self.shelves.get(&tag) else {
            self.sweeping.remove(&tag);
            return;
        };
        let mut old = Vec::new();
        for (lane, horizon) in Lane::ALL.into_iter().zip(lent.horizon()).filter(|(_, horizon)| *horizon > Slot(0)) {
            let left = limits::LEASE_SWEEP - old.len();
            old.extend(self.store.set_ids(&tag, lane, ..SetKey::first_of(horizon), left).into_iter().map(|key| key.id));
        }
        let horizon = lent.lease.terms.horizon;
        let parcels = lent.attachments.iter().filter(|(_, kept)| kept.slot < horizon);
        let parcels: Vec<BlobId> = parcels.map(|(blob, _)| *blob).collect();
        if old.len() < limits::LEASE_SWEEP {
            self.sweeping.remove(&tag);
        }
        let freed = self.stage_lost(tag, &old);
        if let Some(lent) = self.shelves.get_mut(&tag) {
            lent.used = lent.used.saturating_sub(freed);
            lent.full &= lent.used >= lent.quota;
            parcels.iter().for_each(|blob| lent.attachments.remove(blob));
        }
        self.let_go(tag, parcels);
        self.touched.insert(tag);
        self.swept = Some((tag, freed));
        self.commit(now);
        self.swept = None;
        self.drive(now, sync::Input::CircleChanged { tag });
        self.commit(now);
    }

    /// Stages that these records are let go of, and says how many bytes that frees.
    fn stage_lost(&mut self, tag: Tag, ids: &[RecordId]) -> u64 {
        let mut freed = 0;
        // Each counts once, however often it is named: what is freed twice would be room beyond the quota.
        for id in ids.iter().collect::<BTreeSet<_>>() {
            if self.store.status(id).is_none_or(|status| status.tag != tag) {
                continue;
            }
            freed += self.store.get(id).ok().flatten().map_or(0, |sealed| sealed.bytes().len() as u64);
            self.entries.push(Entry::Mark { id: *id, mark: Mark::Lost });
        }
        freed
    }

    fn standing(&self, tag: Tag, peer: [u8; 32]) -> Answer {
        let Some(lent) = self.shelves.get(&tag) else { return Answer::Unknown };
        let here: BTreeSet<[u8; 32]> =
            self.links.values().filter(|link| link.open.contains(&tag)).map(|link| link.peer).collect();
        let peers = here.into_iter().filter(|other| *other != peer).take(limits::LEASE_PEERS).collect();
        Answer::Here(Box::new(Standing {
            terms: lent.lease.terms.clone(),
            quota: lent.quota,
            used: lent.used.saturating_add(lent.attachments.bytes()),
            full: lent.full,
            peers,
        }))
    }
}

#[cfg(test)]
#[path = "keeper_tests.rs"]
mod tests;
