//! Device chains: what each device has written in one circle, linked by hash.
//!
//! A chain shows gaps (something has not arrived), proves forks (one device key used in two places) and says what lies
//! at or below a removal cut. It does not decide what is replicated: that is a set, see `docs/records.md`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, RecordId};
use crate::record::{Position, Record};

/// The chains of all devices in one circle. A pure fold: any order, any repetition of [`Chains::insert`] gives the same
/// value. Costs about 100 bytes a record. Serialisable, so that it need not be rebuilt at every start.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(into = "Snapshot", from = "Snapshot")]
pub struct Chains {
    devices: BTreeMap<DeviceId, Chain>,
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
    /// Takes in a record. `prev` is ignored when `seq` is 0.
    pub fn insert(&mut self, device: DeviceId, seq: u64, id: RecordId, prev: Option<RecordId>) {
        self.devices.entry(device).or_default().insert(seq, id, prev);
    }

    /// Takes in an opened record.
    pub fn insert_record(&mut self, record: &Record) {
        self.insert(record.device, record.seq, record.id, record.prev);
    }

    /// The device's last known record: the greatest `seq`, whether or not all before it are known; at a fork the
    /// smallest id.
    #[must_use]
    pub fn head(&self, device: &DeviceId) -> Option<(u64, RecordId)> {
        self.devices.get(device)?.head()
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

    /// Whether the record `id` at `seq` is `head_id` or lies below it on the same branch. While the chain is straight as
    /// far as known, gaps are taken to be straight too; once a fork or a broken link is known, only links count.
    #[must_use]
    pub fn is_on_branch(&self, device: &DeviceId, seq: u64, id: &RecordId, head_seq: u64, head_id: &RecordId) -> bool {
        if seq >= head_seq {
            return seq == head_seq && id == head_id;
        }
        self.devices.get(device).is_some_and(|chain| chain.leads_to(seq, id, head_seq, head_id))
    }

    /// Whether this record is known.
    #[must_use]
    pub fn contains(&self, device: &DeviceId, seq: u64, id: &RecordId) -> bool {
        self.devices.get(device).is_some_and(|chain| chain.links.contains_key(&(seq, *id)))
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

/// Stands for "none" before the first record: no record has this id.
const NO_RECORD: RecordId = RecordId::from_bytes([0; 32]);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Chain {
    /// (place, record) -> the record before it.
    links: BTreeMap<(u64, RecordId), RecordId>,
    /// Whether two records share a place, or neighbours do not link.
    crooked: bool,
}

impl Chain {
    fn insert(&mut self, seq: u64, id: RecordId, prev: Option<RecordId>) {
        let prev = if seq == 0 { NO_RECORD } else { prev.unwrap_or(NO_RECORD) };
        if self.links.insert((seq, id), prev).is_none() && !self.crooked {
            self.crooked = self.bends_at(seq, id, prev);
        }
    }

    /// Judged against what is known now; a neighbour that comes later judges again, so the order does not matter.
    fn bends_at(&self, seq: u64, id: RecordId, prev: RecordId) -> bool {
        let shared = self.at(seq).count() > 1;
        let below = seq.checked_sub(1).is_some_and(|below| {
            let mut known = self.at(below).peekable();
            known.peek().is_some() && known.all(|(other, _)| other != prev)
        });
        let above = seq.checked_add(1).is_some_and(|above| self.at(above).any(|(_, link)| link != id));
        shared || below || above
    }

    fn at(&self, seq: u64) -> impl Iterator<Item = (RecordId, RecordId)> {
        let range = (seq, NO_RECORD)..=(seq, RecordId::from_bytes([u8::MAX; 32]));
        self.links.range(range).map(|((_, id), prev)| (*id, *prev))
    }

    fn head(&self) -> Option<(u64, RecordId)> {
        let seq = self.links.last_key_value()?.0.0;
        self.at(seq).next().map(|(id, _)| (seq, id))
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
        if self.crooked {
            for (seq, id) in self.links.keys() {
                by_place.entry(*seq).or_default().push(*id);
            }
        }
        by_place.into_iter().filter(|(_, records)| records.len() > 1)
    }

    fn leads_to(&self, seq: u64, id: &RecordId, head_seq: u64, head_id: &RecordId) -> bool {
        if !self.crooked && self.at(head_seq).all(|(known, _)| known == *head_id) {
            return self.at(seq).all(|(known, _)| known == *id);
        }
        let mut at = *head_id;
        for place in (seq + 1..=head_seq).rev() {
            match self.links.get(&(place, at)) {
                Some(prev) => at = *prev,
                None => return false,
            }
        }
        at == *id
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
