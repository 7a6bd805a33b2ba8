//! Frontiers: writing our own, and taking the word of others.

use std::time::Duration;

use commonplace_core::frontier::{Frontier, Head, Heads, device_name};
use commonplace_core::id::{DeviceId, SlipKey, Tag};
use commonplace_core::limits;
use commonplace_core::slip::{Regard, Slip, SlipSecret, next_number};
use commonplace_core::time::{Slot, Timestamp};
use commonplace_sync::Millis;

use super::known::Names;
use super::{CircleState, Engine, Now};

/// How long a circle of at most [`DEVICES_PER_QUIET`] devices is quiet before we say what we hold; a larger one longer in
/// proportion, since there every record makes more of them speak.
const QUIET: Duration = Duration::from_secs(1);
const DEVICES_PER_QUIET: usize = 8;
/// The longest that a steady stream of records puts that off.
const UNQUIET: Duration = Duration::from_secs(10);
/// Hours after which we say it again though nothing changed: whoever is not connected with us learns that we are there.
const REFRESH_HOURS: u32 = 6;

/// When to say what we hold, in one circle.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::engine) struct Pace {
    /// Since when something has changed that we have not said.
    since: Option<Millis>,
    at: Option<Millis>,
}

impl Engine {
    /// The set of a circle has changed, or somebody is there now who wants to know of it.
    pub(in crate::engine) fn frontier_soon(&mut self, now: Now, tag: Tag) {
        let Some(state) = self.circles.get_mut(&tag) else { return };
        let shares = state.devices().len().div_ceil(DEVICES_PER_QUIET).max(1);
        let quiet = QUIET.saturating_mul(u32::try_from(shares).unwrap_or(u32::MAX));
        let first = *state.pace.since.get_or_insert(now.mono);
        state.pace.at = Some(now.mono.after(quiet).min(first.after(UNQUIET.max(quiet))));
        self.follow_frontiers();
    }

    fn follow_frontiers(&mut self) {
        self.timers.frontiers = self.circles.values().filter_map(|state| state.pace.at).min();
    }

    /// Says what we hold where that is due. Where nobody is connected it waits until somebody is.
    pub(in crate::engine) fn write_due_frontiers(&mut self, now: Now) {
        let is_due = |state: &&mut CircleState| state.pace.at.is_some_and(|at| at <= now.mono);
        let mut due = Vec::new();
        for state in self.circles.values_mut().filter(is_due) {
            state.pace.at = None;
            due.push(state.tag);
        }
        self.follow_frontiers();
        if !due.is_empty() {
            // What is staged may come to nothing, and its place in the chain be given again: only what is kept is said.
            self.commit(now);
        }
        for tag in due {
            if self.links.values().any(|link| link.open.contains(&tag)) {
                self.write_frontier(now, tag);
            }
        }
    }

    /// Says what we hold, unless that is what we said last, not long ago.
    pub(in crate::engine) fn write_frontier(&mut self, now: Now, tag: Tag) {
        let me = self.me.device.id();
        let Some(state) = self.circles.get_mut(&tag) else { return };
        state.pace.since = None;
        if state.remembered.left || !state.circle().is_member_device(&me) {
            return;
        }
        let key = SlipSecret::frontier(&self.me.device, &tag).key();
        let said_now = Frontier::fitting(me, now.wall, own_heads(state), state.without());
        let last = state.slips.get(&key);
        let said = last.and_then(|slip| read(state, slip));
        let fresh = |slip: &Slip| slip.header().slot.0.saturating_add(REFRESH_HOURS) > Slot::of(now.wall).0;
        let is_said = |said: Frontier| said.heads == said_now.heads && said.without == said_now.without;
        if last.is_some_and(fresh) && said.is_some_and(is_said) {
            return;
        }
        let number = next_number(last.map(|slip| slip.header().number), now.wall);
        let epoch = state.circle().writable_epoch(&state.secrets).and_then(|epoch| state.secrets.get(&epoch));
        let slip = epoch.and_then(|epoch| said_now.write(&self.me.device, tag, number, epoch));
        if let Some(slip) = slip {
            self.spread_slip(now, slip);
        }
    }

    /// Looks at a slip that is new here: whether it is the word of a member's device.
    pub(in crate::engine) fn hear_slip(&mut self, tag: Tag, key: SlipKey, came: Timestamp) {
        let Some(state) = self.circles.get(&tag) else { return };
        let Some(slip) = state.slips.get(&key) else { return };
        let Some(said) = read(state, slip).filter(|said| state.circle().is_member_device(&said.device)) else { return };
        let (device, number) = (said.device, slip.header().number);
        let names = Names::of(state);
        let known = self.deliveries.known.entry((tag, device)).or_default();
        let before = known.word.as_ref().map(|word| (word.key, word.number));
        let lines = known.met.lines.clone();
        known.hear(key, number, said, came, &names);
        if known.met.lines != lines {
            self.deliveries.unwritten.insert((tag, device));
        }
        // A device speaks under one key. Whoever makes more of them takes up the room of strangers.
        let current = known.word.as_ref().map(|word| word.key);
        let Some(state) = self.circles.get_mut(&tag) else { return };
        for key in before.map(|(key, _)| key).into_iter().chain([key]) {
            let regard = if current == Some(key) { Regard::Known } else { Regard::Stranger };
            state.slips.regard(&key, regard);
        }
        if current == Some(key) {
            // It may hold what somebody here waits for.
            self.ask_for_bodies_again();
            self.deliveries.changed(tag);
            self.changed.entry(tag).or_default();
        }
    }

    /// What a member's word of this moment says of their clock.
    pub(in crate::engine) fn clock_of_word(&mut self, now: Now, tag: Tag, key: SlipKey) {
        let said = self.circles.get(&tag).and_then(|state| read(state, state.slips.get(&key)?));
        if let Some(said) = said {
            self.clock_heard(now, tag, said.device, said.wall);
        }
    }

    /// Looks at all slips of a circle again: new members and new secrets may make sense of them, and whoever is no member
    /// any more has no word.
    pub(in crate::engine) fn read_frontiers(&mut self, tag: Tag, came: Timestamp) {
        let Some(state) = self.circles.get_mut(&tag) else { return };
        let heard = |key: &SlipKey| {
            let mut words = self.deliveries.known.range((tag, DeviceId::from_bytes([0; 32]))..);
            let known = words.by_ref().take_while(|((circle, _), _)| *circle == tag);
            known.into_iter().any(|(_, known)| known.word.as_ref().is_some_and(|word| word.key == *key))
        };
        let unread: Vec<SlipKey> =
            state.slips.slips().map(|slip| slip.header().key).filter(|key| !heard(key)).collect();
        for key in unread {
            self.hear_slip(tag, key, came);
        }
        self.deliveries.changed(tag);
    }
}

fn read(state: &CircleState, slip: &Slip) -> Option<Frontier> {
    Frontier::read(slip, state.secrets.get(&slip.header().epoch)?)
}

/// Whether a slip is the word of a member's device.
pub(in crate::engine) fn is_members_word(state: &CircleState, slip: &Slip) -> bool {
    read(state, slip).is_some_and(|said| state.circle().is_member_device(&said.device))
}

/// What we hold without gaps: the chains of members' devices first, should there be too many.
fn own_heads(state: &CircleState) -> Heads {
    let head = |device: &DeviceId| state.line(device).map(|(seq, id)| (device_name(device), Head::new(seq, &id)));
    let members = state.devices();
    let others = state.chains().devices().filter(|device| !members.contains(device));
    members.iter().chain(others).filter_map(head).take(limits::FRONTIER_HEADS).collect()
}
