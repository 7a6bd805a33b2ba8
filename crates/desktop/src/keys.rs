//! Keys. Every action of the window has one, or a stop of the Tab key.

use iced::Event;
use iced::event::Status;
use iced::keyboard::key::Named;
use iced::keyboard::{self, Modifiers};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// Focus on the next stop.
    Next,
    /// Focus on the stop before.
    Previous,
    /// Write a note.
    Write,
    /// Ask a question.
    Ask,
    /// Search.
    Search,
    /// Publish what is being written.
    Publish,
    /// Back to where one came from.
    Back,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// Open the row.
    Open,
    /// Change what is open.
    Edit,
    /// Settings.
    Settings,
    /// Circles.
    Circles,
    /// Who is there and what is where.
    People,
    /// A ticket for somebody.
    Invite,
    /// Who is in the circle, and how it is run.
    Circle,
    /// Take files in.
    Bring,
    /// The other paper.
    Paper,
    /// Everything larger.
    Larger,
    /// Everything smaller.
    Smaller,
    /// Everything as large as on the first day.
    UsualSize,
    /// The sheet of keys.
    Sheet,
}

/// Keys and their words, for the sheet; `Ctrl` stands for the command key of the system.
pub(crate) const SHEET: &[(&str, &str)] = &[
    ("Ctrl N", "key-write"),
    ("Ctrl Shift N", "key-ask"),
    ("Ctrl K  /", "key-search"),
    ("↑  ↓", "key-rows"),
    ("Enter", "key-open"),
    ("Space  PgUp  PgDn", "key-page"),
    ("Home  End", "key-ends"),
    ("Ctrl E", "key-edit"),
    ("Ctrl S  Ctrl Enter", "key-publish"),
    ("Ctrl Z  Ctrl Y", "key-undo"),
    ("Ctrl O", "key-bring"),
    ("Esc  Alt ←", "key-back"),
    ("Tab  Shift Tab", "key-focus"),
    ("Ctrl 1", "key-circles"),
    ("Ctrl 2", "key-people"),
    ("Ctrl I", "key-invite"),
    ("Ctrl M", "key-circle"),
    ("Ctrl D", "key-paper"),
    ("Ctrl +  Ctrl −  Ctrl 0", "key-size"),
    ("Ctrl ,", "key-settings"),
    ("F1  ?", "key-sheet"),
];

/// What an event asks for, given whether a widget has taken it.
pub(crate) fn key(event: &Event, status: Status) -> Option<Key> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, physical_key, modifiers, .. }) = event else {
        return None;
    };
    let free = status == Status::Ignored;
    match key {
        keyboard::Key::Named(named) => by_name(*named, *modifiers, free),
        keyboard::Key::Character(_) if modifiers.command() => {
            by_letter(key.to_latin(*physical_key)?.to_ascii_lowercase(), *modifiers)
        }
        keyboard::Key::Character(typed) if free && !modifiers.alt() => match typed.as_str() {
            "/" if modifiers.shift() && key.to_latin(*physical_key) == Some('/') => Some(Key::Sheet),
            "/" => Some(Key::Search),
            "?" => Some(Key::Sheet),
            _ => None,
        },
        _ => None,
    }
}

fn by_name(named: Named, modifiers: Modifiers, free: bool) -> Option<Key> {
    match named {
        Named::Tab if modifiers.shift() => Some(Key::Previous),
        Named::Tab if modifiers.is_empty() => Some(Key::Next),
        // A field that has the focus takes Escape for itself; leaving is meant nevertheless.
        Named::Escape => Some(Key::Back),
        Named::F1 => Some(Key::Sheet),
        Named::ArrowUp if free => Some(Key::Up),
        Named::ArrowDown if free => Some(Key::Down),
        Named::PageUp if free => Some(Key::PageUp),
        Named::PageDown if free => Some(Key::PageDown),
        Named::Space if free && modifiers.shift() => Some(Key::PageUp),
        Named::Space if free && modifiers.is_empty() => Some(Key::PageDown),
        Named::Home if free => Some(Key::Home),
        Named::End if free => Some(Key::End),
        Named::ArrowLeft if free && modifiers.alt() => Some(Key::Back),
        Named::Enter if free && modifiers.is_empty() => Some(Key::Open),
        Named::Enter if modifiers.command() => Some(Key::Publish),
        _ => None,
    }
}

fn by_letter(letter: char, modifiers: Modifiers) -> Option<Key> {
    match (letter, modifiers.shift()) {
        ('n', false) => Some(Key::Write),
        ('n', true) => Some(Key::Ask),
        ('k', false) => Some(Key::Search),
        ('s', false) => Some(Key::Publish),
        ('e', false) => Some(Key::Edit),
        ('i', false) => Some(Key::Invite),
        ('m', false) => Some(Key::Circle),
        ('o', false) => Some(Key::Bring),
        ('d', false) => Some(Key::Paper),
        // On most keyboards the plus is the upper sign of a key, on some of the equals sign.
        ('+' | '=', _) => Some(Key::Larger),
        ('-' | '_', _) => Some(Key::Smaller),
        ('0', _) => Some(Key::UsualSize),
        (',', false) => Some(Key::Settings),
        ('1', false) => Some(Key::Circles),
        ('2', false) => Some(Key::People),
        _ => None,
    }
}
