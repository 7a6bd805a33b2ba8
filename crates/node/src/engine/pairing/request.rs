//! Somebody asks us to be let in: by words, before a person has said anything.

use commonplace_core::circle::Action;
use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_core::pairing::{self as core, End, Payload, Purpose};

use super::super::membership::{Terms, role_of};
use super::super::{AskId, Effect, Engine, Now, PairId};
use super::session::{ANSWER, COMING, REQUEST, Session, Stage};
use crate::answer::PairingState;
use crate::command::RoleName;
use crate::error::{Error, PairingEnd};

/// How long the ticket that is handed over lets its holder in, in milliseconds: they are here.
const TICKET_MILLIS: u64 = 10 * 60 * 1000;

impl Engine {
    /// Somebody asks to compare words. A person here is told, unless too many ask.
    pub(super) fn words_asked(&mut self, now: Now, pair: PairId, machine: core::Pairing) {
        let Some(peer) = self.pairings.sessions.get(&pair).map(|session| session.peer.clone()) else { return };
        let others = || self.pairings.sessions.values().filter(|one| one.inbound && one.was_shown);
        let crowded = others().count() >= limits::PAIRING_REQUESTS || others().any(|one| one.peer == peer);
        // Nobody here can make another device of this person by being asked nearby.
        let strange = machine.purpose() != Purpose::Join;
        if strange || crowded || !self.pairings.pace.may_request(now.mono, &peer) {
            return self.pair_over(now, pair, PairingEnd::Busy, Some(End::Busy));
        }
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        session.machine = Some(machine);
        session.reach(Stage::Requested, now.mono.after(REQUEST));
        self.show(pair, PairingState::Asked);
        self.somebody_asks(now, pair);
    }

    /// A person here lets who asks into a circle, if the words are the same.
    pub(super) fn accept_request(&mut self, now: Now, pair: PairId, ask: AskId, circle: (Tag, RoleName)) {
        let entropy = self.random();
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        session.ask = Some(ask);
        session.circle = Some(circle);
        session.reach(Stage::Accepted, now.mono.after(ANSWER));
        match session.machine.as_mut().map(|machine| machine.accept(&entropy)) {
            Some(Ok(frame)) => self.batch.effects.push(Effect::PairSend { pair, frame, written: false }),
            _ => self.pair_over(now, pair, PairingEnd::Broken, Some(End::Cancelled)),
        }
    }

    /// Makes an invitation for one and hands its ticket over.
    pub(super) fn hand_ticket(&mut self, now: Now, pair: PairId) -> Result<(), Error> {
        let circle = self.pairings.sessions.get(&pair).and_then(|session| session.circle);
        let Some((tag, role)) = circle else { return Err(Error::Stopped) };
        self.must(tag, Action::Invite(role_of(role)), "invite")?;
        let (_, ticket) = self.make_ticket(now, tag, Terms { uses: 1, role, millis: TICKET_MILLIS })?;
        let payload = Payload::Ticket(ticket.to_string());
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return Ok(()) };
        session.reach(Stage::Given(ticket.key()), now.mono.after(COMING));
        if let Some(Ok(frame)) = session.machine.as_mut().map(|machine| machine.give(&payload)) {
            self.batch.effects.push(Effect::PairSend { pair, frame, written: true });
        }
        self.show(pair, PairingState::Confirmed);
        Ok(())
    }

    /// Whether those to whom we handed tickets are in by now.
    pub(in super::super) fn look_who_came(&mut self) {
        let given = self.pairings.sessions.iter().filter_map(|(pair, session)| match (session.stage, session.circle) {
            (Stage::Given(key), Some((tag, _))) => Some((*pair, tag, key)),
            _ => None,
        });
        let came = given.filter(|(_, tag, key)| {
            let state = self.circles.get(tag);
            state.and_then(|state| state.circle().invitation(key)).is_some_and(|invite| invite.uses_left == 0)
        });
        for pair in came.map(|(pair, ..)| pair).collect::<Vec<_>>() {
            self.pair_done(pair);
        }
    }

    /// Requests that no person has answered.
    pub(super) fn requests(&self) -> impl Iterator<Item = (PairId, &Session)> {
        self.pairings.sessions.iter().filter(|(_, session)| session.is_request()).map(|(pair, one)| (*pair, one))
    }
}
