//! How the story is told: a heading for each step, and under it what each person sees; or the same as JSON.

use std::io::{self, Write};

use commonplace_core::time::Timestamp;
use commonplace_node::text::{Text, Value};
use serde_json::{Value as Json, json};
use unicode_width::UnicodeWidthStr;

use crate::clock;
use crate::output::{Format, Screen, wrap};

/// A step of the story, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Names,
    Circle,
    Nearby,
    Join,
    Import,
    Ask,
    Answer,
    Accept,
    Vote,
    Card,
    Steward,
    Apart,
    Bundle,
    Together,
    Dispute,
    Pairing,
    Gone,
    Li,
}

impl Step {
    /// Its name in JSON.
    const fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Circle => "circle",
            Self::Nearby => "nearby",
            Self::Join => "join",
            Self::Import => "import",
            Self::Ask => "ask",
            Self::Answer => "answer",
            Self::Accept => "accept",
            Self::Vote => "vote",
            Self::Card => "card",
            Self::Steward => "steward",
            Self::Apart => "apart",
            Self::Bundle => "bundle",
            Self::Together => "together",
            Self::Dispute => "dispute",
            Self::Pairing => "pairing",
            Self::Gone => "gone",
            Self::Li => "li",
        }
    }

    fn title(self, text: &Text) -> String {
        text.get(&format!("cli-demo-step-{}", self.name()))
    }
}

/// Columns before what a person sees: the widest name, and two on either side.
const MARGIN: usize = 8;

/// Where the story is told.
#[derive(Debug)]
pub(super) struct Page {
    format: Format,
    screen: Screen,
    step: Step,
    number: usize,
    began: Timestamp,
    /// Whether the latest line told of something that comes later.
    in_later: bool,
}

impl Page {
    /// The console of this process.
    pub(super) fn to_console(format: Format, text: &Text) -> Self {
        let screen = Screen::of_stdout(text.clone());
        Self { format, screen, step: Step::Names, number: 0, began: clock::now(), in_later: false }
    }

    /// The words of the reader's language.
    pub(super) fn text(&self) -> &Text {
        &self.screen.text
    }

    /// A number of bytes, as people say it.
    pub(super) fn size(&self, bytes: u64) -> String {
        self.screen.size(bytes)
    }

    /// What the reader is about to see.
    pub(super) fn open(&self) -> io::Result<()> {
        self.for_people(&wrap(&self.text().get("cli-demo-opening"), self.screen.prose_width(), 0))
    }

    /// A step begins.
    pub(super) fn step(&mut self, step: Step) -> io::Result<()> {
        (self.step, self.number, self.began, self.in_later) = (step, self.number + 1, clock::now(), false);
        let title = self.screen.bold(&step.title(self.text()));
        self.for_people(&format!("\n{:>2}  {title}", self.number))
    }

    /// Somebody sees something: a sentence for people, fields for programs.
    pub(super) fn sees(&self, who: &str, key: &str, values: &[(&str, Value<'_>)], fields: &Json) -> io::Result<()> {
        let millis = clock::now().millis().saturating_sub(self.began.millis());
        match self.format {
            Format::Json => {
                let step = self.step.name();
                line(&json!({"step": step, "who": who, "sees": fields, "holds": true, "millis": millis}).to_string())
            }
            Format::Text => {
                let said = wrap(&self.text().with(key, values), self.screen.prose_width(), MARGIN + 4);
                let name = format!("    {}{}", self.screen.good(who), " ".repeat(MARGIN.saturating_sub(who.width())));
                line(&format!("{name}{}", said.trim_start()))
            }
        }
    }

    /// A part of the story that this version cannot play yet.
    pub(super) fn later(&mut self, step: Step) -> io::Result<()> {
        let gap = if std::mem::replace(&mut self.in_later, true) { "" } else { "\n" };
        match self.format {
            Format::Json => line(&json!({"step": step.name(), "later": true}).to_string()),
            Format::Text => {
                let what = step.title(self.text());
                let said = self.text().with("cli-demo-later", &[("what", what.into())]);
                line(&format!("{gap}    {}", self.screen.dim(&said)))
            }
        }
    }

    /// Everything came true.
    pub(super) fn close(&self) -> io::Result<()> {
        match self.format {
            Format::Json => line(&json!({"step": "end", "holds": true}).to_string()),
            Format::Text => {
                line(&format!("\n{}", wrap(&self.text().get("cli-demo-end"), self.screen.prose_width(), 0)))
            }
        }
    }

    /// Something did not come true for this person.
    pub(super) fn breaks_off(&self, who: &str) -> io::Result<()> {
        if self.format == Format::Text {
            return Ok(());
        }
        line(&json!({"step": self.step.name(), "who": who, "holds": false}).to_string())
    }

    /// The same, as a sentence.
    pub(super) fn why_broken(&self, who: &str) -> String {
        let step = self.step.title(self.text());
        self.text().with("cli-demo-broken", &[("step", step.into()), ("who", who.into())])
    }

    fn for_people(&self, said: &str) -> io::Result<()> {
        if self.format == Format::Text { line(said) } else { Ok(()) }
    }
}

/// A line, out at once: the story is followed as it happens.
fn line(said: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{said}")?;
    out.flush()
}
