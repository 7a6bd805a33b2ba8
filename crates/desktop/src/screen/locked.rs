//! A home whose keys are sealed: asks for the passphrase.

use commonplace_node::error::Error;
use commonplace_node::home::Passphrase;
use iced::widget::{column, container};
use iced::{Element, Fill};

use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, title};

/// The name of the field, for giving it the focus.
pub(crate) const PASSPHRASE: &str = "locked-passphrase";

/// A sealed home.
#[derive(Clone, Default)]
pub(crate) struct Locked {
    typed: String,
    busy: bool,
    refused: Option<Error>,
}

/// Without what is typed.
impl std::fmt::Debug for Locked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Locked").field("busy", &self.busy).finish_non_exhaustive()
    }
}

/// What somebody does.
#[derive(Clone)]
pub(crate) enum Message {
    /// Types.
    Typed(String),
    /// Has typed it.
    Open,
}

/// Without what is typed.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if matches!(self, Self::Open) { "Open" } else { "Typed(..)" })
    }
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// The node, started with this.
    Start(Passphrase),
}

impl Locked {
    /// It was another one.
    pub(crate) fn refused(error: Error) -> Self {
        Self { refused: Some(error), ..Self::default() }
    }

    pub(crate) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Typed(typed) => self.typed = typed,
            Message::Open if !self.busy => match Passphrase::new(&self.typed) {
                Ok(passphrase) => {
                    self.busy = true;
                    self.typed.clear();
                    return Action::Start(passphrase);
                }
                Err(error) => self.refused = Some(error),
            },
            Message::Open => {}
        }
        Action::None
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("locked-hint"), &self.typed)
            .id(PASSPHRASE)
            .secure(true)
            .on_input_maybe((!self.busy).then_some(Message::Typed))
            .on_submit(Message::Open);
        let ready = !self.busy && !self.typed.is_empty();
        let open = ui.button(ui.text.get("locked-open"), Look::Filled).on_press(ready.then_some(Message::Open));
        let lesson = ui.text.get(if self.busy { "locked-opening" } else { "locked-lesson" });
        let mut page = column![
            Icon::Lock.at(size::TITLE).color(ui.colors.faint),
            title(&ui.text.get("locked"), size::HEADING),
            body(lesson).color(ui.colors.muted),
            ui.across([field.into(), open.into()]).spacing(space::S),
        ]
        .spacing(space::M)
        .align_x(ui.start())
        .max_width(measure::DIALOG);
        if let Some(error) = &self.refused {
            let words = match error {
                Error::WrongPassphrase => ui.text.get("locked-wrong"),
                other => ui.sentence(other),
            };
            page = page.push(ui.refusal(&words));
        }
        page = page.push(caption(ui.text.get("locked-forgotten"), &ui.colors));
        container(page).center(Fill).padding(space::L).into()
    }
}
