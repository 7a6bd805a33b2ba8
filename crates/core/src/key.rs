//! Who speaks: a person's root key, the device keys that it certifies, and the certificates.
//!
//! Randomness is an argument: every secret is made from 32 bytes that the caller drew.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use hpke::{Deserializable, Kem as _, Serializable, kem::X25519HkdfSha256 as Kem};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use zeroize::Zeroize;

use crate::encoding::encode;
use crate::id::{DeviceId, PersonId};
use crate::limits;

/// What a root key signs in a certificate; another purpose has another prefix.
const CERT_CONTEXT: &str = "commonplace 2026 device certificate 1";
/// What a device signs to say that it is a person's: nobody certifies another's device for themselves.
const CONSENT_CONTEXT: &str = "commonplace 2026 device consent 1";
/// What a root key signs to revoke a device.
const REVOKE_CONTEXT: &str = "commonplace 2026 device revocation 1";
/// What a root key signs to show that its holder is there; the scope is one conversation.
const PRESENCE_CONTEXT: &str = "commonplace 2026 person presence 1";
/// How a person id is derived from the root public key.
const PERSON_CONTEXT: &str = "commonplace 2026 person id 1";
/// How the X25519 secret of a device is derived from its seed.
const KEM_CONTEXT: &str = "commonplace 2026 device kem seed 1";

/// An Ed25519 signature (RFC 8032), checked strictly.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// The signature with these bytes; validity is only known by verifying.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// The 64 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({:02x}{:02x}..)", self.0[0], self.0[1])
    }
}

impl Serialize for Signature {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_bytes::serialize(&self.0[..], serializer)
    }
}

impl<'de> Deserialize<'de> for Signature {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes: ByteArray<64> = Deserialize::deserialize(deserializer)?;
        Ok(Self(bytes.into_array()))
    }
}

/// Whether `signature` over `message` was made by the holder of `public`; weak keys and malleable signatures are refused,
/// so that every node gives the same answer.
#[must_use]
pub fn verify(public: &[u8; 32], message: &[u8], signature: &Signature) -> bool {
    VerifyingKey::from_bytes(public)
        .is_ok_and(|key| key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&signature.0)).is_ok())
}

/// A signing key: a person's root, a device, or the one-time key of an invitation.
#[derive(Clone)]
pub struct SigningSecret(SigningKey);

impl SigningSecret {
    /// The key made from 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// The 32 bytes it was made from, to be kept where only its owner reads.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs a message.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(..)")
    }
}

/// A person's root key: it certifies and revokes devices, shows members that its holder is back, and signs nothing else.
#[derive(Clone, Debug)]
pub struct PersonSecret(SigningSecret);

impl PersonSecret {
    /// The person made from 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningSecret::from_seed(seed))
    }

    /// The 32 bytes that recovery words stand for.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.0.seed()
    }

    /// Who this is.
    #[must_use]
    pub fn id(&self) -> PersonId {
        person_id(&self.0.public())
    }

    /// Certifies a device as this person's; the device says so too.
    #[must_use]
    pub fn certify(&self, device: &DeviceSecret, name: &str) -> Certificate {
        let claim = CertificateClaim {
            root: self.0.public(),
            device: device.id(),
            kem: device.kem_public(),
            name: crate::text::cut(name, limits::NAME_BYTES).to_owned(),
        };
        let signature = self.0.sign(&claim.signed_bytes());
        let consent = device.sign(&claim.consent_bytes());
        Certificate { claim, signature, consent }
    }

    /// Says that a device is no longer this person's. `scope` is where and from when on: whoever copies the signature
    /// cannot make it mean more.
    #[must_use]
    pub fn revoke(&self, device: DeviceId, scope: &[u8]) -> Signature {
        self.0.sign(&revocation_bytes(device, scope))
    }

    /// Shows that the holder of the root key is there. `scope` is the conversation, so that it is worth nothing in another.
    #[must_use]
    pub fn show_presence(&self, scope: &[u8]) -> Signature {
        self.0.sign(&presence_bytes(scope))
    }
}

fn person_id(root: &[u8; 32]) -> PersonId {
    PersonId::from_bytes(blake3::derive_key(PERSON_CONTEXT, root))
}

fn presence_bytes(scope: &[u8]) -> Vec<u8> {
    encode(&(PRESENCE_CONTEXT, serde_bytes::Bytes::new(scope)))
}

fn revocation_bytes(device: DeviceId, scope: &[u8]) -> Vec<u8> {
    encode(&(REVOKE_CONTEXT, device, serde_bytes::Bytes::new(scope)))
}

/// A device's keys: one signs its records, one opens what is sealed to it.
#[derive(Clone)]
pub struct DeviceSecret {
    signing: SigningSecret,
    kem: <Kem as hpke::Kem>::PrivateKey,
    kem_public: [u8; 32],
}

impl DeviceSecret {
    /// The device made from 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let mut kem_seed = blake3::derive_key(KEM_CONTEXT, &seed);
        let (kem, public) = Kem::derive_keypair(&kem_seed);
        kem_seed.zeroize();
        Self { signing: SigningSecret::from_seed(seed), kem, kem_public: public.to_bytes().into() }
    }

    /// The 32 bytes it was made from.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.signing.seed()
    }

    /// Which device this is.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        DeviceId::from_bytes(self.signing.public())
    }

    /// The X25519 public key to which others seal.
    #[must_use]
    pub fn kem_public(&self) -> [u8; 32] {
        self.kem_public
    }

    /// Signs a message as this device.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.signing.sign(message)
    }

    pub(crate) fn kem(&self) -> &<Kem as hpke::Kem>::PrivateKey {
        &self.kem
    }
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceSecret({})", self.id().short())
    }
}

/// The X25519 key that a certificate names, if something can be sealed to it.
pub(crate) fn kem_public(bytes: &[u8; 32]) -> Option<<Kem as hpke::Kem>::PublicKey> {
    if is_of_low_order(bytes) {
        return None;
    }
    <Kem as hpke::Kem>::PublicKey::from_bytes(bytes).ok()
}

/// The u-coordinates of Curve25519 and its twist with which every exchange gives zero (RFC 7748, section 6.1): 0, 1, two
/// points of order 8, and p - 1, p, p + 1. The highest bit does not count.
const LOW_ORDER: [[u8; 32]; 7] = [
    little_endian(0, 0, 0),
    little_endian(1, 0, 0),
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09,
        0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04, 0x44,
        0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57,
    ],
    little_endian(0xec, 0xff, 0x7f),
    little_endian(0xed, 0xff, 0x7f),
    little_endian(0xee, 0xff, 0x7f),
];

const fn little_endian(first: u8, middle: u8, last: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

fn is_of_low_order(kem: &[u8; 32]) -> bool {
    let mut point = *kem;
    point[31] &= 0x7f;
    LOW_ORDER.contains(&point)
}

/// What a root key says of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
struct CertificateClaim {
    root: [u8; 32],
    device: DeviceId,
    kem: [u8; 32],
    name: String,
}

impl CertificateClaim {
    fn signed_bytes(&self) -> Vec<u8> {
        encode(&(
            CERT_CONTEXT,
            serde_bytes::Bytes::new(&self.root),
            self.device,
            serde_bytes::Bytes::new(&self.kem),
            &self.name,
        ))
    }

    fn consent_bytes(&self) -> Vec<u8> {
        encode(&(CONSENT_CONTEXT, serde_bytes::Bytes::new(&self.root), serde_bytes::Bytes::new(&self.kem)))
    }
}

/// A device certificate: self-contained proof that a device is a person's, by both their keys. A value of this type read from bytes may be
/// false until [`Certificate::is_valid`] says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "CertificateWire", from = "CertificateWire")]
pub struct Certificate {
    claim: CertificateClaim,
    signature: Signature,
    consent: Signature,
}

/// `[root, device, kem, name, signature by root, signature by device]`.
type CertificateWire = (ByteArray<32>, DeviceId, ByteArray<32>, String, Signature, Signature);

impl From<Certificate> for CertificateWire {
    fn from(certificate: Certificate) -> Self {
        let Certificate { claim: CertificateClaim { root, device, kem, name }, signature, consent } = certificate;
        (ByteArray::new(root), device, ByteArray::new(kem), name, signature, consent)
    }
}

impl From<CertificateWire> for Certificate {
    fn from((root, device, kem, name, signature, consent): CertificateWire) -> Self {
        let claim = CertificateClaim { root: root.into_array(), device, kem: kem.into_array(), name };
        Self { claim, signature, consent }
    }
}

impl Certificate {
    /// Whose device it is.
    #[must_use]
    pub fn person(&self) -> PersonId {
        person_id(&self.claim.root)
    }

    /// Which device it is.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.claim.device
    }

    /// The key to which others seal.
    #[must_use]
    pub fn kem(&self) -> &[u8; 32] {
        &self.claim.kem
    }

    /// What the person calls the device.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.claim.name
    }

    /// Whether the root key and the device signed it, and its parts are in bounds.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.claim.name.len() <= limits::NAME_BYTES
            && kem_public(&self.claim.kem).is_some()
            && verify(&self.claim.root, &self.claim.signed_bytes(), &self.signature)
            && verify(self.claim.device.as_bytes(), &self.claim.consent_bytes(), &self.consent)
    }

    /// Whether `signature` shows the presence of this person in `scope`.
    #[must_use]
    pub fn is_presence(&self, scope: &[u8], signature: &Signature) -> bool {
        verify(&self.claim.root, &presence_bytes(scope), signature)
    }

    /// Whether `signature` is this person's revocation of this device in `scope`.
    #[must_use]
    pub fn is_revocation(&self, scope: &[u8], signature: &Signature) -> bool {
        verify(&self.claim.root, &revocation_bytes(self.claim.device, scope), signature)
    }
}

#[cfg(test)]
mod tests {
    use rand_core::SeedableRng;

    use super::*;
    use crate::encoding::decode;

    #[test]
    fn alice_certifies_her_laptop_and_eve_cannot_claim_it() {
        let alice = PersonSecret::from_seed([1; 32]);
        let laptop = DeviceSecret::from_seed([2; 32]);
        let certificate = alice.certify(&laptop, "laptop");
        assert!(certificate.is_valid());
        assert_eq!(certificate.person(), alice.id());

        let mut stolen = certificate.clone();
        stolen.claim.root = SigningSecret::from_seed([3; 32]).public();
        assert!(!stolen.is_valid());
        let again: Certificate = decode(&encode(&certificate), 1024).expect("own encoding");
        assert_eq!(again, certificate);
    }

    #[test]
    fn eve_cannot_certify_alices_laptop_for_herself() {
        let (eve, laptop) = (PersonSecret::from_seed([9; 32]), DeviceSecret::from_seed([2; 32]));
        let hers = PersonSecret::from_seed([1; 32]).certify(&laptop, "laptop");
        // Eve knows everything but the laptop's secret: its id and key, and its consent to alice.
        let mut claimed = hers.clone();
        claimed.claim.root = eve.0.public();
        claimed.signature = eve.0.sign(&claimed.claim.signed_bytes());
        assert!(!claimed.is_valid());
        // Nor can she have what is sealed to alice's laptop sealed to another key.
        let mut diverted = hers;
        diverted.claim.kem = DeviceSecret::from_seed([8; 32]).kem_public();
        diverted.signature = PersonSecret::from_seed([1; 32]).0.sign(&diverted.claim.signed_bytes());
        assert!(!diverted.is_valid());
    }

    #[test]
    fn a_key_with_which_every_exchange_gives_zero_is_no_key() {
        let (alice, laptop) = (PersonSecret::from_seed([1; 32]), DeviceSecret::from_seed([2; 32]));
        for point in LOW_ORDER {
            for kem in [point, {
                let mut high = point;
                high[31] |= 0x80;
                high
            }] {
                let public = <Kem as hpke::Kem>::PublicKey::from_bytes(&kem).expect("32 bytes");
                let mut rng = rand_chacha::ChaCha20Rng::from_seed([1; 32]);
                assert!(Kem::encap_with_rng(&public, None, &mut rng).is_err(), "{kem:02x?}");
                let mut certificate = alice.certify(&laptop, "laptop");
                certificate.claim.kem = kem;
                certificate.signature = alice.0.sign(&certificate.claim.signed_bytes());
                certificate.consent = laptop.sign(&certificate.claim.consent_bytes());
                assert!(!certificate.is_valid(), "{kem:02x?}");
            }
        }
    }

    #[test]
    fn only_the_root_revokes() {
        let alice = PersonSecret::from_seed([1; 32]);
        let eve = PersonSecret::from_seed([9; 32]);
        let laptop = DeviceSecret::from_seed([2; 32]);
        let certificate = alice.certify(&laptop, "laptop");
        assert!(certificate.is_revocation(b"here", &alice.revoke(laptop.id(), b"here")));
        assert!(!certificate.is_revocation(b"here", &eve.revoke(laptop.id(), b"here")));
        assert!(!certificate.is_revocation(b"there", &alice.revoke(laptop.id(), b"here")));
    }

    #[test]
    fn secrets_do_not_print() {
        let laptop = DeviceSecret::from_seed([2; 32]);
        assert!(!format!("{laptop:?}").contains("[2"));
        assert_eq!(format!("{:?}", SigningSecret::from_seed([2; 32])), "SigningSecret(..)");
    }
}
