//! From the network's events to the engine's inputs.

use std::sync::Arc;

use commonplace_core::limits;
use commonplace_net::{EventStream, Link, LinkEvent, LinkSender, NetHandle, PeerId, Protocol, binding};
use commonplace_store::Blobs;
use commonplace_sync::LinkId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::engine_thread::Message;
use super::places::Places;
use super::{blobs, joining, pairing, returning};
use crate::engine::{Input, PairId, Route};
use crate::event::Way;

/// A link on its way to the engine.
#[derive(Debug)]
pub(super) struct NewLink {
    pub(super) link: LinkId,
    pub(super) peer: PeerId,
    pub(super) initiator: bool,
    pub(super) binding: [u8; 32],
    pub(super) sender: LinkSender,
}

/// Follows the network until it ends.
pub(super) async fn follow(net: NetHandle, mut events: EventStream, inputs: mpsc::Sender<Message>, store: Blobs) {
    let (mut next_link, mut next_pair) = (0, 0);
    // A stream beyond these is dropped, and its peer tries again.
    let fetching = Places::new(limits::BLOB_STREAMS, limits::BLOB_STREAMS_PER_PEER);
    let returners = Places::new(limits::JOIN_STREAMS, limits::JOIN_STREAMS_PER_PEER);
    let knocking = Places::new(limits::JOIN_STREAMS, limits::JOIN_STREAMS_PER_PEER);
    let pairs = Places::new(limits::PAIRING_STREAMS, limits::PAIRING_STREAMS_PER_PEER);
    while let Some(event) = events.recv().await {
        let input = match event {
            commonplace_net::Event::Listening { addresses, relayed } => {
                let full = addresses.into_iter().map(|address| address.with_peer(net.local()).to_string());
                let relayed = relayed.into_iter().map(|place| place.to_string());
                Some(Input::Listening { addresses: full.chain(relayed).collect() })
            }
            commonplace_net::Event::PeerUp { peer, routes: all, .. } => {
                Some(Input::PeerUp { peer: peer.to_string(), routes: routes(&all) })
            }
            commonplace_net::Event::Moved { peer, routes: all, .. } => {
                Some(Input::PeerMoved { peer: peer.to_string(), routes: routes(&all) })
            }
            commonplace_net::Event::PeerDown { peer } => Some(Input::PeerDown { peer: peer.to_string() }),
            commonplace_net::Event::Gossip { channel, message_id, data, .. } => {
                Some(Input::Gossip { channel, message: message_id, data })
            }
            commonplace_net::Event::Link { peer, link } => {
                next_link += 1;
                let id = LinkId(next_link);
                let binding = binding(net.local(), peer);
                let Link { initiator, events, sender, .. } = link;
                let new = NewLink { link: id, peer, initiator, binding, sender };
                if inputs.send(Message::Link(new)).await.is_err() {
                    return;
                }
                let told = move |heard| {
                    Message::Input(match heard {
                        Heard::Frame(bytes, share) => return Message::Frame { link: id, bytes, share },
                        Heard::Drained(bytes) => Input::Drained { link: id, bytes },
                        Heard::Down => Input::LinkDown { link: id },
                    })
                };
                tokio::spawn(follow_link(id, events, inputs.clone(), told));
                None
            }
            commonplace_net::Event::Inbound { peer, protocol, stream } => {
                let places = match protocol {
                    Protocol::Join => &knocking,
                    Protocol::Return => &returners,
                    Protocol::Blob => &fetching,
                    Protocol::Pair => &pairs,
                    Protocol::Sync | Protocol::Lease => continue,
                };
                let Some(place) = places.take(peer) else { continue };
                let (inputs, store) = (inputs.clone(), store.clone());
                next_pair += 1;
                let (pair, binding) = (PairId::inbound(next_pair), binding(net.local(), peer));
                tokio::spawn(async move {
                    match protocol {
                        Protocol::Join => joining::answer(stream, peer, inputs).await,
                        Protocol::Blob => blobs::serve(stream, store, peer, inputs).await,
                        Protocol::Return => returning::answer(stream, peer, inputs, binding).await,
                        Protocol::Pair => pairing::answer(stream, inputs, pair, peer, binding).await,
                        Protocol::Sync | Protocol::Lease => {}
                    }
                    drop(place);
                });
                None
            }
            commonplace_net::Event::RelaysNear { relays } => {
                Some(Input::RelaysNear { relays: relays.iter().map(ToString::to_string).collect() })
            }
            commonplace_net::Event::Discovered { .. }
            | commonplace_net::Event::DialFailed { .. }
            | commonplace_net::Event::Listens { .. } => None,
        };
        if let Some(input) = input
            && inputs.send(Message::Input(input)).await.is_err()
        {
            return;
        }
    }
}

fn routes(all: &[commonplace_net::Route]) -> Vec<Route> {
    all.iter().map(|route| Route { address: route.address.to_string(), way: way(route.way) }).collect()
}

fn way(way: commonplace_net::Way) -> Way {
    match way {
        commonplace_net::Way::Local => Way::Local,
        commonplace_net::Way::Direct => Way::Direct,
        commonplace_net::Way::Relayed => Way::Relayed,
    }
}

/// What the frames of a link tell whoever follows it.
pub(super) enum Heard {
    /// A frame came; until its share is let go of, the link's next frames wait.
    Frame(Vec<u8>, OwnedSemaphorePermit),
    /// So many bytes of ours were taken since the last such word.
    Drained(usize),
    /// The link is over.
    Down,
}

/// Bytes of frames of one link that wait for the engine: one batch of them. Whoever floods waits at their own link, and not
/// in front of everybody else's.
const LINK_SHARE_BYTES: u32 = 256 * 1024;

async fn take_share(share: &Arc<Semaphore>, bytes: usize) -> Option<OwnedSemaphorePermit> {
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX).min(LINK_SHARE_BYTES);
    Arc::clone(share).acquire_many_owned(bytes).await.ok()
}

/// Follows a link to its end, and tells of it in the words of whoever runs on it.
pub(super) async fn follow_link<M>(
    link: LinkId,
    mut events: commonplace_net::LinkEvents,
    inputs: mpsc::Sender<M>,
    message: impl Fn(Heard) -> M,
) {
    let mut drained = 0;
    let share = Arc::new(Semaphore::new(LINK_SHARE_BYTES as usize));
    while let Some(event) = events.recv().await {
        let heard = match event {
            LinkEvent::Frame(bytes) => match take_share(&share, bytes.len()).await {
                Some(taken) => Heard::Frame(bytes, taken),
                None => return,
            },
            LinkEvent::Drained(total) => {
                let bytes = usize::try_from(total.saturating_sub(drained)).unwrap_or(usize::MAX);
                drained = total;
                Heard::Drained(bytes)
            }
            LinkEvent::Closed(why) => {
                tracing::debug!(link = link.0, %why, "link closed");
                break;
            }
        };
        if inputs.send(message(heard)).await.is_err() {
            return;
        }
    }
    let _stopping = inputs.send(message(Heard::Down)).await;
}
