//! How much room a circle may take here, and letting go of what is more than that.
//!
//! Never goes what a person of this node attached, what is pinned, what a circle within its quota names too, and what no
//! other device says is staying there.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use commonplace_core::id::{BlobId, PersonId, RecordId, Tag};
use commonplace_core::limits;
use commonplace_store::Entry;
use commonplace_sync::Millis;

use super::schema::{self, Wanted};
use super::{AskId, Effect, Engine, Now, PeerName, store_error};
use crate::answer::{self, Answer, Written};
use crate::command::{Name, Room};
use crate::error::Error;
use crate::event::Event;
use crate::evict::{Kept, Leaving, to_let_go};

const QUOTA: &[u8] = b"quota/";
const PIN: &[u8] = b"pin/";
/// Attachments that were let go: fetched again only when somebody asks for them.
const GONE: &[u8] = b"gone/";

/// How long after something came it is looked whether it is too much: a folder of pictures comes in one look.
const LOOK: Duration = Duration::from_secs(2);
/// How long an attachment is kept of which nobody said that it stays with them, until others are asked again.
pub(super) const ASKED_AGAIN: Duration = Duration::from_secs(600);
/// Questions about attachments that are open at one time.
pub(super) const QUESTIONS: usize = 4;
/// Peers asked about one attachment, one after the other.
pub(super) const PEERS_ASKED: usize = 3;

/// What is settled on this device, and what is under way.
#[derive(Debug, Default)]
pub(super) struct Quotas {
    /// Room in bytes; none for as much as there is. What is not in it goes by the circle's advice.
    of: BTreeMap<Tag, Option<u64>>,
    pins: BTreeSet<RecordId>,
    gone: BTreeSet<BlobId>,
    leaving: Leaving<BlobId>,
    asked_again: BTreeMap<BlobId, Millis>,
    /// Bytes that circles with a quota take here, as of the last look.
    used: BTreeMap<Tag, u64>,
}

/// All that is known of one attachment when it is looked at.
#[derive(Debug, Default)]
struct Known {
    tags: BTreeSet<Tag>,
    records: Vec<RecordId>,
    places: BTreeSet<RecordId>,
    /// The threads that it belongs to.
    roots: BTreeSet<(Tag, RecordId)>,
    size: u64,
}

fn key(prefix: &[u8], id: &[u8]) -> Vec<u8> {
    [prefix, id].concat()
}

impl Engine {
    pub(super) fn load_quotas(&mut self) -> Result<(), Error> {
        let of = |prefix: &'static [u8]| self.store.locals(prefix).map_err(store_error);
        let (quotas, pins, gone) = (of(QUOTA)?, of(PIN)?, of(GONE)?);
        let rest = |key: &[u8], prefix: &[u8]| key.strip_prefix(prefix).map(<[u8]>::to_vec).unwrap_or_default();
        for (key, value) in quotas.values {
            let tag = Tag::try_from(rest(&key, QUOTA).as_slice());
            if let (Ok(tag), Some(room)) = (tag, schema::read::<Option<u64>>(&value)) {
                self.quotas.of.insert(tag, room);
            }
        }
        let ids = pins.values.iter().filter_map(|(key, _)| RecordId::try_from(rest(key, PIN).as_slice()).ok());
        self.quotas.pins.extend(ids);
        let ids = gone.values.iter().filter_map(|(key, _)| BlobId::try_from(rest(key, GONE).as_slice()).ok());
        self.quotas.gone.extend(ids);
        self.timers.quota = Some(Millis::default());
        Ok(())
    }

    /// The room of a circle here, in bytes: what was settled here, or what the circle advises.
    pub(super) fn quota_of(&self, tag: Tag) -> Option<u64> {
        let advised = || self.circles.get(&tag).and_then(|state| state.circle().settings().quota);
        self.quotas.of.get(&tag).copied().unwrap_or_else(advised)
    }

    /// Bytes that a circle takes here; known only of circles with a quota, as of the last look.
    pub(super) fn room_taken(&self, tag: Tag) -> u64 {
        self.quotas.used.get(&tag).copied().unwrap_or(0)
    }

    pub(super) fn set_quota(&mut self, now: Now, tag: Tag, room: Room) {
        let value = match room {
            Room::Advised => None,
            Room::Unlimited => Some(None),
            Room::Bytes(bytes) => Some(Some(bytes)),
        };
        match value {
            Some(value) => _ = self.quotas.of.insert(tag, value),
            None => _ = self.quotas.of.remove(&tag),
        }
        let value = value.map(|value| schema::write(&value));
        self.batch.entries.push(Entry::Local { key: key(QUOTA, tag.as_bytes()), value });
        self.look_after_quotas(now);
    }

    /// How much room a circle takes and may take here, as it will be when `room` is settled.
    pub(super) fn quota_answer(&self, now: Now, tag: Tag, room: Option<Room>) -> Result<answer::Quota, Error> {
        let state = self.state(tag)?;
        let quota = match room {
            None => self.quota_of(tag),
            Some(Room::Advised) => state.circle().settings().quota,
            Some(Room::Unlimited) => None,
            Some(Room::Bytes(bytes)) => Some(bytes),
        };
        let known = self.known_blobs(&BTreeMap::from([(tag, 0)]))?;
        let (mut records, mut bodies) = (0_u64, 0_u64);
        for (_, bytes) in self.store.record_sizes(&tag) {
            let part = if bytes < limits::BIG_RECORD_BYTES { &mut records } else { &mut bodies };
            *part = part.saturating_add(u64::from(bytes));
        }
        let blobs: u64 = known.values().map(|known| known.size).sum();
        let staying = known.values().filter(|known| self.is_kept(known)).map(|known| known.size).sum();
        let kept: Vec<Kept<BlobId, Option<PersonId>>> =
            known.iter().map(|(blob, known)| self.kept(now, *blob, known)).collect();
        let next = to_let_go(&kept, u64::MAX, 0).into_iter().take(limits::GOING_SHOWN);
        let mut next: Vec<answer::Going> =
            next.filter_map(|blob| known.get(&blob).map(|known| self.going(tag, blob, known))).collect();
        // Texts only when no attachment is left that may go.
        next.extend(self.texts_going(now, tag, limits::GOING_SHOWN - next.len()));
        let used = records + bodies + blobs;
        Ok(answer::Quota {
            id: state.remembered.id,
            title: state.title(),
            quota,
            used,
            records,
            bodies,
            blobs,
            staying,
            next,
        })
    }

    fn going(&self, tag: Tag, blob: BlobId, known: &Known) -> answer::Going {
        let used = self.uses_of(&blob).unwrap_or_default().into_iter().find(|wanted| wanted.tag == tag);
        let root = used.as_ref().map(|wanted| wanted.root);
        let row = root.and_then(|root| self.views.row(&tag, &root).ok().flatten());
        answer::Going {
            id: used.as_ref().map_or(RecordId::from_bytes([0; 32]), |wanted| wanted.target),
            title: row.as_ref().map(|row| row.summary.title().to_owned()).unwrap_or_default(),
            name: used.map(|wanted| wanted.name).unwrap_or_default(),
            blob: Some(blob),
            bytes: known.size,
            devices: self.blob_devices(tag, &blob),
            taken_back: self.is_taken_back(known),
        }
    }

    /// Whether everything that it is attached to is taken back.
    fn is_taken_back(&self, known: &Known) -> bool {
        let row = |(tag, root): &(Tag, RecordId)| self.views.row(tag, root).ok().flatten();
        !known.roots.is_empty() && known.roots.iter().all(|of| row(of).is_some_and(|row| row.summary.marks().retracted))
    }

    fn kept(&self, now: Now, blob: BlobId, known: &Known) -> Kept<BlobId, Option<PersonId>> {
        // What is taken back goes before all else.
        let since = if self.is_taken_back(known) { 0 } else { self.store.blobs().since(&blob) };
        let by = known.records.first().and_then(|record| self.attached_by(record));
        Kept { blob, by, bytes: known.size, since, may_go: self.may_go(now, &blob, known) }
    }

    /// Pins an item, so that its attachments are never let go, or takes the pin back.
    pub(super) fn pin(&mut self, now: Now, ask: AskId, name: &Name, on: bool) -> Result<(), Error> {
        let (id, _) = self.item_named(name)?;
        let changed = if on { self.quotas.pins.insert(id) } else { self.quotas.pins.remove(&id) };
        if changed {
            self.batch.entries.push(Entry::Local { key: key(PIN, id.as_bytes()), value: on.then(|| vec![1]) });
        }
        self.kept_more(now);
        self.reply_written(ask, vec![Answer::Written(Written { id, title: None, changed })]);
        Ok(())
    }

    /// Whether what is attached to an item stays here: it is pinned, or the thread that it stands in.
    pub(super) fn is_pinned(&self, item: &RecordId) -> bool {
        let root = || self.item(item).is_ok_and(|item| self.quotas.pins.contains(&item.root));
        self.quotas.pins.contains(item) || root()
    }

    /// Whether an attachment is fetched without being asked for: not what was let go, and not beyond the quota.
    pub(super) fn is_wanted_unasked(&self, blob: &BlobId, wanted: &Wanted) -> bool {
        let used = self.room_taken(wanted.tag).saturating_add(wanted.sealed_size);
        !self.quotas.gone.contains(blob) && self.quota_of(wanted.tag).is_none_or(|quota| used <= quota)
    }

    /// Somebody asks for an attachment that may have been let go.
    pub(super) fn is_asked_for_again(&mut self, blob: &BlobId) {
        if self.quotas.gone.remove(blob) {
            self.batch.entries.push(Entry::Local { key: key(GONE, blob.as_bytes()), value: None });
        }
    }

    /// More has come, or less may stay.
    pub(super) fn kept_more(&mut self, now: Now) {
        if self.timers.quota.is_none() {
            self.timers.quota = Some(now.mono.after(LOOK));
        }
    }

    /// Looks whether circles take more room than they are given, and asks around about what should go.
    pub(super) fn look_after_quotas(&mut self, now: Now) {
        self.timers.quota = None;
        let limited: BTreeMap<Tag, u64> =
            self.circles.keys().filter_map(|tag| Some((*tag, self.quota_of(*tag)?))).collect();
        if limited.is_empty() {
            return self.quotas.used.clear();
        }
        if let Err(error) = self.let_go_beyond(now, &limited) {
            self.trouble(error.to_string());
        }
    }

    fn let_go_beyond(&mut self, now: Now, limited: &BTreeMap<Tag, u64>) -> Result<(), Error> {
        let known = self.known_blobs(limited)?;
        let records = |tag: &Tag| self.store.record_sizes(tag).map(|(_, bytes)| u64::from(bytes)).sum();
        let mut used: BTreeMap<Tag, u64> = limited.keys().map(|tag| (*tag, records(tag))).collect();
        for known in known.values() {
            for tag in &known.tags {
                used.entry(*tag).and_modify(|bytes| *bytes += known.size);
            }
        }
        self.quotas.used = used;
        let over = |tag: &Tag| limited.get(tag).is_some_and(|quota| self.room_taken(*tag) > *quota);
        let (mut going, mut texts): (Vec<BlobId>, Vec<(Tag, u64)>) = (Vec::new(), Vec::new());
        for (tag, quota) in limited.iter().filter(|(tag, _)| over(tag)) {
            // What another circle within its quota names too stays for that one.
            let of_circle = known.iter().filter(|(_, known)| known.tags.contains(tag));
            let kept: Vec<Kept<BlobId, Option<PersonId>>> = of_circle
                .map(|(blob, known)| {
                    let kept = self.kept(now, *blob, known);
                    Kept { may_go: kept.may_go && known.tags.iter().all(over), ..kept }
                })
                .collect();
            let of_circle = to_let_go(&kept, self.room_taken(*tag), *quota);
            let freed: u64 = of_circle.iter().filter_map(|blob| known.get(blob)).map(|known| known.size).sum();
            let left = self.room_taken(*tag).saturating_sub(freed);
            if left > *quota {
                texts.push((*tag, left - *quota));
            }
            going.extend(of_circle);
        }
        going.sort_unstable();
        going.dedup();
        for blob in going {
            let Some(known) = known.get(&blob) else { continue };
            self.let_go(now, blob, &known.tags);
        }
        for (tag, beyond) in texts {
            self.let_texts_go(now, tag, beyond);
        }
        Ok(())
    }

    /// So many bytes of a circle have gone since the last look.
    pub(super) fn used_less(&mut self, tag: Tag, freed: u64) {
        self.quotas.used.entry(tag).and_modify(|bytes| *bytes = bytes.saturating_sub(freed));
    }

    /// What of the attachments of these circles is here.
    fn known_blobs(&self, limited: &BTreeMap<Tag, u64>) -> Result<BTreeMap<BlobId, Known>, Error> {
        let mut known: BTreeMap<BlobId, Known> = BTreeMap::new();
        for (key, value) in self.views.scan(&schema::blobs())? {
            let blob = key.get(1..=BlobId::LEN).and_then(|bytes| BlobId::try_from(bytes).ok());
            let (Some(blob), Some(record), Some(wanted)) =
                (blob, schema::last_id(&key), schema::read::<Wanted>(&value))
            else {
                continue;
            };
            let known = known.entry(blob).or_default();
            known.tags.insert(wanted.tag);
            known.records.push(record);
            known.places.extend([wanted.target, wanted.root]);
            known.roots.insert((wanted.tag, wanted.root));
        }
        known.retain(|blob, known| {
            known.size = self.store.blobs().bytes_here(blob);
            known.size > 0 && known.tags.iter().any(|tag| limited.contains_key(tag))
        });
        Ok(known)
    }

    fn may_go(&self, now: Now, blob: &BlobId, known: &Known) -> bool {
        let later = self.quotas.asked_again.get(blob).is_some_and(|at| *at > now.mono);
        let needed = self.wants.is_wanted(blob) || self.quotas.leaving.is_leaving(blob);
        !later && !needed && !self.is_kept(known)
    }

    /// Whether it is one's own or pinned.
    fn is_kept(&self, known: &Known) -> bool {
        let pinned = known.places.iter().any(|place| self.quotas.pins.contains(place));
        pinned || known.records.iter().any(|record| self.may_be_own(record))
    }

    /// Whether a person of this node attached it. When in doubt, yes.
    fn may_be_own(&self, record: &RecordId) -> bool {
        self.attached_by(record).is_none_or(|person| person == self.me.person)
    }

    /// Who attached it, if that can be said.
    fn attached_by(&self, record: &RecordId) -> Option<PersonId> {
        let sealed = self.store.get(record).ok().flatten()?;
        let state = self.circles.get(&sealed.header().tag)?;
        state.circle().person_of(&state.reopen(&sealed)?.device)
    }

    /// Lets a part go at once, since it came from others anyway; of a whole one it asks first whether another stays.
    fn let_go(&mut self, now: Now, blob: BlobId, tags: &BTreeSet<Tag>) {
        if !self.store.blobs().has(&blob) {
            match self.store.blobs().discard_part(&blob) {
                Ok(()) => return self.kept_more(now),
                Err(error) => return self.trouble(store_error(error).to_string()),
            }
        }
        if self.quotas.leaving.count() >= QUESTIONS {
            return;
        }
        let holds = |tag: &Tag, link: &super::peers::Link| {
            link.proved.contains_key(tag) && self.may_travel_to(*tag, &link.peer)
        };
        let links = self.links.values().filter(|link| tags.iter().any(|tag| holds(tag, link)));
        let known: BTreeSet<_> = self.holders.of(&blob).collect();
        let mut peers: Vec<(bool, PeerName)> =
            links.map(|link| (!link.proved.values().any(|device| known.contains(device)), link.peer.clone())).collect();
        peers.sort();
        peers.dedup();
        let peers: Vec<PeerName> = peers.into_iter().map(|(_, peer)| peer).take(PEERS_ASKED).collect();
        if !peers.is_empty() {
            self.quotas.leaving.begin(blob);
            self.batch.effects.push(Effect::AskWhetherStays { blob, peers });
        }
    }

    /// A peer has said that its copy stays, or nobody has.
    pub(super) fn blob_stays(&mut self, now: Now, blob: BlobId, peer: Option<&str>) -> Result<(), Error> {
        if self.is_leaving_body(&blob) {
            self.body_stays(now, &blob, peer);
            return Ok(());
        }
        let may_go = self.quotas.leaving.answered(&blob, peer.is_some());
        self.kept_more(now);
        let (Some(peer), true) = (peer, may_go) else {
            self.quotas.asked_again.retain(|_, at| *at > now.mono);
            self.quotas.asked_again.insert(blob, now.mono.after(ASKED_AGAIN));
            return Ok(());
        };
        self.blob_held(now, blob, peer, true);
        // What was settled while the question was on its way counts.
        let limited = self.circles.keys().filter_map(|tag| Some((*tag, self.quota_of(*tag)?))).collect();
        let known = self.known_blobs(&limited)?.remove(&blob);
        let over = |tag: &Tag| limited.get(tag).is_some_and(|quota| self.room_taken(*tag) > *quota);
        let Some(known) = known.filter(|known| known.tags.iter().all(over) && self.may_go(now, &blob, known)) else {
            return Ok(());
        };
        self.store.blobs().remove(&blob).map_err(store_error)?;
        self.quotas.gone.insert(blob);
        self.batch.entries.push(Entry::Local { key: key(GONE, blob.as_bytes()), value: Some(vec![1]) });
        for tag in known.tags {
            self.used_less(tag, known.size);
            self.changed.entry(tag).or_default();
            if let Ok(circle) = self.circle_id(tag) {
                self.tell(Event::BlobGone { circle, blob });
            }
        }
        Ok(())
    }

    /// A peer wants to let its copy go: whether ours stays. It holds none any more, as far as we count.
    pub(super) fn will_stay(&mut self, now: Now, blob: &BlobId, peer: &str) -> bool {
        self.blob_held(now, *blob, peer, false);
        self.quotas.leaving.will_stay(blob, self.store.blobs().has(blob))
    }
}
