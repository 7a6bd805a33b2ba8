//! Every decoder of the program, each as a function of bytes that anybody may have made: the fuzz targets. The ordinary
//! tests replay their corpus, so that no target rots (`CONTRIBUTING.md`, "Fuzzing").
//!
//! A target panics when something is wrong. Beside panics of the decoder itself that is: a value that does not come back
//! from its own encoding, one value in two encodings, and a bound that does not hold.

mod bytes;
mod files;
mod learning;
pub mod seeds;
mod sync;
mod texts;
mod travel;

/// A decoder under attack.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, which is that of its folder in `tests/fuzz/corpus`.
    pub name: &'static str,
    /// Decodes these bytes, and checks what came out.
    pub run: fn(&[u8]),
}

const fn target(name: &'static str, run: fn(&[u8])) -> Target {
    Target { name, run }
}

/// All of them.
pub const TARGETS: &[Target] = &[
    target("envelope", bytes::envelope),
    target("head", bytes::head),
    target("operation", bytes::operation),
    target("certificate", bytes::certificate),
    target("key_box", bytes::key_box),
    target("ticket", bytes::ticket),
    target("join", bytes::join),
    target("lease", bytes::lease),
    target("pairing", bytes::pairing),
    target("link", bytes::link),
    target("returning", bytes::returning),
    target("recovery_words", bytes::recovery_words),
    target("bundle", travel::bundle),
    target("have", travel::have),
    target("slip", travel::slip),
    target("frontier", travel::frontier),
    target("blob_words", travel::blob_words),
    target("blob_list", bytes::blob_list),
    target("identifier", bytes::identifier),
    target("body", learning::body),
    target("note", learning::note),
    target("thread", learning::thread),
    target("update", learning::update),
    target("private", learning::private),
    target("markdown", learning::markdown),
    target("difference", learning::difference),
    target("stranger", sync::stranger),
    target("session", sync::session),
    target("journal", files::journal),
    target("hint", files::hint),
    target("key_file", files::key_file),
    target("sealed_keys", files::sealed_keys),
    target("backup", files::backup),
    target("import", files::import),
    target("ledger", files::ledger),
    target("file_name", files::file_name),
    target("address", texts::address),
    target("control", texts::control),
    target("query", texts::query),
];

/// The target of this name.
#[must_use]
pub fn named(name: &str) -> Option<Target> {
    TARGETS.iter().copied().find(|target| target.name == name)
}

/// Bytes as text, with a mark for what is none: so that every input is one.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Takes bytes off the front, zeros where there are none.
fn take<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
    let mut taken = [0; N];
    let len = N.min(bytes.len());
    let (front, rest) = bytes.split_at(len);
    taken[..len].copy_from_slice(front);
    *bytes = rest;
    taken
}

/// Parts of the input, each after its length in two bytes.
fn parts(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (len, rest) = bytes.split_first_chunk()?;
        let len = usize::from(u16::from_le_bytes(*len)).min(rest.len());
        let (part, rest) = rest.split_at(len);
        bytes = rest;
        Some(part)
    })
}
