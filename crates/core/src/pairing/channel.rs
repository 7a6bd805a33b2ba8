//! The sealed channel: two messages each way, a confirmation and a payload.

use chacha20poly1305::aead::{Aead, KeyInit, Payload as Associated};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{PairingError, Payload};
use crate::limits;

const ASKER_CONTEXT: &str = "commonplace 2026 pairing key of asker 1";
const ANSWERER_CONTEXT: &str = "commonplace 2026 pairing key of answerer 1";
const WORDS_CONTEXT: &str = "commonplace 2026 pairing words 1";
const ASKER_PROOF: &str = "commonplace 2026 pairing proof of asker 1";
const ANSWERER_PROOF: &str = "commonplace 2026 pairing proof of answerer 1";

/// Payloads are filled up to a multiple of this, so that their length says little.
const PAD: usize = 256;
/// What is sealed at each place of one direction. A place is used once, so that it can be the nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Confirmation = 0,
    Payload = 1,
}

/// The secret of one pairing: what both sides computed, over all that was said.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct Master([u8; 32]);

impl Master {
    pub(super) const fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// The four words, as places in the list.
    pub(super) fn words(&self) -> [u16; 4] {
        let hash = blake3::derive_key(WORDS_CONTEXT, &self.0);
        let [a, b, c, d, e, f, ..] = hash;
        let bits = u64::from_be_bytes([0, 0, a, b, c, d, e, f]) >> 4;
        [33, 22, 11, 0].map(|shift| u16::try_from(bits >> shift & 0x7ff).unwrap_or_default())
    }

    /// What one side shows to prove that it knows the code.
    pub(super) fn proof(&self, of_asker: bool) -> blake3::Hash {
        let context = if of_asker { ASKER_PROOF } else { ANSWERER_PROOF };
        blake3::Hash::from_bytes(blake3::derive_key(context, &self.0))
    }

    fn seal(&self, from_asker: bool, place: Place, plain: &[u8]) -> Result<Vec<u8>, PairingError> {
        let (cipher, nonce) = self.cipher(from_asker, place);
        cipher.encrypt(&nonce, Associated::from(plain)).map_err(|_| PairingError::Forged)
    }

    fn open(&self, from_asker: bool, place: Place, sealed: &[u8]) -> Option<Vec<u8>> {
        let (cipher, nonce) = self.cipher(from_asker, place);
        cipher.decrypt(&nonce, Associated::from(sealed)).ok()
    }

    fn cipher(&self, from_asker: bool, place: Place) -> (XChaCha20Poly1305, XNonce) {
        let context = if from_asker { ASKER_CONTEXT } else { ANSWERER_CONTEXT };
        let mut key = blake3::derive_key(context, &self.0);
        let cipher = XChaCha20Poly1305::new(&key.into());
        key.zeroize();
        let mut nonce = [0; 24];
        nonce[23] = place as u8;
        (cipher, nonce.into())
    }
}

/// Both directions, each with what it has carried.
pub(super) struct Channel {
    master: Master,
    asker: bool,
    ours: Carried,
    theirs: Carried,
}

/// What one direction has carried.
#[derive(Debug, Clone, Copy, Default)]
struct Carried {
    confirmed: bool,
    given: bool,
}

/// What a sealed message held.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opened {
    Confirmed,
    Given(Payload),
}

impl Channel {
    /// `agreed`: both have confirmed by knowing the code.
    pub(super) fn new(master: Master, asker: bool, agreed: bool) -> Self {
        let carried = Carried { confirmed: agreed, given: false };
        Self { master, asker, ours: carried, theirs: carried }
    }

    pub(super) fn words(&self) -> [u16; 4] {
        self.master.words()
    }

    /// Our confirmation; none when it was given.
    pub(super) fn confirm(&mut self) -> Option<Vec<u8>> {
        if std::mem::replace(&mut self.ours.confirmed, true) {
            return None;
        }
        self.master.seal(self.asker, Place::Confirmation, &[]).ok()
    }

    pub(super) fn is_open(&self) -> bool {
        self.ours.confirmed && self.theirs.confirmed
    }

    /// Seals our payload.
    pub(super) fn give(&mut self, payload: &Payload) -> Result<Vec<u8>, PairingError> {
        if !self.is_open() || self.ours.given {
            return Err(PairingError::OutOfTurn);
        }
        let bytes = payload.encode();
        if bytes.len() > limits::PAIRING_PAYLOAD_BYTES {
            return Err(PairingError::TooLong);
        }
        let len = u32::try_from(bytes.len()).map_err(|_| PairingError::TooLong)?;
        let mut plain = len.to_be_bytes().to_vec();
        plain.extend(bytes.iter());
        plain.resize(plain.len().next_multiple_of(PAD), 0);
        let sealed = self.master.seal(self.asker, Place::Payload, &plain);
        plain.zeroize();
        self.ours.given = true;
        sealed
    }

    pub(super) fn take(&mut self, sealed: &[u8]) -> Result<Opened, PairingError> {
        if !self.theirs.confirmed {
            let plain = self.master.open(!self.asker, Place::Confirmation, sealed).ok_or(PairingError::Forged)?;
            if !plain.is_empty() {
                return Err(PairingError::Malformed);
            }
            self.theirs.confirmed = true;
            return Ok(Opened::Confirmed);
        }
        // Theirs may come before the other side can know that we have confirmed, and no sooner.
        if self.theirs.given || !self.ours.confirmed {
            return Err(PairingError::OutOfTurn);
        }
        let plain = self.master.open(!self.asker, Place::Payload, sealed).map(Zeroizing::new);
        let plain = plain.ok_or(PairingError::Forged)?;
        self.theirs.given = true;
        unpad(&plain).and_then(Payload::decode).map(Opened::Given).ok_or(PairingError::Malformed)
    }
}

fn unpad(plain: &[u8]) -> Option<&[u8]> {
    let (len, rest) = plain.split_first_chunk::<4>()?;
    let len = usize::try_from(u32::from_be_bytes(*len)).ok()?;
    let (bytes, padding) = rest.split_at_checked(len)?;
    (padding.len() < PAD && padding.iter().all(|byte| *byte == 0)).then_some(bytes)
}
