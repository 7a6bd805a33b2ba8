//! Joining a circle with a ticket.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Joining, Membership};
use commonplace_node::command::Command;
use iced::widget::text_editor::{Action as Edit, Content};
use iced::widget::{column, text_editor};
use iced::{Element, Task};

use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, leading, size, space};
use crate::ui::Ui;
use crate::ui::parts::body;

/// The name of the field, for giving it the focus.
pub(crate) const TICKET: &str = "join-ticket";

/// A ticket being handed in.
#[derive(Debug, Default)]
pub(crate) struct Join {
    ticket: Content,
    busy: bool,
    outcome: Option<One<Joining>>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody types or pastes.
    Edit(Edit),
    /// Somebody hands it in.
    Join,
    /// The node has looked at it.
    Done(One<Joining>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That the circle be opened: we are in.
    Open(Joining),
    /// That the list of circles be read again: one is pending.
    Pending,
}

impl Join {
    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Edit(edit) => {
                self.outcome = None;
                self.ticket.perform(edit);
            }
            Message::Join if self.can_join() => {
                self.busy = true;
                self.outcome = None;
                return Action::Run(reach.one(Command::CircleJoin { ticket: self.text() }, Message::Done));
            }
            Message::Join => {}
            Message::Done(Ok(joining)) if joining.state == Membership::Joined => return Action::Open(joining),
            Message::Done(outcome) => {
                self.busy = false;
                let pending = outcome.is_ok();
                self.outcome = Some(outcome);
                if pending {
                    return Action::Pending;
                }
            }
        }
        Action::None
    }

    /// The circle that is waited for.
    pub(crate) fn pending(&self) -> Option<CircleId> {
        self.outcome.as_ref()?.as_ref().ok().map(|joining| joining.id)
    }

    /// Tickets are often broken into lines by what carries them.
    fn text(&self) -> String {
        self.ticket.text().split_whitespace().collect()
    }

    fn can_join(&self) -> bool {
        !self.busy && !matches!(self.outcome, Some(Ok(_))) && !self.text().is_empty()
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = text_editor(&self.ticket)
            .id(TICKET)
            .placeholder(ui.text.get("join-hint"))
            .font(MONO)
            .size(size::META)
            .line_height(leading::NORMAL)
            .height(104)
            .padding(space::S)
            .wrapping(iced::widget::text::Wrapping::Glyph)
            .on_action(Message::Edit)
            .style(style::area(ui.colors));
        let join = ui.button(ui.text.get("join-button"), Look::Filled);
        let mut parts = column![body(ui.text.get("join-lesson")).color(ui.colors.muted), field]
            .spacing(space::M)
            .align_x(ui.start());
        parts = match &self.outcome {
            Some(Err(error)) => parts.push(ui.refusal(&ui.sentence(error))),
            Some(Ok(joining)) => parts.push(pending(ui, joining)),
            None => parts,
        };
        parts.push(join.on_press(self.can_join().then_some(Message::Join))).into()
    }
}

fn pending<'a>(ui: &Ui, joining: &Joining) -> Element<'a, Message> {
    let words = ui.text.with("join-pending", &[("circle", joining.title.as_str().into())]);
    ui.notice(Icon::Ticket, &words, ui.colors.question, ui.colors.question_wash)
}
