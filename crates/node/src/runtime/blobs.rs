//! Moving attachments: one stream, one attachment, the segments that are asked for. See `docs/protocol.md`, "Blobs".

use std::time::Duration;

use commonplace_core::blob::SegmentList;
use commonplace_core::encoding::{decode, encode};
use commonplace_core::id::BlobId;
use commonplace_core::limits;
use commonplace_net::{NetHandle, PeerId, Protocol, Stream};
use commonplace_store::{BlobError, Blobs};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::engine_thread::Message;
use crate::engine::Input;

/// How long the other side may take for each step.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// Until a request is here whole.
    request: Duration,
    /// For one segment, either way, and anything shorter.
    segment: Duration,
}

/// A request is one small message. A segment is 256 KiB, at 5 kB/s.
const PATIENCE: Patience = Patience { request: Duration::from_secs(5), segment: Duration::from_secs(50) };
/// Ranges of segments in one request; with more gaps than that, a further request is made.
const RANGES: usize = 1024;
/// A request: id and ranges.
const REQUEST_BYTES: usize = 64 + RANGES * 12;
/// How many segments come between two reports of progress.
const REPORT_EVERY: u32 = 4;

/// After how many segments it is asked again whether they may travel: 16 MiB.
const LEAVE_EVERY: usize = 64;

/// Whom to ask whether a peer may have an attachment.
#[derive(Debug)]
pub(super) struct Leave {
    /// None for tests: then it may.
    asked: Option<(PeerId, mpsc::Sender<Message>)>,
}

impl Leave {
    /// The engine's leave for this peer.
    pub(super) fn new(peer: PeerId, engine: mpsc::Sender<Message>) -> Self {
        Self { asked: Some((peer, engine)) }
    }

    async fn for_blob(&self, blob: BlobId) -> bool {
        let Some((peer, engine)) = &self.asked else { return true };
        let (answer, decided) = oneshot::channel();
        let asked = engine.send(Message::BlobAsked { peer: *peer, blob, answer }).await;
        asked.is_ok() && decided.await.unwrap_or(false)
    }
}

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
    #[error("it may not travel this way any more")]
    Withdrawn,
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
    timeout(PATIENCE.segment, write_request(&mut stream, &bytes)).await??;

    let size = timeout(PATIENCE.segment, stream.read_u64()).await??;
    match size {
        0 => return Err(Broken::Absent),
        size if size != sealed_size => return Err(Broken::Size),
        _ => {}
    }
    let list = timeout(PATIENCE.segment, read_list(&mut stream, sealed_size)).await??;
    if !writer.has_list() {
        writer = spawn_blocking(move || writer.set_list(list).map(|()| writer)).await??;
    }
    for index in requested(&request.1) {
        let mut segment = vec![0; segment_len(sealed_size, index)];
        timeout(PATIENCE.segment, stream.read_exact(&mut segment)).await??;
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

async fn write_request(stream: &mut Stream, bytes: &[u8]) -> Result<(), Broken> {
    stream.write_u32(u32::try_from(bytes.len()).map_err(|_| Broken::Bounds)?).await?;
    stream.write_all(bytes).await?;
    Ok(stream.flush().await?)
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
/// But not across ways that all of its circles close, which is asked again as it goes on.
pub(super) async fn serve(stream: Stream, store: Blobs, leave: Leave) {
    if let Err(error) = send(stream, store, leave, PATIENCE).await {
        tracing::debug!(%error, "an attachment was not sent whole");
    }
}

/// Every step of it ends in time, whatever the peer does or leaves: its place is soon free.
async fn send<S>(mut stream: S, store: Blobs, leave: Leave, patience: Patience) -> Result<(), Broken>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (blob, ranges) = timeout(patience.request, read_request(&mut stream)).await??;
    let found = store.clone();
    let may = leave.for_blob(blob).await;
    let list =
        spawn_blocking(move || if may && found.has(&blob) { found.segment_list(&blob).map(Some) } else { Ok(None) });
    let Some(list) = list.await?? else {
        write(&mut stream, &0_u64.to_be_bytes(), patience).await?;
        return Ok(timeout(patience.segment, stream.shutdown()).await??);
    };
    let ascending = ranges.windows(2).all(|pair| pair[0].1 <= pair[1].0);
    if !ascending || ranges.iter().any(|(start, end)| start > end || *end > list.count()) {
        return Err(Broken::Bounds);
    }
    write(&mut stream, &list.size().to_be_bytes(), patience).await?;
    for values in list.values().chunks(limits::SEGMENT_BYTES / 32) {
        write(&mut stream, values.as_flattened(), patience).await?;
    }
    for (number, index) in requested(&ranges).enumerate() {
        if number % LEAVE_EVERY == LEAVE_EVERY - 1 && !leave.for_blob(blob).await {
            return Err(Broken::Withdrawn);
        }
        let store = store.clone();
        let segment = spawn_blocking(move || store.segment(&blob, index)).await??;
        write(&mut stream, &segment, patience).await?;
    }
    Ok(timeout(patience.segment, stream.shutdown()).await??)
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Result<Request, Broken> {
    let len = stream.read_u32().await?;
    let len = usize::try_from(len).ok().filter(|len| *len <= REQUEST_BYTES).ok_or(Broken::Bounds)?;
    let mut bytes = vec![0; len];
    stream.read_exact(&mut bytes).await?;
    Ok(decode(&bytes, REQUEST_BYTES)?)
}

async fn write(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8], patience: Patience) -> Result<(), Broken> {
    Ok(timeout(patience.segment, stream.write_all(bytes)).await??)
}

#[cfg(test)]
mod tests {
    use commonplace_core::blob::BlobKey;
    use commonplace_store::{Options, Store, unwatched};
    use tokio::io::{DuplexStream, duplex};

    use super::*;

    /// Short for what a peer never does, and long for what it does at once.
    const IMPATIENT: Patience = Patience { request: Duration::from_millis(30), segment: Duration::from_millis(300) };

    const FREE: Leave = Leave { asked: None };

    /// A node with an attachment of five segments, and a peer at the other end of a pipe that holds little.
    fn met() -> (tempfile::TempDir, Store, BlobId, DuplexStream, DuplexStream) {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Store::open(dir.path(), Options::default(), &mut unwatched()).expect("opens").0;
        let plain = vec![7; 5 * limits::SEGMENT_PLAIN_BYTES];
        let (blob, _) =
            store.blobs().put_plain(&plain[..], &BlobKey::from_bytes([1; 32]), None, 1 << 24).expect("kept");
        let (ours, theirs) = duplex(1024);
        (dir, store, blob, ours, theirs)
    }

    async fn ask(theirs: &mut DuplexStream, request: &Request) {
        let bytes = encode(request);
        theirs.write_u32(u32::try_from(bytes.len()).expect("small")).await.expect("written");
        theirs.write_all(&bytes).await.expect("written");
    }

    #[tokio::test]
    async fn bob_gets_what_he_asks_for() {
        let (_dir, store, blob, ours, mut theirs) = met();
        let serving = tokio::spawn(send(ours, store.blobs().clone(), FREE, PATIENCE));
        ask(&mut theirs, &(blob, vec![(1, 2), (4, 5)])).await;
        let size = theirs.read_u64().await.expect("answered");
        let mut rest = Vec::new();
        theirs.read_to_end(&mut rest).await.expect("read");
        assert_eq!(size, store.blobs().size(&blob).expect("here"));
        assert_eq!(rest.len(), 5 * 32 + 2 * limits::SEGMENT_BYTES);
        let asked = [1, 4].map(|index| store.blobs().segment(&blob, index).expect("here")).concat();
        assert!(rest.ends_with(&asked));
        serving.await.expect("ends").expect("sent");
    }

    #[tokio::test]
    async fn eve_who_never_asks_or_never_reads_frees_her_place() {
        for said in [&[][..], &[0, 0], &[0, 0, 0, 9, 1]] {
            let (_dir, store, _, ours, mut theirs) = met();
            theirs.write_all(said).await.expect("written");
            let ended = send(ours, store.blobs().clone(), FREE, IMPATIENT).await;
            assert!(matches!(ended, Err(Broken::Slow(_))), "{ended:?}");
        }
        // She asks, and reads nothing, or only so much.
        for read in [0, 8, 200, 300_000] {
            let (_dir, store, blob, ours, mut theirs) = met();
            let serving = tokio::spawn(send(ours, store.blobs().clone(), FREE, IMPATIENT));
            ask(&mut theirs, &(blob, vec![(0, 5)])).await;
            let mut taken = vec![0; read];
            theirs.read_exact(&mut taken).await.expect("read");
            let ended = serving.await.expect("ends");
            assert!(matches!(ended, Err(Broken::Slow(_))), "{read} bytes: {ended:?}");
        }
    }

    #[tokio::test]
    async fn what_is_no_request_is_refused_at_once() {
        let long = u32::try_from(REQUEST_BYTES + 1).expect("small").to_be_bytes();
        for said in [&long[..], &[0, 0, 0, 1, 0xff]] {
            let (_dir, store, _, ours, mut theirs) = met();
            theirs.write_all(said).await.expect("written");
            let ended = send(ours, store.blobs().clone(), FREE, PATIENCE).await;
            assert!(matches!(ended, Err(Broken::Bounds | Broken::Message(_))), "{ended:?}");
        }
        for ranges in [vec![(0, 6)], vec![(3, 2)], vec![(2, 4), (1, 2)], vec![(0, u32::MAX)]] {
            let (_dir, store, blob, ours, mut theirs) = met();
            ask(&mut theirs, &(blob, ranges)).await;
            let ended = send(ours, store.blobs().clone(), FREE, PATIENCE).await;
            assert!(matches!(ended, Err(Broken::Bounds)), "{ended:?}");
        }
    }

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
