//! The frozen bytes of the record format: a change here is a change of format, for all who ever wrote.
//!
//! With `COMMONPLACE_WRITE_VECTORS=1` the file is written anew.

use crate::frozen::{frozen, hold};
use commonplace_core::blob::{self, BlobKey};
use commonplace_core::circle::epochs::{first_epoch, open_old};
use commonplace_core::circle::join::{JoinCounter, JoinGate};
use commonplace_core::circle::op::{self, DeviceRevoke, NO_AUTHORITY};
use commonplace_core::circle::{Cut, InviteProof, InviteState, Op, Policy, Reach, Role, Ticket, founding};
use commonplace_core::encoding::{decode, encode};
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::key::Certificate;
use commonplace_core::limits::SEGMENT_PLAIN_BYTES;
use commonplace_core::record::{Draft, Kind, Lane, Position, Record, Sealed};
use commonplace_core::time::Timestamp;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::reference::{self, Parts};
use crate::refused;
use crate::world::*;

const WALL: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn epoch() -> EpochSecret {
    EpochSecret::from_bytes([5; 32])
}

fn next_epoch() -> EpochSecret {
    EpochSecret::from_bytes([6; 32])
}

/// Seals one body as alice's laptop, with everything else plain to see.
fn seal(circle: &CircleId, lane: Lane, kind: Kind, auth: RecordId, body: Vec<u8>) -> (Sealed, Record) {
    let draft = Draft { lane, kind, after: vec![], auth, wall: WALL, lamport: 1, body };
    let (position, tag, to) = (Position::default(), epoch().tag(circle), alice().laptop_certificate());
    match kind {
        op::kind::EPOCH | op::kind::WELCOME => draft.seal_boxed(&alice().laptop, position, tag, &epoch(), &[&to]),
        _ => draft.seal(&alice().laptop, position, tag, &epoch()),
    }
    .expect("fits")
}

/// Records with all that a record may have: a place in a chain, records seen, a long body, several boxes.
fn full(circle: &CircleId) -> Vec<(&'static str, Sealed, Record)> {
    let id = |name: u8| RecordId::from_bytes([name; 32]);
    let (tag, position) = (epoch().tag(circle), Position { seq: 70_000, prev: Some(id(1)) });
    let draft = |lane, kind, body| Draft {
        lane,
        kind,
        after: vec![id(9), id(7), id(9)],
        auth: id(3),
        wall: WALL,
        lamport: 300_000,
        body,
    };
    let seal = |draft: Draft| draft.seal(&alice().laptop, position, tag, &epoch()).expect("fits");
    let long = (0..5_000_u32).map(|n| u8::try_from(n * 31 % 251).expect("below 251")).collect();
    let to = [alice().laptop_certificate(), bob().laptop_certificate(), bob().phone_certificate()];
    let welcome = draft(Lane::Control, op::kind::WELCOME, Op::Welcome.encode()).seal_boxed(
        &alice().laptop,
        position,
        tag,
        &epoch(),
        &to.iter().collect::<Vec<_>>(),
    );
    let named = [
        ("post with a past", seal(draft(Lane::Posts, Kind(72), b"hello".to_vec()))),
        ("empty body", seal(draft(Lane::Posts, Kind(72), Vec::new()))),
        ("document of 5000 bytes", seal(draft(Lane::Documents, Kind(64), long))),
        ("welcome of three devices", welcome.expect("fits")),
    ];
    named.into_iter().map(|(name, (sealed, record))| (name, sealed, record)).collect()
}

fn ticket(circle: CircleId) -> Ticket {
    Ticket {
        circle,
        tag: epoch().tag(&circle),
        title: "Organic chemistry".to_owned(),
        seed: [42; 32],
        expires: WALL.later(86_400_000),
        addresses: vec!["/ip4/192.168.1.7/tcp/4001".to_owned()],
        inviter: alice().laptop.id(),
        mailbox: None,
        relays: Vec::new(),
    }
}

/// One operation of each kind.
fn ops(circle: CircleId, genesis: Op) -> Vec<(&'static str, Op)> {
    let record = RecordId::from_bytes([3; 32]);
    let cut = || Cut::new([(bob().laptop.id(), 4, RecordId::from_bytes([4; 32]))]);
    let certificates = vec![bob().laptop_certificate()];
    let signature = ticket(circle).prove(&certificates).expect("has a certificate");
    let invite = Some(InviteProof { invite: record, signature });
    let expires = ticket(circle).expires;
    let key = ticket(circle).key();
    let revoke = DeviceRevoke::new(&bob().root, bob().phone_certificate(), &circle, &[], cut());
    vec![
        ("genesis", genesis),
        ("grant", grant_op(bob(), Role::Steward, 10)),
        (
            "grant by ticket",
            Op::Grant(op::Grant { person: bob().id(), certificates, role: Role::Learner, rank: 20, invite }),
        ),
        ("revoke", Op::Revoke(op::Revoke { grant: record, cut: cut() })),
        ("ban", Op::Ban(op::Ban { person: bob().id(), cut: cut() })),
        ("leave", Op::Leave(op::Leave { cut: cut() })),
        ("invite", Op::Invite(op::Invite { key, role: Role::Learner, rank: 20, uses: 3, expires })),
        ("first epoch", first_epoch(&epoch())),
        ("welcome", Op::Welcome),
        ("device", Op::Device(op::Device { certificate: bob().phone_certificate() })),
        ("device revoke", Op::DeviceRevoke(revoke)),
        ("extend cut", Op::ExtendCut(op::ExtendCut { of: record, cut: cut() })),
        ("settings", Op::Settings(settings(Reach::Relays, &[RELAY], Some(4 << 30)))),
        (
            "settings with days",
            Op::Settings(commonplace_core::circle::Settings {
                relay_days: Some(90),
                ..settings(Reach::Relays, &[RELAY], None)
            }),
        ),
        ("settings without relays", Op::Settings(settings(Reach::Usb, &[], None))),
    ]
}

/// A second epoch on top of the first one, by the program's own rule.
fn second_epoch() -> Op {
    let mut world = World::new(Policy::default());
    let first = first_epoch(&epoch());
    let heads = [world.genesis];
    world.say_boxed(alice(), world.genesis, &heads, &first, &epoch(), &[&alice().laptop_certificate()]);
    let held = [(epoch().id(), epoch())].into();
    world.now().next_epoch(&held, &next_epoch())
}

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn vector(name: &str, record: &Record, sealed: &Sealed) -> Value {
    json!({
        "name": name,
        "lane": u8::from(record.header.lane),
        "slot": record.header.slot.0,
        "kind": record.kind.0,
        "device": record.device.to_string(),
        "seq": record.seq,
        "prev": record.prev.map(|id| id.to_string()),
        "after": record.after.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "auth": record.auth.to_string(),
        "wall": record.wall.millis(),
        "lamport": record.lamport,
        "body": hex(&record.body),
        "boxes without dummies": record.boxes.iter().map(|sealed| hex(&encode(sealed))).collect::<Vec<_>>(),
        "envelope": hex(sealed.bytes()),
        "without body": sealed.without_body().map(|head| hex(head.bytes())),
        "id": sealed.id().to_string(),
    })
}

fn secrets(secret: &EpochSecret) -> Value {
    let key = |name| hex(&reference::key(secret, name));
    json!({
        "secret": hex(secret.as_bytes()),
        "epoch": secret.id().to_string(),
        "head key": key("head"),
        "head nonce key": key("head nonce"),
        "body key": key("body"),
        "body nonce key": key("body nonce"),
        "old key": key("old"),
        "old nonce key": key("old nonce"),
        "gate key": hex(&secret.gate_key()),
    })
}

fn join_gate(circle: CircleId) -> Value {
    let (ticket, joiner, member) = (ticket(circle), [1; 32], [2; 32]);
    let key = ticket.key();
    let gate = JoinGate::new(&ticket, &joiner, &member).gate;
    let invite = InviteState {
        record: RecordId::from_bytes([3; 32]),
        key,
        uses: 1,
        uses_left: 1,
        open: true,
        role: Role::Learner,
        rank: 1,
        expires: WALL,
        by: alice().root.id(),
        by_rank: 0,
    };
    let JoinCounter::Known(counter) = JoinCounter::new(&invite, &joiner, &member) else { panic!("a counter-gate") };
    json!({
        "key": key.to_string(), "joiner": hex(&joiner), "member": hex(&member),
        "gate": hex(&gate), "counter gate": hex(&counter),
    })
}

/// Attachments of one and of three segments; of long ones the ends and the hashes.
fn blob(len: usize) -> Value {
    let key = BlobKey::from_bytes([7; 32]);
    let plain: Vec<u8> = (0..len).map(|n| u8::try_from(n * 31 % 251).expect("below 251")).collect();
    let count = u32::try_from(len.div_ceil(SEGMENT_PLAIN_BYTES).max(1)).expect("few");
    let (mut builder, mut segments) = (blob::ListBuilder::new(), Vec::new());
    for index in 0..count {
        let start = index as usize * SEGMENT_PLAIN_BYTES;
        let mut piece = plain[start..len.min(start + SEGMENT_PLAIN_BYTES)].to_vec();
        let last = index + 1 == count;
        blob::seal_segment(&key, index, last, &mut piece).expect("fits");
        builder.push(&piece, last);
        let nonce = [&index.to_le_bytes()[..], &[u8::from(last)], &[0; 19]].concat();
        segments.push(json!({
            "nonce": hex(&nonce),
            "bytes": piece.len(),
            "begins": hex(&piece[..piece.len().min(32)]),
            "ends": hex(&piece[piece.len() - 16..]),
        }));
    }
    let list = builder.finish().expect("in bounds");
    let values: Vec<String> = list.values().iter().map(|value| hex(value)).collect();
    json!({
        "key": hex(key.as_bytes()), "plain": "byte n is 31 n mod 251", "plain bytes": len,
        "sealed bytes": list.size(), "segments": segments, "list": values, "id": list.id().to_string(),
    })
}

/// An envelope of a suite to come.
fn later() -> Vec<u8> {
    let nonce = serde_bytes::ByteArray::new([0_u8; 24]);
    encode(&(1_u8, 9_u8, TAG, Lane::Posts, 58_934_u32, epoch().id(), nonce, "anything", [Some(1_u8), None]))
}

fn certificate(certificate: &Certificate) -> Value {
    json!({
        "person": certificate.person().to_string(),
        "device": certificate.device().to_string(),
        "bytes": hex(&encode(certificate)),
    })
}

fn current() -> Value {
    let (circle, genesis) =
        founding("Organic chemistry", vec![alice().laptop_certificate()], Policy::default(), [9; 16]);
    let (sealed, record) = seal(&circle, Lane::Posts, Kind(64), RecordId::from_bytes([3; 32]), b"hello".to_vec());
    let mut records = vec![vector("post", &record, &sealed)];
    for (name, op) in ops(circle, genesis) {
        let auth = if op.kind() == op::kind::GENESIS { NO_AUTHORITY } else { RecordId::from_bytes([3; 32]) };
        let (sealed, record) = seal(&circle, Lane::Control, op.kind(), auth, op.encode());
        records.push(vector(name, &record, &sealed));
    }
    records.extend(full(&circle).iter().map(|(name, sealed, record)| vector(name, record, sealed)));
    let refused = refused::envelopes(&epoch());
    let refused = refused.iter().map(|(name, why, bytes)| json!({ "name": name, "why": why, "envelope": hex(bytes) }));
    let false_ones = refused::certificates();
    let false_ones = false_ones.iter().map(|(name, bytes)| json!({ "name": name, "bytes": hex(bytes) }));
    json!({
        "seeds": {
            "alice": "01", "alice laptop": "65", "bob": "02", "bob laptop": "66", "bob phone": "ca",
            "epoch": "05", "next epoch": "06", "ticket": "2a",
            "meaning": "each is one byte, repeated 32 times",
        },
        "circle": circle.to_string(),
        "tag": epoch().tag(&circle).to_string(),
        "epoch": epoch().id().to_string(),
        "secrets": [secrets(&epoch()), secrets(&next_epoch())],
        "certificates": [certificate(&alice().laptop_certificate()), certificate(&bob().phone_certificate())],
        "second epoch": hex(&second_epoch().encode()),
        "ticket": ticket(circle).first_version(),
        "ticket 2": ticket(circle).to_string(),
        "join gate": join_gate(circle),
        "blobs": [blob(1_000), blob(2 * SEGMENT_PLAIN_BYTES + 9)],
        "records": records,
        "of a later version": { "envelope": hex(&later()), "id": RecordId::of(&later()).to_string() },
        "refused records": refused.collect::<Vec<_>>(),
        "refused certificates": false_ones.collect::<Vec<_>>(),
    })
}

#[test]
fn the_format_is_the_frozen_one() {
    hold("records.json", &current());
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(text(value).as_bytes()).expect("hex")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

#[test]
fn frozen_bytes_are_read_as_they_were_written() {
    let frozen = frozen("records.json");
    for expected in list(&frozen["records"]) {
        let sealed = Sealed::from_bytes(&bytes(&expected["envelope"])).expect("an envelope");
        let record = sealed.open(&epoch()).expect("opens");
        assert_eq!(vector(text(&expected["name"]), &record, &sealed), *expected);
        if record.header.lane == Lane::Control {
            let op = Op::decode(record.kind, &record.body).expect("a control body");
            assert_eq!(op.encode(), record.body);
        } else {
            let head = Sealed::from_bytes(&bytes(&expected["without body"])).expect("an envelope");
            assert_eq!(head.id(), sealed.id());
            assert!(head.open(&epoch()).expect("opens").dropped);
        }
        assert_eq!(sealed.unbox(&alice().laptop), sealed.is_boxed().then(epoch));
    }
    let later = &frozen["of a later version"];
    let sealed = Sealed::from_bytes(&bytes(&later["envelope"])).expect("kept");
    assert!(sealed.is_newer());
    assert_eq!(sealed.id().to_string(), text(&later["id"]));
    for certificate in list(&frozen["certificates"]) {
        assert!(decode::<Certificate>(&bytes(&certificate["bytes"]), 1024).expect("a certificate").is_valid());
    }
    let second = Op::decode(op::kind::EPOCH, &bytes(&frozen["second epoch"])).expect("an epoch");
    assert_eq!(open_old(&second, &next_epoch()), [epoch()]);
    let ticket: Ticket = text(&frozen["ticket"]).parse().expect("a ticket");
    assert_eq!(ticket.circle.to_string(), text(&frozen["circle"]));
    assert_eq!(text(&frozen["ticket 2"]).parse(), Ok(ticket), "two versions of one ticket");
}

#[test]
fn frozen_falsehoods_are_refused_each_for_its_own_reason() {
    let frozen = frozen("records.json");
    let refused = list(&frozen["refused records"]);
    assert!(refused.len() > 20);
    for vector in refused {
        let why = refused::refusal(&bytes(&vector["envelope"]), &epoch());
        assert_eq!(why, text(&vector["why"]), "{}", vector["name"]);
    }
    for vector in list(&frozen["refused certificates"]) {
        let certificate: Certificate = decode(&bytes(&vector["bytes"]), 1024).expect("a certificate");
        assert!(!certificate.is_valid(), "{}", vector["name"]);
    }
}

/// The documentation, written as a second program, gives the same bytes.
#[test]
fn what_the_documentation_says_is_what_the_program_does() {
    let (circle, _) = founding("Organic chemistry", vec![alice().laptop_certificate()], Policy::default(), [9; 16]);
    for (name, sealed, record) in full(&circle) {
        let (id, kind, seq, prev, auth) = (record.device, record.kind, record.seq, record.prev, record.auth);
        let mut boxes = record.boxes.clone();
        boxes.extend(dummies(&epoch(), &circle, &record));
        boxes.sort_unstable();
        let parts = Parts {
            suite: if record.boxes.is_empty() { 1 } else { 2 },
            tag: record.header.tag,
            lane: record.header.lane,
            slot: record.header.slot.0,
            epoch: &epoch(),
            device: &alice().laptop,
            boxes: (!boxes.is_empty()).then_some(boxes),
            inner: encode(&(1_u8, kind, id, seq, prev, &record.after, auth, record.wall, record.lamport)),
            body: record.body.clone(),
            head_nonce: None,
            body_nonce: None,
            head_zeros: 0,
            body_zeros: 0,
            beside: false,
        };
        assert_eq!(hex(&parts.envelope()), hex(sealed.bytes()), "{name}");
    }
}

/// So many dummies as fill the boxes of a record up to eight.
fn dummies(secret: &EpochSecret, circle: &CircleId, record: &Record) -> Vec<KeyBox> {
    use hpke::{Kem as _, Serializable};
    if record.boxes.is_empty() {
        return Vec::new();
    }
    let mut hasher = blake3::Hasher::new_derive_key("commonplace 2026 box dummy seed 1");
    hasher.update(secret.as_bytes()).update(record.device.as_bytes()).update(&record.seq.to_le_bytes());
    let mut seeds = [0; 7 * 32];
    hasher.finalize_xof().fill(&mut seeds);
    let kems = seeds.chunks(32).map(|seed| hpke::kem::X25519HkdfSha256::derive_keypair(seed).1.to_bytes().into());
    let boxes = kems.filter_map(|kem| KeyBox::seal(secret, &secret.tag(circle), &kem));
    boxes.take(8 - record.boxes.len()).collect()
}
