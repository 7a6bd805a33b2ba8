//! The folder that an export writes: every file whole or absent, nothing of anybody else's touched, no link followed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use commonplace_core::limits::EXPORT_LEDGER_BYTES as LEDGER_BYTES;

use super::ledger::{HEAD, Hash, LEDGER, Ledger};
use super::why::Why;
use crate::error::Error;

/// Begins the names of files that are not yet whole.
const UNFINISHED: &str = ".commonplace-unfinished-";

/// A folder being written. Only one export writes a folder at a time.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    book: Mutex<Book>,
    unfinished: AtomicU64,
}

/// The ledger and its file, which is also the lock.
#[derive(Debug)]
struct Book {
    ledger: Ledger,
    file: File,
}

impl Folder {
    /// Opens a folder, makes it if missing, and clears away what a killed export left unfinished.
    pub(super) fn open(root: &Path) -> Result<Self, Error> {
        let failed = |error: io::Error| Error::File { file: root.to_owned(), why: error.to_string() };
        fs::create_dir_all(root).map_err(failed)?;
        let mut file = open_ledger(&root.join(LEDGER)).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(failed(io::Error::other("another export writes there now"))),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let ledger = read_ledger(&mut file).map_err(failed)?;
        remove_unfinished(root).map_err(failed)?;
        Ok(Self { root: root.to_owned(), book: Mutex::new(Book { ledger, file }), unfinished: AtomicU64::new(0) })
    }

    /// A path for a file that is not yet whole; the file does not exist.
    pub(super) fn unfinished(&self) -> PathBuf {
        let number = self.unfinished.fetch_add(1, Ordering::Relaxed);
        self.root.join(format!("{UNFINISHED}{number}"))
    }

    /// Writes a file, unless it is there already with this content.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Why> {
        let hash = *blake3::hash(bytes).as_bytes();
        let Place::Free(target) = self.place(path, &hash)? else { return Ok(()) };
        let unfinished = self.unfinished();
        let written = write_new(&unfinished, bytes).map_err(|error| Why::unwritable(&error));
        written.and_then(|()| self.finish(&unfinished, &target, path, &hash)).inspect_err(|_| discard(&unfinished))
    }

    /// Puts a finished file, made at [`Folder::unfinished`], in its place, unless its content is there already.
    pub(super) fn put_file(&self, path: &str, unfinished: &Path, hash: &Hash) -> Result<(), Why> {
        let placed = match self.place(path, hash) {
            Ok(Place::Free(target)) => self.finish(unfinished, &target, path, hash),
            Ok(Place::Same) => Ok(()),
            Err(why) => Err(why),
        };
        discard(unfinished);
        placed
    }

    /// Notes that a file is attached to a note, for an import that finds no link to it.
    pub(super) fn attached(&self, file: &str, note: &str) -> Result<(), Why> {
        let mut book = self.book();
        let line = book.ledger.attaches(file, note);
        book.add(line)
    }

    /// Makes the ledger durable.
    pub(super) fn close(&self) -> Result<(), Why> {
        self.book().file.sync_all().map_err(|error| Why::unwritable(&error))
    }

    /// Whether a file may be placed at `path`: nothing is there, or what an export wrote and nobody changed since.
    fn place(&self, path: &str, hash: &Hash) -> Result<Place, Why> {
        let target = self.root.join(path);
        self.make_folders(path)?;
        let metadata = match fs::symlink_metadata(&target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Place::Free(target)),
            Err(error) => return Err(Why::unwritable(&error)),
            Ok(metadata) => metadata,
        };
        if !metadata.is_file() {
            return Err(Why::Exists);
        }
        let there = hash_of(&target).map_err(|error| Why::unreadable(&error))?;
        let mut book = self.book();
        if there == *hash {
            let line = book.ledger.writes(path, hash);
            return book.add(line).map(|()| Place::Same);
        }
        if book.ledger.wrote(path, &there) { Ok(Place::Free(target)) } else { Err(Why::Exists) }
    }

    /// The ledger comes first: a file of ours that it does not name could never be replaced again.
    fn finish(&self, unfinished: &Path, target: &Path, path: &str, hash: &Hash) -> Result<(), Why> {
        let mut book = self.book();
        let line = book.ledger.writes(path, hash);
        book.add(line)?;
        let renamed = fs::rename(unfinished, target).and_then(|()| sync_folder(target.parent().unwrap_or(&self.root)));
        renamed.map_err(|error| Why::unwritable(&error))
    }

    /// Makes the folders on the way to a file, none of which may be a link: it could lead out.
    fn make_folders(&self, path: &str) -> Result<(), Why> {
        let mut folder = self.root.clone();
        let (parents, _) = path.rsplit_once('/').unwrap_or_default();
        for component in parents.split('/').filter(|component| !component.is_empty()) {
            let above = folder.clone();
            folder.push(component);
            match fs::symlink_metadata(&folder) {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => return Err(Why::InTheWay),
                Err(_) => {
                    let made = fs::create_dir(&folder).and_then(|()| sync_folder(&above));
                    made.map_err(|error| Why::unwritable(&error))?;
                }
            }
        }
        Ok(())
    }

    /// A panic while it was held leaves at worst a line too many, so it is used on.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next export.
        let _best_effort = remove_unfinished(&self.root);
    }
}

impl Book {
    fn add(&mut self, line: Option<String>) -> Result<(), Why> {
        let Some(line) = line else { return Ok(()) };
        self.file.write_all(line.as_bytes()).map_err(|error| Why::unwritable(&error))
    }
}

/// Where a file goes.
enum Place {
    /// There, replacing at most an earlier export of it.
    Free(PathBuf),
    /// It is there already.
    Same,
}

/// The ledger of a folder, for reading only; empty when there is none.
pub(super) fn ledger_of(root: &Path) -> Ledger {
    let mut text = Vec::new();
    let read = File::open(root.join(LEDGER)).and_then(|file| file.take(LEDGER_BYTES).read_to_end(&mut text));
    if read.is_err() {
        return Ledger::default();
    }
    Ledger::read(&String::from_utf8_lossy(&text))
}

/// The BLAKE3 hash of a file's content.
pub(super) fn hash_of(file: &Path) -> io::Result<Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(file)?)?;
    Ok(*hasher.finalize().as_bytes())
}

/// Makes a file's bytes durable.
pub(super) fn sync_file(file: &Path) -> io::Result<()> {
    File::open(file)?.sync_all()
}

fn open_ledger(file: &Path) -> io::Result<File> {
    if fs::symlink_metadata(file).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::other("the list of its exports is not a file"));
    }
    OpenOptions::new().read(true).append(true).create(true).open(file)
}

/// Reads the ledger and ends a line that a crash cut short.
fn read_ledger(file: &mut File) -> io::Result<Ledger> {
    let mut bytes = Vec::new();
    file.take(LEDGER_BYTES).read_to_end(&mut bytes)?;
    file.seek(SeekFrom::End(0))?;
    match bytes.last() {
        None => file.write_all(HEAD.as_bytes())?,
        Some(b'\n') => {}
        Some(_) => file.write_all(b"\n")?,
    }
    Ok(Ledger::read(&String::from_utf8_lossy(&bytes)))
}

fn write_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(file)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn remove_unfinished(root: &Path) -> io::Result<()> {
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Removes an unfinished file, if it is still there.
pub(super) fn discard(unfinished: &Path) {
    // Gone already when it was renamed; otherwise the next export removes it.
    let _best_effort = fs::remove_file(unfinished);
}

/// A new name is durable when its folder is. Windows cannot open folders and needs no such thing.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { sync_file(folder) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn own_files_are_replaced_and_nobody_elses() {
        let place = tempfile::tempdir().expect("a folder");
        fs::write(place.path().join("mine.md"), "my own").expect("written");
        let folder = Folder::open(place.path()).expect("opens");
        assert_eq!(folder.put("a/b.md", b"one"), Ok(()));
        assert_eq!(folder.put("mine.md", b"theirs"), Err(Why::Exists));
        drop(folder);

        let folder = Folder::open(place.path()).expect("opens again");
        assert_eq!(folder.put("a/b.md", b"two"), Ok(()), "an export's own file follows the circle");
        assert_eq!(fs::read(place.path().join("a/b.md")).expect("there"), b"two");
        fs::write(place.path().join("a/b.md"), "changed by alice").expect("written");
        assert_eq!(folder.put("a/b.md", b"three"), Err(Why::Exists), "a person's change is kept");
        assert_eq!(fs::read(place.path().join("mine.md")).expect("there"), b"my own");
    }

    #[test]
    fn one_export_at_a_time() {
        let place = tempfile::tempdir().expect("a folder");
        let first = Folder::open(place.path()).expect("opens");
        assert!(matches!(Folder::open(place.path()), Err(Error::File { .. })));
        drop(first);
        assert!(Folder::open(place.path()).is_ok());
    }

    #[test]
    fn what_a_killed_export_left_is_removed() {
        let place = tempfile::tempdir().expect("a folder");
        fs::write(place.path().join(format!("{UNFINISHED}7")), "half").expect("written");
        let folder = Folder::open(place.path()).expect("opens");
        assert_eq!(names_in(place.path()), [LEDGER]);
        fs::write(folder.unfinished(), "half").expect("written");
        drop(folder);
        assert_eq!(names_in(place.path()), [LEDGER]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_never_leads_out() {
        let (place, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
        std::os::unix::fs::symlink(elsewhere.path(), place.path().join("out")).expect("linked");
        std::os::unix::fs::symlink(elsewhere.path().join("new.md"), place.path().join("new.md")).expect("linked");
        let folder = Folder::open(place.path()).expect("opens");
        assert_eq!(folder.put("out/x.md", b"x"), Err(Why::InTheWay));
        assert_eq!(folder.put("new.md", b"x"), Err(Why::Exists));
        assert_eq!(names_in(elsewhere.path()), [""; 0]);
    }
}
