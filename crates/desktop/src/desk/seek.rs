//! Which note a link means. A path leads from the note's own folder, then from the top, then to the nearest of that
//! name, as in the folders that notes are taken in from; a name in double brackets is a title first.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::limits::LIST_ROWS_AT_ONCE;
use commonplace_node::answer::NoteRow;
use commonplace_node::command::{Command, Page};
use commonplace_node::error::Error;
use commonplace_node::node::Node;

use crate::ask;
use crate::link::Named;

/// Where a link stands and what it names.
#[derive(Debug, Clone)]
pub(super) struct Seek {
    /// The circle whose notes are looked through.
    pub(super) circle: CircleId,
    /// The path of the note that the link stands in, if it has one.
    pub(super) path: String,
    /// What it names.
    pub(super) named: Named,
}

/// Looks through the circle for the note. `None` when there is none.
pub(super) async fn seek(node: Node, seek: Seek) -> Result<Option<RecordId>, Error> {
    let wanted = Wanted::new(&seek);
    let mut best: Option<(usize, RecordId)> = None;
    let mut page = Page { skip: 0, take: LIST_ROWS_AT_ONCE };
    loop {
        let command = Command::NoteList { circle: seek.circle.into(), page };
        let rows = ask::all::<NoteRow>(node.clone(), command).await?;
        for row in &rows {
            let fits = wanted.rank(row).filter(|rank| best.is_none_or(|(best, _)| *rank < best));
            best = fits.map(|rank| (rank, row.id)).or(best);
        }
        if rows.len() < page.take || best.is_some_and(|(rank, _)| rank == 0) {
            return Ok(best.map(|(_, id)| id));
        }
        page.skip += page.take;
    }
}

/// The names that a note may have to be the one, in small letters, best first.
struct Wanted {
    paths: Vec<String>,
    /// A path that others may end with.
    tail: Option<String>,
    title: String,
    by_title: bool,
}

impl Wanted {
    fn new(seek: &Seek) -> Self {
        let file = spelled(&seek.named.name);
        let folder = seek.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let relative = (!file.starts_with('/')).then(|| resolved(folder, &file)).flatten();
        let tail = resolved("", file.trim_start_matches(['.', '/']));
        let paths = relative.into_iter().chain(tail.clone()).map(|path| path.to_lowercase()).collect();
        let title = seek.named.name.as_str();
        let title = if seek.named.by_title { title } else { stem(title) };
        Self {
            paths,
            tail: tail.map(|tail| format!("/{}", tail.to_lowercase())),
            title: title.to_lowercase(),
            by_title: seek.named.by_title,
        }
    }

    /// How well a note fits: 0 is the best.
    fn rank(&self, row: &NoteRow) -> Option<usize> {
        let is_titled = row.title.to_lowercase() == self.title;
        if is_titled && self.by_title {
            return Some(0);
        }
        let path = row.path.as_deref().unwrap_or_default().to_lowercase();
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
    use commonplace_core::id::PersonId;
    use commonplace_core::time::Timestamp;
    use commonplace_node::answer::{Author, Delivery};

    use super::*;

    fn row(title: &str, path: Option<&str>) -> NoteRow {
        NoteRow {
            id: RecordId::of(title.as_bytes()),
            title: title.into(),
            circle: CircleId::from_bytes([0; 32]),
            author: Author { id: PersonId::from_bytes([0; 32]), name: "alice".into(), me: true },
            tags: Vec::new(),
            path: path.map(Into::into),
            excerpt: String::new(),
            created: Timestamp::from_millis(0),
            updated: Timestamp::from_millis(0),
            unread: false,
            edits: 0,
            comments: 0,
            attachments: 0,
            helpful: 0,
            hidden: false,
            on: Delivery::default(),
        }
    }

    fn rank(from: &str, name: &str, by_title: bool, note: &NoteRow) -> Option<usize> {
        let named = Named { name: name.into(), heading: None, by_title };
        Wanted::new(&Seek { circle: CircleId::from_bytes([0; 32]), path: from.into(), named }).rank(note)
    }

    #[test]
    fn a_chapter_is_found_by_its_path_whatever_it_is_made_into() {
        let chapter = row("Data Types", Some("book/ch03-02-data-types.md"));
        let rank = |name| rank("book/ch01.md", name, false, &chapter);
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
        let titled = row("Osmosis", None);
        let filed = row("What water does", Some("notes/osmosis.md"));
        assert_eq!(rank("", "osmosis", true, &titled), Some(0));
        assert_eq!(rank("", "Osmosis", true, &filed), Some(2), "found, and after a title");
        assert_eq!(rank("", "biology/Osmosis.md", false, &titled), Some(3));
    }
}
