//! Words in pieces of one face: where something is looked for, where a formula changes its face, where a word begins anew.

use std::borrow::Cow;
use std::ops::Range;

use commonplace_learning::reading::is_script;
use iced::Font;

use super::super::direction;
use crate::theme::{MATH, SERIF, SERIF_ITALIC};

/// No width, no break, and not ASCII.
pub(crate) const WORD_JOINER: char = '\u{2060}';
/// Signs before which no line breaks, even after a space (Unicode UAX 14: CL, CP, EX, IS and SY).
const CLINGING: &str = "!)]},.:;?/";

/// Where a text says what is looked for, which is in small letters, whatever letters it has itself.
pub(crate) fn find(text: &str, sought: &str) -> Option<Range<usize>> {
    if sought.is_empty() {
        return None;
    }
    let sought = sought.replace("i\u{307}", "i").replace('ı', "i");
    let first = sought.chars().next()?;
    let starts = text.char_indices().filter(|(_, c)| small(*c).next() == Some(first));
    starts.map(|(start, _)| start).find_map(|start| {
        let mut wanted = sought.chars();
        let mut end = start;
        for c in text[start..].chars() {
            let fits = small(c).all(|c| match wanted.clone().next() {
                Some(want) if want == c => wanted.next().is_some(),
                _ => false,
            });
            if !fits {
                return None;
            }
            end += c.len_utf8();
            if wanted.clone().next().is_none() {
                return Some(start..end);
            }
        }
        None
    })
}

/// A letter as a small one. The i of Turkish has a dot or none whatever its size; to whoever looks for it all are one.
fn small(letter: char) -> impl Iterator<Item = char> {
    let letter = if matches!(letter, 'İ' | 'ı') { 'i' } else { letter };
    letter.to_lowercase()
}

/// A formula in pieces of one face each, anything else as it is.
pub(super) fn pieces(text: &str, formula: bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let kind = kind_of(first);
        let end = if formula { rest.find(|c| kind_of(c) != kind).unwrap_or(rest.len()) } else { rest.len() };
        let (piece, left) = rest.split_at(end);
        rest = left;
        Some(piece)
    })
}

/// What a sign of a formula is: its face follows from it.
#[derive(PartialEq, Eq)]
enum Kind {
    Letter,
    Script,
    Other,
}

fn kind_of(c: char) -> Kind {
    match c {
        _ if is_script(c) => Kind::Script,
        'a'..='z' | 'A'..='Z' | 'α'..='ω' | '\u{300}'..='\u{36f}' | '\u{20d7}' => Kind::Letter,
        _ => Kind::Other,
    }
}

/// Letters lean, as formulas have it; what is raised or lowered is of one face, and all else stands upright.
pub(super) fn formula_face(piece: &str) -> Font {
    match piece.trim_start_matches(WORD_JOINER).chars().next().map(kind_of) {
        Some(Kind::Letter) => SERIF_ITALIC,
        Some(Kind::Script) => MATH,
        _ => SERIF,
    }
}

/// Whether a run that stands behind this sign gets a word joiner in front, as one that begins inside a word does: the shaper
/// (cosmic-text 0.15) takes a word of ASCII as one run of one face, so that a comma after a strong word would be strong. To
/// it a bracket that opens is part of the word that follows, and a sign before which no line breaks part of the word before
/// it, even over a space: without the joiner `::` would have the face of what it stands behind.
pub(super) fn parts_from(last: Option<char>, run: &str) -> bool {
    let first = run.chars().next();
    let inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let opened = last.is_some_and(|c| "([{".contains(c));
    let clings = last.is_some() && first.is_some_and(|c| CLINGING.contains(c));
    // In a word that runs from the right it would put what follows in front of the word.
    let runs_left = last.is_some_and(direction::runs_left);
    (clings || inside(last) && (inside(first) || opened)) && !runs_left
}

/// Code whose signs stay with the words that they stand before: a line would end behind the `!` of `!Unpin`.
pub(super) fn unbroken(code: &str) -> Cow<'_, str> {
    if !code.contains('!') {
        return Cow::Borrowed(code);
    }
    let mut whole = String::with_capacity(code.len() + WORD_JOINER.len_utf8());
    let mut last = ' ';
    for sign in code.chars() {
        if last == '!' && sign.is_alphanumeric() {
            whole.push(WORD_JOINER);
        }
        whole.push(sign);
        last = sign;
    }
    Cow::Owned(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_that_changes_inside_a_word_is_parted() {
        let parts = |before: &str, run| parts_from(before.chars().next_back(), run);
        for (before, run) in [("osmosis", ", the"), ("the double colon ", "::"), ("fn main() {", " code")] {
            assert!(parts(before, run), "{before}{run}");
        }
        for (before, run) in [("the ", "osmosis"), ("osmosis", " is"), ("", "::"), ("", "osmosis"), ("واحد", "،")]
        {
            assert!(!parts(before, run), "{before}{run}");
        }
    }

    #[test]
    fn a_sign_of_code_stays_with_its_word() {
        assert_eq!(unbroken("impl !Unpin for T"), "impl !\u{2060}Unpin for T");
        assert_eq!(unbroken("println!(\"{x}\")"), "println!(\"{x}\")");
    }

    #[test]
    fn what_is_looked_for_is_found_in_any_letters() {
        assert_eq!(find("The Osmosis", "osmo"), Some(4..8));
        assert_eq!(find("ÄÖ", "ö"), Some(2..4));
        assert_eq!(find("osmosis", ""), None);
        assert_eq!(find("ososmosis", "osm"), Some(2..5));
        assert_eq!(find("Neden İyonlar?", "iyon"), Some(6..11));
        assert_eq!(find("ISI ve ısı", "ısı"), Some(0..3));
        assert_eq!(find("iyonlar", &"İYON".to_lowercase()), Some(0..4));
    }

    #[test]
    fn a_formula_falls_into_pieces_of_one_face() {
        assert_eq!(pieces("x² + 1", true).collect::<Vec<_>>(), ["x", "²", " + 1"]);
        assert_eq!(pieces("x² + 1", false).collect::<Vec<_>>(), ["x² + 1"]);
    }
}
