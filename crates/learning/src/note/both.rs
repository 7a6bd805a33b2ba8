//! "Both edited": passages that two people changed while apart. Both changes are in the text; the mark asks to look.

use std::collections::BTreeSet;
use std::ops::Range;

use commonplace_core::id::{PersonId, RecordId};

use super::Note;
use crate::merge::{Trace, traces};

/// A passage that two or more people changed while apart, and nobody who saw all of it has changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothEdited {
    /// The paragraph as it stands now.
    pub passage: String,
    /// Where it stands, in bytes of the text.
    pub at: Range<usize>,
    /// Who changed it, in ascending order of id.
    pub by: Vec<PersonId>,
    /// The changes, in ascending order of id.
    pub edits: Vec<RecordId>,
}

impl Note {
    /// Passages that two people changed while apart, in the order of the text. Replays the text.
    #[must_use]
    pub fn both_edited(&self) -> Vec<BothEdited> {
        if self.contributors().len() < 2 {
            return Vec::new();
        }
        let (text, traces) = traces(&self.text);
        let paragraphs = paragraphs(&text);
        paragraphs.into_iter().filter_map(|paragraph| self.marked(&text, paragraph, &traces)).collect()
    }

    fn marked(&self, text: &str, paragraph: Paragraph, traces: &[Trace]) -> Option<BothEdited> {
        let touches = |trace: &&Trace| trace.places.iter().any(|place| overlap(place, &paragraph.chars));
        let here: Vec<&Trace> = traces.iter().filter(touches).collect();
        let mut edits: BTreeSet<RecordId> = BTreeSet::new();
        for (index, one) in here.iter().enumerate() {
            for other in &here[index + 1..] {
                let apart = !one.saw(other) && !other.saw(one);
                let settled = || here.iter().any(|later| later.saw(one) && later.saw(other));
                if apart && self.author_of(one) != self.author_of(other) && !settled() {
                    edits.extend([one.id, other.id]);
                }
            }
        }
        let by: BTreeSet<PersonId> = edits.iter().filter_map(|id| Some(self.edits.get(id)?.author)).collect();
        (!edits.is_empty()).then(|| BothEdited {
            passage: text[paragraph.bytes.clone()].to_owned(),
            at: paragraph.bytes,
            by: by.into_iter().collect(),
            edits: edits.into_iter().collect(),
        })
    }

    fn author_of(&self, trace: &Trace) -> Option<PersonId> {
        self.edits.get(&trace.id).map(|edit| edit.author)
    }
}

struct Paragraph {
    bytes: Range<usize>,
    chars: Range<usize>,
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Runs of lines that are not blank.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let (mut byte, mut char, mut open) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let (byte_end, char_end) = (byte + line.len(), char + line.chars().count());
        let blank = line.trim().is_empty();
        match paragraphs.last_mut() {
            Some(last) if open && !blank => (last.bytes.end, last.chars.end) = (byte_end, char_end),
            _ if !blank => paragraphs.push(Paragraph { bytes: byte..byte_end, chars: char..char_end }),
            _ => {}
        }
        (byte, char, open) = (byte_end, char_end, !blank);
    }
    paragraphs
}
