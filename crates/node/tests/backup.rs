//! Backups of real homes: written through a running node, read by Commonplace and by the libraries of other tools.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use commonplace_node::answer::{Answer, Backup};
use commonplace_node::backup::{self, BadBackup};
use commonplace_node::command::{Command, Name};
use commonplace_node::error::Error;
use commonplace_node::home::{Cost, Home, Passphrase};
use commonplace_node::node::Node;
use commonplace_node::runtime::{self, Options};
use tempfile::TempDir;
use tokio::runtime::Runtime;

fn pass(text: &str) -> Passphrase {
    Passphrase::new(text).expect("good")
}

fn ask(waiting: &Runtime, node: &Node, command: Command) -> Vec<Answer> {
    waiting.block_on(node.answers(command)).expect("it goes")
}

fn waiting() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Alice's home with a circle, a note, an attachment and a draft.
fn home(place: &Path) -> std::path::PathBuf {
    let home = place.join("alice");
    runtime::create_home(&home, "Alice").expect("a home");
    let running = runtime::start(&Options::alone(home.clone())).expect("it starts");
    let waiting = waiting();
    ask(&waiting, &running.node, Command::CircleNew { title: "Biology".into() });
    let note = Command::NoteNew {
        circle: Name::from("Biology"),
        title: Some("Osmosis".into()),
        tags: Vec::new(),
        text: "Water follows salt.".into(),
        path: None,
    };
    let written = ask(&waiting, &running.node, note);
    let Some(Answer::Written(written)) = written.first() else { panic!("{written:?}") };
    let file = place.join("cell.png");
    fs::write(&file, vec![7; 300_000]).expect("written");
    let files = vec![commonplace_node::command::FileToAttach { path: file, name: None }];
    ask(&waiting, &running.node, Command::Attach { item: Name::from(written.id), files });
    ask(
        &waiting,
        &running.node,
        Command::DraftKeep { key: "new".into(), text: "half a thought".into(), seen: Vec::new() },
    );
    home
}

fn back_up(home: &Path, to: &Path, keys: bool) -> Result<Backup, Error> {
    // Cheap guesses: it is not the guessing that is tried here.
    let options = Options { cost: Cost::LEAST, ..Options::alone(home.to_owned()) };
    let running = runtime::start(&options).expect("it starts");
    let command = Command::Backup { to: to.to_owned(), passphrase: pass("stick"), keys, home_passphrase: None };
    let answers = waiting().block_on(running.node.answers(command))?;
    assert!(answers.iter().any(|answer| matches!(answer, Answer::Progress(_))), "it says how far it is");
    match answers.into_iter().next_back() {
        Some(Answer::Backup(backup)) => Ok(backup),
        other => panic!("{other:?} where a backup was expected"),
    }
}

fn verify(file: &Path, passphrase: &str) -> Result<Backup, Error> {
    backup::verify(file, &pass(passphrase), &mut |_, _, _| true)
}

#[test]
fn a_backup_comes_back_as_a_new_device_with_everything_in_it() {
    let place = TempDir::new().expect("a folder");
    let home = home(place.path());
    let file = place.path().join("alice.age");
    let written = back_up(&home, &file, true).expect("written");
    assert!(written.records >= 5 && written.damaged.is_empty(), "{written:?}");
    assert_eq!((written.blobs, written.drafts, written.keys, written.name.as_str()), (1, 1, true, "Alice"));
    assert_eq!(verify(&file, "stick"), Ok(written));
    assert_eq!(verify(&file, "stock"), Err(Error::WrongPassphrase));
    assert_eq!(back_up(&home, &file, true), Err(Error::FileExists { file: file.clone() }), "nothing is overwritten");

    let other = place.path().join("again");
    let restored = runtime::restore_backup(&file, &pass("stick"), None, &other, None, &mut |_, _, _| true);
    let restored = restored.expect("restored").home;
    let first = Home::open(&home).expect("a home");
    assert_eq!(restored.person_id(), first.person_id());
    assert_ne!((restored.device_id(), restored.peer()), (first.device_id(), first.peer()));
    let running = runtime::start(&Options::alone(other.clone())).expect("it starts");
    let waiting = waiting();
    let notes = Command::NoteShow { note: Name::from("Osmosis") };
    let Some(Answer::Note(note)) = ask(&waiting, &running.node, notes).pop() else { panic!("a note was expected") };
    assert_eq!(note.text, "Water follows salt.");
    assert_eq!(note.blobs.first().map(|blob| blob.here == blob.sealed_size), Some(true));
    let draft = ask(&waiting, &running.node, Command::DraftRead { key: "new".into() });
    assert!(matches!(draft.first(), Some(Answer::Draft(draft)) if draft.text == "half a thought"), "{draft:?}");
    // And it writes: it made itself known in its circle.
    let edit = Command::NoteEdit {
        note: Name::from("Osmosis"),
        title: None,
        tags: None,
        text: Some("Anew.".into()),
        base: None,
    };
    ask(&waiting, &running.node, edit);
    let devices = ask(&waiting, &running.node, Command::DeviceList);
    assert_eq!(devices.len(), 2, "{devices:?}");
    drop(running);
    let running = runtime::start(&Options::alone(other)).expect("it starts");
    assert_eq!(running.found.new_device, None, "and stays the device that it is");
}

#[test]
fn other_tools_open_a_backup() {
    let place = TempDir::new().expect("a folder");
    let file = place.path().join("alice.age");
    back_up(&home(place.path()), &file, true).expect("written");
    // What `age --decrypt alice.age | tar -t` does.
    let decryptor = age::Decryptor::new(fs::File::open(&file).expect("a file")).expect("an age file");
    assert!(decryptor.is_scrypt());
    let identity = age::scrypt::Identity::new(age::secrecy::SecretString::from("stick".to_owned()));
    let plain = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).expect("it opens");
    let mut files = BTreeMap::new();
    for entry in tar::Archive::new(plain).entries().expect("a tar") {
        let mut entry = entry.expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("readable");
        files.insert(entry.path().expect("a path").to_string_lossy().into_owned(), bytes);
    }
    let readme = String::from_utf8(files["README.txt"].clone()).expect("text");
    assert!(readme.contains("commonplace restore --from FILE"), "{readme}");
    let about: serde_json::Value = serde_json::from_slice(&files["about.json"]).expect("JSON");
    assert_eq!((&about["name"], &about["keys"]), (&"Alice".into(), &true.into()));
    let manifest = String::from_utf8(files["MANIFEST.b3"].clone()).expect("text");
    assert_eq!(manifest.lines().count(), files.len() - 1);
    for line in manifest.lines() {
        let (hash, name) = line.split_once("  ").expect("as b3sum writes it");
        assert_eq!(blake3::hash(&files[name]).to_hex().as_str(), hash, "{name}");
    }
}

#[test]
fn without_keys_it_takes_the_words_of_its_person() {
    let place = TempDir::new().expect("a folder");
    let home = home(place.path());
    let file = place.path().join("alice.age");
    assert!(!back_up(&home, &file, false).expect("written").keys);
    let words =
        commonplace_core::words::Words::of(&Home::open(&home).expect("a home").keys().root().expect("here").seed());
    let others = commonplace_core::words::Words::of(&[9; 32]);
    let to = place.path().join("again");
    let restore = |words: Option<&str>| {
        runtime::restore_backup(&file, &pass("stick"), words, &to, None, &mut |_, _, _| true)
            .map(|restored| restored.home)
    };
    assert_eq!(restore(None).map(drop), Err(Error::BadBackup { why: BadBackup::WithoutKeys }));
    assert_eq!(restore(Some(others.as_str())).map(drop), Err(Error::BadBackup { why: BadBackup::OtherPerson }));
    assert!(!to.exists(), "nothing half is left");
    let restored = restore(Some(words.as_str())).expect("restored");
    assert_eq!(restored.person_id(), Home::open(&home).expect("a home").person_id());
}

#[test]
fn damage_and_calling_off_leave_nothing_behind() {
    let place = TempDir::new().expect("a folder");
    let home = home(place.path());
    let file = place.path().join("alice.age");
    back_up(&home, &file, true).expect("written");
    let good = fs::read(&file).expect("readable");
    let hurt = place.path().join("hurt.age");
    // In the middle, and just before the end; each opening costs the library a second of measuring the machine.
    for place in [good.len() / 2, good.len() - 2] {
        let mut bytes = good.clone();
        bytes[place] ^= 1;
        fs::write(&hurt, &bytes).expect("written");
        assert_eq!(verify(&hurt, "stick"), Err(Error::BadBackup { why: BadBackup::Damaged }), "byte {place}");
    }
    fs::write(&hurt, &good[..good.len() / 2]).expect("written");
    assert_eq!(verify(&hurt, "stick"), Err(Error::BadBackup { why: BadBackup::Damaged }), "cut");
    fs::write(&hurt, b"not an age file").expect("written");
    assert_eq!(verify(&hurt, "stick"), Err(Error::BadBackup { why: BadBackup::Foreign }));
    let to = place.path().join("again");
    let refused = runtime::restore_backup(&hurt, &pass("stick"), None, &to, None, &mut |_, _, _| true);
    assert!(refused.is_err());
    let mut steps = 0;
    let called_off = runtime::restore_backup(&file, &pass("stick"), None, &to, None, &mut |_, _, _| {
        steps += 1;
        steps < 3
    });
    assert_eq!(called_off.map(drop), Err(Error::Cancelled));
    let names: Vec<_> =
        fs::read_dir(place.path()).expect("a folder").map(|entry| entry.expect("one").file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().contains("again")), "{names:?}");
}
