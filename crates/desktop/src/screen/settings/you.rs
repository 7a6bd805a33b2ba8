//! Who somebody is and what keeps them so: name, devices, recovery words, passphrase, backup.

use commonplace_node::answer::{Whoami, WordsState};
use commonplace_node::command::Command;
use commonplace_node::error::Error;
use iced::widget::{Column, column, container};
use iced::{Element, Fill, Task};

use super::backup::{self, Backup};
use super::devices::{self, Devices};
use super::seal::{self, Seal};
use super::words::{self, Words};
use crate::ask::Reach;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{MONO, SANS_MEDIUM, measure, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, meta, title};

/// The page of this person.
#[derive(Debug)]
pub(crate) struct You {
    name: String,
    kept: String,
    words: Words,
    seal: Seal,
    devices: Devices,
    backup: Backup,
    refused: Option<(Part, Error)>,
}

/// A part of the page that something can be refused in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Name,
    Words,
    Seal,
    Devices,
    Backup,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Types another name.
    Name(String),
    /// Keeps it.
    Rename,
    /// The node has kept it.
    Renamed(Result<(), Error>),
    /// Recovery words.
    Words(words::Message),
    /// The passphrase.
    Seal(seal::Message),
    /// Devices.
    Devices(devices::Message),
    /// A backup.
    Backup(backup::Message),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// That it be asked again who this is, and this be done.
    Changed(Task<Message>),
}

impl You {
    /// For this person.
    pub(crate) fn open(me: &Whoami, reach: &Reach) -> (Self, Task<Message>) {
        let you = Self {
            name: me.name.clone(),
            kept: me.name.clone(),
            words: Words::default(),
            seal: Seal::default(),
            devices: Devices::default(),
            backup: Backup::default(),
            refused: None,
        };
        (you, Devices::read(reach).map(Message::Devices))
    }

    pub(crate) fn update(&mut self, message: Message, me: &Whoami, reach: &Reach) -> Action {
        // What comes by itself takes no sentence away that somebody may still be reading.
        if !matches!(message, Message::Devices(devices::Message::Came(_) | devices::Message::Nearby(_))) {
            self.refused = None;
        }
        match message {
            Message::Name(name) => {
                self.name = name;
                Action::None
            }
            Message::Rename => {
                let name = self.name.trim().to_owned();
                Action::Run(reach.done(Command::Rename { name }, Message::Renamed))
            }
            Message::Renamed(Ok(())) => {
                self.kept.clone_from(&self.name);
                Action::Changed(Task::none())
            }
            Message::Renamed(Err(error)) => self.refuse(Part::Name, error),
            Message::Words(message) => match self.words.update(message, me, reach) {
                words::Action::None => Action::None,
                words::Action::Run(task) => Action::Run(task.map(Message::Words)),
                words::Action::Changed(task) => Action::Changed(task.map(Message::Words)),
                words::Action::Refused(error) => self.refuse(Part::Words, error),
            },
            Message::Seal(message) => match self.seal.update(message, me, reach) {
                seal::Action::None => Action::None,
                seal::Action::Run(task) => Action::Run(task.map(Message::Seal)),
                seal::Action::Changed => Action::Changed(Task::none()),
                seal::Action::Refused(error) => self.refuse(Part::Seal, error),
            },
            Message::Backup(message) => match self.backup.update(message, reach) {
                backup::Action::None => Action::None,
                backup::Action::Run(task) => Action::Run(task.map(Message::Backup)),
                backup::Action::Refused(error) => self.refuse(Part::Backup, error),
            },
            Message::Devices(message) => match self.devices.update(message, me, reach) {
                devices::Action::None => Action::None,
                devices::Action::Run(task) => Action::Run(task.map(Message::Devices)),
                devices::Action::Changed(task) => Action::Changed(task.map(Message::Devices)),
                devices::Action::Refused(error, task) => {
                    self.refused = Some((Part::Devices, error));
                    Action::Run(task.map(Message::Devices))
                }
            },
        }
    }

    /// Looks again who is nearby, if somebody wants to know.
    pub(crate) fn look(&self, reach: &Reach) -> Task<Message> {
        self.devices.look(reach).map(Message::Devices)
    }

    fn refuse(&mut self, part: Part, error: Error) -> Action {
        self.refused = Some((part, error));
        Action::None
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, me: &'a Whoami) -> Element<'a, Message> {
        let words = self.part(ui, Part::Words, self.words.view(ui, me).map(Message::Words));
        let seal = self.part(ui, Part::Seal, self.seal.view(ui, me).map(Message::Seal));
        let devices = self.part(ui, Part::Devices, self.devices.view(ui, me).map(Message::Devices));
        let backup = self.part(ui, Part::Backup, self.backup.view(ui).map(Message::Backup));
        column![
            self.profile(ui, me),
            ui.section("settings-name", self.part(ui, Part::Name, self.name(ui))),
            ui.section("settings-devices", devices),
            ui.section("settings-words", words),
            ui.section("settings-seal", seal),
            ui.section("settings-backup", backup),
            ui.section("settings-home", home(ui, me)),
        ]
        .spacing(space::L)
        .align_x(ui.start())
        .into()
    }

    /// How others see this person, and whether they could come back.
    fn profile<'a>(&'a self, ui: &'a Ui, me: &'a Whoami) -> Element<'a, Message> {
        let seen = ui.text.with("profile-seen", &[("device", me.device_name.as_str().into())]);
        let fingerprint = ui.text.with("profile-fingerprint", &[("words", me.fingerprint.as_str().into())]);
        let who = column![title(&me.name, size::HEADING), meta(seen, &ui.colors), meta(fingerprint, &ui.colors),];
        let who = who.spacing(space::XXS).align_x(ui.start());
        let sealed = ui.text.get(if me.sealed { "seal-sealed" } else { "seal-open" });
        let mut list = Column::new().spacing(space::XXS).align_x(ui.start());
        let devices = self.devices.count();
        if devices > 0 {
            // A second device brings back what this one loses.
            let words = ui.text.with("profile-devices", &[("count", devices.into())]);
            list = list.push(state(ui, devices > 1, "settings-devices", words));
        }
        let words = ui.text.get(words::state_key(me.words));
        list = list.push(state(ui, me.words == WordsState::Checked, "settings-words", words));
        list = list.push(state(ui, me.sealed, "settings-seal", sealed));
        container(column![who, list].spacing(space::M).align_x(ui.start()))
            .style(style::card(ui.colors))
            .padding(space::M)
            .width(Fill)
            .align_x(ui.start())
            .into()
    }

    /// A part of the page, and under it what went wrong in it.
    fn part<'a>(&'a self, ui: &'a Ui, part: Part, content: Element<'a, Message>) -> Element<'a, Message> {
        ui.with_refusal(content, self.refused.as_ref().filter(|(refused, _)| *refused == part).map(|(_, error)| error))
    }

    fn name<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui.field("", &self.name).on_input(Message::Name).on_submit(Message::Rename).width(measure::HINT);
        let changed = self.name.trim() != self.kept && !self.name.trim().is_empty();
        let keep = ui.button(ui.text.get("settings-rename"), Look::Outlined);
        let keep = keep.on_press(changed.then_some(Message::Rename));
        ui.flow([field.into(), keep.into()])
    }
}

/// Something that is as it should be, or not yet.
fn state<'a, M: 'a>(ui: &Ui, good: bool, what: &str, words: String) -> Element<'a, M> {
    let (icon, ink) = if good { (Icon::Check, ui.colors.good) } else { (Icon::Warning, ui.colors.warn) };
    let what = body(ui.text.get(what)).font(SANS_MEDIUM);
    let words = container(body(words).color(ui.colors.muted)).width(Fill).align_x(ui.start());
    let said = if ui.size.width < measure::BESIDE {
        container(column![what, words].align_x(ui.start())).width(Fill).align_x(ui.start())
    } else {
        let what = container(what).width(measure::TERM).align_x(ui.start());
        container(ui.across([what.into(), words.into()])).width(Fill)
    };
    ui.across([icon.at(size::BODY).color(ink).into(), said.into()]).spacing(space::XS).into()
}

fn home<'a>(ui: &Ui, me: &Whoami) -> Element<'a, Message> {
    let folder = caption(me.home.to_string_lossy().into_owned(), &ui.colors).font(MONO);
    column![folder, body(ui.text.get("settings-home-lesson")).color(ui.colors.muted)]
        .spacing(space::XS)
        .align_x(ui.start())
        .into()
}
