//! The record format once more, written from `docs/records.md` alone: what the program seals must be the same bytes, and
//! what it must refuse can be made here.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use commonplace_core::encoding::encode;
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::id::Tag;
use commonplace_core::key::DeviceSecret;
use commonplace_core::record::Lane;
use serde_bytes::{ByteArray, Bytes};

/// A key of an epoch by the name that the documentation gives it.
pub(crate) fn key(epoch: &EpochSecret, name: &str) -> [u8; 32] {
    blake3::derive_key(&format!("commonplace 2026 epoch {name} key 1"), epoch.as_bytes())
}

/// What there is to say of a record, and how it departs from the rules.
#[derive(Clone)]
pub(crate) struct Parts<'a> {
    pub(crate) suite: u8,
    pub(crate) tag: Tag,
    pub(crate) lane: Lane,
    pub(crate) slot: u32,
    pub(crate) epoch: &'a EpochSecret,
    pub(crate) device: &'a DeviceSecret,
    pub(crate) boxes: Option<Vec<KeyBox>>,
    pub(crate) inner: Vec<u8>,
    pub(crate) body: Vec<u8>,
    pub(crate) head_nonce: Option<[u8; 24]>,
    pub(crate) body_nonce: Option<[u8; 24]>,
    /// Zeros beyond those that the rule calls for.
    pub(crate) head_zeros: usize,
    pub(crate) body_zeros: usize,
    /// A third item beside the inner array and the signature.
    pub(crate) beside: bool,
}

impl Parts<'_> {
    fn covered(&self, body: Option<[u8; 32]>) -> Vec<u8> {
        let boxes = self.boxes.as_ref().map(|boxes| ByteArray::new(hash(&encode(boxes))));
        let (tag, lane, slot, epoch) = (self.tag, self.lane, self.slot, self.epoch.id());
        encode(&(1_u8, self.suite, tag, lane, slot, epoch, boxes, body.map(ByteArray::new)))
    }

    /// The sealed body.
    pub(crate) fn sealed_body(&self) -> Vec<u8> {
        let outer = self.covered(None);
        let plain = padded(&self.body, self.body_zeros, |len| match len {
            0..=4096 => len.div_ceil(256) * 256,
            _ => {
                let step = 1 << (len.ilog2() - (len.ilog2().ilog2() + 1));
                len.div_ceil(step) * step
            }
        });
        let named = [&hash(&outer)[..], &hash(&self.inner), &plain].concat();
        let nonce = self.body_nonce.unwrap_or(nonce(&key(self.epoch, "body nonce"), &named));
        [&nonce[..], &seal(&key(self.epoch, "body"), nonce, &plain, &outer)].concat()
    }

    /// The envelope, whole.
    pub(crate) fn envelope(&self) -> Vec<u8> {
        let body = self.sealed_body();
        let associated = self.covered(Some(hash(&body)));
        let signed = encode(&("commonplace/record/1", Bytes::new(&associated), Bytes::new(&self.inner)));
        let signature = self.device.sign(&signed);
        let content = match self.beside {
            true => encode(&(Bytes::new(&self.inner), signature, 1_u8)),
            false => encode(&(Bytes::new(&self.inner), signature)),
        };
        let plain = padded(&content, self.head_zeros, |len| (len.div_ceil(64) * 64).max(256));
        let named = [&hash(&associated)[..], &plain].concat();
        let nonce = self.head_nonce.unwrap_or(nonce(&key(self.epoch, "head nonce"), &named));
        let head = seal(&key(self.epoch, "head"), nonce, &plain, &associated);
        self.assembled(nonce, &head, &body)
    }

    /// The envelope of these parts.
    pub(crate) fn assembled(&self, nonce: [u8; 24], head: &[u8], body: &[u8]) -> Vec<u8> {
        let (tag, lane, slot, epoch) = (self.tag, self.lane, self.slot, self.epoch.id());
        let nonce = ByteArray::new(nonce);
        encode(&(1_u8, self.suite, tag, lane, slot, epoch, nonce, Bytes::new(head), &self.boxes, Bytes::new(body)))
    }
}

pub(crate) fn hash(bytes: &[u8]) -> [u8; 32] {
    *blake3::hash(bytes).as_bytes()
}

fn nonce(key: &[u8; 32], named: &[u8]) -> [u8; 24] {
    let hash = blake3::keyed_hash(key, named);
    *hash.as_bytes().first_chunk().expect("32 bytes")
}

fn seal(key: &[u8; 32], nonce: [u8; 24], plain: &[u8], aad: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad }).expect("in bounds")
}

fn padded(content: &[u8], zeros: usize, size: impl Fn(usize) -> usize) -> Vec<u8> {
    let mut plain = u32::try_from(content.len()).expect("short").to_le_bytes().to_vec();
    plain.extend_from_slice(content);
    plain.resize(size(plain.len()) + zeros, 0);
    plain
}
