//! Search, and what leads to what: which threads the index does not know as they are now, and putting them in.

use std::collections::BTreeMap;

use commonplace_core::id::{RecordId, Tag};
use commonplace_learning::card::Card;
use commonplace_learning::meeting::Meeting;
use commonplace_learning::note::Note;
use commonplace_learning::question::Thread;
use commonplace_learning::quick_vote::QuickVote;
use commonplace_store::{Batch, Document, Scan};

use super::schema::{self, Meant, Summary};
use super::{Engine, leads, store_error};
use crate::error::Error;

/// Documents put into the search index in one slice.
const SEARCH_SLICE: usize = 32;
/// Records read at a time when the index is behind after a crash.
const FED: usize = 1024;
/// Slices that a search waits for at most: what was just written is found, and a long backlog blocks nobody.
const SLICES_WAITED: usize = 8;

impl Engine {
    /// Puts a slice of changed threads into the search index. Returns whether more is left.
    pub(super) fn index_search(&mut self) -> bool {
        match self.index_slice() {
            Ok(more) => more,
            Err(error) => {
                self.trouble(error.to_string());
                false
            }
        }
    }

    /// Lets the index follow what was just written.
    pub(super) fn search_caught_up(&mut self) {
        for _ in 0..SLICES_WAITED {
            if !self.index_search() {
                return;
            }
        }
    }

    fn index_slice(&mut self) -> Result<bool, Error> {
        let prefix = schema::all_unsearched();
        let scan = Scan { prefix: &prefix, after: None, max: SEARCH_SLICE, reverse: false };
        let keys = self.views.tree().scan(scan).map_err(store_error)?;
        let threads = keys.iter().filter_map(|(key, _)| schema::last_tag_and_id(key));
        // A circle that cannot be read holds up no other.
        let threads = threads.filter(|(tag, _)| self.circles.contains_key(tag));
        let texts: Vec<SearchText> =
            threads.map(|(tag, root)| self.search_text(tag, root)).collect::<Result<_, _>>()?;
        let documents: Vec<Document<'_>> = texts.iter().filter(|text| text.shown).map(SearchText::document).collect();
        let removed: Vec<&[u8]> =
            texts.iter().filter(|text| !text.shown).map(|text| text.root.as_bytes().as_slice()).collect();
        let cursor = self.views.cursor();
        if !texts.is_empty() || self.views.search.cursor() != cursor {
            self.views.search.update(&documents, &removed, cursor).map_err(store_error)?;
            // Only now: a crash in between has these threads put in again, which changes nothing.
            let mut done = Batch::new();
            keys.iter().for_each(|(key, _)| done.delete(key.clone()));
            for text in &texts {
                self.index_leads(&mut done, text.tag, text.root, &text.meant)?;
            }
            self.views.tree().apply(done, cursor).map_err(store_error)?;
        }
        Ok(keys.len() == SEARCH_SLICE)
    }

    /// Marks what the index may have lost in a crash, to be put in again.
    pub(super) fn mark_unsearched(&mut self) -> Result<(), Error> {
        let (mut from, to) = (self.views.search.cursor(), self.views.cursor());
        while from < to {
            let fed = self.store.feed(from, FED).map_err(store_error)?;
            let mut batch = Batch::new();
            for (_, sealed, _) in fed.iter().filter(|(place, ..)| *place <= to) {
                if let Ok(item) = self.item(&sealed.id()) {
                    batch.put(schema::unsearched(&item.tag, &item.root), Vec::new());
                }
            }
            from = fed.last().map_or(to, |(place, ..)| *place);
            self.views.tree().apply(batch, to).map_err(store_error)?;
        }
        Ok(())
    }

    fn search_text(&self, tag: Tag, root: RecordId) -> Result<SearchText, Error> {
        let entries = self.thread_entries(tag, &root, &[])?;
        let (title, text, shown, meant) = match self.views.row(&tag, &root)?.map(|row| row.summary) {
            Some(Summary::Note(row)) => {
                let text = Note::fold(&entries).map(|note| note.text().to_owned()).unwrap_or_default();
                let meant = leads::of_note(row.path.as_deref(), &text);
                (format!("{} {}", row.title, row.tags.join(" ")), text, !row.hidden, meant)
            }
            Some(Summary::Card(row, _)) => {
                let card = Card::fold(&entries).ok();
                let text = card.as_ref().map(Card::searchable_text).unwrap_or_default();
                let meant = card.as_ref().and_then(Card::from).map(leads::of_card).unwrap_or_default();
                let front = card.map(|card| card.sides().front).unwrap_or_default();
                (front, text, !row.hidden, meant)
            }
            Some(Summary::Question(row)) => {
                let thread = Thread::fold(&entries).ok();
                let text = thread.as_ref().map(Thread::searchable_text).unwrap_or_default();
                let meant = thread.as_ref().and_then(Thread::about).map(leads::of_question).into_iter().collect();
                (format!("{} {}", row.title, row.tags.join(" ")), text, !row.hidden, meant)
            }
            Some(Summary::Meeting(row)) => {
                let text = Meeting::fold(&entries).map(|meeting| meeting.searchable_text()).unwrap_or_default();
                (row.title, text, !row.hidden, BTreeMap::new())
            }
            Some(Summary::QuickVote(row, _)) => {
                let vote = QuickVote::fold(&entries).ok();
                let text = vote.as_ref().map(QuickVote::searchable_text).unwrap_or_default();
                (row.question, text, !row.hidden, BTreeMap::new())
            }
            None => (String::new(), String::new(), false, BTreeMap::new()),
        };
        let disputes = self.disputes_of_thread(tag, &root)?;
        let claims = disputes.iter().filter(|kept| !kept.hidden).map(|kept| kept.claim.as_str());
        let text = std::iter::once(text.as_str()).chain(claims).collect::<Vec<_>>().join("\n\n");
        Ok(SearchText { tag, root, title, text, shown, meant })
    }
}

struct SearchText {
    tag: Tag,
    root: RecordId,
    title: String,
    text: String,
    shown: bool,
    /// The notes that it leads to, each with the passage meant.
    meant: BTreeMap<Meant, String>,
}

impl SearchText {
    fn document(&self) -> Document<'_> {
        Document { key: self.root.as_bytes(), tag: self.tag, title: &self.title, text: &self.text }
    }
}
