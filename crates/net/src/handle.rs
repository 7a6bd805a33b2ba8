//! How the rest of the program speaks to the network.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::book::AddressBook;
use crate::stream::Streams;
use crate::{
    Address, Channel, Locator, Mdns, MessageId, OpenError, PeerId, Protocol, PublishError, Straight, Stream, Verdict,
};

/// A wish of the owner, carried to the swarm's task.
#[derive(Debug)]
pub(crate) enum Command {
    Dial(Address),
    Try(Address),
    AddKnown(PeerId, Vec<Address>),
    Subscribe(Channel),
    Unsubscribe(Channel),
    Publish(Channel, Vec<u8>, oneshot::Sender<Result<MessageId, PublishError>>),
    Decide(MessageId, Verdict),
    Ban(PeerId, Duration),
    OpenLink(PeerId),
    Mdns(Mdns),
    MarkUseful(PeerId, bool),
    SetStraight(PeerId, Straight),
    Relays(Vec<Locator>),
    Shutdown,
}

/// What the handle may read while the swarm's task writes it. No lock is held across a wait.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    book: Mutex<AddressBook>,
    listeners: Mutex<Vec<Address>>,
    peers: Mutex<BTreeSet<PeerId>>,
    banned: Mutex<Vec<PeerId>>,
}

impl Shared {
    pub(crate) fn book(&self) -> MutexGuard<'_, AddressBook> {
        lock(&self.book)
    }

    /// The peers that speak our protocol.
    pub(crate) fn peers(&self) -> MutexGuard<'_, BTreeSet<PeerId>> {
        lock(&self.peers)
    }

    pub(crate) fn set_listeners(&self, addresses: Vec<Address>) {
        *lock(&self.listeners) = addresses;
    }

    pub(crate) fn set_banned(&self, peers: Vec<PeerId>) {
        *lock(&self.banned) = peers;
    }

    /// Nobody is there and nothing is listened on any more; what is remembered stays.
    pub(crate) fn clear(&self) {
        self.set_listeners(Vec::new());
        self.peers().clear();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Speaks to the running network; cheap to clone. After [`shutdown`](Self::shutdown) every call does nothing.
///
/// No call waits for an event to be taken from the [`EventStream`](crate::EventStream), so that both may be used
/// from one task.
#[derive(Debug, Clone)]
pub struct NetHandle {
    local: PeerId,
    commands: mpsc::Sender<Command>,
    shared: Arc<Shared>,
    streams: Streams,
}

impl NetHandle {
    pub(crate) const fn new(
        local: PeerId,
        commands: mpsc::Sender<Command>,
        shared: Arc<Shared>,
        streams: Streams,
    ) -> Self {
        Self { local, commands, shared, streams }
    }

    /// Our own peer id.
    #[must_use]
    pub const fn local(&self) -> PeerId {
        self.local
    }

    /// Connects to an address that somebody typed or gave, now, and again with growing pauses until it answers.
    /// Each failure is told by [`Event::DialFailed`](crate::Event::DialFailed).
    pub async fn dial(&self, address: Address) {
        self.send(Command::Dial(address)).await;
    }

    /// Connects to a place whose host may be a name, as [`dial`](Self::dial). The name is looked up now; a place that is
    /// to be found again later at another address is one of the [relays](Self::set_relays).
    ///
    /// # Errors
    /// When the name cannot be looked up.
    pub async fn dial_at(&self, place: &Locator) -> std::io::Result<()> {
        for address in place.resolve().await? {
            self.dial(address).await;
        }
        Ok(())
    }

    /// Connects to a peer of which a relay says that it leads to it. The place is not remembered until the peer was
    /// [marked as useful](Self::mark_useful).
    ///
    /// # Errors
    /// When the name of the relay cannot be looked up, or leads to this machine or its link.
    pub async fn try_at(&self, place: &Locator) -> std::io::Result<()> {
        for address in place.resolve_elsewhere().await? {
            self.send(Command::Try(address)).await;
        }
        Ok(())
    }

    /// The relays at which to hold a place from now on, instead of the former ones: each is connected, asked for a place,
    /// and asked again whenever the place is lost, its name looked up anew each time. Those that do not lead to a relay,
    /// and those beyond [`NET_RELAYS`](commonplace_core::limits::NET_RELAYS), are passed over.
    pub async fn set_relays(&self, relays: Vec<Locator>) {
        self.send(Command::Relays(relays)).await;
    }

    /// Opens the link with a connected peer now, if it is not up, whatever the pause after its last end; and dials the peer
    /// if it is known and not connected. For when both have something to say from now on: one of them joined a circle.
    pub async fn open_link(&self, peer: PeerId) {
        self.send(Command::OpenLink(peer)).await;
    }

    /// Says that a peer shares a circle with us, or no more. When places for inbound connections run out, the others make
    /// room, whoever has been connected longest first. Where a useful peer was dialled is remembered as if it were given.
    /// Only useful peers are told on which gossip channels we listen.
    pub async fn mark_useful(&self, peer: PeerId, useful: bool) {
        self.send(Command::MarkUseful(peer, useful)).await;
    }

    /// Says whether a peer and we may be connected straight across other people's networks. Until this is said they may;
    /// but no hole is punched towards a peer that is not [marked as useful](Self::mark_useful): that would tell it where
    /// we are.
    pub async fn set_straight(&self, peer: PeerId, straight: Straight) {
        self.send(Command::SetStraight(peer, straight)).await;
    }

    /// Takes part in multicast DNS in this way from now on. Who was found so far is looked for anew.
    pub async fn set_mdns(&self, mdns: Mdns) {
        self.send(Command::Mdns(mdns)).await;
    }

    /// Remembers where a peer may be found, and stays in touch with it from now on.
    pub async fn add_known(&self, peer: PeerId, addresses: Vec<Address>) {
        self.send(Command::AddKnown(peer, addresses)).await;
    }

    /// The peers that we keep out for a while. Whether somebody keeps us out cannot be known: they only close.
    #[must_use]
    pub fn banned(&self) -> Vec<PeerId> {
        lock(&self.shared.banned).clone()
    }

    /// Everything remembered, for keeping across a restart: the addresses last proven come first.
    #[must_use]
    pub fn known(&self) -> Vec<(PeerId, Vec<Address>)> {
        self.shared.book().export()
    }

    /// Everything remembered as text: one address a line, with the peer that is expected there, the best of a peer first.
    #[must_use]
    pub fn known_text(&self) -> String {
        let known = self.known();
        let lines = known.iter().flat_map(|(peer, all)| all.iter().map(|address| address.with_peer(*peer)));
        lines.map(|line| format!("{line}\n")).collect()
    }

    /// Remembers what [`known_text`](Self::known_text) has written. Lines that are no address of a peer are passed over:
    /// another version may have written them. Says how many there were.
    pub async fn add_known_text(&self, text: &str) -> usize {
        let mut known: Vec<(PeerId, Vec<Address>)> = Vec::new();
        let mut strange = 0;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let address = line.parse::<Address>().ok();
            let Some((address, peer)) = address.and_then(|address| Some((address, address.peer()?))) else {
                strange += 1;
                continue;
            };
            match known.iter_mut().find(|(one, _)| *one == peer) {
                Some((_, addresses)) => addresses.push(address),
                None => known.push((peer, vec![address])),
            }
        }
        for (peer, addresses) in known {
            self.add_known(peer, addresses).await;
        }
        strange
    }

    /// Grows with each change of what is remembered; cheap enough to ask every second.
    #[must_use]
    pub fn known_revision(&self) -> u64 {
        self.shared.book().revision()
    }

    /// Listens on a gossip channel.
    pub async fn subscribe(&self, channel: Channel) {
        self.send(Command::Subscribe(channel)).await;
    }

    /// Stops listening on a gossip channel.
    pub async fn unsubscribe(&self, channel: Channel) {
        self.send(Command::Unsubscribe(channel)).await;
    }

    /// Hands a message to the neighbours on a channel. It is a hint that may be lost.
    ///
    /// # Errors
    /// If nobody listens, the message is too long, or was published before.
    pub async fn publish(&self, channel: Channel, data: Vec<u8>) -> Result<MessageId, PublishError> {
        let stopped = || PublishError::Failed("the network is shut down".to_owned());
        let (reply, answer) = oneshot::channel();
        self.send(Command::Publish(channel, data, reply)).await;
        answer.await.map_err(|_| stopped())?
    }

    /// Says what to do with a gossip message; without a decision it is passed on to nobody.
    pub async fn decide(&self, message_id: MessageId, verdict: Verdict) {
        self.send(Command::Decide(message_id, verdict)).await;
    }

    /// Closes every connection with a peer and takes none for a while. A ban does not outlive the process.
    pub async fn ban(&self, peer: PeerId, duration: Duration) {
        self.send(Command::Ban(peer, duration)).await;
    }

    /// The addresses at which we can be reached now.
    #[must_use]
    pub fn listeners(&self) -> Vec<Address> {
        lock(&self.shared.listeners).clone()
    }

    /// The peers that are connected and speak our protocol.
    #[must_use]
    pub fn peers(&self) -> Vec<PeerId> {
        self.shared.peers().iter().copied().collect()
    }

    /// Opens a stream to a connected peer: three tries of five seconds, one at a time per peer.
    ///
    /// # Errors
    /// If the peer is not connected, does not offer the protocol, or does not answer.
    pub async fn open_stream(&self, peer: PeerId, protocol: Protocol) -> Result<Stream, OpenError> {
        self.streams.open(peer, protocol).await
    }

    /// Ends every connection and task, and returns when the sockets are closed.
    pub async fn shutdown(&self) {
        self.send(Command::Shutdown).await;
        self.commands.closed().await;
    }

    async fn send(&self, command: Command) {
        // A closed channel means that the network is shut down, when commands do nothing.
        let _ = self.commands.send(command).await;
    }
}
