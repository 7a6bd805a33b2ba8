//! What forms do, and what becomes of what was typed.

use commonplace_core::limits::POST_TEXT_BYTES;
use commonplace_node::answer::{Note, Question};
use commonplace_node::command::Command;
use commonplace_node::sheet::{Base, Sheet};

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
    let edit =
        Command::NoteEdit { note: note.into(), title: None, tags: None, text: Some("Water stays.".into()), base: None };
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
fn what_is_typed_in_the_window_meanwhile_outlives_every_form() {
    let laptop = Laptop::new(Language::English);
    let (key, act) = (format!("note-new:{}", laptop.circle), "do/publish/on/write");
    let keep = |text: &str| {
        let sheet = Sheet { text: text.into(), files: vec!["/cell.png".into()], ..Sheet::default() };
        laptop.ask(Command::DraftKeep { key: key.clone(), text: sheet.pack(), seen: Vec::new() });
    };
    let draft = || Sheet::unpack(&laptop.draft(&key));

    keep("Water moves.");
    let opened = [(); 4].map(|()| laptop.open("write"));
    keep("Water moves to salt, and that has a reason.");
    let newer = draft();
    let blank = laptop.fill_open(&opened[0], act, &[("text", ""), ("value", "publish")]);
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(blank.text.contains("that has a reason.</pre>"), "the newer draft stands beside it: {}", blank.text);
    assert_eq!(draft(), newer, "a blank form takes no draft away");
    laptop.fill_open(&opened[1], act, &[("value", "discard")]);
    assert_eq!(draft(), newer, "nobody threw away what they had not seen");
    laptop.fill_open(&opened[2], act, &[("title", "Osmosis"), ("text", "It moves."), ("value", "publish")]);
    assert_eq!(draft(), newer, "it was published, and the other is still being written");
    laptop.fill_open(&opened[3], act, &[("title", "Membranes"), ("text", "Walls."), ("value", "keep")]);
    let both = draft();
    assert_eq!((both.title.as_str(), both.files.len()), ("Membranes", 1));
    assert_eq!(both.text, "Water moves to salt, and that has a reason.\n\nWalls.");

    let seen = laptop.open("write");
    laptop.fill_open(&seen, act, &[("title", "Membranes"), ("text", "Walls."), ("value", "keep")]);
    assert_eq!((draft().text.as_str(), draft().files), ("Walls.", newer.files), "whoever saw it may shorten it");
}

#[test]
fn a_refused_form_that_was_joined_to_a_newer_draft_leaves_it_when_it_goes() {
    let laptop = Laptop::new(Language::English);
    let question = laptop.question("Why?");
    let (page, act) = (format!("question/{question}"), format!("do/publish/on/question/{question}"));
    let key = format!("answer:{question}");
    let opened = laptop.open(&page);
    laptop.ask(Command::DraftKeep { key: key.clone(), text: "From the window.".into(), seen: Vec::new() });
    let long = "a".repeat(POST_TEXT_BYTES + 1);
    let refused = laptop.fill_open(&opened, &act, &[("text", &long), ("value", "publish")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let both = format!("From the window.\n\n{long}");
    assert_eq!(laptop.draft(&key), both);
    let got = laptop.fill_open(&refused.text, &act, &[("text", "Shorter."), ("value", "publish")]);
    assert_eq!(got.status, StatusCode::SEE_OTHER);
    assert_eq!(laptop.draft(&key), both);
}

#[test]
fn a_draft_of_some_days_ago_does_not_undo_what_others_wrote_since() {
    let laptop = Laptop::new(Language::English);
    let note = laptop.note("Osmosis", "Water moves.\n\"Salt\" stays.\n");
    let (page, act) = (format!("note/{note}/edit"), format!("do/publish/on/note/{note}/edit"));
    let was = laptop.note_now(note);
    let mine = "Water moves slowly.\n\"Salt\" stays.\n";
    laptop.fill(&page, &act, &[("title", "Osmosis"), ("tags", ""), ("text", mine), ("value", "keep")]);
    let base = Sheet::unpack(&laptop.draft(&format!("note:{note}"))).base.expect("what it was made from");
    assert_eq!(*base, Base::from(&was));
    let text = Some("Water moves.\n\"Salt\" stays.\nSugar too.\n".into());
    laptop.written(Command::NoteEdit { note: note.into(), title: None, tags: None, text, base: None });
    let fields = [("title", "Osmosis"), ("tags", ""), ("text", mine), ("value", "publish")];
    let refused = laptop.fill(&page, &act, &fields);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "both are shown first");
    assert!(refused.text.contains("Sugar too."));
    let kept = Sheet::unpack(&laptop.draft(&format!("note:{note}")));
    assert_eq!(kept.base.as_deref(), Some(&Base::from(&was)), "the draft still knows where it began");
}

#[test]
fn a_form_that_has_stood_open_for_long_takes_no_tag_away() {
    let laptop = Laptop::new(Language::English);
    let question = laptop.question("Why?");
    let (page, item) = (format!("question/{question}"), question.into());
    let act = format!("do/revise/{question}/on/{page}");
    let opened = laptop.open(&page);
    let before = laptop.hidden(&opened, &act, "tags-before").expect("the tags as they were");
    laptop.written(Command::Revise { item, title: None, text: None, tags: Some(vec!["salt".into()]) });
    let fields = [("title", "Why so?"), ("text", "I wonder."), ("tags", &before), ("tags-before", &before)];
    assert_eq!(laptop.fill_open(&opened, &act, &fields).status, StatusCode::SEE_OTHER);
    let now = laptop.question_now(question);
    assert_eq!((now.row.title.as_str(), now.row.tags.as_slice()), ("Why so?", &["salt".to_owned()][..]));
}

#[test]
fn alice_changes_her_question_her_answer_and_her_comment() {
    let laptop = Laptop::new(Language::English);
    let question = laptop.question("Why?");
    let answer = laptop.written(Command::Answer { question: question.into(), text: "So.".into() });
    let comment = laptop.written(Command::Comment { item: answer.into(), text: "Ah.".into() });
    let page = format!("question/{question}");
    let on = |item| format!("do/revise/{item}/on/{page}");
    let changed = format!("{}{page}?said=changed", laptop.base());
    for (item, fields) in [
        (question, vec![("title", "Why so?"), ("text", "I wonder."), ("tags", "water, salt")]),
        (answer, vec![("text", "Because.")]),
        (comment, vec![("text", "I see.")]),
    ] {
        assert_eq!(laptop.fill(&page, &on(item), &fields).header("location"), changed);
    }
    let now = laptop.question_now(question);
    assert_eq!((now.row.title.as_str(), now.text.as_str(), now.revisions), ("Why so?", "I wonder.", 1));
    assert_eq!(now.row.tags, ["salt", "water"]);
    let reply = &now.replies[0];
    assert_eq!((reply.text.as_str(), reply.comments[0].text.as_str()), ("Because.", "I see."));
    let shown = laptop.open(&page);
    assert_eq!(shown.matches("edited").count(), 3, "question, answer and comment: {shown}");
    let nothing = laptop.fill(&page, &on(answer), &[("text", "Because.")]);
    assert!(nothing.header("location").ends_with("?said=unchanged"), "{}", nothing.text);
    for (item, fields) in [(question, [("title", " "), ("text", "Kept.")]), (answer, [("title", ""), ("text", " ")])] {
        let refused = laptop.fill(&page, &on(item), &fields);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("<details open>"), "the form is open with its reason");
    }
    assert_eq!(laptop.question_now(question).row.title, "Why so?");
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

#[test]
fn alice_chooses_sealed_shows_what_was_chosen_and_lets_all_vote_again() {
    let laptop = Laptop::new(Language::English);
    let options = ["water", "salt", "<both>"].map(str::to_owned);
    let vote = laptop.vote("What moves?", &options);
    let page = format!("vote/{vote}");
    let on = |act: &str| format!("do/{act}/{vote}/on/{page}");
    let opened = laptop.open(&page);
    assert!(opened.contains("Then everybody sees who chose what") && opened.contains("You have not chosen yet"));
    assert!(opened.contains("&lt;both&gt;") && !opened.contains(&on("uncover")), "nobody has chosen");
    assert!(laptop.open("").contains("Choosing now"));
    let chosen = laptop.fill(&page, &on("choose"), &[("value", "2")]);
    assert_eq!(chosen.header("location"), format!("{}{page}?said=chosen", laptop.base()));
    let opened = laptop.open(&page);
    assert!(opened.contains("sealed 1 of 1") && opened.contains("your choice"), "{opened}");
    assert_eq!(laptop.fill(&page, &on("choose"), &[("value", "9")]).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(laptop.fill(&page, &on("uncover"), &[("value", "show")]).status, StatusCode::SEE_OTHER);
    let opened = laptop.open(&page);
    assert!(opened.contains("1 person") && opened.contains("(you)") && !opened.contains(&on("choose")), "{opened}");
    assert_eq!(laptop.fill(&page, &on("again"), &[("value", "again")]).status, StatusCode::SEE_OTHER);
    let opened = laptop.open(&page);
    assert!(opened.contains("Round 2") && opened.contains("Earlier rounds") && opened.contains(&on("choose")));
    assert!(laptop.open("search?q=salt").contains(&page), "found by what can be chosen");
}
