//! Tickets: from the text to the grant.

use commonplace_core::circle::join::{JoinAnswer, JoinHello, JoinRequest, Refusal};
use commonplace_core::circle::op;
use commonplace_core::circle::{Circle, InviteProof, Op, Policy, Reason, Role, Ticket, TicketError};
use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use proptest::prelude::*;

use crate::world::*;

fn ticket(world: &World) -> Ticket {
    Ticket {
        circle: world.circle,
        tag: TAG,
        title: "Organic chemistry".to_owned(),
        seed: [42; 32],
        expires: Timestamp::from_millis(1_800_000_000_000),
        addresses: vec!["/ip4/192.168.1.7/tcp/4001".to_owned()],
        inviter: alice().laptop.id(),
    }
}

impl World {
    fn invite(&mut self, by: &Person, auth: RecordId, uses: u16) -> (RecordId, Ticket) {
        let ticket = ticket(self);
        let invite = op::Invite { key: ticket.key(), role: Role::Learner, rank: 20, uses, expires: ticket.expires };
        (self.say(by, auth, &Op::Invite(invite)), ticket)
    }
}

fn admission(ticket: &Ticket, invite: RecordId, person: &Person) -> Op {
    let certificates = vec![person.laptop_certificate()];
    let signature = ticket.prove(&certificates).expect("has a certificate");
    let proof = InviteProof { invite, signature };
    Op::Grant(op::Grant { person: person.id(), certificates, role: Role::Learner, rank: 20, invite: Some(proof) })
}

#[test]
fn carol_joins_with_a_ticket_and_bob_who_may_not_admit_lets_her_in() {
    let mut world = World::new(Policy::default());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Learner, 10);
    let (_, ticket) = world.invite(alice(), world.genesis, 1);
    let ticket: Ticket = ticket.to_string().parse().expect("own text");

    let (hers, his) = (JoinHello { nonce: [1; 32] }, JoinHello { nonce: [2; 32] });
    assert_eq!(JoinHello::decode(&hers.encode()).expect("own bytes"), hers);
    let request = JoinRequest::new(&ticket, vec![carol().laptop_certificate()], &hers.nonce, &his.nonce);
    let request = JoinRequest::decode(&request.expect("has a certificate").encode()).expect("own bytes");

    let circle = world.now();
    assert!(request.invitation(&circle, &hers.nonce, &[3; 32]).is_none(), "a gate is for one exchange");
    let found = request.invitation(&circle, &hers.nonce, &his.nonce).expect("bob knows the invitation");
    assert_eq!((found.uses_left, found.by), (1, alice().id()));
    let grant = request.admit(&circle, &found).expect("lets her in");
    world.say(bob(), bobs, &grant);
    let circle = world.now();
    assert_eq!(circle.role_of(&carol().id()), Some(Role::Learner));
    let found = circle.invitation(&ticket.key()).expect("still known");
    assert_eq!(found.uses_left, 0);
    assert_eq!(request.admit(&circle, &found), Err(Refusal::UsedUp));
}

#[test]
fn answers_survive_the_wire() {
    for answer in [
        JoinAnswer::Welcomed { records: vec![vec![1, 2], vec![]] },
        JoinAnswer::Refused(Refusal::Expired),
        JoinAnswer::Pending,
    ] {
        assert_eq!(JoinAnswer::decode(&answer.encode()).expect("own bytes"), answer);
    }
}

#[test]
fn a_proof_is_for_one_person_and_one_circle() {
    let mut world = World::new(Policy::default());
    let (id, ticket) = world.invite(alice(), world.genesis, 5);
    let Op::Grant(mut grant) = admission(&ticket, id, carol()) else { unreachable!("a grant") };
    grant.person = eve().id();
    grant.certificates = vec![eve().laptop_certificate()];
    let forged = world.say(alice(), world.genesis, &Op::Grant(grant));
    assert_eq!(world.now().standing(&forged), Some(Err(Reason::Proof)));
    let elsewhere = Ticket { circle: commonplace_core::id::CircleId::from_bytes([0; 32]), ..ticket };
    let foreign = world.say(alice(), world.genesis, &admission(&elsewhere, id, carol()));
    assert_eq!(world.now().standing(&foreign), Some(Err(Reason::Proof)));
}

#[test]
fn first_use_stands_and_concurrent_excess_waits_for_a_steward() {
    let mut world = World::new(Policy::default());
    let (id, ticket) = world.invite(alice(), world.genesis, 1);
    let device = alice().laptop.id();
    let first = world.write(device, world.genesis, &[id], &admission(&ticket, id, bob()));
    let second = world.write(device, world.genesis, &[first], &admission(&ticket, id, carol()));
    let circle = world.now();
    assert!(circle.valid(&first));
    assert_eq!(circle.standing(&second), Some(Err(Reason::UsedUp)));

    let mut world = World::new(Policy::default());
    let (id, ticket) = world.invite(alice(), world.genesis, 1);
    let one = world.write(device, world.genesis, &[id], &admission(&ticket, id, bob()));
    let other = world.write(device, world.genesis, &[id], &admission(&ticket, id, carol()));
    let circle = world.now();
    assert_eq!(circle.standing(&one), Some(Err(Reason::UsedUp)));
    assert_eq!(circle.standing(&other), Some(Err(Reason::UsedUp)));
    world.grant(alice(), world.genesis, carol(), Role::Learner, 20);
    assert_eq!(world.now().role_of(&carol().id()), Some(Role::Learner), "alice settles it");
}

#[test]
fn a_person_let_in_twice_uses_a_ticket_once() {
    let mut world = World::new(Policy::default());
    let (id, ticket) = world.invite(alice(), world.genesis, 1);
    let device = alice().laptop.id();
    world.write(device, world.genesis, &[id], &admission(&ticket, id, bob()));
    world.write(device, world.genesis, &[id, world.genesis], &admission(&ticket, id, bob()));
    assert_eq!(world.now().role_of(&bob().id()), Some(Role::Learner));
}

#[test]
fn removing_the_inviter_or_closing_the_invitation_ends_it() {
    let mut world = World::new(Policy::default());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    let (id, ticket) = world.invite(bob(), bobs, 5);
    let carols = world.say(bob(), bobs, &admission(&ticket, id, carol()));
    let before = world.now().heads();

    let mut closed = world.clone();
    closed.say(alice(), world.genesis, &revoke_op(id));
    closed.write(carol().laptop.id(), carols, &before, &admission(&ticket, id, eve()));
    let circle = closed.now();
    assert_eq!(circle.role_of(&carol().id()), Some(Role::Learner), "who came in time stays");
    assert_eq!(circle.role_of(&eve().id()), None);
    assert_eq!(circle.invitation(&ticket.key()).expect("known").uses_left, 0);

    world.say(alice(), world.genesis, &revoke_op(bobs));
    let late = world.write(carol().laptop.id(), carols, &before, &admission(&ticket, id, eve()));
    assert_eq!(world.now().standing(&late), Some(Err(Reason::Removed)));
    assert_eq!(world.now().role_of(&carol().id()), Some(Role::Learner));
}

#[test]
fn an_old_ticket_does_not_bring_a_banned_person_back() {
    let mut world = World::new(Policy::default());
    let (id, ticket) = world.invite(alice(), world.genesis, 5);
    world.say(alice(), world.genesis, &admission(&ticket, id, eve()));
    assert_eq!(world.now().role_of(&eve().id()), Some(Role::Learner));
    world.say(alice(), world.genesis, &ban_op(eve()));
    world.say(alice(), world.genesis, &admission(&ticket, id, eve()));
    assert_eq!(world.now().role_of(&eve().id()), None);
    let (id, ticket) = world.invite(alice(), world.genesis, 5);
    world.say(alice(), world.genesis, &admission(&ticket, id, eve()));
    assert_eq!(world.now().role_of(&eve().id()), Some(Role::Learner), "an invitation made after the ban does");
}

#[test]
fn a_ticket_is_told_from_other_texts_and_from_damaged_tickets() {
    let ticket = ticket(&World::new(Policy::default()));
    let text = ticket.to_string();
    assert_eq!(text.parse(), Ok(ticket.clone()));
    assert_eq!(text.to_uppercase().parse(), Ok(ticket.clone()), "QR codes are upper case");
    assert_eq!(format!("  {}\r\n  {}\n", &text[..60], &text[60..]).parse(), Ok(ticket.clone()));
    assert_eq!("https://example.org".parse::<Ticket>(), Err(TicketError::NotATicket));
    assert_eq!("".parse::<Ticket>(), Err(TicketError::NotATicket));
    assert_eq!("şşşşşşşşşşş".parse::<Ticket>(), Err(TicketError::NotATicket));
    assert_eq!(text[..text.len() - 8].parse::<Ticket>(), Err(TicketError::Corrupted));
    assert!(!format!("{ticket:?}").contains("42"), "the seed does not print");
}

#[test]
fn a_ticket_of_a_later_version_says_so() {
    let mut bytes = vec![2, 0x80];
    bytes.extend_from_slice(&blake3::hash(&bytes.clone()).as_bytes()[..4]);
    let text = format!("commonplace:{}", data_encoding::BASE32_NOPAD.encode(&bytes));
    assert_eq!(text.parse::<Ticket>(), Err(TicketError::Version(2)));
}

proptest! {
    #[test]
    fn no_mistyped_ticket_passes(place in any::<prop::sample::Index>(), letter in "[a-z2-7]") {
        let ticket = ticket(&World::new(Policy::default()));
        let text = ticket.to_string();
        let place = 12 + place.index(text.len() - 12);
        let mut mistyped = text.clone();
        mistyped.replace_range(place..=place, &letter);
        prop_assume!(mistyped != text);
        prop_assert_eq!(mistyped.parse::<Ticket>(), Err(TicketError::Corrupted));
    }

    #[test]
    fn hostile_bodies_never_panic(kind in 0_u16..14, body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _refused = Op::decode(commonplace_core::record::Kind(kind), &body);
    }

    #[test]
    fn cut_short_or_altered_bodies_are_refused_or_themselves(cut in any::<prop::sample::Index>(), flip in any::<u8>()) {
        let mut world = World::new(Policy::default());
        let (id, ticket) = world.invite(alice(), world.genesis, 1);
        let op = admission(&ticket, id, bob());
        let mut body = op.encode();
        let place = cut.index(body.len());
        prop_assert!(Op::decode(op.kind(), &body[..place]).is_err());
        body[place] ^= flip;
        if let Ok(read) = Op::decode(op.kind(), &body) {
            prop_assert_eq!(read.encode(), body, "one body, one encoding");
        }
        let _empty = Circle::evaluate(world.circle, &[]);
    }
}
