//! Small things that several pages show.

use commonplace_core::id::RecordId;
use commonplace_core::time::Timestamp;
use commonplace_node::answer::{Author, Blob, Comment, Delivery, Hidden};
use commonplace_node::command::Vote;
use commonplace_node::sentence::{hidden_because, part_away};
use commonplace_node::text::iso;
use maud::{Markup, html};

use super::Face;
use super::form::{Field, Form};
use super::markdown::Texts;
use crate::fields::encoded;
use crate::route::{Act, Sheet};

impl Face<'_> {
    /// A person's name.
    pub(super) fn name(&self, author: &Author) -> String {
        if author.me { self.say("you") } else { author.name.clone() }
    }

    /// What stands between the parts of a line, in the signs of the language.
    pub(super) fn comma(&self) -> String {
        format!("{} ", self.say("read-comma"))
    }

    /// People's names in a row.
    pub(super) fn names(&self, people: &[Author]) -> String {
        people.iter().map(|author| self.name(author)).collect::<Vec<_>>().join(&self.comma())
    }

    /// A person's name, apart from the words around it, which may run the other way.
    pub(super) fn author(&self, author: &Author) -> Markup {
        html! { bdi { (self.name(author)) } }
    }

    /// That an item is hidden from most and why, if it is.
    pub(super) fn hidden(&self, hidden: Option<&Hidden>) -> Markup {
        html! {
            @if let Some(hidden) = hidden {
                p.notice { (hidden_because(hidden, self.text, |author| self.name(author))) }
            }
        }
    }

    /// That a text goes on elsewhere, if it does.
    pub(super) fn part_away(&self, with: Option<&[String]>) -> Markup {
        html! { @if let Some(with) = with { p.meta { (part_away(with, self.text)) } } }
    }

    /// How long ago, with the time itself for programs.
    pub(super) fn ago(&self, then: Timestamp) -> Markup {
        html! { time datetime=(iso(then)) { (self.text.ago(self.now, then)) } }
    }

    /// On how many devices something is.
    pub(super) fn delivery(&self, on: Delivery, mine: bool) -> String {
        let values = [("devices", on.devices.into()), ("of", on.of.into())];
        match on {
            Delivery { of: 0 | 1, .. } => self.say("delivery-lesson-nobody"),
            Delivery { only_here: true, .. } if mine => self.say("delivery-lesson-alone"),
            Delivery { only_here: true, .. } => self.say("delivery-lesson-part"),
            Delivery { .. } => self.with("delivery-lesson", &values),
        }
    }

    /// Tags, each leading to the notes that have it.
    pub(super) fn tags(&self, tags: &[String]) -> Markup {
        html! {
            @if !tags.is_empty() {
                ul.tags aria-label=(self.say("read-tags")) {
                    @for tag in tags {
                        li { a href=(self.to(&format!("notes?tag={}", encoded(tag)))) { "#" bdi { (tag) } } }
                    }
                }
            }
        }
    }

    /// The attachments of an item, under a heading of this level.
    pub(super) fn attachments(&self, blobs: &[Blob], sheet: Sheet, level: u8) -> Markup {
        html! {
            @if !blobs.is_empty() {
                section.attachments {
                    (heading(level, &self.count("attachments", blobs.len())))
                    ul { @for blob in blobs { li { (self.attachment(blob, sheet)) } } }
                }
            }
        }
    }

    fn attachment(&self, blob: &Blob, sheet: Sheet) -> Markup {
        let size = self.text.bytes(blob.size);
        if blob.here >= blob.sealed_size {
            let path = self.to(&format!("file/{}/{}", blob.item, blob.id));
            return html! {
                a href=(path) download { (self.say("attachment-save")) " " bdi { (blob.name) } } " (" (size) ")"
            };
        }
        let percent = blob.here.saturating_mul(100).checked_div(blob.sealed_size).unwrap_or_default();
        let values = [("percent", percent.into()), ("size", size.into())];
        let fetch = Form::new(self, Act::Fetch(blob.id), sheet);
        html! {
            bdi { (blob.name) } " – "
            @if blob.coming {
                (self.with("attachment-awaited", &values))
            } @else {
                (self.with("attachment-absent", &values)) " "
                (fetch.button("fetch", &self.say("attachment-fetch"), &blob.name, None))
            }
        }
    }

    /// How many found an item helpful, as a button for those who did not write it; `about` says what it is.
    pub(super) fn helpful(
        &self,
        (item, author): (RecordId, &Author),
        sheet: Sheet,
        (count, vote): (usize, Option<Vote>),
        about: &str,
    ) -> Markup {
        let mine = vote == Some(Vote::Helpful);
        let words = self.count("helpful", count);
        let form = Form::new(self, Act::Vote(item), sheet);
        html! {
            @if author.me {
                @if count > 0 { span.meta { (words) } }
            } @else {
                (form.button(if mine { "none" } else { "helpful" }, &words, about, Some(mine)))
            }
        }
    }

    /// The form in which this person changes what they wrote. `about` names it for whoever does not see where it stands.
    pub(super) fn revise(&self, item: RecordId, sheet: Sheet, said: &Said<'_>, about: &str) -> Markup {
        let form = Form::new(self, Act::Revise(item), sheet);
        let tags = said.tags.join(", ");
        let field =
            |name, label, value, rows, required| form.field(Field { name, label, hint: None, value, rows, required });
        html! {
            details open[form.is_refused()] {
                summary { (self.say("edit")) span.aside { ": " (about) } }
                (form.around(&html! {
                    @if let Some(title) = said.title { (field("title", "editor-question-hint", title, 1, true)) }
                    (field("text", said.label, said.text, 8, said.title.is_none()))
                    @if said.title.is_some() {
                        (field("tags", "read-tags", &tags, 1, false))
                        (Form::hidden("tags-before", &tags))
                    }
                    div.ends { button type="submit" { (self.say("editor-publish")) } }
                }))
            }
        }
    }

    /// The comments on an item, and the form for one more. `about` names the item for whoever does not see it.
    pub(super) fn comments(&self, comments: &[Comment], item: RecordId, sheet: Sheet, at: Under<'_>) -> Markup {
        let form = Form::new(self, Act::Comment(item), sheet);
        let texts = |index: usize| Texts {
            face: self,
            item,
            blobs: &[],
            level: at.level + 1,
            prefix: format!("{}c{index}", at.prefix),
            note: None,
            title: "",
        };
        html! {
            div.comments {
                @if !comments.is_empty() {
                    (heading(at.level, &self.count("comments", comments.len())))
                    ul {
                        @for (index, comment) in comments.iter().enumerate() {
                            li id=(comment.id) {
                                p.meta {
                                    (self.author(&comment.author)) (self.comma()) (self.ago(comment.created))
                                    @if comment.revisions > 0 { (self.comma()) (self.say("revised")) }
                                }
                                (self.hidden(comment.hidden.as_ref()))
                                (self.sources(&comment.sources))
                                (texts(index).show(&comment.text))
                                (self.part_away(comment.away.as_deref()))
                                @if self.may_write() && comment.author.me && comment.away.is_none() {
                                    @let said = Said { title: None, text: &comment.text, tags: &[], label: "read-comment-changed" };
                                    (self.revise(comment.id, sheet, &said, &self.say("read-comment")))
                                }
                            }
                        }
                    }
                }
                @if self.may_write() {
                    details open[form.is_refused()] {
                        summary { (self.say("read-comment-on")) span.aside { ": " (at.about) } }
                        (form.around(&html! {
                            (form.field(Field {
                                name: "text", label: "read-comment", hint: None, value: "", rows: 3, required: true,
                            }))
                            div.ends { button type="submit" { (self.say("comment-send")) } }
                        }))
                    }
                }
            }
        }
    }
}

/// What somebody said, as it stands before they change it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    /// Its title; only a question has one.
    pub(super) title: Option<&'a str>,
    /// Its text.
    pub(super) text: &'a str,
    /// Its tags; only a question has some.
    pub(super) tags: &'a [String],
    /// The key of what its text is called.
    pub(super) label: &'a str,
}

/// Where on its page something stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Under<'a> {
    /// The level of its heading.
    pub(super) level: u8,
    /// What the names of its parts begin with.
    pub(super) prefix: &'a str,
    /// What it is about, in words.
    pub(super) about: &'a str,
}

/// A heading of ours.
pub(super) fn heading(level: u8, words: &str) -> Markup {
    around(level, None, None, &html! { (words) })
}

/// A heading that leads to an item of this title, which may run the other way than the page and stands where the page
/// begins its lines.
pub(super) fn leading(level: u8, to: &str, title: &str) -> Markup {
    around(level, None, None, &html! { a href=(to) { bdi { (title) } } })
}

/// A heading in somebody's text, of this name if it has one.
pub(super) fn theirs(level: u8, id: Option<&str>, words: &Markup) -> Markup {
    around(level, id, Some("auto"), words)
}

fn around(level: u8, id: Option<&str>, dir: Option<&str>, words: &Markup) -> Markup {
    match level {
        0..=2 => html! { h2 id=[id] dir=[dir] { (words) } },
        3 => html! { h3 id=[id] dir=[dir] { (words) } },
        4 => html! { h4 id=[id] dir=[dir] { (words) } },
        5 => html! { h5 id=[id] dir=[dir] { (words) } },
        _ => html! { h6 id=[id] dir=[dir] { (words) } },
    }
}
