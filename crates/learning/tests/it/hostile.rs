//! Bytes made up by somebody who means harm: values, never panics.

use commonplace_core::encoding::encode;
use commonplace_core::id::{DeviceId, RecordId};
use commonplace_core::limits;
use commonplace_core::record::Kind;
use commonplace_learning::merge::{Fate, Refusal, Seed, Text, Update};
use commonplace_learning::note::Note;
use commonplace_learning::{Body, Class, FoldError, Unreadable, describe};
use data_encoding::HEXLOWER;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::people::{alice, eve, meet};

const EVE: DeviceId = DeviceId::from_bytes([44; 32]);

fn seed() -> Seed {
    let text = "Water moves through membranes.\nSalt stays where it is.\n".to_owned();
    Seed { device: DeviceId::from_bytes([11; 32]), nonce: [3; 16], text }
}

/// A good update of eve's that deletes, inserts and replaces.
fn good() -> Vec<u8> {
    Text::new(seed()).edit(EVE, "Fresh water moves.\nSalt stays.\nSugar too.\n").expect("fits").remove(0).bytes
}

/// Gives altered bytes the checksum that makes Loro look at them (its header: 4 magic, 16 checksum of which the last 4
/// count, then what is summed, seeded with `LORO`).
fn with_valid_checksum(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() > 20 {
        let sum = xxhash_rust::xxh32::xxh32(&bytes[20..], u32::from_le_bytes(*b"LORO"));
        bytes[16..20].copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

fn built_with(bytes: Vec<u8>) -> (Text, Fate) {
    let mut text = Text::new(seed());
    let id = RecordId::from_bytes([1; 32]);
    text.insert(id, Update { device: EVE, lamport: 1, follows: None, bytes });
    let fate = text.build().fates[&id];
    (text, fate)
}

#[test]
fn the_checksum_of_these_tests_is_loros() {
    assert_eq!(with_valid_checksum(good()), good());
    assert_eq!(built_with(good()).1, Fate::Applied);
}

/// What [`good`] gave with Loro 1.17.1.
const FROZEN: &str = "6c6f726f000000000000000000000000b6f1dfc10004910100393739011b02842a2c75a0bc820770eb7eaebfc2220c0101010101016c00\
     0000050100000100060104010200000504626f6479002901040214000b1360000d002700110017000b13090509050905090509050b1305\
     030607060207050b0515010304010208000609600d27111706090a020002081b03746f6f072e0a5375676172026f760577617465720546\
     72657368";

/// Bytes of it which, set to these values, make Loro 1.17.1 panic: while decoding, while importing, while computing the
/// text; and then once more when the document is let go, which ended the process before `Document` took care.
const PANICS: [(usize, u8); 4] = [(29, 28), (97, 0), (98, 0), (136, 0)];

#[test]
fn updates_on_which_loro_panics_are_refused_and_nothing_else_is_lost() {
    let frozen = HEXLOWER.decode(FROZEN.as_bytes()).expect("hexadecimal");
    assert_eq!(built_with(frozen.clone()).1, Fate::Applied);
    for (place, value) in PANICS {
        let mut bytes = frozen.clone();
        bytes[place] = value;
        let (text, fate) = built_with(with_valid_checksum(bytes));
        assert_eq!(fate, Fate::Refused(Refusal::Malformed), "byte {place}");
        assert_bob_goes_on(text, &format!("byte {place}"));
    }
}

/// Bob, who sees what alice and eve wrote, changes the text, and it is as he wants it.
fn assert_bob_goes_on(mut text: Text, why: &str) {
    let bob = DeviceId::from_bytes([22; 32]);
    let wanted = format!("Bob was here.\n{}And here.\n", text.build().text);
    let edit = text.edit(bob, &wanted).expect("can be changed").remove(0);
    text.insert(
        RecordId::from_bytes([2; 32]),
        Update { device: bob, lamport: 2, follows: edit.follows, bytes: edit.bytes },
    );
    assert_eq!(text.build().text, wanted, "{why}");
}

#[test]
fn the_greatest_lamport_number_of_a_peer_stops_nothing() {
    let mut text = Text::new(seed());
    for number in 1..=2_u8 {
        let wanted = format!("Line {number}.\n{}", text.build().text);
        let edit = text.edit(EVE, &wanted).expect("fits").remove(0);
        let update = Update { device: EVE, lamport: u64::MAX, follows: edit.follows, bytes: edit.bytes };
        text.insert(RecordId::from_bytes([number; 32]), update);
    }
    assert!(text.build().text.starts_with("Line 2.\nLine 1.\n"));
}

#[test]
fn whatever_byte_eve_alters_bob_goes_on() {
    let good = good();
    let mut applied = 0;
    for place in 20..good.len() {
        for value in [0, 1, 0x7f, 0xff, good[place] ^ 0x41] {
            let mut bytes = good.clone();
            bytes[place] = value;
            let (text, fate) = built_with(with_valid_checksum(bytes));
            applied += usize::from(fate == Fate::Applied);
            assert_bob_goes_on(text, &format!("byte {place} is {value}"));
        }
    }
    assert!(applied > 0 && applied < 5 * (good.len() - 20), "some are refused, some are changes like others");
}

#[test]
fn a_snapshot_is_not_an_update() {
    let doc = loro::LoroDoc::new();
    doc.set_peer_id(seed().peer(&EVE)).expect("a new document");
    doc.get_text("body").insert(0, "all is mine").expect("within");
    doc.commit();
    let snapshot = doc.export(loro::ExportMode::Snapshot).expect("exports");
    assert_eq!(built_with(snapshot).1, Fate::Refused(Refusal::Malformed));
}

#[test]
fn operations_of_two_peers_in_one_update_are_refused() {
    let doc = loro::LoroDoc::new();
    for peer in [seed().peer(&EVE), 5] {
        doc.set_peer_id(peer).expect("nothing uncommitted");
        doc.get_text("body").insert(0, "x").expect("within");
        doc.commit();
    }
    let update = doc.export(loro::ExportMode::all_updates()).expect("exports");
    assert_eq!(built_with(update).1, Fate::Refused(Refusal::ForeignPeer));
}

#[test]
fn another_container_leaves_the_text_alone() {
    let doc = loro::LoroDoc::new();
    doc.set_peer_id(seed().peer(&EVE)).expect("a new document");
    doc.get_map("title").insert("x", "y").expect("a map takes it");
    doc.commit();
    let update = doc.export(loro::ExportMode::all_updates()).expect("exports");
    let (text, fate) = built_with(update);
    assert_eq!((text.build().text, fate), (seed().text, Fate::Applied));
}

#[test]
fn a_history_with_hostile_updates_in_it_is_told() {
    let (mut alice, mut eve) = (alice(), eve());
    alice.new_note("Osmosis", "one\ntwo\n");
    meet(&mut alice, &mut eve);
    eve.edit_text("one\n");
    let mut hostile = eve.entries().into_iter().find(|entry| entry.author == eve.person).expect("the edit");
    let Ok(Body::NoteEdit(mut edit)) = Body::read(hostile.kind, &hostile.body) else { panic!("an edit") };
    let bytes = edit.update.as_ref().expect("of the text").to_vec();
    for place in 20..bytes.len() {
        let mut altered = bytes.clone();
        altered[place] = if altered[place] == 0 { 0x13 } else { 0 };
        edit.update = Some(serde_bytes::ByteBuf::from(with_valid_checksum(altered)));
        hostile.body = encode(&edit);
        let mut desk = alice.clone();
        desk.take(hostile.clone());
        desk.edit_text("one\ntwo\nthree\n");
        let note = desk.note();
        assert!(note.text().contains("three"), "byte {place}");
        assert_eq!(note.history().len(), 2);
        let _marks = note.both_edited();
    }
}

#[test]
fn unknown_kinds_and_longer_arrays_need_a_newer_version() {
    assert_eq!(describe(Kind(9_999), &[0x80]), Err(Unreadable::NewerVersion));
    let longer = encode(&(RecordId::from_bytes([1; 32]), RecordId::from_bytes([1; 32]), "text", "new in version 2"));
    assert_eq!(describe(Class::Comment.kind(), &longer), Err(Unreadable::NewerVersion));
    let shorter = encode(&(RecordId::from_bytes([1; 32]), "text"));
    assert_eq!(describe(Class::Comment.kind(), &shorter), Err(Unreadable::Malformed));
    assert_eq!(describe(Class::Comment.kind(), &[]), Err(Unreadable::Dropped));
}

#[test]
fn bounds_hold_for_what_arrives() {
    let root = RecordId::from_bytes([1; 32]);
    let long = encode(&(root, root, "x".repeat(limits::COMMENT_BYTES + 1)));
    assert_eq!(describe(Class::Comment.kind(), &long), Err(Unreadable::Malformed));
    let empty = encode(&(root, root, " "));
    assert_eq!(describe(Class::Comment.kind(), &empty), Err(Unreadable::Malformed));
    let all_votes = encode(&(root, root, 9_u8, Vec::<RecordId>::new()));
    assert_eq!(describe(Class::Vote.kind(), &all_votes), Err(Unreadable::Malformed));
}

#[test]
fn a_note_that_cannot_be_read_says_so() {
    let mut alice = alice();
    alice.new_note("Osmosis", "x");
    let mut entries = alice.entries();
    entries[0].body.pop();
    assert_eq!(Note::fold(&entries).err(), Some(FoldError::Root(Unreadable::Malformed)));
}

proptest! {
    #[test]
    fn random_bodies_never_panic(kind in 60..110_u16, body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _refused = describe(Kind(kind), &body);
    }

    #[test]
    fn altered_bodies_never_panic(which in any::<Index>(), place in any::<Index>(), flip in 1_u8..) {
        let mut alice = alice();
        alice.new_note("Osmosis", "one\n");
        alice.edit_text("two\n");
        let mut entries = alice.entries();
        let which = which.index(entries.len());
        let body = &mut entries[which].body;
        let place = place.index(body.len());
        body[place] ^= flip;
        if let Ok(note) = Note::fold(&entries) {
            let _told = note.history();
        }
    }

    #[test]
    fn random_updates_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let header = [b"loro".as_slice(), &[0; 16], &[0, 4]].concat();
        prop_assert_eq!(built_with(bytes.clone()).1, Fate::Refused(Refusal::Malformed));
        let (text, fate) = built_with(with_valid_checksum([header, bytes].concat()));
        prop_assert!(fate != Fate::Applied);
        prop_assert_eq!(text.build().text, seed().text);
    }

    #[test]
    fn updates_altered_in_several_places_never_panic(
        flips in prop::collection::vec((any::<Index>(), any::<u8>()), 1..4),
        keep in any::<Index>(),
    ) {
        let mut bytes = good();
        for (place, value) in flips {
            let place = place.index(bytes.len() - 20) + 20;
            bytes[place] = value;
        }
        let (text, _) = built_with(with_valid_checksum(bytes.clone()));
        let _edits = text.edit(EVE, "Eve goes on.\n");
        bytes.truncate(keep.index(bytes.len()));
        built_with(with_valid_checksum(bytes));
    }
}
