//! What exports wrote into a folder: a text file beside the notes, in the form of `b3sum` lists. By it a later export
//! knows its own files from a person's, and an import knows which version of a note a file began as.

use std::collections::{HashMap, HashSet};

use super::names;

/// The ledger's file; hidden, so that no import takes it for a note.
pub(super) const LEDGER: &str = ".commonplace-export";
/// The first line.
pub(super) const HEAD: &str = "commonplace export 1\n";
/// What begins the line of an attachment, parted from the note by a tab.
const ATTACHED: &str = "+ ";

/// A BLAKE3 hash of a file's bytes.
pub(super) type Hash = [u8; 32];

/// The ledger, read.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    versions: HashMap<String, HashSet<Hash>>,
    owners: HashMap<String, Vec<String>>,
}

impl Ledger {
    /// Reads a ledger; lines that are none, such as one that a crash cut short, are passed over.
    pub(super) fn read(text: &str) -> Self {
        let mut ledger = Self::default();
        for line in text.lines() {
            if let Some((file, note)) = line.strip_prefix(ATTACHED).and_then(|rest| rest.split_once('\t')) {
                ledger.owners.entry(file.to_owned()).or_default().push(note.to_owned());
            } else if let Some((hash, path)) = line.split_once("  ")
                && let Ok(hash) = blake3::Hash::from_hex(hash)
            {
                ledger.versions.entry(path.to_owned()).or_default().insert(*hash.as_bytes());
            }
        }
        ledger
    }

    /// Whether an export wrote a file of this content here.
    pub(super) fn wrote(&self, path: &str, hash: &Hash) -> bool {
        self.versions.get(path).is_some_and(|hashes| hashes.contains(hash))
    }

    /// The notes that a file was attached to.
    pub(super) fn owners(&self, file: &str) -> &[String] {
        self.owners.get(file).map_or(&[], Vec::as_slice)
    }

    /// Notes that a file is about to be written; the line to add, if it is not there yet.
    pub(super) fn writes(&mut self, path: &str, hash: &Hash) -> Option<String> {
        let new = self.versions.entry(path.to_owned()).or_default().insert(*hash);
        new.then(|| format!("{}  {path}\n", blake3::Hash::from_bytes(*hash).to_hex()))
    }

    /// Notes that a file is attached to a note; the line to add, if it is not there yet.
    pub(super) fn attaches(&mut self, file: &str, note: &str) -> Option<String> {
        let owners = self.owners.entry(file.to_owned()).or_default();
        if owners.iter().any(|owner| owner == note) {
            return None;
        }
        owners.push(note.to_owned());
        debug_assert!(names::safe_path(file) == file, "safe paths hold neither tabs nor line ends");
        Some(format!("{ATTACHED}{file}\t{note}\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_and_what_a_crash_cut_is_passed_over() {
        let mut ledger = Ledger::default();
        let hash = *blake3::hash(b"salt").as_bytes();
        let lines = [ledger.writes("a/b  c.md", &hash), ledger.attaches("img/x.png", "a/b  c.md")];
        assert_eq!((ledger.writes("a/b  c.md", &hash), ledger.attaches("img/x.png", "a/b  c.md")), (None, None));
        let text = format!("{HEAD}{}{}0123", lines[0].as_deref().unwrap(), lines[1].as_deref().unwrap());
        let again = Ledger::read(&text);
        assert!(again.wrote("a/b  c.md", &hash) && !again.wrote("a/b  c.md", &[0; 32]));
        assert_eq!(again.owners("img/x.png"), ["a/b  c.md"]);
    }
}
