//! Letters that are typed before the field is there for which they are meant: right after a command, while the window is made
//! anew. They wait, and are typed in that field as soon as it has the focus.

use std::collections::VecDeque;

use iced::advanced::Shell;
use iced::keyboard::key::Named;
use iced::keyboard::{self, Key};
use iced::{Event, mouse, window};

use super::around::{Coming, Hear, Inner};
use crate::limits::LETTERS_WAITING;

/// Keeps letters that no field takes, and types them once one does.
pub(crate) struct Early {
    /// The letter that was a command, and the how manieth such that was: it is typed nowhere.
    pub(crate) spent: Option<(u64, char)>,
    /// What the program has heard of until now, as a number: with another one, all that is inside was made anew.
    pub(crate) heard: u64,
}

/// The letters that wait, as the events that told of them.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    letters: VecDeque<Event>,
    /// The number of the letter that was taken out last because it was a command.
    spent: u64,
    /// A key was taken that may lead elsewhere, when the program had heard of so much: what is typed next is for what is made
    /// of it, and for nothing that is still there.
    leads: Option<u64>,
}

/// What a key, or the pointer, does to letters that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// It is one more of them.
    Letter,
    /// They were for what was before it.
    Other,
    /// What is drawn now is what they are for.
    Frame,
    /// Nothing.
    Nothing,
}

impl Waiting {
    /// Takes out what was a command, and what was typed before it.
    fn spend(&mut self, spent: Option<(u64, char)>) {
        let Some((number, command)) = spent.filter(|(number, _)| *number != self.spent) else { return };
        self.spent = number;
        if let Some(at) = self.letters.iter().position(|event| letter(event) == Some(command)) {
            self.letters.drain(..=at);
        }
    }

    /// Types them where the focus is, as far as they are taken there.
    fn hand_on<Message>(&mut self, inner: &mut Inner<'_, '_, Message>, coming: &mut Coming<'_, '_, Message>) {
        while let Some(event) = self.letters.front() {
            let mut messages = Vec::new();
            // What becomes of these is not what becomes of the event that is heard now.
            let mut own = Shell::new(&mut messages);
            let Coming { cursor, clipboard, .. } = coming;
            inner.update(Coming { event, cursor: *cursor, clipboard: &mut **clipboard, shell: &mut own });
            if !own.is_event_captured() {
                return;
            }
            self.letters.pop_front();
            messages.into_iter().for_each(|message| coming.shell.publish(message));
        }
    }

    fn keep(&mut self, event: &Event) {
        if self.letters.len() < LETTERS_WAITING {
            self.letters.push_back(event.clone());
        }
    }
}

impl<'a, Message> Hear<'a, Message> for Early {
    type State = Waiting;

    fn hear(&self, state: &mut Waiting, mut coming: Coming<'_, '_, Message>, mut inner: Inner<'_, 'a, Message>) {
        state.spend(self.spent);
        let event = coming.event;
        let meaning = meaning(event);
        if state.leads == Some(self.heard) && meaning == Meaning::Letter {
            state.keep(event);
            coming.shell.capture_event();
            coming.shell.request_redraw();
            return;
        }
        if meaning != Meaning::Nothing {
            state.hand_on(&mut inner, &mut coming);
            state.leads = None;
        }
        if meaning == Meaning::Other {
            state.letters.clear();
        }
        inner.update(coming.instead(event));
        let is_taken = coming.shell.is_event_captured();
        match meaning {
            Meaning::Letter if !is_taken => state.keep(event),
            Meaning::Other if is_taken && matches!(event, Event::Keyboard(_)) => {
                state.leads = Some(self.heard);
            }
            _ => {}
        }
    }
}

/// What an event means for letters that wait.
fn meaning(event: &Event) -> Meaning {
    match event {
        Event::Keyboard(keyboard::Event::KeyPressed { key, .. }) => {
            if letter(event).is_some() {
                Meaning::Letter
            } else if is_held(key) {
                Meaning::Nothing
            } else {
                Meaning::Other
            }
        }
        Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Window(window::Event::Unfocused) => Meaning::Other,
        Event::Window(window::Event::RedrawRequested(_)) => Meaning::Frame,
        _ => Meaning::Nothing,
    }
}

/// Whether a key does nothing but change what others type.
fn is_held(key: &Key) -> bool {
    match key {
        Key::Named(named) => matches!(
            named,
            Named::Shift
                | Named::Control
                | Named::Alt
                | Named::AltGraph
                | Named::Super
                | Named::Meta
                | Named::Hyper
                | Named::CapsLock
                | Named::NumLock
                | Named::Fn
                | Named::FnLock
                | Named::Compose
        ),
        // A dead key comes so, before the letter that it is put on.
        Key::Unidentified => true,
        Key::Character(_) => false,
    }
}

/// The letter, sign or space that a key types.
pub(crate) fn letter(event: &Event) -> Option<char> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, physical_key, modifiers, text, .. }) = event else {
        return None;
    };
    if modifiers.command() || modifiers.alt() {
        return None;
    }
    match key {
        Key::Named(Named::Space) => Some(' '),
        // What it types, wherever the signs are on the keyboard; the key itself is named by what it types alone.
        Key::Character(typed) => {
            let mut typed = text.as_ref().unwrap_or(typed).chars();
            let letter = typed.next().filter(|letter| typed.next().is_none() && !letter.is_control())?;
            let question = letter == '/' && modifiers.shift() && key.to_latin(*physical_key) == Some('/');
            Some(if question { '?' } else { letter })
        }
        _ => None,
    }
}
