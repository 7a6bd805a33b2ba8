//! Who wants to come in: finds the node that is meant, compares words or guesses a code, takes the ticket.

use std::collections::BTreeSet;
use std::time::Duration;

use commonplace_core::id::Tag;
use commonplace_core::limits;
use commonplace_core::pairing::{self as core, End, Payload, Purpose, SpokenCode, nearby_name};
use commonplace_sync::Millis;

use super::super::{AskId, Effect, Engine, Now, PairId, PeerName};
use super::is_named;
use super::session::{ANSWER, COMING, OPENING, REQUEST, Session, Stage};
use crate::answer::{Membership, PairingState};
use crate::command::{Name, RoleName};
use crate::error::{Error, PairingEnd};

/// How long nodes are looked for. Multicast finds those of a room within some seconds of a start.
const SEARCH: Duration = Duration::from_secs(60);
/// How long after the first node another one may still turn up before the only one is taken for the one that is meant.
const OTHERS: Duration = Duration::from_secs(3);
/// How long a code is looked for, at least, though everybody has said no.
const LATECOMERS: Duration = Duration::from_secs(8);

/// What is looked for.
#[derive(Debug)]
pub(super) enum Goal {
    /// The node of this name, or the only one there is.
    Nearby(Option<Name>),
    /// Whoever has said this code.
    Code(SpokenCode),
}

/// What for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    /// To come into a circle.
    Circle,
    /// To become a device of the other's person, called so.
    Device(Option<String>),
}

impl Wish {
    pub(super) const fn purpose(&self) -> Purpose {
        match self {
            Self::Circle => Purpose::Join,
            Self::Device(_) => Purpose::Device,
        }
    }
}

/// Somebody here who wants to come in.
#[derive(Debug)]
pub(super) struct Search {
    pub(super) number: u64,
    pub(super) ask: AskId,
    goal: Goal,
    pub(super) wish: Wish,
    since: Millis,
    pub(super) until: Millis,
    /// When the only node is taken for the one that is meant.
    choose_at: Option<Millis>,
    /// Whom it has asked.
    asked: BTreeSet<PeerName>,
    guesses: u8,
    /// Why the last node that was asked said no, if that tells more than "not here".
    last: Option<PairingEnd>,
}

impl Search {
    pub(super) fn due(&self) -> Millis {
        self.choose_at.map_or(self.until, |at| at.min(self.until))
    }
}

impl Engine {
    /// Asks the node of this name, or the only one there is, to be let in.
    pub(in super::super) fn join_nearby(&mut self, now: Now, ask: AskId, node: Option<Name>) -> Result<(), Error> {
        self.begin_search(now, ask, Goal::Nearby(node), Wish::Circle)
    }

    /// Looks for who has said this code.
    pub(in super::super) fn join_by_code(&mut self, now: Now, ask: AskId, code: &str) -> Result<(), Error> {
        self.begin_search(now, ask, Goal::Code(spoken(code)?), Wish::Circle)
    }

    pub(super) fn begin_search(&mut self, now: Now, ask: AskId, goal: Goal, wish: Wish) -> Result<(), Error> {
        if !self.networked {
            return Err(Error::NoNetwork);
        }
        if self.pairings.searches.len() >= limits::PAIRING_SEARCHES {
            return Err(Error::Busy);
        }
        let (number, since) = (self.pairings.number(), now.mono);
        let until = since.after(SEARCH);
        let asked = BTreeSet::new();
        let search = Search { number, ask, goal, wish, since, until, choose_at: None, asked, guesses: 0, last: None };
        self.pairings.searches.insert(number, search);
        self.show_search(number);
        for peer in self.peers.keys().cloned().collect::<Vec<_>>() {
            self.search_finds(now, number, &peer);
        }
        Ok(())
    }

    /// A node can be reached: perhaps somebody here looks for it.
    pub(in super::super) fn pairing_peer_up(&mut self, now: Now, peer: &PeerName) {
        for number in self.pairings.searches.keys().copied().collect::<Vec<_>>() {
            self.search_finds(now, number, peer);
        }
    }

    /// Who is meant by being nearby has to be so. A code goes to whoever can be reached, but relays, who make none.
    fn search_finds(&mut self, now: Now, number: u64, peer: &PeerName) {
        let (nearby, relay) = (self.is_nearby(peer), self.relays.names(peer));
        let Some(search) = self.pairings.searches.get_mut(&number) else { return };
        let asks_it = if matches!(search.goal, Goal::Nearby(_)) { nearby } else { !relay };
        if !asks_it {
            return;
        }
        match &search.goal {
            Goal::Nearby(Some(name)) if is_named(peer, &name.0) && search.asked.is_empty() => {
                self.ask_peer(now, number, peer);
            }
            Goal::Nearby(Some(_)) => {}
            Goal::Nearby(None) if search.asked.is_empty() => {
                search.choose_at.get_or_insert(now.mono.after(OTHERS));
            }
            Goal::Nearby(None) => {}
            Goal::Code(_) => self.ask_peer(now, number, peer),
        }
    }

    fn ask_peer(&mut self, now: Now, number: u64, peer: &PeerName) {
        let Some(search) = self.pairings.searches.get_mut(&number) else { return };
        if !search.asked.insert(peer.clone()) {
            return;
        }
        search.choose_at = None;
        search.until = search.until.max(now.mono.after(OPENING));
        let ask = search.ask;
        self.pairings.next += 1;
        let pair = PairId::outbound(self.pairings.next);
        let mut session = Session::outbound(now.mono, number, peer.clone(), Some(number));
        session.ask = Some(ask);
        self.pairings.sessions.insert(pair, session);
        self.batch.effects.push(Effect::PairOpen { pair, peer: peer.clone() });
    }

    /// The stream that we opened stands.
    pub(super) fn begin_asking(&mut self, now: Now, pair: PairId, binding: [u8; 32]) {
        let entropy = self.random();
        let search = self.pairings.sessions.get(&pair).and_then(|session| session.search);
        let search = search.and_then(|number| self.pairings.searches.get_mut(&number));
        let (Some(search), Some(session)) = (search, self.pairings.sessions.get_mut(&pair)) else {
            return self.batch.effects.push(Effect::PairClose { pair });
        };
        let (machine, first) = match &search.goal {
            Goal::Nearby(_) => core::Pairing::ask(search.wish.purpose(), binding, &entropy),
            Goal::Code(code) => core::Pairing::seek(search.wish.purpose(), binding, code, &entropy),
        };
        session.machine = Some(machine);
        let by_words = matches!(search.goal, Goal::Nearby(_));
        if by_words {
            session.reach(Stage::Asking, now.mono.after(REQUEST));
            search.until = search.until.max(session.until);
        } else {
            session.reach(Stage::Seeking, now.mono.after(ANSWER));
        }
        self.batch.effects.push(Effect::PairSend { pair, frame: first, written: false });
        if by_words {
            self.show(pair, PairingState::Asking);
        }
    }

    /// A node has an offer under our nameplate. One guess at a time: what one of them hears may end the search.
    pub(super) fn offer_found(&mut self, now: Now, pair: PairId) {
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        session.reach(Stage::Found, now.mono.after(REQUEST));
        if let Some(search) = session.search {
            self.guess_next(now, search);
        }
    }

    fn guess_next(&mut self, now: Now, number: u64) {
        let of_search = |session: &&mut Session| session.search == Some(number);
        let mut sessions = self.pairings.sessions.values_mut().filter(of_search);
        if sessions.any(|session| session.stage == Stage::Guessing || session.stage.has_handed_over()) {
            return;
        }
        let found = self.pairings.sessions.iter_mut();
        let mut found = found.filter(|(_, session)| session.search == Some(number) && session.stage == Stage::Found);
        let Some((pair, session)) = found.next() else { return };
        let pair = *pair;
        session.reach(Stage::Guessing, now.mono.after(ANSWER));
        let guess = session.machine.as_mut().map(core::Pairing::guess);
        if let Some(search) = self.pairings.searches.get_mut(&number) {
            search.guesses += 1;
            search.until = search.until.max(now.mono.after(ANSWER));
        }
        match guess {
            Some(Ok(frame)) => self.batch.effects.push(Effect::PairSend { pair, frame, written: false }),
            _ => self.pair_over(now, pair, PairingEnd::Broken, Some(End::Cancelled)),
        }
    }

    /// Says what we are called to who lets us in, now that both have confirmed.
    pub(super) fn say_name(&mut self, now: Now, pair: PairId) {
        self.say_first(now, pair, &Payload::Name(self.name.clone()));
    }

    /// Says what who asks has to say, and asks nobody else any more.
    pub(super) fn say_first(&mut self, now: Now, pair: PairId, payload: &Payload) {
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
        session.reach(Stage::Named, now.mono.after(ANSWER));
        if let Some(Ok(frame)) = session.machine.as_mut().map(|machine| machine.give(payload)) {
            self.batch.effects.push(Effect::PairSend { pair, frame, written: false });
        }
        // The others that have been asked are not needed any more.
        let others = self.pairings.sessions.iter().filter(|(other, one)| **other != pair && one.search.is_some());
        let search = self.pairings.sessions.get(&pair).and_then(|session| session.search);
        let others: Vec<PairId> = others.filter(|(_, one)| one.search == search).map(|(pair, _)| *pair).collect();
        for other in others {
            self.pairings.sessions.remove(&other);
            self.close_pair(other, Some(End::Cancelled));
        }
    }

    /// What the other side hands over.
    pub(super) fn handed(&mut self, now: Now, pair: PairId, payload: Payload) {
        match payload {
            Payload::Ticket(text) => self.ticket_handed(now, pair, &text),
            Payload::Name(name) => {
                if let Some(session) = self.pairings.sessions.get_mut(&pair) {
                    session.person = Some(commonplace_core::text::cut(&name, limits::NAME_BYTES).to_owned());
                }
                self.hand_over(now, pair);
            }
            Payload::Device(bytes) => self.device_handed(now, pair, &bytes),
        }
    }

    fn ticket_handed(&mut self, now: Now, pair: PairId, text: &str) {
        match self.take_ticket(now, text) {
            Ok((tag, joining)) => {
                let Some(session) = self.pairings.sessions.get_mut(&pair) else { return };
                session.circle = Some((tag, RoleName::Learner));
                session.reach(Stage::Joining(tag), now.mono.after(COMING));
                let until = session.until;
                if let Some(search) = session.search.and_then(|number| self.pairings.searches.get_mut(&number)) {
                    search.until = search.until.max(until);
                }
                self.show(pair, PairingState::Confirmed);
                if joining.state == Membership::Joined {
                    self.came_in(tag);
                }
            }
            Err(error) => {
                self.trouble(error.to_string());
                self.pair_over(now, pair, PairingEnd::Broken, Some(End::Cancelled));
            }
        }
    }

    /// A circle has let us in: whoever asked for it by pairing hears so.
    pub(in super::super) fn came_in(&mut self, tag: Tag) {
        let came = self.pairings.sessions.iter().filter(|(_, session)| session.stage == Stage::Joining(tag));
        for pair in came.map(|(pair, _)| *pair).collect::<Vec<_>>() {
            self.pair_done(pair);
        }
    }

    /// A session of a search came to nothing.
    pub(super) fn search_met(&mut self, now: Now, number: u64, session: &Session, why: PairingEnd) {
        let Some(search) = self.pairings.searches.get_mut(&number) else { return };
        let by_code = matches!(search.goal, Goal::Code(_));
        // By words there is no offer to be found; nobody there waits for a device.
        let why = match (by_code, why) {
            (false, PairingEnd::NoOffer) => PairingEnd::NotAwaited,
            (_, why) => why,
        };
        if !by_code || session.stage.has_handed_over() {
            return self.end_search_as(number, session, why);
        }
        if session.stage == Stage::Guessing {
            if search.guesses >= limits::PAIRING_GUESSES {
                return self.end_search(now, number, why);
            }
            search.last = Some(why);
            self.guess_next(now, number);
        } else if !matches!(why, PairingEnd::NoOffer | PairingEnd::Lost) {
            search.last.get_or_insert(why);
        }
        let under_way = self.pairings.sessions.values().any(|session| session.search == Some(number));
        if let Some(search) = self.pairings.searches.get_mut(&number)
            && !under_way
        {
            // Who was asked has answered. A wrong code is found out at once; for who is not here yet there is a moment.
            let patience = if search.last.is_some() { now.mono } else { search.since.after(LATECOMERS) };
            search.until = search.until.min(patience.max(now.mono));
        }
    }

    pub(super) fn searches_due(&mut self, now: Now) {
        for number in self.pairings.searches.keys().copied().collect::<Vec<_>>() {
            let Some(search) = self.pairings.searches.get_mut(&number) else { continue };
            if search.choose_at.is_some_and(|at| at <= now.mono) {
                search.choose_at = None;
                self.choose(now, number);
            } else if search.until <= now.mono {
                let nobody = match &search.goal {
                    Goal::Nearby(_) => PairingEnd::Nobody,
                    Goal::Code(_) => PairingEnd::NoOffer,
                };
                let why = search.last.unwrap_or(nobody);
                self.end_search(now, number, why);
            }
        }
    }

    /// Takes the only node for the one that is meant; of several the person has to name one. Those with whom a circle is
    /// shared already count only if there are no others.
    fn choose(&mut self, now: Now, number: u64) {
        let known = |peer: &PeerName| self.links.values().any(|link| link.peer == *peer && !link.proved.is_empty());
        let (known, strangers): (Vec<PeerName>, Vec<PeerName>) = self.those_nearby().into_iter().partition(known);
        let meant = if strangers.is_empty() { known } else { strangers };
        match &meant[..] {
            [] => {}
            [peer] => self.ask_peer(now, number, peer),
            several => {
                let nodes = several.iter().map(|peer| nearby_name(peer)).collect();
                let Some(search) = self.pairings.searches.remove(&number) else { return };
                self.fail(search.ask, Error::SeveralNearby { nodes });
            }
        }
    }

    /// Ends a search and everything that belongs to it.
    pub(super) fn end_search(&mut self, now: Now, number: u64, why: PairingEnd) {
        let of_search = self.pairings.sessions.iter().filter(|(_, session)| session.search == Some(number));
        let pairs: Vec<PairId> = of_search.map(|(pair, _)| *pair).collect();
        let shown = Session::outbound(now.mono, number, PeerName::new(), Some(number));
        let mut last = shown;
        for pair in pairs {
            if let Some(session) = self.pairings.sessions.remove(&pair) {
                self.close_pair(pair, Some(End::Cancelled));
                last = session;
            }
        }
        self.end_search_as(number, &last, why);
    }

    fn end_search_as(&mut self, number: u64, session: &Session, why: PairingEnd) {
        let Some(ask) = self.asker_of(number) else { return };
        self.tell_end(session, why);
        self.pairings.searches.remove(&number);
        self.fail(ask, Error::Pairing { why });
    }

    /// The search of this session has come to its end, and well.
    pub(super) fn search_done(&mut self, number: u64) {
        self.pairings.searches.remove(&number);
    }

    /// What a search looks for, as people see it.
    pub(super) fn goal_of(&self, number: u64) -> Option<String> {
        match &self.pairings.searches.get(&number)?.goal {
            Goal::Nearby(Some(name)) => {
                let peer = self.peers.keys().find(|peer| is_named(peer, &name.0));
                Some(peer.map_or_else(|| name.0.clone(), |peer| nearby_name(peer)))
            }
            _ => None,
        }
    }

    /// Who waits for this search.
    pub(super) fn asker_of(&self, number: u64) -> Option<AskId> {
        self.pairings.searches.get(&number).map(|search| search.ask)
    }
}

/// The code that somebody typed.
pub(super) fn spoken(typed: &str) -> Result<SpokenCode, Error> {
    typed.parse().map_err(|error| match error {
        core::CodeError::Words(count) => Error::NotACode { word: None, count },
        core::CodeError::Word(word) => Error::NotACode { word: Some(word), count: 4 },
    })
}
