//! Tickets: from the text to the grant.

use commonplace_core::armor::ArmorError;
use commonplace_core::circle::join::{JoinAnswer, JoinCounter, JoinGate, JoinHello, JoinRequest, Refusal};
use commonplace_core::circle::op;
use commonplace_core::circle::{Circle, InviteProof, Op, Policy, Reason, Role, Ticket};
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
        mailbox: None,
        relays: Vec::new(),
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
    let gate = JoinGate::new(&ticket, &hers.nonce, &his.nonce);
    let gate = JoinGate::decode(&gate.encode()).expect("own bytes");

    let circle = world.now();
    assert!(gate.invitation(&circle, &hers.nonce, &[3; 32]).is_none(), "a gate is for one exchange");
    let found = gate.invitation(&circle, &hers.nonce, &his.nonce).expect("bob knows the invitation");
    assert_eq!((found.uses_left, found.by, found.by_rank), (1, alice().id(), 0));
    let counter = JoinCounter::new(&found, &hers.nonce, &his.nonce);
    let counter = JoinCounter::decode(&counter.encode()).expect("own bytes");
    assert_eq!(counter.check(&ticket, &hers.nonce, &his.nonce), Ok(()));

    let request = JoinRequest::new(&ticket, vec![carol().laptop_certificate()]).expect("has a certificate");
    let request = JoinRequest::decode(&request.encode()).expect("own bytes");
    let grant = request.admit(&circle, &found, &bob().id()).expect("lets her in");
    world.say(bob(), bobs, &grant);
    let circle = world.now();
    assert_eq!(circle.role_of(&carol().id()), Some(Role::Learner));
    let found = circle.invitation(&ticket.key()).expect("still known");
    assert_eq!(found.uses_left, 0);
    assert_eq!(request.admit(&circle, &found, &bob().id()), Err(Refusal::UsedUp));
}

#[test]
fn carol_says_who_she_is_to_a_member_only() {
    let mut world = World::new(Policy::default());
    let (_, ticket) = world.invite(alice(), world.genesis, 5);
    let (hers, eves) = ([1; 32], [2; 32]);
    // Eve knows nothing: she makes something up, or sends back what she was shown.
    let shown = JoinGate::new(&ticket, &hers, &eves).gate;
    for guess in [[0; 32], shown] {
        assert_eq!(JoinCounter::Known(guess).check(&ticket, &hers, &eves), Err(Refusal::NoSuchInvitation));
    }
    // She also meets bob, who holds the same ticket, and hands each the other's nonce as her own.
    let (carols, bobs) = ([3; 32], [4; 32]);
    let by_bob = JoinGate::new(&ticket, &bobs, &carols).gate;
    assert_eq!(JoinCounter::Known(by_bob).check(&ticket, &carols, &bobs), Err(Refusal::NoSuchInvitation));
    let refused = JoinCounter::decode(&JoinCounter::Refused(Refusal::Expired).encode()).expect("own bytes");
    assert_eq!(refused.check(&ticket, &hers, &eves), Err(Refusal::Expired));
}

#[test]
fn who_does_not_write_lets_nobody_in() {
    let mut world = World::new(Policy::default());
    world.grant(alice(), world.genesis, bob(), Role::Reader, 10);
    let (_, ticket) = world.invite(alice(), world.genesis, 5);
    let request = JoinRequest::new(&ticket, vec![carol().laptop_certificate()]).expect("has a certificate");
    let circle = world.now();
    let invite = circle.invitation(&ticket.key()).expect("known");
    for nobody in [bob(), eve()] {
        assert_eq!(request.admit(&circle, &invite, &nobody.id()), Err(Refusal::CannotAdmit));
    }
    assert!(request.admit(&circle, &invite, &alice().id()).is_ok());
}

#[test]
fn a_carrier_is_given_no_secret() {
    let given: Vec<_> = Role::ALL.iter().filter(|role| role.is_given_secrets()).copied().collect();
    assert_eq!(given, [Role::Reader, Role::Learner, Role::Facilitator, Role::Steward]);
    let mut world = World::new(Policy::default());
    world.grant(alice(), world.genesis, bob(), Role::Carrier, 10);
    world.grant(alice(), world.genesis, carol(), Role::Reader, 10);
    let circle = world.now();
    let recipients: Vec<_> = circle.recipients().iter().map(|certificate| certificate.person()).collect();
    assert!(recipients.contains(&carol().id()) && !recipients.contains(&bob().id()));
}

#[test]
fn of_invitations_with_one_key_an_open_one_of_a_senior_is_meant() {
    let mut world = World::new(Policy::default());
    let bobs = world.grant(alice(), world.genesis, bob(), Role::Steward, 10);
    let (first, ticket) = world.invite(alice(), world.genesis, 5);
    // Bob copies the key, with another role and rank, several times: ids fall on both sides.
    let copies: Vec<_> = (11..19)
        .map(|rank| {
            let (key, expires) = (ticket.key(), ticket.expires);
            world.say(bob(), bobs, &Op::Invite(op::Invite { key, role: Role::Reader, rank, uses: 9, expires }))
        })
        .collect();
    let circle = world.now();
    assert_eq!(circle.invitation(&ticket.key()).map(|invite| invite.record), Some(first));
    let gate = JoinGate::new(&ticket, &[1; 32], &[2; 32]);
    assert_eq!(gate.invitation(&circle, &[1; 32], &[2; 32]).map(|invite| invite.record), Some(first));
    world.say(alice(), world.genesis, &revoke_op(first));
    let open = world.now().invitation(&ticket.key()).expect("known");
    assert_eq!(
        open.record,
        *copies.iter().min().expect("several"),
        "an open one before a closed one, then the smallest id"
    );
}

#[test]
fn a_ticket_that_pairs_a_circle_with_a_foreign_tag_is_found_out() {
    use commonplace_core::circle::epochs::first_epoch;
    use commonplace_core::epoch::EpochSecret;
    let mut world = World::new(Policy::default());
    let (ours, theirs) = (EpochSecret::from_bytes([1; 32]), EpochSecret::from_bytes([2; 32]));
    let (tag, foreign) = (ours.tag(&world.circle), theirs.tag(&commonplace_core::id::CircleId::from_bytes([7; 32])));
    let true_ticket = Ticket { tag, ..ticket(&world) };
    assert!(true_ticket.is_of(&ours) && !Ticket { tag: foreign, ..true_ticket }.is_of(&theirs));

    let held = [(ours.id(), ours.clone()), (theirs.id(), theirs)].into();
    assert_eq!(world.now().is_tagged(&foreign, &held), None, "nothing is known of its epochs yet");
    let heads = world.now().heads();
    let to = [&alice().laptop_certificate()];
    world.say_boxed(alice(), world.genesis, &heads, &first_epoch(&ours), &ours, &to);
    let circle = world.now();
    assert_eq!(circle.is_tagged(&foreign, &[].into()), None, "its first secret is not here");
    assert_eq!(circle.is_tagged(&foreign, &held), Some(false));
    assert_eq!(circle.is_tagged(&tag, &held), Some(true));
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
fn nobody_carries_an_old_ticket_out_for_a_banned_person() {
    let mut world = World::new(Policy::default());
    let (id, ticket) = world.invite(alice(), world.genesis, 5);
    let request = JoinRequest::new(&ticket, vec![eve().laptop_certificate()]).expect("has a certificate");
    let asked = |world: &World| {
        let circle = world.now();
        let invite = circle.invitation(&ticket.key()).expect("known");
        request.admit(&circle, &invite, &alice().id())
    };
    assert!(asked(&world).is_ok());
    world.say(alice(), world.genesis, &admission(&ticket, id, eve()));
    world.say(alice(), world.genesis, &ban_op(eve()));
    assert_eq!(asked(&world), Err(Refusal::UsedUp));
}

#[test]
fn what_a_ticket_gave_and_somebody_took_back_it_does_not_give_again() {
    let mut world = World::new(Policy::default());
    let (id, ticket) = world.invite(alice(), world.genesis, 5);
    let eves = world.say(alice(), world.genesis, &admission(&ticket, id, eve()));
    let before = world.now().heads();
    world.grant(alice(), world.genesis, eve(), Role::Reader, 20);
    world.say(alice(), world.genesis, &revoke_op(eves));
    assert_eq!(world.now().role_of(&eve().id()), Some(Role::Reader));
    // Eve writes her ticket up again herself, now and as if before.
    world.say(eve(), eves, &admission(&ticket, id, eve()));
    world.write(eve().laptop.id(), eves, &before, &admission(&ticket, id, eve()));
    let circle = world.now();
    assert_eq!(circle.role_of(&eve().id()), Some(Role::Reader));
    let request = JoinRequest::new(&ticket, vec![eve().laptop_certificate()]).expect("has a certificate");
    let invite = circle.invitation(&ticket.key()).expect("known");
    assert_eq!(request.admit(&circle, &invite, &alice().id()), Err(Refusal::UsedUp));
    assert_eq!(invite.uses_left, 4, "for others it is what it was");
    let (id, ticket) = world.invite(alice(), world.genesis, 5);
    world.say(alice(), world.genesis, &admission(&ticket, id, eve()));
    assert_eq!(world.now().role_of(&eve().id()), Some(Role::Learner), "another invitation gives anew");
}

#[test]
fn a_ticket_is_told_from_other_texts_and_from_damaged_tickets() {
    let ticket = ticket(&World::new(Policy::default()));
    let text = ticket.to_string();
    assert_eq!(text.parse(), Ok(ticket.clone()));
    assert_eq!(ticket.first_version().parse(), Ok(ticket.clone()), "what older programs wrote stays good");
    assert_eq!(text.to_uppercase().parse(), Ok(ticket.clone()), "QR codes are upper case");
    assert_eq!(format!("  {}\r\n  {}\n", &text[..60], &text[60..]).parse(), Ok(ticket.clone()));
    assert_eq!("https://example.org".parse::<Ticket>(), Err(ArmorError::Other));
    assert_eq!("".parse::<Ticket>(), Err(ArmorError::Other));
    assert_eq!("şşşşşşşşşşş".parse::<Ticket>(), Err(ArmorError::Other));
    assert_eq!(text[..text.len() - 8].parse::<Ticket>(), Err(ArmorError::Damaged));
    assert!(!format!("{ticket:?}").contains("42"), "the seed does not print");
}

#[test]
fn a_ticket_of_a_later_version_says_so() {
    let mut bytes = vec![5, 0x80];
    bytes.extend_from_slice(&blake3::hash(&bytes.clone()).as_bytes()[..4]);
    let text = format!("commonplace:{}", data_encoding::BASE32_NOPAD.encode(&bytes));
    assert_eq!(text.parse::<Ticket>(), Err(ArmorError::Version(5)));
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
        prop_assert_eq!(mistyped.parse::<Ticket>(), Err(ArmorError::Damaged));
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
