//! What is refused, each for one reason of its own.

use commonplace_core::encoding::encode;
use commonplace_core::epoch::{EpochSecret, KeyBox};
use commonplace_core::id::RecordId;
use commonplace_core::key::{Certificate, SigningSecret};
use commonplace_core::record::{EnvelopeError, Lane, OpenError, Sealed};
use serde_bytes::{ByteArray, Bytes};

use crate::reference::{Parts, hash};
use crate::world::*;

/// 2026-09-21T14:13:20Z and its hour.
const WALL: u64 = 1_790_000_000_000;
const SLOT: u32 = 58_934;

/// The inner array of a first post, with these parts.
#[derive(Clone)]
struct Inner {
    version: u8,
    kind: u16,
    seq: u64,
    prev: Option<RecordId>,
    after: Vec<RecordId>,
    wall: u64,
    lamport: u64,
}

impl Inner {
    fn encode(&self) -> Vec<u8> {
        let (device, auth) = (alice().laptop.id(), RecordId::from_bytes([3; 32]));
        encode(&(self.version, self.kind, device, self.seq, self.prev, &self.after, auth, self.wall, self.lamport))
    }
}

fn inner() -> Inner {
    Inner { version: 1, kind: 64, seq: 0, prev: None, after: vec![], wall: WALL, lamport: 1 }
}

/// Alice's post, as it should be.
fn post(epoch: &EpochSecret) -> Parts<'_> {
    Parts {
        suite: 1,
        tag: TAG,
        lane: Lane::Posts,
        slot: SLOT,
        epoch,
        device: &alice().laptop,
        boxes: None,
        inner: inner().encode(),
        body: b"hello".to_vec(),
        head_nonce: None,
        body_nonce: None,
        head_zeros: 0,
        body_zeros: 0,
        beside: false,
    }
}

/// Name, why, and bytes of what must not pass.
pub(crate) fn envelopes(epoch: &EpochSecret) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let post = post(epoch);
    assert!(matches!(refusal(&post.envelope(), epoch), "opens"));
    let mut all = vec![];
    let mut add = |name, why, bytes| all.push((name, why, bytes));
    add("head under another nonce", "nonce", Parts { head_nonce: Some([9; 24]), ..post.clone() }.envelope());
    add("body under another nonce", "nonce", Parts { body_nonce: Some([9; 24]), ..post.clone() }.envelope());
    add("head with more padding", "bounds", Parts { head_zeros: 64, ..post.clone() }.envelope());
    add("body with more padding", "bounds", Parts { body_zeros: 256, ..post.clone() }.envelope());
    add("signed by another device", "signature", Parts { device: &bob().laptop, ..post.clone() }.envelope());
    add("something beside what is signed", "content", Parts { beside: true, ..post.clone() }.envelope());
    add("altered head", "seal", flipped(&post, -400));
    add("altered body", "seal", flipped(&post, -1));
    let (two, one) = (RecordId::from_bytes([2; 32]), RecordId::from_bytes([1; 32]));
    for (name, inner) in [
        ("inner format 2", Inner { version: 2, ..inner() }),
        ("kind of the control lane", Inner { kind: 63, ..inner() }),
        ("place beyond 2^53", Inner { seq: 1 << 53, prev: Some(one), ..inner() }),
        ("first place with a record before it", Inner { prev: Some(one), ..inner() }),
        ("second place without", Inner { seq: 1, ..inner() }),
        ("after out of order", Inner { after: vec![two, one], ..inner() }),
        ("after twice", Inner { after: vec![one, one], ..inner() }),
        ("Lamport number beyond the hour's", Inner { lamport: ((u64::from(SLOT) + 1) << 24) + 1, ..inner() }),
        ("time in another hour", Inner { wall: WALL + 3_600_000, ..inner() }),
    ] {
        add(name, "bounds", Parts { inner: inner.encode(), ..post.clone() }.envelope());
    }
    let control = Parts { lane: Lane::Control, ..post.clone() };
    add("content in the control lane", "bounds", control.envelope());
    malformed(&post, epoch, &mut add);
    all
}

/// What is no envelope, whatever is inside.
fn malformed(post: &Parts<'_>, epoch: &EpochSecret, add: &mut impl FnMut(&'static str, &'static str, Vec<u8>)) {
    let good = post.envelope();
    let (head, body) = ([0; 272], post.sealed_body());
    let control = Parts { lane: Lane::Control, ..post.clone() };
    add("control record without its body", "parts", control.assembled([0; 24], &head, &hash(&body)));
    add("body shorter than nonce and seal", "parts", post.assembled([0; 24], &head, &[0; 39]));
    add("head above 4 KiB", "parts", post.assembled([0; 24], &[0; 4097], &body));
    let boxed = |boxes: Vec<KeyBox>| Parts { suite: 2, boxes: Some(boxes), ..post.clone() }.envelope();
    let boxes = |from: u8, to: u8| {
        let kems = (from..to).map(|seed| commonplace_core::key::DeviceSecret::from_seed([seed; 32]).kem_public());
        let mut boxes: Vec<KeyBox> = kems.filter_map(|kem| KeyBox::seal(epoch, &TAG, &kem)).collect();
        boxes.sort_unstable();
        boxes
    };
    add("boxes not filled up to eight", "parts", boxed(boxes(0, 3)));
    add("boxes out of order", "parts", boxed(boxes(0, 8).into_iter().rev().collect()));
    add("a box twice", "parts", boxed(boxes(0, 7).into_iter().chain(boxes(6, 7)).collect()));
    add("suite 1 with boxes", "parts", Parts { suite: 1, boxes: Some(boxes(0, 8)), ..post.clone() }.envelope());
    add("suite 2 without", "parts", Parts { suite: 2, ..post.clone() }.envelope());
    let replaced = |place: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[place] = byte;
        bytes
    };
    add("suite 0", "parts", replaced(2, 0));
    add("another format", "unknown", replaced(1, 2));
    add("lane 3", "decode", replaced(20, 3));
    add("eleven items", "decode", [&[0x8b], &good[1..], &[0]].concat());
    add("a byte after the end", "decode", [&good[..], &[0]].concat());
    add("a number longer than need be", "decode", [&good[..2], &[0x18, 1], &good[3..]].concat());
    let later = (1_u8, 9_u8, TAG, Lane::Posts, SLOT, epoch.id(), ByteArray::new([0_u8; 24]), Bytes::new(b"new"));
    add("a suite to come, with a byte after the end", "decode", [&encode(&later)[..], &[0]].concat());
}

/// The envelope with one byte changed, counted from its end.
fn flipped(post: &Parts<'_>, place: isize) -> Vec<u8> {
    let mut bytes = post.envelope();
    let place = bytes.len().checked_add_signed(place).expect("within");
    bytes[place] ^= 1;
    bytes
}

/// In which way the program refuses an envelope.
pub(crate) fn refusal(envelope: &[u8], epoch: &EpochSecret) -> &'static str {
    match Sealed::from_bytes(envelope).map(|sealed| sealed.open(epoch)) {
        Err(EnvelopeError::Decode(_)) => "decode",
        Err(EnvelopeError::Bounds) => "parts",
        Err(EnvelopeError::Unknown) => "unknown",
        Ok(Err(OpenError::Newer)) => "newer",
        Ok(Err(OpenError::WrongEpoch)) => "epoch",
        Ok(Err(OpenError::Seal)) => "seal",
        Ok(Err(OpenError::Nonce)) => "nonce",
        Ok(Err(OpenError::Content(_))) => "content",
        Ok(Err(OpenError::Bounds)) => "bounds",
        Ok(Err(OpenError::Signature)) => "signature",
        Ok(Ok(_)) => "opens",
    }
}

/// Certificates that are false.
pub(crate) fn certificates() -> Vec<(&'static str, Vec<u8>)> {
    let (root, laptop) = (SigningSecret::from_seed(eve().root.seed()), &alice().laptop);
    let (device, public) = (laptop.id(), root.public());
    let claim = |kem: [u8; 32]| {
        let (root, kem) = (ByteArray::new(public), ByteArray::new(kem));
        encode(&("commonplace 2026 device certificate 1", root, device, kem, "laptop"))
    };
    let consent =
        |kem: [u8; 32]| encode(&("commonplace 2026 device consent 1", ByteArray::new(public), ByteArray::new(kem)));
    let whole = |kem: [u8; 32], by_root, by_device| {
        encode(&(ByteArray::new(public), device, ByteArray::new(kem), "laptop", by_root, by_device))
    };
    let kem = laptop.kem_public();
    let good = whole(kem, root.sign(&claim(kem)), laptop.sign(&consent(kem)));
    assert!(commonplace_core::encoding::decode::<Certificate>(&good, 1024).expect("a certificate").is_valid());
    vec![
        ("without the root's word", whole(kem, root.sign(&consent(kem)), laptop.sign(&consent(kem)))),
        ("without the device's consent", whole(kem, root.sign(&claim(kem)), root.sign(&consent(kem)))),
        ("with a key of low order", whole([0; 32], root.sign(&claim([0; 32])), laptop.sign(&consent([0; 32])))),
    ]
}
