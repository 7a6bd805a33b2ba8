//! A large attachment from two devices at once, over a switch, with kills in between.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use crate::host::Lan;
use crate::laptop::Laptop;
use crate::trial::trial;

/// The name of the long run, which is passed over unless it is asked for by this variable: 1 GiB takes its time.
const LONG: &str = "COMMONPLACE_BLOB_MIB";

pub(crate) fn trials() -> Vec<Trial> {
    vec![trial("blobs::from_two_devices_at_once_killed_and_resumed_five_times", from_two_at_once)]
}

/// Bytes that nothing can compress, the same for the same length.
fn write_film(file: &Path, mebibytes: u64) {
    let mut out = File::create(file).expect("a file");
    let mut state = 20_261_127_u64;
    for _ in 0..mebibytes {
        let mut piece = Vec::with_capacity(1 << 20);
        while piece.len() < 1 << 20 {
            // splitmix64
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            piece.extend_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
        }
        out.write_all(&piece).expect("written");
    }
}

fn same(left: &Path, right: &Path) -> bool {
    let open = |path: &Path| std::io::BufReader::with_capacity(1 << 20, File::open(path).expect("a file"));
    let (mut left, mut right) = (open(left).bytes(), open(right).bytes());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(Ok(one)), Some(Ok(other))) if one == other => {}
            _ => return false,
        }
    }
}

fn join(laptop: &Laptop, ticket: &str) {
    if laptop.one(&["circle", "join", ticket])["state"] == "pending" {
        laptop.wait_for("being let in", |event| event["event"] == "joined");
    }
}

fn number(event: &Value, field: &str) -> u64 {
    event[field].as_u64().expect("a number")
}

/// Segments of the one attachment that is partly on a laptop whose node does not run.
fn segments_here(home: &Path) -> u64 {
    let part = home.join("store/partial");
    let files = fs::read_dir(part).expect("a folder").map(|file| file.expect("an entry").path());
    let bits = files.filter(|path| path.extension().is_some_and(|end| end == "have"));
    let bytes = bits.flat_map(|path| fs::read(path).expect("readable"));
    bytes.map(|byte| u64::from(byte.count_ones())).sum()
}

/// Alice's film, which Bob has whole; Carol asks for it and is killed five times.
fn from_two_at_once() {
    // Larger than what is fetched unasked.
    let mebibytes = std::env::var(LONG).ok().and_then(|typed| typed.parse().ok()).unwrap_or(40);
    let folder = TempDir::new().expect("a folder");
    let film = folder.path().join("film.mp4");
    write_film(&film, mebibytes);
    let mut lan = Lan::new();
    let [mut alice, mut bob, mut carol] = ["Alice", "Bob", "Carol"].map(|name| Laptop::new(name, Some(lan.host())));
    let circle = alice.one(&["circle", "new", "Film club"])["id"].as_str().expect("an id").to_owned();
    let invited = alice.one(&["circle", "invite", &circle, "--uses", "2"]);
    let ticket = invited["ticket"].as_str().expect("a ticket");
    let noted = alice.with_input(&["note", "new", &circle, "-", "--title", "The film"], "See for yourselves.\n");
    let note = noted[0]["id"].as_str().expect("an id").to_owned();
    alice.start(&[]);
    bob.start(&[]);
    carol.start(&[]);
    join(&bob, ticket);
    join(&carol, ticket);
    let attached = alice.one(&["attach", &note, film.to_str().expect("a path")]);
    let blob = attached["id"].as_str().expect("an id").to_owned();

    let bobs = folder.path().join("bobs.mp4");
    bob.until("the attachment's record", |bob| (!bob.ok(&["blob", "list", &note]).is_empty()).then_some(()));
    bob.one(&["blob", "get", &blob, "-o", bobs.to_str().expect("a path")]);
    assert!(same(&film, &bobs), "Bob has the film");
    fs::remove_file(&bobs).expect("removed");

    if mebibytes < 256 {
        // A small film would be there between two looks at it.
        alice.host().slow_down(40);
        bob.host().slow_down(40);
    }
    carol.until("the attachment's record", |carol| (!carol.ok(&["blob", "list", &note]).is_empty()).then_some(()));
    let mut asking = carol.spawn(&["blob", "get", &blob, "-o", "nowhere/in/the/end"]);
    let (mut before, at_once) = (0, Cell::new(0));
    for kill in 1..=5 {
        // Killed when another eighth is here; it goes on by itself after each start.
        let wanted = |event: &Value| {
            let (now, of) = (event["here"].as_u64().unwrap_or(0), event["of"].as_u64().unwrap_or(1));
            at_once.set(at_once.get().max(event["peers"].as_u64().unwrap_or(0)));
            event["event"] == "blob_progress" && now >= of / 8 * kill
        };
        carol.wait_for("a part of the film", wanted);
        carol.kill();
        let now = segments_here(&carol.home);
        assert!(now >= before && now > 0, "after {kill} kills {now} segments are there, {before} before");
        assert!(now < mebibytes * 4, "it was killed before the end");
        before = now;
        carol.start(&[]);
    }
    asking.wait().expect("it ended with the first node");
    let carols = folder.path().join("carols.mp4");
    let got = carol.one(&["blob", "get", &blob, "-o", carols.to_str().expect("a path")]);
    assert!(same(&film, &carols), "Carol has the film, byte for byte");
    // Of whom she fetched before the last kill she need not know any more who has it.
    assert!(number(&got, "devices") >= 2, "somebody else has it: {got}");
    assert_eq!(at_once.get(), 2, "it came from both at once");
}
