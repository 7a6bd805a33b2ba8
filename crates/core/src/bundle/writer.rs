//! Writing a bundle, frame by frame.

use std::io::{self, Write};

use super::MAGIC;
use super::frame::{End, Frame, Header, Section};
use crate::limits::BUNDLE_SECTIONS;

/// Writes one bundle. Without [`Writer::finish`] it is one that was cut short, and as good as far as it goes.
#[derive(Debug)]
pub struct Writer<W> {
    sink: W,
    hasher: blake3::Hasher,
    position: u64,
    sections: Vec<Section>,
}

impl<W: Write> Writer<W> {
    /// Begins a bundle.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn new(sink: W, header: &Header) -> io::Result<Self> {
        let mut writer = Self { sink, hasher: blake3::Hasher::new(), position: 0, sections: Vec::new() };
        writer.put(&MAGIC)?;
        writer.put(&Frame::Header(*header).to_bytes())?;
        Ok(writer)
    }

    /// Writes a frame.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn push(&mut self, frame: &Frame<'_>) -> io::Result<()> {
        let (kind, offset) = (frame.kind(), self.position);
        self.put(&frame.to_bytes())?;
        // More changes of kind than an index holds: the last section has them too, as a reader sees by their frames.
        let is_full = self.sections.len() >= BUNDLE_SECTIONS;
        match self.sections.last_mut() {
            Some(section) if section.kind == kind || is_full => section.count += 1,
            _ => self.sections.push(Section { kind, offset, count: 1 }),
        }
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sink.write_all(bytes)?;
        self.hasher.update(bytes);
        self.position += bytes.len() as u64;
        Ok(())
    }

    /// Bytes so far.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Writes index and end, and gives the sink back.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn finish(mut self) -> io::Result<W> {
        let index = self.position;
        let sections = std::mem::take(&mut self.sections);
        self.put(&Frame::Index(sections).to_bytes())?;
        let end = End { len: self.position, index, hash: *self.hasher.finalize().as_bytes() };
        self.put(&Frame::End(end).to_bytes())?;
        self.sink.flush()?;
        Ok(self.sink)
    }
}
