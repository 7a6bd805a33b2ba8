//! Checking what arrives and writing it down: blocking work, on one thread for each attachment.

use commonplace_core::blob::SegmentList;
use commonplace_net::PeerId;
use commonplace_store::{BlobError, BlobWriter};
use tokio::sync::mpsc;

use super::talk::News;

/// What there is to do.
#[derive(Debug)]
pub(super) enum Job {
    /// Take the list of segments, which belongs to the id.
    List(SegmentList),
    /// Check a segment and keep it.
    Segment { peer: PeerId, index: u32, bytes: Vec<u8> },
    /// All is here: read again what earlier runs left, and give it its name.
    Finish,
}

/// Does jobs until there are none, or the disk refuses.
pub(super) fn keep(mut writer: BlobWriter, mut jobs: mpsc::Receiver<Job>, news: &mpsc::Sender<News>) {
    while let Some(job) = jobs.blocking_recv() {
        let told = match job {
            Job::List(list) => match writer.set_list(list) {
                Ok(()) => News::Listed,
                Err(why) => News::Failed { why },
            },
            Job::Segment { peer, index, bytes } => match writer.put(index, &bytes) {
                Ok(()) => News::Kept { peer, index, bytes: bytes.len() as u64 },
                Err(BlobError::Damaged { .. }) => News::False { peer },
                Err(why) => News::Failed { why },
            },
            Job::Finish => match writer.recheck() {
                Ok(0) => {
                    let told = writer.finish().map_or_else(|why| News::Failed { why }, |()| News::Finished);
                    let _stopping = news.blocking_send(told);
                    return;
                }
                Ok(_) => News::Spoiled { missing: writer.missing() },
                Err(why) => News::Failed { why },
            },
        };
        let failed = matches!(told, News::Failed { .. });
        if news.blocking_send(told).is_err() || failed {
            return;
        }
    }
}
