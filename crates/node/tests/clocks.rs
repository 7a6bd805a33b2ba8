//! Clocks that go differently: what is heard of them while two laptops talk.

use commonplace_node::answer::{Answer, Peer};
use commonplace_node::command::{Command, Name};

use super::stories::note;
use super::world::World;

fn clock(world: &mut World, name: &'static str) -> Option<i64> {
    let peers = world.ask(name, Command::Peers).expect("a list");
    peers.into_iter().find_map(|answer| match answer {
        Answer::Peer(Peer { clock, .. }) => clock,
        _ => None,
    })
}

fn write(world: &mut World, name: &'static str, circle: &Name, title: &str) {
    world.write(name, note(circle, title, "text"));
    world.settle();
}

#[test]
fn a_laptop_hears_how_far_the_others_clock_is_from_its_own() {
    const HOUR: i64 = 3_600_000;
    let mut world = World::new(&["alice", "bob"]);
    let circle = world.circle("alice", &["bob"]);
    world.set_clock("bob", HOUR);
    write(&mut world, "alice", &circle, "Osmosis");
    let heard = clock(&mut world, "alice").expect("bob has said what he holds");
    assert!((heard - HOUR).abs() < 120_000, "{heard}");
    let heard = clock(&mut world, "bob").expect("so has alice");
    assert!((heard + HOUR).abs() < 120_000, "{heard}");

    // What he wrote long ago says nothing of his clock today.
    world.unplug("alice", "bob");
    world.set_clock("bob", 0);
    world.wait(24 * 3_600_000);
    world.plug("alice", "bob");
    assert!(clock(&mut world, "alice").is_none_or(|ahead| ahead.abs() < 120_000));
    write(&mut world, "alice", &circle, "Diffusion");
    let heard = clock(&mut world, "alice").expect("a word of today");
    assert!(heard.abs() < 120_000, "{heard}");
}
