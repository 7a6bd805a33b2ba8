//! Asking for admission in writing, and being answered: by slips that anybody may carry.

use std::collections::BTreeMap;

use crate::frozen::{frozen, hold};
use commonplace_core::circle::apart::{Ask, Mailbox, read_answer};
use commonplace_core::circle::join::{JoinAnswer, JoinRequest, Refusal};
use commonplace_core::circle::op;
use commonplace_core::circle::{Circle, Op, Policy, Role, Ticket, TicketRelay};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::EpochId;
use commonplace_core::lease;
use commonplace_core::limits;
use commonplace_core::slip::Slip;
use commonplace_core::time::Timestamp;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::world::*;

const WALL: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn epoch() -> EpochSecret {
    EpochSecret::from_bytes([5; 32])
}

fn held(epoch: &EpochSecret) -> BTreeMap<EpochId, EpochSecret> {
    BTreeMap::from([(epoch.id(), epoch.clone())])
}

/// Alice invites, and nobody has come yet.
fn invited() -> (Circle, Ticket) {
    let mut world = World::new(Policy::default());
    let mut ticket = Ticket {
        circle: world.circle,
        tag: TAG,
        title: "Organic chemistry".to_owned(),
        seed: [42; 32],
        expires: Timestamp::from_millis(1_800_000_000_000),
        addresses: Vec::new(),
        inviter: alice().laptop.id(),
        mailbox: None,
        relays: Vec::new(),
    };
    ticket.mailbox = Some(Mailbox::new(&epoch(), &ticket.key()));
    let invite = op::Invite { key: ticket.key(), role: Role::Learner, rank: 20, uses: 1, expires: ticket.expires };
    world.say(alice(), world.genesis, &Op::Invite(invite));
    (world.now(), ticket)
}

fn asks(ticket: &Ticket) -> Slip {
    let request = JoinRequest::new(ticket, vec![carol().laptop_certificate()]).expect("has a certificate");
    Ask::write(ticket, &carol().laptop, &request, 7, WALL).expect("a mailbox")
}

#[test]
fn carol_asks_a_member_in_writing_and_reads_the_answer() {
    let (circle, ticket) = invited();
    let ticket: Ticket = ticket.to_string().parse().expect("own text");
    let asked = Slip::from_bytes(asks(&ticket).bytes()).expect("truly signed");
    let (invite, ask) = Ask::read(&asked, &circle, &held(&epoch())).expect("alice holds the epoch");
    assert_eq!(invite.key, ticket.key());
    assert!(ask.request.admit(&circle, &invite, &alice().id()).is_ok(), "the same rules as at the door");
    for answer in
        [JoinAnswer::Welcomed { records: vec![vec![1; 900], vec![2; 1_500]] }, JoinAnswer::Refused(Refusal::UsedUp)]
    {
        let slip = ask.answer(&asked, &alice().laptop, &answer, WALL).expect("in bounds");
        assert!(slip.sealed().len().is_power_of_two(), "its size is that of others");
        assert_eq!(slip.header().key, Ask::answer_key(&asked, &alice().laptop));
        assert_eq!(read_answer(&slip, &ticket, &carol().laptop), Some(answer));
        assert_eq!(read_answer(&slip, &ticket, &eve().laptop), None, "it is carol's");
    }
    let endless = JoinAnswer::Welcomed { records: vec![vec![0; 4_096]] };
    assert!(ask.answer(&asked, &alice().laptop, &endless, WALL).is_none());
}

#[test]
fn nobody_else_reads_what_is_asked() {
    let (circle, ticket) = invited();
    let asked = asks(&ticket);
    assert!(asked.sealed().len().is_power_of_two());
    // A relay has neither; who holds another epoch, or the ticket alone, has not enough.
    assert!(Ask::read(&asked, &circle, &BTreeMap::new()).is_none());
    assert!(Ask::read(&asked, &circle, &held(&EpochSecret::from_bytes([6; 32]))).is_none());
    let elsewhere = World::new(Policy::default()).now();
    assert!(Ask::read(&asked, &elsewhere, &held(&epoch())).is_none(), "no such invitation");
    assert_eq!(read_answer(&asked, &ticket, &carol().laptop), None, "a question is no answer");
    // Another who has the same ticket asks under another key, and does not overwrite hers.
    let request = JoinRequest::new(&ticket, vec![eve().laptop_certificate()]).expect("has a certificate");
    let other = Ask::write(&ticket, &eve().laptop, &request, 7, WALL).expect("a mailbox");
    assert_ne!(other.header().key, asked.header().key);
    let none = Ticket { mailbox: None, ..ticket };
    assert!(Ask::write(&none, &eve().laptop, &request, 7, WALL).is_none());
}

/// The relay whose key is 32 times this byte, on the internet.
fn relay(byte: u8, address: &str) -> TicketRelay {
    TicketRelay { address: address.to_owned(), pass: lease::pass(&epoch().relay_gate_key(&[byte; 32])) }
}

fn relays() -> Vec<TicketRelay> {
    let key = "12D3KooWK99VoVxNE7XzyBwXEzW7xhK7Gpv85r9F3V3fyKSUKPH5";
    vec![
        relay(1, &format!("/ip4/203.0.113.7/tcp/17017/p2p/{key}")),
        relay(2, &format!("/dns4/relay.example.org/tcp/17017/p2p/{key}")),
    ]
}

#[test]
fn a_ticket_names_relays_and_stays_short() {
    let (_, ticket) = invited();
    let longer = Ticket { relays: relays(), ..ticket.clone() };
    assert_eq!(longer.to_string().parse(), Ok(longer.clone()));
    let grown = longer.to_string().len() - ticket.to_string().len();
    assert!(grown < 350, "{grown} letters");
    let shown = format!("{longer:?} {:?}", longer.relays);
    assert!(!shown.contains(&format!("{:?}", longer.relays[0].pass)), "its debug form lets nobody in");
    // Neither more of them than fit a QR code nor longer ones are read.
    for relays in [vec![relay(1, "/ip4/10.0.0.1/tcp/1"); limits::TICKET_RELAYS + 1], vec![relay(1, &"x".repeat(300))]] {
        let text = Ticket { relays, ..ticket.clone() }.to_string();
        assert_eq!(text.parse::<Ticket>(), Err(commonplace_core::armor::ArmorError::Damaged));
    }
    // Without a mailbox there is nothing to be left there.
    let none = Ticket { mailbox: None, ..longer };
    assert_eq!(none.to_string().parse(), Ok(Ticket { relays: Vec::new(), ..none }));
}

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn vectors() -> Value {
    let (circle, ticket) = invited();
    let asked = asks(&ticket);
    let (_, ask) = Ask::read(&asked, &circle, &held(&epoch())).expect("alice holds the epoch");
    let answer = |answer| hex(ask.answer(&asked, &alice().laptop, &answer, WALL).expect("in bounds").bytes());
    let gate_key = epoch().relay_gate_key(&[1; 32]);
    let pass = lease::pass(&gate_key);
    json!({
        "about": "epoch secret 05.., ticket seed 2a.. of alice's laptop (seed 65..) for the circle below, asked by carol (seed 03..) from her laptop (seed 67..) at 1790000000000 ms with number 7, relay ids 01.. and 02..",
        "circle": ticket.circle.to_string(),
        "tag": ticket.tag.to_string(),
        "carol": {
            "certificate": hex(&commonplace_core::encoding::encode(&carol().laptop_certificate())),
        },
        "ticket 3": ticket.to_string(),
        "ticket 4": Ticket { relays: relays(), ..ticket.clone() }.to_string(),
        "ask": hex(asked.bytes()),
        "welcomed": answer(JoinAnswer::Welcomed { records: vec![vec![1; 900], vec![2; 1_500]] }),
        "used up": answer(JoinAnswer::Refused(Refusal::UsedUp)),
        "relay": { "gate key": hex(&gate_key), "pass": hex(&pass), "pass gate key": hex(&lease::pass_key(&pass)) },
    })
}

#[test]
fn what_is_asked_and_answered_in_writing_is_frozen() {
    hold("asking.json", &vectors());
    let frozen = frozen("asking.json");
    let text = |name: &str| frozen[name].as_str().expect("text").to_owned();
    let read = |name: &str| Slip::from_bytes(&HEXLOWER.decode(text(name).as_bytes()).expect("hex")).expect("a slip");
    let ticket: Ticket = text("ticket 4").parse().expect("a ticket");
    assert_eq!(Ok(Ticket { relays: Vec::new(), ..ticket.clone() }), text("ticket 3").parse());
    let (circle, _) = invited();
    let asked = read("ask");
    assert!(Ask::read(&asked, &circle, &held(&epoch())).is_some());
    let used_up = read_answer(&read("used up"), &ticket, &carol().laptop);
    assert_eq!(used_up, Some(JoinAnswer::Refused(Refusal::UsedUp)));
}
