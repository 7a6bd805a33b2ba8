//! One person, several devices: real programs, some in a room without internet.

use std::fs;
use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use crate::host::Lan;
use crate::joining::Waiting;
use crate::laptop::{Laptop, files};
use crate::trial::trial;

/// Those that need no network.
pub(crate) fn alone() -> Vec<Trial> {
    vec![
        trial("devices::a_sealed_home_opens_with_its_passphrase_and_holds_no_plain_key", a_sealed_home),
        trial("devices::a_backup_is_checked_and_comes_back_on_a_new_device", a_backup),
        trial("devices::recovery_words_are_shown_checked_and_bring_the_person_back", recovery_words),
    ]
}

/// Those in a room.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("devices::a_person_with_two_laptops_loses_one_and_comes_back_on_a_third", loses_one),
        trial("devices::a_second_laptop_is_linked_by_words_and_both_edits_of_a_note_are_kept", linked),
        trial("devices::what_is_set_begun_and_read_on_one_laptop_is_so_on_the_other", taken_along),
        trial("devices::a_home_that_was_copied_and_started_twice_loses_nothing", copied_home),
    ]
}

fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_else(|| panic!("{field} of {value}")).to_owned()
}

fn words(laptop: &Laptop) -> Vec<String> {
    let shown = laptop.one(&["words", "show"]);
    shown["words"].as_array().expect("words").iter().map(|word| word.as_str().expect("a word").to_owned()).collect()
}

fn devices(laptop: &Laptop) -> Vec<Value> {
    laptop.ok(&["device", "list"])
}

fn note(laptop: &Laptop, id: &str) -> Option<String> {
    let output = laptop.run_with(&["note", "show", id], b"");
    output.status.success().then(|| {
        let shown: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        text(&shown, "text")
    })
}

fn titles(laptop: &Laptop, circle: &str) -> Vec<String> {
    let mut titles: Vec<String> = laptop.ok(&["note", "list", circle]).iter().map(|row| text(row, "title")).collect();
    titles.sort();
    titles
}

fn write(laptop: &Laptop, circle: &str, title: &str) -> String {
    text(&laptop.with_input(&["note", "new", circle, "-", "--title", title], "text\n")[0], "id")
}

/// The story: both laptops edit one note while apart, one is lost, a third comes back by the words.
fn loses_one() {
    let mut lan = Lan::new();
    let mut alice = Laptop::new("Alice", Some(lan.host()));
    let mut bob = Laptop::new("Bob", Some(lan.host()));
    let circle = text(&alice.one(&["circle", "new", "Rust reading circle"]), "id");
    let ticket = text(&alice.one(&["circle", "invite", &circle]), "ticket");
    let paper = words(&alice).join(" ");
    alice.start(&[]);
    bob.start(&[]);
    bob.ok(&["circle", "join", &ticket]);
    let joined = |laptop: &Laptop| laptop.ok(&["circle", "list"]).iter().any(|circle| circle["state"] == "joined");
    bob.until("being let in", |bob| joined(bob).then_some(()));
    let id = text(&alice.with_input(&["note", "new", &circle, "-", "--title", "Shared"], "one\n")[0], "id");

    let mut second = Laptop::restored("Alice's second", Some(lan.host()), &paper, &["--device-name", "second"]);
    second.start(&[]);
    second.until("the note on the second laptop", |second| note(second, &id).filter(|text| text == "one\n"));
    bob.until("the note", |bob| note(bob, &id).filter(|text| text == "one\n"));

    second.host().unplug();
    alice.with_input(&["note", "edit", &id, "-"], "zero from the first\none\n");
    second.with_input(&["note", "edit", &id, "-"], "one\ntwo from the second\n");
    bob.until("the edit of the first", |bob| note(bob, &id).filter(|text| text.starts_with("zero")));
    let lost = text(&alice.one(&["whoami"]), "device");
    alice.kill();
    second.host().plug();
    let both = "zero from the first\none\ntwo from the second\n";
    for laptop in [&second, &bob] {
        laptop.until("both edits", |laptop| note(laptop, &id).filter(|text| text == both));
    }

    let mut third = Laptop::restored("Alice's third", Some(lan.host()), &paper, &["--device-name", "third"]);
    third.start(&[]);
    third.until("nothing lost", |third| note(third, &id).filter(|text| text == both));
    let old = devices(&third);
    assert_eq!(old.len(), 3, "the old ones are listed: {old:?}");
    third.ok(&["device", "revoke", &lost]);
    let gone =
        |laptop: &Laptop| devices(laptop).iter().any(|device| device["id"] == *lost && device["revoked"] == true);
    third.until("the lost one revoked", |third| gone(third).then_some(()));
    second.until("hearing of it", |second| gone(second).then_some(()));
    let after = write(&bob, &circle, "After");
    third.until("what bob writes now", |third| note(third, &after).map(drop));
    // The lost one turns up: it hears that it was taken away, and is given nothing.
    alice.start(&[]);
    alice.until("being told", |alice| (alice.one(&["whoami"])["revoked"] == true).then_some(()));
    assert_eq!(note(&alice, &after), None, "it reads nothing written since");
    let refused = alice.run_with(&["note", "new", &circle, "-", "--title", "Late"], b"text\n");
    assert_eq!(refused.status.code(), Some(1), "and writes nothing");
    for laptop in [&second, &third, &bob] {
        assert_eq!(note(laptop, &id).as_deref(), Some(both), "{}", laptop.name);
    }
}

/// A new laptop becomes one of alice's: by words on both screens, with no key on the wire.
fn linked() {
    let mut lan = Lan::new();
    let mut alice = Laptop::new("Alice", Some(lan.host()));
    let circle = text(&alice.one(&["circle", "new", "Rust reading circle"]), "id");
    let id = text(&alice.with_input(&["note", "new", &circle, "-", "--title", "Shared"], "one\n")[0], "id");
    alice.start(&[]);
    let folder = TempDir::new().expect("a folder");
    let mut desk = Laptop::at("Alice's desk", Some(lan.host()), folder.path().join("home"), folder);

    // Who waits for nobody is not bothered, and an attempt leaves nothing behind.
    let refused = desk.run_with(&["link"], b"");
    assert_eq!(refused.status.code(), Some(1), "nobody waits there");
    assert!(!desk.home.exists(), "no home that was made for it is left");

    let trace = desk.home.with_extension("pcap");
    let mut tcpdump = lan.capture(&trace);
    let mut alices = Waiting::start(&alice, &["device", "link"]);
    alices.until("waiting");
    let mut desks = Waiting::start(&desk, &["link", "--device-name", "desk"]);
    let (on_hers, on_its) = (alices.until("words"), desks.until("words"));
    assert_eq!(text(&on_hers, "words"), text(&on_its, "words"), "the same words on both screens");
    assert_eq!((text(&on_hers, "purpose"), text(&on_its, "purpose")), ("device".to_owned(), "device".to_owned()));
    desks.types("y");
    alices.types("y");
    let (hers, its) = (alices.until("joined"), desks.until("joined"));
    assert_eq!((text(&hers, "device"), text(&its, "person")), ("desk".to_owned(), "Alice".to_owned()));
    assert!(alices.ends_well() && desks.ends_well());
    tcpdump.kill().expect("it was running");
    tcpdump.wait().expect("it ends");
    let trace = fs::read(&trace).expect("a trace");
    assert!(trace.len() > 4_000, "something was captured");
    for key in keys_of(&alice.home) {
        assert!(!trace.windows(key.len()).any(|window| window == key), "a key is on the wire");
    }

    let (first, second) = (alice.one(&["whoami"]), desk.one(&["whoami"]));
    assert_eq!((&first["id"], &first["name"]), (&second["id"], &second["name"]), "one person");
    assert_ne!(first["device"], second["device"], "two devices");
    assert_eq!(note(&desk, &id).as_deref(), Some("one\n"), "what was there came along");
    desk.start(&[]);
    alice.wait_for("the desk", |event| event["event"] == "met");
    desk.host().unplug();
    alice.with_input(&["note", "edit", &id, "-"], "zero from the first\none\n");
    desk.with_input(&["note", "edit", &id, "-"], "one\ntwo from the desk\n");
    desk.host().plug();
    let both = "zero from the first\none\ntwo from the desk\n";
    for laptop in [&alice, &desk] {
        laptop.until("both edits", |laptop| note(laptop, &id).filter(|text| text == both));
        assert_eq!(devices(laptop).len(), 2, "{}", laptop.name);
    }
    let lived_in = desk.run_with(&["link"], b"");
    assert_eq!(lived_in.status.code(), Some(1), "who has circles stays who they are");
}

/// A further laptop of alice's, by the words of a code.
fn link_by_code(lan: &mut Lan, alice: &Laptop) -> Laptop {
    let folder = TempDir::new().expect("a folder");
    let mut desk = Laptop::at("Alice's desk", Some(lan.host()), folder.path().join("home"), folder);
    let alices = Waiting::start(alice, &["device", "link", "--code"]);
    let code = text(&alices.until("code"), "words");
    let typed: Vec<&str> = ["link"].into_iter().chain(code.split(' ')).chain(["--device-name", "desk"]).collect();
    let desks = Waiting::start(&desk, &typed);
    alices.until("joined");
    desks.until("joined");
    assert!(alices.ends_well() && desks.ends_well());
    desk.start(&[]);
    desk
}

fn draft(laptop: &Laptop, key: &str) -> Vec<String> {
    let shown = laptop.one(&["draft", "show", key]);
    let others = shown["others"].as_array().expect("a list").iter().map(|other| other["text"].clone());
    let all = std::iter::once(shown["text"].clone()).chain(others);
    let mut all: Vec<String> =
        all.filter_map(|text| Some(text.as_str()?.to_owned())).filter(|t| !t.is_empty()).collect();
    all.sort();
    all
}

fn unread(laptop: &Laptop, circle: &str) -> u64 {
    laptop.one(&["circle", "show", circle])["unread"].as_u64().expect("a number")
}

fn is_written_in(home: &Path, text: &str) -> bool {
    files(home).values().any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

/// Settings, drafts and read marks go from laptop to laptop; drafts of both are kept; a lost laptop gets nothing more.
fn taken_along() {
    let mut lan = Lan::new();
    let (mut alice, mut bob) = (Laptop::new("Alice", Some(lan.host())), Laptop::new("Bob", Some(lan.host())));
    let circle = text(&alice.one(&["circle", "new", "Rust reading circle"]), "id");
    let ticket = text(&alice.one(&["circle", "invite", &circle]), "ticket");
    alice.start(&[]);
    bob.start(&[]);
    bob.ok(&["circle", "join", &ticket]);
    let joined = |laptop: &Laptop| laptop.ok(&["circle", "list"]).iter().any(|circle| circle["state"] == "joined");
    bob.until("being let in", |bob| joined(bob).then_some(()));
    let mut desk = link_by_code(&mut lan, &alice);
    let id = write(&bob, &circle, "From bob");
    desk.until("the note", |desk| note(desk, &id).map(drop));
    for laptop in [&alice, &desk] {
        assert_eq!(laptop.ok(&["circle", "list"]).len(), 1, "the private circle is in no list");
    }

    alice.ok(&["settings", "--language", "tr"]);
    desk.until("the language", |desk| (desk.one(&["settings"])["language"] == "tr").then_some(()));
    alice.until("the note", |alice| (unread(alice, &circle) == 1).then_some(()));
    assert_eq!(unread(&desk, &circle), 1);
    desk.ok(&["mark", "read", &id]);
    alice.until("what was read", |alice| (unread(alice, &circle) == 0).then_some(()));

    let key = format!("note-new:{circle}");
    alice.with_input(&["draft", "keep", &key, "-"], "begun on the first");
    desk.until("the draft", |desk| (draft(desk, &key) == ["begun on the first"]).then_some(()));
    let seen = text(&desk.one(&["draft", "show", &key]), "id");
    desk.with_input(&["draft", "keep", &key, "-", "--seen", &seen], "gone on with on the desk");
    alice.until("going on", |alice| (draft(alice, &key) == ["gone on with on the desk"]).then_some(()));
    desk.ok(&["draft", "discard", &key]);
    alice.until("its end", |alice| draft(alice, &key).is_empty().then_some(()));

    desk.host().unplug();
    alice.with_input(&["draft", "keep", "both", "-"], "apart on the first");
    desk.with_input(&["draft", "keep", "both", "-"], "apart on the desk");
    desk.host().plug();
    for laptop in [&alice, &desk] {
        laptop.until("both drafts", |laptop| {
            (draft(laptop, "both") == ["apart on the desk", "apart on the first"]).then_some(())
        });
    }

    // The desk is lost, with all that it had.
    desk.host().unplug();
    alice.ok(&["device", "revoke", "desk"]);
    alice.with_input(&["draft", "keep", "both", "-"], "after the desk was lost");
    alice.ok(&["settings", "--language", "ar"]);
    let after = write(&bob, &circle, "After");
    alice.until("what bob writes", |alice| note(alice, &after).map(drop));
    alice.ok(&["mark", "read", &after]);
    desk.host().plug();
    desk.until("being told", |desk| (desk.one(&["whoami"])["revoked"] == true).then_some(()));
    let last = write(&alice, &circle, "Last");
    bob.until("the last note", |bob| note(bob, &last).map(drop));
    assert_eq!(desk.one(&["settings"])["language"], "tr");
    assert_eq!(draft(&desk, "both"), ["apart on the desk", "apart on the first"]);
    desk.kill();
    assert!(is_written_in(&desk.home, "apart on the first"), "what it had is there to be read");
    assert!(!is_written_in(&desk.home, "after the desk was lost"), "and nothing written since");
    assert!(is_written_in(&alice.home, "after the desk was lost"));
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").arg(from).arg(to).status().expect("cp runs");
    assert!(copied.success(), "copied");
}

fn copied_home() {
    let mut lan = Lan::new();
    let mut alice = Laptop::new("Alice", Some(lan.host()));
    let circle = text(&alice.one(&["circle", "new", "Cells"]), "id");
    write(&alice, &circle, "Before");
    let folder = TempDir::new().expect("a folder");
    let place = folder.path().join("home");
    copy(&alice.home, &place);
    let mut twin = Laptop::at("Twin", Some(lan.host()), place, folder);
    alice.start(&[]);
    twin.start(&[]);
    let is_new = |laptop: &Laptop| text(&laptop.one(&["whoami"]), "device");
    assert_ne!(is_new(&alice), is_new(&twin), "the copy is a device of its own");
    assert_eq!(alice.one(&["whoami"])["id"], twin.one(&["whoami"])["id"], "of the same person");
    write(&alice, &circle, "From the first");
    write(&twin, &circle, "From the copy");
    let all = ["Before", "From the copy", "From the first"];
    for laptop in [&alice, &twin] {
        laptop.until("both branches", |laptop| (titles(laptop, &circle) == all).then_some(()));
        assert!(devices(laptop).iter().all(|device| device["forked"] == false), "nothing forked");
    }
}

/// The bytes of every key of a home, as they stand in an open key file.
fn keys_of(home: &Path) -> Vec<Vec<u8>> {
    let bytes = fs::read(home.join("identity.cbor")).expect("a key file");
    // Byte strings of 32 bytes in CBOR begin with 0x58 0x20; the first three are root, device and transport.
    let starts = bytes.windows(2).enumerate().filter(|(_, pair)| *pair == [0x58, 0x20]).map(|(at, _)| at + 2);
    starts.take(3).map(|at| bytes[at..at + 32].to_vec()).collect()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn a_sealed_home() {
    let mut alice = Laptop::new("Alice", None);
    let circle = text(&alice.one(&["circle", "new", "Cells"]), "id");
    write(&alice, &circle, "Osmosis");
    let paper = words(&alice);
    let keys = keys_of(&alice.home);
    assert_eq!(keys.len(), 3);
    let secrets = TempDir::new().expect("a folder");
    let file = |name: &str, said: &str| {
        let file = secrets.path().join(name);
        fs::write(&file, said).expect("written");
        file.to_str().expect("a path").to_owned()
    };
    let (right, wrong) = (file("right", "correct horse\n"), file("wrong", "battery staple\n"));
    alice.ok(&["passphrase", "set", "--new-passphrase-file", &right]);
    // No key stands open anywhere in the home, nor do the words, in whatever form.
    for (name, bytes) in files(&alice.home) {
        for key in &keys {
            let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(!contains(&bytes, key) && !contains(&bytes, hex.as_bytes()), "a key in {name}");
        }
        assert!(!contains(&bytes, paper[..3].join(" ").as_bytes()), "words in {name}");
    }
    let code = |alice: &Laptop, arguments: &[&str]| alice.run_with(arguments, b"").status.code();
    assert_eq!(code(&alice, &["note", "list", &circle, "--passphrase-file", &wrong]), Some(1));
    assert_eq!(code(&alice, &["note", "list", &circle, "--passphrase-file", &right]), Some(0));
    assert_eq!(alice.one(&["whoami", "--passphrase-file", &right])["sealed"], true);
    // Nor does a laptop that runs hand its keys to another one for somebody who merely sits at it.
    alice.start(&["--passphrase-file", &right, "--no-mdns"]);
    for typed in
        [&["device", "link"][..], &["device", "link", "--passphrase-file", &wrong], &["device", "link", "--code"]]
    {
        assert_eq!(code(&alice, typed), Some(1), "{typed:?}");
    }
    alice.kill();
    alice.ok(&["passphrase", "remove", "--passphrase-file", &right]);
    assert_eq!(titles(&alice, &circle), ["Osmosis"]);
}

fn a_backup() {
    let alice = Laptop::new("Alice", None);
    let circle = text(&alice.one(&["circle", "new", "Cells"]), "id");
    let id = write(&alice, &circle, "Osmosis");
    let folder = TempDir::new().expect("a folder");
    let picture = folder.path().join("cell.png");
    fs::write(&picture, vec![9; 500_000]).expect("written");
    alice.ok(&["attach", &id, picture.to_str().expect("a path")]);
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let (backup, pass) = (path("alice.age"), path("pass"));
    fs::write(&pass, "on the stick\n").expect("written");
    let with = ["--backup-passphrase-file", pass.as_str()];
    let written = alice.ok(&[["backup", backup.as_str()].as_slice(), &with].concat());
    assert_eq!(
        (&written.last().expect("a backup")["keys"], &written.last().expect("one")["blobs"]),
        (&true.into(), &1.into())
    );
    let checked = alice.ok(&[["verify-backup", backup.as_str()].as_slice(), &with].concat());
    assert_eq!(checked.last().expect("a backup")["damaged"], Value::Array(Vec::new()));
    assert!(fs::read(&backup).expect("a file").starts_with(b"age-encryption.org/v1\n-> scrypt "));

    let place = folder.path().join("again");
    let again = Laptop::at("Again", None, place, TempDir::new().expect("a folder"));
    let restored = again.ok(&[["restore", "--from", backup.as_str()].as_slice(), &with].concat());
    let restored = restored.last().expect("somebody");
    assert_eq!(restored["id"], alice.one(&["whoami"])["id"]);
    assert_ne!(restored["device"], alice.one(&["whoami"])["device"]);
    assert_eq!(titles(&again, &circle), ["Osmosis"]);
    write(&again, &circle, "After");
    assert_eq!(devices(&again).len(), 2);
    let verified = again.one(&["verify"]);
    assert_eq!((&verified["blobs"], &verified["damaged"]), (&1.into(), &Value::Array(Vec::new())));
}

fn recovery_words() {
    let alice = Laptop::new("Alice", None);
    assert_eq!(alice.one(&["whoami"])["words"], "unseen");
    let paper = words(&alice);
    assert_eq!((paper.len(), &alice.one(&["whoami"])["words"]), (24, &"shown".into()));
    let said = |places: [usize; 3]| places.map(|place| format!("{place} {}\n", paper[place - 1])).concat();
    let wrong = format!("1 {}\n2 {}\n3 zoo zoo\n", paper[0], paper[1]);
    assert_eq!(alice.run_with(&["words", "check"], wrong.as_bytes()).status.code(), Some(1));
    alice.with_input(&["words", "check"], &said([2, 11, 24]));
    assert_eq!(alice.one(&["whoami"])["words"], "checked");
    let again = Laptop::restored("Again", None, &paper.join(" "), &[]);
    assert_eq!(again.one(&["whoami"])["fingerprint"], alice.one(&["whoami"])["fingerprint"]);
    assert_ne!(again.one(&["whoami"])["device"], alice.one(&["whoami"])["device"]);
    let folder = TempDir::new().expect("a folder");
    let nobody = Laptop::at("Nobody", None, folder.path().join("home"), folder);
    let mut mistaken = paper.clone();
    mistaken.swap(0, 1);
    let refused = nobody.run_with(&["restore", "--name", "Nobody"], mistaken.join(" ").as_bytes());
    // Two words that changed places pass the checksum once in 256 times, or are the same word; then it is somebody else.
    if refused.status.success() {
        assert_ne!(nobody.one(&["whoami"])["id"], alice.one(&["whoami"])["id"]);
    } else {
        assert!(!nobody.home.exists(), "nothing half is left");
    }
}
