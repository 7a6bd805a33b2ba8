//! One batch: what is to be written, and what may be said once it is durable.

use std::collections::BTreeSet;

use commonplace_core::circle::join::JoinAnswer;
use commonplace_core::circle::returning::ReturnAnswer;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::record::Sealed;
use commonplace_store::{AppendError, Entry};
use commonplace_sync::Origin;

use super::bundling::BundleGiven;
use super::ingest::Outcome;
use super::joining::PREFIX as PENDING;
use super::state::REMEMBERED;
use super::{AskId, Effect, Engine, Now, store_error};
use crate::answer::{Answer, PairingState};
use crate::error::Error;
use crate::event::Event;
use crate::node::Reply;

/// What has gathered since the last commit.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) entries: Vec<Entry>,
    pub(super) effects: Vec<Effect>,
    /// Records that become durable with this batch.
    pub(super) staged: Vec<Staged>,
    staged_ids: BTreeSet<RecordId>,
    /// Askers whose answers say that something was written.
    writers: Vec<AskId>,
}

/// A record on its way to the disk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staged {
    pub(super) tag: Tag,
    pub(super) id: RecordId,
    pub(super) from: Origin,
    pub(super) in_set: bool,
}

impl Batch {
    pub(super) fn stage(&mut self, staged: Staged, entry: Entry) {
        self.staged_ids.insert(staged.id);
        self.staged.push(staged);
        self.entries.push(entry);
    }

    /// A record that is staged already came from another link too: both hear when it is durable.
    pub(super) fn also_from(&mut self, id: &RecordId, from: Origin) -> Outcome {
        match self.staged.iter().find(|staged| staged.id == *id).copied() {
            Some(staged) if staged.in_set => {
                self.staged.push(Staged { from, ..staged });
                Outcome::Staged
            }
            _ => Outcome::Refused(commonplace_sync::Rejection::Inadmissible),
        }
    }

    pub(super) fn holds(&self, id: &RecordId) -> bool {
        self.staged_ids.contains(id)
    }

    /// A staged record.
    pub(super) fn record(&self, id: &RecordId) -> Option<Sealed> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Record { sealed, .. } if sealed.id() == *id => Some(sealed.clone()),
            _ => None,
        })
    }

    /// The envelopes of staged records.
    pub(super) fn bytes_of(&self, ids: &[RecordId]) -> Vec<Vec<u8>> {
        ids.iter().filter_map(|id| self.record(id)).map(|sealed| sealed.bytes().to_vec()).collect()
    }

    /// Whether nothing is to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}

impl Engine {
    /// Makes the batch durable, then announces it. When the disk refuses, every asker of the batch hears so and nothing
    /// of it is kept in memory either.
    pub(super) fn commit(&mut self, now: Now) {
        if !self.batch.is_empty() {
            self.write_deliveries();
        }
        self.commit_staged(now);
        // All that they rest on is on the disk; of what failed there are none left.
        if self.send_answers(now) {
            self.commit_staged(now);
        }
    }

    fn commit_staged(&mut self, now: Now) {
        let mut own = false;
        while !self.batch.is_empty() {
            let entries = std::mem::take(&mut self.batch.entries);
            let staged = std::mem::take(&mut self.batch.staged);
            self.batch.staged_ids.clear();
            match self.store.append(&entries) {
                Ok(_) => {
                    // What comes from here on is another batch: its failure takes nothing of this one back.
                    self.batch.writers.clear();
                    own |= staged.iter().any(|record| record.from == Origin::Own);
                    self.announce(now, staged);
                    self.settle();
                    // Who has just written reads it back at once; but what has still to be written is not there to read.
                    let near = own || self.views.behind(&self.store) <= READ_YOUR_WRITES;
                    if near && self.batch.is_empty() {
                        self.project();
                    }
                }
                Err(error) => self.roll_back(now, &error, &entries, &staged),
            }
        }
        self.batch.writers.clear();
    }

    fn announce(&mut self, now: Now, staged: Vec<Staged>) {
        for Staged { tag, id, from, in_set } in staged {
            self.deliveries.changed(tag);
            self.frontier_soon(now, tag);
            if in_set {
                self.drive(now, commonplace_sync::Input::Admitted { tag, id, from });
            }
        }
    }

    fn roll_back(&mut self, now: Now, error: &AppendError, entries: &[Entry], staged: &[Staged]) {
        let failure = match error {
            AppendError::DiskFull => Error::DiskFull,
            other => store_error(other),
        };
        let writers = std::mem::take(&mut self.batch.writers);
        let effects = std::mem::take(&mut self.batch.effects);
        self.batch.effects =
            effects.into_iter().filter_map(|effect| without_the_batch(effect, &writers, &failure)).collect();
        for ask in writers {
            self.fail(ask, failure.clone());
        }
        self.batch.entries.clear();
        self.batch.staged.clear();
        self.batch.staged_ids.clear();
        self.read_again(entries);
        self.unsettled_again();
        self.forget_answers();
        for record in staged {
            let Origin::Link(link) = record.from else { continue };
            let why = commonplace_sync::Rejection::Unavailable;
            self.drive(now, commonplace_sync::Input::Rejected { link, tag: record.tag, ids: vec![record.id], why });
        }
    }

    /// Reads from the journal what the failed entries had changed in memory.
    fn read_again(&mut self, entries: &[Entry]) {
        let mut tags = BTreeSet::new();
        let mut locals = false;
        for entry in entries {
            match entry {
                Entry::Record { sealed, .. } => _ = tags.insert(sealed.header().tag),
                Entry::Circle { tag, .. } => _ = tags.insert(*tag),
                Entry::Local { key, .. } => {
                    locals = true;
                    tags.extend(circle_of(key));
                }
                Entry::Mark { id, .. } => tags.extend(self.store.status(id).map(|status| status.tag)),
            }
        }
        let mut outcome = if locals { self.load_locals() } else { Ok(()) };
        for tag in tags {
            outcome = outcome.and(self.reload(tag));
        }
        if let Err(error) = outcome {
            self.trouble(error.to_string());
        }
    }

    /// Whether the disk is full. Asked before anything is staged, so that a full disk costs a question and no undoing.
    pub(super) fn is_full(&mut self) -> bool {
        self.store.is_full() && self.store.append(&[]).is_err()
    }

    /// Something that a person should know, once.
    pub(super) fn trouble(&mut self, text: String) {
        if self.troubles.len() < TROUBLES && self.troubles.insert(text.clone()) {
            self.tell(Event::Trouble { text });
        }
    }

    pub(super) fn reply(&mut self, ask: AskId, answers: Vec<Answer>) {
        let replies = answers.into_iter().map(|answer| Reply::Answer(Box::new(answer))).collect();
        self.batch.effects.push(Effect::Reply { ask, replies, last: true });
    }

    /// An answer that is true only if the batch becomes durable.
    pub(super) fn reply_written(&mut self, ask: AskId, answers: Vec<Answer>) {
        self.batch.writers.push(ask);
        self.reply(ask, answers);
    }

    pub(super) fn fail(&mut self, ask: AskId, error: Error) {
        self.batch.effects.push(Effect::Reply { ask, replies: vec![Reply::Failed(error)], last: true });
    }
}

/// Different troubles remembered at most; more of them tell nobody more.
const TROUBLES: usize = 64;

/// An effect of a batch that could not be written; none if it told of what was to be written.
fn without_the_batch(effect: Effect, writers: &[AskId], failure: &Error) -> Option<Effect> {
    match effect {
        Effect::Reply { ask, .. } if writers.contains(&ask) => None,
        Effect::Publish { .. }
        | Effect::Tell(Event::Joined { .. } | Event::Removed { .. })
        | Effect::PairSend { written: true, .. } => None,
        Effect::Tell(Event::Pairing(pairing)) if pairing.state == PairingState::Joined => None,
        Effect::AnswerKnock { ask, answer: JoinAnswer::Welcomed { .. } } => {
            Some(Effect::AnswerKnock { ask, answer: JoinAnswer::Pending })
        }
        // The records in it are signed and nowhere: another one would take their place in the chain.
        Effect::AnswerReturn { ask, .. } => Some(Effect::AnswerReturn { ask, answer: ReturnAnswer::default() }),
        // What a relay would be told may rest on an epoch that nobody will ever hear of. It is visited again.
        Effect::AskRelay { .. } => None,
        Effect::Bundle { ask, given: Ok(BundleGiven::Taken(_) | BundleGiven::SlipsTaken(_)) } => {
            Some(Effect::Bundle { ask, given: Err(failure.clone()) })
        }
        other => Some(other),
    }
}

/// The circle that a local value is about.
fn circle_of(key: &[u8]) -> Option<Tag> {
    let rest = [REMEMBERED, PENDING].iter().find_map(|prefix| key.strip_prefix(*prefix))?;
    rest.get(..Tag::LEN)?.try_into().ok()
}

/// Records that may wait for their views until the node is idle; fewer are shown before the batch is acknowledged.
pub(super) const READ_YOUR_WRITES: u64 = 64;
