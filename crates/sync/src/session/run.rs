//! Runs: from the comparison of sums until both sides know what differs, one lane after the other.
//!
//! The leader (who opened the session) sends its sums. The follower answers that they are the same, or begins with the
//! first lane that differs; then messages of ranges go to and fro until neither has anything to add, and the leader sends
//! its sums for the next lane. The records themselves flow beside this, and go on when the run is over.

use std::ops::Range;

use commonplace_core::limits::sync as limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;
use commonplace_core::time::Slot;

use super::pace::Outcome;
use super::{Cx, Said, Session};
use crate::event::{Millis, Notice};
use crate::gate::Totals;
use crate::reconcile::{Scope, Work};
use crate::replica::Replica;
use crate::wire::{Content, Message, Sums, WireRange, read_ranges};

/// What is being compared at the moment.
#[derive(Debug)]
pub(crate) enum Run {
    /// Nothing.
    Idle,
    /// Leader: sums are sent, the answer has not come.
    Asked(Totals),
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
        let totals = self.totals(cx.replica);
        let (proof, sums) = (self.own_proof(cx.replica), self.salt.sums(self.own_end(), &totals));
        said.messages.push(Message::Begin { sid: self.sid, proof, horizon: self.own_horizon, sums });
        self.ask(totals, cx.now);
    }

    /// Follower: the session has begun with these sums.
    pub(crate) fn begun_with(&mut self, theirs: Sums, now: Millis) {
        self.begun = true;
        self.run = Run::Comparing { theirs, goes_on: false, since: now };
        self.moved_before = self.moved;
    }

    fn ask(&mut self, totals: Totals, now: Millis) {
        self.run = Run::Asked(totals);
        self.sum_at = None;
        self.stall_at = Some(now.after(limits::PATIENCE));
    }

    /// Leader: starts a run of all lanes.
    pub(super) fn start_run<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        self.exhausted = [false; 3];
        self.moved_before = self.moved;
        self.active_since = None;
        self.dirty = false;
        self.send_sums(cx, said);
    }

    fn send_sums<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        let totals = self.totals(cx.replica);
        self.next_salt();
        said.messages.push(Message::Sum { sid: self.sid, sums: self.salt.sums(self.own_end(), &totals) });
        self.ask(totals, cx.now);
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
            Run::Idle if self.are_ours(&theirs, &self.totals(cx.replica)) => self.agree(cx, said),
            Run::Idle if self.settled() => self.start_run(cx, said),
            Run::Idle => self.touch(cx),
            Run::Asked(ours) if !self.live => {
                self.expect(&ours, &theirs);
                said.notices.push(self.claims(&theirs));
            }
            _ => {}
        }
    }

    /// Whether the peer's sums are those that it would send if it held the same.
    fn are_ours(&self, theirs: &Sums, ours: &Totals) -> bool {
        self.salt.sums(self.own_end().other(), ours) == *theirs
    }

    /// The sums are equal: the peer has shown it, and is shown it.
    fn agree<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        let ours = self.totals(cx.replica);
        let fingerprint = self.salt.same(self.own_end(), &ours);
        said.messages.push(Message::Same { sid: self.sid, run: self.sums_sent, fingerprint });
        self.tell_equal(&ours, said);
        self.finish(Outcome::Equal, cx, said);
    }

    /// Whether an answer belongs to this run. One to a run that this side gave up comes late, and is passed over.
    pub(crate) const fn is_of_run(&self, run: u32) -> Result<bool, OutOfTurn> {
        match self.sums_sent.checked_sub(run) {
            Some(behind) => Ok(behind == 0),
            None => Err(OutOfTurn),
        }
    }

    /// What the peer says that it holds.
    pub(crate) fn claims(&self, theirs: &Sums) -> Notice {
        Notice::Claims { link: self.link, tag: self.tag, horizon: self.horizon, counts: theirs.counts() }
    }

    fn expect(&mut self, ours: &Totals, theirs: &Sums) {
        let beyond = theirs.counts().into_iter().zip(ours.counts()).map(|(theirs, ours)| theirs.saturating_sub(ours));
        self.expected = beyond.fold(0, u64::saturating_add);
    }

    /// The peer holds the same.
    pub(crate) fn hear_same<R: Replica>(&mut self, fingerprint: [u8; 16], cx: &mut Cx<'_, R>, said: &mut Said) {
        let compared = match &self.run {
            Run::Asked(totals) => Some(*totals),
            Run::Idle => None,
            _ => return,
        };
        let ours = self.totals(cx.replica);
        let shows = |totals: &Totals| self.salt.same(self.own_end().other(), totals) == fingerprint;
        let (now, then) = (shows(&ours), compared.map(|totals| shows(&totals)));
        if now {
            self.tell_equal(&ours, said);
        }
        if let Some(then) = then {
            self.finish(if then { Outcome::Equal } else { Outcome::Different }, cx, said);
        }
    }

    /// The peer ends the run.
    pub(crate) fn hear_end<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) {
        if self.is_running() {
            self.finish(Outcome::Different, cx, said);
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
        let ours = self.totals(cx.replica);
        let equal = self.salt.sums(self.own_end().other(), &ours);
        let next = Lane::ALL.into_iter().find(|lane| {
            let lane = *lane as usize;
            !self.exhausted[lane] && equal.0[lane] != theirs.0[lane]
        });
        if !self.live && !goes_on && next.is_some() {
            self.expect(&ours, &theirs);
            said.messages.push(Message::Sum { sid: self.sid, sums: self.salt.sums(self.own_end(), &ours) });
        }
        match next {
            Some(lane) => self.open_lane(lane, theirs.0[lane as usize].count, cx, said),
            None if equal == theirs => self.agree(cx, said),
            None => {
                said.messages.push(Message::End { sid: self.sid, run: self.sums_sent });
                self.finish(Outcome::Different, cx, said);
            }
        }
        true
    }

    /// Follower: begins with a lane that differs. A peer that holds nothing there is sent everything, without ranges.
    fn open_lane<R: Replica>(&mut self, lane: Lane, theirs: u64, cx: &mut Cx<'_, R>, said: &mut Said) {
        self.control_done |= lane != Lane::Control;
        let mut run = LaneRun::new(lane, Work::default());
        let whole = self.wanted_range(lane);
        // Who kept nothing of it the first time is asked what it keeps out.
        if theirs == 0 && !std::mem::replace(&mut self.given_all[lane as usize], true) {
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
        let (outside, takes) = (self.outside.lane(run.lane), !self.holds.is_held(run.lane));
        let scope = Scope { replica: cx.replica, tag: self.tag, lane: run.lane, salt: self.salt, outside, takes };
        let silent = run.heard.is_empty();
        for (range, content) in run.heard.drain(..) {
            run.work.take(&scope, range, content, &mut self.queues[run.lane as usize]);
        }
        let frames = run.work.compose(&scope);
        if self.peer_is_held(run.lane) {
            self.queues[run.lane as usize].clear();
        }
        let through = frames.is_empty() && run.work.is_empty() && !run.rest;
        run.rounds += 1;
        if run.rounds > limits::ROUNDS || run.work.len() > limits::RANGES_PARKED {
            said.messages.push(Message::End { sid: self.sid, run: self.sums_sent });
            self.finish(Outcome::Different, cx, said);
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
        let number = self.sums_sent;
        let messages = frames.into_iter().enumerate().map(|(index, ranges)| Message::Ranges {
            sid,
            run: number,
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

    fn tell_equal(&self, totals: &Totals, said: &mut Said) {
        let (link, tag, device, counts) = (self.link, self.tag, self.device(), totals.counts());
        let horizon = self.horizon;
        said.notices.push(if horizon == [Slot(0); 3] {
            Notice::Equal { link, tag, device, counts }
        } else {
            Notice::EqualSince { link, tag, device, horizon, counts }
        });
    }
}
