//! Doors for the fuzz targets to what is read from a disk that may have rotted; no part of the API.

use crate::journal::frame::{FRAME_HEAD, FrameKey};
use crate::journal::hint::Hint;
use crate::journal::segment::{Header, Scan, Stretch};

const KEY: FrameKey = [3; 32];

/// Scans bytes as a segment: as they are, and as frames whose hashes are right: each `length: u16, kind, content`.
pub fn journal(bytes: &[u8]) {
    let _header = Header::from_bytes(bytes);
    covered(bytes);
    let mut frames = Vec::new();
    let mut rest = bytes;
    while let Some((len, after)) = rest.split_first_chunk() {
        let (content, after) = after.split_at(usize::from(u16::from_le_bytes(*len)).min(after.len()));
        rest = after;
        let hashed = [&[0; 4][..], content].concat();
        let length = u32::try_from(hashed.len().saturating_sub(FRAME_HEAD - 36)).unwrap_or(0);
        frames.extend_from_slice(&length.to_le_bytes());
        frames.extend_from_slice(blake3::keyed_hash(&KEY, &hashed).as_bytes());
        frames.extend_from_slice(&hashed);
    }
    covered(&frames);
}

/// # Panics
/// If a scan leaves a byte out or goes over one twice.
fn covered(bytes: &[u8]) {
    let mut upto = 0;
    for stretch in Scan::new(&KEY, bytes, 0) {
        match stretch {
            Stretch::Frame { offset, frame } => {
                assert_eq!(offset, upto, "frames follow one another");
                upto = offset + frame.len;
            }
            Stretch::Damaged { offset } | Stretch::Tail { offset } => {
                assert_eq!(offset, upto, "damage begins where the last frame ended");
                let next = Scan::new(&KEY, bytes, offset).nth(1);
                upto = match next {
                    Some(Stretch::Frame { offset, .. }) => offset,
                    _ => bytes.len(),
                };
            }
        }
    }
    assert_eq!(upto, bytes.len(), "every byte is accounted for");
}

/// Reads bytes as the facts of a hint.
///
/// # Panics
/// If a whole hint is not read, or brings more facts than it has bytes.
pub fn hint(bytes: &[u8]) {
    let _false = Hint::from_bytes(bytes, &KEY, 1);
    let whole = Hint::with_facts(bytes.to_vec()).to_bytes(&KEY, 1);
    let hint = Hint::from_bytes(&whole, &KEY, 1).expect("its own hash is right");
    assert!(hint.facts(1).count() <= bytes.len(), "facts have bytes");
}

/// Looks up what somebody searches for, as far as no index is needed.
///
/// # Panics
/// If a token is empty or too long.
pub fn search(query: &str) {
    for token in crate::search::tokens(query) {
        let chars = token.chars().count();
        assert!((1..=commonplace_core::limits::SEARCH_TOKEN_CHARS).contains(&chars), "{token:?}");
    }
}
