//! A link that somebody pressed. It shows where it leads; nothing is opened by it.

use commonplace_learning::reading::{Named, Target};
use iced::widget::{column, container};
use iced::{Element, Fill, Task};

use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, label};
use crate::widget::text;

/// A link that somebody pressed.
#[derive(Debug, Clone)]
pub(crate) struct Leave {
    target: Target,
    copied: bool,
}

/// What they do.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Want it in the clipboard.
    Copy,
}

impl Leave {
    /// For this target.
    pub(crate) fn new(target: Target) -> Self {
        Self { target, copied: false }
    }

    pub(crate) fn update(&mut self, message: Message) -> Task<Message> {
        let Message::Copy = message;
        self.copied = true;
        match &self.target {
            Target::Outside { whole, .. } => iced::clipboard::write(whole.clone()),
            Target::Note(_) | Target::Heading(_) | Target::Refused(_) => Task::none(),
        }
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        match &self.target {
            Target::Outside { host, whole } => self.outside(ui, host, whole),
            Target::Note(Named { name, .. }) | Target::Heading(name) | Target::Refused(name) => refused(ui, name),
        }
    }

    fn outside<'a>(&'a self, ui: &'a Ui, host: &'a str, whole: &'a str) -> Element<'a, Message> {
        let key = if self.copied { "invite-copied" } else { "link-copy" };
        let icon = if self.copied { Icon::Check } else { Icon::Copy };
        let copy = ui.icon_button(icon, ui.text.get(key), Look::Filled).on_press(Message::Copy);
        column![
            body(ui.text.get("link-lesson")).color(ui.colors.muted),
            label(ui.text.get("link-host"), &ui.colors),
            mono(ui, host, size::ROW_TITLE),
            label(ui.text.get("link-whole"), &ui.colors),
            mono(ui, whole, size::META),
            copy,
        ]
        .spacing(space::S)
        .align_x(ui.start())
        .into()
    }
}

fn refused<'a>(ui: &'a Ui, name: &'a str) -> Element<'a, Message> {
    column![body(ui.text.get("link-refused")), mono(ui, name, size::META)].spacing(space::S).into()
}

fn mono<'a>(ui: &Ui, words: &'a str, points: f32) -> Element<'a, Message> {
    let words = text(words).font(MONO).size(points).line_height(leading::CODE).wrapping(text::Wrapping::Glyph);
    let ground = style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS);
    container(words).padding([space::XS, space::S]).width(Fill).style(ground).into()
}
