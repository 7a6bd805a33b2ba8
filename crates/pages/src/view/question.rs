//! One question with its answers.

use commonplace_node::answer::{Question, Reply};
use commonplace_node::command::Vote;
use maud::{Markup, html};

use super::form::{Field, Form};
use super::list::state;
use super::markdown::Texts;
use super::parts::{Said, Under, heading};
use super::write::Start;
use super::{Face, Page, Place};
use crate::route::{Act, Sheet};

/// The page. `start` is what was begun of an answer.
pub(crate) fn question(face: &Face<'_>, question: &Question, start: &Start) -> Page {
    let row = &question.row;
    let sheet = Sheet::Question(row.id);
    let text = Texts {
        face,
        item: row.id,
        blobs: &question.blobs,
        level: 2,
        prefix: "h".to_owned(),
        note: None,
        title: &row.title,
    };
    let vote = Form::new(face, Act::Vote(row.id), sheet);
    let same = question.my_vote == Some(Vote::Same);
    let body = html! {
        (about(face, question))
        (face.sources(&question.sources))
        article { (text.show(&question.text)) }
        @for also in &question.also { p.notice { (face.with("said-apart", &[("text", also.as_str().into())])) } }
        (face.tags(&row.tags))
        (face.attachments(&question.blobs, sheet, 2))
        @if face.may_write() {
            div.acts {
                @if !row.author.me {
                    @let words = face.count("same-question", row.same);
                    (vote.button(if same { "none" } else { "same" }, &words, "", Some(same)))
                }
                (face.dispute_this(row.id))
            }
        }
        @if face.may_write() && row.author.me {
            @let said = Said { title: Some(&row.title), text: &question.text, tags: &row.tags, label: "read-question-text" };
            (face.revise(row.id, sheet, &said, &row.title))
        }
        (face.disputes(&question.disputes))
        (face.comments(&question.comments, row.id, sheet, Under { level: 2, prefix: "q", about: &row.title }))
        section aria-labelledby="answers" {
            h2 #answers { (face.count("read-answers", question.replies.len())) }
            @for (index, reply) in question.replies.iter().enumerate() { (answer(face, question, reply, index)) }
        }
        @if face.may_write() { (write(face, question, start)) }
    };
    Page { title: row.title.clone(), place: Place::Other, body }
}

fn about(face: &Face<'_>, question: &Question) -> Markup {
    let row = &question.row;
    html! {
        div.about {
            (face.hidden(question.why_hidden.as_ref()))
            p.meta {
                (face.with("read-asked-by", &[("name", face.name(&row.author).into())]))
                (face.comma()) (face.ago(row.created)) (face.comma()) (state(face, row))
                @if question.revisions > 0 { (face.comma()) (face.say("revised")) }
            }
            p.meta { (face.delivery(row.on, row.author.me)) }
            @if let Some(about) = &question.about {
                p {
                    @match &about.title {
                        Some(title) => a href=(face.to(&Sheet::Note(about.note).to_string())) {
                            (face.with("about-note", &[("title", title.as_str().into())]))
                        },
                        None => { (face.with("about-note", &[("title", face.say("about-unknown").into())])) },
                    }
                }
                @if let Some(quote) = &about.quote { blockquote dir="auto" lang="" { (quote) } }
            }
        }
    }
}

fn answer(face: &Face<'_>, question: &Question, reply: &Reply, index: usize) -> Markup {
    let sheet = Sheet::Question(question.row.id);
    let name = face.name(&reply.author);
    let title = face.with("read-answer-by", &[("name", name.into())]);
    let prefix = format!("a{index}");
    let text =
        Texts { face, item: reply.id, blobs: &reply.blobs, level: 4, prefix: prefix.clone(), note: None, title: "" };
    let accept = Form::new(face, Act::Accept(reply.id), sheet);
    html! {
        article.answer.accepted[reply.accepted] id=(reply.id) {
            (heading(3, &title))
            p.meta {
                @if reply.accepted { strong { (face.say("read-accepted")) } (face.comma()) }
                @if reply.endorsed { (face.say("answer-endorsed")) (face.comma()) }
                (face.ago(reply.created))
                @if reply.revisions > 0 { (face.comma()) (face.say("revised")) }
            }
            (face.hidden(reply.hidden.as_ref()))
            (face.sources(&reply.sources))
            (text.show(&reply.text))
            @for also in &reply.also { p.notice { (face.with("said-apart", &[("text", also.as_str().into())])) } }
            (face.part_away(reply.away.as_deref()))
            (face.attachments(&reply.blobs, sheet, 4))
            @if face.may_write() {
                div.acts {
                    (face.helpful((reply.id, &reply.author), sheet, (reply.helpful, reply.my_vote), &title))
                    (face.dispute_this(reply.id))
                    @if question.row.author.me && !reply.accepted {
                        (accept.button("accept", &face.say("answer-accept"), &title, None))
                    }
                }
            }
            @if face.may_write() && reply.author.me && reply.away.is_none() {
                @let said = Said { title: None, text: &reply.text, tags: &[], label: "read-answer-changed" };
                (face.revise(reply.id, sheet, &said, &title))
            }
            (face.comments(&reply.comments, reply.id, sheet, Under { level: 4, prefix: &prefix, about: &title }))
        }
    }
}

fn write(face: &Face<'_>, question: &Question, start: &Start) -> Markup {
    let form = Form::new(face, Act::Publish, Sheet::Question(question.row.id));
    let key = if question.row.author.me { "answer-own" } else { "answer-heading" };
    html! {
        section aria-labelledby="your-answer" {
            h2 #your-answer { (face.say(key)) }
            (form.around(&html! {
                (form.elsewhere(start))
                (form.field(Field {
                    name: "text",
                    label: "read-answer-text",
                    hint: Some(if start.drafted { "draft-restored" } else { "answer-hint" }),
                    value: &start.typed.text,
                    rows: 10,
                    required: true,
                }))
                (form.ends("answer-publish", start))
            }))
        }
    }
}
