//! Cards: one of them, all of them, making one, and reviewing.

use commonplace_node::answer::{Card, CardRow, CardSource, CardsDue, Note, SourceState};
use commonplace_node::sentence::{card_source, card_wait};
use maud::{Markup, html};

use super::form::{Field, Form};
use super::list::{Part, parts, with_part};
use super::markdown::Texts;
use super::parts::{Under, leading};
use super::write::{Start, drafted};
use super::{Face, Page, Place};
use crate::route::{Act, Sheet};

/// One card, with both sides.
pub(crate) fn card(face: &Face<'_>, card: &Card) -> Page {
    let row = &card.row;
    let body = html! {
        (face.hidden(card.why_hidden.as_ref()))
        (face.sources(&card.sources))
        (face.disputes(&card.disputes))
        p.meta {
            (face.with("card-made-by", &[("name", face.name(&row.author).into())])) (face.comma())
            (face.ago(row.created)) (face.comma()) (due(face, row))
            @if let Some(by) = &card.changed_by {
                (face.comma()) (face.with("card-changed-by", &[("name", face.name(by).into())]))
            }
        }
        @for other in &card.also {
            @let said = [other.front.as_str(), other.back.as_str()].join(&face.comma());
            p.notice { (face.with("card-also", &[("name", face.name(&other.by).into()), ("said", said.into())])) }
        }
        (front(face, card))
        (back(face, card))
        (face.comments(&card.replies, row.id, Sheet::Card(row.id), Under { level: 2, prefix: "c", about: &row.title }))
        // Here one also finds what one graded by mistake.
        p { a href=(face.to(&Sheet::Turned(row.id).to_string())) { (face.say("card-how-well")) } }
        p { a href=(face.to("cards")) { (face.say("cards")) } }
    };
    Page { title: row.title.clone(), place: Place::Other, body }
}

/// The front of the next card to be reviewed, and the way to its back; or that all are done.
pub(crate) fn review(face: &Face<'_>, cards: &CardsDue, next: Option<&Card>) -> Page {
    let body = html! {
        @match next {
            Some(card) => {
                p { (face.count("card-left", cards.now())) }
                (front(face, card))
                p { a.button href=(face.to(&Sheet::Turned(card.row.id).to_string())) { (face.say("card-show")) } }
            },
            None => {
                p { (face.say("card-done")) }
                @match cards.next {
                    Some(next) => {
                        @let when = face.text.moment(face.zone, face.now, next);
                        p { (face.with("card-done-next", &[("when", when.into())])) }
                    },
                    None => p { (face.say("card-done-lesson")) },
                }
            },
        }
        p { a href=(face.to("cards")) { (face.say("cards")) } }
    };
    Page { title: face.say("card-review"), place: Place::Other, body }
}

/// Both sides of a card, and how well one knew it.
pub(crate) fn turned(face: &Face<'_>, card: &Card) -> Page {
    let row = &card.row;
    let form = Form::new(face, Act::Grade(row.id), Sheet::Turned(row.id));
    let body = html! {
        (front(face, card))
        (back(face, card))
        section aria-labelledby="grades" {
            h2 #grades { (face.say("card-how-well")) }
            div.acts {
                @for next in &card.next {
                    @let words = face.say(&format!("card-grade-{}", next.grade.name()));
                    @let value = format!("{}:{}", next.grade.name(), row.reviews);
                    (form.button(&value, &words, &card_wait(next, face.text), None))
                }
            }
            @if row.reviews > 0 { (form.button(&format!("none:{}", row.reviews), &face.say("card-undo"), "", None)) }
        }
    };
    Page { title: face.say("card-review"), place: Place::Other, body }
}

/// A new card, perhaps from a note.
pub(crate) fn make(face: &Face<'_>, from: Option<&Note>, start: &Start) -> Page {
    let form = Form::new(face, Act::Publish, Sheet::Make(from.map(|note| note.row.id)));
    let typed = &start.typed;
    let body = html! {
        @if let Some(note) = from {
            p {
                a href=(face.to(&Sheet::Note(note.row.id).to_string())) {
                    (face.with("card-source", &[("title", note.row.title.as_str().into())]))
                }
            }
        }
        (form.around(&html! {
            (drafted(face, start))
            (form.elsewhere(start))
            (form.field(Field {
                name: "title", label: "card-front-hint", hint: None, value: &typed.title, rows: 1, required: true,
            }))
            (form.field(Field {
                name: "text", label: "card-back-hint", hint: Some("editor-text-hint"), value: &typed.text, rows: 8,
                required: true,
            }))
            @if from.is_some() {
                (form.field(Field {
                    name: "quote", label: "editor-quote-hint", hint: Some("read-quote-hint"), value: &typed.quote,
                    rows: 3, required: false,
                }))
            }
            (form.ends("card-publish", start))
        }))
    };
    Page { title: face.say("card-make"), place: Place::Other, body }
}

/// All cards of the circle.
pub(crate) fn all(face: &Face<'_>, cards: &CardsDue, rows: &[CardRow], part: Part) -> Page {
    let body = html! {
        @if rows.is_empty() { p { (face.say("card-list-none-lesson")) } } @else { p { (to_review(face, cards)) } }
        @if face.may_write() { p { a href=(face.to(&Sheet::Make(None).to_string())) { (face.say("card-make")) } } }
        @if !rows.is_empty() {
            ul.rows {
                @for row in rows {
                    li {
                        (leading(2, &face.to(&Sheet::Card(row.id).to_string()), &row.title))
                        p.meta {
                            @if row.hidden { strong { (face.say("read-hidden")) } (face.comma()) }
                            (due(face, row)) (face.comma()) (face.author(&row.author)) (face.comma())
                            (face.ago(row.updated))
                        }
                    }
                }
            }
        }
        (parts(face, part, "cards?"))
    };
    Page { title: with_part(face, face.say("cards"), part), place: Place::Other, body }
}

/// How many there are to review, as a link that leads there.
pub(super) fn to_review(face: &Face<'_>, cards: &CardsDue) -> Markup {
    html! {
        a href=(face.to(&Sheet::Review.to_string())) { (face.count("card-to-review", cards.now())) }
    }
}

fn due(face: &Face<'_>, row: &CardRow) -> String {
    match row.due {
        None => face.say("card-new"),
        Some(_) if row.is_due(face.now) => face.say("card-due-now"),
        Some(due) => face.with("card-due", &[("when", face.text.moment(face.zone, face.now, due).into())]),
    }
}

fn front(face: &Face<'_>, card: &Card) -> Markup {
    side(face, card, ("front", "card-front-hint"), &card.front)
}

fn back(face: &Face<'_>, card: &Card) -> Markup {
    html! {
        (side(face, card, ("back", "card-back-hint"), &card.back))
        @if let Some(source) = &card.source { (from(face, source)) }
    }
}

fn side(face: &Face<'_>, card: &Card, (id, key): (&str, &str), said: &str) -> Markup {
    let title = card.row.title.as_str();
    let text = Texts { face, item: card.row.id, blobs: &[], level: 3, prefix: id.to_owned(), note: None, title };
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (face.say(key)) }
            article { (text.show(said)) }
        }
    }
}

fn from(face: &Face<'_>, source: &CardSource) -> Markup {
    let said = card_source(source, face.text);
    let path = match source.kind.as_deref() {
        Some("note") => Some(Sheet::Note(source.thread)),
        Some("question") => Some(Sheet::Question(source.thread)),
        Some("quickvote") => Some(Sheet::Vote(source.thread)),
        Some("meeting") => Some(Sheet::Meeting(source.thread)),
        Some("card") => Some(Sheet::Card(source.thread)),
        _ => None,
    };
    let path = path.filter(|_| matches!(source.state, SourceState::Here | SourceState::Changed));
    html! {
        p {
            @match path {
                Some(path) => a href=(face.to(&path.to_string())) { (said) },
                None => { (said) },
            }
        }
        @if let Some(quote) = &source.quote { blockquote dir="auto" { (quote) } }
    }
}
