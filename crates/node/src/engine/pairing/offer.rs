//! A code that somebody here has said: one guess an attempt, a few wrong ones in all, and some minutes.

use std::time::Duration;

use commonplace_core::circle::{Action, Reach};
use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_core::pairing::{self as core, End, Nameplate, SpokenCode};
use commonplace_sync::Millis;

use super::super::membership::role_of;
use super::super::{AskId, Effect, Engine, Now, PairId};
use super::session::{ANSWER, Door, Stage};
use crate::command::{Name, RoleName};
use crate::error::{Error, PairingEnd};

/// How long a code is worth something.
pub(super) const OFFER: Duration = Duration::from_secs(600);

/// An open offer.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) number: u64,
    pub(super) ask: AskId,
    pub(super) door: Door,
    pub(super) code: SpokenCode,
    pub(super) until: Millis,
    wrong: u8,
}

impl Offer {
    /// Wrong guesses that are left.
    pub(super) fn left(&self) -> u8 {
        limits::PAIRING_GUESSES.saturating_sub(self.wrong)
    }
}

impl Engine {
    /// Makes up a code for one person, and waits for whoever knows it.
    pub(in super::super) fn invite_by_code(
        &mut self,
        now: Now,
        ask: AskId,
        circle: &Name,
        role: RoleName,
    ) -> Result<(), Error> {
        let tag = self.circle_to_invite_into(circle, role)?;
        self.make_offer(now, ask, Door::Circle(tag, role))
    }

    /// The circle of this name, if this person may invite into it and this node meets anybody.
    pub(super) fn circle_to_invite_into(&self, circle: &Name, role: RoleName) -> Result<Tag, Error> {
        if !self.networked {
            return Err(Error::NoNetwork);
        }
        let tag = self.circle_named(circle)?;
        self.must(tag, Action::Invite(role_of(role)), "invite")?;
        let state = self.state(tag)?;
        if state.circle().settings().reach == Reach::Usb {
            return Err(Error::BySticks { circle: state.title() });
        }
        Ok(tag)
    }

    /// Makes up a code for whoever is to come in by this door.
    pub(super) fn make_offer(&mut self, now: Now, ask: AskId, door: Door) -> Result<(), Error> {
        if self.pairings.offers.len() >= limits::PAIRING_OFFERS {
            return Err(Error::Busy);
        }
        let mut code = SpokenCode::from_entropy(self.random());
        while self.pairings.offers.contains_key(&code.plate()) {
            code = SpokenCode::from_entropy(self.random());
        }
        let (number, plate, until) = (self.pairings.number(), code.plate(), now.mono.after(OFFER));
        let offer = Offer { number, ask, door, code, until, wrong: 0 };
        self.pairings.offers.insert(plate, offer);
        self.show_offer(plate, now);
        Ok(())
    }

    /// Somebody asks for a nameplate.
    pub(super) fn code_asked(&mut self, now: Now, pair: PairId, mut machine: core::Pairing) {
        let entropy = self.random();
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        if !self.pairings.pace.may_query(now.mono, &session.peer) {
            return self.pair_over(now, pair, PairingEnd::Busy, Some(End::Busy));
        }
        // A code for a circle is none for the keys of this person, whoever knows it.
        let purpose = machine.purpose();
        let mut offers = self.pairings.offers.iter().filter(|(_, offer)| offer.door.purpose() == purpose);
        let found = offers.find(|(plate, _)| machine.is_about(**plate));
        let answer = found.map(|(plate, offer)| (*plate, offer.number, machine.offer(&offer.code, &entropy)));
        let Some((plate, number, Ok(frame))) = answer else {
            return self.pair_over(now, pair, PairingEnd::NoOffer, Some(End::NoOffer));
        };
        session.machine = Some(machine);
        session.offer = Some(plate);
        session.number = number;
        session.reach(Stage::Guessing, now.mono.after(ANSWER));
        self.batch.effects.push(Effect::PairSend { pair, frame, written: false });
    }

    /// The other side knows the code: the offer is theirs, and nobody else's.
    pub(super) fn code_proved(&mut self, now: Now, pair: PairId) {
        let plate = self.pairings.sessions.get(&pair).and_then(|session| session.offer);
        if let Some(offer) = plate.and_then(|plate| self.pairings.offers.remove(&plate)) {
            if let Some(session) = self.pairings.sessions.get_mut(&pair) {
                session.ask = Some(offer.ask);
                session.circle = offer.door.circle();
                session.was_shown = true;
            }
            self.end_guesses(now, offer.code.plate(), pair);
        } else if plate.is_some() {
            // Somebody else was faster by a moment.
            return self.pair_over(now, pair, PairingEnd::NoOffer, Some(End::NoOffer));
        }
        self.hand_over(now, pair);
    }

    /// A guess was wrong. Of who offers it is counted; who guessed is told.
    pub(super) fn guess_was_wrong(&mut self, now: Now, pair: PairId) {
        let plate = self.pairings.sessions.get(&pair).and_then(|session| session.offer);
        self.pair_over(now, pair, PairingEnd::WrongCode, Some(End::WrongCode));
        let Some(offer) = plate.and_then(|plate| self.pairings.offers.get_mut(&plate)) else { return };
        offer.wrong += 1;
        if offer.left() > 0 {
            let plate = offer.code.plate();
            return self.show_wrong_guess(plate);
        }
        let plate = offer.code.plate();
        if let Some(offer) = self.pairings.offers.remove(&plate) {
            self.tell_offer_over(&offer, PairingEnd::Guesses);
            self.end_guesses(now, plate, pair);
        }
    }

    /// Ends every guess at an offer but this one.
    fn end_guesses(&mut self, now: Now, plate: Nameplate, but: PairId) {
        let guessing = self.pairings.sessions.iter();
        let guessing = guessing.filter(|(pair, one)| **pair != but && one.offer == Some(plate));
        for pair in guessing.map(|(pair, _)| *pair).collect::<Vec<_>>() {
            self.pair_over(now, pair, PairingEnd::NoOffer, Some(End::NoOffer));
        }
    }

    pub(super) fn offers_due(&mut self, now: Now) {
        let over = self.pairings.offers.iter().filter(|(_, offer)| offer.until <= now.mono);
        for plate in over.map(|(plate, _)| *plate).collect::<Vec<_>>() {
            if let Some(offer) = self.pairings.offers.remove(&plate) {
                self.tell_offer_over(&offer, PairingEnd::Expired);
            }
        }
    }

    /// Takes offers back. Says whether there were any.
    pub(super) fn take_offers_back(&mut self, now: Now, which: impl Fn(&Offer) -> bool) -> bool {
        let meant = self.pairings.offers.iter().filter(|(_, offer)| which(offer));
        let plates: Vec<Nameplate> = meant.map(|(plate, _)| *plate).collect();
        for plate in &plates {
            if let Some(offer) = self.pairings.offers.remove(plate) {
                self.tell_offer_over(&offer, PairingEnd::Cancelled);
            }
            let guessing = self.pairings.sessions.iter().filter(|(_, session)| session.offer == Some(*plate));
            for pair in guessing.map(|(pair, _)| *pair).collect::<Vec<_>>() {
                self.pair_over(now, pair, PairingEnd::NoOffer, Some(End::NoOffer));
            }
        }
        !plates.is_empty()
    }
}
