//! What forms do, and what becomes of what was typed.

use commonplace_core::limits::POST_TEXT_BYTES;
use commonplace_node::answer::{Note, Question};
use commonplace_node::command::Command;
use commonplace_node::sheet::Sheet;

use super::*;

impl Laptop {
    fn question_now(&self, id: RecordId) -> Question {
        match self.ask(Command::QuestionShow { question: id.into() }).pop() {
            Some(Answer::Question(question)) => question,
            other => panic!("a question: {other:?}"),
        }
    }

    fn note_now(&self, id: RecordId) -> Note {
        match self.ask(Command::NoteShow { note: id.into() }).pop() {
            Some(Answer::Note(note)) => note,
            other => panic!("a note: {other:?}"),
        }
    }

    fn draft(&self, key: &str) -> String {
        match self.ask(Command::DraftRead { key: key.into() }).pop() {
            Some(Answer::Draft(draft)) => draft.text,
            other => panic!("a draft: {other:?}"),
        }
    }
}

#[test]
fn an_answer_that_is_sent_twice_is_given_once() {
    let laptop = Laptop::new(Language::English);
    let question = laptop.question("Why?");
    let (page, act) = (format!("question/{question}"), format!("do/publish/on/question/{question}"));
    let token = laptop.token(&laptop.open(&page), &act);
    let sent = form(&token, &[("text", "So.\r\nAnd so."), ("value", "publish")]);
    for _ in 0..3 {
        let got = laptop.send(&act, Some(sent.clone()), &[]);
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
        assert_eq!(got.header("location"), format!("{}{page}?said=answered", laptop.base()));
    }
    let replies = laptop.question_now(question).replies;
    assert_eq!(replies.iter().map(|reply| reply.text.as_str()).collect::<Vec<_>>(), ["So.\nAnd so."]);
    let told = laptop.open(&format!("{page}?said=answered"));
    assert!(told.contains("<p class=\"said\" role=\"status\">Your answer is published.</p>"), "{told}");
    assert!(!laptop.open(&format!("{page}?said=<script>")).contains("role=\"status\""));
}

#[test]
fn what_is_refused_comes_back_with_its_reason_and_is_kept() {
    let laptop = Laptop::new(Language::English);
    let question = laptop.question("Why?");
    let (page, act) = (format!("question/{question}"), format!("do/publish/on/question/{question}"));
    let long = format!("{} <&> \"end\"", "ä".repeat(POST_TEXT_BYTES));
    let got = laptop.fill(&page, &act, &[("text", &long), ("value", "publish")]);
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    let field = got.text.split("<textarea").find(|field| field.starts_with(" id=\"do-publish")).expect("the field");
    assert!(field.contains("aria-invalid=\"true\"") && field.contains("-text-error\""), "{}", &field[..300]);
    assert!(field.contains("ä &lt;&amp;&gt; &quot;end&quot;</textarea>"), "all of it is there");
    assert!(got.text.contains("<title>Not published – Why? – "), "{}", &got.text[..400]);
    assert!(got.text.contains("is too long"));
    assert_eq!(laptop.draft(&format!("answer:{question}")), long);
    assert!(laptop.open(&page).contains("&quot;end&quot;</textarea>"), "the browser may be closed meanwhile");
    let got = laptop.fill(&page, &act, &[("text", "Shorter."), ("value", "publish")]);
    assert_eq!(got.status, StatusCode::SEE_OTHER);
    assert_eq!(laptop.draft(&format!("answer:{question}")), "", "what was begun is said");
}

#[test]
fn a_draft_is_the_one_of_the_window() {
    let laptop = Laptop::new(Language::English);
    let typed = Sheet { title: "Cells".into(), tags: "a, b".into(), text: "\nWalls.".into(), ..Sheet::default() };
    let key = format!("note-new:{}", laptop.circle);
    laptop.ask(Command::DraftKeep { key: key.clone(), text: typed.pack(), seen: Vec::new() });
    let page = laptop.open("write");
    assert!(page.contains("value=\"Cells\"") && page.contains("\n\nWalls.</textarea>"), "{page}");
    let fields = [("title", "Cells"), ("tags", "a"), ("text", "Walls, then."), ("value", "keep")];
    let got = laptop.fill("write", "do/publish/on/write", &fields);
    assert_eq!(got.header("location"), format!("{}write?said=kept", laptop.base()));
    assert_eq!(Sheet::unpack(&laptop.draft(&key)).text, "Walls, then.");
    let got = laptop.fill("write", "do/publish/on/write", &[("value", "discard")]);
    assert_eq!(got.header("location"), format!("{}write?said=discarded", laptop.base()));
    assert_eq!(laptop.draft(&key), "");
}

#[test]
fn a_note_that_others_changed_meanwhile_is_not_overwritten() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "Water moves.");
    let (page, act) = (format!("note/{note}/edit"), format!("do/publish/on/note/{note}/edit"));
    let opened = laptop.open(&page);
    let from = |page: &str| {
        let value = page.split("name=\"from\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        value.expect("how the note stood").to_owned()
    };
    let send = |page: &str, text: &str| {
        let (token, from) = (laptop.token(page, &act), from(page));
        let fields = [("title", "Osmosis"), ("tags", "cells"), ("text", text), ("from", &from), ("value", "publish")];
        laptop.send(&act, Some(form(&token, &fields)), &[])
    };
    let edit = Command::NoteEdit { note: note.into(), title: None, tags: None, text: Some("Water stays.".into()) };
    laptop.written(edit);
    let refused = send(&opened, "Water moves slowly.");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Water stays.") && refused.text.contains("Water moves slowly.</textarea>"));
    assert_eq!(laptop.note_now(note).text, "Water stays.");
    let again = send(&refused.text, "Water stays, or moves slowly.");
    assert_eq!(again.header("location"), format!("{}note/{note}?said=changed", laptop.base()), "{}", again.text);
    assert_eq!(laptop.note_now(note).text, "Water stays, or moves slowly.");
    let nothing = send(&laptop.open(&page), "Water stays, or moves slowly.");
    assert!(nothing.header("location").ends_with("?said=unchanged"), "{}", nothing.text);
}

#[test]
fn comments_and_acceptance_go_where_they_belong() {
    let laptop = Laptop::new(Language::English);
    let question = laptop.question("Why?");
    let answer = laptop.written(Command::Answer { question: question.into(), text: "So.".into() });
    let page = format!("question/{question}");
    let on = |act: &str| format!("do/{act}/{answer}/on/{page}");
    assert!(!laptop.open(&page).contains(&on("vote")), "nobody is offered to vote on what they wrote");
    assert_eq!(laptop.fill(&page, &on("comment"), &[("text", "Ah.")]).status, StatusCode::SEE_OTHER);
    assert_eq!(laptop.fill(&page, &on("accept"), &[("value", "accept")]).status, StatusCode::SEE_OTHER);
    let now = laptop.question_now(question);
    let reply = &now.replies[0];
    assert!(reply.accepted && reply.comments.len() == 1, "{reply:?}");
    let empty = laptop.fill(&page, &on("comment"), &[("text", " ")]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("<details open>"), "the form is open with its reason");
}
