//! Writing a bundle: what is worth most first.

use std::path::Path;

use commonplace_core::blob::SegmentList;
use commonplace_core::bundle::{EXTENSION, Frame, Have, Header, LaneSum, slip_hash};
use commonplace_core::id::{BlobId, RecordId, Tag};
use commonplace_core::limits::{BUNDLE_PART_BYTES, BUNDLE_REPORT_BYTES, SEGMENT_BYTES};
use commonplace_core::record::Lane;
use commonplace_core::set::SetKey;
use commonplace_store::{BlobError, Blobs};

use super::asking::Asking;
use super::stick::{self, Parts};
use crate::answer::{Answer, Bundle, BundleState};
use crate::command::Name;
use crate::engine::{BundleAsk, BundleCircle, BundleGiven};
use crate::error::Error;

/// Records asked for at a time: at most 3 MiB.
const RECORDS: usize = 64;
/// Bytes around a frame's payload, with room.
const AROUND: u64 = 128;

/// Writes what is here of a circle, without what every one of those has who are named by `have`.
pub(super) fn write(asking: &Asking, blobs: &Blobs, circle: Name, to: &Path, have: Option<&Path>) -> Result<(), Error> {
    let circle = asking.circle(circle)?;
    let BundleGiven::Slips(slips) = asking.ask(BundleAsk::Slips(circle.tag))? else { return Err(Error::Stopped) };
    // Who is not let in yet has no records, and asks by a slip.
    if slips.is_empty() && circle.held.iter().all(|lane| lane.count == 0) {
        return Err(Error::NotAMember { circle: circle.title });
    }
    let have = have.map(|path| super::have::read(asking, path, &circle)).transpose()?;
    let target = stick::place(to, &circle.file_name, EXTENSION);
    let [control, posts, documents] = &circle.held;
    let header = Header { tag: circle.tag, part: 1, held: [control, posts, documents].map(LaneSum::from) };
    let parts = Parts::create(&target, header, BUNDLE_PART_BYTES)?;
    let told = Bundle::of(&circle, &target, BundleState::Writing);
    let mut writing = Writing { asking, blobs, circle, have: have.unwrap_or_default(), parts, told, reported: 0 };
    writing.slips(&slips)?;
    writing.records()?;
    writing.attachments()?;
    let Writing { parts, mut told, .. } = writing;
    told.state = BundleState::Written;
    for file in parts.finish()? {
        asking.tell(Answer::Bundle(Bundle { file, ..told.clone() }))?;
    }
    Ok(())
}

struct Writing<'a> {
    asking: &'a Asking,
    blobs: &'a Blobs,
    circle: BundleCircle,
    have: Vec<Have>,
    parts: Parts,
    told: Bundle,
    reported: u64,
}

impl Writing<'_> {
    fn slips(&mut self, slips: &[Vec<u8>]) -> Result<(), Error> {
        for slip in slips {
            let hash = slip_hash(slip);
            if self.have.is_empty() || !self.have.iter().all(|have| have.has_slip(&hash)) {
                self.push(&Frame::Slip(slip), slip.len() as u64 + AROUND, None)?;
                self.told.slips += 1;
            }
        }
        Ok(())
    }

    fn records(&mut self) -> Result<(), Error> {
        let (asking, tag) = (self.asking, self.circle.tag);
        Lane::ALL.into_iter().try_for_each(|lane| asking.each_page(tag, lane, |keys| self.page(lane, keys)))
    }

    fn page(&mut self, lane: Lane, keys: &[SetKey]) -> Result<(), Error> {
        let lacks = |key: &&SetKey| self.have.is_empty() || !self.have.iter().all(|have| have.has_record(lane, key));
        let ids: Vec<RecordId> = keys.iter().filter(lacks).map(|key| key.id).collect();
        self.told.left_out += (keys.len() - ids.len()) as u64;
        for ids in ids.chunks(RECORDS) {
            let BundleGiven::Records(records) = self.asking.ask(BundleAsk::Records(ids.to_vec()))? else { continue };
            for record in records {
                let bytes = record.bytes();
                self.push(&Frame::Record(bytes), bytes.len() as u64 + AROUND, None)?;
                self.told.records += 1;
            }
        }
        Ok(())
    }

    fn push(&mut self, frame: &Frame<'_>, len: u64, before: Option<&Frame<'_>>) -> Result<(), Error> {
        self.asking.go_on()?;
        self.parts.push(frame, len, before)?;
        self.told.done += len;
        if self.told.done - self.reported >= BUNDLE_REPORT_BYTES {
            self.reported = self.told.done;
            self.asking.tell(Answer::Bundle(self.told.clone()))?;
        }
        Ok(())
    }

    /// Attachments that are here whole, the smallest first.
    fn attachments(&mut self) -> Result<(), Error> {
        let mut here: Vec<(u64, BlobId)> = Vec::new();
        let blobs = self.blobs;
        each_blob(self.asking, self.circle.tag, |blob, _| {
            here.extend(blobs.size(&blob).map(|size| (size, blob)));
            Ok(())
        })?;
        here.sort_unstable();
        here.dedup();
        for (_, blob) in here {
            if !self.have.is_empty() && self.have.iter().all(|have| have.has_blob(&blob)) {
                self.told.left_out += 1;
                continue;
            }
            match self.blobs.segment_list(&blob) {
                Ok(list) => self.attachment(blob, &list)?,
                Err(error) => self.passed_over(&error),
            }
        }
        Ok(())
    }

    fn attachment(&mut self, blob: BlobId, list: &SegmentList) -> Result<(), Error> {
        let head = Frame::Blob(list.clone());
        self.push(&head, 32 * u64::from(list.count()) + AROUND, None)?;
        self.told.blobs += 1;
        for index in 0..list.count() {
            if !self.have.is_empty() && self.have.iter().all(|have| have.has_segment(&blob, index)) {
                continue;
            }
            match self.blobs.segment(&blob, index) {
                Ok(bytes) => {
                    let frame = Frame::Segment { blob, index, bytes: &bytes };
                    self.push(&frame, SEGMENT_BYTES as u64 + AROUND, Some(&head))?;
                }
                // The disk has spoiled it: the others are as good as before, and somebody else may have this one.
                Err(error) => self.passed_over(&error),
            }
        }
        Ok(())
    }

    fn passed_over(&mut self, error: &BlobError) {
        tracing::warn!(%error, "an attachment is not in the bundle");
        self.told.refused += 1;
    }
}

/// Goes through the attachments that records of a circle name.
pub(super) fn each_blob(
    asking: &Asking,
    tag: Tag,
    mut each: impl FnMut(BlobId, u64) -> Result<(), Error>,
) -> Result<(), Error> {
    asking.catch_up()?;
    let mut after = None;
    loop {
        let asked = BundleAsk::Blobs { tag, after: after.take() };
        let BundleGiven::Blobs(blobs, next) = asking.ask(asked)? else { return Ok(()) };
        for (blob, sealed_size) in blobs {
            each(blob, sealed_size)?;
        }
        match next {
            Some(place) => after = Some(place),
            None => return Ok(()),
        }
    }
}
