//! The frame while the node opens, or why it does not.

use commonplace_node::error::Error;
use iced::widget::{column, container};
use iced::{Element, Fill, alignment};

use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, title};

/// Waiting for the node.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opening {
    percent: Option<u8>,
    failed: Option<Error>,
}

/// What happens meanwhile.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody wants it tried again.
    Again,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Start the node again.
    Start,
}

impl Opening {
    /// It does not open, for this reason.
    pub(crate) fn failed(error: Error) -> Self {
        Self { percent: None, failed: Some(error) }
    }

    /// The index is being rebuilt.
    pub(crate) fn rebuilding(&mut self, percent: u8) {
        self.percent = Some(percent);
    }

    /// Whether it still waits.
    pub(crate) fn waits(&self) -> bool {
        self.failed.is_none()
    }

    pub(crate) fn update(&mut self, message: Message) -> Action {
        let Message::Again = message;
        *self = Self::default();
        Action::Start
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let shown = match (&self.failed, self.percent) {
            (Some(error), _) => failure(ui, error),
            (None, Some(percent)) => rebuilding(ui, percent),
            (None, None) => body(ui.text.get("opening")).color(ui.colors.muted).into(),
        };
        container(shown).center(Fill).padding(space::L).into()
    }
}

fn rebuilding<'a>(ui: &Ui, percent: u8) -> Element<'a, Message> {
    let bar = container(ui.bar(u16::from(percent) * 10)).width(measure::LIST);
    let words = body(ui.text.with("opening-rebuilding", &[("percent", percent.into())])).color(ui.colors.muted);
    column![words, bar].spacing(space::S).align_x(alignment::Horizontal::Center).into()
}

fn failure<'a>(ui: &Ui, error: &Error) -> Element<'a, Message> {
    let again = ui.button(ui.text.get("opening-again"), Look::Filled).on_press(Message::Again);
    let heading = title(&ui.text.get("opening-failed"), size::HEADING);
    let why = ui.notice(Icon::Warning, &ui.sentence(error), ui.colors.warn, ui.colors.warn_wash);
    container(column![heading, why, again].spacing(space::L).align_x(ui.start())).max_width(measure::DIALOG).into()
}
