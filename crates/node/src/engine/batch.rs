//! One batch: what is to be written, and what may be said once it is durable.

use std::collections::BTreeSet;

use commonplace_core::id::{RecordId, Tag};
use commonplace_store::{AppendError, Entry};
use commonplace_sync::LinkId;

use super::{AskId, Effect, Engine, Now, store_error};
use crate::answer::Answer;
use crate::error::Error;
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
    pub(super) from: Option<LinkId>,
    pub(super) in_set: bool,
}

impl Batch {
    pub(super) fn stage(&mut self, staged: Staged, entry: Entry) {
        self.staged_ids.insert(staged.id);
        self.staged.push(staged);
        self.entries.push(entry);
    }

    pub(super) fn holds(&self, id: &RecordId) -> bool {
        self.staged_ids.contains(id)
    }

    /// The envelopes of staged records.
    pub(super) fn bytes_of(&self, ids: &[RecordId]) -> Vec<Vec<u8>> {
        let staged = self.entries.iter().filter_map(|entry| match entry {
            Entry::Record { sealed, .. } if ids.contains(&sealed.id()) => Some(sealed.bytes().to_vec()),
            _ => None,
        });
        staged.collect()
    }

    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}

impl Engine {
    /// Makes the batch durable, then announces it. When the disk refuses, every asker of the batch hears so and nothing
    /// of it is kept in memory either.
    pub(super) fn commit(&mut self, now: Now) {
        while !self.batch.entries.is_empty() {
            let entries = std::mem::take(&mut self.batch.entries);
            let staged = std::mem::take(&mut self.batch.staged);
            self.batch.staged_ids.clear();
            match self.store.append(&entries) {
                Ok(_) => {
                    let own = staged.iter().any(|record| record.from.is_none());
                    self.announce(now, staged);
                    // Who has just written reads it back at once.
                    if own || self.views.behind(&self.store) <= READ_YOUR_WRITES {
                        self.project();
                    }
                }
                Err(error) => self.roll_back(now, &error, &staged),
            }
        }
        self.batch.writers.clear();
    }

    fn announce(&mut self, now: Now, staged: Vec<Staged>) {
        for Staged { tag, id, from, in_set } in staged {
            if in_set {
                self.drive(now, commonplace_sync::Input::Admitted { tag, id, from });
            }
        }
    }

    fn roll_back(&mut self, now: Now, error: &AppendError, staged: &[Staged]) {
        let failure = match error {
            AppendError::DiskFull => Error::DiskFull,
            other => store_error(other),
        };
        let writers = std::mem::take(&mut self.batch.writers);
        self.batch.effects.retain(|effect| !matches!(effect, Effect::Reply { ask, .. } if writers.contains(ask)));
        for ask in writers {
            self.fail(ask, failure.clone());
        }
        let tags: BTreeSet<Tag> = staged.iter().map(|record| record.tag).collect();
        for tag in tags {
            if let Err(error) = self.reload(tag) {
                self.trouble.push(error.to_string());
            }
        }
        for record in staged {
            let Some(link) = record.from else { continue };
            let why = commonplace_sync::Rejection::Unavailable;
            self.drive(now, commonplace_sync::Input::Rejected { link, tag: record.tag, ids: vec![record.id], why });
        }
        self.batch.entries.clear();
        self.batch.staged.clear();
        self.batch.staged_ids.clear();
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

/// Records that may wait for their views until the node is idle; fewer are shown before the batch is acknowledged.
const READ_YOUR_WRITES: u64 = 64;
