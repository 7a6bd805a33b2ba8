//! Markdown as plain words.

use commonplace_core::{limits, text};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::links::{self, options};

/// The words of a Markdown text, without front matter, one line for each block.
#[must_use]
pub fn plain(markdown: &str) -> String {
    words(super::front_matter(markdown).1, usize::MAX)
}

/// The beginning of a text in words, on one line, about 160 characters, ending at a word. A heading at the beginning is
/// left out: the title says it.
#[must_use]
pub fn excerpt(markdown: &str) -> String {
    let (_, body) = super::front_matter(markdown);
    let source = text::cut(body, limits::EXCERPT_SOURCE_BYTES);
    let words = words(without_heading(source), limits::EXCERPT_CHARS + 1);
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&line)
}

fn without_heading(body: &str) -> &str {
    let body = body.trim_start();
    if !body.starts_with("# ") {
        return body;
    }
    match body.split_once('\n') {
        Some((_, rest)) if !rest.trim().is_empty() => rest,
        _ => body,
    }
}

/// Cuts after the last whole word, or between characters where a word is longer than a line.
fn shortened(line: &str) -> String {
    let Some((end, _)) = line.char_indices().nth(limits::EXCERPT_CHARS) else { return line.to_owned() };
    let head = &line[..end];
    let whole = head.rfind(' ').filter(|space| space * 2 > end).map_or(head, |space| &head[..space]);
    format!("{}…", whole.trim_end())
}

/// Words, a line for each block, until at least `enough` characters are there.
fn words(markdown: &str, enough: usize) -> String {
    let mut words = String::new();
    let mut characters = 0;
    let mut image = 0_usize;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::Image { .. }) => image += 1,
            Event::End(TagEnd::Image) => image = image.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if image == 0 => {
                words.push_str(&text);
                characters += text.chars().count();
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => words.push(' '),
            Event::End(end) if ends_block(end) && !words.ends_with('\n') => words.push('\n'),
            _ => {}
        }
        if characters >= enough {
            break;
        }
    }
    let shown = links::shown(&words);
    shown.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn ends_block(end: TagEnd) -> bool {
    use TagEnd::{CodeBlock, Heading, Item, Paragraph, TableHead, TableRow};
    matches!(end, Paragraph | Heading(_) | Item | CodeBlock | TableRow | TableHead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_words_on_one_line() {
        let text = "---\ntags: [a]\n---\n# Osmosis\n\nWater *moves* through a [membrane](m.md).\n\n- one\n- two `x`\n";
        assert_eq!(excerpt(text), "Water moves through a membrane. one two x");
    }

    #[test]
    fn an_excerpt_ends_at_a_word_or_between_characters() {
        let long = excerpt(&"word ".repeat(100));
        assert!(long.ends_with("word…") && long.chars().count() <= limits::EXCERPT_CHARS + 1, "{long}");
        let unbroken = excerpt(&"水".repeat(1000));
        assert_eq!(unbroken.chars().count(), limits::EXCERPT_CHARS + 1);
    }

    #[test]
    fn a_note_that_is_only_a_heading_shows_it() {
        assert_eq!(excerpt("# Osmosis\n"), "Osmosis");
        assert_eq!(excerpt(""), "");
    }

    #[test]
    fn plain_text_has_a_line_for_each_block() {
        assert_eq!(plain("# A\n\nb\nc\n\n![alt](x.png) d [[E|f]]"), "A\nb c\nd f");
    }
}
