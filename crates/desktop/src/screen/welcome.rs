//! The first screen. It asks for one thing: a name.

use commonplace_node::error::Error;
use iced::widget::{column, container, text};
use iced::{Element, Fill};

use crate::theme::style::Look;
use crate::theme::{SERIF_STRONG, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{caption, prose};

/// The name of the field, for giving it the focus.
pub(crate) const NAME: &str = "welcome-name";

/// Somebody new.
#[derive(Debug, Clone, Default)]
pub(crate) struct Welcome {
    name: String,
    busy: bool,
    refused: Option<Error>,
}

/// What they do.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Types a name.
    Name(String),
    /// Begins.
    Begin,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// A home for a person of this name.
    Create(String),
}

impl Welcome {
    pub(crate) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Name(name) => self.name = name,
            Message::Begin if self.can_begin() => {
                self.busy = true;
                self.refused = None;
                return Action::Create(self.name.trim().to_owned());
            }
            Message::Begin => {}
        }
        Action::None
    }

    /// The home could not be made.
    pub(crate) fn refused(&mut self, error: Error) {
        self.busy = false;
        self.refused = Some(error);
    }

    fn can_begin(&self) -> bool {
        !self.busy && !self.name.trim().is_empty()
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let brand = text(ui.text.get("app-name")).font(SERIF_STRONG).size(size::DISPLAY).line_height(leading::TIGHT);
        let promise = prose(ui.text.get("welcome-promise"), &ui.colors);
        let question = text(ui.text.get("welcome-question")).font(SERIF_STRONG).size(size::SUBHEADING);
        let field = ui
            .field(&ui.text.get("welcome-hint"), &self.name)
            .id(NAME)
            .size(size::READING)
            .on_input(Message::Name)
            .on_submit(Message::Begin);
        let begin =
            ui.button(ui.text.get("welcome-begin"), Look::Filled).on_press(self.can_begin().then_some(Message::Begin));
        let line = ui.across([field.into(), begin.into()]).spacing(space::S);
        let mut page = column![brand, promise, iced::widget::space().height(space::M), question, line]
            .spacing(space::M)
            .align_x(ui.start())
            .max_width(measure::DIALOG);
        if let Some(error) = &self.refused {
            page = page.push(ui.refusal(&ui.sentence(error)));
        }
        page = page.push(caption(ui.text.get("welcome-no-account"), &ui.colors));
        container(page).center(Fill).padding(space::L).into()
    }
}
