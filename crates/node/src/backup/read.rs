//! Reading a backup: checking it, and making a home of it.

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use commonplace_core::id::PersonId;
use commonplace_core::limits::{
    BACKUP_FILES, BACKUP_SCRYPT_LOG, BACKUP_SMALL_BYTES, DRAFT_BYTES, JOURNAL_FRAME_BYTES, JOURNAL_SEGMENT_BYTES,
};
use commonplace_core::time::Timestamp;
use commonplace_store::check_segment;
use zeroize::Zeroizing;

use super::{
    ABOUT, About, BLOBS, BadBackup, CALLED_OFF, DRAFTS, Doing, JOURNAL, KEYS, MANIFEST, NAME, README, STORE, VERSION,
    Watch, of_file,
};
use crate::answer::Backup;
use crate::error::Error;
use crate::home::{DeviceSeeds, Home, Keys, Passphrase, Seeds};

/// What a restore made.
#[derive(Debug)]
pub struct Restored {
    /// The home; on a new device of its person.
    pub home: Home,
    /// What was in the backup.
    pub backup: Backup,
}

/// Checks every byte of a backup: that it opens, that each file in it is the one that was put in, that every frame of the
/// journal and every attachment has its hash. Writes nothing.
///
/// # Errors
/// [`Error::WrongPassphrase`], [`Error::BadBackup`], [`Error::File`], [`Error::Cancelled`]. Damage inside that leaves the
/// rest readable is told in the answer.
pub fn verify(file: &Path, passphrase: &Passphrase, watch: Watch<'_>) -> Result<Backup, Error> {
    let mut reading = Reading::open(file, watch, Doing::Checking)?;
    let mut nowhere = |_: &str, _: &mut dyn Read| Ok(());
    reading.read(passphrase, &mut nowhere)?;
    reading.found()
}

/// Makes a home of a backup, on a new device with these seeds. Where the keys were left out, `root` is what the recovery
/// words say; it is not needed otherwise. The home appears at once and whole, or not at all.
///
/// # Errors
/// As [`verify`], and those of [`Home::create`]; [`BadBackup::WithoutKeys`] without `root` where it is needed,
/// [`BadBackup::OtherPerson`].
#[expect(clippy::too_many_arguments, reason = "what a restore takes, from the file to the clock")]
pub fn restore(
    file: &Path,
    passphrase: &Passphrase,
    root: Option<&[u8; 32]>,
    folder: &Path,
    seeds: &DeviceSeeds,
    device_name: Option<&str>,
    now: Timestamp,
    watch: Watch<'_>,
) -> Result<Restored, Error> {
    let folder = std::path::absolute(folder).map_err(of_file(folder))?;
    let making = Making::beside(&folder)?;
    let mut reading = Reading::open(file, watch, Doing::Restoring)?;
    let mut keep = |name: &str, from: &mut dyn Read| making.keep(name, from);
    reading.read(passphrase, &mut keep)?;
    let (keys, about) = (reading.keys.take(), reading.about.clone());
    let backup = reading.found()?;
    let about = about.ok_or(Error::BadBackup { why: BadBackup::Damaged })?;
    if let Some(damage) = backup.damaged.first() {
        return Err(Error::File { file: file.to_owned(), why: damage.clone() });
    }
    let keys = renewed(keys, root, &about.person, seeds, device_name)?;
    let name = if about.name.trim().is_empty() { "?" } else { about.name.as_str() };
    let home = making.become_home(&folder, keys, name, now)?;
    Ok(Restored { home, backup })
}

/// The keys of a new device of the person of the backup.
fn renewed(
    keys: Option<Keys>,
    root: Option<&[u8; 32]>,
    person: &PersonId,
    seeds: &DeviceSeeds,
    name: Option<&str>,
) -> Result<Keys, Error> {
    let bad = |why| Error::BadBackup { why };
    let keys = match (keys, root) {
        (Some(keys), _) => {
            let former = keys.certificate().name().to_owned();
            let name = name.map_or_else(|| crate::home::next_name(&former), ToOwned::to_owned);
            keys.on_new_device(seeds, &name).ok_or_else(|| bad(BadBackup::WithoutKeys))?
        }
        (None, Some(root)) => {
            let seeds = Seeds { person: *root, device: seeds.device, transport: seeds.transport };
            Keys::new(&seeds, name.unwrap_or("laptop"))
        }
        (None, None) => return Err(bad(BadBackup::WithoutKeys)),
    };
    if keys.person_id() == *person { Ok(keys) } else { Err(bad(BadBackup::OtherPerson)) }
}

/// Where the bytes of a file of the backup go.
type Keep<'a> = &'a mut dyn FnMut(&str, &mut dyn Read) -> io::Result<()>;

struct Reading<'a> {
    file: PathBuf,
    bytes: u64,
    opened: Option<File>,
    watch: Watch<'a>,
    doing: Doing,
    about: Option<About>,
    keys: Option<Keys>,
    /// The hash of every file in it, by name.
    hashes: BTreeMap<String, blake3::Hash>,
    manifest: Option<String>,
    backup: Backup,
}

impl<'a> Reading<'a> {
    fn open(file: &Path, watch: Watch<'a>, doing: Doing) -> Result<Self, Error> {
        let opened = File::open(file).map_err(of_file(file))?;
        let bytes = opened.metadata().map_err(of_file(file))?.len();
        let backup = Backup { file: file.to_owned(), bytes, ..Backup::default() };
        Ok(Self {
            file: file.to_owned(),
            bytes,
            opened: Some(opened),
            watch,
            doing,
            about: None,
            keys: None,
            hashes: BTreeMap::new(),
            manifest: None,
            backup,
        })
    }

    fn read(&mut self, passphrase: &Passphrase, keep: Keep<'_>) -> Result<(), Error> {
        let bad = |why| Error::BadBackup { why };
        let opened = self.opened.take().ok_or_else(|| bad(BadBackup::Foreign))?;
        let counted = Counted { from: opened, done: 0, total: self.bytes, doing: self.doing, watch: &mut *self.watch };
        let decryptor = age::Decryptor::new_buffered(BufReader::with_capacity(1 << 16, counted));
        let decryptor = decryptor.map_err(|error| refused(&self.file, error))?;
        if !decryptor.is_scrypt() {
            return Err(bad(BadBackup::Foreign));
        }
        let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.expose().to_owned()));
        identity.set_max_work_factor(BACKUP_SCRYPT_LOG);
        let plain = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
        let archive = tar::Archive::new(plain.map_err(|error| refused(&self.file, error))?);
        let mut state = State {
            about: &mut self.about,
            keys: &mut self.keys,
            hashes: &mut self.hashes,
            manifest: &mut self.manifest,
            backup: &mut self.backup,
        };
        state.take_all(archive, keep).map_err(|error| match error.kind() {
            CALLED_OFF => Error::Cancelled,
            io::ErrorKind::Unsupported => bad(BadBackup::Newer),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::DiskFull,
            // A byte that is another, an end too early: the seal says so by an error of its own.
            _ => bad(BadBackup::Damaged),
        })
    }

    /// What was found, once everything was read.
    fn found(mut self) -> Result<Backup, Error> {
        let bad = Error::BadBackup { why: BadBackup::Damaged };
        let (Some(about), Some(manifest)) = (self.about, self.manifest) else { return Err(bad) };
        let mut listed = 0_usize;
        for line in manifest.lines() {
            let (hash, name) = line.split_once("  ").ok_or_else(|| bad.clone())?;
            listed += 1;
            if self.hashes.get(name).is_none_or(|found| found.to_hex().as_str() != hash) {
                self.backup.damaged.push(format!("{name} is not what was put in"));
            }
        }
        if listed != self.hashes.len() {
            self.backup.damaged.push("a file that nobody put in".to_owned());
        }
        let About { person, name, made, keys, .. } = about;
        self.backup.keys = keys;
        (self.backup.id, self.backup.name, self.backup.made) = (Some(person), name, made);
        Ok(self.backup)
    }
}

/// What reading gathers.
struct State<'s> {
    about: &'s mut Option<About>,
    keys: &'s mut Option<Keys>,
    hashes: &'s mut BTreeMap<String, blake3::Hash>,
    manifest: &'s mut Option<String>,
    backup: &'s mut Backup,
}

impl State<'_> {
    fn take_all<R: Read>(&mut self, mut archive: tar::Archive<R>, keep: Keep<'_>) -> io::Result<()> {
        archive.entries()?.try_for_each(|entry| self.take(&mut entry?, keep))
    }

    fn take<R: Read>(&mut self, entry: &mut tar::Entry<'_, R>, keep: Keep<'_>) -> io::Result<()> {
        let invalid = || io::Error::from(io::ErrorKind::InvalidData);
        let name = String::from_utf8(entry.path_bytes().into_owned()).map_err(|_| invalid())?;
        if entry.header().entry_type() != tar::EntryType::Regular || self.hashes.len() >= BACKUP_FILES {
            return Err(invalid());
        }
        match name.as_str() {
            MANIFEST => {
                *self.manifest = Some(text(&mut whole(entry, BACKUP_FILES * 200)?)?);
                return Ok(());
            }
            ABOUT => {
                let bytes = self.small(&name, entry)?;
                let about: About = serde_json::from_slice(&bytes).map_err(|_| invalid())?;
                if about.version > VERSION {
                    return Err(io::ErrorKind::Unsupported.into());
                }
                *self.about = Some(about);
            }
            KEYS => {
                let bytes = self.small(&name, entry)?;
                *self.keys = Some(Keys::decode(&bytes).map_err(|_| invalid())?.0);
            }
            README | NAME => _ = self.small(&name, entry)?,
            _ if name.starts_with(JOURNAL) => self.segment(&name, entry, keep)?,
            _ if name.starts_with(BLOBS) => self.blob(&name, entry, keep)?,
            _ if name.starts_with(DRAFTS) => self.draft(&name, entry, keep)?,
            // Of a later version, and of no use to this one; its hash is checked all the same.
            _ => _ = self.hashed(&name, entry, &mut io::sink())?,
        }
        Ok(())
    }

    fn small<R: Read>(&mut self, name: &str, entry: &mut R) -> io::Result<Zeroizing<Vec<u8>>> {
        let bytes = whole(entry, BACKUP_SMALL_BYTES)?;
        self.hashes.insert(name.to_owned(), blake3::hash(&bytes));
        Ok(bytes)
    }

    fn segment<R: Read>(&mut self, name: &str, entry: &mut R, keep: Keep<'_>) -> io::Result<()> {
        let bound = usize::try_from(JOURNAL_SEGMENT_BYTES).unwrap_or(usize::MAX) + 2 * JOURNAL_FRAME_BYTES;
        let bytes = whole(entry, bound)?;
        self.hashes.insert(name.to_owned(), blake3::hash(&bytes));
        match check_segment(&bytes) {
            Some(check) => {
                self.backup.records += check.records;
                if check.damaged > 0 {
                    self.backup.damaged.push(format!("{name}: bytes that are no record"));
                }
            }
            None => self.backup.damaged.push(format!("{name}: no journal segment")),
        }
        keep(name, &mut bytes.as_slice())
    }

    fn blob<R: Read>(&mut self, name: &str, entry: &mut R, keep: Keep<'_>) -> io::Result<()> {
        let mut hashing = Hashing { from: entry, hasher: blake3::Hasher::new() };
        keep(name, &mut hashing)?;
        io::copy(&mut hashing, &mut io::sink())?;
        let hash = hashing.hasher.finalize();
        self.hashes.insert(name.to_owned(), hash);
        self.backup.blobs += 1;
        let named: String = name[BLOBS.len()..].chars().filter(|c| *c != '/').collect();
        if named != hash.to_hex().as_str() {
            self.backup.damaged.push(format!("{name} is not the attachment of this name"));
        }
        Ok(())
    }

    fn draft<R: Read>(&mut self, name: &str, entry: &mut R, keep: Keep<'_>) -> io::Result<()> {
        let bytes = whole(entry, DRAFT_BYTES)?;
        self.hashes.insert(name.to_owned(), blake3::hash(&bytes));
        self.backup.drafts += 1;
        keep(name, &mut bytes.as_slice())
    }

    fn hashed<R: Read>(&mut self, name: &str, entry: &mut R, to: &mut dyn Write) -> io::Result<u64> {
        let mut hashing = Hashing { from: entry, hasher: blake3::Hasher::new() };
        let copied = io::copy(&mut hashing, to)?;
        self.hashes.insert(name.to_owned(), hashing.hasher.finalize());
        Ok(copied)
    }
}

fn whole(from: &mut impl Read, max: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    from.take(max as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > max { Err(io::ErrorKind::InvalidData.into()) } else { Ok(bytes) }
}

fn text(bytes: &mut Zeroizing<Vec<u8>>) -> io::Result<String> {
    String::from_utf8(std::mem::take(&mut **bytes)).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn refused(file: &Path, error: age::DecryptError) -> Error {
    use age::DecryptError as D;
    let bad = |why| Error::BadBackup { why };
    match error {
        D::DecryptionFailed | D::KeyDecryptionFailed | D::NoMatchingKeys => Error::WrongPassphrase,
        D::InvalidMac => bad(BadBackup::Damaged),
        D::Io(error) if error.kind() == CALLED_OFF => Error::Cancelled,
        D::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof && error.kind() != io::ErrorKind::InvalidData => {
            Error::of_file(file, &error)
        }
        _ => bad(BadBackup::Foreign),
    }
}

/// What fuzzing calls: readers of the outside of a backup, and of what is in it once it is open.
pub mod decoders {
    use super::*;

    /// Reads a file as a sealed backup, as far as can be read without its passphrase, or with a cheap one.
    pub fn sealed(bytes: &[u8]) {
        let Ok(decryptor) = age::Decryptor::new_buffered(bytes) else { return };
        let mut identity = age::scrypt::Identity::new(SecretString::from("correct horse".to_owned()));
        identity.set_max_work_factor(1);
        let opened = decryptor.is_scrypt().then(|| decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)));
        if let Some(Err(error)) = opened {
            let _said = refused(Path::new("backup"), error).to_string();
        }
    }

    /// Reads what a backup holds.
    pub fn archive(bytes: &[u8]) {
        let (mut about, mut keys, mut manifest) = (None, None, None);
        let (mut hashes, mut backup) = (BTreeMap::new(), Backup::default());
        let mut state = State {
            about: &mut about,
            keys: &mut keys,
            hashes: &mut hashes,
            manifest: &mut manifest,
            backup: &mut backup,
        };
        let mut nowhere = |_: &str, _: &mut dyn Read| Ok(());
        let _damaged = state.take_all(tar::Archive::new(bytes), &mut nowhere);
        assert!(hashes.len() <= bytes.len(), "files have heads");
    }
}

struct Hashing<R> {
    from: R,
    hasher: blake3::Hasher,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.hasher.update(&into[..read]);
        Ok(read)
    }
}

/// The file's bytes, counted.
struct Counted<'a> {
    from: File,
    done: u64,
    total: u64,
    doing: Doing,
    watch: &'a mut dyn FnMut(Doing, u64, u64) -> bool,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.done += read as u64;
        if (self.watch)(self.doing, self.done, self.total) { Ok(read) } else { Err(CALLED_OFF.into()) }
    }
}

/// A home in the making, beside where it will be; it goes if it becomes none.
struct Making {
    folder: PathBuf,
    made: bool,
}

impl Making {
    fn beside(folder: &Path) -> Result<Self, Error> {
        if crate::home::is_home(folder) {
            return Err(Error::HomeExists { home: folder.to_owned() });
        }
        // Only a folder with nothing in it gives way.
        if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Error::File { file: folder.to_owned(), why: "the folder is not empty".to_owned() });
        }
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent).map_err(of_file(parent))?;
        }
        let mut name = folder.file_name().unwrap_or_default().to_owned();
        name.push(".restoring");
        let making = folder.with_file_name(name);
        let _may_not_exist = fs::remove_dir_all(&making);
        DirBuilder::new().mode(0o700).create(&making).map_err(of_file(&making))?;
        Ok(Self { folder: making, made: false })
    }

    /// Keeps a file of the backup; names in it decide nothing but which of the known places it goes to.
    fn keep(&self, name: &str, from: &mut dyn Read) -> io::Result<()> {
        let Some(place) = place(name) else { return Err(io::ErrorKind::InvalidData.into()) };
        let path = self.folder.join(place);
        if let Some(parent) = path.parent() {
            DirBuilder::new().mode(0o700).recursive(true).create(parent)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        io::copy(from, &mut file)?;
        file.sync_all()
    }

    fn become_home(mut self, folder: &Path, keys: Keys, name: &str, since: Timestamp) -> Result<Home, Error> {
        let home = Home::create_around(&self.folder, keys, name, since)?;
        drop(home);
        // An empty folder of this name gives way.
        fs::rename(&self.folder, folder).map_err(of_file(folder))?;
        self.made = true;
        if let Some(parent) = folder.parent() {
            File::open(parent).and_then(|parent| parent.sync_all()).map_err(of_file(parent))?;
        }
        Home::open(folder)
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        if !self.made {
            let _may_not_exist = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Where a file of the backup belongs in a home; none for a name that we did not give.
fn place(name: &str) -> Option<PathBuf> {
    let hex = |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_hexdigit());
    if let Some(segment) = name.strip_prefix(JOURNAL) {
        let digits = segment.strip_suffix(".seg")?;
        let good = digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        return good.then(|| Path::new(STORE).join("journal").join(segment));
    }
    if let Some(blob) = name.strip_prefix(BLOBS) {
        let (head, tail) = blob.split_once('/')?;
        let good = hex(head, 2) && hex(tail, 62);
        return good.then(|| Path::new(STORE).join("blobs").join(head).join(tail));
    }
    let draft = name.strip_prefix(DRAFTS)?;
    hex(draft, 64).then(|| Path::new("drafts").join(draft))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_backup_lead_nowhere_else() {
        assert_eq!(place("store/journal/000001.seg"), Some("store/journal/000001.seg".into()));
        assert!(place(&format!("store/blobs/ab/{}", "c".repeat(62))).is_some());
        for name in [
            "store/journal/../../x.seg",
            "store/blobs/ab/../x",
            "store/blobs/../ab",
            "home/drafts/../../../x",
            "/etc/passwd",
            "identity.cbor",
            "store/journal/.seg",
        ] {
            assert_eq!(place(name), None, "{name}");
        }
    }
}
