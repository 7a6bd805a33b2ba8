//! Whether one passage is of the words of another: how a dispute finds what was made from the passage that it disputes.
//!
//! Passages are told by what they say, not by where they stand: texts change, and what was taken from them stays as it was. White
//! space, capitals and marks of Markdown do not matter, since people quote by hand.

use commonplace_core::limits;

use crate::origin::Anchor;

/// Words as they are compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(String);

impl Words {
    /// What a text says, for comparing.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words = String::with_capacity(text.len());
        for c in text.chars().filter(|c| !MARKS.contains(*c)).flat_map(char::to_lowercase) {
            if !c.is_whitespace() {
                words.push(c);
            } else if !words.is_empty() && !words.ends_with(' ') {
                words.push(' ');
            }
        }
        words.truncate(words.trim_end().len());
        Self(words)
    }

    /// Whether a text of these words quotes a passage of those. A few words that anybody may write quote nothing.
    #[must_use]
    pub fn quote(&self, passage: &Self) -> bool {
        passage.0.chars().count() >= limits::QUOTED_CHARS && self.0.contains(&passage.0)
    }

    /// Whether a text of these words says those, however few they are.
    #[must_use]
    pub fn say(&self, passage: &Self) -> bool {
        self.0.contains(&passage.0)
    }

    /// Whether one is within the other, or the end of one is the beginning of the other.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> bool {
        if self.0.is_empty() || other.0.is_empty() {
            return false;
        }
        let (one, two) = (self.0.as_str(), other.0.as_str());
        one.contains(two) || two.contains(one) || runs_on(one, two) || runs_on(two, one)
    }
}

/// Marks that say nothing by themselves.
const MARKS: &str = "*_`>#~\\";

/// Whether the first ends with what the second begins with, and that is more than a word or two.
fn runs_on(first: &str, second: &str) -> bool {
    let ends = second.char_indices().skip(limits::OVERLAP_CHARS).map(|(end, _)| end);
    ends.into_iter().any(|end| first.ends_with(&second[..end]))
}

/// Whether two anchors mean some of the same: one of them the whole item, the same words, or places in one line that overlap.
#[must_use]
pub fn meet(one: &Anchor, other: &Anchor) -> bool {
    if one.item != other.item {
        return false;
    }
    if one.quote.is_empty() || other.quote.is_empty() {
        return true;
    }
    let (begins, ends) = span(one);
    let (starts, stops) = span(other);
    let placed = one.line == other.line && one.line != [0; 8];
    (placed && begins < stops && starts < ends) || Words::of(&one.quote).overlap(&Words::of(&other.quote))
}

/// Where a passage began and ended, in characters.
fn span(anchor: &Anchor) -> (u64, u64) {
    let chars = u64::try_from(anchor.quote.chars().count()).unwrap_or(u64::MAX);
    (anchor.offset, anchor.offset.saturating_add(chars))
}

#[cfg(test)]
mod tests {
    use commonplace_core::id::RecordId;

    use super::*;

    const TEXT: &str = "# Osmosis\n\nWater moves to where there is *more* salt.\nSalt stays.\n";

    fn anchor(words: &str) -> Anchor {
        let start = TEXT.find(words).expect("there");
        Anchor::at(RecordId::from_bytes([1; 32]), TEXT, start..start + words.len()).expect("a passage")
    }

    #[test]
    fn passages_meet_that_share_words() {
        let disputed = anchor("moves to where there is *more* salt");
        for meets in
            ["Water moves to", "there is *more* salt.\nSalt", "more", "Water moves to where there is *more* salt."]
        {
            assert!(meet(&disputed, &anchor(meets)), "{meets}");
            assert!(meet(&anchor(meets), &disputed), "{meets}, the other way round");
        }
        for apart in ["Salt stays", "# Osmosis", "Water"] {
            assert!(!meet(&disputed, &anchor(apart)), "{apart}");
        }
    }

    #[test]
    fn the_whole_item_meets_all_of_it_and_nothing_of_another() {
        let whole = Anchor::whole(RecordId::from_bytes([1; 32]));
        assert!(meet(&whole, &anchor("Salt stays")) && meet(&anchor("Salt stays"), &whole));
        assert!(!meet(&Anchor::whole(RecordId::from_bytes([2; 32])), &anchor("Salt stays")));
    }

    #[test]
    fn words_are_quoted_whatever_marks_and_lines_stand_between() {
        let passage = Words::of("Water moves to where there is *more* salt.");
        assert!(Words::of("You say:\n\n> water moves to where\n> there is more salt.\n\nNo.").quote(&passage));
        assert!(!Words::of("Water moves to where there is less salt.").quote(&passage));
        assert!(!Words::of("It is salt that does it.").quote(&Words::of("salt")), "a word is no quotation");
        assert!(!Words::of("anything").quote(&Words::default()), "nor is nothing");
    }
}
