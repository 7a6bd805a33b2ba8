//! What is said on a stream about an attachment. See `docs/protocol.md`, "Blobs".

use std::time::Duration;

use commonplace_core::blob::{ListError, SegmentList, segment_count};
use commonplace_core::encoding::{DecodeError, decode, encode};
use commonplace_core::id::BlobId;
use commonplace_core::limits::SEGMENT_BYTES;
use commonplace_store::BlobError;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use crate::schedule::Bits;

/// How long the other side may take for each step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// Until a request is here whole.
    pub(super) request: Duration,
    /// For one segment, either way, and anything shorter.
    pub(super) segment: Duration,
    /// Until the next ask; whoever fetches from several may have nothing to ask of one of them for a while.
    pub(super) idle: Duration,
}

/// A request is one small message. A segment is 256 KiB, at 5 kB/s.
pub(super) const PATIENCE: Patience =
    Patience { request: Duration::from_secs(5), segment: Duration::from_secs(50), idle: Duration::from_secs(120) };

/// Longest request: an id and a few words.
const REQUEST_BYTES: usize = 128;

/// Asked instead of a segment: what is there by now?
const WHAT: u32 = u32::MAX;
/// Said instead of asking: all of it is at the asker now.
const WHOLE: u32 = u32::MAX - 1;
/// Asked instead of a segment: will the copy there stay, if the asker drops its own?
const WILL_STAY: u32 = u32::MAX - 2;

const HAS_ALL: u8 = 1;
const HAS_PART: u8 = 2;
const SEGMENT: u8 = 3;
const ABSENT: u8 = 4;
const STAYS: u8 = 5;
const MAY_GO: u8 = 6;

#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    #[error("the stream broke")]
    Stream(#[from] std::io::Error),
    #[error("not a request")]
    Message(#[from] DecodeError),
    #[error("no stream to the peer")]
    Open(#[from] commonplace_net::OpenError),
    #[error("the attachment store refused")]
    Store(#[from] BlobError),
    #[error("the peer does not have it, or not for us")]
    Absent,
    #[error("the peer says that it has another size")]
    Size,
    #[error("out of bounds")]
    Bounds,
    #[error("took too long")]
    Slow(#[from] tokio::time::error::Elapsed),
    #[error("stopped")]
    Stopped,
    #[error("the segment list is false")]
    List(#[from] ListError),
}

impl Broken {
    /// Whether no honest peer does this.
    pub(super) fn is_false(&self) -> bool {
        matches!(self, Self::List(_) | Self::Bounds | Self::Store(BlobError::WrongList))
    }
}

/// What a stream begins with: which attachment, and whether its list of segments is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) blob: BlobId,
    pub(super) list: bool,
}

/// What follows from the asker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Segment(u32),
    What,
    Whole,
    WillStay,
}

/// What follows from the holder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// None means all segments.
    Has(Option<Bits>),
    Segment(u32, Vec<u8>),
    Absent(u32),
    Stays(bool),
}

pub(super) async fn write_request(stream: &mut (impl AsyncWrite + Unpin), request: Request) -> Result<(), Broken> {
    let bytes = encode(&(request.blob, request.list));
    stream.write_u32(u32::try_from(bytes.len()).map_err(|_| Broken::Bounds)?).await?;
    stream.write_all(&bytes).await?;
    Ok(stream.flush().await?)
}

pub(super) async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Result<Request, Broken> {
    let len = stream.read_u32().await?;
    let len = usize::try_from(len).ok().filter(|len| *len <= REQUEST_BYTES).ok_or(Broken::Bounds)?;
    let mut bytes = vec![0; len];
    stream.read_exact(&mut bytes).await?;
    let (blob, list) = decode(&bytes, REQUEST_BYTES)?;
    Ok(Request { blob, list })
}

pub(super) async fn write_ask(stream: &mut (impl AsyncWrite + Unpin), ask: Ask) -> Result<(), Broken> {
    let word = match ask {
        Ask::Segment(index) => index,
        Ask::What => WHAT,
        Ask::Whole => WHOLE,
        Ask::WillStay => WILL_STAY,
    };
    Ok(stream.write_u32(word).await?)
}

/// The next ask; none when the asker has ended the stream.
pub(super) async fn read_ask(stream: &mut (impl AsyncRead + Unpin)) -> Result<Option<Ask>, Broken> {
    let word = match stream.read_u32().await {
        Ok(word) => word,
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    Ok(Some(match word {
        WHAT => Ask::What,
        WHOLE => Ask::Whole,
        WILL_STAY => Ask::WillStay,
        index => Ask::Segment(index),
    }))
}

/// The segments' chaining values, which are checked against the id by whoever knows it.
pub(super) async fn read_list(stream: &mut (impl AsyncRead + Unpin), size: u64) -> Result<SegmentList, Broken> {
    let count = segment_count(size).ok_or(Broken::Bounds)?;
    let mut values = Vec::with_capacity(usize::try_from(count).map_err(|_| Broken::Bounds)?);
    for _ in 0..count {
        let mut value = [0; 32];
        stream.read_exact(&mut value).await?;
        values.push(value);
    }
    Ok(SegmentList::new(size, values)?)
}

pub(super) async fn write_list(
    stream: &mut (impl AsyncWrite + Unpin),
    list: &SegmentList,
    patience: Patience,
) -> Result<(), Broken> {
    for values in list.values().chunks(SEGMENT_BYTES / 32) {
        timeout(patience.segment, stream.write_all(values.as_flattened())).await??;
    }
    Ok(())
}

pub(super) async fn write_said(stream: &mut (impl AsyncWrite + Unpin), said: &Saying) -> Result<(), Broken> {
    match said {
        Saying::HasAll => stream.write_u8(HAS_ALL).await?,
        Saying::HasPart(bits) => {
            stream.write_u8(HAS_PART).await?;
            stream.write_all(bits).await?;
        }
        Saying::Segment(index, bytes) => {
            let mut head = [SEGMENT; 5];
            head[1..].copy_from_slice(&index.to_be_bytes());
            stream.write_all(&head).await?;
            stream.write_all(bytes).await?;
        }
        Saying::Absent(index) => {
            stream.write_u8(ABSENT).await?;
            stream.write_u32(*index).await?;
        }
        Saying::Stays(true) => stream.write_u8(STAYS).await?,
        Saying::Stays(false) => stream.write_u8(MAY_GO).await?,
    }
    Ok(())
}

/// What a holder is about to say.
#[derive(Debug)]
pub(super) enum Saying {
    HasAll,
    HasPart(Vec<u8>),
    Segment(u32, Vec<u8>),
    Absent(u32),
    Stays(bool),
}

/// The next word of a holder of an attachment of `size` sealed bytes.
pub(super) async fn read_said(stream: &mut (impl AsyncRead + Unpin), size: u64) -> Result<Said, Broken> {
    let count = segment_count(size).ok_or(Broken::Bounds)?;
    match stream.read_u8().await? {
        HAS_ALL => Ok(Said::Has(None)),
        HAS_PART => {
            let mut bytes = vec![0; (count as usize).div_ceil(8)];
            stream.read_exact(&mut bytes).await?;
            Ok(Said::Has(Some(Bits::from_bytes(&bytes, count).ok_or(Broken::Bounds)?)))
        }
        SEGMENT => {
            let index = stream.read_u32().await?;
            if index >= count {
                return Err(Broken::Bounds);
            }
            let mut bytes = vec![0; segment_len(size, index)];
            stream.read_exact(&mut bytes).await?;
            Ok(Said::Segment(index, bytes))
        }
        ABSENT => Ok(Said::Absent(stream.read_u32().await?)),
        STAYS => Ok(Said::Stays(true)),
        MAY_GO => Ok(Said::Stays(false)),
        _ => Err(Broken::Bounds),
    }
}

pub(super) fn segment_len(size: u64, index: u32) -> usize {
    let rest = size.saturating_sub(u64::from(index) * SEGMENT_BYTES as u64);
    usize::try_from(rest).unwrap_or(usize::MAX).min(SEGMENT_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_said_is_what_is_heard() {
        let size = 9 * SEGMENT_BYTES as u64 + 5;
        let mut wire = Vec::new();
        let mut bits = Bits::new(10);
        bits.set(9, true);
        for saying in [
            Saying::HasAll,
            Saying::HasPart(vec![0, 2]),
            Saying::Segment(9, vec![7; 5]),
            Saying::Absent(3),
            Saying::Stays(true),
            Saying::Stays(false),
        ] {
            write_said(&mut wire, &saying).await.expect("written");
        }
        let mut reader = &wire[..];
        let mut heard = Vec::new();
        while !reader.is_empty() {
            heard.push(read_said(&mut reader, size).await.expect("read"));
        }
        let said = [
            Said::Has(None),
            Said::Has(Some(bits)),
            Said::Segment(9, vec![7; 5]),
            Said::Absent(3),
            Said::Stays(true),
            Said::Stays(false),
        ];
        assert_eq!(heard, said);
    }

    #[tokio::test]
    async fn what_is_out_of_bounds_is_refused_before_anything_is_kept_for_it() {
        let size = 2 * SEGMENT_BYTES as u64;
        for bad in [&[0][..], &[7], &[SEGMENT, 0, 0, 0, 2], &[HAS_PART, 4], &[SEGMENT, 0xff, 0xff, 0xff, 0xff]] {
            assert!(matches!(read_said(&mut &bad[..], size).await, Err(Broken::Bounds)), "{bad:?}");
        }
        assert!(matches!(read_list(&mut &[][..], u64::MAX).await, Err(Broken::Bounds)), "an endless list");
    }

    #[test]
    fn the_last_segment_is_what_remains() {
        let size = SEGMENT_BYTES as u64 + 17;
        assert_eq!(segment_len(size, 0), SEGMENT_BYTES);
        assert_eq!(segment_len(size, 1), 17);
        assert_eq!(segment_len(size, 9), 0);
    }
}
