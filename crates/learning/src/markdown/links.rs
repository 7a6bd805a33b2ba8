//! Links in Markdown: wiki links, links to other files, images.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Where a link of a note leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// `[[Title]]`, `[[Title#Heading|label]]`; with `![[..]]` the target is shown in place.
    Wiki {
        /// The title or file named.
        target: String,
        /// What is shown instead of it.
        label: Option<String>,
        /// Whether the target is shown in place.
        embedded: bool,
    },
    /// `[label](chapter/two.md)`: a file beside this one.
    Relative {
        /// The path, percent signs decoded, without `#heading`.
        path: String,
        /// Whether it is an image, shown in place.
        image: bool,
    },
    /// `[label](https://..)`, and images from there.
    Web {
        /// The address.
        url: String,
    },
}

/// What Markdown means beyond CommonMark here. One place, so that all readers agree.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES
}

/// The links of a Markdown text, in its order, each with its place in bytes. Code is not searched.
#[must_use]
pub fn links(text: &str) -> Vec<(Range<usize>, Link)> {
    let (_, body) = super::front_matter(text);
    let offset = text.len() - body.len();
    let mut found = Vec::new();
    let mut code: Vec<Range<usize>> = Vec::new();
    let mut in_code = None;
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => found.push((range, markdown_link(&dest_url, false))),
            Event::Start(Tag::Image { dest_url, .. }) => found.push((range, markdown_link(&dest_url, true))),
            Event::Start(Tag::CodeBlock(_)) => in_code = Some(range),
            Event::Code(_) => code.push(range),
            _ => code.extend(in_code.take()),
        }
    }
    code.extend(in_code);
    found.extend(wiki_links(body).filter(|(range, _)| !is_inside(&code, range.start)));
    found.sort_by_key(|(range, _)| range.start);
    found.into_iter().map(|(range, link)| (range.start + offset..range.end + offset, link)).collect()
}

/// Whether one of these ranges, which come in order, holds a place.
fn is_inside(ranges: &[Range<usize>], place: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= place);
    ranges[..after].last().is_some_and(|range| range.contains(&place))
}

fn markdown_link(destination: &str, image: bool) -> Link {
    let has_scheme = destination.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if has_scheme || destination.starts_with("//") {
        return Link::Web { url: destination.to_owned() };
    }
    let path = destination.split_once('#').map_or(destination, |(path, _)| path);
    Link::Relative { path: percent_decoded(path), image }
}

/// `[[..]]` on one line. CommonMark does not know them, so they are looked for in the text itself.
fn wiki_links(body: &str) -> impl Iterator<Item = (Range<usize>, Link)> {
    body.match_indices("[[").filter_map(|(start, _)| {
        let inner = &body[start + 2..];
        // Looking no further than the first of these keeps many `[[` without an end from costing the square of their number.
        let end = inner.find(['\n', '[', ']']).filter(|end| inner[*end..].starts_with("]]"))?;
        let inner = &inner[..end];
        if inner.trim().is_empty() {
            return None;
        }
        let (target, label) = match inner.split_once('|') {
            Some((target, label)) => (target, Some(label.trim().to_owned())),
            None => (inner, None),
        };
        let target = target.split_once('#').map_or(target, |(page, _)| page).trim_end_matches('\\').trim().to_owned();
        let embedded = body[..start].ends_with('!');
        Some((start - usize::from(embedded)..start + 2 + end + 2, Link::Wiki { target, label, embedded }))
    })
}

/// The text with what wiki links show in place of them.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut end = 0;
    for (range, link) in wiki_links(text) {
        let Link::Wiki { target, label, embedded } = link else { continue };
        shown.push_str(&text[end..range.start]);
        if !embedded {
            shown.push_str(label.as_ref().unwrap_or(&target));
        }
        end = range.end;
    }
    shown.push_str(&text[end..]);
    shown
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let decoded = (*first == b'%').then(|| hex_pair(tail)).flatten();
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

fn hex_pair(tail: &[u8]) -> Option<u8> {
    let pair = std::str::from_utf8(tail.get(..2)?).ok()?;
    u8::from_str_radix(pair, 16).ok().filter(|_| pair.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Link)> {
        links(text).into_iter().map(|(range, link)| (&text[range], link)).collect()
    }

    fn wiki(target: &str, label: Option<&str>, embedded: bool) -> Link {
        Link::Wiki { target: target.to_owned(), label: label.map(str::to_owned), embedded }
    }

    #[test]
    fn wiki_links_files_and_addresses_are_told_apart() {
        let text = "---\na: \"[[no]]\"\n---\nSee [[Cell]], [[Cell#Wall|the wall]] and ![[pic.png]].\n\
                    [two](b/two%20%C3%BC.md#top) ![x](x.png) [w](https://e.org)";
        let expected = vec![
            ("[[Cell]]", wiki("Cell", None, false)),
            ("[[Cell#Wall|the wall]]", wiki("Cell", Some("the wall"), false)),
            ("![[pic.png]]", wiki("pic.png", None, true)),
            ("[two](b/two%20%C3%BC.md#top)", Link::Relative { path: "b/two ü.md".into(), image: false }),
            ("![x](x.png)", Link::Relative { path: "x.png".into(), image: true }),
            ("[w](https://e.org)", Link::Web { url: "https://e.org".into() }),
        ];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn code_holds_no_links() {
        assert_eq!(found("`[[a]]`\n\n```\n[[b]]\n[[c]]\n```\n\n    [[d]]\n"), vec![]);
        assert_eq!(found("[[not\nclosed]] [[]] [[ ]]"), vec![]);
    }

    #[test]
    fn many_openings_without_an_end_are_no_links() {
        assert_eq!(found(&"[".repeat(256 * 1024)), vec![]);
    }
}
