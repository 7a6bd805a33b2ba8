//! Disputes on pages: the form, the badge on what was made from it, weighing, and all of them.

use commonplace_node::answer::{Dispute, DisputeState};

use super::*;

impl Laptop {
    fn dispute(&self, id: RecordId) -> Dispute {
        match self.ask(Command::DisputeShow { dispute: id.into() }).pop() {
            Some(Answer::Dispute(dispute)) => dispute,
            other => panic!("a dispute: {other:?}"),
        }
    }

    fn disputed(&self, note: RecordId, passage: &str) -> RecordId {
        self.written(Command::DisputeNew {
            item: note.into(),
            passage: Some(passage.into()),
            claim: "It <moves>.".into(),
            why: "We saw *it*.".into(),
            source: None,
            source_passage: None,
            elsewhere: "Our book, page 12".into(),
        })
    }

    fn asked_about(&self, note: RecordId, quote: &str) -> RecordId {
        self.written(Command::Ask {
            circle: self.circle.into(),
            title: "Why?".into(),
            text: String::new(),
            about: Some(note.into()),
            quote: Some(quote.into()),
            tags: Vec::new(),
        })
    }
}

#[test]
fn a_question_about_what_is_disputed_says_so_and_leads_to_why() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "Water stays where it is.");
    let asked = laptop.asked_about(note, "Water stays");
    assert!(!laptop.open(&format!("question/{asked}")).contains("see why"));
    let id = laptop.disputed(note, "Water stays where it is.");
    let page = laptop.open(&format!("question/{asked}"));
    assert!(page.contains("Its source is disputed, see why") && page.contains(&format!("dispute/{id}")), "{page}");
    let page = laptop.open(&format!("note/{note}"));
    assert!(page.contains("It &lt;moves&gt;.") && !page.contains("see why"), "{page}");
    let page = laptop.open(&format!("dispute/{id}"));
    for words in ["Water stays where it is.", "Our book, page 12", "<em>it</em>", "Made from it", "Why?"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(laptop.open("disputes").contains("It &lt;moves&gt;."));
    assert!(laptop.open("").contains("disputes"), "the home leads to them");
}

#[test]
fn it_is_weighed_by_a_form_and_taken_back_by_the_same() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "Water stays where it is.");
    let id = laptop.disputed(note, "Water stays");
    let act = format!("do/weigh/{id}/on/dispute/{id}");
    let got = laptop.fill(&format!("dispute/{id}"), &act, &[("value", "disagree")]);
    assert_eq!(got.header("location"), format!("{}dispute/{id}?said=weighed", laptop.base()));
    let seen = laptop.dispute(id).row;
    assert_eq!((seen.agree, seen.disagree, seen.state), (0, 1, DisputeState::Open));
    assert!(laptop.open(&format!("dispute/{id}")).contains("One disagrees: you"));
    laptop.fill(&format!("dispute/{id}"), &act, &[("value", "none")]);
    assert_eq!(laptop.dispute(id).row.disagree, 0);
}

#[test]
fn a_passage_is_disputed_by_its_words_and_what_lacks_is_said_at_its_field() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "Water stays where it is.");
    let page = format!("wrong/{note}");
    let act = format!("do/publish/on/wrong/{note}");
    let lacking = [("quote", "Water stays"), ("title", "It moves."), ("value", "publish")];
    let got = laptop.fill(&page, &act, &lacking);
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = laptop.open(&page);
    assert!(typed.contains("It moves.") && typed.contains("draft from last time"), "kept: {typed}");
    let whole = [("quote", "Water stays"), ("title", "It moves."), ("place", "Our book"), ("value", "publish")];
    let got = laptop.fill(&page, &act, &whole);
    let to = got.header("location").to_owned();
    let id: RecordId =
        to.rsplit("dispute/").next().and_then(|rest| rest.split('?').next()).expect("an id").parse().expect("one");
    let seen = laptop.dispute(id);
    assert_eq!((seen.row.passage.as_deref(), seen.elsewhere.as_str()), (Some("Water stays"), "Our book"));
}
