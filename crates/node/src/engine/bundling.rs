//! What whoever writes or reads a bundle asks of the engine, piece by piece, so that nobody else waits for a stick.

use commonplace_core::id::{BlobId, CircleId, RecordId, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::{SetKey, SetSum};
use commonplace_store::Scan;
use commonplace_sync::{Origin, Rejection};

use super::ingest::Outcome;
use super::schema::{self, Wanted};
use super::state::fingerprint_key;
use super::{AskId, Effect, Engine, Now, store_error};
use crate::answer::{Admission, Membership};
use crate::command::Name;
use crate::error::Error;

/// Keys and attachments given at a time: 4,096 keys are 150 KB.
const PAGE: usize = 4_096;

/// A question of a bundle's writer or reader.
#[derive(Debug)]
pub enum BundleAsk {
    /// The circle of this name. [`BundleGiven::Circle`].
    Circle(Name),
    /// The circle that goes by this name on the wire. [`BundleGiven::Circle`], or [`BundleGiven::Unknown`].
    Tagged(Tag),
    /// Records of a lane beyond a key: of the control lane from the oldest on, of others from the newest.
    /// [`BundleGiven::Keys`]; none when there are no more.
    Keys {
        /// Of which circle.
        tag: Tag,
        /// Of which lane.
        lane: Lane,
        /// The last one given.
        after: Option<SetKey>,
    },
    /// These records. [`BundleGiven::Records`], without those that are damaged and those whose bodies were let go.
    Records(Vec<RecordId>),
    /// Attachments that records of the circle name, from a place on. [`BundleGiven::Blobs`].
    Blobs {
        /// Of which circle.
        tag: Tag,
        /// The place given with the last ones.
        after: Option<Vec<u8>>,
    },
    /// Whether a record of the circle names an attachment of this sealed size. [`BundleGiven::Named`].
    IsNamed {
        /// Of which circle.
        tag: Tag,
        /// Which attachment.
        blob: BlobId,
        /// Sealed bytes.
        sealed_size: u64,
    },
    /// The slips of a circle that are fit to be passed on. [`BundleGiven::Slips`].
    Slips(Tag),
    /// Takes slips in. [`BundleGiven::SlipsTaken`].
    TakeSlips {
        /// Of which circle.
        tag: Tag,
        /// Their bytes.
        slips: Vec<Vec<u8>>,
    },
    /// Takes records in through the one door. [`BundleGiven::Taken`], once they are durable.
    Take {
        /// Of which circle.
        tag: Tag,
        /// Records.
        records: Vec<Sealed>,
    },
}

/// An answer to one of them.
#[derive(Debug)]
pub enum BundleGiven {
    /// A circle.
    Circle(BundleCircle),
    /// No circle here goes by this name.
    Unknown,
    /// Keys, in the order in which they are to be written.
    Keys(Vec<SetKey>),
    /// Records.
    Records(Vec<Sealed>),
    /// Attachments with their sealed sizes, and where to go on; nowhere after the last.
    Blobs(Vec<(BlobId, u64)>, Option<Vec<u8>>),
    /// Whether it is named.
    Named(bool),
    /// Slips.
    Slips(Vec<Vec<u8>>),
    /// What became of slips.
    SlipsTaken(SlipsTaken),
    /// What became of records.
    Taken(Taken),
}

/// A circle as bundles know it.
#[derive(Debug, Clone)]
pub struct BundleCircle {
    /// Its name on the wire.
    pub tag: Tag,
    /// Its id.
    pub id: CircleId,
    /// Its title.
    pub title: String,
    /// What is held of each lane.
    pub held: [SetSum; 3],
    /// What this device calls its files of this circle: neither the title nor a name of anybody is in it.
    pub file_name: String,
    /// Other devices of its members, as far as is known here.
    pub others: u64,
    /// Whether nothing more is taken in: we have left.
    pub left: bool,
    /// Where coming in stands, until we are a member.
    pub admission: Option<Admission>,
    /// Records here that cannot be opened yet.
    pub waiting: u64,
}

/// What became of slips that a bundle brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SlipsTaken {
    /// Were not here.
    pub new: u64,
    /// Asked to be let in, and are.
    pub let_in: u64,
    /// Asked to be let in by a ticket that is good no longer.
    pub turned_away: u64,
}

/// What became of records that a bundle brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Were not here.
    pub new: u64,
    /// Were here.
    pub held: u64,
    /// Are kept, and cannot be opened yet.
    pub waiting: u64,
    /// Cannot be taken before others are here.
    pub later: u64,
    /// Are kept out by the rules of the circle.
    pub outside: u64,
    /// Are false.
    pub junk: u64,
}

impl Engine {
    pub(super) fn bundle_asked(&mut self, now: Now, ask: AskId, asked: BundleAsk) {
        let given = self.bundle_answer(now, asked);
        self.batch.effects.push(Effect::Bundle { ask, given });
    }

    fn bundle_answer(&mut self, now: Now, asked: BundleAsk) -> Result<BundleGiven, Error> {
        Ok(match asked {
            BundleAsk::Circle(name) => BundleGiven::Circle(self.bundle_circle(self.any_circle_named(&name)?)?),
            BundleAsk::Tagged(tag) if self.circles.contains_key(&tag) => BundleGiven::Circle(self.bundle_circle(tag)?),
            BundleAsk::Tagged(_) => BundleGiven::Unknown,
            BundleAsk::Keys { tag, lane, after } => BundleGiven::Keys(self.keys_after(&tag, lane, after)),
            BundleAsk::Records(ids) => BundleGiven::Records(
                ids.iter().filter_map(|id| self.store.get(id).ok().flatten().filter(Sealed::has_body)).collect(),
            ),
            BundleAsk::Blobs { tag, after } => self.blobs_after(tag, after.as_deref())?,
            BundleAsk::IsNamed { tag, blob, sealed_size } => {
                let uses = self.views.scan(&schema::blob_uses(&blob))?;
                let names = |wanted: Wanted| wanted.tag == tag && wanted.sealed_size == sealed_size;
                BundleGiven::Named(uses.iter().any(|(_, value)| schema::read(value).is_some_and(names)))
            }
            BundleAsk::Slips(tag) => BundleGiven::Slips(self.slip_bytes(now, tag)),
            BundleAsk::TakeSlips { tag, slips } => {
                let (let_in, turned_away) = (self.asking.let_in, self.asking.turned_away);
                let new = self.take_slips(now, tag, &slips) as u64;
                // No peer brings them again: what a stick brought is to outlive this moment.
                self.write_slips();
                let (let_in, turned_away) = (self.asking.let_in - let_in, self.asking.turned_away - turned_away);
                BundleGiven::SlipsTaken(SlipsTaken { new, let_in, turned_away })
            }
            BundleAsk::Take { tag, records } => self.take_from_bundle(now, tag, &records)?,
        })
    }

    fn bundle_circle(&self, tag: Tag) -> Result<BundleCircle, Error> {
        let state = self.state(tag)?;
        let id = state.remembered.id;
        let held = Lane::ALL.map(|lane| self.store.set_total(&tag, lane));
        // Under a key that outsiders do not know, so that a stick does not tell whose device in two circles is one.
        let device = blake3::keyed_hash(&fingerprint_key(&id), self.me.device.id().as_bytes());
        let device = RecordId::from_bytes(*device.as_bytes()).short();
        let file_name = format!("{}-{device}", tag.short());
        let admission = (state.membership(&self.me) == Membership::Pending).then(|| self.admission(tag));
        let others = state.devices().len().saturating_sub(1) as u64;
        let (title, left, waiting) = (state.title(), !state.is_served(), state.waiting_count() as u64);
        Ok(BundleCircle { tag, id, title, held, file_name, others, left, admission, waiting })
    }

    fn keys_after(&self, tag: &Tag, lane: Lane, after: Option<SetKey>) -> Vec<SetKey> {
        if lane == Lane::Control {
            let beyond = after.map_or(std::ops::Bound::Unbounded, std::ops::Bound::Excluded);
            return self.store.set_ids(tag, lane, (beyond, std::ops::Bound::Unbounded), PAGE);
        }
        let below = SetKey::MIN..after.unwrap_or(SetKey::MAX);
        let extra = self.store.set_sum(tag, lane, below.clone()).count.saturating_sub(PAGE as u64);
        let start = self.store.set_nth(tag, lane, below.clone(), extra).unwrap_or(below.start);
        let mut keys = self.store.set_ids(tag, lane, start..below.end, PAGE);
        keys.reverse();
        keys
    }

    fn blobs_after(&self, tag: Tag, after: Option<&[u8]>) -> Result<BundleGiven, Error> {
        let prefix = schema::blobs();
        let scan = Scan { prefix: &prefix, after, max: PAGE, reverse: false };
        let pairs = self.views.tree().scan(scan).map_err(store_error)?;
        let next = pairs.last().map(|(key, _)| key.clone());
        let mut blobs: Vec<(BlobId, u64)> = pairs
            .iter()
            .filter_map(|(key, value)| {
                let blob = key.get(1..=BlobId::LEN).and_then(|bytes| BlobId::try_from(bytes).ok())?;
                let wanted = schema::read::<Wanted>(value).filter(|wanted| wanted.tag == tag)?;
                Some((blob, wanted.sealed_size))
            })
            .collect();
        blobs.dedup_by_key(|(blob, _)| *blob);
        Ok(BundleGiven::Blobs(blobs, next))
    }

    fn take_from_bundle(&mut self, now: Now, tag: Tag, records: &[Sealed]) -> Result<BundleGiven, Error> {
        if self.is_full() {
            return Err(Error::DiskFull);
        }
        let mut taken = Taken::default();
        // Peers have no other way to what was brought by hand.
        for (_, outcome) in self.ingest(now, tag, records, Origin::Own) {
            *match outcome {
                Outcome::Staged | Outcome::Body => &mut taken.new,
                Outcome::Held => &mut taken.held,
                Outcome::Waits => &mut taken.waiting,
                Outcome::Refused(Rejection::Inadmissible) => &mut taken.outside,
                Outcome::Refused(Rejection::Postponed | Rejection::Unavailable) => &mut taken.later,
                Outcome::Refused(Rejection::Invalid) => &mut taken.junk,
            } += 1;
        }
        Ok(BundleGiven::Taken(taken))
    }
}
