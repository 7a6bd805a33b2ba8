//! Names of things: 32-byte ids, the circle's blinded tag, the epoch's short name.
//!
//! Ids of records and blobs have the text form of a CIDv1 (multiformats CID spec; codec dag-cbor or raw, multihash
//! blake3-256), so that any IPLD tool can check them. All other ids are plain lower-case base32 without padding.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct ParseIdError(&'static str);

/// Characters of a record's or blob's text form that are the same for all of them (`bafyr4i`, `bafkr4i`).
pub const CID_PREFIX_LEN: usize = 7;
const CIRCLE_CONTEXT: &str = "commonplace 2026 circle id 1";
/// Characters shown where a full id would be noise; long enough to be unique in a circle.
const SHORT_LEN: usize = 10;

fn to_text(prefix: &[u8], bytes: &[u8]) -> String {
    let mut all = Vec::with_capacity(prefix.len() + bytes.len());
    all.extend_from_slice(prefix);
    all.extend_from_slice(bytes);
    let text = BASE32_NOPAD.encode(&all).to_ascii_lowercase();
    if prefix.is_empty() { text } else { format!("b{text}") }
}

fn from_text<const N: usize>(prefix: &[u8], text: &str) -> Option<[u8; N]> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let digits = if prefix.is_empty() { text } else { text.strip_prefix('b')? };
    let all = BASE32_NOPAD.decode(digits.to_ascii_uppercase().as_bytes()).ok()?;
    all.strip_prefix(prefix)?.try_into().ok()
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $len:literal, $prefix:expr, $label:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $len]);

        impl $name {
            /// Length in bytes.
            pub const LEN: usize = $len;
            const PREFIX: &'static [u8] = $prefix;

            /// The id with these bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The bytes of the id.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// A few characters for people; not for parsing back.
            #[must_use]
            pub fn short(&self) -> String {
                let text = self.to_string();
                let start = if Self::PREFIX.is_empty() { 0 } else { CID_PREFIX_LEN };
                text.chars().skip(start).take(SHORT_LEN).collect()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&to_text(Self::PREFIX, &self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.short())
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                from_text(Self::PREFIX, text).map(Self).ok_or(ParseIdError($label))
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = ParseIdError;

            fn try_from(bytes: &[u8]) -> Result<Self, ParseIdError> {
                bytes.try_into().map(Self).map_err(|_| ParseIdError($label))
            }
        }

        /// Bytes in binary formats, text in human-readable ones.
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_bytes(&self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl de::Visitor<'_> for Visitor {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($label)
                    }
                    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<$name, E> {
                        $name::try_from(bytes).map_err(E::custom)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                if deserializer.is_human_readable() {
                    deserializer.deserialize_str(Visitor)
                } else {
                    deserializer.deserialize_bytes(Visitor)
                }
            }
        }
    };
}

id!(
    /// A record: BLAKE3 of its head, the envelope with the body's hash in place of the body.
    RecordId, 32, &[0x01, 0x71, 0x1e, 0x20], "record id");
id!(
    /// An attachment: BLAKE3 of its sealed bytes.
    BlobId, 32, &[0x01, 0x55, 0x1e, 0x20], "blob id");
id!(
    /// A circle: BLAKE3 of its genesis. Never on the wire; [`Tag`] is.
    CircleId, 32, &[], "circle id");
id!(
    /// A person: BLAKE3 of their root public key.
    PersonId, 32, &[], "person id");
id!(
    /// A device: its Ed25519 public key.
    DeviceId, 32, &[], "device id");
id!(
    /// The circle's blinded name on the wire and on disk.
    Tag, 16, &[], "circle tag");
id!(
    /// A generation of the circle's secret, named by a hash of it.
    EpochId, 16, &[], "epoch id");

id!(
    /// An invitation: the public half of its one-time Ed25519 key.
    InviteKey, 32, &[], "invite key");
id!(
    /// Under which a slip stands: the public half of its writer's Ed25519 key for that end.
    SlipKey, 32, &[], "slip key");

impl CircleId {
    /// The id of the circle whose genesis has this body.
    #[must_use]
    pub fn of(genesis: &[u8]) -> Self {
        Self(blake3::derive_key(CIRCLE_CONTEXT, genesis))
    }
}

impl RecordId {
    /// The id of the record with this head.
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        Self(*blake3::hash(head).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_id_text_is_the_cid_that_ipld_tools_compute() {
        let id = RecordId::of(b"alice writes");
        let hash = cid::multihash::Multihash::<64>::wrap(0x1e, id.as_bytes()).expect("32 bytes fit");
        let reference = cid::Cid::new_v1(0x71, hash).to_string();
        assert_eq!(id.to_string(), reference);
        assert!(reference.starts_with("bafyr4i"));
        assert_eq!(reference.parse::<RecordId>(), Ok(id));
    }

    #[test]
    fn texts_of_another_kind_of_id_are_refused() {
        let blob = BlobId::from_bytes([7; 32]).to_string();
        assert!(blob.starts_with("bafkr4i"));
        assert!(blob.parse::<RecordId>().is_err());
        assert!(blob.parse::<CircleId>().is_err());
        assert!("".parse::<PersonId>().is_err());
        assert!("ÄÖ".parse::<RecordId>().is_err());
    }

    #[test]
    fn short_form_is_the_part_that_differs() {
        let id = RecordId::from_bytes([9; 32]);
        assert_eq!(id.short(), id.to_string()[CID_PREFIX_LEN..][..SHORT_LEN]);
    }
}
