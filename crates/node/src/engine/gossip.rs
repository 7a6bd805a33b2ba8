//! Gossip: for which circles it is worth its price, under which names, and what is made of its messages.
//!
//! Who listens on a channel tells every neighbour so. Therefore only circles with more links than records can be handed
//! to directly have one, its name changes every week, and it follows from the newest secret, which whoever was removed
//! does not have.

use std::collections::BTreeMap;
use std::time::Duration;

use commonplace_core::circle::Reach;
use commonplace_core::id::Tag;
use commonplace_core::record::Sealed;
use commonplace_sync::{Origin, Rejection};

use super::ingest::Outcome;
use super::state::CircleState;
use super::{Effect, Engine, GossipVerdict, Now};

/// Live links of one circle up to which each record goes to all of them directly. With more, gossip spreads it and the
/// links fill what it misses.
const DIRECT_LINKS: usize = 8;
/// How long a channel's name serves, in milliseconds: a week.
const WEEK_MILLIS: u64 = 7 * 24 * 3600 * 1000;
/// How a circle's gossip channel of one week is derived.
const CONTEXT: &str = "commonplace 2026 gossip channel 1";

/// The channels on which this node listens, by circle.
pub(super) type Channels = BTreeMap<Tag, [u8; 32]>;

impl Engine {
    /// Whether new records of this circle are also handed to gossip. Of one that may not travel anywhere none is: who
    /// listens on a channel, and where they are, nobody knows.
    pub(super) fn gossips(&self, tag: Tag) -> bool {
        let anywhere = |state: &CircleState| state.settings().reach == Reach::Anywhere;
        self.circles.get(&tag).is_some_and(anywhere)
            && self.links.values().filter(|link| link.open.contains(&tag)).count() > DIRECT_LINKS
    }

    /// The channel of a circle now; none while there is no secret to write under.
    pub(super) fn gossip_channel(&self, now: Now, tag: Tag) -> Option<[u8; 32]> {
        let state = self.circles.get(&tag)?;
        let epoch = state.circle().writable_epoch(&state.secrets)?;
        let key = state.secrets.get(&epoch)?.gate_key();
        let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
        hasher.update(&key).update(&(now.wall.millis() / WEEK_MILLIS).to_le_bytes());
        Some(*hasher.finalize().as_bytes())
    }

    /// Listens where it is worth it, and nowhere else.
    pub(super) fn follow_gossip(&mut self, now: Now) {
        let mut wanted = Channels::new();
        for tag in self.circles.keys().copied().filter(|tag| self.networked && self.gossips(*tag)) {
            if let Some(channel) = self.gossip_channel(now, tag) {
                wanted.insert(tag, channel);
            }
        }
        let before = std::mem::replace(&mut self.channels, wanted);
        for (tag, channel) in &self.channels {
            if before.get(tag) != Some(channel) {
                self.batch.effects.push(Effect::Subscribe(*channel));
            }
        }
        for (tag, channel) in before {
            if self.channels.get(&tag) != Some(&channel) {
                self.batch.effects.push(Effect::Unsubscribe(channel));
            }
        }
        let left = WEEK_MILLIS - now.wall.millis() % WEEK_MILLIS;
        self.timers.gossip = (!self.channels.is_empty()).then(|| now.mono.after(Duration::from_millis(left)));
    }

    pub(super) fn gossip(&mut self, now: Now, channel: [u8; 32], message: [u8; 32], data: &[u8]) {
        let verdict = self.judge_gossip(now, channel, data);
        self.batch.effects.push(Effect::Decide { message, verdict });
    }

    fn judge_gossip(&mut self, now: Now, channel: [u8; 32], data: &[u8]) -> GossipVerdict {
        let Ok(sealed) = Sealed::from_bytes(data) else { return GossipVerdict::Reject };
        let tag = sealed.header().tag;
        if self.channels.get(&tag) != Some(&channel) {
            return GossipVerdict::Ignore;
        }
        // What cannot be opened is left to reconciliation, where a proven peer answers for it.
        if self.circles.get(&tag).is_none_or(|state| state.secret_of(&sealed).is_none()) {
            return GossipVerdict::Ignore;
        }
        match self.ingest(now, tag, &[sealed], Origin::Gossip).first() {
            // What came by another way first is passed on all the same: others may hear of it only here.
            Some((_, Outcome::Staged | Outcome::Body | Outcome::Held)) => GossipVerdict::Accept,
            Some((_, Outcome::Refused(Rejection::Invalid))) => GossipVerdict::Reject,
            _ => GossipVerdict::Ignore,
        }
    }
}
