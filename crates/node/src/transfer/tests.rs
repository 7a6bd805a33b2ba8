//! Stories of folders going in and out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::{TempDir, tempdir};
use tokio::sync::mpsc;

use super::fake::Fake;
use super::ledger::LEDGER;
use crate::answer::{Answer, ImportState};
use crate::command::{Command, RoleName};
use crate::error::Error;
use crate::text::{Language, Text};

use ImportState::{Attached, Created, Refused, Unchanged, Updated};

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempdir().expect("a folder");
    for (path, bytes) in files {
        put(folder.path(), path, bytes);
    }
    folder
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("made");
    fs::write(file, bytes).expect("written");
}

/// Every file below a folder with its bytes, without the ledger.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.file_name().is_some_and(|name| name != LEDGER) {
                let path = entry.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                files.insert(path, fs::read(&entry).expect("read"));
            }
        }
    }
    files
}

fn states(told: &[(String, ImportState, Option<String>)]) -> Vec<(&str, ImportState)> {
    told.iter().map(|(path, state, _)| (path.as_str(), *state)).collect()
}

fn vault() -> TempDir {
    folder(&[
        (".git/config", b"not a note"),
        (".obsidian/app.json", b"{}"),
        ("README.md", b"# The sea\n\n[[Salt]] #water"),
        ("a/b.md", "\u{feff}---\r\ntags: [salt]\r\n---\r\n![x](../img/x%201.png)\r\n".as_bytes()),
        ("a/Salt.md", b"![[wave.svg]]"),
        ("deep/wave.svg", b"<svg/>"),
        ("empty.markdown", b""),
        ("img/x 1.png", b"\x89PNG"),
        ("data.csv", b"a,b"),
    ])
}

#[tokio::test]
async fn a_vault_comes_out_as_it_went_in() {
    let (vault, alice, out) = (vault(), Fake::of("alice"), tempdir().expect("a folder"));
    let told = alice.imports(vault.path()).await;
    let expected = [
        ("README.md", Created),
        ("a/Salt.md", Created),
        ("a/b.md", Created),
        ("empty.markdown", Created),
        ("data.csv", Attached),
        ("deep/wave.svg", Attached),
        ("img/x 1.png", Attached),
    ];
    assert_eq!(states(&told), expected);
    let note = alice.note_at("a/b.md");
    assert_eq!(note.blobs.iter().map(|blob| blob.name.as_str()).collect::<Vec<_>>(), ["img/x 1.png"]);
    assert_eq!((note.row.title.as_str(), note.row.tags), ("b", vec!["salt".to_owned()]));
    let readme = alice.note_at("README.md");
    assert_eq!((readme.row.title.as_str(), readme.blobs[0].name.as_str()), ("The sea", "data.csv"));

    assert!(alice.exports(out.path()).await.iter().all(|(_, why)| why.is_none()));
    let mut expected = tree(vault.path());
    expected.retain(|path, _| !path.starts_with('.'));
    assert_eq!(tree(out.path()), expected);
}

#[tokio::test]
async fn importing_again_does_nothing_and_going_on_does_the_rest() {
    let (vault, alice) = (vault(), Fake::of("alice"));
    alice.imports(vault.path()).await;
    let before = alice.notes();
    put(vault.path(), "a/new.md", b"new");
    put(vault.path(), "a/Salt.md", b"# Sea salt\n\n![[wave.svg]] #white");
    put(vault.path(), "img/x 1.png", b"\x89PNG, changed");
    let told = alice.imports(vault.path()).await;
    let expected = [
        ("README.md", Unchanged),
        ("a/Salt.md", Updated),
        ("a/b.md", Unchanged),
        ("a/new.md", Created),
        ("empty.markdown", Unchanged),
        ("data.csv", Unchanged),
        ("deep/wave.svg", Unchanged),
        ("img/x 1.png", Attached),
    ];
    assert_eq!(states(&told), expected);
    assert_eq!(alice.notes().len(), before.len() + 1);
    let salt = alice.note_at("a/Salt.md");
    assert_eq!((salt.row.title.as_str(), salt.row.tags, salt.row.edits), ("Sea salt", vec!["white".to_owned()], 1));

    let out = tempdir().expect("a folder");
    alice.exports(out.path()).await;
    assert_eq!(tree(out.path())["img/x 1.png"], b"\x89PNG, changed", "the latest of a name is the one that counts");
    assert!(alice.imports(vault.path()).await.iter().all(|(_, state, _)| *state == Unchanged));
}

#[tokio::test]
async fn an_old_copy_never_undoes_what_was_written_since() {
    let (vault, alice) = (vault(), Fake::of("alice"));
    alice.imports(vault.path()).await;
    let note = alice.note_at("a/Salt.md").row.id;
    alice.does(Command::NoteEdit {
        note: note.into(),
        title: None,
        tags: None,
        text: Some("more\n![[wave.svg]]".into()),
        base: None,
    });
    let told = alice.imports(vault.path()).await;
    assert_eq!(told[1].1, Unchanged, "her vault is older than what she wrote in the circle");
    assert!(told[1].2.as_ref().is_some_and(|why| why.contains("newer")), "and she is told");

    alice.changed_by("bob", note, "bob's\n![[wave.svg]]");
    put(vault.path(), "a/Salt.md", b"alice's\n![[wave.svg]]");
    let told = alice.imports(vault.path()).await;
    assert_eq!(told[1].1, Refused, "her file does not have what bob wrote");
    assert!(told[1].2.as_ref().is_some_and(|why| why.contains("bob")));
    assert_eq!(alice.note_at("a/Salt.md").text, "bob's\n![[wave.svg]]");

    let out = tempdir().expect("a folder");
    alice.exports(out.path()).await;
    put(out.path(), "a/Salt.md", b"bob's and alice's\n![[wave.svg]]");
    assert_eq!(alice.imports(out.path()).await[1].1, Updated, "an exported file has what bob wrote");
    assert_eq!(alice.note_at("a/Salt.md").text, "bob's and alice's\n![[wave.svg]]");
}

#[tokio::test]
async fn everybody_has_a_readme() {
    let alice = Fake::of("alice");
    alice.imports(folder(&[("README.md", b"of bob")]).path()).await;
    alice.all_by("bob");
    let mine = folder(&[("README.md", b"of alice")]);
    assert_eq!(states(&alice.imports(mine.path()).await), [("README.md", Created)]);
    assert_eq!(states(&alice.imports(mine.path()).await), [("README.md", Unchanged)]);
    assert_eq!(alice.notes().len(), 2);

    let out = tempdir().expect("a folder");
    alice.exports(out.path()).await;
    let expected = [("README-2.md", &b"of alice"[..]), ("README.md", b"of bob")];
    assert_eq!(tree(out.path()), expected.map(|(path, bytes)| (path.to_owned(), bytes.to_owned())).into());
    assert!(alice.imports(out.path()).await.iter().all(|(_, state, _)| *state == Unchanged));
}

#[tokio::test]
async fn each_bad_file_gets_a_sentence_and_the_rest_goes_on() {
    let vault = folder(&[("good.md", b"good"), ("latin.md", b"caf\xe9"), ("loose.bin", b"x"), ("deck.apkg", b"PK")]);
    fs::File::create(vault.path().join("huge.md")).and_then(|file| file.set_len(10 << 30)).expect("a sparse file");
    let long = format!(
        "{}/x.md",
        ["y".repeat(250), "z".repeat(250), "w".repeat(250), "v".repeat(250), "u".repeat(250)].join("/")
    );
    put(vault.path(), &long, b"far");
    let deep = format!("{}/x.md", vec!["d"; 40].join("/"));
    put(vault.path(), &deep, b"deep");
    let mut refused = vec!["deck.apkg", "huge.md", "latin.md", "loose.bin", &long];
    let too_deep = vec!["d"; 33].join("/");
    refused.push(&too_deep);
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        std::os::unix::fs::symlink("/nowhere", vault.path().join("broken.md")).expect("linked");
        std::os::unix::fs::symlink("/", vault.path().join("loop")).expect("linked");
        fs::write(vault.path().join("new\nline.md"), "x").expect("written");
        fs::write(vault.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "x").expect("written");
        let _listening = std::os::unix::net::UnixListener::bind(vault.path().join("socket")).expect("bound");
        refused.extend(["broken.md", "loop", "new\u{fffd}line.md", "caf\u{fffd}.md", "socket"]);
    }
    let alice = Fake::of("alice");
    let told = alice.imports(vault.path()).await;
    let mut found: Vec<&str> = told.iter().filter(|told| told.1 == Refused).map(|told| told.0.as_str()).collect();
    found.sort_unstable();
    refused.sort_unstable();
    assert_eq!(found, refused);
    assert!(told.iter().all(|(_, state, why)| (*state == Refused) == why.is_some()));
    assert_eq!(alice.notes().len(), 1, "good.md");
}

#[cfg(unix)]
#[tokio::test]
async fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let vault = folder(&[("a.md", b"a"), ("closed/b.md", b"b"), ("c.md", b"c")]);
    let close = |path: &str| {
        fs::set_permissions(vault.path().join(path), fs::Permissions::from_mode(0o000)).expect("closed");
    };
    close("closed");
    close("c.md");
    // To an administrator nothing is closed.
    let closed = fs::read(vault.path().join("c.md")).is_err();
    let told = Fake::of("alice").imports(vault.path()).await;
    fs::set_permissions(vault.path().join("closed"), fs::Permissions::from_mode(0o700)).expect("opened");
    let expected = if closed {
        [("a.md", Created), ("c.md", Refused), ("closed", Refused)]
    } else {
        [("a.md", Created), ("c.md", Created), ("closed/b.md", Created)]
    };
    assert_eq!(states(&told), expected);
}

#[tokio::test]
async fn the_whole_import_fails_only_for_the_path_the_circle_or_the_disk() {
    let (vault, alice) = (vault(), Fake::of("alice"));
    assert!(matches!(alice.try_import(&vault.path().join("missing")).await, Err(Error::File { .. })));
    alice.set_role(RoleName::Reader);
    assert!(matches!(alice.try_import(vault.path()).await, Err(Error::NotAllowed { .. })));
    alice.set_role(RoleName::Learner);
    alice.fail_next("NoteNew", Error::DiskFull);
    assert_eq!(alice.try_import(vault.path()).await, Err(Error::DiskFull));
    alice.fail_next("Attach", Error::NotAllowed { what: "attach".into() });
    let told = alice.imports(vault.path()).await;
    assert_eq!(told.iter().filter(|told| told.1 == Refused).count(), 1);
    assert_eq!(alice.imports(vault.path()).await.iter().filter(|told| told.1 == Attached).count(), 1, "and once more");
}

#[tokio::test]
async fn one_file_brings_its_pictures() {
    let vault = folder(&[
        ("a/b.md", b"![](img/x.png) ![](../top.png) [](c.md)"),
        ("a/img/x.png", b"x"),
        ("a/c.md", b"c"),
        ("top.png", b"t"),
    ]);
    let alice = Fake::of("alice");
    let told = alice.imports(&vault.path().join("a/b.md")).await;
    assert_eq!(states(&told), [("b.md", Created), ("img/x.png", Attached)]);
    let deck = folder(&[("d.apkg", b"PK")]);
    let told = alice.imports(&deck.path().join("d.apkg")).await;
    assert!(matches!(&told[..], [(_, Refused, Some(why))] if why.contains("Anki")));
}

/// Alice's circle: a note of her own with a picture, a question of hers, bob's answer, comments on everything.
fn threads() -> Fake {
    let alice = Fake::of("alice");
    let new = |title: &str, text: &str| Command::NoteNew {
        circle: "Salt".into(),
        title: Some(title.into()),
        tags: Vec::new(),
        text: text.into(),
        path: None,
    };
    let note = alice.does(new("Salt: why?", "![](x.png)"));
    alice.attaches(note, "x.png", b"picture");
    alice.does(Command::Comment { item: note.into(), text: "Nice".into() });
    let question = alice.does(Command::Ask {
        circle: "Salt".into(),
        title: "Is the sea salt?".into(),
        text: "All of it?".into(),
        about: Some(note.into()),
        quote: Some("x".into()),
        tags: vec!["sea".into()],
    });
    alice.does(Command::Comment { item: question.into(), text: "Me too".into() });
    let answer = alice.does(Command::Answer { question: question.into(), text: "Most.\n\n![](y.png)".into() });
    alice.attaches(answer, "y.png", b"another");
    alice.does(Command::Comment { item: answer.into(), text: "Thanks".into() });
    alice.does(Command::Accept { answer: answer.into() });
    alice
}

#[tokio::test]
async fn what_was_let_go_is_named_and_all_else_comes_out() {
    let (alice, out) = (threads(), tempdir().expect("a folder"));
    alice.lets_go_of_talk("bob");
    let told = alice.exports(out.path()).await;
    let lacking: Vec<(&str, bool)> =
        told.iter().filter_map(|(path, why)| Some((path.as_str(), why.as_ref()?.contains("bob")))).collect();
    let (comments, question) = ("comments/Salt_ why_/Salt_ why_.md", "questions/Is the sea salt_/Is the sea salt_.md");
    assert_eq!(lacking, [(comments, true), (question, true)]);
    for path in [comments, question] {
        assert!(told.iter().any(|(written, why)| written == path && why.is_none()), "{path} is written");
        let file = fs::read_to_string(out.path().join(path)).expect("a file");
        assert!(file.contains("*The rest of this is with bob"), "{file}");
    }
    assert!(out.path().join("Salt_ why_/Salt_ why_.md").exists(), "and so is the note itself");

    // A question whose own text is away has no file, and keeps nothing else back.
    let (alice, out) = (threads(), tempdir().expect("a folder"));
    let away = Error::TextAway { title: "Is the sea salt?".into(), with: vec!["bob".into()] };
    alice.fail_next("QuestionShow", away);
    let told = alice.exports(out.path()).await;
    let lacking: Vec<&str> = told.iter().filter(|(_, why)| why.is_some()).map(|(path, _)| path.as_str()).collect();
    assert_eq!((lacking.len(), told.len()), (1, 4), "{told:?}");
    assert!(lacking[0].starts_with("questions/") && !out.path().join(lacking[0]).exists());
}

#[tokio::test]
async fn threads_come_out_as_pages_and_go_in_elsewhere() {
    let (alice, out) = (threads(), tempdir().expect("a folder"));
    let told = alice.exports(out.path()).await;
    let paths: Vec<&str> = told.iter().map(|(path, _)| path.as_str()).collect();
    let expected = [
        "Salt_ why_/Salt_ why_.md",
        "Salt_ why_/x.png",
        "comments/Salt_ why_/Salt_ why_.md",
        "questions/Is the sea salt_/y.png",
        "questions/Is the sea salt_/Is the sea salt_.md",
    ];
    assert_eq!(paths, expected);
    assert!(alice.imports(out.path()).await.iter().all(|(_, state, _)| *state == Unchanged), "it is all there");

    let bob = Fake::of("bob");
    let told = bob.imports(out.path()).await;
    assert!(told.iter().all(|(_, state, _)| matches!(state, Created | Attached)), "{told:?}");
    let question = bob.questions().remove(0);
    assert_eq!(question.text, "*alice asked on 2026-11-21:*\n\nAll of it?");
    assert_eq!(question.comments[0].text, "*alice commented on 2026-11-21:*\n\nMe too");
    assert_eq!(question.about.map(|about| about.note), Some(bob.notes()[0].row.id));
    let answer = &question.replies[0];
    assert_eq!(answer.text, "*alice answered on 2026-11-21:*\n\nMost.\n\n![](y.png)");
    assert!(answer.accepted);
    assert_eq!((answer.comments.len(), answer.blobs[0].name.as_str()), (1, "y.png"));
    assert_eq!(bob.notes()[0].replies[0].text, "*alice commented on 2026-11-21:*\n\nNice");
    let again = bob.imports(out.path()).await;
    assert!(again.iter().all(|(_, state, _)| *state == Unchanged), "{again:?}");
}

#[tokio::test]
async fn a_thread_whose_import_was_cut_is_completed() {
    let (alice, bob, out) = (threads(), Fake::of("bob"), tempdir().expect("a folder"));
    alice.exports(out.path()).await;
    bob.fail_next("Answer", Error::Stopped);
    assert_eq!(bob.try_import(out.path()).await, Err(Error::Stopped));
    assert_eq!(bob.questions().len(), 1, "the question is there, its answer is not");
    let told = bob.imports(out.path()).await;
    assert!(told.iter().any(|(path, state, _)| path.starts_with("questions/") && *state == Updated), "{told:?}");
    let questions = bob.questions();
    assert_eq!((questions.len(), questions[0].replies.len(), questions[0].comments.len()), (1, 1, 1));
}

#[tokio::test]
async fn an_export_never_writes_over_a_person_or_out_of_its_folder() {
    let alice = Fake::of("alice");
    let paths = [
        "../../x.md",
        "/abs.md",
        r"C:\x.md",
        "nul\0.md",
        "CON.md",
        "\u{202e}dm.exe",
        "dots. .",
        ".git/hooks/x",
        "b.md",
    ];
    for path in paths {
        let text = format!("text of {path}");
        let (title, tags, path) = (Some("t".into()), Vec::new(), Some(path.to_owned()));
        alice.does(Command::NoteNew { circle: "Salt".into(), title, tags, text, path });
    }
    let around = folder(&[("out/b.md", b"mine")]);
    let out = around.path().join("out");
    let told = alice.exports(&out).await;
    let refused: Vec<&str> = told.iter().filter(|(_, why)| why.is_some()).map(|(path, _)| path.as_str()).collect();
    assert_eq!(refused, ["b.md"]);
    assert_eq!(fs::read(out.join("b.md")).expect("there"), b"mine");
    assert_eq!(fs::read_dir(around.path()).expect("around").count(), 1, "nothing beside the folder");
    assert_eq!(tree(&out).len(), paths.len());
    let again = alice.exports(&out).await;
    assert_eq!(again, told, "every time the same");
}

#[tokio::test]
async fn an_attachment_that_is_not_here_is_told() {
    let (vault, alice, out) = (vault(), Fake::of("alice"), tempdir().expect("a folder"));
    alice.imports(vault.path()).await;
    alice.fail_next("BlobGet", Error::BlobAbsent);
    let told = alice.exports(out.path()).await;
    assert_eq!(told.iter().filter(|(_, why)| why.is_some()).count(), 1);
    assert_eq!(tree(out.path()).len(), told.len() - 1);
    assert!(alice.exports(out.path()).await.iter().all(|(_, why)| why.is_none()), "the next export has it");
}

#[tokio::test]
async fn dropping_the_receiver_calls_it_off() {
    let alice = Fake::of("alice");
    let files: Vec<(String, String)> = (0..500).map(|n| (format!("{n}.md"), format!("note {n}"))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let vault = folder(&files);
    let (node, text) = (alice.node(), Text::new(Language::English));
    let (out, mut told) = mpsc::channel(1);
    let listening = async move {
        assert!(told.recv().await.is_some());
    };
    tokio::join!(super::import(&node, "Salt".into(), vault.path(), &text, out), listening);
    assert!(alice.notes().len() < 500, "{} notes", alice.notes().len());
    assert!(alice.imports(vault.path()).await.iter().all(|told| matches!(told.1, Created | Unchanged)));
    assert_eq!(alice.notes().len(), 500, "and the next one completes it, nothing twice");
}

#[tokio::test]
async fn files_are_counted() {
    let (vault, alice) = (vault(), Fake::of("alice"));
    let told = alice.try_import(vault.path()).await.expect("it ends well");
    let counts: Vec<(usize, usize)> = told
        .iter()
        .map(|answer| match answer {
            Answer::Imported(told) => (told.done, told.of),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(counts, (1..=7).map(|done| (done, 7)).collect::<Vec<_>>());
}

/// Trees of notes and of files that they show.
fn trees() -> impl Strategy<Value = BTreeMap<String, Vec<u8>>> {
    let name = "[a-c]{1,2}";
    let folder =
        prop::collection::vec(name, 0..3).prop_map(|parts| parts.iter().map(|part| format!("{part}/")).collect());
    let text = prop_oneof![
        "(?s)(\u{feff})?(---\r?\ntags: \\[a\\]\r?\n---\r?\n)?.{0,80}",
        "([#*`\\[\\]()!|<> \n\r\u{0}-]|[a-z]){0,80}",
    ];
    let note =
        (folder, name, text).prop_map(|(folder, name, text): (String, _, String)| (format!("{folder}{name}.md"), text));
    (prop::collection::vec(note, 1..8), prop::collection::vec(any::<Vec<u8>>(), 0..4)).prop_map(|(notes, files)| {
        let mut tree: BTreeMap<String, Vec<u8>> =
            notes.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        let shown: String = (0..files.len()).map(|n| format!("![](/img/{n}.png)\n")).collect();
        tree.insert("shows.md".to_owned(), shown.into_bytes());
        tree.extend(files.into_iter().enumerate().map(|(n, bytes)| (format!("img/{n}.png"), bytes)));
        tree
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_tree_comes_back_byte_for_byte(files in trees()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let list: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
            let (vault, alice, out) = (folder(&list), Fake::of("alice"), tempdir().expect("a folder"));
            alice.imports(vault.path()).await;
            alice.exports(out.path()).await;
            assert_eq!(tree(out.path()), files);
            assert!(alice.imports(out.path()).await.iter().all(|(_, state, _)| *state == Unchanged));
            assert!(alice.imports(vault.path()).await.iter().all(|(_, state, _)| *state == Unchanged));
        });
    }
}
