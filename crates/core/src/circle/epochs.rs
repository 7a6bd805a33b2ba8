//! Epochs: who holds which generation of the circle's secret, and which one to write under.
//!
//! See `docs/decisions/0001-boxed-epochs.md`: an epoch's record is sealed under its own secret, which travels with it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde_bytes::ByteArray;
use zeroize::Zeroizing;

use super::op::{self, Op};
use super::role::Role;
use super::{Circle, Member};
use crate::encoding::{decode, encode};
use crate::epoch::{EpochSecret, KeyBox};
use crate::id::{EpochId, RecordId};
use crate::key::{Certificate, DeviceSecret};
use crate::limits;
use crate::record::Sealed;

const OLD_CONTEXT: &str = "commonplace 2026 epoch old key 1";
const OLD_NONCE_CONTEXT: &str = "commonplace 2026 epoch old nonce key 1";
const NONCE_LEN: usize = 24;

/// A valid record that begins an epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpochInfo {
    /// The record.
    pub record: RecordId,
    /// The epoch.
    pub epoch: EpochId,
    /// How many epochs it follows, one after another.
    pub height: u32,
    /// The rank of its author.
    pub rank: u16,
    /// The epochs that it follows.
    pub bases: Vec<EpochId>,
    /// Recipient tags of its boxes and of the boxes of all valid welcomes to it.
    pub recipients: BTreeSet<[u8; 8]>,
}

impl Circle {
    /// The valid epochs, with what they were boxed to.
    #[must_use]
    pub fn epochs(&self) -> Vec<EpochInfo> {
        let mut tags: HashMap<EpochId, BTreeSet<[u8; 8]>> = HashMap::new();
        for node in self.valid_nodes() {
            let entry = &self.rules.entries[node];
            if matches!(entry.op(), Some(Op::Epoch(_) | Op::Welcome)) {
                tags.entry(entry.epoch).or_default().extend(&entry.box_tags);
            }
        }
        let info = |node: usize| {
            let entry = &self.rules.entries[node];
            let Some(Op::Epoch(op::Epoch { height, bases, .. })) = entry.op() else { return None };
            Some(EpochInfo {
                record: entry.id,
                epoch: entry.epoch,
                height: *height,
                rank: self.rules.rank(node),
                bases: bases.clone(),
                recipients: tags.get(&entry.epoch).cloned().unwrap_or_default(),
            })
        };
        self.valid_nodes().filter_map(info).collect()
    }

    fn valid_nodes(&self) -> impl Iterator<Item = usize> {
        (0..self.rules.entries.len()).filter(|&node| self.rules.standing[node].is_ok())
    }

    /// The devices that are to hold the secret now: those of members who read, in ascending order of person and device.
    #[must_use]
    pub fn recipients(&self) -> Vec<&Certificate> {
        let readers = self.members.values().filter(|member| member.role >= Role::Reader);
        readers.flat_map(|Member { certificates, .. }| certificates).collect()
    }

    /// The epoch to write under: of the held ones that nobody knows but present recipients, the one of greatest height,
    /// then of the most senior author, then of the greatest id. None after a removal, until somebody rotates.
    #[must_use]
    pub fn writable_epoch(&self, held: &BTreeMap<EpochId, EpochSecret>) -> Option<EpochId> {
        let epochs = self.epochs();
        let closed: HashSet<EpochId> =
            held.keys().filter(|epoch| self.is_closed_to_others(epoch, &epochs)).copied().collect();
        let usable = epochs.iter().filter(|info| closed.contains(&info.epoch));
        usable.max_by_key(|info| (info.height, std::cmp::Reverse(info.rank), info.epoch)).map(|info| info.epoch)
    }

    /// Whether all who were given this secret, and all who made it, are still to hold it.
    fn is_closed_to_others(&self, epoch: &EpochId, epochs: &[EpochInfo]) -> bool {
        let recipients = self.recipients();
        let devices: HashSet<_> = recipients.iter().map(|certificate| certificate.device()).collect();
        let tags: BTreeSet<_> = recipients.iter().map(|c| KeyBox::recipient_tag(c.kem(), epoch)).collect();
        let mut named = epochs.iter().filter(|info| info.epoch == *epoch).peekable();
        named.peek().is_some()
            && named.all(|info| {
                let author = self.rules.index.get(&info.record).map(|&node| self.rules.entries[node].device);
                author.is_some_and(|author| devices.contains(&author)) && info.recipients.is_subset(&tags)
            })
    }

    /// The devices that are to hold this epoch's secret and have no box of it.
    #[must_use]
    pub fn unwelcomed(&self, epoch: &EpochId) -> Vec<&Certificate> {
        let boxed: BTreeSet<[u8; 8]> =
            self.epochs().into_iter().filter(|info| info.epoch == *epoch).flat_map(|info| info.recipients).collect();
        let mut missing = self.recipients();
        missing.retain(|certificate| !boxed.contains(&KeyBox::recipient_tag(certificate.kem(), epoch)));
        missing
    }

    /// The operation that begins the epoch of `new_secret`, after all latest held ones. Its record is to be sealed under
    /// `new_secret`, boxed to [`Circle::recipients`], and name [`Circle::heads`] in `after`.
    #[must_use]
    pub fn next_epoch(&self, held: &BTreeMap<EpochId, EpochSecret>, new_secret: &EpochSecret) -> Op {
        let epochs = self.epochs();
        let followed: HashSet<EpochId> = epochs.iter().flat_map(|info| info.bases.iter().copied()).collect();
        let mut latest: Vec<&EpochInfo> =
            epochs.iter().filter(|info| !followed.contains(&info.epoch) && held.contains_key(&info.epoch)).collect();
        latest.sort_unstable_by_key(|info| (std::cmp::Reverse(info.height), info.rank, info.epoch));
        latest.dedup_by_key(|info| info.epoch);
        latest.truncate(limits::EPOCH_BASES);
        let height = latest.iter().map(|info| info.height.saturating_add(1)).max().unwrap_or(0);
        let mut bases: Vec<EpochId> = latest.iter().map(|info| info.epoch).collect();
        bases.sort_unstable();
        bases.dedup();
        let secrets: Vec<&EpochSecret> = bases.iter().filter_map(|base| held.get(base)).collect();
        let old = seal_old(&secrets, new_secret);
        Op::Epoch(op::Epoch { height, bases, commit: commitment(new_secret), old })
    }
}

/// The operation that begins a circle's first epoch.
#[must_use]
pub fn first_epoch(secret: &EpochSecret) -> Op {
    Op::Epoch(op::Epoch { height: 0, bases: Vec::new(), commit: commitment(secret), old: seal_old(&[], secret) })
}

fn commitment(secret: &EpochSecret) -> [u8; 32] {
    *blake3::hash(secret.as_bytes()).as_bytes()
}

type OldSecrets = Vec<(EpochId, ByteArray<32>)>;

/// The nonce is a keyed hash of the plaintext, so that one secret never seals two lists under one nonce.
fn seal_old(secrets: &[&EpochSecret], new: &EpochSecret) -> Vec<u8> {
    let list: OldSecrets = secrets.iter().map(|secret| (secret.id(), ByteArray::new(*secret.as_bytes()))).collect();
    let plain = Zeroizing::new(encode(&list));
    let nonce_key = blake3::derive_key(OLD_NONCE_CONTEXT, new.as_bytes());
    let mut nonce = [0; NONCE_LEN];
    nonce.copy_from_slice(&blake3::keyed_hash(&nonce_key, &plain).as_bytes()[..NONCE_LEN]);
    let sealed = old_cipher(new).encrypt(&XNonce::from(nonce), plain.as_slice());
    let sealed = sealed.expect("a list of at most eight secrets is within the cipher's bounds");
    [&nonce[..], &sealed].concat()
}

fn old_cipher(new: &EpochSecret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&blake3::derive_key(OLD_CONTEXT, new.as_bytes()).into())
}

/// The former secrets that an epoch's record carries, those of its bases only, each checked against its name. Empty when
/// the record commits to another secret than `secret`, or carries none.
#[must_use]
pub fn open_old(op: &Op, secret: &EpochSecret) -> Vec<EpochSecret> {
    let Op::Epoch(epoch) = op else { return Vec::new() };
    if epoch.commit != commitment(secret) {
        return Vec::new();
    }
    let list = open_list(epoch, secret).unwrap_or_default();
    let secrets = list.into_iter().map(|(id, bytes)| (id, EpochSecret::from_bytes(bytes.into_array())));
    secrets.filter(|(id, secret)| secret.id() == *id && epoch.bases.contains(id)).map(|(_, secret)| secret).collect()
}

fn open_list(epoch: &op::Epoch, secret: &EpochSecret) -> Option<OldSecrets> {
    let (nonce, sealed) = epoch.old.split_first_chunk::<NONCE_LEN>()?;
    let plain = Zeroizing::new(old_cipher(secret).decrypt(&XNonce::from(*nonce), sealed).ok()?);
    decode(&plain, limits::EPOCH_OLD_BYTES).ok()
}

/// Adds to `held` every secret that can be reached: those boxed to `device` in any of the records, and, from each held
/// one, those that its epoch's record carries. A newcomer needs nothing else to read the past.
pub fn collect_secrets<'a>(
    sealed: impl IntoIterator<Item = &'a Sealed>,
    device: &DeviceSecret,
    held: &mut BTreeMap<EpochId, EpochSecret>,
) {
    let mut boxed: BTreeMap<EpochId, Vec<&Sealed>> = BTreeMap::new();
    for record in sealed.into_iter().filter(|record| record.is_boxed()) {
        let epoch = record.header().epoch;
        boxed.entry(epoch).or_default().push(record);
        if !held.contains_key(&epoch)
            && let Some(secret) = record.unbox(device)
        {
            held.insert(epoch, secret);
        }
    }
    let mut waiting: Vec<EpochSecret> = held.values().cloned().collect();
    while let Some(secret) = waiting.pop() {
        for record in boxed.remove(&secret.id()).unwrap_or_default() {
            for old in old_in(record, &secret) {
                if held.insert(old.id(), old.clone()).is_none() {
                    waiting.push(old);
                }
            }
        }
    }
}

fn old_in(record: &Sealed, secret: &EpochSecret) -> Vec<EpochSecret> {
    let opened = record.open(secret).ok().filter(|record| record.kind == op::kind::EPOCH);
    let op = opened.and_then(|record| Op::decode(record.kind, &record.body).ok());
    op.map(|op| open_old(&op, secret)).unwrap_or_default()
}
