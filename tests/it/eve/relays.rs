//! What can be tried with a relay: by strangers, and by somebody for whose circle it keeps records.

use std::io;

use commonplace_core::encoding::encode;
use commonplace_core::id::{BlobId, RecordId};
use commonplace_core::lease::{Answer, Gate, Hello, Keeping, Parcel, Question, Standing, Wish, admin_secret, gate};
use commonplace_core::limits;
use commonplace_core::time::Slot;
use futures::AsyncWriteExt as _;

use super::field::{Attack, guarded, until};
use super::keeper::terms;
use super::member::{Member, now};
use super::peer::{BLOB, LEASE, Peer, Wire, noise};
use super::{Script, script};

pub(super) fn scripts() -> Vec<Script> {
    vec![
        script!(lease_noise, "messages of a lease that are cut, endless, too long, or noise"),
        script!(lease_silence, "300 questions about leases that are begun and not asked"),
        script!(lease_gates, "64 random gates to a question, two hundred times"),
        script!(segments_of_others, "attachments asked for by somebody who has no session"),
        script!(lease_changes, "terms out of order, of the last number, without keys, and by other admins"),
        script!(drop_flood, "a hundred times a thousand records to be let go of that are not there"),
        script!(over_quota, "three times as many records as the operator gives her circle room for"),
        script!(never_reads, "a circle of records asked for by ten who never read"),
        script!(absurd_offers, "attachments that are larger than all disks, of tomorrow, or by the ten thousand"),
        script!(false_segments, "an attachment that the relay fetches and that is not what its id says"),
    ]
}

/// One question to the relay, by the keys whose gates are shown.
async fn ask(peer: &Peer, keys: &[[u8; 32]], wish: Wish) -> io::Result<Answer> {
    let mut wire = peer.errand(LEASE).await?;
    let ours = [7; 32];
    wire.frame(&Hello { nonce: ours }.encode()).await?;
    let theirs = Hello::decode(&wire.hear().await?).map_err(io::Error::other)?.nonce;
    let ids = [peer.id, peer.victim.peer].map(|id| id.to_string().parse().expect("a peer id of ours"));
    let binding = commonplace_net::binding(ids[0], ids[1]);
    let gates: Vec<Gate> = keys.iter().map(|key| gate(key, &[ours, theirs], &binding)).collect();
    wire.frame(&Question { gates, wish }.encode()).await?;
    let answer = guarded("an answer or the end", wire.hear()).await?;
    Answer::decode(&answer).ok_or_else(|| io::Error::other("no answer"))
}

/// By eve's own lease.
async fn ask_as(eve: &Member, peer: &Peer, wish: Wish) -> Answer {
    let key = eve.epoch.relay_gate_key(&eve.relay.expect("at a relay"));
    let again = || {
        let wish = wish.clone();
        async move { ask(peer, &[key], wish).await }
    };
    until("an answer of the relay", again).await
}

async fn standing(eve: &Member, peer: &Peer) -> Standing {
    match ask_as(eve, peer, Wish::Visit).await {
        Answer::Here(standing) => *standing,
        other => panic!("{other:?}"),
    }
}

async fn lease_noise(attack: Attack) {
    attack.underway();
    let bound = u32::try_from(limits::LEASE_MESSAGE_BYTES).expect("small");
    for length in [bound + 1, 1 << 31, u32::MAX].repeat(2 * attack.scale) {
        let peer = attack.meet().await;
        if let Ok(mut wire) = peer.errand(LEASE).await {
            let _refused = wire.raw(&length.to_be_bytes()).await;
            wire.until_closed().await;
        }
    }
    for said in vec![vec![noise(4, 300), vec![0x9b; 900], vec![0x81; 300], vec![]]; 2 * attack.scale].concat() {
        let peer = attack.meet().await;
        // First in the place of the hello, then of the question.
        for hello in [false, true] {
            let Ok(mut wire) = peer.errand(LEASE).await else { continue };
            if hello {
                let _refused = wire.frame(&Hello { nonce: [7; 32] }.encode()).await;
            }
            let _refused = wire.frame(&said).await;
            let _half = wire.stream.close().await;
            wire.until_closed().await;
        }
    }
}

async fn lease_silence(mut attack: Attack) {
    let mut held: Vec<(Peer, Vec<Wire>)> = Vec::new();
    for _ in 0..30 * attack.scale {
        let peer = attack.meet().await;
        let mut wires = Vec::new();
        for _ in 0..10 {
            if let Ok(mut wire) = peer.errand(LEASE).await {
                let _refused = wire.raw(&[0, 0, 0, 40, 1]).await;
                wires.push(wire);
            }
        }
        held.push((peer, wires));
    }
    attack.underway();
    attack.over().await;
}

async fn lease_gates(attack: Attack) {
    attack.underway();
    let peer = attack.meet().await;
    for number in 0..200 * attack.scale {
        let key = |n: usize| -> [u8; 32] { noise((number * 64 + n) as u64, 32).try_into().expect("32 bytes") };
        let keys: Vec<[u8; 32]> = (0..limits::LEASE_GATES_SHOWN).map(key).collect();
        if let Ok(answer) = ask(&peer, &keys, Wish::Visit).await {
            assert_eq!(answer, Answer::Unknown, "they fit no lease");
        }
    }
}

async fn segments_of_others(attack: Attack) {
    let (blob, _) = attack.blob.expect("an attachment");
    attack.underway();
    let peer = attack.meet().await;
    for _ in 0..20 * attack.scale {
        let Ok(mut wire) = peer.errand(BLOB).await else { continue };
        let _refused = wire.frame(&encode(&(BlobId::from_bytes(blob), true))).await;
        let mut said = Vec::new();
        let reading = futures::AsyncReadExt::read_to_end(&mut wire.stream, &mut said);
        let _ended = guarded("the end of the stream", reading).await;
        assert!(said.len() <= 8 && said.iter().all(|byte| *byte == 0), "she is given nothing: {} bytes", said.len());
    }
}

async fn lease_changes(attack: Attack) {
    let eve = attack.member().await;
    let (tag, relay) = (eve.tag, eve.relay.expect("at a relay"));
    let admin = admin_secret(&eve.device, &tag, &relay);
    let peer = attack.meet().await;
    attack.underway();
    let present = standing(&eve, &peer).await.terms.number;
    for number in [0, present, present + 2, u64::MAX] {
        let wish = Wish::change(terms(&eve, number), &tag, &relay, &admin);
        assert_eq!(ask_as(&eve, &peer, wish).await, Answer::Refused, "{number}");
    }
    let mut without = terms(&eve, present + 1);
    without.gate_keys.clear();
    let wish = Wish::change(without, &tag, &relay, &admin);
    assert_eq!(ask_as(&eve, &peer, wish).await, Answer::Refused, "it would shut everybody out");
    let other = admin_secret(&eve.device, &tag, &[9; 32]);
    let wish = Wish::change(terms(&eve, present + 1), &tag, &relay, &other);
    assert_eq!(ask_as(&eve, &peer, wish).await, Answer::Refused, "nobody's admin");
    for number in 1..=50 * attack.scale as u64 {
        let wish = Wish::change(terms(&eve, present + number), &tag, &relay, &admin);
        assert!(matches!(ask_as(&eve, &peer, wish).await, Answer::Here(_)), "her own lease she may change");
    }
}

async fn drop_flood(attack: Attack) {
    let eve = attack.member().await;
    let (tag, relay) = (eve.tag, eve.relay.expect("at a relay"));
    let admin = admin_secret(&eve.device, &tag, &relay);
    let peer = attack.meet().await;
    let used = standing(&eve, &peer).await.used;
    attack.underway();
    for number in 0..100 * attack.scale {
        let id = |n: usize| RecordId::of(&noise((number * 1024 + n) as u64, 8));
        let ids = (0..limits::LEASE_DROPS).map(id).collect();
        assert!(matches!(ask_as(&eve, &peer, Wish::let_go(ids, &tag, &relay, &admin)).await, Answer::Here(_)));
    }
    assert_eq!(standing(&eve, &peer).await.used, used, "what is not there frees nothing");
}

async fn over_quota(attack: Attack) {
    let mut eve = attack.member().await;
    let peer = attack.meet().await;
    let mut session = guarded("a session", eve.session(&peer, [0; 3])).await.expect("by her own lease");
    attack.underway();
    let mut sent = 0;
    while sent < 3 * super::keeper::QUOTA * attack.scale as u64 {
        let record = eve.write(&format!("More and more {sent}, {}", "x".repeat(4_000)));
        sent += record.bytes().len() as u64;
        if session.records(&[record]).await.is_err() {
            break;
        }
    }
    // It is told in passing, as soon as all that she sent was looked at.
    let full = async {
        loop {
            let standing = standing(&eve, &peer).await;
            assert!(standing.used <= super::keeper::QUOTA, "{} bytes", standing.used);
            if standing.full {
                return;
            }
        }
    };
    guarded("the relay to be full", full).await;
}

async fn never_reads(mut attack: Attack) {
    let mut held = Vec::new();
    {
        let eve = attack.member().await;
        for _ in 0..10 * attack.scale {
            let peer = attack.meet().await;
            if let Ok(session) = guarded("a session or none", eve.session(&peer, [0; 3])).await {
                held.push((peer, session));
            }
        }
    }
    attack.underway();
    attack.over().await;
}

async fn absurd_offers(attack: Attack) {
    let eve = attack.member().await;
    let peer = attack.meet().await;
    let _session = guarded("a session", eve.session(&peer, [0; 3])).await.expect("by her own lease");
    attack.underway();
    let hour = Slot::of(now());
    let blob = |n: u64| BlobId::from_bytes(noise(n, 32).try_into().expect("32 bytes"));
    let absurd = [(u64::MAX, hour), (0, hour), (1 << 40, hour), (1_000, Slot(hour.0 + 24)), (1_000, Slot(u32::MAX))];
    let parcels = (0..).zip(absurd).map(|(n, (size, slot))| Parcel { blob: blob(n), size, slot }).collect();
    match ask_as(&eve, &peer, Wish::Offer { parcels }).await {
        Answer::Keeps(all) => assert!(all.iter().all(|(_, keeping)| *keeping == Keeping::NoRoom), "{all:?}"),
        other => panic!("{other:?}"),
    }
    for round in 0..40 * attack.scale as u64 {
        let parcel = |n| Parcel { blob: blob(1_000 * (round + 1) + n), size: 1_000 + n, slot: hour };
        let parcels = (0..limits::LEASE_OFFERS as u64).map(parcel).collect();
        assert!(matches!(ask_as(&eve, &peer, Wish::Offer { parcels }).await, Answer::Keeps(_)));
    }
    assert!(standing(&eve, &peer).await.used <= super::keeper::QUOTA, "what is to come takes room, too");
}

async fn false_segments(attack: Attack) {
    let eve = attack.member().await;
    let peer = attack.meet().await;
    let mut asked = peer.takes(BLOB);
    let _session = guarded("a session", eve.session(&peer, [0; 3])).await.expect("by her own lease");
    attack.underway();
    let size = 262_144_u64 + 1_000;
    let hour = Slot::of(now());
    for round in 0..4 * attack.scale as u64 {
        let list = noise(round, 64);
        let blob = BlobId::from_bytes(noise(round + 1_000, 32).try_into().expect("32 bytes"));
        let parcels = vec![Parcel { blob, size, slot: hour }];
        if !matches!(ask_as(&eve, &peer, Wish::Offer { parcels }).await, Answer::Keeps(all) if all[0].1 == Keeping::Comes)
        {
            continue;
        }
        // A list that does not make the id, then the whole of it and more, unasked.
        let mut wire = guarded("the relay to ask", asked.recv()).await.expect("she listens");
        let _request = guarded("a request", wire.hear()).await;
        let mut said = size.to_be_bytes().to_vec();
        said.extend(list);
        said.push(1);
        for index in 0..8_u32 {
            said.push(3);
            said.extend(index.to_be_bytes());
            said.extend(noise(u64::from(index), 300_000));
        }
        let _cut_off = wire.raw(&said).await;
        wire.until_closed().await;
    }
}
