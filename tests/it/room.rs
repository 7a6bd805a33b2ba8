//! A room with no internet: real nodes in network namespaces on one switch.

use std::collections::BTreeMap;
use std::path::Path;

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use crate::host::Lan;
use crate::laptop::{Laptop, files, leave_out};
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("room::a_folder_arrives_whole_and_both_edits_of_one_note_survive_a_cut", a_folder_arrives_whole),
        trial("room::twenty_kills_lose_nothing_that_was_acknowledged", twenty_kills),
        trial("room::a_question_is_asked_answered_and_accepted", a_question),
        trial("room::a_stranger_with_addresses_and_no_ticket_learns_nothing", a_stranger),
    ]
}

/// Alice's and Bob's laptops on one switch, both running, Bob let into Alice's circle, found by mDNS alone.
fn two_in_a_room(lan: &mut Lan) -> (Laptop, Laptop, String) {
    let mut alice = Laptop::new("Alice", Some(lan.host()));
    let mut bob = Laptop::new("Bob", Some(lan.host()));
    let circle = alice.one(&["circle", "new", "Rust reading circle"])["id"].as_str().expect("an id").to_owned();
    // The ticket is made before the node listens, so it holds no address: whoever finds the other, finds by mDNS.
    let ticket = alice.one(&["circle", "invite", &circle])["ticket"].as_str().expect("a ticket").to_owned();
    alice.start(&[]);
    bob.start(&[]);
    let joining = bob.one(&["circle", "join", &ticket]);
    assert!(["pending", "joined"].contains(&joining["state"].as_str().expect("a state")));
    if joining["state"] == "pending" {
        bob.wait_for("being let in", |event| event["event"] == "joined");
    }
    (alice, bob, circle)
}

fn titles(laptop: &Laptop, circle: &str) -> Vec<String> {
    let rows = laptop.ok(&["note", "list", circle]);
    let mut titles: Vec<String> = rows.iter().map(|row| row["title"].as_str().expect("a title").to_owned()).collect();
    titles.sort();
    titles
}

fn count(laptop: &Laptop, circle: &str, what: &str) -> u64 {
    laptop.one(&["circle", "show", circle])[what].as_u64().expect("a number")
}

fn blobs_missing(laptop: &Laptop, circle: &str) -> u64 {
    let status = laptop.ok(&["status", circle]);
    status.iter().find_map(|line| line["blobs_missing"].as_u64()).expect("a circle's status")
}

/// A folder of notes that link to each other, with tags, pictures and letters of several scripts.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    std::fs::create_dir_all(folder.path().join("part two/img")).expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
    for chapter in 0..40 {
        let (title, next) = (format!("Chapter {chapter}"), chapter + 1);
        let place = if chapter % 2 == 0 { "" } else { "part two/" };
        let picture = format!("![a cell](img/cell{chapter}.png)");
        let body = format!(
            "---\ntags: [biology, bölüm{chapter}]\n---\n# {title}\n\nWater follows salt. [Next](chapter{next}.md) [[Chapter 3]]\n\n{picture}\n\nTürkçe: ığdır İstanbul. العربية. 相互学習。\n{}",
            "A paragraph of some length, so that this is a chapter and not a line.\n".repeat(40)
        );
        write(&format!("{place}chapter{chapter}.md"), body.as_bytes());
        let bytes: Vec<u8> = (0..20_000 + chapter * 7_000).map(|byte| (byte * 31 % 251) as u8).collect();
        std::fs::create_dir_all(folder.path().join(place).join("img")).expect("a folder");
        write(&format!("{place}img/cell{chapter}.png"), &bytes);
    }
    folder
}

/// What an export must give back: everything that was in the folder.
fn same_files(exported: &Path, original: &Path) {
    let (exported, original) = (files(exported), files(original));
    for (name, bytes) in &original {
        let found = exported.get(name).unwrap_or_else(|| panic!("{name} is in the export"));
        assert_eq!(found.len(), bytes.len(), "{name} has its length");
        assert!(found == bytes, "{name} has its bytes");
    }
}

fn a_folder_arrives_whole() {
    let mut lan = Lan::new();
    let (alice, bob, circle) = two_in_a_room(&mut lan);
    let original = folder();
    let imported = alice.ok(&["import", &circle, original.path().to_str().expect("a path")]);
    assert!(imported.iter().all(|item| item["state"] != "refused"), "everything is taken: {imported:?}");
    bob.until("forty notes", |bob| (count(bob, &circle, "notes") == 40).then_some(()));
    bob.until("all pictures", |bob| (blobs_missing(bob, &circle) == 0).then_some(()));
    let out = TempDir::new().expect("a folder");
    let folder = out.path().join("export");
    bob.ok(&["export", &circle, folder.to_str().expect("a path")]);
    same_files(&folder, original.path());
    both_edit_while_apart(&alice, &bob, &circle);
}

fn both_edit_while_apart(alice: &Laptop, bob: &Laptop, circle: &str) {
    let id =
        alice.with_input(&["note", "new", circle, "-", "--title", "Shared"], "Water follows salt.\n")[0]["id"].clone();
    let id = id.as_str().expect("an id");
    bob.until("the shared note", |bob| titles(bob, circle).contains(&"Shared".to_owned()).then_some(()));
    bob.host().unplug();
    alice.with_input(&["note", "edit", id, "-"], "Water follows salt, slowly.\n");
    bob.with_input(&["note", "edit", id, "-"], "Pure water follows salt.\n");
    alice.with_input(&["note", "new", circle, "-", "--title", "Alice alone"], "one\n");
    bob.with_input(&["note", "new", circle, "-", "--title", "Bob alone"], "two\n");
    bob.host().plug();
    let both = "Pure water follows salt, slowly.\n";
    for laptop in [alice, bob] {
        laptop.until("both edits", |laptop| {
            let note = laptop.one(&["note", "show", id]);
            let there = titles(laptop, circle);
            let alone = ["Alice alone", "Bob alone"].iter().all(|title| there.contains(&(*title).to_owned()));
            (note["text"] == both && alone).then_some(())
        });
    }
}

fn twenty_kills() {
    let seed = std::env::var("COMMONPLACE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_121_u64);
    println!("COMMONPLACE_SEED={seed}");
    let mut lan = Lan::new();
    let (mut alice, mut bob, circle) = two_in_a_room(&mut lan);
    let mut random = seed;
    let mut draw = |below: u64| {
        // Numerical Recipes' 64-bit generator: any will do, it only has to be the same for the same seed.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let mut acknowledged = Vec::new();
    for round in 0..20 {
        for _ in 0..draw(4) {
            let title = format!("Note {}", acknowledged.len());
            let writer = if draw(2) == 0 { &alice } else { &bob };
            writer
                .with_input(&["note", "new", &circle, "-", "--title", &title], &format!("written in round {round}\n"));
            acknowledged.push(title);
        }
        let victim = if draw(2) == 0 { &mut alice } else { &mut bob };
        victim.kill();
        victim.start(&[]);
    }
    acknowledged.sort();
    for laptop in [&alice, &bob] {
        laptop.until("every acknowledged note", |laptop| (titles(laptop, &circle) == acknowledged).then_some(()));
    }
}

fn a_question() {
    let mut lan = Lan::new();
    let (alice, bob, circle) = two_in_a_room(&mut lan);
    let asked = bob.with_input(&["ask", &circle, "-", "--title", "Why does water follow salt?"], "I do not see it.\n");
    let question = asked[0]["id"].as_str().expect("an id").to_owned();
    alice.until("the question", |alice| (count(alice, &circle, "questions") == 1).then_some(()));
    let answered = alice.with_input(&["answer", &question, "-"], "Fewer free molecules on that side.\n");
    let answer = answered[0]["id"].as_str().expect("an id").to_owned();
    let has_answer = |thread: &Value| thread["replies"].as_array().is_some_and(|replies| replies.len() == 1);
    bob.until("the answer", |bob| has_answer(&bob.one(&["question", "show", &question])).then_some(()));
    bob.ok(&["accept", &answer]);
    let accepted = |laptop: &Laptop| {
        laptop.until("acceptance", |laptop| {
            let thread = laptop.one(&["question", "show", &question]);
            (thread["state"] == "accepted").then_some(thread)
        })
    };
    assert_eq!(without_me(accepted(&alice)), without_me(accepted(&bob)), "both show the same thread");
}

/// A thread without what rightly differs from reader to reader: who "me" is, what is new to them, and what is known of delivery.
fn without_me(mut value: Value) -> Value {
    leave_out(&mut value, &["me", "on", "unread", "unread_by"]);
    value
}

fn a_stranger() {
    let canaries: Vec<String> = (0..20).map(|number| format!("canary{number:02}quartz{}", number * 7919)).collect();
    let mut lan = Lan::new();
    let folder = TempDir::new().expect("a folder");
    let trace = folder.path().join("trace.pcap");
    let mut tcpdump = lan.capture(&trace);

    let mut alice = Laptop::new("Alice", Some(lan.host()));
    let mut bob = Laptop::new("Bob", Some(lan.host()));
    let mut eve = Laptop::new("Eve", Some(lan.host()));
    let planted = |number: usize| canaries[number].as_str();
    let circle = alice.one(&["circle", "new", planted(0)])["id"].as_str().expect("an id").to_owned();
    let ticket = alice.one(&["circle", "invite", &circle])["ticket"].as_str().expect("a ticket").to_owned();
    for laptop in [&mut alice, &mut bob, &mut eve] {
        laptop.start(&[]);
    }
    bob.ok(&["circle", "join", &ticket]);
    bob.until("being let in", |bob| (bob.ok(&["circle", "list"])[0]["state"] == "joined").then_some(()));
    for number in 1..19 {
        let (title, text) = (planted(number), format!("{} in the text\n", planted(number)));
        alice.with_input(&["note", "new", &circle, "-", "--title", title, "--tag", planted(19)], &text);
    }
    bob.until("all notes", |bob| (count(bob, &circle, "notes") == 18).then_some(()));
    // Eve is on the same switch and knows every address, and is connected; she has no ticket.
    eve.until("a connection", |eve| (!eve.ok(&["peers"]).is_empty()).then_some(()));
    assert_eq!(eve.ok(&["circle", "list"]), Vec::<Value>::new(), "eve sees no circle");
    let peers = format!("{:?}", eve.ok(&["peers"]));
    let home = files(&eve.home);
    tcpdump.kill().expect("it was running");
    tcpdump.wait().expect("it ends");
    let trace = std::fs::read(&trace).expect("a trace");
    let journal: usize = files(&bob.home.join("store/journal")).values().map(Vec::len).sum();
    let length = trace.len();
    assert!(length > journal && journal > 18 * 256, "all of bob's {journal} bytes came over the wire: {length}");
    let mut secrets = canaries.clone();
    secrets.extend([circle.clone(), "Alice".into(), "Bob".into()]);
    for secret in &secrets {
        assert!(!contains(&trace, secret), "{secret} is on the wire");
        assert!(!peers.contains(secret.as_str()), "eve is told {secret}");
        for (name, bytes) in &home {
            assert!(!contains(bytes, secret), "{secret} is in eve's {name}");
        }
    }
    let unchanged: BTreeMap<&str, u64> = BTreeMap::from([("notes", 18), ("members", 2)]);
    for (what, number) in unchanged {
        assert_eq!(count(&alice, &circle, what), number, "eve put nothing in");
    }
}

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}
