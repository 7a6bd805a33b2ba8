//! Frames: decoded, judged, and handed to their session.

use commonplace_core::limits::sync as limits;
use commonplace_core::record::Sealed;
use commonplace_core::set::SetKey;

use super::Replicator;
use crate::circle::Flight;
use crate::event::{LinkId, Millis, Notice, Output};
use crate::known::How;
use crate::outside::Stay;
use crate::replica::Replica;
use crate::session::{Cx, Heard, Run, Said, Session};
use crate::wire::{Message, Sid};

impl Replicator {
    pub(super) fn frame<R: Replica>(&mut self, id: LinkId, bytes: &[u8], now: Millis, replica: &R) {
        let Some(link) = self.links.get(&id).filter(|link| link.doom.is_none()) else { return };
        let greeted = link.agreed.is_some();
        self.touched.insert(id);
        match Message::decode(bytes) {
            Ok(Message::Hello { version, nonce, features }) => {
                self.hear_hello(id, (version, nonce, features), now, replica);
            }
            Ok(message) if greeted => self.message(id, message, now, replica),
            _ => self.charge(id, limits::PRICE_INVALID, now),
        }
    }

    fn message<R: Replica>(&mut self, id: LinkId, message: Message, now: Millis, replica: &R) {
        match message {
            Message::Hello { .. } => {}
            Message::Open { first, gates } => self.hear_open(id, first, &gates, now, replica),
            Message::Accept(accepted) => self.hear_accept(id, accepted, now, replica),
            Message::Begin { sid, proof, horizon, sums } => {
                self.hear_begin(id, sid, (proof, horizon, sums), now, replica);
            }
            Message::Bye { sid, why } => self.hear_bye(id, sid, why, now),
            Message::Records { sid, envelopes } => self.hear_records(id, sid, &envelopes, now, replica),
            Message::Slips { sid, slips } => self.hear_slips(id, sid, &slips, now, replica),
            Message::Have { sid, ids } => self.hear_have(id, sid, &ids, now, replica),
            Message::NotHeld { sid, ids } => {
                if let Some(tag) = self.live_session(id, sid, now).map(|session| session.tag) {
                    let circle = self.circle(tag);
                    ids.iter().for_each(|record| circle.not_held(record, id, now));
                    self.ask_around(tag, now);
                    self.notice(Notice::NotHeld { link: id, tag, ids });
                }
            }
            Message::Ranges { .. }
            | Message::Sum { .. }
            | Message::Same { .. }
            | Message::End { .. }
            | Message::Ask { .. }
            | Message::Prune { .. }
            | Message::Hold { .. }
            | Message::SlipHave { .. }
            | Message::SlipAsk { .. } => self.session_message(id, message, now, replica),
        }
    }

    /// A session that has begun. Messages for another one come of an end that crossed them, and count for nothing.
    fn live_session(&mut self, id: LinkId, sid: Sid, now: Millis) -> Option<&mut Session> {
        let session = self.links.get_mut(&id)?.sessions.get_mut(&sid).filter(|session| session.begun)?;
        session.alive(now);
        Some(session)
    }

    /// Messages that concern a session and nothing beside it.
    fn session_message<R: Replica>(&mut self, id: LinkId, message: Message, now: Millis, replica: &R) {
        let Some(sid) = message.sid() else { return };
        let Some(link) = self.links.get_mut(&id) else { return };
        let Some(session) = link.sessions.get_mut(&sid).filter(|session| session.begun) else { return };
        session.alive(now);
        let mut said = Said::default();
        let mut cx = Cx { now, replica, rng: &mut self.rng };
        let mut price = 0;
        match message {
            Message::Ranges { run, lane, more, rest, ranges, .. } => {
                let heard = session.is_of_run(run).and_then(|is| match is {
                    true => session.hear_ranges((lane, more, rest), ranges, &mut cx),
                    false => Ok(()),
                });
                price = limits::PRICE_INVALID * i32::from(heard.is_err());
            }
            Message::Sum { sums, .. } => session.hear_sums(sums, &mut cx, &mut said),
            Message::Same { run, fingerprint, .. } => match session.is_of_run(run) {
                Ok(true) => session.hear_same(fingerprint, &mut cx, &mut said),
                Ok(false) => {}
                Err(_) => price = limits::PRICE_INVALID,
            },
            Message::End { run, .. } => match session.is_of_run(run) {
                Ok(true) => session.hear_end(&mut cx, &mut said),
                Ok(false) => {}
                Err(_) => price = limits::PRICE_INVALID,
            },
            Message::Ask { ids, .. } => {
                let strange = session.hear_ask(&ids, &cx);
                price = limits::PRICE_UNASKED * i32::from(strange > 0);
            }
            Message::Prune { .. } => session.eager = false,
            Message::Hold { lanes, .. } => session.hear_hold(lanes, &mut cx),
            Message::SlipHave { slips, .. } => session.hear_slip_have(&slips, &mut cx),
            Message::SlipAsk { names, .. } => session.hear_slip_ask(&names, &cx),
            _ => {}
        }
        link.pass_on(said, now);
        self.charge(id, price, now);
    }

    /// Slips have come: those that are new and true go to the node.
    fn hear_slips<R: Replica>(&mut self, id: LinkId, sid: Sid, slips: &[Vec<u8>], now: Millis, replica: &R) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let Some(session) = link.sessions.get_mut(&sid).filter(|session| session.begun) else { return };
        session.alive(now);
        let tag = session.tag;
        let Heard { fresh, price } = session.hear_slips(slips, &mut Cx { now, replica, rng: &mut self.rng });
        if !fresh.is_empty() {
            self.outputs.push(Output::Slips { link: id, tag, slips: fresh });
        }
        self.charge(id, price, now);
    }

    /// Records have come: new ones go to the node.
    fn hear_records<R: Replica>(&mut self, id: LinkId, sid: Sid, envelopes: &[Vec<u8>], now: Millis, replica: &R) {
        let Some(session) = self.live_session(id, sid, now) else {
            let crossed = self.links.get(&id).is_some_and(|link| link.has_ended(sid));
            return self.charge(id, if crossed { 0 } else { limits::PRICE_UNASKED }, now);
        };
        let tag = session.tag;
        let mut sorted = Sorted { price: i32::from(envelopes.is_empty()), ..Sorted::default() };
        for bytes in envelopes {
            match Sealed::from_bytes(bytes) {
                Ok(record) if record.header().tag == tag => self.sort(id, sid, record, &mut sorted, now, replica),
                _ => sorted.price = sorted.price.saturating_add(limits::PRICE_INVALID),
            }
        }
        self.after_records(id, sid, sorted.late, now);
        self.ingest(id, tag, sorted.fresh);
        self.charge(id, sorted.price, now);
    }

    fn sort<R: Replica>(
        &mut self,
        id: LinkId,
        sid: Sid,
        record: Sealed,
        sorted: &mut Sorted,
        now: Millis,
        replica: &R,
    ) {
        let (name, header) = (record.id(), *record.header());
        let (tag, lane) = (header.tag, header.lane);
        let key = SetKey { slot: header.slot, id: name };
        let counted = replica.counts(&tag, lane, key);
        let held = counted || replica.has(&tag, &name);
        let asked = counted && record.has_body() && self.circle(tag).wants_body_of(&name, id);
        let Some(session) = self.links.get_mut(&id).and_then(|link| link.sessions.get_mut(&sid)) else { return };
        let replayed = counted && session.known.received_before(&name, now);
        let beyond = header.slot < session.horizon[lane as usize];
        if !session.known.received(&name) {
            session.known.insert(&name, How::Received, now);
        }
        if asked {
            if self.circle(tag).take_off(Flight { link: id, sid, lane, key }) {
                if let Some(session) = self.links.get_mut(&id).and_then(|link| link.sessions.get_mut(&sid)) {
                    session.count_body(lane);
                }
                sorted.fresh.push(record);
            }
        } else if replayed || beyond {
            sorted.price += limits::PRICE_UNASKED;
        } else if held && !counted {
            // The peer cannot know that it is kept out here: no fault, and from now on no question either.
            session.outside.insert(lane, key, Stay::Kept);
        } else if held || self.circle(tag).is_in_flight(&name) {
            sorted.late = true;
        } else if self.circle(tag).take_off(Flight { link: id, sid, lane, key }) {
            if let Some(session) = self.links.get_mut(&id).and_then(|link| link.sessions.get_mut(&sid)) {
                session.count_received(lane);
            }
            sorted.fresh.push(record);
        }
    }

    /// Tells how far catching up has come; and a peer whose records come late that announcing is enough.
    fn after_records(&mut self, id: LinkId, sid: Sid, late: bool, now: Millis) {
        let Some(link) = self.links.get_mut(&id) else { return };
        let Some(session) = link.sessions.get_mut(&sid) else { return };
        let (tag, received, expected) = (session.tag, session.received, session.expected);
        let prune = late && session.live && matches!(session.run, Run::Idle) && !session.pruned;
        session.pruned |= prune;
        if prune {
            link.say(&Message::Prune { sid }, now);
        }
        if received <= expected {
            self.notice(Notice::Progress { link: id, tag, received, expected });
        }
        let due = self.circle(tag).due();
        self.timers.set(super::Timer::Circle(tag), due);
    }
}

/// What is to be done about the records of one frame.
#[derive(Debug, Default)]
struct Sorted {
    fresh: Vec<Sealed>,
    /// Some had come from elsewhere before.
    late: bool,
    price: i32,
}
