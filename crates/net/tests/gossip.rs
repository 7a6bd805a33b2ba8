//! Gossip among three in a row.

use commonplace_net::{Channel, Event, MessageId, PublishError, Verdict};

use crate::world::{ALICE, BOB, CAROL, EVE, Node, linked, peer, start};

const CHANNEL: Channel = [0xc4; 32];
const OTHER: Channel = [0xc5; 32];

async fn heard(node: &mut Node) -> (MessageId, Vec<u8>) {
    node.wait(|event| match event {
        Event::Gossip { channel: CHANNEL, message_id, data, .. } => Some((message_id, data)),
        _ => None,
    })
    .await
}

/// Alice, Bob and Carol, where only Bob knows both others.
async fn row() -> [Node; 3] {
    let [mut alice, mut bob, mut carol] = [start(ALICE).await, start(BOB).await, start(CAROL).await];
    for node in [&alice, &bob, &carol] {
        node.net.subscribe(CHANNEL).await;
    }
    for (node, others) in [(&alice, &[BOB][..]), (&carol, &[BOB]), (&bob, &[ALICE, CAROL])] {
        node.knows(others).await;
    }
    bob.net.dial(alice.address).await;
    bob.net.dial(carol.address).await;
    for (node, others) in [(&mut alice, &[BOB][..]), (&mut carol, &[BOB]), (&mut bob, &[ALICE, CAROL])] {
        hears(node, CHANNEL, others).await;
    }
    [alice, bob, carol]
}

/// Waits until these listen on a channel, and the node knows it.
async fn hears(node: &mut Node, wanted: Channel, who: &[u8]) {
    let mut missing: Vec<_> = who.iter().map(|who| peer(*who)).collect();
    node.wait(|event| {
        if let Event::Listens { peer, channel } = event
            && channel == wanted
        {
            missing.retain(|one| *one != peer);
        }
        missing.is_empty().then_some(())
    })
    .await;
}

async fn publish(node: &Node, data: &[u8]) -> MessageId {
    node.net.publish(CHANNEL, data.to_vec()).await.expect("somebody listens")
}

#[tokio::test]
async fn what_is_accepted_travels_on_and_what_is_not_stays() {
    let [alice, mut bob, mut carol] = row().await;
    for (data, verdict) in
        [(&b"forged"[..], Verdict::Reject), (b"not for us", Verdict::Ignore), (b"a new note", Verdict::Accept)]
    {
        let published = publish(&alice, data).await;
        let (id, seen) = heard(&mut bob).await;
        assert_eq!((id, seen.as_slice()), (published, data));
        bob.net.decide(id, verdict).await;
    }
    // Gossip keeps the order on one path: had Bob passed the others on, they would have come first.
    assert_eq!(heard(&mut carol).await.1, b"a new note");
}

#[tokio::test]
async fn the_same_bytes_are_published_once_and_too_many_never() {
    let [alice, mut bob, _carol] = row().await;
    publish(&alice, b"once").await;
    heard(&mut bob).await;
    assert_eq!(alice.net.publish(CHANNEL, b"once".to_vec()).await, Err(PublishError::Duplicate));
    let long = alice.net.publish(CHANNEL, vec![0; 65_536]).await;
    assert!(matches!(long, Err(PublishError::TooLarge { .. })), "{long:?}");
    // The longest that may be sent does arrive: both ends agree on the bound.
    let longest = vec![1; 65_536 - 256];
    publish(&alice, &longest).await;
    assert_eq!(heard(&mut bob).await.1, longest);
}

#[tokio::test]
async fn nobody_hears_a_channel_that_they_left() {
    let [mut alice, mut bob, _carol] = row().await;
    publish(&alice, b"while here").await;
    heard(&mut bob).await;
    bob.net.subscribe(OTHER).await;
    alice.net.subscribe(OTHER).await;
    hears(&mut bob, OTHER, &[ALICE]).await;
    bob.net.unsubscribe(CHANNEL).await;
    // On one stream in order: who has heard this knows that bob has left the other channel.
    bob.net.publish(OTHER, b"goodbye".to_vec()).await.expect("alice listens");
    let goodbye = |event| matches!(event, Event::Gossip { channel: OTHER, .. }).then_some(());
    alice.wait(goodbye).await;
    assert_eq!(alice.net.publish(CHANNEL, b"hello?".to_vec()).await, Err(PublishError::NoListeners));
    assert!(bob.net.peers().contains(&peer(ALICE)), "they are connected as before");
    bob.net.subscribe(CHANNEL).await;
    bob.net.publish(OTHER, b"I am back".to_vec()).await.expect("alice listens");
    alice.wait(goodbye).await;
    publish(&alice, b"welcome").await;
    assert_eq!(heard(&mut bob).await.1, b"welcome");
}

#[tokio::test]
async fn who_passes_on_what_is_bad_again_and_again_is_shut_out() {
    let (mut alice, _at_alice, mut eve, _at_eve) = linked(ALICE, EVE, "127.0.0.1:0").await;
    alice.knows(&[EVE]).await;
    eve.knows(&[ALICE]).await;
    alice.net.subscribe(CHANNEL).await;
    eve.net.subscribe(CHANNEL).await;
    hears(&mut eve, CHANNEL, &[ALICE]).await;
    for number in 0..commonplace_core::limits::GOSSIP_REJECTED {
        assert_eq!(alice.net.peers(), [peer(EVE)], "before the {number}th");
        publish(&eve, &number.to_be_bytes()).await;
        let (id, _) = heard(&mut alice).await;
        alice.net.decide(id, Verdict::Reject).await;
    }
    alice.lost(EVE).await;
    alice.net.dial(eve.address.with_peer(peer(EVE))).await;
    let banned = alice.wait(|event| {
        matches!(event, Event::DialFailed { why, .. } if why == commonplace_net::DialFailure::Banned).then_some(())
    });
    banned.await;
}

#[tokio::test]
async fn one_stranger_does_not_fill_the_queue_of_events() {
    let (mut alice, _at_alice, mut eve, _at_eve) = linked(ALICE, EVE, "127.0.0.1:0").await;
    let mut bob = start(BOB).await;
    for (node, others) in [(&alice, &[EVE, BOB][..]), (&eve, &[ALICE]), (&bob, &[ALICE])] {
        node.knows(others).await;
        node.net.subscribe(CHANNEL).await;
    }
    hears(&mut eve, CHANNEL, &[ALICE]).await;
    let most = commonplace_core::limits::GOSSIP_UNDECIDED_PER_PEER;
    // Alice decides nothing for now, and eve sends far more than may wait.
    for number in 0..4 * most {
        match eve.net.publish(CHANNEL, number.to_be_bytes().to_vec()).await {
            Ok(_) | Err(PublishError::Busy) => {}
            Err(error) => panic!("{error}"),
        }
    }
    bob.net.dial(alice.address).await;
    hears(&mut bob, CHANNEL, &[ALICE]).await;
    publish(&bob, b"from bob").await;
    let mut of_eve = 0;
    alice
        .wait(|event| match event {
            Event::Gossip { from, data, .. } => {
                of_eve += usize::from(from == peer(EVE));
                (data == b"from bob").then_some(())
            }
            _ => None,
        })
        .await;
    assert!(of_eve <= most, "{of_eve} messages of hers came before");
}

#[tokio::test]
async fn who_has_proved_nothing_is_told_of_no_channel_and_heard_on_none() {
    let (mut alice, _at_alice, mut eve, _at_eve) = linked(ALICE, EVE, "127.0.0.1:0").await;
    let mut bob = start(BOB).await;
    alice.knows(&[BOB]).await;
    bob.knows(&[ALICE]).await;
    // Eve speaks with everybody, as her program pleases.
    eve.knows(&[ALICE]).await;
    for node in [&alice, &eve, &bob] {
        node.net.subscribe(CHANNEL).await;
    }
    bob.net.dial(alice.address).await;
    hears(&mut bob, CHANNEL, &[ALICE]).await;
    hears(&mut alice, CHANNEL, &[EVE]).await;
    while let Ok(event) = eve.events.try_recv() {
        assert!(!matches!(event, Event::Listens { .. }), "{event:?}");
    }
    let refused = eve.net.publish(CHANNEL, b"from eve".to_vec()).await;
    assert_eq!(refused, Err(PublishError::NoListeners), "she knows nobody who listens");
    // Once she has proved something she is told on the connection that she has.
    alice.knows(&[EVE]).await;
    hears(&mut eve, CHANNEL, &[ALICE]).await;
    publish(&eve, b"as a member").await;
    assert_eq!(heard(&mut alice).await.1, b"as a member");
}
