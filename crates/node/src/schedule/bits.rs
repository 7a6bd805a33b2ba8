//! A set of segment numbers.

/// Numbers below a bound. What is asked or set beyond it counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: u32,
    ones: u32,
}

impl Bits {
    /// None of the numbers below `len`.
    #[must_use]
    pub(crate) fn new(len: u32) -> Self {
        Self { words: vec![0; (len as usize).div_ceil(64)], len, ones: 0 }
    }

    /// All of them.
    #[must_use]
    pub(crate) fn full(len: u32) -> Self {
        let mut bits = Self::new(len);
        (0..len).for_each(|index| bits.set(index, true));
        bits
    }

    /// As bytes on the wire and on the disk: the lowest bit of the first byte first. None when there are more or fewer
    /// bytes than the numbers take, or bits beyond the bound.
    #[must_use]
    pub(crate) fn from_bytes(bytes: &[u8], len: u32) -> Option<Self> {
        if bytes.len() != (len as usize).div_ceil(8) {
            return None;
        }
        let mut bits = Self::new(len);
        for (index, byte) in (0_u32..).step_by(8).zip(bytes) {
            for bit in (0..8).filter(|bit| byte & 1 << bit != 0) {
                if index + bit >= len {
                    return None;
                }
                bits.set(index + bit, true);
            }
        }
        Some(bits)
    }

    /// The bound.
    #[must_use]
    pub(crate) const fn len(&self) -> u32 {
        self.len
    }

    /// How many numbers are in it.
    #[must_use]
    pub(crate) const fn count(&self) -> u32 {
        self.ones
    }

    /// Whether a number is in it.
    #[must_use]
    pub(crate) fn get(&self, index: u32) -> bool {
        self.words.get(index as usize / 64).is_some_and(|word| word & 1 << (index % 64) != 0)
    }

    /// Puts a number in, or takes it out.
    pub(crate) fn set(&mut self, index: u32, on: bool) {
        if index >= self.len || self.get(index) == on {
            return;
        }
        if let Some(word) = self.words.get_mut(index as usize / 64) {
            *word ^= 1 << (index % 64);
            self.ones = if on { self.ones + 1 } else { self.ones - 1 };
        }
    }

    /// The numbers in it from `start` to the end, and then those before it.
    pub(crate) fn ones_from(&self, start: u32) -> impl Iterator<Item = u32> + '_ {
        self.ones_in(start, self.len).chain(self.ones_in(0, start.min(self.len)))
    }

    fn ones_in(&self, start: u32, end: u32) -> impl Iterator<Item = u32> + '_ {
        let first = start as usize / 64;
        (0_u32..).step_by(64).zip(&self.words).skip(first).take_while(move |(base, _)| *base < end).flat_map(
            move |(base, word)| {
                let mut word = *word;
                std::iter::from_fn(move || {
                    let bit = (word != 0).then(|| word.trailing_zeros())?;
                    word &= word - 1;
                    Some(base + bit)
                })
                .filter(move |index| (start..end).contains(index))
            },
        )
    }
}
