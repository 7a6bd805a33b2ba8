//! Slips: small signed values that travel beside a circle's set, of which only the latest of each key counts.
//!
//! What somebody holds cannot be said by a record: the record would change the very set that it speaks of. So it is said
//! by a slip. Whoever passes slips on, a relay too, sees a key and a number and can check the outer signature, so that
//! nobody overwrites another's slip; what it says is sealed. See `docs/protocol.md`, "Slips".

use std::fmt;
use std::ops::Range;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde_bytes::{ByteBuf, Bytes};

mod shelf;

use crate::encoding::{DecodeError, decode, encode};
use crate::epoch::EpochSecret;
use crate::id::{EpochId, SlipKey, Tag};
use crate::key::{DeviceSecret, Signature, SigningSecret, verify};
use crate::limits;
use crate::time::{Slot, Timestamp};

pub use shelf::{Offered, Regard, Shelf};

/// What a slip's key signs.
const SIGN_CONTEXT: &str = "commonplace 2026 slip 1";
/// How the key of a device's frontier slip is derived.
const FRONTIER_CONTEXT: &str = "commonplace 2026 frontier slip key 1";

const VERSION: u8 = 1;
const NONCE: usize = 24;
const SEAL: usize = 16;
/// The signature and its head: the last bytes of every slip.
const SIGNATURE_BYTES: usize = 2 + 64;
const MINUTE_MILLIS: u64 = 60_000;
/// Sealed contents have one of few lengths, each twice the one before, from this on.
const LEAST_SEALED: usize = 256;

/// Why bytes are not a slip.
#[derive(Debug, thiserror::Error)]
pub enum SlipError {
    /// Not canonical, malformed or too long.
    #[error("not a slip")]
    Decode(#[from] DecodeError),
    /// Its parts are out of bounds.
    #[error("parts of the slip are out of bounds")]
    Bounds,
    /// Written in a format of a later version.
    #[error("slip of an unknown format")]
    Unknown,
    /// The key did not sign it.
    #[error("the slip's signature is false")]
    Signature,
}

/// `[version, tag, key, number, slot, epoch, sealed, signature]`.
type SlipWire = (u8, Tag, SlipKey, u64, Slot, EpochId, ByteBuf, Signature);

/// What everybody sees of a slip, relays included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlipHeader {
    /// The circle's blinded name.
    pub tag: Tag,
    /// Under which key it stands; of several with one key only the latest counts.
    pub key: SlipKey,
    /// The greater one is the later one.
    pub number: u64,
    /// The hour in which it was written, as its writer claims.
    pub slot: Slot,
    /// Whose secret opens it, or helps to.
    pub epoch: EpochId,
}

impl SlipHeader {
    /// What the seal is bound to.
    pub(crate) fn associated(&self) -> Vec<u8> {
        encode(&(self.tag, self.key, self.number, self.slot, self.epoch))
    }

    fn signed_bytes(&self, sealed: &[u8]) -> Vec<u8> {
        let Self { tag, key, number, slot, epoch } = self;
        encode(&(SIGN_CONTEXT, tag, key, number, slot, epoch, Bytes::new(sealed)))
    }
}

/// A slip, with its bytes as they came.
#[derive(Clone, PartialEq, Eq)]
pub struct Slip {
    header: SlipHeader,
    bytes: Vec<u8>,
    sealed: Range<usize>,
}

impl Slip {
    /// The slip of these bytes, whose signature was verified.
    ///
    /// # Errors
    /// [`SlipError`] when they are none, or the signature is false.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SlipError> {
        let slip = Self::read(bytes)?;
        if slip.is_signed() { Ok(slip) } else { Err(SlipError::Signature) }
    }

    /// The slip of these bytes, whose signature was not verified: for those that were verified before they were kept, and
    /// to see first whether a slip is wanted.
    ///
    /// # Errors
    /// [`SlipError`] when they are none.
    pub fn read(bytes: &[u8]) -> Result<Self, SlipError> {
        let (version, tag, key, number, slot, epoch, sealed, _): SlipWire = decode(bytes, limits::SLIP_BYTES)?;
        if version != VERSION {
            return Err(SlipError::Unknown);
        }
        if number > limits::LARGEST_NUMBER || !(NONCE + SEAL..=limits::SLIP_SEALED_BYTES).contains(&sealed.len()) {
            return Err(SlipError::Bounds);
        }
        let header = SlipHeader { tag, key, number, slot, epoch };
        let end = bytes.len().checked_sub(SIGNATURE_BYTES).ok_or(SlipError::Bounds)?;
        let start = end.checked_sub(sealed.len()).ok_or(SlipError::Bounds)?;
        Ok(Self { header, bytes: bytes.to_vec(), sealed: start..end })
    }

    /// Whether its key signed it.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let signature = self.bytes.last_chunk::<64>().map(|bytes| Signature::from_bytes(*bytes));
        let signed = self.header.signed_bytes(self.sealed());
        signature.is_some_and(|signature| verify(self.header.key.as_bytes(), &signed, &signature))
    }

    /// What everybody sees of it.
    #[must_use]
    pub const fn header(&self) -> &SlipHeader {
        &self.header
    }

    /// Its bytes, as they are passed on.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What is sealed in it.
    #[must_use]
    pub fn sealed(&self) -> &[u8] {
        self.bytes.get(self.sealed.clone()).unwrap_or_default()
    }

    /// What it says, if it was sealed under this secret and is of its epoch.
    #[must_use]
    pub fn open(&self, epoch: &EpochSecret) -> Option<Vec<u8>> {
        if epoch.id() != self.header.epoch {
            return None;
        }
        open(&epoch.slip_key(), &self.header.associated(), self.sealed())
    }
}

impl fmt::Debug for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slip({} {} of {})", self.header.key.short(), self.header.number, self.header.slot.0)
    }
}

/// A key under which slips are written.
#[derive(Debug, Clone)]
pub struct SlipSecret(SigningSecret);

impl SlipSecret {
    /// The key made from 32 bytes that nobody else knows.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningSecret::from_seed(seed))
    }

    /// The key of a device's frontier slip in one circle. Who does not know the device's secret cannot tell whose it is,
    /// nor that two of them in two circles are one device's.
    #[must_use]
    pub fn frontier(device: &DeviceSecret, tag: &Tag) -> Self {
        Self::derive(FRONTIER_CONTEXT, device, tag, &[])
    }

    /// The key of a slip that a device writes for some other end, named by its context.
    pub(crate) fn derive(context: &str, device: &DeviceSecret, tag: &Tag, more: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(context);
        hasher.update(&device.seed()).update(tag.as_bytes()).update(more);
        Self::from_seed(*hasher.finalize().as_bytes())
    }

    /// The public half.
    #[must_use]
    pub fn key(&self) -> SlipKey {
        SlipKey::from_bytes(self.0.public())
    }

    /// A slip that whoever holds the epoch reads. None when the content is longer than
    /// [`limits::SLIP_CONTENT_BYTES`] or the number greater than [`limits::LARGEST_NUMBER`].
    #[must_use]
    pub fn write(&self, tag: Tag, number: u64, slot: Slot, epoch: &EpochSecret, content: &[u8]) -> Option<Slip> {
        let header = SlipHeader { tag, key: self.key(), number, slot, epoch: epoch.id() };
        let sealed = seal(&epoch.slip_key(), &epoch.slip_nonce_key(), &header.associated(), content)?;
        self.sign(header, &sealed)
    }

    /// A slip of what is sealed already, for whomever that is.
    #[must_use]
    pub fn write_sealed(&self, tag: Tag, number: u64, slot: Slot, epoch: EpochId, sealed: &[u8]) -> Option<Slip> {
        self.sign(SlipHeader { tag, key: self.key(), number, slot, epoch }, sealed)
    }

    fn sign(&self, header: SlipHeader, sealed: &[u8]) -> Option<Slip> {
        let signature = self.0.sign(&header.signed_bytes(sealed));
        let SlipHeader { tag, key, number, slot, epoch } = header;
        let bytes = encode(&(VERSION, tag, key, number, slot, epoch, Bytes::new(sealed), signature));
        // What others would refuse is not written.
        Slip::read(&bytes).ok()
    }
}

/// The number of the slip that follows one with the number `latest`: the time, so that who came back from an old copy of
/// their home is believed soon, and in any case a greater one. Whoever passes slips on sees numbers, so that they say the
/// minute and no more.
#[must_use]
pub fn next_number(latest: Option<u64>, wall: Timestamp) -> u64 {
    let minute = wall.millis() - wall.millis() % MINUTE_MILLIS;
    latest.map_or(0, |latest| latest.saturating_add(1)).max(minute).min(limits::LARGEST_NUMBER)
}

/// Nonce and ciphertext of padded content; none when it is too long. The nonce is a keyed hash of what it protects, so
/// that no randomness is needed and no two contents share one.
pub(crate) fn seal(key: &[u8; 32], nonce_key: &[u8; 32], associated: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    seal_beside(key, nonce_key, associated, content, 0)
}

/// The same, where so many bytes stand beside it in the slip.
pub(crate) fn seal_beside(
    key: &[u8; 32],
    nonce_key: &[u8; 32],
    associated: &[u8],
    content: &[u8],
    beside: usize,
) -> Option<Vec<u8>> {
    let plain = pad(content, beside + NONCE + SEAL)?;
    let mut hasher = blake3::Hasher::new_keyed(nonce_key);
    hasher.update(blake3::hash(associated).as_bytes()).update(&plain);
    let mut nonce = [0; NONCE];
    hasher.finalize_xof().fill(&mut nonce);
    let message = Payload { msg: &plain, aad: associated };
    let ciphertext = XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), message).ok()?;
    Some([&nonce[..], &ciphertext].concat())
}

/// The content of what [`seal`] has sealed.
pub(crate) fn open(key: &[u8; 32], associated: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>()?;
    let message = Payload { msg: ciphertext, aad: associated };
    let plain = XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), message).ok()?;
    unpad(&plain).map(<[u8]>::to_vec)
}

/// `u16` length in little-endian, the content, zeros: as many as make the sealed whole, with so many bytes beside these, a
/// power of two.
pub(crate) fn pad(content: &[u8], beside: usize) -> Option<Vec<u8>> {
    let len = u16::try_from(content.len()).ok()?;
    let sealed = (beside + 2 + content.len()).next_power_of_two().max(LEAST_SEALED);
    if sealed > limits::SLIP_SEALED_BYTES {
        return None;
    }
    let mut plain = len.to_le_bytes().to_vec();
    plain.extend_from_slice(content);
    plain.resize(sealed - beside, 0);
    Some(plain)
}

pub(crate) fn unpad(plain: &[u8]) -> Option<&[u8]> {
    let (len, rest) = plain.split_first_chunk::<2>()?;
    rest.get(..usize::from(u16::from_le_bytes(*len)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: Tag = Tag::from_bytes([7; 16]);

    fn laptop() -> DeviceSecret {
        DeviceSecret::from_seed([2; 32])
    }

    fn epoch() -> EpochSecret {
        EpochSecret::from_bytes([5; 32])
    }

    fn slip(number: u64, content: &[u8]) -> Slip {
        SlipSecret::frontier(&laptop(), &TAG).write(TAG, number, Slot(50_000), &epoch(), content).expect("in bounds")
    }

    #[test]
    fn who_holds_the_epoch_reads_a_slip_and_nobody_else() {
        let written = slip(3, b"salt");
        let passed_on = Slip::from_bytes(written.bytes()).expect("own bytes");
        assert_eq!(passed_on, written);
        assert_eq!(passed_on.open(&epoch()).as_deref(), Some(&b"salt"[..]));
        assert_eq!(passed_on.open(&EpochSecret::from_bytes([6; 32])), None);
        assert!(!written.bytes().windows(4).any(|window| window == b"salt"));
    }

    #[test]
    fn nobody_overwrites_or_alters_the_slip_of_another() {
        let written = slip(3, b"salt");
        for place in 0..written.bytes().len() {
            let mut altered = written.bytes().to_vec();
            altered[place] ^= 1;
            assert!(Slip::from_bytes(&altered).is_err(), "byte {place}");
        }
        for len in 0..written.bytes().len() {
            assert!(Slip::from_bytes(&written.bytes()[..len]).is_err(), "cut at {len}");
        }
        // Eve seals what she likes under alice's key; her signature is another one.
        let eve = SlipSecret::from_seed([9; 32]);
        let mut header = *written.header();
        header.number = 4;
        let signature = eve.0.sign(&header.signed_bytes(written.sealed()));
        let SlipHeader { tag, key, number, slot, epoch } = header;
        let forged = encode(&(VERSION, tag, key, number, slot, epoch, Bytes::new(written.sealed()), signature));
        assert!(matches!(Slip::from_bytes(&forged), Err(SlipError::Signature)));
    }

    #[test]
    fn keys_tell_nothing_of_the_device_nor_link_circles() {
        let here = SlipSecret::frontier(&laptop(), &TAG).key();
        let there = SlipSecret::frontier(&laptop(), &Tag::from_bytes([8; 16])).key();
        assert_ne!(here, there);
        assert_ne!(here.as_bytes(), laptop().id().as_bytes());
    }

    #[test]
    fn lengths_are_few_and_bounded() {
        let longest = vec![1; limits::SLIP_CONTENT_BYTES];
        let lengths: std::collections::BTreeSet<usize> =
            (0..=longest.len()).step_by(7).map(|len| slip(1, &longest[..len]).sealed().len()).collect();
        assert_eq!(lengths.into_iter().collect::<Vec<_>>(), [256, 512, 1024, 2048, 4096]);
        assert_eq!(slip(1, &longest).open(&epoch()), Some(longest.clone()));
        assert!(slip(1, &longest).bytes().len() <= limits::SLIP_BYTES);
        let secret = SlipSecret::frontier(&laptop(), &TAG);
        assert!(secret.write(TAG, 1, Slot(1), &epoch(), &[longest, vec![1]].concat()).is_none());
        assert!(secret.write(TAG, limits::LARGEST_NUMBER + 1, Slot(1), &epoch(), b"").is_none());
    }

    #[test]
    fn numbers_grow_whatever_the_clock_says() {
        let minute = 1_790_000_040_000;
        for millis in [0, 1, 59_999] {
            let now = Timestamp::from_millis(minute + millis);
            assert_eq!(next_number(None, now), minute, "nobody sees in which second");
            assert_eq!(next_number(Some(5), now), minute);
            assert_eq!(next_number(Some(minute + 7), now), minute + 8, "a second one in the same minute");
        }
        let now = Timestamp::from_millis(minute);
        assert_eq!(next_number(Some(minute + 900_009), now), minute + 900_010, "the clock was set back");
        assert_eq!(next_number(Some(limits::LARGEST_NUMBER), now), limits::LARGEST_NUMBER);
    }
}
