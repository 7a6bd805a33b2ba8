//! Boxes: an epoch's secret, sealed to one device each.
//!
//! All of a box follows from the secret, the circle and the recipient. So whoever holds the secret can make every box again
//! and see whether it is what it should be, and a rotator cannot shut a member out with a box that holds something else.

use std::convert::Infallible;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256 as Kem;
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use rand_core::{TryCryptoRng, TryRng};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::{EpochSecret, first};
use crate::id::{DeviceId, EpochId, Tag};
use crate::key::{self, DeviceSecret};
use crate::limits;

const TAG_CONTEXT: &str = "commonplace 2026 box tag 1";
const EPHEMERAL_CONTEXT: &str = "commonplace 2026 box ephemeral seed 1";
const DUMMY_CONTEXT: &str = "commonplace 2026 box dummy seed 1";
const INFO: &[u8] = b"commonplace/box/1";

/// An epoch secret sealed to one device by HPKE (RFC 9180, base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
/// ChaCha20-Poly1305). To others it is 88 bytes that name nobody.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyBox(#[serde(with = "serde_bytes")] [u8; KeyBox::LEN]);

impl KeyBox {
    /// Recipient tag 8, encapsulated key 32, ciphertext 48 bytes.
    pub const LEN: usize = 88;

    /// The tag that marks a box for this device's key in this epoch; unlinkable from one epoch to the next for
    /// whoever does not know the key.
    #[must_use]
    pub fn recipient_tag(kem: &[u8; 32], epoch: &EpochId) -> [u8; 8] {
        let mut hasher = blake3::Hasher::new_derive_key(TAG_CONTEXT);
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

    /// The one box of this secret for the device with this key; none when nothing can be sealed to the key.
    #[must_use]
    pub fn seal(secret: &EpochSecret, circle_tag: &Tag, kem: &[u8; 32]) -> Option<Self> {
        let public = key::kem_public(kem)?;
        let mut seed = blake3::Hasher::new_derive_key(EPHEMERAL_CONTEXT);
        seed.update(secret.as_bytes()).update(circle_tag.as_bytes()).update(kem);
        let mut seed = Derived(seed.finalize_xof());
        let sealed = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &public,
            INFO,
            secret.as_bytes(),
            circle_tag.as_bytes(),
            &mut seed,
        );
        let (encapsulated, ciphertext) = sealed.ok()?;
        let mut bytes = [0; Self::LEN];
        bytes[..8].copy_from_slice(&Self::recipient_tag(kem, &secret.id()));
        bytes[8..40].copy_from_slice(&encapsulated.to_bytes());
        bytes[40..].copy_from_slice(&ciphertext);
        Some(Self(bytes))
    }

    /// Boxes for nobody that may fill up those of the record at place `seq` of the chain of `device`. Only who holds the
    /// secret tells them from others.
    pub(crate) fn dummies(
        secret: &EpochSecret,
        circle_tag: &Tag,
        device: &DeviceId,
        seq: u64,
    ) -> impl Iterator<Item = Self> {
        let mut seed = blake3::Hasher::new_derive_key(DUMMY_CONTEXT);
        seed.update(secret.as_bytes()).update(device.as_bytes()).update(&seq.to_le_bytes());
        let mut seeds = seed.finalize_xof();
        (1..limits::BOXES_STEP).filter_map(move |_| {
            let mut seed = [0; 32];
            seeds.fill(&mut seed);
            let kem = Kem::derive_keypair(&seed).1.to_bytes().into();
            seed.zeroize();
            Self::seal(secret, circle_tag, &kem)
        })
    }

    /// The secret in this box, if it is for `device` and is the secret that `epoch` names.
    #[must_use]
    pub fn open(&self, device: &DeviceSecret, circle_tag: &Tag, epoch: &EpochId) -> Option<EpochSecret> {
        if self.tag() != Self::recipient_tag(&device.kem_public(), epoch) {
            return None;
        }
        let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(&self.0[8..40]).ok()?;
        let plain = single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            device.kem(),
            &encapsulated,
            INFO,
            &self.0[40..],
            circle_tag.as_bytes(),
        )
        .ok()?;
        let secret = EpochSecret::from_bytes(plain.as_slice().try_into().ok()?);
        (secret.id() == *epoch).then_some(secret)
    }
}

/// Gives HPKE derived bytes where it asks for random ones: for DHKEM(X25519) the 32 of the ephemeral key's seed.
pub(crate) struct Derived(pub(crate) blake3::OutputReader);

impl TryRng for Derived {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Derived {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::id::CircleId;

    #[test]
    fn a_box_opens_for_its_device_only() {
        let secret = EpochSecret::from_bytes([5; 32]);
        let tag = secret.tag(&CircleId::from_bytes([1; 32]));
        let (alice, eve) = (DeviceSecret::from_seed([1; 32]), DeviceSecret::from_seed([2; 32]));
        let sealed = KeyBox::seal(&secret, &tag, &alice.kem_public()).expect("a key");
        assert_eq!(sealed.open(&alice, &tag, &secret.id()), Some(secret.clone()));
        assert_eq!(sealed.open(&eve, &tag, &secret.id()), None);
        let other_circle = Tag::from_bytes([0; 16]);
        assert_eq!(sealed.open(&alice, &other_circle, &secret.id()), None, "a box is bound to its circle");
        let other_epoch = EpochSecret::from_bytes([6; 32]).id();
        assert_eq!(sealed.open(&alice, &tag, &other_epoch), None, "and to its epoch");
        assert_eq!(KeyBox::seal(&secret, &tag, &[0; 32]), None, "nothing is sealed to no key");
    }

    #[test]
    fn whoever_holds_the_secret_makes_the_same_box() {
        let (secret, tag) = (EpochSecret::from_bytes([5; 32]), Tag::from_bytes([8; 16]));
        let kem = DeviceSecret::from_seed([1; 32]).kem_public();
        let sealed = KeyBox::seal(&secret, &tag, &kem);
        assert_eq!(KeyBox::seal(&secret, &tag, &kem), sealed);
        // One key and nonce of the cipher never serve for two circles.
        let elsewhere = KeyBox::seal(&secret, &Tag::from_bytes([9; 16]), &kem).expect("a key");
        assert_ne!(elsewhere.0[8..40], sealed.expect("a key").0[8..40]);
    }

    #[test]
    fn dummies_differ_from_record_to_record() {
        let (secret, tag) = (EpochSecret::from_bytes([5; 32]), Tag::from_bytes([8; 16]));
        let laptop = DeviceSecret::from_seed([1; 32]).id();
        let of = |seq| KeyBox::dummies(&secret, &tag, &laptop, seq);
        let all: BTreeSet<KeyBox> = of(0).chain(of(1)).collect();
        assert_eq!(all.len(), 14);
        assert!(of(1).eq(of(1)));
    }
}
