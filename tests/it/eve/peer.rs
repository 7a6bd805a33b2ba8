//! Eve's end of a connection: libp2p without our manners. Streams of any protocol, frames by hand.

use std::io;

use commonplace_core::encoding::encode;
use futures::{AsyncReadExt as _, AsyncWriteExt as _, StreamExt as _};
use libp2p::identity::Keypair;
use libp2p::swarm::{NetworkBehaviour, SwarmEvent};
use libp2p::{Multiaddr, PeerId, StreamProtocol, SwarmBuilder, identify, noise, tcp, yamux};
use libp2p_stream::Control;
use serde::Serialize;
use tokio::sync::{mpsc, watch};

use super::field::{Victim, guarded, until};

pub(crate) const SYNC: &str = "/commonplace/sync/1";
pub(crate) const BLOB: &str = "/commonplace/blob/1";
pub(crate) const JOIN: &str = "/commonplace/join/1";
pub(crate) const PAIR: &str = "/commonplace/pair/1";
pub(crate) const RETURN: &str = "/commonplace/return/1";
pub(crate) const LEASE: &str = "/commonplace/lease/1";
pub(crate) const GOSSIP: &str = "/commonplace/gossip/1.1.0";
pub(crate) const PING: &str = "/ipfs/ping/1.0.0";
pub(crate) const PUSH: &str = "/ipfs/id/push/1.0.0";

#[derive(NetworkBehaviour)]
struct Behaviour {
    identify: identify::Behaviour,
    streams: libp2p_stream::Behaviour,
}

/// One of eve's faces, connected to a node.
pub(crate) struct Peer {
    pub(crate) victim: Victim,
    pub(crate) id: PeerId,
    control: Control,
    dials: mpsc::Sender<Multiaddr>,
    /// Connections that stand, and how many ended or failed so far.
    connections: watch::Receiver<(usize, usize)>,
}

impl Peer {
    /// A new identity that says to be one of ours.
    pub(crate) async fn meet(victim: &Victim) -> Self {
        Self::meet_as(victim, "/commonplace/1").await
    }

    /// A new identity that says to speak this.
    pub(crate) async fn meet_as(victim: &Victim, protocol: &str) -> Self {
        let mut peer = Self::start(victim, protocol);
        peer.dial();
        guarded("a connection", peer.connections.wait_for(|(up, ended)| *up > 0 || *ended > 0)).await.expect("runs");
        peer
    }

    fn start(victim: &Victim, protocol: &str) -> Self {
        let key = Keypair::generate_ed25519();
        let id = key.public().to_peer_id();
        let said = identify::Config::new(protocol.to_owned(), key.public());
        let behaviour =
            Behaviour { identify: identify::Behaviour::new(said), streams: libp2p_stream::Behaviour::new() };
        let control = behaviour.streams.new_control();
        let mut muxer = yamux::Config::default();
        muxer.set_max_num_streams(4096);
        let mut swarm = SwarmBuilder::with_existing_identity(key)
            .with_tokio()
            .with_tcp(tcp::Config::default().nodelay(true), noise::Config::new, move || muxer.clone())
            .expect("a transport")
            .with_behaviour(|_| behaviour)
            .expect("a behaviour")
            .with_swarm_config(|config| config.with_idle_connection_timeout(std::time::Duration::from_secs(600)))
            .build();
        let (dials, mut wanted) = mpsc::channel::<Multiaddr>(16);
        let (told, connections) = watch::channel((0, 0));
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    address = wanted.recv() => match address {
                        Some(address) => {
                            if swarm.dial(address).is_err() {
                                told.send_modify(|(_, ended)| *ended += 1);
                            }
                        }
                        None => return,
                    },
                    event = swarm.select_next_some() => match event {
                        SwarmEvent::ConnectionEstablished { .. } => told.send_modify(|(up, _)| *up += 1),
                        SwarmEvent::ConnectionClosed { .. } => told.send_modify(|(up, ended)| {
                            *up -= 1;
                            *ended += 1;
                        }),
                        SwarmEvent::OutgoingConnectionError { .. } => told.send_modify(|(_, ended)| *ended += 1),
                        _ => {}
                    },
                }
            }
        });
        Self { victim: victim.clone(), id, control, dials, connections }
    }

    pub(crate) fn dial(&self) {
        // The swarm runs as long as this peer is there.
        let _runs = self.dials.try_send(self.victim.address.clone());
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.connections.borrow().0 > 0
    }

    /// Waits until the connection is gone.
    pub(crate) async fn gone(&mut self) {
        guarded("the end of her connection", self.connections.wait_for(|(up, _)| *up == 0)).await.expect("runs");
    }

    /// Waits until she is out, and is not let in again.
    pub(crate) async fn shut_out(&mut self) {
        self.gone().await;
        let before = self.connections.borrow().1;
        self.dial();
        let again = self.connections.wait_for(|(up, ended)| *up == 0 && *ended > before);
        guarded("being kept out", again).await.expect("runs");
    }

    /// A stream of any protocol.
    pub(crate) async fn stream(&self, protocol: &'static str) -> io::Result<libp2p::Stream> {
        let mut control = self.control.clone();
        let opened = control.open_stream(self.victim.peer, StreamProtocol::new(protocol));
        guarded("a stream or none", opened).await.map_err(|error| io::Error::other(error.to_string()))
    }

    /// Takes the streams of a protocol that the node opens to her.
    pub(crate) fn takes(&self, protocol: &'static str) -> mpsc::Receiver<Wire> {
        let mut control = self.control.clone();
        let mut incoming = control.accept(StreamProtocol::new(protocol)).expect("once");
        let (taken, wires) = mpsc::channel(8);
        tokio::spawn(async move {
            while let Some((_, mut stream)) = incoming.next().await {
                let said = async {
                    stream.write_all(&[1]).await?;
                    stream.flush().await
                };
                if said.await.is_ok() && taken.send(Wire { stream }).await.is_err() {
                    return;
                }
            }
        });
        wires
    }

    /// A stream of one of our protocols, taken by the node.
    pub(crate) async fn errand(&self, protocol: &'static str) -> io::Result<Wire> {
        let mut stream = self.stream(protocol).await?;
        let mut taken = [0];
        guarded("being taken or refused", stream.read_exact(&mut taken)).await?;
        Ok(Wire { stream })
    }

    /// The same, until it works.
    pub(crate) async fn link(&self) -> Wire {
        until("a link", || self.errand(SYNC)).await
    }
}

/// Messages behind their length.
pub(crate) struct Wire {
    pub(crate) stream: libp2p::Stream,
}

impl Wire {
    pub(crate) async fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await?;
        self.stream.flush().await
    }

    /// Bytes as a frame.
    pub(crate) async fn frame(&mut self, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).expect("short").to_be_bytes();
        self.raw(&[&length[..], bytes].concat()).await
    }

    pub(crate) async fn say(&mut self, message: &impl Serialize) -> io::Result<()> {
        self.frame(&encode(message)).await
    }

    /// The next frame; words of the link among them are passed over.
    pub(crate) async fn hear(&mut self) -> io::Result<Vec<u8>> {
        loop {
            let mut length = [0; 4];
            self.stream.read_exact(&mut length).await?;
            let length = u32::from_be_bytes(length);
            if length & (1 << 31) == 0 {
                let mut frame = vec![0; length as usize];
                self.stream.read_exact(&mut frame).await?;
                return Ok(frame);
            }
        }
    }

    /// The next frame of this type.
    pub(crate) async fn hear_kind(&mut self, kind: u8) -> io::Result<Vec<u8>> {
        loop {
            let frame = self.hear().await?;
            if frame.get(1) == Some(&kind) {
                return Ok(frame);
            }
        }
    }

    /// Reads until the node ends it.
    pub(crate) async fn until_closed(&mut self) {
        let mut bytes = [0; 4096];
        let ended = async { while matches!(self.stream.read(&mut bytes).await, Ok(1..)) {} };
        guarded("the end of the stream", ended).await;
    }
}

/// Bytes that look random, and are the same for the same number.
pub(crate) fn noise(number: u64, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut bytes);
    bytes
}
