//! Reading bundles: everything through the one door, again as long as that brings anything.

use std::fs::File;
use std::path::{Path, PathBuf};

use commonplace_core::bundle::{Item, LaneSum, Reader};
use commonplace_core::id::Tag;
use commonplace_core::limits::{BUNDLE_BATCH_BYTES, BUNDLE_REPORT_BYTES, SLIPS};
use commonplace_core::record::Sealed;
use commonplace_store::Blobs;

use super::asking::Asking;
use super::have::not_a_bundle;
use super::intake::Intake;
use super::stick;
use crate::answer::{Admission, Answer, Bundle, BundleState};
use crate::engine::{BundleAsk, BundleCircle, BundleGiven, Taken};
use crate::error::Error;
use crate::sentence::sentence;

/// Records handed to the door at a time at most.
const BATCH: usize = 256;
/// How often a bundle is read at most: each time brings something, and even a bundle written backwards is done by then.
const TIMES: usize = 16;

/// Reads a bundle, or all that lie in a folder.
pub(super) fn read(asking: &Asking, blobs: &Blobs, from: &Path) -> Result<(), Error> {
    let files = stick::bundles_at(from)?;
    if files.is_empty() {
        return Err(Error::NoBundles { folder: from.to_owned() });
    }
    let one = !from.is_dir();
    for file in files {
        let told = match read_one(asking, blobs, &file) {
            Ok(told) => told,
            Err(error) if one || ends_all(&error) => return Err(error),
            Err(error) => Bundle::refused(&file, sentence(&error, &asking.text)),
        };
        asking.tell(Answer::Bundle(told))?;
    }
    Ok(())
}

/// Whether no other file would fare better after this error.
fn ends_all(error: &Error) -> bool {
    matches!(error, Error::DiskFull | Error::Stopped | Error::Store { .. } | Error::Cancelled)
}

/// Says what a bundle is, and reads nothing of it.
pub(super) fn look(asking: &Asking, file: &Path) -> Result<(), Error> {
    let (reader, _, circle) = opened(asking, file)?;
    let mut told = Bundle::of(&circle, file, BundleState::Offered);
    if let Some(counts) = reader.counts() {
        (told.records, told.blobs, told.slips) = (counts.records, counts.blobs, counts.slips);
    }
    (told.whole, told.of) = (reader.is_whole(), Some(reader.progress().1));
    asking.tell(Answer::Bundle(told))
}

/// A bundle at its beginning, with the circle that it is of.
fn opened(asking: &Asking, file: &Path) -> Result<(Reader<File>, Tag, BundleCircle), Error> {
    let opened = File::open(file).map_err(|error| Error::of_file(file, &error))?;
    let mut reader = Reader::open(opened).map_err(|error| not_a_bundle(file, &error))?;
    let tag = match reader.header() {
        Some(header) => header.tag,
        None => tag_of_first(&mut reader, file)?,
    };
    match asking.ask(BundleAsk::Tagged(tag))? {
        BundleGiven::Circle(circle) if circle.left => Err(Error::NotAMember { circle: circle.title }),
        BundleGiven::Circle(circle) => Ok((reader, tag, circle)),
        _ => Err(Error::BundleForeign { file: file.to_owned() }),
    }
}

fn read_one(asking: &Asking, blobs: &Blobs, file: &Path) -> Result<Bundle, Error> {
    let (reader, tag, circle) = opened(asking, file)?;
    let told = Bundle::of(&circle, file, BundleState::Reading);
    let intake = Intake::new(asking, blobs, tag);
    let mut reading = Reading {
        asking,
        file: file.to_owned(),
        reader,
        tag,
        batch: Vec::new(),
        bytes: 0,
        slips: Vec::new(),
        intake,
        told,
        pass: Taken::default(),
        reported: 0,
        junk: 0,
        passes_records: false,
    };
    reading.all(&circle)
}

/// The header is spoiled: records say of which circle they are.
fn tag_of_first(reader: &mut Reader<File>, file: &Path) -> Result<Tag, Error> {
    let failed = |error: std::io::Error| Error::of_file(file, &error);
    while let Some(item) = reader.next(|_, _| false).map_err(failed)? {
        if let Item::Record(bytes) = item
            && let Ok(sealed) = Sealed::from_bytes(&bytes)
        {
            reader.rewind().map_err(failed)?;
            return Ok(sealed.header().tag);
        }
    }
    Err(Error::NotABundle { file: file.to_owned() })
}

struct Reading<'a> {
    asking: &'a Asking,
    file: PathBuf,
    reader: Reader<File>,
    tag: Tag,
    batch: Vec<Sealed>,
    bytes: usize,
    slips: Vec<Vec<u8>>,
    intake: Intake<'a>,
    told: Bundle,
    /// What came of the records since the bundle was begun with the last time.
    pass: Taken,
    reported: u64,
    junk: u64,
    passes_records: bool,
}

impl Reading<'_> {
    fn all(&mut self, circle: &BundleCircle) -> Result<Bundle, Error> {
        let held = circle.held.each_ref().map(LaneSum::from);
        // Then whoever wrote it had no record that is not here: only attachments and slips may be new.
        self.passes_records = self.reader.header().is_some_and(|header| header.held == held);
        for time in 0..TIMES {
            let before = self.gained();
            self.once(time == 0)?;
            let left = self.pass.later + self.intake.missed;
            if left == 0 || self.gained() == before {
                break;
            }
            self.pass = Taken::default();
            self.intake.again();
            self.reader.rewind().map_err(|error| Error::of_file(&self.file, &error))?;
        }
        if circle.admission.is_some() {
            self.come_in(circle)?;
        }
        let mut told = self.told.clone();
        (told.state, told.blobs) = (BundleState::Read, self.intake.done);
        told.later = self.pass.later;
        told.refused = self.junk + self.intake.junk;
        told.newer = self.reader.passed().newer;
        told.spoiled = self.reader.passed().spoiled;
        told.whole = self.reader.is_whole();
        Ok(told)
    }

    /// Looks whether what was read has let us in: then much of it could be opened after all.
    fn come_in(&mut self, before: &BundleCircle) -> Result<(), Error> {
        let BundleGiven::Circle(circle) = self.asking.ask(BundleAsk::Tagged(self.tag))? else { return Ok(()) };
        self.told.admission = circle.admission.or(Some(Admission::LetIn));
        self.told.circle = Some(circle.title);
        if self.told.admission == Some(Admission::LetIn) {
            let waited = before.waiting + self.told.waiting;
            self.told.new += waited.saturating_sub(circle.waiting).min(self.told.waiting);
            self.told.waiting = self.told.waiting.min(circle.waiting);
        }
        Ok(())
    }

    fn gained(&self) -> u64 {
        self.told.new + self.told.waiting + self.told.slips + self.intake.segments
    }

    fn once(&mut self, first: bool) -> Result<(), Error> {
        loop {
            let intake = &mut self.intake;
            let item = self.reader.next(|blob, index| intake.wants(blob, index));
            let item = item.map_err(|error| Error::of_file(&self.file, &error))?;
            self.intake.check()?;
            self.asking.go_on()?;
            match item {
                None => break,
                Some(Item::Record(_)) if self.passes_records => {
                    self.passes_records = false;
                    self.reader.pass_records().map_err(|error| Error::of_file(&self.file, &error))?;
                }
                Some(Item::Record(bytes)) => self.record(&bytes, first)?,
                Some(Item::Blob(list)) => {
                    self.hand_in(first)?;
                    self.hand_in_slips()?;
                    // What names it may just have come.
                    self.asking.catch_up()?;
                    self.intake.list(list)?;
                }
                Some(Item::Segment { blob, index, bytes }) => self.intake.segment(blob, index, &bytes)?,
                Some(Item::Slip(bytes)) if self.slips.len() < SLIPS => self.slips.push(bytes),
                Some(Item::Slip(_)) => {}
            }
            self.report()?;
        }
        self.hand_in(first)?;
        self.hand_in_slips()
    }

    fn record(&mut self, bytes: &[u8], first: bool) -> Result<(), Error> {
        self.told.records += u64::from(first);
        match Sealed::from_bytes(bytes) {
            Ok(sealed) if sealed.header().tag == self.tag => self.batch.push(sealed),
            _ => self.junk += u64::from(first),
        }
        self.bytes += bytes.len();
        if self.batch.len() >= BATCH || self.bytes >= BUNDLE_BATCH_BYTES { self.hand_in(first) } else { Ok(()) }
    }

    /// Hands what has gathered to the door.
    fn hand_in(&mut self, first: bool) -> Result<(), Error> {
        self.bytes = 0;
        let records = std::mem::take(&mut self.batch);
        if records.is_empty() {
            return Ok(());
        }
        let BundleGiven::Taken(taken) = self.asking.ask(BundleAsk::Take { tag: self.tag, records })? else {
            return Err(Error::Stopped);
        };
        self.told.new += taken.new;
        self.pass.later += taken.later;
        if first {
            self.told.waiting += taken.waiting;
            self.junk += taken.junk;
        }
        Ok(())
    }

    /// Slips that speak of records come after them.
    fn hand_in_slips(&mut self) -> Result<(), Error> {
        let slips = std::mem::take(&mut self.slips);
        if slips.is_empty() {
            return Ok(());
        }
        if let BundleGiven::SlipsTaken(taken) = self.asking.ask(BundleAsk::TakeSlips { tag: self.tag, slips })? {
            self.told.slips += taken.new;
            self.told.let_in += taken.let_in;
            self.told.turned_away += taken.turned_away;
        }
        Ok(())
    }

    fn report(&mut self) -> Result<(), Error> {
        let (done, of) = self.reader.progress();
        (self.told.done, self.told.of) = (done, Some(of));
        if done.abs_diff(self.reported) < BUNDLE_REPORT_BYTES {
            return Ok(());
        }
        self.reported = done;
        self.asking.tell(Answer::Bundle(self.told.clone()))
    }
}
