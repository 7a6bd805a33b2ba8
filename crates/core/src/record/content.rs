//! What is inside an envelope: the signed head and the body, each sealed for itself.
//!
//! The body is sealed first. The head's seal and the signature cover its hash, so that the head stays true when the body
//! is forgotten.

use chacha20poly1305::aead::{Aead, KeyInit, Payload as Message};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde_bytes::{ByteBuf, Bytes};

use super::envelope::{Envelope, FORMAT, NONCE, Payload};
use super::{Header, Kind, OpenError, Record};
use crate::encoding::{DecodeError, decode, encode, items};
use crate::epoch::{EpochSecret, KeyBox};
use crate::id::{DeviceId, RecordId};
use crate::key::{DeviceSecret, Signature};
use crate::limits;
use crate::padding::padme;
use crate::time::{Slot, Timestamp};

const SIGN_CONTEXT: &str = "commonplace/record/1";
/// Heads have at least this many bytes and grow in steps of [`HEAD_STEP`]: most are of one size.
const HEAD_LEAST: usize = 256;
const HEAD_STEP: usize = 64;
/// Bodies grow in steps of this many bytes, so that a relay learns less from sizes.
const BODY_STEP: usize = 256;
/// Above this size padding follows Padmé: at most 12 % more.
const PADME_FROM: usize = 4096;

/// Items of the inner array in this version, and its CBOR head.
const INNER_ITEMS: usize = 9;
const INNER_HEAD: u8 = 0x80 | 9;

/// `[version, kind, device, seq, prev, after, auth, wall, lamport]`.
pub(super) type Inner = (u8, Kind, DeviceId, u64, Option<RecordId>, Vec<RecordId>, RecordId, Timestamp, u64);

/// An opened record whose signature is not verified yet.
pub(super) struct Opened {
    pub(super) record: Record,
    pub(super) signed: Vec<u8>,
    pub(super) signature: Signature,
}

/// The body, sealed: nonce and ciphertext. `outer` is what of the envelope stands before it. None when it is too long for
/// the cipher, which no bounded body is.
pub(super) fn seal_body(epoch: &EpochSecret, outer: &[u8], inner: &[u8], body: &[u8]) -> Option<Vec<u8>> {
    let plain = pad(body, padded_body);
    let nonce = body_nonce(epoch, outer, inner, &plain);
    let ciphertext =
        cipher(&epoch.body_key()).encrypt(&XNonce::from(nonce), Message { msg: &plain, aad: outer }).ok()?;
    Some([&nonce[..], &ciphertext].concat())
}

/// The head, signed and sealed: nonce and ciphertext.
pub(super) fn seal_head(
    epoch: &EpochSecret,
    device: &DeviceSecret,
    associated: &[u8],
    inner: &[u8],
) -> Option<([u8; NONCE], Vec<u8>)> {
    let signature = device.sign(&signed_bytes(associated, inner));
    let plain = pad(&encode(&(Bytes::new(inner), signature)), padded_head);
    let nonce = head_nonce(epoch, associated, &plain);
    let sealed = cipher(&epoch.head_key()).encrypt(&XNonce::from(nonce), Message { msg: &plain, aad: associated });
    Some((nonce, sealed.ok()?))
}

/// Opens both parts. The signature is for the caller to verify.
pub(super) fn open(id: RecordId, envelope: &Envelope<'_>, epoch: &EpochSecret) -> Result<Opened, OpenError> {
    let associated = envelope.associated(Some(envelope.body.hash()));
    let plain = decrypt(&epoch.head_key(), envelope.nonce, envelope.head, &associated)?;
    // Otherwise whoever holds the secret could give one signed record as many ids as there are nonces.
    if head_nonce(epoch, &associated, &plain) != envelope.nonce {
        return Err(OpenError::Nonce);
    }
    let content = unpad(&plain, padded_head)?;
    let (inner, signature) = decode::<(ByteBuf, Signature)>(content, limits::HEAD_BYTES)?;
    let body = match envelope.body {
        Payload::Here(sealed) => Some(open_body(epoch, &envelope.associated(None), &inner, sealed)?),
        Payload::Forgotten(_) => None,
    };
    let record = record(id, envelope, epoch, &inner, body)?;
    Ok(Opened { record, signed: signed_bytes(&associated, &inner), signature })
}

fn open_body(epoch: &EpochSecret, outer: &[u8], inner: &[u8], sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>().ok_or(OpenError::Bounds)?;
    let plain = decrypt(&epoch.body_key(), *nonce, ciphertext, outer)?;
    if body_nonce(epoch, outer, inner, &plain) != *nonce {
        return Err(OpenError::Nonce);
    }
    let body = unpad(&plain, padded_body)?;
    if body.len() <= limits::BODY_BYTES { Ok(body.to_vec()) } else { Err(OpenError::Bounds) }
}

fn record(
    id: RecordId,
    envelope: &Envelope<'_>,
    epoch: &EpochSecret,
    inner: &[u8],
    body: Option<Vec<u8>>,
) -> Result<Record, OpenError> {
    let (version, kind, device, seq, prev, after, auth, wall, lamport) = decode_inner(inner)?;
    let in_bounds = version == FORMAT
        && after.len() <= limits::AFTER_IDS
        && after.windows(2).all(|pair| pair[0] < pair[1])
        && (seq == 0) == prev.is_none()
        && kind.fits(envelope.header.lane)
        && check_numbers(&envelope.header, seq, wall, lamport).is_ok();
    if !in_bounds {
        return Err(OpenError::Bounds);
    }
    Ok(Record {
        id,
        header: envelope.header,
        kind,
        device,
        seq,
        prev,
        after,
        auth,
        wall,
        lamport,
        dropped: body.is_none(),
        body: body.unwrap_or_default(),
        boxes: real_boxes(envelope, epoch, &device, seq),
    })
}

/// The boxes without the dummies.
fn real_boxes(envelope: &Envelope<'_>, epoch: &EpochSecret, device: &DeviceId, seq: u64) -> Vec<KeyBox> {
    let mut boxes = envelope.boxes.clone();
    if !boxes.is_empty() {
        let dummies: Vec<KeyBox> = KeyBox::dummies(epoch, &envelope.header.tag, device, seq).collect();
        boxes.retain(|sealed| !dummies.contains(sealed));
    }
    boxes
}

/// Reads what is under the seal of a head, whoever sealed it. Only for the fuzz target, which does not seal.
#[doc(hidden)]
pub fn read_head(plain: &[u8]) {
    let content = unpad(plain, padded_head).unwrap_or(plain);
    let _may_be_padded = unpad(plain, padded_body);
    let inner = decode::<(ByteBuf, Signature)>(content, limits::HEAD_BYTES).map(|(inner, _)| inner.into_vec());
    if let Ok((_, _, _, seq, _, _, _, wall, lamport)) = decode_inner(inner.as_deref().unwrap_or(content)) {
        let header = Header {
            tag: crate::id::Tag::from_bytes([0; 16]),
            lane: super::Lane::Posts,
            slot: Slot::of(wall),
            epoch: crate::id::EpochId::from_bytes([0; 16]),
        };
        let _in_bounds = check_numbers(&header, seq, wall, lamport);
    }
}

/// The items that this version knows. Later ones may add more, which the signature covers and which mean nothing here.
fn decode_inner(inner: &[u8]) -> Result<Inner, DecodeError> {
    if inner.first() == Some(&INNER_HEAD) {
        return decode(inner, limits::HEAD_BYTES);
    }
    let items = items(inner, limits::HEAD_BYTES)?;
    let known = items.get(..INNER_ITEMS).ok_or(DecodeError::NotCanonical)?;
    decode(&[&[INNER_HEAD], known.concat().as_slice()].concat(), limits::HEAD_BYTES)
}

/// Whether each number is one that everybody can count on from; the error names the one that is not.
pub(super) fn check_numbers(header: &Header, seq: u64, wall: Timestamp, lamport: u64) -> Result<(), &'static str> {
    let within = |holds: bool, what| if holds { Ok(()) } else { Err(what) };
    within(seq <= limits::LARGEST_NUMBER, "place in the chain")?;
    within(wall.millis() <= limits::LARGEST_NUMBER, "time")?;
    within(header.slot == Slot::of(wall), "slot")?;
    within(lamport <= super::greatest_lamport(header.slot), "Lamport number")
}

fn signed_bytes(associated: &[u8], inner: &[u8]) -> Vec<u8> {
    encode(&(SIGN_CONTEXT, Bytes::new(associated), Bytes::new(inner)))
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

fn decrypt(key: &[u8; 32], nonce: [u8; NONCE], sealed: &[u8], aad: &[u8]) -> Result<Vec<u8>, OpenError> {
    cipher(key).decrypt(&XNonce::from(nonce), Message { msg: sealed, aad }).map_err(|_| OpenError::Seal)
}

/// A nonce that is a keyed hash of what it protects: sealing the same record again gives the same bytes, and two records
/// never share a nonce, without any randomness.
fn head_nonce(epoch: &EpochSecret, associated: &[u8], plain: &[u8]) -> [u8; NONCE] {
    nonce(&epoch.head_nonce_key(), &[blake3::hash(associated).as_bytes(), plain])
}

/// Of the head only what does not depend on the sealed body: the body's hash is in the rest.
fn body_nonce(epoch: &EpochSecret, outer: &[u8], inner: &[u8], plain: &[u8]) -> [u8; NONCE] {
    let hashes = [blake3::hash(outer), blake3::hash(inner)];
    nonce(&epoch.body_nonce_key(), &[hashes[0].as_bytes(), hashes[1].as_bytes(), plain])
}

fn nonce(key: &[u8; 32], parts: &[&[u8]]) -> [u8; NONCE] {
    let mut hasher = blake3::Hasher::new_keyed(key);
    for part in parts {
        hasher.update(part);
    }
    let mut nonce = [0; NONCE];
    hasher.finalize_xof().fill(&mut nonce);
    nonce
}

/// `u32` length in little-endian, the content, zeros.
fn pad(content: &[u8], padded: fn(usize) -> usize) -> Vec<u8> {
    let mut plain = u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    plain.extend_from_slice(content);
    plain.resize(padded(plain.len()), 0);
    plain
}

fn unpad(plain: &[u8], padded: fn(usize) -> usize) -> Result<&[u8], OpenError> {
    let (head, rest) = plain.split_first_chunk::<4>().ok_or(OpenError::Bounds)?;
    let len = usize::try_from(u32::from_le_bytes(*head)).map_err(|_| OpenError::Bounds)?;
    let content = rest.get(..len).ok_or(OpenError::Bounds)?;
    // Zeros only, and as many as the rule says: otherwise one record would have several ids.
    if padded(4 + len) != plain.len() || rest[len..].iter().any(|byte| *byte != 0) {
        return Err(OpenError::Bounds);
    }
    Ok(content)
}

fn padded_head(len: usize) -> usize {
    len.next_multiple_of(HEAD_STEP).max(HEAD_LEAST)
}

fn padded_body(len: usize) -> usize {
    if len <= PADME_FROM {
        return len.next_multiple_of(BODY_STEP);
    }
    usize::try_from(padme(len as u64)).unwrap_or(len)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_length_has_one_padding(len in 4_usize..limits::ENVELOPE_BYTES) {
            for padded in [padded_body(len), padded_head(len)] {
                prop_assert!(padded >= len);
                prop_assert!(padded <= len + BODY_STEP.max(len / 8));
            }
        }
    }
}
