//! A passphrase, and the key that is made of it.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, Version};
use commonplace_core::limits::{KDF_FLOOR, KDF_LANES, KDF_LEAST, KDF_MOST, KDF_USUAL, PASSPHRASE_BYTES};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::Error;

/// A passphrase. Erased from memory when dropped; never printed by `Debug`. Its text crosses the control socket, which
/// lies in the closed home and is heard by the same user alone.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passphrase(String);

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

impl Passphrase {
    /// The passphrase of this text. Two keyboards that write one letter in two ways give one passphrase (NFKD, as BIP39
    /// has it), and the end of a line is no part of it.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::TooLong`].
    pub fn new(text: &str) -> Result<Self, Error> {
        let text = text.trim_end_matches(['\n', '\r']);
        let normal = Zeroizing::new(text.nfkd().collect::<String>());
        if normal.is_empty() {
            return Err(Error::Empty { what: "passphrase".into() });
        }
        if normal.len() > PASSPHRASE_BYTES {
            return Err(Error::TooLong { what: "passphrase".into(), max: format!("{PASSPHRASE_BYTES} bytes") });
        }
        Ok(Self(normal.to_string()))
    }

    /// Its text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// How dear one guess at a passphrase is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(u32, u32, u32)", from = "(u32, u32, u32)")]
pub struct Cost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes; they are filled one after the other here.
    pub lanes: u32,
}

impl From<Cost> for (u32, u32, u32) {
    fn from(cost: Cost) -> Self {
        (cost.memory, cost.passes, cost.lanes)
    }
}

impl From<(u32, u32, u32)> for Cost {
    fn from((memory, passes, lanes): (u32, u32, u32)) -> Self {
        Self { memory, passes, lanes }
    }
}

impl Cost {
    /// What a desktop can bear.
    pub const USUAL: Self = Self { memory: KDF_USUAL.0, passes: KDF_USUAL.1, lanes: 1 };
    /// The least that is read back.
    pub const LEAST: Self = Self { memory: KDF_LEAST.0, passes: KDF_LEAST.1, lanes: 1 };

    /// What is written for a caller that asks for this: never below the floor.
    #[must_use]
    pub fn for_writing(self) -> Self {
        Self { memory: self.memory.max(KDF_FLOOR.0), passes: self.passes.max(KDF_FLOOR.1), ..self }
    }

    /// The logarithm of scrypt's N (RFC 7914, r = 8) that takes as much memory: 18 for the usual, what `age` chooses too.
    #[must_use]
    pub fn scrypt_log(&self) -> u8 {
        u8::try_from(self.memory.max(2).ilog2()).unwrap_or(18)
    }

    /// Whether a file may ask for this: neither so little that guessing is cheap nor so much that it is an attack.
    #[must_use]
    pub fn is_within_bounds(&self) -> bool {
        (KDF_LEAST.0..=KDF_MOST.0).contains(&self.memory)
            && (KDF_LEAST.1..=KDF_MOST.1).contains(&self.passes)
            && (1..=KDF_LANES).contains(&self.lanes)
    }
}

/// How the key of a sealed file is made: stands open beside what is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Derivation {
    /// 16 random bytes.
    salt: ByteArray<16>,
    cost: Cost,
}

impl Derivation {
    pub(crate) fn new(salt: [u8; 16], cost: Cost) -> Self {
        Self { salt: ByteArray::new(salt), cost }
    }

    /// Whether a file may ask for this.
    pub(crate) fn is_within_bounds(&self) -> bool {
        self.cost.is_within_bounds()
    }

    /// The key of a passphrase (Argon2id, RFC 9106). Takes as long and as much memory as the cost says.
    ///
    /// # Errors
    /// [`Error::Store`] for a cost out of bounds, or without the memory for it.
    pub(crate) fn key(&self, passphrase: &Passphrase) -> Result<Zeroizing<[u8; 32]>, Error> {
        let refused = |why: String| Error::Store { why };
        if !self.cost.is_within_bounds() {
            return Err(refused("the key file asks for an unheard-of cost".to_owned()));
        }
        let Cost { memory, passes, lanes } = self.cost;
        let mut key = Zeroizing::new([0; 32]);
        let params = Params::new(memory, passes, lanes, Some(key.len())).map_err(|error| refused(error.to_string()))?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.0.as_bytes(), &*self.salt, &mut *key)
            .map_err(|error| refused(error.to_string()))?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_below_the_floor() {
        let least = Cost::LEAST.for_writing();
        assert_eq!((least.memory, least.passes), KDF_FLOOR);
        assert_eq!((Cost::USUAL.for_writing(), least.scrypt_log()), (Cost::USUAL, 16));
        assert!(Cost::LEAST.is_within_bounds(), "it is read");
    }

    #[test]
    fn one_passphrase_from_two_keyboards() {
        let composed = Passphrase::new("caf\u{e9} \u{15f}eker\n").expect("good");
        let decomposed = Passphrase::new("cafe\u{301} s\u{327}eker").expect("good");
        assert_eq!(composed, decomposed);
        assert_eq!(format!("{composed:?}"), "Passphrase(..)");
        assert!(Passphrase::new("\n").is_err() && Passphrase::new(&"x".repeat(2000)).is_err());
    }

    #[test]
    fn a_file_may_ask_for_neither_too_little_nor_too_much() {
        let pass = Passphrase::new("correct horse").expect("good");
        let salt = [1; 16];
        let one = Derivation::new(salt, Cost::LEAST).key(&pass).expect("a key");
        let other_salt = Derivation::new([2; 16], Cost::LEAST).key(&pass).expect("a key");
        assert_ne!(*one, *other_salt);
        let other = Passphrase::new("correct horsf").expect("good");
        assert_ne!(*one, *Derivation::new(salt, Cost::LEAST).key(&other).expect("a key"));
        for (memory, passes, lanes) in
            [(1024, 3, 1), (1 << 30, 3, 1), (256 * 1024, 1, 1), (256 * 1024, 1000, 1), (256 * 1024, 3, 0)]
        {
            let cost = Cost { memory, passes, lanes };
            assert!(Derivation::new(salt, cost).key(&pass).is_err(), "{cost:?}");
        }
        assert!(Cost::USUAL.is_within_bounds());
    }
}
