//! Between files of this machine and sealed attachments.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use commonplace_core::blob::BlobKey;
use commonplace_core::limits;
use commonplace_store::{BlobError, Blobs};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use super::engine_thread::Message;
use crate::answer::{Answer, Blob};
use crate::command::FileToAttach;
use crate::engine::{AskId, AttachJob, Input, SealedFile};
use crate::error::Error;
use crate::node::Reply;

/// Seals files one after the other, then hands them to the engine to be published.
pub(super) async fn seal_files(
    blobs: Blobs,
    inputs: mpsc::Sender<Message>,
    ask: AskId,
    files: Vec<FileToAttach>,
    circle_key: [u8; 32],
    job: AttachJob,
) {
    let sealed = spawn_blocking(move || files.iter().map(|file| seal(&blobs, file, &circle_key)).collect()).await;
    let outcome = sealed.unwrap_or(Err(Error::Cancelled));
    let _stopping = inputs.send(Message::Input(Input::Attached { ask, outcome, job })).await;
}

fn seal(blobs: &Blobs, file: &FileToAttach, circle_key: &[u8; 32]) -> Result<SealedFile, Error> {
    let path = file.path.as_path();
    let failed = |error: io::Error| Error::of_file(path, &error);
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(Error::File { file: path.to_owned(), why: "not a file".into() });
    }
    let size = metadata.len();
    if size > limits::BLOB_BYTES {
        let max = format!("{} GiB", limits::BLOB_BYTES >> 30);
        return Err(Error::TooLong { what: path.display().to_string(), max });
    }
    let key = key_of(path, circle_key).map_err(failed)?;
    let source = File::open(path).map_err(failed)?.take(limits::BLOB_BYTES);
    let put = blobs.put_plain(source, &BlobKey::from_bytes(key), Some(size), limits::BLOB_BYTES);
    let (blob, sealed_size) = put.map_err(|error| blob_error(path, error))?;
    let size = commonplace_core::blob::plain_size(sealed_size).unwrap_or(size);
    let name = file.name.clone().unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let media = media_type(&name).to_owned();
    Ok(SealedFile { blob, key, size, sealed_size, name, media })
}

/// The key of a file follows from its bytes and the circle: the same picture in ten notes is one attachment. Whoever
/// is not in the circle cannot tell from it what was attached.
fn key_of(path: &Path, circle_key: &[u8; 32]) -> io::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new_keyed(circle_key);
    let mut source = File::open(path)?.take(limits::BLOB_BYTES);
    io::copy(&mut source, &mut hasher)?;
    Ok(*hasher.finalize().as_bytes())
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
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = to.with_file_name(name);
    let failed = |error: io::Error| Error::of_file(to, &error);
    let written = (|| {
        let mut source = blobs.reader(&blob.id, &BlobKey::from_bytes(key)).map_err(|error| blob_error(to, error))?;
        let mut file = File::create(&part).map_err(failed)?;
        io::copy(&mut source, &mut file).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        fs::rename(&part, to).map_err(failed)
    })();
    if written.is_err() {
        // What is left of it is of no use; that it cannot be removed changes nothing for whoever asked.
        let _left = fs::remove_file(&part);
    }
    written?;
    blob.file = Some(to.to_owned());
    Ok(blob)
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
    use super::*;

    #[test]
    fn endings_tell_the_media_type_whatever_their_case() {
        assert_eq!(media_type("img/Cell.PNG"), "image/png");
        assert_eq!(media_type("README"), "application/octet-stream");
    }
}
