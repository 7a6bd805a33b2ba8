//! What leads to a note: other notes whose texts link to it, and questions about it.
//!
//! A text is not asked about every note there is. Each name that one of its links may mean is hashed into a key, and a note
//! looks under the hashes of its own names. So a link is found from its end also when the note that it means comes later,
//! or is called so later.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{RecordId, Tag};
use commonplace_core::limits::{LEADS, LINKS_PER_TEXT};
use commonplace_learning::markdown::{Link, links};
use commonplace_learning::origin::{Anchor, Origin};
use commonplace_store::{Batch, Scan};

use super::query::state;
use super::schema::{self, Meant, Summary};
use super::{Engine, store_error};
use crate::answer::{Lead, NoteRow};
use crate::error::Error;

/// What a hash stands for: equal words of two kinds are not the same.
#[derive(Clone, Copy)]
enum Kind {
    /// A path from the top, without its ending.
    Path = b'p' as isize,
    /// A title in `[[..]]`.
    Title = b't' as isize,
    /// The name of a file in `[[..]]`, without its ending.
    File = b'f' as isize,
    /// The name of a file in `(..)`: the title of a note that has no path.
    Pathless = b'n' as isize,
    /// A note by its id.
    Note = b'i' as isize,
    /// What a card was made from, by its id.
    Source = b'c' as isize,
}

fn meant(kind: Kind, words: &[u8]) -> Meant {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[kind as u8]).update(words);
    let mut first = Meant::default();
    first.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    first
}

/// What the links of a note at `path` mean.
pub(super) fn of_note(path: Option<&str>, text: &str) -> BTreeMap<Meant, String> {
    let folder = path.and_then(|path| path.rsplit_once('/')).map_or("", |(folder, _)| folder);
    let mut found = BTreeSet::new();
    for (_, link) in links(text).into_iter().take(LINKS_PER_TEXT) {
        match link {
            Link::Wiki { target, embedded: false, .. } => {
                let target = target.to_lowercase();
                found.insert(meant(Kind::Title, target.as_bytes()));
                found.insert(meant(Kind::File, file_stem(&target).as_bytes()));
            }
            Link::Relative { path, image: false } if !path.is_empty() => {
                let path = path.to_lowercase();
                let from_here = (!path.starts_with('/')).then(|| resolved(&folder.to_lowercase(), &path)).flatten();
                let from_top = resolved("", path.trim_start_matches(['.', '/']));
                let paths = from_here.into_iter().chain(from_top);
                found.extend(paths.map(|path| meant(Kind::Path, without_ending(&path).as_bytes())));
                found.insert(meant(Kind::Pathless, file_stem(&path).as_bytes()));
            }
            Link::Wiki { .. } | Link::Relative { .. } | Link::Web { .. } => {}
        }
    }
    found.into_iter().map(|meant| (meant, String::new())).collect()
}

/// The note that a question is about, and the passage.
pub(super) fn of_question(about: &Anchor) -> (Meant, String) {
    (meant(Kind::Note, about.item.as_bytes()), about.quote.clone())
}

/// What a card was made from: the item, and the thread in which it stands.
pub(super) fn of_card(from: &Origin) -> BTreeMap<Meant, String> {
    [from.at.item, from.thread].iter().map(|id| (of_source(id), String::new())).collect()
}

/// Where cards that were made from an item are found.
pub(super) fn of_source(id: &RecordId) -> Meant {
    meant(Kind::Source, id.as_bytes())
}

/// The names under which links may mean a note.
fn names_of(row: &NoteRow) -> Vec<Meant> {
    let title = row.title.to_lowercase();
    let mut names = vec![meant(Kind::Note, row.id.as_bytes()), meant(Kind::Title, title.as_bytes())];
    match row.path.as_deref().map(str::to_lowercase) {
        Some(path) => {
            names.push(meant(Kind::Path, without_ending(&path).as_bytes()));
            names.push(meant(Kind::File, file_stem(&path).as_bytes()));
        }
        None => names.push(meant(Kind::Pathless, title.as_bytes())),
    }
    names
}

impl Engine {
    /// Writes down to which notes a thread leads now, in place of where it led before.
    pub(super) fn index_leads(
        &self,
        batch: &mut Batch,
        tag: Tag,
        root: RecordId,
        leads: &BTreeMap<Meant, String>,
    ) -> Result<(), Error> {
        let all = schema::leads_of(&tag, &root);
        let before = self.views.tree().get(&all).map_err(store_error)?.unwrap_or_default();
        for old in before.chunks_exact(size_of::<Meant>()).filter_map(|old| Meant::try_from(old).ok()) {
            if !leads.contains_key(&old) {
                batch.delete(schema::lead(&old, &tag, &root));
            }
        }
        for (meant, quote) in leads {
            batch.put(schema::lead(meant, &tag, &root), quote.as_bytes().to_vec());
        }
        if leads.is_empty() {
            batch.delete(all);
        } else {
            batch.put(all, leads.keys().flatten().copied().collect::<Vec<u8>>());
        }
        Ok(())
    }

    /// What leads to a note and may be seen, questions first, by their titles.
    pub(super) fn leads_to(&self, tag: Tag, note: &NoteRow) -> Result<Vec<Lead>, Error> {
        let mut found: BTreeMap<RecordId, Lead> = BTreeMap::new();
        for name in names_of(note) {
            let prefix = schema::leading(&name, &tag);
            let scan = Scan { prefix: &prefix, after: None, max: LEADS, reverse: false };
            for (key, quote) in self.views.tree().scan(scan).map_err(store_error)? {
                let Some(root) = schema::last_id(&key).filter(|root| *root != note.id) else { continue };
                let Some(row) = self.views.row(&tag, &root)? else { continue };
                if !self.lists(tag, &root, row.summary.marks())? {
                    continue;
                }
                let state = match &row.summary {
                    Summary::Question(question) => Some(state(question.state)),
                    Summary::Note(_) | Summary::Card(..) | Summary::Meeting(_) | Summary::QuickVote(..) => None,
                };
                let quote = String::from_utf8(quote).ok().filter(|quote| !quote.is_empty());
                let title = row.summary.title().to_owned();
                found.insert(root, Lead { id: root, title, state, quote });
            }
        }
        let mut leads: Vec<Lead> = found.into_values().collect();
        leads.sort_by(|a, b| (a.state.is_none(), &a.title, a.id).cmp(&(b.state.is_none(), &b.title, b.id)));
        leads.truncate(LEADS);
        Ok(leads)
    }
}

/// A path without the ending of its file: books link to the pages that are made of their Markdown.
pub(super) fn without_ending(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.contains([' ', '/']) && ending.len() <= 8 => stem,
        _ => path,
    }
}

fn file_stem(path: &str) -> &str {
    without_ending(path.rsplit('/').next().unwrap_or_default())
}

/// A path without `.` and `..`; none when it leads out of the top.
pub(super) fn resolved(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use commonplace_core::id::{CircleId, PersonId};
    use commonplace_core::time::Timestamp;

    use super::*;
    use crate::answer::{Author, Delivery};

    fn note(title: &str, path: Option<&str>) -> NoteRow {
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
            unread_by: None,
            edits: 0,
            comments: 0,
            attachments: 0,
            helpful: 0,
            hidden: false,
            on: Delivery::default(),
        }
    }

    fn leads(from: Option<&str>, text: &str, to: &NoteRow) -> bool {
        let meant = of_note(from, text);
        names_of(to).iter().any(|name| meant.contains_key(name))
    }

    #[test]
    fn a_chapter_is_led_to_by_its_path_whatever_it_is_made_into() {
        let chapter = note("Data Types", Some("book/ch03-02-data-types.md"));
        for link in ["ch03-02-data-types.md", "./ch03-02-data-types.html#char", "../book/CH03-02-data-types"] {
            assert!(leads(Some("book/ch01.md"), &format!("See [it]({link})."), &chapter), "{link}");
        }
        for link in ["ch03-03.md", "../ch03-02-data-types.md", "https://a.example/book/ch03-02-data-types.md"] {
            assert!(!leads(Some("book/ch01.md"), &format!("See [it]({link})."), &chapter), "{link}");
        }
        assert!(!leads(Some("book/ch01.md"), "`[it](ch03-02-data-types.md)`", &chapter), "code leads nowhere");
    }

    #[test]
    fn a_name_in_brackets_leads_to_a_title_or_a_file() {
        assert!(leads(None, "as in [[osmosis#In plants|plants]]", &note("Osmosis", None)));
        assert!(leads(None, "as in [[Osmosis]]", &note("What water does", Some("notes/osmosis.md"))));
        assert!(leads(None, "as in [there](biology/Osmosis.md)", &note("Osmosis", None)));
        assert!(!leads(None, "as in [there](biology/Osmosis.md)", &note("Osmosis", Some("chemistry/osmosis.md"))));
        assert!(!leads(None, "![[Osmosis]]", &note("Osmosis", None)), "a picture is no way to a note");
    }
}
