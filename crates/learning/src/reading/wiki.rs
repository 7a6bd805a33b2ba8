//! Links by name, `[[Osmosis]]`, which `CommonMark` does not know, and the names of headings.

use super::{Link, Run, Words};

/// What is found in words.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words, some of which may lead to notes.
    Words(Words),
    /// `![[cell.png]]`: a picture in its place.
    Picture(String),
}

/// Endings of files that are shown in their place.
const PICTURES: [&str; 7] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp"];

/// Words with their `[[..]]` made into links. Code and what leads somewhere already stay as they are.
pub(super) fn pieces(words: Words) -> Vec<Piece> {
    if !words.runs.iter().any(|run| run.text.contains("[[")) {
        return vec![Piece::Words(words)];
    }
    let mut pieces = Vec::new();
    let mut runs = Vec::new();
    for run in words.runs {
        if run.code || run.link.is_some() || run.picture.is_some() {
            runs.push(run);
        } else {
            split(&run, &mut runs, &mut pieces);
        }
    }
    pieces.push(Piece::Words(Words { runs }));
    pieces
}

fn split(run: &Run, runs: &mut Vec<Run>, pieces: &mut Vec<Piece>) {
    let look = |text: &str, link| Run { text: text.to_owned(), link, ..run.clone() };
    let mut rest = run.text.as_str();
    while let Some((before, inner, after)) = next(rest) {
        let (target, label) = inner.split_once('|').unwrap_or((inner, inner.trim_end_matches('#')));
        let (target, label) = (target.trim(), label.trim());
        let embedded = before.ends_with('!');
        let before = if embedded { &before[..before.len() - 1] } else { before };
        if !before.is_empty() {
            runs.push(look(before, None));
        }
        if embedded && is_picture(target) {
            pieces.push(Piece::Words(Words { runs: std::mem::take(runs) }));
            pieces.push(Piece::Picture(target.to_owned()));
        } else {
            runs.push(look(label, Some(Link::Note(target.to_owned()))));
        }
        rest = after;
    }
    if !rest.is_empty() {
        runs.push(look(rest, None));
    }
}

/// The first link by name: what stands before it, inside it and after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices("[[").find_map(|(start, _)| {
        // Looking no further than the first of these keeps many `[[` without an end from costing the square of their
        // number.
        let inner = &text[start + 2..];
        let end = inner.find(['\n', '[', ']']).filter(|end| inner[*end..].starts_with("]]"))?;
        let (inner, after) = (&inner[..end], &inner[end + 2..]);
        (!inner.trim().is_empty()).then(|| (&text[..start], inner, after))
    })
}

/// Whether a file of this name is shown in its place.
#[must_use]
pub fn is_picture(target: &str) -> bool {
    let target = target.to_lowercase();
    PICTURES.iter().any(|ending| target.ends_with(ending))
}

/// The name by which links find a heading, as most makers of pages form it: small letters, hyphens for spaces, and no
/// other signs.
#[must_use]
pub fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || c.is_whitespace() || "-_".contains(*c));
    kept.map(|c| if c.is_whitespace() { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, link: Option<&str>) -> Run {
        Run { text: text.into(), link: link.map(|name| Link::Note(name.into())), ..Run::default() }
    }

    fn of(text: &str) -> Vec<Piece> {
        pieces(Words { runs: vec![run(text, None)] })
    }

    fn words(runs: &[Run]) -> Piece {
        Piece::Words(Words { runs: runs.to_vec() })
    }

    #[test]
    fn names_become_links_and_keep_their_labels() {
        let expected = [run("See ", None), run("Osmosis", Some("Osmosis")), run(".", None)];
        assert_eq!(of("See [[Osmosis]]."), [words(&expected)]);
        assert_eq!(of("[[Cell#Wall|the wall]]"), [words(&[run("the wall", Some("Cell#Wall"))])]);
        assert_eq!(of("[[a [[b]]"), [words(&[run("[[a ", None), run("b", Some("b"))])]);
        assert_eq!(of("x[[ ]] [[open"), [words(&[run("x[[ ]] [[open", None)])]);
    }

    #[test]
    fn pictures_are_shown_in_their_place_and_code_is_left_alone() {
        let picture = Piece::Picture("img/cell.PNG".into());
        assert_eq!(of("a ![[img/cell.PNG]] b"), [words(&[run("a ", None)]), picture, words(&[run(" b", None)])]);
        let code = Words { runs: vec![Run { code: true, ..run("a[[0]]", None) }] };
        assert_eq!(pieces(code.clone()), [Piece::Words(code)]);
    }

    #[test]
    fn many_beginnings_without_an_end_cost_little() {
        let long = "[[".repeat(100_000);
        assert_eq!(of(&long).len(), 1);
    }

    #[test]
    fn headings_are_named_as_pages_name_them() {
        assert_eq!(slug("The `String` Type, again!"), "the-string-type-again");
        assert_eq!(slug("Çift İşlem"), "çift-i\u{307}şlem");
    }
}
