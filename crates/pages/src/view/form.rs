//! Forms: labels, hints, what was typed, and why it did not go.

use commonplace_node::sheet::Sheet as Typed;
use maud::{Markup, html};

use super::Face;
use super::write::Start;
use crate::drafts;
use crate::route::{Act, Sheet};

/// A form that does something, on a sheet.
#[derive(Debug)]
pub(crate) struct Form<'a> {
    face: &'a Face<'a>,
    /// Where it is sent.
    path: String,
}

/// A field to type in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field<'a> {
    /// Its name in the form.
    pub(crate) name: &'static str,
    /// The key of its label.
    pub(crate) label: &'a str,
    /// The key of what helps to fill it in.
    pub(crate) hint: Option<&'a str>,
    /// What stands in it at first.
    pub(crate) value: &'a str,
    /// How many lines are seen of it; one means that it has only one.
    pub(crate) rows: u8,
    /// Whether nothing goes without it.
    pub(crate) required: bool,
}

/// The name of a field on its page.
pub(crate) fn id(form: &str, field: &str) -> String {
    format!("{}-{field}", form.replace('/', "-"))
}

impl<'a> Form<'a> {
    pub(crate) fn new(face: &'a Face<'a>, act: Act, sheet: Sheet) -> Self {
        Self { face, path: act.on(sheet) }
    }

    /// Whether this form was sent and refused just now.
    pub(crate) fn is_refused(&self) -> bool {
        self.face.refused.is_some_and(|refused| refused.form == self.path)
    }

    /// What was typed, if it was refused just now.
    pub(crate) fn sent(&self) -> Option<Typed> {
        let refused = self.face.refused.filter(|refused| refused.form == self.path)?;
        Some(drafts::typed(&refused.fields))
    }

    /// Beside what was refused: the draft, if it holds more since something was typed elsewhere.
    pub(crate) fn elsewhere(&self, start: &Start) -> Markup {
        let other = start.drafted && self.sent().is_some_and(|sent| drafts::mark(&sent) != start.mark());
        html! {
            @if other {
                details open {
                    summary { (self.face.say("read-draft-elsewhere")) }
                    pre.source tabindex="0" dir="auto" lang="" { (start.typed.text) }
                }
            }
        }
    }

    /// The form around its fields.
    pub(crate) fn around(&self, fields: &Markup) -> Markup {
        html! {
            form method="post" action=(self.face.to(&self.path)) {
                input type="hidden" name="token" value=(self.face.guard.token(&self.path));
                (fields)
            }
        }
    }

    /// One button that does it with this value; `about` says to whoever does not see where it stands what it is about.
    pub(crate) fn button(&self, value: &str, words: &str, about: &str, pressed: Option<bool>) -> Markup {
        let pressed = pressed.map(|pressed| if pressed { "true" } else { "false" });
        self.around(&html! {
            button.quiet type="submit" name="value" value=(value) aria-pressed=[pressed] {
                (words)
                @if !about.is_empty() { span.aside { ": " (about) } }
            }
        })
    }

    /// A field with its label.
    pub(crate) fn field(&self, field: Field<'_>) -> Markup {
        let id = id(&self.path, field.name);
        let sent = self.face.refused.filter(|refused| refused.form == self.path);
        let value = sent.map_or(field.value, |refused| refused.fields.get(field.name));
        let why = sent.filter(|refused| refused.field == field.name).map(|refused| refused.why.as_str());
        let (hint, error) = (format!("{id}-hint"), format!("{id}-error"));
        let described = [field.hint.map(|_| hint.as_str()), why.map(|_| error.as_str())];
        let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let described = (!described.is_empty()).then_some(described);
        let invalid = why.map(|_| "true");
        html! {
            div.field {
                label for=(id) { (self.face.say(field.label)) }
                @if let Some(key) = field.hint { p.hint id=(hint) { (self.face.say(key)) } }
                @if let Some(why) = why { p.error id=(error) { (why) } }
                @if field.rows == 1 {
                    input id=(id) type="text" name=(field.name) value=(value) dir="auto" autocomplete="off"
                        required[field.required] aria-describedby=[described] aria-invalid=[invalid];
                } @else {
                    // The first line break after the tag is not part of the text.
                    textarea id=(id) name=(field.name) rows=(field.rows) dir="auto" required[field.required]
                        aria-describedby=[described] aria-invalid=[invalid] { "\n" (value) }
                }
            }
        }
    }

    /// Something that goes along unseen; what was sent is not kept.
    pub(crate) fn hidden(name: &str, value: &str) -> Markup {
        html! { input type="hidden" name=(name) value=(value); }
    }

    /// The buttons below a text: publish it, keep it for later, or begin anew if a draft of it stands there.
    pub(crate) fn ends(&self, publish: &str, start: &Start) -> Markup {
        let mark = self.sent().map_or_else(|| start.mark(), |sent| drafts::mark(&sent));
        html! {
            (Self::hidden("draft", &mark))
            div.ends {
                button.main type="submit" name="value" value="publish" { (self.face.say(publish)) }
                button type="submit" name="value" value="keep" formnovalidate { (self.face.say("read-keep")) }
                @if start.drafted {
                    button.quiet type="submit" name="value" value="discard" formnovalidate {
                        (self.face.say("draft-discard"))
                    }
                }
            }
        }
    }
}
