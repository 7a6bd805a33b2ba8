//! Records as alice seals them, bob opens them and eve tampers with them.

use std::sync::LazyLock;

use chacha20poly1305::aead::{Aead, KeyInit, Payload as Message};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use proptest::prelude::*;

use super::*;
use crate::key;

fn alice() -> DeviceSecret {
    DeviceSecret::from_seed([1; 32])
}

fn draft(body: Vec<u8>) -> Draft {
    Draft {
        lane: Lane::Posts,
        kind: Kind(64),
        after: vec![RecordId::from_bytes([3; 32]), RecordId::from_bytes([2; 32]), RecordId::from_bytes([3; 32])],
        auth: RecordId::from_bytes([4; 32]),
        wall: Timestamp::from_millis(1_790_000_000_000),
        lamport: 9,
        body,
    }
}

const TAG: Tag = Tag::from_bytes([8; 16]);

#[test]
fn what_alice_seals_opens_as_she_wrote_it() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let (sealed, written) = draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
    let received = Sealed::from_bytes(sealed.bytes()).expect("an envelope");
    assert_eq!(received, sealed);
    let read = received.open(&epoch).expect("opens");
    assert_eq!(read, written);
    assert_eq!(read.after, [RecordId::from_bytes([2; 32]), RecordId::from_bytes([3; 32])]);
    let again = draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits").0;
    assert_eq!(again.id(), sealed.id(), "sealing twice gives the same record");
}

#[test]
fn another_epoch_does_not_open_it() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let (sealed, _) = draft(vec![1]).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
    assert!(matches!(sealed.open(&EpochSecret::from_bytes([6; 32])), Err(OpenError::WrongEpoch)));
}

/// What eve, who holds the secret, makes of a record: its head sealed again under another nonce.
fn resealed(sealed: &Sealed, epoch: &EpochSecret) -> Sealed {
    let mut envelope = Envelope::parse(sealed.bytes()).expect("an envelope");
    let (cipher, associated) =
        (XChaCha20Poly1305::new(&epoch.head_key().into()), envelope.associated(Some(envelope.body.hash())));
    let plain = cipher
        .decrypt(&XNonce::from(envelope.nonce), Message { msg: envelope.head, aad: &associated })
        .expect("eve holds the secret");
    envelope.nonce = [9; 24];
    let head =
        cipher.encrypt(&XNonce::from(envelope.nonce), Message { msg: &plain, aad: &associated }).expect("in bounds");
    envelope.head = &head;
    Sealed::from_bytes(&envelope.bytes()).expect("an envelope")
}

#[test]
fn eve_who_holds_the_secret_cannot_give_alices_words_a_second_id() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let (sealed, _) = draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
    let again = resealed(&sealed, &epoch);
    assert_ne!(again.id(), sealed.id());
    assert!(matches!(again.open(&epoch), Err(OpenError::Nonce)));
}

#[test]
fn a_record_whose_body_is_forgotten_keeps_its_name_and_its_signed_head() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let (sealed, written) = draft(vec![7; 5000]).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
    let head = sealed.without_body().expect("a post");
    assert!(sealed.has_body() && !head.has_body());
    assert!(head.bytes().len() < 512, "{} bytes", head.bytes().len());
    assert_eq!(head.id(), sealed.id());
    assert_eq!(RecordId::of(head.bytes()), sealed.id(), "the name is the hash of the head");
    let received = Sealed::from_bytes(head.bytes()).expect("an envelope");
    assert_eq!(received, head);
    assert_eq!(received.without_body(), Some(head));
    let read = received.open(&epoch).expect("opens");
    assert_eq!(read, Record { body: Vec::new(), dropped: true, ..written });
}

#[test]
fn a_forgotten_body_is_not_replaced_by_another() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let seal = |body| draft(body).seal(&alice(), Position::default(), TAG, &epoch).expect("fits").0;
    let (said, other) = (seal(b"yes".to_vec()), seal(b"no".to_vec()));
    let mut envelope = Envelope::parse(said.bytes()).expect("an envelope");
    envelope.body = Envelope::parse(other.bytes()).expect("an envelope").body;
    let forged = Sealed::from_bytes(&envelope.bytes()).expect("an envelope");
    assert_ne!(forged.id(), said.id());
    assert!(matches!(forged.open(&epoch), Err(OpenError::Seal)));
}

#[test]
fn the_body_of_a_control_record_is_never_forgotten() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let control = Draft { lane: Lane::Control, kind: Kind(1), ..draft(vec![1]) };
    let (sealed, _) = control.seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
    assert_eq!(sealed.without_body(), None);
    let mut envelope = Envelope::parse(sealed.bytes()).expect("an envelope");
    envelope.body = Payload::Forgotten(envelope.body.hash());
    assert!(matches!(Sealed::from_bytes(&envelope.bytes()), Err(EnvelopeError::Bounds)));
}

#[test]
fn the_same_body_twice_does_not_look_the_same() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let seal = |seq, prev| draft(b"same".to_vec()).seal(&alice(), Position { seq, prev }, TAG, &epoch).expect("fits");
    let (first, record) = seal(0, None);
    let (second, _) = seal(1, Some(record.id));
    let body = |sealed: &Sealed| Envelope::parse(sealed.bytes()).expect("an envelope").body.hash();
    assert_ne!(body(&first), body(&second));
}

#[test]
fn a_boxed_record_brings_its_secret_along() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let bob = DeviceSecret::from_seed([2; 32]);
    let certificate = key::PersonSecret::from_seed([3; 32]).certify(&bob, "bob");
    let (sealed, written) =
        draft(vec![1]).seal_boxed(&alice(), Position::default(), TAG, &epoch, &[&certificate]).expect("fits");
    let received = Sealed::from_bytes(sealed.bytes()).expect("an envelope");
    let secret = received.unbox(&bob).expect("for bob");
    assert_eq!(received.open(&secret).expect("opens"), written);
    assert!(received.unbox(&alice()).is_none());
    assert_eq!(written.boxes, [KeyBox::seal(&epoch, &TAG, certificate.kem()).expect("a key")]);
    // Whoever cannot open it does not see whether the boxes are for one device or for eight.
    let boxes = |sealed: &Sealed| Envelope::parse(sealed.bytes()).expect("an envelope").boxes;
    assert_eq!(boxes(&received).len(), 8);
    let devices = (10..19).map(|seed| DeviceSecret::from_seed([seed; 32]));
    let nine: Vec<Certificate> = devices.map(|d| key::PersonSecret::from_seed([3; 32]).certify(&d, "d")).collect();
    let seal = |to: &[Certificate]| {
        let to: Vec<&Certificate> = to.iter().collect();
        draft(vec![1]).seal_boxed(&alice(), Position::default(), TAG, &epoch, &to).expect("fits")
    };
    let lens = |(sealed, record): (Sealed, Record)| {
        assert_eq!(sealed.open(&epoch).expect("opens"), record);
        (boxes(&sealed).len(), record.boxes.len())
    };
    assert_eq!((lens(seal(&nine[..8])), lens(seal(&nine))), ((8, 8), (16, 9)));
}

#[test]
fn nobody_is_left_without_a_box_unnoticed() {
    let (epoch, bob) = (EpochSecret::from_bytes([5; 32]), DeviceSecret::from_seed([2; 32]));
    let certificate = key::PersonSecret::from_seed([3; 32]).certify(&bob, "bob");
    let mut bytes = encode(&certificate);
    let kem = bytes.windows(32).position(|window| window == bob.kem_public()).expect("names its key");
    bytes[kem..kem + 32].fill(0);
    let none: Certificate = crate::encoding::decode(&bytes, 1024).expect("a certificate, if a false one");
    let seal = |to: &[&Certificate]| {
        let sealed = draft(vec![1]).seal_boxed(&alice(), Position::default(), TAG, &epoch, to);
        sealed.map(|(_, record)| record.boxes.len())
    };
    assert_eq!(seal(&[&certificate, &none]), Err(SealError::NoBox(bob.id())));
    assert_eq!(seal(&[]), Err(SealError::TooManyBoxes(0)));
    assert_eq!(seal(&[&certificate, &certificate]), Ok(1));
}

#[test]
fn bounds_are_kept_when_sealing() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let largest = draft(vec![7; limits::BODY_BYTES]).seal(&alice(), Position::default(), TAG, &epoch).expect("fits").0;
    assert!(largest.bytes().len() <= limits::ENVELOPE_BYTES);
    let over = draft(vec![7; limits::BODY_BYTES + 1]).seal(&alice(), Position::default(), TAG, &epoch);
    assert_eq!(over.expect_err("too long"), SealError::BodyTooLong(limits::BODY_BYTES + 1));
}

#[test]
fn eve_cannot_use_up_the_numbers_of_others() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let slot = Slot::of(draft(vec![]).wall);
    let greatest = (u64::from(slot.0) + 1) << 24;
    assert_eq!((next_lamport(4, slot), next_lamport(u64::MAX, slot)), (5, greatest));
    assert_eq!(next_lamport(u64::MAX, Slot(u32::MAX)), (1 << 53) - 1);
    let seal = |draft: Draft, seq| {
        let prev = (seq > 0).then(|| RecordId::from_bytes([1; 32]));
        draft.seal(&alice(), Position { seq, prev }, TAG, &epoch).map(|(sealed, _)| sealed.open(&epoch))
    };
    assert!(seal(Draft { lamport: greatest, ..draft(vec![]) }, (1 << 53) - 1).expect("seals").is_ok());
    let refused = |draft, seq| seal(draft, seq).expect_err("refused");
    assert_eq!(refused(Draft { lamport: greatest + 1, ..draft(vec![]) }, 0), SealError::OutOfBounds("Lamport number"));
    assert_eq!(refused(draft(vec![]), 1 << 53), SealError::OutOfBounds("place in the chain"));
    let end_of_time = Timestamp::from_millis(1 << 53);
    assert_eq!(refused(Draft { wall: end_of_time, ..draft(vec![]) }, 0), SealError::OutOfBounds("time"));
    assert_eq!(refused(Draft { kind: Kind(63), ..draft(vec![]) }, 0), SealError::OutOfBounds("kind"));
    let control = Draft { lane: Lane::Control, ..draft(vec![]) };
    assert_eq!(refused(control, 0), SealError::OutOfBounds("kind"));
}

/// A record that eve made without the checks of an honest program: what `seal` refuses, in any slot.
fn lawless(slot: Slot, lane: Lane, inner: &impl Serialize) -> Sealed {
    lawless_saying(slot, lane, inner, b"said")
}

fn lawless_saying(slot: Slot, lane: Lane, inner: &impl Serialize, body: &[u8]) -> Sealed {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let header = Header { tag: TAG, lane, slot, epoch: epoch.id() };
    let mut envelope = Envelope { header, nonce: [0; 24], head: &[], boxes: vec![], body: Payload::Forgotten([0; 32]) };
    let inner = encode(inner);
    let body = content::seal_body(&epoch, &envelope.associated(None), &inner, body).expect("short");
    envelope.body = Payload::Here(&body);
    let associated = envelope.associated(Some(envelope.body.hash()));
    let (nonce, head) = content::seal_head(&epoch, &alice(), &associated, &inner).expect("short");
    (envelope.nonce, envelope.head) = (nonce, &head);
    Sealed::from_bytes(&envelope.bytes()).expect("an envelope")
}

#[test]
fn what_is_out_of_bounds_does_not_open_however_well_it_is_signed() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let auth = RecordId::from_bytes([4; 32]);
    let none: Option<RecordId> = None;
    let (wall, slot) = (1_790_000_000_000_u64, Slot(58_934));
    assert_eq!(Slot::of(Timestamp::from_millis(wall)), slot);
    let greatest = (u64::from(slot.0) + 1) << 24;
    let by = |version: u8, kind: u16, seq: u64, wall: u64, lamport: u64| {
        (version, kind, alice().id(), seq, none, Vec::<RecordId>::new(), auth, wall, lamport)
    };
    let opens = |slot, lane, inner: &_| lawless(slot, lane, inner).open(&epoch);
    assert!(opens(slot, Lane::Posts, &by(1, 64, 0, wall, greatest)).is_ok());
    let chained = |seq: u64| (1_u8, 64_u16, alice().id(), seq, Some(auth), Vec::<RecordId>::new(), auth, wall, 1_u64);
    assert!(lawless(slot, Lane::Posts, &chained((1 << 53) - 1)).open(&epoch).is_ok());
    assert!(matches!(lawless(slot, Lane::Posts, &chained(1 << 53)).open(&epoch), Err(OpenError::Bounds)));
    let saying = |len| lawless_saying(slot, Lane::Posts, &by(1, 64, 0, wall, 1), &vec![7; len]).open(&epoch);
    assert!(saying(limits::BODY_BYTES).is_ok());
    assert!(matches!(saying(limits::BODY_BYTES + 1), Err(OpenError::Bounds)));
    for (slot, lane, inner) in [
        (slot, Lane::Posts, by(1, 64, 0, wall, greatest + 1)),
        (slot, Lane::Posts, by(1, 64, 0, wall, u64::MAX)),
        (Slot(slot.0 + 1), Lane::Posts, by(1, 64, 0, wall, 1)),
        (Slot(u32::MAX), Lane::Posts, by(1, 64, 0, u64::MAX, 1)),
        (slot, Lane::Posts, by(1, 63, 0, wall, 1)),
        (slot, Lane::Control, by(1, 64, 0, wall, 1)),
        (slot, Lane::Posts, by(1, 64, 1, wall, 1)),
        (slot, Lane::Posts, by(2, 64, 0, wall, 1)),
    ] {
        assert!(matches!(opens(slot, lane, &inner), Err(OpenError::Bounds)), "{slot:?} {lane:?} {inner:?}");
    }
}

#[test]
fn items_that_a_later_version_adds_to_the_head_are_signed_and_mean_nothing_here() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let (wall, auth) = (1_790_000_000_000_u64, RecordId::from_bytes([4; 32]));
    let none: Option<RecordId> = None;
    let slot = Slot::of(Timestamp::from_millis(wall));
    let added = |what: &str| {
        let inner = (1_u8, 64_u16, alice().id(), 0_u64, none, [auth], auth, wall, 7_u64, (what, 1_u8), [1_u8; 3]);
        lawless(slot, Lane::Posts, &inner)
    };
    let read = added("mood").open(&epoch).expect("opens");
    assert_eq!(
        (read.kind, read.after.as_slice(), read.lamport, read.body.as_slice()),
        (Kind(64), &[auth][..], 7, &b"said"[..])
    );
    assert_ne!(added("mood").id(), added("mode").id());
    let fewer = (1_u8, 64_u16, alice().id(), 0_u64, none, [auth], auth, wall);
    assert!(matches!(lawless(slot, Lane::Posts, &fewer).open(&epoch), Err(OpenError::Content(_))));
}

#[test]
fn a_record_of_a_suite_to_come_is_kept_and_passed_on_and_does_not_open() {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let envelope = |version: u8, suite: u8| {
        let (nonce, new) = (serde_bytes::ByteArray::new([0_u8; 24]), ("anything", Some(2_u8), [1_u32, 70_000]));
        encode(&(version, suite, TAG, Lane::Posts, Slot(50_000), epoch.id(), nonce, new, true))
    };
    for suite in [3, 23, 24, 255] {
        let bytes = envelope(1, suite);
        let sealed = Sealed::from_bytes(&bytes).expect("kept");
        assert_eq!((sealed.id(), sealed.bytes()), (RecordId::of(&bytes), bytes.as_slice()));
        assert_eq!((sealed.header().tag, sealed.header().slot), (TAG, Slot(50_000)));
        assert!(sealed.is_newer() && sealed.has_body() && !sealed.is_boxed());
        assert_eq!(sealed.without_body(), None);
        assert!(matches!(sealed.open(&epoch), Err(OpenError::Newer)));
    }
    assert!(matches!(Sealed::from_bytes(&envelope(2, 3)), Err(EnvelopeError::Unknown)), "another format");
    assert!(Sealed::from_bytes(&envelope(1, 1)).is_err(), "a known suite has known parts");
    assert!(Sealed::from_bytes(&envelope(1, 0)).is_err(), "there is no suite 0");
    let short = encode(&(1_u8, 3_u8, TAG, Lane::Posts, Slot(1), epoch.id()));
    assert!(Sealed::from_bytes(&short).is_err(), "without a nonce");
    let mut loose = envelope(1, 3);
    loose.push(0);
    assert!(Sealed::from_bytes(&loose).is_err(), "not canonical");
}

proptest! {
    #[test]
    fn any_changed_byte_is_noticed(place in any::<prop::sample::Index>(), flip in 1_u8..) {
        let epoch = EpochSecret::from_bytes([5; 32]);
        let (sealed, _) = draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
        let mut bytes = sealed.bytes().to_vec();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        if let Ok(forged) = Sealed::from_bytes(&bytes) {
            prop_assert_ne!(forged.id(), sealed.id());
            prop_assert!(forged.open(&epoch).is_err());
        }
    }

    /// Valid envelopes with bytes changed, taken out, put in and cut off, so that the parsers get past the first byte.
    #[test]
    fn hostile_bytes_never_panic(
        which in 0..HOSTILE.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0_u8..4, any::<u8>()), 1..6),
    ) {
        let epoch = EpochSecret::from_bytes([5; 32]);
        let valid = &HOSTILE[which];
        let mut bytes = valid.clone();
        for (place, what, value) in changes {
            let place = place.index(bytes.len());
            match what {
                0 => bytes[place] = value,
                1 => bytes.insert(place, value),
                2 if bytes.len() > 1 => drop(bytes.remove(place)),
                _ => bytes.truncate(place.max(1)),
            }
        }
        if let Ok(sealed) = Sealed::from_bytes(&bytes) {
            prop_assert_eq!(sealed.bytes(), &bytes[..]);
            let opened = sealed.open(&epoch);
            prop_assert_eq!(opened.is_ok(), bytes == *valid && !sealed.is_newer());
            let _none = (sealed.unbox(&alice()), sealed.without_body(), sealed.open_again(&epoch));
        }
    }
}

/// A post, the same without its body, a welcome, and a record of a suite to come.
static HOSTILE: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let epoch = EpochSecret::from_bytes([5; 32]);
    let certificate = key::PersonSecret::from_seed([3; 32]).certify(&alice(), "alice");
    let (post, _) = draft(b"hello".to_vec()).seal(&alice(), Position::default(), TAG, &epoch).expect("fits");
    let welcome = Draft { lane: Lane::Control, kind: Kind(8), ..draft(vec![0x80]) };
    let welcome = welcome.seal_boxed(&alice(), Position::default(), TAG, &epoch, &[&certificate]).expect("fits").0;
    let head = post.without_body().expect("a post");
    let mut all: Vec<Vec<u8>> = [post, head, welcome].iter().map(|sealed| sealed.bytes().to_vec()).collect();
    all.push(encode(&(
        1_u8,
        9_u8,
        TAG,
        Lane::Posts,
        Slot(1),
        epoch.id(),
        serde_bytes::ByteArray::new([0_u8; 24]),
        "new",
    )));
    all
});
