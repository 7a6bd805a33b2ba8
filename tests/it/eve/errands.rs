//! What can be tried with attachments and with joining.

use std::io;

use commonplace_core::circle::join::{JoinCounter, JoinGate, JoinHello};
use commonplace_core::encoding::encode;
use commonplace_core::id::BlobId;
use commonplace_core::limits;
use futures::AsyncReadExt as _;

use super::field::{Attack, guarded, until};
use super::peer::{BLOB, JOIN, LEASE, PAIR, Peer, RETURN, Wire, noise};
use super::{Script, script};

pub(super) fn scripts() -> Vec<Script> {
    vec![
        script!(blob_out_of_bounds, "requests that are none: too long, backwards, beyond the end, of nothing"),
        script!(blob_never_read, "an attachment asked for on 64 streams and never read"),
        script!(blob_in_sips, "an attachment read a byte at a time"),
        script!(blob_again, "the same attachment, twenty times over"),
        script!(blob_silence, "300 streams for attachments on which nothing is asked"),
        script!(join_hellos, "300 knocks that go no further than the hello"),
        script!(join_wrong_gates, "gates of no invitation, fifty times"),
        script!(join_replays, "a gate that somebody has shown before"),
        script!(pairing_silence, "pairings that are begun and not gone on with"),
        script!(pairing_guesses, "spoken codes, guessed forty times"),
        script!(pairing_requests, "twenty strangers who all ask at once to come in"),
        script!(pairing_garbage, "messages of pairing that are too long, out of turn, or noise"),
        script!(returning_garbage, "people who come back and are none, with messages that are none"),
        script!(lease_junk, "leases asked of a node that is no relay"),
        script!(join_oversized, "messages of joining of up to four gigabytes, and garbled ones"),
    ]
}

/// Errands of one peer until it is refused; the places are then all taken.
async fn as_many(peer: &Peer, protocol: &'static str, most: usize) -> Vec<Wire> {
    let mut all = Vec::new();
    for _ in 0..most {
        match peer.errand(protocol).await {
            Ok(wire) => all.push(wire),
            Err(_) if peer.is_connected() => {}
            Err(_) => break,
        }
    }
    all
}

type Ranges = Vec<(u32, u32)>;

async fn ask(wire: &mut Wire, blob: [u8; 32], ranges: Ranges) -> io::Result<()> {
    wire.frame(&encode(&(BlobId::from_bytes(blob), ranges))).await
}

async fn blob_out_of_bounds(attack: Attack) {
    let (blob, _) = attack.blob.expect("an attachment");
    attack.underway();
    let wrong: [Ranges; 6] = [
        vec![(0, 99)],
        vec![(3, 1)],
        vec![(1, 2), (0, 1)],
        vec![(0, u32::MAX)],
        vec![(0, 1); 1024],
        vec![(0, 4); 1024],
    ];
    for ranges in wrong {
        let peer = attack.meet().await;
        if let Ok(mut wire) = peer.errand(BLOB).await {
            let _refused = ask(&mut wire, blob, ranges).await;
            wire.until_closed().await;
        }
    }
    for said in [u32::MAX.to_be_bytes().to_vec(), noise(1, 60), [&[0, 0, 0, 9][..], &noise(2, 9)].concat()] {
        let peer = attack.meet().await;
        if let Ok(mut wire) = peer.errand(BLOB).await {
            let _refused = wire.raw(&said).await;
            wire.until_closed().await;
        }
    }
    let peer = attack.meet().await;
    let mut wire = peer.errand(BLOB).await.expect("taken");
    ask(&mut wire, [9; 32], vec![(0, 1)]).await.expect("taken");
    wire.until_closed().await;
}

async fn blob_never_read(mut attack: Attack) {
    let (blob, _) = attack.blob.expect("an attachment");
    let mut held = Vec::new();
    for _ in 0..8 * attack.scale {
        let peer = attack.meet().await;
        let mut wires = as_many(&peer, BLOB, 8).await;
        for wire in &mut wires {
            let _refused = ask(wire, blob, vec![(0, 4)]).await;
        }
        held.push((peer, wires));
    }
    attack.underway();
    attack.over().await;
}

async fn blob_in_sips(attack: Attack) {
    let (blob, _) = attack.blob.expect("an attachment");
    let peer = attack.meet().await;
    let mut wire = peer.errand(BLOB).await.expect("taken");
    ask(&mut wire, blob, vec![(0, 4)]).await.expect("taken");
    attack.underway();
    let mut byte = [0];
    while !attack.is_over() && matches!(wire.stream.read(&mut byte).await, Ok(1)) {
        tokio::task::yield_now().await;
    }
}

async fn blob_again(attack: Attack) {
    let (blob, _) = attack.blob.expect("an attachment");
    let peer = attack.meet().await;
    attack.underway();
    for _ in 0..20 * attack.scale {
        if let Ok(mut wire) = peer.errand(BLOB).await {
            ask(&mut wire, blob, vec![(0, 4)]).await.expect("taken");
            wire.until_closed().await;
        }
    }
}

async fn blob_silence(mut attack: Attack) {
    let peer = attack.meet().await;
    let _held = as_many(&peer, BLOB, 300 * attack.scale).await;
    attack.underway();
    attack.over().await;
}

async fn join_hellos(mut attack: Attack) {
    let mut held = Vec::new();
    for _ in 0..10 * attack.scale {
        let peer = attack.meet().await;
        let mut wires = as_many(&peer, JOIN, 30).await;
        for wire in &mut wires {
            let _refused = wire.frame(&JoinHello { nonce: [7; 32] }.encode()).await;
        }
        held.push((peer, wires));
    }
    attack.underway();
    attack.over().await;
}

/// Says hello, shows a gate, and hears what the member thinks of it.
async fn knock(peer: &Peer, gate: impl FnOnce([u8; 32]) -> JoinGate) -> io::Result<JoinCounter> {
    let mut wire = peer.errand(JOIN).await?;
    wire.frame(&JoinHello { nonce: [7; 32] }.encode()).await?;
    let theirs = JoinHello::decode(&wire.hear().await?).map_err(io::Error::other)?;
    wire.frame(&gate(theirs.nonce).encode()).await?;
    JoinCounter::decode(&wire.hear().await?).map_err(io::Error::other)
}

async fn join_wrong_gates(attack: Attack) {
    attack.underway();
    let peer = attack.meet().await;
    for number in 0..50 * attack.scale {
        let gate = JoinGate { gate: noise(number as u64, 32).try_into().expect("32 bytes") };
        if let Ok(counter) = guarded("an answer", knock(&peer, |_| gate)).await {
            assert!(matches!(counter, JoinCounter::Refused(_)), "no invitation has this gate");
        }
    }
}

async fn join_replays(attack: Attack) {
    let ticket = attack.ticket.clone().expect("a ticket");
    attack.underway();
    let peer = attack.meet().await;
    let show = || async {
        let mut shown = None;
        let known = knock(&peer, |theirs| *shown.insert(JoinGate::new(&ticket, &[7; 32], &theirs))).await?;
        Ok((shown.expect("it was shown"), known))
    };
    let (shown, known) = until("an answer to a ticket", show).await;
    assert!(matches!(known, JoinCounter::Known(_)), "the ticket is good: {known:?}");
    for _ in 0..5 * attack.scale {
        let peer = attack.meet().await;
        let again = until("an answer to a gate", || knock(&peer, |_| shown)).await;
        assert!(matches!(again, JoinCounter::Refused(_)), "a gate fits one exchange: {again:?}");
    }
}

async fn join_oversized(attack: Attack) {
    attack.underway();
    let bound = u32::try_from(limits::JOIN_MESSAGE_BYTES).expect("small");
    for length in [bound + 1, u32::MAX, 1 << 31].repeat(2 * attack.scale) {
        let peer = attack.meet().await;
        let mut wire = peer.errand(JOIN).await.expect("taken");
        wire.raw(&length.to_be_bytes()).await.expect("taken");
        wire.until_closed().await;
    }
    for said in [noise(4, 300), vec![0x81; 300], vec![]] {
        let peer = attack.meet().await;
        let mut wire = peer.errand(JOIN).await.expect("taken");
        wire.frame(&JoinHello { nonce: [7; 32] }.encode()).await.expect("taken");
        let _refused = wire.frame(&said).await;
        wire.until_closed().await;
    }
}

async fn pairing_silence(mut attack: Attack) {
    let mut held = Vec::new();
    for _ in 0..16 * attack.scale {
        let peer = attack.meet().await;
        let wires = as_many(&peer, PAIR, 3).await;
        held.push((peer, wires));
    }
    attack.underway();
    attack.over().await;
    if attack.scale > 1 {
        for wire in held.iter_mut().flat_map(|(_, wires)| wires) {
            wire.until_closed().await;
        }
    }
}

/// Seek: version, purpose, a nonce, and a nameplate under it.
fn seek(number: usize) -> Vec<u8> {
    [&[1, 1, 0][..], &noise(number as u64, 32)].concat()
}

async fn pairing_guesses(attack: Attack) {
    attack.underway();
    for number in 0..40 * attack.scale {
        let peer = attack.meet().await;
        let Ok(mut wire) = peer.errand(PAIR).await else { continue };
        let _refused = wire.frame(&seek(number)).await;
        let answer = guarded("an end", wire.hear()).await;
        assert!(answer.is_err() || answer.is_ok_and(|frame| frame.first() == Some(&8)), "nobody offers anything");
    }
}

async fn pairing_requests(mut attack: Attack) {
    let mut held = Vec::new();
    for number in 0..20 * attack.scale {
        let peer = attack.meet().await;
        if let Ok(mut wire) = peer.errand(PAIR).await {
            let ask = [&[0, 1, 0][..], &noise(number as u64, 32)].concat();
            // Beyond what fits, she is refused.
            let _refused = wire.frame(&ask).await;
            held.push((peer, wire));
        }
    }
    attack.underway();
    attack.over().await;
}

async fn pairing_garbage(attack: Attack) {
    attack.underway();
    for length in [25_601_u32, 1 << 31, u32::MAX] {
        let peer = attack.meet().await;
        if let Ok(mut wire) = peer.errand(PAIR).await {
            let _refused = wire.raw(&length.to_be_bytes()).await;
            wire.until_closed().await;
        }
    }
    let noises = [vec![], vec![2; 33], vec![3; 65], vec![7; 25_000], noise(5, 25_600), vec![0, 99, 0]];
    for said in noises {
        let peer = attack.meet().await;
        if let Ok(mut wire) = peer.errand(PAIR).await {
            let _refused = wire.frame(&said).await;
            wire.until_closed().await;
        }
    }
}

async fn returning_garbage(attack: Attack) {
    attack.underway();
    let peer = attack.meet().await;
    for number in 0..10 * attack.scale {
        let Ok(mut wire) = peer.errand(RETURN).await else { continue };
        let _refused = wire.frame(&JoinHello { nonce: [7; 32] }.encode()).await;
        let said = if number % 2 == 0 { JoinGate { gate: [9; 32] }.encode() } else { noise(number as u64, 300) };
        let _refused = wire.frame(&said).await;
        wire.until_closed().await;
    }
    for length in [u32::MAX, 1 << 20] {
        let peer = attack.meet().await;
        if let Ok(mut wire) = peer.errand(RETURN).await {
            let _refused = wire.raw(&length.to_be_bytes()).await;
            wire.until_closed().await;
        }
    }
}

async fn lease_junk(attack: Attack) {
    attack.underway();
    let peer = attack.meet().await;
    for number in 0..50 * attack.scale {
        if let Ok(mut wire) = peer.errand(LEASE).await {
            let _dropped = wire.raw(&noise(number as u64, 4_096)).await;
            wire.until_closed().await;
        }
    }
}
