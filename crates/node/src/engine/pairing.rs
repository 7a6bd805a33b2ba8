//! Pairing: two people who stand next to each other, or talk, and one lets the other in. What is said stands in
//! `commonplace_core::pairing`; here is who is asked, who is heard, and for how long.
//!
//! A *session* is one stream with one peer. A *search* is somebody here who wants to come in, an *admission* somebody
//! here who waits for one who asks, an *offer* a code that somebody here has said.

mod admission;
mod device;
mod joiner;
mod offer;
mod pace;
mod request;
mod session;
mod told;

use std::collections::BTreeMap;

use commonplace_core::pairing::{self as core, End, Nameplate, Purpose, Step, nearby_name};
use commonplace_sync::Millis;

use self::admission::Admission;
pub(super) use self::device::RootUse;
use self::joiner::Search;
use self::offer::Offer;
use self::pace::Pace;
use self::session::{Session, Stage};
use super::{AskId, Effect, Engine, Now, PairId, PeerName};
use crate::answer::PairingState;
use crate::command::Name;
use crate::error::{Error, PairingEnd};

/// Everything that pairs here.
#[derive(Debug, Default)]
pub(super) struct Pairings {
    next: u64,
    sessions: BTreeMap<PairId, Session>,
    searches: BTreeMap<u64, Search>,
    admissions: BTreeMap<u64, Admission>,
    offers: BTreeMap<Nameplate, Offer>,
    /// Who wants something done with the root key, and whose passphrase is being looked at.
    wishes: BTreeMap<AskId, RootUse>,
    pace: Pace,
}

impl Pairings {
    /// A number under which people name a pairing as long as it lasts.
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// When something of it is over, at the earliest.
    pub(super) fn due(&self) -> Option<Millis> {
        let sessions = self.sessions.values().map(|session| session.until);
        let searches = self.searches.values().map(Search::due);
        let waiting = self.admissions.values().map(|admission| admission.until);
        sessions.chain(searches).chain(waiting).chain(self.offers.values().map(|offer| offer.until)).min()
    }

    /// The session that is shown under this number.
    fn shown_as(&self, number: u64) -> Option<PairId> {
        self.sessions.iter().find(|(_, session)| session.number == number).map(|(pair, _)| *pair)
    }
}

impl Engine {
    /// A stream for pairing stands.
    pub(super) fn pair_up(&mut self, now: Now, pair: PairId, peer: PeerName, binding: [u8; 32], inbound: bool) {
        if inbound {
            let number = self.pairings.number();
            self.pairings.sessions.insert(pair, Session::inbound(now.mono, number, peer, binding));
        } else {
            self.begin_asking(now, pair, binding);
        }
    }

    /// A message of the other side.
    pub(super) fn pair_frame(&mut self, now: Now, pair: PairId, bytes: &[u8]) {
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        let steps = match &mut session.machine {
            None => return self.first_heard(now, pair, bytes),
            Some(machine) => machine.handle(bytes),
        };
        match steps {
            Ok(steps) => steps.into_iter().for_each(|step| self.pair_step(now, pair, step)),
            Err(error) => self.pair_broken(now, pair, error),
        }
    }

    /// A stream is over. Once the ticket is handed over nobody needs it any more.
    pub(super) fn pair_down(&mut self, now: Now, pair: PairId) {
        let Some(session) = self.pairings.sessions.get(&pair) else { return };
        if !session.stage.is_settled() {
            return self.pair_over(now, pair, PairingEnd::Lost, None);
        }
        // Who was a member before lets go of the ticket, and nothing else would tell.
        if let (Stage::Given(_), Some((tag, _))) = (session.stage, session.circle)
            && self.links.values().any(|link| link.peer == session.peer && link.proved.contains_key(&tag))
        {
            self.pair_done(pair);
        }
    }

    fn first_heard(&mut self, now: Now, pair: PairId, bytes: &[u8]) {
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        match core::Pairing::asked(session.binding, bytes) {
            Ok((machine, core::Asked::Words)) => self.words_asked(now, pair, machine),
            Ok((machine, core::Asked::Code)) => self.code_asked(now, pair, machine),
            Err(error) => {
                tracing::debug!(peer = session.peer, %error, "no pairing");
                self.pair_over(now, pair, PairingEnd::Broken, Some(End::Cancelled));
            }
        }
    }

    fn pair_step(&mut self, now: Now, pair: PairId, step: Step) {
        match step {
            Step::Send(frame) => self.batch.effects.push(Effect::PairSend { pair, frame, written: false }),
            Step::Words(_) => self.words_known(now, pair),
            Step::Hit => self.offer_found(now, pair),
            Step::Proved => self.code_proved(now, pair),
            Step::Confirmed => self.hand_over(now, pair),
            Step::Given(payload) => self.handed(now, pair, payload),
            Step::Ended(end) => self.pair_over(now, pair, end.into(), None),
        }
    }

    fn words_known(&mut self, now: Now, pair: PairId) {
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        session.reach(Stage::Comparing, now.mono.after(session::COMPARE));
        self.show(pair, PairingState::Words);
        // Who asks to come in has said so. It is the member who lets somebody in, and who compares. A laptop that becomes a
        // device of somebody has as much to lose as the one whose keys it gets: there both sides say so.
        if self.pairings.sessions.get(&pair).is_some_and(|session| session.asks_for(Purpose::Join)) {
            self.confirm_words(now, pair);
        }
    }

    /// Our side has confirmed.
    fn confirm_words(&mut self, now: Now, pair: PairId) {
        let Some(machine) = self.pairings.sessions.get_mut(&pair).and_then(|session| session.machine.as_mut()) else {
            return;
        };
        if let Ok(Some(frame)) = machine.confirm() {
            self.batch.effects.push(Effect::PairSend { pair, frame, written: false });
        }
        self.hand_over(now, pair);
    }

    /// Hands our part over as soon as both have confirmed.
    fn hand_over(&mut self, now: Now, pair: PairId) {
        let Some(session) = self.pairings.sessions.get(&pair) else { return };
        if !session.is_open() || session.stage.has_handed_over() {
            return;
        }
        if session.asks_for(Purpose::Join) {
            return self.say_name(now, pair);
        }
        if session.asks_for(Purpose::Device) {
            return self.say_device(now, pair);
        }
        // Who lets somebody in is told whom before the ticket goes, since nobody tells them afterwards.
        let joins = session.purpose() == Some(Purpose::Join);
        let named = if joins { &session.person } else { &session.device };
        if named.is_none() {
            if let Some(session) = self.pairings.sessions.get_mut(&pair) {
                session.until = now.mono.after(session::ANSWER);
            }
            return;
        }
        let handed = if joins { self.hand_ticket(now, pair) } else { self.hand_keys(now, pair) };
        if let Err(error) = handed {
            self.trouble(error.to_string());
            self.pair_over(now, pair, PairingEnd::Broken, Some(End::Cancelled));
        }
    }

    fn pair_broken(&mut self, now: Now, pair: PairId, error: core::PairingError) {
        let Some(session) = self.pairings.sessions.get(&pair) else { return };
        tracing::debug!(peer = session.peer, %error, "pairing broke");
        if error == core::PairingError::WrongCode {
            return self.guess_was_wrong(now, pair);
        }
        self.pair_over(now, pair, PairingEnd::Broken, Some(End::Cancelled));
    }

    /// Ends a session that came to nothing, and says so to everybody concerned.
    fn pair_over(&mut self, now: Now, pair: PairId, why: PairingEnd, say: Option<End>) {
        let Some(session) = self.pairings.sessions.remove(&pair) else { return };
        // Whatever came between: the keys are out, and nobody is to believe that nothing has happened.
        let why = if session.stage == Stage::Linking { PairingEnd::HandedOver } else { why };
        self.close_pair(pair, say);
        if session.inbound {
            self.pairings.pace.over(now.mono, &session.peer, why);
        }
        match session.search {
            Some(search) => self.search_met(now, search, &session, why),
            None if session.was_shown => self.tell_over(&session, why),
            None => {}
        }
    }

    fn close_pair(&mut self, pair: PairId, say: Option<End>) {
        if let Some(end) = say {
            self.batch.effects.push(Effect::PairSend { pair, frame: end.encode(), written: false });
        }
        self.batch.effects.push(Effect::PairClose { pair });
    }

    /// What is over because its time is.
    pub(super) fn pairing_tick(&mut self, now: Now) {
        let over = |until: Millis| until <= now.mono;
        let sessions = self.pairings.sessions.iter().filter(|(_, session)| over(session.until));
        for pair in sessions.map(|(pair, _)| *pair).collect::<Vec<_>>() {
            // Who has the keys is linked; the circles come from whomever it meets.
            if self.pairings.sessions.get(&pair).is_some_and(|session| session.stage == Stage::Linked) {
                self.pair_done(pair);
            } else {
                self.pair_over(now, pair, PairingEnd::Expired, Some(End::Expired));
            }
        }
        self.searches_due(now);
        self.admissions_due(now);
        self.offers_due(now);
    }

    /// Whoever waited for answers has gone: what they wanted is called off, unless a ticket is under way already.
    pub(super) fn asker_gone(&mut self, now: Now, ask: AskId) {
        let settled =
            |number| self.pairings.sessions.values().any(|one| one.search == Some(number) && one.stage.is_settled());
        let searches = self.pairings.searches.values().filter(|search| search.ask == ask && !settled(search.number));
        for number in searches.map(|search| search.number).collect::<Vec<_>>() {
            self.end_search(now, number, PairingEnd::Cancelled);
        }
        self.pairings.wishes.remove(&ask);
        self.pairings.admissions.retain(|_, admission| admission.ask != ask);
        self.take_offers_back(now, |offer| offer.ask == ask);
        let sessions = self.pairings.sessions.iter();
        let sessions = sessions.filter(|(_, session)| session.ask == Some(ask) && !session.stage.is_settled());
        for pair in sessions.map(|(pair, _)| *pair).collect::<Vec<_>>() {
            self.pair_over(now, pair, PairingEnd::Cancelled, Some(End::Cancelled));
        }
    }

    /// The words are the same, says the person here.
    pub(super) fn pairing_confirm(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let pair = self.pairing_named(name)?;
        let comparing = self.pairings.sessions.get(&pair).is_some_and(|session| session.stage == Stage::Comparing);
        if !comparing {
            return Err(Error::Unknown { name: name.0.clone() });
        }
        self.reply(ask, Vec::new());
        self.confirm_words(now, pair);
        Ok(())
    }

    /// No, says the person here: not the one they meant, other words, or another time.
    pub(super) fn pairing_refuse(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let number = name.0.trim().parse::<u64>().ok();
        if let Some(number) = number.filter(|number| self.pairings.searches.contains_key(number)) {
            self.end_search(now, number, PairingEnd::Cancelled);
        } else if let Some(admission) = number.and_then(|number| self.pairings.admissions.remove(&number)) {
            self.fail(admission.ask, Error::Pairing { why: PairingEnd::Cancelled });
        } else if !self.take_offers_back(now, |offer| Some(offer.number) == number) {
            let pair = self.pairing_named(name)?;
            self.pair_over(now, pair, PairingEnd::Refused, Some(End::Refused));
        }
        self.reply(ask, Vec::new());
        Ok(())
    }

    /// The session that somebody means: by its number, or by the name of the node at its other end.
    fn pairing_named(&self, name: &Name) -> Result<PairId, Error> {
        let text = name.0.trim();
        if let Some(pair) = text.parse().ok().and_then(|number| self.pairings.shown_as(number)) {
            return Ok(pair);
        }
        let mut found = self.pairings.sessions.iter().filter(|(_, session)| is_named(&session.peer, text));
        match (found.next(), found.next()) {
            (Some((pair, _)), None) => Ok(*pair),
            (Some((_, one)), Some((_, other))) => {
                let candidates = [one, other].map(|session| format!("{} {}", session.number, session.peer)).to_vec();
                Err(Error::Ambiguous { name: name.0.clone(), candidates })
            }
            (None, _) => Err(Error::Unknown { name: name.0.clone() }),
        }
    }

    /// Those of whom a person here may say that they see them.
    fn those_nearby(&self) -> Vec<PeerName> {
        self.peers.keys().filter(|peer| self.is_nearby(peer)).cloned().collect()
    }
}

/// Whether somebody who types this means this peer: its random name, however it is spaced, or its transport id.
fn is_named(peer: &str, typed: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    peer == typed || plain(&nearby_name(peer)) == plain(typed)
}

impl From<End> for PairingEnd {
    fn from(end: End) -> Self {
        match end {
            End::Refused => Self::Refused,
            End::Cancelled => Self::Cancelled,
            End::Busy => Self::Busy,
            End::NoOffer => Self::NoOffer,
            End::WrongCode => Self::WrongCode,
            End::Expired => Self::Expired,
            End::OutOfReach => Self::OutOfReach,
        }
    }
}
