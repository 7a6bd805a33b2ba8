//! Between what is read and what is written: where in the Markdown the words stand that somebody sees.

use std::ops::Range;

use super::Document;

/// Steps that looking for a passage may take: a text of 256 KiB is walked once, and what repeats itself ends.
const STEPS: usize = 2 * 1024 * 1024;

impl Document {
    /// The block that stands at this place of the text, or the next one.
    pub fn at(&self, place: &Range<usize>) -> Option<usize> {
        let first = self.places.partition_point(|of| of.end <= place.start);
        (first < self.places.len()).then_some(first)
    }
}

/// Where words stand in a Markdown text, seen or written: marks of Markdown between them are passed over, and any white space
/// is like any other.
pub fn passage(text: &str, words: &str) -> Option<Range<usize>> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    if let Some(start) = text.find(words) {
        return Some(start..start + words.len());
    }
    let first = words.chars().next()?;
    let mut steps = STEPS;
    for (start, _) in text.match_indices(first) {
        if let Some(end) = follows(&text[start..], words, &mut steps) {
            return Some(start..start + end);
        }
        if steps == 0 {
            return None;
        }
    }
    None
}

/// How far the text says these words from its beginning.
fn follows(text: &str, words: &str, steps: &mut usize) -> Option<usize> {
    let (mut rest, mut wanted) = (text, words);
    loop {
        *steps = steps.checked_sub(1)?;
        let Some(want) = wanted.chars().next() else { return Some(text.len() - rest.len()) };
        let have = rest.chars().next()?;
        if want == have {
            (rest, wanted) = (&rest[have.len_utf8()..], &wanted[want.len_utf8()..]);
        } else if want.is_whitespace() && have.is_whitespace() {
            let (left, still) = (rest.trim_start(), wanted.trim_start());
            *steps = steps.saturating_sub(rest.len() - left.len());
            (rest, wanted) = (left, still);
        } else if let Some(after) = rest.strip_prefix("](") {
            rest = after.split_once(')').map_or("", |(_, after)| after);
        } else if is_mark(have) {
            rest = &rest[have.len_utf8()..];
        } else if want.is_whitespace() {
            // Lines of a list or a quotation are shown apart, and written with marks between them.
            wanted = wanted.trim_start();
        } else {
            return None;
        }
    }
}

fn is_mark(c: char) -> bool {
    "*_~`[]#>!|\\-+$".contains(c) || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, words: &str) -> Option<&'a str> {
        passage(text, words).map(|place| &text[place])
    }

    #[test]
    fn words_are_found_under_their_marks() {
        let text = "Water *moves* to `salt`, see\n[the rule](rules.md \"x\").\n\n- one\n- two **three**\n";
        assert_eq!(found(text, "Water moves to salt"), Some("Water *moves* to `salt"));
        assert_eq!(
            found(text, "moves to salt, see the rule."),
            Some("moves* to `salt`, see\n[the rule](rules.md \"x\").")
        );
        assert_eq!(found(text, "one\ntwo three"), Some("one\n- two **three"));
        assert_eq!(found(text, "Water moves to sugar"), None);
        assert_eq!(found(text, " "), None);
    }

    #[test]
    fn looking_ends_however_much_a_text_repeats_itself() {
        let text = "a ".repeat(100_000);
        assert_eq!(found(&text, &format!("{}b", "a  ".repeat(50_000))), None);
    }
}
