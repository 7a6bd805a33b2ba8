//! Attachments on their way from a bundle into the store: only those that a record names, segment by segment.

use std::collections::BTreeMap;

use commonplace_core::blob::SegmentList;
use commonplace_core::id::{BlobId, Tag};
use commonplace_store::{BlobError, BlobWriter, Blobs};

use super::asking::Asking;
use crate::engine::{BundleAsk, BundleGiven, Input};
use crate::error::Error;

/// Attachments of one bundle whose standing is remembered; of more, those whose segments follow at once.
const REMEMBERED: usize = 65_536;

/// What is to be done with the segments of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nothing: it is here, or somebody else is bringing it.
    Settled,
    /// Nothing: no record names it.
    Unnamed,
    /// They are taken, of an attachment of so many sealed bytes.
    Wanted(u64),
}

/// What attachments came to.
#[derive(Debug)]
pub(super) struct Intake<'a> {
    asking: &'a Asking,
    blobs: &'a Blobs,
    tag: Tag,
    standings: BTreeMap<BlobId, Standing>,
    current: Option<(BlobId, BlobWriter, usize)>,
    /// Attachments that are whole now.
    pub(super) done: u64,
    /// Segments taken.
    pub(super) segments: u64,
    /// Segments that could not be taken now, and might be when more is known.
    pub(super) missed: u64,
    /// Segments that are not what their list says.
    pub(super) junk: u64,
    failed: Option<Error>,
}

impl<'a> Intake<'a> {
    pub(super) fn new(asking: &'a Asking, blobs: &'a Blobs, tag: Tag) -> Self {
        let (standings, current) = (BTreeMap::new(), None);
        Self { asking, blobs, tag, standings, current, done: 0, segments: 0, missed: 0, junk: 0, failed: None }
    }

    /// Before the bundle is read again: what was unknown may be known now.
    pub(super) fn again(&mut self) {
        self.missed = 0;
        self.standings.retain(|_, standing| *standing != Standing::Unnamed);
    }

    /// An attachment's segments may follow.
    pub(super) fn list(&mut self, list: SegmentList) -> Result<(), Error> {
        let (blob, size) = (list.id(), list.size());
        if self.standings.len() >= REMEMBERED {
            self.standings.clear();
        }
        let standing = self.standing(blob, size)?;
        self.standings.insert(blob, standing);
        if let Standing::Wanted(size) = standing
            && self.open(blob, size)?
            && let Some((_, writer, _)) = &mut self.current
        {
            writer.set_list(list).map_err(|error| blob_error(&error))?;
        }
        // A crash may have come between the last segment and the end.
        self.finish_if_whole()
    }

    fn finish_if_whole(&mut self) -> Result<(), Error> {
        if let Some((blob, writer, _)) = self.current.take_if(|(_, _, missing)| *missing == 0) {
            writer.finish().map_err(|error| blob_error(&error))?;
            self.standings.insert(blob, Standing::Settled);
            self.done += 1;
            self.asking.input(Input::BlobDone { blob })?;
        }
        Ok(())
    }

    fn standing(&self, blob: BlobId, sealed_size: u64) -> Result<Standing, Error> {
        if self.blobs.has(&blob) {
            return Ok(Standing::Settled);
        }
        match self.asking.ask(BundleAsk::IsNamed { tag: self.tag, blob, sealed_size })? {
            BundleGiven::Named(true) => Ok(Standing::Wanted(sealed_size)),
            _ => Ok(Standing::Unnamed),
        }
    }

    /// Makes an attachment the one that is being written. False when somebody else is writing it.
    fn open(&mut self, blob: BlobId, size: u64) -> Result<bool, Error> {
        if self.current.as_ref().is_some_and(|(current, ..)| *current == blob) {
            return Ok(true);
        }
        self.current = None;
        match self.blobs.writer(blob, size) {
            Ok(mut writer) => {
                // What a crash has spoiled of an earlier run is taken from this bundle anew.
                writer.recheck().map_err(|error| blob_error(&error))?;
                let missing = writer.missing().len();
                self.current = Some((blob, writer, missing));
                Ok(true)
            }
            Err(BlobError::Busy) => {
                self.standings.insert(blob, Standing::Settled);
                Ok(false)
            }
            Err(error) => Err(blob_error(&error)),
        }
    }

    /// Whether a segment is to be read.
    pub(super) fn wants(&mut self, blob: &BlobId, index: u32) -> bool {
        match self.standings.get(blob) {
            Some(Standing::Settled) => false,
            Some(Standing::Wanted(size)) => match self.open(*blob, *size) {
                Ok(opened) => opened && self.current.as_ref().is_some_and(|(_, writer, _)| writer.lacks(index)),
                Err(error) => {
                    self.failed.get_or_insert(error);
                    false
                }
            },
            Some(Standing::Unnamed) | None => {
                self.missed += 1;
                false
            }
        }
    }

    /// Takes a segment that was wanted.
    pub(super) fn segment(&mut self, blob: BlobId, index: u32, bytes: &[u8]) -> Result<(), Error> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let Some((_, writer, missing)) = self.current.as_mut().filter(|(current, ..)| *current == blob) else {
            return Ok(());
        };
        match writer.put(index, bytes) {
            Ok(()) => {
                self.segments += 1;
                *missing = missing.saturating_sub(1);
            }
            Err(BlobError::NoList) => self.missed += 1,
            Err(BlobError::Damaged { .. }) => self.junk += 1,
            Err(error) => return Err(blob_error(&error)),
        }
        self.finish_if_whole()
    }

    /// What went wrong while it was asked what is wanted.
    pub(super) fn check(&mut self) -> Result<(), Error> {
        self.failed.take().map_or(Ok(()), Err)
    }
}

fn blob_error(error: &BlobError) -> Error {
    match error {
        BlobError::NoRoom { .. } => Error::DiskFull,
        BlobError::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => Error::DiskFull,
        other => Error::Store { why: other.to_string() },
    }
}
