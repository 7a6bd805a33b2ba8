//! The frozen bytes of the record format: a change here is a change of format, for all who ever wrote.
//!
//! With `COMMONPLACE_WRITE_VECTORS=1` the file is written anew.

use std::path::PathBuf;

use commonplace_core::circle::epochs::first_epoch;
use commonplace_core::circle::op::{self, DeviceRevoke, NO_AUTHORITY};
use commonplace_core::circle::{Cut, InviteProof, Op, Policy, Role, Ticket, founding};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::{CircleId, RecordId};
use commonplace_core::key::Certificate;
use commonplace_core::record::{Draft, Kind, Lane, Position, Record, Sealed};
use commonplace_core::time::Timestamp;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::world::*;

const WALL: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/records.json")
}

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

fn ticket(circle: CircleId) -> Ticket {
    Ticket {
        circle,
        tag: epoch().tag(&circle),
        title: "Organic chemistry".to_owned(),
        seed: [42; 32],
        expires: WALL.later(86_400_000),
        addresses: vec!["/ip4/192.168.1.7/tcp/4001".to_owned()],
        inviter: alice().laptop.id(),
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

fn vector(name: &str, kind: Kind, body: &[u8], sealed: &Sealed) -> Value {
    json!({
        "name": name,
        "kind": kind.0,
        "body": HEXLOWER.encode(body),
        "envelope": HEXLOWER.encode(sealed.bytes()),
        "id": sealed.id().to_string(),
    })
}

fn certificate(certificate: &Certificate) -> Value {
    json!({
        "person": certificate.person().to_string(),
        "device": certificate.device().to_string(),
        "bytes": HEXLOWER.encode(&commonplace_core::encoding::encode(certificate)),
    })
}

fn current() -> Value {
    let (circle, genesis) =
        founding("Organic chemistry", vec![alice().laptop_certificate()], Policy::default(), [9; 16]);
    let mut records = vec![{
        let (sealed, record) = seal(&circle, Lane::Posts, Kind(64), RecordId::from_bytes([3; 32]), b"hello".to_vec());
        vector("post", record.kind, &record.body, &sealed)
    }];
    for (name, op) in ops(circle, genesis) {
        let auth = if op.kind() == op::kind::GENESIS { NO_AUTHORITY } else { RecordId::from_bytes([3; 32]) };
        let (sealed, record) = seal(&circle, Lane::Control, op.kind(), auth, op.encode());
        records.push(vector(name, record.kind, &record.body, &sealed));
    }
    json!({
        "seeds": {
            "alice": "01", "alice laptop": "65", "bob": "02", "bob laptop": "66", "bob phone": "ca",
            "epoch": "05", "next epoch": "06", "ticket": "2a", "box entropy": "07",
            "meaning": "each is one byte, repeated 32 times",
        },
        "circle": circle.to_string(),
        "tag": epoch().tag(&circle).to_string(),
        "epoch": epoch().id().to_string(),
        "certificates": [certificate(&alice().laptop_certificate()), certificate(&bob().phone_certificate())],
        "second epoch": HEXLOWER.encode(&second_epoch().encode()),
        "ticket": ticket(circle).to_string(),
        "records": records,
    })
}

#[test]
fn the_format_is_the_frozen_one() {
    let current = current();
    if std::env::var_os("COMMONPLACE_WRITE_VECTORS").is_some() {
        let text = serde_json::to_string_pretty(&current).expect("plain data");
        std::fs::write(path(), text + "\n").expect("the folder is there");
    }
    let text = std::fs::read_to_string(path()).expect("the vectors are part of the repository");
    let frozen: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(current, frozen);
}

#[test]
fn frozen_bytes_are_read_as_they_were_written() {
    let text = std::fs::read_to_string(path()).expect("the vectors are part of the repository");
    let frozen: Value = serde_json::from_str(&text).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    for vector in frozen["records"].as_array().expect("a list") {
        let bytes = HEXLOWER.decode(text(&vector["envelope"]).as_bytes()).expect("hex");
        let sealed = Sealed::from_bytes(&bytes).expect("an envelope");
        assert_eq!(sealed.id().to_string(), text(&vector["id"]));
        let record = sealed.open(&epoch()).expect("opens");
        assert_eq!(HEXLOWER.encode(&record.body), text(&vector["body"]));
        if record.header.lane == Lane::Control {
            let op = Op::decode(record.kind, &record.body).expect("a control body");
            assert_eq!(op.encode(), record.body);
        }
        let secret = sealed.unbox(&alice().laptop);
        assert_eq!(secret.is_some(), sealed.is_boxed());
    }
    let ticket: Ticket = text(&frozen["ticket"]).parse().expect("a ticket");
    assert_eq!(ticket.circle.to_string(), text(&frozen["circle"]));
}
