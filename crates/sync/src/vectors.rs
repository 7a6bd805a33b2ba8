//! The frozen bytes of the protocol, as `docs/protocol.md` describes them: a change here is a new version of it.
//!
//! With `COMMONPLACE_WRITE_VECTORS=1` the file is written anew.

use std::path::PathBuf;

use commonplace_core::id::{EpochId, RecordId, Tag};
use commonplace_core::record::Lane;
use commonplace_core::set::{SetKey, SetSum};
use commonplace_core::slip::SlipSecret;
use commonplace_core::time::Slot;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::event::ByeReason;
use crate::gate::{Agreed, End, Totals};
use crate::wire::{Accepted, Content, Message, RangeWriter, Sid, Sums};

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/sync.json")
}

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn agreed() -> Agreed {
    Agreed::new(&[1; 32], &[2; 32], &[3; 32])
}

fn id(number: u8) -> RecordId {
    RecordId::of(&[number])
}

fn totals() -> Totals {
    let posts: SetSum = [id(1), id(2)].iter().map(|id| SetSum::element(&[5; 32], id)).sum();
    Totals([SetSum::ZERO, posts, SetSum::ZERO])
}

fn sums() -> Sums {
    agreed().salt(Sid(4), 1).sums(End::Initiator, &totals())
}

fn ranges() -> Message {
    let salt = agreed().salt(Sid(4), 1);
    let mut writer = RangeWriter::new();
    let key = |slot, first: &[u8]| {
        let mut id = [0; 32];
        id[..first.len()].copy_from_slice(first);
        SetKey { slot: Slot(slot), id: RecordId::from_bytes(id) }
    };
    writer.push(&(key(60_000, &[])..SetKey::MAX), Content::Fingerprint([7; 16]));
    writer.push(&(key(50_000, &[0x80, 0x01])..key(60_000, &[])), Content::List(vec![salt.short(&id(1))]));
    writer.push(&(key(50_000, &[])..key(50_000, &[0x40])), Content::Want(vec![salt.short(&id(2))]));
    Message::Ranges { sid: Sid(4), run: 1, lane: Lane::Posts, more: false, rest: true, ranges: writer.finish() }
}

fn messages() -> Vec<(&'static str, Message)> {
    let sid = Sid(4);
    let gate = agreed().gate(&[4; 32], End::Responder);
    let horizon = [Slot(0), Slot(50_000), Slot(50_000)];
    let record = commonplace_core_envelope();
    vec![
        ("hello", Message::Hello { version: 1, nonce: [1; 32], features: 0 }),
        ("open", Message::Open { first: sid, gates: vec![agreed().gate(&[4; 32], End::Initiator), [9; 16]] }),
        ("accept", Message::Accept(vec![Accepted { sid, gate, proof: vec![6; 3], horizon }])),
        ("begin", Message::Begin { sid, proof: vec![6; 3], horizon, sums: sums() }),
        ("bye", Message::Bye { sid, why: ByeReason::Refused }),
        ("ranges", ranges()),
        ("records", Message::Records { sid, envelopes: vec![record] }),
        ("not held", Message::NotHeld { sid, ids: vec![id(1)] }),
        ("sum", Message::Sum { sid, sums: sums() }),
        ("same", Message::Same { sid, run: 1, fingerprint: agreed().salt(sid, 1).same(End::Responder, &totals()) }),
        ("end", Message::End { sid, run: 1 }),
        ("have", Message::Have { sid, ids: vec![id(1), id(2)] }),
        ("ask", Message::Ask { sid, ids: vec![id(2)] }),
        ("prune", Message::Prune { sid }),
        ("hold", Message::Hold { sid, lanes: 2 }),
        ("slip have", Message::SlipHave { sid, slips: vec![([1; 8], 7), ([2; 8], 1_790_000_000_000)] }),
        ("slip ask", Message::SlipAsk { sid, names: vec![[2; 8]] }),
        ("slips", Message::Slips { sid, slips: vec![slip()] }),
    ]
}

/// Of the key made from 32 times 01, number 7, slot 50,000, epoch 09.., sealed 256 times 06.
fn slip() -> Vec<u8> {
    let secret = SlipSecret::from_seed([1; 32]);
    let epoch = EpochId::from_bytes([9; 16]);
    let slip = secret.write_sealed(Tag::from_bytes([8; 16]), 7, Slot(50_000), epoch, &[6; 256]);
    slip.expect("in bounds").bytes().to_vec()
}

fn commonplace_core_envelope() -> Vec<u8> {
    commonplace_testkit::paper::record(Tag::from_bytes([8; 16]), Lane::Posts, Slot(50_000), b"salt").bytes().to_vec()
}

fn vectors() -> Value {
    let agreed = agreed();
    let salt = agreed.salt(Sid(4), 1);
    let two = SetSum::element(&[5; 32], &id(1)) + SetSum::element(&[5; 32], &id(2));
    let messages: Vec<Value> =
        messages().iter().map(|(name, message)| json!({ "name": name, "frame": hex(&message.encode()) })).collect();
    json!({
        "about": "nonces 01.. (initiator) and 02.. (responder), binding 03.., gate key 04.., fingerprint key 05.., session 4, run 1, record ids BLAKE3 of the byte 01 and of the byte 02",
        "gate": { "initiator": hex(&agreed.gate(&[4; 32], End::Initiator)), "responder": hex(&agreed.gate(&[4; 32], End::Responder)) },
        "transcript": { "initiator": hex(&agreed.transcript(Sid(4), End::Initiator)), "responder": hex(&agreed.transcript(Sid(4), End::Responder)) },
        "salt": hex(&salt.0),
        "short_ids": [hex(&salt.short(&id(1))), hex(&salt.short(&id(2)))],
        "set": {
            "empty": hex(&SetSum::ZERO.fingerprint()),
            "first": hex(&SetSum::element(&[5; 32], &id(1)).fingerprint()),
            "both_sum_and_count": hex(&two.to_bytes()),
            "both": hex(&two.fingerprint()),
        },
        "messages": messages,
    })
}

#[test]
fn the_bytes_of_the_protocol_are_frozen() {
    let ours = serde_json::to_string_pretty(&vectors()).expect("plain values") + "\n";
    if std::env::var_os("COMMONPLACE_WRITE_VECTORS").is_some() {
        std::fs::write(path(), &ours).expect("the folder of vectors");
    }
    let frozen = std::fs::read_to_string(path()).expect("the frozen vectors");
    assert_eq!(ours, frozen);
}

#[test]
fn every_message_comes_back_from_its_bytes() {
    for (name, message) in messages() {
        assert_eq!(Message::decode(&message.encode()).expect(name), message);
    }
}

#[test]
fn a_message_has_one_encoding() {
    for (name, message) in messages() {
        let bytes = message.encode();
        assert!(Message::decode(&[&bytes[..], &[0]].concat()).is_err(), "{name} with a byte more");
        for len in 0..bytes.len() {
            assert!(Message::decode(&bytes[..len]).is_err(), "{name} cut at {len}");
        }
    }
}
