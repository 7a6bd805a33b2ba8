//! What people see, held as whole pages: `snapshots/en.txt` and `snapshots/tr.txt`. Run the tests with
//! `COMMONPLACE_WRITE_SNAPSHOTS=1` after a wanted change, and read the difference before it is committed.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use commonplace_node::answer::{Answer, BundleState, ImportState, PairState, PairingState};
use commonplace_node::text::Language;

use super::screen::Screen;
use super::{Format, Layout, Output, row, samples};

/// What stands on standard output and on standard error.
fn shown(answers: &[Answer], layout: Layout, language: Language, width: Option<usize>) -> (String, String) {
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let screen = Screen::for_test(language, width, samples::NOW);
    let mut output = Output::new(&mut out, &mut aside, Format::Text, layout, screen);
    output.tell_all(true);
    for answer in answers {
        output.answer(answer).expect("memory");
    }
    output.finish().expect("memory");
    (String::from_utf8(out).expect("text"), String::from_utf8(aside).expect("text"))
}

/// Every answer by itself and, where it has a place in one, in a list; then every event.
fn page(language: Language) -> String {
    let mut page = String::new();
    let mut put = |name: &str, (out, aside): (String, String)| {
        write!(page, "==== {name}\n{out}").expect("memory");
        if !aside.is_empty() {
            write!(page, "---- beside it\n{aside}").expect("memory");
        }
    };
    let screen = Screen::for_test(language, None, samples::NOW);
    for (name, answer) in samples::all() {
        if row::of(&answer, &screen).is_some() {
            put(&format!("{name} in a list"), shown(std::slice::from_ref(&answer), Layout::List, language, Some(90)));
        }
        put(name, shown(&[answer], Layout::Whole, language, Some(60)));
    }
    for (state, asking) in samples::pairing_states() {
        let answer = Answer::Pairing(samples::pairing(state, asking));
        let side = if asking { "who asks" } else { "the member" };
        put(&format!("Pairing, {state:?}, for {side}"), shown(&[answer], Layout::Whole, language, None));
    }
    // Nobody is asked whether a laptop may be linked.
    let linking = samples::pairing_states().into_iter().filter(|(state, _)| *state != PairingState::Asked);
    for (state, asking) in linking {
        let answer = Answer::Pairing(samples::linking(state, asking));
        let side = if asking { "the new laptop" } else { "the old one" };
        put(&format!("Linking, {state:?}, for {side}"), shown(&[answer], Layout::Whole, language, None));
    }
    let states =
        [PairState::Asked, PairState::Waiting, PairState::Ended, PairState::Later, PairState::Never, PairState::Open];
    for state in states {
        let told = Answer::Pair(samples::pair(state));
        put(&format!("Pair, {state:?}"), shown(&[told], Layout::Whole, language, Some(60)));
    }
    for state in [BundleState::Writing, BundleState::Written, BundleState::Reading] {
        let told = Answer::Bundle(samples::bundle(state));
        put(&format!("Bundle, {state:?}"), shown(&[told], Layout::Whole, language, Some(60)));
    }
    let events: Vec<_> = samples::events().into_iter().map(Answer::Event).collect();
    put("Events", shown(&events, Layout::Whole, language, None));
    page
}

fn hold(language: Language) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/output/snapshots/{}.txt", language.code()));
    let page = page(language);
    if std::env::var_os("COMMONPLACE_WRITE_SNAPSHOTS").is_some() {
        fs::write(&file, &page).expect("write");
    }
    let held = fs::read_to_string(&file).expect("snapshot");
    for (number, (held, now)) in held.lines().zip(page.lines()).enumerate() {
        assert_eq!(held, now, "line {} of {}", number + 1, file.display());
    }
    assert_eq!(held.len(), page.len(), "{} ends otherwise", file.display());
}

#[test]
fn every_answer_looks_as_held_in_english() {
    hold(Language::English);
}

#[test]
fn every_answer_looks_as_held_in_turkish() {
    hold(Language::Turkish);
}

#[test]
fn no_language_shows_a_key_or_an_unfilled_place() {
    for language in Language::ALL {
        let page = page(language);
        assert!(!page.contains("[cli-") && !page.contains("{$"), "{language:?}: {page}");
    }
}

#[test]
fn an_import_tells_each_file_and_counts_them() {
    let states = [ImportState::Created, ImportState::Unchanged, ImportState::Refused];
    let told: Vec<_> =
        (9..).zip(states).map(|(done, state)| Answer::Imported(samples::imported(state, done))).collect();
    let (out, aside) = shown(&told, Layout::Whole, Language::English, None);
    let expected = "\
[ 9/12] new        chapter/osmosis.md
[10/12] unchanged  chapter/osmosis.md
[11/12] not taken  chapter/osmosis.md
    It is not text in UTF-8.
";
    assert_eq!(out, expected);
    assert_eq!(aside, "1 new, 0 changed, 1 unchanged, 0 attached, 1 not taken.\n");
}

#[test]
fn an_empty_list_is_empty_and_says_so_beside() {
    let (out, aside) = shown(&[], Layout::List, Language::English, None);
    assert_eq!((out.as_str(), aside.as_str()), ("", "Nothing here yet.\n"));
}
