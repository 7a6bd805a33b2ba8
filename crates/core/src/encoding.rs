//! Canonical bytes: strict DAG-CBOR (IPLD DAG-CBOR spec), refused before allocation when too long.
//!
//! One value has one encoding. Decoding checks that by encoding again, so that two byte strings never mean the same
//! value: ids and signatures stand on bytes.

use serde::{Deserialize, Serialize};

use crate::limits;

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

/// The encoded items of a canonical array, of which nothing else need be known.
///
/// # Errors
/// [`DecodeError`] when the bytes are too long, no array, not canonical, or nested deeper than [`limits::NESTING`].
pub fn items(bytes: &[u8], max: usize) -> Result<Vec<&[u8]>, DecodeError> {
    if bytes.len() > max {
        return Err(DecodeError::TooLong { len: bytes.len(), max });
    }
    Walk(bytes).array().ok_or(DecodeError::NotCanonical)
}

/// What is left of DAG-CBOR bytes (IPLD DAG-CBOR spec, "Strictness") that are walked over.
struct Walk<'a>(&'a [u8]);

impl<'a> Walk<'a> {
    fn array(mut self) -> Option<Vec<&'a [u8]>> {
        let (ARRAY, count) = self.head()? else { return None };
        let mut items = Vec::new();
        for _ in 0..count {
            let before = self.0;
            self.item(limits::NESTING)?;
            items.push(&before[..before.len() - self.0.len()]);
        }
        self.0.is_empty().then_some(items)
    }

    fn take(&mut self, len: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(len).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    /// Major type and argument, which must be in its shortest form.
    fn head(&mut self) -> Option<(u8, u64)> {
        let first = *self.take(1)?.first()?;
        let (major, short) = (first >> 5, first & 0x1f);
        let (len, least) = match short {
            0..24 => return Some((major, u64::from(short))),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return None,
        };
        let value = self.take(len)?.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        (value >= least).then_some((major, value))
    }

    fn item(&mut self, depth: usize) -> Option<()> {
        if let Some((&(FALSE | TRUE | NULL), rest)) = self.0.split_first() {
            self.0 = rest;
            return Some(());
        }
        if let Some((&FLOAT, rest)) = self.0.split_first() {
            self.0 = rest;
            let bits = self.take(8)?.try_into().ok()?;
            return f64::from_be_bytes(bits).is_finite().then_some(());
        }
        let (major, argument) = self.head()?;
        match major {
            UNSIGNED | NEGATIVE => Some(()),
            BYTES => self.take(argument).map(drop),
            TEXT => std::str::from_utf8(self.take(argument)?).ok().map(drop),
            ARRAY => {
                let depth = depth.checked_sub(1)?;
                (0..argument).try_for_each(|_| self.item(depth))
            }
            MAP => self.map(argument, depth.checked_sub(1)?),
            TAG if argument == LINK => self.link(),
            _ => None,
        }
    }

    /// Keys are texts, each greater than the one before: shorter ones first.
    fn map(&mut self, count: u64, depth: usize) -> Option<()> {
        let mut before = None;
        for _ in 0..count {
            let (TEXT, len) = self.head()? else { return None };
            let key = self.take(len)?;
            std::str::from_utf8(key).ok()?;
            let order = Some((key.len(), key));
            if order <= before {
                return None;
            }
            before = order;
            self.item(depth)?;
        }
        Some(())
    }

    fn link(&mut self) -> Option<()> {
        let (BYTES, len) = self.head()? else { return None };
        (self.take(len)?.first() == Some(&0)).then_some(())
    }
}

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;
/// The only tag there is: a CID.
const LINK: u64 = 42;
const FALSE: u8 = 0xf4;
const TRUE: u8 = 0xf5;
const NULL: u8 = 0xf6;
const FLOAT: u8 = 0xfb;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_arrays_are_cut_into_items_and_no_others() {
        let value = (1_u8, -7_i64, "salt", true, Some(2.5_f64), None::<u8>, (300_u16, [70_000_u32]), u64::MAX);
        let bytes = encode(&value);
        let cut = items(&bytes, 64).expect("own encoding");
        assert_eq!(cut.len(), 8);
        assert_eq!([&bytes[..1], &cut.concat()].concat(), bytes);
        let maps = [(String::from("b"), 1_u8), (String::from("aa"), 2)];
        let maps = encode(&(std::collections::BTreeMap::from(maps),));
        assert!(items(&maps, 64).is_ok());
        let deep = |depth: usize| [vec![0x81; depth], vec![0x80]].concat();
        assert!(items(&deep(limits::NESTING), 64).is_ok());
        for (bytes, why) in [
            (&[][..], "empty"),
            (&[0x01], "no array"),
            (&[0x81], "cut short"),
            (&[0x80, 0x80], "trailing bytes"),
            (&[0x81, 0x18, 0x01], "a longer integer than need be"),
            (&[0x81, 0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], "the same with eight bytes"),
            (&[0x9f, 0xff], "indefinite length"),
            (&[0x81, 0x61, 0xff], "text that is none"),
            (&[0x81, 0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0], "not a number"),
            (&[0x81, 0xfa, 0, 0, 0, 0], "a short float"),
            (&[0x81, 0xf7], "undefined"),
            (&[0x81, 0xa1, 0x01, 0x01], "a key that is no text"),
            (&[0x81, 0xa2, 0x61, b'b', 1, 0x61, b'a', 1], "keys out of order"),
            (&[0x81, 0xa2, 0x61, b'a', 1, 0x61, b'a', 1], "a key twice"),
            (&[0x81, 0xc1, 0x01], "a tag that is no link"),
            (&[0x81, 0xd8, 0x2a, 0x41, 0x01], "a link that is none"),
            (&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "more items than bytes"),
            (&deep(limits::NESTING + 1), "too deep"),
        ] {
            assert!(items(bytes, 64).is_err(), "{why}");
        }
        assert!(matches!(items(&bytes, 3), Err(DecodeError::TooLong { .. })));
    }

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
