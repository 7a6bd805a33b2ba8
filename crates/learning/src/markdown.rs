//! Reading Markdown: links, titles, front matter, excerpts. Nothing here writes: a note's text stays as people wrote it.

mod excerpt;
mod front_matter;
mod links;

use unicode_normalization::UnicodeNormalization as _;

pub use excerpt::{excerpt, plain};
pub use front_matter::{FrontMatter, front_matter};
pub use links::{Link, links};

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// The title of a Markdown file: from its front matter, else its first heading, else its name without the ending.
#[must_use]
pub fn title_of(text: &str, file_name: &str) -> String {
    let (front, body) = front_matter(text);
    let title = front.and_then(|front| front.title).or_else(|| first_heading(body));
    title.unwrap_or_else(|| stem(file_name).nfc().collect())
}

/// The tags that the front matter of a Markdown file gives.
#[must_use]
pub fn tags_of(text: &str) -> Vec<String> {
    front_matter(text).0.map(|front| front.tags).unwrap_or_default()
}

fn first_heading(body: &str) -> Option<String> {
    let mut words = String::new();
    let mut inside = false;
    for event in Parser::new_ext(body, links::options()) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. }) => inside = true,
            Event::End(TagEnd::Heading(_)) if inside => break,
            Event::Text(text) | Event::Code(text) if inside => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak if inside => words.push(' '),
            _ => {}
        }
    }
    let title = words.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_comes_from_front_matter_then_heading_then_name() {
        let cases = [
            ("---\ntitle: Cell\n---\n# Other\n", "x.md", "Cell"),
            ("Intro\n\n# The *cell* `wall`\n", "x.md", "The cell wall"),
            ("no heading", "chapter/one.two.md", "one.two"),
            ("", ".md", ".md"),
            ("#\n", "notes", "notes"),
        ];
        for (text, name, expected) in cases {
            assert_eq!(title_of(text, name), expected, "{text:?}");
        }
    }
}
