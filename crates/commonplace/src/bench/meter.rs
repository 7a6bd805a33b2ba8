//! A relay of bytes between two nodes, that counts them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use commonplace_node::error::Error;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// A way to a node through which all bytes are counted. Dropping it cuts the way.
#[derive(Debug)]
pub(super) struct Meter {
    address: String,
    bytes: Arc<AtomicU64>,
    _relay: JoinSet<()>,
}

impl Meter {
    /// A way to the node at `target`, an address such as `/ip4/127.0.0.1/tcp/4001/p2p/…`.
    ///
    /// # Errors
    /// [`Error::BadAddress`], [`Error::Network`].
    pub(super) async fn to(target: &str) -> Result<Self, Error> {
        let port = port_of(target).ok_or_else(|| Error::BadAddress { address: target.to_owned() })?;
        let network = |error: std::io::Error| Error::Network { why: error.to_string() };
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(network)?;
        let own = listener.local_addr().map_err(network)?.port();
        let address = target.replace(&format!("/tcp/{port}"), &format!("/tcp/{own}"));
        let bytes = Arc::default();
        let mut relay = JoinSet::new();
        relay.spawn(accept(listener, port, Arc::clone(&bytes)));
        Ok(Self { address, bytes, _relay: relay })
    }

    /// Where it is to be dialled.
    pub(super) fn address(&self) -> String {
        self.address.clone()
    }

    /// Bytes that passed until now, in both directions.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

fn port_of(address: &str) -> Option<u16> {
    address.split('/').skip_while(|part| *part != "tcp").nth(1)?.parse().ok()
}

async fn accept(listener: TcpListener, port: u16, bytes: Arc<AtomicU64>) {
    let mut ways = JoinSet::new();
    while let Ok((near, _)) = listener.accept().await {
        let Ok(far) = TcpStream::connect(("127.0.0.1", port)).await else { continue };
        // Waiting for full segments would change what is measured.
        let _slower_then = (near.set_nodelay(true), far.set_nodelay(true));
        let ((near_out, near_in), (far_out, far_in)) = (near.into_split(), far.into_split());
        ways.spawn(pass(near_out, far_in, Arc::clone(&bytes)));
        ways.spawn(pass(far_out, near_in, Arc::clone(&bytes)));
    }
}

async fn pass(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, bytes: Arc<AtomicU64>) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read) = from.read(&mut buffer).await
        && read > 0
        && to.write_all(&buffer[..read]).await.is_ok()
    {
        bytes.fetch_add(read as u64, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_passes_is_counted_both_ways() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let port = listener.local_addr().expect("address").port();
        let meter = Meter::to(&format!("/ip4/127.0.0.1/tcp/{port}/p2p/peer")).await.expect("a meter");
        let own = port_of(&meter.address()).expect("a port");
        assert!(own != port && meter.address().ends_with("/p2p/peer"));
        let mut near = TcpStream::connect(("127.0.0.1", own)).await.expect("connected");
        let (mut far, _) = listener.accept().await.expect("passed on");
        near.write_all(b"question").await.expect("sent");
        far.read_exact(&mut [0; 8]).await.expect("arrives");
        far.write_all(b"answer").await.expect("sent");
        near.read_exact(&mut [0; 6]).await.expect("arrives");
        // The last count may be a moment behind the last byte.
        drop((near, far));
        tokio::task::yield_now().await;
        assert!(meter.bytes() >= 8);
    }

    #[tokio::test]
    async fn only_tcp_can_be_counted() {
        assert!(matches!(Meter::to("/ip4/127.0.0.1/udp/1/quic-v1").await, Err(Error::BadAddress { .. })));
    }
}
