//! A control record as the rules see it: decoded and verified once, then shared between evaluations.

use std::sync::OnceLock;

use super::op::{self, NO_AUTHORITY, Op, OpError};
use super::rules::Reason;
use crate::id::{CircleId, DeviceId, EpochId, RecordId};
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
    pub(super) after: Vec<RecordId>,
    pub(super) auth: RecordId,
    pub(super) wall: Timestamp,
    pub(super) lamport: u64,
    pub(super) epoch: EpochId,
    pub(super) box_tags: Vec<[u8; 8]>,
    pub(super) body: Body,
    /// Whether the proof in a grant is true. The record names its invitation by hash, so the answer never changes.
    pub(super) proof: OnceLock<bool>,
}

impl Entry {
    pub(super) fn of(circle: &CircleId, record: &Record) -> Self {
        Self {
            id: record.id,
            device: record.device,
            after: record.after.clone(),
            auth: record.auth,
            wall: record.wall,
            lamport: record.lamport,
            epoch: record.header.epoch,
            box_tags: record.box_tags.clone(),
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
        Err(OpError::UnknownKind(_)) => Body::Unknown,
        Err(OpError::Malformed(_) | OpError::Certificate) => Body::False(Reason::Malformed),
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
                && genesis.founders.iter().any(|certificate| certificate.device() == record.device)
        }
        Op::DeviceRevoke(revoke) => revoke.is_signed(circle, &record.after),
        Op::Epoch(_) | Op::Welcome => !record.box_tags.is_empty(),
        _ => true,
    }
}
