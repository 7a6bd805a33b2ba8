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
}

/// What a faulty disk does instead of a step.
#[derive(Debug)]
pub struct Fault {
    /// Bytes that still reach the file, for a write.
    pub written: usize,
    /// What the system answers.
    pub error: io::Error,
}

/// A disk that fails on demand. Asked before every step of the journal.
pub trait Faults: fmt::Debug + Send + Sync {
    /// Whether this step fails.
    ///
    /// # Errors
    /// The fault, when it does.
    fn before(&self, step: Step) -> Result<(), Fault>;
}

/// The file system, as the journal uses it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    faults: Option<Arc<dyn Faults>>,
}

impl Disk {
    pub(crate) fn new(faults: Option<Arc<dyn Faults>>) -> Self {
        Self { faults }
    }

    fn before(&self, step: Step) -> Result<(), Fault> {
        self.faults.as_ref().map_or(Ok(()), |faults| faults.before(step))
    }

    pub(crate) fn write_at(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        match self.before(Step::Write { len: bytes.len() }) {
            Ok(()) => file.write_all_at(bytes, offset),
            Err(fault) => {
                file.write_all_at(&bytes[..fault.written.min(bytes.len())], offset)?;
                Err(fault.error)
            }
        }
    }

    pub(crate) fn sync(&self, file: &File) -> io::Result<()> {
        self.before(Step::Sync).map_err(|fault| fault.error)?;
        file.sync_data()
    }

    /// Makes the names in a folder durable.
    pub(crate) fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.before(Step::Sync).map_err(|fault| fault.error)?;
        File::open(dir)?.sync_all()
    }

    /// A new empty file to read and write, in place of any other.
    pub(crate) fn create(&self, path: &Path) -> io::Result<File> {
        self.before(Step::Create).map_err(|fault| fault.error)?;
        File::options().read(true).write(true).create(true).truncate(true).open(path)
    }

    pub(crate) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before(Step::Rename).map_err(|fault| fault.error)?;
        fs::rename(from, to)
    }

    /// Takes real room for a file.
    pub(crate) fn allocate(&self, file: &File, bytes: u64) -> io::Result<()> {
        let len = usize::try_from(bytes).unwrap_or(usize::MAX);
        self.before(Step::Write { len }).map_err(|fault| fault.error)?;
        match rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), 0, bytes) {
            Err(rustix::io::Errno::OPNOTSUPP) => file.write_all_at(&vec![0; len], 0),
            other => Ok(other?),
        }
    }

    /// A whole small file, durable under its name before the old one is gone.
    pub(crate) fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let new = path.with_extension("new");
        let file = self.create(&new)?;
        self.write_at(&file, bytes, 0)?;
        self.sync(&file)?;
        self.rename(&new, path)?;
        path.parent().map_or(Ok(()), |dir| self.sync_dir(dir))
    }
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
