//! The devices of this person.

use commonplace_core::id::DeviceId;
use commonplace_node::answer::{Device, DeviceRevoked};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::{Column, column, container};
use iced::{Element, Fill, Task};

use crate::ask::{All, One, Reach};
use crate::icon::Icon;
use crate::screen::session::{self, Session};
use crate::theme::style::Look;
use crate::theme::{size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, hairline, meta};
use crate::ui::time::ago;

/// What is on the screen of them.
#[derive(Debug, Default)]
pub(crate) struct Devices {
    list: Vec<Device>,
    /// The one that somebody is about to take away.
    leaving: Option<DeviceId>,
    revoked: Option<DeviceRevoked>,
    /// Linking another laptop, or becoming one.
    session: Option<Session>,
    linked: bool,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// They have come.
    Came(All<Device>),
    /// Somebody wants one taken away.
    Leave(DeviceId),
    /// And is sure.
    Revoke(DeviceId),
    /// After all not.
    Stay,
    /// The node has done it.
    Revoked(One<DeviceRevoked>),
    /// Somebody wants to link a new laptop to this one.
    Link,
    /// Somebody wants this laptop to become one of a person who has another.
    Become,
    /// Linking goes on.
    Session(session::Message),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That this be said.
    Refused(Error),
}

impl Devices {
    /// Reads them.
    pub(crate) fn read(reach: &Reach) -> Task<Message> {
        reach.all(Command::DeviceList, Message::Came)
    }

    pub(crate) fn update(&mut self, message: Message, reach: &Reach) -> Action {
        match message {
            Message::Came(Ok(list)) => self.list = list,
            Message::Came(Err(error)) | Message::Revoked(Err(error)) => return Action::Refused(error),
            Message::Leave(device) => {
                self.leaving = Some(device);
                self.revoked = None;
            }
            Message::Stay => self.leaving = None,
            Message::Revoke(device) => {
                self.leaving = None;
                return Action::Run(reach.one(Command::DeviceRevoke { device: device.into() }, Message::Revoked));
            }
            Message::Link => return self.begin(reach, Command::DeviceLink { node: None }),
            Message::Become => return self.begin(reach, Command::DeviceBecome { name: None, node: None }),
            Message::Session(message) => return self.of_session(message, reach),
            Message::Revoked(Ok(revoked)) => {
                self.revoked = Some(revoked);
                return Action::Run(Self::read(reach));
            }
        }
        Action::None
    }

    fn begin(&mut self, reach: &Reach, command: Command) -> Action {
        let (session, task) = Session::begin(reach, command);
        self.session = Some(session);
        self.linked = false;
        Action::Run(task.map(Message::Session))
    }

    fn of_session(&mut self, message: session::Message, reach: &Reach) -> Action {
        let Some(session) = &mut self.session else { return Action::None };
        match session.update(message, reach) {
            session::Action::None => Action::None,
            session::Action::Run(task) => Action::Run(task.map(Message::Session)),
            session::Action::Joined(_) => {
                self.session = None;
                self.linked = true;
                Action::Run(Self::read(reach))
            }
            session::Action::Over(why) => {
                self.session = None;
                why.map_or(Action::None, Action::Refused)
            }
        }
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let mut list = Column::new().spacing(space::XS).align_x(ui.start());
        list = list.push(body(ui.text.get("devices-lesson")).color(ui.colors.muted));
        for device in &self.list {
            list = list.push(hairline(&ui.colors)).push(self.row(ui, device));
        }
        if let Some(revoked) = &self.revoked {
            list = list.push(ui.notice(Icon::Info, &told(ui, revoked), ui.colors.good, ui.colors.good_wash));
        }
        list = list.push(hairline(&ui.colors));
        if let Some(session) = &self.session {
            return list.push(session.view(ui).map(Message::Session)).into();
        }
        if self.linked {
            let words = ui.text.get("devices-linked");
            list = list.push(ui.notice(Icon::Accepted, &words, ui.colors.good, ui.colors.good_wash));
        }
        let link = ui.button(ui.text.get("devices-link"), Look::Outlined).on_press(Message::Link);
        let becomes = ui.button(ui.text.get("devices-become"), Look::Outlined).on_press(Message::Become);
        list.push(ui.across([link.into(), becomes.into()]).spacing(space::S))
            .push(caption(ui.text.get("devices-link-lesson"), &ui.colors))
            .into()
    }

    fn row<'a>(&'a self, ui: &'a Ui, device: &'a Device) -> Element<'a, Message> {
        let color = if device.revoked { ui.colors.faint } else { ui.colors.ink };
        let mut words = column![body(device.name.as_str()).color(color)].align_x(ui.start());
        let state = match (device.this, device.revoked, device.wrote) {
            (true, ..) => ui.text.get("devices-this"),
            (_, true, _) => ui.text.get("devices-revoked"),
            (.., Some(wrote)) => ui.text.with("devices-wrote", &[("when", ago(ui, wrote).into())]),
            (.., None) => ui.text.get("devices-silent"),
        };
        words = words.push(caption(state, &ui.colors));
        if device.forked {
            words = words.push(meta(ui.text.get("devices-forked"), &ui.colors).color(ui.colors.warn));
        }
        let mut parts: Vec<Element<'a, Message>> = vec![
            Icon::Laptop.at(size::READING).color(color).into(),
            container(words).width(Fill).align_x(ui.start()).into(),
        ];
        if !device.this && !device.revoked {
            let leave = ui.button(ui.text.get("devices-revoke"), Look::Outlined);
            parts.push(leave.on_press(Message::Leave(device.id)).into());
        }
        let line = ui.across(parts).spacing(space::S);
        if self.leaving != Some(device.id) {
            return line.into();
        }
        let lesson = ui.text.with("devices-revoke-lesson", &[("device", device.name.as_str().into())]);
        let yes = ui.button(ui.text.get("devices-revoke-yes"), Look::Filled).on_press(Message::Revoke(device.id));
        let no = ui.button(ui.text.get("cancel"), Look::Outlined).on_press(Message::Stay);
        column![
            line,
            ui.notice(Icon::Warning, &lesson, ui.colors.warn, ui.colors.warn_wash),
            ui.across([yes.into(), no.into()]).spacing(space::S),
        ]
        .spacing(space::S)
        .align_x(ui.start())
        .into()
    }
}

fn told(ui: &Ui, revoked: &DeviceRevoked) -> String {
    let mut told = ui.text.with(
        "devices-revoked-told",
        &[("device", revoked.name.as_str().into()), ("count", revoked.circles.len().into())],
    );
    if !revoked.waiting.is_empty() {
        let waiting = ui.text.with("devices-revoked-waiting", &[("circles", revoked.waiting.join(", ").into())]);
        told = format!("{told} {waiting}");
    }
    told
}
