//! From what the node answers to HTML. Pure; everything that people wrote goes through [`maud`]'s escaping.

pub(crate) mod card;
pub(crate) mod dispute;
pub(crate) mod form;
pub(crate) mod home;
pub(crate) mod layout;
pub(crate) mod list;
mod markdown;
pub(crate) mod meeting;
pub(crate) mod note;
pub(crate) mod pairs;
mod parts;
pub(crate) mod question;
pub(crate) mod vote;
pub(crate) mod write;

use commonplace_core::time::Timestamp;
use commonplace_node::answer::Circle;
use commonplace_node::text::{Text, Value};
use commonplace_node::zone::Zone;
use maud::Markup;

use crate::fields::Fields;
use crate::guard::Guard;

/// What all pages stand on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Face<'a> {
    /// The words of the reader's language.
    pub(crate) text: &'a Text,
    /// Makes tokens for forms, and knows what paths begin with.
    pub(crate) guard: &'a Guard,
    /// The circle.
    pub(crate) circle: &'a Circle,
    /// When the page is shown.
    pub(crate) now: Timestamp,
    /// Which hour it is where this computer stands.
    pub(crate) zone: &'a Zone,
    /// What was just done, as the key of a sentence.
    pub(crate) said: Option<&'static str>,
    /// What was just refused.
    pub(crate) refused: Option<&'a Refused>,
}

/// A form that did not go.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    /// The path to which it was sent.
    pub(crate) form: String,
    /// What was typed.
    pub(crate) fields: Fields,
    /// The field that it is about.
    pub(crate) field: &'static str,
    /// Why, as a sentence.
    pub(crate) why: String,
    /// Whether somebody else has changed the note meanwhile, which then stands below the form.
    pub(crate) overtaken: bool,
}

/// One page.
#[derive(Debug)]
pub(crate) struct Page {
    /// What it is called, in the title bar and at its head.
    pub(crate) title: String,
    /// Where in the circle it is.
    pub(crate) place: Place,
    /// What stands below its head.
    pub(crate) body: Markup,
}

/// Where in a circle a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Home,
    Notes,
    Questions,
    Votes,
    Write,
    Ask,
    /// Below one of these, or nowhere.
    Other,
}

impl Face<'_> {
    /// The words under this key.
    pub(crate) fn say(&self, key: &str) -> String {
        self.text.get(key)
    }

    /// The same, filled with values.
    pub(crate) fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.text.with(key, values)
    }

    /// The same, filled with a number under the name `count`.
    pub(crate) fn count(&self, key: &str, count: usize) -> String {
        self.with(key, &[("count", count.into())])
    }

    /// Where a path of ours leads.
    pub(crate) fn to(&self, path: &str) -> String {
        format!("{}{path}", self.guard.base())
    }

    /// Whether this person may write in the circle.
    pub(crate) fn may_write(&self) -> bool {
        self.circle.may_write()
    }
}
