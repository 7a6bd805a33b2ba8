//! Between files of this machine and sealed attachments.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use commonplace_core::blob::{BlobKey, padded_size};
use commonplace_core::limits;
use commonplace_store::{BlobError, Blobs, SealedBlob};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use super::engine_thread::Message;
use crate::answer::{Answer, Blob};
use crate::command::FileToAttach;
use crate::engine::{AskId, AttachJob, Input, SealedFile};
use crate::error::Error;
use crate::event::Event;
use crate::node::Reply;

/// Who waits for files to be attached, and is told how far it is.
#[derive(Debug)]
pub(super) struct Attacher {
    /// Nobody in tests that are about something else.
    replies: Option<mpsc::Sender<Reply>>,
    inputs: mpsc::Sender<Message>,
}

impl Attacher {
    pub(super) const fn new(replies: Option<mpsc::Sender<Reply>>, inputs: mpsc::Sender<Message>) -> Self {
        Self { replies, inputs }
    }

    /// Whether they have gone, or the node stops: then nobody wants it any more.
    fn has_gone(&self) -> bool {
        self.inputs.is_closed() || self.replies.as_ref().is_some_and(mpsc::Sender::is_closed)
    }

    fn tell(&self, name: &str, done: u64, of: u64) {
        let Some(replies) = &self.replies else { return };
        let event = Event::AttachProgress { name: name.to_owned(), done, of };
        // Whoever reads too slowly is told less often.
        let _told_later = replies.try_send(Reply::Answer(Box::new(Answer::Event(event))));
    }
}

/// Seals files one after the other, then hands them to the engine to be published. When it is called off, or fails, none
/// of them stays: they get their names together, when all are sealed.
pub(super) async fn seal_files(
    blobs: Blobs,
    attacher: Attacher,
    ask: AskId,
    files: Vec<FileToAttach>,
    circle_key: [u8; 32],
    job: AttachJob,
) {
    let inputs = attacher.inputs.clone();
    let sealed = spawn_blocking(move || seal_all(&blobs, &files, &circle_key, &attacher)).await;
    let outcome = sealed.unwrap_or(Err(Error::Cancelled));
    let _stopping = inputs.send(Message::Input(Input::Attached { ask, outcome, job })).await;
}

fn seal_all(
    blobs: &Blobs,
    files: &[FileToAttach],
    circle_key: &[u8; 32],
    attacher: &Attacher,
) -> Result<Vec<SealedFile>, Error> {
    let sealed: Vec<(Sealed, String)> =
        files.iter().map(|file| seal(blobs, file, circle_key, attacher)).collect::<Result<_, Error>>()?;
    if attacher.has_gone() {
        return Err(Error::Cancelled);
    }
    let keep = |((sealed, name), file): ((Sealed, String), &FileToAttach)| {
        let Sealed { file: part, key, size, padding } = sealed;
        let (blob, sealed_size) = part.keep().map_err(|error| blob_error(&file.path, error))?;
        let media = media_type(&name).to_owned();
        Ok(SealedFile { blob, key, size, padding, sealed_size, name, media })
    };
    sealed.into_iter().zip(files).map(keep).collect()
}

/// A file that is sealed and has no name in the store yet.
struct Sealed {
    file: SealedBlob,
    key: [u8; 32],
    size: u64,
    padding: u64,
}

fn seal(
    blobs: &Blobs,
    file: &FileToAttach,
    circle_key: &[u8; 32],
    attacher: &Attacher,
) -> Result<(Sealed, String), Error> {
    let path = file.path.as_path();
    let failed = |error: io::Error| Error::of_file(path, &error);
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(Error::File { file: path.to_owned(), why: "not a file".into() });
    }
    if metadata.len() > limits::BLOB_BYTES {
        let max = format!("{} GiB", limits::BLOB_BYTES >> 30);
        return Err(Error::TooLong { what: path.display().to_string(), max });
    }
    let name = file.name.clone().unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let telling = Telling { attacher, name: &name, of: metadata.len() };
    let sealed = seal_unchanged(blobs, path, circle_key, &telling, || File::open(path))?;
    Ok((sealed, name))
}

/// How far one file is, for those who wait.
struct Telling<'a> {
    attacher: &'a Attacher,
    name: &'a str,
    of: u64,
}

/// Bytes read between two looks at whether somebody still waits, who is told how far it is then.
const TOLD_BYTES: u64 = 8 << 20;

/// How often a file that changes while it is read is begun with again.
const TRIES: u32 = 3;

/// Seals what `open` reads, and zeros behind it, under the key of all these bytes. The key is known only after all was read
/// once; were other bytes sealed under it, two contents would share a key and its nonces. So both readings must yield the
/// same.
fn seal_unchanged<R: io::Read>(
    blobs: &Blobs,
    path: &Path,
    circle_key: &[u8; 32],
    telling: &Telling<'_>,
    mut open: impl FnMut() -> io::Result<R>,
) -> Result<Sealed, Error> {
    let failed = |error: io::Error| if is_called_off(&error) { Error::Cancelled } else { Error::of_file(path, &error) };
    for _ in 0..TRIES {
        let mut hasher = blake3::Hasher::new_keyed(circle_key);
        let reading = Watched::new(open().map_err(failed)?, telling, 0);
        let size = io::copy(&mut reading.take(limits::BLOB_BYTES + 1), &mut hasher).map_err(failed)?;
        let padded = padded_size(size);
        let zeros = || io::repeat(0).take(padded - size);
        io::copy(&mut zeros(), &mut hasher).map_err(failed)?;
        let expected = hasher.finalize();
        let key = key_of(&expected, size);
        let source = Unchanged {
            source: Watched::new(open().map_err(failed)?, telling, size).take(limits::BLOB_BYTES + 1).chain(zeros()),
            hasher: blake3::Hasher::new_keyed(circle_key),
            expected,
        };
        match blobs.seal_plain(source, &BlobKey::from_bytes(key), Some(padded), limits::BLOB_BYTES) {
            Ok(file) => return Ok(Sealed { file, key, size, padding: padded - size }),
            Err(BlobError::Io(error)) if has_changed(&error) => {}
            Err(BlobError::Io(error)) => return Err(failed(error)),
            Err(error) => return Err(blob_error(path, error)),
        }
    }
    Err(Error::File { file: path.to_owned(), why: Changed.to_string() })
}

/// The key of a file of `size` bytes: two that differ by zeros at their ends only are two attachments.
fn key_of(padded: &blake3::Hash, size: u64) -> [u8; 32] {
    *blake3::keyed_hash(padded.as_bytes(), &size.to_le_bytes()).as_bytes()
}

/// The file is not what it was at the first reading.
#[derive(Debug, thiserror::Error)]
#[error("it changes while it is read; attach it again when nothing writes to it")]
struct Changed;

fn has_changed(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Changed>()).is_some()
}

/// Whoever waited has gone.
#[derive(Debug, thiserror::Error)]
#[error("called off")]
struct CalledOff;

fn is_called_off(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<CalledOff>()).is_some()
}

/// A reader that tells how far it is, and fails when nobody waits any more.
struct Watched<'a, R> {
    source: R,
    telling: &'a Telling<'a>,
    /// Bytes of both readings that are done: each is half of the way.
    done: u64,
    told: u64,
}

impl<'a, R> Watched<'a, R> {
    const fn new(source: R, telling: &'a Telling<'a>, done: u64) -> Self {
        Self { source, telling, done, told: done }
    }
}

impl<R: io::Read> io::Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.done += read as u64;
        if self.done.saturating_sub(self.told) >= TOLD_BYTES {
            self.told = self.done;
            let Telling { attacher, name, of } = *self.telling;
            if attacher.has_gone() {
                return Err(io::Error::other(CalledOff));
            }
            attacher.tell(name, (self.done / 2).min(of), of);
        }
        Ok(read)
    }
}

/// A reader that fails at the end, before anything is kept, unless the keyed hash of all it yielded is the expected one:
/// a file's key follows from its bytes and the circle, so that the same picture in ten notes is one attachment. Whoever
/// is not in the circle cannot tell from it what was attached.
struct Unchanged<R> {
    source: R,
    hasher: blake3::Hasher,
    expected: blake3::Hash,
}

impl<R: io::Read> io::Read for Unchanged<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.hasher.finalize() != self.expected {
            return Err(io::Error::other(Changed));
        }
        Ok(read)
    }
}

fn blob_error(path: &Path, error: BlobError) -> Error {
    match error {
        BlobError::NoRoom { .. } => Error::DiskFull,
        BlobError::TooLarge { limit } => {
            Error::TooLong { what: path.display().to_string(), max: format!("{} MiB", limit >> 20) }
        }
        BlobError::Missing => Error::BlobAbsent,
        BlobError::Io(source) => Error::of_file(path, &source),
        other => Error::File { file: path.to_owned(), why: other.to_string() },
    }
}

/// Opens an attachment into a file that must not exist, with the first of the keys that fits, and answers.
pub(super) async fn open_blob(
    blobs: Blobs,
    blob: Blob,
    keys: Vec<[u8; 32]>,
    to: PathBuf,
    replies: mpsc::Sender<Reply>,
) {
    let opened = spawn_blocking(move || {
        let mut opened = Err(Error::BlobAbsent);
        for key in keys {
            opened = open(&blobs, blob.clone(), key, &to);
            if !matches!(opened, Err(Error::File { .. })) {
                break;
            }
        }
        opened
    });
    let opened = opened.await.unwrap_or(Err(Error::Cancelled));
    let reply = match opened {
        Ok(blob) => Reply::Answer(Box::new(Answer::Blob(blob))),
        Err(error) => Reply::Failed(error),
    };
    let _gone = replies.send(reply).await;
}

fn open(blobs: &Blobs, mut blob: Blob, key: [u8; 32], to: &Path) -> Result<Blob, Error> {
    if to.exists() {
        return Err(Error::FileExists { file: to.to_owned() });
    }
    let failed = |error: io::Error| Error::of_file(to, &error);
    let sealed = blobs.reader(&blob.id, &BlobKey::from_bytes(key)).map_err(|error| blob_error(to, error))?;
    // Zeros behind the file are no part of it.
    let mut source = sealed.take(blob.size);
    let (part, mut file) = new_part(to).map_err(failed)?;
    let written = io::copy(&mut source, &mut file).and_then(|_| file.sync_all()).and_then(|()| give_name(&part, to));
    if let Err(error) = written {
        // What is left of it is of no use; that it cannot be removed changes nothing for whoever asked.
        let _left = fs::remove_file(&part);
        return Err(match error.kind() {
            io::ErrorKind::AlreadyExists => Error::FileExists { file: to.to_owned() },
            _ => failed(error),
        });
    }
    blob.file = Some(to.to_owned());
    Ok(blob)
}

/// A new hidden file in the folder of `to`, under a name that nobody has.
fn new_part(to: &Path) -> io::Result<(PathBuf, File)> {
    loop {
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let part = to.with_file_name(format!(".commonplace-{:016x}.part", u64::from_le_bytes(random)));
        match File::create_new(&part) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return Ok((part, made?)),
        }
    }
}

/// Gives a durable file its name, durably, unless a file of this name has come meanwhile.
fn give_name(part: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(part, to) {
        Ok(()) => fs::remove_file(part)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        // Where files have but one name, as on USB sticks, looking is all that can be done.
        Err(_) if to.exists() => return Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(part, to)?,
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// The media type that a file's ending stands for (IANA media types); unknown ones are plain bytes.
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "md" | "markdown" => "text/markdown",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "html" | "htm" => "text/html",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use commonplace_core::id::{BlobId, RecordId};
    use commonplace_store::{Options, Store, unwatched};

    use super::*;

    const CIRCLE: [u8; 32] = [3; 32];

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Store::open(dir.path(), Options::default(), &mut unwatched()).expect("opens").0;
        (dir, store)
    }

    /// Alice, who waits; the ends at which she hears and the engine is told.
    fn attacher() -> (Attacher, mpsc::Receiver<Reply>, mpsc::Receiver<Message>) {
        let ((replies, heard), (inputs, told)) = (mpsc::channel(64), mpsc::channel(1));
        (Attacher::new(Some(replies), inputs), heard, told)
    }

    fn plain(blobs: &Blobs, id: &BlobId, key: [u8; 32]) -> Vec<u8> {
        let mut plain = Vec::new();
        blobs.reader(id, &BlobKey::from_bytes(key)).expect("here").read_to_end(&mut plain).expect("reads");
        plain
    }

    #[test]
    fn endings_tell_the_media_type_whatever_their_case() {
        assert_eq!(media_type("img/Cell.PNG"), "image/png");
        assert_eq!(media_type("README"), "application/octet-stream");
    }

    #[test]
    fn what_changes_while_it_is_read_is_never_sealed_under_the_key_of_other_bytes() {
        let (_dir, store) = store();
        let (attacher, ..) = attacher();
        let telling = Telling { attacher: &attacher, name: "drawing", of: 9 };
        let padded = |bytes: &[u8]| {
            let mut padded = bytes.to_vec();
            padded.resize(usize::try_from(padded_size(bytes.len() as u64)).expect("small"), 0);
            padded
        };
        let key = |bytes: &[u8]| key_of(&blake3::keyed_hash(&CIRCLE, &padded(bytes)), bytes.len() as u64);
        // Alice's program saves her drawing between the two readings, and one more time while it is sealed.
        let long = |n: u8, len: usize| vec![n; len];
        let segment = limits::SEGMENT_PLAIN_BYTES;
        for (first, then) in [(long(1, 9), long(2, 9)), (long(1, segment), long(1, segment + 1)), (long(1, 9), vec![])]
        {
            let mut readings = vec![then.clone(), then.clone(), then.clone(), first].into_iter();
            let open = || Ok(io::Cursor::new(readings.next_back().expect("four are enough")));
            let sealed = seal_unchanged(store.blobs(), Path::new("drawing"), &CIRCLE, &telling, open).expect("sealed");
            assert_eq!((sealed.key, sealed.size), (key(&then), then.len() as u64));
            let (blob, _) = sealed.file.keep().expect("kept");
            assert_eq!(plain(store.blobs(), &blob, sealed.key), padded(&then));
        }
        assert_eq!(store.blobs().ids().expect("lists").len(), 3, "what was sealed by half is gone");
        let mut version = 0_u8;
        let restless = || {
            version += 1;
            Ok(io::Cursor::new(vec![version; 9]))
        };
        let refused = seal_unchanged(store.blobs(), Path::new("log"), &CIRCLE, &telling, restless).map(drop);
        let refused = refused.expect_err("never the same");
        assert!(matches!(refused, Error::File { .. }), "{refused}");
        assert_eq!(version, 6, "bounded");
        assert_eq!(store.blobs().ids().expect("lists").len(), 3);
    }

    #[test]
    fn files_that_differ_by_zeros_at_their_ends_are_two_and_come_out_as_they_went_in() {
        let (dir, store) = store();
        let (attacher, ..) = attacher();
        let telling = Telling { attacher: &attacher, name: "drawing", of: 9 };
        let mut blobs = Vec::new();
        for (n, bytes) in [vec![7, 0], vec![7], vec![]].into_iter().enumerate() {
            let open = || Ok(io::Cursor::new(bytes.clone()));
            let Sealed { file, key, size, .. } =
                seal_unchanged(store.blobs(), Path::new("drawing"), &CIRCLE, &telling, open).expect("sealed");
            let (blob, sealed_size) = file.keep().expect("kept");
            assert_eq!(sealed_size, 4096 + 16, "the sizes tell nothing");
            let to = dir.path().join(n.to_string());
            super::open(store.blobs(), answer(blob, size), key, &to).expect("opens");
            assert_eq!(fs::read(&to).expect("written"), bytes);
            blobs.push(blob);
        }
        blobs.dedup();
        assert_eq!(blobs.len(), 3);
    }

    #[test]
    fn whoever_attaches_hears_how_far_it_is_and_nothing_stays_when_they_go() {
        let (dir, store) = store();
        let film = dir.path().join("film.mp4");
        File::create(&film).and_then(|file| file.set_len(3 * TOLD_BYTES)).expect("made");
        let small = dir.path().join("a.png");
        fs::write(&small, b"cell").expect("written");
        let files: Vec<FileToAttach> =
            [&small, &film].map(|path| FileToAttach { path: path.clone(), name: None }).into();
        let left = |store: &Store| {
            let partial = fs::read_dir(dir.path().join("partial")).expect("lists").count();
            (store.blobs().ids().expect("lists").len(), partial)
        };

        let (alice, mut heard, _engine) = attacher();
        // She closes her window at the first word of how far it is.
        heard.close();
        let called_off = seal_all(store.blobs(), &files, &CIRCLE, &alice);
        assert_eq!(called_off, Err(Error::Cancelled));
        assert_eq!(left(&store), (0, 0), "the small file was sealed, and is gone too");

        let (alice, mut heard, _engine) = attacher();
        let sealed = seal_all(store.blobs(), &files, &CIRCLE, &alice).expect("sealed");
        assert_eq!((sealed.len(), left(&store)), (2, (2, 0)));
        let mut told = Vec::new();
        while let Ok(Reply::Answer(answer)) = heard.try_recv() {
            if let Answer::Event(Event::AttachProgress { name, done, of }) = *answer {
                assert_eq!((name.as_str(), of), ("film.mp4", 3 * TOLD_BYTES));
                told.push(done);
            }
        }
        assert!(told.is_sorted() && told.len() == 5 && told.last() > Some(&(2 * TOLD_BYTES)), "{told:?}");
    }

    fn answer(id: BlobId, size: u64) -> Blob {
        Blob {
            id,
            item: RecordId::from_bytes([1; 32]),
            name: "cell.png".into(),
            size,
            media: "image/png".into(),
            here: size,
            sealed_size: size,
            devices: 1,
            holders: Vec::new(),
            coming: false,
            pinned: false,
            file: None,
        }
    }

    #[test]
    fn no_file_of_a_person_is_overwritten_by_an_attachment() {
        let (dir, store) = store();
        let (id, size) = store.blobs().put_plain(&b"cell"[..], &BlobKey::from_bytes([1; 32]), None, 99).expect("kept");
        let folder = dir.path().join("pictures");
        fs::create_dir(&folder).expect("made");
        let (to, theirs) = (folder.join("cell.png"), folder.join("cell.png.part"));
        fs::write(&theirs, b"bob's own").expect("written");
        let opened = open(store.blobs(), answer(id, size), [1; 32], &to).expect("written");
        assert_eq!(opened.file.as_deref(), Some(to.as_path()));
        assert_eq!(fs::read(&to).expect("reads"), b"cell");
        assert_eq!(fs::read(&theirs).expect("reads"), b"bob's own");
        fs::write(&to, b"bob's own too").expect("written");
        let refused = open(store.blobs(), answer(id, size), [1; 32], &to).expect_err("there is one");
        assert_eq!(refused, Error::FileExists { file: to.clone() });
        // It came after the look, and before the name was given.
        let (part, _) = new_part(&to).expect("made");
        assert_eq!(give_name(&part, &to).expect_err("there is one").kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&to).expect("reads"), b"bob's own too");
        fs::remove_file(part).expect("removed");
        let wrong = open(store.blobs(), answer(id, size), [2; 32], &folder.join("other.png"));
        assert!(wrong.is_err(), "another key opens nothing");
        assert_eq!(fs::read_dir(&folder).expect("lists").count(), 2, "nothing is left behind");
    }
}
