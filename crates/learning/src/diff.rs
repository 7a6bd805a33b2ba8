//! What changed between two texts: by lines for people, by words within changed lines for merging.
//!
//! `similar` finds the differences (one small package, no dependencies of its own), rather than Loro's own updating:
//! that one reads a clock, works on single characters, which tears reworded sentences apart when two people's changes
//! merge, and cannot be cut into records.

use std::ops::Range;

use commonplace_core::limits;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// A place where two lists differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

/// One replacement, in characters of the old text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) at: usize,
    pub(crate) delete: usize,
    pub(crate) insert: String,
}

/// A line that a change took away or added, without its line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Was there before.
    Removed(String),
    /// Is there now.
    Added(String),
}

/// The lines that differ, in the order of the text.
#[must_use]
pub fn lines(old: &str, new: &str) -> Vec<Line> {
    let (old, new) = (split(old), split(new));
    let plain = |line: &&str| line.trim_end_matches(['\n', '\r']).to_owned();
    let mut changed = Vec::new();
    for hunk in hunks(&old, &new, limits::DIFF_LINES) {
        changed.extend(old[hunk.old].iter().map(|line| Line::Removed(plain(line))));
        changed.extend(new[hunk.new].iter().map(|line| Line::Added(plain(line))));
    }
    changed
}

/// The changed lines of the new text, as ranges of its characters. A deletion is the empty range where it was.
pub(crate) fn touched(old: &str, new: &str) -> Vec<Range<usize>> {
    let (old, new) = (split(old), split(new));
    let starts = char_starts(&new);
    hunks(&old, &new, limits::DIFF_LINES).into_iter().map(|hunk| starts[hunk.new.start]..starts[hunk.new.end]).collect()
}

/// Replacements that turn `old` into `new`, in ascending order and apart from each other.
pub(crate) fn changes(old: &str, new: &str) -> Vec<Change> {
    let (old_lines, new_lines) = (split(old), split(new));
    let starts = char_starts(&old_lines);
    let mut changes = Vec::new();
    for hunk in hunks(&old_lines, &new_lines, limits::DIFF_LINES) {
        let at = starts[hunk.old.start];
        let (old, new) = (old_lines[hunk.old].concat(), new_lines[hunk.new].concat());
        by_words(at, &old, &new, &mut changes);
    }
    changes
}

/// `theirs` with what `mine` changes in `old`. Where both changed the same lines, their lines come first and mine behind
/// them: nothing that somebody wrote is lost.
pub(crate) fn merged(old: &str, theirs: &str, mine: &str) -> String {
    let [base, their_lines, my_lines] = [split(old), split(theirs), split(mine)];
    let mut they = Side::new(&base, &their_lines);
    let mut i = Side::new(&base, &my_lines);
    let mut text = String::with_capacity(theirs.len().max(mine.len()));
    let mut at = 0;
    while let Some(mut place) =
        [they.next(), i.next()].into_iter().flatten().min_by_key(|place| (place.start, place.end))
    {
        push_lines(&mut text, &[base[at..place.start].concat()]);
        // A change that reaches into another makes one place with it, and so on until none does.
        while they.reaches(&mut place) || i.reaches(&mut place) {}
        let (theirs, mine) = (they.take(&place), i.take(&place));
        at = place.end;
        match (theirs, mine) {
            (Some(theirs), Some(mine)) if theirs != mine => push_lines(&mut text, &[theirs.concat(), mine.concat()]),
            (Some(lines), _) | (None, Some(lines)) => push_lines(&mut text, &[lines.concat()]),
            (None, None) => {}
        }
    }
    push_lines(&mut text, &[base[at..].concat()]);
    text
}

/// Puts lines behind each other, each text from the beginning of a line on.
fn push_lines(text: &mut String, parts: &[String]) {
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(part);
    }
}

/// What one side changed of lines that two changed, from the first place to the last.
struct Side<'a> {
    lines: &'a [&'a str],
    hunks: std::collections::VecDeque<Hunk>,
    /// Changes that belong to the place that is being looked at.
    taken: Vec<Hunk>,
}

impl<'a> Side<'a> {
    fn new(base: &[&str], lines: &'a [&'a str]) -> Self {
        Self { lines, hunks: hunks(base, lines, limits::DIFF_LINES).into(), taken: Vec::new() }
    }

    fn next(&self) -> Option<Range<usize>> {
        self.hunks.front().map(|hunk| hunk.old.clone())
    }

    /// Whether the next change is at this place, which is then as long as both.
    fn reaches(&mut self, place: &mut Range<usize>) -> bool {
        let reaching = |hunk: &Hunk| hunk.old == *place || hunk.old.start < place.end;
        let Some(hunk) = self.hunks.front().is_some_and(reaching).then(|| self.hunks.pop_front()).flatten() else {
            return false;
        };
        place.end = place.end.max(hunk.old.end);
        self.taken.push(hunk);
        true
    }

    /// How this side has the lines of the place; none if it left them as they were.
    fn take(&mut self, place: &Range<usize>) -> Option<&'a [&'a str]> {
        let taken = std::mem::take(&mut self.taken);
        let (first, last) = (taken.first()?, taken.last()?);
        let start = first.new.start - (first.old.start - place.start);
        Some(&self.lines[start..last.new.end + (place.end - last.old.end)])
    }
}

fn by_words(at: usize, old: &str, new: &str, changes: &mut Vec<Change>) {
    let old: Vec<&str> = old.split_word_bounds().collect();
    let new: Vec<&str> = new.split_word_bounds().collect();
    let starts = char_starts(&old);
    for hunk in hunks(&old, &new, limits::DIFF_WORDS) {
        let start = at + starts[hunk.old.start];
        changes.push(trimmed(start, &old[hunk.old].concat(), &new[hunk.new].concat()));
    }
}

/// The replacement of `old` by `new` less what they share at both ends.
fn trimmed(at: usize, old: &str, new: &str) -> Change {
    let old: Vec<char> = old.chars().collect();
    let new: Vec<char> = new.chars().collect();
    let Hunk { old, new: inserted } = middle(&old, &new);
    Change { at: at + old.start, delete: old.len(), insert: new[inserted].iter().collect() }
}

fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// For each token the characters before it, and the number of all at the end.
fn char_starts(tokens: &[&str]) -> Vec<usize> {
    let ends = tokens.iter().scan(0, |sum, token| {
        *sum += token.chars().count();
        Some(*sum)
    });
    std::iter::once(0).chain(ends).collect()
}

/// Where two lists differ; one hunk for all when they are too long to be compared one by one.
fn hunks<T: Eq + std::hash::Hash>(old: &[T], new: &[T], max: usize) -> Vec<Hunk> {
    let whole = middle(old, new);
    let (from, into) = (&old[whole.old.clone()], &new[whole.new.clone()]);
    if from.is_empty() && into.is_empty() {
        return Vec::new();
    }
    if from.is_empty() || into.is_empty() || from.len() + into.len() > max {
        return vec![whole];
    }
    let shifted = |hunk: Hunk| Hunk {
        old: hunk.old.start + whole.old.start..hunk.old.end + whole.old.start,
        new: hunk.new.start + whole.new.start..hunk.new.end + whole.new.start,
    };
    let differing = |op: &DiffOp| !matches!(op, DiffOp::Equal { .. });
    let ops = capture_diff_slices(Algorithm::Myers, from, into);
    ops.iter().filter(|op| differing(op)).map(|op| shifted(Hunk { old: op.old_range(), new: op.new_range() })).collect()
}

/// What is left between the common beginning and the common end.
fn middle<T: Eq>(old: &[T], new: &[T]) -> Hunk {
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
    let suffix = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    Hunk { old: prefix..old.len() - suffix, new: prefix..new.len() - suffix }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn applied(old: &str, changes: &[Change]) -> String {
        let mut text: Vec<char> = old.chars().collect();
        for change in changes.iter().rev() {
            text.splice(change.at..change.at + change.delete, change.insert.chars());
        }
        text.into_iter().collect()
    }

    #[test]
    fn a_changed_word_is_all_that_changes() {
        let changes = changes("one\nThe cell eats.\nthree\n", "one\nThe cells eat.\nthree\n");
        let inserted: Vec<&str> = changes.iter().map(|change| change.insert.as_str()).collect();
        assert_eq!(inserted, ["s", ""]);
    }

    #[test]
    fn lines_show_what_went_and_what_came() {
        let changed = lines("a\nb\nc\n", "a\nB\nc\nd\n");
        let expected = [Line::Removed("b".into()), Line::Added("B".into()), Line::Added("d".into())];
        assert_eq!(changed, expected);
    }

    #[test]
    fn texts_too_long_to_compare_are_replaced_in_one() {
        let old: String = (0..limits::DIFF_LINES).map(|n| format!("old {n}\n")).collect();
        let new: String = (0..limits::DIFF_LINES).map(|n| format!("new {n}\n")).collect();
        assert_eq!(applied(&old, &changes(&old, &new)), new);
        assert_eq!(changes(&old, &new).len(), 1);
    }

    #[test]
    fn what_two_changed_apart_is_all_there() {
        let base = "one\ntwo\nthree\n";
        assert_eq!(merged(base, "one\n2\nthree\n", "one\ntwo\n3\n"), "one\n2\n3\n", "lines beside each other");
        assert_eq!(merged(base, "one\ntwo\nthree\nfour", "zero\none\ntwo\n"), "zero\none\ntwo\nfour");
        assert_eq!(merged(base, "one\nTWO\nthree\n", "one\n2\nthree\n"), "one\nTWO\n2\nthree\n", "mine behind theirs");
        assert_eq!(merged("one", "one, here", "one, there"), "one, here\none, there");
        assert_eq!(
            merged(base, "one\nthree\n", "one\n2\nthree\n"),
            "one\n2\nthree\n",
            "what one wrote outlives a deletion"
        );
        assert_eq!(merged(base, "one\nsame\nthree\n", "one\nsame\nthree\n"), "one\nsame\nthree\n", "once");
    }

    proptest! {
        #[test]
        fn merging_loses_no_line_that_somebody_wrote(
            old in "([a-c]\n){0,6}", theirs in "([a-e]\n){0,6}", mine in "([a-cxy]\n){0,6}",
        ) {
            let both = merged(&old, &theirs, &mine);
            for line in theirs.lines().filter(|line| "de".contains(line)).chain(mine.lines().filter(|line| "xy".contains(line))) {
                prop_assert!(both.lines().any(|other| other == line), "{line} is not in {both:?}");
            }
            prop_assert_eq!(merged(&old, &old, &mine), mine);
            prop_assert_eq!(merged(&old, &theirs, &old), theirs);
        }

        #[test]
        fn changes_turn_the_old_into_the_new(old in "[ab ü\n]{0,40}", new in "[ab ü\n]{0,40}") {
            let changes = changes(&old, &new);
            prop_assert_eq!(applied(&old, &changes), new);
            prop_assert!(changes.windows(2).all(|pair| pair[0].at + pair[0].delete <= pair[1].at));
        }
    }
}
