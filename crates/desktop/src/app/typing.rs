//! What is typed, wherever the field stands: what can be done with its words, in a small menu over all else, and which letters
//! were none for a field.

use commonplace_core::time::Timestamp;
use iced::{Rectangle, Task};

use super::{App, Message};
use crate::keys::Key;
use crate::limits::{LETTERS_MEANT_MILLIS, LETTERS_WAITING};
use crate::screen::menu::{self, Heading, Line, Menu};
use crate::widget::fields::Deed;

/// The menu of a field while it is open, what was chosen in it last, the letters that were commands, when a field to search in
/// was opened last, and how much the program has heard of.
#[derive(Debug, Default)]
pub(super) struct Typing {
    pub(super) menu: Option<Menu<Deed>>,
    pub(super) chosen: Option<(u64, Deed)>,
    pub(super) spent: Vec<(u64, char)>,
    pub(super) opened: Option<Timestamp>,
    pub(super) heard: u64,
}

impl Typing {
    /// A letter was a command: no field is to have it.
    pub(super) fn spend(&mut self, letter: char) {
        let number = self.spent.last().map_or(1, |(number, _)| number + 1);
        if self.spent.len() >= LETTERS_WAITING {
            self.spent.remove(0);
        }
        self.spent.push((number, letter));
    }

    /// A key is obeyed that may open a field to search in: what is typed right behind it is meant for that.
    pub(super) fn obeys(&mut self, key: Key, now: Timestamp) {
        self.opened = matches!(key, Key::Search | Key::SearchAll | Key::Find).then_some(now);
    }

    /// What was searched has been opened: keys belong to that.
    pub(super) fn has_led(&mut self) {
        self.opened = None;
    }

    /// Whether a letter is meant for a field that was opened a moment ago.
    pub(super) fn is_for_a_field(&self, now: Timestamp) -> bool {
        self.opened.is_some_and(|opened| now.millis().saturating_sub(opened.millis()) <= LETTERS_MEANT_MILLIS)
    }
}

impl App {
    /// Somebody asks what can be done with a field that is here.
    pub(super) fn asked_at(&mut self, place: Rectangle) -> Task<Message> {
        let lines = vec![
            Line::plain("typing-cut", "Ctrl X", Deed::Cut),
            Line::plain("copy", "Ctrl C", Deed::Copy),
            Line::plain("typing-paste", "Ctrl V", Deed::Paste),
            Line::plain("typing-all", "Ctrl A", Deed::MarkAll).apart(),
        ];
        let mut menu = Menu::new(Heading::Words(self.ui.text.get("typing-menu")), lines);
        menu.lie_under(place);
        self.typing.menu = Some(menu);
        Task::none()
    }

    /// Somebody chooses in it.
    pub(super) fn in_field(&mut self, message: menu::Message) -> Task<Message> {
        let menu::Message::Choose(place) = message;
        let deed = self.typing.menu.take().and_then(|menu| menu.into_message(place));
        if let Some(deed) = deed {
            let number = self.typing.chosen.map_or(1, |(number, _)| number + 1);
            self.typing.chosen = Some((number, deed));
        }
        Task::none()
    }

    /// What a key does while it is open.
    pub(super) fn typing_key(&mut self, key: Key) -> Option<Task<Message>> {
        let menu = self.typing.menu.as_mut()?;
        Some(match key {
            Key::Up | Key::Previous => menu.walk(false),
            Key::Down | Key::Next => menu.walk(true),
            Key::Open => {
                let place = menu.cursor();
                self.in_field(menu::Message::Choose(place))
            }
            key => {
                self.typing.menu = None;
                if let Key::Letter(letter) = key {
                    self.typing.spend(letter);
                }
                Task::none()
            }
        })
    }
}
