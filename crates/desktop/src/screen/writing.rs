//! A field in which one writes Markdown: on the desk, for an answer, for a comment. Its keys, its marks and how one takes
//! something back are the same everywhere, and here is which keys belong to it.

mod format;
mod history;

use std::ops::Range;

use iced::keyboard::{self, key::Named};
use iced::widget::text_editor::{self, Action as Edit, Binding, Content, KeyPress, Status, TextEditor};
use iced::{Element, Font, advanced::text::highlighter::PlainText};

pub(crate) use self::format::Format;
use self::history::History;
use crate::icon::Icon;
use crate::theme::style::{self, Look};
use crate::theme::{leading, size, space as gap};
use crate::ui::Ui;
use crate::widget::markdown::spans::find;
use crate::widget::{Press, text};

/// A mark: what it does, by which letter with the command key and whether with Shift, its icon and the key of its name.
struct Mark {
    format: Format,
    letter: char,
    shift: bool,
    icon: Icon,
    name: &'static str,
}

const fn mark(format: Format, letter: char, shift: bool, icon: Icon, name: &'static str) -> Mark {
    Mark { format, letter, shift, icon, name }
}

/// All marks, in the order in which they are offered.
const MARKS: [Mark; 10] = [
    mark(Format::Strong, 'b', false, Icon::Bold, "format-strong"),
    mark(Format::Emphasis, 'i', false, Icon::Italic, "format-emphasis"),
    mark(Format::Code, 'j', false, Icon::Code, "format-code"),
    mark(Format::Link, 'k', false, Icon::Link, "format-link"),
    mark(Format::Heading, 'h', false, Icon::Heading, "format-heading"),
    mark(Format::Bullets, 'l', false, Icon::Bullets, "format-bullets"),
    mark(Format::Numbers, 'l', true, Icon::Numbers, "format-numbers"),
    mark(Format::Tasks, 't', false, Icon::Tasks, "format-tasks"),
    mark(Format::Quote, 'q', true, Icon::Quote, "format-quote"),
    mark(Format::Table, 't', true, Icon::Table, "format-table"),
];

/// What a letter with the command key does with the words.
fn format_of(letter: char, shift: bool) -> Option<Format> {
    MARKS.iter().find(|mark| (mark.letter, mark.shift) == (letter, shift)).map(|mark| mark.format)
}

/// Whether a letter with the command key belongs to writing: where one writes, it does nothing else.
pub(crate) fn takes(letter: char, shift: bool) -> bool {
    format_of(letter, shift).is_some() || matches!((letter, shift), ('z', _) | ('y', false))
}

/// What is being written, and the steps back from it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Writing {
    text: Content,
    history: History,
}

/// What happens.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// The text changes, or the caret moves.
    Edit(Edit),
    /// Somebody marks what is selected.
    Format(Format),
    /// A new line: it may go on with a list.
    Enter,
    /// Somebody takes the last change back.
    Undo,
    /// Somebody wants it after all.
    Redo,
}

impl Message {
    /// Whether it changes what is written.
    pub(crate) fn is_writing(&self) -> bool {
        match self {
            Self::Edit(edit) => edit.is_edit(),
            Self::Format(_) | Self::Enter | Self::Undo | Self::Redo => true,
        }
    }
}

/// What some keys do in a field, besides writing.
#[derive(Debug, Clone)]
pub(crate) struct Keys<M> {
    /// What Ctrl Enter and Ctrl S do.
    pub(crate) publish: M,
    /// What Enter alone does, if it does not end a line.
    pub(crate) enter: Option<M>,
    /// What Ctrl V does, if more than words can be pasted.
    pub(crate) paste: Option<M>,
}

impl Writing {
    /// A field with this text in it.
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text::content(text), history: History::default() }
    }

    /// The text, without the line end that the field adds.
    pub(crate) fn words(&self) -> String {
        let text = self.text.text();
        text.strip_suffix('\n').map_or_else(|| text.clone(), ToOwned::to_owned)
    }

    /// Whether it says nothing.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.lines().all(|line| line.text.trim().is_empty())
    }

    /// What is to be kept of it: nothing where it says nothing.
    pub(crate) fn kept(&self) -> String {
        if self.is_blank() { String::new() } else { self.words() }
    }

    /// Does it; whether the text is another one now.
    pub(crate) fn update(&mut self, message: Message) -> bool {
        match message {
            Message::Edit(edit) => {
                let is_change = edit.is_edit();
                self.history.before(&edit, &self.text);
                self.text.perform(edit);
                is_change
            }
            Message::Format(format) => {
                self.change(|text| format::apply(text, format));
                true
            }
            Message::Enter => {
                self.change(|text| {
                    if !format::enter(text) {
                        text.perform(Edit::Edit(text_editor::Edit::Enter));
                    }
                });
                true
            }
            Message::Undo => {
                let before = self.history.undo(&self.text);
                self.restore(before)
            }
            Message::Redo => {
                let after = self.history.redo(&self.text);
                self.restore(after)
            }
        }
    }

    fn restore(&mut self, text: Option<Content>) -> bool {
        let Some(text) = text else { return false };
        self.text = text;
        true
    }

    /// One change of the text, of several steps for the field and of one for whoever takes it back.
    fn change(&mut self, change: impl FnOnce(&mut Content)) {
        self.history.before(&Edit::Edit(text_editor::Edit::Enter), &self.text);
        change(&mut self.text);
    }

    /// Puts this where the caret is, in place of what is selected.
    pub(crate) fn put(&mut self, words: &str) {
        let words = text::lines(words.to_owned());
        self.change(|text| format::paste(text, &words));
    }

    /// What was sent is published: what was typed since stays.
    pub(crate) fn sent(&mut self, sent: &str) {
        let now = self.words();
        let rest = match now.strip_prefix(sent) {
            Some(rest) => rest.trim_start().to_owned(),
            // It was changed in its middle: nobody knows which words were meant to be another's.
            None if now.trim() != sent.trim() => now,
            None => String::new(),
        };
        *self = Self::new(&rest);
    }

    /// What is selected in it.
    pub(crate) fn selection(&self) -> Option<String> {
        self.text.selection()
    }

    /// Selects this place of the text.
    pub(crate) fn select(&mut self, place: Range<usize>) {
        let text = self.words();
        let [from, to] = [place.start, place.end].map(|byte| format::position(&text, byte));
        format::select(&mut self.text, from, to);
    }

    /// Selects the next place that says this, which is in small letters; after the last comes the first.
    pub(crate) fn find_next(&mut self, sought: &str) {
        let text = self.words();
        let from = format::byte(&text, self.text.cursor().position);
        let behind = find(&text[from..], sought).map(|found| from + found.start..from + found.end);
        if let Some(found) = behind.or_else(|| find(&text, sought)) {
            self.select(found);
            format::reveal(&mut self.text);
        }
    }

    /// The field, for the caller to say how large it is and how it looks. `told` is how it hears of what happens.
    pub(crate) fn view<'a, M: Clone + 'a>(
        &'a self,
        font: Font,
        told: fn(Message) -> M,
        keys: Keys<M>,
    ) -> TextEditor<'a, PlainText, M> {
        TextEditor::new(&self.text)
            .font(font)
            .line_height(leading::READING)
            .on_action(move |edit| told(Message::Edit(edit)))
            .key_binding(move |press| binding(press, told, &keys))
    }
}

/// A button for each mark, with its keys in a hint, and what stands beside them.
pub(crate) fn marks<'a, M: Clone + 'a>(
    ui: &'a Ui,
    told: fn(Message) -> M,
    beside: Option<Element<'a, M>>,
) -> Element<'a, M> {
    let button = |mark: &Mark| {
        let press = Press::new(mark.icon.at(size::READING), style::press(ui.colors, Look::Quiet))
            .padding([gap::XXS, gap::XS])
            .stops(false)
            .on_press(told(Message::Format(mark.format)));
        let shift = if mark.shift { "Shift " } else { "" };
        ui.hint(press, format!("{}  Ctrl {shift}{}", ui.text.get(mark.name), mark.letter.to_ascii_uppercase()))
    };
    ui.placed(ui.across(MARKS.iter().map(button).chain(beside)).spacing(2).wrap()).into()
}

/// The toolkit's keys of a field, and those that it lacks.
fn binding<M: Clone>(press: KeyPress, told: fn(Message) -> M, keys: &Keys<M>) -> Option<Binding<M>> {
    if !matches!(press.status, Status::Focused { .. }) {
        return None;
    }
    let (command, shift) = (press.modifiers.command(), press.modifiers.shift());
    let is_enter = press.key == keyboard::Key::Named(Named::Enter);
    let letter = press.key.to_latin(press.physical_key).map(|letter| letter.to_ascii_lowercase());
    let own = match letter.filter(|_| command && !press.modifiers.alt()) {
        Some('z') => Some(told(if shift { Message::Redo } else { Message::Undo })),
        Some('y') if !shift => Some(told(Message::Redo)),
        Some('s') if !shift => Some(keys.publish.clone()),
        Some('v') if !shift => keys.paste.clone(),
        Some(letter) => format_of(letter, shift).map(|format| told(Message::Format(format))),
        None if is_enter && command => Some(keys.publish.clone()),
        None if is_enter && press.modifiers.is_empty() => {
            Some(keys.enter.clone().unwrap_or_else(|| told(Message::Enter)))
        }
        // A line end, whatever Enter alone does.
        None if is_enter && shift => Some(told(Message::Enter)),
        None => None,
    };
    own.map(Binding::Custom).or_else(|| Binding::from_key_press(press))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_while_it_was_being_published_stays() {
        let after = |typed: &str, sent: &str| {
            let mut writing = Writing::new(typed);
            writing.sent(sent);
            writing.words()
        };
        assert_eq!(after("It is osmosis.", "It is osmosis."), "");
        assert_eq!(after("It is osmosis.\n\nAnd more", "It is osmosis."), "And more");
        assert_eq!(after("It was osmosis.", "It is osmosis."), "It was osmosis.");
    }

    #[test]
    fn no_two_marks_have_one_key() {
        for (index, mark) in MARKS.iter().enumerate() {
            assert_eq!(format_of(mark.letter, mark.shift), Some(mark.format), "mark {index}");
        }
    }
}
