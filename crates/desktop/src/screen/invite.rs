//! Letting somebody in: who sits next to us, whom we talk to, or who gets a ticket.

use commonplace_core::id::{CircleId, RecordId};
use commonplace_node::answer::{Invitation, Nearby, Ticket};
use commonplace_node::command::{Command, RoleName};
use commonplace_node::error::Error;
use iced::widget::{Column, column, container, operation, qr_code, scrollable};
use iced::{Element, Fill, Task};

use super::circle::{lesson_key, role_key};
use super::session::{self, Session};
use crate::ask::{All, One, Reach};
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, leading, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, hairline, label, slot};
use crate::ui::time::date;
use crate::widget::{Press, text};

/// How many people may use a ticket.
const USES: [u16; 3] = [1, 5, 30];
/// Roles that a ticket may give, in the order of a menu.
const ROLES: [(RoleName, &str); 3] = [
    (RoleName::Learner, "role-learner"),
    (RoleName::Reader, "role-reader"),
    (RoleName::Facilitator, "role-facilitator"),
];

/// How somebody is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Way {
    /// They are next to us.
    #[default]
    Nearby,
    /// We talk.
    Code,
    /// With a ticket.
    Ticket,
}

/// The name of the button that puts it away, for giving it the focus.
const DONE: &str = "invite-done";

const WAYS: [(Way, &str); 3] =
    [(Way::Nearby, "invite-way-nearby"), (Way::Code, "invite-way-code"), (Way::Ticket, "invite-way-ticket")];

/// Sides of a QR code, in pixels: what fits the dialog, and what a camera still reads across a table.
const QR_SIDES: (f32, f32) = (220.0, 360.0);
/// What else of the dialog has to be seen with it, in pixels.
const BESIDE_QR: f32 = 330.0;

/// An invitation being made.
#[derive(Debug)]
pub(crate) struct Invite {
    circle: CircleId,
    way: Way,
    uses: u16,
    role: RoleName,
    session: Option<Session>,
    ticket: Option<Made>,
    refused: Option<Error>,
    joined: Option<String>,
    copied: bool,
    /// Invitations by which somebody may still come in.
    open: Vec<Invitation>,
    /// The two words by which others nearby see this laptop.
    node: Option<String>,
}

/// A ticket, as text and as a picture; without one if it is too long for that.
#[derive(Debug)]
struct Made {
    ticket: Ticket,
    picture: Option<qr_code::Data>,
    shows_picture: bool,
}

impl Made {
    fn new(ticket: Ticket) -> Self {
        let picture = session::picture(&ticket.ticket);
        Self { ticket, picture, shows_picture: false }
    }
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Somebody chooses a way.
    Way(Way),
    /// So many people may use the ticket.
    Uses(u16),
    /// Who comes in gets this role.
    Role(RoleName),
    /// Somebody wants to begin.
    Begin,
    /// A pairing goes on.
    Session(session::Message),
    /// The node has made the ticket.
    Done(One<Ticket>),
    /// Somebody has let in whom they wanted.
    Close,
    /// Somebody wants to let another in.
    Another,
    /// Somebody wants the picture, or the text.
    Picture(bool),
    /// Somebody wants it in the clipboard.
    Copy,
    /// The open invitations have come.
    Open(All<Invitation>),
    /// Somebody takes one back.
    TakeBack(RecordId),
    /// It is taken back.
    TakenBack(One<Invitation>),
    /// Those nearby have come, this laptop among them.
    Nearby(All<Nearby>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That the dialog be closed.
    Close,
}

impl Invite {
    /// Into this circle, as a learner, for one person; `Task` reads which invitations are open, and how others see us.
    pub(crate) fn open(circle: CircleId, reach: &Reach) -> (Self, Task<Message>) {
        let invite = Self::new(circle);
        let task = Task::batch([invite.read_open(reach), reach.all(Command::Nearby, Message::Nearby)]);
        (invite, task)
    }

    fn new(circle: CircleId) -> Self {
        Self {
            circle,
            way: Way::default(),
            uses: 1,
            role: RoleName::Learner,
            session: None,
            ticket: None,
            refused: None,
            joined: None,
            copied: false,
            open: Vec::new(),
            node: None,
        }
    }

    /// Into which circle.
    pub(crate) fn circle(&self) -> CircleId {
        self.circle
    }

    fn read_open(&self, reach: &Reach) -> Task<Message> {
        reach.all(Command::CircleInvitations { circle: self.circle.into() }, Message::Open)
    }

    /// For a node nearby that asks to be let in: begins at once.
    pub(crate) fn admit(circle: CircleId, node: &str, reach: &Reach) -> (Self, Task<Message>) {
        let mut invite = Self::new(circle);
        let task = invite.admit_node(Some(node), reach);
        (invite, task)
    }

    fn admit_node(&mut self, node: Option<&str>, reach: &Reach) -> Task<Message> {
        let (circle, node) = (self.circle.into(), node.map(Into::into));
        self.follow(Command::CircleAdmit { circle, node, role: self.role }, reach)
    }

    fn follow(&mut self, command: Command, reach: &Reach) -> Task<Message> {
        let (session, task) = Session::begin(reach, command);
        self.session = Some(session);
        task.map(Message::Session)
    }

    /// `asks` is the node nearby that asks to be let in just now, if one does.
    pub(crate) fn update(&mut self, message: Message, asks: Option<&str>, reach: &Reach) -> Action {
        match message {
            Message::Way(way) => {
                self.way = way;
                self.refused = None;
                self.joined = None;
            }
            Message::Close => return Action::Close,
            Message::Another => self.joined = None,
            Message::Uses(uses) => self.uses = uses,
            Message::Role(role) => self.role = role,
            Message::Begin => return Action::Run(self.begin(asks, reach)),
            Message::Session(message) => return self.session(message, reach),
            Message::Done(Ok(ticket)) => self.ticket = Some(Made::new(ticket)),
            Message::Done(Err(error)) | Message::TakenBack(Err(error)) => self.refused = Some(error),
            Message::Nearby(nearby) => {
                self.node = nearby.ok().and_then(|nearby| Some(nearby.into_iter().find(|node| node.me)?.name));
            }
            Message::Open(open) => self.open = open.unwrap_or_default(),
            Message::TakeBack(invitation) => {
                self.refused = None;
                let (circle, invitation) = (self.circle.into(), invitation.into());
                let command = Command::CircleUninvite { circle, invitation };
                return Action::Run(reach.one(command, Message::TakenBack));
            }
            Message::TakenBack(Ok(_)) => return Action::Run(self.read_open(reach)),
            Message::Picture(shown) => {
                if let Some(made) = &mut self.ticket {
                    made.shows_picture = shown;
                }
            }
            Message::Copy => {
                self.copied = true;
                let ticket = self.ticket.as_ref().map(|made| made.ticket.ticket.clone()).unwrap_or_default();
                return Action::Run(iced::clipboard::write(ticket));
            }
        }
        Action::None
    }

    fn begin(&mut self, asks: Option<&str>, reach: &Reach) -> Task<Message> {
        self.refused = None;
        self.joined = None;
        let (circle, role) = (self.circle.into(), self.role);
        match self.way {
            Way::Nearby => self.admit_node(asks, reach),
            Way::Code => self.follow(Command::CircleInviteCode { circle, role }, reach),
            Way::Ticket => reach.one(Command::CircleInvite { circle, uses: self.uses, role }, Message::Done),
        }
    }

    fn session(&mut self, message: session::Message, reach: &Reach) -> Action {
        let Some(session) = &mut self.session else { return Action::None };
        match session.update(message, reach) {
            session::Action::None => {}
            session::Action::Run(task) => return Action::Run(task.map(Message::Session)),
            session::Action::Joined(pairing) => {
                self.session = None;
                self.joined = Some(pairing.person.or(pairing.node).unwrap_or_default());
                return Action::Run(operation::focus(DONE));
            }
            session::Action::Over(why) => {
                self.session = None;
                self.refused = why;
            }
        }
        Action::None
    }

    /// `asks` is the node nearby that asks to be let in just now, if one does.
    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, asks: Option<&str>) -> Element<'a, Message> {
        match (&self.session, &self.ticket) {
            (Some(session), _) => {
                let waits = session.is_waiting() && self.way == Way::Nearby;
                let node = self.node_line(ui).filter(|_| waits);
                column![session.view(ui).map(Message::Session), slot(node)].spacing(space::S).align_x(ui.start()).into()
            }
            (None, Some(made)) => self.made(ui, made),
            (None, None) => self.choices(ui, asks),
        }
    }

    /// Which of the laptops that they see is this one.
    fn node_line<'a>(&self, ui: &'a Ui) -> Option<Element<'a, Message>> {
        let words = ui.text.with("join-nearby-me", &[("node", self.node.as_deref()?.into())]);
        Some(body(words).color(ui.colors.muted).into())
    }

    fn choices<'a>(&'a self, ui: &'a Ui, asks: Option<&str>) -> Element<'a, Message> {
        if let Some(person) = &self.joined {
            return let_in(ui, person);
        }
        let ways = WAYS.map(|(way, key)| -> Element<'_, Message> {
            choice(ui, ui.text.get(key), self.way == way, Message::Way(way)).into()
        });
        let (lesson, begin) = match self.way {
            Way::Nearby => ("invite-nearby-lesson", "invite-nearby-begin"),
            Way::Code => ("invite-code-lesson", "invite-code-begin"),
            Way::Ticket => ("invite-lesson", "invite-make"),
        };
        let mut parts = column![ui.across(ways).spacing(space::XXS), body(ui.text.get(lesson)).color(ui.colors.muted),]
            .spacing(space::S)
            .align_x(ui.start());
        if self.way == Way::Nearby {
            parts = parts.push(self.node_line(ui));
        }
        if self.way == Way::Ticket {
            let uses = USES.map(|uses| -> Element<'_, Message> {
                let words = ui.text.with("invite-uses", &[("count", uses.into())]);
                choice(ui, words, self.uses == uses, Message::Uses(uses)).into()
            });
            parts = parts.push(label(ui.text.get("invite-for"), &ui.colors));
            parts = parts.push(ui.across(uses).spacing(space::XXS));
        }
        let roles = ROLES.map(|(role, key)| {
            let lesson = ui.text.get(lesson_key(role));
            ui.option(ui.text.get(key), lesson, self.role == role, Message::Role(role))
        });
        parts = parts.push(label(ui.text.get("invite-role"), &ui.colors));
        parts = parts.push(Column::with_children(roles).spacing(2));
        if let Some(error) = &self.refused {
            parts = parts.push(ui.refusal(&ui.sentence(error)));
        }
        if let Some(node) = asks.filter(|_| self.way == Way::Nearby) {
            let words = ui.text.with("pairing-asked", &[("node", node.into())]);
            parts = parts.push(ui.notice(Icon::UserPlus, &words, ui.colors.question, ui.colors.question_wash));
        }
        parts = parts.push(ui.button(ui.text.get(begin), Look::Filled).on_press(Message::Begin));
        if self.way == Way::Ticket && !self.open.is_empty() {
            parts = parts.push(self.open_ones(ui));
        }
        parts.into()
    }

    /// The invitations by which somebody may still come in, each with a way to take it back.
    fn open_ones<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let mut list = column![
            label(ui.text.get("invite-open"), &ui.colors),
            caption(ui.text.get("invite-open-lesson"), &ui.colors)
        ];
        for invitation in &self.open {
            let said = [
                ("name", ui.name(&invitation.by).into()),
                ("role", ui.text.get(role_key(invitation.role, 1)).into()),
                ("date", date(ui, invitation.expires).into()),
                ("came", invitation.came.len().into()),
                ("count", invitation.uses.into()),
            ];
            let words = container(body(ui.text.with("invite-open-one", &said))).width(Fill).align_x(ui.start());
            let mut parts: Vec<Element<'a, Message>> = vec![words.into()];
            if invitation.may_take_back {
                let back = ui.button(ui.text.get("invite-take-back"), Look::Outlined);
                parts.push(back.on_press(Message::TakeBack(invitation.id)).into());
            }
            list = list.push(hairline(&ui.colors)).push(ui.across(parts).spacing(space::S));
        }
        list.spacing(space::XS).align_x(ui.start()).into()
    }

    fn made<'a>(&'a self, ui: &'a Ui, made: &'a Made) -> Element<'a, Message> {
        let ticket = &made.ticket;
        let lesson = if made.shows_picture { "invite-show-them" } else { "invite-hand-over" };
        let shown: Element<'a, Message> = match &made.picture {
            Some(picture) if made.shows_picture => picture_of(ui, picture),
            _ => text_of(ui, ticket),
        };
        let key = if self.copied { "invite-copied" } else { "invite-copy" };
        let icon = if self.copied { Icon::Check } else { Icon::Copy };
        let copy = ui.icon_button(icon, ui.text.get(key), Look::Filled).on_press(Message::Copy);
        let mut buttons: Vec<Element<'a, Message>> = vec![copy.into()];
        if made.picture.is_some() {
            let other = if made.shows_picture { "invite-show-text" } else { "invite-show-picture" };
            let turn = ui.button(ui.text.get(other), Look::Outlined).on_press(Message::Picture(!made.shows_picture));
            buttons.push(turn.into());
        }
        let until =
            ui.text.with("invite-until", &[("date", date(ui, ticket.expires).into()), ("count", ticket.uses.into())]);
        column![
            body(ui.text.get(lesson)).color(ui.colors.muted),
            shown,
            caption(until, &ui.colors),
            ui.across(buttons).spacing(space::S),
        ]
        .spacing(space::M)
        .align_x(ui.start())
        .into()
    }
}

/// Somebody is in: what was to be done is done.
fn let_in<'a>(ui: &'a Ui, person: &str) -> Element<'a, Message> {
    let words = ui.text.with("invite-joined", &[("person", person.into())]);
    let done = ui.button(ui.text.get("done"), Look::Filled).id(DONE).on_press(Message::Close);
    let another = ui.button(ui.text.get("invite-another"), Look::Outlined).on_press(Message::Another);
    let said = ui.notice(Icon::Accepted, &words, ui.colors.good, ui.colors.good_wash);
    column![said, ui.across([done.into(), another.into()]).spacing(space::S)]
        .spacing(space::M)
        .align_x(ui.start())
        .into()
}

fn text_of<'a>(ui: &'a Ui, ticket: &'a Ticket) -> Element<'a, Message> {
    let shown = text(ticket.ticket.as_str())
        .font(MONO)
        .size(size::META)
        .line_height(leading::CODE)
        .wrapping(text::Wrapping::Glyph)
        .width(Fill);
    let shown = scrollable(container(shown).padding(space::M)).style(style::scroll(ui.colors));
    container(shown).max_height(150).style(style::patch(ui.colors.sunken, ui.colors.ink, measure::RADIUS)).into()
}

/// Black on white on every paper: cameras expect it.
fn picture_of<'a>(ui: &'a Ui, picture: &'a qr_code::Data) -> Element<'a, Message> {
    let plain = |_: &iced::Theme| qr_code::Style { cell: iced::Color::BLACK, background: iced::Color::WHITE };
    let side = (ui.size.height - BESIDE_QR).clamp(QR_SIDES.0, QR_SIDES.1);
    let code = qr_code(picture).total_size(side).style(plain);
    container(code).center_x(Fill).into()
}

/// One of several.
pub(crate) fn choice<'a, M: Clone + 'a>(ui: &Ui, words: String, chosen: bool, message: M) -> Press<'a, M> {
    ui.button(words, Look::Choice(chosen)).on_press(message)
}
