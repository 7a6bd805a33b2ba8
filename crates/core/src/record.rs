//! Records: sealed on the outside, signed on the inside. See `docs/records.md` for the bytes.
//!
//! A [`Draft`] becomes a [`Sealed`] record by signing and sealing; a sealed record opens into a [`Record`] under its
//! epoch's secret. The bytes are kept as received and never encoded again: the id stands on them.

use std::fmt;
use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteArray, ByteBuf, Bytes};

use crate::encoding::{DecodeError, decode, encode};
use crate::epoch::{EpochSecret, KeyBox};
use crate::id::{DeviceId, EpochId, RecordId, Tag};
use crate::key::{self, Certificate, DeviceSecret, Signature};
use crate::limits;
use crate::time::{Slot, Timestamp};

const FORMAT: u8 = 1;
const SIGN_CONTEXT: &str = "commonplace/record/1";
/// The first byte of an envelope, the CBOR head of an array: eight items, or nine with the boxes.
const PLAIN_HEAD: u8 = 0x88;
const BOXED_HEAD: u8 = 0x89;
/// Plaintexts grow in steps of this many bytes, so that a relay learns less from sizes.
const PAD_STEP: usize = 256;
/// Above this size padding follows Padmé (Nikitin et al., PoPETs 2019): at most 12 % more.
const PADME_FROM: usize = 4096;

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

/// How the content is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suite {
    /// XChaCha20-Poly1305 under the epoch's body key.
    Sealed = 1,
    /// The same, and the epoch's secret travels along, boxed to devices.
    Boxed = 2,
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
    /// Written in a format or suite of a later version.
    #[error("envelope of an unknown format or suite")]
    Unknown,
}

/// Why a sealed record does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
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
    /// Content of a later version, or with parts out of bounds.
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
    /// More boxes than one record may carry.
    #[error("{0} boxes in one record")]
    TooManyBoxes(usize),
}

type PlainEnvelope<'a> = (u8, u8, Tag, Lane, Slot, EpochId, ByteArray<24>, &'a Bytes);
type BoxedEnvelope<'a> = (u8, u8, Tag, Lane, Slot, EpochId, ByteArray<24>, &'a Bytes, &'a [KeyBox]);
type Inner<'a> = (u8, Kind, DeviceId, u64, Option<RecordId>, &'a [RecordId], RecordId, Timestamp, u64, &'a Bytes);
type InnerOwned = (u8, Kind, DeviceId, u64, Option<RecordId>, Vec<RecordId>, RecordId, Timestamp, u64, ByteBuf);

/// A record as it is stored, sent and named. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    id: RecordId,
    header: Header,
    bytes: Arc<[u8]>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed").field("id", &self.id).field("header", &self.header).finish_non_exhaustive()
    }
}

struct Envelope {
    suite: Suite,
    header: Header,
    nonce: [u8; 24],
    ciphertext: Vec<u8>,
    boxes: Vec<KeyBox>,
}

impl Envelope {
    fn parse(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let (suite_byte, tag, lane, slot, epoch, nonce, ciphertext, boxes, version) = match bytes.first() {
            Some(&PLAIN_HEAD) => {
                type Owned = (u8, u8, Tag, Lane, Slot, EpochId, ByteArray<24>, ByteBuf);
                let (v, suite, tag, lane, slot, epoch, nonce, ct) = decode::<Owned>(bytes, limits::ENVELOPE_BYTES)?;
                (suite, tag, lane, slot, epoch, nonce, ct, Vec::new(), v)
            }
            Some(&BOXED_HEAD) => {
                type Owned = (u8, u8, Tag, Lane, Slot, EpochId, ByteArray<24>, ByteBuf, Vec<KeyBox>);
                let (v, suite, tag, lane, slot, epoch, nonce, ct, boxes) =
                    decode::<Owned>(bytes, limits::ENVELOPE_BYTES)?;
                (suite, tag, lane, slot, epoch, nonce, ct, boxes, v)
            }
            _ => return Err(EnvelopeError::Unknown),
        };
        let suite = match (version, suite_byte, boxes.len()) {
            (FORMAT, 1, 0) => Suite::Sealed,
            (FORMAT, 2, 1..=limits::BOXES_PER_RECORD) => Suite::Boxed,
            _ => return Err(EnvelopeError::Unknown),
        };
        Ok(Self {
            suite,
            header: Header { tag, lane, slot, epoch },
            nonce: nonce.into_array(),
            ciphertext: ciphertext.into_vec(),
            boxes,
        })
    }

    fn bytes(&self) -> Vec<u8> {
        let Header { tag, lane, slot, epoch } = self.header;
        let nonce = ByteArray::new(self.nonce);
        let ciphertext = Bytes::new(&self.ciphertext);
        let suite = self.suite as u8;
        match self.suite {
            Suite::Sealed => {
                let envelope: PlainEnvelope<'_> = (FORMAT, suite, tag, lane, slot, epoch, nonce, ciphertext);
                encode(&envelope)
            }
            Suite::Boxed => {
                let envelope: BoxedEnvelope<'_> =
                    (FORMAT, suite, tag, lane, slot, epoch, nonce, ciphertext, &self.boxes);
                encode(&envelope)
            }
        }
    }

    /// The part in clear that signature and seal both cover, boxes by their hash.
    fn associated(&self) -> Vec<u8> {
        let Header { tag, lane, slot, epoch } = self.header;
        let boxes = match self.suite {
            Suite::Sealed => None,
            Suite::Boxed => Some(ByteArray::new(*blake3::hash(&encode(&self.boxes)).as_bytes())),
        };
        encode(&(FORMAT, self.suite as u8, tag, lane, slot, epoch, boxes))
    }
}

impl Sealed {
    /// The record with these envelope bytes. Says nothing of what is inside.
    ///
    /// # Errors
    /// [`EnvelopeError`] when they are no envelope of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let envelope = Envelope::parse(bytes)?;
        Ok(Self { id: RecordId::of(bytes), header: envelope.header, bytes: bytes.into() })
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> RecordId {
        self.id
    }

    /// What everybody sees of it.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The envelope bytes, exactly as they came.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The epoch secret that travels with this record for `device`, if one does.
    #[must_use]
    pub fn unbox(&self, device: &DeviceSecret) -> Option<EpochSecret> {
        let envelope = Envelope::parse(&self.bytes).ok()?;
        envelope.boxes.iter().find_map(|sealed| sealed.open(device, &self.header.tag, &self.header.epoch))
    }

    /// Whether this record carries its epoch's secret in boxes.
    #[must_use]
    pub fn is_boxed(&self) -> bool {
        self.bytes.first() == Some(&BOXED_HEAD)
    }

    /// The tags of the devices to which this record boxes its epoch's secret; empty for most records.
    #[must_use]
    pub fn box_tags(&self) -> Vec<[u8; 8]> {
        Envelope::parse(&self.bytes)
            .map_or_else(|_| Vec::new(), |envelope| envelope.boxes.iter().map(KeyBox::tag).collect())
    }

    /// Opens and verifies the record.
    ///
    /// # Errors
    /// [`OpenError`] when the secret is another's, or anything in it is false.
    pub fn open(&self, secret: &EpochSecret) -> Result<Record, OpenError> {
        let (record, signed, signature) = self.unseal(secret)?;
        if key::verify(record.device.as_bytes(), &signed, &signature) { Ok(record) } else { Err(OpenError::Signature) }
    }

    /// Opens a record whose signature this node has verified before: one read back from its own journal under its hash.
    /// Ten times faster than [`Sealed::open`], since a signature check is most of the cost.
    ///
    /// # Errors
    /// [`OpenError`] when the secret is another's, or the content is malformed.
    pub fn open_again(&self, secret: &EpochSecret) -> Result<Record, OpenError> {
        self.unseal(secret).map(|(record, _, _)| record)
    }

    fn unseal(&self, secret: &EpochSecret) -> Result<(Record, Vec<u8>, Signature), OpenError> {
        if secret.id() != self.header.epoch {
            return Err(OpenError::WrongEpoch);
        }
        let envelope = Envelope::parse(&self.bytes).map_err(|_| OpenError::Bounds)?;
        let associated = envelope.associated();
        let plain = XChaCha20Poly1305::new(&secret.body_key().into())
            .decrypt(&XNonce::from(envelope.nonce), Payload { msg: &envelope.ciphertext, aad: &associated })
            .map_err(|_| OpenError::Seal)?;
        // Otherwise whoever holds the secret could give one signed record as many ids as there are nonces.
        if nonce(secret, &associated, &plain) != envelope.nonce {
            return Err(OpenError::Nonce);
        }
        let (inner_bytes, signature) = unpad(&plain)?;
        let (version, kind, device, seq, prev, after, auth, wall, lamport, body) =
            decode::<InnerOwned>(&inner_bytes, limits::ENVELOPE_BYTES)?;
        let in_bounds = version == FORMAT
            && after.len() <= limits::AFTER_IDS
            && after.windows(2).all(|pair| pair[0] < pair[1])
            && body.len() <= limits::BODY_BYTES
            && (seq == 0) == prev.is_none();
        if !in_bounds {
            return Err(OpenError::Bounds);
        }
        let signed = signed_bytes(&associated, &inner_bytes);
        let record = Record {
            id: self.id,
            header: self.header,
            kind,
            device,
            seq,
            prev,
            after,
            auth,
            wall,
            lamport,
            body: body.into_vec(),
            box_tags: envelope.boxes.iter().map(KeyBox::tag).collect(),
        };
        Ok((record, signed, signature))
    }
}

fn signed_bytes(associated: &[u8], inner: &[u8]) -> Vec<u8> {
    encode(&(SIGN_CONTEXT, Bytes::new(associated), Bytes::new(inner)))
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
    /// Greater than that of all records in `after`: orders the display.
    pub lamport: u64,
    /// The payload, opaque here.
    pub body: Vec<u8>,
    /// The tags of the devices to which it boxes its epoch's secret; empty for most records.
    pub box_tags: Vec<[u8; 8]>,
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
    /// Greater than that of all records in `after`.
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
        self.finish(device, position, tag, epoch, Suite::Sealed, Vec::new())
    }

    /// The same, with the epoch's secret boxed to the certified devices. `entropy` must never serve twice.
    ///
    /// # Errors
    /// [`SealError`] when a part is out of bounds.
    pub fn seal_boxed(
        self,
        device: &DeviceSecret,
        position: Position,
        tag: Tag,
        epoch: &EpochSecret,
        recipients: &[&Certificate],
        entropy: [u8; 32],
    ) -> Result<(Sealed, Record), SealError> {
        if recipients.is_empty() || recipients.len() > limits::BOXES_PER_RECORD {
            return Err(SealError::TooManyBoxes(recipients.len()));
        }
        let boxes = KeyBox::seal_to(epoch, &tag, recipients, entropy);
        self.finish(device, position, tag, epoch, Suite::Boxed, boxes)
    }

    fn finish(
        mut self,
        device: &DeviceSecret,
        position: Position,
        tag: Tag,
        epoch: &EpochSecret,
        suite: Suite,
        boxes: Vec<KeyBox>,
    ) -> Result<(Sealed, Record), SealError> {
        self.after.sort_unstable();
        self.after.dedup();
        if self.body.len() > limits::BODY_BYTES {
            return Err(SealError::BodyTooLong(self.body.len()));
        }
        if self.after.len() > limits::AFTER_IDS {
            return Err(SealError::TooManyAfter(self.after.len()));
        }
        let header = Header { tag, lane: self.lane, slot: Slot::of(self.wall), epoch: epoch.id() };
        let mut envelope = Envelope { suite, header, nonce: [0; 24], ciphertext: Vec::new(), boxes };
        let associated = envelope.associated();
        let inner: Inner<'_> = (
            FORMAT,
            self.kind,
            device.id(),
            position.seq,
            position.prev,
            &self.after,
            self.auth,
            self.wall,
            self.lamport,
            Bytes::new(&self.body),
        );
        let inner_bytes = encode(&inner);
        let signature = device.sign(&signed_bytes(&associated, &inner_bytes));
        let plain = pad(&inner_bytes, &signature);
        envelope.nonce = nonce(epoch, &associated, &plain);
        envelope.ciphertext = XChaCha20Poly1305::new(&epoch.body_key().into())
            .encrypt(&XNonce::from(envelope.nonce), Payload { msg: &plain, aad: &associated })
            .map_err(|_| SealError::BodyTooLong(plain.len()))?;
        let bytes = envelope.bytes();
        if bytes.len() > limits::ENVELOPE_BYTES {
            return Err(SealError::BodyTooLong(self.body.len()));
        }
        let sealed = Sealed { id: RecordId::of(&bytes), header, bytes: bytes.into() };
        let record = Record {
            id: sealed.id,
            header,
            kind: self.kind,
            device: device.id(),
            seq: position.seq,
            prev: position.prev,
            after: self.after,
            auth: self.auth,
            wall: self.wall,
            lamport: self.lamport,
            body: self.body,
            box_tags: envelope.boxes.iter().map(KeyBox::tag).collect(),
        };
        Ok((sealed, record))
    }
}

/// A nonce that is a keyed hash of what it protects: sealing the same record again gives the same bytes, and two records
/// never share a nonce, without any randomness.
fn nonce(epoch: &EpochSecret, associated: &[u8], plain: &[u8]) -> [u8; 24] {
    let mut hasher = blake3::Hasher::new_keyed(&epoch.nonce_key());
    hasher.update(blake3::hash(associated).as_bytes()).update(plain);
    let mut nonce = [0; 24];
    hasher.finalize_xof().fill(&mut nonce);
    nonce
}

/// `u32` length in little-endian, the CBOR of `[inner, signature]`, zeros.
fn pad(inner: &[u8], signature: &Signature) -> Vec<u8> {
    let content = encode(&(Bytes::new(inner), signature));
    let mut plain = u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    plain.extend_from_slice(&content);
    plain.resize(padded(plain.len()), 0);
    plain
}

fn unpad(plain: &[u8]) -> Result<(Vec<u8>, Signature), OpenError> {
    let (head, rest) = plain.split_first_chunk::<4>().ok_or(OpenError::Bounds)?;
    let len = usize::try_from(u32::from_le_bytes(*head)).map_err(|_| OpenError::Bounds)?;
    let content = rest.get(..len).ok_or(OpenError::Bounds)?;
    // Zeros only, and as many as the rule says: otherwise one record would have several ids.
    if padded(4 + len) != plain.len() || rest[len..].iter().any(|byte| *byte != 0) {
        return Err(OpenError::Bounds);
    }
    let (inner, signature) = decode::<(ByteBuf, Signature)>(content, limits::ENVELOPE_BYTES)?;
    Ok((inner.into_vec(), signature))
}

fn padded(len: usize) -> usize {
    if len <= PADME_FROM {
        return len.div_ceil(PAD_STEP) * PAD_STEP;
    }
    let exponent = len.ilog2();
    let step = 1_usize << (exponent - (exponent.ilog2() + 1));
    len.div_ceil(step) * step
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alice() -> DeviceSecret {
        DeviceSecret::from_seed([1; 32])
    }

    fn draft(body: Vec<u8>) -> Draft {
        Draft {
            lane: Lane::Posts,
            kind: Kind(64),
            after: vec![RecordId::from_bytes([3; 32]), RecordId::from_bytes([2; 32]), RecordId::from_bytes([3; 32])],
            auth: RecordId::from_bytes([4; 32]),
            wall: Timestamp::from_millis(1_790_000_000_000),
            lamport: 9,
            body,
        }
    }

    const TAG: Tag = Tag::from_bytes([8; 16]);

    #[test]
    fn what_alice_seals_opens_as_she_wrote_it() {
        let epoch = EpochSecret::from_bytes([5; 32]);
        let (sealed, written) =
            draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
        let received = Sealed::from_bytes(sealed.bytes()).expect("an envelope");
        assert_eq!(received, sealed);
        let read = received.open(&epoch).expect("opens");
        assert_eq!(read, written);
        assert_eq!(read.after, [RecordId::from_bytes([2; 32]), RecordId::from_bytes([3; 32])]);
        let again = draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits").0;
        assert_eq!(again.id(), sealed.id(), "sealing twice gives the same record");
    }

    #[test]
    fn another_epoch_does_not_open_it() {
        let epoch = EpochSecret::from_bytes([5; 32]);
        let (sealed, _) = draft(vec![1]).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
        assert!(matches!(sealed.open(&EpochSecret::from_bytes([6; 32])), Err(OpenError::WrongEpoch)));
    }

    #[test]
    fn eve_who_holds_the_secret_cannot_give_alices_words_a_second_id() {
        let epoch = EpochSecret::from_bytes([5; 32]);
        let (sealed, _) = draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
        let mut envelope = Envelope::parse(sealed.bytes()).expect("an envelope");
        let (cipher, associated) = (XChaCha20Poly1305::new(&epoch.body_key().into()), envelope.associated());
        let plain = cipher
            .decrypt(&XNonce::from(envelope.nonce), Payload { msg: &envelope.ciphertext, aad: &associated })
            .expect("eve holds the secret");
        envelope.nonce = [9; 24];
        envelope.ciphertext = cipher
            .encrypt(&XNonce::from(envelope.nonce), Payload { msg: &plain, aad: &associated })
            .expect("in bounds");
        let again = Sealed::from_bytes(&envelope.bytes()).expect("an envelope");
        assert_ne!(again.id(), sealed.id());
        assert!(matches!(again.open(&epoch), Err(OpenError::Nonce)));
    }

    #[test]
    fn a_boxed_record_brings_its_secret_along() {
        let epoch = EpochSecret::from_bytes([5; 32]);
        let bob = DeviceSecret::from_seed([2; 32]);
        let certificate = key::PersonSecret::from_seed([3; 32]).certify(&bob, "bob");
        let (sealed, written) = draft(vec![1])
            .seal_boxed(&alice(), Position::default(), TAG, &epoch, &[&certificate], [7; 32])
            .expect("fits");
        let received = Sealed::from_bytes(sealed.bytes()).expect("an envelope");
        let secret = received.unbox(&bob).expect("for bob");
        assert_eq!(received.open(&secret).expect("opens"), written);
        assert!(received.unbox(&alice()).is_none());
    }

    #[test]
    fn bounds_are_kept_when_sealing() {
        let epoch = EpochSecret::from_bytes([5; 32]);
        let largest =
            draft(vec![7; limits::BODY_BYTES]).seal(&alice(), Position::default(), TAG, &epoch).expect("fits").0;
        assert!(largest.bytes().len() <= limits::ENVELOPE_BYTES);
        let over = draft(vec![7; limits::BODY_BYTES + 1]).seal(&alice(), Position::default(), TAG, &epoch);
        assert_eq!(over.expect_err("too long"), SealError::BodyTooLong(limits::BODY_BYTES + 1));
    }

    proptest! {
        #[test]
        fn any_changed_byte_is_noticed(place in any::<prop::sample::Index>(), flip in 1_u8..) {
            let epoch = EpochSecret::from_bytes([5; 32]);
            let (sealed, _) = draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
            let mut bytes = sealed.bytes().to_vec();
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
            if let Ok(forged) = Sealed::from_bytes(&bytes) {
                prop_assert_ne!(forged.id(), sealed.id());
                prop_assert!(forged.open(&epoch).is_err());
            }
        }

        #[test]
        fn hostile_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _refused = Sealed::from_bytes(&bytes);
        }

        #[test]
        fn every_length_has_one_padding(len in 4_usize..limits::ENVELOPE_BYTES) {
            prop_assert!(padded(len) >= len);
            prop_assert!(padded(len) <= len + PAD_STEP.max(len / 8));
        }
    }
}
