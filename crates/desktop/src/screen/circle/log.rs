//! Who changed what in the circle.

use commonplace_node::answer::{Author, Did, LogLine};
use iced::Element;
use iced::widget::{Column, column};

use super::members::role_key;
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{body, caption, meta};
use crate::ui::time::ago;

/// Lines shown before somebody asks for all.
const FIRST: usize = 8;

/// The log on the screen.
#[derive(Debug, Default)]
pub(crate) struct Log {
    lines: Vec<LogLine>,
    all: bool,
}

/// What somebody does.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Message {
    /// Wants all of it.
    All,
}

impl Log {
    /// The newest first: that is what one looks for.
    pub(crate) fn came(&mut self, mut lines: Vec<LogLine>) {
        // What the program does by itself after a change says nothing more to a person.
        lines.retain(|line| !matches!(line.did, Did::Rotated));
        lines.reverse();
        self.lines = lines;
    }

    pub(crate) fn update(&mut self, message: Message) {
        let Message::All = message;
        self.all = true;
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let shown = if self.all { self.lines.len() } else { FIRST };
        let lines = self.lines.iter().take(shown).map(|line| one(ui, line));
        let mut list = Column::with_children(lines).spacing(space::XS).align_x(ui.start());
        if self.lines.is_empty() {
            list = list.push(body(ui.text.get("log-empty")).color(ui.colors.muted));
        }
        if self.lines.len() > shown {
            let all = ui.text.with("log-all", &[("count", self.lines.len().into())]);
            list = list.push(ui.button(all, Look::Link).on_press(Message::All));
        }
        list.into()
    }
}

fn one<'a>(ui: &'a Ui, line: &'a LogLine) -> Element<'a, Message> {
    let somebody = || ui.text.get("cli-somebody");
    let by = line.by.as_ref().map_or_else(somebody, |author| named(ui, author));
    let who = line.who.as_ref().map_or_else(somebody, |author| named(ui, author));
    let role = line.role.map(|role| ui.text.get(role_key(role, 1))).unwrap_or_default();
    let values = [
        ("by", by.into()),
        ("who", who.into()),
        ("role", role.into()),
        ("words", line.words.as_deref().unwrap_or_default().into()),
        ("item", line.item.map(|item| item.short()).unwrap_or_default().into()),
    ];
    let words = ui.text.with(&format!("cli-log-{}", line.did.name()), &values);
    let color = if line.stands { ui.colors.ink } else { ui.colors.faint };
    let mut parts = column![body(words).color(color), caption(ago(ui, line.at), &ui.colors)].align_x(ui.start());
    if let Some(why) = &line.why {
        let why = ui.text.find(&format!("cli-void-{why}"), &[]).unwrap_or_else(|| why.clone());
        let void = ui.text.with("cli-log-void", &[("why", why.into())]);
        parts = parts.push(meta(void, &ui.colors).color(ui.colors.warn));
    }
    if line.hidden > 0 {
        let hidden = ui.text.with("cli-log-hidden", &[("count", line.hidden.into())]);
        parts = parts.push(meta(hidden, &ui.colors).color(ui.colors.warn));
    }
    if line.readable > 0 {
        let who = line.who.as_ref().or(line.by.as_ref()).map_or_else(somebody, |author| named(ui, author));
        let readable = ui.text.with("cli-log-readable", &[("count", line.readable.into()), ("who", who.into())]);
        parts = parts.push(meta(readable, &ui.colors).color(ui.colors.warn));
    }
    parts.into()
}

/// By name, one's own too: a sentence about "you" would need other verbs.
fn named(ui: &Ui, author: &Author) -> String {
    if author.me { ui.text.with("circle-me", &[("name", author.name.as_str().into())]) } else { ui.name(author) }
}
