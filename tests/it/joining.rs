//! Coming into a circle next to a member, by four words and by a spoken code, between real processes on one switch.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use commonplace_core::circle::Ticket;
use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use crate::host::Lan;
use crate::laptop::Laptop;
use crate::trial::trial;

/// How long to wait for a line before the test is given up: a guard, never a measure.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("joining::four_words_on_both_screens_and_bob_is_in", four_words),
        trial("joining::a_spoken_code_lets_in_whoever_knows_it_and_three_wrong_ones_end_it", spoken_code),
        trial("joining::a_ticket_in_a_file_and_one_of_the_first_version_let_in", files_and_versions),
        trial("joining::who_says_no_or_goes_away_is_understood", no_and_gone),
    ]
}

/// A command that waits for somebody else: what it prints, line by line, and what is typed.
pub(crate) struct Waiting {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<Value>,
}

impl Waiting {
    pub(crate) fn start(laptop: &Laptop, arguments: &[&str]) -> Self {
        let mut command = laptop.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the binary starts");
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, lines) = sync_channel(1_000);
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let value = serde_json::from_str(&line).expect("one JSON value a line");
                if sender.send(value).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Self { child, input, lines }
    }

    /// The next line with this state.
    pub(crate) fn until(&self, state: &str) -> Value {
        loop {
            let line =
                self.lines.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("no line says {state}: {error}"));
            if line["state"] == state {
                return line;
            }
        }
    }

    pub(crate) fn types(&mut self, line: &str) {
        writeln!(self.input.as_mut().expect("piped"), "{line}").expect("it reads");
    }

    /// Waits until it ends by itself. Says whether it went well.
    pub(crate) fn ends_well(mut self) -> bool {
        self.input = None;
        self.child.wait().expect("it ends").success()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("{field} of {value}"))
}

/// The random name of a laptop, as it sees itself.
fn random_name(laptop: &Laptop) -> String {
    let nearby = laptop.ok(&["nearby"]);
    let me = nearby.iter().find(|node| node["me"] == true).expect("itself");
    text(me, "name").to_owned()
}

fn is_member(laptop: &Laptop, title: &str) -> bool {
    laptop.ok(&["circle", "list"]).iter().any(|circle| circle["title"] == title && circle["state"] == "joined")
}

/// Alice's laptop with a circle and a note, running; the others' with nothing, running too.
fn room(lan: &mut Lan, title: &str) -> (Laptop, Laptop) {
    let mut alice = Laptop::new("Aliciaquartz", Some(lan.host()));
    let mut bob = Laptop::new("Bobbyquartz", Some(lan.host()));
    alice.one(&["circle", "new", title]);
    alice.with_input(&["note", "new", title, "-", "--title", "Osmosis"], "Water follows salt.\n");
    for laptop in [&mut alice, &mut bob] {
        laptop.start(&[]);
    }
    (alice, bob)
}

fn four_words() {
    let mut lan = Lan::new();
    let folder = TempDir::new().expect("a folder");
    let trace = folder.path().join("trace.pcap");
    let mut tcpdump = lan.capture(&trace);
    let title = "Biologyquartz 9b";
    let (alice, bob) = room(&mut lan, title);
    let (hers, his) = (random_name(&alice), random_name(&bob));

    let bobs = Waiting::start(&bob, &["circle", "join", "--nearby", &hers]);
    let asked = alice.wait_for("somebody who asks", |event| event["event"] == "pairing" && event["state"] == "asked");
    assert_eq!((text(&asked, "node"), &asked["person"]), (his.as_str(), &Value::Null));
    let nearby = alice.ok(&["nearby"]);
    assert!(nearby.iter().any(|node| node["name"] == *his && node["asks"] == asked["id"]), "{nearby:?}");

    let mut alices = Waiting::start(&alice, &["circle", "admit", title]);
    let (on_hers, on_his) = (alices.until("words"), bobs.until("words"));
    assert_eq!(text(&on_hers, "words"), text(&on_his, "words"), "the same words on both screens");
    assert_eq!(text(&on_hers, "words").split(' ').count(), 4);
    assert_eq!(on_his["title"], Value::Null, "nothing of the circle before she has confirmed");
    assert!(!is_member(&bob, title));

    alices.types("y");
    let (joined, came) = (alices.until("joined"), bobs.until("joined"));
    assert_eq!((text(&joined, "person"), text(&came, "title")), ("Bobbyquartz", title));
    assert!(alices.ends_well() && bobs.ends_well());
    bob.until("the note", |bob| (bob.ok(&["note", "list", title]).len() == 1).then_some(()));

    tcpdump.kill().expect("it was running");
    tcpdump.wait().expect("it ends");
    let trace = std::fs::read(&trace).expect("a trace");
    let on_wire = |secret: &str| trace.windows(secret.len()).any(|window| window == secret.as_bytes());
    for secret in
        [title, "Aliciaquartz", "Bobbyquartz", "Osmosis", "commonplace:", hers.as_str(), text(&on_hers, "words")]
    {
        assert!(!on_wire(secret), "{secret} is on the wire");
    }
    assert!(trace.len() > 4_000, "something was captured");
}

fn spoken_code() {
    let mut lan = Lan::new();
    let title = "Biology 9b";
    let (alice, bob) = room(&mut lan, title);
    let mut eve = Laptop::new("Eve", Some(lan.host()));
    eve.start(&[]);
    for laptop in [&bob, &eve] {
        laptop.until("alice's laptop", |laptop| (laptop.ok(&["nearby"]).len() == 3).then_some(()));
    }

    let offer = Waiting::start(&alice, &["circle", "invite", title, "--code"]);
    let code = text(&offer.until("code"), "words").to_owned();
    let first = code.split(' ').next().expect("a word");
    let wrong = [first, "zoo", "zoo", "zoo"];
    let refused = eve.run_with(&[&["circle", "join"], &wrong[..]].concat(), b"");
    assert!(!refused.status.success());
    assert_eq!(offer.until("wrong")["guesses"], 2);
    // As people type: capitals, hyphens, the first four letters.
    let typed: Vec<String> = code.split(' ').map(|word| word[..word.len().min(4)].to_uppercase()).collect();
    let bobs = Waiting::start(&bob, &["circle", "join", &typed.join("-")]);
    assert_eq!(text(&bobs.until("joined"), "title"), title);
    assert_eq!(text(&offer.until("joined"), "person"), "Bobbyquartz");
    assert!(offer.ends_well() && bobs.ends_well());

    let offer = Waiting::start(&alice, &["circle", "invite", title, "--code"]);
    let code = text(&offer.until("code"), "words").to_owned();
    let first = code.split(' ').next().expect("a word").to_owned();
    for _ in 0..3 {
        // Whoever has just guessed has to wait some seconds: until then the answer is "busy", and no guess is counted.
        loop {
            let refused = eve.run_with(&["circle", "join", &first, "zoo", "zoo", "zoo"], b"");
            assert!(!refused.status.success());
            if !String::from_utf8_lossy(&refused.stderr).contains("a minute") {
                break;
            }
        }
    }
    assert!(!offer.ends_well(), "three wrong ones end it");
    let late = eve.run_with(&["circle", "join", &code], b"");
    assert!(!late.status.success(), "the right one comes too late");
    assert!(!is_member(&eve, title));
}

fn files_and_versions() {
    let mut lan = Lan::new();
    let title = "Biology 9b";
    let (alice, bob) = room(&mut lan, title);
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("biology.cpticket");
    let path = file.to_str().expect("text");
    let ticket = alice.one(&["circle", "invite", title, "--file", path]);
    let written = std::fs::read_to_string(&file).expect("a file");
    assert_eq!(written.trim(), text(&ticket, "ticket"));
    bob.ok(&["circle", "join", path]);
    bob.until("being let in", |bob| is_member(bob, title).then_some(()));
    // As a program of the first version writes it.
    let mut carol = Laptop::new("Carol", Some(lan.host()));
    carol.start(&[]);
    let ticket = alice.one(&["circle", "invite", title]);
    let ticket: Ticket = text(&ticket, "ticket").parse().expect("a ticket");
    let (first, now) = (ticket.first_version(), ticket.to_string());
    assert!(now.len() * 5 < first.len() * 4, "{} characters were {}", now.len(), first.len());
    carol.ok(&["circle", "join", &first]);
    carol.until("being let in", |carol| is_member(carol, title).then_some(()));
    let again = alice.run_with(&["circle", "invite", title, "--file", path], b"");
    assert!(!again.status.success(), "never over a file that is there");

    // A QR code of text alone, as wide as it is high: two modules to a line.
    let mut command = alice.host().command(&crate::host::binary());
    command.arg("--home").arg(&alice.home).args(["circle", "invite", title, "--qr"]).env("LANG", "C.UTF-8");
    let drawn = String::from_utf8(command.output().expect("it runs").stdout).expect("UTF-8");
    let lines: Vec<&str> = drawn.lines().collect();
    let width = lines[0].chars().count();
    assert_eq!(lines.len(), width.div_ceil(2));
    assert!(lines.iter().all(|line| line.chars().count() == width && line.chars().all(|c| " █▀▄".contains(c))));
}

fn no_and_gone() {
    let mut lan = Lan::new();
    let title = "Biology 9b";
    let (alice, bob) = room(&mut lan, title);
    let his = random_name(&bob);
    let asks = |event: &Value| event["event"] == "pairing" && event["state"] == "asked";
    let over = |event: &Value| event["event"] == "pairing" && event["state"] == "over";

    let bobs = Waiting::start(&bob, &["circle", "join"]);
    alice.wait_for("somebody who asks", asks);
    drop(bobs);
    assert_eq!(alice.wait_for("bob called it off", over)["why"], "cancelled");

    // Whoever called it off has to wait some seconds before he is heard again.
    let bobs = loop {
        let bobs = Waiting::start(&bob, &["circle", "join"]);
        bobs.until("asking");
        let seen = alice.ok(&["nearby"]);
        if seen.iter().any(|node| node["name"] == *his && !node["asks"].is_null()) {
            break bobs;
        }
        assert!(!bobs.ends_well(), "busy");
    };
    alice.ok(&["circle", "refuse", &his]);
    assert!(!bobs.ends_well());
    assert_eq!(alice.wait_for("the end of it", over)["why"], "refused");
    assert!(!is_member(&bob, title));
}
