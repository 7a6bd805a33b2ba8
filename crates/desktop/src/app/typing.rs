//! What is typed, wherever the field stands: what can be done with its words, in a small menu over all else, and which letters
//! were none for a field.

use iced::{Rectangle, Task};

use super::{App, Message};
use crate::keys::Key;
use crate::screen::menu::{self, Heading, Line, Menu};
use crate::widget::fields::Deed;

/// The menu of a field while it is open, what was chosen in it last, the letter that was a command last, and how much the
/// program has heard of.
#[derive(Debug, Default)]
pub(super) struct Typing {
    pub(super) menu: Option<Menu<Deed>>,
    pub(super) chosen: Option<(u64, Deed)>,
    pub(super) spent: Option<(u64, char)>,
    pub(super) heard: u64,
}

impl Typing {
    /// A letter was a command: no field is to have it.
    pub(super) fn spend(&mut self, letter: char) {
        self.spent = Some((self.spent.map_or(1, |(number, _)| number + 1), letter));
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
