//! Canonical bytes: strict DAG-CBOR (IPLD DAG-CBOR spec), refused before allocation when too long.
//!
//! One value has one encoding. Decoding checks that by encoding again, so that two byte strings never mean the same
//! value: ids and signatures stand on bytes.

use serde::{Deserialize, Serialize};

/// Why bytes are not a canonical value.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Longer than the caller's bound; nothing was allocated.
    #[error("{len} bytes where at most {max} are allowed")]
    TooLong {
        /// Bytes given.
        len: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// Not the DAG-CBOR of such a value.
    #[error("malformed bytes")]
    Malformed(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The value has another, canonical encoding.
    #[error("bytes are not canonical")]
    NotCanonical,
}

/// The canonical bytes of a value.
///
/// # Panics
/// Never for the types of this workspace: they hold no floats, no maps with non-text keys, and memory is the only sink.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    serde_ipld_dagcbor::to_vec(value).expect("plain data encodes into memory")
}

/// The value of canonical bytes, at most `max` of them.
///
/// # Errors
/// [`DecodeError`] when the bytes are too long, malformed or not canonical.
pub fn decode<'a, T: Serialize + Deserialize<'a>>(bytes: &'a [u8], max: usize) -> Result<T, DecodeError> {
    if bytes.len() > max {
        return Err(DecodeError::TooLong { len: bytes.len(), max });
    }
    let value: T = serde_ipld_dagcbor::from_slice(bytes).map_err(|error| DecodeError::Malformed(Box::new(error)))?;
    if encode(&value) == bytes { Ok(value) } else { Err(DecodeError::NotCanonical) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_one_encoding() {
        let bytes = encode(&(1u8, "salt"));
        assert_eq!(decode::<(u8, String)>(&bytes, 64).expect("own encoding"), (1, "salt".to_owned()));
        // The same array with a two-byte integer: another encoding of the same value.
        let stretched = [&[0x82, 0x18, 0x01][..], &bytes[2..]].concat();
        assert!(decode::<(u8, String)>(&stretched, 64).is_err());
        assert!(matches!(decode::<(u8, String)>(&bytes, 3), Err(DecodeError::TooLong { .. })));
    }

    #[test]
    fn deep_nesting_is_an_error_and_not_a_stack_overflow() {
        let nested = vec![0x81; 1_000_000];
        assert!(decode::<Vec<Vec<u8>>>(&nested, usize::MAX).is_err());
    }
}
