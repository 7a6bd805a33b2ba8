//! A ticket for somebody.

use commonplace_core::id::CircleId;
use commonplace_node::answer::Ticket;
use commonplace_node::command::{Command, RoleName};
use commonplace_node::error::Error;
use iced::widget::{column, container, scrollable, text};
use iced::{Element, Fill, Task};

use crate::ask::{One, Reach};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, label};
use crate::ui::time::date;
use crate::widget::Press;

/// How many people may use a ticket.
const USES: [u16; 3] = [1, 5, 30];
/// Roles that a ticket may give, in the order of a menu.
const ROLES: [(RoleName, &str); 3] = [
    (RoleName::Learner, "role-learner"),
    (RoleName::Reader, "role-reader"),
    (RoleName::Facilitator, "role-facilitator"),
];

/// An invitation being made.
#[derive(Debug, Clone)]
pub(crate) struct Invite {
    circle: CircleId,
    uses: u16,
    role: RoleName,
    ticket: Option<Ticket>,
    refused: Option<Error>,
    copied: bool,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// So many people may use it.
    Uses(u16),
    /// It gives this role.
    Role(RoleName),
    /// Somebody wants the ticket.
    Make,
    /// The node has made it.
    Done(One<Ticket>),
    /// Somebody wants it in the clipboard.
    Copy,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
}

impl Invite {
    /// Into this circle, as a learner, for one person.
    pub(crate) fn new(circle: CircleId) -> Self {
        Self { circle, uses: 1, role: RoleName::Learner, ticket: None, refused: None, copied: false }
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Uses(uses) => self.uses = uses,
            Message::Role(role) => self.role = role,
            Message::Make => {
                self.refused = None;
                let command = Command::CircleInvite { circle: self.circle.into(), uses: self.uses, role: self.role };
                return Action::Run(reach.one(command, Message::Done));
            }
            Message::Done(Ok(ticket)) => self.ticket = Some(ticket),
            Message::Done(Err(error)) => self.refused = Some(error),
            Message::Copy => {
                self.copied = true;
                let ticket = self.ticket.as_ref().map(|ticket| ticket.ticket.clone()).unwrap_or_default();
                return Action::Run(iced::clipboard::write(ticket));
            }
        }
        Action::None
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        match &self.ticket {
            Some(ticket) => self.made(ui, ticket),
            None => self.choices(ui),
        }
    }

    fn choices<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let uses = USES.map(|uses| -> Element<'_, Message> {
            let words = ui.text.with("invite-uses", &[("count", uses.into())]);
            choice(ui, words, self.uses == uses, Message::Uses(uses)).into()
        });
        let roles = ROLES.map(|(role, key)| -> Element<'_, Message> {
            choice(ui, ui.text.get(key), self.role == role, Message::Role(role)).into()
        });
        let make = ui.button(ui.text.get("invite-make"), Look::Filled).on_press(Message::Make);
        let mut parts = column![
            body(ui.text.get("invite-lesson")).color(ui.colors.muted),
            label(ui.text.get("invite-for"), &ui.colors),
            ui.across(uses).spacing(space::XXS),
            label(ui.text.get("invite-role"), &ui.colors),
            ui.across(roles).spacing(space::XXS),
        ]
        .spacing(space::S)
        .align_x(ui.start());
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        parts.push(make).into()
    }

    fn made<'a>(&'a self, ui: &'a Ui, ticket: &'a Ticket) -> Element<'a, Message> {
        let shown = text(ticket.ticket.as_str())
            .font(MONO)
            .size(size::META)
            .line_height(leading::CODE)
            .wrapping(text::Wrapping::Glyph)
            .width(Fill);
        let shown = scrollable(container(shown).padding(space::M)).style(style::scroll(ui.colors));
        let shown =
            container(shown).max_height(150).style(style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS));
        let key = if self.copied { "invite-copied" } else { "invite-copy" };
        let icon = if self.copied { Icon::Check } else { Icon::Copy };
        let copy = ui.icon_button(icon, ui.text.get(key), Look::Filled).on_press(Message::Copy);
        let until =
            ui.text.with("invite-until", &[("date", date(ui, ticket.expires).into()), ("count", ticket.uses.into())]);
        column![body(ui.text.get("invite-hand-over")).color(ui.colors.muted), shown, caption(until, &ui.colors), copy,]
            .spacing(space::M)
            .align_x(ui.start())
            .into()
    }
}

/// One of several.
pub(crate) fn choice<'a, M: Clone + 'a>(ui: &Ui, words: String, chosen: bool, message: M) -> Press<'a, M> {
    ui.button(words, Look::Choice(chosen)).on_press(message)
}
