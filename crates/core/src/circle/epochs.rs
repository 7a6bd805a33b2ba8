//! Epochs: who holds which generation of the circle's secret, and which one to write under.
//!
//! See `docs/decisions/0001-boxed-epochs.md`: an epoch's record is sealed under its own secret, which travels with it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde_bytes::ByteArray;
use zeroize::Zeroizing;

use super::op::{self, Op};
use super::{Circle, Member};
use crate::encoding::{decode, encode};
use crate::epoch::{EpochSecret, KeyBox};
use crate::id::{DeviceId, EpochId, RecordId};
use crate::key::{Certificate, DeviceSecret};
use crate::limits;
use crate::record::Sealed;
use crate::time::Timestamp;

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
    /// When it was begun, as its author claims.
    pub wall: Timestamp,
    /// The epochs that it follows.
    pub bases: Vec<EpochId>,
    /// Recipient tags of its boxes and of the boxes of all valid welcomes to it; dummies have none.
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
                tags.entry(entry.epoch).or_default().extend(entry.boxes.iter().map(KeyBox::tag));
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
                wall: entry.wall,
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
        let readers = self.members.values().filter(|member| member.role.is_given_secrets());
        readers.flat_map(|Member { certificates, .. }| certificates).collect()
    }

    /// The epoch to write under: of the held ones that nobody can reach but present recipients, the one of greatest height,
    /// then of the most senior author, then of the greatest id. None after a removal, until somebody rotates.
    #[must_use]
    pub fn writable_epoch(&self, held: &BTreeMap<EpochId, EpochSecret>) -> Option<EpochId> {
        let mut epochs = self.epochs();
        epochs.retain(|info| held.contains_key(&info.epoch));
        epochs.sort_unstable_by_key(|info| std::cmp::Reverse((info.height, std::cmp::Reverse(info.rank), info.epoch)));
        let mut closing = Closing::new(self, held);
        epochs.into_iter().map(|info| info.epoch).find(|epoch| closing.is_closed_to_others(epoch))
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
        let followed = self.followed(held);
        let mut latest: Vec<&EpochInfo> =
            epochs.iter().filter(|info| !followed.contains(&info.epoch) && held.contains_key(&info.epoch)).collect();
        // Seniors first: a learner who begins many epochs at once does not crowd theirs out.
        latest.sort_unstable_by_key(|info| (info.rank, std::cmp::Reverse(info.height), info.epoch));
        let mut named = HashSet::new();
        latest.retain(|info| named.insert(info.epoch));
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

impl Circle {
    /// The epochs whose secrets really follow from a later one. What a record merely says to follow does not count:
    /// whoever joins with the later secret would never reach them.
    fn followed(&self, held: &BTreeMap<EpochId, EpochSecret>) -> HashSet<EpochId> {
        let olds = |node: usize| {
            let entry = &self.rules.entries[node];
            let opened = entry.op().zip(held.get(&entry.epoch)).map(|(op, secret)| open_old(op, secret));
            opened.unwrap_or_default()
        };
        self.valid_nodes().flat_map(olds).map(|secret| secret.id()).collect()
    }
}

/// Finds out who can reach the secrets of epochs.
struct Closing<'a> {
    circle: &'a Circle,
    held: &'a BTreeMap<EpochId, EpochSecret>,
    devices: HashSet<DeviceId>,
    kems: Vec<&'a [u8; 32]>,
    /// The valid records that begin an epoch or box its secret.
    records: HashMap<EpochId, Vec<usize>>,
    /// The epochs that say to follow one: whoever holds them has its secret.
    followers: HashMap<EpochId, Vec<EpochId>>,
    kept: HashMap<EpochId, bool>,
}

impl<'a> Closing<'a> {
    fn new(circle: &'a Circle, held: &'a BTreeMap<EpochId, EpochSecret>) -> Self {
        let mut records: HashMap<EpochId, Vec<usize>> = HashMap::new();
        let mut followers: HashMap<EpochId, Vec<EpochId>> = HashMap::new();
        for node in circle.valid_nodes() {
            let entry = &circle.rules.entries[node];
            let bases = match entry.op() {
                Some(Op::Epoch(epoch)) => epoch.bases.as_slice(),
                Some(Op::Welcome) => &[],
                _ => continue,
            };
            records.entry(entry.epoch).or_default().push(node);
            bases.iter().for_each(|base| followers.entry(*base).or_default().push(entry.epoch));
        }
        let recipients = circle.recipients();
        let devices = recipients.iter().map(|certificate| certificate.device()).collect();
        let kems = recipients.iter().map(|certificate| certificate.kem()).collect();
        Self { circle, held, devices, kems, records, followers, kept: HashMap::new() }
    }

    /// Whether everybody who can reach this secret is to hold it now: all who were given it or made it, and all who were
    /// given or made that of an epoch that follows it, however far.
    fn is_closed_to_others(&mut self, epoch: &EpochId) -> bool {
        let (mut waiting, mut seen) = (vec![*epoch], HashSet::new());
        while let Some(epoch) = waiting.pop() {
            if !seen.insert(epoch) {
                continue;
            }
            let kept = self.kept.get(&epoch).copied().unwrap_or_else(|| self.is_kept(&epoch));
            self.kept.insert(epoch, kept);
            if !kept {
                return false;
            }
            waiting.extend(self.followers.get(&epoch).into_iter().flatten());
        }
        true
    }

    /// Whether the records of this epoch gave its secret to present recipients only. A box that is none of theirs, or that
    /// is not what it must be, may hold anything for anybody.
    fn is_kept(&self, epoch: &EpochId) -> bool {
        let (Some(secret), Some(records)) = (self.held.get(epoch), self.records.get(epoch)) else { return false };
        let kems: Vec<_> = self.kems.iter().map(|kem| (KeyBox::recipient_tag(kem, epoch), *kem)).collect();
        let by_tag: BTreeMap<_, _> = kems.into_iter().collect();
        let entries = || records.iter().map(|&node| &self.circle.rules.entries[node]);
        let by_recipients = entries().all(|entry| {
            let committed = !matches!(entry.op(), Some(Op::Epoch(begun)) if begun.commit != commitment(secret));
            let known = entry.boxes.iter().all(|sealed| by_tag.contains_key(&sealed.tag()));
            committed && known && self.devices.contains(&entry.device)
        });
        // Only then, since making a box again takes as long as a signature.
        by_recipients
            && entries().all(|entry| {
                let mut boxes = entry.boxes.iter().enumerate();
                boxes.all(|(index, sealed)| {
                    by_tag.get(&sealed.tag()).is_some_and(|kem| entry.is_box_for(index, kem, secret))
                })
            })
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
