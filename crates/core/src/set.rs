//! Sets of records, as two peers compare them: where a record stands in the order, and sums over ranges of that order.
//!
//! A set is ordered by slot, then id. The sum of a range is the count of its records and the sum, modulo 2^256, of one
//! pseudo-random number per record; sums add and subtract, so that prefix sums answer any range. Two ranges with equal
//! [fingerprints](SetSum::fingerprint) hold the same records, unless a holder of the fingerprint key ground a collision
//! (`docs/protocol.md` says what that costs and whom it hurts).

use std::ops::{Add, AddAssign, Sub, SubAssign};

use crate::id::RecordId;
use crate::time::Slot;

/// Where a record stands in its lane: by the hour it claims, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetKey {
    /// The hour in which the record was written, as its author claims.
    pub slot: Slot,
    /// The record.
    pub id: RecordId,
}

impl SetKey {
    /// The least key of all.
    pub const MIN: Self = Self { slot: Slot(0), id: RecordId::from_bytes([0; RecordId::LEN]) };

    /// The exclusive end of a range that holds everything. No record stands there: its slot lies half a million years
    /// ahead.
    pub const MAX: Self = Self { slot: Slot(u32::MAX), id: RecordId::from_bytes([0xff; RecordId::LEN]) };

    /// The least key of a slot: the boundary before its first record.
    #[must_use]
    pub const fn first_of(slot: Slot) -> Self {
        Self { slot, id: RecordId::from_bytes([0; RecordId::LEN]) }
    }

    /// Slot in big-endian, then id: 36 bytes that sort as the key does.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 36] {
        let mut bytes = [0; 36];
        bytes[..4].copy_from_slice(&self.slot.0.to_be_bytes());
        bytes[4..].copy_from_slice(self.id.as_bytes());
        bytes
    }

    /// The key of [`SetKey::to_bytes`].
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 36]) -> Self {
        let (slot, id) = bytes.split_first_chunk::<4>().expect("36 bytes begin with four");
        let id = id.try_into().expect("32 of 36 bytes remain");
        Self { slot: Slot(u32::from_be_bytes(*slot)), id: RecordId::from_bytes(id) }
    }
}

/// How many records a range holds, and the sum of their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SetSum {
    /// Records in the range. Wraps like the sum, so that sums form a group.
    pub count: u64,
    /// The sum modulo 2^256, least significant limb first.
    limbs: [u64; 4],
}

impl SetSum {
    /// The sum of nothing.
    pub const ZERO: Self = Self { count: 0, limbs: [0; 4] };

    /// The sum of one record: `keyed_blake3(fp_key, id)` read as a little-endian number. Under a key that outsiders do not
    /// know, they cannot grind records whose numbers cancel out.
    #[must_use]
    pub fn element(fp_key: &[u8; 32], id: &RecordId) -> Self {
        Self { count: 1, limbs: limbs_of(blake3::keyed_hash(fp_key, id.as_bytes()).as_bytes()) }
    }

    /// 16 bytes that are equal for equal sums: BLAKE3 of the sum (32 bytes) and the count (8 bytes), both little-endian.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 16] {
        let hash = blake3::hash(&self.to_bytes());
        let mut fingerprint = [0; 16];
        fingerprint.copy_from_slice(&hash.as_bytes()[..16]);
        fingerprint
    }

    /// Sum (32 bytes), then count (8 bytes), both little-endian: to be stored, and what the fingerprint hashes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 40] {
        let mut bytes = [0; 40];
        let words = self.limbs.iter().chain([&self.count]);
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(words) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    /// The sum of [`SetSum::to_bytes`].
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 40]) -> Self {
        let (sum, count) = bytes.split_first_chunk::<32>().expect("40 bytes begin with 32");
        let count = count.try_into().expect("8 of 40 bytes remain");
        Self { count: u64::from_le_bytes(count), limbs: limbs_of(sum) }
    }
}

fn limbs_of(bytes: &[u8; 32]) -> [u64; 4] {
    let mut limbs = [0; 4];
    for (limb, chunk) in limbs.iter_mut().zip(bytes.chunks_exact(8)) {
        *limb = u64::from_le_bytes(chunk.try_into().expect("chunks of eight"));
    }
    limbs
}

impl Add for SetSum {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let mut limbs = [0; 4];
        let mut carry = false;
        for (index, limb) in limbs.iter_mut().enumerate() {
            let (partial, first) = self.limbs[index].overflowing_add(other.limbs[index]);
            let (full, second) = partial.overflowing_add(u64::from(carry));
            *limb = full;
            carry = first || second;
        }
        Self { count: self.count.wrapping_add(other.count), limbs }
    }
}

impl Sub for SetSum {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let mut limbs = [0; 4];
        let mut borrow = false;
        for (index, limb) in limbs.iter_mut().enumerate() {
            let (partial, first) = self.limbs[index].overflowing_sub(other.limbs[index]);
            let (full, second) = partial.overflowing_sub(u64::from(borrow));
            *limb = full;
            borrow = first || second;
        }
        Self { count: self.count.wrapping_sub(other.count), limbs }
    }
}

impl AddAssign for SetSum {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for SetSum {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl std::iter::Sum for SetSum {
    fn sum<I: Iterator<Item = Self>>(elements: I) -> Self {
        elements.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn element(number: u8) -> SetSum {
        SetSum::element(&KEY, &RecordId::of(&[number]))
    }

    #[test]
    fn a_carry_runs_through_all_limbs_and_out() {
        let most = SetSum { count: 1, limbs: [u64::MAX; 4] };
        let one = SetSum { count: 0, limbs: [1, 0, 0, 0] };
        assert_eq!(most + one, SetSum { count: 1, limbs: [0; 4] });
        assert_eq!(SetSum { count: 1, limbs: [0; 4] } - one, most);
    }

    #[test]
    fn keys_sort_as_their_bytes() {
        let early = SetKey { slot: Slot(255), id: RecordId::of(b"z") };
        let late = SetKey { slot: Slot(256), id: RecordId::of(b"a") };
        assert!(early < late && early.to_bytes() < late.to_bytes());
        assert_eq!(SetKey::from_bytes(&late.to_bytes()), late);
    }

    proptest! {
        #[test]
        fn order_of_adding_does_not_matter(numbers in proptest::collection::vec(any::<u8>(), 0..40), cut in 0_usize..40) {
            let forward: SetSum = numbers.iter().map(|n| element(*n)).sum();
            let backward: SetSum = numbers.iter().rev().map(|n| element(*n)).sum();
            prop_assert_eq!(forward, backward);
            let prefix: SetSum = numbers.iter().take(cut).map(|n| element(*n)).sum();
            let suffix: SetSum = numbers.iter().skip(cut).map(|n| element(*n)).sum();
            prop_assert_eq!(forward - prefix, suffix);
            prop_assert_eq!(SetSum::from_bytes(&forward.to_bytes()), forward);
        }

        #[test]
        fn another_set_has_another_fingerprint(a in any::<u8>(), b in any::<u8>()) {
            prop_assert_eq!(a == b, element(a).fingerprint() == element(b).fingerprint());
        }
    }
}
