//! A home: the folder that holds all that a node owns.
//!
//! ```text
//! identity.cbor   0600  seeds of person, device and transport; its presence makes the folder a home
//! name            0600  what the person is called, until they rename themselves
//! home.lock       0600  held while a process works on the home; says which one
//! control.sock    0600  where a running node listens for commands
//! store/          0700  journal, index, attachments
//! ```

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use commonplace_core::encoding::{decode, encode};
use commonplace_core::id::{DeviceId, PersonId};
use commonplace_core::key::{DeviceSecret, PersonSecret};
use commonplace_core::limits;
use commonplace_net::TransportSecret;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// The file with the secret keys.
pub const IDENTITY_FILE: &str = "identity.cbor";
/// Where peers were found last; it may be removed, and then they are found by multicast or tickets only.
pub const ADDRESSES_FILE: &str = "addresses";
const NAME_FILE: &str = "name";
const LOCK_FILE: &str = "home.lock";
const SOCKET_FILE: &str = "control.sock";
const STORE_FOLDER: &str = "store";

/// Version of the key file that is written; a greater one is refused untouched.
const VERSION: u32 = 1;
/// Permission bits of everybody who is not the owner.
const OTHERS: u32 = 0o077;

/// The three secrets of a home, each 32 random bytes that the caller drew.
#[derive(Clone)]
pub struct Seeds {
    /// The person's root key; recovery words stand for it.
    pub person: [u8; 32],
    /// This device's keys.
    pub device: [u8; 32],
    /// The key under which peers see this node; tells nothing of the person.
    pub transport: [u8; 32],
}

impl fmt::Debug for Seeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seeds(..)")
    }
}

/// A home that was found in order: its keys are read, and nobody else on this computer can read them.
#[derive(Debug, Clone)]
pub struct Home {
    folder: PathBuf,
    seeds: Seeds,
    name: String,
}

impl Home {
    /// Makes a home in `folder`, which is new or empty, for a person of this name. Durable when it returns; a crash
    /// before leaves no home.
    ///
    /// # Errors
    /// [`Error::HomeExists`], [`Error::Empty`] or [`Error::TooLong`] for the name, [`Error::DiskFull`], [`Error::File`].
    pub fn create(folder: &Path, seeds: Seeds, name: &str) -> Result<Self, Error> {
        let name = valid_name(name)?;
        let folder = absolute(folder)?;
        let was_there = folder.exists();
        make_folder(&folder)?;
        let filled = Self::fill(&folder, &seeds, &name);
        if filled.is_err() && !was_there {
            remove_left_over(&folder);
        }
        filled.map(|()| Self { folder, seeds, name })
    }

    /// Writes the files of a new home, the one that makes it a home last.
    fn fill(folder: &Path, seeds: &Seeds, name: &str) -> Result<(), Error> {
        let _lock = Lock::take(folder)?;
        if is_home(folder) {
            return Err(Error::HomeExists { home: folder.to_owned() });
        }
        write_durably(&folder.join(NAME_FILE), name.as_bytes())?;
        write_durably(&folder.join(IDENTITY_FILE), &encode(&Identity::of(seeds)))
    }

    /// Opens the home in `folder` without holding it; whoever works on it holds a [`Lock`] too.
    ///
    /// # Errors
    /// [`Error::NoHome`], [`Error::KeyExposed`] when others may read it, [`Error::HomeNewer`], [`Error::File`].
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let folder = absolute(folder)?;
        let file = folder.join(IDENTITY_FILE);
        if let Err(error) = fs::metadata(&file) {
            return Err(match error.kind() {
                std::io::ErrorKind::NotFound => Error::NoHome { home: folder },
                _ => Error::of_file(&file, &error),
            });
        }
        refuse_exposed(&folder)?;
        refuse_exposed(&file)?;
        let seeds = read_identity(&folder, &file)?;
        let name = fs::read_to_string(folder.join(NAME_FILE)).unwrap_or_default();
        Ok(Self { folder, seeds, name })
    }

    /// Where it lies: an absolute path.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name that the person gave when the home was made, or last with [`Home::rename`].
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Keeps another name.
    ///
    /// # Errors
    /// As [`Home::create`] for the name and the file.
    pub fn rename(&mut self, name: &str) -> Result<(), Error> {
        let name = valid_name(name)?;
        write_durably(&self.folder.join(NAME_FILE), name.as_bytes())?;
        self.name = name;
        Ok(())
    }

    /// The person's root key.
    #[must_use]
    pub fn person(&self) -> PersonSecret {
        PersonSecret::from_seed(self.seeds.person)
    }

    /// This device's keys.
    #[must_use]
    pub fn device(&self) -> DeviceSecret {
        DeviceSecret::from_seed(self.seeds.device)
    }

    /// The seed of the transport key.
    #[must_use]
    pub fn transport_seed(&self) -> [u8; 32] {
        self.seeds.transport
    }

    /// Who lives here.
    #[must_use]
    pub fn person_id(&self) -> PersonId {
        self.person().id()
    }

    /// Which device this is.
    #[must_use]
    pub fn device_id(&self) -> DeviceId {
        self.device().id()
    }

    /// The transport id under which peers see this node.
    #[must_use]
    pub fn peer(&self) -> String {
        TransportSecret::from_seed(self.seeds.transport).peer().to_string()
    }

    /// Where the store keeps its files.
    #[must_use]
    pub fn store_folder(&self) -> PathBuf {
        self.folder.join(STORE_FOLDER)
    }
}

/// Where a running node of the home in `folder` listens for commands.
#[must_use]
pub fn socket_file(folder: &Path) -> PathBuf {
    folder.join(SOCKET_FILE)
}

/// Whether there is a home in `folder`.
#[must_use]
pub fn is_home(folder: &Path) -> bool {
    folder.join(IDENTITY_FILE).exists()
}

/// The folder of somebody who named none: `COMMONPLACE_HOME`, or else `commonplace` among the data of this user
/// (`XDG_DATA_HOME`, `~/.local/share`; XDG base directory specification 0.8).
#[must_use]
pub fn default_folder() -> PathBuf {
    let given = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(home) = given("COMMONPLACE_HOME") {
        return home;
    }
    let data = given("XDG_DATA_HOME").filter(|folder| folder.is_absolute());
    let data = data.or_else(|| given("HOME").map(|home| home.join(".local/share")));
    data.unwrap_or_else(|| PathBuf::from(".")).join("commonplace")
}

/// The sole right to work on a home; ends when it is dropped or its process dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the home in `folder`.
    ///
    /// # Errors
    /// [`Error::HomeHeld`] with the process that has it, [`Error::File`], [`Error::DiskFull`].
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(LOCK_FILE);
        let failed = |error: std::io::Error| Error::of_file(&path, &error);
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).mode(0o600).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::HomeHeld { home: folder.to_owned(), pid: read_pid(&mut file) });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // Only for the sentence that another process shows: on a full disk the lock holds without it.
        let _told = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

fn read_pid(file: &mut File) -> Option<u32> {
    let mut digits = String::new();
    file.take(10).read_to_string(&mut digits).ok()?;
    digits.trim().parse().ok()
}

/// The key file as it is written.
#[derive(Serialize, Deserialize)]
struct Identity {
    version: u32,
    #[serde(with = "serde_bytes")]
    person: [u8; 32],
    #[serde(with = "serde_bytes")]
    device: [u8; 32],
    #[serde(with = "serde_bytes")]
    transport: [u8; 32],
}

/// The part of the key file that every version has.
#[derive(Deserialize)]
struct IdentityVersion {
    version: u32,
}

/// Longest key file that is read, in bytes: three seeds and their names are 160.
const IDENTITY_BYTES: usize = 4096;

impl Identity {
    fn of(seeds: &Seeds) -> Self {
        Self { version: VERSION, person: seeds.person, device: seeds.device, transport: seeds.transport }
    }
}

fn read_identity(folder: &Path, file: &Path) -> Result<Seeds, Error> {
    let bytes = fs::read(file).map_err(|error| Error::of_file(file, &error))?;
    let damaged = |_| Error::File { file: file.to_owned(), why: "the key file is damaged".to_owned() };
    if version_of(&bytes) > Some(VERSION) {
        return Err(Error::HomeNewer { home: folder.to_owned() });
    }
    let identity: Identity = decode(&bytes, IDENTITY_BYTES).map_err(damaged)?;
    Ok(Seeds { person: identity.person, device: identity.device, transport: identity.transport })
}

fn version_of(bytes: &[u8]) -> Option<u32> {
    // Not `decode`: a later version has more fields, and what it says is not understood as canonical here.
    let IdentityVersion { version } =
        serde_ipld_dagcbor::from_slice(bytes.get(..IDENTITY_BYTES).unwrap_or(bytes)).ok()?;
    Some(version)
}

fn valid_name(name: &str) -> Result<String, Error> {
    let name = name.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned();
    if name.is_empty() {
        return Err(Error::Empty { what: "name".to_owned() });
    }
    if name.len() > limits::NAME_BYTES {
        return Err(Error::TooLong { what: "name".to_owned(), max: format!("{} bytes", limits::NAME_BYTES) });
    }
    Ok(name)
}

fn absolute(folder: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(folder).map_err(|error| Error::of_file(folder, &error))
}

/// A folder that only its owner enters. One that exists must be empty but for what an interrupted creation left there:
/// taking over somebody's documents would close them to others.
fn make_folder(folder: &Path) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::of_file(folder, &error);
    if !folder.exists() {
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent).map_err(|error| Error::of_file(parent, &error))?;
        }
        return DirBuilder::new().mode(0o700).create(folder).map_err(failed);
    }
    if is_home(folder) {
        return Err(Error::HomeExists { home: folder.to_owned() });
    }
    for entry in fs::read_dir(folder).map_err(failed)? {
        if !is_left_over(&entry.map_err(failed)?.file_name()) {
            return Err(Error::File { file: folder.to_owned(), why: "the folder is not empty".to_owned() });
        }
    }
    fs::set_permissions(folder, Permissions::from_mode(0o700)).map_err(failed)
}

fn is_left_over(name: &OsStr) -> bool {
    name == LOCK_FILE || name == NAME_FILE || Path::new(name).extension() == Some(OsStr::new("new"))
}

/// Takes a folder away in which no home could be made, if nothing else has come into it.
fn remove_left_over(folder: &Path) {
    for file in [NAME_FILE, LOCK_FILE] {
        let _may_not_exist = fs::remove_file(folder.join(file));
    }
    let _not_empty = fs::remove_dir(folder);
}

fn refuse_exposed(path: &Path) -> Result<(), Error> {
    let mode = fs::metadata(path).map_err(|error| Error::of_file(path, &error))?.mode();
    if mode & OTHERS == 0 { Ok(()) } else { Err(Error::KeyExposed { file: path.to_owned() }) }
}

/// Puts bytes under a name so that a crash leaves the former file or the new one, whole.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let temporary = path.with_extension("new");
    let written = write_synced(&temporary, bytes).and_then(|()| fs::rename(&temporary, path)).and_then(|()| {
        let folder = path.parent().unwrap_or(Path::new("/"));
        File::open(folder)?.sync_all()
    });
    written.map_err(|error| {
        let _may_not_exist = fs::remove_file(&temporary);
        Error::of_file(path, &error)
    })
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // Never into a file that is there: a left-over one, or a link, may be open to others.
    let _may_not_exist = fs::remove_file(path);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeds() -> Seeds {
        Seeds { person: [1; 32], device: [2; 32], transport: [3; 32] }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("exists").mode() & 0o777
    }

    #[test]
    fn alice_makes_a_home_and_finds_herself_in_it_again() {
        let place = tempfile::tempdir().expect("temporary folder");
        let folder = place.path().join("deep/alice");
        let made = Home::create(&folder, seeds(), " Alice\n").expect("a home");
        let found = Home::open(&folder).expect("the same home");
        assert_eq!(found.person_id(), made.person_id());
        assert_eq!(found.device_id(), DeviceSecret::from_seed([2; 32]).id());
        assert_eq!(found.transport_seed(), [3; 32]);
        assert_eq!(found.name(), "Alice");
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join(IDENTITY_FILE)), 0o600);
    }

    #[test]
    fn a_second_home_in_one_place_is_refused_and_the_first_stays() {
        let place = tempfile::tempdir().expect("temporary folder");
        Home::create(place.path(), seeds(), "Alice").expect("a home");
        let eve = Seeds { person: [9; 32], ..seeds() };
        let refused = Home::create(place.path(), eve, "Eve").expect_err("taken");
        assert_eq!(refused, Error::HomeExists { home: place.path().to_owned() });
        assert_eq!(Home::open(place.path()).expect("a home").person_id(), PersonSecret::from_seed([1; 32]).id());
    }

    #[test]
    fn a_folder_with_other_things_in_it_is_not_taken_over() {
        let place = tempfile::tempdir().expect("temporary folder");
        fs::write(place.path().join("thesis.odt"), "years of work").expect("write");
        let before = mode(place.path());
        assert!(matches!(Home::create(place.path(), seeds(), "Alice"), Err(Error::File { .. })));
        assert_eq!(mode(place.path()), before);
        assert!(!is_home(place.path()));
    }

    #[test]
    fn what_an_interrupted_creation_left_does_not_hinder_the_next() {
        let place = tempfile::tempdir().expect("temporary folder");
        for left in [LOCK_FILE, NAME_FILE, "identity.new"] {
            fs::write(place.path().join(left), "half").expect("write");
        }
        Home::create(place.path(), seeds(), "Alice").expect("a home");
        assert_eq!(Home::open(place.path()).expect("a home").name(), "Alice");
    }

    #[test]
    fn keys_that_others_may_read_are_refused() {
        let place = tempfile::tempdir().expect("temporary folder");
        Home::create(place.path(), seeds(), "Alice").expect("a home");
        let key = place.path().join(IDENTITY_FILE);
        fs::set_permissions(&key, Permissions::from_mode(0o644)).expect("chmod");
        assert_eq!(Home::open(place.path()).expect_err("exposed"), Error::KeyExposed { file: key.clone() });
        fs::set_permissions(&key, Permissions::from_mode(0o600)).expect("chmod");
        fs::set_permissions(place.path(), Permissions::from_mode(0o755)).expect("chmod");
        assert_eq!(Home::open(place.path()).expect_err("exposed"), Error::KeyExposed { file: place.path().to_owned() });
    }

    #[test]
    fn no_home_newer_and_damaged_ones_are_told_apart() {
        #[derive(Serialize)]
        struct Later {
            version: u32,
            something: String,
        }
        let place = tempfile::tempdir().expect("temporary folder");
        assert_eq!(Home::open(place.path()).expect_err("none"), Error::NoHome { home: place.path().to_owned() });
        Home::create(place.path(), seeds(), "Alice").expect("a home");
        let key = place.path().join(IDENTITY_FILE);
        fs::write(&key, encode(&Later { version: 2, something: "else".into() })).expect("write");
        assert_eq!(Home::open(place.path()).expect_err("newer"), Error::HomeNewer { home: place.path().to_owned() });
        fs::write(&key, b"\xff\xff").expect("write");
        assert!(matches!(Home::open(place.path()), Err(Error::File { .. })));
    }

    #[test]
    fn one_process_holds_a_home_at_a_time_and_is_named() {
        let place = tempfile::tempdir().expect("temporary folder");
        let held = Lock::take(place.path()).expect("free");
        let refused = Lock::take(place.path()).expect_err("held");
        assert_eq!(refused, Error::HomeHeld { home: place.path().to_owned(), pid: Some(std::process::id()) });
        drop(held);
        Lock::take(place.path()).expect("free again");
    }

    #[test]
    fn a_name_must_be_there_and_short() {
        let place = tempfile::tempdir().expect("temporary folder");
        let refused = |name: &str| Home::create(place.path(), seeds(), name).expect_err("refused");
        assert_eq!(refused(" \t"), Error::Empty { what: "name".into() });
        assert!(matches!(refused(&"x".repeat(limits::NAME_BYTES + 1)), Error::TooLong { .. }));
        let mut home = Home::create(place.path(), seeds(), "Alice").expect("a home");
        home.rename("Alice B.").expect("renamed");
        assert_eq!(Home::open(place.path()).expect("a home").name(), "Alice B.");
    }
}
