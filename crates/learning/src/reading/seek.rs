//! Which note a link means. A path leads from the note's own folder, then from the top, then to the nearest of that
//! name, as in the folders that notes are taken in from; a name in double brackets is a title first.

use super::Named;

/// The names that a note may have to be the one that a link means, in small letters, best first.
#[derive(Debug, Clone)]
pub struct Wanted {
    paths: Vec<String>,
    /// A path that others may end with.
    tail: Option<String>,
    title: String,
    by_title: bool,
}

impl Wanted {
    /// What `named` means in a note whose path is `path`; empty if it has none.
    #[must_use]
    pub fn new(path: &str, named: &Named) -> Self {
        let file = spelled(&named.name);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let relative = (!file.starts_with('/')).then(|| resolved(folder, &file)).flatten();
        let tail = resolved("", file.trim_start_matches(['.', '/']));
        let paths = relative.into_iter().chain(tail.clone()).map(|path| path.to_lowercase()).collect();
        let title = named.name.as_str();
        let title = if named.by_title { title } else { stem(title) };
        Self {
            paths,
            tail: tail.map(|tail| format!("/{}", tail.to_lowercase())),
            title: title.to_lowercase(),
            by_title: named.by_title,
        }
    }

    /// How well a note of this title and path fits: 0 is the best.
    #[must_use]
    pub fn rank(&self, title: &str, path: Option<&str>) -> Option<usize> {
        let is_titled = title.to_lowercase() == self.title;
        if is_titled && self.by_title {
            return Some(0);
        }
        let path = path.unwrap_or_default().to_lowercase();
        let at = self.paths.iter().position(|wanted| *wanted == path);
        let ends = || self.tail.as_ref().is_some_and(|tail| path.ends_with(tail.as_str()));
        let last = self.paths.len();
        at.or_else(|| ends().then_some(last)).or_else(|| is_titled.then_some(last + 1))
    }
}

/// The file that a link means: books are written as Markdown and link to the pages made of it.
fn spelled(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case("html") => format!("{stem}.md"),
        Some((_, ending)) if !ending.contains([' ', '/']) && ending.len() <= 8 => name.to_owned(),
        _ => format!("{name}.md"),
    }
}

fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// A path without `.` and `..`; none when it leads out of the top.
fn resolved(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Note = (&'static str, Option<&'static str>);

    fn rank(from: &str, name: &str, by_title: bool, (title, path): Note) -> Option<usize> {
        let named = Named { name: name.into(), heading: None, by_title };
        Wanted::new(from, &named).rank(title, path)
    }

    #[test]
    fn a_chapter_is_found_by_its_path_whatever_it_is_made_into() {
        let chapter = ("Data Types", Some("book/ch03-02-data-types.md"));
        let rank = |name| rank("book/ch01.md", name, false, chapter);
        for name in [
            "ch03-02-data-types.md",
            "./ch03-02-data-types.html",
            "../book/CH03-02-data-types",
            "/book/ch03-02-data-types.md",
        ] {
            assert_eq!(rank(name), Some(0), "{name}");
        }
        assert_eq!(rank("ch03-03.md"), None);
        assert_eq!(rank("../../ch03-02-data-types.md"), Some(1), "the nearest of that name");
        assert_eq!(rank("../std/index.html"), None);
    }

    #[test]
    fn a_name_in_brackets_is_a_title_first() {
        let titled = ("Osmosis", None);
        let filed = ("What water does", Some("notes/osmosis.md"));
        assert_eq!(rank("", "osmosis", true, titled), Some(0));
        assert_eq!(rank("", "Osmosis", true, filed), Some(2), "found, and after a title");
        assert_eq!(rank("", "biology/Osmosis.md", false, titled), Some(3));
    }
}
