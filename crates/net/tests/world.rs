//! Nodes for the stories, and how to wait for what happens to them.

use std::time::Duration;

use commonplace_net::{Address, Config, Event, EventStream, Link, LinkEvent, Net, NetHandle, PeerId, TransportSecret};

/// Guards against a story that never ends; no story is told by it.
const STUCK: Duration = Duration::from_secs(60);

pub(crate) const ALICE: u8 = 1;
pub(crate) const BOB: u8 = 2;
pub(crate) const CAROL: u8 = 3;
pub(crate) const EVE: u8 = 4;
pub(crate) const DAVE: u8 = 5;
pub(crate) const FRANK: u8 = 6;

/// A running node.
pub(crate) struct Node {
    pub(crate) net: NetHandle,
    pub(crate) events: EventStream,
    pub(crate) address: Address,
}

pub(crate) fn secret(who: u8) -> TransportSecret {
    TransportSecret::from_seed([who; 32])
}

pub(crate) fn peer(who: u8) -> PeerId {
    secret(who).peer()
}

/// Starts a node that listens at this address of this machine, by nothing else, and waits until it does.
pub(crate) async fn start_at(who: u8, listen: &str) -> Node {
    start_with(
        who,
        Config {
            listen: vec![listen.parse().expect("an address")],
            mdns: commonplace_net::Mdns::Off,
            ..Config::default()
        },
    )
    .await
}

pub(crate) async fn start_with(who: u8, config: Config) -> Node {
    let (net, mut events) = Net::start(config, secret(who)).expect("a network");
    let address = wait(&mut events, |event| match event {
        Event::Listening { addresses, .. } => addresses.first().copied(),
        _ => None,
    });
    let address = address.await;
    Node { net, events, address }
}

/// Starts a node at any TCP port of this machine.
pub(crate) async fn start(who: u8) -> Node {
    start_at(who, "127.0.0.1:0").await
}

impl Node {
    pub(crate) async fn wait<T>(&mut self, wanted: impl FnMut(Event) -> Option<T>) -> T {
        wait(&mut self.events, wanted).await
    }

    pub(crate) async fn link_with(&mut self, who: u8) -> Link {
        let wanted = peer(who);
        self.wait(|event| match event {
            Event::Link { peer, link } if peer == wanted => Some(link),
            _ => None,
        })
        .await
    }

    /// These have proved to share a circle with this node.
    pub(crate) async fn knows(&self, others: &[u8]) {
        for other in others {
            self.net.mark_useful(peer(*other), true).await;
        }
    }

    pub(crate) async fn lost(&mut self, who: u8) {
        let wanted = peer(who);
        self.wait(|event| matches!(event, Event::PeerDown { peer } if peer == wanted).then_some(())).await;
    }
}

/// Takes events until one is wanted.
async fn wait<T>(events: &mut EventStream, mut wanted: impl FnMut(Event) -> Option<T>) -> T {
    guarded(async {
        loop {
            let event = events.recv().await.expect("the network runs");
            if let Some(found) = wanted(event) {
                return found;
            }
        }
    })
    .await
}

/// Ends a story that is stuck.
pub(crate) async fn guarded<T>(story: impl Future<Output = T>) -> T {
    tokio::time::timeout(STUCK, story).await.expect("the story is stuck")
}

/// Two linked nodes, the first having dialled, and both ends of the link.
pub(crate) async fn linked(one: u8, other: u8, listen: &str) -> (Node, Link, Node, Link) {
    let (mut one_node, mut other_node) = (start_at(one, listen).await, start_at(other, listen).await);
    one_node.net.dial(other_node.address).await;
    let (one_link, other_link) = tokio::join!(one_node.link_with(other), other_node.link_with(one));
    (one_node, one_link, other_node, other_link)
}

pub(crate) async fn next_frame(link: &mut Link) -> Vec<u8> {
    guarded(async {
        loop {
            match link.events.recv().await.expect("the link is up") {
                LinkEvent::Frame(frame) => return frame,
                LinkEvent::Drained(_) => {}
                LinkEvent::Closed(reason) => panic!("closed: {reason}"),
            }
        }
    })
    .await
}

/// Waits for the end of a link.
pub(crate) async fn end_of(link: &mut Link) -> commonplace_net::CloseReason {
    guarded(async {
        loop {
            if let LinkEvent::Closed(reason) = link.events.recv().await.expect("an end has a reason") {
                return reason;
            }
        }
    })
    .await
}
