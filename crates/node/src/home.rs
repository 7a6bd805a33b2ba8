//! A home: the folder that holds all that a node owns.
//!
//! ```text
//! identity.cbor   0600  keys of person, device and transport, sealed by a passphrase if there is one; its presence makes
//!                       the folder a home
//! name            0600  what the person is called, until they rename themselves
//! returning       0600  since when a person who came back with their words looks for their circles
//! words           0600  whether the recovery words were shown and checked
//! home.lock       0600  held while a process works on the home; says which one, and marks the place
//! control.sock    0600  where a running node listens for commands
//! drafts/         0700  what is being written
//! store/          0700  journal, index, attachments
//! ```

mod key_file;
mod keys;
mod passphrase;
mod place;

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use commonplace_core::id::{DeviceId, PersonId};
use commonplace_core::limits;
use commonplace_core::time::Timestamp;
use commonplace_net::TransportSecret;

use self::key_file::{Content, Seal};
use crate::answer::WordsState;
use crate::error::Error;

pub use key_file::decoders;
pub use keys::{DeviceSeeds, Keys, Seeds, next_name};
pub use passphrase::{Cost, Passphrase};

/// The file with the secret keys.
pub const IDENTITY_FILE: &str = "identity.cbor";
/// Where peers were found last; it may be removed, and then they are found by multicast or tickets only.
pub const ADDRESSES_FILE: &str = "addresses";
/// Whether the recovery words were shown and checked.
const WORDS_FILE: &str = "words";
/// When a person came back with their words, in milliseconds since 1970.
const RETURNING_FILE: &str = "returning";
const NAME_FILE: &str = "name";
pub(crate) const LOCK_FILE: &str = "home.lock";
const SOCKET_FILE: &str = "control.sock";
const STORE_FOLDER: &str = "store";

/// Permission bits of everybody who is not the owner.
const OTHERS: u32 = 0o077;

/// A home that was found in order: nobody else on this computer can read its keys. They may be sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it lies: an absolute path.
    pub folder: PathBuf,
    /// Whether a passphrase opens it.
    pub sealed: bool,
}

/// What the mark of a home says of its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It lies where it was.
    Same,
    /// It was never marked: made by the first versions of this program.
    Unmarked,
    /// It is a copy, or was brought here from another machine.
    Another,
}

/// A home whose keys are read.
#[derive(Debug, Clone)]
pub struct Home {
    folder: PathBuf,
    content: Content,
    name: String,
}

impl Home {
    /// Makes a home in `folder`, which is new or empty, for a person of this name. Durable when it returns; a crash
    /// before leaves no home.
    ///
    /// # Errors
    /// [`Error::HomeExists`], [`Error::Empty`] or [`Error::TooLong`] for the name, [`Error::DiskFull`], [`Error::File`].
    pub fn create(folder: &Path, keys: Keys, name: &str) -> Result<Self, Error> {
        Self::make(folder, keys, name, None)
    }

    /// The same for a person who comes back with their recovery words: the home remembers since when it looks for its
    /// circles.
    ///
    /// # Errors
    /// As [`Home::create`].
    pub fn create_returning(folder: &Path, keys: Keys, name: &str, since: Timestamp) -> Result<Self, Error> {
        Self::make(folder, keys, name, Some(since))
    }

    fn make(folder: &Path, keys: Keys, name: &str, returning: Option<Timestamp>) -> Result<Self, Error> {
        let name = valid_name(name)?;
        let folder = absolute(folder)?;
        let was_there = folder.exists();
        make_folder(&folder)?;
        let content = Content { keys, place: None, seal: None };
        let mut home = Self { folder, content, name };
        let filled = home.fill(returning);
        if filled.is_err() && !was_there {
            remove_left_over(&home.folder);
        }
        filled.map(|()| home)
    }

    /// Makes a home in a folder that holds its store already, as a backup brought it.
    pub(crate) fn create_around(folder: &Path, keys: Keys, name: &str, since: Timestamp) -> Result<Self, Error> {
        let content = Content { keys, place: None, seal: None };
        let mut home = Self { folder: absolute(folder)?, content, name: valid_name(name)? };
        home.fill(Some(since)).map(|()| home)
    }

    /// Writes the files of a new home, the one that makes it a home last.
    fn fill(&mut self, returning: Option<Timestamp>) -> Result<(), Error> {
        let _lock = Lock::take(&self.folder)?;
        if is_home(&self.folder) {
            return Err(Error::HomeExists { home: self.folder.clone() });
        }
        write_durably(&self.folder.join(NAME_FILE), self.name.as_bytes())?;
        if let Some(since) = returning {
            write_durably(&self.folder.join(RETURNING_FILE), since.millis().to_string().as_bytes())?;
        }
        self.mark_place()
    }

    /// Looks for the home in `folder` without reading its keys.
    ///
    /// # Errors
    /// [`Error::NoHome`], [`Error::KeyExposed`] when others may read it, [`Error::HomeNewer`], [`Error::File`].
    pub fn find(folder: &Path) -> Result<Found, Error> {
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
        let sealed = key_file::is_sealed(&folder, &file)?;
        Ok(Found { folder, sealed })
    }

    /// Opens a home that no passphrase seals. Does not hold it; whoever works on it holds a [`Lock`] too.
    ///
    /// # Errors
    /// As [`Home::find`], and [`Error::Locked`] for a sealed one.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Self::unlock(folder, None)
    }

    /// Opens a home, with its passphrase if it is sealed. Takes as long as a guess at the passphrase should.
    ///
    /// # Errors
    /// As [`Home::find`], and [`Error::Locked`], [`Error::WrongPassphrase`].
    pub fn unlock(folder: &Path, passphrase: Option<&Passphrase>) -> Result<Self, Error> {
        let Found { folder, .. } = Self::find(folder)?;
        let content = key_file::read(&folder, &folder.join(IDENTITY_FILE), passphrase)?;
        let name = fs::read_to_string(folder.join(NAME_FILE)).unwrap_or_default();
        Ok(Self { folder, content, name })
    }

    /// Whether it lies where it was when its key file was written. To be asked by whoever holds the [`Lock`].
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn place(&self) -> Result<Place, Error> {
        let here = self.mark_here()?;
        Ok(match self.content.place {
            None => Place::Unmarked,
            Some(place) if place == here => Place::Same,
            Some(_) => Place::Another,
        })
    }

    fn mark_here(&self) -> Result<[u8; 32], Error> {
        let file = self.folder.join(LOCK_FILE);
        place::mark(&file).map_err(|error| Error::of_file(&file, &error))
    }

    /// Remembers that it lies here now. Also brings a key file of an earlier version to this one.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::File`].
    pub fn mark_place(&mut self) -> Result<(), Error> {
        let place = Some(self.mark_here()?);
        self.write(Content { place, ..self.content.clone() })
    }

    /// Keeps other keys: of another device of the same person, or of the same device under another name. Durable when it
    /// returns.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::File`]; then the former keys stay.
    pub fn keep(&mut self, keys: Keys) -> Result<(), Error> {
        let place = Some(self.mark_here()?);
        self.write(Content { keys, place, ..self.content.clone() })
    }

    /// Becomes the home of another person's device: one whose keys are `keys`, who is called `name`, and whose circles are
    /// looked for from `since` on. The keys are written last: a crash before leaves the former person.
    ///
    /// # Errors
    /// As [`Home::create`] for the name, [`Error::DiskFull`], [`Error::File`].
    pub fn link(&mut self, keys: Keys, name: &str, since: Timestamp) -> Result<(), Error> {
        let name = valid_name(name)?;
        // Those of the former person say nothing of this one's.
        let _may_not_exist = fs::remove_file(self.folder.join(WORDS_FILE));
        write_durably(&self.folder.join(RETURNING_FILE), since.millis().to_string().as_bytes())?;
        write_durably(&self.folder.join(NAME_FILE), name.as_bytes())?;
        self.name = name;
        self.keep(keys)
    }

    /// Removes a home that was made for a moment, unless somebody else lives in it by now.
    ///
    /// # Errors
    /// As [`Home::find`], [`Error::HomeHeld`], [`Error::File`].
    pub fn discard(folder: &Path, person: &PersonId) -> Result<(), Error> {
        let _lock = Lock::take(folder)?;
        let home = Self::open(folder)?;
        if home.person_id() == *person {
            fs::remove_dir_all(folder).map_err(|error| Error::of_file(folder, &error))?;
        }
        Ok(())
    }

    /// Seals the key file by a passphrase, or opens it for good with none. `old` is asked for when there is one. `salt` is
    /// random. Takes as long as a guess should, twice when there is an old one.
    ///
    /// # Errors
    /// [`Error::Locked`] without the old one, [`Error::WrongPassphrase`], [`Error::DiskFull`], [`Error::File`].
    pub fn change_passphrase(
        &mut self,
        old: Option<&Passphrase>,
        new: Option<&Passphrase>,
        salt: [u8; 16],
        cost: Cost,
    ) -> Result<(), Error> {
        self.require(old)?;
        let seal = new.map(|new| Seal::new(new, salt, cost)).transpose()?;
        self.write(Content { seal, ..self.content.clone() })
    }

    /// Whether whoever asks may see secrets: they know the passphrase, or there is none.
    ///
    /// # Errors
    /// [`Error::Locked`] without a passphrase where there is one, [`Error::WrongPassphrase`].
    pub fn require(&self, passphrase: Option<&Passphrase>) -> Result<(), Error> {
        match (&self.content.seal, passphrase) {
            (None, _) => Ok(()),
            (Some(_), None) => Err(Error::Locked { home: self.folder.clone() }),
            (Some(seal), Some(passphrase)) if seal.is_of(passphrase)? => Ok(()),
            (Some(_), Some(_)) => Err(Error::WrongPassphrase),
        }
    }

    fn write(&mut self, content: Content) -> Result<(), Error> {
        key_file::write(&self.folder.join(IDENTITY_FILE), &content)?;
        self.content = content;
        Ok(())
    }

    /// Its keys.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.content.keys
    }

    /// Whether a passphrase seals its key file.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        self.content.seal.is_some()
    }

    /// When the person came back with their words, if this home was made so.
    #[must_use]
    pub fn returning_since(&self) -> Option<Timestamp> {
        let millis = fs::read_to_string(self.folder.join(RETURNING_FILE)).ok()?;
        millis.trim().parse().ok().map(Timestamp::from_millis)
    }

    /// Whether the recovery words were shown, and checked.
    #[must_use]
    pub fn words_state(&self) -> WordsState {
        match fs::read_to_string(self.folder.join(WORDS_FILE)).as_deref() {
            Ok("shown") => WordsState::Shown,
            Ok("checked") => WordsState::Checked,
            _ => WordsState::Unseen,
        }
    }

    /// Remembers that the recovery words were shown or checked; once checked they stay so.
    ///
    /// # Errors
    /// [`Error::DiskFull`], [`Error::File`].
    pub fn set_words_state(&self, state: WordsState) -> Result<(), Error> {
        let word = match (self.words_state(), state) {
            (WordsState::Checked, _) | (_, WordsState::Unseen) => return Ok(()),
            (_, WordsState::Shown) => "shown",
            (_, WordsState::Checked) => "checked",
        };
        write_durably(&self.folder.join(WORDS_FILE), word.as_bytes())
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

    /// Who lives here.
    #[must_use]
    pub fn person_id(&self) -> PersonId {
        self.keys().person_id()
    }

    /// Which device this is.
    #[must_use]
    pub fn device_id(&self) -> DeviceId {
        self.keys().device_id()
    }

    /// The transport id under which peers see this node.
    #[must_use]
    pub fn peer(&self) -> String {
        TransportSecret::from_seed(*self.keys().transport_seed()).peer().to_string()
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

pub(crate) fn valid_name(name: &str) -> Result<String, Error> {
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
    [LOCK_FILE, NAME_FILE, RETURNING_FILE].iter().any(|left| name == *left)
        || Path::new(name).extension() == Some(OsStr::new("new"))
}

/// Takes a folder away in which no home could be made, if nothing else has come into it.
fn remove_left_over(folder: &Path) {
    for file in [NAME_FILE, RETURNING_FILE, LOCK_FILE] {
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
    use commonplace_core::encoding::encode;
    use commonplace_core::key::{DeviceSecret, PersonSecret};
    use serde::Serialize;

    use super::*;

    fn seeds() -> Seeds {
        Seeds { person: [1; 32], device: [2; 32], transport: [3; 32] }
    }

    fn keys() -> Keys {
        Keys::new(&seeds(), "laptop")
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("exists").mode() & 0o777
    }

    #[test]
    fn alice_makes_a_home_and_finds_herself_in_it_again() {
        let place = tempfile::tempdir().expect("temporary folder");
        let folder = place.path().join("deep/alice");
        let made = Home::create(&folder, keys(), " Alice\n").expect("a home");
        let found = Home::open(&folder).expect("the same home");
        assert_eq!(found.person_id(), made.person_id());
        assert_eq!(found.device_id(), DeviceSecret::from_seed([2; 32]).id());
        assert_eq!(*found.keys().transport_seed(), [3; 32]);
        assert_eq!(found.name(), "Alice");
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&folder.join(IDENTITY_FILE)), 0o600);
    }

    #[test]
    fn a_second_home_in_one_place_is_refused_and_the_first_stays() {
        let place = tempfile::tempdir().expect("temporary folder");
        Home::create(place.path(), keys(), "Alice").expect("a home");
        let eve = Keys::new(&Seeds { person: [9; 32], device: [2; 32], transport: [3; 32] }, "laptop");
        let refused = Home::create(place.path(), eve, "Eve").expect_err("taken");
        assert_eq!(refused, Error::HomeExists { home: place.path().to_owned() });
        assert_eq!(Home::open(place.path()).expect("a home").person_id(), PersonSecret::from_seed([1; 32]).id());
    }

    #[test]
    fn a_folder_with_other_things_in_it_is_not_taken_over() {
        let place = tempfile::tempdir().expect("temporary folder");
        fs::write(place.path().join("thesis.odt"), "years of work").expect("write");
        let before = mode(place.path());
        assert!(matches!(Home::create(place.path(), keys(), "Alice"), Err(Error::File { .. })));
        assert_eq!(mode(place.path()), before);
        assert!(!is_home(place.path()));
    }

    #[test]
    fn what_an_interrupted_creation_left_does_not_hinder_the_next() {
        let place = tempfile::tempdir().expect("temporary folder");
        for left in [LOCK_FILE, NAME_FILE, "identity.new"] {
            fs::write(place.path().join(left), "half").expect("write");
        }
        Home::create(place.path(), keys(), "Alice").expect("a home");
        assert_eq!(Home::open(place.path()).expect("a home").name(), "Alice");
    }

    #[test]
    fn keys_that_others_may_read_are_refused() {
        let place = tempfile::tempdir().expect("temporary folder");
        Home::create(place.path(), keys(), "Alice").expect("a home");
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
        Home::create(place.path(), keys(), "Alice").expect("a home");
        let key = place.path().join(IDENTITY_FILE);
        fs::write(&key, encode(&Later { version: 3, something: "else".into() })).expect("write");
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
        let refused = |name: &str| Home::create(place.path(), keys(), name).expect_err("refused");
        assert_eq!(refused(" \t"), Error::Empty { what: "name".into() });
        assert!(matches!(refused(&"x".repeat(limits::NAME_BYTES + 1)), Error::TooLong { .. }));
        let mut home = Home::create(place.path(), keys(), "Alice").expect("a home");
        home.rename("Alice B.").expect("renamed");
        assert_eq!(Home::open(place.path()).expect("a home").name(), "Alice B.");
    }

    #[test]
    fn a_home_of_the_first_version_is_brought_to_this_one() {
        let place = tempfile::tempdir().expect("temporary folder");
        Home::create(place.path(), keys(), "Alice").expect("a home");
        let file = place.path().join(IDENTITY_FILE);
        write_durably(&file, &key_file::first_version(&seeds())).expect("written");
        let mut home = Home::open(place.path()).expect("a home");
        assert_eq!((home.person_id(), home.device_id()), (keys().person_id(), keys().device_id()));
        assert_eq!(home.place(), Ok(Place::Unmarked));
        home.mark_place().expect("written");
        let again = Home::open(place.path()).expect("a home");
        assert_eq!((again.device_id(), again.place()), (keys().device_id(), Ok(Place::Same)));
        assert_eq!(again.keys().certificate(), keys().certificate());
    }

    #[test]
    fn a_sealed_home_opens_with_its_passphrase_alone_and_holds_no_plain_key() {
        let place = tempfile::tempdir().expect("temporary folder");
        let pass = |text: &str| Passphrase::new(text).expect("good");
        let mut home = Home::create(place.path(), keys(), "Alice").expect("a home");
        home.change_passphrase(None, Some(&pass("first")), [4; 16], Cost::LEAST).expect("sealed");
        assert!(Home::find(place.path()).expect("a home").sealed);
        let locked = Home::open(place.path()).expect_err("sealed");
        assert_eq!(locked, Error::Locked { home: place.path().to_owned() });
        let wrong = pass("wrong");
        assert_eq!(Home::unlock(place.path(), Some(&wrong)).expect_err("wrong"), Error::WrongPassphrase);
        let mut home = Home::unlock(place.path(), Some(&pass("first"))).expect("opened");
        assert_eq!(home.device_id(), keys().device_id());
        // Written again without being asked: it stays sealed by the same passphrase.
        home.mark_place().expect("written");
        let bytes = fs::read(place.path().join(IDENTITY_FILE)).expect("readable");
        for seed in [[1; 32], [2; 32], [3; 32]] {
            assert!(!bytes.windows(32).any(|window| window == seed), "a key stands open");
        }
        assert_eq!(home.require(None), Err(Error::Locked { home: place.path().to_owned() }));
        assert_eq!(home.change_passphrase(Some(&wrong), None, [5; 16], Cost::LEAST), Err(Error::WrongPassphrase));
        home.change_passphrase(Some(&pass("first")), Some(&pass("second")), [5; 16], Cost::LEAST).expect("changed");
        assert!(Home::unlock(place.path(), Some(&pass("first"))).is_err());
        home.change_passphrase(Some(&pass("second")), None, [6; 16], Cost::LEAST).expect("removed");
        assert_eq!(Home::open(place.path()).expect("open").device_id(), keys().device_id());
    }

    #[test]
    fn a_copied_home_is_told_from_the_first() {
        let place = tempfile::tempdir().expect("temporary folder");
        let (first, copy) = (place.path().join("first"), place.path().join("copy"));
        Home::create(&first, keys(), "Alice").expect("a home");
        DirBuilder::new().mode(0o700).create(&copy).expect("a folder");
        for file in [IDENTITY_FILE, NAME_FILE, LOCK_FILE] {
            fs::copy(first.join(file), copy.join(file)).expect("copied");
        }
        assert_eq!(Home::open(&first).expect("a home").place(), Ok(Place::Same));
        let mut copied = Home::open(&copy).expect("a home");
        assert_eq!(copied.place(), Ok(Place::Another));
        let drawn = DeviceSeeds { device: [7; 32], transport: [8; 32] };
        let keys = copied.keys().on_new_device(&drawn, "laptop 2").expect("the root key is here");
        copied.keep(keys).expect("kept");
        let copied = Home::open(&copy).expect("a home");
        assert_eq!(copied.place(), Ok(Place::Same));
        assert_eq!(copied.person_id(), Home::open(&first).expect("a home").person_id());
        assert_ne!(copied.device_id(), Home::open(&first).expect("a home").device_id());
    }

    #[test]
    fn that_words_were_checked_is_remembered() {
        let place = tempfile::tempdir().expect("temporary folder");
        let home = Home::create(place.path(), keys(), "Alice").expect("a home");
        assert_eq!(home.words_state(), WordsState::Unseen);
        for (told, remembered) in [
            (WordsState::Shown, WordsState::Shown),
            (WordsState::Checked, WordsState::Checked),
            (WordsState::Shown, WordsState::Checked),
        ] {
            home.set_words_state(told).expect("written");
            assert_eq!(home.words_state(), remembered);
        }
    }
}
