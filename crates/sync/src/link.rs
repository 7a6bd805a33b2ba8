//! One stream: hellos, offers, sessions, and the way out.

use std::collections::{BTreeMap, VecDeque};

use commonplace_core::id::Tag;
use commonplace_core::limits::sync as limits;

use crate::event::{CloseReason, LinkId, Millis, Notice};
use crate::gate::{Agreed, End};
use crate::outbox::Outbox;
use crate::replica::Replica;
use crate::session::{Cx, Said, Session};
use crate::trust::Bucket;
use crate::wire::{Message, Sid};

/// Gates that were shown and not answered yet.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) first: Sid,
    /// Circle and gate key of each gate; none for padding.
    pub(crate) gates: Vec<Option<(Tag, [u8; 32])>>,
}

impl Offer {
    /// What the gate of a session number stands for.
    pub(crate) fn get(&self, sid: Sid) -> Option<(Tag, [u8; 32])> {
        let place = usize::try_from(sid.0.checked_sub(self.first.0)?).ok()?;
        (place.is_multiple_of(2)).then(|| self.gates.get(place / 2).copied().flatten())?
    }

    pub(crate) fn is_for(&self, tag: &Tag) -> bool {
        self.gates.iter().flatten().any(|(offered, _)| offered == tag)
    }
}

/// A stream.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) id: LinkId,
    pub(crate) end: End,
    pub(crate) binding: [u8; 32],
    pub(crate) nonce: [u8; 32],
    /// Set by the peer's hello.
    pub(crate) agreed: Option<Agreed>,
    /// Whether the peer's hello said that it knows of slips.
    pub(crate) slips: bool,
    pub(crate) offers: VecDeque<Offer>,
    pub(crate) next_sid: u32,
    pub(crate) sessions: BTreeMap<Sid, Session>,
    /// Sessions that were and are over, the latest ones: frames of the peer may have crossed the end.
    ended: VecDeque<Sid>,
    /// Attempts at opening that this peer may make, and those that we may make.
    pub(crate) their_attempts: Bucket,
    pub(crate) our_attempts: Bucket,
    /// The end of patience with a peer that shares nothing.
    pub(crate) setup_at: Option<Millis>,
    /// When to offer again what a busy peer has put off.
    pub(crate) retry_at: Option<Millis>,
    pub(crate) outbox: Outbox,
    pub(crate) doom: Option<CloseReason>,
    pub(crate) notices: Vec<Notice>,
    /// The session whose turn it is to send records.
    turn: Sid,
}

impl Link {
    pub(crate) fn new(id: LinkId, end: End, binding: [u8; 32], nonce: [u8; 32], now: Millis) -> Self {
        let most = i32::try_from(limits::OPEN_ATTEMPTS).unwrap_or(i32::MAX);
        let attempts = Bucket::new(most, limits::TRUST_REFILL, now);
        Self {
            id,
            end,
            binding,
            nonce,
            agreed: None,
            slips: false,
            offers: VecDeque::new(),
            next_sid: end as u32,
            sessions: BTreeMap::new(),
            ended: VecDeque::new(),
            their_attempts: attempts,
            our_attempts: attempts,
            setup_at: Some(now.after(limits::SETUP_TIME)),
            retry_at: None,
            outbox: Outbox::default(),
            doom: None,
            notices: Vec::new(),
            turn: Sid(0),
        }
    }

    /// Sends one message as one frame, after those before it.
    pub(crate) fn say(&mut self, message: &Message, now: Millis) {
        let frame = message.encode();
        debug_assert!(frame.len() <= limits::FRAME_BYTES, "a frame of {} bytes", frame.len());
        if !self.outbox.send(frame, now) {
            self.doom = Some(CloseReason::Stalled);
        }
    }

    pub(crate) fn session_of(&mut self, tag: &Tag) -> Option<&mut Session> {
        self.sessions.values_mut().find(|session| session.tag == *tag)
    }

    pub(crate) fn has_session(&self, tag: &Tag) -> bool {
        self.sessions.values().any(|session| session.tag == *tag)
    }

    /// Ends a session here; the caller tells the peer if it has to know.
    pub(crate) fn forget(&mut self, sid: Sid, now: Millis) -> Option<Session> {
        let session = self.sessions.remove(&sid)?;
        self.ended.push_back(sid);
        if self.ended.len() > limits::ENDED_SESSIONS {
            self.ended.pop_front();
        }
        if self.sessions.is_empty() {
            self.setup_at = Some(now.after(limits::SETUP_TIME));
        }
        Some(session)
    }

    /// Whether there was a session of this number.
    pub(crate) fn has_ended(&self, sid: Sid) -> bool {
        self.ended.contains(&sid)
    }

    /// Sessions of one side of which runs go on.
    pub(crate) fn running(&self, led_here: bool) -> usize {
        self.sessions.values().filter(|session| session.leads == led_here && session.is_running()).count()
    }

    /// Passes on what a session has said.
    pub(crate) fn pass_on(&mut self, said: Said, now: Millis) {
        for message in &said.messages {
            self.say(message, now);
        }
        self.notices.extend(said.notices);
    }

    /// Lets every session take its steps and fills the window with records. Says how often a peer left a question
    /// unanswered.
    pub(crate) fn settle<R: Replica>(&mut self, cx: &mut Cx<'_, R>) -> usize {
        let mut stalls = 0;
        loop {
            let mut said = Said::default();
            stalls += self.step_sessions(cx, &mut said);
            let quiet = said.messages.is_empty();
            self.pass_on(said, cx.now);
            if !self.send_records(cx) && quiet {
                return stalls;
            }
        }
    }

    fn step_sessions<R: Replica>(&mut self, cx: &mut Cx<'_, R>, said: &mut Said) -> usize {
        let mut running = self.running(true);
        let mut stalls = 0;
        for session in self.sessions.values_mut() {
            let idle = !session.is_running();
            let free = running < limits::SESSIONS_IN_SETUP;
            if session.leads && !session.begun && free {
                session.begin(cx, said);
            }
            if session.leads && idle && !free && session.wants_run(cx.now) {
                session.wait_for_turn(cx);
            }
            if session.due().is_some_and(|at| at <= cx.now) {
                stalls += usize::from(session.on_time(cx, said));
            }
            session.advance(cx, said);
            running += usize::from(session.leads && idle && session.is_running());
        }
        stalls
    }

    /// Sends frames of records while there is room, one per session in turn.
    fn send_records<R: Replica>(&mut self, cx: &mut Cx<'_, R>) -> bool {
        let mut any = false;
        while self.outbox.has_room() {
            let Some((sid, message)) = self.next_records(cx) else { break };
            self.turn = Sid(sid.0.saturating_add(1));
            self.say(&message, cx.now);
            any = true;
        }
        any
    }

    fn next_records<R: Replica>(&mut self, cx: &mut Cx<'_, R>) -> Option<(Sid, Message)> {
        let turn = self.turn;
        let order: Vec<Sid> =
            self.sessions.range(turn..).chain(self.sessions.range(..turn)).map(|(sid, _)| *sid).collect();
        order.into_iter().find_map(|sid| {
            let session = self.sessions.get_mut(&sid).filter(|session| session.begun)?;
            let message = session.next_records(cx).or_else(|| session.next_slips(cx));
            Some((sid, message?))
        })
    }

    /// When this link, or a session on it, wants to be called again.
    pub(crate) fn due(&self) -> Option<Millis> {
        let own = [self.setup_at, self.retry_at, self.outbox.stuck_at()].into_iter().flatten();
        own.chain(self.sessions.values().filter_map(Session::due)).min()
    }
}
