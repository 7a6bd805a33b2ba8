//! Which files a note shows or links to, and which inline tags it has.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use commonplace_learning::markdown::{self, Link};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::names;

/// A place that a note points at: a path as written, percent signs decoded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference(pub(super) String);

/// The files and notes that a text points at by links, images, wiki links and raw HTML, each once.
pub(super) fn references(text: &str) -> BTreeSet<Reference> {
    let links = markdown::links(text).into_iter().filter_map(|(_, link)| match link {
        Link::Wiki { target, .. } => Some(target),
        Link::Relative { path, .. } => Some(path),
        Link::Web { .. } => None,
    });
    let body = markdown::front_matter(text).1;
    let html = not_prose(body).into_iter().filter(|part| part.html);
    let attributes = html.flat_map(|part| html_attributes(&body[part.range]).collect::<Vec<_>>());
    links.chain(attributes).filter(|target| !target.is_empty()).map(Reference).collect()
}

/// `#tags` in the words of a text, in order, each once.
pub(super) fn inline_tags(text: &str) -> Vec<String> {
    let body = markdown::front_matter(text).1;
    let mut tags = Vec::new();
    let mut from = 0;
    let end = NotProse { range: body.len()..body.len(), html: false };
    for NotProse { range: part, .. } in not_prose(body).into_iter().chain([end]) {
        // Ranges may lie in one another.
        let prose = body.get(from..part.start).unwrap_or_default();
        from = from.max(part.end);
        for tag in prose.split_whitespace().filter_map(inline_tag) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
    }
    tags
}

/// Code, raw HTML, or where the links of a text lead, which stands in lines of its own.
struct NotProse {
    range: Range<usize>,
    html: bool,
}

fn not_prose(body: &str) -> Vec<NotProse> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(body, options);
    let not_read = |range: Range<usize>| NotProse { range, html: false };
    let mut parts: Vec<NotProse> =
        parser.reference_definitions().iter().map(|(_, to)| not_read(to.span.clone())).collect();
    parts.extend(parser.into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => Some(NotProse { range, html: true }),
        Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => Some(not_read(range)),
        _ => None,
    }));
    parts.sort_by_key(|part| part.range.start);
    parts
}

/// `#salt`, `#sea/water`, not `#1`: Obsidian wants one character that is no digit.
fn inline_tag(word: &str) -> Option<String> {
    let rest = word.strip_prefix('#')?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "_-/".contains(c))).unwrap_or(rest.len());
    let tag = rest[..end].trim_end_matches('/');
    let is_tag = tag.chars().any(|c| !c.is_numeric()) && tag.chars().any(char::is_alphanumeric);
    is_tag.then(|| tag.to_owned())
}

/// The values of `src` and `href` in raw HTML.
fn html_attributes(html: &str) -> impl Iterator<Item = String> {
    ["src", "href"].into_iter().flat_map(move |name| {
        html.match_indices(name).filter_map(move |(at, _)| {
            let before = html[..at].chars().next_back()?;
            let apart = before.is_whitespace() || matches!(before, '"' | '\'');
            apart.then(|| attribute_value(&html[at + name.len()..])).flatten()
        })
    })
}

fn attribute_value(rest: &str) -> Option<String> {
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let inner = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || "\"'<>=`".contains(c)).next()?,
    };
    Some(inner.replace("&amp;", "&"))
}

/// Most files of one name among which the nearest is looked for.
const SAME_NAME: usize = 256;

/// The files of a folder by path and by name, to find what a note points at.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    by_path: HashMap<&'a str, usize>,
    by_name: HashMap<String, Vec<(&'a str, usize)>>,
}

impl<'a> Index<'a> {
    /// An index over these paths; a place is where the path stands in the list.
    pub(super) fn new(paths: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut index = Self::default();
        for (place, path) in paths {
            index.by_path.insert(path, place);
            index.by_name.entry(names::key(names::file_name(path))).or_default().push((path, place));
        }
        index
    }

    /// The file that a note in `folder` points at: relative to the note, then to the top, then the nearest of that name
    /// anywhere, as Obsidian does.
    pub(super) fn find(&self, folder: &str, reference: &Reference) -> Option<usize> {
        let paths = || spellings(&reference.0).into_iter();
        paths()
            .flat_map(|path| candidates(folder, &path))
            .find_map(|path| self.by_path.get(path.as_str()).copied())
            .or_else(|| paths().find_map(|path| self.nearest(folder, &path)))
    }

    fn nearest(&self, folder: &str, path: &str) -> Option<usize> {
        let same_name = self.by_name.get(&names::key(names::file_name(path)))?;
        let wanted = names::key(path.trim_start_matches(['/', '.']));
        let fits = same_name.iter().take(SAME_NAME).filter(|(found, _)| ends_with_path(&names::key(found), &wanted));
        fits.min_by_key(|(found, _)| (usize::MAX - shared_folders(folder, found), *found)).map(|(_, place)| *place)
    }
}

/// Paths that a single note may mean, when its folder is not walked: next to it or below.
pub(super) fn candidates_of_single(reference: &Reference) -> Vec<String> {
    spellings(&reference.0).into_iter().flat_map(|path| candidates("", &path)).collect()
}

/// The ways to read a reference as a path, most literal first; none for one that leads out to the net.
fn spellings(target: &str) -> Vec<String> {
    if has_scheme(target) || target.starts_with("//") {
        return Vec::new();
    }
    let bare = target.split(['#', '?']).next().unwrap_or(target);
    let mut all = vec![target.to_owned(), bare.to_owned()];
    all.retain(|path| !path.is_empty());
    all.dedup();
    all
}

fn has_scheme(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else { return false };
    scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// From the note's folder, and from the top.
fn candidates(folder: &str, path: &str) -> impl Iterator<Item = String> + use<> {
    let relative = if path.starts_with('/') { None } else { resolved(folder, path) };
    relative.into_iter().chain(resolved("", path))
}

/// A path without `.` and `..`; none when it leads out of the top.
fn resolved(folder: &str, path: &str) -> Option<String> {
    let mut components: Vec<&str> = Vec::new();
    for component in folder.split('/').chain(path.split('/')) {
        match component {
            "" | "." => {}
            ".." => {
                components.pop()?;
            }
            name => components.push(name),
        }
    }
    Some(components.join("/"))
}

fn ends_with_path(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

fn shared_folders(folder: &str, path: &str) -> usize {
    folder.split('/').zip(names::parent(path).split('/')).take_while(|(a, b)| a == b && !a.is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<String> {
        references(text).into_iter().map(|reference| reference.0).collect()
    }

    #[test]
    fn every_way_to_show_a_file_is_seen() {
        let text = "---\na: b\n---\n![cell](img/cell.png) [paper](<a b.pdf> \"t\") [x](a%20c.pdf#page=2)\n\n\
                    | a |\n|---|\n| <img class='x' src=\"img/ferris.svg\"/> |\n\n\
                    ![[embed.png|100]] and [[talk.pdf#page=3]] ![ref][r]\n\n[r]: ref.png\n\n<video\n  src=film.mp4>\n</video>\n";
        assert_eq!(
            targets(text),
            ["a b.pdf", "a c.pdf", "embed.png", "film.mp4", "img/cell.png", "img/ferris.svg", "ref.png", "talk.pdf"]
        );
    }

    #[test]
    fn code_shows_nothing_and_has_no_tags() {
        let text = "`![[a.png]] #no`\n\n```\n![b](b.png)\n#no\n```\n\n    <img src=c.png> #no\n\n<b style='color: #fff'>\n\n\
                    Text #yes, #sea/water. #1 a#no [x](#no) [y][y]\n\n[y]: #no\n[z]: <#no> 'no'\n";
        assert_eq!(targets(text), [""; 0]);
        assert_eq!(inline_tags(text), ["yes", "sea/water"]);
    }

    #[test]
    fn references_are_found_as_the_reader_would() {
        let paths = ["img/x.png", "a/img/x.png", "a/b.md", "deep/er/only one.pdf", "c#.png"];
        let index = Index::new(paths.iter().copied().enumerate());
        let find = |folder, target: &str| index.find(folder, &Reference(target.to_owned())).map(|place| paths[place]);
        assert_eq!(find("a", "../img/x.png"), Some("img/x.png"));
        assert_eq!(find("a", "img/x.png"), Some("a/img/x.png"));
        assert_eq!(find("a", "/img/x.png"), Some("img/x.png"));
        assert_eq!(find("a/z", "x.png"), Some("a/img/x.png"), "the nearest of that name");
        assert_eq!(find("", "only one.pdf#page=2"), Some("deep/er/only one.pdf"));
        assert_eq!(find("", "Only One.pdf"), Some("deep/er/only one.pdf"));
        assert_eq!(find("", "c#.png"), Some("c#.png"));
        assert_eq!(find("", "../../etc/passwd"), None);
        assert_eq!(find("", "https://example.org/x.png"), None);
        assert_eq!(find("", "//example.org/x.png"), None);
        assert_eq!(find("", "img"), None, "a folder");
    }
}
