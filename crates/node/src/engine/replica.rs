//! The store and the circles as the replicator reads them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use commonplace_core::encoding::encode;
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{DeviceId, RecordId, SlipKey, Tag};
use commonplace_core::key::{Signature, verify};
use commonplace_core::lease::RelayId;
use commonplace_core::limits;
use commonplace_core::record::{Lane, Sealed};
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::slip::Slip;
use commonplace_core::time::Slot;
use commonplace_store::Store;
use commonplace_sync::{CircleView, LinkId, Replica, Standing};

use super::peers::{Link, PeerState};
use super::relays::{Relays, gate_secrets};
use super::state::CircleState;
use super::{Me, PeerName};
use crate::sets;

/// What a device signs to show a peer who it is.
const PROOF_CONTEXT: &str = "commonplace 2026 session proof 1";

/// A view of the engine's parts for the time of one call.
pub(super) struct EngineReplica<'a> {
    pub(super) store: &'a Store,
    pub(super) circles: &'a BTreeMap<Tag, CircleState>,
    pub(super) me: &'a Me,
    pub(super) links: &'a BTreeMap<LinkId, Link>,
    pub(super) peers: &'a BTreeMap<PeerName, PeerState>,
    pub(super) relays: &'a Relays,
    /// The hour of the clock.
    pub(super) hour: Slot,
}

impl EngineReplica<'_> {
    fn view(&self, state: &CircleState) -> CircleView {
        let epochs = state.circle().epochs();
        let mut held: Vec<(u32, [u8; 32])> = state
            .secrets
            .iter()
            .map(|(id, secret)| {
                let height = epochs.iter().find(|epoch| epoch.epoch == *id).map_or(0, |epoch| epoch.height);
                (height, secret.gate_key())
            })
            .collect();
        held.sort_unstable_by(|left, right| right.cmp(left));
        // First that under which is written now: only through it somebody is served who cannot be named yet.
        let current = state.circle().writable_epoch(&state.secrets).and_then(|epoch| state.secrets.get(&epoch));
        if let Some(current) = current.map(EpochSecret::gate_key) {
            held.sort_by_key(|(_, key)| *key != current);
        }
        let gate_keys = held.into_iter().map(|(_, key)| key).take(limits::sync::GATE_KEYS).collect();
        CircleView { tag: state.tag, gate_keys, horizon: [Slot(0); 3] }
    }

    /// The key of the relay at the other end of a link, if it is one of this circle. In all other circles it is what
    /// everybody is: whom one circle calls a relay is not kept out of another.
    fn relay_of(&self, link: LinkId, state: &CircleState) -> Option<RelayId> {
        self.relays.id_for(state, &self.links.get(&link)?.peer)
    }

    /// A circle as the peer of a link sees it.
    fn view_for(&self, link: LinkId, state: &CircleState) -> CircleView {
        let Some(id) = self.relay_of(link, state) else { return self.view(state) };
        let keys = gate_secrets(state).take(limits::sync::GATE_KEYS);
        let gate_keys = keys.map(|secret| secret.relay_gate_key(&id)).collect();
        CircleView { tag: state.tag, gate_keys, horizon: [Slot(0); 3] }
    }

    fn is_relay_of(&self, link: LinkId, tag: &Tag) -> bool {
        self.circles.get(tag).is_some_and(|state| self.relay_of(link, state).is_some())
    }
}

impl Replica for EngineReplica<'_> {
    fn circles(&self, link: LinkId) -> Vec<CircleView> {
        let wanted = |state: &&CircleState| state.is_served() && !state.secrets.is_empty();
        self.circles.values().filter(wanted).map(|state| self.view_for(link, state)).collect()
    }

    fn may_travel(&self, link: LinkId, tag: &Tag) -> bool {
        let Some(peer) = self.links.get(&link).map(|link| &link.peer) else { return false };
        let Some(state) = self.circles.get(tag) else { return false };
        self.peers.get(peer).is_some_and(|known| state.is_let_in_by(peer) || known.may_carry(peer, state.settings()))
    }

    fn circle(&self, link: LinkId, tag: &Tag) -> Option<CircleView> {
        let state = self.circles.get(tag).filter(|state| state.is_served())?;
        Some(self.view_for(link, state))
    }

    fn total(&self, tag: &Tag, lane: Lane) -> SetSum {
        self.store.set_total(tag, lane)
    }

    fn sum(&self, tag: &Tag, lane: Lane, range: Range<SetKey>) -> SetSum {
        self.store.set_sum(tag, lane, range)
    }

    fn ids(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, max: usize) -> Vec<SetKey> {
        sets::ids(self.store, tag, lane, range, max)
    }

    fn split(&self, tag: &Tag, lane: Lane, range: Range<SetKey>, parts: usize) -> Vec<SetKey> {
        sets::split(self.store, tag, lane, range, parts)
    }

    /// Of what was let go nothing: nobody takes a head alone.
    fn sealed(&self, id: &RecordId) -> Option<Sealed> {
        self.store.get(id).ok().flatten().filter(Sealed::has_body)
    }

    fn has(&self, _tag: &Tag, id: &RecordId) -> bool {
        self.store.has(id)
    }

    fn slips(&self, tag: &Tag) -> Vec<(SlipKey, u64)> {
        self.circles.get(tag).map(|state| state.slips.told(self.hour)).unwrap_or_default()
    }

    fn slip_number(&self, tag: &Tag, key: &SlipKey) -> Option<u64> {
        self.circles.get(tag)?.slips.number(key)
    }

    fn slip(&self, tag: &Tag, key: &SlipKey) -> Option<Slip> {
        self.circles.get(tag)?.slips.get(key).cloned()
    }

    fn news_wait(&self, link: LinkId, tag: &Tag) -> Duration {
        if self.is_relay_of(link, tag) { limits::RELAY_NEWS_WAIT } else { Duration::ZERO }
    }

    /// A relay is shown the gate and no name.
    fn prove(&self, link: LinkId, tag: &Tag, transcript: [u8; 32]) -> Vec<u8> {
        if self.is_relay_of(link, tag) {
            return Vec::new();
        }
        let signature = self.me.device.sign(&proof_bytes(tag, &transcript));
        [self.me.device.id().as_bytes().as_slice(), signature.as_bytes()].concat()
    }

    fn check(&self, link: LinkId, tag: &Tag, current: bool, transcript: [u8; 32], proof: &[u8]) -> Standing {
        // Its transport key has shown that it is the relay which the circle names.
        if self.is_relay_of(link, tag) {
            return Standing::Unnamed;
        }
        let Some((device, signature)) = proof.split_first_chunk::<32>() else { return Standing::Refused };
        let Ok(signature) = signature.try_into() else { return Standing::Refused };
        if !verify(device, &proof_bytes(tag, &transcript), &Signature::from_bytes(signature)) {
            return Standing::Refused;
        }
        let device = DeviceId::from_bytes(*device);
        let Some(state) = self.circles.get(tag) else { return Standing::Refused };
        if state.circle().is_member_device(&device) {
            Standing::Device(device)
        } else if state.circle().person_of(&device).is_some() {
            // Somebody who was removed or has left still knows old secrets, and is served nothing.
            Standing::Refused
        } else if current {
            // Their grant may be on its way to us, perhaps from them.
            Standing::Unnamed
        } else {
            // Whoever knows an old secret only may have been removed by a record that is not here.
            Standing::Refused
        }
    }
}

fn proof_bytes(tag: &Tag, transcript: &[u8; 32]) -> Vec<u8> {
    encode(&(PROOF_CONTEXT, tag, serde_bytes::Bytes::new(transcript)))
}
