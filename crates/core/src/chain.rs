//! Device chains: what each device has written in one circle, linked by hash.
//!
//! A chain shows gaps (something has not arrived), proves forks (one device key used in two places) and says what lies
//! at or below a removal cut. It does not decide what is replicated: that is a set, see `docs/records.md`.
//!
//! A record is *linked* to the one that its `prev` names if that one stands exactly one place before it. Nothing else
//! about a chain is believed: a place is a claim of its author.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, RecordId};
use crate::limits;
use crate::record::{Position, Record};

/// The chains of all devices in one circle. A pure fold: any order, any repetition of [`Chains::insert`] gives the same
/// value. Costs about 100 bytes a record, and 32 more for each removal cut above it that somebody asked about.
/// Serialisable, so that it need not be rebuilt at every start.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "Snapshot", from = "Snapshot")]
pub struct Chains {
    devices: BTreeMap<DeviceId, Chain>,
    paths: Paths,
}

/// `[[device, [[seq, id, id before it or zeros]*]]*]`.
type Snapshot = Vec<(DeviceId, Vec<(u64, RecordId, RecordId)>)>;

impl From<Chains> for Snapshot {
    fn from(chains: Chains) -> Self {
        let links = |chain: Chain| chain.links.into_iter().map(|((seq, id), prev)| (seq, id, prev)).collect();
        chains.devices.into_iter().map(|(device, chain)| (device, links(chain))).collect()
    }
}

impl From<Snapshot> for Chains {
    fn from(snapshot: Snapshot) -> Self {
        let mut chains = Self::default();
        for (device, links) in snapshot {
            for (seq, id, prev) in links {
                chains.insert(device, seq, id, Some(prev));
            }
        }
        chains
    }
}

/// Two or more records of one device at one place of its chain: the key was used by two programs, or by a liar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForkProof {
    /// Whose chain.
    pub device: DeviceId,
    /// The place.
    pub seq: u64,
    /// The records there, in ascending order; each is signed, so any two of them are the proof.
    pub records: Vec<RecordId>,
}

impl Chains {
    /// Takes in a record. `prev` is ignored when `seq` is 0. Returns whether it was new: then more records of this device
    /// may lie below the head of a cut (see [`Chains::is_on_branch`]).
    pub fn insert(&mut self, device: DeviceId, seq: u64, id: RecordId, prev: Option<RecordId>) -> bool {
        self.devices.entry(device).or_default().insert(seq, id, prev)
    }

    /// Takes in an opened record, whether or not it stands: a record that does not may yet link others. Returns whether
    /// it was new.
    pub fn insert_record(&mut self, record: &Record) -> bool {
        self.insert(record.device, record.seq, record.id, record.prev)
    }

    /// The device's last known record: the greatest `seq`, whether or not all before it are known; at a fork the
    /// smallest id. For one's own device; of others it is a claim, see [`Chains::line_end`].
    #[must_use]
    pub fn head(&self, device: &DeviceId) -> Option<(u64, RecordId)> {
        self.devices.get(device)?.head()
    }

    /// The end of the device's longest unbroken line: from place 0 on, each record linked to the one before. Of several
    /// lines of this length, the smallest id. None while no record at place 0 is known. Takes time in proportion to the
    /// chain.
    #[must_use]
    pub fn line_end(&self, device: &DeviceId) -> Option<(u64, RecordId)> {
        self.devices.get(device)?.line_end()
    }

    /// Where the device's next record stands.
    #[must_use]
    pub fn next_position(&self, device: &DeviceId) -> Position {
        match self.head(device) {
            Some((seq, id)) => Position { seq: seq.saturating_add(1), prev: Some(id) },
            None => Position::default(),
        }
    }

    /// The places below the head at which no record is known, in ascending order.
    #[must_use]
    pub fn gaps(&self, device: &DeviceId) -> Vec<RangeInclusive<u64>> {
        self.devices.get(device).map(Chain::gaps).unwrap_or_default()
    }

    /// Every fork, by device and place.
    #[must_use]
    pub fn forks(&self) -> Vec<ForkProof> {
        let of_device = |(device, chain): (&DeviceId, &Chain)| {
            chain.forks().map(|(seq, records)| ForkProof { device: *device, seq, records }).collect::<Vec<_>>()
        };
        self.devices.iter().flat_map(of_device).collect()
    }

    /// Whether the record `id` at `seq` is `head_id` at `head_seq`, or is reached from there by links. While a link between
    /// them is missing, it is not; what other records of the device are known does not matter. The way down from a head
    /// is walked once and remembered, so that further questions cost one look.
    #[must_use]
    pub fn is_on_branch(&self, device: &DeviceId, seq: u64, id: &RecordId, head_seq: u64, head_id: &RecordId) -> bool {
        match head_seq.checked_sub(seq) {
            None => false,
            Some(0) => id == head_id,
            Some(below) => {
                let below = usize::try_from(below).unwrap_or(usize::MAX);
                self.devices.get(device).is_some_and(|chain| {
                    self.paths
                        .with((*device, head_seq, *head_id), |path| chain.walk(head_seq, path, below) == Some(*id))
                })
            }
        }
    }

    /// Whether this record is known.
    #[must_use]
    pub fn contains(&self, device: &DeviceId, seq: u64, id: &RecordId) -> bool {
        self.devices.get(device).is_some_and(|chain| chain.links.contains_key(&(seq, *id)))
    }

    /// The known records at one place of a device's chain: more than one at a fork, in ascending order of id.
    pub fn at(&self, device: &DeviceId, seq: u64) -> impl Iterator<Item = RecordId> + '_ {
        self.devices.get(device).into_iter().flat_map(move |chain| chain.at(seq)).map(|(id, _)| id)
    }

    /// The known record that follows on this one in a device's chain; at a fork the smallest id.
    #[must_use]
    pub fn after(&self, device: &DeviceId, seq: u64, id: &RecordId) -> Option<RecordId> {
        let above = seq.checked_add(1)?;
        self.devices.get(device)?.at(above).find(|(_, prev)| prev == id).map(|(id, _)| id)
    }

    /// Every known record of a device, in ascending order of place, then id.
    pub fn records(&self, device: &DeviceId) -> impl DoubleEndedIterator<Item = (u64, RecordId)> + '_ {
        self.devices.get(device).into_iter().flat_map(|chain| chain.links.keys().copied())
    }

    /// The devices that have written, in ascending order.
    pub fn devices(&self) -> impl Iterator<Item = &DeviceId> {
        self.devices.keys()
    }

    /// How many records are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.devices.values().map(|chain| chain.links.len()).sum()
    }

    /// Whether no record is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty()
    }
}

/// The ways down from the heads that were asked about: the record at each place, from the head on. A way only ever gets
/// longer, since a record never changes what it links to; so an insertion makes none of them false, and a way that ended
/// at a missing record goes on when that one is there.
#[derive(Debug, Default)]
struct Paths(Mutex<HashMap<(DeviceId, u64, RecordId), Vec<RecordId>>>);

impl Paths {
    fn with<T>(&self, head: (DeviceId, u64, RecordId), ask: impl FnOnce(&mut Vec<RecordId>) -> T) -> T {
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if paths.len() >= limits::CHAIN_PATHS && !paths.contains_key(&head) {
            paths.clear();
        }
        ask(paths.entry(head).or_insert_with(|| vec![head.2]))
    }
}

/// What is remembered is no part of the value.
impl Clone for Paths {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Paths {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Paths {}

/// Stands for "none" before the first record: no record has this id.
const NO_RECORD: RecordId = RecordId::from_bytes([0; 32]);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Chain {
    /// (place, record) -> the record before it.
    links: BTreeMap<(u64, RecordId), RecordId>,
}

impl Chain {
    fn insert(&mut self, seq: u64, id: RecordId, prev: Option<RecordId>) -> bool {
        let prev = if seq == 0 { NO_RECORD } else { prev.unwrap_or(NO_RECORD) };
        self.links.insert((seq, id), prev).is_none()
    }

    fn at(&self, seq: u64) -> impl Iterator<Item = (RecordId, RecordId)> {
        let range = (seq, NO_RECORD)..=(seq, RecordId::from_bytes([u8::MAX; 32]));
        self.links.range(range).map(|((_, id), prev)| (*id, *prev))
    }

    fn head(&self) -> Option<(u64, RecordId)> {
        let seq = self.links.last_key_value()?.0.0;
        self.at(seq).next().map(|(id, _)| (seq, id))
    }

    fn line_end(&self) -> Option<(u64, RecordId)> {
        let mut seq = 0_u64;
        let mut line: BTreeSet<RecordId> = self.at(0).map(|(id, _)| id).collect();
        while let Some(above) = seq.checked_add(1) {
            let linked: BTreeSet<_> =
                self.at(above).filter(|(_, prev)| line.contains(prev)).map(|(id, _)| id).collect();
            if linked.is_empty() {
                break;
            }
            (seq, line) = (above, linked);
        }
        line.first().map(|id| (seq, *id))
    }

    fn gaps(&self) -> Vec<RangeInclusive<u64>> {
        let mut gaps = Vec::new();
        let mut next = 0;
        for (seq, _) in self.links.keys() {
            if *seq > next {
                gaps.push(next..=seq - 1);
            }
            next = seq.saturating_add(1);
        }
        gaps
    }

    fn forks(&self) -> impl Iterator<Item = (u64, Vec<RecordId>)> {
        let mut by_place: BTreeMap<u64, Vec<RecordId>> = BTreeMap::new();
        let places: Vec<&(u64, RecordId)> = self.links.keys().collect();
        for pair in places.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            let records = by_place.entry(pair[0].0).or_insert_with(|| vec![pair[0].1]);
            records.push(pair[1].1);
        }
        by_place.into_iter()
    }

    /// The record that lies `below` places under the head with which `path` begins, walking on as far as needed.
    fn walk(&self, head_seq: u64, path: &mut Vec<RecordId>, below: usize) -> Option<RecordId> {
        while path.len() <= below {
            let place = head_seq.checked_sub(u64::try_from(path.len()).ok()? - 1).filter(|place| *place > 0)?;
            path.push(*self.links.get(&(place, *path.last()?))?);
        }
        path.get(below).copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LAPTOP: DeviceId = DeviceId::from_bytes([1; 32]);

    fn id(name: u8) -> RecordId {
        RecordId::from_bytes([name; 32])
    }

    /// Alice's laptop: 1 <- 2 <- 3 <- 4, and a copy of its disk that went on from 2: 2 <- 13 <- 14.
    fn forked() -> Vec<(u64, u8, Option<u8>)> {
        vec![(0, 1, None), (1, 2, Some(1)), (2, 3, Some(2)), (3, 4, Some(3)), (2, 13, Some(2)), (3, 14, Some(13))]
    }

    fn chains(links: &[(u64, u8, Option<u8>)]) -> Chains {
        let mut chains = Chains::default();
        for (seq, name, prev) in links {
            chains.insert(LAPTOP, *seq, id(*name), prev.map(id));
        }
        chains
    }

    #[test]
    fn a_copied_disk_is_proven_by_two_records_at_one_place() {
        let chains = chains(&forked());
        let proofs = chains.forks();
        assert_eq!(proofs.iter().map(|proof| proof.seq).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(proofs[0].records, [id(3), id(13)]);
        assert_eq!(chains.head(&LAPTOP), Some((3, id(4))), "the smaller id speaks for a fork");
        assert_eq!(chains.next_position(&LAPTOP), Position { seq: 4, prev: Some(id(4)) });
    }

    #[test]
    fn only_what_a_head_links_to_lies_below_it() {
        let chains = chains(&forked());
        assert!(chains.is_on_branch(&LAPTOP, 0, &id(1), 3, &id(4)));
        assert!(chains.is_on_branch(&LAPTOP, 2, &id(3), 3, &id(4)));
        assert!(!chains.is_on_branch(&LAPTOP, 2, &id(13), 3, &id(4)));
        assert!(chains.is_on_branch(&LAPTOP, 2, &id(13), 3, &id(14)));
        assert!(!chains.is_on_branch(&LAPTOP, 3, &id(4), 2, &id(3)), "above is not below");
        assert!(!chains.is_on_branch(&LAPTOP, 0, &id(1), u64::MAX, &id(4)), "nor is another place its own");
    }

    #[test]
    fn a_far_place_claimed_early_lets_nothing_stand_that_comes_later() {
        // Eve's laptop: 1 <- 2, and a record at a place in the far future that claims to follow 2.
        let far = 1_u64 << 40;
        let mut seen = chains(&[(0, 1, None), (1, 2, Some(1)), (far, 9, Some(2))]);
        assert_eq!(seen.line_end(&LAPTOP), Some((1, id(2))), "a claim is no head of a cut");
        let later = (2, id(3));
        assert!(!seen.is_on_branch(&LAPTOP, later.0, &later.1, far, &id(9)));
        seen.insert(LAPTOP, later.0, later.1, Some(id(2)));
        assert!(!seen.is_on_branch(&LAPTOP, later.0, &later.1, far, &id(9)));
        assert!(!seen.is_on_branch(&LAPTOP, 1, &id(2), far, &id(9)), "2 is not one place before it");
    }

    #[test]
    fn the_longest_line_speaks_and_of_equal_ones_the_smaller_id() {
        assert_eq!(chains(&forked()).line_end(&LAPTOP), Some((3, id(4))));
        let mut longer = forked();
        longer.push((4, 15, Some(14)));
        assert_eq!(chains(&longer).line_end(&LAPTOP), Some((4, id(15))));
        longer.retain(|(_, name, _)| *name != 13);
        assert_eq!(chains(&longer).line_end(&LAPTOP), Some((3, id(4))), "a gap ends a line");
        assert_eq!(chains(&longer[1..]).line_end(&LAPTOP), None);
    }

    #[test]
    fn what_lies_behind_a_missing_link_waits_for_it_and_nothing_else_matters() {
        let mut seen = chains(&[(3, 4, Some(3)), (1, 2, Some(1)), (2, 13, Some(2)), (1, 12, Some(1))]);
        let stands = |seen: &Chains| {
            [(0, 1), (1, 2), (2, 3)].map(|(seq, name)| seen.is_on_branch(&LAPTOP, seq, &id(name), 3, &id(4)))
        };
        assert_eq!(stands(&seen), [false, false, true]);
        assert!(seen.insert(LAPTOP, 2, id(3), Some(id(2))) && !seen.insert(LAPTOP, 2, id(3), Some(id(2))));
        assert_eq!(stands(&seen), [true; 3]);
        assert!(!seen.is_on_branch(&LAPTOP, 1, &id(12), 3, &id(4)));
    }

    #[test]
    fn a_forged_place_below_the_head_is_seen_by_its_broken_link() {
        // The true record at place 1 has not arrived; eve offers 9 in its stead.
        let chains = chains(&[(0, 1, None), (2, 3, Some(2)), (1, 9, Some(1))]);
        assert!(!chains.is_on_branch(&LAPTOP, 1, &id(9), 2, &id(3)));
    }

    #[test]
    fn gaps_are_told() {
        let chains = chains(&[(1, 2, Some(1)), (5, 6, Some(5))]);
        assert_eq!(chains.gaps(&LAPTOP), [0..=0, 2..=4]);
        assert_eq!(chains.head(&LAPTOP), Some((5, id(6))));
        assert!(Chains::default().gaps(&LAPTOP).is_empty());
    }

    proptest! {
        #[test]
        fn order_and_repetition_do_not_matter(mut links in Just([forked(), forked()].concat()).prop_shuffle(), keep in 6_usize..=12) {
            links.truncate(keep);
            links.extend(forked());
            prop_assert_eq!(chains(&links), chains(&forked()));
        }

        #[test]
        fn a_snapshot_is_the_same_chains(links in proptest::sample::subsequence(forked(), 0..=6)) {
            let chains = chains(&links);
            let bytes = crate::encoding::encode(&chains);
            let again: Chains = crate::encoding::decode(&bytes, usize::MAX).expect("own encoding");
            prop_assert_eq!(again, chains);
        }
    }
}
