//! What core reads: records, membership, joining, attachments.

use std::str::FromStr;

use commonplace_core::blob::{BlobKey, SegmentList, open_segment, segment_count};
use commonplace_core::circle::join::{JoinAnswer, JoinCounter, JoinGate, JoinHello, JoinRequest};
use commonplace_core::circle::op::kind;
use commonplace_core::circle::returning::{ReturnAnswer, ReturnCounter, ReturnGate, ReturnRequest};
use commonplace_core::circle::{Op, Ticket};
use commonplace_core::encoding::{decode, encode};
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::id::{BlobId, CircleId, DeviceId, EpochId, PersonId, RecordId, Tag};
use commonplace_core::key::{Certificate, DeviceSecret};
use commonplace_core::lease::{Answer, Hello, Lease, Question, Wish};
use commonplace_core::limits;
use commonplace_core::pairing::{DeviceAsk, DeviceGrant, LinkText, Pairing, Purpose, SpokenCode, Step};
use commonplace_core::record::{Kind, Sealed, read_head};
use commonplace_core::words::Words;
use data_encoding::BASE32_NOPAD;

use super::{take, text};

/// The epoch and the laptop of the frozen vectors.
fn epoch() -> EpochSecret {
    EpochSecret::from_bytes([5; 32])
}

fn laptop() -> DeviceSecret {
    DeviceSecret::from_seed([0x65; 32])
}

/// The text of a link, as it was scanned or typed.
pub(super) fn link(bytes: &[u8]) {
    let given = text(bytes);
    // Nobody who fuzzes finds the sum by chance.
    let (scheme, digits) = given.split_once(':').unwrap_or((LINK, &given));
    let decoded = BASE32_NOPAD.decode(digits.trim().to_ascii_uppercase().as_bytes()).unwrap_or_else(|_| bytes.to_vec());
    let summed = [&decoded[..], &blake3::hash(&decoded).as_bytes()[..4]].concat();
    for tried in [given.clone(), format!("{scheme}:{}", BASE32_NOPAD.encode(&summed))] {
        if let Ok(link) = tried.parse::<LinkText>() {
            assert!(link.addresses.len() <= limits::TICKET_ADDRESSES);
            assert_eq!(link.to_string().parse(), Ok(link));
        }
    }
}

/// What the text of a link begins with.
const LINK: &str = "commonplace-link";

pub(super) fn envelope(bytes: &[u8]) {
    let Ok(sealed) = Sealed::from_bytes(bytes) else { return };
    assert_eq!(sealed.bytes(), bytes, "bytes are kept as they came");
    assert!(bytes.len() <= limits::ENVELOPE_BYTES);
    if let Some(head) = sealed.without_body() {
        assert_eq!(head.id(), sealed.id(), "a record keeps its name without its body");
        let again = Sealed::from_bytes(head.bytes()).expect("a head is an envelope");
        assert_eq!((again.id(), again.has_body()), (sealed.id(), false));
    }
    let _none_of_ours = sealed.unbox(&laptop());
    if let Ok(record) = sealed.open(&epoch()) {
        assert!(record.body.len() <= limits::BODY_BYTES && record.after.len() <= limits::AFTER_IDS);
        let _may_be_content = Op::decode(record.kind, &record.body);
    }
    let _forged = sealed.open_again(&epoch());
}

/// What is under the seal, which a member may fill with anything.
pub(super) fn head(bytes: &[u8]) {
    read_head(bytes);
}

pub(super) fn operation(mut bytes: &[u8]) {
    let [number] = take(&mut bytes);
    if let Ok(op) = Op::decode(Kind(u16::from(number)), bytes) {
        // Of settings what a later version adds is passed over, so that the rest still counts.
        let again = op.encode();
        assert!(again == bytes || op.kind() == kind::SETTINGS, "one value, one encoding: {again:?}");
        assert!(Op::decode(op.kind(), &again).is_ok_and(|same| same == op), "it comes back");
        assert_eq!(op.kind(), Kind(u16::from(number)));
    }
}

pub(super) fn certificate(bytes: &[u8]) {
    if let Ok(certificate) = decode::<Certificate>(bytes, limits::BODY_BYTES) {
        let _mostly_false = certificate.is_valid();
        assert_eq!(encode(&certificate), bytes);
    }
}

pub(super) fn key_box(mut bytes: &[u8]) {
    let (tag, epoch) = (Tag::from_bytes(take(&mut bytes)), EpochId::from_bytes(take(&mut bytes)));
    if let Ok(sealed) = decode::<KeyBox>(bytes, 2 * KeyBox::LEN) {
        assert!(sealed.open(&laptop(), &tag, &epoch).is_none_or(|secret| secret.id() == epoch));
    }
}

/// With the checksum set right, which would stop all but copied tickets; and as it is.
pub(super) fn ticket(bytes: &[u8]) {
    let _other_text = Ticket::from_str(&text(bytes));
    let sum = blake3::hash(bytes);
    let written =
        format!("commonplace:{}", BASE32_NOPAD.encode(&[bytes, &sum.as_bytes()[..4]].concat()).to_lowercase());
    if let Ok(ticket) = Ticket::from_str(&written) {
        let again = ticket.to_string();
        assert!(Ticket::from_str(&again).is_ok_and(|same| same == ticket), "{again}");
        let _costly = (ticket.key(), ticket.is_of(&epoch()));
    }
}

pub(super) fn join(mut bytes: &[u8]) {
    let [which] = take(&mut bytes);
    let again = match which % 5 {
        0 => JoinHello::decode(bytes).map(|message| message.encode()),
        1 => JoinGate::decode(bytes).map(|message| message.encode()),
        2 => JoinCounter::decode(bytes).map(|message| message.encode()),
        3 => JoinRequest::decode(bytes).map(|message| message.encode()),
        _ => JoinAnswer::decode(bytes).map(|message| {
            if let JoinAnswer::Welcomed { records } = &message {
                assert!(records.len() <= limits::JOIN_RECORDS);
                records.iter().for_each(|record| envelope(record));
            }
            message.encode()
        }),
    };
    if let Ok(again) = again {
        assert_eq!(again, bytes);
    }
}

/// What is asked of a relay and what it answers, and a lease as an operator is handed it, with its checksum set right.
pub(super) fn lease(mut bytes: &[u8]) {
    let _other_text = Lease::from_str(&text(bytes));
    let sum = blake3::hash(&[&[1], bytes].concat());
    let written = [&[1], bytes, &sum.as_bytes()[..4]].concat();
    let written = format!("commonplace-lease:{}", BASE32_NOPAD.encode(&written).to_lowercase());
    if let Ok(lease) = Lease::from_str(&written) {
        let again = lease.to_string();
        assert!(Lease::from_str(&again).is_ok_and(|same| same == lease), "{again}");
        assert!(lease.terms.next_number() != lease.terms.number && !lease.terms.follows(&lease.terms));
        let _not_ours = lease.terms.admins.iter().find_map(|admin| admin.open(&laptop(), &lease.tag, &lease.relay));
    }
    let [which] = take(&mut bytes);
    match which % 3 {
        0 => {
            if let Ok(hello) = Hello::decode(bytes) {
                assert!(Hello::decode(&hello.encode()).is_ok_and(|same| same == hello));
            }
        }
        1 => {
            if let Some(question) = Question::decode(bytes) {
                assert_eq!(question.encode(), bytes);
                assert!(question.gates.len() <= limits::LEASE_GATES_SHOWN);
                if let Wish::Offer { parcels } = question.wish {
                    assert!(parcels.len() <= limits::LEASE_OFFERS);
                }
            }
        }
        _ => {
            if let Some(answer) = Answer::decode(bytes) {
                assert_eq!(answer.encode(), bytes);
            }
        }
    }
}

/// Eve's message at one of the places where somebody waits for one, and what she types as a code.
pub(super) fn pairing(mut bytes: &[u8]) {
    let [stage] = take(&mut bytes);
    let binding = [7; 32];
    if let Ok(code) = text(bytes).parse::<SpokenCode>() {
        assert_eq!(code.words().join(" ").parse(), Ok(code));
    }
    if let Ok(ask) = DeviceAsk::decode(bytes) {
        assert_eq!(*ask.encode(), bytes);
    }
    if let Ok(grant) = DeviceGrant::decode(bytes) {
        assert_eq!(*grant.encode(), bytes);
    }
    if let Ok((mut alice, _)) = Pairing::asked(binding, bytes) {
        let _either_way = (alice.accept(&[2; 32]), alice.offer(&SpokenCode::from_entropy([1; 8]), &[2; 32]));
    }
    let (mut bob, first) = Pairing::ask(Purpose::Device, binding, &[1; 32]);
    let (mut alice, _) = Pairing::asked(binding, &first).expect("a first message");
    let key = alice.accept(&[2; 32]).expect("was asked");
    let hears = match stage % 3 {
        0 => &mut bob,
        1 => &mut alice,
        _ => {
            let steps = bob.handle(&key).expect("a key");
            let Some(Step::Send(open)) = steps.first() else { panic!("{steps:?}") };
            alice.handle(open).expect("as promised");
            &mut alice
        }
    };
    if let Ok(steps) = hears.handle(bytes) {
        assert!(!steps.iter().any(|step| matches!(step, Step::Given(_) | Step::Confirmed | Step::Proved)), "forged");
    }
}

/// Coming back without a device: the four messages.
pub(super) fn returning(mut bytes: &[u8]) {
    let [which] = take(&mut bytes);
    let again = match which % 4 {
        0 => ReturnGate::decode(bytes).map(|message| message.encode()),
        1 => ReturnCounter::decode(bytes).map(|message| message.encode()),
        2 => ReturnRequest::decode(bytes).map(|message| message.encode()),
        _ => ReturnAnswer::decode(bytes).map(|message| message.encode()),
    };
    if let Ok(again) = again {
        assert_eq!(again, bytes);
    }
}

/// Words as a person types them.
pub(super) fn recovery_words(bytes: &[u8]) {
    if let Ok(seed) = Words::parse(&text(bytes)) {
        let written = Words::of(&seed);
        assert!(Words::parse(written.as_str()).is_ok_and(|same| same == seed), "they come back");
    }
}

pub(super) fn blob_list(mut bytes: &[u8]) {
    let size = u64::from_le_bytes(take(&mut bytes));
    let (values, rest) = bytes.as_chunks::<32>();
    let _bounded = segment_count(size);
    let _forged = open_segment(&BlobKey::from_bytes([7; 32]), 0, true, rest);
    if let Ok(list) = SegmentList::new(size, values.to_vec()) {
        assert_eq!(list.count() as usize, values.len());
        assert!((0..list.count()).all(|index| (1..=limits::SEGMENT_BYTES).contains(&list.segment_len(index))));
        let _name = list.id();
        for index in [0, list.count().saturating_sub(1), list.count(), u32::MAX] {
            assert!(!list.verify(index, rest) || list.is_last(index), "a cut segment is none");
        }
    }
}

/// Ids as people type them.
pub(super) fn identifier(bytes: &[u8]) {
    let typed = text(bytes);
    macro_rules! each {
        ($($id:ty)+) => {$(
            if let Ok(id) = typed.parse::<$id>() {
                assert!(id.to_string().parse::<$id>().is_ok_and(|same| same == id), "{id}");
            }
        )+};
    }
    each!(RecordId BlobId CircleId PersonId DeviceId);
}
