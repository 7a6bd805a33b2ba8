//! Markdown as it is written, with its paragraphs fitted to the screen.

use unicode_width::UnicodeWidthStr;

/// Narrowest column into which prose is fitted; below it, wrapping makes text worse.
const NARROWEST: usize = 20;

/// `text` with every line indented by `indent` columns, and paragraphs broken between words so that no line is wider
/// than `width`. Code, tables and headings stay as they are. Without a width only the indent is added.
pub(crate) fn wrap(text: &str, width: Option<usize>, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let width = width.map(|width| width.saturating_sub(indent).max(NARROWEST));
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.trim_end().lines() {
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match width {
            Some(width) if fence.is_none() && mark.is_none() && is_prose(line) => lines.extend(broken(line, width)),
            _ => lines.push(line.to_owned()),
        }
        fence = match (fence, mark) {
            (None, opened) => opened,
            (Some(open), Some(mark)) if open == mark => None,
            (open, _) => open,
        };
    }
    lines.iter().map(|line| format!("{margin}{line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn is_prose(line: &str) -> bool {
    !(line.starts_with("    ") || line.starts_with(['\t', '|', '#']))
}

/// A line as several; those after the first begin where its text began, behind a list's or a quotation's mark.
fn broken(line: &str, width: usize) -> Vec<String> {
    let (first, hang) = margins(line);
    let mut lines = Vec::new();
    let mut current = first.to_owned();
    let mut is_empty = true;
    for word in line[first.len()..].split_whitespace() {
        if !is_empty && current.width() + 1 + word.width() > width {
            lines.push(std::mem::replace(&mut current, hang.clone()));
            is_empty = true;
        }
        if !is_empty {
            current.push(' ');
        }
        current.push_str(word);
        is_empty = false;
    }
    lines.push(current);
    lines
}

/// What stands before the text of a line, and what before the lines that continue it.
fn margins(line: &str) -> (&str, String) {
    let spaces = line.len() - line.trim_start().len();
    let rest = &line[spaces..];
    if rest.starts_with("> ") {
        return (&line[..spaces + 2], line[..spaces + 2].to_owned());
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && (rest[digits..].starts_with(". ") || rest[digits..].starts_with(") "));
    let mark = if numbered {
        digits + 2
    } else if ["- ", "* ", "+ "].iter().any(|mark| rest.starts_with(mark)) {
        2
    } else {
        0
    };
    (&line[..spaces + mark], " ".repeat(spaces + mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lists_are_fitted_and_code_is_not() {
        let text = "Water moves through the membrane of a cell.\n\n- from where there is much of it\n\n```\nlet water = \"a long line of code\";\n```\n";
        let fitted = "Water moves through the\nmembrane of a cell.\n\n- from where there is\n  much of it\n\n```\nlet water = \"a long line of code\";\n```";
        assert_eq!(wrap(text, Some(24), 0), fitted);
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(wrap("水水水水 水水水水 水水水水", Some(20), 0), "水水水水 水水水水\n水水水水");
    }

    #[test]
    fn a_pipe_gets_every_line_whole() {
        let long = "word ".repeat(60);
        assert_eq!(wrap(&long, None, 0), long.trim_end());
        assert_eq!(wrap("a\nb", None, 2), "  a\n  b");
    }
}
