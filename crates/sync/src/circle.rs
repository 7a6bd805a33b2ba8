//! What one circle waits for across all links.

use std::collections::BTreeMap;

use commonplace_core::id::RecordId;
use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;

use crate::event::{LinkId, Millis, Origin};
use crate::trust::Bucket;
use crate::wire::Sid;

/// Peers remembered per announced record: one that answers is enough, three make up for two that left.
const SOURCES: usize = 4;

/// An announced record.
#[derive(Debug)]
struct Wanted {
    /// Who has it and was not asked yet, first come first.
    sources: Vec<LinkId>,
    asked: Option<LinkId>,
    due: Millis,
    /// It is in the set, and only its body is missing.
    body: bool,
}

/// A record at the node's admission: the session that brought it, and its place in the set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flight {
    pub(crate) link: LinkId,
    pub(crate) sid: Sid,
    pub(crate) lane: Lane,
    pub(crate) key: SetKey,
}

/// One circle.
#[derive(Debug, Default)]
pub(crate) struct Circle {
    flight: BTreeMap<RecordId, Flight>,
    wanted: BTreeMap<RecordId, Wanted>,
    /// Records from each source that may still be passed on one by one; in a flood comparing sums is cheaper. Whoever
    /// floods uses up what is theirs, and keeps nobody else's news back.
    paces: BTreeMap<Source, Bucket>,
}

/// Where news come from, as far as they are paced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Own,
    Link(LinkId),
    Gossip,
}

impl Circle {
    /// Whether a record from there is passed on by itself.
    pub(crate) fn may_spread(&mut self, from: Origin, now: Millis) -> bool {
        let source = match from {
            Origin::Own => Source::Own,
            Origin::Link(link) => Source::Link(link),
            Origin::Gossip => Source::Gossip,
            Origin::Kept => return false,
        };
        let most = i32::try_from(limits::ANNOUNCEMENTS_WAITING).unwrap_or(i32::MAX);
        self.paces.entry(source).or_insert_with(|| Bucket::new(most, limits::ANNOUNCE_PACE, now)).take(now)
    }

    /// Notes that a record is handed to the node. Says no if it is there already, or too much is.
    pub(crate) fn take_off(&mut self, flight: Flight) -> bool {
        let id = flight.key.id;
        let free = !self.flight.contains_key(&id) && self.flight.len() < limits::INGESTS_WAITING;
        if free {
            self.wanted.remove(&id);
            self.flight.insert(id, flight);
        }
        free
    }

    /// The node has answered for a record.
    pub(crate) fn land(&mut self, id: &RecordId) -> Option<Flight> {
        self.wanted.remove(id);
        self.flight.remove(id)
    }

    pub(crate) fn is_in_flight(&self, id: &RecordId) -> bool {
        self.flight.contains_key(id)
    }

    /// A peer has announced a record that is not here.
    pub(crate) fn want(&mut self, id: RecordId, source: LinkId, now: Millis) {
        let full = self.wanted.len() >= limits::ASKS_WAITING;
        if self.flight.contains_key(&id) || (full && !self.wanted.contains_key(&id)) {
            return;
        }
        let fresh = || Wanted { sources: Vec::new(), asked: None, due: now.after(limits::ASK_GRACE), body: false };
        let wanted = self.wanted.entry(id).or_insert_with(fresh);
        if wanted.sources.len() < SOURCES && !wanted.sources.contains(&source) && wanted.asked != Some(source) {
            wanted.sources.push(source);
        }
    }

    /// The body of a record is wanted, which any of these may have.
    pub(crate) fn want_body(&mut self, id: RecordId, sources: Vec<LinkId>, now: Millis) {
        let full = self.wanted.len() >= limits::ASKS_WAITING;
        if self.flight.contains_key(&id) || self.wanted.contains_key(&id) || full || sources.is_empty() {
            return;
        }
        self.wanted.insert(id, Wanted { sources, asked: None, due: now, body: true });
    }

    /// Whether the body of a record was asked of a link.
    pub(crate) fn wants_body_of(&self, id: &RecordId, link: LinkId) -> bool {
        self.wanted.get(id).is_some_and(|wanted| wanted.body && wanted.asked == Some(link))
    }

    /// A link is gone: what was asked of it is asked elsewhere at once.
    pub(crate) fn lose(&mut self, link: LinkId, now: Millis) {
        self.paces.remove(&Source::Link(link));
        for wanted in self.wanted.values_mut() {
            wanted.sources.retain(|source| *source != link);
            if wanted.asked == Some(link) {
                wanted.due = now;
            }
        }
    }

    /// A peer turned out not to have a record.
    pub(crate) fn not_held(&mut self, id: &RecordId, link: LinkId, now: Millis) {
        if let Some(wanted) = self.wanted.get_mut(id).filter(|wanted| wanted.asked == Some(link)) {
            wanted.due = now;
        }
    }

    /// What to ask of whom now. Records with nobody left to ask are given up: comparing sums finds them.
    pub(crate) fn ask_now(&mut self, now: Millis) -> BTreeMap<LinkId, Vec<RecordId>> {
        let mut asks: BTreeMap<LinkId, Vec<RecordId>> = BTreeMap::new();
        self.wanted.retain(|id, wanted| {
            if wanted.due > now {
                return true;
            }
            if wanted.sources.is_empty() {
                return false;
            }
            let source = wanted.sources.remove(0);
            (wanted.asked, wanted.due) = (Some(source), now.after(limits::ASK_PATIENCE));
            asks.entry(source).or_default().push(*id);
            true
        });
        asks
    }

    pub(crate) fn due(&self) -> Option<Millis> {
        self.wanted.values().map(|wanted| wanted.due).min()
    }
}
