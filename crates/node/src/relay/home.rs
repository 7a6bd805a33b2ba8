//! The folder of a relay: its key, and its store. Not a person's home, and never taken for one.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use commonplace_core::lease::RelayId;
use commonplace_net::TransportSecret;

use crate::error::Error;
use crate::home::{self, Lock, write_durably};

const KEY_FILE: &str = "relay.key";
const STORE_FOLDER: &str = "store";
/// First line of the key file.
const HEAD: &str = "commonplace relay 1";
/// Bits of a file's mode that let others at it.
const OTHERS: u32 = 0o077;

/// A relay's folder, held by this process.
#[derive(Debug)]
pub struct RelayHome {
    folder: PathBuf,
    seed: [u8; 32],
    _lock: Lock,
}

impl RelayHome {
    /// Opens the folder, or makes it with the key that `seed` gives.
    ///
    /// # Errors
    /// [`Error::NotARelayHome`] when a person's home or something else is there; [`Error::KeyExposed`], [`Error::HomeHeld`],
    /// [`Error::File`], [`Error::DiskFull`].
    pub fn open(folder: &Path, seed: [u8; 32]) -> Result<Self, Error> {
        let failed = |error: std::io::Error| Error::of_file(folder, &error);
        let folder = std::path::absolute(folder).map_err(failed)?;
        if home::is_home(&folder) {
            return Err(Error::NotARelayHome { home: folder });
        }
        let file = folder.join(KEY_FILE);
        if !file.exists() {
            make(&folder)?;
            let lock = Lock::take(&folder)?;
            let text = format!("{HEAD}\n{}\n", hex(&seed));
            write_durably(&file, text.as_bytes())?;
            return Ok(Self { folder, seed, _lock: lock });
        }
        let mode = fs::metadata(&file).map_err(|error| Error::of_file(&file, &error))?.mode();
        if mode & OTHERS != 0 {
            return Err(Error::KeyExposed { file });
        }
        let lock = Lock::take(&folder)?;
        let text = fs::read_to_string(&file).map_err(|error| Error::of_file(&file, &error))?;
        let seed = read(&text).ok_or(Error::File { file, why: "the relay's key file is damaged".to_owned() })?;
        Ok(Self { folder, seed, _lock: lock })
    }

    /// The seed of the transport key.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        self.seed
    }

    /// What the relay is known by.
    #[must_use]
    pub fn id(&self) -> RelayId {
        *TransportSecret::from_seed(self.seed).peer().as_bytes()
    }

    /// Where the store keeps its files.
    #[must_use]
    pub fn store_folder(&self) -> PathBuf {
        self.folder.join(STORE_FOLDER)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(text: &str) -> Option<[u8; 32]> {
    let digits = text.strip_prefix(HEAD)?.trim();
    let mut seed = [0; 32];
    if digits.len() != 2 * seed.len() || !digits.is_ascii() {
        return None;
    }
    for (byte, pair) in seed.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(seed)
}

/// A folder that only its owner enters. One that exists must be empty.
fn make(folder: &Path) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::of_file(folder, &error);
    if folder.exists() {
        let mut entries = fs::read_dir(folder).map_err(failed)?;
        let ours = |name: &std::ffi::OsStr| name == home::LOCK_FILE || name == STORE_FOLDER;
        if entries.any(|entry| !entry.is_ok_and(|entry| ours(&entry.file_name()))) {
            return Err(Error::NotARelayHome { home: folder.to_owned() });
        }
        return fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(failed);
    }
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).map_err(|error| Error::of_file(parent, &error))?;
    }
    DirBuilder::new().mode(0o700).create(folder).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_keeps_its_key_and_takes_no_persons_home() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("relay");
        let first = RelayHome::open(&place, [1; 32]).unwrap().id();
        let again = RelayHome::open(&place, [2; 32]).unwrap();
        assert_eq!(again.id(), first);
        assert!(matches!(RelayHome::open(&place, [2; 32]), Err(Error::HomeHeld { .. })));
        drop(again);
        let person = folder.path().join("alice");
        crate::runtime::create_home(&person, "Alice").unwrap();
        assert!(matches!(RelayHome::open(&person, [1; 32]), Err(Error::NotARelayHome { .. })));
        fs::write(folder.path().join("thesis"), "all of it").unwrap();
        assert!(matches!(RelayHome::open(folder.path(), [1; 32]), Err(Error::NotARelayHome { .. })));
    }
}
