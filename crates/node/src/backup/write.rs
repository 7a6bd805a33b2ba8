//! Writing a backup.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use commonplace_core::time::Timestamp;
use commonplace_store::SnapshotFile;
use zeroize::Zeroizing;

use super::{
    ABOUT, About, CALLED_OFF, DRAFTS, Doing, KEYS, MANIFEST, NAME, README, STORE, VERSION, Watch, of_file, read,
};
use crate::answer::Backup;
use crate::error::Error;
use crate::home::{Cost, Keys, Passphrase};

/// What goes into a backup.
#[derive(Debug)]
pub(crate) struct Job {
    /// The home's folder.
    pub(crate) home: PathBuf,
    /// Its store at one moment.
    pub(crate) store: Vec<SnapshotFile>,
    /// Its keys, unless they are to be left out.
    pub(crate) keys: Option<Keys>,
    /// Whose it is, and when.
    pub(crate) about: (commonplace_core::id::PersonId, String, Timestamp),
    /// Seals the file.
    pub(crate) passphrase: Passphrase,
    /// How dear one guess at it is made.
    pub(crate) cost: Cost,
    /// Where to.
    pub(crate) to: PathBuf,
}

/// What the backup says to whoever opens it with other tools.
const LETTER: &str = "\
This is a backup of a home of Commonplace, a program with which people learn
together: their notes, questions, answers and attachments, and the keys that say
who they are. It is an age file (https://age-encryption.org/v1) with a tar in it;
that you read this means that you have its passphrase.

To use it:           commonplace restore --from FILE
To check it:         commonplace verify-backup FILE
To check by hand:    age --decrypt FILE | tar -x && b3sum --check MANIFEST.b3

about.json           whose it is, and when it was made
identity/keys.cbor   the keys (DAG-CBOR); whoever has them can speak as this person
home/                the person's name, and drafts
store/journal/       records, sealed, in frames: docs/records.md of Commonplace
store/blobs/         attachments, sealed; each is named by its BLAKE3

A home that is made from it is a new device of the same person. Old ones can be
taken away there with: commonplace device revoke
";

/// Writes a backup, reads it back whole, and only then gives it its name. What is called off or fails leaves nothing.
///
/// # Errors
/// [`Error::FileExists`], [`Error::DiskFull`], [`Error::File`], [`Error::Cancelled`].
pub(crate) fn write(job: &Job, watch: Watch<'_>) -> Result<Backup, Error> {
    if job.to.symlink_metadata().is_ok() {
        return Err(Error::FileExists { file: job.to.clone() });
    }
    let part = Part::beside(&job.to)?;
    fill(job, &part, watch).and_then(|()| part.file.sync_all().map_err(of_file(&part.path)))?;
    let mut backup = read::verify(&part.path, &job.passphrase, watch)?;
    if !backup.damaged.is_empty() {
        let why = backup.damaged.join("; ");
        return Err(Error::File { file: job.to.clone(), why });
    }
    part.name(&job.to)?;
    backup.file.clone_from(&job.to);
    Ok(backup)
}

/// A file that has no name yet, and goes if it gets none.
struct Part {
    path: PathBuf,
    file: File,
    named: bool,
}

impl Part {
    fn beside(to: &Path) -> Result<Self, Error> {
        let mut name = to.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let path = to.with_file_name(name);
        // Never into a file that is there: it may be open to others, or a link.
        let _may_not_exist = fs::remove_file(&path);
        let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let file = opened.map_err(of_file(&path))?;
        Ok(Self { path, file, named: false })
    }

    fn name(mut self, to: &Path) -> Result<(), Error> {
        fs::rename(&self.path, to).map_err(of_file(to))?;
        self.named = true;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(of_file(folder))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.named {
            let _may_not_exist = fs::remove_file(&self.path);
        }
    }
}

fn fill(job: &Job, part: &Part, watch: Watch<'_>) -> Result<(), Error> {
    let failed = of_file(&part.path);
    let secret = SecretString::from(job.passphrase.expose().to_owned());
    let mut recipient = age::scrypt::Recipient::new(secret);
    recipient.set_work_factor(job.cost.for_writing().scrypt_log());
    let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient));
    let encryptor = encryptor.map_err(|error| Error::Store { why: error.to_string() })?;
    let age = encryptor.wrap_output(BufWriter::new(&part.file)).map_err(&failed)?;
    let total = job.store.iter().map(|file| file.len).sum();
    let mut archive =
        Archive { tar: tar::Builder::new(age), manifest: String::new(), made: job.about.2, done: 0, total, watch };
    let (person, name, made) = job.about.clone();
    let about = About { version: VERSION, person, name: name.clone(), made, keys: job.keys.is_some() };
    let about = serde_json::to_vec_pretty(&about).map_err(|error| Error::Store { why: error.to_string() })?;
    let added = (|| {
        archive.bytes(README, LETTER.as_bytes())?;
        archive.bytes(ABOUT, &about)?;
        if let Some(keys) = &job.keys {
            let keys: Zeroizing<Vec<u8>> = keys.encode(None);
            archive.bytes(KEYS, &keys)?;
        }
        archive.bytes(NAME, name.as_bytes())?;
        archive.drafts(&job.home.join("drafts"))?;
        for file in &job.store {
            archive.file(&format!("{STORE}{}", file.name), &file.path, file.len)?;
        }
        archive.end()
    })();
    added.map_err(|error: io::Error| match error.kind() {
        CALLED_OFF => Error::Cancelled,
        _ => failed(error),
    })
}

/// The tar on its way into the file.
struct Archive<'a, W: Write> {
    tar: tar::Builder<age::stream::StreamWriter<W>>,
    manifest: String,
    made: Timestamp,
    done: u64,
    total: u64,
    watch: Watch<'a>,
}

impl<W: Write> Archive<'_, W> {
    fn bytes(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.add(name, Cursor::new(bytes), bytes.len() as u64)
    }

    fn file(&mut self, name: &str, path: &Path, len: u64) -> io::Result<()> {
        let file = File::open(path)?;
        self.add(name, file, len)
    }

    fn drafts(&mut self, folder: &Path) -> io::Result<()> {
        let Ok(drafts) = fs::read_dir(folder) else { return Ok(()) };
        for draft in drafts.flatten() {
            let name = draft.file_name().to_string_lossy().into_owned();
            // A draft may go while we look: it was published.
            let Ok(bytes) = fs::read(draft.path()) else { continue };
            if blake3::Hash::from_hex(&name).is_ok() {
                self.bytes(&format!("{DRAFTS}{name}"), &bytes)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, from: impl Read, len: u64) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(len);
        header.set_mode(0o600);
        header.set_mtime(self.made.millis() / 1000);
        let mut hashed = Hashed {
            from: from.take(len),
            hasher: blake3::Hasher::new(),
            done: self.done,
            total: self.total,
            watch: &mut *self.watch,
        };
        self.tar.append_data(&mut header, name, &mut hashed)?;
        if hashed.from.limit() > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let hash = hashed.hasher.finalize();
        self.manifest.push_str(&format!("{}  {name}\n", hash.to_hex()));
        self.done += len;
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        let manifest = std::mem::take(&mut self.manifest);
        self.bytes(MANIFEST, manifest.as_bytes())?;
        self.tar.into_inner()?.finish()?.flush()
    }
}

/// Bytes on their way, hashed and counted.
struct Hashed<'a, R> {
    from: io::Take<R>,
    hasher: blake3::Hasher,
    done: u64,
    total: u64,
    watch: &'a mut dyn FnMut(Doing, u64, u64) -> bool,
}

impl<R: Read> Read for Hashed<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.hasher.update(&into[..read]);
        self.done += read as u64;
        if (self.watch)(Doing::Writing, self.done.min(self.total), self.total) {
            Ok(read)
        } else {
            Err(CALLED_OFF.into())
        }
    }
}
