//! Coming back with a new device, both sides: asking members whom we meet for our circles, and giving people whom we know
//! theirs. The words are in `core::circle::returning`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use commonplace_core::circle::op::Device;
use commonplace_core::circle::returning::{
    ReturnAnswer, ReturnCounter, ReturnGate, ReturnRequest, ReturnedCircle, Talk,
};
use commonplace_core::circle::{Action, Op};
use commonplace_core::id::{DeviceId, PersonId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_core::record::Sealed;
use commonplace_sync::Origin;

use super::state::{CircleState, Remembered};
use super::{AskId, Effect, Engine, Now, PeerName};
use crate::answer::Membership;
use crate::error::Error;

/// Between two questions to an own device whether it has circles that are not here: one is joined now and then.
const OWN_PAUSE: Duration = Duration::from_secs(300);
/// The same while there is no private circle: one of the two is founding it.
const PRIVATE_PAUSE: Duration = Duration::from_secs(10);

impl Engine {
    /// Whether we look for our circles.
    pub(super) fn is_returning(&self, now: Now) -> bool {
        self.returning.is_some_and(|since| since.later(limits::RETURN_MILLIS) >= now.wall)
    }

    /// Asks a peer for our circles, as a stranger to most. Somebody who has seen that they were removed asks once while
    /// connected: a senior may have set the removal aside.
    pub(super) fn return_to(&mut self, now: Now, peer: &str) {
        let hopes = |state: &CircleState| {
            state.out().is_some_and(|ending| !ending.left && ending.wall.later(limits::RETURN_MILLIS) >= now.wall)
        };
        if self.is_returning(now) || (self.circles.values().any(hopes) && self.asked_back.insert(peer.to_owned())) {
            self.ask_for_circles(peer);
        }
    }

    fn ask_for_circles(&mut self, peer: &str) {
        if self.me.root().is_ok() {
            let held = self.held_but(None);
            self.batch.effects.push(Effect::Return { peer: peer.to_owned(), held });
        }
    }

    /// The circles of which we need not be told anything.
    fn held_but(&self, wanted: Option<Tag>) -> Vec<Tag> {
        let is_held = |(tag, state): &(&Tag, &CircleState)| {
            !state.secrets.is_empty() && state.out().is_none() && Some(**tag) != wanted
        };
        self.circles.iter().filter(is_held).map(|(tag, _)| *tag).take(limits::RETURN_HELD).collect()
    }

    /// A peer has proved to be another device of this person. What one of them has joined the others are given too: each
    /// asks for what it lacks, when they meet and as long as they are together.
    pub(super) fn own_device_met(&mut self, now: Now, peer: &str, device: &DeviceId) {
        if self.is_taken_away(&self.me.person, device) || self.own_peers.insert(peer.to_owned(), *device).is_some() {
            return;
        }
        self.ask_for_circles(peer);
        let pause = self.own_pause();
        self.timers.own.get_or_insert(now.mono.after(pause));
    }

    /// Asks the own devices that are connected for circles that are not here.
    pub(super) fn ask_own_devices(&mut self, now: Now) {
        for peer in self.own_peers.keys().cloned().collect::<Vec<_>>() {
            self.ask_for_circles(&peer);
        }
        self.timers.own = (!self.own_peers.is_empty()).then(|| now.mono.after(self.own_pause()));
    }

    fn own_pause(&self) -> Duration {
        if self.private_circle().is_some() { OWN_PAUSE } else { PRIVATE_PAUSE }
    }

    /// An own device has given us what it has. If neither has a private circle, the one of the smaller id founds it, and the
    /// other one is given it when it asks next.
    fn no_private_from(&mut self, now: Now, peer: &str) {
        if self.own_peers.get(peer).is_some_and(|other| self.me.device.id() < *other) {
            self.found_private(now);
        }
    }

    /// Whether a person has taken this device away, in whatever circle we know of; of this person's, also whether it is to
    /// be. It may be let in nowhere then: a circle that has not heard of it is no reason.
    pub(super) fn is_taken_away(&self, person: &PersonId, device: &DeviceId) -> bool {
        let is_to_be = *person == self.me.person && self.revoking.contains(device);
        is_to_be || self.circles.values().any(|state| state.circle().is_revoked(person, device))
    }

    /// Who was connected as a device of this person and was taken away is asked for nothing any more.
    pub(super) fn forget_own_peers(&mut self, device: &DeviceId) {
        let links = self.links.values();
        let gone: BTreeSet<&PeerName> =
            links.filter(|link| link.proved.values().any(|proved| proved == device)).map(|link| &link.peer).collect();
        self.own_peers.retain(|peer, _| !gone.contains(peer));
    }

    /// Somebody shows a gate: whether we know whose it is. Of all people in our circles one at most fits.
    pub(super) fn return_gate_shown(&mut self, ask: AskId, gate: &ReturnGate, talk: &Talk) {
        let counter = self.returner(gate, talk).map_or(ReturnCounter::Unknown, |who| ReturnCounter::new(&who, talk));
        self.batch.effects.push(Effect::AnswerReturnGate { ask, counter });
    }

    fn returner(&self, gate: &ReturnGate, talk: &Talk) -> Option<PersonId> {
        // A laptop that was linked just now belongs to us, though we may have no circle yet.
        // Somebody who was removed may be told so: their laptop cannot know it otherwise.
        let joined = self.circles.values().filter(|state| state.membership(&self.me) == Membership::Joined);
        let people: BTreeSet<PersonId> = joined.flat_map(CircleState::people).chain([self.me.person]).collect();
        people.into_iter().find(|person| gate.is_of(person, talk))
    }

    /// Somebody whom we know asks for their circles. They get those that may travel to where they are.
    pub(super) fn return_asked(
        &mut self,
        now: Now,
        ask: AskId,
        peer: &str,
        gate: &ReturnGate,
        request: &ReturnRequest,
        talk: &Talk,
    ) {
        let person = self.returner(gate, talk).filter(|person| request.is_proven(person, talk));
        let answer = person.map(|person| self.give_back(now, peer, &person, request, talk)).unwrap_or_default();
        if person == Some(self.me.person) {
            self.linked_with(peer);
            self.own_device_met(now, peer, &request.certificate.device());
        }
        self.batch.effects.push(Effect::AnswerReturn { ask, answer });
    }

    fn give_back(
        &mut self,
        now: Now,
        peer: &str,
        person: &PersonId,
        request: &ReturnRequest,
        talk: &Talk,
    ) -> ReturnAnswer {
        let mut answer = ReturnAnswer::default();
        let device = request.certificate.device();
        let gone = self.is_taken_away(person, &device);
        let in_common = self.circles.iter().filter(|(tag, state)| {
            // What a device that was taken away has already, it is told about; of circles that it never had, nothing.
            let concerns = if gone { state.circle().was_let_in(person, &device) } else { !request.holds(tag, talk) };
            concerns
                && self.may_travel_to(**tag, peer)
                && state.membership(&self.me) == Membership::Joined
                && state.circle().role_of(person).is_some_and(commonplace_core::circle::Role::is_given_secrets)
        });
        for tag in in_common.map(|(tag, _)| *tag).collect::<Vec<_>>() {
            let records = if gone {
                // Whoever asks in vain is to know why: the record says so to them alone, and gives them nothing.
                self.revocation_of(tag, &request.certificate)
            } else {
                // A reader lets nobody in, and a circle that cannot be written now is asked for again.
                let welcomed = self.welcome_device(now, tag, &request.certificate);
                if let (Err(error @ Error::TooManyDevices { .. }), true) = (&welcomed, *person == self.me.person) {
                    self.trouble(error.to_string());
                }
                welcomed.unwrap_or_default()
            };
            if records.is_empty() {
                continue;
            }
            let Some(state) = self.circles.get(&tag) else { continue };
            let (circle, title) = (state.remembered.id, state.title());
            if !answer.push(ReturnedCircle { circle, tag, title, records }) {
                return answer;
            }
        }
        self.tell_who_is_out(peer, person, request, talk, &mut answer);
        answer
    }

    /// Shows somebody that they are out of circles that they hold. Nobody else would: who has seen a removal serves them
    /// nothing any more. They are given the records of it, which their node judges as every other, and could open before.
    fn tell_who_is_out(
        &self,
        peer: &str,
        person: &PersonId,
        request: &ReturnRequest,
        talk: &Talk,
        answer: &mut ReturnAnswer,
    ) {
        for (tag, state) in &self.circles {
            let ours = state.membership(&self.me) == Membership::Joined && self.may_travel_to(*tag, peer);
            if !ours || request.holds(tag, talk) {
                continue;
            }
            let told = state.circle().told_of_ending(person, limits::ENDING_RECORDS);
            let records: Vec<Vec<u8>> = told
                .iter()
                .filter_map(|id| self.store.get(id).ok().flatten())
                .map(|sealed| sealed.bytes().to_vec())
                .collect();
            for part in records.chunks(limits::JOIN_RECORDS) {
                let (circle, title) = (state.remembered.id, state.title());
                if !answer.push(ReturnedCircle { circle, tag: *tag, title, records: part.to_vec() }) {
                    return;
                }
            }
        }
    }

    /// The record by which a device was taken away, in a circle; before it the boxes that open it, as far as there are some
    /// for the device: who was away when the secret changed has not got them, and would go on writing in vain.
    fn revocation_of(&self, tag: Tag, certificate: &Certificate) -> Vec<Vec<u8>> {
        let revocation = self.circles.get(&tag).and_then(|state| {
            let id = state.circle().revocation(&certificate.person(), &certificate.device())?;
            self.store.get(&id).ok().flatten()
        });
        let Some(revocation) = revocation else { return Vec::new() };
        let epoch = revocation.header().epoch;
        let boxed = self.circles.get(&tag).map(|state| state.boxed_for(certificate)).unwrap_or_default();
        let boxed = boxed.iter().filter_map(|id| self.store.get(id).ok().flatten());
        let opening = boxed.filter(|sealed| sealed.header().epoch == epoch).take(limits::JOIN_RECORDS - 1);
        opening.chain([revocation.clone()]).map(|sealed| sealed.bytes().to_vec()).collect()
    }

    /// A member no longer takes this device for one of the circle: perhaps it was taken away. Asked once while connected.
    pub(super) fn ask_why_refused(&mut self, peer: &PeerName, refused: Tag) {
        if self.asked_back.insert(peer.clone()) {
            let held = self.held_but(Some(refused));
            self.batch.effects.push(Effect::Return { peer: peer.clone(), held });
        }
    }

    /// Whoever called us back does not take us for a member after all.
    pub(super) fn not_recalled(&mut self, now: Now, tag: Tag) {
        let Some(state) = self.circles.get_mut(&tag).filter(|state| state.recalled) else { return };
        state.recalled = false;
        if !state.is_served() {
            self.drive(now, commonplace_sync::Input::CircleRemoved { tag });
        }
    }

    /// Makes a device of a member known in a circle, and boxes the secret to it. Gives the records that it opens.
    pub(super) fn welcome_device(
        &mut self,
        now: Now,
        tag: Tag,
        certificate: &Certificate,
    ) -> Result<Vec<Vec<u8>>, Error> {
        let (person, device) = (certificate.person(), certificate.device());
        if self.is_taken_away(&person, &device) {
            return Err(Error::DeviceRevoked);
        }
        let state = self.state(tag)?;
        let known = state.circle().is_member_device(&device);
        let mut boxed = self.control_bytes_for(tag, certificate);
        if known && !boxed.is_empty() {
            return Ok(boxed.split_off(boxed.len().saturating_sub(limits::JOIN_RECORDS)));
        }
        self.must(tag, Action::LetIn, "let somebody in")?;
        let mut staged = Vec::new();
        if !known {
            self.must_have_room(tag, certificate)?;
            let op = Op::Device(Device { certificate: certificate.clone() });
            staged.push(self.publish_op(now, tag, &op)?.id);
        }
        if !self.state(tag)?.circle().is_member_device(&device) {
            return Ok(Vec::new());
        }
        staged.push(self.welcome(now, tag, std::slice::from_ref(certificate))?);
        Ok(self.batch.bytes_of(&staged))
    }

    /// A member gave us circles back.
    pub(super) fn returned(&mut self, now: Now, peer: &PeerName, answer: ReturnAnswer) {
        let mut came = false;
        // What is said of one circle comes in parts.
        let mut of_known: BTreeMap<Tag, Vec<Sealed>> = BTreeMap::new();
        let mut given = self.given_back.get(peer).copied().unwrap_or_default();
        let most = if self.own_peers.contains_key(peer) { limits::RETURN_HELD } else { limits::RETURN_CIRCLES_OF_PEER };
        // Who only asks why they are refused is told of what they have: circles that they had not are no answer to that.
        let looks = self.is_returning(now) || self.own_peers.contains_key(peer);
        for circle in answer.circles {
            let known = self.circles.contains_key(&circle.tag);
            // Any member can found as many circles as they like, and each of them opens.
            let full = given >= most || self.circles.len() >= limits::RETURN_HELD;
            if !known && (!looks || full) {
                continue;
            }
            if known {
                let records = circle.records.iter().filter_map(|bytes| Sealed::from_bytes(bytes).ok());
                of_known.entry(circle.tag).or_default().extend(records);
            }
            let tag = circle.tag;
            if self.enter(now, circle) {
                came = true;
                given += 1;
                if let Some(state) = self.circles.get_mut(&tag) {
                    state.let_in_by = Some(peer.clone());
                }
            }
        }
        for (tag, records) in of_known {
            self.told_about(now, tag, &records);
        }
        if given > 0 {
            self.given_back.insert(peer.clone(), given);
        }
        if came {
            self.link_with_unlinked();
        }
        if came && answer.more {
            self.ask_for_circles(peer);
        } else {
            self.no_private_from(now, peer);
            self.linked_with(peer);
        }
    }

    /// Takes a circle that somebody gave us, with the records that open it. Returns whether it is one more.
    pub(super) fn enter(&mut self, now: Now, given: ReturnedCircle) -> bool {
        let ReturnedCircle { circle, tag, title, records } = given;
        // One name on the wire belongs to one circle.
        let held = self.circles.get(&tag).map(|state| (state.remembered.id == circle, state.secrets.is_empty()));
        let records: Vec<Sealed> = records.iter().filter_map(|bytes| Sealed::from_bytes(bytes).ok()).collect();
        match held {
            Some((false, _)) => return false,
            Some((true, false)) => {
                // Here already; they may say why we are no longer served.
                self.ingest(now, tag, &records, Origin::Kept);
                return false;
            }
            // A circle that does not open would stand there for ever, and in the way of the true one of this name.
            _ if !records.iter().any(|record| record.header().tag == tag && self.me.unbox(record).is_some()) => {
                return false;
            }
            _ => {}
        }
        self.add_circle(tag, Remembered { id: circle, title, left: false, told: false });
        self.mark_entered(tag);
        self.ingest(now, tag, &records, Origin::Kept);
        self.drive(now, commonplace_sync::Input::CircleAdded { tag });
        true
    }

    /// Somebody has answered for a circle of which we have seen that we are out. Who gives us a secret in place of the
    /// removal takes us for a member: it is tried once more, and what they have shows whether they are right.
    fn told_about(&mut self, now: Now, tag: Tag, records: &[Sealed]) {
        let Some(state) = self.circles.get_mut(&tag) else { return };
        let Some(ending) = state.out().copied() else { return };
        let again = records.iter().all(|record| record.id() != ending.record)
            && records.iter().any(|record| self.me.unbox(record).is_some());
        if again {
            state.recalled = true;
            self.drive(now, commonplace_sync::Input::CircleAdded { tag });
            self.link_with_unlinked();
        }
    }
}
