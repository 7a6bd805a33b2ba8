//! Reading a bundle: every frame that is whole, whatever happened to the others.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use super::MAGIC;
use super::frame::{
    End, FRAME_HEAD_BYTES, Frame, FrameError, FrameHead, HASH_BYTES, Header, SEGMENT_HEAD_BYTES, Section, kind,
};
use crate::blob::SegmentList;
use crate::id::BlobId;

/// Bytes read from a stick at a time.
const BUFFER: usize = 256 * 1024;

/// Why a file is not read as a bundle.
#[derive(Debug, thiserror::Error)]
pub enum NotABundle {
    /// Neither its first bytes nor its first frame are those of a bundle.
    #[error("not a bundle")]
    Other,
    /// It was written by a later version.
    #[error("a bundle of version {0}")]
    Newer(u8),
    /// It could not be read.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
}

/// What stands in a bundle.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// An envelope.
    Record(Vec<u8>),
    /// A slip.
    Slip(Vec<u8>),
    /// The segments of an attachment follow.
    Blob(SegmentList),
    /// A segment of an attachment.
    Segment {
        /// Of which.
        blob: BlobId,
        /// Which, from 0.
        index: u32,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

/// What a reader has passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passed {
    /// Bytes that are no frame, or no longer, with frames behind them: the stick has spoiled them.
    pub spoiled: u64,
    /// Bytes at the end that are no whole frame: it was cut off there.
    pub cut: u64,
    /// Frames of later versions.
    pub newer: u64,
}

/// What an index says that is in a bundle. It is a hint, as all that a bundle says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Records.
    pub records: u64,
    /// Attachments.
    pub blobs: u64,
    /// Slips.
    pub slips: u64,
}

/// Reads one bundle. In memory it holds one frame, whatever the file claims.
#[derive(Debug)]
pub struct Reader<R> {
    source: BufReader<R>,
    position: u64,
    len: u64,
    header: Option<Header>,
    sections: Vec<Section>,
    whole: bool,
    passed: Passed,
    frame: Vec<u8>,
}

impl<R: Read + Seek> Reader<R> {
    /// Looks at a file's beginning and end.
    ///
    /// # Errors
    /// [`NotABundle`].
    pub fn open(mut source: R) -> Result<Self, NotABundle> {
        let len = source.seek(SeekFrom::End(0))?;
        source.rewind()?;
        let mut reader = Self {
            source: BufReader::with_capacity(BUFFER, source),
            position: 0,
            len,
            header: None,
            sections: Vec::new(),
            whole: false,
            passed: Passed::default(),
            frame: Vec::new(),
        };
        let mut magic = [0; MAGIC.len()];
        let is_named = reader.fill(&mut magic)? && magic == MAGIC;
        match reader.frame_here() {
            Ok(Some(Frame::Header(header))) => reader.header = Some(header),
            Err(Trouble::Frame(FrameError::Version(version))) => return Err(NotABundle::Newer(version)),
            Err(Trouble::Io(error)) => return Err(error.into()),
            _ if is_named => {}
            _ => return Err(NotABundle::Other),
        }
        reader.find_index()?;
        reader.rewind()?;
        Ok(reader)
    }

    /// Reads end and index, if they are there. What they claim is a hint: frames are believed, nothing else.
    fn find_index(&mut self) -> io::Result<()> {
        let end_len = (FRAME_HEAD_BYTES + End::LEN + HASH_BYTES) as u64;
        let Some(at) = self.len.checked_sub(end_len) else { return Ok(()) };
        self.go_to(at)?;
        let end = match self.frame_here() {
            Ok(Some(Frame::End(end))) if end.len == at && end.index < at => end,
            Err(Trouble::Io(error)) => return Err(error),
            _ => return Ok(()),
        };
        self.whole = true;
        self.go_to(end.index)?;
        match self.frame_here() {
            Ok(Some(Frame::Index(sections))) => self.sections = sections,
            Err(Trouble::Io(error)) => return Err(error),
            _ => {}
        }
        Ok(())
    }

    /// What the bundle says of itself, unless that is spoiled.
    #[must_use]
    pub fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }

    /// Whether it has its end: otherwise it was cut short, and what follows is missing.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// How much its index says that is in it; none without an index.
    #[must_use]
    pub fn counts(&self) -> Option<Counts> {
        let count = |kind| {
            let of_kind = self.sections.iter().filter(|section| section.kind == kind);
            of_kind.fold(0_u64, |sum, section| sum.saturating_add(section.count))
        };
        let counts = || Counts { records: count(kind::RECORD), blobs: count(kind::BLOB), slips: count(kind::SLIP) };
        (!self.sections.is_empty()).then(counts)
    }

    /// Bytes of the file, and how many of them are behind.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.position, self.len)
    }

    /// What was passed over since the beginning or the last [`Reader::rewind`].
    #[must_use]
    pub fn passed(&self) -> Passed {
        self.passed
    }

    /// Begins again.
    ///
    /// # Errors
    /// Those of the source.
    pub fn rewind(&mut self) -> io::Result<()> {
        self.passed = Passed::default();
        self.go_to(MAGIC.len() as u64)
    }

    /// Goes to what follows the records, if the index says where that is. Returns whether it does.
    ///
    /// # Errors
    /// Those of the source.
    pub fn pass_records(&mut self) -> io::Result<bool> {
        let records = self.sections.iter().rposition(|section| section.kind == kind::RECORD);
        let after = records.map_or(0, |last| last + 1);
        let Some(next) = self.sections.get(after).filter(|next| next.offset >= self.position && next.offset < self.len)
        else {
            return Ok(false);
        };
        self.go_to(next.offset)?;
        Ok(true)
    }

    /// The next thing in the bundle; none at its end. `wanted` says of a segment whether it is to be read at all.
    ///
    /// # Errors
    /// Those of the source.
    pub fn next(&mut self, mut wanted: impl FnMut(&BlobId, u32) -> bool) -> io::Result<Option<Item>> {
        loop {
            let start = self.position;
            if start >= self.len {
                return Ok(None);
            }
            let Some(head) = self.head()? else {
                self.find_frame(start)?;
                continue;
            };
            if head.kind == kind::SEGMENT && !self.is_wanted(head, &mut wanted)? {
                continue;
            }
            self.read_rest(start, head)?;
            let item = match Frame::parse(head, &self.frame) {
                Ok(Frame::Record(bytes)) => Item::Record(bytes.to_vec()),
                Ok(Frame::Slip(bytes)) => Item::Slip(bytes.to_vec()),
                Ok(Frame::Blob(list)) => Item::Blob(list),
                Ok(Frame::Segment { blob, index, bytes }) => Item::Segment { blob, index, bytes: bytes.to_vec() },
                Ok(Frame::Unknown(_)) => {
                    self.passed.newer += 1;
                    continue;
                }
                Ok(Frame::Header(_) | Frame::Index(_) | Frame::End(_)) => continue,
                Err(FrameError::Hash) if self.frame.len() < head.len + HASH_BYTES => {
                    // The claim goes beyond the end: cut short, or no head at all.
                    self.find_frame(start)?;
                    continue;
                }
                Err(FrameError::Hash) => {
                    self.passed.spoiled += head.frame_len() as u64;
                    continue;
                }
                Err(FrameError::Malformed | FrameError::Version(_)) => {
                    self.passed.newer += 1;
                    continue;
                }
            };
            return Ok(Some(item));
        }
    }

    /// Looks at the place of a segment, and passes over the rest of it when nobody wants it.
    fn is_wanted(&mut self, head: FrameHead, wanted: &mut impl FnMut(&BlobId, u32) -> bool) -> io::Result<bool> {
        let start = self.position;
        let mut place = [0; SEGMENT_HEAD_BYTES];
        let whole = self.len.saturating_sub(start) >= (head.len + HASH_BYTES) as u64;
        if !whole || head.len < SEGMENT_HEAD_BYTES || !self.fill(&mut place)? {
            self.go_to(start)?;
            return Ok(true);
        }
        let (blob, index) = place.split_at(BlobId::LEN);
        let index = index.try_into().map_or(u32::MAX, u32::from_le_bytes);
        // A spoiled place asks for what nobody wants, and is passed over, or is read and found to be spoiled.
        if BlobId::try_from(blob).is_ok_and(|blob| !wanted(&blob, index)) {
            self.go_to(start + (head.len + HASH_BYTES) as u64)?;
            return Ok(false);
        }
        self.go_to(start)?;
        Ok(true)
    }

    fn head(&mut self) -> io::Result<Option<FrameHead>> {
        let mut bytes = [0; FRAME_HEAD_BYTES];
        Ok(if self.fill(&mut bytes)? { FrameHead::parse(&bytes) } else { None })
    }

    /// Reads payload and hash, or what there is of them.
    fn read_rest(&mut self, start: u64, head: FrameHead) -> io::Result<()> {
        let there = self.len.saturating_sub(start + FRAME_HEAD_BYTES as u64);
        let len = (head.len + HASH_BYTES).min(usize::try_from(there).unwrap_or(usize::MAX));
        let mut frame = std::mem::take(&mut self.frame);
        frame.resize(len, 0);
        let full = self.fill(&mut frame)?;
        if !full {
            frame.clear();
        }
        self.frame = frame;
        Ok(())
    }

    fn frame_here(&mut self) -> Result<Option<Frame<'_>>, Trouble> {
        let start = self.position;
        let Some(head) = self.head()? else { return Ok(None) };
        self.read_rest(start, head)?;
        Ok(Some(Frame::parse(head, &self.frame)?))
    }

    /// Looks for the next frame behind a place where there is none.
    fn find_frame(&mut self, start: u64) -> io::Result<()> {
        self.go_to(start + 1)?;
        let mut window = [0; FRAME_HEAD_BYTES];
        if self.fill(&mut window)? {
            loop {
                let at = self.position - FRAME_HEAD_BYTES as u64;
                // Only kinds that are known: elsewhere chance would find frames that are none.
                if FrameHead::parse(&window).is_some_and(|head| head.is_known() && self.fits(at, head)) {
                    self.passed.spoiled += at - start;
                    return self.go_to(at);
                }
                let mut next = [0; 1];
                if !self.fill(&mut next)? {
                    break;
                }
                window.rotate_left(1);
                window[FRAME_HEAD_BYTES - 1] = next[0];
            }
        }
        self.passed.cut += self.len - start;
        self.go_to(self.len)
    }

    fn fits(&self, at: u64, head: FrameHead) -> bool {
        at.saturating_add(head.frame_len() as u64) <= self.len
    }

    /// Fills the bytes; false when the file ends before.
    fn fill(&mut self, bytes: &mut [u8]) -> io::Result<bool> {
        match self.source.read_exact(bytes) {
            Ok(()) => {
                self.position += bytes.len() as u64;
                Ok(true)
            }
            // Where it is now is unknown; whoever goes on says where.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                self.position = self.source.stream_position()?;
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    fn go_to(&mut self, place: u64) -> io::Result<()> {
        let by = i64::try_from(place).unwrap_or(i64::MAX) - i64::try_from(self.position).unwrap_or(i64::MAX);
        self.source.seek_relative(by)?;
        self.position = place;
        Ok(())
    }
}

enum Trouble {
    Frame(FrameError),
    Io(io::Error),
}

impl From<FrameError> for Trouble {
    fn from(error: FrameError) -> Self {
        Self::Frame(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
