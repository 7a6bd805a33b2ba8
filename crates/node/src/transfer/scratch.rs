//! A folder in the home for attachments that are looked at and thrown away. In the home, because what lies there only
//! its owner reads.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// Begins the names of these folders.
const PREFIX: &str = "import-";

/// The folder; removed with all it holds when dropped.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    files: AtomicU64,
}

impl Scratch {
    /// Makes the folder, and removes those of processes that were killed: a home has one process at a time.
    pub(super) fn new(home: &Path) -> io::Result<Self> {
        static FOLDERS: AtomicU64 = AtomicU64::new(0);
        let mine = format!("{PREFIX}{}-", process::id());
        let folder = home.join(format!("{mine}{}", FOLDERS.fetch_add(1, Ordering::Relaxed)));
        for entry in fs::read_dir(home)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let left_over = name.starts_with(PREFIX) && !name.starts_with(&mine) || entry.path() == folder;
            if left_over && entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())?;
            }
        }
        fs::create_dir(&folder)?;
        Ok(Self { folder, files: AtomicU64::new(0) })
    }

    /// A path in it for a file that does not exist yet.
    pub(super) fn file(&self) -> PathBuf {
        self.folder.join(self.files.fetch_add(1, Ordering::Relaxed).to_string())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next import.
        let _best_effort = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stays_behind() {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir(home.path().join("import-0-0")).expect("left by a killed process");
        let (one, two) = (Scratch::new(home.path()).expect("made"), Scratch::new(home.path()).expect("made"));
        fs::write(one.file(), "secret").expect("written");
        assert_ne!(one.file(), two.file());
        drop((one, two));
        assert_eq!(fs::read_dir(home.path()).expect("home").count(), 0);
    }
}
