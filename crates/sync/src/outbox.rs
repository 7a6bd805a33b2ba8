//! The way out of one link: how much its transport has not taken yet, and what waits.

use std::collections::VecDeque;

use commonplace_core::limits::sync as limits;

use crate::event::Millis;

/// Frames that may be under way at once: three quarters of what the transport queues, so that records never fill the
/// places that answers need.
const WINDOW_FRAMES: usize = 48;

/// Frames given to the transport, and answers that wait for it.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// Lengths of the frames under way, oldest first.
    under_way: VecDeque<usize>,
    under_way_bytes: usize,
    /// Bytes taken of the oldest frame.
    taken: usize,
    backlog: VecDeque<Vec<u8>>,
    backlog_bytes: usize,
    /// Since when the transport has taken nothing, while something is under way.
    stuck_since: Option<Millis>,
    sends: Vec<Vec<u8>>,
}

impl Outbox {
    /// Room for one more frame of records.
    pub(crate) fn has_room(&self) -> bool {
        self.backlog.is_empty() && self.may_send(limits::FRAME_BYTES)
    }

    fn may_send(&self, bytes: usize) -> bool {
        self.under_way.len() < WINDOW_FRAMES && self.under_way_bytes + bytes <= limits::WINDOW_BYTES
    }

    /// Sends a frame, or keeps it until there is room. Says no if too much waits already.
    pub(crate) fn send(&mut self, frame: Vec<u8>, now: Millis) -> bool {
        if self.backlog.is_empty() && self.may_send(frame.len()) {
            self.give(frame, now);
            return true;
        }
        self.backlog_bytes += frame.len();
        self.backlog.push_back(frame);
        self.backlog_bytes <= limits::BACKLOG_BYTES
    }

    fn give(&mut self, frame: Vec<u8>, now: Millis) {
        self.under_way.push_back(frame.len());
        self.under_way_bytes += frame.len();
        self.stuck_since.get_or_insert(now);
        self.sends.push(frame);
    }

    /// The transport has taken bytes.
    pub(crate) fn drained(&mut self, bytes: usize, now: Millis) {
        self.taken += bytes;
        while let Some(first) = self.under_way.front().copied().filter(|first| *first <= self.taken) {
            self.taken -= first;
            self.under_way_bytes -= first;
            self.under_way.pop_front();
        }
        if self.under_way.is_empty() {
            self.taken = 0;
        }
        self.stuck_since = (!self.under_way.is_empty()).then_some(now);
        self.refill(now);
    }

    fn refill(&mut self, now: Millis) {
        while let Some(frame) = self.backlog.pop_front() {
            if !self.may_send(frame.len()) {
                self.backlog.push_front(frame);
                break;
            }
            self.backlog_bytes -= frame.len();
            self.give(frame, now);
        }
    }

    /// When the peer counts as one that does not read.
    pub(crate) fn stuck_at(&self) -> Option<Millis> {
        self.stuck_since.map(|since| since.after(limits::PATIENCE))
    }

    /// The frames to give to the transport now.
    pub(crate) fn take(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.sends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_wait_in_order_and_go_when_there_is_room() {
        let mut outbox = Outbox::default();
        let frame = |first: u8| [vec![first], vec![0; limits::FRAME_BYTES - 1]].concat();
        let room = limits::WINDOW_BYTES / limits::FRAME_BYTES;
        for number in 0..room + 3 {
            assert!(outbox.send(frame(u8::try_from(number).expect("few")), Millis(0)));
        }
        assert_eq!(outbox.take().len(), room);
        assert!(!outbox.has_room());
        outbox.drained(limits::FRAME_BYTES / 2, Millis(1));
        assert!(outbox.take().is_empty(), "half a frame is none");
        outbox.drained(limits::FRAME_BYTES, Millis(2));
        assert_eq!(outbox.take().iter().map(|frame| usize::from(frame[0])).collect::<Vec<_>>(), [room]);
        assert_eq!(outbox.stuck_at(), Some(Millis(2).after(limits::PATIENCE)));
    }

    #[test]
    fn a_peer_that_never_reads_fills_a_bounded_backlog() {
        let mut outbox = Outbox::default();
        let most = (limits::WINDOW_BYTES + limits::BACKLOG_BYTES) / 1000 + 1;
        let taken = (0..2 * most).take_while(|_| outbox.send(vec![0; 1000], Millis(0))).count();
        assert!(taken < most);
    }
}
