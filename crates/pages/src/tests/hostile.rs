//! What eve may try: with words, and with requests.

use commonplace_node::command::Command;

use super::*;

const WORDS: &str = r#"<script>alert(1)</script> "><img src=x onerror=alert(1)>

[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example/x) [[javascript:alert(1)]]

![x" onerror="alert(1)](http://evil.example/t.png) ![[../../etc/passwd.png]]

</textarea><script>alert(2)</script>
"#;

#[test]
fn words_are_only_words_wherever_they_stand() {
    let laptop = Laptop::new(Language::English);
    let title = r#"</title><script>alert(1)</script> "onload="x"#;
    let note = laptop.note(title, WORDS);
    let question = laptop.question(title);
    let answer = laptop.written(Command::Answer { question: question.into(), text: WORDS.into() });
    laptop.written(Command::Comment { item: answer.into(), text: WORDS.into() });
    let key = format!("answer:{question}");
    laptop.ask(Command::DraftKeep { key, text: WORDS.into(), seen: Vec::new() });
    for path in [
        String::new(),
        "notes".to_owned(),
        format!("notes?tag={}", encoded(r#""><script>"#)),
        format!("search?q={}", encoded(r#""><script>alert(1)</script>"#)),
        format!("note/{note}"),
        format!("note/{note}/edit"),
        format!("question/{question}"),
    ] {
        let page = laptop.open(&path);
        for never in ["<script", "<img", "href=\"javascript", "href=\"data", "href=\"//", "<iframe"] {
            assert!(!page.contains(never), "{path} has {never}: {page}");
        }
        // Every attribute is one of ours: between tags, a quotation mark of theirs is escaped.
        for tag in page.split('<').filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
            assert_eq!(tag.matches('"').count() % 2, 0, "{path}: {tag}");
            // What a form was made from is their words in one value, and nothing behind it.
            let is_base =
                tag.starts_with("input type=\"hidden\" name=\"base\" value=\"") && tag.matches('"').count() == 6;
            assert!(!tag.contains(" on") || is_base && tag.ends_with('"'), "{path}: {tag}");
        }
        assert_eq!(page.matches("</textarea>").count(), page.matches("<textarea").count(), "{path}");
    }
    let location = laptop.send(&format!("link?name={}", encoded("x\r\nSet-Cookie: a=b")), None, &[]);
    assert_eq!(location.status, StatusCode::NOT_FOUND);
}

#[test]
fn every_answer_says_what_the_browser_may_do() {
    let laptop = Laptop::new(Language::English);
    for path in ["", "style.css", "mark.svg", "nothing"] {
        let got = laptop.send(path, None, &[]);
        let policy = got.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("script"), "{path}: {policy}");
        assert_eq!(got.header("cache-control"), "no-store", "{path}");
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(got.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(got.header("x-dns-prefetch-control"), "off", "{path}");
    }
}

#[test]
fn who_has_no_key_or_another_name_is_told_nothing() {
    let laptop = Laptop::new(Language::English);
    laptop.note("Osmosis", "Water moves.");
    for (name, value, status) in [
        (header::COOKIE, "commonplace=00", StatusCode::FORBIDDEN),
        (header::HOST, "evil.example:4321", StatusCode::MISDIRECTED_REQUEST),
        (header::HOST, "localhost:4321", StatusCode::MISDIRECTED_REQUEST),
    ] {
        for path in ["", "notes", "style.css"] {
            let got = laptop.send(path, None, &[(name.clone(), value)]);
            assert_eq!(got.status, status, "{value}");
            assert!(!got.text.contains("Osmosis") && !got.text.contains("Cells"), "{value}: {}", got.text);
            assert_eq!(got.header("set-cookie"), "");
        }
    }
}

#[test]
fn a_form_that_is_not_ours_does_nothing() {
    let laptop = Laptop::new(Language::English);
    let question = laptop.question("Why?");
    let act = format!("do/publish/on/question/{question}");
    let token = laptop.token(&laptop.open(&format!("question/{question}")), &act);
    let other = laptop.token(&laptop.open("write"), "do/publish/on/write");
    let answered = |got: &Got| got.status == StatusCode::SEE_OTHER;
    let text = [("text", "forged"), ("value", "publish")];
    for (origin, site) in [("http://evil.example", "cross-site"), ("null", "cross-site"), ("null", "same-origin")] {
        let more = [(header::ORIGIN, origin), (HeaderName::from_static("sec-fetch-site"), site)];
        let got = laptop.send(&act, Some(form(&token, &text)), &more);
        assert!(got.status == StatusCode::FORBIDDEN && !answered(&got), "{origin} {site}");
    }
    for token in ["", "1-00", other.as_str()] {
        let got = laptop.send(&act, Some(form(token, &text)), &[]);
        assert!(!answered(&got) && got.text.contains("forged"), "what was typed is given back: {}", got.text);
    }
    assert!(laptop.open(&format!("question/{question}")).contains("No answers yet"));
    assert!(answered(&laptop.send(&act, Some(form(&token, &text)), &[])), "the right one goes");
}

#[test]
fn other_circles_of_this_home_are_not_shown() {
    let laptop = Laptop::new(Language::English);
    let founded = laptop.ask(Command::CircleNew { title: "Diary".into() }).pop();
    let Some(Answer::Circle(diary)) = founded else { panic!("a circle") };
    let (circle, title, text) = (diary.id.into(), Some("Secret".to_owned()), "Mine alone.".to_owned());
    let note = laptop.written(Command::NoteNew { circle, title, tags: Vec::new(), text, path: None });
    for path in [format!("note/{note}"), format!("note/{note}/edit"), format!("ask/{note}")] {
        let got = laptop.send(&path, None, &[]);
        assert!(got.status == StatusCode::NOT_FOUND && !got.text.contains("Mine alone"), "{path}");
    }
    assert!(!laptop.open("search?q=alone").contains("Secret"));
}
