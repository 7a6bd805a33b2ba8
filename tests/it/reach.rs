//! By which ways circles travel: real nodes on switches, with a router between them.

use libtest_mimic::Trial;
use serde_json::Value;

use crate::host::Lan;
use crate::laptop::Laptop;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![trial("reach::a_circle_of_this_network_stays_in_it", a_circle_of_this_network_stays_in_it)]
}

fn circle(laptop: &Laptop, title: &str) -> String {
    laptop.one(&["circle", "new", title])["id"].as_str().expect("an id").to_owned()
}

fn join(inviter: &Laptop, circle: &str, others: &[&Laptop]) {
    let uses = others.len().to_string();
    let ticket = inviter.one(&["circle", "invite", circle, "--uses", &uses])["ticket"].clone();
    let ticket = ticket.as_str().expect("a ticket");
    for other in others {
        other.ok(&["circle", "join", ticket]);
        let state = |laptop: &Laptop| laptop.one(&["circle", "show", circle])["state"].clone();
        other.until("being let in", |other| (state(other) == "joined").then_some(()));
    }
}

fn write(laptop: &Laptop, circle: &str, title: &str) {
    laptop.with_input(&["note", "new", circle, "-", "--title", title], "water follows salt\n");
}

fn has(laptop: &Laptop, circle: &str, title: &str) -> bool {
    laptop.ok(&["note", "list", circle]).iter().any(|row| row["title"] == title)
}

/// Alice and carol sit at one switch, bob at another, and a router stands between.
fn a_circle_of_this_network_stays_in_it() {
    let (mut room, mut elsewhere) = (Lan::new(), Lan::of("203.0.113"));
    room.join(&mut elsewhere);
    let mut alice = Laptop::new("Alice", Some(room.host()));
    let mut carol = Laptop::new("Carol", Some(room.host()));
    let mut bob = Laptop::new("Bob", Some(elsewhere.host()));
    for laptop in [&mut alice, &mut carol, &mut bob] {
        laptop.start(&[]);
    }
    let (ours, everybodys) = (circle(&alice, "Ours"), circle(&alice, "Everybody's"));
    alice.until("an address", |alice| {
        let status = &alice.ok(&["status"])[0];
        let addresses: Vec<&Value> = status["listening"].as_array().expect("a list").iter().collect();
        addresses.iter().any(|address| address.as_str().is_some_and(|text| text.contains("10.77.0."))).then_some(())
    });
    for circle in [&ours, &everybodys] {
        join(&alice, circle, &[&bob, &carol]);
    }
    write(&alice, &ours, "Before");
    bob.until("a note from afar", |bob| has(bob, &ours, "Before").then_some(()));

    let settled = alice.one(&["circle", "set", &ours, "--reach", "lan"]);
    assert_eq!(settled["reach"], "lan");
    write(&alice, &ours, "After");
    write(&bob, &ours, "From bob");
    // What is written later in a circle that travels anywhere has arrived, so what may travel has.
    write(&alice, &everybodys, "Sign from alice");
    write(&bob, &everybodys, "Sign from bob");
    bob.until("alice's sign", |bob| has(bob, &everybodys, "Sign from alice").then_some(()));
    alice.until("bob's sign", |alice| has(alice, &everybodys, "Sign from bob").then_some(()));
    assert!(!has(&bob, &ours, "After") && !has(&alice, &ours, "From bob"));
    let delivered = alice.ok(&["status", &ours])[1]["delivered"].clone();
    let bobs = delivered.as_array().expect("a list").iter().find(|one| one["person"]["name"] == "Bob");
    assert_eq!(bobs.expect("bob's device")["connected"], false, "alice does not serve him: {delivered}");

    // At one switch it goes on.
    carol.until("a note from this room", |carol| has(carol, &ours, "After").then_some(()));
    assert_eq!(carol.one(&["circle", "show", &ours])["reach"], "lan");
    let settled = alice.one(&["circle", "set", &ours, "--reach", "anywhere"]);
    assert_eq!(settled["reach"], "anywhere");
    bob.until("what had stayed away", |bob| has(bob, &ours, "After").then_some(()));
    alice.until("bob's note", |alice| has(alice, &ours, "From bob").then_some(()));
}
