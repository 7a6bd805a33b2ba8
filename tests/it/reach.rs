//! By which ways circles travel: real nodes on switches, with a router between them.

use libtest_mimic::Trial;
use serde_json::Value;

use crate::bundles::Stick;
use crate::host::{Lan, Nat};
use crate::laptop::{Laptop, files};
use crate::nat::{Relay, at_relays, circle_at, held, let_in};
use crate::onlooker::Onlooker;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("reach::a_circle_of_this_network_stays_in_it", a_circle_of_this_network_stays_in_it),
        trial(
            "reach::two_who_never_meet_go_by_a_relay_in_the_room_and_by_a_stick_that_anybody_carries",
            a_relay_in_the_room,
        ),
        trial("reach::a_circle_of_relays_goes_through_them_and_not_straight", a_circle_of_relays_goes_through_them),
    ]
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

fn write(laptop: &Laptop, circle: &str, title: &str) -> String {
    let note = laptop.with_input(&["note", "new", circle, "-", "--title", title], "water follows salt\n");
    note[0]["id"].as_str().expect("an id").to_owned()
}

/// Bytes of an attachment: far more than all that two laptops say otherwise in such a story.
const FILM: usize = 3_000_000;

fn film(len: usize) -> Vec<u8> {
    (0..len).map(|byte| u8::try_from(byte * 31 % 251).expect("below 251")).collect()
}

/// Attaches so many bytes to an item, and names them.
fn attach(laptop: &Laptop, item: &str, len: usize) -> String {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("film.mp4");
    std::fs::write(&file, film(len)).expect("written");
    let attached = laptop.one(&["attach", item, file.to_str().expect("a path")]);
    attached["id"].as_str().expect("an id").to_owned()
}

/// Fetches an attachment that somebody else has.
fn get(laptop: &Laptop, item: &str, blob: &str, len: usize) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let file = folder.path().join("film.mp4");
    laptop.until("the attachment's record", |one| (!one.ok(&["blob", "list", item]).is_empty()).then_some(()));
    laptop.one(&["blob", "get", blob, "-o", file.to_str().expect("a path")]);
    assert!(std::fs::read(file).expect("there") == film(len), "byte for byte");
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
    let outside = Onlooker::at(&elsewhere);
    let after = write(&alice, &ours, "After");
    write(&bob, &ours, "From bob");
    let blob = attach(&alice, &after, FILM);
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
    get(&carol, &after, &blob, FILM);
    let crossed: usize = outside.packets().iter().map(|packet| packet.payload.len()).sum();
    assert!(crossed > 0 && crossed < FILM / 2, "{crossed} bytes went to bob's network");
    assert_eq!(carol.one(&["circle", "show", &ours])["reach"], "lan");
    let settled = alice.one(&["circle", "set", &ours, "--reach", "anywhere"]);
    assert_eq!(settled["reach"], "anywhere");
    bob.until("what had stayed away", |bob| has(bob, &ours, "After").then_some(()));
    alice.until("bob's note", |alice| has(alice, &ours, "From bob").then_some(()));
}

/// Alice and bob come into one room, never together. Carol, who is in no circle of theirs, has left her laptop there: beside
/// her own node it runs a relay. Nothing of that room leads to the internet.
fn a_relay_in_the_room() {
    let mut room = Lan::new();
    let there = room.host();
    let mut relay = Relay::at(there.clone());
    let mut carol = Laptop::new("Carol", Some(there));
    let mut alice = Laptop::new("Alice", Some(room.host()));
    let mut bob = Laptop::new("Bob", Some(room.host()));
    for laptop in [&mut alice, &mut carol, &mut bob] {
        laptop.start(&[]);
    }
    let ours = circle(&alice, "Ours, planted");
    alice.one(&["circle", "set", &ours, "--reach", "lan"]);

    // It shows itself: nothing is typed. Nobody takes it for a laptop to compare words with.
    let near = alice.until("a relay", |alice| alice.one(&["circle", "show", &ours])["relays_near"].get(0).cloned());
    assert_eq!(near, relay.address());
    let (_, id) = relay.address().rsplit_once("/p2p/").expect("an address with an id");
    let names = |laptop: &Laptop| laptop.ok(&["nearby"]).iter().map(|one| one["id"].to_string()).collect::<Vec<_>>();
    alice.until("carol and bob", |alice| (names(alice).len() == 3).then_some(()));
    for laptop in [&alice, &bob, &carol] {
        assert!(!names(laptop).iter().any(|name| name.contains(id)), "{}: {:?}", laptop.name, names(laptop));
    }
    alice.one(&["circle", "set", &ours, "--relay", near.as_str().expect("an address")]);
    assert_eq!(alice.one(&["circle", "show", &ours])["relays_near"], serde_json::json!([]));
    let lease = alice.one(&["relay", "lease", &ours]);
    let stick = Stick::new();
    let file = format!("{}/lease.txt", stick.path());
    std::fs::write(&file, format!("{}\n", lease["lease"].as_str().expect("a lease"))).expect("written");
    relay.allow(file);

    join(&alice, &ours, &[&bob]);
    bob.kill();
    let note = write(&alice, &ours, "From alice, planted");
    let blob = attach(&alice, &note, FILM);
    held(&alice, &ours, 0);
    alice.until("the film at the relay", |alice| (at_relays(alice, &ours)[0]["attachments"] == 1).then_some(()));
    alice.kill();

    bob.start(&[]);
    bob.until("alice's note", |bob| has(bob, &ours, "From alice, planted").then_some(()));
    get(&bob, &note, &blob, FILM);
    write(&bob, &ours, "From bob, planted");
    held(&bob, &ours, 0);
    bob.kill();

    // Carol's laptop was at home over night, and is given another address: it is found all the same.
    relay.kill();
    carol.host().ip(&["addr", "flush", "dev", "eth0"]);
    carol.host().ip(&["addr", "add", "10.77.0.201/24", "dev", "eth0"]);
    relay.start();
    assert_ne!(near, relay.address());
    alice.start(&[]);
    alice.until("bob's note", |alice| has(alice, &ours, "From bob, planted").then_some(()));
    held(&alice, &ours, 0);
    alice.kill();

    // She carries a stick as well, and looks at it.
    let bundles = Stick::new();
    write(&bob, &ours, "On the stick, planted");
    bob.ok(&["bundle", "write", &ours, bundles.path()]);
    let looked = carol.run_with(&["bundle", "read", bundles.path()], b"");
    let told = String::from_utf8_lossy(&looked.stdout).into_owned();
    assert!(!told.contains("planted"), "{told}");
    alice.ok(&["bundle", "read", bundles.path()]);
    assert!(has(&alice, &ours, "On the stick, planted"));
    assert_eq!(carol.ok(&["circle", "list"]), [] as [Value; 0]);

    // Of all that she has read nothing: not at the relay, not at home, not on the stick.
    relay.kill();
    let (relays, cut) = (files(&relay.home()), film(64));
    assert!(relays.values().map(Vec::len).sum::<usize>() > FILM, "the film is there");
    for (name, bytes) in relays.into_iter().chain(files(&carol.home)) {
        let found = bytes.windows(7).any(|part| part == b"planted") || bytes.windows(64).any(|part| part == cut);
        assert!(!found, "something in clear lies on carol's laptop, in {name}");
    }
}

/// The addresses that alice's and bob's routers have on the internet; the relay was there first.
const ROUTERS: [&str; 2] = ["203.0.113.2", "203.0.113.3"];

/// Packets that went from one router to the other, past the relay.
fn straight(onlooker: Onlooker) -> usize {
    let ends = |from: &str, to: &str| [from, to].map(|ip| ip.parse::<std::net::IpAddr>().expect("an address"));
    let [alice, bob] = ROUTERS;
    let both = [ends(alice, bob), ends(bob, alice)];
    onlooker.packets().iter().filter(|packet| both.contains(&[packet.from, packet.to])).count()
}

/// Alice and bob sit in two homes, whose routers let holes be punched, and share a circle that keeps to its relay.
fn a_circle_of_relays_goes_through_them() {
    let mut internet = Lan::internet();
    let mut relay = Relay::new(&mut internet);
    let mut alice = Laptop::new("Alice", Some(internet.host_behind(Nat::KeepsPorts)));
    let mut bob = Laptop::new("Bob", Some(internet.host_behind(Nat::KeepsPorts)));
    let circle = circle_at(&alice, "Ours", &mut [&mut relay]);
    assert_eq!(alice.one(&["circle", "set", &circle, "--reach", "relays"])["reach"], "relays");
    let onlooker = Onlooker::at(&internet);
    let note = write(&alice, &circle, "From alice");
    let blob = attach(&alice, &note, FILM);
    alice.start(&["--no-mdns"]);
    bob.start(&["--no-mdns"]);
    let_in(&alice, &bob, &circle);
    bob.until("alice's note", |bob| has(bob, &circle, "From alice").then_some(()));
    write(&bob, &circle, "From bob");
    alice.until("bob's note", |alice| has(alice, &circle, "From bob").then_some(()));
    get(&bob, &note, &blob, FILM);
    let alices = alice.one(&["whoami"])["id"].clone();
    let way = |bob: &Laptop| {
        let peers = bob.ok(&["peers"]);
        peers.iter().find(|peer| peer["person"]["id"] == alices).map(|peer| peer["way"].clone())
    };
    assert_eq!(way(&bob).expect("alice is there"), "relayed");
    assert_eq!(straight(onlooker), 0, "no packet went from router to router");

    // Once the circle may go anywhere a hole is punched, on the connection that stands.
    let onlooker = Onlooker::at(&internet);
    alice.one(&["circle", "set", &circle, "--reach", "anywhere"]);
    bob.until("a straight way", |bob| (way(bob)? == "direct").then_some(()));
    assert!(straight(onlooker) > 0, "the onlooker sees what is straight");

    // The relay's log names neither of them, nor where they are.
    let log = relay.log();
    for laptop in [&alice, &bob] {
        let peer = laptop.ok(&["nearby"])[0]["id"].as_str().expect("an id").to_owned();
        assert!(!log.contains(&peer), "{peer} in: {log}");
    }
    for router in ROUTERS {
        assert!(!log.contains(router), "{router} in: {log}");
    }
}
