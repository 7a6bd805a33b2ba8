//! Asking for admission in writing, and being answered: by slips that anybody may carry.

use std::collections::BTreeMap;

use commonplace_core::circle::apart::{Ask, Mailbox, read_answer};
use commonplace_core::circle::join::{JoinAnswer, JoinRequest, Refusal};
use commonplace_core::circle::op;
use commonplace_core::circle::{Circle, Op, Policy, Role, Ticket};
use commonplace_core::epoch::EpochSecret;
use commonplace_core::id::EpochId;
use commonplace_core::slip::Slip;
use commonplace_core::time::Timestamp;

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
