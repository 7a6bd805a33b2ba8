//! Records: sealed on the outside, signed on the inside. See `docs/records.md` for the bytes.
//!
//! A [`Draft`] becomes a [`Sealed`] record by signing and sealing; a sealed record opens into a [`Record`] under its
//! epoch's secret. The bytes are kept as received and never encoded again: the id stands on them.
//!
//! Head and body are sealed apart, and the id stands on the head and the body's hash, so that a body can be forgotten and
//! the record still be named, opened and verified (`docs/decisions/0006-head-and-body-apart.md`).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

mod content;
mod envelope;
#[cfg(test)]
mod tests;

use crate::encoding::{DecodeError, encode};
use crate::epoch::{EpochSecret, KeyBox};
use crate::id::{DeviceId, EpochId, RecordId, Tag};
use crate::key::{Certificate, DeviceSecret};
use crate::limits;
use crate::time::{Slot, Timestamp};
use envelope::{Envelope, FORMAT, Payload};

#[doc(hidden)]
pub use content::read_head;
pub use envelope::Sealed;

/// Replication class of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Lane {
    /// Membership, roles, epochs: agreed on before anything else.
    Control = 0,
    /// Questions, answers, votes and the like.
    Posts = 1,
    /// Updates of note documents.
    Documents = 2,
}

impl Lane {
    /// All lanes, in the order in which peers agree on them.
    pub const ALL: [Self; 3] = [Self::Control, Self::Posts, Self::Documents];
}

impl From<Lane> for u8 {
    fn from(lane: Lane) -> Self {
        lane as Self
    }
}

/// A lane number that this version does not know.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("unknown lane {0}")]
pub struct UnknownLane(u8);

impl TryFrom<u8> for Lane {
    type Error = UnknownLane;
    fn try_from(number: u8) -> Result<Self, UnknownLane> {
        Self::ALL.into_iter().find(|lane| *lane as u8 == number).ok_or(UnknownLane(number))
    }
}

/// What a record's body is; the catalogue of numbers is in `docs/records.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(pub u16);

impl Kind {
    /// Whether a record of this kind belongs into this lane: those below 64 into the control lane and no others.
    #[must_use]
    pub fn fits(self, lane: Lane) -> bool {
        (self.0 < FIRST_CONTENT_KIND) == (lane == Lane::Control)
    }
}

/// Kinds from here on are content.
const FIRST_CONTENT_KIND: u16 = 64;

/// The Lamport number of the next record, written in `slot`, when `greatest` is the greatest one seen: one more, or the
/// greatest that this hour allows, [`limits::LAMPORT_PER_SLOT`] for every hour since 2020.
#[must_use]
pub fn next_lamport(greatest: u64, slot: Slot) -> u64 {
    greatest.saturating_add(1).min(greatest_lamport(slot))
}

/// Nobody uses the numbers up for everybody: every hour brings new ones.
fn greatest_lamport(slot: Slot) -> u64 {
    let hours = u64::from(slot.0) + 1;
    hours.saturating_mul(limits::LAMPORT_PER_SLOT).min(limits::LARGEST_NUMBER)
}

/// What everybody sees of a record, relays included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The circle's blinded name.
    pub tag: Tag,
    /// Replication class.
    pub lane: Lane,
    /// The hour in which it was written, as its author claims.
    pub slot: Slot,
    /// Whose secret opens it.
    pub epoch: EpochId,
}

/// Why bytes are not a record's envelope.
#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    /// Not canonical, malformed or too long.
    #[error("not an envelope")]
    Decode(#[from] DecodeError),
    /// Its parts are out of bounds or do not fit together.
    #[error("parts of the envelope are out of bounds")]
    Bounds,
    /// Written in a format of a later version.
    #[error("envelope of an unknown format")]
    Unknown,
}

/// Why a sealed record does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Written by a later version: to be kept, and not to be understood.
    #[error("written by a newer version")]
    Newer,
    /// The secret is of another epoch.
    #[error("another epoch's secret")]
    WrongEpoch,
    /// The seal is broken: not sealed by a holder of the secret, or altered.
    #[error("the seal is broken")]
    Seal,
    /// The nonce is not the one that the content calls for: somebody sealed another's signed words again.
    #[error("sealed under another nonce than its content calls for")]
    Nonce,
    /// The content is not a record.
    #[error("sealed content is not a record")]
    Content(#[from] DecodeError),
    /// Parts of the content are out of bounds.
    #[error("sealed content is out of bounds")]
    Bounds,
    /// The device did not sign it.
    #[error("the signature is false")]
    Signature,
}

/// Why a draft cannot become a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The body does not fit into one record.
    #[error("a body of {0} bytes does not fit into one record")]
    BodyTooLong(usize),
    /// More records named as seen than one record may name.
    #[error("{0} ids in `after`")]
    TooManyAfter(usize),
    /// A number or kind that every reader would refuse.
    #[error("{0} out of bounds")]
    OutOfBounds(&'static str),
    /// Nothing can be sealed to the key of this recipient.
    #[error("nothing can be sealed to device {0}")]
    NoBox(DeviceId),
    /// More boxes than one record may carry, or none.
    #[error("{0} boxes in one record")]
    TooManyBoxes(usize),
}

/// An opened record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its name.
    pub id: RecordId,
    /// What everybody sees of it.
    pub header: Header,
    /// What the body is.
    pub kind: Kind,
    /// The device that signed it.
    pub device: DeviceId,
    /// Place in the device's chain in this circle, from 0.
    pub seq: u64,
    /// The device's record before it; none for the first.
    pub prev: Option<RecordId>,
    /// Records that the author had seen, the latest only, in ascending order of id.
    pub after: Vec<RecordId>,
    /// The grant (or genesis) under which the author writes.
    pub auth: RecordId,
    /// When, as the author claims.
    pub wall: Timestamp,
    /// Greater than that of all records in `after`, as far as [`next_lamport`] allows: orders the display.
    pub lamport: u64,
    /// The payload, opaque here; empty when it was dropped.
    pub body: Vec<u8>,
    /// Whether the body was forgotten, and only the signed head is left. Never so for control records.
    pub dropped: bool,
    /// Its boxes of its epoch's secret, dummies left out, in ascending order; empty for most records.
    pub boxes: Vec<KeyBox>,
}

/// Where a record stands in its device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Position {
    /// Place in the chain, from 0.
    pub seq: u64,
    /// The record before it; none for the first.
    pub prev: Option<RecordId>,
}

/// A record not yet signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Replication class.
    pub lane: Lane,
    /// What the body is.
    pub kind: Kind,
    /// Latest records seen; put in order and freed of repetitions by sealing.
    pub after: Vec<RecordId>,
    /// The grant under which it is written.
    pub auth: RecordId,
    /// When, as the author claims.
    pub wall: Timestamp,
    /// Greater than that of all records in `after`: what [`next_lamport`] gives.
    pub lamport: u64,
    /// The payload.
    pub body: Vec<u8>,
}

impl Draft {
    /// Signs and seals the draft under an epoch.
    ///
    /// # Errors
    /// [`SealError`] when a part is out of bounds.
    pub fn seal(
        self,
        device: &DeviceSecret,
        position: Position,
        tag: Tag,
        epoch: &EpochSecret,
    ) -> Result<(Sealed, Record), SealError> {
        self.finish(device, position, tag, epoch, Vec::new())
    }

    /// The same, with the epoch's secret boxed to the certified devices; the boxes are filled up with dummies.
    ///
    /// # Errors
    /// [`SealError`] when a part is out of bounds, or a recipient has a key to which nothing can be sealed.
    pub fn seal_boxed(
        self,
        device: &DeviceSecret,
        position: Position,
        tag: Tag,
        epoch: &EpochSecret,
        recipients: &[&Certificate],
    ) -> Result<(Sealed, Record), SealError> {
        if recipients.is_empty() || recipients.len() > limits::BOXES_PER_RECORD {
            return Err(SealError::TooManyBoxes(recipients.len()));
        }
        let sealed_to = |certificate: &&Certificate| {
            KeyBox::seal(epoch, &tag, certificate.kem()).ok_or(SealError::NoBox(certificate.device()))
        };
        let boxes: BTreeSet<KeyBox> = recipients.iter().map(sealed_to).collect::<Result<_, _>>()?;
        self.finish(device, position, tag, epoch, boxes.into_iter().collect())
    }

    fn finish(
        mut self,
        device: &DeviceSecret,
        position: Position,
        tag: Tag,
        epoch: &EpochSecret,
        boxes: Vec<KeyBox>,
    ) -> Result<(Sealed, Record), SealError> {
        self.after.sort_unstable();
        self.after.dedup();
        self.check()?;
        let header = Header { tag, lane: self.lane, slot: Slot::of(self.wall), epoch: epoch.id() };
        content::check_numbers(&header, position.seq, self.wall, self.lamport).map_err(SealError::OutOfBounds)?;
        let too_long = SealError::BodyTooLong(self.body.len());
        let inner = self.inner(device.id(), position);
        let filled = filled(&boxes, epoch, tag, device.id(), position.seq);
        let body = Payload::Forgotten([0; 32]);
        let mut envelope = Envelope { header, nonce: [0; 24], head: &[], boxes: filled, body };
        let body = content::seal_body(epoch, &envelope.associated(None), &inner, &self.body).ok_or(too_long)?;
        envelope.body = Payload::Here(&body);
        let associated = envelope.associated(Some(envelope.body.hash()));
        let (nonce, head) = content::seal_head(epoch, device, &associated, &inner).ok_or(too_long)?;
        (envelope.nonce, envelope.head) = (nonce, &head);
        // What others would refuse is not sealed.
        let sealed = Sealed::from_bytes(&envelope.bytes()).map_err(|_| too_long)?;
        let record = self.written(&sealed, device.id(), position, boxes);
        Ok((sealed, record))
    }

    /// What whoever opens the sealed draft will read.
    fn written(self, sealed: &Sealed, device: DeviceId, position: Position, boxes: Vec<KeyBox>) -> Record {
        Record {
            id: sealed.id(),
            header: *sealed.header(),
            kind: self.kind,
            device,
            seq: position.seq,
            prev: position.prev,
            after: self.after,
            auth: self.auth,
            wall: self.wall,
            lamport: self.lamport,
            body: self.body,
            dropped: false,
            boxes,
        }
    }

    fn check(&self) -> Result<(), SealError> {
        if self.body.len() > limits::BODY_BYTES {
            return Err(SealError::BodyTooLong(self.body.len()));
        }
        if self.after.len() > limits::AFTER_IDS {
            return Err(SealError::TooManyAfter(self.after.len()));
        }
        self.kind.fits(self.lane).then_some(()).ok_or(SealError::OutOfBounds("kind"))
    }

    fn inner(&self, device: DeviceId, Position { seq, prev }: Position) -> Vec<u8> {
        let after: &[RecordId] = &self.after;
        encode(&(FORMAT, self.kind, device, seq, prev, after, self.auth, self.wall, self.lamport))
    }
}

/// The boxes with so many dummies that their number tells a relay little, in ascending order.
fn filled(boxes: &[KeyBox], epoch: &EpochSecret, tag: Tag, device: DeviceId, seq: u64) -> Vec<KeyBox> {
    let missing = boxes.len().next_multiple_of(limits::BOXES_STEP) - boxes.len();
    let mut all: Vec<KeyBox> = boxes.to_vec();
    if missing > 0 {
        all.extend(KeyBox::dummies(epoch, &tag, &device, seq).take(missing));
    }
    all.sort_unstable();
    all
}
