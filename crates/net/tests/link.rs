//! The link of a pair.

use commonplace_net::{CloseReason, Event, OpenError, Protocol, SendError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::world::{ALICE, BOB, EVE, end_of, guarded, linked, next_frame, peer, start};

const TCP: &str = "127.0.0.1:0";
const QUIC: &str = "/ip4/127.0.0.1/udp/0/quic-v1";

#[tokio::test]
async fn frames_go_both_ways_over_tcp_and_quic() {
    for listen in [TCP, QUIC] {
        let (_alice, mut at_alice, _bob, mut at_bob) = linked(ALICE, BOB, listen).await;
        at_alice.sender.try_send(b"question".to_vec()).unwrap();
        assert_eq!(next_frame(&mut at_bob).await, b"question");
        at_bob.sender.try_send(vec![7; 65_536]).unwrap();
        assert_eq!(next_frame(&mut at_alice).await, vec![7; 65_536]);
    }
}

#[tokio::test]
async fn whoever_dials_the_smaller_id_opens_the_one_link() {
    for (dials, listens) in [(ALICE, BOB), (BOB, ALICE)] {
        let (one, mut at_one, other, mut at_other) = linked(dials, listens, TCP).await;
        assert_eq!(at_one.initiator, one.net.local() < other.net.local());
        assert_ne!(at_one.initiator, at_other.initiator);
        assert_eq!((at_one.peer, at_other.peer), (peer(listens), peer(dials)));
        at_one.sender.try_send(b"x".to_vec()).unwrap();
        next_frame(&mut at_other).await;
        at_other.sender.try_send(b"y".to_vec()).unwrap();
        next_frame(&mut at_one).await;
    }
}

#[tokio::test]
async fn when_both_dial_at_once_one_link_remains() {
    let (mut alice, mut bob) = (start(ALICE).await, start(BOB).await);
    tokio::join!(alice.net.dial(bob.address), bob.net.dial(alice.address));
    let (mut at_alice, mut at_bob) = tokio::join!(alice.link_with(BOB), bob.link_with(ALICE));
    for round in 0..100_u8 {
        at_alice.sender.try_send(vec![round]).unwrap();
        assert_eq!(next_frame(&mut at_bob).await, [round]);
        at_bob.sender.try_send(vec![round]).unwrap();
        assert_eq!(next_frame(&mut at_alice).await, [round]);
    }
    alice.net.shutdown().await;
    let mut more = 0;
    bob.wait(|event| {
        more += usize::from(matches!(event, Event::Link { .. }));
        matches!(event, Event::PeerDown { .. }).then_some(())
    })
    .await;
    assert_eq!(more, 0, "no second link came about");
}

#[tokio::test]
async fn a_reader_that_stops_holds_back_the_writer_and_loses_nothing() {
    let (_alice, mut at_alice, _bob, mut at_bob) = linked(ALICE, BOB, TCP).await;
    let total = 2000_u32;
    let writer = async {
        let mut refused = 0_u32;
        for n in 0..total {
            let mut frame = vec![0; 32 * 1024];
            frame[..4].copy_from_slice(&n.to_be_bytes());
            loop {
                match at_alice.sender.try_send(frame) {
                    Ok(()) => break,
                    Err(SendError::Full(back)) => frame = back,
                    Err(error) => panic!("{error}"),
                }
                refused += 1;
                at_alice.events.recv().await.expect("draining is told");
            }
            assert!(at_alice.sender.queued() <= 1536 * 1024);
        }
        refused
    };
    let reader = async {
        for n in 0..total {
            let frame = next_frame(&mut at_bob).await;
            assert_eq!(frame[..4], n.to_be_bytes());
            if n % 100 == 0 {
                tokio::task::yield_now().await;
            }
        }
    };
    let (refused, ()) = guarded(async { tokio::join!(writer, reader) }).await;
    assert!(refused > 0, "64 MB never filled a queue of 1.5 MB");
}

#[tokio::test]
async fn an_end_that_is_dropped_is_seen_and_a_new_link_comes() {
    let (mut alice, at_alice, mut bob, mut at_bob) = linked(ALICE, BOB, TCP).await;
    drop(at_alice);
    assert_eq!(end_of(&mut at_bob).await, CloseReason::ByPeer);
    let (mut at_alice, at_bob) = tokio::join!(alice.link_with(BOB), bob.link_with(ALICE));
    at_bob.sender.try_send(b"again".to_vec()).unwrap();
    assert_eq!(next_frame(&mut at_alice).await, b"again");
}

#[tokio::test]
async fn a_link_that_is_wanted_now_comes_before_the_pause_is_over() {
    let (mut alice, mut at_alice, mut bob, mut at_bob) = linked(ALICE, BOB, TCP).await;
    // Each short life makes the pause longer; whoever wants the link does not wait for it.
    for _ in 0..12 {
        drop(at_alice);
        end_of(&mut at_bob).await;
        alice.net.open_link(peer(BOB)).await;
        bob.net.open_link(peer(ALICE)).await;
        (at_alice, at_bob) = tokio::join!(alice.link_with(BOB), bob.link_with(ALICE));
    }
}

#[tokio::test]
async fn links_opened_without_end_are_refused() {
    let (alice, _at_alice, eve, _at_eve) = linked(ALICE, EVE, TCP).await;
    let mut refused = None;
    for _ in 0..64 {
        match guarded(eve.net.open_stream(peer(ALICE), Protocol::Sync)).await {
            Ok(stream) => drop(stream),
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    assert!(matches!(refused, Some(OpenError::Refused | OpenError::Io(_))), "{refused:?}");
    assert_eq!(alice.net.peers(), [peer(EVE)]);
}

#[tokio::test]
async fn streams_for_blobs_carry_bytes_and_end_well() {
    let (alice, _at_alice, mut bob, _at_bob) = linked(ALICE, BOB, TCP).await;
    let asking = async {
        let mut stream = guarded(alice.net.open_stream(peer(BOB), Protocol::Blob)).await.unwrap();
        stream.write_all(b"segment 7").await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        answer
    };
    let answering = async {
        let mut stream = bob
            .wait(|event| match event {
                Event::Inbound { protocol: Protocol::Blob, stream, .. } => Some(stream),
                _ => None,
            })
            .await;
        let mut question = Vec::new();
        stream.read_to_end(&mut question).await.unwrap();
        assert_eq!(question, b"segment 7");
        stream.write_all(&vec![9; 262_144]).await.unwrap();
        stream.shutdown().await.unwrap();
    };
    let (answer, ()) = guarded(async { tokio::join!(asking, answering) }).await;
    assert_eq!(answer, vec![9; 262_144]);
}

#[tokio::test]
async fn many_streams_opened_at_once_all_arrive() {
    let (alice, _at_alice, mut bob, _at_bob) = linked(ALICE, BOB, TCP).await;
    let opening = futures::future::join_all((0..16).map(|_| alice.net.open_stream(peer(BOB), Protocol::Blob)));
    let taking = async {
        let mut taken = Vec::new();
        while taken.len() < 16 {
            taken.push(
                bob.wait(|event| match event {
                    Event::Inbound { stream, .. } => Some(stream),
                    _ => None,
                })
                .await,
            );
        }
        taken
    };
    let (opened, taken) = guarded(async { tokio::join!(opening, taking) }).await;
    assert!(opened.iter().all(Result::is_ok));
    // The seventeenth finds no place until one is given back.
    let refused = guarded(alice.net.open_stream(peer(BOB), Protocol::Blob)).await;
    assert!(matches!(refused, Err(OpenError::Refused)), "{refused:?}");
    drop((opened, taken));
}

#[tokio::test]
async fn nobody_opens_a_stream_to_who_is_not_there() {
    let alice = start(ALICE).await;
    let refused = alice.net.open_stream(peer(EVE), Protocol::Join).await;
    assert!(matches!(refused, Err(OpenError::NotConnected)));
}
