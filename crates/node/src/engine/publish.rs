//! From a draft to a record: who writes, under which grant and epoch, after what.

use commonplace_core::circle::{Action, EpochInfo, Op, Role};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{EpochId, RecordId, Tag};
use commonplace_core::key::Certificate;
use commonplace_core::limits;
use commonplace_core::record::{Draft, Lane, Record, SealError, Sealed, next_lamport};
use commonplace_core::text::cut;
use commonplace_core::time::Slot;
use commonplace_learning::Content;
use commonplace_store::{Entry, SetState};
use commonplace_sync::Origin;

use super::batch::Staged;
use super::state::CircleState;
use super::{Effect, Engine, Now};
use crate::answer::Membership;
use crate::error::Error;

/// A record sealed under an epoch, or under one whose secret it brings along.
enum Sealing {
    Plain,
    Boxed(Vec<Certificate>),
}

impl Engine {
    /// Signs, seals and stages content of a circle.
    pub(super) fn publish(&mut self, now: Now, tag: Tag, content: Content) -> Result<Record, Error> {
        self.must_own_its_key(tag)?;
        self.must(tag, Action::Write, "write")?;
        let epoch = self.writable_epoch(now, tag)?;
        let state = self.state(tag)?;
        let auth = state.circle().authority_of(&self.me.person).map(|authority| authority.auth);
        let auth = auth.ok_or_else(|| self.not_a_member(tag))?;
        let device = self.me.device.id();
        let state = self.state_mut(tag)?;
        let draft = Draft {
            lane: content.lane,
            kind: content.kind,
            after: state.seen(&device),
            auth,
            wall: now.wall,
            lamport: next_lamport(state.lamport, Slot::of(now.wall)),
            body: content.body,
        };
        let (sealed, record) = self.seal(tag, draft, &epoch, &Sealing::Plain)?;
        self.stage_own(now, tag, sealed, &record);
        Ok(record)
    }

    /// Signs, seals and stages a control operation under the current epoch.
    pub(super) fn publish_op(&mut self, now: Now, tag: Tag, op: &Op) -> Result<Record, Error> {
        let epoch = self.writable_epoch(now, tag)?;
        self.publish_op_under(now, tag, op, &epoch, Vec::new())
    }

    /// The same under a given epoch, whose secret is boxed to the recipients if there are any.
    pub(super) fn publish_op_under(
        &mut self,
        now: Now,
        tag: Tag,
        op: &Op,
        epoch: &EpochSecret,
        recipients: Vec<Certificate>,
    ) -> Result<Record, Error> {
        self.must_own_its_key(tag)?;
        let state = self.state(tag)?;
        let auth = match op {
            Op::Genesis(_) => commonplace_core::circle::op::NO_AUTHORITY,
            _ => {
                let authority = match op {
                    Op::Leave(_) => state.circle().authority_to_leave(&self.me.person),
                    _ => state.circle().authority_of(&self.me.person),
                };
                authority.map(|authority| authority.auth).ok_or_else(|| self.not_a_member(tag))?
            }
        };
        let draft = Draft {
            lane: Lane::Control,
            kind: op.kind(),
            after: state.circle().heads(),
            auth,
            wall: now.wall,
            lamport: next_lamport(state.lamport.max(state.circle().lamport()), Slot::of(now.wall)),
            body: op.encode(),
        };
        let sealing = if recipients.is_empty() { Sealing::Plain } else { Sealing::Boxed(recipients) };
        let (sealed, record) = self.seal(tag, draft, epoch, &sealing)?;
        self.stage_own(now, tag, sealed, &record);
        Ok(record)
    }

    fn seal(
        &mut self,
        tag: Tag,
        draft: Draft,
        epoch: &EpochSecret,
        sealing: &Sealing,
    ) -> Result<(Sealed, Record), Error> {
        // Asked before anything is made: what cannot be written must take no place in the chain.
        if self.is_full() {
            return Err(Error::DiskFull);
        }
        if self.outdated.contains(&tag) {
            self.reload(tag)?;
        }
        let device = self.me.device.clone();
        let position = self.state(tag)?.position(&device.id());
        let sealed = match sealing {
            Sealing::Plain => draft.seal(&device, position, tag, epoch),
            Sealing::Boxed(recipients) => {
                let recipients: Vec<&Certificate> = recipients.iter().collect();
                draft.seal_boxed(&device, position, tag, epoch, &recipients)
            }
        };
        sealed.map_err(too_long)
    }

    fn stage_own(&mut self, now: Now, tag: Tag, sealed: Sealed, record: &Record) {
        if let Some(state) = self.circles.get_mut(&tag) {
            state.learn(record);
        }
        if self.networked
            && self.gossips(tag)
            && let Some(channel) = self.gossip_channel(now, tag)
        {
            self.batch.effects.push(Effect::Publish { channel, record: sealed.clone() });
        }
        let staged = Staged { tag, id: sealed.id(), from: Origin::Own, in_set: true };
        self.batch.stage(staged, Entry::Record { sealed, state: SetState::In });
        if record.header.lane == Lane::Control {
            self.control_changed(now, tag, Vec::new());
        }
    }

    /// The epoch to write under; begins one when none may be written under any more, and when a steward writes under one that
    /// has become old.
    fn writable_epoch(&mut self, now: Now, tag: Tag) -> Result<EpochSecret, Error> {
        let state = self.state(tag)?;
        if state.circle().role_of(&self.me.person).is_none() {
            return Err(self.not_a_member(tag));
        }
        if let Some(epoch) = state.circle().writable_epoch(&state.secrets)
            && let Some(secret) = state.secrets.get(&epoch)
            && !self.has_grown_old(now, state, &epoch)
        {
            return Ok(secret.clone());
        }
        self.begin_epoch(now, tag)
    }

    fn has_grown_old(&self, now: Now, state: &CircleState, epoch: &EpochId) -> bool {
        let is_steward = state.circle().role_of(&self.me.person) == Some(Role::Steward);
        let begun = |info: &EpochInfo| info.epoch == *epoch && info.wall.later(limits::EPOCH_MILLIS) < now.wall;
        is_steward && state.circle().epochs().iter().any(begun)
    }

    /// Begins an epoch because somebody wants it: they fear that a secret is out.
    pub(super) fn renew_circle(&mut self, now: Now, tag: Tag) -> Result<(), Error> {
        self.must(tag, Action::Rotate, "change the key")?;
        self.begin_epoch(now, tag).map(drop)
    }

    /// Begins an epoch: a fresh secret, boxed to every device that is now valid.
    pub(super) fn begin_epoch(&mut self, now: Now, tag: Tag) -> Result<EpochSecret, Error> {
        self.must_own_its_key(tag)?;
        let secret = EpochSecret::from_bytes(self.random());
        let state = self.state_mut(tag)?;
        let op = state.circle().next_epoch(&state.secrets, &secret);
        let recipients: Vec<Certificate> = state.circle().recipients().into_iter().cloned().collect();
        state.secrets.insert(secret.id(), secret.clone());
        let mut parts = recipients.chunks(limits::BOXES_PER_RECORD);
        let first = parts.next().map(<[Certificate]>::to_vec).unwrap_or_default();
        self.publish_op_under(now, tag, &op, &secret, first)?;
        for part in parts {
            self.publish_op_under(now, tag, &Op::Welcome, &secret, part.to_vec())?;
        }
        Ok(secret)
    }

    pub(super) fn state(&self, tag: Tag) -> Result<&CircleState, Error> {
        self.circles.get(&tag).ok_or_else(|| Error::Unknown { name: tag.short() })
    }

    pub(super) fn state_mut(&mut self, tag: Tag) -> Result<&mut CircleState, Error> {
        self.circles.get_mut(&tag).ok_or_else(|| Error::Unknown { name: tag.short() })
    }

    pub(super) fn not_a_member(&self, tag: Tag) -> Error {
        let Some(state) = self.circles.get(&tag) else { return Error::NotAMember { circle: String::new() } };
        let circle = state.title();
        match state.out().filter(|_| state.membership(&self.me) == Membership::Removed) {
            Some(ending) => Error::Removed { circle, by: ending.by.map(|person| state.name_of(&person)) },
            None => Error::NotAMember { circle },
        }
    }

    /// Publishes several contents; gives the id of the first.
    pub(super) fn publish_all(
        &mut self,
        now: Now,
        tag: Tag,
        contents: Vec<Content>,
    ) -> Result<Option<RecordId>, Error> {
        let mut first = None;
        for content in contents {
            let record = self.publish(now, tag, content)?;
            first.get_or_insert(record.id);
        }
        Ok(first)
    }
}

fn too_long(error: SealError) -> Error {
    Error::TooLong { what: cut(&error.to_string(), 80).to_owned(), max: format!("{} KiB", limits::BODY_BYTES / 1024) }
}
