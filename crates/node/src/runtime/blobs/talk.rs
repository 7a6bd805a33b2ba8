//! The asker's end of one stream about an attachment.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use commonplace_core::id::BlobId;
use commonplace_net::{NetHandle, PeerId, Protocol};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::keep::Job;
use super::wire::{Ask, Broken, PATIENCE, Patience, Request, Said, read_list, read_said, write_ask, write_request};
use crate::schedule::Bits;

/// What those who take part in a fetch tell the one who leads it.
#[derive(Debug)]
pub(super) enum News {
    /// A peer has all of it, or a part.
    Has { peer: PeerId, part: Option<Bits> },
    /// A peer has no such segment.
    Absent { peer: PeerId, index: u32 },
    /// The conversation with a peer is over.
    Ended { peer: PeerId, why: Option<Broken> },
    /// The list is here and right.
    Listed,
    /// A segment is kept.
    Kept { peer: PeerId, index: u32, bytes: u64 },
    /// A peer sent what the id does not name.
    False { peer: PeerId },
    /// These segments of earlier runs were spoiled.
    Spoiled { missing: Vec<u32> },
    /// All is durable under its name.
    Finished,
    /// The disk refused.
    Failed { why: commonplace_store::BlobError },
}

/// What a conversation is about.
pub(super) struct Topic {
    pub(super) peer: PeerId,
    pub(super) blob: BlobId,
    pub(super) size: u64,
    /// Whether the list is to be sent.
    pub(super) list: bool,
}

/// What a conversation writes to.
#[derive(Clone)]
pub(super) struct Ears {
    pub(super) news: mpsc::Sender<News>,
    pub(super) jobs: mpsc::Sender<Job>,
}

/// Talks with a peer until there is nothing more to ask: when `asks` closes, the stream is ended well.
pub(super) async fn talk(net: NetHandle, topic: Topic, asks: mpsc::Receiver<Ask>, ears: Ears) {
    let peer = topic.peer;
    let done = match net.open_stream(peer, Protocol::Blob).await {
        Ok(stream) => converse(stream, &topic, asks, &ears, PATIENCE).await,
        Err(error) => Err(error.into()),
    };
    let _over = ears.news.send(News::Ended { peer, why: done.err() }).await;
}

pub(super) async fn converse<S>(
    mut stream: S,
    topic: &Topic,
    mut asks: mpsc::Receiver<Ask>,
    ears: &Ears,
    patience: Patience,
) -> Result<(), Broken>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let request = Request { blob: topic.blob, list: topic.list };
    timeout(patience.segment, write_request(&mut stream, request)).await??;
    match timeout(patience.segment, stream.read_u64()).await?? {
        0 => return Err(Broken::Absent),
        size if size != topic.size => return Err(Broken::Size),
        _ => {}
    }
    if topic.list {
        let list = timeout(patience.segment, read_list(&mut stream, topic.size)).await??;
        if list.id() != topic.blob {
            return Err(Broken::Bounds);
        }
        ears.jobs.send(Job::List(list)).await.map_err(|_| Broken::Stopped)?;
    }
    let Said::Has(part) = timeout(patience.segment, read_said(&mut stream, topic.size)).await?? else {
        return Err(Broken::Bounds);
    };
    let has = News::Has { peer: topic.peer, part };
    ears.news.send(has).await.map_err(|_| Broken::Stopped)?;

    let open = Open::default();
    let (mut reader, mut writer) = tokio::io::split(stream);
    tokio::select! {
        heard = hear(&mut reader, topic, &open, ears) => heard,
        said = say(&mut writer, &mut asks, &open, patience) => said,
    }
}

/// What was asked and not answered. What comes besides was asked by nobody.
#[derive(Debug, Default)]
struct Open {
    asked: Mutex<Asked>,
}

#[derive(Debug, Default)]
struct Asked {
    segments: HashSet<u32>,
    whats: u32,
}

impl Open {
    fn lock(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, ask: Ask) {
        match ask {
            Ask::Segment(index) => _ = self.lock().segments.insert(index),
            Ask::What => self.lock().whats += 1,
            Ask::Whole | Ask::WillStay => {}
        }
    }

    fn take_segment(&self, index: u32) -> Result<(), Broken> {
        if self.lock().segments.remove(&index) { Ok(()) } else { Err(Broken::Bounds) }
    }

    fn take_what(&self) -> Result<(), Broken> {
        let mut asked = self.lock();
        asked.whats = asked.whats.checked_sub(1).ok_or(Broken::Bounds)?;
        Ok(())
    }
}

/// Until the peer ends the stream, which is early. How long it may be silent is the schedule's to say.
async fn hear(reader: &mut (impl AsyncRead + Unpin), topic: &Topic, open: &Open, ears: &Ears) -> Result<(), Broken> {
    let peer = topic.peer;
    loop {
        match read_said(reader, topic.size).await? {
            Said::Has(part) => {
                open.take_what()?;
                ears.news.send(News::Has { peer, part }).await.map_err(|_| Broken::Stopped)?;
            }
            Said::Segment(index, bytes) => {
                open.take_segment(index)?;
                ears.jobs.send(Job::Segment { peer, index, bytes }).await.map_err(|_| Broken::Stopped)?;
            }
            Said::Absent(index) => {
                open.take_segment(index)?;
                ears.news.send(News::Absent { peer, index }).await.map_err(|_| Broken::Stopped)?;
            }
            Said::Stays(_) => return Err(Broken::Bounds),
        }
    }
}

/// Until there is nothing more to say.
async fn say(
    writer: &mut (impl AsyncWrite + Unpin),
    asks: &mut mpsc::Receiver<Ask>,
    open: &Open,
    patience: Patience,
) -> Result<(), Broken> {
    while let Some(ask) = asks.recv().await {
        open.note(ask);
        timeout(patience.segment, write_ask(writer, ask)).await??;
        if asks.is_empty() {
            timeout(patience.segment, writer.flush()).await??;
        }
    }
    Ok(timeout(patience.segment, writer.shutdown()).await??)
}

/// Asks peers, one after the other, whether their copy of an attachment stays when ours goes: the first that says yes.
/// Anything but a clear yes is a no.
pub(crate) async fn who_keeps(net: NetHandle, peers: Vec<String>, blob: BlobId) -> Option<String> {
    for name in peers {
        let Ok(peer) = name.parse::<PeerId>() else { continue };
        let asked = async {
            let mut stream = net.open_stream(peer, Protocol::Blob).await?;
            ask_whether_stays(&mut stream, blob).await
        };
        if matches!(timeout(PATIENCE.segment, asked).await, Ok(Ok(true))) {
            return Some(name);
        }
    }
    None
}

pub(super) async fn ask_whether_stays<S>(stream: &mut S, blob: BlobId) -> Result<bool, Broken>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    write_request(stream, Request { blob, list: false }).await?;
    let size = stream.read_u64().await?;
    if size == 0 || read_said(stream, size).await? != Said::Has(None) {
        return Ok(false);
    }
    write_ask(stream, Ask::WillStay).await?;
    stream.flush().await?;
    Ok(read_said(stream, size).await? == Said::Stays(true))
}
