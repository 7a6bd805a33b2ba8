//! Anchors: a passage of an item that is found again after the item has changed.

use std::ops::Range;

use commonplace_core::id::RecordId;
use commonplace_core::{limits, text};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use crate::body::{Unfit, at_most};

/// A passage of an item as it was when somebody pointed at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The item: a note, or another thing that has a text.
    pub item: RecordId,
    /// The passage; empty when the whole item is meant.
    pub quote: String,
    /// Characters before the passage, then.
    pub offset: u64,
    /// The first 8 bytes of BLAKE3 of the line around the passage's beginning, then.
    pub line: [u8; 8],
}

type Array = (RecordId, String, u64, ByteArray<8>);

impl Serialize for Anchor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.item, &self.quote, self.offset, ByteArray::new(self.line)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Anchor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (item, quote, offset, line): Array = Deserialize::deserialize(deserializer)?;
        Ok(Self { item, quote, offset, line: line.into_array() })
    }
}

impl Anchor {
    /// Whether the passage is within bounds.
    pub(crate) fn check(&self) -> Result<(), Unfit> {
        at_most("quote", self.quote.len(), limits::QUOTE_BYTES)
    }

    /// The whole item.
    #[must_use]
    pub fn whole(item: RecordId) -> Self {
        Self { item, quote: String::new(), offset: 0, line: [0; 8] }
    }

    /// The passage at `range` (bytes) of the item's present text; none when the range is not one of its passages.
    /// A long passage is cut: its beginning is enough to find it.
    #[must_use]
    pub fn at(item: RecordId, present: &str, range: Range<usize>) -> Option<Self> {
        let quote = text::cut(present.get(range.clone())?, limits::QUOTE_BYTES).to_owned();
        let offset = u64::try_from(present[..range.start].chars().count()).ok()?;
        Some(Self { item, quote, offset, line: line_hash(line_at(present, range.start)) })
    }

    /// Where the passage stands in the item's present text, in bytes: in the same line if that is still there,
    /// otherwise the occurrence nearest to where it was; none when its words are gone.
    #[must_use]
    pub fn find(&self, present: &str) -> Option<Range<usize>> {
        if self.quote.is_empty() {
            return None;
        }
        let distance = |start: usize| {
            let before = u64::try_from(present[..start].chars().count()).unwrap_or(u64::MAX);
            (line_hash(line_at(present, start)) != self.line, before.abs_diff(self.offset))
        };
        let nearest = present
            .match_indices(&self.quote)
            .map(|(start, _)| start)
            .take(CANDIDATES)
            .min_by_key(|start| distance(*start));
        nearest.map(|start| start..start + self.quote.len())
    }
}

/// Occurrences looked at: a single letter may stand anywhere, and one as good as another.
const CANDIDATES: usize = 64;

fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    &text[start..end]
}

fn line_hash(line: &str) -> [u8; 8] {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(line.as_bytes()).as_bytes()[..8]);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: RecordId = RecordId::from_bytes([1; 32]);

    #[test]
    fn a_passage_is_found_after_text_was_put_before_it() {
        let text = "Salt is white.\nSalt dissolves.\n";
        let start = text.rfind("Salt").expect("there");
        let anchor = Anchor::at(NOTE, text, start..start + 4).expect("a passage");
        let edited = format!("# Über Salz\n\n{text}");
        let found = anchor.find(&edited).expect("still there");
        assert_eq!(&edited[found.start..], "Salt dissolves.\n", "the second one was meant");
    }

    #[test]
    fn a_passage_that_is_gone_is_not_found() {
        let anchor = Anchor::at(NOTE, "Salt is white.", 0..4).expect("a passage");
        assert_eq!(anchor.find("Sugar is white."), None);
        assert_eq!(Anchor::at(NOTE, "ü", 0..1), None, "not between characters");
    }
}
