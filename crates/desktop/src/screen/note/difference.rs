//! What changed between two texts, to be read: lines first, and words inside of lines that changed.

use std::ops::Range;

use commonplace_core::limits::{DIFF_LINES, DIFF_WORDS};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Lines around a change that are shown.
const AROUND: usize = 2;

/// A piece of a difference, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// In both.
    Kept(String),
    /// Only in the text before.
    Removed(String),
    /// Only in the text after.
    Added(String),
    /// So many lines are the same and not shown.
    Same(usize),
}

/// The difference, with little of what is the same around it. Takes long for long texts.
pub(crate) fn between(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (lines(before), lines(after));
    let mut pieces = Vec::new();
    if old.len() + new.len() > DIFF_LINES {
        push(&mut pieces, Piece::Removed(before.to_owned()));
        push(&mut pieces, Piece::Added(after.to_owned()));
        return pieces;
    }
    let hunks = hunks(&old, &new);
    let mut from = 0;
    for (index, (gone, come)) in hunks.iter().enumerate() {
        kept(&mut pieces, &new[from..come.start], index > 0, true);
        inside(&mut pieces, &old[gone.clone()].concat(), &new[come.clone()].concat());
        from = come.end;
    }
    kept(&mut pieces, &new[from..], !hunks.is_empty(), false);
    pieces
}

/// Lines that are the same: those near a change before or behind them, and how many the others are.
fn kept(pieces: &mut Vec<Piece>, same: &[&str], behind: bool, ahead: bool) {
    let (first, last) = (if behind { AROUND } else { 0 }, if ahead { AROUND } else { 0 });
    if same.len() <= first + last + 1 {
        push(pieces, Piece::Kept(same.concat()));
        return;
    }
    push(pieces, Piece::Kept(same[..first].concat()));
    pieces.push(Piece::Same(same.len() - first - last));
    push(pieces, Piece::Kept(same[same.len() - last..].concat()));
}

fn inside(pieces: &mut Vec<Piece>, gone: &str, come: &str) {
    let (old, new) = (words(gone), words(come));
    let few = old.len() + new.len() <= DIFF_WORDS;
    if gone.is_empty() || come.is_empty() || !few {
        push(pieces, Piece::Removed(gone.to_owned()));
        push(pieces, Piece::Added(come.to_owned()));
        return;
    }
    let mut from = 0;
    for (gone, come) in hunks(&old, &new) {
        push(pieces, Piece::Kept(new[from..come.start].concat()));
        push(pieces, Piece::Removed(old[gone].concat()));
        push(pieces, Piece::Added(new[come.clone()].concat()));
        from = come.end;
    }
    push(pieces, Piece::Kept(new[from..].concat()));
}

fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (_, Piece::Kept(text) | Piece::Removed(text) | Piece::Added(text)) if text.is_empty() => {}
        (Some(Piece::Kept(last)), Piece::Kept(text)) => last.push_str(&text),
        (_, piece) => pieces.push(piece),
    }
}

/// Where two lists differ: what is gone and what has come in its place.
fn hunks(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let differs = |op: DiffOp| (!matches!(op, DiffOp::Equal { .. })).then(|| (op.old_range(), op.new_range()));
    capture_diff_slices(Algorithm::Myers, old, new).into_iter().filter_map(differs).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Words, and the white space between them.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let space = first.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != space).unwrap_or(rest.len());
        let (word, left) = rest.split_at(end);
        words.push(word);
        rest = left;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> String {
        let tell = |piece: Piece| match piece {
            Piece::Kept(text) => text,
            Piece::Removed(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("[+{text}+]"),
            Piece::Same(lines) => format!("<{lines}>"),
        };
        between(before, after).into_iter().map(tell).collect()
    }

    #[test]
    fn a_word_that_changed_is_told_in_its_line() {
        assert_eq!(told("Water moves to salt.\n", "Water flows to salt.\n"), "Water [-moves-][+flows+] to salt.\n");
        assert_eq!(told("a\n", "a\nb\n"), "a\n[+b\n+]");
        assert_eq!(told("", "new"), "[+new+]");
        assert_eq!(told("same\n", "same\n"), "same\n", "one line is shown rather than counted");
    }

    #[test]
    fn what_is_far_from_a_change_is_only_counted() {
        let before: String = (0..20).map(|line| format!("{line}\n")).collect();
        let after = before.replace("10\n", "ten\n");
        assert_eq!(told(&before, &after), "<8>8\n9\n[-10-][+ten+]\n11\n12\n<7>");
    }

    #[test]
    fn every_word_of_both_texts_is_told() {
        let (before, after) = ("one two\nthree\n\nfour", "one 2\nthree\nfour five");
        let pieces = between(before, after);
        let of = |skip: fn(&Piece) -> bool| -> String {
            let said = |piece: &Piece| match piece {
                Piece::Kept(text) | Piece::Removed(text) | Piece::Added(text) => text.clone(),
                Piece::Same(_) => String::new(),
            };
            pieces.iter().filter(|piece| !skip(piece)).map(said).collect()
        };
        assert_eq!(
            of(|piece| matches!(piece, Piece::Added(_))).split_whitespace().collect::<String>(),
            "onetwothreefour"
        );
        assert_eq!(of(|piece| matches!(piece, Piece::Removed(_))), after);
    }
}
