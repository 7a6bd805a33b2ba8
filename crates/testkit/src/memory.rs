//! Sets in memory: hours with their sums, and the sums of all hours before each, so that any sum is two look-ups.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::time::Duration;

use commonplace_core::id::{DeviceId, RecordId, SlipKey, Tag};
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::slip::{Offered, Regard, Shelf, Slip};
use commonplace_core::time::Slot;
use commonplace_sync::{CircleView, LinkId, Replica, Standing};

/// The fingerprint key of all circles in tests.
const FP_KEY: [u8; 32] = [0x5e; 32];

/// A bug planted on purpose, to show that a test can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// Sums leave out a quarter of the records.
    SumsOmit,
    /// Bytes of a quarter of the records cannot be found.
    BytesGone,
}

/// The records of one hour.
#[derive(Debug, Clone, Default)]
struct Bucket {
    sum: SetSum,
    ids: BTreeMap<RecordId, SetSum>,
}

/// One lane, by hours, with the sums of all hours before each: made when asked for after a change.
#[derive(Debug, Clone, Default)]
struct Keys {
    slots: BTreeMap<Slot, Bucket>,
    before: OnceCell<Vec<(Slot, SetSum)>>,
}

impl Keys {
    fn insert(&mut self, key: SetKey) -> bool {
        let bucket = self.slots.entry(key.slot).or_default();
        let element = SetSum::element(&FP_KEY, &key.id);
        let new = bucket.ids.insert(key.id, element).is_none();
        if new {
            bucket.sum += element;
            self.before = OnceCell::new();
        }
        new
    }

    fn remove(&mut self, key: &SetKey) -> bool {
        let Some(bucket) = self.slots.get_mut(&key.slot) else { return false };
        let Some(element) = bucket.ids.remove(&key.id) else { return false };
        bucket.sum -= element;
        self.before = OnceCell::new();
        true
    }

    fn holds(&self, key: &SetKey) -> bool {
        self.slots.get(&key.slot).is_some_and(|bucket| bucket.ids.contains_key(&key.id))
    }

    fn before(&self) -> &[(Slot, SetSum)] {
        self.before.get_or_init(|| {
            let mut sum = SetSum::ZERO;
            let mut before = Vec::with_capacity(self.slots.len());
            for (slot, bucket) in &self.slots {
                before.push((*slot, sum));
                sum += bucket.sum;
            }
            before
        })
    }

    fn total(&self) -> SetSum {
        match (self.before().last(), self.slots.last_key_value()) {
            (Some((_, before)), Some((_, last))) => *before + last.sum,
            _ => SetSum::ZERO,
        }
    }

    /// The sum of everything below a key.
    fn below(&self, key: &SetKey) -> SetSum {
        let place = self.before().partition_point(|(slot, _)| *slot < key.slot);
        let Some((slot, before)) = self.before().get(place) else { return self.total() };
        let inside = self.slots.get(slot).filter(|_| *slot == key.slot);
        let part = inside.map(|bucket| bucket.ids.range(..key.id).map(|(_, element)| *element).sum());
        *before + part.unwrap_or_default()
    }

    /// The key with so many keys below it.
    fn nth(&self, rank: u64) -> Option<SetKey> {
        let place = self.before().partition_point(|(_, before)| before.count <= rank).checked_sub(1)?;
        let (slot, before) = self.before()[place];
        let inside = usize::try_from(rank - before.count).ok()?;
        let id = *self.slots.get(&slot)?.ids.keys().nth(inside)?;
        Some(SetKey { slot, id })
    }

    fn ascending(&self) -> impl DoubleEndedIterator<Item = SetKey> {
        self.slots.iter().flat_map(|(slot, bucket)| bucket.ids.keys().map(|id| SetKey { slot: *slot, id: *id }))
    }

    fn descending(&self, range: Range<SetKey>) -> impl Iterator<Item = SetKey> {
        let slots = self.slots.range(range.start.slot..=range.end.slot).rev();
        slots
            .flat_map(|(slot, bucket)| bucket.ids.keys().rev().map(|id| SetKey { slot: *slot, id: *id }))
            .skip_while(move |key| *key >= range.end)
            .take_while(move |key| *key >= range.start)
    }
}

/// One circle's three lanes.
#[derive(Debug, Clone)]
struct Circle {
    view: CircleView,
    lanes: [Keys; 3],
    slips: Shelf,
}

/// The hour of every clock in tests.
pub const HOUR: Slot = Slot(50_000);

/// A replica in memory. Who a peer is, is the proof itself: a device id, or nothing.
#[derive(Debug, Clone)]
pub struct MemoryReplica {
    device: DeviceId,
    circles: BTreeMap<Tag, Circle>,
    records: HashMap<RecordId, Sealed>,
    waiting: HashSet<RecordId>,
    /// Devices that are refused, and those that cannot be named.
    refused: HashSet<DeviceId>,
    unnamed: HashSet<DeviceId>,
    /// Circles whose records may not travel over a link.
    kept_off: HashSet<(LinkId, Tag)>,
    bug: Option<Bug>,
    /// How long news wait before a peer hears of them.
    pub news_wait: Duration,
}

impl MemoryReplica {
    /// Whether this circle is replicated.
    #[must_use]
    pub fn is_in(&self, tag: &Tag) -> bool {
        self.circles.contains_key(tag)
    }

    /// A replica of a device, without circles.
    #[must_use]
    pub fn new(device: DeviceId) -> Self {
        Self {
            device,
            circles: BTreeMap::new(),
            records: HashMap::new(),
            waiting: HashSet::new(),
            refused: HashSet::new(),
            unnamed: HashSet::new(),
            kept_off: HashSet::new(),
            bug: None,
            news_wait: Duration::ZERO,
        }
    }

    /// Plants a bug.
    pub const fn plant(&mut self, bug: Bug) {
        self.bug = Some(bug);
    }

    /// Joins a circle with one epoch, whose gate key is its tag twice.
    pub fn join(&mut self, tag: Tag) {
        let mut key = [0; 32];
        key[..16].copy_from_slice(tag.as_bytes());
        key[16..].copy_from_slice(tag.as_bytes());
        self.join_with(CircleView { tag, gate_keys: vec![key], horizon: [Slot(0); 3] });
    }

    /// Joins a circle, or changes what is known of it.
    pub fn join_with(&mut self, view: CircleView) {
        let (lanes, slips) =
            self.circles.remove(&view.tag).map(|circle| (circle.lanes, circle.slips)).unwrap_or_default();
        self.circles.insert(view.tag, Circle { view, lanes, slips });
    }

    /// Leaves a circle.
    pub fn leave(&mut self, tag: &Tag) {
        self.circles.remove(tag);
    }

    /// Refuses a device from now on.
    pub fn refuse(&mut self, device: DeviceId) {
        self.refused.insert(device);
    }

    /// Does not know a device from now on: it is served without a name, if it comes through the current gate.
    pub fn forget_name(&mut self, device: DeviceId) {
        self.unnamed.insert(device);
    }

    /// Lets no record of a circle travel over a link, or lets them again.
    pub fn keep_off(&mut self, link: LinkId, tag: Tag, off: bool) {
        if off {
            self.kept_off.insert((link, tag));
        } else {
            self.kept_off.remove(&(link, tag));
        }
    }

    /// Keeps a record out of the set: peers need not send it, and are not sent it. Says whether it was in the set.
    pub fn keep_out(&mut self, record: Sealed) -> bool {
        let header = *record.header();
        let key = SetKey { slot: header.slot, id: record.id() };
        self.waiting.remove(&key.id);
        self.records.insert(key.id, record);
        let circle = self.circles.get_mut(&header.tag);
        circle.is_some_and(|circle| circle.lanes[header.lane as usize].remove(&key))
    }

    /// Records of a circle that are in the set, with their bytes.
    #[must_use]
    pub fn records(&self, tag: &Tag) -> Vec<Sealed> {
        let keys = Lane::ALL.into_iter().flat_map(|lane| self.keys(tag, lane));
        keys.filter_map(|key| self.records.get(&key.id).cloned()).collect()
    }

    /// Admits a record. Says whether it is new.
    pub fn insert(&mut self, record: Sealed) -> bool {
        let header = *record.header();
        let key = SetKey { slot: header.slot, id: record.id() };
        self.waiting.remove(&key.id);
        let Some(circle) = self.circles.get_mut(&header.tag) else { return false };
        self.records.insert(key.id, record);
        circle.lanes[header.lane as usize].insert(key)
    }

    /// Keeps a slip if it is later than what is here. Says whether it was.
    pub fn keep_slip(&mut self, slip: Slip) -> bool {
        let Some(circle) = self.circles.get_mut(&slip.header().tag) else { return false };
        matches!(circle.slips.offer(slip, Regard::Stranger, HOUR), Offered::Kept { .. })
    }

    /// Notes that a record waits outside the set, so that peers need not send it.
    pub fn postpone(&mut self, id: RecordId) {
        self.waiting.insert(id);
    }

    /// Forgets that a record waits.
    pub fn forget_waiting(&mut self, id: &RecordId) {
        self.waiting.remove(id);
    }

    /// Counts many ids into a set at once, without having their records.
    pub fn insert_ids(&mut self, tag: &Tag, lane: Lane, keys: impl IntoIterator<Item = SetKey>) {
        if let Some(circle) = self.circles.get_mut(tag) {
            for key in keys {
                circle.lanes[lane as usize].insert(key);
            }
        }
    }

    /// All keys of a lane, in ascending order.
    #[must_use]
    pub fn keys(&self, tag: &Tag, lane: Lane) -> Vec<SetKey> {
        self.lane(tag, lane).map_or_else(Vec::new, |keys| keys.ascending().collect())
    }

    /// Records of a circle, in all lanes.
    #[must_use]
    pub fn count(&self, tag: &Tag) -> u64 {
        Lane::ALL.iter().filter_map(|lane| self.lane(tag, *lane)).map(|keys| keys.total().count).sum()
    }

    /// A hash of everything in a circle's set.
    #[must_use]
    pub fn view_hash(&self, tag: &Tag) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for lane in Lane::ALL {
            for key in self.keys(tag, lane) {
                hasher.update(&key.to_bytes());
            }
            hasher.update(&[lane as u8]);
        }
        *hasher.finalize().as_bytes()
    }

    fn lane(&self, tag: &Tag, lane: Lane) -> Option<&Keys> {
        self.circles.get(tag).map(|circle| &circle.lanes[lane as usize])
    }

    fn hides(&self, id: &RecordId, bug: Bug) -> bool {
        self.bug == Some(bug) && id.as_bytes()[0] < 64
    }
}

impl Replica for MemoryReplica {
    fn circles(&self, _link: LinkId) -> Vec<CircleView> {
        self.circles.values().map(|circle| circle.view.clone()).collect()
    }

    fn news_wait(&self, _link: LinkId, _tag: &Tag) -> Duration {
        self.news_wait
    }

    fn may_travel(&self, link: LinkId, tag: &Tag) -> bool {
        !self.kept_off.contains(&(link, *tag))
    }

    fn sum(&self, tag: &Tag, lane: Lane, range: Range<SetKey>) -> SetSum {
        let Some(keys) = self.lane(tag, lane) else { return SetSum::ZERO };
        if self.bug == Some(Bug::SumsOmit) {
            let shown = keys.descending(range).filter(|key| !self.hides(&key.id, Bug::SumsOmit));
            return shown.map(|key| SetSum::element(&FP_KEY, &key.id)).sum();
        }
        keys.below(&range.end) - keys.below(&range.start)
    }

    fn ids(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, max: usize) -> Vec<SetKey> {
        self.lane(tag, lane).map_or_else(Vec::new, |keys| keys.descending(range).take(max).collect())
    }

    fn split(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, parts: usize) -> Vec<SetKey> {
        let Some(keys) = self.lane(tag, lane) else { return Vec::new() };
        let first = keys.below(&range.start).count;
        let count = keys.below(&range.end).count - first;
        let mut bounds: Vec<SetKey> =
            (1..parts as u64).filter_map(|part| keys.nth(first + count * part / parts as u64)).collect();
        bounds.retain(|bound| *bound > range.start && *bound < range.end);
        bounds.dedup();
        bounds
    }

    fn sealed(&self, id: &RecordId) -> Option<Sealed> {
        self.records.get(id).filter(|_| !self.hides(id, Bug::BytesGone)).cloned()
    }

    fn has(&self, tag: &Tag, id: &RecordId) -> bool {
        self.waiting.contains(id) || self.records.get(id).is_some_and(|record| record.header().tag == *tag)
    }

    fn counts(&self, tag: &Tag, lane: Lane, key: SetKey) -> bool {
        self.lane(tag, lane).is_some_and(|keys| keys.holds(&key))
    }

    fn slips(&self, tag: &Tag) -> Vec<(SlipKey, u64)> {
        let slips = self.circles.get(tag).into_iter().flat_map(|circle| circle.slips.slips());
        slips.map(|slip| (slip.header().key, slip.header().number)).collect()
    }

    fn slip_number(&self, tag: &Tag, key: &SlipKey) -> Option<u64> {
        self.circles.get(tag)?.slips.number(key)
    }

    fn slip(&self, tag: &Tag, key: &SlipKey) -> Option<Slip> {
        self.circles.get(tag)?.slips.get(key).cloned()
    }

    fn prove(&self, _link: LinkId, _tag: &Tag, transcript: [u8; 32]) -> Vec<u8> {
        let mut proof = self.device.as_bytes().to_vec();
        proof.extend_from_slice(blake3::keyed_hash(self.device.as_bytes(), &transcript).as_bytes());
        proof
    }

    fn check(&self, _link: LinkId, _tag: &Tag, current: bool, transcript: [u8; 32], proof: &[u8]) -> Standing {
        let Some((device, mac)) = proof.split_first_chunk::<32>() else { return Standing::Refused };
        let true_mac = *blake3::keyed_hash(device, &transcript).as_bytes();
        let device = DeviceId::from_bytes(*device);
        if mac != true_mac || self.refused.contains(&device) {
            return Standing::Refused;
        }
        match (self.unnamed.contains(&device), current) {
            (false, _) => Standing::Device(device),
            (true, true) => Standing::Unnamed,
            (true, false) => Standing::Refused,
        }
    }
}
