//! Tickets for many, and a holder who turns on the others.

use commonplace_core::circle::op;
use commonplace_core::circle::{Cut, InviteProof, Op, Policy, Reason, Role, Ticket, Verdict};
use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;

use crate::world::*;

/// A circle of alice's with a ticket for so many.
fn invited(uses: u16) -> (World, RecordId, Ticket) {
    let mut world = World::new(Policy::default());
    let ticket = Ticket {
        circle: world.circle,
        tag: TAG,
        title: String::new(),
        seed: [42; 32],
        expires: Timestamp::default(),
        addresses: Vec::new(),
        inviter: alice().laptop.id(),
        mailbox: None,
        relays: Vec::new(),
    };
    let invite = op::Invite { key: ticket.key(), role: Role::Learner, rank: 20, uses, expires: ticket.expires };
    let id = world.say(alice(), world.genesis, &Op::Invite(invite));
    (world, id, ticket)
}

fn admission(ticket: &Ticket, invite: RecordId, person: &Person) -> Op {
    let certificates = vec![person.laptop_certificate()];
    let proof = InviteProof { invite, signature: ticket.prove(&certificates).expect("has a certificate") };
    Op::Grant(op::Grant { person: person.id(), certificates, role: Role::Learner, rank: 20, invite: Some(proof) })
}

/// Bob and carol came in by the ticket; eve, who holds it as well, then writes it up for people who are not there, as if
/// before bob.
fn overrun() -> (World, RecordId, [RecordId; 2]) {
    let (mut world, invite, ticket) = invited(3);
    let bobs = world.say(alice(), world.genesis, &admission(&ticket, invite, bob()));
    let carols = world.say(alice(), world.genesis, &admission(&ticket, invite, carol()));
    for nobody in 30..33 {
        world.write(eve().laptop.id(), invite, &[invite], &admission(&ticket, invite, &Person::new(nobody)));
    }
    (world, invite, [bobs, carols])
}

#[test]
fn closing_an_invitation_gives_earlier_uses_back() {
    let (mut world, invite, grants) = overrun();
    let before = world.now();
    assert!(grants.iter().all(|grant| before.standing(grant) == Some(Err(Reason::UsedUp))));
    // Alice, who knows bob and carol, closes it without having seen the invented ones.
    world.write(alice().laptop.id(), world.genesis, &grants, &revoke_op(invite));
    let circle = world.now();
    assert_eq!(circle.role_of(&bob().id()), Some(Role::Learner));
    assert_eq!(circle.role_of(&carol().id()), Some(Role::Learner));
    assert_eq!(circle.members().count(), 3, "the invented ones are not in");
    let differ = circle.devices_that_differ(&before);
    assert!(differ.contains(&bob().laptop.id()) && !differ.contains(&alice().laptop.id()));
}

#[test]
fn a_close_by_somebody_junior_to_the_inviter_gives_nothing_back() {
    let (mut world, invite, grants) = overrun();
    let steward = world.grant(alice(), world.genesis, &people()[4], Role::Steward, 5);
    let seen = [grants[0], grants[1], steward];
    let close = world.write(people()[4].laptop.id(), steward, &seen, &revoke_op(invite));
    let circle = world.now();
    assert!(circle.valid(&close));
    assert_eq!(circle.standing(&grants[0]), Some(Err(Reason::UsedUp)), "uses are judged before juniors are");
}

#[test]
fn what_was_written_under_a_used_up_ticket_stands_once_a_steward_grants() {
    let (mut world, _, [bobs, _]) = overrun();
    let post = world.post(bob().laptop.id(), bobs);
    let chains = world.chains.clone();
    assert_eq!(world.now().content_verdict(&post, &chains), Verdict::Invalid(Reason::FalseGrant));
    let before = world.now();
    let direct = world.grant(alice(), world.genesis, bob(), Role::Facilitator, 10);
    let circle = world.now();
    let valid = Verdict::Valid { person: bob().id(), role: Role::Learner };
    assert_eq!(circle.content_verdict(&post, &chains), valid, "with the role of the ticket");
    assert!(circle.devices_that_differ(&before).contains(&bob().laptop.id()));

    // It goes with that grant, too: otherwise bob could write under the old one for ever.
    let cut = Cut::new([(post.device, post.seq, post.id)]);
    world.say(alice(), world.genesis, &Op::Revoke(op::Revoke { grant: direct, cut }));
    let later = world.post(bob().laptop.id(), bobs);
    let circle = world.now();
    assert_eq!(circle.content_verdict(&post, &world.chains), valid);
    assert_eq!(circle.content_verdict(&later, &world.chains), Verdict::BeyondCut);
    assert!(circle.beyond_every_cut(&bobs, &later.device, later.seq, &later.id, &world.chains));
}
