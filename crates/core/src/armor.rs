//! Values as text that people pass on, by mail, as a link or as a picture: a scheme, and in base32 a version, the value's
//! bytes and a checksum. Tickets, leases and links are written so.

use data_encoding::BASE32_NOPAD;

/// What the text of a ticket begins with.
pub const TICKET: &str = "commonplace:";
/// What the text of a link begins with.
pub const LINK: &str = "commonplace-link:";
/// What the text of a lease begins with.
pub const LEASE: &str = "commonplace-lease:";

const CHECKSUM_LEN: usize = 4;

/// Why a text holds no such value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArmorError {
    /// Some other text.
    #[error("this is some other text")]
    Other,
    /// It was cut short or mistyped.
    #[error("it is damaged or incomplete")]
    Damaged,
    /// It is of a later version.
    #[error("it needs a newer program (version {0})")]
    Version(u8),
}

/// Whether a text begins as those of this scheme do, whatever follows.
#[must_use]
pub fn is_of(scheme: &str, text: &str) -> bool {
    text.trim_start().get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
}

/// The text of these bytes, whose meaning follows from the version.
pub(crate) fn write(scheme: &str, version: u8, wire: &[u8]) -> String {
    let mut bytes = vec![version];
    bytes.extend(wire);
    bytes.extend(checksum(&bytes));
    format!("{scheme}{}", BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())
}

/// The value of such a text. `max` is as in [`read`]; `of` gives the value of these bytes in this version: nothing at all in a
/// version that it does not know, and no value for bytes that are none.
pub(crate) fn value<T>(
    scheme: &str,
    text: &str,
    max: usize,
    of: impl FnOnce(u8, &[u8]) -> Option<Option<T>>,
) -> Result<T, ArmorError> {
    let (version, wire) = read(scheme, text, max)?;
    of(version, &wire).ok_or(ArmorError::Version(version))?.ok_or(ArmorError::Damaged)
}

/// The version and the bytes of such a text. `max` is the length of the longest bytes in any version; a text that is far
/// longer is not looked at.
///
/// Case, and the spaces and line breaks that mail programs put in, do not matter.
fn read(scheme: &str, text: &str, max: usize) -> Result<(u8, Vec<u8>), ArmorError> {
    if text.len() > max * 4 {
        return Err(ArmorError::Other);
    }
    let letters: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (begin, digits) = letters.split_at_checked(scheme.len()).ok_or(ArmorError::Other)?;
    if !begin.eq_ignore_ascii_case(scheme) {
        return Err(ArmorError::Other);
    }
    let bytes = BASE32_NOPAD.decode(digits.to_ascii_uppercase().as_bytes()).map_err(|_| ArmorError::Damaged)?;
    let (content, sum) = bytes.split_last_chunk::<CHECKSUM_LEN>().ok_or(ArmorError::Damaged)?;
    if checksum(content) != *sum {
        return Err(ArmorError::Damaged);
    }
    let (version, wire) = content.split_first().ok_or(ArmorError::Damaged)?;
    Ok((*version, wire.to_vec()))
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_LEN] {
    let mut sum = [0; CHECKSUM_LEN];
    sum.copy_from_slice(&blake3::hash(bytes).as_bytes()[..CHECKSUM_LEN]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mail_programs_and_readers_aloud_do_to_a_text_does_not_matter() {
        let text = write("salt:", 3, b"water follows");
        assert_eq!(read("salt:", &text, 20), Ok((3, b"water follows".to_vec())));
        let (begin, end) = text.split_at(9);
        assert_eq!(read("salt:", &format!(" {begin}\r\n {}\n", end.to_uppercase()), 20), read("salt:", &text, 20));
        assert_eq!(read("salt:", &write("salt:", 0, b""), 20), Ok((0, Vec::new())));
    }

    #[test]
    fn a_value_of_a_later_version_and_bytes_that_are_none_are_told_apart() {
        let one = |version, wire: &[u8]| (version == 1).then(|| wire.first().copied());
        assert_eq!(value("salt:", &write("salt:", 1, b"w"), 20, one), Ok(b'w'));
        assert_eq!(value("salt:", &write("salt:", 2, b"w"), 20, one), Err(ArmorError::Version(2)));
        assert_eq!(value("salt:", &write("salt:", 1, b""), 20, one), Err(ArmorError::Damaged));
    }

    #[test]
    fn another_text_and_a_damaged_one_are_told_apart() {
        let text = write("salt:", 3, b"water follows");
        for other in ["", "salt", "pepper:ab", "şeker", &format!("a{text}"), &" ".repeat(81)] {
            assert_eq!(read("salt:", other, 20), Err(ArmorError::Other), "{other}");
        }
        for len in "salt:".len()..text.len() {
            assert_eq!(read("salt:", &text[..len], 20), Err(ArmorError::Damaged), "{len}");
        }
        for damaged in [text.replacen(":a", ":b", 1), format!("{text}1")] {
            assert_eq!(read("salt:", &damaged, 20), Err(ArmorError::Damaged), "{damaged}");
        }
    }
}
