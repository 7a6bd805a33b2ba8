//! The words: those that both screens show, and those that somebody says. English ones of BIP 39: 2,048 short words, no
//! two of which begin with the same four letters. Beside them stand their places in the list as digits, which say the same
//! to whoever does not read these letters.

use std::fmt;
use std::str::FromStr;

use bip39::Language;
use zeroize::Zeroize;

use crate::limits;

const PLATE_CONTEXT: &str = "commonplace 2026 pairing nameplate 1";
/// Bits of one word.
const WORD: u16 = 0x7ff;
/// So many letters tell a word from every other.
const TELLING: usize = 4;

/// A word of the list.
pub(super) fn word(number: u16) -> &'static str {
    Language::English.word_list().get(usize::from(number & WORD)).copied().unwrap_or_default()
}

/// Words as digits: of each its place in the list, from 0 on, in four digits. The same 44 bits in every script; a word that
/// is not on the list has no digits, and then there are none.
#[must_use]
pub fn digits(words: &[&str]) -> Option<String> {
    let groups: Option<Vec<String>> =
        words.iter().map(|word| Language::English.find_word(word).map(|place| format!("{place:04}"))).collect();
    groups.map(|groups| groups.join(" "))
}

/// The first word of a spoken code. It is no secret: it says whose offer is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nameplate(u16);

impl Nameplate {
    /// The word.
    #[must_use]
    pub fn word(self) -> &'static str {
        word(self.0)
    }

    /// How it is asked for, so that a query says nothing when it is heard again elsewhere.
    pub(super) fn blinded(self, nonce: &[u8; 16], binding: &[u8; 32]) -> blake3::Hash {
        let key = blake3::derive_key(PLATE_CONTEXT, binding);
        let mut hasher = blake3::Hasher::new_keyed(&key);
        hasher.update(nonce).update(&self.0.to_be_bytes());
        hasher.finalize()
    }
}

/// Four words that one person says to another: a nameplate, and a secret of 33 bits for which nobody has more than a few
/// guesses.
#[derive(Clone, PartialEq, Eq)]
pub struct SpokenCode {
    plate: Nameplate,
    secret: [u16; 3],
}

/// Why a text is no spoken code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Another number of words.
    #[error("{0} words where a code has four")]
    Words(usize),
    /// A word that is not on the list.
    #[error("\"{0}\" is not a word of a code")]
    Word(String),
}

impl SpokenCode {
    /// A code of 8 random bytes.
    #[must_use]
    pub fn from_entropy(entropy: [u8; 8]) -> Self {
        let bits = u64::from_be_bytes(entropy);
        let [plate, a, b, c] = [33, 22, 11, 0].map(|shift| u16::try_from(bits >> shift & u64::from(WORD)));
        let secret = [a, b, c].map(Result::unwrap_or_default);
        Self { plate: Nameplate(plate.unwrap_or_default()), secret }
    }

    /// The first word.
    #[must_use]
    pub const fn plate(&self) -> Nameplate {
        self.plate
    }

    /// The four words.
    #[must_use]
    pub fn words(&self) -> [&'static str; 4] {
        let [a, b, c] = self.secret;
        [self.plate.word(), word(a), word(b), word(c)]
    }

    /// What goes into the SPAKE2.
    pub(super) fn password(&self) -> String {
        self.words().join("-")
    }
}

/// Without the secret.
impl fmt::Debug for SpokenCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SpokenCode({}, ..)", self.plate.word())
    }
}

impl Drop for SpokenCode {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

impl FromStr for SpokenCode {
    type Err = CodeError;

    /// As people type: case and what stands between the words do not matter, and of a word the first four letters do. Four
    /// digits stand for a word as well, also those of Arabic and Persian keyboards.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        if text.len() > limits::SPOKEN_CODE_BYTES {
            return Err(CodeError::Words(text.split_whitespace().count()));
        }
        let text: String = text.chars().map(plain).collect();
        let typed: Vec<&str> = text.split_whitespace().collect();
        let [plate, a, b, c] = typed[..] else { return Err(CodeError::Words(typed.len())) };
        let found = |typed: &str| find(typed).ok_or_else(|| CodeError::Word(typed.to_owned()));
        Ok(Self { plate: Nameplate(found(plate)?), secret: [found(a)?, found(b)?, found(c)?] })
    }
}

/// A letter or digit as the list has it, or a space. Turkish keyboards have two more letters that mean an i; Arabic and
/// Persian ones have digits of their own.
fn plain(typed: char) -> char {
    let digit = |zero: u32| char::from_digit(u32::from(typed).saturating_sub(zero), 10).unwrap_or(' ');
    match typed {
        'İ' | 'ı' => 'i',
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        letter if letter.is_ascii_alphabetic() => letter.to_ascii_lowercase(),
        letter if letter.is_alphanumeric() => letter,
        _ => ' ',
    }
}

fn find(typed: &str) -> Option<u16> {
    if typed.len() == TELLING && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return typed.parse().ok().filter(|place| *place <= WORD);
    }
    if let Some(number) = Language::English.find_word(typed) {
        return Some(number);
    }
    let beginning = typed.get(..TELLING)?;
    let like = Language::English.words_by_prefix_iter(beginning).next()?;
    Language::English.find_word(like)
}
