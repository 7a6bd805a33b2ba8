//! One circle as its members run it: who is in it, how it travels, what changed, and the way out.

mod log;
mod members;
pub(crate) mod room;
pub(crate) mod stick;
mod ways;

pub(crate) use self::members::{lesson_key, role_key};

use commonplace_core::id::CircleId;
use commonplace_node::answer::{Circle, Lease, LogLine, Member};
use commonplace_node::command::{Command, RoleName};
use commonplace_node::error::Error;
use iced::widget::column;
use iced::{Element, Task};

use self::log::Log;
use self::members::Members;
use self::room::Room;
use self::stick::Stick;
use self::ways::Ways;
use super::PAGE_SCROLL;
use super::knock::admits;
use crate::ask::{All, One, Reach};
use crate::icon::Icon;
use crate::theme::style::Look;
use crate::theme::{size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, title};

/// The page of one circle.
#[derive(Debug)]
pub(crate) struct Page {
    circle: CircleId,
    members: Members,
    ways: Ways,
    room: Room,
    stick: Stick,
    log: Log,
    leaving: bool,
    refused: Option<(Part, Error)>,
}

/// A part of the page that something can be refused in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Members,
    Ways,
    Room,
    Stick,
    Leave,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The members have come.
    Came(All<Member>),
    /// Somebody does something about members.
    Members(members::Message),
    /// Somebody does something about ways.
    Ways(ways::Message),
    /// Somebody does something about room.
    Room(room::Message),
    /// Somebody does something with a stick.
    Stick(stick::Message),
    /// The log has come.
    Logged(All<LogLine>),
    /// All that stands above the stick has come, and somebody came for the stick.
    Filled,
    /// Somebody wants more of it.
    Log(log::Message),
    /// A member has another role, or is out.
    Changed(One<Circle>),
    /// The circle travels otherwise.
    Travels(One<Circle>),
    /// A relay's lease has come.
    Leased(One<Lease>),
    /// Somebody wants the circle's key changed.
    Renew,
    /// Somebody wants to leave, or after all not.
    Leave(bool),
    /// And is sure.
    LeaveNow,
    /// They have left.
    Left(Result<(), Error>),
    /// Back to the list.
    Back,
    /// Somebody wants to let others in.
    Invite,
    /// Somebody wants the circle written out.
    Export,
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// That the circles be read again, and this be done.
    Changed(Task<Message>),
    /// Back to the list.
    Back,
    /// The circle is left.
    Left,
    /// That somebody be let in.
    Invite,
    /// That the circle be written out.
    Export,
}

impl Page {
    /// Opens it.
    pub(crate) fn open(circle: &Circle, reach: &Reach) -> (Self, Task<Message>) {
        let page = Self {
            circle: circle.id,
            members: Members::default(),
            ways: Ways::of(circle),
            room: Room::default(),
            stick: Stick::default(),
            log: Log::default(),
            leaving: false,
            refused: None,
        };
        let task = page.load(reach);
        (page, task)
    }

    /// Which circle it shows.
    pub(crate) fn circle(&self) -> CircleId {
        self.circle
    }

    /// Reads it again.
    pub(crate) fn load(&self, reach: &Reach) -> Task<Message> {
        let members = reach.all(Command::CircleMembers { circle: self.circle.into() }, Message::Came);
        let log = reach.all(Command::CircleLog { circle: self.circle.into() }, Message::Logged);
        let room = Room::read(self.circle, reach).map(Message::Room);
        Task::batch([members, room, log])
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Came(Ok(members)) => self.members.came(members),
            Message::Came(Err(error)) | Message::Changed(Err(error)) => self.refuse(Part::Members, error),
            Message::Travels(Err(error)) | Message::Leased(Err(error)) => self.refuse(Part::Ways, error),
            Message::Left(Err(error)) => self.refuse(Part::Leave, error),
            Message::Members(message) => return self.of_members(message, reach),
            Message::Ways(message) => return self.of_ways(message, reach),
            Message::Room(message) => return self.of_room(message, reach),
            Message::Stick(message) => return self.of_stick(message, reach),
            Message::Logged(lines) => self.log.came(lines.unwrap_or_default()),
            Message::Log(message) => self.log.update(message),
            Message::Filled => return Action::Run(stick::into_sight()),
            Message::Changed(Ok(_)) => {
                let again = self.load(reach);
                return Action::Changed(again);
            }
            Message::Travels(Ok(circle)) => {
                self.ways = Ways::of(&circle);
                return Action::Changed(Task::none());
            }
            Message::Leased(Ok(lease)) => {
                self.ways.leased();
                return Action::Run(iced::clipboard::write(lease.lease));
            }
            Message::Renew => {
                self.refused = None;
                return Action::Run(reach.one(Command::CircleRenew { circle: self.circle.into() }, Message::Changed));
            }
            Message::Leave(leaving) => self.leaving = leaving,
            Message::LeaveNow => {
                let command = Command::CircleLeave { circle: self.circle.into(), sure: true };
                return Action::Run(reach.done(command, Message::Left));
            }
            Message::Left(Ok(())) => return Action::Left,
            Message::Back => return Action::Back,
            Message::Invite => return Action::Invite,
            Message::Export => return Action::Export,
        }
        Action::Run(Task::none())
    }

    fn of_members(&mut self, message: members::Message, reach: &Reach) -> Action {
        self.refused = None;
        let circle = self.circle.into();
        let command = match self.members.update(message) {
            members::Action::None => return Action::Run(Task::none()),
            members::Action::Role(person, role) => Command::CircleRole { circle, person: person.into(), role },
            members::Action::Remove(person) => Command::CircleRemove { circle, person: person.into() },
        };
        Action::Run(reach.one(command, Message::Changed))
    }

    fn of_ways(&mut self, message: ways::Message, reach: &Reach) -> Action {
        self.refused = None;
        let circle = self.circle.into();
        match self.ways.update(message) {
            ways::Action::Change(change) => {
                let ways::Change { reach: ways, relays } = change;
                let command = Command::CircleSet {
                    circle,
                    reach: Some(ways),
                    relays: Some(relays),
                    quota: None,
                    relay_days: None,
                };
                Action::Run(reach.one(command, Message::Travels))
            }
            ways::Action::Lease(relay) => {
                Action::Run(reach.one(Command::RelayLease { circle, relay: Some(relay) }, Message::Leased))
            }
            ways::Action::None => Action::Run(Task::none()),
        }
    }

    fn of_room(&mut self, message: room::Message, reach: &Reach) -> Action {
        match self.room.update(message, self.circle, reach) {
            room::Action::None => {}
            room::Action::Run(task) => {
                self.refused = None;
                return Action::Run(task.map(Message::Room));
            }
            room::Action::Refused(error) => self.refuse(Part::Room, error),
        }
        Action::Run(Task::none())
    }

    fn of_stick(&mut self, message: stick::Message, reach: &Reach) -> Action {
        self.refused = None;
        match self.stick.update(message, self.circle, reach) {
            stick::Action::None => {}
            stick::Action::Run(task) => return Action::Run(task.map(Message::Stick)),
            stick::Action::Refused(error) => self.refuse(Part::Stick, error),
        }
        Action::Run(Task::none())
    }

    fn refuse(&mut self, part: Part, error: Error) {
        self.refused = Some((part, error));
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, circle: &'a Circle) -> Element<'a, Message> {
        let steward = circle.role == Some(RoleName::Steward);
        let mut members = column![self.members.view(ui, steward).map(Message::Members)].spacing(space::S);
        if admits(circle) {
            let invite = ui.icon_button(Icon::UserPlus, ui.text.get("invite"), Look::Outlined);
            members = members.push(invite.on_press(Message::Invite));
        }
        let members = self.part(ui, Part::Members, members.align_x(ui.start()).into());
        let ways = self.part(ui, Part::Ways, self.ways.view(ui, steward, &circle.relays_near).map(Message::Ways));
        let room = self.part(ui, Part::Room, self.room.view(ui, circle.quota).map(Message::Room));
        let stick = self.part(ui, Part::Stick, self.stick.view(ui).map(Message::Stick));
        let mut log = column![self.log.view(ui).map(Message::Log)].spacing(space::S).align_x(ui.start());
        if steward {
            let renew = ui.button(ui.text.get("circle-renew"), Look::Outlined).on_press(Message::Renew);
            log = log.push(caption(ui.text.get("circle-renew-lesson"), &ui.colors)).push(renew);
        }
        let leave = self.part(ui, Part::Leave, self.leave(ui));
        let parts = column![
            ui.back(Message::Back),
            title(&circle.title, size::TITLE),
            ui.section("circle-people", members),
            ui.section("circle-ways", ways),
            ui.section("circle-room", room),
            ui.section("circle-stick", stick),
            ui.section("circle-files", files(ui)),
            ui.section("circle-log", log.into()),
            ui.section("circle-leave", leave),
        ];
        ui.scroll(ui.form(parts.spacing(space::L).align_x(ui.start()))).id(PAGE_SCROLL).into()
    }

    fn leave<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let lesson = body(ui.text.get("circle-leave-lesson")).color(ui.colors.muted);
        let mut parts = column![lesson].spacing(space::S).align_x(ui.start());
        let others = self.members.left_without_steward();
        if others > 0 {
            let lesson = ui.text.with("circle-leave-only-steward", &[("others", others.into())]);
            parts = parts.push(ui.notice(Icon::Warning, &lesson, ui.colors.warn, ui.colors.warn_wash));
        }
        if !self.leaving {
            let leave = ui.button(ui.text.get("circle-leave"), Look::Outlined).on_press(Message::Leave(true));
            return parts.push(leave).into();
        }
        let yes = ui.button(ui.text.get("circle-leave-yes"), Look::Grave).on_press(Message::LeaveNow);
        let no = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Leave(false));
        parts.push(ui.across([yes.into(), no.into()]).spacing(space::S)).into()
    }

    fn part<'a>(&'a self, ui: &'a Ui, part: Part, content: Element<'a, Message>) -> Element<'a, Message> {
        ui.with_refusal(content, self.refused.as_ref().filter(|(refused, _)| *refused == part).map(|(_, error)| error))
    }
}

/// The circle as open files.
fn files<'a>(ui: &'a Ui) -> Element<'a, Message> {
    let export = ui.button(ui.text.get("export"), Look::Outlined).on_press(Message::Export);
    let lesson = body(ui.text.get("export-lesson")).color(ui.colors.muted);
    column![lesson, export].spacing(space::S).align_x(ui.start()).into()
}
