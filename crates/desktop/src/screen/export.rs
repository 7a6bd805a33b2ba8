//! Writing a circle out as open files, and what happened to each.

use std::path::PathBuf;

use commonplace_core::id::CircleId;
use commonplace_node::answer::Exported;
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::column;
use iced::{Element, Task};

use super::outcome::{self, Outcome};
use crate::ask::{Asker, Heard, Reach, Told};
use crate::choose::Wish;
use crate::screen::place::{self, Place};
use crate::theme::space;
use crate::theme::style::Look;
use crate::ui::Ui;
use crate::ui::parts::{body, meta};
use crate::ui::room::thousandths;

/// The name of the field, for giving it the focus.
pub(crate) const PLACE: &str = "export-place";

/// A circle about to be written out.
#[derive(Debug)]
pub(crate) struct Export {
    circle: CircleId,
    place: Place,
    /// Whoever waits for it; dropping it calls it off.
    asker: Option<Asker>,
    now: Option<(u64, u64)>,
    outcome: Outcome,
    over: bool,
    refused: Option<Error>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody says where to.
    Place(place::Message),
    /// Somebody wants it written.
    Write,
    /// The node tells how far it is.
    Heard(Told<Exported>),
    /// Somebody wants it to end.
    Stop,
    /// Somebody looks at what happened to each file.
    Outcome(outcome::Message),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That this be put into the clipboard.
    Copy(String),
    /// That the dialog be closed.
    Done,
}

impl Export {
    /// Of this circle, into this folder unless somebody says otherwise.
    pub(crate) fn new(circle: CircleId, to: PathBuf) -> Self {
        Self {
            circle,
            place: Place::at(&to),
            asker: None,
            now: None,
            outcome: Outcome::default(),
            over: false,
            refused: None,
        }
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Place(message) => {
                self.refused = None;
                match self.place.update(message, &reach.host) {
                    place::Action::Run(task) => return Action::Run(task.map(Message::Place)),
                    place::Action::Submit => return self.update(Message::Write, reach),
                    place::Action::None | place::Action::Chosen(_) => {}
                }
            }
            Message::Write if self.asker.is_some() || self.place.is_empty() => {}
            Message::Write => {
                let command = Command::Export { circle: self.circle.into(), to: self.place.path() };
                let (task, asker) = reach.follow(command, Message::Heard);
                (self.asker, self.now, self.refused) = (Some(asker), None, None);
                self.outcome = Outcome::default();
                return Action::Run(task);
            }
            Message::Heard(told) => match told.to(self.asker.as_ref()) {
                Some(Heard::Answer(item)) => {
                    self.now = Some((item.done as u64, item.of as u64));
                    self.outcome.exported(item);
                }
                Some(Heard::Over(outcome)) => {
                    (self.asker, self.now) = (None, None);
                    self.refused = outcome.err();
                    self.over = self.refused.is_none();
                }
                None => {}
            },
            // What is written until now stays; the same again goes on from there.
            Message::Stop => {
                (self.asker, self.now) = (None, None);
                self.over = !self.outcome.is_empty();
            }
            Message::Outcome(message) => {
                return match self.outcome.update(message) {
                    outcome::Action::None => Action::None,
                    outcome::Action::Copy(text) => Action::Copy(text),
                    outcome::Action::Done => Action::Done,
                };
            }
        }
        Action::None
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        if self.over {
            let place = ui.text.with("export-done", &[("place", self.place.typed().into())]);
            let outcome = self.outcome.view(ui).map(Message::Outcome);
            return column![meta(place, &ui.colors), outcome].spacing(space::S).align_x(ui.start()).into();
        }
        let free = self.asker.is_none();
        let field = self.place.view(ui, PLACE, "export-hint", [Wish::Folder], free).map(Message::Place);
        let lesson = body(ui.text.get("export-lesson")).color(ui.colors.muted);
        let mut parts = column![lesson, field].spacing(space::M).align_x(ui.start());
        if self.asker.is_some() {
            let (part, of) = self.now.unwrap_or((0, 1));
            let busy = column![meta(ui.text.get("bring-busy"), &ui.colors), ui.bar(thousandths(part, of))];
            let stop = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Stop);
            return parts.push(busy.align_x(ui.start())).push(stop).into();
        }
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        let ready = !self.place.is_empty();
        let write = ui.button(ui.text.get("export-button"), Look::Filled);
        parts.push(write.on_press(ready.then_some(Message::Write))).into()
    }
}
