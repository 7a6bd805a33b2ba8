//! The few steps of the file system on which durability stands, with a seam where tests let each of them fail.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;

/// A step that may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Writing so many bytes.
    Write {
        /// How many.
        len: usize,
    },
    /// Making written bytes, or a name, durable.
    Sync,
    /// Making a file.
    Create,
    /// Putting a file in another's place.
    Rename,
    /// Opening the index, which writes.
    OpenIndex,
}

/// What a faulty disk does instead of a step.
#[derive(Debug)]
pub struct Fault {
    /// Bytes that still reach the file, for a write.
    pub written: usize,
    /// What the system answers.
    pub error: io::Error,
}

/// A disk that fails on demand. Asked before every step of the journal, the attachments and the index.
pub trait Faults: fmt::Debug + Send + Sync {
    /// Whether this step, on this file or folder, fails.
    ///
    /// # Errors
    /// The fault, when it does.
    fn before(&self, step: Step, path: &Path) -> Result<(), Fault>;
}

/// The file system, as the store uses it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    faults: Option<Arc<dyn Faults>>,
}

impl Disk {
    pub(crate) fn new(faults: Option<Arc<dyn Faults>>) -> Self {
        Self { faults }
    }

    /// Asks the faults alone, for steps that others take.
    pub(crate) fn before(&self, step: Step, path: &Path) -> Result<(), Fault> {
        self.faults.as_ref().map_or(Ok(()), |faults| faults.before(step, path))
    }

    pub(crate) fn write_at(&self, (file, path): (&File, &Path), bytes: &[u8], offset: u64) -> io::Result<()> {
        match self.before(Step::Write { len: bytes.len() }, path) {
            Ok(()) => file.write_all_at(bytes, offset),
            Err(fault) => {
                file.write_all_at(&bytes[..fault.written.min(bytes.len())], offset)?;
                Err(fault.error)
            }
        }
    }

    pub(crate) fn sync(&self, (file, path): (&File, &Path)) -> io::Result<()> {
        self.before(Step::Sync, path).map_err(|fault| fault.error)?;
        file.sync_data()
    }

    /// Makes the names in a folder durable.
    pub(crate) fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.before(Step::Sync, dir).map_err(|fault| fault.error)?;
        File::open(dir)?.sync_all()
    }

    /// A new empty file to read and write, in place of any other.
    pub(crate) fn create(&self, path: &Path) -> io::Result<File> {
        self.before(Step::Create, path).map_err(|fault| fault.error)?;
        File::options().read(true).write(true).create(true).truncate(true).open(path)
    }

    /// A file to read and write as it is, or a new empty one.
    pub(crate) fn open_or_create(&self, path: &Path) -> io::Result<File> {
        self.before(Step::Create, path).map_err(|fault| fault.error)?;
        File::options().read(true).write(true).create(true).truncate(false).open(path)
    }

    /// Makes a folder, with those above it, so that no power loss takes their names again.
    pub(crate) fn create_dir(&self, dir: &Path) -> io::Result<()> {
        let mut made = Vec::new();
        let mut missing = Some(dir);
        while let Some(path) = missing.filter(|path| !path.as_os_str().is_empty() && !path.exists()) {
            made.push(path);
            missing = path.parent();
        }
        fs::create_dir_all(dir)?;
        made.into_iter().try_for_each(|path| self.sync_dir(above(path)))
    }

    pub(crate) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before(Step::Rename, to).map_err(|fault| fault.error)?;
        fs::rename(from, to)
    }

    /// Takes real room for a file.
    pub(crate) fn allocate(&self, (file, path): (&File, &Path), bytes: u64) -> io::Result<()> {
        let len = usize::try_from(bytes).unwrap_or(usize::MAX);
        self.before(Step::Write { len }, path).map_err(|fault| fault.error)?;
        match rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), 0, bytes) {
            Err(error) if CANNOT.contains(&error) => file.write_all_at(&vec![0; len], 0),
            other => Ok(other?),
        }
    }

    /// A whole small file, durable under its name before the old one is gone.
    pub(crate) fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let new = path.with_extension("new");
        let file = self.create(&new)?;
        self.write_at((&file, &new), bytes, 0)?;
        self.sync((&file, &new))?;
        self.rename(&new, path)?;
        self.sync_dir(above(path))
    }
}

/// What file systems say that take no room beforehand: one number on Linux, two elsewhere.
const CANNOT: [rustix::io::Errno; 2] = [rustix::io::Errno::OPNOTSUPP, rustix::io::Errno::NOTSUP];

pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The folder that holds a name.
pub(crate) fn above(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Bytes free for this user in the file system of `dir`.
pub(crate) fn free_bytes(dir: &Path) -> io::Result<u64> {
    let stat = rustix::fs::statvfs(dir)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// Bytes of all files below `dir`; what vanishes meanwhile counts nothing.
pub(crate) fn size_below(dir: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(dir) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => size_below(&entry.path()),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}
