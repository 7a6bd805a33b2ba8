//! Running a circle: roles, removal, ways, leaving.

use commonplace_core::id::{CircleId, PersonId};
use commonplace_node::answer::{Member, Membership};
use commonplace_node::command::{Command, ReachName, RoleName};

use super::fake::{World, person};
use super::window::Window;
use super::written;

fn member(name: &str, role: RoleName, rank: u16, me: bool) -> Member {
    Member { id: person(name).id, name: name.into(), role, rank, me, devices: vec!["laptop".into()] }
}

fn page() -> (Window, CircleId, PersonId) {
    let mut world = World::of("Ana");
    let circle = world.add_circle("Cell biology", Membership::Joined, 2);
    world.members = vec![member("Ana", RoleName::Steward, 0, true), member("Ben", RoleName::Learner, 10, false)];
    let mut window = Window::open(world);
    window.resize(1280.0, 2000.0);
    window.click("Cell biology");
    window.command("m", false);
    (window, circle, person("Ben").id)
}

#[test]
fn a_member_gets_another_role() {
    let (mut window, circle, ben) = page();
    window.expect("Ana (you)");
    window.click("Change");
    window.click("facilitator");
    let role = Command::CircleRole { circle: circle.into(), person: ben.into(), role: RoleName::Facilitator };
    assert_eq!(written(&window), [role]);
}

#[test]
fn what_removal_cannot_do_is_said_before_it_is_done() {
    let (mut window, circle, ben) = page();
    window.click("Change");
    window.click("Remove from the circle");
    window.expect("Ben keeps what is on their laptop");
    assert!(written(&window).is_empty());
    window.click("Remove");
    assert_eq!(written(&window), [Command::CircleRemove { circle: circle.into(), person: ben.into() }]);
}

#[test]
fn a_circle_can_be_kept_to_one_network() {
    let (mut window, circle, _) = page();
    window.click("This network only");
    let set = Command::CircleSet {
        circle: circle.into(),
        reach: Some(ReachName::Lan),
        relays: Some(Vec::new()),
        quota: None,
    };
    assert_eq!(written(&window), [set]);
}

#[test]
fn leaving_asks_once_more() {
    let (mut window, circle, _) = page();
    window.click_last("Leave the circle");
    window.expect("You keep what is on this laptop");
    window.click("Leave it");
    assert_eq!(written(&window), [Command::CircleLeave { circle: circle.into() }]);
    window.expect("Hello, Ana");
}
