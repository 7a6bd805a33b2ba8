//! The documents keep their word: what they link to exists, and the commands that they show are commands.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use libtest_mimic::Trial;

use crate::host::binary;
use crate::trial::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("documents::every_relative_link_leads_somewhere", every_relative_link_leads_somewhere),
        trial("documents::every_command_shown_is_a_command", every_command_shown_is_a_command),
    ]
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn documents() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found
}

fn every_relative_link_leads_somewhere() {
    let mut checked = 0;
    for document in documents() {
        let text = std::fs::read_to_string(&document).expect("a document");
        // What stands in backticks is shown, not linked.
        let prose: String = text.split('`').step_by(2).collect();
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let relative = !target.is_empty() && !target.contains(':') && !target.contains(' ');
            if relative {
                let path = document.parent().expect("a folder").join(target);
                assert!(path.exists(), "{} links to {target}, which is not there", document.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 5, "the documents link to each other: {checked} links found");
}

fn every_command_shown_is_a_command() {
    let mut shown = BTreeSet::new();
    for document in documents() {
        let text = std::fs::read_to_string(&document).expect("a document");
        for rest in text.split("commonplace ").skip(1) {
            let line = rest.split(['\n', '`', '|', '#']).next().unwrap_or_default();
            let mut words = line.split_whitespace().peekable();
            while words.next_if(|word| word.starts_with("--")).is_some() {
                words.next();
            }
            let command: Vec<String> =
                words.take_while(|word| is_subcommand(word)).take(2).map(str::to_owned).collect();
            // In running text the name of the program is followed by other words.
            if command.first().is_some_and(|word| COMMANDS.contains(&word.as_str())) {
                shown.insert(command);
            }
        }
    }
    assert!(shown.len() > 10, "the documents show commands: {shown:?}");
    for words in shown {
        let known = (0..=words.len()).rev().any(|len| {
            let mut help = Command::new(binary());
            help.args(&words[..len]).arg("--help").stdout(Stdio::null()).stderr(Stdio::null());
            len > 0 && help.status().expect("the binary runs").success()
        });
        assert!(known || words.is_empty(), "`commonplace {}` is shown and is no command", words.join(" "));
    }
}

/// First words of commands that the documents are expected to show.
const COMMANDS: &[&str] = &[
    "init", "whoami", "run", "circle", "note", "ask", "answer", "accept", "vote", "comment", "question", "attach",
    "blob", "import", "export", "search", "status", "peers", "verify", "bench", "demo",
];

fn is_subcommand(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-') && !word.starts_with('-')
}
