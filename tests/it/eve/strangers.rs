//! What somebody can say on a link without knowing anything of a circle.

use commonplace_core::encoding::{decode, encode};
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::record::Lane;
use commonplace_core::time::Slot;
use commonplace_testkit::paper;
use serde_bytes::{ByteArray, ByteBuf, Bytes};

use super::field::{Attack, guarded};
use super::member::{Session, sums};
use super::peer::{Peer, Wire, noise};
use super::{Script, script};

pub(super) fn scripts() -> Vec<Script> {
    vec![
        script!(oversized_frames, "frames that say to be up to two gigabytes long"),
        script!(zero_frames, "frames of no bytes, without end", shuts_out: true),
        script!(malformed_frames, "CBOR that is cut, deep, endless, not canonical, or noise", shuts_out: true),
        script!(unknown_types, "messages of types that nobody knows", shuts_out: true),
        script!(before_hello, "every message before the hello", shuts_out: true),
        script!(out_of_turn, "answers to what nobody asked, and hellos again and again", shuts_out: true),
        script!(other_versions, "hellos of version 0 and 255, and of no feature that there is"),
        script!(random_gates, "512 random gates, again and again", shuts_out: true),
        script!(own_gates_back, "the gates that alice shows, sent back to her"),
        script!(records_without_session, "records for sessions that never were", shuts_out: true),
        script!(shares_nothing, "links on which nothing of a circle is said, held for as long as they last"),
        script!(dripping_frames, "16 links on which a frame arrives byte by byte"),
        script!(deaf_links, "16 links that ask and never read"),
        script!(link_churn, "a link that is opened and dropped a hundred times"),
        script!(many_faces, "a new identity as soon as one is shut out, twenty times", shuts_out: true),
    ]
}

/// Those that are worth trying on a relay, which speaks first to nobody.
pub(super) fn at_a_relay() -> Vec<Script> {
    let told = ["own_gates_back", "many_faces", "link_churn"];
    scripts().into_iter().filter(|script| !told.contains(&script.name)).collect()
}

/// A link on which only eve has spoken.
async fn greeted(peer: &Peer) -> Session {
    Session::greet(peer).await.expect("a hello for a hello")
}

/// Says the same until the link ends, which it must, and she is kept out.
async fn until_shut_out(mut peer: Peer, mut wire: Wire, frames: &[Vec<u8>]) {
    let saying = async {
        for frame in frames.iter().cycle() {
            if wire.frame(frame).await.is_err() {
                return;
            }
        }
    };
    guarded("the link to end", saying).await;
    peer.shut_out().await;
}

async fn oversized_frames(attack: Attack) {
    attack.underway();
    for length in [64 * 1024 + 1, 1 << 20, (1 << 31) - 1_u32].repeat(2 * attack.scale) {
        let mut wire = attack.meet().await.link().await;
        wire.raw(&length.to_be_bytes()).await.expect("taken");
        wire.until_closed().await;
    }
}

async fn zero_frames(attack: Attack) {
    let peer = attack.meet().await;
    let wire = peer.link().await;
    attack.underway();
    until_shut_out(peer, wire, &[vec![]]).await;
}

/// Frames that are no messages.
fn malformed() -> Vec<Vec<u8>> {
    let good = encode(&(1_u8, 0_u32, Bytes::new(&[7; 128])));
    vec![
        vec![0xff; 9],
        vec![0x81; 60_000],
        [&[0x84, 0x05][..], &[0x9b, 0, 0, 0, 0xff, 0, 0, 0, 0]].concat(),
        [&[0x83, 0x06, 0x00][..], &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]].concat(),
        [&[0x83, 0x07, 0x00][..], &[0x5b, 0, 0, 1, 0, 0, 0, 0, 0]].concat(),
        [&[0x9f, 0x01, 0x00][..], &[0x5f, 0x41, 1, 0xff, 0xff]].concat(),
        good[..good.len() - 1].to_vec(),
        [&good[..], &[0]].concat(),
        [&[0x83, 0x18, 0x01, 0x00][..], &good[3..]].concat(),
        encode(&(1_u8, u32::MAX, Bytes::new(&[7; 128]))),
        encode(&(7_u8, 0_u32, Bytes::new(&[7; 33]))),
        encode(&(14_u8, 0_u32, 255_u8)),
        encode(&(4_u8, 0_u32, 99_u8)),
        encode(&(2_u8, vec![(0_u32, ByteArray::new([1; 16]), ByteBuf::from(vec![1; 300]), [0_u32; 3])])),
        noise(9, 65_000),
    ]
}

async fn malformed_frames(attack: Attack) {
    attack.underway();
    for some in malformed().chunks(5) {
        let peer = attack.meet().await;
        let session = greeted(&peer).await;
        until_shut_out(peer, session.wire, some).await;
    }
}

async fn unknown_types(attack: Attack) {
    let peer = attack.meet().await;
    let session = greeted(&peer).await;
    attack.underway();
    let frames: Vec<Vec<u8>> = (15..=255_u8).map(|kind| encode(&(kind, 0_u32, Bytes::new(&[1; 40])))).collect();
    until_shut_out(peer, session.wire, &frames).await;
}

/// One of each message, as well formed as a stranger can make it.
fn each_message() -> Vec<Vec<u8>> {
    let ids = [7; 64];
    vec![
        encode(&(1_u8, 1_u32, Bytes::new(&[7; 128]))),
        encode(&(2_u8, Vec::<u8>::new())),
        encode(&(3_u8, 1_u32, Bytes::new(&[7; 96]), [0_u32; 3], sums([1, 2, 3]))),
        encode(&(5_u8, 0_u32, 0_u32, 1_u8, false, false, Vec::<u8>::new())),
        encode(&(6_u8, 0_u32, Vec::<u8>::new())),
        encode(&(7_u8, 0_u32, Bytes::new(&ids))),
        encode(&(8_u8, 0_u32, sums([1, 2, 3]))),
        encode(&(9_u8, 0_u32, 0_u32, ByteArray::new([7; 16]))),
        encode(&(10_u8, 0_u32, 0_u32)),
        encode(&(11_u8, 0_u32, Bytes::new(&ids))),
        encode(&(12_u8, 0_u32, Bytes::new(&ids))),
        encode(&(13_u8, 0_u32)),
        encode(&(14_u8, 0_u32, 7_u8)),
    ]
}

async fn before_hello(attack: Attack) {
    let peer = attack.meet().await;
    let wire = peer.link().await;
    attack.underway();
    until_shut_out(peer, wire, &each_message()).await;
}

async fn out_of_turn(attack: Attack) {
    let peer = attack.meet().await;
    let session = greeted(&peer).await;
    attack.underway();
    let hello = encode(&(0_u8, 1_u8, ByteArray::new([7; 32]), 0_u64));
    until_shut_out(peer, session.wire, &[each_message(), vec![hello]].concat()).await;
}

async fn other_versions(attack: Attack) {
    attack.underway();
    for _ in 0..2 * attack.scale {
        let mut wire = attack.meet().await.link().await;
        wire.say(&(0_u8, 0_u8, ByteArray::new([7; 32]), 0_u64)).await.expect("taken");
        wire.until_closed().await;
    }
    let peer = attack.meet().await;
    let mut wire = peer.link().await;
    wire.say(&(0_u8, 255_u8, ByteArray::new([7; 32]), u64::MAX)).await.expect("taken");
    wire.say(&(1_u8, 0_u32, Bytes::new(&[7; 128]))).await.expect("taken");
    assert!(wire.hear_kind(2).await.is_ok(), "a later version is answered in this one");
}

async fn random_gates(attack: Attack) {
    let mut peer = attack.meet().await;
    let mut session = greeted(&peer).await;
    attack.underway();
    for number in 0..1_000_u32 {
        let gates = noise(u64::from(number), 512 * 16);
        if session.wire.say(&(1_u8, number * 1024, Bytes::new(&gates))).await.is_err() {
            break;
        }
    }
    peer.shut_out().await;
}

async fn own_gates_back(attack: Attack) {
    attack.underway();
    for _ in 0..2 * attack.scale {
        let peer = attack.meet().await;
        let mut session = greeted(&peer).await;
        session.wire.say(&(1_u8, 0_u32, Bytes::new(&noise(5, 128)))).await.expect("taken");
        let hers = guarded("alice's gates", session.wire.hear_kind(1)).await.expect("an open");
        let (_, _, gates) = decode::<(u8, u32, ByteBuf)>(&hers, 10_000).expect("well formed");
        session.wire.say(&(1_u8, 1024_u32, Bytes::new(&gates))).await.expect("taken");
        let accept = guarded("an answer", session.wire.hear_kind(2)).await.expect("an accept");
        assert_eq!(accept, encode(&(2_u8, Vec::<u8>::new())), "her own gates open nothing");
    }
}

async fn records_without_session(attack: Attack) {
    let peer = attack.meet().await;
    let session = greeted(&peer).await;
    attack.underway();
    let record = paper::record(Tag::from_bytes([7; 16]), Lane::Posts, Slot(9), &noise(1, 1000));
    let records = encode(&(6_u8, 2_u32, [Bytes::new(record.bytes())]));
    let id = RecordId::from_bytes([7; 32]);
    let begin = encode(&(3_u8, 2_u32, Bytes::new(id.as_bytes()), [0_u32; 3], sums([1, 2, 3])));
    until_shut_out(peer, session.wire, &[records, begin]).await;
}

async fn shares_nothing(attack: Attack) {
    let mut held = Vec::new();
    for _ in 0..4 * attack.scale {
        let peer = attack.meet().await;
        let session = greeted(&peer).await;
        held.push((peer, session));
    }
    attack.underway();
    // Ten seconds, whatever else the node has to do meanwhile.
    for (_, session) in &mut held {
        session.wire.until_closed().await;
    }
}

async fn dripping_frames(attack: Attack) {
    let mut links = Vec::new();
    for _ in 0..16 * attack.scale {
        let peer = attack.meet().await;
        let wire = peer.link().await;
        links.push((peer, wire));
    }
    attack.underway();
    let drops = [&[0, 0, 0xff, 0][..], &[0x84; 100]].concat();
    let mut pace = tokio::time::interval(std::time::Duration::from_millis(200));
    for drop in drops {
        if attack.is_over() {
            return;
        }
        for (_, wire) in &mut links {
            let _ended = wire.raw(&[drop]).await;
        }
        pace.tick().await;
    }
}

async fn deaf_links(mut attack: Attack) {
    let mut links = Vec::new();
    for _ in 0..16 * attack.scale {
        let peer = attack.meet().await;
        let mut wire = peer.link().await;
        let hello = wire.say(&(0_u8, 1_u8, ByteArray::new([7; 32]), 0_u64)).await;
        for number in 0..12_u32 {
            if hello.is_ok() && wire.say(&(1_u8, number * 1024, Bytes::new(&noise(1, 512 * 16)))).await.is_err() {
                break;
            }
        }
        links.push((peer, wire));
    }
    attack.underway();
    attack.over().await;
}

async fn link_churn(attack: Attack) {
    let peer = attack.meet().await;
    attack.underway();
    for _ in 0..100 * attack.scale {
        // Beyond those that she earns, links are refused.
        if let Ok(mut wire) = peer.errand(super::peer::SYNC).await {
            let _ended = wire.say(&(0_u8, 1_u8, ByteArray::new([7; 32]), 0_u64)).await;
        }
    }
}

async fn many_faces(attack: Attack) {
    attack.underway();
    for _ in 0..20 * attack.scale {
        let peer = attack.meet().await;
        let wire = peer.link().await;
        until_shut_out(peer, wire, &[vec![0xff; 60_000]]).await;
    }
}
