//! Circles on a stick: homes that share no network, and sticks that are pulled.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use crate::laptop::{Laptop, leave_out};
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("bundles::three_homes_and_one_stick_converge_in_one_round_trip", one_round_trip),
        trial("bundles::whoever_comes_next_is_left_without_nothing", from_hand_to_hand),
        trial("bundles::the_way_back_carries_only_what_is_missing", the_way_back),
        trial("bundles::a_stick_pulled_while_it_is_read_or_written_is_begun_again", pulled),
        trial("bundles::a_running_node_reads_and_writes_sticks", a_running_node),
        trial("bundles::what_is_wrong_with_a_stick_is_one_sentence", one_sentence),
    ]
}

/// A stick.
pub(crate) struct Stick(TempDir);

impl Stick {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    pub(crate) fn path(&self) -> &str {
        self.0.path().to_str().expect("a path")
    }

    fn bundles(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.0.path()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut files: Vec<PathBuf> = entries.collect();
        files.sort();
        files
    }
}

fn last(values: &[Value]) -> &Value {
    values.last().expect("an answer")
}

/// A circle of Alice's, in which the others were let in over a network that nobody has afterwards.
pub(crate) fn circle_of(others: &[&'static str]) -> (Laptop, Vec<Laptop>, String) {
    let mut alice = Laptop::new("Alice", None);
    let circle = alice.one(&["circle", "new", "Cells"])["id"].as_str().expect("an id").to_owned();
    alice.start(&["--no-mdns", "--listen", "127.0.0.1:0"]);
    let mut joined = Vec::new();
    for name in others {
        let ticket = alice.one(&["circle", "invite", &circle])["ticket"].as_str().expect("a ticket").to_owned();
        let address = alice.until("an address", |alice| {
            let status = alice.ok(&["status"]);
            status[0]["listening"][0].as_str().map(ToOwned::to_owned)
        });
        let mut other = Laptop::new(name, None);
        other.start(&["--no-mdns", "--listen", "127.0.0.1:0", "--peer", &address]);
        if other.one(&["circle", "join", &ticket])["state"] == "pending" {
            other.wait_for("being let in", |event| event["event"] == "joined");
        }
        other.wait_for("being in step", |event| event["event"] == "synced");
        other.kill();
        joined.push(other);
    }
    alice.kill();
    (alice, joined, circle)
}

fn note(laptop: &Laptop, circle: &str, title: &str, text: &str) -> String {
    let written = laptop.with_input(&["note", "new", circle, "-", "--title", title], text);
    written[0]["id"].as_str().expect("an id").to_owned()
}

fn attach(laptop: &Laptop, item: &str, name: &str, bytes: &[u8]) {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join(name);
    fs::write(&file, bytes).expect("written");
    laptop.ok(&["attach", item, file.to_str().expect("a path")]);
}

fn picture(seed: usize, len: usize) -> Vec<u8> {
    (0..len).map(|byte| u8::try_from((byte * 31 + seed) % 251).expect("below 251")).collect()
}

/// All that a laptop shows of a circle, without who "me" is, what is new to them, and on how many devices it is known to be.
fn sight(laptop: &Laptop, circle: &str) -> Vec<Value> {
    let mut all = laptop.ok(&["circle", "members", circle]);
    for list in ["note", "question"] {
        for row in laptop.ok(&[list, "list", circle]) {
            all.push(laptop.one(&[list, "show", row["id"].as_str().expect("an id")]));
        }
    }
    all.iter_mut().for_each(|value| leave_out(value, &["me", "on", "my_vote", "unread", "unread_by"]));
    all
}

fn same(laptops: &[&Laptop], circle: &str) {
    let expected = sight(laptops[0], circle);
    for laptop in &laptops[1..] {
        let seen = sight(laptop, circle);
        assert_eq!(seen, expected, "{} sees what {} sees", laptop.name, laptops[0].name);
    }
}

fn one_round_trip() {
    let (alice, others, circle) = circle_of(&["Bob", "Carol"]);
    let (bob, carol) = (&others[0], &others[1]);
    for (seed, laptop) in [&alice, bob, carol].into_iter().enumerate() {
        let id = note(laptop, &circle, &format!("Of {}", laptop.name), "Water follows salt.\n");
        attach(laptop, &id, "cell.png", &picture(seed, 300_000));
        laptop.with_input(&["ask", &circle, "-", "--title", &format!("Why, asks {}?", laptop.name)], "text\n");
    }
    let stick = Stick::new();
    // There and back: each reads what is on it, and writes what it has.
    alice.ok(&["bundle", "write", &circle, stick.path()]);
    // What went onto a stick is delivered to nobody, as far as anybody knows.
    assert!(only_here(&alice, &circle) > 0);
    for laptop in [bob, carol, bob] {
        laptop.ok(&["bundle", "read", stick.path()]);
        laptop.ok(&["bundle", "write", &circle, stick.path()]);
    }
    let read = alice.ok(&["bundle", "read", stick.path()]);
    assert!(read.iter().all(|bundle| bundle["state"] == "read" && bundle["refused"] == 0), "{read:?}");
    same(&[&alice, bob, carol], &circle);
    assert_eq!(alice.ok(&["note", "list", &circle]).len(), 3);
    for laptop in [&alice, bob, carol] {
        let status = laptop.ok(&["status", &circle]);
        assert_eq!(last(&status)["blobs_missing"], 0, "{}", laptop.name);
    }
    // Their signed words came back with the stick: now it is.
    assert_eq!(only_here(&alice, &circle), 0);
    let names: Vec<String> = stick.bundles().iter().map(|file| file.to_string_lossy().into_owned()).collect();
    assert_eq!(names.len(), 3, "a file for each of them: {names:?}");
    for file in stick.bundles() {
        let bytes = fs::read(file).expect("readable");
        for planted in [&b"Cells"[..], b"Alice", b"Water follows", b"Why, asks"] {
            assert!(!bytes.windows(planted.len()).any(|window| window == planted), "nothing of it is in clear");
        }
    }
}

/// What the window's one button does: reads what is there, says what is here, and writes what the others lack.
fn exchange(laptop: &Laptop, circle: &str, stick: &Stick) {
    laptop.ok(&["bundle", "read", stick.path()]);
    laptop.ok(&["bundle", "have", circle, stick.path()]);
    laptop.ok(&["bundle", "write", circle, stick.path(), "--for", stick.path()]);
}

fn from_hand_to_hand() {
    let (alice, others, circle) = circle_of(&["Bob", "Carol"]);
    let (bob, carol) = (&others[0], &others[1]);
    note(&alice, &circle, "Osmosis", "Water follows salt.\n");
    let stick = Stick::new();
    alice.ok(&["bundle", "write", &circle, stick.path()]);
    for laptop in [bob, &alice] {
        exchange(laptop, &circle, &stick);
    }
    // Bob has all of it, and says so on the stick. Carol, who comes last, is not left without.
    exchange(carol, &circle, &stick);
    assert_eq!(carol.ok(&["note", "list", &circle]).len(), 1);
    for laptop in [bob, &alice] {
        exchange(laptop, &circle, &stick);
    }
    // By now everybody's list is there: a further bundle leaves out what all have.
    let written = alice.ok(&["bundle", "write", &circle, stick.path(), "--for", stick.path()]);
    assert!(last(&written)["left_out"].as_u64() > Some(0), "{written:?}");
}

/// Own records that no other device is known to hold.
fn only_here(laptop: &Laptop, circle: &str) -> u64 {
    last(&laptop.ok(&["status", circle]))["only_here"].as_u64().expect("a number")
}

fn the_way_back() {
    let (alice, others, circle) = circle_of(&["Bob"]);
    let bob = &others[0];
    for chapter in 0..20 {
        let id = note(&alice, &circle, &format!("Chapter {chapter}"), &"A paragraph of some length.\n".repeat(100));
        attach(&alice, &id, "cell.png", &picture(chapter, 100_000));
    }
    let stick = Stick::new();
    alice.ok(&["bundle", "write", &circle, stick.path()]);
    bob.ok(&["bundle", "read", stick.path()]);
    note(bob, &circle, "Of bob", "text\n");
    alice.ok(&["bundle", "have", &circle, stick.path()]);
    let file = Path::new(stick.path()).join("back.cpbundle");
    let file = file.to_str().expect("a path");
    let written = bob.ok(&["bundle", "write", &circle, file, "--for", stick.path()]);
    let written = last(&written);
    assert!(written["records"].as_u64().expect("a number") < 8, "a note and little else: {written}");
    assert_eq!(written["blobs"], 0);
    assert!(written["left_out"].as_u64().expect("a number") > 60, "{written}");
    assert!(fs::metadata(file).expect("there").len() < 20_000);
    let read = alice.ok(&["bundle", "read", file]);
    assert_eq!(last(&read)["new"], written["records"]);
    same(&[&alice, bob], &circle);
    // What is there already is passed over.
    let again = alice.ok(&["bundle", "read", file]);
    assert_eq!((&last(&again)["new"], &last(&again)["state"]), (&Value::from(0), &Value::from("read")));
}

fn pulled() {
    let (alice, others, circle) = circle_of(&["Bob"]);
    let bob = &others[0];
    let id = note(&alice, &circle, "Film", "text\n");
    attach(&alice, &id, "film.bin", &picture(7, 9_000_000));
    let stick = Stick::new();
    let mut writer = alice.begin(&["bundle", "write", &circle, stick.path()]);
    while stick.bundles().is_empty() && writer.try_wait().expect("it is ours").is_none() {
        std::thread::yield_now();
    }
    // It may have come to its end by now.
    let _ended = writer.kill();
    writer.wait().expect("it ends");
    let named = stick.bundles().into_iter().find(|file| file.extension().is_some_and(|end| end == "cpbundle"));
    // The last frame is the end: kind 7, 48 bytes of payload, 72 in all.
    let is_whole = |file: &PathBuf| {
        fs::read(file).is_ok_and(|bytes| bytes.len() > 72 && bytes[bytes.len() - 72..].starts_with(&[7, 48, 0, 0, 0]))
    };
    assert!(named.as_ref().is_none_or(is_whole), "what has its name is whole");
    alice.ok(&["bundle", "write", &circle, stick.path()]);
    let there = stick.bundles();
    assert_eq!(there.len(), 1, "nothing half is left: {there:?}");
    let whole = fs::read(&there[0]).expect("readable");
    // Cut in three places: each time a further part arrives, and what had arrived is not taken again.
    for cut in [whole.len() / 4, whole.len() / 2, whole.len() * 3 / 4] {
        let part = TempDir::new().expect("a folder");
        let file = part.path().join("cut.cpbundle");
        fs::write(&file, &whole[..cut]).expect("written");
        let read = bob.ok(&["bundle", "read", file.to_str().expect("a path")]);
        let read = last(&read);
        assert_eq!((&read["whole"], &read["spoiled"]), (&Value::from(false), &Value::from(0)), "{read}");
        assert_eq!(bob.ok(&["note", "list", &circle]).len(), 1, "text is there before the film");
    }
    read_and_kill(bob, &there[0]);
    let read = bob.ok(&["bundle", "read", there[0].to_str().expect("a path")]);
    assert_eq!(last(&read)["whole"], true);
    same(&[&alice, bob], &circle);
    let film = stick.0.path().join("film.bin");
    let blob = bob.ok(&["blob", "list", &id])[0]["id"].as_str().expect("an id").to_owned();
    bob.ok(&["blob", "get", &blob, "-o", film.to_str().expect("a path")]);
    assert!(fs::read(film).expect("there") == picture(7, 9_000_000), "byte for byte");
}

/// Has the laptop read a bundle, and kills it as soon as more of an attachment has arrived than before.
fn read_and_kill(laptop: &Laptop, bundle: &Path) {
    let bits = below(&laptop.home).into_iter().find(|file| file.extension().is_some_and(|end| end == "have"));
    let bits = bits.expect("part of it is here");
    let before = fs::read(&bits).expect("readable");
    let mut reader = laptop.begin(&["bundle", "read", bundle.to_str().expect("a path")]);
    // Gone when the attachment is whole: then it is killed a moment later.
    while fs::read(&bits).is_ok_and(|now| now == before) && reader.try_wait().expect("it is ours").is_none() {
        std::thread::yield_now();
    }
    // It may have come to its end by now.
    let _ended = reader.kill();
    reader.wait().expect("it ends");
}

/// The paths of all files below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let (mut files, mut todo) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = todo.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { todo.push(path) } else { files.push(path) }
        }
    }
    files
}

fn a_running_node() {
    let (mut alice, mut others, circle) = circle_of(&["Bob"]);
    let id = note(&alice, &circle, "Osmosis", "text\n");
    attach(&alice, &id, "cell.png", &picture(3, 600_000));
    alice.start(&["--no-mdns", "--listen", "127.0.0.1:0"]);
    let bob = &mut others[0];
    bob.start(&["--no-mdns", "--listen", "127.0.0.1:0"]);
    let stick = Stick::new();
    let written = alice.ok(&["bundle", "write", &circle, stick.path()]);
    assert_eq!(last(&written)["state"], "written");
    let read = bob.ok(&["bundle", "read", stick.path()]);
    assert_eq!((&last(&read)["state"], &last(&read)["blobs"]), (&Value::from("read"), &Value::from(1)));
    bob.wait_for("its window hears of it", |event| event["event"] == "changed");
    same(&[&alice, bob], &circle);
}

fn one_sentence() {
    let (alice, _, circle) = circle_of(&[]);
    let stick = Stick::new();
    let refused = |laptop: &Laptop, arguments: &[&str]| {
        let output = laptop.run_with(arguments, b"");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(1), "{}: {said}", arguments.join(" "));
        assert!(said.trim().lines().count() == 1 && !said.contains("panicked"), "one sentence: {said}");
        said
    };
    let empty = refused(&alice, &["bundle", "read", stick.path()]);
    assert!(empty.contains(".cpbundle"), "{empty}");
    let letter = stick.0.path().join("letter.cpbundle");
    fs::write(&letter, "Dear Bob").expect("written");
    let letter = letter.to_str().expect("a path");
    refused(&alice, &["bundle", "read", letter]);
    refused(&alice, &["bundle", "write", &circle, letter]);
    assert_eq!(fs::read_to_string(letter).expect("there"), "Dear Bob", "nothing of a person is overwritten");
    refused(&alice, &["bundle", "write", &circle, "/nowhere/at/all.cpbundle"]);
    refused(&alice, &["bundle", "write", &circle, stick.path(), "--for", letter]);
    // Eve finds the stick, and is told that it is not hers.
    alice.ok(&["bundle", "write", &circle, stick.path()]);
    let found = stick.bundles().into_iter().find(|file| !file.ends_with("letter.cpbundle")).expect("a bundle");
    let eve = Laptop::new("Eve", None);
    let foreign = refused(&eve, &["bundle", "read", found.to_str().expect("a path")]);
    assert!(foreign.contains("ticket"), "it says what to do: {foreign}");
    refused(&eve, &["bundle", "look", found.to_str().expect("a path")]);
    assert!(eve.ok(&["circle", "list"]).is_empty());
    // Alice is told what it is, and nothing comes of looking.
    let looked = alice.one(&["bundle", "look", found.to_str().expect("a path")]);
    assert_eq!((looked["state"].as_str(), looked["circle"].as_str()), (Some("offered"), Some("Cells")));
    assert!(looked["records"].as_u64().is_some_and(|records| records > 0) && looked["new"] == 0, "{looked}");
    let unknown = refused(&alice, &["open", "https://example.org"]);
    assert!(unknown.contains(".cpbundle"), "it says what can be opened: {unknown}");
    full_stick(&alice, &circle);
}

/// A stick of one mebibyte, where this machine lets us make one.
fn full_stick(alice: &Laptop, circle: &str) {
    let id = note(alice, circle, "Large", "text\n");
    attach(alice, &id, "large.bin", &picture(1, 3_000_000));
    let folder = TempDir::new().expect("a folder");
    let mount = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
        .arg(folder.path())
        .stderr(Stdio::null())
        .status();
    if !mount.is_ok_and(|status| status.success()) {
        return;
    }
    let output = alice.run_with(&["bundle", "write", circle, folder.path().to_str().expect("a path")], b"");
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    let unmounted = std::process::Command::new("umount").arg(folder.path()).status();
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(unmounted.expect("umount runs").success());
    assert_eq!((output.status.code(), left), (Some(1), 0), "nothing is left half: {said}");
    assert!(said.contains("room") && said.trim().lines().count() == 1, "{said}");
}
