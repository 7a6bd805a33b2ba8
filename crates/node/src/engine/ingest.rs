//! The one door: whatever a record's way here (written, announced, fetched, gossiped), it is verified, admitted and
//! staged for the journal by [`Engine::ingest`] and by nothing else.

use std::thread;

use commonplace_core::circle::Op;
use commonplace_core::id::{EpochId, RecordId, Tag};
use commonplace_core::record::{Lane, OpenError, Record, Sealed};
use commonplace_core::time::Slot;
use commonplace_core::{epoch::EpochSecret, limits};
use commonplace_store::{Entry, Mark, SetState};
use commonplace_sync::{Origin, Rejection};

use super::batch::{READ_YOUR_WRITES, Staged};
use super::state::{Bearer, waiting_key};
use super::{Engine, Now};

/// What became of a record at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Staged; it is durable after the next commit.
    Staged,
    /// Here already.
    Held,
    /// Here, but for its body, which is staged.
    Body,
    /// Here, and nobody can say yet whether it is true: its secret is not here.
    Waits,
    /// Not taken.
    Refused(Rejection),
}

/// Records whose signatures are worth a second thread: below this, starting it costs more than it saves.
const PARALLEL_FROM: usize = 32;

impl Engine {
    /// Verifies, admits and stages records of one circle. `from` says which way they came.
    pub(super) fn ingest(&mut self, now: Now, tag: Tag, records: &[Sealed], from: Origin) -> Vec<(RecordId, Outcome)> {
        let mut outcomes = Vec::with_capacity(records.len());
        let mut fresh = Vec::new();
        if !self.circles.contains_key(&tag) || self.is_full() {
            let unavailable = Outcome::Refused(Rejection::Unavailable);
            return records.iter().map(|record| (record.id(), unavailable)).collect();
        }
        for record in records {
            match self.glance(now, tag, record) {
                Ok(()) => fresh.push(record),
                Err(Outcome::Body) => {
                    self.take_body(tag, record);
                    outcomes.push((record.id(), Outcome::Body));
                }
                Err(Outcome::Staged) => outcomes.push((record.id(), self.batch.also_from(&record.id(), from))),
                Err(outcome) => outcomes.push((record.id(), outcome)),
            }
        }
        // Control first, and all that follows from it: it brings the keys and the grants by which the rest is judged.
        let (control, content): (Vec<&Sealed>, Vec<&Sealed>) =
            fresh.into_iter().partition(|record| record.header().lane == Lane::Control);
        let opened = self.admit_all(tag, &control, from, &mut outcomes);
        self.control_changed(now, tag, opened);
        self.admit_all(tag, &content, from, &mut outcomes);
        outcomes
    }

    /// What can be said of a record without opening it.
    fn glance(&self, now: Now, tag: Tag, record: &Sealed) -> Result<(), Outcome> {
        if record.header().tag != tag {
            return Err(Outcome::Refused(Rejection::Invalid));
        }
        if self.batch.holds(&record.id()) {
            return Err(Outcome::Staged);
        }
        if let Some(status) = self.store.status(&record.id()) {
            let waits = self.circles.get(&tag).is_some_and(|state| state.waits(record));
            return Err(match status.state {
                SetState::In if !status.whole && self.is_wanted_body(record) => Outcome::Body,
                SetState::In => Outcome::Held,
                SetState::Out if waits => Outcome::Waits,
                SetState::Out => Outcome::Refused(Rejection::Inadmissible),
            });
        }
        // Whoever has let a body go sends nothing: who sends a head alone keeps the body from us.
        if !record.has_body() {
            return Err(Outcome::Refused(Rejection::Postponed));
        }
        let latest = Slot::of(now.wall).0.saturating_add(limits::SLOT_AHEAD_HOURS);
        if record.header().slot.0 > latest {
            return Err(Outcome::Refused(Rejection::Postponed));
        }
        Ok(())
    }

    fn admit_all(
        &mut self,
        tag: Tag,
        records: &[&Sealed],
        from: Origin,
        outcomes: &mut Vec<(RecordId, Outcome)>,
    ) -> Vec<EpochId> {
        let mut epochs = Vec::new();
        let mut closed: Vec<&Sealed> = records.to_vec();
        // Each round opens what the keys of the round before allow; the number of rounds is that of epochs in the batch.
        loop {
            epochs.extend(self.take_secrets(tag, &closed));
            let (can, cannot): (Vec<&Sealed>, Vec<&Sealed>) = closed
                .into_iter()
                .partition(|record| self.circles.get(&tag).is_some_and(|state| state.secret_of(record).is_some()));
            closed = cannot;
            if can.is_empty() {
                break;
            }
            for (record, opened) in self.open_all(tag, &can) {
                let outcome = self.admit(tag, record, opened, from, &mut epochs);
                outcomes.push((record.id(), outcome));
            }
        }
        for record in closed {
            let outcome = self.let_wait(tag, record, from);
            outcomes.push((record.id(), outcome));
        }
        epochs
    }

    /// Keeps a record whose secret is not here. Nobody can say whether it is true, so it counts in no set and is passed
    /// on to nobody until it was opened and verified.
    fn let_wait(&mut self, tag: Tag, record: &Sealed, from: Origin) -> Outcome {
        let bearer = self.bearer(tag, from);
        let Some(state) = self.circles.get_mut(&tag) else { return Outcome::Refused(Rejection::Unavailable) };
        if !state.may_wait(bearer) {
            return Outcome::Refused(Rejection::Postponed);
        }
        let epoch = record.header().epoch;
        state.wait(epoch, record.id(), bearer);
        self.stage_sealed(tag, record, from, SetState::Out);
        let key = waiting_key(&tag, &epoch, &record.id());
        self.batch.entries.push(Entry::Local { key, value: Some(bearer.write()) });
        Outcome::Waits
    }

    /// Who brings what comes this way: the person, whatever device or key they come by, or the peer while none is proved, as
    /// at a relay.
    fn bearer(&self, tag: Tag, from: Origin) -> Bearer {
        let link = match from {
            Origin::Link(link) => self.links.get(&link),
            Origin::Gossip => return Bearer::of(b"gossip"),
            Origin::Own | Origin::Kept => None,
        };
        let Some(link) = link else { return Bearer::default() };
        let person = link.proved.get(&tag).and_then(|device| self.circles.get(&tag)?.circle().person_of(device));
        person.map_or_else(|| Bearer::of(link.peer.as_bytes()), |person| Bearer::of(person.as_bytes()))
    }

    fn take_secrets(&mut self, tag: Tag, records: &[&Sealed]) -> Vec<EpochId> {
        let Some(state) = self.circles.get_mut(&tag) else { return Vec::new() };
        records
            .iter()
            .filter(|record| state.take_secret(record, &self.me))
            .map(|record| record.header().epoch)
            .collect()
    }

    /// Opens records, on two threads when there are many: the signature check is most of the cost of a first sync.
    fn open_all<'a>(&self, tag: Tag, records: &[&'a Sealed]) -> Vec<(&'a Sealed, Result<Record, OpenError>)> {
        let Some(state) = self.circles.get(&tag) else { return Vec::new() };
        let secret = |record: &Sealed| state.secret_of(record).cloned();
        let jobs: Vec<(&Sealed, Option<EpochSecret>)> =
            records.iter().map(|record| (*record, secret(record))).collect();
        let open = |(record, secret): &(&'a Sealed, Option<EpochSecret>)| {
            let opened = secret.as_ref().ok_or(OpenError::WrongEpoch).and_then(|secret| record.open(secret));
            (*record, opened)
        };
        if jobs.len() < PARALLEL_FROM {
            return jobs.iter().map(open).collect();
        }
        let (left, right) = jobs.split_at(jobs.len() / 2);
        thread::scope(|scope| {
            let other = scope.spawn(|| right.iter().map(open).collect::<Vec<_>>());
            let mut all: Vec<_> = left.iter().map(open).collect();
            // A panic on the other thread is a defect of ours; its records are opened here instead of being lost.
            all.extend(other.join().unwrap_or_else(|_| right.iter().map(open).collect()));
            all
        })
    }

    fn admit(
        &mut self,
        tag: Tag,
        sealed: &Sealed,
        opened: Result<Record, OpenError>,
        from: Origin,
        epochs: &mut Vec<EpochId>,
    ) -> Outcome {
        let record = match opened {
            Ok(record) => record,
            Err(OpenError::Newer) => {
                self.stage_sealed(tag, sealed, from, SetState::In);
                return Outcome::Staged;
            }
            Err(_) => return Outcome::Refused(Rejection::Invalid),
        };
        if !is_well_formed(&record) {
            return Outcome::Refused(Rejection::Invalid);
        }
        // All that this device wrote is here: what comes from elsewhere was written by a second one with its key.
        self.doubled |= record.device == self.me.device.id();
        let Some(state) = self.circles.get_mut(&tag) else { return Outcome::Refused(Rejection::Invalid) };
        let is_content = record.header.lane != Lane::Control;
        // Whoever holds a secret can make up devices; content is taken from those that somebody has certified.
        if is_content && !state.circle().is_certified(&record.device) {
            return Outcome::Refused(Rejection::Postponed);
        }
        epochs.extend(state.learn(&record));
        let beyond = is_content && state.is_beyond_every_cut(&record);
        self.link_added(tag, &record.device);
        if beyond {
            self.stage_sealed(tag, sealed, from, SetState::Out);
            return Outcome::Refused(Rejection::Inadmissible);
        }
        self.stage_sealed(tag, sealed, from, SetState::In);
        // Where little waits, all of it is shown with the batch.
        if is_content && self.views.behind(&self.store) > READ_YOUR_WRITES {
            self.views.queue(tag, record.device, record.id);
        }
        Outcome::Staged
    }

    fn stage_sealed(&mut self, tag: Tag, sealed: &Sealed, from: Origin, set_state: SetState) {
        self.large_came(sealed);
        let staged = Staged { tag, id: sealed.id(), from, in_set: set_state == SetState::In };
        self.batch.stage(staged, Entry::Record { sealed: sealed.clone(), state: set_state });
    }

    /// Verifies the control records, or the others, that waited for an epoch; what proves false is let go of. Returns epochs
    /// whose secrets they brought.
    pub(super) fn reopen_waiting(&mut self, tag: Tag, epoch: &EpochId, control: bool) -> Vec<EpochId> {
        let waiting = self.circles.get(&tag).map(|state| state.waiting_for(epoch)).unwrap_or_default();
        waiting.iter().flat_map(|id| self.open_waiting(tag, id, control)).collect()
    }

    fn open_waiting(&mut self, tag: Tag, id: &RecordId, control: bool) -> Vec<EpochId> {
        let Some(sealed) = self.batch.record(id).or_else(|| self.store.get(id).ok().flatten()) else {
            return Vec::new();
        };
        if (sealed.header().lane == Lane::Control) != control {
            return Vec::new();
        }
        let Some(state) = self.circles.get_mut(&tag) else { return Vec::new() };
        let record = match state.secret_of(&sealed).map(|secret| sealed.open(secret)) {
            Some(Ok(record)) if is_well_formed(&record) => record,
            Some(Err(OpenError::Newer)) => {
                state.verified(&sealed.header().epoch, id);
                self.count_in(tag, id);
                return Vec::new();
            }
            Some(_) => {
                self.drop_false(tag, &sealed);
                return Vec::new();
            }
            None => return Vec::new(),
        };
        // As at the door: until somebody certifies the device, it goes on waiting.
        if !control && !state.circle().is_certified(&record.device) {
            return Vec::new();
        }
        state.verified(&sealed.header().epoch, id);
        let epochs = state.learn(&record);
        let beyond = !control && state.is_beyond_every_cut(&record);
        self.link_added(tag, &record.device);
        if !beyond {
            self.count_in(tag, id);
        }
        self.views.reproject(tag, *id);
        epochs
    }

    /// A record that waited has proved false. It makes room: whoever sends it again is known for what they do.
    fn drop_false(&mut self, tag: Tag, sealed: &Sealed) {
        let (id, epoch) = (sealed.id(), sealed.header().epoch);
        if let Some(state) = self.circles.get_mut(&tag) {
            state.verified(&epoch, &id);
        }
        self.batch.entries.push(Entry::Mark { id, mark: Mark::Lost });
        self.batch.entries.push(Entry::Local { key: waiting_key(&tag, &epoch, &id), value: None });
    }

    /// A record that was kept beside the set counts from now on.
    pub(super) fn count_in(&mut self, tag: Tag, id: &RecordId) {
        // A relay that was equal until now was so without it.
        let place = self.store.status(id).map_or_else(|| self.store.end(), |status| status.cursor);
        self.lower_relayed(tag, place);
        self.batch.entries.push(Entry::Mark { id: *id, mark: Mark::In });
        self.batch.staged.push(Staged { tag, id: *id, from: Origin::Kept, in_set: true });
    }

    /// A record that waited has its place in the views now: only from here on need nobody verify it after a start.
    pub(super) fn seen_open(&mut self, tag: Tag, sealed: &Sealed) {
        let key = waiting_key(&tag, &sealed.header().epoch, &sealed.id());
        if self.store.local(&key).is_ok_and(|value| value.is_some()) {
            self.batch.entries.push(Entry::Local { key, value: None });
        }
    }
}

/// What must hold of a record whatever the circle's state: a control record's body is what its kind says.
fn is_well_formed(record: &Record) -> bool {
    record.header.lane != Lane::Control
        || match Op::decode(record.kind, &record.body) {
            Ok(_) => true,
            Err(error) => error.is_newer(),
        }
}
