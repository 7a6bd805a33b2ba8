//! Homes behind routers, and relays between them.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use crate::host::{Host, Lan, Nat, binary};
use crate::laptop::{Laptop, files};
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("nat::two_homes_meet_at_a_relay_and_punch_a_hole", || meet(Nat::KeepsPorts, "direct")),
        trial("nat::two_homes_whose_routers_let_no_hole_be_punched_stay_behind_the_relay", || {
            meet(Nat::RandomPorts, "relayed");
        }),
        trial("nat::a_relay_dies_and_the_other_one_carries_on", one_of_two_dies),
        trial("nat::members_who_never_meet_converge_and_who_was_removed_gets_nothing_more", never_online_together),
        trial("nat::members_who_never_meet_exchange_a_picture_through_the_relay", a_picture_by_the_relay),
        trial("nat::a_relay_that_keeps_the_last_days_is_never_said_to_hold_everything", the_last_days),
        trial("nat::a_relay_that_dropped_records_is_told_of_and_gets_them_again", a_relay_drops),
    ]
}

/// A relay on the internet.
pub(crate) struct Relay {
    host: Host,
    folder: TempDir,
    leases: Vec<String>,
    child: Option<Child>,
    address: String,
}

impl Relay {
    /// A relay that keeps records for nobody yet.
    pub(crate) fn new(internet: &mut Lan) -> Self {
        Self::at(internet.host())
    }

    /// The same on this machine.
    pub(crate) fn at(host: Host) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut relay = Self { host, folder, leases: Vec::new(), child: None, address: String::new() };
        relay.start();
        relay
    }

    /// Where circles find it.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("relay")
    }

    pub(crate) fn start(&mut self) {
        let mut command = self.host.command(&binary());
        command.arg("--home").arg(self.home()).args(["--json", "relay", "--listen", "0.0.0.0:17017"]);
        for lease in &self.leases {
            command.args(["--allow", lease]);
        }
        let log = fs::File::options().create(true).append(true).open(self.folder.path().join("log")).expect("a log");
        command.env("COMMONPLACE_LOG", "info");
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let mut child = child.spawn().expect("the relay starts");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut first).expect("a line");
        let told: Value = serde_json::from_str(&first).expect("JSON");
        assert_eq!(told["event"], "relaying");
        assert_eq!(told["leases"], self.leases.len());
        self.address = told["addresses"][0].as_str().expect("an address").to_owned();
        self.child = Some(child);
    }

    /// What it has said of itself, at the level that names nobody.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).expect("a log")
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it was running");
            child.wait().expect("it ends");
        }
    }

    /// Keeps records for this circle from now on, as its steward asks.
    fn keep_for(&mut self, steward: &Laptop, circle: &str) {
        let lease = steward.one(&["relay", "lease", circle, &self.address]);
        assert_eq!(lease["named"], true, "the circle names it");
        self.allow(lease["lease"].as_str().expect("a lease").to_owned());
    }

    /// Keeps records for the circle of this lease, or of the one in this file, from now on.
    pub(crate) fn allow(&mut self, lease: String) {
        self.leases.push(lease);
        self.kill();
        self.start();
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A circle of this laptop that names these relays, all of which keep records for it.
pub(crate) fn circle_at(laptop: &Laptop, title: &str, relays: &mut [&mut Relay]) -> String {
    let circle = laptop.one(&["circle", "new", title])["id"].as_str().expect("an id").to_owned();
    let mut set = vec!["circle", "set", &circle];
    for relay in relays.iter() {
        set.extend(["--relay", relay.address.as_str()]);
    }
    laptop.ok(&set);
    for relay in relays {
        relay.keep_for(laptop, &circle);
    }
    circle
}

pub(crate) fn note(laptop: &Laptop, circle: &str, title: &str, text: &str) {
    laptop.with_input(&["note", "new", circle, "-", "--title", title], text);
}

fn titles(laptop: &Laptop, circle: &str) -> Vec<String> {
    let rows = laptop.ok(&["note", "list", circle]);
    let mut titles: Vec<String> = rows.iter().map(|row| row["title"].as_str().expect("a title").to_owned()).collect();
    titles.sort();
    titles
}

pub(crate) fn has(laptop: &Laptop, circle: &str, title: &str) {
    laptop.until(title, |laptop| titles(laptop, circle).iter().any(|one| one == title).then_some(()));
}

/// What is told of relays by the status of a circle.
pub(crate) fn at_relays(laptop: &Laptop, circle: &str) -> Vec<Value> {
    let status = laptop.ok(&["status", circle]);
    let of_circle = status.iter().find_map(|line| line["relays"].as_array());
    of_circle.expect("a circle's status").clone()
}

/// Until the relay at this place holds everything that is here.
pub(crate) fn held(laptop: &Laptop, circle: &str, place: usize) {
    laptop.until("all of it at the relay", |laptop| {
        (at_relays(laptop, circle)[place]["holds_all"] == true).then_some(())
    });
}

/// Waits for a place behind a relay, and lets another laptop in through it.
pub(crate) fn let_in(member: &Laptop, joiner: &Laptop, circle: &str) {
    member.until("a place behind the relay", |member| {
        let listening = member.ok(&["status"])[0]["listening"].clone();
        let behind = |address: &Value| address.as_str().is_some_and(|address| address.contains("/p2p-circuit/"));
        listening.as_array().expect("addresses").iter().any(behind).then_some(())
    });
    let ticket = member.one(&["circle", "invite", circle])["ticket"].as_str().expect("a ticket").to_owned();
    if joiner.one(&["circle", "join", &ticket])["state"] == "pending" {
        joiner.wait_for("being let in", |event| event["event"] == "joined");
    }
}

fn meet(nat: Nat, way: &str) {
    let mut internet = Lan::internet();
    let mut relay = Relay::new(&mut internet);
    let mut alice = Laptop::new("Alice Almond", Some(internet.host_behind(nat)));
    let mut bob = Laptop::new("Bob Beechnut", Some(internet.host_behind(nat)));
    let circle = circle_at(&alice, "Circle of canaries", &mut [&mut relay]);
    let planted: Vec<String> = (0..18).map(|number| format!("planted-{number}-{}", number * 7919)).collect();
    for (number, word) in planted.iter().enumerate() {
        note(&alice, &circle, &format!("title of {word}"), &format!("Body {number} says {word}.\n"));
    }
    alice.start(&["--no-mdns"]);
    bob.start(&["--no-mdns"]);
    let_in(&alice, &bob, &circle);
    bob.until("all notes", |bob| (titles(bob, &circle).len() == planted.len()).then_some(()));
    note(&bob, &circle, "bobs-own-title", "what-bob-adds\n");
    has(&alice, &circle, "bobs-own-title");
    let alices = alice.one(&["whoami"])["id"].clone();
    let to_alice = |peer: &&Value| peer["person"]["id"] == alices;
    let by = |bob: &Laptop| bob.ok(&["peers"]).iter().find(to_alice).map(|peer| peer["way"].clone());
    bob.until(way, |bob| (by(bob).as_ref().and_then(Value::as_str) == Some(way)).then_some(()));
    held(&alice, &circle, 0);

    // Forty strings: names, titles, words of notes, ids. None lies on the relay's disk, nor anybody's peer id.
    let mut secrets: Vec<String> = planted.iter().flat_map(|word| [word.clone(), format!("title of {word}")]).collect();
    secrets.extend(["Circle of canaries", "Alice Almond", "bobs-own-title", "what-bob-adds"].map(str::to_owned));
    assert_eq!(secrets.len(), 40);
    let ids = [circle.as_bytes(), alices.as_str().expect("an id").as_bytes()].map(<[u8]>::to_vec);
    let needles: Vec<Vec<u8>> = secrets.into_iter().map(String::into_bytes).chain(ids).collect();
    relay.kill();
    let disk = files(&relay.home());
    assert!(disk.values().map(Vec::len).sum::<usize>() > 20_000, "records are there");
    for (name, bytes) in disk {
        for needle in &needles {
            let found = bytes.windows(needle.len()).any(|window| window == needle.as_slice());
            assert!(!found, "{} lies on the relay, in {name}", String::from_utf8_lossy(needle));
        }
    }
}

fn one_of_two_dies() {
    let mut internet = Lan::internet();
    let (mut first, mut second) = (Relay::new(&mut internet), Relay::new(&mut internet));
    let mut alice = Laptop::new("Alice", Some(internet.host_behind(Nat::RandomPorts)));
    let mut bob = Laptop::new("Bob", Some(internet.host_behind(Nat::RandomPorts)));
    let circle = circle_at(&alice, "Two relays", &mut [&mut first, &mut second]);
    alice.start(&["--no-mdns"]);
    bob.start(&["--no-mdns"]);
    let_in(&alice, &bob, &circle);
    note(&alice, &circle, "before", "one\n");
    has(&bob, &circle, "before");
    first.kill();
    note(&alice, &circle, "after, by alice", "two\n");
    note(&bob, &circle, "after, by bob", "three\n");
    has(&bob, &circle, "after, by alice");
    has(&alice, &circle, "after, by bob");
    held(&alice, &circle, 1);
    let status = at_relays(&alice, &circle);
    assert_eq!(status[0]["holds_all"], false, "the dead one is not said to hold what came after: {status:?}");
    // It comes back, and gets what it missed.
    first.start();
    held(&alice, &circle, 0);
}

fn never_online_together() {
    let mut internet = Lan::internet();
    let mut relay = Relay::new(&mut internet);
    let mut alice = Laptop::new("Alice", Some(internet.host()));
    let mut bob = Laptop::new("Bob", Some(internet.host()));
    let mut eve = Laptop::new("Eve", Some(internet.host()));
    let circle = circle_at(&alice, "Shifts", &mut [&mut relay]);
    alice.start(&["--no-mdns"]);
    for other in [&mut bob, &mut eve] {
        other.start(&["--no-mdns"]);
        let_in(&alice, other, &circle);
        note(&alice, &circle, &format!("welcome, {}", other.name), "hello\n");
        has(other, &circle, &format!("welcome, {}", other.name));
        other.kill();
    }
    note(&alice, &circle, "the early shift", "for whoever comes\n");
    held(&alice, &circle, 0);
    alice.kill();

    bob.start(&["--no-mdns"]);
    has(&bob, &circle, "the early shift");
    note(&bob, &circle, "the late shift", "thank you\n");
    held(&bob, &circle, 0);
    bob.kill();

    alice.start(&["--no-mdns"]);
    has(&alice, &circle, "the late shift");
    alice.ok(&["circle", "remove", &circle, "Eve"]);
    note(&alice, &circle, "without eve", "from here on\n");
    held(&alice, &circle, 0);
    alice.kill();

    // Eve held the secret once, and is given nothing any more.
    let before = titles(&eve, &circle);
    eve.start(&["--no-mdns"]);
    eve.wait_for("being turned away", |event| event["event"] == "relay" && event["news"] == "unknown");
    assert_eq!(titles(&eve, &circle), before);
    let status = eve.ok(&["status", &circle]);
    assert_eq!(status.iter().find_map(|line| line["waiting"].as_u64()), Some(0), "nor anything sealed");
    eve.kill();

    // Bob was away while the secret changed. Alice is gone, and still he finds it, and reads on.
    bob.start(&["--no-mdns"]);
    has(&bob, &circle, "without eve");
    let lists = [&alice, &bob].map(|laptop| titles(laptop, &circle));
    assert_eq!(lists[0], lists[1]);
}

/// A file whose bytes are found again: a needle in each of its kilobytes.
const NEEDLE: &[u8] = b"planted-in-the-picture-";

fn picture() -> Vec<u8> {
    let piece = |number: u32| {
        let mut piece = [NEEDLE, number.to_string().as_bytes()].concat();
        piece.resize(1024, u8::try_from(number % 251).expect("below 251"));
        piece
    };
    (0..3 * 1024).flat_map(piece).collect()
}

fn a_picture_by_the_relay() {
    let mut internet = Lan::internet();
    let mut relay = Relay::new(&mut internet);
    let mut alice = Laptop::new("Alice", Some(internet.host_behind(Nat::RandomPorts)));
    let mut bob = Laptop::new("Bob", Some(internet.host_behind(Nat::RandomPorts)));
    let circle = circle_at(&alice, "Pictures", &mut [&mut relay]);
    alice.start(&["--no-mdns"]);
    bob.start(&["--no-mdns"]);
    let_in(&alice, &bob, &circle);
    note(&alice, &circle, "welcome", "hello\n");
    has(&bob, &circle, "welcome");
    bob.kill();

    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("planted-name.png");
    fs::write(&file, picture()).expect("written");
    let item = alice.with_input(&["note", "new", &circle, "-", "--title", "with a picture"], "see below\n");
    let item = item[0]["id"].as_str().expect("an id").to_owned();
    let attached = alice.one(&["attach", &item, file.to_str().expect("a path")]);
    let blob = attached["id"].as_str().expect("a blob").to_owned();
    held(&alice, &circle, 0);
    alice.until("the picture at the relay", |alice| (at_relays(alice, &circle)[0]["attachments"] == 1).then_some(()));
    let listed = alice.one(&["blob", "list", &item]);
    assert_eq!(listed["devices"], 1, "a relay is nobody's device: {listed}");
    alice.kill();

    // Nothing of it can be read there.
    relay.kill();
    let plain = blake3::hash(&picture());
    let disk = files(&relay.home());
    assert!(disk.values().map(Vec::len).sum::<usize>() > 3 << 20, "the picture is there");
    for (name, bytes) in disk {
        for needle in [NEEDLE, b"planted-name", b"image/png", plain.as_bytes(), plain.to_hex().as_bytes()] {
            let found = bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!found, "{} lies on the relay, in {name}", String::from_utf8_lossy(needle));
        }
    }
    relay.start();

    bob.start(&["--no-mdns"]);
    let got = folder.path().join("got.png");
    bob.until("the picture", |bob| {
        let listed = bob.run_with(&["blob", "get", &blob, "-o", got.to_str().expect("a path")], b"");
        listed.status.success().then_some(())
    });
    assert!(fs::read(&got).expect("a file") == picture(), "it is the same, byte for byte");
    bob.kill();
}

fn the_last_days() {
    let mut internet = Lan::internet();
    let mut relay = Relay::new(&mut internet);
    let mut alice = Laptop::new("Alice", Some(internet.host()));
    let circle = circle_at(&alice, "Of late", &mut [&mut relay]);
    alice.start(&["--no-mdns"]);
    note(&alice, &circle, "one", "of today\n");
    held(&alice, &circle, 0);
    alice.ok(&["circle", "set", &circle, "--relay-days", "1"]);
    assert_eq!(alice.one(&["circle", "show", &circle])["relay_days"], 1);
    let told = alice.until("equal since some days ago", |alice| {
        let status = at_relays(alice, &circle).remove(0);
        (status["keeps_since"].is_number() && status["lacks"] == 0 && status["heard"].is_number()).then_some(status)
    });
    assert_eq!(told["holds_all"], false, "{told}");
    note(&alice, &circle, "two", "of today\n");
    alice.until("that it is there as well", |alice| (at_relays(alice, &circle)[0]["lacks"] == 0).then_some(()));
    alice.ok(&["circle", "set", &circle, "--relay-days", "0"]);
    held(&alice, &circle, 0);
    assert!(at_relays(&alice, &circle)[0]["keeps_since"].is_null());
}

fn a_relay_drops() {
    let mut internet = Lan::internet();
    let mut relay = Relay::new(&mut internet);
    let mut alice = Laptop::new("Alice", Some(internet.host()));
    let circle = circle_at(&alice, "Watched", &mut [&mut relay]);
    alice.start(&["--no-mdns"]);
    note(&alice, &circle, "kept", "one\n");
    held(&alice, &circle, 0);
    relay.kill();
    let copy = relay.folder.path().join("copy");
    copy_folder(&relay.home(), &copy);
    relay.start();
    for number in 0..5 {
        note(&alice, &circle, &format!("dropped {number}"), "two\n");
    }
    held(&alice, &circle, 0);
    relay.kill();
    fs::remove_dir_all(relay.home()).expect("removed");
    copy_folder(&copy, &relay.home());
    relay.start();
    let told = alice.wait_for("what was lost", |event| event["event"] == "relay" && event["news"] == "lost");
    assert_eq!(told["count"], 5);
    assert_eq!(told["relay"], relay.address.as_str());
    held(&alice, &circle, 0);
    assert_eq!(at_relays(&alice, &circle)[0]["lost"], 5);
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    let copied = std::process::Command::new("cp").arg("-a").arg(from).arg(to).status();
    assert!(copied.expect("cp runs").success());
}
