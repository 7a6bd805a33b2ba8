//! A person here who opens the door: to who asks now, or to the next one.

use std::time::Duration;

use commonplace_core::limits;
use commonplace_core::pairing::{Purpose, nearby_name};
use commonplace_sync::Millis;

use super::super::{AskId, Engine, Now, PairId};
use super::is_named;
use super::session::Door;
use crate::command::{Name, RoleName};
use crate::error::{Error, PairingEnd};

/// How long somebody waits at the door.
const DOOR: Duration = Duration::from_secs(600);

/// Somebody here who waits for one who asks.
#[derive(Debug)]
pub(super) struct Admission {
    pub(super) number: u64,
    pub(super) ask: AskId,
    pub(super) door: Door,
    who: Option<Name>,
    pub(super) until: Millis,
}

impl Engine {
    /// Lets who asks into a circle, once the words are the same.
    pub(in super::super) fn admit_nearby(
        &mut self,
        now: Now,
        ask: AskId,
        circle: &Name,
        who: Option<Name>,
        role: RoleName,
    ) -> Result<(), Error> {
        let tag = self.circle_to_invite_into(circle, role)?;
        let meant = |peer: &str| who.as_ref().is_none_or(|who| is_named(peer, &who.0));
        let asking: Vec<_> = self.requests().filter(|(_, session)| meant(&session.peer)).collect();
        match &asking[..] {
            [] => self.wait_at_the_door(now, ask, Door::Circle(tag, role), who),
            [(pair, _)] => {
                let pair = *pair;
                self.accept_request(now, pair, ask, Door::Circle(tag, role));
                Ok(())
            }
            several => {
                let nodes = several.iter().map(|(_, session)| nearby_name(&session.peer)).collect();
                Err(Error::SeveralAsk { nodes })
            }
        }
    }

    pub(super) fn wait_at_the_door(
        &mut self,
        now: Now,
        ask: AskId,
        door: Door,
        who: Option<Name>,
    ) -> Result<(), Error> {
        if self.pairings.admissions.len() >= limits::PAIRING_SEARCHES {
            return Err(Error::Busy);
        }
        let number = self.pairings.number();
        let until = now.mono.after(DOOR);
        self.pairings.admissions.insert(number, Admission { number, ask, door, who, until });
        self.show_admission(number);
        Ok(())
    }

    /// Somebody asks: perhaps a person here waits for them.
    pub(super) fn somebody_asks(&mut self, now: Now, pair: PairId) {
        let Some(session) = self.pairings.sessions.get(&pair) else { return };
        let waiting = session.purpose().and_then(|purpose| self.waiting_for(&session.peer, purpose));
        if let Some(admission) = waiting.and_then(|number| self.pairings.admissions.remove(&number)) {
            self.accept_request(now, pair, admission.ask, admission.door);
        }
    }

    /// The wait of a person here for this peer, and for nothing else than this.
    pub(super) fn waiting_for(&self, peer: &str, purpose: Purpose) -> Option<u64> {
        let mut waiting = self.pairings.admissions.values().filter(|one| one.door.purpose() == purpose);
        let meant = waiting.find(|one| one.who.as_ref().is_none_or(|who| is_named(peer, &who.0)));
        meant.map(|one| one.number)
    }

    pub(super) fn admissions_due(&mut self, now: Now) {
        let over = self.pairings.admissions.values().filter(|one| one.until <= now.mono);
        for number in over.map(|one| one.number).collect::<Vec<_>>() {
            if let Some(admission) = self.pairings.admissions.remove(&number) {
                self.fail(admission.ask, Error::Pairing { why: PairingEnd::Expired });
            }
        }
    }

    /// What somebody waits for, and who waits.
    pub(super) fn admission_of(&self, number: u64) -> Option<(AskId, Door)> {
        self.pairings.admissions.get(&number).map(|one| (one.ask, one.door))
    }
}
