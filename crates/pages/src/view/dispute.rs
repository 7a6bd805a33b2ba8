//! Disputes: one of them, all of them, the form in which one begins one, and what a reader of copies is told.

use commonplace_node::answer::{Author, Dispute, DisputeRow, DisputeSource, MadeFrom, SourceDisputed};
use commonplace_node::command::Weight;
use maud::{Markup, html};

use commonplace_core::id::RecordId;

use super::form::{Field, Form};
use super::markdown::Texts;
use super::parts::{Under, leading};
use super::write::{Start, drafted, line};
use super::{Face, Page, Place};
use crate::route::{Act, Sheet};

/// What one can think of a dispute, each with its value in a form and the key of its words.
const THOUGHTS: [(Weight, &str, &str); 3] = [
    (Weight::Agree, "agree", "dispute-agree"),
    (Weight::Disagree, "disagree", "dispute-disagree"),
    (Weight::Unsure, "unsure", "dispute-unsure"),
];

/// One dispute.
pub(crate) fn dispute(face: &Face<'_>, dispute: &Dispute) -> Page {
    let row = &dispute.row;
    let sheet = Sheet::Dispute(row.id);
    let text =
        Texts { face, item: row.id, blobs: &[], level: 3, prefix: "h".to_owned(), note: None, title: &row.claim };
    let body = html! {
        (face.hidden(dispute.why_hidden.as_ref()))
        p.meta {
            strong { (face.say(&format!("dispute-{}", row.state.name()))) } (face.comma())
            (face.name(&row.author)) (face.comma()) (face.ago(row.created))
        }
        @for ruling in &dispute.rulings {
            @let key = if ruling.upheld { "dispute-ruled-upheld" } else { "dispute-ruled-rejected" };
            @let values = [("name", face.name(&ruling.by).into()), ("reason", ruling.reason.as_str().into())];
            p.notice { (face.with(key, &values)) }
        }
        @if let Some(by) = &dispute.corrected_by {
            p.notice { (face.with("dispute-corrected-by", &[("name", face.name(by).into())])) }
        }
        section aria-labelledby="disputed" {
            h2 #disputed { (face.say("dispute-of-passage")) }
            @let values = [("title", row.title.as_str().into()), ("name", face.name(&row.of).into())];
            p { (led(face, &row.kind, row.thread, row.item, &face.with("dispute-of", &values))) }
            @if let Some(passage) = &row.passage { blockquote dir="auto" lang="" { (passage) } }
            @if !dispute.stands { p.meta { (face.say("dispute-passage-gone")) } }
        }
        section aria-labelledby="sources" {
            h2 #sources { (face.say("dispute-sources")) }
            @if let Some(source) = &dispute.source { (cited(face, source)) }
            @if !dispute.elsewhere.is_empty() { p dir="auto" lang="" { (dispute.elsewhere) } }
            @if !dispute.why.is_empty() { article { (text.show(&dispute.why)) } }
        }
        section aria-labelledby="who" {
            h2 #who { (face.say("dispute-who")) }
            (thoughts(face, dispute, sheet))
        }
        @if !dispute.made_from.is_empty() {
            section aria-labelledby="made" {
                h2 #made { (face.say("dispute-made-from")) }
                p.meta { (face.say("dispute-made-from-lesson")) }
                ul { @for made in &dispute.made_from { li { (made_from(face, made)) } } }
            }
        }
        (face.comments(&dispute.replies, row.id, sheet, Under { level: 2, prefix: "d", about: &row.claim }))
        p { a href=(face.to("disputes")) { (face.say("disputes-all")) } }
    };
    Page { title: row.claim.clone(), place: Place::Other, body }
}

/// All of them, open ones first.
pub(crate) fn all(face: &Face<'_>, rows: &[DisputeRow]) -> Page {
    let body = html! {
        @if rows.is_empty() { p { (face.say("disputes-none")) } }
        (dispute_rows(face, rows, 2))
    };
    Page { title: face.say("disputes"), place: Place::Other, body }
}

/// Rows of a list, each under a heading of this level.
pub(super) fn dispute_rows(face: &Face<'_>, rows: &[DisputeRow], level: u8) -> Markup {
    html! {
        @if !rows.is_empty() {
            ul.rows {
                @for row in rows {
                    li {
                        (leading(level, &face.to(&Sheet::Dispute(row.id).to_string()), &row.claim))
                        @if let Some(passage) = &row.passage { blockquote dir="auto" lang="" { (passage) } }
                        p.meta {
                            (face.say(&format!("dispute-{}", row.state.name()))) (face.comma())
                            (face.name(&row.author)) (face.comma()) (face.ago(row.updated))
                        }
                    }
                }
            }
        }
    }
}

/// The form in which something is disputed; `of` is what, by its title, and `back` its page.
pub(crate) fn begin(face: &Face<'_>, item: RecordId, of: &str, back: Sheet, start: &Start) -> Page {
    let form = Form::new(face, Act::Publish, Sheet::Wrong(item));
    let field = |name, label, hint, value, rows, required| Field { name, label, hint, value, rows, required };
    let typed = &start.typed;
    let body = html! {
        p { a href=(face.to(&back.to_string())) { (face.with("about-note", &[("title", of.into())])) } }
        p { (face.say("dispute-form-lesson")) }
        (form.around(&html! {
            (drafted(face, start))
            (form.elsewhere(start))
            (form.field(field("quote", "dispute-of-passage", Some("read-quote-hint"), &typed.quote, 3, false)))
            (form.field(line("title", "dispute-claim-hint", None, &typed.title, true)))
            (form.field(line("place", "dispute-source-hint", None, &typed.place, false)))
            (form.field(field("text", "dispute-why-hint", None, &typed.text, 8, false)))
            (form.ends("dispute-publish", start))
        }))
    };
    Page { title: face.say("dispute-form"), place: Place::Other, body }
}

/// Who thinks what, and the form in which one says so oneself.
fn thoughts(face: &Face<'_>, dispute: &Dispute, sheet: Sheet) -> Markup {
    let row = &dispute.row;
    let form = Form::new(face, Act::Weigh(row.id), sheet);
    let by = |weight: Weight| -> Vec<&Author> {
        dispute.weighed.iter().filter(|weighed| weighed.weight == weight).map(|weighed| &weighed.author).collect()
    };
    html! {
        @if dispute.may_weigh {
            div.acts {
                @for (weight, value, key) in THOUGHTS {
                    @let mine = row.mine == Some(weight);
                    (form.button(if mine { "none" } else { value }, &face.say(key), &row.claim, Some(mine)))
                }
            }
        }
        ul {
            @for (weight, ..) in THOUGHTS {
                @let people = by(weight);
                @if !people.is_empty() {
                    @let names = people.iter().map(|person| face.name(person)).collect::<Vec<_>>().join(&face.comma());
                    @let values = [("count", people.len().into()), ("names", names.into())];
                    li { (face.with(&format!("dispute-who-{}", weight.name()), &values)) }
                }
            }
        }
    }
}

fn cited(face: &Face<'_>, source: &DisputeSource) -> Markup {
    let title = source.title.clone().unwrap_or_else(|| face.say("dispute-source-absent"));
    let kind = source.kind.as_deref().unwrap_or_default();
    html! {
        p { (led(face, kind, source.thread, source.item, &title)) }
        @if let Some(passage) = &source.passage { blockquote dir="auto" lang="" { (passage) } }
    }
}

fn made_from(face: &Face<'_>, made: &MadeFrom) -> Markup {
    let kind = if made.id == made.thread { made.kind.as_str() } else { "question" };
    html! { (led(face, kind, made.thread, made.id, &made.title)) (face.comma()) (face.author(&made.author)) }
}

/// Words that lead to an item on the page of its thread.
fn led(face: &Face<'_>, kind: &str, thread: RecordId, item: RecordId, words: &str) -> Markup {
    let sheet = match kind {
        "note" => Sheet::Note(thread),
        "question" => Sheet::Question(thread),
        "meeting" => Sheet::Meeting(thread),
        "quickvote" => Sheet::Vote(thread),
        _ => return html! { bdi { (words) } },
    };
    let within = if item == thread { String::new() } else { format!("#{item}") };
    html! { a href=(format!("{}{within}", face.to(&sheet.to_string()))) { bdi { (words) } } }
}

impl Face<'_> {
    /// That something was made from what is disputed.
    pub(super) fn sources(&self, sources: &[SourceDisputed]) -> Markup {
        html! {
            @for source in sources {
                p.notice {
                    a href=(self.to(&Sheet::Dispute(source.dispute).to_string())) {
                        (self.say(&format!("source-badge-{}", source.state.name())))
                    }
                    ": " bdi { (source.claim) }
                }
            }
        }
    }

    /// What is disputed of the items of a page.
    pub(super) fn disputes(&self, disputes: &[DisputeRow]) -> Markup {
        html! {
            @if !disputes.is_empty() {
                section aria-labelledby="disputes" {
                    h2 #disputes { (self.say("disputes")) }
                    (dispute_rows(self, disputes, 3))
                }
            }
        }
    }

    /// The way to dispute an item.
    pub(super) fn dispute_this(&self, item: RecordId) -> Markup {
        html! {
            a.button href=(self.to(&Sheet::Wrong(item).to_string())) { (self.say("dispute-begin")) }
        }
    }
}
