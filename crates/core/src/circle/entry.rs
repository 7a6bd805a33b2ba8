//! A control record as the rules see it: decoded and verified once, then shared between evaluations.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::op::{self, NO_AUTHORITY, Op};
use super::rules::Reason;
use crate::epoch::{EpochSecret, KeyBox};
use crate::id::{CircleId, DeviceId, EpochId, RecordId, Tag};
use crate::record::Record;
use crate::time::Timestamp;

/// What the body of a control record came to.
#[derive(Debug)]
pub(super) enum Body {
    Op(Op),
    /// Of a later version: it takes part in ancestry and changes nothing.
    Unknown,
    /// False whatever else is known.
    False(Reason),
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: RecordId,
    pub(super) device: DeviceId,
    pub(super) seq: u64,
    pub(super) after: Vec<RecordId>,
    pub(super) auth: RecordId,
    pub(super) wall: Timestamp,
    pub(super) lamport: u64,
    pub(super) epoch: EpochId,
    pub(super) tag: Tag,
    /// Without dummies.
    pub(super) boxes: Vec<KeyBox>,
    /// Which of the boxes were made again for which key, and whether they are the same. It never changes.
    made_again: Mutex<BTreeMap<(usize, [u8; 32]), bool>>,
    pub(super) body: Body,
    /// Whether the proof in a grant is true. The record names its invitation by hash, so the answer never changes.
    pub(super) proof: OnceLock<bool>,
}

impl Entry {
    pub(super) fn of(circle: &CircleId, record: &Record) -> Self {
        Self {
            id: record.id,
            device: record.device,
            seq: record.seq,
            after: record.after.clone(),
            auth: record.auth,
            wall: record.wall,
            lamport: record.lamport,
            epoch: record.header.epoch,
            tag: record.header.tag,
            boxes: record.boxes.clone(),
            made_again: Mutex::default(),
            body: body(circle, record),
            proof: OnceLock::new(),
        }
    }

    pub(super) fn op(&self) -> Option<&Op> {
        match &self.body {
            Body::Op(op) => Some(op),
            Body::Unknown | Body::False(_) => None,
        }
    }

    /// Whether the box at `index` is the one of `secret` for this key, of which it has the tag.
    pub(super) fn is_box_for(&self, index: usize, kem: &[u8; 32], secret: &EpochSecret) -> bool {
        let make = || KeyBox::seal(secret, &self.tag, kem).as_ref() == self.boxes.get(index);
        let mut made_again = self.made_again.lock().unwrap_or_else(PoisonError::into_inner);
        *made_again.entry((index, *kem)).or_insert_with(make)
    }

    pub(super) fn as_grant(&self) -> Option<&op::Grant> {
        if let Some(Op::Grant(grant)) = self.op() { Some(grant) } else { None }
    }

    pub(super) fn as_invite(&self) -> Option<&op::Invite> {
        if let Some(Op::Invite(invite)) = self.op() { Some(invite) } else { None }
    }

    pub(super) fn as_genesis(&self) -> Option<&op::Genesis> {
        if let Some(Op::Genesis(genesis)) = self.op() { Some(genesis) } else { None }
    }
}

fn body(circle: &CircleId, record: &Record) -> Body {
    match Op::decode(record.kind, &record.body) {
        Err(error) if error.is_newer() => Body::Unknown,
        Err(_) => Body::False(Reason::Malformed),
        Ok(op) if stands_alone(circle, record, &op) => Body::Op(op),
        Ok(_) => Body::False(Reason::Foreign),
    }
}

/// The checks that need the record but no other record.
fn stands_alone(circle: &CircleId, record: &Record, op: &Op) -> bool {
    match op {
        Op::Genesis(genesis) => {
            CircleId::of(&record.body) == *circle
                && record.auth == NO_AUTHORITY
                // A founder who had seen somebody leave could otherwise found the circle anew and undo it.
                && record.after.is_empty()
                && record.seq == 0
                && genesis.founders.iter().any(|certificate| certificate.device() == record.device)
        }
        Op::DeviceRevoke(revoke) => revoke.is_signed(circle, &record.after),
        Op::Epoch(_) | Op::Welcome => !record.boxes.is_empty(),
        _ => true,
    }
}
