//! Attachments that are not here: which are wanted, whom to ask, and who waits for them. Their bytes are moved by the
//! runtime; here is only the order of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use commonplace_core::id::{BlobId, Tag};
use commonplace_core::limits;
use commonplace_store::Entry;
use commonplace_sync::{self as sync, Millis};

use super::io::BlobEnd;
use super::schema::{self, Wanted};
use super::{AskId, Effect, Engine, Now, PeerName, store_error};
use crate::answer::Answer;
use crate::error::Error;
use crate::event::Event;

/// Attachments fetched at one time: each from all who have it, and further ones while one waits for the disk.
const FETCHES: usize = 4;
/// Of these, so many large ones: the pictures of a note do not wait for a film.
const LARGE_FETCHES: usize = 2;
/// The first pause after a fetch that brought nothing; it doubles each time.
const PAUSE: Duration = Duration::from_secs(2);
/// The pause doubles up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Large attachments that somebody asked for: fetched on after a restart.
const ASKED_FOR: &[u8] = b"wanted/";

fn asked_for(blob: &BlobId) -> Vec<u8> {
    [ASKED_FOR, blob.as_bytes()].concat()
}

/// Attachments named by records and not here yet.
#[derive(Debug, Default)]
pub(super) struct Wants {
    missing: BTreeMap<BlobId, Want>,
    fetching: BTreeMap<BlobId, Fetching>,
    /// Who waits until an attachment is here, to have it in a file.
    waiting: BTreeMap<BlobId, BTreeMap<AskId, PathBuf>>,
}

#[derive(Debug)]
struct Want {
    tags: BTreeSet<Tag>,
    /// Sizes, sealed, that records claim; the true one is found out by trying.
    sizes: BTreeSet<u64>,
    /// How often it was asked for.
    tries: usize,
    /// When to try again after those who were asked did not have it, and how often that was in a row.
    again: Millis,
    failures: u32,
    /// Somebody asked for it, whatever its size.
    asked_for: bool,
}

#[derive(Debug)]
struct Fetching {
    peers: Vec<PeerName>,
    size: u64,
    /// Something arrived in this fetch.
    progressed: bool,
    here: u64,
    stopping: bool,
}

impl Wants {
    /// Attachments of a circle that are wanted and not here.
    pub(super) fn missing(&self, tag: Tag) -> usize {
        self.missing.values().filter(|want| want.tags.contains(&tag)).count()
    }

    /// Whether it is to come, or somebody waits for it.
    pub(super) fn is_wanted(&self, blob: &BlobId) -> bool {
        self.missing.contains_key(blob) || self.waiting.contains_key(blob) || self.is_fetching(blob)
    }

    /// Whether it is being received.
    pub(super) fn is_fetching(&self, blob: &BlobId) -> bool {
        self.fetching.contains_key(blob)
    }

    fn has_room(&self, size: u64) -> bool {
        let large = |size: u64| size > limits::BLOB_UNASKED_BYTES;
        let larges = self.fetching.values().filter(|fetching| large(fetching.size)).count();
        self.fetching.len() < FETCHES && (!large(size) || larges < LARGE_FETCHES)
    }
}

impl Engine {
    /// Looks through all known attachments for those that are not here.
    pub(super) fn load_wants(&mut self) -> Result<(), Error> {
        for (key, value) in self.views.scan(&schema::blobs())? {
            let blob = key.get(1..=BlobId::LEN).and_then(|bytes| BlobId::try_from(bytes).ok());
            if let (Some(blob), Some(wanted)) = (blob, schema::read::<Wanted>(&value)) {
                self.want(blob, &wanted);
            }
        }
        for (key, _) in self.store.locals(ASKED_FOR).map_err(store_error)?.values {
            let blob = key.strip_prefix(ASKED_FOR).and_then(|bytes| BlobId::try_from(bytes).ok());
            if let Some(blob) = blob {
                self.want_asked_for(blob)?;
            }
        }
        Ok(())
    }

    /// Wants an attachment that a record names. Large ones wait until somebody asks for them.
    pub(super) fn want(&mut self, blob: BlobId, wanted: &Wanted) {
        if wanted.sealed_size <= limits::BLOB_UNASKED_BYTES && self.is_wanted_unasked(&blob, wanted) {
            self.want_now(blob, wanted, false);
        }
    }

    fn want_now(&mut self, blob: BlobId, wanted: &Wanted, asked_for: bool) {
        if self.store.blobs().has(&blob) {
            return;
        }
        let want = self.wants.missing.entry(blob).or_insert_with(|| Want {
            tags: BTreeSet::new(),
            sizes: BTreeSet::new(),
            tries: 0,
            again: Millis::default(),
            failures: 0,
            asked_for: false,
        });
        want.tags.insert(wanted.tag);
        want.sizes.insert(wanted.sealed_size);
        if asked_for {
            (want.asked_for, want.again) = (true, Millis::default());
        }
        // At the next look, together with whatever else a slice brings.
        self.timers.wants = Some(Millis::default());
    }

    fn want_asked_for(&mut self, blob: BlobId) -> Result<(), Error> {
        for wanted in self.uses_of(&blob)? {
            self.want_now(blob, &wanted, true);
        }
        Ok(())
    }

    /// What records say of an attachment.
    pub(super) fn uses_of(&self, blob: &BlobId) -> Result<Vec<Wanted>, Error> {
        let found = self.views.scan(&schema::blob_uses(blob))?;
        Ok(found.iter().filter_map(|(_, value)| schema::read(value)).collect())
    }

    /// Has an attachment fetched that somebody asked for, and remembers it.
    pub(super) fn fetch_asked_for(&mut self, now: Now, blob: BlobId) -> Result<(), Error> {
        self.is_asked_for_again(&blob);
        self.want_asked_for(blob)?;
        if self.wants.missing.contains_key(&blob) {
            self.batch.entries.push(Entry::Local { key: asked_for(&blob), value: Some(vec![1]) });
        }
        self.retry_wants(now);
        Ok(())
    }

    /// An asker waits until the attachment is here.
    pub(super) fn wait_for_blob(&mut self, ask: AskId, blob: BlobId, to: PathBuf) {
        self.wants.waiting.entry(blob).or_default().insert(ask, to);
    }

    /// Peers that may have it: those with a session of a circle in which it is named, over a way that the circle allows.
    fn sources(&self, want: &Want) -> Vec<PeerName> {
        let shares =
            |tag: &Tag, link: &super::peers::Link| link.open.contains(tag) && self.may_travel_to(*tag, &link.peer);
        let links = self.links.values().filter(|link| want.tags.iter().any(|tag| shares(tag, link)));
        let peers: BTreeSet<PeerName> = links.map(|link| link.peer.clone()).collect();
        peers.into_iter().collect()
    }

    /// Has fetched what is missing: what somebody asked for first, then small things before large ones.
    pub(super) fn retry_wants(&mut self, now: Now) {
        self.follow_sources();
        let mut order: Vec<(bool, u64, BlobId)> = Vec::new();
        let mut next: Option<Millis> = None;
        for (blob, want) in &self.wants.missing {
            if self.wants.is_fetching(blob) {
                continue;
            }
            if want.again > now.mono {
                next = Some(next.map_or(want.again, |next| next.min(want.again)));
                continue;
            }
            order.push((!want.asked_for, want.sizes.first().copied().unwrap_or(0), *blob));
        }
        order.sort_unstable();
        for (.., blob) in order {
            self.start_fetch(blob);
            if self.wants.fetching.len() >= FETCHES {
                break;
            }
        }
        self.timers.wants = next;
    }

    fn start_fetch(&mut self, blob: BlobId) {
        let Some(want) = self.wants.missing.get(&blob) else { return };
        // Of several claims another one each time.
        let turn = want.tries.checked_rem(want.sizes.len()).unwrap_or(0);
        let Some(size) = want.sizes.iter().nth(turn).copied() else { return };
        let peers = self.sources(want);
        if peers.is_empty() || !self.wants.has_room(size) {
            return;
        }
        if let Some(want) = self.wants.missing.get_mut(&blob) {
            want.tries += 1;
        }
        let fetching = Fetching { peers: peers.clone(), size, progressed: false, here: 0, stopping: false };
        self.wants.fetching.insert(blob, fetching);
        self.batch.effects.push(Effect::FetchBlob { blob, sealed_size: size, peers });
    }

    /// Tells those who fetch whom they may ask by now.
    fn follow_sources(&mut self) {
        let mut changed = Vec::new();
        for (blob, fetching) in &self.wants.fetching {
            let Some(want) = self.wants.missing.get(blob) else { continue };
            let peers = self.sources(want);
            if !fetching.stopping && peers != fetching.peers {
                changed.push((*blob, peers));
            }
        }
        for (blob, peers) in changed {
            if let Some(fetching) = self.wants.fetching.get_mut(&blob) {
                fetching.peers.clone_from(&peers);
            }
            self.batch.effects.push(Effect::BlobPeers { blob, peers });
        }
    }

    /// A session has opened or ended: who was silent may have it now.
    pub(super) fn sources_changed(&mut self, now: Now, tag: Tag) {
        for want in self.wants.missing.values_mut().filter(|want| want.tags.contains(&tag)) {
            (want.again, want.failures) = (Millis::default(), 0);
        }
        // Who has come may say that theirs stays of what is too much here.
        self.kept_more(now);
        self.retry_wants(now);
    }

    pub(super) fn blob_done(&mut self, now: Now, blob: BlobId) {
        self.wants.fetching.remove(&blob);
        if let Some(want) = self.wants.missing.remove(&blob) {
            if want.asked_for {
                self.batch.entries.push(Entry::Local { key: asked_for(&blob), value: None });
            }
            for tag in want.tags {
                if let Ok(circle) = self.circle_id(tag) {
                    self.tell(Event::BlobHere { circle, blob });
                }
                self.changed.entry(tag).or_default();
            }
        }
        for (ask, to) in self.wants.waiting.remove(&blob).unwrap_or_default() {
            if let Err(error) = self.open_into(ask, &blob, to) {
                self.fail(ask, error);
            }
        }
        self.kept_more(now);
        self.offer_soon(now);
        self.retry_wants(now);
    }

    pub(super) fn blob_failed(&mut self, now: Now, blob: BlobId, why: BlobEnd) {
        let ended = self.wants.fetching.remove(&blob);
        if self.store.blobs().has(&blob) {
            return self.blob_done(now, blob);
        }
        if let Some(want) = self.wants.missing.get_mut(&blob) {
            let progressed = ended.is_some_and(|ended| ended.progressed);
            want.failures = if progressed { 0 } else { want.failures.saturating_add(1) };
            let pause = PAUSE.saturating_mul(1 << want.failures.min(16)).min(LONGEST_PAUSE);
            want.again = if why == BlobEnd::CalledOff { now.mono } else { now.mono.after(pause) };
        }
        if why == BlobEnd::DiskFull {
            for (ask, _) in self.wants.waiting.remove(&blob).unwrap_or_default() {
                self.fail(ask, Error::DiskFull);
            }
        }
        self.retry_wants(now);
    }

    pub(super) fn blob_progress(&mut self, blob: BlobId, here: u64, of: u64, rate: u64, peers: usize) {
        if let Some(fetching) = self.wants.fetching.get_mut(&blob) {
            fetching.progressed |= fetching.here != 0 && here > fetching.here;
            fetching.here = here.max(1);
        }
        let event = Event::BlobProgress { blob, here, of, rate, peers };
        let waiting: Vec<AskId> = self.wants.waiting.get(&blob).into_iter().flatten().map(|(ask, _)| *ask).collect();
        for ask in waiting {
            self.tell_asker(ask, event.clone());
        }
        self.tell(event);
    }

    /// Tells an asker how far something is that they wait for.
    fn tell_asker(&mut self, ask: AskId, event: Event) {
        let replies = vec![crate::node::Reply::Answer(Box::new(Answer::Event(event)))];
        self.batch.effects.push(Effect::Reply { ask, replies, last: false });
    }

    /// A peer sent what no honest one sends. It costs the peer the trust that a forged record costs.
    pub(super) fn blob_false(&mut self, now: Now, blob: BlobId, peer: &str) {
        tracing::warn!("a peer sent false bytes of an attachment");
        tracing::debug!(%peer, blob = %blob.short(), "false bytes");
        self.false_blobs += 1;
        let links: Vec<sync::LinkId> =
            self.links.iter().filter(|(_, link)| link.peer == peer).map(|(link, _)| *link).collect();
        for link in links {
            self.drive(now, sync::Input::Forged { link });
        }
    }

    /// Nobody waits for the answer to this ask any more.
    pub(super) fn ask_gone(&mut self, now: Now, ask: AskId) {
        let of = self.wants.waiting.iter().find(|(_, asks)| asks.contains_key(&ask)).map(|(blob, _)| *blob);
        let Some(blob) = of else { return };
        let Some(asks) = self.wants.waiting.get_mut(&blob) else { return };
        asks.remove(&ask);
        if asks.is_empty() {
            self.wants.waiting.remove(&blob);
            self.call_off(now, &blob);
        }
    }

    /// Fetches an attachment no more, until somebody asks for it again. What is here of it stays.
    pub(super) fn blob_cancel(&mut self, now: Now, ask: AskId, blob: &BlobId) {
        for (waiting, _) in self.wants.waiting.remove(blob).unwrap_or_default() {
            self.fail(waiting, Error::Cancelled);
        }
        self.call_off(now, blob);
        self.reply_written(ask, Vec::new());
    }

    fn call_off(&mut self, now: Now, blob: &BlobId) {
        let Some(want) = self.wants.missing.remove(blob) else { return };
        if want.asked_for {
            self.batch.entries.push(Entry::Local { key: asked_for(blob), value: None });
        }
        want.tags.iter().for_each(|tag| _ = self.changed.entry(*tag).or_default());
        if let Some(fetching) = self.wants.fetching.get_mut(blob) {
            fetching.stopping = true;
            self.batch.effects.push(Effect::StopBlob { blob: *blob });
        }
        self.retry_wants(now);
    }
}
