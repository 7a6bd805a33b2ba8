//! The key file: `identity.cbor`, version 2, open or sealed by a passphrase. See `docs/identity.md`.

use std::fmt;
use std::fs;
use std::path::Path;

use commonplace_core::encoding::{decode, encode};
use commonplace_core::sealing::{open_at_rest, seal_at_rest};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use zeroize::{Zeroize, Zeroizing};

use super::keys::{Keys, Seeds};
use super::passphrase::{Cost, Derivation, Passphrase};
use super::write_durably;
use crate::error::Error;

/// Version of the key file that is written; a greater one is refused untouched.
const VERSION: u32 = 2;
/// Version of the first key files: three seeds, always open.
const FIRST_VERSION: u32 = 1;
/// What a sealed key file is sealed beside, with how its key is made.
const BESIDE: &str = "commonplace 2026 key file 2";
/// What the device of a first key file is called: those did not keep the name.
const FIRST_DEVICE_NAME: &str = "laptop";
/// Longest key file that is read, in bytes: the longest keys are half of it.
const FILE_BYTES: usize = 4096;

/// The seal of an open home, so that its key file can be written again without its passphrase.
#[derive(Clone)]
pub(super) struct Seal {
    derivation: Derivation,
    key: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal(..)")
    }
}

impl Seal {
    /// A new seal. Takes as long as the cost says, or the floor if that is more.
    pub(super) fn new(passphrase: &Passphrase, salt: [u8; 16], cost: Cost) -> Result<Self, Error> {
        let derivation = Derivation::new(salt, cost.for_writing());
        let key = derivation.key(passphrase)?;
        Ok(Self { derivation, key })
    }

    /// Whether this is the passphrase. Takes as long as opening.
    pub(super) fn is_of(&self, passphrase: &Passphrase) -> Result<bool, Error> {
        Ok(blake3::hash(&*self.derivation.key(passphrase)?) == blake3::hash(&*self.key))
    }
}

/// What a key file holds.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) keys: Keys,
    /// Mark of the place where it was written; none in files of the first version.
    pub(super) place: Option<[u8; 32]>,
    pub(super) seal: Option<Seal>,
}

/// The file as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    /// How the key is made; none when the keys stand open.
    seal: Option<Derivation>,
    keys: ByteBuf,
}

/// The first version.
#[derive(Serialize, Deserialize)]
struct First {
    version: u32,
    #[serde(with = "serde_bytes")]
    person: [u8; 32],
    #[serde(with = "serde_bytes")]
    device: [u8; 32],
    #[serde(with = "serde_bytes")]
    transport: [u8; 32],
}

impl Drop for First {
    fn drop(&mut self) {
        self.person.zeroize();
        self.device.zeroize();
        self.transport.zeroize();
    }
}

/// The part of the key file that every version has.
#[derive(Deserialize)]
struct AnyVersion {
    version: u32,
}

/// Whether the key file is sealed by a passphrase.
///
/// # Errors
/// As [`read`].
pub(super) fn is_sealed(folder: &Path, file: &Path) -> Result<bool, Error> {
    let bytes = bytes_of(file)?;
    match version(folder, file, &bytes)? {
        FIRST_VERSION => Ok(false),
        _ => Ok(decode::<Written>(&bytes, FILE_BYTES).map_err(|_| damaged(file))?.seal.is_some()),
    }
}

/// Reads a key file of any version.
///
/// # Errors
/// [`Error::HomeNewer`], [`Error::Locked`] without a passphrase for a sealed one, [`Error::WrongPassphrase`],
/// [`Error::File`] when it is damaged.
pub(super) fn read(folder: &Path, file: &Path, passphrase: Option<&Passphrase>) -> Result<Content, Error> {
    let bytes = bytes_of(file)?;
    if version(folder, file, &bytes)? == FIRST_VERSION {
        let first: First = decode(&bytes, FILE_BYTES).map_err(|_| damaged(file))?;
        let seeds = Seeds { person: first.person, device: first.device, transport: first.transport };
        return Ok(Content { keys: Keys::new(&seeds, FIRST_DEVICE_NAME), place: None, seal: None });
    }
    let written: Written = decode(&bytes, FILE_BYTES).map_err(|_| damaged(file))?;
    let (seal, plain) = match written.seal {
        None => (None, Zeroizing::new(written.keys.into_vec())),
        Some(derivation) => {
            let passphrase = passphrase.ok_or_else(|| Error::Locked { home: folder.to_owned() })?;
            let key = derivation.key(passphrase)?;
            let plain = open_at_rest(&key, &beside(&derivation), &written.keys).ok_or(Error::WrongPassphrase)?;
            (Some(Seal { derivation, key }), plain)
        }
    };
    let (keys, place) = Keys::decode(&plain).map_err(|_| damaged(file))?;
    Ok(Content { keys, place, seal })
}

/// Writes a key file, so that a crash leaves the former one or this.
///
/// # Errors
/// [`Error::DiskFull`], [`Error::File`].
pub(super) fn write(file: &Path, content: &Content) -> Result<(), Error> {
    write_durably(file, &bytes(content))
}

fn bytes(content: &Content) -> Zeroizing<Vec<u8>> {
    let plain = content.keys.encode(content.place);
    let (seal, keys) = match &content.seal {
        None => (None, plain.to_vec()),
        Some(Seal { derivation, key }) => (Some(derivation.clone()), seal_at_rest(key, &beside(derivation), &plain)),
    };
    Zeroizing::new(encode(&Written { version: VERSION, seal, keys: ByteBuf::from(keys) }))
}

fn beside(derivation: &Derivation) -> Vec<u8> {
    encode(&(BESIDE, derivation))
}

fn bytes_of(file: &Path) -> Result<Zeroizing<Vec<u8>>, Error> {
    fs::read(file).map(Zeroizing::new).map_err(|error| Error::of_file(file, &error))
}

fn version(folder: &Path, file: &Path, bytes: &[u8]) -> Result<u32, Error> {
    // Not `decode`: a later version has more fields, and what it says is not understood as canonical here.
    let start = bytes.get(..FILE_BYTES).unwrap_or(bytes);
    let AnyVersion { version } = serde_ipld_dagcbor::from_slice(start).map_err(|_| damaged(file))?;
    if version > VERSION { Err(Error::HomeNewer { home: folder.to_owned() }) } else { Ok(version) }
}

fn damaged(file: &Path) -> Error {
    Error::File { file: file.to_owned(), why: "the key file is damaged".to_owned() }
}

/// What fuzzing calls: readers of a sealed key file, without the work that a passphrase costs.
pub mod decoders {
    use super::*;

    /// Reads a file as a key file, and opens it by a key that nobody has.
    pub fn sealed(bytes: &[u8]) {
        let Ok(written) = decode::<Written>(bytes, FILE_BYTES) else { return };
        if let Some(derivation) = written.seal {
            let _bounded = derivation.is_within_bounds();
            assert!(open_at_rest(&[7; 32], &beside(&derivation), &written.keys).is_none(), "it is nobody's");
        }
    }

    /// What is under the seal of an honest key file, to begin with.
    #[must_use]
    pub fn example() -> Vec<u8> {
        let seeds = Seeds { person: [1; 32], device: [2; 32], transport: [3; 32] };
        Keys::new(&seeds, FIRST_DEVICE_NAME).encode(Some([4; 32])).to_vec()
    }

    /// Reads what is under the seal.
    pub fn keys(bytes: &[u8]) {
        if let Ok((keys, place)) = Keys::decode(bytes) {
            assert_eq!(*keys.encode(place), bytes, "they come back");
        }
    }
}

#[cfg(test)]
pub(super) fn first_version(seeds: &Seeds) -> Vec<u8> {
    encode(&First { version: FIRST_VERSION, person: seeds.person, device: seeds.device, transport: seeds.transport })
}
