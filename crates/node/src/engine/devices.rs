//! The devices of this person: known in every circle, listed, named, taken away. And this one: what it does when it is new,
//! when it was copied, when it was taken away.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::circle::op::{Device, DeviceRevoke};
use commonplace_core::circle::{Action, Circle, Cut, Op, Reach};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{DeviceId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use commonplace_store::Entry;

use super::resolve::{fits_plain, one};
use super::schema;
use super::state::CircleState;
use super::{AskId, Effect, Engine, Me, Now, PeerName, store_error};
use crate::answer::{self, Answer, HandedOver, Membership};
use crate::command::Name;
use crate::error::Error;
use crate::event::Event;
use crate::home::{DeviceSeeds, next_name, valid_name};

/// How the keys begin under which circles are remembered in which this device is new and has not yet all that others have.
const ENTERED: &[u8] = b"entered/";
/// How the keys begin under which is remembered to which peer keys were handed that has not shown itself as a device.
const HANDED: &[u8] = b"handed/";
/// How the keys begin under which devices are remembered that are to be taken away wherever they are known.
const REVOKED: &[u8] = b"revoke/";

/// A device of this person, as all circles together know it.
#[derive(Debug, Clone)]
struct Own {
    certificate: Certificate,
    circles: Vec<Tag>,
    revoked: bool,
}

impl Engine {
    /// Reads in which circles this device is new, and which devices are to be taken away.
    pub(super) fn load_devices(&mut self) -> Result<(), Error> {
        let tags = self.store.locals(ENTERED).map_err(store_error)?.values;
        self.entered = tags.iter().filter_map(|(key, _)| Tag::try_from(key.get(ENTERED.len()..)?).ok()).collect();
        for (key, value) in self.store.locals(HANDED).map_err(store_error)?.values {
            let peer = key.get(HANDED.len()..).and_then(|peer| std::str::from_utf8(peer).ok());
            if let (Some(peer), Some(handed)) = (peer, schema::read(&value)) {
                self.handed.insert(peer.to_owned(), handed);
            }
        }
        let devices = self.store.locals(REVOKED).map_err(store_error)?.values;
        self.revoking =
            devices.iter().filter_map(|(key, _)| DeviceId::try_from(key.get(REVOKED.len()..)?).ok()).collect();
        Ok(())
    }

    /// The root key went to a peer: until a device of its appears, that is kept in mind.
    pub(super) fn keys_went(&mut self, handed: HandedOver, to: &str) {
        if self.handed.len() >= limits::DEVICES_PER_PERSON {
            // The oldest one is the one that a person has known of for longest.
            let oldest = self.handed.iter().min_by_key(|(_, handed)| handed.at).map(|(peer, _)| peer.clone());
            self.keys_arrived(|peer, _| Some(peer) == oldest.as_deref());
        }
        let value = Some(schema::write(&handed));
        self.batch.entries.push(Entry::Local { key: [HANDED, to.as_bytes()].concat(), value });
        self.handed.insert(to.to_owned(), handed);
    }

    /// Those to whom keys were handed have shown themselves.
    pub(super) fn keys_arrived(&mut self, who: impl Fn(&str, &HandedOver) -> bool) {
        let arrived: Vec<PeerName> =
            self.handed.iter().filter(|(peer, handed)| who(peer, handed)).map(|(peer, _)| peer.clone()).collect();
        for peer in arrived {
            self.handed.remove(&peer);
            self.batch.entries.push(Entry::Local { key: [HANDED, peer.as_bytes()].concat(), value: None });
        }
    }

    /// A device of this person is known that was not: perhaps the one to which keys were handed, met by somebody else.
    pub(super) fn own_devices_changed(&mut self, tag: Tag, before: &Circle) {
        let Some(state) = self.circles.get(&tag).filter(|_| !self.handed.is_empty()) else { return };
        let known = |device: DeviceId| before.certificates_of(&self.me.person).any(|known| known.device() == device);
        let new = state.circle().certificates_of(&self.me.person).filter(|one| !known(one.device()));
        let names: BTreeSet<String> = new.map(|one| one.name().to_owned()).collect();
        self.keys_arrived(|_, handed| names.contains(&handed.device));
    }

    /// This device has a circle that it has not compared with anybody's: what it knows of others' last words is not all.
    pub(super) fn mark_entered(&mut self, tag: Tag) {
        if self.entered.insert(tag) {
            self.batch.entries.push(Entry::Local { key: [ENTERED, tag.as_bytes()].concat(), value: Some(Vec::new()) });
        }
    }

    /// Somebody's set of a circle and ours were found equal: now devices can be taken away without cutting off their words.
    pub(super) fn has_caught_up(&mut self, now: Now, tag: Tag) {
        if self.entered.remove(&tag) {
            self.batch.entries.push(Entry::Local { key: [ENTERED, tag.as_bytes()].concat(), value: None });
        }
        // Everywhere, also where nobody has met the device yet: otherwise a member who knows of nothing lets it in.
        for device in self.taken_away() {
            if let Err(error) = self.revoke_in(now, tag, &device) {
                self.trouble(error.to_string());
            }
        }
    }

    /// Makes this device known in every circle of its person that does not know it: after it was made of a copy or a
    /// backup.
    pub(super) fn introduce(&mut self, now: Now) {
        let device = self.me.device.id();
        let unknown = |state: &CircleState| {
            state.membership(&self.me) == Membership::Joined
                && !state.secrets.is_empty()
                && !state.circle().certificates_of(&self.me.person).any(|known| known.device() == device)
        };
        let tags: Vec<Tag> = self.circles.iter().filter(|(_, state)| unknown(state)).map(|(tag, _)| *tag).collect();
        for tag in tags {
            self.mark_entered(tag);
            if let Err(error) = self.introduce_in(now, tag) {
                self.trouble(error.to_string());
            }
        }
    }

    fn introduce_in(&mut self, now: Now, tag: Tag) -> Result<(), Error> {
        let certificate = self.me.certificate.clone();
        self.must_have_room(tag, &certificate)?;
        let epoch = self.latest_secret(tag)?;
        let op = Op::Device(Device { certificate: certificate.clone() });
        self.publish_op_under(now, tag, &op, &epoch, Vec::new())?;
        if self.state(tag)?.circle().may(&self.me.person, Action::Rotate) {
            self.welcome(now, tag, &[certificate])?;
        }
        Ok(())
    }

    /// Whether a device may still be added in a circle: one more than count would only fill the history.
    pub(super) fn must_have_room(&self, tag: Tag, certificate: &Certificate) -> Result<(), Error> {
        let circle = self.state(tag)?.circle();
        let Some(member) = circle.member_of(&certificate.person()) else { return Ok(()) };
        if member.certificates.len() < limits::DEVICES_PER_PERSON || circle.is_member_device(&certificate.device()) {
            return Ok(());
        }
        Err(Error::TooManyDevices { devices: member.certificates.iter().map(|one| one.name().to_owned()).collect() })
    }

    /// The same in all circles, for one more device of this person.
    pub(super) fn must_have_room_everywhere(&self) -> Result<(), Error> {
        for state in self.circles.values() {
            let own = state.circle().member_of(&self.me.person).map_or(&[][..], |member| &member.certificates);
            if own.len() >= limits::DEVICES_PER_PERSON {
                return Err(Error::TooManyDevices { devices: own.iter().map(|one| one.name().to_owned()).collect() });
            }
        }
        Ok(())
    }

    /// The secret under which something is said that every member may read, whoever else may.
    fn latest_secret(&self, tag: Tag) -> Result<EpochSecret, Error> {
        let state = self.state(tag)?;
        let writable = state.circle().writable_epoch(&state.secrets);
        let mut epochs = state.circle().epochs();
        epochs.sort_unstable_by_key(|epoch| epoch.height);
        let latest = epochs.iter().rev().map(|epoch| epoch.epoch).find(|epoch| state.secrets.contains_key(epoch));
        let epoch = writable.or(latest).and_then(|epoch| state.secrets.get(&epoch));
        epoch.cloned().ok_or_else(|| self.not_a_member(tag))
    }

    /// A record of this very device came from elsewhere: its key is used in two places. This home goes on as another
    /// device, and both branches stay.
    pub(super) fn leave_device(&mut self, now: Now) {
        if !std::mem::take(&mut self.doubled) {
            return;
        }
        self.orphaned = false;
        if let Err(error) = self.become_new(now) {
            self.orphaned = true;
            let copied = || Error::Copied { home: self.me.home.clone() };
            self.trouble(if error == Error::NoRootKey { copied() } else { error }.to_string());
        }
    }

    /// This device was taken away, and not by its person: whoever has the root key is one, so this home goes on as a new
    /// device and can take theirs away.
    pub(super) fn renew_device(&mut self, now: Now, ask: AskId) -> Result<(), Error> {
        self.become_new(now)?;
        // Members give the new device what it needs when they are met, and those that are here already are asked at once.
        self.asked_back = self.peers.keys().cloned().collect();
        let asked = |peer: &PeerName| Effect::Return { peer: peer.clone(), held: Vec::new() };
        self.batch.effects.extend(self.asked_back.iter().map(asked));
        self.link_with_unlinked();
        self.whoami(ask)
    }

    /// Makes this home a new device of the same person, and says so in its circles.
    fn become_new(&mut self, now: Now) -> Result<(), Error> {
        let seeds = DeviceSeeds { device: self.random(), transport: self.random() };
        let name = next_name(self.me.certificate.name());
        let keys = self.me.keys.on_new_device(&seeds, &name).ok_or(Error::NoRootKey)?;
        // Before anything is signed by the new device, its key is on the disk.
        self.keeper.keep(keys.clone())?;
        let former = self.me.device.id();
        self.me = Me::new(keys, self.me.home.clone(), self.me.peer.clone());
        self.batch.effects.push(Effect::Certified(self.certificates()));
        self.tell(Event::NewDevice { device: self.me.device.id(), name, former });
        self.introduce(now);
        Ok(())
    }

    /// Whether this device may write: neither taken away nor the second of two with one key.
    pub(super) fn must_own_its_key(&self, tag: Tag) -> Result<(), Error> {
        if self.orphaned {
            return Err(Error::Copied { home: self.me.home.clone() });
        }
        let revoked = self.state(tag)?.circle().is_revoked(&self.me.person, &self.me.device.id());
        if revoked { Err(Error::DeviceRevoked) } else { Ok(()) }
    }

    /// Whether this device was taken away, in whatever circle.
    pub(super) fn is_revoked(&self) -> bool {
        let (person, device) = (self.me.person, self.me.device.id());
        self.circles.values().any(|state| state.circle().is_revoked(&person, &device))
    }

    /// What the devices of this person are called.
    pub(super) fn own_device_names(&self) -> Vec<String> {
        self.own_devices().values().map(|own| own.certificate.name().to_owned()).collect()
    }

    /// The devices of this person that were taken away in whatever circle, or are to be. Not this one: it says nothing of
    /// itself.
    fn taken_away(&self) -> BTreeSet<DeviceId> {
        let in_circles = self.circles.values().flat_map(|state| state.circle().taken_away(&self.me.person));
        let all = in_circles.map(Certificate::device).chain(self.revoking.iter().copied());
        all.filter(|device| *device != self.me.device.id()).collect()
    }

    fn own_devices(&self) -> BTreeMap<DeviceId, Own> {
        let mut all: BTreeMap<DeviceId, Own> = BTreeMap::new();
        let this = self.me.certificate.clone();
        all.insert(this.device(), Own { certificate: this, circles: Vec::new(), revoked: false });
        for (tag, state) in &self.circles {
            for certificate in state.circle().certificates_of(&self.me.person) {
                let new = || Own { certificate: certificate.clone(), circles: Vec::new(), revoked: false };
                let own = all.entry(certificate.device()).or_insert_with(new);
                own.circles.push(*tag);
                own.revoked |= state.circle().is_revoked(&self.me.person, &certificate.device());
            }
        }
        all
    }

    fn device_answer(&self, own: &Own) -> answer::Device {
        let device = own.certificate.device();
        let states = || own.circles.iter().filter_map(|tag| self.circles.get(tag));
        let wrote = states().filter_map(|state| {
            let (_, id) = state.chains().head(&device)?;
            let sealed = self.store.get(&id).ok().flatten()?;
            state.reopen(&sealed).map(|record| record.wall)
        });
        answer::Device {
            id: device,
            name: own.certificate.name().to_owned(),
            this: device == self.me.device.id(),
            revoked: own.revoked,
            circles: states().filter(|state| !self.is_private_state(state)).map(CircleState::title).collect(),
            wrote: wrote.max(),
            forked: states().any(|state| state.chains().forks().iter().any(|fork| fork.device == device)),
        }
    }

    pub(super) fn device_list(&mut self, ask: AskId) -> Result<(), Error> {
        let devices = self.own_devices();
        let mut answers: Vec<answer::Device> = devices.values().map(|own| self.device_answer(own)).collect();
        answers.sort_by(|left, right| {
            (left.revoked, !left.this, &left.name).cmp(&(right.revoked, !right.this, &right.name))
        });
        self.reply(ask, answers.into_iter().map(Answer::Device).collect());
        Ok(())
    }

    /// Gives this device another name, in every circle.
    pub(super) fn name_device(&mut self, now: Now, ask: AskId, name: &str) -> Result<(), Error> {
        let name = valid_name(name)?;
        let keys = self.me.keys.with_device_name(&name).ok_or(Error::NoRootKey)?;
        self.keeper.keep(keys.clone())?;
        self.me = Me::new(keys, self.me.home.clone(), self.me.peer.clone());
        self.batch.effects.push(Effect::Certified(self.certificates()));
        let joined = self.circles.iter().filter(|(_, state)| state.membership(&self.me) == Membership::Joined);
        for tag in joined.map(|(tag, _)| *tag).collect::<Vec<_>>() {
            let op = Op::Device(Device { certificate: self.me.certificate.clone() });
            let epoch = self.latest_secret(tag)?;
            self.publish_op_under(now, tag, &op, &epoch, Vec::new())?;
        }
        let devices = self.own_devices();
        let answer = devices.get(&self.me.device.id()).map(|own| self.device_answer(own));
        self.reply_written(ask, answer.map(Answer::Device).into_iter().collect());
        Ok(())
    }

    /// Takes a device away in every circle that knows it; where this one is new, as soon as it has caught up.
    pub(super) fn revoke_device(&mut self, now: Now, ask: AskId, name: &Name) -> Result<(), Error> {
        let devices = self.own_devices();
        let text = name.0.trim();
        let fits = |own: &&Own| {
            let id = own.certificate.device().to_string();
            fits_plain(&id, text) || (own.certificate.name() == text && !own.revoked)
        };
        let label =
            |own: &Own| (own.certificate.device(), format!("{} {}", own.certificate.device(), own.certificate.name()));
        let device = one(name, devices.values().filter(fits).map(label).collect())?;
        if device == self.me.device.id() {
            return Err(Error::NotAllowed { what: "revoke this device".into() });
        }
        self.me.root()?;
        let own = devices.get(&device).ok_or_else(|| Error::Unknown { name: name.0.clone() })?;
        self.revoking.insert(device);
        self.forget_own_peers(&device);
        self.batch.entries.push(Entry::Local { key: [REVOKED, device.as_bytes()].concat(), value: Some(Vec::new()) });
        let mut answer = answer::DeviceRevoked {
            device,
            name: own.certificate.name().to_owned(),
            circles: Vec::new(),
            waiting: Vec::new(),
            kept: 0,
            cut_off: 0,
        };
        for tag in own.circles.clone() {
            let (title, private) = (self.state(tag)?.title(), self.is_private(tag));
            if !self.revoke_in(now, tag, &device)? {
                answer.waiting.extend((!private).then_some(title));
                continue;
            }
            answer.circles.extend((!private).then_some(title));
            let (kept, cut_off) = self.words_of(tag, &device);
            (answer.kept, answer.cut_off) = (answer.kept + kept, answer.cut_off + cut_off);
        }
        self.reply_written(ask, vec![Answer::DeviceRevoked(answer)]);
        Ok(())
    }

    /// Records of a device that stand after it was taken away with what is known of it, and those that do not.
    fn words_of(&self, tag: Tag, device: &DeviceId) -> (u64, u64) {
        let Some(state) = self.circles.get(&tag) else { return (0, 0) };
        let Some((seq, head)) = state.chains().line_end(device) else {
            return (0, u64::try_from(state.chains().records(device).count()).unwrap_or(u64::MAX));
        };
        let stands = |(at, id): &(u64, _)| state.chains().is_on_branch(device, *at, id, seq, &head);
        let (kept, cut_off): (Vec<_>, Vec<_>) = state.chains().records(device).partition(stands);
        (u64::try_from(kept.len()).unwrap_or(u64::MAX), u64::try_from(cut_off.len()).unwrap_or(u64::MAX))
    }

    /// Whether what is here of a device is likely all that it showed to anybody: this home is not new in the circle, and was
    /// found equal lately with somebody, the device itself included, or with a relay. Sticks compare nothing; where there is
    /// nothing else, what is here must do.
    fn knows_last_words(&self, now: Now, state: &CircleState) -> bool {
        let is_lately = |at: Timestamp| at.later(limits::COMPARED_MILLIS) >= now.wall;
        let with = |other: &DeviceId| {
            let known = self.deliveries.known(state.tag, *other);
            known.and_then(|known| known.met.equal).is_some_and(is_lately)
        };
        let compared = || state.devices().iter().any(with) || self.relays.compared(state.tag).any(is_lately);
        let by_stick = state.circle().settings().reach == Reach::Usb;
        by_stick || (!self.entered.contains(&state.tag) && compared())
    }

    /// Takes a device away in one circle, and begins an epoch that it cannot read where it was let in. Returns whether it is taken away there;
    /// false as long as somebody else may know more of the other's last words.
    fn revoke_in(&mut self, now: Now, tag: Tag, device: &DeviceId) -> Result<bool, Error> {
        let (me, person) = (self.me.device.id(), self.me.person);
        let state = self.state(tag)?;
        if state.circle().is_revoked(&person, device) {
            return Ok(true);
        }
        if state.circle().role_of(&person).is_none() {
            return Ok(false);
        }
        let others_know = state.devices().iter().any(|other| *other != me && other != device);
        if others_know && !self.knows_last_words(now, state) {
            return Ok(false);
        }
        let Some(certificate) = self.own_devices().remove(device).map(|own| own.certificate) else { return Ok(false) };
        let epoch = self.latest_secret(tag)?;
        let state = self.state(tag)?;
        let was_let_in = state.circle().was_let_in(&person, device);
        let head = state.chains().line_end(device);
        let cut = Cut::new(head.map(|(seq, id)| (*device, seq, id)));
        let (circle, after) = (state.remembered.id, state.circle().heads());
        let op = Op::DeviceRevoke(DeviceRevoke::new(&self.me.root()?, certificate, &circle, &after, cut));
        self.publish_op_under(now, tag, &op, &epoch, Vec::new())?;
        if was_let_in && self.state(tag)?.circle().may(&person, Action::Rotate) {
            self.begin_epoch(now, tag)?;
        }
        Ok(true)
    }
}
