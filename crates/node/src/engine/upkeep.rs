//! Checking every stored byte, making anew what is derived, and compacting the journal: in slices, so that nobody waits for
//! it but the asker.

use std::time::Duration;

use commonplace_store::{BlobReport, Compacted, Compaction, Thoroughness, Verification, VerifyReport, unwatched};

use super::views::Views;
use super::{AskId, Effect, Engine, Now, store_error};
use crate::answer::{self, Answer};
use crate::error::Error;

/// Bytes of the journal that are checked between two looks at the inputs: some 10 ms.
const SLICE_BYTES: usize = 8 << 20;

/// Bytes of the journal that are rewritten between two looks at the inputs, with one fsync: some 20 ms.
const COMPACTED_BYTES: usize = 2 << 20;
/// How long after a start, and after the last time, it is looked whether anything of the journal is to go. A segment with one
/// body that was let go is rewritten for it: 64 MiB an hour at most, where somebody takes a note back each hour.
pub(super) const COMPACTED_AGAIN: Duration = Duration::from_secs(3600);

/// A check under way.
#[derive(Debug)]
pub(super) struct Check {
    ask: AskId,
    repair: bool,
    /// Done when there is a report.
    journal: Verification,
    report: Option<VerifyReport>,
}

impl Engine {
    /// Begins a check; with `repair` what is derived is made anew after it, and what is damaged is fetched again.
    pub(super) fn check(&mut self, ask: AskId, repair: bool) -> Result<(), Error> {
        if self.check.is_some() {
            return Err(Error::Busy);
        }
        self.check = Some(Check { ask, repair, journal: Verification::new(), report: None });
        Ok(())
    }

    /// Records that a read found damaged are held no longer, and so are fetched again from whoever has them.
    pub(super) fn let_go_of_damaged(&mut self) {
        let damaged = self.store.take_damaged();
        if damaged.is_empty() {
            return;
        }
        match self.store.mark_lost(&damaged) {
            Ok(lost) => lost.iter().for_each(|id| self.trouble(format!("record {id} was damaged on the disk"))),
            Err(error) => self.trouble(error.to_string()),
        }
    }

    /// Begins to compact the journal if that is worth it, or a body is to leave it.
    pub(super) fn look_after_journal(&mut self, now: Now) {
        self.timers.journal = Some(now.mono.after(COMPACTED_AGAIN));
        if self.compaction.is_none() {
            self.compaction =
                Some(Compaction::new(Thoroughness::Records)).filter(|compaction| compaction.is_due(&self.store));
        }
    }

    /// Compacts a slice. Returns whether another one follows.
    pub(super) fn compact_slice(&mut self) -> bool {
        let Some(compaction) = &mut self.compaction else { return false };
        let step = compaction.step(&mut self.store, COMPACTED_BYTES);
        if matches!(step, Ok(Compacted::More)) {
            return true;
        }
        self.compaction = None;
        match step {
            Ok(Compacted::Done(bytes)) => tracing::info!(bytes, "the journal is compacted"),
            // A backup is copied, or there is little room: another time.
            Ok(_) => {}
            Err(error) => self.trouble(store_error(error).to_string()),
        }
        false
    }

    /// Checks a slice. Returns whether another one follows.
    pub(super) fn check_slice(&mut self) -> bool {
        let Some(check) = &mut self.check else { return false };
        if check.report.is_some() {
            // The attachments are being read elsewhere.
            return false;
        }
        match check.journal.step(&self.store, SLICE_BYTES) {
            Ok(None) => true,
            Ok(Some(report)) => {
                check.report = Some(report);
                self.batch.effects.push(Effect::CheckBlobs);
                false
            }
            Err(error) => {
                let ask = check.ask;
                self.check = None;
                self.fail(ask, store_error(error));
                false
            }
        }
    }

    /// The attachments were read.
    pub(super) fn blobs_checked(&mut self, now: Now, blobs: Result<BlobReport, Error>) {
        let Some(Check { ask, repair, report: Some(mut report), .. }) = self.check.take() else { return };
        let outcome = blobs.and_then(|blobs| {
            report.add_blobs(blobs);
            if repair { self.repair(now, &report) } else { Ok(()) }
        });
        match outcome {
            Ok(()) => self.reply(ask, vec![Answer::Verified(self.verified(&report))]),
            Err(error) => self.fail(ask, error),
        }
    }

    fn verified(&self, report: &VerifyReport) -> answer::Verified {
        let place = |one: &commonplace_store::Damage| {
            format!("journal segment {} at byte {}: {}", one.segment, one.offset, one.why)
        };
        let mut damaged: Vec<String> = report.damaged.iter().map(place).collect();
        damaged.extend(report.damaged_records.iter().map(|id| format!("record {id}")));
        damaged.extend(report.damaged_blobs.iter().map(|id| format!("attachment {id}")));
        if report.damaged_locals > 0 {
            damaged.push(format!("values of this node: {}", report.damaged_locals));
        }
        answer::Verified { id: self.me.person, records: report.records, blobs: report.blobs, damaged }
    }

    /// Makes anew what is derived, and lets go of what is damaged, so that it is fetched again from whoever has it.
    fn repair(&mut self, now: Now, report: &VerifyReport) -> Result<(), Error> {
        // What is staged rests on the state that is about to be read again.
        self.commit(now);
        self.store.mark_lost(&report.damaged_records).map_err(store_error)?;
        for id in &report.damaged_blobs {
            // It may be the only copy, and most of it is good: it is kept beside, and counts as missing.
            self.store.blobs().set_aside(id).map_err(store_error)?;
        }
        self.store.rebuild_index(&mut unwatched()).map_err(store_error)?;
        self.views = Views::open(&self.store)?;
        for tag in self.store.circles() {
            self.reload(tag)?;
            self.drive(now, commonplace_sync::Input::CircleChanged { tag });
        }
        self.load_wants()
    }
}
