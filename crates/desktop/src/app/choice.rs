//! What somebody has chosen of the window: on this laptop, and for all of theirs.

use std::collections::BTreeMap;
use std::sync::Arc;

use commonplace_node::answer::Settings;
use commonplace_node::command::{Command, OwnSetting};
use commonplace_node::text::{Language, Text};
use iced::Task;

use super::{App, Message, Stage};
use crate::ask::{self, One};
use crate::preferences::{Choice, Chosen, Paper};
use crate::theme::Colors;

impl App {
    /// Somebody chooses how the window is: it holds at once, and after the next start.
    pub(super) fn choose(&mut self, choice: Choice) -> Task<Message> {
        let held = match choice {
            Choice::Paper(paper) => {
                self.preferences.paper = paper;
                Task::batch([self.recolor(), self.share(OwnSetting::Appearance, paper.word())])
            }
            Choice::Language(language) => {
                self.preferences.language = Some(Chosen(language));
                self.ui.text = Text::new(language);
                self.told_language = None;
                self.share(OwnSetting::Language, language.code())
            }
            Choice::Scale(scale) => {
                self.preferences.scale = scale;
                self.fit();
                Task::none()
            }
            Choice::Notices(notices) => {
                self.preferences.notices = notices;
                Task::none()
            }
            Choice::Lasting(lasting) => {
                self.preferences.lasting = lasting;
                Task::none()
            }
        };
        Task::batch([held, self.remember()])
    }

    /// Chooses something for all laptops of this person; on this one it holds already.
    pub(super) fn share(&self, setting: OwnSetting, value: &str) -> Task<Message> {
        let Some(started) = &self.started else { return Task::none() };
        let settings = Command::Settings { mdns: None, own: [(setting, Some(value.to_owned()))].into() };
        Task::perform(ask::one(started.node.clone(), settings), Message::Own)
    }

    /// What this person has chosen for all their laptops, and may have chosen on another one.
    pub(super) fn read_own(&self) -> Task<Message> {
        let Some(started) = &self.started else { return Task::none() };
        let settings = Command::Settings { mdns: None, own: BTreeMap::new() };
        Task::perform(ask::one(started.node.clone(), settings), Message::Own)
    }

    /// What was never chosen, or cannot be read now, stays as this laptop has it.
    pub(super) fn take_own(&mut self, own: One<Settings>) -> Task<Message> {
        let Ok(Settings { language, appearance, .. }) = own else { return Task::none() };
        let before = self.preferences;
        // The command line was asked for this once, for this laptop.
        if let Some(language) =
            language.and_then(|code| Language::from_locale(&code)).filter(|_| self.told_language.is_none())
        {
            self.preferences.language = Some(Chosen(language));
        }
        if let Some(paper) = appearance.and_then(|word| Paper::of(&word)) {
            self.preferences.paper = paper;
        }
        if self.preferences == before {
            return Task::none();
        }
        self.ui.text = Text::new(self.preferences.language.map_or_else(Language::of_system, |chosen| chosen.0));
        Task::batch([self.recolor(), self.remember()])
    }

    pub(super) fn remember(&self) -> Task<Message> {
        // Before there is a home there is no place to write to.
        if self.started.is_none() {
            return Task::none();
        }
        let (host, preferences) = (Arc::clone(&self.host), self.preferences.write());
        Task::perform(ask::away(move || host.remember(&preferences), ()), |()| Message::Remembered)
    }

    pub(super) fn colors(&self) -> Colors {
        let (mode, contrast) = self.preferences.paper.look(self.system);
        Colors::in_contrast(mode, contrast)
    }

    pub(super) fn recolor(&mut self) -> Task<Message> {
        let colors = self.colors();
        if colors == self.ui.colors {
            return Task::none();
        }
        self.ui.colors = colors;
        match &mut self.stage {
            Stage::Desk(desk) => desk.recolor(self.ui.colors).map(Message::Desk),
            Stage::Opening(_) | Stage::Welcome(_) | Stage::Locked(_) => Task::none(),
        }
    }
}
