//! Letters that are typed before the field is there for which they are meant: right after a command, while the window is made
//! anew. They wait, and are typed in that field as soon as it has the focus.

use std::collections::VecDeque;
use std::time::Instant;

use iced::advanced::{Shell, input_method};
use iced::keyboard::key::Named;
use iced::keyboard::{self, Key, Modifiers};
use iced::{Event, mouse, touch, window};

use super::around::{Coming, Hear, Inner};
use crate::limits::{LETTERS_WAIT, LETTERS_WAITING};

/// Keeps letters that no field takes, and types them once one does.
pub(crate) struct Early<'a> {
    /// The letters that were commands, each with the how manieth such it was: they are typed nowhere.
    pub(crate) spent: &'a [(u64, char)],
    /// What the program has heard of until now, as a number: with another one, all that is inside was made anew.
    pub(crate) heard: u64,
}

/// The letters that wait, as the events that told of them.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    letters: VecDeque<Event>,
    /// When they were there first when a frame was drawn.
    since: Option<Instant>,
    /// The modifiers that are held now.
    modifiers: Modifiers,
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
    Frame(Instant),
    /// Nothing.
    Nothing,
}

impl Waiting {
    /// Takes out what was a command, and what was typed before it.
    fn spend(&mut self, spent: &[(u64, char)]) {
        let before = self.spent;
        for (number, command) in spent.iter().filter(|(number, _)| *number > before) {
            if let Some(at) = self.letters.iter().position(|event| letter(event) == Some(*command)) {
                self.letters.drain(..=at);
            }
            self.spent = *number;
        }
    }

    /// Forgets what no field came for.
    fn expire(&mut self, now: Instant) {
        if self.since.is_some_and(|since| now.saturating_duration_since(since) > LETTERS_WAIT) {
            self.letters.clear();
        }
        self.since = (!self.letters.is_empty()).then(|| self.since.unwrap_or(now));
    }

    /// Types them where the focus is, as far as they are taken there.
    fn hand_on<Message>(&mut self, inner: &mut Inner<'_, '_, Message>, coming: &mut Coming<'_, '_, Message>) {
        // A field takes its modifiers from what it was told last, which may be later than a letter that waits.
        let held = self.modifiers;
        let mut told = held;
        while let Some(event) = self.letters.front().cloned() {
            let modifiers = modifiers_of(&event).unwrap_or(told);
            if modifiers != told {
                Self::tell(&Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)), inner, coming);
                told = modifiers;
            }
            if !Self::tell(&event, inner, coming) {
                break;
            }
            self.letters.pop_front();
        }
        if told != held {
            Self::tell(&Event::Keyboard(keyboard::Event::ModifiersChanged(held)), inner, coming);
        }
    }

    /// Tells what is inside of an event. Whether it was taken: that is not what becomes of the event that is heard now.
    fn tell<Message>(event: &Event, inner: &mut Inner<'_, '_, Message>, coming: &mut Coming<'_, '_, Message>) -> bool {
        let mut messages = Vec::new();
        let mut own = Shell::new(&mut messages);
        let Coming { cursor, clipboard, .. } = coming;
        inner.update(Coming { event, cursor: *cursor, clipboard: &mut **clipboard, shell: &mut own });
        let is_taken = own.is_event_captured();
        messages.into_iter().for_each(|message| coming.shell.publish(message));
        is_taken
    }

    fn keep<Message>(&mut self, event: &Event, shell: &mut Shell<'_, Message>) {
        if self.letters.len() < LETTERS_WAITING {
            self.letters.push_back(event.clone());
        }
        // From the next frame on their time is counted.
        shell.request_redraw();
    }
}

impl<'a, Message> Hear<'a, Message> for Early<'_> {
    type State = Waiting;

    fn hear(&self, state: &mut Waiting, mut coming: Coming<'_, '_, Message>, mut inner: Inner<'_, 'a, Message>) {
        state.spend(self.spent);
        let event = coming.event;
        if let Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) = event {
            state.modifiers = *modifiers;
        }
        let meaning = meaning(event);
        if state.leads == Some(self.heard) && meaning == Meaning::Letter {
            state.keep(event, coming.shell);
            coming.shell.capture_event();
            return;
        }
        if let Meaning::Frame(now) = meaning {
            state.expire(now);
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
            // A space presses buttons too, and what is typed for a field that is not there yet begins with none.
            Meaning::Letter if !is_taken && (letter(event) != Some(' ') || !state.letters.is_empty()) => {
                state.keep(event, coming.shell);
            }
            Meaning::Other if may_lead(event, is_taken) => state.leads = Some(self.heard),
            _ => {}
        }
    }
}

/// Whether a key may lead elsewhere: one that a field took, or one with the command key, which is a command whoever has the
/// focus. What Escape leads back to has no field.
fn may_lead(event: &Event, is_taken: bool) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else { return false };
    *key != Key::Named(Named::Escape) && (is_taken || modifiers.command())
}

/// The modifiers that were held when a key was pressed.
fn modifiers_of(event: &Event) -> Option<Modifiers> {
    match event {
        Event::Keyboard(keyboard::Event::KeyPressed { modifiers, .. }) => Some(*modifiers),
        _ => None,
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
        Event::InputMethod(input_method::Event::Commit(_)) => Meaning::Letter,
        Event::Mouse(mouse::Event::ButtonPressed(_))
        | Event::Touch(touch::Event::FingerPressed { .. })
        | Event::Window(window::Event::Unfocused) => Meaning::Other,
        Event::Window(window::Event::RedrawRequested(now)) => Meaning::Frame(*now),
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
        Key::Named(Named::Space) => (!modifiers.shift()).then_some(' '),
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
