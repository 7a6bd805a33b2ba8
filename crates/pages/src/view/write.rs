//! Writing: a note, a change of one, a question.

use commonplace_node::answer::Note;
use commonplace_node::sheet::{Base, Sheet as Typed};
use maud::{Markup, html};

use super::form::{Field, Form};
use super::{Face, Page, Place};
use crate::drafts;
use crate::route::{Act, Sheet};

/// What stands in the fields at first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Start {
    /// The draft, or what there is to change.
    pub(crate) typed: Typed,
    /// Whether it is a draft.
    pub(crate) drafted: bool,
}

impl Start {
    /// Names the draft that stands there, or that there is none.
    pub(crate) fn mark(&self) -> String {
        if self.drafted { drafts::mark(&self.typed) } else { drafts::mark(&Typed::default()) }
    }
}

/// A new note.
pub(crate) fn note(face: &Face<'_>, start: &Start) -> Page {
    let form = Form::new(face, Act::Publish, Sheet::Write);
    let body = form.around(&html! {
        (drafted(face, start))
        (form.elsewhere(start))
        (form.field(line("title", "read-title", Some("read-title-hint"), &start.typed.title, false)))
        (text(&form, "read-text", &start.typed.text, true))
        (form.field(line("tags", "read-tags", Some("read-tags-hint"), &start.typed.tags, false)))
        (form.ends("editor-publish", start))
    });
    Page { title: face.say("editor-note"), place: Place::Write, body }
}

/// A change of a note.
pub(crate) fn edit(face: &Face<'_>, note: &Note, start: &Start) -> Page {
    let sheet = Sheet::Edit(note.row.id);
    let form = Form::new(face, Act::Publish, sheet);
    let sent = form.sent().and_then(|sent| sent.base);
    let base = sent.as_ref().or(start.typed.base.as_ref());
    let overtaken = face.refused.is_some_and(|refused| refused.overtaken);
    let body = html! {
        p { a href=(face.to(&Sheet::Note(note.row.id).to_string())) { (face.say("read-back-to-note")) } }
        @if overtaken || start.drafted {
            details open[overtaken] {
                summary { (face.say("read-as-it-stands")) }
                pre.source tabindex="0" dir="auto" lang="" { (note.text) }
            }
        }
        (form.around(&html! {
            (drafted(face, start))
            (form.elsewhere(start))
            // Whoever was shown what others wrote goes on from that; a draft of it still knows where it began.
            @match base {
                Some(base) if !overtaken => (Form::hidden("from", &version(base))),
                _ => (Form::hidden("from", &version(&Base::from(note)))),
            }
            (Form::hidden("base", &Typed { base: base.cloned(), ..Typed::default() }.pack()))
            (form.field(line("title", "read-title", None, &start.typed.title, true)))
            (text(&form, "read-text", &start.typed.text, false))
            (form.field(line("tags", "read-tags", Some("read-tags-hint"), &start.typed.tags, false)))
            (form.ends("editor-publish", start))
        }))
    };
    Page { title: face.with("read-editing", &[("title", note.row.title.as_str().into())]), place: Place::Other, body }
}

/// A question, perhaps about a note.
pub(crate) fn ask(face: &Face<'_>, about: Option<&Note>, start: &Start) -> Page {
    let form = Form::new(face, Act::Publish, Sheet::Ask(about.map(|note| note.row.id)));
    let body = html! {
        @if let Some(note) = about {
            p {
                a href=(face.to(&Sheet::Note(note.row.id).to_string())) {
                    (face.with("about-note", &[("title", note.row.title.as_str().into())]))
                }
            }
        }
        (form.around(&html! {
            (drafted(face, start))
            (form.elsewhere(start))
            (form.field(line("title", "editor-question-hint", None, &start.typed.title, true)))
            @if about.is_some() {
                (form.field(Field {
                    name: "quote", label: "editor-quote-hint", hint: Some("read-quote-hint"), value: &start.typed.quote,
                    rows: 3, required: false,
                }))
            }
            (form.field(Field {
                name: "text", label: "read-question-text", hint: Some("editor-question-text-hint"),
                value: &start.typed.text, rows: 10, required: false,
            }))
            (form.field(line("tags", "read-tags", Some("read-tags-hint"), &start.typed.tags, false)))
            (form.ends("editor-publish-question", start))
        }))
    };
    Page { title: face.say("editor-ask"), place: Place::Ask, body }
}

/// Names how a note stands, so that a change does not undo what others have changed meanwhile.
pub(crate) fn version(base: &Base) -> String {
    let parts = [base.title.as_str(), &base.tags.join(","), &base.text];
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

/// That a draft stands in the fields.
pub(super) fn drafted(face: &Face<'_>, start: &Start) -> Markup {
    html! { @if start.drafted && face.refused.is_none() { p.notice { (face.say("draft-restored")) } } }
}

pub(super) fn line<'a>(
    name: &'static str,
    label: &'a str,
    hint: Option<&'a str>,
    value: &'a str,
    required: bool,
) -> Field<'a> {
    Field { name, label, hint, value, rows: 1, required }
}

fn text(form: &Form<'_>, label: &str, value: &str, required: bool) -> Markup {
    form.field(Field { name: "text", label, hint: Some("editor-text-hint"), value, rows: 18, required })
}
