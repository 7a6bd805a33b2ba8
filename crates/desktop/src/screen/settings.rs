//! Settings: who somebody is and what keeps them so; paper, language.

pub(crate) mod backup;
pub(crate) mod devices;
pub(crate) mod seal;
pub(crate) mod words;

use std::collections::BTreeMap;

use commonplace_node::answer::Whoami;
use commonplace_node::command::{Command, Discovery};
use commonplace_node::error::Error;
use commonplace_node::text::Language;
use iced::widget::{Column, column};
use iced::{Element, Task};

use self::backup::Backup;
use self::devices::Devices;
use self::seal::Seal;
use self::words::Words;
use super::PAGE_SCROLL;
use super::invite::choice;
use crate::ask::{One, Reach};
use crate::preferences::Paper;
use crate::theme::style::Look;
use crate::theme::{MONO, size, space};
use crate::ui::Ui;
use crate::ui::parts::{body, caption, title};

const PAPERS: [(Paper, &str); 3] =
    [(Paper::System, "paper-system"), (Paper::Light, "paper-light"), (Paper::Dark, "paper-dark")];

const DISCOVERIES: [(Discovery, &str, &str); 3] = [
    (Discovery::On, "discovery-on", "discovery-on-lesson"),
    (Discovery::Quiet, "discovery-quiet", "discovery-quiet-lesson"),
    (Discovery::Off, "discovery-off", "discovery-off-lesson"),
];

/// Settings being looked at.
#[derive(Debug)]
pub(crate) struct Settings {
    name: String,
    kept: String,
    words: Words,
    seal: Seal,
    devices: Devices,
    backup: Backup,
    /// How the node takes part in discovery, once it is known.
    discovery: Option<Discovery>,
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
    Discovery,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Chooses a paper.
    Paper(Paper),
    /// Chooses a language.
    Language(Language),
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
    /// Somebody chooses how to be found.
    Discovery(Discovery),
    /// What the node is set to has come.
    Set(One<commonplace_node::answer::Settings>),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// Nothing.
    None,
    /// That this be done.
    Run(Task<Message>),
    /// Another paper.
    Paper(Paper),
    /// Another language.
    Language(Language),
    /// That it be asked again who this is, and this be done.
    Changed(Task<Message>),
}

impl Settings {
    /// For this person.
    pub(crate) fn open(me: &Whoami, reach: &Reach) -> (Self, Task<Message>) {
        let settings = Self {
            name: me.name.clone(),
            kept: me.name.clone(),
            words: Words::default(),
            seal: Seal::default(),
            devices: Devices::default(),
            backup: Backup::default(),
            discovery: None,
            refused: None,
        };
        let set = reach.one(Command::Settings { mdns: None, own: BTreeMap::new() }, Message::Set);
        (settings, Task::batch([Devices::read(reach).map(Message::Devices), set]))
    }

    pub(crate) fn update(&mut self, message: Message, me: &Whoami, reach: &Reach) -> Action {
        match message {
            Message::Paper(paper) => Action::Paper(paper),
            Message::Language(language) => Action::Language(language),
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
                self.refused = None;
                Action::Changed(Task::none())
            }
            Message::Renamed(Err(error)) => self.refuse(Part::Name, error),
            Message::Words(message) => {
                self.refused = None;
                match self.words.update(message, me, reach) {
                    words::Action::None => Action::None,
                    words::Action::Run(task) => Action::Run(task.map(Message::Words)),
                    words::Action::Changed(task) => Action::Changed(task.map(Message::Words)),
                    words::Action::Refused(error) => self.refuse(Part::Words, error),
                }
            }
            Message::Seal(message) => {
                self.refused = None;
                match self.seal.update(message, me, reach) {
                    seal::Action::None => Action::None,
                    seal::Action::Run(task) => Action::Run(task.map(Message::Seal)),
                    seal::Action::Changed => Action::Changed(Task::none()),
                    seal::Action::Refused(error) => self.refuse(Part::Seal, error),
                }
            }
            Message::Discovery(discovery) => {
                Action::Run(reach.one(Command::Settings { mdns: Some(discovery), own: BTreeMap::new() }, Message::Set))
            }
            Message::Set(Ok(settings)) => {
                self.discovery = Some(settings.mdns);
                Action::None
            }
            Message::Set(Err(error)) => self.refuse(Part::Discovery, error),
            Message::Backup(message) => {
                self.refused = None;
                match self.backup.update(message, reach) {
                    backup::Action::None => Action::None,
                    backup::Action::Run(task) => Action::Run(task.map(Message::Backup)),
                    backup::Action::Refused(error) => self.refuse(Part::Backup, error),
                }
            }
            Message::Devices(message) => {
                // What comes by itself takes no sentence away that somebody may still be reading.
                if !matches!(message, devices::Message::Came(_) | devices::Message::Nearby(_)) {
                    self.refused = None;
                }
                match self.devices.update(message, me, reach) {
                    devices::Action::None => Action::None,
                    devices::Action::Run(task) => Action::Run(task.map(Message::Devices)),
                    devices::Action::Changed(task) => Action::Changed(task.map(Message::Devices)),
                    devices::Action::Refused(error, task) => {
                        self.refused = Some((Part::Devices, error));
                        Action::Run(task.map(Message::Devices))
                    }
                }
            }
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

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, paper: Paper, me: &'a Whoami) -> Element<'a, Message> {
        let papers = PAPERS.map(|(one, key)| -> Element<'a, Message> {
            choice(ui, ui.text.get(key), paper == one, Message::Paper(one)).into()
        });
        let languages = Language::ALL.map(|one| -> Element<'a, Message> {
            choice(ui, one.own_name().to_owned(), ui.text.language() == one, Message::Language(one)).into()
        });
        let words = self.part(ui, Part::Words, self.words.view(ui, me).map(Message::Words));
        let seal = self.part(ui, Part::Seal, self.seal.view(ui, me).map(Message::Seal));
        let devices = self.part(ui, Part::Devices, self.devices.view(ui, me).map(Message::Devices));
        let backup = self.part(ui, Part::Backup, self.backup.view(ui).map(Message::Backup));
        let discovery = self.part(ui, Part::Discovery, self.discovery(ui));
        let parts = column![
            title(&ui.text.get("settings"), size::TITLE),
            ui.section("settings-name", self.part(ui, Part::Name, self.name(ui))),
            ui.section("settings-paper", ui.across(papers).spacing(space::XXS).into()),
            ui.section("settings-language", ui.across(languages).spacing(space::XXS).into()),
            ui.section("settings-devices", devices),
            ui.section("settings-words", words),
            ui.section("settings-seal", seal),
            ui.section("settings-backup", backup),
            ui.section("settings-discovery", discovery),
            ui.section("settings-home", home(ui, me)),
        ];
        ui.scroll(ui.form(parts.spacing(space::L).align_x(ui.start()))).id(PAGE_SCROLL).into()
    }

    /// A part of the page, and under it what went wrong in it.
    fn part<'a>(&'a self, ui: &'a Ui, part: Part, content: Element<'a, Message>) -> Element<'a, Message> {
        ui.with_refusal(content, self.refused.as_ref().filter(|(refused, _)| *refused == part).map(|(_, error)| error))
    }

    fn discovery<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let all = DISCOVERIES.map(|(one, key, lesson)| {
            let chosen = self.discovery == Some(one);
            ui.option(ui.text.get(key), ui.text.get(lesson), chosen, Message::Discovery(one))
        });
        Column::with_children(all).spacing(2).into()
    }

    fn name<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let field = ui.field("", &self.name).on_input(Message::Name).on_submit(Message::Rename).width(280);
        let changed = self.name.trim() != self.kept && !self.name.trim().is_empty();
        let keep = ui.button(ui.text.get("settings-rename"), Look::Outlined);
        let keep = keep.on_press(changed.then_some(Message::Rename));
        ui.across([field.into(), keep.into()]).spacing(space::S).into()
    }
}

fn home<'a>(ui: &Ui, me: &Whoami) -> Element<'a, Message> {
    let folder = caption(me.home.to_string_lossy().into_owned(), &ui.colors).font(MONO);
    column![folder, body(ui.text.get("settings-home-lesson")).color(ui.colors.muted)]
        .spacing(space::XS)
        .align_x(ui.start())
        .into()
}
