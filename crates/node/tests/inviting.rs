//! Invitations that are open, and taking them back; and what is left when the only steward goes.

use commonplace_node::answer::{Answer, Invitation};
use commonplace_node::command::{Command, Name, RoleName};
use commonplace_node::error::Error;

use super::world::World;

fn open(world: &mut World, name: &'static str, circle: &Name) -> Vec<Invitation> {
    let answers = world.ask(name, Command::CircleInvitations { circle: circle.clone() }).expect("a list");
    let invitation = |answer| if let Answer::Invitation(invitation) = answer { Some(invitation) } else { None };
    answers.into_iter().filter_map(invitation).collect()
}

fn uninvite(world: &mut World, name: &'static str, circle: &Name, which: impl ToString) -> Result<Vec<Answer>, Error> {
    world.ask(name, Command::CircleUninvite { circle: circle.clone(), invitation: Name::from(which.to_string()) })
}

fn members(world: &mut World, name: &'static str, circle: &Name) -> Vec<String> {
    let answers = world.ask(name, Command::CircleMembers { circle: circle.clone() }).expect("members");
    let name = |answer| if let Answer::Member(member) = answer { Some(member.name) } else { None };
    answers.into_iter().filter_map(name).collect()
}

fn ticket_for(world: &mut World, circle: &Name, uses: u16) -> String {
    let command = Command::CircleInvite { circle: circle.clone(), uses, role: RoleName::Learner };
    match world.ask("alice", command).expect("invited").pop() {
        Some(Answer::Ticket(ticket)) => ticket.ticket,
        other => panic!("{other:?} where a ticket was expected"),
    }
}

#[test]
fn a_ticket_that_was_taken_back_lets_nobody_in_and_who_came_by_it_stays() {
    let mut world = World::new(&["alice", "bob", "carol", "eve"]);
    let circle = world.circle("alice", &["carol"]);
    assert_eq!(open(&mut world, "alice", &circle), [], "a ticket that is used up is not open");
    let ticket = ticket_for(&mut world, &circle, 3);
    world.ask("bob", Command::CircleJoin { ticket: ticket.clone() }).expect("a good ticket");
    world.plug("alice", "bob");
    world.settle();
    for name in ["alice", "carol"] {
        let seen = open(&mut world, name, &circle);
        let came: Vec<&str> = seen[0].came.iter().map(|person| person.name.as_str()).collect();
        assert_eq!((seen.len(), seen[0].uses, came), (1, 3, vec!["bob"]), "{name}");
        assert_eq!(seen[0].may_take_back, name == "alice", "{name}");
    }
    let refused = uninvite(&mut world, "carol", &circle, &ticket);
    assert!(matches!(refused, Err(Error::NotAllowed { .. })), "a learner takes nobody's word back: {refused:?}");

    // Alone, without anybody to ask.
    world.unplug("alice", "carol");
    world.unplug("alice", "bob");
    let id = open(&mut world, "alice", &circle)[0].id;
    let taken = uninvite(&mut world, "alice", &circle, &id.to_string()[..20]).expect("allowed");
    assert!(matches!(taken.as_slice(), [Answer::Invitation(taken)] if !taken.open && taken.id == id), "{taken:?}");
    assert_eq!(open(&mut world, "alice", &circle), []);
    assert!(uninvite(&mut world, "alice", &circle, &ticket).is_ok(), "twice is no mistake");

    world.ask("eve", Command::CircleJoin { ticket }).expect("it looks good");
    world.plug("alice", "eve");
    world.settle();
    assert_eq!(members(&mut world, "alice", &circle), ["alice", "bob", "carol"]);
    world.unplug("alice", "eve");
    // Carol has not heard of it, and lets eve in: until she meets alice.
    world.plug("carol", "eve");
    world.settle();
    assert_eq!(members(&mut world, "carol", &circle), ["alice", "bob", "carol", "eve"]);
    world.plug("alice", "carol");
    world.settle();
    for name in ["alice", "carol"] {
        assert_eq!(members(&mut world, name, &circle), ["alice", "bob", "carol"], "{name}");
    }
}

#[test]
fn a_second_steward_takes_back_what_the_founder_invited_and_no_stewards_invitation_of_hers() {
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    let person = Name::from("bob");
    world
        .ask("alice", Command::CircleRole { circle: circle.clone(), person, role: RoleName::Steward })
        .expect("allowed");
    ticket_for(&mut world, &circle, 1);
    let command = Command::CircleInvite { circle: circle.clone(), uses: 1, role: RoleName::Steward };
    world.ask("alice", command).expect("invited");
    world.settle();
    for invitation in open(&mut world, "bob", &circle) {
        let learner = invitation.role == RoleName::Learner;
        assert_eq!(invitation.may_take_back, learner, "{invitation:?}");
        assert_eq!(uninvite(&mut world, "bob", &circle, invitation.id).is_ok(), learner);
    }
    world.settle();
    let left: Vec<RoleName> = open(&mut world, "alice", &circle).iter().map(|one| one.role).collect();
    assert_eq!(left, [RoleName::Steward]);
}

#[test]
fn the_only_steward_is_asked_once_more_before_leaving() {
    let mut world = World::new(&["alice", "bob", "carol"]);
    let circle = world.circle("alice", &["bob", "carol"]);
    let leave = |sure: bool| Command::CircleLeave { circle: Name::from("Cell biology"), sure };
    let refused = world.ask("alice", leave(false));
    assert_eq!(refused, Err(Error::OnlySteward { circle: "Cell biology".into(), others: 2 }));
    world.ask("bob", leave(false)).expect("a learner just goes");
    let person = Name::from("carol");
    world
        .ask("alice", Command::CircleRole { circle: circle.clone(), person, role: RoleName::Steward })
        .expect("allowed");
    world.ask("alice", leave(false)).expect("carol is there");
    world.settle();
    world.ask("carol", leave(false)).expect("nobody is left to miss her");

    let mut world = World::new(&["alice", "bob"]);
    world.circle("alice", &["bob"]);
    world.ask("alice", leave(true)).expect("she is sure");
    world.settle();
    assert_eq!(members(&mut world, "bob", &Name::from("Cell biology")), ["bob"]);
}
