//! The circle's secret, one generation after another, and how one is sealed to the devices that may know it.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

mod boxes;

use crate::id::{CircleId, EpochId, Tag};

pub(crate) use boxes::Derived;
pub use boxes::KeyBox;

const ID_CONTEXT: &str = "commonplace 2026 epoch id 1";
const HEAD_CONTEXT: &str = "commonplace 2026 epoch head key 1";
const BODY_CONTEXT: &str = "commonplace 2026 epoch body key 1";
const HEAD_NONCE_CONTEXT: &str = "commonplace 2026 epoch head nonce key 1";
const BODY_NONCE_CONTEXT: &str = "commonplace 2026 epoch body nonce key 1";
const GATE_CONTEXT: &str = "commonplace 2026 epoch gate key 1";
const SLIP_CONTEXT: &str = "commonplace 2026 epoch slip key 1";
const SLIP_NONCE_CONTEXT: &str = "commonplace 2026 epoch slip nonce key 1";
const RELAY_GATE_CONTEXT: &str = "commonplace 2026 epoch relay gate key 1";
const TAG_CONTEXT: &str = "commonplace 2026 circle tag 1";

/// One generation of a circle's secret. Everything that is sealed under an epoch can be read by whoever holds it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct EpochSecret([u8; 32]);

impl EpochSecret {
    /// The secret made of 32 random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, to be sealed or kept where only their owner reads.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The name of this generation on the wire.
    #[must_use]
    pub fn id(&self) -> EpochId {
        let hash = blake3::derive_key(ID_CONTEXT, &self.0);
        EpochId::from_bytes(first(&hash))
    }

    /// The blinded name of the circle whose first secret this is.
    #[must_use]
    pub fn tag(&self, circle: &CircleId) -> Tag {
        let mut hasher = blake3::Hasher::new_derive_key(TAG_CONTEXT);
        hasher.update(circle.as_bytes()).update(&self.0);
        Tag::from_bytes(first(hasher.finalize().as_bytes()))
    }

    /// The key by which two peers prove to each other that they hold this secret.
    #[must_use]
    pub fn gate_key(&self) -> [u8; 32] {
        blake3::derive_key(GATE_CONTEXT, &self.0)
    }

    pub(crate) fn slip_key(&self) -> [u8; 32] {
        blake3::derive_key(SLIP_CONTEXT, &self.0)
    }

    pub(crate) fn slip_nonce_key(&self) -> [u8; 32] {
        blake3::derive_key(SLIP_NONCE_CONTEXT, &self.0)
    }

    /// The key by which a member shows to one relay that it may have sealed records there. It follows from the relay's id, so
    /// that what a relay learns opens nothing elsewhere.
    #[must_use]
    pub fn relay_gate_key(&self, relay: &[u8; 32]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key(RELAY_GATE_CONTEXT);
        hasher.update(&self.0).update(relay);
        *hasher.finalize().as_bytes()
    }

    pub(crate) fn body_key(&self) -> [u8; 32] {
        blake3::derive_key(BODY_CONTEXT, &self.0)
    }

    pub(crate) fn head_key(&self) -> [u8; 32] {
        blake3::derive_key(HEAD_CONTEXT, &self.0)
    }

    pub(crate) fn head_nonce_key(&self) -> [u8; 32] {
        blake3::derive_key(HEAD_NONCE_CONTEXT, &self.0)
    }

    pub(crate) fn body_nonce_key(&self) -> [u8; 32] {
        blake3::derive_key(BODY_NONCE_CONTEXT, &self.0)
    }
}

impl fmt::Debug for EpochSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EpochSecret({})", self.id().short())
    }
}

/// The first bytes of a hash, as many as the result type has.
fn first<const N: usize>(hash: &[u8; 32]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&hash[..N]);
    out
}
