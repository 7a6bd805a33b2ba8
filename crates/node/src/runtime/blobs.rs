//! Moving attachments: one stream, one attachment, the segments that are asked for. See `docs/protocol.md`, "Blobs".

use std::time::Duration;

use commonplace_core::blob::SegmentList;
use commonplace_core::encoding::{decode, encode};
use commonplace_core::id::BlobId;
use commonplace_core::limits;
use commonplace_net::{NetHandle, PeerId, Protocol, Stream};
use commonplace_store::{BlobError, Blobs};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::engine_thread::Message;
use crate::engine::Input;

/// How long one segment may take: 256 KiB at 5 kB/s.
const SEGMENT_PATIENCE: Duration = Duration::from_secs(50);
/// Ranges of segments in one request; with more gaps than that, a further request is made.
const RANGES: usize = 1024;
/// A request: id and ranges.
const REQUEST_BYTES: usize = 64 + RANGES * 12;
/// How many segments come between two reports of progress.
const REPORT_EVERY: u32 = 4;

/// Asks for segments of an attachment: half-open ranges, ascending.
type Request = (BlobId, Vec<(u32, u32)>);

#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("the stream broke")]
    Stream(#[from] std::io::Error),
    #[error("not a request")]
    Message(#[from] commonplace_core::encoding::DecodeError),
    #[error("no stream to the peer")]
    Open(#[from] commonplace_net::OpenError),
    #[error("the attachment store refused")]
    Store(#[from] BlobError),
    #[error("the peer does not have it")]
    Absent,
    #[error("the peer says it has another size")]
    Size,
    #[error("out of bounds")]
    Bounds,
    #[error("took too long")]
    Slow(#[from] tokio::time::error::Elapsed),
    #[error("stopped")]
    Stopped(#[from] tokio::task::JoinError),
    #[error("the segment list is false")]
    List(#[from] commonplace_core::blob::ListError),
}

/// Fetches what is missing of an attachment from one peer, and tells the engine how it went. What arrived is kept
/// whatever happens.
pub(super) async fn fetch(
    net: NetHandle,
    store: Blobs,
    inputs: mpsc::Sender<Message>,
    peer: String,
    blob: BlobId,
    sealed_size: u64,
) {
    let outcome = match peer.parse::<PeerId>() {
        Ok(id) => receive(&net, store, &inputs, id, blob, sealed_size).await,
        Err(_) => Err(Broken::Absent),
    };
    let input = match outcome {
        Ok(()) => Input::BlobDone { blob },
        Err(error) => {
            tracing::debug!(%peer, blob = %blob.short(), %error, "an attachment did not arrive whole");
            Input::BlobFailed { blob, peer }
        }
    };
    let _stopping = inputs.send(Message::Input(input)).await;
}

async fn receive(
    net: &NetHandle,
    store: Blobs,
    inputs: &mpsc::Sender<Message>,
    peer: PeerId,
    blob: BlobId,
    sealed_size: u64,
) -> Result<(), Broken> {
    let mut writer = spawn_blocking(move || store.writer(blob, sealed_size)).await??;
    let wanted = if writer.has_list() { writer.missing() } else { all_segments(sealed_size)? };
    let mut stream = net.open_stream(peer, Protocol::Blob).await?;
    let request: Request = (blob, ranges(&wanted));
    let bytes = encode(&request);
    stream.write_u32(u32::try_from(bytes.len()).map_err(|_| Broken::Bounds)?).await?;
    stream.write_all(&bytes).await?;
    stream.flush().await?;

    let size = timeout(SEGMENT_PATIENCE, stream.read_u64()).await??;
    match size {
        0 => return Err(Broken::Absent),
        size if size != sealed_size => return Err(Broken::Size),
        _ => {}
    }
    let list = timeout(SEGMENT_PATIENCE, read_list(&mut stream, sealed_size)).await??;
    if !writer.has_list() {
        writer = spawn_blocking(move || writer.set_list(list).map(|()| writer)).await??;
    }
    for index in requested(&request.1) {
        let mut segment = vec![0; segment_len(sealed_size, index)];
        timeout(SEGMENT_PATIENCE, stream.read_exact(&mut segment)).await??;
        writer = spawn_blocking(move || writer.put(index, &segment).map(|()| writer)).await??;
        if index % REPORT_EVERY == REPORT_EVERY - 1 {
            let here = sealed_size - writer.missing().len() as u64 * limits::SEGMENT_BYTES as u64;
            let progress = Input::BlobProgress { blob, here: here.min(sealed_size), of: sealed_size };
            let _stopping = inputs.send(Message::Input(progress)).await;
        }
    }
    if !writer.missing().is_empty() {
        return Err(Broken::Absent);
    }
    Ok(spawn_blocking(move || writer.finish()).await??)
}

fn all_segments(sealed_size: u64) -> Result<Vec<u32>, Broken> {
    Ok((0..commonplace_core::blob::segment_count(sealed_size).ok_or(Broken::Bounds)?).collect())
}

/// Ascending numbers as half-open ranges.
fn ranges(numbers: &[u32]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        let full = ranges.len() == RANGES;
        match ranges.last_mut() {
            Some((_, end)) if *end == *number => *end = number.saturating_add(1),
            _ if full => break,
            _ => ranges.push((*number, number.saturating_add(1))),
        }
    }
    ranges
}

fn requested(ranges: &[(u32, u32)]) -> impl Iterator<Item = u32> + '_ {
    ranges.iter().flat_map(|(start, end)| *start..*end)
}

fn segment_len(sealed_size: u64, index: u32) -> usize {
    let rest = sealed_size.saturating_sub(u64::from(index) * limits::SEGMENT_BYTES as u64);
    usize::try_from(rest).unwrap_or(usize::MAX).min(limits::SEGMENT_BYTES)
}

async fn read_list(stream: &mut Stream, sealed_size: u64) -> Result<SegmentList, Broken> {
    let count = commonplace_core::blob::segment_count(sealed_size).ok_or(Broken::Bounds)?;
    let mut values = Vec::with_capacity(usize::try_from(count).map_err(|_| Broken::Bounds)?);
    for _ in 0..count {
        let mut value = [0; 32];
        stream.read_exact(&mut value).await?;
        values.push(value);
    }
    Ok(SegmentList::new(sealed_size, values)?)
}

/// Serves one request. Whoever knows the id of an attachment may have its sealed bytes: both come only from a record
/// that its asker could open.
pub(super) async fn serve(stream: Stream, store: Blobs) {
    if let Err(error) = send(stream, store).await {
        tracing::debug!(%error, "an attachment was not sent whole");
    }
}

async fn send(mut stream: Stream, store: Blobs) -> Result<(), Broken> {
    let len = timeout(SEGMENT_PATIENCE, stream.read_u32()).await??;
    let len = usize::try_from(len).ok().filter(|len| *len <= REQUEST_BYTES).ok_or(Broken::Bounds)?;
    let mut bytes = vec![0; len];
    timeout(SEGMENT_PATIENCE, stream.read_exact(&mut bytes)).await??;
    let (blob, ranges): Request = decode(&bytes, REQUEST_BYTES)?;
    let found = store.clone();
    let list = spawn_blocking(move || if found.has(&blob) { found.segment_list(&blob).map(Some) } else { Ok(None) });
    let Some(list) = list.await?? else {
        stream.write_u64(0).await?;
        stream.shutdown().await?;
        return Ok(());
    };
    let ascending = ranges.windows(2).all(|pair| pair[0].1 <= pair[1].0);
    if !ascending || ranges.iter().any(|(start, end)| start > end || *end > list.count()) {
        return Err(Broken::Bounds);
    }
    stream.write_u64(list.size()).await?;
    for value in list.values() {
        stream.write_all(value).await?;
    }
    for index in requested(&ranges) {
        let store = store.clone();
        let segment = spawn_blocking(move || store.segment(&blob, index)).await??;
        timeout(SEGMENT_PATIENCE, stream.write_all(&segment)).await??;
    }
    stream.shutdown().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_asked_for_as_ranges() {
        assert_eq!(ranges(&[0, 1, 2, 5, 7, 8]), [(0, 3), (5, 6), (7, 9)]);
        assert_eq!(ranges(&[]), []);
        assert_eq!(requested(&[(0, 2), (5, 6)]).collect::<Vec<_>>(), [0, 1, 5]);
    }

    #[test]
    fn the_last_segment_is_what_remains() {
        let size = limits::SEGMENT_BYTES as u64 + 17;
        assert_eq!(segment_len(size, 0), limits::SEGMENT_BYTES);
        assert_eq!(segment_len(size, 1), 17);
        assert_eq!(segment_len(size, 9), 0);
    }
}
