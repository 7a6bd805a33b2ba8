//! Cards on pages: made, looked at, and reviewed by forms alone.

use super::*;

impl Laptop {
    fn card(&self, front: &str, from: Option<RecordId>, quote: Option<&str>) -> RecordId {
        self.written(Command::CardNew {
            circle: self.circle.into(),
            front: front.into(),
            back: "Only *water* <b>.".into(),
            from: from.map(Into::into),
            quote: quote.map(str::to_owned),
        })
    }

    fn reviews(&self, id: RecordId) -> usize {
        match self.ask(Command::CardShow { card: id.into() }).pop() {
            Some(Answer::Card(card)) => card.row.reviews,
            other => panic!("a card: {other:?}"),
        }
    }
}

#[test]
fn cards_are_reviewed_by_forms_and_the_back_is_a_page_of_its_own() {
    let laptop = Laptop::new(Language::English);
    assert!(!laptop.open("").contains("to review"), "there are no cards");
    let note = laptop.note("Osmosis", "Water moves.");
    let id = laptop.card("What moves?", Some(note), Some("Water moves."));
    assert!(laptop.open("").contains("One card to review"));
    let front = laptop.open("review");
    assert!(front.contains("What moves?") && !front.contains("<em>water</em>"), "{front}");
    assert!(front.contains(&format!("review/{id}")), "{front}");
    let back = laptop.open(&format!("review/{id}"));
    assert!(back.contains("<em>water</em> <strong>.</strong>") && back.contains("From “Osmosis”"), "{back}");
    assert!(back.contains(&format!("note/{note}")) && back.contains("2 days"), "{back}");
    let act = format!("do/grade/{id}/on/review/{id}");
    let got = laptop.fill(&format!("review/{id}"), &act, &[("value", "good:0")]);
    assert_eq!(got.header("location"), format!("{}review?said=graded", laptop.base()));
    assert_eq!(laptop.reviews(id), 1);
    let done = laptop.open("review");
    assert!(done.contains("Done for today") && done.contains("The next card comes"), "{done}");
    laptop.fill(&format!("review/{id}"), &act, &[("value", "")]);
    laptop.fill(&format!("review/{id}"), &act, &[("value", "good:0")]);
    assert_eq!(laptop.reviews(id), 1, "what says no grade, or was sent before, is none");
    assert!(laptop.open(&format!("card/{id}")).contains(&format!("review/{id}")));
    laptop.fill(&format!("review/{id}"), &act, &[("value", "none:1")]);
    assert_eq!(laptop.reviews(id), 0, "taken back");
}

#[test]
fn a_card_is_made_by_a_form_and_what_was_refused_is_not_lost() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "Water moves.");
    let (page, act) = (format!("make/{note}"), format!("do/publish/on/make/{note}"));
    let got = laptop.fill(&page, &act, &[("title", "What moves?"), ("text", " "), ("value", "publish")]);
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("title", "What moves?"), ("text", "Water."), ("quote", "Water moves."), ("value", "publish")];
    let got = laptop.fill(&page, &act, &fields);
    let made = got.header("location");
    assert!(made.ends_with("?said=made") && made.contains("/card/"), "{made}");
    let cards = laptop.open("cards");
    assert!(cards.contains("What moves?") && cards.contains("new"), "{cards}");
    let hits = laptop.open("search?q=water");
    assert!(hits.contains("/card/") && hits.contains("card"), "{hits}");
    assert_eq!(laptop.send(&format!("card/{note}"), None, &[]).status, StatusCode::NOT_FOUND, "a note is none");
}
