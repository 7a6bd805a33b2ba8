//! Lists: of notes, of questions, of what was found.

use commonplace_node::answer::{Hit, NoteRow, QuestionRow, QuestionState};
use maud::{Markup, html};

use super::parts::leading;
use super::{Face, Page, Place};
use crate::fields::encoded;

/// A part of a long list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    /// Which, from 1.
    pub(crate) number: usize,
    /// How many there are.
    pub(crate) of: usize,
}

/// The notes of the circle, or those with a tag.
pub(crate) fn notes(face: &Face<'_>, rows: &[NoteRow], tag: Option<&str>, part: Part) -> Page {
    let title = match tag {
        Some(tag) => face.with("read-notes-tagged", &[("tag", tag.into())]),
        None => face.say("filter-notes"),
    };
    let base = tag.map_or_else(|| "notes?".to_owned(), |tag| format!("notes?tag={}&", encoded(tag)));
    let body = html! {
        @if tag.is_some() { p { a href=(face.to("notes")) { (face.say("read-all-notes")) } } }
        @if rows.is_empty() { p { (face.say("read-no-notes")) } }
        (note_rows(face, rows, 2))
        (parts(face, part, &base))
    };
    Page { title: with_part(face, title, part), place: Place::Notes, body }
}

/// The questions of the circle, or the open ones.
pub(crate) fn questions(face: &Face<'_>, rows: &[QuestionRow], open: bool, part: Part) -> Page {
    let title = face.say(if open { "read-open-questions" } else { "filter-questions" });
    let (other, key) = if open { ("questions", "read-all-questions") } else { ("questions?open=1", "read-only-open") };
    let body = html! {
        p { a href=(face.to(other)) { (face.say(key)) } }
        @if rows.is_empty() {
            p { (face.say(if open { "list-none-open-lesson" } else { "list-no-questions-lesson" })) }
        }
        (question_rows(face, rows, 2))
        (parts(face, part, if open { "questions?open=1&" } else { "questions?" }))
    };
    Page { title: with_part(face, title, part), place: Place::Questions, body }
}

/// What was found.
pub(crate) fn found(face: &Face<'_>, query: &str, hits: &[Hit]) -> Page {
    let title = match query {
        "" => face.say("read-search"),
        query => face.with("read-found-title", &[("query", query.into())]),
    };
    let body = html! {
        @if query.is_empty() {
            p { (face.say("read-search-how")) }
        } @else if hits.is_empty() {
            p role="status" { (face.say("search-nothing")) ". " (face.say("search-lesson")) }
        } @else {
            p role="status" { (face.count("search-found", hits.len())) }
            ul.rows {
                @for hit in hits {
                    li {
                        @let (path, kind) = kind_of(&hit.kind);
                        (leading(2, &face.to(&format!("{path}/{}", hit.id)), &hit.title))
                        p.meta {
                            (face.say(kind))
                            (face.comma()) (face.author(&hit.author))
                        }
                        (excerpt(&hit.excerpt))
                    }
                }
            }
        }
    };
    Page { title, place: Place::Other, body }
}

/// Where something of this kind is shown, and the key of what it is called.
fn kind_of(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "note" => ("note", "read-kind-note"),
        "card" => ("card", "cli-kind-card"),
        "quickvote" => ("vote", "vote"),
        "meeting" => ("meeting", "cli-kind-meeting"),
        _ => ("question", "read-kind-question"),
    }
}

/// Notes, each under a heading of this level.
pub(super) fn note_rows(face: &Face<'_>, rows: &[NoteRow], level: u8) -> Markup {
    html! {
        @if !rows.is_empty() {
            ul.rows {
                @for row in rows {
                    li {
                        (leading(level, &face.to(&format!("note/{}", row.id)), &row.title))
                        p.meta {
                            @if row.unread { strong.new { (face.say("read-new")) } (face.comma()) }
                            @if row.hidden { strong { (face.say("read-hidden")) } (face.comma()) }
                            (face.author(&row.author)) (face.comma()) (face.ago(row.updated))
                            @if row.comments > 0 { (face.comma()) (face.count("comments", row.comments)) }
                            @if row.attachments > 0 { (face.comma()) (face.count("attachments", row.attachments)) }
                        }
                        (excerpt(&row.excerpt))
                        (face.tags(&row.tags))
                    }
                }
            }
        }
    }
}

/// Questions, each under a heading of this level.
pub(super) fn question_rows(face: &Face<'_>, rows: &[QuestionRow], level: u8) -> Markup {
    html! {
        @if !rows.is_empty() {
            ul.rows {
                @for row in rows {
                    li {
                        (leading(level, &face.to(&format!("question/{}", row.id)), &row.title))
                        p.meta {
                            @if row.unread { strong.new { (face.say("read-new")) } (face.comma()) }
                            @if row.hidden { strong { (face.say("read-hidden")) } (face.comma()) }
                            (state(face, row)) (face.comma())
                            (face.author(&row.author)) (face.comma()) (face.ago(row.updated))
                        }
                        (excerpt(&row.excerpt))
                    }
                }
            }
        }
    }
}

/// How far a question has come, in words.
pub(super) fn state(face: &Face<'_>, row: &QuestionRow) -> String {
    let answers = || face.count("question-answers", row.answers);
    match row.state {
        QuestionState::Open => face.say("question-open"),
        QuestionState::Answered => answers(),
        QuestionState::Accepted => format!("{}{}{}", answers(), face.comma(), face.say("question-accepted")),
    }
}

fn excerpt(words: &str) -> Markup {
    html! { @if !words.is_empty() { p.excerpt lang="" { bdi { (words) } } } }
}

pub(super) fn with_part(face: &Face<'_>, title: String, part: Part) -> String {
    if part.number == 1 { title } else { format!("{title}{}{}", face.comma(), said(face, part)) }
}

fn said(face: &Face<'_>, part: Part) -> String {
    face.with("read-part", &[("number", part.number.into()), ("of", part.of.into())])
}

/// The way to the other parts of a list.
pub(super) fn parts(face: &Face<'_>, part: Part, base: &str) -> Markup {
    let to = |number: usize| face.to(&format!("{base}part={number}"));
    html! {
        @if part.of > 1 {
            nav.parts aria-label=(face.say("read-parts")) {
                @if part.number > 1 { a rel="prev" href=(to(part.number - 1)) { (face.say("read-newer")) } " " }
                span { (said(face, part)) } " "
                @if part.number < part.of { a rel="next" href=(to(part.number + 1)) { (face.say("read-older")) } }
            }
        }
    }
}
