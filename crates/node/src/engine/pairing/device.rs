//! Linking: a laptop becomes a device of the person of another one. The old one waits and hands the root key over, the new
//! one asks; both people look at both screens, or one types what the other says. Nobody is heard who asks for it while no
//! person here waits for that.

use commonplace_core::armor::ArmorError;
use commonplace_core::limits;
use commonplace_core::pairing::{DeviceAsk, DeviceGrant, End, LinkText, Payload, Purpose, nearby_name};
use commonplace_store::Entry;
use zeroize::Zeroizing;

use super::super::joining::KNOCK_PAUSE;
use super::super::people::NAME_KEY;
use super::super::{AskId, Effect, Engine, Me, Now, PairId};
use super::joiner::{Goal, Wish, spoken};
use super::session::{ANSWER, COMING, Door, Stage};
use crate::answer::{HandedOver, PairingState};
use crate::command::Name;
use crate::error::{Error, PairingEnd};
use crate::home::{Passphrase, next_name, valid_name};

/// What somebody here wants done for which the root key goes over or speaks.
#[derive(Debug)]
pub(in super::super) enum RootUse {
    /// A laptop linked by four words on both screens: the one of this random name, or whichever asks next.
    LinkNearby(Option<Name>),
    /// A laptop linked by a code that is typed there.
    LinkByCode,
    /// This laptop made a new device, after it was taken away.
    Renew,
}

impl Engine {
    /// Does what only the root key can. Where a passphrase seals it, whoever sits here shows first that they know it: an
    /// open laptop is not yet its person.
    pub(in super::super) fn with_root(
        &mut self,
        now: Now,
        ask: AskId,
        wish: RootUse,
        passphrase: Option<Passphrase>,
    ) -> Result<(), Error> {
        self.must_be_possible(&wish)?;
        if !self.keeper.standing().sealed {
            return self.use_root(now, ask, wish);
        }
        let passphrase = passphrase.ok_or_else(|| Error::Locked { home: self.me.home.clone() })?;
        if self.pairings.wishes.len() >= limits::PAIRING_SEARCHES {
            return Err(Error::Busy);
        }
        self.pairings.wishes.insert(ask, wish);
        self.batch.effects.push(Effect::CheckPassphrase { ask, passphrase });
        Ok(())
    }

    /// The passphrase that was given is that of the home, or is not.
    pub(in super::super) fn passphrase_checked(&mut self, now: Now, ask: AskId, outcome: Result<(), Error>) {
        // Who has gone meanwhile waits for nothing.
        let Some(wish) = self.pairings.wishes.remove(&ask) else { return };
        if let Err(error) = outcome.and_then(|()| self.use_root(now, ask, wish)) {
            self.fail(ask, error);
        }
    }

    fn use_root(&mut self, now: Now, ask: AskId, wish: RootUse) -> Result<(), Error> {
        self.must_be_possible(&wish)?;
        match wish {
            RootUse::LinkNearby(node) => self.wait_at_the_door(now, ask, Door::Device, node),
            RootUse::LinkByCode => self.make_offer(now, ask, Door::Device),
            RootUse::Renew => self.renew_device(now, ask),
        }
    }

    fn must_be_possible(&self, wish: &RootUse) -> Result<(), Error> {
        match wish {
            RootUse::LinkNearby(_) | RootUse::LinkByCode => self.must_hold_root(),
            RootUse::Renew if self.is_revoked() => self.me.root().map(drop),
            RootUse::Renew => Err(Error::NotAllowed { what: "renew this device".into() }),
        }
    }

    fn must_hold_root(&self) -> Result<(), Error> {
        if !self.networked {
            return Err(Error::NoNetwork);
        }
        if self.is_revoked() {
            return Err(Error::DeviceRevoked);
        }
        self.must_have_room_everywhere()?;
        self.me.root().map(drop)
    }

    /// Asks a laptop nearby to make this one a device of its person.
    pub(in super::super) fn become_nearby(
        &mut self,
        now: Now,
        ask: AskId,
        name: Option<&str>,
        node: Option<Name>,
    ) -> Result<(), Error> {
        let name = self.may_become(name)?;
        self.begin_search(now, ask, Goal::Nearby(node), Wish::Device(name))
    }

    /// The same with a code that the old laptop shows, or with the text of its QR code.
    pub(in super::super) fn become_by_code(
        &mut self,
        now: Now,
        ask: AskId,
        name: Option<&str>,
        code: &str,
    ) -> Result<(), Error> {
        let name = self.may_become(name)?;
        let code = match code.parse::<LinkText>() {
            // Where it is meant to be said: not everybody is found nearby.
            Ok(LinkText { code, addresses }) => {
                self.batch.effects.extend(addresses.into_iter().map(Effect::Dial));
                code
            }
            Err(ArmorError::Other) => spoken(code)?,
            Err(ArmorError::Damaged) => return Err(Error::TicketDamaged),
            Err(ArmorError::Version(_)) => return Err(Error::TicketNewer),
        };
        self.begin_search(now, ask, Goal::Code(code), Wish::Device(name))
    }

    /// Only who has done nothing here yet can become somebody else.
    fn may_become(&self, name: Option<&str>) -> Result<Option<String>, Error> {
        if !self.circles.is_empty() {
            return Err(Error::LivedIn { home: self.me.home.clone() });
        }
        name.map(valid_name).transpose()
    }

    /// Says what this laptop is to be called, now that both have confirmed.
    pub(super) fn say_device(&mut self, now: Now, pair: PairId) {
        let search = self.pairings.sessions.get(&pair).and_then(|session| session.search);
        let name = match search.and_then(|number| self.pairings.searches.get(&number)).map(|search| &search.wish) {
            Some(Wish::Device(name)) => name.clone(),
            _ => None,
        };
        self.say_first(now, pair, &Payload::Device(DeviceAsk { name }.encode()));
    }

    /// What devices hand to each other.
    pub(super) fn device_handed(&mut self, now: Now, pair: PairId, bytes: &Zeroizing<Vec<u8>>) {
        let asker = self.pairings.sessions.get(&pair).is_some_and(|session| session.asks_for(Purpose::Device));
        let taken = if asker { self.keys_handed(now, pair, bytes) } else { self.device_named(pair, bytes) };
        match taken {
            Ok(()) if asker => {}
            Ok(()) => self.hand_over(now, pair),
            Err(error) => {
                self.trouble(error.to_string());
                self.pair_over(now, pair, PairingEnd::Broken, Some(End::Cancelled));
            }
        }
    }

    /// The new laptop has said what it is to be called, or leaves that to us.
    fn device_named(&mut self, pair: PairId, bytes: &[u8]) -> Result<(), Error> {
        let ask = DeviceAsk::decode(bytes).map_err(|_| Error::Pairing { why: PairingEnd::Broken })?;
        let name = match ask.name {
            Some(name) => valid_name(&name)?,
            None => self.free_device_name(),
        };
        if let Some(session) = self.pairings.sessions.get_mut(&pair) {
            session.device = Some(name);
        }
        Ok(())
    }

    fn free_device_name(&self) -> String {
        let taken = self.own_device_names();
        let mut name = next_name(self.me.certificate.name());
        // As many tries as there are names, so that it ends.
        for _ in 0..taken.len() {
            if !taken.contains(&name) {
                break;
            }
            name = next_name(&name);
        }
        commonplace_core::text::cut(&name, limits::NAME_BYTES).to_owned()
    }

    /// Hands the root key over to who has proved to sit next to us.
    pub(super) fn hand_keys(&mut self, now: Now, pair: PairId) -> Result<(), Error> {
        self.must_hold_root()?;
        let root = Zeroizing::new(self.me.root()?.seed());
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return Ok(()) };
        let Some(device) = session.device.clone() else { return Ok(()) };
        let grant = DeviceGrant { root, person: self.name.clone(), device };
        session.person = Some(self.name.clone());
        let peer = session.peer.clone();
        session.reach(Stage::Linking, now.mono.after(COMING));
        if let Some(Ok(frame)) = session.machine.as_mut().map(|machine| machine.give(&Payload::Device(grant.encode())))
        {
            self.batch.effects.push(Effect::PairSend { pair, frame, written: false });
        }
        self.keys_went(HandedOver { at: now.wall, node: nearby_name(&peer), device: grant.device.clone() }, &peer);
        self.show(pair, PairingState::Confirmed);
        // The new laptop has no circle at all, so that there is no other one.
        self.found_private(now);
        Ok(())
    }

    /// The old laptop has handed everything over: from now on this is a device of its person, and asks it for its circles.
    fn keys_handed(&mut self, now: Now, pair: PairId, bytes: &[u8]) -> Result<(), Error> {
        let grant = DeviceGrant::decode(bytes).map_err(|_| Error::Pairing { why: PairingEnd::Broken })?;
        // A circle may have been founded here while people compared words.
        self.may_become(None)?;
        let (person, device) = (valid_name(&grant.person)?, valid_name(&grant.device)?);
        let keys = self.me.keys.linked(&grant.root, &device);
        self.keeper.link(keys.clone(), &person, now.wall)?;
        self.me = Me::new(keys, self.me.home.clone(), self.me.peer.clone());
        self.name.clone_from(&person);
        self.forget_private();
        self.batch.entries.push(Entry::Local { key: NAME_KEY.to_vec(), value: Some(person.as_bytes().to_vec()) });
        self.returning = Some(now.wall);
        self.batch.effects.push(Effect::Certified(self.certificates()));
        let Some(session) = self.pairings.sessions.get_mut(&pair) else { return Ok(()) };
        (session.person, session.device) = (Some(person), Some(device));
        session.reach(Stage::Linked, now.mono.after(ANSWER));
        let (peer, until) = (session.peer.clone(), session.until);
        if let Some(search) = session.search.and_then(|number| self.pairings.searches.get_mut(&number)) {
            search.until = search.until.max(until);
        }
        self.show(pair, PairingState::Confirmed);
        self.return_to(now, &peer);
        self.timers.knock.get_or_insert(now.mono.after(KNOCK_PAUSE));
        Ok(())
    }

    /// A device of this person has shown itself to us, or has been given its circles by us: if it was linked just now, that
    /// is done.
    pub(in super::super) fn linked_with(&mut self, peer: &str) {
        self.keys_arrived(|to, _| to == peer);
        let linked = self.pairings.sessions.iter();
        let linked = linked.filter(|(_, one)| one.peer == peer && matches!(one.stage, Stage::Linking | Stage::Linked));
        for pair in linked.map(|(pair, _)| *pair).collect::<Vec<_>>() {
            self.pair_done(pair);
        }
    }
}
