//! Carries out what the engine wants done. Nothing here waits: what takes time becomes a task of its own.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use commonplace_core::circle::join::{JoinAnswer, JoinCounter};
use commonplace_core::circle::returning::{ReturnAnswer, ReturnCounter};
use commonplace_core::id::BlobId;
use commonplace_core::key::Certificate;
use commonplace_net::{LinkSender, Locator, NetHandle, PeerId, Verdict};
use commonplace_store::{Blobs, unwatched};
use commonplace_sync::LinkId;
use tokio::runtime::Handle;
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::{AbortHandle, JoinHandle};

use super::drafts::{self, Desk, Job};
use super::engine_thread::Message;
use super::keyring::Keyring;
use super::network::NewLink;
use super::{attach, blobs, bundle, joining, leasing, pairing, returning};
use crate::backup;
use crate::command::Command;
use crate::engine::{AskId, BundleGiven, Effect, GossipVerdict, Input, PairId, PeerName};
use crate::error::Error;
use crate::event::Event;
use crate::node::{Node, Reply, Request};
use crate::text::{Language, Text};
use crate::transfer;

/// Lists of peers that wait for a fetch to look at them.
const SOURCES: usize = 8;

/// Who waits for an answer.
enum Asker {
    Person(mpsc::Sender<Reply>),
    /// One who waits for what happens elsewhere; the task says when they have gone.
    Waiting(mpsc::Sender<Reply>, AbortHandle),
    Stranger(oneshot::Sender<JoinAnswer>),
    AtGate(oneshot::Sender<JoinCounter>),
    Peer(oneshot::Sender<bool>),
    AtReturnGate(oneshot::Sender<ReturnCounter>),
    Returner(oneshot::Sender<ReturnAnswer>),
    Bundle(oneshot::Sender<Result<BundleGiven, Error>>),
}

/// What the hands of the engine work with.
pub(super) struct Tools {
    pub(super) node: Node,
    pub(super) handle: Handle,
    pub(super) net: Option<NetHandle>,
    pub(super) inputs: mpsc::Sender<Message>,
    pub(super) events: broadcast::Sender<Event>,
    pub(super) blobs: Blobs,
    pub(super) drafts: Desk,
    pub(super) keyring: Keyring,
    pub(super) home: PathBuf,
    pub(super) certificates: Vec<Certificate>,
}

/// The hands of the engine.
pub(super) struct Dispatcher {
    node: Node,
    handle: Handle,
    net: Option<NetHandle>,
    inputs: mpsc::Sender<Message>,
    events: broadcast::Sender<Event>,
    blobs: Blobs,
    drafts: Option<Desk>,
    keyring: Keyring,
    home: PathBuf,
    certificates: Vec<Certificate>,
    askers: BTreeMap<AskId, Asker>,
    links: BTreeMap<LinkId, (PeerId, LinkSender)>,
    pairs: BTreeMap<PairId, mpsc::Sender<Vec<u8>>>,
    /// Attachments that are being fetched, and where it is told from whom.
    fetches: BTreeMap<BlobId, mpsc::Sender<Vec<PeerName>>>,
    next: u64,
    stopping: bool,
    /// Tells those who work with sticks that the node stops, and who they are.
    stop_bundles: watch::Sender<bool>,
    bundles: Vec<JoinHandle<()>>,
}

impl Dispatcher {
    pub(super) fn new(parts: Tools) -> Self {
        let Tools { node, handle, net, inputs, events, blobs, drafts, keyring, home, certificates } = parts;
        let (askers, links, pairs) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let drafts = Some(drafts);
        let (stop_bundles, _) = watch::channel(false);
        let fetches = BTreeMap::new();
        Self {
            node,
            handle,
            net,
            inputs,
            events,
            blobs,
            drafts,
            keyring,
            home,
            certificates,
            askers,
            links,
            pairs,
            fetches,
            next: 0,
            stopping: false,
            stop_bundles,
            bundles: Vec::new(),
        }
    }

    pub(super) fn stopping(&self) -> bool {
        self.stopping
    }

    /// Looks at an input on its way to the engine.
    fn note(&mut self, input: Input) -> Input {
        match &input {
            Input::LinkDown { link } => drop(self.links.remove(link)),
            Input::PairDown { pair } => drop(self.pairs.remove(pair)),
            Input::BlobDone { blob } | Input::BlobFailed { blob, .. } => drop(self.fetches.remove(blob)),
            Input::AskerGone { ask } => drop(self.person(*ask)),
            _ => {}
        }
        input
    }

    /// What a message is to the engine; nothing if it only tells to stop.
    pub(super) fn take_in(&mut self, message: Message) -> Option<Input> {
        Some(match message {
            Message::Input(input) => self.note(input),
            Message::Frame { link, bytes, share } => {
                drop(share);
                Input::Frame { link, bytes }
            }
            Message::Link(link) => self.linked(link),
            Message::Pair(new) => {
                self.pairs.insert(new.pair, new.sender);
                let (pair, peer, binding) = (new.pair, new.peer.to_string(), new.binding);
                Input::PairUp { pair, peer, binding, inbound: true }
            }
            Message::Gate { peer, gate, nonces, answer } => {
                let ask = self.expect(Asker::AtGate(answer));
                Input::GateShown { ask, peer: peer.to_string(), gate, nonces }
            }
            Message::Knock { peer, gate, request, nonces, answer } => {
                let ask = self.expect(Asker::Stranger(answer));
                Input::Knock { ask, peer: peer.to_string(), gate, request, nonces }
            }
            Message::BlobAsked { peer, blob, question, answer } => {
                let ask = self.expect(Asker::Peer(answer));
                Input::BlobAsked { ask, peer: peer.to_string(), blob, question }
            }
            Message::ReturnGate { gate, talk, answer } => {
                let ask = self.expect(Asker::AtReturnGate(answer));
                Input::ReturnGateShown { ask, gate, talk }
            }
            Message::Return { peer, gate, request, talk, answer } => {
                let ask = self.expect(Asker::Returner(answer));
                Input::ReturnAsked { ask, peer: peer.to_string(), gate, request, talk }
            }
            Message::Bundle { asked, answer } => Input::Bundle { ask: self.expect(Asker::Bundle(answer)), asked },
            Message::Stop => return None,
        })
    }

    pub(super) fn asked(&mut self, request: Request) -> Input {
        let ask = if request.command.waits() {
            let ask = AskId(self.next + 1);
            let (replies, inputs) = (request.replies.clone(), self.inputs.clone());
            let watch = self.handle.spawn(async move {
                replies.closed().await;
                let _stopping = inputs.send(Message::Input(Input::AskerGone { ask })).await;
            });
            self.expect(Asker::Waiting(request.replies, watch.abort_handle()))
        } else {
            self.expect(Asker::Person(request.replies))
        };
        Input::Ask { ask, command: request.command }
    }

    /// The way to a person who goes on waiting.
    fn waiting(&self, ask: AskId) -> Option<mpsc::Sender<Reply>> {
        match self.askers.get(&ask)? {
            Asker::Person(replies) | Asker::Waiting(replies, _) => Some(replies.clone()),
            _ => None,
        }
    }

    /// Takes the person who waits for an answer.
    fn person(&mut self, ask: AskId) -> Option<mpsc::Sender<Reply>> {
        match self.askers.remove(&ask)? {
            Asker::Person(replies) => Some(replies),
            Asker::Waiting(replies, watch) => {
                watch.abort();
                Some(replies)
            }
            _ => None,
        }
    }

    fn linked(&mut self, new: NewLink) -> Input {
        self.links.insert(new.link, (new.peer, new.sender));
        Input::LinkUp { link: new.link, peer: new.peer.to_string(), initiator: new.initiator, binding: new.binding }
    }

    fn expect(&mut self, asker: Asker) -> AskId {
        self.next += 1;
        let ask = AskId(self.next);
        self.askers.insert(ask, asker);
        ask
    }

    pub(super) fn tell(&self, event: Event) {
        // Nobody listening is no trouble.
        let _listeners = self.events.send(event);
    }

    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.one(effect);
        }
    }

    fn one(&mut self, effect: Effect) {
        match effect {
            Effect::Reply { ask, replies, last } => self.reply(ask, replies, last),
            Effect::Tell(event) => self.tell(event),
            Effect::Send { link, frame } => self.send(link, frame),
            Effect::Close { link, ban } => self.close(link, ban),
            Effect::PairSend { pair, frame, .. } => {
                // A pairing has fewer messages than there is room for; one without room is over.
                let sent = self.pairs.get(&pair).is_none_or(|sender| sender.try_send(frame).is_ok());
                if !sent {
                    self.pairs.remove(&pair);
                }
            }
            // What was said is still sent; then the stream is let go of.
            Effect::PairClose { pair } => drop(self.pairs.remove(&pair)),
            Effect::AnswerGate { ask, counter } => {
                if let Some(Asker::AtGate(stranger)) = self.askers.remove(&ask) {
                    let _gone = stranger.send(counter);
                }
            }
            Effect::AnswerKnock { ask, answer } => {
                if let Some(Asker::Stranger(stranger)) = self.askers.remove(&ask) {
                    // A stranger who has gone meanwhile will knock again.
                    let _gone = stranger.send(answer);
                }
            }
            Effect::AnswerReturnGate { ask, counter } => {
                if let Some(Asker::AtReturnGate(stranger)) = self.askers.remove(&ask) {
                    let _gone = stranger.send(counter);
                }
            }
            Effect::AnswerReturn { ask, answer } => {
                if let Some(Asker::Returner(returner)) = self.askers.remove(&ask) {
                    let _gone = returner.send(answer);
                }
            }
            Effect::Certified(certificates) => self.certificates = certificates,
            Effect::SealFiles { ask, files, circle_key, job } => {
                let attacher = attach::Attacher::new(self.waiting(ask), self.inputs.clone());
                self.handle.spawn(attach::seal_files(self.blobs.clone(), attacher, ask, files, circle_key, job));
            }
            Effect::AnswerBlobAsked { ask, may } => {
                if let Some(Asker::Peer(waiting)) = self.askers.remove(&ask) {
                    let _gone = waiting.send(may);
                }
            }
            Effect::StopBlob { blob } => _ = self.fetches.remove(&blob),
            Effect::BlobPeers { blob, peers } => self.tell_fetch(blob, peers),
            Effect::OpenBlob { ask, blob, keys, to } => {
                if let Some(replies) = self.person(ask) {
                    self.handle.spawn(attach::open_blob(self.blobs.clone(), *blob, keys, to, replies));
                }
            }
            Effect::CheckBlobs => self.check_blobs(),
            effect @ (Effect::KeepDraft { .. } | Effect::ReadDraft { .. } | Effect::CheckDraft { .. }) => {
                self.on_draft(effect);
            }
            Effect::Backup { ask, store, about, to, passphrase, keys, home_passphrase } => {
                if let Some(Asker::Person(replies)) = self.askers.remove(&ask) {
                    let (home, cost) = (self.home.clone(), self.keyring.cost());
                    let job = backup::Job { home, store, keys: None, about, passphrase, cost, to };
                    self.keyring.back_up(&self.handle, job, keys, home_passphrase, replies);
                }
            }
            Effect::Keys { ask, command } => {
                if let Some(Asker::Person(replies)) = self.askers.remove(&ask) {
                    self.keyring.serve(&self.handle, command, replies);
                }
            }
            Effect::CheckPassphrase { ask, passphrase } => {
                self.keyring.check_passphrase(&self.handle, self.inputs.clone(), ask, passphrase);
            }
            Effect::Transfer { ask, command } => self.transfer(ask, command),
            Effect::Bundle { ask, given } => {
                if let Some(Asker::Bundle(answer)) = self.askers.remove(&ask) {
                    // Whoever asked was called off meanwhile.
                    let _gone = answer.send(given);
                }
            }
            Effect::Stop => self.stopping = true,
            Effect::WakeAt(_) => {}
            other => self.on_network(other),
        }
    }

    /// What is about drafts, which are files beside the store.
    fn on_draft(&mut self, effect: Effect) {
        match effect {
            Effect::KeepDraft { ask: Some(ask), key, text } => self.draft(ask, Job::Keep { key, text }),
            Effect::KeepDraft { ask: None, key, text } => {
                self.draft_unasked(Job::Keep { key, text }, drafts::Waiting::Nobody);
            }
            Effect::ReadDraft { ask, key, others } => self.draft(ask, Job::Read { key, others }),
            Effect::CheckDraft { key } => {
                self.draft_unasked(Job::Check { key }, drafts::Waiting::Engine(self.inputs.clone()));
            }
            _ => {}
        }
    }

    fn dial(&self, net: NetHandle, text: &str) {
        let Ok(place) = text.parse::<Locator>() else {
            self.tell(Event::Trouble { text: format!("not an address: {text}") });
            return;
        };
        self.handle.spawn(async move {
            if let Err(error) = net.dial_at(&place).await {
                tracing::debug!(%error, "a name leads nowhere now");
            }
        });
    }

    fn on_network(&mut self, effect: Effect) {
        let Some(net) = self.net.clone() else { return };
        match effect {
            Effect::Dial(text) => self.dial(net, &text),
            Effect::Try(text) => {
                let Ok(place) = text.parse::<Locator>() else { return };
                self.handle.spawn(async move {
                    if let Err(error) = net.try_at(&place).await {
                        tracing::debug!(%error, "a relay's name leads nowhere now");
                    }
                });
            }
            Effect::Discover(discovery) => {
                self.handle.spawn(async move { net.set_mdns(super::mdns(discovery)).await });
            }
            Effect::Relays(relays) => {
                let places = relays.iter().filter_map(|text| text.parse::<Locator>().ok()).collect();
                self.handle.spawn(async move { net.set_relays(places).await });
            }
            Effect::Subscribe(channel) => {
                self.handle.spawn(async move { net.subscribe(channel).await });
            }
            Effect::Unsubscribe(channel) => {
                self.handle.spawn(async move { net.unsubscribe(channel).await });
            }
            Effect::Publish { channel, record } => {
                let data = record.bytes().to_vec();
                // Gossip is a hint: when nobody listens yet, reconciliation brings the record.
                self.handle.spawn(async move { net.publish(channel, data).await.map(drop) });
            }
            Effect::Decide { message, verdict } => {
                let verdict = match verdict {
                    GossipVerdict::Accept => Verdict::Accept,
                    GossipVerdict::Ignore => Verdict::Ignore,
                    GossipVerdict::Reject => Verdict::Reject,
                };
                self.handle.spawn(async move { net.decide(message, verdict).await });
            }
            Effect::AskWhetherStays { blob, peers } => {
                let inputs = self.inputs.clone();
                self.handle.spawn(async move {
                    let peer = blobs::who_keeps(net, peers, blob).await;
                    let _stopping = inputs.send(Message::Input(Input::BlobStays { blob, peer })).await;
                });
            }
            Effect::FetchBlob { blob, sealed_size, peers } => {
                let ground = blobs::Ground { net, store: self.blobs.clone(), inputs: self.inputs.clone() };
                let (sources, told) = mpsc::channel(SOURCES);
                self.fetches.insert(blob, sources);
                self.tell_fetch(blob, peers);
                self.handle.spawn(blobs::fetch(ground, blob, sealed_size, told));
            }
            other => self.on_peer(net, other),
        }
    }

    /// Carries out what is about one peer.
    fn on_peer(&mut self, net: NetHandle, effect: Effect) {
        match effect {
            Effect::Link(peer) => {
                if let Ok(peer) = peer.parse::<PeerId>() {
                    self.handle.spawn(async move { net.open_link(peer).await });
                }
            }
            Effect::Useful { peer, straight } => {
                if let Ok(peer) = peer.parse::<PeerId>() {
                    self.handle.spawn(async move {
                        // First where it may be looked for: who is useful is told where we are.
                        net.set_straight(peer, straight).await;
                        net.mark_useful(peer, true).await;
                    });
                }
            }
            Effect::SetStraight { peer, straight } => {
                if let Ok(peer) = peer.parse::<PeerId>() {
                    self.handle.spawn(async move { net.set_straight(peer, straight).await });
                }
            }
            Effect::AskRelay { peer, tag, keys, wish } => {
                let inputs = self.inputs.clone();
                self.handle.spawn(leasing::ask(net, inputs, peer, tag, keys, *wish));
            }
            Effect::Knock { peer, tag, ticket } => {
                let (inputs, certificates) = (self.inputs.clone(), self.certificates.clone());
                self.handle.spawn(joining::knock(net, inputs, peer, tag, ticket, certificates));
            }
            Effect::Return { peer, held } => {
                let (inputs, keys) = (self.inputs.clone(), self.keyring.keys());
                self.handle.spawn(returning::knock(net, inputs, peer, keys, held));
            }
            Effect::PairOpen { pair, peer } => {
                let (sender, outgoing) = pairing::outgoing();
                self.pairs.insert(pair, sender);
                self.handle.spawn(pairing::open(net, self.inputs.clone(), pair, peer, outgoing));
            }
            _ => {}
        }
    }

    /// Tells a fetch from whom it may fetch. Lists come seldom, and the latest counts: when many wait, it waits its turn.
    fn tell_fetch(&self, blob: BlobId, peers: Vec<PeerName>) {
        let Some(sources) = self.fetches.get(&blob).cloned() else { return };
        if let Err(mpsc::error::TrySendError::Full(peers)) = sources.try_send(peers) {
            self.handle.spawn(async move { sources.send(peers).await });
        }
    }

    fn reply(&mut self, ask: AskId, replies: Vec<Reply>, last: bool) {
        let Some(sender) = self.waiting(ask) else { return };
        if last {
            self.person(ask);
        }
        self.handle.spawn(async move {
            for reply in replies {
                if sender.send(reply).await.is_err() {
                    break;
                }
            }
        });
    }

    fn send(&mut self, link: LinkId, frame: Vec<u8>) {
        let Some((_, sender)) = self.links.get(&link) else { return };
        if sender.try_send(frame).is_err() {
            // The replicator keeps within the link's window, so a full queue means that the link is over.
            self.links.remove(&link);
        }
    }

    fn close(&mut self, link: LinkId, ban: Option<u64>) {
        let Some((peer, _)) = self.links.remove(&link) else { return };
        if let (Some(net), Some(millis)) = (self.net.clone(), ban) {
            // Logs at their usual level name nobody.
            tracing::warn!("a peer misbehaved and is kept out for a while");
            tracing::debug!(%peer, "kept out");
            self.handle.spawn(async move { net.ban(peer, Duration::from_millis(millis)).await });
        }
    }

    fn check_blobs(&self) {
        let (blobs, inputs) = (self.blobs.clone(), self.inputs.clone());
        self.handle.spawn(async move {
            let checked = tokio::task::spawn_blocking(move || blobs.verify_all(&mut unwatched())).await;
            let outcome = match checked {
                Ok(checked) => checked.map_err(|error| Error::Store { why: error.to_string() }),
                Err(_) => Err(Error::Stopped),
            };
            let _stopping = inputs.send(Message::Input(Input::BlobsChecked { outcome })).await;
        });
    }

    fn draft(&mut self, ask: AskId, job: Job) {
        let Some(replies) = self.person(ask) else { return };
        let asked = self.drafts.as_ref().map(|desk| desk.ask((job, drafts::Waiting::Person(replies))));
        if let Some(Err(drafts::Waiting::Person(replies))) = asked {
            // Whoever asks so much more than the disk can do has a full channel, or is gone.
            let _gone = replies.try_send(Reply::Failed(Error::Busy));
        }
    }

    /// A job that no person waits for. Where the disk has too much to do it is left: the engine asks again at the next
    /// start.
    fn draft_unasked(&self, job: Job, waiting: drafts::Waiting) {
        let _full = self.drafts.as_ref().map(|desk| desk.ask((job, waiting)));
    }

    fn transfer(&mut self, ask: AskId, command: Command) {
        let Some(replies) = self.person(ask) else { return };
        if let Command::BundleHave { .. }
        | Command::BundleWrite { .. }
        | Command::BundleLook { .. }
        | Command::BundleRead { .. } = command
        {
            return self.bundle(command, replies);
        }
        let (node, net) = (self.node.clone(), self.net.clone());
        self.handle.spawn(async move {
            let text = Text::new(Language::of_system());
            match command {
                Command::Doctor { target } => super::doctor::examine(node, net, target, text, replies).await,
                Command::Import { circle, path } => transfer::import(&node, circle, &path, &text, replies).await,
                Command::Export { circle, to } => transfer::export(&node, circle, &to, &text, replies).await,
                _ => {}
            }
        });
    }

    fn bundle(&mut self, command: Command, out: mpsc::Sender<Reply>) {
        let asking = bundle::Asking {
            node: self.node.clone(),
            handle: self.handle.clone(),
            inputs: self.inputs.clone(),
            out,
            stopping: self.stop_bundles.subscribe(),
            text: Text::new(Language::of_system()),
        };
        let blobs = self.blobs.clone();
        self.bundles.retain(|bundle| !bundle.is_finished());
        self.bundles.push(self.handle.spawn_blocking(move || bundle::perform(&asking, &blobs, command)));
    }

    /// Waits until those who work with sticks have left nothing half: each ends at its next piece.
    fn end_bundles(&mut self) {
        self.stop_bundles.send_replace(true);
        for bundle in std::mem::take(&mut self.bundles) {
            // One that failed has nothing more to clear away.
            let _ended = self.handle.block_on(bundle);
        }
    }

    pub(super) fn shut_down(&mut self) {
        self.refuse_all();
        self.end_bundles();
        self.fetches.clear();
        self.links.clear();
        if let Some(desk) = self.drafts.take() {
            self.handle.block_on(desk.close());
        }
        if let Some(net) = self.net.take() {
            self.handle.block_on(async { net.shutdown().await });
        }
    }

    /// Tells everybody who still waits that nothing will come. Silence would read as "done".
    fn refuse_all(&mut self) {
        for asker in std::mem::take(&mut self.askers).into_values() {
            if let Asker::Person(replies) | Asker::Waiting(replies, _) = asker {
                refuse(&replies);
            }
        }
    }
}

impl Drop for Dispatcher {
    fn drop(&mut self) {
        self.refuse_all();
    }
}

/// Tells an asker that the node has stopped.
pub(super) fn refuse(replies: &mpsc::Sender<Reply>) {
    // An asker with a full channel has answers to read first, and hears of the end when it closes.
    let _gone = replies.try_send(Reply::Failed(Error::Stopped));
}
