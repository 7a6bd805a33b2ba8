//! The folder of a store: who holds it, in which format it is, and the reserve for a full disk.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use commonplace_core::limits::RESERVE_BYTES;

use crate::disk::{Disk, free_bytes};
use crate::error::{OpenError, is_full};
use crate::journal::frame::FrameKey;
use crate::journal::segment::{FORMAT, Header, segment_numbers, segment_path};

/// Where everything lies.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) journal: PathBuf,
    pub(crate) index: PathBuf,
    pub(crate) hints: PathBuf,
    pub(crate) blobs: PathBuf,
    pub(crate) partial: PathBuf,
    /// Damaged attachments, put aside and never deleted.
    pub(crate) damaged: PathBuf,
    /// What was cut from the journal's end last.
    pub(crate) cut: PathBuf,
}

impl Layout {
    pub(crate) fn of(dir: &Path) -> Self {
        let index = dir.join("index");
        Self {
            journal: dir.join("journal"),
            hints: index.join("hints"),
            index,
            blobs: dir.join("blobs"),
            partial: dir.join("partial"),
            damaged: dir.join("damaged"),
            cut: dir.join("journal.cut"),
        }
    }

    pub(crate) fn create(&self) -> Result<(), OpenError> {
        for dir in [&self.journal, &self.index, &self.hints, &self.blobs, &self.partial] {
            fs::create_dir_all(dir).map_err(OpenError::at(dir))?;
        }
        Ok(())
    }

    /// Makes durable what a killed process may have left in the system's memory: the names of all folders and segments.
    /// The last segment's bytes are the journal's to sync.
    pub(crate) fn sync(&self, dir: &Path, disk: &Disk) -> Result<(), OpenError> {
        for dir in [&self.journal, &self.blobs, dir] {
            disk.sync_dir(dir).map_err(OpenError::at(dir))?;
        }
        Ok(())
    }
}

/// The lock on a folder, released when dropped and when the process ends in any way.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Drop for Lock {
    /// A process that was being started at this moment may have inherited the file: closing ours would not be enough.
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            tracing::debug!(%error, "not unlocked");
        }
    }
}

impl Lock {
    pub(crate) fn take(dir: &Path) -> Result<Self, OpenError> {
        let path = dir.join("lock");
        let open = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(OpenError::at(&path))?;
        match file.try_lock() {
            Ok(()) => {
                // On a full disk the number cannot be written; the lock holds all the same.
                let _written = write_pid(&mut file);
                Ok(Self { file })
            }
            Err(TryLockError::WouldBlock) => Err(OpenError::HeldByOther { pid: read_pid(&mut file) }),
            Err(TryLockError::Error(source)) => Err(OpenError::at(&path)(source)),
        }
    }
}

fn write_pid(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    write!(file, "{}", std::process::id())
}

fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// The first word of the format file.
const FORMAT_NAME: &str = "commonplace-store";

/// What the folder says of its format: the version and the store's frame key. The line's own check stays where it is in
/// every later format, so that a damaged line is never taken for a newer one.
fn read_format(dir: &Path) -> io::Result<Option<(u32, FrameKey)>> {
    let text = match fs::read(dir.join("format")) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(parse_format(&text))
}

fn parse_format(text: &str) -> Option<(u32, FrameKey)> {
    let (line, check) = text.trim_end().rsplit_once(' ')?;
    if check != check_of(line) {
        return None;
    }
    let mut words = line.split(' ');
    let (name, version, key) = (words.next()?, words.next()?.parse().ok()?, words.next());
    let key = key.and_then(|hex| blake3::Hash::from_hex(hex).ok()).map_or([0; 32], |hash| *hash.as_bytes());
    (name == FORMAT_NAME).then_some((version, key))
}

fn check_of(line: &str) -> String {
    blake3::hash(line.as_bytes()).to_hex()[..16].to_owned()
}

fn format_line(key: &FrameKey) -> String {
    let line = format!("{FORMAT_NAME} {FORMAT} {}", blake3::Hash::from_bytes(*key).to_hex());
    format!("{line} {}\n", check_of(&line))
}

/// Refuses a store of a later version. Only reads.
pub(crate) fn refuse_newer(dir: &Path, layout: &Layout) -> Result<(), OpenError> {
    let mut found = read_format(dir).map_err(OpenError::at(dir))?.map_or(0, |(format, _)| format);
    for number in numbers_if_any(&layout.journal)? {
        let path = segment_path(&layout.journal, number);
        let header = Header::read(&path).map_err(OpenError::at(&path))?;
        found = found.max(header.map_or(0, |header| header.format));
    }
    if found > FORMAT { Err(OpenError::NewerFormat { found, known: FORMAT }) } else { Ok(()) }
}

fn numbers_if_any(journal: &Path) -> Result<Vec<u32>, OpenError> {
    match segment_numbers(journal) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        other => other.map_err(OpenError::at(journal)),
    }
}

/// The store's frame key: from the format file, else from any segment, else fresh for a new store.
pub(crate) fn frame_key(dir: &Path, layout: &Layout, disk: &Disk) -> Result<FrameKey, OpenError> {
    if let Some((_, key)) = read_format(dir).map_err(OpenError::at(dir))? {
        return Ok(key);
    }
    let numbers = numbers_if_any(&layout.journal)?;
    let headers = numbers.iter().filter_map(|number| Header::read(&segment_path(&layout.journal, *number)).ok()?);
    let found = headers.map(|header| header.key).next();
    let key = match found {
        Some(key) => key,
        None if numbers.iter().any(|number| has_frames(&segment_path(&layout.journal, *number))) => {
            return Err(OpenError::NotAStore { path: dir.to_owned() });
        }
        None => fresh_key(dir)?,
    };
    let path = dir.join("format");
    disk.replace(&path, format_line(&key).as_bytes()).map_err(OpenError::at(&path))?;
    Ok(key)
}

fn has_frames(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| meta.len() > crate::journal::segment::SEGMENT_HEAD as u64)
}

fn fresh_key(dir: &Path) -> Result<FrameKey, OpenError> {
    let mut key = [0; 32];
    let filled = getrandom::fill(&mut key);
    filled.map_err(|error| OpenError::at(dir)(io::Error::other(error)))?;
    Ok(key)
}

/// Room kept for a full disk: without it not even the index would open.
#[derive(Debug)]
pub(crate) struct Reserve {
    path: PathBuf,
    disk: Disk,
    held: bool,
}

impl Reserve {
    /// Takes the reserve, or gives it up at once when the disk has hardly more than it.
    pub(crate) fn open(dir: &Path, disk: Disk) -> Self {
        let path = dir.join("reserve");
        let held = path.metadata().is_ok_and(|meta| meta.len() == RESERVE_BYTES);
        let mut reserve = Self { path, disk, held };
        if held && free_bytes(dir).is_ok_and(|free| free < RESERVE_BYTES) {
            reserve.give_up();
        } else if !held {
            let _full_then = reserve.take();
        }
        reserve
    }

    pub(crate) fn is_held(&self) -> bool {
        self.held
    }

    /// Makes its bytes free for what must be written now.
    pub(crate) fn give_up(&mut self) {
        self.held = false;
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::debug!(%error, "reserve not removed");
        }
    }

    /// Tries to hold the reserve; false when there is no room for it. Any other failure is no reason not to write.
    pub(crate) fn take(&mut self) -> bool {
        if !self.held {
            match self.disk.create(&self.path).and_then(|file| self.disk.allocate((&file, &self.path), RESERVE_BYTES)) {
                Ok(()) => self.held = true,
                Err(error) if is_full(&error) => self.give_up(),
                Err(error) => {
                    tracing::warn!(%error, "no reserve for a full disk");
                    self.held = true;
                }
            }
        }
        self.held
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_format_line_is_not_taken_for_a_newer_one() {
        let line = format_line(&[5; 32]);
        assert_eq!(parse_format(&line), Some((FORMAT, [5; 32])));
        for place in 0..line.len() - 1 {
            let mut flipped = line.clone().into_bytes();
            flipped[place] ^= 1;
            assert_eq!(parse_format(&String::from_utf8_lossy(&flipped)), None, "{place}");
        }
    }
}
