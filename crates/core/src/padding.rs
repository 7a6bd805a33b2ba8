//! Sizes that tell less: Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
//! PoPETs 2019, section 4).

/// The size to which Padmé pads `len` bytes: at most 12 % more, and less than 4 % from a mebibyte on. Of all sizes up to
/// one, only log log many bits of it remain.
#[must_use]
pub(crate) const fn padme(len: u64) -> u64 {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    // Neither shift nor sum is out of bounds: a step has at most 58 bits, and what does not fit stays as it is.
    let step = 1_u64 << (exponent - (exponent.ilog2() + 1));
    match len.checked_next_multiple_of(step) {
        Some(padded) => padded,
        None => len,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sizes_are_those_of_the_paper() {
        for (len, padded) in [(0, 0), (1, 1), (9, 10), (100, 104), (4097, 4352), (1_000_003, 1_015_808)] {
            assert_eq!(padme(len), padded, "{len}");
        }
        assert_eq!(padme(u64::MAX), u64::MAX);
    }

    proptest! {
        #[test]
        fn a_padded_size_stays_and_costs_little(len in 16_u64..1 << 40) {
            let padded = padme(len);
            prop_assert!(padded >= len && padded - len <= len / 8, "{padded}");
            prop_assert_eq!(padme(padded), padded);
        }
    }
}
