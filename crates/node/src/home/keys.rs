//! The secrets of a home.

use std::fmt;

use commonplace_core::encoding::{DecodeError, decode, encode};
use commonplace_core::id::{DeviceId, PersonId};
use commonplace_core::key::{Certificate, DeviceSecret, PersonSecret};
use commonplace_core::limits::FORMER_DEVICES;
use serde_bytes::ByteArray;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The three secrets of a new home, each 32 random bytes that the caller drew.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Seeds {
    /// The person's root key; recovery words stand for it.
    pub person: [u8; 32],
    /// This device's keys.
    pub device: [u8; 32],
    /// The key under which peers see this node; tells nothing of the person.
    pub transport: [u8; 32],
}

impl fmt::Debug for Seeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seeds(..)")
    }
}

/// What a device is made of, drawn by the caller: 32 random bytes each.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DeviceSeeds {
    /// Signs, and opens what is sealed to it.
    pub device: [u8; 32],
    /// The transport key.
    pub transport: [u8; 32],
}

impl fmt::Debug for DeviceSeeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceSeeds(..)")
    }
}

/// All keys of a home. Erased from memory when dropped; never printed by `Debug`.
#[derive(Clone)]
pub struct Keys {
    /// The person's root key; without it this device certifies and revokes nobody.
    root: Option<Zeroizing<[u8; 32]>>,
    device: Zeroizing<[u8; 32]>,
    transport: Zeroizing<[u8; 32]>,
    certificate: Certificate,
    /// Devices that this home was before, latest last: secrets of circles were sealed to them.
    former: Vec<Zeroizing<[u8; 32]>>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({})", self.certificate.device().short())
    }
}

/// `[root or null, device, transport, certificate, [former device*], mark of the place or null]`; grows at the end only.
type Wire =
    (Option<ByteArray<32>>, ByteArray<32>, ByteArray<32>, Certificate, Vec<ByteArray<32>>, Option<ByteArray<32>>);

/// Longest plain text of the keys, in bytes: 16 former devices of 34 bytes, a certificate with the longest name, the rest.
const WIRE_BYTES: usize = 2048;

impl Keys {
    /// The keys of a person with this root key on a device of this name.
    #[must_use]
    pub fn new(seeds: &Seeds, device_name: &str) -> Self {
        let device = DeviceSecret::from_seed(seeds.device);
        Self {
            root: Some(Zeroizing::new(seeds.person)),
            device: Zeroizing::new(seeds.device),
            transport: Zeroizing::new(seeds.transport),
            certificate: PersonSecret::from_seed(seeds.person).certify(&device, device_name),
            former: Vec::new(),
        }
    }

    /// The same person on another device of this name; none without the root key, which alone certifies devices. What was
    /// sealed to this device can still be opened.
    #[must_use]
    pub fn on_new_device(&self, seeds: &DeviceSeeds, name: &str) -> Option<Self> {
        let root = self.root()?;
        let certificate = root.certify(&DeviceSecret::from_seed(seeds.device), name);
        let mut former = self.former.clone();
        former.push(self.device.clone());
        former.drain(..former.len().saturating_sub(FORMER_DEVICES));
        let (device, transport) = (Zeroizing::new(seeds.device), Zeroizing::new(seeds.transport));
        Some(Self { root: self.root.clone(), device, transport, certificate, former })
    }

    /// This device as one of the person with this root key, under this name: what becomes of a home that nobody has lived
    /// in. The key stays, since nothing was signed with it that anybody has seen.
    #[must_use]
    pub fn linked(&self, root: &[u8; 32], name: &str) -> Self {
        let certificate = PersonSecret::from_seed(*root).certify(&self.device(), name);
        Self { root: Some(Zeroizing::new(*root)), certificate, ..self.clone() }
    }

    /// The same device under another name; none without the root key.
    #[must_use]
    pub fn with_device_name(&self, name: &str) -> Option<Self> {
        let certificate = self.root()?.certify(&self.device(), name);
        Some(Self { certificate, ..self.clone() })
    }

    /// The person's root key, if it is here.
    #[must_use]
    pub fn root(&self) -> Option<PersonSecret> {
        self.root.as_ref().map(|seed| PersonSecret::from_seed(**seed))
    }

    /// This device's keys.
    #[must_use]
    pub fn device(&self) -> DeviceSecret {
        DeviceSecret::from_seed(*self.device)
    }

    /// The seed of the transport key.
    #[must_use]
    pub fn transport_seed(&self) -> Zeroizing<[u8; 32]> {
        self.transport.clone()
    }

    /// The person's word that the device is theirs.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Who it is.
    #[must_use]
    pub fn person_id(&self) -> PersonId {
        self.certificate.person()
    }

    /// Which device it is.
    #[must_use]
    pub fn device_id(&self) -> DeviceId {
        self.certificate.device()
    }

    /// The devices that this home was before.
    #[must_use]
    pub fn former(&self) -> Vec<DeviceSecret> {
        self.former.iter().map(|seed| DeviceSecret::from_seed(**seed)).collect()
    }

    /// The bytes to be kept, with the mark of the place where they are kept.
    pub(crate) fn encode(&self, place: Option<[u8; 32]>) -> Zeroizing<Vec<u8>> {
        let wire: Wire = (
            self.root.as_ref().map(|seed| ByteArray::new(**seed)),
            ByteArray::new(*self.device),
            ByteArray::new(*self.transport),
            self.certificate.clone(),
            self.former.iter().map(|seed| ByteArray::new(**seed)).collect(),
            place.map(ByteArray::new),
        );
        Zeroizing::new(encode(&wire))
    }

    /// The keys of these bytes, and where they were kept.
    pub(crate) fn decode(bytes: &[u8]) -> Result<(Self, Option<[u8; 32]>), DecodeError> {
        let (root, device, transport, certificate, former, place) = decode::<Wire>(bytes, WIRE_BYTES)?;
        let keys = Self {
            root: root.map(|seed| Zeroizing::new(seed.into_array())),
            device: Zeroizing::new(device.into_array()),
            transport: Zeroizing::new(transport.into_array()),
            certificate,
            former: former.into_iter().map(|seed| Zeroizing::new(seed.into_array())).collect(),
        };
        let own = keys.certificate.is_valid() && keys.certificate.device() == keys.device().id();
        let rooted = keys.root().is_none_or(|root| root.id() == keys.person_id());
        if own && rooted { Ok((keys, place.map(ByteArray::into_array))) } else { Err(DecodeError::NotCanonical) }
    }
}

/// What a further device of a person is called when nobody said otherwise: `laptop`, `laptop 2`, `laptop 3`.
#[must_use]
pub fn next_name(name: &str) -> String {
    let (stem, number) = match name.rsplit_once(' ') {
        Some((stem, digits)) => (stem, digits.parse::<u32>().ok()),
        None => (name, None),
    };
    match number {
        Some(number) => format!("{stem} {}", number.saturating_add(1)),
        None => format!("{name} 2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeds() -> Seeds {
        Seeds { person: [1; 32], device: [2; 32], transport: [3; 32] }
    }

    #[test]
    fn keys_come_back_as_they_were_kept() {
        let keys = Keys::new(&seeds(), "laptop");
        let (again, place) = Keys::decode(&keys.encode(Some([9; 32]))).expect("own bytes");
        assert_eq!((again.person_id(), again.device_id(), place), (keys.person_id(), keys.device_id(), Some([9; 32])));
        assert_eq!(*again.transport_seed(), [3; 32]);
        assert!(!format!("{keys:?} {:?}", seeds()).contains("[1,"));
    }

    #[test]
    fn a_new_device_is_the_same_person_and_opens_what_the_old_one_could() {
        let keys = Keys::new(&seeds(), "laptop");
        let drawn = DeviceSeeds { device: [4; 32], transport: [5; 32] };
        let mut next = keys.on_new_device(&drawn, "laptop 2").expect("the root key is here");
        assert_eq!(next.person_id(), keys.person_id());
        assert_ne!(next.device_id(), keys.device_id());
        assert_eq!(next.former().last().map(DeviceSecret::id), Some(keys.device_id()));
        assert_eq!(next.certificate().name(), "laptop 2");
        for number in 0..40 {
            let drawn = DeviceSeeds { device: [100 + number; 32], transport: [5; 32] };
            next = next.on_new_device(&drawn, "again").expect("the root key is here");
        }
        assert_eq!(next.former().len(), FORMER_DEVICES);
        Keys::decode(&next.encode(None)).expect("within bounds");
    }

    #[test]
    fn a_device_that_nobody_has_seen_becomes_another_persons() {
        let (alice, fresh) =
            (Keys::new(&seeds(), "laptop"), Keys::new(&Seeds { person: [9; 32], ..seeds() }, "laptop"));
        let linked = fresh.linked(&[1; 32], "laptop 2");
        assert_eq!((linked.person_id(), linked.device_id()), (alice.person_id(), fresh.device_id()));
        assert_eq!(linked.transport_seed(), fresh.transport_seed());
        let (again, _) = Keys::decode(&linked.encode(None)).expect("they belong together");
        assert_eq!(again.certificate().name(), "laptop 2");
    }

    #[test]
    fn keys_that_do_not_belong_together_are_refused() {
        let (alice, mut mixed) = (Keys::new(&seeds(), "laptop"), Keys::new(&seeds(), "laptop"));
        mixed.root = Some(Zeroizing::new([9; 32]));
        assert!(Keys::decode(&mixed.encode(None)).is_err());
        mixed = alice.clone();
        mixed.device = Zeroizing::new([9; 32]);
        assert!(Keys::decode(&mixed.encode(None)).is_err());
    }

    #[test]
    fn devices_are_numbered() {
        assert_eq!(["laptop", "laptop 2", "Alice's 9"].map(next_name), ["laptop 2", "laptop 3", "Alice's 10"]);
    }
}
