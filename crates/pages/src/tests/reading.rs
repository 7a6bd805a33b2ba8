//! What pages say.

use std::collections::{BTreeMap, BTreeSet};

use commonplace_node::command::Command;

use super::*;

#[test]
fn every_page_is_whole_in_every_language() {
    for language in Language::ALL {
        let laptop = Laptop::new(language);
        let note = laptop.note("Osmosis", "See [[Osmosis]].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n");
        let question = laptop.question("Why?");
        let answer = laptop.written(Command::Answer { question: question.into(), text: "So.".into() });
        laptop.written(Command::Comment { item: answer.into(), text: "Ah.".into() });
        let options = vec!["water".to_owned(), "salt".to_owned()];
        let vote = laptop.vote("What moves?", &options);
        let paths = [
            String::new(),
            "votes".to_owned(),
            format!("vote/{vote}"),
            format!("vote/{vote}?said=chosen"),
            "notes".to_owned(),
            "notes?tag=cells".to_owned(),
            "questions".to_owned(),
            "questions?open=1".to_owned(),
            "search".to_owned(),
            "search?q=osmosis".to_owned(),
            "write".to_owned(),
            "ask".to_owned(),
            format!("ask/{note}"),
            format!("note/{note}"),
            format!("note/{note}/edit"),
            format!("question/{question}"),
            format!("question/{question}?said=answered"),
        ];
        for path in paths {
            let page = laptop.open(&path);
            let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
            assert!(page.contains(&format!("<html lang=\"{}\" dir=\"{direction}\">", language.code())), "{path}");
            assert_eq!(page.matches("<h1").count(), 1, "{path}");
            assert!(page.contains("Cells &amp; more"), "{path}");
            assert!(
                !page.contains("[read-")
                    && !page.contains("[vote")
                    && !page.contains("{ $")
                    && !page.contains("<script"),
                "{path}: {page}"
            );
        }
    }
}

#[test]
fn headings_of_a_text_stand_below_those_of_the_page_and_leave_none_out() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "# Osmosis\n\n## One\n\n#### Deep\n\n# Two\n\n### Deep\n");
    let page = laptop.open(&format!("note/{note}"));
    for heading in [
        "<h2 id=\"h-one\" dir=\"auto\">One</h2>",
        "<h3 id=\"h-deep\" dir=\"auto\">Deep</h3>",
        "<h2 id=\"h-two\" dir=\"auto\">Two</h2>",
        "<h3 id=\"h-deep-1\" dir=\"auto\">Deep</h3>",
    ] {
        assert!(page.contains(heading), "{heading}: {page}");
    }
    assert_eq!(page.matches(">Osmosis</").count(), 1, "the title is not said twice");
}

#[test]
fn what_was_opened_is_read_and_what_is_long_is_parted() {
    let laptop = Laptop::new(Language::English);
    for number in 0..51 {
        laptop.note(&format!("Page {number}"), "words");
    }
    let first = laptop.open("notes");
    assert!(first.contains("page 1 of 2") && first.contains("rel=\"next\""), "{first}");
    let second = laptop.open("notes?part=2");
    assert!(second.contains("<h1><bdi>Notes, page 2 of 2</bdi></h1>") && second.contains("Page 0"));
    for odd in ["notes?part=0", "notes?part=99999999999999999999", "notes?part=x"] {
        laptop.open(odd);
    }
    laptop.open("notes?part=1000000");
}

#[test]
fn a_link_leads_to_the_note_that_it_means() {
    let laptop = Laptop::new(Language::English);
    let water = laptop.note("Water & salt", "## In Zellen, größer\n");
    let from = laptop.note("Osmosis", "[[water & salt#In Zellen, größer|there]]");
    let page = laptop.open(&format!("note/{from}"));
    let link = page.split("<div class=\"text\"").nth(1).and_then(|text| text.split("href=\"").nth(1));
    let link = link.and_then(|rest| rest.split('"').next()).expect("a link").replace("&amp;", "&");
    let path = link.strip_prefix(&laptop.base()).expect("ours");
    let got = laptop.send(path, None, &[]);
    assert_eq!(got.status, StatusCode::SEE_OTHER);
    let place = format!("{}note/{water}#h-in-zellen-gr%C3%B6%C3%9Fer", laptop.base());
    assert_eq!(got.header("location"), place);
    let lost = laptop.send("link?name=Nowhere&title=1", None, &[]);
    assert!(lost.status == StatusCode::NOT_FOUND && lost.text.contains("Nowhere"));
}

#[test]
fn a_question_about_a_note_is_listed_there() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "Water moves.");
    let (circle, about) = (laptop.circle.into(), Some(note.into()));
    let command = Command::Ask {
        circle,
        title: "Which water?".into(),
        text: String::new(),
        about,
        quote: Some("Water".into()),
        tags: Vec::new(),
    };
    let question = laptop.written(command);
    laptop.question("Something else?");
    let page = laptop.open(&format!("note/{note}"));
    let below = page.split("id=\"about-it\"").nth(1).expect("a section");
    assert!(below.contains(&format!("question/{question}")) && !below.contains("Something else?"));
    assert!(laptop.open(&format!("question/{question}")).contains("About “Osmosis”"));
}

#[test]
fn fields_that_do_different_things_have_different_names() {
    for language in Language::ALL {
        let laptop = Laptop::new(language);
        let question = laptop.question("Why?");
        let answer = laptop.written(Command::Answer { question: question.into(), text: "So.".into() });
        laptop.written(Command::Comment { item: answer.into(), text: "Ah.".into() });
        let page = laptop.open(&format!("question/{question}"));
        let mut acts = BTreeMap::<&str, BTreeSet<&str>>::new();
        for form in page.split("<form ").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            let Some(act) = form.split("/do/").nth(1).and_then(|rest| rest.split('/').next()) else { continue };
            for label in form.split("<label ").skip(1) {
                acts.entry(label.split(['>', '<']).nth(1).expect("words")).or_default().insert(act);
            }
        }
        assert!(acts.len() >= 5, "{acts:?}");
        for (label, acts) in acts {
            assert_eq!(acts.len(), 1, "“{label}” names what is done by {acts:?}");
        }
    }
}

#[test]
fn a_head_of_a_table_that_is_a_picture_is_shown() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "| ![](leaf.png) | |\n|---|---|\n| 1 | 2 |\n");
    let page = laptop.open(&format!("note/{note}"));
    let head = page.split("<thead>").nth(1).and_then(|rest| rest.split("</thead>").next()).expect("a table");
    assert!(head.contains("leaf.png") && head.contains("<th ") && head.contains("<td></td>"), "{head}");
}
