//! Somebody asks us to be let in: by words, before a person has said anything.

use commonplace_core::circle::Action;
use commonplace_core::limits;
use commonplace_core::pairing::{self as core, End, Payload, Purpose};

use super::super::membership::{Terms, role_of};
use super::super::{AskId, Effect, Engine, Now, PairId};
use super::session::{ANSWER, COMING, Door, REQUEST, Session, Stage};
use crate::answer::PairingState;
use crate::error::{Error, PairingEnd};

/// How long the ticket that is handed over lets its holder in, in milliseconds: they are here.
const TICKET_MILLIS: u64 = 10 * 60 * 1000;

impl Engine {
    /// Somebody asks to compare words. A person here is told, unless too many ask.
    pub(super) fn words_asked(&mut self, now: Now, pair: PairId, machine: core::Pairing) {
        let Some(peer) = self.pairings.sessions.get(&pair).map(|session| session.peer.clone()) else { return };
        let others = || self.pairings.sessions.values().filter(|one| one.inbound && one.was_shown);
        let crowded = others().count() >= limits::PAIRING_REQUESTS || others().any(|one| one.peer == peer);
        let purpose = machine.purpose();
        // Whoever compares words is told of somebody nearby, and has to be able to see them.
        if !self.is_nearby(&peer) {
            return self.pair_over(now, pair, PairingEnd::NoOffer, Some(End::NoOffer));
        }
        // Nobody here is ever asked whether somebody may become a device of theirs: they wait for that, or it is not heard.
        if purpose == Purpose::Device && self.waiting_for(&peer, purpose).is_none() {
            let why = if self.pairings.pace.may_query(now.mono, &peer) { End::NoOffer } else { End::Busy };
            return self.pair_over(now, pair, why.into(), Some(why));
        }
        if crowded || !self.pairings.pace.may_request(now.mono, &peer) {
            return self.pair_over(now, pair, PairingEnd::Busy, Some(End::Busy));
        }
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        session.machine = Some(machine);
        session.reach(Stage::Requested, now.mono.after(REQUEST));
        if purpose == Purpose::Join {
            self.show(pair, PairingState::Asked);
        }
        self.somebody_asks(now, pair);
    }

    /// A person here lets who asks in, if the words are the same.
    pub(super) fn accept_request(&mut self, now: Now, pair: PairId, ask: AskId, door: Door) {
        let entropy = self.random();
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        session.ask = Some(ask);
        session.circle = door.circle();
        session.was_shown = true;
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
        // Who has come so far is meant, and may know why it ends; a stranger was told nothing of the circle.
        let peer = self.pairings.sessions.get(&pair).map(|session| session.peer.clone()).unwrap_or_default();
        if !self.may_travel_to(tag, &peer) {
            self.pair_over(now, pair, PairingEnd::OutOfReach, Some(End::OutOfReach));
            return Ok(());
        }
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

    /// Requests to come into a circle that no person has answered.
    pub(super) fn requests(&self) -> impl Iterator<Item = (PairId, &Session)> {
        self.pairings.sessions.iter().filter(|(_, session)| session.is_request()).map(|(pair, one)| (*pair, one))
    }
}
