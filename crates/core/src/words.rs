//! Recovery words: the 32 bytes of a person's root key as 24 words that fit on paper (BIP39, English list), and four words
//! by which two people or two screens compare a person.
//!
//! The words stand for the seed itself, not for one derived from it: any tool for BIP39 shows the same entropy.

use std::fmt;

use bip39::{Language, Mnemonic};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::id::PersonId;
use crate::limits;

/// What the four words of a person are derived under.
const FINGERPRINT_CONTEXT: &str = "commonplace 2026 person fingerprint 1";
/// What the four words of a relay are derived under.
const RELAY_CONTEXT: &str = "commonplace 2026 relay fingerprint 1";
/// Letters by which every word of the list is told from all others.
const ENOUGH_LETTERS: usize = 4;

/// Why words are no recovery words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordsError {
    /// Another number of words than [`limits::RECOVERY_WORDS`].
    #[error("{0} words instead of 24")]
    Count(usize),
    /// A word that is not on the list, with its place from 1 on. The word itself is not repeated: it may be most of one.
    #[error("word {0} is not on the list")]
    Unknown(usize),
    /// All words are on the list and do not belong together: one is another than it should be, or two changed places.
    #[error("the words do not belong together")]
    Checksum,
}

/// The recovery words of one root key. Erased from memory when dropped; never printed by `Debug`.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Words(String);

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words(..)")
    }
}

impl Words {
    /// The words of a root key's seed.
    ///
    /// # Panics
    /// Never: 32 bytes are 24 words.
    #[must_use]
    pub fn of(seed: &[u8; 32]) -> Self {
        let mnemonic = Mnemonic::from_entropy_in(Language::English, seed).expect("32 bytes are 24 words");
        let mut text = String::with_capacity(limits::RECOVERY_TEXT_BYTES);
        for word in mnemonic.words() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        Self(text)
    }

    /// The seed of words as a person types them: in any case, with any space between, each at least by its first four
    /// letters.
    ///
    /// # Errors
    /// [`WordsError`].
    pub fn parse(typed: &str) -> Result<Zeroizing<[u8; 32]>, WordsError> {
        let typed = Zeroizing::new(typed.to_lowercase());
        let count = typed.split_whitespace().count();
        if count != limits::RECOVERY_WORDS {
            return Err(WordsError::Count(count));
        }
        let mut whole = Zeroizing::new(String::with_capacity(limits::RECOVERY_TEXT_BYTES));
        for (index, word) in typed.split_whitespace().enumerate() {
            let known = known(word).ok_or(WordsError::Unknown(index + 1))?;
            if index > 0 {
                whole.push(' ');
            }
            whole.push_str(known);
        }
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &whole).map_err(|_| WordsError::Checksum)?;
        let entropy = Zeroizing::new(mnemonic.to_entropy());
        let seed = <[u8; 32]>::try_from(entropy.as_slice()).map_err(|_| WordsError::Checksum)?;
        Ok(Zeroizing::new(seed))
    }

    /// The words, with one space between.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The words in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ')
    }

    /// Whether the word at `place`, counted from 1, is the typed one.
    #[must_use]
    pub fn is_at(&self, place: usize, typed: &str) -> bool {
        let word = place.checked_sub(1).and_then(|index| self.iter().nth(index));
        word.is_some() && word == known(&typed.trim().to_lowercase())
    }
}

/// The word of the list that is meant: itself, or the only one that begins so.
fn known(typed: &str) -> Option<&'static str> {
    let list = Language::English.word_list();
    if let Some(word) = list.iter().find(|word| **word == typed) {
        return Some(word);
    }
    if typed.len() < ENOUGH_LETTERS {
        return None;
    }
    let mut begin_so = list.iter().filter(|word| word.starts_with(typed));
    let first = begin_so.next()?;
    begin_so.next().is_none().then_some(first)
}

/// Four words for a person: 44 bits of a hash of their id, to be compared by eye after a recovery, since the checksum of
/// recovery words lets one mistake in 256 pass.
#[must_use]
pub fn fingerprint(person: &PersonId) -> [&'static str; 4] {
    four(FINGERPRINT_CONTEXT, person.as_bytes())
}

/// Four words for a relay, by the name that its key has on the network: what its own screen says of it, and what stands
/// beside its address wherever somebody chooses among several.
#[must_use]
pub fn of_relay(peer: &str) -> [&'static str; 4] {
    four(RELAY_CONTEXT, peer.as_bytes())
}

/// 44 bits of a hash as words of the list.
fn four(context: &str, of: &[u8]) -> [&'static str; 4] {
    let hash = blake3::derive_key(context, of);
    let bits = hash.iter().take(6).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let list = Language::English.word_list();
    let word = |index: u64| list[usize::try_from(bits >> (37 - 11 * index) & 0x7ff).unwrap_or(0)];
    [word(0), word(1), word(2), word(3)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of BIP39 for 256 bits (trezor/python-mnemonic, vectors.json).
    const VECTORS: [(&str, &str); 2] = [
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
             abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art",
        ),
        (
            "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c",
            "hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis \
             maple dilemma loan word shrug inflict delay length",
        ),
    ];

    fn seed(hex: &str) -> [u8; 32] {
        data_encoding::HEXLOWER.decode(hex.as_bytes()).expect("hex").try_into().expect("32 bytes")
    }

    #[test]
    fn the_words_are_those_of_the_standard() {
        for (hex, text) in VECTORS {
            assert_eq!(Words::of(&seed(hex)).as_str(), text);
            assert_eq!(*Words::parse(text).expect("good words"), seed(hex));
        }
    }

    #[test]
    fn words_may_be_typed_carelessly() {
        let (hex, text) = VECTORS[1];
        let shouted = text.to_uppercase().replace(' ', "\n  ");
        assert_eq!(*Words::parse(&shouted).expect("good words"), seed(hex));
        let short: Vec<&str> = text.split(' ').map(|word| &word[..word.len().min(4)]).collect();
        assert_eq!(*Words::parse(&short.join(" ")).expect("four letters do"), seed(hex));
    }

    #[test]
    fn mistakes_are_told_by_place_and_never_by_word() {
        let text = VECTORS[1].1;
        assert_eq!(Words::parse("hamster diagram"), Err(WordsError::Count(2)));
        let unknown = text.replace("private dutch", "privacy dutch");
        assert_eq!(Words::parse(&unknown), Err(WordsError::Unknown(3)));
        assert!(!WordsError::Unknown(3).to_string().contains("priv"));
        let swapped = text.replace("hamster diagram", "diagram hamster");
        assert_eq!(Words::parse(&swapped), Err(WordsError::Checksum));
    }

    #[test]
    fn a_check_asks_for_single_words() {
        let words = Words::of(&seed(VECTORS[1].0));
        assert!(words.is_at(1, " Hamster ") && words.is_at(24, "leng") && !words.is_at(2, "hamster"));
        assert!(!words.is_at(0, "hamster") && !words.is_at(25, "length") && !words.is_at(1, ""));
        assert_eq!(format!("{words:?}"), "Words(..)");
    }

    #[test]
    fn a_fingerprint_is_four_words_of_the_list_and_never_changes() {
        let words = fingerprint(&PersonId::from_bytes([7; 32]));
        assert_eq!(words, fingerprint(&PersonId::from_bytes([7; 32])));
        assert_ne!(words, fingerprint(&PersonId::from_bytes([8; 32])));
        assert!(words.iter().all(|word| known(word).is_some()));
    }
}
