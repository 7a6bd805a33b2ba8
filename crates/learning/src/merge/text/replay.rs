//! The history of a text, one change after another.

use std::ops::Range;

use commonplace_core::id::RecordId;
use loro::cursor::{Cursor, Side};
use loro::{Frontiers, ID, LoroDoc, VersionVector};

use super::Text;
use super::document::{body, open, push, replayed};
use super::guard::Accepted;
use super::sandbox::{Document, guarded};
use crate::diff;

/// One change in the order of the history.
pub(crate) struct Step<'a> {
    /// The record that brought it.
    pub(crate) id: RecordId,
    /// The text before it.
    pub(crate) before: &'a str,
    /// The text after it.
    pub(crate) after: &'a str,
}

/// A change with its place in the text as it stands now.
pub(crate) struct Trace {
    pub(crate) id: RecordId,
    /// Its peer and the end of its operations there.
    end: (u64, i32),
    /// All that its author had seen, itself included.
    seen: VersionVector,
    /// The places that it touched, in characters of the present text.
    pub(crate) places: Vec<Range<usize>>,
}

impl Trace {
    /// Whether the author of this change had seen the other.
    pub(crate) fn saw(&self, other: &Self) -> bool {
        self.seen.get(&other.end.0).is_some_and(|end| *end >= other.end.1)
    }
}

/// Goes through the changes that count, in the order of the history; ends early where Loro fails.
pub(crate) fn replay(text: &Text, mut visit: impl FnMut(Step<'_>)) {
    let _ended_early = guarded(|| walk(text, |_, _, step| visit(step)).is_none());
}

/// All changes with their places in the text as it stands now, and that text; nothing where Loro fails.
pub(crate) fn traces(text: &Text) -> (String, Vec<Trace>) {
    guarded(|| traced(text)).flatten().unwrap_or_default()
}

fn traced(text: &Text) -> Option<(String, Vec<Trace>)> {
    let mut marks: Vec<(Accepted, Vec<(Cursor, Cursor)>)> = Vec::new();
    let doc = walk(text, |doc, update, step| {
        let places = diff::touched(step.before, step.after);
        marks.push((update.clone(), places.into_iter().filter_map(|place| pinned(doc, &place)).collect()));
    })?;
    let trace = |(update, marks): (Accepted, Vec<(Cursor, Cursor)>)| {
        let last = ID::new(update.peer, update.counters.end - 1);
        let seen = doc.frontiers_to_vv(&Frontiers::from(last))?;
        let places = marks.iter().filter_map(|(start, end)| found(&doc, start, end)).collect();
        Some(Trace { id: update.id, end: (update.peer, update.counters.end), seen, places })
    };
    let traces = marks.into_iter().filter_map(trace).collect();
    Some((body(&doc).to_string(), traces))
}

/// The document after all changes. None when Loro fails on one that it took when all came at once.
fn walk(text: &Text, mut visit: impl FnMut(&LoroDoc, &Accepted, Step<'_>)) -> Option<Document> {
    let accepted = replayed(text).accepted;
    let doc = open(&text.seed);
    let mut before = text.seed.text.clone();
    for update in accepted {
        let after = push(&doc, &text.updates[&update.id].bytes)?;
        visit(&doc, &update, Step { id: update.id, before: &before, after: &after });
        before = after;
    }
    Some(doc)
}

/// Marks that stay with the characters around a place, whatever happens before and after it.
fn pinned(doc: &LoroDoc, place: &Range<usize>) -> Option<(Cursor, Cursor)> {
    let text = body(doc);
    let last = place.end.saturating_sub(1).max(place.start);
    Some((text.get_cursor(place.start, Side::Left)?, text.get_cursor(last, Side::Left)?))
}

fn found(doc: &LoroDoc, start: &Cursor, end: &Cursor) -> Option<Range<usize>> {
    let start = doc.get_cursor_pos(start).ok()?.current.pos;
    let end = doc.get_cursor_pos(end).ok()?.current.pos;
    Some(start..end.max(start) + 1)
}
