//! Alice lets bob in, and eve tries everything.

use crate::frozen::hold;
use commonplace_core::limits;
use commonplace_core::pairing::{
    Asked, CodeError, End, Pairing, PairingError, Payload, Purpose, SpokenCode, Step, digits, nearby_name,
};
use data_encoding::HEXLOWER;
use proptest::prelude::*;
use serde_json::{Value, json};

const BINDING: [u8; 32] = [7; 32];
const BOBS: [u8; 32] = [1; 32];
const ALICES: [u8; 32] = [2; 32];

fn ticket() -> Payload {
    Payload::Ticket("commonplace:abc".into())
}

fn name() -> Payload {
    Payload::Name("Bob".into())
}

/// What both say, in order, until nobody has anything to say. Returns the steps of each that are not frames to send.
fn talk(bob: &mut Pairing, alice: &mut Pairing, first: Vec<u8>, to_alice: bool) -> (Vec<Step>, Vec<Step>) {
    let (mut bobs, mut alices) = (Vec::new(), Vec::new());
    let mut under_way = std::collections::VecDeque::from([(to_alice, first)]);
    while let Some((to_alice, frame)) = under_way.pop_front() {
        let (hears, steps) = if to_alice { (&mut *alice, &mut alices) } else { (&mut *bob, &mut bobs) };
        for step in hears.handle(&frame).expect("honest") {
            match step {
                Step::Send(frame) => under_way.push_back((!to_alice, frame)),
                Step::Hit => under_way.push_back((!to_alice, hears.guess().expect("hit"))),
                step => steps.push(step),
            }
        }
    }
    (bobs, alices)
}

/// Both compare words, and neither has confirmed.
fn compared(purpose: Purpose) -> (Pairing, Pairing) {
    let (mut bob, first) = Pairing::ask(purpose, BINDING, &BOBS);
    let (mut alice, asked) = Pairing::asked(BINDING, &first).expect("a first message");
    assert_eq!(asked, Asked::Words);
    let key = alice.accept(&ALICES).expect("was asked");
    talk(&mut bob, &mut alice, key, false);
    (bob, alice)
}

fn confirmed(purpose: Purpose) -> (Pairing, Pairing) {
    let (mut bob, mut alice) = compared(purpose);
    for bob_first in [true, false] {
        let from = if bob_first { &mut bob } else { &mut alice };
        let frame = from.confirm().expect("there are words").expect("not yet");
        let (bobs, alices) = talk(&mut bob, &mut alice, frame, bob_first);
        assert_eq!(if bob_first { alices } else { bobs }, [Step::Confirmed]);
    }
    (bob, alice)
}

fn code() -> SpokenCode {
    SpokenCode::from_entropy([0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0])
}

/// The one frame that is to be sent.
fn only(steps: Result<Vec<Step>, PairingError>) -> Vec<u8> {
    match steps.expect("honest").pop() {
        Some(Step::Send(frame)) => frame,
        other => panic!("{other:?}"),
    }
}

/// Bob seeks with one code, alice offers another; what each comes to.
fn guessed(bobs: &SpokenCode, alices: &SpokenCode) -> (Pairing, Pairing, Result<Vec<Step>, PairingError>) {
    let (mut bob, first) = Pairing::seek(Purpose::Join, BINDING, bobs, &BOBS);
    let (mut alice, asked) = Pairing::asked(BINDING, &first).expect("a first message");
    assert_eq!(asked, Asked::Code);
    let hit = alice.offer(alices, &ALICES).expect("was asked");
    assert_eq!(bob.handle(&hit), Ok(vec![Step::Hit]));
    let guess = bob.guess().expect("hit");
    // Alice answers every guess alike, and bob proves what he has.
    let answer = only(alice.handle(&guess));
    let proof = only(bob.handle(&answer));
    let judged = alice.handle(&proof);
    (bob, alice, judged)
}

#[test]
fn both_screens_show_the_same_words_and_each_hands_over_one_thing() {
    let (mut bob, first) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
    let (mut alice, _) = Pairing::asked(BINDING, &first).expect("a first message");
    let key = alice.accept(&ALICES).expect("was asked");
    let (bobs, alices) = talk(&mut bob, &mut alice, key, false);
    assert_eq!(bobs, alices, "the same words on both screens");
    assert_eq!(bobs, [Step::Words(bob.words().expect("words"))]);

    assert_eq!(alice.give(&ticket()), Err(PairingError::OutOfTurn), "nobody has confirmed");
    let frame = alice.confirm().expect("words").expect("the first time");
    assert_eq!(alice.confirm(), Ok(None));
    assert_eq!(talk(&mut bob, &mut alice, frame, false).0, [Step::Confirmed]);
    assert_eq!(alice.give(&ticket()), Err(PairingError::OutOfTurn), "bob has not");
    assert_eq!(bob.give(&name()), Err(PairingError::OutOfTurn), "bob has not");
    let frame = bob.confirm().expect("words").expect("the first time");
    assert_eq!(talk(&mut bob, &mut alice, frame, true).1, [Step::Confirmed]);
    assert!(bob.is_open() && alice.is_open());

    let given = alice.give(&ticket()).expect("open");
    assert_eq!(talk(&mut bob, &mut alice, given, false).0, [Step::Given(ticket())]);
    assert_eq!(alice.give(&ticket()), Err(PairingError::OutOfTurn), "one each way");
    let given = bob.give(&name()).expect("open");
    assert_eq!(talk(&mut bob, &mut alice, given, true).1, [Step::Given(name())]);
}

#[test]
fn eve_between_them_shows_other_words_whatever_she_does() {
    // She speaks with each as if she were the other. The transport gives each pair its own binding, but even if it did
    // not, she would have to promise her key to alice before she sees alice's.
    let mut same = 0;
    for round in 0..50_u8 {
        let (mut bob, to_eve) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
        let (mut as_alice, _) = Pairing::asked(BINDING, &to_eve).expect("a first message");
        let (mut as_bob, first) = Pairing::ask(Purpose::Join, BINDING, &[100 + round; 32]);
        let (mut alice, _) = Pairing::asked(BINDING, &first).expect("a first message");
        let key = alice.accept(&ALICES).expect("was asked");
        talk(&mut as_bob, &mut alice, key, false);
        let key = as_alice.accept(&[100 + round; 32]).expect("was asked");
        talk(&mut bob, &mut as_alice, key, false);
        same += u32::from(bob.words() == alice.words());
        assert!(bob.words().is_some() && alice.words().is_some());
    }
    assert_eq!(same, 0);
}

#[test]
fn who_only_passes_messages_on_between_two_connections_shows_other_words() {
    let (mut bob, first) = Pairing::ask(Purpose::Join, [8; 32], &BOBS);
    let (mut alice, _) = Pairing::asked([9; 32], &first).expect("a first message");
    let key = alice.accept(&ALICES).expect("was asked");
    let steps = bob.handle(&key).expect("a key");
    let [Step::Send(open), Step::Words(_)] = &steps[..] else { panic!("{steps:?}") };
    assert_eq!(alice.handle(open), Err(PairingError::Commitment), "the promise names both ends");
}

#[test]
fn a_key_other_than_the_promised_one_ends_it() {
    let (_, first) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
    let (mut alice, _) = Pairing::asked(BINDING, &first).expect("a first message");
    let key = alice.accept(&ALICES).expect("was asked");
    let (mut eve, _) = Pairing::ask(Purpose::Join, BINDING, &[99; 32]);
    let steps = eve.handle(&key).expect("a key");
    let Some(Step::Send(open)) = steps.first() else { panic!("{steps:?}") };
    assert_eq!(alice.handle(open), Err(PairingError::Commitment));
    assert_eq!(alice.words(), None);
    assert_eq!(alice.handle(open), Err(PairingError::OutOfTurn), "it stays over");
}

#[test]
fn a_key_of_small_order_is_refused() {
    for weak in [[0; 32], {
        let mut one = [0; 32];
        one[0] = 1;
        one
    }] {
        let (mut bob, _) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
        assert_eq!(bob.handle(&[&[2], weak.as_slice()].concat()), Err(PairingError::WeakKey));
    }
}

#[test]
fn a_yes_to_one_purpose_is_no_yes_to_another() {
    let (bob, _) = compared(Purpose::Join);
    let (other_bob, other_alice) = compared(Purpose::Device);
    assert_eq!(other_bob.words(), other_alice.words());
    assert_ne!(bob.words(), other_alice.words(), "the purpose is in the words");
    // Eve changes what bob asks for on its way.
    let (_, first) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
    let mut changed = first;
    changed[2] = Purpose::Device as u8;
    let (mut alice, _) = Pairing::asked(BINDING, &changed).expect("a first message");
    let (mut bob, _) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
    let steps = bob.handle(&alice.accept(&ALICES).expect("was asked")).expect("a key");
    let Some(Step::Send(open)) = steps.first() else { panic!("{steps:?}") };
    assert_eq!(alice.handle(open), Err(PairingError::Commitment));
    // And no side hands over what does not belong there.
    let (mut bob, mut alice) = confirmed(Purpose::Join);
    assert_eq!(alice.give(&Payload::Device(vec![1].into())), Err(PairingError::Purpose));
    assert_eq!(bob.give(&ticket()), Err(PairingError::Purpose), "who asks has no ticket to give");
    let (mut bob, mut alice) = confirmed(Purpose::Device);
    assert_eq!(alice.give(&ticket()), Err(PairingError::Purpose));
    let payload = Payload::Device(vec![5; 20_000].into());
    for (from_bob, payload) in [(true, payload.clone()), (false, payload)] {
        let frame = if from_bob { &mut bob } else { &mut alice }.give(&payload).expect("open");
        let (bobs, alices) = talk(&mut bob, &mut alice, frame, from_bob);
        assert_eq!(if from_bob { alices } else { bobs }, [Step::Given(payload)]);
    }
}

#[test]
fn what_eve_changes_or_plays_back_is_not_taken() {
    let (mut bob, mut alice) = confirmed(Purpose::Join);
    let frame = alice.give(&ticket()).expect("open");
    assert_eq!(frame.len() % 256, 1 + 16, "the length of a ticket does not show");
    let mut changed = frame.clone();
    changed[40] ^= 1;
    assert_eq!(bob.handle(&changed), Err(PairingError::Forged));
    assert_eq!(bob.handle(&frame), Err(PairingError::OutOfTurn), "it is over after a forgery");

    let (mut bob, mut alice) = confirmed(Purpose::Join);
    let frame = alice.give(&ticket()).expect("open");
    assert_eq!(alice.handle(&frame), Err(PairingError::Forged), "her own message, sent back");
    assert_eq!(bob.handle(&frame), Ok(vec![Step::Given(ticket())]));
    assert_eq!(bob.handle(&frame), Err(PairingError::OutOfTurn), "a second one");

    // Bob hands over before alice has confirmed: his node is another program.
    let (mut bob, mut alice) = compared(Purpose::Join);
    let frame = bob.confirm().expect("words").expect("the first time");
    talk(&mut bob, &mut alice, frame.clone(), true);
    assert_eq!(alice.handle(&frame), Err(PairingError::OutOfTurn));
}

#[test]
fn the_right_code_opens_the_channel_without_words_to_compare() {
    let typed: SpokenCode = code().words().join(" ").parse().expect("four words");
    let (mut bob, first) = Pairing::seek(Purpose::Join, BINDING, &typed, &BOBS);
    let (mut alice, _) = Pairing::asked(BINDING, &first).expect("a first message");
    assert!(alice.is_about(code().plate()));
    assert!(!alice.is_about(SpokenCode::from_entropy([0; 8]).plate()));
    let hit = alice.offer(&code(), &ALICES).expect("was asked");
    let (bobs, alices) = talk(&mut bob, &mut alice, hit, false);
    assert_eq!((bobs, alices), (vec![Step::Proved], vec![Step::Proved]));
    let frame = alice.give(&ticket()).expect("open");
    assert_eq!(talk(&mut bob, &mut alice, frame, false).0, [Step::Given(ticket())]);
}

#[test]
fn a_wrong_code_is_found_out_by_the_one_who_offers_and_nothing_is_learnt() {
    let words = code().words();
    let wrong: SpokenCode = format!("{} {} {} zoo", words[0], words[1], words[2]).parse().expect("four words");
    let (mut bob, mut alice, judged) = guessed(&wrong, &code());
    assert_eq!(judged, Err(PairingError::WrongCode));
    assert_eq!(alice.give(&ticket()), Err(PairingError::OutOfTurn));
    assert_eq!(alice.handle(&End::WrongCode.encode()), Ok(vec![Step::Ended(End::WrongCode)]));
    assert_eq!(bob.handle(&End::WrongCode.encode()), Ok(vec![Step::Ended(End::WrongCode)]));
    let (_, _, judged) = guessed(&code(), &code());
    assert!(judged.is_ok());
}

#[test]
fn a_query_for_a_nameplate_is_worth_nothing_on_another_connection() {
    let (_, first) = Pairing::seek(Purpose::Join, BINDING, &code(), &BOBS);
    let (elsewhere, _) = Pairing::asked([8; 32], &first).expect("a first message");
    assert!(!elsewhere.is_about(code().plate()));
    let (_, again) = Pairing::seek(Purpose::Join, BINDING, &code(), &[3; 32]);
    assert_ne!(first, again, "no two queries are alike");
}

#[test]
fn a_code_is_typed_as_people_type() {
    let code: SpokenCode = "river stone candle zebra".parse().expect("four words");
    for typed in [
        "River Stone Candle Zebra",
        "river-stone-candle-zebra",
        "  RİVER,stone\n candle;  ZEBRA ",
        "rive ston cand zebr",
        "riverr stones candles zebras",
        "river_stone.candle/zebra",
    ] {
        assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
    }
    // The digits below the words say the same, in any script.
    let below = digits(&code.words()).expect("words of the list");
    assert_eq!(below, "1494 1714 0266 2044");
    let eastern: String =
        below.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c)).collect();
    for typed in [&below, &below.replace(' ', "-"), &eastern] {
        assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
    }
    assert_eq!("2048 0001 0002 0003".parse::<SpokenCode>(), Err(CodeError::Word("2048".into())), "beyond the list");
    assert_eq!("12 0001 0002 0003".parse::<SpokenCode>(), Err(CodeError::Word("12".into())));
    assert_eq!(digits(&["river", "nonsense"]), None);
    assert_eq!("act act act act".parse::<SpokenCode>().expect("short words").words(), ["act"; 4]);
    assert_eq!("river stone candle".parse::<SpokenCode>(), Err(CodeError::Words(3)));
    assert_eq!("river stone candle xylophone".parse::<SpokenCode>(), Err(CodeError::Word("xylophone".into())));
    assert_eq!("river stone candle زرافة".parse::<SpokenCode>(), Err(CodeError::Word("زرافة".into())));
    assert!(matches!("a ".repeat(10_000).parse::<SpokenCode>(), Err(CodeError::Words(_))));
    assert!(!format!("{code:?}").contains("candle"), "the secret is not logged");
}

#[test]
fn every_code_survives_being_said_and_typed() {
    for number in 0..2_000_u64 {
        let code = SpokenCode::from_entropy(number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
        let short: Vec<&str> = code.words().iter().map(|word| &word[..word.len().min(4)]).collect();
        assert_eq!(short.join("-").parse(), Ok(code.clone()));
    }
}

#[test]
fn a_later_version_is_told_apart_from_nonsense() {
    let (_, mut first) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
    first[1] = 2;
    assert_eq!(Pairing::asked(BINDING, &first).map(drop), Err(PairingError::Version));
    assert_eq!(Pairing::asked(BINDING, &[]).map(drop), Err(PairingError::Malformed));
    assert_eq!(Pairing::asked(BINDING, &[4]).map(drop), Err(PairingError::OutOfTurn));
    let long = vec![7; limits::PAIRING_MESSAGE_BYTES + 1];
    assert_eq!(compared(Purpose::Join).0.handle(&long), Err(PairingError::Malformed));
    let too_long = Payload::Device(vec![0; limits::PAIRING_PAYLOAD_BYTES].into());
    assert_eq!(confirmed(Purpose::Device).0.give(&too_long), Err(PairingError::TooLong));
}

proptest! {
    #[test]
    fn nonsense_at_any_stage_is_an_error_or_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..80), stage in 0..4) {
        let (mut bob, first) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
        let (mut alice, _) = Pairing::asked(BINDING, &first).expect("a first message");
        let _either = Pairing::asked(BINDING, &bytes);
        let hears = match stage {
            0 => &mut bob,
            1 => { alice.accept(&ALICES).expect("asked"); &mut alice }
            2 => &mut compared(Purpose::Join).0,
            _ => &mut confirmed(Purpose::Device).1,
        };
        match hears.handle(&bytes) {
            Ok(steps) => {
                let ended = matches!(steps[..], [Step::Ended(_)]);
                let key = stage == 0 && bytes.first() == Some(&2) && bytes.len() == 33;
                prop_assert!(ended || key, "{:?}", steps);
            }
            Err(_) => prop_assert!(hears.words().is_none()),
        }
    }
}

/// Every byte of a pairing by words and of one by code, for other implementations.
fn vectors() -> Value {
    let hex = |bytes: &[u8]| HEXLOWER.encode(bytes);
    let mut by_words = Vec::new();
    let (mut bob, first) = Pairing::ask(Purpose::Join, BINDING, &BOBS);
    by_words.push(hex(&first));
    let (mut alice, _) = Pairing::asked(BINDING, &first).expect("a first message");
    let key = alice.accept(&ALICES).expect("was asked");
    by_words.push(hex(&key));
    let steps = bob.handle(&key).expect("a key");
    let [Step::Send(open), Step::Words(words)] = &steps[..] else { panic!("{steps:?}") };
    by_words.push(hex(open));
    alice.handle(open).expect("as promised");
    for bobs in [true, false] {
        let (from, to) = if bobs { (&mut bob, &mut alice) } else { (&mut alice, &mut bob) };
        let frame = from.confirm().expect("words").expect("the first time");
        by_words.push(hex(&frame));
        to.handle(&frame).expect("honest");
    }
    by_words.push(hex(&alice.give(&ticket()).expect("open")));
    by_words.push(hex(&bob.give(&name()).expect("open")));

    let (mut bob, first) = Pairing::seek(Purpose::Join, BINDING, &code(), &BOBS);
    let (mut alice, _) = Pairing::asked(BINDING, &first).expect("a first message");
    let mut by_code = vec![hex(&first)];
    let hit = alice.offer(&code(), &ALICES).expect("was asked");
    by_code.push(hex(&hit));
    bob.handle(&hit).expect("a hit");
    let mut next = bob.guess().expect("a hit");
    by_code.push(hex(&next));
    for to_bob in [false, true, false, true] {
        let steps = if to_bob { &mut bob } else { &mut alice }.handle(&next).expect("honest");
        if let Some(Step::Send(frame)) = steps.into_iter().next() {
            by_code.push(hex(&frame));
            next = frame;
        }
    }
    by_code.push(hex(&alice.give(&ticket()).expect("open")));
    json!({
        "binding": hex(&BINDING),
        "asker_entropy": hex(&BOBS),
        "answerer_entropy": hex(&ALICES),
        "words": { "frames": by_words, "words": words },
        "code": { "frames": by_code, "words": code().words(), "entropy": "123456789abcdef0" },
        "names": { "12D3KooWabc": nearby_name("12D3KooWabc"), "12D3KooWxyz": nearby_name("12D3KooWxyz") },
    })
}

/// With `COMMONPLACE_WRITE_VECTORS=1` the file is written anew.
#[test]
fn the_bytes_are_frozen() {
    hold("pairing.json", &vectors());
}
