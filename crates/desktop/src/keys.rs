//! Keys. Every action of the window has one, or a stop of the Tab key.

use iced::Event;
use iced::event::Status;
use iced::keyboard::key::Named;
use iced::keyboard::{self, Modifiers};

use crate::screen::writing;
use crate::widget::early;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// A letter, sign or space that no field has taken. It waits for a field that is about to have the focus, or it searches,
    /// shows the keys, or moves a page down.
    Letter(char),
    /// Focus on the next stop.
    Next,
    /// Focus on the stop before.
    Previous,
    /// Write a note.
    Write,
    /// Make a card.
    Card,
    /// Review cards.
    Review,
    /// Ask a question.
    Ask,
    /// Dispute what is open, or what is selected in it.
    Dispute,
    /// Search where one is.
    Search,
    /// Search all circles.
    SearchAll,
    /// Everything that the window can do, by name.
    Palette,
    /// What can be done with the row.
    Menu,
    /// Choose all rows.
    All,
    /// Choose one row more above.
    ExtendUp,
    /// Choose one row more below.
    ExtendDown,
    /// What is about to be taken back is not.
    Undo,
    /// Choose the row, or no longer.
    Choose,
    /// What a circle has for one now.
    CircleHome,
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
    /// The option of this number in the open quick vote.
    Number(u8),
    /// Words in the open note.
    Find,
    /// What is selected in the open note, or all of it, as Markdown.
    CopyMarkdown,
    /// The headings of the open note.
    Outline,
    /// How the open note came to be.
    History,
    /// The sheet of keys.
    Sheet,
}

impl Key {
    /// Whether its letter marks words where one writes.
    pub(crate) fn is_letter_of_writing(self) -> bool {
        matches!(self, Self::Palette | Self::Invite | Self::CircleHome)
    }
}

/// A key, its words, and what it asks for if that can be chosen by name; `Ctrl` stands for the command key of the system.
pub(crate) type Line = (&'static str, &'static str, Option<Key>);

/// Keys by where they do something, each group under the key of its heading.
pub(crate) const SHEET: &[(&str, &[Line])] = &[
    (
        "keys-everywhere",
        &[
            ("Ctrl K", "key-palette", Some(Key::Palette)),
            ("Ctrl N", "key-write", Some(Key::Write)),
            ("Ctrl Shift M", "card-key-make", Some(Key::Card)),
            ("Ctrl Shift R", "card-key-review", Some(Key::Review)),
            ("Ctrl Shift N", "key-ask", Some(Key::Ask)),
            ("Ctrl Shift F", "key-search-all", Some(Key::SearchAll)),
            ("Ctrl O", "key-bring", Some(Key::Bring)),
            ("Ctrl H", "key-circle-home", Some(Key::CircleHome)),
            ("Ctrl M", "key-circle", Some(Key::Circle)),
            ("Ctrl I", "key-invite", Some(Key::Invite)),
            ("Ctrl 1", "key-circles", Some(Key::Circles)),
            ("Ctrl 2", "key-people", Some(Key::People)),
            ("Ctrl ,", "key-settings", Some(Key::Settings)),
            ("Ctrl D", "key-paper", Some(Key::Paper)),
            ("Ctrl +  Ctrl −  Ctrl 0", "key-size", None),
            ("Tab  Shift Tab", "key-focus", None),
            ("Esc  Alt ←", "key-back", None),
            ("F1  ?", "key-sheet", Some(Key::Sheet)),
        ],
    ),
    (
        "keys-list",
        &[
            ("/", "key-search", Some(Key::Search)),
            ("↑  ↓", "key-rows", None),
            ("Enter", "key-open", Some(Key::Open)),
            ("Shift ↑  Shift ↓", "key-extend", None),
            ("Ctrl A  Ctrl Space", "key-choose", None),
            ("Menu  Shift F10", "key-menu", Some(Key::Menu)),
        ],
    ),
    (
        "keys-reading",
        &[
            ("Space  PgUp  PgDn", "key-page", None),
            ("Home  End", "key-ends", None),
            ("Ctrl F", "key-find", Some(Key::Find)),
            ("Ctrl E", "key-edit", Some(Key::Edit)),
            ("Ctrl Shift D", "key-dispute", Some(Key::Dispute)),
            ("1 … 6", "key-number", None),
            ("Space  1 … 4", "card-key-grade", None),
            ("Ctrl Shift O", "key-outline", Some(Key::Outline)),
            ("Ctrl Shift C", "key-copy-markdown", Some(Key::CopyMarkdown)),
            ("Ctrl Shift H", "key-history", Some(Key::History)),
        ],
    ),
    (
        "keys-writing",
        &[
            ("Ctrl S  Ctrl Enter", "key-publish", None),
            ("Ctrl Z  Ctrl Y", "key-undo", None),
            ("Ctrl V", "key-paste", None),
            ("Menu  Shift F10", "key-field", None),
            ("Ctrl B I K J H L T", "key-format", None),
        ],
    ),
];

/// The line of the sheet for a key, if it has one of its own.
pub(crate) fn line(key: Key) -> Option<&'static Line> {
    SHEET.iter().flat_map(|(_, lines)| *lines).find(|(.., of)| *of == Some(key))
}

/// How a key is written where words for it stand beside; nothing for one that has no line of its own.
pub(crate) fn written(key: Key) -> &'static str {
    line(key).map_or("", |(keys, ..)| keys)
}

/// What an event asks for, given whether a widget has taken it.
pub(crate) fn key(event: &Event, status: Status) -> Option<Key> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, physical_key, modifiers, .. }) = event else {
        return None;
    };
    let free = status == Status::Ignored;
    match key {
        keyboard::Key::Named(named) => by_name(*named, *modifiers, free),
        keyboard::Key::Character(_) if modifiers.command() => {
            let letter = key.to_latin(*physical_key)?.to_ascii_lowercase();
            // A field in which somebody writes has taken what belongs to writing.
            let free = free || !writing::takes(letter, modifiers.shift());
            free.then(|| by_letter(letter, *modifiers, status == Status::Ignored))?
        }
        keyboard::Key::Character(_) if free => early::letter(event).map(Key::Letter),
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
        // A field has a menu of its own.
        Named::F10 if free && modifiers.shift() => Some(Key::Menu),
        Named::ContextMenu if free => Some(Key::Menu),
        Named::ArrowUp if free && modifiers.shift() => Some(Key::ExtendUp),
        Named::ArrowDown if free && modifiers.shift() => Some(Key::ExtendDown),
        Named::ArrowUp if free => Some(Key::Up),
        Named::ArrowDown if free => Some(Key::Down),
        Named::PageUp if free => Some(Key::PageUp),
        Named::PageDown if free => Some(Key::PageDown),
        Named::Space if free && modifiers.command() => Some(Key::Choose),
        Named::Space if free && modifiers.shift() => Some(Key::PageUp),
        Named::Space if free && modifiers.is_empty() => Some(Key::Letter(' ')),
        Named::Home if free => Some(Key::Home),
        Named::End if free => Some(Key::End),
        Named::ArrowLeft if free && modifiers.alt() => Some(Key::Back),
        Named::Enter if free && modifiers.is_empty() => Some(Key::Open),
        Named::Enter if free && modifiers.command() => Some(Key::Publish),
        _ => None,
    }
}

fn by_letter(letter: char, modifiers: Modifiers, free: bool) -> Option<Key> {
    match (letter, modifiers.shift()) {
        ('n', false) => Some(Key::Write),
        ('n', true) => Some(Key::Ask),
        ('k', false) => Some(Key::Palette),
        ('f', true) => Some(Key::SearchAll),
        ('z', false) if free => Some(Key::Undo),
        ('a', false) if free => Some(Key::All),
        ('h', false) => Some(Key::CircleHome),
        ('s', false) if free => Some(Key::Publish),
        ('e', false) => Some(Key::Edit),
        ('i', false) => Some(Key::Invite),
        ('m', false) => Some(Key::Circle),
        ('m', true) => Some(Key::Card),
        ('r', true) => Some(Key::Review),
        ('o', false) => Some(Key::Bring),
        ('d', false) => Some(Key::Paper),
        ('d', true) => Some(Key::Dispute),
        // On most keyboards the plus is the upper sign of a key, on some of the equals sign.
        ('+' | '=', _) => Some(Key::Larger),
        ('-' | '_', _) => Some(Key::Smaller),
        ('0', _) => Some(Key::UsualSize),
        ('f', false) => Some(Key::Find),
        ('c', true) => Some(Key::CopyMarkdown),
        ('o', true) => Some(Key::Outline),
        ('h', true) => Some(Key::History),
        (',', false) => Some(Key::Settings),
        ('1', false) => Some(Key::Circles),
        ('2', false) => Some(Key::People),
        _ => None,
    }
}
