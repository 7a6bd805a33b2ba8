//! Reading a thread: its records in order, opened, with the standing of their authors.

use commonplace_core::circle::{Role, Verdict};
use commonplace_core::id::{RecordId, Tag};
use commonplace_learning::note::Note;
use commonplace_learning::question::Thread;
use commonplace_learning::{Entry, Standing};

use super::schema::{self, Item, Row, Summary};
use super::{Engine, store_error};
use crate::error::Error;

/// Records of one thread that are read at most: a note edited daily for fifty years.
const THREAD_RECORDS: usize = 20_000;
/// Documents put into the search index in one slice.
const SEARCH_SLICE: usize = 32;

impl Engine {
    /// The valid entries of a thread. `fresh` are records that the tree does not show yet.
    pub(super) fn thread_entries(&self, tag: Tag, root: &RecordId, fresh: &[RecordId]) -> Result<Vec<Entry>, Error> {
        let mut ids = self.views.ids(&schema::thread(&tag, root))?;
        ids.extend(fresh.iter().filter(|id| !ids.contains(id)).copied().collect::<Vec<_>>());
        let state = self.state(tag)?;
        let mut entries = Vec::with_capacity(ids.len());
        for id in ids.iter().take(THREAD_RECORDS) {
            // A dropped or damaged record is missing here and fetched again, or gone for good.
            let Some(sealed) = self.store.get(id).ok().flatten() else { continue };
            let Some(record) = state.secret_of(&sealed).and_then(|secret| sealed.open_again(secret).ok()) else {
                continue;
            };
            if let Verdict::Valid { person, role } = state.circle().content_verdict(&record, state.chains()) {
                entries.push(Entry::of(&record, person, standing(role)));
            }
        }
        Ok(entries)
    }

    /// The circle and thread of an item.
    pub(super) fn item(&self, id: &RecordId) -> Result<Item, Error> {
        self.views.get(&schema::item(id.as_bytes()))?.ok_or_else(|| Error::Unknown { name: id.to_string() })
    }

    pub(super) fn row(&self, root: &RecordId) -> Result<Option<Row>, Error> {
        self.views.get(&schema::row(root))
    }

    /// Puts a slice of changed threads into the search index. Returns whether more is left.
    pub(super) fn index_search(&mut self) -> bool {
        match self.index_slice() {
            Ok(more) => more,
            Err(error) => {
                self.trouble.push(error.to_string());
                false
            }
        }
    }

    fn index_slice(&mut self) -> Result<bool, Error> {
        let from = self.views.search.cursor();
        if from >= self.views.tree().cursor() {
            return Ok(false);
        }
        let fed = self.store.feed(from, SEARCH_SLICE).map_err(store_error)?;
        let more = fed.len() == SEARCH_SLICE;
        let cursor = fed.last().map_or(self.views.tree().cursor(), |(cursor, _, _)| *cursor);
        let mut roots = std::collections::BTreeSet::new();
        for (_, sealed, _) in &fed {
            if let Ok(item) = self.item(&sealed.id()) {
                roots.insert((item.tag, item.root));
            }
        }
        let texts: Vec<SearchText> =
            roots.iter().map(|(tag, root)| self.search_text(*tag, *root)).collect::<Result<_, _>>()?;
        let documents: Vec<commonplace_store::Document<'_>> =
            texts.iter().filter(|text| text.shown).map(SearchText::document).collect();
        let removed: Vec<&[u8]> =
            texts.iter().filter(|text| !text.shown).map(|text| text.root.as_bytes().as_slice()).collect();
        self.views.search.update(&documents, &removed, cursor).map_err(store_error)?;
        Ok(more)
    }

    fn search_text(&self, tag: Tag, root: RecordId) -> Result<SearchText, Error> {
        let entries = self.thread_entries(tag, &root, &[])?;
        let (title, text, shown) = match self.row(&root)?.map(|row| row.summary) {
            Some(Summary::Note(row)) => {
                let text = Note::fold(&entries).map(|note| note.text().to_owned()).unwrap_or_default();
                (format!("{} {}", row.title, row.tags.join(" ")), text, !row.hidden)
            }
            Some(Summary::Question(row)) => {
                let text = Thread::fold(&entries).map(|thread| spoken(&thread)).unwrap_or_default();
                (format!("{} {}", row.title, row.tags.join(" ")), text, !row.hidden)
            }
            None => (String::new(), String::new(), false),
        };
        Ok(SearchText { tag, root, title, text, shown })
    }
}

/// What people said in a question's thread: the question and its answers.
fn spoken(thread: &Thread) -> String {
    let answers = thread.answers().iter().map(|answer| &answer.item);
    let shown = std::iter::once(thread.question()).chain(answers).filter(|item| item.visibility.is_shown());
    shown.map(|item| item.now.text.as_str()).collect::<Vec<_>>().join("\n")
}

struct SearchText {
    tag: Tag,
    root: RecordId,
    title: String,
    text: String,
    shown: bool,
}

impl SearchText {
    fn document(&self) -> commonplace_store::Document<'_> {
        commonplace_store::Document { key: self.root.as_bytes(), tag: self.tag, title: &self.title, text: &self.text }
    }
}

pub(super) fn standing(role: Role) -> Standing {
    match role {
        Role::Steward => Standing::Steward,
        Role::Facilitator => Standing::Facilitator,
        Role::Learner | Role::Reader | Role::Carrier => Standing::Learner,
    }
}
