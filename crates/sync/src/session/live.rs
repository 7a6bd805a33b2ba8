//! News: sent at once, or announced and asked for.

use commonplace_core::id::RecordId;
use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;

use super::{Cx, Said, Session};
use crate::event::{Millis, Rejection};
use crate::jitter::{up_to, varied};
use crate::known::How;
use crate::outside::Stay;
use crate::replica::Replica;
use crate::wire::{IDS_PER_FRAME, Message};

impl Session {
    /// Sends a record as soon as the link has room: what was written here before what others brought, which may be a
    /// flood.
    pub(crate) fn send_soon(&mut self, id: RecordId, own: bool) {
        let queue = if own { &mut self.own } else { &mut self.urgent };
        if queue.len() < limits::ANNOUNCEMENTS_WAITING {
            queue.push_back(id);
        } else {
            self.dirty = true;
        }
    }

    /// Sends news, at once or after the wait that the peer is due.
    pub(crate) fn send_news<R: Replica>(&mut self, id: RecordId, own: bool, cx: &mut Cx<'_, R>) {
        let wait = cx.replica.news_wait(self.link, &self.tag);
        if wait.is_zero() {
            return self.send_soon(id, own);
        }
        if self.late.len() >= limits::ANNOUNCEMENTS_WAITING {
            self.dirty = true;
            return;
        }
        self.late.push((id, own));
        if self.late_at.is_none() {
            self.late_at = Some(cx.now.after(up_to(wait, cx.rng)));
        }
    }

    /// Sends the news whose wait is over.
    pub(crate) fn send_late(&mut self) {
        self.late_at = None;
        for (id, own) in std::mem::take(&mut self.late) {
            self.send_soon(id, own);
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
            let wait = up_to(cx.replica.news_wait(self.link, &self.tag), cx.rng);
            self.announce_at = Some(cx.now.after(varied(limits::ANNOUNCE_DELAY * 3 / 2, cx.rng) + wait));
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

    /// The peer asks for records: they are sent, and so is from now on what comes next. Says how many are not here at all,
    /// which it cannot have heard from this node; it is told so. What is here and does not count is sorted out when it
    /// would be sent.
    pub(crate) fn hear_ask<R: Replica>(&mut self, ids: &[RecordId], cx: &Cx<'_, R>) -> usize {
        self.eager = true;
        let (held, strange): (Vec<&RecordId>, Vec<&RecordId>) =
            ids.iter().partition(|id| cx.replica.has(&self.tag, id));
        for id in held {
            self.known.remove(id);
            self.send_soon(*id, false);
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

    /// A record of the peer was not taken in, and why.
    pub(crate) fn not_taken(&mut self, lane: Lane, key: SetKey, why: Rejection, now: Millis, said: &mut Said) {
        if why != Rejection::Invalid {
            // It may come again, even if it has come from elsewhere by then: no replay.
            self.known.remove(&key.id);
        }
        match why {
            Rejection::Invalid => {}
            Rejection::Inadmissible => self.outside.insert(lane, key, Stay::Kept),
            Rejection::Postponed => self.outside.postpone(lane, key, now),
            Rejection::Unavailable => {
                if self.holds.begin(lane, now) {
                    said.messages.push(Message::Hold { sid: self.sid, lanes: self.holds.bits() });
                }
            }
        }
    }

    /// A record of the peer was taken in.
    pub(crate) fn taken(&mut self, lane: Lane) {
        self.holds.taken(lane);
    }

    /// Ends what is over of the pauses in which records are not taken.
    pub(crate) fn end_pauses<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        let held = self.holds.end(cx.now);
        if held {
            said.messages.push(Message::Hold { sid: self.sid, lanes: self.holds.bits() });
        }
        let postponed = self.outside.due().is_some_and(|at| at <= cx.now) && self.outside.let_come();
        if held || postponed {
            self.try_again(cx);
        }
    }

    /// The peer takes no records of these lanes for now. What it was sent lately it may not have taken.
    pub(crate) fn hear_hold<R: Replica>(&mut self, lanes: u8, cx: &mut Cx<'_, R>) {
        let released = self.peer_holds & !lanes != 0;
        self.peer_holds = lanes;
        for lane in Lane::ALL.into_iter().filter(|lane| lanes & (1 << *lane as u8) != 0) {
            self.queues[lane as usize].clear();
        }
        if released {
            self.known.forget_sent();
            self.try_again(cx);
        }
    }

    pub(crate) const fn peer_is_held(&self, lane: Lane) -> bool {
        self.peer_holds & (1 << lane as u8) != 0
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
