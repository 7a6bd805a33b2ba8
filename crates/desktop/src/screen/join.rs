//! Joining a circle: from a laptop nearby, with four spoken words, or with a ticket.

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Joining, Membership, Nearby};
use commonplace_node::command::Command;
use iced::widget::text_editor::{Action as Edit, Content};
use iced::widget::{column, text_editor};
use iced::{Element, Task};

use super::invite::choice;
use super::nearby;
use super::session::{self, Session};
use crate::ask::{All, One, Reach};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, leading, size, space};
use crate::ui::Ui;
use crate::ui::parts::body;
use crate::widget::text;

/// The names of the fields, for giving them the focus.
pub(crate) const TICKET: &str = "join-ticket";
pub(crate) const CODE: &str = "join-code";

/// How somebody comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Way {
    /// From a laptop next to this one.
    #[default]
    Nearby,
    /// With four words that a member says.
    Code,
    /// With a ticket.
    Ticket,
}

const WAYS: [(Way, &str); 3] =
    [(Way::Nearby, "join-way-nearby"), (Way::Code, "join-way-code"), (Way::Ticket, "join-way-ticket")];

/// Somebody coming in.
#[derive(Debug, Default)]
pub(crate) struct Join {
    way: Way,
    nearby: Option<Vec<Nearby>>,
    /// Whether the only one nearby is to be asked as soon as it is known.
    asks: bool,
    code: String,
    ticket: Content,
    busy: bool,
    session: Option<Session>,
    outcome: Option<One<Joining>>,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody chooses a way.
    Way(Way),
    /// Those who are nearby have come.
    Nearby(All<Nearby>),
    /// Somebody wants to ask this node.
    Ask(String),
    /// Somebody types the words.
    Code(String),
    /// Somebody has typed them.
    Say,
    /// A pairing goes on.
    Session(session::Message),
    /// Somebody types or pastes a ticket.
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
    Open(CircleId),
    /// That the list of circles be read again: one is pending.
    Pending,
}

impl Join {
    /// Begins with those who are nearby.
    pub(crate) fn open(reach: &Reach) -> (Self, Task<Message>) {
        let join = Self::default();
        let task = join.look(reach);
        (join, task)
    }

    /// Asks the one who is nearby; where there are several by now, somebody has to choose.
    pub(crate) fn open_asking(reach: &Reach) -> (Self, Task<Message>) {
        let join = Self { asks: true, ..Self::default() };
        let task = join.look(reach);
        (join, task)
    }

    /// Begins with this ticket, which is handed in when somebody says so.
    pub(crate) fn open_with(ticket: &str, reach: &Reach) -> (Self, Task<Message>) {
        let join = Self { way: Way::Ticket, ticket: text::content(ticket), ..Self::default() };
        let task = join.look(reach);
        (join, task)
    }

    /// Looks who is nearby; again when that has changed.
    pub(crate) fn look(&self, reach: &Reach) -> Task<Message> {
        reach.all(Command::Nearby, Message::Nearby)
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Way(way) => return self.choose(way),
            Message::Nearby(nearby) => {
                self.nearby = nearby.ok();
                let asks = std::mem::take(&mut self.asks);
                if let Some(node) = self.only_one().filter(|_| asks) {
                    return self.ask(reach, &node);
                }
            }
            Message::Ask(node) => return self.ask(reach, &node),
            Message::Code(code) => {
                self.code = code;
                self.outcome = None;
            }
            Message::Say if !self.code.trim().is_empty() => {
                return self.begin(reach, Command::CircleJoinCode { code: self.code.trim().to_owned() });
            }
            Message::Say => {}
            Message::Session(message) => return self.session(message, reach),
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
            Message::Done(Ok(joining)) if joining.state == Membership::Joined => return Action::Open(joining.id),
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

    /// The name of the laptop nearby, if it is one.
    fn only_one(&self) -> Option<String> {
        let mut others = self.nearby.iter().flatten().filter(|node| !node.me);
        others.next().filter(|_| others.next().is_none()).map(|node| node.name.clone())
    }

    fn ask(&mut self, reach: &Reach, node: &str) -> Action {
        self.begin(reach, Command::CircleJoinNearby { node: Some(node.into()) })
    }

    fn choose(&mut self, way: Way) -> Action {
        self.way = way;
        self.outcome = None;
        match way {
            Way::Nearby => Action::None,
            Way::Code => Action::Run(iced::widget::operation::focus(CODE)),
            Way::Ticket => Action::Run(iced::widget::operation::focus(TICKET)),
        }
    }

    fn begin(&mut self, reach: &Reach, command: Command) -> Action {
        self.outcome = None;
        let (session, task) = Session::begin(reach, command);
        self.session = Some(session);
        Action::Run(task.map(Message::Session))
    }

    fn session(&mut self, message: session::Message, reach: &Reach) -> Action {
        let Some(session) = &mut self.session else { return Action::None };
        match session.update(message, reach) {
            session::Action::None => Action::None,
            session::Action::Run(task) => Action::Run(task.map(Message::Session)),
            session::Action::Joined(pairing) => {
                self.session = None;
                pairing.circle.map_or(Action::Pending, Action::Open)
            }
            session::Action::Over(why) => {
                self.session = None;
                self.outcome = why.map(Err);
                Action::Run(self.look(reach))
            }
        }
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
        if let Some(session) = &self.session {
            return session.view(ui).map(Message::Session);
        }
        let ways = WAYS.map(|(way, key)| -> Element<'_, Message> {
            choice(ui, ui.text.get(key), self.way == way, Message::Way(way)).into()
        });
        let content = match self.way {
            Way::Nearby => self.those_nearby(ui),
            Way::Code => self.spoken(ui),
            Way::Ticket => self.with_ticket(ui),
        };
        let mut parts = column![ui.across(ways).spacing(space::XXS), content].spacing(space::M).align_x(ui.start());
        parts = match &self.outcome {
            Some(Err(error)) => parts.push(ui.refusal(&ui.sentence(error))),
            Some(Ok(joining)) => parts.push(pending(ui, joining)),
            None => parts,
        };
        parts.into()
    }

    fn those_nearby<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let lesson = body(ui.text.get("join-nearby-lesson")).color(ui.colors.muted);
        let list = nearby::view(ui, self.nearby.as_deref(), "join-nearby-ask", Message::Ask);
        column![lesson, list].spacing(space::S).align_x(ui.start()).into()
    }

    fn spoken<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui
            .field(&ui.text.get("join-code-hint"), &self.code)
            .id(CODE)
            .size(size::READING)
            .on_input(Message::Code)
            .on_submit(Message::Say);
        let ready = !self.code.trim().is_empty();
        let join = ui.button(ui.text.get("join-button"), Look::Filled).on_press(ready.then_some(Message::Say));
        column![body(ui.text.get("join-code-lesson")).color(ui.colors.muted), field, join]
            .spacing(space::M)
            .align_x(ui.start())
            .into()
    }

    fn with_ticket<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = text_editor(&self.ticket)
            .id(TICKET)
            .placeholder(ui.text.get("join-hint"))
            .font(MONO)
            .size(size::META)
            .line_height(leading::NORMAL)
            .height(104)
            .padding(space::S)
            .wrapping(text::Wrapping::Glyph)
            .on_action(Message::Edit)
            .style(style::area(ui.colors));
        let join = ui.button(ui.text.get("join-button"), Look::Filled);
        column![
            body(ui.text.get("join-lesson")).color(ui.colors.muted),
            field,
            join.on_press(self.can_join().then_some(Message::Join))
        ]
        .spacing(space::M)
        .align_x(ui.start())
        .into()
    }
}

fn pending<'a>(ui: &Ui, joining: &Joining) -> Element<'a, Message> {
    let words = ui.text.with("join-pending", &[("circle", joining.title.as_str().into())]);
    ui.notice(Icon::Ticket, &words, ui.colors.question, ui.colors.question_wash)
}
