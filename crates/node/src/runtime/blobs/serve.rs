//! Sending what is here of an attachment to a peer of whom the engine says that it may have it.

use std::sync::Arc;

use commonplace_core::id::BlobId;
use commonplace_net::PeerId;
use commonplace_store::{BlobError, Blobs, Holding};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;
use tokio::time::{Duration, Instant, timeout};

use super::Word;
use super::wire::{Ask, Broken, PATIENCE, Patience, Request, Saying, read_ask, read_request, write_list, write_said};
use crate::engine::BlobQuestion;

/// Asks that wait for the disk; further ones wait in the stream.
const ASKS: usize = 64;
/// Segments that wait for the stream: one is read while another is sent.
const READY: usize = 2;
/// How long a permission holds: somebody who was removed meanwhile is sent no more.
const ALLOWED: Duration = Duration::from_secs(30);

/// Who asks, and whom to ask about them.
pub(super) struct Asker<M> {
    peer: PeerId,
    inputs: mpsc::Sender<M>,
}

impl<M: From<Word> + Send> Asker<M> {
    pub(super) const fn new(peer: PeerId, inputs: mpsc::Sender<M>) -> Self {
        Self { peer, inputs }
    }

    async fn may(&self, blob: BlobId, question: BlobQuestion) -> bool {
        let (answer, answered) = oneshot::channel();
        let asked = Word::Asked { peer: self.peer, blob, question, answer };
        self.inputs.send(asked.into()).await.is_ok() && answered.await.unwrap_or(false)
    }
}

/// Serves one stream. Only who shares a circle in which the attachment is named is served, and strangers cannot tell
/// whether it is here.
pub(crate) async fn serve<M: From<Word> + Send>(
    stream: commonplace_net::Stream,
    store: Blobs,
    peer: PeerId,
    inputs: mpsc::Sender<M>,
) {
    if let Err(error) = send(stream, store, Asker::new(peer, inputs), PATIENCE).await {
        tracing::debug!(%error, "an attachment was not sent whole");
    }
}

/// Every step of it ends in time, whatever the peer does or leaves: its place is soon free.
pub(super) async fn send<S, M>(mut stream: S, store: Blobs, asker: Asker<M>, patience: Patience) -> Result<(), Broken>
where
    S: AsyncRead + AsyncWrite + Unpin,
    M: From<Word> + Send,
{
    let Request { blob, list } = timeout(patience.request, read_request(&mut stream)).await??;
    let holding = if asker.may(blob, BlobQuestion::MayFetch).await { open(&store, blob).await? } else { None };
    let Some(holding) = holding else {
        if asker.may(blob, BlobQuestion::IsRecord).await {
            return timeout(patience.request, say_whether_it_stays(stream, blob, asker)).await?;
        }
        timeout(patience.segment, stream.write_u64(0)).await??;
        return Ok(timeout(patience.segment, stream.shutdown()).await??);
    };
    timeout(patience.segment, stream.write_u64(holding.list().size())).await??;
    if list {
        write_list(&mut stream, holding.list(), patience).await?;
    }
    let (asks_to, asks) = mpsc::channel(ASKS);
    let (ready_to, ready) = mpsc::channel(READY);
    let (reader, writer) = tokio::io::split(stream);
    let server = Server { store, blob, holding, asker };
    tokio::try_join!(
        take_asks(reader, asks_to, patience),
        server.prepare(asks, ready_to),
        give(writer, ready, patience)
    )?;
    Ok(())
}

/// Says of a record's body whether it stays here, and nothing else. To the asker it looks like an attachment of one byte.
async fn say_whether_it_stays<S, M>(mut stream: S, blob: BlobId, asker: Asker<M>) -> Result<(), Broken>
where
    S: AsyncRead + AsyncWrite + Unpin,
    M: From<Word> + Send,
{
    stream.write_u64(1).await?;
    write_said(&mut stream, &Saying::HasAll).await?;
    stream.flush().await?;
    if read_ask(&mut stream).await? == Some(Ask::WillStay) {
        let stays = asker.may(blob, BlobQuestion::WillStay).await;
        write_said(&mut stream, &Saying::Stays(stays)).await?;
    }
    Ok(stream.shutdown().await?)
}

async fn open(store: &Blobs, blob: BlobId) -> Result<Option<Arc<Holding>>, Broken> {
    let store = store.clone();
    let opened = spawn_blocking(move || store.holding(&blob)).await.map_err(|_| Broken::Stopped)?;
    Ok(opened?.map(Arc::new))
}

async fn take_asks<S: AsyncRead + AsyncWrite>(
    mut reader: ReadHalf<S>,
    asks: mpsc::Sender<Ask>,
    patience: Patience,
) -> Result<(), Broken> {
    while let Some(ask) = timeout(patience.idle, read_ask(&mut reader)).await?? {
        if asks.send(ask).await.is_err() {
            break;
        }
    }
    Ok(())
}

struct Server<M> {
    store: Blobs,
    blob: BlobId,
    holding: Arc<Holding>,
    asker: Asker<M>,
}

impl<M: From<Word> + Send> Server<M> {
    async fn prepare(mut self, mut asks: mpsc::Receiver<Ask>, ready: mpsc::Sender<Saying>) -> Result<(), Broken> {
        let mut allowed = Instant::now() + ALLOWED;
        if ready.send(self.what()).await.is_err() {
            return Ok(());
        }
        while let Some(ask) = asks.recv().await {
            if Instant::now() >= allowed {
                if !self.asker.may(self.blob, BlobQuestion::MayFetch).await {
                    return Err(Broken::Absent);
                }
                allowed = Instant::now() + ALLOWED;
            }
            let saying = match ask {
                Ask::Segment(index) => self.segment(index).await?,
                Ask::What => {
                    self.holding = open(&self.store, self.blob).await?.ok_or(Broken::Absent)?;
                    self.what()
                }
                Ask::Whole => {
                    self.asker.may(self.blob, BlobQuestion::IsWholeThere).await;
                    continue;
                }
                Ask::WillStay => Saying::Stays(self.asker.may(self.blob, BlobQuestion::WillStay).await),
            };
            if ready.send(saying).await.is_err() {
                break;
            }
        }
        Ok(())
    }

    fn what(&self) -> Saying {
        self.holding.bits().map_or(Saying::HasAll, Saying::HasPart)
    }

    /// What is damaged here is as good as absent: who sent it would be taken for a liar.
    async fn segment(&self, index: u32) -> Result<Saying, Broken> {
        let holding = Arc::clone(&self.holding);
        let segment = spawn_blocking(move || holding.segment(index)).await.map_err(|_| Broken::Stopped)?;
        match segment {
            Ok(Some(bytes)) => Ok(Saying::Segment(index, bytes)),
            Ok(None) => Ok(Saying::Absent(index)),
            Err(BlobError::Io(error)) => Err(BlobError::Io(error).into()),
            Err(error) => {
                tracing::warn!(blob = %self.blob.short(), %error, "an attachment is damaged here");
                Ok(Saying::Absent(index))
            }
        }
    }
}

async fn give<S: AsyncRead + AsyncWrite>(
    mut writer: WriteHalf<S>,
    mut ready: mpsc::Receiver<Saying>,
    patience: Patience,
) -> Result<(), Broken> {
    while let Some(saying) = ready.recv().await {
        timeout(patience.segment, write_said(&mut writer, &saying)).await??;
        if ready.is_empty() {
            timeout(patience.segment, writer.flush()).await??;
        }
    }
    Ok(timeout(patience.segment, writer.shutdown()).await??)
}
