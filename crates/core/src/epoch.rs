//! The circle's secret, one generation after another, and how one is sealed to the devices that may know it.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::id::{CircleId, EpochId, Tag};
use crate::key::{self, Certificate, DeviceSecret};

const ID_CONTEXT: &str = "commonplace 2026 epoch id 1";
const HEAD_CONTEXT: &str = "commonplace 2026 epoch head key 1";
const BODY_CONTEXT: &str = "commonplace 2026 epoch body key 1";
const HEAD_NONCE_CONTEXT: &str = "commonplace 2026 epoch head nonce key 1";
const BODY_NONCE_CONTEXT: &str = "commonplace 2026 epoch body nonce key 1";
const GATE_CONTEXT: &str = "commonplace 2026 epoch gate key 1";
const TAG_CONTEXT: &str = "commonplace 2026 circle tag 1";
const BOX_TAG_CONTEXT: &str = "commonplace 2026 box tag 1";
const BOX_INFO: &[u8] = b"commonplace/box/1";

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

/// An epoch secret sealed to one device by HPKE (RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
/// ChaCha20-Poly1305). To others it is 88 bytes that name nobody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyBox(#[serde(with = "serde_bytes")] [u8; KeyBox::LEN]);

impl KeyBox {
    /// Recipient tag 8, encapsulated key 32, ciphertext 48 bytes.
    pub const LEN: usize = 88;

    /// The tag that marks a box for this device's key in this epoch; unlinkable from one epoch to the next for
    /// whoever does not know the key.
    #[must_use]
    pub fn recipient_tag(kem: &[u8; 32], epoch: &EpochId) -> [u8; 8] {
        let mut hasher = blake3::Hasher::new_derive_key(BOX_TAG_CONTEXT);
        hasher.update(kem).update(epoch.as_bytes());
        first(hasher.finalize().as_bytes())
    }

    /// The tag of the device that this box is for.
    #[must_use]
    pub fn tag(&self) -> [u8; 8] {
        let mut tag = [0; 8];
        tag.copy_from_slice(&self.0[..8]);
        tag
    }

    /// Seals `secret` to each certified device, with randomness from `entropy`, which must never serve twice.
    /// Certificates with an unusable key are left out.
    #[must_use]
    pub fn seal_to(
        secret: &EpochSecret,
        circle_tag: &Tag,
        recipients: &[&Certificate],
        entropy: [u8; 32],
    ) -> Vec<Self> {
        let mut rng = ChaCha20Rng::from_seed(entropy);
        let epoch = secret.id();
        recipients
            .iter()
            .filter_map(|certificate| {
                let public = key::kem_public(certificate.kem())?;
                let (encapsulated, ciphertext) =
                    single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
                        &OpModeS::Base,
                        &public,
                        BOX_INFO,
                        secret.as_bytes(),
                        circle_tag.as_bytes(),
                        &mut rng,
                    )
                    .ok()?;
                let mut bytes = [0; Self::LEN];
                bytes[..8].copy_from_slice(&Self::recipient_tag(certificate.kem(), &epoch));
                bytes[8..40].copy_from_slice(&encapsulated.to_bytes());
                bytes[40..].copy_from_slice(&ciphertext);
                Some(Self(bytes))
            })
            .collect()
    }

    /// The secret in this box, if it is for `device` and is the secret that `epoch` names.
    #[must_use]
    pub fn open(&self, device: &DeviceSecret, circle_tag: &Tag, epoch: &EpochId) -> Option<EpochSecret> {
        if self.tag() != Self::recipient_tag(&device.kem_public(), epoch) {
            return None;
        }
        let encapsulated = <X25519HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(&self.0[8..40]).ok()?;
        let plain = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            device.kem(),
            &encapsulated,
            BOX_INFO,
            &self.0[40..],
            circle_tag.as_bytes(),
        )
        .ok()?;
        let secret = EpochSecret::from_bytes(plain.as_slice().try_into().ok()?);
        (secret.id() == *epoch).then_some(secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::PersonSecret;

    #[test]
    fn a_box_opens_for_its_device_only() {
        let secret = EpochSecret::from_bytes([5; 32]);
        let tag = secret.tag(&CircleId::from_bytes([1; 32]));
        let alice = DeviceSecret::from_seed([1; 32]);
        let eve = DeviceSecret::from_seed([2; 32]);
        let certificate = PersonSecret::from_seed([3; 32]).certify(&alice, "laptop");
        let boxes = KeyBox::seal_to(&secret, &tag, &[&certificate], [7; 32]);
        assert_eq!(boxes.len(), 1);
        assert_eq!(boxes[0].open(&alice, &tag, &secret.id()), Some(secret.clone()));
        assert_eq!(boxes[0].open(&eve, &tag, &secret.id()), None);
        let other_circle = Tag::from_bytes([0; 16]);
        assert_eq!(boxes[0].open(&alice, &other_circle, &secret.id()), None, "a box is bound to its circle");
        let other_epoch = EpochSecret::from_bytes([6; 32]).id();
        assert_eq!(boxes[0].open(&alice, &tag, &other_epoch), None, "and to its epoch");
    }
}
