//! Which updates may be imported, decided before Loro sees them: see the module page of `text`.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::id::{DeviceId, RecordId};
use commonplace_core::limits;
use loro::{EncodedBlobMode, LoroDoc};

use super::preflight::counts_fit;
use super::sandbox::guarded;
use super::{Fate, Refusal, Text, Update, UpdateHash};

/// An update that continues its device's chain.
#[derive(Debug, Clone)]
pub(super) struct Accepted {
    pub(super) id: RecordId,
    pub(super) device: DeviceId,
    pub(super) peer: u64,
    /// Its operations are `counters.start..counters.end` of its peer.
    pub(super) counters: std::ops::Range<i32>,
    pub(super) hash: UpdateHash,
    /// Its place in the history: after what it follows, however small a Lamport time it claims.
    order: (u64, RecordId),
}

/// Accepted updates in the order of the history, and the fate of all others.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) accepted: Vec<Accepted>,
    pub(super) others: BTreeMap<RecordId, Fate>,
}

type Chains = BTreeMap<DeviceId, BTreeMap<Option<UpdateHash>, Vec<RecordId>>>;

pub(super) fn plan(text: &Text) -> Plan {
    let mut chains = Chains::new();
    for (id, update) in &text.updates {
        chains.entry(update.device).or_default().entry(update.follows).or_default().push(*id);
    }
    let mut plan = Plan::default();
    for (device, mut links) in chains {
        follow(text, device, &mut links, &mut plan);
        strand(text, links, &mut plan);
    }
    plan.accepted.sort_by_key(|accepted| accepted.order);
    plan
}

/// Walks a device's chain from its beginning, and takes the links walked out of `links`.
fn follow(text: &Text, device: DeviceId, links: &mut BTreeMap<Option<UpdateHash>, Vec<RecordId>>, plan: &mut Plan) {
    let peer = text.seed.peer(&device);
    let mut at = None;
    let mut end = if device == text.seed.device { text.seed.text.chars().count() } else { 0 };
    let mut lamport = 0_u64;
    while let Some(candidates) = links.remove(&at) {
        let mut next = None;
        for id in candidates {
            let update = &text.updates[&id];
            match (next.is_some(), counters(update, peer, end)) {
                (false, Ok(counters)) => next = Some((id, update, counters)),
                (true, Ok(_)) => drop(plan.others.insert(id, Fate::Refused(Refusal::Forked))),
                (_, Err(refusal)) => drop(plan.others.insert(id, Fate::Refused(refusal))),
            }
        }
        let Some((id, update, counters)) = next else { return };
        let hash = UpdateHash::of(&update.bytes);
        at = Some(hash);
        end = usize::try_from(counters.end).unwrap_or(usize::MAX);
        lamport = update.lamport.max(lamport.saturating_add(1));
        plan.accepted.push(Accepted { id, device, peer, counters, hash, order: (lamport, id) });
    }
}

/// Updates that follow one which is not here wait for it; those that follow a refused one were written beside the chain.
fn strand(text: &Text, links: BTreeMap<Option<UpdateHash>, Vec<RecordId>>, plan: &mut Plan) {
    if links.is_empty() {
        return;
    }
    let refused = plan.others.keys().copied();
    let here = refused.chain(links.values().flatten().copied());
    let here: BTreeSet<UpdateHash> = here.map(|id| UpdateHash::of(&text.updates[&id].bytes)).collect();
    for (follows, ids) in links {
        let known = follows.is_some_and(|hash| here.contains(&hash));
        let fate = if known { Fate::Refused(Refusal::Forked) } else { Fate::Waiting };
        plan.others.extend(ids.into_iter().map(|id| (id, fate)));
    }
}

/// The counters of an update's operations, if all are of this peer and continue at `end`.
fn counters(update: &Update, peer: u64, end: usize) -> Result<std::ops::Range<i32>, Refusal> {
    if update.bytes.len() > limits::BODY_BYTES || !counts_fit(&update.bytes) {
        return Err(Refusal::Malformed);
    }
    let decode = || LoroDoc::decode_import_blob_meta(&update.bytes, true);
    let meta = guarded(decode).and_then(Result::ok).ok_or(Refusal::Malformed)?;
    if meta.mode != EncodedBlobMode::Updates {
        return Err(Refusal::Malformed);
    }
    let mut peers = meta.partial_end_vv.iter();
    let (Some((found, last)), None) = (peers.next(), peers.next()) else { return Err(Refusal::ForeignPeer) };
    if *found != peer {
        return Err(Refusal::ForeignPeer);
    }
    let first = meta.partial_start_vv.get(&peer).copied().unwrap_or_default();
    let operations = usize::try_from(i64::from(*last) - i64::from(first)).unwrap_or(usize::MAX);
    let continues = usize::try_from(first).is_ok_and(|first| first == end);
    if !continues || operations == 0 || operations > limits::UPDATE_OPERATIONS {
        return Err(Refusal::OutOfSequence);
    }
    Ok(first..*last)
}
