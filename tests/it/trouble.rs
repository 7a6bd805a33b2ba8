//! Bad input: one clear sentence, exit code 1, nothing written half.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::Output;

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::laptop::Laptop;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("trouble::a_wrong_id_gets_one_sentence", a_wrong_id),
        trial("trouble::a_damaged_ticket_gets_one_sentence", a_damaged_ticket),
        trial("trouble::text_that_is_not_utf_8_gets_one_sentence", not_utf_8),
        trial("trouble::a_file_too_large_gets_one_sentence_and_no_bytes_are_taken", too_large),
        trial("trouble::an_import_takes_what_it_can_and_says_what_it_cannot", an_import),
        trial("trouble::a_second_node_on_one_home_is_told_who_has_it", a_second_node),
        trial("trouble::a_home_that_is_missing_is_told_how_to_be_made", a_missing_home),
        trial("trouble::a_deleted_index_is_made_again_without_a_question", a_deleted_index),
        trial("trouble::a_flipped_bit_in_the_journal_is_reported_and_the_rest_kept", a_flipped_bit),
    ]
}

/// Refused with one clear sentence: exit code 1, one line for people, no panic, no half answer.
fn refused(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "exit code 1: {said}");
    assert!(output.stdout.is_empty(), "no answer besides the refusal");
    assert_eq!(said.trim().lines().count(), 1, "one line: {said}");
    assert!(!said.contains("panicked"), "no panic: {said}");
    said
}

fn alice() -> (Laptop, String) {
    let alice = Laptop::new("Alice", None);
    let circle = alice.one(&["circle", "new", "Cells"])["id"].as_str().expect("an id").to_owned();
    (alice, circle)
}

fn notes(laptop: &Laptop, circle: &str) -> usize {
    laptop.ok(&["note", "list", circle]).len()
}

fn a_wrong_id() {
    let (alice, _) = alice();
    let said = refused(&alice.run_with(&["note", "show", "bafyr4iaaaaaaaaaaaaaaaa"], b""));
    assert!(said.contains("bafyr4iaaaaaaaaaaaaaaaa"), "it says which: {said}");
    refused(&alice.run_with(&["circle", "show", "no such circle"], b""));
}

fn a_damaged_ticket() {
    let (alice, circle) = alice();
    let ticket = alice.one(&["circle", "invite", &circle])["ticket"].as_str().expect("a ticket").to_owned();
    let bob = Laptop::new("Bob", None);
    let damaged = refused(&bob.run_with(&["circle", "join", &ticket[..ticket.len() - 4]], b""));
    let foreign = refused(&bob.run_with(&["circle", "join", "hello"], b""));
    assert_ne!(damaged, foreign, "a damaged ticket is told from another text");
    assert!(bob.ok(&["circle", "list"]).is_empty(), "nothing is left of it");
}

fn not_utf_8() {
    let (alice, circle) = alice();
    refused(&alice.run_with(&["note", "new", &circle, "-", "--title", "t"], &[0xff, 0xfe, 0x41]));
    assert_eq!(notes(&alice, &circle), 0);
}

fn too_large() {
    let (alice, circle) = alice();
    let id = alice.with_input(&["note", "new", &circle, "-", "--title", "t"], "text\n")[0]["id"].clone();
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("sparse.bin");
    File::create(&file).and_then(|file| file.set_len(10 << 30)).expect("a sparse file");
    let id = id.as_str().expect("an id");
    assert!(
        refused(&alice.run_with(&["flag", id, " "], b"")).contains("reason"),
        "a flag without a reason helps nobody"
    );
    let said = refused(&alice.run_with(&["attach", id, file.to_str().expect("a path")], b""));
    assert!(said.contains("GiB"), "it says the limit: {said}");
    assert!(alice.ok(&["blob", "list", id]).is_empty());
}

fn an_import() {
    let (alice, circle) = alice();
    let folder = TempDir::new().expect("a folder");
    let place = |name: &str| folder.path().join(name);
    fs::write(place("good.md"), "# Good\n\ntext\n").expect("written");
    fs::write(place("latin1.md"), [b'#', b' ', 0xe9, b'\n']).expect("written");
    File::create(place("huge.md")).and_then(|file| file.set_len(10 << 30)).expect("a sparse file");
    symlink("/nowhere/at/all.md", place("broken.md")).expect("a link");
    fs::write(place("x..%2F..%2Fy.md"), "# Odd name\n").expect("written");
    let items = alice.ok(&["import", &circle, folder.path().to_str().expect("a path")]);
    let state = |name: &str| {
        let item = items.iter().find(|item| item["path"] == name).unwrap_or_else(|| panic!("{name} is told of"));
        (item["state"].as_str().expect("a state").to_owned(), item["why"].as_str().map(str::to_owned))
    };
    assert_eq!(state("good.md").0, "created");
    assert_eq!(state("x..%2F..%2Fy.md").0, "created");
    for name in ["latin1.md", "huge.md", "broken.md"] {
        let (state, why) = state(name);
        assert_eq!(state, "refused", "{name}");
        assert!(why.is_some_and(|why| why.contains(' ')), "{name}: a sentence says why");
    }
    assert_eq!(notes(&alice, &circle), 2);
    let missing = place("no such folder");
    refused(&alice.run_with(&["import", &circle, missing.to_str().expect("a path")], b""));
}

fn a_second_node() {
    let (mut alice, _) = alice();
    alice.start(&["--no-mdns"]);
    let output = alice.run_with(&["run", "--no-mdns"], b"");
    assert_eq!(output.status.code(), Some(3), "exit code 3: the home is held by another");
    // Other commands go through the node that runs.
    assert_eq!(alice.one(&["whoami"])["name"], "Alice");
}

fn a_missing_home() {
    let folder = TempDir::new().expect("a folder");
    let mut command = std::process::Command::new(crate::host::binary());
    let output = command.arg("--home").arg(folder.path().join("none")).arg("whoami").output().expect("the binary runs");
    let said = refused(&output);
    assert!(said.contains("init"), "it names the command that makes one: {said}");
}

fn a_deleted_index() {
    let (alice, circle) = alice();
    for number in 0..20 {
        let title = format!("Note {number}");
        alice.with_input(&["note", "new", &circle, "-", "--title", &title], "text\n");
    }
    fs::remove_dir_all(alice.home.join("store/index")).expect("the index is a folder");
    assert_eq!(notes(&alice, &circle), 20);
}

fn a_flipped_bit() {
    let (alice, circle) = alice();
    for number in 0..20 {
        let title = format!("Note {number}");
        alice.with_input(&["note", "new", &circle, "-", "--title", &title], "text\n");
    }
    let segment = alice.home.join("store/journal/000001.seg");
    let mut bytes = fs::read(&segment).expect("a segment");
    let place = bytes.len() - 600;
    bytes[place] ^= 4;
    fs::write(&segment, bytes).expect("written");
    let report = alice.run_with(&["verify"], b"");
    let printed = String::from_utf8(report.stdout).expect("UTF-8");
    let report: serde_json::Value = serde_json::from_str(printed.trim()).expect("a report");
    assert!(!report["damaged"].as_array().expect("a list").is_empty(), "the damage is reported: {report}");
    assert!(notes(&alice, &circle) >= 19, "the rest is kept");
}
