//! What people are told of pairing: who waits for an answer, and whoever listens to events.

use std::collections::BTreeSet;

use commonplace_core::circle::{Reach, Settings};
use commonplace_core::id::Tag;
use commonplace_core::pairing::{LinkText, Nameplate, digits, nearby_name};

use super::super::membership::reachable;
use super::super::{AskId, Effect, Engine, Now, PairId};
use super::offer::{OFFER, Offer};
use super::session::{Door, Session};
use crate::answer::{self, Answer, Nearby, PairingPurpose, PairingState};
use crate::error::{Error, PairingEnd};
use crate::event::Event;
use crate::node::Reply;

impl Engine {
    /// Nodes in a network with this machine, under the names that strangers see; this one first.
    pub(in super::super) fn nearby(&mut self, ask: AskId) -> Result<(), Error> {
        let me = &self.me.peer;
        let mut answers = vec![Answer::Nearby(Nearby {
            id: me.clone(),
            name: nearby_name(me),
            me: true,
            person: None,
            circles: Vec::new(),
            asks: None,
        })];
        for peer in &self.those_nearby() {
            let asking = self.requests().find(|(_, session)| session.peer == *peer);
            let asks = asking.map(|(_, session)| session.number.to_string());
            let proved = self.links.values().filter(|link| link.peer == *peer).flat_map(|link| &link.proved);
            let mut circles = BTreeSet::new();
            let mut person = None;
            for (tag, device) in proved {
                let Some(state) = self.circles.get(tag) else { continue };
                circles.insert(state.title());
                person = person.or_else(|| state.circle().person_of(device).map(|person| self.author(*tag, person)));
            }
            let circles = circles.into_iter().collect();
            let (id, name) = (peer.clone(), nearby_name(peer));
            answers.push(Answer::Nearby(Nearby { id, name, me: false, person, circles, asks }));
        }
        self.reply(ask, answers);
        Ok(())
    }

    /// How a session is, as people see it.
    fn seen(&self, session: &Session, state: PairingState) -> answer::Pairing {
        let words = session.machine.as_ref().and_then(commonplace_core::pairing::Pairing::words);
        let named = !session.peer.is_empty();
        // Who offers a code did so by saying words that are no longer worth anything; only words to compare are shown.
        let words = words.filter(|_| state == PairingState::Words);
        answer::Pairing {
            purpose: session.purpose().map_or_else(|| self.wish_of(session), PairingPurpose::from),
            device: session.device.clone(),
            node: named.then(|| nearby_name(&session.peer)),
            peer: named.then(|| session.peer.clone()),
            words: words.map(|words| words.join(" ")),
            digits: words.and_then(|words| digits(&words)),
            person: session.person.clone(),
            ..self.blank(session.number, state, !session.inbound, session.circle.map(|(tag, _)| tag))
        }
    }

    /// What a session is for of which nothing was said yet.
    fn wish_of(&self, session: &Session) -> PairingPurpose {
        session.search.map_or(PairingPurpose::Join, |number| self.purpose_of(number))
    }

    fn purpose_of(&self, search: u64) -> PairingPurpose {
        self.pairings.searches.get(&search).map_or(PairingPurpose::Join, |search| search.wish.purpose().into())
    }

    /// At a door that a person here holds open.
    fn at_door(&self, number: u64, state: PairingState, door: Door) -> answer::Pairing {
        let circle = door.circle().map(|(tag, _)| tag);
        answer::Pairing { purpose: door.purpose().into(), ..self.blank(number, state, false, circle) }
    }

    fn blank(&self, number: u64, state: PairingState, asking: bool, tag: Option<Tag>) -> answer::Pairing {
        let circle = tag.and_then(|tag| self.circles.get(&tag));
        answer::Pairing {
            id: number.to_string(),
            purpose: PairingPurpose::Join,
            state,
            why: None,
            asking,
            node: None,
            peer: None,
            words: None,
            digits: None,
            guesses: None,
            circle: circle.map(|state| state.remembered.id),
            title: circle.map(super::super::state::CircleState::title),
            person: None,
            device: None,
            expires: None,
            link: None,
        }
    }

    /// Tells how a session is now.
    pub(super) fn show(&mut self, pair: PairId, state: PairingState) {
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        session.was_shown = true;
        let ask = session.ask;
        let Some(session) = self.pairings.sessions.get(&pair) else { return };
        let seen = self.seen(session, state);
        self.say(ask, seen);
    }

    fn say(&mut self, ask: Option<AskId>, seen: answer::Pairing) {
        if let Some(ask) = ask {
            let replies = vec![Reply::Answer(Box::new(Answer::Pairing(seen.clone())))];
            self.batch.effects.push(Effect::Reply { ask, replies, last: false });
        }
        self.tell(Event::Pairing(seen));
    }

    /// Somebody here looks for a node.
    pub(super) fn show_search(&mut self, number: u64) {
        let node = self.goal_of(number);
        let purpose = self.purpose_of(number);
        let seen = answer::Pairing { node, purpose, ..self.blank(number, PairingState::Waiting, true, None) };
        self.say(self.asker_of(number), seen);
    }

    /// Somebody here waits at the door.
    pub(super) fn show_admission(&mut self, number: u64) {
        let Some((ask, door)) = self.admission_of(number) else { return };
        let seen = self.at_door(number, PairingState::Waiting, door);
        self.say(Some(ask), seen);
    }

    /// The words of a code: to who asked for them, and to no one who only listens.
    pub(super) fn show_offer(&mut self, plate: Nameplate, now: Now) {
        let Some(offer) = self.pairings.offers.get(&plate) else { return };
        let (ask, words) = (offer.ask, offer.code.words());
        let millis = u64::try_from(OFFER.as_millis()).unwrap_or(u64::MAX);
        let seen = answer::Pairing {
            guesses: Some(offer.left()),
            expires: Some(now.wall.later(millis)),
            ..self.at_door(offer.number, PairingState::Code, offer.door)
        };
        // The whole of it fits a picture that the new laptop's person brings along.
        let ways = Settings { reach: Reach::Anywhere, relays: Vec::new(), quota: None, relay_days: None };
        let link = (offer.door == Door::Device)
            .then(|| LinkText { code: offer.code.clone(), addresses: reachable(&self.listening, &ways) }.to_string());
        let shown = answer::Pairing { words: Some(words.join(" ")), digits: digits(&words), link, ..seen.clone() };
        let replies = vec![Reply::Answer(Box::new(Answer::Pairing(shown)))];
        self.batch.effects.push(Effect::Reply { ask, replies, last: false });
        self.tell(Event::Pairing(seen));
    }

    /// Somebody tried another code.
    pub(super) fn show_wrong_guess(&mut self, plate: Nameplate) {
        let Some(offer) = self.pairings.offers.get(&plate) else { return };
        let seen = answer::Pairing {
            guesses: Some(offer.left()),
            ..self.at_door(offer.number, PairingState::Wrong, offer.door)
        };
        self.say(Some(offer.ask), seen);
    }

    pub(super) fn tell_offer_over(&mut self, offer: &Offer, why: PairingEnd) {
        let over = self.at_door(offer.number, PairingState::Over, offer.door);
        self.tell(Event::Pairing(answer::Pairing { why: Some(why), ..over }));
        self.fail(offer.ask, Error::Pairing { why });
    }

    /// A session that a person here knows of came to nothing.
    pub(super) fn tell_over(&mut self, session: &Session, why: PairingEnd) {
        self.tell_end(session, why);
        if let Some(ask) = session.ask {
            self.fail(ask, Error::Pairing { why });
        }
    }

    pub(super) fn tell_end(&mut self, session: &Session, why: PairingEnd) {
        let over = self.seen(session, PairingState::Over);
        self.tell(Event::Pairing(answer::Pairing { why: Some(why), ..over }));
    }

    /// It has come to its end, and well: who asked is in.
    pub(super) fn pair_done(&mut self, pair: PairId) {
        let Some(session) = self.pairings.sessions.remove(&pair) else { return };
        self.close_pair(pair, None);
        let seen = self.seen(&session, PairingState::Joined);
        self.tell(Event::Pairing(seen.clone()));
        if let Some(ask) = session.ask {
            self.reply_written(ask, vec![Answer::Pairing(seen)]);
        }
        if let Some(search) = session.search {
            self.search_done(search);
        }
    }
}
