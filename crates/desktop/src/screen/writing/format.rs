//! Marks of Markdown around what is selected, and lists that go on by themselves.

use std::ops::RangeInclusive;
use std::sync::Arc;

use iced::widget::text_editor::{Action, Content, Cursor, Edit, Motion, Position};

/// What can be done with the words that are selected, or at the caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Strong words.
    Strong,
    /// Emphasised words.
    Emphasis,
    /// Code.
    Code,
    /// A link.
    Link,
    /// A heading; again for a smaller one, and once more for none.
    Heading,
    /// A list.
    Bullets,
    /// A list with numbers.
    Numbers,
    /// Tasks.
    Tasks,
    /// A quotation.
    Quote,
    /// A table.
    Table,
}

/// Does it. The caret stays with the words.
pub(super) fn apply(content: &mut Content, format: Format) {
    match format {
        Format::Strong => around(content, "**", "**"),
        Format::Emphasis => around(content, "*", "*"),
        Format::Code if content.selection().is_some_and(|words| words.contains('\n')) => {
            around(content, "```\n", "\n```");
        }
        Format::Code => around(content, "`", "`"),
        Format::Link => link(content),
        Format::Heading => lines(content, heading),
        Format::Bullets => lines(content, |lines| prefixed(lines, |_| "- ".into())),
        Format::Numbers => lines(content, |lines| prefixed(lines, |index| format!("{}. ", index + 1))),
        Format::Tasks => lines(content, |lines| prefixed(lines, |_| "- [ ] ".into())),
        Format::Quote => lines(content, |lines| prefixed(lines, |_| "> ".into())),
        Format::Table => table(content),
    }
}

/// Goes on with a list or a quotation behind the caret, or ends it when its item is empty. False when there is none: then
/// a line end is a line end.
pub(super) fn enter(content: &mut Content) -> bool {
    let cursor = content.cursor();
    let Some(line) = content.line(cursor.position.line).map(|line| line.text.into_owned()) else { return false };
    let Some(marker) = marker(&line) else { return false };
    if cursor.selection.is_some() || cursor.position.column < marker.len() {
        return false;
    }
    if line.trim_end().len() <= marker.trim_end().len() {
        select(content, at(cursor.position.line, 0), at(cursor.position.line, line.len()));
        paste(content, "");
    } else {
        paste(content, &format!("\n{}", next(&marker)));
    }
    true
}

/// The spaces and signs with which a line of a list or a quotation begins.
fn marker(line: &str) -> Option<String> {
    let inset = line.len() - line.trim_start().len();
    let rest = &line[inset..];
    for sign in ["- [ ] ", "- [x] ", "* [ ] ", "- ", "* ", "+ ", "> "] {
        if rest.starts_with(sign) || rest == sign.trim_end() {
            return Some(line[..inset].to_owned() + sign);
        }
    }
    let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=9).contains(digits))?;
    let ends = rest[digits..].starts_with(". ") || rest[digits..].starts_with(") ");
    ends.then(|| line[..inset + digits + 2].to_owned())
}

fn next(marker: &str) -> String {
    let inset = marker.len() - marker.trim_start().len();
    let digits: String = marker.trim_start().chars().take_while(char::is_ascii_digit).collect();
    match digits.parse::<u64>() {
        Ok(number) => format!("{}{}{}", &marker[..inset], number + 1, &marker[inset + digits.len()..]),
        Err(_) => marker.replace("[x]", "[ ]"),
    }
}

fn around(content: &mut Content, open: &str, close: &str) {
    let Some(words) = content.selection() else {
        paste(content, &format!("{open}{close}"));
        back(content, close);
        return;
    };
    let start = start(&content.cursor());
    let bare = words.strip_prefix(open).and_then(|words| words.strip_suffix(close));
    // One star is no mark of two.
    let bare = bare.filter(|bare| open != "*" || !bare.starts_with('*'));
    match bare {
        Some(bare) => {
            paste(content, bare);
            select(content, start, after(start, bare));
        }
        None => {
            paste(content, &format!("{open}{words}{close}"));
            let inner = after(start, open);
            select(content, inner, after(inner, &words));
        }
    }
}

fn link(content: &mut Content) {
    let words = content.selection().unwrap_or_default();
    let is_address = words.starts_with("http://") || words.starts_with("https://");
    if is_address {
        let start = start(&content.cursor());
        paste(content, &format!("[]({words})"));
        content.move_to(Cursor { position: after(start, "["), selection: None });
    } else if words.is_empty() {
        paste(content, "[]()");
        back(content, "]()");
    } else {
        paste(content, &format!("[{words}]()"));
        back(content, ")");
    }
}

fn heading(lines: Vec<String>) -> Vec<String> {
    let one = |line: String| match line.strip_prefix("### ") {
        Some(rest) => rest.to_owned(),
        None => match line.strip_prefix("## ") {
            Some(rest) => format!("### {rest}"),
            None => format!("## {}", line.trim_start_matches('#').trim_start()),
        },
    };
    lines.into_iter().map(one).collect()
}

/// Every line with its sign in front, or without it when all of them have one.
fn prefixed(lines: Vec<String>, sign: impl Fn(usize) -> String) -> Vec<String> {
    let has = |line: &String| marker(line).is_some_and(|marker| same_kind(&marker, &sign(0)));
    if lines.iter().all(has) {
        return lines.into_iter().map(|line| bare(&line).to_owned()).collect();
    }
    lines.into_iter().enumerate().map(|(index, line)| sign(index) + bare(&line)).collect()
}

fn same_kind(one: &str, other: &str) -> bool {
    let kind = |marker: &str| marker.trim().trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    kind(one) == kind(other)
}

fn bare(line: &str) -> &str {
    marker(line).map_or(line, |marker| line.get(marker.len()..).unwrap_or_default())
}

fn lines(content: &mut Content, change: impl FnOnce(Vec<String>) -> Vec<String>) {
    let touched = touched(&content.cursor());
    let text = |index| content.line(index).map(|line| line.text.into_owned()).unwrap_or_default();
    let old: Vec<String> = touched.clone().map(text).collect();
    let (first, last) = (*touched.start(), *touched.end());
    let end = old.last().map_or(0, String::len);
    let new = change(old).join("\n");
    select(content, at(first, 0), at(last, end));
    paste(content, &new);
    if first != last {
        let end = after(at(first, 0), &new);
        select(content, at(first, 0), end);
    }
}

fn table(content: &mut Content) {
    let line = content.cursor().position.line;
    let text = content.line(line).map(|line| line.text.into_owned()).unwrap_or_default();
    let before = if text.trim().is_empty() { "" } else { "\n\n" };
    content.move_to(Cursor { position: at(line, text.len()), selection: None });
    paste(content, &format!("{before}| A | B |\n| --- | --- |\n|  |  |\n"));
    let top = if before.is_empty() { line } else { line + 2 };
    select(content, at(top, 2), at(top, 3));
}

/// The lines that are selected, or that of the caret.
fn touched(cursor: &Cursor) -> RangeInclusive<usize> {
    let other = cursor.selection.unwrap_or(cursor.position);
    let (first, last) = ordered(cursor.position, other);
    // What ends before a line does not touch it.
    let end = if last.column == 0 && last.line > first.line { last.line - 1 } else { last.line };
    first.line..=end
}

fn start(cursor: &Cursor) -> Position {
    ordered(cursor.position, cursor.selection.unwrap_or(cursor.position)).0
}

fn ordered(one: Position, other: Position) -> (Position, Position) {
    if (one.line, one.column) <= (other.line, other.column) { (one, other) } else { (other, one) }
}

const fn at(line: usize, column: usize) -> Position {
    Position { line, column }
}

/// Where a text ends that begins here.
fn after(start: Position, text: &str) -> Position {
    match text.rsplit_once('\n') {
        Some((before, last)) => at(start.line + before.matches('\n').count() + 1, last.len()),
        None => at(start.line, start.column + text.len()),
    }
}

/// The place of a byte of a text.
pub(super) fn position(text: &str, byte: usize) -> Position {
    after(at(0, 0), text.get(..byte).unwrap_or(text))
}

/// The byte of a text at a place.
pub(super) fn byte(text: &str, place: Position) -> usize {
    let before: usize = text.split_inclusive('\n').take(place.line).map(str::len).sum();
    let byte = (before + place.column).min(text.len());
    (0..=byte).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

/// Brings the caret into sight: the field follows it only when it moves.
pub(super) fn reveal(content: &mut Content) {
    content.perform(Action::Select(Motion::Left));
    content.perform(Action::Select(Motion::Right));
}

/// Selects from one place to another; the caret stands at the second.
pub(super) fn select(content: &mut Content, from: Position, to: Position) {
    content.move_to(Cursor { position: to, selection: (from != to).then_some(from) });
}

/// Puts this in place of what is selected.
pub(super) fn paste(content: &mut Content, text: &str) {
    if text.is_empty() {
        if content.selection().is_some() {
            content.perform(Action::Edit(Edit::Delete));
        }
        return;
    }
    content.perform(Action::Edit(Edit::Paste(Arc::new(text.to_owned()))));
}

/// The caret back before this, which was just written.
fn back(content: &mut Content, over: &str) {
    let position = content.cursor().position;
    content.move_to(Cursor { position: at(position.line, position.column - over.len()), selection: None });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in which `[` and `]` stand around what is selected, or `|` at the caret.
    fn content(marked: &str) -> Content {
        let caret = marked.find('|').map(|at| (at, at));
        let selection = marked.find('⟦').map(|start| (start, marked.find('⟧').expect("an end") - '⟦'.len_utf8()));
        let (start, end) = caret.or(selection).expect("a place");
        let text = marked.replace(['|', '⟦', '⟧'], "");
        let mut content = crate::widget::text::content(&text);
        select(&mut content, position(&text, start), position(&text, end));
        content
    }

    fn text(content: &Content) -> String {
        content.text().trim_end_matches('\n').to_owned()
    }

    fn formatted(marked: &str, format: Format) -> (String, Option<String>) {
        let mut content = content(marked);
        apply(&mut content, format);
        (text(&content), content.selection())
    }

    #[test]
    fn words_get_marks_and_lose_them_again() {
        let (strong, selected) = formatted("salt and ⟦water⟧.", Format::Strong);
        assert_eq!((strong.as_str(), selected.as_deref()), ("salt and **water**.", Some("water")));
        assert_eq!(formatted("salt and ⟦**water**⟧.", Format::Strong).0, "salt and water.");
        assert_eq!(formatted("⟦**water**⟧", Format::Emphasis).0, "***water***");
        assert_eq!(formatted("⟦one\ntwo⟧", Format::Code).0, "```\none\ntwo\n```");
        assert_eq!(formatted("ä⟦öü⟧", Format::Strong), ("ä**öü**".into(), Some("öü".into())));
    }

    #[test]
    fn without_a_selection_the_caret_is_between_the_marks() {
        let mut content = content("salt |");
        apply(&mut content, Format::Strong);
        paste(&mut content, "water");
        assert_eq!(text(&content), "salt **water**");
    }

    #[test]
    fn an_address_becomes_what_a_link_leads_to() {
        let mut content = content("⟦https://a.example⟧");
        apply(&mut content, Format::Link);
        paste(&mut content, "a");
        assert_eq!(text(&content), "[a](https://a.example)");
        assert_eq!(formatted("⟦salt⟧", Format::Link).0, "[salt]()");
    }

    #[test]
    fn lines_become_a_list_and_lines_again() {
        assert_eq!(formatted("⟦a\nb⟧", Format::Numbers).0, "1. a\n2. b");
        assert_eq!(formatted("⟦- a\n- b⟧", Format::Numbers).0, "1. a\n2. b");
        assert_eq!(formatted("⟦1. a\n2. b⟧", Format::Numbers).0, "a\nb");
        assert_eq!(formatted("a|", Format::Tasks).0, "- [ ] a");
        assert_eq!(formatted("a\n⟦b\n⟧c", Format::Quote).0, "a\n> b\nc");
        assert_eq!(formatted("a|", Format::Heading).0, "## a");
        assert_eq!(formatted("### a|", Format::Heading).0, "a");
    }

    #[test]
    fn a_list_goes_on_and_ends() {
        for (before, after) in [
            ("- a|", "- a\n- "),
            ("  9. a|", "  9. a\n  10. "),
            ("- [x] a|", "- [x] a\n- [ ] "),
            ("> a|", "> a\n> "),
            ("- a\n- |", "- a\n"),
            ("- a|b", "- a\n- b"),
        ] {
            let mut content = content(before);
            assert!(enter(&mut content), "{before}");
            // The field ends a text with a line end, unless it has one.
            assert_eq!(text(&content), after.trim_end_matches('\n'), "{before}");
        }
        for plain in ["a|", "|- a", "2024. A year|x", "-a|"] {
            let mut content = content(plain);
            assert!(!enter(&mut content) || plain.starts_with("2024"), "{plain}");
        }
    }

    #[test]
    fn places_and_bytes_are_the_same() {
        let text = "eins\nzwei äö\n\nvier";
        for (byte_of, _) in text.char_indices() {
            assert_eq!(byte(text, position(text, byte_of)), byte_of);
        }
        assert_eq!(byte(text, at(9, 9)), text.len());
    }

    #[test]
    fn a_table_begins_with_its_first_name_selected() {
        let (table, selected) = formatted("Text|", Format::Table);
        assert_eq!(table, "Text\n\n| A | B |\n| --- | --- |\n|  |  |");
        assert_eq!(selected.as_deref(), Some("A"));
    }
}
