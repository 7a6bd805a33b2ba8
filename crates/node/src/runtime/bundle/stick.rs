//! Files on a stick: whole under their names, or not there. And what lies on it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _};
use std::path::{Path, PathBuf};

use commonplace_core::bundle::{EXTENSION, Frame, HAVE_EXTENSION, HAVE_MAGIC, Header, MAGIC, Writer};
use commonplace_core::limits::{BUNDLES_PER_FOLDER, HAVES_PER_FOLDER};

use crate::error::Error;

/// Ends the name of a file that is not whole yet.
const UNFINISHED: &str = "part";
/// Written to a stick at a time.
const BUFFER: usize = 256 * 1024;

/// A failure of a file that is being written.
pub(super) fn writing(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Error::StickFull { folder: path.parent().unwrap_or(path).to_owned() }
        }
        _ => Error::of_file(path, error),
    }
}

/// A file that is not whole yet. Removed unless it is given its name.
#[derive(Debug)]
pub(super) struct Unfinished {
    path: PathBuf,
    target: PathBuf,
    named: bool,
}

impl Unfinished {
    /// Makes the file that will be `target`. What a crash left of an earlier one is removed.
    pub(super) fn create(target: &Path) -> Result<(Self, BufWriter<File>), Error> {
        refuse_others(target)?;
        let mut name = target.file_name().map(OsString::from).unwrap_or_default();
        name.push(".");
        name.push(UNFINISHED);
        let path = target.with_file_name(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(writing(&path, &error)),
            _ => {}
        }
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let file = file.map_err(|error| writing(target, &error))?;
        Ok((Self { path, target: target.to_owned(), named: false }, BufWriter::with_capacity(BUFFER, file)))
    }

    /// Makes what was written durable.
    pub(super) fn sync(&self, file: BufWriter<File>) -> Result<(), Error> {
        let file = file.into_inner().map_err(|error| writing(&self.target, error.error()))?;
        file.sync_all().map_err(|error| writing(&self.target, &error))
    }

    /// Gives the file its name, in place of an earlier one of ours.
    pub(super) fn name(mut self) -> Result<PathBuf, Error> {
        refuse_others(&self.target)?;
        fs::rename(&self.path, &self.target).map_err(|error| writing(&self.target, &error))?;
        self.named = true;
        let folder = self.target.parent().unwrap_or(Path::new("."));
        // Some file systems of sticks know no such thing for folders; then the name is on its way all the same.
        let _synced = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(self.target.clone())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.named {
            let _gone_with_the_stick = fs::remove_file(&self.path);
        }
    }
}

/// Only an earlier bundle, or an earlier list of what somebody has, gives way to a new one.
fn refuse_others(target: &Path) -> Result<(), Error> {
    let mut magic = [0; MAGIC.len()];
    match target.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::of_file(target, &error)),
        Ok(there) if !there.is_file() => return Err(Error::FileExists { file: target.to_owned() }),
        Ok(_) => {}
    }
    let read = File::open(target).and_then(|mut file| file.read_exact(&mut magic));
    if read.is_ok() && (magic == MAGIC || magic == HAVE_MAGIC) {
        Ok(())
    } else {
        Err(Error::FileExists { file: target.to_owned() })
    }
}

/// A bundle being written, in as many files as it takes. None of them has its name before all are whole.
pub(super) struct Parts {
    target: PathBuf,
    header: Header,
    limit: u64,
    done: Vec<Unfinished>,
    current: Option<(Unfinished, Writer<BufWriter<File>>)>,
}

/// Kept free at the end of a file: for index and end, and the list of an attachment that goes on in the next one.
const SPARE: u64 = 3 << 20;

impl Parts {
    /// Begins. No file gets longer than `limit` bytes.
    pub(super) fn create(target: &Path, header: Header, limit: u64) -> Result<Self, Error> {
        let mut parts = Self { target: target.to_owned(), header, limit, done: Vec::new(), current: None };
        parts.begin()?;
        Ok(parts)
    }

    fn begin(&mut self) -> Result<(), Error> {
        let target = part_of(&self.target, self.done.len() + 1);
        let (unfinished, file) = Unfinished::create(&target)?;
        let part = u16::try_from(self.done.len() + 1).unwrap_or(u16::MAX);
        let header = Header { part, ..self.header };
        let writer = Writer::new(file, &header).map_err(|error| writing(&target, &error))?;
        self.current = Some((unfinished, writer));
        Ok(())
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some((unfinished, writer)) = self.current.take() else { return Ok(()) };
        let file = writer.finish().map_err(|error| writing(&unfinished.target, &error))?;
        unfinished.sync(file)?;
        self.done.push(unfinished);
        Ok(())
    }

    /// Writes a frame of at most `len` bytes. `before` are frames that it needs before it in the same file.
    pub(super) fn push(&mut self, frame: &Frame<'_>, len: u64, before: Option<&Frame<'_>>) -> Result<(), Error> {
        if self.position().saturating_add(len + SPARE) > self.limit {
            self.end()?;
            self.begin()?;
            if let Some(before) = before {
                self.put(before)?;
            }
        }
        self.put(frame)
    }

    fn put(&mut self, frame: &Frame<'_>) -> Result<(), Error> {
        let Some((unfinished, writer)) = &mut self.current else { return Ok(()) };
        writer.push(frame).map_err(|error| writing(&unfinished.target, &error))
    }

    fn position(&self) -> u64 {
        self.current.as_ref().map_or(0, |(_, writer)| writer.position())
    }

    /// Makes all durable and gives the files their names.
    pub(super) fn finish(mut self) -> Result<Vec<PathBuf>, Error> {
        self.end()?;
        let next = part_of(&self.target, self.done.len() + 1);
        let files = std::mem::take(&mut self.done).into_iter().map(Unfinished::name).collect();
        remove_of_circle(&next, &self.header);
        files
    }
}

/// An earlier bundle of more parts leaves one that belongs to it no longer.
fn remove_of_circle(file: &Path, header: &Header) {
    let opened = File::open(file).ok().and_then(|file| commonplace_core::bundle::Reader::open(file).ok());
    let is_ours = |found: &Header| found.tag == header.tag && found.part > 1;
    if opened.as_ref().and_then(|reader| reader.header()).is_some_and(is_ours) {
        let _stays_then = fs::remove_file(file);
    }
}

/// The name of a part, from 1.
fn part_of(target: &Path, part: usize) -> PathBuf {
    if part == 1 {
        return target.to_owned();
    }
    let mut name = target.file_stem().map(OsString::from).unwrap_or_default();
    name.push(format!(".{part}"));
    if let Some(extension) = target.extension() {
        name.push(".");
        name.push(extension);
    }
    target.with_file_name(name)
}

/// Where a file goes: into a folder under a name of ours, or under the name that was asked for.
pub(super) fn place(to: &Path, name: &str, extension: &str) -> PathBuf {
    if to.is_dir() { to.join(format!("{name}.{extension}")) } else { to.to_owned() }
}

/// The bundles in a folder, or those of another ending of ours, in the order of their names.
fn files_in(folder: &Path, extension: &str, most: usize) -> Result<Vec<PathBuf>, Error> {
    let failed = |error: io::Error| Error::of_file(folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let is_named = path.extension().is_some_and(|end| end.eq_ignore_ascii_case(extension));
        // A pipe or a device of that name would keep us waiting for ever.
        if is_named && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    files.truncate(most);
    Ok(files)
}

/// All lists of what somebody has, at a path.
pub(super) fn haves_at(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if path.is_dir() { files_in(path, HAVE_EXTENSION, HAVES_PER_FOLDER) } else { Ok(vec![path.to_owned()]) }
}

/// All bundles at a path.
pub(super) fn bundles_at(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if path.is_dir() { files_in(path, EXTENSION, BUNDLES_PER_FOLDER) } else { Ok(vec![path.to_owned()]) }
}

#[cfg(test)]
mod tests {
    use commonplace_core::bundle::{Item, LaneSum, Reader};
    use commonplace_core::id::Tag;

    use super::*;

    fn header() -> Header {
        Header { tag: Tag::from_bytes([8; 16]), part: 1, held: [LaneSum::default(); 3] }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn more_than_a_file_holds_goes_into_further_ones_and_none_is_there_before_all_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("a.cpbundle");
        let slip = vec![7; 1000];
        let mut parts = Parts::create(&target, header(), SPARE + 3000).expect("created");
        for _ in 0..7 {
            parts.push(&Frame::Slip(&slip), 1100, None).expect("written");
        }
        assert!(names(folder.path()).iter().all(|name| name.ends_with(".part")), "{:?}", names(folder.path()));
        let files = parts.finish().expect("written");
        assert!(files.len() > 2 && files[1].ends_with("a.2.cpbundle"), "{files:?}");
        let mut found = 0;
        for (part, file) in (1..).zip(&files) {
            let mut reader = Reader::open(File::open(file).expect("there")).expect("a bundle");
            assert_eq!((reader.header().map(|header| header.part), reader.is_whole()), (Some(part), true));
            while let Some(Item::Slip(_)) = reader.next(|_, _| true).expect("readable") {
                found += 1;
            }
        }
        assert_eq!(found, 7);
        // The next one is smaller: what is left of the larger one is no part of it.
        Parts::create(&target, header(), 1 << 30).and_then(Parts::finish).expect("written");
        assert!(!names(folder.path()).contains(&"a.2.cpbundle".to_owned()));
    }

    #[test]
    fn nothing_half_is_left_and_nothing_of_a_person_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("a.cpbundle");
        drop(Parts::create(&target, header(), 1 << 30).expect("created"));
        assert_eq!(names(folder.path()), Vec::<String>::new());
        fs::write(&target, "a letter").expect("written");
        let refused = Parts::create(&target, header(), 1 << 30).map(drop);
        assert_eq!(refused, Err(Error::FileExists { file: target.clone() }));
        assert_eq!(fs::read_to_string(&target).expect("there"), "a letter");
        // What a power cut left is cleared away by the next one.
        fs::remove_file(&target).expect("removed");
        fs::write(folder.path().join("a.cpbundle.part"), "half").expect("written");
        Parts::create(&target, header(), 1 << 30).and_then(Parts::finish).expect("written");
        assert_eq!(names(folder.path()), ["a.cpbundle"]);
    }
}
