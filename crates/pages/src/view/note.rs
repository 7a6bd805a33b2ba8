//! One note.

use commonplace_node::answer::{Note, QuestionRow};
use maud::{Markup, html};

use super::list::question_rows;
use super::markdown::Texts;
use super::parts::Under;
use super::{Face, Page, Place};
use crate::route::Sheet;

/// The page. `questions` are those about it.
pub(crate) fn note(face: &Face<'_>, note: &Note, questions: &[QuestionRow]) -> Page {
    let row = &note.row;
    let sheet = Sheet::Note(row.id);
    let text = Texts {
        face,
        item: row.id,
        blobs: &note.blobs,
        level: 2,
        prefix: "h".to_owned(),
        note: Some(row.id),
        title: &row.title,
    };
    let body = html! {
        (about(face, note))
        (face.sources(&note.sources))
        article { (text.show(&note.text)) }
        (face.tags(&row.tags))
        (face.attachments(&note.blobs, sheet, 2))
        @if face.may_write() {
            section aria-labelledby="acts" {
                h2.aside #acts { (face.say("read-acts")) }
                div.acts {
                    a.button href=(face.to(&Sheet::Edit(row.id).to_string())) { (face.say("edit")) }
                    a.button href=(face.to(&Sheet::Ask(Some(row.id)).to_string())) { (face.say("read-ask-about")) }
                    (face.dispute_this(row.id))
                    a.button href=(face.to(&Sheet::Make(Some(row.id)).to_string())) { (face.say("card-make")) }
                    (face.helpful((row.id, &row.author), sheet, (row.helpful, note.my_vote), ""))
                }
            }
        }
        (face.disputes(&note.disputes))
        section aria-labelledby="about-it" {
            h2 #about-it { (face.say("read-questions-about")) }
            @if questions.is_empty() { p { (face.say("read-no-questions-about")) } }
            (question_rows(face, questions, 3))
        }
        (face.comments(&note.replies, row.id, sheet, Under { level: 2, prefix: "n", about: &row.title }))
    };
    Page { title: row.title.clone(), place: Place::Other, body }
}

/// Who wrote it, when, and where it is.
fn about(face: &Face<'_>, note: &Note) -> Markup {
    let row = &note.row;
    html! {
        div.about {
            (face.hidden(note.why_hidden.as_ref()))
            p.meta {
                (face.with("written-by", &[("names", face.names(&note.contributors).into())])) (face.comma()) (face.ago(row.updated))
                @if row.edits > 0 { (face.comma()) (face.count("edits", row.edits)) }
            }
            p.meta { (face.delivery(row.on, row.author.me)) }
            @for title in &note.other_titles {
                p.notice { (face.with("other-title", &[("title", title.as_str().into())])) }
            }
            @for both in &note.both_edited {
                @let names = face.names(&both.by);
                p.notice {
                    (face.with("both-edited", &[("names", names.into()), ("passage", both.passage.as_str().into())]))
                }
            }
            @if note.unreadable > 0 { p.notice { (face.count("read-newer-parts", note.unreadable)) } }
        }
    }
}
