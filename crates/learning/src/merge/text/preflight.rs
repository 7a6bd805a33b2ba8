//! Counts in an update's headers, looked at before Loro reserves memory for them.
//!
//! Loro 1.17.1 reserves room for as many changes and dependencies as an update claims (`decode_changes_header`, with
//! `take_n_finalize` of `serde_columnar` 0.3.14). A claim of 2^49 ends the process, which nothing can catch. Here the same
//! headers are walked, and a count is believed only if the bytes around it could hold so many.

/// Magic, checksum and mode.
const HEAD: usize = 4 + 16 + 2;

/// Whether every count in the headers fits the bytes that bring it. Says nothing else of the update.
pub(super) fn counts_fit(update: &[u8]) -> bool {
    let Some(body) = update.get(HEAD..) else { return false };
    let mut blocks = Bytes(body);
    while !blocks.0.is_empty() {
        let fits = blocks.part().and_then(|block| block_fits(Bytes(block)));
        if fits.is_none() {
            return false;
        }
    }
    true
}

/// `[counter start, counter length, lamport start, lamport length, changes, header, …]`.
fn block_fits(mut block: Bytes<'_>) -> Option<()> {
    for _ in 0..4 {
        block.number()?;
    }
    let changes = usize::try_from(block.number()?).ok()?;
    let bytes = block.part()?;
    let mut header = Bytes(bytes);
    let peers = usize::try_from(header.number()?).ok()?;
    header.take(peers.checked_mul(8)?)?;
    // All but the last change have a length of at least a byte each.
    if changes == 0 || changes > bytes.len() {
        return None;
    }
    for _ in 1..changes {
        header.number()?;
    }
    header.pass_flags(changes)?;
    let dependencies = header.sum_of_runs(changes)?;
    // Each takes at least one bit where it is written.
    (dependencies <= bytes.len().checked_mul(8)?).then_some(())
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    /// LEB128, at most 64 bits.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Bytes after their length.
    fn part(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.number()?).ok()?;
        self.take(len)
    }

    /// Runs of equal flags, until there are so many flags.
    fn pass_flags(&mut self, flags: usize) -> Option<()> {
        let mut passed = 0_usize;
        while passed < flags {
            passed = passed.checked_add(usize::try_from(self.number()?).ok()?)?;
        }
        Some(())
    }

    /// The sum of so many numbers: runs are a positive length and one value, literals a negative one and their values.
    fn sum_of_runs(&mut self, numbers: usize) -> Option<usize> {
        let (mut left, mut sum) = (numbers, 0_usize);
        while left > 0 {
            let zigzag = self.number()?;
            let len = usize::try_from((zigzag >> 1).checked_add(zigzag & 1)?).ok()?;
            let taken = len.min(left);
            if len == 0 {
                return None;
            }
            left -= taken;
            if zigzag & 1 == 0 {
                sum = sum.checked_add(usize::try_from(self.number()?).ok()?.checked_mul(taken)?)?;
            } else {
                for _ in 0..taken {
                    sum = sum.checked_add(usize::try_from(self.number()?).ok()?)?;
                }
            }
        }
        Some(sum)
    }
}
