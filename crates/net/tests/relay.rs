//! Stories of a relay: a place held, lost and held again; met through it, and met straight.

use commonplace_net::{Config, Event, Link, LinkEvent, Locator, RelayServer, Straight, Way};

use crate::world::{ALICE, BOB, CAROL, EVE, Node, guarded, linked, peer, start, start_with};

const RELAY: u8 = 7;

async fn relay_at(listen: &str) -> Node {
    let listen = vec![listen.parse().expect("an address")];
    let config =
        Config { listen, mdns: commonplace_net::Mdns::Off, relay: Some(RelayServer::default()), ..Config::default() };
    start_with(RELAY, config).await
}

fn place_of(relay: &Node) -> Locator {
    Locator::from(relay.address).with_peer(peer(RELAY))
}

/// Waits until the relay holds a place for this node, and says where that is.
async fn place_behind(node: &mut Node) -> Locator {
    node.wait(|event| match event {
        Event::Listening { relayed, .. } => relayed.into_iter().next(),
        _ => None,
    })
    .await
}

async fn way_to(node: &mut Node, who: u8) -> Way {
    node.wait(|event| match event {
        Event::PeerUp { peer: up, way, .. } if up == peer(who) => Some(way),
        _ => None,
    })
    .await
}

/// The next frame, unless the link ends before.
async fn may_frame(link: &mut Link) -> Option<Vec<u8>> {
    guarded(async {
        loop {
            match link.events.recv().await {
                Some(LinkEvent::Frame(frame)) => return Some(frame),
                Some(LinkEvent::Drained(_)) => {}
                Some(LinkEvent::Closed(_)) | None => return None,
            }
        }
    })
    .await
}

#[tokio::test]
async fn a_place_behind_a_relay_leads_to_who_holds_it_and_then_straight() {
    let relay = relay_at("127.0.0.1:0").await;
    let (mut alice, mut bob) = (start(ALICE).await, start(BOB).await);
    bob.knows(&[ALICE]).await;
    bob.net.set_relays(vec![place_of(&relay)]).await;
    let place = place_behind(&mut bob).await;
    assert_eq!(place.to_string(), format!("{}/p2p-circuit/p2p/{}", place_of(&relay), peer(BOB)));

    alice.net.dial_at(&place).await.unwrap();
    assert_eq!(way_to(&mut alice, BOB).await, Way::Relayed);
    // A hole is punched, though here is no wall: the relay is left, and the link comes back.
    let moved = |event: Event| match event {
        Event::Moved { way, routes, .. } => (way == Way::Local).then_some(routes.len()),
        _ => None,
    };
    assert_eq!(alice.wait(moved).await, 1, "and no other way is left");
    // Links that the relay carried may come before it, and not as many at both ends: bob says it on each of his, alice
    // listens on each of hers until she hears it.
    let says = async {
        let mut held = Vec::new();
        loop {
            let link = bob.link_with(ALICE).await;
            let _closed_meanwhile = link.sender.try_send(b"straight".to_vec());
            held.push(link);
        }
    };
    let hears = async {
        loop {
            let mut link = alice.link_with(BOB).await;
            if may_frame(&mut link).await == Some(b"straight".to_vec()) {
                break;
            }
        }
    };
    tokio::select! {
        () = hears => {}
        never = says => never,
    }
}

#[tokio::test]
async fn a_relay_that_restarts_holds_the_place_again_without_being_asked_by_anybody() {
    let relay = relay_at("127.0.0.1:0").await;
    let home = relay.address;
    let mut bob = start(BOB).await;
    bob.net.set_relays(vec![place_of(&relay)]).await;
    place_behind(&mut bob).await;
    relay.net.shutdown().await;
    drop(relay);
    bob.wait(|event| matches!(event, Event::Listening { relayed, .. } if relayed.is_empty()).then_some(())).await;
    let relay = relay_at(&home.to_string()).await;
    assert_eq!(relay.address, home);
    place_behind(&mut bob).await;
    bob.net.set_relays(Vec::new()).await;
    bob.wait(|event| matches!(event, Event::Listening { relayed, .. } if relayed.is_empty()).then_some(())).await;
}

#[tokio::test]
async fn a_node_that_is_no_relay_holds_no_place_and_stays_a_peer() {
    let (mut alice, _at_alice, carol, _at_carol) = linked(ALICE, CAROL, "127.0.0.1:0").await;
    alice.net.set_relays(vec![Locator::from(carol.address).with_peer(peer(CAROL))]).await;
    let mut bob = start(BOB).await;
    bob.net.dial(alice.address).await;
    bob.link_with(ALICE).await;
    alice.link_with(BOB).await;
    assert!(alice.net.peers().contains(&peer(CAROL)));
}

#[tokio::test]
async fn no_hole_is_punched_to_a_stranger_nor_to_whom_only_relays_may_lead() {
    let relay = relay_at("127.0.0.1:0").await;
    let mut bob = start(BOB).await;
    bob.knows(&[ALICE, CAROL]).await;
    bob.net.set_straight(peer(ALICE), Straight::Never).await;
    bob.net.set_relays(vec![place_of(&relay)]).await;
    let place = place_behind(&mut bob).await;
    let (mut alice, mut carol, mut eve) = (start(ALICE).await, start(CAROL).await, start(EVE).await);
    for (node, who) in [(&mut alice, "alice"), (&mut eve, "eve"), (&mut carol, "carol")] {
        node.net.dial_at(&place).await.unwrap();
        assert_eq!(way_to(node, BOB).await, Way::Relayed, "{who}");
    }
    let moved = |event: &Event| matches!(event, Event::Moved { .. });
    // Carol came last, and is straight by now; the others have not even begun.
    carol.wait(|event| moved(&event).then_some(())).await;
    for (node, who) in [(&mut alice, "alice"), (&mut eve, "eve")] {
        while let Ok(event) = node.events.try_recv() {
            assert!(!moved(&event), "{who}: {event:?}");
        }
    }
    // Whoever turns out to be a member is met straight from the connection that stands, and so is she to whom all ways may
    // lead again.
    bob.knows(&[EVE]).await;
    bob.net.set_straight(peer(ALICE), Straight::Free).await;
    for node in [&mut eve, &mut alice] {
        node.wait(|event| moved(&event).then_some(())).await;
    }
}
