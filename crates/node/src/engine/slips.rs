//! Slips: small values beside a circle's set, of each key the latest. What they say is told elsewhere; here they are
//! kept, passed on and forgotten.
//!
//! They are written with whatever else is written, or after a while: a crash forgets the last ones, and peers bring them
//! again.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use commonplace_core::circle::apart::{Ask, read_answer};
use commonplace_core::id::{SlipKey, Tag};
use commonplace_core::limits;
use commonplace_core::slip::{Offered, Regard, Shelf, Slip};
use commonplace_core::time::Slot;
use commonplace_store::{Entry, Store};
use commonplace_sync::{self as sync, LinkId};

use super::delivery::{WRITTEN_AFTER, is_members_word};
use super::joining::Pending;
use super::{Engine, Now, store_error};
use crate::error::Error;

/// How the keys begin under which slips are kept.
const PREFIX: &[u8] = b"slip/";

fn of_circle(tag: &Tag) -> Vec<u8> {
    [PREFIX, tag.as_bytes()].concat()
}

fn key(tag: &Tag, slip: &SlipKey) -> Vec<u8> {
    [PREFIX, tag.as_bytes(), slip.as_bytes()].concat()
}

/// The slips of a circle that are on the disk. Their signatures were verified before they were written.
pub(super) fn load(store: &Store, tag: &Tag) -> Result<Shelf, Error> {
    let mut shelf = Shelf::default();
    for (_, bytes) in store.locals(&of_circle(tag)).map_err(store_error)?.values {
        if let Ok(slip) = Slip::read(&bytes)
            && slip.header().tag == *tag
        {
            shelf.keep(slip, Regard::Stranger);
        }
    }
    Ok(shelf)
}

/// How long a change of a slip of which nobody is known to have written it waits for the disk: whoever says something new
/// under such a key all the time fills no disk by it.
const STRANGERS_WRITTEN_AFTER: Duration = Duration::from_secs(60);

/// Slips that are on the disk in another state, or not at all.
#[derive(Debug, Default)]
pub(super) struct Unwritten {
    soon: BTreeSet<(Tag, SlipKey)>,
    /// Changes of strangers' slips.
    later: BTreeSet<(Tag, SlipKey)>,
}

impl Unwritten {
    pub(super) fn insert(&mut self, tag: Tag, key: SlipKey) {
        self.soon.insert((tag, key));
    }
}

impl Engine {
    /// Slips that a link brought: truly signed, and later than those that are here.
    pub(super) fn slips_came(
        &mut self,
        now: Now,
        link: LinkId,
        tag: Tag,
        slips: Vec<Slip>,
        inputs: &mut VecDeque<sync::Input>,
    ) {
        for slip in slips {
            let (key, number) = (slip.header().key, slip.header().number);
            if self.keep_slip(now, slip) {
                inputs.push_back(sync::Input::SlipKept { tag, key, number, from: Some(link) });
            }
        }
    }

    /// Slips that were brought by hand, as bytes. Those of other circles, false ones and old ones are passed over.
    /// Returns how many were new.
    pub fn take_slips(&mut self, now: Now, tag: Tag, slips: &[Vec<u8>]) -> usize {
        let mut taken = 0;
        for bytes in slips {
            let Ok(slip) = Slip::read(bytes) else { continue };
            let newer = self.circles.get(&tag).is_some_and(|state| {
                state.slips.number(&slip.header().key).is_none_or(|number| number < slip.header().number)
            });
            if slip.header().tag == tag && newer && slip.is_signed() {
                taken += usize::from(self.spread_slip(now, slip));
            }
        }
        taken
    }

    /// All slips of a circle that are fit to be passed on, as bytes, our own word of this moment among them: for a bundle.
    pub fn slip_bytes(&mut self, now: Now, tag: Tag) -> Vec<Vec<u8>> {
        self.commit(now);
        self.write_frontier(now, tag);
        let hour = Slot::of(now.wall);
        let state = self.circles.get(&tag);
        state.map(|state| state.slips.fresh(hour).map(|slip| slip.bytes().to_vec()).collect()).unwrap_or_default()
    }

    /// Keeps a slip that was written here or brought by hand, and lets the peers have it.
    pub(super) fn spread_slip(&mut self, now: Now, slip: Slip) -> bool {
        let (tag, key, number) = (slip.header().tag, slip.header().key, slip.header().number);
        let kept = self.keep_slip(now, slip);
        if kept {
            self.drive(now, sync::Input::SlipKept { tag, key, number, from: None });
        }
        kept
    }

    /// Keeps a slip whose signature was verified. Says whether it is new.
    fn keep_slip(&mut self, now: Now, slip: Slip) -> bool {
        let (tag, key) = (slip.header().tag, slip.header().key);
        let regard = if self.is_awaited(tag, &slip) { Regard::Known } else { Regard::Stranger };
        let Some(state) = self.circles.get_mut(&tag) else { return false };
        let is_change = state.slips.number(&key).is_some();
        let Offered::Kept { dropped } = state.slips.offer(slip, regard, Slot::of(now.wall)) else {
            return false;
        };
        // Only a member's latest word stays known: that is found out next.
        state.slips.regard(&key, Regard::Stranger);
        self.unwritten_slips.soon.extend(dropped.map(|key| (tag, key)));
        self.private.look |= self.is_private(tag);
        self.hear_slip(tag, key, now.wall);
        self.clock_of_word(now, tag, key);
        let is_stranger =
            self.circles.get(&tag).is_some_and(|state| state.slips.regarded(&key) == Some(Regard::Stranger));
        if is_change && is_stranger {
            self.unwritten_slips.later.insert((tag, key));
            self.timers.strangers.get_or_insert(now.mono.after(STRANGERS_WRITTEN_AFTER));
        } else {
            self.unwritten_slips.insert(tag, key);
            self.write_soon(now);
        }
        self.hear_asking(now, tag, key);
        true
    }

    /// Changes of strangers' slips have waited long enough for the disk.
    pub(super) fn write_strangers(&mut self, now: Now) {
        self.unwritten_slips.soon.append(&mut self.unwritten_slips.later);
        self.write_soon(now);
    }

    /// Whether strangers have to make room for a slip: where they fill the shelf, a relay or whoever else filled it would
    /// otherwise keep members' words, and those who ask to be let in, from being heard.
    fn is_awaited(&self, tag: Tag, slip: &Slip) -> bool {
        let Some(state) = self.circles.get(&tag).filter(|state| state.slips.len() >= limits::SLIPS) else {
            return false;
        };
        let answers = |pending: &Pending| read_answer(slip, &pending.ticket, &self.me.device).is_some();
        is_members_word(state, slip)
            || Ask::read(slip, state.circle(), &state.secrets).is_some()
            || self.pending.get(&tag).is_some_and(answers)
            || self.is_page(tag, slip)
    }

    /// Lets go of what is too old.
    pub(super) fn forget_slips(&mut self, now: Now) {
        let hour = Slot::of(now.wall);
        for (tag, state) in &mut self.circles {
            self.unwritten_slips.soon.extend(state.slips.forget_stale(hour).into_iter().map(|key| (*tag, key)));
        }
    }

    /// What may wait for the disk waits no longer than this.
    pub(super) fn write_soon(&mut self, now: Now) {
        if self.timers.deliveries.is_none() {
            self.timers.deliveries = Some(now.mono.after(WRITTEN_AFTER));
        }
    }

    /// Stages the slips that are not on the disk yet.
    pub(super) fn write_slips(&mut self) {
        for (tag, slip) in std::mem::take(&mut self.unwritten_slips.soon) {
            let kept = self.circles.get(&tag).and_then(|state| state.slips.get(&slip));
            let value = kept.map(|slip| slip.bytes().to_vec());
            self.batch.entries.push(Entry::Local { key: key(&tag, &slip), value });
        }
    }
}
