//! What lies in a folder: every file once, in the order of the names, no link followed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use commonplace_core::limits::{IMPORT_DEPTH, IMPORT_FILES};

use super::names;
use super::why::Why;
use crate::home::is_home;

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it is on this machine.
    pub(super) file: PathBuf,
    /// Relative to the folder, parted by `/`, fit to be shown.
    pub(super) path: String,
    /// What to do with it.
    pub(super) kind: Kind,
}

/// What to do with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Becomes a note.
    Note,
    /// May be attached to a note. Its size in bytes.
    File(u64),
    /// Cannot be taken.
    Refused(Why),
}

/// A folder, or the one file that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Walk {
    /// What all paths are relative to.
    pub(super) root: PathBuf,
    /// In the order of the names.
    pub(super) found: Vec<Found>,
    /// Whether one file was asked for; then files that it shows are looked for one by one.
    pub(super) single: bool,
}

/// Everything below a folder, or a single file. Hidden names are passed over: they are other programs' settings.
///
/// # Errors
/// When the path itself cannot be read.
pub(super) fn walk(path: &Path) -> io::Result<Walk> {
    if fs::metadata(path)?.is_dir() { folder(path) } else { single(path) }
}

/// Endings of pictures.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "bmp"];

/// A picture that a single note shows, if it lies below the note's folder with no link and nothing hidden on the way.
/// Pictures only: a note from a stranger, saved in one's home, could otherwise carry off whatever it names.
pub(super) fn shown_by_single(root: &Path, path: &str) -> Option<Found> {
    if !PICTURES.iter().any(|extension| names::has_extension(path, extension)) {
        return None;
    }
    let mut file = root.to_owned();
    for component in path.split('/') {
        if component.starts_with('.') {
            return None;
        }
        file.push(component);
        if fs::symlink_metadata(&file).ok()?.is_symlink() {
            return None;
        }
    }
    let found = describe(&file, path.to_owned());
    matches!(found.kind, Kind::File(_)).then_some(found)
}

fn folder(root: &Path) -> io::Result<Walk> {
    let mut found = Vec::new();
    if fs::canonicalize(root)?.ancestors().any(is_home) {
        found.push(refused(root, ".".to_owned(), Why::Home));
        return Ok(Walk { root: root.to_owned(), found, single: false });
    }
    visit(&mut found, root, "", 0)?;
    if found.len() > IMPORT_FILES {
        found.truncate(IMPORT_FILES);
        found.push(Found { file: root.to_owned(), path: ".".to_owned(), kind: Kind::Refused(Why::TooMany) });
    }
    Ok(Walk { root: root.to_owned(), found, single: false })
}

fn single(file: &Path) -> io::Result<Walk> {
    let file = fs::canonicalize(file)?;
    let root = file.parent().unwrap_or(&file).to_owned();
    let (name, fit) = shown_name(&file);
    let mut found = if fit { describe(&file, name) } else { refused(&file, name, Why::BadName) };
    if matches!(found.kind, Kind::File(_)) {
        let why = if names::has_extension(&found.path, "apkg") { Why::Anki } else { Why::NotMarkdown };
        found.kind = Kind::Refused(why);
    }
    Ok(Walk { root, found: vec![found], single: true })
}

fn visit(found: &mut Vec<Found>, folder: &Path, path: &str, depth: usize) -> io::Result<()> {
    for file in children(folder)? {
        if found.len() > IMPORT_FILES {
            break;
        }
        let (name, fit) = shown_name(&file);
        let path = names::join(path, &name);
        if !fit {
            found.push(refused(&file, path, Why::BadName));
        } else if !name.starts_with('.') {
            visit_named(found, &file, path, depth);
        }
    }
    Ok(())
}

fn visit_named(found: &mut Vec<Found>, file: &Path, path: String, depth: usize) {
    if !fs::symlink_metadata(file).is_ok_and(|metadata| metadata.is_dir()) {
        found.push(describe(file, path));
    } else if is_home(file) {
        // Its key file would be attached for everybody to read.
        found.push(refused(file, path, Why::Home));
    } else if depth == IMPORT_DEPTH {
        found.push(refused(file, path, Why::TooDeep));
    } else if let Err(error) = visit(found, file, &path, depth + 1) {
        found.push(refused(file, path, Why::unreadable(&error)));
    }
}

/// What lies in a folder, by name. One more than can be imported is enough to know that it is too many.
fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.take(IMPORT_FILES + 1);
    let mut files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

fn describe(file: &Path, path: String) -> Found {
    match fs::symlink_metadata(file) {
        Err(error) => refused(file, path, Why::unreadable(&error)),
        Ok(metadata) if metadata.is_symlink() => refused(file, path, Why::Link),
        Ok(metadata) if !metadata.is_file() => refused(file, path, Why::NotAFile),
        Ok(metadata) => {
            let kind = if names::is_markdown(&path) { Kind::Note } else { Kind::File(metadata.len()) };
            Found { file: file.to_owned(), path, kind }
        }
    }
}

fn refused(file: &Path, path: String, why: Why) -> Found {
    Found { file: file.to_owned(), path, kind: Kind::Refused(why) }
}

/// The last component as text fit to be shown, and whether that is what it really is.
fn shown_name(file: &Path) -> (String, bool) {
    let name = file.file_name().unwrap_or_default();
    let shown: String = name.to_string_lossy().chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let fit = name.to_str() == Some(shown.as_str());
    (shown, fit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::IDENTITY_FILE;

    #[test]
    fn a_home_in_the_folder_or_around_it_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().join("ana");
        fs::create_dir_all(home.join("store")).expect("a folder");
        fs::write(home.join(IDENTITY_FILE), "secret").expect("written");
        fs::write(folder.path().join("README.md"), "# Notes").expect("written");
        let kinds = |path: &Path| {
            let found = walk(path).expect("readable").found;
            found.into_iter().map(|found| (found.path, found.kind)).collect::<Vec<_>>()
        };
        let refused = || Kind::Refused(Why::Home);
        assert_eq!(kinds(folder.path()), [("README.md".into(), Kind::Note), ("ana".into(), refused())]);
        for inside in [home.clone(), home.join("store")] {
            assert_eq!(kinds(&inside), [(".".into(), refused())]);
        }
    }

    #[test]
    fn a_single_note_brings_pictures_and_nothing_else() {
        let home = tempfile::tempdir().expect("a folder");
        for file in ["taxes.pdf", "cell.png", ".hidden.png", "real.png"] {
            fs::write(home.path().join(file), "x").expect("written");
        }
        assert_eq!(shown_by_single(home.path(), "cell.png").map(|found| found.kind), Some(Kind::File(1)));
        assert_eq!(shown_by_single(home.path(), "taxes.pdf"), None);
        assert_eq!(shown_by_single(home.path(), ".hidden.png"), None);
        assert_eq!(shown_by_single(home.path(), "missing.png"), None);
    }
}
