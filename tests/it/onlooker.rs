//! What somebody learns who sits at the same switch and writes everything down.

use std::net::IpAddr;
use std::process::Child;

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use crate::capture::{Packet, contains, packets, runs};
use crate::host::Lan;
use crate::laptop::Laptop;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("onlooker::nothing_that_anybody_wrote_is_on_the_wire", nothing_that_anybody_wrote),
        trial("onlooker::quiet_nodes_announce_nothing_and_find_those_that_do", quiet_nodes),
        trial("onlooker::two_evenings_have_nothing_in_common_but_the_protocol", two_evenings),
    ]
}

/// Somebody who writes everything down.
pub(crate) struct Onlooker {
    folder: TempDir,
    tcpdump: Child,
}

impl Onlooker {
    pub(crate) fn at(lan: &Lan) -> Self {
        let folder = TempDir::new().expect("a folder");
        let tcpdump = lan.capture(&folder.path().join("trace.pcap"));
        Self { folder, tcpdump }
    }

    pub(crate) fn packets(mut self) -> Vec<Packet> {
        self.tcpdump.kill().expect("it was running");
        self.tcpdump.wait().expect("it ends");
        packets(&self.folder.path().join("trace.pcap"))
    }
}

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

fn address(laptop: &Laptop) -> String {
    laptop.until("an address", |laptop| {
        let status = laptop.ok(&["status"]).remove(0);
        let addresses = status["listening"].as_array().expect("a list").clone();
        let of_lan = |address: &Value| Some(address.as_str()?.to_owned()).filter(|text| text.contains("/10.77.0."));
        addresses.iter().find_map(of_lan)
    })
}

/// Alice founds, bob comes in by her ticket.
fn circle_of_two(alice: &Laptop, bob: &Laptop, title: &str) -> (String, String) {
    let circle = id(&alice.one(&["circle", "new", title]));
    let ticket = alice.one(&["circle", "invite", &circle])["ticket"].as_str().expect("a ticket").to_owned();
    bob.ok(&["circle", "join", &ticket]);
    let state = |bob: &Laptop| bob.one(&["circle", "show", &circle])["state"].clone();
    bob.until("being let in", |bob| (state(bob) == "joined").then_some(()));
    (circle, ticket)
}

fn count(laptop: &Laptop, circle: &str, what: &str) -> u64 {
    laptop.one(&["circle", "show", circle])[what].as_u64().expect("a number")
}

/// Forty strings are planted in everything that two people say to each other.
fn nothing_that_anybody_wrote() {
    let word = |number: u64| format!("kanarya{number:02}feldspar{}", number * 7919 % 10_007);
    let mut lan = Lan::new();
    let onlooker = Onlooker::at(&lan);
    let mut alice = Laptop::new("Alice Kanaryagil", Some(lan.host()));
    let mut bob = Laptop::new("Bob Feldsparson", Some(lan.host()));
    // At the loudest: what somebody sends along with a question about a fault must name nothing either.
    alice.start(&["-vv"]);
    bob.start(&["-vv"]);
    let mut planted: Vec<String> = (0..32).map(word).collect();
    let (circle, ticket) = circle_of_two(&alice, &bob, &word(0));
    for number in 1..10 {
        let (title, tag, body) = (word(number), word(number + 10), format!("{} in the body\n", word(number + 20)));
        alice.with_input(&["note", "new", &circle, "-", "--title", &title, "--tag", &tag], &body);
    }
    let asked = bob.with_input(&["ask", &circle, "-", "--title", &word(10)], &format!("{}\n", word(20)));
    let question = id(&asked[0]);
    alice.until("the question", |alice| (count(alice, &circle, "questions") == 1).then_some(()));
    alice.with_input(&["answer", &question, "-"], &format!("{}\n", word(30)));
    let file = alice.home.parent().expect("a folder").join(format!("{}.txt", word(31)));
    std::fs::write(&file, word(31).repeat(1000)).expect("written");
    let attached = id(&alice.with_input(&["note", "new", &circle, "-", "--title", "Attached"], "see below\n")[0]);
    alice.ok(&["attach", &attached, file.to_str().expect("a path")]);
    bob.until("all notes", |bob| (count(bob, &circle, "notes") == 10).then_some(()));
    let missing = |bob: &Laptop| bob.ok(&["status", &circle])[1]["blobs_missing"].as_u64().expect("a number");
    bob.until("the attachment", |bob| {
        let listed = !bob.ok(&["blob", "list", &attached]).is_empty();
        (listed && missing(bob) == 0).then_some(())
    });
    let thread = |bob: &Laptop| bob.one(&["question", "show", &question]);
    bob.until("the answer", |bob| (!thread(bob)["replies"].as_array().expect("a list").is_empty()).then_some(()));

    let [of_alice, of_bob] = [&alice, &bob].map(|laptop| laptop.one(&["whoami"]));
    planted.extend(["Alice Kanaryagil", "Bob Feldsparson"].map(str::to_owned));
    planted.extend([circle, ticket, question, attached, id(&of_alice), id(&of_bob)]);
    assert_eq!(planted.len(), 40);
    let seen = onlooker.packets();
    let bytes: usize = seen.iter().map(|packet| packet.payload.len()).sum();
    assert!(bytes > 30_000, "the onlooker has seen what passed: {bytes} bytes");
    for string in &planted {
        let hits = seen.iter().filter(|packet| contains(&packet.payload, string.as_bytes())).count();
        assert_eq!(hits, 0, "{string} is on the wire");
        for laptop in [&alice, &bob] {
            let told = laptop.said().into_iter().find(|line| line.contains(string));
            assert_eq!(told, None, "{string} is in what {} logs", laptop.name);
        }
    }
    for laptop in [&alice, &bob] {
        assert!(laptop.said().len() > 50, "the log was read");
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", laptop.process())).expect("it runs");
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).expect("a limit");
        assert_eq!(core.split_whitespace().filter(|word| *word == "0").count(), 2, "no core is written: {core}");
    }
}

/// Alice and bob keep silent, carol does not: both find her, and nobody finds them.
fn quiet_nodes() {
    let mut lan = Lan::new();
    let onlooker = Onlooker::at(&lan);
    let [alice_host, bob_host, carol_host] = [lan.host(), lan.host(), lan.host()];
    let mut alice = Laptop::new("Alice", Some(alice_host));
    let mut bob = Laptop::new("Bob", Some(bob_host));
    let mut carol = Laptop::new("Carol", Some(carol_host));
    // Alice has decided so for good, bob for this evening.
    assert_eq!(alice.one(&["settings"])["mdns"], "on");
    assert_eq!(alice.one(&["settings", "--mdns", "quiet"])["mdns"], "quiet");
    alice.start(&[]);
    bob.start(&["--mdns", "quiet"]);
    carol.start(&[]);
    let peers = |laptop: &Laptop| -> Vec<String> { laptop.ok(&["peers"]).iter().map(id).collect() };
    let carols = alice.until("carol", |alice| peers(alice).pop());
    bob.until("carol", |bob| peers(bob).contains(&carols).then_some(()));
    carol.until("both", |carol| (peers(carol).len() == 2).then_some(()));
    assert_eq!(
        (peers(&alice), peers(&bob)),
        (vec![carols.clone()], vec![carols.clone()]),
        "they do not find each other"
    );

    // While it runs alice changes her mind, and bob finds her.
    alice.ok(&["settings", "--mdns", "on"]);
    bob.until("alice", |bob| (peers(bob).len() == 2).then_some(()));
    alice.ok(&["settings", "--mdns", "off"]);
    let quiet: IpAddr = "10.77.0.2".parse().expect("bob's address");
    let loud: IpAddr = "10.77.0.3".parse().expect("carol's address");
    let bobs = peers(&carol).into_iter().find(|peer| !peers(&bob).contains(peer)).expect("bob's id");
    let seen = onlooker.packets();
    let said = |from: IpAddr| seen.iter().filter(|one| one.from == from && one.to_port == 5353).count();
    assert!(said(loud) > 0, "the onlooker hears who announces themselves");
    assert_eq!(said(quiet), 0, "and bob said nothing");
    let named = |id: &str| seen.iter().filter(|one| contains(&one.payload, id.as_bytes())).count();
    assert!(named(&carols) > 0);
    assert_eq!(named(&bobs), 0, "so that nobody learns his id");
}

/// The same two people in two rooms: what does an onlooker recognise who was in both?
fn two_evenings() {
    let mut first_room = Lan::new();
    let mut alice = Laptop::new("Alice", Some(first_room.host()));
    let mut bob = Laptop::new("Bob", Some(first_room.host()));
    let first = evening(&first_room, &mut alice, &mut bob);
    let mut second_room = Lan::new();
    alice.carry_to(second_room.host());
    bob.carry_to(second_room.host());
    let second = evening(&second_room, &mut alice, &mut bob);
    let size = |packets: &[Packet]| packets.iter().map(|packet| packet.payload.len()).sum::<usize>();
    assert!(size(&first) > 5_000 && size(&second) > 5_000, "{} and {} bytes", size(&first), size(&second));
    let constants: &[&[u8]] = &[
        // How libp2p agrees on encryption (multistream-select 1.0).
        b"\x13/multistream/1.0.0\n\x07/noise\n",
        b"\x13/multistream/1.0.0\n\x13/multistream/1.0.0\n",
        // Padding.
        &[0; 64],
    ];
    let known = |run: &[u8; 16]| constants.iter().any(|constant| contains(constant, run));
    let (first, second) = (runs(&first), runs(&second));
    let common: Vec<String> =
        first.intersection(&second).filter(|run| !known(run)).map(|run| run.escape_ascii().to_string()).collect();
    assert_eq!(common, Vec::<String>::new(), "marks by which they are recognised");
}

/// An evening of two quiet laptops that know each other's address.
fn evening(lan: &Lan, alice: &mut Laptop, bob: &mut Laptop) -> Vec<Packet> {
    let onlooker = Onlooker::at(lan);
    alice.start(&["--mdns", "quiet"]);
    let address = address(alice);
    bob.start(&["--mdns", "quiet", "--peer", &address]);
    let known = alice.ok(&["circle", "list"]).first().map(id);
    let circle = known.unwrap_or_else(|| circle_of_two(alice, bob, "Rust reading circle").0);
    let before = count(alice, &circle, "notes");
    for number in 0..5 {
        alice.with_input(&["note", "new", &circle, "-", "--title", &format!("Note {number}")], "the same text\n");
    }
    let there = |bob: &Laptop| count(bob, &circle, "notes") == before + 5;
    bob.until("all notes", |bob| there(bob).then_some(()));
    let seen = onlooker.packets();
    alice.kill();
    bob.kill();
    seen
}
