//! Joining while inviter and joiner are never online together: by a stick, and by a relay.

use std::collections::BTreeSet;
use std::path::Path;

use libtest_mimic::Trial;
use serde_json::Value;

use crate::bundles::Stick;
use crate::host::Lan;
use crate::laptop::{Laptop, files};
use crate::nat::{Relay, circle_at, has, held, note};
use crate::trial::trial;

pub(crate) fn by_stick() -> Vec<Trial> {
    vec![
        trial("apart::a_ticket_and_one_round_trip_of_a_stick_let_bob_in", one_round_trip),
        trial("apart::a_stick_brings_a_used_up_ticket_its_refusal", refused_by_stick),
    ]
}

pub(crate) fn by_relay() -> Vec<Trial> {
    vec![trial("apart::a_relay_lets_bob_in_though_he_never_meets_alice", by_a_relay)]
}

fn ticket(laptop: &Laptop, circle: &str) -> String {
    laptop.one(&["circle", "invite", circle])["ticket"].as_str().expect("a ticket").to_owned()
}

fn state(laptop: &Laptop, circle: &str) -> Value {
    laptop.one(&["circle", "show", circle])["state"].clone()
}

fn names(laptop: &Laptop, circle: &str) -> Vec<String> {
    let members = laptop.ok(&["circle", "members", circle]);
    let mut names: Vec<String> =
        members.iter().map(|member| member["name"].as_str().expect("a name").to_owned()).collect();
    names.sort();
    names
}

/// What a laptop says of the one circle on a stick when it reads it.
fn read(laptop: &Laptop, stick: &Stick) -> Vec<Value> {
    laptop.ok(&["bundle", "read", stick.path()])
}

fn write(laptop: &Laptop, circle: &str, stick: &Stick) -> Value {
    laptop.ok(&["bundle", "write", circle, stick.path()]).pop().expect("a bundle")
}

/// A circle of alice's that travels on sticks only, with a note and a picture. No node ever runs.
fn usb_circle() -> (Laptop, String) {
    let alice = Laptop::new("Alice", None);
    let circle = alice.one(&["circle", "new", "Cells"])["id"].as_str().expect("an id").to_owned();
    alice.ok(&["circle", "set", &circle, "--reach", "usb"]);
    let written = alice.with_input(&["note", "new", &circle, "-", "--title", "Salt"], "Water follows salt.\n");
    let picture = alice.home.with_file_name("cell.png");
    std::fs::write(&picture, vec![7; 300_000]).expect("written");
    alice.ok(&["attach", written[0]["id"].as_str().expect("an id"), picture.to_str().expect("a path")]);
    (alice, circle)
}

fn one_round_trip() {
    let (alice, circle) = usb_circle();
    let ticket = ticket(&alice, &circle);
    let bob = Laptop::new("Bob", None);
    assert_eq!(bob.one(&["circle", "join", &ticket])["state"], "pending");
    let stick = Stick::new();
    let asked = write(&bob, &circle, &stick);
    assert_eq!((&asked["admission"], &asked["records"], &asked["slips"]), (&"asked".into(), &0.into(), &1.into()));

    let let_in = read(&alice, &stick);
    assert_eq!((let_in.len(), &let_in[0]["let_in"], &let_in[0]["turned_away"]), (1, &1.into(), &0.into()));
    write(&alice, &circle, &stick);

    let came_in = read(&bob, &stick);
    let of_alice = came_in.iter().find(|bundle| bundle["records"] != 0).expect("hers");
    assert_eq!(of_alice["admission"], "let-in", "{of_alice}");
    assert_eq!((&of_alice["waiting"], &of_alice["new"]), (&0.into(), &of_alice["records"]), "all of it is open");
    assert_eq!(of_alice["blobs"], 1, "and the picture is there");
    assert_eq!(state(&bob, &circle), "joined");
    assert_eq!(bob.ok(&["note", "list", &circle])[0]["title"], "Salt");
    // His name comes to alice with the next trip, and the ticket is gone.
    bob.with_input(&["note", "new", &circle, "-", "--title", "Thanks"], "for the salt\n");
    write(&bob, &circle, &stick);
    read(&alice, &stick);
    assert_eq!(names(&alice, &circle), ["Alice", "Bob"]);
    assert_eq!(alice.ok(&["note", "list", &circle]).len(), 2);
}

fn refused_by_stick() {
    let (alice, circle) = usb_circle();
    let ticket = ticket(&alice, &circle);
    let (bob, eve) = (Laptop::new("Bob", None), Laptop::new("Eve", None));
    for joiner in [&bob, &eve] {
        joiner.ok(&["circle", "join", &ticket]);
        let stick = Stick::new();
        write(joiner, &circle, &stick);
        let told = read(&alice, &stick);
        let came = (told[0]["let_in"].as_u64(), told[0]["turned_away"].as_u64());
        assert_eq!(came, if joiner.name == "Bob" { (Some(1), Some(0)) } else { (Some(0), Some(1)) });
        write(&alice, &circle, &stick);
        read(joiner, &stick);
    }
    assert_eq!(state(&bob, &circle), "joined");
    // Eve holds a stick full of sealed records, and hears why she reads none of them.
    let shown = eve.one(&["circle", "show", &circle]);
    assert_eq!((&shown["state"], &shown["admission"]), (&"pending".into(), &"used-up".into()));
    assert_eq!(eve.ok(&["note", "list", &circle]).len(), 0);
    assert_eq!(alice.ok(&["circle", "members", &circle]).len(), 2);
}

/// Under how many keys slips lie on a relay's disk.
fn slips_at(home: &Path) -> usize {
    const PREFIX: &[u8] = b"slip/";
    const KEY: usize = 16 + 32;
    let mut keys = BTreeSet::new();
    for bytes in files(home).values() {
        let starts = (0..bytes.len()).filter(|start| bytes[*start..].starts_with(PREFIX));
        keys.extend(
            starts.filter_map(|start| bytes.get(start + PREFIX.len()..start + PREFIX.len() + KEY)).map(<[u8]>::to_vec),
        );
    }
    keys.len()
}

fn by_a_relay() {
    let mut internet = Lan::internet();
    let mut relay = Relay::new(&mut internet);
    let mut alice = Laptop::new("Alice", Some(internet.host()));
    let mut bob = Laptop::new("Bob", Some(internet.host()));
    let mut eve = Laptop::new("Eve", Some(internet.host()));
    let circle = circle_at(&alice, "Shifts", &mut [&mut relay]);
    alice.start(&["--no-mdns"]);
    note(&alice, &circle, "the early shift", "for whoever comes\n");
    held(&alice, &circle, 0);
    let ticket = ticket(&alice, &circle);
    held(&alice, &circle, 0);
    alice.kill();

    // Bob asks, and then eve, who was given the same ticket for one. Nobody else is there.
    for joiner in [&mut bob, &mut eve] {
        joiner.start(&["--no-mdns"]);
        assert_eq!(joiner.one(&["circle", "join", &ticket])["state"], "pending");
        joiner.wait_for("the request at the relay", |event| event["event"] == "relay" && event["news"] == "asked");
        joiner.kill();
    }
    let asked = slips_at(&relay.home());

    // Alice is alone when she comes. She answers both.
    alice.start(&["--no-mdns"]);
    alice.until("somebody let in", |alice| (alice.ok(&["circle", "members", &circle]).len() == 2).then_some(()));
    held(&alice, &circle, 0);
    while slips_at(&relay.home()) < asked + 2 {
        alice.is_well();
        alice.ok(&["status"]);
    }
    alice.kill();

    // So are they.
    bob.start(&["--no-mdns"]);
    eve.start(&["--no-mdns"]);
    let (in_, out) = if state_of(&bob, &circle) { (&bob, &eve) } else { (&eve, &bob) };
    has(in_, &circle, "the early shift");
    note(in_, &circle, "the late shift", "thank you\n");
    held(in_, &circle, 0);
    out.until("the refusal", |out| (out.one(&["circle", "show", &circle])["admission"] == "used-up").then_some(()));
    assert_eq!(
        out.ok(&["status", &circle]).iter().find_map(|line| line["waiting"].as_u64()),
        Some(0),
        "nothing sealed"
    );
    bob.kill();
    eve.kill();

    alice.start(&["--no-mdns"]);
    has(&alice, &circle, "the late shift");
}

/// Whether a laptop is let in, once its request is answered.
fn state_of(laptop: &Laptop, circle: &str) -> bool {
    laptop.until("an answer", |laptop| {
        let shown = laptop.one(&["circle", "show", circle]);
        let answered = shown["state"] == "joined" || shown["admission"] == "used-up";
        answered.then(|| shown["state"] == "joined")
    })
}
