//! What a session remembers of the peer's records: recently sent, received, or told of.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use commonplace_core::id::RecordId;
use commonplace_core::limits::sync as limits;

use crate::event::Millis;

/// How this node knows that the peer has a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// It was sent to the peer.
    Sent,
    /// The peer sent it.
    Received,
    /// The peer said so.
    Told,
}

/// The latest records that the peer has, at most [`limits::SEEN_IDS`]. Eight bytes of an id stand for it: who makes two
/// of their own records collide delays one of them until sums are compared.
#[derive(Debug, Default)]
pub(crate) struct Known {
    by_id: HashMap<[u8; 8], (How, Millis)>,
    order: VecDeque<[u8; 8]>,
}

impl Known {
    pub(crate) fn insert(&mut self, id: &RecordId, how: How, now: Millis) {
        let key = key(id);
        if self.by_id.insert(key, (how, now)).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > limits::SEEN_IDS
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_id.remove(&oldest);
        }
    }

    /// Forgets what was sent: the peer may not have taken it.
    pub(crate) fn forget_sent(&mut self) {
        self.by_id.retain(|_, (how, _)| *how != How::Sent);
        self.order.retain(|key| self.by_id.contains_key(key));
    }

    /// Forgets a record that the peer asks for, or that was not taken of it.
    pub(crate) fn remove(&mut self, id: &RecordId) {
        let key = key(id);
        if self.by_id.remove(&key).is_some() {
            self.order.retain(|other| *other != key);
        }
    }

    pub(crate) fn contains(&self, id: &RecordId) -> bool {
        self.by_id.contains_key(&key(id))
    }

    pub(crate) fn received(&self, id: &RecordId) -> bool {
        matches!(self.by_id.get(&key(id)), Some((How::Received, _)))
    }

    /// Whether the peer sent the record so long ago that it cannot be the answer to a question that crossed it.
    pub(crate) fn received_before(&self, id: &RecordId, now: Millis) -> bool {
        let at = self.by_id.get(&key(id)).filter(|(how, _)| *how == How::Received).map(|(_, at)| *at);
        at.is_some_and(|at| now.since(at) >= limits::ASK_PATIENCE)
    }

    /// Whether the record need not be sent. What was sent long ago and is still missed may be sent again: the peer may
    /// have postponed it.
    pub(crate) fn lately(&self, id: &RecordId, now: Millis) -> bool {
        self.by_id.get(&key(id)).is_some_and(|(how, at)| *how != How::Sent || now.since(*at) < AGAIN)
    }
}

/// After this time a record may be sent a second time: less than a heartbeat, so that each one may try.
const AGAIN: Duration = Duration::from_secs(limits::HEARTBEAT.as_secs() / 2);

fn key(id: &RecordId) -> [u8; 8] {
    crate::gate::first(id.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let mut known = Known::default();
        let ids: Vec<RecordId> = (0..limits::SEEN_IDS + 1).map(|n| RecordId::of(&n.to_le_bytes())).collect();
        for id in &ids {
            known.insert(id, How::Sent, Millis(0));
        }
        assert!(!known.contains(&ids[0]));
        assert!(known.contains(&ids[1]));
        assert_eq!(known.by_id.len(), limits::SEEN_IDS);
        known.remove(&ids[1]);
        assert_eq!(known.order.len(), known.by_id.len());
    }

    #[test]
    fn what_was_sent_may_be_sent_again_after_a_while() {
        let mut known = Known::default();
        let (sent, told) = (RecordId::of(b"sent"), RecordId::of(b"told"));
        known.insert(&sent, How::Sent, Millis(0));
        known.insert(&told, How::Told, Millis(0));
        assert!(known.lately(&sent, Millis(1)));
        assert!(!known.lately(&sent, Millis(0).after(AGAIN)));
        assert!(known.lately(&told, Millis(0).after(AGAIN)));
    }
}
