//! A circle that takes more room on one laptop than it is given: what goes, what stays, and what comes back.

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use crate::laptop::Laptop;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("quota::the_last_copy_the_pinned_and_the_own_stay_and_the_rest_comes_back", what_goes_and_what_stays),
        trial("quota::a_large_text_goes_from_carol_and_comes_back_when_she_opens_it", a_text_goes_and_comes_back),
    ]
}

const HERE: [&str; 3] = ["--no-mdns", "--listen", "127.0.0.1:0"];

fn address_of(laptop: &Laptop) -> String {
    let event = laptop.wait_for("its address", |event| {
        event["event"] == "listening" && event["addresses"].as_array().is_some_and(|all| !all.is_empty())
    });
    event["addresses"][0].as_str().expect("an address").to_owned()
}

/// A note of this laptop with a file of a megabyte: the note, the attachment and its bytes.
fn note_with_file(laptop: &Laptop, circle: &str, title: &str, folder: &Path) -> (String, String, Vec<u8>) {
    let bytes: Vec<u8> = title.bytes().cycle().take(1_000_000).collect();
    let file = folder.join(format!("{title}.bin"));
    fs::write(&file, &bytes).expect("written");
    let noted = laptop.with_input(&["note", "new", circle, "-", "--title", title], "see the file\n");
    let note = noted[0]["id"].as_str().expect("an id").to_owned();
    let attached = laptop.one(&["attach", &note, file.to_str().expect("a path")]);
    (note, attached["id"].as_str().expect("an id").to_owned(), bytes)
}

/// Whether a laptop holds all of a note's one attachment.
fn holds(laptop: &Laptop, note: &str) -> bool {
    let output = laptop.run_with(&["blob", "list", note], b"");
    let printed = String::from_utf8_lossy(&output.stdout);
    let listed: Option<Value> = printed.lines().next().and_then(|line| serde_json::from_str(line).ok());
    listed.is_some_and(|blob| blob["here"] == blob["sealed_size"])
}

fn names(quota: &Value) -> Vec<&str> {
    let mut names: Vec<&str> =
        quota["next"].as_array().expect("a list").iter().map(|going| going["name"].as_str().expect("a name")).collect();
    names.sort_unstable();
    names
}

fn number(value: &Value, field: &str) -> u64 {
    value[field].as_u64().expect("a number")
}

fn what_goes_and_what_stays() {
    let folder = TempDir::new().expect("a folder");
    let (mut alice, mut bob) = (Laptop::new("Alice", None), Laptop::new("Bob", None));
    let circle = alice.one(&["circle", "new", "Cells"])["id"].as_str().expect("an id").to_owned();
    let ticket = alice.one(&["circle", "invite", &circle])["ticket"].as_str().expect("a ticket").to_owned();
    alice.start(&HERE);
    let address = address_of(&alice);
    bob.start(&[&HERE[..], &["--peer", &address]].concat());
    if bob.one(&["circle", "join", &ticket])["state"] == "pending" {
        bob.wait_for("being let in", |event| event["event"] == "joined");
    }
    let [drawing, film, pinned] =
        ["drawing", "film", "pinned"].map(|title| note_with_file(&alice, &circle, title, folder.path()));
    for (note, ..) in [&drawing, &film, &pinned] {
        bob.until("what is small enough to come unasked", |bob| holds(bob, note).then_some(()));
    }
    bob.one(&["pin", &pinned.0]);
    let own = note_with_file(&bob, &circle, "own", folder.path());
    alice.until("bob's file", |alice| holds(alice, &own.0).then_some(()));

    let quota = bob.one(&["circle", "quota", &circle]);
    assert_eq!(names(&quota), ["drawing.bin", "film.bin"], "{quota}");
    assert!(quota["quota"].is_null() && number(&quota, "blobs") > 4_000_000, "{quota}");
    assert!((2_000_000..3_000_000).contains(&number(&quota, "staying")), "{quota}");
    let parts = ["records", "bodies", "blobs"].map(|part| number(&quota, part));
    assert_eq!(number(&quota, "used"), parts.iter().sum::<u64>());

    // Room for nothing at all: what may go goes, since alice says that hers stays.
    let quota = bob.one(&["circle", "quota", &circle, "1B"]);
    assert_eq!(number(&quota, "quota"), 1);
    for _ in 0..2 {
        bob.wait_for("what goes", |event| event["event"] == "blob_gone");
    }
    let here = |bob: &Laptop| [&drawing, &film, &pinned, &own].map(|(note, ..)| holds(bob, note));
    assert_eq!(here(&bob), [false, false, true, true]);
    assert!([&drawing, &film, &pinned, &own].iter().all(|(note, ..)| holds(&alice, note)), "all of it is at alice's");

    // It comes back when somebody wants it.
    let got = folder.path().join("got.bin");
    bob.one(&["blob", "get", &drawing.1, "-o", got.to_str().expect("a path")]);
    assert_eq!(fs::read(&got).expect("readable"), drawing.2);

    // With alice gone, what is here may be the last copy: it stays, pinned or not, however often bob looks.
    bob.one(&["circle", "quota", &circle, "none"]);
    alice.kill();
    bob.wait_for("alice leaving", |event| event["event"] == "peer_down");
    bob.one(&["unpin", &pinned.0]);
    for _ in 0..3 {
        bob.one(&["circle", "quota", &circle, "1B"]);
        assert_eq!(here(&bob)[2..], [true, true]);
    }
    let quota = bob.one(&["circle", "quota", &circle]);
    assert!(names(&quota).contains(&"pinned.bin"), "it would go if another had it: {quota}");

    // She is back, and says that hers stays.
    alice.start(&HERE);
    let address = address_of(&alice);
    bob.kill();
    bob.start(&[&HERE[..], &["--peer", &address]].concat());
    bob.until("what goes", |bob| (!holds(bob, &pinned.0)).then_some(()));
    assert!(holds(&bob, &own.0) && holds(&alice, &pinned.0));
    alice.is_well();
    bob.is_well();
}

/// On how many devices a note is, as a laptop sees it.
fn devices(laptop: &Laptop, circle: &str, note: &str) -> u64 {
    let rows = laptop.ok(&["note", "list", circle]);
    rows.iter().find(|row| row["id"] == note).map_or(0, |row| number(&row["on"], "devices"))
}

fn a_text_goes_and_comes_back() {
    let (mut alice, mut bob, mut carol) =
        (Laptop::new("Alice", None), Laptop::new("Bob", None), Laptop::new("Carol", None));
    let circle = alice.one(&["circle", "new", "Cells"])["id"].as_str().expect("an id").to_owned();
    alice.start(&HERE);
    let address = address_of(&alice);
    for laptop in [&mut bob, &mut carol] {
        let ticket = alice.one(&["circle", "invite", &circle])["ticket"].as_str().expect("a ticket").to_owned();
        laptop.start(&[&HERE[..], &["--peer", &address]].concat());
        if laptop.one(&["circle", "join", &ticket])["state"] == "pending" {
            laptop.wait_for("being let in", |event| event["event"] == "joined");
        }
    }
    let text = "Water goes where the salt is. ".repeat(900);
    let noted = alice.with_input(&["note", "new", &circle, "-", "--title", "Osmosis"], &text);
    let note = noted[0]["id"].as_str().expect("an id").to_owned();
    alice.until("it is with all three", |alice| (devices(alice, &circle, &note) == 3).then_some(()));
    let quota = carol.one(&["circle", "quota", &circle]);
    assert_eq!(
        (number(&quota, "bodies") > 20_000, quota["next"][0]["title"].as_str()),
        (true, Some("Osmosis")),
        "{quota}"
    );

    // Room for nothing: it goes, and everybody hears so.
    carol.one(&["circle", "quota", &circle, "1B"]);
    carol.until("its going", |carol| (number(&carol.one(&["circle", "quota", &circle]), "bodies") == 0).then_some(()));
    alice.until("word of it", |alice| (devices(alice, &circle, &note) == 2).then_some(()));
    assert_eq!(carol.ok(&["note", "list", &circle])[0]["title"], "Osmosis");

    // Nobody is there: it is said with whom it is.
    carol.one(&["circle", "quota", &circle, "none"]);
    alice.kill();
    carol.wait_for("alice leaving", |event| event["event"] == "peer_down");
    let refused = carol.run_with(&["note", "show", &note], b"");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("Osmosis") && said.contains("Alice"), "{said}");

    // She is killed and started again, and meets alice.
    carol.kill();
    // Where she was before, so that bob finds her again by himself.
    let port = address.split('/').nth(4).expect("a port");
    alice.start(&["--no-mdns", "--listen", &format!("127.0.0.1:{port}")]);
    address_of(&alice);
    carol.start(&[&HERE[..], &["--peer", &address]].concat());
    let shown = carol.until("its text", |carol| {
        let output = carol.run_with(&["note", "show", &note], b"");
        serde_json::from_slice::<Value>(&output.stdout).ok()
    });
    assert_eq!(shown["text"].as_str().map(str::trim), Some(text.trim()));
    alice.until("word of it", |alice| (devices(alice, &circle, &note) == 3).then_some(()));
    for laptop in [&mut alice, &mut bob, &mut carol] {
        laptop.is_well();
    }
}
