//! `docs/cli.md` and what is printed say the same.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_node::answer::Answer;
use commonplace_node::text::Language;
use serde_json::Value;

use super::screen::Screen;
use super::{Format, Layout, Output, json, samples};

type Fields = BTreeMap<String, BTreeSet<String>>;

const DOCUMENT: &str = include_str!("../../../../docs/cli.md");

/// The fields that the document lists: under each `### Name`, the first cell of each row of the table.
fn documented() -> Fields {
    let mut fields = Fields::new();
    let mut current = None;
    for line in DOCUMENT.lines() {
        if line.starts_with('#') {
            current = line.strip_prefix("### ").map(ToOwned::to_owned);
        }
        let cell = line.strip_prefix("| `").and_then(|rest| rest.split('`').next());
        if let (Some(name), Some(cell)) = (&current, cell) {
            fields.entry(name.clone()).or_default().insert(cell.to_owned());
        }
    }
    fields
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().expect("an object").keys().cloned().collect()
}

fn printed(answer: &Answer) -> Value {
    serde_json::from_str(&json::line(answer).expect("plain data")).expect("JSON")
}

#[test]
fn every_answer_has_the_documented_fields_and_no_others() {
    let documented = documented();
    for (name, answer) in samples::all() {
        if name != "Draft" {
            assert_eq!(documented.get(name), Some(&keys(&printed(&answer))), "{name} of docs/cli.md");
        }
    }
}

#[test]
fn what_stands_inside_an_answer_is_documented_too() {
    let documented = documented();
    let [note, question] = [Answer::Note(samples::note()), Answer::Question(samples::question())].map(|a| printed(&a));
    let (meeting, happened) =
        (printed(&Answer::Meeting(samples::meeting())), printed(&Answer::Happened(samples::happened())));
    let suggestion = printed(&Answer::PairSuggestion(samples::suggestion()));
    let skills = printed(&Answer::PersonSkills(samples::person_skills()));
    let card = printed(&Answer::Card(samples::card()));
    let vote = printed(&Answer::QuickVote(samples::quick_vote()));
    let status = printed(&Answer::CircleStatus(samples::circle_status()));
    for (name, value) in [
        ("Author", &note["author"]),
        ("SkillLevel", &skills["offers"][0]),
        ("Help", &suggestion["gets"][0]),
        ("Delivery", &note["on"]),
        ("BothEdited", &note["both_edited"][0]),
        ("Lead", &note["leads_here"][0]),
        ("Hidden", &serde_json::to_value(samples::hidden()).expect("plain data")),
        ("Comment", &note["replies"][0]),
        ("About", &question["about"]),
        ("Reply", &question["replies"][0]),
        ("CardSource", &card["source"]),
        ("NextReview", &card["next"][0]),
        ("OtherSides", &card["also"][0]),
        ("Comer", &meeting["coming"][0]),
        ("OtherVersion", &meeting["also"][0]),
        ("RecapNote", &meeting["told_in"][0]),
        ("Lately", &happened["notes"]),
        ("Happening", &happened["notes"]["told"][0]),
        ("QuickVoteRound", &vote["rounds"][0]),
        ("Chose", &vote["rounds"][0]["opened"][0]),
        ("Related", &vote["follows"]),
        ("Delivered", &status["delivered"][0]),
        ("RelayStatus", &status["relays"][0]),
    ] {
        assert_eq!(documented.get(name), Some(&keys(value)), "{name} of docs/cli.md");
    }
}

/// Rows of the table of events: `` | `name` | `field`, `field` | meaning | ``.
#[test]
fn every_event_is_documented_with_its_fields() {
    let section = DOCUMENT.split("### Event").nth(1).expect("a section on events");
    let section = section.split("\n#").next().unwrap_or_default();
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect::<BTreeSet<_>>();
    let documented: Fields = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(name, rest)| (name.to_owned(), quoted(rest.split(" |").next().unwrap_or_default())))
        .collect();
    let told: Fields = samples::events()
        .into_iter()
        .map(|event| printed(&Answer::Event(event)))
        .map(|value| {
            let mut fields = keys(&value);
            fields.remove("event");
            (value["event"].as_str().expect("a name").to_owned(), fields)
        })
        .collect();
    assert_eq!(documented, told);
}

#[test]
fn programs_get_one_line_for_each_answer_and_no_remarks() {
    let screen = Screen::for_test(Language::English, None, samples::NOW);
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let mut output = Output::new(&mut out, &mut aside, Format::Json, Layout::List, screen);
    let answers = samples::all();
    for (_, answer) in &answers {
        output.answer(answer).expect("memory");
    }
    output.finish().expect("memory");
    let out = String::from_utf8(out).expect("text");
    assert_eq!(out.lines().count(), answers.len());
    assert!(out.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    assert_eq!(aside, b"");
}
