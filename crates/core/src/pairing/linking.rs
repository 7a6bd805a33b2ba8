//! What two laptops of one person tell each other in a pairing for [`Purpose::Device`](super::Purpose::Device): the new
//! one what it is to be called, the old one whose device it is from now on.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use zeroize::{Zeroize, Zeroizing};

use crate::encoding::{DecodeError, decode, encode};
use crate::limits;

/// The version of both messages.
const VERSION: u32 = 1;

/// What the new laptop says first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceAsk {
    /// What it is to be called; the old one finds a name if it says none. At most [`limits::NAME_BYTES`].
    pub name: Option<String>,
}

/// What the old laptop hands over: all that makes the new one a device of its person.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceGrant {
    /// The seed of the person's root key.
    pub root: Zeroizing<[u8; 32]>,
    /// What the person is called. At most [`limits::NAME_BYTES`].
    pub person: String,
    /// What the new device is called. At most [`limits::NAME_BYTES`].
    pub device: String,
}

/// Without the key.
impl fmt::Debug for DeviceGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceGrant")
            .field("person", &self.person)
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

#[derive(Serialize, Deserialize)]
struct AskWire(u32, Option<String>);

#[derive(Serialize, Deserialize)]
struct GrantWire(u32, ByteArray<32>, String, String);

impl DeviceAsk {
    /// The bytes of the message.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(encode(&AskWire(VERSION, self.name.clone())))
    }

    /// The message of these bytes.
    ///
    /// # Errors
    /// [`DecodeError`] when they are none, of another version, or when a name is too long.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let AskWire(version, name) = decode(bytes, limits::PAIRING_PAYLOAD_BYTES)?;
        let fits = name.as_deref().is_none_or(is_name);
        if version == VERSION && fits { Ok(Self { name }) } else { Err(DecodeError::NotCanonical) }
    }
}

impl DeviceGrant {
    /// The bytes of the message.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut wire = GrantWire(VERSION, ByteArray::new(*self.root), self.person.clone(), self.device.clone());
        let bytes = Zeroizing::new(encode(&wire));
        wire.1.zeroize();
        bytes
    }

    /// The message of these bytes.
    ///
    /// # Errors
    /// As [`DeviceAsk::decode`].
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let GrantWire(version, root, person, device) = decode(bytes, limits::PAIRING_PAYLOAD_BYTES)?;
        let root = Zeroizing::new(root.into_array());
        let fits = version == VERSION && is_name(&person) && is_name(&device);
        if fits { Ok(Self { root, person, device }) } else { Err(DecodeError::NotCanonical) }
    }
}

fn is_name(text: &str) -> bool {
    (1..=limits::NAME_BYTES).contains(&text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> DeviceGrant {
        DeviceGrant { root: Zeroizing::new([7; 32]), person: "Alice".into(), device: "laptop 2".into() }
    }

    #[test]
    fn both_messages_come_back_and_nothing_else_is_taken_for_one() {
        assert_eq!(DeviceGrant::decode(&grant().encode()).expect("own bytes"), grant());
        for name in [None, Some("desk".to_owned())] {
            let ask = DeviceAsk { name };
            assert_eq!(DeviceAsk::decode(&ask.encode()).expect("own bytes"), ask);
            assert!(DeviceGrant::decode(&ask.encode()).is_err());
        }
        assert!(DeviceAsk::decode(&grant().encode()).is_err());
        let whole = grant().encode();
        assert!((0..whole.len()).all(|len| DeviceGrant::decode(&whole[..len]).is_err()));
        let later = encode(&(2_u32, ByteArray::new([7_u8; 32]), "Alice", "laptop"));
        assert!(DeviceGrant::decode(&later).is_err(), "a later version is not guessed at");
        for name in [String::new(), "x".repeat(limits::NAME_BYTES + 1)] {
            assert!(DeviceAsk::decode(&DeviceAsk { name: Some(name.clone()) }.encode()).is_err());
            assert!(DeviceGrant::decode(&DeviceGrant { device: name, ..grant() }.encode()).is_err());
        }
    }

    #[test]
    fn the_bytes_of_a_grant_are_frozen_and_its_key_is_not_printed() {
        let hex: String = grant().encode().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, format!("84015820{}65416c696365686c6170746f702032", "07".repeat(32)));
        assert!(!format!("{:?}", grant()).contains('7'));
    }
}
