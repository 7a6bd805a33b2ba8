//! `bench`, `demo` and mistakes, as they are typed: real nodes, small numbers.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// Runs the binary with passing files below `folder`.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_commonplace"));
    command.args(arguments).env("TMPDIR", folder).env("LC_ALL", "C.UTF-8");
    command.output().expect("the binary starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn json(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn nothing_is_left(folder: &Path) {
    let left: Vec<_> = std::fs::read_dir(folder).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?} is left");
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

#[test]
fn each_workload_gives_its_figures_with_the_limits_beside_them() {
    let folder = tempfile::tempdir().expect("folder");
    let reports = json(&run(folder.path(), &["bench", "--notes", "3", "--size", "1", "--runs", "2", "--json"]));
    let names = |report: &Value| {
        let figures = report["figures"].as_array().expect("figures").iter();
        figures.map(|figure| figure["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    let told: Vec<_> =
        reports.iter().map(|report| (report["workload"].as_str().expect("a name"), names(report))).collect();
    let expected = [
        ("W1", vec!["all", "first_50"]),
        ("W2", vec!["equal"]),
        ("W3", vec!["readable"]),
        ("W4", vec!["plain_copy", "attached", "from_one", "from_two"]),
        ("W8", vec!["serial", "concurrent_64"]),
    ];
    assert_eq!(told, expected.map(|(workload, names)| (workload, names.into_iter().map(String::from).collect())));
    reports.iter().for_each(is_whole);
    for counted in &reports[..2] {
        assert!(number(&counted["bytes"]["wire"]) > 3.0 * 1024.0, "the notes went over the wire: {counted}");
    }
    nothing_is_left(folder.path());
}

/// Every field of `docs/performance.md` is there, and the figures of one thing agree with each other.
fn is_whole(report: &Value) {
    let keys: BTreeSet<&str> = report.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "workload",
        "measures",
        "setup",
        "includes",
        "n",
        "note_bytes",
        "runs",
        "figures",
        "bytes",
        "cpu_seconds",
        "peak_rss",
        "limits",
        "machine",
    ];
    assert_eq!(keys, BTreeSet::from(expected));
    for part in ["signed", "sealed", "fsynced", "indexed", "search"] {
        assert!(report["includes"][part].is_boolean(), "{part} is said: {report}");
    }
    for figure in report["figures"].as_array().expect("figures") {
        let [min, median, max] = ["min", "median", "max"].map(|field| number(&figure[field]));
        assert!(0.0 < min && min <= median && median <= max, "{figure}");
        assert!(number(&figure["limit"]["value"]) > 0.0 && number(&figure["of_limit"]) > 0.0, "{figure}");
        assert!(["s", "1/s"].contains(&figure["unit"].as_str().expect("a unit")));
    }
    for (limit, value) in report["limits"].as_object().expect("limits") {
        assert!(number(value) > 0.0, "{limit} was measured");
    }
    assert!(report["machine"]["cores"].as_u64() >= Some(1) && report["machine"]["profile"].is_string());
}

#[test]
fn one_workload_alone_is_a_table_for_people() {
    let folder = tempfile::tempdir().expect("folder");
    let output = run(folder.path(), &["bench", "w8", "--notes", "20", "--runs", "1", "--lang", "en"]);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(shown.contains("writing, 64 at a time") && shown.contains("fdatasync"), "{shown}");
    assert!(!shown.contains("W1") && !shown.contains("[cli-"), "{shown}");
}

#[test]
fn a_folder_that_is_not_there_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("folder");
    let gone = folder.path().join("gone");
    let output = run(folder.path(), &["bench", "--dir", gone.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("gone"), "{}", text(&output.stderr));
}

#[test]
fn the_story_comes_true() {
    let folder = tempfile::tempdir().expect("folder");
    let lines = json(&run(folder.path(), &["demo", "--json"]));
    let mut steps: Vec<&str> = lines.iter().map(|line| line["step"].as_str().expect("a step")).collect();
    steps.dedup();
    let expected = [
        "names", "circle", "nearby", "join", "import", "ask", "answer", "accept", "vote", "card", "steward", "apart",
        "bundle", "together", "dispute", "pairing", "gone", "li", "end",
    ];
    assert_eq!(steps, expected);
    for line in &lines {
        let later = line["later"] == true;
        assert!(later || line["holds"] == true, "{line}");
        assert!(later || line["step"] == "end" || line["who"].is_string() && line["sees"].is_object(), "{line}");
    }
    let counts =
        lines.iter().filter(|line| line["step"] == "vote").filter_map(|line| line["sees"]["counts"].as_array());
    assert_eq!(counts.count(), 4, "both people see what was chosen, twice");
    let paired = lines.iter().filter(|line| line["step"] == "pairing" && line["sees"]["state"] == "together");
    assert_eq!(paired.count(), 2, "both people see that they learn together");
    let both = lines.iter().filter(|line| line["step"] == "together" && line["sees"]["both_edited"].is_array());
    assert_eq!(both.count(), 2, "both people see the mark");
    let li = lines.iter().find(|line| line["who"] == "Li" && line["sees"]["same_as"] == "Ana");
    assert_eq!(li.expect("Li sees what Ana saw")["sees"]["notes"], 6);
    nothing_is_left(folder.path());
}

#[test]
fn every_language_tells_the_story_with_all_its_words() {
    for language in ["en", "tr", "es", "ar"] {
        let folder = tempfile::tempdir().expect("folder");
        let output = run(folder.path(), &["demo", "--lang", language]);
        let told = text(&output.stdout);
        assert!(output.status.success(), "{language}: {told}{}", text(&output.stderr));
        assert!(!told.contains("[cli-") && !told.contains("{$"), "{language}: {told}");
        assert!(told.contains("Mitochondria") && told.contains("osmosis.svg"), "{language}: {told}");
    }
}

#[test]
fn a_mistake_is_explained_in_the_readers_language() {
    let folder = tempfile::tempdir().expect("folder");
    for (language, word) in [("en", "There is no command"), ("tr", "komut"), ("es", "orden"), ("ar", "أمر")] {
        let output = run(folder.path(), &["whoarewe", "--lang", language]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(word), "{language}: {said}");
        assert!(!said.contains("error: "), "{language}: {said}");
    }
}
