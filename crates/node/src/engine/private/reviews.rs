//! Reviews of cards: kept on this laptop, and told to the person's other devices.

use std::time::Duration;

use commonplace_core::id::CircleId;
use commonplace_core::limits::REVIEWS_SETTLED;
use commonplace_core::time::Timestamp;
use commonplace_learning::private::reviewed::Reviewed;
use commonplace_learning::private::{Private, ThreadName};
use commonplace_store::Entry;

use super::{Engine, Now, REVIEWED, read_named};
use crate::command::Grade;
use crate::engine::store_error;
use crate::error::Error;

/// How long after a review the other devices are told: a sitting is one word, or a few.
const REVIEWS_TOLD_AFTER: Duration = Duration::from_secs(60);

impl Engine {
    /// What this person's devices know of the cards that they reviewed.
    pub(in super::super) fn reviewed(&self) -> &Reviewed {
        self.private.known.reviewed()
    }

    pub(super) fn load_reviews(&self, known: &mut Private) -> Result<(), Error> {
        for (key, bytes) in self.store.locals(REVIEWED).map_err(store_error)?.values {
            if let Some((circle, card)) = read_named(REVIEWED, &key) {
                known.reviewed_mut().recall(circle, card, &bytes);
            }
        }
        Ok(())
    }

    /// Somebody has reviewed a card, or takes the last review back.
    /// Returns when it was made, if one was.
    pub(in super::super) fn review(
        &mut self,
        now: Now,
        circle: CircleId,
        card: ThreadName,
        grade: Grade,
        at: Option<Timestamp>,
    ) -> Option<Timestamp> {
        let reviewed = self.private.known.reviewed_mut();
        let (made, changed) = match grade {
            Grade::None => (None, reviewed.take_back(circle, card, at, now.wall)),
            given => {
                let made = reviewed.review(circle, card, given.into(), now.wall);
                (made, made.is_some())
            }
        };
        if changed {
            self.keep_reviews(&circle, &card);
            self.tell_own_devices(now, REVIEWS_TOLD_AFTER);
        }
        made
    }

    pub(super) fn keep_reviews(&mut self, circle: &CircleId, card: &ThreadName) {
        let value = self.private.known.reviewed().keep(circle, card);
        let key = [REVIEWED, circle.as_bytes(), card].concat();
        self.batch.entries.push(Entry::Local { key, value });
    }

    /// What was reviewed last may have come to the disk and not into the index before this node ended: it is put there once more.
    pub(in super::super) fn settle_reviews(&mut self) {
        for (circle, card) in self.reviewed().latest(REVIEWS_SETTLED) {
            self.reviewed_elsewhere(&circle, &card);
        }
    }

    /// What was learnt while the clock here was wrong is seen by the right one.
    pub(in super::super) fn set_reviews_right(&mut self, now: Now) {
        for (circle, card) in self.private.known.reviewed_mut().set_right(now.wall) {
            self.keep_reviews(&circle, &card);
            self.reviewed_elsewhere(&circle, &card);
        }
    }

    /// What somebody else reviewed on this laptop goes. There are no circles here then, and no rows with their dates.
    pub(super) fn forget_reviews(&mut self) {
        let names: Vec<_> = self.private.known.reviewed().names().collect();
        for (circle, card) in names {
            let key = [REVIEWED, circle.as_bytes(), &card].concat();
            self.batch.entries.push(Entry::Local { key, value: None });
        }
    }
}
