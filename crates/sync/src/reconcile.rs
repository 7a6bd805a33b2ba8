//! Range-based set reconciliation (Meyer, arXiv 2212.13567), with its own bounds: lists of at most 32 salted short ids,
//! 16-way cuts, newest ranges first, and both sides learning what the other one lacks.
//!
//! A message answers every range of the message before it. What does not fit waits in [`Work`]; so a round is bounded
//! however large the difference is, and the newest part of it is settled first.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use commonplace_core::id::Tag;
use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;

use crate::gate::{Salt, ShortId};
use crate::push::{Push, PushQueue};
use crate::replica::Replica;
use crate::wire::{Content, RangeWriter, WireRange};

/// Sub-ranges of at most this many records are listed at once: no more bytes than a fingerprint, and one round less.
const LISTED_AT_ONCE: u64 = 2;
/// Bytes that the answer to one range takes at most: 16 fingerprints with whole bounds.
const ANSWER_BYTES: usize = limits::SPLIT_PARTS * 64;
/// Lengths at which the id of a bound is cut off. Two bytes part a slot of 65,536 records well enough.
const BOUND_BYTES: [usize; 4] = [0, 2, 8, 32];

/// The set that is compared.
#[derive(Debug)]
pub(crate) struct Scope<'a, R> {
    pub(crate) replica: &'a R,
    pub(crate) tag: Tag,
    pub(crate) lane: Lane,
    pub(crate) salt: Salt,
    /// What is kept out of the set here: the peer need not send it.
    pub(crate) outside: &'a BTreeSet<SetKey>,
    /// Whether this node takes records of the lane now.
    pub(crate) takes: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Todo {
    /// The sums differ: list it or cut it.
    Differs,
    /// The peer listed these, and they are not here.
    Want(Vec<ShortId>),
}

/// Ranges of one lane that this side still has to speak of, by their lower bounds.
#[derive(Debug, Default)]
pub(crate) struct Work {
    todo: BTreeMap<SetKey, (SetKey, Todo)>,
}

impl Work {
    pub(crate) fn is_empty(&self) -> bool {
        self.todo.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.todo.len()
    }

    /// Notes that a range differs.
    pub(crate) fn differs(&mut self, range: Range<SetKey>) {
        self.todo.insert(range.start, (range.end, Todo::Differs));
    }

    /// Takes in what the peer says of a range. What the peer lacks is ordered at once.
    pub(crate) fn take<R: Replica>(
        &mut self,
        scope: &Scope<'_, R>,
        range: Range<SetKey>,
        content: Content,
        pushes: &mut PushQueue,
    ) {
        match content {
            Content::Skip => {}
            Content::Fingerprint(theirs) => {
                if scope.sum(&range).fingerprint() != theirs {
                    self.differs(range);
                }
            }
            Content::List(theirs) if theirs.is_empty() => {
                pushes.push(Push::All { range, except: Vec::new(), salt: scope.salt });
            }
            Content::List(theirs) => self.compare(scope, range, theirs, pushes),
            Content::Want(shorts) => scope.grant(&range, &shorts, pushes),
        }
    }

    fn compare<R: Replica>(
        &mut self,
        scope: &Scope<'_, R>,
        range: Range<SetKey>,
        theirs: Vec<ShortId>,
        pushes: &mut PushQueue,
    ) {
        let count = scope.sum(&range).count;
        if count > limits::LIST_SCAN_IDS {
            return self.differs(range);
        }
        let ours: HashSet<ShortId> = scope.shorts(&range).into_keys().collect();
        let mut missing: Vec<ShortId> = theirs.iter().filter(|short| !ours.contains(*short)).copied().collect();
        if ours.len() + missing.len() > theirs.len() {
            pushes.push(Push::All { range: range.clone(), except: theirs, salt: scope.salt });
        }
        let outside: HashSet<ShortId> = scope.outside_in(&range).map(|key| scope.salt.short(&key.id)).collect();
        missing.retain(|short| !outside.contains(short));
        if !missing.is_empty() && scope.takes {
            self.todo.insert(range.start, (range.end, Todo::Want(missing)));
        }
    }

    /// The frames of the next message, newest ranges first. Empty if there is nothing to say.
    pub(crate) fn compose<R: Replica>(&mut self, scope: &Scope<'_, R>) -> Vec<Vec<WireRange>> {
        let mut frames = Vec::new();
        while frames.len() < limits::RANGES_FRAMES && !self.todo.is_empty() {
            let ranges = self.compose_frame(scope);
            if !ranges.is_empty() {
                frames.push(ranges);
            }
        }
        frames
    }

    fn compose_frame<R: Replica>(&mut self, scope: &Scope<'_, R>) -> Vec<WireRange> {
        let mut writer = RangeWriter::new();
        while writer.room() >= ANSWER_BYTES
            && let Some((start, (end, todo))) = self.todo.pop_last()
        {
            let range = start..end;
            match todo {
                Todo::Want(shorts) => writer.push(&range, Content::Want(shorts)),
                Todo::Differs => {
                    for (part, content) in scope.say(range) {
                        writer.push(&part, content);
                    }
                }
            }
        }
        writer.finish()
    }
}

impl<R: Replica> Scope<'_, R> {
    fn sum(&self, range: &Range<SetKey>) -> commonplace_core::set::SetSum {
        self.replica.sum(&self.tag, self.lane, range.clone())
    }

    /// Short ids of a range of at most [`limits::LIST_SCAN_IDS`] records.
    fn shorts(&self, range: &Range<SetKey>) -> HashMap<ShortId, SetKey> {
        let max = usize::try_from(limits::LIST_SCAN_IDS).unwrap_or(usize::MAX);
        let keys = self.replica.ids(&self.tag, self.lane, range.clone(), max);
        keys.into_iter().map(|key| (self.salt.short(&key.id), key)).collect()
    }

    /// Orders what the peer wants of a range that this side has listed.
    fn grant(&self, range: &Range<SetKey>, shorts: &[ShortId], pushes: &mut PushQueue) {
        let ours = self.shorts(range);
        for key in shorts.iter().filter_map(|short| ours.get(short)) {
            pushes.push(Push::One(key.id));
        }
    }

    /// Keys of a range that are kept out of the set here, ascending.
    fn outside_in(&self, range: &Range<SetKey>) -> impl Iterator<Item = SetKey> {
        self.outside.range(range.clone()).copied()
    }

    /// What to say of a range that differs: newest part first.
    fn say(&self, range: Range<SetKey>) -> Vec<(Range<SetKey>, Content)> {
        let (count, outside) = self.counts(&range);
        if count + outside <= limits::LIST_IDS as u64 {
            let list = self.list(&range);
            return vec![(range, list)];
        }
        self.cut(range, count, outside)
            .into_iter()
            .map(|part| {
                let (count, outside) = self.counts(&part);
                // Where something is kept out, sums differ however far the range is cut.
                let listed = if outside > 0 { limits::LIST_IDS as u64 } else { LISTED_AT_ONCE };
                let content = if count + outside <= listed {
                    self.list(&part)
                } else {
                    Content::Fingerprint(self.sum(&part).fingerprint())
                };
                (part, content)
            })
            .collect()
    }

    /// Records of a range in the set, and keys kept out of it.
    fn counts(&self, range: &Range<SetKey>) -> (u64, u64) {
        (self.sum(range).count, self.outside_in(range).count() as u64)
    }

    /// The ids that the peer need not send: those of the set, and those kept out of it.
    fn list(&self, range: &Range<SetKey>) -> Content {
        let mut keys = self.replica.ids(&self.tag, self.lane, range.clone(), limits::LIST_IDS);
        let outside: Vec<SetKey> = self.outside_in(range).filter(|key| !keys.contains(key)).collect();
        keys.extend(outside);
        keys.truncate(limits::LIST_IDS);
        Content::List(keys.iter().map(|key| self.salt.short(&key.id)).collect())
    }

    /// Parts of a range of more than [`limits::LIST_IDS`] keys, newest first.
    fn cut(&self, range: Range<SetKey>, count: u64, outside: u64) -> Vec<Range<SetKey>> {
        let halves = usize::try_from((count + outside) / (limits::LIST_IDS as u64 / 2)).unwrap_or(usize::MAX);
        let parts = halves.clamp(2, limits::SPLIT_PARTS);
        let mut bounds = if count >= outside {
            self.replica.split(&self.tag, self.lane, range.clone(), parts)
        } else {
            let keys: Vec<SetKey> = self.outside_in(&range).collect();
            (1..parts).filter_map(|part| keys.get(part * keys.len() / parts).copied()).collect()
        };
        bounds.truncate(limits::SPLIT_PARTS - 1);
        let mut cut = cut_at(&range, bounds.into_iter().rev());
        if cut.len() < 2 {
            // The replica found no place: cut among its newest records, so that each round comes nearer to the end.
            let newest = self.replica.ids(&self.tag, self.lane, range.clone(), limits::LIST_IDS);
            cut = cut_at(&range, newest.get(newest.len() / 2).copied().into_iter());
        }
        cut
    }
}

/// The parts between bounds, which come in descending order.
fn cut_at(range: &Range<SetKey>, bounds: impl Iterator<Item = SetKey>) -> Vec<Range<SetKey>> {
    let mut bounds = bounds.peekable();
    let mut upper = range.end;
    let mut parts = Vec::new();
    while let Some(bound) = bounds.next() {
        let lower = bounds.peek().copied().unwrap_or(range.start).max(range.start);
        if let Some(bound) = shortened(bound, &(lower..upper)) {
            parts.push(bound..upper);
            upper = bound;
        }
    }
    parts.push(range.start..upper);
    parts
}

/// The bound with as few bytes of its id as keep it strictly between its neighbours. Where exactly it lies there does not
/// matter: both sides sum up what is written.
fn shortened(bound: SetKey, between: &Range<SetKey>) -> Option<SetKey> {
    BOUND_BYTES.iter().map(|len| truncated(bound, *len)).find(|key| *key > between.start && *key < between.end)
}

fn truncated(bound: SetKey, len: usize) -> SetKey {
    let mut bytes = bound.to_bytes();
    bytes[4 + len..].fill(0);
    SetKey::from_bytes(&bytes)
}
