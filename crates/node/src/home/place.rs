//! Where a home lies, so that a copy of it is told from itself.
//!
//! A copied home that wrote on with the keys of the first would fork its person's device: two records at one place of its
//! chain. So the home remembers the number and the birth of a file that is made with it and never again, and the machine.
//! A copy has another file; nothing can give that the birth of the first. What escapes, as the clone of a whole disk, is
//! noticed when a record of our own device arrives that we did not write.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::UNIX_EPOCH;

const CONTEXT: &str = "commonplace 2026 mark of place 1";
/// Names this installation of the system (machine-id(5)); absent in many containers.
const MACHINE: &str = "/etc/machine-id";

/// The mark of the place where `file` lies: of the file's number and birth, and of this machine. Not of the number of the
/// device, which changes when disks are plugged in another order.
pub(super) fn mark(file: &Path) -> io::Result<[u8; 32]> {
    let metadata = fs::metadata(file)?;
    // Not every file system knows births; there the number alone must do.
    let birth = metadata.created().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let machine = fs::read_to_string(MACHINE).unwrap_or_default();
    let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
    hasher.update(&metadata.ino().to_le_bytes()).update(&birth.as_nanos().to_le_bytes());
    hasher.update(machine.trim().as_bytes());
    Ok(*hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_lies_elsewhere_and_what_is_written_into_a_file_does_not_move_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (first, copy) = (folder.path().join("first"), folder.path().join("copy"));
        fs::write(&first, "1").expect("written");
        let before = mark(&first).expect("a mark");
        fs::copy(&first, &copy).expect("copied");
        assert_ne!(mark(&copy).expect("a mark"), before);
        fs::write(&first, "2345").expect("written");
        assert_eq!(mark(&first).expect("a mark"), before);
        fs::rename(&first, folder.path().join("moved")).expect("moved");
        assert_eq!(mark(&folder.path().join("moved")).expect("a mark"), before, "the same home under another name");
    }
}
