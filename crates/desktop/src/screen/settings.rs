//! Settings, on four pages: who somebody is and what keeps them so, how the window looks, how others are found, and what
//! helps in trouble.

pub(crate) mod backup;
pub(crate) mod devices;
pub(crate) mod looks;
pub(crate) mod seal;
pub(crate) mod trouble;
pub(crate) mod words;
pub(crate) mod you;

use std::collections::BTreeMap;

use commonplace_node::answer::Whoami;
use commonplace_node::command::{Command, Discovery};
use commonplace_node::error::Error;
use iced::widget::{Column, column};
use iced::{Element, Task};

use self::looks::Looks;
use self::trouble::Trouble;
use self::you::You;
use super::PAGE_SCROLL;
use super::invite::choice;
use crate::ask::{One, Reach};
use crate::preferences::{Choice, Preferences};
use crate::theme::{size, space};
use crate::ui::Ui;
use crate::ui::parts::title;

const TABS: [(Tab, &str); 4] = [
    (Tab::You, "settings-tab-you"),
    (Tab::Looks, "settings-tab-looks"),
    (Tab::Network, "settings-tab-network"),
    (Tab::Trouble, "settings-tab-trouble"),
];

const DISCOVERIES: [(Discovery, &str, &str); 3] = [
    (Discovery::On, "discovery-on", "discovery-on-lesson"),
    (Discovery::Quiet, "discovery-quiet", "discovery-quiet-lesson"),
    (Discovery::Off, "discovery-off", "discovery-off-lesson"),
];

/// A page of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tab {
    /// Who somebody is.
    #[default]
    You,
    /// How the window looks.
    Looks,
    /// How others are found.
    Network,
    /// What helps in trouble.
    Trouble,
}

impl Tab {
    /// The key of its name.
    pub(crate) fn key(self) -> &'static str {
        TABS.iter().find(|(tab, _)| *tab == self).map_or("settings", |(_, key)| *key)
    }
}

/// Settings being looked at.
#[derive(Debug)]
pub(crate) struct Settings {
    tab: Tab,
    you: You,
    looks: Looks,
    trouble: Trouble,
    /// How the node takes part in discovery, once it is known.
    discovery: Option<Discovery>,
    refused: Option<Error>,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// Turns to another page.
    Tab(Tab),
    /// Who somebody is.
    You(you::Message),
    /// How the window looks.
    Looks(looks::Message),
    /// Somebody chooses how to be found.
    Discovery(Discovery),
    /// What the node is set to has come.
    Set(One<commonplace_node::answer::Settings>),
    /// What helps in trouble.
    Trouble(trouble::Message),
}

/// What it asks for.
#[derive(Debug)]
pub(crate) enum Action {
    /// That this be done.
    Run(Task<Message>),
    /// Another look of the window.
    Choose(Choice),
    /// That it be asked again who this is, and this be done.
    Changed(Task<Message>),
    /// That this be put into the clipboard.
    Copy(String),
    /// That this be written to a file.
    Save(String),
}

impl Settings {
    /// For this person.
    pub(crate) fn open(me: &Whoami, reach: &Reach) -> (Self, Task<Message>) {
        let (you, task) = You::open(me, reach);
        let settings = Self {
            tab: Tab::default(),
            you,
            looks: Looks::default(),
            trouble: Trouble::default(),
            discovery: None,
            refused: None,
        };
        let set = reach.one(Command::Settings { mdns: None, own: BTreeMap::new() }, Message::Set);
        (settings, Task::batch([task.map(Message::You), set]))
    }

    pub(crate) fn update(&mut self, message: Message, me: &Whoami, ui: &Ui, reach: &Reach) -> Action {
        match message {
            Message::Tab(tab) => return Action::Run(self.turn(tab, reach)),
            Message::You(message) => {
                return match self.you.update(message, me, reach) {
                    you::Action::None => Action::Run(Task::none()),
                    you::Action::Run(task) => Action::Run(task.map(Message::You)),
                    you::Action::Changed(task) => Action::Changed(task.map(Message::You)),
                };
            }
            Message::Looks(message) => {
                if let Some(choice) = self.looks.update(message) {
                    return Action::Choose(choice);
                }
            }
            Message::Discovery(discovery) => {
                let set = Command::Settings { mdns: Some(discovery), own: BTreeMap::new() };
                return Action::Run(reach.one(set, Message::Set));
            }
            Message::Set(Ok(settings)) => {
                self.discovery = Some(settings.mdns);
                self.refused = None;
            }
            Message::Set(Err(error)) => self.refused = Some(error),
            Message::Trouble(message) => {
                return match self.trouble.update(message, ui, reach) {
                    trouble::Action::Run(task) => Action::Run(task.map(Message::Trouble)),
                    trouble::Action::Copy(text) => Action::Copy(text),
                    trouble::Action::Save(text) => Action::Save(text),
                };
            }
        }
        Action::Run(Task::none())
    }

    /// Turns to a page, and reads what stands on it.
    pub(crate) fn turn(&mut self, tab: Tab, reach: &Reach) -> Task<Message> {
        self.tab = tab;
        match tab {
            Tab::You | Tab::Network => Task::none(),
            Tab::Looks => self.looks.look().map(Message::Looks),
            Tab::Trouble => Trouble::read(reach).map(Message::Trouble),
        }
    }

    /// Looks again who is nearby, if somebody wants to know.
    pub(crate) fn look(&self, reach: &Reach) -> Task<Message> {
        self.you.look(reach).map(Message::You)
    }

    pub(crate) fn view<'a>(&'a self, ui: &'a Ui, looks: &Preferences, me: &'a Whoami) -> Element<'a, Message> {
        let tabs = TABS.map(|(tab, key)| -> Element<'a, Message> {
            choice(ui, ui.text.get(key), self.tab == tab, Message::Tab(tab)).into()
        });
        let page = match self.tab {
            Tab::You => self.you.view(ui, me).map(Message::You),
            Tab::Looks => self.looks.view(ui, looks).map(Message::Looks),
            Tab::Network => {
                let discovery = ui.with_refusal(self.discovery(ui), self.refused.as_ref());
                ui.section("settings-discovery", discovery)
            }
            Tab::Trouble => self.trouble.view(ui).map(Message::Trouble),
        };
        let parts = column![title(&ui.text.get("settings"), size::TITLE), ui.choices(tabs), page];
        ui.scroll(ui.form(parts.spacing(space::L).align_x(ui.start()))).id(PAGE_SCROLL).into()
    }

    fn discovery<'a>(&'a self, ui: &'a Ui) -> Element<'a, Message> {
        let all = DISCOVERIES.map(|(one, key, lesson)| {
            let chosen = self.discovery == Some(one);
            ui.option(ui.text.get(key), ui.text.get(lesson), chosen, Message::Discovery(one))
        });
        Column::with_children(all).spacing(2).into()
    }
}
