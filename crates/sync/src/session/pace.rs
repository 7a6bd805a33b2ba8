//! When runs begin: after quiet, after what came, and later each time while they change nothing.

use std::time::Duration;

use commonplace_core::limits::sync as limits;

use super::{Cx, Run, Said, Session};
use crate::event::{Millis, Notice};
use crate::jitter::varied;
use crate::replica::Replica;
use crate::wire::Message;

/// Runs in vain after which pauses grow no more: four to this power is well beyond the longest one.
const VAIN_RUNS: u32 = 7;

/// How a run has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Both hold the same.
    Equal,
    /// They do not, though everything was compared, or as much as one run allows.
    Different,
    /// The peer did not answer.
    GivenUp,
}

impl Session {
    /// The run is over, and the next comparison gets its time.
    pub(super) fn finish<R: Replica>(&mut self, outcome: Outcome, cx: &mut Cx<'_, R>, said: &mut Said) {
        self.run = Run::Idle;
        self.stall_at = None;
        self.control_done = true;
        if !self.live {
            self.live = true;
            self.tell_all_slips(cx);
            said.notices.push(Notice::Live { link: self.link, tag: self.tag });
        }
        let equal = outcome == Outcome::Equal;
        let moving = self.moved != self.moved_before || !self.settled();
        let vain = outcome == Outcome::Different && !moving;
        self.unequal = if equal { 0 } else { self.unequal.saturating_add(1) };
        self.vain = if vain { self.vain.saturating_add(1) } else { 0 };
        if vain {
            let ours = self.totals(cx.replica).counts();
            said.notices.push(Notice::Mismatch { link: self.link, tag: self.tag, ours });
        }
        let pause = self.pause().max(limits::HEARTBEAT * (1 << self.vain.min(VAIN_RUNS))).min(limits::LONGEST_PAUSE);
        self.sum_at = self.leads.then(|| cx.now.after(varied(pause, cx.rng)));
        if self.dirty {
            self.touch(cx);
        } else if !equal && moving {
            self.confirm(cx);
        }
    }

    /// The set has changed: compare when it is quiet again.
    pub(crate) fn touch<R: Replica>(&mut self, cx: &mut Cx<'_, R>) {
        self.dirty |= self.is_running();
        self.compare_in(self.pause().min(limits::HEARTBEAT), cx);
    }

    /// Records were sent because sums differed: compare again at once, and later each time if that does not help.
    pub(crate) fn confirm<R: Replica>(&mut self, cx: &mut Cx<'_, R>) {
        let first = self.unequal <= 1 && self.leads;
        self.compare_in(if first { limits::CONFIRM } else { self.pause() }, cx);
    }

    fn compare_in<R: Replica>(&mut self, quiet: Duration, cx: &mut Cx<'_, R>) {
        if !self.begun || self.is_running() {
            return;
        }
        let first = *self.active_since.get_or_insert(cx.now);
        let latest = first.after(limits::UNQUIET.max(quiet));
        self.sum_at = Some(cx.now.after(varied(quiet, cx.rng)).min(latest));
    }

    /// How long to wait for quiet. The follower waits longer: the leader knows as much, and should be the one that asks.
    fn pause(&self) -> Duration {
        let patience = if self.leads { 1 } else { 3 };
        let vain = self.unequal.saturating_sub(1).min(VAIN_RUNS);
        (limits::QUIET * patience * 4_u32.pow(vain)).min(limits::LONGEST_PAUSE)
    }

    /// Sums are due.
    fn compare_now<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        self.sum_at = None;
        if self.is_running() {
            self.dirty = true;
        } else if !self.settled() {
            self.sum_at = Some(cx.now.after(limits::CONFIRM));
        } else if self.leads {
            self.start_run(cx, said);
        } else {
            self.active_since = None;
            let sums = self.salt.sums(self.own_end(), &self.totals(cx.replica));
            said.messages.push(Message::Sum { sid: self.sid, sums });
        }
    }

    /// Puts the next run off: too many sessions of the link are running.
    pub(crate) fn wait_for_turn<R: Replica>(&mut self, cx: &mut Cx<'_, R>) {
        self.sum_at = Some(cx.now.after(varied(limits::QUIET, cx.rng)));
    }

    /// Whether a run would start now.
    pub(crate) fn wants_run(&self, now: Millis) -> bool {
        self.sum_at.is_some_and(|at| at <= now)
    }

    /// What could not be taken may be taken now: compare soon.
    pub(crate) fn try_again<R: Replica>(&mut self, cx: &mut Cx<'_, R>) {
        (self.unequal, self.vain) = (0, 0);
        self.touch(cx);
    }

    /// Does what is due. Says whether the peer has left a question unanswered.
    pub(crate) fn on_time<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) -> bool {
        if self.announce_at.is_some_and(|at| at <= cx.now) {
            self.announce(said);
        }
        if self.late_at.is_some_and(|at| at <= cx.now) {
            self.send_late();
        }
        self.end_pauses(cx, said);
        self.slips_on_time(cx, said);
        if self.wants_run(cx.now) {
            self.compare_now(cx, said);
        }
        let stalled = self.stall_at.is_some_and(|at| at <= cx.now);
        if stalled {
            said.messages.push(Message::End { sid: self.sid, run: self.sums_sent });
            self.finish(Outcome::GivenUp, cx, said);
        }
        stalled
    }

    /// Any sign of life of the peer puts the end of patience off.
    pub(crate) fn alive(&mut self, now: Millis) {
        if self.stall_at.is_some() {
            self.stall_at = Some(now.after(limits::PATIENCE));
        }
    }
}
