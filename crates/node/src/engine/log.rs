//! Who changed what in a circle: membership, roles, keys, and what was hidden.

use std::cell::Cell;

use commonplace_core::circle::{Cut, LogLine, Op, Reason, Role, Verdict};
use commonplace_core::id::{DeviceId, PersonId, RecordId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;
use commonplace_core::time::{Slot, Timestamp};
use commonplace_learning::catalogue::Body;
use commonplace_store::SetState;

use super::membership::role_name;
use super::resolve::{fits_plain, one};
use super::state::CircleState;
use super::{AskId, Engine, Now, schema};
use crate::answer::{self, Answer, Did};
use crate::command::Name;
use crate::error::Error;

/// What an operation did, and to whom.
struct Act {
    did: Did,
    who: Option<PersonId>,
    device: Option<DeviceId>,
    role: Option<Role>,
    words: Option<String>,
}

impl Act {
    fn of(did: Did) -> Self {
        Self { did, who: None, device: None, role: None, words: None }
    }

    fn to(did: Did, who: PersonId) -> Self {
        Self { who: Some(who), ..Self::of(did) }
    }
}

impl Engine {
    /// All that changed who may do what, oldest first by causes.
    pub(super) fn circle_log(&mut self, ask: AskId, circle: &Name) -> Result<(), Error> {
        let tag = self.circle_named(circle)?;
        let state = self.state(tag)?;
        let reads = Cell::new(limits::READABLE_IN_ALL);
        let mut lines: Vec<(u64, answer::LogLine)> =
            state.circle().log().filter_map(|line| self.control_line(tag, state, &line, &reads)).collect();
        for (_, value) in self.views.scan(&schema::moderations(&tag))? {
            let Ok(id) = RecordId::try_from(value.as_slice()) else { continue };
            lines.extend(self.moderation_line(tag, state, &id));
        }
        lines.sort_by_key(|(lamport, line)| (*lamport, line.id));
        self.reply(ask, lines.into_iter().map(|(_, line)| Answer::LogLine(line)).collect());
        Ok(())
    }

    /// `reads` is how many records may still be looked at.
    fn control_line(
        &self,
        tag: Tag,
        state: &CircleState,
        line: &LogLine<'_>,
        reads: &Cell<usize>,
    ) -> Option<(u64, answer::LogLine)> {
        let act = act(state, line.op?)?;
        let (stands, why) = match line.standing {
            Ok(()) => (true, None),
            Err(reason) => (false, Some(key(reason).to_owned())),
        };
        let devices = match act.did {
            _ if !stands => Vec::new(),
            Did::Left => line.author.map(|person| devices_of(state, &person)).unwrap_or_default(),
            Did::Removed | Did::Revoked => act.who.map(|person| devices_of(state, &person)).unwrap_or_default(),
            _ => act.device.into_iter().collect(),
        };
        let hidden = self.hidden_of(state, &devices);
        let person = if act.did == Did::Left { line.author } else { act.who };
        let is_in = person.and_then(|person| state.circle().role_of(&person)).is_some_and(Role::is_given_secrets);
        // Who is in again, or never was out, reads whatever there is.
        let readable =
            if is_in && act.device.is_none() { 0 } else { self.readable_by(state, &devices, line.wall, reads) };
        let told = answer::LogLine {
            id: line.record,
            at: line.wall,
            by: line.author.map(|person| self.author(tag, person)),
            did: act.did,
            who: act.who.map(|person| self.author(tag, person)),
            role: act.role.map(role_name),
            item: None,
            words: act.words,
            stands,
            why,
            hidden,
            readable,
        };
        Some((line.lamport, told))
    }

    fn moderation_line(&self, tag: Tag, state: &CircleState, id: &RecordId) -> Option<(u64, answer::LogLine)> {
        let record = state.reopen(&self.store.get(id).ok().flatten()?)?;
        let Ok(Body::Hide(hide)) = Body::read(record.kind, &record.body) else { return None };
        let verdict = state.circle().content_verdict(&record, state.chains());
        let why = match verdict {
            Verdict::Valid { role, .. } if role >= Role::Facilitator => None,
            Verdict::Valid { .. } => Some("role"),
            Verdict::Unknown => Some("no-grant"),
            Verdict::Invalid(reason) => Some(key(reason)),
            Verdict::BeyondCut => Some("removed"),
        };
        let told = answer::LogLine {
            id: *id,
            at: record.wall,
            by: state.circle().person_of(&record.device).map(|person| self.author(tag, person)),
            did: if hide.hidden { Did::Hid } else { Did::Showed },
            who: None,
            role: None,
            item: Some(hide.target),
            words: Some(hide.reason.clone()).filter(|reason| !reason.is_empty()),
            stands: why.is_none(),
            why: why.map(str::to_owned),
            hidden: 0,
            readable: 0,
        };
        Some((record.lamport, told))
    }

    /// What these devices wrote that is here and does not stand.
    fn hidden_of(&self, state: &CircleState, devices: &[DeviceId]) -> usize {
        let circle = state.circle();
        let of_device = |device: &DeviceId| {
            // Of several removals one may let stand what another does not: that is in the set, and is opened for this.
            let differ = state.is_removed_twice(device);
            let is_cut = |id: &RecordId| {
                let record = self.store.get(id).ok().flatten().and_then(|sealed| state.reopen(&sealed));
                record.is_some_and(|it| circle.content_verdict(&it, state.chains()) == Verdict::BeyondCut)
            };
            let is_hidden = |id: &RecordId| {
                let status = self.store.status(id).filter(|status| status.lane != Lane::Control);
                status.is_some_and(|status| status.state == SetState::Out || (differ && is_cut(id)))
            };
            state.chains().records(device).filter(|(_, id)| is_hidden(id)).count()
        };
        devices.iter().map(of_device).sum()
    }

    /// Records of others that were written since under a secret that one of these devices, which are removed, has.
    fn readable_by(&self, state: &CircleState, devices: &[DeviceId], since: Timestamp, reads: &Cell<usize>) -> usize {
        let held = state.secrets_of(devices);
        if held.is_empty() {
            return 0;
        }
        let later = [Lane::Posts, Lane::Documents].into_iter().flat_map(|lane| {
            let from = SetKey { slot: Slot::of(since), id: RecordId::from_bytes([0; 32]) };
            self.store.set_ids(&state.tag, lane, from.., limits::READABLE)
        });
        let is_readable = |key: &SetKey| {
            let sealed = self.store.get(&key.id).ok().flatten().filter(|sealed| held.contains(&sealed.header().epoch));
            let record = sealed.and_then(|sealed| state.reopen(&sealed));
            record.is_some_and(|record| record.wall > since && !devices.contains(&record.device))
        };
        let later: Vec<SetKey> = later.take(limits::READABLE.min(reads.get())).collect();
        reads.set(reads.get().saturating_sub(later.len()));
        later.iter().filter(|key| is_readable(key)).count()
    }

    /// Lets all stand that a removed person wrote and that is here, although who removed them had not seen it; and what a
    /// device wrote that was taken away.
    pub(super) fn keep_work(
        &mut self,
        now: Now,
        tag: Tag,
        person: PersonId,
        device: Option<&Name>,
    ) -> Result<(), Error> {
        let state = self.state(tag)?;
        let mine = state.circle().authority_of(&self.me.person).ok_or_else(|| self.not_a_member(tag))?;
        let is_steward = mine.role == Role::Steward;
        if !is_steward && person != self.me.person {
            return Err(Error::NotAllowed { what: "keep their work".into() });
        }
        let devices = match device {
            Some(name) => vec![device_of(state, &person, name)?],
            None => devices_of(state, &person),
        };
        if self.hidden_of(state, &devices) == 0 {
            return Err(Error::NothingHidden { name: state.name_of(&person) });
        }
        let head = |device: &DeviceId| state.chains().line_end(device).map(|(seq, id)| (*device, seq, id));
        let cut = Cut::new(devices.iter().filter_map(head));
        // One's own words are one's own, except against a removal of oneself.
        let removals = state.circle().removals_of(&person).into_iter().filter(|_| is_steward);
        let removals: Vec<(RecordId, u16, Cut)> = removals.map(|(id, rank)| (id, rank, cut.clone())).collect();
        let is_own = person == self.me.person;
        let revocations = devices.iter().flat_map(|device| {
            let cut = Cut::new(head(device));
            let revocations = state.circle().revocations_of(&person, device).into_iter();
            revocations.map(move |(id, rank)| (id, rank, cut.clone()))
        });
        let revocations: Vec<(RecordId, u16, Cut)> = revocations.collect();
        // A junior does not change what a senior decided.
        let beyond = |all: &[(RecordId, u16, Cut)]| all.iter().any(|(_, rank, _)| *rank < mine.rank);
        if beyond(&removals) || (!is_own && beyond(&revocations)) {
            return Err(Error::NotAllowed { what: "keep their work".into() });
        }
        for (of, _, cut) in removals.into_iter().chain(revocations) {
            let op = Op::ExtendCut(commonplace_core::circle::op::ExtendCut { of, cut });
            self.publish_op(now, tag, &op)?;
        }
        Ok(())
    }

    /// Hides an item from those who do not moderate, or shows it again.
    pub(super) fn hide(&mut self, now: Now, ask: AskId, name: &Name, hidden: bool, reason: &str) -> Result<(), Error> {
        let (id, item) = self.item_named(name)?;
        if !self.moderates(item.tag) {
            return Err(Error::NotAllowed { what: "hide".into() });
        }
        let content = self.with_discussion(&item, name, |discussion| discussion.hide(id, hidden, reason.trim()))?;
        self.write(now, ask, item.tag, content, Some(id))
    }

    /// A person who is or was in the circle.
    pub(super) fn anybody_named(&self, tag: Tag, name: &Name) -> Result<PersonId, Error> {
        let text = name.0.trim();
        let state = self.state(tag)?;
        let fits = |person: &PersonId| {
            let id = person.to_string();
            (text.len() >= 8 && id.starts_with(text)) || state.name_of(person) == text
        };
        let mut found: Vec<PersonId> = state.people().into_iter().filter(fits).collect();
        if found.len() > 1 {
            let label = |person: &PersonId| format!("{person} {}", state.name_of(person));
            let candidates = found.iter().take(8).map(label).collect();
            return Err(Error::Ambiguous { name: name.0.clone(), candidates });
        }
        found.pop().ok_or_else(|| Error::Unknown { name: name.0.clone() })
    }
}

/// What an operation did; none for those that change nothing that people decide on.
fn act(state: &CircleState, op: &Op) -> Option<Act> {
    Some(match op {
        Op::Genesis(genesis) => Act { words: Some(genesis.title.clone()), ..Act::of(Did::Founded) },
        Op::Grant(grant) => Act { role: Some(grant.role), ..Act::to(Did::Granted, grant.person) },
        Op::Revoke(revoke) => match taken_back(state, &revoke.grant) {
            Some((person, role)) => Act { role: Some(role), ..Act::to(Did::Revoked, person) },
            None => Act::of(Did::ClosedInvitation),
        },
        Op::Ban(ban) => Act::to(Did::Removed, ban.person),
        Op::Leave(_) => Act::of(Did::Left),
        Op::Invite(invite) => Act { role: Some(invite.role), ..Act::of(Did::Invited) },
        Op::Epoch(_) => Act::of(Did::Rotated),
        Op::Welcome => return None,
        Op::Device(device) => Act::to(Did::AddedDevice, device.certificate.person()),
        Op::DeviceRevoke(revoke) => Act {
            device: Some(revoke.certificate.device()),
            words: Some(revoke.certificate.name().to_owned()),
            ..Act::to(Did::RevokedDevice, revoke.certificate.person())
        },
        Op::ExtendCut(extension) => match removed_by(state, &extension.of) {
            Some(person) => Act::to(Did::KeptWork, person),
            None => Act::of(Did::KeptWork),
        },
        Op::Settings(_) => Act::of(Did::Settled),
    })
}

/// Every device that a person has or had.
fn devices_of(state: &CircleState, person: &PersonId) -> Vec<DeviceId> {
    state.circle().certificates_of(person).map(Certificate::device).collect()
}

/// The device of a person that somebody means, by its id or its name.
fn device_of(state: &CircleState, person: &PersonId, name: &Name) -> Result<DeviceId, Error> {
    let fits =
        |known: &&Certificate| fits_plain(&known.device().to_string(), name.0.trim()) || known.name() == name.0.trim();
    let label = |known: &Certificate| (known.device(), format!("{} {}", known.device(), known.name()));
    one(name, state.circle().certificates_of(person).filter(fits).map(label).collect())
}

/// Whose grant it is, and which role it gives; none for an invitation.
fn taken_back(state: &CircleState, grant: &RecordId) -> Option<(PersonId, Role)> {
    let line = state.circle().log().find(|line| line.record == *grant)?;
    if let Some(Op::Grant(grant)) = line.op { Some((grant.person, grant.role)) } else { None }
}

/// Whom a removal removed.
fn removed_by(state: &CircleState, removal: &RecordId) -> Option<PersonId> {
    let line = state.circle().log().find(|line| line.record == *removal)?;
    match line.op? {
        Op::Ban(ban) => Some(ban.person),
        Op::Leave(_) => line.author,
        Op::Revoke(revoke) => taken_back(state, &revoke.grant).map(|(person, _)| person),
        Op::DeviceRevoke(revoke) => Some(revoke.certificate.person()),
        _ => None,
    }
}

/// The name of a reason, for programs and for the keys of sentences.
fn key(reason: Reason) -> &'static str {
    match reason {
        Reason::Malformed => "malformed",
        Reason::Foreign => "foreign",
        Reason::NoGrant => "no-grant",
        Reason::FalseGrant => "false-grant",
        Reason::NotTheirs => "not-theirs",
        Reason::Unseen => "unseen",
        Reason::Role => "role",
        Reason::Rank => "rank",
        Reason::Removed => "removed",
        Reason::Left => "left",
        Reason::DeviceRevoked => "device-revoked",
        Reason::Proof => "proof",
        Reason::UsedUp => "used-up",
        Reason::TooMany => "too-many",
        Reason::Repeated => "repeated",
    }
}
