//! Words that the toolkit can draw.
//!
//! Its shaper (cosmic-text 0.15) takes a line up to its `\n` or `\r`, and panics where another sign inside of it ends a
//! paragraph and what stands before that sign runs in another direction than what stands behind it. Names, titles and texts
//! come from anybody. So such signs are taken out where words are drawn, and where they come into a field; what the node
//! has told stays as it is, and a path leads to where it led. Nothing else makes a text or a field of the toolkit.

use std::borrow::Cow;

use iced::advanced::Clipboard;
use iced::advanced::clipboard::Kind;
use iced::advanced::input_method::Event as Method;
use iced::advanced::text::Span;
use iced::keyboard::Event as Pressed;
use iced::widget::TextInput;
use iced::widget::text_editor::Content;
use iced::{Event, Theme};

pub(crate) use iced::widget::text::{IntoFragment, Rich, Text, Wrapping};

/// What ends a paragraph besides `\n` and `\r`: class B of the bidirectional algorithm of Unicode.
const ENDS: [char; 5] = ['\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2029}'];

/// Whether words hold such a sign. Nearly none do, and every word on the screen is asked for each frame: so first for the
/// bytes with which they begin.
fn ends_inside(words: &str) -> bool {
    words.bytes().any(|byte| matches!(byte, 0x1c..=0x1e | 0xc2 | 0xe2)) && words.contains(ENDS)
}

/// Words as they are drawn: as long as they were, in bytes, so that a place in them stays one.
pub(crate) fn drawn<'a>(words: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let words = words.into();
    if !ends_inside(&words) {
        return words;
    }
    let mut drawn = String::with_capacity(words.len());
    for sign in words.chars() {
        if ENDS.contains(&sign) { drawn.extend(std::iter::repeat_n(' ', sign.len_utf8())) } else { drawn.push(sign) }
    }
    drawn.into()
}

/// Words as they are written on: each such sign is the end of a line.
pub(crate) fn lines(words: String) -> String {
    if ends_inside(&words) { words.replace(ENDS, "\n") } else { words }
}

/// Words on the screen.
#[expect(clippy::disallowed_methods, reason = "what is drawn goes through here")]
pub(crate) fn text<'a>(words: impl IntoFragment<'a>) -> Text<'a, Theme> {
    iced::widget::text(drawn(words.into_fragment()))
}

/// Words on the screen that are set in different ways.
#[expect(clippy::disallowed_methods, reason = "what is drawn goes through here")]
pub(crate) fn rich<'a, Message: 'a>(mut spans: Vec<Span<'a, ()>>) -> Rich<'a, (), Message> {
    for span in &mut spans {
        span.text = drawn(std::mem::take(&mut span.text));
    }
    iced::widget::rich_text(spans)
}

/// A field of one line, with a hint while it is empty.
#[expect(clippy::disallowed_methods, reason = "what is drawn goes through here")]
pub(crate) fn field<'a, Message: Clone + 'a>(hint: &str, value: &str) -> TextInput<'a, Message> {
    iced::widget::text_input(&drawn(hint), &drawn(value))
}

/// What stands in a field of several lines.
#[expect(clippy::disallowed_methods, reason = "what is drawn goes through here")]
pub(crate) fn content(words: &str) -> Content {
    if ends_inside(words) { Content::with_text(&lines(words.to_owned())) } else { Content::with_text(words) }
}

/// The same event without such signs, if it has any.
pub(super) fn typed(event: &Event) -> Option<Event> {
    match event {
        Event::InputMethod(Method::Commit(words)) if ends_inside(words) => {
            Some(Event::InputMethod(Method::Commit(drawn(words).into_owned())))
        }
        Event::InputMethod(Method::Preedit(words, selected)) if ends_inside(words) => {
            Some(Event::InputMethod(Method::Preedit(drawn(words).into_owned(), selected.clone())))
        }
        Event::Keyboard(pressed @ Pressed::KeyPressed { text: Some(words), .. }) if ends_inside(words) => {
            let mut pressed = pressed.clone();
            if let Pressed::KeyPressed { text, .. } = &mut pressed {
                *text = None;
            }
            Some(Event::Keyboard(pressed))
        }
        _ => None,
    }
}

/// A clipboard whose paragraphs end as lines do.
pub(super) struct Lines<'c>(pub(super) &'c mut dyn Clipboard);

impl Clipboard for Lines<'_> {
    fn read(&self, kind: Kind) -> Option<String> {
        self.0.read(kind).map(lines)
    }

    fn write(&mut self, kind: Kind, contents: String) {
        self.0.write(kind, contents);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_that_ends_a_paragraph_is_gone_and_all_else_stays_in_its_place() {
        for end in ENDS {
            let told = format!("salt{end}ملح");
            let drawn = drawn(told.as_str());
            assert_eq!(drawn.len(), told.len());
            assert_eq!(drawn.find("ملح"), told.find("ملح"));
            assert!(!drawn.contains(end), "{end:?}");
            assert_eq!(lines(told), "salt\nملح", "{end:?}");
        }
        let others = "salt\u{2028}ملح “é”\r\n";
        assert_eq!((drawn(others), lines(others.to_owned())), (others.into(), others.to_owned()));
    }
}
