//! A new circle.

use commonplace_node::answer::Circle;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::column;
use iced::{Element, Task};

use crate::ask::{One, Reach};
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::body;

/// The name of the field, for giving it the focus.
pub(crate) const TITLE: &str = "found-title";

/// A circle that is about to be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    title: String,
    busy: bool,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types its title.
    Title(String),
    /// Somebody founds it.
    Found,
    /// The node has.
    Done(One<Circle>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That the new circle be opened.
    Open(Circle),
}

impl Found {
    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Title(title) => self.title = title,
            Message::Found if self.can_found() => {
                self.busy = true;
                let command = Command::CircleNew { title: self.title.trim().to_owned() };
                return Action::Run(reach.one(command, Message::Done));
            }
            Message::Found => {}
            Message::Done(Ok(circle)) => return Action::Open(circle),
            Message::Done(Err(error)) => {
                self.busy = false;
                self.refused = Some(error);
            }
        }
        Action::None
    }

    fn can_found(&self) -> bool {
        !self.busy && !self.title.trim().is_empty()
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("found-hint"), &self.title)
            .id(TITLE)
            .on_input(Message::Title)
            .on_submit(Message::Found);
        let found = ui.button(ui.text.get("found-button"), Look::Filled);
        let mut parts = column![body(ui.text.get("found-lesson")).color(ui.colors.muted), field]
            .spacing(space::M)
            .align_x(ui.start());
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        parts.push(found.on_press(self.can_found().then_some(Message::Found))).into()
    }
}
