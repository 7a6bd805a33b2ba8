//! What the short exchanges on a stream of their own share: messages with their length before them, nonces, and why one
//! came to nothing.

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Why an exchange came to nothing. Whoever began it tries again later.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    #[error("the stream broke")]
    Stream(#[from] std::io::Error),
    #[error("not a message of this exchange")]
    Message(#[from] commonplace_core::encoding::DecodeError),
    #[error("not a question or answer")]
    Strange,
    #[error("a message of {0} bytes")]
    TooLong(u32),
    #[error("no stream to the peer")]
    Open(#[from] commonplace_net::OpenError),
    #[error("no randomness")]
    Randomness(#[from] getrandom::Error),
    #[error("nobody to answer")]
    Nobody,
}

pub(super) fn nonce() -> Result<[u8; 32], Broken> {
    let mut nonce = [0; 32];
    getrandom::fill(&mut nonce)?;
    Ok(nonce)
}

/// Writes a message, its length before it.
pub(super) async fn write(stream: &mut (impl AsyncWrite + Unpin), message: &[u8]) -> Result<(), Broken> {
    let len = u32::try_from(message.len()).map_err(|_| std::io::Error::from(std::io::ErrorKind::InvalidInput))?;
    stream.write_all(&len.to_be_bytes()).await?;
    stream.write_all(message).await?;
    stream.flush().await?;
    Ok(())
}

/// Reads a message of at most `max` bytes, as it comes: who only announces much makes us hold nothing.
pub(super) async fn read_up_to(stream: &mut (impl AsyncRead + Unpin), max: usize) -> Result<Vec<u8>, Broken> {
    let len = stream.read_u32().await?;
    let bytes = usize::try_from(len).ok().filter(|bytes| *bytes <= max).ok_or(Broken::TooLong(len))?;
    let mut message = Vec::new();
    stream.take(bytes as u64).read_to_end(&mut message).await?;
    if message.len() == bytes {
        Ok(message)
    } else {
        Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into())
    }
}
