//! Attachments: sealed bytes in files named by their hash.
//!
//! A blob is whole under its name, or not there: it is written elsewhere, made durable, and renamed. Beside a blob of
//! several segments lies the list of their hashes, by which each is checked on every read; the list itself is checked
//! against the id, and made again from the bytes when it is gone.

mod check;
mod holding;
mod receive;

use std::collections::{HashSet, VecDeque};
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use commonplace_core::blob::{
    BlobKey, ListBuilder, SegmentList, open_segment, plain_size, seal_segment, sealed_size, segment_count,
    segment_offset,
};
use commonplace_core::id::BlobId;
use commonplace_core::limits::{BLOB_BYTES, RESERVE_BYTES, SEGMENT_PLAIN_BYTES};

use crate::disk::{Disk, free_bytes};
use crate::error::BlobError;
use crate::home::Layout;
pub use check::BlobReport;
pub use holding::Holding;
pub use receive::BlobWriter;

/// Segment lists kept in memory: as many as attachments that are read or sent at a time.
const CACHED_LISTS: usize = 8;

#[derive(Debug)]
struct Folders {
    disk: Disk,
    blobs: PathBuf,
    partial: PathBuf,
    damaged: PathBuf,
    /// Numbers the files being sealed.
    imports: AtomicU64,
    lists: Mutex<VecDeque<(BlobId, Arc<SegmentList>)>>,
    /// Blobs that have a writer now.
    writing: Mutex<HashSet<BlobId>>,
}

/// The attachments of a store. Cheap to clone, usable from every thread.
#[derive(Debug, Clone)]
pub struct Blobs {
    folders: Arc<Folders>,
}

impl Blobs {
    pub(crate) fn new(layout: &Layout, disk: Disk) -> Self {
        remove_imports(&layout.partial);
        let Layout { blobs, partial, damaged, .. } = layout.clone();
        let (imports, lists, writing) = (AtomicU64::new(0), Mutex::default(), Mutex::default());
        Self { folders: Arc::new(Folders { disk, blobs, partial, damaged, imports, lists, writing }) }
    }

    /// Seals everything that `reader` yields and keeps it, durable on return: the id and the sealed size in bytes.
    /// As [`Blobs::seal_plain`] and [`SealedBlob::keep`].
    ///
    /// # Errors
    /// [`BlobError`]; nothing is left behind.
    pub fn put_plain(
        &self,
        reader: impl Read,
        key: &BlobKey,
        size: Option<u64>,
        limit: u64,
    ) -> Result<(BlobId, u64), BlobError> {
        self.seal_plain(reader, key, size, limit)?.keep()
    }

    /// Seals everything that `reader` yields into a durable file that has no name yet. `size` is what is known beforehand
    /// of the length (a file's metadata): too large a file is refused before a byte of it is read. The key must be fresh:
    /// one key seals one blob.
    ///
    /// # Errors
    /// [`BlobError`]; nothing is left behind.
    pub fn seal_plain(
        &self,
        mut reader: impl Read,
        key: &BlobKey,
        size: Option<u64>,
        limit: u64,
    ) -> Result<SealedBlob, BlobError> {
        let limit = limit.min(BLOB_BYTES);
        if size.is_some_and(|size| size > limit) {
            return Err(BlobError::TooLarge { limit });
        }
        self.require_room(sealed_size(size.unwrap_or(0)))?;
        let import = self.new_import()?;
        let mut list = ListBuilder::new();
        let mut piece = read_piece(&mut reader)?;
        let mut plain = 0;
        for index in 0.. {
            plain += piece.len() as u64;
            if plain > limit {
                return Err(BlobError::TooLarge { limit });
            }
            // A full piece may be the last one: only the next tells.
            let next = if piece.len() == SEGMENT_PLAIN_BYTES { read_piece(&mut reader)? } else { Vec::new() };
            let last = next.is_empty();
            seal_segment(key, index, last, &mut piece).map_err(|_| BlobError::Seal)?;
            list.push(&piece, last);
            self.folders.disk.write_at((&import.file, &import.path), &piece, segment_offset(index))?;
            if last {
                break;
            }
            piece = next;
        }
        let list = list.finish().map_err(|_| BlobError::TooLarge { limit })?;
        self.folders.disk.sync((&import.file, &import.path))?;
        Ok(SealedBlob { blobs: self.clone(), import, list })
    }

    fn new_import(&self) -> io::Result<Import> {
        let number = self.folders.imports.fetch_add(1, Ordering::Relaxed);
        let path = self.folders.partial.join(format!("{IMPORT_PREFIX}{number}"));
        let file = self.folders.disk.create(&path)?;
        Ok(Import { path, file, installed: false })
    }

    /// Gives a durable file its name, and the list its place beside it.
    fn install(&self, file: &Path, list: &SegmentList) -> Result<(), BlobError> {
        let target = self.path(&list.id());
        let Folders { disk, blobs, .. } = &*self.folders;
        let dir = target.parent().unwrap_or(blobs);
        disk.create_dir(dir)?;
        self.write_list(list)?;
        disk.rename(file, &target)?;
        disk.sync_dir(dir)?;
        Ok(())
    }

    /// Without fsync: a list can be made again.
    fn write_list(&self, list: &SegmentList) -> io::Result<()> {
        if list.count() == 1 {
            return Ok(());
        }
        let path = self.list_path(&list.id());
        let file = self.folders.disk.create(&path)?;
        self.folders.disk.write_at((&file, &path), list.values().as_flattened(), 0)
    }

    /// Begins to receive a blob of `size` sealed bytes, or goes on where it was left, even before a restart.
    ///
    /// # Errors
    /// [`BlobError`] when it is too large, there is no room, or it has a writer already.
    pub fn writer(&self, id: BlobId, size: u64) -> Result<BlobWriter, BlobError> {
        BlobWriter::open(self, id, size)
    }

    /// Of a blob that is not whole, one bit for each segment that is said to be here, the lowest first. Whether it is,
    /// [`Blobs::writer`] finds out.
    #[must_use]
    pub fn part(&self, id: &BlobId) -> Option<Vec<u8>> {
        receive::claimed(&self.folders.partial, id)
    }

    /// Whether the whole blob is here.
    #[must_use]
    pub fn has(&self, id: &BlobId) -> bool {
        self.path(id).is_file()
    }

    /// Its sealed size in bytes, if it is here.
    #[must_use]
    pub fn size(&self, id: &BlobId) -> Option<u64> {
        self.path(id).metadata().ok().map(|meta| meta.len())
    }

    /// The list by which each segment can be checked alone, if the blob is here.
    ///
    /// # Errors
    /// [`BlobError`] when the blob is damaged or unreadable.
    pub fn segment_list(&self, id: &BlobId) -> Result<SegmentList, BlobError> {
        self.list(id).map(|list| (*list).clone())
    }

    fn list(&self, id: &BlobId) -> Result<Arc<SegmentList>, BlobError> {
        if let Some(list) = self.cached_list(id) {
            return Ok(list);
        }
        let file = self.file(id)?;
        let size = file.metadata()?.len();
        let kept = fs::read(self.list_path(id)).ok().and_then(|bytes| parse_list(size, &bytes, id));
        let list = match kept {
            Some(list) => list,
            None => {
                let list = list_of(&file, size)?.filter(|list| list.id() == *id);
                let list = list.ok_or(BlobError::Damaged { segment: 0 })?;
                if let Err(error) = self.write_list(&list) {
                    tracing::debug!(%error, "segment list not written");
                }
                list
            }
        };
        let list = Arc::new(list);
        let mut lists = self.folders.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.truncate(CACHED_LISTS - 1);
        lists.push_front((*id, Arc::clone(&list)));
        Ok(list)
    }

    fn forget_list(&self, id: &BlobId) {
        self.folders.lists.lock().unwrap_or_else(PoisonError::into_inner).retain(|(other, _)| other != id);
    }

    fn cached_list(&self, id: &BlobId) -> Option<Arc<SegmentList>> {
        let lists = self.folders.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.iter().find(|(other, _)| other == id).map(|(_, list)| Arc::clone(list))
    }

    fn file(&self, id: &BlobId) -> Result<File, BlobError> {
        File::open(self.path(id)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BlobError::Missing,
            _ => BlobError::Io(error),
        })
    }

    /// One sealed segment, checked.
    ///
    /// # Errors
    /// [`BlobError`] when it is missing, damaged or unreadable.
    pub fn segment(&self, id: &BlobId, index: u32) -> Result<Vec<u8>, BlobError> {
        let list = self.list(id)?;
        checked_segment(&self.file(id)?, &list, index)
    }

    /// A reader of the plaintext, which checks and opens segment by segment.
    ///
    /// # Errors
    /// [`BlobError`] when it is missing or damaged.
    pub fn reader(&self, id: &BlobId, key: &BlobKey) -> Result<BlobReader, BlobError> {
        let list = self.list(id)?;
        let file = self.file(id)?;
        Ok(BlobReader { file, list, key: key.clone(), next: 0, piece: Vec::new(), read: 0 })
    }

    /// The whole blobs that are here, in no order.
    ///
    /// # Errors
    /// The file system's.
    pub fn ids(&self) -> Result<Vec<BlobId>, BlobError> {
        let mut ids = Vec::new();
        for dir in fs::read_dir(&self.folders.blobs)? {
            let dir = dir?;
            let Ok(files) = fs::read_dir(dir.path()) else { continue };
            let head = dir.file_name();
            ids.extend(
                files.flatten().filter_map(|file| id_of(&format!("{}{}", head.to_str()?, file.file_name().to_str()?))),
            );
        }
        Ok(ids)
    }

    /// Refuses early what would fill the disk.
    fn require_room(&self, need: u64) -> Result<(), BlobError> {
        let free = free_bytes(&self.folders.partial)?.saturating_sub(RESERVE_BYTES);
        if need > free { Err(BlobError::NoRoom { need, free }) } else { Ok(()) }
    }

    fn path(&self, id: &BlobId) -> PathBuf {
        let hex = hex(id);
        self.folders.blobs.join(&hex[..2]).join(&hex[2..])
    }

    fn list_path(&self, id: &BlobId) -> PathBuf {
        self.path(id).with_extension("list")
    }
}

/// Sealed bytes on the disk that are no blob of the store yet. Dropped, nothing of them stays.
#[derive(Debug)]
pub struct SealedBlob {
    blobs: Blobs,
    import: Import,
    list: SegmentList,
}

impl SealedBlob {
    /// Makes it a blob of the store, durable on return: the id and the sealed size in bytes.
    ///
    /// # Errors
    /// [`BlobError`]; nothing is left behind.
    pub fn keep(mut self) -> Result<(BlobId, u64), BlobError> {
        self.blobs.install(&self.import.path, &self.list)?;
        self.import.installed = true;
        Ok((self.list.id(), self.list.size()))
    }
}

/// A file that is being sealed; removed unless it was given its name.
#[derive(Debug)]
struct Import {
    path: PathBuf,
    file: File,
    installed: bool,
}

impl Drop for Import {
    fn drop(&mut self) {
        if !self.installed {
            let _removed_at_the_next_start_otherwise = fs::remove_file(&self.path);
        }
    }
}

const IMPORT_PREFIX: &str = "import-";

fn remove_imports(partial: &Path) {
    let Ok(files) = fs::read_dir(partial) else { return };
    for file in files.flatten() {
        if file.file_name().to_string_lossy().starts_with(IMPORT_PREFIX) {
            let _tried_again_at_the_next_start = fs::remove_file(file.path());
        }
    }
}

fn hex(id: &BlobId) -> String {
    blake3::Hash::from_bytes(*id.as_bytes()).to_hex().to_string()
}

fn id_of(hex: &str) -> Option<BlobId> {
    blake3::Hash::from_hex(hex).ok().map(|hash| BlobId::from_bytes(*hash.as_bytes()))
}

/// As much as fits into one segment, less only at the end.
fn read_piece(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    // The seal goes behind the plaintext without moving it.
    let mut piece = Vec::with_capacity(commonplace_core::limits::SEGMENT_BYTES);
    reader.by_ref().take(SEGMENT_PLAIN_BYTES as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

/// The list in these bytes, if it is that of this blob.
fn parse_list(size: u64, bytes: &[u8], id: &BlobId) -> Option<SegmentList> {
    let (values, rest) = bytes.as_chunks::<32>();
    let list = SegmentList::new(size, values.to_vec()).ok()?;
    (rest.is_empty() && list.id() == *id).then_some(list)
}

/// The list of whatever is in the file; none when no blob has this size.
fn list_of(file: &File, size: u64) -> io::Result<Option<SegmentList>> {
    let Some(count) = segment_count(size) else { return Ok(None) };
    let mut builder = ListBuilder::new();
    for index in 0..count {
        let len = (size - segment_offset(index)).min(commonplace_core::limits::SEGMENT_BYTES as u64);
        let mut bytes = vec![0; usize::try_from(len).map_err(io::Error::other)?];
        file.read_exact_at(&mut bytes, segment_offset(index))?;
        builder.push(&bytes, index + 1 == count);
    }
    Ok(builder.finish().ok())
}

fn checked_segment(file: &File, list: &SegmentList, index: u32) -> Result<Vec<u8>, BlobError> {
    let mut bytes = vec![0; list.segment_len(index)];
    match file.read_exact_at(&mut bytes, segment_offset(index)) {
        Ok(()) if list.verify(index, &bytes) => Ok(bytes),
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => Err(BlobError::Io(error)),
        _ => Err(BlobError::Damaged { segment: index }),
    }
}

/// Reads the plaintext of a blob. What it yields was checked; damage and a wrong key are errors of kind `InvalidData`.
#[derive(Debug)]
pub struct BlobReader {
    file: File,
    list: Arc<SegmentList>,
    key: BlobKey,
    next: u32,
    piece: Vec<u8>,
    /// Bytes of the piece that were yielded.
    read: usize,
}

impl BlobReader {
    /// The length of the plaintext, in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        plain_size(self.list.size()).unwrap_or(0)
    }

    /// Whether the plaintext is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn open_next(&mut self) -> Result<(), BlobError> {
        let sealed = checked_segment(&self.file, &self.list, self.next)?;
        let last = self.list.is_last(self.next);
        self.piece = open_segment(&self.key, self.next, last, &sealed).map_err(|_| BlobError::Seal)?;
        self.read = 0;
        self.next += 1;
        Ok(())
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.piece.len() && self.next < self.list.count() {
            self.open_next().map_err(|error| match error {
                BlobError::Io(error) => error,
                other => io::Error::new(io::ErrorKind::InvalidData, other),
            })?;
        }
        let rest = &self.piece[self.read..];
        let len = rest.len().min(buffer.len());
        buffer[..len].copy_from_slice(&rest[..len]);
        self.read += len;
        Ok(len)
    }
}
