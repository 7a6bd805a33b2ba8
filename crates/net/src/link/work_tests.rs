//! Stories of one link over a pipe in memory. Where time runs out, no time at all is given.

use tokio::io::{DuplexStream, duplex};
use tokio::task::JoinHandle;

use super::*;
use crate::{LinkEvent, SendError, TransportSecret};

fn bob() -> PeerId {
    TransportSecret::from_seed([2; 32]).peer()
}

/// A link of ours, and the raw other end of the pipe.
fn linked(pipe: usize) -> (Link, LinkControl, DuplexStream, JoinHandle<CloseReason>) {
    linked_for(pipe, PATIENCE)
}

fn linked_for(pipe: usize, patience: Duration) -> (Link, LinkControl, DuplexStream, JoinHandle<CloseReason>) {
    let (ours, theirs) = duplex(pipe);
    let (link, control, mut task) = link(bob(), true);
    task.patience = patience;
    (link, control, theirs, tokio::spawn(task.run(ours)))
}

/// Whether a future ends once every task had many turns.
async fn ends(future: impl Future) -> bool {
    let turns = async {
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        _ = future => true,
        () = turns => false,
    }
}

async fn next_frame(events: &mut LinkEvents) -> Vec<u8> {
    loop {
        match events.recv().await {
            Some(LinkEvent::Frame(frame)) => return frame,
            Some(LinkEvent::Drained(_)) => {}
            other => panic!("{other:?}"),
        }
    }
}

async fn end_of(events: &mut LinkEvents) -> CloseReason {
    loop {
        match events.recv().await {
            Some(LinkEvent::Closed(reason)) => return reason,
            Some(_) => {}
            None => panic!("no reason"),
        }
    }
}

#[tokio::test]
async fn frames_of_every_size_arrive_in_order() {
    let (ours, theirs) = duplex(1000);
    let (mut alice, _a, alice_task) = link(bob(), true);
    let (mut bob, _b, bob_task) = link(bob(), false);
    tokio::spawn(alice_task.run(ours));
    tokio::spawn(bob_task.run(theirs));
    for size in [0, 1, 1000, limits::FRAME_BYTES] {
        alice.sender.try_send(vec![7; size]).unwrap();
        assert_eq!(next_frame(&mut bob.events).await, vec![7; size]);
        bob.sender.try_send(vec![8; size]).unwrap();
        assert_eq!(next_frame(&mut alice.events).await, vec![8; size]);
    }
}

#[tokio::test]
async fn what_is_on_the_wire_is_a_length_and_the_bytes() {
    let (alice, _control, mut wire, _task) = linked(1000);
    alice.sender.try_send(b"salt".to_vec()).unwrap();
    let mut seen = [0; 8];
    wire.read_exact(&mut seen).await.unwrap();
    assert_eq!(&seen, b"\0\0\0\x04salt");
}

#[tokio::test]
async fn draining_is_told_as_a_running_sum() {
    let (mut alice, _control, mut wire, _task) = linked(1 << 20);
    alice.sender.try_send(vec![1; 1000]).unwrap();
    alice.sender.try_send(vec![2; 500]).unwrap();
    assert_eq!(alice.sender.queued(), 1500);
    let mut seen = vec![0; 1508];
    wire.read_exact(&mut seen).await.unwrap();
    let mut sum = 0;
    while sum < 1500 {
        match alice.events.recv().await {
            Some(LinkEvent::Drained(bytes)) => sum = bytes,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((sum, alice.sender.queued()), (1500, 0));
}

#[tokio::test]
async fn a_full_queue_hands_the_frame_back() {
    let (alice, _control, _wire, _task) = linked(1);
    let frame = vec![0; limits::FRAME_BYTES];
    let mut queued = 0;
    while alice.sender.try_send(frame.clone()).is_ok() {
        queued += 1;
    }
    assert_eq!(queued, limits::LINK_QUEUE_BYTES / limits::FRAME_BYTES);
    assert!(matches!(alice.sender.try_send(frame), Err(SendError::Full(frame)) if frame.len() == limits::FRAME_BYTES));
    let long = vec![0; limits::FRAME_BYTES + 1];
    assert!(matches!(alice.sender.try_send(long), Err(SendError::TooLarge(_))));
}

#[tokio::test]
async fn a_peer_that_never_reads_is_closed_when_patience_ends() {
    let (mut alice, _control, _wire, task) = linked_for(10, Duration::ZERO);
    alice.sender.try_send(vec![0; 1000]).unwrap();
    assert_eq!(end_of(&mut alice.events).await, CloseReason::Stalled);
    assert_eq!(task.await.unwrap(), CloseReason::Stalled);
    assert!(alice.events.recv().await.is_none(), "nothing after the end");
    assert!(matches!(alice.sender.try_send(vec![0]), Err(SendError::Closed)));
}

#[tokio::test]
async fn a_frame_that_trickles_in_is_not_waited_for() {
    let (mut alice, _control, mut wire, _task) = linked_for(1000, Duration::ZERO);
    wire.write_all(b"\0\0\0\x02x").await.unwrap();
    assert_eq!(end_of(&mut alice.events).await, CloseReason::SlowFrame);
}

#[tokio::test]
async fn silence_between_frames_is_no_slowness() {
    let (mut alice, _control, mut wire, _task) = linked_for(1000, Duration::ZERO);
    for _ in 0..3 {
        assert!(!ends(alice.events.recv()).await, "nothing is wrong with silence");
        wire.write_all(b"\0\0\0\x01x").await.unwrap();
        assert_eq!(next_frame(&mut alice.events).await, b"x");
    }
}

#[tokio::test]
async fn an_oversize_frame_closes_before_any_of_it_is_kept() {
    let (mut alice, _control, mut wire, _task) = linked(1000);
    wire.write_all(&65_537_u32.to_be_bytes()).await.unwrap();
    assert_eq!(end_of(&mut alice.events).await, CloseReason::Oversize(65_537));
}

#[tokio::test]
async fn what_arrived_before_the_end_is_still_handed_out() {
    let (mut alice, _control, mut wire, _task) = linked(1000);
    wire.write_all(b"\0\0\0\x01a\0\0\0\x01b").await.unwrap();
    drop(wire);
    assert_eq!(next_frame(&mut alice.events).await, b"a");
    assert_eq!(next_frame(&mut alice.events).await, b"b");
    assert_eq!(end_of(&mut alice.events).await, CloseReason::ByPeer);
}

#[tokio::test]
async fn an_unread_inbox_stops_the_peer() {
    let (alice, _control, mut wire, _task) = linked(1000);
    let frame = [&1000_u32.to_be_bytes()[..], &[0; 1000]].concat();
    let mut sent = 0;
    while ends(wire.write_all(&frame)).await {
        sent += 1;
        assert!(sent < 1000, "back-pressure never came");
    }
    // The inbox, the reader's buffer and the pipe; nothing else may hold bytes.
    assert!(sent <= limits::LINK_INBOX_FRAMES + READ_BYTES / 1000 + 4, "{sent}");
    drop(alice);
}

#[tokio::test]
async fn a_probe_is_echoed_and_unknown_words_are_passed_over() {
    let (mut alice, control, mut wire, _task) = linked(1000);
    wire.write_u32(PROBE).await.unwrap();
    assert_eq!(wire.read_u32().await.unwrap(), ECHO);
    control.probe();
    assert_eq!(wire.read_u32().await.unwrap(), PROBE);
    wire.write_u32(WORD | 99).await.unwrap();
    wire.write_all(b"\0\0\0\x01x").await.unwrap();
    assert_eq!(next_frame(&mut alice.events).await, b"x");
}

#[tokio::test]
async fn dropping_the_sender_closes_after_what_is_queued() {
    let (alice, _control, mut wire, task) = linked(1000);
    let Link { events, sender, .. } = alice;
    sender.try_send(b"last".to_vec()).unwrap();
    drop(sender);
    let mut seen = Vec::new();
    wire.read_to_end(&mut seen).await.unwrap();
    assert_eq!(seen, b"\0\0\0\x04last");
    assert_eq!(task.await.unwrap(), CloseReason::ByUs);
    drop(events);
}

#[tokio::test]
async fn dropping_the_events_closes() {
    let (alice, _control, mut wire, task) = linked(1000);
    drop(alice.events);
    assert_eq!(task.await.unwrap(), CloseReason::ByUs);
    assert_eq!(wire.read(&mut [0]).await.unwrap(), 0);
}

#[tokio::test]
async fn the_network_can_close_for_its_own_reason() {
    let (mut alice, control, _wire, _task) = linked(1000);
    control.close(CloseReason::Replaced);
    assert_eq!(end_of(&mut alice.events).await, CloseReason::Replaced);
}
