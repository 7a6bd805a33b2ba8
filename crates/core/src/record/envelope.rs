//! What everybody sees of a record: the envelope, its parts, and the id that stands on them.

use std::fmt;
use std::sync::Arc;

use serde_bytes::{ByteArray, Bytes};

use super::content::{self, Opened};
use super::{EnvelopeError, Header, Lane, OpenError, Record};
use crate::encoding::{decode, encode, items};
use crate::epoch::{EpochSecret, KeyBox};
use crate::id::{EpochId, RecordId, Tag};
use crate::key::{self, DeviceSecret};
use crate::limits;
use crate::time::Slot;

pub(super) const FORMAT: u8 = 1;
/// Bytes of a nonce.
pub(super) const NONCE: usize = 24;
/// Bytes that sealing adds.
const SEAL: usize = 16;
/// The CBOR head of 32 bytes.
const HASH_HEAD: [u8; 2] = [0x58, 32];

/// How the content is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suite {
    /// XChaCha20-Poly1305 under keys of the epoch.
    Sealed = 1,
    /// The same, and the epoch's secret travels along, boxed to devices.
    Boxed = 2,
}

/// The last item of an envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Payload<'a> {
    /// Nonce and ciphertext.
    Here(&'a [u8]),
    /// The hash of what was forgotten.
    Forgotten([u8; 32]),
}

impl<'a> Payload<'a> {
    /// 32 bytes are a hash: nonce and seal alone are longer.
    fn of(bytes: &'a [u8]) -> Result<Self, EnvelopeError> {
        match <[u8; 32]>::try_from(bytes) {
            Ok(hash) => Ok(Self::Forgotten(hash)),
            Err(_) if bytes.len() >= NONCE + SEAL => Ok(Self::Here(bytes)),
            Err(_) => Err(EnvelopeError::Bounds),
        }
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        match self {
            Self::Here(bytes) => *blake3::hash(bytes).as_bytes(),
            Self::Forgotten(hash) => *hash,
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Here(bytes) => bytes,
            Self::Forgotten(hash) => hash,
        }
    }
}

type Wire<'a> = (u8, u8, Tag, Lane, Slot, EpochId, ByteArray<NONCE>, &'a Bytes, Option<Vec<KeyBox>>, &'a Bytes);

/// The parts of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Envelope<'a> {
    pub(super) header: Header,
    pub(super) nonce: [u8; NONCE],
    /// Ciphertext of the head.
    pub(super) head: &'a [u8],
    pub(super) boxes: Vec<KeyBox>,
    pub(super) body: Payload<'a>,
}

impl<'a> Envelope<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, EnvelopeError> {
        let wire = decode::<Wire<'a>>(bytes, limits::ENVELOPE_BYTES)?;
        let (version, suite, tag, lane, slot, epoch, nonce, head, boxes, body) = wire;
        let boxes = match (version, suite, boxes) {
            (FORMAT, 1, None) => Vec::new(),
            (FORMAT, 2, Some(boxes)) if are_filled(&boxes) => boxes,
            _ => return Err(EnvelopeError::Bounds),
        };
        let body = Payload::of(body)?;
        // Who is a member follows from the bodies of this lane: none of them is ever forgotten.
        let is_forgettable = lane != Lane::Control || matches!(body, Payload::Here(_));
        if !is_forgettable || head.len() > limits::HEAD_BYTES {
            return Err(EnvelopeError::Bounds);
        }
        let header = Header { tag, lane, slot, epoch };
        Ok(Self { header, nonce: nonce.into_array(), head, boxes, body })
    }

    fn suite(&self) -> Suite {
        if self.boxes.is_empty() { Suite::Sealed } else { Suite::Boxed }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let Header { tag, lane, slot, epoch } = self.header;
        let boxes = (self.suite() == Suite::Boxed).then(|| self.boxes.clone());
        let (nonce, head, body) = (ByteArray::new(self.nonce), Bytes::new(self.head), Bytes::new(self.body.bytes()));
        let wire: Wire<'_> = (FORMAT, self.suite() as u8, tag, lane, slot, epoch, nonce, head, boxes, body);
        encode(&wire)
    }

    /// The part in clear that signature and seal cover: boxes by their hash, the sealed body by its. `body` is none where
    /// the body itself is sealed.
    pub(super) fn associated(&self, body: Option<[u8; 32]>) -> Vec<u8> {
        let Header { tag, lane, slot, epoch } = self.header;
        let boxes =
            (self.suite() == Suite::Boxed).then(|| ByteArray::new(*blake3::hash(&encode(&self.boxes)).as_bytes()));
        encode(&(FORMAT, self.suite() as u8, tag, lane, slot, epoch, boxes, body.map(ByteArray::new)))
    }
}

fn are_filled(boxes: &[KeyBox]) -> bool {
    (1..=limits::BOXES_PER_RECORD).contains(&boxes.len())
        && boxes.len().is_multiple_of(limits::BOXES_STEP)
        && boxes.windows(2).all(|pair| pair[0] < pair[1])
}

/// Bytes of a number below 256.
const NUMBER: usize = 2;

/// What everybody sees of an envelope of a suite that this version does not know.
fn parse_newer(bytes: &[u8]) -> Result<Header, EnvelopeError> {
    let items = items(bytes, limits::ENVELOPE_BYTES)?;
    let [version, suite, tag, lane, slot, epoch, nonce, ..] = items.as_slice() else {
        return Err(EnvelopeError::Bounds);
    };
    let suite: u8 = decode(suite, NUMBER)?;
    if decode::<u8>(version, NUMBER)? != FORMAT {
        return Err(EnvelopeError::Unknown);
    }
    if suite <= Suite::Boxed as u8 {
        return Err(EnvelopeError::Bounds);
    }
    decode::<ByteArray<NONCE>>(nonce, NONCE + HASH_HEAD.len())?;
    let max = NONCE;
    Ok(Header {
        tag: decode(tag, max)?,
        lane: decode(lane, max)?,
        slot: decode(slot, max)?,
        epoch: decode(epoch, max)?,
    })
}

/// Array head, version and suite of the suites that this version knows: one byte each.
fn is_known(bytes: &[u8]) -> bool {
    matches!(bytes, [_, FORMAT, 1 | 2, ..])
}

/// Where the body begins in the canonical bytes of an envelope: it is the last item.
fn body_start(bytes: &[u8], body: &[u8]) -> usize {
    let head = match body.len() {
        0..24 => 1,
        24..0x100 => 2,
        0x100..0x1_0000 => 3,
        _ => 5,
    };
    bytes.len().saturating_sub(head + body.len())
}

/// What is left of a record when its body is forgotten, and what its id is the hash of.
fn head_block(bytes: &[u8], body: Payload<'_>) -> Vec<u8> {
    let before = &bytes[..body_start(bytes, body.bytes())];
    [before, &HASH_HEAD, &body.hash()].concat()
}

/// What of a record is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// All of it.
    Whole,
    /// The head without the body.
    Head,
    /// Something that only later versions understand.
    Newer,
}

/// A record as it is stored, sent and named. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    id: RecordId,
    header: Header,
    form: Form,
    bytes: Arc<[u8]>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = (&self.id, &self.header, &self.form);
        f.debug_struct("Sealed")
            .field("id", parts.0)
            .field("header", parts.1)
            .field("form", parts.2)
            .finish_non_exhaustive()
    }
}

impl Sealed {
    /// The record with these envelope bytes, whole or without its body. Says nothing of what is inside. An envelope of a
    /// suite that this version does not know is kept and passed on as it is, by the hash of all its bytes.
    ///
    /// # Errors
    /// [`EnvelopeError`] when they are no envelope of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if !is_known(bytes) {
            let header = parse_newer(bytes)?;
            return Ok(Self { id: RecordId::of(bytes), header, form: Form::Newer, bytes: bytes.into() });
        }
        let envelope = Envelope::parse(bytes)?;
        let (id, form) = match envelope.body {
            Payload::Here(_) => (RecordId::of(&head_block(bytes, envelope.body)), Form::Whole),
            Payload::Forgotten(_) => (RecordId::of(bytes), Form::Head),
        };
        Ok(Self { id, header: envelope.header, form, bytes: bytes.into() })
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

    /// Whether it was written by a later version, so that it can be kept and passed on and not be opened.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.form == Form::Newer
    }

    /// Whether the body is there. Without it the head still opens and tells who wrote what kind of record after what.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.form != Form::Head
    }

    /// The same record, with the same id, without its body; none for control records, whose bodies are never forgotten,
    /// and for those of a later version.
    #[must_use]
    pub fn without_body(&self) -> Option<Self> {
        match (self.form, self.header.lane) {
            (_, Lane::Control) | (Form::Newer, _) => None,
            (Form::Head, _) => Some(self.clone()),
            (Form::Whole, _) => {
                let envelope = Envelope::parse(&self.bytes).ok()?;
                let bytes = head_block(&self.bytes, envelope.body).into();
                Some(Self { form: Form::Head, bytes, ..self.clone() })
            }
        }
    }

    /// The epoch secret that travels with this record for `device`, if one does.
    #[must_use]
    pub fn unbox(&self, device: &DeviceSecret) -> Option<EpochSecret> {
        if !self.is_boxed() {
            return None;
        }
        let envelope = Envelope::parse(&self.bytes).ok()?;
        envelope.boxes.iter().find_map(|sealed| sealed.open(device, &self.header.tag, &self.header.epoch))
    }

    /// Whether this record carries its epoch's secret in boxes.
    #[must_use]
    pub fn is_boxed(&self) -> bool {
        self.form == Form::Whole && self.bytes.get(2) == Some(&(Suite::Boxed as u8))
    }

    /// Opens and verifies the record.
    ///
    /// # Errors
    /// [`OpenError`] when the secret is another's, or anything in it is false.
    pub fn open(&self, secret: &EpochSecret) -> Result<Record, OpenError> {
        let Opened { record, signed, signature } = self.unseal(secret)?;
        if key::verify(record.device.as_bytes(), &signed, &signature) { Ok(record) } else { Err(OpenError::Signature) }
    }

    /// Opens a record whose signature this node has verified before: one read back from its own journal under its hash.
    /// A signature check is most of the cost of [`Sealed::open`].
    ///
    /// # Errors
    /// [`OpenError`] when the secret is another's, or the content is malformed.
    pub fn open_again(&self, secret: &EpochSecret) -> Result<Record, OpenError> {
        self.unseal(secret).map(|opened| opened.record)
    }

    fn unseal(&self, secret: &EpochSecret) -> Result<Opened, OpenError> {
        if self.form == Form::Newer {
            return Err(OpenError::Newer);
        }
        if secret.id() != self.header.epoch {
            return Err(OpenError::WrongEpoch);
        }
        let envelope = Envelope::parse(&self.bytes).map_err(|_| OpenError::Bounds)?;
        content::open(self.id, &envelope, secret)
    }
}
