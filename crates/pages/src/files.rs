//! Attachments: opened by the node into a folder of our own, and sent piece by piece.

use std::io;
use std::path::{Path, PathBuf};

use commonplace_core::id::{BlobId, RecordId};
use commonplace_core::limits::{DRAWING_BYTES, PICTURE_BYTES};
use commonplace_node::answer::Blob;
use commonplace_node::error::Error;
use commonplace_node::node::Node;
use futures::stream;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::{Bytes, Frame};
use hyper::{Response, header};
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use crate::ask;
use crate::response::{self, Body};

/// Bytes read at once.
const PIECE: usize = 64 * 1024;
/// What is sent of an attachment that is no picture: the browser saves it, and opens it in no case.
const UNKNOWN: &str = "application/octet-stream";

/// An attachment of an item, to be saved or to be shown in its place.
pub(crate) async fn send(
    node: &Node,
    folder: &Path,
    (item, blob): (RecordId, BlobId),
    shown: bool,
) -> Result<Response<Body>, Error> {
    let unknown = || Error::Unknown { name: blob.to_string() };
    let found = ask::blobs(node, item).await?.into_iter().find(|one| one.id == blob).ok_or_else(unknown)?;
    if found.here < found.sealed_size {
        return Err(Error::BlobAbsent);
    }
    let place = opened(node, folder, blob).await?;
    let failed = |error: io::Error| Error::of_file(&place, &error);
    let mut file = File::open(&place).await.map_err(failed)?;
    let length = file.metadata().await.map_err(failed)?.len();
    if !shown {
        let mut response = response::file(UNKNOWN, length, body(file, Vec::new()));
        response::set(&mut response, header::CONTENT_DISPOSITION, &disposition(&found));
        return Ok(response);
    }
    let mut start = vec![0; 1024];
    let read = file.read(&mut start).await.map_err(failed)?;
    start.truncate(read);
    let kind = kind(&start, length).ok_or_else(unknown)?;
    Ok(response::file(kind, length, body(file, start)))
}

/// The file with the attachment's bytes; its name is its hash, so one that is there is the right one.
async fn opened(node: &Node, folder: &Path, blob: BlobId) -> Result<PathBuf, Error> {
    let place = folder.join(blob.to_string());
    if tokio::fs::try_exists(&place).await.unwrap_or_default() {
        return Ok(place);
    }
    // The window empties the folder around ours when it starts.
    tokio::fs::create_dir_all(folder).await.map_err(|error| Error::of_file(folder, &error))?;
    match ask::opened(node, blob, place.clone()).await {
        // Two pages asked at once.
        Ok(()) | Err(Error::FileExists { .. }) => Ok(place),
        Err(error) => Err(error),
    }
}

fn body(file: File, start: Vec<u8>) -> Body {
    let begin = (!start.is_empty()).then(|| Bytes::from(start));
    let pieces = stream::unfold(Some((file, begin)), |state| async {
        let (mut file, begin) = state?;
        if let Some(begin) = begin {
            return Some((Ok(Frame::data(begin)), Some((file, None))));
        }
        let mut piece = vec![0; PIECE];
        match file.read(&mut piece).await {
            Ok(0) => None,
            Ok(read) => {
                piece.truncate(read);
                Some((Ok(Frame::data(Bytes::from(piece))), Some((file, None))))
            }
            Err(error) => Some((Err(error), None)),
        }
    });
    StreamBody::new(pieces).boxed_unsync()
}

/// Saved under the last part of its name.
fn disposition(blob: &Blob) -> String {
    let name = blob.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let encoded: String = name
        .bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("attachment; filename*=UTF-8''{encoded}")
}

/// The type of a picture that is shown in its place, by its first bytes and never by what somebody says that it is.
fn kind(start: &[u8], length: u64) -> Option<&'static str> {
    if length > PICTURE_BYTES {
        return None;
    }
    match start {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        start if is_drawing(start) && length <= DRAWING_BYTES as u64 => Some("image/svg+xml"),
        _ => None,
    }
}

fn is_drawing(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<svg") || (start.starts_with("<?xml") || start.starts_with("<!")) && start.contains("<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n....", 100), Some("image/png"));
        assert_eq!(kind(b"\xff\xd8\xff\xe0", 100), Some("image/jpeg"));
        assert_eq!(kind(b"RIFF....WEBPVP8 ", 100), Some("image/webp"));
        assert_eq!(kind(b"<?xml version='1.0'?><svg xmlns=''/>", 100), Some("image/svg+xml"));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n....", PICTURE_BYTES + 1), None);
        for other in [&b""[..], b"<html><svg", b"<script>", b"%PDF-1.7", b"RIFF....WAVE"] {
            assert_eq!(kind(other, 100), None, "{}", String::from_utf8_lossy(other));
        }
    }
}
