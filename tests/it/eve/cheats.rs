//! What a member can try: eve was let in, holds the circle's secret, and may write under her own name, and no more.

use std::io;

use commonplace_core::circle::op::{Grant, kind};
use commonplace_core::circle::{Op, Role};
use commonplace_core::encoding::{decode, encode};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{RecordId, Tag};
use commonplace_core::key::{DeviceSecret, PersonSecret};
use commonplace_core::limits;
use commonplace_core::record::{Lane, Position, Sealed};
use commonplace_core::slip::{Slip, SlipSecret};
use commonplace_core::time::{Slot, Timestamp};
use serde::{Deserialize, Serialize};
use serde_bytes::{ByteBuf, Bytes};

use super::field::{Attack, guarded};
use super::member::{Session, now, sums};
use super::peer::{Peer, noise};
use super::{Script, script};

pub(super) fn scripts() -> Vec<Script> {
    vec![
        script!(endless_ranges, "comparisons in which everything differs, for ever"),
        script!(absurd_ranges, "ranges that begin after their end, overlap, or run off the first slot", shuts_out: true),
        script!(wants_everything, "every record that alice lists, wanted over and over"),
        script!(sums_again, "sums by the thousand, each a new run"),
        script!(news_flood, "a hundred thousand announced records that nobody has"),
        script!(asks_flood, "questions for records that nobody has", shuts_out: true),
        script!(hold_flood, "lanes held and released, and peers pruned, ten thousand times"),
        script!(not_held_flood, "word that records are not held, of any id there may be"),
        script!(replayed_records, "one record, two thousand times"),
        script!(flipped_bits, "records of which one bit is turned", shuts_out: true),
        script!(forged_records, "records under the circle's secret by a device that nobody knows"),
        script!(other_circles, "records of another circle, and alice's circle under another name", shuts_out: true),
        script!(far_future, "records of next year, and one of the greatest Lamport number"),
        script!(takes_over, "a grant to herself as a steward, under a grant that allows it to nobody"),
        script!(false_places, "places at the end of her chain's numbers, and two records at one place for each half"),
        script!(forged_slips, "slips whose signature is another's", shuts_out: true),
        script!(slip_flood, "three thousand slips under keys that nobody knows, and word of as many more"),
        script!(foreign_gates, "gates and a proof that belong to another stream"),
        script!(flood_of_records, "a thousand records of one member, all valid"),
    ]
}

/// Those by which somebody for whom a relay keeps records can try it: it does not see who writes, nor what.
pub(super) fn at_a_relay() -> Vec<Script> {
    vec![
        script!(endless_ranges, "comparisons in which everything differs, for ever"),
        script!(absurd_ranges, "ranges that begin after their end, overlap, or run off the first slot", shuts_out: true),
        script!(wants_everything, "every record that the relay lists, wanted over and over"),
        script!(sums_again, "sums by the thousand, each a new run"),
        script!(news_flood, "a hundred thousand announced records that nobody has"),
        script!(asks_flood, "questions for records that nobody has", shuts_out: true),
        script!(hold_flood, "lanes held and released, and peers pruned, ten thousand times"),
        script!(replayed_records, "one record, two thousand times"),
        script!(other_circles, "records of another circle", shuts_out: true),
        script!(far_future, "records of next year"),
        script!(slip_flood, "three thousand slips under keys that nobody knows, and word of as many more"),
    ]
}

/// After she was removed.
pub(super) fn removed() -> Vec<Script> {
    vec![script!(returns_removed, "coming back after her removal, with the secret that she had")]
}

/// A new face of eve's with a session.
async fn in_session(attack: &Attack, counts: [u64; 3]) -> (Peer, Session) {
    let peer = attack.meet().await;
    let session = guarded("a session", attack.member().await.session(&peer, counts)).await.expect("she is a member");
    (peer, session)
}

/// A range as it goes over the wire.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum WireRange {
    Said(u32, ByteBuf, u8, ByteBuf),
    Passed(u32, ByteBuf),
}

type Ranges = (u8, u32, u32, u8, bool, bool, Vec<WireRange>);

fn ranges(frame: &[u8]) -> Option<Ranges> {
    decode(frame, 70_000).ok()
}

/// Answers alice's ranges, run after run, until it is over.
async fn answering(attack: &Attack, session: &mut Session, answer: impl Fn(Ranges) -> Ranges) {
    let mut attack_over = attack.clone();
    let talking = async {
        loop {
            let frame = session.wire.hear().await?;
            match frame.get(1) {
                Some(5) => {
                    if let Some(heard) = ranges(&frame) {
                        session.wire.say(&answer(heard)).await?;
                    }
                }
                Some(9 | 10) => session.wire.say(&(8_u8, 0_u32, sums([9, 9, 9]))).await?,
                _ => {}
            }
        }
    };
    let ended: Result<(), io::Error> = tokio::select! {
        ended = talking => ended,
        () = attack_over.over() => Ok(()),
    };
    // Being cut off is one of the ways in which it may end.
    drop(ended);
}

async fn endless_ranges(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [9, 9, 9]).await;
    attack.underway();
    answering(&attack, &mut session, |(kind, sid, run, lane, ..)| {
        let bound = |n: u32| WireRange::Said(1_000, ByteBuf::new(), 0, ByteBuf::from(noise(u64::from(n), 16)));
        (kind, sid, run, lane, false, true, (0..1_000).map(bound).collect())
    })
    .await;
}

async fn wants_everything(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [9, 9, 9]).await;
    attack.underway();
    answering(&attack, &mut session, |(kind, sid, run, lane, _, _, heard)| {
        let want = |range| match range {
            WireRange::Said(down, prefix, 1, listed) => WireRange::Said(down, prefix, 2, listed),
            WireRange::Said(down, prefix, _, _) => WireRange::Said(down, prefix, 1, ByteBuf::new()),
            passed @ WireRange::Passed(..) => passed,
        };
        (kind, sid, run, lane, false, false, heard.into_iter().map(want).collect())
    })
    .await;
}

async fn absurd_ranges(attack: Attack) {
    attack.underway();
    let said = |down: u32, prefix: &[u8], mode: u8, bytes: &[u8]| {
        WireRange::Said(down, ByteBuf::from(prefix), mode, ByteBuf::from(bytes))
    };
    let absurd: [Vec<WireRange>; 5] = [
        vec![said(u32::MAX, &[], 0, &[1; 16]), said(1, &[], 0, &[1; 16])],
        vec![said(0, &[1, 0], 0, &[1; 16])],
        vec![said(5, &[9], 1, &[7; 8 * 33])],
        vec![said(0, &[5], 0, &[1; 16]), said(0, &[6], 0, &[1; 16])],
        vec![said(0, &[7; 33], 2, &[1; 8])],
    ];
    let (mut peer, mut session) = in_session(&attack, [9, 9, 9]).await;
    let first = guarded("alice's ranges", session.wire.hear_kind(5)).await.expect("the sets differ");
    let (kind, sid, run, lane, ..) = ranges(&first).expect("well formed");
    for ranges in absurd {
        let _cut_off = session.wire.say(&(kind, sid, run, lane, false, false, ranges)).await;
    }
    peer.shut_out().await;
}

/// Says messages until it is over, or alice has had enough.
async fn saying(attack: &Attack, session: &mut Session, frames: impl Iterator<Item = Vec<u8>>) {
    attack.underway();
    for frame in frames {
        if session.wire.frame(&frame).await.is_err() {
            return;
        }
    }
}

async fn sums_again(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [9, 9, 9]).await;
    let frames = (0..2_000 * attack.scale as u64).map(|n| encode(&(8_u8, 0_u32, sums([n + 1, 2, 3]))));
    saying(&attack, &mut session, frames).await;
}

fn ids(number: usize) -> Vec<u8> {
    noise(number as u64, 32 * 256)
}

async fn news_flood(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    let frames = (0..400 * attack.scale).map(|n| encode(&(11_u8, 0_u32, Bytes::new(&ids(n)))));
    saying(&attack, &mut session, frames).await;
}

async fn asks_flood(attack: Attack) {
    let (mut peer, mut session) = in_session(&attack, [0; 3]).await;
    let frames = (0..400).map(|n| encode(&(12_u8, 0_u32, Bytes::new(&ids(n)))));
    saying(&attack, &mut session, frames).await;
    peer.shut_out().await;
}

async fn hold_flood(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    let frames = (0..10_000 * attack.scale).map(|n| match n % 3 {
        0 => encode(&(14_u8, 0_u32, 7_u8)),
        1 => encode(&(14_u8, 0_u32, 0_u8)),
        _ => encode(&(13_u8, 0_u32)),
    });
    saying(&attack, &mut session, frames).await;
}

async fn not_held_flood(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    let frames = (0..400 * attack.scale).map(|n| encode(&(7_u8, 0_u32, Bytes::new(&ids(n)))));
    saying(&attack, &mut session, frames).await;
}

async fn replayed_records(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    let record = attack.member().await.write("Said once");
    attack.admits(1);
    let frame = encode(&(6_u8, 0_u32, [Bytes::new(record.bytes())]));
    saying(&attack, &mut session, std::iter::repeat_n(frame, 2_000 * attack.scale)).await;
}

async fn flipped_bits(attack: Attack) {
    let record = {
        let member = attack.member().await;
        member.seal(member.claim("Never written"))
    };
    attack.underway();
    for offset in 0..3 * attack.scale {
        let (mut peer, mut session) = in_session(&attack, [0; 3]).await;
        for place in (50 + offset..record.bytes().len()).step_by(record.bytes().len() / 7) {
            let mut bytes = record.bytes().to_vec();
            bytes[place] ^= 1;
            let _cut_off = session.bytes(&bytes).await;
        }
        peer.shut_out().await;
    }
}

async fn forged_records(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    let frames: Vec<Vec<u8>> = {
        let member = attack.member().await;
        let forged = |n: u64| {
            let device = DeviceSecret::from_seed(noise(n, 32).try_into().expect("32 bytes"));
            let draft = member.draft(member.claim("By nobody"));
            draft.seal(&device, Position::default(), member.tag, &member.epoch).expect("within bounds").0
        };
        (0..50 * attack.scale as u64).map(|n| encode(&(6_u8, 0_u32, [Bytes::new(forged(n).bytes())]))).collect()
    };
    saying(&attack, &mut session, frames.into_iter()).await;
}

async fn other_circles(attack: Attack) {
    attack.underway();
    let foreign: Vec<Sealed> = {
        let member = attack.member().await;
        let tag = Tag::from_bytes([7; 16]);
        let sealed = |n: u8, epoch: &EpochSecret| {
            let draft = member.draft(member.claim(&format!("Elsewhere {n}")));
            draft.seal(&member.device, Position::default(), tag, epoch).expect("within bounds").0
        };
        let other = EpochSecret::from_bytes([9; 32]);
        (0..6).map(|n| sealed(n, if n % 2 == 0 { &other } else { &member.epoch })).collect()
    };
    let (mut peer, mut session) = in_session(&attack, [0; 3]).await;
    for record in foreign {
        let _cut_off = session.records(&[record]).await;
    }
    peer.shut_out().await;
}

async fn far_future(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    attack.underway();
    let mut records = Vec::new();
    {
        let mut member = attack.member().await;
        for hours in [3_u64, 1_000, 9_000] {
            let mut claim = member.claim("From the future");
            claim.wall = Timestamp::from_millis(now().millis() + hours * 3_600_000);
            records.push(member.seal(claim));
        }
        let mut claim = member.claim("The greatest number");
        claim.lamport = (u64::from(Slot::of(claim.wall).0) + 1) * limits::LAMPORT_PER_SLOT;
        let greatest = member.seal(claim);
        member.position = Position { seq: member.position.seq + 1, prev: Some(greatest.id()) };
        records.push(greatest);
    }
    session.records(&records).await.expect("taken");
    attack.admits(1);
    // The others come again and again, and are kept out each time.
    for _ in 0..20 * attack.scale {
        session.records(&records[..3]).await.expect("taken");
    }
    linger(&attack, &mut session).await;
}

async fn takes_over(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    attack.underway();
    let mut member = attack.member().await;
    let (person, device) = (PersonSecret::from_seed([0xe8; 32]), DeviceSecret::from_seed([0xe9; 32]));
    let accomplice = (person.id(), person.certify(&device, "another of eve's"));
    let herself = (member.person.id(), member.person.certify(&member.device, "eve's"));
    for (person, certificate) in [herself, accomplice] {
        let grant = Grant { person, certificates: vec![certificate], role: Role::Steward, rank: 1, invite: None };
        let mut claim = member.claim("");
        (claim.lane, claim.kind, claim.body) = (Lane::Control, kind::GRANT, Op::Grant(grant).encode());
        let record = member.seal(claim);
        member.position = Position { seq: member.position.seq + 1, prev: Some(record.id()) };
        session.records(&[record]).await.expect("taken");
        // It is kept as what it is: a grant that gives nothing.
        attack.admits(1);
    }
    linger(&attack, &mut session).await;
}

async fn false_places(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    attack.underway();
    let member = attack.member().await;
    let at = |title: &str, position: Position| {
        let mut claim = member.claim(title);
        claim.position = position;
        member.seal(claim)
    };
    let end = at("At the end", Position { seq: limits::LARGEST_NUMBER, prev: Some(RecordId::from_bytes([7; 32])) });
    session.records(&[end]).await.expect("taken");
    let [one, other] = ["To alice", "To bob"].map(|title| at(title, Position { seq: 5_000, prev: Some(member.grant) }));
    session.records(&[one]).await.expect("taken");
    let bobs = Peer::meet(&attack.bob).await;
    let mut with_bob = guarded("a session with bob", member.session(&bobs, [0; 3])).await.expect("she is a member");
    with_bob.records(&[other]).await.expect("taken");
    attack.admits(3);
    // Both show both in the end, which is looked at by their number.
    tokio::join!(linger(&attack, &mut session), linger(&attack, &mut with_bob));
}

fn slips(slips: &[Slip]) -> Vec<u8> {
    let slips: Vec<&Bytes> = slips.iter().map(|slip| Bytes::new(slip.bytes())).collect();
    encode(&(17_u8, 0_u32, slips))
}

/// Slips of the circle under keys that she has made up.
async fn made_up(attack: &Attack, count: u64) -> Vec<Slip> {
    let member = attack.member().await;
    let slip = |number: u64| {
        let secret = SlipSecret::from_seed(noise(number, 32).try_into().expect("32 bytes"));
        secret.write(member.tag, number + 1, Slot::of(now()), &member.epoch, b"eve was here").expect("within bounds")
    };
    (0..count).map(slip).collect()
}

async fn forged_slips(attack: Attack) {
    let (mut peer, mut session) = in_session(&attack, [0; 3]).await;
    let good = made_up(&attack, 10).await;
    let forged = good.iter().map(|slip| {
        let mut bytes = slip.bytes().to_vec();
        *bytes.last_mut().expect("a signature") ^= 1;
        encode(&(17_u8, 0_u32, [Bytes::new(&bytes)]))
    });
    saying(&attack, &mut session, forged).await;
    peer.shut_out().await;
}

async fn slip_flood(attack: Attack) {
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    let all = made_up(&attack, 3_000 * attack.scale as u64).await;
    let frames: Vec<Vec<u8>> = all.chunks(50).map(slips).collect();
    saying(&attack, &mut session, frames.into_iter()).await;
    linger(&attack, &mut session).await;
}

async fn foreign_gates(attack: Attack) {
    attack.underway();
    let member = attack.member().await;
    let (first, second) = (attack.meet().await, attack.meet().await);
    let (old, mut new) = (
        guarded("a hello", Session::greet(&first)).await.expect("a hello"),
        guarded("a hello", Session::greet(&second)).await.expect("a hello"),
    );
    let gate = old.gate(&member.epoch.gate_key(), 0);
    new.wire.say(&(1_u8, 0_u32, Bytes::new(&[&gate[..], &[0; 7 * 16]].concat()))).await.expect("taken");
    let accept = guarded("an answer", new.wire.hear_kind(2)).await.expect("an accept");
    assert_eq!(accept, encode(&(2_u8, Vec::<u8>::new())), "a gate fits one stream");
    // With her own gate and the proof of the other stream.
    let gate = new.gate(&member.epoch.gate_key(), 0);
    new.wire.say(&(1_u8, 64_u32, Bytes::new(&[&gate[..], &[0; 7 * 16]].concat()))).await.expect("taken");
    let accept = guarded("an answer", new.wire.hear_kind(2)).await.expect("an accept");
    assert!(accept.len() > 100, "her own gate is good");
    let proof = member.proof(&old, 64);
    new.wire.say(&(3_u8, 64_u32, Bytes::new(&proof), [0_u32; 3], sums([0; 3]))).await.expect("taken");
    let bye = guarded("a farewell", new.wire.hear_kind(4)).await.expect("a bye");
    assert_eq!(bye, encode(&(4_u8, 64_u32, 1_u8)), "refused");
}

async fn flood_of_records(attack: Attack) {
    // Before they meet: while she seals ten thousand she answers no pings, and would be taken for gone.
    let records: Vec<Sealed> = {
        let mut member = attack.member().await;
        (0..1_000 * attack.scale).map(|n| member.write(&format!("Flood {n}"))).collect()
    };
    let (_peer, mut session) = in_session(&attack, [0; 3]).await;
    attack.admits(records.len() as u64);
    attack.underway();
    for some in records.chunks(40) {
        session.records(some).await.expect("taken");
    }
    linger(&attack, &mut session).await;
}

/// Goes on listening until it is over, lest what is on its way be lost with the link.
async fn linger(attack: &Attack, session: &mut Session) {
    let mut over = attack.clone();
    tokio::select! {
        () = over.over() => {}
        _closed = async { while session.wire.hear().await.is_ok() {} } => {}
    }
    over.over().await;
}

async fn returns_removed(attack: Attack) {
    attack.underway();
    let member = attack.member().await;
    for victim in [&attack.alice, &attack.bob].repeat(attack.scale) {
        let peer = Peer::meet(victim).await;
        let mut session = guarded("a hello", Session::greet(&peer)).await.expect("a hello");
        let gate = session.gate(&member.epoch.gate_key(), 0);
        session.wire.say(&(1_u8, 0_u32, Bytes::new(&[&gate[..], &[0; 7 * 16]].concat()))).await.expect("taken");
        guarded("an answer", session.wire.hear_kind(2)).await.expect("an accept");
        let proof = member.proof(&session, 0);
        session.wire.say(&(3_u8, 0_u32, Bytes::new(&proof), [0_u32; 3], sums([0; 3]))).await.expect("taken");
        let claim = member.claim("Still here");
        session.records(&[member.seal(claim)]).await.expect("taken");
        let refusal = guarded("a refusal", async {
            while let Ok(frame) = session.wire.hear().await {
                let kind = frame.get(1).copied().unwrap_or_default();
                assert!([1, 2, 4].contains(&kind), "gates and farewells, and nothing of the set: {kind}");
                if frame == encode(&(4_u8, 0_u32, 1_u8)) {
                    return;
                }
            }
        });
        refusal.await;
    }
}
