//! Frozen bodies: what this version writes and reads must stay what it was. The file is read, never written, here.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_core::blob::BlobKey;
use commonplace_core::id::{BlobId, CircleId, DeviceId, PersonId, RecordId};
use commonplace_core::time::Timestamp;
use commonplace_learning::attachment::{Attach, Detach};
use commonplace_learning::card::reviews::Grade;
use commonplace_learning::card::{CardChange, CardCreate};
use commonplace_learning::comment::Comment;
use commonplace_learning::dispute::{Corrected, Dispute, Ruling, Weigh, Weight};
use commonplace_learning::flag::{Flag, Reason};
use commonplace_learning::meeting::{Comes, Coming, MeetingChange, MeetingCreate, Recap};
use commonplace_learning::merge::{Seed, Text, Update, UpdateHash};
use commonplace_learning::moderation::{Hide, Retract};
use commonplace_learning::note::{Format, NoteCreate, NoteEdit};
use commonplace_learning::origin::{Anchor, Origin};
use commonplace_learning::private::{Private, draft_key, setting_key, thread_name};
use commonplace_learning::profile::Profile;
use commonplace_learning::question::{Accept, Answer, Endorse, Question, Retag};
use commonplace_learning::quick_vote::{Again, Begin, OpenedChoice, SealedChoice, Uncover, commitment, nonce};
use commonplace_learning::revision::Revision;
use commonplace_learning::skill::{AcceptPair, Free, Level, Part, Skills, When};
use commonplace_learning::vote::{Choice, Vote};
use commonplace_learning::{Body, Class};
use data_encoding::HEXLOWER;
use serde_bytes::{ByteArray, ByteBuf};
use serde_json::{Map, Value, json};

const FROZEN: &str = include_str!("../vectors/learning.json");

fn id(number: u8) -> RecordId {
    RecordId::from_bytes([number; 32])
}

fn seed() -> Seed {
    Seed { device: DeviceId::from_bytes([1; 32]), nonce: [2; 16], text: "Water moves.\n".to_owned() }
}

/// One body of each kind, with every item filled.
fn bodies() -> Vec<Body> {
    let mut bodies = threads();
    bodies.extend(cards());
    bodies.extend(around());
    bodies.extend(disputes());
    bodies.extend(meetings());
    bodies.extend(quick_vote());
    bodies
}

fn threads() -> Vec<Body> {
    let anchor = Anchor { item: id(1), quote: "Water".to_owned(), offset: 300, line: [9; 8] };
    vec![
        Body::Note(NoteCreate {
            nonce: ByteArray::new([2; 16]),
            title: "Osmosis".to_owned(),
            tags: vec!["cell".to_owned(), "su".to_owned()],
            path: Some("unit 1/osmosis.md".to_owned()),
            text: "Water moves.\n".to_owned(),
            format: Format::Markdown,
        }),
        Body::NoteEdit(NoteEdit {
            note: id(1),
            title: Some(("Diffusion".to_owned(), vec![id(1), id(2)])),
            tags_added: vec!["physics".to_owned()],
            tags_removed: vec![("cell".to_owned(), id(1))],
            follows: Some(UpdateHash::of(b"the update before")),
            update: Some(ByteBuf::from(vec![1, 2, 3])),
        }),
        Body::Question(Question {
            title: "Why?".to_owned(),
            text: "I wonder.".to_owned(),
            about: Some(anchor),
            tags: vec!["cell".to_owned()],
        }),
        Body::Answer(Answer { question: id(3), text: "Because.".to_owned() }),
        Body::Revision(Revision {
            root: id(3),
            of: id(4),
            title: Some("How?".to_owned()),
            text: "I still wonder.".to_owned(),
            replaces: vec![id(4)],
        }),
        Body::Accept(Accept { question: id(3), answer: Some(id(4)), replaces: vec![id(5)] }),
        Body::Endorse(Endorse { question: id(3), answer: id(4), endorsed: true, replaces: vec![id(5)] }),
        Body::Retag(Retag { question: id(3), tags: vec!["cell".to_owned()], replaces: vec![id(5)] }),
    ]
}

fn cards() -> Vec<Body> {
    let at = Anchor { item: id(4), quote: "Water".to_owned(), offset: 300, line: [9; 8] };
    let sides = ("What moves?".to_owned(), "Water.".to_owned());
    let (front, back) = sides.clone();
    let from = Some(Origin { thread: id(3), at });
    let create = CardCreate { front, back, from };
    let (front, back) = sides;
    vec![Body::Card(create), Body::CardChange(CardChange { card: id(9), front, back, replaces: vec![id(9)] })]
}

fn attach(padding: u64) -> Attach {
    Attach {
        root: id(3),
        target: id(4),
        blob: BlobId::from_bytes([7; 32]),
        key: BlobKey::from_bytes([8; 32]),
        size: 5_000_000,
        name: "leaf.png".to_owned(),
        media_type: "image/png".to_owned(),
        padding,
    }
}

fn around() -> Vec<Body> {
    let profile = Profile {
        person: PersonId::from_bytes([1; 32]),
        name: "Ayşe".to_owned(),
        about: "Likes cells.".to_owned(),
        languages: vec!["tr".to_owned(), "en".to_owned()],
        replaces: vec![id(5)],
    };
    vec![
        Body::Comment(Comment { root: id(3), target: id(4), text: "Hm.".to_owned() }),
        Body::Vote(Vote { root: id(3), target: id(4), choice: Choice::Same, replaces: vec![id(5)] }),
        Body::Flag(Flag {
            root: id(3),
            target: id(4),
            reason: Reason::Spam,
            words: "an advertisement".to_owned(),
            replaces: vec![id(5)],
        }),
        Body::Attach(attach(0)),
        Body::Detach(Detach { root: id(3), attached: id(6) }),
        Body::Retract(Retract { root: id(3), target: id(4) }),
        Body::Hide(Hide {
            root: id(3),
            target: id(4),
            hidden: true,
            reason: "unkind".to_owned(),
            replaces: vec![id(5)],
        }),
        Body::Profile(profile),
        Body::Skills(Skills {
            person: PersonId::from_bytes([1; 32]),
            offers: vec![("Essay plans".to_owned(), Level::Teaches)],
            needs: vec![("Stoichiometry".to_owned(), Level::Sure)],
            free: Free::from_iter([When { weekday: 4, part: Part::Evening }]),
            capacity: 2,
            replaces: vec![id(5)],
        }),
        Body::AcceptPair(AcceptPair {
            person: PersonId::from_bytes([1; 32]),
            with: PersonId::from_bytes([2; 32]),
            accepts: true,
            round: 1,
            skills: vec!["Stoichiometry".to_owned()],
            replaces: vec![id(5)],
        }),
    ]
}

fn disputes() -> Vec<Body> {
    let passage = Anchor { item: id(4), quote: "Water stays.".to_owned(), offset: 300, line: [9; 8] };
    vec![
        Body::Dispute(Dispute {
            about: Origin { thread: id(3), at: passage },
            claim: "It moves.".to_owned(),
            why: "Look at a raisin.".to_owned(),
            source: Some(Origin::whole(id(1), id(1))),
            elsewhere: "Our book, page 12".to_owned(),
        }),
        Body::Weigh(Weigh { root: id(3), dispute: id(9), weight: Weight::Unsure, replaces: vec![id(5)] }),
        Body::Ruling(Ruling {
            root: id(3),
            dispute: id(9),
            upheld: true,
            reason: "The book says so.".to_owned(),
            replaces: vec![id(5)],
        }),
        Body::Corrected(Corrected { root: id(3), dispute: id(9), corrected: true, replaces: vec![id(5)] }),
    ]
}

fn meetings() -> Vec<Body> {
    let when = Some(Timestamp::from_millis(1_796_320_800_000));
    vec![
        Body::Meeting(MeetingCreate {
            title: "Membranes".to_owned(),
            when,
            place: "Room 12".to_owned(),
            agenda: "- check-in\n".to_owned(),
        }),
        Body::MeetingChange(MeetingChange {
            meeting: id(7),
            title: "Membranes".to_owned(),
            when: None,
            place: "Library".to_owned(),
            agenda: "- work\n".to_owned(),
            called_off: true,
            replaces: vec![id(7)],
        }),
        Body::Coming(Coming { meeting: id(7), comes: Comes::Maybe, when, replaces: vec![id(5)] }),
        Body::Recap(Recap { meeting: id(7), note: Some(id(1)), replaces: vec![id(5)] }),
    ]
}

/// The nonce of device seed `[4; 32]`, for a choice in round 2 of the quick vote 8, salted with threes.
fn sealed_with() -> [u8; 32] {
    nonce(&[4; 32], &id(8), 2, &[3; 16])
}

fn quick_vote() -> Vec<Body> {
    let person = PersonId::from_bytes([1; 32]);
    vec![
        Body::QuickVote(Begin {
            question: "What moves?".to_owned(),
            options: vec!["water".to_owned(), "tuz".to_owned()],
            about: Some(Anchor { item: id(1), quote: "Water".to_owned(), offset: 300, line: [9; 8] }),
            follows: Some(id(7)),
        }),
        Body::SealedChoice(SealedChoice {
            root: id(8),
            round: 2,
            commitment: ByteArray::new(commitment(&id(8), 2, &person, &sealed_with(), 1)),
            salt: ByteArray::new([3; 16]),
            replaces: vec![id(5)],
        }),
        Body::Uncover(Uncover { root: id(8), round: 2, sealed: vec![id(5), id(6)] }),
        Body::OpenedChoice(OpenedChoice {
            root: id(8),
            sealed: id(6),
            nonce: ByteArray::new(sealed_with()),
            option: 1,
        }),
        Body::Again(Again { root: id(8), round: 2 }),
    ]
}

/// What this version writes, in the form of the frozen file.
fn written() -> Value {
    let mut kinds = Map::new();
    for body in bodies() {
        let content = body.content().expect("within bounds");
        let name = format!("{:?}", body.described().class);
        kinds.insert(name, json!({ "kind": content.kind.0, "body": HEXLOWER.encode(&content.body) }));
    }
    let padded = Body::Attach(attach(46_592)).content().expect("within bounds");
    kinds.insert("AttachPadded".to_owned(), json!({ "kind": padded.kind.0, "body": HEXLOWER.encode(&padded.body) }));
    let device = DeviceId::from_bytes([3; 32]);
    let next = Text::new(seed()).edit(device, "Fresh water moves.\n").expect("honest").remove(0);
    let text = json!({
        "device": HEXLOWER.encode(seed().device.as_bytes()),
        "nonce": HEXLOWER.encode(&seed().nonce),
        "text": seed().text,
        "peer": format!("{:016x}", seed().peer(&seed().device)),
        "editor": HEXLOWER.encode(device.as_bytes()),
        "editor_peer": format!("{:016x}", seed().peer(&device)),
        "update": HEXLOWER.encode(&next.bytes),
        "edited": "Fresh water moves.\n",
    });
    json!({ "bodies": kinds, "text": text })
}

fn frozen() -> Value {
    serde_json::from_str(FROZEN).expect("the file is JSON")
}

#[test]
fn bodies_are_written_as_they_were() {
    let (written, frozen) = (written(), frozen());
    assert_eq!(written["bodies"], frozen["bodies"], "written now:\n{written:#}");
    let (now, then) = (&written["text"], &frozen["text"]);
    assert_eq!((&now["peer"], &now["editor_peer"]), (&then["peer"], &then["editor_peer"]), "written now:\n{written:#}");
}

#[test]
fn frozen_bodies_are_read_as_what_they_were() {
    let frozen = frozen();
    let bodies: BTreeMap<String, Body> =
        bodies().into_iter().map(|body| (format!("{:?}", body.described().class), body)).collect();
    for class in Class::ALL {
        let name = format!("{class:?}");
        let body = frozen["bodies"][&name]["body"].as_str().expect("every kind is frozen");
        let bytes = HEXLOWER.decode(body.as_bytes()).expect("hexadecimal");
        assert_eq!(Body::read(class.kind(), &bytes).as_ref(), Ok(&bodies[&name]));
    }
    let padded = frozen["bodies"]["AttachPadded"]["body"].as_str().expect("frozen, too");
    let bytes = HEXLOWER.decode(padded.as_bytes()).expect("hexadecimal");
    assert_eq!(Body::read(Class::Attach.kind(), &bytes), Ok(Body::Attach(attach(46_592))));
}

/// A later Loro may write other bytes for one change; it must still read these.
#[test]
fn a_frozen_update_still_applies() {
    let frozen = &frozen()["text"];
    let update = HEXLOWER.decode(frozen["update"].as_str().expect("there").as_bytes()).expect("hexadecimal");
    let mut text = Text::new(seed());
    let device = DeviceId::from_bytes([3; 32]);
    text.insert(id(1), Update { device, lamport: 1, follows: None, bytes: update });
    assert_eq!(text.build().text, frozen["edited"].as_str().expect("there"));
}

/// What an own device says to another one. With `COMMONPLACE_WRITE_VECTORS=1` the file is written anew.
#[test]
fn what_own_devices_say_is_frozen() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/private.json");
    let at = |millis: u64| Timestamp::from_millis(1_790_000_000_000 + millis);
    let mut private = Private::default();
    let seen = BTreeSet::new();
    private.write([1; 8], at(1), &setting_key("language"), Some("tr".to_owned()), &seen).expect("in bounds");
    private.write([1; 8], at(2), &draft_key("note-new:a"), Some("Water".to_owned()), &seen).expect("in bounds");
    private.write([2; 8], at(3), &draft_key("note-new:a"), None, &seen).expect("in bounds");
    private.mark(CircleId::from_bytes([3; 32]), thread_name(&id(4)), 5, at(4));
    private.mark_all(CircleId::from_bytes([3; 32]), 6);
    let before = private.document(4_000, 0).expect("short");
    private.reviewed_mut().review(CircleId::from_bytes([3; 32]), thread_name(&id(9)), Grade::Good, at(1_000));
    private.reviewed_mut().review(CircleId::from_bytes([3; 32]), thread_name(&id(9)), Grade::Easy, at(86_401_000));
    let document = private.document(4_000, 0).expect("short");
    let written = format!(
        "{:#}\n",
        json!({
            "about": "language tr by device 01.., at 1790000000001; draft note-new:a, Water by 01.. at ..02 and a long text by 02.. at ..03; of circle 03.. thread 04.. 5 seen, all up to 6",
            "document": HEXLOWER.encode(&before),
            "reviewing": HEXLOWER.encode(&document),
            "reviewed": "the same, and of card 09.. a good review at 1790000001 and an easy one a day later",
        })
    );
    if std::env::var_os("COMMONPLACE_WRITE_VECTORS").is_some() {
        std::fs::write(file, &written).expect("the folder of vectors");
    }
    assert_eq!(std::fs::read_to_string(file).expect("the vectors are part of the repository"), written);
    let read = Private::read(&document).expect("own bytes");
    assert_eq!(read.document(4_000, 0), Some(document));
}
