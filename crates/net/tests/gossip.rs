//! Gossip among three in a row.

use std::time::Duration;

use commonplace_net::{Channel, Event, MessageId, PublishError, Verdict};

use crate::world::{ALICE, BOB, CAROL, Node, guarded, peer, start};

const CHANNEL: Channel = [0xc4; 32];

/// Publishes until somebody listens: subscriptions travel by themselves, a moment after the link.
async fn publish(node: &Node, data: &[u8]) -> MessageId {
    guarded(async {
        let mut retry = tokio::time::interval(Duration::from_millis(20));
        loop {
            retry.tick().await;
            match node.net.publish(CHANNEL, data.to_vec()).await {
                Ok(id) => return id,
                Err(PublishError::NoListeners) => {}
                Err(error) => panic!("{error}"),
            }
        }
    })
    .await
}

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
    bob.net.dial(alice.address).await;
    alice.link_with(BOB).await;
    bob.net.dial(carol.address).await;
    carol.link_with(BOB).await;
    bob.link_with(CAROL).await;
    [alice, bob, carol]
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
    let [alice, mut bob, _carol] = row().await;
    publish(&alice, b"while here").await;
    heard(&mut bob).await;
    assert_eq!(alice.net.publish([9; 32], b"elsewhere".to_vec()).await, Err(PublishError::NoListeners));
    assert_eq!(bob.net.peers().len(), 2);
    assert!(bob.net.peers().contains(&peer(ALICE)));
}
