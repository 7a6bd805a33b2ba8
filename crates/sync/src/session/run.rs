//! Runs: from the comparison of sums until both sides know what differs, one lane after the other.
//!
//! The leader (who opened the session) sends its sums. The follower answers that they are the same, or begins with the
//! first lane that differs; then messages of ranges go to and fro until neither has anything to add, and the leader sends
//! its sums for the next lane. The records themselves flow beside this, and go on when the run is over.

use std::ops::Range;
use std::time::Duration;

use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;

use super::{Cx, Said, Session};
use crate::event::{Millis, Notice};
use crate::jitter::varied;
use crate::reconcile::{Scope, Work};
use crate::replica::Replica;
use crate::wire::{Content, Message, Sums, WireRange, read_ranges};

/// What is being compared at the moment.
#[derive(Debug)]
pub(crate) enum Run {
    /// Nothing.
    Idle,
    /// Leader: sums are sent, the answer has not come.
    Asked(Sums),
    /// Follower: sums have come, and are answered as soon as nothing is on its way.
    Comparing { theirs: Sums, goes_on: bool, since: Millis },
    /// Both: ranges of one lane go to and fro.
    Lane(Box<LaneRun>),
    /// Leader: a lane is through; sums are sent as soon as its records are.
    Settling(Lane),
    /// Follower: a lane is through; the leader's sums come next.
    Between,
}

/// The conversation about one lane.
#[derive(Debug)]
pub(crate) struct LaneRun {
    lane: Lane,
    work: Work,
    /// Ranges of the peer's message, newest first.
    heard: Vec<(Range<SetKey>, Content)>,
    frames: usize,
    /// The peer's message has come as a whole: it is our turn.
    ours: bool,
    /// The peer has ranges that did not fit into its message.
    rest: bool,
    rounds: u32,
}

impl LaneRun {
    const fn new(lane: Lane, work: Work) -> Self {
        Self { lane, work, heard: Vec::new(), frames: 0, ours: false, rest: false, rounds: 0 }
    }
}

/// A message that an honest peer does not send now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OutOfTurn;

impl Session {
    /// Whether a run goes on here.
    pub(crate) const fn is_running(&self) -> bool {
        !matches!(self.run, Run::Idle)
    }

    /// Leader: begins the session and its first run.
    pub(crate) fn begin<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        self.begun = true;
        let sums = self.own_sums(cx.replica);
        let proof = self.own_proof(cx.replica);
        said.messages.push(Message::Begin { sid: self.sid, proof, horizon: self.own_horizon, sums });
        self.ask(sums, cx.now);
    }

    /// Follower: the session has begun with these sums.
    pub(crate) fn begun_with(&mut self, theirs: Sums, now: Millis) {
        self.begun = true;
        self.run = Run::Comparing { theirs, goes_on: false, since: now };
        self.moved_before = self.moved;
    }

    fn ask(&mut self, sums: Sums, now: Millis) {
        self.run = Run::Asked(sums);
        self.sum_at = None;
        self.stall_at = Some(now.after(limits::PATIENCE));
    }

    /// Leader: starts a run of all lanes.
    fn start_run<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        self.exhausted = [false; 3];
        self.moved_before = self.moved;
        self.active_since = None;
        self.dirty = false;
        self.send_sums(cx, said);
    }

    fn send_sums<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        let sums = self.own_sums(cx.replica);
        self.next_salt();
        said.messages.push(Message::Sum { sid: self.sid, sums });
        self.ask(sums, cx.now);
    }

    fn next_salt(&mut self) {
        self.sums_sent = self.sums_sent.wrapping_add(1);
        self.salt = self.agreed.salt(self.sid, self.sums_sent);
    }

    /// The peer's sums have come.
    pub(crate) fn hear_sums<R: Replica>(&mut self, theirs: Sums, cx: &mut Cx<'_, R>, said: &mut Said) {
        if self.leads {
            return self.hear_wish(theirs, cx, said);
        }
        let goes_on = matches!(self.run, Run::Between);
        if !goes_on {
            self.exhausted = [false; 3];
            self.moved_before = self.moved;
        }
        self.next_salt();
        self.active_since = None;
        self.sum_at = None;
        self.stall_at = None;
        self.run = Run::Comparing { theirs, goes_on, since: cx.now };
    }

    /// Leader: the follower says what it holds, as a wish to compare or ahead of its answer.
    fn hear_wish<R: Replica>(&mut self, theirs: Sums, cx: &mut Cx<'_, R>, said: &mut Said) {
        match self.run {
            Run::Idle if self.own_sums(cx.replica) == theirs => {
                said.messages.push(Message::Same { sid: self.sid, fingerprint: theirs.fingerprint() });
                self.tell_equal(&theirs, said);
                self.finish(true, cx, said);
            }
            Run::Idle if self.settled() => self.start_run(cx, said),
            Run::Idle => self.touch(cx),
            Run::Asked(ours) if !self.live => self.expect(&ours, &theirs),
            _ => {}
        }
    }

    fn expect(&mut self, ours: &Sums, theirs: &Sums) {
        let beyond = theirs.counts().into_iter().zip(ours.counts()).map(|(theirs, ours)| theirs.saturating_sub(ours));
        self.expected = beyond.fold(0, u64::saturating_add);
    }

    /// The peer holds the same.
    pub(crate) fn hear_same<R: Replica>(&mut self, fingerprint: [u8; 16], cx: &mut Cx<'_, R>, said: &mut Said) {
        let compared = match &self.run {
            Run::Asked(sums) => Some(*sums),
            Run::Idle => None,
            _ => return,
        };
        let ours = self.own_sums(cx.replica);
        if ours.fingerprint() == fingerprint {
            self.tell_equal(&ours, said);
        }
        match compared {
            Some(sums) if sums.fingerprint() == fingerprint => self.finish(true, cx, said),
            Some(_) => self.finish(false, cx, said),
            None => {}
        }
    }

    /// The peer ends the run.
    pub(crate) fn hear_end<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        if self.is_running() {
            self.finish(false, cx, said);
        }
    }

    /// A frame of ranges has come.
    pub(crate) fn hear_ranges<R: Replica>(
        &mut self,
        (lane, more, rest): (Lane, bool, bool),
        ranges: Vec<WireRange>,
        cx: &mut Cx<'_, R>,
    ) -> Result<(), OutOfTurn> {
        if self.leads && matches!(self.run, Run::Asked(_)) {
            if self.exhausted[lane as usize] {
                return Err(OutOfTurn);
            }
            self.run = Run::Lane(Box::new(LaneRun::new(lane, Work::default())));
            self.control_done |= lane != Lane::Control;
        }
        let Run::Lane(run) = &mut self.run else {
            // The rest of a run that this side gave up: no fault.
            return Ok(());
        };
        if run.lane != lane || run.ours || run.frames == limits::RANGES_FRAMES {
            return Err(OutOfTurn);
        }
        run.heard.extend(read_ranges(ranges).map_err(|_| OutOfTurn)?);
        run.frames += 1;
        run.ours = !more;
        run.rest = rest;
        self.stall_at = more.then(|| cx.now.after(limits::PATIENCE));
        Ok(())
    }

    /// Takes every step that is possible now.
    pub(crate) fn advance<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        loop {
            let stepped = match &self.run {
                Run::Comparing { goes_on, since, .. } => {
                    let late = cx.now.since(*since) >= limits::UNQUIET;
                    let ready = if *goes_on { self.control_settled() } else { self.settled() || late };
                    ready && self.compare(cx, said)
                }
                Run::Lane(run) if run.ours => self.may_answer(run) && self.answer(cx, said),
                Run::Settling(lane) if *lane != Lane::Control || self.control_settled() => {
                    self.send_sums(cx, said);
                    true
                }
                _ => false,
            };
            if !stepped {
                break;
            }
        }
    }

    /// Posts are compared only when membership has been taken in; and no faster than the peer takes what it lacks.
    fn may_answer(&self, run: &LaneRun) -> bool {
        let membership = run.lane == Lane::Control || self.ingesting[Lane::Control as usize] == 0;
        membership && self.queues[run.lane as usize].len() < limits::PUSHES_WAITING
    }

    /// Follower: answers the leader's sums.
    fn compare<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) -> bool {
        let Run::Comparing { theirs, goes_on, .. } = std::mem::replace(&mut self.run, Run::Between) else {
            return false;
        };
        let ours = self.own_sums(cx.replica);
        let next = Lane::ALL.into_iter().find(|lane| {
            let lane = *lane as usize;
            !self.exhausted[lane] && ours.0[lane] != theirs.0[lane]
        });
        if !self.live && !goes_on && next.is_some() {
            self.expect(&ours, &theirs);
            said.messages.push(Message::Sum { sid: self.sid, sums: ours });
        }
        match next {
            Some(lane) => self.open_lane(lane, theirs.0[lane as usize].count, cx, said),
            None if ours == theirs => {
                said.messages.push(Message::Same { sid: self.sid, fingerprint: ours.fingerprint() });
                self.tell_equal(&ours, said);
                self.finish(true, cx, said);
            }
            None => {
                said.messages.push(Message::End { sid: self.sid });
                self.finish(false, cx, said);
            }
        }
        true
    }

    /// Follower: begins with a lane that differs. A peer that holds nothing there is sent everything, without ranges.
    fn open_lane<R: Replica>(&mut self, lane: Lane, theirs: u64, cx: &mut Cx<'_, R>, said: &mut Said) {
        self.control_done |= lane != Lane::Control;
        let mut run = LaneRun::new(lane, Work::default());
        let whole = self.wanted_range(lane);
        if theirs == 0 {
            run.heard.push((whole, Content::List(Vec::new())));
        } else {
            run.work.differs(whole);
        }
        run.ours = true;
        self.run = Run::Lane(Box::new(run));
        self.answer(cx, said);
    }

    /// Answers the peer's message of ranges.
    fn answer<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) -> bool {
        let Run::Lane(mut run) = std::mem::replace(&mut self.run, Run::Idle) else {
            return false;
        };
        let scope = Scope { replica: cx.replica, tag: self.tag, lane: run.lane, salt: self.salt };
        let silent = run.heard.is_empty();
        for (range, content) in run.heard.drain(..) {
            run.work.take(&scope, range, content, &mut self.queues[run.lane as usize]);
        }
        let frames = run.work.compose(&scope);
        let through = frames.is_empty() && run.work.is_empty() && !run.rest;
        run.rounds += 1;
        if run.rounds > limits::ROUNDS || run.work.len() > limits::RANGES_PARKED {
            said.messages.push(Message::End { sid: self.sid });
            self.finish(false, cx, said);
            return true;
        }
        if !(through && silent) {
            self.say_ranges(&run, frames, said);
        }
        (run.ours, run.frames) = (false, 0);
        self.stall_at = Some(cx.now.after(limits::PATIENCE));
        let lane = run.lane;
        self.run = Run::Lane(run);
        if through {
            self.close_lane(lane);
        }
        true
    }

    fn say_ranges(&self, run: &LaneRun, mut frames: Vec<Vec<WireRange>>, said: &mut Said) {
        if frames.is_empty() {
            frames.push(Vec::new());
        }
        let last = frames.len() - 1;
        let (sid, lane, rest) = (self.sid, run.lane, !run.work.is_empty());
        let messages = frames.into_iter().enumerate().map(|(index, ranges)| Message::Ranges {
            sid,
            lane,
            more: index < last,
            rest,
            ranges,
        });
        said.messages.extend(messages);
    }

    fn close_lane(&mut self, lane: Lane) {
        self.exhausted[lane as usize] = true;
        self.control_done = true;
        if self.leads {
            self.stall_at = None;
            self.run = Run::Settling(lane);
        } else {
            self.run = Run::Between;
        }
    }

    fn tell_equal(&self, sums: &Sums, said: &mut Said) {
        said.notices.push(Notice::Equal {
            link: self.link,
            tag: self.tag,
            device: self.device(),
            counts: sums.counts(),
        });
    }

    /// The run is over, and the next comparison gets its time.
    fn finish<R: Replica>(&mut self, equal: bool, cx: &mut Cx<'_, R>, said: &mut Said) {
        self.run = Run::Idle;
        self.stall_at = None;
        self.control_done = true;
        if !self.live {
            self.live = true;
            said.notices.push(Notice::Live { link: self.link, tag: self.tag });
        }
        let moving = self.moved != self.moved_before || !self.settled();
        self.unequal = if equal { 0 } else { self.unequal.saturating_add(1) };
        if !equal && !moving {
            let ours = self.own_sums(cx.replica).counts();
            said.notices.push(Notice::Mismatch { link: self.link, tag: self.tag, ours });
        }
        let pause = if equal { limits::HEARTBEAT } else { self.pause().max(limits::HEARTBEAT) };
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

    /// Records were sent because sums differed: compare again, later each time if that does not help.
    pub(crate) fn confirm<R: Replica>(&mut self, cx: &mut Cx<'_, R>) {
        self.compare_in(self.pause(), cx);
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
            self.sum_at = Some(cx.now.after(limits::QUIET));
        } else if self.leads {
            self.start_run(cx, said);
        } else {
            self.active_since = None;
            said.messages.push(Message::Sum { sid: self.sid, sums: self.own_sums(cx.replica) });
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

    /// Does what is due. Says whether the peer has left a question unanswered.
    pub(crate) fn on_time<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) -> bool {
        if self.announce_at.is_some_and(|at| at <= cx.now) {
            self.announce(said);
        }
        if self.wants_run(cx.now) {
            self.compare_now(cx, said);
        }
        let stalled = self.stall_at.is_some_and(|at| at <= cx.now);
        if stalled {
            said.messages.push(Message::End { sid: self.sid });
            self.finish(false, cx, said);
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

/// Runs in vain after which pauses grow no more: four to this power is well beyond the longest one.
const VAIN_RUNS: u32 = 7;
