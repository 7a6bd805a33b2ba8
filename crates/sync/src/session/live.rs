//! News: sent at once, or announced and asked for.

use commonplace_core::id::RecordId;
use commonplace_core::limits::sync as limits;

use super::{Cx, Said, Session};
use crate::event::Millis;
use crate::jitter::varied;
use crate::known::How;
use crate::replica::Replica;
use crate::wire::{IDS_PER_FRAME, Message};

impl Session {
    /// Sends a record as soon as the link has room.
    pub(crate) fn send_soon(&mut self, id: RecordId) {
        if self.urgent.len() < limits::ANNOUNCEMENTS_WAITING {
            self.urgent.push_back(id);
        } else {
            self.dirty = true;
        }
    }

    /// Announces a record after a moment, in which the peer may show that it has it.
    pub(crate) fn announce_soon<R: Replica>(&mut self, id: RecordId, cx: &mut Cx<'_, R>) {
        if self.announcements.len() >= limits::ANNOUNCEMENTS_WAITING {
            self.dirty = true;
            return;
        }
        self.announcements.push(id);
        if self.announce_at.is_none() {
            self.announce_at = Some(cx.now.after(varied(limits::ANNOUNCE_DELAY * 3 / 2, cx.rng)));
        }
    }

    /// Announces what the peer has not shown to have.
    pub(crate) fn announce(&mut self, said: &mut Said) {
        self.announce_at = None;
        let waiting = std::mem::take(&mut self.announcements);
        let ids: Vec<RecordId> = waiting.into_iter().filter(|id| !self.known.contains(id)).collect();
        let sid = self.sid;
        said.messages.extend(ids.chunks(IDS_PER_FRAME).map(|ids| Message::Have { sid, ids: ids.to_vec() }));
    }

    /// The peer asks for records: they are sent, and so is from now on what comes next. Says how many are not in the set,
    /// which it cannot have heard from this node; it is told so.
    pub(crate) fn hear_ask<R: Replica>(&mut self, ids: &[RecordId], cx: &Cx<'_, R>) -> usize {
        self.eager = true;
        let (held, strange): (Vec<&RecordId>, Vec<&RecordId>) =
            ids.iter().partition(|id| cx.replica.has(&self.tag, id));
        for id in held {
            self.known.remove(id);
            self.send_soon(*id);
        }
        let room = IDS_PER_FRAME.saturating_sub(self.not_held.len());
        self.not_held.extend(strange.iter().copied().take(room));
        strange.len()
    }

    /// Asks for records that the peer has announced.
    pub(crate) fn ask_for(&mut self, ids: &[RecordId], said: &mut Said) {
        self.pruned = false;
        let sid = self.sid;
        said.messages.extend(ids.chunks(IDS_PER_FRAME).map(|ids| Message::Ask { sid, ids: ids.to_vec() }));
    }

    /// The peer has these.
    pub(crate) fn hear_have(&mut self, ids: &[RecordId], now: Millis) {
        for id in ids {
            if !self.known.contains(id) {
                self.known.insert(id, How::Told, now);
            }
        }
    }
}
