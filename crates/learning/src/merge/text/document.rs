//! The Loro document of a text: replaying what counts, and writing changes.

use std::collections::BTreeMap;

use commonplace_core::id::{DeviceId, RecordId};
use commonplace_core::{limits, text};
use loro::{ExportMode, LoroDoc, LoroText, VersionVector};

use super::guard::{Accepted, Plan, plan};
use super::sandbox::{Document, guarded};
use super::{Fate, NextUpdate, Refusal, Seed, Text, UpdateHash};
use crate::body::Unfit;
use crate::diff::{self, Change};

/// The one container of the document.
const BODY: &str = "body";

/// A text as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The text, whole.
    pub text: String,
    /// What became of each update.
    pub fates: BTreeMap<RecordId, Fate>,
}

/// A document with the accepted updates in it, or waiting in it.
pub(super) struct Replayed {
    pub(super) doc: Document,
    /// The text in it.
    present: String,
    pub(super) accepted: Vec<Accepted>,
    fates: BTreeMap<RecordId, Fate>,
}

pub(super) fn build(text: &Text) -> Built {
    if text.updates.is_empty() {
        return Built { text: text.seed.text.clone(), fates: BTreeMap::new() };
    }
    let replayed = replayed(text);
    Built { text: replayed.present, fates: replayed.fates }
}

/// The document with which a text begins: the same operations on every node.
pub(super) fn open(seed: &Seed) -> Document {
    let doc = Document::new();
    doc.set_peer_id(seed.peer(&seed.device)).expect("a new document has no open transaction");
    if !seed.text.is_empty() {
        body(&doc).insert(0, &seed.text).expect("the beginning of a text is in it");
        doc.commit();
    }
    doc
}

pub(super) fn body(doc: &LoroDoc) -> LoroText {
    doc.get_text(BODY)
}

/// Replays all that counts.
pub(super) fn replayed(text: &Text) -> Replayed {
    let Plan { mut accepted, others: mut fates } = plan(text);
    let (doc, present) = loop {
        match import(text, &accepted) {
            Ok(imported) => break imported,
            Err(failed) => {
                // The document is lost when Loro fails in it, so we begin anew, without the rest of that device's
                // chain: a device costs us one such beginning and no more.
                let from = accepted.iter().position(|update| update.id == failed).unwrap_or_default();
                let device = accepted[from].device;
                let of_device = accepted[from..].iter().filter(|update| update.device == device);
                let cut: Vec<RecordId> = of_device.map(|update| update.id).collect();
                accepted.retain(|update| !cut.contains(&update.id));
                fates.extend(cut.into_iter().map(|id| (id, Fate::Refused(Refusal::Malformed))));
            }
        }
    };
    let version = doc.oplog_vv();
    for update in &accepted {
        let applied = version.get(&update.peer).is_some_and(|end| *end >= update.counters.end);
        fates.insert(update.id, if applied { Fate::Applied } else { Fate::Waiting });
    }
    Replayed { doc, present, accepted, fates }
}

/// Imports all updates and reads the text, or names the first update that Loro fails on.
fn import(text: &Text, accepted: &[Accepted]) -> Result<(Document, String), RecordId> {
    if let Some(imported) = import_at_once(text, accepted) {
        return Ok(imported);
    }
    let doc = open(&text.seed);
    let mut present = text.seed.text.clone();
    for update in accepted {
        present = push(&doc, &text.updates[&update.id].bytes).ok_or(update.id)?;
    }
    Ok((doc, present))
}

/// The usual case: nothing is wrong with any of them.
fn import_at_once(text: &Text, accepted: &[Accepted]) -> Option<(Document, String)> {
    let doc = open(&text.seed);
    let updates: Vec<Vec<u8>> = accepted.iter().map(|update| text.updates[&update.id].bytes.clone()).collect();
    let present = guarded(|| {
        let imported = doc.import_batch(&updates).is_ok();
        // State is computed late: reading it here finds what would fail later.
        imported.then(|| body(&doc).to_string())
    });
    Some((doc, present.flatten()?))
}

/// Imports one update and reads the text; none when Loro refuses it or fails on it, after which the document is lost.
pub(super) fn push(doc: &LoroDoc, update: &[u8]) -> Option<String> {
    guarded(|| doc.import(update).is_ok().then(|| body(doc).to_string())).flatten()
}

pub(super) fn edit(text: &Text, device: DeviceId, wanted: &str) -> Result<Vec<NextUpdate>, Unfit> {
    if text.updates.is_empty() && text.seed.text == wanted {
        return Ok(Vec::new());
    }
    guarded(|| changed(text, device, wanted)).ok_or(Unfit::Unworkable("text"))
}

fn changed(text: &Text, device: DeviceId, wanted: &str) -> Vec<NextUpdate> {
    let Replayed { doc, present, accepted, fates } = replayed(text);
    let own = accepted.iter().rev().find(|update| update.device == device && fates[&update.id] == Fate::Applied);
    let mut follows = own.map(|update| update.hash);
    doc.set_peer_id(text.seed.peer(&device)).expect("nothing is uncommitted after a replay");
    let mut updates = Vec::new();
    let mut version = doc.oplog_vv();
    for batch in batches(diff::changes(&present, wanted)) {
        let bytes = commit(&doc, &version, &batch);
        version = doc.oplog_vv();
        let hash = UpdateHash::of(&bytes);
        updates.push(NextUpdate { follows: follows.replace(hash), bytes });
    }
    updates
}

fn commit(doc: &LoroDoc, since: &VersionVector, changes: &[Change]) -> Vec<u8> {
    let text = body(doc);
    for change in changes {
        text.delete(change.at, change.delete).expect("changes are within the text");
        text.insert(change.at, &change.insert).expect("changes are within the text");
    }
    doc.commit();
    doc.export(ExportMode::updates(since)).expect("a document with nothing cut off exports its updates")
}

/// Changes in groups that fit one record each, in the order in which they are to be made: from the end of the text to
/// its beginning, so that all places stay true.
fn batches(changes: Vec<Change>) -> Vec<Vec<Change>> {
    let mut batches: Vec<Vec<Change>> = Vec::new();
    let mut room = 0;
    for change in changes.into_iter().rev().flat_map(pieces) {
        let size = change.insert.len();
        match batches.last_mut() {
            Some(batch) if batch.len() < limits::EDIT_PLACES && size <= room => batch.push(change),
            _ => {
                room = limits::EDIT_INSERT_BYTES;
                batches.push(vec![change]);
            }
        }
        room -= size;
    }
    batches
}

/// A change in pieces whose insertions fit one record, each put after the one before it.
fn pieces(change: Change) -> Vec<Change> {
    if change.insert.len() <= limits::EDIT_INSERT_BYTES {
        return vec![change];
    }
    let Change { mut at, mut delete, insert } = change;
    let mut pieces = Vec::new();
    let mut rest = insert.as_str();
    while !rest.is_empty() {
        let piece = text::cut(rest, limits::EDIT_INSERT_BYTES);
        pieces.push(Change { at, delete: std::mem::take(&mut delete), insert: piece.to_owned() });
        at += piece.chars().count();
        rest = &rest[piece.len()..];
    }
    pieces
}
