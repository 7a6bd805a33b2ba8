//! Where something was taken from: a card from a passage of a note, a claim from an answer. Whoever reads the one finds the other, and
//! what is said of the other can be told to whoever reads the one.

mod anchor;

use std::ops::Range;

use commonplace_core::id::RecordId;
use serde::{Deserialize, Serialize};

pub use anchor::Anchor;

use crate::body::Unfit;

/// An item or a passage of it, and the thread in which it stands.
///
/// The thread is named beside the item, since an answer alone does not say where it is to be looked for. Neither needs to be here: what
/// was taken may arrive before that from which it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The thread: the record that begins it.
    pub thread: RecordId,
    /// The item in it, which for a note is the thread itself, and the passage.
    pub at: Anchor,
}

type Array = (RecordId, Anchor);

impl Serialize for Origin {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.thread, &self.at).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (thread, at): Array = Deserialize::deserialize(deserializer)?;
        Ok(Self { thread, at })
    }
}

impl Origin {
    /// All of an item. That which begins a thread names it twice.
    #[must_use]
    pub fn whole(thread: RecordId, item: RecordId) -> Self {
        Self { thread, at: Anchor::whole(item) }
    }

    /// The passage at `range` (bytes) of the item's present text; none when the range is not one of its passages, or is empty.
    #[must_use]
    pub fn passage(thread: RecordId, item: RecordId, present: &str, range: Range<usize>) -> Option<Self> {
        let at = Anchor::at(item, present, range)?;
        (!at.quote.is_empty()).then_some(Self { thread, at })
    }

    /// Whether it is of what begins its thread, or of something within, such as an answer.
    #[must_use]
    pub fn is_of_beginning(&self) -> bool {
        self.at.item == self.thread
    }

    /// The passage as it was; none when all of the item is meant.
    #[must_use]
    pub fn quote(&self) -> Option<&str> {
        Some(self.at.quote.as_str()).filter(|quote| !quote.is_empty())
    }

    /// Whether its parts are within bounds, and it is written as anybody else would write it: what is of a whole item has no place in it.
    ///
    /// # Errors
    /// [`Unfit`] when the passage is too long, or has a place though it is none.
    pub fn check(&self) -> Result<(), Unfit> {
        self.at.check()?;
        let placed = self.at.offset != 0 || self.at.line != [0; 8];
        if self.at.quote.is_empty() && placed { Err(Unfit::Empty("quote")) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use commonplace_core::encoding::{decode, encode};
    use commonplace_core::limits;

    use super::*;

    const QUESTION: RecordId = RecordId::from_bytes([1; 32]);
    const ANSWER: RecordId = RecordId::from_bytes([2; 32]);
    const TEXT: &str = "Water moves.\nSalt stays where it is.\n";

    fn salt() -> Origin {
        Origin::passage(QUESTION, ANSWER, TEXT, 13..24).expect("a passage")
    }

    #[test]
    fn the_origin_of_a_passage_is_read_as_it_was_written() {
        for origin in [salt(), Origin::whole(QUESTION, ANSWER), Origin::whole(QUESTION, QUESTION)] {
            let bytes = encode(&origin);
            assert_eq!(decode::<Origin>(&bytes, limits::BODY_BYTES).expect("own bytes"), origin);
            assert_eq!(origin.check(), Ok(()));
        }
        assert_eq!((salt().quote(), salt().is_of_beginning()), (Some("Salt stays "), false));
        assert!(Origin::whole(QUESTION, QUESTION).is_of_beginning());
    }

    /// Frozen: cards and disputes of today are read in ten years.
    #[test]
    fn its_bytes_are_these() {
        let mut expected = vec![0x82, 0x58, 32];
        expected.extend([1; 32]);
        expected.extend([0x84, 0x58, 32]);
        expected.extend([2; 32]);
        expected.extend([0x6b]);
        expected.extend(b"Salt stays ");
        expected.extend([13, 0x48]);
        expected.extend(&blake3::hash(b"Salt stays where it is.").as_bytes()[..8]);
        assert_eq!(encode(&salt()), expected);
    }

    #[test]
    fn what_is_out_of_bounds_or_written_in_two_ways_is_no_origin() {
        let quoted = |len: usize| Origin { at: Anchor { quote: "x".repeat(len), ..salt().at }, ..salt() };
        assert_eq!(quoted(limits::QUOTE_BYTES).check(), Ok(()));
        assert!(matches!(quoted(limits::QUOTE_BYTES + 1).check(), Err(Unfit::TooLong { what: "quote", .. })));
        assert_eq!(quoted(0).check(), Err(Unfit::Empty("quote")), "no place without a passage");
        assert_eq!(Origin::passage(QUESTION, ANSWER, TEXT, 13..13), None, "an empty passage is none");
        assert_eq!(Origin::passage(QUESTION, ANSWER, TEXT, 13..999), None, "nor is one beyond the text");
    }

    #[test]
    fn a_longer_array_is_not_taken_for_one() {
        let later = encode(&(QUESTION, salt().at, 7));
        assert!(decode::<Origin>(&later, limits::BODY_BYTES).is_err());
        assert!(decode::<Origin>(&encode(&(QUESTION,)), limits::BODY_BYTES).is_err());
    }
}
