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
/// What a root key signs to revoke a device.
const REVOKE_CONTEXT: &str = "commonplace 2026 device revocation 1";
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

/// A person's root key: it certifies and revokes devices and signs nothing else.
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

    /// Certifies a device as this person's.
    #[must_use]
    pub fn certify(&self, device: &DeviceSecret, name: &str) -> Certificate {
        let claim = CertificateClaim {
            root: self.0.public(),
            device: device.id(),
            kem: device.kem_public(),
            name: crate::text::cut(name, limits::NAME_BYTES).to_owned(),
        };
        let signature = self.0.sign(&claim.signed_bytes());
        Certificate { claim, signature }
    }

    /// Says that a device is no longer this person's. `scope` is where and from when on: whoever copies the signature
    /// cannot make it mean more.
    #[must_use]
    pub fn revoke(&self, device: DeviceId, scope: &[u8]) -> Signature {
        self.0.sign(&revocation_bytes(device, scope))
    }
}

fn person_id(root: &[u8; 32]) -> PersonId {
    PersonId::from_bytes(blake3::derive_key(PERSON_CONTEXT, root))
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

/// The X25519 key that a certificate names, if it is one.
pub(crate) fn kem_public(bytes: &[u8; 32]) -> Option<<Kem as hpke::Kem>::PublicKey> {
    <Kem as hpke::Kem>::PublicKey::from_bytes(bytes).ok()
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
}

/// A device certificate: self-contained proof that a device is a person's. A value of this type read from bytes may be
/// false until [`Certificate::is_valid`] says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "CertificateWire", from = "CertificateWire")]
pub struct Certificate {
    claim: CertificateClaim,
    signature: Signature,
}

/// `[root, device, kem, name, signature]`.
type CertificateWire = (ByteArray<32>, DeviceId, ByteArray<32>, String, Signature);

impl From<Certificate> for CertificateWire {
    fn from(certificate: Certificate) -> Self {
        let CertificateClaim { root, device, kem, name } = certificate.claim;
        (ByteArray::new(root), device, ByteArray::new(kem), name, certificate.signature)
    }
}

impl From<CertificateWire> for Certificate {
    fn from((root, device, kem, name, signature): CertificateWire) -> Self {
        Self { claim: CertificateClaim { root: root.into_array(), device, kem: kem.into_array(), name }, signature }
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

    /// Whether the root key signed it and its parts are in bounds.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.claim.name.len() <= limits::NAME_BYTES
            && kem_public(&self.claim.kem).is_some()
            && verify(&self.claim.root, &self.claim.signed_bytes(), &self.signature)
    }

    /// Whether `signature` is this person's revocation of this device in `scope`.
    #[must_use]
    pub fn is_revocation(&self, scope: &[u8], signature: &Signature) -> bool {
        verify(&self.claim.root, &revocation_bytes(self.claim.device, scope), signature)
    }
}

#[cfg(test)]
mod tests {
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
